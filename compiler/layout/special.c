/* special.c - pages that are none of a book's: the index of codes, postcards, the poster */
#include "layout/special.h"

struct page *
special_pages(struct parts_env *env, enum special what, size_t *n)
{
	switch (what) {
	case SPECIAL_CODES: return special_codes(env, n);
	case SPECIAL_CARDS: return special_cards(env, n);
	case SPECIAL_POSTER: return special_poster(env, n);
	}
	return NULL;
}

/* Puts a code at its place on the page at hand; false when the address has none. */
bool
special_code(struct sheet *s, struct str url, dim x, dim y, dim side, struct colour ink, bool whole)
{
	struct item *modules;
	arena_reset(s->env->scratch);
	size_t n = code_draw(s->env->keep, s->env->scratch, url, side, ink, &modules);
	for (size_t i = 0; i < n; i++) {
		struct item item = modules[i];
		item.x += x;
		item.y += y;
		if (whole)
			sheet_item_whole(s, item);
		else
			sheet_item(s, item);
	}
	return n > 0;
}

/* A text within so many lines: what does not fit is cut behind a word, with an ellipsis. */
struct str
special_short(struct parts_env *env, struct str text, const struct text_style *style, struct str lang, dim measure, size_t lines)
{
	struct str cut = text;
	if (cut.n > 4000) { /* no place has room for so much */
		cut.n = 4000;
		while (cut.n && ((unsigned char)cut.p[cut.n] & 0xC0) == 0x80)
			cut.n--;
	}
	/* halves, then words: few trials however long it is */
	while (cut.n) {
		struct str shown = cut.n == text.n ? text : str_fmt(env->keep, "%.*s\xE2\x80\xA6", STR_FMT(cut));
		size_t n = sheet_lines(env, shown, style, lang, measure);
		if (n <= lines)
			return shown;
		size_t to = n > 2 * lines + 2 ? cut.n * (lines + 1) / n : cut.n;
		ptrdiff_t blank = str_rfind_char(str_sub(cut, 0, to), ' ');
		if (blank <= 0) {
			to = to > 1 ? to - 1 : 0;
			while (to && ((unsigned char)cut.p[to] & 0xC0) == 0x80)
				to--;
			blank = (ptrdiff_t)to;
		}
		cut = str_trim(str_sub(cut, 0, (size_t)blank));
	}
	return STR_NONE;
}
