/* calls.c - the numbers that a post's text shows where it calls its notes */
#include "desk/fixing.h"

static void
block_calls(struct arena *a, struct block *b)
{
	struct buf text = {0};
	bool any = false;
	for (size_t i = 0; i < b->n_runs; i++)
		any |= b->runs[i].kind == RUN_NOTE && b->runs[i].note >= 0;
	if (!any)
		return;
	for (size_t i = 0; i < b->n_runs; i++) {
		struct run *r = &b->runs[i];
		struct str s = str_sub(b->text, r->start, r->end);
		r->start = (uint32_t)text.n;
		if (r->kind == RUN_NOTE && r->note >= 0)
			buf_fmt(&text, "%d", r->note + 1);
		else
			buf_str(&text, s);
		r->end = (uint32_t)text.n;
	}
	b->text = buf_keep(&text, a);
	buf_free(&text);
}

void
calls_number(struct post *p)
{
	for (size_t i = 0; i <= p->n_notes; i++) {
		struct block *root = i ? p->notes[i - 1] : p->root;
		for (struct block *b = root; b; b = block_next(b, root))
			block_calls(p->arena, b);
	}
}
