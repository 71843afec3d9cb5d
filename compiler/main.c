/* main.c - the command line: options, commands, the stages in order, exit status */
#include "base/file.h"
#include "base/message.h"
#include "base/pool.h"
#include "book/book.h"
#include "epub/epub.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "post/post.h"
#include "style/style.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* Exit status: 0 done (also with warnings), 1 errors in the input, 2 wrong usage or the system failed. */
enum { EXIT_DONE, EXIT_INPUT, EXIT_SYSTEM };

static const char help[] =
	MESSAGE("usage: yearbook build [options] PATH    write the book as PDF and EPUB\n"
		"       yearbook check [options] PATH    read and lay out, write nothing, print the findings\n"
		"       yearbook new DIR                 make a small book to start from\n"
		"       yearbook dump --book|--pages PATH  print the model or the pages as text\n"
		"       yearbook index --suggest [PATH]  print names for the index that the posts hold\n"
		"\n"
		"PATH is the root of a site, a folder with a yearbook.yaml, any folder of posts, or one post.\n"
		"\n"
		"      --from DATE      only posts from a year, month or day on; --to DATE: up to one\n"
		"      --lang TAG       only this language (es), or all with translations side by side\n"
		"      --tag, --section, --author NAME   only posts that have it; may be repeated\n"
		"      --include, --exclude GLOB         only, or not, the files of these paths\n"
		"      --drafts         drafts, too; --future: posts dated later than today, too\n"
		"  -o, --output DIR     where the outputs go (default: build)\n"
		"      --only LIST      outputs to write: pdf, epub or pdf,epub\n"
		"      --paper SIZE     6x9, media-carta, a5, letter or a4\n"
		"      --links HOW      addresses of links in print: notes, endnotes, qr or none\n"
		"      --fonts DIR      folder of NotoColorEmoji.ttf (default: beside the program)\n"
		"      --no-cache       do not keep converted pictures in ~/.cache/yearbook\n"
		"      --no-repair      leave text alone that was read with the wrong encoding\n"
		"  -j, --jobs N         threads (default: one per processor)\n"
		"      --werror         warnings are errors: no output is replaced\n"
		"  -q, --quiet          print errors only\n"
		"  -v, --verbose        print notes, times and memory too\n"
		"      --ui-lang LANG   language of the messages: en, es or pt (default: the system's)\n"
		"      --format json    check: findings for machines\n"
		"      --report         say how the pages came out: bad breaks one by one, and the totals\n"
		"      --missing        check: list the remote pictures to fetch, for wget -x -i\n"
		"  -h, --help           this text; more in yearbook(1) and yearbook(5)\n"
		"  -V, --version        the version\n"
		"\n"
		"Exit status: 0 done, 1 errors in the input (outputs not replaced), 2 wrong usage or the system failed.\n");

struct options {
	const char *command, *path, *output, *fonts, *paper, *ui_lang;
	unsigned only; /* enum output; 0: what the book names */
	int threads;
	struct arena *a;
	struct selection selection;
	enum links links;
	bool werror, quiet, verbose, json, missing, report, no_repair, no_cache, dump_book, dump_pages, suggest;
};

/* What a run holds. */
struct run_state {
	struct options opt;
	struct arena *a;
	struct diag *d;
	struct book *book;
	struct layout *layout;
	struct image_cache *cache; /* NULL: none */
	struct timespec start;
	bool terminal; /* a progress line is shown */
};

static double
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

/* Says what is being done: on a terminal as one line that is overwritten, with -v as lines with time and memory. */
static void
progress(struct run_state *r, const char *what)
{
	if (r->opt.verbose)
		fprintf(stderr, "yearbook: %.3f s, %ld MB: %s\n", seconds_since(&r->start), memory_peak_mb(), message(what));
	else if (r->terminal)
		fprintf(stderr, "\r\033[K%s…", message(what));
}

static void
progress_clear(struct run_state *r)
{
	if (r->terminal && !r->opt.verbose)
		fputs("\r\033[K", stderr);
}

/* ---- options ---- */

static int
usage_error(const char *what, const char *value)
{
	fprintf(stderr, "yearbook: %s%s%s; ", message(what), value ? ": " : "", value ? value : "");
	fprintf(stderr, "%s\n", message("see yearbook --help"));
	return EXIT_SYSTEM;
}

