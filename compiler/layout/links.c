/* links.c - see that every destination is named once and every link within the book leads somewhere */
#include "layout/join.h"

#include <stdlib.h>
#include <string.h>

/* A destination and where it stands in the book. */
struct place_named {
	struct str name;
	size_t order;
};

static int
named_cmp(const void *a, const void *b)
{
	const struct place_named *x = a, *y = b;
	int c = str_cmp(x->name, y->name);
	return c ? c : x->order < y->order ? -1 : x->order > y->order;
}

static struct place_named *
named_find(struct place_named *list, size_t n, struct str name)
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
					*to = (struct place_named){frame->items[k].dest, *n};
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
dest_mend(struct place_named *list, size_t n, struct str dest)
{
	if (named_find(list, n, dest))
		return dest;
	ptrdiff_t anchor = str_find(dest, STR("--"));
	struct str post = anchor > 0 ? str_sub(dest, 0, (size_t)anchor) : STR_NONE;
	return post.n && named_find(list, n, post) ? post : STR_NONE;
}

void
links_mend(struct arena *scratch, struct pages *pages)
{
	size_t n, order = 0;
	struct place_named *list = named_collect(scratch, pages, &n);
	for (size_t i = 0; i < pages->n; i++)
		for (size_t f = 0; f < pages->list[i].n_frames; f++) {
			struct frame *frame = &pages->list[i].frames[f];
			size_t kept = 0;
			for (size_t k = 0; k < frame->n; k++) {
				struct item *item = &frame->items[k];
				if (item->kind == ITEM_DEST) {
					const struct place_named *first = named_find(list, n, item->dest);
					if (!first || first->order != ++order)
						continue;
				}
				if (item->kind == ITEM_LINK && !item->link.uri.n) {
					item->link.dest = dest_mend(list, n, item->link.dest);
					if (!item->link.dest.n)
						continue;
				}
				frame->items[kept++] = *item;
			}
			frame->n = kept;
		}
}
