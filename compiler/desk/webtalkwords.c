/* webtalkwords.c - the lists of phrases that make no sense on paper, read from styles/words/ */
#include "desk/webtalk.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

enum { PHRASES_MOST = 20000, VARIANTS_MOST = 500 /* of one phrase with "a/b" */, CHOICES_MOST = 24 };

/* ---- letters ---- */

static uint32_t
rune_fold(uint32_t rune)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
	UChar parts[8];
	UChar32 c = u_foldCase((UChar32)rune, U_FOLD_CASE_DEFAULT);
	if (!u_isalnum(c))
		return 0;
	int32_t n = c < 0xC0 || U_FAILURE(status) ? -1 : unorm2_getRawDecomposition(nfd, c, parts, 8, &status);
	return n > 0 && U_SUCCESS(status) ? parts[0] : (uint32_t)c;
}

uint32_t
talk_fold(const struct talk_lists *t, uint32_t rune)
{
	return rune < FOLD_TABLE ? t->fold[rune] : rune_fold(rune);
}

/* ---- phrases ---- */

/* A place of a phrase: the words that may stand there. */
struct choice {
	uint64_t words[CHOICES_MOST];
	int n;
};

/* Cuts a phrase into places; false when it is none that can be looked for. */
static bool
places_read(const struct talk_lists *t, struct str s, struct choice *places, int *n)
{
	size_t start, end, behind = 0;
	*n = 0;
	for (size_t i = 0; i < s.n;) {
		uint64_t key = talk_word_next(t, s, &i, &start, &end);
		size_t to = key ? start : s.n;
		bool gap = memchr(s.p + behind, '*', to - behind) != NULL;
		bool other = memchr(s.p + behind, '/', to - behind) != NULL;
		behind = end;
		if (gap && *n && *n < TALK_WORDS_MOST)
			places[(*n)++] = (struct choice){{0}, 1};
		if (!key)
			break;
		if (other && !gap && *n && places[*n - 1].n < CHOICES_MOST) {
			places[*n - 1].words[places[*n - 1].n++] = key;
			continue;
		}
		if (*n == TALK_WORDS_MOST)
			return false;
		places[(*n)++] = (struct choice){{key}, 1};
	}
	while (*n && !places[*n - 1].words[0])
		--*n;
	return *n > 0;
}

bool
talk_phrase_add(struct talk_lists *t, struct str s, const struct talk_phrase *like)
{
	struct choice places[TALK_WORDS_MOST];
	int at[TALK_WORDS_MOST] = {0}, n, k = 0;
	if (s.n > 400 || !places_read(t, s, places, &n))
		return false;
	for (int variants = 0; k >= 0 && variants < VARIANTS_MOST && t->n < PHRASES_MOST; variants++) {
		struct talk_phrase *f = PUSH(t->a, t->phrases, t->n, t->cap);
		*f = *like;
		f->n = n;
		for (int i = 0; i < n; i++)
			f->words[i] = places[i].words[at[i]];
		for (k = n - 1; k >= 0 && ++at[k] == places[k].n; k--)
			at[k] = 0;
	}
	return true;
}

static void
list_add(struct talk_lists *t, const struct yaml *y, struct talk_phrase like)
{
	if (!y)
		return;
	if (y->kind == YAML_SCALAR)
		talk_phrase_add(t, y->text, &like);
	for (size_t i = 0; i < y->n && (y->kind == YAML_LIST || y->kind == YAML_MAP); i++) {
		like.with = y->kind == YAML_MAP ? yaml_text(&y->items[i]) : STR_NONE;
		talk_phrase_add(t, y->kind == YAML_MAP ? y->items[i].key : yaml_text(&y->items[i]), &like);
	}
}

/* Single words, sorted. */
static uint64_t *
words_read(struct talk_lists *t, const struct yaml *y, size_t *n)
{
	*n = 0;
	if (!y || y->kind != YAML_LIST)
		return NULL;
	uint64_t *words = NEW_N(t->a, y->n, uint64_t);
	for (size_t i = 0; i < y->n; i++) {
		size_t at = 0, start, end;
		uint64_t key = talk_word_next(t, yaml_text(&y->items[i]), &at, &start, &end);
		if (key)
			words[(*n)++] = key;
	}
	return words;
}

