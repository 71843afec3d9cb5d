/* pixbuf.c - GIF (its first picture) and BMP: looked at by their headers, decoded with gdk-pixbuf */
#include "image/room.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <stdlib.h>
#include <string.h>

/* The decoder holds the whole picture, at four bytes a pixel. */
static const char *
area_allowed(const struct image *im)
{
	const char *why = size_allowed(im->stored_w, im->stored_h);
	if (!why && (uint64_t)im->stored_w * im->stored_h > WHOLE_AREA_MAX)
		why = MESSAGE("larger than 50 megapixels: save it as PNG or JPEG");
	return why;
}

/* ---- GIF: GIF89a, sections 17 to 26 ---- */

struct reader {
	const unsigned char *p;
	size_t n;
};

static bool
reader_skip(struct reader *r, size_t n)
{
	if (n > r->n)
		return false;
	r->p += n;
	r->n -= n;
	return true;
}

/* Skips blocks up to the empty one that ends them; returns their bytes, -1 when the file ends before. */
static int64_t
blocks_skip(struct reader *r)
{
	int64_t sum = 0;
	while (r->n) {
		size_t n = *r->p;
		if (!reader_skip(r, n + 1))
			return -1;
		if (!n)
			return sum;
		sum += (int64_t)n;
	}
	return -1;
}

