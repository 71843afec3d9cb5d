/* probe.c - look at a picture without decoding it: what it is, whether it is whole */
#include "image/room.h"

#include <string.h>

static bool
begins(const struct bytes *b, size_t at, const char *z)
{
	size_t n = strlen(z);
	return b->n >= at + n && !memcmp(b->p + at, z, n);
}

static bool
begins_nocase(const struct bytes *b, const char *z)
{
	struct str s = str_trim((struct str){(const char *)b->p, b->n < 512 ? b->n : 512});
	if (str_starts(s, "\xef\xbb\xbf"))
		s = str_trim(str_sub(s, 3, s.n));
	return str_starts_nocase(s, z);
}

static const char *
why_not_media(void)
{
	return MESSAGE("a video: take a picture out of it with \"ffmpeg -i a.mp4 -frames:v 1 a.jpg\"");
}

/* Formats that we know but do not print, and files that are often saved in a picture's stead. */
static const char *
why_not_printed(const struct bytes *b, struct image *im)
{
	static const struct {
		const char *magic;
		const char *why;
	} known[] = {
		{"II*", MESSAGE("a TIFF: turn it into a PNG with \"tifftopnm a.tif | pnmtopng > a.png\"")},
		{"MM", MESSAGE("a TIFF: turn it into a PNG with \"tifftopnm a.tif | pnmtopng > a.png\"")},
		{"%PDF", MESSAGE("a PDF: turn a page into a PNG with \"pdftoppm -r 300 -png -singlefile a.pdf a\"")},
		{"8BPS", MESSAGE("a Photoshop file: save it as PNG or JPEG")},
		{"\xff\x0a", MESSAGE("a JPEG XL: turn it into a PNG with \"djxl a.jxl a.png\"")},
		{"\x1f\x8b", MESSAGE("a compressed file, perhaps an SVGZ: unpack it with \"gunzip -c a.svgz > a.svg\"")},
		{"PK\x03\x04", MESSAGE("an archive, perhaps of an office program: save the picture itself as PNG or JPEG")},
		{"\x1a\x45\xdf\xa3", MESSAGE("a video: take a picture out of it with \"ffmpeg -i a.webm -frames:v 1 a.jpg\"")},
		{"version https://git-lfs", MESSAGE("a pointer of Git LFS, not the picture: run git lfs pull")},
	};
	im->format = IMAGE_OTHER;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (begins(b, 0, known[i].magic))
			return known[i].why;
	if (begins(b, 4, "JXL "))
		return MESSAGE("a JPEG XL: turn it into a PNG with \"djxl a.jxl a.png\"");
	if (begins(b, 4, "jP  "))
		return MESSAGE("a JPEG 2000: turn it into a PNG with \"opj_decompress -i a.jp2 -o a.png\"");
	if (b->n > 4 && !memcmp(b->p, "\0\0\1\0", 4))
		return MESSAGE("an icon (ICO): turn it into a PNG with \"icotool -x a.ico\"");
	if (begins(b, 4, "ftyp"))
		return why_not_media();
	if (begins_nocase(b, "<!doctype html") || begins_nocase(b, "<html") || begins_nocase(b, "<head"))
		return MESSAGE("a web page saved in the picture's place: fetch the picture again");
	if (begins_nocase(b, "<?xml"))
		return MESSAGE("an XML file that is no drawing: fetch the picture again");
	if (begins(b, 1, "PNG") || begins(b, 12, "IHDR") || begins(b, 0, "\x89PN") || begins(b, 11, "IHDR") ||
		begins(b, 13, "IHDR"))
		return MESSAGE("a PNG whose first bytes were damaged, as when it is copied as text: fetch it again");
	im->format = IMAGE_NONE;
	return MESSAGE("not a picture");
}

/* Markup with an <svg> near its beginning, behind comments and declarations; not a web page that holds one. */
static bool
begins_svg(const struct bytes *b)
{
	struct str s = {(const char *)b->p, b->n < BYTES_BLOCK ? b->n : BYTES_BLOCK};
	return begins_nocase(b, "<") && !begins_nocase(b, "<!doctype html") && !begins_nocase(b, "<html") &&
		(str_find(s, STR("<svg")) >= 0 || str_find(s, STR(":svg")) >= 0);
}

/* The first word of an ISO media file says what it is (ISO/IEC 14496-12, section 4.3). */
static bool
begins_heif(const struct bytes *b)
{
	static const char *const brands[] = {"avif", "avis", "hei", "hev", "mif1", "msf1"};
	for (size_t i = 0; i < sizeof brands / sizeof *brands; i++)
		if (begins(b, 4, "ftyp") && begins(b, 8, brands[i]))
			return true;
	return false;
}

/* Formats that are judged whole, since they are small as a rule. NULL in *look: it is none of them. */
static enum image_format
whole_format(const struct bytes *b, const char *(**look)(struct str, struct image *))
{
	*look = begins(b, 0, "GIF8") ? gif_look : begins(b, 0, "RIFF") && begins(b, 8, "WEBP") ? webp_look : NULL;
	if (*look)
		return *look == gif_look ? IMAGE_GIF : IMAGE_WEBP;
	if (begins(b, 0, "BM") && b->n > 30 && !memcmp(b->p + 15, "\0\0", 3)) { /* its second header is shorter than 256 bytes */
		*look = bmp_look;
		return IMAGE_BMP;
	}
	if (begins_heif(b)) {
		*look = heif_look;
		return heif_is_avif((struct str){(const char *)b->p, b->n}) ? IMAGE_AVIF : IMAGE_HEIC;
	}
	*look = begins_svg(b) ? svg_look : NULL;
	return *look ? IMAGE_SVG : IMAGE_NONE;
}

