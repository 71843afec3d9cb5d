/* contents.c - the table of contents */
#include "layout/flow.h"
#include "layout/sheet.h"

#include <stdlib.h>

struct contents {
	struct parts_env *env;
	struct sheet sheet;
	dim folio_w; /* column of the page numbers */
	dim gap; /* above an entry; a part has three times as much more */
	bool whole; /* parts that have room on a page stay whole */
};

static struct str
kicker_text(struct contents *c, const struct entry *entry)
{
	bool author = entry->author.n && !entry->author_is_publisher;
	if (!author || !entry->kicker.n)
		return author ? entry->author : entry->kicker;
	return str_fmt(c->env->keep, "%.*s \xC2\xB7 %.*s", STR_FMT(entry->kicker), STR_FMT(entry->author));
}

static struct str
title_text(struct contents *c, const struct entry *entry)
{
	if (!entry->subtitle.n)
		return entry->title;
	return str_fmt(c->env->keep, "%.*s: %.*s", STR_FMT(entry->title), STR_FMT(entry->subtitle));
}

static dim
entry_height(struct contents *c, const struct entry *entry)
{
	const struct style *style = c->env->style;
	dim measure = c->sheet.measure - c->folio_w;
	struct str above = kicker_text(c, entry);
	size_t lines = sheet_lines(c->env, title_text(c, entry), &style->text_styles[TEXT_TOC_TITLE], entry->lang, measure);
	if (above.n)
		lines += sheet_lines(c->env, above, &style->text_styles[TEXT_TOC_KICKER], entry->lang, measure);
	return c->gap + (dim)lines * style->grid;
}

/* A post: its date and author small above its title, the page number at the title's last line. */
static void
contents_entry(struct contents *c, size_t i)
{
	const struct style *style = c->env->style;
	const struct entry *entry = &c->env->book->entries[i];
	struct text_style title = style->text_styles[TEXT_TOC_TITLE];
	const struct text_style *kicker = &style->text_styles[TEXT_TOC_KICKER];
	struct str above = kicker_text(c, entry), text = title_text(c, entry);
	dim measure = c->sheet.measure - c->folio_w, before = c->gap, top;
	title.leading = style->grid;
	struct sheet *s = &c->sheet;
	sheet_room(s, entry_height(c, entry));
	uint32_t list = sheet_enter_toci(s, entry->lang);
	top = s->y;
	s->y += before;
	s->at = 1; /* listeners hear the title first */
	if (above.n)
		s->y = sheet_text(s, above, kicker, entry->lang, ROLE_TOC, 0, s->y + style->grid, measure);
	s->at = 0;
	s->y = sheet_text(s, text, &title, entry->lang, ROLE_TOC, 0, s->y + style->grid, measure);
	s->at = 2;
	if (c->env->folios)
		sheet_folio(s, c->env->folios[i], &title, s->y);
	sheet_link_says(s, text);
	sheet_link(s, 0, top + before, s->measure, s->y - top - before + PT(3), entry->slug);
	sheet_leave(s, list);
}

/* ---- headings ---- */

/* A named place in a post. */
struct spot {
	struct str dest, folio;
};

static int
spot_cmp(const void *a, const void *b)
{
	return str_cmp(((const struct spot *)a)->dest, ((const struct spot *)b)->dest);
}

/* All places that a post names, by name, with the pages' numbers. They live until scratch is reset. */
static struct spot *
spots_find(struct parts_env *env, size_t entry, size_t *n)
{
	struct spot *spots = NULL;
	size_t cap = 0, first = (size_t)env->starts[entry] - 1;
	*n = 0;
	for (size_t p = first; p < first + env->laid[entry].n && p < env->n_posts; p++) {
		const struct page *page = &env->posts[p];
		for (size_t f = 0; f < page->n_frames; f++)
			for (size_t k = 0; k < page->frames[f].n; k++)
				if (page->frames[f].items[k].kind == ITEM_DEST)
					*PUSH(env->scratch, spots, *n, cap) =
						(struct spot){page->frames[f].items[k].dest, page->folio};
	}
	if (*n)
		qsort(spots, *n, sizeof *spots, spot_cmp);
	return spots;
}

/* The page numbers of a post's headings; empty ones while they are not known. */
static struct str *
heading_folios(struct parts_env *env, size_t entry)
{
	const struct post_pages *laid = &env->laid[entry];
	struct str *folios = NEW_N(env->keep, laid->n_marks, struct str);
	size_t n;
	arena_reset(env->scratch);
	const struct spot *spots = env->posts ? spots_find(env, entry, &n) : NULL;
	for (size_t i = 0; spots && i < laid->n_marks; i++) {
		struct spot key = {.dest = laid->marks[i].dest};
		const struct spot *at = bsearch(&key, spots, n, sizeof key, spot_cmp);
		folios[i] = at ? at->folio : STR_NONE;
	}
	return folios;
}

/* A post's highest headings, set in below its title. */
static void
contents_headings(struct contents *c, size_t entry)
{
	struct parts_env *env = c->env;
	const struct post_pages *laid = &env->laid[entry];
	const struct text_style *t = &env->style->text_styles[TEXT_TOC_HEADING];
	struct str *folios = heading_folios(env, entry), lang = env->book->entries[entry].lang;
	dim indent = env->style->grid, measure = c->sheet.measure - c->folio_w - indent;
	struct sheet *s = &c->sheet;
	uint32_t list = sheet_enter(s, TAG_TOC, lang);
	for (size_t i = 0; i < laid->n_marks; i++) {
		if (laid->marks[i].level > 2)
			continue;
		struct str title = str_one_line(env->keep, laid->marks[i].title);
		sheet_room(s, (dim)sheet_lines(env, title, t, lang, measure) * t->leading);
		dim top = s->y;
		uint32_t before = sheet_enter_toci(s, lang);
		s->y = sheet_text(s, title, t, lang, ROLE_TOC, indent, s->y + t->leading, measure);
		sheet_folio(s, folios[i], t, s->y);
		sheet_link(s, indent, top + PT(3), s->measure - indent, s->y - top, laid->marks[i].dest);
		sheet_leave(s, before);
	}
	sheet_leave(s, list);
}

