/* proof.c - yearbook proof --by-author: each author's pages with a form to correct, allow and sign */
#include "command/proof.h"
#include "base/message.h"
#include "base/pool.h"
#include "pdf/pdf.h"
#include "style/style.h"

#include <stdio.h>
#include <stdlib.h>

/* Of the pictures: fine enough to be judged on paper. */
enum { PPI_MOST = 150, QUALITY = 75 };

/* A named place and its page. */
struct place {
	struct str name;
	size_t page;
};

/* What the workers share. */
struct job {
	struct run_state *r;
	struct proof *list;
	size_t n;
	const struct pages *pages; /* the book's */
	const size_t *outline; /* of each of its outline's entries: the page it leads to, plus 1 */
	int threads;
};

/* ---- what leads where ---- */

static int
place_cmp(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;
	int c = str_cmp(a->name, b->name);
	return c ? c : a->page < b->page ? -1 : a->page > b->page;
}

static struct place *
places_list(struct arena *a, const struct pages *pages, size_t *n)
{
	struct place *list = NULL;
	size_t cap = 0;
	*n = 0;
	for (size_t i = 0; i < pages->n; i++)
		for (size_t f = 0; f < pages->list[i].n_frames; f++)
			for (size_t k = 0; k < pages->list[i].frames[f].n; k++)
				if (pages->list[i].frames[f].items[k].kind == ITEM_DEST)
					*PUSH(a, list, *n, cap) = (struct place){pages->list[i].frames[f].items[k].dest, i};
	if (*n)
		qsort(list, *n, sizeof *list, place_cmp);
	return list;
}

static size_t *
outline_pages(struct arena *a, const struct pages *pages)
{
	size_t n, *to = NEW_N(a, pages->n_outline + 1, size_t);
	const struct place *places = places_list(a, pages, &n);
	for (size_t i = 0; i < pages->n_outline; i++) {
		size_t low = 0, high = n;
		while (low < high) {
			size_t mid = low + (high - low) / 2;
			if (str_cmp(places[mid].name, pages->outline[i].dest) < 0)
				low = mid + 1;
			else
				high = mid;
		}
		if (low < n && str_eq(places[low].name, pages->outline[i].dest))
			to[i] = places[low].page + 1;
	}
	return to;
}

/* ---- one file ---- */

static int
index_cmp(const void *key, const void *at)
{
	size_t a = *(const size_t *)key, b = *(const size_t *)at;
	return a < b ? -1 : a > b;
}

static void
outline_add(struct pages *to, struct str title, struct str dest, int level)
{
	to->outline[to->n_outline++] = (struct outline_entry){.title = title, .dest = dest, .level = level};
}

/* The form, then the pages, which keep their numbers. */
static struct pages
pages_of(const struct job *job, const struct proof *p, struct arena *a)
{
	const struct form *form = &p->form;
	struct pages out = *job->pages;
	struct str who = form->who.n ? form->who : form_word_in(FORM_EDITORS, form->lang);
	out.n = form->n_pages + form->n_shown;
	out.list = NEW_N(a, out.n, struct page);
	for (size_t i = 0; i < form->n_pages; i++)
		out.list[i] = form->pages[i];
	for (size_t i = 0; i < form->n_shown; i++)
		out.list[form->n_pages + i] = job->pages->list[form->shown[i]];
	out.outline = NEW_N(a, job->pages->n_outline + 1, struct outline_entry);
	out.n_outline = 0;
	outline_add(&out, form_word_in(form->who.n ? FORM_PROOF : FORM_PROOF_EDITORS, form->lang), STR("--form"), 0);
	for (size_t i = 0; i < job->pages->n_outline; i++) {
		size_t page = job->outline[i] - 1;
		const struct outline_entry *e = &job->pages->outline[i];
		if (job->outline[i] && bsearch(&page, form->shown, form->n_shown, sizeof page, index_cmp))
			outline_add(&out, e->title, e->dest, e->level);
	}
	out.title = str_fmt(a, "%.*s: %.*s", STR_FMT(job->pages->title), STR_FMT(who));
	out.language = form->lang;
	out.identifier = STR_NONE;
	out.n_cover = out.n_residues = out.n_entries = out.n_tags = 0;
	return out;
}

