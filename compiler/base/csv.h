/* csv.h - tables of a spreadsheet (RFC 4180 and what spreadsheets write instead) into the tree of yaml.h */
#ifndef YB_CSV_H
#define YB_CSV_H
#include "base/yaml.h"

/* Reads a table whose first row names the columns: a list of maps, one for each row that is not empty; a cell's key is its column's name.
 * `s` is UTF-8. Columns are parted by commas, semicolons or tabs, whichever the first line has most of. Empty cells are left out. What
 * does not fit (a row of more cells than there are columns, a quotation mark that is never closed, more than 20,000 rows or 64 columns)
 * is reported in d at `file`, and what could be read is returned. Never NULL. */
struct yaml *csv_read(struct arena *a, struct diag *d, struct str file, struct str s);
#endif
