/* surfaces.c - pages and the cover as a print shop gets them: bleed, marks, slug line */
#include "press/surfaces.h"
#include "press/marks.h"

#include <time.h>

/* What lies around the trimmed area of one page. */
struct around {
	dim left, top, right, bottom; /* bleed */
	dim room; /* on every side, for bleed and marks; 0: no marks, only the bleed */
	dim gap, length; /* of the cutting marks */
	bool corners, registers, slug;
	struct colour ink;
};

static dim
most(dim a, dim b)
{
	return a > b ? a : b;
}

/* The room that the marks take, when there are any. */
static void
around_measure(struct around *r, const struct printer *p)
{
	dim bleed = most(most(r->left, r->right), most(r->top, r->bottom));
	r->gap = most(most(p->mark_gap, bleed), r->corners ? MM(1) : 0);
	r->length = p->mark_length > 0 ? p->mark_length : MM(5);
	r->ink = p->inks == INKS_GRAY ? ink_black : ink_all;
	if (r->corners)
		r->room = r->gap + r->length + MM(1);
	if (r->registers)
		r->room = most(r->room, bleed + MM(1) + 2 * MARK_REACH + MM(1));
	if (r->slug)
		r->room = most(r->room, bleed + MM(5));
}

static struct around
around_page(const struct printer *p, const struct slug *slug, bool right)
{
	struct around r = {.left = right ? p->bleed_inner : p->bleed_outer,
		.right = right ? p->bleed_outer : p->bleed_inner,
		.top = p->bleed_top,
		.bottom = p->bleed_bottom,
		.corners = p->crop_marks,
		.registers = p->registration_marks,
		.slug = p->slug && slug && slug->set};
	around_measure(&r, p);
	return r;
}

/* Finer lines where the bleed ends, in the outer half of the cutting marks' room. */
static void
bleed_marks(struct marks *m, const struct surface *s, const struct around *r)
{
	const struct box *t = &s->trim, *b = &s->bleed;
	dim right = t->x + t->w, foot = t->y + t->h, from = r->gap + r->length / 2, to = r->gap + r->length;
	const dim ys[] = {b->y, b->y + b->h}, xs[] = {b->x, b->x + b->w};
	for (int i = 0; i < 2; i++) {
		if (ys[i] != (i ? foot : t->y)) {
			mark_across(m, t->x - to, t->x - from, ys[i]);
			mark_across(m, right + from, right + to, ys[i]);
		}
		if (xs[i] != (i ? right : t->x)) {
			mark_down(m, xs[i], t->y - to, t->y - from);
			mark_down(m, xs[i], foot + from, foot + to);
		}
	}
}

static void
register_marks(struct marks *m, const struct surface *s)
{
	const struct box *b = &s->bleed, *t = &s->trim;
	dim x = t->x + t->w / 2, y = t->y + t->h / 2, off = MM(1) + MARK_REACH;
	mark_register(m, x, b->y - off);
	mark_register(m, x, b->y + b->h + off);
	mark_register(m, b->x - off, y);
	mark_register(m, b->x + b->w + off, y);
}

