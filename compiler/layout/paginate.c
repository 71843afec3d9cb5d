/* paginate.c - page breaks of a whole post as a shortest path */
#include "layout/search.h"

#include <string.h>

enum {
	COST_HEAD_FIGURE = 700, /* a head has its figure below it at the foot of a page, and no text */
	COST_PAGE = 150, /* of each page: fewer are better */
	COST_OVERFULL = 1000000,
	LINES_LAST = 6, /* of a last page that is not strained */
	UNEVEN_MOST = 2, /* steps apart: more cost the same */
	APART = COST_UNEVEN * UNEVEN_MOST * UNEVEN_MOST + COST_RECTO_HYPHEN, /* no place in a spread is worth more */
	/* where in a spread the next page stands, and how short the page facing it is */
	NEXT_VERSO = 0,
	NEXT_RECTO = 1, /* + 0 … SHORTS - 1 steps */
	NEXT_RECTO_FREE = NEXT_RECTO + SHORTS, /* it faces nothing that it should agree with */
	NEXTS
};
#define NODE_NONE UINT32_MAX

/* The best way to a page's end, for a post that begins on one side. */
struct label {
	int64_t cost; /* COST_NONE: there is none */
	uint32_t from; /* node that it comes from; NODE_NONE for the first */
	uint8_t from_next; /* and its label there */
	int16_t figures_steps; /* of the page that ends here */
	int16_t lines;
	uint8_t sunk;
	int32_t left, note_lines, notes_rest;
};

/* A page's end: `box` boxes and `figure` figures stand before it. */
struct node {
	size_t box, figure;
	int64_t best[SIDES][2]; /* of the labels whose next page is a verso, a recto */
	struct label labels[SIDES][NEXTS];
};

/* A label from which pages are tried. */
struct source {
	int64_t cost;
	int side, next;
};

struct graph {
	struct search s;
	/* for each place between boxes: one for each number of figures that may stand before it, ascending; then the start */
	struct node *nodes;
	size_t *first_node; /* for each place: its first node */
	size_t *least; /* for each place: figures that must stand before a page's end there */
	size_t *mentioned; /* for each place: figures whose mention is at or before it */
	size_t end; /* node of the end */
	/* of the node from which pages are tried: its labels that bring as many lines of notes as the page is measured with */
	struct source sources[SIDES * NEXTS];
	int n_sources;
	int64_t begun[SIDES][2]; /* the cheapest of those whose next page is a verso, a recto */
};

static size_t
node_of(const struct graph *g, size_t box, size_t figure)
{
	return g->first_node[box] + (figure - g->least[box]);
}

/* ---- ways ---- */

/* What it costs that a right-hand page ends so short beside the page that it faces. */
static int64_t
uneven_cost(int next, int ends)
{
	if (next < NEXT_RECTO || next >= NEXT_RECTO_FREE)
		return 0;
	int d = next - NEXT_RECTO - ends;
	d = d < 0 ? -d : d;
	d = d < UNEVEN_MOST ? d : UNEVEN_MOST;
	return COST_UNEVEN * d * d;
}

/* Gathers the labels of a node with so many lines of notes; false: there are none that could matter. */
static bool
sources_find(struct graph *g, const struct node *node, int carried)
{
	g->n_sources = 0;
	for (int side = 0; side < SIDES; side++) {
		g->begun[side][0] = g->begun[side][1] = COST_NONE;
		for (int next = 0; next < NEXTS; next++) {
			const struct label *label = &node->labels[side][next];
			int64_t *begun = &g->begun[side][next != NEXT_VERSO];
			if (label->cost == COST_NONE || label->notes_rest != carried ||
				label->cost >= node->best[side][next != NEXT_VERSO] + APART)
				continue;
			g->sources[g->n_sources++] = (struct source){label->cost + COST_PAGE, side, next};
			*begun = label->cost + COST_PAGE < *begun ? label->cost + COST_PAGE : *begun;
		}
	}
	return g->n_sources > 0;
}

