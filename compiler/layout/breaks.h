/* breaks.h - where printed pages begin in the book's text: what the EPUB's list of pages is made of */
#ifndef YB_BREAKS_H
#define YB_BREAKS_H
#include "book/book.h"

struct pages;

/* A printed page and what it begins with. Exactly one of the places holds: a post's, a part's title page, a part around the posts. */
struct page_break {
	struct str label; /* the page's number, as a reader of paper names it: "iv", "12" */
	int entry; /* index of the book's entries (the foreword is among them), or -1 */
	uint32_t block; /* id in that post; 0: the post's beginning, which is its opening */
	uint32_t start; /* byte of the block's text where the page's first whole word begins; 0: the block's beginning */
	int group; /* index of the book's parts, whose title page it is, or -1 */
	enum book_part part; /* of the parts around the posts: PART_PEOPLE; PART_COUNT: none */
};

struct page_breaks {
	struct page_break *list; /* in the order of the pages; pages without a place in the EPUB (blank ones) are not in it */
	size_t n;
	struct str source; /* identifier of the printed edition, which is never the EPUB's: "urn:isbn:9780306406157" */
};

/* The places where the pages of a laid-out book begin. Lives as long as the arena and the pages; `source` is the caller's to fill in. */
struct page_breaks page_breaks_find(const struct pages *pages, const struct book *book, struct arena *a);
#endif
