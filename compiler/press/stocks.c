/* stocks.c - the lists of a printer's profile: sizes, margins at the spine by page count, papers */
#include "press/profile.h"

#include "base/dim.h"
#include "base/message.h"

void
profile_papers(struct profile_reader *r, const struct yaml *y)
{
	struct printer *p = r->p;
	if (y->kind != YAML_LIST && y->kind != YAML_NULL) {
		profile_kind_bad(r, y, MESSAGE("a list of sizes such as [6x9, a5]"));
		return;
	}
	p->n_papers = 0;
	for (size_t i = 0; i < y->n; i++) {
		struct str name = str_trim(yaml_text(&y->items[i]));
		if (p->n_papers == PRINTER_PAPERS)
			diag_add(r->d, DIAG_VALUE_BAD, r->file, y->items[i].line, y->items[i].col,
				"a printer lists %d sizes at most; this one was left out", PRINTER_PAPERS);
		else if (!name.n || name.n > 40)
			diag_add(r->d, DIAG_VALUE_BAD, r->file, y->items[i].line, y->items[i].col,
				"the name of a size is missing here; it was left out: write 6x9, media-carta, a5, letter or a4");
		else
			p->papers[p->n_papers++] = name;
	}
}

/* Keeps them ascending; a number of pages that stands twice counts as it stands last. */
static void
gutter_insert(struct printer *p, struct gutter g)
{
	int i = p->n_gutters;
	for (int k = 0; k < p->n_gutters; k++)
		if (p->gutters[k].pages == g.pages) {
			p->gutters[k] = g;
			return;
		}
	for (; i > 0 && p->gutters[i - 1].pages > g.pages; i--)
		p->gutters[i] = p->gutters[i - 1];
	p->gutters[i] = g;
	p->n_gutters++;
}

void
profile_gutters(struct profile_reader *r, const struct yaml *y)
{
	struct printer *p = r->p;
	if (y->kind != YAML_MAP && y->kind != YAML_NULL) {
		profile_kind_bad(
			r, y, MESSAGE("a map such as {1: 12mm, 301: 16mm}: from so many pages on, the margin at the spine"));
		return;
	}
	p->n_gutters = 0;
	for (size_t i = 0; i < y->n; i++) {
		const struct yaml *item = &y->items[i];
		struct gutter g;
		int64_t pages;
		if (p->n_gutters == PRINTER_GUTTERS)
			diag_add(r->d, DIAG_VALUE_BAD, r->file, item->line, item->col,
				"a printer lists %d margins at the spine at most; this one was left out", PRINTER_GUTTERS);
		else if (!str_to_int(str_trim(item->key), &pages) || pages < 1 || pages > 10000)
			diag_add(r->d, DIAG_VALUE_BAD, r->file, item->key_line, item->key_col,
				"\"%.*s\" is not a number of pages from 1 to 10000; this margin was left out",
				STR_FMT(item->key));
		else if (!dim_parse(yaml_text(item), "mm", &g.least) || g.least < 0 || g.least > MM(60))
			profile_kind_bad(r, item, MESSAGE("a margin of 0 to 60 mm (write 12, 12mm, 0.5in)"));
		else {
			g.pages = (int)pages;
			gutter_insert(p, g);
		}
	}
}

/* "0.002252in", "0.0572mm" in millionths of an inch: finer than a dim. */
static bool
caliper_read(struct str s, int *out)
{
	int64_t v = 0, unit = 1000000, digits = 0;
	size_t i = 0;
	s = str_trim(s);
	for (; i < s.n && char_digit(s.p[i]) && digits < 4; i++, digits++)
		v = v * 10 + (s.p[i] - '0');
	v *= 1000000;
	if (i < s.n && s.p[i] == '.')
		for (i++; i < s.n && char_digit(s.p[i]); i++, digits++) {
			unit /= 10;
			v += (s.p[i] - '0') * unit;
		}
	struct str u = str_trim(str_sub(s, i, s.n));
	if (str_is(u, "mm"))
		v = (v * 10 + 127) / 254;
	else if (!str_is(u, "in"))
		return false;
	*out = (int)v;
	return digits && v >= 500 && v <= 50000;
}

static bool
stock_read(struct profile_reader *r, const struct yaml *item, struct stock *s)
{
	static const char *const known[] = {"caliper", "cream"};
	bool found = false;
	*s = (struct stock){.name = item->key};
	if (item->kind == YAML_SCALAR)
		found = caliper_read(item->text, &s->caliper);
	for (size_t i = 0; item->kind == YAML_MAP && i < item->n; i++) {
		const struct yaml *y = &item->items[i];
		if (str_is_nocase(y->key, "caliper"))
			found = caliper_read(yaml_text(y), &s->caliper);
		else if (str_is_nocase(y->key, "cream"))
			s->cream = yaml_bool(y, false);
		else
			profile_unknown(r, y, known, 2);
	}
	if (!found)
		diag_add(r->d, DIAG_VALUE_BAD, r->file, item->line, item->col,
			"the paper \"%.*s\" says no thickness of a page between 0.0005 and 0.05 in; it was left out: write "
			"{caliper: 0.0023in} or {caliper: 0.058mm}, half the thickness of a leaf",
			STR_FMT(str_sub(item->key, 0, 60)));
	return found;
}

void
profile_stocks(struct profile_reader *r, const struct yaml *y)
{
	struct printer *p = r->p;
	struct stock s;
	if (y->kind != YAML_MAP) {
		profile_kind_bad(
			r, y, MESSAGE("a map such as {white: {caliper: 0.0023in}}: papers and how thick a page of them is"));
		return;
	}
	p->n_stocks = 0;
	for (size_t i = 0; i < y->n; i++) {
		if (p->n_stocks == PRINTER_STOCKS)
			diag_add(r->d, DIAG_VALUE_BAD, r->file, y->items[i].line, y->items[i].col,
				"a printer lists %d papers at most; this one was left out", PRINTER_STOCKS);
		else if (stock_read(r, &y->items[i], &s))
			p->stocks[p->n_stocks++] = s;
	}
}
