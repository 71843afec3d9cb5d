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

/* A built-in value that does not stand what the user's scale makes of it is the scale's fault. */
static const struct key_set *
blamed(const struct style_reader *r, const struct key_set *set)
{
	bool own = set->file && !set->file->builtin;
	return !own && r->set_scale.file && !r->set_scale.file->builtin ? &r->set_scale : set;
}

/* A finding at the place that is to blame: BAD(r, place, "text") */
#define BAD(r, set, ...) \
	do { \
		const struct key_set *at_ = blamed((r), (set)); \
		diag_add((r)->d, DIAG_VALUE_BAD, at_->file ? at_->file->name : (r)->file->name, at_->line, at_->col, \
			__VA_ARGS__); \
	} while (0)

/* A running head has its place between the edge and the text; 0: there is none. */
static void
head_check(struct style_reader *r)
{
	struct style *s = r->style;
	const struct key_set *at = place(r, "page", KEYS("head-baseline", "first-baseline"));
	if (!s->head_baseline)
		return;
	if (s->first_baseline < MM(10)) {
		BAD(r, at,
			"there is no room for a running head above the first line; it was left out: a head-baseline of 0 means "
			"none");
		s->head_baseline = 0;
	} else if (s->head_baseline > s->first_baseline - MM(4)) {
		BAD(r, at, "the running head runs into the first line; it is put higher");
		s->head_baseline = s->first_baseline * 6 / 10;
	} else if (s->head_baseline < MM(5)) {
		BAD(r, at, "the running head stands less than 5 mm below the upper edge; it is put lower");
		s->head_baseline = MM(5);
	}
}

static void
columns_check(struct style_reader *r)
{
	struct style *s = r->style;
	if (s->columns > 1 && (s->trim_w - s->margin_inner - s->margin_outer - s->column_gap) / 2 < MM(30)) {
		BAD(r, place(r, "page", KEYS("columns", "column-gap", "trim")),
			"two columns would be narrower than 30 mm; there is one");
		s->columns = 1;
	}
}

static void
page_check(struct style_reader *r)
{
	struct style *s = r->style;
	if (s->grid > PT(24)) {
		BAD(r, place(r, "page", KEYS("grid")), "the grid is larger than 24 pt; 24 pt is used");
		s->grid = PT(24);
	}
	if (s->trim_w - s->margin_inner - s->margin_outer < MM(40)) {
		BAD(r, place(r, "page", KEYS("outer", "inner", "trim")),
			"the margins leave less than 40 mm for the text; an eighth of the width is used for each");
		s->margin_inner = s->margin_outer = s->trim_w / 8;
	}
	columns_check(r);
	if (s->first_baseline > s->trim_h / 3) {
		BAD(r, place(r, "page", KEYS("first-baseline", "trim")),
			"the first baseline is below a third of the page; a ninth is used");
		s->first_baseline = s->trim_h / 9;
	}
	if (s->folio_baseline > s->trim_h - MM(5)) {
		BAD(r, place(r, "page", KEYS("folio-baseline", "trim")),
			"the page number stands less than 5 mm above the lower edge; it is put 13 mm above");
		s->folio_baseline = s->trim_h - MM(13);
	}
	if (s->folio_baseline < s->trim_h / 2) {
		BAD(r, place(r, "page", KEYS("folio-baseline", "trim")),
			"the page number stands in the upper half of the page; it is put 13 mm above the lower edge");
		s->folio_baseline = s->trim_h - MM(13);
	}
	head_check(r);
	int most = (s->folio_baseline - MM(8) - s->first_baseline) / s->grid + 1;
	if (most < 1)
		most = 1;
	if (s->handout)
		s->lines = most;
	if (s->lines > most) {
		const struct key_set *at = place(r, "page", KEYS("lines", "grid", "folio-baseline", "trim")),
				     *leading = &r->set_text[TEXT_BODY][1];
		if (at->file && at->file->builtin && leading->file)
			at = leading;
		BAD(r, at, "the lines do not fit on the page above the page number; as many as fit are used");
		s->lines = most;
	}
	s->last_baseline = s->first_baseline + (s->lines - 1) * s->grid;
}

