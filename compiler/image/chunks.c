/* chunks.c - walk over a PNG's chunks to its end: look at it, or copy what is needed of it */
#include "image/room.h"

#include <libdeflate.h>
#include <string.h>

enum { ANCILLARY_MAX = 4 << 20 }; /* a colour profile beyond this is left out */

static const char truncated[] = MESSAGE("a truncated PNG: the file ends before the picture does");
static const char unwritten[] = "the copy could not be written";

struct walk {
	struct bytes *b;
	struct png_wishes *wish;
	struct image *im;
	struct image own; /* what im points at when the caller wishes for none */
	int colour_type;
	int palette; /* entries */
	bool idat, idat_over; /* begun; something else followed */
	uint64_t idat_size;
	unsigned char zlib[2]; /* the first bytes of the joined data */
	struct buf held; /* a small chunk, kept until its CRC is known */
};

/* A chunk's head. */
struct chunk {
	char type[5];
	uint32_t n; /* bytes of data */
};

static bool
is_type(const struct chunk *c, const char *type)
{
	return !memcmp(c->type, type, 4);
}

/* PNG, section 11.2.1. */
static const char *
header_read(struct walk *w, const unsigned char *p)
{
	static const unsigned char depths[7] = {1 | 2 | 4 | 8 | 16, 0, 8 | 16, 1 | 2 | 4 | 8, 8 | 16, 0, 8 | 16};
	static const enum image_colour colours[7] = {IMAGE_GRAY, 0, IMAGE_RGB, IMAGE_PALETTE, IMAGE_GRAY, 0, IMAGE_RGB};
	struct image *im = w->im;
	uint32_t width = be32(p), height = be32(p + 4);
	int bits = p[8], type = p[9];
	if (type > 6 || !colours[type])
		return MESSAGE("a PNG of an unknown colour type");
	if (!bits || (bits & (bits - 1)) || !(depths[type] & bits))
		return MESSAGE("a PNG with an impossible number of bits per colour");
	if (p[10] || p[11] || p[12] > 1)
		return MESSAGE("a PNG of an unknown compression, filter or interlacing");
	im->stored_w = width;
	im->stored_h = height;
	im->bits = bits;
	im->colour = colours[type];
	im->alpha = type == 4 || type == 6;
	im->interlaced = p[12] == 1;
	w->colour_type = type;
	return size_allowed(width, height);
}

static const char *
palette_read(struct walk *w, const unsigned char *p, size_t n)
{
	int type = w->colour_type;
	if (w->palette || w->idat || type == 0 || type == 4 || n % 3 || !n || n > 768 ||
		(type == 3 && n / 3 > (size_t)1 << w->im->bits))
		return MESSAGE("a PNG with a broken palette");
	w->palette = (int)(n / 3);
	if (w->wish->palette && type == 3) {
		memcpy(w->wish->palette, p, n);
		w->wish->n_palette = w->palette;
	}
	return NULL;
}

/* Whether a tRNS chunk is as section 11.3.2 wants it; else it is left out, as decoders do. */
static bool
transparency_fits(const struct walk *w, size_t n)
{
	switch (w->colour_type) {
	case 0: return n == 2;
	case 2: return n == 6;
	case 3: return n > 0 && n <= (size_t)w->palette;
	default: return false;
	}
}

static bool
sink_chunk_part(const struct image_sink *sink, const void *p, size_t n)
{
	return !sink || sink->write(sink->ctx, p, n);
}

static bool
strip_head(struct walk *w, const struct chunk *c)
{
	unsigned char head[8] = {
		(unsigned char)(c->n >> 24), (unsigned char)(c->n >> 16), (unsigned char)(c->n >> 8), (unsigned char)c->n};
	memcpy(head + 4, c->type, 4);
	return sink_chunk_part(w->wish->strip, head, 8);
}

/* Steps over a chunk's data and CRC. `each` (may be NULL) sees the data piece by piece. *good: whether the CRC fits. */
static const char *
data_walk(struct walk *w, const struct chunk *c, bool (*each)(struct walk *w, const unsigned char *p, size_t n), bool *good)
{
	struct bytes *b = w->b;
	uint32_t crc = each ? libdeflate_crc32(0, c->type, 4) : 0;
	for (uint32_t left = c->n; left;) {
		if (!bytes_have(b, 1))
			return truncated;
		size_t n = b->n < left ? b->n : left;
		if (each) {
			crc = libdeflate_crc32(crc, b->p, n);
			if (!each(w, b->p, n))
				return unwritten;
		}
		bytes_skip(b, n);
		left -= (uint32_t)n;
	}
	if (!bytes_have(b, 4))
		return truncated;
	*good = !each || crc == be32(b->p);
	return NULL;
}

static bool
hold(struct walk *w, const unsigned char *p, size_t n)
{
	buf_add(&w->held, p, n);
	return true;
}

static bool
idat_piece(struct walk *w, const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n && w->idat_size + i < 2; i++)
		w->zlib[w->idat_size + i] = p[i];
	w->idat_size += n;
	return sink_chunk_part(w->wish->strip, p, n) && sink_chunk_part(w->wish->data, p, n);
}

