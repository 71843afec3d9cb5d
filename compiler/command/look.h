/* look.h - what the e-book takes from the style (inside command/ only) */
#ifndef YB_LOOK_H
#define YB_LOOK_H
#include "command/run.h"
#include "epub/epub.h"
#include "style/style.h"

/* Fills in the style sheets for options->variant, with the colours of the book's style, or those of the sheets when it has none. */
void look_make(struct run_state *r, struct epub_options *options);

/* Colours as screens show them; `contrast` is in thousandths, 1000 to 21000 (WCAG 2, 1.4.3). */
struct shade {
	int r, g, b;
};
int shade_contrast(struct shade a, struct shade b);
/* The nearest mixture with black or white that stands out from white, sepia and black alike; from black so much at least (3000 to 5400). */
struct shade shade_rule(struct shade c, int on_black);
/* White or black, whichever is read better on it. */
struct shade shade_text_on(struct shade ground);
/* The ink as a screen shows it. */
struct shade shade_of(struct colour ink);
#endif
