/* room.h - what the files of this room share (inside epub/ only) */
#ifndef YB_EPUB_ROOM_H
#define YB_EPUB_ROOM_H
#include "epub/epub.h"

/* How a picture goes into the EPUB. */
struct epub_picture {
	const struct image *image;
	struct str name; /* "images/p0001.jpg", from the package's folder; empty: it is not used */
	bool png;
	bool convert; /* decoded and encoded anew, or turned: its bytes lie in the spool */
	uint64_t offset, size; /* of the bytes in the spool */
};

/* A file of the EPUB as it is stored. */
struct epub_file {
	struct str name;
	const char *media; /* its media type; NULL: not in the manifest */
	const char *id; /* in the manifest */
	struct str properties; /* in the manifest; may be empty */
	bool spine;
	struct str deflated; /* raw deflate */
	uint64_t size; /* before deflating */
	uint32_t crc;
};

/* A heading for the table of contents. */
struct epub_heading {
	int level; /* 2 to 6 */
	struct str text, anchor;
};

/* The room's state while a book is written. */
struct epub {
	const struct book *book;
	struct arena *arena;
	struct diag *diag;
	struct str css;
	struct epub_picture *pictures; /* one for each of the book's images */
	struct str *names; /* file names of the entries: "valencia.xhtml" */
	struct epub_heading **headings; /* of each entry */
	size_t *n_headings;
	bool all_alt; /* every picture has a text or is decorative */
	bool any_picture;
	int spool; /* file of converted pictures, unlinked; -1: none */
	struct epub_file *files;
	size_t n_files, cap_files;
};

/* xhtml.c: a post as an XHTML document. Thread-safe; memory from a. */
struct str xhtml_post(const struct epub *e, size_t entry, struct arena *a);
/* head and foot of every document; type is the body's epub:type, may be empty */
void xhtml_head(struct buf *b, struct str title, struct str lang, const char *type);
void xhtml_foot(struct buf *b);
/* block.c: blocks as XHTML */
struct xhtml {
	const struct epub *epub;
	const struct entry *entry;
	struct buf *out;
	struct arena *arena;
};
void xhtml_blocks(struct xhtml *x, const struct block *root); /* all children of root */
void xhtml_picture(struct xhtml *x, const struct picture *picture, const char *css_class);
/* text.c: runs as XHTML */
void xhtml_text(struct xhtml *x, const struct block *b);
void xhtml_uri(struct buf *b, struct str href); /* percent-encoded and escaped for an attribute */
bool uri_fit(struct str href); /* it is an address that a reader may follow */
/* package.c */
struct str package_opf(const struct epub *e, struct arena *a);
struct str package_nav(const struct epub *e, struct arena *a);
struct str package_ncx(const struct epub *e, struct arena *a);
/* picture.c */
void pictures_name(struct epub *e);
bool pictures_convert(struct epub *e, int threads);
bool picture_bytes(const struct epub *e, const struct epub_picture *p, struct buf *out);
/* container.c: the only file with zip.h */
bool container_write(struct epub *e, struct file_out *o);
void file_deflate(struct epub_file *f, struct str data, struct arena *a); /* fills in deflated, size, crc */
#endif
