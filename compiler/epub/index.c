/* index.c - the index: terms under their letters, with links to the paragraphs in which they stand */
#include "epub/room.h"

#include "base/xml.h"

/* Links to further paragraphs of one post. */
enum { MORE_MOST = 24 };

static void
href_write(struct epub *e, const struct index_place *p, struct buf *b)
{
	const struct epub_post *post = &e->posts[p->entry];
	const struct block *block = p->block ? indexed_block(post, p->block) : NULL;
	buf_z(b, "<a epub:type=\"index-locator\" href=\"");
	buf_str(b, post->file);
	if (block) {
		buf_char(b, '#');
		anchor_id(b, block);
	}
	buf_char(b, '"');
}

/* A post by its title, and by a number for each further paragraph: a number alone would tell a listener nothing. */
static void
place_write(struct epub *e, const struct index_place *p, int number, bool first, struct buf *b)
{
	const struct entry *entry = &e->book->entries[p->entry];
	struct str title = entry->title.n ? entry->title : STR("\xE2\x80\xA6");
	buf_z(b, number > 1 ? " " : first ? ", " : "; ");
	href_write(e, p, b);
	if (number > 1) {
		buf_z(b, " aria-label=\"");
		xml_text(b, title);
		buf_fmt(b, ", %d\">%d</a>", number, number);
		return;
	}
	attributes_lang_other(e, b, entry->lang);
	buf_char(b, '>');
	xml_text(b, title);
	buf_z(b, "</a>");
}

/* The first place in each post, then each further block once. */
static void
places_write(struct epub *e, const struct index_term *t, struct buf *b)
{
	int number = 0;
	for (size_t i = 0; i < t->n_places; i++) {
		const struct index_place *p = &t->places[i], *before = i ? p - 1 : NULL;
		if (!before || before->entry != p->entry)
			number = 0;
		else if (before->block == p->block)
			continue;
		if (++number <= 1 + MORE_MOST)
			place_write(e, p, number, !before, b);
	}
}

static void
references_write(struct epub *e, enum word word, const char *type, const char *before, const int *terms, size_t n, struct buf *b)
{
	if (!n)
		return;
	buf_fmt(b, "%s<em>", before);
	xml_text(b, word_in(word, e->book->language));
	buf_z(b, "</em>");
	for (size_t i = 0; i < n; i++) {
		buf_fmt(b, "%s <a epub:type=\"%s\" href=\"#term.%d\">", i ? ";" : "", type, terms[i] + 1);
		xml_text(b, e->book->index[terms[i]].text);
		buf_z(b, "</a>");
	}
}

static void
term_write(struct epub *e, size_t i, struct buf *b)
{
	const struct index_term *t = &e->book->index[i];
	buf_fmt(b, "<li epub:type=\"index-entry\" id=\"term.%zu\"><span epub:type=\"index-term\">", i + 1);
	xml_text(b, t->text);
	buf_z(b, "</span>");
	places_write(e, t, b);
	references_write(e, WORD_SEE, "index-xref-preferred", ", ", &t->see, t->see >= 0, b);
	references_write(e, WORD_SEE_ALSO, "index-xref-related", t->n_places || t->see >= 0 ? "; " : ", ", t->also, t->n_also, b);
}

/* Ends the term before and what is open below it, as deep as the next one. */
static void
levels_close(struct buf *b, int from, int to)
{
	buf_z(b, "</li>\n");
	for (; from > to; from--)
		buf_z(b, "</ul></li>\n");
}

void
index_write(struct epub *e, struct buf *b)
{
	const struct book *book = e->book;
	struct str heading = part_word(PART_INDEX, book->language);
	int level = -1;
	document_begin(b, heading, book->language, "backmatter");
	buf_z(b,
		"<section class=\"index\" epub:type=\"index\" role=\"doc-index\" aria-labelledby=\"title.\">\n<h1 "
		"id=\"title.\">");
	xml_text(b, heading);
	buf_z(b, "</h1>\n");
	for (size_t i = 0; i < book->n_index; i++) {
		const struct index_term *t = &book->index[i];
		bool group = !t->level && (!i || !str_eq(t->letter, book->index[i - 1].letter));
		if (i && t->level > level)
			buf_z(b, "\n<ul epub:type=\"index-entry-list\">\n");
		else if (i)
			levels_close(b, level, t->level);
		if (group) {
			buf_z(b, i ? "</ul>\n</section>\n" : "");
			buf_z(b, "<section epub:type=\"index-group\">\n<h2>");
			xml_text(b, t->letter);
			buf_z(b, "</h2>\n<ul epub:type=\"index-entry-list\">\n");
		}
		term_write(e, i, b);
		level = t->level;
	}
	levels_close(b, level, 0);
	buf_z(b, "</ul>\n</section>\n</section>\n");
	document_end(b);
}
