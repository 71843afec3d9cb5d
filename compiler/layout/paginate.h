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

/* What a page may have to give up, from the best sacrifice to the worst; the report prints the same numbers. */
enum page_cost {
	COST_STRETCHED = 22, /* blanks give a step; grows with the square */
	COST_SHORT = 25, /* a page one step short; both of a spread: the best sacrifice */
	COST_SUNK = 90, /* the text under an opening begins a step lower: for the page that it faces */
	COST_UNEVEN = 110, /* facing pages that end a step apart, besides */
	COST_RECTO_HYPHEN = 100,
	COST_VERSO_HYPHEN = 15,
	COST_SHRUNK = 90, /* for each blank that is missing */
	COST_LINE = 150, /* a paragraph is set a line longer or shorter, besides what that costs within it */
	COST_COLON = 140, /* a page ends behind a line that announces what follows */
	COST_ORPHAN = 260, /* a page ends behind a paragraph's first line */
	COST_WIDOW = 380, /* a page begins with a paragraph's last line */
	COST_BOTH = 560, /* a paragraph of two lines is divided */
	COST_NOTE_SPLIT = 300, /* a note runs on to the next page */
	COST_HEAD_SHORT = 700, /* a page ends one line behind a heading, where that is the whole paragraph */
	COST_HEADING = 3000 /* the same, when it is not */
};

/* What is wrong with a page break behind a box. */
enum vwrong {
	WRONG_NOTHING,
	WRONG_ORPHAN,
	WRONG_WIDOW,
	WRONG_BOTH, /* a paragraph of two lines is divided */
	WRONG_HEAD /* a heading keeps too little of what follows */
};

/* A note as it stands at the foot of the page that calls it. */
struct vnote {
	int lines; /* 0: it stands elsewhere */
	dim run_w; /* width of a short one that shares its line with neighbours; 0: it has lines of its own */
	bool again; /* it stands on each page that calls it, not only on the first */
};

/* What cannot be broken: a line, a group of heads, a step of a table's row. */
struct vbox {
	int above; /* blank above it, dropped at the head of a page */
	int shrink; /* of `above`: what may be missing on a full page */
	int stretch; /* what may be added to it on a page with room to spare */
	int steps;
	int head; /* steps at the head of a page: less, where it brings its own blank, or more, where a table's head is repeated */
	bool airy; /* it brings a blank of its own: a figure above needs none behind it */
	bool hyphen; /* it ends in a hyphen */
	uint8_t wrong; /* enum vwrong: what its cost is for */
	int32_t cost; /* of a page break behind it: 0 between paragraphs, more for a widow, BREAK_NEVER */
	uint32_t call, n_calls; /* notes that are called in it: of vlist.calls */
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
	uint32_t call, n_calls; /* in its caption */
};

/* A paragraph that can be set a line longer or shorter than it is by nature. */
struct vpara {
	size_t box, n; /* its lines: boxes [box, box + n) */
	int32_t more, fewer; /* what that costs within it; BREAK_NEVER: it cannot be done */
};

struct vpage {
	size_t box, n_boxes; /* boxes [box, box + n_boxes) */
	size_t figure, n_figures; /* figures likewise; those with a mention at or before `box` stand at the head */
	int left; /* steps that stay empty at its foot; negative: what is taller than the page sticks out */
	int lines; /* given to so many paragraphs that are set a line longer, the cheapest; negative: so many are set a line shorter */
	int note_lines; /* of notes at its foot, those that run on from the page before first */
	int notes_rest; /* lines of notes that run on to the next page */
	int sunk; /* steps by which the text under an opening begins lower */
	int room; /* steps that it has where these are neither vroom's first nor its full ones; else 0 */
};

struct vplan {
	struct vpage *pages; /* the first may be empty: an opening that leaves no room; the last ones: rests of notes */
	size_t n;
	int *sizes; /* for each figure: which of its sizes was taken; -1: it stands in the row of the one before */
	int64_t cost;
};

/* The first page of a post lies on the right or on the left: where its spreads begin. */
enum vside { SIDE_RECTO, SIDE_VERSO, SIDES };

struct vplans {
	struct vplan of[SIDES];
	int64_t cost; /* of either, in the mean */
};

/* What a page offers. */
struct vroom {
	int first; /* steps of the first page (under an opening); may be 0 */
	int full; /* of every other page */
	dim grid;
	dim notes_gap; /* rule and blanks above the first note of a page */
	dim note_leading;
	dim note_blank; /* between notes that share a line */
	dim measure;
	bool sinks; /* the first page's text stands under an opening, and may begin a step lower */
};

/* Text, figures, notes and what paragraphs can give. */
struct vlist {
	const struct vbox *boxes;
	size_t n;
	const struct vfigure *figures;
	size_t n_figures;
	const struct vpara *paras; /* in order */
	size_t n_paras;
	const struct vnote *notes;
	size_t n_notes;
	const uint32_t *calls; /* notes by number */
	size_t tail; /* so many boxes at the end are the post's mark and its code: they never stand alone on a page */
};

/* Steps at the foot that so many lines of notes take. */
int notes_steps(const struct vroom *room, int64_t lines);
/* Is there blank above a figure that stands behind box b? Not behind a head. */
bool figure_apart(const struct vbox *b);

/* Finds the cheapest breaks for a post that begins on either side. Takes all boxes and figures in their order; always succeeds: what is taller
 * than a page gets a page of its own. Result in a; works in scratch. Time grows with the number of boxes times the boxes of a page. */
struct vplans paginate(struct arena *a, struct arena *scratch, const struct vlist *list, const struct vroom *room);
/* Is there something about the plan that longer or shorter paragraphs might mend? */
bool plan_strained(const struct vplan *plan, const struct vbox *boxes);
/* Do both come to the same pages? */
bool plans_same(const struct vplan *a, const struct vplan *b, size_t n_figures);
/* The x cheapest paragraphs that lie within boxes [i, j) to be set longer (or shorter): their numbers; first: one at or before the first in question.
 * Returns how many there are, at most x. */
size_t paras_cheapest(const struct vlist *list, size_t first, size_t i, size_t j, bool more, size_t x, size_t *out);
#endif
