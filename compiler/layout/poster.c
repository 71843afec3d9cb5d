/* poster.c - the year on one large sheet (to come) */
#include "layout/special.h"

struct page *
special_poster(struct parts_env *env, size_t *n)
{
	return special_codes(env, n);
}
