/* proof.c - yearbook proof: each author's pages, to be corrected and signed */
#include "command/run.h"

int
command_proof(struct run_state *r)
{
	r->book = book_read(r);
	findings_print(r);
	return r->book ? EXIT_DONE : EXIT_INPUT;
}
