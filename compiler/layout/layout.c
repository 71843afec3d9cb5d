/* layout.c - book + style -> pages */
#include "layout/layout.h"

struct layout *
layout_make(const struct book *book, const struct style *style, struct diag *d, const char *fonts, int threads)
{
	(void)book, (void)style, (void)d, (void)fonts, (void)threads;
	return NULL;
}

const struct pages *
layout_pages(const struct layout *l)
{
	(void)l;
	return NULL;
}

void
layout_free(struct layout *l)
{
	(void)l;
}
