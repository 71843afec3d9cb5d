/* room.h - what the files of this room share (inside epub/ only) */
#ifndef YB_EPUB_ROOM_H
#define YB_EPUB_ROOM_H
#include "epub/epub.h"
#include "image/inks.h"

#include <stdatomic.h>

/* How a picture goes into the EPUB. */
struct epub_picture {
	const struct image *image;
	struct str name; /* "images/p0001.jpg", from the package's folder */
	bool png; /* what it became; else JPEG */
	atomic_bool used; /* a document shows it */
	uint32_t w, h; /* pixels, upright, as it is stored in the EPUB */
	bool spooled; /* its bytes lie in the spool */
	uint64_t offset, size; /* there; the size also when it is not there */
};

/* A place that a link may lead to. */
struct epub_anchor {
	struct str name; /* as the book knows it */
	const struct block *block;
};

/* A printed page that has a place in the EPUB. */
struct epub_page {
	const struct page_break *at;
	struct str id; /* of its mark: "page.12" */
	struct str file; /* in which it begins */
	size_t rank; /* of that among the files */
};

/* A post in the EPUB. */
struct epub_post {
	struct str file; /* "p-valencia.xhtml" */
	struct epub_anchor *anchors; /* of blocks that are shown, sorted by name */
	size_t n_anchors;
	const struct block **indexed; /* that the index leads to, by id */
	size_t n_indexed;
	const struct epub_page *pages; /* that begin in it, in its order */
	size_t n_pages;
};

/* A file of the EPUB as it is stored. */
struct epub_file {
	struct str name;
	const char *media; /* its media type; NULL: not in the manifest */
	const char *id; /* in the manifest */
	const char *properties; /* in the manifest, or NULL */
	bool spine;
	char *deflated; /* raw deflate, malloc'ed; or as it is: */
	bool stored;
	size_t n; /* its bytes */
	uint64_t size; /* before deflating */
	uint32_t crc;
};

/* The room's state while a book is written. */
struct epub {
	const struct book *book;
	struct arena *arena;
	struct diag *diag;
	const struct epub_options *options;
	size_t cover_file; /* index of its picture's file */
	size_t cover_page; /* index of its document; 0: none */
	struct epub_picture *pictures; /* one for each of the book's images */
	struct epub_post *posts; /* one for each entry */
	bool parted; /* the parts have pages of their own */
	atomic_bool any_picture; /* a document shows a picture that says something */
	atomic_uint *runes; /* a bit for each character that a document has; NULL: no face is embedded */
	int rung; /* of the ways to make the pictures (budget.c) */
	int spool; /* file of made pictures, without a name; -1: none */
	struct image_inks *srgb; /* what the colours of pictures become */
	enum book_part *order; /* of the parts that it has; the posts are one of them */
	size_t n_order;
	size_t matter[PART_COUNT]; /* index of each part's file; 0: there is none */
	struct epub_page *pages; /* in the order of printing; none: there is no printed edition */
	size_t n_pages;
	size_t posts_at; /* index of the file where the posts begin */
	size_t findings; /* index of the file with a draft's findings; 0: there is none */
	struct epub_file *files; /* in the order of the archive */
	size_t n_files, cap_files;
};

struct packer; /* what deflates; one for each thread */
/* epub.c: a file more, in the order of the archive. It moves those that are there. */
struct epub_file *file_add(struct epub *e, struct str name, const char *media, const char *id, bool spine);

/* ---- what a document is written with ---- */

/* Writes the document of a part around the posts. */
typedef void part_writer(struct epub *e, struct buf *b);

/* A table whose rows are being written. */
struct epub_table {
	const struct block *head_end; /* the last of its leading header rows, or NULL */
	const struct block *label; /* the next cell of its one head row, whose text labels the cell at hand; NULL: none */
	bool stacks; /* on a narrow screen its rows stand as lists of labelled cells */
	bool scrolls; /* it may be too wide for a telephone */
};

struct xhtml {
	struct epub *epub;
	const struct entry *entry;
	struct buf *out;
	struct arena *arena; /* scratch */
	char *links; /* of the post's links: 0 not looked at, 1 leads somewhere, 2 does not */
	unsigned *called; /* of the post's notes: how often a call of it was written */
	struct epub_table *tables; /* open ones, outermost first */
	size_t n_tables, cap_tables;
	const struct epub_page *pages; /* printed pages whose marks are still to be written */
	size_t n_pages;
	unsigned wide_tables; /* so far: they are numbered */
	const struct draft_mark *marks; /* of a draft: those that are still to be written */
	size_t n_marks;
};

