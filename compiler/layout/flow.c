/* flow.c - walk through a post's blocks and set them one below the other on the grid */
#include "layout/flow.h"

#include <string.h>

enum {
	LINES_ELASTIC = 4 /* of a paragraph that may be set longer or shorter */
};

struct place *
place_top(struct flow *f)
{
	return &f->places[f->n_places - 1];
}

int
steps_of_line(const struct flow *f, const struct text_style *t)
{
	int steps = (t->leading - f->style->grid / 4 + f->style->grid - 1) / f->style->grid;
	return steps < 1 ? 1 : steps;
}

void
blank_ask(struct flow *f, int steps, int least)
{
	if (f->fresh)
		return;
	if (steps > f->blank)
		f->blank = steps;
	if (least > f->blank_least)
		f->blank_least = least;
}

void
blank_ask_box(struct flow *f, int steps)
{
	f->fresh = false;
	blank_ask(f, steps, 1);
}

/* The bars of all places that have one, as high as the atom; `reach`: and through the blank above it, where they began before it. */
static bool
bars_add(struct flow *f, struct items *to, int steps, bool reach)
{
	dim grid = f->style->grid;
	/* blank may be stretched by a step: there the bar lies on itself */
	int blank = f->blank || f->loose ? f->blank + 1 : 0;
	bool reaches = false;
	for (size_t i = 0; i < f->n_places; i++) {
		const struct place *p = &f->places[i];
		dim up = reach && f->n > p->bar_from ? blank * grid : 0;
		if (!p->bar)
			continue;
		rect_add(f, to, p->bar_x, grid / 4 - up, PT(1.5), steps * grid + up, f->style->accent);
		reaches |= up > 0;
	}
	return reaches;
}

/* Adds an atom; `own`: what stands at the head of a page instead, so many steps high. */
static struct atom *
atom_push(struct flow *f, struct items items, const struct items *own, int steps, int head_steps, int32_t cost)
{
	struct items all = {0}, at_head = {0};
	if (bars_add(f, &all, steps, true) || own) { /* there is no blank at the head of a page */
		bars_add(f, &at_head, head_steps, false);
		items_move(f, &at_head, &f->waiting, 0, 0);
		items_move(f, &at_head, own ? own : &items, 0, 0);
	}
	items_move(f, &all, &f->waiting, 0, 0);
	f->waiting.n = 0;
	size_t before = all.n < UINT16_MAX ? all.n : UINT16_MAX;
	if (all.n) {
		items_move(f, &all, &items, 0, 0);
		items = all;
	}
	struct vbox *box = PUSH(f->tmp, f->boxes, f->n, f->cap_boxes);
	f->n--;
	*box = (struct vbox){
		.above = f->blank, .shrink = f->blank - f->blank_least, .steps = steps, .head = head_steps, .cost = cost};
	struct atom *atom = PUSH(f->tmp, f->atoms, f->n, f->cap_atoms);
	*atom = (struct atom){.items = items,
		.head = at_head,
		.before = (uint16_t)before,
		.note = f->first_call,
		.n_notes = (uint32_t)f->n_calls - f->first_call};
	f->first_call = (uint32_t)f->n_calls;
	box->stretch = f->blank > 0 || (f->loose && !f->fresh);
	f->blank = f->blank_least = 0;
	f->fresh = f->after_figure = f->loose = false;
	f->end_x = 0;
	return atom;
}

struct atom *
atom_add(struct flow *f, struct items items, int steps, int32_t cost)
{
	return atom_push(f, items, NULL, steps, steps, cost);
}

void
atom_add_airy(struct flow *f, struct items items, struct items at_head, int steps, int head_steps, int32_t cost)
{
	bool blank = f->blank || f->loose; /* a bar reaches through the blank that it brings itself */
	f->blank = f->blank_least = 0;
	f->loose = blank;
	atom_push(f, items, &at_head, steps, head_steps, cost);
	f->boxes[f->n - 1].airy = true;
	f->boxes[f->n - 1].stretch = 1;
}

