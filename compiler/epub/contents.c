/* contents.c - the table of contents, as the navigation document and as the NCX of older readers */
#include "epub/room.h"

#include "base/xml.h"

/* How the contents are written. */
struct toc {
	struct epub *epub;
	struct buf *b;
	bool ncx;
	int count; /* of NCX points */
};

static void
point_begin(struct toc *t, struct str title, struct str lang, struct str href, const struct block *place)
{
	if (t->ncx) {
		t->count++;
		buf_fmt(t->b, "<navPoint id=\"point%d\" playOrder=\"%d\"><navLabel", t->count, t->count);
		if (!str_eq(lang, t->epub->book->language))
			attribute_lang(t->b, "xml:lang", lang);
		buf_z(t->b, "><text>");
		xml_text(t->b, title);
		buf_z(t->b, "</text></navLabel><content src=\"");
	} else {
		buf_z(t->b, "<li><a");
		attributes_lang_other(t->epub, t->b, lang);
		buf_z(t->b, " href=\"");
	}
	buf_str(t->b, href);
	if (place) {
		buf_char(t->b, '#');
		anchor_id(t->b, place);
	}
	buf_z(t->b, t->ncx ? "\"/>\n" : "\">");
	if (t->ncx)
		return;
	xml_text(t->b, title);
	buf_z(t->b, "</a>");
}

static void
point_end(struct toc *t)
{
	buf_z(t->b, t->ncx ? "</navPoint>\n" : "</li>\n");
}

static const struct block *
heading_next(const struct block *b, const struct block *root)
{
	do
		b = !block_shown(b, EDITION_SCREEN) ? block_after(b, root) : block_next(b, root);
	while (b && (!block_shown(b, EDITION_SCREEN) || b->kind != BLOCK_HEADING || b->level > 2 || !b->text.n || !b->anchor.n));
	return b;
}

/* A heading may be marked as a whole, or all of its words. */
static struct str
heading_lang(const struct entry *e, const struct block *heading)
{
	if (heading->n_runs == 1 && heading->runs->lang.n)
		return heading->runs->lang;
	return heading->lang.n ? heading->lang : e->lang;
}

static struct str
title_or_dots(const struct entry *e)
{
	return e->title.n ? e->title : STR("…");
}

/* A post and its highest headings. Readers list them in their menus; on the page of contents they stand where the editor wants them. */
static void
entry_point(struct toc *t, size_t i)
{
	const struct book *book = t->epub->book;
	const struct entry *e = &book->entries[i];
	bool deep = t->epub->parted && t->epub->options->variant == EPUB_KINDLE; /* which shows two levels */
	const struct block *root = e->post->root, *heading = deep ? NULL : heading_next(root, root);
	struct str file = t->epub->posts[i].file;
	point_begin(t, title_or_dots(e), e->lang, file, NULL);
	bool any = false;
	for (; heading; heading = heading_next(heading, root)) {
		struct str words = block_words(t->epub->arena, e->post, heading);
		if (!words.n)
			continue;
		if (!any && !t->ncx)
			buf_z(t->b, book->config->contents_levels > 1 ? "\n<ol>\n" : "\n<ol hidden=\"hidden\">\n");
		any = true;
		point_begin(t, words, heading_lang(e, heading), file, heading);
		point_end(t);
	}
	if (any && !t->ncx)
		buf_z(t->b, "</ol>\n");
	point_end(t);
}

static void
posts_write(struct toc *t)
{
	const struct book *book = t->epub->book;
	for (size_t p = 0; p < book->n_parts; p++) {
		const struct part *part = &book->parts[p];
		if (t->epub->parted) {
			point_begin(t, part->title, book->language, part_file(t->epub, p), NULL);
			buf_z(t->b, t->ncx ? "" : "\n<ol>\n");
		}
		for (size_t i = part->first; i < part->first + part->n; i++)
			entry_point(t, i);
		if (t->epub->parted) {
			buf_z(t->b, t->ncx ? "" : "</ol>\n");
			point_end(t);
		}
	}
}

/* Parts that the contents name; one that the editor did not name is not there. */
static bool
point_of(enum book_part part)
{
	return part >= PART_FOREWORD || part == PART_IMPRINT;
}

/* A foreword has a title and a language of its own. */
static struct str
point_title(const struct epub *e, enum book_part part, struct str *lang)
{
	const struct entry *foreword = part == PART_FOREWORD ? &e->book->entries[e->book->n_entries] : NULL;
	*lang = foreword ? foreword->lang : e->book->language;
	return foreword ? title_or_dots(foreword) : part_word(part, e->book->language);
}

