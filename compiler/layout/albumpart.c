/* albumpart.c - the galleries of all posts as a part of the book: a head for each post, its photographs in rows */
#include "layout/flow.h"
#include "layout/sheet.h"

/* What stands of a post on a page. */
struct stretch {
	int entry;
	size_t page; /* of the part, from 0 */
	size_t from, to; /* items of its text */
};

struct album_part {
	struct sheet sheet;
	struct arena *tmp;
	struct stretch *stretches;
	size_t n, cap;
	dim folio_w; /* what the number beside a head takes */
};

static dim
head_height(struct album_part *p, const struct entry *e)
{
	const struct style *style = p->sheet.env->style;
	size_t lines = sheet_lines(p->sheet.env, e->title, &style->text_styles[TEXT_H2], e->lang, p->sheet.measure - p->folio_w);
	return (dim)lines * style->grid + style->grid / 2;
}

/* The post's title, which leads to it, and the number of its page. */
static void
head_put(struct album_part *p, size_t entry)
{
	struct sheet *s = &p->sheet;
	const struct style *style = s->env->style;
	const struct entry *e = &s->env->book->entries[entry];
	dim measure = s->measure - p->folio_w, y = s->y + style->grid;
	bool rtl = language_rtl(e->lang);
	uint32_t part = sheet_enter(s, TAG_H2, e->lang);
	sheet_enter_link(s);
	dim last = sheet_text(s, e->title, &style->text_styles[TEXT_H2], e->lang, ROLE_HEADING, rtl ? p->folio_w : 0, y, measure);
	if (s->env->folios)
		sheet_folio(s, s->env->folios[entry], &style->text_styles[TEXT_CAPTION], y);
	sheet_link(s, 0, y - style->grid * 3 / 4, s->measure, last - y + style->grid, e->slug);
	sheet_leave(s, part);
	if (!s->part)
		return;
	struct tagging *t = s->env->tags;
	if (!t->galleries)
		t->galleries = NEW_N(t->arena, s->env->book->n_all, uint32_t);
	t->galleries[entry] = tag_add_in(t, s->part, TAG_DIV, e->lang);
}

static void
post_put(struct album_part *p, size_t entry)
{
	struct sheet *s = &p->sheet;
	struct parts_env *env = s->env;
	const struct style *style = env->style;
	const struct entry *e = &env->book->entries[entry];
	dim grid = style->grid, top = style->first_baseline - grid, head = head_height(p, e);
	struct flow f = flow_new(env->fonts, style, env->book, e, env->keep, p->tmp, env->scratch);
	dim rise = grid - f.cap, blank = s->y > top ? 2 * grid : 0;
	struct album_page *pages;
	f.d = env->folios ? env->d : NULL;
	series_make(&f);
	size_t n = album_make(&f, head, style->last_baseline - s->y - blank - rise, style->lines * grid - rise, &pages);
	for (size_t i = 0; i < n; i++) {
		if (pages[i].fresh && s->y > top)
			sheet_turn(s);
		else if (!pages[i].fresh)
			s->y += blank;
		size_t from = s->text.n;
		if (!i) {
			head_put(p, entry);
			s->y += head;
		}
		for (size_t k = 0; k < pages[i].items.n; k++) {
			struct item item = pages[i].items.p[k];
			item.y += s->y + rise;
			sheet_item(s, item);
		}
		s->y += (rise + pages[i].h + grid - 1) / grid * grid;
		*PUSH(env->keep, p->stretches, p->n, p->cap) = (struct stretch){(int)entry, s->n, from, s->text.n};
	}
	arena_reset(p->tmp);
}

/* Each post's items become a frame of their own; they are shown to the parts behind as pages of that post. */
static void
stretches_show(struct album_part *p, struct page *pages, size_t n)
{
	struct parts_env *env = p->sheet.env;
	size_t shown = env->folios ? env->n_posts : 0;
	struct page *posts = NEW_N(env->keep, shown + p->n, struct page);
	for (size_t i = 0; i < shown; i++)
		posts[i] = env->posts[i];
	for (size_t k = 0, at = 0; k < n; k++) {
		struct page *page = &pages[k];
		size_t count = at, old = 0;
		while (count < p->n && p->stretches[count].page == k)
			count++;
		if (count == at)
			continue;
		while (page->frames[old].kind != FRAME_TEXT)
			old++;
		struct frame text = page->frames[old], *frames = NEW_N(env->keep, page->n_frames + count - at, struct frame);
		for (size_t i = 0; i < page->n_frames; i++)
			frames[i <= old ? i : i + count - at] = page->frames[i];
		frames[old].n = p->stretches[at].from;
		for (size_t i = at; i < count; i++) {
			const struct stretch *s = &p->stretches[i];
			struct frame *own = &frames[old + 1 + i - at];
			*own = text;
			own->items = text.items + s->from;
			own->n = s->to - s->from;
			own->post = s->entry + 1;
			posts[shown + i] = (struct page){
				.number = page->number, .folio = page->folio, .post = s->entry, .frames = own, .n_frames = 1};
		}
		page->frames = frames;
		page->n_frames += count - at;
		at = count;
	}
	if (!env->folios)
		return;
	env->posts = posts;
	env->n_posts += p->n;
	env->n_views += p->n;
}

struct page *
part_gallery(struct parts_env *env, size_t *n)
{
	struct album_part p = {.sheet = sheet_new(env, part_name(env, PART_GALLERY)), .tmp = arena_new()};
	const struct text_style *t = &env->style->text_styles[TEXT_CAPTION];
	bool any = false;
	p.folio_w = t->size * 4;
	for (size_t i = 0; i < env->book->n_entries; i++) {
		if (!env->book->entries[i].post->gallery)
			continue;
		if (!any)
			sheet_heading(&p.sheet, part_name(env, PART_GALLERY));
		any = true;
		post_put(&p, i);
	}
	struct page *pages = NULL;
	*n = 0;
	if (any) {
		pages = sheet_pages(&p.sheet, n);
		stretches_show(&p, pages, *n);
	}
	arena_free(p.tmp);
	return pages;
}
