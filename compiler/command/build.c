/* build.c - yearbook build: the outputs written beside their places, and put there when all are whole */
#include "base/file.h"
#include "base/message.h"
#include "command/run.h"
#include "epub/epub.h"
#include "pdf/pdf.h"
#include "style/style.h"

#include <stdio.h>

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
		struct sheets sheets = sheets_plain(layout_pages(r->layout), r->a);
		ok = output_open(r, &o->pdf, "yearbook.pdf") &&
			output_check(r, &o->pdf, pdf_write(&sheets, &o->pdf, r->d, r->opt.threads));
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

int
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
