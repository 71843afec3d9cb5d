/* svg.c - SVG: measured and rendered with librsvg, which is given no place to fetch anything from */
#include "image/room.h"

#include <fontconfig/fontconfig.h>
#include <librsvg/rsvg.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a file; pixels of CSS are 1/96 inch, ours 1/200. */
enum { SVG_MAX = 16 << 20, CSS_PPI = 96, OUR_PPI = 200, FULL_WIDTH = 1600, SHARED_MOST = 2048 /* what stores take of an EPUB */ };

/* librsvg 2.54 never frees the values of entities that a drawing declares: a few bytes each, no leak of ours. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifdef SANITIZED
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
	return "leak:xmlParseEntityValue\n";
}
#endif

static RsvgHandle *
handle_open(struct str file)
{
	/* Without a base address it follows no reference to a file; of addresses only data: ones. */
	RsvgHandle *h = rsvg_handle_new_from_data((const guint8 *)file.p, file.n, NULL);
	if (h)
		rsvg_handle_set_dpi(h, CSS_PPI);
	return h;
}

/* Pixels of CSS that a length asks for; 0 when it depends on where the picture stands. */
static double
length_pixels(RsvgLength l)
{
	double unit = 0;
	switch (l.unit) {
	case RSVG_UNIT_PX: unit = 1; break;
	case RSVG_UNIT_EM: unit = 16; break;
	case RSVG_UNIT_EX: unit = 8; break;
	case RSVG_UNIT_IN: unit = CSS_PPI; break;
	case RSVG_UNIT_CM: unit = CSS_PPI / 2.54; break;
	case RSVG_UNIT_MM: unit = CSS_PPI / 25.4; break;
	case RSVG_UNIT_PT: unit = CSS_PPI / 72.0; break;
	case RSVG_UNIT_PC: unit = CSS_PPI / 6.0; break;
	case RSVG_UNIT_PERCENT: break;
	}
	double v = l.length * unit;
	return v > 0 && v < 1e7 ? v : 0;
}

/* As far as the ink reaches to the right and down. */
static bool
ink_size(RsvgHandle *handle, struct svg_size *s)
{
	RsvgRectangle ink;
	if (!rsvg_handle_get_geometry_for_layer(handle, NULL, &(RsvgRectangle){0, 0, 1000, 1000}, &ink, NULL, NULL))
		return false;
	s->w = s->w > 0 ? s->w : ink.x + ink.width;
	s->h = s->h > 0 ? s->h : ink.y + ink.height;
	return s->w > 0 && s->h > 0 && s->w < 1e7 && s->h < 1e7;
}

/* The size that it says; false when it says nothing. */
static bool
said_size(RsvgHandle *handle, struct svg_size *s)
{
	gboolean has_w, has_h, has_box;
	RsvgLength lw, lh;
	RsvgRectangle box;
	rsvg_handle_get_intrinsic_dimensions(handle, &has_w, &lw, &has_h, &lh, &has_box, &box);
	s->w = has_w ? length_pixels(lw) : 0;
	s->h = has_h ? length_pixels(lh) : 0;
	s->asked = s->w > 0 || s->h > 0;
	if (has_box && !(box.width > 0 && box.height > 0 && box.width < 1e7 && box.height < 1e7))
		has_box = FALSE;
	if (s->w > 0 && s->h > 0)
		return true;
	if (!has_box)
		return false;
	double ratio = box.width / box.height;
	s->w = s->w > 0 ? s->w : s->h > 0 ? s->h * ratio : box.width;
	s->h = s->w / ratio;
	return true;
}

bool
svg_measure(struct str file, struct svg_size *size)
{
	RsvgHandle *handle = handle_open(file);
	bool ok = handle && (said_size(handle, size) || ink_size(handle, size));
	if (handle)
		g_object_unref(handle);
	return ok;
}

/* Whole pixels, from 1 to `most`. */
static uint32_t
pixels_whole(double v, double most)
{
	return v < 1 ? 1 : v > most ? (uint32_t)most : (uint32_t)(v + 0.5);
}

/* Measures it, in a process of its own where that may take for ever. */
static const char *
size_find(struct str file, struct svg_size *size)
{
	if (!draw_reads_plain(file))
		return draw_measure_apart(file, size) ? NULL
						      : MESSAGE("an SVG that cannot be drawn, or takes too long: open it in a "
								"drawing program and save it as PNG");
	RsvgHandle *handle = handle_open(file);
	if (!handle)
		return MESSAGE(
			"a damaged SVG: it is not well-formed XML, or not a drawing; open it in a drawing program and save it "
			"anew");
	bool ok = said_size(handle, size) || (draw_plain(file) ? ink_size(handle, size) : draw_measure_apart(file, size));
	g_object_unref(handle);
	return ok ? NULL : MESSAGE("an SVG without a size and without anything to see");
}

