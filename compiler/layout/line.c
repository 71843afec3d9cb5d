/* line.c - break a paragraph into lines: the best of all ways (Knuth and Plass, Breaking Paragraphs into Lines, 1981) */
#include "layout/seg.h"

#include <stdlib.h>

/* Demerits. Their unit: a line whose blanks are a tenth of a blank wider or narrower than they should be has some 5,000. */
enum {
	LINE_DEMERITS = 100,
	EVEN_PART = 2, /* of the square of how far the blanks are off, in thousandths of a blank; */
	GIVEN_PART = 100, /* of the square of what the letters have given, in thousandths of what they may */
	UNEVEN_FROM = 200, /* more than that shows, */
	UNEVEN_PART = 10, /* and costs this part of the cube of what is more */
	OFF_MOST = 20000, /* blanks that are further off cost no more */
	HYPHEN_DEMERITS = 220000, /* a word divided by patterns */
	HARD_DEMERITS = 110000, /* the same within a name, in addition */
	AFTER_DEMERITS = 1000, /* behind a hyphen that is there anyway */
	PLAIN_DEMERITS = 4000, /* within an address, behind a slash */
	FITNESS_DEMERITS = 60000, /* a loose line beside a tight one; twice for a very loose one */
	DOUBLE_HYPHEN_DEMERITS = 60000,
	ROW_DEMERITS = 100000000, /* a hyphen too many in a row, in an emergency: blanks of twice their width are better */
	FINAL_HYPHEN_DEMERITS = 60000,
	SHORT_LAST_DEMERITS = 400000,
	CROWDED_DEMERITS = 200000, /* the last line leaves no room for what stands behind it */
	TIED_DEMERITS = 20000000, /* between a number and its unit and the like: blanks of 1.75 times their width are better */
	POOR_DEMERITS = 3000000, /* a paragraph that has more, from one line for instance, is tried with wider blanks, too */
	RAG_LINE = 10, /* ragged lines: Knuth and Plass's badness has this added and is squared */
	RAG_BADNESS = 800, /* of a ragged line in the first pass */
	BADNESS_MOST = 1000000,
	FIRST_OFF = 450, /* in the first pass blanks are wider by that at most, in thousandths; */
	SECOND_OFF = 1000, /* in the second; in the third it does not matter */
	LOOSE_OFF = 380, /* in a paragraph that is set a line longer or shorter than it would be */
	TIGHT_FULL = 400, /* how far off, in thousandths, blanks count that have lost all they may: tight shows more than loose */
	HYPHENS_MOST = 3 /* hyphens in a row that are told apart */
};
#define NO_TEXT_DEMERITS INT64_C(1000000000000) /* an emergency: anywhere */

