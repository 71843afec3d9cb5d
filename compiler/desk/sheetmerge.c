/* sheetmerge.c - what the program has to say now is laid over a table, and the table is written: nothing that a person wrote is lost */
#include "base/file.h"
#include "base/message.h"
#include "desk/sheet.h"
#include "desk/sheetroom.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- merging ---- */

/* A cell of the program's as it will be read again. */
static struct str
cell_made(struct arena *a, struct str s)
{
	s = str_trim(s);
	if (str_find_char(s, '\r') < 0)
		return s;
	struct buf b = {0};
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r' || i + 1 == s.n || s.p[i + 1] != '\n')
			buf_char(&b, s.p[i] == '\r' ? '\n' : s.p[i]);
	s = buf_keep(&b, a);
	buf_free(&b);
	return s;
}

/* As it stands in the file: what a spreadsheet would take for a formula has an apostrophe before it. */
static struct str
cell_written(struct arena *a, struct str s)
{
	bool guard = sheet_formula(s) || (s.n > 1 && s.p[0] == '\'' && (s.p[1] == '\'' || sheet_formula(str_sub(s, 1, s.n))));
	return guard ? str_fmt(a, "'%.*s", (int)s.n, s.p) : s;
}

static void
cell_set(struct sheet *s, size_t row, size_t column, struct str text)
{
	struct sheet_own *own = s->own;
	s->rows[row].cells[column] = text;
	own->lines[own->line_of[row]].cells[own->head_of[column]] = cell_written(own->a, text);
}

/* What the program notes as its own in place of a cell that is a person's, though it says the same for once. */
static const char by_hand[] = "(by hand)";

/* `was`: what the program wrote last in this row; NULL: nobody knows. What a person wrote stays theirs. An emptied proposal is made anew. */
static void
row_update(struct sheet *s, size_t row, struct str *cells, bool fresh, const struct str *was)
{
	struct sheet_row *r = &s->rows[row];
	for (size_t c = 0; c < s->n_columns; c++) {
		enum sheet_owner owner = s->columns[c].owner;
		bool typed = !fresh && owner == SHEET_PROPOSAL && r->changed[c] && r->cells[c].n;
		bool theirs = typed || (!fresh && owner == SHEET_PERSON);
		if (owner == SHEET_KEY && !fresh)
			continue;
		if (typed && was && str_eq(r->cells[c], cells[c])) {
			cells[c] = str_of(by_hand);
			continue;
		}
		if (!str_eq(r->cells[c], cells[c]) && !theirs)
			cell_set(s, row, c, cells[c]);
		r->changed[c] =
			theirs && !str_eq(r->cells[c], cells[c]); /* else its writing stays, be it a date in another form */
	}
	r->gone = false;
}

/* The lines in the order of the program's rows; the others behind them, in the order that they have. */
static void
lines_sort(struct sheet *s, struct arena *a, const size_t *order, size_t n)
{
	struct sheet_own *own = s->own;
	struct sheet_line *lines = NEW_N(own->a, own->n_lines + 1, struct sheet_line);
	bool *taken = NEW_N(a, own->n_lines + 1, bool);
	size_t out = 0;
	for (size_t i = 0; i < n + own->n_lines; i++) {
		size_t at = i < n ? own->line_of[order[i]] : i - n;
		if (taken[at])
			continue;
		taken[at] = true;
		lines[out++] = own->lines[at];
	}
	own->lines = lines;
	own->lines_cap = own->n_lines + 1;
	for (size_t i = 0; i < own->n_lines; i++)
		if (lines[i].row >= 0)
			own->line_of[lines[i].row] = i;
}

