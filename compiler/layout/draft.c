/* draft.c - a draft's pages: the line that says so, and numbers in the outer margin beside what was found */
#include "layout/draft.h"

#include <stdlib.h>
#include <string.h>

enum { FIGURES_MOST = 48 };

/* From the text to the numbers; what ends there keeps off the edge; from one number to the next below it. */
#define APART PT(11)
#define EDGE PT(8)
#define PITCH PT(9.2)

struct str
draft_dest(struct parts_env *env, int number, bool in_list)
{
	return str_fmt(env->keep, in_list ? "--finding-%d" : "--mark-%d", number);
}

/* A frame more on the page, behind the others. */
static struct frame *
frame_more(struct parts_env *env, struct page *page, const struct pages *p, size_t most)
{
	struct frame *frames = NEW_N(env->keep, page->n_frames + 1, struct frame);
	if (page->n_frames)
		memcpy(frames, page->frames, page->n_frames * sizeof *frames);
	struct frame *frame = &frames[page->n_frames++];
	*frame = (struct frame){.kind = FRAME_HEAD, .w = p->trim_w, .h = p->trim_h, .items = NEW_N(env->keep, most, struct item)};
	page->frames = frames;
	return frame;
}

static struct line
line_of(struct parts_env *env, const struct text_style *t, struct str text, struct str lang)
{
	struct para_in in = {
		.text = text, .lang = lang, .style = t, .measure = PT(14400), .align = PARA_LEFT, .role = ROLE_ARTIFACT};
	struct para para;
	arena_reset(env->scratch);
	para_set(env->fonts, env->keep, env->scratch, &in, &para, env->d);
	return para.n ? para.lines[0] : (struct line){0};
}

static struct text_style
style_small(const struct style *style, dim size, struct colour colour)
{
	struct text_style t = style->text_styles[TEXT_TABLE_HEAD];
	t.size = size;
	t.leading = size * 5 / 4;
	t.colour = colour;
	t.capitals = t.small_capitals = t.acronyms_small = t.oldstyle = false;
	t.tracking = 0;
	return t;
}

static void
rect_put(struct frame *frame, dim x, dim y, dim w, dim h, struct colour fill)
{
	frame->items[frame->n++] =
		(struct item){.kind = ITEM_RECT, .role = ROLE_ARTIFACT, .x = x, .y = y, .w = w, .h = h, .fill = fill};
}

static void
line_put(struct frame *frame, dim x, dim y, const struct line *line)
{
	frame->items[frame->n++] =
		(struct item){.kind = ITEM_LINE, .role = ROLE_ARTIFACT, .x = x, .y = y, .w = line->w, .line = *line};
}

/* ---- the line that says so ---- */

/* A ribbon at the foot, in the middle, below the folio: it reads on pictures, too. */
static void
slug_put(struct parts_env *env, const struct pages *p, struct page *page, const struct line *line, dim middle, int times)
{
	dim pad = PT(6) * times, h = PT(12) * times, w = line->w + 2 * pad, x = middle - w / 2, y = p->trim_h - MM(4) * times - h;
	struct frame *frame = frame_more(env, page, p, 3);
	if (times > 1) /* a cover may be of that very colour */
		rect_put(frame, x - PT(1), y - PT(1), w + PT(2), h + PT(2), (struct colour){0, 0, 0, 0});
	rect_put(frame, x, y, w, h, env->style->accent);
	line_put(frame, x + pad, y + PT(8.5) * times, line);
}

static struct line
slug_line(struct parts_env *env, int times)
{
	struct text_style t = style_small(env->style, PT(6.8) * times, (struct colour){0, 0, 0, 0});
	t.tracking = 60;
	return line_of(env, &t, env->book->draft->slug, env->book->language);
}

void
draft_cover(struct parts_env *env, struct pages *p, dim front)
{
	enum { TIMES = 2 }; /* it is seen small: on a shelf, on a table */
	struct line slug = slug_line(env, TIMES);
	for (size_t i = 0; i < p->n; i++)
		slug_put(env, p, &p->list[i], &slug, p->bound_right ? front / 2 : p->trim_w - front / 2, TIMES);
}

/* ---- where things stand ---- */

/* The first place of a block on the pages of its post. */
struct spot {
	uint32_t block;
	size_t page; /* index */
	dim y; /* baseline, from the page's upper edge */
};

struct spots {
	struct spot *p;
	size_t n, cap;
	struct spot title; /* page SIZE_MAX: not seen */
};

