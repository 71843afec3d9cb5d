/* paginate.c - page breaks of a whole post as a shortest path */
#include "layout/paginate.h"

#include <string.h>

enum {
	WAITING = 3, /* figures of earlier mentions that may wait behind a page's end; those mentioned right there all may */
	ON_PAGE = 6, /* figures */
	LOOKED = 12, /* a page is not tried with more blank than so many steps when it can be filled */
	STEPS_MOST = 160,
	COST_WAIT = 90, /* a figure stands at the head of the page after its mention, */
	COST_WAIT_STEP = 3, /* for each step of text that it lets pass, */
	COST_WAIT_HEAD = 150, /* for each head, */
	COST_WAIT_PAGE = 1500, /* for each further page, */
	COST_BEHIND = 1000, /* when the text has ended already, */
	COST_CROWD = 120, /* and if another one stands there already */
	COST_SHORT = 60, /* of a page one line short; grows with the square */
	COST_STRETCHED = 14, /* for each step that blanks must give */
	COST_SHRUNK = 90, /* for each blank that is missing, */
	COST_CLOSE = 200, /* above a figure */
	COST_LINE = 50, /* for each paragraph that is set a line longer or shorter, */
	LINES_MOST = 3, /* of these on a page */
	COST_SPLINTER = 60, /* a line or two between a figure and the page's edge */
	COST_LAST = 240, /* for each line that the last page has less than LAST_LINES */
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
	int figures_steps; /* of the page that ends here */
	int left, lines;
};

/* What the boxes before a place take together. */
struct sum {
	int64_t steps, shrink, stretch, notes, heads;
	size_t more, fewer; /* paragraphs that end before it and can be longer, shorter */
	size_t within; /* number from 1 of the paragraph that it divides; 0: none */
};

/* The cheapest sizes of q figures from one on that come to exactly so many steps. */
struct choice {
	int32_t cost; /* INT32_MAX: there are none */
	int16_t size; /* of the first of them */
};

struct search {
	const struct vbox *boxes;
	const struct vfigure *figures;
	size_t n, m;
	const struct vpara *paras;
	size_t n_paras;
	const struct vroom *room;
	int full; /* steps of a page, at most STEPS_MOST */
	struct node *
		nodes; /* for each place between boxes: one for each number of figures that may stand before it, ascending; then the start */
	size_t *first_node; /* for each place: its first node */
	size_t *least; /* for each place: figures that must stand before a page's end there */
	size_t *mentioned; /* for each place: figures whose mention is at or before it */
	struct sum *sums; /* for each place */
	int64_t *figure_notes; /* before each figure */
	int64_t *figure_steps; /* before each figure: of the largest sizes */
	struct choice *choices; /* [figure][number - 1][steps] */
	size_t end; /* node of the end */
};

/* The page that is being tried: boxes [i, j) and figures [f, g). */
struct trial {
	size_t i, j, f, g;
	int capacity;
	bool last;
	int64_t cost;
	int figures_steps, left, lines;
};

/* What a page's blanks and paragraphs can give. */
struct give {
	int64_t shrink, stretch;
	int64_t close; /* blanks above figures that may shrink besides the others */
	int64_t more, fewer; /* paragraphs */
};

int
notes_steps(const struct vroom *room, dim notes)
{
	return notes > 0 ? (int)(((int64_t)notes + room->notes_gap + room->grid - 1) / room->grid) : 0;
}

bool
figure_apart(const struct vbox *b)
{
	return b->cost != BREAK_NEVER;
}

static struct choice *
choices_of(const struct search *s, size_t figure, size_t number)
{
	return s->choices + (figure * ON_PAGE + number - 1) * (size_t)(s->full + 1);
}

static size_t
node_of(const struct search *s, size_t box, size_t figure)
{
	return s->first_node[box] + (figure - s->least[box]);
}

/* ---- a page ---- */

/* Blank among the figures and the text around them that is not in either's steps; what of it may shrink and stretch; and what blanks of the
 * text may not shrink, for a figure stands above them. */