static bool
outputs_read(const char *list, unsigned *outputs)
{
	struct str rest = str_of(list);
	*outputs = 0;
	while (rest.n) {
		ptrdiff_t comma = str_find_char(rest, ',');
		struct str name = comma < 0 ? rest : str_sub(rest, 0, (size_t)comma);
		rest = comma < 0 ? STR_NONE : str_sub(rest, (size_t)comma + 1, rest.n);
		if (str_is_nocase(name, "pdf"))
			*outputs |= OUTPUT_PDF;
		else if (str_is_nocase(name, "epub"))
			*outputs |= OUTPUT_EPUB;
		else
			return false;
	}
	return *outputs != 0;
}

enum long_option {
	OPT_ONLY = 256,
	OPT_WERROR,
	OPT_FORMAT,
	OPT_REPORT,
	OPT_MISSING,
	OPT_SUGGEST,
	OPT_BOOK,
	OPT_PAGES,
	OPT_FONTS,
	OPT_PAPER,
	OPT_LINKS,
	OPT_NO_REPAIR,
	OPT_NO_CACHE,
	OPT_UI_LANG,
	OPT_SELECT /* and what follows, in the order of enum select_key */
};

static const struct option long_options[] = {
	{"output", required_argument, NULL, 'o'},
	{"only", required_argument, NULL, OPT_ONLY},
	{"paper", required_argument, NULL, OPT_PAPER},
	{"links", required_argument, NULL, OPT_LINKS},
	{"fonts", required_argument, NULL, OPT_FONTS},
	{"no-cache", no_argument, NULL, OPT_NO_CACHE},
	{"no-repair", no_argument, NULL, OPT_NO_REPAIR},
	{"ui-lang", required_argument, NULL, OPT_UI_LANG},
	{"from", required_argument, NULL, OPT_SELECT + SELECT_FROM},
	{"to", required_argument, NULL, OPT_SELECT + SELECT_TO},
	{"tag", required_argument, NULL, OPT_SELECT + SELECT_TAG},
	{"section", required_argument, NULL, OPT_SELECT + SELECT_SECTION},
	{"author", required_argument, NULL, OPT_SELECT + SELECT_AUTHOR},
	{"lang", required_argument, NULL, OPT_SELECT + SELECT_LANG},
	{"include", required_argument, NULL, OPT_SELECT + SELECT_INCLUDE},
	{"exclude", required_argument, NULL, OPT_SELECT + SELECT_EXCLUDE},
	{"drafts", no_argument, NULL, OPT_SELECT + SELECT_DRAFTS},
	{"future", no_argument, NULL, OPT_SELECT + SELECT_FUTURE},
	{"jobs", required_argument, NULL, 'j'},
	{"werror", no_argument, NULL, OPT_WERROR},
	{"quiet", no_argument, NULL, 'q'},
	{"verbose", no_argument, NULL, 'v'},
	{"report", no_argument, NULL, OPT_REPORT},
	{"format", required_argument, NULL, OPT_FORMAT},
	{"missing", no_argument, NULL, OPT_MISSING},
	{"suggest", no_argument, NULL, OPT_SUGGEST},
	{"book", no_argument, NULL, OPT_BOOK},
	{"pages", no_argument, NULL, OPT_PAGES},
	{"help", no_argument, NULL, 'h'},
	{"version", no_argument, NULL, 'V'},
	{NULL, 0, NULL, 0},
};

static bool
threads_read(const char *text, int *threads)
{
	int64_t n;
	if (!str_to_int(str_of(text), &n) || n < 1 || n > 256)
		return false;
	*threads = (int)n;
	return true;
}

/* Says what follows in a language, named by its tag or a locale ("es", "es_MX.UTF-8"). false when there are no messages in it. */
static bool
ui_language(const char *name)
{
	char lang[3] = "", file[40];
	if (strlen(name) >= 2 && (!name[2] || strchr("_-.@", name[2])))
		memcpy(lang, name, 2);
	lang[0] = char_lower(lang[0]);
	lang[1] = char_lower(lang[1]);
	if (!strcmp(lang, "en"))
		return messages_use(STR_NONE);
	snprintf(file, sizeof file, "styles/messages/%s.mo", lang);
	struct str mo = style_builtin(file);
	return mo.n && messages_use(mo);
}

