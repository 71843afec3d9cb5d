/* indexorder.c - the index in the order of its language, without what no post has.
 * Collation is ICU's and not the C library's: that depends on the locales that a machine happens to have. */
#include "book/index.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { LEVELS = 3, UNITS = 512 };

/* ---- what stays ---- */

static void
keep_up(struct terms *t, int n)
{
	for (; n >= 0 && !t->list[n].keep; n = t->list[n].parent)
		t->list[n].keep = true;
}

/* What the front matter says of a term that leads to another counts for that. */
static void
places_move(struct terms *t, struct term *from, struct term *to)
{
	for (size_t i = 0; i < from->n_places; i++)
		*PUSH(t->scratch, to->places, to->n_places, to->cap_places) = from->places[i];
	from->n_places = 0;
}

static void
unfound_report(struct terms *t, const struct term *term)
{
	const struct index_wish *w = term->wish;
	if (!w || term->keep)
		return;
	if (term->see < 0)
		diag_add(t->g->d, DIAG_INDEX_UNFOUND, t->g->config->file, w->line, w->col,
			"the index's term \"%.*s\" stands in no post and was left out; mend it, or name the forms that the posts "
			"have "
			"under \"find\"",
			STR_FMT(w->term));
	else
		diag_add(t->g->d, DIAG_INDEX_SEE, t->g->config->file, w->line, w->col,
			"the index's term \"%.*s\" leads to \"%.*s\", which stands in no post; both were left out",
			STR_FMT(w->term), STR_FMT(t->list[term->target].text));
}

static void
also_check(struct terms *t, struct term *term)
{
	size_t n = 0;
	for (size_t i = 0; i < term->n_also; i++) {
		if (t->list[term->also[i]].keep)
			term->also[n++] = term->also[i];
		else if (term->keep)
			diag_add(t->g->d, DIAG_INDEX_SEE, t->g->config->file, term->wish->line, term->wish->col,
				"the index's term \"%.*s\" leads to \"%.*s\", which stands in no post; that was left out",
				STR_FMT(term->text), STR_FMT(t->list[term->also[i]].text));
	}
	term->n_also = n;
}

static void
keep_set(struct terms *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->list[i].see >= 0)
			places_move(t, &t->list[i], &t->list[t->list[i].target]);
	for (size_t i = 0; i < t->n; i++)
		if (t->list[i].n_places)
			keep_up(t, (int)i);
	for (size_t i = 0; i < t->n; i++)
		if (t->list[i].see >= 0 && t->list[t->list[i].target].keep)
			keep_up(t, (int)i);
	for (size_t i = 0; i < t->n; i++) {
		unfound_report(t, &t->list[i]);
		also_check(t, &t->list[i]);
	}
}

/* ---- the language's order ---- */

static UCollator *
collator_open(struct arena *a, struct str lang)
{
	char locale[64];
	int32_t parsed = 0;
	UErrorCode error = U_ZERO_ERROR;
	int32_t n = uloc_forLanguageTag(str_z(a, lang), locale, sizeof locale, &parsed, &error);
	if (U_FAILURE(error) || n <= 0 || n >= (int32_t)sizeof locale)
		locale[0] = 0;
	error = U_ZERO_ERROR;
	UCollator *c = ucol_open(locale, &error);
	if (U_FAILURE(error))
		return NULL;
	ucol_setAttribute(c, UCOL_NUMERIC_COLLATION, UCOL_ON, &error);
	return c;
}

/* The text from its first letter or figure on: a quotation mark is no place in the alphabet. */
static struct str
sorted_part(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t start = i;
		if (u_isalnum((UChar32)utf8_next(s, &i)))
			return str_sub(s, start, s.n);
	}
	return s;
}

static int32_t
units_of(struct str s, UChar units[UNITS])
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t n = 0;
	u_strFromUTF8WithSub(units, UNITS, &n, s.p, (int32_t)s.n, 0xFFFD, NULL, &error);
	return U_FAILURE(error) || n > UNITS ? 0 : n;
}

/* Bytes that compare as the texts do. */
static struct str
sort_key(struct arena *a, const UCollator *c, struct str s)
{
	UChar units[UNITS];
	int32_t n = c ? units_of(str_sub(s, 0, s.n < UNITS ? s.n : UNITS), units) : 0;
	if (!n)
		return s;
	int32_t size = ucol_getSortKey(c, units, n, NULL, 0);
	uint8_t *bytes = arena_alloc(a, (size_t)size + 1);
	ucol_getSortKey(c, units, n, bytes, size + 1);
	return (struct str){(char *)bytes, (size_t)size};
}

static int
rune_order(const UCollator *c, UChar32 x, UChar32 y)
{
	UChar a[2], b[2];
	int32_t n = 0, m = 0;
	U16_APPEND_UNSAFE(a, n, x);
	U16_APPEND_UNSAFE(b, m, y);
	return ucol_strcoll(c, a, n, b, m);
}

