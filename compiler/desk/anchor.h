/* anchor.h - what a fix quotes, found where it must stand; the finding where it does not (inside desk/ only) */
#ifndef YB_DESK_ANCHOR_H
#define YB_DESK_ANCHOR_H
#include "desk/scroll.h"
#include "desk/value.h"

/* Where quotations are looked for, and who is told. */
struct anchored {
	struct scroll *scroll;
	struct values *values;
	const struct post *post;
};

/* Finds a quotation that must stand once (or for the nth time; or first behind a place, where there is one); false, reported, when it does not. `key` is
 * what it stands behind: "cut". */
bool anchor_one(const struct anchored *x, const struct yaml *at, const char *key, struct str quote, int nth,
	const struct span *after, struct span *out);
/* The one block in which a quotation stands or begins, or of several the one that is nothing else; NULL, reported, when there is none. */
struct block *anchor_block(const struct anchored *x, const struct yaml *at, const char *key, struct str quote);
/* Reports that a quotation is not there, with the nearest text. */
void anchor_missing(const struct anchored *x, const struct yaml *at, const char *key, struct str quote);
#endif
