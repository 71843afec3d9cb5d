/* front_test.c - front matter of every kind, sound and broken: tests/post/front/NAME.md against NAME.expected beside it */
#include "base/file.h"
#include "post/front.h"
#include "post/text.h"

#include "../check.h"

#include <stdlib.h>
#include <string.h>

static void
list_add(struct buf *b, const char *name, const struct str *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_fmt(b, "%s%.*s", i ? " | " : name, STR_FMT(p[i]));
	buf_z(b, n ? "\n" : "");
}

static void
field_add(struct buf *b, const char *name, struct str s)
{
	if (s.n)
		buf_fmt(b, "%s%.*s\n", name, STR_FMT(s));
}

/* A post's fields as text, one a line, without those that are empty; then the text behind the front matter. */
static void
fields_add(struct buf *b, const struct post *p, const struct front *f)
{
	const struct date *t = &p->date;
	field_add(b, "title ", p->title);
	if (p->title.n)
		buf_fmt(b, "title line %d\n", p->title_line);
	field_add(b, "subtitle ", p->subtitle);
	if (t->precision)
		buf_fmt(b, "date %04d-%02d-%02d %02d:%02d:%02d %+d\n", t->year, t->month, t->day, t->hour, t->minute, t->second,
			t->offset);
	list_add(b, "authors ", p->authors, p->n_authors);
	list_add(b, "tags ", p->tags, p->n_tags);
	list_add(b, "categories ", p->categories, p->n_categories);
	list_add(b, "images ", p->images, p->n_images);
	field_add(b, "slug ", p->slug);
	field_add(b, "summary ", p->summary);
	field_add(b, "lang ", p->lang);
	field_add(b, "url ", p->url);
	field_add(b, "place ", p->place);
	list_add(b, "images alt ", p->images_alt, p->n_images);
	for (size_t i = 0; i < p->n_extras && i < 20; i++)
		buf_fmt(b, "extra %.*s = %.*s\n", STR_FMT(p->extras[i].key), STR_FMT(p->extras[i].value));
	if (p->n_extras > 20)
		buf_fmt(b, "%zu extras in all\n", p->n_extras);
	buf_z(b, p->draft ? "draft\n" : "");
	buf_fmt(b, "text from line %d\n%.*s", f->body_line, STR_FMT(f->body));
}

static struct str
shown(struct arena *a, struct str name, struct str text)
{
	struct buf b = {0};
	struct diag *d = diag_new();
	struct post p = {.arena = a, .path = name, .dir = path_dir(name)};
	size_t n;
	if (text_decode(a, d, name, text, &text)) {
		struct front f = front_cut(a, d, name, text_repair(a, d, name, text));
		front_apply(&p, f.map, d);
		fields_add(&b, &p, &f);
	}
	const struct finding *f = diag_sorted(d, &n);
	buf_z(&b, n ? "\nfindings\n" : "");
	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, "%d:%d: %.*s [%s]\n", f[i].line, f[i].col, STR_FMT(f[i].text), diag_kind_name(f[i].kind));
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	diag_free(d);
	return out;
}

static void
test_file(struct arena *a, struct str folder, struct str name)
{
	struct str path = path_join(a, folder, name), text, want = STR_NONE;
	struct str expected = str_fmt(a, "%.*s.expected", STR_FMT(str_sub(path, 0, path.n - 3)));
	CHECK(file_read(a, path.p, 1 << 20, &text) == NULL);
	struct str have = shown(a, name, text);
	file_read(a, expected.p, 1 << 20, &want);
	if (getenv("BLESS") && !strcmp(getenv("BLESS"), "1")) {
		FILE *f = fopen(expected.p, "wb");
		CHECK(f && fwrite(have.p, 1, have.n, f) == have.n);
		if (f)
			fclose(f);
	} else if (!str_eq(have, want)) {
		check_failures++;
		printf("%.*s gives:\n%.*s\n", STR_FMT(name), STR_FMT(have));
	}
}

static void
test_paths(struct arena *a)
{
	static const char *const cases[][3] = {/* path, slug, language */
		{"p.md", "p", ""}, {"blog/2024-02-14-a-post.md", "a-post", ""}, {"content/es/p.md", "p", "es"},
		{"content/p/index.pt-br.md", "p", "pt-BR"}, {"p.es.md", "p", "es"}, {"p.es_MX.markdown", "p", "es-MX"},
		{"es/p.md", "p", ""}, {"node.js.md", "node", ""}, {"index.md", "index", ""},
		{"a/2024-02-14/index.md", "2024-02-14", ""}, {"a/v1.2.md", "v1.2", ""}, {"/srv/posts/de/p.md", "p", "de"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diag *d = diag_new();
		struct str path = str_of(cases[i][0]);
		struct front f = front_cut(a, d, path, STR("Text"));
		struct post p = {.arena = a, .path = path, .dir = path_dir(path)};
		front_apply(&p, f.map, d);
		CHECK_STR(p.slug, cases[i][1]);
		CHECK_STR(p.lang, cases[i][2]);
		diag_free(d);
	}
}

static void
test_plain(struct arena *a)
{
	static const char *const cases[][2] = {{"Kubecon 2023: <br> Architecting Futures", "Kubecon 2023:\nArchitecting Futures"},
		{"A<br/>B<BR>C", "A\nB\nC"}, {"<br>A<br>", "A"},
		{"Q&amp;A &lt;br&gt; &#8217;&#x1F600;&eacute;&unknown; AT&T", "Q&A <br> ’😀é&unknown; AT&T"},
		{"**Bold**, *em*, _em_, ***both***, ~~gone~~, `code <br> *x*`", "Bold, em, em, both, gone, code <br> *x*"},
		{"¡**Hola**! “*Adiós*”", "¡Hola! “Adiós”"},
		{"snake_case_name, 2 * 3 * 4, C*, a_", "snake_case_name, 2 * 3 * 4, C*, a_"},
		{"Vec<T> & Option<u8> <strong class=\"x\">s</strong><!-- no -->", "Vec<T> & Option<u8> s"},
		{"[Text](https://x.org) ![alt](a.png) [x]", "Text alt [x]"}, {"  white \t\n space ", "white space"},
		{"\\*literal\\* C:\\dir", "*literal* C:\\dir"}, {"", ""}, {"<", "<"}, {"&", "&"}, {"`", "`"}, {"**", "**"},
		{"a < b > c <br", "a < b > c <br"}, {"&#0;&#xD800;&#99999999999;", "&#0;\xEF\xBF\xBD&#99999999999;"},
		{"&#146;", "’"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_STR(text_plain(a, str_of(cases[i][0]), true), cases[i][1]);
	CHECK_STR(text_plain(a, STR("A<br>B"), false), "A B");
	CHECK(text_same(STR("¡Hola, Mundo!"), STR("hola mundo 👋")) && text_same(STR("ÁRBOL"), STR("árbol")));
	CHECK(!text_same(STR("a"), STR("ab")) && !text_same(STR("año"), STR("ano")) && text_same(STR(""), STR("!")));
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct str folder = str_of(argc > 1 ? argv[1] : "tests/post/front"), *names;
	size_t n = 0;
	CHECK(folder_list(a, folder.p, &names, &n) == NULL);
	for (size_t i = 0; i < n; i++)
		if (str_ends(names[i], ".md"))
			test_file(a, folder, names[i]);
	CHECK(n > 0);
	test_paths(a);
	test_plain(a);
	arena_free(a);
	return check_status();
}