/* Records a page's outcome as a way from one label, if it is the cheapest to where it ends. */
static void
way_record(struct node *to, const struct trial *t, const struct outcome *o, const struct source *from, size_t node, int64_t cost,
	int ends)
{
	bool recto = from->next != NEXT_VERSO;
	int64_t *best = &to->best[from->side][!recto];
	struct label *label = &to->labels[from->side][recto ? NEXT_VERSO : NEXT_RECTO + ends];
	if (recto && !t->last)
		cost += uneven_cost(from->next, ends);
	if (cost >= label->cost || (*best < COST_NONE && cost >= *best + APART))
		return;
	*best = cost < *best ? cost : *best;
	*label = (struct label){.cost = cost,
		.from = (uint32_t)node,
		.from_next = (uint8_t)from->next,
		.figures_steps = (int16_t)o->figures_steps,
		.lines = (int16_t)o->lines,
		.sunk = (uint8_t)o->sunk,
		.left = o->left,
		.note_lines = o->note_lines,
		.notes_rest = o->notes_rest};
}

/* Records the page t from all sources. */
static void
ways_record(struct graph *g, const struct trial *t, size_t from, int64_t cost)
{
	struct node *to = &g->nodes[node_of(g, t->j, t->g)];
	bool hyphen = t->j > t->i && t->j < g->s.n && g->s.boxes[t->j - 1].hyphen;
	int ends[SHORTS], n = 0;
	int64_t least = COST_NONE;
	for (int k = 0; k < SHORTS; k++)
		if (t->out[k].cost < COST_NONE) {
			ends[n++] = k;
			least = t->out[k].cost < least ? t->out[k].cost : least;
		}
	for (int q = 0; q < g->n_sources && n; q++) {
		const struct source *source = &g->sources[q];
		int64_t begun = source->cost + cost, best = to->best[source->side][source->next == NEXT_VERSO];
		if (hyphen)
			begun += source->next == NEXT_VERSO ? COST_VERSO_HYPHEN : COST_RECTO_HYPHEN;
		if (best < COST_NONE && begun + least >= best + APART)
			continue;
		for (int k = 0; k < n; k++) { /* notes stand at the foot, however short the text */
			const struct outcome *o = &t->out[ends[k]];
			way_record(to, t, o, source, from, begun + o->cost, o->note_lines ? 0 : ends[k]);
		}
	}
}

/* A page that does not fit, as it is. */
static void
way_force(struct graph *g, struct trial *t, size_t from, int64_t cost, struct outcome o)
{
	for (int k = 0; k < SHORTS; k++)
		t->out[k].cost = COST_NONE;
	o.cost = 0;
	t->out[0] = o;
	ways_record(g, t, from, cost);
}

/* Could a page that begins here and costs at least so much still be part of the best way to a node? */
static bool
worth_trying(const struct graph *g, size_t to, int64_t least)
{
	const struct node *node = &g->nodes[to];
	for (int side = 0; side < SIDES; side++)
		for (int recto = 0; recto < 2; recto++)
			if (g->begun[side][recto] < COST_NONE &&
				(node->best[side][!recto] == COST_NONE ||
					g->begun[side][recto] + least < node->best[side][!recto] + APART))
				return true;
	return false;
}

/* ---- pages ---- */

/* Tries all numbers of figures for a page with boxes [i, j); returns whether one fits. Where it is known that some page fits, those are
 * passed over that begin too dear: no page costs less than nothing. */
