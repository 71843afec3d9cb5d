/* epub.c - book -> EPUB: the parts in order */
#include "epub/room.h"

#include "base/pool.h"
#include "base/xml.h"

#include <unistd.h>

/* Adds a file; it is deflated at once. */
static struct epub_file *
file_add(struct epub *e, struct str name, const char *media, const char *id, struct str data)
{
	struct epub_file *f = PUSH(e->arena, e->files, e->n_files, e->cap_files);
	*f = (struct epub_file){.name = name, .media = media, .id = id};
	if (data.p)
		file_deflate(f, data, e->arena);
	return f;
}

static void
file_front(struct epub *e, struct str name, const char *id, struct str data)
{
	file_add(e, name, "application/xhtml+xml", id, data)->spine = true;
}

/* ---- cover and title page ---- */

static void
line_write(struct buf *b, const char *tag, const char *css, struct str text)
{
	if (!text.n)
		return;
	buf_fmt(b, "<%s class=\"%s\">", tag, css);
	xml_text(b, text);
	buf_fmt(b, "</%s>\n", tag);
}

static struct str
years_text(const struct epub *e)
{
	const struct book *book = e->book;
	if (!book->year_from)
		return STR_NONE;
	if (book->year_from == book->year_to)
		return str_fmt(e->arena, "%d", book->year_from);
	return str_fmt(e->arena, "%d\xE2\x80\x93%d", book->year_from, book->year_to);
}

static struct str
cover_make(const struct epub *e)
{
	struct buf b = {0};
	struct str word = word_in(WORD_COVER, e->book->language);
	xhtml_head(&b, word, e->book->language, "cover");
	buf_z(&b, "<section class=\"cover\" role=\"region\" aria-label=\"");
	xml_text(&b, word);
	buf_z(&b, "\">\n");
	line_write(&b, "p", "years", years_text(e));
	line_write(&b, "p", "book-title", e->book->title);
	line_write(&b, "p", "book-subtitle", e->book->subtitle);
	line_write(&b, "p", "publisher", e->book->publisher);
	if (e->book->cover >= 0) {
		buf_z(&b, "<p class=\"picture\"><img src=\"");
		buf_str(&b, e->pictures[e->book->cover].name);
		buf_z(&b, "\" alt=\"\" role=\"presentation\"/></p>\n");
	}
	buf_z(&b, "</section>\n");
	xhtml_foot(&b);
	struct str s = buf_keep(&b, e->arena);
	buf_free(&b);
	return s;
}

static struct str
title_page_make(const struct epub *e)
{
	const struct book *book = e->book;
	struct buf b = {0};
	xhtml_head(&b, book->title, book->language, "frontmatter");
	buf_z(&b, "<section class=\"titlepage\" epub:type=\"titlepage\">\n");
	line_write(&b, "h1", "book-title", book->title);
	line_write(&b, "p", "book-subtitle", book->subtitle);
	line_write(&b, "p", "years", years_text(e));
	line_write(&b, "p", "publisher", book->publisher);
	if (book->config->n_editors) {
		buf_z(&b, "<p class=\"editors\">");
		xml_text(&b, word_in(WORD_EDITED_BY, book->language));
		buf_char(&b, ' ');
		xml_text(&b, list_words(e->arena, book->config->editors, book->config->n_editors, book->language));
		buf_z(&b, "</p>\n");
	}
	line_write(&b, "p", "description", book->description);
	line_write(&b, "p", "rights", book->rights);
	buf_z(&b, "</section>\n");
	xhtml_foot(&b);
	struct str s = buf_keep(&b, e->arena);
	buf_free(&b);
	return s;
}

/* ---- posts ---- */

static void
entry_headings(struct epub *e, size_t i)
{
	const struct post *post = e->book->entries[i].post;
	size_t cap = 0;
	for (const struct block *b = post->root; b; b = block_next(b, post->root))
		if (b->kind == BLOCK_HEADING && !b->hidden && b->text.n && b->anchor.n)
			*PUSH(e->arena, e->headings[i], e->n_headings[i], cap) =
				(struct epub_heading){b->level, b->text, b->anchor};
}

