/* table.c - tables: column widths from what stands in them, rows on the grid, lists of records where a table is too wide */
#include "layout/flow.h"
#include "layout/number.h"

#include <string.h>

enum {
	COLUMNS_MOST = 24, /* more cannot be read on a page: records */
	CELL_BLOCKS = 2000, /* of one cell that are looked at */
	SMALLER = 88, /* percent of the type's size before the table is given up */
	COST_IN_ROW = 400,
	COST_FIRST_ROW = 700, /* a row alone: the first or the last */
	COST_SMALL = 1800, /* a small table is divided */
	SMALL_STEPS = 9
};

/* A table on its way to rows. */
struct table {
	struct flow *f;
	const struct block *block;
	struct setting_of place; /* insets, language, direction */
	struct text_style text, head, code; /* possibly smaller than the style's */
	int columns;
	dim least[COLUMNS_MOST], most[COLUMNS_MOST]; /* longest word, longest line */
	dim x[COLUMNS_MOST + 1], w[COLUMNS_MOST]; /* columns, from the table's left edge */
	dim gutter, width, measure;
	bool wraps; /* some cell takes more than one line: rows are divided by hairlines */
	struct numbers numbers[COLUMNS_MOST]; /* what each column holds */
	dim whole[COLUMNS_MOST],
		rest[COLUMNS_MOST]; /* of a column of numbers: widest part before the decimals, and from there on */
	int repeat; /* number of the head that following pages repeat */
};

/* A row being set: what stands in each of its steps. */
struct row {
	struct items *steps;
	size_t n, cap;
	size_t held[8][2]; /* steps that a picture takes: no page may end within them */
	size_t n_held;
};

static const struct block *
row_first(const struct block *table)
{
	const struct block *b = table->first;
	while (b && b->kind != BLOCK_TABLE_ROW)
		b = b->next;
	return b;
}

static const struct block *
row_next(const struct block *row)
{
	do
		row = row->next;
	while (row && row->kind != BLOCK_TABLE_ROW);
	return row;
}

static bool
row_is_head(const struct block *row)
{
	return row->header;
}

/* How far the text of a list's item in a cell stands from its mark. */
static dim
item_inset(const struct block *item)
{
	return item->parent->ordered ? PT(13) : PT(8);
}

/* ---- widths ---- */

static bool
is_address(struct str word)
{
	return word.n > 20 && (str_find_char(word, '/') >= 0 || str_find_char(word, '@') >= 0 || str_find_char(word, '_') >= 0);
}

static void
widths_of_text(struct table *t, const struct block *b, bool head, dim *least, dim *most)
{
	const struct text_style *style = b->kind == BLOCK_CODE ? &t->code : head ? &t->head : &t->text;
	struct str rest = b->text, word, line;
	struct str lang = t->place.lang.n ? t->place.lang : t->f->entry->lang;
	for (size_t i = 0; i < b->n_runs; i++)
		if (b->runs[i].flags & (RUN_CODE | RUN_KBD)) /* of equal widths: wider than any other face */
			style = &t->code;
		else if (b->runs[i].flags & RUN_BOLD && style == &t->text)
			style = &t->head;
	while (rest.n) {
		line = str_line(&rest);
		arena_reset(t->f->scratch);
		dim w = text_width(t->f->fonts, t->f->scratch, line, lang, style);
		if (w > *most)
			*most = w;
		while (str_word(&line, &word)) {
			w = text_width(t->f->fonts, t->f->scratch, word, lang, style);
			dim room = t->measure * (is_address(word) ? 1 : 3) / 8; /* what is longer is broken */
			w = w < room ? w : room;
			if (w > *least)
				*least = w;
		}
	}
}

/* What a cell asks of its column, or of all the columns that it reaches over: each of them grows by an equal part. */
static void
width_ask(const struct table *t, dim *widths, int column, int span, dim wanted)
{
	dim have = 0, share = dim_scale(t->measure, span < t->columns ? span : t->columns, t->columns);
	int n = 0;
	if (span > 1 && wanted > share) /* a sentence over all columns says nothing about each of them */
		wanted = share;
	for (; n < span && column + n < t->columns; n++)
		have += widths[column + n] + (n ? t->gutter : 0);
	for (int i = 0; i < n && have < wanted; i++) {
		dim part = (wanted - have) / (n - i);
		widths[column + i] += part;
		have += part;
	}
}

