/* xhtml.c - whole XHTML documents: a post, the cover, the title page */
#include "epub/room.h"

#include "base/xml.h"

void
xhtml_head(struct buf *b, struct str title, struct str lang, const char *type)
{
	buf_z(b,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"
		"<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"");
	xml_text(b, lang);
	buf_z(b, "\" xml:lang=\"");
	xml_text(b, lang);
	buf_z(b, "\">\n<head>\n<meta charset=\"UTF-8\"/>\n<title>");
	xml_text(b, title);
	buf_z(b, "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n<body");
	if (*type)
		buf_fmt(b, " epub:type=\"%s\"", type);
	buf_z(b, ">\n");
}

void
xhtml_foot(struct buf *b)
{
	buf_z(b, "</body>\n</html>\n");
}

static void
line_write(struct buf *b, const char *tag, const char *css, struct str text)
{
	if (!text.n)
		return;
	buf_fmt(b, "<%s class=\"%s\">", tag, css);
	xml_text(b, text);
	buf_fmt(b, "</%s>\n", tag);
}

/* The opening picture; when it is one of the text it is not shown there again. */
static void
opening_picture_write(struct xhtml *x)
{
	const struct entry *entry = x->entry;
	if (entry->opening < 0)
		return;
	struct str alt = entry->opening_alt;
	buf_z(x->out, "<figure class=\"opening\"><img src=\"");
	buf_str(x->out, x->epub->pictures[entry->opening].name);
	buf_z(x->out, "\" alt=\"");
	xml_text(x->out, alt);
	buf_z(x->out, alt.n ? "\"/></figure>\n" : "\" role=\"presentation\"/></figure>\n");
}

static void
opening_write(struct xhtml *x)
{
	const struct entry *entry = x->entry;
	buf_z(x->out, "<header class=\"opening\">\n");
	opening_picture_write(x);
	line_write(x->out, "p", "kicker", entry->kicker);
	buf_z(x->out, "<h1 class=\"title\">");
	xml_text(x->out, entry->title);
	buf_z(x->out, "</h1>\n");
	line_write(x->out, "p", "subtitle", entry->subtitle);
	line_write(x->out, "p", "byline", entry->author);
	line_write(x->out, "p", "deck", entry->summary);
	buf_z(x->out, "</header>\n");
}

/* The first call of a note: where its way back leads; 0 when none is shown. */
static uint32_t
note_caller(const struct post *post, int note)
{
	for (const struct block *b = post->root; b; b = block_next(b, post->root))
		for (size_t i = 0; !b->hidden && i < b->n_runs; i++)
			if (b->runs[i].kind == RUN_NOTE && b->runs[i].note == note)
				return b->id;
	return 0;
}

static void
notes_write(struct xhtml *x)
{
	const struct post *post = x->entry->post;
	if (!post->n_notes)
		return;
	struct str title = word_in(WORD_NOTES, x->entry->lang);
	buf_z(x->out, "<section class=\"notes\" aria-label=\"");
	xml_text(x->out, title);
	buf_z(x->out, "\">\n");
	for (size_t i = 0; i < post->n_notes; i++) {
		uint32_t caller = note_caller(post, (int)i);
		buf_fmt(x->out,
			"<aside class=\"note\" epub:type=\"footnote\" role=\"doc-footnote\" id=\"note-%zu\">\n<p "
			"class=\"note-number\">",
			i + 1);
		if (caller)
			buf_fmt(x->out, "<a href=\"#call-%zu-%u\" role=\"doc-backlink\">%zu</a>", i + 1, (unsigned)caller, i + 1);
		else
			buf_fmt(x->out, "%zu", i + 1);
		buf_z(x->out, "</p>\n");
		xhtml_blocks(x, post->notes[i]);
		buf_z(x->out, "</aside>\n");
	}
	buf_z(x->out, "</section>\n");
}

struct str
xhtml_post(const struct epub *e, size_t entry, struct arena *a)
{
	struct buf out = {0};
	struct xhtml x = {.epub = e, .entry = &e->book->entries[entry], .out = &out, .arena = a};
	xhtml_head(&out, x.entry->title, x.entry->lang, "bodymatter");
	buf_z(&out, "<article epub:type=\"chapter\" role=\"doc-chapter\">\n");
	opening_write(&x);
	xhtml_blocks(&x, x.entry->post->root);
	notes_write(&x);
	buf_z(&out, "</article>\n");
	xhtml_foot(&out);
	struct str s = buf_keep(&out, a);
	buf_free(&out);
	return s;
}
