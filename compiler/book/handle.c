/* handle.c - the names behind handles: a site keeps its authors as pages or data, and its posts name them "ana.perez" */
#include "book/gather.h"

#include "base/file.h"
#include "base/yaml.h"

enum { FILE_MOST = 1 << 18, HANDLE_MOST = 64 };

struct handles {
	struct gather *g;
	struct map known; /* handle -> index into names */
	struct str *names; /* the handle itself where nothing is known of it */
	size_t n, cap;
	struct str *bases; /* folders that may hold authors/, data/authors/, _data/ */
	size_t n_bases, cap_bases;
};

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
	return h;
}

/* One word in small letters, fit for the name of a file. */
static bool
handle_like(struct str s)
{
	if (!s.n || s.n > HANDLE_MOST || s.p[0] == '.')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && !char_digit(s.p[i]) && s.p[i] != '.' && s.p[i] != '-' && s.p[i] != '_')
			return false;
	return true;
}

static struct str
name_in(const struct yaml *map)
{
	static const char *const keys[] = {"name", "title", "display_name"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct str name = str_trim(yaml_text(yaml_find(map, keys[i])));
		if (name.n && str_find_char(name, '\n') < 0)
			return name;
	}
	return STR_NONE;
}

/* The front matter of a page, or the whole of a file of data. */
static struct str
yaml_part(struct str text)
{
	struct str rest = text;
	if (str_starts(text, "\xEF\xBB\xBF"))
		rest = text = str_sub(text, 3, text.n);
	if (!str_is(str_trim(str_line(&rest)), "---"))
		return text;
	const char *start = rest.p;
	while (rest.n) {
		const char *line = rest.p;
		if (str_is(str_trim(str_line(&rest)), "---"))
			return (struct str){start, (size_t)(line - start)};
	}
	return STR_NONE;
}

/* The author's name in a file; in one that lists all authors (`key`), under the handle. Empty when it is not there. */
static struct str
name_in_file(struct arena *a, struct str path, struct str key)
{
	struct str text;
	struct yaml_error error;
	if (path_kind(path.p) != PATH_FILE || file_read(a, path.p, FILE_MOST, &text))
		return STR_NONE;
	struct diag *unheard = diag_new();
	const struct yaml *map = yaml_read(a, unheard, path, yaml_part(text), 1, &error);
	diag_free(unheard);
	if (map && key.n)
		map = yaml_find(map, str_z(a, key));
	return map ? name_in(map) : STR_NONE;
}

static struct str
name_find(struct handles *h, struct str handle)
{
	static const char *const forms[][2] = {{"authors/", "/_index.md"}, {"authors/", "/index.md"}, {"authors/", ".md"},
		{"content/authors/", "/_index.md"}, {"_authors/", ".md"}, {"data/authors/", ".yaml"}, {"data/authors/", ".yml"},
		{"data/authors/", ".json"}};
	static const char *const lists[] = {"_data/authors.yml", "_data/authors.yaml", "data/authors.yaml", "data/authors.yml"};
	struct arena *scratch = arena_new();
	struct str name = STR_NONE;
	for (size_t i = 0; i < h->n_bases && !name.n; i++) {
		for (size_t k = 0; k < sizeof forms / sizeof *forms && !name.n; k++) {
			struct str file = str_fmt(scratch, "%s%.*s%s", forms[k][0], STR_FMT(handle), forms[k][1]);
			name = name_in_file(scratch, path_beside(scratch, h->bases[i], file), STR_NONE);
		}
		for (size_t k = 0; k < sizeof lists / sizeof *lists && !name.n; k++)
			name = name_in_file(scratch, path_beside(scratch, h->bases[i], str_of(lists[k])), handle);
	}
	name = name.n ? str_dup(h->g->a, name) : handle;
	arena_free(scratch);
	return name;
}

struct str
handle_name(struct handles *h, struct str author)
{
	author = str_trim(author);
	if (!handle_like(author))
		return author;
	const int *known = map_find(&h->known, author);
	if (known)
		return h->names[*known];
	map_add(&h->known, author, (int)h->n, NULL);
	return *PUSH(h->g->a, h->names, h->n, h->cap) = name_find(h, author);
}
