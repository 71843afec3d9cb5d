/* image_test.c - what each picture in tests/image/pictures is found to be, line by line, against tests/image/expected */
#include "../check.h"

#include "base/file.h"
#include "image/image.h"

#include <stdlib.h>
#include <string.h>

static const char folder[] = "tests/image/pictures", expected_path[] = "tests/image/expected", copy_path[] = "image_test.tmp";

static bool
to_buf(void *ctx, const void *p, size_t n)
{
	buf_add(ctx, p, n);
	return true;
}

static bool
to_nowhere(void *ctx, const void *p, size_t n)
{
	(void)ctx, (void)p, (void)n;
	return false;
}

/* The nearest of a few colours: decoders differ by a step or two. */
static char
colour_letter(const struct pixels *px, uint32_t x, uint32_t y)
{
	const unsigned char *p = px->p + ((size_t)y * px->w + x) * (size_t)px->channels;
	bool gray = px->channels < 3;
	int alpha = px->channels == 2 || px->channels == 4 ? p[px->channels - 1] : 255;
	unsigned r = p[0], g = gray ? r : p[1], b = gray ? r : p[2];
	if (alpha < 200)
		return '-';
	if (r > 96 && r < 160 && g > 96 && g < 160 && b > 96 && b < 160)
		return '?'; /* never decoded */
	static const char letters[] = "krgybmcw";
	return letters[(r > 127) | (g > 127) << 1 | (b > 127) << 2];
}

/* Size, channels, and the colours of the corners as they are read. */
static void
pixels_print(struct buf *out, const struct pixels *px)
{
	uint32_t x = px->w - 1 - px->w / 8, y = px->h - 1 - px->h / 8;
	buf_fmt(out, "%ux%ux%d %c%c/%c%c", px->w, px->h, px->channels, colour_letter(px, px->w / 8, px->h / 8),
		colour_letter(px, x, px->h / 8), colour_letter(px, px->w / 8, y), colour_letter(px, x, y));
}

static void
decode_print(struct buf *out, const struct image *im, uint32_t most)
{
	struct pixels px;
	bool broken;
	const char *why = image_decode(im, most, true, &px, &broken);
	if (why) {
		buf_fmt(out, ", not decoded: %s", why);
		return;
	}
	uint32_t w, h;
	image_decoded_size(im, most, &w, &h);
	CHECK(w == px.w && h == px.h);
	buf_z(out, ", ");
	pixels_print(out, &px);
	if (broken)
		buf_z(out, " broken");
	free(px.p);
}

/* Looks at bytes as if they were a file. */
static const char *
probe_bytes(struct arena *a, const struct buf *b, struct image *im)
{
	FILE *f = fopen(copy_path, "wb");
	if (!f)
		return "the test could not write";
	fwrite(b->p, 1, b->n, f);
	fclose(f);
	return image_probe(a, copy_path, im);
}

/* The copy without metadata: is it the same picture, and is it silent? */
static void
strip_check(struct arena *a, struct buf *out, const struct image *im)
{
	struct buf b = {0}, again = {0};
	struct image copy;
	const char *why = image_strip(im, (struct image_sink){to_buf, &b});
	if (!why)
		why = probe_bytes(a, &b, &copy);
	if (why) {
		buf_fmt(out, ", not stripped: %s", why);
	} else {
		buf_fmt(out, ", stripped %s", b.n < im->size ? "smaller" : b.n == im->size ? "same" : "larger");
		CHECK(copy.stored_w == im->stored_w && copy.stored_h == im->stored_h && copy.orientation == 1);
		CHECK(copy.has_icc == im->has_icc && copy.adobe == im->adobe && copy.alpha == im->alpha &&
			copy.colour == im->colour);
		CHECK(str_find(buf_view(&b), STR("SECRET")) < 0);
		CHECK(!image_strip(&copy, (struct image_sink){to_buf, &again}));
		CHECK(b.n == again.n && !memcmp(b.p, again.p, b.n));
		CHECK(image_strip(im, (struct image_sink){to_nowhere, NULL}) != NULL);
	}
	buf_free(&b);
	buf_free(&again);
}

static void
upright_print(struct arena *a, struct buf *out, const struct image *im)
{
	struct buf b = {0};
	struct image turned;
	const char *why = image_jpeg_upright(im, &b);
	if (!why)
		why = probe_bytes(a, &b, &turned);
	if (why) {
		buf_fmt(out, ", not turned: %s", why);
	} else {
		CHECK(turned.orientation == 1 && turned.w == im->w && turned.h == im->h && turned.has_icc == im->has_icc);
		buf_z(out, ", turned");
		decode_print(out, &turned, 0);
	}
	buf_free(&b);
}

