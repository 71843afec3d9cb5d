/* release.h - what a release asks before it is printed, and what it leaves behind for those who ask later (inside command/ only) */
#ifndef YB_RELEASE_H
#define YB_RELEASE_H
#include "command/press.h"

/* ---- release.c ---- */

/* A picture whose place a release closes up. */
struct closed_picture {
	int entry; /* of the book, its foreword included; -1: no post's */
	struct str file; /* that names it: a post, a list of people */
	struct str src; /* as it stands there; may be empty */
	int line; /* in the file; 0: unknown */
	const struct waiver *waiver;
};

/* Closes up the places of missing pictures that are waived: nothing is shown of them, in no output. Before anything is laid out. In r->a. */
struct closed_picture *release_close(struct run_state *r, size_t *n);
/* Asks: what is not settled and not waived becomes an error that says how to do either. Again after the outputs are written; nothing is said twice. */
void release_judge(struct run_state *r);
/* The list of release_close, and behind it what else is missing and waived: pictures that open posts, portraits, logos. In r->a. */
struct closed_picture *release_closed(struct run_state *r, const struct closed_picture *list, size_t *n);
/* Tells of texts that were to be filled in: for check, drafts and releases. */
void placeholders_tell(struct run_state *r);
/* Waivers that nothing needed. */
void waivers_unused(struct run_state *r);
/* What a release asks about, as `waive` names it. */
extern const char *const release_questions[];
extern const size_t n_release_questions;

/* ---- notes.c ---- */

/* The working notes of a release: a text for editors, never printed. */
struct str working_notes(struct run_state *r, const struct closed_picture *closed, size_t n_closed);
#endif
