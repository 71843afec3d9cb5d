/* seg.h - a paragraph cut into shaped words, and broken into lines (the text half of layout/ only) */
#ifndef YB_SEG_H
#define YB_SEG_H
#include "layout/shape.h"
#include "layout/unicode.h"

/* How a run of the paragraph is set. */
struct look {
	struct shape_key key; /* without direction; script Latin */
	struct str lang;
	dim size, rise;
	dim blank; /* its blank, natural width, letterspacing included */
	int16_t tracking;
	uint8_t flags; /* enum piece_flags that every piece of it has */
	bool capitals, code, syllables; /* set in capitals; code; may be divided by patterns */
	const struct run *run; /* NULL: the paragraph has none */
};

/* What stands between a segment and the one before it. */
enum join {
	JOIN_NONE, /* nothing, and no line ends here */
	JOIN_BREAK, /* nothing, but a line may end */
	JOIN_BLANK, /* a blank; a line may end */
	JOIN_FIXED, /* a blank that holds both together */
	JOIN_SHY, /* nothing; a hyphen if the line ends here */
	JOIN_FORCED /* the line ends */
};

/* How much a word belongs to the next one. */
enum tie {
	TIE_NONE,
	TIE_SHORT, /* it is short and begins a sentence */
	TIE_LETTER, /* it is a single letter and begins a sentence */
	TIE_STRONG /* a number and its unit, an initial and the name, an abbreviation and what it stands before */
};

/* A stretch of text that is shaped as one: a word, or a part of one where the face or the script changes. */
struct seg {
	const struct word_shape *word; /* NULL: a picture */
	uint32_t start, end; /* bytes of the paragraph's text */
	dim width; /* natural */
	dim before; /* natural width of the blank before it */
	dim size;
	uint32_t look;
	uint32_t forced; /* JOIN_FORCED: line breaks before it; more than one leave empty lines */
	uint8_t join; /* enum join, to the segment before */
	uint8_t tie; /* enum tie, to the segment before, where a blank stands between */
	uint8_t level; /* embedding level; odd: right to left */
	uint8_t blank_level; /* of the blank before it */
	bool whole; /* a whole word as far as patterns are concerned: no letters touch it */
	bool scales; /* its glyphs may be made a little wider or narrower, */
	bool spaces; /* and its letters be set a little apart or closer */
	bool stretches; /* the blank before it stretches and shrinks */
	dim give; /* where no blank stands before it: what stretches there instead, between ideographs */
	const uint32_t *map; /* per byte of the word's text, the paragraph's byte it stands for; NULL: start + byte */
};

/* A paragraph cut into segments. Arrays in scratch memory. */
struct segs {
	struct seg *list;
	size_t n, cap;
	struct look *looks;
	bool bidi;
	uint8_t base; /* 1: right to left */
	int scale,
		spacing; /* thousandths of width, and of the size for each letter, by which words may be made to fit; 0: never */
};

struct setter {
	struct fonts *f;
	struct arena *a, *scratch;
	const struct para_in *in;
	struct diag *d; /* NULL: findings are not wanted */
};

/* What a justified line may take off a blank: a third, but some faces' blanks are narrow already, and words must stay apart. */
static inline dim
blank_shrink(dim blank, dim size)
{
	dim least = (dim)((int64_t)size * 16 / 100);
	return blank <= least ? 0 : blank / 3 < blank - least ? blank / 3 : blank - least;
}

/* ties.c: the word [start, end) of a text and the one that begins at `next` behind a blank. */
enum tie words_tie(struct str text, size_t start, size_t end, size_t next);

/* itemise.c */
/* The face for a cluster: the run's, else one that the style names, else another of the style, else the emoji face, else an installed one, else
 * the run's again (a box will show). */
const struct font *font_find(struct fonts *f, const struct look *look, const struct fallback_key *key, struct str cluster);
struct fallback_key fallback_key_of(const struct analysis *an, struct str lang);
void segs_make(const struct setter *s, struct segs *out);
/* look.c: one look for each run (one for a paragraph without runs). */
struct look *looks_make(const struct setter *s);
dim units_to_dim(const struct face *face, int64_t advance, dim size);
dim word_width(const struct word_shape *w, dim size, int tracking);

/* Where a line ends and the next begins. */
struct brk {
	uint32_t seg; /* the next line begins with this one, */
	uint16_t at; /* at this byte of its word (0: at its beginning) */
	uint8_t kind; /* enum point_kind; when at is 0: POINT_PLAIN, or POINT_PATTERN for a hyphen to add (JOIN_SHY) */
	bool forced;
};

/* line.c: breaks segments [first, last) into lines: the ends of the lines in order, the last one {last, 0, forced}. `before`: lines of the
 * paragraph above them. Adds to out's demerits; `elastic`: these are the lines of the paragraph that become more or fewer where that is wanted. */
struct brk *lines_break(const struct setter *s, const struct segs *segs, size_t first, size_t last, size_t before, bool elastic,
	size_t *n, struct para *out);
/* balance.c: the same for titles and the like: ragged lines of about one length; NULL when that is not possible. */
struct brk *lines_balance(const struct setter *s, const struct segs *segs, size_t first, size_t last, bool indent, size_t *n);
/* A finding for a line that sticks out of the measure: its text, and by how much. */
void report_overfull(const struct setter *s, struct str text, dim by);
/* pre.c: code, columns kept */
void pre_set(const struct setter *s, struct para *out);
/* Are the lines to be made of one length? (Titles, headings, decks.) */
bool para_balanced(const struct para_in *in);
bool para_justified(const struct para_in *in);
/* Width of the paragraph's line so many lines below its first; its indent is not taken off. */
dim para_measure(const struct para_in *in, size_t line);
#endif
