/* fit.c - a finished book made to suit a printer: the text block moves, its measure and its breaks stay */
#include "press/fit.h"

#include <string.h>

enum {
	SIZE_TOLERANCE = 1451, /* half a millimetre: half letter and media carta are one size */
	HANGING = 2903, /* a millimetre: hyphens and points hang into the margin */
	ROUNDS_MOST = 4
};

static dim
larger(dim x, dim y)
{
	return x > y ? x : y;
}

static dim
distance(dim x, dim y)
{
	return x > y ? x - y : y - x;
}

static int
tenths_mm(dim v)
{
	return (int)(((int64_t)v * 2540 + 360 * DIM_PT) / (720 * DIM_PT));
}

/* ---- paper ---- */

/* The style at one of the printer's papers; NULL when it does not have that. */
static struct style *
style_at(struct arena *a, struct str style, struct str paper)
{
	struct diag *quiet = diag_new();
	struct style *s = style_read(a, quiet, style, paper);
	size_t n;
	const struct finding *list = diag_sorted(quiet, &n);
	for (size_t i = 0; s && i < n; i++) /* "there is no paper": the only finding about a style that has no line */
		if (list[i].kind == DIAG_VALUE_BAD && !list[i].line)
			s = NULL;
	diag_free(quiet);
	return s;
}

struct style *
printer_style(struct arena *a, struct diag *d, const struct printer *p, struct str style, struct str paper, bool *own)
{
	struct style *s = style_read(a, d, style, paper);
	int64_t best = INT64_MAX;
	int at = -1;
	*own = false;
	for (int i = 0; s && i < p->n_papers; i++) {
		const struct style *other = style_at(a, style, p->papers[i]);
		if (!other)
			continue;
		dim w = distance(other->trim_w, s->trim_w), h = distance(other->trim_h, s->trim_h);
		if (w <= SIZE_TOLERANCE && h <= SIZE_TOLERANCE)
			return s;
		if ((int64_t)w + h < best) {
			best = (int64_t)w + h;
			at = i;
		}
	}
	if (at < 0)
		return s;
	int mm[2] = {tenths_mm(s->trim_w), tenths_mm(s->trim_h)};
	diag_add(d, DIAG_PRINTER_PAPER, p->file, 0, 0,
		"%.*s does not print pages of %d.%d x %d.%d mm; the book is set anew for its paper %.*s, so that its page "
		"numbers are "
		"not those of the other editions: to have the same in all, write `paper: %.*s` in yearbook.yaml",
		STR_FMT(p->title), mm[0] / 10, mm[0] % 10, mm[1] / 10, mm[1] % 10, STR_FMT(p->papers[at]),
		STR_FMT(p->papers[at]));
	*own = true;
	return style_read(a, d, style, p->papers[at]);
}

/* ---- number of pages ---- */

void
printer_interior(const struct pages *pages, size_t *first, size_t *end)
{
	*first = pages->n_cover < pages->n ? pages->n_cover : 0;
	*end = pages->n;
}

bool
page_spine_left(const struct pages *pages, const struct page *page)
{
	return (page->number % 2 != 0) != pages->bound_right;
}

bool
page_blank(const struct page *page)
{
	for (size_t i = 0; i < page->n_frames; i++)
		for (size_t k = 0; k < page->frames[i].n; k++)
			if (page->frames[i].items[k].kind != ITEM_DEST)
				return false;
	return true;
}

/* Blank pages that are missing behind the n of the inside. */
static size_t
blanks_missing(const struct printer *p, size_t n, bool last_blank)
{
	size_t more = p->last_blank && !last_blank, multiple;
	for (int i = 0; i < ROUNDS_MOST; i++) { /* more pages may mean glue instead of staples, and another multiple */
		multiple = (size_t)printer_multiple(p, (int)(n + more));
		if (multiple < 2 || (n + more) % multiple == 0)
			break;
		more += multiple - (n + more) % multiple;
	}
	return more;
}

/* A blank page has neither head nor folio; its label goes on from the page before. */
static void
blanks_add(struct arena *a, struct pages *out, size_t more)
{
	int64_t folio;
	struct page *list = NEW_N(a, out->n + more + 1, struct page);
	memcpy(list, out->list, out->n * sizeof *list);
	bool numbered = out->n && str_to_int(list[out->n - 1].folio, &folio) && folio < INT32_MAX / 2;
	for (size_t i = 0; i < more; i++) {
		struct page *page = &list[out->n + i];
		*page = (struct page){.number = (int)(out->n + i) + 1, .post = -1};
		if (numbered)
			page->folio = str_fmt(a, "%d", (int)folio + (int)i + 1);
	}
	out->list = list;
	out->n += more;
}

/* ---- the text block, the bleed ---- */

