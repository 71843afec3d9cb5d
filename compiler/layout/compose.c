/* compose.c - cut a post's boxes and figures into pages and put them in their places */
#include "layout/flow.h"

#include <stdlib.h>
#include <string.h>

enum { LINES_AT_ONCE = 8 /* that paragraphs of a page give */ };

/* Something on a page: a box or a figure, and the blank above it. */
struct element {
	const struct atom *atom; /* NULL: a figure */
	const struct vbox *box;
	const struct shape *shape;
	int steps, gap, shrink, stretch;
	bool head; /* the first of its page */
	dim shift; /* downwards: a caption or a pull quote at the foot of a page stands on the last line of the grid */
};

struct composer {
	struct flow *f;
	const struct vroom *room;
	const struct vlist *list;
	const struct vplan *plan;
	const struct opening *opening;
	struct element *elements; /* of the page in the making */
	size_t n, cap;
	struct footnotes notes;
	int notes_here; /* lines of notes on the page in the making */
	size_t elastic; /* the first paragraph that may be set anew on the next page */
	bool figure_last; /* what stands before is a figure */
	bool indented; /* the paragraph that runs on stands with its other first line */
};

struct item *
items_keep(struct arena *keep, const struct items *items)
{
	struct item *p = NEW_N(keep, items->n, struct item);
	if (items->n)
		memcpy(p, items->p, items->n * sizeof *p);
	return p;
}

/* ---- paragraphs that are set longer or shorter ---- */

/* Finds out which paragraphs can be, without keeping their lines. */
static struct vpara *
elastics_try(struct flow *f, struct arena *rough)
{
	struct vpara *paras = NEW_N(f->tmp, f->n_elastics, struct vpara);
	struct arena *keep = f->keep;
	f->keep = rough;
	for (size_t i = 0; i < f->n_elastics; i++) {
		const struct elastic *e = &f->elastics[i];
		paras[i] = (struct vpara){e->atom, e->n, BREAK_NEVER, BREAK_NEVER};
		if (e->atom + e->n == f->n) /* the mark of the post's end stands in its last line */
			continue;
		struct setting_of s = e->s;
		struct para p;
		s.variants = true;
		text_set(f, &s, f->measure - s.left - s.right, &p);
		paras[i].more = p.more >= 0 ? 0 : BREAK_NEVER;
		paras[i].fewer = p.fewer >= 0 ? 0 : BREAK_NEVER;
		arena_reset(rough);
	}
	f->keep = keep;
	return paras;
}

/* The line k of a paragraph set anew, with what stands before it in the atom that it replaces. */
static struct atom *
elastic_atom(struct flow *f, const struct elastic *e, const struct para *p, size_t k)
{
	struct atom *to = NEW(f->tmp, struct atom);
	const struct atom *from = &f->atoms[e->atom + (k < e->n ? k : e->n - 1)];
	int steps = f->boxes[e->atom].steps;
	*to = (struct atom){.opens = k == 0};
	for (size_t i = 0; i < from->before; i++)
		item_add(f, &to->items, from->items.p[i]);
	line_add(f, &to->items, &e->s, &p->lines[k], e->s.left, steps * f->style->grid);
	if (from->head.p) {
		for (size_t i = 0; i < from->before && i < from->head.n; i++)
			item_add(f, &to->head, from->head.p[i]);
		line_add(f, &to->head, &e->s, &p->lines[k], e->s.left, steps * f->style->grid);
	}
	return to;
}

/* ---- what stands on a page ---- */

static struct element *
element_add(struct composer *c, struct element e)
{
	struct element *to = PUSH(c->f->tmp, c->elements, c->n, c->cap);
	*to = e;
	to->head = c->n == 1;
	if (to->head)
		to->gap = to->shrink = to->stretch = 0;
	return to;
}

static void
figure_add(struct composer *c, size_t k, bool apart)
{
	if (c->plan->sizes[k] < 0)
		return;
	const struct shape *shape = &c->f->figures[k].shapes[c->plan->sizes[k]];
	const struct element *before = c->n ? &c->elements[c->n - 1] : NULL;
	struct element e = {.shape = shape, .steps = shape->steps};
	if (before && before->atom && apart) {
		e.gap = e.shrink = 1;
		e.stretch = 1;
	}
	element_add(c, e);
	footnotes_call(c->f, &c->notes, shape->note, shape->n_notes);
}

