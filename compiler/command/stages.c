/* stages.c - the stages in order: configuration and posts, the book, the pages; what is said on the way */
#include "base/file.h"
#include "base/message.h"
#include "base/pool.h"
#include "command/run.h"
#include "post/post.h"
#include "style/style.h"

#include <stdio.h>
#include <sys/resource.h>

double
seconds_since(const struct timespec *start)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static long
memory_peak_mb(void)
{
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	return u.ru_maxrss / 1024;
}

void
progress(struct run_state *r, const char *what)
{
	if (r->opt.verbose)
		fprintf(stderr, "yearbook: %.3f s, %ld MB: %s\n", seconds_since(&r->start), memory_peak_mb(), message(what));
	else if (r->terminal)
		fprintf(stderr, "\r\033[K%s…", message(what));
}

void
progress_clear(struct run_state *r)
{
	if (r->terminal && !r->opt.verbose)
		fputs("\r\033[K", stderr);
}

struct read_job {
	const struct shortcodes *shortcodes;
	const struct site_setting *settings;
	size_t n_settings;
	struct str *paths;
	struct post **posts;
	const struct config *config;
	struct diag *d;
};

static void
post_read_one(void *ctx, size_t i, int worker)
{
	struct read_job *job = ctx;
	const struct config *config = job->config;
	(void)worker;
	struct post_options options = {
		.no_repair = config->no_repair || (config->desk && desk_no_repair(config->desk, job->paths[i])),
		.loose_links = config->loose_links,
		.lang = config->language,
		.shortcodes = job->shortcodes,
		.hollow = config->hollow,
		.roots = config->images,
		.n_roots = config->n_images,
		.settings = job->settings,
		.n_settings = job->n_settings};
	job->posts[i] = post_read(job->paths[i], &options, job->d);
}

/* What shortcodes stand for: the table that is compiled in, then the book's own. */
static const struct shortcodes *
shortcodes_find(struct run_state *r, const struct config *config)
{
	struct shortcode_file files[3] = {{STR("styles/shortcodes.yaml"), style_builtin("styles/shortcodes.yaml")}};
	struct str own[2] = {path_join(r->a, config->root, STR("styles/shortcodes.yaml")), config->shortcodes};
	size_t n = 1;
	for (int i = 0; i < 2; i++) {
		if (!own[i].n || (i == 0 && path_kind(own[i].p) == PATH_NONE))
			continue;
		const char *why = file_read(r->a, str_z(r->a, own[i]), 4 << 20, &files[n].text);
		if (why)
			diag_add(r->d, DIAG_FILE_UNREADABLE, own[i], 0, 0, "the file of shortcodes could not be read: %s", why);
		else
			files[n++].name = own[i];
	}
	return shortcodes_read(r->a, r->d, files, n);
}

/* The word lists of the languages that we have them of. */
enum { WORD_LISTS = 3 };

static struct shortcode_file *
word_lists(struct run_state *r)
{
	static const char *const names[WORD_LISTS] = {"styles/words/en.yaml", "styles/words/es.yaml", "styles/words/pt.yaml"};
	struct shortcode_file *files = NEW_N(r->a, WORD_LISTS, struct shortcode_file);
	for (size_t i = 0; i < WORD_LISTS; i++)
		files[i] = (struct shortcode_file){str_of(names[i]), style_builtin(names[i])};
	return files;
}

struct talk_job {
	const struct desk *desk;
	struct post **posts;
};

static void
post_talk(void *ctx, size_t i, int worker)
{
	struct talk_job *job = ctx;
	(void)worker;
	if (job->posts[i])
		desk_webtalk(job->desk, job->posts[i]);
}

/* What makes no sense on paper, of the posts that are printed. */
static void
talk_tell(struct run_state *r, const struct book *b)
{
	for (size_t i = 0; i < b->n_entries; i++) {
		const struct entry *e = &b->entries[i];
		desk_webtalk_report(r->d, e->post, e->author.n && !e->author_is_publisher);
	}
}

static void
shortcodes_tell(struct run_state *r, const struct book *b)
{
	struct post **posts = NEW_N(r->a, b->n_all, struct post *);
	for (size_t i = 0; i < b->n_all; i++)
		posts[i] = b->entries[i].post;
	shortcodes_report(r->d, posts, b->n_all, b->config->root);
}

/* What options name holds instead of what yearbook.yaml does: outputs, printers, or both; sheets for an office printer are asked for alone. */
static void
outputs_choose(struct run_state *r, struct config *config)
{
	bool imposed = r->opt.imposition.how != IMPOSE_NONE;
	if (r->opt.only || r->opt.printer || imposed) {
		config->outputs = r->opt.only;
		config->n_printers = 0;
	}
	if (imposed && !r->opt.only && !r->opt.printer)
		config->outputs = OUTPUT_PDF;
	if (r->opt.printer)
		config->printers = printers_split(r->a, str_of(r->opt.printer), &config->n_printers);
	if (r->opt.kindle)
		config->outputs |= OUTPUT_KINDLE;
	if (r->opt.epub_budget)
		config->epub.budget = r->opt.epub_budget;
	if (r->opt.pdf_budget)
		config->pdf.budget = r->opt.pdf_budget;
	if (r->opt.copies)
		config->copies = r->opt.copies;
	if (r->opt.stock)
		config->stock = str_of(r->opt.stock);
}

