/* text_test.c - paragraphs: lines, hyphens, addresses, emoji, directions, code, sums */
#include "../check.h"
#include "layout/seg.h"

#include "base/pool.h"

#include <string.h>
#include <unicode/uscript.h>

static struct arena *a, *scratch;
static struct diag *d;
static struct style *style;
static struct fonts *fonts;

static struct para_in
para_of(enum text_role role, const char *lang, const char *text, dim measure)
{
	return (struct para_in){.text = str_of(text),
		.lang = str_of(lang),
		.style = &style->text_styles[role],
		.measure = measure,
		.role = ROLE_PARA,
		.block = 1,
		.file = STR("post.md"),
		.line = 5};
}

/* The lines as a reader sees them, joined by "|". */
static struct str
lines_of(const struct para *p)
{
	struct buf b = {0};
	for (size_t i = 0; i < p->n; i++) {
		if (i)
			buf_char(&b, '|');
		for (uint32_t k = 0; k < p->lines[i].n; k++) {
			const struct piece *piece = &p->lines[i].pieces[k];
			if (piece->flags & PIECE_SPACE && k)
				buf_char(&b, ' ');
			buf_str(&b, piece->word ? piece->word->text : STR("[picture]"));
		}
	}
	struct str s = buf_keep(&b, a);
	buf_free(&b);
	return s;
}

static struct str
set_role(enum role tag, enum text_role role, const char *lang, const char *text, dim measure)
{
	struct para p;
	struct para_in in = para_of(role, lang, text, measure);
	in.role = (uint8_t)tag;
	para_set(fonts, a, scratch, &in, &p, d);
	return lines_of(&p);
}

static struct str
set(enum text_role role, const char *lang, const char *text, dim measure)
{
	return set_role(ROLE_PARA, role, lang, text, measure);
}

/* A word with "-" where patterns divide it, "~" behind its own hyphens, "=" where the hyphen is repeated, "|" at plain breaks. */
static struct str
divided(const char *lang, const char *word)
{
	struct shape_key key = {.font = fonts->roles[FACE_TEXT], .lang = lang_pack(str_of(lang)), .script = USCRIPT_LATIN};
	if (word_is_address(str_of(word)))
		key.features = SHAPE_ADDRESS;
	const struct word_shape *w = word_find(fonts, &key, str_of(word));
	const struct points *points = word_points(fonts, w);
	struct buf b = {0};
	for (size_t i = 0, k = 0; i < w->shaped.text.n; i++) {
		if (k < points->n && points->list[k].at == i)
			buf_char(&b, "-~=|"[points->list[k++].kind]);
		buf_char(&b, w->shaped.text.p[i]);
	}
	struct str s = buf_keep(&b, a);
	buf_free(&b);
	return s;
}

static void
test_syllables(void)
{
	static const struct {
		const char *lang, *word, *divided;
	} words[] = {
		{"en", "orchestration,", "orches-tra-tion,"},
		{"en-GB", "opportunity", "oppor-tu-nity"},
		{"en", "“beautiful”", "“beau-ti-ful”"},
		{"en", "open", "open"},
		{"en", "KUBERNETES", "KUBERNETES"},
		{"en", "IPv6", "IPv6"},
		{"en", "CloudNativeCon", "Cloud-Native-Con"},
		{"en", "self-hosted", "self-~hosted"},
		{"en", "e-mail", "e-mail"},
		{"en", "technology-driven", "tech-nology-~driven"},
		{"en", "and/or", "and/or"},
		{"en", "volume/density", "vol-ume/|den-sity"},
		{"en", "2024-10-20", "2024-10-20"},
		{"de", "Entwicklung", "Entwicklung"},
		{"es", "bienvenidos", "bien-ve-ni-dos"},
		{"es-MX", "desarrollo", "desa-rro-llo"},
		{"es", "perro", "perro"},
		{"es", "muchacho", "mucha-cho"},
		{"es", "calle", "calle"},
		{"es", "poeta", "poeta"},
		{"es", "aéreo", "aéreo"},
		{"es", "inhibir", "inhi-bir"},
		{"es", "deshacer", "des-ha-cer"},
		{"es", "construcción", "cons-truc-ción"},
		{"es", "«pasillo»", "«pasi-llo»"},
		{"es", "teórico-práctico", "teórico-=práctico"},
		{"es", "atleta", "atleta"},
		{"es", "ideas", "ideas"},
		{"pt", "conhecimento", "conhe-ci-mento"},
		{"pt-BR", "coração", "cora-ção"},
		{"pt", "desenvolvimento", "desen-vol-vi-mento"},
		{"pt", "guarda-chuva", "guarda-=chuva"},
		{"es", "https://example.org/some-path/page.html?q=1&r=2",
			"https://|example|.org/|some|-path/|page|.html?|q=|1&|r=2"},
		{"es", "someone@example.org", "someone@|example|.org"},
		{"en", "snake_case_name", "snake|_case|_name"},
	};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		CHECK_STR(divided(words[i].lang, words[i].word), words[i].divided);
}

