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

void
table_begin(struct xhtml *x, const struct block *b)
{
	buf_z(x->out, "<div class=\"table\">");
	tag_begin(x, "table", NULL, b);
	buf_z(x->out, ">\n");
	*PUSH(x->arena, x->tables, x->n_tables, x->cap_tables) = (struct epub_table){head_end_of(b)};
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
	const struct block *head_end = x->tables[x->n_tables - 1].head_end;
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

static bool
cell_heads(const struct block *b)
{
	return b->header || b->parent->header;
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
	buf_char(x->out, '>');
}

void
cell_end(struct xhtml *x, const struct block *b)
{
	buf_z(x->out, cell_heads(b) ? "</th>" : "</td>");
}
