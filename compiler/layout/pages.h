/* pages.h - laid-out pages: what every writer of pages receives */
#ifndef YB_PAGES_H
#define YB_PAGES_H
#include "base/colour.h"
#include "base/dim.h"
#include "image/image.h"

/* A face in use. Text faces are compiled in; the emoji face is read from a file. */
struct face {
	struct str name; /* PostScript name */
	const void *data; /* the font file */
	size_t size;
	unsigned index; /* in a collection */
	int number; /* 0, 1, … within the layout: stable, for arrays per face */
	int upem;
	int ascent, descent, cap_height, x_height; /* font units; descent is negative */
	bool emoji; /* colour bitmaps: drawn as pictures */
	void *hb_face, *hb_font; /* HarfBuzz's, shared and immutable; for layout/ alone */
};

/* A glyph of a shaped word. */
struct glyph {
	uint16_t id;
	uint16_t cluster; /* byte offset in the word's text where its cluster begins */
	int16_t dx, dy; /* offset, font units, y upwards */
	int16_t advance; /* font units */
};

/* A shaped word, shared by all lines that show it: immutable, lives as long as the layout. In visual order. */
struct shaped {
	const struct face *face;
	struct str text; /* what was shaped (a fragment includes its hyphen), UTF-8 */
	const struct glyph *glyphs;
	uint16_t n;
	int32_t advance; /* of all glyphs, font units */
	bool rtl;
	bool missing; /* some glyph is .notdef */
};

/* What a piece or picture is, for tags. ROLE_ARTIFACT is what repeats or decorates. */
enum role {
	ROLE_ARTIFACT,
	ROLE_TITLE,
	ROLE_SUBTITLE,
	ROLE_KICKER,
	ROLE_BYLINE,
	ROLE_DECK,
	ROLE_HEADING,
	ROLE_PARA,
	ROLE_LABEL,
	ROLE_ITEM,
	ROLE_QUOTE,
	ROLE_PULLQUOTE,
	ROLE_CODE,
	ROLE_CELL,
	ROLE_CAPTION,
	ROLE_FIGURE,
	ROLE_NOTE,
	ROLE_TOC,
	ROLE_EMBED
};

enum piece_flags {
	PIECE_SPACE = 1, /* a blank stands before it: written, so that copied text has it */
	PIECE_HYPHEN = 2, /* its last glyph is a hyphen that the line break put there */
	PIECE_UNDERLINE = 4,
	PIECE_STRIKE = 8,
	PIECE_CAPITALS = 16, /* shown in capitals; `source` says what the text really is */
	PIECE_BREAK = 32, /* a forced line break follows in the text (so no blank is lost there) */
	PIECE_INVISIBLE = 64, /* carries text only */
	PIECE_LINK = 128 /* its run has a link: the page gets an ITEM_LINK over it */
};

/* A shaped word at its place in a line; or a small picture: word is NULL, size is its width, and its run begins at `start`. */
struct piece {
	const struct shaped *word;
	dim x; /* from the line's origin */
	dim rise; /* upwards from the baseline: superscripts */
	dim size;
	int16_t tracking; /* thousandths of the size after each cluster */
	int16_t stretch; /* ten-thousandths by which it is drawn wider (less than 0: narrower), so that blanks are even: Tz; its
	                           advance and tracking are multiplied by 1 + stretch / 10000 */
	uint8_t flags; /* enum piece_flags */
	uint8_t role; /* enum role */
	uint16_t
		call; /* number of the note that it calls; 0: none. Its bytes are those of a footnote's call, or none, behind a link */
	uint32_t block; /* id in the post, 0 for none */
	uint32_t start, end; /* bytes of the block's text */
	uint32_t tag; /* element that it is content of: a number in pages->tags; 0: an artifact, or the pages are not tagged */
	struct colour colour;
};

/* What a line is within its paragraph, and how it came out. */
enum line_flags {
	LINE_FIRST = 1,
	LINE_LAST = 2, /* or ended by a forced break */
	LINE_HYPHEN = 4, /* ends in a hyphen that the break put there */
	LINE_JUSTIFIED = 8, /* its blanks were made to fill the measure */
	LINE_OVERFULL = 16, /* sticks out */
	LINE_BLANK = 32 /* a blank parts it from the next line in reading: tagged pages write one at its end */
};

