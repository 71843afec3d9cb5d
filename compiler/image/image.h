/* image.h - pictures as they lie on the disk: what they are, their bytes without metadata, their pixels */
#ifndef YB_IMAGE_H
#define YB_IMAGE_H
#include "base/diag.h"

enum image_format {
	IMAGE_NONE,
	IMAGE_JPEG,
	IMAGE_PNG,
	IMAGE_GIF,
	IMAGE_WEBP,
	IMAGE_SVG,
	IMAGE_BMP,
	IMAGE_HEIC,
	IMAGE_AVIF,
	IMAGE_OTHER
};
enum image_colour { IMAGE_GRAY = 1, IMAGE_RGB = 3, IMAGE_CMYK = 4, IMAGE_PALETTE = 5 };

enum { IMAGE_CREDIT_MAX = 120 };

/* A picture that was looked at (not decoded). Judged by its bytes, never by its name. */
struct image {
	struct str path; /* to open */
	struct str shown; /* as a message shows it */
	struct str own; /* the post's own picture, where a better copy of it stands here; else empty */
	enum image_format format;
	uint32_t stored_w, stored_h; /* pixels as stored, at least 1 */
	uint32_t w, h; /* pixels upright (EXIF orientation applied) */
	int orientation; /* EXIF, 1 to 8; 1 when it is absent or nonsense */
	int bits; /* per channel: 1, 2, 4, 8, 16 */
	enum image_colour colour;
	bool alpha; /* alpha channel or tRNS */
	bool interlaced; /* PNG Adam7 */
	bool progressive; /* JPEG */
	bool adobe; /* JPEG with an Adobe APP14 marker: its CMYK is inverted */
	bool has_icc;
	bool photograph; /* likely a photograph: JPEG or lossy WebP, or a PNG whose bytes per pixel say so */
	bool vector; /* SVG: it is as sharp as one likes; w and h are what it asks for, at 200 pixels to the inch */
	bool moving; /* several pictures, of which the first is shown */
	char artist[IMAGE_CREDIT_MAX],
		rights[IMAGE_CREDIT_MAX]; /* JPEG: who made it, and its copyright notice, as its metadata says: bytes of
	                                                                 whatever encoding; empty when it says nothing */
	struct str bytes; /* the file itself when it lies in memory (a data: address); path is not opened then. Else empty */
	uint64_t size; /* bytes of the file */
	uint64_t hash; /* of the whole file: the same picture twice is written once */
	int focus_x,
		focus_y; /* what a crop keeps in its middle, percent from the left and from the top, plus 1; 0: not said. The book sets it */
	uint64_t
		key; /* of the post's own picture, by which pictures.csv names it: the same, unless a better copy stands for that */
};

/* Looks at the file: its header and, for truncation and lies, its structure to the end (JPEG markers to EOI, PNG chunks with
 * CRCs to IEND). Reads each byte once, holds no more than a block of it. Pictures over 30,000 pixels on a side or 400 megapixels are
 * refused. Returns NULL when it is fit for use (*out filled in), else what is wrong, constant. */
const char *image_probe(struct arena *a, const char *path, struct image *out);
/* The same of a file that lies in memory, which must live as long as *out; out->path and out->shown are empty. */
const char *image_probe_bytes(struct str bytes, struct image *out);

/* What a picture's own metadata says (EXIF, IPTC, XMP; PNG's texts), as UTF-8, tidied; what is empty is not said. */
struct image_meta {
	struct str artist, rights, licence, source, caption;
	struct str *people, *keywords; /* shown on it, as programs for photographs note it */
	size_t n_people, n_keywords;
};
/* Reads it; never fails: nonsense says nothing. Texts in `a`. */
void image_meta(struct arena *a, const struct image *im, struct image_meta *out);

/* What pictures were found to be in earlier runs. A file whose name, number, length and times (to the nanosecond) are what they were is not
 * read again. It never fails; threads share it. NULL: nothing is kept. */
struct image_probes;
struct image_probes *image_probes_open(void);
void image_probes_close(struct image_probes *p); /* keeps what is new */
const char *image_probe_kept(struct image_probes *p, struct arena *a, const char *path, struct image *out); /* as image_probe */

/* Where bytes go, a piece at a time; returns false to stop. */
struct image_sink {
	bool (*write)(void *ctx, const void *p, size_t n);
	void *ctx;
};

/* Writes the file's bytes without EXIF, IPTC, XMP, comments and text chunks (an ICC profile and the Adobe marker stay). JPEG: not
 * recompressed; PNG: chunks IHDR PLTE tRNS IDAT IEND gAMA cHRM sRGB iCCP only. Returns NULL or what is wrong. */
const char *image_strip(const struct image *im, struct image_sink sink);
/* Writes only the data of a PNG's IDAT chunks, joined: the zlib stream that PDF takes with a PNG predictor. */
const char *image_png_data(const struct image *im, struct image_sink sink);
/* A PNG's palette (up to 768 bytes, RGB) and its number of entries; 0 when it has none. */
int image_png_palette(const struct image *im, unsigned char rgb[768]);

