/* toml_fuzz.c - any bytes as TOML and as JSON: read, and rescued line by line */
#include "base/json.h"
#include "base/toml.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define DEMAND(condition) ((condition) ? (void)0 : (fprintf(stderr, "not so: %s\n", #condition), abort()))

/* Every text is whole, every place within the text. Trees are at most 65 deep. */
static void
tree_check(const struct yaml *y, int lines, bool whole, int depth)
{
	DEMAND(depth <= 66);
	for (size_t i = 0; i < y->n; i++) {
		const struct yaml *item = &y->items[i];
		DEMAND(item->line >= 1 && item->line <= lines && item->col >= 1);
		DEMAND(!whole || (utf8_valid(item->text) == item->text.n && utf8_valid(item->key) == item->key.n));
		DEMAND(y->kind != YAML_LIST || !item->key.n);
		tree_check(item, lines, whole, depth + 1);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new();
	struct diag *d = diag_new();
	struct str text = {(const char *)data, n};
	struct yaml_error error = {0};
	int lines = 1;
	for (size_t i = 0; i < n; i++)
		lines += data[i] == '\n';
	bool whole = utf8_valid(text) == n;
	struct yaml *y = toml_read(a, text, 1, &error);
	if (y)
		tree_check(y, lines, true, 0);
	else
		DEMAND(error.text.n && error.line >= 1 && error.line <= lines && error.col >= 1);
	struct yaml *rescued = toml_rescue(a, d, STR_NONE, text, 1);
	DEMAND(rescued);
	tree_check(rescued, lines, whole, 0);
	size_t findings;
	diag_sorted(d, &findings);
	DEMAND(findings < 30 && (!y || !findings));
	y = json_read(a, d, STR_NONE, text, 1, &error);
	if (y)
		tree_check(y, lines, true, 0);
	diag_free(d);
	arena_free(a);
	return 0;
}