static void
opening_check(struct style_reader *r)
{
	struct style *s = r->style;
	if (s->opening_depth > s->trim_h * 6 / 10) {
		BAD(r, place(r, "opening", KEYS("depth")),
			"the head of an opening is deeper than six tenths of the page; that is used");
		s->opening_depth = s->trim_h * 6 / 10;
	}
	if (s->kicker_baseline < s->opening_depth + MM(4) || s->kicker_baseline > s->opening_depth + MM(30))
		s->kicker_baseline = s->opening_depth + MM(9.5);
	dim title = s->text_styles[TEXT_TITLE].size * 4 / 5 + s->text_styles[TEXT_KICKER].size / 2;
	if (s->title_drop < title) {
		const struct key_set *drop = place(r, "opening", KEYS("title-drop"));
		if (drop->file && !drop->file->builtin)
			BAD(r, drop, "the title of a post runs into the line above it; it is put lower");
		s->title_drop = title;
	}
	struct text_style *year = &s->text_styles[TEXT_YEAR];
	if (year->size > s->opening_depth) {
		const struct key_set *size = &r->set_text[TEXT_YEAR][0];
		BAD(r, size->file && !size->file->builtin ? size : place(r, "opening", KEYS("depth")),
			"the year's letters are taller than the panel in which they stand; they are set smaller");
		year->size = year->leading = s->opening_depth;
	}
	if (s->opening_b_top > s->trim_h / 4) {
		BAD(r, place(r, "opening", KEYS("small-top")),
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
			BAD(r, widths, "pictures cannot be wider than the text; the width of the text is used");
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
		BAD(r, place(r, "body", KEYS("indent")),
			"the indent takes more than an eighth of the width of the text; that is used");
		s->indent = measure / 8;
	}
	if (s->last_line_least > measure / 2)
		s->last_line_least = measure / 2;
	if (s->pullquote_rule_w > measure)
		s->pullquote_rule_w = measure;
}

/* The largest size of a text: titles in parts of the measure, so that words fit into a line; small texts in tenths of the grid, on which they
 * stand or which their places are measured by. */
static dim
size_most(const struct style *s, enum text_role role, dim measure)
{
	static const uint8_t parts[TEXT_COUNT] = {[TEXT_TITLE] = 6,
		[TEXT_TITLE_SMALL] = 6,
		[TEXT_TITLE_LEAST] = 6,
		[TEXT_BOOK_TITLE] = 5,
		[TEXT_COVER_TITLE] = 5,
		[TEXT_PART_TITLE] = 5,
		[TEXT_PART_LIST] = 16,
		[TEXT_HALF_TITLE] = 6,
		[TEXT_SUBTITLE] = 10,
		[TEXT_BOOK_SUBTITLE] = 10,
		[TEXT_COVER_SUBTITLE] = 10,
		[TEXT_COVER_NAME] = 10,
		[TEXT_COVER_TEXT] = 10,
		[TEXT_COVER_LIST] = 12,
		[TEXT_SPINE] = 5,
		[TEXT_DECK] = 10,
		[TEXT_PULLQUOTE] = 10,
		[TEXT_H2] = 10,
		[TEXT_QUOTE] = 12,
		[TEXT_CODE] = 16};
	static const uint8_t tenths[TEXT_COUNT] = {
		[TEXT_TOC_PART] = 18, [TEXT_TIMELINE_YEAR] = 20, [TEXT_H3] = 14, [TEXT_H4] = 14};
	if (role == TEXT_YEAR || role == TEXT_COVER_YEAR)
		return PT(300);
	return parts[role] ? measure / parts[role] : s->grid * (tenths[role] ? tenths[role] : 10) / 10;
}

/* Lines do not run into each other, and do not lose sight of each other. */
static void
leading_check(struct style_reader *r, enum text_role role, const struct key_set *at)
{
	struct text_style *t = &r->style->text_styles[role];
	dim most = 4 * t->size > 3 * r->style->grid ? 4 * t->size : 3 * r->style->grid;
	if (t->leading < t->size - t->size / 10) {
		BAD(r, at,
			"the leading of `%s` is smaller than its letters, so that lines would run into each other; six fifths of "
			"the "
			"size are used",
			style_text_key(role));
		t->leading = t->size * 6 / 5;
	}
	if (t->leading > most) {
		BAD(r, at, "the leading of `%s` is far larger than its letters; a smaller one is used", style_text_key(role));
		t->leading = most;
	}
}

/* The lines of the text are those of the grid. */
static void
leading_grid(struct style_reader *r)
{
	struct text_style *t = &r->style->text_styles[TEXT_BODY];
	const struct key_set *leading = &r->set_text[TEXT_BODY][1];
	if (t->leading == r->style->grid)
		return;
	if (leading->file && !leading->file->builtin)
		BAD(r, leading, "the leading of `%s` is not that of the grid, on which its lines stand; the grid's is used",
			style_text_key(TEXT_BODY));
	t->leading = r->style->grid;
}

static void
texts_check(struct style_reader *r)
{
	struct style *s = r->style;
	dim measure = s->trim_w - s->margin_inner - s->margin_outer;
	if (s->columns > 1)
		measure = (measure - s->column_gap) / 2;
	for (int i = 0; i < TEXT_COUNT; i++) {
		struct text_style *t = &s->text_styles[i];
		const struct key_set *size = &r->set_text[i][0], *leading = &r->set_text[i][1];
		const struct key_set *at = size->file && !size->file->builtin ? size : leading;
		const struct key_set *grid = place(r, "page", KEYS("grid", "outer", "inner", "trim"));
		dim most = size_most(s, (enum text_role)i, measure);
		if (!(at->file && !at->file->builtin))
			at = grid;
		if (t->size > most) {
			BAD(r, at,
				"the letters of `%s` are too large for their lines or for the width of the text; they are set "
				"smaller",
				style_text_key((enum text_role)i));
			t->size = most;
			t->leading = t->leading < most * 6 / 5 ? t->leading : most * 6 / 5;
		}
		if (i == TEXT_BODY)
			leading_grid(r);
		leading_check(r, (enum text_role)i, at);
	}
}

void
style_check(struct style_reader *r)
{
	page_check(r);
	texts_check(r);
	opening_check(r);
	pictures_check(r);
	r->style->inset = r->style->indent < PT(8) ? r->style->grid : r->style->indent;
}
