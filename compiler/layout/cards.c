/* cards.c - postcards: four to a sheet, each with a picture, a title, and the code that leads to the post */
#include "layout/special.h"

enum { ACROSS = 2, DOWN = 2, TITLE_LINES = 4, TEXT_LINES = 6, SIZES = 5 };
#define EDGE MM(9) /* white around a card: what cutting and office printers need */
#define SIDE MM(22)
#define TICK MM(6) /* of a cut mark, from the paper's edge */

struct card {
	struct sheet *s;
	const struct entry *e;
	dim x, y, w, h; /* within its edge */
};

/* A line or more of text from baseline y; what has no room is cut. Returns the last baseline. */
static dim
text_put(struct card *c, struct str text, const struct text_style *t, uint8_t role, dim x, dim y, dim w, size_t lines)
{
	struct str lang = c->e->lang;
	if (!text.n || !lines)
		return y - t->leading;
	struct str shown = special_short(c->s->env, text, t, lang, w, lines);
	return sheet_text(c->s, shown, t, lang, role, x, y, w);
}

static dim
picture_put(struct card *c, dim most)
{
	const struct book *book = c->s->env->book;
	const struct style *style = c->s->env->style;
	if (c->e->opening < 0 || (size_t)c->e->opening >= book->n_images)
		return 0;
	const struct image *image = &book->images[c->e->opening];
	dim w = c->w, h = dim_scale(w, image->h, image->w), x = c->x;
	int64_t sharp = (int64_t)image->w * 72 * DIM_PT / style->ppi_least;
	if (!image->photograph && h > most) { /* a drawing is shown whole */
		h = most;
		w = dim_scale(h, image->w, image->h);
	}
	if (w > sharp) {
		h = dim_scale(h, (int)(sharp / DIM_PT), (int)(w / DIM_PT) ? (int)(w / DIM_PT) : 1);
		w = (dim)sharp;
	}
	h = h > most ? most : h;
	if (w < MM(12) || h < MM(8))
		return 0;
	struct item item = picture_filling(image, c->e->opening_alt, x, c->y, w, h);
	crop_heads(&item);
	sheet_item(c->s, item);
	return h;
}

/* A card without a picture has a panel with its year, as the posts of the book do; where panels have no ground, rules stand for it. Returns its height. */
static dim
panel_put(struct card *c, dim h)
{
	const struct style *style = c->s->env->style;
	struct colour ground = style->panel;
	int year = c->e->date.precision == DATE_NONE ? 0 : c->e->date.year;
	if (ground.c || ground.m || ground.y || ground.k)
		sheet_rect(c->s, c->x, c->y, c->w, h, ground);
	else /* the year is black then, between rules */
		for (int i = 0; i < 2; i++)
			sheet_rect(c->s, c->x, c->y + i * (h - PT(2.5)), c->w, PT(2.5), style->accent);
	if (year > 0) {
		struct str text = str_fmt(c->s->env->keep, "%d", year);
		struct text_style t = style->text_styles[TEXT_COVER_YEAR];
		t.size = h;
		t = style_to_fit(c->s->env, &t, text, c->w - MM(8));
		struct para_in in = {
			.text = text, .lang = STR("en"), .style = &t, .measure = c->w, .role = ROLE_ARTIFACT, .align = PARA_LEFT};
		sheet_para(c->s, &in, c->x + MM(4), c->y + h - MM(5), false);
	}
	return h;
}

/* The foot: the code, and beside it the address and who hands it out. Returns its upper edge. */
static dim
foot_put(struct card *c)
{
	struct parts_env *env = c->s->env;
	const struct text_style *small = &env->style->text_styles[TEXT_TOC_KICKER],
				*name = &env->style->text_styles[TEXT_COVER_NAME];
	struct text_style bold = *small;
	dim top = c->y + c->h - SIDE, x = c->x, w = c->w;
	bold.face = bold.bold;
	if (special_code(c->s, c->e->url, c->x, top, SIDE, env->style->text, false)) {
		sheet_uri(c->s, c->x, top, c->w, SIDE, c->e->url);
		x += SIDE + MM(4.5);
		w -= SIDE + MM(4.5);
	}
	struct str who = env->book->publisher;
	struct str shown = special_short(env, who, name, c->e->lang, w, 2);
	dim y = c->y + c->h - (dim)(sheet_lines(env, shown, name, c->e->lang, w) - 1) * name->leading;
	sheet_text(c->s, shown, name, c->e->lang, ROLE_BYLINE, x, y, w);
	struct str address = address_short(c->e->url);
	if (address.n)
		text_put(c, address, &bold, ROLE_PARA, x, top + bold.size * 3 / 4, w,
			(size_t)((y - name->leading - top) / bold.leading));
	return top;
}

