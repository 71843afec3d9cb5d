/* fit_test.c - pages made to suit a printer: what moves, what stays, what is added */
#include "../check.h"

#include "base/diag.h"
#include "press/fit.h"

#include <stdio.h>

static struct arena *a;

/* n pages with a text frame, a running head, and a picture that bleeds at the top and the sides; the first n_cover are the cover's leaf. */
static struct pages *
pages_of(size_t n, size_t n_cover, const struct style *s)
{
	struct pages *p = NEW(a, struct pages);
	*p = (struct pages){.trim_w = s->trim_w, .trim_h = s->trim_h, .bleed = s->bleed, .n = n, .n_cover = n_cover};
	p->list = NEW_N(a, n, struct page);
	for (size_t i = 0; i < n; i++) {
		struct page *page = &p->list[i];
		dim left = i % 2 ? s->margin_outer : s->margin_inner;
		struct item *items = NEW_N(a, 3, struct item);
		items[0] = (struct item){
			.kind = ITEM_PICTURE, .x = -s->bleed, .y = -s->bleed, .w = s->trim_w + 2 * s->bleed, .h = PT(200)};
		items[0].picture.full_w = items[0].w + PT(20);
		items[0].picture.full_h = PT(200);
		items[0].picture.crop_x = PT(10);
		items[1] = (struct item){.kind = ITEM_RECT, .x = left, .y = PT(300), .w = PT(50), .h = PT(1)};
		items[2] = (struct item){.kind = ITEM_LINE, .x = left, .y = PT(400), .w = PT(50)};
		*page = (struct page){.number = (int)i + 1, .post = -1, .n_frames = 2, .frames = NEW_N(a, 2, struct frame)};
		if (i >= n_cover)
			page->folio = str_fmt(a, "%d", (int)(i - n_cover) + 1);
		page->frames[0] = (struct frame){.kind = FRAME_PAGE, .w = s->trim_w, .h = s->trim_h, .items = items, .n = 3};
		page->frames[1] = (struct frame){.kind = FRAME_TEXT, .x = left, .w = PT(300), .items = items + 2, .n = 1};
	}
	return p;
}

static size_t
found(struct diag *d, enum diag_kind kind)
{
	size_t n, count = 0;
	const struct finding *list = diag_sorted(d, &n);
	for (size_t i = 0; i < n; i++)
		count += list[i].kind == kind;
	return count;
}

static void
gutter_test(void)
{
	struct diag *d = diag_new();
	const struct style *s = style_read(a, d, STR("print"), STR("6x9"));
	struct printer *p = printer_read(a, d, STR("kdp"));
	struct pages *thin = pages_of(152, 2, s), *thick = pages_of(721, 0, s), *fit = printer_fit(a, d, p, s, thin);
	CHECK_INT(fit->n, 152);
	CHECK_INT(fit->list[2].frames[1].x, s->margin_inner); /* 20 mm are more than enough */
	fit = printer_fit(a, d, p, s, thick);
	dim shift = PT(63) - s->margin_inner;
	CHECK_INT(fit->n, 722);
	CHECK(fit->list[721].n_frames == 0);
	CHECK_STR(fit->list[721].folio, "722");
	CHECK_INT(fit->list[721].number, 722);
	CHECK_INT(fit->list[0].frames[1].x, PT(63));
	CHECK_INT(fit->list[1].frames[1].x, s->margin_outer - shift);
	CHECK_INT(fit->list[1].frames[0].items[0].x, -s->bleed); /* what bleeds stays */
	CHECK_INT(fit->list[1].frames[0].items[1].x, s->margin_outer - shift);
	CHECK_INT(fit->list[1].frames[0].items[2].x, s->margin_outer - shift);
	CHECK_INT(thick->list[1].frames[1].x, s->margin_outer); /* the book itself is as it was */
	CHECK_INT(found(d, DIAG_PRINTER_GUTTER), 0);
	thick->bound_right = true; /* as in Arabic */
	CHECK_INT(printer_fit(a, d, p, s, thick)->list[0].frames[1].x, s->margin_inner - shift);
	p->gutters[0].least = MM(40);
	p->n_gutters = 1;
	fit = printer_fit(a, d, p, s, thin);
	CHECK_INT(found(d, DIAG_PRINTER_GUTTER), 1);
	CHECK_INT(fit->list[2].frames[1].x, s->margin_inner + s->margin_outer - p->safety - MM(1));
	CHECK_INT(fit->list[0].frames[1].x, s->margin_inner); /* the cover is no page of the inside */
	diag_free(d);
}

