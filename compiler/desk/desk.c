/* desk.c - the desk as a whole: its files are read, and laid over the posts */
#include "desk/fix.h"
#include "desk/room.h"

struct desk *
desk_open(struct arena *a, struct diag *d, const struct desk_options *options)
{
	struct desk *desk = NEW(a, struct desk);
	*desk = (struct desk){.a = a, .options = *options};
	waivers_read(desk, d);
	people_open(desk, d);
	fixes_read(desk, d);
	if (options->plan)
		desk->kinds = kinds_read(a, d, options->words, options->n_words);
	return desk;
}

struct post **
desk_apply(struct desk *desk, struct arena *a, struct diag *d, struct post **posts, size_t *n)
{
	(void)a;
	postsheet_apply(desk, d, posts, *n);
	struct fix_pair *fixes = fixes_match(desk, d, posts, *n);
	for (size_t i = 0; i < *n; i++)
		for (int k = 0; k < FIX_LAYERS; k++)
			if (fixes[i].of[k])
				fix_fields(desk, fixes[i].of[k], posts[i]);
	return posts;
}
