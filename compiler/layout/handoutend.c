/* handoutend.c - the end of a sheet to hand out: the code that leads to the post online, its address, who hands it out, and when */
#include "layout/code.h"
#include "layout/flow.h"

/* What stands beside the code, from the first line on. */
struct beside {
	struct flow *f;
	struct items *to;
	dim x, y, w;
};

static void
beside_add(struct beside *b, struct str text, bool bold)
{
	struct flow *f = b->f;
	struct run run = {.end = (uint32_t)text.n, .flags = RUN_BOLD, .link = -1, .picture = -1, .note = -1};
	struct setting_of s = {.text = text,
		.style = TEXT_TOC_KICKER,
		.role = ROLE_EMBED,
		.rtl = language_rtl(f->entry->lang),
		.align = ALIGN_LEFT};
	struct para p;
	if (!text.n)
		return;
	if (bold) {
		s.runs = &run;
		s.n_runs = 1;
	}
	text_set(f, &s, b->w, &p);
	for (size_t i = 0; i < p.n; i++) {
		b->y += f->style->text_styles[s.style].leading;
		line_add(f, b->to, &s, &p.lines[i], b->x, b->y);
	}
}

void
handout_end(struct flow *f)
{
	const struct style *style = f->style;
	const struct entry *e = f->entry;
	dim side = e->url.n ? style->end_code : 0, grid = style->grid, air = grid, quiet = side / 6;
	bool rtl = language_rtl(e->lang);
	struct items items = {0};
	struct item *modules = NULL;
	size_t n = 0;
	arena_reset(f->scratch);
	if (side)
		n = code_draw(f->tmp, f->scratch, e->url, side, style->text, &modules);
	if (!n)
		side = quiet = 0;
	rect_add(f, &items, 0, grid / 2, f->measure, PT(0.75), style->accent);
	struct items code = {.p = modules, .n = n};
	items_move(f, &items, &code, rtl ? f->measure - side : 0, grid / 2 + air);
	/* a code needs a sixth of its side of white around it at most: four modules of at least 25 */
	struct beside b = {
		.f = f, .to = &items, .x = rtl ? 0 : side + quiet, .y = grid / 2 + air * 3 / 5, .w = f->measure - side - quiet};
	beside_add(&b, address_short(e->url), true);
	b.y += grid / 3;
	beside_add(&b, f->book->publisher, false);
	beside_add(&b, e->kicker, false);
	dim low = grid / 2 + air + side;
	if (e->url.n) {
		struct item link = {
			.kind = ITEM_LINK, .role = ROLE_ARTIFACT, .y = grid / 2 + air, .w = f->measure, .h = side ? side : grid};
		link.link.uri = e->url;
		item_add(f, &items, link);
	}
	low = b.y > low ? b.y : low;
	blank_ask(f, 1, 0);
	atom_add(f, items, (int)((low + grid - 1) / grid), 0);
}
