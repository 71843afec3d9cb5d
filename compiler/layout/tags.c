/* tags.c - elements of the structure tree: made in any order, numbered in reading order at the end */
#include "layout/tags.h"

#include <stdlib.h>
#include <string.h>

struct tagging *
tagging_new(struct arena *a, struct str lang)
{
	struct tagging *t = NEW(a, struct tagging);
	t->arena = a;
	t->lang = lang;
	t->n = 1;
	tag_add(t, 0, TAG_DOCUMENT);
	return t;
}

void
tagging_free(struct tagging *t)
{
	if (t)
		free(t->list);
}

uint32_t
tag_add(struct tagging *t, uint32_t parent, enum tag_type type)
{
	if (t->n >= t->cap) {
		t->cap = t->cap ? t->cap * 3 / 2 : 256;
		t->list = xrealloc(t->list, t->cap * sizeof *t->list);
	}
	t->list[t->n] = (struct tag){.type = (uint8_t)type, .parent = parent};
	return (uint32_t)t->n++;
}

uint32_t
tag_add_in(struct tagging *t, uint32_t parent, enum tag_type type, struct str lang)
{
	uint32_t up = parent;
	while (up && !t->list[up].lang.n)
		up = t->list[up].parent;
	uint32_t tag = tag_add(t, parent, type);
	if (lang.n && !str_eq(lang, up ? t->list[up].lang : t->lang))
		t->list[tag].lang = lang;
	return tag;
}

struct tag_more *
tag_more(struct tagging *t, uint32_t tag)
{
	if (!t->list[tag].more)
		t->list[tag].more = NEW(t->arena, struct tag_more);
	return t->list[tag].more;
}

enum tag_type
tag_heading(int level)
{
	return level < 1 ? TAG_H1 : level > 6 ? TAG_H6 : (enum tag_type)(TAG_H1 + level - 1);
}

void
line_tag(struct line *line, uint32_t tag)
{
	for (uint32_t i = 0; i < line->n; i++)
		line->pieces[i].tag = tag;
}

/* ---- in the end ---- */

/* While the tree is put in order. */
struct finish {
	struct tagging *t;
	bool *held; /* it has content, or a kid that has */
	uint32_t *first; /* of the kids, in a list of lists */
	uint32_t *next;
	uint32_t *number; /* the new ones */
};

static void
held_mark(struct finish *f, uint32_t tag)
{
	for (; tag && tag < f->t->n && !f->held[tag]; tag = f->t->list[tag].parent)
		f->held[tag] = true;
}

/* A line that is read; heads of tables that are repeated share their pieces with the first. */
static bool
line_read(const struct item *item)
{
	return item->kind == ITEM_LINE && item->role != ROLE_ARTIFACT;
}

static void
content_mark(struct finish *f, const struct pages *pages)
{
	for (size_t p = 0; p < pages->n; p++)
		for (size_t k = 0; k < pages->list[p].n_frames; k++) {
			const struct frame *frame = &pages->list[p].frames[k];
			for (size_t i = 0; i < frame->n; i++) {
				const struct item *item = &frame->items[i];
				if (item->kind != ITEM_LINE)
					held_mark(f, item->tag);
				for (uint32_t q = 0; line_read(item) && q < item->line.n; q++)
					held_mark(f, item->line.pieces[q].tag);
			}
		}
}

/* A table is a grid: cells stay where they show nothing, and rows that cells from above fill. */
static void
cells_mark(struct finish *f)
{
	const struct tag *list = f->t->list;
	for (size_t i = 1; i < f->t->n; i++) {
		if (list[i].type != TAG_TD && list[i].type != TAG_TH && list[i].type != TAG_TR)
			continue;
		uint32_t up = list[i].parent;
		while (up && list[up].type != TAG_TABLE)
			up = list[up].parent;
		if (f->held[up])
			held_mark(f, (uint32_t)i);
	}
}

