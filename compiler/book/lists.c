/* lists.c - files that list people, sponsors or credits: found, read, their columns by name in three languages */
#include "book/lists.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/json.h"
#include "base/message.h"
#include "base/toml.h"

enum { LIST_MOST = 8 << 20, NAME_MOST = 60 };

/* ---- the file ---- */

static const struct yaml *
tree_parse(struct list *l, struct str text)
{
	struct gather *g = l->g;
	struct str ext = path_ext(l->file);
	struct yaml_error error;
	const struct yaml *tree;
	if (str_is_nocase(ext, ".csv") || str_is_nocase(ext, ".tsv") || str_is_nocase(ext, ".txt"))
		return csv_read(g->a, g->d, l->file, text);
	if (str_is_nocase(ext, ".toml"))
		tree = toml_read(g->a, text, 1, &error);
	else if (str_is_nocase(ext, ".json"))
		tree = json_read(g->a, g->d, l->file, text, 1, &error);
	else
		tree = yaml_read(g->a, g->d, l->file, text, 1, &error);
	if (!tree)
		diag_add(g->d, DIAG_LIST_BAD, l->file, error.line, error.col,
			"this list does not parse: %.*s; nothing of it is in the book: mend it", STR_FMT(error.text));
	return tree;
}

bool
list_read(struct list *l, struct str path)
{
	struct gather *g = l->g;
	struct str text;
	l->file = path;
	l->dir = path_dir(path);
	const char *why = file_read(g->a, str_z(g->a, path), LIST_MOST, &text);
	if (why) {
		diag_add(g->d, DIAG_LIST_BAD, path, 0, 0, "this list could not be read: %s; the book is made without it",
			message(why));
		return false;
	}
	if (!text_decode(g->a, g->d, path, text, &text))
		return false;
	l->tree = tree_parse(l, text);
	return l->tree != NULL;
}

/* A word of yes or no that is not in quotes. */
static bool
is_switch(const struct yaml *y)
{
	return y->kind == YAML_SCALAR && !y->quoted && yaml_bool(y, true) == yaml_bool(y, false);
}

static bool
named_read(struct list *l, const struct yaml *key)
{
	struct gather *g = l->g;
	const struct config *c = g->config;
	struct str path = path_beside(g->a, c->root, str_trim(yaml_text(key)));
	if (path_kind(str_z(g->a, path)) == PATH_NONE) {
		diag_add(g->d, DIAG_VALUE_BAD, c->file, key->line, key->col,
			"\"%.*s\" names %.*s, which is not there; the book is made without it", STR_FMT(key->key),
			STR_FMT(yaml_text(key)));
		return false;
	}
	return list_read(l, path);
}

bool
list_find(struct gather *g, const struct yaml *key, const char *usual, struct list *out, bool *asked)
{
	static const char *const forms[] = {"csv", "yaml", "yml"};
	const struct config *c = g->config;
	out->g = g;
	out->file = c->file;
	out->dir = c->root;
	out->known = (struct map){.a = g->a};
	*asked = false;
	if (key && (key->kind == YAML_LIST || key->kind == YAML_MAP)) {
		out->tree = key;
		return true;
	}
	if (key && key->kind == YAML_SCALAR && !is_switch(key))
		return named_read(out, key);
	if (key && is_switch(key) && !yaml_bool(key, true))
		return false;
	*asked = key && is_switch(key);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct str path = path_beside(g->a, c->root, str_fmt(g->a, "%s.%s", usual, forms[i]));
		if (path_kind(path.p) == PATH_FILE)
			return list_read(out, path);
	}
	return false;
}

/* ---- columns ---- */

static int
column_find(const struct list *l, struct str name)
{
	struct str folded = name.n > NAME_MOST ? STR_NONE : slug_of(l->g->a, name);
	for (size_t i = 0; i < l->n_columns && folded.n; i++) {
		struct str names = str_of(l->columns[i]), one;
		while (str_word(&names, &one))
			if (str_eq(one, folded))
				return (int)i;
	}
	return -1;
}

int
list_column(struct list *l, struct str name)
{
	bool added;
	int *known = map_add(&l->known, name, 0, &added);
	if (added)
		*known = column_find(l, name);
	return *known;
}

struct str
list_raw(struct list *l, const struct yaml *map, size_t column)
{
	for (size_t i = 0; map->kind == YAML_MAP && i < map->n; i++)
		if (map->items[i].kind == YAML_SCALAR && list_column(l, map->items[i].key) == (int)column)
			return str_trim(yaml_text(&map->items[i]));
	return STR_NONE;
}

struct str
list_cell(struct list *l, const struct yaml *map, size_t column)
{
	struct str text = list_raw(l, map, column);
	return text.n ? quotes_text(l->g->a, text_plain(l->g->a, text, false)) : STR_NONE;
}

