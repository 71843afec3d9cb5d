/* proof.h - who gets which pages as a proof (inside command/ only) */
#ifndef YB_PROOF_H
#define YB_PROOF_H
#include "base/file.h"
#include "command/run.h"

/* One author's proof. */
struct proof {
	struct form form;
	struct str slug; /* of the file's name: unique among all authors of the book */
	struct file_out out;
	size_t pages;
	bool ok;
};

/* The authors of the book's posts by name, each with his posts; whoever `only` names, or all where it names nobody. The last is the editors', of what
 * nobody signed. NULL when somebody named is no author (reported). */
struct proof *proofs_gather(struct run_state *r, const struct texts *only, size_t *n);
/* Which pages each gets: those of his posts, and those around the posts that show his pictures. */
void proofs_pages(struct run_state *r, struct proof *list, size_t n);
#endif
