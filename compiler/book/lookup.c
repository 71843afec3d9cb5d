/* lookup.c - from a reference to a picture to its file */
#include "book/gather.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

/* A place where the file may be: below a root, never outside. */
struct candidate {
	struct str root, rel;
};

enum { CANDIDATES_MOST = 256 };

struct lookups {
	struct gather *g;
	struct arena *scratch;
	struct map seen; /* folder and reference -> index into list */
	struct lookup **list;
	size_t n, cap;
	struct str *posts; /* folders of posts, tidy */
	size_t n_posts;
	struct str site_path; /* of the site's address */
	struct map folders; /* folder -> index into listings */
	struct listing *listings;
	size_t n_listings, cap_listings;
	struct candidate candidates[CANDIDATES_MOST]; /* of the reference at hand */
	size_t n_candidates;
	bool climbed; /* read as it is written, the reference leaves every root */
};

struct lookups *
lookups_new(struct gather *g)
{
	struct lookups *l = NEW(g->a, struct lookups);
	const struct config *c = g->config;
	struct address site = address_split(c->base_url);
	*l = (struct lookups){.g = g, .scratch = arena_new(), .seen = {.a = g->a}, .folders = {.a = g->a}};
	l->site_path = site.path;
	l->posts = NEW_N(g->a, c->n_posts, struct str);
	for (size_t i = 0; i < c->n_posts; i++)
		l->posts[l->n_posts++] =
			path_kind(str_z(l->scratch, c->posts[i])) == PATH_FILE ? path_dir(c->posts[i]) : c->posts[i];
	return l;
}

void
lookups_free(struct lookups *l)
{
	arena_free(l->scratch);
}

/* ---- where it may be ---- */

static void
candidate_add(struct lookups *l, struct str root, struct str rel)
{
	struct str clean;
	if (path_clean(l->scratch, rel, &clean) && clean.n && l->n_candidates < CANDIDATES_MOST)
		l->candidates[l->n_candidates++] = (struct candidate){root, clean};
}

/* Below each root; where the reference begins with the root's own name ("images/a.jpg" with a root "../images"), also behind that. */
static void
candidates_in_roots(struct lookups *l, struct str rel)
{
	const struct config *c = l->g->config;
	struct str clean, rest;
	if (!path_clean(l->scratch, rel, &clean))
		return;
	for (size_t i = 0; i < c->n_images; i++) {
		candidate_add(l, c->images[i], clean);
		if (path_inside(path_base(c->images[i]), clean, &rest) && !str_is(c->images[i], "."))
			candidate_add(l, c->images[i], rest);
	}
}

/* What follows the language that a path begins with: "es/images/a.jpg". */
static struct str
language_cut(struct lookups *l, struct str path)
{
	const struct site *s = l->g->config->site;
	ptrdiff_t slash = str_find_char(path, '/');
	struct str head = slash < 0 ? STR_NONE : str_sub(path, 0, (size_t)slash);
	bool known = head.n == 2 || (head.n == 5 && head.p && head.p[2] == '-');
	for (size_t i = 0; s && i < s->n_languages && !known; i++)
		known = str_eq_nocase(s->languages[i].tag, head);
	return known && language_tag(l->scratch, head).n ? str_sub(path, (size_t)slash + 1, path.n) : STR_NONE;
}

/* From the site's root: "/images/a.jpg"; a site that lives in a folder of its host names it first. */
static void
candidates_rooted(struct lookups *l, struct str path)
{
	struct str rest, clean, site = l->site_path;
	while (path.n && path.p[0] == '/')
		path = str_sub(path, 1, path.n);
	l->climbed |= !path_clean(l->scratch, path, &clean);
	while (site.n && site.p[0] == '/')
		site = str_sub(site, 1, site.n);
	candidates_in_roots(l, path);
	if (site.n && path_inside(site, path, &rest)) {
		path = rest;
		candidates_in_roots(l, path);
	}
	if ((rest = language_cut(l, path)).n)
		candidates_in_roots(l, rest);
}

