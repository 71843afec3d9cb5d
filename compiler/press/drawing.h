/* drawing.h - pictures and inks of a page that is drawn as pixels (inside press/ only) */
#ifndef YB_DRAWING_H
#define YB_DRAWING_H
#include "image/image.h"
#include "layout/pages.h"
#include "press/raster.h"

#include <cairo.h>
#include <hb.h>

/* A page that is being drawn. Its unit is the dim, y downwards. */
struct raster {
	const struct pages *pages;
	cairo_t *cr;
	hb_draw_funcs_t *pens;
	hb_font_t **fonts; /* of each face; NULL: not shown yet */
	double scale; /* pixels to the dim */
	bool lacks; /* a picture could not be read */
};

/* Fills the unit square with pixels, the first row at y = 0. */
void pixels_draw(cairo_t *cr, const struct pixels *px);
/* A picture, its corner at the origin. */
void picture_draw(struct raster *r, const struct item *item);
#endif
