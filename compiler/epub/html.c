/* html.c - book -> one HTML file: the documents of the EPUB behind each other, the pictures in it */
#include "base/pool.h"
#include "base/xml.h"
#include "epub/room.h"

#include <string.h>

/* A document in the file. */
struct html_document {
	struct str file; /* as the EPUB names it */
	part_writer *write; /* NULL: a post or the page of a part */
	int entry, part; /* which; or -1 */
	int lower; /* levels that its headings lose: the book's title alone is the first */
	struct html_fragment fragment;
};

/* Bytes of a picture that are written again where it is shown again: it stays a picture that a browser can save. */
enum { SMALL = 8192 };

/* Where a document stands. */
enum place { PLACE_HEAD, PLACE_NAV, PLACE_MAIN, PLACES };

struct html {
	struct epub *epub;
	struct html_document *documents; /* in the order of the file */
	size_t n, cap;
	size_t ends[PLACES]; /* index of the document behind the last of each place */
	unsigned *shown; /* how often each picture is */
	bool *put; /* its bytes are in the file */
	struct buf bytes; /* of the picture at hand */
	struct html_worker {
		struct arena *scratch;
		struct buf out;
	} * workers;
};

/* ---- which documents ---- */

static struct html_document *
document_add(struct html *h, struct str file, part_writer *write, int lower)
{
	struct html_document *d = PUSH(h->epub->arena, h->documents, h->n, h->cap);
	*d = (struct html_document){.file = file, .write = write, .entry = -1, .part = -1, .lower = lower};
	return d;
}

static void
posts_add(struct html *h)
{
	const struct epub *e = h->epub;
	for (size_t p = 0; p < e->book->n_parts; p++) {
		const struct part *part = &e->book->parts[p];
		if (e->parted)
			document_add(h, part_file(e, p), NULL, 1)->part = (int)p;
		for (size_t i = part->first; i < part->first + part->n; i++)
			document_add(h, e->posts[i].file, NULL, e->parted ? 2 : 1)->entry = (int)i;
	}
}

/* The cover and the title stand over everything, the contents beside it: on a screen they are no pages of their own. */
static void
documents_find(struct html *h)
{
	struct epub *e = h->epub;
	document_add(h, STR("cover.xhtml"), cover_write, 1);
	if (book_has(e->book, PART_TITLE))
		document_add(h, matter_file(e, PART_TITLE), title_page_write, 0);
	h->ends[PLACE_HEAD] = h->n;
	document_add(h, matter_file(e, PART_CONTENTS), contents_write, 1);
	h->ends[PLACE_NAV] = h->n;
	for (size_t i = 0; i < e->n_order; i++) {
		enum book_part part = e->order[i];
		if (part == PART_POSTS)
			posts_add(h);
		else if (part != PART_TITLE && part != PART_CONTENTS)
			document_add(h, matter_file(e, part), matter_writer(part), 1);
	}
	if (e->findings)
		document_add(h, STR("findings.xhtml"), findings_write, 1);
	h->ends[PLACE_MAIN] = h->n;
}

/* ---- their text ---- */

static void
post_make(void *ctx, size_t i, int worker)
{
	struct html *h = ctx;
	struct html_document *d = &h->documents[i];
	struct html_worker *w = &h->workers[worker];
	if (d->entry < 0)
		return;
	if (!w->scratch)
		w->scratch = arena_new();
	w->out.n = 0;
	article_write(h->epub, (size_t)d->entry, &w->out, w->scratch);
	faces_note(h->epub, buf_view(&w->out));
	fragment_make(h->epub, d->file, d->lower, buf_view(&w->out), &d->fragment);
	arena_reset(w->scratch);
}

static void
documents_make(struct html *h, int threads)
{
	struct buf b = {0};
	h->workers = NEW_N(h->epub->arena, (size_t)threads, struct html_worker);
	pool_run(threads, h->n, post_make, h);
	for (int i = 0; i < threads; i++) {
		arena_free(h->workers[i].scratch);
		buf_free(&h->workers[i].out);
	}
	for (size_t i = 0; i < h->n; i++) {
		struct html_document *d = &h->documents[i];
		if (d->entry >= 0)
			continue;
		b.n = 0;
		if (d->part >= 0)
			part_write(h->epub, (size_t)d->part, &b);
		else
			d->write(h->epub, &b);
		if (d->write != contents_write) /* which stand beside the text here */
			pages_document(h->epub, d->file, &b);
		faces_note(h->epub, buf_view(&b));
		fragment_make(h->epub, d->file, d->lower, buf_view(&b), &d->fragment);
	}
	buf_free(&b);
}

