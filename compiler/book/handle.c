/* handle.c - the names behind handles: a site keeps its authors as pages or data, and its posts name them "ana.perez" */
#include "book/gather.h"

#include "base/file.h"
#include "base/json.h"
#include "base/toml.h"

enum { FILE_MOST = 1 << 18, HANDLE_MOST = 64 };

struct handles {
	struct gather *g;
	struct map known; /* handle -> index into names */
	struct str *names; /* the handle itself where nothing is known of it */
	size_t n, cap;
	struct str *bases; /* folders that may hold authors/, data/authors/, _data/ */
	size_t n_bases, cap_bases;
	const struct yaml **lists; /* files of data, and the site's settings, that list all authors */
	size_t n_lists;
};

static void lists_read(struct handles *h);

struct handles *
handles_new(struct gather *g)
{
	struct handles *h = NEW(g->a, struct handles);
	struct map seen = {.a = g->a};
	*h = (struct handles){.g = g, .known = {.a = g->a}};
	for (size_t i = 0; i <= g->config->n_posts; i++) {
		struct str at = i ? g->config->posts[i - 1] : g->config->root;
		for (int level = 0; level <= 2; level++) {
			bool added;
			map_add(&seen, at, 0, &added);
			if (added && path_kind(str_z(g->a, at)) == PATH_FOLDER)
				*PUSH(g->a, h->bases, h->n_bases, h->cap_bases) = at;
			at = path_up(g->a, at);
		}
	}
	lists_read(h);
	return h;
}

/* One word, fit for the name of a file. */
static bool
handle_like(struct str s)
{
	if (!s.n || s.n > HANDLE_MOST || s.p[0] == '.')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!char_alnum((unsigned char)s.p[i]) && s.p[i] != '.' && s.p[i] != '-' && s.p[i] != '_')
			return false;
	return true;
}

/* A name is one line of text. */
static struct str
name_of(const struct yaml *y)
{
	struct str name = str_trim(yaml_text(y));
	return str_find_char(name, '\n') < 0 ? name : STR_NONE;
}

/* In an author's page or data; some sites keep it in a table of their own. */
static struct str
name_in(struct arena *a, const struct yaml *map)
{
	static const char *const keys[] = {"name", "display_name", "displayName", "full_name", "title"},
				 *const tables[] = {"", "extra", "params"};
	for (size_t t = 0; t < 3; t++) {
		const struct yaml *in = t ? yaml_find(map, tables[t]) : map;
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
			struct str name = name_of(yaml_find(in, keys[i]));
			if (name.n)
				return name;
		}
		struct str first = name_of(yaml_find(in, "first_name")), last = name_of(yaml_find(in, "last_name"));
		if (first.n && last.n)
			return str_fmt(a, "%.*s %.*s", STR_FMT(first), STR_FMT(last));
	}
	return STR_NONE;
}

/* In what lists all authors: a map by handle (to a map or to the name itself), or a list of maps that name their handles. */
static struct str
name_in_list(struct arena *a, const struct yaml *list, struct str handle)
{
	static const char *const ids[] = {"id", "key", "handle", "username", "slug", "short_name", "login", "nick"};
	for (size_t i = 0; list && i < list->n; i++) {
		const struct yaml *y = &list->items[i];
		bool is = list->kind == YAML_MAP && str_eq_nocase(y->key, handle);
		for (size_t k = 0; k < sizeof ids / sizeof *ids && !is; k++)
			is = y->kind == YAML_MAP && str_eq_nocase(yaml_text(yaml_find(y, ids[k])), handle);
		struct str name = !is ? STR_NONE : y->kind == YAML_MAP ? name_in(a, y) : name_of(y);
		if (name.n)
			return name;
	}
	return STR_NONE;
}

/* ---- files ---- */

/* The front matter of a page, or the whole of a file of data. */
static struct str
front_part(struct str text, const char *fence)
{
	struct str rest = text;
	if (!str_is(str_trim(str_line(&rest)), fence))
		return text;
	const char *start = rest.p;
	while (rest.n) {
		const char *line = rest.p;
		if (str_is(str_trim(str_line(&rest)), fence))
			return (struct str){start, (size_t)(line - start)};
	}
	return STR_NONE;
}

/* What does not parse is the site's business. */
const struct yaml *
file_tree(struct arena *a, struct str path)
{
	struct str text;
	struct yaml_error error;
	if (path_kind(path.p) != PATH_FILE || file_read(a, path.p, FILE_MOST, &text))
		return NULL;
	if (str_starts(text, "\xEF\xBB\xBF"))
		text = str_sub(text, 3, text.n);
	bool plus = str_starts(text, "+++");
	text = front_part(text, plus ? "+++" : "---");
	if (plus || str_is(path_ext(path), ".toml"))
		return toml_read(a, text, 1, &error);
	struct diag *unheard = diag_new();
	const struct yaml *y = str_is(path_ext(path), ".json") ? json_read(a, unheard, path, text, 1, &error)
							       : yaml_read(a, unheard, path, text, 1, &error);
	diag_free(unheard);
	return y;
}

