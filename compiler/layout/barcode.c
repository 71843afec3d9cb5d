/* barcode.c - an ISBN as bars */
#include "layout/cover.h"

#include <zint.h>

/* Modules of an EAN-13 symbol and of the white beside it; a module is 0.33 mm at its nominal size (GS1 General Specifications, 5.2.3). */
enum { MODULES = 95, QUIET_LEFT = 11, QUIET_RIGHT = 7, WHOLE = QUIET_LEFT + MODULES + QUIET_RIGHT, PERCENT_LEAST = 80 };
#define MODULE MM(0.33)
#define BAR MM(22.85)
#define GUARD MM(1.65) /* how much longer the bars at both ends and in the middle are */
#define ABOVE MM(5) /* room for the ISBN */
#define BELOW MM(3.8) /* and for the figures */

static const struct colour black = {0, 0, 0, 100}, white = {0, 0, 0, 0};

static dim
scaled(const struct barcode *b, dim nominal)
{
	return dim_scale(nominal, b->percent, 100);
}

struct barcode
barcode_size(dim most)
{
	struct barcode b = {.percent = (int)((int64_t)most * 100 / (WHOLE * MODULE))};
	if (b.percent > 100)
		b.percent = 100;
	if (b.percent < PERCENT_LEAST)
		return (struct barcode){0};
	b.w = scaled(&b, WHOLE * MODULE);
	b.h = scaled(&b, BAR) + ABOVE + BELOW;
	return b;
}

static void
rect(struct sheet *s, dim x, dim y, dim w, dim h, struct colour fill)
{
	sheet_item_whole(
		s, (struct item){.kind = ITEM_RECT, .role = ROLE_ARTIFACT, .x = x, .y = y, .w = w, .h = h, .fill = fill});
}

/* Figures set so that each takes as many modules as its bars, from a module on; groups are apart. */
static void
figures_add(struct sheet *s, const struct barcode *b, struct str figures, int module, dim x, dim y)
{
	struct parts_env *env = s->env;
	struct text_style t = env->style->text_styles[TEXT_COVER_LIST];
	dim bars = scaled(b, MODULES * MODULE), seven = dim_scale(bars, 7, MODULES);
	t.size = scaled(b, PT(10));
	t.leading = t.size;
	t.tracking = 0;
	t.tabular = true;
	t.colour = black;
	arena_reset(env->scratch);
	dim one = text_width(env->fonts, env->scratch, STR("0"), STR("en"), &t);
	t.tracking = (int)((int64_t)(seven - one) * 1000 / t.size);
	struct para_in in = {
		.text = figures, .lang = STR("en"), .style = &t, .measure = bars, .align = PARA_LEFT, .role = ROLE_ARTIFACT};
	sheet_para(s, &in, x + dim_scale(bars, module, MODULES) + (seven - one) / 2, y, true);
}

static void
bars_add(struct sheet *s, const struct barcode *b, const struct zint_symbol *symbol, dim x, dim y)
{
	dim bars = scaled(b, MODULES * MODULE);
	for (int i = 0; i < MODULES; i++) {
		int n = i;
		while (n < MODULES && symbol->encoded_data[0][n / 8] >> n % 8 & 1)
			n++;
		if (n == i)
			continue;
		bool guard = i < 3 || n > MODULES - 3 || (i >= 45 && n <= 50);
		dim left = dim_scale(bars, i, MODULES);
		rect(s, x + left, y, dim_scale(bars, n, MODULES) - left, scaled(b, guard ? BAR + GUARD : BAR), black);
		i = n;
	}
}

static void
isbn_add(struct sheet *s, const struct barcode *b, struct str shown, dim x, dim y)
{
	struct parts_env *env = s->env;
	struct text_style t = env->style->text_styles[TEXT_COVER_LIST];
	struct str text = str_fmt(env->keep, "ISBN %.*s", STR_FMT(shown));
	t.size = t.leading = scaled(b, PT(8.5));
	t.colour = black;
	dim measure = scaled(b, MODULES * MODULE);
	t = style_to_fit(env, &t, text, measure);
	struct para_in in = {
		.text = text, .lang = STR("en"), .style = &t, .measure = measure, .align = PARA_CENTER, .role = ROLE_PARA};
	sheet_para(s, &in, x, y, true);
}

bool
barcode_add(struct sheet *s, const struct barcode *b, struct str isbn, struct str shown, dim x, dim y)
{
	struct zint_symbol *symbol = ZBarcode_Create();
	if (!symbol)
		return false;
	symbol->symbology = BARCODE_EANX;
	int status = ZBarcode_Encode(symbol, (const unsigned char *)isbn.p, (int)isbn.n);
	bool good = isbn.n == 13 && status < ZINT_ERROR && symbol->rows == 1 && symbol->width == MODULES;
	if (good) {
		dim left = x + scaled(b, QUIET_LEFT * MODULE), foot = y + ABOVE + scaled(b, BAR) + PT(0.7) + scaled(b, PT(6.6));
		rect(s, x, y, b->w, b->h, white);
		isbn_add(s, b, shown, left, y + MM(3.6));
		bars_add(s, b, symbol, left, y + ABOVE);
		figures_add(s, b, str_sub(isbn, 0, 1), -9, left, foot);
		figures_add(s, b, str_sub(isbn, 1, 7), 3, left, foot);
		figures_add(s, b, str_sub(isbn, 7, 13), 50, left, foot);
	}
	ZBarcode_Delete(symbol);
	return good;
}