struct str
list_url(struct list *l, const struct yaml *map, size_t column)
{
	struct gather *g = l->g;
	struct str url = list_raw(l, map, column), base = g->config->base_url;
	struct address at = address_split(url);
	if (!url.n || ((str_is_nocase(at.scheme, "https") || str_is_nocase(at.scheme, "http")) && at.host.n) ||
		(str_is_nocase(at.scheme, "mailto") && at.path.n))
		return url;
	if (!at.scheme.n && at.host.n) /* "//host/path" */
		return str_fmt(g->a, "https:%.*s", STR_FMT(url));
	if (!at.scheme.n && str_starts(url, "/") && base.n)
		return str_fmt(g->a, "%.*s%.*s", STR_FMT(base), STR_FMT(url));
	ptrdiff_t slash = str_find_char(url, '/');
	struct str host = slash < 0 ? url : str_sub(url, 0, (size_t)slash);
	if (!at.scheme.n && str_find_char(host, '.') > 0 && str_find_char(host, ' ') < 0 && !str_ends(host, "."))
		return str_fmt(g->a, str_find_char(host, '@') > 0 ? "mailto:%.*s" : "https://%.*s", STR_FMT(url));
	diag_add(g->d, DIAG_VALUE_BAD, l->file, map->line, 0,
		"\"%.*s\" is no address; there is no link: write it with its https://", STR_FMT(str_sub(url, 0, 100)));
	return STR_NONE;
}

void
list_check(struct list *l, const struct yaml *map)
{
	const char *first[16];
	size_t n = 0;
	for (size_t i = 0; i < l->n_columns && n < 16; i++) {
		struct str names = str_of(l->columns[i]), one;
		str_word(&names, &one);
		first[n++] = str_z(l->g->a, one);
	}
	for (size_t i = 0; map->kind == YAML_MAP && i < map->n; i++) {
		const struct yaml *y = &map->items[i];
		struct str shown = str_sub(y->key, 0, NAME_MOST);
		if (!y->key.n || list_column(l, y->key) >= 0)
			continue;
		const char *nearest = name_nearest(shown, first, n);
		if (nearest)
			diag_add(l->g->d, DIAG_KEY_UNKNOWN, l->file, y->key_line, y->key_col,
				"there is no column \"%.*s\"; left out: did you mean \"%s\"?", STR_FMT(shown), nearest);
		else
			diag_add(l->g->d, DIAG_KEY_UNKNOWN, l->file, y->key_line, y->key_col,
				"there is no column \"%.*s\"; left out: yearbook(5) lists those that there are", STR_FMT(shown));
	}
}

/* ---- things ---- */

struct items {
	struct list *l;
	struct list_item *p;
	size_t n, cap;
};

static void
things_add(struct items *to, const struct yaml *list, struct str group)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct yaml *y = &list->items[i];
		/* "- Acme: logos/acme.svg" */
		if (y->kind == YAML_MAP && y->n == 1 && y->items[0].kind == YAML_SCALAR &&
			list_column(to->l, y->items[0].key) < 0)
			y = &y->items[0];
		if (y->kind == YAML_MAP || y->kind == YAML_SCALAR)
			*PUSH(to->l->g->a, to->p, to->n, to->cap) = (struct list_item){.y = y, .key = y->key, .group = group};
	}
}

/* {tier: Gold, sponsors: [...]}: the list within a map that is a group. */
static const struct yaml *
list_within(const struct yaml *y)
{
	for (size_t i = 0; y->kind == YAML_MAP && i < y->n; i++) {
		const struct yaml *in = &y->items[i];
		if (in->kind == YAML_LIST && in->n && in->items[0].kind == YAML_MAP)
			return in;
	}
	return NULL;
}

struct list_item *
list_items(struct list *l, size_t group, size_t *n)
{
	const struct yaml *top = l->tree;
	struct items all = {.l = l};
	bool wrapped = top->kind == YAML_MAP && top->n == 1 && top->items[0].kind == YAML_LIST;
	if (wrapped && column_find(l, top->items[0].key) < 0) {
		static const char *const plain[] = {"people", "personas", "pessoas", "authors", "speakers", "members", "team",
			"sponsors", "patrocinadores", "credits", "creditos", "pictures"};
		for (size_t i = 0; i < sizeof plain / sizeof *plain && top->kind == YAML_MAP; i++)
			if (str_eq(slug_of(l->g->a, top->items[0].key), str_of(plain[i])))
				top = &top->items[0];
	}
	for (size_t i = 0; i < top->n; i++) {
		const struct yaml *y = &top->items[i], *in = list_within(y);
		if (y->kind == YAML_LIST)
			things_add(&all, y, text_plain(l->g->a, y->key, false));
		else if (in)
			things_add(
				&all, in, list_cell(l, y, group).n ? list_cell(l, y, group) : text_plain(l->g->a, y->key, false));
		else if (y->kind == YAML_MAP || y->kind == YAML_SCALAR)
			*PUSH(l->g->a, all.p, all.n, all.cap) = (struct list_item){.y = y, .key = y->key};
	}
	*n = all.n;
	return all.p;
}
