/* parts.h - the parts of the book around the posts, and what stands around every page (inside layout/ only) */
#ifndef YB_PARTS_H
#define YB_PARTS_H
#include "layout/text.h"

struct post_pages;
struct tagging;

/* What the makers of book parts need. Results go to `keep`; `scratch` is reset at will. */
struct parts_env {
	struct fonts *fonts;
	const struct style *style;
	const struct book *book;
	struct diag *d;
	struct arena *keep, *scratch;
	struct tagging *tags; /* where elements of the structure tree are made (tags.h); NULL: nowhere */
	/* the part at hand */
	enum book_part part;
	int number; /* of its first page in the file: odd is a right-hand page */
	int folio; /* the number that is printed there; 0: the part is not numbered */
	bool roman; /* in roman figures */
	/* What is known of the others. A part before the posts is made twice: first to count its pages, which must not depend on the numbers. */
	const struct str *folios; /* of the page where each entry begins; NULL: not known yet */
	const struct str *part_folios; /* of each enum book_part's first page; empty: it is not there. NULL: not known yet */
	const struct page *posts; /* the posts' finished pages, with folios; NULL: not known yet */
	size_t n_posts;
	size_t n_views; /* the last of them: what a part that is made already shows of posts */
	const struct post_pages *foreword; /* the foreword's pages as they were set; NULL: there is none */
	const struct post_pages *laid; /* each entry's pages as they were set, with its headings (flow.h) */
	const int *starts; /* index of each entry's first page in posts, from 1 */
};

/* Makes the part's pages, numbered from env->number: *n of them, 0 when there is nothing to show. (sheet.h has what most of them need.) */
typedef struct page *part_maker(struct parts_env *env, size_t *n);
part_maker part_cover, part_half_title, part_title, part_imprint, part_contents, part_blank, part_colophon, part_index;
part_maker part_foreword, part_timeline, part_people, part_sponsors, part_pictures, part_gallery;

/* ---- partpage.c: pages that open the parts of the posts ---- */

/* Do they, in a book with so many pages of posts? */
bool part_pages_wanted(const struct parts_env *env, size_t posts_pages);
/* The page before a part's first post. folios: of each entry. */
struct page part_page(struct parts_env *env, size_t part, const struct str *folios, int number, int folio);
struct str part_page_dest(struct parts_env *env, size_t part); /* "--part-1" */

/* "2022–2025"; empty for a book without dates. */
struct str years_text(const struct parts_env *env);
/* A part's heading in the book's language, as the contents, the outline and running heads name it. */
struct str part_name(const struct parts_env *env, enum book_part part);
/* The name of its place: "--contents". */
struct str part_dest(enum book_part part);

/* A book's parts with their pages. */
struct parts_made {
	struct page *pages; /* all, the posts' among them, as they lie in the file */
	size_t n;
	size_t posts_at; /* index of the posts' first page */
	size_t n_cover; /* pages of the cover's leaf, where that comes first */
	const struct str *part_folios; /* as in parts_env */
};

/* Numbers and makes all parts. posts are the posts' pages, n of them, numbered as if nothing stood before them; `place` is called once when the
 * number of pages before them is known, and finishes them. folios: of each entry. */
struct parts_made parts_make(struct parts_env *env, struct page *posts, size_t n, const struct str *folios,
	void (*place)(void *ctx, int before), void *ctx);

/* Adds the running head and the folio to a page that bears them; `head` may be empty. */
void furniture_add(struct parts_env *env, struct page *page, struct str head);
/* The same on page k of the n that a sheet to hand out has: who it is from and its title on further pages, "2/3" on all. */
void handout_furniture(struct parts_env *env, struct page *page, const struct entry *e, size_t k, size_t n);
/* Left edge of the text block on a page: the margins are mirrored. */
dim text_left(const struct style *style, int page_number);
/* Moves a post's frames from where they were set to where the page has its text. */
void frames_shift(const struct style *style, struct page *page);
struct str roman(struct arena *a, int n); /* "iv" */
#endif
