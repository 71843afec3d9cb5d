/* target.c - what a link can lead to: posts by file, address, name and alias */
#include "book/target.h"

#include "base/file.h"

#include <string.h>

enum { NEAREST_COST = 20000000 };

/* A name under which a target is known: for finding the nearest. */
struct known_name {
	struct str key;
	uint64_t letters, base; /* in the key; in its last part */
	int target;
};

struct targets {
	struct gather *g;
	struct map paths; /* "blog/kcd-mexico" -> target; also with a "\n" and the post's language behind it */
	struct map names; /* the last part of such a path -> target, or -1 when several posts of the book share it; the same */
	struct map urls; /* host and path of posts whose whole address is known -> target */
	struct map languages; /* those that posts of the book, or left out of it, are in */
	struct map *anchors; /* of each entry, filled in when first needed: anchor -> place in anchor_names */
	struct str *anchor_names;
	size_t n_anchor_names, cap_anchor_names;
	struct known_name *list;
	size_t n_list, cap_list, cost;
	struct str *pages, *page_urls; /* of each target */
	int *instead; /* of each one outside: the entry that stands for it, or -1 */
	struct str base_path; /* of the site's address, without slashes at its ends */
};

/* ---- keys ---- */

static struct str
slashes_trim(struct str s)
{
	while (s.n && s.p[0] == '/')
		s = str_sub(s, 1, s.n);
	while (s.n && s.p[s.n - 1] == '/')
		s.n--;
	return s;
}

struct str
path_key(struct arena *a, struct str path)
{
	static const char *const endings[] = {".md", ".markdown", ".html", ".htm"};
	struct str key;
	if (!path_clean(a, slashes_trim(percent_decode(a, path)), &key))
		return STR_NONE;
	key = str_lower(a, key);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (str_ends(key, endings[i])) {
			key.n -= strlen(endings[i]);
			break;
		}
	struct str base = path_base(key);
	if (str_is(base, "index") || str_starts(base, "index.") || str_is(base, "_index") || str_starts(base, "_index."))
		key = base.n == key.n ? STR_NONE : str_sub(key, 0, key.n - base.n - 1);
	return key;
}

/* "kcd.es" -> "kcd": without the language that a file name may end in. */
static struct str
without_language(struct str key)
{
	struct str base = path_base(key);
	ptrdiff_t dot = str_rfind_char(base, '.');
	size_t n = dot > 0 ? base.n - (size_t)dot - 1 : 0;
	return n >= 2 && n <= 5 && !char_digit((unsigned char)base.p[dot + 1]) ? str_sub(key, 0, key.n - n - 1) : key;
}

static struct str
primary(struct str lang)
{
	ptrdiff_t hyphen = str_find_char(lang, '-');
	return hyphen < 0 ? lang : str_sub(lang, 0, (size_t)hyphen);
}

/* A key among the posts of one language: a site in several has each page in each of them. */
static struct str
key_in(const struct targets *t, struct str key, struct str lang)
{
	return str_fmt(t->g->a, "%.*s\n%.*s", STR_FMT(key), STR_FMT(primary(lang)));
}

static size_t
entries_of(const struct targets *t)
{
	return t->g->book->n_entries;
}

const struct post *
target_post(const struct targets *t, int target)
{
	size_t n = entries_of(t);
	return (size_t)target < n ? t->g->book->entries[target].post : t->g->outside[(size_t)target - n].post;
}

static struct str
lang_of(const struct targets *t, int target)
{
	size_t n = entries_of(t);
	return (size_t)target < n ? t->g->book->entries[target].lang
				  : language_tag(t->g->a, t->g->outside[(size_t)target - n].post->lang);
}

/* ---- adding ---- */

static void
path_add(struct targets *t, struct str key, int target)
{
	bool added;
	if (!key.n)
		return;
	map_add(&t->paths, key, target, &added);
	map_add(&t->paths, key_in(t, key, lang_of(t, target)), target, NULL);
	if (added)
		*PUSH(t->g->a, t->list, t->n_list, t->cap_list) =
			(struct known_name){key, letters_of(key), letters_of(path_base(key)), target};
}

static void
name_add(struct targets *t, struct str name, int target)
{
	struct str both[] = {name, key_in(t, name, lang_of(t, target))};
	size_t n = entries_of(t);
	for (int i = 0; i < 2 && name.n; i++) {
		bool added;
		int *at = map_add(&t->names, both[i], target, &added);
		if (!added && *at != target && ((size_t)target < n || (*at >= 0 && (size_t)*at >= n)))
			*at = -1; /* a post of the book goes before those outside */
	}
}

