/* emoji.c - emoji in one ink: for a press, the outlines of a face without colours stand where the colour pictures stood on the page */
#include "pdf/room.h"

#include "base/utf8.h"

#include <hb-ot.h>
#include <hb.h>

/* The face of the outlines. */
struct outlines {
	hb_face_t *face;
	hb_font_t *font; /* scaled to its own units */
	hb_draw_funcs_t *funcs;
};

/* A path while it is taken down: places in sixths of a unit of the face, so that a quadratic curve's third points are whole. */
struct path {
	struct buf b;
	int x, y;
	bool any;
};
enum { PARTS = 6 };

static int
parts(float v)
{
	return (int)(v < 0 ? v * PARTS - 0.5f : v * PARTS + 0.5f);
}

static void
path_number(struct path *p, int v)
{
	buf_decimal(&p->b, (v * 10 + (v < 0 ? -PARTS / 2 : PARTS / 2)) / PARTS, 1);
	buf_char(&p->b, ' ');
}

static void
path_point(struct path *p, int x, int y)
{
	path_number(p, x);
	path_number(p, y);
}

static void
path_to(struct path *p, int x, int y, const char *operator)
{
	path_point(p, x, y);
	buf_z(&p->b, operator);
	p->x = x;
	p->y = y;
	p->any = true;
}

static void
path_move(hb_draw_funcs_t *f, void *to, hb_draw_state_t *state, float x, float y, void *user)
{
	(void)f, (void)state, (void)user;
	path_to(to, parts(x), parts(y), "m\n");
}

static void
path_line(hb_draw_funcs_t *f, void *to, hb_draw_state_t *state, float x, float y, void *user)
{
	(void)f, (void)state, (void)user;
	path_to(to, parts(x), parts(y), "l\n");
}

static void
path_quadratic(hb_draw_funcs_t *f, void *to, hb_draw_state_t *state, float cx, float cy, float x, float y, void *user)
{
	struct path *p = to;
	int c[2] = {parts(cx), parts(cy)}, end[2] = {parts(x), parts(y)};
	(void)f, (void)state, (void)user;
	path_point(p, (p->x + 2 * c[0]) / 3, (p->y + 2 * c[1]) / 3);
	path_point(p, (end[0] + 2 * c[0]) / 3, (end[1] + 2 * c[1]) / 3);
	path_to(p, end[0], end[1], "c\n");
}

static void
path_cubic(hb_draw_funcs_t *f, void *to, hb_draw_state_t *state, float ax, float ay, float bx, float by, float x, float y,
	void *user)
{
	(void)f, (void)state, (void)user;
	path_point(to, parts(ax), parts(ay));
	path_point(to, parts(bx), parts(by));
	path_to(to, parts(x), parts(y), "c\n");
}

static void
path_close(hb_draw_funcs_t *f, void *to, hb_draw_state_t *state, void *user)
{
	struct path *p = to;
	(void)f, (void)state, (void)user;
	buf_z(&p->b, "h\n");
}

