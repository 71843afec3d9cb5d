/* style.h - how a book looks: page geometry, faces, sizes, colours. Every default stands in styles/print.yaml */
#ifndef YB_STYLE_H
#define YB_STYLE_H
#include "base/colour.h"
#include "base/diag.h"
#include "base/dim.h"

/* The faces that a style uses. Each is a built-in face by name, or a file. */
enum face_role {
	FACE_TEXT,
	FACE_TEXT_ITALIC,
	FACE_TEXT_BOLD,
	FACE_TEXT_BOLD_ITALIC,
	FACE_DISPLAY, /* titles */
	FACE_SUBHEAD_ITALIC, /* decks and pull quotes */
	FACE_CAPTION,
	FACE_CAPTION_ITALIC,
	FACE_CAPTION_BOLD, /* notes: the small optical size */
	FACE_SANS,
	FACE_SANS_ITALIC,
	FACE_SANS_SEMIBOLD,
	FACE_SANS_SEMIBOLD_ITALIC, /* captions, heads, folios */
	FACE_CODE,
	FACE_CODE_BOLD,
	FACE_CODE_ITALIC,
	FACE_EMOJI,
	FACE_COUNT
};

/* The kinds of text that a page shows; each has its size and face. */
enum text_role {
	TEXT_BODY,
	TEXT_TITLE,
	TEXT_TITLE_SMALL,
	TEXT_TITLE_LEAST,
	TEXT_SUBTITLE,
	TEXT_H2,
	TEXT_H3,
	TEXT_H4,
	TEXT_KICKER,
	TEXT_DECK,
	TEXT_BYLINE,
	TEXT_QUOTE,
	TEXT_PULLQUOTE,
	TEXT_PULLQUOTE_NAME,
	TEXT_CAPTION,
	TEXT_CODE,
	TEXT_TABLE,
	TEXT_TABLE_HEAD,
	TEXT_NOTE,
	TEXT_RUNNING_HEAD,
	TEXT_FOLIO,
	TEXT_TOC_TITLE,
	TEXT_TOC_KICKER,
	TEXT_TOC_PART,
	TEXT_TOC_HEADING,
	TEXT_PART_TITLE, /* of the page that opens a part; one as short as a year is set as TEXT_YEAR */
	TEXT_PART_LIST, /* of its posts there */
	TEXT_EMBED,
	TEXT_YEAR,
	TEXT_BOOK_TITLE,
	TEXT_BOOK_SUBTITLE,
	TEXT_IMPRINT,
	TEXT_TAGS,
	TEXT_INDEX,
	TEXT_INDEX_LETTER,
	TEXT_COVER_YEAR,
	TEXT_COVER_TITLE,
	TEXT_COVER_SUBTITLE,
	TEXT_COVER_NAME, /* the publisher */
	TEXT_COVER_TEXT, /* on the cover's back */
	TEXT_COVER_LIST, /* the posts' titles there */
	TEXT_SPINE, /* its size is the largest */
	TEXT_HALF_TITLE,
	TEXT_TIMELINE_YEAR,
	TEXT_TIMELINE_MONTH,
	TEXT_TIMELINE_TITLE,
	TEXT_COUNT
};

struct text_style {
	/* for plain, italic, bold and bold italic runs */
	enum face_role face, italic, bold, bold_italic;
	dim size, leading;
	int tracking; /* thousandths of the size added after each cluster */
	bool capitals; /* set in capitals (the text itself stays: ActualText) */
	bool small_capitals; /* set in small capitals where the face has them, else in capitals of nine tenths */
	bool acronyms_small; /* words in capitals are set in small ones where the face has them */
	uint8_t features; /* of the style's feature_sets, from 1; 0: none */
	bool oldstyle, tabular; /* figures */
	bool justified; /* else ragged right */
	bool hyphenate;
	struct colour colour;
};

enum { FALLBACK_MOST = 16, AXES_MOST = 6, FEATURES_MOST = 12, FEATURE_SETS_MOST = 15 };

/* OpenType features that an entry of the texts asks for. */
struct feature_set {
	struct feature {
		char tag[5];
		unsigned value; /* 0: off */
	} list[FEATURES_MOST];
	int n;
	enum text_role text; /* the first that asks for them */
	struct str file; /* where, for findings */
	int line, col;
};

/* A face as a style names it. */
struct face_name {
	struct str name; /* a built-in face, a file (its path is relative to the working folder), or an installed family */
	unsigned index; /* in a collection, from 0 */
	struct str instance; /* of a variable face, or a style of an installed family: "Semibold"; may be empty */
	/* where a variable face is taken: a value in 1/1024 on each axis named; others are as the instance has them */
	struct face_axis {
		char tag[5];
		int32_t value;
	} axes[AXES_MOST];
	int n_axes;
	struct str own; /* the built-in face that stands in when this one cannot be used */
	struct str file; /* where it is named, for findings */
	int line, col;
};

/* What text stands on. */
enum ground { GROUND_PAPER, GROUND_PANEL, GROUND_CODE, GROUND_MARK, GROUND_COUNT };

