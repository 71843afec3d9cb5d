/* csv.c - tables of a spreadsheet into the tree of yaml.h */
#include "base/csv.h"

#include <csv.h> /* libcsv */

enum { COLUMNS_MOST = 64, ROWS_MOST = 20000, CELL_MOST = 20000 };

struct table {
	struct arena *a;
	struct diag *d;
	struct str file;
	struct yaml *list;
	size_t cap;
	struct str names[COLUMNS_MOST]; /* of the columns */
	size_t n_names;
	struct str cells[COLUMNS_MOST]; /* of the row at hand */
	size_t n_cells;
	bool headed; /* the names were read */
	bool over; /* of the rows that follow none is read */
	int line; /* on which the row at hand begins */
	int ended; /* on which it ends */
};

/* ---- libcsv's events ---- */

static void
cell_take(void *p, size_t n, void *ctx)
{
	struct table *t = ctx;
	struct str text = {p, n < CELL_MOST ? n : CELL_MOST};
	while (text.n && n > CELL_MOST && ((unsigned char)text.p[text.n - 1] & 0xC0) == 0x80)
		text.n--; /* not within a character */
	if (n > CELL_MOST && text.n)
		text.n--;
	if (n > CELL_MOST)
		diag_add(t->d, DIAG_CSV, t->file, t->line, 0,
			"a cell of the row that begins here is longer than %d bytes and was cut: is a quotation mark missing?",
			CELL_MOST);
	if (t->n_cells < COLUMNS_MOST)
		t->cells[t->n_cells] = str_dup(t->a, str_trim(text));
	t->n_cells++;
}

static void
names_take(struct table *t)
{
	if (t->n_cells > COLUMNS_MOST)
		diag_add(t->d, DIAG_CSV, t->file, t->line, 0, "the table has more than %d columns; those behind were left out",
			COLUMNS_MOST);
	t->n_names = t->n_cells < COLUMNS_MOST ? t->n_cells : COLUMNS_MOST;
	for (size_t i = 0; i < t->n_names; i++)
		t->names[i] = t->cells[i];
	t->headed = true;
}

static struct yaml *
row_add(struct table *t, size_t filled)
{
	struct yaml *row = PUSH(t->a, t->list->items, t->list->n, t->cap);
	*row = (struct yaml){.kind = YAML_MAP, .line = t->line, .col = 1};
	row->items = NEW_N(t->a, filled, struct yaml);
	for (size_t i = 0; i < t->n_cells && i < t->n_names; i++)
		if (t->cells[i].n)
			row->items[row->n++] = (struct yaml){.kind = YAML_SCALAR,
				.type = YAML_STRING,
				.text = t->cells[i],
				.quoted = true,
				.line = t->line,
				.key = t->names[i],
				.key_line = 1};
	return row;
}

static void
row_take(int end, void *ctx)
{
	struct table *t = ctx;
	size_t filled = 0, beyond = 0;
	(void)end;
	for (size_t i = 0; i < t->n_cells && i < COLUMNS_MOST; i++) {
		filled += t->cells[i].n > 0;
		beyond += t->headed && i >= t->n_names && t->cells[i].n;
	}
	if (filled && !t->headed) {
		names_take(t);
	} else if (filled && t->list->n == ROWS_MOST) {
		diag_add(t->d, DIAG_CSV, t->file, t->line, 0, "the table has more than %d rows; those behind were left out",
			ROWS_MOST);
		t->over = true;
	} else if (filled && !t->over) {
		if (beyond)
			diag_add(t->d, DIAG_CSV, t->file, t->line, 0,
				"this row has more cells than the first row names columns; those behind were left out: put texts "
				"with a comma or semicolon in quotation marks");
		row_add(t, filled);
	}
	t->n_cells = 0;
	t->line = t->ended + 1;
}

/* ---- all ---- */

/* What parts the columns: what the first line has most of, outside of quotation marks. */
static unsigned char
mark_find(struct str s)
{
	size_t n[3] = {0, 0, 0};
	bool quoted = false;
	s = str_trim(s);
	for (size_t i = 0; i < s.n && (quoted || (s.p[i] != '\n' && s.p[i] != '\r')); i++) {
		quoted ^= s.p[i] == '"';
		n[0] += !quoted && s.p[i] == ',';
		n[1] += !quoted && s.p[i] == ';';
		n[2] += !quoted && s.p[i] == '\t';
	}
	return n[1] > n[0] && n[1] >= n[2] ? ';' : n[2] > n[0] ? '\t' : ',';
}

