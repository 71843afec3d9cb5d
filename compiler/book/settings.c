/* settings.c - what a site's settings say, as names and values, for shortcodes that print them */
#include "book/gather.h"

#include "base/yaml.h"

enum { SETTINGS_MOST = 2000, DEPTH_MOST = 8, VALUE_MOST = 2000 };

struct settings {
	struct arena *a;
	struct site_setting *list;
	size_t n, cap;
};

static void
setting_add(struct settings *s, struct str name, struct str value)
{
	if (value.n && value.n <= VALUE_MOST && s->n < SETTINGS_MOST)
		*PUSH(s->a, s->list, s->n, s->cap) = (struct site_setting){name, value};
}

/* A map with its place in the names. */
struct level {
	const struct yaml *map;
	struct str prefix;
	size_t next;
};

/* Every scalar of a tree, "a.b.c". */
static void
tree_add(struct settings *s, const struct yaml *map, struct str prefix)
{
	struct level stack[DEPTH_MOST] = {{map, prefix, 0}};
	size_t depth = map && map->kind == YAML_MAP ? 1 : 0;
	while (depth) {
		struct level *at = &stack[depth - 1];
		if (at->next == at->map->n) {
			depth--;
			continue;
		}
		const struct yaml *y = &at->map->items[at->next++];
		struct str name = str_fmt(s->a, "%.*s%.*s", STR_FMT(at->prefix), STR_FMT(y->key));
		if (y->kind == YAML_SCALAR)
			setting_add(s, name, yaml_text(y));
		else if (y->kind == YAML_MAP && depth < DEPTH_MOST)
			stack[depth++] = (struct level){y, str_fmt(s->a, "%.*s.", STR_FMT(name)), 0};
	}
}

struct site_setting *
config_settings(struct arena *a, const struct config *c, size_t *n)
{
	struct settings s = {.a = a};
	const struct site *site = c->site;
	setting_add(&s, STR("title"), c->title.n ? c->title : site->title);
	setting_add(&s, STR("url"), c->base_url);
	setting_add(&s, STR("base_url"), c->base_url);
	setting_add(&s, STR("author"), site->publisher);
	tree_add(&s, site->params,
		site->kind == SITE_JEKYLL	  ? STR_NONE
			: site->kind == SITE_ZOLA ? STR("extra.")
						  : STR("params."));
	*n = s.n;
	return s.list;
}
