/* fold.c - letters to plain ASCII, for names in files and for comparing */
#include "book/gather.h"

#include "base/utf8.h"

/* U+00C0 to U+017F: the letters of the languages written in Latin. */
static const char *const latin[] = {
	"a",
	"a",
	"a",
	"a",
	"a",
	"a",
	"ae",
	"c",
	"e",
	"e",
	"e",
	"e",
	"i",
	"i",
	"i",
	"i",
	"d",
	"n",
	"o",
	"o",
	"o",
	"o",
	"o",
	"x",
	"o",
	"u",
	"u",
	"u",
	"u",
	"y",
	"th",
	"ss",
	"a",
	"a",
	"a",
	"a",
	"a",
	"a",
	"ae",
	"c",
	"e",
	"e",
	"e",
	"e",
	"i",
	"i",
	"i",
	"i",
	"d",
	"n",
	"o",
	"o",
	"o",
	"o",
	"o",
	"",
	"o",
	"u",
	"u",
	"u",
	"u",
	"y",
	"th",
	"y",
	"a",
	"a",
	"a",
	"a",
	"a",
	"a",
	"c",
	"c",
	"c",
	"c",
	"c",
	"c",
	"c",
	"c",
	"d",
	"d",
	"d",
	"d",
	"e",
	"e",
	"e",
	"e",
	"e",
	"e",
	"e",
	"e",
	"e",
	"e",
	"g",
	"g",
	"g",
	"g",
	"g",
	"g",
	"g",
	"g",
	"h",
	"h",
	"h",
	"h",
	"i",
	"i",
	"i",
	"i",
	"i",
	"i",
	"i",
	"i",
	"i",
	"i",
	"ij",
	"ij",
	"j",
	"j",
	"k",
	"k",
	"k",
	"l",
	"l",
	"l",
	"l",
	"l",
	"l",
	"",
	"",
	"l",
	"l",
	"n",
	"n",
	"n",
	"n",
	"n",
	"n",
	"n",
	"n",
	"n",
	"o",
	"o",
	"o",
	"o",
	"o",
	"o",
	"oe",
	"oe",
	"r",
	"r",
	"r",
	"r",
	"r",
	"r",
	"s",
	"s",
	"s",
	"s",
	"s",
	"s",
	"s",
	"s",
	"t",
	"t",
	"t",
	"t",
	"t",
	"t",
	"u",
	"u",
	"u",
	"u",
	"u",
	"u",
	"u",
	"u",
	"u",
	"u",
	"u",
	"u",
	"w",
	"w",
	"y",
	"y",
	"y",
	"z",
	"z",
	"z",
	"z",
	"z",
	"z",
	"s",
};

enum { SLUG_MOST = 80 };

/* The ASCII likeness of a letter, "" for what belongs to the letter before it, or NULL. */
static const char *
letter_fold(uint32_t rune)
{
	if (rune >= 0xC0 && rune < 0xC0 + sizeof latin / sizeof *latin)
		return latin[rune - 0xC0];
	if (rune >= 0x300 && rune < 0x370) /* combining accents: decomposed names */
		return "";
	switch (rune) {
	case 0x27:
	case 0x2019: return ""; /* apostrophes */
	case 0xAA: return "a";
	case 0xBA: return "o";
	case 0x218:
	case 0x219: return "s";
	case 0x21A:
	case 0x21B: return "t";
	case 0x1EBD:
	case 0x1EBC: return "e";
	default: return NULL;
	}
}

struct str
slug_of(struct arena *a, struct str s)
{
	struct buf b = {0};
	for (size_t i = 0; i < s.n && b.n < 2 * SLUG_MOST;) {
		uint32_t rune = utf8_next(s, &i);
		const char *likeness = letter_fold(rune);
		if (rune < 0x80 && char_alnum((int)rune))
			buf_char(&b, char_lower((char)rune));
		else if (likeness)
			buf_z(&b, likeness);
		else if (b.n && b.p[b.n - 1] != '-')
			buf_char(&b, '-');
	}
	if (b.n > SLUG_MOST) { /* cut where a word ends, if one does in the last third */
		size_t n = SLUG_MOST;
		while (n > SLUG_MOST * 2 / 3 && b.p[n] != '-')
			n--;
		b.n = b.p[n] == '-' ? n : SLUG_MOST;
	}
	while (b.n && b.p[b.n - 1] == '-')
		b.n--;
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

struct str
name_fold(struct arena *a, struct str s)
{
	struct buf b = {0};
	for (size_t i = 0; i < s.n;) {
		uint32_t rune = utf8_next(s, &i);
		const char *likeness = rune < 0x80 ? NULL : letter_fold(rune);
		if (likeness)
			buf_z(&b, likeness);
		else
			buf_rune(&b, rune < 0x80 ? (uint32_t)char_lower((char)rune) : rune);
	}
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}
