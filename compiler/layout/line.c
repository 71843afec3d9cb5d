/* line.c - break a paragraph into lines: the best of all ways (Knuth and Plass, Breaking Paragraphs into Lines, 1981) */
#include "layout/seg.h"

#include <stdlib.h>

enum {
	LINE_PENALTY = 10,
	UNEVEN_PART = 5, /* of the square of the blanks' unevenness, in thousandths of a blank */
	HYPHEN_PENALTY = 300, /* a word divided by patterns */
	HARD_PENALTY = 150, /* the same within a name, in addition */
	AFTER_PENALTY = 25, /* behind a hyphen that is there anyway */
	PLAIN_PENALTY = 40, /* within an address, behind a slash */
	NO_TEXT_PENALTY = 3000, /* an emergency: anywhere */
	FITNESS_DEMERITS = 3000, /* a loose line beside a tight one */
	DOUBLE_HYPHEN_DEMERITS = 9000,
	FINAL_HYPHEN_DEMERITS = 9000,
	SHORT_LAST_DEMERITS = 60000,
	TOLERANCE = 800, /* badness of the first pass */
	BADNESS_MOST = 1000000, /* of the last: any line that is not too long */
	HYPHENS_MOST = 3 /* hyphens in a row that are told apart */
};

/* Lengths from the paragraph's beginning. */
struct sum {
	int64_t at; /* where the segment begins, its blank included */
	int64_t blank; /* of it, blanks that stretch by half their width */
	int64_t shrink; /* what they may shrink by */
	int64_t wide; /* of it, glyphs that may be made a little wider or narrower */
};

/* A place where a line may end, on a best way to it. */
struct node {
	struct node *prev; /* on the way; NULL: the paragraph's beginning */
	struct node *next; /* in the list of active ones */
	struct brk brk;
	uint8_t fitness, hyphens;
	uint32_t line; /* lines up to here */
	struct sum begin; /* to take off to have the next line's lengths */
	dim hang; /* by which the next line may begin before the margin */
	int64_t demerits;
};

/* A break that is tried. */
struct trial {
	struct brk brk;
	struct sum end, begin; /* up to the line's end, and to take off for the next line */
	dim hang, next_hang;
	int penalty;
	bool hyphen, final;
	int64_t last_least; /* final: natural width that the last line should have */
};

struct breaking {
	const struct setter *s;
	const struct segs *segs;
	size_t first, last;
	struct sum *sums; /* of segments first..last, by index - first */
	struct arena *scratch;
	dim measure, indent;
	size_t before; /* lines of the paragraph above */
	uint32_t groups; /* lines behind which ways are told apart by their number of lines */
	bool ragged, hyphens_on, emergency;
	dim em; /* more than a hyphen or what hangs over the margin */
	int tolerance;
	int scale; /* thousandths by which glyphs may be made wider or narrower */
	int hyphens_in_row;
	dim rag; /* ragged: the white that a line may have without harm */
	struct node *active; /* ordered by group */
	struct node *dead; /* the one whose line had become too long, last */
};

static dim
hang_left(const struct breaking *b, const struct seg *seg)
{
	return seg->word && !b->segs->bidi ? units_to_dim(seg->word->shaped.face, seg->word->hang_left, seg->size) : 0;
}

static dim
hang_right(const struct breaking *b, const struct seg *seg)
{
	return seg->word && !b->segs->bidi ? units_to_dim(seg->word->shaped.face, seg->word->hang_right, seg->size) : 0;
}

static void
sums_make(struct breaking *b)
{
	size_t n = b->last - b->first;
	struct sum sum = {0};
	b->sums = NEW_N(b->scratch, n + 1, struct sum);
	for (size_t i = 0; i < n; i++) {
		const struct seg *seg = &b->segs->list[b->first + i];
		if (i) {
			sum.at += seg->before;
			sum.blank += b->ragged ? 0 : seg->stretches ? seg->before : seg->give;
			sum.shrink += seg->stretches && !b->ragged ? blank_shrink(seg->before, seg->size) : 0;
		}
		b->sums[i] = sum;
		sum.at += seg->width;
		sum.wide += seg->scales ? seg->width : 0;
	}
	b->sums[n] = sum;
}

static int64_t
seg_end(const struct breaking *b, size_t i)
{
	return b->sums[i - b->first].at + b->segs->list[i].width;
}

/* 100 times the cube of how far the blanks are stretched or shrunk, in parts of what they may. */
static int
badness(int64_t slack, int64_t room)
{
	if (room <= 0)
		room = 1;
	int64_t r = slack * 1000 / room;
	if (r > 21000)
		return BADNESS_MOST;
	return (int)(r * r * r / 10000000);
}

