/* sponsors.c - pages of sponsors: by tier, logos of equal area */
#include "layout/sheet.h"

enum { COLUMNS_MOST = 4 };

/* How the logos of a tier are set. */
struct tier {
	int columns;
	bool first; /* of several */
	dim w, h; /* the place of a logo: none is larger */
	dim area_side; /* side of the square whose area each logo covers */
	dim gap;
};

/* A logo, or the name that stands for it: its size. */
struct logo {
	dim w, h;
	struct text_style style; /* of the name */
};

/* The first of several tiers is shown larger. Rows of one tier hold nearly as many each: none ends in a single logo where it need not. */
static struct tier
tier_plan(const struct parts_env *env, dim measure, size_t n, size_t rank, size_t tiers)
{
	const struct style *style = env->style;
	struct tier t = {.first = tiers > 1 && rank == 0, .columns = rank < 2 ? 3 : COLUMNS_MOST, .gap = 2 * style->row_gap};
	if (t.first)
		t.columns = 2;
	dim w = (measure - (t.columns - 1) * t.gap) / t.columns;
	t.area_side = w * 3 / 5;
	t.h = (w / 2 + style->grid - 1) / style->grid * style->grid;
	if (t.columns == 2 && n % 2 && n > 1) {
		t.columns = 3;
		t.area_side = w / 2;
	}
	size_t rows = (n + (size_t)t.columns - 1) / (size_t)t.columns;
	t.columns = (int)((n + rows - 1) / rows);
	t.w = (measure - (t.columns - 1) * t.gap) / t.columns;
	return t;
}

static dim
root_of(int64_t n)
{
	int64_t low = 0, high = INT32_MAX;
	while (low < high) {
		int64_t mid = low + (high - low + 1) / 2;
		if (mid <= n / mid)
			low = mid;
		else
			high = mid - 1;
	}
	return (dim)low;
}

/* The size of what is seen of a logo: all cover one area, none is larger than its place, nor than its pixels allow. */
static void
logo_size(const struct parts_env *env, const struct tier *t, const struct sponsor *p, dim *w, dim *h)
{
	const struct image *im = &env->book->images[p->image];
	int64_t across = (int64_t)im->w * p->ink_w, down = (int64_t)im->h * p->ink_h; /* in thousandths of a pixel */
	*w = root_of((int64_t)t->area_side * t->area_side / down * across);
	*w = *w < 1 ? 1 : *w;
	if (*w > t->w)
		*w = t->w;
	*h = (dim)(*w * down / across);
	if (*h > t->h) {
		*h = t->h;
		*w = (dim)(*h * across / down);
	}
	int64_t most = across * 72 * DIM_PT / (env->style->ppi_good > 0 ? env->style->ppi_good : 200) / 1000;
	if (!im->vector && *w > most) {
		diag_add(env->d, DIAG_PICTURE_SMALL, im->shown, 0, 0,
			"this logo has only %u pixels across: it is shown smaller than its place allows; %d would fill it, and "
			"an "
			"SVG is sharp at any size",
			(unsigned)(across / 1000), (int)((int64_t)*w * env->style->ppi_good / (72 * DIM_PT)) + 1);
		*w = (dim)most;
		*h = (dim)(*w * down / across);
	}
	*w = *w < 1 ? 1 : *w;
	*h = *h < 1 ? 1 : *h;
}

/* A style in which no word of a name is wider than its place. */
static struct text_style
name_style(struct parts_env *env, const struct tier *t, struct str name)
{
	struct text_style style = env->style->text_styles[t->first ? TEXT_H2 : TEXT_H3], least = style;
	struct str word;
	while (str_word(&name, &word)) {
		struct text_style fitted = style_to_fit(env, &style, word, t->w);
		if (fitted.size < least.size)
			least = fitted;
	}
	return least;
}

static struct logo
logo_plan(struct parts_env *env, const struct tier *t, const struct sponsor *p)
{
	struct logo l = {.w = t->w};
	if (p->image >= 0) {
		logo_size(env, t, p, &l.w, &l.h);
	} else {
		l.style = name_style(env, t, p->name);
		l.h = (dim)sheet_lines(env, p->name, &l.style, env->book->language, t->w) * l.style.leading;
	}
	return l;
}

