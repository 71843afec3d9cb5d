/* fit.h - a finished book made to suit a printer: its paper, the margin at the spine, the bleed, the number of pages */
#ifndef YB_FIT_H
#define YB_FIT_H
#include "press/printer.h"
#include "style/style.h"

/* The style that a book is set in for this printer: the one that is named, at the paper that is named (style_read). Where the printer does not
 * take that size, the nearest that it takes, which is said: *own is then set, for the breaks of pages are others. NULL when there is no such
 * style (reported). */
struct style *printer_style(
	struct arena *a, struct diag *d, const struct printer *p, struct str style, struct str paper, bool *own);
/* A copy of the pages for this printer. Their breaks and numbers stay: the text is moved from the spine as far as the number of pages asks, what
 * bleeds is widened, a lone mark of colour is black where inks are printed, and blank pages are added at the end. What cannot be had is reported. Shares what it does not change. */
struct pages *printer_fit(
	struct arena *a, struct diag *d, const struct printer *p, const struct style *style, const struct pages *pages);
/* Small marks of colour become black where the page has no other colour: it is then a page of one ink, for the shop's machines and its price.
 * The page gets frames of its own. */
void page_spare(struct arena *a, struct page *page);
/* Whether the spine is at the left edge of a page. */
bool page_spine_left(const struct pages *pages, const struct page *page);
/* Whether nothing is printed on it. */
bool page_blank(const struct page *page);
/* The pages of the inside: without the cover's leaf. */
void printer_interior(const struct pages *pages, size_t *first, size_t *end);
#endif
