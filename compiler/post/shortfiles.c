/* shortfiles.c - pictures that a shortcode names by a folder or a pattern: {{< gallery dir="images" >}} */
#include "post/shortwrite.h"

#include "base/file.h"

#include <string.h>

enum { FILES_MOST = 500 };

static bool
picture_name(struct str name)
{
	static const char *const endings[] = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".bmp", ".avif", ".heic"};
	struct str ending = path_ext(name);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (str_is_nocase(ending, endings[i]))
			return str_find(name, STR("-thumb.")) < 0;
	return false;
}

/* "*" stands for any bytes, "?" for one. */
static bool
name_matches(struct str pattern, struct str name)
{
	size_t p = 0, n = 0, star = SIZE_MAX, back = 0;
	while (n < name.n) {
		if (p < pattern.n && pattern.p[p] == '*') {
			star = p++;
			back = n;
		} else if (p < pattern.n && (pattern.p[p] == '?' || char_lower(pattern.p[p]) == char_lower(name.p[n]))) {
			p++;
			n++;
		} else if (star != SIZE_MAX) {
			p = star + 1;
			n = ++back;
		} else {
			return false;
		}
	}
	while (p < pattern.n && pattern.p[p] == '*')
		p++;
	return p == pattern.n;
}

/* The pictures of root/folder whose names match; their addresses begin with `written`. */
static size_t
folder_pictures(struct expander *e, struct str root, struct str folder, struct str written, struct str pattern, struct str **out)
{
	struct str path = root, *names;
	size_t n, count = 0, cap = 0;
	if ((folder.n && path_in_root(e->a, root, folder, &path) != PATH_FOUND) ||
		folder_list(e->a, str_z(e->a, path), &names, &n))
		return 0;
	for (size_t i = 0; i < n && count < FILES_MOST; i++)
		if (picture_name(names[i]) && name_matches(pattern, names[i]))
			*PUSH(e->a, *out, count, cap) = path_join(e->a, written, names[i]);
	return count;
}

size_t
pattern_pictures(struct expander *e, struct str pattern, struct str **out)
{
	*out = NULL;
	if (!pattern.n || pattern.n > 300 || url_whole(pattern))
		return 0;
	ptrdiff_t slash = str_rfind_char(pattern, '/');
	struct str last = str_sub(pattern, (size_t)(slash + 1), pattern.n),
		   written = str_sub(pattern, 0, slash < 0 ? 0 : (size_t)slash);
	if (str_find_char(last, '*') < 0 && str_find_char(last, '?') < 0 && str_find_char(last, '.') < 0) { /* a folder */
		written = last.n ? pattern : written;
		last = STR("*");
	}
	while (str_ends(written, "**") || str_ends(written, "/"))
		written.n -= str_ends(written, "/") ? 1 : 2;
	struct str folder = written;
	while (str_starts(folder, "/"))
		folder = str_sub(folder, 1, folder.n);
	size_t n = str_starts(pattern, "/") ? 0 : folder_pictures(e, e->post->dir, folder, written, last, out);
	struct str from_root = str_fmt(e->a, "/%.*s", STR_FMT(folder));
	for (size_t i = 0; i < e->options->n_roots && !n; i++)
		n = folder_pictures(e, e->options->roots[i], folder, from_root, last, out);
	return n;
}
