/* impose_test.c - booklets are printed, folded and read here: every page must come in its order, upright, and where its neighbour does not show */
#include "../check.h"
#include "press/impose.h"

#include <string.h>

static struct arena *a;
static struct diag *d;

/* n pages of w x h, each on a surface of its own; their bleed is 3 mm. */
static struct sheets
book(size_t n, dim w, dim h, bool rtl)
{
	struct pages *pages = NEW(a, struct pages);
	*pages = (struct pages){
		.trim_w = w, .trim_h = h, .bleed = MM(3), .bound_right = rtl, .list = NEW_N(a, n, struct page), .n = n};
	struct sheets s = {.pages = pages, .list = NEW_N(a, n, struct surface), .n = n, .links = true, .outline = true};
	for (size_t i = 0; i < n; i++) {
		pages->list[i].number = (int)i + 1;
		s.list[i] = (struct surface){.w = w, .h = h, .trim = {0, 0, w, h}, .bleed = {0, 0, w, h}, .n_placements = 1};
		s.list[i].placements = NEW(a, struct placement);
		*s.list[i].placements = (struct placement){.page = i, .scale = 10000, .clip = {0, 0, w, h}};
	}
	return s;
}

/* The page that lies in the left or right half of a side, as one sees it who holds the sheet as its front stands upright and turns it like the
 * page of a book; -1: blank. */
static int
half(const struct sheets *s, size_t side, bool right, bool flipped_over_the_top)
{
	const struct surface *f = &s->list[side];
	/* A printer that flips along the edge at the top lays the back upside down for whoever turns it like the page of a book. */
	bool turned = side % 2 && flipped_over_the_top;
	for (size_t i = 0; i < f->n_placements; i++) {
		const struct placement *p = &f->placements[i];
		dim middle = p->clip.x + p->clip.w / 2;
		if (((turned ? f->w - middle : middle) > f->w / 2) == right) {
			CHECK_INT(p->turn, turned ? 180 : 0);
			return (int)p->page;
		}
	}
	return -1;
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

/* Boxes lie within each other, pages show where they may, and no mark stands on what is kept. */
static void
surfaces_check(const struct sheets *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct surface *f = &s->list[i];
		struct box paper = {0, 0, f->w, f->h};
		CHECK(within(&f->trim, &f->bleed) && within(&f->bleed, &paper));
		for (size_t k = 0; k < f->n_placements; k++) {
			CHECK(within(&f->placements[k].clip, &f->bleed));
			for (size_t m = 0; m < k; m++)
				CHECK(apart(&f->placements[k].clip, &f->placements[m].clip));
		}
		for (size_t k = 0; k < f->n_frames; k++)
			for (size_t m = 0; m < f->frames[k].n; m++) {
				const struct item *item = &f->frames[k].items[m];
				struct box b = {item->x, item->y, item->w, item->h};
				CHECK(apart(&b, &f->trim) && apart(&b, &f->bleed) && within(&b, &paper));
			}
	}
}

/* Prints, folds, gathers, and reads a booklet of n pages. */
static void
booklet_read(size_t n, enum duplex duplex, int signature, bool rtl)
{
	struct sheets from = book(n, MM(148), MM(210), rtl);
	struct imposition im = {.how = IMPOSE_BOOKLET, .duplex = duplex, .signature = signature};
	struct sheets s = sheets_impose(&from, &im, a, d, STR("book"));
	size_t padded = (n + 3) / 4 * 4, at = 0;
	CHECK_INT(s.n, padded / 2);
	CHECK(!s.links && !s.outline);
	surfaces_check(&s);
	/* An A4 sheet lies: along its short edge it turns like the page of a book, along its long edge over the top. */
	bool over = s.duplex == DUPLEX_LONG;
	for (size_t first = 0; first < s.n;) {
		size_t pages = signature && (size_t)signature < padded - at ? (size_t)signature : padded - at, sides = pages / 2;
		/* Folded, the halves that open the book: of each sheet from the outside in, its front's far half, then its back. */
		for (size_t k = 0; k < pages; k++) {
			bool early = k < pages / 2;
			size_t j = early ? k : pages - 1 - k; /* side of the pile, front and back in turn */
			bool right = (j % 2 == 0) == early;
			int want = at + k < n ? (int)(at + k) : -1;
			CHECK_INT(half(&s, first + j, rtl ? !right : right, over), want);
		}
		at += pages;
		first += sides;
	}
	CHECK_INT(at, padded);
}

static void
orders(void)
{
	for (size_t n = 1; n <= 200; n++) {
		booklet_read(n, DUPLEX_NONE, 0, n % 3 == 0);
		booklet_read(n, DUPLEX_LONG, 0, n % 3 == 1);
		booklet_read(n, DUPLEX_SHORT, 16, n % 3 == 2);
		arena_reset(a);
	}
}

