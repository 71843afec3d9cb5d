/* mark.h - Markdown -> HTML (inside post/ only) */
#ifndef YB_MARK_H
#define YB_MARK_H
#include "post/source.h"

/* The HTML of a Markdown text: what cmark-gfm makes of it, with data-sourcepos on blocks, and MARK_RAW … MARK_RAW_END around raw HTML
 * blocks. The caller frees it by free(). Safe from any thread. */
char *mark_html(struct str markdown);
/* A text that is HTML as it stands, in the same form. */
char *mark_raw(struct str html);
#endif
