/* points.c - where a word may be broken: at its own hyphens and dashes, within addresses, between syllables */
#include "layout/shape.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"

/* A word taken apart: its characters and their places. */
struct letters {
	size_t n;
	uint32_t rune[WORD_MOST + 1];
	uint16_t at[WORD_MOST + 1]; /* bytes; at[n] is the word's length */
	bool here[WORD_MOST + 1]; /* a break before the character, of the kind: */
	uint8_t kind[WORD_MOST + 1];
	bool hard[WORD_MOST + 1];
};

static bool
is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c | 32) >= 'a' && (c | 32) <= 'z';
	return u_isalpha((UChar32)c) || (U_MASK(u_charType((UChar32)c)) & U_GC_M_MASK);
}

static bool
is_digit(uint32_t c)
{
	return c < 0x80 ? char_digit((int)c) : u_isdigit((UChar32)c);
}

static bool
is_hyphen(uint32_t c)
{
	return c == '-' || c == 0x2010;
}

static void
letters_read(struct letters *l, struct str text)
{
	l->n = 0;
	for (size_t i = 0; i < text.n && l->n < WORD_MOST;) {
		l->at[l->n] = (uint16_t)i;
		l->here[l->n] = false;
		l->rune[l->n++] = utf8_next(text, &i);
	}
	l->at[l->n] = (uint16_t)text.n;
}

static void
mark(struct letters *l, size_t i, enum point_kind kind)
{
	l->here[i] = true;
	l->kind[i] = (uint8_t)kind;
	l->hard[i] = false;
}

/* Letters or digits in a row that end before i (towards the start), or begin at i. At most `most`. */
static size_t
alnums_before(const struct letters *l, size_t i, size_t most)
{
	size_t n = 0;
	while (n < most && n < i && (is_letter(l->rune[i - 1 - n]) || is_digit(l->rune[i - 1 - n])))
		n++;
	return n;
}

static size_t
letters_from(const struct letters *l, size_t i, size_t most)
{
	size_t n = 0;
	while (n < most && i + n < l->n && is_letter(l->rune[i + n]))
		n++;
	return n;
}

static bool
is_capital(uint32_t c)
{
	return u_isupper((UChar32)c);
}

/* Breaks behind hyphens, dashes and slashes of ordinary words: where UAX 14 has them, but never leaving one letter alone. Spanish and Portuguese
 * repeat the hyphen on the next line, Spanish not before a capital (RAE). */
static void
mark_plain(struct letters *l, uint32_t lang)
{
	bool spanish = lang == LANG2('e', 's'), repeats = spanish || lang == LANG2('p', 't');
	for (size_t i = 1; i + 1 < l->n; i++) {
		uint32_t c = l->rune[i];
		if (is_hyphen(c) && alnums_before(l, i, 2) == 2 && letters_from(l, i + 1, 2) == 2)
			mark(l, i + 1,
				repeats && is_letter(l->rune[i - 1]) && !(spanish && is_capital(l->rune[i + 1])) ? POINT_REPEAT
														 : POINT_AFTER);
		else if (c == '/' && alnums_before(l, i, 3) == 3 && letters_from(l, i + 1, 3) == 3)
			mark(l, i + 1, POINT_PLAIN);
		else if ((c == 0x2014 || c == 0x2013 || c == 0x2026) && alnums_before(l, i, 2) == 2 &&
			letters_from(l, i + 1, 2) == 2)
			mark(l, i + 1, POINT_PLAIN);
	}
}

/* Breaks within an address or code: behind / ? & = : and the like; before a full stop, a hyphen and _, which at the end of a line would be taken for
 * ours; no fragment below three characters. */
static void
mark_address(struct letters *l)
{
	for (size_t i = 3; i + 2 < l->n; i++) {
		uint32_t before = l->rune[i - 1], c = l->rune[i];
		bool after = before < 0x80 && strchr("/?&=:@,;)]}|", (int)before) && before;
		if (c == '/' || c == ')' || c == ']' || c == '}' || c == ',' || c == ';' || (before == ':' && c == ':'))
			continue;
		if (c == '.' && l->rune[i + 1] != '.' && before != '.')
			mark(l, i, POINT_PLAIN);
		else if (is_hyphen(c) ? !is_hyphen(before) : c == '_' && before != '_')
			mark(l, i, POINT_PLAIN);
		else if (after || c == '(' || c == '#' || c == '%')
			mark(l, i, POINT_PLAIN);
	}
}