/* ---- draft.c ---- */

part_writer findings_write;
void draft_begin(struct xhtml *x, size_t entry); /* a post begins: which marks it has; says that it is a draft */
void draft_before(struct xhtml *x, uint32_t block); /* writes the marks of blocks up to this one */

/* ---- document.c: what all documents have ---- */

/* type: the body's epub:type, or NULL */
void document_begin(struct buf *b, struct str title, struct str lang, const char *type);
void document_end(struct buf *b);
void element_text(
	struct buf *b, const char *tag, const char *css, struct str text); /* <tag class="css">text</tag>; nothing for no text */
void element_said(struct buf *b, const char *css, const char *type,
	struct str text); /* a paragraph whose epub:type has a role of its own */
void attribute_text(struct buf *b, const char *name, struct str value); /* nothing for no value */
bool lang_fit(struct str lang); /* it looks like a language tag */
void attribute_lang(struct buf *b, const char *name, struct str lang); /* nothing for what is no language */
/* The same where it is another language than the book's. */
void attributes_lang_other(const struct epub *e, struct buf *b, struct str lang);
void attributes_lang(struct buf *b, struct str lang); /* lang and xml:lang; nothing for what is no language */

/* ---- epub.c: what the documents are ---- */

void epub_plan(struct epub *e, int threads); /* the pictures, the order of the parts, the files, the marks of printed pages */
void epub_begin(struct epub *e, const struct book *book, const struct epub_options *options, struct diag *d);
void epub_documents(struct epub *e, int threads); /* all but the archive */
void epub_end(struct epub *e);
part_writer *matter_writer(enum book_part part); /* NULL: the part has no document */

/* ---- front.c: cover, title page, imprint, pages of parts ---- */

/* matter.c */
void matter_begin(struct epub *e, struct buf *b, enum book_part part, const char *css, const char *attributes);
part_writer colophon_write;
/* timeline.c */
part_writer timeline_write;
bool timeline_drawn(const struct epub *e); /* its document holds an SVG */
/* front.c */
part_writer cover_write, title_page_write, imprint_write, index_write;
void part_write(struct epub *e, size_t part, struct buf *b);

/* ---- people.c ---- */

part_writer people_write, sponsors_write, pictures_write;

/* ---- article.c: a post ---- */

void article_write(struct epub *e, size_t entry, struct buf *b, struct arena *scratch);
part_writer foreword_write;

/* ---- block.c: blocks ---- */

void xhtml_blocks(struct xhtml *x, const struct block *root); /* all that is below root and shown */
void tag_begin(struct xhtml *x, const char *tag, const char *css, const struct block *b); /* without its ">" */

/* ---- table.c: tables, lists of terms ---- */

void table_begin(struct xhtml *x, const struct block *b);
void table_end(struct xhtml *x, const struct block *b);
void row_begin(struct xhtml *x, const struct block *b);
void row_end(struct xhtml *x, const struct block *b);
void cell_begin(struct xhtml *x, const struct block *b);
void cell_end(struct xhtml *x, const struct block *b);

/* ---- figure.c: pictures on the page ---- */

void picture_write(struct xhtml *x, const struct picture *picture, bool in_line, int share);
bool picture_silent(const struct picture *picture); /* nothing of it is read out: decoration */
void figure_write(struct xhtml *x, const struct block *b);
void opening_picture_write(struct xhtml *x);

/* ---- text.c: runs; anchors ---- */

void xhtml_text(struct xhtml *x, const struct block *b);
void xhtml_plain(struct xhtml *x, const struct block *b); /* without runs, line ends as they are: code */
bool link_leads(struct xhtml *x, int link); /* to a place in the book, or to an address */
struct str link_name(const struct xhtml *x, int link); /* what it is called where nothing in it says so */
void link_begin(struct xhtml *x, int link, struct str name); /* name: link_name, or empty */
void call_id(struct buf *b, int note, unsigned time); /* of the place where a note is called, from the first time on */
void anchors_find(struct epub_post *to, const struct post *post, struct arena *a);
/* A block's text as one line of words: pictures by their alternatives, no numbers of notes. */
struct str block_words(struct arena *a, const struct post *post, const struct block *b);
/* A block that the index leads to; NULL: it is not shown. */
const struct block *indexed_block(const struct epub_post *post, uint32_t id);
/* The id of a block with an anchor, escaped: the anchor, where XML takes it as a name, else one made of the block's number. */
void anchor_id(struct buf *b, const struct block *block);

