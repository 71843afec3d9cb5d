/* reshape.c - the fixes that change pictures, talks and whole posts, one after the other */
#include "desk/fix.h"
#include "desk/fixing.h"

static void
post_reshape(struct fixing *x, const struct fix_pair *fixes)
{
	for (int k = 0; k < FIX_LAYERS; k++)
		if (fixes->of[k] && fixes->of[k]->pictures) {
			x->file = fixes->of[k]->file;
			pictures_fix(x, fixes->of[k]->pictures);
		}
	pictures_drop(x);
	for (int k = 0; k < FIX_LAYERS; k++)
		if (fixes->of[k] && fixes->of[k]->talks) {
			x->file = fixes->of[k]->file;
			talks_list(x, fixes->of[k]->talks);
		}
}

/* What is written last holds: a post is split once. */
static const struct fix *
fix_last(const struct fix_pair *fixes, bool join)
{
	const struct fix *last = NULL;
	for (int k = 0; k < FIX_LAYERS; k++)
		if (fixes->of[k] && (join ? fixes->of[k]->join : fixes->of[k]->split))
			last = fixes->of[k];
	return last;
}

static void
joins(struct fixing *x, const struct fix_pair *fixes, struct post **posts, size_t n, size_t n_all)
{
	const struct post **were = NEW_N(x->desk->a, n, const struct post *);
	for (size_t i = 0; i < n; i++)
		were[i] = posts[i];
	for (size_t i = 0; i < n; i++) {
		const struct fix *fix = were[i] ? fix_last(&fixes[i], true) : NULL;
		if (!fix)
			continue;
		x->file = fix->file;
		x->post = posts[i];
		if (posts[i]) {
			posts_join(x, fix->join, posts, n_all);
			continue;
		}
		change_add(x->desk, were[i], "join", fix->file, fix->join->line)->failed = true;
		diag_add(x->d, DIAG_FIX_ANCHOR, fix->file, fix->join->line, fix->join->col,
			"\"%.*s\" was joined to another post and cannot be joined to; name all of them in one \"join\"",
			STR_FMT(fix->post));
	}
}

struct post **
posts_reshape(struct desk *desk, struct diag *d, const struct fix_pair *fixes, struct post **posts, size_t *n)
{
	struct post **parts = NULL;
	size_t n_parts = 0, cap = 0, count = *n, made;
	for (size_t i = 0; i < count; i++) {
		struct fixing x = {.desk = desk, .d = d, .post = posts[i]};
		if (!posts[i])
			continue;
		post_reshape(&x, &fixes[i]);
		const struct fix *fix = fix_last(&fixes[i], false);
		if (!fix)
			continue;
		x.file = fix->file;
		struct post **of = post_split(&x, fix->split, &made);
		for (size_t k = 0; k < made; k++)
			*PUSH(desk->a, parts, n_parts, cap) = of[k];
	}
	struct post **all = NEW_N(desk->a, count + n_parts, struct post *);
	for (size_t i = 0; i < count + n_parts; i++)
		all[i] = i < count ? posts[i] : parts[i - count];
	joins(&(struct fixing){.desk = desk, .d = d}, fixes, all, count, count + n_parts);
	*n = count + n_parts;
	return all;
}
