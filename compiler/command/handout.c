/* handout.c - yearbook handout: sheets for the door, each post by itself, several in one file, postcards, a poster */
#include "base/file.h"
#include "base/message.h"
#include "base/pool.h"
#include "command/run.h"
#include "pdf/pdf.h"
#include "press/impose.h"
#include "style/style.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	SIZES = 13,
	PERCENT_LEAST = 90, /* of type of 10 pt */
	PERCENT_STEP_10 = 25, /* tenths: a quarter of a point */
	USUAL = 4, /* of the sizes: 10 pt */
	PAGES_MOST = 4, /* that a post is set small for */
	NAME_MOST = 120 /* bytes of a slug in a file's name */
};

enum kind { KIND_POSTS, KIND_CARDS, KIND_POSTER, KIND_CODES };

/* A file in the making. */
struct sheet_file {
	enum kind kind;
	const size_t *which; /* of the book's entries */
	size_t n;
	struct file_out out;
	size_t pages;
	const struct style *style; /* as it was set */
	const char *advice; /* what to choose in the printer's dialog; NULL: nothing */
	bool ok;
};

/* What the workers share. */
struct job {
	struct run_state *r;
	struct style *styles[SIZES], *tight[SIZES]; /* the same from 9 to 12 pt; the second with smaller pictures */
	struct patterns *patterns;
	struct sheet_file *files;
	size_t n;
	int threads; /* of each worker */
};

static int
percent_of(size_t k)
{
	return PERCENT_LEAST + (int)k * PERCENT_STEP_10 / 10;
}

/* ---- styles ---- */

static struct str
paper_of(const struct run_state *r)
{
	struct str own = r->book->config->paper;
	bool american = str_is(own, "letter") || str_is(own, "half-letter") || str_is(own, "tabloid");
	switch (r->opt.handout_format) {
	case HANDOUT_BOOKLET: return american ? STR("half-letter") : STR("a5");
	case HANDOUT_POSTER:
		if (str_is(own, "a2") || str_is(own, "a3") || str_is(own, "tabloid"))
			return own;
		return american ? STR("tabloid") : STR("a3");
	case HANDOUT_CARDS: return american ? STR("letter") : STR("a4");
	case HANDOUT_SHEETS: break;
	}
	return r->opt.paper ? own : american ? STR("letter") : STR("a4");
}

static bool
styles_read(struct job *job)
{
	struct run_state *r = job->r;
	struct str own = path_join(r->a, r->book->config->root, STR("styles/handout.yaml"));
	bool there = path_kind(str_z(r->a, own)) == PATH_FILE;
	for (size_t k = 0; k < SIZES; k++) {
		struct diag *once = k == USUAL ? r->d : diag_new(); /* what is wrong with a style is said of it as it is */
		struct style *s = style_read_at(r->a, once, there ? own : STR("handout"), paper_of(r), percent_of(k));
		if (once != r->d)
			diag_free(once);
		if (s)
			s->handout = true;
		if (s && r->opt.handout_gray)
			style_gray(s);
		job->styles[k] = s;
		job->tight[k] = s ? style_tight(r->a, s) : NULL;
	}
	return job->styles[USUAL] != NULL;
}

/* ---- files ---- */

/* The name of a post's file: its slug, cut where it is very long, numbered where that makes two alike. */
static struct str
name_of(struct job *job, size_t entry, const char *behind)
{
	const struct book *b = job->r->book;
	struct str slug = b->entries[entry].slug;
	if (slug.n > NAME_MOST)
		return str_fmt(job->r->a, "handout-%.*s-%zu%s.pdf", (int)NAME_MOST, slug.p, entry + 1, behind);
	return str_fmt(job->r->a, "handout-%.*s%s.pdf", STR_FMT(slug), behind);
}

static bool
file_add(struct job *job, enum kind kind, const size_t *which, size_t n, struct str name)
{
	struct run_state *r = job->r;
	struct sheet_file *f = &job->files[job->n];
	struct str path = path_join(r->a, str_of(r->opt.output), name);
	*f = (struct sheet_file){.kind = kind, .which = which, .n = n};
	job->n++;
	if (file_out_open(&f->out, path.p))
		return true;
	diag_add(r->d, DIAG_FILE_UNWRITABLE, path, 0, 0, "cannot be written: %s", message(f->out.error));
	return false;
}