static void
test_lines(void)
{
	CHECK_STR(set(TEXT_BODY, "en",
			  "The community had asked for a place where people could meet without being sold anything, and for two "
			  "days in October the "
			  "university lent its smallest auditorium, its largest coffee machine and the patience of its porters.",
			  MM(106)),
		"The community had asked for a place where people could meet without|being sold anything, and for two days in "
		"October the university lent|its smallest auditorium, its largest coffee machine and the patience of|its "
		"porters.");
	CHECK_STR(set(TEXT_BODY, "es",
			  "La comunidad había pedido un lugar donde encontrarse sin que nadie le vendiera nada, y durante dos "
			  "días de octubre la "
			  "universidad prestó su auditorio más pequeño, su cafetera más grande y la paciencia de sus porteros.",
			  MM(106)),
		"La comunidad había pedido un lugar donde encontrarse sin que nadie|le vendiera nada, y durante dos días de "
		"octubre la universidad prestó|su auditorio más pequeño, su cafetera más grande y la paciencia de|sus porteros.");
	CHECK_STR(set(TEXT_BODY, "pt",
			  "A comunidade tinha pedido um lugar onde as pessoas pudessem encontrar-se sem que ninguém lhes "
			  "vendesse nada, e durante "
			  "dois dias de outubro a universidade emprestou o seu menor auditório, a sua maior cafeteira e a "
			  "paciência dos porteiros.",
			  MM(106)),
		"A comunidade tinha pedido um lugar onde as pessoas pudessem|encontrar-se sem que ninguém lhes vendesse nada, e "
		"durante dois|dias de outubro a universidade emprestou o seu menor auditório, a|sua maior cafeteira e a "
		"paciência dos porteiros.");
	CHECK_STR(set(TEXT_BODY, "es", "Un encuentro teórico-práctico de la asociación franco-mexicana.", MM(40)),
		"Un encuentro teórico-|-práctico de la asociación|franco-mexicana.");
	/* Marks between blanks stay with their word, whatever the measure. */
	for (dim measure = PT(60); measure < PT(200); measure += PT(3)) {
		struct str lines = set(TEXT_BODY, "es",
			"Dijo « buenas tardes » al llegar – así , sin más – y un 67 % de la sala contestó : ¡ hola !", measure);
		CHECK(str_find(lines, STR("«|")) < 0 && str_find(lines, STR("|»")) < 0 && str_find(lines, STR("|–")) < 0);
		CHECK(str_find(lines, STR("|%")) < 0 && str_find(lines, STR("|:")) < 0 && str_find(lines, STR("¡|")) < 0);
	}
	CHECK_STR(set(TEXT_BODY, "en", "One.\nTwo lines, and\n\nfour.", MM(106)), "One.|Two lines, and||four.");
	CHECK_STR(set(TEXT_BODY, "en", "  ", MM(106)), "");
	CHECK_STR(set_role(ROLE_TITLE, TEXT_TITLE, "en", "A short guide to the KubeCon + CloudNativeCon North America", MM(106)),
		"A short guide to the|KubeCon + CloudNativeCon|North America");
	CHECK_STR(set(TEXT_BODY, "en",
			  "See https://github.com/cncf/foundation/blob/main/notes/2024-10-20-bloomington.md?plain=1 for more.",
			  MM(60)),
		"See https://github.com/cncf/foundation/|blob/main/notes/2024-10-20|-bloomington.md?plain=1 for more.");
	CHECK_STR(set(TEXT_BODY, "xx", "Supercalifragilisticexpialidocioussupercalifragilistic", MM(40)),
		"Supercalifragilisticexpiali|docioussupercalifragilistic");
}

static dim
width_of(const struct piece *p)
{
	dim w = word_width((const struct word_shape *)(const void *)p->word, p->size, p->tracking);
	return w + (dim)((int64_t)w * p->stretch / 10000);
}

