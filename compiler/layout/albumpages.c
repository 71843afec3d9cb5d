/* albumpages.c - a post's gallery behind its text: on the rest of the last page, and on pages of its own */
#include "layout/flow.h"

enum { ROOM_PART = 3 /* of a page: so much must be left for a gallery to begin there */ };

/* What the post's last page has room for, behind a blank line; 0: nothing. */
static dim
room_left(const struct flow *f, const struct post_pages *p)
{
	const struct foot *foot = p->n ? &p->feet[p->n - 1] : NULL;
	if (!foot || foot->notes || f->style->columns > 1 || foot->left < f->style->lines / ROOM_PART)
		return 0;
	return (foot->left - 1) * f->style->grid - (f->style->grid - f->cap);
}

static void
frame_fill(struct flow *f, struct frame *frame, const struct items *items, dim top)
{
	*frame = (struct frame){.kind = FRAME_TEXT, .y = top, .w = f->wide, .h = f->style->last_baseline - top, .n = items->n};
	frame->items = items_keep(f->keep, items);
}

static void
pages_append(struct flow *f, struct post_pages *p)
{
	const struct style *style = f->style;
	struct album_page *album;
	dim room = room_left(f, p), full = style->lines * style->grid - (style->grid - f->cap);
	size_t n = album_make(f, 0, room, full, &album), done = 0;
	struct page *list = NEW_N(f->keep, p->n + n, struct page);
	struct foot *feet = NEW_N(f->keep, p->n + n, struct foot);
	for (size_t i = 0; i < p->n; i++) {
		list[i] = p->list[i];
		feet[i] = p->feet[i];
	}
	if (n && !album[0].fresh) {
		struct page *page = &list[p->n - 1];
		struct frame *frames = NEW_N(f->keep, page->n_frames + 1, struct frame);
		for (size_t i = 0; i < page->n_frames; i++)
			frames[i] = page->frames[i];
		frame_fill(f, &frames[page->n_frames++], &album[0].items, style->last_baseline - room);
		page->frames = frames;
		done = 1;
	}
	p->list = list;
	p->feet = feet;
	for (; done < n; done++) {
		struct page *page = &list[p->n];
		page->frames = NEW_N(f->keep, 1, struct frame);
		page->n_frames = 1;
		frame_fill(f, page->frames, &album[done].items, style->first_baseline - f->cap);
		feet[p->n++] = (struct foot){.notes = true};
	}
}

void
album_append(struct flow *f, struct post_pages *out)
{
	struct diag *d = f->d;
	f->measure = f->wide;
	pages_append(f, out);
	f->d = NULL;
	if (out->verso)
		pages_append(f, out->verso);
	f->d = d;
}
