/* new.c - yearbook new: a small book to start from */
#include "base/file.h"
#include "base/message.h"
#include "command/run.h"
#include "style/style.h"

#include <stdio.h>

static bool
new_file(struct run_state *r, const char *builtin, const char *name)
{
	struct str path = path_join(r->a, str_of(r->opt.path), str_of(name)), text = style_builtin(builtin);
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
	if (!new_file(r, "styles/new/yearbook.yaml", "yearbook.yaml") ||
		!new_file(r, "styles/new/first-post.md", "posts/2025-05-24-first-post.md") ||
		!new_file(r, "styles/new/segunda-entrada.md", "posts/2025-09-13-segunda-entrada.md") ||
		folder_make(path_join(r->a, str_of(r->opt.path), STR("images")).p))
		return EXIT_SYSTEM;
	if (!r->opt.quiet)
		printf(message("made %s; next: yearbook build %s\n"), r->opt.path, r->opt.path);
	return EXIT_DONE;
}
