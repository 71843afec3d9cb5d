/* table.c - tables: their head, rows and cells */
#include "epub/room.h"

/* Only the header rows that a table begins with may stand in its head. */
static const struct block *
head_end_of(const struct block *table)
{
	const struct block *end = NULL;
	for (const struct block *b = table->first; b; b = b->next) {
		if (b->kind != BLOCK_TABLE_ROW)
			continue;
		if (!b->header)
			break;
		end = b;
	}
	return end;
}

static const struct block *
row_first(const struct block *table)
{
	const struct block *b = table->first;
	while (b && b->kind != BLOCK_TABLE_ROW)
		b = b->next;
	return b;
}

/* ---- how wide a table must be ---- */

enum {
	NARROW = 42, /* characters of a line on a telephone, in the size of tables */
	BETWEEN = 2, /* of a cell's padding */
	STACKS_LEAST = 3, /* columns: two are as readable side by side */
	COLUMNS_MOST = 1000, /* that are measured */
	LABEL_MOST = 120 /* bytes */
};

/* The longest word of a text, as lines are broken, roughly: at blanks, hyphens, slashes. */
static int
word_longest(struct str s)
{
	int longest = 0, n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		n = c == ' ' || c == '\n' || c == '-' || c == '/' ? 0 : n + (((unsigned char)c & 0xC0) != 0x80);
		longest = n > longest ? n : longest;
	}
	return longest < NARROW ? longest : NARROW;
}

static int
cell_narrowest(const struct block *cell)
{
	int most = 0;
	for (const struct block *b = block_next(cell, cell); b; b = block_next(b, cell)) {
		int n = b->kind == BLOCK_FIGURE ? 8 : word_longest(b->text);
		most = n > most ? n : most;
	}
	return most;
}

static size_t
row_columns(const struct block *row)
{
	size_t n = 0;
	for (const struct block *cell = row->first; cell; cell = cell->next)
		n += cell->colspan > 1 ? (size_t)cell->colspan : 1;
	return n;
}

/* Characters in which the longest words of all columns stand side by side. */
static int
table_narrowest(const struct block *table, struct arena *a)
{
	size_t n = 0;
	for (const struct block *row = table->first; row; row = row->next)
		if (row->kind == BLOCK_TABLE_ROW && row_columns(row) > n)
			n = row_columns(row);
	if (n > COLUMNS_MOST)
		return NARROW + 1;
	int *widths = NEW_N(a, n + 1, int), sum = 0;
	for (const struct block *row = table->first; row; row = row->next) {
		size_t at = 0;
		for (const struct block *cell = row->kind == BLOCK_TABLE_ROW ? row->first : NULL; cell; cell = cell->next) {
			int w = cell->colspan > 1 ? 0 : cell_narrowest(cell);
			widths[at] = w > widths[at] ? w : widths[at];
			at += cell->colspan > 1 ? (size_t)cell->colspan : 1;
		}
	}
	for (size_t i = 0; i < n && sum <= NARROW; i++)
		sum += widths[i] + BETWEEN;
	return sum;
}

/* Its text can be said again beside each cell. */
static bool
label_short(const struct block *head)
{
	const struct block *b = head->first;
	bool fit = !b || b->text.n <= LABEL_MOST;
	for (size_t i = 0; fit && b && i < b->n_runs; i++)
		fit = b->runs[i].kind != RUN_PICTURE;
	return fit;
}

/* One row of heads, each for one column, and rows of as many cells. */
static bool
table_regular(const struct block *table, const struct block *head)
{
	if (!head || head != row_first(table))
		return false;
	size_t n = row_columns(head);
	for (const struct block *row = head; row; row = row->next) {
		if (row->kind != BLOCK_TABLE_ROW || row_columns(row) != n || (row != head && row->header))
			return false;
		for (const struct block *cell = row->first; cell; cell = cell->next)
			if (cell->colspan > 1 || cell->rowspan > 1 || (row == head && !label_short(cell)))
				return false;
	}
	return n >= STACKS_LEAST;
}

