/* screen.c - a picture as screens show it: upright, in sRGB, of a size asked for, in few bytes and without metadata */
#include "image/inks.h"
#include "image/room.h"

#include <stdlib.h>
#include <string.h>

/* What stores take of a picture: Apple's limit, in pixels; Amazon's, in bytes. */
enum { SCREEN_AREA = 4000000, SCREEN_BYTES = 5000000 };
/* Ink below this luminance is lost on a dark page; one part of so many at the edges of what shows must be so dark. */
enum { DARK = 100, DARK_PART = 6 };
/* Sharper than this nobody sees, and a picture that is packed again loses a little each time: a tenth must be saved. */
enum { SAVED_PERCENT = 10 };

uint32_t
image_screen_side(const struct image *im, uint32_t most)
{
	uint32_t longest = im->w > im->h ? im->w : im->h, shortest = im->w > im->h ? im->h : im->w;
	uint32_t side = im->vector ? image_drawing_side(im) : longest;
	if (most && side > most)
		side = most;
	while (side > 1 && (uint64_t)side * side / longest * shortest > SCREEN_AREA)
		side -= side / 64 ? side / 64 : 1;
	return side;
}

/* ---- pixels in sRGB ---- */

struct screening {
	const struct image *im;
	struct image_inks *srgb;
	struct str icc; /* the picture's own */
	struct rows rows;
	struct image_table *table;
	struct pixels px; /* what comes out */
	unsigned char *line; /* a row converted, before its alpha is put beside it */
	int in; /* channels that come, without alpha */
	bool alpha;
	bool idle; /* colours stay what they are */
	bool profile_broken;
	uint32_t y;
};

static void
screen_begin(void *ctx, const struct pixels *px)
{
	struct screening *s = ctx;
	s->alpha = !s->rows.cmyk && (px->channels == 2 || px->channels == 4);
	s->in = px->channels - s->alpha;
	s->table = image_table_open(s->srgb, s->icc, s->in, 0, &s->profile_broken);
	s->idle = image_table_idle(s->table);
	int out = image_table_channels(s->table);
	s->px = (struct pixels){.w = px->w, .h = px->h, .channels = out + s->alpha};
	size_t size = (size_t)px->w * px->h * (size_t)s->px.channels;
	s->px.p = malloc(size);
	if (s->px.p)
		memset(s->px.p, 0x80, size);
	s->line = xmalloc((size_t)px->w * 4);
}

static bool
screen_row(void *ctx, const unsigned char *row)
{
	struct screening *s = ctx;
	size_t w = s->px.w, channels = (size_t)s->px.channels, step = (size_t)(s->in + s->alpha);
	if (!s->px.p || s->y >= s->px.h)
		return false;
	unsigned char *to = s->px.p + s->y++ * w * channels;
	if (s->idle && s->in != 4) {
		memcpy(to, row, w * channels);
		return true;
	}
	image_table_row(s->table, s->alpha ? s->line : to, row, w, (int)step);
	const unsigned char *from = s->line;
	for (size_t x = 0; s->alpha && x < w; x++, row += step) {
		for (size_t c = 0; c < channels - 1; c++)
			*to++ = *from++;
		*to++ = row[step - 1];
	}
	return true;
}

/* Decodes it as it is stored. */
static const char *
screen_decode(struct screening *s, uint32_t most, bool *broken)
{
	s->rows = (struct rows){.begin = screen_begin, .row = screen_row, .ctx = s, .exact = true};
	const char *why = image_rows(s->im, most, &s->rows, broken);
	if (!why && !s->px.p)
		why = MESSAGE("too large for the memory of this machine");
	image_table_close(s->table);
	free(s->line);
	s->table = NULL;
	s->line = NULL;
	return why;
}

/* ---- what shows through ---- */

/* Whether a pixel that shows stands beside one that does not. */
static bool
at_edge(const struct pixels *px, uint32_t x, uint32_t y)
{
	size_t n = (size_t)px->channels, row = px->w * n;
	const unsigned char *alpha = px->p + y * row + x * n + n - 1;
	return (x && *(alpha - n) < 128) || (x + 1 < px->w && alpha[n] < 128) || (y && *(alpha - row) < 128) ||
		(y + 1 < px->h && alpha[row] < 128);
}