/* The letter without its accent, when the language takes both for one (Á in Spanish, not Ñ). */
static UChar32
plain_letter(const UCollator *primary, UChar32 upper)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&error);
	UChar parts[16];
	int32_t n = U_SUCCESS(error) ? unorm2_getDecomposition(nfd, upper, parts, 16, &error) : -1;
	if (U_SUCCESS(error) && n > 1 && !U16_IS_SURROGATE(parts[0]) && rune_order(primary, parts[0], upper) == UCOL_EQUAL)
		return parts[0];
	return upper;
}

/* The head of a term's group: its first letter. Æ, where it stands among the words in A, begins no group within theirs. */
static struct str
letter_of(struct arena *a, const UCollator *primary, struct str s)
{
	size_t i = 0;
	uint32_t rune = s.n ? utf8_next(s, &i) : 0;
	char out[4];
	if (!u_isalpha((UChar32)rune))
		return STR("#");
	UChar32 upper = primary ? plain_letter(primary, u_toupper((UChar32)rune)) : u_toupper((UChar32)rune);
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&error);
	if (primary && upper >= 0x80 && U_SUCCESS(error) && unorm2_isInert(nfd, upper))
		for (UChar32 base = 'A'; base < 'Z'; base++)
			if (rune_order(primary, base, upper) <= 0 && rune_order(primary, upper, base + 1) < 0)
				upper = base;
	return str_dup(a, (struct str){out, utf8_put(out, (uint32_t)upper)});
}

/* A term with those above it. */
struct row {
	int term;
	int depth;
	struct str keys[LEVELS], texts[LEVELS]; /* from the highest */
};

static int
row_cmp(const void *pa, const void *pb)
{
	const struct row *a = pa, *b = pb;
	for (int i = 0; i <= a->depth && i <= b->depth; i++) {
		int c = str_cmp(a->keys[i], b->keys[i]);
		if (!c)
			c = str_cmp(a->texts[i], b->texts[i]);
		if (c)
			return c;
	}
	return a->depth - b->depth;
}

static struct row *
rows_make(struct terms *t, const UCollator *c, size_t *n)
{
	struct row *rows = NEW_N(t->scratch, t->n, struct row);
	struct str *keys = NEW_N(t->scratch, t->n, struct str);
	*n = 0;
	for (size_t i = 0; i < t->n; i++)
		if (t->list[i].keep)
			keys[i] = sort_key(t->scratch, c, sorted_part(t->list[i].sort));
	for (size_t i = 0; i < t->n; i++) {
		if (!t->list[i].keep)
			continue;
		struct row *row = &rows[(*n)++];
		row->term = (int)i;
		for (int p = t->list[i].parent; p >= 0; p = t->list[p].parent)
			row->depth++;
		int level = row->depth;
		for (int p = (int)i; p >= 0; p = t->list[p].parent, level--) {
			row->keys[level] = keys[p];
			row->texts[level] = t->list[p].key;
		}
	}
	if (*n)
		qsort(rows, *n, sizeof *rows, row_cmp);
	return rows;
}

/* ---- into the book ---- */

static int
place_cmp(const void *pa, const void *pb)
{
	const struct index_place *a = pa, *b = pb;
	if (a->entry != b->entry)
		return a->entry < b->entry ? -1 : 1;
	if (a->block != b->block)
		return a->block < b->block ? -1 : 1;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return (int)b->whole - (int)a->whole;
}

static void
places_copy(struct terms *t, const struct term *from, struct index_term *to)
{
	if (!from->n_places)
		return;
	qsort(from->places, from->n_places, sizeof *from->places, place_cmp);
	to->places = NEW_N(t->g->a, from->n_places, struct index_place);
	for (size_t i = 0; i < from->n_places; i++) {
		const struct index_place *p = &from->places[i], *last = to->n_places ? &to->places[to->n_places - 1] : NULL;
		if (!last || p->entry != last->entry || p->block != last->block || p->start != last->start)
			to->places[to->n_places++] = *p;
	}
}

void
terms_order(struct terms *t)
{
	struct book *book = t->g->book;
	keep_set(t);
	UCollator *c = collator_open(t->scratch, book->language);
	struct row *rows = rows_make(t, c, &book->n_index);
	int *at = NEW_N(t->scratch, t->n, int);
	if (c)
		ucol_setStrength(c, UCOL_PRIMARY);
	for (size_t i = 0; i < t->n; i++)
		at[i] = -1;
	for (size_t i = 0; i < book->n_index; i++)
		at[rows[i].term] = (int)i;
	book->index = NEW_N(t->g->a, book->n_index, struct index_term);
	struct str letter = STR_NONE;
	for (size_t i = 0; i < book->n_index; i++) {
		const struct term *term = &t->list[rows[i].term];
		struct index_term *to = &book->index[i];
		if (!rows[i].depth)
			letter = letter_of(t->g->a, c, sorted_part(term->sort));
		*to = (struct index_term){.text = str_dup(t->g->a, term->text), .letter = letter, .level = rows[i].depth};
		to->see = term->see >= 0 ? at[term->target] : -1;
		places_copy(t, term, to);
		to->also = NEW_N(t->g->a, term->n_also, int);
		for (size_t k = 0; k < term->n_also; k++)
			to->also[to->n_also++] = at[term->also[k]];
	}
	if (c)
		ucol_close(c);
}