/* ---- the file ---- */

static void
meta_write(struct buf *b, const char *name, struct str content)
{
	if (!content.n)
		return;
	buf_fmt(b, "<meta name=\"%s\"", name);
	attribute_text(b, "content", content);
	buf_z(b, ">\n");
}

/* Does a type selector of one of these names stand at i? */
static bool
selector_at(struct str css, size_t i, const char *name, size_t n)
{
	char before = i ? css.p[i - 1] : ' ', after = i + n < css.n ? css.p[i + n] : ' ';
	return strchr(" \t\n,>+~(}", before) && str_starts(str_sub(css, i, css.n), name) && !char_alnum((unsigned char)after) &&
		after != '-' && after != '_';
}

/* A heading is known by the class of its own level; a picture may be a drawing. */
static void
css_write(struct buf *b, struct str css)
{
	static const char headings[][3] = {"h1", "h2", "h3", "h4", "h5", "h6"};
	for (size_t i = 0; i < css.n; i++) {
		if (str_starts(str_sub(css, i, css.n), "/*")) { /* reasons are for those who edit it */
			ptrdiff_t end = str_find(str_sub(css, i + 2, css.n), STR("*/"));
			i = end < 0 ? css.n : i + 2 + (size_t)end + 1;
			continue;
		}
		for (size_t k = 0; css.p[i] == 'h' && k < sizeof headings / sizeof *headings; k++)
			if (selector_at(css, i, headings[k], 2))
				buf_char(b, '.');
		if (css.p[i] == 'i' && selector_at(css, i, "img", 3)) {
			buf_z(b, ":is(img, .img)");
			i += 2;
		} else {
			buf_char(b, css.p[i]);
		}
	}
}

