/* beside.c - an upright picture stands beside text: the paragraphs behind its mention are set narrower for as many lines as it needs
 *
 * A variant of the post's flow replaces these paragraphs and takes the figure from those that float; it is kept when the page breaks become cheaper. */
#include "layout/figure.h"

#include <string.h>

enum {
	TRIES_MOST = 4, /* variants of a post, where not all figures can: each costs a search for its page breaks */
	SHORT_MOST = 1, /* lines that the text may end above the picture's end */
	LINES_LEAST = 4, /* a lower picture needs no text beside it */
	ANCHORS = 3, /* paragraphs where it may begin: the one behind its mention, or those before */
	HEADS_BETWEEN = 1, /* atoms that may stand between the mention and the text */
	LOOSE = 800, /* thousandths of their stretch by which blanks may be wider beside the picture without a cost */
	COST_LOOSE = 8, /* for each further fifth of it; */
	LOOSE_MOST = 4000,
	LADDER = 3, /* lines in a row that end in a hyphen: */
	COST_LADDER = 150,
	COST_NARROWER = 25, /* of each width after the first */
	COST_EARLIER = 30 /* of each paragraph before the mention */
};

/* Widths of the picture, in percent of the measure: best first. */
static const int widths[] = {38, 34, 42};

/* A figure that goes beside text. */
struct beside {
	size_t figure; /* in flow.figures */
	struct items items; /* the picture and its caption */
	dim inset;
	int lines; /* that are shorter */
	uint32_t note, n_notes; /* calls in its caption */
	size_t text, n_texts; /* paragraphs that are set anew: of flow.texts */
	size_t first, end; /* their atoms */
};

/* A flow with other paragraphs: what it changes, and what must be put back when it is no better. */
struct variant {
	struct atom *atoms;
	struct vbox *boxes;
	size_t n, cap_atoms, cap_boxes;
	struct figure *figures;
	size_t n_figures;
	struct elastic *elastics;
	size_t n_elastics;
	struct text_flow *texts;
	size_t n_texts;
	int32_t cost; /* besides that of its page breaks */
	int hyphens; /* at the ends of its last lines, in a row */
};

static void
variant_swap(struct flow *f, struct variant *v)
{
	struct variant old = {f->atoms, f->boxes, f->n, f->cap_atoms, f->cap_boxes, f->figures, f->n_figures, f->elastics,
		f->n_elastics, f->texts, f->n_texts, 0, 0};
	f->atoms = v->atoms;
	f->boxes = v->boxes;
	f->n = v->n;
	f->cap_atoms = v->cap_atoms;
	f->cap_boxes = v->cap_boxes;
	f->figures = v->figures;
	f->n_figures = f->cap_figures = v->n_figures;
	f->elastics = v->elastics;
	f->n_elastics = f->cap_elastics = v->n_elastics;
	f->texts = v->texts;
	f->n_texts = f->cap_texts = v->n_texts;
	*v = old;
}

/* Room for one more line. */
static size_t
slot_add(struct flow *f, struct variant *v)
{
	size_t n = v->n;
	*PUSH(f->tmp, v->atoms, v->n, v->cap_atoms) = (struct atom){.opens = false};
	v->n = n;
	*PUSH(f->tmp, v->boxes, v->n, v->cap_boxes) = (struct vbox){.steps = 1};
	return n;
}

/* May a picture stand beside this paragraph? */
static bool
text_gives_way(const struct flow *f, const struct text_flow *t)
{
	const struct setting_of *s = &t->s;
	if (s->pre || s->align == ALIGN_CENTER || s->align == ALIGN_RIGHT || !t->n)
		return false;
	if (s->role != ROLE_PARA && s->role != ROLE_ITEM)
		return false;
	return steps_of_line(f, &f->style->text_styles[s->style]) == 1;
}

/* The picture at this width with its caption, at the end of the measure. */
static bool
picture_fit(struct flow *f, const struct figure *g, int percent, struct beside *to)
{
	const struct block *b = g->parts[0];
	const struct image *image = picture_image(f, b->picture);
	dim gap = f->style->row_gap, w = dim_scale(f->measure, percent, 100), top = f->style->grid - f->cap;
	if (!image)
		return false;
	dim most = width_wanted(f, image, b->picture, f->measure);
	w = most < w ? most : w;
	struct placed p = placed_at(f, b, w);
	grid_meet(f, &p, 1);
	if (steps_of(f, p.h) > f->style->portrait_lines || steps_of(f, p.h) < LINES_LEAST)
		return false;
	bool rtl = language_rtl(f->entry->lang);
	dim x = rtl ? 0 : f->measure - p.w;
	to->note = (uint32_t)f->n_calls;
	placed_add(f, &to->items, b, &p, x, top);
	dim last = caption_add(f, &to->items, b, x, top + p.h, p.w);
	to->n_notes = (uint32_t)f->n_calls - to->note;
	to->inset = p.w + gap;
	/* the next line at the full measure has as much air above its capitals */
	to->lines = (int)((last + gap + f->cap + f->style->grid - 1) / f->style->grid) - 1;
	return to->lines < f->style->lines * 3 / 4;
}

