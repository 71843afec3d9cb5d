/* toml.c - TOML 1.0 text into the tree of yaml.h: keys, tables, arrays, and what can be saved of a broken one */
#include "base/toml.h"

#include "base/tomlword.h"
#include "base/utf8.h"

#include <string.h>

enum { DEPTH_MAX = 64, NODES_MAX = 100000, KEYS_MAX = 4096, LINES_REPORTED = 5, TWICE_REPORTED = 20, WRONG_MOST = 200 };

/* How a table or list came to be, which says what may still be added to it. */
enum toml_mark {
	MARK_VALUE, /* written out as a value: nothing */
	MARK_IMPLIED, /* by [a.b]: a. It may get a head of its own */
	MARK_HEADED, /* by its own head */
	MARK_DOTTED, /* by a key a.b = …: a */
	MARK_TABLES /* the list of [[a]] */
};

struct toml {
	struct toml_scan scan;
	struct diag *d; /* of a rescue, else NULL */
	struct str file;
	struct yaml *root, *table; /* the table that the next key belongs to */
	int table_depth;
	size_t nodes;
	int twice; /* keys that stood again */
};

/* ---- the tree ---- */

static struct yaml *
entry_find(const struct yaml *map, struct str key)
{
	for (size_t i = 0; i < map->n; i++)
		if (str_eq(map->items[i].key, key))
			return &map->items[i];
	return NULL;
}

static struct yaml *
entry_add(struct toml *t, struct yaml *to, struct str key)
{
	if (++t->nodes > NODES_MAX || (to->kind == YAML_MAP && to->n >= KEYS_MAX)) {
		scan_fail(&t->scan, "more keys or values than are read");
		return NULL;
	}
	return yaml_append(t->scan.a, to, key, t->scan.line, scan_col(&t->scan));
}

static struct yaml *
map_add(struct toml *t, struct yaml *to, struct str key, enum toml_mark mark)
{
	struct yaml *y = entry_add(t, to, key);
	if (y) {
		y->kind = YAML_MAP;
		y->mark = (unsigned char)mark;
	}
	return y;
}

/* One part of a key: bare, or in quotation marks. */
static bool
part_read(struct toml *t, struct str *part)
{
	struct toml_scan *s = &t->scan;
	size_t start = s->i;
	char c = scan_peek(s);
	if (c == '"' || c == '\'')
		return toml_string(s, false, part);
	while (char_alnum((unsigned char)scan_peek(s)) || scan_peek(s) == '_' || scan_peek(s) == '-')
		s->i++;
	*part = str_dup(s->a, str_sub(s->s, start, s->i));
	return part->n || scan_fail(s, "a key is missing, or holds characters that need quotation marks");
}

/* The table that a head's key leads into by one part that is not its last. */
static struct yaml *
head_enter(struct toml *t, struct yaml *in, struct str part)
{
	struct yaml *y = entry_find(in, part);
	if (!y)
		return map_add(t, in, part, MARK_IMPLIED);
	if (y->kind == YAML_LIST && y->mark == MARK_TABLES)
		return &y->items[y->n - 1];
	if (y->kind == YAML_MAP && (y->mark != MARK_VALUE || t->scan.lenient))
		return y;
	scan_fail(&t->scan, "a table within what is a value already");
	return NULL;
}

/* The same for a key before an equals sign. */
static struct yaml *
key_enter(struct toml *t, struct yaml *in, struct str part)
{
	struct yaml *y = entry_find(in, part);
	if (!y)
		return map_add(t, in, part, MARK_DOTTED);
	if (y->kind == YAML_MAP && (y->mark == MARK_DOTTED || t->scan.lenient))
		return y;
	scan_fail(&t->scan, "a key within what is a value or a table already");
	return NULL;
}

typedef struct yaml *enter(struct toml *t, struct yaml *in, struct str part);

