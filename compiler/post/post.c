/* post.c - read a post: the steps in order */
#include "post/post.h"

#include "base/file.h"
#include "post/blocks.h"
#include "post/fields.h"
#include "post/front.h"
#include "post/shortcode.h"
#include "post/text.h"

enum { FILE_MOST = 64 << 20 };

/* The steps, into a post whose arena and path are set. false: nothing can be read (reported). */
static bool
post_fill(struct post *p, struct str text, const struct post_options *options, struct diag *d)
{
	if (!text_decode(p->arena, d, p->path, text, &text))
		return false;
	if (!str_trim(text).n) {
		diag_add(d, DIAG_POST_EMPTY, p->path, 1, 0,
			"the file is empty, and was left out; write the post or remove the file");
		return false;
	}
	if (!options->no_repair)
		text = text_tidy(p->arena, d, p->path, text_repair(p->arena, d, p->path, text));
	if (str_starts(text, "\xEF\xBB\xBF")) /* a mark that had been mistaken for letters */
		text = str_sub(text, 3, text.n);
	p->source = text;
	post_lines_find(p);
	struct front front = front_cut(p->arena, d, p->path, text);
	front_apply(p, front.map, d);
	shortcode_titles(p, options, d);
	p->body_line = front.body_line;
	if (front.body.n && str_is_nocase(path_ext(p->path), ".mdx"))
		front.body = mdx_plain(p->arena, front.body);
	struct str body = front.body.n ? front.body : STR(""); /* never NULL: places in it are reckoned from its beginning */
	blocks_read(p, body, front.body_line, options, d);
	title_from_blocks(p);
	return true;
}

static struct post *
post_new(struct str path)
{
	struct arena *a = arena_new();
	struct post *p = NEW(a, struct post);
	p->arena = a;
	p->path = str_dup(a, path);
	p->dir = path_dir(p->path);
	return p;
}

struct post *
post_parse(struct str path, struct str text, const struct post_options *options, struct diag *d)
{
	struct post *p = post_new(path);
	if (post_fill(p, text, options, d))
		return p;
	arena_free(p->arena);
	return NULL;
}

struct post *
post_read(struct str path, const struct post_options *options, struct diag *d)
{
	struct post *p = post_new(path);
	struct str text;
	const char *why = file_read(p->arena, p->path.p, FILE_MOST, &text);
	if (why && str_is(str_of(why), "too large"))
		diag_add(d, DIAG_FILE_TOO_LARGE, p->path, 0, 0,
			"the file is larger than 64 MB and was left out; a post is text alone");
	else if (why)
		diag_add(d, DIAG_FILE_UNREADABLE, p->path, 0, 0, "the post could not be read (%s); it is not in the book", why);
	if (!why && post_fill(p, text, options, d)) {
		images_beside(p);
		return p;
	}
	arena_free(p->arena);
	return NULL;
}
