/* desk.c - the desk as a whole: its files are read, and laid over the posts */
#include "desk/room.h"

struct desk *
desk_open(struct arena *a, struct diag *d, const struct desk_options *options)
{
	struct desk *desk = NEW(a, struct desk);
	*desk = (struct desk){.a = a, .options = *options};
	waivers_read(desk, d);
	people_open(desk, d);
	return desk;
}

bool
desk_no_repair(const struct desk *desk, struct str path)
{
	(void)desk;
	(void)path;
	return false;
}

struct post **
desk_apply(struct desk *desk, struct arena *a, struct diag *d, struct post **posts, size_t *n)
{
	(void)desk;
	(void)a;
	(void)d;
	(void)n;
	return posts;
}
