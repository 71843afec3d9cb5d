/* rescue.c - read front matter line by line when it does not parse as a whole */
#include "post/front.h"

#include <string.h>

enum { ENTRIES_MOST = 1000, LEFT_OUT_REPORTED = 5 };

/* One rescue under way. */
struct rescue {
	struct arena *a;
	struct yaml *map;
	size_t last; /* index of the entry that further lines may belong to; map->n: none */
	size_t indent; /* of the first key: all keys may be indented */
	bool open; /* its value began with a quotation mark that is not closed yet */
};

/* Without the quotes around it, and without a comment behind it. *open: a quote begins and does not end. */
static struct str
value_clean(struct arena *a, struct str s, bool *open)
{
	*open = false;
	s = str_trim(s);
	char q = s.n ? s.p[0] : 0;
	if (q == '"' || q == '\'') {
		char *out = arena_dup(a, s.p + 1, s.n - 1);
		size_t n = 0, i = 1;
		for (; i < s.n && s.p[i] != q; i++) {
			if (q == '"' && s.p[i] == '\\' && i + 1 < s.n && (s.p[i + 1] == '"' || s.p[i + 1] == '\\'))
				i++;
			out[n++] = s.p[i];
		}
		struct str behind = str_trim(str_sub(s, i + 1, s.n));
		*open = i >= s.n;
		if (*open || !behind.n || behind.p[0] == '#' || str_is(behind, ",")) /* a comma: JSON */
			return (struct str){out, n};
		return s; /* "So" he said: the quotes belong to the text */
	}
	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] == '#' && char_blank((unsigned char)s.p[i - 1]))
			return str_trim(str_sub(s, 0, i));
	return s;
}

static void
scalar_set(struct rescue *r, struct yaml *y, struct str value)
{
	bool open;
	struct str text = value_clean(r->a, value, &open);
	if (text.n == 1 && (text.p[0] == '|' || text.p[0] == '>'))
		text = STR_NONE; /* its lines follow */
	y->kind = text.n ? YAML_SCALAR : YAML_NULL;
	y->text = str_dup(r->a, text);
	r->open = open;
}

/* [a, "b, c", d] in one line; further items may follow on lines of their own. */
static void
list_set(struct rescue *r, struct yaml *y, struct str s)
{
	size_t start = 1;
	char q = 0;
	y->kind = YAML_LIST;
	for (size_t i = 1; i < s.n; i++) {
		char c = s.p[i];
		if (q ? c == q : c == '"' || c == '\'')
			q = q ? 0 : c;
		if (q || (c != ',' && i + 1 < s.n && c != ']'))
			continue;
		struct str item = str_trim(str_sub(s, start, c == ',' || c == ']' ? i : i + 1));
		start = i + 1;
		if (item.n && y->n < ENTRIES_MOST)
			scalar_set(r, yaml_append(r->a, y, STR_NONE, y->line, 1), item);
	}
	r->open = false;
}

static void
value_set(struct rescue *r, struct yaml *y, struct str value)
{
	if (value.n > 1 && value.p[0] == '[' && value.p[value.n - 1] == ']')
		list_set(r, y, value);
	else
		scalar_set(r, y, value);
}

/* An item of a list; "- name: A" is a map. */
static void
item_set(struct rescue *r, struct yaml *y, struct str s)
{
	struct str key, value;
	if (!front_key(s, &key, &value) ||
		!(str_is(key, "name") || str_is(key, "src") || str_is(key, "url") || str_is(key, "title"))) {
		scalar_set(r, y, s);
		return;
	}
	y->kind = YAML_MAP;
	scalar_set(r, yaml_append(r->a, y, str_dup(r->a, key), y->line, 1), value);
}

/* A line that is indented, or a "- " at the margin: it belongs to the key above. */
static bool
line_below(struct rescue *r, struct str line, int number)
{
	struct str key, value, s = str_trim(line);
	if (r->last >= r->map->n)
		return false;
	struct yaml *last = &r->map->items[r->last];
	if (last->n >= ENTRIES_MOST)
		return true;
	if (str_starts(s, "- ") && last->kind != YAML_SCALAR && last->kind != YAML_MAP) {
		last->kind = YAML_LIST;
		item_set(r, yaml_append(r->a, last, STR_NONE, number, 1), str_sub(s, 2, s.n));
	} else if (last->kind == YAML_SCALAR) {
		struct str more = s;
		bool open;
		if (r->open && more.n && (more.p[more.n - 1] == '"' || more.p[more.n - 1] == '\'')) {
			more.n--;
			r->open = false;
		} else if (!r->open) {
			more = value_clean(r->a, s, &open);
		}
		if (last->text.n < 10000)
			last->text = str_fmt(r->a, "%.*s %.*s", STR_FMT(last->text), STR_FMT(more));
	} else if (last->kind != YAML_LIST && front_key(s, &key, &value)) {
		last->kind = YAML_MAP;
		scalar_set(r, yaml_append(r->a, last, str_dup(r->a, key), number, 1), value);
	} else if (last->kind == YAML_NULL) {
		scalar_set(r, last, s);
	} else {
		return false;
	}
	return true;
}

static bool
line_read(struct rescue *r, struct str line, int number)
{
	struct str key, value, s = str_trim(line);
	if (!s.n || s.p[0] == '#' || str_is(s, "{") || str_is(s, "}") || str_is(s, "]"))
		return true;
	size_t indent = (size_t)(s.p - line.p);
	if (!r->map->n)
		r->indent = indent;
	else if (indent > r->indent || str_starts(s, "- "))
		return line_below(r, line, number);
	if (!front_key(s, &key, &value) || (r->open && !front_key_known(key)))
		return r->open && line_below(r, line, number);
	if (r->map->n >= ENTRIES_MOST)
		return false;
	r->last = r->map->n;
	value_set(r, yaml_append(r->a, r->map, str_dup(r->a, key), number, 1), value);
	return true;
}

struct yaml *
rescue_read(struct arena *a, struct diag *d, struct str path, struct str s, int line)
{
	struct rescue r = {.a = a, .map = NEW(a, struct yaml)};
	int left_out = 0;
	*r.map = (struct yaml){.kind = YAML_MAP, .line = line, .col = 1};
	for (; s.n; line++) {
		struct str l = str_line(&s);
		if (!line_read(&r, l, line) && left_out++ < LEFT_OUT_REPORTED)
			diag_add(d, DIAG_FRONT_SYNTAX, path, line, 0,
				"this line of the front matter was not understood and left out: %.*s", (int)(l.n < 80 ? l.n : 80),
				l.p);
	}
	if (left_out > LEFT_OUT_REPORTED)
		diag_add(d, DIAG_FRONT_SYNTAX, path, line, 0,
			"%d lines of the front matter in all were not understood and left out", left_out);
	return r.map;
}