static uint8_t
fitness_of(int64_t slack, int bad)
{
	if (slack < 0)
		return bad > 12 ? 0 : 1;
	return bad > 99 ? 3 : bad > 12 ? 2 : 1;
}

/* The candidates for one place: the best way for each fitness and number of hyphens in a row. Only the slots in `used` are filled. */
struct best {
	uint32_t used;
	struct {
		int64_t demerits;
		struct node *from;
	} slots[4 * (HYPHENS_MOST + 1)];
};

static dim
line_measure(const struct breaking *b, const struct node *from)
{
	dim measure = b->groups ? para_measure(b->s->in, b->before + from->line) : b->measure;
	return from->prev ? measure : measure - b->indent;
}

/* Ways with different numbers of lines are different when the next lines differ in length, or when a certain number is wanted. */
static uint32_t
group_of(const struct breaking *b, uint32_t line)
{
	return line < b->groups ? line : b->groups;
}

/* What glyphs can give, being drawn wider or narrower. It is taken before the blanks are touched: it shows less. */
static int64_t
glyphs_give(const struct breaking *b, const struct sum *len)
{
	return len->wide * b->scale / 1000;
}

/* Demerits of a line by how it fills its measure, and how tight or loose it is; false when it is not feasible. To Knuth and Plass's cube
 * comes a square: it is what evens out the many lines in the middle. */
static bool
line_fit(const struct breaking *b, int64_t slack, const struct sum *len, bool final, int64_t *demerits, uint8_t *fitness)
{
	int64_t give = glyphs_give(b, len), rest = slack > give ? slack - give : slack < -give ? slack + give : 0;
	int bad = 0;
	*fitness = 1;
	if (b->ragged) {
		bad = final && slack >= 0 ? 0 : badness(slack, b->rag);
		*demerits = (int64_t)(LINE_PENALTY + bad) * (LINE_PENALTY + bad);
		return slack >= 0 && bad <= b->tolerance;
	}
	if (final && slack > 0)
		rest = 0;
	/* Most lines that are tried are far too short: no need to know by how much (blanks at twice their width are beyond TOLERANCE). */
	if (!b->emergency && rest > len->blank + len->blank / 32)
		return false;
	if (rest < 0)
		bad = badness(-rest, len->shrink);
	else if (rest > 0)
		bad = badness(rest, len->blank ? len->blank / 2 : b->measure / 40);
	if (rest > 0 && bad > b->tolerance)
		return false;
	int64_t uneven = len->blank ? rest * 1000 / len->blank : 0;
	uneven = uneven > 2000 ? 2000 : uneven;
	*demerits = (int64_t)(LINE_PENALTY + bad) * (LINE_PENALTY + bad) + uneven * uneven / UNEVEN_PART;
	*fitness = fitness_of(rest, bad);
	return true;
}

/* Demerits of the way to a trial through a node, besides those of its last line. */
static int64_t
way_demerits(const struct node *from, const struct trial *t, int64_t length, uint8_t fitness)
{
	int64_t d = (int64_t)t->penalty * t->penalty;
	int apart = (int)fitness - (int)from->fitness;
	if (apart > 1 || apart < -1)
		d += FITNESS_DEMERITS;
	if (t->hyphen && from->hyphens)
		d += DOUBLE_HYPHEN_DEMERITS;
	if (t->final) {
		if (from->hyphens)
			d += FINAL_HYPHEN_DEMERITS;
		if (from->prev && length < t->last_least)
			d += SHORT_LAST_DEMERITS;
	}
	return d + from->demerits;
}

/* Adds the best nodes for a trial to the active list, at `where`. */
static void
nodes_add(struct breaking *b, const struct trial *t, struct best *best, struct node **where)
{
	for (int k = 0; best->used; k++, best->used >>= 1) {
		if (!(best->used & 1))
			continue;
		struct node *from = best->slots[k].from, *node = NEW(b->scratch, struct node);
		*node = (struct node){.prev = from,
			.next = *where,
			.brk = t->brk,
			.fitness = (uint8_t)(k / (HYPHENS_MOST + 1)),
			.hyphens = (uint8_t)(k % (HYPHENS_MOST + 1)),
			.line = from->line + 1,
			.begin = t->begin,
			.hang = t->next_hang,
			.demerits = best->slots[k].demerits};
		*where = node;
		where = &node->next;
	}
}

/* Where nodes that are reached from a group stand in the list: behind those of the next group. */
static struct node **
group_end(const struct breaking *b, struct node **at, uint32_t group)
{
	while (*at && group_of(b, (*at)->line) <= group_of(b, group + 1))
		at = &(*at)->next;
	return at;
}