static void
head_write(struct epub *e, struct buf *b)
{
	const struct book *book = e->book;
	buf_z(b, "<!DOCTYPE html>\n<html");
	attribute_text(b, "lang", book->language);
	buf_z(b, language_rtl(book->language) ? " dir=\"rtl\">\n" : ">\n");
	buf_z(b,
		"<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; font-src data:; "
		"style-src "
		"'unsafe-inline'; "
		"base-uri 'none'; form-action 'none'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	xml_text(b, book->title.n ? book->title : STR("\xE2\x80\xA6"));
	buf_z(b, "</title>\n");
	meta_write(b, "author", book->creator);
	meta_write(b, "description", book->description);
	meta_write(b, "dcterms.identifier", book->identifier);
	meta_write(b, "dcterms.publisher", book->publisher);
	meta_write(b, "dcterms.rights", book->rights);
	buf_z(b, "<link rel=\"icon\" href=\"data:,\">\n<style>\n");
	faces_pack(e, NULL, b);
	css_write(b, e->options->css);
	css_write(b, e->options->css_more);
	css_write(b, e->options->html_css);
	buf_z(b, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#text\">");
	xml_text(b, word_in(WORD_TO_TEXT, book->language));
	buf_z(b, "</a>\n<header class=\"front\">\n");
	if (!book_has(book, PART_TITLE))
		element_text(b, "h1", "unseen", book->title);
}

static bool
buf_put(struct buf *b, struct file_out *o)
{
	bool ok = file_out_write(o, b->p, b->n);
	b->n = 0;
	return ok;
}

void
base64_add(struct buf *b, struct str s)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = (const unsigned char *)s.p;
	for (size_t i = 0; i < s.n; i += 3) {
		size_t left = s.n - i;
		uint32_t three = (uint32_t)p[i] << 16 | (left > 1 ? (uint32_t)p[i + 1] << 8 : 0) | (left > 2 ? p[i + 2] : 0);
		const char four[4] = {letters[three >> 18], letters[three >> 12 & 63], left > 1 ? letters[three >> 6 & 63] : '=',
			left > 2 ? letters[three & 63] : '='};
		buf_add(b, four, 4);
	}
}

/* Piece by piece: each a whole number of threes. */
static bool
base64_put(struct str s, struct file_out *o)
{
	enum { PIECE = 3 * 16384 };
	struct buf b = {0};
	bool ok = true;
	for (size_t i = 0; ok && i < s.n; i += PIECE) {
		base64_add(&b, str_sub(s, i, i + PIECE));
		ok = buf_put(&b, o);
	}
	buf_free(&b);
	return ok;
}

/* The address that holds the bytes themselves. */
static bool
data_put(struct epub *e, int image, struct buf *bytes, struct file_out *o)
{
	static const char jpeg[] = "data:image/jpeg;base64,", png[] = "data:image/png;base64,";
	if (image < 0)
		return file_out_write(o, jpeg, sizeof jpeg - 1) && base64_put(e->options->cover->jpeg, o);
	const struct epub_picture *p = &e->pictures[image];
	bytes->n = 0;
	picture_bytes(e, p, bytes);
	return (p->png ? file_out_write(o, png, sizeof png - 1) : file_out_write(o, jpeg, sizeof jpeg - 1)) &&
		base64_put(buf_view(bytes), o);
}

/* A picture that is shown more than once: a drawing with the bytes in it, then drawings that refer to that one. */
static bool
again_put(struct html *h, struct str img, int image, struct file_out *o)
{
	const struct epub_picture *p = &h->epub->pictures[image];
	bool first = !h->put[image];
	struct buf b = {0};
	h->put[image] = true;
	drawing_begin(&b, img);
	if (!first) {
		buf_fmt(&b, "<use href=\"#picture.%d\"></use></svg>", image + 1);
	} else {
		buf_fmt(&b, "<image id=\"picture.%d\" width=\"%u\" height=\"%u\" href=\"", image + 1, p->w, p->h);
		if (!buf_put(&b, o) || !data_put(h->epub, image, &h->bytes, o)) {
			buf_free(&b);
			return false;
		}
		buf_z(&b, "\"></image></svg>");
	}
	bool ok = buf_put(&b, o);
	buf_free(&b);
	return ok;
}

static bool
fragment_put(struct html *h, const struct html_fragment *f, struct file_out *o)
{
	size_t from = 0;
	for (size_t i = 0; i < f->n_pictures; i++) {
		const struct html_picture *p = &f->pictures[i];
		bool again = p->image >= 0 && h->shown[p->image] > 1 && h->epub->pictures[p->image].size > SMALL;
		size_t to = again ? p->begin : p->at;
		if (!file_out_write(o, f->html.p + from, to - from))
			return false;
		if (again && !again_put(h, str_sub(buf_view(&f->html), p->begin, p->end), p->image, o))
			return false;
		if (!again && !data_put(h->epub, p->image, &h->bytes, o))
			return false;
		from = again ? p->end : p->at;
	}
	return file_out_write(o, f->html.p + from, f->html.n - from);
}

static void
pictures_count(struct html *h)
{
	h->shown = NEW_N(h->epub->arena, h->epub->book->n_images, unsigned);
	h->put = NEW_N(h->epub->arena, h->epub->book->n_images, bool);
	for (size_t i = 0; i < h->n; i++) {
		const struct html_fragment *f = &h->documents[i].fragment;
		for (size_t k = 0; k < f->n_pictures; k++)
			if (f->pictures[k].image >= 0)
				h->shown[f->pictures[k].image]++;
	}
}

static bool
file_put(struct html *h, struct file_out *o)
{
	static const char *const between[PLACES] = {"</header>\n", "<main id=\"text\">\n", "</main>\n"};
	struct buf b = {0};
	head_write(h->epub, &b);
	bool ok = buf_put(&b, o);
	for (size_t i = 0, place = 0; ok && place < PLACES; place++) {
		for (; ok && i < h->ends[place]; i++)
			ok = fragment_put(h, &h->documents[i].fragment, o);
		buf_z(&b, between[place]);
		ok = ok && buf_put(&b, o);
	}
	buf_z(&b, "<footer class=\"to-contents\"><a href=\"#nav\">");
	xml_text(&b, word_in(WORD_CONTENTS, h->epub->book->language));
	buf_z(&b, "</a></footer>\n</body>\n</html>\n");
	ok = ok && buf_put(&b, o);
	buf_free(&b);
	buf_free(&h->bytes);
	return ok;
}

bool
html_write(const struct book *book, const struct epub_options *options, struct file_out *o, struct diag *d, int threads)
{
	struct arena *a = arena_new();
	struct epub e = {.book = book, .arena = a, .diag = d, .options = options, .spool = -1};
	struct html h = {.epub = &e};
	threads = threads < 1 ? 1 : threads;
	epub_plan(&e, threads);
	documents_find(&h);
	documents_make(&h, threads);
	pictures_count(&h);
	bool ok = file_put(&h, o);
	pictures_free(&e);
	for (size_t i = 0; i < h.n; i++)
		fragment_free(&h.documents[i].fragment);
	if (!ok && !o->error)
		o->error = "the HTML file could not be written";
	arena_free(a);
	return ok;
}