static void
bleed_test(void)
{
	struct diag *d = diag_new();
	const struct style *s = style_read(a, d, STR("print"), STR("6x9"));
	struct printer *p = printer_read(a, d, STR("offset-eu"));
	p->bleed_outer = MM(6);
	const struct item *was, *is;
	struct pages *pages = pages_of(60, 0, s), *fit = printer_fit(a, d, p, s, pages);
	CHECK_INT(fit->bleed, MM(6));
	was = &pages->list[0].frames[0].items[0];
	is = &fit->list[0].frames[0].items[0];
	CHECK_INT(is->x, -MM(6));
	CHECK_INT(is->w, s->trim_w + 2 * MM(6));
	CHECK_INT(is->h, PT(200) + MM(6) - s->bleed); /* its lower edge stays where it was */
	CHECK_INT(is->y + is->h, was->y + was->h);
	CHECK(is->picture.full_w >= is->picture.crop_x + is->w && is->picture.full_h >= is->picture.crop_y + is->h);
	CHECK(is->picture.crop_x >= 0 && is->picture.crop_y >= 0);
	diag_free(d);
}

static void
blanks_test(void)
{
	struct diag *d = diag_new();
	const struct style *s = style_read(a, d, STR("print"), STR("6x9"));
	struct printer *eu = printer_read(a, d, STR("offset-eu")), *ingram = printer_read(a, d, STR("ingram")),
		       *home = printer_read(a, d, STR("home")), *us = printer_read(a, d, STR("offset-us"));
	CHECK_INT(printer_fit(a, d, eu, s, pages_of(45, 2, s))->n, 46); /* 44 inside: stapled, a multiple of 4 */
	CHECK_INT(printer_fit(a, d, eu, s, pages_of(47, 0, s))->n, 48);
	CHECK_INT(printer_fit(a, d, ingram, s, pages_of(100, 0, s))->n, 102); /* the last one blank */
	CHECK_INT(printer_fit(a, d, ingram, s, pages_of(101, 0, s))->n, 102);
	CHECK_INT(printer_fit(a, d, home, s, pages_of(9, 0, s))->n, 12);
	CHECK_INT(printer_fit(a, d, us, s, pages_of(97, 0, s))->n, 104);
	us->saddle_below = 20; /* 17 pages stapled are 24, and those are glued */
	CHECK_INT(printer_fit(a, d, us, s, pages_of(17, 0, s))->n, 24);
	CHECK_INT(printer_fit(a, d, us, s, pages_of(0, 0, s))->n, 0);
	diag_free(d);
}

static void
paper_test(void)
{
	struct diag *d = diag_new();
	struct printer *lulu = printer_read(a, d, STR("lulu")), *kdp = printer_read(a, d, STR("kdp"));
	bool own;
	CHECK(printer_style(a, d, kdp, STR("print"), STR("media-carta"), &own) && !own);
	CHECK(printer_style(a, d, lulu, STR("print"), STR_NONE, &own) && !own);
	CHECK_INT(found(d, DIAG_PRINTER_PAPER), 0);
	const struct style *s = printer_style(a, d, lulu, STR("print"), STR("media-carta"), &own);
	CHECK(own);
	CHECK_INT(s->trim_w, MM(148)); /* A5 is the nearest */
	CHECK_INT(found(d, DIAG_PRINTER_PAPER), 1);
	lulu->papers[0] = STR("none-such");
	lulu->n_papers = 1;
	CHECK(printer_style(a, d, lulu, STR("print"), STR("a4"), &own) && !own);
	CHECK(!printer_style(a, d, lulu, STR("missing.yaml"), STR_NONE, &own));
	diag_free(d);
}

int
main(void)
{
	a = arena_new();
	gutter_test();
	bleed_test();
	blanks_test();
	paper_test();
	arena_free(a);
	return check_status();
}
