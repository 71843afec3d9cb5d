/* fixtext.h - cut and replace: the edits of a post's text (inside desk/ only) */
#ifndef YB_DESK_FIXTEXT_H
#define YB_DESK_FIXTEXT_H
#include "desk/anchor.h"
#include "desk/fix.h"
#include "desk/textedit.h"

/* Applies the cuts and replacements of a post's fixes to its blocks. All anchors are looked for in the text as it was. What was done is added to desk->changes. */
void fix_text(struct desk *desk, struct diag *d, const struct fix_pair *fixes, struct post *p, struct withdrawn *w);
#endif
