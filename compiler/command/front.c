/* front.c - the front of the cover as a picture, for the EPUB */
#include "command/front.h"
#include "press/raster.h"
#include "style/style.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 2560, QUALITY = 88 }; /* what shops of electronic books ask of a cover's longest side */

/* Before the JPEG, where it is kept. */
struct kept {
	uint32_t w, h;
};

/* Kept, for drawing it takes longer than all the rest of an EPUB whose pictures were made before. */
static bool
front_draw(const struct pages *pages, struct image_cache *cache, struct front *out)
{
	struct pixels px = {0};
	struct buf key = {0};
	struct kept size = {0, 0};
	bool whole;
	char recipe[60];
	uint32_t wide = pages->trim_w < pages->trim_h ? (uint32_t)((int64_t)SIDE * pages->trim_w / pages->trim_h) : SIDE;
	snprintf(recipe, sizeof recipe, "cover 1 %u %d", wide, QUALITY);
	page_key(pages, 0, &key);
	const struct image drawing = {.hash = str_hash(buf_view(&key)), .size = key.n};
	buf_free(&key);
	bool drawn = image_cache_take(cache, &drawing, recipe, &out->jpeg) && out->jpeg.n > sizeof size;
	if (!drawn) {
		out->jpeg.n = 0;
		drawn = !page_raster(pages, 0, wide, &px, &whole);
		size = (struct kept){px.w, px.h};
		buf_add(&out->jpeg, (const char *)&size, sizeof size);
		drawn = drawn && !image_write_jpeg(&px, QUALITY, &out->jpeg);
		if (drawn && whole)
			image_cache_put(cache, &drawing, recipe, buf_view(&out->jpeg));
	}
	memcpy(&size, out->jpeg.p, sizeof size);
	out->cover =
		(struct epub_cover){.jpeg = str_sub(buf_view(&out->jpeg), sizeof size, out->jpeg.n), .w = size.w, .h = size.h};
	free(px.p);
	return drawn;
}

bool
front_make(struct run_state *r, struct front *out)
{
	const struct config *config = r->book->config;
	struct diag *unheard = diag_new(); /* what the pages say already, or what only they need */
	*out = (struct front){0};
	struct style *style = style_read(r->a, unheard, config->style, config->paper);
	struct layout *l = style ? layout_front(r->book, style, unheard, r->opt.fonts) : NULL;
	if (l && r->book->draft)
		layout_draft_cover(l, r->book, style, layout_pages(l)->trim_w);
	bool drawn = l && front_draw(layout_pages(l), r->cache, out);
	layout_free(l);
	diag_free(unheard);
	return drawn;
}
