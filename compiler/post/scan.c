/* scan.c - find the posts of a folder */
#include "post/post.h"

#include "base/file.h"
#include "base/message.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEPTH_MOST = 100, NAMES_MOST = 300000 };

/* A file or folder met on the way. */
struct place {
	struct str path;
	dev_t dev;
	ino_t ino;
	int depth;
	bool linked; /* it, or a folder above it, is a symbolic link */
	bool bundle; /* a folder above it is one post */
	bool posts; /* it, or a folder above it, is called _posts or _drafts */
};

struct scan {
	struct arena *a;
	struct diag *d;
	struct scan_options options;
	size_t n_names; /* looked at */
	size_t n_unread; /* posts in formats that are not read */
	struct str unread; /* the first of them */
	char root[PATH_MAX]; /* as the system sees it */
	struct place *folders; /* a queue: all folders met, none twice */
	size_t n_folders, folders_cap;
	size_t *by_ino,
		by_ino_n; /* index of a folder + 1, or 0: a table of those met, made when links come; its size, a power of two */
	size_t n_by_ino; /* folders entered there */
	struct place *files;
	size_t n_files, files_cap;
	struct place *pages; /* in HTML, where nobody asked for these: posts when there are no others */
	size_t n_pages, pages_cap;
};

static bool
is_one_of(struct str s, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(s, names[i]))
			return true;
	return false;
}
#define ONE_OF(s, list) is_one_of((s), (list), sizeof(list) / sizeof *(list))

/* What repositories keep beside their posts: written in capitals, so that "security.md" may be a post. */
static bool
is_about_repository(struct str name)
{
	static const char *const names[] = {"LICENSE", "LICENCE", "CONTRIBUTING", "CHANGELOG", "CODE_OF_CONDUCT", "SECURITY",
		"GOVERNANCE", "SUPPORT", "MAINTAINERS", "AUTHORS", "CONTRIBUTORS", "CREDITS", "NOTICE", "TODO", "ROADMAP",
		"PULL_REQUEST_TEMPLATE", "ISSUE_TEMPLATE"};
	ptrdiff_t dot = str_find_char(name, '.');
	return str_starts_nocase(name, "readme.") || str_starts(name, "_index.") || ONE_OF(str_sub(name, 0, (size_t)dot), names);
}

static bool
is_html(struct str name)
{
	struct str ext = path_ext(name);
	return str_is_nocase(ext, ".html") || str_is_nocase(ext, ".htm");
}

static bool
is_post(const struct scan *s, struct str name)
{
	static const char *const endings[] = {".md", ".markdown", ".mdown", ".mkdn", ".mkdown", ".mkd", ".mdx"};
	struct str ext = path_ext(name);
	bool text = s->options.html && is_html(name);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		text |= str_is_nocase(ext, endings[i]);
	return text && !is_about_repository(name);
}

/* Formats that sites also write posts in. */
static bool
is_unread(struct str name)
{
	static const char *const endings[] = {".adoc", ".asciidoc", ".org", ".rst", ".textile", ".ipynb", ".qmd"};
	return ONE_OF(path_ext(name), endings);
}

/* Hidden ones, those of other people's programs, and what the site's program writes. */
static bool
is_skipped(const struct scan *s, struct str name)
{
	static const char *const folders[] = {"node_modules", "public", "themes", "_site"};
	return name.p[0] == '.' || ONE_OF(name, folders) || (s->options.jekyll && str_is(name, "vendor"));
}

/* Whether a link leads to something within the root. */
static bool
stays_inside(struct scan *s, const char *path)
{
	char real[PATH_MAX];
	size_t n = strlen(s->root);
	if (!realpath(path, real))
		return false;
	return !strncmp(real, s->root, n) && (real[n] == '/' || !real[n] || n == 1);
}

static void
folder_add(struct scan *s, struct place place)
{
	if (place.depth > DEPTH_MOST) {
		diag_add(s->d, DIAG_TOO_DEEP, place.path, 0, 0, "folders nested deeper than 100 levels were not looked into");
		return;
	}
	*PUSH(s->a, s->folders, s->n_folders, s->folders_cap) = place;
}

