/* check.c - yearbook check, dump and index: what was found, printed; nothing is written */
#include "base/message.h"
#include "command/draft.h"
#include "command/release.h"
#include "pdf/pdf.h"
#include "press/preport.h"

#include <stdio.h>

/* Sets the report's texts in the book's faces. */
struct report_faces {
	struct run_state *r;
	struct layout *layout;
	struct text_style styles[REPORT_SMALL + 1];
};

static struct line
report_line(void *ctx, struct str text, enum report_text how)
{
	struct report_faces *f = ctx;
	return layout_text(f->layout, &f->styles[how], text, str_of(f->r->opt.ui_lang), f->r->d);
}

/* One page with what was found, for whoever is to mend it. */
static bool
report_write(struct run_state *r, const struct press *p)
{
	struct report_faces faces = {r, p->own ? p->own : r->layout, {{0}}};
	static const dim sizes[] = {
		[REPORT_TITLE] = PT(16), [REPORT_BODY] = PT(9.5), [REPORT_BOLD] = PT(9.5), [REPORT_SMALL] = PT(8)};
	for (int i = 0; i <= REPORT_SMALL; i++) {
		struct text_style *s = &faces.styles[i];
		*s = p->style->text_styles[i == REPORT_TITLE || i == REPORT_BOLD ? TEXT_H2 : TEXT_CAPTION];
		s->size = sizes[i];
		s->colour = (struct colour){0, 0, 0, 100};
		s->capitals = s->small_capitals = s->acronyms_small = false;
		s->tracking = 0;
	}
	struct report_setter setter = {report_line, &faces};
	size_t n;
	const struct finding *list = diag_sorted(r->d, &n);
	struct sheets sheets = preflight_report(p->pages, p->first, p->end, p->printer, list, n, &setter, r->a);
	struct file_out o;
	bool ok = file_out_open(&o, r->opt.report_pdf) && pdf_write(&sheets, &o, r->d, r->opt.threads) && file_out_commit(&o);
	if (!ok)
		diag_add(r->d, DIAG_FILE_UNWRITABLE, str_of(r->opt.report_pdf), 0, 0, "not replaced: %s",
			message(o.error ? o.error : MESSAGE("it could not be made")));
	file_out_drop(&o);
	return ok;
}

/* What a printer gets, and whether it would take it. */
static void
verdict_print(const struct press *p)
{
	struct str title = p->printer->title.n ? p->printer->title : p->printer->name;
	struct buf spine = {0};
	buf_decimal(&spine, dim_scale(p->spine, 254, 72 * DIM_PT), 1);
	if (p->binding == BINDING_SADDLE)
		printf(message("%.*s: %d pages, stapled; "), STR_FMT(title), press_pages(p));
	else if (p->spine)
		printf(message("%.*s: %d pages, a spine of %.*s mm; "), STR_FMT(title), press_pages(p),
			STR_FMT(buf_view(&spine)));
	else
		printf(message("%.*s: %d pages; "), STR_FMT(title), press_pages(p));
	printf("%s\n", p->refused ? message("it would refuse this book") : message("nothing that it would refuse"));
	buf_free(&spine);
}

int
command_check(struct run_state *r)
{
	if (r->opt.a11y)
		return command_a11y(r);
	for (enum diag_kind k = 0; r->opt.desk && k < DIAG_COUNT_; k++)
		if (finding_of_desk(k))
			diag_level_set(r->d, k, DIAG_WARNING);
	r->book = book_read(r);
	struct press *press = NULL;
	size_t n_press = 0;
	size_t n_closed;
	if (r->book)
		placeholders_tell(r);
	if (r->book && r->opt.release)
		release_close(r, &n_closed);
	if (r->book)
		r->layout = pages_make(r);
	if (r->book && r->layout && r->book->config->n_printers)
		press = press_make(r, !r->opt.release, &n_press);
	if (r->book && r->layout && r->opt.release) {
		release_judge(r);
		waivers_unused(r);
	}
	bool written = true;
	if (r->opt.report_pdf && r->book && r->layout && r->book->config->n_printers != 1) {
		diag_add(r->d, DIAG_FILE_UNWRITABLE, str_of(r->opt.report_pdf), 0, 0,
			"the report is about one printer: name it with --printer");
		written = false;
	} else if (r->opt.report_pdf && press) {
		written = report_write(r, &press[0]);
	}
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
		for (size_t i = 0; !r->opt.quiet && i < n_press; i++)
			verdict_print(&press[i]);
	}
	press_free(press, n_press);
	if (!written)
		return EXIT_SYSTEM;
	return !r->book || !r->layout || input_failed(r) ? EXIT_INPUT : EXIT_DONE;
}

int
command_dump(struct run_state *r)
{
	r->book = book_read(r);
	bool of_pages = r->opt.dump_pages || r->opt.dump_cover || r->opt.dump_tags;
	if (r->book && of_pages)
		r->layout = pages_make(r);
	struct press *press = NULL; /* with --printer: the pages as the first one gets them */
	size_t n_press = 0;
	if (r->layout && r->opt.printer)
		press = press_make(r, false, &n_press);
	const struct pages *draft = NULL;
	if (r->opt.draft && r->layout) {
		draft_number(r);
		draft = draft_pages(r, press, n_press);
	}
	findings_print(r);
	if (!r->book || (of_pages && (!r->layout || (r->opt.printer && !press))))
		return EXIT_INPUT;
	if (r->opt.dump_book)
		book_dump(r->book, stdout);
	else if (r->opt.dump_tags)
		tags_dump(layout_tag(r->layout, draft ? draft : layout_pages(r->layout), r->book), stdout);
	else if (r->opt.dump_cover && press)
		pages_dump(layout_pages(press[0].cover), stdout);
	else
		pages_dump(press ? press[0].pages : draft ? draft : layout_pages(r->layout), stdout);
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
