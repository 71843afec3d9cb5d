/* place.c - where a post stands on its site: the address of its page by the rules of Hugo, Zola, Jekyll and Hexo */
#include "book/gather.h"

#include "base/file.h"

#include <limits.h>
#include <stdlib.h>

/* ---- below the site's folder ---- */

static struct str
real_path(struct arena *a, struct str path)
{
	char real[PATH_MAX];
	return realpath(str_z(a, path), real) ? str_dup(a, str_of(real)) : STR_NONE;
}

/* Once a book: the folders of posts as the site sees them. */
static void
below_site_find(struct gather *g)
{
	const struct config *c = g->config;
	struct str folder = c->site && c->site->folder.n ? real_path(g->a, c->site->folder) : STR_NONE, rest;
	g->below_site = NEW_N(g->a, c->n_posts + 1, struct str);
	for (size_t i = 0; i < c->n_posts && folder.n; i++)
		if (path_inside(folder, real_path(g->a, c->posts[i]), &rest))
			g->below_site[i] = rest;
}

static struct str
joined(struct arena *a, struct str dir, struct str name)
{
	return !dir.n ? name : !name.n ? dir : path_join(a, dir, name);
}

/* Below the site's folder; below the folder of posts where there is no site. */
static struct str
place_whole(struct gather *g, struct str path)
{
	const struct config *c = g->config;
	struct str rest, best = STR_NONE;
	size_t least = SIZE_MAX;
	if (!g->below_site)
		below_site_find(g);
	path = path_tidy(g->a, path);
	for (size_t i = 0; i < c->n_posts; i++)
		if (path_inside(c->posts[i], path, &rest) && rest.n < least) {
			least = rest.n;
			best = joined(g->a, g->below_site[i], rest);
		}
	return best.n ? best : path_base(path);
}

/* The language whose folder of content holds the file, or NULL; cuts that folder, or the site's own, off. */
static const struct site_language *
content_cut(struct gather *g, struct str *file)
{
	const struct site *s = g->config->site;
	const struct site_language *found = NULL;
	struct str rest, best = *file;
	for (size_t i = 0; s && i < s->n_languages; i++)
		if (s->languages[i].content_dir.n && path_inside(s->languages[i].content_dir, *file, &rest) && rest.n &&
			rest.n < best.n) {
			best = rest;
			found = &s->languages[i];
		}
	if (!found && s && s->content_dir.n && path_inside(s->content_dir, *file, &rest) && rest.n)
		best = rest;
	*file = best;
	return found;
}

struct str
place_file(struct gather *g, struct str path)
{
	struct str file = place_whole(g, path);
	content_cut(g, &file);
	return file;
}

/* ---- a page ---- */

struct page {
	struct str dir; /* folders, without that of a bundle: "blog"; may be empty */
	struct str name; /* "one", of "one.es.md" and of "one/index.es.md" */
	struct str lang; /* by folder or name of file; empty: the site's default */
	const struct site_language *language; /* the same as declared, or NULL */
};

static const struct site_language *
language_find(const struct site *s, struct str tag)
{
	for (size_t i = 0; s && i < s->n_languages; i++)
		if (str_eq_nocase(s->languages[i].tag, tag))
			return &s->languages[i];
	return NULL;
}

static struct page
page_of(struct gather *g, const struct post *p)
{
	const struct site *s = g->config->site;
	struct str file = place_whole(g, p->path), stem;
	struct page page = {.language = content_cut(g, &file)};
	page.dir = path_dir(file);
	if (str_is(page.dir, "."))
		page.dir = STR_NONE;
	stem = path_base(file);
	stem.n -= path_ext(stem).n;
	struct str mark = path_ext(stem);
	if (mark.n > 1 && s && s->kind != SITE_JEKYLL) {
		struct str tag = str_sub(mark, 1, mark.n);
		const struct site_language *named = language_find(s, tag);
		if (named || (!s->n_languages && str_eq_nocase(tag, p->lang))) {
			page.language = named;
			page.lang = tag;
			stem.n -= mark.n;
		}
	}
	if (page.language)
		page.lang = page.language->tag;
	page.name = stem;
	if (str_is_nocase(stem, "index") && page.dir.n) {
		page.name = path_base(page.dir);
		page.dir = path_dir(page.dir);
		if (str_is(page.dir, "."))
			page.dir = STR_NONE;
	}
	return page;
}

/* "/es" for a page in another language than the site's first. */
static struct str
language_prefix(struct gather *g, const struct page *page)
{
	const struct site *s = g->config->site;
	struct str first = s->default_language.n ? s->default_language : STR("en"), lang = page->lang.n ? page->lang : first;
	if (page->language && page->language->base_url.n)
		return STR_NONE;
	if (str_eq_nocase(lang, first) && !(s->default_in_subdir && s->n_languages > 1))
		return STR_NONE;
	return str_fmt(g->a, "/%.*s", STR_FMT(str_lower(g->a, lang)));
}

