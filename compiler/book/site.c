/* site.c - the settings of the site that the posts come from: Hugo, Zola, Jekyll, Hexo */
#include "book/gather.h"

#include "base/file.h"
#include "base/json.h"
#include "base/toml.h"
#include "base/yaml.h"

enum { SETTINGS_MOST = 1 << 20, FILES_MOST = 16, LANGUAGES_MOST = 200 };

struct settings {
	struct site *site;
	struct arena *a;
	const struct yaml *top; /* all files of settings as one map */
};

#define FIND_ANY(map, ...) \
	find_any((map), (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/* The first of the keys that there is. */
static const struct yaml *
find_any(const struct yaml *map, const char *const *keys, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct yaml *y = yaml_find(map, keys[i]);
		if (y)
			return y;
	}
	return NULL;
}

static struct str
text_of(const struct settings *s, const struct yaml *y)
{
	return y && y->kind == YAML_SCALAR ? str_dup(s->a, str_trim(y->text)) : STR_NONE;
}

static struct str
slashes_cut(struct str s)
{
	while (s.n && s.p[0] == '/')
		s = str_sub(s, 1, s.n);
	while (s.n && s.p[s.n - 1] == '/')
		s.n--;
	return s;
}

/* A folder within the site; empty for one that leads out of it. */
static struct str
folder_within(const struct settings *s, struct str dir)
{
	struct str clean;
	return path_clean(s->a, slashes_cut(dir), &clean) ? clean : STR_NONE;
}

/* ---- addresses ---- */

/* Not one that stands in a site's settings before it is published. */
static bool
base_url_real(struct str url)
{
	static const char *const nobody[] = {"example.org", "example.com", "www.example.com", "www.example.org"};
	struct address at = address_split(url);
	for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
		if (str_is_nocase(at.host, nobody[i]))
			return false;
	return (str_is_nocase(at.scheme, "https") || str_is_nocase(at.scheme, "http")) && str_find_char(at.host, '.') > 0 &&
		!str_starts(at.host, "localhost") && !str_starts(at.host, "127.") && !str_starts(at.host, "0.");
}

static struct str
base_url_take(const struct settings *s, const struct yaml *y)
{
	struct str url = text_of(s, y);
	if (str_starts(url, "//"))
		url = str_fmt(s->a, "https:%.*s", STR_FMT(url));
	while (str_ends(url, "/"))
		url.n--;
	return base_url_real(url) ? url : STR_NONE;
}

/* Jekyll's baseurl and Hexo's root are the path alone, their url is the rest. */
static struct str
base_url_joined(const struct settings *s, struct str url, struct str path)
{
	path = slashes_cut(path);
	if (!url.n || !path.n || address_split(path).scheme.n || str_ends(url, str_z(s->a, path)))
		return url;
	return str_fmt(s->a, "%.*s/%.*s", STR_FMT(url), STR_FMT(path));
}

/* A domain of its own, as GitHub's pages are told it. */
static struct str
cname_read(struct arena *a, struct str folder)
{
	static const char *const places[] = {"CNAME", "static/CNAME", "content/CNAME", "source/CNAME", "public/CNAME"};
	struct str text;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		if (file_read(a, path_beside(a, folder, str_of(places[i])).p, 4096, &text))
			continue;
		struct str host = str_trim(str_line(&text));
		bool ok = host.n > 3 && host.n < 254 && str_find_char(host, '.') > 0;
		for (size_t k = 0; k < host.n; k++)
			ok &= char_alnum((unsigned char)host.p[k]) || host.p[k] == '.' || host.p[k] == '-';
		struct str url = str_fmt(a, "https://%.*s", STR_FMT(host));
		if (ok && base_url_real(url))
			return url;
	}
	return STR_NONE;
}

/* ---- who and what ---- */

/* "Ana", or {name: Ana}. */
static struct str
name_of(const struct settings *s, const struct yaml *y)
{
	return text_of(s, y && y->kind == YAML_MAP ? FIND_ANY(y, "name", "title") : y);
}

static void
publisher_take(const struct settings *s)
{
	const struct yaml *maps[] = {s->top, yaml_find(s->top, "params"), yaml_find(s->top, "extra")};
	struct site *site = s->site;
	for (int i = 0; i < 3 && !site->publisher.n; i++)
		site->publisher = name_of(s, FIND_ANY(maps[i], "organization", "organisation", "publisher"));
	for (int i = 0; i < 3 && !site->publisher.n; i++)
		site->publisher = name_of(s, yaml_find(maps[i], "author"));
	if (!site->publisher.n)
		site->publisher = site->title;
}