/* Adds a line of a paragraph set anew, with what stood before the line of the atom that it replaces. */
static void
line_put(struct flow *f, struct variant *v, const struct text_flow *t, const struct para *p, size_t i, dim x)
{
	const struct atom *old = &f->atoms[t->atom + (i < t->n ? i : t->n - 1)];
	size_t at = slot_add(f, v);
	struct atom *atom = &v->atoms[at];
	size_t behind = p->n - i; /* a page break costs what it costs so far from the paragraph's end */
	const struct vbox *like = &f->boxes[t->atom + (behind <= t->n ? t->n - behind : 0)];
	*atom = (struct atom){.opens = i == 0, .note = (uint32_t)f->n_calls};
	for (size_t k = 0; k < old->before && i < t->n; k++)
		item_add(f, &atom->items, old->items.p[k]);
	atom->before = (uint16_t)(i < t->n ? old->before : 0);
	line_add(f, &atom->items, &t->s, &p->lines[i], t->s.left + x, f->style->grid);
	calls_add(f, &t->s, &p->lines[i]);
	atom->n_notes = (uint32_t)f->n_calls - atom->note;
	v->boxes[at] = (struct vbox){.steps = 1,
		.head = 1,
		.above = i ? 0 : f->boxes[t->atom].above,
		.shrink = i ? 0 : f->boxes[t->atom].shrink,
		.cost = like->cost,
		.wrong = like->wrong,
		.hyphen = p->info[i].hyphen};
}

/* Sets a paragraph whose first lines, up to `room`, stand beside a picture: ragged, for blanks would gape in so narrow a measure; what follows
 * below stands as ever. */
static void
narrow_set(struct flow *f, const struct setting_of *s, int room, dim inset, struct para *p)
{
	struct setting_of narrow = *s, rest = *s;
	dim measure = f->measure - s->left - s->right;
	struct para below;
	narrow.inset_lines = room > 0 ? room : 0;
	narrow.inset = inset;
	if (narrow.align == ALIGN_NONE)
		narrow.align = ALIGN_LEFT, narrow.physical = false;
	text_set(f, &narrow, measure, p);
	if (s->align != ALIGN_NONE || room < 1 || p->n <= (size_t)room)
		return;
	rest.skip += p->info[room].start;
	rest.indent = 0;
	text_set(f, &rest, measure, &below);
	struct para all = {.n = (size_t)room + below.n, .rtl = p->rtl};
	all.lines = NEW_N(f->keep, all.n, struct line);
	all.info = NEW_N(f->keep, all.n, struct line_info);
	memcpy(all.lines, p->lines, (size_t)room * sizeof *all.lines);
	memcpy(all.info, p->info, (size_t)room * sizeof *all.info);
	memcpy(all.lines + room, below.lines, below.n * sizeof *all.lines);
	memcpy(all.info + room, below.info, below.n * sizeof *all.info);
	*p = all;
}

/* Sets a paragraph anew, its first lines beside the picture as far as that goes down: `room` steps from its first line on. Returns its lines; -1:
 * it cannot be. */
static int
text_put(struct flow *f, struct variant *v, const struct text_flow *t, const struct beside *b, int room)
{
	struct text_flow own = *t;
	struct para p;
	if (!own.s.indent && f->atoms[t->atom].other.p) /* it had none because the figure stood before it */
		own.s.indent = f->style->indent;
	narrow_set(f, &own.s, room, b->inset, &p);
	for (size_t i = 0; i < p.n; i++) {
		line_put(f, v, &own, &p, i, p.rtl && (int)i < room ? b->inset : 0);
		if ((int)i + 1 < room)
			v->boxes[v->n - 1].cost = BREAK_NEVER;
		int ratio = p.info[i].ratio < LOOSE_MOST ? p.info[i].ratio : LOOSE_MOST;
		v->cost += (int)i < room && ratio > LOOSE ? COST_LOOSE * (ratio - LOOSE) / 200 : 0;
		v->hyphens = p.info[i].hyphen ? v->hyphens + 1 : 0;
		v->cost += v->hyphens == LADDER ? COST_LADDER : 0;
	}
	if (f->marked == t->atom + t->n && p.n) {
		/* the mark of the post's end goes with its last line */
		const struct items *old = &f->atoms[f->marked - 1].items;
		struct item mark = old->p[old->n - 1];
		const struct line *line = &p.lines[p.n - 1];
		dim gap = mark.w * 3 / 4, narrow = (int)p.n <= room ? b->inset : 0,
		    measure = f->measure - own.s.left - own.s.right;
		dim left = line->n ? line->pieces[0].x : 0; /* the first in sight */
		mark.x = p.rtl ? own.s.left + narrow + left - gap - mark.w : own.s.left + left + line->w + gap;
		if (mark.x < narrow * p.rtl || mark.x + mark.w > own.s.left + measure - (p.rtl ? 0 : narrow))
			return -1;
		item_add(f, &v->atoms[v->n - 1].items, mark);
	}
	return (int)p.n;
}