/* Each folder of a path as part of an address. */
static struct str
dir_address(struct arena *a, struct str dir)
{
	struct str out = STR_NONE;
	while (dir.n) {
		ptrdiff_t slash = str_find_char(dir, '/');
		struct str part = slash < 0 ? dir : str_sub(dir, 0, (size_t)slash);
		dir = slash < 0 ? STR_NONE : str_sub(dir, (size_t)slash + 1, dir.n);
		out = joined(a, out, address_part_hugo(a, part));
	}
	return out;
}

static struct str
page_end(struct gather *g, struct str path)
{
	struct str ext = path_ext(path_base(path));
	if (!path.n || str_ends(path, "/") || str_is_nocase(ext, ".html") || str_is_nocase(ext, ".htm"))
		return path;
	if (g->config->site->ugly_urls)
		return str_fmt(g->a, "%.*s.html", STR_FMT(path));
	return str_fmt(g->a, "%.*s/", STR_FMT(path));
}

/* ---- Hugo, Zola ---- */

static struct str
first_part(struct str path)
{
	ptrdiff_t slash = str_find_char(path, '/');
	return slash < 0 ? path : str_sub(path, 0, (size_t)slash);
}

static const struct permalink *
permalink_of(const struct site *s, struct str section)
{
	const struct permalink *all = NULL;
	for (size_t i = 0; i < s->n_permalinks; i++) {
		if (str_eq_nocase(s->permalinks[i].section, section))
			return &s->permalinks[i];
		if (!s->permalinks[i].section.n || str_is(s->permalinks[i].section, "/"))
			all = &s->permalinks[i];
	}
	return all;
}

static struct str
hugo_path(struct gather *g, const struct post *p, const struct date *date, const struct page *page)
{
	struct arena *a = g->a;
	struct str slug = address_part_hugo(a, p->own_slug), name = address_part_hugo(a, page->name);
	struct str dir = dir_address(a, page->dir), title = address_part_hugo(a, p->title);
	const struct permalink *by = permalink_of(g->config->site, first_part(page->dir));
	struct permalink_parts parts = {.date = *date,
		.slug = slug.n ? slug : title,
		.title = title,
		.name = name,
		.slug_or_name = slug.n ? slug : name,
		.section = first_part(dir),
		.sections = dir};
	struct str pattern = str_find_char(p->permalink, ':') >= 0 ? p->permalink : by ? by->pattern : STR_NONE, path;
	if (p->permalink.n && str_find_char(p->permalink, ':') < 0)
		path = str_fmt(a, "%s%.*s", p->permalink.p[0] == '/' ? "" : "/", STR_FMT(p->permalink));
	else if (pattern.n)
		path = permalink_expand(a, pattern, &parts);
	else
		path = str_fmt(a, "/%.*s", STR_FMT(joined(a, dir, parts.slug_or_name)));
	if (!path.n || (p->permalink.n && p->permalink.p[0] == '/'))
		return page_end(g, path);
	return page_end(g, str_fmt(a, "%.*s%.*s", STR_FMT(language_prefix(g, page)), STR_FMT(path)));
}

/* "2024-02-03-name", "2024-02-03_name" -> "name". */
static struct str
name_undated(struct str name)
{
	for (size_t i = 0; i < 10; i++)
		if (i >= name.n || (i == 4 || i == 7 ? name.p[i] != '-' : !char_digit((unsigned char)name.p[i])))
			return name;
	return name.n > 11 && (name.p[10] == '-' || name.p[10] == '_') ? str_sub(name, 11, name.n) : name;
}

static struct str
zola_path(struct gather *g, const struct post *p, const struct page *page)
{
	struct arena *a = g->a;
	if (p->permalink.n)
		return page_end(g, str_fmt(a, "%s%.*s", p->permalink.p[0] == '/' ? "" : "/", STR_FMT(p->permalink)));
	struct str dir = dir_address(a, page->dir), slug = slug_of(a, p->own_slug.n ? p->own_slug : name_undated(page->name));
	return page_end(g, str_fmt(a, "%.*s/%.*s", STR_FMT(language_prefix(g, page)), STR_FMT(joined(a, dir, slug))));
}

/* ---- Jekyll, Hexo ---- */

/* The folders above "_posts" are categories, then those of the front matter. */
static struct str
jekyll_categories(struct arena *a, const struct post *p, struct str above)
{
	struct str out = str_lower(a, above);
	for (size_t i = 0; i < p->n_categories && i < 8; i++) {
		struct str one = str_lower(a, address_part(a, p->categories[i], "._~!$&'()+,;=@", false));
		if (path_inside(one, out, &(struct str){0}) || str_eq(path_base(out), one))
			continue;
		out = joined(a, out, one);
	}
	return out;
}

