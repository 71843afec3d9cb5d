/* links.c - see that every destination is named once and every link within the book leads somewhere; fill in the numbers of pages */
#include "layout/join.h"

#include <stdlib.h>
#include <string.h>

/* A destination and where it stands in the book. */
struct place_named {
	struct str name;
	size_t order;
	size_t page; /* index */
};

static int
named_cmp(const void *a, const void *b)
{
	const struct place_named *x = a, *y = b;
	int c = str_cmp(x->name, y->name);
	return c ? c : x->order < y->order ? -1 : x->order > y->order;
}

static const struct place_named *
named_find(const struct place_named *list, size_t n, struct str name)
{
	size_t low = 0, high = n;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (str_cmp(list[mid].name, name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && str_eq(list[low].name, name) ? &list[low] : NULL;
}

/* All destinations, sorted, each once: where it stands first. */
static struct place_named *
named_collect(struct arena *a, const struct pages *pages, size_t *n)
{
	struct place_named *list = NULL;
	size_t cap = 0, kept = 0;
	*n = 0;
	for (size_t i = 0; i < pages->n; i++)
		for (size_t f = 0; f < pages->list[i].n_frames; f++) {
			const struct frame *frame = &pages->list[i].frames[f];
			for (size_t k = 0; k < frame->n; k++)
				if (frame->items[k].kind == ITEM_DEST) {
					struct place_named *to = PUSH(a, list, *n, cap);
					*to = (struct place_named){frame->items[k].dest, *n, i};
				}
		}
	if (*n)
		qsort(list, *n, sizeof *list, named_cmp);
	for (size_t i = 0; i < *n; i++)
		if (!kept || !str_eq(list[kept - 1].name, list[i].name))
			list[kept++] = list[i];
	*n = kept;
	return list;
}

/* Where a link within the book leads in the end: the destination, else its post; empty when neither is there. */
static struct str
dest_mend(const struct place_named *list, size_t n, struct str dest)
{
	if (named_find(list, n, dest))
		return dest;
	ptrdiff_t anchor = str_find(dest, STR("--"));
	struct str post = anchor > 0 ? str_sub(dest, 0, (size_t)anchor) : STR_NONE;
	return post.n && named_find(list, n, post) ? post : STR_NONE;
}

/* "Page 47", set where a note has room for it. */
static void
page_fill(struct parts_env *env, struct arena *scratch, const struct page *page, const struct page *to, struct item *item)
{
	const struct entry *e = page->post >= 0 ? &env->book->entries[page->post] : NULL;
	struct str lang = e ? e->lang : env->book->language, word = word_in(WORD_PAGE, lang);
	struct para_in in = {.lang = lang,
		.style = &env->style->text_styles[TEXT_NOTE],
		.measure = item->w,
		.align = PARA_START,
		.rtl = language_rtl(lang),
		.role = ROLE_NOTE};
	struct para p;
	arena_reset(scratch);
	in.text = str_fmt(env->keep, "%c%.*s\xC2\xA0%.*s", word.n ? word.p[0] - 'a' + 'A' : ' ',
		STR_FMT(str_sub(word, 1, word.n)), STR_FMT(to->folio));
	para_set(env->fonts, env->keep, scratch, &in, &p, env->d);
	if (!p.n)
		return;
	item->line = p.lines[0];
	item->w = item->line.w;
}

/* What a note that stands again leads back to is its first call on the same page. */
static void
call_name(struct arena *keep, struct page *page, size_t frames, size_t at, struct item *back)
{
	for (size_t f = 0; f < frames; f++)
		for (size_t k = 0; k < page->frames[f].n; k++) {
			struct item *call = &page->frames[f].items[k];
			if (call->kind != ITEM_DEST || !str_eq(call->dest, back->link.dest))
				continue;
			back->link.dest = call->dest = str_fmt(keep, "%.*s-%zu", STR_FMT(call->dest), at + 1);
			return;
		}
}

/* A note that stands on a page again has a name of its own there, and what calls it there leads to it. */
static void
repeats_name(struct arena *keep, struct page *page, size_t at, const struct place_named *list, size_t n)
{
	for (size_t f = 0; f < page->n_frames; f++) {
		struct frame *frame = &page->frames[f];
		for (size_t k = 0; k < frame->n && frame->kind == FRAME_NOTES; k++) {
			struct item *item = &frame->items[k];
			const struct place_named *first = item->kind == ITEM_DEST ? named_find(list, n, item->dest) : NULL;
			if (!first || first->page == at)
				continue;
			struct str old = item->dest, own = str_fmt(keep, "%.*s-%zu", STR_FMT(old), at + 1);
			item->dest = own;
			for (size_t i = k + 1; i < frame->n && i < k + 3; i++) /* its number's link */
				if (frame->items[i].kind == ITEM_LINK &&
					str_find(frame->items[i].link.dest, STR("--call-")) > 0) {
					call_name(keep, page, f, at, &frame->items[i]);
					break;
				}
			for (size_t g = 0; g < f; g++)
				for (size_t i = 0; i < page->frames[g].n; i++) {
					struct item *call = &page->frames[g].items[i];
					if (call->kind == ITEM_LINK && str_eq(call->link.dest, old))
						call->link.dest = own;
				}
		}
	}
}

static void
frame_mend(struct parts_env *env, struct arena *scratch, struct pages *pages, size_t page, struct frame *frame,
	const struct place_named *list, size_t n, size_t *order)
{
	size_t kept = 0;
	for (size_t k = 0; k < frame->n; k++) {
		struct item *item = &frame->items[k];
		if (item->kind == ITEM_DEST && named_find(list, n, item->dest)->order != ++*order)
			continue;
		if (item->kind == ITEM_LINK && !item->link.uri.n) {
			item->link.dest = dest_mend(list, n, item->link.dest);
			const struct place_named *to = named_find(list, n, item->link.dest);
			if (!to)
				continue;
			struct item *next = k + 1 < frame->n ? &frame->items[k + 1] : NULL;
			if (next && next->kind == ITEM_LINE && !next->line.n) {
				page_fill(env, scratch, &pages->list[page], &pages->list[to->page], next);
				item->w = next->w;
			}
		}
		frame->items[kept++] = *item;
	}
	frame->n = kept;
}

/* Puts a second name before a place of a page. */
static void
place_again(struct arena *keep, struct page *page, struct str name, struct str again)
{
	for (size_t f = 0; f < page->n_frames; f++) {
		struct frame *frame = &page->frames[f];
		size_t k = 0;
		while (k < frame->n && (frame->items[k].kind != ITEM_DEST || !str_eq(frame->items[k].dest, name)))
			k++;
		if (k == frame->n)
			continue;
		struct item *items = NEW_N(keep, frame->n + 1, struct item);
		for (size_t i = 0; i <= frame->n; i++)
			items[i] = frame->items[i > k ? i - 1 : i];
		items[k].dest = again;
		frame->items = items;
		frame->n++;
		return;
	}
}

/* A post that was joined to another is still found by its own name. */
static void
joined_name(struct parts_env *env, struct pages *pages, const struct place_named *list, size_t n)
{
	for (size_t i = 0; i < env->book->n_entries; i++) {
		const struct entry *e = &env->book->entries[i];
		for (size_t k = 0; k < e->n_joined; k++) {
			struct str name = str_fmt(env->keep, "%.*s--%.*s", STR_FMT(e->slug), STR_FMT(e->joined[k].anchor));
			const struct place_named *at = named_find(list, n, name);
			if (at)
				place_again(env->keep, &pages->list[at->page], name, e->joined[k].slug);
		}
	}
}

void
links_mend(struct parts_env *env, struct pages *pages)
{
	size_t n, order = 0;
	struct arena *scratch = arena_new();
	struct place_named *list = named_collect(env->scratch, pages, &n);
	for (size_t i = 0; i < pages->n; i++)
		repeats_name(env->keep, &pages->list[i], i, list, n);
	joined_name(env, pages, list, n);
	list = named_collect(env->scratch, pages, &n);
	for (size_t i = 0; i < pages->n; i++)
		for (size_t f = 0; f < pages->list[i].n_frames; f++)
			frame_mend(env, scratch, pages, i, &pages->list[i].frames[f], list, n, &order);
	arena_free(scratch);
}
