/* quote.c - the letter that asks a printer for a price, and the list of what was checked and is left to do */
#include "command/fill.h"
#include "command/press.h"
#include "style/style.h"

#include <string.h>

enum { BLANKS_MOST = 48, UNITS_INCH = 72 * DIM_PT };

/* Blanks as they are gathered. */
struct sheet_of_blanks {
	struct arena *a;
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
	return buf_keep(&b, s->a);
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
blanks_sizes(struct sheet_of_blanks *s, const struct handed *h)
{
	blank_add(s, "trim_mm", two_lengths(s->a, millimetres(s, h->trim_w, 1), millimetres(s, h->trim_h, 1)));
	blank_add(s, "trim_in", two_lengths(s->a, inches(s, h->trim_w), inches(s, h->trim_h)));
	blank_length(s, "bleed", h->bleed);
	blank_length(s, "gutter", h->gutter ? h->inner : 0);
	blank_length(s, "gutter_least", h->gutter);
	blank_length(s, "outer", h->outer);
	blank_length(s, "spine", h->spine);
	/* a leaf has two pages; millionths of an inch to thousandths of a millimetre */
	blank_add(s, "leaf", number_text(s, h->stock ? ((int64_t)h->stock->caliper * 508 + 5000) / 10000 : 0, 3));
}

static void
blanks_counts(struct sheet_of_blanks *s, const struct handed *h)
{
	int copies = h->book->config->copies;
	blank_number(s, "pages", h->pages);
	blank_number(s, "leaves", (h->pages + 1) / 2);
	blank_number(s, "colour", h->coloured);
	blank_add(s, "black", number_text(s, h->pages - h->coloured, 0));
	blank_number(s, "multiple", h->multiple > 1 ? h->multiple : 0);
	blank_number(s, "warnings", (int64_t)h->warnings);
	blank_number(s, "copies", copies);
	blank_switch(s, "copies_blank", !copies);
	bool other = copies && copies != 50 && copies != 100 && copies != 200;
	blank_add(s, "copies_too_es", other ? str_fmt(s->a, ", y por %d", copies) : STR_NONE);
	blank_add(s, "copies_too_pt", other ? str_fmt(s->a, ", e para %d", copies) : STR_NONE);
	blank_add(s, "copies_too_en", other ? str_fmt(s->a, ", and of %d", copies) : STR_NONE);
	blank_number(s, "ink", h->printer->inks == INKS_CMYK ? h->printer->ink_most : 0);
}

static void
blanks_kind(struct sheet_of_blanks *s, const struct handed *h)
{
	static const char *const standards[] = {"PDF", "PDF/X-1a:2001", "PDF/X-1a:2003", "PDF/X-4"};
	const struct printer *p = h->printer;
	struct str condition = p->condition.n ? str_fmt(s->a, " (%.*s)", STR_FMT(p->condition)) : STR_NONE;
	blank_add(s, "standard", str_of(standards[p->standard]));
	blank_switch(s, "cmyk", p->inks == INKS_CMYK);
	blank_switch(s, "srgb", p->inks == INKS_SRGB);
	blank_switch(s, "gray", p->inks == INKS_GRAY);
	blank_add(s, "condition_es", condition);
	blank_add(s, "condition_pt", condition);
	blank_add(s, "condition_en", condition);
	blank_switch(s, "perfect", h->binding == BINDING_PERFECT);
	blank_switch(s, "saddle", h->binding == BINDING_SADDLE);
	blank_switch(s, "cream", h->stock && h->stock->cream);
	blank_add(s, "stock", h->stock ? h->stock->name : STR_NONE);
}

static void
blanks_names(struct sheet_of_blanks *s, const struct handed *h)
{
	const struct book *b = h->book;
	blank_add(s, "title", str_one_line(s->a, b->title));
	blank_add(s, "subtitle", str_one_line(s->a, b->subtitle));
	blank_add(s, "publisher", str_one_line(s->a, b->publisher));
	blank_add(s, "site", b->config->base_url);
	blank_add(s, "printer", h->printer->title.n ? h->printer->title : h->printer->name);
	blank_add(s, "name", h->printer->name);
	blank_switch(s, "verified", h->printer->verified);
	blank_add(s, "note", h->printer->note);
	blank_add(s, "upload", h->printer->upload);
	blank_add(s, "interior", h->interior.name);
	blank_add(s, "interior_mb", number_text(s, (int64_t)((h->interior.bytes + 50000) / 100000), 1));
	blank_add(s, "cover_file", h->cover.name);
	blank_add(s, "cover_mb", number_text(s, (int64_t)((h->cover.bytes + 50000) / 100000), 1));
}

struct str
handed_text(struct arena *a, const struct handed *h, const char *kind, const char *lang)
{
	struct sheet_of_blanks s = {.a = a, .comma = !strcmp(lang, "pt")};
	blanks_names(&s, h);
	blanks_sizes(&s, h);
	blanks_counts(&s, h);
	blanks_kind(&s, h);
	struct str name = str_fmt(a, "styles/press/%s.%s.txt", kind, lang);
	return text_fill(a, style_builtin(str_z(a, name)), s.list, s.n);
}
