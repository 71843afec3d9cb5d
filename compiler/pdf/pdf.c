/* pdf.c - pages -> PDF: the parts in order */
#include "pdf/pdf.h"

#include "base/pool.h"
#include "pdf/room.h"

#include <stdlib.h>

/* Limits of the formats: libharu's arrays hold 32,767 entries, so pages hang in a tree. */
enum { KIDS_PER_NODE = 128 };

static void
embed_one(void *ctx, size_t i, int worker)
{
	struct pdf *f = ctx;
	if (f->fonts[i].use)
		font_embed(&f->fonts[i], f->worker_arenas[worker]);
}

/* The dictionary of all fonts, which the pages share. */
static HPDF_Dict
fonts_make(struct pdf *f)
{
	HPDF_Dict d = object_top(&f->objects);
	struct buf b = {0};
	pool_run(f->threads, f->pages->n_faces, embed_one, f);
	for (size_t i = 0; i < f->pages->n_faces; i++) {
		struct font *font = &f->fonts[i];
		if (!font->use || font->face->emoji)
			continue;
		font_object(f, font);
		b.n = 0;
		font_name(&b, font);
		buf_char(&b, '\0');
		dict_object(d, b.p, font->dict);
	}
	buf_free(&b);
	return d;
}

static void
boxes_write(struct buf *b, const struct pages *p)
{
	dim w = p->trim_w + 2 * p->bleed, h = p->trim_h + 2 * p->bleed;
	buf_z(b, "/MediaBox");
	buf_rect(b, 0, 0, w, h);
	if (p->bleed > 0) {
		buf_z(b, "/CropBox"); /* on a screen the page is seen as it will be trimmed */
		buf_rect(b, p->bleed, p->bleed, p->bleed + p->trim_w, p->bleed + p->trim_h);
		buf_z(b, "/BleedBox");
		buf_rect(b, 0, 0, w, h);
	}
	buf_z(b, "/TrimBox");
	buf_rect(b, p->bleed, p->bleed, p->bleed + p->trim_w, p->bleed + p->trim_h);
}

static void
resources_write(struct pdf *f, const struct content *c, HPDF_Dict fonts, struct buf *b)
{
	buf_z(b, "/Resources<</Font ");
	buf_ref(b, fonts);
	for (size_t i = 0; i < c->n_xobjects; i++) {
		buf_fmt(b, "%s/I%u ", i ? "" : "/XObject<<", c->xobjects[i]);
		buf_ref(b, f->xobjects[c->xobjects[i]].dict);
	}
	buf_z(b, c->n_xobjects ? ">>>>" : ">>");
}

static void
page_make(struct pdf *f, size_t i, HPDF_Dict fonts, HPDF_Dict parent)
{
	struct objects *o = &f->objects;
	HPDF_Dict d = f->page_dicts[i], content = object_top(o);
	struct buf b = {0};
	dict_stream(o, content, STR("/Filter/FlateDecode"), f->contents[i].data);
	dict_name(d, "Type", "Page");
	dict_object(d, "Parent", parent);
	dict_object(d, "Contents", content);
	boxes_write(&b, f->pages);
	resources_write(f, &f->contents[i], fonts, &b);
	nav_links(f, i, &b);
	dict_raw(o, d, buf_keep(&b, f->arena));
	buf_free(&b);
}

static HPDF_Dict
node_make(struct pdf *f, HPDF_Dict *kids, size_t n, size_t count)
{
	struct objects *o = &f->objects;
	HPDF_Dict d = object_top(o);
	HPDF_Array array = HPDF_Array_New(o->mmgr);
	dict_name(d, "Type", "Pages");
	dict_int(d, "Count", (int)count);
	dict_object(d, "Kids", array);
	for (size_t i = 0; i < n; i++)
		HPDF_Array_Add(array, kids[i]);
	return d;
}

/* The tree of pages, from the leaves: every node holds up to 128 others. Returns its root. */
static HPDF_Dict
tree_make(struct pdf *f, HPDF_Dict fonts)
{
	size_t n = f->pages->n, span = 1; /* pages below one node of the level */
	HPDF_Dict *level = NEW_N(f->arena, n + 1, HPDF_Dict);
	for (size_t i = 0; i < n; i++)
		level[i] = f->page_dicts[i];
	for (bool leaves = true; leaves || n > 1; leaves = false) {
		size_t above = 0;
		for (size_t from = 0; from < n || !above; from += KIDS_PER_NODE, above++) {
			size_t kids = n - from < KIDS_PER_NODE ? n - from : KIDS_PER_NODE;
			size_t pages = f->pages->n - from * span < kids * span ? f->pages->n - from * span : kids * span;
			HPDF_Dict node = node_make(f, level + from, kids, pages);
			for (size_t i = from; i < from + kids; i++)
				if (leaves)
					page_make(f, i, fonts, node);
				else
					dict_object(level[i], "Parent", node);
			level[above] = node;
		}
		span *= KIDS_PER_NODE;
		n = above;
	}
	return level[0];
}

static void
objects_make(struct pdf *f, HPDF_Dict fonts)
{
	struct objects *o = &f->objects;
	f->page_dicts = NEW_N(f->arena, f->pages->n + 1, HPDF_Dict);
	for (size_t i = 0; i < f->pages->n; i++)
		f->page_dicts[i] = object_top(o);
	dict_name(f->catalog, "Type", "Catalog");
	dict_object(f->catalog, "Pages", tree_make(f, fonts));
	nav_make(f);
	meta_make(f);
}

bool
pdf_write(const struct pages *pages, struct file_out *out, struct diag *d, int threads)
{
	struct pdf f = {.pages = pages, .diag = d, .threads = threads < 1 ? 1 : threads, .arena = arena_new()};
	f.worker_arenas = NEW_N(f.arena, (size_t)f.threads, struct arena *);
	for (int i = 0; i < f.threads; i++)
		f.worker_arenas[i] = arena_new();
	objects_open(&f.objects, f.arena);
	f.catalog = object_top(&f.objects);

	use_collect(&f);
	HPDF_Dict fonts = fonts_make(&f);
	struct pictures *pictures = pictures_open(&f);
	content_make(&f);
	objects_make(&f, fonts);
	bool ok = f.objects.error.error_no == HPDF_OK;
	if (!ok)
		diag_add(d, DIAG_FILE_UNWRITABLE, STR_NONE, 0, 0,
			"the PDF could not be made (libharu's error %lx); nothing was replaced",
			(unsigned long)f.objects.error.error_no);
	ok = ok && save_file(&f, out);

	pictures_close(pictures);
	objects_close(&f.objects);
	for (int i = 0; i < f.threads; i++)
		arena_free(f.worker_arenas[i]);
	arena_free(f.arena);
	return ok;
}