static void
box_add(struct composer *c, size_t i)
{
	const struct atom *atom = &c->f->atoms[i];
	const struct vbox *box = &c->f->boxes[i];
	struct element *before = c->n ? &c->elements[c->n - 1] : NULL;
	struct element e = {.atom = atom,
		.box = box,
		.steps = before ? box->steps : box->head,
		.gap = box->above,
		.shrink = box->shrink,
		.stretch = box->stretch};
	if (before && before->shape) { /* the blank below a figure and the one above a box are one */
		int tail = before->shape->tail;
		int less = box->airy ? tail : tail < box->above ? tail : box->above;
		before->steps -= less;
		e.shrink = 0;
	}
	element_add(c, e);
	footnotes_call(c->f, &c->notes, atom->note, atom->n_notes);
}

/* Marks the paragraphs of a page that give lines, by their looseness. */
static void
elastics_choose(struct composer *c, const struct vpage *page)
{
	struct flow *f = c->f;
	size_t lines = (size_t)(page->lines < 0 ? -page->lines : page->lines), chosen[LINES_AT_ONCE];
	while (c->elastic < f->n_elastics && f->elastics[c->elastic].atom < page->box)
		c->elastic++;
	size_t n = paras_cheapest(c->list, c->elastic, page->box, page->box + page->n_boxes, page->lines > 0,
		lines < LINES_AT_ONCE ? lines : LINES_AT_ONCE, chosen);
	for (size_t k = 0; k < n; k++) {
		f->elastics[chosen[k]].chosen = true;
		f->elastics[chosen[k]].s.looseness = page->lines > 0 ? 1 : -1;
	}
}

/* Adds a paragraph that was chosen, set anew. */
static void
elastic_add(struct composer *c, const struct elastic *e)
{
	struct flow *f = c->f;
	struct para p;
	text_set(f, &e->s, f->measure - e->s.left - e->s.right, &p);
	for (size_t k = 0; k < p.n; k++) {
		size_t at = e->atom + (k < e->n ? k : e->n - 1);
		box_add(c, at);
		c->elements[c->n - 1].atom = elastic_atom(f, e, &p, k);
		if (k >= e->n)
			c->elements[c->n - 1].gap = c->elements[c->n - 1].shrink = c->elements[c->n - 1].stretch = 0;
	}
	for (size_t k = p.n; k < e->n; k++) /* notes called in the line that is gone */
		footnotes_call(f, &c->notes, f->atoms[e->atom + k].note, f->atoms[e->atom + k].n_notes);
}

/* How far what stands at a page's foot must sink to end on the grid. */
static dim
foot_sink(const struct composer *c, const struct items *items, int steps)
{
	dim low = 0, foot = steps * c->f->style->grid;
	for (size_t i = 0; i < items->n; i++) {
		const struct item *item = &items->p[i];
		dim y = item->y + (item->kind == ITEM_LINE || item->kind == ITEM_LINK || item->kind == ITEM_DEST ? 0 : item->h);
		low = y > low ? y : low;
	}
	return foot > low && foot - low < c->f->style->grid ? foot - low : 0;
}

static void
elements_make(struct composer *c, const struct vpage *page)
{
	size_t k = page->figure, last = page->figure + page->n_figures, end = page->box + page->n_boxes;
	c->n = 0;
	footnotes_page(&c->notes);
	elastics_choose(c, page);
	size_t q = c->elastic;
	for (size_t i = page->box; i <= end; i++) {
		for (; k < last && (c->f->figures[k].mention <= i || i == end); k++)
			figure_add(c, k, i > page->box && figure_apart(&c->f->boxes[i - 1]));
		while (q < c->f->n_elastics && c->f->elastics[q].atom < i)
			q++;
		if (i < end && q < c->f->n_elastics && c->f->elastics[q].atom == i && c->f->elastics[q].chosen) {
			elastic_add(c, &c->f->elastics[q]);
			i += c->f->elastics[q].n - 1;
		} else if (i < end)
			box_add(c, i);
	}
	struct element *e = c->n > 1 || (c->n && c->elements[0].shape) ? &c->elements[c->n - 1] : NULL;
	if (e && e->shape)
		e->steps -= e->shape->tail;
	if (e && e->shape && !e->head)
		e->shift = foot_sink(c, &e->shape->items, e->steps);
	else if (e && e->atom && e->box->airy && !e->atom->before && end < c->f->n) /* a pull quote */
		e->shift = foot_sink(c, &e->atom->items, e->steps);
}

/* What a page's blanks gave. */
struct adjusted {
	int left; /* steps that stay empty; negative: that stick out */
	int stretched, shrunk;
};

