/* yaml.c - YAML text into a small tree of text scalars, lists and maps */
#include "base/yaml.h"

#include "base/message.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h> /* libyaml */

enum { DEPTH_MAX = 64, NODES_MAX = 100000 };

struct loader {
	struct arena *a;
	struct diag *d;
	struct str file;
	int line0; /* added to libyaml's lines, which count from 0 */
	yaml_document_t *doc;
	size_t nodes;
	bool limited; /* the limit was reported already */
};

static void
limit_report(struct loader *l, int line, const char *what)
{
	if (!l->limited)
		diag_add(l->d, DIAG_YAML_LIMIT, l->file, line, 0, "%s", message(what));
	l->limited = true;
}

static void node_load(struct loader *l, const yaml_node_t *from, struct yaml *to, int depth);

/* A scalar's text. Escapes ("\x01", "\uFFFF") may bring in what no output may hold (XML 1.0, 2.2): blanks stand for it. */
static struct str
scalar_text(struct arena *a, const yaml_node_t *node)
{
	size_t n = node->data.scalar.length;
	char *p = NEW_N(a, n + 1, char);
	if (n)
		memcpy(p, node->data.scalar.value, n);
	p[n] = '\0';
	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)p[i] < 0x20 && p[i] != '\n' && p[i] != '\t')
			p[i] = ' ';
		else if (n - i >= 3 && !memcmp(p + i, "\xEF\xBF", 2) && ((unsigned char)p[i + 2] | 1) == 0xBF)
			memset(p + i, ' ', 3);
	}
	return (struct str){p, n};
}

static struct str
key_text(struct loader *l, const yaml_node_t *key)
{
	if (key->type != YAML_SCALAR_NODE)
		return STR("?");
	return scalar_text(l->a, key);
}

/* Finds a key among the entries read so far. Maps of strangers may be large: a linear search over at most 512 of them. */
static struct yaml *
entry_find(struct yaml *map, size_t n, struct str key)
{
	for (size_t i = n > 512 ? n - 512 : 0; i < n; i++)
		if (str_eq(map->items[i].key, key))
			return &map->items[i];
	return NULL;
}

static void
map_load(struct loader *l, const yaml_node_t *from, struct yaml *to, int depth)
{
	size_t n = (size_t)(from->data.mapping.pairs.top - from->data.mapping.pairs.start), used = 0;
	to->kind = YAML_MAP;
	to->items = NEW_N(l->a, n, struct yaml);
	for (size_t i = 0; i < n && !l->limited; i++) {
		const yaml_node_pair_t *pair = &from->data.mapping.pairs.start[i];
		const yaml_node_t *key = yaml_document_get_node(l->doc, pair->key);
		struct str name = key_text(l, key);
		int line = l->line0 + (int)key->start_mark.line, col = (int)key->start_mark.column + 1;
		struct yaml *entry = entry_find(to, used, name);
		if (entry)
			diag_add(l->d, DIAG_KEY_DUPLICATE, l->file, line, col,
				"the key \"%.*s\" stands here again (first on line %d); the last one holds", STR_FMT(name),
				entry->key_line);
		else
			entry = &to->items[used++];
		*entry = (struct yaml){0};
		node_load(l, yaml_document_get_node(l->doc, pair->value), entry, depth + 1);
		entry->key = name;
		entry->key_line = line;
		entry->key_col = col;
	}
	to->n = used;
}

static void
list_load(struct loader *l, const yaml_node_t *from, struct yaml *to, int depth)
{
	size_t n = (size_t)(from->data.sequence.items.top - from->data.sequence.items.start), used = 0;
	to->kind = YAML_LIST;
	to->items = NEW_N(l->a, n, struct yaml);
	for (; used < n && !l->limited; used++)
		node_load(l, yaml_document_get_node(l->doc, from->data.sequence.items.start[used]), &to->items[used], depth + 1);
	to->n = used;
}

static bool
scalar_null(const yaml_node_t *node)
{
	const char *p = (const char *)node->data.scalar.value;
	return node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
		(!*p || !strcmp(p, "~") || !strcmp(p, "null") || !strcmp(p, "Null") || !strcmp(p, "NULL"));
}

