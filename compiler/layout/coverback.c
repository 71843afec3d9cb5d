/* coverback.c - the back of the cover: what the book is about, what it holds, and the codes at its foot */
#include "layout/code.h"
#include "layout/cover.h"

#define CODE_SIDE MM(22)
#define CODE_QUIET MM(2.6) /* four modules of a code of 33 */
#define GAP MM(5)
#define SAID_LEAST MM(24) /* narrower, an address would be a column of syllables */
#define SIZE_LEAST PT(8)

struct back {
	struct sheet sheet;
	dim x, measure;
	dim y; /* the next line's upper edge */
	dim end; /* where text ends */
	dim foot; /* lower edge of the codes */
	dim band; /* upper edge of a photograph behind them; 0: there is none */
};

static struct str
language(const struct back *b)
{
	return b->sheet.env->book->language;
}

/* ---- what the book is about ---- */

/* The next paragraph of a text: lines, as they are in yearbook.yaml. */
static bool
paragraph_next(struct str *rest, struct str *out)
{
	*rest = str_trim(*rest);
	ptrdiff_t end = str_find_char(*rest, '\n');
	*out = str_trim(end < 0 ? *rest : str_sub(*rest, 0, (size_t)end));
	*rest = end < 0 ? STR_NONE : str_sub(*rest, (size_t)end + 1, rest->n);
	return out->n;
}

static dim
text_height(struct back *b, struct str text, const struct text_style *t)
{
	struct str rest = text, one;
	dim h = 0;
	while (paragraph_next(&rest, &one))
		h += (dim)sheet_lines(b->sheet.env, one, t, language(b), b->measure) * t->leading + (h ? t->leading / 2 : 0);
	return h;
}

static void
about_add(struct back *b, struct str text)
{
	struct parts_env *env = b->sheet.env;
	const struct text_style *own = &env->style->text_styles[TEXT_COVER_TEXT];
	struct text_style t = *own;
	struct str rest = text, one;
	dim top = b->y;
	while (t.size > SIZE_LEAST && text_height(b, text, &t) > b->end - b->y) {
		t.size -= PT(0.5);
		t.leading = dim_scale(own->leading, t.size, own->size);
	}
	bool all = true;
	while (paragraph_next(&rest, &one)) {
		dim gap = b->y > top ? t.leading / 2 : 0, h = (dim)sheet_lines(env, one, &t, language(b), b->measure) * t.leading;
		if (b->y + gap + h > b->end) {
			all = false;
			break;
		}
		struct para_in in = {.text = one,
			.lang = language(b),
			.style = &t,
			.measure = b->measure,
			.role = ROLE_PARA,
			.rtl = language_rtl(language(b))};
		/* the first line's capitals begin where the area does */
		sheet_para(&b->sheet, &in, b->x, b->y + gap + t.size * 2 / 3, true);
		b->y += gap + h;
	}
	if (!all)
		diag_add(env->d, DIAG_PAGE_OVERFULL, env->book->config->file, 0, 0,
			"the text on the back of the cover is longer than there is room; its last paragraphs were left out: "
			"shorten it");
}

/* ---- what the book holds ---- */

/* A title, and with `wide` its place and date in the line below. */
static dim
title_add(struct back *b, const struct entry *e, const struct text_style *t, bool wide, bool draw)
{
	struct parts_env *env = b->sheet.env;
	struct str title = str_one_line(env->keep, e->title), text = title;
	if (wide && e->kicker.n)
		text = str_fmt(env->keep, "%.*s\n%.*s", STR_FMT(title), STR_FMT(e->kicker));
	struct run runs[2] = {{.end = (uint32_t)title.n, .flags = wide ? RUN_BOLD : 0, .link = -1, .picture = -1, .note = -1},
		{.start = (uint32_t)title.n, .end = (uint32_t)text.n, .link = -1, .picture = -1, .note = -1}};
	struct para_in in = {.text = text,
		.runs = runs,
		.n_runs = text.n > title.n ? 2 : 1,
		.lang = e->lang,
		.style = t,
		.measure = b->measure,
		.align = language_rtl(language(b)) ? PARA_RIGHT : PARA_LEFT,
		.role = ROLE_TOC,
		.rtl = language_rtl(e->lang)};
	if (draw)
		return sheet_para(&b->sheet, &in, b->x, b->y + t->size * 2 / 3, true) - (b->y + t->size * 2 / 3) + t->leading;
	return ((dim)sheet_lines(env, title, t, e->lang, b->measure) + (text.n > title.n)) * t->leading;
}