const char *
svg_look(struct str file, struct image *im)
{
	struct svg_size size;
	if (file.n > SVG_MAX)
		return MESSAGE("an SVG larger than 16 MB: save it as PNG");
	const char *why = size_find(file, &size);
	if (why)
		return why;
	double longest = size.w > size.h ? size.w : size.h, scale = size.asked ? (double)OUR_PPI / CSS_PPI : FULL_WIDTH / longest;
	if (longest * scale > VECTOR_MAX)
		scale = VECTOR_MAX / longest;
	im->stored_w = pixels_whole(size.w * scale, VECTOR_MAX);
	im->stored_h = pixels_whole(size.h * scale, VECTOR_MAX);
	im->colour = IMAGE_RGB;
	im->bits = 8;
	im->vector = true;
	return NULL;
}

/* Cairo's pixels are native words, ours are bytes. */
static void
row_convert(unsigned char *to, const unsigned char *from, uint32_t w)
{
	for (uint32_t x = 0; x < w; x++, from += 4, to += 3) {
		uint32_t v;
		memcpy(&v, from, sizeof v);
		to[0] = (unsigned char)(v >> 16);
		to[1] = (unsigned char)(v >> 8);
		to[2] = (unsigned char)v;
	}
}

/* The surface's rows are read at its end. */
static const char *
surface_pixels(cairo_surface_t *s, struct pixels *px)
{
	size_t row = (size_t)px->w * 3;
	cairo_surface_flush(s);
	const unsigned char *from = cairo_image_surface_get_data(s);
	px->p = malloc(row * px->h);
	if (!from || !px->p)
		return MESSAGE("too large for the memory of this machine");
	for (uint32_t y = 0; y < px->h; y++, from += cairo_image_surface_get_stride(s))
		row_convert(px->p + y * row, from, px->w);
	return NULL;
}

static const char *
render(RsvgHandle *handle, struct pixels *px)
{
	struct svg_size size;
	if (!said_size(handle, &size) && !ink_size(handle, &size))
		return MESSAGE("an SVG without a size");
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)px->w, (int)px->h);
	cairo_t *c = cairo_create(s);
	/* on white: what is clear may have been drawn for a white page, in print as on a dark screen */
	cairo_set_source_rgb(c, 1, 1, 1);
	cairo_paint(c);
	cairo_scale(c, px->w / size.w, px->h / size.h);
	const char *why = NULL;
	const RsvgRectangle place = {.width = size.w, .height = size.h};
	if (!rsvg_handle_render_document(handle, c, &place, NULL))
		why = MESSAGE("an SVG that cannot be drawn: open it in a drawing program and save it as PNG");
	cairo_destroy(c);
	if (!why)
		why = surface_pixels(s, px);
	cairo_surface_destroy(s);
	return why;
}

const char *
svg_draw(struct str file, struct pixels *px)
{
	RsvgHandle *handle = handle_open(file);
	const char *why = handle ? render(handle, px) : MESSAGE("a damaged SVG");
	if (handle)
		g_object_unref(handle);
	return why;
}

const char *
svg_decode(const struct image *im, uint32_t most, struct pixels *px, bool *broken)
{
	struct buf file = {0};
	const char *why = bytes_load(im, &file);
	(void)broken;
	image_decoded_size(im, most, &px->w, &px->h);
	px->channels = 3;
	if (!why)
		why = draw_plain(buf_view(&file)) ? svg_draw(buf_view(&file), px) : draw_apart(buf_view(&file), px);
	buf_free(&file);
	return why;
}

uint32_t
image_drawing_side(const struct image *im)
{
	uint32_t longest = im->w > im->h ? im->w : im->h;
	return longest < SHARED_MOST ? longest : SHARED_MOST;
}

const char *
image_drawing(struct image_cache *c, const struct image *im, uint32_t most, struct buf *png)
{
	struct pixels px = {0};
	char recipe[40];
	bool broken = false;
	snprintf(recipe, sizeof recipe, "drawing %u", most);
	if (image_cache_take(c, im, recipe, png))
		return NULL;
	const char *why = image_decode(im, most, true, &px, &broken);
	if (!why)
		why = image_write_png(&px, png);
	free(px.p);
	if (!why)
		image_cache_put(c, im, recipe, buf_view(png));
	return why;
}

void
svg_versions(char *to, size_t n)
{
	uint64_t hash = 0; /* a sum: their order is nobody's promise */
	FcConfig *config = FcConfigReference(NULL);
	const FcFontSet *fonts = config ? FcConfigGetFonts(config, FcSetSystem) : NULL;
	FcChar8 *name;
	for (int i = 0; fonts && i < fonts->nfont; i++)
		if (FcPatternGetString(fonts->fonts[i], FC_FILE, 0, &name) == FcResultMatch)
			hash += str_hash(str_of((const char *)name));
	snprintf(to, n, "%u.%u.%u %s %d %llx", rsvg_major_version, rsvg_minor_version, rsvg_micro_version, cairo_version_string(),
		fonts ? fonts->nfont : 0, (unsigned long long)hash);
	if (config)
		FcConfigDestroy(config);
}
