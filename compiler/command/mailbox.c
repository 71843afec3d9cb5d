/* mailbox.c - the mails of a run and of earlier ones, in the output folder: nothing that a person changed is lost */
#include "command/mailbox.h"
#include "base/file.h"
#include "base/message.h"

#include <unistd.h>

enum { MAIL_MOST = 16 << 20 };

bool
mailbox_open(struct mailbox *m, struct run_state *r, struct diag *d)
{
	struct str folder = str_of(r->opt.output);
	*m = (struct mailbox){.r = r, .d = d, .folder = folder, .written = {.a = r->a}};
	m->kept = path_join(r->a, folder, STR(".yearbook/requests"));
	const char *why = folder_make(str_z(r->a, m->kept));
	if (why)
		diag_add(d, DIAG_FILE_UNWRITABLE, folder, 0, 0, "cannot be made: %s", message(why));
	return !why;
}

static bool
bytes_write(struct mailbox *m, struct str path, struct str text)
{
	struct file_out out = {0};
	bool ok = file_out_open(&out, path.p) && file_out_write(&out, text.p, text.n) && file_out_commit(&out);
	if (!ok)
		diag_add(m->d, DIAG_FILE_UNWRITABLE, path, 0, 0, "cannot be written: %s",
			message(out.error ? out.error : MESSAGE("it could not be written")));
	file_out_drop(&out);
	return ok;
}

/* A file as it lies there; false when it does not. */
static bool
bytes_read(const struct mailbox *m, struct str path, struct str *text)
{
	*text = STR_NONE;
	return path_kind(path.p) != PATH_NONE && !file_read(m->r->a, path.p, MAIL_MOST, text);
}

bool
mailbox_write(struct mailbox *m, struct str name, struct str text)
{
	struct arena *a = m->r->a;
	struct str path = path_join(a, m->folder, name), kept = path_join(a, m->kept, name), now, last;
	bool there = bytes_read(m, path, &now), known = bytes_read(m, kept, &last), added;
	bool changed = there && !(known && str_eq(now, last)) && !str_eq(now, text);
	map_add(&m->written, name, 1, &added);
	if (changed && known && str_eq(last, text))
		return true; /* the person's mail asks what there is to ask */
	if (changed) {
		struct str aside = str_fmt(a, "%.*s~", STR_FMT(path));
		if (!bytes_write(m, aside, now))
			return false;
		diag_add(m->d, DIAG_REQUEST, path, 0, 0,
			"somebody changed this mail since it was written, and now there is something else to ask: it was written "
			"anew, and lies beside it as it was, as %.*s",
			STR_FMT(path_base(aside)));
	}
	return bytes_write(m, path, text) && bytes_write(m, kept, text);
}

/* A run over some of the posts says nothing of the others' authors. */
static bool
all_asked(const struct selection *s)
{
	return s->from.precision == DATE_NONE && s->to.precision == DATE_NONE &&
		!(s->tags.n + s->sections.n + s->authors.n + s->include.n + s->exclude.n + s->languages.n);
}

void
mailbox_clear(struct mailbox *m)
{
	struct arena *a = m->r->a;
	struct str *names;
	size_t n;
	if (!all_asked(&m->r->opt.selection) || folder_list(a, m->kept.p, &names, &n))
		return;
	for (size_t i = 0; i < n; i++) {
		struct str path = path_join(a, m->folder, names[i]), kept = path_join(a, m->kept, names[i]), now, last;
		if (!str_ends(names[i], ".txt") || map_find(&m->written, names[i]) || !bytes_read(m, kept, &last))
			continue;
		if (bytes_read(m, path, &now) && !str_eq(now, last)) {
			diag_add(m->d, DIAG_REQUEST, path, 0, 0,
				"nothing is missing any more of what this mail of an earlier run asks for; somebody changed it, "
				"so "
				"that it stays: take it away");
			continue;
		}
		unlink(path.p);
		unlink(kept.p);
	}
}
