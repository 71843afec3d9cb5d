/* features_test.c - what the faces offer and each kind of text asks for: figures, capitals, ligatures, kerning, optical sizes, tracking */
#include "../check.h"
#include "layout/seg.h"

#include <string.h>

static struct arena *a;
static struct diag *d;
static struct style *style;
static struct fonts *fonts;

/* The first word of a text, as it is set. */
static const struct piece *
set(const struct text_style *t, const char *text)
{
	struct para_in in = {.text = str_of(text),
		.lang = STR("en"),
		.style = t,
		.measure = MM(200),
		.align = PARA_LEFT,
		.file = STR("post.md"),
		.line = 1};
	struct para p;
	struct arena *scratch = arena_new();
	para_set(fonts, a, scratch, &in, &p, d);
	arena_free(scratch);
	CHECK(p.n == 1 && p.lines[0].n >= 1);
	return &p.lines[0].pieces[0];
}

/* A text style but for one property. */
static struct text_style
of(enum text_role role)
{
	return style->text_styles[role];
}

static bool
same(const struct piece *p, const struct piece *q)
{
	bool all = p->word->face == q->word->face && p->word->n == q->word->n;
	for (uint16_t i = 0; all && i < p->word->n; i++)
		all = p->word->glyphs[i].id == q->word->glyphs[i].id;
	return all;
}

static void
test_figures(void)
{
	struct text_style lining = of(TEXT_BODY), tabular = of(TEXT_TABLE), loose = of(TEXT_TABLE);
	lining.oldstyle = false;
	loose.tabular = false;
	CHECK(of(TEXT_BODY).oldstyle && !of(TEXT_H2).oldstyle && !of(TEXT_TABLE).oldstyle);
	const struct piece *old = set(&style->text_styles[TEXT_BODY], "2479"), *new = set(&lining, "2479");
	CHECK(old->word->face == new->word->face && !same(old, new));
	const struct shaped *ones = set(&tabular, "1111")->word, *eights = set(&tabular, "8888")->word;
	CHECK_INT(ones->advance, eights->advance);
	CHECK(set(&loose, "1111")->word->advance != set(&loose, "8888")->word->advance);
	/* pages stand below each other in the contents, folios in one place */
	CHECK(of(TEXT_FOLIO).tabular);
}

static void
test_capitals(void)
{
	struct text_style plain = of(TEXT_KICKER), small = of(TEXT_BODY), full = of(TEXT_BODY);
	plain.capitals = false;
	/* marks of capitals stand higher */
	const struct piece *capital = set(&style->text_styles[TEXT_KICKER], "\xC2\xBFLIMA?"), *low = set(&plain, "\xC2\xBFLIMA?");
	CHECK(capital->word->face == low->word->face && !same(capital, low));
	CHECK(same(set(&style->text_styles[TEXT_KICKER], "lima"), set(&plain, "LIMA")));
	small.small_capitals = true;
	full.capitals = true;
	const struct piece *s = set(&small, "lima"), *f = set(&full, "lima");
	CHECK(!same(s, f) && !same(s, set(&style->text_styles[TEXT_BODY], "lima")));
	/* the face has them: nothing is drawn smaller */
	CHECK_INT(s->size, f->size);
	CHECK(s->word->advance < f->word->advance);
}

static void
test_ligatures(void)
{
	struct text_style apart = of(TEXT_BODY);
	CHECK(set(&style->text_styles[TEXT_BODY], "ffi")->word->n < 3);
	apart.tracking = 50;
	const struct piece *p = set(&apart, "ffi");
	CHECK_INT(p->word->n, 3);
	CHECK_INT(p->tracking, 50);
	CHECK_INT(set(&style->text_styles[TEXT_CODE], "ffi")->word->n, 3);
}

static void
test_kerning(void)
{
	static const enum text_role roles[] = {TEXT_BODY, TEXT_TITLE, TEXT_H2, TEXT_NOTE, TEXT_DECK, TEXT_CAPTION};
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		const struct text_style *t = &style->text_styles[roles[i]];
		CHECK(set(t, "To")->word->advance < set(t, "T")->word->advance + set(t, "o")->word->advance);
	}
}

/* Each size has the cut that is drawn for it. */
static void
test_optical_sizes(void)
{
	static const struct {
		enum text_role role;
		const char *part;
	} cuts[] = {{TEXT_NOTE, "Caption-"}, {TEXT_INDEX, "Caption-"}, {TEXT_TITLE, "Display-"}, {TEXT_TITLE_SMALL, "Display-"},
		{TEXT_TITLE_LEAST, "Display-"}, {TEXT_YEAR, "Display-"}, {TEXT_BOOK_TITLE, "Display-"}, {TEXT_DECK, "Subhead-"},
		{TEXT_PULLQUOTE, "Subhead-"}, {TEXT_BODY, "SourceSerif4-"}};
	for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
		CHECK(str_find(set(&style->text_styles[cuts[i].role], "Ana")->word->face->name, str_of(cuts[i].part)) >= 0);
}

int
main(void)
{
	a = arena_new();
	d = diag_new();
	style = style_read(a, d, STR("print"), STR_NONE);
	fonts = style ? fonts_open(style, d, "fonts") : NULL;
	CHECK(fonts != NULL);
	if (fonts) {
		test_figures();
		test_capitals();
		test_ligatures();
		test_kerning();
		test_optical_sizes();
	}
	CHECK_INT(diag_count(d, DIAG_WARNING) + diag_count(d, DIAG_ERROR), 0);
	fonts_close(fonts);
	diag_free(d);
	arena_free(a);
	return check_status();
}
