/* webtalktext.c - a post's text as words and sentences */
#include "desk/webtalk.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

enum { WORDS_MOST = 2000000 };

static uint64_t
mix(uint64_t key, uint32_t rune)
{
	return (key ^ rune) * 0x100000001b3u;
}

uint64_t
talk_word_next(const struct talk_lists *lists, struct str s, size_t *i, size_t *start, size_t *end)
{
	uint64_t key = 0;
	*start = *end = s.n;
	while (*i < s.n) {
		size_t at = *i;
		uint32_t rune = (unsigned char)s.p[at] < 0x80 ? (uint32_t)(unsigned char)s.p[(*i)++] : utf8_next(s, i);
		uint32_t plain = talk_fold(lists, rune);
		if (plain) {
			if (!key) {
				*start = at;
				key = 0xcbf29ce484222325u;
			}
			key = mix(key, plain);
			*end = *i;
		} else if (key && (rune == '\'' || rune == 0x2019) && *i < s.n) {
			size_t next = *i;
			if (!talk_fold(lists, utf8_next(s, &next))) {
				*i = at;
				break;
			}
			key = mix(key, '\'');
		} else if (key && !(rune >= 0x300 && rune < 0x370)) {
			*i = at;
			break;
		}
	}
	return key ? key | 1 : 0;
}

/* ---- sentences ---- */

static bool
closing(uint32_t r)
{
	return r == ')' || r == ']' || r == '"' || r == '\'' || r == 0x201D || r == 0x2019 || r == 0xBB;
}

static bool
pictograph(uint32_t r)
{
	return r >= 0x2190 &&
		(u_hasBinaryProperty((UChar32)r, UCHAR_EXTENDED_PICTOGRAPHIC) || r == 0xFE0F || r == 0x200D ||
			(r >= 0x1F1E6 && r <= 0x1F1FF) || (r >= 0x1F3FB && r <= 0x1F3FF));
}

/* "Dr.", "e.g.", "núm.": a full stop that ends no sentence. */
static bool
abbreviation(struct str s, size_t dot)
{
	static const char *const known[] = {"dr", "dra", "sr", "sra", "ing", "lic", "mr", "mrs", "ms", "prof", "vs", "ej", "st",
		"no", "p.ej", "e.g", "i.e", "inc", "jr"};
	size_t from = dot;
	while (from > 0 && !char_blank((unsigned char)s.p[from - 1]) && dot - from < 8)
		from--;
	struct str word = str_sub(s, from, dot);
	if (word.n == 1)
		return !char_digit((unsigned char)word.p[0]);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_is_nocase(word, known[i]))
			return true;
	return false;
}

/* Where the sentence that begins at `from` ends: behind its mark and what closes it. *next: where the next one begins. */
static size_t
sentence_end(struct str s, size_t from, size_t *next)
{
	for (size_t i = from; i < s.n;) {
		size_t at = i;
		uint32_t r = (unsigned char)s.p[i] < 0x80 ? (uint32_t)(unsigned char)s.p[i++] : utf8_next(s, &i);
		if (r == '\n') {
			*next = i;
			return at;
		}
		bool mark = r == '!' || r == '?' || r == 0x2026 || (r == '.' && !abbreviation(s, at)),
		     sign = !mark && pictograph(r);
		if (!mark && !sign)
			continue;
		size_t end = i, k = i;
		bool blank = false;
		while (k < s.n) {
			size_t before = k;
			r = utf8_next(s, &k);
			if (rune_blank(r) && r != '\n') {
				blank = true;
			} else if (!blank && (closing(r) || r == '.' || r == '!' || r == '?' || r == 0x2026)) {
				end = k;
			} else if (pictograph(r)) {
				end = k;
			} else {
				k = before;
				break;
			}
		}
		size_t peek = k;
		r = k < s.n ? utf8_next(s, &peek) : '\n';
		i = end;
		if (r == '\n' || (blank && !u_islower((UChar32)r) && (mark || u_isupper((UChar32)r) || r == 0xBF || r == 0xA1))) {
			*next = k < s.n && s.p[k] == '\n' ? k + 1 : k;
			return end;
		}
	}
	*next = s.n;
	return s.n;
}

static void
sentence_add(struct talk_text *t, const struct block *b, size_t start, size_t end, bool quoted)
{
	while (start < end && char_blank((unsigned char)b->text.p[start]))
		start++;
	while (end > start && char_blank((unsigned char)b->text.p[end - 1]))
		end--;
	if (t->n_sentences == t->cap_sentences) {
		t->cap_sentences = t->cap_sentences ? 2 * t->cap_sentences : 256;
		t->sentences = xrealloc(t->sentences, t->cap_sentences * sizeof *t->sentences);
	}
	t->sentences[t->n_sentences++] = (struct talk_sentence){b, (uint32_t)start, (uint32_t)end, quoted};
}

static void
words_add(struct talk_text *t, const struct talk_lists *lists, struct str s, size_t from, size_t to)
{
	size_t start, end;
	struct str part = str_sub(s, from, to);
	for (size_t i = 0; i < part.n && t->n < WORDS_MOST;) {
		uint64_t key = talk_word_next(lists, part, &i, &start, &end);
		if (!key)
			break;
		if (t->n == t->cap) {
			t->cap = t->cap ? 2 * t->cap : 4096;
			t->words = xrealloc(t->words, t->cap * sizeof *t->words);
		}
		t->words[t->n++] =
			(struct talk_word){key, (uint32_t)(from + start), (uint32_t)(from + end), (uint32_t)(t->n_sentences - 1)};
	}
}

void
talk_text_read(struct talk_text *t, const struct talk_lists *lists, const struct post *p)
{
	const struct block *quote_end = NULL;
	bool quoted = false;
	*t = (struct talk_text){0};
	for (const struct block *b = p->root; b; b = block_next(b, p->root)) {
		if (b == quote_end)
			quoted = false;
		if (b->kind == BLOCK_QUOTE && !quoted) {
			quoted = true;
			quote_end = block_after(b, p->root);
		}
		if (!b->text.n || b->kind == BLOCK_CODE || b->kind == BLOCK_EMBED || b->kind == BLOCK_SIGNATURE)
			continue;
		for (size_t from = 0, next; from < b->text.n; from = next) {
			size_t end = sentence_end(b->text, from, &next);
			sentence_add(t, b, from, end, quoted || b->kind == BLOCK_PULLQUOTE);
			words_add(t, lists, b->text, from, end);
		}
	}
}

void
talk_text_free(struct talk_text *t)
{
	free(t->words);
	free(t->sentences);
}

bool
talk_once(const struct talk_text *t, size_t from, size_t to)
{
	int count = 0;
	size_t n = to - from;
	for (size_t i = 0; i + n <= t->n && count < 2; i++) {
		if (t->words[i].key != t->words[from].key)
			continue;
		size_t k = 1;
		while (k < n && t->words[i + k].key == t->words[from + k].key)
			k++;
		count += k == n;
	}
	return count == 1;
}
