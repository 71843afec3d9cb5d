/* blocks_stub.c - stands in for the reader of blocks until it is there */
#include "post/blocks.h"

__attribute__((weak)) void
blocks_read(struct post *p, struct str markdown, int line, const struct post_options *options, struct diag *d)
{
	(void)options, (void)d;
	p->root = NEW(p->arena, struct block);
	*p->root = (struct block){.kind = BLOCK_ROOT, .line = line};
	struct block *b = NEW(p->arena, struct block);
	*b = (struct block){
		.kind = BLOCK_PARA, .id = 1, .line = line, .parent = p->root, .picture = -1, .text = str_dup(p->arena, markdown)};
	b->runs = NEW(p->arena, struct run);
	*b->runs = (struct run){.end = (uint32_t)markdown.n, .link = -1, .picture = -1, .note = -1};
	b->n_runs = 1;
	p->root->first = p->root->last = b;
	p->n_blocks = 1;
}