static int
blanks_between(const struct search *s, const struct trial *t, int *movable, int *firm)
{
	int blank = 0;
	*movable = *firm = 0;
	for (size_t k = t->f; k < t->g; k++) {
		const struct vfigure *figure = &s->figures[k];
		size_t at = figure->mention <= t->i ? t->i : figure->mention;
		bool first = k == t->f || s->figures[k - 1].mention != figure->mention,
		     ends = k + 1 == t->g || s->figures[k + 1].mention > at;
		if (at > t->i && first && figure_apart(&s->boxes[at - 1])) {
			blank++;
			(*movable)++;
		}
		if (!ends)
			continue;
		if (at == t->j || s->boxes[at].airy)
			blank -= figure->tail;
		else
			blank -= figure->tail < s->boxes[at].above ? figure->tail : s->boxes[at].above;
		if (at > t->i && at < t->j)
			*firm += s->boxes[at].shrink;
	}
	return blank;
}

/* Steps of the text, without the figures. */
static int64_t
text_steps(const struct search *s, const struct trial *t)
{
	if (t->i == t->j)
		return 0;
	int64_t steps = s->sums[t->j].steps - s->sums[t->i].steps;
	bool head = !(t->f < t->g && s->figures[t->f].mention <= t->i);
	const struct vbox *b = &s->boxes[t->i];
	return head ? steps - b->above - b->steps + b->head : steps;
}

/* A line or two that a figure cuts off from the rest of the page's text. */
static int64_t
splinter_cost(const struct search *s, const struct trial *t)
{
	int64_t cost = 0;
	for (size_t k = t->f; k < t->g; k++) {
		size_t at = s->figures[k].mention;
		if (at <= t->i || at >= t->j)
			continue;
		if (s->sums[at].steps - s->sums[t->i].steps < 3 && s->boxes[at - 1].cost != BREAK_NEVER)
			cost += COST_SPLINTER;
		if (s->sums[t->j].steps - s->sums[at].steps < 3)
			cost += COST_SPLINTER;
	}
	return cost;
}

/* What it costs that figures stand at the head of this page although their mention is on one before. */
static int64_t
waiting_cost(const struct search *s, const struct trial *t)
{
	int64_t cost = 0;
	for (size_t k = t->f; k < t->g && s->figures[k].mention < t->i; k++) {
		size_t mention = s->figures[k].mention;
		int64_t away = s->sums[t->i].steps - s->sums[mention].steps;
		cost += COST_WAIT + COST_WAIT_STEP * away + COST_WAIT_HEAD * (s->sums[t->i].heads - s->sums[mention].heads) +
			COST_WAIT_PAGE * (away / s->full);
		if (t->i == s->n)
			cost += COST_BEHIND;
		if (k + 1 < t->g && s->figures[k + 1].mention != mention && s->figures[k + 1].mention <= t->i)
			cost += COST_CROWD;
	}
	return cost;
}

/* What must be shrunk or stretched behind what the paragraphs give. */
static int64_t
blank_cost(int64_t left, const struct give *give)
{
	if (left < 0) {
		if (-left > give->shrink + give->close)
			return COST_NONE;
		return -left <= give->shrink ? COST_SHRUNK * -left
					     : COST_SHRUNK * give->shrink + COST_CLOSE * (-left - give->shrink);
	}
	int64_t taken = left < give->stretch ? left : give->stretch;
	return COST_STRETCHED * taken * taken + COST_SHORT * (left - taken) * (left - taken);
}

/* What a page costs that is left with so many steps, and how many lines its paragraphs give. */
static int64_t
left_cost(const struct trial *t, int64_t left, const struct give *give, int *lines)
{
	int64_t best = COST_NONE, filled = t->capacity - left;
	*lines = 0;
	if (t->last && left >= 0)
		return t->i > 0 && filled < LAST_LINES ? COST_LAST * (LAST_LINES - filled) : 0;
	int64_t most = left < 0 ? give->fewer : give->more, need = left < 0 ? -left : left;
	for (int x = 0; x <= LINES_MOST && x <= most && x <= need; x++) {
		int64_t cost = blank_cost(left < 0 ? left + x : left - x, give);
		if (cost == COST_NONE || cost + COST_LINE * x >= best)
			continue;
		best = cost + COST_LINE * x;
		*lines = left < 0 ? -x : x;
	}
	return best;
}

