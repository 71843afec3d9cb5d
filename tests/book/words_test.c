/* words_test.c - dates, lists, slugs, language tags, paths and punctuation by themselves */
#include "book/gather.h"
#include "../check.h"

static struct arena *a;

static void
dates(void)
{
	struct date d = {.precision = DATE_DAY, .year = 2024, .month = 2, .day = 14},
		    first = {.precision = DATE_DAY, .year = 2024, .month = 3, .day = 1};
	CHECK_STR(date_words(a, &d, STR("es")), "14 de febrero de 2024");
	CHECK_STR(date_words(a, &d, STR("es-MX")), "14 de febrero de 2024");
	CHECK_STR(date_words(a, &d, STR("en")), "14 February 2024");
	CHECK_STR(date_words(a, &d, STR("en-US")), "February 14, 2024");
	CHECK_STR(date_words(a, &d, STR("pt-BR")), "14 de fevereiro de 2024");
	CHECK_STR(date_words(a, &first, STR("pt")), "1º de março de 2024");
	CHECK_STR(date_words(a, &first, STR("pt-PT")), "1 de março de 2024");
	CHECK_STR(date_words(a, &d, STR("ja")), "2024年2月14日");
	CHECK_STR(date_words(a, &d, STR("fr-CA")), "14 février 2024");
	CHECK_STR(date_words(a, &d, STR("fa")), "۱۴ فوریهٔ ۲۰۲۴"); /* not of the Persian calendar */
	CHECK_STR(date_words(a, &d, STR("tlh")), "14 February 2024");
	CHECK_STR(date_words(a, &d, STR("x@calendar=buddhist")), "14 February 2024");
	d.precision = DATE_MONTH;
	CHECK_STR(date_words(a, &d, STR("es")), "febrero de 2024");
	CHECK_STR(date_words(a, &d, STR("en-US")), "February 2024");
	d.precision = DATE_YEAR;
	CHECK_STR(date_words(a, &d, STR("es")), "2024");
	d.precision = DATE_NONE;
	CHECK_STR(date_words(a, &d, STR("es")), "");
}

static void
lists(void)
{
	struct str three[] = {STR("Ana"), STR("Luis"), STR("Eva")}, ines[] = {STR("Ana"), STR("Inés")},
		   hielo[] = {STR("agua"), STR("hielo")};
	struct str hilda[] = {STR("Ana"), STR("Hilda")}, ian[] = {STR("Ana"), STR("Ian")}, yvonne[] = {STR("Ana"), STR("Yvonne")};
	struct str israel[] = {STR("Ana"), STR("Íñigo")}, yanet[] = {STR("Ana"), STR("Yanet")};
	CHECK_STR(list_words(a, three, 3, STR("en")), "Ana, Luis and Eva");
	CHECK_STR(list_words(a, three, 3, STR("es")), "Ana, Luis y Eva");
	CHECK_STR(list_words(a, three, 3, STR("pt")), "Ana, Luis e Eva");
	CHECK_STR(list_words(a, three, 2, STR("es")), "Ana y Luis");
	CHECK_STR(list_words(a, three, 1, STR("es")), "Ana");
	CHECK_STR(list_words(a, three, 0, STR("es")), "");
	CHECK_STR(list_words(a, ines, 2, STR("es")), "Ana e Inés");
	CHECK_STR(list_words(a, hielo, 2, STR("es")), "agua y hielo");
	CHECK_STR(list_words(a, hilda, 2, STR("es")), "Ana e Hilda");
	CHECK_STR(list_words(a, ian, 2, STR("es")), "Ana y Ian");
	CHECK_STR(list_words(a, yvonne, 2, STR("es")), "Ana e Yvonne");
	CHECK_STR(list_words(a, yanet, 2, STR("es")), "Ana y Yanet");
	CHECK_STR(list_words(a, israel, 2, STR("es")), "Ana e Íñigo");
	CHECK_STR(list_words(a, ines, 2, STR("pt")), "Ana e Inés");
}