/* The only text of a cell; NULL when it has none or several. */
static const struct block *
cell_text(const struct block *cell)
{
	const struct block *text = NULL;
	int seen = 0;
	for (const struct block *b = block_next(cell, cell); b && seen < CELL_BLOCKS; b = block_next(b, cell), seen++) {
		if ((b->text.n && text) || b->kind == BLOCK_FIGURE || b->kind == BLOCK_CODE)
			return NULL;
		text = b->text.n ? b : text;
	}
	return text;
}

/* Looks at a cell of the body: does its column hold numbers? */
static void
numbers_of_cell(struct table *t, const struct block *cell, int column)
{
	const struct block *b = cell_text(cell);
	if (b)
		numbers_see(&t->numbers[column], b->text);
	else if (cell->first)
		t->numbers[column].others = true;
}

/* The cell of a column of numbers: its parts before and behind the line that all of them share. */
static void
number_measure(struct table *t, const struct block *cell, int column, dim *whole, dim *rest)
{
	const struct block *b = cell_text(cell);
	if (!b)
		return;
	struct str lang = t->place.lang.n ? t->place.lang : t->f->entry->lang;
	const struct text_style *style = cell->header ? &t->head : &t->text;
	size_t at = number_whole(&t->numbers[column], b->text);
	for (size_t i = 0; i < b->n_runs; i++)
		style = b->runs[i].flags & RUN_CODE			   ? &t->code
			: b->runs[i].flags & RUN_BOLD && style == &t->text ? &t->head
									   : style;
	arena_reset(t->f->scratch);
	dim all = text_width(t->f->fonts, t->f->scratch, b->text, lang, style);
	arena_reset(t->f->scratch);
	*rest = at < b->text.n ? text_width(t->f->fonts, t->f->scratch, str_sub(b->text, at, b->text.n), lang, style) : 0;
	*whole = all - *rest;
}

static void
widths_of_number(struct table *t, const struct block *cell, int column)
{
	dim whole = 0, rest = 0;
	number_measure(t, cell, column, &whole, &rest);
	t->whole[column] = whole > t->whole[column] ? whole : t->whole[column];
	t->rest[column] = rest > t->rest[column] ? rest : t->rest[column];
	width_ask(t, t->least, column, 1, t->whole[column] + t->rest[column] + PT(1));
	width_ask(t, t->most, column, 1, t->whole[column] + t->rest[column] + PT(1));
}

static void
widths_of_cell(struct table *t, const struct block *cell, int column, int span, bool head)
{
	int seen = 0;
	for (const struct block *b = block_next(cell, cell); b && seen < CELL_BLOCKS; b = block_next(b, cell), seen++) {
		if (b->kind == BLOCK_FIGURE) {
			width_ask(t, t->most, column, span, t->measure / 3);
			width_ask(t, t->least, column, span, t->measure / 8);
		}
		dim least = 0, most = 0, inset = 0;
		widths_of_text(t, b, head || cell->header, &least, &most);
		dim number, numbers = splices_width(t->f, b, t->text.size, &number);
		least += number;
		most += numbers;
		for (const struct block *up = b->parent; up && up != cell; up = up->parent)
			inset += up->kind == BLOCK_ITEM && b->text.n && inset < t->measure / 8 ? item_inset(up) : 0;
		most += PT(1); /* bold words in it are wider */
		most += most / 16 + inset;
		least += least / 16 + inset;
		width_ask(t, t->least, column, span, least);
		width_ask(t, t->most, column, span, most);
	}
}

/* The column in which the next cell of a row stands; `covered` counts rows that cells from above still cover. */
static int
column_free(const struct table *t, const int *covered, int column)
{
	while (column < t->columns && covered[column] > 0)
		column++;
	return column;
}

enum pass { PASS_NUMBERS, PASS_ONE, PASS_SEVERAL };

