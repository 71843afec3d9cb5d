/* fill_test.c - blanks in texts, and checksums */
#include "command/fill.h"
#include "command/sums.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int wrong;

static void
expect(struct arena *a, const char *text, const char *expected)
{
	const struct blank blanks[] = {{"a", STR("one")}, {"b", STR("{a}")}, {"none", STR_NONE}};
	struct str got = text_fill(a, str_of(text), blanks, 3);
	if (!str_is(got, expected)) {
		printf("\"%s\" gave \"%.*s\", not \"%s\"\n", text, STR_FMT(got), expected);
		wrong = 1;
	}
}

static void
sum_expect(const char *bytes, const char *expected)
{
	char name[] = "/tmp/fill_test.XXXXXX", hex[SUM_HEX + 1] = "";
	int fd = mkstemp(name);
	if (fd < 0 || write(fd, bytes, strlen(bytes)) != (ssize_t)strlen(bytes) || close(fd) || sum_file(name, hex) ||
		strcmp(hex, expected)) {
		printf("the sum of \"%s\" is \"%s\", not \"%s\"\n", bytes, hex, expected);
		wrong = 1;
	}
	unlink(name);
}

int
main(void)
{
	struct arena *a = arena_new();
	char hex[SUM_HEX + 1];
	expect(a, "{a} and {b}", "one and {a}\n"); /* what is filled in is not read again */
	expect(a, "{unknown} {a", "{unknown} {a\n");
	expect(a, "}{{a}}", "}{one}\n");
	expect(a, "[a] yes\n[!a] no\n[none] no\n[!none] yes {none}.", "yes\nyes .\n");
	expect(a, "[a] [!none] both\n[a] [none] not\n[x] as it is\n[a", "both\n[x] as it is\n[a\n");
	expect(a, "# left out\n\n\nx\n\n[none] y\n\nz\n", "x\n\nz\n");
	expect(a, "", "");
	/* FIPS 180-4, examples */
	sum_expect("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	sum_expect("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	if (!sum_file("/nowhere/at/all", hex) || !sum_file("/", hex)) {
		puts("what cannot be read has a sum");
		wrong = 1;
	}
	arena_free(a);
	return wrong;
}