void
atom_rect(struct flow *f, struct atom *atom, dim x, dim y, dim w, dim h, struct colour fill)
{
	rect_add(f, &atom->items, x, y, w, h, fill);
	if (atom->head.p)
		rect_add(f, &atom->head, x, y, w, h, fill);
	if (atom->other.p)
		rect_add(f, &atom->other, x, y, w, h, fill);
}

/* What a page break behind line i of n costs, and for what. */
static int32_t
line_cost(const struct flow *f, const struct setting_of *s, const struct para *p, size_t i, enum vwrong *wrong)
{
	size_t n = p->n;
	bool headed = f->fresh && i == 0;
	int32_t cost = 0;
	*wrong = headed ? WRONG_HEAD : WRONG_NOTHING;
	if (i + 1 == n) {
		struct str end = str_trim(s->text);
		return headed ? COST_HEAD_SHORT : str_ends(end, ":") ? COST_COLON : 0;
	}
	if (headed)
		return COST_HEADING;
	if (i == 0) {
		*wrong = n == 2 ? WRONG_BOTH : WRONG_ORPHAN;
		cost += n == 2 ? COST_BOTH : COST_ORPHAN;
	} else if (i + 2 == n) {
		*wrong = WRONG_WIDOW;
		cost += COST_WIDOW;
	}
	return cost;
}

/* Where a line's first piece begins: behind the indent. */
static dim
line_left(const struct line *line)
{
	dim x = line->n ? line->pieces[0].x : 0;
	for (uint32_t i = 1; i < line->n; i++)
		x = line->pieces[i].x < x ? line->pieces[i].x : x;
	return x > 0 ? x : 0; /* it may hang into the margin */
}

void
lines_flow(struct flow *f, const struct setting_of *s)
{
	dim grid = f->style->grid, measure = f->measure - s->left - s->right;
	int steps = steps_of_line(f, &f->style->text_styles[s->style]);
	struct para p, indented = {0};
	text_set(f, s, measure, &p);
	/* a figure before it may move away: then it stands behind a paragraph, and has its indent */
	bool two_ways = f->after_figure && f->no_indent && !s->indent && s->role == ROLE_PARA && s->align != ALIGN_CENTER &&
		s->align != ALIGN_RIGHT;
	if (two_ways) {
		struct setting_of other = *s;
		other.indent = f->style->indent;
		text_set(f, &other, measure, &indented);
		two_ways = indented.n == p.n;
	}
	if (p.n >= LINES_ELASTIC && !two_ways && f->style->text_styles[s->style].justified && s->align == ALIGN_NONE)
		*PUSH(f->tmp, f->elastics, f->n_elastics, f->cap_elastics) = (struct elastic){.s = *s, .atom = f->n, .n = p.n};
	*PUSH(f->tmp, f->texts, f->n_texts, f->cap_texts) = (struct text_flow){.s = *s, .atom = f->n, .n = p.n};
	for (size_t i = 0; i < p.n; i++) {
		struct items items = {0}, other = {0};
		line_add(f, &items, s, &p.lines[i], s->left, steps * grid);
		if (two_ways)
			line_add(f, &other, s, &indented.lines[i], s->left, steps * grid);
		calls_add(f, s, &p.lines[i]);
		dim left = line_left(&p.lines[i]);
		dim end = p.rtl ? s->right + measure - left : s->left + left + p.lines[i].w;
		enum vwrong wrong;
		int32_t cost = line_cost(f, s, &p, i, &wrong);
		struct atom *atom = atom_add(f, items, steps, cost);
		f->boxes[f->n - 1].wrong = (uint8_t)wrong;
		f->boxes[f->n - 1].hyphen = p.info[i].hyphen;
		atom->other = other;
		atom->opens = i == 0;
		if (p.lines[i].n && s->align != ALIGN_CENTER)
			f->end_x = s->align == ALIGN_RIGHT ? -1 : end;
		f->end_rtl = p.rtl;
	}
}

static bool
block_rtl(const struct place *p, const struct block *b)
{
	return b->rtl || (b->lang.n ? language_rtl(b->lang) : p->rtl);
}

struct setting_of
place_setting(struct flow *f, const struct block *b)
{
	const struct place *p = place_top(f);
	struct setting_of s = {.block = b,
		.text = b->text,
		.runs = b->runs,
		.n_runs = b->n_runs,
		.style = p->text,
		.role = p->role,
		.left = p->left,
		.right = p->right,
		.align = b->align ? b->align : p->align,
		.physical = b->align || p->align,
		.lang = b->lang.n ? b->lang : p->lang,
		.rtl = block_rtl(p, b)};
	return s;
}

