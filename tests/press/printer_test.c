/* printer_test.c - profiles of printers: the built-in ones are read without a finding; what cannot be is reported */
#include "../check.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/dim.h"
#include "press/printer.h"
#include "style/style.h"

#include <stdio.h>
#include <string.h>

static struct arena *a;

/* Reads a text as a user's file; prints its findings into `said`. */
static struct printer *
file_read_as(const char *text, const char *name, char *said, size_t size)
{
	struct diag *d = diag_new();
	size_t n, at = 0;
	FILE *f = fopen(name, "w");
	fputs(text, f);
	fclose(f);
	struct printer *p = printer_read(a, d, str_of(name));
	const struct finding *list = diag_sorted(d, &n);
	said[0] = 0;
	for (size_t i = 0; i < n && at + 1 < size; i++)
		at += (size_t)snprintf(said + at, size - at, "%d: %.*s\n", list[i].line, STR_FMT(list[i].text));
	diag_free(d);
	remove(name);
	return p;
}

static void
builtin_test(void)
{
	static const char *const names[] = {"home", "imprenta", "ingram", "kdp", "lulu", "offset-eu", "offset-us"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct diag *d = diag_new();
		size_t n;
		struct printer *p = printer_read(a, d, str_of(names[i]));
		const struct finding *list = diag_sorted(d, &n);
		CHECK_INT(n, 0);
		for (size_t k = 0; k < n; k++)
			printf("%s:%d: %.*s\n", names[i], list[k].line, STR_FMT(list[k].text));
		CHECK(p != NULL);
		if (!p)
			continue;
		CHECK_STR(p->name, names[i]);
		CHECK(p->title.n && p->n_stocks && p->multiple >= 1 && p->quality > 0);
		CHECK(p->verified == !!strcmp(names[i], "imprenta"));
		CHECK(p->mark_gap >= p->bleed_outer);
		CHECK(!p->n_gutters || p->gutters[0].pages == 1);
		diag_free(d);
	}
}

static void
facts_test(void)
{
	struct diag *d = diag_new();
	struct printer *kdp = printer_read(a, d, STR("kdp")), *eu = printer_read(a, d, STR("offset-eu")),
		       *lulu = printer_read(a, d, STR("lulu")), *ingram = printer_read(a, d, STR("ingram"));
	CHECK_INT(printer_gutter(kdp, 24), PT(27));
	CHECK_INT(printer_gutter(kdp, 150), PT(27));
	CHECK_INT(printer_gutter(kdp, 151), PT(36));
	CHECK_INT(printer_gutter(kdp, 828), PT(63));
	CHECK_INT(printer_spine(kdp, &kdp->stocks[0], 120), PT(120 * 0.002252 * 72));
	CHECK_INT(printer_spine(kdp, &kdp->stocks[1], 300), PT(54));
	CHECK_INT(printer_spine(lulu, &lulu->stocks[0], 444), PT(444 * 0.002252 * 72) + PT(0.06 * 72));
	CHECK_INT(kdp->bleed_inner, 0);
	CHECK_INT(kdp->bleed_outer, PT(9));
	CHECK_INT(kdp->file_most, 650000000);
	CHECK_INT(kdp->type_least, 700);
	CHECK_INT(kdp->rule_least, 250);
	CHECK(!kdp->links && !kdp->outline && !kdp->metadata && kdp->standard == PDF_PLAIN);
	CHECK(ingram->standard == PDF_X1A_2001 && ingram->inks == INKS_CMYK && ingram->ink_most == 240 && ingram->last_blank);
	CHECK(eu->standard == PDF_X4 && !eu->links && eu->crop_marks);
	CHECK_INT(eu->bleed_inner, MM(3));
	CHECK_INT(printer_binding(eu, 47), BINDING_SADDLE);
	CHECK_INT(printer_binding(eu, 48), BINDING_PERFECT);
	CHECK_INT(printer_spine(eu, &eu->stocks[0], 40), 0);
	CHECK_INT(printer_multiple(eu, 40), 4);
	CHECK_INT(printer_multiple(kdp, 40), 2);
	diag_free(d);
}

