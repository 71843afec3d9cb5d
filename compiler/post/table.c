/* table.c - tables; and what only looks like one: layout tables, pictures in a grid */
#include "post/builder.h"

#include <string.h>

enum { COLUMNS_MAX = 64, LABEL_MAX = 200 };

/* The first cell of a row that has no room any more. */
struct overflow {
	const struct node *cell;
};

struct table {
	struct block *block;
	const struct node *node;
	int spans[COLUMNS_MAX]; /* rows that a cell above still covers, by column */
	int rows, columns;
	struct overflow *over;
	size_t n_over, cap_over;
};

static bool
is_cell(const struct node *n)
{
	return n->tag == TAG_TD || n->tag == TAG_TH;
}

/* Rows and cells of this table, not of those inside it: calls for each row in order. */
static const struct node *
row_first(const struct node *n)
{
	for (const struct node *c = n->first; c; c = c->next)
		if (c->tag == TAG_TR || c->tag == TAG_THEAD || c->tag == TAG_TBODY || c->tag == TAG_TFOOT) {
			if (c->tag == TAG_TR)
				return c;
			for (const struct node *r = c->first; r; r = r->next)
				if (r->tag == TAG_TR)
					return r;
		}
	return NULL;
}

static const struct node *
row_next(const struct node *row, const struct node *table)
{
	for (const struct node *n = row; n && n != table; n = n->parent)
		for (const struct node *c = n->next; c; c = c->next) {
			if (c->tag == TAG_TR)
				return c;
			for (const struct node *r = c->tag == TAG_THEAD || c->tag == TAG_TBODY || c->tag == TAG_TFOOT ? c->first
														      : NULL;
				r; r = r->next)
				if (r->tag == TAG_TR)
					return r;
		}
	return NULL;
}

static void
cell_walk(struct builder *b, struct table *t, struct block *row, const struct node *n, int column)
{
	struct state outer = b->st;
	int room = COLUMNS_MAX - column, spans = node_number(n, ATTR_COLSPAN, 1, 1000, 1),
	    rows = node_number(n, ATTR_ROWSPAN, 1, 1000, 1);
	struct block *up = b->at;
	b->at = row;
	struct str style = node_style(n, "text-align"), align = node_attr(n, ATTR_ALIGN);
	if (n->line)
		b->line = n->line;
	if (!style.n)
		style = align;
	b->st.align = str_starts_nocase(style, "c") ? ALIGN_CENTER
		: str_starts_nocase(style, "r")	    ? ALIGN_RIGHT
		: str_starts_nocase(style, "l")	    ? ALIGN_LEFT
						    : ALIGN_NONE;
	struct block *cell = block_new(b, BLOCK_CELL, n->line);
	cell->header = n->tag == TAG_TH;
	cell->colspan = spans < room ? spans : room;
	cell->rowspan = rows;
	for (int i = 0; i < cell->colspan; i++)
		t->spans[column + i] = rows;
	b->st.in_cell = true;
	b->at = cell;
	for (const struct node *c = n->first; c; c = c->next)
		walk(b, c);
	para_flush(b);
	b->at = up;
	b->st = outer;
}

static void
row_walk(struct builder *b, struct table *t, const struct node *n)
{
	struct block *up = b->at;
	b->at = t->block;
	struct block *row = block_new(b, BLOCK_TABLE_ROW, n->line);
	b->at = up;
	int column = 0;
	row->header = true;
	for (const struct node *c = n->first; c; c = c->next) {
		if (!is_cell(c))
			continue;
		while (column < COLUMNS_MAX && t->spans[column] > 0)
			column++;
		if (column >= COLUMNS_MAX) {
			*PUSH(b->scratch, t->over, t->n_over, t->cap_over) = (struct overflow){c};
			break;
		}
		cell_walk(b, t, row, c, column);
		column += row->last->colspan;
		row->header = row->header && row->last->header;
	}
	row->header = row->first && (row->header || (n->parent && n->parent->tag == TAG_THEAD));
	t->columns = column > t->columns ? column : t->columns;
	for (int i = 0; i < COLUMNS_MAX; i++)
		t->spans[i] -= t->spans[i] > 0;
	t->rows++;
}

/* Rows without anything in them go; no cell reaches below the last row. */
static void
rows_trim(struct block *table)
{
	int rows = 0;
	struct block *first = NULL, *last = NULL;
	for (struct block *row = table->first, *next; row; row = next) {
		bool empty = true, tall = false;
		next = row->next;
		for (struct block *cell = row->first; cell; cell = cell->next) {
			empty = empty && !cell->first;
			tall = tall || cell->rowspan > 1;
		}
		if (empty && !tall && (row->header || !row->first))
			continue;
		row->next = NULL;
		if (last)
			last->next = row;
		else
			first = row;
		last = row;
		rows++;
	}
	table->first = first;
	table->last = last;
	for (struct block *row = first; row; row = row->next, rows--)
		for (struct block *cell = row->first; cell; cell = cell->next)
			cell->rowspan = cell->rowspan < rows ? cell->rowspan : rows;
}

/* ---- pictures in a grid ---- */

/* What a row holds: 'F' one figure in each cell (or nothing), 'T' a short paragraph in each, else 'X'. */
static char
row_kind(const struct block *row)
{
	char kind = 0;
	for (const struct block *cell = row->first; cell; cell = cell->next) {
		const struct block *c = cell->first;
		if (!c)
			continue;
		char k = c != cell->last					       ? 'X'
			: c->kind == BLOCK_FIGURE				       ? 'F'
			: c->kind == BLOCK_PARA && c->text.n && c->text.n <= LABEL_MAX ? 'T'
										       : 'X';
		if (k == 'X' || (kind && kind != k))
			return 'X';
		kind = k;
	}
	return kind ? kind : 'X';
}