struct book *
book_read(struct run_state *r)
{
	progress(r, "reading");
	struct config *config = config_read(r->a, r->d, r->opt.path);
	if (!config)
		return NULL;
	if (r->opt.no_repair)
		config->no_repair = true;
	if (r->opt.paper)
		config->paper = str_of(r->opt.paper);
	if (r->opt.links)
		config->links = r->opt.links;
	config->probes = r->probes;
	const struct shortcode_file *words = word_lists(r);
	config->hollow = hollow_read(r->a, r->d, words, WORD_LISTS);
	config->plan = r->plan;
	config->desk = desk_open(r->a, r->d,
		&(struct desk_options){.root = config->root,
			.file = config->file,
			.fixes = config->fixes_key,
			.waive = config->waive_key,
			.talk = config->talk_key,
			.people = config->people,
			.words = words,
			.n_words = WORD_LISTS,
			.language = config->language,
			.kinds = r->opt.release,
			.plan = r->plan != NULL});
	selection_override(&config->selection, &r->opt.selection);
	config_without(r->a, r->d, config, &r->opt.without);
	outputs_choose(r, config);
	size_t n;
	struct str *paths = book_posts(r->a, r->d, config, &n);
	struct read_job job = {.shortcodes = shortcodes_find(r, config),
		.paths = paths,
		.posts = NEW_N(r->a, n, struct post *),
		.config = config,
		.d = r->d};
	job.settings = config_settings(r->a, config, &job.n_settings);
	pool_run(r->opt.threads, n, post_read_one, &job);
	if (config->foreword.n) {
		struct read_job one = job;
		one.paths = &config->foreword;
		one.posts = &config->foreword_post;
		post_read_one(&one, 0, 0);
	}
	progress(r, "gathering the book");
	struct post **posts = desk_apply(config->desk, r->a, r->d, job.posts, &n);
	if (!r->plan)
		pool_run(r->opt.threads, n, post_talk, &(struct talk_job){config->desk, posts});
	struct book *book = book_make(r->a, r->d, config, posts, n, r->opt.threads);
	if (book && !r->plan) {
		shortcodes_tell(r, book);
		talk_tell(r, book);
	}
	r->read_warnings = warnings_count(r->d);
	return book;
}

size_t
warnings_count(struct diag *d)
{
	size_t n, count = 0;
	const struct finding *list = diag_sorted(d, &n);
	for (size_t i = 0; i < n; i++)
		count += list[i].level == DIAG_WARNING && list[i].kind != DIAG_PICTURE_SMALL;
	return count;
}

struct layout *
pages_make(struct run_state *r)
{
	const struct config *config = r->book->config;
	progress(r, "laying out");
	struct style *style = style_read(r->a, r->d, config->style, config->paper);
	struct layout *layout = style ? layout_make(r->book, style, r->d, r->opt.fonts, r->opt.threads) : NULL;
	r->layout_warnings = warnings_count(r->d) - r->read_warnings;
	return layout;
}

void
cache_open(struct run_state *r)
{
	bool drawings = false;
	if (!r->book || !r->book->n_images || r->opt.no_cache)
		return;
	for (size_t i = 0; i < r->book->n_images; i++)
		drawings |= r->book->images[i].vector;
	r->book->cache = r->cache = image_cache_open(drawings);
}

bool
input_failed(const struct run_state *r)
{
	return diag_count(r->d, DIAG_ERROR) > 0 || (r->opt.werror && diag_count(r->d, DIAG_WARNING) > 0);
}

void
findings_print(struct run_state *r)
{
	progress_clear(r);
	diag_print(r->d, stderr, r->opt.quiet ? DIAG_ERROR : r->opt.verbose ? DIAG_NOTE : DIAG_WARNING, r->opt.verbose);
	if (r->opt.werror && diag_count(r->d, DIAG_WARNING) && !diag_count(r->d, DIAG_ERROR))
		fprintf(stderr, "yearbook: %s\n", message("warnings count as errors: no output was replaced"));
}

void
left_out_print(struct run_state *r)
{
	bool any = false;
	for (int i = 0; i < LEFT_COUNT; i++)
		if (r->book->left_out[i]) {
			printf("%s%s %zu", any ? ", " : message("left out: "), message(left_out_names[i]), r->book->left_out[i]);
			any = true;
		}
	if (any)
		printf("%s\n", r->opt.verbose ? "" : message(" (-v names them)"));
}
