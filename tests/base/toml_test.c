/* toml_test.c - TOML and JSON to the last corner: tests/base/toml/NAME.* read, the trees and errors compared with NAME.*.expected.
 * A file .cases holds many small documents, each behind a line %%; BLESS=1 rewrites the expected files. */
#include "base/file.h"
#include "base/json.h"
#include "base/toml.h"

#include "../check.h"

#include <stdlib.h>
#include <string.h>

static void
indent_put(struct buf *b, int depth)
{
	for (int i = 0; i < depth; i++)
		buf_z(b, "  ");
}

static void
scalar_put(struct buf *b, const struct yaml *y)
{
	static const char *const types[] = {"", "string", "integer", "float", "boolean", "date"};
	buf_fmt(b, "%s |", y->kind == YAML_NULL ? "null" : types[y->type]);
	for (size_t i = 0; i < y->text.n; i++) {
		if (y->text.p[i] == '\n')
			buf_z(b, "\\n");
		else
			buf_char(b, y->text.p[i]);
	}
	buf_z(b, "|\n");
}

/* The tree without recursion would be longer than what it tests: it is at most 64 deep. */
static void
tree_put(struct buf *b, const struct yaml *y, int depth)
{
	for (size_t i = 0; i < y->n; i++) {
		const struct yaml *item = &y->items[i];
		indent_put(b, depth);
		buf_fmt(b, "%d:%d ", item->line, item->col);
		if (y->kind == YAML_MAP) {
			buf_str(b, item->key);
			buf_fmt(b, " (%d:%d) = ", item->key_line, item->key_col);
		}
		if (item->kind == YAML_LIST || item->kind == YAML_MAP)
			buf_z(b, item->kind == YAML_LIST ? "list\n" : "map\n");
		else
			scalar_put(b, item);
		tree_put(b, item, depth + 1);
	}
}

static void
document_put(struct buf *b, struct arena *a, struct diag *d, struct str text, bool json)
{
	struct yaml_error error;
	struct yaml *y = json ? json_read(a, d, STR_NONE, text, 1, &error) : toml_read(a, text, 1, &error);
	if (y) {
		tree_put(b, y, 0);
		return;
	}
	buf_fmt(b, "error %d:%d: %.*s\n", error.line, error.col, STR_FMT(error.text));
	if (!json)
		tree_put(b, toml_rescue(a, d, STR_NONE, text, 1), 1);
}

static void
findings_put(struct buf *b, struct diag *d)
{
	size_t n;
	const struct finding *f = diag_sorted(d, &n);
	for (size_t i = 0; i < n; i++)
		buf_fmt(b, "  finding %d:%d: %.*s [%s]\n", f[i].line, f[i].col, STR_FMT(f[i].text), diag_kind_name(f[i].kind));
}

static void
file_check(struct arena *a, struct str path)
{
	struct str text, want = STR_NONE;
	struct buf b = {0};
	CHECK(!file_read(a, path.p, 1 << 20, &text));
	bool cases = str_ends(path, ".cases");
	while (text.n) {
		ptrdiff_t end = cases ? str_find(text, STR("%%\n")) : -1;
		struct str one = end < 0 ? text : str_sub(text, 0, (size_t)end);
		text = end < 0 ? STR_NONE : str_sub(text, (size_t)end + 3, text.n);
		struct diag *d = diag_new();
		if (cases)
			buf_fmt(&b, "%%%% %.*s\n",
				(int)(str_find_char(one, '\n') < 0 ? (ptrdiff_t)one.n : str_find_char(one, '\n')), one.p);
		document_put(&b, a, d, one, str_ends(path, ".json"));
		findings_put(&b, d);
		diag_free(d);
	}
	struct str expected = str_fmt(a, "%.*s.expected", STR_FMT(path));
	if (getenv("BLESS")) {
		FILE *f = fopen(expected.p, "w");
		CHECK(f && fwrite(b.p, 1, b.n, f) == b.n && !fclose(f));
	} else {
		CHECK(!file_read(a, expected.p, 1 << 20, &want));
		CHECK_STR(path, str_eq(buf_view(&b), want) ? path.p : "the same with what is expected");
		if (!str_eq(buf_view(&b), want))
			printf("%.*s", STR_FMT(buf_view(&b)));
	}
	buf_free(&b);
}

/* What would take long or much room in a file. */
static void
test_limits(struct arena *a)
{
	struct yaml_error error;
	struct buf b = {0};
	buf_z(&b, "a = ");
	for (int i = 0; i < 100000; i++)
		buf_char(&b, '[');
	CHECK(!toml_read(a, buf_view(&b), 1, &error));
	CHECK_STR(error.text, "nested deeper than 64 levels");
	b.n = 0;
	for (int i = 0; i < 100000; i++)
		buf_z(&b, "a.");
	CHECK(!toml_read(a, buf_view(&b), 1, &error));
	CHECK_STR(error.text, "nested deeper than 64 levels");
	b.n = 0;
	buf_z(&b, "a = [");
	for (int i = 0; i < 200000; i++)
		buf_z(&b, "1,");
	CHECK(!toml_read(a, buf_view(&b), 1, &error));
	CHECK_STR(error.text, "more keys or values than are read");
	b.n = 0;
	for (int i = 0; i < 200000; i++)
		buf_fmt(&b, "[[t]]\nk%d = 1\n", i);
	CHECK(!toml_read(a, buf_view(&b), 1, &error));
	b.n = 0;
	for (int i = 0; i < 100000; i++)
		buf_char(&b, '[');
	struct diag *d = diag_new();
	CHECK(!json_read(a, d, STR_NONE, buf_view(&b), 1, &error));
	diag_free(d);
	buf_free(&b);
}

int
main(void)
{
	static const char *const files[] = {"keys.toml", "strings.toml", "numbers.toml", "dates.toml", "lists.toml",
		"tables.toml", "inline.toml", "front.toml", "valid.cases", "invalid.cases", "values.json", "twice.json",
		"broken.json"};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		file_check(a, str_fmt(a, "tests/base/toml/%s", files[i]));
	test_limits(a);
	arena_free(a);
	return check_status();
}
