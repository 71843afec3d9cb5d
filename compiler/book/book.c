/* book.c - gather the posts into a book: the steps in order */
#include "book/gather.h"
#include "book/index.h"

#include "base/pool.h"

/* What concerns one post alone is done on all threads: its memory is its own arena's. */
static void
entry_mend(void *ctx, size_t i, int worker)
{
	struct gather *g = ctx;
	(void)worker;
	headings_mend(g, &g->book->entries[i]);
	quotes_set(&g->book->entries[i]);
}

struct book *
book_make(struct arena *a, struct diag *d, const struct config *config, struct post **posts, size_t n, int threads)
{
	struct book *b = NEW(a, struct book);
	struct gather g = {.a = a, .d = d, .config = config, .book = b, .threads = threads};
	*b = (struct book){.arena = a, .config = config, .cover = -1, .cover_back = -1};
	order_entries(&g, posts, n);
	if (!b->n_entries) {
		size_t left = config->left_by_path;
		for (int i = 0; i < LEFT_COUNT; i++)
			left += i == LEFT_PATH || i == LEFT_EMPTY ? 0 : b->left_out[i];
		if (left)
			diag_add(d, DIAG_NO_POSTS, config->root, 0, 0,
				"no post is left to print, since each of the %zu found was left out; -v names them and says why",
				left);
		else
			diag_add(d, DIAG_NO_POSTS, config->root, 0, 0,
				"no post to print was found here: posts are files that end in .md or .markdown");
		if (config->foreword_post)
			arena_free(config->foreword_post->arena);
		return NULL;
	}
	languages_set(&g);
	foreword_set(&g);
	titles_set(&g);
	identity_set(&g);
	authors_set(&g);
	plan_finish(&g);
	withheld_bylines(&g);
	kickers_set(&g);
	parts_set(&g);
	embeds_set(&g);
	links_resolve(&g);
	pool_run(threads, b->n_all, entry_mend, &g);
	people_read(&g);
	sponsors_read(&g);
	cover_set(&g);
	editions_set(&g);
	pictures_find(&g);
	sponsors_check(&g);
	credits_set(&g);
	galleries_make(&g);
	index_make(&g); /* when the texts are as they will be printed */
	withheld_tell(&g);
	matter_set(&g); /* knows what there is to show */
	return b;
}

void
book_free(struct book *b)
{
	if (!b)
		return;
	for (size_t i = 0; i < b->n_entries; i++)
		arena_free(b->entries[i].post->arena);
	if (b->config->foreword_post)
		arena_free(b->config->foreword_post->arena);
	b->n_entries = b->n_all = 0;
}
