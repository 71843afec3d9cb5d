/* scan_test.c - posts of a folder: what is one, links, loops, depth, what cannot be read */
#include "base/file.h"
#include "post/post.h"

#include "../check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
file_make(struct arena *a, const char *top, const char *path, const char *text)
{
	struct str full = path_join(a, str_of(top), str_of(path)), dir = path_dir(full);
	CHECK(folder_make(str_z(a, dir)) == NULL);
	FILE *f = fopen(full.p, "wb");
	CHECK(f && fputs(text, f) >= 0 && fclose(f) == 0);
}

static void
link_make(struct arena *a, const char *top, const char *to, const char *path)
{
	CHECK(symlink(to, path_join(a, str_of(top), str_of(path)).p) == 0);
}

/* The paths found below the folder named, and the findings, as one text without `top`. */
static struct str
found(struct arena *a, const char *top, const char *folder)
{
	struct buf b = {0};
	struct diag *d = diag_new();
	size_t n, skip = strlen(top) + 1;
	struct str *paths = post_scan(a, d, path_join(a, str_of(top), str_of(folder)), NULL, &n);
	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, "%.*s ", STR_FMT(str_sub(paths[i], skip, paths[i].n)));
	const struct finding *f = diag_sorted(d, &n);
	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, "[%.*s %s]", STR_FMT(str_sub(f[i].file, skip, f[i].file.n)), diag_kind_name(f[i].kind));
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	diag_free(d);
	return out;
}

static void
test_names(struct arena *a, const char *top)
{
	static const char *const files[] = {"n/b.md", "n/a.markdown", "n/C.MD", "n/a/z.md", "n/a-z.md", "n/readme.md",
		"n/README.es.md", "n/_index.md", "n/_index.es.md", "n/.hidden.md", "n/.git/x.md", "n/node_modules/x.md",
		"n/public/x.md", "n/themes/t/x.md", "n/x.txt", "n/md", "n/x.mdx", "n/deep/er/index.md", "n/folder.md/x.md"};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		file_make(a, top, files[i], "x");
	CHECK_STR(
		found(a, top, "n"), "n/C.MD n/a-z.md n/a.markdown n/a/z.md n/b.md n/deep/er/index.md n/folder.md/x.md n/x.mdx ");
	CHECK_STR(found(a, top, "n/x.txt"), "n/x.txt ");
	CHECK_STR(found(a, top, "n/themes"), "n/themes/t/x.md ");
	CHECK_STR(found(a, top, "nowhere"), "[nowhere file-unreadable]");
}

/* HTML is a post where nothing else is, or where its name begins with a day. */
static void
test_html(struct arena *a, const char *top)
{
	static const char *const files[] = {"h/a.html", "h/b.htm", "h2/2024-01-02-c.html", "h2/d.html", "h2/e.md"};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		file_make(a, top, files[i], "x");
	CHECK_STR(found(a, top, "h"), "h/a.html h/b.htm ");
	CHECK_STR(found(a, top, "h2"), "h2/2024-01-02-c.html h2/e.md ");
}

static void
test_links(struct arena *a, const char *top)
{
	file_make(a, top, "l/a.md", "x");
	file_make(a, top, "l/sub/b.md", "x");
	file_make(a, top, "l/.store/c.md", "x");
	file_make(a, top, "out/secret.md", "x");
	link_make(a, top, "..", "l/sub/loop");
	link_make(a, top, ".", "l/self");
	link_make(a, top, "a.md", "l/again.md");
	link_make(a, top, ".store/c.md", "l/stored.md");
	link_make(a, top, ".store", "l/zstore");
	link_make(a, top, "../out", "l/out");
	link_make(a, top, "../out/secret.md", "l/secret.md");
	link_make(a, top, "nowhere", "l/broken.md");
	link_make(a, top, "nowhere", "l/broken");
	link_make(a, top, "/etc/passwd", "l/passwd.md");
	link_make(a, top, "around.md", "l/around.md");
	CHECK_STR(found(a, top, "l"),
		"l/a.md l/stored.md l/sub/b.md [l/around.md post-outside][l/broken.md post-outside][l/out post-outside]"
		"[l/passwd.md post-outside][l/secret.md post-outside]");
	link_make(a, top, "l", "root");
	CHECK_STR(found(a, top, "root"),
		"root/a.md root/stored.md root/sub/b.md [root/around.md post-outside][root/broken.md post-outside]"
		"[root/out post-outside][root/passwd.md post-outside][root/secret.md post-outside]");
	CHECK_STR(found(a, top, "l/secret.md"), "l/secret.md "); /* named by the user */
}

static void
test_depth(struct arena *a, const char *top)
{
	struct buf b = {0};
	buf_z(&b, "d");
	for (int i = 0; i < 105; i++)
		buf_z(&b, "/x");
	buf_z(&b, "/p.md");
	file_make(a, top, str_z(a, buf_view(&b)), "x");
	struct str have = found(a, top, "d");
	CHECK(str_starts(have, "[d/x/") && str_ends(have, " too-deep]"));
	buf_free(&b);
}

/* Not as root, who may read everything. */
static void
test_unreadable(struct arena *a, const char *top)
{
	file_make(a, top, "u/a.md", "x");
	file_make(a, top, "u/closed/b.md", "x");
	struct str closed = path_join(a, str_of(top), STR("u/closed"));
	if (!geteuid())
		return;
	CHECK(chmod(closed.p, 0) == 0);
	CHECK_STR(found(a, top, "u"), "u/a.md [u/closed file-unreadable]");
	CHECK(chmod(closed.p, 0700) == 0);
}

static void
test_vanished(struct arena *a, const char *top)
{
	struct diag *d = diag_new();
	struct post_options options = {0};
	size_t n;
	CHECK(!post_read(path_join(a, str_of(top), STR("gone.md")), &options, d));
	CHECK(!post_read(str_of(top), &options, d));
	CHECK(!post_read(STR("/dev/zero"), &options, d));
	diag_sorted(d, &n);
	CHECK_INT(n, 3);
	diag_free(d);
}

int
main(void)
{
	struct arena *a = arena_new();
	char top[] = "/tmp/yearbook-scan-XXXXXX", command[100];
	if (!mkdtemp(top))
		return 1;
	test_names(a, top);
	test_html(a, top);
	test_links(a, top);
	test_depth(a, top);
	test_unreadable(a, top);
	test_vanished(a, top);
	snprintf(command, sizeof command, "rm -rf %s", top);
	CHECK(system(command) == 0);
	arena_free(a);
	return check_status();
}
