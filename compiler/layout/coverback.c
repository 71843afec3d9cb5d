/* coverback.c - the back of the cover: what the book is about, what it holds, and the codes at its foot */
#include "layout/cover.h"

struct frame
cover_back(struct parts_env *env, const struct cover_shape *shape)
{
	(void)env;
	(void)shape;
	return (struct frame){0};
}
