/* ebooks.h - the e-books of a run: EPUB, EPUB for Kindle, HTML (inside command/ only) */
#ifndef YB_EBOOKS_H
#define YB_EBOOKS_H
#include "command/front.h"

/* What all of them are written with; made with the first. */
struct ebooks {
	bool made;
	struct front front;
	struct page_breaks breaks;
	struct epub_options options;
};

/* Writes r->book to o's temporary place; false when that failed. */
bool ebook_epub(struct run_state *r, struct ebooks *e, enum epub_variant variant, struct file_out *o);
bool ebook_html(struct run_state *r, struct ebooks *e, struct file_out *o);
void ebooks_free(struct ebooks *e);
#endif
