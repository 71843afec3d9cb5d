/* handouthead.c - the head of a sheet to hand out: who, when and where, a strong title, the picture beside it */
#include "layout/figure.h"
#include "layout/opening.h"
#include "layout/sheet.h"

enum {
	BESIDE_LEAST = 40, /* percent of the measure that the title keeps beside a picture */
	BESIDE_MOST = 48, /* percent of it that the picture takes */
	UPRIGHT_MOST = 30, /* the same of an upright one */
	CUT_MOST = 12 /* percent of a picture that may be cut off, so that it ends with the text beside it */
};
#define BESIDE_FROM MM(140) /* a narrower measure has the picture below the title */
#define RULE PT(1.5)

static const struct image *
head_image(const struct flow *f)
{
	int opening = f->entry->opening;
	return opening >= 0 && (size_t)opening < f->book->n_images ? &f->book->images[opening] : NULL;
}

/* The organisation on one side, place and date on the other, a rule below them. Where they do not share a line, they take two. */
static void
who_and_when(struct descent *d)
{
	struct flow *f = d->f;
	const struct style *style = f->style;
	bool rtl = language_rtl(f->entry->lang);
	struct setting_of who = {.text = f->book->publisher,
				  .rtl = rtl,
				  .style = TEXT_COVER_NAME,
				  .role = ROLE_KICKER,
				  .align = ALIGN_LEFT},
			  when = who;
	when.text = f->entry->kicker;
	when.style = TEXT_KICKER;
	dim gap = PT(18), w[2] = {0};
	for (int i = 0; i < 2; i++) {
		const struct setting_of *s = i ? &when : &who;
		arena_reset(f->scratch);
		if (s->text.n)
			w[i] = text_width(f->fonts, f->scratch, s->text, f->entry->lang, &style->text_styles[s->style]);
	}
	struct para p;
	d->y = style->first_baseline - style->grid;
	if (who.text.n) {
		text_set(f, &who, f->measure, &p);
		opening_lines(d, &who, &p, style->grid);
	}
	if (when.text.n) {
		bool shared = w[0] && w[0] + gap + w[1] <= f->measure;
		if (shared)
			when.align = ALIGN_RIGHT;
		text_set(f, &when, f->measure, &p);
		opening_lines(d, &when, &p, shared ? 0 : style->grid);
	}
	rect_add(f, &d->o->text, 0, d->y + style->grid / 2, f->measure, RULE, style->accent);
	d->y += style->grid / 2;
}

/* Title, subtitle, deck and byline below each other. */
static void
words_add(struct descent *d)
{
	opening_title(d);
	opening_subtitle(d);
	opening_deck(d);
	opening_byline(d);
}

static void
picture_at(struct flow *f, struct items *to, const struct image *image, dim x, dim y, dim w, dim h)
{
	struct item item = picture_filling(image, f->entry->opening_alt, x, y, w, h);
	crop_heads(&item);
	item_add(f, to, item);
}

/* The caption below a picture; returns where it ends. */
static dim
caption_below(struct flow *f, struct items *to, dim x, dim end, dim w)
{
	return f->entry->opening_figure ? caption_add(f, to, f->entry->opening_figure, x, end, w) : end;
}

/* How large the picture is: as wide as it may be, not deeper than `high`, with enough pixels. */
static void
picture_size(const struct flow *f, const struct image *image, dim most, dim high, dim *w, dim *h)
{
	dim sharp = width_most(f, image);
	*w = most < sharp ? most : sharp;
	if (*w < DIM_PT)
		*w = DIM_PT;
	*h = dim_scale(*w, image->h, image->w);
	if (*h > high) {
		*h = high;
		*w = dim_scale(high, image->w, image->h);
		*w = *w < DIM_PT ? DIM_PT : *w;
	}
	*h = *h < DIM_PT ? DIM_PT : *h;
}

/* The words in one part of the measure, the picture in the other. */
static void
beside_add(struct descent *d, const struct image *image)
{
	struct flow *f = d->f;
	const struct style *style = f->style;
	struct opening *o = d->o;
	bool rtl = language_rtl(f->entry->lang);
	dim wide = f->measure, gap = style->columns > 1 ? style->column_gap : style->grid * 3 / 2, w, h;
	dim most = image->h > image->w ? wide * UPRIGHT_MOST / 100
		: style->columns > 1   ? (wide - gap) / 2
				       : wide * BESIDE_MOST / 100;
	dim top = d->y + style->grid;
	picture_size(f, image, most, style->opening_depth, &w, &h);
	f->measure = wide - gap - w;
	if (f->measure < wide * BESIDE_LEAST / 100)
		f->measure = wide * BESIDE_LEAST / 100;
	struct items *text = &o->text, words = {0};
	struct items above = *text;
	*text = words;
	words_add(d);
	words = *text;
	*text = above;
	items_move(f, text, &words, rtl ? wide - f->measure : 0, 0);
	/* it ends where the words do, if little is lost by that */
	dim foot = d->y - top;
	if (foot < h && foot >= h * (100 - CUT_MOST) / 100 && image->photograph && !f->entry->opening_figure)
		h = foot;
	dim x = rtl ? 0 : wide - w;
	picture_at(f, text, image, x, top, w, h);
	f->measure = wide;
	dim end = caption_below(f, text, x, top + h, w);
	end -= end == top + h ? style->grid / 2 : 0; /* a picture's edge needs less blank below it than a line's foot */
	d->y = end > d->y ? end : d->y;
}

/* The words, the picture below them at the measure. */
static void
below_add(struct descent *d, const struct image *image)
{
	struct flow *f = d->f;
	dim w, h, top;
	bool rtl = language_rtl(f->entry->lang);
	words_add(d);
	top = d->y + f->style->grid;
	dim high = f->style->opening_depth, room = f->style->last_baseline - top - f->style->grid * 3;
	picture_size(f, image, f->measure, high < room || room < f->style->grid * 4 ? high : room, &w, &h);
	picture_at(f, &d->o->text, image, rtl ? f->measure - w : 0, top, w, h);
	dim end = caption_below(f, &d->o->text, rtl ? f->measure - w : 0, top + h, w);
	d->y = end - (end == top + h ? f->style->grid / 2 : 0);
}

struct opening
handout_open(struct flow *f)
{
	struct opening o = {.steps = 0};
	const struct style *s = f->style;
	struct descent d = {.f = f, .o = &o, .low = s->last_baseline};
	const struct image *image = head_image(f);
	item_add(f, &o.text, (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .dest = f->entry->slug});
	who_and_when(&d);
	if (image && f->measure >= BESIDE_FROM)
		beside_add(&d, image);
	else if (image)
		below_add(&d, image);
	else
		words_add(&d);
	opening_end(&d);
	return o;
}
