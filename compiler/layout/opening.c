/* opening.c - how a post opens: a picture that bleeds, a smaller one, or a panel with the year; kicker, title, deck, byline */
#include "layout/figure.h"
#include "layout/opening.h"
#include "layout/sheet.h"

#include "base/utf8.h"

enum {
	TITLE_LINES = 4,
	DECK_LINES = 3,
	DECK_LONG_LINES = 8,
	TEXT_LINES = 5,
	CUT_MOST = 24 /* percent of a picture that may be cut off */
};

/* The nearest line of the grid at or below y. */
dim
grid_below(const struct flow *f, dim y)
{
	dim over = y - f->style->first_baseline, grid = f->style->grid;
	return f->style->first_baseline + (over <= 0 ? 0 : (over + grid - 1) / grid * grid);
}

static dim
grid_near(const struct flow *f, dim y)
{
	return grid_below(f, y - f->style->grid / 2);
}

static void
picture_add(struct flow *f, struct items *to, dim x, dim y, dim w, dim h)
{
	struct item item = picture_filling(&f->book->images[f->entry->opening], f->entry->opening_alt, x, y, w, h);
	crop_heads(&item);
	item_add(f, to, item);
}

/* A landscape photograph with pixels enough to fill the head of the page, of about its shape: a square or a panorama would lose too much. */
static bool
opens_bleeding(const struct flow *f, const struct image *image)
{
	const struct style *s = f->style;
	int64_t w = s->trim_w + 2 * s->bleed, h = s->opening_depth + s->bleed, keep = 100 - CUT_MOST;
	int64_t across = w * image->h, down = h * image->w; /* what it has and what it needs of height, in one unit */
	if (across * keep > down * 100 || down * keep > across * 100)
		return false;
	return image->photograph && image->w > image->h && image->w >= (uint32_t)s->opening_a_pixels &&
		(int64_t)image->w * 72 * DIM_PT >= w * s->ppi_least && (int64_t)image->h * 72 * DIM_PT >= h * s->ppi_least;
}

/* A smaller picture: at the measure, never enlarged. Returns where it ends. */
static dim
small_add(struct flow *f, struct items *to, const struct image *image, dim depth)
{
	const struct style *s = f->style;
	int64_t most = (int64_t)image->w * 72 * DIM_PT / s->ppi_least;
	dim w = most < f->measure ? (dim)most : f->measure, high = depth - s->opening_b_top;
	if (w < DIM_PT)
		w = DIM_PT;
	dim h = dim_scale(w, image->h, image->w);
	if (h > high && high > 0) {
		h = high;
		w = dim_scale(h, image->w, image->h);
	}
	picture_add(f, to, 0, s->opening_b_top, w > 0 ? w : 1, h > 0 ? h : 1);
	if (f->d && most < f->measure && !image->vector)
		diag_add(f->d, DIAG_PICTURE_SMALL, f->post->path, f->post->title_line, 0,
			"the opening picture %.*s has only %u pixels across: it is shown smaller; %d would fill its place",
			STR_FMT(image->shown), (unsigned)image->w, (int)((int64_t)f->measure * s->ppi_good / (72 * DIM_PT)) + 1);
	return s->opening_b_top + h;
}

static void
panel_add(struct flow *f, struct opening *o, dim depth)
{
	const struct style *s = f->style;
	struct text_style own = s->text_styles[TEXT_YEAR];
	struct setting_of year = {.style = TEXT_YEAR, .own = &own, .role = ROLE_ARTIFACT, .align = ALIGN_LEFT};
	struct para p;
	rect_add(f, &o->page, -s->bleed, -s->bleed, s->trim_w + 2 * s->bleed, depth + s->bleed, s->panel);
	if (f->entry->date.precision == DATE_NONE || f->entry->date.year <= 0)
		return;
	year.text = str_fmt(f->keep, "%d", f->entry->date.year);
	dim w = text_width(f->fonts, f->scratch, year.text, f->entry->lang, &own), most = f->measure * 97 / 100;
	if (w > most)
		own.size = dim_scale(own.size, most, w);
	if (own.size > depth)
		own.size = depth;
	text_set(f, &year, f->measure, &p);
	for (size_t i = 0; i < p.n && i < 1; i++)
		line_add(f, &o->text, &year, &p.lines[i], -own.size / 42, depth - depth / 20);
}

/* ---- text ---- */

/* Adds lines below; false when there is no room for them. */
bool
opening_lines(struct descent *d, const struct setting_of *s, const struct para *p, dim first)
{
	dim leading = d->f->style->text_styles[s->style].leading, y = d->y + first;
	if (p->n && y + (dim)(p->n - 1) * leading > d->low)
		return false;
	for (size_t i = 0; i < p->n; i++)
		line_add(d->f, &d->o->text, s, &p->lines[i], 0, y + (dim)i * leading);
	if (p->n)
		d->y = y + (dim)(p->n - 1) * leading;
	return true;
}

