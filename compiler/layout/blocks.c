/* blocks.c - headings, code, pull quotes, embeds, rules, the marks of lists */
#include "layout/flow.h"

#include "base/file.h"
#include "base/utf8.h"

#include <string.h>

enum {
	HEADS_MOST = 4,
	PULLQUOTE_STEPS = 16,
	ITEMS_LOOKED = 10000,
	COST_CODE = 20 /* code is divided, two lines or more on each page */
};

static int
steps_up(const struct flow *f, dim h)
{
	return (int)((h + f->style->grid - 1) / f->style->grid);
}

/* ---- headings ---- */

/* A heading among those that stand together. */
struct head {
	struct setting_of s;
	struct para para;
	dim above, leading;
};

static void
head_set(struct flow *f, const struct block *b, struct head *h)
{
	enum text_role role = b->level <= 2 ? TEXT_H2 : b->level == 3 ? TEXT_H3 : TEXT_H4;
	h->s = place_setting(f, b);
	h->s.style = role;
	h->s.role = ROLE_HEADING;
	h->above = f->style->heading_above[role - TEXT_H2];
	h->leading = f->style->text_styles[role].leading;
	text_set(f, &h->s, f->measure - h->s.left - h->s.right, &h->para);
	if (b->text.n)
		*PUSH(f->tmp, f->marks, f->n_marks, f->cap_marks) = (struct mark){b->text, dest_name(f, b->anchor), b->level};
}

/* Places the heads so that the last line stands on the grid: what is left over goes above the first, or, at the head of a page, above the
 * last one. Returns the steps. */
static int
heads_place(struct flow *f, const struct head *heads, int n, bool at_head, struct items *to)
{
	dim total = 0, y = 0;
	for (int i = 0; i < n; i++)
		total += (i || !at_head ? heads[i].above : 0) + (dim)heads[i].para.n * heads[i].leading;
	int steps = steps_up(f, total);
	dim rest = steps * f->style->grid - total;
	for (int i = 0; i < n; i++) {
		y += i || !at_head ? heads[i].above : 0;
		if (i == (at_head ? n - 1 : 0))
			y += rest;
		if (i && heads[i].s.block->anchor.n)
			item_add(f, to,
				(struct item){.kind = ITEM_DEST,
					.role = ROLE_ARTIFACT,
					.y = y,
					.dest = dest_name(f, heads[i].s.block->anchor)});
		for (size_t k = 0; k < heads[i].para.n; k++) {
			y += heads[i].leading;
			line_add(f, to, &heads[i].s, &heads[i].para.lines[k], heads[i].s.left, y);
		}
	}
	return steps;
}

const struct block *
heading_flow(struct flow *f, const struct block *b)
{
	struct head heads[HEADS_MOST];
	struct items items = {0}, at_head = {0};
	int n = 0;
	const struct block *last = b;
	for (; b && b->kind == BLOCK_HEADING && n < HEADS_MOST; b = b->next) {
		last = b;
		if (!block_shown(b, EDITION_PRINT))
			continue;
		head_set(f, b, &heads[n]);
		for (size_t i = 0; i < heads[n].para.n; i++)
			calls_add(f, &heads[n].s, &heads[n].para.lines[i]);
		n++;
	}
	int steps = heads_place(f, heads, n, false, &items), steps_at_head = heads_place(f, heads, n, true, &at_head);
	atom_add_airy(f, items, at_head, steps, steps_at_head, BREAK_NEVER);
	f->fresh = true;
	f->no_indent = true;
	f->before = BLOCK_HEADING;
	return last;
}

/* ---- pull quotes ---- */

static void
pullquote_lines(struct flow *f, const struct setting_of *s, const struct para *p, struct items *to, dim *y)
{
	const struct text_style *t = &f->style->text_styles[s->style];
	for (size_t i = 0; i < p->n; i++) {
		line_add(f, to, s, &p->lines[i], s->left, *y);
		calls_add(f, s, &p->lines[i]);
		*y += t->leading;
	}
	*y -= t->leading;
}

