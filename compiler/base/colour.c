/* colour.c - how inks look: the same colours on covers, in e-books and in the PDF for screens */
#include "base/colour.h"

/* What every mixture of full inks looks like on coated paper (sRGB, from the measured colours of the printing condition FOGRA39): cyan is bit 0,
 * magenta 1, yellow 2, black 3. Tints lie between them, as dots of all inks share the paper (Demichel, Neugebauer); mixed in sRGB's own curve,
 * which is about what dots gain when they are printed. */
static const unsigned char mixtures[16][3] = {{255, 255, 255}, {0, 158, 227}, {230, 0, 126}, {49, 39, 131}, {255, 237, 0},
	{0, 150, 64}, {227, 6, 19}, {58, 52, 50}, {29, 29, 27}, {0, 22, 34}, {33, 0, 12}, {9, 5, 22}, {31, 27, 0}, {0, 21, 8},
	{31, 2, 2}, {0, 0, 0}};

enum { WHOLE = 100000000 }; /* of shares: four inks in percent */

/* In steps of 1/255, times WHOLE. Whole numbers, so that every machine has the same. */
static void
ink_mix(struct colour c, int64_t rgb[3])
{
	const uint8_t parts[4] = {c.c, c.m, c.y, c.k};
	rgb[0] = rgb[1] = rgb[2] = 0;
	for (int i = 0; i < 16; i++) {
		int64_t share = 1;
		for (int k = 0; k < 4; k++) {
			int dot = parts[k] > 100 ? 100 : parts[k];
			share *= i & 1 << k ? dot : 100 - dot;
		}
		for (int k = 0; k < 3; k++)
			rgb[k] += share * mixtures[i][k];
	}
}

void
ink_shown(struct colour c, double rgb[3])
{
	int64_t sums[3];
	ink_mix(c, sums);
	for (int k = 0; k < 3; k++)
		rgb[k] = (double)sums[k] / (255.0 * WHOLE);
}

void
ink_screen(struct colour c, uint8_t rgb[3])
{
	int64_t sums[3];
	ink_mix(c, sums);
	if (!c.c && !c.m && !c.y)
		sums[0] = sums[1] = sums[2] = INT64_C(255) * WHOLE / 100 * (c.k > 100 ? 0 : 100 - c.k);
	for (int k = 0; k < 3; k++)
		rgb[k] = (uint8_t)((sums[k] + WHOLE / 2) / WHOLE);
}

/* Light of a channel, as a cubic that stays within a hundredth of sRGB's curve: the same on every machine. */
static double
channel_light(uint8_t v)
{
	double x = v / 255.0;
	return x * (x * (x * 0.305306011 + 0.682171111) + 0.012522878);
}

static double
screen_light(const uint8_t rgb[3])
{
	return 0.2126 * channel_light(rgb[0]) + 0.7152 * channel_light(rgb[1]) + 0.0722 * channel_light(rgb[2]);
}

int
screen_contrast(const uint8_t a[3], const uint8_t b[3])
{
	double x = screen_light(a) + 0.05, y = screen_light(b) + 0.05;
	return (int)(1000 * (x > y ? x / y : y / x));
}
