/* matter.c - which parts stand around the posts, and in which order */
#include "book/gather.h"

const char *const book_part_names[PART_COUNT] = {"cover", "half-title", "title", "imprint", "contents", "foreword", "timeline",
	"posts", "gallery", "people", "sponsors", "pictures", "index", "colophon", "blank"};

bool
book_has(const struct book *b, enum book_part part)
{
	for (size_t i = 0; i < b->n_order; i++)
		if (b->order[i] == part)
			return true;
	return false;
}

/* Does a part stand in a book whose editor does not say? */
static bool
part_usual(const struct gather *g, enum book_part part)
{
	(void)g;
	switch (part) {
	case PART_TITLE:
	case PART_IMPRINT:
	case PART_CONTENTS:
	case PART_POSTS: return true;
	default: return false;
	}
}

void
matter_set(struct gather *g)
{
	struct book *b = g->book;
	if (g->config->order) {
		b->order = g->config->order;
		b->n_order = g->config->n_order;
		return;
	}
	b->order = NEW_N(g->a, PART_COUNT, enum book_part);
	for (int part = 0; part < PART_COUNT; part++)
		if (part_usual(g, (enum book_part)part))
			b->order[b->n_order++] = (enum book_part)part;
}
