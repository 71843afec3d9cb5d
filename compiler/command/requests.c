/* requests.c - yearbook requests: what to ask each author for */
#include "command/run.h"

int
command_requests(struct run_state *r)
{
	r->book = book_read(r);
	findings_print(r);
	return r->book ? EXIT_DONE : EXIT_INPUT;
}
