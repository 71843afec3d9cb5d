/* fix.c - which post a fix means, and its fields laid over the post's */
#include "base/file.h"
#include "desk/fix.h"
#include "desk/room.h"

static struct fix *
name_find(const struct fixes *f, enum fix_layer layer, struct str name)
{
	const int *at = name.n ? map_find(&f->names[layer], name) : NULL;
	return at ? &f->list[*at] : NULL;
}

/* As the outputs name it: by its slug, its file, or its folder, if it is called index. */
static struct fix *
folded_find(const struct fixes *f, enum fix_layer layer, struct str path, struct str slug)
{
	struct arena *scratch = arena_new();
	struct str base = path_base(path), stem = str_sub(base, 0, base.n - path_ext(base).n);
	struct str names[] = {slug, str_starts_nocase(base, "index.") ? path_base(path_dir(path)) : stem};
	const int *at = NULL;
	for (size_t i = 0; i < 2 && !at; i++) {
		struct str key = person_key(scratch, names[i]);
		at = key.n ? map_find(&f->folded[layer], key) : NULL;
	}
	arena_free(scratch);
	return at ? &f->list[*at] : NULL;
}

/* A post is named by its path, by the end of it from a slash on, by its slug, or by its name without the ending; else as outputs name it. */
struct fix *
fix_find(const struct fixes *f, enum fix_layer layer, struct str path, struct str slug)
{
	struct fix *fix = name_find(f, layer, path);
	for (size_t i = 0; !fix && i < path.n; i++)
		if (path.p[i] == '/')
			fix = name_find(f, layer, str_sub(path, i + 1, path.n));
	if (!fix)
		fix = name_find(f, layer, slug);
	struct str base = path_base(path);
	if (!fix)
		fix = name_find(f, layer, str_sub(base, 0, base.n - path_ext(base).n));
	return fix || !f->folded[layer].n ? fix : folded_find(f, layer, path, slug);
}

bool
desk_no_repair(const struct desk *desk, struct str path)
{
	bool no_repair = false;
	for (int i = 0; i < FIX_LAYERS; i++) {
		const struct fix *fix = fix_find(desk->fixes, (enum fix_layer)i, path, STR_NONE);
		no_repair |= fix && fix->no_repair;
	}
	return no_repair;
}

void
desk_left_out(struct desk *desk, struct str path)
{
	for (int i = 0; i < FIX_LAYERS; i++) {
		struct fix *fix = fix_find(desk->fixes, (enum fix_layer)i, path, STR_NONE);
		if (fix)
			fix->left_out++;
	}
}

static void
fix_report(struct diag *d, const struct fix *fix)
{
	if (!fix->posts && fix->left_out)
		return;
	if (!fix->posts)
		diag_add(d, DIAG_VALUE_BAD, fix->file, fix->line, 0,
			"no post is called \"%.*s\"; this fix changes nothing: name the post by its path, file name or "
			"slug",
			STR_FMT(fix->post));
	else if (fix->posts > 1)
		diag_add(d, DIAG_VALUE_BAD, fix->file, fix->line, 0,
			"%d posts are called \"%.*s\"; this fix changes nothing: name one by its path", fix->posts,
			STR_FMT(fix->post));
}

struct fix_pair *
fixes_match(struct desk *desk, struct diag *d, struct post *const *posts, size_t n)
{
	struct fixes *f = desk->fixes;
	struct fix_pair *matched = NEW_N(desk->a, n, struct fix_pair);
	for (size_t i = 0; i < n && f->n; i++)
		for (int k = 0; posts[i] && k < FIX_LAYERS; k++) {
			matched[i].of[k] = fix_find(f, (enum fix_layer)k, posts[i]->path, posts[i]->slug);
			if (matched[i].of[k])
				matched[i].of[k]->posts++;
		}
	for (size_t i = 0; i < n && f->n; i++)
		for (int k = 0; k < FIX_LAYERS; k++)
			if (matched[i].of[k] && matched[i].of[k]->posts > 1)
				matched[i].of[k] = NULL;
	for (size_t i = 0; i < f->n; i++)
		fix_report(d, &f->list[i]);
	return matched;
}

struct edit *
edit_of(struct arena *a, struct post *p)
{
	struct edit *e = NEW(a, struct edit);
	if (p->edit)
		*e = *p->edit;
	p->edit = e;
	return e;
}

static void
text_over(struct str *to, struct str text)
{
	if (text.n)
		*to = text;
}

static void
date_over(struct date *to, const struct date *date)
{
	if (date->precision)
		*to = *date;
}

void
fix_fields(struct desk *desk, const struct fix *fix, struct post *p)
{
	const struct edit *from = &fix->edit;
	fix_changes(desk, fix, p);
	struct edit *e = edit_of(desk->a, p);
	text_over(&e->title, from->title);
	text_over(&e->subtitle, from->subtitle);
	text_over(&e->lang, from->lang);
	text_over(&e->lead, from->lead);
	text_over(&e->place, from->place);
	if (from->author.n) {
		e->author = from->author;
		e->authors = from->authors;
		e->n_authors = from->n_authors;
	}
	date_over(&e->date, &from->date);
	date_over(&e->printed, &from->printed);
	date_over(&e->event_from, &from->event_from);
	date_over(&e->event_to, &from->event_to);
	if (fix->skips)
		e->skip = from->skip;
	e->file = from->file;
	e->line = from->line;
}