static size_t
colours_size(int flags)
{
	return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* From one picture's descriptor to its end. */
static const char *
gif_frame(struct reader *r, const struct image *im)
{
	const unsigned char *p = r->p;
	if (!reader_skip(r, 9) || !reader_skip(r, colours_size(p[8])) || !r->n)
		return MESSAGE("a truncated GIF: the file ends before the picture does");
	uint64_t area = (uint64_t)le16(p + 4) * le16(p + 6);
	int bits = *r->p;
	reader_skip(r, 1);
	int64_t n = blocks_skip(r);
	if (n < 0)
		return MESSAGE("a truncated GIF: the file ends before the picture does");
	/* a code of at least three bits stands for at most 4,096 pixels */
	if (!area || bits < 1 || bits > 11 || area > (uint64_t)n * 8 / 3 * 4096)
		return MESSAGE("a GIF whose header promises more than the file holds");
	return le16(p) >= im->stored_w || le16(p + 2) >= im->stored_h ? MESSAGE("a damaged GIF") : NULL;
}

const char *
gif_look(struct str file, struct image *im)
{
	struct reader r = {(const unsigned char *)file.p, file.n};
	if (file.n < 14)
		return MESSAGE("a truncated GIF: the file ends before the picture does");
	im->stored_w = le16(r.p + 6);
	im->stored_h = le16(r.p + 8);
	im->colour = IMAGE_RGB;
	im->bits = 8;
	im->alpha = true; /* where its first picture does not reach, and where it says so */
	const char *why = area_allowed(im);
	if (why)
		return why;
	if (!reader_skip(&r, 13 + colours_size(r.p[10])))
		return MESSAGE("a truncated GIF: the file ends before the picture does");
	for (int frames = 0; r.n && frames < 2;) {
		int kind = *r.p;
		reader_skip(&r, 1);
		if (kind == 0x2C && frames++)
			im->moving = true;
		else if (kind == 0x2C && (why = gif_frame(&r, im)))
			return why;
		else if (kind == 0x21 && (!reader_skip(&r, 1) || blocks_skip(&r) < 0))
			break;
		else if (kind != 0x2C && kind != 0x21) /* the end, or what decoders take for it */
			return frames ? NULL : MESSAGE("a GIF without a picture in it");
		if (im->moving)
			return NULL;
		if (kind == 0x2C && !r.n)
			return NULL;
	}
	return r.n || im->moving ? NULL : MESSAGE("a GIF without a picture in it");
}

/* ---- BMP: a BITMAPFILEHEADER, and one of several information headers that begin alike ---- */

const char *
bmp_look(struct str file, struct image *im)
{
	const unsigned char *p = (const unsigned char *)file.p;
	uint32_t head = file.n < 30 ? 0 : le32(p + 14), data = file.n < 30 ? 0 : le32(p + 10);
	bool old = head == 12;
	if ((!old && (head < 40 || head > 124 || file.n < 54)) || data < 14 + head || data > file.n)
		return MESSAGE("a damaged BMP");
	if (!old && le32(p + 46) > 256) /* colours of its palette: gdk-pixbuf asks for the memory that they promise */
		return MESSAGE("a damaged BMP");
	uint32_t h = old ? le16(p + 20) : le32(p + 22), packing = old ? 0 : le32(p + 30);
	im->stored_w = old ? le16(p + 18) : le32(p + 18);
	im->stored_h = h >> 31 ? 0 - h : h; /* negative: rows from the top */
	im->bits = 8;
	im->colour = IMAGE_RGB;
	unsigned bits = old ? le16(p + 24) : le16(p + 28);
	im->alpha = bits == 32;
	const char *why = area_allowed(im);
	if (why)
		return why;
	if (bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32)
		return MESSAGE("a BMP with an impossible number of bits for a pixel");
	if (packing > 3 && packing != 6)
		return MESSAGE("a BMP that is packed in an unknown way: save it as PNG");
	uint64_t row = ((uint64_t)im->stored_w * bits + 31) / 32 * 4, area = (uint64_t)im->stored_w * im->stored_h;
	if (packing == 1 || packing == 2) /* run lengths: two bytes stand for at most 255 pixels */
		return area > (uint64_t)(file.n - data) * 128 ? MESSAGE("a BMP whose header promises more than the file holds")
							      : NULL;
	return row * im->stored_h > file.n - data ? MESSAGE("a truncated BMP: the file ends before the picture does") : NULL;
}

/* ---- pixels ---- */

/* What was read, on its way to pixels of the size asked for. */
static const char *
pixbuf_shrink(const struct image *im, const GdkPixbuf *from, uint32_t most, struct pixels *px)
{
	struct shrink s;
	uint32_t w = (uint32_t)gdk_pixbuf_get_width(from), h = (uint32_t)gdk_pixbuf_get_height(from);
	int stride = gdk_pixbuf_get_rowstride(from);
	const unsigned char *p = gdk_pixbuf_read_pixels(from);
	if (w != im->stored_w || h != im->stored_h || !p)
		return MESSAGE("of another size than its header says");
	px->channels = gdk_pixbuf_get_n_channels(from);
	if (px->channels != 3 && px->channels != 4)
		return MESSAGE("of a kind that is not decoded");
	const char *why = shrink_start(&s, px, w, h, most, NULL);
	for (uint32_t y = 0; y < h && !why; y++)
		shrink_row(&s, p + (size_t)y * (size_t)stride);
	shrink_end(&s);
	return why;
}

const char *
pixbuf_decode(const struct image *im, uint32_t most, struct pixels *px, bool *broken)
{
	struct buf file = {0};
	const char *why = bytes_load(im, &file);
	GdkPixbufLoader *loader = why ? NULL : gdk_pixbuf_loader_new_with_type(im->format == IMAGE_GIF ? "gif" : "bmp", NULL);
	if (loader) {
		/* Each is called, whatever the other says: a loader must be closed. */
		bool all = gdk_pixbuf_loader_write(loader, (const guchar *)file.p, file.n, NULL);
		all &= gdk_pixbuf_loader_close(loader, NULL);
		const GdkPixbuf *whole = gdk_pixbuf_loader_get_pixbuf(loader);
		why = whole ? pixbuf_shrink(im, whole, most, px) : MESSAGE("damaged: save it as PNG or JPEG");
		*broken = !all;
		g_object_unref(loader);
	} else if (!why) {
		why = MESSAGE("of a format that gdk-pixbuf cannot decode on this machine: save it as PNG");
	}
	buf_free(&file);
	return why;
}