/* Reads a.b.c and goes into a and b; the last part is left in *last. NULL on failure. */
static struct yaml *
key_read(struct toml *t, struct yaml *in, enter *into, struct str *last, int *depth)
{
	for (;;) {
		scan_blanks(&t->scan);
		if (!part_read(t, last))
			return NULL;
		scan_blanks(&t->scan);
		if (!scan_take(&t->scan, "."))
			return in;
		if (++*depth >= DEPTH_MAX) {
			scan_fail(&t->scan, "nested deeper than 64 levels");
			return NULL;
		}
		if (!(in = into(t, in, *last)))
			return NULL;
	}
}

/* The place for a key's value: the key and its equals sign are read. */
static struct yaml *
key_open(struct toml *t, struct yaml *in, int depth)
{
	struct str last;
	struct toml_scan *s = &t->scan;
	int line = s->line, col = scan_col(s);
	if (!(in = key_read(t, in, key_enter, &last, &depth)))
		return NULL;
	if (!scan_take(s, "=") && !(s->lenient && scan_take(s, ":"))) {
		scan_fail(s, "a key without an equals sign");
		return NULL;
	}
	scan_blanks(s);
	struct yaml *y = entry_find(in, last);
	if (y && !s->lenient) {
		scan_fail(s, "a key that stands here again");
		return NULL;
	}
	if (y) {
		if (t->twice++ < TWICE_REPORTED)
			diag_add(t->d, DIAG_KEY_DUPLICATE, t->file, line, col,
				"the key \"%.*s\" stands here again (first on line %d); the last one holds", STR_FMT(last),
				y->key_line);
		*y = (struct yaml){.key = last, .line = line, .col = col};
	} else if (!(y = entry_add(t, in, last))) {
		return NULL;
	}
	y->key_line = line;
	y->key_col = col;
	return y;
}

/* ---- values ---- */

/* A word that is no value, as it was probably meant: text, within brackets to the next comma or bracket, else to the line's end. */
static bool
word_rescue(struct toml *t, struct yaml *y, bool inner)
{
	struct toml_scan *s = &t->scan;
	size_t start = s->i;
	while (s->i < s->s.n && s->s.p[s->i] != '\n' && !(inner && strchr(",]}", s->s.p[s->i])) &&
		!(s->s.p[s->i] == '#' && s->i > start && char_blank((unsigned char)s->s.p[s->i - 1])))
		s->i++;
	y->kind = YAML_SCALAR;
	y->type = YAML_UNTYPED;
	y->text = str_dup(s->a, str_trim(str_sub(s->s, start, s->i)));
	return y->text.n > 0;
}

/* Whether the rest of the line is empty: what stood before it is then a whole value. */
static bool
rest_empty(const struct toml *t)
{
	size_t i = t->scan.i;
	while (i < t->scan.s.n && (t->scan.s.p[i] == ' ' || t->scan.s.p[i] == '\t' || t->scan.s.p[i] == '\r'))
		i++;
	return i >= t->scan.s.n || t->scan.s.p[i] == '\n' || t->scan.s.p[i] == '#';
}

static bool
scalar_read(struct toml *t, struct yaml *y, bool inner)
{
	struct toml_scan *s = &t->scan;
	size_t start = s->i;
	char c = scan_peek(s);
	if (c == '"' || c == '\'') {
		*y = (struct yaml){.kind = YAML_SCALAR,
			.type = YAML_STRING,
			.quoted = true,
			.line = y->line,
			.col = y->col,
			.key = y->key,
			.key_line = y->key_line,
			.key_col = y->key_col};
		bool fine = toml_string(s, true, &y->text);
		if (s->lenient && fine && !inner && s->line == y->line && !rest_empty(t)) { /* "So" he said */
			s->i = start;
			return word_rescue(t, y, false);
		}
		return fine;
	}
	while (s->i < s->s.n && !strchr(" \t\r\n,]}#", s->s.p[s->i]))
		s->i++;
	if (s->i - start == 10 && s->i + 1 < s->s.n && s->s.p[s->i] == ' ' && char_digit((unsigned char)s->s.p[s->i + 1]))
		for (s->i++; s->i < s->s.n && !strchr(" \t\r\n,]}#", s->s.p[s->i]);) /* a date, a blank, a time */
			s->i++;
	struct str word = str_dup(s->a, str_sub(s->s, start, s->i));
	if (toml_bare(s->a, word, y) && (!s->lenient || inner || rest_empty(t)))
		return true;
	if (s->lenient) {
		s->i = start;
		return word_rescue(t, y, inner);
	}
	s->i = start;
	return scan_fail(s,
		word.n ? "a value that is neither in quotation marks nor a number, a date, true or false" : "a value is missing");
}