/* What the picture needs of its ground: dark ink that stands on nothing would be lost on a dark page. */
static void
ground_lay(struct pixels *px)
{
	size_t n = (size_t)px->channels, through = 0, edge = 0, dark = 0;
	const unsigned char *p = px->p;
	if (px->channels == 1 || px->channels == 3)
		return;
	for (uint32_t y = 0; y < px->h; y++)
		for (uint32_t x = 0; x < px->w; x++, p += n) {
			through += p[n - 1] < 255;
			if (p[n - 1] < 128 || !at_edge(px, x, y))
				continue;
			unsigned light = n == 2 ? p[0] : (p[0] * 299u + p[1] * 587u + p[2] * 114u) / 1000;
			edge++;
			dark += light < DARK;
		}
	if (!through || dark * DARK_PART > edge)
		image_on_white(px);
}

/* On a page what shows through is a picture of its own, and the colours are one that has none. */
static const char *
mask_take(struct pixels *px, struct buf *mask)
{
	size_t area = (size_t)px->w * px->h, n = (size_t)px->channels - 1;
	const unsigned char *from = px->p;
	unsigned char *to = px->p, all = 255;
	if (n != 1 && n != 3)
		return NULL;
	struct pixels alpha = {px->w, px->h, 1, xmalloc(area)};
	for (size_t i = 0; i < area; i++, from += n + 1) {
		all &= alpha.p[i] = from[n];
		for (size_t c = 0; c < n; c++) /* what cannot be seen is white: shades of it would take bytes */
			*to++ = from[n] ? from[c] : 255;
	}
	px->channels = (int)n;
	const char *why = all == 255 ? NULL : image_write_png(&alpha, mask);
	free(alpha.p);
	return why;
}

/* ---- bytes ---- */

static bool
to_buf(void *ctx, const void *p, size_t n)
{
	buf_add(ctx, p, n);
	return true;
}

/* Bytes that a picture of shades needs when it is packed without loss: as in probe.c. */
static bool
packs_badly(const struct pixels *px, size_t n)
{
	uint64_t area = (uint64_t)px->w * px->h;
	return (px->channels == 3 && n * 5 >= area * 4) || (px->channels == 1 && n * 2 >= area);
}

static const char *
pixels_pack(const struct image *im, const struct pixels *px, int quality, struct image_screened *made)
{
	bool opaque = px->channels == 1 || px->channels == 3;
	const char *why = NULL;
	made->png = im->format != IMAGE_JPEG && !(im->photograph && opaque);
	if (!made->png)
		return jpeg_write_small(px, quality, &made->bytes);
	why = png_write_small(px, &made->bytes);
	if (why || !packs_badly(px, made->bytes.n))
		return why;
	struct buf jpeg = {0};
	why = jpeg_write_small(px, quality, &jpeg);
	made->png = why || jpeg.n * 2 > made->bytes.n;
	struct buf *less = made->png ? &jpeg : &made->bytes;
	buf_free(less);
	if (!made->png)
		made->bytes = jpeg;
	return NULL;
}

/* What stores and readers take of one file: a picture that is packed without loss and is larger becomes a photograph. */
static const char *
pixels_reduce(struct pixels *px, int quality, struct image_screened *made)
{
	const char *why = NULL;
	for (; !why && made->bytes.n > SCREEN_BYTES && quality > 10; quality -= 10) {
		image_on_white(px);
		made->bytes.n = 0;
		made->png = false;
		why = jpeg_write_small(px, quality, &made->bytes);
	}
	return why;
}

/* What was decoded, on its ground, upright and packed. */
static const char *
pixels_finish(const struct image *im, const struct image_screen_wish *wish, struct pixels *px, struct image_screened *made)
{
	const char *why = NULL;
	if (!wish->page)
		ground_lay(px);
	pixels_turn(px, im->orientation);
	if (wish->page && wish->flat)
		image_on_white(px);
	else if (wish->page)
		why = mask_take(px, &made->mask);
	if (!why)
		why = pixels_pack(im, px, wish->quality, made);
	if (!why && !wish->page)
		why = pixels_reduce(px, wish->quality, made);
	made->w = px->w;
	made->h = px->h;
	return why;
}

