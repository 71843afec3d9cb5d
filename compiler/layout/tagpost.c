/* tagpost.c - the elements of a post: its opening, then its blocks in their order */
#include "layout/tags.h"

#include "base/file.h"

#include <string.h>

enum {
	CELLS_MOST = 64, /* columns of a table that are kept apart */
	HEADS_MOST = 4 /* heads above a column, and before a row */
};

/* A post on its way to elements. */
struct maker {
	struct tagging *t;
	struct post_tags *p;
	const struct book *book;
	const struct entry *entry;
	uint32_t *inside; /* by block: what its children stand in */
	struct entry_tags {
		uint32_t item, body; /* 0: none yet */
	} * entries; /* by list of definitions: its last entry */
	int title; /* level of the post's title */
	int level; /* of the last heading */
	int nameless; /* pictures so far that nobody describes */
};

/* ---- pictures ---- */

/* What is read out in place of a picture: its text, else that it is one, with a number of its own; a caption is read anyway. */
static struct str
picture_says(struct maker *m, struct str alt, const struct image *image)
{
	if (alt.n)
		return str_one_line(m->t->arena, alt);
	struct str word = word_in(image && image->photograph ? WORD_PHOTO : WORD_PICTURE, m->entry->lang);
	return str_fmt(m->t->arena, "%.*s %d", STR_FMT(word), ++m->nameless);
}

static uint32_t
figure_add(struct maker *m, uint32_t parent, struct str alt, int image)
{
	uint32_t tag = tag_add(m->t, parent, TAG_FIGURE);
	tag_more(m->t, tag)->alt =
		picture_says(m, alt, image >= 0 && (size_t)image < m->book->n_images ? &m->book->images[image] : NULL);
	return tag;
}

static void
figure_make(struct maker *m, const struct block *b, uint32_t parent)
{
	struct post_tags *p = m->p;
	const struct post *post = m->entry->post;
	const struct picture *picture =
		b->picture >= 0 && (size_t)b->picture < post->n_pictures ? &post->pictures[b->picture] : NULL;
	if (!picture || picture->image < 0 || picture->decorative) {
		if (!picture || picture->image < 0) /* words stand for it */
			p->text[b->id] = tag_add(m->t, parent, TAG_P);
		p->caption[b->id] = tag_add_in(m->t, parent, TAG_P, b->lang);
		return;
	}
	struct str says = picture->alt;
	if (!says.n && !alt_hollow(m->book->config->hollow, picture->title, picture->src))
		says = picture->title;
	p->text[b->id] = figure_add(m, parent, says, picture->image);
	p->caption[b->id] = tag_add_in(m->t, p->text[b->id], TAG_CAPTION, b->lang);
	m->t->list[p->caption[b->id]].at = 1;
}

/* ---- tables ---- */

static bool
shown(const struct block *b)
{
	return block_shown(b, EDITION_PRINT);
}

static const struct block *
row_next(const struct block *row)
{
	while (row && (row->kind != BLOCK_TABLE_ROW || !shown(row)))
		row = row->next;
	return row;
}

static const struct block *
cell_next(const struct block *cell)
{
	while (cell && (cell->kind != BLOCK_CELL || !shown(cell)))
		cell = cell->next;
	return cell;
}

static int
at_least_one(int n)
{
	return n > 1 ? n : 1;
}

/* A table as a grid. */
struct grid {
	int columns;
	uint32_t last; /* the cell that was made last */
	int covered[CELLS_MOST]; /* by a cell above: so many rows more */
	/* Where heads reach over several columns or rows, scopes alone do not say which cells they head: cells name them. */
	bool involved;
	uint32_t above[CELLS_MOST][HEADS_MOST]; /* of each column */
	int n_above[CELLS_MOST];
	struct row_head {
		uint32_t tag;
		int rows; /* that it heads yet, this one among them */
	} before[HEADS_MOST];
	int n_before;
};

