/* group.c - the parts that the posts stand in: by year, none, or as the key `group` says */
#include "book/reader.h"

#include "base/file.h"

enum { GROUPS_MOST = 200, PATTERNS_MOST = 1000 };

/* ---- the key ---- */

static void
own_take(struct reader *r, const struct yaml *y, size_t *patterns)
{
	static const char *const names[] = {"title", "posts"};
	struct group *group = &r->c->groups[r->c->n_groups];
	*group = (struct group){.line = y->line, .col = y->col};
	if (y->kind != YAML_MAP) {
		BAD(r, y, "a part is a map, such as {title: Meetups, posts: [meetups/**]}; left out");
		return;
	}
	for (size_t i = 0; i < y->n; i++)
		switch (key_find(r, &y->items[i], names, 2)) {
		case 0: group->title = text_plain(r->a, text_value(r, &y->items[i]), false); break;
		case 1: group->posts = list_value(r, &y->items[i], &group->n_posts); break;
		default: break;
		}
	if (!group->title.n || !group->n_posts)
		BAD(r, y, "this part has no title, or names no posts; left out: write {title: Meetups, posts: [meetups/**]}");
	else if ((*patterns += group->n_posts) > PATTERNS_MOST)
		BAD(r, y, "the parts name more than 1,000 patterns of posts; this one was left out");
	else
		r->c->n_groups++;
}

void
group_take(struct reader *r, const struct yaml *y)
{
	static const char *const names[] = {"year", "none"};
	struct config *c = r->c;
	size_t patterns = 0;
	if (y->kind == YAML_LIST) {
		size_t n = y->n < GROUPS_MOST ? y->n : GROUPS_MOST;
		c->groups = NEW_N(r->a, n + 1, struct group);
		c->n_groups = 0;
		if (n < y->n)
			BAD(r, &y->items[n], "a book has 200 parts at most; the others were left out");
		for (size_t i = 0; i < n; i++)
			own_take(r, &y->items[i], &patterns);
		c->grouping = c->n_groups ? GROUP_OWN : GROUP_DEFAULT;
		return;
	}
	struct str word = text_value(r, y);
	if (str_is_nocase(word, "year"))
		c->grouping = GROUP_YEAR;
	else if (str_is_nocase(word, "none") || str_is_nocase(word, "no"))
		c->grouping = GROUP_NONE;
	else if (word.n && name_nearest(word, names, 2))
		BAD(r, y, "\"group\" is not \"%.*s\"; left out: did you mean \"%s\"?", STR_FMT(word),
			name_nearest(word, names, 2));
	else if (word.n)
		BAD(r, y, "\"group\" is year, none, or a list of parts, each {title: …, posts: […]}; \"%.*s\" was left out",
			STR_FMT(word));
}

/* ---- posts into parts ---- */

/* A pattern of paths, the post's slug or the name of its file, with or without its ending. */
static bool
group_names(struct gather *g, const struct group *group, const struct entry *e, struct str path, bool *used)
{
	const struct config *c = g->config;
	struct str rest = path, base = path_base(path);
	ptrdiff_t dot = str_rfind_char(base, '.');
	struct str stem = dot > 0 ? str_sub(base, 0, (size_t)dot) : base;
	for (size_t i = 0; i < group->n_posts; i++) {
		struct str p = group->posts[i];
		bool hit = str_eq(p, e->slug) || str_eq(p, base) || str_eq(p, stem);
		hit = hit || (path_inside(c->root, path, &rest) && glob_match(p, rest));
		for (size_t k = 0; k < c->n_posts && !hit; k++)
			hit = path_inside(c->posts[k], path, &rest) && glob_match(p, rest.n ? rest : base);
		used[i] |= hit;
		if (hit)
			return true;
	}
	return false;
}

static void
unused_report(struct gather *g, const struct group *group, const bool *used)
{
	for (size_t i = 0; i < group->n_posts; i++)
		if (!used[i])
			diag_add(g->d, DIAG_VALUE_BAD, g->config->file, group->line, group->col,
				"\"%.*s\" names no post that is left for the part \"%.*s\"; compare it with the posts' paths and "
				"slugs",
				STR_FMT(group->posts[i]), STR_FMT(group->title));
}

/* The posts that no part took so far and this one names, in their order behind those placed; part_of: -1 for those that are free. */
static void
group_fill(struct gather *g, size_t number, const struct str *paths, int *part_of)
{
	struct book *b = g->book;
	const struct group *group = &g->config->groups[number];
	bool *used = NEW_N(g->a, group->n_posts + 1, bool);
	for (size_t i = 0; i < b->n_entries; i++)
		if (part_of[i] < 0 && group_names(g, group, &b->entries[i], paths[i], used))
			part_of[i] = (int)number;
	unused_report(g, group, used);
}

/* Puts the entries of a part behind those that are placed. */
static void
part_gather(struct gather *g, struct entry *to, size_t *n, const int *part_of, int number, struct str title)
{
	struct book *b = g->book;
	struct part part = {.title = title, .first = *n};
	for (size_t i = 0; i < b->n_entries; i++)
		if (part_of[i] == number) {
			to[*n] = b->entries[i];
			to[(*n)++].part = (int)b->n_parts;
			part.n++;
		}
	if (part.n)
		b->parts[b->n_parts++] = part;
}

void
parts_own(struct gather *g)
{
	struct book *b = g->book;
	const struct config *c = g->config;
	int *part_of = NEW_N(g->a, b->n_entries, int);
	struct str *paths = NEW_N(g->a, b->n_entries, struct str);
	struct entry *entries = NEW_N(g->a, b->n_all + 1, struct entry);
	size_t n = 0, rest = 0;
	b->parts = NEW_N(g->a, c->n_groups + 1, struct part);
	for (size_t i = 0; i < b->n_entries; i++) {
		paths[i] = path_tidy(g->a, b->entries[i].post->path);
		part_of[i] = -1;
	}
	for (size_t i = 0; i < c->n_groups; i++)
		group_fill(g, i, paths, part_of);
	for (size_t i = 0; i < c->n_groups; i++)
		part_gather(g, entries, &n, part_of, (int)i, c->groups[i].title);
	rest = b->n_entries - n;
	part_gather(g, entries, &n, part_of, -1, own_word_in(OWN_OTHERS, b->language));
	if (rest)
		diag_add(g->d, DIAG_VALUE_BAD, c->file, c->groups[0].line, 0,
			"posts are in none of the parts that \"group\" names (%zu of them); they stand in a last one: name them "
			"there",
			rest);
	if (b->n_all > b->n_entries)
		entries[b->n_entries] = b->entries[b->n_entries];
	b->entries = entries;
}
