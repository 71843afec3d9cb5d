/* markers.c - walk over a JPEG's markers to its end: look at it, or copy it without metadata */
#include "image/room.h"

#include <string.h>

/* ITU-T T.81, table B.1. */
enum {
	M_SOF0 = 0xC0,
	M_SOF1,
	M_SOF2,
	M_DHT = 0xC4,
	M_SOF15 = 0xCF,
	M_RST0 = 0xD0,
	M_RST7 = 0xD7,
	M_SOI,
	M_EOI,
	M_SOS,
	M_DQT,
	M_DNL,
	M_DRI,
	M_APP0 = 0xE0,
	M_APP1,
	M_APP2,
	M_APP13 = 0xED,
	M_APP14,
	M_APP15,
	M_COM = 0xFE,
	M_TEM = 0x01
};

static const char truncated[] = MESSAGE("a truncated JPEG: the file ends before the picture does");

struct walk {
	struct bytes *b;
	struct image *im; /* or NULL */
	const struct image_sink *sink; /* or NULL */
	int frames, scans;
	bool huffman, exif;
	unsigned tables; /* quantization tables defined, a bit each */
	unsigned tables_used; /* by the frame's components */
	uint64_t blocks; /* of 8 x 8 samples, all components */
	uint64_t entropy; /* bytes of entropy-coded data */
};

static bool
walk_write(struct walk *w, const void *p, size_t n)
{
	return !w->sink || w->sink->write(w->sink->ctx, p, n);
}

/* Steps behind the next marker; bytes between segments that are none are left out, as decoders do. -1 at the end. */
static int
marker_next(struct walk *w)
{
	struct bytes *b = w->b;
	for (;;) {
		if (!bytes_have(b, 2))
			return -1;
		if (b->p[0] == 0xFF && b->p[1] != 0xFF && b->p[1] != 0x00) {
			int marker = b->p[1];
			bytes_skip(b, 2);
			return marker;
		}
		bytes_skip(b, 1);
	}
}

/* T.81 B.2.2. p: the segment behind its length. */
static const char *
frame_read(struct walk *w, int marker, const unsigned char *p, size_t n)
{
	if (marker > M_SOF2)
		return MESSAGE("a JPEG of a kind that readers do not show (lossless, hierarchical or arithmetic): save it anew");
	if (w->frames++)
		return MESSAGE("a JPEG with two frames");
	if (n < 6 || n < 6 + 3 * (size_t)p[5])
		return MESSAGE("a JPEG with a broken frame header");
	uint32_t height = be16(p + 1), width = be16(p + 3);
	int components = p[5];
	if (p[0] != 8)
		return MESSAGE("a JPEG with other than 8 bits per colour: save it anew");
	const char *why = size_allowed(width, height);
	if (why)
		return why;
	if (components != 1 && components != 3 && components != 4)
		return MESSAGE("a JPEG with an impossible number of colours");
	unsigned h_max = 1, v_max = 1;
	for (int i = 0; i < components; i++) {
		unsigned h = p[7 + 3 * i] >> 4, v = p[7 + 3 * i] & 15, table = p[8 + 3 * i];
		if (h < 1 || h > 4 || v < 1 || v > 4 || table > 3)
			return MESSAGE("a JPEG with a broken frame header");
		h_max = h > h_max ? h : h_max;
		v_max = v > v_max ? v : v_max;
		w->tables_used |= 1u << table;
	}
	for (int i = 0; i < components; i++) {
		unsigned h = p[7 + 3 * i] >> 4, v = p[7 + 3 * i] & 15;
		w->blocks += (uint64_t)((width * h + 8 * h_max - 1) / (8 * h_max)) * ((height * v + 8 * v_max - 1) / (8 * v_max));
	}
	if (w->im) {
		w->im->stored_w = width;
		w->im->stored_h = height;
		w->im->bits = 8;
		w->im->colour = components == 1 ? IMAGE_GRAY : components == 3 ? IMAGE_RGB : IMAGE_CMYK;
		w->im->progressive = marker == M_SOF2;
	}
	return NULL;
}

/* T.81 B.2.4.1: which tables a DQT segment defines. */
static void
tables_read(struct walk *w, const unsigned char *p, size_t n)
{
	while (n) {
		size_t size = p[0] >> 4 ? 129 : 65;
		if (size > n)
			return;
		w->tables |= 1u << (p[0] & 15);
		p += size;
		n -= size;
	}
}

static bool
is_icc(const unsigned char *p, size_t n)
{
	return n > 14 && !memcmp(p, "ICC_PROFILE", 12);
}

static void
application_read(struct walk *w, int marker, const unsigned char *p, size_t n)
{
	if (!w->im)
		return;
	if (marker == M_APP1 && n > 6 && !memcmp(p, "Exif\0", 6) && !w->exif) {
		w->exif = true;
		w->im->orientation = exif_orientation(p + 6, n - 6);
		credit_exif(w->im, p + 6, n - 6);
	}
	if (marker == M_APP13)
		credit_iptc(w->im, p, n);
	w->im->has_icc |= marker == M_APP2 && is_icc(p, n);
	w->im->adobe |= marker == M_APP14 && n >= 12 && !memcmp(p, "Adobe", 5);
}