static void
languages_take(const struct settings *s)
{
	struct site *site = s->site;
	const struct yaml *map = yaml_find(s->top, "languages"), *off = FIND_ANY(s->top, "disableLanguages");
	if (!map || map->kind != YAML_MAP)
		return;
	site->languages = NEW_N(s->a, map->n, struct site_language);
	for (size_t i = 0; i < map->n && site->n_languages < LANGUAGES_MOST; i++) {
		const struct yaml *y = &map->items[i];
		struct site_language *l = &site->languages[site->n_languages];
		if (y->kind == YAML_LIST || !language_tag(s->a, y->key).n)
			continue;
		*l = (struct site_language){.tag = str_lower(s->a, y->key),
			.title = text_of(s, yaml_find(y, "title")),
			.base_url = base_url_take(s, FIND_ANY(y, "baseURL", "base_url")),
			.disabled = yaml_bool(yaml_find(y, "disabled"), false)};
		struct str dir = text_of(s, yaml_find(y, "contentDir"));
		l->content_dir = folder_within(s, dir);
		for (size_t k = 0; off && off->kind == YAML_LIST && k < off->n; k++)
			l->disabled |= str_eq_nocase(yaml_text(&off->items[k]), l->tag);
		site->n_languages++;
	}
}

/* Hugo's mounts: a folder of content for a language. */
static void
mounts_take(const struct settings *s)
{
	const struct yaml *list = yaml_find(yaml_find(s->top, "module"), "mounts");
	for (size_t i = 0; list && list->kind == YAML_LIST && i < list->n; i++) {
		const struct yaml *one = &list->items[i];
		struct str lang = yaml_text(yaml_find(one, "lang")), source = text_of(s, yaml_find(one, "source"));
		if (!str_is(yaml_text(yaml_find(one, "target")), "content") || !source.n)
			continue;
		for (size_t k = 0; k < s->site->n_languages; k++)
			if (str_eq_nocase(s->site->languages[k].tag, lang) && !s->site->languages[k].content_dir.n)
				s->site->languages[k].content_dir = folder_within(s, source);
	}
}

/* The main language, as exactly as it is said somewhere: "es-MX" rather than "es". */
static void
language_take(const struct settings *s)
{
	struct site *site = s->site;
	struct str of_site = text_of(s, FIND_ANY(s->top, "languageCode", "locale", "lang", "language"));
	const struct yaml *list = FIND_ANY(s->top, "language", "languages");
	if (!of_site.n && list && list->kind == YAML_LIST && list->n)
		of_site = text_of(s, &list->items[0]);
	site->default_language =
		str_lower(s->a, text_of(s, FIND_ANY(s->top, "defaultContentLanguage", "default_language", "default_lang")));
	site->language = site->default_language.n
		? text_of(s, FIND_ANY(s->top, "defaultContentLanguage", "default_language", "default_lang"))
		: of_site;
	const struct yaml *own = yaml_find(s->top, "languages");
	for (size_t i = 0; own && own->kind == YAML_MAP && i < own->n; i++)
		if (str_eq_nocase(own->items[i].key, site->default_language)) {
			struct str exact = text_of(s, FIND_ANY(&own->items[i], "languageCode", "locale"));
			of_site = exact.n ? exact : of_site;
		}
	struct str tag = language_tag(s->a, of_site), main = language_tag(s->a, site->language);
	ptrdiff_t hyphen = str_find_char(tag, '-');
	if (hyphen > 0 && str_eq(str_sub(tag, 0, (size_t)hyphen), main))
		site->language = of_site;
}

static void
title_take(const struct settings *s)
{
	struct site *site = s->site;
	for (size_t i = 0; i < site->n_languages && !site->title.n; i++)
		if (str_eq_nocase(site->languages[i].tag, site->default_language))
			site->title = site->languages[i].title;
	if (!site->title.n)
		site->title = text_of(s, FIND_ANY(s->top, "title", "name"));
	for (size_t i = 0; i < site->n_languages && !site->title.n; i++)
		site->title = site->languages[i].title;
}

/* ---- the generators ---- */