/* Goes over all cells with their columns: what they hold; those of one column; or those that reach over several. */
static void
cells_measure_of(struct table *t, enum pass pass)
{
	int covered[COLUMNS_MOST] = {0};
	for (const struct block *row = row_first(t->block); row; row = row_next(row)) {
		int column = 0;
		int next[COLUMNS_MOST];
		for (int i = 0; i < COLUMNS_MOST; i++)
			next[i] = covered[i] > 0 ? covered[i] - 1 : 0;
		for (const struct block *cell = row->first; cell; cell = cell->next) {
			column = column_free(t, covered, column);
			if (column >= t->columns)
				break;
			bool several = cell->colspan > 1, head = row_is_head(row);
			if (pass == PASS_NUMBERS && !several && !head)
				numbers_of_cell(t, cell, column);
			else if (pass == PASS_ONE && !several && !head && numbers_are(&t->numbers[column]))
				widths_of_number(t, cell, column);
			else if (pass != PASS_NUMBERS && (pass == PASS_SEVERAL) == several)
				widths_of_cell(t, cell, column, several ? cell->colspan : 1, head);
			for (int k = 0; k < (cell->colspan > 1 ? cell->colspan : 1) && column + k < t->columns; k++)
				next[column + k] = cell->rowspan > 1 ? cell->rowspan - 1 : next[column + k];
			column += cell->colspan > 1 ? cell->colspan : 1;
		}
		memcpy(covered, next, sizeof covered);
	}
}

static void
cells_measure(struct table *t)
{
	memset(t->least, 0, sizeof t->least);
	memset(t->most, 0, sizeof t->most);
	memset(t->numbers, 0, sizeof t->numbers);
	memset(t->whole, 0, sizeof t->whole);
	memset(t->rest, 0, sizeof t->rest);
	cells_measure_of(t, PASS_NUMBERS);
	cells_measure_of(t, PASS_ONE);
	cells_measure_of(t, PASS_SEVERAL);
	for (int i = 0; i < t->columns; i++)
		t->most[i] = t->most[i] < t->least[i] ? t->least[i] : t->most[i];
}

/* Gives the columns their widths; false when their longest words do not fit side by side. */
static bool
columns_fit(struct table *t)
{
	int64_t least = 0, most = 0, available = t->measure - (int64_t)t->gutter * (t->columns - 1);
	for (int i = 0; i < t->columns; i++) {
		least += t->least[i];
		most += t->most[i];
	}
	if (least > available || available <= 0)
		return false;
	dim gutter = t->gutter;
	for (int i = 0; i < t->columns; i++)
		t->w[i] = most <= available
			? t->most[i]
			: t->least[i] + dim_scale(t->most[i] - t->least[i], available - least, most > least ? most - least : 1);
	if (most <= available && t->columns > 1) { /* room to spare: wider gutters, up to a point */
		gutter += (dim)((available - most) / (t->columns - 1));
		if (gutter > 3 * t->gutter)
			gutter = 3 * t->gutter;
	}
	t->wraps = most > available;
	t->x[0] = 0;
	for (int i = 0; i < t->columns; i++)
		t->x[i + 1] = t->x[i] + t->w[i] + gutter;
	t->width = t->x[t->columns] - gutter;
	t->gutter = gutter;
	return true;
}

static void
table_shrink(struct table *t)
{
	t->text.size = dim_scale(t->text.size, SMALLER, 100);
	t->head.size = dim_scale(t->head.size, SMALLER, 100);
	t->code.size = dim_scale(t->code.size, SMALLER, 100);
	t->gutter = t->gutter * 2 / 3;
}

/* ---- rows ---- */

static struct items *
step_of(struct table *t, struct row *row, size_t k)
{
	while (row->n <= k)
		*PUSH(t->f->tmp, row->steps, row->n, row->cap) = (struct items){0};
	return &row->steps[k];
}

static size_t
cell_figure(struct table *t, struct row *row, const struct block *b, size_t k, dim x, dim w)
{
	struct items items = {0};
	int steps = cell_picture(t->f, b, w, &items);
	step_of(t, row, k + (size_t)steps - 1);
	if (row->n_held < sizeof row->held / sizeof *row->held) {
		row->held[row->n_held][0] = k;
		row->held[row->n_held++][1] = k + (size_t)steps - 1;
	}
	items_move(t->f, step_of(t, row, k), &items, x, 0);
	return k + (size_t)steps;
}

