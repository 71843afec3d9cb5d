/* inks_test.c - colours become inks: profiles that are refused, white and gray, the limit, speed of nothing */
#include "../check.h"

#include "base/file.h"
#include "image/inks.h"

#include <stdlib.h>
#include <string.h>

static const char profile_path[] = "styles/printers/coated.icc";

static const char *
opened(struct str icc, struct image_inks **inks)
{
	struct image_output o = {.icc = icc, .channels = 4, .ink_most = 240, .intent = 1, .black_point = true};
	return image_inks_open(&o, inks);
}

/* What is no profile of a press is refused, and says why. */
static void
refused(struct str icc, const char *part)
{
	struct image_inks *inks;
	const char *why = opened(icc, &inks);
	CHECK(why && !inks);
	CHECK(why && strstr(why, part));
	image_inks_close(inks);
}

static struct str
copy_with(struct arena *a, struct str icc, size_t at, const char *four)
{
	char *p = arena_alloc(a, icc.n);
	memcpy(p, icc.p, icc.n);
	memcpy(p + at, four, 4);
	return (struct str){p, icc.n};
}

static void
refusals(struct arena *a, struct str icc)
{
	refused(STR_NONE, "no ICC profile");
	refused(STR("This is a text, and much too short."), "no ICC profile");
	refused(str_sub(icc, 0, 131), "no ICC profile");
	refused(str_sub(icc, 0, icc.n / 2), "too early");
	refused(copy_with(a, icc, 12, "scnr"), "camera");
	refused(copy_with(a, icc, 12, "mntr"), "screen");
	refused(copy_with(a, icc, 12, "link"), "link");
	refused(copy_with(a, icc, 12, "abst"), "not the profile of a press");
	refused(copy_with(a, icc, 16, "RGB "), "four inks");
	refused(copy_with(a, icc, 128, "\xff\xff\xff\xff"), "");
	refused(copy_with(a, icc, 128, "\0\0\0\0"), "");
}

/* Any byte may be wrong: nothing worse than a refusal comes of it. */
static void
damaged(struct arena *a, struct str icc)
{
	unsigned seed = 1;
	for (int i = 0; i < 60; i++) {
		struct arena *scratch = arena_new();
		struct image_inks *inks;
		unsigned char to[4], from[3] = {10, 200, 90};
		bool broken;
		seed = seed * 1103515245 + 12345;
		struct str bad = copy_with(scratch, icc, seed % 400, "\xff\x7f\x01\x80");
		if (!opened(bad, &inks)) {
			struct image_table *t = image_table_open(inks, STR_NONE, 3, 0, &broken);
			image_table_row(t, to, from, 1, 3);
			t = image_table_open(inks, bad, 3, 0, &broken);
			CHECK(broken);
			image_table_close(t);
		}
		image_inks_close(inks);
		arena_free(scratch);
	}
	(void)a;
}

static void
colours(struct image_inks *inks, int limit)
{
	bool broken;
	struct image_table *t = image_table_open(inks, STR_NONE, 3, 0, &broken);
	unsigned char from[64 * 3], to[64 * 4], white[3] = {255, 255, 255}, black[3] = {0, 0, 0};
	int most = 0;
	size_t at;
	CHECK(!broken && !image_table_idle(t) && image_table_channels(t) == 4);
	image_table_row(t, to, white, 1, 3);
	CHECK(!to[0] && !to[1] && !to[2] && !to[3]);
	image_table_row(t, to, black, 1, 3);
	CHECK(to[3] > 200);
	for (unsigned r = 0; r < 256; r += 5)
		for (unsigned g = 0; g < 256; g += 3) {
			for (unsigned k = 0; k < 64; k++)
				from[3 * k] = (unsigned char)r, from[3 * k + 1] = (unsigned char)g,
					 from[3 * k + 2] = (unsigned char)(k * 4 + (r & 3));
			image_table_row(t, to, from, 64, 3);
			int here = image_ink_row(to, 64, &at);
			most = here > most ? here : most;
		}
	CHECK(most <= limit * 255 / 100);
	CHECK(most > limit * 255 / 100 - 10);
	/* the same table again, for more bytes in a pixel */
	CHECK(image_table_open(inks, STR_NONE, 3, 0, &broken) == t);
	unsigned char with_alpha[8] = {255, 0, 0, 9, 0, 0, 255, 9}, plain[6] = {255, 0, 0, 0, 0, 255}, one[8], two[8];
	image_table_row(t, one, with_alpha, 2, 4);
	image_table_row(t, two, plain, 2, 3);
	CHECK(!memcmp(one, two, 8));
	CHECK(one[0] < 40 && one[1] > 200 && one[2] > 180); /* red */
	CHECK(one[4] > 200 && one[5] > 150 && one[6] < 60); /* blue */
}