static struct str
jekyll_pattern(struct str style)
{
	static const char *const styles[][2] = {{"date", "/:categories/:year/:month/:day/:title:output_ext"},
		{"pretty", "/:categories/:year/:month/:day/:title/"}, {"ordinal", "/:categories/:year/:y_day/:title:output_ext"},
		{"none", "/:categories/:title:output_ext"}, {"", "/:categories/:year/:month/:day/:title:output_ext"}};
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
		if (str_is_nocase(style, styles[i][0]))
			return str_of(styles[i][1]);
	return style;
}

static struct str
jekyll_path(struct gather *g, const struct post *p, const struct date *date, const struct page *page)
{
	const struct site *s = g->config->site;
	struct arena *a = g->a;
	struct str dir = page->dir, above = STR_NONE, first = first_part(dir), pattern = p->permalink;
	ptrdiff_t posts = str_starts(dir, "_posts") ? 0 : str_find(dir, STR("/_posts"));
	if (posts > 0)
		above = str_sub(dir, 0, (size_t)posts);
	struct str stem = posts >= 0 ? name_undated(page->name) : page->name;
	struct str title = address_part(a, p->own_slug.n ? p->own_slug : stem, "._~!$&'()+,;=@", false);
	struct permalink_parts parts = {.date = *date,
		.slug = str_lower(a, address_part(a, title, "", false)),
		.title = title,
		.name = title,
		.slug_or_name = title,
		.categories = jekyll_categories(a, p, above),
		.collection = str_starts(first, "_") ? str_sub(first, 1, first.n) : STR_NONE,
		.path = stem};
	if (!pattern.n && posts < 0) {
		bool pretty = str_is(s->permalink, "pretty") || str_ends(s->permalink, "/");
		if (str_starts(dir, "_"))
			dir = str_sub(dir, 1, dir.n);
		pattern = str_fmt(a, "/%.*s%s", STR_FMT(joined(a, dir, stem)), pretty ? "/" : ".html");
		return pattern; /* a page, or one of a collection */
	}
	return permalink_expand(a, pattern.n ? pattern : jekyll_pattern(s->permalink), &parts);
}

static struct str
hexo_path(struct gather *g, const struct post *p, const struct date *date, const struct page *page)
{
	const struct site *s = g->config->site;
	struct str rest = page->dir;
	if (p->permalink.n)
		return str_fmt(g->a, "%s%.*s", p->permalink.p[0] == '/' ? "" : "/", STR_FMT(p->permalink));
	path_inside(STR("_posts"), page->dir, &rest);
	struct str stem = name_undated(page->name), title = joined(g->a, rest, p->own_slug.n ? p->own_slug : stem);
	struct permalink_parts parts = {.date = *date,
		.title = title,
		.name = stem,
		.slug = title,
		.slug_or_name = title,
		.categories = p->n_categories ? str_lower(g->a, address_part(g->a, p->categories[0], "", false))
					      : STR("uncategorized")};
	return permalink_expand(g->a, s->permalink.n ? s->permalink : STR("/:year/:month/:day/:title/"), &parts);
}

/* ---- all of them ---- */

struct str
place_path(struct gather *g, const struct post *p, const struct date *date)
{
	const struct site *s = g->config->site;
	struct page page = page_of(g, p);
	struct str own = p->permalink;
	/* A whole address in its place says where it stands, not how it is called here. */
	struct post without = *p;
	if (str_find(own, STR("://")) >= 0) {
		without.permalink = STR_NONE;
		p = &without;
	}
	switch (s ? s->kind : SITE_NONE) {
	case SITE_HUGO: return hugo_path(g, p, date, &page);
	case SITE_ZOLA: return zola_path(g, p, &page);
	case SITE_JEKYLL: return jekyll_path(g, p, date, &page);
	case SITE_HEXO: return hexo_path(g, p, date, &page);
	case SITE_NONE: break;
	}
	return p->permalink.n && str_find_char(p->permalink, ':') < 0
		? str_fmt(g->a, "%s%.*s", p->permalink.p[0] == '/' ? "" : "/", STR_FMT(p->permalink))
		: STR_NONE;
}

static struct str
without_query(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '?' || s.p[i] == '#')
			return str_sub(s, 0, i);
	return s;
}

struct str
place_url(struct gather *g, const struct post *p, const struct date *date)
{
	const struct config *c = g->config;
	struct str url = str_trim(p->url), base = c->base_url;
	struct address at = address_split(url);
	if (at.has_host && (str_is_nocase(at.scheme, "http") || str_is_nocase(at.scheme, "https")))
		return without_query(url);
	if (!base.n || (!c->guess_urls && !p->permalink.n && !url.n))
		return STR_NONE;
	struct str path = without_query(place_path(g, p, date));
	if (!path.n && url.n && !at.scheme.n)
		path = str_fmt(g->a, "%s%.*s", at.path.n && at.path.p[0] == '/' ? "" : "/", STR_FMT(at.path));
	if (!path.n)
		return STR_NONE;
	struct page page = page_of(g, p);
	if (page.language && page.language->base_url.n)
		base = page.language->base_url;
	return str_fmt(g->a, "%.*s%.*s", STR_FMT(base), STR_FMT(path));
}