/* Beside the post's file, where a path from the site's root begins with the address of its page: "/2024/02/slug/a.jpg". */
static void
candidates_on_page(struct lookups *l, const struct post *p, struct str path)
{
	struct str page = address_split(place_path(l->g, p, &p->date)).path, rest;
	while (str_ends(page, "/"))
		page.n--;
	if (page.n && path_inside(page, path, &rest) && rest.n)
		candidate_add(l, path_tidy(l->scratch, p->dir), rest);
}

/* From the post: beside its file, in the folder that carries its name, and as its address on the site would have it. */
static void
candidates_relative(struct lookups *l, const struct post *p, struct str path)
{
	struct arena *a = l->scratch;
	struct str dir = path_tidy(a, p->dir), base = path_base(p->path), rest, section = STR_NONE;
	struct str stem = str_sub(base, 0, base.n - path_ext(base).n);
	struct str full = path_beside(a, dir, path);
	bool inside = false;
	for (size_t i = 0; i < l->n_posts; i++)
		if (path_inside(l->posts[i], full, &rest)) {
			candidate_add(l, l->posts[i], rest);
			inside = true;
		}
	for (size_t i = 0; i < l->g->config->n_images; i++)
		if (path_inside(l->g->config->images[i], full, &rest)) {
			candidate_add(l, l->g->config->images[i], rest);
			inside = true;
		}
	l->climbed |= !inside;
	for (size_t i = 0; i < l->n_posts; i++)
		if (path_inside(l->posts[i], dir, &rest) && (!section.p || rest.n < section.n))
			section = rest.p ? rest : STR("");
	candidate_add(l, dir, path_join(a, stem, path));
	candidates_in_roots(l, path);
	candidates_in_roots(l, path_join(a, section, path));
	candidates_in_roots(l, path_join(a, path_join(a, section, stem), path));
	struct str page = address_split(place_path(l->g, p, &p->date)).path; /* as a browser would see it */
	if (page.n > 1)
		candidates_in_roots(l, path_join(a, str_sub(path_dir(str_fmt(a, "%.*sx", STR_FMT(page))), 1, page.n), path));
}

/* A saved remote picture: HOST/PATH, with or without its query, decoded or not, as `wget -x` and others name it. */
static void
candidates_remote(struct lookups *l, const struct address *at)
{
	const struct config *c = l->g->config;
	struct arena *a = l->scratch;
	struct str host = str_lower(a, at->host), path = at->path;
	struct str decoded = percent_decode(a, path);
	for (size_t i = 0; i < c->n_remote; i++) {
		struct str forms[2] = {decoded, path};
		for (size_t k = 0; k < (str_eq(decoded, path) ? 1 : 2); k++) {
			if (at->query.n)
				candidate_add(l, c->remote[i],
					str_fmt(a, "%.*s%.*s?%.*s", STR_FMT(host), STR_FMT(forms[k]), STR_FMT(at->query)));
			if (at->query.n)
				candidate_add(l, c->remote[i],
					str_fmt(a, "%.*s%.*s?%.*s", STR_FMT(host), STR_FMT(forms[k]),
						STR_FMT(percent_decode(a, at->query))));
			candidate_add(l, c->remote[i], str_fmt(a, "%.*s%.*s", STR_FMT(host), STR_FMT(forms[k])));
		}
	}
}

/* ---- is it there ---- */

static bool
candidate_found(struct lookups *l, const struct candidate *c, struct str rel, struct str *path, bool *outside)
{
	struct str joined = path_beside(l->scratch, c->root, rel);
	if (path_kind(str_z(l->scratch, joined)) != PATH_FILE)
		return false;
	enum path_found found = path_in_root(l->scratch, c->root, rel, path);
	*path = joined;
	*outside |= found == PATH_OUTSIDE;
	return found == PATH_FOUND;
}

/* A folder's names, folded, in order: to find one that differs in case or accents only. */
struct listing {
	struct listed {
		struct str folded, name;
	} * names;
	size_t n;
};

