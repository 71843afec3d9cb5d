/* csv.h - tables of a spreadsheet (RFC 4180 and what spreadsheets write instead) into the tree of yaml.h */
#ifndef YB_CSV_H
#define YB_CSV_H
#include "base/yaml.h"

/* Reads a table whose first row names the columns: a list of maps, one for each row that is not empty; a cell's key is its column's name.
 * `s` is UTF-8. Columns are parted by commas, semicolons or tabs, whichever the first line has most of. Empty cells are left out. What
 * does not fit (a row of more cells than there are columns, a quotation mark that is never closed, more than 20,000 rows or 64 columns)
 * is reported in d at `file`, and what could be read is returned. Never NULL. */
struct yaml *csv_read(struct arena *a, struct diag *d, struct str file, struct str s);

/* A row as it stands in the file. */
struct csv_row {
	struct str *cells; /* quotation marks taken away; may be empty */
	size_t n;
	int line; /* of the file, from 1, on which it begins */
};

/* A table as it stands: every row that is not an empty line, every cell. */
struct csv_table {
	struct csv_row *rows;
	size_t n;
	char mark; /* what parts the columns: ',', ';' or a tab */
	int broken; /* line of the row whose quotation marks are wrong, behind which nothing was read; 0: none */
	bool open; /* a quotation mark of that row is never closed; else one stands where none can be */
	int over; /* line of the first row that is one too many; 0: none */
};

/* Reads it strictly: a quotation mark out of place ends the reading, for rows behind it cannot be trusted. `s` is UTF-8. At most 200,000 rows of 256
 * cells. Never NULL. */
struct csv_table *csv_table_read(struct arena *a, struct str s);
#endif
