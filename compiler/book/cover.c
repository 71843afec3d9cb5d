/* cover.c - what stands on the printed book's cover: its ISBN, the text and the picture of the back */
#include "book/reader.h"

#include "base/file.h"

#include <string.h>

enum { TEXT_MOST = 4000 };

/* An ISBN of ten figures as one of thirteen, which barcodes hold (ISO 2108, annex A). */
static void
isbn_widen(char isbn[14])
{
	int sum = 0;
	if (strlen(isbn) != 10)
		return;
	memmove(isbn + 3, isbn, 9);
	memcpy(isbn, "978", 3);
	for (int i = 0; i < 12; i++)
		sum += (isbn[i] - '0') * (i % 2 ? 3 : 1);
	isbn[12] = (char)('0' + (10 - sum % 10) % 10);
	isbn[13] = '\0';
}

void
isbn_take(struct reader *r, const struct yaml *y)
{
	char isbn[14];
	struct str s = str_trim(text_value(r, y)), shown = s;
	if (str_starts_nocase(s, "urn:isbn:"))
		s = str_sub(s, 9, s.n);
	else if (str_starts_nocase(s, "isbn"))
		s = str_sub(s, 4, s.n);
	while (s.n && (s.p[0] == ':' || s.p[0] == ' '))
		s = str_sub(s, 1, s.n);
	if (!s.n)
		return;
	bool read = isbn_read(s, isbn), ten = read && strlen(isbn) == 10;
	if (read)
		isbn_widen(isbn);
	if (!read)
		BAD(r, y,
			"\"%.*s\" is no ISBN: it has 13 figures, or 10, of which the last checks the others; the cover has no "
			"barcode: "
			"compare it with the agency's",
			STR_FMT(str_sub(shown, 0, 60)));
	else if (strncmp(isbn, "978", 3) != 0 && strncmp(isbn, "979", 3) != 0)
		BAD(r, y,
			"\"%.*s\" is no ISBN: those of 13 figures begin with 978 or 979; the cover has no barcode: compare it "
			"with the agency's",
			STR_FMT(str_sub(shown, 0, 60)));
	else {
		r->c->isbn = str_fmt(r->a, "%s", isbn);
		r->c->isbn_shown = ten ? r->c->isbn : s;
	}
}

void
cover_take(struct reader *r, const struct yaml *y)
{
	static const char *const names[] = {"text", "back-picture"};
	if (y->kind != YAML_MAP && y->kind != YAML_NULL)
		BAD(r, y, "\"cover\" is a map, such as {text: What the book is about}; left out");
	for (size_t i = 0; y->kind == YAML_MAP && i < y->n; i++) {
		const struct yaml *v = &y->items[i];
		switch (key_find(r, v, names, 2)) {
		case 0:
			r->c->cover_text = str_trim(text_value(r, v));
			if (r->c->cover_text.n > TEXT_MOST) {
				BAD(r, v,
					"the text of the cover is longer than its back has room for; its beginning was taken: "
					"shorten it");
				size_t end = TEXT_MOST;
				while (end && ((unsigned char)r->c->cover_text.p[end] & 0xC0) == 0x80)
					end--;
				r->c->cover_text = str_sub(r->c->cover_text, 0, end);
			}
			break;
		case 1:
			r->c->cover_back = text_value(r, v);
			r->c->cover_line = v->line;
			break;
		default: break;
		}
	}
}

void
cover_set(struct gather *g)
{
	struct book *b = g->book;
	const struct config *c = g->config;
	b->isbn = c->isbn;
	b->isbn_shown = c->isbn_shown;
	if (!b->isbn.n && str_starts(b->identifier, "urn:isbn:")) {
		char isbn[14];
		if (isbn_read(str_sub(b->identifier, 9, b->identifier.n), isbn)) {
			isbn_widen(isbn);
			b->isbn = b->isbn_shown = str_fmt(g->a, "%s", isbn);
		}
	}
	if (c->cover_back.n)
		reference_add(g, c->file, c->cover_back, c->cover_line, &b->cover_back);
}
