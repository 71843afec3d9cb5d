/* sources.h - the posts' own texts, for the PDF to hold (inside command/ only) */
#ifndef YB_SOURCES_H
#define YB_SOURCES_H
#include "command/run.h"
#include "press/sheets.h"

/* Attaches the sources of the book's posts, where yearbook.yaml wants it and the sheets are PDF_DIGITAL. What is left out is reported. */
void sources_attach(struct run_state *r, struct sheets *sheets);
/* A text as it was written, without what no reader of it was meant to see: comments of HTML and of the sites' templates, outside fenced code. The
 * text itself where it has none. */
struct str source_uncommented(struct arena *a, struct str text, bool mdx);
#endif
