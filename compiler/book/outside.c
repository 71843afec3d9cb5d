/* outside.c - posts that exist and are not in the book: links to them must not break */
#include "book/gather.h"

static struct str *
texts_copy(struct arena *a, const struct str *texts, size_t n)
{
	struct str *out = NEW_N(a, n, struct str);
	for (size_t i = 0; i < n; i++)
		out[i] = str_dup(a, texts[i]);
	return out;
}

void
outside_add(struct gather *g, const struct post *p, const struct post *instead)
{
	struct arena *a = g->a;
	struct post *shadow = NEW(a, struct post);
	*shadow = (struct post){.path = str_dup(a, p->path),
		.dir = str_dup(a, p->dir),
		.title = str_dup(a, p->title),
		.slug = str_dup(a, p->slug),
		.own_slug = str_dup(a, p->own_slug),
		.lang = str_dup(a, p->lang),
		.url = str_dup(a, p->url),
		.permalink = str_dup(a, p->permalink),
		.date = p->date,
		.draft = p->draft,
		.aliases = texts_copy(a, p->aliases, p->n_aliases),
		.n_aliases = p->n_aliases,
		.categories = texts_copy(a, p->categories, p->n_categories),
		.n_categories = p->n_categories};
	*PUSH(a, g->outside, g->n_outside, g->cap_outside) = (struct outside){shadow, instead};
}
