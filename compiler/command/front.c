/* front.c - the front of the cover as a picture, for the EPUB */
#include "command/front.h"
#include "press/raster.h"
#include "style/style.h"

#include <stdlib.h>

enum { SIDE = 2560, QUALITY = 88 }; /* what shops of electronic books ask of a cover's longest side */

static bool
front_draw(const struct pages *pages, struct front *out)
{
	struct pixels px = {0};
	uint32_t wide = pages->trim_w < pages->trim_h ? (uint32_t)((int64_t)SIDE * pages->trim_w / pages->trim_h) : SIDE;
	bool drawn = !page_raster(pages, 0, wide, &px) && !image_write_jpeg(&px, QUALITY, &out->jpeg);
	out->cover = (struct epub_cover){.jpeg = buf_view(&out->jpeg), .w = px.w, .h = px.h};
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
	bool drawn = l && front_draw(layout_pages(l), out);
	layout_free(l);
	diag_free(unheard);
	return drawn;
}
