/* cover.h - the sheet around the book and what stands on it (inside layout/ only) */
#ifndef YB_COVER_H
#define YB_COVER_H
#include "layout/layout.h"
#include "layout/sheet.h"

/* The sheet as one page: sizes, metadata, and the page itself. env->style is the book's. */
void cover_sheet(struct parts_env *env, const struct cover_shape *shape, struct pages *out);
/* The front alone, without bleed. */
void cover_alone(struct parts_env *env, struct pages *out);

/* Baseline of what stands at the head of every side, from its upper edge. */
dim cover_head(const struct style *style);

/* ---- each side as items from its own upper left corner; env->style has the size of one side ---- */

struct frame cover_front(struct parts_env *env);
/* `band`: upper edge of the photograph on the front, 0 where there is none. */
struct frame cover_back(struct parts_env *env, const struct cover_shape *shape, dim band);
/* The spine's text, as it stands when the sheet is turned so that the front's left edge is its upper one. No items: it has none. */
struct frame cover_spine(struct parts_env *env, const struct cover_shape *shape);

/* ---- barcode.c: an ISBN as an EAN-13 symbol (ISO/IEC 15420) with its quiet zones, on white ---- */

struct barcode {
	dim w, h; /* of the white ground, with the ISBN above and the figures below the bars */
	int percent; /* of the symbol's nominal size: 80 to 100 */
};

/* The largest one that is no wider than `most`; w is 0 where not even the smallest fits. */
struct barcode barcode_size(dim most);
/* Draws it with its ground's upper left corner at x, y. False when the figures are none of an EAN-13. */
bool barcode_add(struct sheet *s, const struct barcode *b, struct str isbn, struct str shown, dim x, dim y);
#endif
