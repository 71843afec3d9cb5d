/* new.c - yearbook new: a small book to start from */
#include "base/file.h"
#include "base/map.h"
#include "base/message.h"
#include "command/newfrom.h"
#include "desk/sheet.h"
#include "style/style.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
text_file(struct run_state *r, struct str text, const char *name)
{
	struct str path = path_join(r->a, str_of(r->opt.path), str_of(name));
	struct file_out o;
	const char *why = folder_make(str_z(r->a, path_dir(path)));
	if (!why) {
		bool ok = file_out_open(&o, path.p) && file_out_write(&o, text.p, text.n) && file_out_commit(&o);
		why = ok ? NULL : o.error;
		file_out_drop(&o);
	}
	if (why)
		fprintf(stderr, message("yearbook: %s: cannot be written: %s\n"), path.p, message(why));
	return !why;
}

static bool
new_file(struct run_state *r, const char *builtin, const char *name)
{
	return text_file(r, style_builtin(builtin), name);
}

/* ---- from the volume before ---- */

/* The last year that it covers: as it says, else as its title does. */
static int
year_of(const struct config *c)
{
	int year = c->year_to ? c->year_to : c->selection.to.precision ? c->selection.to.year : 0;
	for (size_t i = 0; !year && i + 4 <= c->title.n; i++)
		if (str_starts(str_sub(c->title, i, c->title.n), "20")) {
			int64_t n;
			year = str_to_int(str_sub(c->title, i, i + 4), &n) ? (int)n : 0;
		}
	return year;
}

/* Do its keys each begin a line, so that its lines can be changed one by one? */
static bool
lines_whole(const struct yaml *top)
{
	for (size_t i = 0; i < top->n; i++)
		if (top->items[i].key_col != 1 || (i && top->items[i].key_line <= top->items[i - 1].key_line))
			return false;
	return top->kind == YAML_MAP;
}

static bool
before_read(struct run_state *r, struct volume_before *v)
{
	struct str path = str_of(r->opt.new_from), folder = path_kind(r->opt.new_from) == PATH_FILE ? path_dir(path) : path;
	struct yaml_error error;
	const struct yaml none = {.kind = YAML_MAP};
	struct yaml *empty = NEW(r->a, struct yaml);
	*empty = none;
	v->top = empty;
	v->root = realpath(str_z(r->a, folder), NULL);
	if (!v->root || !(v->config = config_read(r->a, r->d, r->opt.new_from))) {
		if (!v->root)
			fprintf(stderr, message("yearbook: %s: there is no such folder to start from\n"), r->opt.new_from);
		return false;
	}
	v->file = path_join(r->a, folder, STR("yearbook.yaml"));
	if (path_kind(v->file.p) != PATH_FILE)
		return true;
	if (file_read(r->a, v->file.p, 4 << 20, &v->text))
		return false;
	if (str_starts(v->text, "\xEF\xBB\xBF"))
		v->text = str_sub(v->text, 3, v->text.n);
	struct diag *unheard = diag_new(); /* config_read told */
	v->top = yaml_read(r->a, unheard, v->file, v->text, 1, &error);
	diag_free(unheard);
	if (v->top && lines_whole(v->top))
		return true;
	fprintf(stderr,
		message("yearbook: %s: its keys do not each begin a line, so it cannot be carried over; nothing was written\n"),
		v->file.p);
	return false;
}

/* Does one of the folders of posts lie in the volume's own? */
static bool
posts_own(const struct volume_before *v, struct arena *a)
{
	bool own = false;
	for (size_t i = 0; i < v->config->n_posts; i++) {
		char *real = realpath(str_z(a, v->config->posts[i]), NULL);
		size_t n = strlen(v->root);
		own |= real && !strncmp(real, v->root, n) && real[n] == '/';
		free(real);
	}
	return own;
}