void
sheet_merge(struct sheet *s, struct arena *a, struct str **cells, size_t n, bool sorted)
{
	struct sheet_own *own = s->own;
	size_t *order = NEW_N(a, n + 1, size_t), n_order = 0, n_base = 0;
	struct str **base = NEW_N(own->a, n + own->n_base + 1, struct str *);
	struct sheet_index seen = {.a = a};
	if (s->unreadable)
		return;
	for (size_t i = 0; i < n; i++) {
		struct str *made = NEW_N(own->a, s->n_columns, struct str);
		for (size_t c = 0; c < s->n_columns; c++) {
			struct date day;
			made[c] = cell_made(own->a, cells[i][c]);
			if ((s->columns[c].form == SHEET_DATE || s->columns[c].form == SHEET_DATES) && sheet_date(made[c], &day))
				made[c] = sheet_date_text(own->a, &day);
		}
		struct str key = made[own->key];
		if (!key.n || sheet_index_find(&seen, key) >= 0)
			continue;
		sheet_index_add(&seen, key, n_base);
		base[n_base++] = made;
		ptrdiff_t at = sheet_index_find(&own->keys, key), before = sheet_index_find(&own->base_keys, key);
		const struct str *was = before < 0 ? NULL : own->base[before];
		if (at < 0) {
			at = (ptrdiff_t)s->n_rows;
			*PUSH(own->a, own->lines, own->n_lines, own->lines_cap) =
				(struct sheet_line){.cells = NEW_N(own->a, own->n_heads, struct str), .row = at};
			sheet_row_add(s, key, own->n_lines - 1);
			row_update(s, (size_t)at, made, true, NULL);
			if (was && s->there && !own->lost++)
				own->lost_first = key;
		} else {
			row_update(s, (size_t)at, made, false, was);
		}
		order[n_order++] = (size_t)at;
	}
	for (size_t i = 0; i < s->n_rows; i++)
		if (sheet_index_find(&seen, s->rows[i].cells[own->key]) < 0) {
			s->rows[i].gone = true;
			if (own->state >= 0 && !str_is(s->rows[i].cells[own->state], "gone"))
				cell_set(s, i, (size_t)own->state, STR("gone"));
		}
	for (size_t i = 0; i < own->n_base; i++) /* of what is gone: it may come back */
		if (sheet_index_find(&seen, own->base[i][own->key]) < 0)
			base[n_base++] = own->base[i];
	own->base = base;
	own->n_base = n_base;
	own->merged = true;
	if (sorted)
		lines_sort(s, a, order, n_order);
}

/* ---- writing ---- */

static void
cell_put(struct buf *b, struct str s, char comma, bool crlf)
{
	bool quote = s.n && (char_blank(s.p[0]) || char_blank(s.p[s.n - 1]));
	for (size_t i = 0; i < s.n && !quote; i++)
		quote = strchr("\",;\t\n\r", s.p[i]) && (s.p[i] != ',' || comma == ',') && (s.p[i] != ';' || comma == ';') &&
			s.p[i];
	if (!quote) {
		buf_str(b, s);
		return;
	}
	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || (s.p[i] == '\n' && crlf && (!i || s.p[i - 1] != '\r')))
			buf_char(b, s.p[i] == '"' ? '"' : '\r');
		buf_char(b, s.p[i]);
	}
	buf_char(b, '"');
}

static void
line_put(struct buf *b, const struct str *cells, size_t n, char comma, bool crlf)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(b, comma);
		cell_put(b, cells[i], comma, crlf);
	}
	buf_z(b, crlf ? "\r\n" : "\n");
}

/* Writes a file beside its place and renames it. NULL or what went wrong. */
static const char *
bytes_write(const char *path, struct str bytes)
{
	struct file_out out;
	const char *why = NULL;
	if (!file_out_open(&out, path) || !file_out_write(&out, bytes.p, bytes.n) || !file_out_commit(&out))
		why = out.error ? out.error : MESSAGE("it could not be written");
	file_out_drop(&out);
	return why;
}

static struct str
table_bytes(const struct sheet *s, struct buf *b)
{
	const struct sheet_own *own = s->own;
	if (own->mark)
		buf_z(b, "\xEF\xBB\xBF");
	if (own->sep)
		buf_fmt(b, "sep=%c%s", own->comma, own->crlf ? "\r\n" : "\n");
	line_put(b, own->heads, own->n_heads, own->comma, own->crlf);
	for (size_t i = 0; i < own->n_lines; i++)
		line_put(b, own->lines[i].cells, own->n_heads, own->comma, own->crlf);
	return buf_view(b);
}

static struct str
base_bytes(const struct sheet *s, struct buf *b)
{
	const struct sheet_own *own = s->own;
	struct str *heads = NEW_N(own->a, s->n_columns + 1, struct str);
	for (size_t c = 0; c < s->n_columns; c++)
		heads[c] = str_of(s->columns[c].name);
	line_put(b, heads, s->n_columns, ',', false);
	for (size_t i = 0; i < own->n_base; i++)
		line_put(b, own->base[i], s->n_columns, ',', false);
	return buf_view(b);
}