/* Sets the paragraphs from b->text on into v. False when they do not reach down to the picture's end. */
static bool
texts_put(struct flow *f, struct beside *b, struct variant *v)
{
	size_t at = b->first, t = b->text, mention = f->figures[b->figure].mention;
	size_t low = mention < at ? mention : at;
	int room = b->lines;
	for (; room > 0 && t < f->n_texts && f->texts[t].atom == at && text_gives_way(f, &f->texts[t]); t++) {
		int above = t > b->text ? f->boxes[at].above : 0;
		if (above > 1)
			break;
		room -= above;
		size_t first = v->n;
		int lines = text_put(f, v, &f->texts[t], b, room);
		if (lines < 0)
			return false;
		room -= lines;
		if (t > b->text && above) /* no blank beside the picture gives way */
			v->boxes[first].shrink = v->boxes[first].stretch = 0;
		if (room > 0)
			v->boxes[v->n - 1].cost = BREAK_NEVER;
		at += f->texts[t].n;
	}
	b->n_texts = t - b->text;
	b->end = at;
	if (!b->n_texts || room > SHORT_MOST)
		return false;
	for (size_t k = 0; k < f->n_figures; k++) /* another figure among them */
		if (k != b->figure &&
			(f->figures[k].mention == mention || (f->figures[k].mention > low && f->figures[k].mention < at)))
			return false;
	if (room > 0 && at < f->n) /* the picture reaches below the text */
		v->boxes[v->n - 1].steps += room;
	return true;
}

/* Copies what stands behind the new paragraphs, and moves what points there. */
static void
variant_close(struct flow *f, const struct beside *b, struct variant *v)
{
	ptrdiff_t by = (ptrdiff_t)v->n - (ptrdiff_t)b->end;
	for (size_t i = b->end; i < f->n; i++) {
		size_t at = slot_add(f, v);
		v->atoms[at] = f->atoms[i];
		v->boxes[at] = f->boxes[i];
	}
	v->figures = NEW_N(f->tmp, f->n_figures, struct figure);
	v->elastics = NEW_N(f->tmp, f->n_elastics, struct elastic);
	v->texts = NEW_N(f->tmp, f->n_texts, struct text_flow);
	for (size_t k = 0; k < f->n_figures; k++) {
		if (k == b->figure)
			continue;
		struct figure *g = &v->figures[v->n_figures++];
		*g = f->figures[k];
		if (g->mention >= b->end)
			g->mention = (size_t)((ptrdiff_t)g->mention + by);
	}
	for (size_t k = 0; k < f->n_elastics; k++) {
		struct elastic e = f->elastics[k];
		if (e.atom >= b->first && e.atom < b->end)
			continue;
		if (e.atom >= b->end)
			e.atom = (size_t)((ptrdiff_t)e.atom + by);
		v->elastics[v->n_elastics++] = e;
	}
	for (size_t k = 0; k < f->n_texts; k++) {
		struct text_flow t = f->texts[k];
		if (k >= b->text && k < b->text + b->n_texts)
			continue;
		if (t.atom >= b->end)
			t.atom = (size_t)((ptrdiff_t)t.atom + by);
		v->texts[v->n_texts++] = t;
	}
}

static void
calls_repeat(struct flow *f, uint32_t first, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		uint32_t note = f->calls[first + i];
		*PUSH(f->tmp, f->calls, f->n_calls, f->cap_calls) = note;
	}
}

