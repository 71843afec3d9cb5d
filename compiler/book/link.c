/* link.c - links: those that lead to a post of the book, those that lead out, those that lead nowhere */
#include "book/gather.h"

#include "base/file.h"

#include <string.h>

struct linker {
	struct gather *g;
	struct map
		paths; /* "blog/kcd-mexico" (lower case, no ending) -> entry; also with a "\n" and the entry's language behind it */
	struct map names; /* the last part of such a path -> entry, or -1 when several posts share it; the same */
	struct map urls; /* host and path of posts whose whole address is known -> entry */
	struct map *anchors; /* of each entry, filled in when first needed: anchor -> 1 */
	struct str site_host, site_path; /* of the site's own address; path without slashes at its ends */
};

static bool
one_of(struct str s, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(s, names[i]))
			return true;
	return false;
}

static struct str
slashes_trim(struct str s)
{
	while (s.n && s.p[0] == '/')
		s = str_sub(s, 1, s.n);
	while (s.n && s.p[s.n - 1] == '/')
		s.n--;
	return s;
}

/* A path as it is looked up: decoded, tidy, in small letters, without ".md", ".html", "index" and slashes at the ends. Empty when it climbs out. */
static struct str
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
	if (str_is(base, "index") || str_starts(base, "index."))
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
	return n >= 2 && n <= 5 ? str_sub(key, 0, key.n - n - 1) : key;
}

/* ---- what can be linked to ---- */

/* A key among the posts of one language: a site in several has each page in each of them. */
static struct str
key_in(struct linker *l, struct str key, struct str lang)
{
	ptrdiff_t hyphen = str_find_char(lang, '-');
	return str_fmt(l->g->a, "%.*s\n%.*s", STR_FMT(key), STR_FMT(hyphen < 0 ? lang : str_sub(lang, 0, (size_t)hyphen)));
}

static void
path_add(struct linker *l, struct str key, int entry)
{
	if (!key.n)
		return;
	map_add(&l->paths, key, entry, NULL);
	map_add(&l->paths, key_in(l, key, l->g->book->entries[entry].lang), entry, NULL);
}

static void
name_add(struct linker *l, struct str name, int entry)
{
	struct str both[] = {name, key_in(l, name, l->g->book->entries[entry].lang)};
	for (int i = 0; i < 2 && name.n; i++) {
		bool added;
		int *at = map_add(&l->names, both[i], entry, &added);
		if (!added && *at != entry)
			*at = -1;
	}
}