/* An alias is the same node met again: it is expanded, and counts against the limit each time. */
static void
node_load(struct loader *l, const yaml_node_t *from, struct yaml *to, int depth)
{
	to->line = l->line0 + (int)from->start_mark.line;
	to->col = (int)from->start_mark.column + 1;
	if (depth > DEPTH_MAX) {
		limit_report(l, to->line, MESSAGE("nested deeper than 64 levels; the rest was left out"));
		return;
	}
	if (++l->nodes > NODES_MAX) {
		limit_report(l, to->line, MESSAGE("more than 100,000 values (aliases counted each time); the rest was left out"));
		return;
	}
	if (from->type == YAML_MAPPING_NODE) {
		map_load(l, from, to, depth);
	} else if (from->type == YAML_SEQUENCE_NODE) {
		list_load(l, from, to, depth);
	} else if (from->type == YAML_SCALAR_NODE && !scalar_null(from)) {
		to->kind = YAML_SCALAR;
		to->quoted = from->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
		to->text = scalar_text(l->a, from);
	}
}

/* libyaml recurses on depth and its own stack grows with it: the text is looked over before it is parsed. */
static bool
brackets_too_deep(struct str s)
{
	int depth = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '[' || s.p[i] == '{')
			depth++;
		else if ((s.p[i] == ']' || s.p[i] == '}') && depth)
			depth--;
		if (depth > 1000)
			return true;
	}
	return false;
}

struct yaml *
yaml_read(struct arena *a, struct diag *d, struct str file, struct str s, int line, struct yaml_error *error)
{
	yaml_parser_t parser;
	yaml_document_t doc;
	struct yaml *root = NEW(a, struct yaml);
	*root = (struct yaml){.kind = YAML_MAP, .line = line, .col = 1};
	if (brackets_too_deep(s)) {
		*error = (struct yaml_error){line, 1, str_of(message(MESSAGE("more than 1,000 open brackets")))};
		return NULL;
	}
	if (!yaml_parser_initialize(&parser))
		abort();
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)(s.p ? s.p : ""), s.n);
	if (!yaml_parser_load(&parser, &doc)) {
		bool reader = parser.error == YAML_READER_ERROR;
		size_t mark = parser.problem_mark.line;
		*error = (struct yaml_error){line + (reader ? 0 : (int)mark), reader ? 0 : (int)parser.problem_mark.column + 1,
			str_dup(a, str_of(parser.problem ? parser.problem : "not YAML"))};
		yaml_parser_delete(&parser);
		return NULL;
	}
	yaml_node_t *top = yaml_document_get_root_node(&doc);
	struct loader l = {.a = a, .d = d, .file = file, .line0 = line, .doc = &doc};
	if (top && !(top->type == YAML_SCALAR_NODE && scalar_null(top)))
		node_load(&l, top, root, 0);
	yaml_document_delete(&doc);
	yaml_parser_delete(&parser);
	return root;
}

struct yaml *
yaml_append(struct arena *a, struct yaml *to, struct str key, int line, int col)
{
	size_t n = to->n, cap = n < 4 ? (n ? 4 : 0) : (n & (n - 1)) ? n + 1 : n; /* room is 4, 8, 16 … */
	if (!n)
		to->items = NEW_N(a, cap = 4, struct yaml);
	struct yaml *y = PUSH(a, to->items, to->n, cap);
	*y = (struct yaml){.line = line, .col = col, .key = key, .key_line = line, .key_col = col};
	return y;
}

struct yaml *
yaml_find(const struct yaml *map, const char *key)
{
	if (!map || map->kind != YAML_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (str_is_nocase(map->items[i].key, key))
			return &map->items[i];
	return NULL;
}

struct str
yaml_text(const struct yaml *y)
{
	return y && y->kind == YAML_SCALAR ? y->text : STR_NONE;
}

bool
yaml_bool(const struct yaml *y, bool otherwise)
{
	static const char *const yes[] = {"true", "yes", "on", "1"}, *const no[] = {"false", "no", "off", "0"};
	struct str s = yaml_text(y);
	for (int i = 0; i < 4; i++) {
		if (str_is_nocase(s, yes[i]))
			return true;
		if (str_is_nocase(s, no[i]))
			return false;
	}
	return otherwise;
}

/* Levenshtein distance in one row; names are short, longer ones are cut. */
size_t
name_distance(struct str a, struct str b)
{
	enum { LONGEST = 48 };
	size_t row[LONGEST + 1] = {0};
	a = str_sub(a, 0, LONGEST);
	b = str_sub(b, 0, LONGEST);
	for (size_t j = 0; j <= b.n; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t best = diagonal + (char_lower(a.p[i - 1]) != char_lower(b.p[j - 1]));
			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[b.n];
}

const char *
name_nearest(struct str name, const char *const *known, size_t n)
{
	const char *best = NULL;
	size_t least = name.n / 3 > 2 ? name.n / 3 : 2;
	for (size_t i = 0; i < n; i++) {
		size_t distance = name_distance(name, str_of(known[i]));
		if (distance < least || (distance == least && !best)) {
			least = distance;
			best = known[i];
		}
	}
	return best;
}
