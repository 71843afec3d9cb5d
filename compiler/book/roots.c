/* roots.c - folders by name, and where pictures usually lie */
#include "book/gather.h"

#include "base/file.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct str
path_tidy(struct arena *a, struct str path)
{
	char *p = arena_alloc(a, path.n + 2);
	bool absolute = path.n && path.p[0] == '/';
	size_t n = 0, fixed = 0; /* the first `fixed` bytes are ".." that cannot be taken back */
	while (path.n) {
		ptrdiff_t at = str_find_char(path, '/');
		struct str part = at < 0 ? path : str_sub(path, 0, (size_t)at);
		path = at < 0 ? STR_NONE : str_sub(path, (size_t)at + 1, path.n);
		if (!part.n || str_is(part, "."))
			continue;
		if (str_is(part, "..") && n > fixed) {
			while (n > fixed && p[n - 1] != '/')
				n--;
			if (n > fixed)
				n--;
			continue;
		}
		if (str_is(part, "..") && absolute)
			continue;
		if (n || absolute)
			p[n++] = '/';
		memcpy(p + n, part.p, part.n);
		n += part.n;
		if (str_is(part, ".."))
			fixed = n;
	}
	if (!n)
		return absolute ? STR("/") : STR(".");
	return (struct str){p, n};
}

struct str
path_beside(struct arena *a, struct str dir, struct str name)
{
	return path_tidy(a, str_starts(name, "/") ? name : path_join(a, dir, name));
}

struct str
path_up(struct arena *a, struct str path)
{
	return path_tidy(a, path_join(a, path, STR("..")));
}

bool
path_inside(struct str folder, struct str path, struct str *rest)
{
	*rest = STR_NONE;
	if (str_eq(folder, path))
		return true;
	if (str_is(folder, ".")) {
		*rest = path;
		return !str_starts(path, "/") && !str_is(path, "..") && !str_starts(path, "../");
	}
	if (str_is(folder, "/"))
		folder = STR_NONE;
	if (path.n <= folder.n || path.p[folder.n] != '/' || !str_eq(str_sub(path, 0, folder.n), folder))
		return false;
	*rest = str_sub(path, folder.n + 1, path.n);
	return true;
}

/* Lists of folders, each once. */
struct folders {
	struct arena *a;
	struct map seen;
	struct str *list;
	size_t n, cap;
};

static void
folder_add(struct folders *f, struct str path)
{
	bool added;
	map_add(&f->seen, path, 0, &added);
	if (added)
		*PUSH(f->a, f->list, f->n, f->cap) = path;
}

/* Adds a folder and the two above it; where it is a link, also those above its real place. */
static void
bases_add(struct folders *bases, struct str dir)
{
	char real[PATH_MAX];
	struct str at = dir;
	for (int level = 0; level <= 2; level++) {
		folder_add(bases, at);
		at = path_up(bases->a, at);
	}
	if (!realpath(str_z(bases->a, dir), real))
		return;
	struct str above = path_up(bases->a, dir);
	char real_above[PATH_MAX];
	if (!realpath(str_z(bases->a, above), real_above))
		return;
	at = path_up(bases->a, str_of(real));
	if (str_is(at, real_above))
		return; /* not a link */
	at = str_dup(bases->a, at);
	folder_add(bases, at);
	folder_add(bases, path_up(bases->a, at));
}

/* The usual folders below each base, the nearest bases first. */
static void
usual_add(struct folders *to, const struct folders *bases, const char *const *names, size_t n)
{
	for (size_t i = 0; i < bases->n; i++)
		for (size_t k = 0; k < n; k++) {
			struct str path = path_beside(to->a, bases->list[i], str_of(names[k]));
			if (path_kind(path.p) == PATH_FOLDER)
				folder_add(to, path);
		}
}

static void
site_folder_add(struct folders *to, const struct site *site, struct str dir)
{
	struct str path = dir.n ? path_beside(to->a, site->folder, dir) : site->folder;
	if ((dir.n || !site->hugo) && path_kind(path.p) == PATH_FOLDER)
		folder_add(to, path);
}

void
roots_find(struct arena *a, struct config *c)
{
	static const char *const pictures[] = {"static", "assets", "images", "public"}, *const remote[] = {"remote"};
	struct folders bases = {.a = a, .seen = {.a = a}}, images = bases, saved = bases;
	for (size_t i = 0; i < c->n_images; i++)
		folder_add(&images, c->images[i]);
	for (size_t i = 0; i < c->n_remote; i++)
		folder_add(&saved, c->remote[i]);
	bases_add(&bases, c->root);
	for (size_t i = 0; i < c->n_posts; i++)
		bases_add(&bases, path_kind(c->posts[i].p) == PATH_FILE ? path_dir(c->posts[i]) : c->posts[i]);
	usual_add(&images, &bases, pictures, sizeof pictures / sizeof *pictures);
	usual_add(&saved, &bases, remote, 1);
	/* Last the folders of posts themselves: "/blog/post/photo.jpg" may lie beside its post. */
	folder_add(&images, c->root);
	for (size_t i = 0; i < c->n_posts; i++)
		if (path_kind(c->posts[i].p) == PATH_FOLDER)
			folder_add(&images, c->posts[i]);
	/* And the site's own: Jekyll publishes all of its root, Hugo what lies beside the posts. */
	const struct site *site = c->site;
	for (size_t i = 0; site && i < site->n_languages; i++)
		site_folder_add(&images, site, site->languages[i].content_dir);
	if (site && site->folder.n)
		site_folder_add(&images, site, site->content_dir);
	c->images = images.list;
	c->n_images = images.n;
	c->remote = saved.list;
	c->n_remote = saved.n;
}