/* Host and path of a whole address, without what does not tell pages apart. */
static struct str
url_key(struct arena *a, const struct address *at)
{
	struct str path = path_key(a, at->path), host = str_lower(a, at->host);
	if (str_starts(host, "www."))
		host = str_sub(host, 4, host.n);
	return path.n ? str_fmt(a, "%.*s/%.*s", STR_FMT(host), STR_FMT(path)) : STR_NONE;
}

static void
url_add(struct targets *t, struct str url, int target)
{
	struct address at = address_split(url);
	struct str key = at.has_host ? url_key(t->g->a, &at) : STR_NONE;
	if (key.n)
		map_add(&t->urls, key, target, NULL);
}

static void
target_add(struct targets *t, int target, const struct date *date)
{
	struct arena *a = t->g->a;
	const struct post *p = target_post(t, target);
	struct str file = path_key(a, place_file(t->g, p->path)), short_file = without_language(file);
	struct str slug = slashes_trim(str_lower(a, p->slug)), dir = path_dir(short_file);
	map_add(&t->languages, primary(lang_of(t, target)), 1, NULL);
	if (p->date.precision) /* whatever the editor orders it by */
		date = &p->date;
	t->pages[target] = place_path(t->g, p, date);
	t->page_urls[target] = place_url(t->g, p, date);
	if (p->part > 1) /* its address is that of the first part */
		return;
	path_add(t, file, target);
	path_add(t, short_file, target);
	path_add(t, path_key(a, address_split(t->pages[target]).path), target);
	path_add(t, str_is(dir, ".") ? slug : str_fmt(a, "%.*s/%.*s", STR_FMT(dir), STR_FMT(slug)), target);
	if (p->url.n)
		path_add(t, path_key(a, address_split(p->url).path), target);
	url_add(t, p->url, target);
	url_add(t, t->page_urls[target], target);
	name_add(t, slug, target);
	if (!str_eq(path_base(short_file), slug))
		name_add(t, path_base(short_file), target);
	if (!str_eq(path_base(file), path_base(short_file)))
		name_add(t, path_base(file), target);
}

/* ---- aliases ---- */

static void
alias_taken(struct targets *t, int target, int holder, struct str alias)
{
	const struct post *p = target_post(t, target), *other = target_post(t, holder);
	if ((size_t)target < entries_of(t) && (size_t)holder < entries_of(t) && str_eq(lang_of(t, target), lang_of(t, holder)))
		diag_add(t->g->d, DIAG_ALIAS, p->path, 0, 0,
			"its alias \"%.*s\" is the address of %.*s already, where links to it lead: take it out of one of them",
			STR_FMT(str_sub(alias, 0, 200)), STR_FMT(other->path));
}

/* Posts stand under their own paths first, so that no other one's older name hides them. */
static void
aliases_add(struct targets *t, int target)
{
	struct arena *a = t->g->a;
	const struct post *p = target_post(t, target);
	struct str dir = path_dir(slashes_trim(t->pages[target]));
	for (size_t i = 0; i < p->n_aliases; i++) {
		struct address at = address_split(p->aliases[i]);
		struct str key = target_below_base(t, path_key(a, at.path));
		int holder = target_by_path(t, key, lang_of(t, target));
		if (at.has_host)
			url_add(t, p->aliases[i], target);
		if (!key.n)
			continue;
		if (holder >= 0 && holder != target)
			alias_taken(t, target, holder, p->aliases[i]);
		path_add(t, key, target);
		if (!str_starts(at.path, "/") && !at.has_host && dir.n && !str_is(dir, ".")) /* Hugo: beside the page */
			path_add(t, path_key(a, path_join(a, dir, at.path)), target);
	}
}

/* ---- the table ---- */

static void
instead_find(struct targets *t)
{
	struct gather *g = t->g;
	struct map entries = {.a = g->a};
	t->instead = NEW_N(g->a, g->n_outside + 1, int);
	for (size_t i = 0; i < g->book->n_entries; i++)
		map_add(&entries, g->book->entries[i].post->path, (int)i, NULL);
	for (size_t i = 0; i < g->n_outside; i++) {
		const struct post *p = g->outside[i].instead;
		const int *at = p ? map_find(&entries, p->path) : NULL;
		t->instead[i] = at ? *at : -1;
	}
}

