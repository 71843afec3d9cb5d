/* figure.h - pictures at their sizes: what picture.c and gallery.c share (inside layout/ only) */
#ifndef YB_FIGURE_H
#define YB_FIGURE_H
#include "layout/flow.h"

enum {
	ROW_MOST = 3, /* pictures side by side */
	GALLERY_MOST = 6, /* pictures of a gallery in one shape: some rows that stay on one page */
	SHAPES_MOST = 24
};

/* A picture at its size. */
struct placed {
	const struct image *image; /* NULL: it is missing */
	const struct picture *picture;
	dim w, h; /* as shown */
	dim full_w, full_h; /* uncropped */
};

/* ---- picture.c ---- */

/* Height of a picture that takes n steps: from a cap height to a baseline. */
dim picture_height(const struct flow *f, int steps);
/* Steps that a height takes. */
int steps_of(const struct flow *f, dim h);
/* The largest width at which the picture has enough pixels. */
dim width_most(const struct flow *f, const struct image *image);
/* The width that a picture should have: a class of widths for which it has the pixels, less when it would be too high. */
dim width_wanted(const struct flow *f, const struct image *image, int picture, dim measure);
struct placed placed_at(const struct flow *f, const struct block *b, dim w);
void placed_add(struct flow *f, struct items *to, const struct block *b, const struct placed *p, dim x, dim y);
/* Crops pictures of one height so that they end on the grid, if they may lose that much. Returns whether they do now. */
bool grid_meet(const struct flow *f, struct placed *p, int n);
/* Adds a caption below y; returns its last baseline, or y when there is none. */
dim caption_add(struct flow *f, struct items *to, const struct block *b, dim x, dim y, dim w);
/* Sets a picture's caption with its credit, w wide; false when it has none. */
bool caption_set(struct flow *f, const struct block *b, dim w, struct setting_of *s, struct para *p);
/* Closes a shape whose pictures end at `bottom` and whose captions at `last` (a baseline; == bottom: none). */
void shape_close(const struct flow *f, struct shape *shape, dim bottom, dim last);
/* One picture, its caption below. */
struct shape shape_wanted(struct flow *f, const struct block *b, dim measure);
/* Is this one picture, higher than wide? */
bool figure_upright(const struct flow *f, const struct figure *g);

/* ---- gallery.c ---- */

/* How pictures are divided into rows. */
struct division {
	uint8_t rows[GALLERY_MOST]; /* pictures in each */
	int n;
	int64_t cost;
	dim height; /* of all rows */
};

/* The pictures in these rows, with their captions and that of the whole. */
struct shape shape_rows(
	struct flow *f, const struct block *const *parts, const struct division *d, const struct block *whole, dim measure);
/* Pictures in rows of one height each, the fullest and most even ones (`second`: those that are next best and of another height; false when
 * there are none), with their captions and that of the whole. */
bool shape_gallery(struct flow *f, const struct block *const *parts, int n, const struct block *whole, dim measure, bool second,
	struct shape *out);
/* Height of a row of pictures: they fill the measure, unless they would be too high or have too few pixels. */
dim row_height(const struct flow *f, const struct block *const *parts, int n, dim measure);
/* How far a row of this height is from what a row should be. */
int64_t row_cost(const struct flow *f, const struct block *const *parts, int n, dim measure, dim h);
/* Places pictures side by side at one height. Returns whether all have it. */
bool row_place(const struct flow *f, const struct block *const *parts, int n, dim measure, struct placed *p);
/* The rows that neighbours may join in, from g on, of which there are n in one place. */
void shapes_join(struct flow *f, struct figure *g, int n);
#endif