struct yaml *
csv_read(struct arena *a, struct diag *d, struct str file, struct str s)
{
	struct table *t = NEW(a, struct table);
	struct csv_parser parser;
	bool fine = true;
	*t = (struct table){.a = a, .d = d, .file = file, .list = NEW(a, struct yaml), .line = 1};
	t->list->kind = YAML_LIST;
	t->list->line = t->list->col = 1;
	if (csv_init(&parser, 0))
		return t->list;
	csv_set_delim(&parser, mark_find(s));
	csv_set_blk_size(&parser, 4096);
	for (struct str rest = s; rest.n && fine && !t->over;) { /* line by line, so that a row knows its own */
		const char *from = rest.p;
		bool blank = !str_trim(str_line(&rest)).n;
		size_t n = rest.n ? (size_t)(rest.p - from) : (size_t)(s.p + s.n - from);
		t->ended++;
		if (blank && !t->n_cells && t->line == t->ended)
			t->line++; /* between rows */
		fine = csv_parse(&parser, from, n, cell_take, row_take, t) == n;
	}
	csv_set_opts(&parser, CSV_STRICT | CSV_STRICT_FINI);
	if (csv_fini(&parser, cell_take, row_take, t)) {
		if (!t->over)
			diag_add(d, DIAG_CSV, file, t->line, 0,
				"a quotation mark in the row that begins here is never closed, so that the row goes on to the "
				"end of "
				"the file; read as it stands: look at its quotation marks");
		csv_set_opts(&parser, 0);
		csv_fini(&parser, cell_take, row_take, t);
	}
	csv_free(&parser);
	return t->list;
}

/* ---- a table as it stands ---- */

enum { TABLE_COLUMNS_MOST = 256, TABLE_ROWS_MOST = 200000 };

struct raw {
	struct arena *a;
	struct csv_table *table;
	size_t cap;
	struct str cells[TABLE_COLUMNS_MOST];
	size_t n_cells;
	int line, ended; /* on which the row at hand begins; that was read last */
};

static void
raw_cell(void *p, size_t n, void *ctx)
{
	struct raw *r = ctx;
	if (r->n_cells < TABLE_COLUMNS_MOST)
		r->cells[r->n_cells] = str_dup(r->a, (struct str){p, n});
	else if (n)
		r->table->over = r->line;
	r->n_cells += r->n_cells < TABLE_COLUMNS_MOST;
}

static void
raw_row(int end, void *ctx)
{
	struct raw *r = ctx;
	struct csv_table *t = r->table;
	(void)end;
	if (t->n == TABLE_ROWS_MOST) {
		t->over = r->line;
	} else {
		struct csv_row *row = PUSH(r->a, t->rows, t->n, r->cap);
		*row = (struct csv_row){.cells = NEW_N(r->a, r->n_cells + 1, struct str), .n = r->n_cells, .line = r->line};
		for (size_t i = 0; i < r->n_cells; i++)
			row->cells[i] = r->cells[i];
	}
	r->n_cells = 0;
	r->line = r->ended + 1;
}

struct csv_table *
csv_table_read(struct arena *a, struct str s)
{
	struct csv_table *t = NEW(a, struct csv_table);
	struct raw *r = NEW(a, struct raw);
	struct csv_parser parser;
	bool inside = false; /* of a row that goes on in the next line */
	t->mark = (char)mark_find(s);
	*r = (struct raw){.a = a, .table = t, .line = 1};
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI))
		return t;
	csv_set_delim(&parser, (unsigned char)t->mark);
	csv_set_blk_size(&parser, 4096);
	for (struct str rest = s; rest.n && !t->over && !t->broken;) {
		const char *from = rest.p;
		bool blank = !str_line(&rest).n;
		size_t n = rest.n ? (size_t)(rest.p - from) : (size_t)(s.p + s.n - from), rows = t->n;
		r->ended++;
		if (blank && !inside)
			r->line = r->ended + 1;
		if (csv_parse(&parser, from, n, raw_cell, raw_row, r) != n)
			t->broken = r->line;
		inside = !blank ? t->n == rows : inside && t->n == rows;
	}
	if (!t->broken && !t->over && csv_fini(&parser, raw_cell, raw_row, r)) {
		t->broken = r->line;
		t->open = true;
	}
	csv_free(&parser);
	return t;
}
