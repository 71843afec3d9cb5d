/* opening.h - how the lines of an opening are set, one below the other (inside layout/ only) */
#ifndef YB_OPENING_H
#define YB_OPENING_H
#include "layout/flow.h"

/* An opening on its way down the page. */
struct descent {
	struct flow *f;
	struct opening *o;
	dim y; /* last baseline */
	dim depth, kicker; /* of the picture or the panel; the first baseline below it */
	dim low; /* the lowest that a line may stand: something of the text shall follow */
};

/* The nearest line of the grid at or below y. */
dim grid_below(const struct flow *f, dim y);
/* Adds lines below, the first one `first` under the last baseline; false when there is no room for them. */
bool opening_lines(struct descent *d, const struct setting_of *s, const struct para *p, dim first);
/* What has no room in the opening begins the text. */
void opening_title(struct descent *d);
void opening_subtitle(struct descent *d);
void opening_deck(struct descent *d);
void opening_byline(struct descent *d);
/* The text begins on the grid, two lines below. */
void opening_end(struct descent *d);
/* handouthead.c: the head of a sheet to hand out. */
struct opening handout_open(struct flow *f);
#endif
