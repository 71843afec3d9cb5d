/* para.c - set a paragraph: cut it into words, break it into lines, place the words */
#include "layout/seg.h"

#include <string.h>

enum {
	LOOSE_MOST = 4000, /* a line whose blanks would be stretched more than this (thousandths) stays ragged */
	OVERFULL = DIM_PT / 2 /* a line that sticks out less is nobody's business */
};

/* A line in the making: its pieces in logical order and the blanks before them. */
struct setting {
	const struct setter *s;
	const struct segs *segs;
	struct piece *pieces;
	uint32_t n;
	dim *blanks, *gives; /* before each piece, natural, and what of it stretches */
	bool *shrinks, *scales;
	uint16_t *letters; /* that may be set apart or closer */
	dim *widths;
	uint8_t *levels; /* of each piece and of the blank before it */
	uint8_t *blank_levels;
	dim hang_left, hang_right;
	bool first, last; /* line of its paragraph */
};

bool
para_justified(const struct para_in *in)
{
	return in->align == PARA_STYLE && in->style->justified;
}

dim
para_measure(const struct para_in *in, size_t line)
{
	return in->inset_lines > 0 && line < (size_t)in->inset_lines ? in->measure - in->inset : in->measure;
}

bool
para_balanced(const struct para_in *in)
{
	switch (in->role) {
	case ROLE_TITLE:
	case ROLE_SUBTITLE:
	case ROLE_HEADING:
	case ROLE_DECK:
	case ROLE_PULLQUOTE:
	case ROLE_KICKER: return !in->style->justified;
	default: return false;
	}
}

/* The beginning of a text, for a finding. */
static struct str
named(struct str text)
{
	enum { NAMED_MOST = 60 };
	size_t n = text.n < NAMED_MOST ? text.n : NAMED_MOST;
	while (n < text.n && n && ((unsigned char)text.p[n] & 0xC0) == 0x80)
		n--;
	return (struct str){text.p, n};
}

void
report_overfull(const struct setter *s, struct str text, dim by)
{
	struct buf b = {0};
	if (!s->d)
		return;
	buf_dim(&b, by);
	diag_add(s->d, DIAG_LINE_OVERFULL, s->in->file, s->in->line, 0,
		"the line \"%.*s\" is too wide for its place and sticks out by %.*s pt; shorten it, or set it in a wider place",
		STR_FMT(named(text)), STR_FMT(buf_view(&b)));
	buf_free(&b);
}

static void
report_broken(const struct setter *s, const struct seg *seg)
{
	if (s->d && seg->word)
		diag_add(s->d, DIAG_WORD_BROKEN, s->in->file, s->in->line, 0,
			"\"%.*s\" is longer than its line and has no place to be divided, so it was broken where the line was "
			"full; soft hyphens (&shy;) show where to divide it",
			STR_FMT(named(seg->word->shaped.text)));
}

/* A part of a segment's word, shaped anew; whole and unchanged it is the word itself. */
static const struct word_shape *
part_of(struct fonts *f, const struct seg *seg, size_t from, size_t to, bool hyphen)
{
	struct str text = seg->word->shaped.text;
	char part[4 * WORD_MOST];
	if (!from && to == text.n && !hyphen)
		return seg->word;
	size_t n = to - from;
	if (n + 1 > sizeof part)
		n = sizeof part - 1;
	memcpy(part, text.p + from, n);
	if (hyphen)
		part[n++] = '-';
	return word_find(f, &seg->word->key, (struct str){part, n});
}

static uint32_t
origin(const struct seg *seg, size_t at)
{
	if (seg->map)
		return seg->map[at];
	return at == seg->word->shaped.text.n ? seg->end : seg->start + (uint32_t)at;
}

