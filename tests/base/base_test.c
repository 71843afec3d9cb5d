/* base_test.c - text, lengths, paths, YAML and findings, where no command reaches */
#include "base/diag.h"
#include "base/dim.h"
#include "base/file.h"
#include "base/pool.h"
#include "base/utf8.h"
#include "base/xml.h"
#include "base/yaml.h"

#include "../check.h"

#include <stdlib.h>
#include <string.h>

static void
test_str(struct arena *a)
{
	struct str s = STR("one\r\ntwo\n"), rest = s, word;
	CHECK_STR(str_line(&rest), "one");
	CHECK_STR(str_line(&rest), "two");
	CHECK(rest.n == 0);
	rest = STR("  a  bc ");
	CHECK(str_word(&rest, &word) && str_is(word, "a"));
	CHECK(str_word(&rest, &word) && str_is(word, "bc"));
	CHECK(!str_word(&rest, &word));
	CHECK_STR(str_trim(STR(" \t x y\n")), "x y");
	CHECK_INT(str_find(STR("hallo"), STR("lo")), 3);
	CHECK_INT(str_find(STR("hallo"), STR("lol")), -1);
	CHECK_INT(str_find_nocase(STR("HaLLo"), STR("llo")), 2);
	CHECK_STR(str_sub(STR("abc"), 1, 99), "bc");
	CHECK_STR(str_fmt(a, "%d-%s", 7, "x"), "7-x");
	int64_t n;
	CHECK(str_to_int(STR("-12"), &n) && n == -12);
	CHECK(!str_to_int(STR("12a"), &n) && !str_to_int(STR(""), &n) && !str_to_int(STR("99999999999999999999"), &n));
}

static void
test_utf8(void)
{
	struct str bad = STR("a\xC3(\xE2\x82\xAC\xED\xA0\x80");
	size_t i = 0;
	CHECK_INT(utf8_next(bad, &i), 'a');
	CHECK_INT(utf8_next(bad, &i), RUNE_BAD);
	CHECK_INT(utf8_next(bad, &i), '(');
	CHECK_INT(utf8_next(bad, &i), 0x20AC);
	CHECK_INT(utf8_next(bad, &i), RUNE_BAD); /* a surrogate */
	CHECK_INT(utf8_valid(STR("\xC3\xA1x")), 3);
	CHECK_INT(utf8_valid(STR("x\xC0\x80")), 1); /* an overlong NUL */
	CHECK_INT(utf8_count(STR("Bogot\xC3\xA1")), 6);
}

static void
check_dim(const char *text, const char *unit, const char *want)
{
	struct buf b = {0};
	dim d;
	if (dim_parse(str_of(text), unit, &d))
		buf_dim(&b, d);
	else
		buf_z(&b, "none");
	CHECK_STR(buf_view(&b), want);
	buf_free(&b);
}

static void
test_dim(void)
{
	check_dim("9.8", "pt", "9.8");
	check_dim("152.4mm", "pt", "432");
	check_dim("1in", "pt", "72");
	check_dim("-2.5cm", "pt", "-70.866");
	check_dim("106", "mm", "300.473");
	check_dim("9,8", "pt", "none");
	check_dim("99999999999", "pt", "none");
	check_dim("1e5", "pt", "none");
	check_dim("", "pt", "none");
	CHECK_INT(dim_scale(10, 1, 3), 3);
	CHECK_INT(dim_scale(-10, 1, 3), -3);
	CHECK_INT(dim_scale(10, 2, 3), 7);
	CHECK_INT(dim_scale(-11, 1, 2), -6);
}

static void
test_paths(struct arena *a)
{
	struct str out;
	CHECK(path_clean(a, STR("./a//b/../c"), &out) && str_is(out, "a/c"));
	CHECK(path_clean(a, STR("a/../b"), &out) && str_is(out, "b"));
	CHECK(!path_clean(a, STR("a/../../b"), &out));
	CHECK(!path_clean(a, STR("/etc/passwd"), &out));
	CHECK_STR(path_dir(STR("a/b/c.md")), "a/b");
	CHECK_STR(path_dir(STR("c.md")), ".");
	CHECK_STR(path_base(STR("a/b.c")), "b.c");
	CHECK_STR(path_ext(STR("a.b/c")), "");
	CHECK_STR(path_ext(STR("x.tar.gz")), ".gz");
	CHECK_STR(path_ext(STR(".hidden")), "");
}

