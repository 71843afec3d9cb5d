/* join.h - the posts' pages made one book (inside layout/ only) */
#ifndef YB_JOIN_H
#define YB_JOIN_H
#include "layout/flow.h"
#include "layout/parts.h"

/* Numbers the pages, puts front matter before them, adds running heads, folios and outline, and mends links that lead nowhere. */
void pages_join(struct parts_env *env, const struct post_pages *laid, struct pages *out);
/* What the file says of itself. */
void metadata_make(struct parts_env *env, struct pages *p);
/* Hands up what could not be had, and reports it with the number that is printed on the page. `starts`: the first page of each post. */
void residues_collect(struct parts_env *env, const struct post_pages *posts, const int *starts, int front, struct pages *out);
/* Fills in "page N" of notes. Takes out destinations that were named before; links to what is not there lead to the post, or nowhere and are taken out. */
void links_mend(struct parts_env *env, struct pages *pages);
#endif
