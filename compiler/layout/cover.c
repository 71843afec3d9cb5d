/* cover.c - the first page: the accent's ground, the year, title and publisher, a photograph that bleeds */
#include "layout/cover.h"

#define TITLE_LEAST PT(12)

struct cover {
	struct sheet sheet;
	dim x, measure, y; /* y: last baseline */
	dim left, right; /* how far it reaches beyond these edges: not at the fold */
};

static void
cover_text(struct cover *c, struct str text, const struct text_style *style, uint8_t role, dim y)
{
	struct str lang = c->sheet.env->book->language;
	struct para_in in = {
		.text = text, .lang = lang, .style = style, .measure = c->measure, .role = role, .rtl = language_rtl(lang)};
	if (text.n)
		c->y = sheet_para(&c->sheet, &in, c->x, y, true);
}

/* Baseline of the last line of all that stands below the years. */
static dim
titles_end(struct cover *c, const struct text_style *title, dim y)
{
	const struct book *book = c->sheet.env->book;
	const struct text_style *subtitle = &c->sheet.env->style->text_styles[TEXT_COVER_SUBTITLE];
	size_t lines = sheet_lines(c->sheet.env, book->title, title, book->language, c->measure);
	size_t more = book->subtitle.n ? sheet_lines(c->sheet.env, book->subtitle, subtitle, book->language, c->measure) : 0;
	y += lines ? (dim)(lines - 1) * title->leading : 0;
	return more ? y + c->sheet.env->style->grid * 2 + (dim)(more - 1) * subtitle->leading : y;
}

static void
ground_add(struct cover *c)
{
	const struct style *s = c->sheet.env->style;
	sheet_item_whole(&c->sheet,
		(struct item){.kind = ITEM_RECT,
			.role = ROLE_ARTIFACT,
			.x = -s->bleed,
			.y = -s->bleed,
			.w = s->trim_w + 2 * s->bleed,
			.h = s->trim_h + 2 * s->bleed,
			.fill = s->panel});
}

/* The photograph fills the foot of the page, 3:2 where the text leaves it room; `top` is as high as it may go. False when too little is left. */
static bool
photograph_add(struct cover *c, dim top)
{
	const struct style *s = c->sheet.env->style;
	const struct book *book = c->sheet.env->book;
	dim w = c->left + s->trim_w + c->right, from = s->trim_h - s->trim_w * 2 / 3;
	if (from < top)
		from = top;
	if (book->cover < 0 || s->trim_h - from < s->trim_w / 3)
		return false;
	struct item item = picture_filling(&book->images[book->cover], STR_NONE, -c->left, from, w, s->trim_h + s->bleed - from);
	item.role = ROLE_ARTIFACT;
	crop_heads(&item);
	sheet_item_whole(&c->sheet, item);
	return true;
}

dim
cover_head(const struct style *style)
{
	return style->trim_h * 85 / 1000;
}

/* The title in a size at which it does not run off the page. */
static struct text_style
title_fitted(struct cover *c, const struct text_style *title, dim top, dim foot)
{
	struct text_style t = *title;
	while (t.size > TITLE_LEAST && titles_end(c, &t, top) > foot) {
		t.size -= PT(1);
		t.leading = dim_scale(title->leading, t.size, title->size);
	}
	return t;
}

static void
front_add(struct cover *c)
{
	struct parts_env *env = c->sheet.env;
	const struct style *style = env->style;
	const struct book *book = env->book;
	const struct text_style *titles = style->text_styles, *title = &titles[TEXT_COVER_TITLE];
	struct str years = years_text(env);
	struct text_style year = style_to_fit(env, &titles[TEXT_COVER_YEAR], years, c->measure);
	dim large = title->size + style->grid / 2, drop = style->grid * 7 / 2 > large ? style->grid * 7 / 2 : large;
	dim head = cover_head(style);
	if (!years.n)
		drop = 0;
	const struct text_style *name = &titles[TEXT_COVER_NAME];
	size_t names = book->publisher.n ? sheet_lines(env, book->publisher, name, book->language, c->measure) : 0;
	dim more = names > 1 ? (dim)(names - 1) * name->leading : 0;
	/* capitals of most faces are two thirds of their size high */
	dim first = head + more + 2 * style->grid + (years.n ? year.size : title->size) * 2 / 3, foot = style->trim_h - head;
	if (!photograph_add(c, titles_end(c, title, first + drop) + 2 * style->grid) &&
		titles_end(c, title, style->trim_h / 2 + drop) <= foot)
		first = style->trim_h / 2;
	struct text_style fitted = title_fitted(c, title, first + drop, foot);
	cover_text(c, book->publisher, name, ROLE_BYLINE, head);
	c->y = first;
	cover_text(c, years, &year, ROLE_KICKER, first);
	cover_text(c, book->title, &fitted, ROLE_TITLE, c->y + drop);
	cover_text(c, book->subtitle, &titles[TEXT_COVER_SUBTITLE], ROLE_SUBTITLE, c->y + 2 * style->grid);
}

static struct cover
cover_new(struct parts_env *env, dim left, dim right)
{
	const struct style *style = env->style;
	return (struct cover){.sheet = sheet_new(env, STR_NONE),
		.x = style->margin_inner,
		.measure = style->trim_w - 2 * style->margin_inner,
		.left = left,
		.right = right};
}

struct page *
part_cover(struct parts_env *env, size_t *n)
{
	struct cover c = cover_new(env, env->style->bleed, env->style->bleed);
	c.sheet.bare = true;
	sheet_item_whole(&c.sheet, (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .dest = part_dest(PART_COVER)});
	ground_add(&c);
	front_add(&c);
	return sheet_pages(&c.sheet, n);
}

struct frame
cover_front(struct parts_env *env)
{
	bool rtl = language_rtl(env->book->language);
	struct cover c = cover_new(env, rtl ? env->style->bleed : 0, rtl ? 0 : env->style->bleed);
	front_add(&c);
	return (struct frame){.items = c.sheet.whole.p, .n = c.sheet.whole.n};
}
