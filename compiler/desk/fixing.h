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
/* Takes those away that no block shows. */
void pictures_keep(struct post *p);

/* ---- calls.c ---- */
/* Writes the numbers of the notes where the text calls them. */
void calls_number(struct post *p);

/* ---- split.c ---- */
/* `split`: the parts behind the first, which stays the post itself; their number in *n. */
struct post **post_split(const struct fixing *x, const struct yaml *node, size_t *n);

/* ---- join.c ---- */
/* `join`: appends posts to this one, and takes them out of the n posts. */
void posts_join(const struct fixing *x, const struct yaml *node, struct post **posts, size_t n);

/* ---- reshape.c ---- */
struct fix_pair;
/* Lays all these over the posts, whose texts are mended already; returns them with the parts of those that were split, in `desk`'s memory. */
struct post **posts_reshape(struct desk *desk, struct diag *d, const struct fix_pair *fixes, struct post **posts, size_t *n);
#endif
