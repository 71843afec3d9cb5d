/* sitepeople.c - people from the site's own pages of authors or speakers, one page each, or from its data */
#include "book/people.h"

#include "base/file.h"

enum { PAGES_MOST = 5000 };

/* One person's page, of the versions of which one is taken. */
struct page {
	struct str path;
	int rank; /* how well its language suits: 0 best */
};

struct folder {
	struct people *p;
	struct map stems; /* the page's name without language -> index into pages */
	struct page *pages;
	size_t n, cap;
};

/* ---- what a page says ---- */

/* The first text of a list of texts, or of a list of maps with a name. */
static struct str
first_text(struct list *l, const struct yaml *y)
{
	if (!y || y->kind != YAML_LIST || !y->n)
		return STR_NONE;
	const struct yaml *one = &y->items[0];
	return text_plain(l->g->a, one->kind == YAML_MAP ? list_raw(l, one, COLUMN_NAME) : yaml_text(one), false);
}

static struct str
page_cell(struct list *l, const struct yaml *map, int column)
{
	const struct yaml *tables[] = {map, yaml_find(map, "extra"), yaml_find(map, "params")};
	struct str text = STR_NONE;
	for (size_t i = 0; i < sizeof tables / sizeof *tables && !text.n; i++)
		if (tables[i] && tables[i]->kind == YAML_MAP)
			text = list_raw(l, tables[i], (size_t)column);
	return text;
}

/* A picture called avatar.jpg that lies beside the page without being named. */
static struct str
avatar_beside(struct gather *g, struct str path)
{
	static const char *const names[] = {"avatar.jpg", "avatar.png", "avatar.jpeg", "avatar.webp", "featured.jpg"};
	if (!str_starts(path_base(path), "_index.") && !str_starts(path_base(path), "index."))
		return STR_NONE;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (path_kind(path_beside(g->a, path_dir(path), str_of(names[i])).p) == PATH_FILE)
			return str_of(names[i]);
	return STR_NONE;
}

static void
map_take(struct people *p, const struct yaml *map, struct str file, struct str handle)
{
	struct gather *g = p->g;
	struct list l = {.g = g, .file = file};
	people_columns(&l);
	struct candidate c = {.file = file, .line = map->line, .order = INT64_MAX};
	struct str name = page_cell(&l, map, COLUMN_NAME), title = str_trim(yaml_text(yaml_find(map, "title")));
	struct str organisation = page_cell(&l, map, COLUMN_ORGANISATION), order = page_cell(&l, map, COLUMN_ORDER);
	c.person.role = page_cell(&l, map, COLUMN_ROLE);
	if (!name.n)
		name = title.n ? title : handle;
	else if (!c.person.role.n && !str_eq(name, title))
		c.person.role = title;
	if (!organisation.n)
		organisation = first_text(&l, yaml_find(map, "organizations"));
	c.person.role = quotes_text(g->a, text_plain(g->a, c.person.role, false));
	c.person.organisation = quotes_text(g->a, text_plain(g->a, organisation, false));
	c.person.url = page_cell(&l, map, COLUMN_URL);
	if (!str_starts_nocase(c.person.url, "https://") && !str_starts_nocase(c.person.url, "http://"))
		c.person.url = STR_NONE;
	c.person.group = text_plain(g->a, page_cell(&l, map, COLUMN_GROUP), false);
	if (!c.person.group.n)
		c.person.group = first_text(&l, yaml_find(map, "user_groups"));
	c.picture = page_cell(&l, map, COLUMN_PICTURE);
	if (!c.picture.n)
		c.picture = avatar_beside(g, file);
	if (!str_to_int(order, &c.order))
		c.order = INT64_MAX;
	person_add(p, text_plain(g->a, name, false), &c);
}

/* ---- a folder of pages ---- */

/* The language in a name: "_index.es.md"; cuts it off the stem. */
static int
stem_rank(struct people *p, struct str *stem)
{
	ptrdiff_t dot = str_rfind_char(*stem, '.');
	struct str lang = dot < 0 ? STR_NONE : str_sub(*stem, (size_t)dot + 1, stem->n);
	if (!lang.n || !language_in_name(lang))
		return 1;
	stem->n = (size_t)dot;
	struct str tag = language_tag(p->g->a, lang);
	return tag.n && language_is(p->g->book->language, str_z(p->g->a, str_sub(tag, 0, 2))) ? 0 : 2;
}

