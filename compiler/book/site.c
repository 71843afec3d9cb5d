/* site.c - the settings of the site that the posts come from: Hugo, Jekyll, Zola */
#include "book/gather.h"

#include "base/file.h"
#include "base/yaml.h"

enum { SETTINGS_MOST = 1 << 20 };

/* ---- what a setting is called ---- */

static bool
is_one_of(struct str s, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(s, names[i]))
			return true;
	return false;
}

#define ONE_OF(s, ...) \
	is_one_of((s), (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/* What the file says besides the site's fields: needed until all of it is read. */
struct settings {
	struct site *site;
	struct arena *a;
	struct str base_path; /* Jekyll's baseurl */
	struct str author;
	struct str language; /* the main one of a site in several */
	struct str titles[16], title_langs[16]; /* Hugo's languages.xx.title */
	size_t n_titles;
	bool any; /* something that only a site has was seen */
};

static void
text_set(struct settings *s, struct str *field, struct str value)
{
	if (!field->n)
		*field = str_dup(s->a, str_trim(value));
}

/* Takes one setting; section is "" at the top, else "params", "languages.es", … */
static void
setting_take(struct settings *s, struct str section, struct str key, struct str value)
{
	bool top = !section.n, params = ONE_OF(section, "params", "extra", "author", "params.author", "params.organization");
	if (top && ONE_OF(key, "baseURL", "base_url", "url")) {
		/* Jekyll's baseurl is the path alone, its url the rest. */
		text_set(s, str_find(value, STR("://")) < 0 ? &s->base_path : &s->site->base_url, value);
		s->any = true;
	} else if (top && ONE_OF(key, "theme", "permalink", "plugins", "languageCode")) {
		s->any = true;
	}
	if (top && ONE_OF(key, "title", "name"))
		text_set(s, &s->site->title, value);
	else if (top && ONE_OF(key, "languageCode", "lang", "locale", "language", "default_language"))
		text_set(s, &s->site->language, value);
	else if (top && ONE_OF(key, "defaultContentLanguage"))
		text_set(s, &s->language, value);
	else if (top && ONE_OF(key, "permalink"))
		s->site->has_permalinks = true;
	if ((top && ONE_OF(key, "organization", "organisation", "publisher")) ||
		(params && ONE_OF(key, "organization", "organisation", "publisher")))
		text_set(s, &s->site->publisher, value);
	else if ((top && ONE_OF(key, "author")) || (params && ONE_OF(key, "author", "name")))
		text_set(s, &s->author, value);
	if (ONE_OF(section, "permalinks") || str_starts_nocase(section, "permalinks."))
		s->site->has_permalinks = true;
	if (str_starts_nocase(section, "languages.") && str_is_nocase(key, "title") && s->n_titles < 16) {
		s->title_langs[s->n_titles] = str_dup(s->a, str_sub(section, 10, section.n));
		s->titles[s->n_titles++] = str_dup(s->a, str_trim(value));
	}
}

/* ---- the two ways to write them ---- */

/* A TOML value in quotes, on one line; others (numbers, lists, tables) say nothing that a book needs. */
static bool
toml_string(struct arena *a, struct str s, struct str *out)
{
	s = str_trim(s);
	if (s.n < 2 || (s.p[0] != '"' && s.p[0] != '\''))
		return false;
	char *p = arena_alloc(a, s.n);
	size_t n = 0;
	for (size_t i = 1; i < s.n; i++) {
		if (s.p[i] == s.p[0]) {
			*out = (struct str){p, n};
			return true;
		}
		if (s.p[i] == '\\' && s.p[0] == '"' && i + 1 < s.n)
			i++;
		p[n++] = s.p[i];
	}
	return false;
}

static void
toml_read(struct settings *s, struct str text)
{
	struct str section = STR_NONE, value;
	while (text.n) {
		struct str line = str_trim(str_line(&text));
		ptrdiff_t eq = str_find_char(line, '=');
		if (str_starts(line, "[")) {
			ptrdiff_t end = str_find_char(line, ']');
			section = str_starts(line, "[[") || end < 0 ? STR("?") : str_trim(str_sub(line, 1, (size_t)end));
		} else if (eq > 0 && line.p[0] != '#') {
			struct str key = str_trim(str_sub(line, 0, (size_t)eq));
			if (key.n > 2 && (key.p[0] == '"' || key.p[0] == '\''))
				key = str_sub(key, 1, key.n - 1);
			bool quoted = toml_string(s->a, str_sub(line, (size_t)eq + 1, line.n), &value);
			setting_take(s, section, key, quoted ? value : STR_NONE);
		}
	}
}

/* Three levels deep is as far as the settings that we know go. */
static void
yaml_take(struct settings *s, const struct yaml *top)
{
	for (size_t i = 0; i < top->n; i++) {
		const struct yaml *one = &top->items[i];
		if (one->kind != YAML_MAP)
			setting_take(s, STR_NONE, one->key, yaml_text(one));
		for (size_t k = 0; one->kind == YAML_MAP && k < one->n; k++) {
			const struct yaml *two = &one->items[k];
			if (two->kind != YAML_MAP)
				setting_take(s, one->key, two->key, yaml_text(two));
			struct str section = str_fmt(s->a, "%.*s.%.*s", STR_FMT(one->key), STR_FMT(two->key));
			for (size_t m = 0; two->kind == YAML_MAP && m < two->n; m++)
				setting_take(s, section, two->items[m].key, yaml_text(&two->items[m]));
		}
	}
}

/* ---- the file ---- */

/* Addresses that stand in a site's settings before it is published. */
static bool
base_url_real(struct str url)
{
	struct address at = address_split(url);
	return (str_is_nocase(at.scheme, "https") || str_is_nocase(at.scheme, "http")) && at.host.n &&
		!ONE_OF(at.host, "example.org", "example.com", "www.example.com", "www.example.org") &&
		!str_starts(at.host, "localhost") && !str_starts(at.host, "127.");
}

static void
settings_close(struct settings *s)
{
	struct site *site = s->site;
	for (size_t pass = 0; pass < 2; pass++) /* the main language's title, else the first */
		for (size_t i = 0; i < s->n_titles; i++)
			if (pass || str_eq_nocase(s->title_langs[i], s->language))
				text_set(s, &site->title, s->titles[i]);
	if (s->language.n)
		site->language = s->language;
	text_set(s, &site->publisher, s->author.n ? s->author : site->title);
	if (!base_url_real(site->base_url)) {
		site->base_url = STR_NONE;
		return;
	}
	while (str_ends(site->base_url, "/"))
		site->base_url.n--;
	struct str path = s->base_path;
	while (path.n && path.p[path.n - 1] == '/')
		path.n--;
	if (path.n && !address_split(path).scheme.n)
		site->base_url = str_fmt(s->a, "%.*s%s%.*s", STR_FMT(site->base_url), path.p[0] == '/' ? "" : "/", STR_FMT(path));
}

/* Reads one file of settings; false when it is none. A file that does not parse is nobody's business but its site's. */
static bool
settings_read(struct arena *a, struct str path, struct site *site)
{
	struct str text;
	struct settings s = {.site = site, .a = a};
	*site = (struct site){0};
	if (file_read(a, path.p, SETTINGS_MOST, &text))
		return false;
	if (str_starts(text, "\xEF\xBB\xBF"))
		text = str_sub(text, 3, text.n);
	if (str_is_nocase(path_ext(path), ".toml")) {
		toml_read(&s, text);
	} else {
		struct yaml_error error;
		struct diag *unheard = diag_new();
		struct yaml *top = yaml_read(a, unheard, path, text, 1, &error);
		diag_free(unheard);
		if (top && top->kind == YAML_MAP)
			yaml_take(&s, top);
	}
	bool own_name = str_starts(path_base(path), "hugo.") || str_starts(path_base(path), "_config.");
	if (!own_name && !s.any)
		return false; /* a config.yaml of some other program */
	site->hugo = !str_starts(path_base(path), "_config.");
	settings_close(&s);
	return true;
}

void
site_read(struct arena *a, struct str folder, struct site *site)
{
	static const char *const names[] = {"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml",
		"config.yml", "config/_default/hugo.toml", "config/_default/hugo.yaml", "config/_default/config.toml",
		"config/_default/config.yaml", "_config.yml", "_config.yaml"};
	for (int level = 0; level <= 2; level++) {
		for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
			struct str path = path_beside(a, folder, str_of(names[i]));
			if (path_kind(path.p) == PATH_FILE && settings_read(a, path, site)) {
				site->content = level == 0;
				return;
			}
		}
		folder = path_up(a, folder);
	}
	*site = (struct site){0};
}
