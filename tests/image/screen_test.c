/* screen_test.c - pictures as screens get them: upright, in sRGB, with the fewest bits, without metadata, legible on a dark page */
#include "../check.h"

#include "base/file.h"
#include "image/inks.h"

#include <stdlib.h>
#include <string.h>

static struct image_inks *srgb;
static struct arena *a;

static bool
make(const char *name, uint32_t most, int quality, struct image *im, struct image_screened *made)
{
	bool broken;
	const struct image_screen_wish wish = {.srgb = srgb, .most = most, .quality = quality};
	const char *why = image_probe(a, str_fmt(a, "tests/image/pictures/%s", name).p, im);
	if (!why)
		why = image_screen_make(im, &wish, made, &broken);
	if (why)
		check_failures++, printf("%s: %s\n", name, why);
	return !why;
}

/* The pixels of what was made. */
static struct pixels
pixels_of(const struct image_screened *made)
{
	struct image im;
	struct pixels px = {0};
	bool broken;
	CHECK(!image_probe_bytes(buf_view(&made->bytes), &im));
	CHECK(im.w == made->w && im.h == made->h && (im.format == IMAGE_PNG) == made->png && !im.has_icc);
	CHECK(!image_decode(&im, 0, true, &px, &broken) && !broken);
	return px;
}

static void
test_wide_gamut(void)
{
	static const char *const names[] = {"p3.jpg", "p3.png", "p3.heic"};
	static const int wanted[3] = {213, 95, 34}; /* Display P3's (200, 100, 50), by its primaries and sRGB's */
	for (int i = 0; i < 3; i++) {
		struct image im;
		struct image_screened made;
		if (!make(names[i], 0, 95, &im, &made))
			continue;
		struct pixels px = pixels_of(&made);
		const unsigned char *p = px.p + (16 * px.w + 24) * (size_t)px.channels;
		for (int c = 0; c < 3; c++)
			if (abs(p[c] - wanted[c]) > 4)
				check_failures++, printf("%s: channel %d is %d, not %d\n", names[i], c, p[c], wanted[c]);
		CHECK(str_find(buf_view(&made.bytes), STR("IPHONE")) < 0);
		free(px.p);
		buf_free(&made.bytes);
	}
}

/* What each becomes: its kind, its size; never more bytes than its file, unless it must become another. */
static void
test_kinds(void)
{
	static const struct {
		const char *name;
		bool png;
		uint32_t most, w, h;
		bool smaller;
	} cases[] = {{"plain.jpg", false, 0, 48, 32, true}, {"plain.png", true, 0, 48, 32, true},
		{"orientation-6.jpg", false, 0, 32, 48, false}, {"cmyk.jpg", false, 0, 48, 32, false},
		{"phone.heic", false, 0, 32, 48, false}, {"plain.avif", false, 0, 48, 32, false},
		{"alpha.avif", true, 0, 48, 32, false}, {"lossless.webp", true, 0, 48, 32, false},
		{"plain.gif", true, 0, 48, 32, false}, {"plain.bmp", true, 0, 48, 32, true},
		{"secrets.jpg", false, 0, 48, 32, true}, {"secrets.png", true, 0, 48, 32, true},
		{"gray-1.png", true, 0, 8, 8, true}, {"plain.png", true, 24, 24, 16, false},
		{"plain.jpg", false, 20, 20, 13, false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct image im;
		struct image_screened made;
		if (!make(cases[i].name, cases[i].most, 85, &im, &made))
			continue;
		if (made.png != cases[i].png || made.w != cases[i].w || made.h != cases[i].h ||
			(cases[i].smaller && made.bytes.n > im.size))
			check_failures++,
				printf("%s: %s %ux%u, %zu bytes of %zu\n", cases[i].name, made.png ? "PNG" : "JPEG", made.w,
					made.h, made.bytes.n, (size_t)im.size);
		CHECK(str_find(buf_view(&made.bytes), STR("SECRET")) < 0 && str_find(buf_view(&made.bytes), STR("Exif")) < 0);
		free(pixels_of(&made).p);
		buf_free(&made.bytes);
	}
}

/* A square of one colour that stands on nothing, as a file in memory. */
static struct str
logo(unsigned char ink, unsigned char alpha)
{
	static unsigned char p[64 * 64 * 4];
	struct pixels px = {.w = 64, .h = 64, .channels = 4, .p = p};
	struct buf out = {0};
	memset(p, 0, sizeof p);
	for (int y = 16; y < 48; y++)
		for (int x = 16; x < 48; x++) {
			memset(p + (y * 64 + x) * 4, ink, 3);
			p[(y * 64 + x) * 4 + 3] = alpha;
		}
	CHECK(!image_write_png(&px, &out));
	struct str kept = str_dup(a, buf_view(&out));
	buf_free(&out);
	return kept;
}

static void
test_ground(void)
{
	static const struct {
		unsigned char ink;
		int channels; /* as it is decoded again */
		unsigned char corner;
	} cases[] = {{20, 3, 255}, {240, 4, 0}};
	for (int i = 0; i < 2; i++) {
		struct image im;
		struct image_screened made;
		bool broken;
		const struct image_screen_wish wish = {.srgb = srgb, .quality = 85};
		CHECK(!image_probe_bytes(logo(cases[i].ink, 255), &im) && im.alpha);
		CHECK(!image_screen_make(&im, &wish, &made, &broken));
		struct pixels px = pixels_of(&made);
		CHECK(made.png && made.bytes.n < 250); /* two colours: one bit a pixel */
		CHECK(px.channels == cases[i].channels || px.channels == 1);
		CHECK(cases[i].channels == 4 ? px.p[3] == 0 : px.p[0] == 255);
		free(px.p);
		buf_free(&made.bytes);
	}
}

static void
test_side(void)
{
	CHECK(image_screen_side(&(struct image){.w = 4000, .h = 3000}, 0) <= 2310);
	CHECK(image_screen_side(&(struct image){.w = 2048, .h = 2048}, 2048) <= 2000);
	CHECK(image_screen_side(&(struct image){.w = 2048, .h = 1000}, 2048) == 2048);
	CHECK(image_screen_side(&(struct image){.w = 1, .h = 1}, 2048) == 1);
	CHECK(image_screen_side(&(struct image){.w = 1, .h = 30000}, 2048) == 2048);
}

int
main(void)
{
	a = arena_new();
	CHECK(!image_inks_open(&(struct image_output){.channels = 3, .intent = 1, .black_point = true}, &srgb));
	test_wide_gamut();
	test_kinds();
	test_ground();
	test_side();
	image_inks_close(srgb);
	arena_free(a);
	return check_status();
}