static struct outlines
outlines_open(struct str data)
{
	struct outlines o;
	hb_blob_t *blob = hb_blob_create(data.p, (unsigned)data.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
	o.face = hb_face_create(blob, 0);
	o.font = hb_font_create(o.face);
	hb_blob_destroy(blob);
	o.funcs = hb_draw_funcs_create();
	hb_draw_funcs_set_move_to_func(o.funcs, path_move, NULL, NULL);
	hb_draw_funcs_set_line_to_func(o.funcs, path_line, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(o.funcs, path_quadratic, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(o.funcs, path_cubic, NULL, NULL);
	hb_draw_funcs_set_close_path_func(o.funcs, path_close, NULL, NULL);
	return o;
}

static void
outlines_close(struct outlines *o)
{
	hb_draw_funcs_destroy(o->funcs);
	hb_font_destroy(o->font);
	hb_face_destroy(o->face);
}

static void
outline_draw(const struct outlines *o, unsigned glyph, struct path *p)
{
#if HB_VERSION_ATLEAST(7, 0, 0)
	hb_font_draw_glyph(o->font, glyph, o->funcs, p);
#else
	hb_font_get_glyph_shape(o->font, glyph, o->funcs, p);
#endif
}

/* Draws the first glyph of the text that has a shape: a family that the face lacks is shown by its first member. Returns the glyph's
 * advance; 0 when the face has nothing for the text. */
static int
outline_text(const struct outlines *o, struct str text, struct path *p)
{
	hb_buffer_t *b = hb_buffer_create();
	int advance = 0;
	unsigned n;
	hb_buffer_add_utf8(b, text.p, (int)text.n, 0, (int)text.n);
	hb_buffer_guess_segment_properties(b);
	hb_shape(o->font, b, NULL, 0);
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(b, &n);
	const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(b, &n);
	for (unsigned i = 0; i < n && !p->any; i++) {
		if (info[i].codepoint)
			outline_draw(o, info[i].codepoint, p);
		advance = position[i].x_advance;
	}
	hb_buffer_destroy(b);
	return p->any && advance > 0 ? advance : 0;
}

/* The character that the colour face shows by the glyph: for a glyph of which the pages do not tell what it stands for. */
static struct str
glyph_text(const struct font *font, unsigned glyph, struct arena *a)
{
	hb_blob_t *blob = hb_blob_create(font->face->data, (unsigned)font->face->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *face = hb_face_create(blob, font->face->index);
	hb_font_t *hb = hb_font_create(face);
	hb_set_t *all = hb_set_create();
	hb_codepoint_t rune = HB_SET_VALUE_INVALID, have;
	struct buf b = {0};
	hb_face_collect_unicodes(face, all);
	while (!b.n && hb_set_next(all, &rune))
		if (hb_font_get_nominal_glyph(hb, rune, &have) && have == glyph)
			buf_rune(&b, rune);
	struct str text = buf_keep(&b, a);
	hb_set_destroy(all);
	hb_font_destroy(hb);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	buf_free(&b);
	return text;
}

static bool
line_shows(const struct line *line, const struct xobject *x)
{
	for (uint32_t i = 0; i < line->n; i++) {
		const struct shaped *word = line->pieces[i].word;
		for (size_t g = 0; word && word->face == x->font->face && g < word->n; g++)
			if (word->glyphs[g].id == x->glyph)
				return true;
	}
	return false;
}

/* The file's first page that shows the emoji, from 1; 0: it stands outside the pages. */
static int
emoji_page(const struct pdf *f, const struct xobject *x)
{
	for (size_t i = 0; i < f->sheets->n; i++)
		for (size_t k = 0; k < f->sheets->list[i].n_placements; k++) {
			const struct page *page = &f->pages->list[f->sheets->list[i].placements[k].page];
			for (size_t j = 0; j < page->n_frames; j++)
				for (size_t n = 0; n < page->frames[j].n; n++)
					if (page->frames[j].items[n].kind == ITEM_LINE &&
						line_shows(&page->frames[j].items[n].line, x))
						return (int)i + 1;
		}
	return 0;
}

/* An empty box where there is no shape, in units of the colour face. */
static void
path_box(struct path *p, const int box[4])
{
	int x = box[0] + box[2] / 8, y = box[1] + box[3] / 8, w = box[2] * 3 / 4, h = box[3] * 3 / 4, line = box[2] / 24;
	buf_fmt(&p->b, "%d %d %d %d re\n%d %d %d %d re\nf*\n", x, y, w, h, x + line, y + line, w - 2 * line, h - 2 * line);
}

/* The form fills the unit square, as a picture does: one way of placing serves both. Outlines are scaled so that their advance is that
 * of the colour picture: lines break where they broke. */
static HPDF_Dict
form_make(struct pdf *f, const struct xobject *x, struct path *p, int advance)
{
	HPDF_Dict d = object_top(&f->objects);
	struct buf b = {0};
	const int *box = x->box;
	int64_t wide = advance ? x->font->advance[x->glyph] : 1, of = advance ? advance : 1, scale = INT64_C(1000000000000);
	if (advance && wide <= 0)
		wide = box[2];
	buf_fmt(&b, "/Type/XObject/Subtype/Form/FormType 1/BBox[%lld %lld %lld %lld]/Matrix[",
		(long long)(box[0] * of / wide - 1), (long long)(box[1] * of / wide - 1),
		(long long)((box[0] + box[2]) * of / wide + 1), (long long)((box[1] + box[3]) * of / wide + 1));
	buf_decimal(&b, scale * wide / (of * box[2]), 12);
	buf_z(&b, " 0 0 ");
	buf_decimal(&b, scale * wide / (of * box[3]), 12);
	buf_char(&b, ' ');
	buf_decimal(&b, -scale * box[0] / box[2], 12);
	buf_char(&b, ' ');
	buf_decimal(&b, -scale * box[1] / box[3], 12);
	buf_z(&b, "]/Resources<<>>/Filter/FlateDecode");
	if (advance)
		buf_z(&p->b, "f\n");
	dict_stream(&f->objects, d, buf_keep(&b, f->arena), deflate_keep(f->arena, buf_view(&p->b), 9));
	buf_free(&b);
	return d;
}

bool
emoji_one_ink(const struct pdf *f)
{
	const struct sheets *s = f->sheets;
	bool wanted = s->inks == INKS_CMYK || s->inks == INKS_GRAY || standard_press(s->standard);
	return wanted && s->emoji.n > 0;
}

static void
emoji_form(struct pdf *f, const struct outlines *o, struct xobject *x, size_t *lost)
{
	enum { SOUGHT = 40 }; /* emoji whose page is looked for */
	const struct glyph_use *use = &x->font->use[x->glyph];
	struct str text = use->n ? (struct str){use->p, use->n} : glyph_text(x->font, x->glyph, f->arena);
	struct path path = {0};
	if (!font_emoji_png(x->font, x->glyph, x->box, NULL, NULL) || x->box[2] <= 0 || x->box[3] <= 0)
		return;
	int advance = text.n ? outline_text(o, text, &path) : 0;
	if (!advance) {
		path.b.n = 0;
		path_box(&path, x->box);
		int page = ++*lost <= SOUGHT ? emoji_page(f, x) : 0;
		if (page)
			diag_add_page(f->diag, DIAG_GLYPH_MISSING, STR_NONE, 0, page,
				"page %d of the file for the press: the emoji %.*s has no shape in one ink; an empty box stands "
				"in its place: "
				"use another emoji, or a word",
				page, STR_FMT(text));
		else
			diag_add(f->diag, DIAG_GLYPH_MISSING, STR_NONE, 0, 0,
				"the emoji %.*s has no shape in one ink; in the file for the press an empty box stands in its "
				"place: use another "
				"emoji, or a word",
				STR_FMT(text));
	}
	x->dict = form_make(f, x, &path, advance);
	x->form = true;
	buf_free(&path.b);
}

void
emoji_forms(struct pdf *f)
{
	if (!emoji_one_ink(f) || f->n_pictures == f->n_xobjects)
		return;
	size_t lost = 0;
	struct outlines o = outlines_open(f->sheets->emoji);
	for (size_t i = f->n_pictures; i < f->n_xobjects; i++)
		emoji_form(f, &o, &f->xobjects[i], &lost);
	outlines_close(&o);
}