static int
listed_cmp(const void *pa, const void *pb)
{
	const struct listed *a = pa, *b = pb;
	int c = str_cmp(a->folded, b->folded);
	return c ? c : str_cmp(a->name, b->name);
}

static const struct listing *
folder_listing(struct lookups *l, struct str folder)
{
	struct arena *a = l->g->a;
	bool added;
	const int *known = map_find(&l->folders, folder);
	if (known)
		return &l->listings[*known];
	map_add(&l->folders, str_dup(a, folder), (int)l->n_listings, &added);
	struct listing *list = PUSH(a, l->listings, l->n_listings, l->cap_listings);
	struct str *names = NULL;
	*list = (struct listing){0};
	if (folder_list(a, str_z(l->scratch, folder), &names, &list->n))
		list->n = 0;
	list->names = NEW_N(a, list->n, struct listed);
	for (size_t i = 0; i < list->n; i++)
		list->names[i] = (struct listed){name_fold(a, names[i]), names[i]};
	if (list->n)
		qsort(list->names, list->n, sizeof *list->names, listed_cmp);
	return list;
}

static bool
name_like(const struct listing *list, struct str folded, struct str *name)
{
	size_t lo = str_lower_bound(list->names, list->n, sizeof *list->names, offsetof(struct listed, folded), folded);
	if (lo == list->n || !str_eq(list->names[lo].folded, folded))
		return false;
	*name = list->names[lo].name;
	return true;
}

/* The candidate's path with the names that its folders really have. */
static bool
names_real(struct lookups *l, const struct candidate *c, struct str *rel)
{
	struct str rest = c->rel, done = STR_NONE, name;
	while (rest.n) {
		ptrdiff_t slash = str_find_char(rest, '/');
		struct str part = slash < 0 ? rest : str_sub(rest, 0, (size_t)slash);
		rest = slash < 0 ? STR_NONE : str_sub(rest, (size_t)slash + 1, rest.n);
		struct str folder = done.n ? path_beside(l->scratch, c->root, done) : c->root;
		if (!name_like(folder_listing(l, folder), name_fold(l->scratch, part), &name))
			return false;
		done = path_join(l->scratch, done, name);
	}
	*rel = done;
	return true;
}

static void
candidates_try(struct lookups *l, struct lookup *out)
{
	struct str path, rel;
	bool outside = false;
	for (size_t i = 0; i < l->n_candidates; i++)
		if (candidate_found(l, &l->candidates[i], l->candidates[i].rel, &path, &outside)) {
			*out = (struct lookup){.result = LOOKUP_FOUND, .path = str_dup(l->g->a, path)};
			return;
		}
	for (size_t i = 0; i < l->n_candidates && !outside; i++)
		if (names_real(l, &l->candidates[i], &rel) && candidate_found(l, &l->candidates[i], rel, &path, &outside)) {
			*out = (struct lookup){.result = LOOKUP_OTHER_CASE, .path = str_dup(l->g->a, path)};
			return;
		}
	if (outside)
		out->result = LOOKUP_OUTSIDE;
}

/* ---- references ---- */

static struct str
slashes_forward(struct arena *a, struct str s)
{
	char *p = str_z(a, s);
	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '\\')
			p[i] = '/';
	return (struct str){p, s.n};
}

static void
remote_lookup(struct lookups *l, struct address *at, struct str src, struct lookup *out)
{
	struct arena *a = l->g->a;
	bool bare = !at->scheme.n; /* "//host/path" */
	ptrdiff_t fragment = str_find_char(src, '#');
	*out = (struct lookup){.result = LOOKUP_REMOTE};
	if (site_host(l->g->config, at->host))
		candidates_rooted(l, str_trim(percent_decode(l->scratch, at->path)));
	candidates_remote(l, at);
	candidates_try(l, out);
	if (out->result == LOOKUP_REMOTE)
		out->address = str_fmt(
			a, "%s%.*s", bare ? "https:" : "", STR_FMT(fragment < 0 ? src : str_sub(src, 0, (size_t)fragment)));
}