/* HTML in a folder of posts: a post when its name begins with a day, as exports of platforms name theirs. */
static void
page_add(struct scan *s, struct place place, struct str name)
{
	struct date date;
	if (date_in_name(name, &date) && date.precision == DATE_DAY)
		*PUSH(s->a, s->files, s->n_files, s->files_cap) = place;
	else
		*PUSH(s->a, s->pages, s->n_pages, s->pages_cap) = place;
}

static void
entry_add(struct scan *s, const struct place *folder, struct str name)
{
	struct stat st;
	struct str dir = str_is(folder->path, ".") ? STR_NONE : folder->path; /* "post.md" reads better than "./post.md" */
	struct place place = {.path = path_join(s->a, dir, name), .depth = folder->depth + 1, .linked = folder->linked};
	place.posts = folder->posts || str_is(name, "_posts") || str_is(name, "_drafts");
	place.bundle = folder->bundle;
	bool post = is_post(s, name) && (place.posts || !s->options.jekyll);
	if (is_skipped(s, name) || lstat(place.path.p, &st)) /* or gone already */
		return;
	if (S_ISLNK(st.st_mode)) {
		place.linked = true;
		bool there = stat(place.path.p, &st) == 0;
		if (there && !S_ISDIR(st.st_mode) && !post)
			return;
		if (there ? !stays_inside(s, place.path.p) : post) {
			diag_add(s->d, DIAG_POST_OUTSIDE, place.path, 0, 0,
				there ? MESSAGE("this link leads out of the folder of posts and was not followed; copy what it "
						"leads to, or name that folder, too")
				      : MESSAGE("this link leads nowhere; remove it, or restore what it led to"));
			return;
		}
		if (!there)
			return;
	}
	place.dev = st.st_dev;
	place.ino = st.st_ino;
	if (S_ISDIR(st.st_mode))
		folder_add(s, place);
	else if (post && S_ISREG(st.st_mode) && place.bundle)
		diag_add(s->d, DIAG_POST_RESOURCE, place.path, 0, 0,
			"a part of the post called index in this folder or above it, and no post of its own; left out");
	else if (post && S_ISREG(st.st_mode))
		*PUSH(s->a, s->files, s->n_files, s->files_cap) = place;
	else if (S_ISREG(st.st_mode) && is_html(name) && !place.linked && !s->options.jekyll)
		page_add(s, place, name);
	else if (S_ISREG(st.st_mode) && is_unread(name) && (place.posts || s->options.bundles) && !s->n_unread++)
		s->unread = place.path;
}

static int
path_cmp(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;
	return str_cmp(a->path, b->path);
}

/* The same file side by side, the one that is reached without a link before the others. */
static int
identity_cmp(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;
	if (a->dev != b->dev)
		return a->dev < b->dev ? -1 : 1;
	if (a->ino != b->ino)
		return a->ino < b->ino ? -1 : 1;
	if (a->linked != b->linked)
		return a->linked ? 1 : -1;
	return path_cmp(a, b);
}

/* A post that is reached by a link, too, counts once. Hard links are posts of their own. */
static void
files_unique(struct scan *s)
{
	size_t kept = 0;
	if (s->n_files)
		qsort(s->files, s->n_files, sizeof *s->files, identity_cmp);
	for (size_t i = 0; i < s->n_files; i++) {
		const struct place *f = &s->files[i], *before = kept ? &s->files[kept - 1] : NULL;
		if (!before || !f->linked || before->dev != f->dev || before->ino != f->ino)
			s->files[kept++] = *f;
	}
	s->n_files = kept;
	if (kept)
		qsort(s->files, kept, sizeof *s->files, path_cmp);
}

static size_t *
folder_slot(const struct scan *s, size_t at)
{
	const struct place *f = &s->folders[at];
	size_t mask = s->by_ino_n - 1, i = (size_t)((uint64_t)f->ino * UINT64_C(0x9E3779B97F4A7C15) >> 20) & mask;
	for (; s->by_ino[i]; i = (i + 1) & mask) {
		const struct place *other = &s->folders[s->by_ino[i] - 1];
		if (other->dev == f->dev && other->ino == f->ino)
			break;
	}
	return &s->by_ino[i];
}

