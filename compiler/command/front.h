/* front.h - the front of the cover as a picture (inside command/ only) */
#ifndef YB_FRONT_H
#define YB_FRONT_H
#include "command/run.h"
#include "epub/epub.h"

struct front {
	struct buf jpeg; /* to be freed with buf_free in any case */
	struct epub_cover cover; /* points into it */
};

/* Draws the front of r->book's cover. False when that cannot be done: without a style or its faces, which a PDF reports and an EPUB does not need. */
bool front_make(struct run_state *r, struct front *out);
#endif
