/* tree.c - walk a post's blocks in document order */
#include "post/post.h"

struct block *
block_after(const struct block *b, const struct block *root)
{
	for (; b && b != root; b = b->parent)
		if (b->next)
			return b->next;
	return NULL;
}

struct block *
block_next(const struct block *b, const struct block *root)
{
	return b->first ? b->first : block_after(b, root);
}

bool
block_shown(const struct block *b, enum edition edition)
{
	return !b->hidden && (b->only == EDITION_ALL || edition == EDITION_ALL || b->only == edition);
}