static void
piece_add(struct setting *l, const struct seg *seg, const struct word_shape *word, uint32_t start, uint32_t end, unsigned flags)
{
	const struct look *look = &l->segs->looks[seg->look];
	uint32_t k = l->n++;
	l->pieces[k] = (struct piece){.word = word ? &word->shaped : NULL,
		.rise = look->rise,
		.size = seg->size,
		.tracking = look->tracking,
		.flags = (uint8_t)(look->flags | flags),
		.role = l->s->in->role,
		.block = l->s->in->block,
		.start = start,
		.end = end,
		.colour = l->s->in->style->colour};
	l->widths[k] = word ? word_width(word, seg->size, look->tracking) : seg->width;
	l->levels[k] = seg->level;
	l->blank_levels[k] = seg->blank_level;
	l->blanks[k] = 0;
	l->gives[k] = 0;
	l->shrinks[k] = false;
	l->scales[k] = seg->scales;
	l->letters[k] = word && seg->spaces ? word->clusters : 0;
}

/* Gathers the pieces of the line between two breaks. */
static void
line_gather(struct setting *l, struct brk from, struct brk to)
{
	struct fonts *f = l->s->f;
	size_t end = to.at ? to.seg + 1 : to.seg;
	const struct word_shape *word = NULL, *first = NULL;
	for (size_t i = from.seg; i < end; i++) {
		const struct seg *seg = &l->segs->list[i];
		size_t a = i == from.seg ? from.at : 0, b = 0;
		unsigned flags = a == 0 && (seg->join == JOIN_BLANK || seg->join == JOIN_FIXED) ? PIECE_SPACE : 0;
		if (!seg->word) {
			piece_add(l, seg, NULL, seg->start, seg->end, flags);
			word = NULL;
		} else {
			b = i == to.seg ? to.at : seg->word->shaped.text.n;
			bool hyphen = i + 1 == end && to.kind == POINT_PATTERN && !to.forced;
			if (a && from.kind == POINT_REPEAT)
				piece_add(l, seg, word_find(f, &seg->word->key, STR("-")), origin(seg, a), origin(seg, a),
					PIECE_HYPHEN);
			word = part_of(f, seg, a, b, hyphen);
			piece_add(l, seg, word, origin(seg, a), origin(seg, b), flags | (hyphen ? PIECE_HYPHEN : 0));
		}
		first = i == from.seg ? word : first;
		if (i > from.seg) {
			l->blanks[l->n - 1] = seg->before;
			l->shrinks[l->n - 1] = seg->stretches;
			l->gives[l->n - 1] = seg->stretches ? seg->before : seg->give;
		}
	}
	l->hang_left = l->hang_right = 0;
	if (first && !l->segs->bidi && !(from.at && from.kind == POINT_REPEAT))
		l->hang_left = units_to_dim(first->shaped.face, first->hang_left, l->pieces[0].size);
	if (word && !l->segs->bidi)
		l->hang_right = units_to_dim(word->shaped.face, word->hang_right, l->pieces[l->n - 1].size);
	if (to.forced && !l->last && l->n)
		l->pieces[l->n - 1].flags |= PIECE_BREAK;
}

/* Stretches or shrinks the blanks by `slack` in all, each by its share of `room`, so that the sum is exact. */
static void
blanks_adjust(struct setting *l, dim slack, dim room)
{
	int64_t passed = 0, given = 0;
	for (uint32_t k = 0; k < l->n && room; k++) {
		if (slack < 0 ? !l->shrinks[k] : !l->gives[k])
			continue;
		passed += slack < 0 ? blank_shrink(l->blanks[k], l->pieces[k].size) : l->gives[k];
		int64_t upto = slack * passed / room;
		l->blanks[k] += (dim)(upto - given);
		given = upto;
	}
}

/* Sets letters a little apart or closer; returns what that gives. */
static dim
letters_space(struct setting *l, dim slack, int64_t room)
{
	int64_t spacing = (int64_t)slack * l->segs->spacing / room;
	dim given = 0;
	spacing = spacing > l->segs->spacing ? l->segs->spacing : spacing < -l->segs->spacing ? -l->segs->spacing : spacing;
	for (uint32_t k = 0; k < l->n && spacing; k++) {
		if (!l->letters[k])
			continue;
		dim more = (dim)((int64_t)l->letters[k] * l->pieces[k].size * spacing / 1000);
		l->pieces[k].tracking = (int16_t)(l->pieces[k].tracking + spacing);
		l->widths[k] += more;
		given += more;
	}
	return given;
}