struct targets *
targets_new(struct gather *g)
{
	struct targets *t = NEW(g->a, struct targets);
	size_t n = g->book->n_entries, all = n + g->n_outside;
	*t = (struct targets){.g = g, .paths = {.a = g->a}, .names = {.a = g->a}, .urls = {.a = g->a}, .languages = {.a = g->a}};
	t->base_path = path_key(g->a, address_split(g->config->base_url).path);
	t->anchors = NEW_N(g->a, n + 1, struct map);
	t->pages = NEW_N(g->a, all + 1, struct str);
	t->page_urls = NEW_N(g->a, all + 1, struct str);
	instead_find(t);
	for (size_t i = 0; i < all; i++)
		target_add(t, (int)i, i < n ? &g->book->entries[i].date : &g->outside[i - n].post->date);
	for (size_t i = 0; i < all; i++)
		aliases_add(t, (int)i);
	return t;
}

/* ---- finding ---- */

/* The one that is printed instead, where there is one. */
static int
printed(const struct targets *t, int target)
{
	size_t n = entries_of(t);
	return target >= 0 && (size_t)target >= n && t->instead[(size_t)target - n] >= 0 ? t->instead[(size_t)target - n]
											 : target;
}

static int
key_find(const struct targets *t, const struct map *m, struct str key, struct str lang)
{
	const int *at = key.n ? map_find(m, key_in(t, key, lang)) : NULL;
	if (!at || *at < 0)
		at = key.n ? map_find(m, key) : NULL;
	return at ? printed(t, *at) : -1;
}

int
target_by_path(const struct targets *t, struct str key, struct str lang)
{
	return key_find(t, &t->paths, key, lang);
}

int
target_by_url(const struct targets *t, const struct address *at)
{
	struct str key = t->urls.n ? url_key(t->g->a, at) : STR_NONE;
	const int *known = key.n ? map_find(&t->urls, key) : NULL;
	return known ? printed(t, *known) : -1;
}

static bool
part_in(struct str path, struct str part)
{
	while (path.n) {
		ptrdiff_t slash = str_find_char(path, '/');
		if (str_eq_nocase(slash < 0 ? path : str_sub(path, 0, (size_t)slash), part))
			return true;
		path = slash < 0 ? STR_NONE : str_sub(path, (size_t)slash + 1, path.n);
	}
	return false;
}

/* Does a folder in a link's path fit the post that its last part names: a number, a language, a folder or category of the post, or a word that says no more than
 * that it is one? */
static bool
part_fits(const struct targets *t, struct str part, const struct post *p, int target)
{
	static const char *const any[] = {"post", "posts", "blog", "blogs", "news", "noticias", "articles", "article", "p",
		"content", "_posts", "archive", "archives", "es", "en", "pt"};
	size_t digits = 0;
	for (size_t i = 0; i < part.n; i++)
		digits += char_digit((unsigned char)part.p[i]);
	if (digits == part.n || map_find(&t->languages, part))
		return true;
	for (size_t i = 0; i < sizeof any / sizeof *any; i++)
		if (str_is_nocase(part, any[i]))
			return true;
	for (size_t i = 0; i < p->n_categories; i++)
		if (str_eq(slug_of(t->g->a, p->categories[i]), slug_of(t->g->a, part)))
			return true;
	return part_in(p->path, part) || part_in(t->pages[target], part);
}

int
target_by_name(const struct targets *t, struct str key, struct str lang)
{
	int at = key_find(t, &t->names, path_base(key), lang);
	struct str dir = path_dir(key);
	if (at < 0 || str_is(dir, "."))
		return at;
	const struct post *p = target_post(t, at);
	while (dir.n) {
		ptrdiff_t slash = str_find_char(dir, '/');
		if (!part_fits(t, slash < 0 ? dir : str_sub(dir, 0, (size_t)slash), p, at))
			return -1;
		dir = slash < 0 ? STR_NONE : str_sub(dir, (size_t)slash + 1, dir.n);
	}
	return at;
}

bool
target_host(const struct targets *t, struct str host)
{
	return site_host(t->g->config, host);
}

struct str
target_below_base(const struct targets *t, struct str key)
{
	struct str rest;
	return t->base_path.n && path_inside(t->base_path, key, &rest) ? rest : key;
}

bool
target_language(const struct targets *t, struct str key, struct str *lang, struct str *rest)
{
	const struct site *s = t->g->config->site;
	ptrdiff_t slash = str_find_char(key, '/');
	struct str head = slash < 0 ? key : str_sub(key, 0, (size_t)slash);
	bool known = (head.n == 2 || (head.n == 5 && head.p[2] == '-')) && map_find(&t->languages, primary(head)) != NULL;
	for (size_t i = 0; s && i < s->n_languages && !known; i++)
		known = str_eq_nocase(s->languages[i].tag, head);
	if (slash < 0 || !known)
		return false;
	*lang = language_tag(t->g->a, head);
	*rest = str_sub(key, (size_t)slash + 1, key.n);
	return true;
}

