/* indexspot.c - on which page each place stands that the index leads to */
#include "layout/index.h"

#include <stdlib.h>

/* A place in the text, wanted by a term. */
struct spot {
	int entry;
	uint32_t block, start;
	size_t page; /* of the posts' pages; NONE: not met yet */
	struct str dest;
};

/* Names of places that a frame gets. */
struct names {
	struct item *p;
	size_t n, cap;
};

#define NONE ((size_t)-1)

struct spots {
	struct spot *list; /* by entry, block, start; each once */
	size_t n;
	size_t *first, *last; /* of each entry: its pages */
};

static int
spot_cmp(const void *pa, const void *pb)
{
	const struct spot *a = pa, *b = pb;
	if (a->entry != b->entry)
		return a->entry < b->entry ? -1 : 1;
	if (a->block != b->block)
		return a->block < b->block ? -1 : 1;
	return a->start < b->start ? -1 : a->start > b->start;
}

/* The first spot that is not before a place. */
static size_t
spot_at(const struct spots *s, int entry, uint32_t block, uint32_t start)
{
	struct spot key = {.entry = entry, .block = block, .start = start};
	size_t low = 0, high = s->n;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (spot_cmp(&s->list[mid], &key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void
spots_collect(struct parts_env *env, struct spots *s)
{
	const struct book *book = env->book;
	size_t most = 0, kept = 0;
	for (size_t i = 0; i < book->n_index; i++)
		most += book->index[i].n_places;
	s->list = NEW_N(env->keep, most, struct spot);
	for (size_t i = 0; i < book->n_index; i++)
		for (size_t k = 0; k < book->index[i].n_places; k++) {
			const struct index_place *p = &book->index[i].places[k];
			if (p->block)
				s->list[s->n++] =
					(struct spot){.entry = p->entry, .block = p->block, .start = p->start, .page = NONE};
		}
	if (s->n)
		qsort(s->list, s->n, sizeof *s->list, spot_cmp);
	for (size_t i = 0; i < s->n; i++)
		if (!kept || spot_cmp(&s->list[kept - 1], &s->list[i]))
			s->list[kept++] = s->list[i];
	s->n = kept;
}

/* The spots that a line shows come out on its page; a place above it gets a name, which goes to `names`. */
static void
line_look(struct parts_env *env, struct spots *s, const struct item *item, size_t page, struct names *names)
{
	uint32_t block = 0, start = UINT32_MAX, end = 0;
	int entry = env->posts[page].post;
	for (uint32_t i = 0; i < item->line.n; i++) {
		const struct piece *p = &item->line.pieces[i];
		if (!p->block || (block && p->block != block))
			continue;
		block = p->block;
		start = p->start < start ? p->start : start;
		end = p->end > end ? p->end : end;
	}
	if (!block)
		return;
	struct str dest = STR_NONE;
	for (size_t i = spot_at(s, entry, block, start); i < s->n; i++) {
		struct spot *spot = &s->list[i];
		if (spot->entry != entry || spot->block != block || spot->start >= end)
			break;
		if (spot->page != NONE)
			continue;
		if (!dest.n) {
			dest = str_fmt(env->keep, "--i%zu-%u-%u", page, block, spot->start);
			*PUSH(env->scratch, names->p, names->n, names->cap) = (struct item){
				.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .y = item->y - env->style->grid, .dest = dest};
		}
		spot->page = page;
		spot->dest = dest;
	}
}

static void
frame_look(struct parts_env *env, struct spots *s, struct frame *frame, size_t page)
{
	struct names names = {0};
	for (size_t i = 0; i < frame->n; i++)
		if (frame->items[i].kind == ITEM_LINE)
			line_look(env, s, &frame->items[i], page, &names);
	if (!names.n)
		return;
	struct item *items = NEW_N(env->keep, frame->n + names.n, struct item);
	for (size_t i = 0; i < names.n; i++)
		items[i] = names.p[i];
	for (size_t i = 0; i < frame->n; i++)
		items[names.n + i] = frame->items[i];
	frame->items = items;
	frame->n += names.n;
}

/* What no page shows as it stands in the text is looked up where its neighbour before it is. */
static void
spots_fill(struct parts_env *env, struct spots *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct spot *spot = &s->list[i], *before = i ? &s->list[i - 1] : NULL;
		if (spot->page != NONE)
			continue;
		bool near = before && before->entry == spot->entry;
		spot->page = near ? before->page : s->first[spot->entry];
		spot->dest = near ? before->dest : env->book->entries[spot->entry].slug;
	}
}

struct spots *
spots_find(struct parts_env *env)
{
	struct spots *s = NEW(env->keep, struct spots);
	size_t n = env->book->n_entries;
	s->first = NEW_N(env->keep, n, size_t);
	s->last = NEW_N(env->keep, n, size_t);
	for (size_t i = 0; i < n; i++)
		s->first[i] = NONE;
	spots_collect(env, s);
	arena_reset(env->scratch);
	for (size_t i = 0; i < env->n_posts; i++) {
		const struct page *page = &env->posts[i];
		if (page->post < 0)
			continue;
		if (s->first[page->post] == NONE)
			s->first[page->post] = i;
		if (i + env->n_views < env->n_posts || s->first[page->post] == i)
			s->last[page->post] = i;
		for (size_t f = 0; f < page->n_frames; f++)
			if (page->frames[f].kind != FRAME_HEAD)
				frame_look(env, s, &page->frames[f], i);
	}
	for (size_t i = 0; i < n; i++)
		if (s->first[i] == NONE)
			s->first[i] = s->last[i] = 0;
	spots_fill(env, s);
	return s;
}

static int
page_cmp(const void *pa, const void *pb)
{
	const struct index_page *a = pa, *b = pb;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return a->last > b->last ? -1 : a->last < b->last;
}

struct index_page *
spots_pages(struct parts_env *env, const struct spots *s, size_t term, size_t *n)
{
	const struct index_term *t = &env->book->index[term];
	struct index_page *list = NEW_N(env->scratch, t->n_places, struct index_page);
	size_t kept = 0;
	for (size_t i = 0; i < t->n_places; i++) {
		const struct index_place *p = &t->places[i];
		struct index_page *to = &list[i];
		if (p->block) {
			const struct spot *spot = &s->list[spot_at(s, p->entry, p->block, p->start)];
			*to = (struct index_page){spot->page, spot->page, spot->dest};
		} else {
			*to = (struct index_page){s->first[p->entry], s->first[p->entry], env->book->entries[p->entry].slug};
			if (p->whole)
				to->last = s->last[p->entry];
		}
	}
	if (t->n_places)
		qsort(list, t->n_places, sizeof *list, page_cmp);
	for (size_t i = 0; i < t->n_places; i++) {
		struct index_page *last = kept ? &list[kept - 1] : NULL;
		if (last && str_eq(env->posts[list[i].first].folio, env->posts[last->last].folio)) /* of two posts on one page */
			last->last = list[i].last > last->last ? list[i].last : last->last;
		else if (!last || list[i].first > last->last + 1)
			list[kept++] = list[i];
		else if (list[i].last > last->last)
			last->last = list[i].last;
	}
	*n = kept;
	return list;
}