static void
own_test(void)
{
	char said[4000];
	struct printer *p =
		file_read_as("based-on: kdp\ntitle: La Rana\nbleed: 5mm\nstocks:\n  bond: 0.05mm\npages: {multiple: 6}\n"
			     "saddle-below: 30\ncolour: {profile: mine.icc}\n",
			"La Rana.yaml", said, sizeof said);
	CHECK_STR(str_of(said), "");
	CHECK(p != NULL);
	if (!p)
		return;
	CHECK_STR(p->name, "la-rana");
	CHECK_STR(p->title, "La Rana");
	CHECK(!p->verified);
	CHECK_INT(p->bleed_inner, MM(5));
	CHECK_INT(p->cover_bleed, PT(9)); /* kdp's own stays */
	CHECK_INT(p->n_stocks, 1);
	CHECK_INT(p->stocks[0].caliper, 1969);
	CHECK_INT(printer_multiple(p, 20), 12);
	CHECK_STR(p->icc, "./mine.icc");
	CHECK_INT(printer_gutter(p, 400), PT(45));
	CHECK(printer_binding(p, 29) == BINDING_SADDLE && printer_binding(p, 30) == BINDING_PERFECT);
	p = file_read_as("based-on: offset-eu\nbinding: saddle\n", "stapled.yaml", said, sizeof said);
	CHECK(p && printer_binding(p, 400) == BINDING_SADDLE && printer_spine(p, &p->stocks[0], 400) == 0);
	p = file_read_as("based-on: offset-eu\nbinding: perfect\n", "glued.yaml", said, sizeof said);
	CHECK(p && printer_binding(p, 20) == BINDING_PERFECT);
}

/* One line each; what is said about it holds these words. */
static void
bad_test(void)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{"bleed: -3mm\n", "bleed: \"-3mm\" is not a length from 0 to 20 mm"},
		{"bleed: {top: 40mm}\n", "top: \"40mm\" is not a length from 0 to 20 mm"},
		{"bleed: [3mm]\n", "bleed: \" \" is not a map of keys"},
		{"gutter: {1: 300mm}\n", "is not a margin of 0 to 60 mm"},
		{"gutter: {many: 10mm}\n", "\"many\" is not a number of pages"},
		{"gutter: 12mm\n", "is not a map such as {1: 12mm"},
		{"colour: {total-ink: 0}\n", "total-ink: \"0\" is not a whole number from 100 to 400"},
		{"colour: {total-ink: 500}\n", "total-ink: \"500\" is not a whole number from 100 to 400"},
		{"binding: glue\n", "binding: \"glue\" is not one of these: by-pages, perfect, saddle"},
		{"colour: {inks: rgb}\n", "inks: \"rgb\" is not one of these: as-is, srgb, cmyk, gray"},
		{"file: {standard: x3}\n", "standard: \"x3\" is not one of these: plain, x1a-2001, x1a-2003, x4"},
		{"file: {most: huge}\n", "is not a number of megabytes"},
		{"file: {links: perhaps}\n", "links: \"perhaps\" is not yes or no"},
		{"blead: 3mm\n", "did you mean \"bleed\"?"},
		{"zzzzzzzzz: 3mm\n", "styles/printers/kdp.yaml shows the keys"},
		{"pages: {multipel: 4}\n", "did you mean \"multiple\"?"},
		{"pages: {least: 40, most: 20}\n", "which no book has"},
		{"pictures: {ppi: 400, ppi-most: 300}\n", "400 is used for both"},
		{"file: {standard: x1a-2003}\ncolour: {inks: srgb}\n", "PDF/X-1a takes inks only"},
		{"stocks: {white: 2mm}\n", "the paper \"white\" says no thickness"},
		{"stocks: {white: {calliper: 0.05mm}}\n", "did you mean \"caliper\"?"},
		{"papers: a5\n", "papers: \"a5\" is not a list of sizes"},
		{"papers: [1,2,3,4,5,6,7,8,9]\n", "a printer lists 8 sizes at most"},
		{"rule-least: -1\n", "is not a length from 0 to 5 pt"},
	};
	char said[4000];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct printer *p = file_read_as(cases[i].text, "p.yaml", said, sizeof said);
		if (!p || !strstr(said, cases[i].says)) {
			check_failures++;
			printf("%s gives: %s", cases[i].text, said);
		}
	}
}

static void
none_test(void)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{"based-on: nobody\n",
			"there is no printer \"nobody\"; name one of these: home, imprenta, ingram, kdp, lulu, offset-eu, "
			"offset-us"},
		{"based-on: missing.yaml\n", "cannot be read"},
		{"based-on: q.yaml\n", "in a circle"},
		{"- a list\n", "is a map of keys"},
		{"bleed: {\n", ""},
	};
	char said[4000];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct printer *p = file_read_as(cases[i].text, "q.yaml", said, sizeof said);
		if (p || !said[0] || !strstr(said, cases[i].says)) {
			check_failures++;
			printf("%s gives: %s", cases[i].text, said);
		}
	}
}

int
main(void)
{
	a = arena_new();
	builtin_test();
	facts_test();
	own_test();
	bad_test();
	none_test();
	arena_free(a);
	return check_status();
}
