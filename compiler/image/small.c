/* small.c - a PNG with the fewest bits for a pixel that hold it: gray, opaque, a palette */
#include "image/room.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/* Slots of the table of colours; a higher level takes five times as long for a hundredth of the bytes. */
enum { COLOURS = 256, SLOTS = 1024, LEVEL = 9 };

struct reduced {
	const struct pixels *px;
	bool coloured, transparent; /* a pixel is */
	int n; /* colours; above COLOURS: too many for a palette */
	uint32_t colours[COLOURS]; /* red in the lowest byte, alpha in the highest */
	uint16_t slots[SLOTS]; /* of the colours, hashed: number + 1 */
	int type, bits, channels; /* as IHDR says; channels of a pixel without a palette */
	size_t row; /* bytes */
};

static inline uint32_t
pixel_at(const unsigned char *p, int channels)
{
	uint32_t g = p[0];
	switch (channels) {
	case 1: return g | g << 8 | g << 16 | 0xFF000000u;
	case 2: return p[1] ? g | g << 8 | g << 16 | (uint32_t)p[1] << 24 : 0;
	case 3: return g | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | 0xFF000000u;
	default: return p[3] ? g | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24 : 0;
	}
}

/* The number of a colour; -1: the palette is full. */
static int
colour_number(struct reduced *r, uint32_t colour)
{
	uint32_t at = (colour * 2654435761u) >> 22;
	for (; r->slots[at]; at = (at + 1) % SLOTS)
		if (r->colours[r->slots[at] - 1] == colour)
			return r->slots[at] - 1;
	if (r->n >= COLOURS)
		return -1;
	r->colours[r->n] = colour;
	r->slots[at] = (uint16_t)++r->n;
	return r->n - 1;
}

static void
colours_count(struct reduced *r)
{
	const struct pixels *px = r->px;
	size_t area = (size_t)px->w * px->h;
	const unsigned char *p = px->p;
	uint32_t last = 0;
	for (size_t i = 0; i < area; i++, p += px->channels) {
		uint32_t c = pixel_at(p, px->channels);
		if (i && c == last)
			continue;
		last = c;
		r->coloured |= (c & 0xFF) != (c >> 8 & 0xFF) || (c & 0xFF) != (c >> 16 & 0xFF);
		r->transparent |= c >> 24 != 255;
		if (r->n <= COLOURS && colour_number(r, c) < 0)
			r->n = COLOURS + 1;
	}
}

/* Those that are not opaque come first, so that the list of transparencies is short; the rest as they were met. */
static void
colours_sort(struct reduced *r)
{
	uint32_t sorted[COLOURS];
	int n = 0;
	for (int opaque = 0; opaque < 2; opaque++)
		for (int i = 0; i < r->n; i++)
			if ((r->colours[i] >> 24 == 255) == opaque)
				sorted[n++] = r->colours[i];
	memset(r->slots, 0, sizeof r->slots);
	r->n = 0;
	for (int i = 0; i < n; i++)
		colour_number(r, sorted[i]);
}

static void
layout_choose(struct reduced *r)
{
	colours_count(r);
	r->bits = 8;
	if (r->n <= COLOURS && (r->coloured || r->transparent || r->n <= 16)) {
		colours_sort(r);
		r->type = 3;
		r->channels = 1;
		r->bits = r->n <= 2 ? 1 : r->n <= 4 ? 2 : r->n <= 16 ? 4 : 8;
	} else {
		r->channels = (r->coloured ? 3 : 1) + r->transparent;
		r->type = (r->coloured ? 2 : 0) | (r->transparent ? 4 : 0);
	}
	r->row = ((size_t)r->px->w * (size_t)r->channels * (size_t)r->bits + 7) / 8;
}