/* Justified lines end where the measure ends, but for what hangs over it; blanks are even; nothing overlaps. */
static void
test_sums(void)
{
	struct para p;
	struct para_in in = para_of(TEXT_BODY, "es",
		"KubeCon + CloudNativeCon Europa reunió aquella semana a más de siete mil personas. Según la organización, dos "
		"de cada tres asistían "
		"por primera vez. La estadística se notaba en los pasillos: casi nadie sabía dónde quedaba nada y, por lo mismo, "
		"casi nadie tenía "
		"vergüenza de preguntar. «Usted viene de lejos», dijo la mujer que atendía el mostrador; «tome dos pegatinas».",
		MM(106));
	in.first_indent = PT(13);
	para_set(fonts, a, scratch, &in, &p, d);
	CHECK(p.n >= 5);
	for (size_t i = 0; i < p.n; i++) {
		const struct line *l = &p.lines[i];
		const struct piece *last = &l->pieces[l->n - 1];
		dim end = last->x + width_of(last), hang = PT(9.8) / 3;
		CHECK(i + 1 == p.n ? end <= in.measure + hang : end >= in.measure - 3 && end <= in.measure + hang);
		CHECK(l->pieces[0].x <= (i ? 0 : PT(13)) && l->pieces[0].x >= (i ? 0 : PT(13)) - hang);
		CHECK_INT(p.info[i].forced, i + 1 == p.n);
		for (uint32_t k = 1; k < l->n && i + 1 < p.n; k++) {
			const struct piece *q = &l->pieces[k - 1];
			dim gap = l->pieces[k].x - q->x - width_of(q);
			dim first = l->pieces[1].x - l->pieces[0].x - width_of(&l->pieces[0]);
			CHECK(gap > PT(9.8) / 7 && gap - first < 3 && first - gap < 3);
		}
	}
}

/* What a piece covers of the text. */
static struct str
covered(const struct para_in *in, const struct piece *p)
{
	return str_sub(in->text, p->start, p->end);
}

static void
test_ranges(void)
{
	struct para p;
	struct para_in in = para_of(TEXT_BODY, "es",
		"Un encuentro teórico-práctico, des\u00ADoxi\u00ADrri\u00ADbo\u00ADnu\u00ADcleico y organizaciones.", MM(22));
	para_set(fonts, a, scratch, &in, &p, d);
	bool repeated = false, added = false;
	uint32_t at = 0;
	for (size_t i = 0; i < p.n; i++)
		for (uint32_t k = 0; k < p.lines[i].n; k++) {
			const struct piece *q = &p.lines[i].pieces[k];
			CHECK(q->start >= at);
			at = q->end;
			repeated = repeated || (q->start == q->end && str_is(q->word->text, "-") && q->flags & PIECE_HYPHEN);
			if (q->flags & PIECE_HYPHEN && q->start < q->end) {
				added = true;
				CHECK(str_ends(q->word->text, "-") && !str_ends(covered(&in, q), "-"));
			}
		}
	CHECK_INT(at, in.text.n);
	CHECK(repeated && added);

	in = para_of(TEXT_KICKER, "es", "Ciudad de México · 14 de febrero", MM(106));
	para_set(fonts, a, scratch, &in, &p, d);
	CHECK_INT(p.n, 1);
	CHECK_STR(lines_of(&p), "CIUDAD DE MÉXICO · 14 DE FEBRERO");
	CHECK(p.lines[0].pieces[2].flags & PIECE_CAPITALS);
	CHECK_STR(covered(&in, &p.lines[0].pieces[2]), "México");
}

