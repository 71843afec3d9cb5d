/* press.h - the folder for a print shop (inside command/ only) */
#ifndef YB_PRESS_H
#define YB_PRESS_H
#include "base/file.h"
#include "command/run.h"
#include "press/printer.h"
#include "style/style.h"

enum press_file {
	PRESS_INTERIOR,
	PRESS_COVER,
	PRESS_QUOTE_ES,
	PRESS_QUOTE_PT,
	PRESS_QUOTE_EN,
	PRESS_CHECKLIST,
	PRESS_SUMS,
	PRESS_FILES
};

/* One printer's folder: the book as that printer gets it, and the files in the making. */
struct press {
	const struct printer *printer;
	const struct stock *stock; /* NULL: the printer names none */
	const struct style *style;
	struct layout *own; /* pages of this printer alone, whose paper is another; NULL: the book's */
	const struct pages *pages; /* fitted */
	size_t first, end; /* the interior among them */
	enum binding binding;
	dim spine;
	struct str icc; /* the bytes of its inks' profile */
	struct layout *cover;
	bool refused; /* errors were found that are this printer's */
	size_t warnings; /* about the book, and of this printer */
	struct str asked; /* how the printer was named */
	struct str name; /* of the folder, and in the files' names */
	struct str folder;
	struct str names[PRESS_FILES];
	struct file_out files[PRESS_FILES];
	const char *advice; /* what to choose in the printer's dialog; NULL: nothing */
};

/* ---- press.c ---- */

/* The book's printers, their pages fitted and judged: `refuse` makes what a printer would refuse errors, else warnings. *n of them; NULL when one
 * cannot be had (reported). Lays the book out where that was not done. */
struct press *press_make(struct run_state *r, bool refuse, size_t *n);
void press_free(struct press *list, size_t n);
/* Of the interior. */
int press_pages(const struct press *p);

/* ---- folder.c ---- */

/* Writes the files beside their places; false when the system failed or a file is not what it promises (reported). */
bool press_write(struct run_state *r, struct press *p);
/* All is whole: the files take their places. */
bool press_commit(struct run_state *r, struct press *p);
/* Removes what was written and not put in its place. */
void press_drop(struct press *p);

/* ---- coloured.c, quote.c ---- */

/* How many of these pages show a colour besides black, printed as the printer's profile says. */
int pages_coloured(const struct pages *pages, size_t first, size_t end, enum inks inks);
/* The fewest pixels to the inch that a picture has; 0: there are no pictures of pixels. */
int pages_ppi_least(const struct pages *pages, size_t first, size_t end);
/* The text in a language ("es", "pt", "en"): `kind` is "quote" (a letter that asks for a price) or "checklist". */
struct str press_text(struct arena *a, const struct book *book, const struct press *p, const char *kind, const char *lang);
#endif
