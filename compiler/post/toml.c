/* toml.c - read the TOML of front matter: keys, scalars, dates, arrays, inline tables and tables (toml.io, 1.0.0) */
#include "base/utf8.h"
#include "post/front.h"

#include <string.h>

enum { DEPTH_MOST = 8, VALUES_MOST = 10000, LINES_REPORTED = 5, WRONG_MOST = 200 };

struct toml {
	struct arena *a;
	struct str s;
	size_t i;
	int line;
	size_t values;
};

static char
peek(const struct toml *t)
{
	return t->i < t->s.n ? t->s.p[t->i] : 0;
}

static bool
take(struct toml *t, const char *z)
{
	if (!str_starts(str_sub(t->s, t->i, t->s.n), z))
		return false;
	t->i += strlen(z);
	return true;
}

static void
blanks_skip(struct toml *t)
{
	while (peek(t) == ' ' || peek(t) == '\t')
		t->i++;
}

/* Blanks, comments and ends of lines, within brackets. */
static void
lines_skip(struct toml *t)
{
	for (;; t->i++) {
		if (peek(t) == '#')
			while (t->i < t->s.n && peek(t) != '\n')
				t->i++;
		if (t->i >= t->s.n || !char_blank((unsigned char)peek(t)))
			return;
		t->line += peek(t) == '\n';
	}
}

/* \uXXXX and \UXXXXXXXX: n digits. */
static bool
unicode_add(struct toml *t, struct buf *b, int n)
{
	uint32_t rune = 0;
	for (; n > 0; n--, t->i++) {
		char c = char_lower(peek(t));
		if (!char_digit(c) && !(c >= 'a' && c <= 'f'))
			return false;
		rune = rune << 4 | (uint32_t)(char_digit(c) ? c - '0' : c - 'a' + 10);
	}
	if (rune >= 0x20 || rune == '\n' || rune == '\t')
		buf_rune(b, rune);
	return true;
}

static bool
escape_add(struct toml *t, struct buf *b)
{
	static const char from[] = "btnfr\"\\e", to[] = " \t\n  \"\\ ";
	char c = peek(t);
	t->i++;
	if (c == 'u' || c == 'U')
		return unicode_add(t, b, c == 'u' ? 4 : 8);
	if (c == '\n' || c == ' ') { /* a line that goes on */
		t->line += c == '\n';
		lines_skip(t);
		return true;
	}
	const char *at = c ? strchr(from, c) : NULL;
	if (at)
		buf_char(b, to[at - from]);
	return at != NULL;
}

/* Strings of the four kinds; the quote stands at t. */
static bool
string_read(struct toml *t, struct str *out)
{
	char q = peek(t), three[4] = {q, q, q, 0}, one[2] = {q, 0};
	bool lines = take(t, three), fine = true;
	const char *end = lines ? three : one;
	struct buf b = {0};
	if (!lines)
		t->i++;
	else if (peek(t) == '\n')
		t->i++, t->line++;
	while (t->i < t->s.n && fine && !take(t, end)) {
		char c = t->s.p[t->i++];
		if (c == '\n' && !lines)
			fine = false;
		else if (c == '\\' && q == '"')
			fine = escape_add(t, &b);
		else
			buf_char(&b, c);
		t->line += c == '\n' && lines;
	}
	fine = fine && t->i <= t->s.n && t->s.p[t->i - 1] == q;
	*out = buf_keep(&b, t->a);
	buf_free(&b);
	return fine;
}

static bool
key_read(struct toml *t, struct str *key)
{
	struct buf b = {0};
	bool fine = true;
	do {
		struct str part;
		blanks_skip(t);
		size_t start = t->i;
		while (char_alnum((unsigned char)peek(t)) || peek(t) == '_' || peek(t) == '-')
			t->i++;
		part = str_sub(t->s, start, t->i);
		if (!part.n)
			fine = (peek(t) == '"' || peek(t) == '\'') && string_read(t, &part);
		buf_z(&b, b.n && fine ? "." : "");
		buf_str(&b, part);
		blanks_skip(t);
	} while (fine && take(t, "."));
	*key = buf_keep(&b, t->a);
	buf_free(&b);
	return fine && key->n;
}

static bool value_read(struct toml *t, struct yaml *y, int depth);

/* An array or an inline table: `close` ends it. The depth is limited by its caller. */
static bool
items_read(struct toml *t, struct yaml *y, char close, int depth)
{
	size_t cap = 0;
	y->kind = close == ']' ? YAML_LIST : YAML_MAP;
	for (t->i++;; t->i++) {
		struct str key = STR_NONE;
		lines_skip(t);
		if (peek(t) == close)
			break;
		if (close == '}' && (!key_read(t, &key) || !take(t, "=")))
			return false;
		blanks_skip(t);
		if (!value_read(t, yaml_add(t->a, y, &cap, key, t->line), depth + 1))
			return false;
		lines_skip(t);
		if (peek(t) == close)
			break;
		if (peek(t) != ',')
			return false;
	}
	t->i++;
	return true;
}