/* Tries to end a line here from every active node. Nodes from which the line has become too long retire: at the end of a word at once, within
 * one (where a hyphen may make the line longer than what follows will) when it sticks out by more than a hyphen can. */
static bool
line_try(struct breaking *b, const struct trial *t, bool word)
{
	struct best best;
	best.used = 0;
	struct node **at = &b->active;
	bool found = false;
	uint32_t group = 0;
	while (*at) {
		struct node *from = *at;
		if (best.used && group_of(b, from->line) != group)
			nodes_add(b, t, &best, group_end(b, at, group));
		group = group_of(b, from->line);
		/* Not back to where a rescue has already gone beyond. */
		if (from->brk.seg > t->brk.seg || (from->brk.seg == t->brk.seg && from->brk.at >= t->brk.at)) {
			at = &from->next;
			continue;
		}
		struct sum len = {.at = t->end.at - from->begin.at,
			.blank = t->end.blank - from->begin.blank,
			.shrink = t->end.shrink - from->begin.shrink,
			.wide = t->end.wide - from->begin.wide};
		int64_t slack = line_measure(b, from) + from->hang + t->hang - len.at;
		int64_t over = -slack - len.shrink - glyphs_give(b, &len);
		if (slack < 0 && over > 0) {
			if (word || over > b->em) {
				*at = from->next;
				if (!b->dead || b->dead->begin.at <= from->begin.at)
					b->dead = from;
			} else {
				at = &from->next;
			}
			continue;
		}
		at = &from->next;
		int hyphens = t->hyphen ? from->hyphens + 1 : 0;
		int64_t fit;
		uint8_t fitness;
		if ((hyphens > b->hyphens_in_row && !b->emergency) || !line_fit(b, slack, &len, t->final, &fit, &fitness))
			continue;
		hyphens = hyphens > HYPHENS_MOST ? HYPHENS_MOST : hyphens;
		int64_t d = fit + way_demerits(from, t, len.at, fitness);
		int k = fitness * (HYPHENS_MOST + 1) + hyphens;
		if (!(best.used >> k & 1) || d < best.slots[k].demerits) {
			best.slots[k].demerits = d;
			best.slots[k].from = from;
			best.used |= 1u << k;
		}
		found = true;
	}
	if (best.used)
		nodes_add(b, t, &best, group_end(b, b->groups ? &b->active : at, group));
	return found;
}

/* A trial at the beginning of segment i (or at the paragraph's end). */
static struct trial
trial_before(const struct breaking *b, size_t i)
{
	const struct sum *sum = &b->sums[i - b->first];
	struct trial t = {.brk = {.seg = (uint32_t)i, .kind = POINT_PLAIN}, .end = sum[-1], .begin = *sum};
	t.end.at = seg_end(b, i - 1);
	t.end.wide = sum->wide;
	t.hang = hang_right(b, &b->segs->list[i - 1]);
	if (i == b->last) {
		t.final = t.brk.forced = true;
		t.last_least = b->s->f->style->last_line_least;
		return t;
	}
	const struct seg *seg = &b->segs->list[i];
	t.next_hang = hang_left(b, seg);
	if (seg->join == JOIN_SHY) {
		const struct seg *last = seg - 1;
		const struct look *look = &b->segs->looks[last->look];
		t.end.at += units_to_dim(&look->key.font->face, look->key.font->hyphen, last->size);
		t.hang = units_to_dim(&look->key.font->face, look->key.font->hyphen / 2, last->size);
		t.brk.kind = POINT_PATTERN;
		t.hyphen = true;
		t.penalty = HYPHEN_PENALTY;
	} else if (seg->join == JOIN_BREAK) {
		t.penalty = 0;
	}
	return t;
}

static struct trial
trial_within(const struct breaking *b, size_t i, const struct point *p)
{
	const struct seg *seg = &b->segs->list[i];
	const struct sum *sum = &b->sums[i - b->first];
	const struct face *face = seg->word->shaped.face;
	int tracking = b->segs->looks[seg->look].tracking;
	dim pre = units_to_dim(face, p->pre, seg->size), post = units_to_dim(face, p->post, seg->size);
	if (tracking) {
		pre += (dim)((int64_t)p->at * seg->size * tracking / 1000);
		post += (dim)((int64_t)(seg->word->shaped.text.n - p->at) * seg->size * tracking / 1000);
	}
	struct trial t = {.brk = {.seg = (uint32_t)i, .at = p->at, .kind = p->kind}, .end = *sum, .begin = *sum};
	t.end.at += pre;
	t.begin.at += seg->width - post;
	if (seg->scales) {
		t.end.wide += pre;
		t.begin.wide += seg->width - post;
	}
	t.hang = b->segs->bidi ? 0 : units_to_dim(face, p->hang, seg->size);
	t.hyphen = p->kind == POINT_PATTERN || p->kind == POINT_AFTER || p->kind == POINT_REPEAT;
	t.penalty = p->kind == POINT_PATTERN ? HYPHEN_PENALTY : p->kind == POINT_PLAIN ? PLAIN_PENALTY : AFTER_PENALTY;
	t.penalty += p->hard ? HARD_PENALTY : 0;
	return t;
}