/* The lines behind the posts. */
static dim
others_height(const struct contents *c)
{
	const struct book *book = c->env->book;
	dim h = 0;
	bool after = false;
	for (size_t i = 0; i < book->n_order; i++) {
		if (after && book->order[i] > PART_CONTENTS && book->order[i] < PART_COLOPHON)
			h += c->gap + c->env->style->grid;
		after |= book->order[i] == PART_POSTS;
	}
	return h;
}

static void
contents_part(struct contents *c, const struct part *part)
{
	const struct style *style = c->env->style;
	const struct text_style *t = &style->text_styles[TEXT_TOC_PART];
	if (!part->title.n || !part->n)
		return;
	/* its first entry stays with it */
	struct sheet *s = &c->sheet;
	dim least = 5 * style->grid + style->grid / 2, full = style->last_baseline - style->first_baseline, h = 2 * style->grid;
	for (size_t i = part->first; c->whole && i < part->first + part->n && h <= full; i++)
		h += entry_height(c, &c->env->book->entries[i]);
	if (c->whole && part->first + part->n == c->env->book->n_entries) /* what follows the posts stays with the last */
		h += others_height(c);
	sheet_room(s, h > least && h <= full ? h : least);
	uint32_t list = sheet_enter(s, TAG_TOCI, STR_NONE);
	s->y = sheet_text(s, part->title, t, c->env->book->language, ROLE_TOC, 0, s->y + 2 * style->grid, s->measure);
	sheet_leave(s, list);
	sheet_rect(s, 0, s->y + PT(4), s->measure, PT(0.5), style->accent);
}

static void
contents_posts(struct contents *c)
{
	const struct book *book = c->env->book;
	for (size_t p = 0; p < book->n_parts; p++) {
		const struct part *part = &book->parts[p];
		uint32_t list = c->sheet.within;
		if (book->n_parts > 1 && part->title.n) {
			contents_part(c, part);
			sheet_enter(&c->sheet, TAG_TOC, STR_NONE);
		}
		for (size_t i = part->first; i < part->first + part->n; i++) {
			contents_entry(c, i);
			if (book->config->contents_levels > 1)
				contents_headings(c, i);
		}
		sheet_leave(&c->sheet, list);
	}
}

/* A part around the posts: one line. Those behind the posts stand apart from them. */
static void
contents_other(struct contents *c, enum book_part part, bool after)
{
	const struct style *style = c->env->style;
	struct text_style title = style->text_styles[TEXT_TOC_TITLE];
	struct str name = part_name(c->env, part), lang = c->env->book->language;
	struct sheet *s = &c->sheet;
	if (part <= PART_CONTENTS || part >= PART_COLOPHON || (c->env->part_folios && !c->env->part_folios[part].n))
		return;
	title.leading = style->grid;
	dim before = after ? c->gap : 0;
	sheet_room(s, before + style->grid);
	uint32_t list = sheet_enter_toci(s, STR_NONE);
	dim top = s->y;
	s->y = sheet_text(s, name, &title, lang, ROLE_TOC, 0, s->y + before + style->grid, s->measure - c->folio_w);
	if (c->env->part_folios)
		sheet_folio(s, c->env->part_folios[part], &title, s->y);
	sheet_link(s, 0, top + before, s->measure, s->y - top - before + PT(3), part_dest(part));
	sheet_leave(s, list);
}

static struct page *
contents_set(struct parts_env *env, dim gap, bool whole, size_t *n, dim *end)
{
	const struct book *book = env->book;
	struct contents c = {.env = env, .gap = gap, .whole = whole};
	arena_reset(env->scratch);
	c.folio_w =
		2 * text_width(env->fonts, env->scratch, STR("0000"), book->language, &env->style->text_styles[TEXT_TOC_TITLE]);
	c.sheet = sheet_new(env, STR_NONE);
	sheet_heading(&c.sheet, part_name(env, PART_CONTENTS));
	sheet_enter(&c.sheet, TAG_TOC, STR_NONE);
	bool after = false;
	for (size_t i = 0; i < book->n_order; i++) {
		if (book->order[i] == PART_POSTS)
			contents_posts(&c);
		else
			contents_other(&c, book->order[i], after);
		after |= book->order[i] == PART_POSTS;
	}
	*end = c.sheet.y;
	return sheet_pages(&c.sheet, n);
}

/* A tighter setting is taken where it saves a page; where little would stand on the last page, the last part begins there. */
struct page *
part_contents(struct parts_env *env, size_t *n)
{
	const struct style *style = env->style;
	dim grid = style->grid, end, y;
	size_t other = 0;
	struct page *pages = contents_set(env, grid / 2, false, n, &end), *better = NULL;
	if (*n < 2)
		return pages;
	better = contents_set(env, grid / 4, false, &other, &y);
	if (other < *n) {
		*n = other;
		return better;
	}
	if (env->book->n_parts < 2 || env->book->config->contents_levels > 1 ||
		end - style->first_baseline > (style->last_baseline - style->first_baseline) / 3)
		return pages;
	better = contents_set(env, grid / 2, true, &other, &y);
	return other == *n ? better : pages;
}
