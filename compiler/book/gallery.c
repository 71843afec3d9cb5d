/* gallery.c - a post's surplus pictures leave its text for a gallery behind it */
#include "book/gather.h"

enum {
	GALLERY_LEAST = 2, /* pictures that make a page of their own; a part of the book takes any number */
	CAPTION_MOST = 400 /* bytes of a caption that may stand away from the text */
};

/* What is known of a post while its pictures are looked at. */
struct surplus {
	const struct book *book;
	const struct post *post;
	struct arena *a;
	int keep; /* pictures that may still stay */
	struct block **units; /* that go: figures, and rows that are one thing */
	size_t n, cap;
	int pictures; /* in them */
	struct block **from; /* blocks that lose children, inner ones first */
	size_t n_from, cap_from;
	bool *listed; /* by id: it is among them */
};

/* May it leave its place? What stands in a list, a quote or a table belongs there, and so does what a note explains. */
static bool
figure_moves(const struct surplus *s, const struct block *b)
{
	for (const struct block *up = b->parent; up; up = up->parent)
		if (up->kind != BLOCK_ROOT && up->kind != BLOCK_GROUP && up->kind != BLOCK_ROW)
			return false;
	for (size_t i = 0; i < b->n_runs; i++)
		if (b->runs[i].kind == RUN_NOTE)
			return false;
	int image = b->picture >= 0 ? s->post->pictures[b->picture].image : -1;
	/* drawings and screenshots explain what is said beside them */
	return image >= 0 && s->book->images[image].photograph && b->text.n <= CAPTION_MOST;
}

/* A row with a caption or a name of its own is one thing. */
static bool
row_whole(const struct block *b)
{
	return b->kind == BLOCK_ROW && (b->text.n || b->anchor.n);
}

static bool
row_moves(const struct surplus *s, const struct block *row)
{
	struct block caption = *row;
	for (const struct block *b = row->first; b; b = b->next)
		if (!block_shown(b, EDITION_PRINT) || !figure_moves(s, b))
			return false;
	caption.picture = row->first ? row->first->picture : -1;
	return figure_moves(s, &caption);
}

static void
from_add(struct surplus *s, struct block *b)
{
	if (s->listed[b->id])
		return;
	s->listed[b->id] = true;
	*PUSH(s->a, s->from, s->n_from, s->cap_from) = b;
}

static void
unit_take(struct surplus *s, struct block *b, int pictures)
{
	*PUSH(s->a, s->units, s->n, s->cap) = b;
	s->pictures += pictures;
	if (b->parent->kind == BLOCK_ROW)
		from_add(s, b->parent);
}

static int
row_count(const struct block *row)
{
	int n = 0;
	for (const struct block *b = row->first; b; b = b->next)
		n += b->kind == BLOCK_FIGURE && block_shown(b, EDITION_PRINT);
	return n;
}

/* Finds what goes: all that may, behind the first `keep` pictures. */
static void
units_find(struct surplus *s)
{
	struct block *b = s->post->root->first;
	while (b) {
		if (!block_shown(b, EDITION_PRINT) || b->kind == BLOCK_NOTE) {
			b = block_after(b, s->post->root);
			continue;
		}
		if (row_whole(b)) {
			int n = row_count(b);
			if (s->keep <= 0 && row_moves(s, b))
				unit_take(s, b, n);
			s->keep -= n;
			b = block_after(b, s->post->root);
			continue;
		}
		if (b->kind == BLOCK_FIGURE && s->keep-- <= 0 && figure_moves(s, b))
			unit_take(s, b, 1);
		b = block_next(b, s->post->root);
	}
	for (size_t i = 0; i < s->n; i++) /* rows stand in other blocks, which come behind them */
		from_add(s, s->units[i]->parent->kind == BLOCK_ROW ? s->units[i]->parent->parent : s->units[i]->parent);
}

/* A block keeps the children whose parent it still is; a row that is left with one becomes that picture. */
static void
children_link(struct block *b)
{
	struct block *child = b->first, *last = NULL;
	b->first = NULL;
	while (child) {
		struct block *next = child->next;
		if (child->parent == b) {
			*(last ? &last->next : &b->first) = child;
			last = child;
		}
		child = next;
	}
	b->last = last;
	if (last)
		last->next = NULL;
	if (b->kind != BLOCK_ROW)
		return;
	if (!b->first) {
		b->parent = NULL;
	} else if (b->first == b->last) {
		struct block *parent = b->parent, *next = b->next;
		*b = *b->first;
		b->parent = parent;
		b->next = next;
	}
}

static void
child_append(struct block *parent, struct block *b)
{
	b->parent = parent;
	b->next = NULL;
	*(parent->last ? &parent->last->next : &parent->first) = b;
	parent->last = b;
}

static struct block *
block_new(struct arena *a, enum block_kind kind, int line)
{
	struct block *b = NEW(a, struct block);
	*b = (struct block){.kind = kind, .line = line, .picture = -1, .link = -1};
	return b;
}

/* What a block has from those around it goes with it. */
static void
language_keep(struct block *b)
{
	for (const struct block *up = b->parent; up && !b->lang.n && !b->rtl; up = up->parent) {
		b->lang = up->lang;
		b->rtl = up->rtl;
	}
}

static void
surplus_move(struct surplus *s, struct post *p)
{
	struct block *gallery = block_new(s->a, BLOCK_GROUP, s->units[0]->line), *row = NULL;
	for (size_t i = 0; i < s->n; i++) {
		language_keep(s->units[i]);
		s->units[i]->parent = gallery;
	}
	for (size_t i = 0; i < s->n_from; i++)
		children_link(s->from[i]);
	for (size_t i = 0; i < s->n; i++) {
		struct block *b = s->units[i];
		b->align = ALIGN_NONE;
		if (b->kind == BLOCK_ROW) {
			child_append(gallery, b);
			row = NULL;
			continue;
		}
		if (!row) {
			row = block_new(s->a, BLOCK_ROW, b->line);
			child_append(gallery, row);
		}
		child_append(row, b);
	}
	child_append(p->root, gallery);
	p->gallery = gallery;
	blocks_number(p);
}

void
galleries_make(struct gather *g)
{
	const struct config *c = g->config;
	bool part = false;
	for (size_t i = 0; i < c->n_order; i++)
		part |= c->order[i] == PART_GALLERY;
	int keep = c->gallery < 0 && part ? GALLERY_KEEPS : c->gallery;
	for (size_t i = 0; keep >= 0 && i < g->book->n_entries; i++) {
		struct post *p = g->book->entries[i].post;
		struct surplus s = {.book = g->book, .post = p, .a = p->arena, .keep = keep};
		s.listed = NEW_N(p->arena, p->n_blocks + 1, bool);
		units_find(&s);
		if (s.pictures >= (part ? 1 : GALLERY_LEAST))
			surplus_move(&s, p);
	}
}
