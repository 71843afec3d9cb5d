/* partpage.c - the page that opens a part of the posts: its title on the accent's ground, the posts that follow */
#include "layout/sheet.h"

#include "base/utf8.h"

enum { TITLE_SHORT = 6 }; /* characters: a year, set as large as it can be */

struct str
part_page_dest(struct parts_env *env, size_t part)
{
	return str_fmt(env->keep, "--part-%zu", part + 1);
}

bool
part_pages_wanted(const struct parts_env *env, size_t posts_pages)
{
	size_t n = env->book->n_parts, least = (size_t)env->style->part_pages;
	return n > 1 && least && posts_pages >= least * n;
}

/* The part's element: its posts stand in it, too. */
static void
part_tag_page(struct parts_env *env, size_t part, uint32_t tag)
{
	struct tagging *t = env->tags;
	if (!t)
		return;
	if (!t->parts)
		t->parts = NEW_N(t->arena, env->book->n_parts, uint32_t);
	if (!t->headed)
		t->headed = NEW_N(t->arena, env->book->n_parts, bool);
	t->list[tag].type = TAG_PART;
	t->parts[part] = tag;
	t->headed[part] = true;
	if (env->book->parts[part].title.n)
		tag_more(t, tag)->title = env->book->parts[part].title;
}

/* Where the number of a post of the part stands. */
static dim
folio_width(struct parts_env *env, const struct text_style *t)
{
	arena_reset(env->scratch);
	return 2 * text_width(env->fonts, env->scratch, STR("0000"), env->book->language, t);
}

/* How high the list of the part's posts is. */
static dim
list_height(struct parts_env *env, const struct part *part, const struct text_style *t, dim measure)
{
	dim h = 0;
	for (size_t i = part->first; i < part->first + part->n && h < env->style->trim_h; i++) {
		const struct entry *e = &env->book->entries[i];
		h += (dim)sheet_lines(env, e->title, t, e->lang, measure) * t->leading + t->leading / 4;
	}
	return h;
}

/* Where all of them have room; the contents have the others. */
static void
list_put(struct sheet *s, const struct part *part, const struct str *folios, dim y)
{
	struct parts_env *env = s->env;
	const struct text_style *t = &env->style->text_styles[TEXT_PART_LIST];
	dim folio_w = folio_width(env, t), measure = s->measure - folio_w;
	if (y + list_height(env, part, t, measure) - t->leading > env->style->last_baseline)
		return;
	sheet_enter(s, TAG_TOC, STR_NONE);
	for (size_t i = part->first; i < part->first + part->n; i++) {
		const struct entry *e = &env->book->entries[i];
		dim top = y - t->leading;
		uint32_t list = sheet_enter_toci(s, e->lang);
		y = sheet_text(s, e->title, t, e->lang, ROLE_TOC, 0, y, measure);
		sheet_folio(s, folios[i], t, y);
		sheet_link(s, 0, top + PT(4), s->measure, y - top, e->slug);
		sheet_leave(s, list);
		y += t->leading * 5 / 4;
	}
}

struct page
part_page(struct parts_env *env, size_t part, const struct str *folios, int number, int folio)
{
	const struct style *style = env->style;
	const struct part *p = &env->book->parts[part];
	bool large = utf8_count(p->title) <= TITLE_SHORT;
	struct str lang = env->book->language;
	size_t n;
	env->number = number;
	env->folio = folio;
	env->roman = false;
	struct sheet s = sheet_new(env, STR_NONE);
	s.bare = true;
	part_tag_page(env, part, s.part);
	sheet_item_whole(&s, (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .dest = part_page_dest(env, part)});
	sheet_item_whole(&s,
		(struct item){.kind = ITEM_RECT,
			.role = ROLE_ARTIFACT,
			.x = -style->bleed,
			.y = -style->bleed,
			.w = style->trim_w + 2 * style->bleed,
			.h = style->trim_h + 2 * style->bleed,
			.fill = style->panel});
	/* as in an opening without a picture: the title's foot at the panel's, the posts where a post's title is */
	struct text_style title = style->text_styles[large ? TEXT_YEAR : TEXT_PART_TITLE];
	dim foot = style->opening_depth - style->opening_depth / 20;
	if (large) {
		title = style_to_fit(env, &title, p->title, s.measure);
		if (title.size > style->opening_depth)
			title.size = style->opening_depth;
	}
	dim lines = (dim)sheet_lines(env, p->title, &title, lang, s.measure), y = foot - (lines - 1) * title.leading;
	if (lines)
		y = sheet_text(&s, p->title, &title, lang, ROLE_HEADING, large ? -title.size / 42 : 0,
			y > style->first_baseline ? y : style->first_baseline, s.measure);
	dim list = style->kicker_baseline + style->title_drop, least = y + 3 * style->grid;
	list_put(&s, p, folios, list > least ? list : least);
	return sheet_pages(&s, &n)[0];
}