/* ---- containers ---- */

static bool
is_container(const struct block *b)
{
	switch (b->kind) {
	case BLOCK_ROOT:
	case BLOCK_LIST:
	case BLOCK_ITEM:
	case BLOCK_QUOTE:
	case BLOCK_DETAILS:
	case BLOCK_ALERT:
	case BLOCK_DEFLIST:
	case BLOCK_DEFINITION:
	case BLOCK_GROUP:
	case BLOCK_NOTE: return true;
	default: return false;
	}
}

/* Insets a place, unless too little would be left of the measure. */
static void
place_inset(const struct flow *f, struct place *p, dim left, dim right)
{
	if (f->measure - p->left - p->right - left - right < f->measure / 2)
		return;
	p->left += p->rtl ? right : left;
	p->right += p->rtl ? left : right;
}

static void
item_enter(struct flow *f, struct place *p)
{
	struct place *list = p - 1;
	bool in_list = f->n_places > 1 && list->block->kind == BLOCK_LIST;
	p->role = ROLE_ITEM;
	if (in_list) {
		label_wait(f, list, p);
		place_inset(f, p, list->hang, 0);
	}
	f->no_indent = true;
}

static void
alert_enter(struct flow *f, struct place *p, const struct block *b)
{
	blank_ask(f, 1, 1);
	p->bar = true;
	p->bar_from = f->n;
	p->bar_x = p->rtl ? f->measure - p->right - PT(1.5) : p->left;
	place_inset(f, p, f->style->inset, 0);
	struct setting_of s = place_setting(f, b);
	s.style = TEXT_H3;
	if (b->text.n) {
		size_t n = f->n;
		lines_flow(f, &s);
		for (; n < f->n; n++)
			f->boxes[n].cost = BREAK_NEVER;
		f->fresh = true;
	}
	f->no_indent = true;
}

static void
place_enter(struct flow *f, const struct block *b)
{
	struct place inner = f->n_places ? *place_top(f) : (struct place){.text = TEXT_BODY, .role = ROLE_PARA, .floats = true};
	struct place *p = PUSH(f->tmp, f->places, f->n_places, f->cap_places);
	*p = inner;
	p->block = b;
	p->bar = false;
	p->skip = 0;
	p->floats = inner.floats && (b->kind == BLOCK_ROOT || b->kind == BLOCK_GROUP);
	if (b->align)
		p->align = b->align;
	p->rtl = f->n_places > 1 ? block_rtl(&inner, b) : b->rtl || language_rtl(f->entry->lang);
	if (b->lang.n)
		p->lang = b->lang;
	switch (b->kind) {
	case BLOCK_LIST:
		list_enter(f, p);
		f->loose = p->lists == 1;
		if (f->before == BLOCK_LIST && p->lists == 1) /* else two lists look like one */
			blank_ask(f, 1, 0);
		break;
	case BLOCK_ITEM: item_enter(f, p); break;
	case BLOCK_QUOTE:
		blank_ask(f, p->text == TEXT_QUOTE ? 0 : 1, 0);
		p->text = TEXT_QUOTE;
		p->role = ROLE_QUOTE;
		place_inset(f, p, f->style->inset, f->style->inset);
		f->no_indent = true;
		break;
	case BLOCK_ALERT: alert_enter(f, p, b); break;
	case BLOCK_DETAILS: blank_ask(f, 1, 0); break;
	case BLOCK_DEFINITION:
		place_inset(f, p, f->style->inset, 0);
		f->no_indent = true;
		break;
	default: break;
	}
}

static void
place_leave(struct flow *f)
{
	const struct place p = *place_top(f);
	/* an item without text still shows its mark */
	if (p.block->kind == BLOCK_ITEM && f->waiting.n)
		atom_add(f, (struct items){0}, 1, 0);
	f->n_places--;
	switch (p.block->kind) {
	case BLOCK_QUOTE:
	case BLOCK_DETAILS: blank_ask(f, 1, 0); break;
	case BLOCK_ALERT: blank_ask(f, 1, 1); break;
	case BLOCK_LIST:
	case BLOCK_DEFLIST: f->loose = p.lists <= 1; break;
	default: return;
	}
	f->no_indent = true;
	f->after_figure = false;
	f->before = p.block->kind;
}

