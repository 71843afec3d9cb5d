/* package.c - what describes the EPUB: package, navigation, NCX */
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

static int
text_cmp(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* All tags, sorted, once each. */
static void
subjects_write(struct buf *b, const struct book *book, struct arena *a)
{
	struct str *tags = NULL;
	size_t n = 0, cap = 0;
	for (size_t i = 0; i < book->n_entries; i++)
		for (size_t k = 0; k < book->entries[i].post->n_tags; k++)
			*PUSH(a, tags, n, cap) = book->entries[i].post->tags[k];
	if (n)
		qsort(tags, n, sizeof *tags, text_cmp);
	for (size_t i = 0; i < n; i++)
		if (!i || !str_eq(tags[i - 1], tags[i]))
			element(b, "<dc:subject>", str_trim(tags[i]), "</dc:subject>");
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
accessibility_write(struct buf *b, const struct epub *e)
{
	buf_z(b, "<meta property=\"schema:accessMode\">textual</meta>\n");
	if (e->any_picture)
		buf_z(b, "<meta property=\"schema:accessMode\">visual</meta>\n");
	if (e->all_alt)
		buf_z(b, "<meta property=\"schema:accessModeSufficient\">textual</meta>\n");
	if (e->any_picture)
		buf_z(b, "<meta property=\"schema:accessModeSufficient\">textual,visual</meta>\n");
	buf_z(b,
		"<meta property=\"schema:accessibilityFeature\">tableOfContents</meta>\n"
		"<meta property=\"schema:accessibilityFeature\">structuralNavigation</meta>\n"
		"<meta property=\"schema:accessibilityFeature\">readingOrder</meta>\n");
	if (e->all_alt && e->any_picture)
		buf_z(b, "<meta property=\"schema:accessibilityFeature\">alternativeText</meta>\n");
	buf_z(b, "<meta property=\"schema:accessibilityHazard\">none</meta>\n<meta property=\"schema:accessibilitySummary\">");
	buf_z(b,
		e->all_alt ? "The text can be read in its order with a screen reader; every picture has a text alternative or is "
			     "decorative."
			   : "The text can be read in its order with a screen reader; some pictures have no text alternative.");
	buf_z(b, "</meta>\n");
}

static void
metadata_write(struct buf *b, const struct epub *e, struct arena *a)
{
	const struct book *book = e->book;
	buf_z(b, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
	element(b, "<dc:identifier id=\"identifier\">", book->identifier, "</dc:identifier>");
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
	if (book->cover >= 0)
		buf_fmt(b, "<meta name=\"cover\" content=\"picture%d\"/>\n", book->cover + 1);
	accessibility_write(b, e);
	buf_z(b, "</metadata>\n");
}

struct str
package_opf(const struct epub *e, struct arena *a)
{
	struct buf b = {0};
	buf_z(&b,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"identifier\" xml:lang=\"");
	xml_text(&b, e->book->language);
	buf_z(&b, "\">\n");
	metadata_write(&b, e, a);
	buf_z(&b, "<manifest>\n");
	for (size_t i = 0; i < e->n_files; i++) {
		const struct epub_file *f = &e->files[i];
		if (!f->media)
			continue;
		buf_fmt(&b, "<item id=\"%s\" href=\"%.*s\" media-type=\"%s\"", f->id, STR_FMT(str_sub(f->name, 4, f->name.n)),
			f->media);
		if (f->properties.n)
			buf_fmt(&b, " properties=\"%.*s\"", STR_FMT(f->properties));
		buf_z(&b, "/>\n");
	}
	for (size_t i = 0; i < e->book->n_images; i++) {
		const struct epub_picture *p = &e->pictures[i];
		if (p->name.n)
			buf_fmt(&b, "<item id=\"picture%zu\" href=\"%.*s\" media-type=\"image/%s\"%s/>\n", i + 1,
				STR_FMT(p->name), p->png ? "png" : "jpeg",
				(int)i == e->book->cover ? " properties=\"cover-image\"" : "");
	}
	buf_z(&b, "</manifest>\n<spine toc=\"ncx\">\n");
	for (size_t i = 0; i < e->n_files; i++)
		if (e->files[i].spine)
			buf_fmt(&b, "<itemref idref=\"%s\"/>\n", e->files[i].id);
	buf_z(&b, "</spine>\n</package>\n");
	struct str s = buf_keep(&b, a);
	buf_free(&b);
	return s;
}

/* ---- contents ---- */

/* How the contents are written, as navigation document or as NCX. */
struct toc {
	struct buf b;
	bool ncx;
	int count; /* of NCX points */
};

static void
toc_open(struct toc *t, struct str title, struct str href, struct str anchor)
{
	if (t->ncx) {
		t->count++;
		buf_fmt(&t->b, "<navPoint id=\"point%d\" playOrder=\"%d\"><navLabel><text>", t->count, t->count);
		xml_text(&t->b, title);
		buf_z(&t->b, "</text></navLabel><content src=\"");
	} else {
		buf_z(&t->b, "<li><a href=\"");
	}
	buf_str(&t->b, href);
	if (anchor.n) {
		buf_char(&t->b, '#');
		xhtml_uri(&t->b, anchor);
	}
	if (t->ncx) {
		buf_z(&t->b, "\"/>\n");
		return;
	}
	buf_z(&t->b, "\">");
	xml_text(&t->b, title);
	buf_z(&t->b, "</a>");
}

static void
toc_close(struct toc *t)
{
	buf_z(&t->b, t->ncx ? "</navPoint>\n" : "</li>\n");
}

/* A post and its highest headings. */
static void
toc_entry(struct toc *t, const struct epub *e, size_t i)
{
	size_t shown = 0;
	toc_open(t, e->book->entries[i].title, e->names[i], STR_NONE);
	for (size_t k = 0; k < e->n_headings[i]; k++) {
		const struct epub_heading *h = &e->headings[i][k];
		if (h->level > 2)
			continue;
		if (!shown++ && !t->ncx)
			buf_z(&t->b, "\n<ol>\n");
		toc_open(t, h->text, e->names[i], h->anchor);
		toc_close(t);
	}
	if (shown && !t->ncx)
		buf_z(&t->b, "</ol>\n");
	toc_close(t);
}

static void
toc_write(struct toc *t, const struct epub *e)
{
	const struct book *book = e->book;
	for (size_t p = 0; p < book->n_parts; p++) {
		const struct part *part = &book->parts[p];
		if (!part->n)
			continue;
		bool headed = book->n_parts > 1 && part->title.n;
		if (headed) {
			toc_open(t, part->title, e->names[part->first], STR_NONE);
			buf_z(&t->b, t->ncx ? "" : "\n<ol>\n");
		}
		for (size_t i = part->first; i < part->first + part->n; i++)
			toc_entry(t, e, i);
		if (headed) {
			buf_z(&t->b, t->ncx ? "" : "</ol>\n");
			toc_close(t);
		}
	}
}

struct str
package_nav(const struct epub *e, struct arena *a)
{
	struct toc t = {0};
	struct str contents = word_in(WORD_CONTENTS, e->book->language);
	xhtml_head(&t.b, contents, e->book->language, "frontmatter");
	buf_z(&t.b, "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\">\n<h1>");
	xml_text(&t.b, contents);
	buf_z(&t.b, "</h1>\n<ol>\n");
	toc_write(&t, e);
	buf_z(&t.b,
		"</ol>\n</nav>\n<nav epub:type=\"landmarks\" hidden=\"hidden\">\n<ol>\n<li><a epub:type=\"cover\" "
		"href=\"cover.xhtml\">");
	xml_text(&t.b, word_in(WORD_COVER, e->book->language));
	buf_z(&t.b, "</a></li>\n<li><a epub:type=\"titlepage\" href=\"title.xhtml\">");
	xml_text(&t.b, word_in(WORD_TITLE_PAGE, e->book->language));
	buf_z(&t.b, "</a></li>\n<li><a epub:type=\"toc\" href=\"nav.xhtml\">");
	xml_text(&t.b, contents);
	buf_z(&t.b, "</a></li>\n<li><a epub:type=\"bodymatter\" href=\"");
	buf_str(&t.b, e->names[0]);
	buf_z(&t.b, "\">");
	xml_text(&t.b, e->book->entries[0].title);
	buf_z(&t.b, "</a></li>\n</ol>\n</nav>\n");
	xhtml_foot(&t.b);
	struct str s = buf_keep(&t.b, a);
	buf_free(&t.b);
	return s;
}

struct str
package_ncx(const struct epub *e, struct arena *a)
{
	struct toc t = {.ncx = true};
	buf_z(&t.b,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" "
		"version=\"2005-1\" xml:lang=\"");
	xml_text(&t.b, e->book->language);
	buf_z(&t.b, "\">\n<head>\n<meta name=\"dtb:uid\" content=\"");
	xml_text(&t.b, e->book->identifier);
	buf_z(&t.b,
		"\"/>\n<meta name=\"dtb:depth\" content=\"3\"/>\n<meta name=\"dtb:totalPageCount\" content=\"0\"/>\n"
		"<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n</head>\n<docTitle><text>");
	xml_text(&t.b, e->book->title);
	buf_z(&t.b, "</text></docTitle>\n<navMap>\n");
	toc_write(&t, e);
	buf_z(&t.b, "</navMap>\n</ncx>\n");
	struct str s = buf_keep(&t.b, a);
	buf_free(&t.b);
	return s;
}
