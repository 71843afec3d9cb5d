/* resample.c - shrink pictures by area averaging while they are decoded, and turn them upright */
#include "image/room.h"

#include <stdlib.h>
#include <string.h>

enum { TILE = 64 };

void
size_fit(uint32_t *w, uint32_t *h, uint32_t most)
{
	uint32_t longest = *w > *h ? *w : *h;
	if (!most || longest <= most)
		return;
	uint32_t fw = (uint32_t)(((uint64_t)*w * most + longest / 2) / longest);
	uint32_t fh = (uint32_t)(((uint64_t)*h * most + longest / 2) / longest);
	*w = fw ? fw : 1;
	*h = fh ? fh : 1;
}

/* libjpeg scales by eighths for next to nothing. The largest scale that fits is taken when it comes near; else the next power of two
 * above, whose transforms are fast, and the rest is averaged. */
unsigned
jpeg_eighths(uint32_t w, uint32_t h, uint32_t most)
{
	uint32_t longest = w > h ? w : h;
	unsigned fits = 8, above = 8;
	if (!most || longest <= most)
		return 8;
	while (fits > 1 && ((uint64_t)longest * fits + 7) / 8 > most)
		fits--;
	while (above > 1 && (uint64_t)longest * (above / 2) / 8 >= most)
		above /= 2;
	return (uint64_t)longest * fits * 5 >= (uint64_t)most * 32 ? fits : above; /* near: four fifths */
}

unsigned
jpeg_eighths_above(uint32_t w, uint32_t h, uint32_t most)
{
	uint32_t longest = w > h ? w : h;
	unsigned eighths = 8;
	while (most && eighths > 1 && (uint64_t)longest * (eighths - 1) / 8 >= most)
		eighths--;
	return eighths;
}

void
image_decoded_size(const struct image *im, uint32_t most, uint32_t *w, uint32_t *h)
{
	unsigned eighths = im->format == IMAGE_JPEG ? jpeg_eighths(im->stored_w, im->stored_h, most) : 8;
	*w = (im->w * eighths + 7) / 8;
	*h = (im->h * eighths + 7) / 8;
	if (im->vector && most) { /* as large as is asked for */
		uint32_t longest = *w > *h ? *w : *h, side = most < VECTOR_MAX ? most : VECTOR_MAX;
		*w = (uint32_t)(((uint64_t)*w * side + longest - 1) / longest);
		*h = (uint32_t)(((uint64_t)*h * side + longest - 1) / longest);
	}
	size_fit(w, h, most);
}

const char *
shrink_start(struct shrink *s, struct pixels *px, uint32_t w, uint32_t h, uint32_t most, struct rows *rows)
{
	bool cmyk = rows && rows->cmyk;
	*s = (struct shrink){.px = px, .rows = rows, .w = w, .h = h, .alpha = px->channels == 2 || (px->channels == 4 && !cmyk)};
	px->w = w;
	px->h = h;
	size_fit(&px->w, &px->h, most);
	size_t row = (size_t)px->w * (size_t)px->channels;
	if (rows)
		s->line = malloc(row);
	else
		px->p = malloc(row * px->h);
	if (!px->p && !s->line)
		return MESSAGE("too large for the memory of this machine");
	if (rows)
		rows->begin(rows->ctx, px);
	else
		memset(px->p, 0x80, row * px->h);
	if (px->w != w || px->h != h) {
		s->sum = xmalloc(row * sizeof *s->sum);
		s->across = xmalloc(row * sizeof *s->across);
		memset(s->sum, 0, row * sizeof *s->sum);
	}
	return NULL;
}

unsigned char *
shrink_place(struct shrink *s)
{
	if (s->sum || s->y >= s->h)
		return NULL;
	if (s->line)
		return s->line;
	return s->px->p + (size_t)s->y * s->w * (size_t)s->px->channels;
}

/* Sums of up to three colours and of alpha, or of four inks. Scalars, since compilers keep an array in memory. */
struct sums {
	uint32_t r, g, b, alpha;
};

static inline struct sums
pixel_add(struct sums s, const unsigned char *from, uint32_t weight, const int channels, const bool alpha)
{
	if (alpha) {
		weight *= from[channels - 1];
		s.alpha += weight;
	}
	s.r += from[0] * weight;
	if (channels > 2) {
		s.g += from[1] * weight;
		s.b += from[2] * weight;
	}
	if (channels > 3 && !alpha)
		s.alpha += from[3] * weight;
	return s;
}

/* Lays a row's pixels on the narrower row: a pixel of the one is `narrow` units wide, of the other `wide`, so that weights are
 * whole numbers. The sums stay below 2^32: 255 * 255 * SIDE_MAX. Inlined once for each number of channels. */