static bool
heads_involved(const struct block *table)
{
	for (const struct block *row = row_next(table->first); row; row = row_next(row->next))
		for (const struct block *cell = cell_next(row->first); cell; cell = cell_next(cell->next))
			if ((row->header || cell->header) && (cell->colspan > 1 || cell->rowspan > 1))
				return true;
	return false;
}

static void
head_note(struct grid *g, uint32_t tag, int column, int span, int rows, bool above)
{
	for (int i = column; above && i < column + span; i++)
		if (g->n_above[i] < HEADS_MOST)
			g->above[i][g->n_above[i]++] = tag;
	if (!above && g->n_before < HEADS_MOST)
		g->before[g->n_before++] = (struct row_head){tag, rows};
}

/* The heads of a cell: those above its columns, each once, and those before its row. */
static void
headers_name(struct maker *m, const struct grid *g, uint32_t cell, int column, int span)
{
	uint32_t list[HEADS_MOST * 3];
	size_t n = 0;
	for (int i = column; i < column + span; i++)
		for (int k = 0; k < g->n_above[i]; k++) {
			size_t q = 0;
			while (q < n && list[q] != g->above[i][k])
				q++;
			if (q == n && n < HEADS_MOST * 2)
				list[n++] = g->above[i][k];
		}
	for (int k = 0; k < g->n_before; k++)
		list[n++] = g->before[k].tag;
	if (!n)
		return;
	struct tag_more *more = tag_more(m->t, cell);
	more->headers = (const uint32_t *)(const void *)arena_dup(m->t->arena, list, n * sizeof *list);
	more->n_headers = (uint16_t)n;
}

/* Heads that do not reach the next row are done. */
static void
heads_pass(struct grid *g)
{
	int n = 0;
	for (int k = 0; k < g->n_before; k++)
		if (--g->before[k].rows > 0)
			g->before[n++] = g->before[k];
	g->n_before = n;
}

/* Columns that the rows take, with cells that reach over several. */
static int
columns_of(const struct block *table)
{
	int most = 1, covered[CELLS_MOST] = {0};
	for (const struct block *row = row_next(table->first); row; row = row_next(row->next)) {
		int column = 0, next[CELLS_MOST];
		for (int i = 0; i < CELLS_MOST; i++)
			next[i] = covered[i] > 0 ? covered[i] - 1 : 0;
		for (const struct block *cell = cell_next(row->first); cell; cell = cell_next(cell->next)) {
			while (column < CELLS_MOST && covered[column] > 0)
				column++;
			/* one cell over the whole row is as wide as the others are together */
			bool alone = cell == cell_next(row->first) && !cell_next(cell->next) && cell->rowspan < 2;
			int span = alone ? 1 : at_least_one(cell->colspan);
			for (int k = 0; column < CELLS_MOST && k < span; k++)
				next[column++] = at_least_one(cell->rowspan) - 1;
		}
		most = column > most ? column : most;
		memcpy(covered, next, sizeof covered);
	}
	return most;
}

/* Rows from this one on; with `heads`, as far as all are heads. */
static int
rows_count(const struct block *row, bool heads)
{
	int n = 0;
	for (; row && (!heads || row->header); row = row_next(row->next))
		n++;
	return n;
}

static uint32_t
cell_make(struct maker *m, const struct block *cell, uint32_t row, bool head, int colspan, int rowspan)
{
	bool heads = head || cell->header;
	uint32_t tag = tag_add_in(m->t, row, heads ? TAG_TH : TAG_TD, cell->lang);
	if (heads || colspan > 1 || rowspan > 1) {
		struct tag_more *more = tag_more(m->t, tag);
		more->heads_row = heads && !head;
		more->colspan = (uint8_t)colspan;
		more->rowspan = (uint8_t)rowspan;
	}
	m->inside[cell->id] = m->p->text[cell->id] = tag;
	const struct block *only = cell->first;
	if (only && !only->next && only->kind == BLOCK_PARA) /* a plain cell needs no paragraph */
		m->p->text[only->id] = tag;
	return tag;
}

