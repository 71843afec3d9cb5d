/* room.h - what the files of pdf/ share (inside pdf/ only) */
#ifndef YB_PDF_ROOM_H
#define YB_PDF_ROOM_H
#include <hpdf.h>
#include <hpdf_objects.h>

#include "base/file.h"
#include "image/inks.h"
#include "press/sheets.h"

/* ---- the objects of the file, held by libharu (object.c) ---- */

struct objects {
	HPDF_Error_Rec error; /* libharu's sticky error: what failed first */
	HPDF_MMgr mmgr;
	HPDF_Xref xref; /* every numbered object, from 1 */
	struct arena *arena; /* raw text and stream data */
};

void objects_open(struct objects *o, struct arena *a);
void objects_close(struct objects *o);
HPDF_Dict object_dict(struct objects *o); /* unnumbered: to be put into exactly one other object */
HPDF_Dict object_top(struct objects *o); /* numbered */
HPDF_Dict object_raw(struct objects *o, struct str inside); /* numbered, written as <<inside>>; inside lives as long as o */
bool object_streams(const void *object); /* whether it is a stream */
unsigned object_number(const void *object); /* of a numbered one */
void dict_object(HPDF_Dict d, const char *key, void *value); /* a numbered object is referred to, another is owned */
void dict_name(HPDF_Dict d, const char *key, const char *name);
void dict_int(HPDF_Dict d, const char *key, int value);
void dict_text(
	struct objects *o, HPDF_Dict d, const char *key, struct str text); /* UTF-8 to a text string; nothing for an empty one */
/* Adds text of our own behind the dictionary's entries: numbers in our own format, arrays longer than libharu's. Once for each. */
void dict_raw(struct objects *o, HPDF_Dict d, struct str inside);
/* Makes a numbered dictionary a stream of these bytes, kept as they are (compressed before). Inside: as dict_raw, without /Length. */
void dict_stream(struct objects *o, HPDF_Dict d, struct str inside, struct str data);

/* A stream whose entries and bytes are made when it is written. */
struct lazy {
	/* The entries (with /Length) into b; the bytes follow through `bytes`. */
	void (*entries)(void *ctx, size_t i, struct buf *b);
	bool (*bytes)(void *ctx, size_t i, bool (*write)(void *to, const void *p, size_t n), void *to);
	void *ctx;
};
/* i is handed back to the functions. */
HPDF_Dict object_lazy(struct objects *o, const struct lazy *lazy, size_t i);

/* Numbers and strings as PDF writes them. */
void buf_ref(struct buf *b, const void *object); /* "12 0 R" */
void buf_bytes(struct buf *b, struct str s); /* (a byte string) */
void buf_text(struct buf *b, struct str utf8); /* (ASCII) or <FEFF…>; a text string that is too long is cut */
void buf_text16(struct buf *b, struct str utf8); /* <FEFF…> */
void buf_utf16(struct buf *b, struct str utf8); /* hexadecimal digits of UTF-16BE, nothing around them */
void buf_rect(struct buf *b, dim x0, dim y0, dim x1, dim y1); /* [x0 y0 x1 y1] */

/* zlib streams; level 1 to 12 (deflate.c). */
struct str deflate_keep(struct arena *a, struct str s, int level);
struct deflater; /* scratch of one thread */
struct deflater *deflater_open(int level);
void deflater_close(struct deflater *z);
struct str deflater_keep(struct deflater *z, struct arena *a, struct str s);
void deflater_buf(struct deflater *z, struct str s, struct buf *out);

/* ---- what the pages use (use.c) ---- */

/* How well a glyph's text is known. In words from right to left a bracket's glyph is that of its mirror image: what other words say is
 * better, since not every reader minds ActualText. */
enum glyph_rank { GLYPH_UNUSED, GLYPH_UNKNOWN, GLYPH_GUESSED, GLYPH_MIRRORED, GLYPH_CERTAIN };

/* What a glyph stands for. */
struct glyph_use {
	const char *p; /* its text, in the layout's memory */
	uint8_t n; /* bytes of it */
	uint8_t rank; /* enum glyph_rank */
};
enum { GLYPH_TEXT_MOST = 60 };

