/* press.c - the book as each of its printers gets it: paper, pages, spine, cover; what a printer would object to */
#include "command/press.h"
#include "base/message.h"
#include "image/inks.h"
#include "press/fit.h"
#include "press/preflight.h"

enum { ICC_MOST = 8 << 20 };

int
press_pages(const struct press *p)
{
	return (int)(p->end - p->first);
}

/* A name for a folder: no printer's name leads out of the output folder. */
static struct str
name_plain(struct arena *a, struct str name)
{
	struct buf b = {0};
	for (size_t i = 0; i < name.n && b.n < 40; i++)
		buf_char(&b, char_alnum((unsigned char)name.p[i]) || name.p[i] == '_' ? name.p[i] : '-');
	if (!b.n)
		buf_z(&b, "printer");
	name = buf_keep(&b, a);
	buf_free(&b);
	return name;
}

/* Two profiles of one name: the second one's folder is numbered. */
static struct str
name_own(struct run_state *r, const struct press *list, size_t n, struct str wish)
{
	struct str name = name_plain(r->a, wish);
	for (int number = 2;; number++) {
		bool taken = false;
		for (size_t i = 0; i < n; i++)
			taken |= str_is_nocase(list[i].name, name.p);
		if (!taken)
			return name;
		name = str_fmt(r->a, "%.*s-%d", STR_FMT(name_plain(r->a, wish)), number);
	}
}

static const struct stock *
stock_find(struct run_state *r, const struct printer *p)
{
	struct str wish = r->book->config->stock;
	struct buf names = {0};
	for (int i = 0; i < p->n_stocks; i++) {
		if (str_is_nocase(wish, str_z(r->a, p->stocks[i].name)))
			return &p->stocks[i];
		buf_fmt(&names, "%s%.*s", i ? ", " : "", STR_FMT(p->stocks[i].name));
	}
	if (wish.n && p->n_stocks)
		diag_add(r->d, DIAG_VALUE_BAD, r->book->config->file, 0, 0,
			"the printer \"%.*s\" has no paper \"%.*s\", but %.*s: the spine is reckoned with the first of them",
			STR_FMT(p->name), STR_FMT(wish), STR_FMT(buf_view(&names)));
	buf_free(&names);
	return p->n_stocks ? &p->stocks[0] : NULL;
}

/* The book's pages, or those of this printer alone; what the book's have wrong is nothing of the printer's. */
static struct layout *
layout_for(struct run_state *r, struct press *p, bool own, struct diag *of_the_book)
{
	struct layout **layout = own ? &p->own : &r->layout;
	if (!*layout) {
		struct diag *d = own ? r->d : of_the_book;
		size_t before = warnings_count(d);
		progress(r, "laying out");
		*layout = layout_make(r->book, p->style, d, r->opt.fonts, r->opt.threads);
		if (!own)
			r->layout_warnings = warnings_count(d) - before;
	}
	return *layout;
}

static bool
pages_fit(struct run_state *r, struct press *p, struct diag *of_the_book)
{
	const struct config *config = r->book->config;
	bool own = false;
	p->style = printer_style(r->a, r->d, p->printer, config->style, config->paper, &own);
	struct layout *layout = p->style ? layout_for(r, p, own, of_the_book) : NULL;
	if (!layout)
		return false;
	p->pages = printer_fit(r->a, r->d, p->printer, p->style, layout_pages(layout));
	printer_interior(p->pages, &p->first, &p->end);
	return true;
}

/* The sheet around the book. A book without a cover page of its own gets one all the same: a printer wants it. */
static bool
cover_make(struct run_state *r, struct press *p)
{
	const struct printer *printer = p->printer;
	int pages = press_pages(p);
	struct cover_shape shape = {.trim_w = p->pages->trim_w,
		.trim_h = p->pages->trim_h,
		.bleed = printer->cover_bleed,
		.safety = printer->cover_safety,
		.spine = p->spine,
		.spine_text = p->spine > 0 && printer->spine_text_pages && pages >= printer->spine_text_pages,
		.spine_clearance = printer->spine_clearance,
		.type_least = dim_scale(DIM_PT, printer->type_least, 100)};
	p->cover = layout_cover(r->book, p->style, &shape, r->d, r->opt.fonts);
	return p->cover;
}

