/* pdf.c - sheets -> PDF: the parts in order */
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
		if (font->soft) {
			b.p[b.n - 1] = 's';
			buf_char(&b, '\0');
			dict_object(d, b.p, font->soft);
		}
	}
	buf_free(&b);
	return d;
}

static void
box_write(struct buf *b, const char *key, const struct surface *s, struct box box)
{
	buf_z(b, key);
	buf_rect(b, box.x, s->h - box.y - box.h, box.x + box.w, s->h - box.y);
}

static void
boxes_write(struct buf *b, const struct sheets *sheets, const struct surface *s)
{
	struct box whole = {0, 0, s->w, s->h};
	bool cut = s->trim.w < s->w || s->trim.h < s->h;
	box_write(b, "/MediaBox", s, whole);
	if (cut && sheets->screen)
		box_write(b, "/CropBox", s, s->trim);
	if (cut || standard_press(sheets->standard))
		box_write(b, "/BleedBox", s, box_common(s->bleed, whole));
	box_write(b, "/TrimBox", s, box_common(s->trim, whole));
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
	buf_z(b, c->n_xobjects ? ">>" : "");
	buf_str(b, f->resources);
	buf_z(b, ">>");
}

/* Where something shows through, the space in which colours are mixed is named (ISO 19005-2, 6.2.10). */
static void
group_write(const struct pdf *f, const struct content *c, struct buf *b)
{
	bool masked = false;
	for (size_t i = 0; i < c->n_xobjects; i++)
		masked |= f->xobjects[c->xobjects[i]].masked;
	if (masked && f->sheets->standard == PDF_DIGITAL)
		buf_z(b, "/Group<</Type/Group/S/Transparency/CS/DeviceRGB>>");
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
	boxes_write(&b, f->sheets, &f->sheets->list[i]);
	resources_write(f, &f->contents[i], fonts, &b);
	group_write(f, &f->contents[i], &b);
	nav_links(f, i, &b);
	if (pdf_tagged(f))
		buf_fmt(&b, "/StructParents %zu", i);
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
	size_t n = f->sheets->n, span = 1; /* pages below one node of the level */
	HPDF_Dict *level = NEW_N(f->arena, n + 1, HPDF_Dict);
	for (size_t i = 0; i < n; i++)
		level[i] = f->page_dicts[i];
	for (bool leaves = true; leaves || n > 1; leaves = false) {
		size_t above = 0;
		for (size_t from = 0; from < n || !above; from += KIDS_PER_NODE, above++) {
			size_t kids = n - from < KIDS_PER_NODE ? n - from : KIDS_PER_NODE;
			size_t pages = f->sheets->n - from * span < kids * span ? f->sheets->n - from * span : kids * span;
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
	f->resources = standard_resources(f);
	f->page_dicts = NEW_N(f->arena, f->sheets->n + 1, HPDF_Dict);
	for (size_t i = 0; i < f->sheets->n; i++)
		f->page_dicts[i] = object_top(o);
	dict_name(f->catalog, "Type", "Catalog");
	dict_object(f->catalog, "Pages", tree_make(f, fonts));
	nav_make(f);
	attach_make(f);
	meta_make(f);
	standard_make(f);
	tagging_make(f);
}

bool
pdf_write(const struct sheets *sheets, struct file_out *out, struct diag *d, int threads)
{
	struct pdf f = {
		.sheets = sheets, .pages = sheets->pages, .diag = d, .threads = threads < 1 ? 1 : threads, .arena = arena_new()};
	f.worker_arenas = NEW_N(f.arena, (size_t)f.threads, struct arena *);
	for (int i = 0; i < f.threads; i++)
		f.worker_arenas[i] = arena_new();
	objects_open(&f.objects, f.arena);
	f.catalog = object_top(&f.objects);
	bool inks = inks_open(&f);

	use_collect(&f);
	nav_leads(&f);
	HPDF_Dict fonts = fonts_make(&f);
	standard_rgb(&f);
	emoji_forms(&f);
	struct pictures *pictures = pictures_open(&f);
	content_make(&f);
	objects_make(&f, fonts);
	bool ok = f.objects.error.error_no == HPDF_OK;
	if (!ok)
		diag_add(d, DIAG_FILE_UNWRITABLE, STR_NONE, 0, 0,
			"the PDF could not be made (libharu's error %lx); nothing was replaced",
			(unsigned long)f.objects.error.error_no);
	if (ok && inks && sheets->budget)
		budget_keep(&f, pictures);
	ok = ok && inks && save_file(&f, out);

	pictures_close(pictures);
	image_inks_close(f.inks);
	objects_close(&f.objects);
	for (int i = 0; i < f.threads; i++)
		arena_free(f.worker_arenas[i]);
	arena_free(f.arena);
	return ok;
}