/* Glyphs of one cluster of a word, and the text that they show. */
struct cluster {
	const struct glyph *glyphs;
	size_t n;
	struct str text;
	size_t next; /* 0 before the first */
};
bool cluster_next(const struct shaped *word, struct cluster *c); /* false after the last */
struct font;
bool cluster_plain(const struct font *font, const struct cluster *c); /* the glyph alone, through ToUnicode, gives its text */
bool cluster_marks(const struct cluster *c); /* a letter with marks, which take no room of their own */
size_t cluster_base(const struct cluster *c); /* the glyph that takes room, when it is the only one; else c->n */

/* A face as the pages use it. */
struct font {
	const struct face *face;
	unsigned n; /* glyphs of the face */
	struct glyph_use *use; /* n; NULL: the face is not used */
	uint16_t *cid; /* n: the glyph's number in the subset; of an emoji face: its place among the used ones */
	int16_t *advance; /* n: the face's own advance, font units */
	int32_t *width; /* n: the same in millionths of an em, as the PDF's widths have it */
	uint16_t space; /* the glyph of U+0020; 0: none */
	unsigned first; /* emoji: XObject of the first used glyph */
	uint16_t hyphen; /* the glyph that line breaks put there, in tagged pages; 0: none */
	HPDF_Dict dict; /* the font object; NULL: not used */
	HPDF_Dict soft; /* the same, but that its hyphen is U+00AD; NULL: it has none */
	struct str program, to_unicode; /* deflated */
	struct str descriptor, widths; /* entries of their dictionaries */
	size_t program_n; /* bytes before compression */
	bool cff;
};

/* A picture on the pages, or an emoji. */
struct xobject {
	const struct image *image; /* NULL for an emoji */
	const struct font *font; /* of an emoji */
	uint16_t glyph;
	dim w, h; /* the largest size at which the whole of it is shown, upright */
	int box[4]; /* of an emoji: left, bottom, width, height, font units from its origin */
	uint8_t rung; /* of the ways to make a picture for screens (budget.c); 0: as configured */
	bool form; /* an emoji in one ink: a form, in the colour of its text */
	bool masked; /* what lies beneath it may show through */
	bool upright; /* turned while it is decoded: drawn as it comes */
	HPDF_Dict dict; /* NULL: nothing to show */
};

/* A named place. */
struct place {
	struct str name;
	size_t surface; /* from 0 */
	dim y; /* from the surface's top */
};

/* A link's annotation. */
struct annot {
	HPDF_Dict dict;
	uint32_t tag; /* its element */
	uint32_t surface;
};

struct pdf {
	const struct sheets *sheets;
	const struct pages *pages; /* the same as sheets->pages */
	struct diag *diag;
	int threads; /* at least 1 */
	struct arena *arena;
	struct arena **worker_arenas; /* one for each thread */
	struct objects objects;
	struct font *fonts; /* pages->n_faces, by number */
	const struct font *blank; /* the face that writes the invisible blank of emoji; NULL: none can */
	struct xobject *xobjects;
	size_t n_xobjects, xobjects_cap, n_pictures; /* pictures stand before emoji */
	uint32_t *picture_slots; /* hash table over xobjects: index + 1 */
	size_t picture_mask;
	struct place *places; /* sorted by name, without repetition */
	size_t n_places, places_cap;
	struct content *contents; /* of each surface */
	HPDF_Dict *page_dicts; /* of each surface */
	HPDF_Dict catalog, info;
	uint8_t *leads; /* n_tags: whether there is something to click; NULL: the pages are not tagged */
	struct annot *annots; /* of tagged pages, in their order */
	size_t n_annots, annots_cap;
	struct tagging *tagging; /* NULL: the file is not tagged */
	struct str rgb; /* the colour space of RGB pictures under a standard that asks for one: an array; empty: the device's */
	struct str resources; /* of every surface, besides fonts and pictures */
	struct image_inks *inks; /* what pictures are converted into; NULL: they are written as they are */
};

/* ---- how pages and frames lie on a surface (lie.c) ---- */

struct lie {
	dim x, y; /* of the corner from which what lies there is measured; from the surface's upper left corner, y downwards */
	int quarters; /* of a turn clockwise about that corner, 0 to 3 */
	int scale; /* ten-thousandths */
};
struct lie lie_placement(const struct pages *pages, const struct placement *p);
struct lie lie_frame(const struct frame *frame); /* within its page */
struct box lie_box(struct lie lie, struct box b); /* where a box of the page lies on the surface */
struct box frame_box(const struct frame *frame, const struct item *item); /* an item's on the page */
struct box box_common(struct box a, struct box b); /* what they share: w or h is 0 when that is nothing */