/* The language of the system, as its locale names it; English when there are no messages in that. */
static void
ui_language_default(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);
		if (value && *value) {
			ui_language(value);
			return;
		}
	}
}

/* One option of the selection; -1 when all is well. */
static int
select_read(struct options *o, enum select_key key)
{
	bool split = key != SELECT_INCLUDE && key != SELECT_EXCLUDE;
	const char *fault = selection_add(o->a, &o->selection, key, str_of(optarg), split);
	return fault ? usage_error(fault, optarg) : -1;
}

/* Reads one option; -1 when all is well, else the exit status. */
static int
option_read(struct options *o, int c)
{
	switch (c) {
	case 'o': o->output = optarg; return -1;
	case 'j': return threads_read(optarg, &o->threads) ? -1 : usage_error("-j needs a number from 1 to 256", optarg);
	case 'q': o->quiet = true; return -1;
	case 'v': o->verbose = true; return -1;
	case OPT_ONLY: return outputs_read(optarg, &o->only) ? -1 : usage_error("--only knows pdf and epub", optarg);
	case OPT_PAPER: o->paper = optarg; return -1;
	case OPT_LINKS:
		return links_read(str_of(optarg), &o->links) ? -1
							     : usage_error("--links knows notes, endnotes, qr and none", optarg);
	case OPT_FONTS: o->fonts = optarg; return -1;
	case OPT_NO_CACHE: o->no_cache = true; return -1;
	case OPT_NO_REPAIR: o->no_repair = true; return -1;
	case OPT_UI_LANG: return ui_language(optarg) ? -1 : usage_error("--ui-lang knows en, es and pt", optarg);
	case OPT_WERROR: o->werror = true; return -1;
	case OPT_FORMAT:
		o->json = !strcmp(optarg, "json");
		return o->json || !strcmp(optarg, "text") ? -1 : usage_error("--format knows text and json", optarg);
	case OPT_MISSING: o->missing = true; return -1;
	case OPT_REPORT: o->report = true; return -1;
	case OPT_SUGGEST: o->suggest = true; return -1;
	case OPT_BOOK: o->dump_book = true; return -1;
	case OPT_PAGES: o->dump_pages = true; return -1;
	case 'h': fputs(message(help), stdout); return EXIT_DONE;
	case 'V': puts("yearbook " YB_VERSION); return EXIT_DONE;
	default:
		if (c >= OPT_SELECT && c <= OPT_SELECT + SELECT_FUTURE)
			return select_read(o, (enum select_key)(c - OPT_SELECT));
		fprintf(stderr, "yearbook: %s\n", message("see yearbook --help"));
		return EXIT_SYSTEM;
	}
}

/* Reads the command line; -1 when there is a command to run, else the exit status. */
static int
options_read(struct options *o, int argc, char **argv)
{
	static const char *const commands[] = {"build", "check", "new", "dump", "index"};
	int c, status;
	*o = (struct options){.output = "build", .threads = pool_processors(), .a = o->a};
	while ((c = getopt_long(argc, argv, "o:j:qvhV", long_options, NULL)) != -1)
		if ((status = option_read(o, c)) >= 0)
			return status;
	if (optind >= argc)
		return usage_error("a command is missing", NULL);
	o->command = argv[optind];
	for (size_t i = 0; i <= 5; i++) {
		if (i == 5)
			return usage_error("there is no such command", o->command);
		if (!strcmp(o->command, commands[i]))
			break;
	}
	if (!strcmp(o->command, "index") && !o->suggest)
		return usage_error("index needs --suggest", NULL);
	if (optind + 1 >= argc && !strcmp(o->command, "index")) {
		o->path = ".";
		return -1;
	}
	if (optind + 1 >= argc)
		return usage_error(
			!strcmp(o->command, "new") ? "a folder to make is missing" : "a folder of posts is missing", NULL);
	if (optind + 2 < argc)
		return usage_error("one path at a time; this is one too many", argv[optind + 2]);
	o->path = argv[optind + 1];
	if (!*o->path || !*o->output)
		return usage_error("a path is empty", NULL);
	if (!strcmp(o->command, "dump") && o->dump_book == o->dump_pages)
		return usage_error("dump needs --book or --pages", NULL);
	return -1;
}