static void
names(void)
{
	CHECK_STR(slug_of(a, STR("Bogotá: ¿qué pasó en el año 2025?")), "bogota-que-paso-en-el-ano-2025");
	CHECK_STR(slug_of(a, STR("ccoss-kcd-gdl-2024/")), "ccoss-kcd-gdl-2024");
	CHECK_STR(slug_of(a, STR("Straße & Łódź — São Paulo")), "strasse-lodz-sao-paulo");
	CHECK_STR(slug_of(a, STR("日本")), "");
	CHECK_STR(slug_of(a, STR("Bogota\xCC\x81")), "bogota");
	CHECK_STR(slug_of(a,
			  STR("a very long title that goes on and on and never seems to come to its end at all, whatever one "
			      "does")),
		"a-very-long-title-that-goes-on-and-on-and-never-seems-to-come-to-its-end-at-all");
	CHECK_STR(name_fold(a, STR("Foto Ñandú.JPG")), "foto nandu.jpg");
	CHECK_STR(language_tag(a, STR("es_MX")), "es-MX");
	CHECK_STR(language_tag(a, STR("es_MX.UTF-8")), "es-MX");
	CHECK_STR(language_tag(a, STR("PT-br")), "pt-BR");
	CHECK_STR(language_tag(a, STR("zh-hans-cn")), "zh-Hans-CN");
	CHECK_STR(language_tag(a, STR("es-419")), "es-419");
	CHECK_STR(language_tag(a, STR("Español")), "es");
	CHECK_STR(language_tag(a, STR("english")), "en");
	CHECK_STR(language_tag(a, STR("klingonish")), "");
	CHECK_STR(language_tag(a, STR("e")), "");
	CHECK_STR(language_tag(a, STR("es MX")), "");
	CHECK_STR(language_tag(a, STR("")), "");
	CHECK_INT(language_is(STR("es-MX"), "es"), true);
	CHECK_INT(language_is(STR("est"), "es"), false);
}

static void
paths(void)
{
	struct str rest;
	CHECK_STR(path_tidy(a, STR("a/./b//c/")), "a/b/c");
	CHECK_STR(path_tidy(a, STR("a/../b")), "b");
	CHECK_STR(path_tidy(a, STR("../../a/..")), "../..");
	CHECK_STR(path_tidy(a, STR("a/..")), ".");
	CHECK_STR(path_tidy(a, STR("/../a")), "/a");
	CHECK_STR(path_tidy(a, STR("/")), "/");
	CHECK_STR(path_tidy(a, STR("")), ".");
	CHECK_STR(path_up(a, STR("content")), ".");
	CHECK_STR(path_up(a, STR(".")), "..");
	CHECK_STR(path_up(a, STR("..")), "../..");
	CHECK_STR(path_up(a, STR("/a")), "/");
	CHECK_STR(path_up(a, STR("/")), "/");
	CHECK_STR(path_beside(a, STR("."), STR("static")), "static");
	CHECK_STR(path_beside(a, STR("x/y"), STR("../static")), "x/static");
	CHECK_STR(path_beside(a, STR("x"), STR("/static")), "/static");
	CHECK_INT(path_inside(STR("a"), STR("a/b/c"), &rest), true);
	CHECK_STR(rest, "b/c");
	CHECK_INT(path_inside(STR("a"), STR("ab/c"), &rest), false);
	CHECK_INT(path_inside(STR("."), STR("a/b"), &rest), true);
	CHECK_INT(path_inside(STR("."), STR("../b"), &rest), false);
	CHECK_INT(path_inside(STR("."), STR("/b"), &rest), false);
	CHECK_INT(path_inside(STR("/"), STR("/b"), &rest), true);
	CHECK_STR(percent_decode(a, STR("caf%C3%A9%20%zz%0")), "café %zz%0");
	CHECK_STR(percent_decode(a, STR("a%00b")), "a%00b");
}

