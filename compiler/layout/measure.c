/* measure.c - what a page costs: its blanks, its notes, the sizes of its figures, how short it ends */
#include "layout/search.h"

enum {
	COST_WAIT = 90, /* a figure stands at the head of the page after its mention, */
	COST_WAIT_STEP = 3, /* for each step of text that it lets pass, */
	COST_WAIT_HEAD = 150, /* for each head, */
	COST_WAIT_PAGE = 1500, /* for each further page, */
	COST_BEHIND = 1000, /* when the text has ended already, */
	COST_CROWD = 120, /* and if another one stands there already */
	COST_SHORT_MORE = 60, /* of a page several steps short: for each step's square */
	COST_CLOSE = 200, /* a blank above a figure that is missing */
	COST_SPLINTER = 60, /* a line or two between a figure and the page's edge */
	COST_LAST = 64, /* lines that the last page has less than LAST_LINES: their square */
	COST_ALONE = 3000, /* the post's mark or its code stands alone on it */
	LAST_LINES = 5,
	NOTE_KEPT = 2, /* lines of a note that is divided, at least, on either page */
	COST_NOTE_MOVED = 4000, /* a note that does not even begin on the page that calls it */
	COST_NOTE_LINE = 15 /* for each line that runs on */
};

/* What a page's blanks can give. */
struct give {
	int64_t shrink, stretch;
	int64_t close; /* blanks above figures that may shrink besides the others */
};

int
notes_steps(const struct vroom *room, int64_t lines)
{
	int64_t grid = room->grid > 0 ? room->grid : 1, steps = (lines * room->note_leading + room->notes_gap + grid - 1) / grid;
	return lines <= 0 ? 0 : steps < INT32_MAX / 2 ? (int)steps : INT32_MAX / 2;
}

/* Lines of notes that such steps at the foot hold. */
static int64_t
notes_held(const struct vroom *room, int64_t steps)
{
	int64_t height = steps * room->grid - room->notes_gap;
	return steps <= 0 || height <= 0 || room->note_leading <= 0 ? 0 : height / room->note_leading;
}

bool
figure_apart(const struct vbox *b)
{
	return b->cost != BREAK_NEVER;
}

struct choice *
choices_of(const struct search *s, size_t figure, size_t number)
{
	return s->choices + (figure * ON_PAGE + number - 1) * (size_t)(s->full + 1);
}

/* ---- once for a post ---- */

/* For each figure and number of figures from it on: the cheapest sizes for every sum of steps. */
static void
choices_make(struct search *s, struct arena *scratch)
{
	size_t row = (size_t)s->full + 1;
	s->choices = NEW_N(scratch, s->m * ON_PAGE * row, struct choice);
	s->ranges = NEW_N(scratch, s->m * ON_PAGE, struct choice_range);
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
			struct choice_range *range = &s->ranges[f * ON_PAGE + q - 1];
			*range = (struct choice_range){(int16_t)(s->full + 1), 0, INT32_MAX};
			for (int k = 1; k <= s->full; k++)
				if (to[k].cost < INT32_MAX) {
					range->least = k < range->least ? (int16_t)k : range->least;
					range->most = (int16_t)k;
					range->cost = to[k].cost < range->cost ? to[k].cost : range->cost;
				}
		}
}

/* Marks the calls by which notes come to their pages: all of those that stand on each page, of others the first. */
static void
calls_mark(struct search *s, uint32_t first, uint32_t n)
{
	for (uint32_t k = first; k < first + n; k++) {
		uint32_t note = s->list->calls[k];
		s->first_call[k] = s->list->notes[note].again || !s->seen[note];
		s->seen[note] = 1;
	}
}

