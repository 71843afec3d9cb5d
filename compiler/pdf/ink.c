/* ink.c - colours in the inks of the output, or in the light of a screen */
#include "pdf/draw.h"

#include <string.h>

/* Lightness (L*, ISO 12647-2, coated paper) of the paper and of cyan, magenta and yellow printed solid, alone and over each other: bit 0
 * is cyan, bit 1 magenta, bit 2 yellow. */
static const int solids[8] = {95, 55, 48, 24, 89, 50, 47, 23};
enum { PAPER = 95, BLACK = 16 };

/* The tint of black that is as light. Half-tones mix by the area that each overlap covers (Neugebauer); mixed as lightness, not as
 * light, the gain of the dots is in it. */
static struct colour
colour_gray(struct colour c)
{
	int64_t sum = 0;
	int parts[3] = {c.c, c.m, c.y}, k = c.k > 100 ? 100 : c.k;
	if (!c.c && !c.m && !c.y)
		return c;
	for (int i = 0; i < 8; i++) {
		int64_t share = solids[i];
		for (int ink = 0; ink < 3; ink++) {
			int part = parts[ink] > 100 ? 100 : parts[ink];
			share *= i >> ink & 1 ? part : 100 - part;
		}
		sum += share;
	}
	int64_t light = sum * (100 - k) + INT64_C(1000000) * BLACK * k; /* in hundred millionths */
	int64_t tint = ((int64_t)PAPER * 100000000 - light + (PAPER - BLACK) * 500000) / ((PAPER - BLACK) * 1000000);
	return (struct colour){.k = (uint8_t)(tint < 0 ? 0 : tint > 100 ? 100 : tint)};
}

/* More ink than the paper takes: black stays, and the others give way alike. */
static struct colour
colour_limit(struct colour c, int most)
{
	int others = c.c + c.m + c.y, room = most - c.k > 0 ? most - c.k : 0;
	if (!most || others <= room)
		return c;
	return (struct colour){
		(uint8_t)(c.c * room / others), (uint8_t)(c.m * room / others), (uint8_t)(c.y * room / others), c.k};
}

/* Whether it means every plate: the ink of marks around the page. */
static bool
colour_marks(const struct draw *d, struct colour c)
{
	return d->marks && standard_press(d->f->sheets->standard) && c.c >= 100 && c.m >= 100 && c.y >= 100 && c.k >= 100;
}

static void
colour_inks(struct buf *b, struct colour c)
{
	const uint8_t parts[4] = {c.c, c.m, c.y, c.k};
	for (int i = 0; i < 4; i++) {
		buf_decimal(b, parts[i] > 100 ? 100 : parts[i], 2);
		put_char(b, ' ');
	}
	buf_z(b, "k\n");
}

/* As light, for a file whose output intent is sRGB (ISO 19005-2, 6.2.4.3). */
static void
colour_light(struct buf *b, struct colour c)
{
	uint8_t rgb[3];
	ink_screen(c, rgb);
	bool gray = rgb[0] == rgb[1] && rgb[1] == rgb[2];
	for (int i = 0; i < (gray ? 1 : 3); i++) {
		buf_decimal(b, (rgb[i] * 1000 + 127) / 255, 3); /* three decimals give each of the 256 steps back */
		put_char(b, ' ');
	}
	buf_z(b, gray ? "g\n" : "rg\n");
}

void
draw_overprint(struct draw *d, bool over)
{
	if (d->over == over || !d->f->sheets->overprint)
		return;
	array_end(d);
	buf_z(&d->b, over ? "/Over gs\n" : "/Out gs\n");
	d->over = over;
}

void
draw_colour(struct draw *d, struct colour c, dim thin)
{
	if (d->f->sheets->inks == INKS_GRAY)
		c = colour_gray(c);
	bool marks = colour_marks(d, c);
	if (!marks)
		c = colour_limit(c, d->f->sheets->ink_most);
	draw_overprint(d, !c.c && !c.m && !c.y && c.k >= 100 && thin <= OVER_MOST);
	if (d->coloured && !memcmp(&c, &d->colour, sizeof c))
		return;
	array_end(d);
	d->colour = c;
	d->coloured = true;
	if (marks) {
		buf_z(&d->b, "/All cs 1 scn\n");
		return;
	}
	if (d->f->sheets->standard == PDF_DIGITAL)
		colour_light(&d->b, c);
	else
		colour_inks(&d->b, c);
}