static const char *
idat_walk(struct walk *w, const struct chunk *c)
{
	if (w->idat_over)
		return MESSAGE("a PNG whose picture data is not in one piece");
	if (w->colour_type == 3 && !w->palette)
		return MESSAGE("a PNG without its palette");
	w->idat = true;
	bool good;
	if (!strip_head(w, c))
		return unwritten;
	const char *why = data_walk(w, c, idat_piece, &good);
	if (why)
		return why;
	if (!good)
		return MESSAGE("a damaged PNG: a checksum does not fit");
	bool written = sink_chunk_part(w->wish->strip, w->b->p, 4);
	bytes_skip(w->b, 4);
	return written ? NULL : unwritten;
}

/* A chunk that is held whole. *keep: whether the stripped file has it. */
static const char *
small_read(struct walk *w, const struct chunk *c, bool *keep)
{
	const unsigned char *p = (const unsigned char *)w->held.p;
	*keep = true;
	if (is_type(c, "IHDR"))
		return c->n == 13 ? header_read(w, p) : MESSAGE("a PNG with a broken header");
	if (is_type(c, "PLTE"))
		return palette_read(w, p, c->n);
	if (is_type(c, "tRNS")) {
		*keep = !w->idat && transparency_fits(w, c->n);
		w->im->alpha |= *keep;
	} else if (is_type(c, "iCCP")) {
		*keep = !w->idat;
		w->im->has_icc |= *keep;
	} else if (is_type(c, "eXIf")) {
		*keep = false;
		w->im->orientation = exif_orientation(p, c->n);
	} else {
		*keep = !w->idat || is_type(c, "IEND"); /* gAMA, cHRM, sRGB */
	}
	return NULL;
}

static const char *
small_walk(struct walk *w, const struct chunk *c)
{
	bool good, keep, critical = !(c->type[0] & 32);
	w->held.n = 0;
	const char *why = data_walk(w, c, hold, &good);
	if (why)
		return why;
	if (!good && critical)
		return MESSAGE("a damaged PNG: a checksum does not fit");
	if (good) {
		why = small_read(w, c, &keep);
		if (!why && keep &&
			!(strip_head(w, c) && sink_chunk_part(w->wish->strip, w->held.p, w->held.n) &&
				sink_chunk_part(w->wish->strip, w->b->p, 4)))
			why = unwritten;
	}
	bytes_skip(w->b, 4);
	return why;
}

static const char *
chunk_walk(struct walk *w, const struct chunk *c)
{
	static const char *const read[] = {"IHDR", "PLTE", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "eXIf"};
	if (is_type(c, "IDAT"))
		return idat_walk(w, c);
	w->idat_over = w->idat;
	for (size_t i = 0; i < sizeof read / sizeof *read; i++)
		if (is_type(c, read[i]) && (c->n <= ANCILLARY_MAX || i < 3))
			return i < 3 && c->n > 768 ? MESSAGE("a PNG with a broken header or palette") : small_walk(w, c);
	if (!(c->type[0] & 32))
		return MESSAGE("a PNG with an unknown kind of data");
	bool good;
	const char *why = data_walk(w, c, NULL, &good);
	if (!why)
		bytes_skip(w->b, 4);
	return why;
}

/* zlib's two bytes, and deflate's best ratio of 1032:1. */
static const char *
walk_verdict(const struct walk *w)
{
	static const int samples[7] = {1, 0, 3, 1, 2, 0, 4};
	const struct image *im = w->im;
	if (w->idat_size < 2)
		return MESSAGE("a PNG without a picture in it");
	if ((w->zlib[0] & 15) != 8 || w->zlib[0] >> 4 > 7 || (w->zlib[0] << 8 | w->zlib[1]) % 31 || w->zlib[1] & 32)
		return MESSAGE("a damaged PNG: its data is not compressed as it should be");
	uint64_t bits = (uint64_t)im->stored_w * im->stored_h * (uint64_t)(samples[w->colour_type] * im->bits);
	return w->idat_size * 1032 < bits / 8 ? MESSAGE("a PNG whose header promises more than the file holds") : NULL;
}

static const char *
walk_to_end(struct walk *w)
{
	for (bool first = true;; first = false) {
		struct chunk c = {0};
		if (!bytes_have(w->b, 8))
			return truncated;
		c.n = be32(w->b->p);
		memcpy(c.type, w->b->p + 4, 4);
		bytes_skip(w->b, 8);
		if (first != is_type(&c, "IHDR"))
			return MESSAGE("a PNG with a broken header");
		for (int i = 0; i < 4; i++)
			if ((unsigned char)((c.type[i] | 32) - 'a') > 25 || c.n > INT32_MAX)
				return MESSAGE("a damaged PNG: a part has no name");
		const char *why = chunk_walk(w, &c);
		if (why || is_type(&c, "IEND"))
			return why ? why : walk_verdict(w);
	}
}

const char *
png_walk(struct bytes *b, struct png_wishes *wish)
{
	struct walk w = {.b = b, .wish = wish};
	w.im = wish->im ? wish->im : &w.own;
	if (!bytes_have(b, 8) || memcmp(b->p, "\x89PNG\r\n\x1a\n", 8))
		return MESSAGE("not a PNG any more");
	w.im->format = IMAGE_PNG;
	if (!sink_chunk_part(wish->strip, b->p, 8))
		return unwritten;
	bytes_skip(b, 8);
	const char *why = walk_to_end(&w);
	buf_free(&w.held);
	return why;
}
