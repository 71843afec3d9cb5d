/* sheet.c - a table of the desk is read: the file, what the program wrote last, and what a person changed since */
#include "desk/sheet.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/message.h"
#include "base/utf8.h"
#include "base/yaml.h"
#include "desk/desk.h"
#include "desk/sheetroom.h"

#include <string.h>
#include <sys/stat.h>

enum { SHEET_BYTES_MOST = 64 << 20 };

/* ---- an index of texts ---- */

static size_t
index_slot(const struct sheet_index *x, struct str key)
{
	size_t i = (size_t)str_hash(key) & (x->cap - 1);
	while (x->slots[i].at && !str_eq(x->slots[i].key, key))
		i = (i + 1) & (x->cap - 1);
	return i;
}

void
sheet_index_add(struct sheet_index *x, struct str key, size_t at)
{
	if (x->n * 2 >= x->cap) {
		struct sheet_index old = *x;
		x->cap = old.cap ? old.cap * 2 : 64;
		x->slots = arena_alloc_n(x->a, x->cap, sizeof *x->slots);
		for (size_t i = 0; i < old.cap; i++)
			if (old.slots[i].at)
				x->slots[index_slot(x, old.slots[i].key)] = old.slots[i];
	}
	size_t slot = index_slot(x, key);
	x->slots[slot].key = key;
	x->slots[slot].at = at + 1;
	x->n++;
}

ptrdiff_t
sheet_index_find(const struct sheet_index *x, struct str key)
{
	return x->cap ? (ptrdiff_t)x->slots[index_slot(x, key)].at - 1 : -1;
}

/* ---- cells ---- */

bool
sheet_formula(struct str s)
{
	return s.n && strchr("=+-@\t\r", s.p[0]);
}

struct str
sheet_plain(struct arena *a, struct str s)
{
	size_t n = 0;
	s = str_trim(s);
	if (s.n > 1 && s.p[0] == '\'' && (s.p[1] == '\'' || sheet_formula(str_sub(s, 1, s.n))))
		s = str_sub(s, 1, s.n);
	if (str_find_char(s, '\r') < 0)
		return s;
	char *p = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r' || i + 1 == s.n || s.p[i + 1] != '\n')
			p[n++] = s.p[i] == '\r' ? '\n' : s.p[i];
	return (struct str){p, n};
}

/* Whether in this column 3/4/2024 is written with the month first: what the other rows and what the program wrote say. */
static bool
month_first(const struct sheet *s, const struct sheet_own *own, size_t column)
{
	int says = 0;
	for (size_t i = 0; i < s->n_rows; i++) {
		struct date d, was;
		ptrdiff_t at = sheet_index_find(&own->base_keys, s->rows[i].cells[own->key]);
		if (!sheet_date(s->rows[i].cells[column], &d))
			continue;
		if (d.order == DATE_EITHER && at >= 0 && sheet_date(own->base[at][column], &was) && was.year == d.year &&
			was.day != was.month) {
			says -= was.day == d.day && was.month == d.month;
			says += was.day == d.month && was.month == d.day;
		}
		says += 4 * (d.order == DATE_MONTH_FIRST) - 4 * (d.order == DATE_DAY_FIRST);
	}
	return says > 0;
}

/* A cell of a column of dates as it compares; `turn`: what could be either is written with the month first. */
static struct str
date_plain(struct arena *a, const struct sheet_column *c, struct str cell, bool turn)
{
	struct date d, last;
	if (sheet_date(cell, &d)) {
		if (turn && d.order == DATE_EITHER)
			date_turn(&d);
		return sheet_date_text(a, &d);
	}
	return c->form == SHEET_DATES && sheet_dates(a, cell, &d, &last) ? sheet_dates_text(a, &d, &last) : cell;
}

static void
dates_plain(struct sheet *s, struct sheet_own *own)
{
	for (size_t c = 0; c < s->n_columns; c++) {
		if (s->columns[c].form != SHEET_DATE && s->columns[c].form != SHEET_DATES)
			continue;
		bool turn = month_first(s, own, c);
		for (size_t i = 0; i < s->n_rows; i++)
			s->rows[i].cells[c] = date_plain(own->a, &s->columns[c], s->rows[i].cells[c], turn);
		for (size_t i = 0; i < own->n_base; i++)
			own->base[i][c] = date_plain(own->a, &s->columns[c], own->base[i][c], false);
	}
}