/* ---- stages ---- */

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
	struct fix *fix = config_fix(config, job->paths[i], STR_NONE);
	struct post_options options = {.no_repair = config->no_repair || (fix && fix->no_repair),
		.loose_links = config->loose_links,
		.lang = config->language,
		.shortcodes = job->shortcodes,
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

static void
shortcodes_tell(struct run_state *r, const struct book *b)
{
	struct post **posts = NEW_N(r->a, b->n_all, struct post *);
	for (size_t i = 0; i < b->n_all; i++)
		posts[i] = b->entries[i].post;
	shortcodes_report(r->d, posts, b->n_all, b->config->root);
}

/* Configuration and posts in, the book out; NULL when there is none (reported). */
static struct book *
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
	selection_override(&config->selection, &r->opt.selection);
	if (r->opt.only)
		config->outputs = r->opt.only;
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
	struct book *book = book_make(r->a, r->d, config, job.posts, n, r->opt.threads);
	if (book)
		shortcodes_tell(r, book);
	return book;
}

static struct layout *
pages_make(struct run_state *r)
{
	const struct config *config = r->book->config;
	progress(r, "laying out");
	struct style *style = style_read(r->a, r->d, config->style, config->paper);
	return style ? layout_make(r->book, style, r->d, r->opt.fonts, r->opt.threads) : NULL;
}

static bool
input_failed(const struct run_state *r)
{
	return diag_count(r->d, DIAG_ERROR) > 0 || (r->opt.werror && diag_count(r->d, DIAG_WARNING) > 0);
}

/* ---- build ---- */

/* The two outputs; one that is not wanted stays empty. */
struct outputs {
	struct file_out pdf, epub;
};

static bool
output_open(struct run_state *r, struct file_out *o, const char *name)
{
	struct str path = path_join(r->a, str_of(r->opt.output), str_of(name));
	if (file_out_open(o, path.p))
		return true;
	diag_add(r->d, DIAG_FILE_UNWRITABLE, path, 0, 0, "cannot be written: %s", message(o->error));
	return false;
}

static bool
output_check(struct run_state *r, struct file_out *o, bool ok)
{
	if (o->path && (!ok || !file_out_ready(o))) {
		diag_add(r->d, DIAG_FILE_UNWRITABLE, str_of(o->path), 0, 0, "not replaced: %s",
			message(o->error ? o->error : MESSAGE("it could not be made")));
		return false;
	}
	return true;
}

static bool
outputs_write(struct run_state *r, struct outputs *o)
{
	unsigned wanted = r->book->config->outputs;
	const char *why = folder_make(r->opt.output);
	bool ok = true;
	if (why) {
		diag_add(r->d, DIAG_FILE_UNWRITABLE, str_of(r->opt.output), 0, 0, "cannot be made: %s", message(why));
		return false;
	}
	if (wanted & OUTPUT_EPUB) {
		progress(r, "writing the EPUB");
		ok = output_open(r, &o->epub, "yearbook.epub") &&
			output_check(r, &o->epub,
				epub_write(r->book, style_builtin("styles/epub.css"), &o->epub, r->d, r->opt.threads));
	}
	if (ok && wanted & OUTPUT_PDF) {
		progress(r, "writing the PDF");
		ok = output_open(r, &o->pdf, "yearbook.pdf") &&
			output_check(r, &o->pdf, pdf_write(layout_pages(r->layout), &o->pdf, r->d, r->opt.threads));
	}
	return ok;
}

/* Both outputs are whole: now they take the places of the old ones. */
static bool
outputs_commit(struct run_state *r, struct outputs *o)
{
	struct file_out *both[] = {&o->pdf, &o->epub};
	for (int i = 0; i < 2; i++)
		if (both[i]->path && !file_out_commit(both[i])) {
			output_check(r, both[i], false);
			return false;
		}
	return true;
}

static void
size_print(const struct file_out *o)
{
	struct buf b = {0};
	buf_decimal(&b, (int64_t)((o->n + 50000) / 100000), 1);
	printf("%.*s MB", STR_FMT(buf_view(&b)));
	buf_free(&b);
}