/* What has no room in the opening begins the text. */
static void
lead_add(struct flow *f, struct setting_of s, enum text_role style)
{
	s.style = style;
	*PUSH(f->tmp, f->leads, f->n_leads, f->cap_leads) = s;
}

/* Sets the title one step smaller at a time, until it keeps within its lines with no word broken. A word that no step can hold is divided. */
static void
title_fit(struct flow *f, struct setting_of *s, struct para *p)
{
	static const enum text_role steps[] = {TEXT_TITLE, TEXT_TITLE_SMALL, TEXT_TITLE_LEAST};
	enum { STEPS = sizeof steps / sizeof *steps };
	const struct style *style = f->style;
	size_t letters = utf8_count(s->text);
	int first = letters > (size_t)style->title_longest ? 2 : letters > (size_t)style->title_long ? 1 : 0, k = first;
	struct diag *d = f->d;
	bool broken = false;
	f->d = NULL; /* attempts are silent */
	for (; k < STEPS; k++) {
		s->style = steps[k];
		text_set(f, s, f->measure, p);
		broken = false;
		for (size_t i = 0; i < p->n; i++)
			broken = broken || p->info[i].broken;
		if (p->n <= TITLE_LINES && !broken)
			break;
	}
	if (broken) {
		/* a word longer than the line: small type would hold it no better than a hyphen does */
		s->style = first < 1 ? TEXT_TITLE_SMALL : steps[first];
		struct text_style *own = NEW(f->keep, struct text_style);
		*own = style->text_styles[s->style];
		own->hyphenate = true;
		s->own = own;
	}
	f->d = d;
	text_set(f, s, f->measure, p);
}

void
opening_title(struct descent *d)
{
	struct flow *f = d->f;
	struct setting_of s = {.text = f->entry->title,
		.rtl = language_rtl(f->entry->lang),
		.style = TEXT_TITLE,
		.role = ROLE_TITLE,
		.align = ALIGN_LEFT};
	struct para p;
	title_fit(f, &s, &p);
	if (!opening_lines(d, &s, &p, f->style->title_drop)) {
		d->y = grid_below(f, d->y);
		s.own = NULL;
		lead_add(f, s, TEXT_H2);
	}
}

void
opening_subtitle(struct descent *d)
{
	struct flow *f = d->f;
	struct setting_of s = {.text = f->entry->subtitle,
		.rtl = language_rtl(f->entry->lang),
		.style = TEXT_SUBTITLE,
		.role = ROLE_SUBTITLE,
		.align = ALIGN_LEFT};
	struct para p;
	if (!s.text.n)
		return;
	text_set(f, &s, f->measure, &p);
	if (!opening_lines(d, &s, &p, f->style->text_styles[TEXT_SUBTITLE].leading * 6 / 5))
		lead_add(f, s, TEXT_H3);
}

void
opening_deck(struct descent *d)
{
	struct flow *f = d->f;
	const struct style *style = f->style;
	struct setting_of s = {.text = f->entry->summary,
		.rtl = language_rtl(f->entry->lang),
		.style = TEXT_DECK,
		.role = ROLE_DECK,
		.align = ALIGN_LEFT};
	struct para p;
	if (!s.text.n)
		return;
	text_set(f, &s, f->measure, &p);
	if (p.n <= DECK_LINES && opening_lines(d, &s, &p, style->grid * 2))
		return;
	/* a long one is a paragraph that differs from the text by its slope alone */
	struct text_style *own = NEW(f->keep, struct text_style);
	*own = style->text_styles[TEXT_BODY];
	own->face = own->italic;
	own->italic = style->text_styles[TEXT_BODY].face;
	own->bold = own->bold_italic;
	s.own = own;
	s.style = TEXT_BODY;
	s.align = ALIGN_NONE;
	text_set(f, &s, f->measure, &p);
	if (p.n > DECK_LONG_LINES || !opening_lines(d, &s, &p, style->grid * 2))
		lead_add(f, s, TEXT_BODY);
}

void
opening_byline(struct descent *d)
{
	struct flow *f = d->f;
	struct setting_of s = {.text = f->entry->author,
		.rtl = language_rtl(f->entry->lang),
		.style = TEXT_BYLINE,
		.role = ROLE_BYLINE,
		.align = ALIGN_LEFT};
	struct para p;
	if (!s.text.n)
		return;
	text_set(f, &s, f->measure, &p);
	dim y = grid_below(f, d->y + f->style->grid * 15 / 8);
	if (!opening_lines(d, &s, &p, y - d->y))
		lead_add(f, s, TEXT_BYLINE);
}

