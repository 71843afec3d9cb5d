/* qr.c - the code at the end of a post that leads to it online */
#include "layout/address.h"
#include "layout/code.h"
#include "layout/flow.h"

#include <qrencode.h>

enum {
	QUIET = 4, /* modules of white around a code: ISO/IEC 18004, 6.3.8 */
	SAID_MOST = 3, /* lines of a link's text beside its code */
	CODES_MOST = 24 /* codes of links in a post; the others are text */
};
#define CODE_SIDE MM(14)
#define MODULE_LEAST MM(0.33) /* a telephone still reads it */

static bool
module_dark(const QRcode *code, int x, int y)
{
	return code->data[y * code->width + x] & 1;
}

/* What holds rectangles while a code is drawn. */
struct drawing {
	struct arena *keep;
	struct item *p;
	size_t n, cap;
};

/* Dark modules as rectangles: rows of them, as far down as the next rows are the same. */
static void
modules_draw(struct drawing *to, struct arena *scratch, const QRcode *code, dim y0, dim side, struct colour ink)
{
	int n = code->width;
	bool *done = NEW_N(scratch, (size_t)(n * n), bool);
	for (int y = 0; y < n; y++)
		for (int x = 0; x < n; x++) {
			if (done[y * n + x] || !module_dark(code, x, y))
				continue;
			int w = 1, h = 1;
			while (x + w < n && module_dark(code, x + w, y) && !done[y * n + x + w])
				w++;
			for (bool same = true; same && y + h < n; h += same)
				for (int k = x; k < x + w; k++)
					same = same && module_dark(code, k, y + h) && !done[(y + h) * n + k];
			for (int k = 0; k < w * h; k++)
				done[(y + k / w) * n + x + k % w] = true;
			dim left = dim_scale(side, x, n), top = dim_scale(side, y, n);
			*PUSH(to->keep, to->p, to->n, to->cap) = (struct item){.kind = ITEM_RECT,
				.role = ROLE_ARTIFACT,
				.x = left,
				.y = y0 + top,
				.w = dim_scale(side, x + w, n) - left,
				.h = dim_scale(side, y + h, n) - top,
				.fill = ink};
		}
}

static void
modules_add(struct flow *f, struct items *to, const QRcode *code, dim y0, dim side)
{
	struct drawing d = {.keep = f->tmp};
	modules_draw(&d, f->scratch, code, y0, side, f->style->text);
	for (size_t i = 0; i < d.n; i++)
		item_add(f, to, d.p[i]);
}

size_t
code_draw(struct arena *keep, struct arena *scratch, struct str url, dim side, struct colour ink, struct item **out)
{
	struct drawing d = {.keep = keep};
	QRcode *code = url.n && url.n < 400 ? QRcode_encodeString8bit(str_z(scratch, url), 0, QR_ECLEVEL_M) : NULL;
	if (code && side / code->width < MODULE_LEAST) {
		QRcode_free(code);
		code = NULL;
	}
	if (!code) /* less to mend errors by, and larger modules */
		code = url.n && url.n < 400 ? QRcode_encodeString8bit(str_z(scratch, url), 0, QR_ECLEVEL_L) : NULL;
	if (code)
		modules_draw(&d, scratch, code, 0, side, ink);
	QRcode_free(code);
	*out = d.p;
	return d.n;
}

struct str
address_short(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"));
	if (at >= 0)
		url = str_sub(url, (size_t)at + 3, url.n);
	if (str_starts_nocase(url, "www."))
		url = str_sub(url, 4, url.n);
	while (url.n && url.p[url.n - 1] == '/')
		url.n--;
	return url;
}

/* A code of an address, or NULL when it would be too fine to be read at that size. */
static QRcode *
code_of(struct flow *f, struct str url, dim side)
{
	QRcode *code = url.n < 400 ? QRcode_encodeString8bit(str_z(f->scratch, url), 0, QR_ECLEVEL_L) : NULL;
	if (code && side / code->width < MODULE_LEAST) {
		QRcode_free(code);
		code = NULL;
	}
	return code;
}

/* The text and the address of a link as lines of a caption from baseline y; returns where the last one stands. A text that is a paragraph
 * stands in the post: its beginning tells which one is meant. */