static struct str
date_text(struct arena *a, int64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm tm;
	if (!seconds || !gmtime_r(&t, &tm))
		return STR_NONE;
	return str_fmt(a, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

/* The slug line below the lower left corner, shorter where the longer one would come to `end`, where a mark stands. */
static void
slug_set(struct marks *m, const struct surface *s, dim end, const struct slug *slug, struct str place, int64_t modified)
{
	const char *dot = " \xC2\xB7 ";
	struct str date = date_text(m->a, modified), file = slug->file;
	struct str after = str_fmt(m->a, "%s%.*s", place.n && date.n ? dot : "", STR_FMT(date));
	struct str texts[] = {str_fmt(m->a, "%.*s%s%.*s%.*s", STR_FMT(file), file.n && (place.n || date.n) ? dot : "",
				      STR_FMT(place), STR_FMT(after)),
		str_fmt(m->a, "%.*s%.*s", STR_FMT(place), STR_FMT(after)), place};
	dim x = s->trim.x + MM(3), room = end - MARK_REACH - MM(2) - x;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (!texts[i].n)
			continue;
		struct line line = slug->set(slug->ctx, texts[i]);
		if (line.n && line.w <= room) {
			mark_text(m, x, s->bleed.y + s->bleed.h + MM(3.5), &line);
			return;
		}
	}
}

/* A page of trimmed size w x h on a surface of its own, with its boxes. */
static struct surface
surface_of(const struct pages *pages, size_t page, const struct around *r, struct arena *a)
{
	dim left = r->room ? r->room : r->left, top = r->room ? r->room : r->top;
	dim right = r->room ? r->room : r->right, bottom = r->room ? r->room : r->bottom;
	struct surface s = {.w = left + pages->trim_w + right,
		.h = top + pages->trim_h + bottom,
		.trim = {left, top, pages->trim_w, pages->trim_h},
		.bleed = {left - r->left, top - r->top, r->left + pages->trim_w + r->right, r->top + pages->trim_h + r->bottom},
		.placements = NEW(a, struct placement),
		.n_placements = 1,
		.label = pages->list[page].folio};
	*s.placements = (struct placement){.page = page, .x = left, .y = top, .scale = 10000, .clip = s.bleed};
	return s;
}

static void
marks_around(struct marks *m, const struct surface *s, const struct around *r)
{
	if (r->corners) {
		marks_corners(m, s, r->gap, (dim[4]){r->length, r->length, r->length, r->length});
		bleed_marks(m, s, r);
	}
	if (r->registers)
		register_marks(m, s);
}

/* How the file is to be written. */
static struct sheets
sheets_start(const struct pages *pages, const struct printer *p, enum pdf_standard standard, size_t n, struct arena *a)
{
	bool opaque = standard == PDF_X1A_2001 || standard == PDF_X1A_2003;
	return (struct sheets){.pages = pages,
		.list = NEW_N(a, n, struct surface),
		.standard = standard,
		.inks = p->inks,
		.condition = p->condition,
		.ink_most = p->ink_most,
		.intent = p->intent,
		.black_point = p->black_point,
		.ppi_most = p->ppi_most,
		.quality = p->quality,
		.flat = opaque || !p->transparency,
		.overprint = standard_press(standard),
		.bare = !p->metadata,
		.links = p->links && !standard_press(standard),
		.outline = p->outline && !standard_press(standard)};
}

struct sheets
sheets_press(
	const struct pages *pages, size_t first, size_t end, const struct printer *p, const struct slug *slug, struct arena *a)
{
	if (end > pages->n)
		end = pages->n;
	struct sheets sheets = sheets_start(pages, p, p->standard, first < end ? end - first : 0, a);
	for (size_t i = first; i < end; i++) {
		struct around r = around_page(p, slug, pages->list[i].number % 2 != pages->bound_right);
		struct surface *s = &sheets.list[sheets.n++];
		*s = surface_of(pages, i, &r, a);
		struct marks m = {.a = a, .ink = r.ink};
		marks_around(&m, s, &r);
		if (r.slug) {
			struct str folio = pages->list[i].folio;
			struct str place = folio.n ? str_fmt(a, "%zu / %zu (%.*s)", sheets.n, end - first, STR_FMT(folio))
						   : str_fmt(a, "%zu / %zu", sheets.n, end - first);
			slug_set(&m, s, s->trim.x + (r.registers ? s->trim.w / 2 : s->trim.w), slug, place, pages->modified);
		}
		marks_place(&m, s);
	}
	return sheets;
}

/* Where the cover is folded: short dashes above and below the bleed. */
static void
fold_marks(struct marks *m, const struct surface *s, const struct around *r, dim spine)
{
	dim middle = s->trim.x + s->trim.w / 2, x = middle - spine / 2;
	for (int i = 0; i < (spine ? 2 : 1); i++, x += spine) {
		mark_fold(m, x, s->trim.y - r->gap - r->length, s->trim.y - r->gap);
		mark_fold(m, x, s->trim.y + s->trim.h + r->gap, s->trim.y + s->trim.h + r->gap + r->length);
	}
}

struct sheets
sheets_cover(const struct pages *cover, const struct printer *p, dim spine, const struct slug *slug, struct arena *a)
{
	struct sheets sheets = sheets_start(cover, p, p->cover_standard, 1, a);
	if (!cover->n)
		return sheets;
	dim b = p->cover_bleed;
	struct around r = {.left = b,
		.top = b,
		.right = b,
		.bottom = b,
		.corners = p->cover_marks,
		.registers = p->cover_marks && p->registration_marks,
		.slug = p->cover_marks && p->slug && slug && slug->set};
	around_measure(&r, p);
	struct surface *s = &sheets.list[sheets.n++];
	*s = surface_of(cover, 0, &r, a);
	s->label = STR_NONE;
	struct marks m = {.a = a, .ink = r.ink};
	if (r.corners) {
		marks_corners(&m, s, r.gap, (dim[4]){r.length, r.length, r.length, r.length});
		bleed_marks(&m, s, &r);
		fold_marks(&m, s, &r, spine);
	}
	if (r.registers) /* above the middle lies the fold: they stand at the sides, and in the middle of back and front */
		for (int i = 1; i <= 3; i += 2) {
			dim x = s->trim.x + dim_scale(s->trim.w, i, 4), off = MM(1) + MARK_REACH;
			mark_register(&m, x, s->bleed.y - off);
			mark_register(&m, x, s->bleed.y + s->bleed.h + off);
			mark_register(&m, i == 1 ? s->bleed.x - off : s->bleed.x + s->bleed.w + off, s->trim.y + s->trim.h / 2);
		}
	if (r.slug)
		slug_set(&m, s, s->trim.x + s->trim.w / (r.registers ? 4 : 2) - spine / 2, slug, STR_NONE, cover->modified);
	marks_place(&m, s);
	return sheets;
}
