/* screened.c - pictures as a PDF for screens holds them: in sRGB, as fine as is asked for, in few bytes */
#include "pdf/picture.h"

#include "base/message.h"

#include <string.h>

/* Counted up whenever the same wish would make other bytes than before. */
#define RECIPE "page 1 %u %d %d%s"

/* Pixels to the inch at which drawings are drawn where nothing says less; pixels of a side below which little is gained. */
enum { DRAWN = 300, SIDE_LEAST = 128 };

/* Ways to make the pictures, each taking fewer bytes than the one above it: first what hardly shows, then fewer pixels. Letters in a picture of a
 * screen are lost long before a face is: drawings keep more pixels to the inch. */
static const struct screen_rung ladder[SCREEN_RUNGS] = {{2400, 2400, 100}, {450, 450, 90}, {370, 370, 88}, {300, 300, 86},
	{285, 300, 85}, {270, 300, 84}, {255, 300, 83}, {240, 300, 82}, {228, 290, 81}, {216, 280, 80}, {205, 270, 80},
	{195, 262, 79}, {185, 254, 78}, {175, 246, 77}, {167, 238, 76}, {159, 230, 75}, {151, 222, 74}, {144, 214, 73},
	{137, 206, 72}, {131, 198, 71}, {125, 190, 70}, {119, 182, 69}, {114, 175, 67}, {109, 168, 65}, {104, 162, 63},
	{96, 150, 60}};

static int
lesser(int a, int b)
{
	return a < b ? a : b;
}

struct screen_rung
screen_rung(const struct pdf *f, int rung)
{
	const struct sheets *s = f->sheets;
	return (struct screen_rung){lesser(s->ppi_most, ladder[rung].ppi), lesser(s->ppi_most, ladder[rung].drawing_ppi),
		lesser(s->quality, ladder[rung].quality)};
}

/* A picture that has hardly more pixels keeps them: less than an eighth more, or, where only print asks, a quarter, would be lost for nothing. */
static uint32_t
slack(const struct xobject *x, uint32_t most)
{
	return x->rung ? most + most / 8 : most + most / 4;
}

uint32_t
screened_side(const struct pdf *f, const struct xobject *x)
{
	struct screen_rung rung = screen_rung(f, x->rung);
	int64_t longest = x->w > x->h ? x->w : x->h, ppi = x->image->photograph ? rung.ppi : rung.drawing_ppi;
	int64_t most = longest * ppi / (72 * DIM_PT) + 1;
	if (x->rung && most < SIDE_LEAST)
		most = SIDE_LEAST;
	if (x->image->vector) /* drawn once for all outputs, where that is fine enough */
		return (x->rung || ppi < DRAWN) && most < side_most(x) ? (uint32_t)most : side_most(x);
	uint32_t side = x->image->w > x->image->h ? x->image->w : x->image->h;
	return most < side && slack(x, (uint32_t)most) < side ? (uint32_t)most : side;
}

/* ---- kept between runs: what they are, then the bytes ---- */

struct kept {
	uint32_t own, png, profile_broken, unused;
	uint64_t n; /* bytes; those of the mask are behind them */
};

static bool
kept_take(const struct pdf *f, const struct image *image, const char *recipe, struct image_screened *made, bool *own)
{
	struct buf all = {0};
	struct kept k;
	bool ok = image_cache_take(f->pages->cache, image, recipe, &all) && all.n >= sizeof k;
	if (ok) {
		memcpy(&k, all.p, sizeof k);
		ok = k.n <= all.n - sizeof k;
	}
	if (ok) {
		*own = k.own;
		*made = (struct image_screened){.png = k.png, .profile_broken = k.profile_broken};
		buf_add(&made->bytes, all.p + sizeof k, k.n);
		buf_add(&made->mask, all.p + sizeof k + k.n, all.n - sizeof k - k.n);
	}
	buf_free(&all);
	return ok;
}

static void
kept_put(const struct pdf *f, const struct image *image, const char *recipe, const struct image_screened *made, bool own)
{
	struct buf all = {0};
	struct kept k = {.own = own, .png = made->png, .profile_broken = made->profile_broken, .n = made->bytes.n};
	if (!f->pages->cache)
		return;
	buf_add(&all, &k, sizeof k);
	buf_str(&all, buf_view(&made->bytes));
	buf_str(&all, buf_view(&made->mask));
	image_cache_put(f->pages->cache, image, recipe, buf_view(&all));
	buf_free(&all);
}

