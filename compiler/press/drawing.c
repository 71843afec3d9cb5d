/* drawing.c - pictures of a page that is drawn as pixels */
#include "press/drawing.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

static uint32_t
premultiplied(unsigned r, unsigned g, unsigned b, unsigned a)
{
	return a << 24 | (r * a + 127) / 255 << 16 | (g * a + 127) / 255 << 8 | (b * a + 127) / 255;
}

void
pixels_draw(cairo_t *cr, const struct pixels *px)
{
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)px->w, (int)px->h);
	unsigned char *data = cairo_image_surface_get_data(s);
	if (data && px->p && !cairo_surface_status(s)) {
		size_t stride = (size_t)cairo_image_surface_get_stride(s);
		const unsigned char *p = px->p;
		for (uint32_t y = 0; y < px->h; y++) {
			uint32_t *row = (void *)(data + y * stride);
			for (uint32_t x = 0; x < px->w; x++, p += px->channels) {
				bool gray = px->channels < 3, alpha = px->channels % 2 == 0;
				row[x] = premultiplied(p[0], p[gray ? 0 : 1], p[gray ? 0 : 2], alpha ? p[px->channels - 1] : 255);
			}
		}
		cairo_surface_mark_dirty(s);
		cairo_save(cr);
		cairo_rectangle(cr, 0, 0, 1, 1);
		cairo_clip(cr);
		cairo_scale(cr, 1.0 / px->w, 1.0 / px->h);
		cairo_set_source_surface(cr, s, 0, 0);
		cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
		cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
		cairo_paint(cr);
		cairo_restore(cr);
	}
	cairo_surface_destroy(s);
}

/* A drawing comes through the outputs' cache, other pictures from their files, no larger than they are shown. */
static const char *
picture_decode(struct raster *r, const struct image *image, uint32_t most, struct pixels *px)
{
	bool broken = false;
	struct buf png = {0};
	if (!image->vector)
		return image_decode(image, most, true, px, &broken);
	const char *why =
		image_drawing(r->pages->cache, image, most < image_drawing_side(image) ? most : image_drawing_side(image), &png);
	if (!why)
		why = image_decode_png(buf_view(&png), px);
	buf_free(&png);
	return why;
}

void
picture_draw(struct raster *r, const struct item *item)
{
	struct pixels px = {0};
	double w = item->picture.full_w, h = item->picture.full_h, longest = ceil((w > h ? w : h) * r->scale);
	if (!item->picture.image || w <= 0 || h <= 0 || item->w <= 0 || item->h <= 0)
		return;
	/* image_decode gives four fifths of what is asked for at least */
	uint32_t most = longest < 16 ? 20 : longest > 16000 ? 20000 : (uint32_t)(longest * 5 / 4);
	cairo_rectangle(r->cr, 0, 0, item->w, item->h);
	cairo_clip(r->cr);
	cairo_translate(r->cr, -item->picture.crop_x, -item->picture.crop_y);
	cairo_scale(r->cr, w, h);
	if (picture_decode(r, item->picture.image, most, &px)) {
		r->lacks = true;
		cairo_set_source_rgb(r->cr, 0.8, 0.8, 0.8);
		cairo_paint(r->cr);
	} else {
		if (r->pages->one_ink)
			image_to_gray(&px);
		pixels_draw(r->cr, &px);
	}
	free(px.p);
}
