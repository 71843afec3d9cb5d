/* mend.h - Markdown made fit for cmark (inside post/ only) */
#ifndef YB_MEND_H
#define YB_MEND_H
#include "base/diag.h"
#include "post/source.h"

/* The part of a text that is read: a text too large (4 MB, or more signs of markup than any post has) is cut behind a paragraph, with a
 * finding. */
struct str mend_cut(struct str text, int first_line, struct str path, struct diag *d);
/* Takes out attributes that other Markdowns know ({: .class}), joins "[text] (address)" if asked to, keeps nesting, tables and lines within what cmark
 * reads in linear time. Reports what it changed. */
struct source mend_markdown(struct arena *a, struct source from, struct str path, bool loose_links, struct diag *d);
/* Length of "{: …}", "{#id}" or "{.class key=value}" at the head of s, or 0. */
size_t mend_attributes(struct str s);
/* Boxes (:::note, !!! note) and definition lists become HTML with Markdown inside. */
struct source boxes_expand(struct arena *a, struct source from, struct str path, struct diag *d);
/* What kramdown and others write and cmark would print: {::comment}, ==marked==, abbreviations, markdown="1". */
struct source dialect_expand(struct arena *a, struct source from, struct str path, struct diag *d);
/* Bold that cmark would not see, x^2^, H~2~O, notes in the text, arguments of pictures, wiki links. Reports what it changed. */
struct source slips_mend(struct arena *a, struct source from, struct str path, struct diag *d);
/* Tables without a head, with kramdown's rules, with rows of too many cells, or inside HTML become what cmark reads. */
struct source rows_mend(struct arena *a, struct source from, struct str path, struct diag *d);
/* Formulas in TeX ($…$, $$…$$, \(…\), \[…\], \begin{…}): simple ones become text, others code; reported. */
struct source formula_expand(struct arena *a, struct source from, struct str path, struct diag *d);
#endif
