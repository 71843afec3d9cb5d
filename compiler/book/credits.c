/* credits.c - who made each picture: from a file of credits, the posts' front matter, the pictures' own metadata */
#include "book/lists.h"

void
credits_set(struct gather *g)
{
	g->book->credits = NEW_N(g->a, g->book->n_images, struct credit);
}
