/* room.h - what the files of image/ share (inside image/ only) */
#ifndef YB_IMAGE_ROOM_H
#define YB_IMAGE_ROOM_H
#include "image/image.h"

#include "base/message.h"

/* Limits on what strangers send. */
/* Pixels below which a JPEG is smaller without the tables of several scans. */
enum { PROGRESSIVE_AREA = 40000 };
enum { SIDE_MAX = 30000, AREA_MAX = 400000000, SCANS_MAX = 200 };
/* Of formats that are decoded whole: bytes of the file, pixels; pixels on the longest side of a vector. */
enum { WHOLE_MAX = 64 << 20, WHOLE_AREA_MAX = 50000000, VECTOR_MAX = 4000 };
#define FILE_MAX ((uint64_t)256 << 20)

/* ---- a file read once, forwards, a block at a time (bytes.c) ---- */

enum { BYTES_BLOCK = 65536 };

struct bytes {
	const unsigned char *p; /* what was read and not yet skipped */
	size_t n;
	unsigned char *buf; /* three blocks */
	int fd; /* -1: the bytes lie in memory */
	struct str rest; /* of those, what was not read */
	bool end; /* nothing more to read */
	bool failed; /* the disk failed, or the file is larger than FILE_MAX */
	uint64_t size; /* bytes read so far */
	bool hashed; /* set before reading: the hash is wanted */
	uint64_t lane[4]; /* it, so far */
};

/* Opens a picture's file, without ever waiting for a pipe, or its bytes in memory. NULL or what is wrong; then there is nothing to
 * close. */
const char *bytes_open(struct bytes *b, const struct image *im);
void bytes_close(struct bytes *b);
/* Makes n bytes (at most BYTES_BLOCK + 16) stand at p; false when the file ends before. */
bool bytes_have(struct bytes *b, size_t n);
void bytes_skip(struct bytes *b, size_t n); /* at most b->n */
/* Reads what is left and gives the hash of the whole file. */
uint64_t bytes_hash(struct bytes *b);
/* Reads what is left into *out (free with buf_free), at most WHOLE_MAX bytes. NULL or what is wrong. */
const char *bytes_whole(struct bytes *b, struct buf *out);
/* A picture's file whole: the same for decoders. */
const char *bytes_load(const struct image *im, struct buf *out);
/* A FILE of its own on the same picture, for libraries. NULL when it cannot be opened. */
FILE *bytes_file(const struct image *im);

uint32_t le16(const unsigned char *p);
uint32_t le32(const unsigned char *p);
uint32_t be16(const unsigned char *p);
uint32_t be32(const unsigned char *p);
/* The orientation that EXIF data (a TIFF header and its first directory) names; 1 when it names none or nonsense. */
int exif_orientation(const unsigned char *p, size_t n);
/* A number of a TIFF structure, of n bytes. */
uint32_t tiff_number(const unsigned char *p, int n, bool little);
/* credit.c: what EXIF data (a TIFF structure) or an APP13 segment says of who made the picture: im->artist, im->rights. */
void credit_exif(struct image *im, const unsigned char *p, size_t n);
void credit_iptc(struct image *im, const unsigned char *p, size_t n);
/* Each entry of EXIF's first directory (its tag, TIFF's type, its bytes), each of IPTC's data in an APP13 segment. */
typedef void exif_fn(void *ctx, int tag, int type, const unsigned char *p, size_t n);
typedef void iptc_fn(void *ctx, int record, int number, const unsigned char *p, size_t n);
void exif_walk(const unsigned char *p, size_t n, exif_fn *give, void *ctx);
void iptc_walk(const unsigned char *p, size_t n, iptc_fn *give, void *ctx);
/* What metadata says, as it is met; the first of a kind counts, but of people and keywords all do (meta.c). */
enum meta_kind {
	META_ARTIST,
	META_CREDIT,
	META_RIGHTS,
	META_LICENCE,
	META_SOURCE,
	META_CAPTION,
	META_PERSON,
	META_KEYWORD,
	META_KINDS
};
struct meta;
void meta_add(struct meta *m, enum meta_kind kind, struct str text); /* bytes of whatever encoding */
/* An XMP packet (xmp.c); what is not well-formed says what stands before. */
void xmp_read(struct meta *m, struct str packet);
/* HEIC and AVIF (heif.c): each block of metadata, "Exif" or "mime" (XMP), at most one megabyte. */
void heif_metadata(struct str file, void (*give)(void *ctx, const char *type, struct str data), void *ctx);
/* NULL when a picture may have this size, else what is wrong. */
const char *size_allowed(uint32_t w, uint32_t h);