static const char *
other_look(struct bytes *b, struct image *im)
{
	const char *(*look)(struct str, struct image *);
	struct buf file = {0};
	im->format = whole_format(b, &look);
	if (!look)
		return why_not_printed(b, im);
	const char *why = bytes_whole(b, &file);
	if (!why)
		why = look(buf_view(&file), im);
	buf_free(&file);
	return why;
}

/* Bytes per pixel tell photographs from drawings: measured on camera pictures, screenshots and charts. */
static bool
looks_photographic(const struct image *im)
{
	uint64_t pixels = (uint64_t)im->w * im->h;
	if (im->format == IMAGE_JPEG)
		return im->size * 25 >= pixels; /* 0.04 bytes for a pixel */
	if (im->format != IMAGE_PNG) /* lossy WebP is smaller, those behind it smaller still */
		return im->photograph && im->size * (im->format == IMAGE_WEBP ? 40 : 100) >= pixels;
	return im->bits == 8 && !im->alpha && im->colour != IMAGE_PALETTE && im->size * 5 >= pixels * 4;
}

static const char *
probe(struct image *out)
{
	struct bytes b;
	const char *why = bytes_open(&b, out);
	if (why)
		return why;
	b.hashed = true;
	bytes_have(&b, BYTES_BLOCK);
	if (!b.n)
		why = b.failed ? MESSAGE("cannot be read") : MESSAGE("an empty file");
	else if (begins(&b, 0, "\xff\xd8"))
		why = jpeg_walk(&b, out, NULL);
	else if (begins(&b, 0, "\x89PNG\r\n\x1a\n"))
		why = png_walk(&b, &(struct png_wishes){.im = out});
	else
		why = other_look(&b, out);
	if (!why) {
		bool turned = out->orientation > 4;
		out->hash = out->key = bytes_hash(&b);
		out->size = b.size;
		out->w = turned ? out->stored_h : out->stored_w;
		out->h = turned ? out->stored_w : out->stored_h;
		out->photograph = looks_photographic(out);
	}
	if (b.failed)
		why = MESSAGE("cannot be read to its end");
	bytes_close(&b);
	return why;
}

const char *
image_probe(struct arena *a, const char *path, struct image *out)
{
	*out = (struct image){.path = str_dup(a, str_of(path)), .orientation = 1};
	out->shown = out->path;
	return probe(out);
}

const char *
image_probe_bytes(struct str bytes, struct image *out)
{
	*out = (struct image){.orientation = 1, .bytes = bytes};
	if (!bytes.n)
		return MESSAGE("an empty file");
	return probe(out);
}

const char *
size_allowed(uint32_t w, uint32_t h)
{
	if (!w || !h)
		return MESSAGE("a picture without width or height");
	if (w > SIDE_MAX || h > SIDE_MAX)
		return MESSAGE("larger than 30,000 pixels on a side");
	return (uint64_t)w * h > AREA_MAX ? MESSAGE("larger than 400 megapixels") : NULL;
}

uint32_t
tiff_number(const unsigned char *p, int n, bool little)
{
	uint32_t v = 0;
	for (int i = 0; i < n; i++)
		v = v << 8 | p[little ? n - 1 - i : i];
	return v;
}

/* TIFF 6.0, section 2; the orientation is tag 274, a SHORT. Only the first directory is read, so there is no chain to loop in. */
int
exif_orientation(const unsigned char *p, size_t n)
{
	bool little = n >= 8 && p[0] == 'I' && p[1] == 'I';
	if (n < 8 || (!little && (p[0] != 'M' || p[1] != 'M')) || tiff_number(p + 2, 2, little) != 42)
		return 1;
	size_t at = tiff_number(p + 4, 4, little);
	if (at > n - 2)
		return 1;
	size_t entries = tiff_number(p + at, 2, little);
	at += 2;
	for (; entries && n - at >= 12; entries--, at += 12) {
		const unsigned char *e = p + at;
		if (tiff_number(e, 2, little) != 274)
			continue;
		uint32_t v = tiff_number(e + 8, tiff_number(e + 2, 2, little) == 4 ? 4 : 2, little);
		return v >= 1 && v <= 8 ? (int)v : 1;
	}
	return 1;
}

const char *
image_strip(const struct image *im, struct image_sink sink)
{
	struct bytes b;
	const char *why = bytes_open(&b, im);
	if (why)
		return why;
	if (im->format == IMAGE_JPEG)
		why = jpeg_walk(&b, NULL, &sink);
	else if (im->format == IMAGE_PNG)
		why = png_walk(&b, &(struct png_wishes){.strip = &sink});
	else
		why = MESSAGE("not a JPEG or PNG");
	bytes_close(&b);
	return why;
}

const char *
image_png_data(const struct image *im, struct image_sink sink)
{
	struct bytes b;
	const char *why = bytes_open(&b, im);
	if (why)
		return why;
	why = png_walk(&b, &(struct png_wishes){.data = &sink});
	bytes_close(&b);
	return why;
}

int
image_png_palette(const struct image *im, unsigned char rgb[768])
{
	struct bytes b;
	struct png_wishes wish = {.palette = rgb};
	if (im->colour != IMAGE_PALETTE || bytes_open(&b, im))
		return 0;
	const char *why = png_walk(&b, &wish);
	bytes_close(&b);
	return why ? 0 : wish.n_palette;
}