static struct str
rest_below_posts(struct linker *l, struct str path)
{
	const struct config *c = l->g->config;
	struct str rest, best = path;
	for (size_t i = 0; i < c->n_posts; i++)
		if (path_inside(c->posts[i], path, &rest) && rest.n && rest.n < best.n)
			best = rest;
	return best;
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
entry_add(struct linker *l, int i)
{
	struct arena *a = l->g->a;
	const struct entry *e = &l->g->book->entries[i];
	struct str file = path_key(a, rest_below_posts(l, path_tidy(a, e->post->path)));
	struct str slug = slashes_trim(str_lower(a, e->post->slug)), short_file = without_language(file);
	path_add(l, file, i);
	path_add(l, short_file, i);
	struct str dir = path_dir(short_file);
	path_add(l, str_is(dir, ".") ? slug : str_fmt(a, "%.*s/%.*s", STR_FMT(dir), STR_FMT(slug)), i);
	if (e->post->url.n)
		path_add(l, path_key(a, address_split(e->post->url).path), i);
	struct address url = address_split(e->url);
	if (url.has_host)
		map_add(&l->urls, url_key(a, &url), i, NULL);
	name_add(l, slug, i);
	if (!str_eq(path_base(short_file), slug))
		name_add(l, path_base(short_file), i);
	if (!str_eq(path_base(file), path_base(short_file)))
		name_add(l, path_base(file), i);
}

/* Posts stand under their paths first, so that no other one's name hides them; aliases last. */
static void
aliases_add(struct linker *l, int i)
{
	const struct post *p = l->g->book->entries[i].post;
	for (size_t k = 0; k < p->n_aliases; k++)
		path_add(l, path_key(l->g->a, address_split(p->aliases[k]).path), i);
}

/* Does the entry have a block with this anchor? */
static bool
anchor_exists(struct linker *l, int entry, struct str anchor)
{
	struct map *m = &l->anchors[entry];
	if (!m->a) {
		const struct post *p = l->g->book->entries[entry].post;
		m->a = l->g->a;
		for (const struct block *b = block_next(p->root, p->root); b; b = block_next(b, p->root))
			if (b->anchor.n)
				map_add(m, b->anchor, 1, NULL);
	}
	return map_find(m, anchor) != NULL;
}

/* ---- where a path leads ---- */

/* First among the posts in the language of the one that links. */
static int
key_find(struct linker *l, const struct map *m, struct str key, const struct entry *e)
{
	const int *at = key.n ? map_find(m, key_in(l, key, e->lang)) : NULL;
	if (!at || *at < 0)
		at = key.n ? map_find(m, key) : NULL;
	return at ? *at : -1;
}

/* The last part of a path alone names a post when nothing but a post's page can be meant. */
static int
name_find(struct linker *l, struct str key, const struct entry *e)
{
	static const char *const lists[] = {
		"tags", "tag", "categories", "category", "authors", "author", "series", "page", "images", "static", "assets"};
	ptrdiff_t slash = str_find_char(key, '/');
	struct str head = slash < 0 ? STR_NONE : str_sub(key, 0, (size_t)slash);
	return one_of(head, lists, sizeof lists / sizeof *lists) ? -1 : key_find(l, &l->names, path_base(key), e);
}

/* A relative path is seen from the post's file, as an editor does, then from its address, as a browser does. */
static int
relative_find(struct linker *l, const struct entry *e, struct str path)
{
	struct arena *a = l->g->a;
	struct str file = rest_below_posts(l, path_tidy(a, e->post->path));
	struct str dir = path_dir(file), page = without_language(path_key(a, file));
	int at = key_find(l, &l->paths, path_key(a, path_join(a, dir, path)), e);
	if (at < 0)
		at = key_find(l, &l->paths, path_key(a, path_join(a, page, path)), e);
	if (at < 0)
		at = name_find(l, path_key(a, path_join(a, STR("x"), path)), e);
	return at;
}

static int
rooted_find(struct linker *l, const struct entry *e, struct str path)
{
	struct str key = path_key(l->g->a, path), rest;
	if (l->site_path.n && path_inside(l->site_path, key, &rest))
		key = rest;
	int at = key_find(l, &l->paths, key, e);
	return at >= 0 ? at : name_find(l, key, e);
}

/* ---- the kinds of links ---- */

static void
link_drop(struct linker *l, const struct entry *e, struct link *k, const char *why, const char *advice)
{
	diag_add(l->g->d, DIAG_LINK_BROKEN, e->post->path, k->line, 0,
		"the link to \"%.*s\" %s; its text stays without a link: %s", STR_FMT(str_sub(k->href, 0, 200)), why, advice);
	k->href = STR_NONE;
}

/* Sets the link to a post, and to a place in it if there is such a place. */
static void
link_within(struct linker *l, const struct entry *e, struct link *k, int entry, struct str fragment)
{
	fragment = percent_decode(l->g->a, fragment);
	k->post = entry;
	if (!fragment.n || str_is(fragment, "top"))
		return;
	if (!anchor_exists(l, entry, fragment)) {
		struct str folded = slug_of(l->g->a, fragment);
		if (!folded.n || !anchor_exists(l, entry, folded)) {
			diag_add(l->g->d, DIAG_LINK_BROKEN, e->post->path, k->line, 0,
				"there is no \"#%.*s\" in %.*s; the link leads to its beginning: compare it with the headings "
				"there",
				STR_FMT(str_sub(fragment, 0, 100)), STR_FMT(l->g->book->entries[entry].post->path));
			return;
		}
		fragment = folded;
	}
	k->anchor = fragment;
}

/* A link to a page of the site that is no post of the book: to the site, when its address is known. */
static void
link_to_site(struct linker *l, const struct entry *e, struct link *k, const struct address *at)
{
	struct arena *a = l->g->a;
	const struct config *c = l->g->config;
	struct str path = at->path, scheme = address_split(c->base_url).scheme, page;
	if (!c->base_url.n) {
		link_drop(l, e, k, "leads to no post of this book",
			"mend it, write the whole address, or set \"site\" in yearbook.yaml");
		return;
	}
	if (path.n && path.p[0] == '/') {
		page = str_fmt(a, "%.*s://%.*s%.*s", STR_FMT(scheme), STR_FMT(l->site_host), STR_FMT(path));
	} else {
		struct str from = without_language(path_key(a, rest_below_posts(l, path_tidy(a, e->post->path)))), clean;
		if (str_ends(path, ".md"))
			path = str_fmt(a, "../%.*s/", STR_FMT(str_sub(path, 0, path.n - 3)));
		if (!path_clean(a, path_join(a, from, path), &clean))
			clean = slashes_trim(path_base(path));
		page = str_fmt(a, "%.*s/%.*s%s", STR_FMT(c->base_url), STR_FMT(clean), str_ends(path, "/") ? "/" : "");
	}
	k->href = str_fmt(a, "%.*s%s%.*s%s%.*s", STR_FMT(page), at->query.n ? "?" : "", STR_FMT(at->query),
		at->fragment.n ? "#" : "", STR_FMT(at->fragment));
}

/* Parts of a query that open what is not published. */
static bool
secret(struct str part)
{
	return str_starts_nocase(part, "preview=") || str_starts_nocase(part, "preview_token=") ||
		str_starts_nocase(part, "preview_id=") || str_starts_nocase(part, "preview_nonce=") ||
		str_is_nocase(part, "preview");
}

static void
link_preview(struct linker *l, const struct entry *e, struct link *k, const struct address *at)
{
	struct str query = at->query;
	struct buf kept = {0};
	bool found = false;
	while (query.n) {
		ptrdiff_t amp = str_find_char(query, '&');
		struct str part = amp < 0 ? query : str_sub(query, 0, (size_t)amp);
		query = amp < 0 ? STR_NONE : str_sub(query, (size_t)amp + 1, query.n);
		if (secret(part)) {
			found = true;
			continue;
		}
		buf_char(&kept, kept.n ? '&' : '?');
		buf_str(&kept, part);
	}
	if (found) {
		size_t n = (size_t)(at->query.p - k->href.p) - 1;
		k->href = str_fmt(l->g->a, "%.*s%.*s%s%.*s", (int)n, k->href.p, STR_FMT(buf_view(&kept)),
			at->fragment.n ? "#" : "", STR_FMT(at->fragment));
	}
	buf_free(&kept);
	if (found || str_find(at->path, STR("-temp-slug-")) >= 0)
		diag_add(l->g->d, DIAG_LINK_PREVIEW, e->post->path, k->line, 0,
			"the link to \"%.*s\" is one to a draft%s: write the address under which it was published",
			STR_FMT(str_sub(k->href, 0, 120)), found ? "; its preview token was left out" : "");
}

/* "www.example.org/x", "example.org/x": written without the scheme that a browser would need. */
static bool
host_like(struct str path)
{
	static const char *const tops[] = {"com", "org", "net", "io", "dev", "edu", "gov", "lat", "mx", "ar", "br", "co", "cl",
		"pe", "uy", "ec", "gt", "cr", "bo", "ve", "es", "pt", "app", "info"};
	ptrdiff_t slash = str_find_char(path, '/');
	struct str head = slash < 0 ? path : str_sub(path, 0, (size_t)slash);
	ptrdiff_t dot = str_rfind_char(head, '.');
	if (str_starts_nocase(path, "www."))
		return true;
	for (size_t i = 0; i < head.n; i++)
		if (!char_alnum((unsigned char)head.p[i]) && head.p[i] != '.' && head.p[i] != '-')
			return false;
	return dot > 0 && one_of(str_sub(head, (size_t)dot + 1, head.n), tops, sizeof tops / sizeof *tops);
}

static void
link_absolute(struct linker *l, const struct entry *e, struct link *k, const struct address *at)
{
	if (!at->host.n) {
		link_drop(l, e, k, "names no host", "mend it");
		return;
	}
	struct str key = l->urls.n ? url_key(l->g->a, at) : STR_NONE;
	const int *known = key.n ? map_find(&l->urls, key) : NULL;
	int entry = known ? *known : -1;
	if (entry < 0 && l->site_host.n && str_eq_nocase(at->host, l->site_host))
		entry = rooted_find(l, e, at->path);
	if (entry >= 0)
		link_within(l, e, k, entry, at->fragment);
	else
		link_preview(l, e, k, at);
}

static void
link_relative(struct linker *l, const struct entry *e, struct link *k, const struct address *at)
{
	if (!at->path.n && !at->query.n) { /* "#anchor" */
		link_within(l, e, k, (int)(e - l->g->book->entries), at->fragment);
		return;
	}
	bool rooted = at->path.n && at->path.p[0] == '/';
	int entry = rooted ? rooted_find(l, e, at->path) : relative_find(l, e, at->path);
	if (entry >= 0)
		link_within(l, e, k, entry, at->fragment);
	else
		link_to_site(l, e, k, at);
}

static void
link_resolve(struct linker *l, const struct entry *e, struct link *k)
{
	static const char *const outward[] = {
		"mailto", "tel", "ftp", "ftps", "sftp", "geo", "irc", "ircs", "xmpp", "matrix", "news", "sms", "doi"};
	struct arena *a = l->g->a;
	k->post = -1;
	k->href = str_trim(k->href);
	if (str_starts(k->href, "//"))
		k->href = str_fmt(a, "https:%.*s", STR_FMT(k->href));
	struct address at = address_split(k->href);
	if (!k->href.n)
		return;
	if (!at.scheme.n && at.path.n && at.path.p[0] != '/' && at.path.p[0] != '.') {
		ptrdiff_t sign = str_find_char(at.path, '@');
		if (host_like(at.path) && sign < 0 && relative_find(l, e, at.path) < 0)
			k->href = str_fmt(a, "https://%.*s", STR_FMT(k->href));
		else if (sign > 0 && str_find_char(at.path, '/') < 0)
			k->href = str_fmt(a, "mailto:%.*s", STR_FMT(k->href));
		at = address_split(k->href);
	}
	if (str_is_nocase(at.scheme, "http") || str_is_nocase(at.scheme, "https"))
		link_absolute(l, e, k, &at);
	else if (!at.scheme.n)
		link_relative(l, e, k, &at);
	else if (!one_of(at.scheme, outward, sizeof outward / sizeof *outward))
		link_drop(l, e, k, "cannot be followed from a book", "write an address that begins with https://");
}

void
links_resolve(struct gather *g)
{
	struct book *b = g->book;
	struct address site = address_split(g->config->base_url);
	struct linker l = {.g = g,
		.paths = {.a = g->a},
		.names = {.a = g->a},
		.urls = {.a = g->a},
		.site_host = site.host,
		.site_path = slashes_trim(site.path)};
	l.anchors = NEW_N(g->a, b->n_entries, struct map);
	for (size_t i = 0; i < b->n_entries; i++)
		entry_add(&l, (int)i);
	for (size_t i = 0; i < b->n_entries; i++)
		aliases_add(&l, (int)i);
	for (size_t i = 0; i < b->n_entries; i++) {
		struct post *p = b->entries[i].post;
		for (size_t k = 0; k < p->n_links; k++)
			link_resolve(&l, &b->entries[i], &p->links[k]);
	}
}
