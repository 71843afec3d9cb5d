/* utf8.h - code points in and out of UTF-8 */
#ifndef YB_UTF8_H
#define YB_UTF8_H
#include "base/str.h"

#define RUNE_BAD 0xFFFDu /* what invalid bytes decode to */

/* Decodes the code point at s[*i] and moves *i behind it. Invalid bytes give RUNE_BAD and move by one byte.
 * *i must be less than s.n. */
uint32_t utf8_next(struct str s, size_t *i);
/* Writes a code point (surrogates and values above U+10FFFF as RUNE_BAD) and returns its bytes, 1 to 4. */
size_t utf8_put(char out[4], uint32_t rune);
/* Offset of the first byte that is not valid UTF-8 (RFC 3629), or s.n. */
size_t utf8_valid(struct str s);
/* Number of code points; invalid bytes count one each. */
size_t utf8_count(struct str s);
/* White space as a reader sees it: ASCII blanks, NEL, no-break and other Unicode spaces, line separators. */
bool rune_blank(uint32_t rune);
#endif