/* The cells of one row; places that no cell takes get empty ones, and none reaches beyond the grid or into another section. */
static void
row_make(struct maker *m, struct grid *g, const struct block *row, uint32_t section, int rows, bool head)
{
	uint32_t tag = tag_add(m->t, section, TAG_TR);
	const struct block *cell = cell_next(row->first);
	for (int column = 0; column < g->columns;) {
		if (g->covered[column] > 0) {
			g->covered[column++]--;
			continue;
		}
		int span = 1, most = 1;
		if (!cell) {
			uint32_t empty = tag_add(m->t, tag, head ? TAG_TH : TAG_TD);
			if (head)
				tag_more(m->t, empty);
			column++;
			continue;
		}
		while (column + most < g->columns && !g->covered[column + most])
			most++;
		span = at_least_one(cell->colspan) < most ? at_least_one(cell->colspan) : most;
		int deep = at_least_one(cell->rowspan) < rows ? at_least_one(cell->rowspan) : rows;
		deep = deep < UINT8_MAX ? deep : UINT8_MAX;
		uint32_t made = g->last = cell_make(m, cell, tag, head, span, deep);
		if (g->involved && (head || cell->header))
			head_note(g, made, column, span, deep, head);
		else if (g->involved)
			headers_name(m, g, made, column, span);
		for (int k = 0; k < span; k++)
			g->covered[column++] = deep - 1;
		cell = cell_next(cell->next);
	}
	for (; cell && g->last; cell = cell_next(cell->next)) /* spans that do not fit left no place for it */
		m->inside[cell->id] = m->p->text[cell->id] = g->last;
	heads_pass(g);
}

/* Rows of heads that stand first are the head; a table of heads alone has a body all the same. */
static void
table_make(struct maker *m, const struct block *b, uint32_t parent)
{
	uint32_t table = tag_add_in(m->t, parent, TAG_TABLE, b->lang), section = 0;
	struct grid g = {.columns = columns_of(b), .involved = heads_involved(b)};
	const struct block *row = row_next(b->first);
	int heads = rows_count(row, true), rows = rows_count(row, false);
	bool head = heads > 0 && heads < rows; /* nothing but heads are a body */
	m->inside[b->id] = table;
	if (b->first && b->first->kind == BLOCK_PARA)
		m->p->text[b->first->id] = tag_add_in(m->t, table, TAG_CAPTION, b->first->lang);
	if (!row)
		return;
	section = tag_add(m->t, table, head ? TAG_THEAD : TAG_TBODY);
	for (; row; row = row_next(row->next)) {
		if (head && !row->header) {
			head = false;
			memset(g.covered, 0, sizeof g.covered);
			section = tag_add(m->t, table, TAG_TBODY);
		}
		row_make(m, &g, row, section, head ? heads-- : rows, head || row->header);
		rows--;
	}
}

/* ---- lists ---- */

static enum tag_numbering
numbering_of(const struct block *list)
{
	if (!list->ordered)
		return NUMBERING_DISC;
	switch (list->marker) {
	case 'a': return NUMBERING_ALPHA;
	case 'A': return NUMBERING_UPPER_ALPHA;
	case 'i': return NUMBERING_ROMAN;
	case 'I': return NUMBERING_UPPER_ROMAN;
	default: return NUMBERING_DECIMAL;
	}
}

static void
item_make(struct maker *m, const struct block *b, uint32_t parent)
{
	bool listed = b->parent->kind == BLOCK_LIST && m->t->list[parent].type == TAG_L;
	if (!listed) {
		m->inside[b->id] = tag_add_in(m->t, parent, TAG_DIV, b->lang);
		return;
	}
	uint32_t item = tag_add_in(m->t, parent, TAG_LI, b->lang);
	m->p->label[b->id] = tag_add(m->t, item, TAG_LBL);
	m->inside[b->id] = tag_add(m->t, item, TAG_LBODY);
	if (b->check) /* a box that is drawn */
		tag_more(m->t, m->p->label[b->id])->alt = word_in(b->check == 2 ? WORD_DONE : WORD_OPEN, m->entry->lang);
}

