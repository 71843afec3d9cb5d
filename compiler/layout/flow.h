/* flow.h - a post's blocks as boxes and figures, one below the other, before they are cut into pages (inside layout/ only) */
#ifndef YB_FLOW_H
#define YB_FLOW_H
#include "layout/paginate.h"
#include "layout/text.h"

/* Things at their places; y downwards from the upper edge of what holds them. */
struct items {
	struct item *p;
	size_t n, cap;
};

/* What cannot be broken and stands where it is: a line, a group of heads, a line of a table's row. Its upper edge lies on the baseline
 * before it; the first line of text in it has its baseline one step of the grid below. */
struct atom {
	struct items items;
	struct items head; /* instead of `items` at the head of a page; p NULL: the same */
	struct items other; /* instead of `items` where the figure before it has moved away: indented; p NULL: the same */
	uint32_t note, n_notes; /* calls in it: of flow.calls */
	bool opens; /* the first of its paragraph */
	uint16_t before; /* items that stand before its line: bars, marks */
	uint32_t row; /* number from 1 of the table's row that it is a line of; 0: none */
	int repeat; /* number from 1 of the table head that is repeated above it at the head of a page; 0: none */
};

/* A figure or a row of figures in one of its sizes. */
struct shape {
	struct items items;
	int steps; /* of the grid, its caption included and the blank below it */
	int tail; /* of these: a blank that is not needed at the foot of a page */
	int takes; /* figures that it shows: 2 or 3 when neighbours join in a row */
	int32_t cost;
	uint32_t note, n_notes; /* calls in its captions */
};

/* What floats. */
struct figure {
	const struct block *block;
	const struct block *const *parts; /* figures side by side: one for a figure */
	int n_parts;
	const struct block *gallery; /* the row of many pictures that it is one of; NULL: none */
	bool closes; /* the last of its gallery: the caption of all stands below it */
	size_t mention; /* number of atoms before it */
	struct shape *shapes; /* best first */
	int n_shapes;
};

/* A heading for the outline. */
struct mark {
	struct str title, dest;
	int level; /* 2, 3, … */
};

/* A note as it is set: a footnote, or the address of a link. */
struct note_set {
	struct items *lines; /* each from its own upper edge: its baseline is one leading below */
	size_t n;
	bool rtl;
	dim run_w; /* width of a short note of one line that may share it with neighbours; 0: it may not */
	bool at_end; /* far too long for the feet of pages, or called in notes only: it stands behind the post's text */
	bool again; /* an address: it stands on every page that calls it */
};

/* The post's notes as they are numbered: footnotes and addresses in one series, in order of their first call. */
struct series {
	size_t n;
	struct numbered {
		int note; /* index into the post's notes, or -1: */
		int link; /* the first of its links that lead there */
		struct str shown; /* its address as it is printed; empty: a place in the book, to which a page's number leads */
		struct str said; /* the link's text */
	} * list;
	struct numbered *codes; /* `links: qr`: addresses, which have codes instead of numbers */
	size_t n_codes;
	uint32_t *of_note; /* number from 1 of each of the post's notes; 0: nothing calls it */
	uint32_t *of_link; /* number from 1 of each of its links; 0: none */
	uint32_t *call_block, *call_end; /* id of the block, and byte of its text, where a link ends: there its number stands */
	struct str *beside; /* of each link in a note: its address, which stands in brackets behind it; else empty */
};

/* How a paragraph is set, where it is not as its place says. */
struct setting_of {
	const struct block *block; /* whose text and runs; NULL: `text`, generated */
	const struct block *owner; /* of a generated text: whose mark it is; NULL: no block's */
	struct str text;
	const struct run *runs;
	size_t n_runs;
	enum text_role style;
	const struct text_style *own; /* a text style of its own; NULL: that of `style` */
	uint8_t role;
	dim left, right, indent;
	enum align align;
	bool physical; /* left and right of `align` are just that; else the sides where a line starts and ends */
	struct str lang;
	bool rtl, pre;
	size_t skip; /* bytes at the beginning that are left out */
	int looseness;
	bool variants; /* only find out how many lines more or fewer it can have: see struct para_in */
	int inset_lines; /* the first so many lines are shorter by `inset`: see struct para_in */
	dim inset;
	dim end_room; /* behind the last line: see struct para_in */
};

/* A paragraph that may be set in more or fewer lines. */
struct elastic {
	struct setting_of s;
	size_t atom, n; /* its lines */
	bool chosen; /* it is: s.looseness says which */
};

/* A paragraph as it was set: for those that may be set narrower, beside a picture. */
struct text_flow {
	struct setting_of s;
	size_t atom, n; /* its lines */
};

