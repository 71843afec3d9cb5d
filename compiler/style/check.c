/* check.c - values of a style that are fine alone and cannot stand together: no style can make a page that holds nothing */
#include "style/keys.h"

/* The first of the keys that the user's own files set, else the first of all: where a finding points. */
static const struct key_set *
place(const struct style_reader *r, const char *group, const char *const *names)
{
	static const struct key_set nowhere = {.line = 0};
	const struct key_set *any = NULL;
	for (; *names; names++) {
		const struct key_set *set = key_place(r, group, *names);
		if (!set || !set->file)
			continue;
		if (!set->file->builtin)
			return set;
		any = any ? any : set;
	}
	return any ? any : &nowhere;
}

#define KEYS(...) \
	(const char *const[]) \
	{ \
		__VA_ARGS__, NULL \
	}

/* At a place, a finding without arguments or with those of its text. */
#define BAD(set, ...) \
	diag_add(r->d, DIAG_VALUE_BAD, (set)->file ? (set)->file->name : r->file->name, (set)->line, (set)->col, __VA_ARGS__)

static void
page_check(struct style_reader *r)
{
	struct style *s = r->style;
	if (s->grid > PT(24)) {
		BAD(place(r, "page", KEYS("grid")), "the grid is larger than 24 pt; 24 pt is used");
		s->grid = PT(24);
	}
	if (s->trim_w - s->margin_inner - s->margin_outer < MM(40)) {
		BAD(place(r, "page", KEYS("outer", "inner", "trim")),
			"the margins leave less than 40 mm for the text; an eighth of the width is used for each");
		s->margin_inner = s->margin_outer = s->trim_w / 8;
	}
	if (s->first_baseline > s->trim_h / 3) {
		BAD(place(r, "page", KEYS("first-baseline", "trim")),
			"the first baseline is below a third of the page; a ninth is used");
		s->first_baseline = s->trim_h / 9;
	}
	if (s->folio_baseline > s->trim_h - MM(5)) {
		BAD(place(r, "page", KEYS("folio-baseline", "trim")),
			"the page number stands less than 5 mm above the lower edge; it is put 13 mm above");
		s->folio_baseline = s->trim_h - MM(13);
	}
	if (s->head_baseline > s->first_baseline - MM(4)) {
		BAD(place(r, "page", KEYS("head-baseline", "first-baseline")),
			"the running head runs into the first line; it is put higher");
		s->head_baseline = s->first_baseline * 6 / 10;
	}
	int most = (s->folio_baseline - MM(8) - s->first_baseline) / s->grid + 1;
	if (most < 1)
		most = 1;
	if (s->lines > most) {
		const struct key_set *at = place(r, "page", KEYS("lines", "grid", "folio-baseline", "trim")),
				     *leading = &r->set_text[TEXT_BODY][1];
		if (at->file && at->file->builtin && leading->file)
			at = leading;
		BAD(at, "the lines do not fit on the page above the page number; as many as fit are used");
		s->lines = most;
	}
	s->last_baseline = s->first_baseline + (s->lines - 1) * s->grid;
}

static void
opening_check(struct style_reader *r)
{
	struct style *s = r->style;
	if (s->opening_depth > s->trim_h * 6 / 10) {
		BAD(place(r, "opening", KEYS("depth")),
			"the head of an opening is deeper than six tenths of the page; that is used");
		s->opening_depth = s->trim_h * 6 / 10;
	}
	if (s->kicker_baseline < s->opening_depth + MM(4) || s->kicker_baseline > s->opening_depth + MM(30))
		s->kicker_baseline = s->opening_depth + MM(9.5);
	if (s->opening_b_top > s->trim_h / 4) {
		BAD(place(r, "opening", KEYS("small-top")),
			"the small picture of an opening begins below a quarter of the page; that is used");
		s->opening_b_top = s->trim_h / 4;
	}
}

static void
pictures_check(struct style_reader *r)
{
	struct style *s = r->style;
	dim measure = s->trim_w - s->margin_inner - s->margin_outer;
	const struct key_set *widths = place(r, "pictures", KEYS("widths"));
	bool said = !widths->file || widths->file->builtin;
	for (int i = 0; i < 3; i++) {
		if (s->picture_widths[i] > measure && !said) {
			BAD(widths, "pictures cannot be wider than the text; the width of the text is used");
			said = true;
		}
		if (s->picture_widths[i] > measure || i == 0)
			s->picture_widths[i] = measure;
	}
	if (s->portrait_lines > s->lines - 2)
		s->portrait_lines = s->lines - 2;
	if (s->ppi_least > s->ppi_good)
		s->ppi_good = s->ppi_least;
	if (s->row_gap > measure / 8)
		s->row_gap = measure / 8;
	if (s->indent > measure / 8) {
		BAD(place(r, "body", KEYS("indent")),
			"the indent takes more than an eighth of the width of the text; that is used");
		s->indent = measure / 8;
	}
	if (s->last_line_least > measure / 2)
		s->last_line_least = measure / 2;
	if (s->pullquote_rule_w > measure)
		s->pullquote_rule_w = measure;
}

/* The lines of the text are those of the grid; lines of any text do not run into each other; the letters of a title leave room for words. */
static void
texts_check(struct style_reader *r)
{
	struct style *s = r->style;
	dim measure = s->trim_w - s->margin_inner - s->margin_outer;
	for (int i = 0; i < TEXT_COUNT; i++) {
		struct text_style *t = &s->text_styles[i];
		const struct key_set *size = &r->set_text[i][0], *leading = &r->set_text[i][1];
		const struct key_set *at = size->file && !size->file->builtin ? size : leading;
		dim most = i == TEXT_BODY ? s->grid : measure / 3;
		if (t->size > most && i != TEXT_YEAR && i != TEXT_COVER_YEAR) {
			BAD(at,
				"the letters of `%s` are too large for their lines or for the width of the text; they are set "
				"smaller",
				style_text_key((enum text_role)i));
			t->size = most;
			t->leading = t->leading < most * 6 / 5 ? t->leading : most * 6 / 5;
		}
		if (i == TEXT_BODY && t->leading != s->grid) {
			if (leading->file && !leading->file->builtin)
				BAD(leading,
					"the leading of `%s` is not that of the grid, on which its lines stand; the grid's is "
					"used",
					style_text_key((enum text_role)i));
			t->leading = s->grid;
		}
		if (t->leading < t->size - t->size / 10) {
			BAD(at,
				"the leading of `%s` is smaller than its letters, so that lines would run into each other; six "
				"fifths of the "
				"size are used",
				style_text_key((enum text_role)i));
			t->leading = t->size * 6 / 5;
		}
	}
}

void
style_check(struct style_reader *r)
{
	page_check(r);
	opening_check(r);
	pictures_check(r);
	texts_check(r);
}
