/* plan.c - yearbook plan: which posts there are and which are printed */
#include "command/run.h"

int
command_plan(struct run_state *r)
{
	r->book = book_read(r);
	findings_print(r);
	return r->book ? EXIT_DONE : EXIT_INPUT;
}