/* Draws the words a little wider or narrower and sets their letters apart or closer, both in proportion; returns what that gives. It is taken
 * before the blanks are touched: it shows less than uneven blanks do. */
static dim
glyphs_stretch(struct setting *l, dim slack)
{
	int64_t wide = 0, letters = 0, given, scale = l->segs->scale;
	for (uint32_t k = 0; k < l->n; k++) {
		wide += l->scales[k] ? l->widths[k] : 0;
		letters += (int64_t)l->letters[k] * l->pieces[k].size;
	}
	int64_t room = (wide * scale + letters * l->segs->spacing) / 1000;
	if (!wide || !room)
		return 0;
	given = letters_space(l, slack, room);
	int64_t most = wide * scale / 1000, want = slack - given;
	want = want > most ? most : want < -most ? -most : want;
	int64_t stretch = want * 10000 / wide;
	for (uint32_t k = 0; k < l->n && stretch; k++) {
		if (!l->scales[k])
			continue;
		dim more = (dim)(l->widths[k] * stretch / 10000);
		l->pieces[k].stretch = (int16_t)stretch;
		l->widths[k] += more;
		given += more;
	}
	return (dim)given;
}

/* Justifies or aligns; returns where the line begins. */
static dim
line_adjust(struct setting *l, struct line_info *info, size_t line, bool forced)
{
	const struct para_in *in = l->s->in;
	dim indent = l->first ? in->first_indent : 0, measure = para_measure(in, line) - indent;
	dim natural = 0, elastic = 0, shrink = 0;
	for (uint32_t k = 0; k < l->n; k++) {
		natural += l->widths[k] + l->blanks[k];
		elastic += l->gives[k];
		shrink += l->shrinks[k] ? blank_shrink(l->blanks[k], l->pieces[k].size) : 0;
	}
	info->natural = natural;
	info->forced = forced;
	dim slack = measure + l->hang_left + l->hang_right - natural;
	bool right = in->align == PARA_RIGHT || (in->align == PARA_END && !l->segs->base) ||
		((in->align == PARA_STYLE || in->align == PARA_START) && l->segs->base);
	dim left = l->segs->base ? 0 : indent;
	if (para_justified(in) && (slack < 0 || !forced))
		slack -= glyphs_stretch(l, slack);
	dim room = slack < 0 ? shrink : elastic;
	if (para_justified(in) && room && (slack < 0 || !forced)) {
		int64_t ratio = (int64_t)slack * 1000 / (slack < 0 ? shrink : elastic / 2 + 1);
		dim use = slack;
		if (ratio > LOOSE_MOST) {
			use = elastic / 2;
			ratio = 1000;
		} else if (ratio < -1100) {
			use = -shrink;
			ratio = -1000;
		}
		blanks_adjust(l, use, room);
		info->ratio = (int)ratio;
		slack -= use;
	}
	info->overfull = slack < -OVERFULL;
	if (info->overfull)
		report_overfull(l->s, str_sub(in->text, l->pieces[0].start, l->pieces[l->n - 1].end), -slack);
	if (in->align == PARA_CENTER)
		return left - l->hang_left + (slack > 0 ? slack / 2 : 0);
	return left - l->hang_left + (right && slack > 0 ? slack : 0);
}

