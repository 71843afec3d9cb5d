/* tree.c - blocks that vanish, and the notes, pictures and links that go with them */
#include "desk/textedit.h"

#include <stdio.h>

/* ---- what is shown ---- */

/* The next block of the text, then of the notes. */
static struct block *
block_follow(const struct post *p, struct block *b, size_t *note)
{
	struct block *next = block_next(b, *note ? p->notes[*note - 1] : p->root);
	return next || *note >= p->n_notes ? next : p->notes[(*note)++];
}

static void
mark(bool *marks, int at, size_t n)
{
	if (at >= 0 && (size_t)at < n)
		marks[at] = true;
}

struct uses
uses_of(struct arena *a, const struct post *p)
{
	struct uses u = {NEW_N(a, p->n_pictures + 1, bool), NEW_N(a, p->n_links + 1, bool), NEW_N(a, p->n_notes + 1, bool)};
	size_t note = 0;
	for (struct block *b = p->root; b; b = block_follow(p, b, &note)) {
		if (b->kind == BLOCK_FIGURE)
			mark(u.pictures, b->picture, p->n_pictures);
		if (b->kind == BLOCK_FIGURE)
			mark(u.links, b->link, p->n_links);
		for (size_t i = 0; i < b->n_runs; i++) {
			const struct run *run = &b->runs[i];
			mark(u.links, run->link, p->n_links);
			if (run->kind == RUN_PICTURE)
				mark(u.pictures, run->picture, p->n_pictures);
			if (run->kind == RUN_NOTE)
				mark(u.notes, run->note, p->n_notes);
		}
	}
	return u;
}

/* ---- findings ---- */

static void
line_withdraw(struct withdrawn *w, const struct post *p, int line)
{
	*PUSH(w->a, w->list, w->n, w->cap) = (struct diag_place){p->path, line};
}

void
withdrawn_drop(struct withdrawn *w, struct diag *d)
{
	static const enum diag_kind kinds[] = {DIAG_PICTURE_ALT, DIAG_SHORTCODE, DIAG_EMBED, DIAG_HTML_DROPPED, DIAG_SOURCE_SHOWN,
		DIAG_DRAWN, DIAG_LINK_LOOSE, DIAG_NOTE_LOST, DIAG_TOO_WIDE, DIAG_TOO_DEEP, DIAG_PICTURE_IN_NOTE, DIAG_TEXT_TIDIED,
		DIAG_REPAIRED};
	for (size_t i = 0; w->n && i < sizeof kinds / sizeof *kinds; i++)
		diag_withdraw(d, kinds[i], w->list, w->n);
}

/* The lines of blocks that are gone, up to the next one that stays. */
static void
lines_withdraw(struct withdrawn *w, const struct post *p, const bool *gone)
{
	int from = 0;
	for (struct block *b = p->root; b;) {
		bool out = gone[b->id];
		for (int line = from; from && !out && line < b->line; line++)
			line_withdraw(w, p, line);
		from = !out ? 0 : from ? from : b->line;
		b = out ? block_after(b, p->root) : block_next(b, p->root);
	}
	for (int line = from; from && (size_t)line <= p->n_lines; line++)
		line_withdraw(w, p, line);
}

/* ---- blocks ---- */

/* Kinds that are nothing without what is in them. */
static bool
needs_children(enum block_kind kind)
{
	switch (kind) {
	case BLOCK_LIST:
	case BLOCK_ITEM:
	case BLOCK_QUOTE:
	case BLOCK_TABLE:
	case BLOCK_TABLE_ROW:
	case BLOCK_ROW:
	case BLOCK_DETAILS:
	case BLOCK_ALERT:
	case BLOCK_DEFLIST:
	case BLOCK_DEFINITION:
	case BLOCK_GROUP: return true;
	default: return false;
	}
}

/* Cells stay, for their columns; a row of empty ones goes, but not where a cell spans rows. */
static bool
row_empty(const struct block *row, const bool *gone)
{
	for (const struct block *other = row->parent ? row->parent->first : NULL; other; other = other->next)
		for (const struct block *cell = other->first; other->kind == BLOCK_TABLE_ROW && cell; cell = cell->next)
			if (cell->rowspan > 1)
				return false;
	for (const struct block *cell = row->first; cell; cell = cell->next)
		for (const struct block *b = cell->first; b; b = b->next)
			if (!gone[b->id])
				return false;
	return true;
}

static bool
is_empty(const struct block *b, const bool *gone)
{
	if (b->kind == BLOCK_TABLE_ROW)
		return row_empty(b, gone);
	for (const struct block *k = b->first; k; k = k->next)
		if (!gone[k->id] && !(b->kind == BLOCK_QUOTE && k->attribution) &&
			!(b->kind == BLOCK_TABLE && k->kind == BLOCK_PARA))
			return false;
	return true;
}