/* ---- leaves ---- */

/* All of a text in bold. */
static void
setting_bold(struct flow *f, struct setting_of *s)
{
	size_t n = s->runs ? s->n_runs : 0;
	struct run *runs = NEW_N(f->tmp, n + 1, struct run);
	runs[0] = (struct run){.end = (uint32_t)s->text.n, .link = -1, .picture = -1, .note = -1};
	for (size_t i = 0; i < n; i++)
		runs[i] = s->runs[i];
	s->n_runs = n ? n : 1;
	for (size_t i = 0; i < s->n_runs; i++)
		runs[i].flags |= RUN_BOLD;
	s->runs = runs;
}

/* What opens on a click is printed open, below its title and a mark that says so. */
static void
summary_flow(struct flow *f, struct setting_of *s)
{
	struct setting_of mark = {.text = STR("▼"), .style = TEXT_CAPTION, .role = ROLE_ARTIFACT, .align = ALIGN_LEFT};
	struct para p;
	dim hang = f->style->indent;
	setting_bold(f, s);
	s->align = ALIGN_LEFT;
	s->physical = false;
	text_set(f, &mark, hang, &p);
	for (size_t i = 0; i < p.n && i < 1; i++)
		line_add(f, &f->waiting, &mark, &p.lines[i], s->rtl ? f->measure - s->right - p.lines[i].w : s->left,
			f->style->grid);
	*(s->rtl ? &s->right : &s->left) += hang;
	lines_flow(f, s);
}

/* The blank before the square at the end of a post and the square itself. */
static dim
end_mark_room(const struct flow *f)
{
	return f->entry->part < 0 ? 0 : f->style->end_mark * 7 / 4;
}

/* How far the square may hang into the margin behind a last line that is full: not into another column, nor near the edge. */
static dim
end_mark_hang(const struct flow *f)
{
	const struct style *style = f->style;
	dim margin = style->margin_outer < style->margin_inner ? style->margin_outer : style->margin_inner;
	return style->columns == 1 && margin >= end_mark_room(f) * 5 / 2 ? end_mark_room(f) * 3 / 2 : 0;
}

/* Does nothing of the post follow a block? */
static bool
is_last(const struct block *b)
{
	while (b && !b->next)
		b = b->parent;
	return !b;
}

static void
para_flow(struct flow *f, const struct block *b)
{
	struct place *p = place_top(f);
	struct setting_of s = place_setting(f, b);
	if (b->parent && b->parent->kind == BLOCK_DETAILS && b->parent->first == b) {
		summary_flow(f, &s);
		if (f->n)
			f->boxes[f->n - 1].cost = BREAK_NEVER;
		place_inset(f, p, f->style->inset, 0);
		f->no_indent = true;
		return;
	}
	if (b->attribution) {
		s.align = ALIGN_RIGHT;
		s.physical = false;
		if (f->n)
			f->boxes[f->n - 1].cost = BREAK_NEVER;
	}
	bool ragged = s.align == ALIGN_CENTER || s.align == ALIGN_RIGHT;
	s.indent = f->no_indent || ragged || b->attribution ? 0 : f->style->indent;
	s.skip = p->skip;
	s.end_room = is_last(b) ? end_mark_room(f) : 0;
	p->skip = 0;
	if (!b->text.n)
		return;
	bool first = !f->begun && f->n_places == 1 && !b->attribution;
	f->begun = true;
	if (!first || !dropcap_flow(f, &s))
		lines_flow(f, &s);
	f->no_indent = ragged;
	f->before = BLOCK_PARA;
}

static void
signature_flow(struct flow *f, const struct block *b)
{
	struct setting_of s = place_setting(f, b);
	s.style = TEXT_BYLINE;
	s.align = ALIGN_RIGHT;
	s.physical = false;
	if (f->n && f->boxes[f->n - 1].cost < BREAK_NEVER)
		f->boxes[f->n - 1].cost += COST_BOTH;
	lines_flow(f, &s);
	f->no_indent = true;
	f->before = BLOCK_SIGNATURE;
}