/* A quiet line of the post's tags: as many as fit. */
static void
tags_add(struct descent *d)
{
	struct flow *f = d->f;
	const struct post *post = f->post;
	struct buf b = {0};
	const struct text_style *t = &f->style->text_styles[TEXT_TAGS];
	for (size_t i = 0; f->style->opening_tags && i < post->n_tags; i++) {
		size_t before = b.n;
		buf_fmt(&b, b.n ? "  \xC2\xB7  %.*s" : "%.*s", STR_FMT(post->tags[i]));
		arena_reset(f->scratch);
		if (text_width(f->fonts, f->scratch, buf_view(&b), f->entry->lang, t) > f->measure)
			b.n = before;
	}
	struct setting_of s = {.text = buf_keep(&b, f->keep),
		.rtl = language_rtl(f->entry->lang),
		.style = TEXT_TAGS,
		.role = ROLE_BYLINE,
		.align = ALIGN_LEFT};
	struct para p;
	buf_free(&b);
	if (!s.text.n)
		return;
	text_set(f, &s, f->measure, &p);
	opening_lines(d, &s, &p, f->entry->author.n ? f->style->grid : grid_below(f, d->y + f->style->grid * 15 / 8) - d->y);
}

/* What the opening picture's caption says stands below it, within the measure. Returns where the kicker stands then. */
static dim
head_caption(struct flow *f, struct opening *o, dim end, dim kicker)
{
	if (!f->entry->opening_figure)
		return kicker;
	dim last = caption_add(f, &o->text, f->entry->opening_figure, 0, end, f->measure), air = f->style->grid * 5 / 4;
	return last > end && last + air > kicker ? grid_below(f, last + air) : kicker;
}

/* The picture or the panel at the head of the page; returns where the kicker stands below it. */
static dim
head_add(struct descent *d, const struct image *image)
{
	struct flow *f = d->f;
	struct opening *o = d->o;
	const struct style *s = f->style;
	if (!image) {
		panel_add(f, o, d->depth);
		return grid_near(f, d->kicker);
	}
	if (opens_bleeding(f, image)) {
		picture_add(f, &o->page, -s->bleed, -s->bleed, s->trim_w + 2 * s->bleed, d->depth + s->bleed);
		return head_caption(f, o, d->depth, grid_near(f, d->kicker));
	}
	dim end = small_add(f, &o->text, image, d->depth);
	return head_caption(f, o, end, grid_below(f, end + d->kicker - d->depth - s->grid / 4));
}

/* The text begins on the grid, two lines below. */
void
opening_end(struct descent *d)
{
	const struct style *s = d->f->style;
	dim body = grid_below(d->f, d->y + s->grid * 7 / 4);
	d->o->steps = (body - s->first_baseline) / s->grid;
	if (d->o->steps > s->lines)
		d->o->steps = s->lines;
}

/* A foreword opens as the other parts of the front matter do: with its heading alone. */
static void
foreword_open(struct descent *d)
{
	const struct style *s = d->f->style;
	d->y = s->first_baseline + s->grid - s->title_drop;
	opening_title(d);
	opening_subtitle(d);
	opening_byline(d);
	opening_end(d);
}

/* The opening with a head that is `less` shallower than the style has it. */
static struct opening
opening_try(struct flow *f, dim less)
{
	struct opening o = {.steps = 0};
	const struct style *s = f->style;
	struct descent d = {
		.f = f, .o = &o, .depth = s->opening_depth - less, .kicker = s->kicker_baseline - less, .low = s->last_baseline};
	const struct image *image = f->entry->opening >= 0 && (size_t)f->entry->opening < f->book->n_images
		? &f->book->images[f->entry->opening]
		: NULL;
	item_add(f, &o.text, (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .dest = f->entry->slug});
	if (f->entry->part < 0) {
		foreword_open(&d);
		return o;
	}
	dim kicker = head_add(&d, image);
	struct setting_of k = {.text = f->entry->kicker,
		.rtl = language_rtl(f->entry->lang),
		.style = TEXT_KICKER,
		.role = ROLE_KICKER,
		.align = ALIGN_LEFT};
	struct para p = {0};
	if (k.text.n)
		text_set(f, &k, f->measure, &p);
	d.y = kicker - s->text_styles[TEXT_KICKER].leading;
	if (!opening_lines(&d, &k, &p, s->text_styles[TEXT_KICKER].leading))
		lead_add(f, k, TEXT_BYLINE);
	d.y = p.n ? d.y : kicker;
	opening_title(&d);
	opening_subtitle(&d);
	opening_deck(&d);
	opening_byline(&d);
	tags_add(&d);
	opening_end(&d);
	return o;
}

/* Where title and deck leave no room for some lines of text, the picture or the panel gives way, by at most two fifths. */
struct opening
opening_make(struct flow *f)
{
	const struct style *s = f->style;
	size_t leads = f->n_leads, calls = f->n_calls;
	if (s->handout)
		return handout_open(f);
	struct opening o = opening_try(f, 0);
	int most = s->opening_depth * 2 / 5 / s->grid, lack = f->n_leads > leads ? most : TEXT_LINES - (s->lines - o.steps);
	if (lack <= 0 || most <= 0)
		return o;
	struct diag *d = f->d;
	f->n_leads = leads;
	f->n_calls = calls;
	f->d = NULL; /* what is to be said was said */
	o = opening_try(f, (lack < most ? lack : most) * s->grid);
	f->d = d;
	return o;
}
