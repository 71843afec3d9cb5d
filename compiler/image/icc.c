/* icc.c - the colour profile that a picture's file holds; only its head is read */
#include "image/room.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/* More is no profile of a picture, but of a press or worse. */
enum { ICC_MOST = 4 << 20 };

/* ---- JPEG: parts in APP2 segments (ICC.1:2010, annex B.4) ---- */

struct part {
	size_t at, n; /* in what was gathered */
};

static void
part_take(struct buf *all, struct part parts[256], const unsigned char *p, size_t n)
{
	struct part *part = &parts[p[12]];
	if (part->n || all->n + n > ICC_MOST)
		return;
	*part = (struct part){all->n, n - 14};
	buf_add(all, p + 14, n - 14);
}

/* Steps over the segments before the picture's data. */
static void
jpeg_icc(struct bytes *b, struct buf *out)
{
	struct buf all = {0};
	struct part parts[256] = {0};
	while (bytes_have(b, 2)) {
		if (b->p[0] != 0xFF || b->p[1] == 0xFF || b->p[1] == 0 || b->p[1] == 0xD8) {
			bytes_skip(b, b->p[0] == 0xFF && b->p[1] == 0xD8 ? 2 : 1);
			continue;
		}
		int marker = b->p[1];
		if (marker == 0xDA || marker == 0xD9 || !bytes_have(b, 4))
			break;
		size_t n = be16(b->p + 2);
		if (n < 2 || !bytes_have(b, n + 2))
			break;
		if (marker == 0xE2 && n > 16 && !memcmp(b->p + 4, "ICC_PROFILE", 12))
			part_take(&all, parts, b->p + 4, n - 2);
		bytes_skip(b, n + 2);
	}
	for (int i = 0; i < 256; i++)
		buf_add(out, all.p ? all.p + parts[i].at : "", parts[i].n);
	buf_free(&all);
}

/* ---- PNG: one compressed chunk before the data (PNG, section 11.3.3.3) ---- */

static void
icc_inflate(const unsigned char *p, size_t n, struct buf *out)
{
	const unsigned char *name_end = memchr(p, 0, n < 80 ? n : 80);
	size_t skip = name_end ? (size_t)(name_end - p) + 2 : n, got;
	struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
	for (size_t most = 64 << 10; z && skip < n && most <= ICC_MOST; most *= 8) {
		char *to = xmalloc(most);
		enum libdeflate_result result = libdeflate_zlib_decompress(z, p + skip, n - skip, to, most, &got);
		if (result == LIBDEFLATE_SUCCESS)
			buf_add(out, to, got);
		free(to);
		if (result != LIBDEFLATE_INSUFFICIENT_SPACE)
			break;
	}
	if (z)
		libdeflate_free_decompressor(z);
	if (!out->n)
		buf_z(out, "damaged"); /* there is one, though it is none */
}

static void
png_icc(struct bytes *b, struct buf *out)
{
	if (!bytes_have(b, 8))
		return;
	bytes_skip(b, 8);
	while (bytes_have(b, 8) && memcmp(b->p + 4, "IDAT", 4)) {
		size_t left = be32(b->p);
		bool wanted = !memcmp(b->p + 4, "iCCP", 4) && left <= ICC_MOST;
		struct buf held = {0};
		bytes_skip(b, 8);
		for (left += 4; left && bytes_have(b, 1);) { /* its checksum too */
			size_t n = b->n < left ? b->n : left;
			if (wanted)
				buf_add(&held, b->p, n);
			bytes_skip(b, n);
			left -= n;
		}
		if (wanted && held.n > 4)
			icc_inflate((const unsigned char *)held.p, held.n - 4, out);
		buf_free(&held);
		if (wanted)
			return;
	}
}

void
image_icc(const struct image *im, struct buf *out)
{
	struct bytes b;
	struct buf file = {0};
	if (!im->has_icc)
		return;
	if (im->format == IMAGE_WEBP || im->format == IMAGE_HEIC || im->format == IMAGE_AVIF) {
		if (!bytes_load(im, &file))
			(im->format == IMAGE_WEBP ? webp_icc : heif_icc)(buf_view(&file), out);
		buf_free(&file);
		return;
	}
	if (bytes_open(&b, im))
		return;
	if (im->format == IMAGE_JPEG)
		jpeg_icc(&b, out);
	else if (im->format == IMAGE_PNG)
		png_icc(&b, out);
	bytes_close(&b);
}