static void
points_write(struct toc *t)
{
	const struct epub *e = t->epub;
	for (size_t i = 0; i < e->n_order; i++) {
		if (e->order[i] == PART_POSTS) {
			posts_write(t);
		} else if (point_of(e->order[i])) {
			struct str lang, title = point_title(e, e->order[i], &lang);
			point_begin(t, title, lang, matter_file(e, e->order[i]), NULL);
			point_end(t);
		}
	}
	if (e->findings) {
		struct str lang = e->book->language;
		point_begin(t, word_in(WORD_FINDINGS, lang), lang, STR("findings.xhtml"), NULL);
		point_end(t);
	}
}

static void
landmark(struct epub *e, struct buf *b, const char *type, struct str href, struct str title, struct str lang)
{
	buf_fmt(b, "<li><a epub:type=\"%s\"", type);
	attributes_lang_other(e, b, lang);
	buf_fmt(b, " href=\"%.*s\">", STR_FMT(href));
	xml_text(b, title);
	buf_z(b, "</a></li>\n");
}

static void
landmarks_write(struct epub *e, struct buf *b)
{
	static const char *const types[PART_COUNT] = {[PART_TITLE] = "titlepage",
		[PART_IMPRINT] = "copyright-page",
		[PART_CONTENTS] = "toc",
		[PART_FOREWORD] = "foreword",
		[PART_PEOPLE] = "contributors",
		[PART_SPONSORS] = "acknowledgments",
		[PART_INDEX] = "index",
		[PART_PICTURES] = "loi",
		[PART_COLOPHON] = "colophon"};
	for (size_t i = 0; i < e->n_order; i++) {
		enum book_part part = e->order[i];
		struct str lang, title = point_title(e, part, &lang);
		const struct entry *first = e->book->entries;
		if (part == PART_POSTS && e->parted)
			landmark(e, b, "bodymatter", part_file(e, 0), e->book->parts[0].title, lang);
		else if (part == PART_POSTS)
			landmark(e, b, "bodymatter", e->posts[0].file, title_or_dots(first), first->lang);
		else if (types[part])
			landmark(e, b, types[part], matter_file(e, part), title, lang);
	}
}

void
contents_write(struct epub *e, struct buf *b)
{
	struct toc t = {.epub = e, .b = b};
	struct str lang = e->book->language, contents = word_in(WORD_CONTENTS, lang);
	document_begin(b, contents, lang, "frontmatter");
	buf_z(b, "<nav id=\"toc\" epub:type=\"toc\" role=\"doc-toc\" aria-labelledby=\"title.\">\n<h1 id=\"title.\">");
	xml_text(b, contents);
	buf_z(b, "</h1>\n<ol>\n");
	points_write(&t);
	buf_z(b, "</ol>\n</nav>\n<nav epub:type=\"landmarks\" hidden=\"hidden\">\n<ol>\n");
	if (e->cover_page)
		landmark(e, b, "cover", STR("cover.xhtml"), word_in(WORD_COVER, lang), lang);
	landmarks_write(e, b);
	buf_z(b, "</ol>\n</nav>\n");
	page_list_write(e, b);
	document_end(b);
}

void
ncx_write(struct epub *e, struct buf *b)
{
	struct toc t = {.epub = e, .b = b, .ncx = true};
	buf_z(b,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" "
		"version=\"2005-1\"");
	attribute_text(b, "xml:lang", e->book->language);
	buf_z(b, ">\n<head>\n<meta name=\"dtb:uid\" content=\"");
	xml_text(b, e->book->epub_identifier);
	buf_fmt(b,
		"\"/>\n<meta name=\"dtb:depth\" content=\"%d\"/>\n<meta name=\"dtb:totalPageCount\" content=\"%zu\"/>\n"
		"<meta name=\"dtb:maxPageNumber\" content=\"%d\"/>\n</head>\n<docTitle><text>",
		e->parted && e->options->variant != EPUB_KINDLE ? 3 : 2, e->n_pages, (int)page_highest(e));
	xml_text(b, e->book->title);
	buf_z(b, "</text></docTitle>\n<navMap>\n");
	points_write(&t);
	buf_z(b, "</navMap>\n");
	page_list_ncx(e, b, t.count);
	buf_z(b, "</ncx>\n");
}
