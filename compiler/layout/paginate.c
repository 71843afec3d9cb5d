/* paginate.c - page breaks of a whole post as a shortest path */
#include "layout/paginate.h"

#include <string.h>

enum {
	WAITING = 3, /* figures of earlier mentions that may wait behind a page's end; those mentioned right there all may */
	FIGURES_ON_PAGE = 6,
	COST_WAIT = 150, /* a figure stands at the head of the page after its mention */
	COST_WAIT_PAGE = 1200, /* for each further page between */
	COST_SHORT = 60, /* of a page one line short; grows with the square */
	COST_STRETCHED = 12, /* for each line that blanks must give */
	COST_LAST = 120, /* for each line that the last page has less than LAST_LINES */
	LAST_LINES = 5,
	COST_PAGE = 40, /* of each page: fewer are better */
	COST_OVERFULL = 1000000
};
#define COST_NONE INT64_MAX
#define NODE_NONE SIZE_MAX

/* A page's end: `box` boxes and `figure` figures stand before it. */
struct node {
	int64_t cost; /* of the best way here; COST_NONE when there is none */
	size_t from; /* node that it comes from; NODE_NONE for the first */
	size_t box, figure;
	uint8_t sizes[FIGURES_ON_PAGE]; /* of the figures on the page that ends here */
	dim left;
};

struct search {
	const struct vbox *boxes;
	const struct vfigure *figures;
	size_t n, m;
	const struct vroom *room;
	struct node *nodes; /* for each place between boxes: one for each number of figures that may stand before it, ascending */
	size_t *first_node; /* for each place: its first node */
	size_t *least; /* for each place: figures that must stand before a page's end there */
	size_t *mentioned; /* for each place: figures whose mention is at or before it */
	int64_t *depth; /* for each box boundary: height of all boxes before it */
};

/* The page that is being tried: boxes [i, j) and figures [f, g). */
struct trial {
	size_t i, j, f, g;
	dim room; /* height that the figures may take */
	dim stretch; /* that the blanks may give */
	bool last;
	int64_t cost;
	uint8_t sizes[FIGURES_ON_PAGE];
	dim left;
};

static size_t
node_of(const struct search *s, size_t box, size_t figure)
{
	return s->first_node[box] + (figure - s->least[box]);
}

/* What a blank of `left` at the foot costs. */
static int64_t
foot_cost(const struct search *s, const struct trial *t, dim left)
{
	dim grid = s->room->grid;
	int64_t lines = (left + grid / 4) / grid;
	if (t->last) {
		int64_t filled = (s->room->full - left) / grid;
		return t->i > 0 && filled < LAST_LINES ? COST_LAST * (LAST_LINES - filled) : 0;
	}
	if (lines <= 0)
		return 0;
	if (left <= t->stretch)
		return COST_STRETCHED * lines;
	return COST_SHORT * lines * lines;
}

/* Tries the sizes of the page's figures in all combinations (there are few) and keeps the cheapest that fits. */
static bool
sizes_choose(const struct search *s, struct trial *t)
{
	size_t q = t->g - t->f;
	uint8_t now[FIGURES_ON_PAGE] = {0};
	int64_t best = COST_NONE;
	for (int rounds = 0; rounds < 400; rounds++) {
		int64_t height = 0, cost = 0;
		for (size_t k = 0; k < q; k++) {
			height += s->figures[t->f + k].heights[now[k]];
			cost += s->figures[t->f + k].costs[now[k]];
		}
		if (height <= t->room) {
			dim left = (dim)(t->room - height);
			cost += foot_cost(s, t, left);
			if (cost < best) {
				best = cost;
				t->left = left;
				memcpy(t->sizes, now, sizeof now);
			}
		}
		size_t k = 0;
		while (k < q && ++now[k] == s->figures[t->f + k].n_sizes)
			now[k++] = 0;
		if (k == q)
			break;
	}
	t->cost = best;
	return best < COST_NONE;
}

/* What it costs that figures stand at the head of this page although their mention is on one before. */
static int64_t
waiting_cost(const struct search *s, const struct trial *t)
{
	int64_t cost = 0;
	for (size_t k = t->f; k < t->g && s->figures[k].mention < t->i; k++) {
		int64_t away = s->depth[t->i] - s->depth[s->figures[k].mention];
		cost += COST_WAIT + COST_WAIT_PAGE * (away / s->room->full);
		if (s->figures[k].fixed)
			cost += COST_WAIT_PAGE;
	}
	return cost;
}

static dim
least_height(const struct vfigure *f)
{
	dim least = f->heights[0];
	for (int k = 1; k < f->n_sizes; k++)
		if (f->heights[k] < least)
			least = f->heights[k];
	return least;
}

/* Records the page t as a way from node `from`, if it is the cheapest to where it ends. */
static void
way_record(struct search *s, const struct trial *t, size_t from, int64_t cost)
{
	struct node *to = &s->nodes[node_of(s, t->j, t->g)];
	cost += s->nodes[from].cost + COST_PAGE;
	if (cost >= to->cost)
		return;
	to->cost = cost;
	to->from = from;
	to->left = t->left;
	memcpy(to->sizes, t->sizes, sizeof t->sizes);
}

static bool
page_is_last(const struct search *s, size_t j, size_t g)
{
	return j == s->n && g == s->m;
}

