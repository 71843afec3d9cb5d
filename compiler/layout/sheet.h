/* sheet.h - a book part that is set page by page, from its heading on (inside layout/ only) */
#ifndef YB_SHEET_H
#define YB_SHEET_H
#include "layout/parts.h"
#include "layout/tags.h"

/* A part on its way. Lengths in `text` are from the left edge of the measure, in `whole` from the trimmed page's left edge; y counts from the
 * page's upper edge in both. */
struct sheet {
	struct parts_env *env;
	dim measure;
	struct str head; /* running head; empty: none */
	bool bare; /* neither running head nor folio on the page at hand; set it anew on each */
	dim y; /* lower edge of what stands: the next line's baseline is at y + its leading */
	struct sheet_items {
		struct item *p;
		size_t n, cap;
	} whole, text;
	struct page *pages; /* those that are closed */
	size_t n, cap;
	bool open; /* a page is begun */
	/* the structure tree: each text and each picture becomes an element of its own */
	uint32_t part; /* of the whole part; 0: nothing is tagged */
	uint32_t within; /* what new elements stand in; `part` at first */
	uint32_t link; /* all that is set is a link's; 0: it is not */
	uint32_t leaf; /* texts are content of it, and have no element of their own; 0: they have */
	uint32_t at; /* place of new elements among their parent's kids, where that is not the order in which they are set */
	int level; /* of the last heading */
};

/* Begins a part and its first page; y is its upper edge: the first line of the grid comes out at y + grid. */
struct sheet sheet_new(struct parts_env *env, struct str head);
/* The part's title as a heading and a destination, which is named as part_dest says. */
void sheet_heading(struct sheet *s, struct str title);
/* Closes the page and begins another. */
void sheet_turn(struct sheet *s);
/* Makes room for what is h high: turns the page where there is none. Whether it did. */
bool sheet_room(struct sheet *s, dim h);
/* Closes the last page; the pages of the part. */
struct page *sheet_pages(struct sheet *s, size_t *n);

/* ---- what stands on the page at hand ---- */

void sheet_item(struct sheet *s, struct item item); /* in the text block */
void sheet_silent(struct sheet *s, struct item item); /* the same for what says nothing to listeners */
void sheet_item_whole(struct sheet *s, struct item item); /* from the page's edge: it may bleed */
/* Sets a text with its first baseline at y; returns the baseline of its last line (y for none). Does not change s->y. */
dim sheet_text(struct sheet *s, struct str text, const struct text_style *style, struct str lang, uint8_t role, dim x, dim y,
	dim measure);
/* The same, with all that a paragraph may ask for; the lines stand in `whole` where that is set. */
dim sheet_para(struct sheet *s, const struct para_in *in, dim x, dim y, bool whole);
/* A number flush right at the measure, in lining figures of one width. */
void sheet_folio(struct sheet *s, struct str folio, const struct text_style *style, dim y);
void sheet_rect(struct sheet *s, dim x, dim y, dim w, dim h, struct colour fill);
void sheet_link(struct sheet *s, dim x, dim y, dim w, dim h, struct str dest); /* to a named place in the book */
void sheet_uri(struct sheet *s, dim x, dim y, dim w, dim h, struct str uri); /* to an address outside */
void sheet_dest(struct sheet *s, struct str name); /* names this place */

/* ---- elements of the structure tree; nothing where the pages are not tagged ---- */

/* An element, a last kid of the one at hand, which new ones stand in from now on. Returns what they stood in before: set s->within to it when the
 * element ends. */
uint32_t sheet_enter(struct sheet *s, enum tag_type type, struct str lang);
/* The same for an entry of a list of what stands elsewhere, which is a link as a whole; for an item of a list; for a link. */
uint32_t sheet_enter_toci(struct sheet *s, struct str lang);
uint32_t sheet_enter_item(struct sheet *s, struct str lang);
uint32_t sheet_enter_link(struct sheet *s);
/* What the link at hand says of itself, where that is not all of its texts in their order. */
void sheet_link_says(struct sheet *s, struct str text);
/* Ends what was entered, and the link. */
void sheet_leave(struct sheet *s, uint32_t before);
/* A picture that fills the place; what sticks out is cut off evenly. */
void sheet_picture(struct sheet *s, const struct image *image, struct str alt, dim x, dim y, dim w, dim h);
/* Moves what is shown of a cropped picture to what the editor wants in its middle, where that is said. */
void crop_focus(struct item *item);
/* Where nothing is said: heads are in the upper half. */
void crop_heads(struct item *item);
struct item picture_filling(const struct image *image, struct str alt, dim x, dim y, dim w, dim h);
/* How many lines a text takes. */
size_t sheet_lines(struct parts_env *env, struct str text, const struct text_style *style, struct str lang, dim measure);
/* A style at the largest size, up to its own, at which a text fits the width on one line. */
struct text_style style_to_fit(struct parts_env *env, const struct text_style *style, struct str text, dim width);
#endif
