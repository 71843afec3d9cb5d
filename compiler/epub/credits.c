/* credits.c - the list of pictures: by post, what each shows and who made it */
#include "epub/room.h"

#include "base/xml.h"

struct listing {
	struct epub *epub;
	struct buf *b;
	bool *seen; /* images of the post at hand that are listed */
	bool open; /* its list is open */
};

static void
sentence_write(struct buf *b, struct str s)
{
	if (!s.n)
		return;
	buf_char(b, ' ');
	xml_text(b, s);
	char last = s.p[s.n - 1];
	buf_z(b, last == '.' || last == '!' || last == '?' ? "" : ".");
}

static void
entry_begin(struct listing *l, size_t entry)
{
	const struct entry *e = &l->epub->book->entries[entry];
	buf_z(l->b, "<h2 class=\"group\"");
	attributes_lang(l->b, e->lang);
	buf_z(l->b, "><a href=\"");
	xml_text(l->b, l->epub->posts[entry].file);
	buf_z(l->b, "\">");
	xml_text(l->b, e->title);
	buf_z(l->b, "</a></h2>\n<ul class=\"pictures\">\n");
	l->open = true;
}

static void
picture_put(struct listing *l, size_t entry, int image, struct str shows)
{
	const struct book *book = l->epub->book;
	const struct entry *e = &book->entries[entry];
	const struct credit *c = &book->credits[image];
	bool credited = c->credit.n || c->licence.n || c->source.n;
	if (l->seen[image] || !(credited || (book->pictures_all && shows.n)))
		return;
	l->seen[image] = true;
	if (!l->open)
		entry_begin(l, entry);
	buf_z(l->b, "<li");
	attributes_lang(l->b, e->lang);
	buf_z(l->b, ">");
	sentence_write(l->b, shows);
	if (c->credit.n && str_find(c->licence, c->credit) < 0) { /* "© 2024 Ana" says it already */
		buf_char(l->b, ' ');
		xml_text(l->b, word_in(WORD_PHOTO, e->lang));
		buf_char(l->b, ':');
		sentence_write(l->b, c->credit);
	}
	sentence_write(l->b, c->licence);
	if (address_opens(c->source)) {
		buf_z(l->b, " <a href=\"");
		uri_write(l->b, c->source);
		buf_z(l->b, "\">");
		uri_short(l->b, c->source);
		buf_z(l->b, "</a>");
	} else {
		sentence_write(l->b, c->source);
	}
	buf_z(l->b, "</li>\n");
}

static void
entry_put(struct listing *l, size_t entry)
{
	const struct entry *e = &l->epub->book->entries[entry];
	const struct post *p = e->post;
	l->open = false;
	if (e->opening >= 0)
		picture_put(l, entry, e->opening, e->opening_alt);
	for (const struct block *b = p->root; (b = block_next(b, p->root));) {
		const struct picture *picture = b->kind == BLOCK_FIGURE && b->picture >= 0 ? &p->pictures[b->picture] : NULL;
		if (picture && picture->image >= 0)
			picture_put(l, entry, picture->image, b->text.n ? b->text : picture->alt);
	}
	for (size_t k = 0; k < p->n_pictures; k++)
		if (p->pictures[k].image >= 0)
			picture_put(l, entry, p->pictures[k].image, p->pictures[k].alt);
	if (l->open)
		buf_z(l->b, "</ul>\n");
	if (e->opening >= 0)
		l->seen[e->opening] = false;
	for (size_t k = 0; k < p->n_pictures; k++)
		if (p->pictures[k].image >= 0)
			l->seen[p->pictures[k].image] = false;
}

void
pictures_write(struct epub *e, struct buf *b)
{
	const struct book *book = e->book;
	struct str title = part_word(PART_PICTURES, book->language);
	struct listing l = {.epub = e, .b = b, .seen = NEW_N(e->arena, book->n_images, bool)};
	document_begin(b, title, book->language, "backmatter");
	buf_z(b,
		"<section class=\"pictures\" epub:type=\"loi\" role=\"doc-credits\" aria-labelledby=\"title.\">\n<h1 "
		"id=\"title.\">");
	xml_text(b, title);
	buf_z(b, "</h1>\n");
	for (size_t i = 0; i < book->n_entries; i++)
		entry_put(&l, i);
	buf_z(b, "</section>\n");
	document_end(b);
}
