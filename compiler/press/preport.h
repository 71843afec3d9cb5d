/* preport.h - one page that tells what a printer would object to, with a thumbnail of each bad page */
#ifndef YB_PREPORT_H
#define YB_PREPORT_H
#include "base/diag.h"
#include "press/printer.h"

enum report_text { REPORT_TITLE, REPORT_BODY, REPORT_BOLD, REPORT_SMALL };

/* Who sets the page's texts, each on one line; they live as long as the pages. */
struct report_setter {
	struct line (*set)(void *ctx, struct str text, enum report_text how);
	void *ctx;
};

/* A page for any office printer (it fits A4 and Letter): the printer, the book, the verdict; what is wrong with the book as a whole; then the worst
 * pages, each small beside what was found on it, and how many more there are. `list` are the findings (notes are left out); the pages are those from
 * index `first` up to `end`, and a finding's page counts from there. */
struct sheets preflight_report(const struct pages *pages, size_t first, size_t end, const struct printer *p,
	const struct finding *list, size_t n, const struct report_setter *setter, struct arena *a);
#endif