/* A term begins an entry; what defines it belongs to the same. */
static void
term_make(struct maker *m, const struct block *b, uint32_t list)
{
	struct entry_tags *e = &m->entries[b->parent->id];
	*e = (struct entry_tags){.item = tag_add_in(m->t, list, TAG_LI, b->lang)};
	m->p->text[b->id] = tag_add(m->t, e->item, TAG_LBL);
}

static void
definition_make(struct maker *m, const struct block *b, uint32_t list)
{
	struct entry_tags *e = &m->entries[b->parent->id];
	if (!e->item)
		e->item = tag_add(m->t, list, TAG_LI);
	if (!e->body)
		e->body = tag_add_in(m->t, e->item, TAG_LBODY, b->lang);
	m->inside[b->id] = e->body;
}

/* ---- blocks ---- */

static void
heading_make(struct maker *m, const struct block *b, uint32_t parent)
{
	int level = m->title + b->level - 1; /* the book has closed the gaps: a post's own begin with 2 */
	if (level > m->level + 1)
		level = m->level + 1;
	m->level = level < m->title + 1 ? m->title + 1 : level;
	m->level = m->level > 6 ? 6 : m->level;
	m->p->text[b->id] = tag_add_in(m->t, parent, tag_heading(m->level), b->lang);
}

static void
block_make(struct maker *m, const struct block *b, uint32_t parent)
{
	struct post_tags *p = m->p;
	struct tagging *t = m->t;
	uint32_t own = 0;
	if (!m->inside[b->id]) /* cells have theirs from their table */
		m->inside[b->id] = parent;
	switch (b->kind) {
	case BLOCK_HEADING: heading_make(m, b, parent); return;
	case BLOCK_LIST:
		own = tag_add_in(t, parent, TAG_L, b->lang);
		tag_more(t, own)->numbering = (uint8_t)numbering_of(b);
		break;
	case BLOCK_DEFLIST: own = tag_add_in(t, parent, TAG_L, b->lang); break;
	case BLOCK_ITEM: item_make(m, b, parent); return;
	case BLOCK_TERM: term_make(m, b, parent); return;
	case BLOCK_DEFINITION: definition_make(m, b, parent); return;
	case BLOCK_QUOTE: own = tag_add_in(t, parent, TAG_BLOCKQUOTE, b->lang); break;
	case BLOCK_PULLQUOTE:
		own = tag_add_in(t, parent, TAG_BLOCKQUOTE, b->lang);
		p->text[b->id] = tag_add(t, own, TAG_P);
		break;
	case BLOCK_CODE: p->text[b->id] = tag_add(t, tag_add_in(t, parent, TAG_P, b->lang), TAG_CODE); return;
	case BLOCK_TABLE: table_make(m, b, parent); return;
	case BLOCK_TABLE_ROW:
	case BLOCK_CELL:
	case BLOCK_RULE: return; /* with their table; a rule decorates */
	case BLOCK_FIGURE: figure_make(m, b, parent); return;
	case BLOCK_ROW: /* a caption for several pictures is none of theirs */
		own = tag_add_in(t, parent, TAG_DIV, b->lang);
		p->caption[b->id] = tag_add(t, own, TAG_P);
		t->list[p->caption[b->id]].at = 1;
		break;
	case BLOCK_ALERT:
	case BLOCK_EMBED:
		own = tag_add_in(t, parent, TAG_DIV, b->lang);
		p->text[b->id] = p->caption[b->id] = tag_add(t, own, TAG_P);
		break;
	case BLOCK_DETAILS:
	case BLOCK_GROUP: own = tag_add_in(t, parent, TAG_DIV, b->lang); break;
	default:
		if (!p->text[b->id])
			p->text[b->id] = tag_add_in(t, parent, TAG_P, b->lang);
		return;
	}
	m->inside[b->id] = own;
}

