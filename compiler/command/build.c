/* build.c - yearbook build: the outputs written beside their places, and put there when all are whole */
#include "base/file.h"
#include "base/message.h"
#include "command/front.h"
#include "command/look.h"
#include "command/press.h"
#include "pdf/pdf.h"

#include <stdio.h>

/* The two outputs; one that is not wanted stays empty. */
struct outputs {
	struct file_out pdf, epub;
	struct press *press; /* the folders for printers */
	size_t n_press;
	const char *advice; /* what to choose in the printer's dialog; NULL: nothing */
};

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
		struct front front;
		struct epub_options options = {.cover = front_make(r, &front) ? &front.cover : NULL};
		look_make(r, &options);
		ok = output_open(r, &o->epub, "yearbook.epub") &&
			output_check(r, &o->epub, epub_write(r->book, &options, &o->epub, r->d, r->opt.threads));
		buf_free(&front.jpeg);
	}
	if (ok && wanted & OUTPUT_PDF) {
		progress(r, "writing the PDF");
		struct sheets sheets = sheets_plain(layout_pages(r->layout), r->a);
		const char *name = "yearbook.pdf";
		if (r->opt.imposition.how) {
			name = imposed_name(r->opt.imposition.how);
			o->advice = sheets_lay(r, &sheets, name);
		}
		ok = output_open(r, &o->pdf, name) && output_check(r, &o->pdf, pdf_write(&sheets, &o->pdf, r->d, r->opt.threads));
	}
	for (size_t i = 0; ok && i < o->n_press; i++)
		ok = press_write(r, &o->press[i]);
	return ok;
}

/* All outputs are whole: now they take the places of the old ones. */
static bool
outputs_commit(struct run_state *r, struct outputs *o)
{
	struct file_out *both[] = {&o->pdf, &o->epub};
	for (int i = 0; i < 2; i++)
		if (both[i]->path && !file_out_commit(both[i])) {
			output_check(r, both[i], false);
			return false;
		}
	for (size_t i = 0; i < o->n_press; i++)
		if (!press_commit(r, &o->press[i]))
			return false;
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

/* "yearbook.pdf (56 pages, 3.1 MB), yearbook.epub (2.0 MB), kdp (56 pages, 3.3 MB, cover 0.4 MB)" */
static void
written_print(struct run_state *r, const struct outputs *o)
{
	const char *comma = "";
	if (o->pdf.path) {
		printf(message("%s (%zu pages, "), o->pdf.path, layout_pages(r->layout)->n);
		size_print(&o->pdf);
		printf(")");
		comma = ", ";
	}
	if (o->epub.path) {
		printf("%s%s (", comma, o->epub.path);
		size_print(&o->epub);
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
	for (size_t i = 0; i < o->n_press; i++)
		handing_print(r, &o->press[i]);
}

/* The pages that the outputs need, and the printers'; false when something is wrong (reported). */
static bool
outputs_lay_out(struct run_state *r, struct outputs *o)
{
	if (!r->book || input_failed(r))
		return false;
	/* the EPUB alone needs no pages */
	if (r->book->config->outputs & OUTPUT_PDF && !(r->layout = pages_make(r)))
		return false;
	if (r->book->config->n_printers && !input_failed(r) && !(o->press = press_make(r, false, &o->n_press)))
		return false;
	return !input_failed(r);
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
	press_free(o.press, o.n_press);
	return status;
}
