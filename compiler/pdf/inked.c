/* inked.c - pictures in the inks of the press that the sheets go to */
#include "pdf/picture.h"

#include "base/message.h"

#include <string.h>

/* Counted up whenever the same picture and output would make other bytes. */
enum { RECIPE = 2 };

bool
inks_open(struct pdf *f)
{
	const struct sheets *s = f->sheets;
	struct image_output output = {.icc = s->icc,
		.ink_most = s->ink_most,
		.intent = s->intent,
		.black_point = s->black_point,
		.channels = s->inks == INKS_GRAY || f->pages->one_ink ? 1
			: s->inks == INKS_SRGB			      ? 3
								      : 4};
	if (s->inks == INKS_AS_THEY_ARE)
		return true;
	const char *why = image_inks_open(&output, &f->inks);
	if (why)
		diag_add(f->diag, DIAG_PRESS_PROFILE, STR_NONE, 0, 0,
			"the ICC profile of the printing condition \"%.*s\" cannot be used: %s; nothing was replaced",
			STR_FMT(s->condition.n ? s->condition : s->condition_name), message(why));
	return !why;
}

uint32_t
inked_side(const struct pdf *f, const struct xobject *x)
{
	enum { VECTOR_PPI = 300 };
	int64_t longest = x->w > x->h ? x->w : x->h, ppi = f->sheets->ppi_most;
	if (x->image->vector && (!ppi || ppi > VECTOR_PPI))
		ppi = VECTOR_PPI;
	int64_t most = longest * ppi / (72 * DIM_PT) + 1;
	return !ppi ? 0 : most < INT32_MAX ? (uint32_t)most : 0;
}

/* ---- kept between runs ---- */

/* What the bytes in the cache are. */
struct kept {
	uint32_t w, h, channels, jpeg, as_it_is, profile_broken;
	int32_t ink;
	uint32_t ink_x, ink_y, unused;
	uint64_t n; /* bytes; those of the mask are behind them */
};

static bool
kept_take(const struct pdf *f, const struct image *image, const char *recipe, struct image_made *made)
{
	struct buf all = {0};
	struct kept k;
	bool ok = image_cache_take(f->pages->cache, image, recipe, &all) && all.n >= sizeof k;
	if (ok) {
		memcpy(&k, all.p, sizeof k);
		ok = k.n <= all.n - sizeof k;
	}
	if (ok) {
		*made = (struct image_made){.w = k.w,
			.h = k.h,
			.channels = (int)k.channels,
			.jpeg = k.jpeg,
			.as_it_is = k.as_it_is,
			.profile_broken = k.profile_broken,
			.ink = k.ink,
			.ink_x = k.ink_x,
			.ink_y = k.ink_y};
		buf_add(&made->bytes, all.p + sizeof k, k.n);
		buf_add(&made->mask, all.p + sizeof k + k.n, all.n - sizeof k - k.n);
	}
	buf_free(&all);
	return ok;
}

static void
kept_put(const struct pdf *f, const struct image *image, const char *recipe, const struct image_made *made)
{
	struct buf all = {0};
	struct kept k = {.w = made->w,
		.h = made->h,
		.channels = (uint32_t)made->channels,
		.jpeg = made->jpeg,
		.as_it_is = made->as_it_is,
		.profile_broken = made->profile_broken,
		.ink = made->ink,
		.ink_x = made->ink_x,
		.ink_y = made->ink_y,
		.n = made->bytes.n};
	if (!f->pages->cache)
		return;
	buf_add(&all, &k, sizeof k);
	buf_str(&all, buf_view(&made->bytes));
	buf_str(&all, buf_view(&made->mask));
	image_cache_put(f->pages->cache, image, recipe, buf_view(&all));
	buf_free(&all);
}

/* ---- made ---- */