/* As many posts as there is room for, from all of the book: the whole of it should be seen. */
static void
list_add(struct back *b)
{
	const struct book *book = b->sheet.env->book;
	const struct text_style *t = &b->sheet.env->style->text_styles[TEXT_COVER_LIST];
	dim room = b->end - b->y, h = 0, h_wide = 0;
	size_t most = room > 0 ? (size_t)(room / t->leading) : 0, n = book->n_entries;
	if (n < 2 || most < 2)
		return;
	for (size_t i = 0; i < n && n <= most; i++) {
		h += title_add(b, &book->entries[i], t, false, false);
		h_wide += title_add(b, &book->entries[i], t, true, false) + t->leading / 2;
	}
	bool wide = n <= most && h_wide - t->leading / 2 <= room;
	if (n > most || (!wide && h > room))
		n = n > most ? most : most * n / (size_t)(h / t->leading + 1);
	for (size_t i = 0; i < n; i++) {
		const struct entry *e = &book->entries[i * book->n_entries / n];
		if (b->y + title_add(b, e, t, wide, false) <= b->end)
			b->y += title_add(b, e, t, wide, true) + (wide ? t->leading / 2 : 0);
	}
}

/* ---- the foot ---- */

/* The code that leads to the site; returns its white ground's side. */
static dim
site_code(struct back *b, dim side)
{
	struct parts_env *env = b->sheet.env;
	const struct colour white = {0, 0, 0, 0}, black = {0, 0, 0, 100};
	struct item *items;
	arena_reset(env->scratch);
	size_t n = code_draw(env->keep, env->scratch, env->book->config->base_url, side - 2 * CODE_QUIET, black, &items);
	if (!n)
		return 0;
	sheet_item_whole(&b->sheet,
		(struct item){.kind = ITEM_RECT,
			.role = ROLE_ARTIFACT,
			.x = b->x,
			.y = b->foot - side,
			.w = side,
			.h = side,
			.fill = white});
	for (size_t i = 0; i < n; i++) {
		items[i].x += b->x + CODE_QUIET;
		items[i].y += b->foot - side + CODE_QUIET;
		sheet_item_whole(&b->sheet, items[i]);
	}
	return side;
}

/* Who made the book and where they are found, the last line on the codes' lower edge, or above a photograph. */
static void
said_add(struct back *b, dim x, dim measure)
{
	struct parts_env *env = b->sheet.env;
	const struct text_style *t = &env->style->text_styles[TEXT_COVER_LIST];
	struct str name = env->book->publisher, url = address_short(env->book->config->base_url);
	struct str text = str_fmt(env->keep, "%.*s%s%.*s", STR_FMT(name), name.n && url.n ? "\n" : "", STR_FMT(url));
	struct run runs[2] = {{.end = (uint32_t)name.n, .flags = RUN_BOLD, .link = -1, .picture = -1, .note = -1},
		{.start = (uint32_t)name.n, .end = (uint32_t)text.n, .link = -1, .picture = -1, .note = -1}};
	struct para_in in = {.text = text,
		.runs = name.n ? runs : runs + 1,
		.n_runs = name.n && url.n ? 2 : 1,
		.lang = language(b),
		.style = t,
		.measure = measure,
		.align = PARA_LEFT,
		.role = ROLE_BYLINE,
		.rtl = language_rtl(language(b))};
	if (!text.n)
		return;
	size_t from = b->sheet.whole.n;
	dim last = sheet_para(&b->sheet, &in, x, 0, true);
	for (size_t i = from; i < b->sheet.whole.n; i++)
		b->sheet.whole.p[i].y += (b->band ? b->band - env->style->grid : b->foot) - last;
	if (b->band)
		b->end -= last + 2 * env->style->grid;
}