static inline void
across(uint32_t *to, const unsigned char *row, uint32_t wide, uint32_t narrow, const int channels, const bool alpha)
{
	uint32_t rest = 0; /* of the pixel at row, what the last sum did not take */
	for (uint32_t x = 0; x < narrow; x++, to += channels) {
		struct sums sum = {0};
		uint32_t left = wide;
		if (rest) {
			sum = pixel_add(sum, row, rest, channels, alpha);
			row += channels;
			left -= rest;
		}
		for (; left >= narrow; left -= narrow, row += channels)
			sum = pixel_add(sum, row, narrow, channels, alpha);
		if (left)
			sum = pixel_add(sum, row, left, channels, alpha);
		rest = left ? narrow - left : 0;
		to[0] = sum.r;
		if (channels > 2) {
			to[1] = sum.g;
			to[2] = sum.b;
		}
		if (alpha || channels > 3)
			to[channels - 1] = sum.alpha;
	}
}

static void
row_across(struct shrink *s, const unsigned char *row)
{
	switch (s->px->channels) {
	case 1: across(s->across, row, s->w, s->px->w, 1, false); return;
	case 2: across(s->across, row, s->w, s->px->w, 2, true); return;
	case 3: across(s->across, row, s->w, s->px->w, 3, false); return;
	default: break;
	}
	if (s->alpha)
		across(s->across, row, s->w, s->px->w, 4, true);
	else
		across(s->across, row, s->w, s->px->w, 4, false);
}

static void
row_divide_alpha(const struct shrink *s, unsigned char *to)
{
	int channels = s->px->channels;
	uint64_t area = (uint64_t)s->w * s->h;
	const uint64_t *sum = s->sum;
	for (uint32_t x = 0; x < s->px->w; x++, to += channels, sum += channels) {
		uint64_t alpha = sum[channels - 1];
		for (int c = 0; c < channels - 1; c++)
			to[c] = (unsigned char)(alpha ? (sum[c] + alpha / 2) / alpha : 0);
		to[channels - 1] = (unsigned char)((alpha + area / 2) / area);
	}
}

/* Divides by multiplying: a division for each byte would cost more than all the sums. area has at most 29 bits. */
static void
row_divide(const struct shrink *s, unsigned char *to)
{
	uint64_t area = (uint64_t)s->w * s->h;
	int shift = 0;
	while (area >> shift > 1 << 24)
		shift++;
	uint64_t factor = ((uint64_t)1 << 40) / (area >> shift), half = (uint64_t)1 << 39;
	size_t n = (size_t)s->px->w * (size_t)s->px->channels;
	for (size_t i = 0; i < n; i++) {
		uint64_t v = ((s->sum[i] >> shift) * factor + half) >> 40;
		to[i] = (unsigned char)(v < 255 ? v : 255);
	}
}

static void
line_send(struct shrink *s)
{
	if (!s->rows->stopped)
		s->rows->stopped = !s->rows->row(s->rows->ctx, s->line);
}

/* Sums into bytes: the row is finished. */
static void
row_finish(struct shrink *s)
{
	size_t n = (size_t)s->px->w * (size_t)s->px->channels;
	unsigned char *to = s->line ? s->line : s->px->p + s->row * n;
	if (s->alpha)
		row_divide_alpha(s, to);
	else
		row_divide(s, to);
	memset(s->sum, 0, n * sizeof *s->sum);
	if (s->line)
		line_send(s);
	s->row++;
}

static void
row_add(struct shrink *s, uint32_t weight)
{
	size_t n = (size_t)s->px->w * (size_t)s->px->channels;
	for (size_t i = 0; i < n; i++)
		s->sum[i] += (uint64_t)s->across[i] * weight;
}

void
shrink_row(struct shrink *s, const unsigned char *row)
{
	if (s->y >= s->h)
		return;
	if (!s->sum) {
		unsigned char *place = shrink_place(s);
		if (row != place)
			memcpy(place, row, (size_t)s->w * (size_t)s->px->channels);
		s->y++;
		s->row++;
		if (s->line)
			line_send(s);
		return;
	}
	row_across(s, row);
	/* The row covers [y, y + 1) * px->h; rows of the result end at multiples of h. */
	uint64_t from = (uint64_t)s->y * s->px->h, to = from + s->px->h, edge = (uint64_t)(s->row + 1) * s->h;
	s->y++;
	if (to < edge) {
		row_add(s, s->px->h);
		return;
	}
	row_add(s, (uint32_t)(edge - from));
	row_finish(s);
	if (to > edge)
		row_add(s, (uint32_t)(to - edge));
}

void
shrink_end(struct shrink *s)
{
	if (s->line)
		memset(s->line, 0x80, (size_t)s->px->w * (size_t)s->px->channels);
	for (; s->line && s->row < s->px->h && !s->rows->stopped; s->row++)
		line_send(s);
	free(s->line);
	free(s->sum);
	free(s->across);
	s->line = NULL;
	s->sum = NULL;
	s->across = NULL;
}

