/* build.c - yearbook build: the outputs written beside their places, and put there when all are whole */
#include "base/file.h"
#include "base/message.h"
#include "command/draft.h"
#include "command/ebooks.h"
#include "command/release.h"
#include "command/sources.h"
#include "pdf/pdf.h"

#include <stdio.h>
#include <string.h>

/* What may be written; an output that is not wanted stays empty. */
enum kind { KIND_EPUB, KIND_KINDLE, KIND_HTML, KIND_PDF, KINDS };

struct outputs {
	struct file_out files[KINDS];
	struct file_out notes; /* a release's */
	struct closed_picture *closed; /* whose places a release closes up */
	size_t n_closed;
	const struct pages *draft; /* the pages as a draft shows them; NULL: it is none */
	struct ebooks ebooks;
	struct press *press; /* the folders for printers */
	size_t n_press;
	const char *advice; /* what to choose in the printer's dialog; NULL: nothing */
};

/* Pictures of the PDF for screens: as fine as in print, which no screen shows better at their own size. */
enum { SCREEN_PPI = 300, SCREEN_QUALITY = 90 };

static const char *
imposed_name(enum imposing how)
{
	return how == IMPOSE_BOOKLET ? "yearbook-booklet.pdf" : how == IMPOSE_2UP ? "yearbook-2up.pdf" : "yearbook-4up.pdf";
}

/* Lays the pages on sheets as the options ask; says what to choose in the printer's dialog. */
static const char *
sheets_lay(struct run_state *r, struct sheets *sheets, const char *name)
{
	*sheets = sheets_impose(sheets, &r->opt.imposition, r->a, r->d, path_join(r->a, str_of(r->opt.output), str_of(name)));
	return impose_advice(sheets);
}

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
pdf_make(struct run_state *r, struct outputs *o, struct file_out *out)
{
	const struct pages *pages = o->draft ? o->draft : layout_pages(r->layout);
	struct sheets sheets = sheets_plain(r->opt.imposition.how ? pages : layout_tag(r->layout, pages, r->book), r->a);
	const struct screen_pdf *wish = &r->book->config->pdf;
	sheets.inks = INKS_SRGB;
	sheets.screened = true;
	sheets.ppi_most = wish->ppi ? wish->ppi : SCREEN_PPI;
	sheets.quality = wish->quality ? wish->quality : SCREEN_QUALITY;
	sheets.budget = wish->budget;
	if (!o->draft)
		sources_attach(r, &sheets);
	if (r->opt.imposition.how)
		o->advice = sheets_lay(r, &sheets, imposed_name(r->opt.imposition.how));
	return pdf_write(&sheets, out, r->d, r->opt.threads);
}

static bool
epub_make(struct run_state *r, struct outputs *o, struct file_out *out)
{
	return ebook_epub(r, &o->ebooks, EPUB_READERS, out);
}

static bool
kindle_make(struct run_state *r, struct outputs *o, struct file_out *out)
{
	return ebook_epub(r, &o->ebooks, EPUB_KINDLE, out);
}

static bool
html_make(struct run_state *r, struct outputs *o, struct file_out *out)
{
	return ebook_html(r, &o->ebooks, out);
}

static const struct output_kind {
	enum output bit;
	const char *doing, *name;
	bool (*make)(struct run_state *r, struct outputs *o, struct file_out *out);
} kinds[KINDS] = {
	[KIND_EPUB] = {OUTPUT_EPUB, MESSAGE("writing the EPUB"), "yearbook.epub", epub_make},
	[KIND_KINDLE] = {OUTPUT_KINDLE, MESSAGE("writing the EPUB for Kindle"), "yearbook-kindle.epub", kindle_make},
	[KIND_HTML] = {OUTPUT_HTML, MESSAGE("writing the HTML file"), "yearbook.html", html_make},
	[KIND_PDF] = {OUTPUT_PDF, MESSAGE("writing the PDF"), "yearbook.pdf", pdf_make},
};