/* "left out: drafts 4, in other languages 60 (-v names them)" */
static void
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

static void
summary_print(struct run_state *r, const struct outputs *o)
{
	size_t warnings = diag_count(r->d, DIAG_WARNING);
	printf("%s ", message("wrote"));
	if (o->pdf.path) {
		printf(message("%s (%zu pages, "), o->pdf.path, layout_pages(r->layout)->n);
		size_print(&o->pdf);
		printf(")%s", o->epub.path ? ", " : "");
	}
	if (o->epub.path) {
		printf("%s (", o->epub.path);
		size_print(&o->epub);
		printf(")");
	}
	int64_t ms = (int64_t)(seconds_since(&r->start) * 1000 + 0.5);
	printf(message(" from %zu posts in %d.%02d s; "), r->book->n_entries, (int)(ms / 1000), (int)(ms % 1000 / 10));
	printf(warnings == 1 ? message("%zu warning") : message("%zu warnings"), warnings);
	printf("\n");
	left_out_print(r);
}

static void
findings_print(struct run_state *r)
{
	progress_clear(r);
	diag_print(r->d, stderr, r->opt.quiet ? DIAG_ERROR : r->opt.verbose ? DIAG_NOTE : DIAG_WARNING, r->opt.verbose);
	if (r->opt.werror && diag_count(r->d, DIAG_WARNING) && !diag_count(r->d, DIAG_ERROR))
		fprintf(stderr, "yearbook: %s\n", message("warnings count as errors: no output was replaced"));
}

static void
cache_open(struct run_state *r)
{
	bool drawings = false;
	if (!r->book || !r->book->n_images || r->opt.no_cache)
		return;
	for (size_t i = 0; i < r->book->n_images; i++)
		drawings |= r->book->images[i].vector;
	r->book->cache = r->cache = image_cache_open(drawings);
}

static int
command_build(struct run_state *r)
{
	struct outputs o = {0};
	int status = EXIT_DONE;
	r->book = book_read(r);
	cache_open(r);
	/* the EPUB alone needs no pages */
	if (r->book && !input_failed(r) && r->book->config->outputs & OUTPUT_PDF)
		r->layout = pages_make(r);
	if (!r->book || (r->book->config->outputs & OUTPUT_PDF && !r->layout) || input_failed(r)) {
		status = EXIT_INPUT;
	} else if (!outputs_write(r, &o)) {
		status = EXIT_SYSTEM;
	} else if (input_failed(r)) { /* a picture that broke while it was written, under --werror */
		status = EXIT_INPUT;
	} else if (!outputs_commit(r, &o)) {
		status = EXIT_SYSTEM;
	}
	findings_print(r);
	if (status == EXIT_DONE && r->opt.report && r->layout)
		pages_report(layout_pages(r->layout), r->book, stdout);
	if (status == EXIT_DONE && !r->opt.quiet)
		summary_print(r, &o);
	file_out_drop(&o.pdf);
	file_out_drop(&o.epub);
	return status;
}

/* ---- check, dump, new ---- */

static int
command_check(struct run_state *r)
{
	r->book = book_read(r);
	if (r->book)
		r->layout = pages_make(r);
	progress_clear(r);
	if (r->opt.missing) {
		for (size_t i = 0; r->book && i < r->book->n_missing; i++)
			printf("%.*s\n", STR_FMT(r->book->missing[i]));
	} else if (r->opt.json) {
		diag_print_json(r->d, stdout, r->opt.quiet ? DIAG_ERROR : DIAG_NOTE);
	} else {
		diag_print(r->d, stdout, r->opt.quiet ? DIAG_ERROR : r->opt.verbose ? DIAG_NOTE : DIAG_WARNING, r->opt.verbose);
		if (r->opt.report && r->layout)
			pages_report(layout_pages(r->layout), r->book, stdout);
		if (!r->opt.quiet && r->book)
			printf(message("%zu posts, %zu pages; %zu errors, %zu warnings, %zu notes\n"), r->book->n_entries,
				r->layout ? layout_pages(r->layout)->n : 0, diag_count(r->d, DIAG_ERROR),
				diag_count(r->d, DIAG_WARNING), diag_count(r->d, DIAG_NOTE));
		if (!r->opt.quiet && r->book)
			left_out_print(r);
	}
	return !r->book || !r->layout || input_failed(r) ? EXIT_INPUT : EXIT_DONE;
}