/* What a block's place is an element of; lists hold nothing but items, tables nothing but rows. */
static uint32_t
parent_of(const struct maker *m, const struct block *b, const struct block *root, uint32_t top)
{
	const struct block *up = b->parent;
	if (!up || up == root)
		return top;
	/* what stands in a table or a row of it and is none of its parts stands beside the table */
	bool table = up->kind == BLOCK_TABLE || up->kind == BLOCK_TABLE_ROW;
	uint32_t in = m->inside[up->id];
	while (table && in && m->t->list[in].type != TAG_TABLE)
		in = m->t->list[in].parent;
	return in ? in : top;
}

static void
blocks_make(struct maker *m, const struct block *root, uint32_t top, uint32_t note)
{
	struct post_tags *p = m->p;
	const struct post *post = m->entry->post;
	uint32_t gallery = m->t->galleries ? m->t->galleries[m->entry - m->book->entries] : 0;
	for (const struct block *b = block_next(root, root); b;) {
		if (b->id >= p->n || !shown(b)) {
			b = block_after(b, root);
			continue;
		}
		p->blocks[b->id] = b;
		p->root[b->id] = note;
		block_make(m, b, b == post->gallery && gallery ? gallery : parent_of(m, b, root, top));
		b = block_next(b, root);
	}
}

/* ---- the post ---- */

/* What stands at the head of a post, in the order in which it is read: the title first. */
static void
opening_make(struct maker *m)
{
	static const enum role order[] = {ROLE_TITLE, ROLE_SUBTITLE, ROLE_KICKER, ROLE_DECK, ROLE_BYLINE};
	struct post_tags *p = m->p;
	const struct entry *e = m->entry;
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		p->roles[order[i]] = tag_add(m->t, p->sect, order[i] == ROLE_TITLE && e->title.n ? tag_heading(m->title) : TAG_P);
	p->tags = tag_add(m->t, p->sect, TAG_P);
	if (e->opening < 0)
		return;
	p->roles[ROLE_FIGURE] = figure_add(m, p->sect, e->opening_alt, e->opening);
	p->roles[ROLE_CAPTION] = tag_add(m->t, p->roles[ROLE_FIGURE], TAG_CAPTION);
	m->t->list[p->roles[ROLE_CAPTION]].at = 1;
}

struct post_tags
post_tags_make(struct tagging *t, const struct book *book, size_t entry, uint32_t parent, uint32_t at, int level)
{
	const struct entry *e = &book->entries[entry];
	const struct post *post = e->post;
	struct arena *a = t->tmp;
	struct post_tags p = {.n = (size_t)post->n_blocks + 1};
	struct maker m = {.t = t, .p = &p, .book = book, .entry = e, .title = level, .level = e->title.n ? level : level - 1};
	p.blocks = NEW_N(a, p.n, const struct block *);
	p.text = NEW_N(a, p.n, uint32_t);
	p.caption = NEW_N(a, p.n, uint32_t);
	p.label = NEW_N(a, p.n, uint32_t);
	p.root = NEW_N(a, p.n, uint32_t);
	p.notes = NEW_N(a, post->n_notes, uint32_t);
	p.n_numbers = post->n_notes + post->n_links + 1;
	p.numbers = NEW_N(a, p.n_numbers, uint32_t);
	struct arena *scratch = arena_new();
	m.inside = NEW_N(scratch, p.n, uint32_t);
	m.entries = NEW_N(scratch, p.n, struct entry_tags);
	p.sect = tag_add_in(t, parent, TAG_SECT, e->lang);
	t->list[p.sect].at = at;
	opening_make(&m);
	blocks_make(&m, post->root, p.sect, 0);
	if (e->opening_figure && e->opening_figure->id < p.n) {
		p.blocks[e->opening_figure->id] = e->opening_figure;
		p.caption[e->opening_figure->id] = p.roles[ROLE_CAPTION];
	}
	for (size_t i = 0; i < post->n_notes; i++) {
		p.notes[i] = tag_add(t, 0, TAG_NOTE);
		tag_add(t, p.notes[i], TAG_LBL);
		blocks_make(&m, post->notes[i], p.notes[i], (uint32_t)i + 1);
	}
	arena_free(scratch);
	return p;
}