static void
page_offer(struct folder *f, struct str dir, struct str name, struct str of)
{
	struct gather *g = f->p->g;
	bool added;
	if (!str_is_nocase(path_ext(name), ".md") || f->n == PAGES_MOST)
		return;
	struct str stem = str_sub(name, 0, name.n - 3);
	int rank = stem_rank(f->p, &stem);
	bool index = str_is(stem, "index") || str_is(stem, "_index");
	if (of.n ? !index
		 : index) /* below a folder of its own only its index is the person; in the folder itself the index is nobody */
		return;
	int at = *map_add(&f->stems, str_dup(g->a, of.n ? of : stem), (int)f->n, &added);
	if (added)
		*PUSH(g->a, f->pages, f->n, f->cap) = (struct page){.rank = 3};
	if (rank < f->pages[at].rank)
		f->pages[at] = (struct page){path_beside(g->a, dir, name), rank};
}

void
people_of_folder(struct people *p, struct str folder)
{
	struct gather *g = p->g;
	struct folder f = {.p = p, .stems = {.a = g->a}};
	struct str *names, *below;
	size_t n, m;
	if (folder_list(g->a, str_z(g->a, folder), &names, &n))
		return;
	for (size_t i = 0; i < n && i < PAGES_MOST; i++) {
		struct str path = path_beside(g->a, folder, names[i]), inside;
		if (str_starts(names[i], ".") || path_in_root(g->a, folder, names[i], &inside) != PATH_FOUND)
			continue;
		if (path_kind(path.p) == PATH_FILE)
			page_offer(&f, folder, names[i], STR_NONE);
		if (path_kind(path.p) != PATH_FOLDER || folder_list(g->a, path.p, &below, &m))
			continue;
		for (size_t k = 0; k < m && k < 100; k++)
			page_offer(&f, path, below[k], names[i]);
	}
	for (size_t i = 0; i < f.n; i++) {
		const struct yaml *map = file_tree(g->a, f.pages[i].path);
		if (map && map->kind == YAML_MAP && !yaml_bool(yaml_find(map, "draft"), false))
			map_take(p, map, f.pages[i].path, STR_NONE);
	}
}

/* ---- the site ---- */

/* A file of data: a list of maps, or a map by handle. */
static void
data_take(struct people *p, struct str file)
{
	const struct yaml *top = file_tree(p->g->a, file), *in = NULL;
	static const char *const wraps[] = {"authors", "people", "speakers", "members", "team"};
	for (size_t i = 0; top && i < sizeof wraps / sizeof *wraps && !in; i++)
		in = yaml_find(top, wraps[i]);
	top = in ? in : top;
	for (size_t i = 0; top && i < top->n; i++) {
		const struct yaml *y = &top->items[i];
		if (y->kind == YAML_MAP)
			map_take(p, y, file, y->key);
		else if (y->kind == YAML_SCALAR && top->kind == YAML_MAP && str_trim(y->text).n)
			person_add(p, text_plain(p->g->a, y->text, false),
				&(struct candidate){.file = file, .line = y->line, .order = INT64_MAX});
	}
}

/* Jekyll and others keep authors in the settings. */
static void
settings_take(struct people *p)
{
	const struct site *site = p->g->config->site;
	const struct yaml *authors = site ? yaml_find(site->params, "authors") : NULL;
	for (size_t i = 0; authors && i < authors->n; i++)
		if (authors->items[i].kind == YAML_MAP)
			map_take(p, &authors->items[i], site->file, authors->items[i].key);
}

void
people_of_site(struct people *p)
{
	static const char *const folders[] = {"content/authors", "content/author", "content/speakers", "content/speaker",
		"content/people", "content/team", "content/autores", "content/ponentes", "content/equipo", "authors", "_authors",
		"_speakers", "_people", "_team", "_members", "author", "speakers", "people", "team", "autores", "data/authors",
		"_data/authors", "data/people", "_data/people", "data/speakers", "_data/speakers", "data/team", "_data/team",
		"_data/members", "data/members"};
	static const char *const forms[] = {".yml", ".yaml", ".json", ".toml"};
	struct gather *g = p->g;
	const struct config *c = g->config;
	struct map seen = {.a = g->a};
	struct str bases[3] = {c->root, path_up(g->a, c->root), c->site && c->site->folder.n ? c->site->folder : c->root};
	if (c->n_posts)
		bases[1] = path_kind(str_z(g->a, c->posts[0])) == PATH_FILE ? path_dir(c->posts[0]) : path_up(g->a, c->posts[0]);
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < sizeof folders / sizeof *folders; k++) {
			struct str path = path_beside(g->a, bases[i], str_of(folders[k]));
			bool added;
			map_add(&seen, path, 0, &added);
			if (added && path_kind(path.p) == PATH_FOLDER)
				people_of_folder(p, path);
			for (size_t m = 0; added && m < sizeof forms / sizeof *forms; m++)
				data_take(p, str_fmt(g->a, "%.*s%s", STR_FMT(path), forms[m]));
		}
	settings_take(p);
}