void
pullquote_flow(struct flow *f, const struct block *b)
{
	struct setting_of s = place_setting(f, b), name = {.block = NULL};
	const struct block *by = b->first;
	struct para p, who = {0};
	struct items items = {0}, at_head = {0};
	dim grid = f->style->grid, measure = f->measure - s.left - s.right;
	s.style = TEXT_PULLQUOTE;
	s.role = ROLE_PULLQUOTE;
	text_set(f, &s, measure, &p);
	const struct text_style *t = &f->style->text_styles[s.style];
	if ((dim)p.n * t->leading > PULLQUOTE_STEPS * grid) { /* no pull quote: a quotation */
		s.style = TEXT_QUOTE;
		blank_ask(f, 1, 0);
		lines_flow(f, &s);
		if (by) {
			name = place_setting(f, by);
			name.align = ALIGN_RIGHT;
			name.physical = false;
			lines_flow(f, &name);
		}
		blank_ask(f, 1, 0);
		f->no_indent = true;
		return;
	}
	if (by) {
		name = place_setting(f, by);
		name.style = TEXT_PULLQUOTE_NAME;
		name.role = ROLE_PULLQUOTE;
		text_set(f, &name, measure, &who);
	}
	dim rule = grid * 3 / 2, y = rule + t->leading - grid / 8;
	dim rule_x = p.rtl ? f->measure - s.right - f->style->pullquote_rule_w : s.left;
	rect_add(f, &items, rule_x, rule - f->style->pullquote_rule, f->style->pullquote_rule_w, f->style->pullquote_rule,
		f->style->accent);
	pullquote_lines(f, &s, &p, &items, &y);
	if (who.n) {
		y += f->style->text_styles[name.style].leading + grid / 8;
		pullquote_lines(f, &name, &who, &items, &y);
	}
	int steps = steps_up(f, y);
	items_move(f, &at_head, &items, 0, -grid);
	atom_add_airy(f, items, at_head, steps, steps - 1, 0);
	if (steps * grid - y < grid * 3 / 4)
		blank_ask(f, 1, 1);
	f->no_indent = true;
	f->before = BLOCK_PULLQUOTE;
}

/* ---- code ---- */

/* A bar beside a ground is as high as that. */
static void
bars_reach(struct flow *f, size_t first, dim above, dim bottom, dim below)
{
	for (size_t i = 0; i < f->n_places && first < f->n; i++) {
		const struct place *p = &f->places[i];
		if (!p->bar)
			continue;
		atom_rect(f, &f->atoms[first], p->bar_x, f->style->grid / 4 - above, PT(1.5), above, f->style->accent);
		atom_rect(f, &f->atoms[f->n - 1], p->bar_x, bottom, PT(1.5), below, f->style->accent);
	}
}

void
code_flow(struct flow *f, const struct block *b)
{
	struct setting_of s = place_setting(f, b);
	struct para p;
	dim grid = f->style->grid, pad = f->style->inset * 2 / 5, w = f->measure - s.left - s.right;
	dim low = grid / 4; /* of the ground below a baseline */
	s.style = TEXT_CODE;
	s.role = ROLE_CODE;
	s.pre = true;
	s.align = ALIGN_LEFT;
	text_set(f, &s, w - 2 * pad, &p);
	int steps = steps_of_line(f, &f->style->text_styles[s.style]);
	blank_ask_box(f, 1);
	size_t first = f->n;
	for (size_t i = 0; i < p.n; i++) {
		struct items items = {0};
		dim top = i ? low : low - pad, bottom = steps * grid + low + (i + 1 == p.n ? pad * 3 / 4 : 0);
		rect_add(f, &items, s.left, top, w, bottom - top, f->style->code_ground);
		line_add(f, &items, &s, &p.lines[i], s.left + pad, steps * grid);
		bool edge = i == 0 || i + 2 == p.n;
		int32_t cost = i + 1 == p.n ? 0 : !edge ? COST_CODE : p.n <= 3 ? COST_BOTH : COST_WIDOW;
		atom_add(f, items, steps, cost);
	}
	bars_reach(f, first, pad, steps * grid + low, pad * 3 / 4);
	f->fresh = false;
	blank_ask(f, 1, 1);
	f->no_indent = true;
	f->before = BLOCK_CODE;
}