/* A line of text: pieces in visual order. */
struct line {
	struct piece *pieces;
	uint32_t n;
	dim w; /* what it fills */
	int16_t ratio; /* by which its blanks were stretched (thousandths of half their width) or, negative, shrunk (of what they may) */
	uint16_t blank; /* mean width of its blanks as drawn, in thousandths of the type's size; 0: it has none */
	uint8_t flags; /* enum line_flags */
};

enum item_kind { ITEM_LINE, ITEM_PICTURE, ITEM_RECT, ITEM_LINK, ITEM_DEST };

/* Something on a page; x and y are from the upper left corner of its frame, y downwards. */
struct item {
	enum item_kind kind;
	uint8_t role;
	uint32_t block;
	uint32_t
		tag; /* of a picture or a rectangle, as a piece's; of a link: its Link or other element that has its annotation; of a line: its pieces say */
	dim x, y, w, h; /* a line: y is its baseline, h unused */
	union {
		struct line line;
		struct {
			const struct image
				*image; /* NULL: a picture that is missing; its frame and text are items of their own */
			struct str alt;
			dim crop_x, crop_y; /* of the picture at this size: cut off at the left and at the top */
			dim full_w, full_h; /* the whole picture's size at this scale: >= w, h */
		} picture;
		struct colour fill; /* a rectangle (rules are rectangles) */
		struct {
			struct str uri; /* an address outside, else empty */
			struct str dest; /* else the name of a destination */
		} link;
		struct str dest; /* a named place */
	};
};

/* ---- the structure tree: ISO 32000-1, 14.7 and 14.8 ---- */

/* Standard structure types. */
enum tag_type {
	TAG_NONE,
	TAG_DOCUMENT,
	TAG_PART,
	TAG_SECT,
	TAG_DIV,
	TAG_H1,
	TAG_H2,
	TAG_H3,
	TAG_H4,
	TAG_H5,
	TAG_H6,
	TAG_P,
	TAG_L,
	TAG_LI,
	TAG_LBL,
	TAG_LBODY,
	TAG_BLOCKQUOTE,
	TAG_CODE,
	TAG_TABLE,
	TAG_THEAD,
	TAG_TBODY,
	TAG_TR,
	TAG_TH,
	TAG_TD,
	TAG_FIGURE,
	TAG_CAPTION,
	TAG_LINK,
	TAG_REFERENCE,
	TAG_NOTE,
	TAG_TOC,
	TAG_TOCI,
	TAG_INDEX,
	TAG_SPAN,
	TAG_TYPES
};
extern const char *const tag_names[TAG_TYPES]; /* as PDF writes them: "BlockQuote" */

/* What the marks of a list's items are (14.8.5.5). */
enum tag_numbering {
	NUMBERING_NONE,
	NUMBERING_DISC,
	NUMBERING_DECIMAL,
	NUMBERING_ROMAN,
	NUMBERING_UPPER_ROMAN,
	NUMBERING_ALPHA,
	NUMBERING_UPPER_ALPHA
};

/* What few elements have. */
struct tag_more {
	struct str alt; /* what stands for it where it cannot be seen: figures, emoji */
	struct str actual; /* the text that it really is */
	struct str expansion; /* of an abbreviation */
	struct str contents; /* of a link: where it leads, for people; its annotations say so */
	struct str title; /* of a part or section, for people */
	const uint32_t *headers; /* of a cell: numbers of the TH elements that head it; n_headers */
	uint16_t n_headers;
	uint8_t colspan, rowspan; /* of a cell; 0 is 1 */
	bool heads_row; /* of a TH: its scope is its row; else its column */
	uint8_t numbering; /* of a list: enum tag_numbering */
};

/* An element. Its kids are the elements that name it as their parent, and the pieces and pictures that name it, in the order of `at`; of those with one
 * `at` elements stand first, in the order of their numbers, then content as it stands on the pages. A piece's `at` is its `start`, a picture's and a
 * rectangle's 0. All elements are written: cells of tables may have neither kids nor content. */
struct tag {
	uint8_t type; /* enum tag_type */
	uint32_t parent; /* its number, always less than its own; 0: the tree's root */
	uint32_t at; /* place among its parent's kids: bytes of the block's text where its own begins; 0 */
	struct str lang; /* BCP 47, where it differs from its parent's; else empty */
	struct tag_more *more; /* NULL: nothing */
};