/* The head of a table, as it is repeated. */
struct table_head {
	struct items items;
	int steps;
};

/* A container of the post that is being walked through. */
struct place {
	const struct block *block;
	dim left, right; /* insets from the measure */
	enum text_role text;
	uint8_t role; /* enum role of its paragraphs */
	enum align align;
	struct str lang;
	bool rtl; /* what it holds stands as in a mirror: marks, insets, columns */
	int lists; /* lists around it */
	dim hang; /* a list's: from its left edge to the items' text */
	bool own_mark; /* a list's: the emoji before each item is its mark; one that is the same everywhere is shown as a bullet */
	bool marks_differ; /* a list's: these emoji say something */
	size_t skip; /* an item's: bytes of its first paragraph that are the mark */
	bool floats; /* figures in it may move */
	bool bar; /* a thin bar stands at its left edge */
	dim bar_x;
	size_t bar_from; /* the first atom beside it */
};

/* A post on its way to boxes. One thread's. */
struct flow {
	struct fonts *fonts;
	const struct style *style;
	const struct book *book;
	const struct entry *entry;
	const struct post *post;
	struct diag *d;
	struct arena *keep; /* what pages may hold: pieces of lines, names */
	struct arena *tmp; /* boxes: until the post's pages are made */
	struct arena *scratch; /* for para_set: reset often */
	dim measure; /* of the text: of a column, where there are two */
	dim wide; /* of the page */
	int cap; /* cap height of the body: pictures begin there */
	struct atom *atoms;
	struct vbox *boxes; /* beside the atoms */
	size_t n, cap_atoms, cap_boxes;
	size_t tail; /* atoms at the end that are the post's mark on a line of its own, and its code */
	struct elastic *elastics;
	size_t n_elastics, cap_elastics;
	size_t marked; /* number from 1 of the atom whose line bears the mark of the post's end as its last item; 0: none */
	struct text_flow *texts; /* all paragraphs that lines_flow set, in order */
	size_t n_texts, cap_texts;
	struct figure *figures;
	size_t n_figures, cap_figures;
	struct mark *marks;
	size_t n_marks, cap_marks;
	struct table_head *heads;
	size_t n_heads, cap_heads;
	uint32_t *calls; /* notes that are called, in order of their atoms: of the series, from 0 */
	size_t n_calls, cap_calls;
	struct series series;
	struct note_set *notes; /* one for each of the series */
	struct setting_of *leads; /* what the opening had no room for: set before the text */
	size_t n_leads, cap_leads;
	struct place *places; /* the walk's stack; the last is the innermost */
	size_t n_places, cap_places;
	uint32_t n_rows; /* of tables, so far */
	uint32_t first_call; /* calls from here on belong to the next atom */
	/* what the next atom brings */
	struct items waiting; /* labels, destinations */
	int blank, blank_least; /* steps of blank before it */
	bool begun; /* text of the post's body was set: a large first letter comes too late */
	bool no_indent; /* a paragraph now begins without indent */
	bool after_figure; /* only because a figure stands before it */
	bool fresh; /* a head stands right before it */
	enum block_kind before; /* what ended last */
	bool loose; /* a list begins or ends here: blank may be put in on a page with room to spare */
	/* where the last line of text ended: for the mark at the post's end; -1: it is flush right; 0: something else stands last */
	dim end_x;
	bool end_rtl; /* end_x counts from the right */
};

/* ---- set.c: text into atoms ---- */

/* Sets text at a measure; lines into flow->keep. Pieces know their block and their bytes in it. */
void text_set(struct flow *f, const struct setting_of *s, dim measure, struct para *out);
/* Adds a line at x and baseline y: the line itself, its pictures and links. */
void line_add(struct flow *f, struct items *to, const struct setting_of *s, const struct line *line, dim x, dim y);
/* Where a link leads: an address, or a place in the book. */
void link_target(struct flow *f, const struct link *l, struct item *item);
/* The links of a line that was added. */
void links_add(struct flow *f, struct items *to, const struct setting_of *s, const struct line *line, dim x, dim y);
/* The notes called in a line go to flow->calls. */
void calls_add(struct flow *f, const struct setting_of *s, const struct line *line);
void item_add(struct flow *f, struct items *to, struct item item);
void rect_add(struct flow *f, struct items *to, dim x, dim y, dim w, dim h, struct colour fill);
/* A named place at the next atom. */
void dest_wait(struct flow *f, struct str name);
/* "slug--name" of this post. */
struct str dest_name(struct flow *f, struct str name);
/* Moves items by dx and dy into another list. */
void items_move(struct flow *f, struct items *to, const struct items *from, dim dx, dim dy);