/* How wide the blank above an element looks. */
static int
element_blank(const struct element *e)
{
	return e->gap + (e->box && e->box->airy);
}

/* Blanks give way on a full page, and grow where more steps are left than should stay empty. */
static struct adjusted
blanks_adjust(struct composer *c, int capacity, int empty, bool last)
{
	int used = 0;
	for (size_t i = 0; i < c->n; i++)
		used += c->elements[i].gap + c->elements[i].steps;
	int left = capacity - used, short_of = left < 0 ? left : 0, spare = left > 0 ? left : 0;
	for (int round = 0; round < 2; round++) /* those above figures last */
		for (size_t i = c->n; left < 0 && i-- > 0;)
			for (; left < 0 && c->elements[i].shrink > 0 && (c->elements[i].shape != NULL) == (round == 1); left++) {
				c->elements[i].shrink--;
				c->elements[i].gap--;
			}
	while (!last && left > empty) { /* the narrowest first: no blank grows wide before others */
		struct element *best = NULL;
		for (size_t i = 0; i < c->n; i++)
			if (c->elements[i].stretch > 0 && (!best || element_blank(&c->elements[i]) < element_blank(best)))
				best = &c->elements[i];
		if (!best)
			break;
		best->gap++;
		best->stretch--;
		left--;
	}
	return (struct adjusted){left, spare ? spare - left : 0, short_of ? left - short_of : 0};
}

/* ---- places ---- */

static const struct items *
atom_items(struct composer *c, const struct element *e)
{
	const struct atom *atom = e->atom;
	if (atom->opens)
		c->indented = atom->other.p && !c->figure_last;
	if (e->head && atom->head.p)
		return &atom->head;
	return atom->other.p && c->indented ? &atom->other : &atom->items;
}

/* The place of an item of a row in reading order: its cell's, as the numbers of blocks tell it. */
struct cell_item {
	uint32_t block;
	size_t at;
};

static int
cell_item_cmp(const void *a, const void *b)
{
	const struct cell_item *x = a, *y = b;
	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	return x->at < y->at ? -1 : 1;
}

/* A row was set line by line across its cells; it is read cell by cell. */
static void
row_order(struct flow *f, struct item *items, size_t n)
{
	struct cell_item *order = NEW_N(f->tmp, n, struct cell_item);
	struct item *copy = NEW_N(f->tmp, n, struct item);
	uint32_t block =
		UINT32_MAX; /* rules and what stands for no block go with what follows them, the row's own rule goes last */
	for (size_t i = n; i > 0; i--) {
		const struct item *item = &items[i - 1];
		block = item->block ? item->block : block;
		order[i - 1] = (struct cell_item){block, i - 1};
		copy[i - 1] = *item;
	}
	qsort(order, n, sizeof *order, cell_item_cmp);
	for (size_t i = 0; i < n; i++)
		items[i] = copy[order[i].at];
}

static void
frame_text(struct composer *c, struct frame *frame, int first_step)
{
	struct flow *f = c->f;
	dim grid = f->style->grid, y = first_step * grid;
	struct items items = {0};
	uint32_t row = 0;
	size_t row_from = 0;
	for (size_t i = 0; i < c->n; i++) {
		const struct element *e = &c->elements[i];
		dim at = y + e->gap * grid + e->shift;
		uint32_t own = e->shape ? 0 : e->atom->row;
		if (own != row) {
			if (row && items.n > row_from)
				row_order(f, items.p + row_from, items.n - row_from);
			row = own;
			row_from = items.n;
		}
		if (e->shape)
			items_move(f, &items, &e->shape->items, 0, at);
		else {
			int repeat = e->head ? e->atom->repeat : 0;
			if (repeat) {
				items_move(f, &items, &f->heads[repeat - 1].items, 0, at);
				at += f->heads[repeat - 1].steps * grid;
			}
			items_move(f, &items, atom_items(c, e), 0, at);
		}
		c->figure_last = e->shape != NULL;
		y += (e->gap + e->steps) * grid;
	}
	if (row && items.n > row_from)
		row_order(f, items.p + row_from, items.n - row_from);
	frame->items = items_keep(f->keep, &items);
	frame->n = items.n;
}

