/* ink.c - colours in the inks of the output */
#include "pdf/draw.h"

#include <string.h>

void
draw_colour(struct draw *d, struct colour c)
{
	if (d->coloured && !memcmp(&c, &d->colour, sizeof c))
		return;
	array_end(d);
	const uint8_t parts[4] = {c.c, c.m, c.y, c.k};
	for (int i = 0; i < 4; i++) {
		buf_decimal(&d->b, parts[i] > 100 ? 100 : parts[i], 2);
		put_char(&d->b, ' ');
	}
	buf_z(&d->b, "k\n");
	d->colour = c;
	d->coloured = true;
}