/* ---- columns ---- */

/* Letters and digits in small letters: "Printed_Date" is "printed date". */
static bool
head_is(struct str head, const char *name)
{
	size_t i = 0;
	head = str_trim(head);
	if (!name || head.n != strlen(name))
		return false;
	while (i < head.n) {
		char c = char_lower(head.p[i]), w = char_lower(name[i]);
		if ((c == '_' || c == '-' ? ' ' : c) != w)
			return false;
		i++;
	}
	return true;
}

static bool
head_names(struct str head, const struct sheet_column *c)
{
	return head_is(head, c->name) || head_is(head, c->es) || head_is(head, c->pt);
}

/* A column that a person renamed, or mistyped: the nearest name among those that are not known. */
static struct str
head_near(const struct sheet_own *own, size_t heads, const struct sheet_column *c)
{
	struct str best = STR_NONE;
	size_t least = 3;
	for (size_t i = 0; i < heads; i++) {
		if (own->known[i] >= 0 || !own->heads[i].n)
			continue;
		const char *names[3] = {c->name, c->es, c->pt};
		for (int k = 0; k < 3; k++) {
			size_t far = names[k] ? name_distance(str_trim(own->heads[i]), str_of(names[k])) : 3;
			if (far < least && far * 4 <= str_of(names[k]).n) {
				least = far;
				best = str_trim(own->heads[i]);
			}
		}
	}
	return best;
}

/* A column that the file has not: it comes behind the others. */
static void
head_missing(struct sheet *s, struct diag *d, struct sheet_own *own, size_t c, size_t heads)
{
	struct str near = heads ? head_near(own, heads, &s->columns[c]) : STR_NONE;
	if (near.n)
		diag_add(d, DIAG_SHEET, s->path, 1, 0,
			"there is no column \"%s\"; \"%.*s\" was kept as a column of your own: if it is meant, name it \"%s\"",
			s->columns[c].name, STR_FMT(near), s->columns[c].name);
	else if (heads && s->columns[c].owner != SHEET_FACT && own->has_base) /* a table that a person began may be smaller */
		diag_add(d, DIAG_SHEET, s->path, 1, 0,
			"there is no column \"%s\": nothing was taken from it, and it will be added when the table is written",
			s->columns[c].name);
	own->known[own->n_heads] = (ptrdiff_t)c;
	own->head_of[c] = (ptrdiff_t)own->n_heads;
	own->missing[c] = true;
	own->heads[own->n_heads++] = str_of(s->columns[c].name);
}

/* Which columns the file has; `widest` cells in its longest row. */
static void
heads_read(struct sheet *s, struct diag *d, struct sheet_own *own, const struct csv_row *first, size_t widest)
{
	size_t most = widest + s->n_columns;
	own->heads = NEW_N(own->a, most + 1, struct str);
	own->known = NEW_N(own->a, most + 1, ptrdiff_t);
	own->head_of = NEW_N(own->a, s->n_columns + 1, ptrdiff_t);
	own->missing = NEW_N(own->a, s->n_columns + 1, bool);
	for (size_t c = 0; c < s->n_columns; c++)
		own->head_of[c] = -1;
	for (; own->n_heads < widest; own->n_heads++) {
		struct str head = own->n_heads < first->n ? first->cells[own->n_heads] : STR_NONE;
		own->heads[own->n_heads] = head;
		own->known[own->n_heads] = -1;
		for (size_t c = 0; c < s->n_columns && own->known[own->n_heads] < 0; c++)
			if (head_names(head, &s->columns[c]) && own->head_of[c] < 0) {
				own->known[own->n_heads] = (ptrdiff_t)c;
				own->head_of[c] = (ptrdiff_t)own->n_heads;
			}
	}
	bool known = !widest || own->head_of[own->key] >= 0; /* else there is more to say than that others are missing */
	for (size_t c = 0; c < s->n_columns && known; c++)
		if (own->head_of[c] < 0)
			head_missing(s, d, own, c, widest);
}

/* ---- rows ---- */

struct sheet_row *
sheet_row_add(struct sheet *s, struct str key, size_t line)
{
	struct sheet_own *own = s->own;
	struct sheet_row *row = PUSH(own->a, s->rows, s->n_rows, own->rows_cap);
	size_t n = s->n_rows - 1;
	*row = (struct sheet_row){.cells = NEW_N(own->a, s->n_columns, struct str), .changed = NEW_N(own->a, s->n_columns, bool)};
	*PUSH(own->a, own->line_of, n, own->line_of_cap) = line;
	sheet_index_add(&own->keys, key, s->n_rows - 1);
	return row;
}

