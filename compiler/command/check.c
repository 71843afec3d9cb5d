/* check.c - yearbook check, dump and index: what was found, printed; nothing is written */
#include "base/message.h"
#include "command/press.h"
#include "command/run.h"

#include <stdio.h>

int
command_check(struct run_state *r)
{
	r->book = book_read(r);
	struct press *press = NULL;
	size_t n_press = 0;
	if (r->book)
		r->layout = pages_make(r);
	if (r->layout && r->book->config->n_printers)
		press = press_make(r, true, &n_press);
	press_free(press, n_press);
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

int
command_dump(struct run_state *r)
{
	r->book = book_read(r);
	if (r->book && r->opt.dump_pages)
		r->layout = pages_make(r);
	struct press *press = NULL; /* with --printer: the pages as the first one gets them */
	size_t n_press = 0;
	if (r->layout && r->opt.printer)
		press = press_make(r, false, &n_press);
	findings_print(r);
	if (!r->book || (r->opt.dump_pages && (!r->layout || (r->opt.printer && !press))))
		return EXIT_INPUT;
	if (r->opt.dump_book)
		book_dump(r->book, stdout);
	else
		pages_dump(press ? press[0].pages : layout_pages(r->layout), stdout);
	press_free(press, n_press);
	return EXIT_DONE;
}

int
command_index(struct run_state *r)
{
	r->book = book_read(r);
	findings_print(r);
	if (r->book)
		index_suggest(r->book, stdout);
	return r->book ? EXIT_DONE : EXIT_INPUT;
}