/* ---- embeds ---- */

/* A ruled box: who shows it, below that its line, and what the author wrote about it. */
static void
card_flow(struct flow *f, const struct block *b)
{
	struct setting_of parts[3] = {place_setting(f, b), place_setting(f, b)};
	dim pad = f->style->inset * 3 / 5, grid = f->style->grid, low = grid / 3, thin = PT(0.35);
	dim left = parts[0].left, w = f->measure - left - parts[0].right;
	size_t n = 2, from = f->n;
	parts[0].block = NULL;
	parts[0].owner = b;
	struct run bold = {.end = (uint32_t)b->head.n, .flags = RUN_BOLD, .link = -1, .picture = -1, .note = -1};
	parts[0].runs = &bold;
	parts[0].n_runs = 1;
	parts[0].text = b->head;
	parts[0].role = ROLE_LABEL;
	parts[1].role = ROLE_EMBED;
	parts[0].style = parts[1].style = TEXT_EMBED;
	if (b->first) {
		parts[n] = place_setting(f, b->first);
		parts[n].role = ROLE_CAPTION;
		parts[n++].style = TEXT_CAPTION;
	}
	blank_ask_box(f, f->before == BLOCK_EMBED ? 2 : 1);
	for (size_t i = 0; i < n; i++) {
		parts[i].left += pad;
		parts[i].right += pad;
		parts[i].align = ALIGN_LEFT;
		lines_flow(f, &parts[i]);
	}
	for (size_t k = from; k < f->n; k++) {
		struct atom *atom = &f->atoms[k];
		dim top = k == from ? low - pad : low,
		    bottom = f->boxes[k].steps * grid + low + (k + 1 == f->n ? pad * 3 / 4 : 0);
		atom_rect(f, atom, left, top, thin, bottom - top, f->style->text);
		atom_rect(f, atom, left + w - thin, top, thin, bottom - top, f->style->text);
		if (k == from)
			atom_rect(f, atom, left, top, w, thin, f->style->text);
		if (k + 1 == f->n)
			atom_rect(f, atom, left, bottom - thin, w, thin, f->style->text);
		else
			f->boxes[k].cost = BREAK_NEVER;
	}
	f->fresh = false;
	f->end_x = 0;
	blank_ask(f, 1, 1);
	f->no_indent = true;
	f->before = BLOCK_EMBED;
}

void
embed_flow(struct flow *f, const struct block *b)
{
	if (b->card && b->head.n) {
		card_flow(f, b);
		return;
	}
	struct setting_of s = place_setting(f, b), arrow = s;
	struct para mark;
	dim hang = f->style->inset;
	s.style = arrow.style = TEXT_EMBED;
	s.role = ROLE_EMBED;
	s.align = arrow.align = ALIGN_LEFT;
	arrow.block = NULL;
	arrow.owner = b;
	arrow.runs = NULL;
	arrow.n_runs = 0;
	arrow.text = s.rtl ? STR("←") : STR("→");
	arrow.role = ROLE_LABEL;
	if (f->before != BLOCK_EMBED)
		blank_ask(f, 1, 0);
	text_set(f, &arrow, hang, &mark);
	dim mark_x = s.rtl ? f->measure - s.right - hang : s.left;
	for (size_t i = 0; i < mark.n; i++)
		line_add(f, &f->waiting, &arrow, &mark.lines[i], mark_x, f->style->grid);
	*(s.rtl ? &s.right : &s.left) += hang;
	size_t n = f->n;
	lines_flow(f, &s);
	if (b->first) {
		struct setting_of caption = place_setting(f, b->first);
		for (; n < f->n; n++)
			f->boxes[n].cost = BREAK_NEVER;
		caption.style = TEXT_CAPTION;
		caption.role = ROLE_CAPTION;
		*(s.rtl ? &caption.right : &caption.left) += hang;
		n = f->n;
		lines_flow(f, &caption);
		/* a caption stands closer to its line than a line of the grid */
		for (; n < f->n; n++)
			for (size_t k = 0; k < f->atoms[n].items.n; k++)
				if (f->atoms[n].items.p[k].kind != ITEM_RECT)
					f->atoms[n].items.p[k].y -= f->style->grid / 8;
	}
	f->fresh = false;
	blank_ask(f, 1, 0);
	f->no_indent = true;
	f->before = BLOCK_EMBED;
}

