/* number.h - columns of numbers in tables (inside layout/ only) */
#ifndef YB_NUMBER_H
#define YB_NUMBER_H
#include "base/str.h"

/* What the numbers of a column have in common. */
struct numbers {
	int n; /* cells that are numbers */
	bool others; /* some cell is something else: no column of numbers */
	char mark; /* what stands before decimals, '.' or ','; 0: nothing so far */
};

/* Takes a cell's text into account. */
void numbers_see(struct numbers *to, struct str text);
/* Is it a column of numbers? */
bool numbers_are(const struct numbers *of);
/* Where the text's whole number ends: what follows (decimals, unit) stands to the right of the line that the column's numbers share. The
 * text's end for a cell that is no number. */
size_t number_whole(const struct numbers *of, struct str text);
#endif
