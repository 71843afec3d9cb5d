/* keep.c - a post's pages brought to the arena in which they stay: what was tried and not taken is left behind with the one in which they were made */
#include "layout/flow.h"

#include <string.h>

/* Pieces that are kept already: pages for either side share their lines. */
struct kept {
	const struct piece *from;
	struct piece *to;
};

struct keeper {
	struct arena *to;
	struct kept *table; /* by hash */
	size_t mask;
};

static struct str
text_keep(struct keeper *k, struct str s)
{
	return s.n ? str_dup(k->to, s) : s;
}

static struct piece *
pieces_keep(struct keeper *k, const struct line *line)
{
	size_t at = (size_t)(((uintptr_t)line->pieces >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 32) & k->mask;
	if (!line->n)
		return NULL;
	for (; k->table[at].from; at = (at + 1) & k->mask)
		if (k->table[at].from == line->pieces)
			return k->table[at].to;
	struct piece *to = NEW_N(k->to, line->n, struct piece);
	memcpy(to, line->pieces, line->n * sizeof *to);
	k->table[at] = (struct kept){line->pieces, to};
	return to;
}

static void
item_keep(struct keeper *k, struct item *item)
{
	switch (item->kind) {
	case ITEM_LINE: item->line.pieces = pieces_keep(k, &item->line); break;
	case ITEM_PICTURE: item->picture.alt = text_keep(k, item->picture.alt); break;
	case ITEM_LINK:
		item->link.uri = text_keep(k, item->link.uri);
		item->link.dest = text_keep(k, item->link.dest);
		break;
	case ITEM_DEST: item->dest = text_keep(k, item->dest); break;
	case ITEM_RECT: break;
	}
}

static void
pages_keep(struct keeper *k, struct post_pages *p)
{
	struct page *list = NEW_N(k->to, p->n, struct page);
	for (size_t i = 0; i < p->n; i++) {
		list[i] = p->list[i];
		list[i].frames = NEW_N(k->to, list[i].n_frames, struct frame);
		for (size_t f = 0; f < list[i].n_frames; f++) {
			struct frame *frame = &list[i].frames[f];
			*frame = p->list[i].frames[f];
			struct item *items = NEW_N(k->to, frame->n, struct item);
			for (size_t q = 0; q < frame->n; q++) {
				items[q] = frame->items[q];
				item_keep(k, &items[q]);
			}
			frame->items = items;
		}
	}
	struct foot *feet = NEW_N(k->to, p->n, struct foot);
	struct residue *residues = NEW_N(k->to, p->n_residues, struct residue);
	if (p->n)
		memcpy(feet, p->feet, p->n * sizeof *feet);
	if (p->n_residues)
		memcpy(residues, p->residues, p->n_residues * sizeof *residues);
	p->list = list;
	p->feet = feet;
	p->residues = residues;
	p->cap_residues = p->n_residues;
}

static size_t
lines_count(const struct post_pages *p)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		for (size_t f = 0; f < p->list[i].n_frames; f++)
			for (size_t q = 0; q < p->list[i].frames[f].n; q++)
				n += p->list[i].frames[f].items[q].kind == ITEM_LINE;
	return n;
}

void
post_pages_keep(struct post_pages *p, struct arena *to, struct arena *scratch)
{
	struct keeper k = {.to = to, .mask = 15};
	size_t lines = lines_count(p) + (p->verso ? lines_count(p->verso) : 0);
	while (k.mask < lines * 2)
		k.mask = k.mask * 2 + 1;
	k.table = NEW_N(scratch, k.mask + 1, struct kept);
	pages_keep(&k, p);
	struct mark *marks = NEW_N(to, p->n_marks, struct mark);
	for (size_t i = 0; i < p->n_marks; i++) {
		marks[i] = p->marks[i];
		marks[i].title = text_keep(&k, marks[i].title);
		marks[i].dest = text_keep(&k, marks[i].dest);
	}
	p->marks = marks;
	if (!p->verso)
		return;
	struct post_pages *verso = NEW(to, struct post_pages);
	*verso = *p->verso;
	pages_keep(&k, verso);
	verso->marks = marks;
	p->verso = verso;
}
