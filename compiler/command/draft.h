/* draft.h - a draft: what was found, numbered, for its pages and its e-books (inside command/ only) */
#ifndef YB_COMMAND_DRAFT_H
#define YB_COMMAND_DRAFT_H
#include "command/press.h"

/* Numbers what was found so far and hands it to the book (r->book->draft). When the pages are made and the printers have judged them. */
void draft_number(struct run_state *r);
/* What makes no sense on paper: notes that are told for the editor's sake, as a draft and check --desk do. */
bool finding_of_desk(enum diag_kind kind);
/* The pages of r->layout with numbers, list and slug; the printers' pages and covers get the slug. */
const struct pages *draft_pages(struct run_state *r, struct press *press, size_t n_press);
#endif