static void
inked_entries(struct ready *r, const struct image_made *made, HPDF_Dict mask)
{
	struct buf *b = &r->entries;
	r->length = r->bytes.n;
	entries_begin(b, made->w, made->h, 8);
	entries_space(r, made->channels);
	if (made->jpeg)
		buf_z(b, "/Filter/DCTDecode");
	else
		entries_predictor(b, made->w, made->channels, 8);
	if (made->jpeg && made->channels == 4)
		buf_z(b, "/Decode[1 0 1 0 1 0 1 0]"); /* inverted, as Adobe's are */
	entries_length(b, r->length);
	if (!mask || !r->mask_bytes.n)
		return;
	buf_z(b, "/SMask ");
	buf_ref(b, mask);
	entries_begin(&r->mask_entries, made->w, made->h, 8);
	buf_z(&r->mask_entries, space_name(1));
	entries_predictor(&r->mask_entries, made->w, 1, 8);
	entries_length(&r->mask_entries, r->mask_bytes.n);
}

/* A drawing is drawn first: its PNG is what is converted. */
static const char *
inked_make(struct pdf *f, const struct xobject *x, const struct image_wish *wish, struct image_made *made, bool *broken)
{
	struct buf png = {0};
	struct image drawn;
	if (!x->image->vector)
		return image_make(x->image, wish, made, broken);
	struct image_wish whole = *wish;
	whole.most = 0;
	const char *why = image_drawing(f->pages->cache, x->image, wish->most, &png);
	if (!why)
		why = image_probe_bytes(buf_view(&png), &drawn);
	if (!why) {
		drawn.interlaced = true; /* so that its bytes are made in any case: no file holds them */
		why = image_make(&drawn, &whole, made, broken);
	}
	buf_free(&png);
	return why;
}

void
profile_tell(struct pdf *f, const struct image *image)
{
	diag_add(f->diag, DIAG_PICTURE_PROFILE, image->shown, 0, 0,
		"the picture's colour profile is damaged or of another kind than its colours; the colours were taken to be "
		"sRGB, as most pictures are; save the picture as sRGB if it looks wrong");
}

/* What packing did to a picture again and again: its paper would not dry. */
static void
ink_tell(struct pdf *f, const struct image *image, const struct image_made *made)
{
	int most = image_inks_most(f->inks);
	if (most && made->ink * 100 > most * 255)
		diag_add(f->diag, DIAG_PDF_INK, image->shown, 0, 0,
			"the picture lays %d %% of ink on its pixel %u across and %u down, more than the %d %% that the paper "
			"takes; "
			"it was printed so: make its shadows lighter",
			(made->ink * 100 + 254) / 255, made->ink_x + 1, made->ink_y + 1, most);
}

const char *
ready_inked(struct pdf *f, struct ready *r, const struct xobject *x, HPDF_Dict mask)
{
	const struct sheets *s = f->sheets;
	struct image_made made = {0};
	struct image_wish wish = {.inks = f->inks,
		.most = inked_side(f, x),
		.quality = s->quality > 0 && s->quality <= 100 ? s->quality : 92,
		.flat = s->flat || !image_masked(x->image)};
	char recipe[120];
	bool broken = false;
	const char *why = NULL;
	snprintf(recipe, sizeof recipe, "press %d %016llx %u %d %d", RECIPE, (unsigned long long)image_inks_hash(f->inks),
		wish.most, wish.quality, wish.flat);
	bool kept = kept_take(f, x->image, recipe, &made);
	if (!kept)
		why = inked_make(f, x, &wish, &made, &broken);
	if (!why && broken)
		picture_lost(f, x->image, MESSAGE("it ends too early"));
	if (!why && made.profile_broken)
		profile_tell(f, x->image);
	if (!why)
		ink_tell(f, x->image, &made);
	if (!why && !kept && !broken) /* what is broken is to be reported each time */
		kept_put(f, x->image, recipe, &made);
	if (!why && made.as_it_is)
		why = ready_pass(r, x->image);
	if (!why && !made.as_it_is) {
		r->bytes = made.bytes;
		r->mask_bytes = made.mask;
		made.bytes = made.mask = (struct buf){0};
		inked_entries(r, &made, mask);
	}
	buf_free(&made.bytes);
	buf_free(&made.mask);
	return why;
}