/* The name of an output; a draft's is never a release's. */
static const char *
output_name(struct run_state *r, int kind)
{
	const char *name = kind == KIND_PDF && r->opt.imposition.how ? imposed_name(r->opt.imposition.how) : kinds[kind].name;
	return r->opt.draft ? str_fmt(r->a, "yearbook-draft%s", name + strlen("yearbook")).p : name;
}

static bool
notes_write(struct run_state *r, struct outputs *o)
{
	struct str text = working_notes(r, o->closed, o->n_closed);
	return output_open(r, &o->notes, "working-notes.txt") &&
		output_check(r, &o->notes, file_out_write(&o->notes, text.p, text.n));
}

static bool
outputs_write(struct run_state *r, struct outputs *o)
{
	const char *why = folder_make(r->opt.output);
	bool ok = true;
	if (why) {
		diag_add(r->d, DIAG_FILE_UNWRITABLE, str_of(r->opt.output), 0, 0, "cannot be made: %s", message(why));
		return false;
	}
	for (int i = 0; ok && i < KINDS; i++) {
		if (!(r->book->config->outputs & kinds[i].bit))
			continue;
		progress(r, kinds[i].doing);
		ok = output_open(r, &o->files[i], output_name(r, i)) &&
			output_check(r, &o->files[i], kinds[i].make(r, o, &o->files[i]));
	}
	for (size_t i = 0; ok && i < o->n_press; i++)
		ok = press_write(r, &o->press[i]);
	if (ok && r->opt.release) { /* once more: a picture may have been found to be broken while it was written */
		release_judge(r);
		o->closed = release_closed(r, o->closed, &o->n_closed);
		ok = notes_write(r, o);
	}
	return ok;
}

/* All outputs are whole: now they take the places of the old ones. */
static bool
outputs_commit(struct run_state *r, struct outputs *o)
{
	for (int i = 0; i < KINDS; i++)
		if (o->files[i].path && !file_out_commit(&o->files[i])) {
			output_check(r, &o->files[i], false);
			return false;
		}
	for (size_t i = 0; i < o->n_press; i++)
		if (!press_commit(r, &o->press[i]))
			return false;
	if (o->notes.path && !file_out_commit(&o->notes))
		return output_check(r, &o->notes, false);
	return !r->opt.release || ledger_release(r);
}

static void
size_print(const struct file_out *o)
{
	struct buf b = {0};
	buf_decimal(&b, (int64_t)((o->n + 50000) / 100000), 1);
	printf("%.*s MB", STR_FMT(buf_view(&b)));
	buf_free(&b);
}

/* "yearbook.pdf (56 pages, 3.1 MB), yearbook.epub (2.0 MB), kdp (56 pages, 3.3 MB, cover 0.4 MB)" */
static void
written_print(struct run_state *r, const struct outputs *o)
{
	const char *comma = "";
	if (o->files[KIND_PDF].path) {
		printf(message("%s (%zu pages, "), o->files[KIND_PDF].path, (o->draft ? o->draft : layout_pages(r->layout))->n);
		size_print(&o->files[KIND_PDF]);
		printf(")");
		comma = ", ";
	}
	for (int i = 0; i < KIND_PDF; i++)
		if (o->files[i].path) {
			printf("%s%s (", comma, o->files[i].path);
			size_print(&o->files[i]);
			printf(")");
			comma = ", ";
		}
	for (size_t i = 0; i < o->n_press; i++) {
		const struct press *p = &o->press[i];
		printf("%s", i ? ", " : comma);
		printf(message("%s (%zu pages, "), p->folder.p, p->end - p->first);
		size_print(&p->files[PRESS_INTERIOR]);
		printf(", %s ", message("cover"));
		size_print(&p->files[PRESS_COVER]);
		printf(")");
	}
}

/* The last lines: what to do with what a printer gets. */
static void
handing_print(const struct run_state *r, const struct press *p)
{
	struct str upload = printer_upload(p->printer, r->opt.ui_lang);
	const char *interior = p->names[PRESS_INTERIOR].p, *cover = p->names[PRESS_COVER].p;
	if (p->advice)
		printf("%s: %s\n", interior, message(p->advice));
	if (upload.n)
		printf(message("next: read %s/checklist.txt, then hand over %s and %s: %.*s\n"), p->folder.p, interior, cover,
			STR_FMT(upload));
	else
		printf(message("next: read %s/checklist.txt, then give %s and %s to the print shop\n"), p->folder.p, interior,
			cover);
}

