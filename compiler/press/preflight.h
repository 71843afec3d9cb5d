/* preflight.h - what a printer would object to in a book, said before it sees it */
#ifndef YB_PREFLIGHT_H
#define YB_PREFLIGHT_H
#include "book/book.h"
#include "press/fit.h"

/* From now on what a printer would refuse is an error: for `check`. Call it before printer_fit. */
void preflight_refuse(struct diag *d);
/* Is it something that a printer would refuse? */
bool preflight_refuses(enum diag_kind kind);
/* Looks at the pages from `first` up to `end`, as printer_fit made them: pictures, inks, edges, type, rules, number of pages. Each finding names the
 * post and its line, the page, and the number that failed. */
void preflight(
	struct diag *d, const struct printer *p, const struct book *book, const struct pages *pages, size_t first, size_t end);
/* The same of the cover's sheet: back, spine and front on its first page. */
void preflight_cover(struct diag *d, const struct printer *p, const struct book *book, const struct pages *cover);
/* The file as it was written. */
void preflight_file(struct diag *d, const struct printer *p, struct str path, uint64_t bytes);
#endif
