/* layout.h - book + style -> pages */
#ifndef YB_LAYOUT_H
#define YB_LAYOUT_H
#include "book/book.h"
#include "layout/pages.h"
#include "style/style.h"

struct layout; /* holds fonts, caches and pages until layout_free */

/* Lays out the book. A function of its arguments: no side effect but findings in d; callable several times. `fonts` names the
 * folder of the emoji face (NULL: it is looked for beside the program). NULL when a text face cannot be read (reported). */
struct layout *layout_make(const struct book *book, const struct style *style, struct diag *d, const char *fonts, int threads);

/* What the sheet around the book measures. */
struct cover_shape {
	dim trim_w, trim_h; /* of one side, as the book is cut */
	dim bleed; /* around the whole sheet */
	dim safety; /* what matters keeps so far from the trimmed edges */
	dim spine; /* its width; 0: stapled, the sides meet at the fold */
	bool spine_text; /* the book has pages enough for text on its spine */
	dim spine_clearance; /* what that text keeps from both folds */
	dim type_least; /* the smallest type that is printed there; below 6 points: 6 */
};

/* Lays out the cover as one page: back, spine, front, side by side (as wide as two sides and the spine, without the bleed). The front is that
 * of layout_make. The style is the book's; the shape says how large. NULL when a text face cannot be read (reported). */
struct layout *layout_cover(
	const struct book *book, const struct style *style, const struct cover_shape *shape, struct diag *d, const char *fonts);
/* The front of the cover alone, without bleed, in colours, as screens show it: one page. */
struct layout *layout_front(const struct book *book, const struct style *style, struct diag *d, const char *fonts);
/* Hyphenation patterns that several layouts share, at the same time, too: reading them takes longer than a short post. */
struct patterns;
struct patterns *patterns_new(void);
void patterns_free(struct patterns *p);
struct layout *layout_make_with(const struct book *book, const struct style *style, struct patterns *patterns, struct diag *d,
	const char *fonts, int threads);

/* The styles of sheets to hand out: the same from the smallest size to the largest. */
struct fit {
	struct style *const *styles, *const *tight; /* n of each; those of the second show pictures smaller */
	size_t n;
	size_t usual; /* the size for posts of more than `most` pages */
	size_t most;
	struct patterns *patterns; /* NULL: its own */
	const char *fonts;
	int threads;
};

/* Lays out sheets to hand out, in the largest size in which the book has as few pages as in any. *took: the style. NULL as above. */
struct layout *layout_fit(const struct book *book, const struct fit *fit, struct diag *d, const struct style **took);
/* Pages that are none of a book's: an index of codes that lead to its posts; postcards, four to a page; a poster of its year. */
enum special { SPECIAL_CODES, SPECIAL_CARDS, SPECIAL_POSTER };
struct layout *layout_special(
	const struct book *book, const struct style *style, enum special what, struct diag *d, const char *fonts);
/* What an author gets with the proof of his pages: what the form asks, and the pages it has become. */
struct form {
	struct str who; /* the author; empty: nobody signed, the editors answer */
	struct str lang; /* of the form, BCP 47 */
	struct str contact; /* where it is sent back to; may be empty */
	const size_t *entries; /* the author's, by their places in the book */
	size_t n_entries;
	const size_t *shown; /* indices of the pages that he gets, rising */
	size_t n_shown;
	struct page *pages; /* out: live as long as the layout */
	size_t n_pages;
};
/* Sets the forms in the faces of the book's layout, in the style that it was laid out in. Not from several threads; before the pages are written. */
void layout_forms(
	struct layout *l, const struct book *book, const struct style *style, struct form *forms, size_t n, struct diag *d);
const struct pages *layout_pages(const struct layout *l);
/* The same pages as a draft shows them (book->draft): each says that it is one; with `listed` numbers stand beside what was found, and a list of it behind the last page. `pages` are
 * the layout's, or made of them; their numbers and breaks stay. They live as long as the layout. Pages that are listed come before others of one layout. */
const struct pages *layout_draft(
	struct layout *l, const struct pages *pages, const struct book *book, const struct style *style, bool listed);
/* The same pages with their structure tree: `pages` are those of layout_make, or of layout_draft; once for a layout. It changes their pieces and items,
 * not their look. They live as long as the layout. */
const struct pages *layout_tag(struct layout *l, const struct pages *pages, const struct book *book);
/* Says the same on a cover's sheet (layout_cover), on its front, which is so wide. */
void layout_draft_cover(struct layout *cover, const struct book *book, const struct style *style, dim front);
/* A face that the style sets text in: one that may be embedded, a variable one as the style takes it. It lives as long as the layout. NULL: none. */
const struct face *layout_face(const struct layout *l, enum face_role role);
/* Sets a text on one line in the layout's faces, for what stands outside its pages (a slug line): empty when nothing shows. It lives as long as
 * the layout. Plain text in Latin letters; not from several threads at once. */
struct line layout_text(struct layout *l, const struct text_style *style, struct str text, struct str lang, struct diag *d);
/* Prints what could not be had (page, line, kind, cost) and the totals: lines, hyphens, blanks, voids, facing pages. */
void pages_report(const struct pages *pages, const struct book *book, FILE *out);
void layout_free(struct layout *l);
#endif