/* The lists and inline tables that are open, outermost first. */
struct open {
	struct yaml *stack[DEPTH_MAX];
	int n;
};

/* Between values: closes what closes here. *more: another value follows, in the innermost that is open. */
static bool
items_next(struct toml *t, struct open *o, bool first, bool *more)
{
	struct toml_scan *s = &t->scan;
	for (; o->n; first = false) {
		bool list = o->stack[o->n - 1]->kind == YAML_LIST, comma;
		const char *close = list ? "]" : "}";
		if (list || s->lenient) {
			if (!scan_lines(s))
				return false;
		} else {
			scan_blanks(s);
		}
		comma = !first && scan_take(s, ",");
		if (comma && (list || s->lenient) && !scan_lines(s))
			return false;
		scan_blanks(s);
		bool closed = (list || !comma || s->lenient) && scan_take(s, close);
		if (!closed) {
			*more = true;
			return first || comma ||
				scan_fail(s,
					list ? "a list without its end, or without a comma between two values"
					     : "an inline table without its end on this line, or without a comma");
		}
		o->n--;
	}
	*more = false;
	return true;
}

/* The value that stands here, put into y. Lists and tables within one another are kept on a stack, not by recursion. */
static bool
value_read(struct toml *t, struct yaml *y, int depth)
{
	struct open o = {.n = 0};
	struct toml_scan *s = &t->scan;
	for (bool more = true; more;) {
		char c = scan_peek(s);
		y->line = s->line;
		y->col = scan_col(s);
		bool opens = c == '[' || c == '{';
		if (opens && depth + o.n >= DEPTH_MAX - 1)
			return scan_fail(s, "nested deeper than 64 levels");
		if (opens) {
			y->kind = c == '[' ? YAML_LIST : YAML_MAP;
			o.stack[o.n++] = y;
			s->i++;
		} else if (!scalar_read(t, y, o.n > 0)) {
			return false;
		}
		if (!items_next(t, &o, opens, &more))
			return false;
		if (!more)
			break;
		struct yaml *in = o.stack[o.n - 1];
		y = in->kind == YAML_LIST ? entry_add(t, in, STR_NONE) : key_open(t, in, depth + o.n);
		if (!y)
			return false;
	}
	return true;
}

/* ---- lines ---- */

/* The table of [a.b]: its last part. */
static struct yaml *
table_open(struct toml *t, struct yaml *in, struct str last)
{
	struct yaml *y = entry_find(in, last);
	if (!y)
		return map_add(t, in, last, MARK_HEADED);
	if (y->kind == YAML_MAP && (y->mark == MARK_IMPLIED || t->scan.lenient)) {
		y->mark = MARK_HEADED;
		return y;
	}
	scan_fail(&t->scan, "a table that stands here again, or is a value already");
	return NULL;
}

/* A further table of [[a.b]]. */
static struct yaml *
tables_open(struct toml *t, struct yaml *in, struct str last)
{
	struct yaml *list = entry_find(in, last);
	if (!list && (list = entry_add(t, in, last))) {
		list->kind = YAML_LIST;
		list->mark = MARK_TABLES;
	}
	if (list && list->kind == YAML_LIST && list->mark == MARK_TABLES)
		return map_add(t, list, STR_NONE, MARK_HEADED);
	scan_fail(&t->scan, "a list of tables that is a value already");
	return NULL;
}

