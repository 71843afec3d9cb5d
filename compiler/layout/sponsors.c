/* sponsors.c - pages of sponsors: by tier, logos of equal area */
#include "layout/sheet.h"

/* How the logos of a tier are set. */
struct tier {
	int columns;
	dim w, h; /* the place of a logo */
	dim area_side; /* side of the square whose area each logo covers */
	dim gap;
};

/* The first of several tiers is shown larger. */
static struct tier
tier_plan(const struct parts_env *env, dim measure, size_t rank, size_t tiers)
{
	const struct style *style = env->style;
	struct tier t = {.columns = tiers > 1 && rank == 0 ? 2 : rank < 2 ? 3 : 4, .gap = 2 * style->row_gap};
	t.w = (measure - (t.columns - 1) * t.gap) / t.columns;
	t.area_side = t.w * 3 / 5;
	t.h = (t.w / 2 + style->grid - 1) / style->grid * style->grid;
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

/* The size of a logo: all cover one area, none is larger than its place, nor than its pixels allow. */
static void
logo_size(const struct parts_env *env, const struct tier *t, const struct image *im, dim *w, dim *h)
{
	*w = root_of((int64_t)t->area_side * t->area_side * im->w / im->h);
	*w = *w < 1 ? 1 : *w;
	if (*w > t->w)
		*w = t->w;
	*h = dim_scale(*w, im->h, im->w);
	if (*h > t->h) {
		*h = t->h;
		*w = dim_scale(*h, im->w, im->h);
	}
	int64_t most = (int64_t)im->w * 72 * DIM_PT / (env->style->ppi_good > 0 ? env->style->ppi_good : 200);
	if (!im->vector && *w > most) {
		diag_add(env->d, DIAG_PICTURE_SMALL, im->shown, 0, 0,
			"this logo has only %u pixels across: it is shown smaller than its place allows; %d would fill it, and "
			"an "
			"SVG is sharp at any size",
			(unsigned)im->w, (int)((int64_t)*w * env->style->ppi_good / (72 * DIM_PT)) + 1);
		*w = (dim)most;
		*h = dim_scale(*w, im->h, im->w);
	}
}

/* A style in which no word of a name is wider than its place. */
static struct text_style
name_style(struct parts_env *env, const struct tier *t, struct str name)
{
	struct text_style style = env->style->text_styles[t->columns == 2 ? TEXT_H2 : TEXT_H3], least = style;
	struct str word;
	while (str_word(&name, &word)) {
		struct text_style fitted = style_to_fit(env, &style, word, t->w);
		if (fitted.size < least.size)
			least = fitted;
	}
	return least;
}

static void
logo_put(struct sheet *s, const struct tier *t, const struct sponsor *p, dim x, dim y)
{
	struct parts_env *env = s->env;
	const struct book *book = env->book;
	if (p->image >= 0) {
		dim w, h;
		logo_size(env, t, &book->images[p->image], &w, &h);
		sheet_picture(s, &book->images[p->image], p->name, x, y + (t->h - h) / 2, w, h);
	} else {
		struct text_style style = name_style(env, t, p->name);
		size_t lines = sheet_lines(env, p->name, &style, book->language, t->w);
		dim first = y + (t->h - (dim)lines * style.leading) / 2 + style.leading - (style.leading - style.size) / 2;
		sheet_text(s, p->name, &style, book->language, ROLE_PARA, x, first, t->w);
	}
	if (p->url.n)
		sheet_uri(s, x, y, t->w, t->h, p->url);
}

static void
tier_put(struct sheet *s, const struct sponsor *p, size_t n, size_t rank, size_t tiers)
{
	const struct style *style = s->env->style;
	struct tier t = tier_plan(s->env, s->measure, rank, tiers);
	size_t columns = (size_t)t.columns;
	bool rtl = language_rtl(s->env->book->language);
	for (size_t i = 0; i < n; i += columns) {
		dim head = !i && p->tier.n ? 2 * style->grid : 0;
		sheet_room(s, head + t.h);
		if (head) {
			dim y = sheet_text(s, p->tier, &style->text_styles[TEXT_H2], s->env->book->language, ROLE_HEADING, 0,
				s->y + style->grid, s->measure);
			s->y = y + style->grid;
		}
		for (size_t k = i; k < n && k < i + columns; k++) {
			int column = rtl ? t.columns - 1 - (int)(k - i) : (int)(k - i);
			logo_put(s, &t, &p[k], column * (t.w + t.gap), s->y);
		}
		s->y += t.h + style->grid;
	}
	s->y += style->grid;
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