static void
logo_put(struct sheet *s, const struct logo *l, const struct sponsor *p, dim x, dim y)
{
	const struct book *book = s->env->book;
	if (p->image >= 0) {
		struct item item = picture_filling(&book->images[p->image], p->name, x, y, l->w, l->h);
		item.picture.full_w = (dim)((int64_t)l->w * 1000 / p->ink_w);
		item.picture.full_h = (dim)((int64_t)l->h * 1000 / p->ink_h);
		item.picture.crop_x = (dim)((int64_t)item.picture.full_w * p->ink_x / 1000);
		item.picture.crop_y = (dim)((int64_t)item.picture.full_h * p->ink_y / 1000);
		sheet_item(s, item);
	} else {
		dim first = y + l->style.leading - (l->style.leading - l->style.size) / 2;
		sheet_text(s, p->name, &l->style, book->language, ROLE_PARA, x, first, l->w);
	}
	if (p->url.n)
		sheet_uri(s, x, y, l->w, l->h, p->url);
}

/* A row, each of its logos at half its height; below the tier's name, if there is one. */
static void
row_put(struct sheet *s, const struct tier *t, const struct sponsor *p, size_t n, struct str name)
{
	const struct style *style = s->env->style;
	struct logo logos[COLUMNS_MOST];
	dim h = 0, head = name.n ? 2 * style->grid : 0;
	bool rtl = language_rtl(s->env->book->language);
	for (size_t k = 0; k < n; k++) {
		logos[k] = logo_plan(s->env, t, &p[k]);
		h = logos[k].h > h ? logos[k].h : h;
	}
	h = (h + style->grid - 1) / style->grid * style->grid;
	sheet_room(s, head + h);
	if (head)
		s->y = sheet_text(s, name, &style->text_styles[TEXT_H2], s->env->book->language, ROLE_HEADING, 0,
			       s->y + style->grid, s->measure) +
			style->grid;
	uint32_t part = sheet_enter(s, TAG_L, STR_NONE);
	for (size_t k = 0; k < n; k++) {
		int column = rtl ? t->columns - 1 - (int)k : (int)k;
		dim x = column * (t->w + t->gap) + (rtl ? t->w - logos[k].w : 0);
		uint32_t list = sheet_enter_item(s, STR_NONE);
		if (p[k].url.n)
			sheet_enter_link(s);
		logo_put(s, &logos[k], &p[k], x, s->y + (h - logos[k].h) / 2);
		sheet_leave(s, list);
	}
	sheet_leave(s, part);
	s->y += h + 2 * style->grid;
}

static void
tier_put(struct sheet *s, const struct sponsor *p, size_t n, size_t rank, size_t tiers)
{
	struct tier t = tier_plan(s->env, s->measure, n, rank, tiers);
	size_t columns = (size_t)t.columns;
	for (size_t i = 0; i < n; i += columns)
		row_put(s, &t, &p[i], n - i < columns ? n - i : columns, i ? STR_NONE : p->tier);
}

struct page *
part_sponsors(struct parts_env *env, size_t *n)
{
	const struct book *book = env->book;
	size_t tiers = 0, rank = 0;
	*n = 0;
	if (!book->n_sponsors)
		return NULL;
	struct sheet s = sheet_new(env, part_name(env, PART_SPONSORS));
	sheet_heading(&s, part_name(env, PART_SPONSORS));
	for (size_t i = 0; i < book->n_sponsors; i++)
		tiers += !i || !str_eq(book->sponsors[i].tier, book->sponsors[i - 1].tier);
	for (size_t i = 0, end; i < book->n_sponsors; i = end) {
		for (end = i + 1; end < book->n_sponsors && str_eq(book->sponsors[end].tier, book->sponsors[i].tier);)
			end++;
		tier_put(&s, &book->sponsors[i], end - i, rank++, tiers);
	}
	return sheet_pages(&s, n);
}
