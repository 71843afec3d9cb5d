/* handoutpick.c - which posts a handout holds: those named by slug, path or title, the newest, or all that the selection left */
#include "base/file.h"
#include "base/message.h"
#include "base/yaml.h"
#include "command/run.h"

#include <stdio.h>
#include <stdlib.h>

enum { NAMED_MOST = 3 /* posts that a finding names */ };

/* How well a post answers to a name: 3 its slug or path, 2 its title or the name of its file, 1 a part of its title; 0 not. */
static int
answers(const struct entry *e, struct str name)
{
	struct str path = e->post->path, base = path_base(path), stem = str_sub(base, 0, base.n - path_ext(base).n);
	if (str_is_nocase(e->slug, name.p) || str_eq(path, name) || str_is_nocase(e->post->slug, name.p))
		return 3;
	if (str_is_nocase(base, name.p) || str_is_nocase(stem, name.p) || str_is_nocase(e->title, name.p))
		return 2;
	for (size_t i = 0; i + name.n <= e->title.n && name.n; i++)
		if (str_starts_nocase(str_sub(e->title, i, e->title.n), name.p))
			return 1;
	return 0;
}

static void
unknown_tell(struct run_state *r, struct str name)
{
	const struct book *b = r->book;
	const char **slugs = NEW_N(r->a, 2 * b->n_entries, const char *);
	for (size_t i = 0; i < b->n_entries; i++) {
		slugs[2 * i] = str_z(r->a, b->entries[i].slug);
		slugs[2 * i + 1] = str_z(r->a, b->entries[i].title);
	}
	const char *near = name_nearest(name, slugs, 2 * b->n_entries);
	if (near)
		diag_add(r->d, DIAG_POST_UNKNOWN, STR_NONE, 0, 0, "there is no post \"%.*s\"; did you mean \"%s\"?",
			STR_FMT(name), near);
	else
		diag_add(r->d, DIAG_POST_UNKNOWN, STR_NONE, 0, 0,
			"there is no post \"%.*s\"; name one by its slug, its file or a part of its title; \"yearbook dump "
			"--book\" "
			"lists them",
			STR_FMT(name));
}

static void
several_tell(struct run_state *r, struct str name, int best)
{
	const struct book *b = r->book;
	struct buf list = {0};
	size_t n = 0;
	for (size_t i = 0; i < b->n_entries; i++)
		if (answers(&b->entries[i], name) == best && n++ < NAMED_MOST)
			buf_fmt(&list, list.n ? ", %.*s" : "%.*s", STR_FMT(b->entries[i].slug));
	diag_add(r->d, DIAG_POST_UNKNOWN, STR_NONE, 0, 0, "%zu posts answer to \"%.*s\"; name one of them by its slug: %.*s", n,
		STR_FMT(name), STR_FMT(buf_view(&list)));
	buf_free(&list);
}

/* Marks the post of that name. */
static bool
named_mark(struct run_state *r, struct str name, bool *wanted)
{
	const struct book *b = r->book;
	int best = 0;
	size_t n = 0, at = 0;
	for (size_t i = 0; i < b->n_entries; i++) {
		int own = answers(&b->entries[i], name);
		if (own > best) {
			best = own;
			n = 0;
		}
		if (own && own == best && !n++)
			at = i;
	}
	if (!best)
		unknown_tell(r, name);
	else if (n > 1)
		several_tell(r, name, best);
	else
		wanted[at] = true;
	return n == 1;
}

static int64_t
day_of(const struct entry *e)
{
	return e->date.precision == DATE_NONE ? 0 : (int64_t)e->date.year * 512 + e->date.month * 32 + e->date.day;
}

struct newest {
	int64_t day;
	size_t at;
};

static int
newest_cmp(const void *pa, const void *pb)
{
	const struct newest *a = pa, *b = pb;
	if (a->day != b->day)
		return a->day > b->day ? -1 : 1;
	return a->at > b->at ? -1 : a->at < b->at;
}

static void
newest_take(struct run_state *r, size_t *which, size_t *n)
{
	const struct book *b = r->book;
	struct newest *list = NEW_N(r->a, b->n_entries, struct newest);
	for (size_t i = 0; i < b->n_entries; i++)
		list[i] = (struct newest){day_of(&b->entries[i]), i};
	qsort(list, b->n_entries, sizeof *list, newest_cmp);
	for (*n = 0; *n < b->n_entries && *n < (size_t)r->opt.handout_latest; (*n)++)
		which[*n] = list[*n].at;
}

/* Does the command line choose posts by what they have? */
static bool
selected(const struct selection *s)
{
	return s->from.precision || s->to.precision || s->tags.n || s->sections.n || s->authors.n || s->include.n || s->exclude.n;
}

bool
handout_pick(struct run_state *r, bool all, size_t **which, size_t *n)
{
	const struct options *o = &r->opt;
	size_t entries = r->book->n_entries;
	bool *wanted = NEW_N(r->a, entries, bool), found = true;
	*which = NEW_N(r->a, entries, size_t);
	*n = 0;
	for (size_t i = 0; i < o->handout_posts.n; i++)
		found = named_mark(r, o->handout_posts.p[i], wanted) && found;
	if (!found)
		return false;
	if (!o->handout_posts.n && o->handout_latest) {
		newest_take(r, *which, n);
		return true;
	}
	if (!o->handout_posts.n && !all && entries > 1 && !selected(&o->selection)) {
		progress_clear(r);
		fprintf(stderr, "yearbook: %s\n",
			message("say which posts are to be handed out: --post NAME, --latest N, --tag NAME and its kind, or "
				"--all"));
		return false;
	}
	for (size_t i = 0; i < entries; i++)
		if (wanted[i] || !o->handout_posts.n)
			(*which)[(*n)++] = i;
	return true;
}
