/* spare.c - colour where it is worth a page of colour: a page with nothing coloured but a small mark is printed in black */
#include "press/fit.h"

/* A mark, such as that behind a post's last word. */
#define MARK_MOST MM(4)

static bool
inked(struct colour c)
{
	return c.c || c.m || c.y;
}

static bool
line_inked(const struct line *line)
{
	for (uint32_t i = 0; i < line->n; i++)
		if (!(line->pieces[i].flags & PIECE_INVISIBLE) && inked(line->pieces[i].colour))
			return true;
	return false;
}

static bool
mark_inked(const struct item *item)
{
	return item->kind == ITEM_RECT && inked(item->fill) && item->w <= MARK_MOST && item->h <= MARK_MOST;
}

/* Whether something other than marks has colour; a picture may. */
static bool
item_inked(const struct item *item)
{
	return item->kind == ITEM_PICTURE || (item->kind == ITEM_LINE && line_inked(&item->line)) ||
		(item->kind == ITEM_RECT && inked(item->fill) && !mark_inked(item));
}

void
page_spare(struct arena *a, struct page *page)
{
	size_t marks = 0;
	for (size_t f = 0; f < page->n_frames; f++)
		for (size_t i = 0; i < page->frames[f].n; i++) {
			if (item_inked(&page->frames[f].items[i]))
				return;
			marks += mark_inked(&page->frames[f].items[i]);
		}
	if (!marks)
		return;
	struct frame *frames = NEW_N(a, page->n_frames, struct frame);
	for (size_t f = 0; f < page->n_frames; f++) {
		const struct frame *from = &page->frames[f];
		frames[f] = *from;
		frames[f].items = NEW_N(a, from->n + 1, struct item);
		for (size_t i = 0; i < from->n; i++) {
			frames[f].items[i] = from->items[i];
			if (mark_inked(&from->items[i]))
				frames[f].items[i].fill = (struct colour){0, 0, 0, 100};
		}
	}
	page->frames = frames;
}