static struct give
give_measure(const struct search *s, const struct trial *t, int movable, int firm)
{
	const struct sum *a = &s->sums[t->i], *b = &s->sums[t->j];
	struct give give = {.stretch = movable, .close = movable};
	if (t->j == t->i)
		return give;
	give.shrink = b->shrink - a->shrink - s->boxes[t->i].shrink - firm;
	give.stretch += b->stretch - a->stretch - s->boxes[t->i].stretch;
	give.more = (int64_t)(b->more - a->more);
	give.fewer = (int64_t)(b->fewer - a->fewer);
	if (a->within) { /* it began on the page before */
		const struct vpara *p = &s->paras[a->within - 1];
		give.more -= p->more && p->box + p->n <= t->j;
		give.fewer -= p->fewer && p->box + p->n <= t->j;
	}
	return give;
}

/* Finds the figures' sizes for which the page is cheapest; false when nothing fits. */
static bool
page_measure(const struct search *s, struct trial *t)
{
	int movable, firm, between = blanks_between(s, t, &movable, &firm);
	const struct sum *a = &s->sums[t->i], *b = &s->sums[t->j];
	int64_t notes = b->notes - a->notes + s->figure_notes[t->g] - s->figure_notes[t->f];
	int64_t room = t->capacity - text_steps(s, t) - between -
		notes_steps(s->room, notes > INT32_MAX / 2 ? INT32_MAX / 2 : (dim)notes);
	struct give give = give_measure(s, t, movable, firm);
	int lines;
	t->cost = COST_NONE;
	if (t->f == t->g) {
		t->cost = left_cost(t, room, &give, &t->lines);
		t->left = (int)room;
		t->figures_steps = 0;
		return t->cost < COST_NONE;
	}
	const struct choice *choice = choices_of(s, t->f, t->g - t->f);
	for (int steps = 1; steps <= s->full && steps <= room + give.shrink + give.close + give.fewer; steps++) {
		if (choice[steps].cost == INT32_MAX)
			continue;
		int64_t cost = left_cost(t, room - steps, &give, &lines);
		if (cost == COST_NONE || cost + choice[steps].cost >= t->cost)
			continue;
		t->cost = cost + choice[steps].cost;
		t->figures_steps = steps;
		t->left = (int)(room - steps);
		t->lines = lines;
	}
	return t->cost < COST_NONE;
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
	to->lines = t->lines;
	to->figures_steps = t->figures_steps;
}

/* Tries all numbers of figures for a page with boxes [i, j); returns whether one fits. Where it is known that some page fits, those are
 * passed over that begin too dear: no page costs less than nothing. */
static bool
figures_try(struct search *s, size_t from, struct trial t, bool fits)
{
	int64_t begun = s->nodes[from].cost + COST_PAGE;
	size_t most = s->mentioned[t.j], f = t.f;
	int32_t broken = t.j > t.i && t.j < s->n ? s->boxes[t.j - 1].cost : 0;
	for (size_t g = f; g <= most && g - f <= ON_PAGE; g++) {
		/* a head may stand above a figure at the foot, not alone */
		bool figure_at_foot = g > f && s->figures[g - 1].mention == t.j && t.j > t.i;
		if (g < s->least[t.j] || (t.i == t.j && g == f) || (broken == BREAK_NEVER && !figure_at_foot))
			continue;
		t.g = g;
		t.last = t.j == s->n && g == s->m;
		if (fits && begun >= s->nodes[node_of(s, t.j, g)].cost)
			continue;
		if (!page_measure(s, &t))
			continue;
		fits = true;
		int64_t cost = t.cost + waiting_cost(s, &t) + splinter_cost(s, &t);
		way_record(s, &t, from, cost + (broken == BREAK_NEVER ? COST_SPLINTER : figure_at_foot ? broken / 2 : broken));
	}
	return fits;
}

/* Nothing could be broken off: takes what fits, come what may, at least one box. */
static void
overfull_try(struct search *s, size_t from, struct trial t)
{
	for (t.j = t.i + 1; t.j < s->n; t.j++) {
		struct trial more = t;
		more.j++;
		if (text_steps(s, &more) > t.capacity || t.f < s->least[more.j])
			break;
	}
	t.g = t.f;
	if (t.f < s->least[t.j])
		return;
	t.left = (int)(t.capacity - text_steps(s, &t));
	way_record(s, &t, from, COST_OVERFULL);
}