/* A path as the program writes it, whatever a person or another system made of it. */
static struct str
path_key(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i] == '\\' ? '/' : s.p[i];
		bool begins = !n || p[n - 1] == '/';
		if (c == '.' && begins && i + 1 < s.n && (s.p[i + 1] == '/' || s.p[i + 1] == '\\'))
			i++;
		else if (c != '/' || !n || !begins)
			p[n++] = c;
	}
	return str_trim((struct str){p, n});
}

/* A row for what stands in the table already: it says nothing, but a no is never lost. */
static void
row_twice(struct sheet *s, struct diag *d, struct sheet_own *own, const struct sheet_line *line, int number,
	struct sheet_row *first)
{
	struct str key = str_sub(first->cells[own->key], 0, 200);
	bool no = false;
	for (size_t c = 0; c < s->n_columns; c++) {
		struct str cell = sheet_plain(own->a, line->cells[own->head_of[c]]);
		enum consent says;
		if (s->columns[c].form != SHEET_CONSENT || !consent_read(cell, &says) || says != CONSENT_NO)
			continue;
		first->cells[c] = cell;
		no = true;
	}
	if (no)
		diag_add(d, DIAG_SHEET, s->path, number, 0,
			"%.*s stands in line %d already: that row holds, but for the no of this one; take one of the two out",
			STR_FMT(key), first->line);
	else
		diag_add(d, DIAG_SHEET, s->path, number, 0,
			"%.*s stands in line %d already: that row holds, and this one was kept and says nothing; take one of the "
			"two out",
			STR_FMT(key), first->line);
}

static void
row_read(struct sheet *s, struct diag *d, struct sheet_own *own, const struct csv_row *raw)
{
	struct sheet_line *line = PUSH(own->a, own->lines, own->n_lines, own->lines_cap);
	*line = (struct sheet_line){.cells = NEW_N(own->a, own->n_heads, struct str), .row = -1};
	bool any = false;
	for (size_t i = 0; i < raw->n && i < own->n_heads; i++) {
		line->cells[i] = raw->cells[i];
		any |= str_trim(raw->cells[i]).n > 0;
	}
	struct str key = sheet_plain(own->a, line->cells[own->head_of[own->key]]);
	if (s->columns[own->key].form == SHEET_PATH)
		key = path_key(own->a, key);
	ptrdiff_t twice = key.n ? sheet_index_find(&own->keys, key) : -1;
	if (!key.n && any)
		diag_add(d, DIAG_SHEET, s->path, raw->line, 0,
			"this row has nothing in its column \"%s\": it was kept and says nothing", s->columns[own->key].name);
	if (twice >= 0)
		row_twice(s, d, own, line, raw->line, &s->rows[twice]);
	if (!key.n || twice >= 0)
		return;
	line->row = (ptrdiff_t)s->n_rows;
	struct sheet_row *row = sheet_row_add(s, key, own->n_lines - 1);
	row->line = raw->line;
	for (size_t c = 0; c < s->n_columns; c++)
		row->cells[c] = c == own->key ? key : sheet_plain(own->a, line->cells[own->head_of[c]]);
	row->gone = own->state >= 0 && str_is(row->cells[own->state], "gone");
}

/* Whether a person changed a cell since the program wrote it. */
static void
changes_find(struct sheet *s, struct sheet_own *own)
{
	for (size_t i = 0; i < s->n_rows; i++) {
		struct sheet_row *row = &s->rows[i];
		ptrdiff_t at = sheet_index_find(&own->base_keys, row->cells[own->key]);
		for (size_t c = 0; c < s->n_columns; c++) {
			bool fact = s->columns[c].owner == SHEET_FACT || c == own->key;
			row->changed[c] = own->missing[c] ? false
				: at >= 0		  ? !str_eq(row->cells[c], own->base[at][c])
							  : !fact && row->cells[c].n;
			if (fact && row->changed[c] && (ptrdiff_t)c != own->state && row->cells[c].n && !own->facts_lost++)
				own->facts_line = row->line;
		}
	}
}

/* ---- files ---- */

