/* balance.c - break titles, headings and decks into ragged lines of about one length, at places that read well */
#include "layout/seg.h"

#include <string.h>

enum { SEGS_MOST = 160, LINES_MOST = 10 };

struct balance {
	const struct setter *s;
	const struct segs *segs;
	size_t first, n; /* segments */
	dim measure, indent;
	int64_t at[SEGS_MOST + 1]; /* where each segment begins, its blank included; at[n]: the end */
};

/* Width of a line of segments [i, j). */
static int64_t
width_of(const struct balance *b, size_t i, size_t j)
{
	const struct seg *last = &b->segs->list[b->first + j - 1];
	return b->at[j - 1] + last->width - b->at[i];
}

static dim
room_of(const struct balance *b, size_t i)
{
	return i ? b->measure : b->measure - b->indent;
}

static bool
may_break(const struct balance *b, size_t j)
{
	const struct seg *seg = &b->segs->list[b->first + j];
	return j == b->n || seg->join == JOIN_BLANK || seg->join == JOIN_BREAK;
}

/* Lines that are needed at least; 0 when some word is too wide. */
static size_t
lines_needed(const struct balance *b)
{
	size_t lines = 0;
	for (size_t i = 0; i < b->n; lines++) {
		size_t fit = 0;
		for (size_t j = i + 1; j <= b->n && width_of(b, i, j) <= room_of(b, i); j++)
			fit = may_break(b, j) ? j : fit;
		if (!fit)
			return 0;
		i = fit;
	}
	return lines;
}

/* How badly a line would end before segment j: articles and prepositions belong to what follows; behind a stop of sense it is good. */
static int64_t
sense(const struct balance *b, size_t j)
{
	const struct seg *last = &b->segs->list[b->first + j - 1];
	if (j == b->n || !last->word)
		return 0;
	struct str t = last->word->shaped.text;
	int64_t unit = b->measure / 9;
	if (last[1].tie)
		return 2 * unit * unit;
	char end = t.p[t.n - 1];
	if (end == ':' || end == ';' || end == '?' || end == '!')
		return -unit * unit;
	if (end == ',')
		return -unit * unit / 3;
	if (t.n <= 3 && end >= 'a' && end <= 'z')
		return unit * unit;
	return 0;
}

static int64_t
cost_of(const struct balance *b, size_t i, size_t j, int64_t aim)
{
	int64_t off = width_of(b, i, j) - aim;
	/* A last line may be somewhat shorter, but not longer than those above it. */
	if (j == b->n)
		off = off < 0 ? off * 3 / 4 : off * 5 / 4;
	return off * off + sense(b, j);
}

struct brk *
lines_balance(const struct setter *s, const struct segs *segs, size_t first, size_t last, bool indent, size_t *n)
{
	struct balance b = {.s = s,
		.segs = segs,
		.first = first,
		.n = last - first,
		.measure = s->in->measure,
		.indent = indent ? s->in->first_indent : 0};
	if (b.n > SEGS_MOST || s->in->looseness || s->in->inset_lines > 0)
		return NULL;
	int64_t at = 0;
	for (size_t i = 0; i < b.n; i++) {
		at += i ? segs->list[first + i].before : 0;
		b.at[i] = at;
		at += segs->list[first + i].width;
	}
	b.at[b.n] = at;
	size_t lines = lines_needed(&b);
	if (!lines || lines > LINES_MOST)
		return NULL;
	int64_t aim = at / (int64_t)lines, (*cost)[SEGS_MOST + 1] = arena_alloc_n(s->scratch, lines + 1, sizeof *cost);
	uint8_t(*from)[SEGS_MOST + 1] = arena_alloc_n(s->scratch, lines + 1, sizeof *from);
	for (size_t k = 0; k <= lines; k++)
		for (size_t j = 0; j <= b.n; j++)
			cost[k][j] = k || j ? INT64_MAX : 0;
	for (size_t k = 1; k <= lines; k++)
		for (size_t j = 1; j <= b.n; j++)
			for (size_t i = j; may_break(&b, j) && i-- && width_of(&b, i, j) <= room_of(&b, i);) {
				if (cost[k - 1][i] == INT64_MAX)
					continue;
				int64_t c = cost[k - 1][i] + cost_of(&b, i, j, aim);
				if (c < cost[k][j]) {
					cost[k][j] = c;
					from[k][j] = (uint8_t)i;
				}
			}
	if (cost[lines][b.n] == INT64_MAX)
		return NULL;
	struct brk *list = NEW_N(s->scratch, lines, struct brk);
	size_t j = b.n;
	for (size_t k = lines; k--; j = from[k + 1][j])
		list[k] = (struct brk){.seg = (uint32_t)(first + j), .kind = POINT_PLAIN, .forced = j == b.n};
	*n = lines;
	return list;
}
