/* epub.h - book -> EPUB */
#ifndef YB_EPUB_H
#define YB_EPUB_H
#include "base/file.h"
#include "book/book.h"

/* Writes the book to path's temporary place; the caller commits o. `css` is the style sheet. false when the disk or a library failed. */
bool epub_write(const struct book *book, struct str css, struct file_out *o, struct diag *d, int threads);
#endif