/* The file's bytes as text; NULL or what is wrong with it. */
static const char *
text_read(struct sheet_own *own, struct diag *d, struct str path, struct str *text)
{
	struct stat before, after;
	if (stat(path.p, &before))
		memset(&before, 0, sizeof before);
	const char *why = file_read(own->a, path.p, SHEET_BYTES_MOST, &own->bytes);
	if (why)
		return why;
	if (stat(path.p, &after) || after.st_size != before.st_size || after.st_mtime != before.st_mtime ||
		own->bytes.n != (size_t)after.st_size)
		return MESSAGE("it is being written at this moment");
	own->mark = str_starts(own->bytes, "\xEF\xBB\xBF");
	struct diag *quiet = diag_new(); /* one finding instead of one for each line */
	bool fine = text_decode(own->a, quiet, path, own->bytes, text);
	diag_free(quiet);
	if (!fine)
		return MESSAGE("this is no text");
	bool foreign = utf8_valid(own->bytes) != own->bytes.n || memchr(own->bytes.p, '\0', own->bytes.n);
	own->mark |= foreign;
	if (foreign)
		diag_add(d, DIAG_SHEET, path, 1, 0,
			"this table is not UTF-8: it was read in the code that its letters seem to be of, and will be written as "
			"UTF-8");
	size_t lines = 0, crlf = 0;
	for (size_t i = 0; i < own->bytes.n; i++) {
		lines += own->bytes.p[i] == '\n';
		crlf += own->bytes.p[i] == '\n' && i && own->bytes.p[i - 1] == '\r';
	}
	own->crlf = crlf * 2 > lines;
	return NULL;
}

/* A name that spreadsheets lay beside a table which they have open. */
static void
lock_report(struct sheet_own *own, struct diag *d, struct str root, const char *name, struct str path)
{
	for (int i = 0; i < 2; i++) {
		struct str base = i ? str_fmt(own->a, "~$%s", name) : str_fmt(own->a, ".~lock.%s#", name);
		if (path_kind(path_join(own->a, root, base).p) != PATH_FILE)
			continue;
		own->lock = base;
		diag_add(d, DIAG_SHEET_OPEN, path, 0, 0,
			"a spreadsheet program seems to have this table open (%.*s lies beside it): what is not saved "
			"there was not "
			"read; save and close it",
			STR_FMT(base));
	}
}

static void
unreadable(struct sheet *s, struct diag *d, int line, const char *why)
{
	s->unreadable = true;
	diag_add(d, DIAG_SHEET_UNREADABLE, s->path, line, 0, "the table was not read and will not be written over: %s",
		message(why));
}

/* The reason not to take a table as it is, and its line; NULL: none. */
static const char *
table_fault(const struct csv_table *t, struct str text, int *line)
{
	*line = t->broken ? t->broken : t->over;
	if (t->open)
		return MESSAGE(
			"a quotation mark of the row that begins here is never closed; close it, or save the whole table anew");
	if (t->broken)
		return MESSAGE("in the row that begins here a quotation mark stands where none can be; put the cell between "
			       "quotation marks and "
			       "write those within it twice");
	if (t->over)
		return MESSAGE("it has too many rows or columns");
	*line = 1;
	if (!t->n)
		return MESSAGE("it is empty; delete it to begin anew");
	const struct csv_row *last = &t->rows[t->n - 1];
	*line = last->line;
	if (t->n > 1 && last->n < t->rows[0].n && text.p[text.n - 1] != '\n')
		return MESSAGE("it ends within this row, as if it were half written; save it anew");
	return NULL;
}

/* What the program wrote last; nothing where it cannot be read. */
static void
base_read(struct sheet *s, struct sheet_own *own)
{
	struct str bytes;
	size_t *at = NEW_N(own->a, s->n_columns, size_t);
	if (file_read(own->a, own->base_path.p, SHEET_BYTES_MOST, &bytes) || utf8_valid(bytes) != bytes.n)
		return;
	struct csv_table *t = csv_table_read(own->a, bytes);
	if (!t->n || t->broken || t->over)
		return;
	for (size_t c = 0; c < s->n_columns; c++)
		for (size_t i = 0; i < t->rows[0].n; i++)
			if (str_is(t->rows[0].cells[i], s->columns[c].name))
				at[c] = i + 1;
	own->base = NEW_N(own->a, t->n, struct str *);
	for (size_t i = 1; i < t->n && at[own->key]; i++) {
		struct str *cells = NEW_N(own->a, s->n_columns, struct str);
		for (size_t c = 0; c < s->n_columns; c++)
			if (at[c] && at[c] <= t->rows[i].n)
				cells[c] = str_trim(t->rows[i].cells[at[c] - 1]);
		if (!cells[own->key].n || sheet_index_find(&own->base_keys, cells[own->key]) >= 0)
			continue;
		sheet_index_add(&own->base_keys, cells[own->key], own->n_base);
		own->base[own->n_base++] = cells;
	}
	own->has_base = own->n_base > 0;
}

