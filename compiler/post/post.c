/* post.c - read a post: the steps in order */
#include "post/post.h"

struct str *
post_scan(struct arena *a, struct diag *d, struct str path, size_t *n)
{
	(void)a, (void)d, (void)path;
	*n = 0;
	return NULL;
}

struct post *
post_read(struct str path, const struct post_options *options, struct diag *d)
{
	(void)path, (void)options, (void)d;
	return NULL;
}
