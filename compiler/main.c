/* main.c - the command line: options, commands, the stages in order, exit status */
#include "base/file.h"
#include "base/pool.h"
#include "book/book.h"
#include "epub/epub.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "post/post.h"
#include "style/style.h"

#include <stdio.h>
#include <string.h>

struct read_job {
	struct str *paths;
	struct post **posts;
	struct post_options options;
	struct diag *d;
};

static void
read_one(void *ctx, size_t i, int worker)
{
	struct read_job *job = ctx;
	(void)worker;
	job->posts[i] = post_read(job->paths[i], &job->options, job->d);
}

/* Configuration and posts in, the book out. NULL when there is none. */
static struct book *
book_read(struct arena *a, struct diag *d, const char *path, int threads)
{
	struct config *config = config_read(a, d, path);
	if (!config)
		return NULL;
	struct str *paths = NULL;
	size_t n = 0, cap = 0;
	for (size_t i = 0; i < config->n_posts; i++) {
		size_t found;
		struct str *files = post_scan(a, d, config->posts[i], &found);
		for (size_t k = 0; k < found; k++)
			*PUSH(a, paths, n, cap) = files[k];
	}
	struct read_job job = {.paths = paths, .posts = NEW_N(a, n, struct post *), .d = d,
		.options = {.no_repair = config->no_repair, .lang = config->language}};
	pool_run(threads, n, read_one, &job);
	return book_make(a, d, config, job.posts, n, threads);
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct diag *d = diag_new();
	int status = 1, threads = pool_processors();
	if (argc < 3) {
		fputs("usage: yearbook build|dump-book|dump-pages PATH [FOLDER]\n", stderr);
		return 2;
	}
	struct book *book = book_read(a, d, argv[2], threads);
	if (book && !strcmp(argv[1], "dump-book")) {
		book_dump(book, stdout);
		status = 0;
	} else if (book) {
		struct style *style = style_read(a, d, book->config->style, book->config->paper);
		struct layout *layout = style ? layout_make(book, style, d, NULL, threads) : NULL;
		const char *out = argc > 3 ? argv[3] : "build";
		if (layout && !strcmp(argv[1], "dump-pages")) {
			pages_dump(layout_pages(layout), stdout);
			status = 0;
		} else if (layout) {
			struct file_out pdf, epub;
			folder_make(out);
			if (file_out_open(&pdf, path_join(a, str_of(out), STR("yearbook.pdf")).p) &&
			    pdf_write(layout_pages(layout), &pdf, d, threads) && file_out_commit(&pdf))
				status = 0;
			file_out_drop(&pdf);
			if (!file_out_open(&epub, path_join(a, str_of(out), STR("yearbook.epub")).p) ||
			    !epub_write(book, style_builtin("styles/epub.css"), &epub, d, threads) || !file_out_commit(&epub))
				status = 1;
			file_out_drop(&epub);
		}
		layout_free(layout);
	}
	diag_print(d, stderr, DIAG_NOTE);
	book_free(book);
	diag_free(d);
	arena_free(a);
	return status;
}
