/* demerits_test.c - which of the ways to break a paragraph is the best: each rule with a text that would be set otherwise without it */
#include "../check.h"
#include "layout/seg.h"

#include <string.h>

static struct arena *a, *scratch;
static struct diag *d;
static struct style *style;
static struct fonts *fonts;

static const char *const spanish =
	"La comunidad había pedido un lugar donde encontrarse sin que nadie le vendiera nada, y durante dos días de octubre la "
	"universidad prestó su auditorio más pequeño, su cafetera más grande y la paciencia de sus organizadores. Nadie esperaba "
	"más de ochenta participantes; cuando se abrieron las puertas había doscientas diez, y la conversación de los pasillos "
	"se "
	"convirtió en la mejor presentación de aquella jornada, según escribieron después quienes estuvieron allí.";

static void
set(struct para *p, const char *text, dim measure)
{
	struct para_in in = {.text = str_of(text),
		.lang = STR("es"),
		.style = &style->text_styles[TEXT_BODY],
		.measure = measure,
		.role = ROLE_PARA,
		.block = 1,
		.file = STR("post.md"),
		.line = 5};
	para_set(fonts, a, scratch, &in, p, d);
}

/* The text with "|" where lines end, "-|" where a hyphen is added; from the line `from` on. */
static struct str
broken(dim measure, size_t from)
{
	struct para p;
	struct buf b = {0};
	set(&p, spanish, measure);
	for (size_t i = from; i < p.n; i++) {
		buf_str(&b, str_sub(str_of(spanish), p.info[i].start, p.info[i].end));
		if (i + 1 < p.n)
			buf_z(&b, p.info[i].hyphen ? "-|" : "|");
	}
	struct str s = buf_keep(&b, a);
	buf_free(&b);
	return s;
}

/* Lines in a row that end in an added hyphen, at most. */
static int
hyphens_in_row(dim m)
{
	int most = 0;
	struct para p;
	set(&p, spanish, m);
	for (size_t i = 0, row = 0; i < p.n; i++) {
		row = p.info[i].hyphen ? row + 1 : 0;
		most = (int)row > most ? (int)row : most;
	}
	return most;
}

static void
test_demerits(void)
{
	/* Adjacent looseness: without it "y la" would go down and leave a loose line between tight ones. */
	CHECK_INT(str_find(broken(PT(228), 3), STR("más grande y la paciencia|de sus")) >= 0, true);
	/* No hyphen on the last full line: "según escribie-|ron después" would be a little more even. */
	CHECK_STR(broken(PT(174), 10), "de aquella jornada, según escribieron|después quienes estuvieron allí.");
	/* A hyphen less where two would follow each other: "se abrie-|ron las puertas había doscientas diez, y la conver-|". */
	CHECK_INT(str_find(broken(PT(210), 5), STR("más de ochenta participantes; cuando se abrieron|las puertas")) >= 0, true);
	/* The last line is not too short, where the style asks for that. */
	dim least = style->last_line_least;
	CHECK_STR(broken(PT(202), 9), "jornada, según escribieron después quienes|estuvieron allí.");
	style->last_line_least = 0;
	CHECK_STR(broken(PT(202), 9), "según escribieron después quienes estuvieron|allí.");
	style->last_line_least = least;
	/* Hyphens in a row are as many as the style allows; there would be more. */
	int allowed = style->hyphens_in_row;
	CHECK_INT(allowed, 2);
	CHECK_INT(hyphens_in_row(PT(211)), 2);
	style->hyphens_in_row = 1;
	CHECK_INT(hyphens_in_row(PT(211)), 1);
	style->hyphens_in_row = 0;
	CHECK_INT(hyphens_in_row(PT(211)), 0);
	style->hyphens_in_row = 9;
	CHECK_INT(hyphens_in_row(PT(211)), 3);
	/* Nor are there more in a narrow column, where lines must be loose; unless nothing else fits. */
	CHECK_INT(hyphens_in_row(PT(118)), 3);
	style->hyphens_in_row = 2;
	CHECK_INT(hyphens_in_row(PT(118)), 2);
	style->hyphens_in_row = allowed;
}