/* The flow with a figure beside text that begins `back` paragraphs before its mention. False when that cannot be. */
static bool
variant_make(struct flow *f, size_t figure, int percent, size_t back, struct variant *v)
{
	const struct figure *g = &f->figures[figure];
	struct beside b = {.figure = figure};
	size_t t = 0, high = f->n_texts;
	while (t < high) { /* the first paragraph behind the mention */
		size_t mid = (t + high) / 2;
		if (f->texts[mid].atom < g->mention)
			t = mid + 1;
		else
			high = mid;
	}
	if (t < back)
		return false;
	b.text = t - back;
	if (b.text >= f->n_texts)
		return false;
	b.first = f->texts[b.text].atom;
	/* right behind its mention, or behind a head that stands there; else text of one piece with it */
	if (!back && b.first > g->mention + HEADS_BETWEEN)
		return false;
	size_t end = g->mention;
	for (size_t k = t; k > b.text; end = f->texts[--k].atom)
		if (f->texts[k - 1].atom + f->texts[k - 1].n != end)
			return false;
	if (!picture_fit(f, g, percent, &b))
		return false;
	*v = (struct variant){.n = 0};
	for (size_t i = 0; i < b.first; i++) {
		size_t at = slot_add(f, v);
		v->atoms[at] = f->atoms[i];
		v->boxes[at] = f->boxes[i];
	}
	if (!texts_put(f, &b, v))
		return false;
	struct atom *atom = &v->atoms[b.first];
	struct items all = {0};
	items_move(f, &all, &b.items, 0, 0);
	items_move(f, &all, &atom->items, 0, 0);
	atom->items = all;
	uint32_t note = atom->note;
	atom->note = (uint32_t)f->n_calls; /* those of the caption and of the line */
	calls_repeat(f, b.note, b.n_notes);
	calls_repeat(f, note, atom->n_notes);
	atom->n_notes += b.n_notes;
	variant_close(f, &b, v);
	return true;
}

/* Should it stand beside text, if it can? Upright pictures, and such as would fill half of the measure only. */
static bool
figure_narrow(const struct flow *f, const struct figure *g)
{
	if (g->n_parts != 1 || g->gallery || g->parts[0]->text.n > 400)
		return false;
	const struct image *image = picture_image(f, g->parts[0]->picture);
	return image && (image->h > image->w || width_wanted(f, image, g->parts[0]->picture, f->measure) <= f->measure / 2);
}

/* The best of the figure's widths that begins so many paragraphs before its mention, as its own lines tell. */
static bool
variant_best(struct flow *f, size_t figure, size_t back, struct variant *best)
{
	bool found = false;
	for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
		struct variant v;
		if (!variant_make(f, figure, widths[w], back, &v))
			continue;
		v.cost += COST_NARROWER * (int32_t)w + COST_EARLIER * (int32_t)back;
		if (!found || v.cost < best->cost)
			*best = v;
		found = true;
	}
	return found;
}

/* Lets all figures stand beside text that can. Returns what that costs besides the page breaks; -1: there is none. */
static int64_t
all_try(struct flow *f)
{
	int64_t cost = -1;
	for (size_t k = 0; k < f->n_figures; k++) {
		struct variant v;
		bool found = false;
		for (size_t back = 0; back < ANCHORS && !found && figure_narrow(f, &f->figures[k]); back++)
			found = variant_best(f, k, back, &v);
		if (!found)
			continue;
		cost = (cost < 0 ? 0 : cost) + v.cost;
		variant_swap(f, &v);
		k--;
	}
	return cost;
}

/* Tries one figure after the other; `plan` is that of the flow as it is. */
static struct vplans
each_try(struct flow *f, const struct vroom *room, struct vplans plan)
{
	int tries = 0;
	for (size_t k = 0; k < f->n_figures; k++)
		for (size_t back = 0; back < ANCHORS && tries < TRIES_MOST && figure_narrow(f, &f->figures[k]); back++) {
			struct variant v;
			if (!variant_best(f, k, back, &v))
				continue;
			int32_t own = v.cost;
			variant_swap(f, &v);
			struct vplans other = flow_plan(f, room);
			tries++;
			if (other.cost + own < plan.cost) {
				plan = other;
				k--;
				break;
			}
			variant_swap(f, &v);
		}
	return plan;
}

struct vplans
besides_choose(struct flow *f, const struct vroom *room)
{
	struct variant before = {f->atoms, f->boxes, f->n, f->cap_atoms, f->cap_boxes, f->figures, f->n_figures, f->elastics,
		f->n_elastics, f->texts, f->n_texts, 0, 0};
	int64_t own = all_try(f);
	struct vplans plan = flow_plan(f, room);
	if (own < 0)
		return plan;
	variant_swap(f, &before);
	struct vplans none = flow_plan(f, room);
	if (plan.cost + own >= none.cost)
		return each_try(f, room, none);
	variant_swap(f, &before);
	return plan;
}
