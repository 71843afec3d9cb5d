/* draft.h - a draft: what was found, numbered, for its pages and its e-books (inside command/ only) */
#ifndef YB_COMMAND_DRAFT_H
#define YB_COMMAND_DRAFT_H
#include "command/press.h"

/* Numbers what was found so far and hands it to the book (r->book->draft). When the pages are made and the printers have judged them. */
void draft_number(struct run_state *r);
/* The pages of r->layout with numbers, list and slug; the printers' pages get the slug. */
const struct pages *draft_pages(struct run_state *r, struct press *press, size_t n_press);
#endif