/* ---- flow.c ---- */

/* The innermost place. */
struct place *place_top(struct flow *f);
/* Adds an atom of `steps` with what waits for it; returns it until the next is added. `cost` of a page break behind it. */
struct atom *atom_add(struct flow *f, struct items items, int steps, int32_t cost);
/* The same for what brings its blank itself, and has less of it at the head of a page. */
void atom_add_airy(struct flow *f, struct items items, struct items at_head, int steps, int head_steps, int32_t cost);
/* Adds a filled rectangle to an atom, in each way it may stand. */
void atom_rect(struct flow *f, struct atom *atom, dim x, dim y, dim w, dim h, struct colour fill);
/* Asks for blank before what comes next; `least` of it when the page is full. */
void blank_ask(struct flow *f, int steps, int least);
/* The same for a ground or a frame, which reaches above its first line: behind a head, too. */
void blank_ask_box(struct flow *f, int steps);
/* A paragraph as lines on the grid. */
void lines_flow(struct flow *f, const struct setting_of *s);
/* How a paragraph stands in the innermost place. */
struct setting_of place_setting(struct flow *f, const struct block *b);
/* Lines of a text style take so many steps of the grid each. */
int steps_of_line(const struct flow *f, const struct text_style *t);
/* What setting an entry begins with; layout.c. */
struct flow flow_new(struct fonts *fonts, const struct style *style, const struct book *book, const struct entry *e,
	struct arena *keep, struct arena *tmp, struct arena *scratch);
/* The post's blocks into flow->atoms, figures, marks. */
void flow_make(struct flow *f);

/* ---- picture.c, table.c, blocks.c ---- */
void figure_flow(struct flow *f, const struct block *b);
void row_flow(struct flow *f, const struct block *b);
/* Sizes of all figures that float: after the walk, for neighbours may join. */
void figures_shape(struct flow *f);
/* A figure in a table's cell: adds it at the cell's upper left corner, returns its steps. */
int cell_picture(struct flow *f, const struct block *b, dim w, struct items *to);
/* Size of a small picture within a line. */
void inline_picture_size(void *ctx, const struct run *run, dim *w, dim *h);
void table_flow(struct flow *f, const struct block *b);
const struct block *heading_flow(struct flow *f, const struct block *b); /* with the heads right behind it: the last of them */
void pullquote_flow(struct flow *f, const struct block *b);
void code_flow(struct flow *f, const struct block *b);
void embed_flow(struct flow *f, const struct block *b);
void rule_flow(struct flow *f);
/* The mark of a list's item: its number, or the bullet of lists so deep. */
struct str item_label(struct flow *f, const struct block *list, const struct block *item, int depth);
void label_wait(struct flow *f, struct place *list, struct place *item);
/* Enters a list: how far its items hang; whether an emoji before each of them is its mark. */
void list_enter(struct flow *f, struct place *list);
/* The code that leads to the post online, where its address is known. */
void qr_flow(struct flow *f);
/* handoutend.c: the same on a sheet to hand out, with who hands it out and when. */
void handout_end(struct flow *f);

/* The image of a picture, or NULL when it is not there. */
const struct image *picture_image(const struct flow *f, int picture);

/* ---- dropcap.c ---- */

/* Sets the paragraph with a large first letter where the style wants one and the text can have it; else does nothing and says so. */
bool dropcap_flow(struct flow *f, const struct setting_of *s);

/* ---- notes.c, splice.c ---- */

/* Numbers the post's notes and addresses. */
void series_make(struct flow *f);
/* Sets them. */
void notes_set(struct flow *f);
/* What stands behind the post's text: notes that the foot of a page does not take, codes of its links. */
void notes_flow(struct flow *f);
/* qr.c: codes side by side, each with its text and address; what is not coded is text. */
void codes_flow(struct flow *f);
/* What is put into a block's text where notes are called. */
struct splice {
	uint32_t at, end; /* bytes of the text that it stands in for: none, or the number that the post gave a footnote */
	uint32_t new_at, new_end; /* bytes of the new text */
	uint32_t call; /* number of the note; 0: what stands beside a link, or between two numbers */
};
/* Puts them into a paragraph, in f->scratch; returns their number, or 0: nothing was changed. */
size_t splices_make(struct flow *f, const struct setting_of *s, struct para_in *in, const struct splice **out);
/* Width of the numbers that will be put into a block's text, about; *widest: of the widest. */
dim splices_width(const struct flow *f, const struct block *b, dim size, dim *widest);
/* Brings the pieces of its lines back to the bytes of the text as it was. */
void splices_undo(const struct splice *list, size_t n, struct para *p);

