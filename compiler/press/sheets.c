/* sheets.c - pages on surfaces */
#include "press/sheets.h"

struct sheets
sheets_plain(const struct pages *pages, struct arena *a)
{
	dim bleed = pages->bleed, w = pages->trim_w + 2 * bleed, h = pages->trim_h + 2 * bleed;
	struct sheets s = {.pages = pages, .list = NEW_N(a, pages->n + 1, struct surface), .n = pages->n};
	struct placement *placements = NEW_N(a, pages->n + 1, struct placement);
	struct box whole = {0, 0, w, h}, trim = {bleed, bleed, pages->trim_w, pages->trim_h};
	s.links = s.outline = s.screen = true;
	if (pages->n_tags) {
		s.standard = PDF_DIGITAL;
		s.inks = INKS_SRGB;
	}
	for (size_t i = 0; i < pages->n; i++) {
		placements[i] = (struct placement){.page = i, .x = bleed, .y = bleed, .scale = 10000, .clip = whole};
		s.list[i] = (struct surface){.w = w,
			.h = h,
			.bleed = whole,
			.trim = trim,
			.placements = &placements[i],
			.n_placements = 1,
			.label = pages->list[i].folio};
	}
	return s;
}