static void
permalinks_take(const struct settings *s, const struct yaml *map)
{
	struct site *site = s->site;
	site->has_permalinks = map && map->kind == YAML_LIST;
	if (!map || map->kind != YAML_MAP)
		return;
	site->permalinks = NEW_N(s->a, map->n + 1, struct permalink);
	for (size_t i = 0; i < map->n; i++) {
		const struct yaml *y = &map->items[i];
		if (y->kind == YAML_SCALAR)
			site->permalinks[site->n_permalinks++] =
				(struct permalink){slashes_cut(str_dup(s->a, y->key)), text_of(s, y)};
	}
}

static void
hugo_take(const struct settings *s)
{
	struct site *site = s->site;
	const struct yaml *by = yaml_find(s->top, "permalinks"), *pages = yaml_find(by, "page");
	struct str dir = text_of(s, yaml_find(s->top, "contentDir"));
	site->hugo = true;
	site->content_dir = folder_within(s, dir);
	if (!site->content_dir.n)
		site->content_dir = STR("content");
	site->base_url = base_url_take(s, FIND_ANY(s->top, "baseURL", "base_url"));
	permalinks_take(s, pages && pages->kind == YAML_MAP ? pages : by);
	site->ugly_urls = yaml_bool(yaml_find(s->top, "uglyURLs"), false);
	site->default_in_subdir = yaml_bool(yaml_find(s->top, "defaultContentLanguageInSubdir"), false);
	site->params = yaml_find(s->top, site->kind == SITE_ZOLA ? "extra" : "params");
	if (!site->base_url.n && site->n_languages)
		for (size_t i = 0; i < site->n_languages; i++)
			if (str_eq_nocase(site->languages[i].tag, site->default_language))
				site->base_url = site->languages[i].base_url;
}

/* The pattern for posts: of the collection, of the defaults for posts, of all. */
static struct str
jekyll_permalink(const struct settings *s)
{
	const struct yaml *posts = yaml_find(yaml_find(s->top, "collections"), "posts");
	const struct yaml *defaults = yaml_find(s->top, "defaults");
	struct str own = text_of(s, yaml_find(posts, "permalink"));
	for (size_t i = 0; !own.n && defaults && defaults->kind == YAML_LIST && i < defaults->n; i++) {
		const struct yaml *scope = yaml_find(&defaults->items[i], "scope");
		struct str type = yaml_text(yaml_find(scope, "type")), path = yaml_text(yaml_find(scope, "path"));
		if (str_is(type, "posts") || (!type.n && (!path.n || str_is(path, "_posts"))))
			own = text_of(s, yaml_find(yaml_find(&defaults->items[i], "values"), "permalink"));
	}
	return own.n ? own : text_of(s, yaml_find(s->top, "permalink"));
}

static void
jekyll_take(const struct settings *s)
{
	struct site *site = s->site;
	struct str source = text_of(s, FIND_ANY(s->top, "source", "source_dir"));
	bool hexo = site->kind == SITE_HEXO;
	site->permalink = jekyll_permalink(s);
	site->has_permalinks = site->permalink.n > 0;
	site->base_url = base_url_joined(
		s, base_url_take(s, yaml_find(s->top, "url")), text_of(s, yaml_find(s->top, hexo ? "root" : "baseurl")));
	site->content_dir = folder_within(s, source);
	if (hexo && !site->content_dir.n)
		site->content_dir = STR("source");
	site->params = s->top;
}

/* ---- the files ---- */

/* A file that does not parse is nobody's business but its site's. */
static struct yaml *
tree_read(struct arena *a, struct str path)
{
	struct str text;
	struct yaml_error error;
	if (path_kind(path.p) != PATH_FILE || file_read(a, path.p, SETTINGS_MOST, &text))
		return NULL;
	if (str_starts(text, "\xEF\xBB\xBF"))
		text = str_sub(text, 3, text.n);
	struct diag *unheard = diag_new();
	struct str ext = path_ext(path);
	struct yaml *top = str_is_nocase(ext, ".toml") ? toml_rescue(a, unheard, path, text, 1)
		: str_is_nocase(ext, ".json")	       ? json_read(a, unheard, path, text, 1, &error)
						       : yaml_read(a, unheard, path, text, 1, &error);
	diag_free(unheard);
	return top && top->kind == YAML_MAP ? top : NULL;
}

static void
map_append(struct arena *a, struct yaml *to, const struct yaml *from)
{
	struct yaml *items = NEW_N(a, to->n + from->n, struct yaml);
	for (size_t i = 0; i < to->n; i++)
		items[i] = to->items[i];
	for (size_t i = 0; i < from->n; i++)
		items[to->n + i] = from->items[i];
	to->items = items;
	to->n += from->n;
}

