/* paginate.h - page breaks of a whole post as a shortest path (inside layout/ only)
 *
 * After Plass, "Optimal pagination techniques for automatic typesetting systems" (1981), and Brüggemann-Klein, Klein and Wohlfeil, "On the
 * pagination of complex documents" (2003): text and figures are two queues, each in its order; a page takes the next boxes of the one and the next
 * figures of the other; costs add up over the pages. */
#ifndef YB_PAGINATE_H
#define YB_PAGINATE_H
#include "base/arena.h"
#include "base/dim.h"

#include <stdbool.h>

#define BREAK_NEVER INT32_MAX

/* What cannot be broken: a line, a heading, a row of a table. */
struct vbox {
	dim above; /* blank above it, dropped at the head of a page; may grow by `stretch` */
	dim height;
	dim notes; /* height of the notes that are called in it, with the blanks between them */
	dim stretch;
	int32_t cost; /* of a page break behind it: 0 between paragraphs, more for a widow, BREAK_NEVER */
};

/* A figure: stands where it is mentioned, or at the head of a later page. */
struct vfigure {
	size_t mention; /* number of boxes before it */
	const dim *heights; /* of its sizes with its caption and the blanks around, best first; each fits on a page */
	const int32_t *costs; /* of the sizes */
	int n_sizes;
	bool fixed; /* never moves to another page than that of the box before it or behind it */
};

struct vpage {
	size_t box, n_boxes; /* boxes [box, box + n_boxes) */
	size_t figure, n_figures; /* figures likewise; those with a mention at or before `box` stand at the head */
	dim left; /* of the page's height; negative when a box is taller than a page */
};

struct vplan {
	struct vpage *pages;
	size_t n;
	int *sizes; /* for each figure: which of its sizes was taken */
	int64_t cost;
};

/* What a page offers. */
struct vroom {
	dim first; /* height of the first page (under an opening) */
	dim full; /* of every other page */
	dim grid; /* a line: what the last page's least filling and the blank at the foot are counted in */
	dim notes_gap; /* rule and blanks above the first note of a page */
};

/* Finds the cheapest breaks. Takes all boxes and figures in their order; always succeeds: what is taller than a page gets a page of its own. Result
 * in a; works in scratch. Time grows with the number of boxes times the boxes of a page. */
struct vplan paginate(struct arena *a, struct arena *scratch, const struct vbox *boxes, size_t n, const struct vfigure *figures,
	size_t m, const struct vroom *room);
#endif