/* The file's own pixels, when they are as they should be: turned, and packed better, without loss. */
static void
own_bytes(const struct image *im, struct buf *out)
{
	struct buf strip = {0};
	bool plain = im->orientation == 1 && !im->has_icc && !image_strip(im, (struct image_sink){to_buf, &strip});
	if (im->format == IMAGE_JPEG && !jpeg_small(im, out))
		out->n = 0;
	if (plain && (!out->n || strip.n < out->n)) {
		struct buf other = *out;
		*out = strip;
		strip = other;
	}
	buf_free(&strip);
}

static bool
to_count(void *ctx, const void *p, size_t n)
{
	(void)p;
	*(uint64_t *)ctx += n;
	return true;
}

/* Is a JPEG's new packing so much shorter that packing the old one better, which takes as long again, would not come near? It saves a
 * tenth, and never more than a quarter. */
static bool
far_shorter(const struct image *im, size_t n)
{
	uint64_t own = 0;
	return im->format == IMAGE_JPEG && !image_strip(im, (struct image_sink){to_count, &own}) &&
		(uint64_t)n * 100 < own * 3 / 4 * (100 - SAVED_PERCENT);
}

/* A JPEG's own bytes stay unless enough is saved: what is packed again loses. Of a PNG the shorter bytes are taken. */
static void
own_prefer(const struct image *im, struct image_screened *made)
{
	struct buf own = {0};
	if (far_shorter(im, made->bytes.n))
		return;
	own_bytes(im, &own);
	bool better = im->format == IMAGE_PNG ? made->bytes.n < own.n : made->bytes.n * 100 < own.n * (100 - SAVED_PERCENT);
	if (!own.n || own.n > SCREEN_BYTES || better) {
		buf_free(&own);
		return;
	}
	buf_free(&made->bytes);
	made->bytes = own;
	made->png = im->format == IMAGE_PNG;
}

/* A JPEG that is as it should be, and packed as hard as is asked for, is not decoded at all: half of most books' pictures. */
static bool
own_enough(
	const struct image *im, const struct image_screen_wish *wish, uint32_t side, struct str icc, struct image_screened *made)
{
	uint32_t longest = im->w > im->h ? im->w : im->h;
	if (im->format != IMAGE_JPEG || im->colour == IMAGE_CMYK || icc.n || side != longest || !jpeg_coarse(im, wish->quality))
		return false;
	bool enough = jpeg_small(im, &made->bytes) && made->bytes.n <= im->size && (wish->page || made->bytes.n <= SCREEN_BYTES);
	if (!enough)
		buf_free(&made->bytes);
	made->w = im->w;
	made->h = im->h;
	return enough;
}

static uint32_t
page_side(const struct image *im, uint32_t most)
{
	uint32_t longest = im->w > im->h ? im->w : im->h;
	return most && most < longest ? most : longest;
}

const char *
image_screen_make(const struct image *im, const struct image_screen_wish *wish, struct image_screened *made, bool *broken)
{
	struct buf icc = {0};
	struct screening s = {.im = im, .srgb = wish->srgb};
	uint32_t side = wish->page ? page_side(im, wish->most) : image_screen_side(im, wish->most);
	*made = (struct image_screened){0};
	*broken = false;
	image_icc(im, &icc);
	s.icc = buf_view(&icc);
	if (own_enough(im, wish, side, s.icc, made)) {
		buf_free(&icc);
		return NULL;
	}
	const char *why = screen_decode(&s, side, broken);
	int channels = s.px.channels;
	if (!why)
		why = pixels_finish(im, wish, &s.px, made);
	bool same = !why && s.idle && s.in != 4 && made->w == im->w && made->h == im->h && channels == s.px.channels;
	if (same && !im->vector && !(wish->page && im->interlaced) && (im->format == IMAGE_JPEG || im->format == IMAGE_PNG))
		own_prefer(im, made);
	made->profile_broken = s.profile_broken;
	free(s.px.p);
	buf_free(&icc);
	return why;
}