static void
test_runs(void)
{
	struct para p;
	struct run runs[] = {{.start = 0, .end = 6, .link = -1}, {.start = 6, .end = 10, .flags = RUN_BOLD, .link = 0},
		{.start = 10, .end = 11, .link = -1}, {.start = 11, .end = 13, .kind = RUN_NOTE, .link = -1, .note = 0},
		{.start = 13, .end = 14, .link = -1}, {.start = 14, .end = 18, .flags = RUN_CODE, .link = -1},
		{.start = 18, .end = 20, .link = -1}, {.start = 20, .end = 21, .flags = RUN_SUB, .link = -1},
		{.start = 21, .end = 22, .link = -1}};
	struct para_in in = para_of(TEXT_BODY, "en", "Plain bold,12 code H2O", MM(106));
	runs[6].end = 20;
	in.runs = runs;
	in.n_runs = sizeof runs / sizeof runs[0];
	para_set(fonts, a, scratch, &in, &p, d);
	CHECK_INT(p.n, 1);
	const struct piece *q = p.lines[0].pieces;
	CHECK_STR(lines_of(&p), "Plain bold,12 code H2O");
	CHECK(q[1].word->face == fonts_face(fonts, FACE_TEXT_BOLD) && q[1].flags == (PIECE_LINK | PIECE_SPACE));
	CHECK(q[3].word->glyphs[0].id != 0 && q[3].size == q[0].size && q[3].rise == 0); /* superior figures of the face */
	CHECK(q[4].word->face == fonts_face(fonts, FACE_CODE) && q[4].size < q[0].size);
	CHECK(q[6].size < q[0].size && q[6].rise < 0);
}

static void
test_emoji(void)
{
	static const char *const clusters[] = {"👨‍👩‍👧‍👦", "👍🏽", "🇲🇽", "1️⃣", "❤️",
		"🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🎟️", "💜"};
	for (size_t i = 0; i < sizeof clusters / sizeof clusters[0]; i++) {
		struct para p;
		struct str text = str_fmt(a, "a %s b%sc", clusters[i], clusters[i]);
		struct para_in in = para_of(TEXT_BODY, "en", text.p, MM(106));
		para_set(fonts, a, scratch, &in, &p, d);
		CHECK_INT(p.lines[0].n, 5);
		if (p.lines[0].n != 5)
			continue;
		const struct piece *q = &p.lines[0].pieces[1];
		CHECK(q->word->face->emoji && q->word->n == 1 && !q->word->missing);
		CHECK_STR(q->word->text, clusters[i]);
		CHECK_STR(covered(&in, q), clusters[i]);
		CHECK(q->flags & PIECE_SPACE && !(p.lines[0].pieces[3].flags & PIECE_SPACE));
	}
	struct para p;
	struct para_in in = para_of(TEXT_BODY, "en", "© 2024 ™ #1 → ✓", MM(106));
	para_set(fonts, a, scratch, &in, &p, d);
	for (uint32_t k = 0; k < p.lines[0].n; k++)
		CHECK(!p.lines[0].pieces[k].word->face->emoji && !p.lines[0].pieces[k].word->missing);
}

static void
test_directions(void)
{
	struct para p;
	struct diag *quiet = diag_new();
	struct para_in in = para_of(TEXT_BODY, "en", "abc שלום עולם def", MM(106));
	para_set(fonts, a, scratch, &in, &p, quiet);
	CHECK_STR(lines_of(&p), "abc עולם שלום def");
	in = para_of(TEXT_BODY, "ar", "مرحبا abc 123", MM(106));
	para_set(fonts, a, scratch, &in, &p, quiet);
	const struct piece *q = p.lines[0].pieces;
	CHECK_STR(q[0].word->text, "abc");
	CHECK(q[2].word->rtl && q[2].x > q[1].x && q[2].x + width_of(&q[2]) == in.measure);
	/* Each character is named once for a file. */
	size_t n, named = 0;
	const struct finding *f = diag_sorted(quiet, &n);
	for (size_t i = 0; i < n; i++)
		named += str_find(f[i].text, STR("U+05DC HEBREW LETTER LAMED")) >= 0;
	CHECK_INT(named, 1);
	diag_free(quiet);
}

static void
test_code(void)
{
	struct para p;
	struct para_in in = para_of(TEXT_CODE, "en",
		"for (;;) {\n\tprintf(\"%d\\n\", a_function_with_a_long_name(argument_one, argument_two), and_more);\n}\n\nend",
		MM(106));
	in.preformatted = true;
	para_set(fonts, a, scratch, &in, &p, d);
	CHECK_STR(lines_of(&p),
		"for (;;) {|    printf(\"%d\\n\", a_function_with_a_long_name(argument_one, |▸argument_two), and_more);|}||end");
	CHECK_INT(p.lines[2].pieces[0].role, ROLE_ARTIFACT);
	CHECK_STR(covered(&in, &p.lines[1].pieces[0]), "\t");
	CHECK_STR(covered(&in, &p.lines[2].pieces[1]), "argument_two), and_more);");
	CHECK(p.lines[0].pieces[0].flags & PIECE_BREAK && p.info[0].forced && !p.info[1].forced);
	for (size_t i = 0; i < p.n; i++)
		CHECK(p.lines[i].w <= in.measure);
}

