/* marks.h - lines for whoever cuts, folds and registers the inks (inside press/ only) */
#ifndef YB_MARKS_H
#define YB_MARKS_H
#include "press/sheets.h"

/* Marks as they are gathered for one surface. */
struct marks {
	struct arena *a;
	struct item *items;
	size_t n, cap;
	struct colour ink;
};

/* What a registration mark takes from its middle to each side. */
#define MARK_REACH MM(2.5)
#define MARK_THICK PT(0.25)

/* All inks at once: what lies outside the trimmed area and must be seen on every plate. */
extern const struct colour ink_all;
extern const struct colour ink_black;

/* A line that lies with its middle on y, or on x. */
void mark_across(struct marks *m, dim x0, dim x1, dim y);
void mark_down(struct marks *m, dim x, dim y0, dim y1);
/* The same as dashes: here it is folded, not cut. */
void mark_fold(struct marks *m, dim x, dim y0, dim y1);
/* Two lines at each corner of what is cut out, `gap` away from the edges that they prolong. A side without room (left, top, right, bottom) has
 * none. */
void marks_corners(struct marks *m, const struct surface *s, dim gap, const dim lengths[4]);
/* A cross in a frame. */
void mark_register(struct marks *m, dim x, dim y);
/* A line of text with its baseline at y. */
void mark_text(struct marks *m, dim x, dim y, const struct line *line);
/* Hands the marks to the surface, behind the frames that it has. */
void marks_place(struct marks *m, struct surface *s);
#endif
