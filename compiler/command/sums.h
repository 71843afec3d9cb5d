/* sums.h - checksums of what is handed over */
#ifndef YB_SUMS_H
#define YB_SUMS_H
#include "base/str.h"

enum { SUM_HEX = 64 };

/* SHA-256 of a file, in hexadecimal. NULL when it worked, else what was wrong. */
const char *sum_file(const char *path, char hex[SUM_HEX + 1]);
#endif
