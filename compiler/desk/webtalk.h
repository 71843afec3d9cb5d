/* webtalk.h - phrases that make no sense on paper: their lists, and a post's text as words (inside desk/ only) */
#ifndef YB_DESK_WEBTALK_H
#define YB_DESK_WEBTALK_H
#include "desk/room.h"

enum { FOLD_TABLE = 0x250, TALK_WORDS_MOST = 16 /* of a phrase */, TALK_GAP = 4 /* words that "*" stands for */ };

enum talk_act { TALK_FINE, TALK_CUT, TALK_REPLACE, TALK_TELL, TALK_DATE };

/* What a relative date counts in. */
enum talk_unit { TALK_DAYS, TALK_WEEKS, TALK_MONTHS };

/* The words of one language. */
struct talk_language {
	char code[4]; /* "pt" */
	struct str months[12];
	uint64_t month_keys[12]; /* their words */
	uint64_t *after; /* words before which the part of a template in parentheses is left out */
	size_t n_after;
	uint64_t *first_person; /* sorted */
	size_t n_first_person;
	uint64_t first_person_bits[16]; /* their keys' low bits: most words are told by them */
};

struct talk_phrase {
	uint64_t words[TALK_WORDS_MOST]; /* 0: a gap; the first is none */
	int n;
	enum talk_act act;
	struct str group; /* "comments"; "own": of yearbook.yaml */
	bool own; /* of yearbook.yaml: holds over one of the same words */
	struct str with; /* what stands instead: a text, or a date's template */
	enum talk_unit unit;
	int offset; /* of a date, in units */
	const struct talk_language *language;
	int next; /* the next phrase with the same first word, or -1; longer ones first */
};

struct talk_lists {
	struct arena *a;
	uint16_t fold[FOLD_TABLE]; /* a letter or digit as it is compared; 0: it is none */
	struct talk_language *languages;
	size_t n_languages;
	struct talk_phrase *phrases;
	size_t n, cap;
	int *heads; /* by first word: a power of two of them, -1: none */
	size_t n_heads;
	bool no_preview, no_signature; /* these are not looked for */
};

/* ---- webtalkwords.c ---- */

/* Reads `web-talk` and `first-person` of the word lists, and the book's own `web-talk` (NULL: none) of its file. Never NULL. */
const struct talk_lists *talk_lists_read(struct arena *a, struct diag *d, const struct desk_options *options);
/* Adds a phrase in all its variants; false when it is none that can be looked for. */
bool talk_phrase_add(struct talk_lists *t, struct str s, const struct talk_phrase *like);
/* A letter or digit as it is compared: small, without accents; 0 when it is none. */
uint32_t talk_fold(const struct talk_lists *t, uint32_t rune);

/* ---- webtalkown.c ---- */

/* The book's own phrases, and what it does not want to be told. Before the lists are indexed. */
void talk_own_read(struct talk_lists *t, struct diag *d, struct str file, const struct yaml *y);

/* ---- webtalktext.c ---- */

struct talk_word {
	uint64_t key;
	uint32_t start, end; /* bytes of the block's text */
	uint32_t sentence; /* index */
};

struct talk_sentence {
	const struct block *block;
	uint32_t start, end; /* bytes, trimmed */
	bool quoted; /* in a quotation */
};

/* A post's text. On the heap: talk_text_free. */
struct talk_text {
	struct talk_word *words;
	size_t n, cap;
	struct talk_sentence *sentences;
	size_t n_sentences, cap_sentences;
};

void talk_text_read(struct talk_text *t, const struct talk_lists *lists, const struct post *p);
void talk_text_free(struct talk_text *t);
/* The key of the next word of s from *i on, its place in *start and *end; 0 when there is none. */
uint64_t talk_word_next(const struct talk_lists *lists, struct str s, size_t *i, size_t *start, size_t *end);
/* Do the words [from, to) stand once in the text? */
bool talk_once(const struct talk_text *t, size_t from, size_t to);

/* ---- webtalkdate.c ---- */

/* What stands for a relative date at words[at]; empty when the post's date does not say it. */
struct str talk_date(struct arena *a, const struct talk_phrase *f, const struct date *from, bool after, bool capital);

/* ---- webtalkperson.c ---- */

/* Sentences in which one person speaks: the first one, or -1 when there are too few. */
int talk_first_person(const struct talk_lists *lists, const struct talk_text *t);
#endif
