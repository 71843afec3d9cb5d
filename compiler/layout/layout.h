/* layout.h - book + style -> pages */
#ifndef YB_LAYOUT_H
#define YB_LAYOUT_H
#include "book/book.h"
#include "layout/pages.h"
#include "style/style.h"

struct layout; /* holds fonts, caches and pages until layout_free */

/* Lays out the book. A function of its arguments: no side effect but findings in d; callable several times. `fonts` names the
 * folder of the emoji face (NULL: it is looked for beside the program). NULL when a text face cannot be read (reported). */
struct layout *layout_make(const struct book *book, const struct style *style, struct diag *d, const char *fonts, int threads);
const struct pages *layout_pages(const struct layout *l);
/* Sets a text on one line in the layout's faces, for what stands outside its pages (a slug line): empty when nothing shows. It lives as long as
 * the layout. Plain text in Latin letters; not from several threads at once. */
struct line layout_text(struct layout *l, const struct text_style *style, struct str text, struct str lang, struct diag *d);
/* Prints what could not be had (page, line, kind, cost) and the totals: lines, hyphens, blanks, voids, facing pages. */
void pages_report(const struct pages *pages, const struct book *book, FILE *out);
void layout_free(struct layout *l);
#endif
