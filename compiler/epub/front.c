/* front.c - the pages around the posts: cover, title page, pages of parts, imprint */
#include "epub/room.h"

#include "base/xml.h"

#include <stdio.h>

/* Not where the title names them already. */
static void
years_write(const struct book *book, struct buf *b)
{
	char year[16];
	snprintf(year, sizeof year, "%d", book->year_to);
	if (!book->year_from || str_find(book->title, str_of(year)) >= 0 || str_find(book->subtitle, str_of(year)) >= 0)
		return;
	buf_fmt(b, "<p class=\"years\">%d", book->year_from);
	if (book->year_to != book->year_from)
		buf_fmt(b, "–%d", book->year_to);
	buf_z(b, "</p>\n");
}

/* The front as it is printed; its words are read out. */
static void
cover_drawn(struct epub *e, struct buf *b)
{
	const struct book *book = e->book;
	const struct str words[] = {book->title, book->subtitle, book->publisher};
	struct buf said = {0};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i].n) {
			buf_z(&said, said.n ? ". " : "");
			buf_add(&said, words[i].p, words[i].n);
		}
	buf_z(b, "<p><img role=\"doc-cover\" src=\"images/cover.jpg\"");
	attribute_text(b, "alt", buf_view(&said));
	buf_fmt(b, " width=\"%u\" height=\"%u\"/></p>\n", e->options->cover->w, e->options->cover->h);
	buf_free(&said);
}

void
cover_write(struct epub *e, struct buf *b)
{
	const struct book *book = e->book;
	struct str word = word_in(WORD_COVER, book->language);
	document_begin(b, word, book->language, "cover");
	buf_z(b, e->options->cover ? "<section class=\"cover drawn\"" : "<section class=\"cover\"");
	attribute_text(b, "aria-label", word);
	buf_z(b, ">\n");
	if (e->options->cover) {
		cover_drawn(e, b);
	} else {
		years_write(book, b);
		element_text(b, "p", "book-title", book->title);
		element_said(b, "book-subtitle", "subtitle", book->subtitle);
		element_text(b, "p", "publisher", book->publisher);
	}
	if (!e->options->cover && book->cover >= 0) {
		struct epub_picture *p = &e->pictures[book->cover];
		atomic_store(&p->used, true);
		buf_fmt(b,
			"<p class=\"picture\"><img src=\"%.*s\" alt=\"\" width=\"%u\" height=\"%u\" "
			"role=\"presentation\"/></p>\n",
			STR_FMT(p->name), p->w, p->h);
	}
	buf_z(b, "</section>\n");
	document_end(b);
}

static void
editors_write(struct epub *e, struct buf *b)
{
	const struct config *c = e->book->config;
	if (!c->n_editors)
		return;
	buf_z(b, "<p class=\"editors\">");
	xml_text(b, word_in(WORD_EDITED_BY, e->book->language));
	buf_char(b, ' ');
	xml_text(b, list_words(e->arena, c->editors, c->n_editors, e->book->language));
	buf_z(b, "</p>\n");
}

void
title_page_write(struct epub *e, struct buf *b)
{
	const struct book *book = e->book;
	document_begin(b, book->title, book->language, "frontmatter");
	buf_z(b, "<section class=\"titlepage\" epub:type=\"titlepage\">\n");
	element_text(b, "h1", "book-title", book->title);
	element_said(b, "book-subtitle", "subtitle", book->subtitle);
	years_write(book, b);
	editors_write(e, b);
	element_text(b, "p", "publisher", book->publisher);
	element_text(b, "p", "description", book->description);
	buf_z(b, "</section>\n");
	document_end(b);
}

/* "urn:isbn:978…" as readers know it; other identifiers say nothing to them. */
static void
isbn_write(struct str identifier, struct buf *b)
{
	if (!str_starts_nocase(identifier, "urn:isbn:"))
		return;
	buf_z(b, "<p>ISBN ");
	xml_text(b, str_sub(identifier, 9, identifier.n));
	buf_z(b, "</p>\n");
}

void
imprint_write(struct epub *e, struct buf *b)
{
	const struct book *book = e->book;
	document_begin(b, word_in(WORD_IMPRINT, book->language), book->language, "backmatter");
	buf_z(b, "<section class=\"imprint\" epub:type=\"copyright-page\"");
	attribute_text(b, "aria-label", word_in(WORD_IMPRINT, book->language));
	buf_z(b, ">\n");
	element_text(b, "p", "book-title", book->title);
	element_text(b, "p", "book-subtitle", book->subtitle);
	editors_write(e, b);
	element_text(b, "p", "publisher", book->publisher);
	element_text(b, "p", "rights", book->rights);
	isbn_write(book->identifier, b);
	if (address_opens(book->config->base_url)) {
		buf_z(b, "<p><a href=\"");
		uri_write(b, book->config->base_url);
		buf_z(b, "\">");
		uri_short(b, book->config->base_url);
		buf_z(b, "</a></p>\n");
	}
	buf_z(b, "</section>\n");
	document_end(b);
}

void
part_write(struct epub *e, size_t part, struct buf *b)
{
	const struct part *p = &e->book->parts[part];
	document_begin(b, p->title, e->book->language, "bodymatter");
	buf_z(b, "<section class=\"part\" epub:type=\"part\" role=\"doc-part\" aria-labelledby=\"title.\">\n<h1 id=\"title.\">");
	xml_text(b, p->title);
	buf_z(b, "</h1>\n</section>\n");
	document_end(b);
}