/* ---- beside.c ---- */

/* Lets upright pictures stand beside text where the page breaks become cheaper by it; returns these. */
struct vplans besides_choose(struct flow *f, const struct vroom *room);

/* ---- opening.c ---- */

/* A post's opening: picture or panel, kicker, title, deck, byline. Items from the trimmed page's corner, and from the text's corner. */
struct opening {
	struct items page; /* bleeds */
	struct items text; /* from the left edge of the measure and the upper edge of the page */
	int steps; /* of the grid that the text below has lost */
};
struct opening opening_make(struct flow *f);

/* ---- a post's pages ---- */

/* What could not be had on a page: reported when its number is known. */
struct residue {
	enum residue_kind kind;
	size_t page; /* of the post, from 0 */
	int line, amount; /* as in struct residue_entry */
	int32_t cost;
};

/* How a page ends. */
struct foot {
	int left; /* steps of the grid that stay empty above it */
	bool notes; /* notes stand at the foot: it is level whatever is left above them */
	bool hyphen;
};

/* A post's pages; frames of text stand as on a right-hand page with margins of 0: the join shifts them. */
struct post_pages {
	struct page *list;
	size_t n;
	size_t n_text; /* of these: they hold text; those of the gallery follow */
	struct mark *marks; /* headings, for the outline */
	size_t n_marks;
	struct post_pages *verso; /* how they are where the first lies on the left; NULL: alike */
	struct foot *feet; /* one for each page */
	struct residue *residues; /* in order of the pages */
	size_t n_residues, cap_residues;
};

/* keep.c: brings all that the pages hold to another arena, but for what the book and the fonts hold. `scratch` is not reset. */
void post_pages_keep(struct post_pages *p, struct arena *to, struct arena *scratch);

/* ---- album.c, albumpages.c ---- */

/* What stands of a gallery on one page; y from the upper edge of the first picture. */
struct album_page {
	struct items items;
	dim h; /* its lower edge */
	bool fresh; /* on a page of its own; else where `room` was left */
};
/* Divides the post's gallery into pages that are `full` high; the first has a head above it, and may stand where `room` is left (0: none).
 * Returns how many they are. */
size_t album_make(struct flow *f, dim head, dim room, dim full, struct album_page **out);
/* Puts them behind the post's pages. (albumpart.c puts them into a part of the book.) */
void album_append(struct flow *f, struct post_pages *out);

/* ---- residue.c ---- */

/* Notes what page out->n could not have. */
struct residue *residue_add(struct flow *f, struct post_pages *out, enum residue_kind kind, int amount);
/* The same of the break behind box b, on such a line of the grid. */
void residue_break(struct flow *f, struct post_pages *out, const struct vbox *b, int line);

/* ---- footnotes.c ---- */

/* The notes of a post on their way to the feet of its pages. */
struct footnotes {
	struct items *lines; /* of notes called so far, each from its own upper edge */
	size_t n, cap;
	size_t done; /* of these: they stand on pages */
	size_t page; /* number of the page in the making, from 1 */
	size_t *shown; /* for each note: the last page that calls it; 0: none yet */
	dim x; /* where the last line ends, if short notes may follow in it; else 0 */
	bool rest; /* the page begins with the rest of a note */
};
void footnotes_begin(struct flow *f, struct footnotes *fn);
/* A page begins. */
void footnotes_page(struct footnotes *fn);
/* Notes are called on it. */
void footnotes_call(struct flow *f, struct footnotes *fn, uint32_t first, uint32_t n);
/* Blank between short notes that share a line. */
dim footnotes_blank(const struct flow *f);
/* Lines of notes that stand on this page. */
int footnotes_lines(const struct footnotes *fn, const struct vpage *page);
/* Puts them into a frame at its foot. */
void footnotes_frame(struct flow *f, struct footnotes *fn, int lines, struct frame *frame);

/* ---- columns.c ---- */

/* Breaks for two columns on each page: an even page of the plan is the first column. */
struct vplan columns_plan(struct flow *f, const struct vlist *list, const struct vroom *room);
/* Makes pages of such columns. */
void columns_join(struct flow *f, struct post_pages *out);

/* ---- compose.c ---- */

/* The page breaks of the flow as it is. */
struct vplans flow_plan(struct flow *f, const struct vroom *room);
/* Cuts the flow into pages. */
void pages_compose(struct flow *f, const struct opening *opening, struct post_pages *out);
/* Items copied for good: an array of their exact number. */
struct item *items_keep(struct arena *keep, const struct items *items);

#endif