static void
foot_add(struct back *b)
{
	const struct book *book = b->sheet.env->book;
	struct barcode bars = book->isbn.n ? barcode_size(b->measure) : (struct barcode){0};
	if (bars.w && !barcode_add(&b->sheet, &bars, book->isbn, book->isbn_shown, b->x + b->measure - bars.w, b->foot - bars.h))
		bars.w = 0;
	dim left = b->measure - (bars.w ? bars.w + GAP : 0), side = bars.w ? bars.h : CODE_SIDE + 2 * CODE_QUIET;
	dim code = left >= side ? site_code(b, side) : 0, from = code ? code + GAP : 0;
	b->end = b->foot - (bars.w || code ? side : b->sheet.env->style->grid) - 2 * b->sheet.env->style->grid;
	if (b->band) {
		b->end = b->band - 2 * b->sheet.env->style->grid;
		said_add(b, b->x, b->measure);
	} else if (left - from >= SAID_LEAST) {
		said_add(b, b->x + from, left - from);
	}
}

/* A photograph beside the front's: it bleeds, but not over the fold. */
static void
picture_add(struct back *b, const struct cover_shape *shape)
{
	struct parts_env *env = b->sheet.env;
	const struct style *style = env->style;
	const struct image *image = &env->book->images[env->book->cover_back];
	dim left = language_rtl(env->book->language) ? 0 : shape->bleed;
	struct item item = picture_filling(
		image, STR_NONE, -left, b->band, style->trim_w + shape->bleed, style->trim_h + shape->bleed - b->band);
	int64_t ppi = (int64_t)image->w * 72 * DIM_PT / item.picture.full_w;
	item.role = ROLE_ARTIFACT;
	sheet_item_whole(&b->sheet, item);
	if (!image->vector && ppi < style->ppi_good)
		diag_add(env->d, DIAG_PICTURE_SMALL, env->book->config->file, env->book->config->cover_line, 0,
			"the picture %.*s has %d pixels to the inch on the back of the cover, where %d are sharp; shown all the "
			"same: take "
			"one that is at least %d pixels wide",
			STR_FMT(image->shown), (int)ppi, style->ppi_good,
			(int)((int64_t)style->ppi_good * item.picture.full_w / (72 * DIM_PT)) + 1);
}

struct frame
cover_back(struct parts_env *env, const struct cover_shape *shape, dim band)
{
	const struct style *style = env->style;
	const struct book *book = env->book;
	dim head = cover_head(style), capital = style->text_styles[TEXT_COVER_NAME].size * 2 / 3;
	struct back b = {.sheet = sheet_new(env, STR_NONE),
		.x = style->margin_inner,
		.measure = style->trim_w - 2 * style->margin_inner,
		.y = head - capital,
		.foot = style->trim_h - head + capital};
	if (book->cover_back >= 0) {
		b.band = band ? band : style->trim_h - style->trim_w * 2 / 3;
		picture_add(&b, shape);
	}
	foot_add(&b);
	struct str own = book->config->cover_text;
	if (own.n || book->description.n) {
		dim top = b.y;
		about_add(&b, own.n ? own : book->description);
		b.y += b.y > top ? style->grid * 3 / 2 : 0;
	}
	if (!own.n)
		list_add(&b);
	return (struct frame){.items = b.sheet.whole.p, .n = b.sheet.whole.n};
}
