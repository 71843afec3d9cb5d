/* search.h - what the search for page breaks knows of a post, and what one page costs (inside paginate.c and measure.c only) */
#ifndef YB_SEARCH_H
#define YB_SEARCH_H
#include "layout/paginate.h"

enum {
	WAITING = 3, /* figures of earlier mentions that may wait behind a page's end; those mentioned right there all may */
	ON_PAGE = 6, /* figures */
	LOOKED = 12, /* a page is not tried with more blank than so many steps when it can be filled */
	STEPS_MOST = 160,
	LINES_MOST = 3, /* paragraphs of a page that are set longer or shorter */
	SHORTS = 4 /* how short a page is: 0, 1, 2 steps; more */
};
#define COST_NONE INT64_MAX

/* What the boxes before a place take together. */
struct sum {
	int64_t steps, shrink, stretch, heads;
};

/* The cheapest sizes of q figures from one on that come to exactly so many steps. */
struct choice {
	int32_t cost; /* INT32_MAX: there are none */
	int16_t size; /* of the first of them */
};

/* The steps to which q figures from one on may come. */
struct choice_range {
	int16_t least, most;
	int32_t cost; /* the least */
};

/* Lines of notes that boxes from a page's first to one of its others call. */
struct reach {
	int64_t lines;
	int64_t before_last; /* those before the last note */
	int last; /* its own; 0: it shares a line, or there is none */
};

struct search {
	const struct vlist *list;
	const struct vroom *room;
	const struct vbox *boxes;
	const struct vfigure *figures;
	size_t n, m;
	int full; /* steps of a page, at most STEPS_MOST */
	struct sum *sums; /* for each place between boxes */
	int64_t *figure_notes; /* lines before each figure */
	int64_t *figure_steps; /* before each figure: of the largest sizes */
	struct choice *choices; /* [figure][number - 1][steps] */
	struct choice_range *ranges; /* [figure][number - 1] */
	struct reach *reach; /* for each number of boxes of the page that is being tried */
	size_t *seen; /* for each note: the last page tried that calls it */
	bool *first_call; /* for each call: the note stands on its page */
	size_t tried;
	size_t para; /* the first paragraph that can be set anew behind the page's beginning */
};

/* One way to end a page. */
struct outcome {
	int64_t cost; /* COST_NONE: it cannot be had */
	int left, lines, figures_steps, sunk;
	int note_lines, notes_rest;
};

/* The page that is being tried: boxes [i, j) and figures [f, g). */
struct trial {
	size_t i, j, f, g;
	int capacity;
	int carried; /* lines of notes from the page before */
	bool last;
	bool sinks; /* see vroom */
	bool force; /* nothing fits as it should: notes may be divided anywhere */
	struct outcome out[SHORTS];
	/* what the paragraphs among boxes [i, j) can give: cost of the x cheapest */
	size_t paras_j; /* for which it was found; SIZE_MAX: none */
	int64_t more[LINES_MOST + 1], fewer[LINES_MOST + 1];
};

struct choice *choices_of(const struct search *s, size_t figure, size_t number);
/* Sums, notes and sizes of figures. */
void search_prepare(struct search *s, struct arena *scratch);
/* Steps of the page's text, without the figures. */
int64_t text_steps(const struct search *s, const struct trial *t);
/* Reckons the notes of pages that begin with box i, as far as box `end`. */
void notes_reach(struct search *s, size_t i, size_t end);
/* Can the page hold its figures at their smallest? */
bool figures_fit(const struct search *s, const struct trial *t);
/* Steps that stay empty at least, its figures at their largest. */
int64_t figures_leave(const struct search *s, const struct trial *t);
/* The least that the figures' sizes cost. */
int64_t figures_least(const struct search *s, const struct trial *t);
/* Finds what the page costs by how short it ends; false when nothing fits. */
bool page_measure(const struct search *s, struct trial *t);
/* What it costs besides, however short it is: figures away from their mention, lines that they cut off. */
int64_t figures_cost(const struct search *s, const struct trial *t);
#endif
