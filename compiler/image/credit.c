/* credit.c - who made a JPEG, as its metadata says: EXIF's Artist and Copyright, IPTC's by-line, credit and copyright notice */
#include "image/room.h"

#include <string.h>

/* A text of metadata as the picture keeps it: cut at a NUL, controls made blanks, not longer than there is room, not cut within a character. */
static void
text_keep(char to[IMAGE_CREDIT_MAX], const unsigned char *p, size_t n)
{
	const unsigned char *end = n ? memchr(p, 0, n) : NULL;
	if (end)
		n = (size_t)(end - p);
	while (n && p[0] <= ' ') {
		p++;
		n--;
	}
	if (n > IMAGE_CREDIT_MAX - 1) {
		n = IMAGE_CREDIT_MAX - 1;
		while (n && (p[n] & 0xC0) == 0x80)
			n--;
	}
	while (n && p[n - 1] <= ' ')
		n--;
	if (!n || to[0])
		return; /* the first one counts */
	for (size_t i = 0; i < n; i++)
		to[i] = p[i] < 0x20 || p[i] == 0x7F ? ' ' : (char)p[i];
	to[n] = '\0';
}

/* TIFF 6.0, section 2. Only the first directory is read, so there is no chain to loop in. */
void
exif_walk(const unsigned char *p, size_t n, exif_fn *give, void *ctx)
{
	static const uint8_t sizes[] = {0, 1, 1, 2, 4, 8, 1, 1};
	bool little = n >= 8 && p[0] == 'I' && p[1] == 'I';
	if (n < 8 || (!little && (p[0] != 'M' || p[1] != 'M')) || tiff_number(p + 2, 2, little) != 42)
		return;
	size_t at = tiff_number(p + 4, 4, little);
	if (at > n - 2)
		return;
	size_t entries = tiff_number(p + at, 2, little);
	for (at += 2; entries && n - at >= 12; entries--, at += 12) {
		const unsigned char *e = p + at, *text = e + 8;
		uint32_t tag = tiff_number(e, 2, little), type = tiff_number(e + 2, 2, little),
			 count = tiff_number(e + 4, 4, little);
		uint64_t size = type < sizeof sizes ? (uint64_t)count * sizes[type] : 0;
		uint32_t offset = tiff_number(e + 8, 4, little);
		if (!size || (size > 4 && (offset > n || size > n - offset)))
			continue;
		give(ctx, (int)tag, (int)type, size > 4 ? p + offset : text, (size_t)size);
	}
}

/* 315 is Artist, 33432 Copyright, both ASCII (type 2). */
static void
credit_take(void *ctx, int tag, int type, const unsigned char *p, size_t n)
{
	struct image *im = ctx;
	if (type == 2 && (tag == 315 || tag == 33432))
		text_keep(tag == 315 ? im->artist : im->rights, p, n);
}

void
credit_exif(struct image *im, const unsigned char *p, size_t n)
{
	exif_walk(p, n, credit_take, im);
}

/* IPTC's Information Interchange Model 4.2, 1.5: 0x1C, record, number, two bytes of length (longer ones are none of ours). */
static void
iptc_read(const unsigned char *p, size_t n, iptc_fn *give, void *ctx)
{
	while (n >= 5 && p[0] == 0x1C) {
		size_t length = be16(p + 3);
		if (length > n - 5)
			return;
		give(ctx, p[1], p[2], p + 5, length);
		p += 5 + length;
		n -= 5 + length;
	}
}

/* Record 2: 80 is the by-line, 110 the credit, 116 the copyright notice. */
static void
byline_take(void *ctx, int record, int number, const unsigned char *p, size_t n)
{
	struct image *im = ctx;
	if (record == 2 && (number == 80 || number == 110))
		text_keep(im->artist, p, n);
	if (record == 2 && number == 116)
		text_keep(im->rights, p, n);
}

/* Photoshop's image resources (Adobe's file format specification): "8BIM", number, a name, its data, each padded to even; 0x0404 is IPTC's. */
void
iptc_walk(const unsigned char *p, size_t n, iptc_fn *give, void *ctx)
{
	if (n < 14 || memcmp(p, "Photoshop 3.0", 14))
		return;
	p += 14;
	n -= 14;
	while (n >= 12 && !memcmp(p, "8BIM", 4)) {
		uint32_t number = be16(p + 4);
		size_t name = ((size_t)p[6] + 2) / 2 * 2, head = 6 + name + 4;
		if (head > n)
			return;
		size_t length = be32(p + head - 4);
		if (length > n - head)
			return;
		if (number == 0x0404)
			iptc_read(p + head, length, give, ctx);
		length += length % 2;
		if (length > n - head)
			return;
		p += head + length;
		n -= head + length;
	}
}

void
credit_iptc(struct image *im, const unsigned char *p, size_t n)
{
	iptc_walk(p, n, byline_take, im);
}
