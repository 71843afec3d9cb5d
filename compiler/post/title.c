/* title.c - the post's title from its first heading */
#include "post/front.h"
#include "post/text.h"

/* Whether a block lies in nothing but plain groups. */
static bool
at_top(const struct block *b, const struct block *root)
{
	for (b = b->parent; b && b != root; b = b->parent)
		if (b->kind != BLOCK_GROUP)
			return false;
	return b != NULL;
}

/* The first heading that can be a title: the first block of all, or the only h1. One of several h1 is a section's. */
static struct block *
title_heading(struct block *root)
{
	struct block *first = root->first;
	while (first && first->kind == BLOCK_GROUP)
		first = block_next(first, root);
	if (first && first->kind == BLOCK_HEADING)
		return first;
	struct block *only = NULL;
	for (struct block *b = root->first; b; b = block_next(b, root)) {
		if (b->kind != BLOCK_HEADING || b->level != 1 || !at_top(b, root))
			continue;
		if (only)
			return NULL;
		only = b;
	}
	return only;
}

/* The text without calls of notes and pictures in the line. */
static struct str
heading_text(struct arena *a, const struct block *h)
{
	struct buf b = {0};
	for (size_t i = 0; i < h->n_runs; i++)
		if (h->runs[i].kind == RUN_TEXT)
			buf_str(&b, str_sub(h->text, h->runs[i].start, h->runs[i].end));
	struct str kept = buf_keep(&b, a);
	struct str s = str_trim(kept);
	buf_free(&b);
	return s;
}

/* Links to the heading lead to the post's beginning. */
static void
heading_remove(struct block *root, struct block *h)
{
	struct block *parent = h->parent, *before = NULL;
	for (struct block *b = parent->first; b != h; b = b->next)
		before = b;
	*(before ? &before->next : &parent->first) = h->next;
	if (parent->last == h)
		parent->last = before;
	if (!root->anchor.n)
		root->anchor = h->anchor;
}

/* The words have become the title: the heading goes, or what else stood in it, calls of notes and pictures, stays as a paragraph. */
static void
heading_spend(struct arena *a, struct block *root, struct block *h)
{
	struct buf b = {0};
	size_t n = 0;
	for (size_t i = 0; i < h->n_runs; i++) {
		struct run r = h->runs[i];
		if (r.kind == RUN_TEXT)
			continue;
		uint32_t start = (uint32_t)b.n;
		buf_str(&b, str_sub(h->text, r.start, r.end));
		r.start = start;
		r.end = (uint32_t)b.n;
		h->runs[n++] = r;
	}
	h->kind = BLOCK_PARA;
	h->text = buf_keep(&b, a);
	h->n_runs = n;
	h->level = 0;
	buf_free(&b);
	if (!n)
		heading_remove(root, h);
}

void
title_from_blocks(struct post *p)
{
	struct block *h = p->root ? title_heading(p->root) : NULL;
	struct str text = h ? heading_text(p->arena, h) : STR_NONE;
	if (!text.n)
		return;
	if (!p->title.n) {
		p->title = text;
		p->title_line = h->line;
		heading_spend(p->arena, p->root, h);
	} else if (text_same(text, p->title)) {
		heading_spend(p->arena, p->root, h);
	}
}
