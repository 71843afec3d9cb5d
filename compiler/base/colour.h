/* colour.h - an ink colour */
#ifndef YB_COLOUR_H
#define YB_COLOUR_H
#include <stdint.h>

/* Percent of cyan, magenta, yellow and black. */
struct colour {
	uint8_t c, m, y, k;
};
#endif