static void
card_put(struct card *c)
{
	const struct style *style = c->s->env->style;
	const struct text_style *kicker = &style->text_styles[TEXT_KICKER], *deck = &style->text_styles[TEXT_DECK];
	struct text_style title = style->text_styles[TEXT_TITLE];
	dim foot = foot_put(c) - MM(8), picture = picture_put(c, dim_scale(c->w, 2, 3)), y = c->y;
	if (!picture)
		picture = panel_put(c, dim_scale(c->w, 1, 2));
	y += picture + MM(5);
	y += kicker->size * 2 / 3;
	y = text_put(c, c->e->kicker, kicker, ROLE_KICKER, c->x, y, c->w, 1) + MM(2) + title.size;
	/* the largest size in which the whole title fits, with room for what it says */
	for (int i = 0; i < SIZES; i++) {
		size_t lines = sheet_lines(c->s->env, c->e->title, &title, c->e->lang, c->w);
		if (lines <= TITLE_LINES && y + (dim)(lines - 1) * title.leading <= foot)
			break;
		y -= title.size / 6;
		title.size = title.size * 5 / 6;
		title.leading = title.leading * 5 / 6;
	}
	size_t room = y <= foot ? (size_t)((foot - y) / title.leading) + 1 : 1;
	y = text_put(c, c->e->title, &title, ROLE_TITLE, c->x, y, c->w, room);
	y += deck->leading * 3 / 2;
	struct str says = c->e->subtitle.n ? c->e->subtitle : c->e->summary;
	if (says.n && y <= foot) {
		room = (size_t)((foot - y) / deck->leading) + 1;
		text_put(c, says, deck, ROLE_DECK, c->x, y, c->w, room < TEXT_LINES ? room : TEXT_LINES);
	}
}

/* Where to cut: ticks at the paper's edges, a cross in the middle. */
static void
marks_put(struct sheet *s)
{
	const struct style *style = s->env->style;
	dim w = style->trim_w, h = style->trim_h, thin = PT(0.4), x = w / ACROSS - thin / 2, y = h / DOWN - thin / 2,
	    left = -style->margin_inner;
	struct colour ink = style->text;
	sheet_rect(s, left + x, 0, thin, TICK, ink);
	sheet_rect(s, left + x, h - TICK, thin, TICK, ink);
	sheet_rect(s, left, y, TICK, thin, ink);
	sheet_rect(s, left + w - TICK, y, TICK, thin, ink);
	sheet_rect(s, left + x, y - TICK / 2, thin, TICK, ink);
	sheet_rect(s, left + x - TICK / 2, y, TICK, thin, ink);
}

struct page *
special_cards(struct parts_env *env, size_t *n)
{
	const struct style *style = env->style;
	struct sheet s = sheet_new(env, STR_NONE);
	dim w = style->trim_w / ACROSS, h = style->trim_h / DOWN;
	size_t n_cards = env->book->n_entries == 1 ? ACROSS * DOWN : env->book->n_entries; /* of one post a whole sheet */
	for (size_t i = 0; i < n_cards; i++) {
		int k = (int)(i % (ACROSS * DOWN));
		if (!k && i)
			sheet_turn(&s);
		s.bare = true;
		if (!k)
			marks_put(&s);
		struct card c = {.s = &s,
			.e = &env->book->entries[i % env->book->n_entries],
			.x = k % ACROSS * w + EDGE - style->margin_inner,
			.y = k / ACROSS * h + EDGE,
			.w = w - 2 * EDGE,
			.h = h - 2 * EDGE};
		card_put(&c);
	}
	return sheet_pages(&s, n);
}
