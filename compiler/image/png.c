/* png.c - decode PNGs with libpng, behind a fence for its errors; encode them */
#include "image/room.h"

#include <libdeflate.h>
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { INTERLACED_MAX = 100000000 }; /* pixels: an interlaced picture must be held whole */

struct decoder {
	png_structp png;
	png_infop info;
	jmp_buf back;
	struct shrink shrink;
	struct rows *rows; /* or NULL */
	FILE *f;
	unsigned char *row; /* one row, or the whole of an interlaced picture that is shrunk */
	bool started, warned;
};

static void
fence_error(png_structp png, png_const_charp text)
{
	struct decoder *c = png_get_error_ptr(png);
	(void)text;
	longjmp(c->back, 1);
}

/* Warnings of libpng are about parts that do not show. */
static void
fence_warning(png_structp png, png_const_charp text)
{
	(void)png, (void)text;
}

static void
file_read_part(png_structp png, png_bytep to, size_t n)
{
	struct decoder *c = png_get_io_ptr(png);
	if (fread(to, 1, n, c->f) != n)
		longjmp(c->back, 1);
}

/* Whatever is stored becomes 8-bit gray or RGB, with alpha where something is transparent. */
static int
layout_ask(struct decoder *c)
{
	png_set_scale_16(c->png);
	png_set_expand(c->png);
	if (png_get_interlace_type(c->png, c->info) != PNG_INTERLACE_NONE)
		png_set_interlace_handling(c->png);
	png_read_update_info(c->png, c->info);
	return png_get_channels(c->png, c->info);
}

static void
rows_decode(struct decoder *c, uint32_t h)
{
	for (uint32_t y = 0; y < h && !(c->rows && c->rows->stopped); y++) {
		unsigned char *place = shrink_place(&c->shrink);
		unsigned char *row = place ? place : c->row;
		png_read_row(c->png, row, NULL);
		shrink_row(&c->shrink, row);
	}
}

/* Adam7: seven passes over the same rows; only then is the picture there. */
static const char *
interlaced_decode(struct decoder *c, uint32_t w, uint32_t h, int channels)
{
	size_t stride = (size_t)w * (size_t)channels;
	unsigned char *whole = c->rows ? NULL : shrink_place(&c->shrink);
	if (!whole) {
		whole = c->row = calloc(h, stride);
		if (!whole)
			return MESSAGE("too large for the memory of this machine");
	}
	for (int pass = 0; pass < 7; pass++)
		for (uint32_t y = 0; y < h; y++)
			png_read_row(c->png, whole + y * stride, NULL);
	for (uint32_t y = 0; y < h; y++)
		shrink_row(&c->shrink, whole + y * stride);
	return NULL;
}

static const char *
decode(struct decoder *c, uint32_t most, struct pixels *px)
{
	c->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, c, fence_error, fence_warning);
	c->info = c->png ? png_create_info_struct(c->png) : NULL;
	if (!c->info)
		return MESSAGE("libpng could not start");
	png_set_user_limits(c->png, SIDE_MAX, SIDE_MAX);
	png_set_chunk_cache_max(c->png, 64);
	png_set_chunk_malloc_max(c->png, 1 << 20);
	png_set_keep_unknown_chunks(c->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1); /* text, profiles, times: not read */
	png_set_read_fn(c->png, c, file_read_part);
	png_read_info(c->png, c->info);
	uint32_t w = png_get_image_width(c->png, c->info), h = png_get_image_height(c->png, c->info);
	bool interlaced = png_get_interlace_type(c->png, c->info) != PNG_INTERLACE_NONE;
	const char *why = size_allowed(w, h);
	if (!why && interlaced && (uint64_t)w * h > INTERLACED_MAX)
		why = MESSAGE("an interlaced PNG larger than 100 megapixels: save it without interlacing");
	if (why)
		return why;
	px->channels = layout_ask(c);
	why = shrink_start(&c->shrink, px, w, h, most, c->rows);
	if (why)
		return why;
	c->started = true;
	if (interlaced)
		return interlaced_decode(c, w, h, px->channels);
	c->row = xmalloc((size_t)w * 4);
	rows_decode(c, h);
	return NULL;
}