/* Is a break within segment i worth trying? Only where a line from some active node can come to its end. */
static bool
within_worth(const struct breaking *b, size_t i)
{
	const struct seg *seg = &b->segs->list[i];
	const struct sum *sum = &b->sums[i - b->first];
	int64_t end = sum->at + seg->width + seg->size / 2;
	int reach = b->tolerance > 200 ? 3 : 2;
	if (!seg->word || seg->word->shaped.text.n < 5 || seg->level & 1)
		return false;
	if (b->emergency)
		return true;
	for (const struct node *from = b->active; from; from = from->next) {
		int64_t stretch = b->ragged ? b->rag : (sum->blank - from->begin.blank) / 2 + b->measure * b->scale / 1000;
		if (end - from->begin.at + reach * stretch >= line_measure(b, from))
			return true;
	}
	return false;
}

/* Emergency: no legal place is left for a line from `from`: breaks wherever it is full, at least behind one character. Returns false when
 * segment `until` is reached without need. */
static struct trial
rescue(const struct breaking *b, const struct node *from, size_t until)
{
	int64_t limit = from->begin.at + line_measure(b, from) + from->hang;
	size_t i = from->brk.seg;
	uint16_t least = from->brk.at;
	while (i + 1 < until && seg_end(b, i) <= limit && b->segs->list[i + 1].join != JOIN_FORCED) {
		i++;
		least = 0;
	}
	const struct seg *seg = &b->segs->list[i];
	/* Segment i does not fit (or is the last before `until`). Its last cluster that does, else its first: */
	struct point p = {.kind = POINT_ANYWHERE};
	const struct word_shape *w = seg->word;
	int64_t advance = 0, begin = b->sums[i - b->first].at;
	bool fits = false;
	for (uint16_t k = 0; w && k < w->shaped.n; k++) {
		const struct glyph *g = &w->shaped.glyphs[w->shaped.rtl ? w->shaped.n - 1 - k : k];
		int64_t tracking = (int64_t)g->cluster * seg->size * b->segs->looks[seg->look].tracking / 1000;
		bool here = begin + units_to_dim(w->shaped.face, advance, seg->size) + tracking <= limit;
		if (g->cluster > least && g->cluster > p.at && (here || !p.at)) {
			p.at = g->cluster;
			fits = here;
		}
		advance += g->advance;
	}
	bool behind_start = i > from->brk.seg;
	struct trial t;
	if (seg_end(b, i) <= limit || (!fits && !behind_start && !p.at)) {
		t = trial_before(b, i + 1);
	} else if (!fits && behind_start) {
		t = trial_before(b, i);
	} else {
		p.pre = word_advance_to(w, p.at);
		p.post = w->shaped.advance - p.pre;
		t = trial_within(b, i, &p);
	}
	t.penalty = NO_TEXT_PENALTY;
	return t;
}

/* Forces a way on when every active node's line has become too long before a trial that lies in or before segment `until`, then tries again. */
static void
rescue_all(struct breaking *b, size_t until, const struct trial *again)
{
	while (!b->active && b->dead) {
		struct node *from = b->dead, *node = NEW(b->scratch, struct node);
		struct trial t = rescue(b, from, until);
		*node = (struct node){.prev = from,
			.brk = t.brk,
			.fitness = 1,
			.line = from->line + 1,
			.begin = t.begin,
			.hang = t.next_hang,
			.demerits = from->demerits + (int64_t)NO_TEXT_PENALTY * NO_TEXT_PENALTY};
		b->active = node;
		b->dead = NULL;
		line_try(b, again, !again->brk.at);
	}
}

static void
try_within(struct breaking *b, size_t i)
{
	const struct seg *seg = &b->segs->list[i];
	const struct look *look = &b->segs->looks[seg->look];
	const struct points *points = word_points(b->s->f, seg->word);
	for (size_t k = 0; k < points->n; k++) {
		const struct point *p = &points->list[k];
		if (p->kind == POINT_PATTERN && (!b->hyphens_on || !look->syllables || !seg->whole || look->capitals))
			continue;
		struct trial t = trial_within(b, i, p);
		line_try(b, &t, false);
		if (!b->active && b->emergency)
			rescue_all(b, i + 1, &t);
	}
}