/* ---- rules ---- */

void
rule_flow(struct flow *f)
{
	struct setting_of s = {.text = f->style->marks, .style = TEXT_BODY, .role = ROLE_ARTIFACT, .align = ALIGN_CENTER};
	struct items items = {0};
	struct para p;
	dim grid = f->style->grid;
	text_set(f, &s, f->measure, &p);
	for (size_t i = 0; i < p.n && i < 1; i++)
		line_add(f, &items, &s, &p.lines[i], 0, grid * 7 / 4);
	f->blank = f->blank_least = 0;
	atom_add(f, items, 2, 0);
	if (f->n > 1 && f->boxes[f->n - 2].cost < BREAK_NEVER)
		f->boxes[f->n - 2].cost += 120; /* the mark says more at the foot of a page than at its head */
	f->no_indent = true;
	f->before = BLOCK_RULE;
}

/* ---- lists ---- */

/* Bytes of an emoji and the blanks behind it at the beginning of a text; 0 when there is none. */
static size_t
emoji_led(struct str s)
{
	size_t i = 0;
	if (!s.n)
		return 0;
	uint32_t r = utf8_next(s, &i);
	if (!((r >= 0x1F000 && r <= 0x1FAFF) || (r >= 0x2600 && r <= 0x27BF) || (r >= 0x2B00 && r <= 0x2BFF)))
		return 0;
	bool joined = false;
	while (i < s.n && i < 64) {
		size_t at = i;
		r = utf8_next(s, &i);
		bool part = joined || r == 0x200D || r == 0xFE0F || r == 0x20E3 || (r >= 0x1F3FB && r <= 0x1F3FF) ||
			(r >= 0x1F1E6 && r <= 0x1F1FF) || (r >= 0xE0020 && r <= 0xE007F);
		joined = r == 0x200D;
		if (!part) {
			i = at;
			break;
		}
	}
	size_t blank = i;
	while (i < s.n) {
		size_t at = i;
		if (!rune_blank(utf8_next(s, &i))) {
			i = at;
			break;
		}
	}
	return i > blank && i < s.n ? i : 0;
}

static const struct block *
item_text(const struct block *item)
{
	return item->first && item->first->kind == BLOCK_PARA && block_shown(item->first, EDITION_PRINT) ? item->first : NULL;
}

