/* pagelist.c - where the printed pages begin: their marks in the documents, their list in the navigation and in the NCX */
#include "epub/room.h"

#include "base/xml.h"

#include <stdlib.h>

/* ---- which pages there are ---- */

static int
page_cmp_label(const void *pa, const void *pb)
{
	const struct epub_page *a = *(const struct epub_page *const *)pa, *b = *(const struct epub_page *const *)pb;
	int order = str_cmp(a->at->label, b->at->label);
	return order ? order : a < b ? -1 : a > b;
}

static bool
label_fit(struct str label)
{
	for (size_t i = 0; i < label.n; i++)
		if (!char_alnum((unsigned char)label.p[i]))
			return false;
	return label.n > 0;
}

/* "page.12"; where labels are not letters and figures or stand twice, the page's place in the list tells them apart. */
static void
pages_name(struct epub *e)
{
	const struct epub_page **by_label = NEW_N(e->arena, e->n_pages, const struct epub_page *);
	for (size_t i = 0; i < e->n_pages; i++)
		by_label[i] = &e->pages[i];
	if (e->n_pages)
		qsort(by_label, e->n_pages, sizeof *by_label, page_cmp_label);
	for (size_t i = 0; i < e->n_pages; i++) {
		size_t at = (size_t)(by_label[i] - e->pages);
		struct str label = by_label[i]->at->label;
		if (label_fit(label) && (!i || !str_eq(label, by_label[i - 1]->at->label)))
			e->pages[at].id = str_fmt(e->arena, "page.%.*s", STR_FMT(label));
		else
			e->pages[at].id = str_fmt(e->arena, "page..%zu", at + 1);
	}
}

/* The file in which a page begins; empty: the EPUB has no such part. */
static struct str
page_file(const struct epub *e, const struct page_break *p)
{
	if (p->entry >= 0)
		return (size_t)p->entry < e->book->n_all ? e->posts[p->entry].file : STR_NONE;
	if (p->group >= 0)
		return e->parted && (size_t)p->group < e->book->n_parts ? part_file(e, (size_t)p->group) : STR_NONE;
	if (p->part == PART_COVER)
		return e->cover_page ? STR("cover.xhtml") : STR_NONE;
	return p->part < PART_COUNT && e->matter[p->part] ? matter_file(e, p->part) : STR_NONE;
}

/* Where the page's file stands in the order of reading; the posts' pages follow each other as they are. */
static size_t
page_rank(const struct epub *e, const struct epub_page *p)
{
	enum book_part part = p->at->part;
	if (p->at->entry >= 0 && (size_t)p->at->entry == e->book->n_entries)
		part = PART_FOREWORD;
	return part < PART_COUNT ? e->matter[part] : e->posts_at;
}

