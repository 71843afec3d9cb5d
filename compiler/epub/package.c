/* package.c - the package: metadata, manifest, reading order */
#include "epub/room.h"

#include "base/xml.h"

#include <stdlib.h>
#include <time.h>

static void
element(struct buf *b, const char *open, struct str text, const char *close)
{
	if (!text.n)
		return;
	buf_z(b, open);
	xml_text(b, text);
	buf_z(b, close);
	buf_char(b, '\n');
}

static struct str
instant_text(struct arena *a, int64_t instant)
{
	time_t t = (time_t)instant;
	struct tm tm;
	if (!gmtime_r(&t, &tm) || tm.tm_year < 70 || tm.tm_year > 8099)
		return STR("2000-01-01T00:00:00Z");
	return str_fmt(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min,
		tm.tm_sec);
}

/* ---- package ---- */

/* A tag, and how many posts bear it. */
struct subject {
	struct str text;
	size_t count;
};

static int
subject_cmp_text(const void *a, const void *b)
{
	return str_cmp(((const struct subject *)a)->text, ((const struct subject *)b)->text);
}

static int
subject_cmp_count(const void *a, const void *b)
{
	const struct subject *x = a, *y = b;
	return x->count != y->count ? (x->count < y->count ? 1 : -1) : subject_cmp_text(a, b);
}

/* The tags that most posts bear: a shop shows a handful. */
static void
subjects_write(struct buf *b, const struct book *book, struct arena *a)
{
	enum { SUBJECTS_MOST = 20 };
	struct subject *all = NULL;
	size_t n = 0, cap = 0, kept = 0;
	for (size_t i = 0; i < book->n_entries; i++)
		for (size_t k = 0; k < book->entries[i].post->n_tags; k++)
			*PUSH(a, all, n, cap) = (struct subject){str_trim(book->entries[i].post->tags[k]), 1};
	if (!n)
		return;
	qsort(all, n, sizeof *all, subject_cmp_text);
	for (size_t i = 0; i < n; i++) {
		if (kept && str_eq(all[kept - 1].text, all[i].text))
			all[kept - 1].count++;
		else
			all[kept++] = all[i];
	}
	qsort(all, kept, sizeof *all, subject_cmp_count);
	for (size_t i = 0; i < kept && i < SUBJECTS_MOST; i++)
		element(b, "<dc:subject>", all[i].text, "</dc:subject>");
}

/* Every language that a post is in, the book's first. */
static void
languages_write(struct buf *b, const struct book *book, struct arena *a)
{
	struct str *seen = NULL;
	size_t n = 0, cap = 0;
	*PUSH(a, seen, n, cap) = book->language;
	for (size_t i = 0; i < book->n_entries; i++) {
		bool known = false;
		for (size_t k = 0; k < n; k++)
			known = known || str_eq(seen[k], book->entries[i].lang);
		if (!known)
			*PUSH(a, seen, n, cap) = book->entries[i].lang;
	}
	for (size_t i = 0; i < n; i++)
		element(b, "<dc:language>", seen[i], "</dc:language>");
}

static void
metadata_write(struct buf *b, struct epub *e)
{
	const struct book *book = e->book;
	struct arena *a = e->arena;
	buf_z(b, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
	element(b, "<dc:identifier id=\"identifier\">", book->epub_identifier, "</dc:identifier>");
	element(b, "<dc:title id=\"title\">", book->title, "</dc:title>");
	buf_z(b, "<meta refines=\"#title\" property=\"title-type\">main</meta>\n");
	if (book->subtitle.n) {
		element(b, "<dc:title id=\"subtitle\">", book->subtitle, "</dc:title>");
		buf_z(b, "<meta refines=\"#subtitle\" property=\"title-type\">subtitle</meta>\n");
	}
	languages_write(b, book, a);
	for (size_t i = 0; i < book->config->n_editors; i++) {
		buf_fmt(b, "<dc:creator id=\"editor%zu\">", i + 1);
		xml_text(b, book->config->editors[i]);
		buf_fmt(b, "</dc:creator>\n<meta refines=\"#editor%zu\" property=\"role\" scheme=\"marc:relators\">edt</meta>\n",
			i + 1);
	}
	if (!book->config->n_editors)
		element(b, "<dc:creator>", book->creator, "</dc:creator>");
	element(b, "<dc:publisher>", book->publisher, "</dc:publisher>");
	element(b, "<dc:rights>", book->rights, "</dc:rights>");
	element(b, "<dc:description>", book->description, "</dc:description>");
	subjects_write(b, book, a);
	struct str modified = instant_text(a, book->modified);
	element(b, "<dc:date>", str_sub(modified, 0, 10), "</dc:date>");
	element(b, "<meta property=\"dcterms:modified\">", modified, "</meta>");
	if (e->options->cover)
		buf_z(b, "<meta name=\"cover\" content=\"cover-picture\"/>\n");
	else if (book->cover >= 0)
		buf_fmt(b, "<meta name=\"cover\" content=\"picture%d\"/>\n", book->cover + 1);
	access_write(e, b);
	buf_z(b, "</metadata>\n");
}

static void
manifest_write(struct buf *b, struct epub *e)
{
	for (size_t i = 0; i < e->n_files; i++) {
		const struct epub_file *f = &e->files[i];
		if (!f->media)
			continue;
		struct str href = str_sub(f->name, sizeof "OPS/" - 1, f->name.n);
		buf_fmt(b, "<item id=\"%s\" href=\"%.*s\" media-type=\"%s\"", f->id, STR_FMT(href), f->media);
		if (f->properties)
			buf_fmt(b, " properties=\"%s\"", f->properties);
		buf_z(b, "/>\n");
	}
	for (size_t i = 0; i < e->book->n_images; i++) {
		struct epub_picture *p = &e->pictures[i];
		if (atomic_load(&p->used))
			buf_fmt(b, "<item id=\"picture%zu\" href=\"%.*s\" media-type=\"image/%s\"%s/>\n", i + 1, STR_FMT(p->name),
				p->png ? "png" : "jpeg",
				!e->options->cover && (int)i == e->book->cover ? " properties=\"cover-image\"" : "");
	}
}

void
package_write(struct epub *e, struct buf *b)
{
	buf_z(b,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"identifier\"");
	attribute_text(b, "xml:lang", e->book->language);
	buf_z(b, ">\n");
	metadata_write(b, e);
	buf_z(b, "<manifest>\n");
	manifest_write(b, e);
	bool rtl = language_rtl(e->book->language); /* pages are turned the other way */
	buf_fmt(b, "</manifest>\n<spine toc=\"ncx\"%s>\n", rtl ? " page-progression-direction=\"rtl\"" : "");
	for (size_t i = 0; i < e->n_files; i++)
		if (e->files[i].spine)
			buf_fmt(b, "<itemref idref=\"%s\"/>\n", e->files[i].id);
	buf_z(b, "</spine>\n</package>\n");
}
