/* desk.c - the desk as a whole: its files are read, and laid over the posts */
#include "desk/fixing.h"
#include "desk/fixtext.h"
#include "desk/room.h"

struct desk *
desk_open(struct arena *a, struct diag *d, const struct desk_options *options)
{
	struct desk *desk = NEW(a, struct desk);
	*desk = (struct desk){.a = a, .options = *options};
	waivers_read(desk, d);
	people_open(desk, d);
	fixes_read(desk, d);
	if (options->plan || options->kinds)
		desk->kinds = kinds_read(a, d, options->words, options->n_words);
	ledger_open(desk, d);
	pictures_read(desk, d);
	webtalk_open(desk, d);
	return desk;
}

/* Which posts are called alike, so that a fix by that name would be nobody's. */
static void
slugs_compare(struct arena *a, struct post **posts, size_t n)
{
	struct map first = {.a = a};
	for (size_t i = 0; i < n; i++) {
		if (!posts[i])
			continue;
		bool fresh;
		int *at = map_add(&first, str_dup(a, posts[i]->slug), (int)i, &fresh);
		if (!fresh)
			posts[i]->slug_shared = posts[*at]->slug_shared = true;
	}
}

struct post **
desk_apply(struct desk *desk, struct arena *a, struct diag *d, struct post **posts, size_t *n)
{
	struct withdrawn withdrawn = {.a = a};
	struct map order = {.a = a};
	slugs_compare(a, posts, *n);
	postsheet_apply(desk, d, posts, *n);
	desk->slugs.a = a;
	for (size_t i = 0; i < *n; i++) {
		int *known = posts[i] ? map_find(&desk->slugs, posts[i]->slug) : NULL;
		if (known)
			++*known;
		else if (posts[i])
			map_add(&desk->slugs, str_dup(a, posts[i]->slug), 1, NULL);
	}
	struct fix_pair *fixes = fixes_match(desk, d, posts, *n);
	for (size_t i = 0; i < *n; i++) {
		const struct edit *said = posts[i] ? posts[i]->edit : NULL; /* a fix writes into a copy of it */
		for (int k = 0; k < FIX_LAYERS; k++)
			if (fixes[i].of[k] && posts[i])
				fix_fields(desk, fixes[i].of[k], posts[i]);
		if (said && posts[i] && said != posts[i]->edit)
			postsheet_overruled(d, said, posts[i]);
		if (posts[i])
			fix_text(desk, d, &fixes[i], posts[i], &withdrawn);
		if (posts[i] && (fixes[i].of[FIX_CONFIG] || fixes[i].of[FIX_FILE]))
			map_add(&order, str_dup(a, posts[i]->path), (int)i, NULL);
	}
	withdrawn_drop(&withdrawn, d);
	struct post **all = posts_reshape(desk, d, fixes, posts, n);
	changes_sort(desk, &order);
	return all;
}

bool
desk_slug_shared(const struct desk *desk, struct str slug)
{
	const int *n = map_find(&desk->slugs, slug);
	return n && *n > 1;
}
