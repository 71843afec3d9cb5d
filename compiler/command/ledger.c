/* ledger.c - what a release printed goes into printed.csv, so that no later volume prints it again by accident */
#include "base/file.h"
#include "command/run.h"
#include "desk/sheet.h"

#include <string.h>

/* Of each entry: the folios of its first and last page. */
struct span {
	struct str first, last;
};

static struct span *
spans_find(struct run_state *r)
{
	struct span *spans = NEW_N(r->a, r->book->n_entries + 1, struct span);
	const struct pages *pages = r->layout ? layout_pages(r->layout) : NULL;
	for (size_t i = 0; pages && i < pages->n; i++) {
		const struct page *page = &pages->list[i];
		if (page->post < 0 || (size_t)page->post >= r->book->n_entries || !page->folio.n)
			continue;
		struct span *s = &spans[page->post];
		s->first = s->first.n ? s->first : page->folio;
		s->last = page->folio;
	}
	return spans;
}

static struct str
span_text(struct arena *a, const struct span *s)
{
	return str_eq(s->first, s->last) ? s->first : str_fmt(a, "%.*s-%.*s", STR_FMT(s->first), STR_FMT(s->last));
}

/* The path as seen from the book's folder. */
static struct str
path_short(struct str root, struct str path)
{
	if (root.n && path.n > root.n && !memcmp(path.p, root.p, root.n) && path.p[root.n] == '/')
		return str_sub(path, root.n + 1, path.n);
	return path;
}

/* The book's years: "2024", "2022-2025"; empty when they are not known. */
static struct str
years_text(struct arena *a, const struct book *b)
{
	if (!b->year_from)
		return STR_NONE;
	return b->year_from == b->year_to ? str_fmt(a, "%d", b->year_to) : str_fmt(a, "%d-%d", b->year_from, b->year_to);
}

static struct str *
row_make(struct run_state *r, size_t i, const struct span *span, struct str volume, struct str years)
{
	const struct entry *e = &r->book->entries[i];
	const struct post *p = e->post;
	struct str *cells = NEW_N(r->a, LEDGER_COLUMNS, struct str);
	struct str edition = volume.n ? volume : years;
	cells[LEDGER_KEY] = str_fmt(r->a, "%.*s/%.*s", STR_FMT(edition), STR_FMT(e->slug));
	cells[LEDGER_VOLUME] = volume;
	cells[LEDGER_YEAR] = years;
	cells[LEDGER_PAGES] = span_text(r->a, span);
	cells[LEDGER_TITLE] = e->title;
	cells[LEDGER_DATE] = sheet_date_text(r->a, p->date.precision ? &p->date : &e->date);
	cells[LEDGER_LANG] = e->lang;
	cells[LEDGER_SLUG] = p->slug;
	cells[LEDGER_PATH] = path_short(r->book->config->root, p->path);
	cells[LEDGER_URL] = e->url;
	cells[LEDGER_TEXT] = desk_text_mark(r->a, p);
	return cells;
}

bool
ledger_release(struct run_state *r)
{
	const struct book *b = r->book;
	struct sheet *s = sheet_read(r->a, r->d, b->config->root, "printed.csv", ledger_columns, LEDGER_COLUMNS);
	s->insist = true;
	const struct span *spans = spans_find(r);
	struct str volume = b->config->volume ? str_fmt(r->a, "%d", b->config->volume) : STR_NONE, years = years_text(r->a, b);
	struct str **rows = NEW_N(r->a, s->n_rows + b->n_entries + 1, struct str *);
	size_t n = 0;
	for (size_t i = 0; i < b->n_entries; i++)
		rows[n++] = row_make(r, i, &spans[i], volume, years);
	for (size_t i = 0; i < s->n_rows; i++) { /* other volumes stay as they are, and what a person typed: it has no path */
		const struct str *cells = s->rows[i].cells;
		if (!str_eq(cells[LEDGER_VOLUME], volume) || (!volume.n && !str_eq(cells[LEDGER_YEAR], years)) ||
			!cells[LEDGER_PATH].n)
			rows[n++] = s->rows[i].cells;
	}
	sheet_merge(s, r->a, rows, n, false);
	return sheet_write(s, r->d);
}
