/* cover.h - the sheet around the book and what stands on it (inside layout/ only) */
#ifndef YB_COVER_H
#define YB_COVER_H
#include "layout/layout.h"
#include "layout/sheet.h"

/* The sheet as one page: sizes, metadata, and the page itself. env->style is the book's. */
void cover_sheet(struct parts_env *env, const struct cover_shape *shape, struct pages *out);

/* Baseline of what stands at the head of every side, from its upper edge. */
dim cover_head(const struct style *style);

/* ---- each side as items from its own upper left corner; env->style has the size of one side ---- */

struct frame cover_front(struct parts_env *env);
struct frame cover_back(struct parts_env *env, const struct cover_shape *shape);
/* The spine's text, as it stands when the sheet is turned so that the front's left edge is its upper one. No items: it has none. */
struct frame cover_spine(struct parts_env *env, const struct cover_shape *shape);
#endif