static void
table_take(struct sheet *s, struct diag *d, struct sheet_own *own, struct str text)
{
	int line;
	if (str_starts_nocase(text, "sep=") && text.n > 5 && (text.p[5] == '\n' || text.p[5] == '\r')) {
		own->sep = true; /* as one spreadsheet program likes to be told */
		text = str_sub(text, 6, text.n);
	}
	struct csv_table *t = csv_table_read(own->a, text);
	const char *why = table_fault(t, text, &line);
	if (why) {
		unreadable(s, d, line + own->sep, why);
		return;
	}
	size_t widest = 0;
	for (size_t i = 0; i < t->n; i++)
		widest = t->rows[i].n > widest ? t->rows[i].n : widest;
	own->comma = t->mark;
	heads_read(s, d, own, &t->rows[0], widest);
	if (own->head_of[own->key] < 0) {
		struct str near = head_near(own, own->n_heads, &s->columns[own->key]);
		unreadable(s, d, 1 + own->sep, MESSAGE("its first row names no column by which rows are known"));
		diag_add(d, DIAG_SHEET, s->path, 1 + own->sep, 0, "the column \"%s\" is missing: name it in the first row",
			s->columns[own->key].name);
		if (near.n)
			diag_add(d, DIAG_SHEET, s->path, 1 + own->sep, 0,
				"the column \"%.*s\" may be the one that is to be named \"%s\"", STR_FMT(near),
				s->columns[own->key].name);
		return;
	}
	for (size_t i = 1; i < t->n; i++) {
		t->rows[i].line += own->sep;
		row_read(s, d, own, &t->rows[i]);
	}
}

struct sheet *
sheet_read(struct arena *a, struct diag *d, struct str root, const char *name, const struct sheet_column *columns, size_t n)
{
	struct sheet *s = NEW(a, struct sheet);
	struct sheet_own *own = NEW(a, struct sheet_own);
	struct str text = STR_NONE;
	root = str_is(root, ".") ? STR_NONE : root; /* "posts.csv", as the other files beside it are shown */
	*s = (struct sheet){.path = path_join(a, root, str_of(name)), .columns = columns, .n_columns = n, .own = own};
	*own = (struct sheet_own){.a = a, .mark = true, .comma = ',', .keys = {.a = a}, .base_keys = {.a = a}, .state = -1};
	own->base_path = path_join(a, root, str_fmt(a, ".yearbook/%s", name));
	for (size_t c = 0; c < n; c++) {
		if (columns[c].owner == SHEET_KEY)
			own->key = c;
		if (!strcmp(columns[c].name, "state"))
			own->state = (ptrdiff_t)c;
	}
	base_read(s, own);
	s->there = path_kind(s->path.p) != PATH_NONE;
	if (!s->there && path_is_link(s->path.p)) {
		unreadable(s, d, 0, MESSAGE("it is a link that leads to nothing; is the folder there that it leads into?"));
	} else if (s->there) {
		const char *why = text_read(own, d, s->path, &text);
		lock_report(own, d, root, name, s->path);
		if (why)
			unreadable(s, d, 0, why);
		else
			table_take(s, d, own, text);
	}
	if (s->unreadable) {
		s->rows = NULL;
		s->n_rows = 0;
	} else if (!s->there) {
		heads_read(s, d, own, &(struct csv_row){0}, 0);
	}
	dates_plain(s, own);
	changes_find(s, own);
	return s;
}

const struct sheet_row *
sheet_find(const struct sheet *s, struct str key)
{
	const struct sheet_own *own = s->own;
	ptrdiff_t at = s->unreadable ? -1 : sheet_index_find(&own->keys, str_trim(key));
	return at < 0 ? NULL : &s->rows[at];
}