/* Sum of how far lines' blanks are from the natural one; the most that glyphs are drawn wider or narrower. */
static int
unevenness(int *stretch)
{
	int sum = 0;
	*stretch = 0;
	for (dim m = PT(200); m < PT(320); m += PT(5)) {
		struct para p;
		set(&p, spanish, m);
		for (size_t i = 0; i + 1 < p.n; i++) {
			sum += p.info[i].ratio < 0 ? -p.info[i].ratio : p.info[i].ratio;
			for (uint32_t k = 0; k < p.lines[i].n; k++) {
				int by = p.lines[i].pieces[k].stretch;
				by = by < 0 ? -by : by;
				*stretch = by > *stretch ? by : *stretch;
			}
		}
	}
	return sum;
}

static void
test_glyph_scale(void)
{
	int with, without, most, scale = style->glyph_scale, space = style->letter_space;
	CHECK_INT(scale, 20);
	with = unevenness(&most);
	CHECK(most > 0 && most <= 200);
	style->glyph_scale = style->letter_space = 0;
	without = unevenness(&most);
	CHECK_INT(most, 0);
	CHECK(with * 3 < without * 2);
	style->glyph_scale = scale;
	style->letter_space = space;
}

/* Where a line's ink ends, by its last character. */
static void
test_protrusion(void)
{
	dim comma = 0, hyphen = 0, letter = 0, m = PT(210);
	for (; m < PT(260); m += PT(2)) {
		struct para p;
		set(&p, spanish, m);
		for (size_t i = 0; i + 1 < p.n; i++) {
			struct str line = str_sub(str_of(spanish), p.info[i].start, p.info[i].end);
			dim over = p.lines[i].w - m;
			if (p.info[i].hyphen)
				hyphen = over > hyphen ? over : hyphen;
			else if (line.p[line.n - 1] == ',')
				comma = over > comma ? over : comma;
			else if (line.p[line.n - 1] == 'a')
				letter = over > letter ? over : letter;
		}
	}
	CHECK(comma > PT(1) && hyphen > PT(1) && comma < PT(3) && hyphen < PT(3));
	CHECK(letter < PT(9.8) / 100);
}

/* Marks that say where a line may end and where not. */
static void
test_marks(void)
{
	for (dim m = PT(40); m < PT(200); m += PT(3)) {
		struct para p;
		const char *text = "Unos 120\u00A0km, a\u202F40\u00A0% y G\u00ADitH\u00ADub con K\u00F6n\u2011Nam\u2060bul";
		set(&p, text, m);
		for (size_t i = 0; i + 1 < p.n; i++) {
			struct str rest = str_sub(str_of(text), p.info[i].end, str_of(text).n);
			CHECK(!str_starts(rest, "\u00A0") && !str_starts(rest, "\u202F") && !str_starts(rest, "km") &&
				!str_starts(rest, "Nam") && !str_starts(rest, "bul"));
			CHECK(!p.info[i].hyphen || str_starts(rest, "itH") || str_starts(rest, "ub") ||
				str_starts(rest, "\u00AD"));
		}
	}
}

int
main(void)
{
	a = arena_new();
	scratch = arena_new();
	d = diag_new();
	style = style_read(a, d, STR("print"), STR_NONE);
	fonts = style ? fonts_open(style, d, "fonts") : NULL;
	CHECK(fonts != NULL);
	if (fonts) {
		test_demerits();
		test_glyph_scale();
		test_protrusion();
		test_marks();
	}
	CHECK_INT(diag_count(d, DIAG_WARNING) + diag_count(d, DIAG_ERROR), 0);
	fonts_close(fonts);
	diag_free(d);
	arena_free(scratch);
	arena_free(a);
	return check_status();
}
