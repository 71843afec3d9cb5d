/* matter.c - parts around the posts: how they begin, the colophon */
#include "epub/room.h"

#include "base/xml.h"

void
matter_begin(struct epub *e, struct buf *b, enum book_part part, const char *css, const char *attributes)
{
	struct str lang = e->book->language, name = part_word(part, lang);
	document_begin(b, name, lang, part == PART_COLOPHON ? "backmatter" : "frontmatter");
	buf_fmt(b, "<section class=\"%s\"%s aria-labelledby=\"title.\">\n<h1 id=\"title.\">", css, attributes);
	xml_text(b, name);
	buf_z(b, "</h1>\n");
}

void
colophon_write(struct epub *e, struct buf *b)
{
	struct str rest = e->book->config->colophon;
	matter_begin(e, b, PART_COLOPHON, "colophon", " epub:type=\"colophon\" role=\"doc-colophon\"");
	while (rest.n) {
		ptrdiff_t end = str_find_char(rest, '\n');
		element_text(b, "p", "colophon", str_trim(end < 0 ? rest : str_sub(rest, 0, (size_t)end)));
		rest = end < 0 ? STR_NONE : str_sub(rest, (size_t)end + 1, rest.n);
	}
	element_text(b, "p", "colophon", word_in(WORD_MADE_WITH, e->book->language));
	buf_z(b, "</section>\n");
	document_end(b);
}