static bool
figures_try(struct graph *g, size_t from, struct trial *t, bool fits)
{
	struct search *s = &g->s;
	size_t most = g->mentioned[t->j];
	int32_t broken = t->j > t->i && t->j < s->n ? s->boxes[t->j - 1].cost : 0;
	for (t->g = t->f; t->g <= most && t->g - t->f <= ON_PAGE; t->g++) {
		/* a head may stand above a figure at the foot, not alone */
		bool figure_at_foot = t->g > t->f && s->figures[t->g - 1].mention == t->j && t->j > t->i;
		if (t->g < g->least[t->j] || (t->i == t->j && t->g == t->f) || (broken == BREAK_NEVER && !figure_at_foot))
			continue;
		t->last = t->j == s->n && t->g == s->m;
		if (!figures_fit(s, t) || (fits && !t->last && figures_leave(s, t) > LOOKED + ON_PAGE))
			continue;
		int64_t cost = figures_cost(s, t) +
			(broken == BREAK_NEVER		 ? COST_HEAD_FIGURE
					: figure_at_foot ? broken / 2
							 : broken);
		if (fits && !worth_trying(g, node_of(g, t->j, t->g), cost + figures_least(s, t)))
			continue;
		if (!page_measure(s, t))
			continue;
		fits = true;
		ways_record(g, t, from, cost);
	}
	t->g = t->f;
	return fits;
}

/* Nothing could be broken off: takes what fits, come what may, at least one box. */
static void
overfull_try(struct graph *g, size_t from, struct trial t)
{
	struct search *s = &g->s;
	t.g = t.f;
	for (t.j = t.i + 1; t.j < s->n; t.j++) {
		struct trial more = t;
		more.j++;
		if (text_steps(s, &more) > t.capacity || t.f < g->least[more.j])
			break;
	}
	if (t.f < g->least[t.j])
		return;
	notes_reach(s, t.i, t.j);
	int64_t rest = t.carried + s->reach[t.j - t.i].lines;
	struct outcome o = {.left = (int)(t.capacity - text_steps(s, &t)), .notes_rest = rest < 1000000 ? (int)rest : 1000000};
	way_force(g, &t, from, COST_OVERFULL, o);
}

/* How far the text of a page that begins at t->i may reach. */
static size_t
text_reach(const struct search *s, struct trial t)
{
	size_t end = t.i;
	for (; end < s->n; end++) {
		t.j = end + 1;
		int64_t shrink = s->sums[t.j].shrink - s->sums[t.i].shrink + ON_PAGE + LINES_MOST;
		if (text_steps(s, &t) - shrink - s->boxes[t.i].above - ON_PAGE > t.capacity)
			break;
	}
	return end;
}

/* Tries all pages from a node whose labels bring so many lines of notes. */
static bool
texts_try(struct graph *g, size_t from, struct trial t, size_t end)
{
	struct search *s = &g->s;
	bool fitted = false;
	t.paras_j = SIZE_MAX;
	for (size_t j = end + 1; j-- > t.i;) {
		size_t most = g->mentioned[j] - t.f < ON_PAGE ? g->mentioned[j] : t.f + ON_PAGE;
		t.j = j;
		/* even with its figures at their largest the page stays too empty, and every shorter one too */
		int64_t notes = t.carried + s->reach[j - t.i].lines + s->figure_notes[most] - s->figure_notes[t.f];
		if (fitted &&
			t.capacity - text_steps(s, &t) - (s->figure_steps[most] - s->figure_steps[t.f]) -
					notes_steps(s->room, notes) >
				LOOKED)
			break;
		if (j > t.i && j < s->n && s->boxes[j - 1].cost == BREAK_NEVER &&
			(most == t.f || s->figures[most - 1].mention != j))
			continue;
		fitted |= figures_try(g, from, &t, fitted);
	}
	return fitted;
}

static void
pages_try_with(struct graph *g, size_t from, struct trial t, size_t end, bool start)
{
	struct search *s = &g->s;
	if (start) /* the opening alone */
		way_force(g, &t, from, (int64_t)COST_SHORT * 2 * t.capacity * t.capacity, (struct outcome){.left = t.capacity});
	bool fitted = texts_try(g, from, t, end);
	if (!fitted && !start) {
		t.force = true;
		fitted = texts_try(g, from, t, end);
		t.force = false;
	}
	if (fitted || start)
		return;
	if (t.i < s->n)
		overfull_try(g, from, t);
	if (t.f < g->mentioned[t.i]) { /* a figure that no page holds */
		int steps = s->figures[t.f].sizes[0].steps;
		int64_t notes = t.carried + s->figure_notes[t.f + 1] - s->figure_notes[t.f];
		t.j = t.i;
		t.g = t.f + 1;
		way_force(g, &t, from, COST_OVERFULL,
			(struct outcome){.figures_steps = steps < s->full ? steps : s->full,
				.notes_rest = notes < 1000000 ? (int)notes : 1000000});
	}
}

