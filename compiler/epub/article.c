/* article.c - a post as an XHTML document: its opening, its text, its notes */
#include "epub/room.h"

#include "base/xml.h"

static void
opening_write(struct xhtml *x)
{
	const struct entry *e = x->entry;
	size_t n_pages = x->n_pages, n_marks = x->n_marks;
	buf_z(x->out, "<header class=\"opening\">\n");
	x->n_pages = x->n_marks = 0; /* the caption has left its place in the text */
	opening_picture_write(x);
	x->n_pages = n_pages;
	x->n_marks = n_marks;
	element_text(x->out, "p", "kicker", e->kicker);
	buf_z(x->out, "<h1 id=\"title.\">");
	xml_text(x->out, e->title);
	draft_before(x, 0);
	buf_z(x->out, "</h1>\n");
	element_said(x->out, "subtitle", "subtitle", e->subtitle);
	element_text(x->out, "p", "byline", e->author);
	element_said(x->out, "deck", "abstract", e->summary);
	buf_z(x->out, "</header>\n");
}

static void
backlink_write(struct xhtml *x, size_t note, unsigned time, size_t number)
{
	buf_z(x->out, "<a href=\"#");
	call_id(x->out, (int)note, time);
	buf_fmt(x->out, "\" epub:type=\"backlink\" role=\"doc-backlink\">%zu</a>", number);
}

/* The ways back to where it is called again, each with its number. */
static void
backlinks_write(struct xhtml *x, size_t note, unsigned calls)
{
	enum { CALLS_MOST = 24 };
	if (calls < 2)
		return;
	buf_z(x->out, "<p class=\"note-back\">↩");
	for (unsigned time = 2; time <= calls && time <= CALLS_MOST; time++) {
		buf_char(x->out, ' ');
		backlink_write(x, note, time, time);
	}
	buf_z(x->out, "</p>\n");
}

/* Its number leads back to where it is called first. */
static void
note_write(struct xhtml *x, size_t i)
{
	unsigned calls = x->called[i];
	buf_fmt(x->out, "<aside class=\"note\" id=\"note.%zu\" epub:type=\"footnote\" role=\"doc-footnote\">\n", i + 1);
	buf_z(x->out, "<p class=\"note-number\">");
	if (calls)
		backlink_write(x, i, 1, i + 1);
	else
		buf_fmt(x->out, "%zu", i + 1);
	buf_z(x->out, "</p>\n");
	xhtml_blocks(x, x->entry->post->notes[i]);
	backlinks_write(x, i, calls);
	buf_z(x->out, "</aside>\n");
}

static void
notes_write(struct xhtml *x)
{
	size_t n = x->entry->post->n_notes;
	if (!n)
		return;
	buf_z(x->out, "<section class=\"notes\" epub:type=\"footnotes\"");
	attribute_text(x->out, "aria-label", word_in(WORD_NOTES, x->entry->lang));
	buf_z(x->out, ">\n");
	for (size_t i = 0; i < n; i++)
		note_write(x, i);
	buf_z(x->out, "</section>\n");
}

/* Where the post stands online. */
static void
source_write(struct xhtml *x)
{
	if (!address_opens(x->entry->url))
		return;
	buf_z(x->out, "<p class=\"source\"><a href=\"");
	uri_write(x->out, x->entry->url);
	buf_z(x->out, "\">");
	uri_short(x->out, x->entry->url);
	buf_z(x->out, "</a></p>\n");
}

/* A whole document; `section`: the beginning of what encloses the text. */
static void
text_write(struct epub *e, size_t entry, struct buf *b, struct arena *scratch, const char *matter, const char *section)
{
	const struct entry *en = &e->book->entries[entry];
	struct xhtml x = {.epub = e, .entry = en, .out = b, .arena = scratch};
	x.links = NEW_N(scratch, en->post->n_links + 1, char);
	x.called = NEW_N(scratch, en->post->n_notes + 1, unsigned);
	document_begin(b, en->title, en->lang, matter);
	buf_z(b, section);
	x.pages = e->posts[entry].pages;
	x.n_pages = e->posts[entry].n_pages;
	draft_begin(&x, entry);
	pages_before(&x, NULL, 0);
	opening_write(&x);
	xhtml_blocks(&x, en->post->root);
	source_write(&x);
	notes_write(&x);
	pages_rest(&x);
	buf_z(b, "</section>\n");
	document_end(b);
}

void
article_write(struct epub *e, size_t entry, struct buf *b, struct arena *scratch)
{
	text_write(e, entry, b, scratch, "bodymatter",
		"<section class=\"post\" epub:type=\"chapter\" role=\"doc-chapter\" aria-labelledby=\"title.\">\n");
}

void
foreword_write(struct epub *e, struct buf *b)
{
	text_write(e, e->book->n_entries, b, e->arena, "frontmatter",
		"<section class=\"post\" epub:type=\"foreword\" role=\"doc-foreword\" aria-labelledby=\"title.\">\n");
}
