/* index.c - the book's index: terms from yearbook.yaml and the front matter, their places, their order */
#include "book/index.h"

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
	if (!g->book->n_index)
		diag_add(g->d, DIAG_INDEX_UNFOUND, g->config->file, 0, 0,
			"the index has no term that stands in a post, and was left out; name terms under \"index\" in "
			"yearbook.yaml");
	arena_free(scratch);
}