/* Told before anything is laid out. */
static bool
icc_fit(struct run_state *r, struct str path, struct str icc)
{
	struct image_inks *inks;
	const char *why = image_inks_open(&(struct image_output){.icc = icc, .channels = 4}, &inks);
	image_inks_close(inks);
	if (why)
		diag_add(r->d, DIAG_PRESS_PROFILE, path, 0, 0,
			"this cannot be the profile of the printer's inks: %s; without the key `profile` the built-in one is "
			"taken",
			message(why));
	return !why;
}

/* The profile of the output's inks. */
static bool
icc_read(struct run_state *r, struct press *p)
{
	struct str path = p->printer->icc;
	p->icc = style_builtin("styles/printers/coated.icc");
	const char *why = path.n ? file_read(r->a, str_z(r->a, path), ICC_MOST, &p->icc) : NULL;
	if (why)
		diag_add(r->d, DIAG_FILE_UNREADABLE, path, 0, 0, "the profile of the printer's inks could not be read: %s", why);
	return !why && (!path.n || icc_fit(r, path, p->icc));
}

static bool
press_one(struct run_state *r, struct press *p, struct diag *of_the_book)
{
	p->printer = printer_read(r->a, r->d, p->asked);
	if (!p->printer || !icc_read(r, p) || !pages_fit(r, p, of_the_book))
		return false;
	int pages = press_pages(p);
	p->stock = stock_find(r, p->printer);
	p->binding = printer_binding(p->printer, pages);
	p->spine = p->stock ? printer_spine(p->printer, p->stock, pages) : 0;
	if (!cover_make(r, p))
		return false;
	preflight(r->d, p->printer, r->book, p->pages, p->first, p->end);
	preflight_cover(r->d, p->printer, r->book, layout_pages(p->cover));
	return true;
}

/* What the printer says of soft pictures takes the place of what the book's pages said of them. */
static void
soft_withdraw(struct run_state *r, struct diag *of_the_printer)
{
	size_t n, n_places = 0;
	const struct finding *list = diag_sorted(of_the_printer, &n);
	struct diag_place *places = NEW_N(r->a, n, struct diag_place);
	for (size_t i = 0; i < n; i++)
		if (list[i].kind == DIAG_PRESS_SOFT || list[i].kind == DIAG_PRESS_PICTURE)
			places[n_places++] = (struct diag_place){list[i].file, list[i].line};
	diag_withdraw(r->d, DIAG_PICTURE_SMALL, places, n_places);
}

/* A printer's findings are gathered by themselves, so that their number does not depend on the printers before. */
static bool
press_judge(struct run_state *r, struct press *p, bool refuse)
{
	struct diag *all = r->d, *own = diag_new();
	if (refuse)
		preflight_refuse(own);
	r->d = own;
	bool ok = press_one(r, p, all);
	r->d = all;
	p->warnings = warnings_count(own) + r->read_warnings + (p->own ? 0 : r->layout_warnings);
	p->refused = diag_count(own, DIAG_ERROR) > 0;
	soft_withdraw(r, own);
	diag_take(all, own);
	diag_free(own);
	return ok;
}

struct press *
press_make(struct run_state *r, bool refuse, size_t *n)
{
	const struct config *config = r->book->config;
	struct press *list = NEW_N(r->a, config->n_printers, struct press);
	bool ok = true;
	for (*n = 0; *n < config->n_printers; ++*n) {
		struct press *p = &list[*n];
		*p = (struct press){.asked = config->printers[*n]};
		ok = press_judge(r, p, refuse) && ok;
		if (p->printer)
			p->name = name_own(r, list, *n,
				r->opt.draft ? str_fmt(r->a, "%.*s-draft", STR_FMT(p->printer->name)) : p->printer->name);
	}
	if (ok)
		return list;
	press_free(list, *n);
	*n = 0;
	return NULL;
}

void
press_free(struct press *list, size_t n)
{
	for (size_t i = 0; list && i < n; i++) {
		press_drop(&list[i]);
		layout_free(list[i].cover);
		layout_free(list[i].own);
	}
}