/* Lower case of a run of letters [from, to); false when it is not to be divided by patterns: capitals inside, or bytes that do not fit. */
static bool
lower_run(const struct letters *l, size_t from, size_t to, char *out, size_t *n)
{
	*n = 0;
	for (size_t i = from; i < to; i++) {
		uint32_t c = l->rune[i], small = (uint32_t)u_tolower((UChar32)c);
		if (i > from && small != c)
			return false;
		size_t bytes = (size_t)(l->at[i + 1] - l->at[i]);
		char put[4];
		if (utf8_put(put, small) != bytes)
			return false;
		memcpy(out + *n, put, bytes);
		*n += bytes;
	}
	out[*n] = '\0';
	return true;
}

/* A name of several words written as one, CloudNativeCon, may be divided before a capital that follows a small letter. */
static void
mark_capitals(struct letters *l, size_t from, size_t to, size_t left, size_t right)
{
	for (size_t i = from + left; i + right <= to; i++)
		if (is_capital(l->rune[i]) && !is_capital(l->rune[i - 1]) && !is_capital(l->rune[i + 1])) {
			mark(l, i, POINT_PATTERN);
			l->hard[i] = true;
		}
}

/* Divides the run of letters [from, to) so that `left` and `right` characters at least stay together. */
static void
mark_run(struct fonts *f, struct letters *l, uint32_t lang, size_t from, size_t to, size_t left, size_t right)
{
	char low[4 * WORD_MOST + 1];
	bool before[4 * WORD_MOST + 1] = {false};
	size_t n;
	if (to - from < left + right)
		return;
	if (!lower_run(l, from, to, low, &n)) {
		mark_capitals(l, from, to, left, right);
		return;
	}
	patterns_apply(f->patterns, f->d, lang, (struct str){low, n}, before);
	for (size_t i = from + left; i + right <= to; i++)
		if (before[l->at[i] - l->at[from]] && !l->here[i])
			mark(l, i, POINT_PATTERN);
}

/* Syllables of every run of letters. Beside a hyphen more letters stay together, beside a digit none is divided. */
static void
mark_syllables(struct fonts *f, struct letters *l, uint32_t lang)
{
	size_t least_left = (size_t)f->style->hyphen_left, least_right = (size_t)f->style->hyphen_right;
	least_left = least_left < 2 ? 2 : least_left;
	least_right = least_right < 2 ? 2 : least_right;
	for (size_t i = 0; i < l->n;) {
		if (!is_letter(l->rune[i])) {
			i++;
			continue;
		}
		size_t end = i;
		while (end < l->n && is_letter(l->rune[end]))
			end++;
		bool hyphen_before = i && is_hyphen(l->rune[i - 1]), hyphen_after = end < l->n && is_hyphen(l->rune[end]);
		bool digit = (i && is_digit(l->rune[i - 1])) || (end < l->n && is_digit(l->rune[end]));
		if (!digit)
			mark_run(f, l, lang, i, end, least_left + 2 * hyphen_before, least_right + 2 * hyphen_after);
		i = end;
	}
}

/* Widths before and after each break. */
static size_t
points_measure(const struct word_shape *w, const struct letters *l, struct point *out)
{
	size_t n = 0;
	const struct font *font = w->key.font;
	for (size_t i = 1; i < l->n; i++) {
		if (!l->here[i])
			continue;
		struct point *p = &out[n++];
		int32_t before = word_advance_to(w, l->at[i]);
		*p = (struct point){.at = l->at[i],
			.kind = l->kind[i],
			.hard = l->hard[i],
			.pre = before,
			.post = w->shaped.advance - before};
		if (p->kind == POINT_PATTERN)
			p->pre += font->hyphen;
		if (p->kind == POINT_REPEAT)
			p->post += font->hyphen;
		if (p->kind != POINT_PLAIN && !(w->key.features & SHAPE_CODE))
			p->hang = (int16_t)(font->hyphen / 2);
	}
	return n;
}

size_t
points_find(struct fonts *f, const struct word_shape *w, struct point *out)
{
	struct letters l;
	if (w->key.features & SHAPE_RTL || w->shaped.face->emoji)
		return 0;
	letters_read(&l, w->shaped.text);
	if (w->key.features & SHAPE_ADDRESS) {
		mark_address(&l);
	} else {
		mark_plain(&l, w->key.lang);
		mark_syllables(f, &l, w->key.lang);
	}
	return points_measure(w, &l, out);
}
