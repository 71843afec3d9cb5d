/* rows.c - tables that cmark would not read whole: without a head, with kramdown's rules, rows of too many cells, inside HTML */
#include "post/mend.h"

#include <string.h>

enum { COLUMNS_MAX = 64, ROWS_MAX = 5000 };

struct rows {
	struct arena *a;
	struct str path, s;
	struct diag *d;
	struct walk walk;
	struct writer w;
	size_t at, at_line; /* the start of a line, and its number from 0 */
	size_t end; /* of the last table that was looked at */
	size_t html; /* the next line belongs to a block of HTML when it begins here */
	bool in_html;
};

static int
line_here(struct rows *r, size_t at)
{
	for (; r->at < at; r->at++)
		r->at_line += r->s.p[r->at] == '\n';
	return source_line(r->w.from, r->at_line);
}

static struct str
line_at(const struct rows *r, size_t i)
{
	struct str rest = str_sub(r->s, i, r->s.n);
	const char *end = rest.n ? memchr(rest.p, '\n', rest.n) : NULL;
	return str_sub(rest, 0, end ? (size_t)(end - rest.p) : rest.n);
}

/* A line of dashes and bars alone. */
static bool
is_rule(struct str text)
{
	bool dash = false;
	for (size_t i = 0; i < text.n; i++) {
		if (!strchr("|:-+= \t", text.p[i]))
			return false;
		dash |= text.p[i] == '-' || text.p[i] == '=';
	}
	return dash;
}

/* GFM's own: cmark reads it. */
static bool
is_delimiter(struct str text)
{
	return is_rule(text) && str_find_char(text, '+') < 0 && str_find_char(text, '=') < 0;
}

static bool
bar_at(struct str text, size_t i)
{
	return text.p[i] == '|' && (!i || text.p[i - 1] != '\\');
}

static size_t
cells_count(struct str text)
{
	size_t bars = 0, n = text.n;
	for (size_t i = 0; i < n; i++)
		bars += bar_at(text, i);
	return bars + 1 - (n && bar_at(text, 0)) - (n > 1 && bar_at(text, n - 1));
}

/* A row of more cells than the head has: cmark would lose the others. They go to the last one. */
static void
cells_merge(struct rows *r, size_t line, struct str text, size_t columns)
{
	size_t bar = 0, last = text.n - (text.n && bar_at(text, text.n - 1));
	diag_add(r->d, DIAG_REPAIRED, r->path, line_here(r, line), 0,
		"a table's row has more cells than its head; what is in the others was put into the last one: give the head as "
		"many cells");
	for (size_t i = 0; i < last; i++) {
		if (!bar_at(text, i) || i == 0 || ++bar < columns)
			continue;
		size_t place = (size_t)(text.p - r->s.p) + i;
		writer_copy(&r->w, place);
		writer_skip(&r->w, place + 1);
		writer_add(&r->w, STR("/"));
	}
}

/* Rows below a head and its delimiter. */
static void
rows_check(struct rows *r, size_t i, size_t columns)
{
	for (size_t n = 0; i < r->s.n && n < ROWS_MAX; n++) {
		struct str line = line_at(r, i), text = str_trim(str_sub(line, line_prefix(line, false), line.n));
		if (!text.n)
			break;
		if (cells_count(text) > columns && columns > 1)
			cells_merge(r, i, text, columns);
		i += line.n + 1;
	}
	r->end = i;
}

/* ---- kramdown's tables ---- */

static void
row_add(struct rows *r, const char *cell, size_t columns)
{
	for (size_t i = 0; i < columns; i++)
		writer_add(&r->w, str_of(cell));
	writer_add(&r->w, STR("|\n"));
}

/* Lines that all begin with a bar: what they are. false when they are no such table, or one that cmark reads. */
static bool
block_look(const struct rows *r, size_t i, size_t *end, size_t *columns, bool *head)
{
	size_t n = 0, rules = 0, rows = 0;
	bool second = false, first = false;
	*columns = 0;
	for (; i < r->s.n && n < ROWS_MAX; n++) {
		struct str line = line_at(r, i), text = str_trim(line);
		if (!text.n)
			break;
		if (text.p[0] != '|' || (text.n > 1 && text.p[text.n - 1] != '|' && !is_rule(text)))
			return false;
		bool rule = is_rule(text);
		second |= n == 1 && is_delimiter(text);
		first |= rule && rows == 1 && !rules;
		rules += rule && rows; /* not the one above the head */
		rows += !rule;
		size_t cells = rule ? 0 : cells_count(text);
		*columns = cells > *columns ? cells : *columns;
		i += line.n + 1;
	}
	*end = i;
	*head = first;
	return rows && *columns > 1 && *columns <= COLUMNS_MAX && !(second && rules == 1);
}

static void
block_write(struct rows *r, size_t end, size_t columns, bool head)
{
	writer_copy(&r->w, r->walk.line);
	if (!head) {
		row_add(r, "| ", columns);
		row_add(r, "|---", columns);
	}
	while (r->w.at < end && r->w.at < r->s.n) {
		struct str line = line_at(r, r->w.at);
		size_t next = r->w.at + line.n + 1;
		if (is_rule(str_trim(line))) {
			writer_skip(&r->w, next);
			continue;
		}
		writer_copy(&r->w, next);
		if (head)
			row_add(r, "|---", columns);
		head = false;
	}
	r->end = end;
}

/* ---- lines ---- */

static void
line_look(struct rows *r)
{
	struct str line = str_sub(r->s, r->walk.line, r->walk.line_end),
		   text = str_trim(str_sub(line, line_prefix(line, true), line.n));
	size_t start = r->walk.line, next = r->walk.line_end + 1;
	bool after_blank = !start || (start > 1 && r->s.p[start - 1] == '\n' && r->s.p[start - 2] == '\n');
	bool goes_on = r->html == start && r->in_html;
	r->html = next;
	r->in_html = goes_on || (str_starts(text, "<") && text.n > 1 && char_alnum((unsigned char)text.p[1]));
	if (start < r->end || str_find_char(text, '|') < 0)
		return;
	struct str below = line_at(r, next), under = str_trim(str_sub(below, line_prefix(below, false), below.n));
	size_t end, columns = cells_count(text);
	bool head;
	if (under.n && is_delimiter(under) && str_find_char(under, '|') >= 0 && !is_rule(text) && cells_count(under) == columns) {
		if (goes_on && text.p[0] == '|') {
			diag_add(r->d, DIAG_REPAIRED, r->path, line_here(r, start), 0,
				"a table of Markdown stands in a block of HTML, where most sites print its bars; it was read: "
				"leave a "
				"blank line before it");
			writer_copy(&r->w, start);
			writer_add(&r->w, STR("\n"));
		}
		rows_check(r, next + below.n + 1, columns);
	} else if (after_blank && line.n && line.p[0] == '|' && block_look(r, start, &end, &columns, &head)) {
		block_write(r, end, columns, head);
	}
}

struct source
rows_mend(struct arena *a, struct source from, struct str path, struct diag *d)
{
	struct rows r = {.a = a, .path = path, .s = from.text, .d = d};
	if (!from.text.n || !memchr(from.text.p, '|', from.text.n))
		return from;
	walk_start(&r.walk, from.text, "");
	writer_start(&r.w, a, &from);
	for (enum walk_event event; (event = walk_next(&r.walk)) != WALK_END;)
		if (event == WALK_LINE)
			line_look(&r);
	return writer_finish(&r.w);
}