/* Notes what could not be had on a page. */
static void
residues_note(struct composer *c, const struct vpage *from, const struct adjusted *adjusted, bool last, struct post_pages *out)
{
	struct flow *f = c->f;
	size_t end = from->box + from->n_boxes;
	int left = adjusted->left;
	struct foot *foot = &out->feet[out->n];
	*foot = (struct foot){.left = left, .notes = c->notes_here > 0};
	if (!last && left > 0)
		residue_add(f, out, RESIDUE_SHORT, left);
	if (left < 0)
		residue_add(f, out, RESIDUE_OVERFULL, -left);
	for (size_t k = from->figure; k < from->figure + from->n_figures; k++) {
		int away = 0;
		for (const struct vpage *p = from; p > c->plan->pages && f->figures[k].mention < p->box; p--)
			away++;
		if (away > 1)
			residue_add(f, out, RESIDUE_FIGURE_FAR, away);
	}
	if (from->lines)
		residue_add(
			f, out, from->lines > 0 ? RESIDUE_LOOSE : RESIDUE_TIGHT, from->lines > 0 ? from->lines : -from->lines);
	if (from->notes_rest && c->notes.rest)
		residue_add(f, out, RESIDUE_NOTE_SPLIT, (int)(c->notes.n - c->notes.done));
	if (adjusted->stretched)
		residue_add(f, out, RESIDUE_STRETCHED, adjusted->stretched);
	if (adjusted->shrunk)
		residue_add(f, out, RESIDUE_SHRUNK, adjusted->shrunk);
	if (from->n_boxes && end < f->n && c->n && c->elements[c->n - 1].atom) {
		foot->hyphen = f->boxes[end - 1].hyphen;
		residue_break(f, out, &f->boxes[end - 1], (int)f->style->lines - (left > 0 ? left : 0));
	}
}

static struct adjusted
page_make(struct composer *c, const struct vpage *from, struct page *to, size_t at, bool last)
{
	struct flow *f = c->f;
	size_t n = 0;
	bool first = at == 0, under = at < (size_t)c->f->style->columns;
	elements_make(c, from);
	int notes = footnotes_lines(&c->notes, from);
	int steps = from->room ? from->room : first ? c->room->first : c->room->full;
	int capacity = steps - from->sunk - notes_steps(c->room, notes);
	struct adjusted adjusted = blanks_adjust(c, capacity, from->left > 0 ? from->left : 0, last);
	adjusted.stretched += from->sunk;
	c->notes_here = notes;
	to->frames = NEW_N(f->keep, 4, struct frame);
	if (first) {
		if (c->opening->page.n) {
			struct frame *opening = &to->frames[n++];
			*opening = (struct frame){
				.kind = FRAME_PAGE, .w = f->style->trim_w, .h = f->style->trim_h, .n = c->opening->page.n};
			opening->items = items_keep(f->keep, &c->opening->page);
		}
		struct frame *text = &to->frames[n++];
		*text = (struct frame){.kind = FRAME_TEXT, .w = f->wide, .h = f->style->trim_h, .n = c->opening->text.n};
		text->items = items_keep(f->keep, &c->opening->text);
	}
	struct frame *text = &to->frames[n++];
	text->kind = FRAME_TEXT;
	text->y = f->style->first_baseline - f->style->grid;
	text->w = f->measure;
	text->h = f->style->lines * f->style->grid;
	frame_text(c, text, under ? c->opening->steps + from->sunk : 0);
	if (notes)
		footnotes_frame(f, &c->notes, notes, &to->frames[n++]);
	c->notes.rest = c->notes.done < c->notes.n;
	to->n_frames = n;
	return adjusted;
}

/* ---- the whole ---- */

static struct vfigure *
figures_make(struct flow *f)
{
	struct vfigure *figures = NEW_N(f->tmp, f->n_figures, struct vfigure);
	for (size_t k = 0; k < f->n_figures; k++)
		figures[k].tail = INT32_MAX;
	for (size_t k = 0; k < f->n_figures; k++) {
		const struct figure *g = &f->figures[k];
		struct vsize *sizes = NEW_N(f->tmp, (size_t)g->n_shapes, struct vsize);
		for (int z = 0; z < g->n_shapes; z++) {
			const struct shape *shape = &g->shapes[z];
			struct vfigure *ends = &figures[k + (size_t)shape->takes - 1];
			sizes[z] = (struct vsize){.steps = shape->steps, .takes = shape->takes, .cost = shape->cost};
			if (shape->tail < ends->tail)
				ends->tail = shape->tail;
		}
		figures[k].mention = g->mention;
		figures[k].sizes = sizes;
		figures[k].n_sizes = g->n_shapes;
		figures[k].call = g->shapes[0].note;
		figures[k].n_calls = g->shapes[0].n_notes;
	}
	return figures;
}

