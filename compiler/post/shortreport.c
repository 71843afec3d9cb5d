/* shortreport.c - shortcodes that are not known: one finding for each name in the whole book */
#include "post/post.h"

#include "base/file.h"

#include <stdlib.h>

/* A name in one post, and where in the order of posts it stands. */
struct use {
	const struct short_unknown *unknown;
	const struct post *post;
	size_t order;
};

static int
use_cmp(const void *pa, const void *pb)
{
	const struct use *a = pa, *b = pb;
	int c = str_cmp(a->unknown->name, b->unknown->name);
	return c ? c : (a->order > b->order) - (a->order < b->order);
}

/* The site's own template of a shortcode, as a path below its root; empty when there is none. */
static struct str
template_find(struct arena *a, struct str root, struct str name)
{
	static const char *const places[] = {"layouts/shortcodes/%s.html", "layouts/_shortcodes/%s.html",
		"templates/shortcodes/%s.html", "templates/shortcodes/%s.md", "_includes/%s"};
	if (!root.n || str_find(name, STR("..")) >= 0 || str_starts(name, "/"))
		return STR_NONE;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct str place = str_of(places[i]);
		size_t at = (size_t)str_find(place, STR("%s"));
		struct str path = str_fmt(a, "%.*s%.*s%s", (int)at, place.p, STR_FMT(name), place.p + at + 2);
		if (path_kind(path_join(a, root, path).p) == PATH_FILE)
			return path;
	}
	return STR_NONE;
}

static void
name_report(struct diag *d, const struct use *first, int count, unsigned fates, struct str template)
{
	struct str name = first->unknown->name, file = first->post->path;
	int line = first->unknown->line;
#define NAME_FINDING(text) diag_add(d, DIAG_SHORTCODE_UNKNOWN, file, line, 0, text, STR_FMT(name), count)
	if (fates == FATE_SETTING)
		NAME_FINDING(
			"the setting \"%.*s\" has no value here and was left out (places: %d); write its value in its place, or "
			"give it in "
			"the front matter");
	else if (fates == FATE_INNER)
		NAME_FINDING("the shortcode \"%.*s\" is not known; what it encloses was printed (places: %d): say in a file of "
			     "shortcodes what to "
			     "make of it");
	else if (fates == FATE_ADDRESS)
		NAME_FINDING(
			"the shortcode \"%.*s\" is not known; its address was printed (places: %d): say in a file of shortcodes "
			"what to make "
			"of it");
	else if (fates == FATE_PICTURE)
		NAME_FINDING(
			"the shortcode \"%.*s\" is not known; its picture was printed (places: %d): say in a file of shortcodes "
			"what to make "
			"of it");
	else if (fates == FATE_TEXT)
		NAME_FINDING("the shortcode \"%.*s\" is not known; its text was printed (places: %d): say in a file of "
			     "shortcodes what to "
			     "make of it");
	else if (fates == FATE_OUT)
		NAME_FINDING(
			"the shortcode \"%.*s\" is not known and was left out (places: %d); say in a file of shortcodes what to "
			"make of it");
	else
		NAME_FINDING("the shortcode \"%.*s\" is not known; what it encloses, its text, its address or its picture was "
			     "printed where it "
			     "has one "
			     "(places: %d): say in a file of shortcodes what to make of it");
#undef NAME_FINDING
	if (template.n)
		diag_add(d, DIAG_SHORTCODE_PLACE, file, line, 0, "the site makes \"%.*s\" with its template %.*s", STR_FMT(name),
			STR_FMT(template));
}

void
shortcodes_report(struct diag *d, struct post *const *posts, size_t n, struct str root)
{
	struct arena *a = arena_new();
	struct use *uses = NULL;
	size_t count = 0, cap = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < posts[i]->n_unknown; k++)
			*PUSH(a, uses, count, cap) = (struct use){&posts[i]->unknown[k], posts[i], i};
	if (count)
		qsort(uses, count, sizeof *uses, use_cmp);
	for (size_t i = 0, end; i < count; i = end) {
		int places = 0;
		unsigned fates = 0;
		for (end = i; end < count && str_eq(uses[end].unknown->name, uses[i].unknown->name); end++) {
			places += uses[end].unknown->count;
			fates |= uses[end].unknown->fates;
		}
		name_report(d, &uses[i], places, fates, template_find(a, root, uses[i].unknown->name));
	}
	arena_free(a);
}