/* The language of most posts that its ledger has, where yearbook.yaml says none. */
static struct str
language_of(struct run_state *r, const struct volume_before *v)
{
	const struct selection *s = &v->config->selection;
	if (yaml_find(v->top, "language") || s->languages.n || s->all_languages)
		return STR_NONE;
	struct diag *unheard = diag_new(); /* it is copied as it is */
	struct sheet *ledger = sheet_read(r->a, unheard, str_of(v->root), "printed.csv", ledger_columns, LEDGER_COLUMNS);
	struct str best = STR_NONE;
	struct map counts = {.a = r->a};
	int most = 0;
	diag_free(unheard);
	for (size_t i = 0; i < ledger->n_rows; i++) {
		struct str lang = ledger->rows[i].cells[LEDGER_LANG];
		int *count = lang.n ? map_add(&counts, lang, 0, NULL) : NULL;
		if (count && ++*count > most) {
			most = *count;
			best = lang;
		}
	}
	return best;
}

/* Would the new folder lie in one whose posts are the old volume's? Then its own would be printed there, too. NULL: no. */
static const char *
among_posts(struct run_state *r, const struct volume_before *v)
{
	struct str at = str_of(r->opt.path);
	char *real = realpath(r->opt.path, NULL);
	while (!real && !str_is(at, ".") && !str_is(at, "/")) { /* what is there of it */
		at = path_dir(at);
		real = realpath(str_z(r->a, at), NULL);
	}
	const char *found = NULL;
	for (size_t i = 0; real && i < v->config->n_posts && !found; i++) {
		char *posts = realpath(str_z(r->a, v->config->posts[i]), NULL);
		size_t n = posts ? strlen(posts) : 0;
		if (posts && path_kind(posts) == PATH_FOLDER && !strncmp(real, posts, n) && (real[n] == '/' || !real[n]))
			found = str_z(r->a, v->config->posts[i]);
		free(posts);
	}
	free(real);
	return found;
}

static int
new_from(struct run_state *r)
{
	struct volume_before v = {0};
	int status = EXIT_INPUT;
	bool read = before_read(r, &v);
	const char *among = read ? among_posts(r, &v) : NULL;
	if (among) {
		fprintf(stderr,
			message("yearbook: %s: lies among the posts of the volume before (%s), which would print the new ones, "
				"too; "
				"nothing was written: name a folder outside of it\n"),
			r->opt.path, among);
		status = EXIT_SYSTEM;
	} else if (read) {
		status = EXIT_SYSTEM;
		v.year = year_of(v.config);
		v.own_posts = posts_own(&v, r->a);
		v.language = language_of(r, &v);
		const char *why = folder_make(r->opt.path);
		v.to = why ? NULL : realpath(r->opt.path, NULL);
		if (v.own_posts && !why)
			why = folder_make(path_join(r->a, str_of(r->opt.path), STR("posts")).p);
		if (!v.to)
			fprintf(stderr, message("yearbook: %s: cannot be written: %s\n"), r->opt.path, message(why ? why : "?"));
		else {
			if (!r->opt.quiet)
				printf(message("made %s from %s:\n"), r->opt.path, r->opt.new_from);
			bool ok = text_file(r, newfrom_yaml(r, &v), "yearbook.yaml");
			status = newfrom_files(r, &v) && ok ? EXIT_DONE : EXIT_SYSTEM;
		}
	}
	findings_print(r);
	if (status == EXIT_DONE && !r->opt.quiet)
		printf(message("next: read %s/yearbook.yaml, then yearbook plan %s\n"), r->opt.path, r->opt.path);
	free(v.root);
	free(v.to);
	return status;
}

int
command_new(struct run_state *r)
{
	struct str *names;
	size_t n = 0;
	if (path_kind(r->opt.path) != PATH_NONE && (folder_list(r->a, r->opt.path, &names, &n) || n)) {
		fprintf(stderr, message("yearbook: %s: already there and not an empty folder; nothing was written\n"),
			r->opt.path);
		return EXIT_SYSTEM;
	}
	if (r->opt.new_from)
		return new_from(r);
	if (!new_file(r, "styles/new/yearbook.yaml", "yearbook.yaml") ||
		!new_file(r, "styles/new/first-post.md", "posts/2025-05-24-first-post.md") ||
		!new_file(r, "styles/new/segunda-entrada.md", "posts/2025-09-13-segunda-entrada.md") ||
		folder_make(path_join(r->a, str_of(r->opt.path), STR("images")).p))
		return EXIT_SYSTEM;
	if (!r->opt.quiet)
		printf(message("made %s; next: yearbook build %s\n"), r->opt.path, r->opt.path);
	return EXIT_DONE;
}
