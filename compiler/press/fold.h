/* fold.h - how pages share a sheet (inside press/ only) */
#ifndef YB_FOLD_H
#define YB_FOLD_H
#include "press/impose.h"

/* Cells of one side of a sheet. */
struct grid {
	int columns, rows;
};

/* Ten-thousandths at which pages of w x h fill the grid on a sheet, turned as it is best for them (*lying: its longer side is across; NULL: not
 * asked); more than 10,000 when they are smaller than their cells. A difference that no cutter sees counts as fitting. */
int grid_scale(const struct grid *grid, dim w, dim h, dim sheet_w, dim sheet_h, bool *lying);
/* Chooses the sheet by the page. */
void sheet_choose(struct imposition *im, dim w, dim h);
#endif