/* A list of pages follows the order of reading, which need not be that of the printed book: the imprint may stand at the end. */
static int
page_cmp(const void *pa, const void *pb)
{
	const struct epub_page *a = pa, *b = pb;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

static void
posts_share(struct epub *e)
{
	for (size_t i = 0; i < e->n_pages; i++) {
		int entry = e->pages[i].at->entry;
		if (entry < 0)
			continue;
		struct epub_post *post = &e->posts[entry];
		if (!post->n_pages)
			post->pages = &e->pages[i];
		if (post->pages + post->n_pages == &e->pages[i]) /* a post's pages follow each other */
			post->n_pages++;
	}
}

void
pages_plan(struct epub *e)
{
	const struct page_breaks *breaks = e->options->breaks;
	if (!breaks || !breaks->n)
		return;
	e->pages = NEW_N(e->arena, breaks->n, struct epub_page);
	for (size_t i = 0; i < breaks->n; i++) {
		struct str file = page_file(e, &breaks->list[i]);
		if (file.n && breaks->list[i].label.n)
			e->pages[e->n_pages++] = (struct epub_page){.at = &breaks->list[i], .file = file};
	}
	for (size_t i = 0; i < e->n_pages; i++)
		e->pages[i].rank = page_rank(e, &e->pages[i]);
	if (e->n_pages)
		qsort(e->pages, e->n_pages, sizeof *e->pages, page_cmp);
	pages_name(e);
	posts_share(e);
}

/* ---- marks ---- */

static void
page_mark(struct buf *b, const struct epub_page *page)
{
	buf_fmt(b, "<span id=\"%.*s\" epub:type=\"pagebreak\" role=\"doc-pagebreak\"", STR_FMT(page->id));
	attribute_text(b, "aria-label", page->at->label);
	buf_z(b, "></span>");
}

void
pages_before(struct xhtml *x, const struct block *b, size_t byte)
{
	uint32_t id = b ? b->id : 0;
	if (b) /* what is about no block stands beside the title */
		draft_before(x, id);
	for (; x->n_pages; x->pages++, x->n_pages--) {
		const struct page_break *at = x->pages->at;
		if (at->block > id || (at->block == id && at->start > byte))
			return;
		page_mark(x->out, x->pages);
	}
}

void
pages_rest(struct xhtml *x)
{
	draft_before(x, UINT32_MAX);
	for (; x->n_pages; x->pages++, x->n_pages--)
		page_mark(x->out, x->pages);
}

size_t
pages_next(const struct xhtml *x, const struct block *b, size_t from, size_t to)
{
	if (!x->n_pages || x->pages->at->block != b->id || x->pages->at->start >= to)
		return to;
	return x->pages->at->start > from ? x->pages->at->start : from;
}

/* The marks of the pages that begin with a document around the posts stand first in its body. */
void
pages_document(struct epub *e, struct str file, struct buf *b)
{
	struct buf marks = {0}, whole = {0};
	for (size_t i = 0; i < e->n_pages; i++)
		if (e->pages[i].at->entry < 0 && str_eq(e->pages[i].file, file))
			page_mark(&marks, &e->pages[i]);
	struct str doc = buf_view(b);
	ptrdiff_t body = marks.n ? str_find(doc, STR("\n<body")) : -1, end = -1;
	if (body >= 0)
		end = str_find_char(str_sub(doc, (size_t)body, doc.n), '>');
	if (end >= 0) {
		size_t at = (size_t)(body + end) + 1;
		buf_str(&whole, str_sub(doc, 0, at));
		buf_str(&whole, buf_view(&marks));
		buf_str(&whole, str_sub(doc, at, doc.n));
		b->n = 0;
		buf_str(b, buf_view(&whole));
	}
	buf_free(&marks);
	buf_free(&whole);
}

/* ---- lists ---- */

void
page_list_write(struct epub *e, struct buf *b)
{
	struct str title = word_in(WORD_PAGE_LIST, e->book->language);
	if (!e->n_pages)
		return;
	buf_z(b, "<nav id=\"page-list\" epub:type=\"page-list\" role=\"doc-pagelist\" hidden=\"hidden\">\n<h2>");
	xml_text(b, title);
	buf_z(b, "</h2>\n<ol>\n");
	for (size_t i = 0; i < e->n_pages; i++) {
		const struct epub_page *p = &e->pages[i];
		buf_fmt(b, "<li><a href=\"%.*s#%.*s\">", STR_FMT(p->file), STR_FMT(p->id));
		xml_text(b, p->at->label);
		buf_z(b, "</a></li>\n");
	}
	buf_z(b, "</ol>\n</nav>\n");
}

int64_t
page_highest(const struct epub *e)
{
	int64_t highest = 0, number;
	for (size_t i = 0; i < e->n_pages; i++)
		if (str_to_int(e->pages[i].at->label, &number) && number > highest)
			highest = number;
	return highest;
}

void
page_list_ncx(struct epub *e, struct buf *b, int order)
{
	if (!e->n_pages)
		return;
	buf_z(b, "<pageList>\n<navLabel><text>");
	xml_text(b, word_in(WORD_PAGE_LIST, e->book->language));
	buf_z(b, "</text></navLabel>\n");
	for (size_t i = 0; i < e->n_pages; i++) {
		const struct epub_page *p = &e->pages[i];
		int64_t number = 0;
		bool figures = str_to_int(p->at->label, &number) && number > 0;
		const char *type = figures ? "normal" : p->at->part == PART_COVER ? "special" : "front";
		buf_fmt(b, "<pageTarget id=\"target%zu\" type=\"%s\"", i + 1, type);
		if (figures)
			buf_fmt(b, " value=\"%lld\"", (long long)number);
		buf_fmt(b, " playOrder=\"%zu\"><navLabel><text>", (size_t)order + i + 1);
		xml_text(b, p->at->label);
		buf_fmt(b, "</text></navLabel><content src=\"%.*s#%.*s\"/></pageTarget>\n", STR_FMT(p->file), STR_FMT(p->id));
	}
	buf_z(b, "</pageList>\n");
}
