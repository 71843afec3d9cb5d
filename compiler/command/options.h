/* options.h - what the command line says */
#ifndef YB_OPTIONS_H
#define YB_OPTIONS_H
#include "book/book.h"
#include "press/impose.h"

/* Exit status: 0 done (also with warnings), 1 errors in the input, 2 wrong usage or the system failed. */
enum { EXIT_DONE, EXIT_INPUT, EXIT_SYSTEM };

/* What `yearbook handout` makes. */
enum handout_format { HANDOUT_SHEETS, HANDOUT_BOOKLET, HANDOUT_CARDS, HANDOUT_POSTER };

struct options {
	const char *command, *path, *output, *fonts, *paper, *printer, *stock, *report_pdf;
	const char *ui_lang; /* of the messages: "en", "es" or "pt" */
	unsigned only; /* enum output; 0: what the book names */
	uint64_t epub_budget, pdf_budget; /* bytes; 0: what the book says */
	bool kindle; /* OUTPUT_KINDLE besides the others */
	int threads, copies;
	struct arena *a;
	struct selection selection;
	struct imposition imposition; /* how == IMPOSE_NONE: none */
	enum links links;
	bool werror, quiet, verbose, json, missing, a11y, report, no_repair, no_cache, dump_book, dump_pages, dump_cover,
		dump_tags, suggest;
	bool pictures; /* plan: lay out a large book, too, for the sizes of its pictures */
	bool draft, release, by_author, propose;
	bool desk; /* check --desk: what the editor may want to mend is a warning */
	struct texts without; /* --without: names of people */
	const char *format; /* what --format says, or NULL */
	const char *from; /* what --from says, or NULL: its meaning is the command's */
	const char *new_from; /* the volume that a new one starts from, or NULL */
	struct texts handout_posts; /* --post */
	int64_t handout_latest; /* 0: not asked for */
	enum handout_format handout_format;
	bool handout_all, handout_gray;
};

/* Reads the command line; -1 when there is a command to run, else the exit status (what was wrong is said). */
int options_read(struct options *o, int argc, char **argv);
/* Messages in the language of the system, as its locale names it; English when there are none in that. */
void ui_language_default(struct options *o);
#endif
