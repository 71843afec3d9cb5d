/* report.c - findings as lines for a person: what is alike is put together and counted */
#include "base/diag.h"
#include "base/message.h"

#include <stdlib.h>
#include <string.h>

/* Of findings that are alike so many are printed at most; where there are more, the first few and a count. */
enum { ALIKE_MOST = 6, ALIKE_SHOWN = 3 };
/* Other lines named where a file has a finding several times over. */
enum { LINES_MOST = 8 };

/* A finding on its way to paper. */
struct row {
	const struct finding *f;
	size_t repeats; /* rows right behind it (by text) that say the same at other lines of the file */
	bool repeated; /* it is one of these */
	bool hidden; /* counted only */
};

struct report {
	struct row *rows; /* by file, kind, text, line */
	struct row **order; /* as printed: by file and line */
	size_t n;
};

/* Findings of one kind and pattern. */
struct alike {
	const struct finding *first;
	size_t n, shown, files;
	struct str file; /* the last one counted */
};

static int
same_cmp(const struct finding *a, const struct finding *b)
{
	int c = str_cmp(a->file, b->file);
	if (!c)
		c = (int)a->kind - (int)b->kind;
	return c ? c : str_cmp(a->text, b->text);
}

static int
text_cmp(const void *pa, const void *pb)
{
	const struct finding *a = ((const struct row *)pa)->f, *b = ((const struct row *)pb)->f;
	int c = same_cmp(a, b);
	if (!c)
		c = (a->line > b->line) - (a->line < b->line);
	return c ? c : (a > b) - (a < b);
}

/* The findings lie in one array in the order of their places. */
static int
place_cmp(const void *pa, const void *pb)
{
	const struct finding *a = (*(struct row *const *)pa)->f, *b = (*(struct row *const *)pb)->f;
	return (a > b) - (a < b);
}

static int
alike_cmp(const struct finding *a, const struct finding *b)
{
	return a->kind != b->kind ? (int)a->kind - (int)b->kind : strcmp(a->pattern, b->pattern);
}

static int
group_cmp(const void *pa, const void *pb)
{
	const struct row *a = *(struct row *const *)pa, *b = *(struct row *const *)pb;
	int c = alike_cmp(a->f, b->f);
	return c ? c : place_cmp(pa, pb);
}

static void
repeats_join(struct report *r)
{
	for (size_t i = 0, first = 0; i < r->n; i++) {
		if (!i || same_cmp(r->rows[first].f, r->rows[i].f)) {
			first = i;
			continue;
		}
		r->rows[i].repeated = true;
		r->rows[first].repeats++;
	}
}

static void
row_print(const struct row *row, FILE *out)
{
	const struct finding *f = row->f;
	if (f->file.n)
		fprintf(out, "%.*s:", STR_FMT(f->file));
	if (f->line)
		fprintf(out, "%d:", f->line);
	if (f->line && f->col)
		fprintf(out, "%d:", f->col);
	fprintf(out, "%s%s: %.*s", f->file.n ? " " : "", message(diag_level_name(f->level)), STR_FMT(f->text));
	if (row->repeats) {
		fprintf(out, " (%s", message(row->repeats == 1 ? MESSAGE("also in line") : MESSAGE("also in lines")));
		for (size_t k = 1; k <= row->repeats && k <= LINES_MOST; k++)
			fprintf(out, "%s %d", k > 1 ? "," : "", row[k].f->line);
		fputs(row->repeats > LINES_MOST ? " …)" : ")", out);
	}
	fprintf(out, " [%s]\n", diag_kind_name(f->kind));
}

static void
alike_print(const struct alike *g, FILE *out)
{
	size_t more = g->n - g->shown;
	fprintf(out, "%s: ", message(diag_level_name(g->first->level)));
	fprintf(out, message("%zu more like the one in %.*s, %zu files in all; -v lists them"), more, STR_FMT(g->first->file),
		g->files);
	fprintf(out, " [%s]\n", diag_kind_name(g->first->kind));
}

/* Hides what is one of too many. `order` is by kind, pattern and place; the groups that had something hidden come back. */
static struct alike *
alike_hide(struct report *r, size_t *n_groups)
{
	struct alike *groups = xmalloc((r->n + 1) * sizeof *groups);
	size_t n = 0;
	for (size_t i = 0, end; i < r->n; i = end) {
		struct alike g = {.first = r->order[i]->f};
		for (end = i; end < r->n && !alike_cmp(g.first, r->order[end]->f); end++) {
			const struct row *row = r->order[end];
			g.files += !g.n || !str_eq(g.file, row->f->file);
			g.file = row->f->file;
			g.n += !row->repeated;
		}
		/* unknown shortcodes: each is another name, and one finding for the whole book already */
		if (g.n <= ALIKE_MOST || g.first->level == DIAG_ERROR || g.first->kind == DIAG_SHORTCODE_UNKNOWN)
			continue;
		for (size_t k = i; k < end; k++) {
			struct row *row = r->order[k];
			row->hidden = !row->repeated && g.shown >= ALIKE_SHOWN;
			g.shown += !row->repeated && !row->hidden;
		}
		groups[n++] = g;
	}
	*n_groups = n;
	return groups;
}

void
diag_print(struct diag *d, FILE *out, enum diag_level least, bool all)
{
	size_t n, n_groups = 0;
	const struct finding *list = diag_sorted(d, &n);
	struct report r = {.rows = xmalloc((n + 1) * sizeof *r.rows), .order = xmalloc((n + 1) * sizeof *r.order)};
	for (size_t i = 0; i < n; i++)
		if (list[i].level >= least)
			r.rows[r.n++] = (struct row){.f = &list[i]};
	if (r.n)
		qsort(r.rows, r.n, sizeof *r.rows, text_cmp);
	if (!all)
		repeats_join(&r);
	for (size_t i = 0; i < r.n; i++)
		r.order[i] = &r.rows[i];
	struct alike *groups = NULL;
	if (!all && r.n) {
		qsort(r.order, r.n, sizeof *r.order, group_cmp);
		groups = alike_hide(&r, &n_groups);
	}
	if (r.n)
		qsort(r.order, r.n, sizeof *r.order, place_cmp);
	for (size_t i = 0; i < r.n; i++)
		if (!r.order[i]->hidden && !r.order[i]->repeated)
			row_print(r.order[i], out);
	for (size_t i = 0; i < n_groups; i++)
		alike_print(&groups[i], out);
	free(groups);
	free(r.order);
	free(r.rows);
}