/* The files that the command asks for. */
static bool
files_plan(struct job *job, const size_t *which, size_t n)
{
	struct run_state *r = job->r;
	const struct options *o = &r->opt;
	const char *behind = o->handout_format == HANDOUT_BOOKLET ? "-booklet" : "";
	bool ok = true;
	job->files = NEW_N(r->a, n + 1, struct sheet_file);
	if (o->handout_format == HANDOUT_CARDS)
		return file_add(job, KIND_CARDS, which, n, STR("handout-cards.pdf"));
	if (o->handout_format == HANDOUT_POSTER)
		return file_add(job, KIND_POSTER, which, n, STR("handout-poster.pdf"));
	if (o->handout_all) {
		for (size_t i = 0; i < n && ok; i++)
			ok = file_add(job, KIND_POSTS, which + i, 1, name_of(job, which[i], behind));
		return ok && file_add(job, KIND_CODES, which, n, STR("handout-index.pdf"));
	}
	if (n == 1)
		return file_add(job, KIND_POSTS, which, 1, name_of(job, which[0], behind));
	return file_add(job, KIND_POSTS, which, n,
		str_fmt(r->a, o->handout_latest ? "handout-latest%s.pdf" : "handout-selection%s.pdf", behind));
}

/* The pages as they are printed: a booklet's two to a side, in the order in which it is folded. */
static struct sheets
sheets_of(const struct job *job, const struct sheet_file *f, const struct pages *pages, struct arena *a)
{
	const struct run_state *r = job->r;
	struct sheets plain = sheets_plain(pages, a);
	struct imposition im = r->opt.imposition;
	if (r->opt.handout_format != HANDOUT_BOOKLET || f->kind != KIND_POSTS)
		return plain;
	im.how = IMPOSE_BOOKLET;
	if (!im.sheet_w)
		sheet_size_read(str_is(paper_of(r), "half-letter") ? STR("letter") : STR("a4"), &im);
	return sheets_impose(&plain, &im, a, r->d, str_of(f->out.path));
}

static void
file_make(void *ctx, size_t i, int worker)
{
	struct job *job = ctx;
	struct run_state *r = job->r;
	struct sheet_file *f = &job->files[i];
	struct arena *a = arena_new();
	struct book *book = book_some(r->book, a, f->which, f->n);
	struct layout *l;
	(void)worker;
	f->style = job->styles[USUAL];
	if (f->kind == KIND_POSTS) {
		struct fit fit = {.styles = job->styles,
			.tight = job->tight,
			.n = SIZES,
			.usual = USUAL,
			.most = PAGES_MOST,
			.patterns = job->patterns,
			.fonts = r->opt.fonts,
			.threads = job->threads};
		l = layout_fit(book, &fit, r->d, &f->style);
	} else
		l = layout_special(book, job->styles[USUAL],
			f->kind == KIND_CARDS		 ? SPECIAL_CARDS
				: f->kind == KIND_POSTER ? SPECIAL_POSTER
							 : SPECIAL_CODES,
			r->d, r->opt.fonts);
	if (l) {
		f->pages = layout_pages(l)->n;
		struct sheets sheets = sheets_of(job, f, layout_pages(l), a);
		f->advice = sheets.duplex != DUPLEX_NONE ? impose_advice(&sheets) : NULL;
		f->ok = pdf_write(&sheets, &f->out, r->d, job->threads) && file_out_ready(&f->out);
		if (!f->ok)
			diag_add(r->d, DIAG_FILE_UNWRITABLE, str_of(f->out.path), 0, 0, "not replaced: %s",
				message(f->out.error ? f->out.error : MESSAGE("it could not be made")));
	}
	layout_free(l);
	arena_free(a);
}

/* ---- what is said ---- */