static void
pictures_look(struct epub *e)
{
	e->all_alt = true;
	for (size_t i = 0; i < e->book->n_entries; i++) {
		const struct entry *entry = &e->book->entries[i];
		if (entry->opening >= 0)
			e->any_picture = true;
		for (size_t k = 0; k < entry->post->n_pictures; k++) {
			const struct picture *p = &entry->post->pictures[k];
			e->any_picture = e->any_picture || p->image >= 0;
			e->all_alt = e->all_alt && (p->image < 0 || p->alt.n || p->decorative);
		}
	}
}

/* Posts are made and deflated on all threads; each has an arena of its own until the archive is written. */
struct rendering {
	struct epub *epub;
	struct epub_file *files;
	struct arena **arenas;
};

static void
post_render(void *ctx, size_t i, int worker)
{
	struct rendering *r = ctx;
	struct arena *scratch = arena_new();
	(void)worker;
	r->arenas[i] = arena_new();
	file_deflate(&r->files[i], xhtml_post(r->epub, i, scratch), r->arenas[i]);
	arena_free(scratch);
}

static struct arena **
posts_add(struct epub *e, int threads)
{
	size_t n = e->book->n_entries;
	struct rendering r = {
		.epub = e, .files = NEW_N(e->arena, n, struct epub_file), .arenas = NEW_N(e->arena, n, struct arena *)};
	pool_run(threads, n, post_render, &r);
	for (size_t i = 0; i < n; i++) {
		struct epub_file *f = file_add(e, path_join(e->arena, STR("OPS"), e->names[i]), "application/xhtml+xml",
			str_fmt(e->arena, "post%zu", i + 1).p, STR_NONE);
		f->deflated = r.files[i].deflated;
		f->size = r.files[i].size;
		f->crc = r.files[i].crc;
		f->spine = true;
	}
	return r.arenas;
}

static void
names_make(struct epub *e)
{
	size_t n = e->book->n_entries;
	e->names = NEW_N(e->arena, n, struct str);
	e->headings = NEW_N(e->arena, n, struct epub_heading *);
	e->n_headings = NEW_N(e->arena, n, size_t);
	for (size_t i = 0; i < n; i++) {
		e->names[i] = str_fmt(e->arena, "p-%.*s.xhtml", STR_FMT(str_sub(e->book->entries[i].slug, 0, 100)));
		entry_headings(e, i);
	}
}

static const char container_xml[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
	"<rootfiles><rootfile full-path=\"OPS/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>\n"
	"</container>\n";

static bool
epub_make(struct epub *e, struct file_out *o, int threads)
{
	pictures_name(e);
	names_make(e);
	pictures_look(e);
	file_add(e, STR("META-INF/container.xml"), NULL, NULL, str_of(container_xml));
	struct epub_file *package = file_add(e, STR("OPS/package.opf"), NULL, NULL, STR_NONE);
	size_t package_at = (size_t)(package - e->files);
	file_front(e, STR("OPS/cover.xhtml"), "cover", cover_make(e));
	file_front(e, STR("OPS/title.xhtml"), "title-page", title_page_make(e));
	struct epub_file *nav = file_add(e, STR("OPS/nav.xhtml"), "application/xhtml+xml", "nav", package_nav(e, e->arena));
	nav->properties = STR("nav");
	nav->spine = true;
	file_add(e, STR("OPS/toc.ncx"), "application/x-dtbncx+xml", "ncx", package_ncx(e, e->arena));
	file_add(e, STR("OPS/style.css"), "text/css", "css", e->css);
	struct arena **arenas = posts_add(e, threads);
	file_deflate(&e->files[package_at], package_opf(e, e->arena), e->arena);
	bool ok = pictures_convert(e, threads) && container_write(e, o);
	for (size_t i = 0; i < e->book->n_entries; i++)
		arena_free(arenas[i]);
	return ok;
}

bool
epub_write(const struct book *book, struct str css, struct file_out *o, struct diag *d, int threads)
{
	struct arena *a = arena_new();
	struct epub e = {.book = book, .arena = a, .diag = d, .css = css, .spool = -1};
	e.pictures = NEW_N(a, book->n_images, struct epub_picture);
	bool ok = epub_make(&e, o, threads);
	if (e.spool >= 0)
		close(e.spool);
	if (!ok && !o->error)
		o->error = "the EPUB's container could not be written";
	arena_free(a);
	return ok;
}