static void
term_flow(struct flow *f, const struct block *b)
{
	struct setting_of s = place_setting(f, b);
	size_t n = f->n;
	setting_bold(f, &s);
	s.align = ALIGN_LEFT;
	s.physical = false;
	lines_flow(f, &s);
	for (; n < f->n; n++)
		f->boxes[n].cost = BREAK_NEVER;
}

/* Sets a block without places of its own; returns the last block that was set with it. */
static const struct block *
leaf_flow(struct flow *f, const struct block *b)
{
	if (b->kind != BLOCK_PARA && b->kind != BLOCK_FIGURE && b->kind != BLOCK_ROW)
		f->begun = true;
	switch (b->kind) {
	case BLOCK_HEADING: return heading_flow(f, b);
	case BLOCK_PULLQUOTE: pullquote_flow(f, b); break;
	case BLOCK_CODE: code_flow(f, b); break;
	case BLOCK_TABLE: table_flow(f, b); break;
	case BLOCK_RULE: rule_flow(f); break;
	case BLOCK_FIGURE: figure_flow(f, b); break;
	case BLOCK_ROW: row_flow(f, b); break;
	case BLOCK_EMBED: embed_flow(f, b); break;
	case BLOCK_SIGNATURE: signature_flow(f, b); break;
	case BLOCK_TERM: term_flow(f, b); break;
	default: para_flow(f, b); break; /* also a table's row or cell that lost its table */
	}
	return b;
}

/* The square behind the last word, in the margin if need be, or on a line of its own. */
static void
end_mark_add(struct flow *f)
{
	dim room = end_mark_room(f), side = f->style->end_mark, grid = f->style->grid, gap = room - side;
	if (!room)
		return;
	bool figure_last = f->n_figures && f->figures[f->n_figures - 1].mention == f->n;
	if (f->n && !figure_last && f->end_x && f->end_x + room <= f->measure + end_mark_hang(f)) {
		struct atom *atom = &f->atoms[f->n - 1];
		dim y = f->boxes[f->n - 1].steps * grid, x = f->end_x > 0 ? f->end_x + gap : 0;
		if (f->end_rtl)
			x = f->measure - x - side;
		atom_rect(f, atom, x, y - side, side, side, f->style->accent);
		f->marked = f->n;
		return;
	}
	struct items items = {0};
	f->blank = f->blank_least = f->before == BLOCK_TABLE || f->before == BLOCK_CODE || f->before == BLOCK_EMBED;
	rect_add(f, &items, place_top(f)->rtl ? f->measure - side : 0, grid - side, side, side, f->style->accent);
	if (f->n && !figure_last)
		f->boxes[f->n - 1].cost = BREAK_NEVER;
	atom_add(f, items, 1, 0);
	f->tail = 1;
}

void
flow_make(struct flow *f)
{
	const struct block *root = f->post->root, *b = root->first;
	place_enter(f, root);
	series_make(f);
	notes_set(f);
	for (size_t i = 0; i < f->n_leads; i++)
		lines_flow(f, &f->leads[i]);
	f->no_indent = !f->n_leads;
	while (b) {
		if (b->only == EDITION_SCREEN) /* what leads to it leads to what stands there instead */
			dest_wait(f, b->anchor);
		else if (!b->hidden && b != f->post->gallery) {
			dest_wait(f, b->anchor);
			if (is_container(b)) {
				place_enter(f, b);
				if (b->first) {
					b = b->first;
					continue;
				}
				place_leave(f);
			} else
				b = leaf_flow(f, b);
		}
		while (!b->next && b->parent && b->parent != root) {
			b = b->parent;
			place_leave(f);
		}
		b = b->next;
	}
	end_mark_add(f);
	size_t n = f->n;
	notes_flow(f);
	f->tail = f->n > n ? 0 : f->tail;
	n = f->n;
	qr_flow(f);
	if (f->waiting.n) /* a destination behind everything */
		atom_add(f, (struct items){0}, 1, 0);
	f->tail += f->n - n;
	figures_shape(f);
}
