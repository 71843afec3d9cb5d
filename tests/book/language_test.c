/* language_test.c - which language short texts are found to be in: tests/book/language/texts.txt */
#include "base/file.h"
#include "book/detect.h"

#include "../check.h"

static void
test_line(struct str line, int *sure)
{
	ptrdiff_t tab = str_find_char(line, '\t');
	struct str want = str_sub(line, 0, (size_t)tab), text = str_sub(line, (size_t)tab + 1, line.n);
	struct guess g = text_language(text);
	bool unsure = str_starts(want, "?");
	*sure += g.percent >= GUESS_SURE;
	if (unsure && g.percent < GUESS_SURE)
		return;
	if (!unsure && g.percent >= GUESS_SURE && str_eq(g.lang, want))
		return;
	check_failures++;
	printf("%.*s %d %% instead of %.*s: %.*s\n", STR_FMT(g.lang), g.percent, STR_FMT(want), STR_FMT(text));
}

int
main(void)
{
	struct arena *a = arena_new();
	struct str text, line;
	int sure = 0, lines = 0;
	CHECK(!file_read(a, "tests/book/language/texts.txt", 1 << 20, &text));
	while (text.n) {
		line = str_line(&text);
		if (str_starts(line, "#") || str_find_char(line, '\t') < 0)
			continue;
		test_line(line, &sure);
		lines++;
	}
	CHECK(lines > 60);
	printf("%d of %d texts are found surely\n", sure, lines);
	arena_free(a);
	return check_status();
}