/* Tries all pages that begin at a node. */
static void
pages_try(struct search *s, size_t from)
{
	const struct node *node = &s->nodes[from];
	size_t i = node->box, f = node->figure, end = i;
	bool start = node->from == NODE_NONE;
	struct trial t = {.i = i, .f = f, .g = f, .capacity = start ? s->room->first : s->full};
	bool fitted = false;
	int slack = t.capacity;
	if (start) { /* the opening alone */
		t.j = i;
		t.left = t.capacity;
		way_record(s, &t, from, COST_SHORT * (int64_t)slack * slack);
	}
	/* how far the text may reach */
	for (; end < s->n; end++) {
		t.j = end + 1;
		int64_t shrink = s->sums[t.j].shrink - s->sums[i].shrink + ON_PAGE + LINES_MOST;
		if (text_steps(s, &t) - shrink - s->boxes[i].above - ON_PAGE > t.capacity)
			break;
	}
	for (size_t j = end + 1; j-- > i;) {
		size_t most = s->mentioned[j] - f < ON_PAGE ? s->mentioned[j] : f + ON_PAGE;
		t.j = j;
		/* even with its figures at their largest the page stays too empty, and every shorter one too */
		if (fitted && t.capacity - text_steps(s, &t) - (s->figure_steps[most] - s->figure_steps[f]) > LOOKED)
			break;
		if (j > i && j < s->n && s->boxes[j - 1].cost == BREAK_NEVER && (most == f || s->figures[most - 1].mention != j))
			continue;
		fitted |= figures_try(s, from, t, fitted);
	}
	if (fitted || start)
		return;
	if (i < s->n)
		overfull_try(s, from, t);
	if (f < s->mentioned[i]) { /* a figure that no page holds */
		int steps = s->figures[f].sizes[0].steps;
		t.j = i;
		t.g = f + 1;
		t.figures_steps = steps < s->full ? steps : s->full;
		t.left = 0;
		way_record(s, &t, from, COST_OVERFULL);
	}
}

/* ---- the search ---- */

