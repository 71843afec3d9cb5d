/* draft.c - what the e-books of a draft show besides the book: numbers beside what was found, the list that they lead to */
#include "epub/room.h"

#include "base/xml.h"

void
draft_begin(struct xhtml *x, size_t entry)
{
	const struct draft *draft = x->epub->book->draft;
	for (size_t i = 0; draft && i < draft->n; i++) {
		if (draft->marks[i].entry != (int)entry)
			continue;
		x->marks = x->n_marks ? x->marks : &draft->marks[i];
		x->n_marks++;
	}
	element_text(x->out, "p", "kicker", draft ? draft->slug : STR_NONE);
}

void
draft_before(struct xhtml *x, uint32_t block)
{
	for (; x->n_marks && x->marks->block <= block; x->marks++, x->n_marks--)
		buf_fmt(x->out, "%s<sup id=\"mark.%d\"><a href=\"findings.xhtml#finding.%d\">[%d]</a></sup>%s", block ? "" : " ",
			x->marks->number, x->marks->number, x->marks->number, block ? " " : "");
}

/* A finding, whose number leads back to its place. */
static void
finding_write(struct epub *e, const struct draft_mark *m, struct buf *b)
{
	buf_fmt(b, "<dt id=\"finding.%d\">", m->number);
	if (m->entry >= 0)
		buf_fmt(b, "<a href=\"%.*s#mark.%d\">%d</a>", STR_FMT(e->posts[m->entry].file), m->number, m->number);
	else
		buf_fmt(b, "%d", m->number);
	if (m->line)
		buf_fmt(b, " \xC2\xB7 l. %d", m->line);
	buf_z(b, "</dt>\n<dd");
	attributes_lang_other(e, b, e->book->draft->lang);
	buf_char(b, '>');
	xml_text(b, m->text);
	buf_z(b, "</dd>\n");
}

/* What it is about: a post with its file, a file, the whole book. */
static void
finding_head(struct epub *e, const struct draft_mark *m, struct buf *b)
{
	const struct book *book = e->book;
	const struct entry *entry = m->entry >= 0 ? &book->entries[m->entry] : NULL;
	bool titled = entry && entry->title.n;
	buf_z(b, "<h2");
	attributes_lang_other(e, b, titled ? entry->lang : book->language);
	buf_char(b, '>');
	xml_text(b, titled ? entry->title : m->file.n ? m->file : book->title);
	buf_z(b, "</h2>\n");
	element_text(b, "p", "attribution", titled ? m->file : STR_NONE);
}

void
findings_write(struct epub *e, struct buf *b)
{
	const struct book *book = e->book;
	const struct draft *draft = book->draft;
	struct str title = word_in(WORD_FINDINGS, book->language);
	document_begin(b, title, book->language, "backmatter");
	buf_z(b, "<section class=\"findings\" aria-labelledby=\"title.\">\n<h1 id=\"title.\">");
	xml_text(b, title);
	buf_z(b, "</h1>\n");
	element_text(b, "p", "kicker", draft->slug);
	for (size_t i = 0; i < draft->n; i++) {
		const struct draft_mark *m = &draft->marks[i], *before = i ? m - 1 : NULL;
		if (!before || before->entry != m->entry || (m->entry < 0 && !str_eq(before->file, m->file))) {
			if (i)
				buf_z(b, "</dl>\n");
			finding_head(e, m, b);
			buf_z(b, "<dl>\n");
		}
		finding_write(e, m, b);
	}
	if (draft->n)
		buf_z(b, "</dl>\n");
	element_text(b, "p", "kicker", draft->more);
	buf_z(b, "</section>\n");
	document_end(b);
}