/* ---- pagelist.c: where the printed pages begin ---- */

/* Finds the pages' places, once the files have their names. */
void pages_plan(struct epub *e);
/* Writes the marks of all pages that begin up to a byte of a block's text (NULL: before the post's opening). */
void pages_before(struct xhtml *x, const struct block *b, size_t byte);
/* Where between two bytes of the text the next page begins; `to` when none does. */
size_t pages_next(const struct xhtml *x, const struct block *b, size_t from, size_t to);
void pages_rest(struct xhtml *x); /* the marks that are left, at the end of the text */
/* Puts the marks of pages that begin with a document around the posts into it. */
void pages_document(struct epub *e, struct str file, struct buf *b);
void page_list_write(struct epub *e, struct buf *b); /* for the navigation document */
void page_list_ncx(struct epub *e, struct buf *b, int order); /* order: of the last point before it */
int64_t page_highest(const struct epub *e); /* number; 0: none has one */

/* ---- uri.c: addresses ---- */

void uri_write(struct buf *b, struct str href); /* percent-encoded where it must be, and escaped */
void uri_short(struct buf *b, struct str href); /* as it is read: without scheme, "www.", query and last slash; escaped */

/* ---- access.c: metadata of accessibility ---- */

void access_write(struct epub *e, struct buf *b);

/* ---- package.c, metadata.c, contents.c ---- */

void metadata_write(struct epub *e, struct buf *b);
void package_write(struct epub *e, struct buf *b);
part_writer contents_write; /* the navigation document */
void ncx_write(struct epub *e, struct buf *b);
struct str matter_file(const struct epub *e, enum book_part part); /* "foreword.xhtml" */
struct str part_file(const struct epub *e, size_t part);

/* ---- picture.c: pictures in the archive ---- */

/* Makes them all: before the documents, which tell their sizes and names. */
void pictures_make(struct epub *e, int threads);
void pictures_free(struct epub *e);
/* Adds the bytes that are stored; a picture that cannot be had any more is reported and becomes a gray one. */
void picture_bytes(const struct epub *e, const struct epub_picture *p, struct buf *out);

/* ---- fragment.c: a document as a part of the single HTML file ---- */

/* A picture in a fragment's text. */
struct html_picture {
	size_t begin, at, end; /* bytes of it: the img element, where its address goes */
	int image; /* index of the pictures; -1: the cover as it is drawn */
};

struct html_fragment {
	struct buf html; /* to be freed */
	struct html_picture *pictures; /* on the heap; in order */
	size_t n_pictures, cap_pictures;
};

/* Adds the body of an XHTML document of this room as HTML: its ids begin with the file's name, links between documents lead to these, and
 * its headings are `lower` levels lower. */
void fragment_make(struct epub *e, struct str file, int lower, struct str xhtml, struct html_fragment *out);
void fragment_free(struct html_fragment *f);
/* An img element as the beginning of a drawing, which may refer to the bytes of another. It is 1 unit to a pixel; the caller puts the picture in, and
 * ends it. */
void drawing_begin(struct buf *b, struct str img);

/* ---- html.c ---- */

void base64_add(struct buf *b, struct str s);

/* ---- faces.c: embedded faces ---- */

void faces_plan(struct epub *e);
/* Remembers the characters of a document. From any thread. */
void faces_note(struct epub *e, struct str document);
/* Adds the files of the faces, and writes what the style sheet begins with; without a packer their bytes stand in it. */
void faces_pack(struct epub *e, struct packer *p, struct buf *css);

/* ---- budget.c: how good the pictures may be ---- */

/* The rung with which the EPUB keeps to its budget, 0 where it has none; reported. */
int budget_rung(const struct book *book, const struct epub_options *options, struct diag *d, int threads);
void rung_cover(struct epub *e); /* behind pictures_make */
void rung_wish(const struct ebook *config, int rung, struct image_screen_wish *wish); /* all but its colours */

/* ---- container.c: the only file with zip.h ---- */

struct packer *packer_new(void);
void packer_free(struct packer *p);
void file_pack(struct packer *p, struct epub_file *f, struct str data); /* fills in deflated, n, size, crc */
bool container_write(struct epub *e, struct file_out *o);
#endif