/* 1 to 3999 in Roman numerals, upper case. */
static void
roman_add(struct buf *b, int n)
{
	static const struct {
		int value;
		const char *sign;
	} signs[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"},
		{9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		for (; n >= signs[i].value; n -= signs[i].value)
			buf_z(b, signs[i].sign);
}

struct str
item_label(struct flow *f, const struct block *list, const struct block *item, int depth)
{
	int n = item->start;
	if (!list->ordered)
		return f->style->bullets[depth > 3 ? 2 : depth > 0 ? depth - 1 : 0];
	struct buf b = {0};
	if ((list->marker == 'i' || list->marker == 'I') && n > 0 && n < 4000) {
		roman_add(&b, n);
	} else if (list->marker && list->marker != 'i' && list->marker != 'I' && n > 0) { /* z, aa, ab */
		char letters[8];
		size_t k = 0;
		for (; n > 0 && k < sizeof letters; n = (n - 1) / 26)
			letters[k++] = (char)('A' + (n - 1) % 26);
		while (k)
			buf_char(&b, letters[--k]);
	} else {
		buf_fmt(&b, "%d", n);
	}
	for (size_t i = 0; i < b.n && (list->marker == 'a' || list->marker == 'i'); i++)
		b.p[i] = char_lower(b.p[i]);
	buf_char(&b, '.');
	struct str s = buf_keep(&b, f->keep);
	buf_free(&b);
	return s;
}

void
list_enter(struct flow *f, struct place *list)
{
	const struct block *b = list->block;
	int n = 0, led = 0;
	struct str mark_text = STR_NONE;
	list->marks_differ = false;
	for (const struct block *item = b->first; item && n < ITEMS_LOOKED; item = item->next, n++) {
		const struct block *text = item_text(item);
		struct str own = text && !item->check ? str_sub(text->text, 0, emoji_led(text->text)) : STR_NONE;
		led += own.n > 0;
		list->marks_differ |= n > 0 && !str_eq(own, mark_text);
		mark_text = own;
	}
	list->own_mark = !b->ordered && n > 1 && led == n;
	dim size = f->style->text_styles[TEXT_BODY].size;
	dim mark = f->style->bullet_indent + (list->own_mark && list->marks_differ ? size * 8 / 5 : size); /* emoji are wide */
	list->hang = mark > f->style->inset ? mark : f->style->inset;
	list->lists++;
	if (b->ordered) {
		const struct text_style *t = &f->style->text_styles[list->text];
		dim w = 0;
		n = 0;
		for (const struct block *item = b->first; item && n < ITEMS_LOOKED; item = item->next, n++) {
			if (!b->marker && item->next && n + 1 < ITEMS_LOOKED && !item->leaps)
				continue; /* the last number is the longest */
			dim own = text_width(f->fonts, f->scratch, item_label(f, b, item, 0), f->entry->lang, t) + PT(4);
			w = own > w ? own : w;
		}
		if (w > list->hang)
			list->hang = w < f->measure / 4 ? w : f->measure / 4;
	}
}

/* A box to tick: drawn, for not every face has one. */
static void
box_wait(struct flow *f, dim x, bool rtl, bool ticked)
{
	dim side = f->style->text_styles[TEXT_BODY].size * 6 / 10, thin = PT(0.6), y = f->style->grid - side;
	x += rtl ? f->measure - side : 0;
	struct colour ink = f->style->text;
	rect_add(f, &f->waiting, x, y, side, thin, ink);
	rect_add(f, &f->waiting, x, y + side - thin, side, thin, ink);
	rect_add(f, &f->waiting, x, y, thin, side, ink);
	rect_add(f, &f->waiting, x + side - thin, y, thin, side, ink);
	if (ticked)
		rect_add(f, &f->waiting, x + 2 * thin, y + 2 * thin, side - 4 * thin, side - 4 * thin, ink);
}

void
label_wait(struct flow *f, struct place *list, struct place *item)
{
	const struct block *b = list->block, *text = item_text(item->block);
	struct setting_of s = {.owner = item->block,
		.text = item_label(f, b, item->block, list->lists),
		.style = list->text,
		.role = ROLE_LABEL,
		.align = ALIGN_LEFT,
		.lang = list->lang,
		.rtl = list->rtl};
	dim x = item->left + f->style->bullet_indent;
	struct para p;
	if (list->own_mark && text) {
		item->skip = emoji_led(text->text);
		if (list->marks_differ && item->skip)
			s.text = str_trim(str_sub(text->text, 0, item->skip));
	}
	if (item->block->check) {
		size_t from = f->waiting.n;
		box_wait(f, list->rtl ? -item->right - f->style->bullet_indent : x, list->rtl, item->block->check == 2);
		for (; from < f->waiting.n; from++) {
			f->waiting.p[from].role = ROLE_LABEL;
			f->waiting.p[from].block = item->block->id;
		}
		return;
	}
	text_set(f, &s, f->measure, &p);
	if (!p.n)
		return;
	if (b->ordered && list->hang > f->style->inset) /* numbers of two places and more: their points stand below each other */
		x = item->left + list->hang - PT(4) - p.lines[0].w;
	if (list->rtl) /* the line ends at the measure's right edge */
		x = item->left - item->right - x;
	line_add(f, &f->waiting, &s, &p.lines[0], x, f->style->grid);
}
