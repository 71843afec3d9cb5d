/* surfaces_test.c - what a print shop gets: boxes within each other, bleed where it is asked for, marks outside it */
#include "../check.h"
#include "press/surfaces.h"

#include <string.h>

static struct arena *a;
static struct str slugs[8];
static size_t n_slugs;

/* Every letter is 3 pt wide. */
static struct line
text_set(void *ctx, struct str text)
{
	(void)ctx;
	if (n_slugs < 8)
		slugs[n_slugs++] = str_dup(a, text);
	return (struct line){.pieces = NEW(a, struct piece), .n = 1, .w = PT(3) * (dim)text.n};
}

static const struct slug slug = {.file = {"yearbook-interior-shop.pdf", 26}, .set = text_set};

static struct pages
book(size_t n, dim w, dim h)
{
	struct pages p = {
		.trim_w = w, .trim_h = h, .bleed = MM(5), .list = NEW_N(a, n, struct page), .n = n, .modified = 1735689600};
	for (size_t i = 0; i < n; i++)
		p.list[i] = (struct page){.number = (int)i + 1, .folio = i < 2 ? STR("iv") : STR_NONE};
	return p;
}

static bool
within(const struct box *in, const struct box *out)
{
	return in->x >= out->x && in->y >= out->y && in->x + in->w <= out->x + out->w && in->y + in->h <= out->y + out->h;
}

static bool
apart(const struct box *p, const struct box *q)
{
	return p->x + p->w <= q->x || q->x + q->w <= p->x || p->y + p->h <= q->y || q->y + q->h <= p->y;
}

static void
surfaces_check(const struct sheets *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct surface *f = &s->list[i];
		struct box paper = {0, 0, f->w, f->h};
		CHECK(within(&f->trim, &f->bleed) && within(&f->bleed, &paper));
		CHECK_INT(f->placements[0].x, f->trim.x);
		CHECK_INT(f->placements[0].y, f->trim.y);
		CHECK(!memcmp(&f->placements[0].clip, &f->bleed, sizeof f->bleed));
		for (size_t k = 0; k < f->n_frames; k++)
			for (size_t m = 0; m < f->frames[k].n; m++) {
				const struct item *item = &f->frames[k].items[m];
				struct box b = {item->x, item->y, item->w, item->h};
				if (item->kind == ITEM_LINE)
					b = (struct box){item->x, item->y - PT(6), item->w, PT(8)};
				CHECK(apart(&b, &f->bleed) && within(&b, &paper));
				if (item->kind == ITEM_LINE) /* no mark runs through the slug line */
					for (size_t o = 0; o < f->frames[k].n; o++) {
						const struct item *other = &f->frames[k].items[o];
						struct box c = {other->x, other->y, other->w, other->h};
						CHECK(o == m || apart(&b, &c));
					}
			}
	}
}

/* Like kdp: no bleed at the spine, no marks. */
static void
bare(void)
{
	struct pages p = book(4, PT(432), PT(648));
	struct printer printer = {.bleed_top = PT(9), .bleed_bottom = PT(9), .bleed_outer = PT(9), .slug = true};
	struct sheets s = sheets_press(&p, 2, 9, &printer, NULL, a);
	CHECK_INT(s.n, 2);
	CHECK(s.bare && !s.overprint && s.standard == PDF_PLAIN);
	surfaces_check(&s);
	for (size_t i = 0; i < s.n; i++) {
		CHECK_INT(s.list[i].placements[0].page, i + 2);
		CHECK_INT(s.list[i].w, PT(441));
		CHECK_INT(s.list[i].h, PT(666));
		CHECK_INT(s.list[i].trim.x, i ? PT(9) : 0); /* page 3 lies on the right: its spine is on the left */
		CHECK_INT(s.list[i].n_frames, 0);
	}
	CHECK_INT(sheets_press(&p, 4, 4, &printer, NULL, a).n, 0);
}

static void
marked(void)
{
	struct printer printer = {.bleed_top = MM(3),
		.bleed_bottom = MM(3),
		.bleed_outer = MM(3),
		.bleed_inner = MM(3),
		.crop_marks = true,
		.registration_marks = true,
		.slug = true,
		.mark_gap = MM(1), /* less than the bleed */
		.standard = PDF_X1A_2001,
		.transparency = true,
		.links = true,
		.metadata = true};
	struct pages p = book(4, MM(148), MM(210)), small = book(2, MM(60), MM(60));
	n_slugs = 0;
	struct sheets s = sheets_press(&p, 0, 4, &printer, &slug, a);
	surfaces_check(&s);
	CHECK_STR(slugs[0], "yearbook-interior-shop.pdf \xC2\xB7 1 / 4 (iv) \xC2\xB7 2025-01-01");
	CHECK(s.flat && s.overprint && !s.links && !s.bare);
	const struct frame *marks = &s.list[0].frames[0];
	size_t rects = 0;
	for (size_t i = 0; i < marks->n; i++)
		rects += marks->items[i].kind == ITEM_RECT && marks->items[i].fill.c == 100;
	CHECK_INT(rects, 8 + 8 + 4 * 6); /* cutting marks, bleed marks, registration marks */
	s = sheets_press(&small, 0, 2, &printer, &slug, a);
	surfaces_check(&s);
	printer.inks = INKS_GRAY;
	s = sheets_press(&small, 0, 2, &printer, &slug, a);
	CHECK_INT(s.list[0].frames[0].items[0].fill.c, 0);
}

/* Dashes show where the cover is folded, at both edges of the spine, or in the middle of a stapled one. */
static void
covered(void)
{
	struct printer printer = {
		.cover_bleed = MM(5), .cover_marks = true, .registration_marks = true, .slug = true, .mark_length = MM(5)};
	for (int i = 0; i < 2; i++) {
		dim spine = i ? 0 : MM(7);
		struct pages p = book(1, 2 * MM(140) + spine, MM(216));
		struct sheets s = sheets_cover(&p, &printer, spine, &slug, a);
		CHECK_INT(s.n, 1);
		surfaces_check(&s);
		const struct surface *f = &s.list[0];
		size_t at[2] = {0};
		for (size_t k = 0; k < f->frames[0].n; k++) {
			const struct item *item = &f->frames[0].items[k];
			dim x = item->x + item->w / 2;
			at[0] += item->w < item->h && x == f->trim.x + MM(140);
			at[1] += item->w < item->h && x == f->trim.x + MM(140) + spine;
		}
		CHECK(at[0] >= 6 && at[1] >= 6);
	}
}

int
main(void)
{
	a = arena_new();
	bare();
	marked();
	covered();
	arena_free(a);
	return check_status();
}