static void
summary_print(struct run_state *r, const struct outputs *o)
{
	size_t warnings = diag_count(r->d, DIAG_WARNING);
	int64_t ms = (int64_t)(seconds_since(&r->start) * 1000 + 0.5);
	printf("%s ", message("wrote"));
	written_print(r, o);
	printf(message(" from %zu posts in %d.%02d s; "), r->book->n_entries, (int)(ms / 1000), (int)(ms % 1000 / 10));
	printf(warnings == 1 ? message("%zu warning") : message("%zu warnings"), warnings);
	printf("\n");
	if (o->advice)
		printf("%s\n", message(o->advice));
	left_out_print(r);
	if (r->opt.release)
		printf(message("released; %s says what was waived and why (missing pictures closed up: %zu)\n"), o->notes.path,
			o->n_closed);
	for (size_t i = 0; i < o->n_press; i++)
		handing_print(r, &o->press[i]);
}

/* Nothing more can be done with the input. Fixes that do not fit stop a book, but not a draft, which shows them, nor a release's other questions. */
static bool
stopped(struct run_state *r)
{
	size_t n;
	const struct finding *list = diag_sorted(r->d, &n);
	if (!r->opt.draft && !r->opt.release)
		return input_failed(r);
	for (size_t i = 0; i < n; i++)
		if ((list[i].level == DIAG_ERROR && list[i].kind != DIAG_FIX_ANCHOR) ||
			(r->opt.werror && list[i].level == DIAG_WARNING))
			return true;
	return false;
}

/* The pages that the outputs need, and the printers'; false when something is wrong (reported). */
static bool
outputs_lay_out(struct run_state *r, struct outputs *o)
{
	if (!r->book || stopped(r))
		return false;
	/* an e-book alone needs no pages, unless it is to name those of the printed one */
	const struct config *config = r->book->config;
	if (r->opt.draft || r->opt.release)
		placeholders_tell(r);
	if (r->opt.release)
		o->closed = release_close(r, &o->n_closed);
	bool listed = config->outputs & OUTPUT_EBOOKS && config->epub.page_list == PAGE_LIST_YES;
	if ((config->outputs & OUTPUT_PDF || listed) && !(r->layout = pages_make(r)))
		return false;
	if (config->n_printers && !stopped(r) && !(o->press = press_make(r, false, &o->n_press)))
		return false;
	if (r->opt.release) {
		release_judge(r);
		waivers_unused(r);
	}
	if (r->opt.draft ? stopped(r) : input_failed(r))
		return false;
	if (r->opt.draft) {
		draft_number(r);
		o->draft = draft_pages(r, o->press, o->n_press);
	}
	return true;
}

int
command_build(struct run_state *r)
{
	struct outputs o = {0};
	int status = EXIT_DONE;
	r->probes = r->opt.no_cache ? NULL : image_probes_open();
	r->book = book_read(r);
	cache_open(r);
	if (!outputs_lay_out(r, &o)) {
		status = EXIT_INPUT;
	} else if (!outputs_write(r, &o)) {
		status = EXIT_SYSTEM;
	} else if (r->opt.draft ? stopped(r) : input_failed(r)) { /* a picture that broke while it was written, under --werror */
		status = EXIT_INPUT;
	} else if (!outputs_commit(r, &o)) {
		status = EXIT_SYSTEM;
	}
	findings_print(r);
	if (status == EXIT_DONE && r->opt.report && r->layout)
		pages_report(layout_pages(r->layout), r->book, stdout);
	if (status == EXIT_DONE && !r->opt.quiet)
		summary_print(r, &o);
	for (int i = 0; i < KINDS; i++)
		file_out_drop(&o.files[i]);
	file_out_drop(&o.notes);
	ebooks_free(&o.ebooks);
	press_free(o.press, o.n_press);
	return status;
}
