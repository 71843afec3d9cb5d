/* likeness.c - what a picture looks like in a few bytes, by which another size or packing of the same picture is known */
#include "image/room.h"

#include <stdlib.h>
#include <string.h>

/* Decoded to so many pixels, averaged to a square of SIDE, of whose cosine transform the KEPT lowest frequencies each way count by their sign. */
enum { DECODED = 128, SIDE = 32, KEPT = 16, CONTRAST = 16, CELLS = SIDE / 2 };

/* cos(k * pi / 64) * 16384: the same on every machine. */
static const int32_t quarter[33] = {16384, 16364, 16305, 16207, 16069, 15893, 15679, 15426, 15137, 14811, 14449, 14053, 13623,
	13160, 12665, 12140, 11585, 11003, 10394, 9760, 9102, 8423, 7723, 7005, 6270, 5520, 4756, 3981, 3196, 2404, 1606, 804, 0};

static int32_t
cosine(int k)
{
	k &= 127;
	if (k > 64)
		k = 128 - k;
	return k <= 32 ? quarter[k] : -quarter[64 - k];
}

/* What a cell of a square of `side` cells shows: each channel's mean, weighted by what of a pixel lies in it. */
static void
cell_mean(const struct pixels *px, uint32_t side, uint32_t column, uint32_t row, uint64_t mean[3])
{
	uint64_t sum[3] = {0}, weights = 0;
	uint64_t left = (uint64_t)column * px->w, top = (uint64_t)row * px->h;
	for (uint64_t y = top / side; y < px->h && y * side < top + px->h; y++) {
		uint64_t above = y * side > top ? y * side : top,
			 below = (y + 1) * side < top + px->h ? (y + 1) * side : top + px->h;
		for (uint64_t x = left / side; x < px->w && x * side < left + px->w; x++) {
			uint64_t from = x * side > left ? x * side : left,
				 to = (x + 1) * side < left + px->w ? (x + 1) * side : left + px->w;
			uint64_t weight = (to - from) * (below - above);
			const unsigned char *p = px->p + (y * px->w + x) * (uint64_t)px->channels;
			for (int c = 0; c < 3; c++)
				sum[c] += weight * p[px->channels == 3 ? c : 0];
			weights += weight;
		}
	}
	for (int c = 0; c < 3; c++)
		mean[c] = weights ? sum[c] * 256 / weights : 0;
}

static void
signs_take(int32_t gray[SIDE][SIDE], uint64_t bits[4])
{
	static const int n = SIDE;
	int64_t across[SIDE][KEPT];
	for (int y = 0; y < n; y++)
		for (int u = 0; u < KEPT; u++) {
			across[y][u] = 0;
			for (int x = 0; x < n; x++)
				across[y][u] += (int64_t)gray[y][x] * cosine((2 * x + 1) * u);
		}
	for (int u = 0; u < KEPT; u++)
		for (int v = 0; v < KEPT; v++) {
			int64_t sum = 0;
			for (int y = 0; y < n; y++)
				sum += across[y][u] / 1024 * cosine((2 * y + 1) * v);
			if ((u || v) && sum > 0)
				bits[(u * KEPT + v) / 64] |= (uint64_t)1 << (u * KEPT + v) % 64;
		}
}

static void
likeness_take(const struct pixels *px, struct image_likeness *out)
{
	int32_t gray[SIDE][SIDE], least = INT32_MAX, most = 0;
	uint64_t mean[3];
	for (uint32_t y = 0; y < SIDE; y++)
		for (uint32_t x = 0; x < SIDE; x++) {
			cell_mean(px, SIDE, x, y, mean);
			gray[y][x] = (int32_t)((mean[0] * 299 + mean[1] * 587 + mean[2] * 114) / 1000);
			least = gray[y][x] < least ? gray[y][x] : least;
			most = gray[y][x] > most ? gray[y][x] : most;
		}
	out->flat = most - least < CONTRAST * 256;
	signs_take(gray, out->bits);
	for (int i = 0; i < CELLS * CELLS; i++) {
		int y = i / CELLS * 2, x = i % CELLS * 2;
		out->cells[i] = (uint8_t)((gray[y][x] + gray[y][x + 1] + gray[y + 1][x] + gray[y + 1][x + 1]) / (4 * 256));
	}
	for (uint32_t i = 0; i < 4; i++) {
		cell_mean(px, 2, i % 2, i / 2, mean);
		for (int c = 0; c < 3; c++)
			out->colours[i * 3 + (uint32_t)c] = (uint8_t)(mean[c] / 256);
	}
}

const char *
image_likeness(const struct image *im, struct image_likeness *out)
{
	struct pixels px = {0};
	bool broken;
	*out = (struct image_likeness){0};
	const char *why = image_decode(im, DECODED, true, &px, &broken);
	if (!why) {
		image_on_white(&px);
		likeness_take(&px, out);
	}
	free(px.p);
	return why;
}

const char *
image_likeness_kept(struct image_cache *c, const struct image *im, struct image_likeness *out)
{
	enum { BITS = sizeof out->bits, COLOURS = sizeof out->colours, GRAYS = sizeof out->cells };
	static const char recipe[] = "likeness 2";
	struct buf b = {0};
	const char *why = NULL;
	if (image_cache_take(c, im, recipe, &b) && b.n == BITS + COLOURS + GRAYS + 1) {
		memcpy(out->bits, b.p, BITS);
		memcpy(out->colours, b.p + BITS, COLOURS);
		memcpy(out->cells, b.p + BITS + COLOURS, GRAYS);
		out->flat = b.p[BITS + COLOURS + GRAYS];
	} else if (!(why = image_likeness(im, out))) {
		buf_free(&b);
		buf_add(&b, out->bits, BITS);
		buf_add(&b, out->colours, COLOURS);
		buf_add(&b, out->cells, GRAYS);
		buf_char(&b, (char)out->flat);
		image_cache_put(c, im, recipe, buf_view(&b));
	}
	buf_free(&b);
	return why;
}

int
image_likeness_apart(const struct image_likeness *a, const struct image_likeness *b)
{
	int apart = 0;
	for (int i = 0; i < 4; i++)
		apart += __builtin_popcountll(a->bits[i] ^ b->bits[i]);
	return apart;
}

/* Sums over all cells: of how light they are, and of how far from the mean of that. */
static void
cells_sum(const uint8_t cells[CELLS * CELLS], int *sum, int *away)
{
	*sum = *away = 0;
	for (int i = 0; i < CELLS * CELLS; i++)
		*sum += cells[i];
	for (int i = 0; i < CELLS * CELLS; i++)
		*away += abs(cells[i] - *sum / (CELLS * CELLS));
	*away += !*away;
}

int
image_likeness_local(const struct image_likeness *a, const struct image_likeness *b)
{
	enum { N = CELLS * CELLS };
	int sum_a, away_a, sum_b, away_b, most = 0;
	cells_sum(a->cells, &sum_a, &away_a);
	cells_sum(b->cells, &sum_b, &away_b);
	for (int i = 0; i < N; i++) {
		int d = abs((a->cells[i] * N - sum_a) * 64 / away_a - (b->cells[i] * N - sum_b) * 64 / away_b);
		most = d > most ? d : most;
	}
	return most;
}

int
image_likeness_hue(const struct image_likeness *a, const struct image_likeness *b)
{
	int most = 0;
	for (int i = 0; i < 12; i++) {
		int d = abs(a->colours[i] - b->colours[i]);
		most = d > most ? d : most;
	}
	return most;
}
