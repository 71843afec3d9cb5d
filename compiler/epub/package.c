/* package.c - the package: manifest, reading order */
#include "epub/room.h"

#include "base/xml.h"

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

static void
guide_line(struct buf *b, const char *type, struct str title, struct str href)
{
	buf_fmt(b, "<reference type=\"%s\" title=\"", type);
	xml_text(b, title);
	buf_fmt(b, "\" href=\"%.*s\"/>\n", STR_FMT(href));
}

/* What EPUB 2 had for landmarks: Kindle's conversion finds by it where the contents stand and where reading begins. */
static void
guide_write(struct buf *b, struct epub *e)
{
	const struct book *book = e->book;
	struct str first = e->files[e->posts_at].name;
	buf_z(b, "<guide>\n");
	if (e->cover_page)
		guide_line(b, "cover", word_in(WORD_COVER, book->language), STR("cover.xhtml"));
	guide_line(b, "toc", word_in(WORD_CONTENTS, book->language), matter_file(e, PART_CONTENTS));
	guide_line(b, "text", book->title, str_sub(first, sizeof "OPS/" - 1, first.n));
	buf_z(b, "</guide>\n");
}

void
package_write(struct epub *e, struct buf *b)
{
	buf_z(b,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"identifier\"");
	attribute_text(b, "xml:lang", e->book->language);
	buf_z(b, ">\n");
	metadata_write(e, b);
	buf_z(b, "<manifest>\n");
	manifest_write(b, e);
	bool rtl = language_rtl(e->book->language); /* pages are turned the other way */
	buf_fmt(b, "</manifest>\n<spine toc=\"ncx\"%s>\n", rtl ? " page-progression-direction=\"rtl\"" : "");
	for (size_t i = 0; i < e->n_files; i++)
		if (e->files[i].spine)
			buf_fmt(b, "<itemref idref=\"%s\"/>\n", e->files[i].id);
	buf_z(b, "</spine>\n");
	if (e->options->variant == EPUB_KINDLE)
		guide_write(b, e);
	buf_z(b, "</package>\n");
}
