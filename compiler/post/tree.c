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

void
blocks_number(struct post *p)
{
	uint32_t id = 0;
	for (struct block *b = p->root; b; b = block_next(b, p->root))
		b->id = ++id;
	for (size_t i = 0; i < p->n_notes; i++)
		for (struct block *b = p->notes[i]; b; b = block_next(b, p->notes[i]))
			b->id = ++id;
	p->n_blocks = id;
}