/* Decoded pixels: 8 bits, rows from the top, upright unless told otherwise. */
struct pixels {
	uint32_t w, h;
	int channels; /* 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha */
	unsigned char *p; /* w * h * channels bytes, malloc'ed */
};

/* Decodes any format that image_probe lets pass; of several pictures the first. CMYK becomes RGB, palettes and 16 bits become 8-bit channels. `most` > 0: the longest side comes out at most so many pixels,
 * and not less than four fifths of them (JPEGs are scaled while decoding, where that is not near enough, as PNGs, by area averaging); a
 * vector's comes out at just so many. Returns NULL or what is wrong; broken pictures give what could be decoded with
 * the rest gray and *broken set. Free px->p with free(). */
const char *image_decode(const struct image *im, uint32_t most, bool upright, struct pixels *px, bool *broken);
/* The size that image_decode will give, upright, of a picture that is whole. */
void image_decoded_size(const struct image *im, uint32_t most, uint32_t *w, uint32_t *h);
/* Decodes a PNG that lies in memory (an emoji of a font). Returns NULL or what is wrong; free px->p with free() in any case. */
const char *image_decode_png(struct str png, struct pixels *px);
/* Lays pixels with alpha on white paper, in place: 4 channels become 3, 2 become 1. */
void image_on_white(struct pixels *px);
/* Colours become shades of gray of the same luminance, in place: 4 channels become 2, 3 become 1. */
void image_to_gray(struct pixels *px);
/* The rows as a PNG holds them before they are deflated, each (w * channels + 1 bytes) behind the number of the filter that suits
 * it: what PDF's predictor 15 undoes too. */
void image_png_rows(const struct pixels *px, unsigned char *to);
/* Encode to memory; free with buf_free. Deterministic, no metadata. */
const char *image_write_jpeg(const struct pixels *px, int quality, struct buf *out); /* alpha is set on white */
const char *image_write_png(const struct pixels *px, struct buf *out);
/* The level of packing for pixels. Those above it take twice the time and more, and save a fiftieth of a photograph and nothing of a
 * drawing. */
enum { IMAGE_PACKING = 1 };
/* Converted pictures kept between runs, in $XDG_CACHE_HOME/yearbook or ~/.cache/yearbook: at most 2 GB, what was used longest ago goes
 * first. It never fails: what cannot be kept is made again. NULL is a cache that holds nothing. */
struct image_cache;
struct image_cache *image_cache_open(
	bool drawings); /* whether it will be asked for drawings; NULL when there is no place for it */
void image_cache_close(struct image_cache *c); /* trims it */
/* What was kept of a picture made by a recipe (which names every parameter), added to *out. From any thread. */
bool image_cache_take(const struct image_cache *c, const struct image *im, const char *recipe, struct buf *out);
void image_cache_put(struct image_cache *c, const struct image *im, const char *recipe, struct str bytes);
/* What a picture looks like, upright, whatever its size and packing (likeness.c). */
struct image_likeness {
	uint64_t bits[4]; /* signs of its low frequencies */
	uint8_t colours[12]; /* red, green, blue of its quarters */
	uint8_t cells[256]; /* how light it is in each of 16 by 16 */
	bool flat; /* hardly a shade in it: the bits say nothing */
};
/* Decodes the picture. NULL or what is wrong. */
const char *image_likeness(const struct image *im, struct image_likeness *out);
/* The same, from earlier runs where that was kept. From any thread. */
const char *image_likeness_kept(struct image_cache *c, const struct image *im, struct image_likeness *out);
/* In how many of 256 bits two differ: the same picture in few, another in about half. */
int image_likeness_apart(const struct image_likeness *a, const struct image_likeness *b);
/* By how much a cell differs at most when both pictures are equally light and of equal contrast, in 64ths of the mean contrast: little in the same
 * picture, more when somebody moved in it. */
int image_likeness_local(const struct image_likeness *a, const struct image_likeness *b);
/* By how much the colours of a quarter differ at most, 0 to 255. */
int image_likeness_hue(const struct image_likeness *a, const struct image_likeness *b);

/* A drawing (`vector`) as a PNG whose longest side has `most` pixels, from the cache when it was drawn at that size before: the outputs
 * share it. NULL or what is wrong. Free with buf_free in any case. */
const char *image_drawing(struct image_cache *c, const struct image *im, uint32_t most, struct buf *png);
/* The longest side at which the outputs share a drawing; what needs more pixels has it drawn anew. */
uint32_t image_drawing_side(const struct image *im);
/* A program that decodes drawings calls this first: true when it was started by image_decode, to draw one and to end with *status. */
bool image_draws(int argc, char **argv, int *status);
/* A JPEG turned upright without recompression where its size allows (libturbojpeg), stripped; else decoded and encoded at quality 90. */
const char *image_jpeg_upright(const struct image *im, struct buf *out);
#endif
