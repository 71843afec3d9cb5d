/* protrude.h - how far characters hang over the margin, so that it looks straight (layout/ only) */
#ifndef YB_PROTRUDE_H
#define YB_PROTRUDE_H
#include <stdint.h>

/* Thousandths of the glyph's width that stand outside the margin. */
int protrude_left(uint32_t rune);
int protrude_right(uint32_t rune);
#endif
