/* paginate.h - page breaks of a whole post as a shortest path (inside layout/ only)
 *
 * After Plass, "Optimal pagination techniques for automatic typesetting systems" (1981), and Brüggemann-Klein, Klein and Wohlfeil, "On the
 * pagination of complex documents" (2003): text and figures are two queues, each in its order; a page takes the next boxes of the one and the next
 * figures of the other; costs add up over the pages. Heights are steps of the grid. */
#ifndef YB_PAGINATE_H
#define YB_PAGINATE_H
#include "base/arena.h"
#include "base/dim.h"

#include <stdbool.h>

#define BREAK_NEVER INT32_MAX

/* What is wrong with a page break behind a box. */
enum vwrong {
	WRONG_NOTHING,
	WRONG_ORPHAN,
	WRONG_WIDOW,
	WRONG_BOTH, /* a paragraph of two lines is divided */
	WRONG_HEAD /* a heading keeps too little of what follows */
};

/* What cannot be broken: a line, a group of heads, a step of a table's row. */
struct vbox {
	int above; /* blank above it, dropped at the head of a page */
	int shrink; /* of `above`: what may be missing on a full page */
	int stretch; /* what may be added to it on a page with room to spare */
	int steps;
	int head; /* steps at the head of a page: less, where it brings its own blank, or more, where a table's head is repeated */
	bool airy; /* it brings a blank of its own: a figure above needs none behind it */
	dim notes; /* height of the notes that are called in it */
	int32_t cost; /* of a page break behind it: 0 between paragraphs, more for a widow, BREAK_NEVER */
	uint8_t wrong; /* enum vwrong: what that cost is for */
	bool hyphen; /* it ends in a hyphen */
};

/* One of the sizes of a figure. */
struct vsize {
	int steps; /* with its caption and the blank below it */
	int takes; /* figures that this size shows: 1; more when the next ones stand in a row with it */
	int32_t cost;
};

/* A figure: stands where it is mentioned, or at the head of a later page. */
struct vfigure {
	size_t mention; /* number of boxes before it */
	const struct vsize *sizes;
	int n_sizes;
	int tail; /* least blank below it that is in its sizes' steps: not needed at the foot of a page */
	dim notes; /* called in its caption */
};

/* A paragraph that can be set a line longer or shorter than it is by nature. */
struct vpara {
	size_t box, n; /* its lines: boxes [box, box + n) */
	bool more, fewer;
};

struct vpage {
	size_t box, n_boxes; /* boxes [box, box + n_boxes) */
	size_t figure, n_figures; /* figures likewise; those with a mention at or before `box` stand at the head */
	int left; /* steps of the page that nothing takes; negative when blanks must shrink, or when a box is taller than a page */
	int lines; /* of these: given to so many paragraphs that are set a line longer; negative: so many are set a line shorter */
};

struct vplan {
	struct vpage *pages; /* the first may be empty: an opening that leaves no room */
	size_t n;
	int *sizes; /* for each figure: which of its sizes was taken; -1: it stands in the row of the one before */
	int64_t cost;
};

/* What a page offers. */
struct vroom {
	int first; /* steps of the first page (under an opening); may be 0 */
	int full; /* of every other page */
	dim grid;
	dim notes_gap; /* rule and blanks above the first note of a page */
};

/* Steps at the foot that notes of this height take. */
int notes_steps(const struct vroom *room, dim notes);
/* Is there blank above a figure that stands behind box b? Not behind a head. */
bool figure_apart(const struct vbox *b);
/* Text, figures and what paragraphs can give. */
struct vlist {
	const struct vbox *boxes;
	size_t n;
	const struct vfigure *figures;
	size_t n_figures;
	const struct vpara *paras; /* in order */
	size_t n_paras;
};

/* Finds the cheapest breaks. Takes all boxes and figures in their order; always succeeds: what is taller than a page gets a page of its own. Result
 * in a; works in scratch. Time grows with the number of boxes times the boxes of a page. */
struct vplan paginate(struct arena *a, struct arena *scratch, const struct vlist *list, const struct vroom *room);
/* Is there something about the plan that longer or shorter paragraphs might mend? */
bool plan_strained(const struct vplan *plan);
#endif