/* Grays stay on the black plate: one channel, white bare, black full, never lighter than the shade before. */
static void
grays(struct image_inks *inks)
{
	bool broken;
	struct image_table *t = image_table_open(inks, STR_NONE, 1, 0, &broken);
	unsigned char from[256], to[256];
	for (int i = 0; i < 256; i++)
		from[i] = (unsigned char)i;
	CHECK(!broken && image_table_channels(t) == 1);
	image_table_row(t, to, from, 256, 1);
	CHECK(to[0] == 0 && to[255] == 255);
	for (int i = 1; i < 256; i++)
		CHECK(to[i] >= to[i - 1]);
	CHECK(to[128] > 90 && to[128] < 160);
}

static void
inks_of_inks(struct image_inks *inks)
{
	bool broken;
	struct image_table *t = image_table_open(inks, STR_NONE, 4, 0, &broken);
	unsigned char from[8] = {255, 255, 255, 255, 10, 20, 30, 40}, to[8];
	image_table_row(t, to, from, 2, 4);
	CHECK(to[0] + to[1] + to[2] + to[3] <= 612 && to[3] == 255 && to[0] == to[1]);
	CHECK(!memcmp(to + 4, from + 4, 4));
	t = image_table_open(inks, STR("nonsense"), 4, 0, &broken);
	CHECK(broken);
	image_table_row(t, to, from, 2, 4);
	CHECK(!memcmp(to + 4, from + 4, 4));
}

static void
other_outputs(void)
{
	struct image_inks *inks;
	struct image_output o = {.channels = 3};
	bool broken;
	unsigned char from[3] = {200, 100, 50}, to[4], ink[4] = {255, 0, 0, 0};
	CHECK(!image_inks_open(&o, &inks));
	CHECK(image_table_idle(image_table_open(inks, STR_NONE, 3, 0, &broken)));
	CHECK(image_table_idle(image_table_open(inks, STR_NONE, 1, 0, &broken)));
	image_table_row(image_table_open(inks, STR_NONE, 4, 0, &broken), to, ink, 1, 4);
	CHECK(!to[0] && to[1] == 255 && to[2] == 255);
	image_inks_close(inks);
	o.channels = 1;
	CHECK(!image_inks_open(&o, &inks));
	struct image_table *t = image_table_open(inks, STR_NONE, 3, 0, &broken);
	CHECK(!image_table_idle(t) && image_table_channels(t) == 1);
	image_table_row(t, to, from, 1, 3);
	CHECK(abs(to[0] - 124) <= 1);
	image_inks_close(inks);
}

int
main(void)
{
	struct arena *a = arena_new();
	struct image_inks *inks = NULL;
	struct buf file = {0};
	FILE *f = fopen(profile_path, "rb");
	CHECK(f);
	for (int c; f && (c = getc(f)) != EOF;)
		buf_char(&file, (char)c);
	struct str icc = buf_view(&file);
	refusals(a, icc);
	damaged(a, icc);
	CHECK(!opened(icc, &inks));
	colours(inks, 240);
	grays(inks);
	inks_of_inks(inks);
	other_outputs();
	image_inks_close(inks);
	if (f)
		fclose(f);
	buf_free(&file);
	arena_free(a);
	return check_status();
}
