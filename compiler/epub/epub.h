/* epub.h - book -> EPUB */
#ifndef YB_EPUB_H
#define YB_EPUB_H
#include "base/file.h"
#include "book/book.h"

/* The front of the cover as it is printed. */
struct epub_cover {
	struct str jpeg;
	uint32_t w, h; /* pixels */
};

/* Writes the book to path's temporary place; the caller commits o. `css` is the style sheet; `cover` may be NULL: then the cover is a page of
 * text with the photograph. false when the disk or a library failed. */
bool epub_write(
	const struct book *book, struct str css, const struct epub_cover *cover, struct file_out *o, struct diag *d, int threads);
#endif