static size_t
row_cells(const struct block *row)
{
	size_t n = 0;
	for (const struct block *c = row->first; c; c = c->next)
		n++;
	return n;
}

/* The captions of the figures in a row are in the row after or before it. */
static void
captions_move(const struct block *figures, const struct block *texts)
{
	const struct block *t = texts->first;
	for (const struct block *f = figures->first; f && t; f = f->next, t = t->next) {
		if (!f->first || !t->first || f->first->text.n)
			continue;
		f->first->text = t->first->text;
		f->first->runs = t->first->runs;
		f->first->n_runs = t->first->n_runs;
	}
}

static void
figures_move(struct builder *b, const struct block *row)
{
	struct block *target = b->at;
	size_t n = 0;
	for (const struct block *c = row->first; c; c = c->next)
		n += c->first != NULL;
	if (n > 1)
		target = block_new(b, BLOCK_ROW, row->line);
	for (const struct block *c = row->first; c; c = c->next) {
		if (!c->first)
			continue;
		c->first->align = ALIGN_NONE;
		block_append(target, c->first);
	}
}

/* A table of nothing but pictures, with or without a row of captions under or over each, becomes rows of figures. */
static bool
grid_write(struct builder *b, const struct block *table)
{
	size_t figures = 0;
	char before = 0;
	for (const struct block *row = table->first; row; row = row->next) {
		char kind = row_kind(row);
		bool caption = kind == 'T' &&
			(before == 'F' || (!before && row->next && row_kind(row->next) == 'F' && !row->next->next));
		const struct block *other = before == 'F' ? table->first : row->next;
		if (kind == 'X' || (kind == 'T' && !caption) || (caption && row_cells(row) != row_cells(other)))
			return false;
		figures += kind == 'F';
		before = kind;
	}
	if (!figures)
		return false;
	for (const struct block *row = table->first, *over = NULL; row; row = row->next) {
		if (row_kind(row) == 'T') {
			over = row;
			continue;
		}
		const struct block *under = row->next && row_kind(row->next) == 'T' ? row->next : NULL;
		if (under || over)
			captions_move(row, under ? under : over);
		over = NULL;
		figures_move(b, row);
	}
	return true;
}

/* ---- the table ---- */

/* What a layout table, or a table in a table, holds, one cell after the other. */
static void
cells_unwrap(struct builder *b, const struct node *n)
{
	for (const struct node *c = n->first; c; c = c->next) {
		bool part = is_cell(c) || c->tag == TAG_TR || c->tag == TAG_THEAD || c->tag == TAG_TBODY || c->tag == TAG_TFOOT;
		for (const struct node *k = part && !is_cell(c) ? c->first : NULL; k; k = k->next) {
			if (k->tag == TAG_TR)
				cells_unwrap(b, k);
			else
				walk(b, k);
		}
		if (part && !is_cell(c))
			continue;
		walk(b, c);
		para_flush(b);
	}
}

static bool
is_layout(const struct node *n)
{
	const struct node *row = row_first(n);
	size_t cells = 0;
	struct str role = node_attr(n, ATTR_ROLE);
	for (const struct node *r = row; r && cells < 2; r = row_next(r, n))
		for (const struct node *c = r->first; c && cells < 2; c = c->next)
			cells += is_cell(c);
	return cells < 2 || str_is_nocase(role, "presentation") || str_is_nocase(role, "none");
}

static void
caption_walk(struct builder *b, const struct node *n, struct block *table)
{
	const struct node *c = n->first;
	while (c && c->tag != TAG_CAPTION)
		c = c->next;
	if (!c)
		return;
	struct state outer = b->st;
	b->st.flat = FLAT_BREAK;
	walk_children(b, c);
	b->st = outer;
	if (!inline_blank(&b->in, 0, b->in.text.n)) {
		struct block *p = block_loose(b, BLOCK_PARA, c->line);
		inline_copy(b, p, 0, b->in.text.n, 0);
		p->parent = table;
		p->next = table->first;
		table->first = p;
	}
	inline_reset(b);
}

/* The text of cells beyond the last column, a paragraph for each row. */
static void
overflow_write(struct builder *b, const struct table *t)
{
	if (!t->n_over)
		return;
	diag_add(b->d, DIAG_TOO_WIDE, b->p->path, t->node->line, 0,
		"a table has more than %d columns; the text of the others was printed below it: make it narrower", COLUMNS_MAX);
	for (size_t i = 0; i < t->n_over; i++) {
		struct state outer = b->st;
		b->st.flat = FLAT_SPACE;
		for (const struct node *c = t->over[i].cell; c; c = c->next) {
			if (!is_cell(c))
				continue;
			if (!inline_blank(&b->in, 0, b->in.text.n))
				inline_text(b, STR(" \xC2\xB7 "));
			walk_children(b, c);
		}
		b->st = outer;
		para_flush(b);
	}
}

void
walk_table(struct builder *b, const struct node *n)
{
	if (b->st.in_cell || is_layout(n)) {
		cells_unwrap(b, n);
		return;
	}
	struct state outer = b->st;
	struct table t = {.node = n, .block = block_loose(b, BLOCK_TABLE, n->line)};
	t.block->anchor = b->anchor;
	b->anchor = STR_NONE;
	b->st.align = ALIGN_NONE;
	for (const struct node *row = row_first(n); row; row = row_next(row, n))
		row_walk(b, &t, row);
	rows_trim(t.block);
	t.block->columns = t.columns;
	if (!t.block->first || !grid_write(b, t.block)) {
		if (t.block->first) {
			caption_walk(b, n, t.block);
			block_append(b->at, t.block);
		}
	}
	overflow_write(b, &t);
	b->st = outer;
}