/* The inner sheets' pages move evenly towards the fold, the outermost's not at all, and what would cross it is cut off. */
static void
creep(void)
{
	struct sheets from = book(64, MM(148), MM(210), false);
	struct imposition im = {.how = IMPOSE_BOOKLET, .caliper = MM(0.1)};
	struct sheets s = sheets_impose(&from, &im, a, d, STR("book"));
	dim before = -1;
	for (size_t i = 0; i < s.n; i += 2) {
		const struct placement *left = &s.list[i].placements[0], *right = &s.list[i].placements[1];
		dim shift = left->x + MM(148) - s.list[i].w / 2;
		CHECK_INT(s.list[i].w / 2 - right->x, shift);
		CHECK(shift > before);
		before = shift;
		CHECK(left->clip.x + left->clip.w <= s.list[i].w / 2 && right->clip.x >= s.list[i].w / 2);
		CHECK_INT(s.list[i].placements[0].x, s.list[i + 1].placements[0].x);
	}
	CHECK_INT(before, dim_scale(MM(0.1), 15 * 13, 10)); /* 16 sheets: 15 x 0.1 mm x 1.3 */
}

static void
sizes(void)
{
	static const struct {
		dim w, h;
		enum imposing how;
		const char *sheet; /* NULL: chosen */
		dim sheet_w, sheet_h;
		int scale;
	} want[] = {{MM(148), MM(210), IMPOSE_BOOKLET, NULL, MM(297), MM(210), 10000},
		{MM(139.7), MM(215.9), IMPOSE_BOOKLET, NULL, PT(792), PT(612), 10000},
		{PT(432), PT(648), IMPOSE_BOOKLET, NULL, PT(1224), PT(792), 10000},
		{PT(432), PT(648), IMPOSE_BOOKLET, "Letter", PT(792), PT(612), 9166},
		{MM(210), MM(297), IMPOSE_2UP, NULL, MM(420), MM(297), 10000},
		{MM(210), MM(297), IMPOSE_4UP, "a4", MM(210), MM(297), 5000},
		{MM(105), MM(148), IMPOSE_4UP, NULL, MM(210), MM(297), 10000},
		{MM(148), MM(210), IMPOSE_4UP, NULL, MM(210), MM(297), 7071},
		{MM(105), MM(148), IMPOSE_BOOKLET, "320x450mm", MM(450), MM(320), 10000}};
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		struct sheets from = book(9, want[i].w, want[i].h, false);
		struct imposition im = {.how = want[i].how};
		CHECK(!want[i].sheet || sheet_size_read(str_of(want[i].sheet), &im));
		struct sheets s = sheets_impose(&from, &im, a, d, STR("book"));
		CHECK_INT(s.list[0].w, want[i].sheet_w);
		CHECK_INT(s.list[0].h, want[i].sheet_h);
		CHECK_INT(s.list[0].placements[0].scale, want[i].scale);
		surfaces_check(&s);
	}
	struct sheets from = book(2, MM(148), MM(210), false);
	struct imposition im = {.how = IMPOSE_2UP, .enlarge = true};
	CHECK(sheet_size_read(STR("a3"), &im));
	struct sheets s = sheets_impose(&from, &im, a, d, STR("book"));
	CHECK_INT(s.list[0].placements[0].scale, 14142);
	surfaces_check(&s);
}

/* 2up and 4up are read by rows. */
static void
reading(void)
{
	for (int rtl = 0; rtl < 2; rtl++) {
		struct sheets from = book(7, MM(210), MM(297), rtl);
		struct imposition im = {.how = IMPOSE_4UP};
		struct sheets s = sheets_impose(&from, &im, a, d, STR("book"));
		CHECK_INT(s.n, 2);
		CHECK_INT(s.list[1].n_placements, 3);
		for (size_t i = 0; i < 4; i++) {
			const struct placement *p = &s.list[0].placements[i];
			size_t row = p->y > s.list[0].h / 4, column = p->x > s.list[0].w / 4;
			CHECK_INT(p->page, row * 2 + (rtl ? !column : column));
		}
	}
}

static void
values(void)
{
	struct imposition im = {0};
	enum imposing how;
	enum duplex duplex;
	int n;
	CHECK(impose_read(STR("Booklet"), &how) && how == IMPOSE_BOOKLET);
	CHECK(!impose_read(STR("3up"), &how) && !impose_read(STR(""), &how));
	CHECK(duplex_read(STR("long"), &duplex) && duplex == DUPLEX_LONG && !duplex_read(STR("both"), &duplex));
	CHECK(signature_read(STR("32"), &n) && n == 32);
	CHECK(!signature_read(STR("30"), &n) && !signature_read(STR("-4"), &n) && !signature_read(STR("4000000000"), &n));
	CHECK(sheet_size_read(STR("11x17in"), &im) && im.sheet_w == PT(792) && im.sheet_h == PT(1224));
	CHECK(!sheet_size_read(STR("a9"), &im) && !sheet_size_read(STR("x"), &im) && !sheet_size_read(STR("10x10mm"), &im) &&
		!sheet_size_read(STR("9999999x9mm"), &im) && !sheet_size_read(STR("-210x297mm"), &im));
}

int
main(void)
{
	a = arena_new();
	d = diag_new();
	orders();
	creep();
	sizes();
	reading();
	values();
	diag_free(d);
	arena_free(a);
	return check_status();
}
