/* draw.h - the drawing of one surface: what words.c, ink.c and content.c share (inside pdf/ only) */
#ifndef YB_PDF_DRAW_H
#define YB_PDF_DRAW_H
#include "pdf/room.h"

/* Within a line, x is counted in millionths of a dim, and within a word in millionths of an em: so a thousandth of an em, which is
 * what TJ moves by, is exact, and what is rounded at one word is made good at the next. */
#define FINE INT64_C(1000000)

/* What the operators are content of. */
enum mark_kind {
	MARK_NONE,
	MARK_CONTENT, /* of an element */
	MARK_HEADER, /* artifacts (ISO 32000-1, 14.8.2.2.2): running heads, */
	MARK_FOOTER,
	MARK_LAYOUT, /* rules and ornaments, */
	MARK_BACKGROUND, /* grounds and pictures that say nothing, */
	MARK_PAGE /* what stands around the page for whoever cuts it */
};

struct setting; /* a word as it was written before */

/* A line under or through words. */
struct stroke {
	dim x0, x1, y, h; /* x from the line's origin, y of its lower edge from the baseline */
	struct colour colour;
	bool open;
};

/* One thread's surface. */
struct draw {
	struct pdf *f;
	struct deflater *z;
	struct arena *kept, *scratch; /* results; a surface */
	struct buf b;
	dim origin_x, origin_y; /* of the frames that are drawn: the upper left corner of their page, y upwards */
	bool tagged; /* what follows is said of everything */
	uint8_t mark; /* enum mark_kind */
	uint8_t artifact_kind; /* of what has no tag in the frame that is drawn */
	uint32_t tag, at; /* whose content it is, and where what is drawn begins in its text */
	bool rtl; /* what comes is read from right to left, and written from left to right: */
	bool reversed; /* so the marked content says (ISO 32000-1, 14.8.2.3.3) */
	uint32_t next_tag; /* of what comes behind the line that is drawn; 0: it is not known */
	size_t mark_from, mark_to; /* where the operator that says so begins in b, and ends */
	struct mark *list; /* all of the surface's */
	size_t n_list, list_cap;
	bool marks; /* what stands around the pages is drawn: full ink of all four means every plate */
	/* what the operators so far have set */
	bool coloured, over, artifact, invisible, in_text, in_array, in_string;
	struct colour colour;
	const struct font *font;
	bool soft; /* its hyphens are soft ones */
	dim size, rise;
	int stretch; /* of the glyphs' widths and all moves, ten-thousandths more or less than their own */
	int spacing; /* behind every glyph, thousandths of the size: Tc, which is in points; */
	dim spacing_size; /* so this is the size that it was set for */
	int64_t pen; /* x from the line's origin, where the next glyph would stand */
	int64_t end; /* where the last word ends */
	int64_t run; /* millionths of an em that the word has moved the pen by */
	dim x, y; /* the line's origin on the sheet */
	unsigned arrays; /* closed so far */
	struct setting *settings; /* by hash */
	struct stroke *strokes;
	size_t n_strokes, strokes_cap;
	uint32_t *used;
	size_t n_used, used_cap;
};

/* Memory for the words that a thread remembers (words.c). */
struct setting *settings_new(struct arena *a);
void draw_line(struct draw *d, const struct line *line); /* from d->x, d->y */
/* What no face has (missing.c). A file that promises to be read by machines shows no .notdef glyph (ISO 19005-2, 6.2.11.8): a blank bears its
 * text, and lines stand around it. */
bool cluster_missing(const struct font *font, const struct cluster *c);
void missing_box(
	const struct font *font, const struct piece *p, dim x, dim wide, struct box sides[4]); /* y upwards from the baseline */
bool text_private(struct str text); /* whether a character of it means something in its own font only */
/* What is drawn from now on is the tag's content, from `at` on; outside of BT and ET. More of the same runs on. 0: it is an artifact. */
void draw_tag(struct draw *d, uint32_t tag, uint32_t at);
void draw_mark_end(struct draw *d);
void draw_actual(struct draw *d, struct str text); /* more of the same tag, which stands for this text */
/* Lines under (0) and through (1) the pieces of a line, each run on as long as they follow each other (stroke.c). */
void strokes_piece(struct draw *d, struct stroke run[2], const struct piece *p); /* behind the piece: d->end is where it ends */
void strokes_draw(struct draw *d, struct stroke run[2]);
void array_end(struct draw *d); /* before an operator that may not stand within TJ */
/* The operators of a colour, when it is not set yet (ink.c). Black alone is printed over what lies beneath where what it colours is no
 * thicker than OVER_MOST (`thin`: a letter's size, the lesser side of a rectangle): in larger areas what is beneath would show. */
enum { OVER_MOST = 24 * DIM_PT };
void draw_colour(struct draw *d, struct colour c, dim thin);
void draw_overprint(struct draw *d, bool over);
void draw_rect(struct draw *d, dim x, dim y, dim w, dim h, const char *operators);
void draw_xobject(struct draw *d, const dim m[6], uint32_t number); /* q stands before it */

static inline void
put_char(struct buf *b, char c)
{
	if (b->n == b->cap)
		buf_char(b, c);
	else
		b->p[b->n++] = c;
}

static inline void
put_dim(struct buf *b, dim v)
{
	buf_dim(b, v);
	put_char(b, ' ');
}
static inline int64_t
round_div(int64_t a, int64_t by)
{
	return (a + (a < 0 ? -by / 2 : by / 2)) / by;
}

static inline dim
fine_dim(int64_t fine)
{
	return (dim)round_div(fine, FINE);
}

#endif