void use_collect(struct pdf *f);
/* The picture's XObject. */
size_t use_picture(const struct pdf *f, const struct image *image);

/* ---- fonts (font.c, the one file here that knows HarfBuzz) ---- */

void font_open(struct font *font, const struct face *face, struct arena *a); /* fills in n, advances and the blank */
void font_embed(struct font *font, struct arena *a); /* thread-safe: subset, programs, entries */
/* cff.c: the CID of each glyph, by its number, of a CFF font that has such; 0: it has none, or is damaged. */
size_t cff_cids(struct str cff, uint16_t *cids, size_t most);
void font_object(struct pdf *f, struct font *font); /* the objects */
void font_name(struct buf *b, const struct font *font); /* the resource name: "F3" */
/* Where an emoji's picture lies, font units from its origin, y upwards; its PNG file. false when it has none. */
bool font_emoji_png(const struct font *font, uint16_t glyph, int box[4], struct str *png, struct arena *a);

/* ---- emoji in one ink (emoji.c) ---- */

bool emoji_one_ink(const struct pdf *f);
void emoji_forms(struct pdf *f); /* makes the forms, when they are wanted; before the pictures are opened */

/* ---- the surfaces' content (content.c) ---- */

/* A sequence of marked content: its MCID is its index. */
struct mark {
	uint32_t tag; /* whose it is */
	uint32_t at; /* where it begins, in bytes of its block's text */
};

struct content {
	struct str data; /* deflated */
	struct mark *marks; /* of tagged pages */
	size_t n_marks;
	uint32_t *xobjects; /* used */
	size_t n_xobjects;
};
void content_make(struct pdf *f);

/* ---- pictures (picture.c) ---- */

/* Opens f->inks where the sheets ask for them. false: the output's profile is of no use (reported). */
bool inks_open(struct pdf *f);
struct pictures;
struct pictures *pictures_open(struct pdf *f); /* makes the objects of all XObjects */
void pictures_close(struct pictures *p);

/* ---- a file that must not be larger than so many bytes (budget.c) ---- */

/* Sets the rungs of the pictures so that the file keeps to its budget; reported. When all else is made. */
void budget_keep(struct pdf *f, struct pictures *p);

/* ---- navigation (nav.c) and metadata (meta.c) ---- */

void nav_make(struct pdf *f); /* outline, names, labels; after the pages' objects exist */
void nav_leads(struct pdf *f); /* f->leads; when the places are known */
bool pdf_links(const struct pdf *f); /* whether there are any */
void nav_links(struct pdf *f, size_t surface, struct buf *b); /* /Annots of a surface */
void meta_make(struct pdf *f); /* info, XMP, viewer's preferences */

/* ---- the structure tree (tag.c) ---- */

bool pdf_tagged(const struct pdf *f);
const char *tagging_name(const struct pdf *f, uint32_t tag); /* its structure type: "P" */
void tagging_make(struct pdf *f); /* after all other objects: those of the tree follow them, and libharu does not know them */
size_t tagging_count(const struct pdf *f); /* of these objects */
void tagging_write(const struct pdf *f, size_t i, struct buf *b); /* the i-th, as it stands in the file */

/* ---- standards of the press (standard.c) ---- */

const char *standard_version(enum pdf_standard s); /* of PDF: "1.6" */
const char *standard_name(enum pdf_standard s); /* GTS_PDFXVersion; NULL: none */
const char *standard_conformance(enum pdf_standard s); /* GTS_PDFXConformance; NULL: none */
void standard_rgb(struct pdf *f); /* f->rgb */
struct str standard_resources(struct pdf *f);
void standard_make(struct pdf *f); /* the output intent */

/* ---- files that it holds (attach.c) ---- */

void attach_make(struct pdf *f); /* behind nav_make, which makes the catalogue's names */

/* ---- saving (save.c) ---- */

bool save_file(struct pdf *f, struct file_out *out);
uint64_t save_size(struct pdf *f); /* how many bytes that would write; nothing is */
#endif