/* Lengths from the paragraph's beginning. */
struct sum {
	int64_t at; /* where the segment begins, its blank included */
	int64_t blank; /* of it, blanks that stretch by half their width */
	int64_t shrink; /* what they may shrink by */
	int64_t flex; /* what glyphs may give, being made a little wider or narrower, and set apart or closer */
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
	int64_t demerits; /* of the break itself */
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
	int tolerance; /* thousandths by which blanks may be wider */
	dim *flex; /* of each segment, by index - first; NULL: none gives */
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

/* What a word may give, being drawn wider or narrower. It is taken before the blanks are touched: it shows less. */
static dim
seg_flex(const struct segs *segs, const struct seg *seg)
{
	int64_t flex = seg->scales ? (int64_t)seg->width * segs->scale : 0;
	if (seg->spaces && segs->spacing)
		flex += (int64_t)seg->word->clusters * seg->size * segs->spacing;
	return (dim)(flex / 1000);
}

static void
sums_make(struct breaking *b)
{
	size_t n = b->last - b->first;
	struct sum sum = {0};
	bool flexible = !b->ragged && (b->segs->scale || b->segs->spacing);
	b->sums = NEW_N(b->scratch, n + 1, struct sum);
	b->flex = flexible ? NEW_N(b->scratch, n, dim) : NULL;
	for (size_t i = 0; i < n; i++) {
		const struct seg *seg = &b->segs->list[b->first + i];
		if (i) {
			sum.at += seg->before;
			sum.blank += b->ragged ? 0 : seg->stretches ? seg->before : seg->give;
			sum.shrink += seg->stretches && !b->ragged ? blank_shrink(seg->before, seg->size) : 0;
		}
		b->sums[i] = sum;
		sum.at += seg->width;
		if (flexible)
			sum.flex += b->flex[i] = seg_flex(b->segs, seg);
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

/* Tight, decent, loose, very loose: by the blanks, and by how much of what the letters may give they have given (both in thousandths). */
static uint8_t
fitness_of(int64_t off, int64_t given)
{
	off += given / 10;
	return off < -80 ? 0 : off <= 80 ? 1 : off <= 300 ? 2 : 3;
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

/* Demerits of a ragged line by the white at its end. */
static bool
ragged_fit(const struct breaking *b, int64_t slack, bool final, int64_t *demerits)
{
	int bad = final && slack >= 0 ? 0 : badness(slack, b->rag);
	*demerits = (int64_t)(RAG_LINE + bad) * (RAG_LINE + bad) * 5 / 2;
	return slack >= 0 && (bad <= RAG_BADNESS || b->emergency);
}

/* Demerits of a line by how far its blanks will be from what they should be, and how tight or loose it is; false when it is not feasible. What
 * counts is what a reader sees: the blanks after all else has given. Small differences count by their square, which evens out the many
 * lines in the middle; those that show, by a cube as in Knuth and Plass. */
static bool
line_fit(const struct breaking *b, int64_t slack, const struct sum *len, bool final, int64_t *demerits, uint8_t *fitness)
{
	*fitness = 1;
	if (b->ragged)
		return ragged_fit(b, slack, final, demerits);
	int64_t rest = slack > len->flex ? slack - len->flex : slack < -len->flex ? slack + len->flex : 0, off;
	int64_t blank = len->blank ? len->blank : b->measure / 20;
	if (final && slack > 0)
		rest = 0;
	/* Most lines that are tried are far too short: no need to know by how much. */
	if (!b->emergency && rest * 1000 > blank * b->tolerance)
		return false;
	if (rest < 0)
		off = rest * TIGHT_FULL / (len->shrink ? len->shrink : 1);
	else
		off = blank ? rest * 1000 / blank : OFF_MOST;
	off = off > OFF_MOST ? OFF_MOST : off < -OFF_MOST ? -OFF_MOST : off;
	int64_t more = (off < 0 ? -off : off) - UNEVEN_FROM, given = len->flex && !final ? (slack - rest) * 1000 / len->flex : 0;
	*demerits = LINE_DEMERITS + off * off / EVEN_PART + given * given / GIVEN_PART +
		(more > 0 ? more * more * more / UNEVEN_PART : 0);
	*fitness = fitness_of(off, given);
	return true;
}

/* Demerits of the way to a trial through a node, besides those of its last line. */
static int64_t
way_demerits(const struct node *from, const struct trial *t, int64_t length, uint8_t fitness)
{
	int64_t d = t->demerits;
	int apart = (int)fitness - (int)from->fitness;
	apart = apart < 0 ? -apart : apart;
	if (apart > 1)
		d += (int64_t)(apart - 1) * FITNESS_DEMERITS;
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
			.flex = t->end.flex - from->begin.flex};
		int64_t slack = line_measure(b, from) + from->hang + t->hang - len.at;
		int64_t over = -slack - len.shrink - len.flex;
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
		bool over_many = hyphens > b->hyphens_in_row;
		if ((over_many && !b->emergency) || !line_fit(b, slack, &len, t->final, &fit, &fitness))
			continue;
		hyphens = hyphens > HYPHENS_MOST ? HYPHENS_MOST : hyphens;
		int64_t d = fit + way_demerits(from, t, len.at, fitness) + (over_many ? ROW_DEMERITS : 0);
		d += t->final && b->s->in->end_room > 0 && slack < b->s->in->end_room ? CROWDED_DEMERITS : 0;
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
	t.end.flex = sum->flex;
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
		t.demerits = HYPHEN_DEMERITS;
	} else if (seg->tie) {
		static const int ties[] = {[TIE_SHORT] = 12000, [TIE_LETTER] = 60000, [TIE_STRONG] = TIED_DEMERITS};
		t.demerits = ties[seg->tie];
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
	if (b->flex && seg->width) {
		dim flex = b->flex[i - b->first];
		t.end.flex += (int64_t)flex * pre / seg->width;
		t.begin.flex += (int64_t)flex * (seg->width - post) / seg->width;
	}
	t.hang = b->segs->bidi ? 0 : units_to_dim(face, p->hang, seg->size);
	t.hyphen = p->kind == POINT_PATTERN || p->kind == POINT_AFTER || p->kind == POINT_REPEAT;
	t.demerits = p->kind == POINT_PATTERN ? HYPHEN_DEMERITS : p->kind == POINT_PLAIN ? PLAIN_DEMERITS : AFTER_DEMERITS;
	t.demerits += p->hard ? HARD_DEMERITS : 0;
	return t;
}

/* Is a break within segment i worth trying? Only where a line from some active node can come to its end. */
static bool
within_worth(const struct breaking *b, size_t i)
{
	const struct seg *seg = &b->segs->list[i];
	const struct sum *sum = &b->sums[i - b->first];
	int64_t end = sum->at + seg->width + seg->size / 2;
	if (!seg->word || seg->word->shaped.text.n < 5 || seg->level & 1)
		return false;
	if (b->emergency)
		return true;
	for (const struct node *from = b->active; from; from = from->next) {
		int64_t stretch = b->ragged
			? 2 * (int64_t)b->rag
			: (sum->blank - from->begin.blank) * b->tolerance / 1000 + sum->flex + b->measure / 16 - from->begin.flex;
		if (end - from->begin.at + stretch >= line_measure(b, from))
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
	t.demerits = NO_TEXT_DEMERITS;
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
			.demerits = from->demerits + NO_TEXT_DEMERITS};
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

static int64_t
cost_beyond(const struct node *other, const struct node *natural)
{
	return other->demerits > natural->demerits ? other->demerits - natural->demerits : 0;
}

/* The paragraph with a line more or fewer than its natural number, if that can be had. Writes what one more or one fewer would cost, if that is
 * asked for. */
static struct node *
pass_loose(struct breaking *b, struct node *natural, int looseness, struct para *out)
{
	/* Ways are told apart by their number of lines: that is for paragraphs, not for volumes. */
	if (natural->line > 200 || (looseness < 0 && (uint32_t)-looseness >= natural->line))
		return natural;
	uint32_t groups = b->groups;
	b->groups = UINT32_MAX - 1;
	struct node *best = pass(b, LOOSE_OFF, b->hyphens_on, false);
	if (best && b->s->in->variants) {
		const struct node *more = end_with_lines(b, natural->line + 1), *fewer = end_with_lines(b, natural->line - 1);
		out->more = more ? cost_beyond(more, natural) : -1;
		out->fewer = fewer ? cost_beyond(fewer, natural) : -1;
	}
	if (best)
		best = looseness ? end_with_lines(b, (uint32_t)((int)natural->line + looseness)) : NULL;
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
lines_break(const struct setter *s, const struct segs *segs, size_t first, size_t last, size_t before, bool elastic, size_t *n,
	struct para *out)
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
	b.em = 2 * s->in->style->size;
	sums_make(&b);
	bool hyphenate = s->in->style->hyphenate && b.hyphens_in_row > 0;
	struct node *end = pass(&b, FIRST_OFF, hyphenate, false);
	if (!b.ragged && (!end || end->demerits > POOR_DEMERITS)) {
		struct node *wider = pass(&b, SECOND_OFF, hyphenate, false);
		end = wider ? wider : end;
	}
	if (!end)
		end = pass(&b, OFF_MOST, hyphenate, true);
	if (end && elastic)
		end = pass_loose(&b, end, s->in->looseness, out);
	out->demerits += end ? end->demerits : 0;
	return end ? path_of(&b, end, n) : NULL;
}