static int
path_cmp(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Findings of posts that are not handed out are nobody's business here. */
static void
others_forget(struct run_state *r, const size_t *which, size_t n)
{
	const struct book *b = r->book;
	bool *wanted = NEW_N(r->a, b->n_entries, bool);
	struct str *files = NEW_N(r->a, b->n_entries, struct str);
	size_t n_files = 0;
	for (size_t i = 0; i < n; i++)
		wanted[which[i]] = true;
	for (size_t i = 0; i < b->n_entries; i++)
		if (!wanted[i])
			files[n_files++] = b->entries[i].post->path;
	qsort(files, n_files, sizeof *files, path_cmp);
	diag_forget(r->d, files, n_files);
}

/* A post whose address is not known has no code: said once. */
static void
addresses_check(struct run_state *r, const size_t *which, size_t n)
{
	const struct entry *first = NULL;
	size_t without = 0;
	for (size_t i = 0; i < n; i++)
		if (!r->book->entries[which[i]].url.n) {
			first = first ? first : &r->book->entries[which[i]];
			without++;
		}
	if (!first)
		return;
	if (!r->book->config->base_url.n)
		diag_add(r->d, DIAG_ADDRESS_UNKNOWN, first->post->path, 0, 0,
			"where this post and the others stand online is not known, so there is no code that leads to them: write "
			"\"site: "
			"https://…\" in yearbook.yaml, and start from the folder that holds the site's settings");
	else
		diag_add(r->d, DIAG_ADDRESS_UNKNOWN, first->post->path, 0, 0,
			"the address of %zu posts online is not known, so there is no code that leads to them: write "
			"\"permalink: "
			"/its/path/\" in their front matter, or start from the folder that holds the site's settings",
			without);
}

static void
summary_print(struct run_state *r, const struct job *job)
{
	size_t pages = 0, warnings = diag_count(r->d, DIAG_WARNING);
	int64_t ms = (int64_t)(seconds_since(&r->start) * 1000 + 0.5);
	for (size_t i = 0; i < job->n; i++)
		pages += job->files[i].pages;
	if (job->n == 1) {
		const struct sheet_file *f = &job->files[0];
		printf(pages == 1 ? message("wrote %s (%zu page") : message("wrote %s (%zu pages"), f->out.path, pages);
		if (f->kind == KIND_POSTS) {
			struct buf b = {0};
			buf_decimal(&b, f->style->text_styles[TEXT_BODY].size * 100 / DIM_PT, 2);
			printf(message(", type of %.*s pt"), STR_FMT(buf_view(&b)));
			buf_free(&b);
		}
		printf(message(") from %zu posts in %d.%02d s; "), f->n, (int)(ms / 1000), (int)(ms % 1000 / 10));
	} else
		printf(message("wrote %zu handouts and handout-index.pdf to %s (%zu pages) in %d.%02d s; "), job->n - 1,
			r->opt.output, pages, (int)(ms / 1000), (int)(ms % 1000 / 10));
	printf(warnings == 1 ? message("%zu warning") : message("%zu warnings"), warnings);
	printf("\n");
	if (job->files[0].advice)
		printf("%s\n", message(job->files[0].advice));
}

/* ---- the command ---- */

/* Makes all files, and puts them in their places when all are whole. Returns the exit status. */
static int
files_make(struct job *job, const size_t *which, size_t n)
{
	struct run_state *r = job->r;
	const char *why = folder_make(r->opt.output);
	bool whole = true;
	if (why) {
		diag_add(r->d, DIAG_FILE_UNWRITABLE, str_of(r->opt.output), 0, 0, "cannot be made: %s", message(why));
		return EXIT_SYSTEM;
	}
	if (!styles_read(job))
		return EXIT_INPUT;
	if (!files_plan(job, which, n))
		return EXIT_SYSTEM;
	job->threads = job->n > 1 ? 1 : r->opt.threads;
	progress(r, "laying out");
	job->patterns = patterns_new();
	pool_run(job->n > 1 ? r->opt.threads : 1, job->n, file_make, job);
	patterns_free(job->patterns);
	addresses_check(r, which, n);
	if (input_failed(r))
		return EXIT_INPUT;
	for (size_t i = 0; i < job->n; i++)
		whole = whole && job->files[i].ok;
	for (size_t i = 0; i < job->n && whole; i++)
		whole = file_out_commit(&job->files[i].out);
	return whole ? EXIT_DONE : EXIT_SYSTEM;
}

int
command_handout(struct run_state *r)
{
	struct job job = {.r = r};
	size_t *which, n;
	int status = EXIT_INPUT;
	bool all = r->opt.handout_all || r->opt.handout_format == HANDOUT_CARDS || r->opt.handout_format == HANDOUT_POSTER;
	r->book = book_read(r);
	cache_open(r);
	if (r->book && handout_pick(r, all, &which, &n)) {
		others_forget(r, which, n);
		status = input_failed(r) ? EXIT_INPUT : files_make(&job, which, n);
	} else if (r->book && !input_failed(r))
		status = EXIT_SYSTEM; /* wrong usage */
	if (status != EXIT_SYSTEM || job.n)
		findings_print(r);
	if (status == EXIT_DONE && !r->opt.quiet)
		summary_print(r, &job);
	for (size_t i = 0; i < job.n; i++)
		file_out_drop(&job.files[i].out);
	return status;
}
