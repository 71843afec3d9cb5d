/* sheet.c - fill the pages of a book part: text, rules, links and pictures at their places */
#include "layout/sheet.h"

/* ---- elements ---- */

uint32_t
sheet_enter(struct sheet *s, enum tag_type type, struct str lang)
{
	uint32_t before = s->within;
	if (s->part)
		s->within = tag_add_in(s->env->tags, before, type, lang);
	return before;
}

uint32_t
sheet_enter_link(struct sheet *s)
{
	uint32_t before = sheet_enter(s, TAG_LINK, STR_NONE);
	s->link = s->part ? s->within : 0;
	return before;
}

uint32_t
sheet_enter_toci(struct sheet *s, struct str lang)
{
	uint32_t before = sheet_enter(s, TAG_TOCI, lang);
	sheet_enter(s, TAG_REFERENCE, STR_NONE);
	sheet_enter_link(s);
	return before;
}

uint32_t
sheet_enter_item(struct sheet *s, struct str lang)
{
	uint32_t before = sheet_enter(s, TAG_LI, lang);
	sheet_enter(s, TAG_LBODY, STR_NONE);
	return before;
}

void
sheet_leave(struct sheet *s, uint32_t before)
{
	s->within = before;
	s->link = s->at = 0;
}

/* The element of a text. */
static uint32_t
text_tag(struct sheet *s, uint8_t role, struct str lang)
{
	if (!s->part || role == ROLE_ARTIFACT || s->leaf)
		return s->leaf;
	enum tag_type type = s->link ? TAG_SPAN : TAG_P;
	if (role == ROLE_HEADING && !s->link)
		type = tag_heading(s->level = s->level < 1 ? 1 : 2);
	uint32_t tag = tag_add_in(s->env->tags, s->within, type, lang);
	s->env->tags->list[tag].at = s->at;
	return tag;
}

void
sheet_link_says(struct sheet *s, struct str text)
{
	if (s->link)
		tag_more(s->env->tags, s->link)->contents = str_one_line(s->env->tags->arena, text);
}

/* What a link says is what it shows. */
static void
link_text_add(struct sheet *s, struct str text)
{
	if (!s->link || !text.n)
		return;
	struct tag_more *more = tag_more(s->env->tags, s->link);
	more->contents = more->contents.n ? str_fmt(s->env->tags->arena, "%.*s, %.*s", STR_FMT(more->contents), STR_FMT(text))
					  : str_one_line(s->env->tags->arena, text);
}

static void
items_push(struct sheet *s, struct sheet_items *to, struct item item)
{
	if (s->part && item.kind == ITEM_PICTURE && item.role != ROLE_ARTIFACT && item.picture.alt.n) {
		item.tag = tag_add(s->env->tags, s->within, TAG_FIGURE);
		tag_more(s->env->tags, item.tag)->alt = str_one_line(s->env->tags->arena, item.picture.alt);
		link_text_add(s, item.picture.alt);
	} else if (item.kind == ITEM_LINK && s->link)
		item.tag = s->link;
	*PUSH(s->env->keep, to->p, to->n, to->cap) = item;
}

void
sheet_item(struct sheet *s, struct item item)
{
	items_push(s, &s->text, item);
}

void
sheet_silent(struct sheet *s, struct item item)
{
	*PUSH(s->env->keep, s->text.p, s->text.n, s->text.cap) = item;
}

void
sheet_item_whole(struct sheet *s, struct item item)
{
	items_push(s, &s->whole, item);
}

/* ---- pages ---- */

static void
page_begin(struct sheet *s)
{
	s->whole = s->text = (struct sheet_items){0};
	s->bare = false;
	s->open = true;
	s->y = s->env->style->first_baseline - s->env->style->grid;
}

struct sheet
sheet_new(struct parts_env *env, struct str head)
{
	const struct style *style = env->style;
	struct sheet s = {.env = env, .head = head, .measure = style->trim_w - style->margin_inner - style->margin_outer};
	if (env->tags) {
		s.part = s.within = tag_add(env->tags, TAG_ROOT, TAG_SECT);
		env->tags->list[s.part].at = (uint32_t)env->number;
	}
	page_begin(&s);
	return s;
}