/* Numbers stand at the right of their column, their decimals below each other; their head with them. */
static enum align
number_align(struct table *t, const struct block *cell, int column, bool head, dim *w)
{
	dim whole = 0, rest = 0;
	if (column < 0 || !numbers_are(&t->numbers[column]) || (cell->align != ALIGN_NONE && cell->align != ALIGN_RIGHT))
		return cell->align;
	if (head)
		return ALIGN_RIGHT;
	number_measure(t, cell, column, &whole, &rest);
	if (rest < t->rest[column] && *w > whole + t->rest[column])
		*w -= t->rest[column] - rest;
	return ALIGN_RIGHT;
}

/* Sets a cell's blocks below each other from the row's first step. `column`: its only one, else -1. */
static void
cell_set(struct table *t, struct row *row, const struct block *cell, bool head, int column, dim x, dim w)
{
	struct flow *f = t->f;
	size_t k = 0;
	int seen = 0;
	bool mark = false;
	enum align align = number_align(t, cell, column, head, &w);
	for (const struct block *b = block_next(cell, cell); b && seen < CELL_BLOCKS; b = block_next(b, cell), seen++) {
		struct setting_of s = {.block = b,
			.text = b->text,
			.runs = b->runs,
			.n_runs = b->n_runs,
			.style = TEXT_TABLE,
			.role = ROLE_CELL};
		struct para p;
		dim inset = 0;
		if (!block_shown(b, EDITION_PRINT))
			continue;
		s.own = b->kind == BLOCK_CODE ? &t->code : head || cell->header ? &t->head : &t->text;
		s.align = b->align && column < 0 ? b->align : align ? align : b->align;
		s.physical = true;
		s.lang = b->lang.n ? b->lang : t->place.lang;
		s.rtl = b->rtl || (b->lang.n ? language_rtl(b->lang) : t->place.rtl);
		s.pre = b->kind == BLOCK_CODE;
		mark |= b->kind == BLOCK_ITEM;
		if (b->kind == BLOCK_FIGURE)
			k = cell_figure(t, row, b, k, x, w);
		if (!b->text.n)
			continue;
		for (const struct block *up = b->parent; up && up != cell; up = up->parent)
			inset += up->kind == BLOCK_ITEM && inset < w / 3 ? item_inset(up) : 0;
		if (mark && inset) {
			const struct block *item = b->parent;
			while (item != cell && item->kind != BLOCK_ITEM)
				item = item->parent;
			struct setting_of label = {.owner = item == cell ? b : item,
				.text = item == cell ? f->style->bullets[0] : item_label(f, item->parent, item, 0),
				.own = s.own,
				.style = TEXT_TABLE,
				.role = ROLE_LABEL,
				.rtl = s.rtl,
				.align = ALIGN_LEFT};
			dim own = item == cell ? PT(8) : item_inset(item), label_x = s.rtl ? x - inset + own : x + inset - own;
			text_set(f, &label, w, &p);
			if (p.n)
				line_add(f, step_of(t, row, k), &label, &p.lines[0], label_x, f->style->grid);
			mark = false;
		}
		text_set(f, &s, w - inset, &p);
		for (size_t i = 0; i < p.n; i++) {
			line_add(f, step_of(t, row, k++), &s, &p.lines[i], s.rtl ? x : x + inset, f->style->grid);
			calls_add(f, &s, &p.lines[i]);
		}
	}
	t->wraps |= k > 1; /* forced, or a cell over several columns */
}

static dim
span_width(const struct table *t, int column, int span)
{
	int last = column + (span > 1 ? span : 1) - 1;
	if (last >= t->columns)
		last = t->columns - 1;
	return t->x[last] + t->w[last] - t->x[column];
}

/* Where a column of width w stands that begins at x; from right to left the first one stands at the right. */
static dim
column_x(const struct table *t, dim x, dim w)
{
	return t->place.rtl ? t->width - x - w : x;
}