/* Decodes from f and closes it; NULL: it could not be opened. */
static const char *
file_decode(FILE *f, uint32_t most, struct pixels *px, struct rows *rows, bool *broken)
{
	const char *why;
	if (!f)
		return MESSAGE("cannot be opened");
	struct decoder *c = xmalloc(sizeof *c); /* on the heap: its values must outlive the jump */
	memset(c, 0, sizeof *c);
	c->f = f;
	c->rows = rows;
	if (setjmp(c->back)) {
		*broken = true;
		why = c->started ? NULL : MESSAGE("a PNG that cannot be decoded");
	} else {
		why = decode(c, most, px);
	}
	shrink_end(&c->shrink);
	png_destroy_read_struct(&c->png, &c->info, NULL);
	fclose(c->f);
	free(c->row);
	free(c);
	return why;
}

const char *
png_decode(const struct image *im, uint32_t most, struct pixels *px, struct rows *rows, bool *broken)
{
	return file_decode(bytes_file(im), most, px, rows, broken);
}

const char *
image_decode_png(struct str png, struct pixels *px)
{
	bool broken = false;
	*px = (struct pixels){0};
	char *copy = xmalloc(png.n + 1); /* fmemopen wants what it may write to */
	memcpy(copy, png.p ? png.p : "", png.n);
	const char *why = file_decode(png.n ? fmemopen(copy, png.n, "rb") : NULL, 0, px, NULL, &broken);
	free(copy);
	return why ? why : broken ? MESSAGE("a PNG that ends too early") : NULL;
}

/* ---- encoding: our own, since libdeflate packs twice as fast as what libpng uses ---- */

void
png_chunk_add(struct buf *out, const char *type, const void *p, size_t n)
{
	unsigned char head[8] = {(unsigned char)(n >> 24), (unsigned char)(n >> 16), (unsigned char)(n >> 8), (unsigned char)n};
	memcpy(head + 4, type, 4);
	uint32_t crc = libdeflate_crc32(0, type, 4);
	if (n) /* for NULL it would start anew */
		crc = libdeflate_crc32(crc, p, n);
	unsigned char tail[4] = {
		(unsigned char)(crc >> 24), (unsigned char)(crc >> 16), (unsigned char)(crc >> 8), (unsigned char)crc};
	buf_add(out, head, 8);
	buf_add(out, p, n);
	buf_add(out, tail, 4);
}

/* What filter 0, 1, 2 or 4 foresees (PNG, section 9.2), from the bytes to the left, above, and above to the left. Without branches and
 * in 16 bits, so that compilers take many bytes at a time. */
static inline int16_t
byte_guess(const int filter, int16_t a, int16_t b, int16_t c)
{
	int16_t down = (int16_t)(b - c), right = (int16_t)(a - c), both = (int16_t)(down + right);
	int16_t pa = down < 0 ? (int16_t)-down : down, pb = right < 0 ? (int16_t)-right : right,
		pc = both < 0 ? (int16_t)-both : both;
	int16_t bc = pb <= pc ? b : c, least = pb <= pc ? pb : pc;
	return filter == 0 ? 0 : filter == 1 ? a : filter == 2 ? b : pa <= least ? a : bc;
}

/* The sum of the differences that a filter would leave, the usual guess at what packs best; of a quarter of the row, which tells as much. */
static inline uint64_t
row_sum(const unsigned char *row, const unsigned char *above, size_t n, size_t step, const int filter)
{
	enum { PART = 256, EVERY = 1024 };
	const unsigned char *left = row - step, *above_left = above - step;
	uint64_t sum = 0;
	for (size_t at = 0; at < n; at += EVERY) {
		uint32_t part = 0;
		size_t end = n - at > PART ? at + PART : n;
		for (size_t i = at; i < end; i++) {
			int8_t d = (int8_t)(row[i] - byte_guess(filter, left[i], above[i], above_left[i]));
			part += (uint32_t)(d < 0 ? -d : d);
		}
		sum += part;
	}
	return sum;
}