/* ---- made ---- */

/* Whether the file's own bytes show what they should: PDF takes their format, and they are in sRGB or gray, and upright. */
static bool
own_fits(struct pdf *f, const struct image *image, uint32_t most, bool *profile_broken)
{
	struct image_wish wish = {.inks = f->inks, .most = most};
	return !image->vector && image->orientation == 1 && image_passes(f, image) && image_stays(image, &wish, profile_broken);
}

/* A drawing is drawn first: its PNG is what is packed. */
static const char *
screened_make(
	struct pdf *f, const struct image *image, const struct image_screen_wish *wish, struct image_screened *made, bool *broken)
{
	struct buf png = {0};
	struct image drawn;
	if (!image->vector)
		return image_screen_make(image, wish, made, broken);
	const char *why = image_drawing(f->pages->cache, image, wish->most, &png);
	if (!why)
		why = image_probe_bytes(buf_view(&png), &drawn);
	if (!why) {
		drawn.photograph = false;
		why = image_screen_make(&drawn, wish, made, broken);
	}
	buf_free(&png);
	return why;
}

/* Makes it, or takes it from the cache. *own: the file's own bytes are as good, and not more. */
static const char *
screened_find(struct pdf *f, const struct xobject *x, struct image_screened *made, bool *own)
{
	const struct image *image = x->image;
	struct screen_rung rung = screen_rung(f, x->rung);
	struct image_screen_wish wish = {.srgb = f->inks,
		.most = screened_side(f, x),
		.quality = rung.quality,
		.page = true,
		.flat = f->sheets->flat || !image_masked(image)};
	char recipe[80];
	bool broken = false, ignored;
	snprintf(recipe, sizeof recipe, RECIPE, wish.most, wish.quality, x->rung > 0, f->pages->one_ink ? " gray" : "");
	if (kept_take(f, image, recipe, made, own))
		return NULL;
	*own = !x->rung && own_fits(f, image, wish.most, &made->profile_broken);
	if (!*own) {
		const char *why = screened_make(f, image, &wish, made, &broken);
		if (why)
			return why;
		*own = made->bytes.n + made->mask.n >= image->size && own_fits(f, image, 0, &ignored);
	}
	if (*own)
		made->bytes.n = made->mask.n = 0;
	if (broken)
		picture_lost(f, image, MESSAGE("it ends too early"));
	else /* what is broken is to be reported each time */
		kept_put(f, image, recipe, made, *own);
	return NULL;
}

static bool
data_write(void *ctx, const void *p, size_t n)
{
	buf_add(ctx, p, n);
	return true;
}

static const char *
mask_fill(struct ready *r, struct buf *png, HPDF_Dict mask)
{
	struct image im;
	const char *why = image_probe_bytes(buf_view(png), &im);
	if (!why)
		why = image_png_data(&im, (struct image_sink){data_write, &r->mask_bytes});
	if (why)
		return why;
	buf_z(&r->entries, "/SMask ");
	buf_ref(&r->entries, mask);
	entries_begin(&r->mask_entries, im.w, im.h, 8);
	buf_z(&r->mask_entries, space_name(1));
	entries_predictor(&r->mask_entries, im.w, 1, 8);
	entries_length(&r->mask_entries, r->mask_bytes.n);
	return NULL;
}

/* The made file's bytes as PDF takes them. */
static const char *
screened_fill(struct ready *r, struct image_screened *made, HPDF_Dict mask)
{
	struct image im;
	const char *why = image_probe_bytes(buf_view(&made->bytes), &im);
	if (!why && made->png) {
		why = image_png_data(&im, (struct image_sink){data_write, &r->bytes});
	} else if (!why) {
		r->bytes = made->bytes;
		made->bytes = (struct buf){0};
	}
	r->length = r->bytes.n;
	if (!why)
		why = pass_entries(r, &im);
	return why || !mask || !made->mask.n ? why : mask_fill(r, &made->mask, mask);
}

const char *
ready_screened(struct pdf *f, struct ready *r, const struct xobject *x, HPDF_Dict mask)
{
	struct image_screened made = {0};
	bool own = false;
	const char *why = screened_find(f, x, &made, &own);
	if (!why && made.profile_broken)
		profile_tell(f, x->image);
	if (!why)
		why = own ? ready_pass(r, x->image) : screened_fill(r, &made, mask);
	buf_free(&made.bytes);
	buf_free(&made.mask);
	return why;
}
