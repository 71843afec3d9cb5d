/* make_test.c - pictures made for a press: which inks they come out in, and how much of them, read back from what was written */
#include "../check.h"

#include "image/inks.h"
#include "image/room.h"

#include <stdlib.h>
#include <string.h>

static const char profile_path[] = "styles/printers/coated.icc";
enum { MOST = 240 };

struct most {
	uint32_t w;
	int channels, ink;
	bool cmyk;
};

static void
most_begin(void *ctx, const struct pixels *px)
{
	struct most *m = ctx;
	m->w = px->w;
	m->channels = px->channels;
}

static bool
most_row(void *ctx, const unsigned char *row)
{
	struct most *m = ctx;
	for (uint32_t x = 0; x < m->w && m->channels == 4; x++) {
		int sum = row[4 * x] + row[4 * x + 1] + row[4 * x + 2] + row[4 * x + 3];
		m->ink = sum > m->ink ? sum : m->ink;
	}
	return true;
}

/* The most ink of a pixel of a JPEG that was made. */
static int
read_back(const struct image_made *made)
{
	struct image im = {.format = IMAGE_JPEG, .bytes = buf_view(&made->bytes), .orientation = 1};
	struct most m = {0};
	struct rows rows = {.begin = most_begin, .row = most_row, .ctx = &m};
	bool broken;
	CHECK(!image_rows(&im, 0, &rows, &broken) && !broken);
	CHECK(rows.cmyk == (made->channels == 4));
	return m.ink;
}

static struct image_made
made_of(struct arena *a, struct image_inks *inks, const char *path, bool flat)
{
	struct image im;
	struct image_made made = {0};
	struct image_wish wish = {.inks = inks, .quality = 85, .flat = flat};
	bool broken = false;
	const char *why = image_probe(a, path, &im);
	if (!why)
		why = image_make(&im, &wish, &made, &broken);
	if (why || broken)
		printf("%s: %s\n", path, why ? why : "broken");
	CHECK(!why && !broken);
	return made;
}

static void
made_free(struct image_made *made)
{
	buf_free(&made->bytes);
	buf_free(&made->mask);
}

static void
kind_is(struct arena *a, struct image_inks *inks, const char *name, bool flat, const char *want)
{
	char path[100], have[60];
	snprintf(path, sizeof path, "tests/image/pictures/%s", name);
	struct image_made m = made_of(a, inks, path, flat);
	snprintf(have, sizeof have, m.as_it_is ? "as it is" : "%d %s%s%s", m.channels, m.jpeg ? "jpeg" : "packed",
		m.mask.n ? " mask" : "", m.profile_broken ? " broken profile" : "");
	if (strcmp(have, want))
		printf("%s: ", name);
	CHECK_STR(str_of(have), want);
	if (m.channels == 4 && m.jpeg && !m.as_it_is)
		CHECK(read_back(&m) * 100 <= MOST * 255);
	made_free(&m);
}

/* A picture in colours that is neutral from corner to corner but for one pixel, or for none. */
static void
neutral(struct image_inks *inks, int odd, int channels)
{
	unsigned char p[40 * 30 * 3];
	struct pixels px = {40, 30, 3, p};
	struct buf png = {0};
	struct image im;
	struct image_made made;
	struct image_wish wish = {.inks = inks, .quality = 85};
	bool broken;
	for (size_t i = 0; i < sizeof p; i++)
		p[i] = (unsigned char)(i / 3 * 7);
	p[sizeof p - 2] = (unsigned char)(p[sizeof p - 2] + odd);
	CHECK(!image_write_png(&px, &png));
	CHECK(!image_probe_bytes(buf_view(&png), &im));
	CHECK(!image_make(&im, &wish, &made, &broken));
	CHECK_INT(made.channels, channels);
	CHECK_INT(made.w, 40);
	made_free(&made);
	buf_free(&png);
}

/* A photograph with deep shadows: every pixel that is read back keeps to the limit, and the count says so. */
static void
photograph(struct arena *a, struct image_inks *inks)
{
	static const char *const paths[] = {"images/2024/stream.jpg", "images/2023/valley.jpg"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct image_made m = made_of(a, inks, paths[i], true);
		int ink = read_back(&m);
		CHECK_INT(m.channels, 4);
		CHECK(m.jpeg && m.ink > 100 && m.ink_x < m.w && m.ink_y < m.h);
		CHECK(ink * 100 <= MOST * 255);
		made_free(&m);
	}
}

int
main(void)
{
	struct arena *a = arena_new();
	struct image_inks *inks = NULL;
	struct buf icc = {0};
	CHECK(!bytes_load(&(struct image){.path = str_of(profile_path)}, &icc));
	struct image_output o = {.icc = buf_view(&icc), .channels = 4, .ink_most = MOST, .intent = 1, .black_point = true};
	CHECK(!image_inks_open(&o, &inks));
	kind_is(a, inks, "gray.jpg", true, "1 jpeg");
	kind_is(a, inks, "gray-1.png", true, "as it is");
	kind_is(a, inks, "gray-alpha.png", true, "1 packed");
	kind_is(a, inks, "gray-alpha.png", false, "1 packed mask");
	kind_is(a, inks, "plain.png", true, "4 packed");
	kind_is(a, inks, "plain.jpg", true, "4 jpeg");
	kind_is(a, inks, "progressive.jpg", true, "4 jpeg");
	kind_is(a, inks, "cmyk.jpg", true, "as it is");
	kind_is(a, inks, "sixteen.png", true, "4 packed");
	kind_is(a, inks, "interlaced.gif", true, "4 packed");
	kind_is(a, inks, "alpha.png", true, "4 packed");
	kind_is(a, inks, "alpha.png", false, "4 packed mask");
	kind_is(a, inks, "lossy.webp", true, "4 jpeg");
	kind_is(a, inks, "secrets.jpg", true, "4 jpeg broken profile");
	neutral(inks, 0, 1);
	neutral(inks, 1, 1);
	neutral(inks, 40, 4);
	photograph(a, inks);
	image_inks_close(inks);
	o.channels = 3;
	CHECK(!image_inks_open(&o, &inks));
	kind_is(a, inks, "plain.jpg", true, "as it is");
	kind_is(a, inks, "palette.png", true, "as it is");
	kind_is(a, inks, "gray.jpg", true, "as it is");
	kind_is(a, inks, "cmyk.jpg", true, "3 jpeg");
	kind_is(a, inks, "sixteen.png", true, "3 packed");
	image_inks_close(inks);
	buf_free(&icc);
	arena_free(a);
	return check_status();
}