static void
test_yaml(struct arena *a)
{
	struct diag *d = diag_new();
	struct yaml_error error;
	struct str text = STR("a: 1\nlist: [x, 'no', ~]\nmap:\n  deep: |\n    two\n    lines\nA: 2\na: 3\n");
	struct yaml *y = yaml_read(a, d, STR("t.yaml"), text, 10, &error);
	size_t n;
	CHECK(y != NULL);
	CHECK_STR(yaml_text(yaml_find(y, "a")), "3");
	struct yaml *list = yaml_find(y, "list");
	CHECK(list && list->kind == YAML_LIST && list->n == 3 && list->items[1].quoted && list->items[2].kind == YAML_NULL);
	CHECK_STR(yaml_text(yaml_find(yaml_find(y, "map"), "deep")), "two\nlines\n");
	CHECK_INT(yaml_find(y, "map")->key_line, 12);
	const struct finding *f = diag_sorted(d, &n);
	CHECK(n == 1 && f[0].kind == DIAG_KEY_DUPLICATE && f[0].line == 17);
	CHECK(!yaml_read(a, d, STR("t.yaml"), STR("a: [1\nb: 2\n"), 1, &error) && error.line >= 1);
	CHECK(yaml_read(a, d, STR("t.yaml"), STR("  \n"), 1, &error)->n == 0);
	CHECK(!yaml_bool(yaml_find(y, "nothing"), false) && yaml_bool(NULL, true));
	static const char *const known[] = {"publisher", "posts"};
	const char *nearest = name_nearest(STR("publishr"), known, 2);
	CHECK(nearest && !strcmp(nearest, "publisher"));
	CHECK(!name_nearest(STR("xyz"), known, 2));
	diag_free(d);
}

static void
test_diag(void)
{
	struct diag *d = diag_new();
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	diag_add(d, DIAG_DATE_BAD, STR("b.md"), 2, 0, "later");
	diag_add(d, DIAG_DATE_BAD, STR("a.md"), 12, 3, "bell \a and \x1b[31m");
	diag_add(d, DIAG_DATE_BAD, STR("a.md"), 2, 0, "say \"so\"");
	diag_add(d, DIAG_DATE_BAD, STR("a.md"), 2, 0, "say \"so\"");
	diag_print(d, out, DIAG_NOTE, true);
	diag_print_json(d, out, DIAG_ERROR);
	fclose(out);
	CHECK_STR(str_of(text),
		"a.md:2: warning: say \"so\" [bad-date]\n"
		"a.md:12:3: warning: bell   and  [31m [bad-date]\n"
		"b.md:2: warning: later [bad-date]\n"
		"[]\n");
	free(text);
	diag_free(d);
}

static void
add_square(void *ctx, size_t i, int worker)
{
	long *squares = ctx;
	(void)worker;
	squares[i] = (long)(i * i);
}

static void
test_pool(void)
{
	long squares[100] = {0}, sum = 0;
	pool_run(4, 100, add_square, squares);
	for (int i = 0; i < 100; i++)
		sum += squares[i];
	CHECK_INT(sum, 328350);
	pool_run(4, 0, add_square, squares);
}

static void
test_xml(void)
{
	struct buf b = {0};
	xml_text(&b, STR("a<b> & \"c\"\x01 \xC3\xA1\xEF\xBF\xBF\xEF\xBF\xBE\xEF\xBF\xBD\xEF\xBB\xBF\t\x1F"));
	CHECK_STR(buf_view(&b), "a&lt;b&gt; &amp; &quot;c&quot; \xC3\xA1\xEF\xBF\xBD\xEF\xBB\xBF\t");
	buf_free(&b);
}

int
main(void)
{
	struct arena *a = arena_new();
	test_str(a);
	test_utf8();
	test_dim();
	test_paths(a);
	test_yaml(a);
	test_diag();
	test_pool();
	test_xml();
	arena_free(a);
	return check_status();
}