/* Hugo's config/_default: a file of all settings, and one for each of the larger ones. */
static void
folder_append(struct arena *a, struct str folder, struct yaml *top, struct str *first)
{
	struct str *names;
	size_t n, read = 0;
	struct str dir = path_beside(a, folder, STR("config/_default"));
	if (path_kind(dir.p) != PATH_FOLDER || folder_list(a, dir.p, &names, &n))
		return;
	for (size_t i = 0; i < n && read < FILES_MOST; i++) {
		struct str path = path_beside(a, dir, names[i]), ext = path_ext(names[i]);
		struct str stem = str_sub(names[i], 0, names[i].n - ext.n);
		if (!str_is_nocase(ext, ".toml") && !str_is_nocase(ext, ".yaml") && !str_is_nocase(ext, ".yml") &&
			!str_is_nocase(ext, ".json"))
			continue;
		struct yaml *tree = tree_read(a, path);
		if (!tree)
			continue;
		read++;
		if (!first->n)
			*first = path;
		struct yaml part = *tree, whole = {.kind = YAML_MAP, .items = &part, .n = 1};
		part.key = stem;
		map_append(a, top, str_is_nocase(stem, "hugo") || str_is_nocase(stem, "config") ? tree : &whole);
	}
}

/* Whose settings these are; SITE_NONE: those of some other program. */
static enum site_kind
kind_of(struct str name, const struct yaml *top)
{
	if (str_starts(name, "_config."))
		return FIND_ANY(top, "source_dir", "new_post_name", "public_dir") ? SITE_HEXO : SITE_JEKYLL;
	if (str_starts(name, "zola."))
		return SITE_ZOLA;
	if (yaml_find(top, "base_url") && !yaml_find(top, "baseURL"))
		return SITE_ZOLA;
	if (str_starts(name, "hugo.") ||
		FIND_ANY(top, "baseURL", "languageCode", "theme", "permalinks", "defaultContentLanguage", "contentDir"))
		return SITE_HUGO;
	return SITE_NONE;
}

static bool
settings_read(struct arena *a, struct str folder, struct site *site)
{
	static const char *const names[] = {"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "zola.toml", "config.toml",
		"config.yaml", "config.yml", "config.json", "_config.yml", "_config.yaml", "_config.toml"};
	struct yaml top = {.kind = YAML_MAP};
	struct str first = STR_NONE;
	enum site_kind kind = SITE_NONE;
	for (size_t i = 0; i < sizeof names / sizeof *names && kind == SITE_NONE; i++) {
		struct str path = path_beside(a, folder, str_of(names[i]));
		struct yaml *tree = tree_read(a, path);
		if (tree && (kind = kind_of(path_base(path), tree)) != SITE_NONE) {
			top = *tree;
			first = path;
		}
	}
	if (kind == SITE_NONE || kind == SITE_HUGO)
		folder_append(a, folder, &top, &first);
	if (!first.n)
		return false;
	*site = (struct site){.kind = kind == SITE_NONE ? SITE_HUGO : kind, .file = first, .folder = folder};
	struct settings s = {site, a, &top};
	languages_take(&s);
	mounts_take(&s);
	language_take(&s);
	title_take(&s);
	publisher_take(&s);
	if (site->kind == SITE_HUGO || site->kind == SITE_ZOLA)
		hugo_take(&s);
	else
		jekyll_take(&s);
	return true;
}

/* A site that came without its settings: posts in content/, beside what only sites have. */
static bool
site_by_shape(struct arena *a, struct str folder, struct site *site)
{
	static const char *const beside[] = {"static", "assets", "layouts", "archetypes", "themes", "i18n", "templates"};
	bool any = false;
	if (path_kind(path_beside(a, folder, STR("content")).p) != PATH_FOLDER)
		return false;
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
		any |= path_kind(path_beside(a, folder, str_of(beside[i])).p) == PATH_FOLDER;
	if (any)
		*site = (struct site){.kind = SITE_HUGO, .hugo = true, .folder = folder, .content_dir = STR("content")};
	return any;
}

void
site_read(struct arena *a, struct str folder, struct site *site)
{
	*site = (struct site){0};
	for (int pass = 0; pass < 2; pass++) {
		struct str at = folder;
		for (int level = 0; level <= 2; level++) {
			if (pass ? site_by_shape(a, at, site) : settings_read(a, at, site)) {
				site->content = level == 0;
				if (!site->base_url.n)
					site->base_url = cname_read(a, at);
				return;
			}
			at = path_up(a, at);
		}
	}
}
