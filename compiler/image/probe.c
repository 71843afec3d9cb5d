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

/* Formats that we know but do not print, and files that are often saved in a picture's stead. */
static const char *
why_not_printed(const struct bytes *b, struct image *im)
{
	static const struct {
		const char *magic;
		enum image_format format;
		const char *why;
	} known[] = {
		{"GIF8", IMAGE_GIF, "a GIF: save it as PNG or JPEG"},
		{"BM", IMAGE_BMP, "a BMP: save it as PNG or JPEG"},
		{"II*", IMAGE_OTHER, "a TIFF: save it as PNG or JPEG"},
		{"MM", IMAGE_OTHER, "a TIFF: save it as PNG or JPEG"},
		{"%PDF", IMAGE_OTHER, "a PDF: save the page as PNG or JPEG"},
		{"8BPS", IMAGE_OTHER, "a Photoshop file: save it as PNG or JPEG"},
		{"version https://git-lfs", IMAGE_NONE, "a pointer of Git LFS, not the picture: run git lfs pull"},
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (begins(b, 0, known[i].magic)) {
			im->format = known[i].format;
			return known[i].why;
		}
	im->format = IMAGE_OTHER;
	if (begins(b, 0, "RIFF") && begins(b, 8, "WEBP")) {
		im->format = IMAGE_WEBP;
		return "a WebP: save it as PNG or JPEG";
	}
	if (begins(b, 4, "ftyp"))
		return "an AVIF, HEIC or video: save it as PNG or JPEG";
	if (begins_nocase(b, "<!doctype html") || begins_nocase(b, "<html") || begins_nocase(b, "<head"))
		return "a web page saved in the picture's place: fetch the picture again";
	if (begins_nocase(b, "<svg") || begins_nocase(b, "<?xml") || begins_nocase(b, "<!--") ||
		begins_nocase(b, "<!doctype svg")) {
		im->format = IMAGE_SVG;
		return "an SVG: save it as PNG";
	}
	if (begins(b, 1, "PNG") || begins(b, 12, "IHDR") || begins(b, 0, "\x89PN") || begins(b, 11, "IHDR") ||
		begins(b, 13, "IHDR"))
		return "a PNG whose first bytes were damaged, as when it is copied as text: fetch it again";
	im->format = IMAGE_NONE;
	return "not a picture";
}

/* Bytes per pixel tell photographs from drawings: measured on camera pictures, screenshots and charts. */
static bool
looks_photographic(const struct image *im)
{
	uint64_t pixels = (uint64_t)im->w * im->h;
	if (im->format == IMAGE_JPEG)
		return im->size * 25 >= pixels; /* 0.04 bytes for a pixel */
	return im->bits == 8 && !im->alpha && im->colour != IMAGE_PALETTE && im->size * 5 >= pixels * 4;
}

const char *
image_probe(struct arena *a, const char *path, struct image *out)
{
	struct bytes b;
	*out = (struct image){.path = str_dup(a, str_of(path)), .orientation = 1};
	out->shown = out->path;
	const char *why = bytes_open(&b, path);
	if (why)
		return why;
	b.hashed = true;
	bytes_have(&b, 512);
	if (!b.n)
		why = b.failed ? "cannot be read" : "an empty file";
	else if (begins(&b, 0, "\xff\xd8"))
		why = jpeg_walk(&b, out, NULL);
	else if (begins(&b, 0, "\x89PNG\r\n\x1a\n"))
		why = png_walk(&b, &(struct png_wishes){.im = out});
	else
		why = why_not_printed(&b, out);
	if (!why) {
		bool turned = out->orientation > 4;
		out->hash = bytes_hash(&b);
		out->size = b.size;
		out->w = turned ? out->stored_h : out->stored_w;
		out->h = turned ? out->stored_w : out->stored_h;
		out->photograph = looks_photographic(out);
	}
	if (b.failed)
		why = "cannot be read to its end";
	bytes_close(&b);
	return why;
}

const char *
size_allowed(uint32_t w, uint32_t h)
{
	if (!w || !h)
		return "a picture without width or height";
	if (w > SIDE_MAX || h > SIDE_MAX)
		return "larger than 30,000 pixels on a side";
	return (uint64_t)w * h > AREA_MAX ? "larger than 400 megapixels" : NULL;
}

static uint32_t
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
	const char *why = bytes_open(&b, im->path.p);
	if (why)
		return why;
	if (im->format == IMAGE_JPEG)
		why = jpeg_walk(&b, NULL, &sink);
	else if (im->format == IMAGE_PNG)
		why = png_walk(&b, &(struct png_wishes){.strip = &sink});
	else
		why = "not a JPEG or PNG";
	bytes_close(&b);
	return why;
}

const char *
image_png_data(const struct image *im, struct image_sink sink)
{
	struct bytes b;
	const char *why = bytes_open(&b, im->path.p);
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
	if (im->colour != IMAGE_PALETTE || bytes_open(&b, im->path.p))
		return 0;
	const char *why = png_walk(&b, &wish);
	bytes_close(&b);
	return why ? 0 : wish.n_palette;
}
