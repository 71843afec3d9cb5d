/* quote.c - the letter that asks a printer for a price, and the list of what was checked and is left to do */
#include "command/fill.h"
#include "command/press.h"
#include "style/style.h"

#include <string.h>

enum { BLANKS_MOST = 48, UNITS_INCH = 72 * DIM_PT };

/* Blanks as they are gathered. */
struct sheet_of_blanks {
	struct arena *a;
	const char *lang;
	bool comma; /* in numbers, instead of the point */
	struct blank list[BLANKS_MOST];
	size_t n;
};

static void
blank_add(struct sheet_of_blanks *s, const char *name, struct str value)
{
	if (s->n < BLANKS_MOST)
		s->list[s->n++] = (struct blank){name, value};
}

static void
blank_switch(struct sheet_of_blanks *s, const char *name, bool on)
{
	blank_add(s, name, on ? STR("yes") : STR_NONE);
}

/* n / 10^places as people of the language write it. */
static struct str
number_text(struct sheet_of_blanks *s, int64_t n, int places)
{
	struct buf b = {0};
	buf_decimal(&b, n, places);
	char *point = s->comma && b.p ? memchr(b.p, '.', b.n) : NULL;
	if (point)
		*point = ',';
	struct str text = buf_keep(&b, s->a);
	buf_free(&b);
	return text;
}

static struct str
millimetres(struct sheet_of_blanks *s, dim length, int places)
{
	return number_text(s, dim_scale(length, places == 1 ? 254 : 2540, UNITS_INCH), places);
}

static struct str
inches(struct sheet_of_blanks *s, dim length)
{
	return number_text(s, dim_scale(length, 1000, UNITS_INCH), 3);
}

static void
blank_number(struct sheet_of_blanks *s, const char *name, int64_t n)
{
	blank_add(s, name, n ? number_text(s, n, 0) : STR_NONE);
}

static void
blank_length(struct sheet_of_blanks *s, const char *name, dim length)
{
	blank_add(s, name, length > 0 ? millimetres(s, length, 2) : STR_NONE);
}

static struct str
two_lengths(struct arena *a, struct str w, struct str h)
{
	return str_fmt(a, "%.*s × %.*s", STR_FMT(w), STR_FMT(h));
}

static void
blanks_sizes(struct sheet_of_blanks *s, const struct press *p)
{
	const struct printer *printer = p->printer;
	dim least = printer_gutter(printer, press_pages(p)), inner = p->style->margin_inner, outer = p->style->margin_outer;
	if (inner < least) { /* the text was moved from the spine */
		outer -= least - inner;
		inner = least;
	}
	dim bleed = printer->bleed_outer > printer->bleed_top ? printer->bleed_outer : printer->bleed_top;
	blank_add(s, "trim_mm", two_lengths(s->a, millimetres(s, p->pages->trim_w, 1), millimetres(s, p->pages->trim_h, 1)));
	blank_add(s, "trim_in", two_lengths(s->a, inches(s, p->pages->trim_w), inches(s, p->pages->trim_h)));
	blank_length(s, "bleed", bleed);
	blank_length(s, "gutter", least > 0 ? inner : 0);
	blank_length(s, "gutter_least", least);
	blank_length(s, "outer", outer);
	blank_length(s, "spine", p->stock ? p->spine : 0);
	/* a leaf has two pages; millionths of an inch to thousandths of a millimetre */
	blank_add(s, "leaf", number_text(s, p->stock ? ((int64_t)p->stock->caliper * 508 + 5000) / 10000 : 0, 3));
}