/* The lists of all authors near the posts, read once. */
static void
lists_read(struct handles *h)
{
	static const char *const places[] = {"_data/authors", "_data/people", "_data/members", "data/authors", "data/people",
		"data/authors/authors", "authors", "_authors"};
	static const char *const forms[] = {".yml", ".yaml", ".json", ".toml"};
	const struct yaml *site = h->g->config->site ? h->g->config->site->params : NULL;
	const struct yaml *of_site = yaml_find(site, "authors");
	size_t cap = 0;
	if (of_site)
		*PUSH(h->g->a, h->lists, h->n_lists, cap) = of_site;
	for (size_t i = 0; i < h->n_bases; i++)
		for (size_t k = 0; k < 4 * sizeof places / sizeof *places; k++) {
			struct str path =
				path_beside(h->g->a, h->bases[i], str_fmt(h->g->a, "%s%s", places[k / 4], forms[k % 4]));
			const struct yaml *list = file_tree(h->g->a, path);
			if (list && yaml_find(list, "authors"))
				list = yaml_find(list, "authors");
			if (list)
				*PUSH(h->g->a, h->lists, h->n_lists, cap) = list;
		}
}

/* One file an author. */
static struct str
name_in_page(struct handles *h, struct arena *scratch, struct str handle)
{
	static const char *const forms[][2] = {{"authors/", "/_index.md"}, {"authors/", "/index.md"}, {"authors/", ".md"},
		{"content/authors/", "/_index.md"}, {"content/authors/", "/index.md"}, {"content/authors/", ".md"},
		{"_authors/", ".md"}, {"data/authors/", ".yaml"}, {"data/authors/", ".yml"}, {"data/authors/", ".json"},
		{"data/authors/", ".toml"}, {"_data/authors/", ".yaml"}, {"_data/authors/", ".yml"}, {"_data/authors/", ".json"},
		{"author/", "/_index.md"}, {"content/author/", "/_index.md"}, {"content/autores/", "/_index.md"},
		{"autores/", "/_index.md"}, {"people/", "/_index.md"}, {"authors/", "/_index.es.md"},
		{"authors/", "/_index.en.md"}, {"authors/", "/_index.pt.md"}};
	for (size_t i = 0; i < h->n_bases; i++)
		for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
			struct str file = str_fmt(scratch, "%s%.*s%s", forms[k][0], STR_FMT(handle), forms[k][1]);
			struct str name = name_in(scratch, file_tree(scratch, path_beside(scratch, h->bases[i], file)));
			if (name.n)
				return name;
		}
	return STR_NONE;
}

static struct str
name_find(struct handles *h, struct str handle)
{
	struct arena *scratch = arena_new();
	struct str name = STR_NONE;
	for (size_t i = 0; i < h->n_lists && !name.n; i++)
		name = name_in_list(scratch, h->lists[i], handle);
	if (!name.n)
		name = name_in_page(h, scratch, handle);
	name = name.n ? str_dup(h->g->a, name) : handle;
	arena_free(scratch);
	return name;
}

struct str
handle_name(struct handles *h, struct str author)
{
	author = str_trim(author);
	if (author.n > 1 && author.p[0] == '@' && handle_like(str_sub(author, 1, author.n)))
		author = str_sub(author, 1, author.n);
	if (!handle_like(author))
		return author;
	const int *known = map_find(&h->known, author);
	if (known)
		return h->names[*known];
	map_add(&h->known, author, (int)h->n, NULL);
	return *PUSH(h->g->a, h->names, h->n, h->cap) = name_find(h, author);
}

/* Jekyll's `defaults`: values for the posts below a path. */
struct str
author_by_default(struct gather *g, const struct post *p)
{
	const struct site *site = g->config->site;
	const struct yaml *defaults = site ? yaml_find(site->params, "defaults") : NULL;
	struct str rest = p->path, name = STR_NONE;
	if (site && site->folder.n && !path_inside(site->folder, path_tidy(g->a, p->path), &rest))
		rest = p->path;
	for (size_t i = 0; defaults && i < defaults->n; i++) {
		const struct yaml *scope = yaml_find(&defaults->items[i], "scope"), *type = yaml_find(scope, "type");
		struct str path = str_trim(yaml_text(yaml_find(scope, "path"))), behind;
		bool within = !path.n || path_inside(path_tidy(g->a, path), rest, &behind);
		const struct yaml *author = yaml_find(yaml_find(&defaults->items[i], "values"), "author");
		if (within && (!type || str_is(yaml_text(type), "posts")) && name_of(author).n)
			name = name_of(author); /* a later one is more special */
	}
	return name;
}