/* ---- walks over a file's structure, from behind nothing to EOI or IEND ---- */

/* JPEG (markers.c): fills in what `im` can know (when not NULL) and writes the stripped file (when `sink` is not NULL). */
const char *jpeg_walk(struct bytes *b, struct image *im, const struct image_sink *sink);

/* PNG (chunks.c): each wish may be NULL. */
struct png_wishes {
	struct image *im; /* filled in */
	const struct image_sink *strip; /* the stripped file */
	const struct image_sink *data; /* the joined IDAT data */
	unsigned char *palette; /* 768 bytes */
	int n_palette; /* entries found */
};
const char *png_walk(struct bytes *b, struct png_wishes *wish);

/* Formats that are read whole: each fills in what can be known without decoding, or says what is wrong. */
const char *webp_look(struct str file, struct image *im);
const char *gif_look(struct str file, struct image *im);
const char *bmp_look(struct str file, struct image *im);
const char *svg_look(struct str file, struct image *im);
const char *heif_look(struct str file, struct image *im); /* HEIC, AVIF: it names neither */
bool heif_is_avif(struct str file);

/* The colour profile in a picture's file (icc.c), added to *out; nothing when it has none, nonsense when it is damaged. */
void image_icc(const struct image *im, struct buf *out);
void webp_icc(struct str file, struct buf *out);
void heif_icc(struct str file, struct buf *out);

/* The folder of what is kept between runs (cache.c), opened; -1: there is none. */
int cache_folder(bool make);
bool cache_fd_read(int fd, void *to, size_t n); /* false: not all of it came */
bool cache_fd_write(int fd, const void *p, size_t n);

/* ---- pixels ---- */

/* Where rows go as they are decoded, so that no picture stands whole. */
struct rows {
	void (*begin)(void *ctx, const struct pixels *px); /* once: the size and the channels; px->p is NULL */
	bool (*row)(void *ctx, const unsigned char *row); /* each, from the top; false: no more of them, please */
	void *ctx;
	bool cmyk; /* set by a decoder before `begin`: the four channels are inks, 255 is full */
	bool stopped; /* by `row` */
	bool exact; /* set before: the longest side comes out at just `most`, never below it where the picture has as much */
};
/* Decodes any format row by row, as the picture is stored (not turned). What is held whole otherwise: interlaced PNGs and the formats that are
 * decoded whole. *broken: it ended too early; the rest is gray. NULL or what is wrong. */
const char *image_rows(const struct image *im, uint32_t most, struct rows *rows, bool *broken);

/* Rows from a decoder on their way to pixels, shrunk by area averaging (resample.c). */
struct shrink {
	struct pixels *px; /* the result; px->p starts as mid-gray */
	struct rows *rows; /* or where it goes instead; NULL: nowhere else */
	unsigned char *line; /* of that way: a row of the result */
	uint32_t w, h; /* of the rows that come in */
	uint32_t y; /* rows that came in */
	uint32_t row; /* row of px that is being summed */
	uint64_t *sum; /* px->w * channels: sums of that row */
	uint32_t *across; /* px->w * channels: one incoming row, averaged across */
	bool alpha; /* colours are weighted by alpha */
};
/* Prepares for rows of w x h pixels whose longest side shall come out at most `most` (0: as it is). NULL or what is wrong;
 * px->channels is set before. */
