/* run.h - what a run holds, the stages in order, and the commands */
#ifndef YB_RUN_H
#define YB_RUN_H
#include "command/options.h"
#include "layout/layout.h"

#include <time.h>

/* What a run holds. */
struct run_state {
	struct options opt;
	struct arena *a;
	struct diag *d;
	struct book *book;
	struct plan *plan; /* set before book_read by `plan`: what there is to choose from; else NULL */
	struct layout *layout;
	struct image_cache *cache; /* NULL: none */
	struct image_probes *probes; /* set before book_read by what builds; NULL: none */
	size_t read_warnings, layout_warnings; /* found until the book was made, and while its pages were */
	struct timespec start;
	bool terminal; /* a progress line is shown */
};

/* Says what is being done: on a terminal as one line that is overwritten, with -v as lines with time and memory. */
void progress(struct run_state *r, const char *what);
void progress_clear(struct run_state *r);
double seconds_since(const struct timespec *start);

/* Configuration and posts in, the book out; NULL when there is none (reported). */
struct book *book_read(struct run_state *r);
/* The pages of r->book; NULL when there are none (reported). */
struct layout *pages_make(struct run_state *r);
/* Opens the cache of converted pictures, if the book has any and it is wanted. */
void cache_open(struct run_state *r);
/* An error was found, or a warning under --werror: no output may be replaced. */
bool input_failed(const struct run_state *r);
/* Different warnings; but what a printer's own limits judge is left to them. */
size_t warnings_count(struct diag *d);
/* Prints the findings to stderr, as -q and -v want them. */
void findings_print(struct run_state *r);
/* "left out: drafts 4, in other languages 60 (-v names them)" */
void left_out_print(struct run_state *r);

/* The commands; each returns the exit status. */
int command_build(struct run_state *r);
int command_check(struct run_state *r);
int command_a11y(struct run_state *r); /* check --a11y */
int command_dump(struct run_state *r);
int command_index(struct run_state *r);
int command_new(struct run_state *r);
int command_handout(struct run_state *r);
int command_plan(struct run_state *r);
int command_fixes(struct run_state *r);
int command_propose(struct run_state *r); /* fixes --propose */
int command_requests(struct run_state *r);
int command_proof(struct run_state *r);

/* ---- peoplesheet.c ---- */

/* `yearbook plan`: brings people.csv up to date: rows for who wrote the posts and who is on their pictures, which are not printed until a person says so.
 * false, reported in d, when it cannot be written. */
bool people_plan(struct run_state *r, struct diag *d);

/* ---- ledger.c ---- */

/* Writes what this book prints into printed.csv beside yearbook.yaml, under its volume: behind a release whose outputs are in their places. The pages
 * are those of r->layout, if there is one. false when it cannot be written (reported). */
bool ledger_release(struct run_state *r);

/* ---- picturesheet.c ---- */

/* Writes pictures.csv for r->book; false (reported) when it cannot be written. */
bool pictures_plan(struct run_state *r, struct diag *d);

/* ---- handoutpick.c ---- */

/* Which entries of r->book are wanted: their places, in the order of the book (the newest first, where the newest are). false when a post that
 * was named is not there (reported), or nothing says which (said). `all`: nothing needs to. */
bool handout_pick(struct run_state *r, bool all, size_t **which, size_t *n);
#endif
