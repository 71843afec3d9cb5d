/* sheetroom.h - what a table keeps beside its rows: the file as it was read (inside desk/sheet*.c only) */
#ifndef YB_SHEETROOM_H
#define YB_SHEETROOM_H
#include "desk/sheet.h"

/* Texts and where they stand in a list. */
struct sheet_index {
	struct arena *a;
	struct {
		struct str key;
		size_t at; /* plus 1; 0: this slot is free */
	} * slots;
	size_t n, cap;
};

void sheet_index_add(struct sheet_index *x, struct str key, size_t at); /* one that is not in it yet */
ptrdiff_t sheet_index_find(const struct sheet_index *x, struct str key); /* or -1 */

/* A row as it stands in the file. */
struct sheet_line {
	struct str *cells; /* n_heads of them, as written */
	ptrdiff_t row; /* of the sheet's rows; -1: without a key, or one that stands twice */
};

/* The file as it was read. */
struct sheet_own {
	struct arena *a;
	struct str *heads; /* names of its columns, as written; missing ones added at the end */
	ptrdiff_t *known; /* which of the sheet's columns each is, or -1: a person's own */
	size_t n_heads;
	ptrdiff_t *head_of; /* where each of the sheet's columns stands */
	bool *missing; /* which of them the file has not: that is no change of each cell */
	struct sheet_line *lines;
	size_t n_lines, lines_cap;
	size_t *line_of; /* for each row of the sheet */
	size_t rows_cap, line_of_cap;
	struct sheet_index keys; /* of the sheet's rows */
	size_t key; /* which column it is */
	ptrdiff_t state; /* the column "state", or -1 */
	struct str bytes; /* of the file */
	bool mark, crlf, sep; /* a byte order mark; lines end in CR LF; a first line "sep=;" */
	char comma;
	struct str base_path;
	struct str **base; /* what the program wrote last: cells for each of the sheet's columns */
	size_t n_base;
	struct sheet_index base_keys;
	bool has_base;
	bool merged;
	size_t facts_lost; /* cells of the program's own columns that a person wrote over */
	int facts_line; /* of the first */
	struct str lock; /* a spreadsheet's file beside it, which says that it is open there; empty: none */
	size_t lost; /* rows that the program wrote and that are in the file no more, added anew */
	struct str lost_first; /* the key of the first */
};

/* A new row, whose line in the file is `line` of own->lines. */
struct sheet_row *sheet_row_add(struct sheet *s, struct str key, size_t line);
/* Whether a spreadsheet would take it for a formula (=, +, -, @), and it is written with an apostrophe before it. */
bool sheet_formula(struct str s);
/* As the program compares cells: without blanks at the ends, CR LF as LF, the apostrophe taken away. */
struct str sheet_plain(struct arena *a, struct str s);
#endif