/* Reorders a line with text from right to left (UAX 9, L2): pieces and the blanks before them are elements of their own. */
static void
line_reorder(struct setting *l, dim x)
{
	struct arena *scratch = l->s->scratch;
	uint32_t n = 0, out = 0;
	struct element {
		uint32_t piece;
		bool blank;
		uint8_t level;
	} *e = NEW_N(scratch, 2 * (size_t)l->n + 1, struct element);
	uint8_t high = 0, low = 255;
	for (uint32_t k = 0; k < l->n; k++) {
		if (l->blanks[k])
			e[n++] = (struct element){k, true, l->pieces[k].flags & PIECE_SPACE ? l->blank_levels[k] : l->levels[k]};
		e[n++] = (struct element){k, false, l->levels[k]};
	}
	for (uint32_t k = 0; k < n; k++) {
		high = e[k].level > high ? e[k].level : high;
		low = e[k].level & 1 && e[k].level < low ? e[k].level : low;
	}
	for (int level = high; level >= low && level > 0; level--)
		for (uint32_t i = 0; i < n; i++) {
			uint32_t j = i;
			while (j < n && e[j].level >= level)
				j++;
			for (uint32_t a = i, b = j; a + 1 < b; a++) {
				struct element t = e[a];
				e[a] = e[--b];
				e[b] = t;
			}
			i = j > i ? j - 1 : i;
		}
	struct piece *logical = NEW_N(scratch, l->n, struct piece);
	memcpy(logical, l->pieces, l->n * sizeof *logical);
	for (uint32_t k = 0; k < n; k++) {
		if (e[k].blank) {
			x += l->blanks[e[k].piece];
			continue;
		}
		l->pieces[out] = logical[e[k].piece];
		l->pieces[out++].x = x;
		x += l->widths[e[k].piece];
	}
}

static void
line_place(struct setting *l, struct line *line, dim x)
{
	dim at = x;
	for (uint32_t k = 0; k < l->n; k++) {
		at += l->blanks[k];
		l->pieces[k].x = at;
		at += l->widths[k];
	}
	if (l->segs->bidi)
		line_reorder(l, x);
	*line = (struct line){.pieces = l->pieces, .n = l->n, .w = at - (x < 0 ? 0 : x)};
}

static uint16_t
blank_mean(const struct setting *l)
{
	int64_t sum = 0, n = 0;
	for (uint32_t k = 0; k < l->n; k++)
		if (l->shrinks[k] && l->pieces[k].size) {
			sum += (int64_t)l->blanks[k] * 1000 / l->pieces[k].size;
			n++;
		}
	int64_t mean = n ? sum / n : 0;
	return (uint16_t)(mean > UINT16_MAX ? UINT16_MAX : mean < 0 ? 0 : mean);
}

/* What the report wants to know of a line. */
static void
line_class(const struct setting *l, const struct line_info *info, struct line *line)
{
	line->ratio = (int16_t)(info->ratio > INT16_MAX ? INT16_MAX : info->ratio < INT16_MIN ? INT16_MIN : info->ratio);
	line->blank = blank_mean(l);
	line->flags = (uint8_t)((l->first ? LINE_FIRST : 0) | (info->forced ? LINE_LAST : 0) | (info->hyphen ? LINE_HYPHEN : 0) |
		(info->overfull ? LINE_OVERFULL : 0) | (para_justified(l->s->in) && !info->forced ? LINE_JUSTIFIED : 0));
}

/* Sets the lines of segments between forced breaks. */
static void
lines_set(struct setting *l, struct para *out, const struct brk *breaks, size_t n, size_t first, bool ends)
{
	struct brk from = {.seg = (uint32_t)first};
	uint32_t broken = UINT32_MAX;
	for (size_t i = 0; i < n; from = breaks[i++]) {
		struct brk to = breaks[i];
		uint32_t most = to.seg - from.seg + 2;
		struct line_info *info = &out->info[out->n];
		l->first = out->n == 0;
		l->last = ends && i + 1 == n;
		l->pieces = NEW_N(l->s->a, most - !(from.at && from.kind == POINT_REPEAT) - !to.at, struct piece);
		l->n = 0;
		line_gather(l, from, to);
		dim x = line_adjust(l, info, out->n, to.forced);
		line_place(l, &out->lines[out->n], x);
		info->start = l->pieces[0].start;
		info->end = l->pieces[l->n - 1].end;
		if (l->segs->bidi)
			for (uint32_t k = 0; k < l->n; k++) {
				info->start = l->pieces[k].start < info->start ? l->pieces[k].start : info->start;
				info->end = l->pieces[k].end > info->end ? l->pieces[k].end : info->end;
			}
		info->hyphen = !to.forced && (to.kind == POINT_PATTERN || to.kind == POINT_AFTER || to.kind == POINT_REPEAT);
		info->broken = to.at && to.kind == POINT_ANYWHERE;
		if (info->broken && to.seg != broken) {
			report_broken(l->s, &l->segs->list[to.seg]);
			broken = to.seg; /* once, into however many lines */
		}
		line_class(l, info, &out->lines[out->n]);
		out->n++;
	}
}