static int
order_cmp(const void *pa, const void *pb, void *list)
{
	const struct tag *tags = list;
	uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
	if (tags[a].at != tags[b].at)
		return tags[a].at < tags[b].at ? -1 : 1;
	return a < b ? -1 : a > b;
}

/* The kids of every element as lists, last ones first. Kids mostly come in their order: only lists that do not are sorted. */
static void
kids_link(struct finish *f)
{
	const struct tag *list = f->t->list;
	uint32_t *kids = xmalloc(f->t->n * sizeof *kids);
	for (size_t i = f->t->n; i-- > 1;) {
		if (!f->held[i])
			continue;
		f->next[i] = f->first[list[i].parent];
		f->first[list[i].parent] = (uint32_t)i;
	}
	for (size_t i = 0; i < f->t->n; i++) {
		size_t n = 0;
		bool ordered = true;
		for (uint32_t k = f->first[i]; k; k = f->next[k], n++)
			ordered = ordered && (!f->next[k] || list[k].at <= list[f->next[k]].at);
		if (ordered)
			continue;
		n = 0;
		for (uint32_t k = f->first[i]; k; k = f->next[k])
			kids[n++] = k;
		qsort_r(kids, n, sizeof *kids, order_cmp, f->t->list);
		f->first[i] = kids[0];
		for (size_t k = 0; k < n; k++)
			f->next[kids[k]] = k + 1 < n ? kids[k + 1] : 0;
	}
	free(kids);
}

/* Copies the tree in reading order, parents before their kids; returns how many there are, with the unused first. */
static size_t
tree_copy(struct finish *f, struct tag *to)
{
	size_t n = 1;
	uint32_t at = f->first[0];
	const struct tag *list = f->t->list;
	while (at) {
		f->number[at] = (uint32_t)n;
		to[n] = list[at];
		to[n++].parent = f->number[list[at].parent];
		if (f->first[at]) {
			at = f->first[at];
			continue;
		}
		while (at && !f->next[at])
			at = list[at].parent;
		at = at ? f->next[at] : 0;
	}
	return n;
}

static void
pages_renumber(const struct finish *f, struct pages *pages)
{
	for (size_t p = 0; p < pages->n; p++)
		for (size_t k = 0; k < pages->list[p].n_frames; k++) {
			struct frame *frame = &pages->list[p].frames[k];
			for (size_t i = 0; i < frame->n; i++) {
				struct item *item = &frame->items[i];
				item->tag = f->number[item->tag];
				for (uint32_t q = 0; line_read(item) && q < item->line.n; q++)
					item->line.pieces[q].tag = f->number[item->line.pieces[q].tag];
			}
		}
}

static void
headers_renumber(const struct finish *f, struct arena *keep, struct tag *tags, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct tag_more *more = tags[i].more;
		if (!more || !more->n_headers)
			continue;
		uint32_t *headers = NEW_N(keep, more->n_headers, uint32_t);
		for (size_t k = 0; k < more->n_headers; k++)
			headers[k] = f->number[more->headers[k]];
		more->headers = headers;
	}
}

void
tags_finish(struct tagging *t, struct arena *keep, struct pages *pages)
{
	struct arena *a = arena_new();
	struct finish f = {.t = t,
		.held = NEW_N(a, t->n, bool),
		.first = NEW_N(a, t->n, uint32_t),
		.next = NEW_N(a, t->n, uint32_t),
		.number = NEW_N(a, t->n, uint32_t)};
	f.held[TAG_ROOT] = true;
	content_mark(&f, pages);
	cells_mark(&f);
	kids_link(&f);
	size_t n = 1;
	for (size_t i = 1; i < t->n; i++)
		n += f.held[i];
	pages->tags = NEW_N(keep, n, struct tag);
	pages->n_tags = tree_copy(&f, pages->tags);
	pages_renumber(&f, pages);
	headers_renumber(&f, keep, pages->tags, pages->n_tags);
	arena_free(a);
	free(t->list); /* nothing is added any more */
	t->list = NULL;
	t->n = t->cap = 0;
}