/* Tries all numbers of figures for a page with boxes [i, j) whose text takes `height`. */
static void
figures_try(struct search *s, size_t from, size_t i, size_t j, size_t f, dim capacity, int64_t height, dim stretch)
{
	size_t most = s->mentioned[j];
	int64_t least = height;
	for (size_t g = f; g <= most && g - f <= FIGURES_ON_PAGE; g++) {
		if (g > f)
			least += least_height(&s->figures[g - 1]);
		if (least > capacity)
			break;
		if (g < s->least[j] || (i == j && g == f))
			continue;
		struct trial t = {.i = i,
			.j = j,
			.f = f,
			.g = g,
			.room = (dim)(capacity - height),
			.stretch = stretch,
			.last = page_is_last(s, j, g)};
		if (!sizes_choose(s, &t))
			continue;
		int32_t broken = j > i && j < s->n ? s->boxes[j - 1].cost : 0;
		way_record(s, &t, from, t.cost + waiting_cost(s, &t) + broken);
	}
}

/* A box taller than the page gets a page of its own. */
static void
overfull_try(struct search *s, size_t from, size_t i, size_t f, dim capacity)
{
	size_t j = i + 1;
	if (f >= s->least[j]) {
		struct trial t = {.i = i, .j = j, .f = f, .g = f, .left = (dim)(capacity - s->boxes[i].height)};
		way_record(s, &t, from, COST_OVERFULL);
	}
}

/* Tries all pages that begin behind `i` boxes and `f` figures. */
static void
pages_try(struct search *s, size_t i, size_t f)
{
	size_t from = node_of(s, i, f);
	dim capacity = i || f ? s->room->full : s->room->first;
	int64_t height = 0, notes = 0;
	dim stretch = 0;
	bool fitted = false;
	figures_try(s, from, i, i, f, capacity, 0, 0);
	for (size_t j = i; j < s->n; j++) {
		const struct vbox *b = &s->boxes[j];
		bool head = j == i && !(f < s->m && s->figures[f].mention <= i);
		height += (head ? 0 : b->above) + b->height;
		notes += b->notes;
		stretch += head ? 0 : b->stretch;
		int64_t total = height + notes + (notes ? s->room->notes_gap : 0);
		if (total > capacity)
			break;
		if (b->cost == BREAK_NEVER && j + 1 < s->n)
			continue;
		fitted = true;
		figures_try(s, from, i, j + 1, f, capacity, total, stretch);
	}
	/* nothing could be broken off: take one box, come what may */
	if (!fitted && i < s->n)
		overfull_try(s, from, i, f, capacity);
}

static struct vplan
plan_trace(struct arena *a, const struct search *s, size_t end)
{
	struct vplan plan = {.sizes = NEW_N(a, s->m, int), .cost = s->nodes[end].cost};
	for (size_t at = end; s->nodes[at].from != NODE_NONE; at = s->nodes[at].from)
		plan.n++;
	plan.pages = NEW_N(a, plan.n, struct vpage);
	size_t k = plan.n;
	for (size_t at = end; s->nodes[at].from != NODE_NONE; at = s->nodes[at].from) {
		const struct node *to = &s->nodes[at], *from = &s->nodes[to->from];
		plan.pages[--k] =
			(struct vpage){from->box, to->box - from->box, from->figure, to->figure - from->figure, to->left};
		for (size_t q = from->figure; q < to->figure; q++)
			plan.sizes[q] = to->sizes[q - from->figure];
	}
	return plan;
}

/* Lays out the nodes: which numbers of figures may stand before each place between boxes. */
static size_t
nodes_make(struct search *s, struct arena *scratch)
{
	size_t seen = 0, count = 0;
	s->first_node = NEW_N(scratch, s->n + 2, size_t);
	s->least = NEW_N(scratch, s->n + 1, size_t);
	s->mentioned = NEW_N(scratch, s->n + 1, size_t);
	s->depth = NEW_N(scratch, s->n + 1, int64_t);
	for (size_t i = 0; i <= s->n; i++) {
		size_t before = seen; /* figures mentioned before this place */
		while (seen < s->m && s->figures[seen].mention <= i)
			seen++;
		s->mentioned[i] = seen;
		s->least[i] = before > WAITING ? before - WAITING : 0;
		s->first_node[i] = count;
		count += seen - s->least[i] + 1;
		if (i < s->n)
			s->depth[i + 1] = s->depth[i] + s->boxes[i].above + s->boxes[i].height;
	}
	s->first_node[s->n + 1] = count;
	s->nodes = NEW_N(scratch, count, struct node);
	for (size_t i = 0; i <= s->n; i++)
		for (size_t k = s->first_node[i]; k < s->first_node[i + 1]; k++)
			s->nodes[k] = (struct node){
				.cost = COST_NONE, .from = NODE_NONE, .box = i, .figure = s->least[i] + k - s->first_node[i]};
	return count;
}

struct vplan
paginate(struct arena *a, struct arena *scratch, const struct vbox *boxes, size_t n, const struct vfigure *figures, size_t m,
	const struct vroom *room)
{
	struct search s = {.boxes = boxes, .figures = figures, .n = n, .m = m, .room = room};
	size_t count = nodes_make(&s, scratch);
	s.nodes[0].cost = 0;
	for (size_t k = 0; k < count; k++)
		if (s.nodes[k].cost < COST_NONE)
			pages_try(&s, s.nodes[k].box, s.nodes[k].figure);
	return plan_trace(a, &s, count - 1);
}