/* Tries all pages that begin at a node. */
static void
pages_try(struct graph *g, size_t from, bool start)
{
	struct search *s = &g->s;
	const struct node *node = &g->nodes[from];
	struct trial t = {.i = node->box, .f = node->figure, .g = node->figure, .j = node->box};
	t.capacity = start ? s->room->first : s->full;
	t.sinks = start && s->room->sinks;
	while (s->para < s->list->n_paras && s->list->paras[s->para].box < t.i)
		s->para++;
	size_t end = text_reach(s, t);
	notes_reach(s, t.i, end + 1 < s->n ? end + 1 : s->n);
	int tried[SIDES * NEXTS] = {0}, n_tried = 0;
	for (int side = 0; side < SIDES; side++)
		for (int next = 0; next < NEXTS; next++) {
			const struct label *label = &node->labels[side][next];
			bool done = label->cost == COST_NONE;
			for (int k = 0; k < n_tried && !done; k++)
				done = tried[k] == label->notes_rest;
			if (done)
				continue;
			t.carried = tried[n_tried++] = label->notes_rest;
			if (sources_find(g, node, t.carried))
				pages_try_with(g, from, t, end, start);
		}
}

/* ---- the search ---- */

static const struct label *
label_best(const struct node *node, int side)
{
	const struct label *best = &node->labels[side][0];
	for (int next = 1; next < NEXTS; next++)
		if (node->labels[side][next].cost < best->cost)
			best = &node->labels[side][next];
	return best;
}

static void
sizes_trace(const struct search *s, struct vplan *plan, size_t f, size_t g, int steps)
{
	while (f < g && steps > 0) {
		int z = choices_of(s, f, g - f)[steps].size;
		const struct vsize *size = &s->figures[f].sizes[z];
		plan->sizes[f] = z;
		for (int k = 1; k < size->takes; k++)
			plan->sizes[f + (size_t)k] = -1;
		f += (size_t)size->takes;
		steps -= size->steps < s->full ? size->steps : s->full;
	}
}

static struct vplan
plan_trace(struct arena *a, const struct graph *g, int side)
{
	const struct search *s = &g->s;
	const struct label *last = label_best(&g->nodes[g->end], side);
	struct vplan plan = {.sizes = NEW_N(a, s->m, int), .cost = last->cost};
	int rest = last->notes_rest, hold = s->room->note_leading > 0 ? s->full * s->room->grid / s->room->note_leading - 2 : 1;
	size_t n = 0, at = g->end;
	hold = hold > 0 ? hold : 1;
	for (const struct label *label = last; label->from != NODE_NONE;
		label = &g->nodes[label->from].labels[side][label->from_next])
		n++;
	plan.n = n + (size_t)((rest + hold - 1) / hold);
	plan.pages = NEW_N(a, plan.n, struct vpage);
	for (size_t k = n; k < plan.n; k++) { /* pages of notes alone */
		int here = rest < hold ? rest : hold;
		rest -= here;
		plan.pages[k] = (struct vpage){.box = s->n, .figure = s->m, .note_lines = here, .notes_rest = rest};
	}
	for (const struct label *label = last; label->from != NODE_NONE;
		label = &g->nodes[label->from].labels[side][label->from_next]) {
		const struct node *to = &g->nodes[at], *from = &g->nodes[label->from];
		plan.pages[--n] = (struct vpage){.box = from->box,
			.n_boxes = to->box - from->box,
			.figure = from->figure,
			.n_figures = to->figure - from->figure,
			.left = label->left,
			.lines = label->lines,
			.sunk = label->sunk,
			.note_lines = label->note_lines,
			.notes_rest = label->notes_rest};
		sizes_trace(s, &plan, from->figure, to->figure, label->figures_steps);
		at = label->from;
	}
	return plan;
}

