/* impose.h - several pages on a sheet for an office printer: booklets, two or four to a side */
#ifndef YB_IMPOSE_H
#define YB_IMPOSE_H
#include "base/diag.h"
#include "press/sheets.h"

enum imposing { IMPOSE_NONE, IMPOSE_BOOKLET, IMPOSE_2UP, IMPOSE_4UP };

/* How pages are laid on sheets. All zero but `how`: the least sheet that takes them, nothing enlarged, backs upright. */
struct imposition {
	enum imposing how;
	struct str sheet; /* the sheet's name, for findings; empty: it is chosen by the page */
	dim sheet_w, sheet_h; /* upright or lying: it is turned as the pages need it */
	enum duplex duplex; /* how the printer turns the sheet; DUPLEX_NONE: so that the backs stand upright */
	int signature; /* pages of a gathering, a multiple of 4; 0: all in one */
	dim caliper; /* thickness of a leaf; 0: office paper of 80 g */
	bool enlarge; /* pages smaller than their place are made larger */
};

/* Options' values; false: not understood. */
bool impose_read(struct str value, enum imposing *how); /* booklet, 2up, 4up, none */
bool sheet_size_read(struct str value, struct imposition *im); /* a4, letter, legal, oficio, tabloid, a3, a2, "320x450mm" */
bool duplex_read(struct str value, enum duplex *duplex); /* long, short */
bool signature_read(struct str value, int *pages); /* a multiple of 4 up to 400 */

/* The pages of `from` (its surfaces, each with one page or blank) laid on sheets; how they are written stays, but links and outline. What had
 * to be scaled, or is too thick, is reported against `file`. */
struct sheets sheets_impose(
	const struct sheets *from, const struct imposition *im, struct arena *a, struct diag *d, struct str file);
/* What to choose in the printer's dialog: a whole sentence, in English (for message()). */
const char *impose_advice(const struct sheets *sheets);
#endif
