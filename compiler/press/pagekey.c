/* pagekey.c - all that a page's look depends on, as bytes: to find a drawing of it that was kept */
#include "press/raster.h"

#include <stdlib.h>

static void
put(struct buf *b, int64_t v)
{
	buf_add(b, (const char *)&v, sizeof v);
}

static void
colour_put(struct buf *b, struct colour c)
{
	put(b, c.c);
	put(b, c.m);
	put(b, c.y);
	put(b, c.k);
}

/* A face is its bytes: another version of it has the same name. */
static void
faces_put(struct buf *b, const struct pages *pages, const bool *shown)
{
	for (size_t i = 0; i < pages->n_faces; i++)
		if (shown[i]) {
			const struct face *f = pages->faces[i];
			put(b, (int64_t)str_hash((struct str){f->data, f->size}));
			put(b, (int64_t)f->size);
			put(b, f->index);
		}
}

static void
line_put(struct buf *b, const struct line *line, bool *shown, size_t n_faces)
{
	for (uint32_t i = 0; i < line->n; i++) {
		const struct piece *p = &line->pieces[i];
		if (!p->word)
			continue;
		size_t face = (size_t)p->word->face->number;
		if (face < n_faces)
			shown[face] = true;
		put(b, (int64_t)face);
		put(b, p->x);
		put(b, p->rise);
		put(b, p->size);
		put(b, p->tracking);
		put(b, p->stretch);
		put(b, p->flags & (PIECE_UNDERLINE | PIECE_STRIKE | PIECE_INVISIBLE));
		colour_put(b, p->colour);
		for (size_t k = 0; k < p->word->n; k++) {
			const struct glyph *g = &p->word->glyphs[k];
			put(b, (int64_t)g->id << 32 | g->cluster);
			put(b, g->dx);
			put(b, g->dy);
			put(b, g->advance);
		}
	}
}

static void
item_put(struct buf *b, const struct item *item, bool *shown, size_t n_faces)
{
	put(b, item->kind);
	put(b, item->x);
	put(b, item->y);
	put(b, item->w);
	put(b, item->h);
	if (item->kind == ITEM_LINE) {
		line_put(b, &item->line, shown, n_faces);
	} else if (item->kind == ITEM_RECT) {
		colour_put(b, item->fill);
	} else if (item->kind == ITEM_PICTURE) {
		const struct image *im = item->picture.image;
		put(b, im ? (int64_t)im->hash : 0);
		put(b, im ? (int64_t)im->size : -1);
		put(b, item->picture.crop_x);
		put(b, item->picture.crop_y);
		put(b, item->picture.full_w);
		put(b, item->picture.full_h);
	}
}

void
page_key(const struct pages *pages, size_t page, struct buf *b)
{
	const struct page *p = &pages->list[page];
	bool *shown = xmalloc(pages->n_faces + 1);
	for (size_t i = 0; i < pages->n_faces; i++)
		shown[i] = false;
	put(b, pages->trim_w);
	put(b, pages->trim_h);
	put(b, pages->one_ink);
	for (size_t k = 0; k < p->n_frames; k++) {
		const struct frame *f = &p->frames[k];
		put(b, f->x);
		put(b, f->y);
		put(b, f->turn);
		put(b, (int64_t)f->n);
		for (size_t i = 0; i < f->n; i++)
			item_put(b, &f->items[i], shown, pages->n_faces);
	}
	faces_put(b, pages, shown);
	free(shown);
}
