/* text.h - paragraphs: fonts, shaping, hyphens and lines (inside layout/ only) */
#ifndef YB_TEXT_H
#define YB_TEXT_H
#include "book/book.h"
#include "layout/pages.h"
#include "style/style.h"

/* The faces of a style, the cache of shaped words and the hyphenation patterns: shared by all threads, freed after the pages. */
struct fonts;

struct fonts *fonts_open(
	const struct style *style, struct diag *d, const char *folder); /* NULL: a text face is unreadable (reported) */
void fonts_close(struct fonts *f);
struct patterns;
/* Takes hyphenation patterns that others use, too, instead of its own: before any text is set. They stay the caller's. */
void fonts_share(struct fonts *f, struct patterns *p);
const struct face *fonts_face(const struct fonts *f, enum face_role role); /* the emoji face may be NULL */
/* All of them that were used, numbered: once, when no more text will be set. */
const struct face *const *fonts_list(struct fonts *f, size_t *n);

/* A paragraph to set. */
struct para_in {
	struct str text; /* "\n" is a forced break */
	const struct run *runs; /* cover the text; NULL: one plain run */
	size_t n_runs;
	struct str lang; /* BCP 47, never empty */
	const struct text_style *style;
	dim measure; /* of every line */
	dim first_indent; /* of the first line; may be negative (a hanging label stands there) */
	/* The first `inset_lines` lines (empty ones count) are shorter by `inset`: something stands beside them. They are set from 0 to
	 * measure - inset, whatever their direction; where the thing stands at their left, the caller moves them by `inset`. */
	int inset_lines;
	dim inset;
	dim end_room; /* what stands behind the last line, such as an end mark: a last line that leaves no room for it is avoided */
	/* PARA_STYLE: as the text style says; PARA_START and PARA_END: ragged, by the paragraph's direction */
	enum { PARA_STYLE, PARA_LEFT, PARA_CENTER, PARA_RIGHT, PARA_START, PARA_END } align;
	bool preformatted; /* code: blanks and tabs kept (a tab is 4 columns), long lines broken with a mark */
	int looseness; /* lines more or fewer than the natural number, if that can be had within tolerance */
	bool variants; /* only find out whether a line more or fewer can be had, and what that costs: no line is set */
	bool rtl; /* base direction, else found from the text */
	uint8_t role; /* enum role, given to every piece */
	uint32_t block; /* id given to every piece; 0 for generated text */
	struct str file; /* for findings */
	int line;
	/* Size of a small picture in the line (RUN_PICTURE): its run in, w and h out; NULL: none is shown. */
	void (*picture_size)(void *ctx, const struct run *run, dim *w, dim *h);
	void *ctx;
};

struct line_info {
	uint32_t start, end; /* bytes of the text that it shows */
	dim natural; /* width before justification */
	int ratio; /* adjustment of the blanks in thousandths of their stretch (positive) or shrink (negative) */
	bool hyphen; /* ends in a hyphen: the break put it there, or the word has it */
	bool broken; /* ends within a word that has no place to be divided */
	bool forced; /* ends at "\n" or at the paragraph's end */
	bool overfull; /* sticks out of the measure */
};

/* A set paragraph: lines with x from the left edge of the measure, baselines `leading` apart. */
struct para {
	struct line *lines;
	struct line_info *info;
	size_t n; /* 0 for a text of blanks only */
	int64_t demerits;
	/* variants: demerits that it would have in addition with a line more or fewer (a divided word has some 220,000); -1: that cannot be had */
	int64_t more, fewer;
	bool rtl; /* its base direction */
};

/* Sets a paragraph into arena a; scratch is reset by the caller. Safe from several threads with arenas of their own. */
void para_set(
	struct fonts *f, struct arena *a, struct arena *scratch, const struct para_in *in, struct para *out, struct diag *d);
/* Width of a text on one line, without justification. */
dim text_width(struct fonts *f, struct arena *scratch, struct str text, struct str lang, const struct text_style *style);
#endif
