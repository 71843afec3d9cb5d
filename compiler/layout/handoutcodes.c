/* handoutcodes.c - the index of a handout: the code of every post, with its title, its date and its address */
#include "layout/special.h"

enum { COLUMNS = 2, TITLE_LINES = 4, ADDRESS_LINES = 3 };
#define SIDE MM(25)
#define GAP MM(5) /* from a code to its text: more than its four modules of white */

/* A post's place: its code, its text beside it. Returns how high it is; draws only where `put` is set. */
static dim
place_put(struct sheet *s, const struct entry *e, dim x, dim y, dim w, bool put)
{
	struct parts_env *env = s->env;
	const struct style *style = env->style;
	const struct text_style *small = &style->text_styles[TEXT_TOC_KICKER];
	struct text_style title = style->text_styles[TEXT_TOC_TITLE];
	dim text_x = x + SIDE + GAP, text_w = w - SIDE - GAP, at = y + title.size * 3 / 4;
	struct {
		struct str text;
		const struct text_style *style;
		size_t lines;
		uint8_t role;
	} parts[] = {{e->title, &title, TITLE_LINES, ROLE_HEADING}, {e->kicker, small, 2, ROLE_KICKER},
		{address_short(e->url), small, ADDRESS_LINES, ROLE_PARA}};
	title.leading = title.size * 5 / 4;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!parts[i].text.n)
			continue;
		struct str shown = special_short(env, parts[i].text, parts[i].style, e->lang, text_w, parts[i].lines);
		if (i)
			at += parts[i].style->leading + (i == 1 ? PT(2) : 0);
		if (put)
			at = sheet_text(s, shown, parts[i].style, e->lang, parts[i].role, text_x, at, text_w);
		else
			at += (dim)(sheet_lines(env, shown, parts[i].style, e->lang, text_w) - 1) * parts[i].style->leading;
	}
	if (put && special_code(s, e->url, x, y, SIDE, style->text, false))
		sheet_uri(s, x, y, w, SIDE, e->url);
	return at - y > SIDE ? at - y : SIDE;
}

static void
head_put(struct sheet *s)
{
	struct parts_env *env = s->env;
	const struct style *style = env->style;
	const struct book *book = env->book;
	const struct text_style *name = &style->text_styles[TEXT_COVER_NAME], *title = &style->text_styles[TEXT_TITLE_SMALL];
	struct str lang = book->language;
	dim y = style->first_baseline;
	if (book->publisher.n)
		y = sheet_text(s, book->publisher, name, lang, ROLE_KICKER, 0, y, s->measure);
	y += style->grid / 2;
	sheet_rect(s, 0, y, s->measure, PT(1.5), style->accent);
	y = sheet_text(s, special_short(env, book->title, title, lang, s->measure, 3), title, lang, ROLE_TITLE, 0,
		y + title->leading + PT(2), s->measure);
	s->y = y + style->grid * 3 / 2;
}

struct page *
special_codes(struct parts_env *env, size_t *n)
{
	const struct style *style = env->style;
	const struct book *book = env->book;
	struct sheet s = sheet_new(env, STR_NONE);
	dim gap = style->column_gap, w = (s.measure - (COLUMNS - 1) * gap) / COLUMNS;
	s.bare = true;
	head_put(&s);
	for (size_t i = 0; i < book->n_entries; i += COLUMNS) {
		dim h = 0;
		for (size_t k = i; k < i + COLUMNS && k < book->n_entries; k++) {
			dim own = place_put(&s, &book->entries[k], 0, 0, w, false);
			h = own > h ? own : h;
		}
		if (sheet_room(&s, h)) {
			s.bare = true;
			s.y += style->grid / 2;
		}
		for (size_t k = i; k < i + COLUMNS && k < book->n_entries; k++)
			place_put(&s, &book->entries[k], (dim)(k - i) * (w + gap), s.y, w, true);
		s.y += h + style->grid;
	}
	return sheet_pages(&s, n);
}