/* What stands at t: y holds its line already. */
static bool
value_read(struct toml *t, struct yaml *y, int depth)
{
	char c = peek(t);
	if (depth > DEPTH_MOST || ++t->values > VALUES_MOST)
		return false;
	if (c == '[' || c == '{')
		return items_read(t, y, c == '[' ? ']' : '}', depth);
	y->kind = YAML_SCALAR;
	if (c == '"' || c == '\'') {
		y->quoted = true;
		return string_read(t, &y->text);
	}
	size_t start = t->i;
	while (t->i < t->s.n && !strchr(",]}#\n", peek(t)))
		t->i++;
	y->text = str_dup(t->a, str_trim(str_sub(t->s, start, t->i)));
	return y->text.n > 0;
}

/* [extra], [[resources]]: the table that further keys belong to. */
static struct yaml *
table_read(struct toml *t, struct yaml *root, size_t *cap)
{
	struct str key;
	bool many = take(t, "[[");
	if (!many)
		t->i++;
	if (!key_read(t, &key) || !take(t, many ? "]]" : "]"))
		return NULL;
	struct yaml *table = many ? NULL : yaml_find(root, str_z(t->a, key));
	if (!table || table->kind != YAML_MAP)
		table = yaml_add(t->a, root, cap, key, t->line);
	table->kind = YAML_MAP;
	return table;
}

/* key = value, in the table or the root. extra.author = "A" goes where [extra] author = "A" would. */
static bool
entry_read(struct toml *t, struct yaml *root, size_t *root_cap, struct yaml *table, size_t *table_cap)
{
	struct yaml value = {.line = t->line, .col = 1, .key_line = t->line, .key_col = 1};
	if (!key_read(t, &value.key) || !take(t, "="))
		return false;
	blanks_skip(t);
	if (!value_read(t, &value, 0))
		return false;
	static const char *const sections[] = {"extra.", "params.", "taxonomies."};
	for (size_t i = 0; i < 3 && !table; i++)
		if (str_starts(value.key, sections[i]))
			value.key = str_sub(value.key, strlen(sections[i]), value.key.n);
	*yaml_add(t->a, table ? table : root, table ? table_cap : root_cap, value.key, value.line) = value;
	return true;
}

/* The rest of the line must be empty; what is not is skipped. */
static bool
line_end(struct toml *t)
{
	blanks_skip(t);
	bool fine = t->i >= t->s.n || peek(t) == '\n' || peek(t) == '#';
	while (t->i < t->s.n && peek(t) != '\n')
		t->i++;
	return fine;
}

struct yaml *
toml_read(struct arena *a, struct diag *d, struct str path, struct str s, int line)
{
	struct toml t = {.a = a, .s = s, .line = line};
	struct yaml *root = NEW(a, struct yaml);
	size_t root_cap = 0, table_cap = 0, table = SIZE_MAX; /* an index: root's items move when they grow */
	int wrong = 0;
	*root = (struct yaml){.kind = YAML_MAP, .line = line, .col = 1};
	for (lines_skip(&t); t.i < s.n && wrong < WRONG_MOST; lines_skip(&t)) {
		size_t start = t.i;
		int at = t.line;
		bool fine;
		if (peek(&t) == '[') {
			struct yaml *new_table = table_read(&t, root, &root_cap);
			fine = new_table != NULL;
			table = fine ? (size_t)(new_table - root->items) : table;
			table_cap = fine ? new_table->n : table_cap; /* full: the next key moves it to where it can grow */
		} else {
			fine = entry_read(&t, root, &root_cap, table == SIZE_MAX ? NULL : &root->items[table], &table_cap);
		}
		if (!fine) { /* go on behind the first line of what was not understood */
			t.i = start;
			t.line = at;
			while (t.i < s.n && peek(&t) != '\n')
				t.i++;
		}
		fine = line_end(&t) && fine;
		if (!fine && wrong++ < LINES_REPORTED)
			diag_add(d, DIAG_FRONT_SYNTAX, path, at, 0,
				"this line of the front matter is not TOML and was left out: %.*s",
				(int)(t.i - start < 80 ? t.i - start : 80), s.p + start);
	}
	if (wrong > LINES_REPORTED)
		diag_add(d, DIAG_FRONT_SYNTAX, path, line, 0, "%d lines of the front matter in all are not TOML%s", wrong,
			wrong == WRONG_MOST ? "; what follows was left out" : "");
	return root;
}
