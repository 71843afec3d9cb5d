/* fixdrop.c - pictures that the editor drops leave the post with all that showed them */
#include "desk/fixing.h"

#include <string.h>

/* ---- blocks ---- */

static struct block *
before_of(const struct block *b)
{
	struct block *at = b->parent->first;
	while (at && at != b && at->next != b)
		at = at->next;
	return at == b ? NULL : at;
}

static void
block_unlink(struct block *b)
{
	struct block *parent = b->parent, *before = before_of(b);
	*(before ? &before->next : &parent->first) = b->next;
	if (parent->last == b)
		parent->last = before;
	b->parent = b->next = NULL;
}

/* A row that is left with one picture becomes that picture. */
static void
row_dissolve(struct block *row)
{
	struct block *parent = row->parent, *next = row->next, *only = row->first;
	struct block whole = *row;
	*row = *only;
	row->parent = parent;
	row->next = next;
	if (!row->text.n) {
		row->text = whole.text;
		row->runs = whole.runs;
		row->n_runs = whole.n_runs;
	}
	if (!row->anchor.n)
		row->anchor = whole.anchor;
}

/* Takes a block away, and those around it that held nothing else. */
static void
block_drop(struct block *b)
{
	for (;;) {
		struct block *parent = b->parent;
		block_unlink(b);
		bool empty = !parent->first && (parent->kind == BLOCK_ROW || !parent->text.n);
		if (!empty || !parent->parent || parent->kind == BLOCK_CELL || parent->kind == BLOCK_DEFINITION)
			return;
		b = parent;
	}
}

/* ---- pictures in lines ---- */

static bool
is_dropped(const struct fixing *x, int picture)
{
	return picture >= 0 && (size_t)picture < x->post->n_pictures && x->drops[picture];
}

/* Takes the runs of dropped pictures out of a text; a blank beside one goes with it, where there is one on both sides. */
static void
runs_drop(const struct fixing *x, struct block *b)
{
	size_t n = 0, kept = 0;
	bool any = false;
	for (size_t i = 0; i < b->n_runs; i++)
		any |= b->runs[i].kind == RUN_PICTURE && is_dropped(x, b->runs[i].picture);
	if (!any)
		return;
	char *text = arena_dup(x->post->arena, b->text.p, b->text.n);
	for (size_t i = 0; i < b->n_runs; i++) {
		struct run r = b->runs[i];
		struct str s = str_sub(b->text, r.start, r.end);
		if (r.kind == RUN_PICTURE && is_dropped(x, r.picture))
			continue;
		if (s.n && s.p[0] == ' ' && (!n || text[n - 1] == ' ') && r.kind == RUN_TEXT)
			s = str_sub(s, 1, s.n);
		if (!s.n)
			continue;
		memmove(text + n, s.p, s.n);
		r.start = (uint32_t)n;
		n += s.n;
		r.end = (uint32_t)n;
		b->runs[kept++] = r;
	}
	if (kept && n && text[n - 1] == ' ' && b->kind != BLOCK_CODE) {
		n--;
		b->runs[kept - 1].end--;
		kept -= b->runs[kept - 1].start == b->runs[kept - 1].end;
	}
	b->text = (struct str){text, n};
	b->n_runs = kept;
}

static bool
block_goes(const struct fixing *x, struct block *b, size_t had)
{
	if (b->kind == BLOCK_FIGURE)
		return is_dropped(x, b->picture);
	return had && !b->text.n && !b->first && b->kind != BLOCK_CELL && b->kind != BLOCK_ROW;
}

static void
tree_drop(const struct fixing *x, struct block *root)
{
	struct block **gone = NULL;
	size_t n = 0, cap = 0;
	for (struct block *b = block_next(root, root); b; b = block_next(b, root)) {
		size_t had = b->text.n;
		runs_drop(x, b);
		if (block_goes(x, b, had))
			*PUSH(x->post->arena, gone, n, cap) = b;
	}
	while (n)
		block_drop(gone[--n]);
	for (struct block *b = root; b; b = block_next(b, root))
		if (b->kind == BLOCK_ROW && b->first && b->first == b->last)
			row_dissolve(b);
}

/* ---- numbers ---- */

static void
tree_renumber(struct block *root, const int *to)
{
	for (struct block *b = root; b; b = block_next(b, root)) {
		if (b->kind == BLOCK_FIGURE && b->picture >= 0)
			b->picture = to[b->picture];
		for (size_t i = 0; i < b->n_runs; i++)
			if (b->runs[i].kind == RUN_PICTURE && b->runs[i].picture >= 0)
				b->runs[i].picture = to[b->runs[i].picture];
	}
}

static void
images_drop(struct post *p, const bool *drops)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n_images; i++) {
		if (drops[i])
			continue;
		p->images[n] = p->images[i];
		if (p->images_alt)
			p->images_alt[n] = p->images_alt[i];
		if (p->images_edit)
			p->images_edit[n] = p->images_edit[i];
		n++;
	}
	p->n_images = n;
}

/* What was found about pictures while the post was read is of no interest any more, where nothing else stands in the line. */
static void
findings_withdraw(const struct fixing *x)
{
	static const enum diag_kind kinds[] = {DIAG_PICTURE_ALT, DIAG_ALT_LONG, DIAG_ALT_REPEATED};
	const struct post *p = x->post;
	struct diag_place *places = NEW_N(p->arena, p->n_pictures, struct diag_place);
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		size_t n = 0;
		for (size_t i = 0; i < p->n_pictures; i++)
			if (x->drops[i] && (!i || x->drops[i - 1] || p->pictures[i - 1].line != p->pictures[i].line))
				places[n++] = (struct diag_place){p->path, p->pictures[i].line};
		if (n)
			diag_withdraw(x->d, kinds[k], places, n);
	}
}

static void
pictures_compact(struct post *p, const bool *drops)
{
	int *to = NEW_N(p->arena, p->n_pictures, int);
	size_t n = 0;
	for (size_t i = 0; i < p->n_pictures; i++) {
		to[i] = drops[i] ? -1 : (int)n;
		if (!drops[i])
			p->pictures[n++] = p->pictures[i];
	}
	p->n_pictures = n;
	tree_renumber(p->root, to);
	for (size_t i = 0; i < p->n_notes; i++)
		tree_renumber(p->notes[i], to);
}

void
pictures_drop(const struct fixing *x)
{
	struct post *p = x->post;
	if (!x->drops)
		return;
	findings_withdraw(x);
	tree_drop(x, p->root);
	for (size_t i = 0; i < p->n_notes; i++)
		tree_drop(x, p->notes[i]);
	images_drop(p, x->drops + p->n_pictures);
	pictures_compact(p, x->drops);
	blocks_number(p);
}

void
pictures_keep(struct post *p)
{
	bool *drops = NEW_N(p->arena, p->n_pictures, bool);
	for (size_t i = 0; i < p->n_pictures; i++)
		drops[i] = true;
	for (size_t k = 0; k <= p->n_notes; k++) {
		struct block *root = k ? p->notes[k - 1] : p->root;
		for (struct block *b = root; b; b = block_next(b, root)) {
			if (b->kind == BLOCK_FIGURE && b->picture >= 0)
				drops[b->picture] = false;
			for (size_t i = 0; i < b->n_runs; i++)
				if (b->runs[i].kind == RUN_PICTURE && b->runs[i].picture >= 0)
					drops[b->runs[i].picture] = false;
		}
	}
	pictures_compact(p, drops);
}