static int
word_cmp(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

static void
dates_read(struct talk_lists *t, const struct yaml *y, struct talk_language *language)
{
	static const struct {
		const char *name;
		enum talk_unit unit;
		int offset;
	} keys[] = {{"today", TALK_DAYS, 0}, {"tomorrow", TALK_DAYS, 1}, {"yesterday", TALK_DAYS, -1},
		{"this-week", TALK_WEEKS, 0}, {"next-week", TALK_WEEKS, 1}, {"last-week", TALK_WEEKS, -1},
		{"this-month", TALK_MONTHS, 0}, {"next-month", TALK_MONTHS, 1}, {"last-month", TALK_MONTHS, -1}};
	const struct yaml *months = yaml_find(y, "months");
	for (size_t i = 0; months && months->kind == YAML_LIST && i < months->n && i < 12; i++) {
		size_t at = 0, start, end;
		language->months[i] = yaml_text(&months->items[i]);
		language->month_keys[i] = talk_word_next(t, language->months[i], &at, &start, &end);
	}
	language->after = words_read(t, yaml_find(y, "after"), &language->n_after);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		list_add(t, yaml_find(y, keys[i].name),
			(struct talk_phrase){.act = TALK_DATE,
				.group = STR("dates"),
				.unit = keys[i].unit,
				.offset = keys[i].offset,
				.language = language});
	list_add(t, yaml_find(y, "fine"), (struct talk_phrase){.act = TALK_FINE, .group = STR("dates"), .language = language});
}

static void
group_read(struct talk_lists *t, const struct yaml *y, const struct talk_language *language)
{
	static const struct {
		const char *name;
		enum talk_act act;
	} acts[] = {{"cut", TALK_CUT}, {"replace", TALK_REPLACE}, {"tell", TALK_TELL}, {"fine", TALK_FINE}};
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		list_add(t, yaml_find(y, acts[i].name),
			(struct talk_phrase){.act = acts[i].act, .group = y->key, .language = language});
}

/* ---- the index ---- */

static int
longer_first(const void *a, const void *b)
{
	const struct talk_phrase *x = a, *y = b;
	if (x->n != y->n)
		return y->n - x->n;
	for (int i = 0; i < x->n; i++)
		if (x->words[i] != y->words[i])
			return x->words[i] < y->words[i] ? -1 : 1;
	if (x->own != y->own)
		return y->own - x->own;
	return x->act != y->act ? (int)x->act - (int)y->act : str_cmp(x->group, y->group);
}

static void
index_make(struct talk_lists *t)
{
	for (t->n_heads = 64; t->n_heads < 2 * t->n; t->n_heads *= 2)
		;
	t->heads = NEW_N(t->a, t->n_heads, int);
	for (size_t i = 0; i < t->n_heads; i++)
		t->heads[i] = -1;
	if (t->n)
		qsort(t->phrases, t->n, sizeof *t->phrases, longer_first);
	for (size_t i = t->n; i-- > 0;) {
		int *head = &t->heads[(t->phrases[i].words[0] >> 4) & (t->n_heads - 1)];
		t->phrases[i].next = *head;
		*head = (int)i;
	}
}

const struct talk_lists *
talk_lists_read(struct arena *a, struct diag *d, const struct desk_options *options)
{
	const struct shortcode_file *files = options->words;
	size_t n = options->n_words;
	struct talk_lists *t = NEW(a, struct talk_lists);
	*t = (struct talk_lists){.a = a, .languages = NEW_N(a, n, struct talk_language), .n_languages = n};
	for (uint32_t i = 0; i < FOLD_TABLE; i++)
		t->fold[i] = (uint16_t)rune_fold(i);
	for (size_t i = 0; i < n; i++) {
		struct yaml_error error;
		const struct yaml *top = yaml_read(a, d, files[i].name, files[i].text, 1, &error), *talk, *dates;
		if (!top)
			continue;
		struct talk_language *language = &t->languages[i];
		ptrdiff_t slash = str_rfind_char(files[i].name, '/');
		struct str code = str_sub(files[i].name, (size_t)(slash + 1), (size_t)(slash + 3));
		if (code.p)
			memcpy(language->code, code.p, code.n);
		language->first_person = words_read(t, yaml_find(top, "first-person"), &language->n_first_person);
		if (language->n_first_person)
			qsort(language->first_person, language->n_first_person, sizeof(uint64_t), word_cmp);
		for (size_t k = 0; k < language->n_first_person; k++)
			language->first_person_bits[language->first_person[k] >> 10 & 15] |= UINT64_C(1)
				<< (language->first_person[k] >> 4 & 63);
		talk = yaml_find(top, "web-talk");
		for (size_t k = 0; talk && talk->kind == YAML_MAP && k < talk->n; k++)
			if (!str_is(talk->items[k].key, "dates") && talk->items[k].kind == YAML_MAP)
				group_read(t, &talk->items[k], language);
		dates = talk ? yaml_find(talk, "dates") : NULL;
		if (dates && dates->kind == YAML_MAP)
			dates_read(t, dates, language);
	}
	talk_own_read(t, d, options->file, options->talk);
	index_make(t);
	return t;
}