const char *shrink_start(struct shrink *s, struct pixels *px, uint32_t w, uint32_t h, uint32_t most, struct rows *rows);
void shrink_row(struct shrink *s, const unsigned char *row);
/* Rows that never came stay gray. Frees all but the pixels. */
void shrink_end(struct shrink *s);
/* Where to decode a row of an unshrunk picture in place, or NULL when it is shrunk. */
unsigned char *shrink_place(struct shrink *s);

/* The eighths of a JPEG's size that it is decoded at, when its longest side shall come out at most `most` (0: as it is). */
unsigned jpeg_eighths(uint32_t w, uint32_t h, uint32_t most);
unsigned jpeg_eighths_above(uint32_t w, uint32_t h, uint32_t most); /* those that never come out below `most` */
/* Decoders: as image_decode, not turned; those with `rows` send them there, and give no pixels. */
const char *jpeg_decode(
	const struct image *im, uint32_t most, struct pixels *px, struct rows *rows, bool *broken); /* rows: or NULL */
const char *png_decode(const struct image *im, uint32_t most, struct pixels *px, struct rows *rows, bool *broken);
const char *webp_decode(const struct image *im, uint32_t most, struct pixels *px, bool *broken);
const char *pixbuf_decode(const struct image *im, uint32_t most, struct pixels *px, bool *broken); /* GIF, BMP */
const char *heif_decode(const struct image *im, uint32_t most, struct pixels *px, bool *broken); /* HEIC, AVIF */
const char *svg_decode(const struct image *im, uint32_t most, struct pixels *px, bool *broken);
/* A JPEG that is written row by row. Of four channels each counts ink. */
struct jpeg_writer;
struct jpeg_writer *jpeg_writer_open(uint32_t w, uint32_t h, int channels, int quality, struct buf *out);
bool jpeg_writer_row(struct jpeg_writer *j, const unsigned char *row); /* false: it failed */
/* Frees it. NULL or what is wrong; `whole`: all rows came. */
const char *jpeg_writer_close(struct jpeg_writer *j, bool whole);
/* Was a JPEG packed at this quality or a lower one, so that packing its pixels again would save next to nothing? */
bool jpeg_coarse(const struct image *im, int quality);
/* As image_write_jpeg, progressive and with tables of its own. */
const char *jpeg_write_small(const struct pixels *px, int quality, struct buf *out);
/* A JPEG turned upright and packed anew without loss: progressive, without metadata and profile. false: that cannot be. (turn.c) */
bool jpeg_small(const struct image *im, struct buf *out);
/* As image_write_png, with the fewest bits for a pixel that hold it (small.c). */
const char *png_write_small(const struct pixels *px, struct buf *out);
void png_chunk_add(struct buf *out, const char *type, const void *p, size_t n); /* with its length and checksum */
/* A row as a PNG holds it: the number of the filter that suits it, then n bytes. `step` zeros stand before both rows. */
void png_row_filter(unsigned char *to, const unsigned char *row, const unsigned char *above, size_t n, size_t step);
/* Draws at px->w by px->h, 3 channels. NULL or what is wrong. */
const char *svg_draw(struct str file, struct pixels *px);
/* The same in a process of its own (draw.c), for drawings that are not plain. */
const char *draw_apart(struct str file, struct pixels *px);
bool draw_plain(struct str file);
bool draw_reads_plain(struct str file); /* whether reading it takes no longer than its bytes */
/* The size a drawing is made for, in pixels of CSS. */
struct svg_size {
	double w, h;
	bool asked; /* its author named it, and it did not just come from the coordinates */
};
bool svg_measure(struct str file, struct svg_size *size); /* false: it has none, or is damaged */
bool draw_measure_apart(struct str file, struct svg_size *size);
/* What a drawing's look depends on besides its file: the versions of the libraries, the fonts of this machine. */
void svg_versions(char *to, size_t n);
/* The size whose longest side is `most`, at least one pixel; nothing is enlarged. */
void size_fit(uint32_t *w, uint32_t *h, uint32_t most);
/* Turns pixels upright, from an EXIF orientation. */
void pixels_turn(struct pixels *px, int orientation);
#endif