static void
blanks_counts(struct sheet_of_blanks *s, const struct config *config, const struct press *p)
{
	int copies = config->copies, pages = press_pages(p);
	int coloured = pages_coloured(p->pages, p->first, p->end, p->printer->inks);
	int multiple = printer_multiple(p->printer, pages);
	bool other = copies && copies != 50 && copies != 100 && copies != 200;
	blank_number(s, "pages", pages);
	blank_number(s, "leaves", (pages + 1) / 2);
	blank_number(s, "colour", coloured);
	blank_add(s, "black", number_text(s, pages - coloured, 0));
	blank_number(s, "multiple", multiple > 1 ? multiple : 0);
	int ppi = pages_ppi_least(p->pages, p->first, p->end), good = p->printer->ppi_good;
	blank_number(s, "ppi", ppi < good ? 0 : ppi);
	blank_number(s, "ppi_few", ppi < good ? ppi : 0);
	blank_number(s, "ppi_good", good);
	blank_number(s, "warnings", (int64_t)p->warnings);
	blank_number(s, "copies", copies);
	blank_switch(s, "copies_blank", !copies);
	blank_add(s, "copies_too_es", other ? str_fmt(s->a, ", y por %d", copies) : STR_NONE);
	blank_add(s, "copies_too_pt", other ? str_fmt(s->a, ", e para %d", copies) : STR_NONE);
	blank_add(s, "copies_too_en", other ? str_fmt(s->a, ", and of %d", copies) : STR_NONE);
	blank_number(s, "ink", p->printer->inks == INKS_CMYK ? p->printer->ink_most : 0);
}

static void
blanks_kind(struct sheet_of_blanks *s, const struct press *p)
{
	static const char *const standards[] = {"PDF", "PDF/X-1a:2001", "PDF/X-1a:2003", "PDF/X-4"};
	const struct printer *printer = p->printer;
	blank_add(s, "standard", str_of(standards[printer->standard]));
	blank_add(s, "condition", printer->condition.n ? str_fmt(s->a, " (%.*s)", STR_FMT(printer->condition)) : STR_NONE);
	blank_switch(s, "imposed", p->advice);
	blank_switch(s, "cmyk", printer->inks == INKS_CMYK);
	blank_switch(s, "srgb", printer->inks == INKS_SRGB);
	blank_switch(s, "gray", printer->inks == INKS_GRAY);
	blank_switch(s, "perfect", p->binding == BINDING_PERFECT);
	blank_switch(s, "saddle", p->binding == BINDING_SADDLE);
	blank_switch(s, "cream", p->stock && p->stock->cream);
	blank_add(s, "stock", p->stock ? p->stock->name : STR_NONE);
}

static void
blanks_names(struct sheet_of_blanks *s, const struct book *b, const struct press *p)
{
	blank_add(s, "title", str_one_line(s->a, b->title));
	blank_add(s, "subtitle", str_one_line(s->a, b->subtitle));
	blank_add(s, "publisher", str_one_line(s->a, b->publisher));
	blank_add(s, "site", b->config->base_url);
	blank_add(s, "printer", p->printer->title.n ? p->printer->title : p->printer->name);
	blank_add(s, "name", p->asked);
	blank_switch(s, "verified", p->printer->verified);
	blank_add(s, "note", printer_note(p->printer, s->lang));
	blank_add(s, "upload", printer_upload(p->printer, s->lang));
	blank_add(s, "interior", p->names[PRESS_INTERIOR]);
	blank_add(s, "interior_mb", number_text(s, (int64_t)((p->files[PRESS_INTERIOR].n + 50000) / 100000), 1));
	blank_add(s, "cover_file", p->names[PRESS_COVER]);
	blank_add(s, "cover_mb", number_text(s, (int64_t)((p->files[PRESS_COVER].n + 50000) / 100000), 1));
}

struct str
press_text(struct arena *a, const struct book *book, const struct press *p, const char *kind, const char *lang)
{
	struct sheet_of_blanks s = {.a = a, .lang = lang, .comma = !strcmp(lang, "pt")};
	blanks_names(&s, book, p);
	blanks_sizes(&s, p);
	blanks_counts(&s, book->config, p);
	blanks_kind(&s, p);
	struct str name = str_fmt(a, "styles/press/%s.%s.txt", kind, lang);
	return text_fill(a, style_builtin(str_z(a, name)), s.list, s.n);
}