static void
test_looseness(void)
{
	const char *text =
		"The community had asked for a place where people could meet without being sold anything, and for two days in "
		"October the "
		"university lent its smallest auditorium, its largest coffee machine and the patience of its porters. Nobody had "
		"expected more than eighty people; when the doors opened there were two hundred and ten, and the queue for the "
		"coffee "
		"machine became the best session of the day, as several of those who stood in it wrote afterwards in their "
		"notes. ";
	struct str often = str_fmt(a, "%s%s%s%s", text, text, text, text);
	struct para natural, variants, loose;
	struct para_in in = para_of(TEXT_BODY, "en", often.p, MM(106));
	para_set(fonts, a, scratch, &in, &natural, d);
	in.variants = true;
	para_set(fonts, a, scratch, &in, &variants, d);
	CHECK(variants.more > 0);
	CHECK_INT(variants.n, 0);
	in.variants = false;
	in.looseness = 1;
	para_set(fonts, a, scratch, &in, &loose, d);
	CHECK_INT(loose.n, natural.n + 1);
	CHECK_INT(loose.demerits, natural.demerits + variants.more);
	in.looseness = -1;
	para_set(fonts, a, scratch, &in, &loose, d);
	CHECK_INT(loose.n, variants.fewer < 0 ? natural.n : natural.n - 1);
	/* A line break that the author made does not make two paragraphs longer. */
	in.looseness = 1;
	in.text = str_fmt(a, "%s\n%s", often.p, often.p);
	para_set(fonts, a, scratch, &in, &loose, d);
	CHECK_INT(loose.n, 2 * natural.n + 1);
	in.text = often;
	in.looseness = 100;
	para_set(fonts, a, scratch, &in, &loose, d);
	CHECK_INT(loose.n, natural.n);
}

/* Lines beside something are shorter; those below it are not, and hardly a way is worse for it. */
static void
test_inset(void)
{
	const char *text =
		"The community had asked for a place where people could meet without being sold anything, and for two days in "
		"October the university lent its smallest auditorium, its largest coffee machine and the patience of its "
		"porters. "
		"Nobody had expected more than eighty people; when the doors opened there were two hundred and ten, and the "
		"queue for the coffee machine became the best session of the day, as several of those who stood in it wrote.";
	for (int lines = 0; lines < 12; lines++) {
		struct para p;
		struct para_in in = para_of(TEXT_BODY, "en", text, MM(106));
		in.first_indent = PT(13);
		in.inset_lines = lines;
		in.inset = MM(40);
		para_set(fonts, a, scratch, &in, &p, d);
		for (size_t i = 0; i < p.n; i++) {
			const struct piece *last = &p.lines[i].pieces[p.lines[i].n - 1];
			dim end = last->x + width_of(last), hang = PT(9.8) / 3;
			dim measure = i < (size_t)lines ? in.measure - in.inset : in.measure;
			CHECK(end <= measure + hang && (i + 1 == p.n || end >= measure - 3));
		}
	}
}

/* How far a word of one letter stands left of its line, in thousandths of the size. */
static int
hang_of(enum text_role role, const char *text)
{
	struct para p;
	struct para_in in = para_of(role, "en", text, MM(106));
	para_set(fonts, a, scratch, &in, &p, d);
	return (int)(-p.lines[0].pieces[0].x * 1000 / in.style->size);
}

/* Letters hang by the table, less what sticks out of the letter's width in the face itself: a slanted y does. */
static void
test_hang_of_faces(void)
{
	CHECK(hang_of(TEXT_BODY, "W") > 0 && hang_of(TEXT_BODY, "y") > 0);
	CHECK_INT(hang_of(TEXT_PULLQUOTE, "y"), 0);
	CHECK(hang_of(TEXT_PULLQUOTE, "W") > 0 && hang_of(TEXT_PULLQUOTE, "\"") > hang_of(TEXT_PULLQUOTE, "W"));
}