static void
spot_add(struct parts_env *env, struct spots *s, uint32_t block, size_t page, dim y)
{
	if (block && (!s->n || s->p[s->n - 1].block != block || s->p[s->n - 1].page != page))
		*PUSH(env->keep, s->p, s->n, s->cap) = (struct spot){block, page, y};
}

static void
page_look(struct parts_env *env, struct spots *s, const struct page *page, size_t index)
{
	for (size_t f = 0; f < page->n_frames; f++) {
		const struct frame *frame = &page->frames[f];
		for (size_t i = 0; i < frame->n && frame->kind != FRAME_HEAD && !frame->turn; i++) {
			const struct item *item = &frame->items[i];
			dim y = frame->y + item->y;
			if (item->kind == ITEM_PICTURE)
				spot_add(env, s, item->block, index, y + PT(7));
			for (uint32_t k = 0; item->kind == ITEM_LINE && k < item->line.n; k++) {
				const struct piece *piece = &item->line.pieces[k];
				if (s->title.page == SIZE_MAX && piece->role == ROLE_TITLE)
					s->title = (struct spot){0, index, y};
				spot_add(env, s, piece->block, index, y);
			}
		}
	}
}

static int
spot_cmp(const void *pa, const void *pb)
{
	const struct spot *a = pa, *b = pb;
	if (a->block != b->block)
		return a->block < b->block ? -1 : 1;
	if (a->page != b->page)
		return a->page < b->page ? -1 : 1;
	return (a->y > b->y) - (a->y < b->y);
}

/* The block itself where it is shown, else the last one before it that is; else the title. NULL: nothing of the post is. */
static const struct spot *
spot_find(const struct spots *s, uint32_t block)
{
	size_t from = 0, to = s->n;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (s->p[middle].block <= block)
			from = middle + 1;
		else
			to = middle;
	}
	if (!block || !from)
		return s->title.page != SIZE_MAX ? &s->title : s->n ? s->p : NULL;
	uint32_t found = s->p[from - 1].block;
	while (from > 1 && s->p[from - 2].block == found)
		from--;
	return &s->p[from - 1];
}

/* ---- numbers in the margin ---- */

/* Numbers that stand at one place: from `first` to `last`. */
struct number {
	size_t page;
	dim y;
	int first, last;
};

struct numbers {
	struct number *p;
	size_t n, cap;
};

static int
number_cmp(const void *pa, const void *pb)
{
	const struct number *a = pa, *b = pb;
	if (a->page != b->page)
		return a->page < b->page ? -1 : 1;
	if (a->y != b->y)
		return a->y < b->y ? -1 : 1;
	return (a->first > b->first) - (a->first < b->first);
}

/* Where each mark stands. at: of each mark the index of its page, or -1. */
static struct numbers
numbers_find(struct parts_env *env, const struct pages *p, int *at)
{
	const struct draft *draft = env->book->draft;
	struct numbers out = {0};
	for (size_t i = 0; i < draft->n;) {
		int entry = draft->marks[i].entry;
		struct spots s = {.title = {.page = SIZE_MAX}};
		size_t first = entry >= 0 && (size_t)entry < p->n_entries ? (size_t)p->entry_pages[entry] - 1 : p->n;
		for (size_t k = first; k < p->n && p->list[k].post == entry; k++)
			page_look(env, &s, &p->list[k], k);
		if (s.n)
			qsort(s.p, s.n, sizeof *s.p, spot_cmp);
		for (; i < draft->n && draft->marks[i].entry == entry; i++) {
			const struct draft_mark *m = &draft->marks[i];
			const struct spot *spot = spot_find(&s, m->block);
			struct number *last = out.n ? &out.p[out.n - 1] : NULL;
			at[i] = spot ? (int)spot->page : -1;
			if (spot && last && last->page == spot->page && last->y == spot->y && last->last == m->number - 1)
				last->last = m->number;
			else if (spot)
				*PUSH(env->keep, out.p, out.n, out.cap) =
					(struct number){spot->page, spot->y, m->number, m->number};
		}
	}
	if (out.n)
		qsort(out.p, out.n, sizeof *out.p, number_cmp);
	return out;
}

/* The text block's left and right edge. */
static void
block_edges(const struct pages *p, const struct page *page, const struct style *style, dim *left, dim *right)
{
	*left = p->trim_w;
	*right = 0;
	for (size_t f = 0; f < page->n_frames; f++) {
		const struct frame *frame = &page->frames[f];
		if (frame->kind != FRAME_TEXT || frame->turn)
			continue;
		*left = frame->x < *left ? frame->x : *left;
		*right = frame->x + frame->w > *right ? frame->x + frame->w : *right;
	}
	if (*right <= *left) {
		*left = text_left(style, page->number);
		*right = *left + style->trim_w - style->margin_inner - style->margin_outer;
	}
}

