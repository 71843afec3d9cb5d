/* draft.h - what a draft shows on its pages besides the book (inside layout/ only) */
#ifndef YB_DRAFT_H
#define YB_DRAFT_H
#include "layout/parts.h"

/* Adds it to the pages, whose list is copied: see layout_draft. */
void draft_make(struct parts_env *env, struct pages *pages, bool listed);
/* Says it on a cover's sheet, whose front is so wide. */
void draft_cover(struct parts_env *env, struct pages *pages, dim front);
/* draftlist.c: pages with the findings, numbered from env->number. Of each mark the index of its page, or -1. */
struct page *draft_list(struct parts_env *env, const struct pages *pages, const int *at, size_t *n);
/* Names of the places of a mark and of its finding in the list. */
struct str draft_dest(struct parts_env *env, int number, bool in_list);
#endif
