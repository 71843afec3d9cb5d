/* check.h - what the tests in C need: a check that says where it failed, and a count */
#ifndef YB_CHECK_H
#define YB_CHECK_H
#include "base/str.h"

#include <stdio.h>

static int check_failures;

#define CHECK(condition) \
	((condition) ? (void)0 : (void)(check_failures++, printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition)))
#define CHECK_STR(have, want) check_str(__FILE__, __LINE__, (have), (want))
#define CHECK_INT(have, want) check_int(__FILE__, __LINE__, (long long)(have), (long long)(want))

static inline void
check_str(const char *file, int line, struct str have, const char *want)
{
	if (str_is(have, want))
		return;
	check_failures++;
	printf("%s:%d: \"%.*s\" instead of \"%s\"\n", file, line, STR_FMT(have), want);
}

static inline void
check_int(const char *file, int line, long long have, long long want)
{
	if (have == want)
		return;
	check_failures++;
	printf("%s:%d: %lld instead of %lld\n", file, line, have, want);
}

static inline int
check_status(void)
{
	return check_failures ? 1 : 0;
}
#endif