struct str
target_url(const struct targets *t, int target)
{
	return t->page_urls[target];
}

struct str
target_page(const struct targets *t, int target)
{
	return t->pages[target];
}

/* ---- places in a post ---- */

/* "1-primeros-pasos", "Primeros_Pasos" -> "~primerospasos": programs make anchors of headings in their own ways. */
static struct str
anchor_loose(struct arena *a, struct str s)
{
	struct str slug = slug_of(a, s);
	char *p = arena_alloc(a, slug.n + 2);
	size_t n = 0, i = 0;
	while (i < slug.n && (char_digit((unsigned char)slug.p[i]) || slug.p[i] == '-'))
		i++;
	if (i == slug.n)
		i = 0;
	p[n++] = '~';
	for (; i < slug.n; i++)
		if (slug.p[i] != '-')
			p[n++] = slug.p[i];
	return (struct str){p, n};
}

static void
anchors_fill(struct targets *t, int entry)
{
	struct map *m = &t->anchors[entry];
	const struct post *p = t->g->book->entries[entry].post;
	m->a = t->g->a;
	for (const struct block *b = block_next(p->root, p->root); b; b = block_next(b, p->root)) {
		if (!b->anchor.n)
			continue;
		map_add(m, b->anchor, (int)t->n_anchor_names, NULL);
		map_add(m, anchor_loose(m->a, b->anchor), (int)t->n_anchor_names, NULL);
		if (b->kind == BLOCK_HEADING && b->text.n && b->text.n < 300)
			map_add(m, anchor_loose(m->a, b->text), (int)t->n_anchor_names, NULL);
		*PUSH(m->a, t->anchor_names, t->n_anchor_names, t->cap_anchor_names) = b->anchor;
	}
}

struct str
target_anchor(struct targets *t, int entry, struct str fragment)
{
	struct map *m = &t->anchors[entry];
	if (!m->a)
		anchors_fill(t, entry);
	const int *at = map_find(m, fragment);
	struct str loose = at ? STR_NONE : anchor_loose(t->g->a, str_sub(fragment, 0, 300));
	if (!at && loose.n > 2)
		at = map_find(m, loose);
	return at ? t->anchor_names[*at] : STR_NONE;
}

int
target_part(struct targets *t, int entry, struct str fragment, struct str *anchor)
{
	const struct book *b = t->g->book;
	const struct post *p = b->entries[entry].post;
	for (size_t i = 0; p->part && i < b->n_entries; i++)
		if ((int)i != entry && b->entries[i].post->part && str_eq(b->entries[i].post->path, p->path)) {
			*anchor = target_anchor(t, (int)i, fragment);
			if (anchor->n)
				return (int)i;
		}
	return -1;
}

/* ---- the nearest ---- */

/* "kcd-2023" and "kcd-2024" are no slip of the pen. */
static bool
numbers_same(struct str a, struct str b)
{
	size_t i = 0, k = 0;
	for (;;) {
		while (i < a.n && !char_digit((unsigned char)a.p[i]))
			i++;
		while (k < b.n && !char_digit((unsigned char)b.p[k]))
			k++;
		if (i == a.n || k == b.n)
			return i == a.n && k == b.n;
		if (a.p[i++] != b.p[k++])
			return false;
	}
}

int
target_nearest(struct targets *t, struct str key, bool strict)
{
	uint64_t letters = letters_of(key);
	size_t most = strict ? key.n / 8 : key.n / 3;
	int best = -1;
	bool bare = str_find_char(key, '/') < 0;
	most = most < 1 ? 1 : most > 8 ? 8 : most;
	for (size_t i = 0; key.n > 2 && i < t->n_list && t->cost < NEAREST_COST; i++) {
		const struct known_name *k = &t->list[i];
		t->cost += 2;
		if (__builtin_popcountll(letters ^ (bare ? k->base : k->letters)) > (int)(2 * most) ||
			(strict && !numbers_same(key, bare ? path_base(k->key) : k->key)))
			continue;
		struct str other = bare ? path_base(k->key) : k->key;
		size_t distance = distance_within(key, other, most, &t->cost);
		if (distance <= most && (best < 0 || distance < most)) {
			best = k->target;
			if (!distance)
				break;
			most = distance;
		}
	}
	return printed(t, best);
}