/* For each figure and number of figures from it on: the cheapest sizes for every sum of steps. */
static void
choices_make(struct search *s, struct arena *scratch)
{
	size_t row = (size_t)s->full + 1;
	s->choices = NEW_N(scratch, s->m * ON_PAGE * row, struct choice);
	for (size_t k = 0; k < s->m * ON_PAGE * row; k++)
		s->choices[k].cost = INT32_MAX;
	for (size_t f = s->m; f-- > 0;)
		for (size_t q = 1; q <= ON_PAGE && f + q <= s->m; q++) {
			struct choice *to = choices_of(s, f, q);
			for (int z = 0; z < s->figures[f].n_sizes; z++) {
				const struct vsize *size = &s->figures[f].sizes[z];
				size_t rest = q - (size_t)size->takes;
				int steps = size->steps < s->full ? size->steps : s->full; /* higher than a page: alone on it */
				if ((size_t)size->takes > q)
					continue;
				if (!rest) {
					if (size->cost < to[steps].cost)
						to[steps] = (struct choice){size->cost, (int16_t)z};
					continue;
				}
				const struct choice *more = choices_of(s, f + (size_t)size->takes, rest);
				for (int k = 1; k + steps <= s->full; k++)
					if (more[k].cost < INT32_MAX && more[k].cost + size->cost < to[k + steps].cost)
						to[k + steps] = (struct choice){more[k].cost + size->cost, (int16_t)z};
			}
		}
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
plan_trace(struct arena *a, const struct search *s)
{
	struct vplan plan = {.sizes = NEW_N(a, s->m, int), .cost = s->nodes[s->end].cost};
	for (size_t at = s->end; s->nodes[at].from != NODE_NONE; at = s->nodes[at].from)
		plan.n++;
	plan.pages = NEW_N(a, plan.n, struct vpage);
	size_t k = plan.n;
	for (size_t at = s->end; s->nodes[at].from != NODE_NONE; at = s->nodes[at].from) {
		const struct node *to = &s->nodes[at], *from = &s->nodes[to->from];
		plan.pages[--k] = (struct vpage){
			from->box, to->box - from->box, from->figure, to->figure - from->figure, to->left, to->lines};
		sizes_trace(s, &plan, from->figure, to->figure, to->figures_steps);
	}
	return plan;
}

static void
sums_make(struct search *s, struct arena *scratch)
{
	s->sums = NEW_N(scratch, s->n + 1, struct sum);
	for (size_t i = 0; i < s->n; i++) {
		const struct vbox *b = &s->boxes[i];
		s->sums[i + 1] = s->sums[i];
		s->sums[i + 1].steps += b->above + b->steps;
		s->sums[i + 1].shrink += b->shrink;
		s->sums[i + 1].stretch += b->stretch;
		s->sums[i + 1].notes += b->notes;
		s->sums[i + 1].heads += b->cost == BREAK_NEVER && b->airy;
	}
	for (size_t k = 0; k < s->n_paras; k++) {
		const struct vpara *p = &s->paras[k];
		s->sums[p->box + p->n].more += p->more;
		s->sums[p->box + p->n].fewer += p->fewer;
		for (size_t i = p->box + 1; i < p->box + p->n; i++)
			s->sums[i].within = k + 1;
	}
	for (size_t i = 0; i < s->n; i++) {
		s->sums[i + 1].more += s->sums[i].more;
		s->sums[i + 1].fewer += s->sums[i].fewer;
	}
	s->figure_notes = NEW_N(scratch, s->m + 1, int64_t);
	s->figure_steps = NEW_N(scratch, s->m + 1, int64_t);
	for (size_t k = 0; k < s->m; k++) {
		int most = 0;
		for (int z = 0; z < s->figures[k].n_sizes; z++)
			most = s->figures[k].sizes[z].steps > most ? s->figures[k].sizes[z].steps : most;
		s->figure_notes[k + 1] = s->figure_notes[k] + s->figures[k].notes;
		s->figure_steps[k + 1] = s->figure_steps[k] + most;
	}
}

/* Lays out the nodes: which numbers of figures may stand before each place between boxes. Returns the start. */
static size_t
nodes_make(struct search *s, struct arena *scratch)
{
	size_t seen = 0, count = 0;
	s->first_node = NEW_N(scratch, s->n + 2, size_t);
	s->least = NEW_N(scratch, s->n + 1, size_t);
	s->mentioned = NEW_N(scratch, s->n + 1, size_t);
	for (size_t i = 0; i <= s->n; i++) {
		size_t before = seen; /* figures mentioned before this place */
		while (seen < s->m && s->figures[seen].mention <= i)
			seen++;
		s->mentioned[i] = seen;
		s->least[i] = before > WAITING ? before - WAITING : 0;
		s->first_node[i] = count;
		count += seen - s->least[i] + 1;
	}
	s->first_node[s->n + 1] = count;
	s->nodes = NEW_N(scratch, count + 1, struct node);
	for (size_t i = 0; i <= s->n; i++)
		for (size_t k = s->first_node[i]; k < s->first_node[i + 1]; k++)
			s->nodes[k] = (struct node){
				.cost = COST_NONE, .from = NODE_NONE, .box = i, .figure = s->least[i] + k - s->first_node[i]};
	s->nodes[count] = (struct node){.from = NODE_NONE};
	s->end = count - 1;
	return count;
}

struct vplan
paginate(struct arena *a, struct arena *scratch, const struct vlist *list, const struct vroom *room)
{
	struct search s = {.boxes = list->boxes,
		.figures = list->figures,
		.n = list->n,
		.m = list->n_figures,
		.paras = list->paras,
		.n_paras = list->n_paras,
		.room = room};
	s.full = room->full < STEPS_MOST ? room->full : STEPS_MOST;
	size_t start = nodes_make(&s, scratch);
	sums_make(&s, scratch);
	choices_make(&s, scratch);
	pages_try(&s, start);
	for (size_t k = 0; k < start; k++)
		if (s.nodes[k].cost < COST_NONE && k != s.end)
			pages_try(&s, k);
	return plan_trace(a, &s);
}

bool
plan_strained(const struct vplan *plan)
{
	return plan->cost > (int64_t)plan->n * COST_PAGE + COST_STRETCHED;
}
