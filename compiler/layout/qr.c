/* qr.c - the code at the end of a post that leads to it online */
#include "layout/flow.h"

#include <qrencode.h>

enum {
	QUIET = 4, /* modules of white around a code: ISO/IEC 18004, 6.3.8 */
	COST_ALONE = 1200
};

static bool
module_dark(const QRcode *code, int x, int y)
{
	return code->data[y * code->width + x] & 1;
}

/* Dark modules as rectangles: rows of them, as far down as the next rows are the same. */
static void
modules_add(struct flow *f, struct items *to, const QRcode *code, dim y0, dim side)
{
	int n = code->width;
	bool *done = NEW_N(f->scratch, (size_t)(n * n), bool);
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
			rect_add(f, to, left, y0 + top, dim_scale(side, x + w, n) - left, dim_scale(side, y + h, n) - top,
				f->style->text);
		}
}

/* The address as a reader types it: without scheme and closing slash. */
static struct str
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

void
qr_flow(struct flow *f)
{
	dim side = f->style->end_code, grid = f->style->grid;
	struct str url = f->entry->url;
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
	if (f->n && f->boxes[f->n - 1].cost < COST_ALONE) /* no page for the code alone */
		f->boxes[f->n - 1].cost = COST_ALONE;
	blank_ask(f, 1, 1);
	atom_add(f, items, steps, 0);
}