static void
notes_prepare(struct search *s, struct arena *scratch)
{
	size_t calls = 0, k = 0;
	for (size_t i = 0; i < s->n; i++)
		calls = s->boxes[i].call + s->boxes[i].n_calls > calls ? s->boxes[i].call + s->boxes[i].n_calls : calls;
	for (size_t i = 0; i < s->m; i++)
		calls = s->figures[i].call + s->figures[i].n_calls > calls ? s->figures[i].call + s->figures[i].n_calls : calls;
	s->seen = NEW_N(scratch, s->list->n_notes + 1, size_t);
	s->first_call = NEW_N(scratch, calls + 1, bool);
	s->figure_notes = NEW_N(scratch, s->m + 1, int64_t);
	for (size_t i = 0; i <= s->n; i++) {
		for (; k < s->m && (s->figures[k].mention <= i || i == s->n); k++) {
			const struct vfigure *figure = &s->figures[k];
			calls_mark(s, figure->call, figure->n_calls);
			s->figure_notes[k + 1] = s->figure_notes[k];
			for (uint32_t c = figure->call; c < figure->call + figure->n_calls; c++)
				s->figure_notes[k + 1] += s->first_call[c] ? s->list->notes[s->list->calls[c]].lines : 0;
		}
		if (i < s->n)
			calls_mark(s, s->boxes[i].call, s->boxes[i].n_calls);
	}
	s->tried = 1;
}

void
search_prepare(struct search *s, struct arena *scratch)
{
	s->sums = NEW_N(scratch, s->n + 1, struct sum);
	for (size_t i = 0; i < s->n; i++) {
		const struct vbox *b = &s->boxes[i];
		s->sums[i + 1].steps = s->sums[i].steps + b->above + b->steps;
		s->sums[i + 1].shrink = s->sums[i].shrink + b->shrink;
		s->sums[i + 1].stretch = s->sums[i].stretch + b->stretch;
		s->sums[i + 1].heads = s->sums[i].heads + (b->cost == BREAK_NEVER && b->airy);
	}
	s->figure_steps = NEW_N(scratch, s->m + 1, int64_t);
	for (size_t k = 0; k < s->m; k++) {
		int most = 0;
		for (int z = 0; z < s->figures[k].n_sizes; z++)
			most = s->figures[k].sizes[z].steps > most ? s->figures[k].sizes[z].steps : most;
		s->figure_steps[k + 1] = s->figure_steps[k] + most;
	}
	s->reach = NEW_N(scratch, s->n + 1, struct reach);
	notes_prepare(s, scratch);
	choices_make(s, scratch);
}

/* ---- notes ---- */

void
notes_reach(struct search *s, size_t i, size_t end)
{
	struct reach r = {0};
	dim x = 0; /* of the line that short notes share; 0: there is none */
	s->tried++;
	s->reach[0] = r;
	for (size_t k = i; k < end; k++) {
		const struct vbox *b = &s->boxes[k];
		for (uint32_t c = b->call; c < b->call + b->n_calls; c++) {
			uint32_t number = s->list->calls[c];
			const struct vnote *note = &s->list->notes[number];
			if (!s->first_call[c] || s->seen[number] == s->tried || note->lines <= 0)
				continue;
			s->seen[number] = s->tried;
			r.last = 0;
			if (note->run_w > 0) {
				bool fits = x > 0 && (int64_t)x + s->room->note_blank + note->run_w <= s->room->measure;
				r.lines += !fits;
				x = fits ? x + s->room->note_blank + note->run_w : note->run_w;
				r.before_last = r.lines;
				continue;
			}
			x = 0;
			r.before_last = r.lines;
			r.last = note->lines;
			r.lines += note->lines;
		}
		s->reach[k - i + 1] = r;
	}
}

/* ---- text ---- */

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

int64_t
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