/* Where a style's file says something; without a file: it is built in. */
struct style_place {
	struct str file;
	int line, col;
};

struct style {
	struct str name;
	dim trim_w, trim_h, bleed;
	bool bound_right; /* the spine is on the right: odd pages are left-hand pages; layout_make sets it by the book's language */
	dim margin_inner, margin_outer; /* measure = trim_w - both */
	dim first_baseline, last_baseline; /* from the top edge; the second follows from grid and lines */
	dim grid; /* leading of the body */
	int lines; /* of a full page */
	int columns; /* of the posts' text: 1 or 2 */
	dim column_gap;
	bool handout; /* sheets to hand out: each post stands by itself, with a head and an end of its own; as many lines as fit */
	dim head_baseline, folio_baseline; /* from the top edge; no head: 0 */
	dim indent; /* first lines */
	dim inset; /* list levels, quotes, notes: the indent, and a step of the grid where there is none */
	dim last_line_least; /* a paragraph's last line is at least so long */
	int hyphen_left, hyphen_right, hyphens_in_row;
	int word_space; /* natural blank of justified text, thousandths of its size; 0: the face's own */
	int letter_space; /* thousandths of the size by which letters of a justified line may be set apart or closer; 0: never */
	int glyph_scale; /* thousandths by which a justified line's glyphs may be drawn wider or narrower; 0: never */
	dim opening_depth, kicker_baseline; /* of openings A and C, from the top edge */
	dim title_drop; /* from the kicker's baseline to the title's first */
	int opening_a_pixels; /* least width of a picture that bleeds */
	dim opening_b_top;
	int title_long; /* characters: a longer title is split or set smaller */
	int title_longest; /* characters: a longer title is set in the least size */
	dim picture_widths[3]; /* full, three quarters, half of the measure */
	int ppi_good, ppi_least;
	dim row_gap;
	dim caption_gap; /* from the picture to the top of its caption's capitals */
	bool pictures_gray; /* of the PDF: in shades of the one ink */
	int portrait_lines; /* most lines that a portrait takes */
	struct colour accent, code_ground, mark_ground, text;
	struct colour panel; /* ground of the panels of openings and of the cover; the accent unless the style says otherwise */
	dim end_mark; /* side of the square at the end of a post */
	dim end_code; /* side of the QR code behind it; 0: none */
	dim bullet_indent;
	dim pullquote_rule_w, pullquote_rule;
	int address_most; /* characters of a link's address in a note; 0: all */
	int drop_cap; /* lines that the first letter of a post takes; 0: it has none */
	bool opening_tags; /* the post's tags stand under its byline */
	bool notes_run_in; /* short addresses share lines */
	int part_pages; /* pages of posts per part from which on parts of the posts open with a page of their own; 0: they never do */
	bool part_recto; /* and that on right-hand pages only */
	bool openings_recto; /* posts open on right-hand pages only */
	dim heading_above[3]; /* above H2, H3, H4: the least; a group of heads is brought back on the grid */
	int crop; /* thousandths of an edge that a photograph may lose to meet the grid */
	struct str bullets[3]; /* marks of list levels 1, 2, 3 and deeper */
	struct str marks; /* between sections: a thematic break */
	struct face_name faces[FACE_COUNT];
	/* for characters that the text's own face lacks, the first first: built-in faces, font files or installed families; empty ones end the list */
	struct str fallback[FALLBACK_MOST];
	struct text_style text_styles[TEXT_COUNT];
	struct feature_set feature_sets[FEATURE_SETS_MOST];
	int n_feature_sets;
	struct style_place colour_at[TEXT_COUNT], ground_at[GROUND_COUNT]; /* where these colours are named */
};

/* Reads a style: a built-in name ("print") or a file; `paper` picks a size ("6x9", "media-carta", "a5", "letter", "a4") or is empty. A file needs
 * only what it changes (its key `based-on` names what it starts from, print by default). NULL when there is none (reported). */
struct style *style_read(struct arena *a, struct diag *d, struct str name, struct str paper);
/* The same with all type, and what is measured with it, at so many percent. */
struct style *style_read_at(struct arena *a, struct diag *d, struct str name, struct str paper, int percent);
/* The same with pictures of two thirds, for a post that would take another page. */
struct style *style_tight(struct arena *a, const struct style *from);
/* Makes it one for a printer without colours, and sparing with its toner: text alone in full black, no grounds but pale ones, pictures in gray. */
void style_gray(struct style *s);
/* Tells of texts that are hard to see on their ground, as screens show it (WCAG 2, 1.4.3), with a colour that would do. Returns how many of the
 * TEXT_COUNT they are. */
size_t style_contrast(const struct style *s, struct diag *d);
/* The key of a face: "text-italic". */
const char *style_face_key(enum face_role role);
/* The key of a text: "h2". */
const char *style_text_key(enum text_role role);
/* A file compiled into the program: "styles/epub.css", "fonts/SourceSans3-Regular.ttf"; empty when there is none. */
struct str style_builtin(const char *name);
/* The name of the i-th of them, from 0; NULL behind the last. */
const char *style_builtin_name(size_t i);
#endif
