/* scroll.h - a post's text as one: quoted text found in its blocks, however it is punctuated and marked (inside desk/ only) */
#ifndef YB_DESK_SCROLL_H
#define YB_DESK_SCROLL_H
#include "desk/desk.h"

/* A post's text as one, for finding what somebody quotes: white space, quotation marks, dashes and ellipses are alike, soft hyphens are nothing; calls
 * of notes and pictures in lines are nothing, too. The blocks must not change while it is used. */
struct scroll;

/* From a byte of one block's text to a byte of another's. */
struct span {
	size_t first, last; /* places in scroll_block's order */
	uint32_t start, end; /* the end is behind the last byte */
};

/* What of a post it holds: all, all but the notes, the headings of the text. */
enum scroll_part { SCROLL_ALL, SCROLL_TEXT, SCROLL_HEADINGS };
struct scroll *scroll_new(struct arena *a, const struct post *p, enum scroll_part part);
void scroll_free(struct scroll *s);
/* Its blocks in document order, then those of the notes; NULL behind the last. */
struct block *scroll_block(const struct scroll *s, size_t i);
uint64_t scroll_searched(const struct scroll *s); /* bytes that were looked through so far: what finding costs */
/* Finds a quotation: as it is, else whatever its capitals, else without the marks of Markdown; as whole words where it stands as such. `after`: only behind that,
 * and not in another note; or NULL. Fills in the first `most` places and returns how many there are, at most as many. */
size_t scroll_find(struct scroll *s, struct str quote, const struct span *after, struct span *out, size_t most);
/* The text that is most like the quotation, and its line; empty when nothing is like it. In `a`. */
struct str scroll_nearest(struct scroll *s, struct arena *a, struct str quote, int *line);
#endif