static inline void
row_differ(
	unsigned char *restrict to, const unsigned char *row, const unsigned char *above, size_t n, size_t step, const int filter)
{
	const unsigned char *left = row - step, *above_left = above - step;
	for (size_t i = 0; i < n; i++)
		to[i] = (unsigned char)(row[i] - byte_guess(filter, left[i], above[i], above_left[i]));
}

/* Writes a row's filter and its differences. Both rows have `step` zeros in front. */
void
png_row_filter(unsigned char *to, const unsigned char *row, const unsigned char *above, size_t n, size_t step)
{
	bool same = !memcmp(row, above, n);
	uint64_t sums[4] = {0};
	int best = 0;
	if (!same) {
		sums[0] = row_sum(row, above, n, step, 0);
		sums[1] = row_sum(row, above, n, step, 1);
		sums[2] = row_sum(row, above, n, step, 2);
		sums[3] = row_sum(row, above, n, step, 4);
	}
	for (int k = 1; k < 4; k++)
		if (sums[k] < sums[best])
			best = k;
	switch (same ? 2 : best) {
	case 0: *to = 0, memcpy(to + 1, row, n); return;
	case 1: *to = 1, row_differ(to + 1, row, above, n, step, 1); return;
	case 2: *to = 2, row_differ(to + 1, row, above, n, step, 2); return;
	default: *to = 4, row_differ(to + 1, row, above, n, step, 4); return;
	}
}

void
image_png_rows(const struct pixels *px, unsigned char *to)
{
	size_t step = (size_t)px->channels, n = px->w * step;
	unsigned char *rows = memset(xmalloc(2 * (n + step)), 0, 2 * (n + step));
	unsigned char *row = rows + step, *above = rows + n + 2 * step;
	for (uint32_t y = 0; y < px->h; y++, to += n + 1) {
		memcpy(row, px->p + y * n, n);
		png_row_filter(to, row, above, n, step);
		unsigned char *last = above;
		above = row;
		row = last;
	}
	free(rows);
}

const char *
image_write_png(const struct pixels *px, struct buf *out)
{
	static const unsigned char types[5] = {0, 0, 4, 2, 6};
	size_t raw_n = ((size_t)px->w * (size_t)px->channels + 1) * px->h;
	struct libdeflate_compressor *z = libdeflate_alloc_compressor(IMAGE_PACKING);
	if (!z)
		return "out of memory";
	size_t most = libdeflate_zlib_compress_bound(z, raw_n);
	unsigned char *raw = malloc(raw_n), *packed = malloc(most);
	const char *why = NULL;
	size_t n = 0;
	if (raw && packed) {
		image_png_rows(px, raw);
		n = libdeflate_zlib_compress(z, raw, raw_n, packed, most);
	}
	if (!n || n > INT32_MAX) {
		why = MESSAGE("too large for the memory of this machine");
	} else {
		unsigned char head[13] = {(unsigned char)(px->w >> 24), (unsigned char)(px->w >> 16), (unsigned char)(px->w >> 8),
			(unsigned char)px->w, (unsigned char)(px->h >> 24), (unsigned char)(px->h >> 16),
			(unsigned char)(px->h >> 8), (unsigned char)px->h, 8, types[px->channels]};
		buf_add(out, "\x89PNG\r\n\x1a\n", 8);
		png_chunk_add(out, "IHDR", head, sizeof head);
		png_chunk_add(out, "IDAT", packed, n);
		png_chunk_add(out, "IEND", NULL, 0);
	}
	libdeflate_free_compressor(z);
	free(raw);
	free(packed);
	return why;
}
