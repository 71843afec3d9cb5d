/* fixing.h - the fixes that give posts another shape: talks, pictures, split, join (inside desk/ only) */
#ifndef YB_FIXING_H
#define YB_FIXING_H
#include "desk/room.h"

/* A post that is being mended, and where that is written. */
struct fixing {
	struct desk *desk;
	struct diag *d;
	struct post *post;
	struct str file; /* for messages: yearbook.yaml or fixes/SLUG.yaml */
	bool *drops; /* pictures of the text, then of the front matter, that pictures_drop takes away; NULL: none */
};

/* ---- talks.c ---- */
/* `talks`: runs of a heading and a quoted abstract become lists of titles and speakers in print. */
void talks_list(const struct fixing *x, const struct yaml *node);

/* ---- fixpicture.c ---- */
/* `pictures`: what the editor says about single pictures, named by path, name of file or number. What is dropped stays until pictures_drop,
 * so that numbers mean the same in every fix. */
void pictures_fix(struct fixing *x, const struct yaml *node);

/* ---- fixdrop.c ---- */
void pictures_drop(const struct fixing *x);
#endif
