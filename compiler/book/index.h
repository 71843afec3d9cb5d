/* index.h - the steps that make the book's index (inside book/ only) */
#ifndef YB_INDEX_H
#define YB_INDEX_H
#include "book/gather.h"

struct yaml;

/* ---- indexwish.c: what yearbook.yaml asks for ---- */

/* A term as the key `index` names it. */
struct index_wish {
	struct str term;
	struct str *find; /* what is looked for in the text; none: the term itself */
	size_t n_find;
	bool silent; /* find: [] or no: nothing is looked for */
	struct str see, under, sort; /* may be empty */
	struct str *also;
	size_t n_also;
	int line, col;
};

struct index_wishes {
	bool wanted; /* the book has an index */
	bool automatic; /* authors, tags and places of the posts stand in it */
	struct index_wish *terms;
	size_t n_terms, cap_terms;
	struct str *ignore; /* never in it */
	size_t n_ignore, cap_ignore;
};

/* Reads the value of `index`; what is wrong is reported at `file`. Never NULL. */
struct index_wishes *index_wishes_read(struct arena *a, struct diag *d, struct str file, const struct yaml *y);

/* ---- indexword.c: texts to words that compare equal ---- */

/* How letters compare; made once, then read-only. */
struct folder;
struct folder *folder_new(struct arena *a);

/* A word: letters and digits. Case and accents do not count, but for the tilde of ñ. */
struct index_word {
	uint64_t hash; /* of its folded letters */
	uint64_t capitals; /* a bit for each of the first 64 letters */
	uint64_t gap; /* what stands before it: 0 for blanks and hyphens */
	uint32_t start, end; /* bytes of the text */
};

struct index_words {
	struct index_word *p;
	size_t n, cap;
};

/* Adds the words of a text to the list; `base` is added to their places. */
void words_cut(const struct folder *f, struct arena *a, struct str s, uint32_t base, struct index_words *out);
/* The folded text with one hyphen between words: equal for terms that are one. */
struct str term_key(const struct folder *f, struct arena *a, struct str s);
bool rune_capital(uint32_t rune);

/* ---- indexterm.c: the terms ---- */

struct term {
	struct str text, key, sort;
	const struct index_wish *wish; /* or NULL: from the front matter */
	int parent; /* -1: none */
	int see, target; /* -1: none; target: the one that is printed and takes what is found */
	int *also;
	size_t n_also;
	struct index_place *places;
	size_t n_places, cap_places;
	bool searched; /* its text is looked for although no wish says so */
	bool tag;
	bool keep; /* it, or something below it, is printed */
};

struct terms {
	struct gather *g;
	struct arena *scratch;
	const struct folder *folder;
	const struct index_wishes *wishes;
	struct term *list;
	size_t n, cap;
	struct map keys; /* key -> term */
};

/* The term with that text, made if need be; -1 when nothing of it can be read. */
int term_add(struct terms *t, struct str text, bool *added);
void terms_wish(struct terms *t); /* those that yearbook.yaml names */
void terms_front(struct terms *t); /* authors, tags, places */
void terms_relate(struct terms *t); /* see, see also, under: before anything is looked for */

/* ---- indexfind.c ---- */
void terms_find(struct terms *t); /* looks for them in all posts */

/* ---- indexorder.c ---- */
void terms_order(struct terms *t); /* drops those without places, sorts, fills in the book's index */

/* ---- index.c ---- */
void index_make(struct gather *g);
#endif
