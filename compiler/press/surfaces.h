/* surfaces.h - pages and the cover as a print shop gets them: bleed, marks, slug line */
#ifndef YB_SURFACES_H
#define YB_SURFACES_H
#include "press/printer.h"

/* What stands outside the bleed for whoever sorts the sheets: the file, the page, the date of the content. */
struct slug {
	struct str file; /* the file's name; empty: it is left out */
	/* Sets a text on one line (layout_text); the line lives as long as the pages. NULL: no slug line. */
	struct line (*set)(void *ctx, struct str text);
	void *ctx;
};

/* The pages from index `first` up to, and without, `end` of pages->list, each on a surface of its own, as the printer wants them. The output
 * intent's profile (icc) is left empty: the caller reads it. */
struct sheets sheets_press(
	const struct pages *pages, size_t first, size_t end, const struct printer *p, const struct slug *slug, struct arena *a);
/* The cover: the first of these pages is back, spine and front as one; it is folded on both sides of the spine, or in the middle when that is 0. */
struct sheets sheets_cover(
	const struct pages *cover, const struct printer *p, dim spine, const struct slug *slug, struct arena *a);
#endif
