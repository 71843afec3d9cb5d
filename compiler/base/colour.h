/* colour.h - an ink colour, and how it looks on a screen */
#ifndef YB_COLOUR_H
#define YB_COLOUR_H
#include <stdint.h>

/* Percent of cyan, magenta, yellow and black. */
struct colour {
	uint8_t c, m, y, k;
};

/* How inks look on coated paper: red, green and blue of sRGB, from 0 to 1. */
void ink_shown(struct colour c, double rgb[3]);
/* The same in steps of 1/255, for text and rules on a screen. Black alone, and its tints, are neutral there: letters are as dark as a screen
 * can show them, and who prints them at home prints them with black alone. */
void ink_screen(struct colour c, uint8_t rgb[3]);
/* How well one colour is seen on the other, in thousandths: 1000 to 21000 (WCAG 2, 1.4.3). */
int screen_contrast(const uint8_t a[3], const uint8_t b[3]);
#endif