static void
page_end(struct sheet *s)
{
	const struct style *style = s->env->style;
	struct page *page = PUSH(s->env->keep, s->pages, s->n, s->cap);
	int k = (int)s->n - 1;
	*page = (struct page){.number = s->env->number + k, .post = -1};
	if (s->env->folio)
		page->folio =
			s->env->roman ? roman(s->env->keep, s->env->folio + k) : str_fmt(s->env->keep, "%d", s->env->folio + k);
	page->frames = NEW_N(s->env->keep, 2, struct frame);
	if (s->whole.n)
		page->frames[page->n_frames++] = (struct frame){
			.kind = FRAME_PAGE, .w = style->trim_w, .h = style->trim_h, .items = s->whole.p, .n = s->whole.n};
	if (s->text.n)
		page->frames[page->n_frames++] = (struct frame){.kind = FRAME_TEXT,
			.x = text_left(style, page->number),
			.w = s->measure,
			.h = style->trim_h,
			.items = s->text.p,
			.n = s->text.n};
	if (!s->bare && page->n_frames)
		furniture_add(s->env, page, s->n > 1 ? s->head : STR_NONE);
	s->open = false;
}

void
sheet_turn(struct sheet *s)
{
	page_end(s);
	page_begin(s);
}

bool
sheet_room(struct sheet *s, dim h)
{
	/* an empty page takes whatever it is */
	if (s->y + h <= s->env->style->last_baseline + PT(1) || s->y <= s->env->style->first_baseline - s->env->style->grid)
		return false;
	sheet_turn(s);
	return true;
}

struct page *
sheet_pages(struct sheet *s, size_t *n)
{
	if (s->open)
		page_end(s);
	*n = s->n;
	return s->pages;
}

/* ---- text ---- */

/* `lang`: that of its element; empty: it has none of its own. */
static dim
para_put(struct sheet *s, const struct para_in *in, struct str lang, dim x, dim y, bool whole)
{
	struct para para;
	struct sheet_items *to = whole ? &s->whole : &s->text;
	dim leading = in->style->leading;
	arena_reset(s->env->scratch);
	para_set(s->env->fonts, s->env->keep, s->env->scratch, in, &para, s->env->d);
	uint32_t tag = para.n ? text_tag(s, in->role, lang) : 0;
	for (size_t i = 0; tag && i < para.n; i++) {
		line_tag(&para.lines[i], tag);
		if (i + 1 < para.n ? para.info[i].end < para.info[i + 1].start : s->link != 0)
			para.lines[i].flags |= LINE_BLANK;
	}
	if (tag)
		link_text_add(s, in->text);
	for (size_t i = 0; i < para.n; i++)
		items_push(s, to,
			(struct item){.kind = ITEM_LINE,
				.role = in->role,
				.x = x,
				.y = y + (dim)i * leading,
				.w = para.lines[i].w,
				.line = para.lines[i]});
	return para.n ? y + (dim)(para.n - 1) * leading : y;
}

dim
sheet_para(struct sheet *s, const struct para_in *in, dim x, dim y, bool whole)
{
	return para_put(s, in, in->lang, x, y, whole);
}

dim
sheet_text(struct sheet *s, struct str text, const struct text_style *style, struct str lang, uint8_t role, dim x, dim y,
	dim measure)
{
	struct para_in in = {
		.text = text, .lang = lang, .style = style, .measure = measure, .role = role, .rtl = language_rtl(lang)};
	/* A post's title among others stands where theirs do. */
	if (in.rtl && !language_rtl(s->env->book->language))
		in.align = PARA_LEFT;
	return sheet_para(s, &in, x, y, false);
}

void
sheet_folio(struct sheet *s, struct str folio, const struct text_style *style, dim y)
{
	struct text_style t = *style;
	t.tabular = true;
	t.oldstyle = false;
	struct para_in in = {.text = folio,
		.lang = s->env->book->language,
		.style = &t,
		.measure = s->measure,
		.align = PARA_RIGHT,
		.role = ROLE_TOC};
	para_put(s, &in, STR_NONE, 0, y, false);
}

