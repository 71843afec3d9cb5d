/* matter.c - the parts around the posts that are made for the EPUB: the year at a glance, the colophon */
#include "epub/room.h"

#include "base/xml.h"

static void
section_begin(struct epub *e, struct buf *b, enum book_part part, const char *css, const char *attributes)
{
	struct str lang = e->book->language, name = part_word(part, lang);
	document_begin(b, name, lang, part == PART_COLOPHON ? "backmatter" : "frontmatter");
	buf_fmt(b, "<section class=\"%s\"%s aria-labelledby=\"title.\">\n<h1 id=\"title.\">", css, attributes);
	xml_text(b, name);
	buf_z(b, "</h1>\n");
}

static void
event_write(struct epub *e, const struct entry *entry, struct buf *b)
{
	buf_z(b, "<li>");
	element_text(b, "p", "kicker", entry->kicker);
	buf_fmt(b, "<p><a href=\"%.*s\"", STR_FMT(e->posts[entry - e->book->entries].file));
	attributes_lang(b, entry->lang);
	buf_z(b, ">");
	xml_text(b, entry->title.n ? entry->title : STR("\xE2\x80\xA6"));
	buf_z(b, "</a></p></li>\n");
}

/* A list for each year: what the drawing says to eyes, in order to ears. */
void
timeline_write(struct epub *e, struct buf *b)
{
	size_t n;
	const struct entry **events = book_timeline(e->book, e->arena, &n);
	section_begin(e, b, PART_TIMELINE, "timeline", "");
	for (size_t i = 0; i < n; i++) {
		if (!i || events[i - 1]->date.year != events[i]->date.year)
			buf_fmt(b, "%s<h2>%d</h2>\n<ol>\n", i ? "</ol>\n" : "", events[i]->date.year);
		event_write(e, events[i], b);
	}
	buf_z(b, n ? "</ol>\n</section>\n" : "</section>\n");
	document_end(b);
}

void
colophon_write(struct epub *e, struct buf *b)
{
	struct str rest = e->book->config->colophon;
	section_begin(e, b, PART_COLOPHON, "colophon", " epub:type=\"colophon\" role=\"doc-colophon\"");
	while (rest.n) {
		ptrdiff_t end = str_find_char(rest, '\n');
		element_text(b, "p", "colophon", str_trim(end < 0 ? rest : str_sub(rest, 0, (size_t)end)));
		rest = end < 0 ? STR_NONE : str_sub(rest, (size_t)end + 1, rest.n);
	}
	element_text(b, "p", "colophon", word_in(WORD_MADE_WITH, e->book->language));
	buf_z(b, "</section>\n");
	document_end(b);
}
