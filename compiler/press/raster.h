/* raster.h - a page as pixels: the front of the cover for the EPUB, thumbnails */
#ifndef YB_RASTER_H
#define YB_RASTER_H
#include "image/image.h"
#include "layout/pages.h"

/* A part of a page: from the trimmed page's upper left corner. */
struct view {
	dim x, y, w, h;
};

/* Draws the page at index `page` within its trimmed edges, so many pixels wide: RGB on white. Inks are shown as a coated sheet shows them.
 * A picture that breaks is a gray place, and the drawing not *whole. From any thread. NULL, or what is wrong, constant; free out->p with
 * free(). */
const char *page_raster(const struct pages *pages, size_t page, uint32_t pixels_wide, struct pixels *out, bool *whole);
/* A part of it. */
const char *page_raster_view(
	const struct pages *pages, size_t page, const struct view *view, uint32_t pixels_wide, struct pixels *out);
/* Adds all that the drawing of a page depends on, but for how many pixels wide it is. */
void page_key(const struct pages *pages, size_t page, struct buf *out);
#endif
