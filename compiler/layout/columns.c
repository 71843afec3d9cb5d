/* columns.c - two columns: each is filled like a narrow page, and two of them make a page */
#include "layout/flow.h"

#include <string.h>

enum {
	FIRST_LEAST = 5 /* steps: lower columns under an opening stay empty */
};

/* What stands behind the first boxes and figures of a list. */
static struct vlist
list_behind(struct arena *a, const struct vlist *from, size_t box, size_t figure)
{
	struct vlist to = *from;
	struct vfigure *figures = NEW_N(a, from->n_figures - figure, struct vfigure);
	struct vpara *paras = NEW_N(a, from->n_paras, struct vpara);
	to.boxes = from->boxes + box;
	to.n = from->n - box;
	to.tail = to.tail < to.n ? to.tail : to.n;
	to.n_figures = from->n_figures - figure;
	to.n_paras = 0;
	for (size_t i = 0; i < to.n_figures; i++) {
		figures[i] = from->figures[figure + i];
		figures[i].mention = figures[i].mention > box ? figures[i].mention - box : 0;
	}
	for (size_t i = 0; i < from->n_paras; i++)
		if (from->paras[i].box >= box) {
			paras[to.n_paras] = from->paras[i];
			paras[to.n_paras++].box -= box;
		}
	to.figures = figures;
	to.paras = paras;
	return to;
}

/* The plan with its columns from k on made anew, each of `steps`. */
static struct vplan
plan_behind(struct flow *f, const struct vlist *list, const struct vroom *room, const struct vplan *plan, size_t k, int steps)
{
	struct vplan out = {.cost = plan->cost};
	size_t box = plan->pages[k].box, figure = plan->pages[k].figure;
	struct vlist behind = list_behind(f->tmp, list, box, figure);
	struct vroom own = *room;
	own.first = own.full = steps;
	arena_reset(f->scratch);
	struct vplans rest = paginate(f->tmp, f->scratch, &behind, &own);
	const struct vplan *new = &rest.of[SIDE_VERSO];
	out.n = k + new->n;
	out.pages = NEW_N(f->tmp, out.n, struct vpage);
	out.sizes = NEW_N(f->tmp, list->n_figures, int);
	memcpy(out.pages, plan->pages, k * sizeof *out.pages);
	for (size_t i = 0; i < list->n_figures; i++)
		out.sizes[i] = i < figure ? plan->sizes[i] : new->sizes[i - figure];
	for (size_t i = 0; i < new->n; i++) {
		struct vpage *page = &out.pages[k + i];
		*page = new->pages[i];
		page->box += box;
		page->figure += figure;
		page->room = steps;
	}
	return out;
}

/* Two empty columns under an opening that leaves no room. */
static void
plan_empty_first(struct flow *f, struct vplan *plan)
{
	struct vpage *pages = NEW_N(f->tmp, plan->n + 2, struct vpage);
	memcpy(pages + 2, plan->pages, plan->n * sizeof *pages);
	plan->pages = pages;
	plan->n += 2;
}

/* The columns of the last page end level: the lowest ones that hold its text. */
static void
last_balance(struct flow *f, const struct vlist *list, const struct vroom *room, struct vplan *plan)
{
	size_t k = plan->n ? (plan->n - 1) & ~(size_t)1 : 0;
	int steps = k || !room->first ? room->full : room->first, used = 0;
	if (!plan->n || !list->n || plan->pages[k].notes_rest)
		return;
	for (size_t i = k; i < plan->n; i++)
		used += steps - plan->pages[i].left;
	for (int h = (used + 1) / 2; h < steps; h++) {
		if (h < 2)
			continue;
		struct vplan level = plan_behind(f, list, room, plan, k, h);
		bool fits = level.n <= k + 2;
		for (size_t i = k; i < level.n; i++)
			fits = fits && level.pages[i].left >= 0 && !level.pages[i].notes_rest;
		if (fits) {
			*plan = level;
			return;
		}
	}
}

struct vplan
columns_plan(struct flow *f, const struct vlist *list, const struct vroom *room)
{
	struct vplan none = {.sizes = NEW_N(f->tmp, list->n_figures, int)}, plan;
	none.pages = NEW(f->tmp, struct vpage);
	bool low = room->first < FIRST_LEAST;
	plan = plan_behind(f, list, room, &none, 0, low ? room->full : room->first);
	if (low)
		plan_empty_first(f, &plan);
	else if (plan.n > 2)
		plan = plan_behind(f, list, room, &plan, 2, room->full);
	last_balance(f, list, room, &plan);
	return plan;
}

/* ---- pages of columns ---- */

/* Frames of a kind, at their column's place; `wide`: those of the opening, which stands above both columns. */
static void
frames_take(struct page *to, const struct page *from, enum frame_kind kind, bool wide, dim column, dim x)
{
	for (size_t i = 0; from && i < from->n_frames; i++) {
		struct frame frame = from->frames[i];
		if (frame.kind != kind || (frame.w > column) != wide)
			continue;
		frame.x += x;
		to->frames[to->n_frames++] = frame;
	}
}

void
columns_join(struct flow *f, struct post_pages *out)
{
	dim right = f->measure + f->style->column_gap;
	bool rtl = language_rtl(f->entry->lang);
	size_t n = (out->n + 1) / 2;
	struct page *pages = NEW_N(f->keep, n, struct page);
	for (size_t i = 0; i < n; i++) {
		const struct page *a = &out->list[2 * i], *b = 2 * i + 1 < out->n ? a + 1 : NULL;
		struct page *to = &pages[i];
		to->frames = NEW_N(f->keep, a->n_frames + (b ? b->n_frames : 0), struct frame);
		frames_take(to, a, FRAME_PAGE, true, f->measure, 0);
		frames_take(to, a, FRAME_TEXT, true, f->measure, 0);
		for (int kind = FRAME_TEXT; kind <= FRAME_NOTES; kind++) {
			frames_take(to, a, (enum frame_kind)kind, false, f->measure, rtl ? right : 0);
			frames_take(to, b, (enum frame_kind)kind, false, f->measure, rtl ? 0 : right);
		}
		out->feet[i] = out->feet[2 * i];
	}
	for (size_t i = 0; i < out->n_residues; i++)
		out->residues[i].page /= 2;
	out->list = pages;
	out->n = n;
}