static inline void
pixel_copy(unsigned char *to, const unsigned char *from, size_t n)
{
	to[0] = from[0];
	if (n > 1)
		to[1] = from[1];
	if (n > 2)
		to[2] = from[2];
	if (n > 3)
		to[3] = from[3];
}

/* Where EXIF's orientations take the pixel (x, y) of a stored picture (TIFF 6.0, Orientation): mirrored, then, from 5 on,
 * rows become columns. */
void
pixels_turn(struct pixels *px, int orientation)
{
	static const struct {
		bool flip_x, flip_y, swap;
	} how[9] = {[2] = {true, false, false},
		[3] = {true, true, false},
		[4] = {false, true, false},
		[5] = {false, false, true},
		[6] = {false, true, true},
		[7] = {true, true, true},
		[8] = {true, false, true}};
	if (orientation < 2 || orientation > 8)
		return;
	bool swap = how[orientation].swap;
	size_t n = (size_t)px->channels, w = px->w, h = px->h, out_w = swap ? h : w, out_h = swap ? w : h;
	unsigned char *p = xmalloc(w * h * n);
	/* The stored pixel that stands at (x, y) upright: start, and steps to the right and down. */
	ptrdiff_t right = swap ? (ptrdiff_t)w : 1, down = swap ? 1 : (ptrdiff_t)w, start = 0;
	if (how[orientation].flip_x) {
		start += (ptrdiff_t)w - 1;
		*(swap ? &down : &right) = -1;
	}
	if (how[orientation].flip_y) {
		start += (ptrdiff_t)(w * (h - 1));
		*(swap ? &right : &down) = -(ptrdiff_t)w;
	}
	/* In tiles, since a turned row takes each pixel from another stored row. */
	for (size_t tile = 0; tile < out_w; tile += TILE)
		for (size_t y = 0; y < out_h; y++) {
			size_t end = tile + TILE < out_w ? tile + TILE : out_w;
			const unsigned char *from =
				px->p + (start + (ptrdiff_t)y * down + (ptrdiff_t)tile * right) * (ptrdiff_t)n;
			unsigned char *to = p + (y * out_w + tile) * n;
			for (size_t x = tile; x < end; x++, to += n, from += right * (ptrdiff_t)n)
				pixel_copy(to, from, n);
		}
	free(px->p);
	*px = (struct pixels){.w = (uint32_t)out_w, .h = (uint32_t)out_h, .channels = px->channels, .p = p};
}

void
image_on_white(struct pixels *px)
{
	int channels = px->channels;
	size_t area = (size_t)px->w * px->h;
	const unsigned char *from = px->p;
	unsigned char *to = px->p;
	if (channels == 1 || channels == 3)
		return;
	for (size_t i = 0; i < area; i++, from += channels) {
		unsigned alpha = from[channels - 1], white = 255 * (255 - alpha) + 127;
		for (int c = 0; c < channels - 1; c++)
			*to++ = (unsigned char)((from[c] * alpha + white) / 255);
	}
	px->channels--;
}

void
image_to_gray(struct pixels *px)
{
	size_t area = (size_t)px->w * px->h;
	const unsigned char *from = px->p;
	unsigned char *to = px->p;
	int channels = px->channels;
	if (channels < 3)
		return;
	for (size_t i = 0; i < area; i++, from += channels) {
		*to++ = (unsigned char)((from[0] * 299u + from[1] * 587u + from[2] * 114u + 500) / 1000);
		if (channels == 4)
			*to++ = from[3];
	}
	px->channels -= 2;
}

const char *
image_decode(const struct image *im, uint32_t most, bool upright, struct pixels *px, bool *broken)
{
	*px = (struct pixels){0};
	*broken = false;
	const char *why = MESSAGE("of a format that is not decoded");
	switch (im->format) {
	case IMAGE_JPEG: why = jpeg_decode(im, most, px, NULL, broken); break;
	case IMAGE_PNG: why = png_decode(im, most, px, NULL, broken); break;
	case IMAGE_WEBP: why = webp_decode(im, most, px, broken); break;
	case IMAGE_GIF:
	case IMAGE_BMP: why = pixbuf_decode(im, most, px, broken); break;
	case IMAGE_HEIC:
	case IMAGE_AVIF: why = heif_decode(im, most, px, broken); break;
	case IMAGE_SVG: why = svg_decode(im, most, px, broken); break;
	case IMAGE_NONE:
	case IMAGE_OTHER: break;
	}
	if (why) {
		free(px->p);
		px->p = NULL;
	} else if (upright) {
		pixels_turn(px, im->orientation);
	}
	return why;
}