/* Lays out the nodes: which numbers of figures may stand before each place between boxes. Returns the start. */
static size_t
nodes_make(struct graph *g, struct arena *scratch)
{
	struct search *s = &g->s;
	size_t seen = 0, count = 0;
	g->first_node = NEW_N(scratch, s->n + 2, size_t);
	g->least = NEW_N(scratch, s->n + 1, size_t);
	g->mentioned = NEW_N(scratch, s->n + 1, size_t);
	for (size_t i = 0; i <= s->n; i++) {
		size_t before = seen; /* figures mentioned before this place */
		while (seen < s->m && s->figures[seen].mention <= i)
			seen++;
		g->mentioned[i] = seen;
		g->least[i] = before > WAITING ? before - WAITING : 0;
		g->first_node[i] = count;
		count += seen - g->least[i] + 1;
	}
	g->first_node[s->n + 1] = count;
	g->nodes = NEW_N(scratch, count + 1, struct node);
	for (size_t i = 0; i <= s->n; i++)
		for (size_t k = g->first_node[i]; k < g->first_node[i + 1]; k++) {
			g->nodes[k].box = i;
			g->nodes[k].figure = g->least[i] + k - g->first_node[i];
		}
	for (size_t k = 0; k <= count; k++)
		for (int side = 0; side < SIDES; side++) {
			g->nodes[k].best[side][0] = g->nodes[k].best[side][1] = COST_NONE;
			for (int next = 0; next < NEXTS; next++)
				g->nodes[k].labels[side][next] = (struct label){.cost = COST_NONE, .from = NODE_NONE};
		}
	g->nodes[count].labels[SIDE_RECTO][NEXT_RECTO_FREE].cost = g->nodes[count].best[SIDE_RECTO][1] = 0;
	g->nodes[count].labels[SIDE_VERSO][NEXT_VERSO].cost = g->nodes[count].best[SIDE_VERSO][0] = 0;
	g->end = count - 1;
	return count;
}

struct vplans
paginate(struct arena *a, struct arena *scratch, const struct vlist *list, const struct vroom *room)
{
	struct graph g = {.s = {.list = list,
				  .room = room,
				  .boxes = list->boxes,
				  .figures = list->figures,
				  .n = list->n,
				  .m = list->n_figures}};
	g.s.full = room->full < STEPS_MOST ? room->full : STEPS_MOST;
	size_t start = nodes_make(&g, scratch);
	search_prepare(&g.s, scratch);
	pages_try(&g, start, true);
	for (size_t k = 0; k < start; k++)
		if (k != g.end)
			pages_try(&g, k, false);
	struct vplans plans = {.cost = 0};
	for (int side = 0; side < SIDES; side++) {
		plans.of[side] = plan_trace(a, &g, side);
		plans.cost += plans.of[side].cost / SIDES;
	}
	return plans;
}

bool
plan_strained(const struct vplan *plan, const struct vbox *boxes)
{
	for (size_t k = 0; k + 1 < plan->n; k++) {
		const struct vpage *page = &plan->pages[k];
		const struct vbox *last = page->n_boxes ? &boxes[page->box + page->n_boxes - 1] : NULL;
		if (page->left || (last && (last->hyphen || (last->cost >= COST_COLON && last->cost < BREAK_NEVER))))
			return true;
	}
	return plan->n > 1 && plan->pages[plan->n - 1].n_boxes < LINES_LAST;
}

bool
plans_same(const struct vplan *a, const struct vplan *b, size_t n_figures)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		const struct vpage *x = &a->pages[i], *y = &b->pages[i];
		if (x->box != y->box || x->n_boxes != y->n_boxes || x->figure != y->figure || x->n_figures != y->n_figures ||
			x->left != y->left || x->sunk != y->sunk || x->lines != y->lines || x->note_lines != y->note_lines)
			return false;
	}
	return !n_figures || !memcmp(a->sizes, b->sizes, n_figures * sizeof *a->sizes);
}
