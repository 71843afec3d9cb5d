/* special.h - what the makers of pages that are none of a book's share (inside layout/ only) */
#ifndef YB_SPECIAL_H
#define YB_SPECIAL_H
#include "layout/code.h"
#include "layout/layout.h"
#include "layout/sheet.h"

part_maker special_codes, special_cards, special_poster;
struct page *special_pages(struct parts_env *env, enum special what, size_t *n);
/* Puts a code at its place on the page at hand; false when the address has none. */
bool special_code(struct sheet *s, struct str url, dim x, dim y, dim side, struct colour ink, bool whole);
/* A text within so many lines: what does not fit is cut behind a word, with an ellipsis. */
struct str special_short(
	struct parts_env *env, struct str text, const struct text_style *style, struct str lang, dim measure, size_t lines);
#endif