static dim
code_text(struct flow *f, const struct numbered *one, struct items *to, dim x, dim y, dim w)
{
	const struct text_style *t = &f->style->text_styles[TEXT_CAPTION];
	struct run bold = {.end = (uint32_t)one->said.n, .flags = RUN_BOLD, .link = -1, .picture = -1, .note = -1};
	for (int part = 0; part < 2; part++) {
		struct setting_of s = {.text = part ? address_shorten(f->keep, one->shown, f->style->address_most) : one->said,
			.style = TEXT_CAPTION,
			.role = ROLE_EMBED,
			.rtl = language_rtl(f->entry->lang),
			.align = ALIGN_LEFT};
		struct para p;
		if (!part && s.text.n) {
			s.runs = &bold;
			s.n_runs = 1;
		}
		text_set(f, &s, w, &p);
		if (part && one->said.n && p.n) /* one paragraph with the text */
			p.lines[0].flags &= (uint8_t)~LINE_FIRST;
		for (size_t i = 0; i < p.n && (part || i < SAID_MOST); i++, y += t->leading)
			line_add(f, to, &s, &p.lines[i], x, y);
	}
	return y - t->leading;
}

/* Codes in two columns, each with its text beside it. */
void
codes_flow(struct flow *f)
{
	dim grid = f->style->grid, side = CODE_SIDE, gap = PT(6), column = (f->measure - f->style->row_gap) / 2;
	dim leading = f->style->text_styles[TEXT_CAPTION].leading;
	for (size_t i = 0; i < f->series.n_codes && i < CODES_MOST;) {
		struct items items = {0};
		dim low = side;
		for (int k = 0; k < 2 && i < f->series.n_codes && i < CODES_MOST; k++, i++) {
			const struct numbered *one = &f->series.codes[i];
			dim x = k * (column + f->style->row_gap), top = gap;
			arena_reset(f->scratch);
			QRcode *code = code_of(f, f->post->links[one->link].href, side);
			struct items modules = {0};
			if (code) {
				modules_add(f, &modules, code, top, side);
				QRcode_free(code);
				items_move(f, &items, &modules, x, 0);
			}
			dim in = code ? side + PT(8) : 0;
			dim last = code_text(f, one, &items, x + in, top + leading * 3 / 4, column - in);
			low = last - top > low ? last - top : low;
			struct item link = {.kind = ITEM_LINK, .role = ROLE_ARTIFACT, .x = x, .y = top, .w = column, .h = side};
			link.link.uri = f->post->links[one->link].href;
			item_add(f, &items, link);
		}
		if (i <= 2)
			blank_ask(f, 1, 0);
		atom_add(f, items, (int)((low + gap + grid - 1) / grid), 0);
	}
	for (size_t i = CODES_MOST; i < f->series.n_codes; i++) {
		struct items items = {0};
		const struct numbered *one = &f->series.codes[i];
		dim last = code_text(f, one, &items, 0, grid, f->measure);
		int lines = (int)((last + grid - 1) / grid);
		struct item link = {.kind = ITEM_LINK, .role = ROLE_ARTIFACT, .w = f->measure, .h = lines * grid};
		link.link.uri = f->post->links[one->link].href;
		item_add(f, &items, link);
		atom_add(f, items, lines, 0);
	}
}

void
qr_flow(struct flow *f)
{
	dim side = f->style->end_code, grid = f->style->grid;
	struct str url = f->entry->url;
	if (f->style->handout) {
		handout_end(f);
		return;
	}
	if (!side || !url.n || url.n > 400)
		return;
	arena_reset(f->scratch);
	QRcode *code = QRcode_encodeString8bit(str_z(f->scratch, url), 0, QR_ECLEVEL_M);
	if (!code)
		return;
	int steps = (side + grid - 1) / grid;
	dim top = steps * grid - side, x = side + dim_scale(side, QUIET, code->width);
	struct items items = {0};
	modules_add(f, &items, code, top, side);
	QRcode_free(code);
	struct para para;
	struct setting_of s = {.text = address_short(url), .style = TEXT_CAPTION, .role = ROLE_EMBED};
	text_set(f, &s, f->measure - x, &para);
	dim leading = f->style->text_styles[TEXT_CAPTION].leading;
	for (size_t i = 0; i < para.n; i++)
		line_add(f, &items, &s, &para.lines[i], x, steps * grid - (dim)(para.n - 1 - i) * leading);
	struct item link = {.kind = ITEM_LINK, .role = ROLE_ARTIFACT, .y = top, .w = f->measure, .h = side};
	link.link.uri = url;
	item_add(f, &items, link);
	blank_ask(f, 1, 1);
	atom_add(f, items, steps, 0);
}