int64_t
figures_cost(const struct search *s, const struct trial *t)
{
	int64_t cost = splinter_cost(s, t);
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

static const struct choice_range *
range_of(const struct search *s, const struct trial *t)
{
	return &s->ranges[t->f * ON_PAGE + t->g - t->f - 1];
}

bool
figures_fit(const struct search *s, const struct trial *t)
{
	if (t->f == t->g)
		return true;
	int64_t tails = 0, shrink = s->sums[t->j].shrink - s->sums[t->i].shrink;
	for (size_t k = t->f; k < t->g; k++)
		tails += s->figures[k].tail;
	return text_steps(s, t) + range_of(s, t)->least - tails - shrink - LINES_MOST - ON_PAGE <= t->capacity;
}

int64_t
figures_leave(const struct search *s, const struct trial *t)
{
	int64_t lines = t->carried + s->reach[t->j - t->i].lines + s->figure_notes[t->g] - s->figure_notes[t->f];
	return t->capacity - text_steps(s, t) - (t->f == t->g ? 0 : range_of(s, t)->most) - notes_steps(s->room, lines);
}

int64_t
figures_least(const struct search *s, const struct trial *t)
{
	return t->f == t->g ? 0 : range_of(s, t)->cost;
}

/* ---- what paragraphs give ---- */

size_t
paras_cheapest(const struct vlist *list, size_t first, size_t i, size_t j, bool more, size_t x, size_t *out)
{
	size_t n = 0;
	for (size_t k = first; k < list->n_paras && list->paras[k].box + list->paras[k].n <= j; k++) {
		const struct vpara *p = &list->paras[k];
		int32_t cost = more ? p->more : p->fewer;
		if (p->box < i || cost == BREAK_NEVER)
			continue;
		size_t at = n < x ? n++ : x;
		for (; at > 0; at--) {
			const struct vpara *q = &list->paras[out[at - 1]];
			if ((more ? q->more : q->fewer) <= cost)
				break;
			if (at < x)
				out[at] = out[at - 1];
		}
		if (at < x)
			out[at] = k;
	}
	return n;
}

static void
paras_find(const struct search *s, struct trial *t)
{
	size_t found[LINES_MOST];
	if (t->paras_j == t->j)
		return;
	t->paras_j = t->j;
	for (int x = 1; x <= LINES_MOST; x++)
		t->more[x] = t->fewer[x] = COST_NONE;
	t->more[0] = t->fewer[0] = 0;
	for (int more = 0; more < 2; more++) {
		int64_t *to = more ? t->more : t->fewer;
		size_t n = paras_cheapest(s->list, s->para, t->i, t->j, more, LINES_MOST, found);
		for (size_t x = 0; x < n; x++) {
			const struct vpara *p = &s->list->paras[found[x]];
			to[x + 1] = to[x] + COST_LINE + (more ? p->more : p->fewer);
		}
	}
}

/* ---- how a page ends ---- */

static struct give
give_measure(const struct search *s, const struct trial *t, int movable, int firm)
{
	const struct sum *a = &s->sums[t->i], *b = &s->sums[t->j];
	struct give give = {.stretch = movable, .close = movable};
	if (t->j == t->i)
		return give;
	give.shrink = b->shrink - a->shrink - s->boxes[t->i].shrink - firm;
	give.stretch += b->stretch - a->stretch - s->boxes[t->i].stretch;
	return give;
}

static int64_t
short_cost(int64_t k)
{
	return k <= 1 ? COST_SHORT * k : COST_SHORT_MORE * k * k - (COST_SHORT_MORE - COST_SHORT);
}

static void
outcome_offer(struct trial *t, int k, struct outcome o)
{
	if (o.cost < t->out[k].cost)
		t->out[k] = o;
}

/* The page lacks steps: blanks shrink, paragraphs are set a line shorter. */
static void
page_tighten(struct trial *t, const struct give *give, int64_t need, struct outcome o)
{
	int64_t base = o.cost;
	for (int x = 0; x <= LINES_MOST && x <= need && t->fewer[x] < COST_NONE; x++) {
		int64_t blanks = need - x;
		if (blanks > give->shrink + give->close)
			continue;
		int64_t close = blanks > give->shrink ? blanks - give->shrink : 0;
		o.cost = base + t->fewer[x] + COST_SHRUNK * (blanks - close) + COST_CLOSE * close;
		o.lines = -x;
		o.left = 0;
		outcome_offer(t, 0, o);
	}
}

/* The page has steps to spare: some stay empty, blanks grow, paragraphs are set a line longer. */
static void
page_loosen(struct trial *t, const struct give *give, int64_t spare, struct outcome o)
{
	int64_t base = o.cost;
	for (int x = 0; x <= LINES_MOST && x <= spare && t->more[x] < COST_NONE; x++)
		for (int64_t k = 0; k < SHORTS && k <= spare - x; k++) {
			int64_t rest = spare - x - k, y = rest, least = k;
			if (k == SHORTS - 1) { /* or more: as blanks and foot share it best */
				y = (spare - x) * COST_SHORT_MORE / (COST_SHORT_MORE + COST_STRETCHED);
				y = y < rest ? y : rest;
				y = y < give->stretch ? y : give->stretch;
				least = spare - x - y;
			}
			bool sunk =
				t->sinks && k == 0 && y == give->stretch + 1; /* only to end level with the page that it faces */
			y -= sunk;
			if (y > give->stretch || base >= t->out[k].cost)
				continue;
			o.cost = base + t->more[x] + COST_STRETCHED * y * y + short_cost(least) + COST_SUNK * sunk;
			o.sunk = sunk;
			o.lines = x;
			o.left = (int)least;
			outcome_offer(t, (int)k, o);
		}
}

/* What it costs that the last page has too little text, or none. */
static int64_t
last_cost(const struct search *s, const struct trial *t, int64_t figures_steps)
{
	size_t end = s->n - s->list->tail;
	if (t->i >= end)
		return figures_steps ? 0 : COST_ALONE;
	struct trial text = *t;
	text.j = end;
	int64_t few = LAST_LINES - text_steps(s, &text) - figures_steps;
	return few > 0 ? COST_LAST * few * few : 0;
}

/* Offers the page with so much room for its notes' lines. */
static void
page_end(const struct search *s, struct trial *t, const struct give *give, int64_t room, struct outcome o)
{
	if (t->last && room >= 0) {
		o.cost += t->i > 0 ? last_cost(s, t, o.figures_steps) : 0;
		o.left = (int)room;
		outcome_offer(t, 0, o);
	} else if (room < 0) {
		page_tighten(t, give, -room, o);
	} else {
		page_loosen(t, give, room, o);
	}
}

/* The page's notes do not fit: the last one is divided, or, where nothing else helps, what does not fit runs on as it comes. */
static void
notes_divide(const struct search *s, struct trial *t, const struct give *give, int64_t room, int64_t lines, struct outcome o)
{
	const struct reach *reach = &s->reach[t->j - t->i];
	int64_t held = notes_held(s->room, room), least = NOTE_KEPT;
	bool called = reach->lines > 0;
	bool figures = s->figure_notes[t->g] > s->figure_notes[t->f];
	if (held >= lines || room < 0)
		return;
	if (!t->force) {
		if (called)
			least += t->carried + reach->before_last;
		if (t->last || figures || (called && reach->last < 2 * NOTE_KEPT))
			return;
		if (held > lines - NOTE_KEPT)
			held = lines - NOTE_KEPT;
		if (held < least)
			return;
	}
	o.note_lines = (int)held;
	o.notes_rest = lines - held < INT32_MAX / 2 ? (int)(lines - held) : INT32_MAX / 2;
	o.cost += COST_NOTE_SPLIT + COST_NOTE_LINE * (lines - held) + (held < least ? COST_NOTE_MOVED : 0);
	page_end(s, t, give, room - notes_steps(s->room, held), o);
}

static void
sizes_offer(const struct search *s, struct trial *t, const struct give *give, int64_t room, int64_t lines, struct outcome o)
{
	int steps = notes_steps(s->room, lines);
	o.note_lines = (int)lines;
	o.notes_rest = 0;
	page_end(s, t, give, room - steps, o);
	if (steps && room - steps < 0)
		notes_divide(s, t, give, room, lines, o);
}

bool
page_measure(const struct search *s, struct trial *t)
{
	int movable, firm, between = blanks_between(s, t, &movable, &firm);
	const struct reach *reach = &s->reach[t->j - t->i];
	int64_t figures = s->figure_notes[t->g] - s->figure_notes[t->f];
	/* short notes of captions and of the text may share lines otherwise than here: one to spare */
	int64_t lines = t->carried + reach->lines + figures + (figures && reach->lines);
	int64_t room = t->capacity - text_steps(s, t) - between;
	struct give give = give_measure(s, t, movable, firm);
	paras_find(s, t);
	if (lines > INT32_MAX / 2)
		lines = INT32_MAX / 2;
	for (int k = 0; k < SHORTS; k++)
		t->out[k].cost = COST_NONE;
	if (t->f == t->g) {
		sizes_offer(s, t, &give, room, lines, (struct outcome){0});
	} else {
		const struct choice *choice = choices_of(s, t->f, t->g - t->f);
		struct choice_range range = *range_of(s, t);
		int64_t most = room + give.shrink + give.close + LINES_MOST;
		for (int steps = range.most < most ? range.most : (int)most; steps >= range.least; steps--)
			if (choice[steps].cost < INT32_MAX)
				sizes_offer(s, t, &give, room - steps, lines,
					(struct outcome){.cost = choice[steps].cost, .figures_steps = steps});
	}
	for (int k = 0; k < SHORTS; k++)
		if (t->out[k].cost < COST_NONE)
			return true;
	return false;
}