/* What belongs together is not parted at a blank where another way is decent; in the narrowest column it may be. */
static void
test_ties(void)
{
	for (dim measure = PT(160); measure < PT(320); measure += PT(2)) {
		struct str lines = set(TEXT_BODY, "es",
			"El Dr. Pérez y J. R. R. Tolkien recorrieron 120 km en 3 h, según la pág. 5 del cuaderno. A nadie le "
			"pareció "
			"demasiado, porque iban 40 personas con 12 GB de fotos cada una y el núm. 7 llevaba además el mapa de la "
			"Sra. Campos, que nadie había abierto desde el año anterior ni pensaba abrir en todo el viaje de vuelta.",
			measure);
		static const char *const apart[] = {
			"Dr.|", "J.|", "R.|", "120|", "3|", "pág.|", "40|km", "12|", "núm.|", "Sra.|"};
		for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
			CHECK(str_find(lines, str_of(apart[i])) < 0);
	}
	CHECK_STR(set(TEXT_BODY, "xx", "Dr. Wolfeschlegelsteinhausen", PT(121)), "Dr.|Wolfeschlegelsteinhausen");
	CHECK_INT(words_tie(STR("12 km."), 0, 2, 3), TIE_STRONG);
	CHECK_INT(words_tie(STR("12 kilos"), 0, 2, 3), TIE_NONE);
	CHECK_INT(words_tie(STR("J. Pérez"), 0, 2, 3), TIE_STRONG);
	CHECK_INT(words_tie(STR("J. y"), 0, 2, 3), TIE_NONE);
	CHECK_INT(words_tie(STR("Fin. O que"), 5, 6, 7), TIE_LETTER);
	CHECK_INT(words_tie(STR("Fin. El que"), 5, 7, 8), TIE_SHORT);
	CHECK_INT(words_tie(STR("p. 5"), 0, 2, 3), TIE_STRONG);
}

static void
test_narrow(void)
{
	/* Nothing sticks out of the narrowest columns. */
	size_t before = diag_count(d, DIAG_WARNING);
	for (dim measure = PT(30); measure < PT(120); measure += PT(7)) {
		struct para p;
		struct para_in in = para_of(TEXT_TABLE, "es",
			"Responsabilidades interinstitucionales, CloudNativeCon y https://example.org/", measure);
		para_set(fonts, a, scratch, &in, &p, d);
		for (size_t i = 0; i < p.n; i++) {
			const struct piece *last = &p.lines[i].pieces[p.lines[i].n - 1];
			CHECK(last->x + width_of(last) <= measure + PT(3));
		}
	}
	CHECK_INT(diag_count(d, DIAG_WARNING), before);
}

enum { THREADED = 400 };

/* Where the second line's last word stands. */
struct threaded {
	struct fonts *fonts;
	dim ends[THREADED];
};

static void
set_one(void *ctx, size_t i, int worker)
{
	struct threaded *t = ctx;
	struct arena *mine = arena_new();
	struct para p;
	struct str text = str_fmt(mine,
		"Paragraph %d speaks of communities, organisations and conferences number %d, which no other thread has met.",
		(int)i, (int)(i * 7919 % 1000));
	struct para_in in = para_of(TEXT_BODY, "en", text.p, MM(50));
	(void)worker;
	para_set(t->fonts, mine, mine, &in, &p, d);
	t->ends[i] = p.lines[1].pieces[p.lines[1].n - 1].x;
	arena_free(mine);
}

/* Many threads fill one cache; what they set is what one thread sets. */
static void
test_threads(void)
{
	static struct threaded many, one;
	many.fonts = fonts_open(style, d, "fonts");
	one.fonts = fonts;
	pool_run(4, THREADED, set_one, &many);
	pool_run(1, THREADED, set_one, &one);
	CHECK(!memcmp(many.ends, one.ends, sizeof one.ends));
	fonts_close(many.fonts);
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
		test_syllables();
		test_lines();
		test_sums();
		test_ranges();
		test_runs();
		test_emoji();
		test_directions();
		test_code();
		test_looseness();
		test_inset();
		test_hang_of_faces();
		test_ties();
		test_narrow();
		test_threads();
		CHECK_INT(text_width(fonts, scratch, STR("one two"), STR("en"), &style->text_styles[TEXT_BODY]),
			text_width(fonts, scratch, STR("one"), STR("en"), &style->text_styles[TEXT_BODY]) +
				text_width(fonts, scratch, STR("two"), STR("en"), &style->text_styles[TEXT_BODY]) + 2558);
	}
	CHECK_INT(diag_count(d, DIAG_WARNING) + diag_count(d, DIAG_ERROR), 0);
	diag_print(d, stdout, DIAG_WARNING, true);
	fonts_close(fonts);
	diag_free(d);
	arena_free(scratch);
	arena_free(a);
	return check_status();
}