/* Adds a set row as atoms, one a step. `rule`: thickness of the rule below it, 0: none. */
static void
row_add(struct table *t, struct row *row, dim rule, struct colour ink, int32_t cost_behind, bool repeated)
{
	struct flow *f = t->f;
	dim grid = f->style->grid, left = t->place.rtl ? f->measure - t->place.right - t->width : t->place.left;
	step_of(t, row, 0);
	f->n_rows++;
	for (size_t k = 0; k < row->n; k++) {
		struct items items = {0};
		bool last = k + 1 == row->n;
		items_move(f, &items, &row->steps[k], left, 0);
		if (last && rule)
			rect_add(f, &items, left, grid + grid * 3 / 10, t->width, rule, ink);
		int32_t cost = last ? cost_behind : row->n <= 12 ? COST_IN_ROW : 60;
		for (size_t i = 0; i < row->n_held; i++)
			if (k >= row->held[i][0] && k < row->held[i][1])
				cost = BREAK_NEVER;
		struct atom *atom = atom_add(f, items, 1, cost);
		atom->row = f->n_rows;
		if (repeated && t->repeat) {
			atom->repeat = t->repeat;
			f->boxes[f->n - 1].head += f->heads[t->repeat - 1].steps;
		}
	}
}

/* The rows of the head become what later pages repeat. */
static void
head_keep(struct table *t, size_t first)
{
	struct flow *f = t->f;
	struct table_head head = {0};
	dim grid = f->style->grid;
	for (size_t i = first; i < f->n; i++) {
		for (size_t k = 0; k < f->atoms[i].items.n; k++) {
			struct item item = f->atoms[i].items.p[k];
			if (item.kind == ITEM_DEST)
				continue;
			item.y += head.steps * grid;
			item.role = ROLE_ARTIFACT;
			item_add(f, &head.items, item);
		}
		head.steps += f->boxes[i].steps;
		f->boxes[i].cost = BREAK_NEVER;
	}
	if (head.steps > f->style->lines / 3 || !head.steps)
		return;
	*PUSH(f->tmp, f->heads, f->n_heads, f->cap_heads) = head;
	t->repeat = (int)f->n_heads;
}

/* Makes it dear to divide a small table, or to part the last row of another. */
static void
rows_hold(struct flow *f, size_t first, size_t last)
{
	size_t steps = 0;
	for (size_t i = first; i < f->n; i++)
		steps += (size_t)f->boxes[i].steps;
	for (size_t i = first; i + 1 < f->n; i++) {
		int32_t *cost = &f->boxes[i].cost, least = steps <= SMALL_STEPS ? COST_SMALL : i + 1 == last ? COST_FIRST_ROW : 0;
		*cost = *cost < least ? least : *cost;
	}
}

static void
rows_flow(struct table *t)
{
	struct flow *f = t->f;
	int covered[COLUMNS_MOST] = {0};
	size_t first = f->n, last = first, n_rows = 0;
	bool heads = true;
	struct colour ink = f->style->text, pale = {0, 0, 0, 40};
	for (const struct block *row = row_first(t->block); row; row = row_next(row)) {
		struct row set = {0};
		bool head = row_is_head(row) && heads, more = row_next(row) != NULL;
		int column = 0, next[COLUMNS_MOST];
		for (int i = 0; i < COLUMNS_MOST; i++)
			next[i] = covered[i] > 0 ? covered[i] - 1 : 0;
		for (const struct block *cell = row->first; cell; cell = cell->next) {
			column = column_free(t, covered, column);
			int at = column < t->columns ? column : t->columns - 1, span = cell->colspan > 1 ? cell->colspan : 1;
			dim w = span_width(t, at, span);
			cell_set(t, &set, cell, head, span > 1 ? -1 : at, column_x(t, t->x[at], w), w);
			for (int k = 0; k < span && column + k < t->columns; k++)
				next[column + k] = cell->rowspan > 1 ? cell->rowspan - 1 : next[column + k];
			column += span < COLUMNS_MOST ? span : COLUMNS_MOST;
		}
		memcpy(covered, next, sizeof covered);
		bool last_head = head && !(more && row_is_head(row_next(row)));
		dim rule = last_head || !more ? PT(0.5) : !head && t->wraps ? PT(0.25) : 0;
		n_rows += !head;
		last = f->n;
		row_add(t, &set, rule, last_head || !more ? ink : pale, head || (n_rows == 1 && more) ? COST_FIRST_ROW : 0,
			!head && n_rows > 1);
		if (last_head)
			head_keep(t, first);
		heads = head;
	}
	if (n_rows > 1)
		rows_hold(f, first, last);
}

/* ---- records ---- */