static int
command_dump(struct run_state *r)
{
	r->book = book_read(r);
	if (r->book && r->opt.dump_pages)
		r->layout = pages_make(r);
	findings_print(r);
	if (!r->book || (r->opt.dump_pages && !r->layout))
		return EXIT_INPUT;
	if (r->opt.dump_book)
		book_dump(r->book, stdout);
	else
		pages_dump(layout_pages(r->layout), stdout);
	return EXIT_DONE;
}

static int
command_index(struct run_state *r)
{
	r->book = book_read(r);
	findings_print(r);
	if (r->book)
		index_suggest(r->book, stdout);
	return r->book ? EXIT_DONE : EXIT_INPUT;
}

static bool
new_file(struct run_state *r, const char *builtin, const char *name)
{
	struct str path = path_join(r->a, str_of(r->opt.path), str_of(name)), text = style_builtin(builtin);
	struct file_out o;
	const char *why = folder_make(str_z(r->a, path_dir(path)));
	if (!why) {
		bool ok = file_out_open(&o, path.p) && file_out_write(&o, text.p, text.n) && file_out_commit(&o);
		why = ok ? NULL : o.error;
		file_out_drop(&o);
	}
	if (why)
		fprintf(stderr, message("yearbook: %s: cannot be written: %s\n"), path.p, message(why));
	return !why;
}

static int
command_new(struct run_state *r)
{
	struct str *names;
	size_t n = 0;
	if (path_kind(r->opt.path) != PATH_NONE && (folder_list(r->a, r->opt.path, &names, &n) || n)) {
		fprintf(stderr, message("yearbook: %s: already there and not an empty folder; nothing was written\n"),
			r->opt.path);
		return EXIT_SYSTEM;
	}
	if (!new_file(r, "styles/new/yearbook.yaml", "yearbook.yaml") ||
		!new_file(r, "styles/new/first-post.md", "posts/2025-05-24-first-post.md") ||
		!new_file(r, "styles/new/segunda-entrada.md", "posts/2025-09-13-segunda-entrada.md") ||
		folder_make(path_join(r->a, str_of(r->opt.path), STR("images")).p))
		return EXIT_SYSTEM;
	if (!r->opt.quiet)
		printf(message("made %s; next: yearbook build %s\n"), r->opt.path, r->opt.path);
	return EXIT_DONE;
}

/* ---- main ---- */

static void
interrupted(int signal_number)
{
	file_out_drop_all();
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static int
command_run(struct run_state *r)
{
	if (!strcmp(r->opt.command, "new"))
		return command_new(r);
	if (!strcmp(r->opt.command, "check"))
		return command_check(r);
	if (!strcmp(r->opt.command, "dump"))
		return command_dump(r);
	if (!strcmp(r->opt.command, "index"))
		return command_index(r);
	return command_build(r);
}

int
main(int argc, char **argv)
{
	static char name[] = "yearbook"; /* for getopt's messages: not the path it was called by */
	struct run_state r = {0};
	int drawn;
	if (image_draws(argc, argv, &drawn))
		return drawn;
	if (argc > 0)
		argv[0] = name;
	ui_language_default();
	r.opt.a = r.a = arena_new();
	int status = options_read(&r.opt, argc, argv);
	if (status < 0) {
		clock_gettime(CLOCK_MONOTONIC, &r.start);
		signal(SIGINT, interrupted);
		signal(SIGTERM, interrupted);
		signal(SIGHUP, interrupted);
		signal(SIGXFSZ, SIG_IGN); /* a file size limit is an error like a full disk */
		r.terminal = isatty(STDERR_FILENO) && !r.opt.quiet;
		r.d = diag_new();
		status = command_run(&r);
		layout_free(r.layout);
		book_free(r.book);
		image_cache_close(r.cache);
		diag_free(r.d);
	}
	arena_free(r.a);
	if (fflush(stdout) || ferror(stdout)) {
		fputs(message("yearbook: the output could not be written\n"), stderr);
		status = EXIT_SYSTEM;
	}
	return status;
}