/* What an item is that stands on the page as a whole: at its edges, or with the text. */
static bool
item_at_edge(const struct item *item, dim w)
{
	return item->kind == ITEM_DEST || (item->w > 0 && item->kind != ITEM_LINE && (item->x <= 0 || item->x + item->w >= w));
}

/* Widens what reaches beyond the trimmed edge by `more` on each edge that it bleeds at. */
static void
item_widen(struct item *item, const struct pages *pages, dim more)
{
	if (item->kind != ITEM_RECT && item->kind != ITEM_PICTURE)
		return;
	dim left = item->x < 0 ? more : 0, top = item->y < 0 ? more : 0;
	dim right = item->x + item->w > pages->trim_w ? more : 0, bottom = item->y + item->h > pages->trim_h ? more : 0;
	dim w = item->w + left + right, h = item->h + top + bottom;
	if (item->kind == ITEM_PICTURE && item->w > 0 && item->h > 0 && (w > item->w || h > item->h)) {
		/* the whole picture grows until it fills the place; what was in the middle stays there */
		bool wide = (int64_t)w * item->h >= (int64_t)h * item->w;
		int64_t num = wide ? w : h, den = wide ? item->w : item->h;
		dim full_w = dim_scale(item->picture.full_w, num, den), full_h = dim_scale(item->picture.full_h, num, den);
		dim extra_w = dim_scale(item->w, num, den) - w, extra_h = dim_scale(item->h, num, den) - h;
		item->picture.crop_x = dim_scale(item->picture.crop_x, num, den) + extra_w / 2;
		item->picture.crop_y = dim_scale(item->picture.crop_y, num, den) + extra_h / 2;
		item->picture.full_w = larger(full_w, item->picture.crop_x + w);
		item->picture.full_h = larger(full_h, item->picture.crop_y + h);
	}
	item->x -= left;
	item->y -= top;
	item->w = w;
	item->h = h;
}

/* A page with its text moved by dx and its bleed widened; shares the items that do not change. */
static void
page_fit(struct arena *a, const struct pages *pages, struct page *page, dim dx, dim more)
{
	struct frame *frames = NEW_N(a, page->n_frames, struct frame);
	for (size_t i = 0; i < page->n_frames; i++) {
		struct frame *f = &frames[i];
		*f = page->frames[i];
		if (f->kind != FRAME_PAGE) {
			f->x += dx;
			continue;
		}
		f->items = NEW_N(a, f->n, struct item);
		for (size_t k = 0; k < f->n; k++) {
			f->items[k] = page->frames[i].items[k];
			if (!item_at_edge(&f->items[k], pages->trim_w))
				f->items[k].x += dx;
			else if (more > 0)
				item_widen(&f->items[k], pages, more);
		}
	}
	page->frames = frames;
}

/* How far the text must move from the spine; as far as the fore edge lets it. */
static dim
gutter_shift(struct diag *d, const struct printer *p, const struct style *style, int pages)
{
	dim need = printer_gutter(p, pages), shift = need - style->margin_inner;
	dim room = style->margin_outer - larger(p->safety, p->cut_tolerance) - HANGING;
	if (shift <= 0)
		return 0;
	if (room < 0)
		room = 0;
	if (shift <= room)
		return shift;
	int asked = tenths_mm(need), has = tenths_mm(style->margin_inner), outer = tenths_mm(style->margin_outer),
	    least = tenths_mm(larger(p->safety, p->cut_tolerance));
	diag_add(d, DIAG_PRINTER_GUTTER, p->file, 0, 0,
		"a book of %d pages needs a margin of %d.%d mm at the spine, and %d.%d mm at the fore edge; the style has %d.%d "
		"and %d.%d "
		"mm, too little for both, and the text was moved only as far as the fore edge allows: make `inner` and `outer` "
		"of "
		"`page` in the style larger together, or take a larger paper",
		pages, asked / 10, asked % 10, least / 10, least % 10, has / 10, has % 10, outer / 10, outer % 10);
	return room;
}

struct pages *
printer_fit(struct arena *a, struct diag *d, const struct printer *p, const struct style *style, const struct pages *pages)
{
	struct pages *out = NEW(a, struct pages);
	size_t first, end;
	dim bleed = larger(larger(p->bleed_top, p->bleed_bottom), larger(p->bleed_outer, p->bleed_inner));
	dim more = larger(bleed - pages->bleed, 0);
	*out = *pages;
	printer_interior(pages, &first, &end);
	blanks_add(a, out, blanks_missing(p, end - first, end > first && page_blank(&pages->list[end - 1])));
	dim shift = gutter_shift(d, p, style, (int)(out->n - first));
	out->bleed += more;
	for (size_t i = first; i < end && (shift || more); i++)
		page_fit(a, pages, &out->list[i], page_spine_left(pages, &out->list[i]) ? shift : -shift, more);
	for (size_t i = first; i < end && p->inks == INKS_CMYK; i++)
		page_spare(a, &out->list[i]);
	return out;
}
