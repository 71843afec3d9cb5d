/* tags.h - the structure tree of the pages in the making (inside layout/ only)
 *
 * Book parts name the elements of what they set while they set it (sheet.c). What posts show is given to its elements afterwards, page by
 * page: pieces and pictures say which block of which post they are of (tagpost.c, tagpages.c). At the end elements that hold nothing are
 * dropped and the others numbered in reading order (tags.c). */
#ifndef YB_TAGS_H
#define YB_TAGS_H
#include "book/book.h"
#include "layout/pages.h"

/* Elements in the making: any order, parents may have higher numbers than their kids. */
struct tagging {
	struct arena *arena; /* texts and what few elements have */
	struct arena *tmp; /* what the walk over the pages needs; NULL: it has not begun, or is over */
	struct str lang; /* the book's */
	struct tag *list; /* from 1 */
	size_t n, cap;
	uint32_t *parts; /* by part of the posts: its element; 0: none yet. NULL: nobody has asked */
	bool *headed; /* by part of the posts: a page with its title opens it; likewise */
	uint32_t *galleries; /* by entry: what holds its gallery, where that is a part of the book; likewise */
};
enum { TAG_ROOT = 1 }; /* the Document */

struct tagging *tagging_new(struct arena *a, struct str lang);
void tagging_free(struct tagging *t);
/* A new last kid of `parent`. */
uint32_t tag_add(struct tagging *t, uint32_t parent, enum tag_type type);
/* The same in a language, which is said where it is not its parents' as far as they say theirs. */
uint32_t tag_add_in(struct tagging *t, uint32_t parent, enum tag_type type, struct str lang);
/* What few elements have: the element's own, empty at first, to be filled in. */
struct tag_more *tag_more(struct tagging *t, uint32_t tag);
enum tag_type tag_heading(int level); /* H1 to H6 for 1 to 6 and more */
/* All pieces of a line are content of an element. */
void line_tag(struct line *line, uint32_t tag);

/* ---- a post's elements: tagpost.c ---- */

struct post_tags {
	uint32_t sect;
	size_t n; /* one more than the highest number of a block */
	const struct block **blocks; /* by number; NULL: none */
	uint32_t *text; /* by block: the element of its text, or the Figure */
	uint32_t *caption; /* by figure, row and embed: the element of its caption */
	uint32_t *label; /* by item of a list: the Lbl */
	uint32_t *
		notes; /* by note of the post: its element, whose parent is not known until something calls it; its Lbl is the next one */
	uint32_t *root; /* by block: 1 + index of the note that it stands in; 0: it stands in the text */
	uint32_t roles[ROLE_EMBED +
		1]; /* what the opening shows: title, subtitle, kicker, deck, byline, its picture (figure) and caption */
	uint32_t tags; /* the line of the post's tags */
	uint32_t *numbers; /* by number of a note or address, as it is printed: its element */
	size_t n_numbers;
};
/* Makes them, in the order of the post; `level` is its title's. `parent` is what it stands in, `at` its place there. */
struct post_tags post_tags_make(
	struct tagging *t, const struct book *book, size_t entry, uint32_t parent, uint32_t at, int level);

/* ---- the pages: tagpages.c ---- */

/* Gives all that the pages show to elements, and the pages their tree. */
void pages_tag(struct tagging *t, const struct book *book, struct arena *keep, struct pages *pages);
/* tags.c: drops what holds nothing, numbers the rest; `keep` holds the result. */
void tags_finish(struct tagging *t, struct arena *keep, struct pages *pages);
#endif
