/* find.c - where the posts of a site lie, and their files */
#include "book/gather.h"

#include "base/file.h"

#include <stdlib.h>

static bool
folder_beside(struct arena *a, struct str dir, const char *name)
{
	return path_kind(path_beside(a, dir, str_of(name)).p) == PATH_FOLDER;
}

/* A folder that looks like a Hugo site whose settings are not here: `content` beside what only such sites have. */
static bool
looks_like_hugo(struct arena *a, struct str dir)
{
	static const char *const others[] = {"static", "assets", "layouts", "archetypes", "themes", "i18n", "templates"};
	if (!folder_beside(a, dir, "content"))
		return false;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (folder_beside(a, dir, others[i]))
			return true;
	return false;
}

/* Adds a folder of the site that is there and not within one that was added. It is not followed as a link out of the site: nobody named it. */
static void
posts_add(struct arena *a, struct diag *d, struct config *c, struct str dir, size_t *cap)
{
	struct str rest, path;
	if (path_kind(str_z(a, dir)) != PATH_FOLDER)
		return;
	if (path_inside(c->root, dir, &rest) && rest.n && path_in_root(a, c->root, rest, &path) == PATH_OUTSIDE) {
		diag_add(d, DIAG_POST_OUTSIDE, dir, 0, 0,
			"this link leads out of the folder of posts and was not followed; copy what it leads to, or name that "
			"folder, too");
		return;
	}
	for (size_t i = 0; i < c->n_posts; i++)
		if (path_inside(c->posts[i], dir, &rest))
			return;
	*PUSH(a, c->posts, c->n_posts, *cap) = dir;
}

void
posts_default(struct arena *a, struct diag *d, struct config *c, const struct site *site)
{
	size_t cap = 0;
	if (site->content && !site->hugo) {
		c->jekyll = true; /* its posts lie in _posts, also in category/_posts */
	} else if (site->content || looks_like_hugo(a, c->root)) {
		posts_add(a, d, c, path_beside(a, c->root, site->content_dir.n ? site->content_dir : STR("content")), &cap);
		for (size_t i = 0; i < site->n_languages; i++)
			if (site->languages[i].content_dir.n)
				posts_add(a, d, c, path_beside(a, c->root, site->languages[i].content_dir), &cap);
		c->whole_site = c->n_posts > 0;
	}
	if (!c->n_posts)
		*PUSH(a, c->posts, c->n_posts, cap) = c->root;
}

/* A folder of posts that is named: is it the whole content of a site? */
void
posts_named(struct arena *a, struct config *c, const struct site *site)
{
	for (size_t i = 0; i < c->n_posts; i++) {
		struct str dir = c->posts[i];
		if (path_kind(dir.p) != PATH_FOLDER)
			continue;
		struct str above = path_up(a, dir);
		char *real = str_is(dir, ".") ? realpath(".", NULL) : NULL; /* called from within content */
		bool content = str_is(path_base(real ? str_of(real) : dir), "content");
		free(real);
		c->whole_site |= content && (site->hugo || looks_like_hugo(a, above));
	}
}

static int
path_cmp(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Whether one of the patterns means the file: relative to the folder named, or to its folder of posts. */
static bool
patterns_mean(struct arena *a, const struct config *c, const struct texts *patterns, struct str path)
{
	struct str rest;
	path = path_tidy(a, path);
	for (size_t i = 0; i < patterns->n; i++) {
		if (path_inside(c->root, path, &rest) && glob_match(patterns->p[i], rest))
			return true;
		for (size_t k = 0; k < c->n_posts; k++)
			if (path_inside(c->posts[k], path, &rest) && glob_match(patterns->p[i], rest.n ? rest : path_base(path)))
				return true;
	}
	return false;
}

/* Patterns are asked before a file is read: what is left out may be broken. */
static bool
path_wanted(struct arena *a, struct diag *d, struct config *c, struct str path)
{
	const struct selection *s = &c->selection;
	if (c->foreword.n && str_eq(path_tidy(a, path), path_tidy(a, c->foreword))) /* no post */
		return false;
	if ((!s->include.n || patterns_mean(a, c, &s->include, path)) && !patterns_mean(a, c, &s->exclude, path))
		return true;
	if (c->desk)
		desk_left_out(c->desk, path);
	c->left_by_path++;
	diag_add(d, DIAG_POST_UNSELECTED, path, 0, 0, "left out: its path is not among those asked for");
	return false;
}

struct str *
book_posts(struct arena *a, struct diag *d, struct config *c, size_t *n)
{
	const struct scan_options options = {
		.bundles = c->hugo || c->whole_site, .jekyll = c->jekyll, .html = c->jekyll || c->whole_site};
	struct str *paths = NULL;
	size_t count = 0, cap = 0, kept = 0;
	for (size_t i = 0; i < c->n_posts; i++) {
		size_t found = 0;
		struct str *files = post_scan(a, d, c->posts[i], &options, &found);
		for (size_t k = 0; k < found; k++)
			*PUSH(a, paths, count, cap) = files[k];
	}
	if (count)
		qsort(paths, count, sizeof *paths, path_cmp);
	for (size_t i = 0; i < count; i++)
		if ((!i || !str_eq(paths[i - 1], paths[i])) && path_wanted(a, d, c, paths[i]))
			paths[kept++] = paths[i];
	*n = kept;
	return paths;
}
