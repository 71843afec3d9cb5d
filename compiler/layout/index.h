/* index.h - the index of the book: from places in the text to pages, from terms to columns (inside layout/ only) */
#ifndef YB_LAYOUT_INDEX_H
#define YB_LAYOUT_INDEX_H
#include "layout/parts.h"

/* A page, or several in a row, on which a term stands. */
struct index_page {
	size_t first, last; /* of the posts' pages */
	struct str dest; /* where a link to it leads */
};

struct spots; /* where the places of all terms came out */

/* Looks at all pages of the posts, and names the places on them that the index leads to. */
struct spots *spots_find(struct parts_env *env);
/* The pages of a term of the book's index, in order, neighbours joined. In env->scratch. */
struct index_page *spots_pages(struct parts_env *env, const struct spots *s, size_t term, size_t *n);
#endif