/* What is encoded must be read back alike. */
static void
encode_check(struct arena *a, const struct image *im)
{
	struct pixels px, back;
	struct image coded;
	bool broken;
	struct buf png = {0}, jpeg = {0};
	if (image_decode(im, 20, true, &px, &broken))
		return;
	CHECK(px.w <= 20 && px.h <= 20 && (px.w >= 15 || px.h >= 15 || im->w < 15));
	CHECK(!image_write_png(&px, &png) && !probe_bytes(a, &png, &coded));
	CHECK(!image_decode(&coded, 0, true, &back, &broken) && !broken);
	CHECK(back.w == px.w && back.h == px.h && back.channels == px.channels);
	CHECK(!memcmp(back.p, px.p, (size_t)px.w * px.h * (size_t)px.channels));
	free(back.p);
	CHECK(!image_write_jpeg(&px, 85, &jpeg) && !probe_bytes(a, &jpeg, &coded));
	CHECK(coded.w == px.w && coded.h == px.h && coded.format == IMAGE_JPEG);
	free(px.p);
	buf_free(&png);
	buf_free(&jpeg);
}

static void
image_print(struct arena *a, struct buf *out, const struct image *im)
{
	static const char *const colours[] = {[1] = "gray", [3] = "rgb", [4] = "cmyk", [5] = "palette"};
	static const char *const formats[] = {"none", "jpeg", "png", "gif", "webp", "svg", "bmp", "heic", "avif", "other"};
	bool ours = im->format == IMAGE_JPEG || im->format == IMAGE_PNG;
	buf_fmt(out, "%s %ux%u o%d %d-bit %s%s%s%s%s%s%s%s%s", formats[im->format], im->w, im->h, im->orientation, im->bits,
		colours[im->colour], im->alpha ? " alpha" : "", im->interlaced ? " interlaced" : "",
		im->progressive ? " progressive" : "", im->adobe ? " adobe" : "", im->has_icc ? " icc" : "",
		im->vector ? " vector" : "", im->moving ? " moving" : "", !ours && im->photograph ? " photograph" : "");
	if (im->colour == IMAGE_PALETTE) {
		unsigned char rgb[768];
		buf_fmt(out, " %d entries", image_png_palette(im, rgb));
	}
	decode_print(out, im, 0);
	decode_print(out, im, 16);
	if (ours)
		strip_check(a, out, im);
	if (im->format == IMAGE_JPEG && im->orientation > 1)
		upright_print(a, out, im);
	if (im->format == IMAGE_PNG) {
		struct buf data = {0};
		CHECK(!image_png_data(im, (struct image_sink){to_buf, &data}) && data.n > 2 && (data.p[0] & 15) == 8);
		buf_free(&data);
	}
	encode_check(a, im);
}

static void
test_pictures(struct arena *a, struct buf *out)
{
	struct str *names;
	size_t n;
	CHECK(!folder_list(a, folder, &names, &n));
	for (size_t i = 0; i < n; i++) {
		struct image im;
		const char *why = image_probe(a, path_join(a, str_of(folder), names[i]).p, &im);
		buf_fmt(out, "%.*s: ", STR_FMT(names[i]));
		if (why)
			buf_z(out, why);
		else
			image_print(a, out, &im);
		buf_char(out, '\n');
	}
}

static void
test_paths(struct arena *a)
{
	struct image im, other;
	CHECK_STR(str_of(image_probe(a, "tests/image/none.jpg", &im)), "no such file");
	CHECK_STR(str_of(image_probe(a, folder, &im)), "a folder, not a file");
	CHECK_STR(str_of(image_probe(a, "/dev/zero", &im)), "not a regular file");
	CHECK(!image_probe(a, "tests/image/pictures/plain.png", &im) &&
		!image_probe(a, "tests/image/pictures/png-named.jpg", &other));
	CHECK(im.hash == other.hash && im.size == other.size);
	CHECK(!image_probe(a, "tests/image/pictures/plain.jpg", &other) && im.hash != other.hash);
}

int
main(int argc, char **argv)
{
	int status;
	if (image_draws(argc, argv, &status))
		return status;
	struct arena *a = arena_new();
	struct buf out = {0};
	struct str expected = STR_NONE;
	test_pictures(a, &out);
	test_paths(a);
	remove(copy_path);
	const char *bless = getenv("BLESS");
	FILE *f = bless && *bless == '1' ? fopen(expected_path, "wb") : NULL;
	if (f) {
		fwrite(out.p, 1, out.n, f);
		fclose(f);
	}
	file_read(a, expected_path, 1 << 20, &expected);
	for (struct str have = buf_view(&out); have.n || expected.n;) {
		struct str h = str_line(&have), e = str_line(&expected);
		if (!str_eq(h, e))
			check_failures++, printf("- %.*s\n+ %.*s\n", STR_FMT(e), STR_FMT(h));
	}
	buf_free(&out);
	arena_free(a);
	return check_status();
}
