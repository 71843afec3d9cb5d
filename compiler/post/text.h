/* text.h - bytes of a file -> text fit for reading (inside post/ only) */
#ifndef YB_TEXT_H
#define YB_TEXT_H
#include "base/diag.h"
#include "post/post.h"

/* The code pages that text in the wild was written in or wrongly read as. */
enum page { PAGE_WINDOWS, PAGE_MAC }; /* Windows-1252 (Latin-1 with more), Mac Roman */

/* The code point of a byte from 0x80 upwards; RUNE_BAD where the page has none. */
uint32_t page_rune(enum page page, unsigned char byte);
/* The byte (0x80 to 0xFF) of a code point, or -1. For PAGE_WINDOWS the C1 controls stand for their own bytes, as Latin-1 has them. */
int page_byte(enum page page, uint32_t rune);

/* Mends UTF-8 that was read as Windows-1252 or Mac Roman and saved again, once or twice, where the way back is certain; each
 * line that changed is reported. Lines and ASCII stay where they are. The result is s itself when nothing changed. */
struct str text_repair(struct arena *a, struct diag *d, struct str path, struct str s);

/* Joins accents that were typed as characters of their own with their letters, and drops zero-width blanks and joiners that do nothing; fenced code
 * stays. Lines stay where they are. The result is s itself when nothing changed. */
struct str text_tidy(struct arena *a, struct diag *d, struct str path, struct str s);

/* Notes where the lines of p->source begin. */
void post_lines_find(struct post *p);

/* Whether two titles say the same: letters and digits alone, without regard to case. */
bool text_same(struct str a, struct str b);
/* A copy of a text of .mdx with blanks where imports, exports and values of its program stand. */
struct str mdx_plain(struct arena *a, struct str text);
#endif