/* One place's numbers: on white, for they may stand on a picture. */
static void
number_put(struct parts_env *env, const struct pages *p, struct frame *frame, const struct number *n, dim edge, bool right, dim y)
{
	struct text_style t = style_small(env->style, PT(7.4), env->style->accent);
	char text[FIGURES_MOST];
	if (n->first == n->last)
		snprintf(text, sizeof text, "%d", n->first);
	else
		snprintf(text, sizeof text, "%d\xE2\x80\x93%d", n->first, n->last);
	struct line line = line_of(env, &t, str_of(text), env->book->language);
	dim x = right ? edge + APART : edge - APART - line.w, pad = PT(1.5);
	x = x + line.w > p->trim_w - EDGE ? p->trim_w - EDGE - line.w : x < EDGE ? EDGE : x;
	rect_put(frame, x - pad, y - PT(6.6), line.w + 2 * pad, PT(8.6), (struct colour){0, 0, 0, 0});
	line_put(frame, x, y, &line);
	frame->items[frame->n++] = (struct item){.kind = ITEM_LINK,
		.role = ROLE_ARTIFACT,
		.x = x - pad,
		.y = y - PT(6.6),
		.w = line.w + 2 * pad,
		.h = PT(8.6),
		.link = {.dest = draft_dest(env, n->first, true)}};
	for (int k = n->first; k <= n->last; k++)
		frame->items[frame->n++] = (struct item){
			.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .x = x, .y = y, .dest = draft_dest(env, k, false)};
}

static void
numbers_put(struct parts_env *env, struct pages *p, const struct numbers *all)
{
	for (size_t i = 0; i < all->n;) {
		struct page *page = &p->list[all->p[i].page];
		size_t end = i, most = 0;
		for (; end < all->n && all->p[end].page == all->p[i].page; end++)
			most += 4 + (size_t)(all->p[end].last - all->p[end].first);
		struct frame *frame = frame_more(env, page, p, most);
		bool right = (page->number % 2 != 0) != p->bound_right;
		dim left_edge, right_edge, y = INT32_MIN / 2;
		block_edges(p, page, env->style, &left_edge, &right_edge);
		for (; i < end; i++) {
			y = all->p[i].y > y + PITCH ? all->p[i].y : y + PITCH;
			number_put(env, p, frame, &all->p[i], right ? right_edge : left_edge, right, y);
		}
	}
}

/* ---- all ---- */

static void
list_append(struct parts_env *env, struct pages *p, const int *at)
{
	int64_t folio = 0;
	size_t n = 0;
	if (!p->n || !str_to_int(p->list[p->n - 1].folio, &folio) || folio >= INT32_MAX / 2)
		folio = (int64_t)p->n;
	env->number = (int)p->n + 1;
	env->folio = (int)folio + 1;
	struct page *more = draft_list(env, p, at, &n);
	struct page *list = NEW_N(env->keep, p->n + n + 1, struct page);
	memcpy(list, p->list, p->n * sizeof *list);
	if (n)
		memcpy(list + p->n, more, n * sizeof *list);
	struct outline_entry *outline = NEW_N(env->keep, p->n_outline + 1, struct outline_entry);
	if (p->n_outline)
		memcpy(outline, p->outline, p->n_outline * sizeof *outline);
	if (n)
		outline[p->n_outline++] =
			(struct outline_entry){word_in(WORD_FINDINGS, env->book->language), STR("--findings"), 0};
	p->outline = outline;
	p->list = list;
	p->n += n;
}

void
draft_make(struct parts_env *env, struct pages *p, bool listed)
{
	const struct draft *draft = env->book->draft;
	struct page *list = NEW_N(env->keep, p->n + 1, struct page);
	memcpy(list, p->list, p->n * sizeof *list);
	p->list = list;
	if (listed) {
		int *at = NEW_N(env->keep, draft->n + 1, int);
		struct numbers numbers = numbers_find(env, p, at);
		numbers_put(env, p, &numbers);
		if (draft->n)
			list_append(env, p, at);
	}
	struct line slug = slug_line(env, 1);
	for (size_t i = 0; i < p->n; i++)
		slug_put(env, p, &p->list[i], &slug, p->trim_w / 2, 1);
}
