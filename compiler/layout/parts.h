/* parts.h - what stands before the posts, and around every page (inside layout/ only) */
#ifndef YB_PARTS_H
#define YB_PARTS_H
#include "layout/text.h"

/* What the makers of book parts need. Results go to `keep`; `scratch` is reset at will. */
struct parts_env {
	struct fonts *fonts;
	const struct style *style;
	const struct book *book;
	struct diag *d;
	struct arena *keep, *scratch;
};

/* Title page, imprint and contents, an even number of pages, numbered from 1, with roman folios. folios[i] is the printed number of the page where
 * entry i begins; NULL only counts the pages, which do not depend on the numbers. */
struct page *parts_front(struct parts_env *env, const struct str *folios, size_t *n);
/* Adds the running head and the folio to a page that bears them; `head` may be empty. */
void furniture_add(struct parts_env *env, struct page *page, struct str head);
/* Left edge of the text block on a page: the margins are mirrored. */
dim text_left(const struct style *style, int page_number);
struct str roman(struct arena *a, int n); /* "iv" */
#endif
