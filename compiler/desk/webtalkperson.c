/* webtalkperson.c - does one person speak in a post? */
#include "desk/webtalk.h"

#include <stdlib.h>

enum { SENTENCES_LEAST = 3 };

static int
word_cmp(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* In a language: at least three sentences, and one of ten. */
static int
speaks(const struct talk_language *l, const struct talk_text *t)
{
	uint32_t last = UINT32_MAX;
	int first = -1;
	size_t count = 0;
	for (size_t i = 0; i < t->n && l->n_first_person; i++) {
		const struct talk_word *w = &t->words[i];
		if (!(l->first_person_bits[w->key >> 10 & 15] >> (w->key >> 4 & 63) & 1) || w->sentence == last ||
			t->sentences[w->sentence].quoted ||
			!bsearch(&w->key, l->first_person, l->n_first_person, sizeof w->key, word_cmp))
			continue;
		last = w->sentence;
		first = first < 0 ? (int)last : first;
		count++;
	}
	return count >= SENTENCES_LEAST && count * 10 >= t->n_sentences ? first : -1;
}

int
talk_first_person(const struct talk_lists *lists, const struct talk_text *t)
{
	int first = -1;
	for (size_t i = 0; i < lists->n_languages && first < 0; i++)
		first = speaks(&lists->languages[i], t);
	return first;
}
