/* raster.c - draw a page as pixels */
#include "press/raster.h"

#include "base/arena.h"
#include "base/message.h"
#include "press/drawing.h"

#include <cairo.h>
#include <hb-ot.h>
#include <hb.h>
#include <math.h>
#include <stdlib.h>

enum { SIDE_MOST = 20000, PIXELS_MOST = 100 * 1000 * 1000 };

/* ---- faces ---- */

/* Opened when a page first shows them: for one page, so that threads share nothing. */
static hb_font_t *
face_font(struct raster *r, const struct face *face)
{
	size_t i = (size_t)face->number;
	if (i >= r->pages->n_faces)
		return NULL;
	if (!r->fonts[i]) {
		int upem = face->upem > 0 ? face->upem : 1000;
		hb_blob_t *blob = hb_blob_create(face->data, (unsigned)face->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
		hb_face_t *hb = hb_face_create(blob, face->index);
		r->fonts[i] = hb_font_create(hb);
		hb_font_set_scale(r->fonts[i], upem, upem);
		hb_face_destroy(hb);
		hb_blob_destroy(blob);
	}
	return r->fonts[i];
}

static void
pen_move(hb_draw_funcs_t *funcs, void *cr, hb_draw_state_t *state, float x, float y, void *user)
{
	(void)funcs, (void)state, (void)user;
	cairo_move_to(cr, (double)x, (double)y);
}

static void
pen_line(hb_draw_funcs_t *funcs, void *cr, hb_draw_state_t *state, float x, float y, void *user)
{
	(void)funcs, (void)state, (void)user;
	cairo_line_to(cr, (double)x, (double)y);
}

static void
pen_cubic(hb_draw_funcs_t *funcs, void *cr, hb_draw_state_t *state, float x1, float y1, float x2, float y2, float x, float y,
	void *user)
{
	(void)funcs, (void)state, (void)user;
	cairo_curve_to(cr, (double)x1, (double)y1, (double)x2, (double)y2, (double)x, (double)y);
}

static void
pen_close(hb_draw_funcs_t *funcs, void *cr, hb_draw_state_t *state, void *user)
{
	(void)funcs, (void)state, (void)user;
	cairo_close_path(cr);
}

/* Curves of TrueType faces are made cubic by HarfBuzz where there is no function for them. */
static hb_draw_funcs_t *
pens_new(void)
{
	hb_draw_funcs_t *pens = hb_draw_funcs_create();
	hb_draw_funcs_set_move_to_func(pens, pen_move, NULL, NULL);
	hb_draw_funcs_set_line_to_func(pens, pen_line, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(pens, pen_cubic, NULL, NULL);
	hb_draw_funcs_set_close_path_func(pens, pen_close, NULL, NULL);
	return pens;
}

static void
glyph_path(struct raster *r, hb_font_t *font, unsigned glyph)
{
#if HB_VERSION_ATLEAST(7, 0, 0)
	hb_font_draw_glyph(font, glyph, r->pens, r->cr);
#else
	hb_font_get_glyph_shape(font, glyph, r->pens, r->cr);
#endif
}

/* ---- lines ---- */

static void
ink_set(struct raster *r, struct colour c)
{
	double rgb[3];
	ink_shown(c, rgb);
	cairo_set_source_rgb(r->cr, rgb[0], rgb[1], rgb[2]);
}

/* An emoji of a face of pictures; the current unit is its em's, y upwards. */
static void
emoji_draw(struct raster *r, hb_font_t *font, unsigned glyph)
{
	hb_glyph_extents_t e = {0};
	struct pixels px = {0};
	unsigned n = 0;
	hb_blob_t *blob = hb_ot_color_glyph_reference_png(font, glyph);
	const char *p = hb_blob_get_data(blob, &n);
	if (n && hb_font_get_glyph_extents(font, glyph, &e) && e.width > 0 && e.height < 0 &&
		!image_decode_png((struct str){p, n}, &px)) {
		cairo_save(r->cr);
		cairo_translate(r->cr, e.x_bearing, e.y_bearing);
		cairo_scale(r->cr, e.width, e.height);
		pixels_draw(r->cr, &px);
		cairo_restore(r->cr);
	}
	free(px.p);
	hb_blob_destroy(blob);
}

/* A word at the pen; returns its width in its em's units. */
static double
word_draw(struct raster *r, const struct piece *p, hb_font_t *font)
{
	const struct shaped *word = p->word;
	double upem = word->face->upem > 0 ? word->face->upem : 1000, pen = 0;
	for (size_t i = 0; i < word->n; i++) {
		const struct glyph *g = &word->glyphs[i];
		cairo_save(r->cr);
		cairo_translate(r->cr, pen + g->dx, g->dy);
		if (p->flags & PIECE_INVISIBLE)
			;
		else if (word->face->emoji)
			emoji_draw(r, font, g->id);
		else
			glyph_path(r, font, g->id);
		cairo_restore(r->cr);
		pen += g->advance;
		if (i + 1 == word->n || word->glyphs[i + 1].cluster != g->cluster)
			pen += p->tracking * upem / 1000;
	}
	return pen;
}

/* Lines under and through a piece are as thick as the PDF's. */
static void
stroke_draw(struct raster *r, const struct piece *p, double width)
{
	double size = p->size, x = p->x, h = size / 20, base = -(double)p->rise;
	if (p->flags & PIECE_UNDERLINE)
		cairo_rectangle(r->cr, x, base + size / 8, width, h);
	if (p->flags & PIECE_STRIKE)
		cairo_rectangle(r->cr, x, base - size / 4 - h, width, h);
	cairo_fill(r->cr);
}

static void
line_draw(struct raster *r, const struct line *line)
{
	for (uint32_t i = 0; i < line->n; i++) {
		const struct piece *p = &line->pieces[i];
		hb_font_t *font = p->word ? face_font(r, p->word->face) : NULL;
		if (!font || p->size <= 0)
			continue;
		double upem = p->word->face->upem > 0 ? p->word->face->upem : 1000, em = p->size / upem;
		double wide = em * (10000 + p->stretch) / 10000;
		ink_set(r, p->colour);
		cairo_save(r->cr);
		cairo_translate(r->cr, p->x, -p->rise);
		cairo_scale(r->cr, wide, -em);
		double width = word_draw(r, p, font) * wide;
		cairo_restore(r->cr);
		cairo_fill(r->cr);
		stroke_draw(r, p, width);
	}
}

/* ---- pages ---- */

static void
item_draw(struct raster *r, const struct item *item)
{
	cairo_save(r->cr);
	cairo_translate(r->cr, item->x, item->y);
	if (item->kind == ITEM_LINE) {
		line_draw(r, &item->line);
	} else if (item->kind == ITEM_RECT) {
		ink_set(r, item->fill);
		cairo_rectangle(r->cr, 0, 0, item->w, item->h);
		cairo_fill(r->cr);
	} else if (item->kind == ITEM_PICTURE) {
		picture_draw(r, item);
	}
	cairo_restore(r->cr);
}

static void
page_draw(struct raster *r, const struct page *page)
{
	cairo_set_source_rgb(r->cr, 1, 1, 1);
	cairo_paint(r->cr);
	for (size_t k = 0; k < page->n_frames; k++) {
		const struct frame *frame = &page->frames[k];
		cairo_save(r->cr);
		cairo_translate(r->cr, frame->x, frame->y);
		cairo_rotate(r->cr, frame->turn * M_PI / 180);
		for (size_t i = 0; i < frame->n; i++)
			item_draw(r, &frame->items[i]);
		cairo_restore(r->cr);
	}
}

static bool
pixels_take(cairo_surface_t *surface, struct pixels *out)
{
	cairo_surface_flush(surface);
	const unsigned char *from = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);
	if (cairo_surface_status(surface) || !from)
		return false;
	out->p = xmalloc((size_t)out->w * out->h * 3);
	for (uint32_t y = 0; y < out->h; y++) {
		const uint32_t *row = (const void *)(from + y * stride);
		unsigned char *to = out->p + (size_t)y * out->w * 3;
		for (uint32_t x = 0; x < out->w; x++, to += 3) {
			to[0] = (unsigned char)(row[x] >> 16);
			to[1] = (unsigned char)(row[x] >> 8);
			to[2] = (unsigned char)row[x];
		}
	}
	return true;
}

static const char *
view_raster(
	const struct pages *pages, size_t page, const struct view *view, uint32_t pixels_wide, struct pixels *out, bool *whole)
{
	*whole = false;
	*out = (struct pixels){.w = pixels_wide, .channels = 3};
	if (page >= pages->n || view->w <= 0 || view->h <= 0 || !pixels_wide)
		return MESSAGE("there is no such page");
	uint64_t high = ((uint64_t)pixels_wide * (uint64_t)view->h + (uint64_t)view->w / 2) / (uint64_t)view->w;
	if (pixels_wide > SIDE_MOST || high > SIDE_MOST || high * pixels_wide > PIXELS_MOST)
		return MESSAGE("a page of so many pixels is too large");
	out->h = high ? (uint32_t)high : 1;
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)out->w, (int)out->h);
	struct raster r = {.pages = pages,
		.cr = cairo_create(surface),
		.pens = pens_new(),
		.fonts = xmalloc((pages->n_faces + 1) * sizeof *r.fonts),
		.scale = (double)pixels_wide / view->w};
	for (size_t i = 0; i < pages->n_faces; i++)
		r.fonts[i] = NULL;
	cairo_set_tolerance(r.cr, 0.05);
	cairo_scale(r.cr, r.scale, (double)out->h / view->h);
	cairo_translate(r.cr, -view->x, -view->y);
	page_draw(&r, &pages->list[page]);
	bool good = !cairo_status(r.cr) && pixels_take(surface, out);
	*whole = good && !r.lacks;
	for (size_t i = 0; i < pages->n_faces; i++)
		hb_font_destroy(r.fonts[i]);
	free(r.fonts);
	hb_draw_funcs_destroy(r.pens);
	cairo_destroy(r.cr);
	cairo_surface_destroy(surface);
	return good ? NULL : MESSAGE("the page could not be drawn");
}

const char *
page_raster_view(const struct pages *pages, size_t page, const struct view *view, uint32_t pixels_wide, struct pixels *out)
{
	bool whole;
	return view_raster(pages, page, view, pixels_wide, out, &whole);
}

const char *
page_raster(const struct pages *pages, size_t page, uint32_t pixels_wide, struct pixels *out, bool *whole)
{
	const struct view all = {.w = pages->trim_w, .h = pages->trim_h};
	return view_raster(pages, page, &all, pixels_wide, out, whole);
}
