/* builder.h - a tree of HTML becomes blocks: what the files that do it share (inside post/ only) */
#ifndef YB_BUILDER_H
#define YB_BUILDER_H
#include "post/node.h"
#include "post/post.h"
#include "post/shortcode.h"

/* ---- text on its way into a block ---- */

enum piece_kind { PIECE_TEXT, PIECE_PICTURE, PIECE_NOTE, PIECE_OBJECT };

/* A stretch of the text that is set alike; objects (all but text) are one U+FFFC. */
struct piece {
	size_t start, end;
	enum piece_kind kind;
	uint16_t flags;
	uint16_t abbr; /* number from 1 of the post's abbreviations, or 0 */
	int link; /* index into the post's links, or -1 */
	int index; /* of the picture, note or object */
	bool small; /* a picture that stands in the line: an emoji, an icon, a badge */
	struct str lang;
};

/* Text with its white space collapsed as CSS does, until a block's end. */
struct inliner {
	struct buf text;
	struct piece *pieces;
	size_t n, cap;
	size_t *soft; /* places where a line of the source begins within the text */
	size_t n_soft, cap_soft;
	int line; /* where the text begins */
};

/* What elements around a place say about it. */
struct state {
	uint16_t flags; /* enum run_flags */
	uint16_t abbr; /* or 0 */
	int link; /* or -1 */
	struct str lang; /* of blocks */
	struct str run_lang; /* of runs, where it differs from lang */
	enum align align;
	bool rtl;
	enum {
		FLAT_NO,
		FLAT_SPACE,
		FLAT_BREAK
	} flat; /* blocks are not possible here: they are parted by a blank or a line break */
	bool in_cell, in_item;
	int share; /* twelfths of a row's column, or 0 */
};

struct builder {
	struct arena *a; /* the post's */
	struct arena *scratch;
	struct post *p;
	const struct post_options *options;
	struct diag *d;
	struct objects *objects;
	struct block *at; /* where the next block goes */
	struct inliner in;
	struct state st;
	struct str anchor; /* of the next block */
	int line; /* of the element that is being read */
	int n_diagrams; /* met so far */
	size_t cap_links, cap_pictures, cap_notes, cap_abbrs;
};

/* ---- inline.c ---- */
void inline_text(struct builder *b, struct str s);
void inline_break(struct builder *b); /* <br> */
void inline_object(struct builder *b, enum piece_kind kind, int index, bool small);
void inline_reset(struct builder *b);
bool inline_blank(const struct inliner *in, size_t from, size_t to); /* nothing to see there */
bool inline_soft(const struct inliner *in, size_t at); /* a line of the source begins at this place */
size_t inline_soft_after(const struct inliner *in, size_t at); /* index of the first such place behind it, or in->n_soft */
size_t inline_piece(const struct inliner *in, size_t at); /* index of the piece that holds a place, or in->n */
void inline_trim(const struct inliner *in, size_t *from, size_t *to);
/* Copies a stretch into a block's text and runs, trimmed, without the flags in `drop`. */
void inline_copy(struct builder *b, struct block *block, size_t from, size_t to, unsigned drop);
size_t raw_mark(struct str s, int *line); /* bytes of the mark of a raw block at the head of s, or 0 */
struct str code_text(struct builder *b, struct str s); /* text in code: shortcodes as they were written */

/* ---- para.c ---- */
void para_flush(struct builder *b); /* ends the paragraph at b->in, if there is one */
bool attribution_cut(struct str *s); /* "— Name": cuts the dash off and says true */

/* ---- blocks.c ---- */
struct block *block_new(struct builder *b, enum block_kind kind, int line); /* appended to b->at */
struct block *block_loose(struct builder *b, enum block_kind kind, int line); /* not in the tree */
void block_append(struct block *parent, struct block *child);
void block_splice(struct block *parent, const struct block *box); /* moves the children of a box to the end of another block */
void walk(struct builder *b, const struct node *n);
void walk_children(struct builder *b, const struct node *n);
size_t builder_lang_index(const struct builder *b); /* 0 English, 1 Spanish, 2 Portuguese: the words we have */
struct str builder_lang(const struct builder *b); /* of the text here */
bool attribution_take(struct block *p); /* a paragraph "— Name" loses its dash; false when it is none */
void alert_title(struct builder *b, struct block *alert, struct str kind); /* "note", "tip" … in the text's language */
int link_new(struct builder *b, struct str href, struct str title);

/* ---- elements.c ---- */
bool element_hidden(const struct node *n); /* a browser would not show it */
void hidden_report(struct builder *b, const struct node *n);
void state_enter(struct builder *b, const struct node *n); /* b->st and b->line for what is inside n */
unsigned inline_flag(enum tag_id tag); /* enum run_flags, or 0 */
bool walk_inline(struct builder *b, const struct node *n); /* false when n is a block: then nothing was done */

/* ---- picture.c ---- */
/* -1: nothing to show, or text that stands for it was added. */
int picture_new(struct builder *b, const struct node *n, bool *small);
int picture_add(struct builder *b, struct picture p); /* its index */
void walk_figcaption(struct builder *b, const struct node *n);
void walk_figure(struct builder *b, const struct node *n);
bool walk_row(struct builder *b, const struct node *n); /* a div of pictures side by side; false when it is none */
struct block *figure_new(struct builder *b, const struct piece *piece);
bool row_from_box(struct builder *b, struct block *box, int line); /* figures only: they become one row at the end of b->at */

/* ---- code.c ---- */
void walk_pre(struct builder *b, const struct node *n);

/* ---- table.c ---- */
void walk_table(struct builder *b, const struct node *n);

/* ---- finish.c ---- */
void blocks_finish(struct builder *b); /* ids, anchors, signature */

/* ---- embed.c ---- */
/* The one line that stands for an address in print: host and path, without scheme, "www." and tracking parameters. */
struct str embed_label(struct arena *a, struct str url);
struct str embed_head(struct arena *a, struct str url); /* who shows it: "YouTube", else the host; may be empty */
struct str embed_url(struct arena *a, struct str url); /* the address of what a frame shows, rather than the frame's */

/* ---- emoji.c ---- */
struct str emoji_find(struct str name); /* of "smile"; empty when it is not known */

/* ---- emojipicture.c ---- */
/* The emoji (or ":-)") that a picture of that address stands for, small or not; empty: it is a picture like others. */
struct str emoji_of_picture(struct builder *b, const struct node *n, struct str src, bool small);
struct str emoji_of_class(const struct node *n); /* that a style sheet shows for an element: class="em em-tada"; empty: none */
#endif
