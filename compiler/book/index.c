/* index.c - the book's index: terms from yearbook.yaml and the front matter, their places, their order */
#include "book/index.h"

#include <stdlib.h>

/* The key `parts` decides where it is there: an index that it names and nothing describes is one of the front matter. */
static const struct index_wishes *
wishes_find(struct gather *g)
{
	static const struct index_wishes automatic = {.wanted = true, .automatic = true};
	const struct config *c = g->config;
	const struct index_wishes *wishes = c->index && c->index->wanted ? c->index : NULL;
	for (size_t i = 0; i < c->n_order; i++)
		if (c->order[i] == PART_INDEX)
			return c->index ? wishes : &automatic;
	if (c->order && wishes) {
		diag_add(g->d, DIAG_INDEX_TERM, c->file, 0, 0,
			"there are terms for an index, but \"parts\" does not name it; it was left out: add index there");
		return NULL;
	}
	return wishes;
}

/* ---- the blocks that it leads to ---- */

/* A block of an entry. */
struct led {
	int entry;
	uint32_t block;
};

static int
led_cmp(const void *pa, const void *pb)
{
	const struct led *a = pa, *b = pb;
	if (a->entry != b->entry)
		return a->entry < b->entry ? -1 : 1;
	return a->block < b->block ? -1 : a->block > b->block;
}

static void
tree_mark(struct block *root, int entry, const struct led *list, size_t n)
{
	for (struct block *b = root; b; b = block_next(b, root)) {
		struct led key = {entry, b->id};
		if (bsearch(&key, list, n, sizeof key, led_cmp))
			b->indexed = true;
	}
}

static void
blocks_mark(struct book *book, struct arena *scratch)
{
	struct led *list = NULL;
	size_t n = 0, cap = 0;
	for (size_t i = 0; i < book->n_index; i++)
		for (size_t k = 0; k < book->index[i].n_places; k++)
			if (book->index[i].places[k].block)
				*PUSH(scratch, list, n, cap) =
					(struct led){book->index[i].places[k].entry, book->index[i].places[k].block};
	if (!n)
		return;
	qsort(list, n, sizeof *list, led_cmp);
	for (size_t i = 0; i < book->n_entries; i++) {
		struct post *p = book->entries[i].post;
		tree_mark(p->root, (int)i, list, n);
		for (size_t k = 0; k < p->n_notes; k++)
			tree_mark(p->notes[k], (int)i, list, n);
	}
}

void
index_make(struct gather *g)
{
	const struct index_wishes *wishes = wishes_find(g);
	if (!wishes)
		return;
	struct arena *scratch = arena_new();
	struct terms t = {.g = g, .scratch = scratch, .wishes = wishes, .folder = folder_new(scratch), .keys = {.a = scratch}};
	terms_wish(&t);
	if (wishes->automatic)
		terms_front(&t);
	terms_relate(&t);
	terms_find(&t);
	terms_order(&t);
	blocks_mark(g->book, scratch);
	if (!g->book->n_index)
		diag_add(g->d, DIAG_INDEX_UNFOUND, g->config->file, 0, 0,
			"the index has no term that stands in a post, and was left out; name terms under \"index\" in "
			"yearbook.yaml");
	arena_free(scratch);
}
