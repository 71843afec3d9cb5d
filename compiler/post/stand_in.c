/* stand_in.c - until the room is furnished: what other rooms call, as weak symbols. Removed when post/ is complete */
#include "post/post.h"

__attribute__((weak)) struct block *
block_after(const struct block *b, const struct block *root)
{
	for (; b && b != root; b = b->parent)
		if (b->next)
			return b->next;
	return NULL;
}

__attribute__((weak)) struct block *
block_next(const struct block *b, const struct block *root)
{
	return b->first ? b->first : block_after(b, root);
}

__attribute__((weak)) bool
date_read(struct str s, struct date *out)
{
	(void)s, (void)out;
	return false;
}

__attribute__((weak)) bool
date_in_name(struct str name, struct date *out)
{
	(void)name, (void)out;
	return false;
}

__attribute__((weak)) int
date_year_in_text(struct str s)
{
	(void)s;
	return 0;
}

__attribute__((weak)) struct date
date_of_year(int year)
{
	return (struct date){.precision = DATE_YEAR, .year = year, .instant = ((int64_t)year - 1969) * 31556952 - 1};
}
