/* fixes.c - yearbook fixes: what the editor changes, before and after */
#include "command/run.h"

int
command_fixes(struct run_state *r)
{
	r->book = book_read(r);
	findings_print(r);
	return r->book ? EXIT_DONE : EXIT_INPUT;
}