size_t
sheet_lines(struct parts_env *env, struct str text, const struct text_style *style, struct str lang, dim measure)
{
	struct para_in in = {.text = text, .lang = lang, .style = style, .measure = measure, .rtl = language_rtl(lang)};
	struct para para;
	arena_reset(env->scratch);
	para_set(env->fonts, env->scratch, env->scratch, &in, &para, env->d);
	return para.n;
}

struct text_style
style_to_fit(struct parts_env *env, const struct text_style *style, struct str text, dim width)
{
	struct text_style fitted = *style;
	arena_reset(env->scratch);
	dim w = text_width(env->fonts, env->scratch, text, env->book->language, style);
	if (w > width) {
		fitted.size = dim_scale(style->size, width, w) - PT(0.5);
		fitted.leading = dim_scale(style->leading, fitted.size, style->size);
	}
	return fitted;
}

void
sheet_heading(struct sheet *s, struct str title)
{
	const struct style *style = s->env->style;
	struct str lang = s->env->book->language;
	sheet_item(s, (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .dest = part_dest(s->env->part)});
	s->y = sheet_text(s, title, &style->text_styles[TEXT_TITLE], lang, ROLE_HEADING, 0, s->y + 2 * style->grid, s->measure) +
		style->grid;
}

/* ---- the rest ---- */

void
sheet_rect(struct sheet *s, dim x, dim y, dim w, dim h, struct colour fill)
{
	sheet_item(s, (struct item){.kind = ITEM_RECT, .role = ROLE_ARTIFACT, .x = x, .y = y, .w = w, .h = h, .fill = fill});
}

void
sheet_link(struct sheet *s, dim x, dim y, dim w, dim h, struct str dest)
{
	sheet_item(s,
		(struct item){.kind = ITEM_LINK, .role = ROLE_ARTIFACT, .x = x, .y = y, .w = w, .h = h, .link = {.dest = dest}});
}

void
sheet_uri(struct sheet *s, dim x, dim y, dim w, dim h, struct str uri)
{
	sheet_item(
		s, (struct item){.kind = ITEM_LINK, .role = ROLE_ARTIFACT, .x = x, .y = y, .w = w, .h = h, .link = {.uri = uri}});
}

void
sheet_dest(struct sheet *s, struct str name)
{
	sheet_item(s, (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .y = s->y, .dest = name});
}

struct item
picture_filling(const struct image *image, struct str alt, dim x, dim y, dim w, dim h)
{
	struct item item = {.kind = ITEM_PICTURE, .role = ROLE_FIGURE, .x = x, .y = y, .w = w, .h = h};
	dim full_w = w, full_h = dim_scale(w, image->h, image->w);
	if (full_h < h) {
		full_h = h;
		full_w = dim_scale(h, image->w, image->h);
	}
	item.picture.image = image;
	item.picture.alt = alt;
	item.picture.full_w = full_w;
	item.picture.full_h = full_h;
	item.picture.crop_x = (full_w - w) / 2;
	item.picture.crop_y = (full_h - h) / 2;
	crop_focus(&item);
	return item;
}

/* Where a length is cut so that a point of it comes as near to the middle as there is something to cut. */
static dim
crop_at(dim full, dim shown, int percent)
{
	dim at = dim_scale(full, percent, 100) - shown / 2;
	return at < 0 ? 0 : at > full - shown ? full - shown : at;
}

void
crop_focus(struct item *item)
{
	const struct image *image = item->picture.image;
	if (!image || !image->focus_x)
		return;
	item->picture.crop_x = crop_at(item->picture.full_w, item->w, image->focus_x - 1);
	item->picture.crop_y = crop_at(item->picture.full_h, item->h, image->focus_y - 1);
}

void
crop_heads(struct item *item)
{
	if (!item->picture.image->focus_x)
		item->picture.crop_y /= 2;
}

void
sheet_picture(struct sheet *s, const struct image *image, struct str alt, dim x, dim y, dim w, dim h)
{
	sheet_item(s, picture_filling(image, alt, x, y, w, h));
}
