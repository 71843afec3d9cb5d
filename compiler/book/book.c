/* book.c - gather the posts into a book */
#include "book/book.h"

struct config *
config_read(struct arena *a, struct diag *d, const char *path)
{
	(void)a, (void)d, (void)path;
	return NULL;
}

struct book *
book_make(struct arena *a, struct diag *d, const struct config *config, struct post **posts, size_t n, int threads)
{
	(void)a, (void)d, (void)config, (void)posts, (void)n, (void)threads;
	return NULL;
}

void
book_free(struct book *b)
{
	(void)b;
}

void
book_dump(const struct book *b, FILE *out)
{
	(void)b, (void)out;
}

struct fix *
config_fix(const struct config *config, struct str path, struct str slug)
{
	(void)config, (void)path, (void)slug;
	return NULL;
}
