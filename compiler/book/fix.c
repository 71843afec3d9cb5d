/* fix.c - which post a fix means */
#include "book/gather.h"

#include "base/file.h"

/* A post is named by its path, by the end of it from a slash on, by its name without the ending, or by its slug. */
static bool
fix_means(const struct fix *fix, struct str path, struct str slug)
{
	struct str name = fix->post;
	while (str_starts(name, "./"))
		name = str_sub(name, 2, name.n);
	if (!name.n)
		return false;
	if (str_eq(name, slug) || str_eq(name, path))
		return true;
	if (path.n > name.n && path.p[path.n - name.n - 1] == '/' && str_eq(str_sub(path, path.n - name.n, path.n), name))
		return true;
	struct str base = path_base(path);
	return str_eq(name, str_sub(base, 0, base.n - path_ext(base).n));
}

struct fix *
config_fix(const struct config *config, struct str path, struct str slug)
{
	for (size_t i = 0; i < config->n_fixes; i++)
		if (fix_means(&config->fixes[i], path, slug))
			return &config->fixes[i];
	return NULL;
}

/* Looks a name up among the fixes and counts the posts that each one means. */
static struct fix *
name_match(struct gather *g, const struct map *names, struct str name)
{
	const int *at = name.n ? map_find(names, name) : NULL;
	return at ? &g->config->fixes[*at] : NULL;
}

static struct fix *
post_match(struct gather *g, const struct map *names, const struct post *p)
{
	struct fix *fix = name_match(g, names, p->path);
	for (size_t i = 0; !fix && i < p->path.n; i++)
		if (p->path.p[i] == '/')
			fix = name_match(g, names, str_sub(p->path, i + 1, p->path.n));
	if (!fix)
		fix = name_match(g, names, p->slug);
	struct str base = path_base(p->path);
	return fix ? fix : name_match(g, names, str_sub(base, 0, base.n - path_ext(base).n));
}

struct fix **
fixes_match(struct gather *g, struct post **posts, size_t n)
{
	const struct config *c = g->config;
	struct fix **matched = NEW_N(g->a, n, struct fix *);
	int *count = NEW_N(g->a, c->n_fixes, int);
	struct map names = {.a = g->a};
	if (!c->n_fixes)
		return matched;
	for (size_t i = 0; i < c->n_fixes; i++) {
		struct str name = c->fixes[i].post;
		while (str_starts(name, "./"))
			name = str_sub(name, 2, name.n);
		map_add(&names, name, (int)i, NULL);
	}
	for (size_t i = 0; i < n; i++)
		if (posts[i] && (matched[i] = post_match(g, &names, posts[i]))) {
			matched[i]->used = true;
			count[matched[i] - c->fixes]++;
		}
	for (size_t i = 0; i < n; i++)
		if (matched[i] && count[matched[i] - c->fixes] > 1)
			matched[i] = NULL;
	for (size_t i = 0; i < c->n_fixes; i++) {
		const struct fix *fix = &c->fixes[i];
		if (!count[i] && fix->used) /* by a post that a pattern left out */
			continue;
		if (!count[i])
			diag_add(g->d, DIAG_VALUE_BAD, c->file, fix->line, 0,
				"no post is called \"%.*s\"; this fix changes nothing: name the post by its path, file name or "
				"slug",
				STR_FMT(fix->post));
		else if (count[i] > 1)
			diag_add(g->d, DIAG_VALUE_BAD, c->file, fix->line, 0,
				"%d posts are called \"%.*s\"; this fix changes nothing: name one by its path", count[i],
				STR_FMT(fix->post));
	}
	return matched;
}
