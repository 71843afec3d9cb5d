/* epub.h - book -> EPUB */
#ifndef YB_EPUB_H
#define YB_EPUB_H
#include "base/file.h"
#include "book/book.h"
#include "layout/breaks.h"

/* The front of the cover as it is printed. */
struct epub_cover {
	struct str jpeg;
	uint32_t w, h; /* pixels */
};

/* A face that may be embedded: the characters that the book has are taken out of it. */
struct epub_face {
	const char *family; /* as the style sheet names it */
	int weight; /* 100 to 900 */
	bool italic;
	struct str font; /* the file; its licence bits allow to embed it in part */
	unsigned index; /* in a collection */
};

enum epub_variant {
	EPUB_READERS,
	EPUB_KINDLE, /* only what Kindle's conversion keeps */
	EPUB_HTML /* the single HTML file */
};

/* What is written besides the book. All of it is borrowed. */
struct epub_options {
	enum epub_variant variant;
	struct str css; /* the style sheet, for every reader */
	struct str css_more; /* the second: what newer readers know, or, for Kindle, what its conversion needs; may be empty */
	struct str html_css; /* what the single HTML file adds to both */
	const struct epub_cover *cover; /* NULL: the cover is a page of text with the photograph */
	const struct page_breaks *breaks; /* where the printed pages begin; NULL: there is no printed edition */
	const struct epub_face *faces; /* none: the reader's own are used */
	size_t n_faces;
};

/* Writes the book to o's temporary place; the caller commits o. false when the disk or a library failed. */
bool epub_write(const struct book *book, const struct epub_options *options, struct file_out *o, struct diag *d, int threads);
/* The same documents as one HTML file that holds its pictures, for any browser; nothing in it runs or is fetched. */
bool html_write(const struct book *book, const struct epub_options *options, struct file_out *o, struct diag *d, int threads);
#endif