static void
local_lookup(struct lookups *l, const struct post *p, const struct address *at, struct str src, struct lookup *out)
{
	struct arena *a = l->scratch;
	struct str path = str_trim(percent_decode(a, at->path)), forms[3] = {path, STR_NONE, src};
	if (str_starts(path, "@site/")) /* Docusaurus */
		forms[0] = path = str_sub(path, 5, path.n);
	if (str_find_char(path, '\\') >= 0)
		forms[1] = slashes_forward(a, path);
	if (str_eq(path, src))
		forms[2] = STR_NONE; /* else a name that holds "%20", "?" or "#" itself */
	*out = (struct lookup){.result = LOOKUP_MISSING};
	for (int pass = 0; pass < 3 && out->result == LOOKUP_MISSING; pass++) {
		l->n_candidates = 0;
		if (forms[pass].n && forms[pass].p[0] == '/') {
			candidates_rooted(l, forms[pass]);
			candidates_on_page(l, p, forms[pass]);
		} else if (forms[pass].n) {
			candidates_relative(l, p, forms[pass]);
		}
		candidates_try(l, out);
	}
	if (out->result == LOOKUP_MISSING && l->climbed)
		out->result = LOOKUP_OUTSIDE;
}

static void
src_lookup(struct lookups *l, const struct post *p, struct str src, struct lookup *out)
{
	struct address at = address_split(src);
	l->n_candidates = 0;
	l->climbed = false;
	if (at.has_host && (!at.scheme.n || str_is_nocase(at.scheme, "http") || str_is_nocase(at.scheme, "https")))
		remote_lookup(l, &at, src, out);
	else if (str_is_nocase(at.scheme, "data"))
		out->result = LOOKUP_INLINE;
	else if (str_is_nocase(at.scheme, "file") || at.scheme.n == 1)
		out->result = LOOKUP_OUTSIDE;
	else if (at.scheme.n)
		out->result = LOOKUP_SCHEME;
	else
		local_lookup(l, p, &at, src, out);
}

/* Does a path from the site's root begin with the first folder of the post's own address? Then it may mean what lies beside this post. */
static bool
own_page(struct lookups *l, const struct post *p, struct str src)
{
	struct str page = place_path(l->g, p, &p->date);
	ptrdiff_t slash = str_find_char(str_sub(page, 1, page.n), '/');
	return slash > 0 && str_starts(src, str_z(l->scratch, str_sub(page, 0, (size_t)slash + 2)));
}

const struct lookup *
lookup_picture(struct lookups *l, const struct post *p, struct str src)
{
	struct arena *a = l->g->a;
	struct str base = path_base(p->path);
	bool own_folder = str_starts_nocase(base, "index.");
	src = site_root_mark_cut(str_trim(src));
	arena_reset(l->scratch);
	bool anywhere = (str_starts(src, "/") && !own_page(l, p, src)) || str_find(str_sub(src, 0, 16), STR("://")) >= 0;
	/* What a relative path means depends on the post's folder, and on its name. */
	struct str key = anywhere ? src : str_fmt(l->scratch, "%.*s\n%.*s", STR_FMT(own_folder ? p->dir : p->path), STR_FMT(src));
	const int *known = map_find(&l->seen, key);
	if (known)
		return l->list[*known];
	struct lookup *out = NEW(a, struct lookup);
	map_add(&l->seen, str_dup(a, key), (int)l->n, NULL);
	*PUSH(a, l->list, l->n, l->cap) = out;
	src_lookup(l, p, src, out);
	return out;
}

struct str
lookup_places(struct lookups *l)
{
	const struct config *c = l->g->config;
	struct buf b = {0};
	for (size_t i = 0; i < c->n_images && i < 6; i++)
		buf_fmt(&b, "%s%.*s", i ? ", " : "", STR_FMT(c->images[i]));
	struct str out = buf_keep(&b, l->g->a);
	buf_free(&b);
	return out;
}