static struct vnote *
notes_make(struct flow *f)
{
	struct vnote *notes = NEW_N(f->tmp, f->series.n, struct vnote);
	for (size_t i = 0; i < f->series.n; i++) {
		const struct note_set *note = &f->notes[i];
		notes[i] = (struct vnote){note->at_end ? 0 : (int)note->n, note->run_w, note->again};
	}
	return notes;
}

/* Puts the post's pages together as a plan has them. */
static void
plan_compose(struct flow *f, const struct vroom *room, const struct vlist *list, const struct vplan *plan,
	const struct opening *opening, struct post_pages *out)
{
	struct composer c = {.f = f, .room = room, .list = list, .plan = plan, .opening = opening};
	footnotes_begin(f, &c.notes);
	for (size_t i = 0; i < f->n_elastics; i++)
		f->elastics[i].chosen = false;
	out->list = NEW_N(f->keep, plan->n, struct page);
	out->feet = NEW_N(f->keep, plan->n, struct foot);
	for (out->n = 0; out->n < plan->n; out->n++) {
		const struct vpage *page = &plan->pages[out->n];
		bool last = out->n + 1 == plan->n;
		struct adjusted adjusted = page_make(&c, page, &out->list[out->n], out->n, last);
		residues_note(&c, page, &adjusted, last, out);
	}
}

static struct vlist
list_make(struct flow *f)
{
	for (size_t i = 0; i < f->n; i++) {
		f->boxes[i].call = f->atoms[i].note;
		f->boxes[i].n_calls = f->atoms[i].n_notes;
	}
	return (struct vlist){.boxes = f->boxes,
		.n = f->n,
		.figures = figures_make(f),
		.n_figures = f->n_figures,
		.notes = notes_make(f),
		.n_notes = f->series.n,
		.calls = f->calls,
		.tail = f->tail};
}

struct vplans
flow_plan(struct flow *f, const struct vroom *room)
{
	struct vlist list = list_make(f);
	arena_reset(f->scratch);
	return paginate(f->tmp, f->scratch, &list, room);
}

/* Where the breaks are strained: with paragraphs that can be set longer or shorter. */
static struct vplans
plans_relax(struct flow *f, struct vlist *list, const struct vroom *room, struct vplans plans)
{
	if (!f->n_elastics || !(plan_strained(&plans.of[SIDE_RECTO], f->boxes) || plan_strained(&plans.of[SIDE_VERSO], f->boxes)))
		return plans;
	struct arena *rough = arena_new();
	list->paras = elastics_try(f, rough);
	list->n_paras = f->n_elastics;
	arena_free(rough);
	arena_reset(f->scratch);
	return paginate(f->tmp, f->scratch, list, room);
}

void
pages_compose(struct flow *f, const struct opening *opening, struct post_pages *out)
{
	struct vroom room = {.first = f->style->lines - opening->steps,
		.full = f->style->lines,
		.grid = f->style->grid,
		.notes_gap = f->style->grid,
		.note_leading = f->style->text_styles[TEXT_NOTE].leading,
		.note_blank = footnotes_blank(f),
		.measure = f->measure,
		.sinks = opening->steps > 0 && f->style->columns == 1};
	struct diag *d = f->d;
	if (room.first < 0)
		room.first = 0;
	/* no text beside pictures in a column: it would be too narrow */
	struct vplans plans = f->style->columns > 1 ? flow_plan(f, &room) : besides_choose(f, &room);
	struct vlist list = list_make(f);
	f->d = NULL; /* what is wrong with a text was said when it was set first */
	plans = plans_relax(f, &list, &room, plans);
	if (f->style->columns > 1)
		plans.of[SIDE_RECTO] = plans.of[SIDE_VERSO] = columns_plan(f, &list, &room);
	const struct vplan *recto = &plans.of[SIDE_RECTO], *verso = &plans.of[SIDE_VERSO];
	plan_compose(f, &room, &list, recto, opening, out);
	if (!plans_same(recto, verso, f->n_figures)) {
		out->verso = NEW(f->keep, struct post_pages);
		plan_compose(f, &room, &list, verso, opening, out->verso);
	}
	f->d = d;
	if (f->style->columns > 1)
		columns_join(f, out);
	out->marks = NEW_N(f->keep, f->n_marks, struct mark);
	out->n_marks = f->n_marks;
	if (f->n_marks)
		memcpy(out->marks, f->marks, f->n_marks * sizeof *out->marks);
	if (out->verso) {
		out->verso->marks = out->marks;
		out->verso->n_marks = f->n_marks;
	}
}