/* Whether a folder was met before: a link may lead back to it. Folders that no link leads to cannot be met twice. */
static bool
folder_known(struct scan *s, size_t at)
{
	if (!s->folders[at].linked)
		return false;
	if (s->by_ino_n < 2 * s->n_folders) {
		for (s->by_ino_n = 64; s->by_ino_n < 4 * s->n_folders;)
			s->by_ino_n *= 2;
		s->by_ino = NEW_N(s->a, s->by_ino_n, size_t);
		s->n_by_ino = 0;
	}
	for (; s->n_by_ino < s->n_folders; s->n_by_ino++) {
		size_t *slot = folder_slot(s, s->n_by_ino);
		if (!*slot) /* of two the one met first */
			*slot = s->n_by_ino + 1;
	}
	return *folder_slot(s, at) != at + 1;
}

/* The page of a leaf bundle: index.md, index.es.md. */
static bool
is_index(const struct scan *s, struct str name)
{
	return str_starts(name, "index.") && is_post(s, name);
}

static void
folder_look(struct scan *s, struct place f)
{
	struct str *names;
	size_t n;
	bool bundle = false;
	const char *why = folder_list(s->a, f.path.p, &names, &n);
	if (why) {
		diag_add(s->d, DIAG_FILE_UNREADABLE, f.path, 0, 0,
			"the folder could not be read (%s); its posts are not in the book", why);
		return;
	}
	for (size_t i = 0; i < n && s->options.bundles && f.depth && !f.bundle; i++)
		bundle |= is_index(s, names[i]);
	for (size_t i = 0; i < n; i++) {
		if (++s->n_names > NAMES_MOST)
			return;
		struct place folder = f;
		folder.bundle |= bundle && !is_index(s, names[i]);
		entry_add(s, &folder, names[i]);
	}
}

/* Looks into the folders in the order in which they were met, those behind links last. */
static void
folders_walk(struct scan *s, bool linked)
{
	for (size_t i = 0; i < s->n_folders && s->n_names <= NAMES_MOST; i++) {
		struct place f = s->folders[i];
		if (f.linked == linked && !(linked && folder_known(s, i)))
			folder_look(s, f);
	}
}

static void
scan_report(struct scan *s, struct str path)
{
	if (s->n_names > NAMES_MOST)
		diag_add(s->d, DIAG_SCAN_LIMIT, path, 0, 0,
			"more than 300,000 files and folders lie here, and those beyond were not looked at; name a folder that "
			"holds "
			"only posts");
	if (s->n_unread)
		diag_add(s->d, DIAG_POST_FORMAT, s->unread, 0, 0,
			"posts in this format are not read; %zu such files are not in the book: turn them into Markdown, "
			"pandoc(1) "
			"does that",
			s->n_unread);
}

struct str *
post_scan(struct arena *a, struct diag *d, struct str path, const struct scan_options *options, size_t *n)
{
	struct scan *s = NEW(a, struct scan);
	struct stat st;
	s->a = a;
	s->d = d;
	if (options)
		s->options = *options;
	*n = 0;
	struct place top = {.path = str_dup(a, path)};
	struct str name = path_base(path);
	top.posts = str_is(name, "_posts") || str_is(name, "_drafts");
	if (stat(top.path.p, &st) || !realpath(top.path.p, s->root)) {
		diag_add(d, DIAG_FILE_UNREADABLE, path, 0, 0, "there is no such file or folder");
		return NULL;
	}
	top.dev = st.st_dev;
	top.ino = st.st_ino;
	if (S_ISDIR(st.st_mode))
		folder_add(s, top);
	else
		*PUSH(a, s->files, s->n_files, s->files_cap) = top;
	folders_walk(s, false);
	folders_walk(s, true);
	if (!s->n_files && s->n_pages) { /* an export of a platform */
		s->files = s->pages;
		s->n_files = s->n_pages;
	}
	files_unique(s);
	scan_report(s, path);
	struct str *paths = NEW_N(a, s->n_files, struct str);
	for (size_t i = 0; i < s->n_files; i++)
		paths[i] = s->files[i].path;
	*n = s->n_files;
	return paths;
}
