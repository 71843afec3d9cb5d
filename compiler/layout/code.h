/* code.h - addresses that a telephone reads: QR codes (inside layout/ only) */
#ifndef YB_CODE_H
#define YB_CODE_H
#include "layout/text.h"

/* The dark modules of an address's code as rectangles in keep, from its upper left corner; the caller leaves four modules of white around
 * it. Returns how many they are, 0 where the address is empty or too long for a code. */
size_t code_draw(struct arena *keep, struct arena *scratch, struct str url, dim side, struct colour ink, struct item **out);
/* The address as a reader types it: without scheme and closing slash. */
struct str address_short(struct str url);
#endif