enum frame_kind { FRAME_PAGE /* from the trimmed page's corner; may bleed */, FRAME_TEXT, FRAME_NOTES, FRAME_HEAD };

struct frame {
	enum frame_kind kind;
	dim x, y, w, h; /* from the upper left corner of the trimmed page */
	int turn; /* degrees clockwise by which it is turned about that corner: 0, 90, 180, 270 (the spine's text: 90) */
	struct item *items; /* in reading order; also the order of drawing */
	size_t n;
	int post; /* whose blocks the items name: the number from 1 of one of the book's entries; 0: the page's own */
};

struct page {
	int number; /* 1, 2, … as they lie in the file; odd is a right-hand page, unless the book is bound on the right */
	struct str
		folio; /* the page's number ("iv", "12"): its label; openings and blanks have one too, although none is printed on them */
	int post; /* index of the book's entry, or -1 */
	struct frame *frames; /* in reading order */
	size_t n_frames;
};

/* What a page could not have: the order of sacrifice is that of the costs. */
enum residue_kind {
	RESIDUE_HEADING, /* a heading stands at the page's foot, or one line behind it does */
	RESIDUE_WIDOW, /* the page begins with the last line of a paragraph */
	RESIDUE_ORPHAN, /* the page ends behind the first line of a paragraph */
	RESIDUE_BREAK, /* it ends where else it should not: within a row, behind a line that announces what follows */
	RESIDUE_HYPHEN, /* a right-hand page ends in a hyphen */
	RESIDUE_SHORT, /* amount: lines of the grid that stay empty at its foot */
	RESIDUE_UNEVEN, /* amount: lines by which it and its left-hand neighbour end at different heights */
	RESIDUE_OVERFULL, /* amount: lines by which something sticks out */
	RESIDUE_LOOSE, /* a paragraph is set a line longer than by nature; amount: how many do */
	RESIDUE_TIGHT, /* shorter */
	RESIDUE_STRETCHED, /* amount: lines of blank that were put in around pictures, headings, lists */
	RESIDUE_SHRUNK, /* amount: lines of blank that are missing there */
	RESIDUE_FIGURE_FAR, /* amount: pages between a figure and its mention */
	RESIDUE_NOTE_SPLIT, /* amount: lines of notes that run on to the next page */
	RESIDUE_KINDS
};

struct residue_entry {
	enum residue_kind kind;
	int page; /* number, as page.number */
	int entry; /* of the book, from 0 */
	int line; /* of the page's grid, from 1; 0: the page as a whole */
	int amount; /* see the kinds; else 1 */
	int32_t cost; /* what the page breaks reckoned for it; 0: nothing of its own */
};

struct outline_entry {
	struct str title;
	struct str dest;
	int level; /* 0, 1, … at most one more than the entry before */
};

struct pages {
	dim trim_w, trim_h, bleed;
	struct page *list;
	size_t n;
	size_t n_cover; /* pages of the leaf that begins them and is the cover; 0: there is none */
	const struct face *const *faces;
	size_t n_faces;
	struct outline_entry *outline;
	size_t n_outline;
	/* metadata, copied from the book */
	struct str title, author, subject, keywords, language, identifier;
	int64_t modified; /* seconds since 1970 */
	/* the page on which each entry of the book begins (1, 2, …), for the EPUB's page list and messages */
	int *entry_pages;
	size_t n_entries;
	struct residue_entry *residues; /* in order of the pages */
	size_t n_residues;
	size_t n_spreads, n_level; /* facing pages within a post, neither its first nor its last; those that end at one height */
	bool bound_right; /* the spine is on the right, as in Arabic and Hebrew: odd pages lie on the left */
	bool one_ink; /* pictures are written in shades of gray */
	struct tag *tags; /* the structure tree: from 1, 0 is unused; parents stand before their kids, kids in reading order */
	size_t n_tags; /* with the unused one; 0: the pages are not tagged */
	struct image_cache *cache; /* the book's: of converted pictures; NULL: none */
};

/* Prints every page as lines of text: see tests/. */
void pages_dump(const struct pages *p, FILE *out);
/* The same of their structure tree, in reading order: elements with their texts, indented by depth. */
void tags_dump(const struct pages *p, FILE *out);
#endif