/* A table that cannot be set side by side: each row a list of its columns' heads and values. */
static void
records_flow(struct table *t)
{
	struct flow *f = t->f;
	struct colour ink = f->style->text;
	diag_add(f->d, DIAG_TABLE_WIDE, f->post->path, t->block->line, 0,
		"a table of %d columns does not fit between the margins; it is set as a list, row by row; fewer columns or "
		"shorter words would fit",
		t->columns);
	t->text = f->style->text_styles[TEXT_TABLE];
	t->head = f->style->text_styles[TEXT_TABLE_HEAD];
	t->x[0] = 0;
	t->w[0] = t->measure * 3 / 10;
	t->x[1] = t->w[0] + PT(8);
	t->w[1] = t->measure - t->x[1];
	t->width = t->measure;
	const struct block *heads = row_first(t->block);
	for (const struct block *row = heads; row; row = row_next(row)) {
		const struct block *head = row_is_head(heads) ? heads->first : NULL;
		if (row == heads && head && row_next(row))
			continue;
		for (const struct block *cell = row->first; cell; cell = cell->next, head = head ? head->next : NULL) {
			struct row set = {0};
			if (head && row != heads)
				cell_set(t, &set, head, true, -1, column_x(t, t->x[0], t->w[0]), t->w[0]);
			cell_set(t, &set, cell, false, -1, column_x(t, t->x[1], t->w[1]), t->w[1]);
			row_add(t, &set, cell->next ? 0 : PT(0.25), ink, cell->next ? 40 : 0, false);
		}
	}
}

/* ---- the table ---- */

/* Columns that the rows take, with cells that reach over several columns or rows; more than COLUMNS_MOST: too many. */
static int
columns_count(const struct block *table)
{
	int most = 1, covered[COLUMNS_MOST + 1] = {0};
	for (const struct block *row = row_first(table); row; row = row_next(row)) {
		int column = 0, next[COLUMNS_MOST + 1];
		for (int i = 0; i <= COLUMNS_MOST; i++)
			next[i] = covered[i] > 0 ? covered[i] - 1 : 0;
		for (const struct block *cell = row->first; cell; cell = cell->next) {
			while (column <= COLUMNS_MOST && covered[column] > 0)
				column++;
			for (int k = 0; column <= COLUMNS_MOST && k < (cell->colspan > 1 ? cell->colspan : 1); k++, column++)
				next[column] = cell->rowspan > 1 ? cell->rowspan - 1 : next[column];
			if (column > most)
				most = column;
			if (column > COLUMNS_MOST)
				return column;
		}
		memcpy(covered, next, sizeof covered);
	}
	return most;
}

static void
caption_flow(struct flow *f, const struct block *table)
{
	const struct block *b = table->first;
	if (!b || b->kind == BLOCK_TABLE_ROW)
		return;
	struct setting_of s = place_setting(f, b);
	size_t n = f->n;
	s.style = TEXT_CAPTION;
	s.role = ROLE_CAPTION;
	s.align = ALIGN_LEFT;
	lines_flow(f, &s);
	for (; n < f->n; n++)
		f->boxes[n].cost = BREAK_NEVER;
}

void
table_flow(struct flow *f, const struct block *b)
{
	struct table t = {.f = f, .block = b, .place = place_setting(f, b), .text = f->style->text_styles[TEXT_TABLE]};
	t.head = f->style->text_styles[TEXT_TABLE_HEAD];
	t.code = f->style->text_styles[TEXT_CODE];
	t.code.size = dim_scale(t.text.size, 92, 100);
	t.columns = columns_count(b);
	t.measure = f->measure - t.place.left - t.place.right;
	t.gutter = PT(9);
	blank_ask(f, 1, 1);
	caption_flow(f, b);
	bool fits = t.columns <= COLUMNS_MOST;
	if (fits) {
		cells_measure(&t);
		fits = columns_fit(&t);
		if (!fits) {
			table_shrink(&t);
			cells_measure(&t);
			fits = columns_fit(&t);
		}
	}
	if (fits)
		rows_flow(&t);
	else
		records_flow(&t);
	f->fresh = false;
	blank_ask(f, 1, 1);
	f->end_x = 0;
	f->no_indent = true;
	f->before = BLOCK_TABLE;
}
