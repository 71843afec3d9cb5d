/* newcopy.c - the files of its own that a new volume takes over from the one before */
#include "base/file.h"
#include "base/message.h"
#include "command/newfrom.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { FILES_MOST = 500, BYTES_MOST = 64 << 20 };

struct copying {
	struct run_state *r;
	const struct volume_before *v;
	struct texts done; /* their paths below the folder */
	bool ok;
};

static bool
is_link(const char *path)
{
	struct stat st;
	return !lstat(path, &st) && S_ISLNK(st.st_mode);
}

static void
fault_say(struct copying *c, const char *path, const char *why)
{
	fprintf(stderr, message("yearbook: %s: cannot be copied: %s\n"), path, message(why));
	c->ok = false;
}

/* Copies a file below the old folder to the same place below the new one. What is not there, leads outside or is a link stays where it is. */
static void
file_copy(struct copying *c, struct str rel)
{
	struct arena *a = c->r->a;
	struct str clean, from, text;
	struct file_out o;
	if (!rel.n || !path_clean(a, rel, &clean) || c->done.n >= FILES_MOST)
		return;
	for (size_t i = 0; i < c->done.n; i++)
		if (str_eq(c->done.p[i], clean))
			return;
	const char *at = str_z(a, path_join(a, str_of(c->v->root), clean));
	enum path_found found = path_in_root(a, str_of(c->v->root), clean, &from);
	if (found == PATH_OUTSIDE || (found == PATH_FOUND && is_link(at))) {
		if (!c->r->opt.quiet)
			printf(message("  not copied, for it is a link or leads outside: %.*s\n"), STR_FMT(clean));
		return;
	}
	if (found != PATH_FOUND || path_kind(at) != PATH_FILE)
		return;
	*PUSH(a, c->done.p, c->done.n, c->done.cap) = clean;
	struct str to = path_join(a, str_of(c->v->to), clean);
	const char *why = file_read(a, at, BYTES_MOST, &text);
	why = why ? why : folder_make(str_z(a, path_dir(to)));
	if (!why && file_out_open(&o, str_z(a, to))) {
		if (!file_out_write(&o, text.p, text.n) || !file_out_commit(&o))
			why = o.error;
		file_out_drop(&o);
	} else if (!why)
		why = MESSAGE("it cannot be written");
	if (why)
		fault_say(c, at, why);
	else if (!c->r->opt.quiet)
		printf(message("  copied %.*s\n"), STR_FMT(clean));
}

/* The files of a folder, by their endings; not those below it. */
static void
folder_copy(struct copying *c, struct str rel)
{
	struct str *names;
	size_t n;
	const char *at = str_z(c->r->a, path_join(c->r->a, str_of(c->v->root), rel));
	if (is_link(at) || folder_list(c->r->a, at, &names, &n))
		return;
	for (size_t i = 0; i < n; i++)
		if (names[i].p[0] != '.' && !str_ends(names[i], "~"))
			file_copy(c, path_join(c->r->a, rel, names[i]));
}

/* The files that a style names: its faces, those it falls back on, the style it is based on. Paths in it are relative to itself. */
static void
style_copy(struct copying *c, struct str rel)
{
	struct arena *a = c->r->a;
	struct str clean, from, text;
	struct yaml_error error;
	file_copy(c, rel);
	if (!path_clean(a, rel, &clean) || path_in_root(a, str_of(c->v->root), clean, &from) != PATH_FOUND ||
		file_read(a, str_z(a, from), 1 << 20, &text))
		return;
	struct diag *unheard = diag_new();
	const struct yaml *top = yaml_read(a, unheard, from, text, 1, &error);
	static const char *const keys[] = {"faces", "fallback"};
	diag_free(unheard);
	for (size_t k = 0; top && k < 2; k++) {
		const struct yaml *list = yaml_find(top, keys[k]);
		for (size_t i = 0; list && list->kind != YAML_SCALAR && i < list->n; i++) {
			const struct yaml *file = list->items[i].kind == YAML_MAP ? yaml_find(&list->items[i], "file") : NULL;
			struct str name = yaml_text(file ? file : &list->items[i]);
			ptrdiff_t part = str_find_char(name, '#');
			name = part > 0 ? str_sub(name, 0, (size_t)part) : name;
			file_copy(c, str_is(path_dir(clean), ".") ? name : path_join(a, path_dir(clean), name));
		}
	}
}

/* What yearbook.yaml names: a file, or several. */
static void
named_copy(struct copying *c, const char *key)
{
	const struct yaml *y = yaml_find(c->v->top, key);
	if (!y)
		return;
	if (y->kind == YAML_LIST)
		for (size_t i = 0; i < y->n; i++)
			file_copy(c, yaml_text(&y->items[i]));
	else
		file_copy(c, yaml_text(y));
}

bool
newfrom_files(struct run_state *r, const struct volume_before *v)
{
	static const char *const usual[] = {
		"people.csv", "people.yaml", "sponsors.csv", "sponsors.yaml", "credits.csv", "credits.yaml", "printed.csv"};
	static const char *const named[] = {"people", "sponsors", "credits", "shortcodes", "printer"};
	static const char *const folders[] = {"styles", "styles/words", "styles/printers"};
	struct copying c = {.r = r, .v = v, .ok = true};
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		file_copy(&c, str_of(usual[i]));
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		named_copy(&c, named[i]);
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		folder_copy(&c, str_of(folders[i]));
	style_copy(&c, yaml_text(yaml_find(v->top, "style")));
	return c.ok;
}
