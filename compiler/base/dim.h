/* dim.h - lengths as integers, so that a page is laid out the same on every machine */
#ifndef YB_DIM_H
#define YB_DIM_H
#include "base/str.h"

typedef int32_t dim; /* a length: 1/1024 of a point (a point is 1/72 inch) */

#define DIM_PT 1024
#define DIM_MAX INT32_MAX
#define PT(n) ((dim)((n)*DIM_PT + ((n) < 0 ? -0.5 : 0.5))) /* for constants: PT(9.8) */
#define MM(n) PT((n)*72 / 25.4)

/* a x b / c, rounded to nearest, in 64 bits between; c is not 0. */
dim dim_scale(dim a, int64_t b, int64_t c);
/* Reads "9.8", "9.8pt", "12mm", "1.2cm", "0.125in" (bare numbers are in the unit given, "pt" or "mm"). */
bool dim_parse(struct str s, const char *unit, dim *out);
/* Writes points with at most three decimals, no exponent, no trailing zeros: "-12.5". */
void buf_dim(struct buf *b, dim d);
/* Writes n / 10^places without trailing zeros: for numbers other than lengths. */
void buf_decimal(struct buf *b, int64_t n, int places);
#endif