static void
addresses(void)
{
	struct address x = address_split(STR("https://user:pw@example.org:8080/a/b?c=d#e"));
	CHECK_STR(x.scheme, "https");
	CHECK_STR(x.host, "example.org:8080");
	CHECK_STR(x.path, "/a/b");
	CHECK_STR(x.query, "c=d");
	CHECK_STR(x.fragment, "e");
	x = address_split(STR("../other/#x?y"));
	CHECK_STR(x.scheme, "");
	CHECK_STR(x.path, "../other/");
	CHECK_STR(x.fragment, "x?y");
	x = address_split(STR("//cdn.example.org"));
	CHECK_STR(x.host, "cdn.example.org");
	CHECK_STR(x.path, "");
	x = address_split(STR("mailto:ana@example.org"));
	CHECK_STR(x.scheme, "mailto");
	CHECK_STR(address_split(STR("C:\\fotos\\a.jpg")).scheme, "C");
	CHECK_STR(address_split(STR("10:30.html")).scheme, "");
}

static void
punctuation(void)
{
	static const char *const pairs[][2] = {
		{"He said \"hello\" to us.", "He said “hello” to us."},
		{"\"Quoted\"", "“Quoted”"},
		{"(\"a\" and \"b\")", "(“a” and “b”)"},
		{"\"She said 'yes' twice\"", "“She said ‘yes’ twice”"},
		{"\"'Yes', she said\"", "“‘Yes’, she said”"},
		{"It's Destiny O'Connor's", "It’s Destiny O’Connor’s"},
		{"the dogs' tails", "the dogs’ tails"},
		{"back in the '90s and '24", "back in the ’90s and ’24"},
		{"rock 'n' roll, 'tis so", "rock ’n’ roll, ’tis so"},
		{"a 6\" pipe", "a 6\" pipe"},
		{"he is 5'11\" tall", "he is 5'11\" tall"},
		{"the \"Top 10\" list", "the “Top 10” list"},
		{"\"...and then\"", "“…and then”"},
		{"¿\"Qué\"? ¡\"Sí\"!", "¿“Qué”? ¡“Sí”!"},
		{"«ya»", "«ya»"},
		{"said:\"hello\"", "said:“hello”"},
		{"a \" b \" c", "a “ b ” c"},
		{"word—\"quoted\"", "word—“quoted”"},
		{"\"the beach\".", "“the beach”."},
		{"scale,\" with", "scale,” with"},
		{"Kubernetes - the hard way", "Kubernetes – the hard way"},
		{"2020--2023, yes -- no", "2020–2023, yes – no"},
		{"wait --- what", "wait — what"},
		{"use --no-repair or -v", "use --no-repair or -v"},
		{"a --> b -> c <-- d <!-- e", "a --> b -> c <-- d <!-- e"},
		{"----", "----"},
		{"---", "---"},
		{"well-known, 2020-2023", "well-known, 2020-2023"},
		{"- item\n- other", "– item\n– other"},
		{"regions. -KCDs are community-organized events and growth-. The",
			"regions. —KCDs are community-organized events and growth—. The"},
		{"pre- and post-war", "pre- and post-war"},
		{"wait...", "wait…"},
		{"wait....", "wait...."},
		{"go test ./...", "go test ./..."},
		{"and so on...) no", "and so on…) no"},
		{"see https://example.org/it's--a-\"test...\" now", "see https://example.org/it's--a-“test…” now"},
		{"", ""},
		{"'", "'"},
		{"\"", "\""},
		{"don't 'quote' me", "don’t ‘quote’ me"},
		{"la d'escola 'amb' pa", "la d’escola ‘amb’ pa"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		CHECK_STR(quotes_text(a, str_of(pairs[i][0])), pairs[i][1]);
}

static void
tables(void)
{
	struct map m = {.a = a};
	bool added;
	for (int i = 0; i < 1000; i++)
		map_add(&m, str_fmt(a, "key %d", i), i, &added);
	CHECK_INT(m.n, 1000);
	CHECK_INT(*map_find(&m, STR("key 517")), 517);
	CHECK_INT(map_find(&m, STR("key 1000")) == NULL, true);
	CHECK_INT(*map_add(&m, STR("key 3"), 9, &added), 3);
	CHECK_INT(added, false);
}

int
main(void)
{
	a = arena_new();
	dates();
	lists();
	names();
	paths();
	addresses();
	punctuation();
	tables();
	arena_free(a);
	return check_status();
}
