/* epub.c - book -> EPUB: the documents made on all threads, then the archive in order */
#include "epub/room.h"

#include "base/pool.h"

#include <stdio.h>
#include <stdlib.h>

static const char xhtml_type[] = "application/xhtml+xml";
static const char container_xml[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
				    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
				    "<rootfiles><rootfile full-path=\"OPS/package.opf\" "
				    "media-type=\"application/oebps-package+xml\"/></rootfiles>\n"
				    "</container>\n";

struct epub_file *
file_add(struct epub *e, struct str name, const char *media, const char *id, bool spine)
{
	struct epub_file *f = PUSH(e->arena, e->files, e->n_files, e->cap_files);
	*f = (struct epub_file){.name = name, .media = media, .id = id, .spine = spine};
	return f;
}

struct str
part_file(const struct epub *e, size_t part)
{
	return str_fmt(e->arena, "part-%zu.xhtml", part + 1);
}

/* ---- the single documents ---- */

/* Where the files that no part of the book is stand. */
enum { FILE_CONTAINER, FILE_PACKAGE, FILE_NCX, FILE_CSS, FILE_CSS_MORE };

part_writer *
matter_writer(enum book_part part)
{
	switch (part) {
	case PART_TITLE: return title_page_write;
	case PART_FOREWORD: return foreword_write;
	case PART_TIMELINE: return timeline_write;
	case PART_COLOPHON: return colophon_write;
	case PART_IMPRINT: return imprint_write;
	case PART_CONTENTS: return contents_write;
	case PART_PEOPLE: return people_write;
	case PART_SPONSORS: return sponsors_write;
	case PART_PICTURES: return pictures_write;
	case PART_INDEX: return index_write;
	default: return NULL;
	}
}

/* The file of a part around the posts. */
struct str
matter_file(const struct epub *e, enum book_part part)
{
	return part == PART_CONTENTS ? STR("nav.xhtml") : str_fmt(e->arena, "%s.xhtml", book_part_names[part]);
}

/* The parts as they follow each other. Unless the editor says where it stands, the imprint is read last. */
static void
order_find(struct epub *e)
{
	const struct book *book = e->book;
	bool last = !book->config->order && book_has(book, PART_IMPRINT);
	e->order = NEW_N(e->arena, book->n_order + 1, enum book_part);
	for (size_t i = 0; i < book->n_order; i++)
		if (book->order[i] == PART_POSTS || (matter_writer(book->order[i]) && !(last && book->order[i] == PART_IMPRINT)))
			e->order[e->n_order++] = book->order[i];
	if (last)
		e->order[e->n_order++] = PART_IMPRINT;
}

static void
posts_name(struct epub *e)
{
	const struct book *book = e->book;
	e->posts_at = e->n_files;
	for (size_t p = 0; p < book->n_parts; p++) {
		const struct part *part = &book->parts[p];
		if (e->parted)
			file_add(e, str_fmt(e->arena, "OPS/%s", part_file(e, p).p), xhtml_type,
				str_fmt(e->arena, "part%zu", p + 1).p, true);
		for (size_t i = part->first; i < part->first + part->n; i++)
			file_add(e, str_fmt(e->arena, "OPS/%s", e->posts[i].file.p), xhtml_type,
				str_fmt(e->arena, "post%zu", i + 1).p, true);
	}
}

static void
matter_name(struct epub *e, enum book_part part, bool spine)
{
	struct str name = str_fmt(e->arena, "OPS/%.*s", STR_FMT(matter_file(e, part)));
	const char *id = part == PART_TITLE ? "title-page" : part == PART_CONTENTS ? "nav" : book_part_names[part];
	e->matter[part] = e->n_files;
	struct epub_file *f = file_add(e, name, xhtml_type, id, spine);
	if (part == PART_CONTENTS)
		f->properties = "nav";
	else if (part == PART_TIMELINE && timeline_drawn(e))
		f->properties = "svg";
}

static void
files_name(struct epub *e)
{
	file_add(e, STR("META-INF/container.xml"), NULL, NULL, false);
	file_add(e, STR("OPS/package.opf"), NULL, NULL, false);
	file_add(e, STR("OPS/toc.ncx"), "application/x-dtbncx+xml", "ncx", false);
	file_add(e, STR("OPS/style.css"), "text/css", "css", false);
	file_add(e, STR("OPS/more.css"), "text/css", "css-more", false);
	if (!e->options->cover ||
		e->options->variant != EPUB_KINDLE) { /* Kindle shows the picture by itself, and would show it twice */
		e->cover_page = e->n_files;
		file_add(e, STR("OPS/cover.xhtml"), xhtml_type, "cover", true);
	}
	if (e->options->cover) {
		e->cover_file = e->n_files;
		file_add(e, STR("OPS/images/cover.jpg"), "image/jpeg", "cover-picture", false)->properties = "cover-image";
	}
	for (size_t i = 0; i < e->n_order; i++) {
		if (e->order[i] == PART_POSTS)
			posts_name(e);
		else
			matter_name(e, e->order[i], true);
	}
	if (e->book->draft && e->book->draft->n) {
		e->findings = e->n_files;
		file_add(e, STR("OPS/findings.xhtml"), xhtml_type, "findings", true);
	}
	if (!e->matter[PART_CONTENTS]) /* every EPUB has one, for the reader's menu */
		matter_name(e, PART_CONTENTS, false);
}

/* Packs what a writer wrote, and empties the buffer for the next. */
static void
buf_pack(struct packer *p, struct epub_file *f, struct buf *b)
{
	file_pack(p, f, buf_view(b));
	b->n = 0;
}

static void
small_files_pack(struct epub *e, struct packer *p)
{
	struct buf b = {0};
	struct epub_file *f = e->files;
	file_pack(p, &f[FILE_CONTAINER], str_of(container_xml));
	file_pack(p, &f[FILE_CSS_MORE], e->options->css_more);
	ncx_write(e, &b);
	buf_pack(p, &f[FILE_NCX], &b);
	if (e->cover_page) {
		cover_write(e, &b);
		pages_document(e, STR("cover.xhtml"), &b);
		faces_note(e, buf_view(&b));
		buf_pack(p, &f[e->cover_page], &b);
	}
	if (e->options->cover)
		file_pack(p, &f[e->cover_file], e->options->cover->jpeg);
	for (int part = 0; part < PART_COUNT; part++)
		if (e->matter[part]) {
			matter_writer((enum book_part)part)(e, &b);
			pages_document(e, matter_file(e, (enum book_part)part), &b);
			faces_note(e, buf_view(&b));
			buf_pack(p, &f[e->matter[part]], &b);
		}
	if (e->findings) {
		findings_write(e, &b);
		faces_note(e, buf_view(&b));
		buf_pack(p, &f[e->findings], &b);
	}
	size_t at = e->posts_at;
	for (size_t i = 0; e->parted && i < e->book->n_parts; i++) {
		part_write(e, i, &b);
		pages_document(e, part_file(e, i), &b);
		faces_note(e, buf_view(&b));
		buf_pack(p, &f[at], &b);
		at += 1 + e->book->parts[i].n;
	}
	faces_pack(e, p, &b);
	buf_str(&b, e->options->css);
	buf_pack(p, &e->files[FILE_CSS], &b);
	package_write(e, &b); /* last: it lists what the others show */
	buf_pack(p, &e->files[FILE_PACKAGE], &b);
	buf_free(&b);
}

/* ---- posts, on all threads ---- */

struct rendering {
	struct epub *epub;
	struct epub_file **files; /* of each entry */
	struct worker {
		struct packer *packer;
		struct arena *scratch;
		struct buf out;
	} * workers;
};

static void
post_render(void *ctx, size_t i, int worker)
{
	struct rendering *r = ctx;
	struct worker *w = &r->workers[worker];
	if (!w->packer) {
		w->packer = packer_new();
		w->scratch = arena_new();
	}
	article_write(r->epub, i, &w->out, w->scratch);
	faces_note(r->epub, buf_view(&w->out));
	buf_pack(w->packer, r->files[i], &w->out);
	arena_reset(w->scratch);
}

static void
posts_pack(struct epub *e, int threads)
{
	size_t at = e->posts_at;
	struct rendering r = {.epub = e};
	r.files = NEW_N(e->arena, e->book->n_entries, struct epub_file *);
	r.workers = NEW_N(e->arena, (size_t)threads, struct worker);
	for (size_t p = 0; p < e->book->n_parts; p++) {
		const struct part *part = &e->book->parts[p];
		at += e->parted;
		for (size_t i = part->first; i < part->first + part->n; i++)
			r.files[i] = &e->files[at++];
	}
	pool_run(threads, e->book->n_entries, post_render, &r);
	for (int i = 0; i < threads; i++) {
		packer_free(r.workers[i].packer);
		arena_free(r.workers[i].scratch);
		buf_free(&r.workers[i].out);
	}
}

/* ---- all of it ---- */

/* Long slugs are cut: their number keeps them apart. */
static void
posts_plan(struct epub *e)
{
	for (size_t i = 0; i < e->book->n_all; i++) {
		const struct entry *entry = &e->book->entries[i];
		struct str slug = entry->slug;
		if (i == e->book->n_entries)
			e->posts[i].file = matter_file(e, PART_FOREWORD);
		else if (slug.n <= 80)
			e->posts[i].file = str_fmt(e->arena, "p-%.*s.xhtml", STR_FMT(slug));
		else
			e->posts[i].file = str_fmt(e->arena, "n%zu-%.*s.xhtml", i + 1, STR_FMT(str_sub(slug, 0, 60)));
		anchors_find(&e->posts[i], entry->post, e->arena);
	}
}

void
epub_plan(struct epub *e, int threads)
{
	e->parted = e->book->n_parts > 1;
	e->pictures = NEW_N(e->arena, e->book->n_images, struct epub_picture);
	e->posts = NEW_N(e->arena, e->book->n_all, struct epub_post);
	pictures_make(e, threads);
	rung_cover(e);
	posts_plan(e);
	order_find(e);
	faces_plan(e);
	files_name(e);
	pages_plan(e);
}

void
epub_documents(struct epub *e, int threads)
{
	epub_plan(e, threads);
	posts_pack(e, threads);
	struct packer *p = packer_new();
	small_files_pack(e, p);
	packer_free(p);
}

void
epub_begin(struct epub *e, const struct book *book, const struct epub_options *options, struct diag *d)
{
	*e = (struct epub){.book = book, .arena = arena_new(), .diag = d, .options = options, .spool = -1};
}

void
epub_end(struct epub *e)
{
	pictures_free(e);
	for (size_t i = 0; i < e->n_files; i++)
		free(e->files[i].deflated);
	arena_free(e->arena);
}

bool
epub_write(const struct book *book, const struct epub_options *options, struct file_out *o, struct diag *d, int threads)
{
	struct epub e;
	threads = threads < 1 ? 1 : threads;
	epub_begin(&e, book, options, d);
	e.rung = budget_rung(book, options, d, threads);
	epub_documents(&e, threads);
	bool ok = container_write(&e, o);
	if (!ok && !o->error)
		o->error = "the EPUB's container could not be written";
	epub_end(&e);
	return ok;
}