/* [a.b] or [[a.b]]. */
static bool
head_read(struct toml *t)
{
	struct str last;
	int depth = 1;
	bool many = scan_take(&t->scan, "[[");
	if (!many)
		t->scan.i++;
	struct yaml *in = key_read(t, t->root, head_enter, &last, &depth);
	if (!in)
		return false;
	if (!scan_take(&t->scan, many ? "]]" : "]"))
		return scan_fail(&t->scan, "a table's head without its closing bracket");
	struct yaml *table = many ? tables_open(t, in, last) : table_open(t, in, last);
	if (!table)
		return false;
	t->table = table;
	t->table_depth = depth + many;
	return true;
}

static bool
statement_read(struct toml *t)
{
	struct toml_scan *s = &t->scan;
	if (scan_peek(s) == '[') {
		if (!head_read(t))
			return false;
	} else {
		struct yaml *y = key_open(t, t->table, t->table_depth);
		if (!y || !value_read(t, y, t->table_depth))
			return false;
	}
	scan_blanks(s);
	if (!scan_comment(s))
		return false;
	return s->i >= s->s.n || scan_newline(s) || scan_fail(s, "something behind the value on its line");
}

static struct toml
toml_open(struct arena *a, struct str s, int line)
{
	struct toml t = {.scan = {.a = a, .s = s, .line = line, .col = 1}, .root = NEW(a, struct yaml)};
	*t.root = (struct yaml){.kind = YAML_MAP, .line = line, .col = 1, .mark = MARK_HEADED};
	t.table = t.root;
	return t;
}

struct yaml *
toml_read(struct arena *a, struct str s, int line, struct yaml_error *error)
{
	struct toml t = toml_open(a, s, line);
	size_t bad = utf8_valid(s);
	t.scan.s = str_sub(s, 0, bad);
	bool fine = scan_lines(&t.scan);
	while (fine && t.scan.i < bad)
		fine = statement_read(&t) && scan_lines(&t.scan);
	if (fine && bad == s.n)
		return t.root;
	if (!t.scan.wrong || (t.scan.i >= bad && bad < s.n))
		t.scan.wrong = "bytes that are not UTF-8";
	*error = (struct yaml_error){t.scan.line, scan_col(&t.scan), str_of(t.scan.wrong)};
	return NULL;
}

/* ---- rescue ---- */

/* Goes back to the statement's first line and behind that, and keeps what a list on it had. */
static void
line_skip(struct toml *t, size_t start, int line)
{
	struct toml_scan *s = &t->scan;
	s->i = start;
	s->line = line;
	while (s->i < s->s.n && s->s.p[s->i] != '\n')
		s->i++;
	s->col_at = s->i; /* the column counts from here: errors of a rescue have lines only */
	scan_newline(s);
}

struct yaml *
toml_rescue(struct arena *a, struct diag *d, struct str file, struct str s, int line)
{
	struct toml t = toml_open(a, s, line);
	int wrong = 0;
	t.d = d;
	t.file = file;
	t.scan.lenient = true;
	while (scan_lines(&t.scan) && t.scan.i < s.n && wrong < WRONG_MOST) {
		size_t start = t.scan.i;
		int at = t.scan.line;
		if (statement_read(&t))
			continue;
		line_skip(&t, start, at);
		struct str left = str_dup(a, str_trim(str_sub(s, start, t.scan.i)));
		struct yaml *aside = left.n && left.p[0] == '[' ? map_add(&t, t.root, left, MARK_HEADED) : NULL;
		if (aside) { /* the keys below a head that is none overwrite nobody's */
			t.table = aside;
			t.table_depth = 1;
		}
		if (wrong++ < LINES_REPORTED)
			diag_add(d, DIAG_FRONT_SYNTAX, file, at, 0,
				"this line of the front matter is not TOML; what could not be read of it was left out: %.*s",
				(int)(left.n < 80 ? left.n : 80), left.p);
	}
	if (wrong == WRONG_MOST)
		diag_add(d, DIAG_FRONT_SYNTAX, file, line, 0,
			"more than %d lines of the front matter are not TOML; what follows was left out", WRONG_MOST);
	else if (wrong > LINES_REPORTED)
		diag_add(d, DIAG_FRONT_SYNTAX, file, line, 0, "%d lines of the front matter in all are not TOML", wrong);
	return t.root;
}