struct str
sheet_target(struct arena *a, const struct sheet *s)
{
	char real[PATH_MAX];
	return path_is_link(s->path.p) && realpath(s->path.p, real) ? str_dup(a, str_of(real)) : s->path;
}

/* While a spreadsheet has the table open, it would write its own over the new one: that is laid beside it, and nothing else is changed. true: so it is. */
static bool
open_elsewhere(struct sheet *s, struct diag *d, struct str bytes)
{
	struct sheet_own *own = s->own;
	if (!own->lock.n || s->insist || !s->there || str_eq(bytes, own->bytes))
		return false;
	struct str beside = str_fmt(own->a, "%.*s.new.csv", STR_FMT(str_sub(s->path, 0, s->path.n - path_ext(s->path).n)));
	const char *why = bytes_write(beside.p, bytes);
	if (why)
		diag_add(d, DIAG_FILE_UNWRITABLE, beside, 0, 0, "the table could not be written: %s", message(why));
	else
		diag_add(d, DIAG_SHEET_OPEN, s->path, 0, 0,
			"the table was left as it is, for a spreadsheet program has it open, and the new one lies beside it as "
			"%.*s: "
			"close the table there and call the program again, or delete %.*s if nobody has it open",
			STR_FMT(path_base(beside)), STR_FMT(own->lock));
	return true;
}

/* The file and the one before it. NULL or what went wrong. */
static const char *
file_replace(struct sheet *s, struct str bytes)
{
	struct sheet_own *own = s->own;
	struct str now = STR_NONE;
	bool there = path_kind(s->path.p) != PATH_NONE;
	if (there != s->there || (there && (file_read(own->a, s->path.p, 64 << 20, &now) || !str_eq(now, own->bytes))))
		return MESSAGE("somebody changed it since it was read; call the program again");
	if (there && str_eq(bytes, own->bytes))
		return NULL;
	struct str kept = str_fmt(own->a, "%.*s~", STR_FMT(s->path));
	bool keep = there && !(own->lost && path_kind(kept.p) == PATH_FILE); /* the older one still has the rows that were lost */
	const char *why = keep ? bytes_write(kept.p, own->bytes) : NULL;
	why = why ? why : bytes_write(sheet_target(own->a, s).p, bytes);
	if (!why) {
		own->bytes = str_dup(own->a, bytes);
		s->there = true;
	}
	return why;
}

bool
sheet_write(struct sheet *s, struct diag *d)
{
	struct sheet_own *own = s->own;
	struct buf b = {0};
	struct str was;
	if (s->unreadable) {
		diag_add(d, DIAG_FILE_UNWRITABLE, s->path, 0, 0, "the table was left as it is, for it could not be read");
		return false;
	}
	if (own->facts_lost)
		diag_add(d, DIAG_SHEET, s->path, own->facts_line, 0,
			"cells that the program fills in itself were changed by hand and are written anew (their number: %zu, "
			"the first in this "
			"row); the table as it was lies beside it as %.*s~: for notes, add a column of your own",
			own->facts_lost, STR_FMT(path_base(s->path)));
	if (own->lost)
		diag_add(d, DIAG_SHEET, s->path, 0, 0,
			"rows that the program wrote here last time are gone, and were added anew as it proposes them (their "
			"number: "
			"%zu, the first: %.*s); the table before the last one lies beside it as %.*s~: nothing is left out by "
			"taking "
			"its row away",
			own->lost, STR_FMT(str_sub(own->lost_first, 0, 200)), STR_FMT(path_base(s->path)));
	own->facts_lost = 0;
	struct str table = table_bytes(s, &b);
	if (open_elsewhere(s, d, table)) {
		buf_free(&b);
		return true;
	}
	const char *why = file_replace(s, table);
	if (!why && own->merged) {
		b.n = 0;
		struct str bytes = base_bytes(s, &b);
		const char *folder = str_z(own->a, path_dir(own->base_path));
		bool lost = path_is_link(folder) && path_kind(folder) == PATH_NONE;
		why = lost ? MESSAGE("its folder .yearbook is a link that leads to nothing") : folder_make(folder);
		if (!why && (file_read(own->a, own->base_path.p, 64 << 20, &was) || !str_eq(was, bytes)))
			why = bytes_write(own->base_path.p, bytes);
	}
	buf_free(&b);
	if (why)
		diag_add(d, DIAG_FILE_UNWRITABLE, s->path, 0, 0, "the table could not be written: %s", message(why));
	return !why;
}