static void
setting_room(struct setting *l, size_t n)
{
	struct arena *a = l->s->scratch;
	l->blanks = NEW_N(a, n, dim);
	l->widths = NEW_N(a, n, dim);
	l->gives = NEW_N(a, n, dim);
	l->shrinks = NEW_N(a, n, bool);
	l->scales = NEW_N(a, n, bool);
	l->letters = NEW_N(a, n, uint16_t);
	l->levels = NEW_N(a, n, uint8_t);
	l->blank_levels = NEW_N(a, n, uint8_t);
}

/* The lines of one stretch between forced breaks, as places. */
struct stretch_lines {
	struct brk *breaks;
	size_t n, first, last;
};

/* The stretches between forced breaks. */
static struct stretch_lines *
stretches_find(const struct setter *s, const struct segs *segs, size_t *n, size_t *longest)
{
	struct stretch_lines *list = NULL;
	size_t cap = 0;
	*n = *longest = 0;
	for (size_t first = 0; first < segs->n;) {
		size_t last = first + 1;
		while (last < segs->n && segs->list[last].join != JOIN_FORCED)
			last++;
		*PUSH(s->scratch, list, *n, cap) = (struct stretch_lines){.first = first, .last = last};
		if (last - first > list[*longest].last - list[*longest].first)
			*longest = *n - 1;
		first = last;
	}
	return list;
}

static void
para_lines(const struct setter *s, const struct segs *segs, struct para *out)
{
	size_t n, longest, total = 0;
	struct stretch_lines *list = stretches_find(s, segs, &n, &longest);
	out->more = out->fewer = -1;
	for (size_t i = 0; i < n; i++) {
		struct stretch_lines *st = &list[i];
		bool elastic = i == longest && (s->in->looseness || s->in->variants);
		total += segs->list[st->first].forced > 1 ? segs->list[st->first].forced - 1 : 0;
		if (para_balanced(s->in))
			st->breaks = lines_balance(s, segs, st->first, st->last, i == 0, &st->n);
		if (!st->breaks)
			st->breaks = lines_break(s, segs, st->first, st->last, total, elastic, &st->n, out);
		total += st->n;
	}
	if (s->in->variants)
		return;
	out->lines = NEW_N(s->a, total, struct line);
	out->info = NEW_N(s->a, total, struct line_info);
	struct setting l = {.s = s, .segs = segs};
	setting_room(&l, segs->n + 4);
	for (size_t i = 0; i < n; i++) {
		uint32_t at = segs->list[list[i].first].start;
		for (uint32_t k = 1; k < segs->list[list[i].first].forced; k++)
			out->info[out->n++] = (struct line_info){.start = at, .end = at, .forced = true};
		lines_set(&l, out, list[i].breaks, list[i].n, list[i].first, i + 1 == n);
	}
}

void
para_set(struct fonts *f, struct arena *a, struct arena *scratch, const struct para_in *in, struct para *out, struct diag *d)
{
	struct setter s = {.f = f, .a = a, .scratch = scratch, .in = in, .d = d};
	*out = (struct para){.n = 0};
	if (in->preformatted) {
		pre_set(&s, out);
		return;
	}
	struct segs segs;
	segs_make(&s, &segs);
	out->rtl = segs.base;
	if (segs.n)
		para_lines(&s, &segs, out);
}

dim
text_width(struct fonts *f, struct arena *scratch, struct str text, struct str lang, const struct text_style *style)
{
	struct para_in in = {.text = text, .lang = lang, .style = style};
	struct setter s = {.f = f, .a = scratch, .scratch = scratch, .in = &in};
	struct segs segs;
	int64_t width = 0;
	segs_make(&s, &segs);
	for (size_t i = 0; i < segs.n; i++)
		width += segs.list[i].width + (i ? segs.list[i].before : 0);
	return width > DIM_MAX ? DIM_MAX : (dim)width;
}
