/* shape.h - the cache of shaped words and where a word may be broken (the text half of layout/ only) */
#ifndef YB_SHAPE_H
#define YB_SHAPE_H
#include "layout/font.h"

#include <stdatomic.h>

/* What a word's shape depends on, besides its face and text. */
enum shape_feature {
	SHAPE_OLDSTYLE = 1, /* old-style figures, else lining */
	SHAPE_TABULAR = 2, /* figures of one width, else proportional */
	SHAPE_APART = 4, /* letterspaced: no ligatures */
	SHAPE_CAPITALS = 8, /* forms that stand beside capitals */
	SHAPE_RAISED = 16, /* superior figures of the face */
	SHAPE_ADDRESS = 32, /* an address or code: broken at its own places, never by patterns */
	SHAPE_RTL = 64,
	SHAPE_CODE = 128, /* as written: no ligatures, no figures chosen */
	SHAPE_JOINS_BEFORE =
		256, /* letters that join stand right before it (in another face, say): its first one has the form for that */
	SHAPE_JOINS_AFTER = 512, /* the same behind it */
	SHAPE_SMALL = 1024, /* small capitals for small letters */
	SHAPE_ACRONYMS = 2048, /* small capitals for words in capitals */
	SHAPE_SETS = 0xF000 /* the style's feature set, from 1, in these bits */
};
enum { SHAPE_SET_SHIFT = 12 };

/* A cache key without the text. */
struct shape_key {
	const struct font *font;
	uint32_t lang; /* lang_pack */
	uint16_t script; /* UScriptCode */
	uint16_t features; /* enum shape_feature */
};

enum point_kind {
	POINT_PATTERN, /* between syllables: a hyphen is added */
	POINT_AFTER, /* behind a hyphen that is there */
	POINT_REPEAT, /* the same in Spanish and Portuguese: the next line repeats the hyphen */
	POINT_PLAIN, /* nothing is added: behind a slash, a dash, within an address */
	POINT_ANYWHERE /* an emergency: nothing is added */
};

/* A place within a word where a line may end. */
struct point {
	uint16_t at; /* byte of the word's text that begins the next line */
	uint8_t kind; /* enum point_kind */
	bool hard; /* only where the line would be bad without it: within a name like CloudNativeCon */
	int16_t hang; /* font units by which the line's end may stick out */
	int32_t pre, post; /* font units before it (a hyphen included) and after it; kerning at the break left aside */
};

struct points {
	size_t n;
	struct point list[];
};

/* A word of the cache. `shaped` is first. */
struct word_shape {
	struct shaped shaped;
	struct shape_key key;
	uint32_t hash;
	uint16_t clusters;
	int16_t hang_left, hang_right; /* font units by which it may stick out of a margin */
	_Atomic(const struct points *) points; /* NULL: nobody asked yet */
};

struct cache *cache_new(const struct style *style); /* whose features are used */
void cache_free(struct cache *c);
/* The shaped word; made if need be. At most WORD_MOST bytes. Safe from any thread. */
enum { WORD_MOST = 240 };
const struct word_shape *word_find(struct fonts *f, const struct shape_key *key, struct str text);
/* Where the word may be broken, in order. Never NULL. */
const struct points *word_points(struct fonts *f, const struct word_shape *w);
/* Advance of the first `at` bytes of a word's text; within a ligature in proportion. Font units. */
int32_t word_advance_to(const struct word_shape *w, size_t at);
/* A shard's arena is locked while this gives memory that lives as long as the cache. */
void *cache_alloc(struct cache *c, uint32_t hash, size_t size);

/* A language as a number: its first two or three letters, lower case; 0 for none. */
uint32_t lang_pack(struct str lang);
void lang_unpack(uint32_t packed, char out[4]);
#define LANG2(a, b) ((uint32_t)((a) - 'a' + 1) | (uint32_t)((b) - 'a' + 1) << 5)

/* points.c: fills `out` (WORD_MOST of them at most) with the break points of a word. */
size_t points_find(struct fonts *f, const struct word_shape *w, struct point *out);

/* hyphen.c: marks the places between syllables. `word` is letters only, lower case, with a NUL behind it; sets break_before[i] for byte offsets where a part may begin.
 * Languages without patterns mark nothing; where patterns could be installed, a note says so once. */
struct patterns *patterns_new(void);
void patterns_free(struct patterns *p);
void patterns_apply(struct patterns *p, struct diag *d, uint32_t lang, struct str word, bool *break_before);
#endif