static bool
breaks_before(const struct seg *seg)
{
	return seg->join == JOIN_BLANK || seg->join == JOIN_BREAK || seg->join == JOIN_SHY;
}

/* One pass over the paragraph; NULL when it has no solution within the tolerance. */
static struct node *
pass(struct breaking *b, int tolerance, bool hyphens_on, bool emergency)
{
	struct node *start = NEW(b->scratch, struct node);
	*start = (struct node){.brk = {.seg = (uint32_t)b->first}, .fitness = 1, .hang = hang_left(b, &b->segs->list[b->first])};
	b->tolerance = tolerance;
	b->hyphens_on = hyphens_on;
	b->emergency = emergency;
	b->active = start;
	b->dead = NULL;
	for (size_t i = b->first; i < b->last; i++) {
		if (i > b->first && breaks_before(&b->segs->list[i])) {
			struct trial t = trial_before(b, i);
			line_try(b, &t, true);
			if (!b->active && emergency)
				rescue_all(b, i, &t);
			if (!b->active)
				return NULL;
		}
		if (within_worth(b, i))
			try_within(b, i);
		if (!b->active)
			return NULL;
	}
	struct trial t = trial_before(b, b->last);
	line_try(b, &t, true);
	/* The nodes left are those of the end, and those that the end was no line for. */
	if (!b->active && emergency)
		rescue_all(b, b->last, &t);
	struct node *best = NULL;
	for (struct node *n = b->active; n; n = n->next)
		if (n->brk.seg == b->last && n->prev && (!best || n->demerits < best->demerits))
			best = n;
	return best;
}

/* Among the ends that were found, the one with so many lines; NULL when there is none. */
static struct node *
end_with_lines(const struct breaking *b, uint32_t lines)
{
	struct node *best = NULL;
	for (struct node *n = b->active; n; n = n->next)
		if (n->brk.seg == b->last && n->line == lines && (!best || n->demerits < best->demerits))
			best = n;
	return best;
}

/* The paragraph with a line more or less than its natural number, if that can be had. */
static struct node *
pass_loose(struct breaking *b, struct node *natural)
{
	int looseness = b->s->in->looseness;
	/* Ways are told apart by their number of lines: that is for paragraphs, not for volumes. */
	if (natural->line > 200 || (looseness < 0 && (uint32_t)-looseness >= natural->line))
		return natural;
	uint32_t groups = b->groups;
	b->groups = UINT32_MAX - 1;
	struct node *best = pass(b, TOLERANCE, b->hyphens_on, false);
	if (best)
		best = end_with_lines(b, (uint32_t)((int)natural->line + looseness));
	b->groups = groups;
	return best ? best : natural;
}

static struct brk *
path_of(struct breaking *b, const struct node *end, size_t *n)
{
	*n = end->line;
	struct brk *list = NEW_N(b->scratch, end->line, struct brk);
	for (size_t i = end->line; i--; end = end->prev)
		list[i] = end->brk;
	list[*n - 1].forced = true;
	return list;
}

struct brk *
lines_break(
	const struct setter *s, const struct segs *segs, size_t first, size_t last, size_t before, size_t *n, int64_t *demerits)
{
	size_t inset = s->in->inset_lines > 0 ? (size_t)s->in->inset_lines : 0;
	struct breaking b = {.s = s,
		.segs = segs,
		.first = first,
		.last = last,
		.scratch = s->scratch,
		.measure = s->in->measure,
		.indent = first == 0 ? s->in->first_indent : 0,
		.before = before,
		.groups = inset > before ? (uint32_t)(inset - before) : 0,
		.ragged = !para_justified(s->in),
		.hyphens_in_row = s->f->style->hyphens_in_row};
	b.rag = b.measure / 8 > 2 * s->in->style->size ? b.measure / 8 : 2 * s->in->style->size;
	b.scale = b.ragged ? 0 : s->f->style->glyph_scale;
	b.em = 2 * s->in->style->size;
	sums_make(&b);
	bool hyphenate = s->in->style->hyphenate && b.hyphens_in_row > 0;
	struct node *end = pass(&b, TOLERANCE, hyphenate, false);
	if (!end)
		end = pass(&b, BADNESS_MOST, hyphenate, true);
	if (end && s->in->looseness)
		end = pass_loose(&b, end);
	*demerits += end ? end->demerits : 0;
	return end ? path_of(&b, end, n) : NULL;
}