/* ---- writing ---- */

/* What may be too wide can be reached and moved with the keyboard, and has a name. */
static void
region_begin(struct xhtml *x, const struct block *table)
{
	const struct block *caption = table->first && table->first->kind == BLOCK_PARA ? table->first : NULL;
	struct str name = caption ? block_words(x->arena, x->entry->post, caption) : STR_NONE;
	x->wide_tables++;
	if (!name.n) {
		struct str word = word_in(WORD_TABLE, x->entry->lang);
		name = str_fmt(x->arena, "%.*s %u", STR_FMT(word), x->wide_tables);
	}
	buf_z(x->out, "<div class=\"table wide\" role=\"region\"");
	attribute_text(x->out, "aria-label", name);
	buf_z(x->out, " tabindex=\"0\">");
}

void
table_begin(struct xhtml *x, const struct block *b)
{
	struct epub_table *t = PUSH(x->arena, x->tables, x->n_tables, x->cap_tables);
	*t = (struct epub_table){.head_end = head_end_of(b)};
	t->scrolls = x->n_tables == 1 && table_narrowest(b, x->arena) > NARROW;
	t->stacks = t->scrolls && table_regular(b, t->head_end);
	if (t->scrolls)
		region_begin(x, b);
	else
		buf_z(x->out, "<div class=\"table\">");
	tag_begin(x, "table", t->stacks ? "stack" : NULL, b);
	buf_z(x->out, ">\n");
}

void
table_end(struct xhtml *x, const struct block *b)
{
	const struct block *head_end = x->tables[--x->n_tables].head_end, *last = b->last;
	if (row_first(b))
		buf_z(x->out, head_end && head_end == last ? "</thead>\n" : "</tbody>\n");
	buf_z(x->out, "</table></div>\n");
}

void
row_begin(struct xhtml *x, const struct block *b)
{
	struct epub_table *t = &x->tables[x->n_tables - 1];
	const struct block *head_end = t->head_end;
	t->label = t->stacks && head_end && b != head_end ? head_end->first : NULL;
	if (b == row_first(b->parent))
		buf_z(x->out, head_end ? "<thead>\n" : "<tbody>\n");
	tag_begin(x, "tr", NULL, b);
	buf_char(x->out, '>');
}

void
row_end(struct xhtml *x, const struct block *b)
{
	buf_z(x->out, "</tr>\n");
	if (b == x->tables[x->n_tables - 1].head_end && b->next)
		buf_z(x->out, "</thead>\n<tbody>\n");
}

/* What says nothing is no head: the corner above the heads of rows. */
static bool
cell_heads(const struct block *b)
{
	const struct block *in = b->first;
	return (b->header || b->parent->header) && in && (in->text.n || in->first || in->next || in->kind == BLOCK_FIGURE);
}

/* What a head says: its first paragraph. */
static struct str
cell_words(const struct xhtml *x, const struct block *cell)
{
	return cell->first ? block_words(x->arena, x->entry->post, cell->first) : STR_NONE;
}

void
cell_begin(struct xhtml *x, const struct block *b)
{
	tag_begin(x, cell_heads(b) ? "th" : "td", NULL, b);
	if (cell_heads(b))
		buf_fmt(x->out, " scope=\"%s\"", b->parent->header ? "col" : "row");
	if (b->colspan > 1)
		buf_fmt(x->out, " colspan=\"%d\"", b->colspan);
	if (b->rowspan > 1)
		buf_fmt(x->out, " rowspan=\"%d\"", b->rowspan);
	struct epub_table *t = &x->tables[x->n_tables - 1];
	if (t->label) {
		attribute_text(x->out, "data-label", cell_words(x, t->label));
		t->label = t->label->next;
	}
	buf_char(x->out, '>');
}

void
cell_end(struct xhtml *x, const struct block *b)
{
	buf_z(x->out, cell_heads(b) ? "</th>" : "</td>");
}