static void
proof_make(void *ctx, size_t i, int worker)
{
	struct job *job = ctx;
	struct run_state *r = job->r;
	struct proof *p = &job->list[i];
	struct arena *a = arena_new();
	struct str path = path_join(a, str_of(r->opt.output), str_fmt(a, "proof-%.*s.pdf", STR_FMT(p->slug)));
	struct pages pages = pages_of(job, p, a);
	struct sheets sheets = sheets_plain(&pages, a);
	sheets.inks = INKS_SRGB; /* a proof goes by mail: its pictures show what they show, and no more */
	sheets.ppi_most = PPI_MOST;
	sheets.quality = QUALITY;
	(void)worker;
	p->pages = pages.n;
	p->ok = file_out_open(&p->out, path.p) && pdf_write(&sheets, &p->out, r->d, job->threads) && file_out_ready(&p->out);
	if (!p->ok)
		diag_add(r->d, DIAG_FILE_UNWRITABLE, path, 0, 0, "not replaced: %s",
			message(p->out.error ? p->out.error : MESSAGE("it could not be made")));
	arena_free(a);
}

/* ---- the command ---- */

/* The forms, set in the faces of the book. */
static bool
forms_make(struct job *job)
{
	struct run_state *r = job->r;
	const struct config *config = r->book->config;
	struct diag *unheard = diag_new(); /* the pages told what is wrong with the style */
	struct style *style = style_read(r->a, unheard, config->style, config->paper);
	struct form *forms = NEW_N(r->a, job->n + 1, struct form);
	diag_free(unheard);
	if (!style)
		return false;
	if (!config->contact.n)
		diag_add(r->d, DIAG_CONTACT_NONE, config->file, 0, 0,
			"the authors' forms do not say where to send them back: write \"contact: mail@example.org\" in "
			"yearbook.yaml");
	for (size_t i = 0; i < job->n; i++) {
		forms[i] = job->list[i].form;
		forms[i].contact = config->contact;
	}
	layout_forms(r->layout, r->book, style, forms, job->n, r->d);
	for (size_t i = 0; i < job->n; i++)
		job->list[i].form = forms[i];
	return true;
}

/* Makes all files, and puts them in their places when all are whole. Returns the exit status. */
static int
proofs_make(struct job *job)
{
	struct run_state *r = job->r;
	const char *why = folder_make(r->opt.output);
	bool whole = true;
	if (why) {
		diag_add(r->d, DIAG_FILE_UNWRITABLE, str_of(r->opt.output), 0, 0, "cannot be made: %s", message(why));
		return EXIT_SYSTEM;
	}
	progress(r, "writing the proofs");
	job->pages = layout_pages(r->layout);
	job->outline = outline_pages(r->a, job->pages);
	job->threads = job->n > 1 ? 1 : r->opt.threads;
	pool_run(job->n > 1 ? r->opt.threads : 1, job->n, proof_make, job);
	if (input_failed(r))
		return EXIT_INPUT;
	for (size_t i = 0; i < job->n; i++)
		whole = whole && job->list[i].ok;
	for (size_t i = 0; i < job->n && whole; i++)
		whole = file_out_commit(&job->list[i].out);
	return whole ? EXIT_DONE : EXIT_SYSTEM;
}

static void
summary_print(struct run_state *r, const struct job *job)
{
	size_t pages = 0;
	int64_t ms = (int64_t)(seconds_since(&r->start) * 1000 + 0.5);
	for (size_t i = 0; i < job->n; i++)
		pages += job->list[i].pages;
	printf(job->n == 1 ? message("wrote %zu proof to %s (%zu pages) in %d.%02d s\n")
			   : message("wrote %zu proofs to %s (%zu pages) in %d.%02d s\n"),
		job->n, r->opt.output, pages, (int)(ms / 1000), (int)(ms % 1000 / 10));
}

int
command_proof(struct run_state *r)
{
	struct job job = {.r = r};
	struct texts only = r->opt.selection.authors; /* whose proofs: the book is whole, so that pages keep their numbers */
	int status = EXIT_INPUT;
	r->opt.selection.authors = (struct texts){0};
	r->probes = r->opt.no_cache ? NULL : image_probes_open();
	r->book = book_read(r);
	cache_open(r);
	if (r->book && !input_failed(r))
		job.list = proofs_gather(r, &only, &job.n);
	if (job.list && !input_failed(r) && (r->layout = pages_make(r)) && !input_failed(r)) {
		proofs_pages(r, job.list, job.n);
		status = forms_make(&job) ? proofs_make(&job) : EXIT_INPUT;
	}
	findings_print(r);
	if (status == EXIT_DONE && !r->opt.quiet)
		summary_print(r, &job);
	for (size_t i = 0; i < job.n; i++)
		file_out_drop(&job.list[i].out);
	return status;
}