static void
children_prune(struct block *b, const bool *gone)
{
	struct block *last = NULL;
	bool summary = b->kind == BLOCK_DETAILS && b->first && gone[b->first->id];
	for (struct block *k = b->first; k; k = k->next) {
		if (gone[k->id])
			continue;
		*(last ? &last->next : &b->first) = k;
		last = k;
	}
	if (last)
		last->next = NULL;
	else
		b->first = NULL;
	b->last = last;
	if (summary) /* nothing to open it by */
		b->kind = BLOCK_GROUP;
	int number = b->start;
	for (struct block *k = b->kind == BLOCK_LIST && b->ordered ? b->first : NULL; k; k = k->next) {
		if (!k->leaps)
			k->start = number;
		number = k->start + (b->reversed ? -1 : 1);
	}
}

void
tree_prune(struct arena *scratch, struct post *p, bool *gone, struct withdrawn *w)
{
	struct block **all = NEW_N(scratch, p->n_blocks + 1, struct block *);
	bool *touched = NEW_N(scratch, p->n_blocks + 1, bool);
	size_t n = 0, note = 0;
	for (struct block *b = p->root; b && n <= p->n_blocks; b = block_follow(p, b, &note))
		all[n++] = b;
	for (size_t i = n; i-- > 0;) { /* children before what they are in */
		struct block *b = all[i];
		if (touched[b->id] && needs_children(b->kind) && is_empty(b, gone))
			gone[b->id] = true;
		if (b->parent && (gone[b->id] || touched[b->id]))
			touched[b->parent->id] = true;
		if (gone[b->id] && b == p->signature)
			p->signature = NULL;
	}
	lines_withdraw(w, p, gone);
	for (size_t i = 0; i < n; i++)
		if (touched[all[i]->id])
			children_prune(all[i], gone);
}

/* ---- notes, pictures, links ---- */

/* The text of calls is the note's number. */
static void
calls_write(struct arena *a, struct block *b, const int *number)
{
	struct buf text = {0};
	for (size_t i = 0; i < b->n_runs; i++) {
		struct run *run = &b->runs[i];
		struct str s = str_sub(b->text, run->start, run->end);
		char digits[16];
		if (run->kind == RUN_NOTE && run->note >= 0) {
			run->note = number[run->note];
			snprintf(digits, sizeof digits, "%d", run->note + 1);
			s = str_of(digits);
		}
		run->start = (uint32_t)text.n;
		buf_str(&text, s);
		run->end = (uint32_t)text.n;
	}
	b->text = buf_keep(&text, a);
	buf_free(&text);
}

static bool
has_calls(const struct block *b, size_t n_notes)
{
	bool any = false;
	for (size_t i = 0; i < b->n_runs; i++) {
		const struct run *run = &b->runs[i];
		any |= run->kind == RUN_NOTE && run->note >= 0;
		if (run->kind == RUN_NOTE && (run->note < 0 || (size_t)run->note >= n_notes))
			return false;
	}
	return any;
}

/* Notes are in the order of their first call; those that nobody called before stay behind them. */
static void
notes_renumber(struct arena *scratch, struct post *p, const struct uses *before)
{
	int *number = NEW_N(scratch, p->n_notes + 1, int), n = 0;
	struct block **notes = NEW_N(p->arena, p->n_notes + 1, struct block *);
	size_t note = 0;
	for (size_t i = 0; i < p->n_notes; i++)
		number[i] = -1;
	for (struct block *b = p->root; b; b = block_follow(p, b, &note))
		for (size_t i = 0; i < b->n_runs; i++) {
			int to = b->runs[i].kind == RUN_NOTE ? b->runs[i].note : -1;
			if (to < 0 || (size_t)to >= p->n_notes || number[to] >= 0)
				continue;
			notes[n] = p->notes[to];
			number[to] = n++;
		}
	for (size_t i = 0; i < p->n_notes; i++)
		if (number[i] < 0 && !before->notes[i]) {
			notes[n] = p->notes[i];
			number[i] = n++;
		}
	note = 0;
	for (struct block *b = p->root; b; b = block_follow(p, b, &note))
		if (has_calls(b, p->n_notes))
			calls_write(p->arena, b, number);
	p->notes = notes;
	p->n_notes = (size_t)n;
}

void
uses_drop(struct arena *scratch, struct post *p, const struct uses *before, struct withdrawn *w)
{
	struct uses now = uses_of(scratch, p);
	bool lost = false;
	for (size_t i = 0; i < p->n_notes; i++)
		lost |= before->notes[i] && !now.notes[i];
	if (lost) {
		notes_renumber(scratch, p, before);
		now = uses_of(scratch, p);
	}
	for (size_t i = 0; i < p->n_pictures; i++)
		if (before->pictures[i] && !now.pictures[i] && p->pictures[i].src.n) {
			line_withdraw(w, p, p->pictures[i].line);
			p->pictures[i].src = STR_NONE;
			p->pictures[i].decorative = true;
		}
	for (size_t i = 0; i < p->n_links; i++)
		if (before->links[i] && !now.links[i])
			p->links[i].href = STR_NONE;
}