/* Copies what a decoder needs, the colour profile and the Adobe marker. p: from the marker to the end, n bytes. */
static bool
segment_copy(struct walk *w, const unsigned char *p, size_t n)
{
	int marker = p[1];
	if (marker == M_APP0 && n >= 18 && !memcmp(p + 4, "JFIF", 5)) {
		unsigned char jfif[18]; /* without its thumbnail, which may show what was cropped away */
		memcpy(jfif, p, sizeof jfif);
		jfif[2] = jfif[16] = jfif[17] = 0;
		jfif[3] = 16;
		return walk_write(w, jfif, sizeof jfif);
	}
	if ((marker == M_APP2 && is_icc(p + 4, n - 4)) || (marker == M_APP14 && n >= 16 && !memcmp(p + 4, "Adobe", 5)) ||
		marker <= M_SOF15 || marker == M_SOS || marker == M_DQT || marker == M_DRI)
		return walk_write(w, p, n);
	return true;
}

/* Entropy-coded data: to the next marker that is no restart. */
static const char *
scan_walk(struct walk *w)
{
	struct bytes *b = w->b;
	for (;;) {
		if (!bytes_have(b, 2))
			return truncated;
		const unsigned char *hit = memchr(b->p, 0xFF, b->n - 1);
		size_t n = hit ? (size_t)(hit - b->p) : b->n - 1;
		bool stuffed = hit && (hit[1] == 0 || (hit[1] >= M_RST0 && hit[1] <= M_RST7));
		n += stuffed ? 2 : 0;
		if (!walk_write(w, b->p, n))
			return "the copy could not be written";
		w->entropy += n;
		bytes_skip(b, n);
		if (hit && !stuffed && b->p[1] != 0xFF)
			return NULL;
		if (hit && !stuffed)
			bytes_skip(b, 1); /* a fill byte */
	}
}

static const char *
segment_walk(struct walk *w, int marker)
{
	struct bytes *b = w->b;
	if (!bytes_have(b, 2))
		return truncated;
	size_t n = be16(b->p);
	if (n < 2)
		return MESSAGE("a JPEG with a broken segment");
	if (!bytes_have(b, n))
		return truncated;
	const unsigned char *p = b->p + 2;
	const char *why = NULL;
	if (marker == M_DHT)
		w->huffman = true;
	else if (marker >= M_SOF0 && marker <= M_SOF15)
		why = frame_read(w, marker, p, n - 2); /* 0xC8 and 0xCC belong to kinds that are refused anyway */
	else if (marker == M_DQT)
		tables_read(w, p, n - 2);
	else if (marker >= M_APP0 && marker <= M_APP15)
		application_read(w, marker, p, n - 2);
	else if (marker == M_SOS && !w->frames)
		why = MESSAGE("a JPEG without a frame header");
	else if (marker == M_SOS && w->scans++ > SCANS_MAX)
		why = MESSAGE("a JPEG with too many scans");
	if (!why && w->sink) {
		unsigned char head[2] = {0xFF, (unsigned char)marker};
		unsigned char whole[65540];
		memcpy(whole, head, 2);
		memcpy(whole + 2, b->p, n);
		if (!segment_copy(w, whole, n + 2))
			why = "the copy could not be written";
	}
	bytes_skip(b, n);
	return !why && marker == M_SOS ? scan_walk(w) : why;
}

/* Each block costs at least one bit, whatever it shows. */
static const char *
walk_verdict(const struct walk *w)
{
	if (!w->frames || !w->scans)
		return MESSAGE("a JPEG without a picture in it");
	if (!w->huffman || (w->tables & w->tables_used) != w->tables_used)
		return MESSAGE("a JPEG without its tables");
	return w->entropy * 8 < w->blocks ? MESSAGE("a JPEG whose header promises more than the file holds") : NULL;
}

const char *
jpeg_walk(struct bytes *b, struct image *im, const struct image_sink *sink)
{
	static const unsigned char first[2] = {0xFF, M_SOI}, last[2] = {0xFF, M_EOI};
	struct walk w = {.b = b, .im = im, .sink = sink};
	if (!bytes_have(b, 2) || memcmp(b->p, first, 2))
		return MESSAGE("not a JPEG any more");
	if (im)
		im->format = IMAGE_JPEG;
	bytes_skip(b, 2);
	if (!walk_write(&w, first, 2))
		return "the copy could not be written";
	for (;;) {
		int marker = marker_next(&w);
		if (marker < 0)
			return truncated;
		if (marker == M_EOI)
			break;
		if ((marker >= M_RST0 && marker <= M_SOI) || marker == M_TEM)
			continue; /* these stand alone */
		const char *why = segment_walk(&w, marker);
		if (why)
			return why;
	}
	const char *why = walk_verdict(&w);
	return why || walk_write(&w, last, 2) ? why : "the copy could not be written";
}