/* What is wholly transparent is black: its colour does not show, and packs best when it is always the same. */
static void
row_reduce(struct reduced *r, unsigned char *to, uint32_t y)
{
	const struct pixels *px = r->px;
	const unsigned char *p = px->p + (size_t)y * px->w * (size_t)px->channels;
	unsigned free_bits = 8;
	if (r->type == 3)
		*to = 0;
	for (uint32_t x = 0; x < px->w; x++, p += px->channels) {
		uint32_t c = pixel_at(p, px->channels);
		if (r->type == 3) {
			if (!free_bits)
				*++to = 0, free_bits = 8;
			free_bits -= (unsigned)r->bits;
			*to = (unsigned char)(*to | colour_number(r, c) << free_bits);
			continue;
		}
		*to++ = (unsigned char)c;
		if (r->coloured) {
			*to++ = (unsigned char)(c >> 8);
			*to++ = (unsigned char)(c >> 16);
		}
		if (r->transparent)
			*to++ = (unsigned char)(c >> 24);
	}
}

/* All rows behind the numbers of their filters: of each row the one that suits it, or none. */
static void
rows_fill(struct reduced *r, unsigned char *to, bool filtered)
{
	size_t step = (size_t)r->channels, n = r->row;
	unsigned char *rows = xmalloc(2 * (n + step));
	unsigned char *row = rows + step, *above = rows + n + 2 * step;
	memset(rows, 0, 2 * (n + step));
	for (uint32_t y = 0; y < r->px->h; y++, to += n + 1) {
		row_reduce(r, row, y);
		if (filtered) {
			png_row_filter(to, row, above, n, step);
		} else {
			*to = 0;
			memcpy(to + 1, row, n);
		}
		unsigned char *last = above;
		above = row;
		row = last;
	}
	free(rows);
}

static void
palette_add(const struct reduced *r, struct buf *out)
{
	unsigned char rgb[COLOURS * 3] = {0}, alpha[COLOURS];
	size_t transparent = 0;
	for (int i = 0; i < r->n; i++) {
		for (int k = 0; k < 3; k++)
			rgb[3 * i + k] = (unsigned char)(r->colours[i] >> 8 * k);
		alpha[i] = (unsigned char)(r->colours[i] >> 24);
		transparent += alpha[i] != 255;
	}
	png_chunk_add(out, "PLTE", rgb, (size_t)r->n * 3);
	if (transparent)
		png_chunk_add(out, "tRNS", alpha, transparent);
}

static void
file_add(const struct reduced *r, const void *packed, size_t n, struct buf *out)
{
	uint32_t w = r->px->w, h = r->px->h;
	unsigned char head[13] = {(unsigned char)(w >> 24), (unsigned char)(w >> 16), (unsigned char)(w >> 8), (unsigned char)w,
		(unsigned char)(h >> 24), (unsigned char)(h >> 16), (unsigned char)(h >> 8), (unsigned char)h,
		(unsigned char)r->bits, (unsigned char)r->type};
	buf_add(out, "\x89PNG\r\n\x1a\n", 8);
	png_chunk_add(out, "IHDR", head, sizeof head);
	if (r->type == 3)
		palette_add(r, out);
	png_chunk_add(out, "IDAT", packed, n);
	png_chunk_add(out, "IEND", NULL, 0);
}

const char *
png_write_small(const struct pixels *px, struct buf *out)
{
	struct reduced *r = xmalloc(sizeof *r);
	*r = (struct reduced){.px = px};
	layout_choose(r);
	size_t raw_n = (r->row + 1) * px->h;
	struct libdeflate_compressor *z = libdeflate_alloc_compressor(LEVEL);
	size_t most = libdeflate_zlib_compress_bound(z, raw_n), best_n = 0;
	unsigned char *raw = malloc(raw_n), *packed = malloc(most), *best = malloc(most);
	/* Filters suit shades, and spoil what packs as patterns: both ways are tried. */
	for (int filtered = r->bits == 8; z && raw && packed && best && filtered >= 0; filtered--) {
		rows_fill(r, raw, filtered);
		size_t n = libdeflate_zlib_compress(z, raw, raw_n, packed, most);
		if (n && (!best_n || n < best_n)) {
			unsigned char *other = best;
			best = packed;
			packed = other;
			best_n = n;
		}
	}
	bool ok = best_n && best_n <= INT32_MAX;
	if (ok)
		file_add(r, best, best_n, out);
	if (z)
		libdeflate_free_compressor(z);
	free(raw);
	free(packed);
	free(best);
	free(r);
	return ok ? NULL : MESSAGE("too large for the memory of this machine");
}
