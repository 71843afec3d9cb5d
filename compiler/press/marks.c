/* marks.c - lines for whoever cuts, folds and registers the inks */
#include "press/marks.h"

const struct colour ink_all = {100, 100, 100, 100};
const struct colour ink_black = {0, 0, 0, 100};

static void
mark_rect(struct marks *m, dim x, dim y, dim w, dim h)
{
	if (w > 0 && h > 0)
		*PUSH(m->a, m->items, m->n, m->cap) =
			(struct item){.kind = ITEM_RECT, .role = ROLE_ARTIFACT, .x = x, .y = y, .w = w, .h = h, .fill = m->ink};
}

void
mark_across(struct marks *m, dim x0, dim x1, dim y)
{
	mark_rect(m, x0, y - MARK_THICK / 2, x1 - x0, MARK_THICK);
}

void
mark_down(struct marks *m, dim x, dim y0, dim y1)
{
	mark_rect(m, x - MARK_THICK / 2, y0, MARK_THICK, y1 - y0);
}

void
mark_fold(struct marks *m, dim x, dim y0, dim y1)
{
	dim dash = MM(0.8);
	for (dim y = y0; y < y1; y += 2 * dash)
		mark_down(m, x, y, y + dash < y1 ? y + dash : y1);
}

void
marks_corners(struct marks *m, const struct surface *s, dim gap, const dim lengths[4])
{
	const struct box *t = &s->trim;
	dim right = t->x + t->w, foot = t->y + t->h;
	const dim ys[] = {t->y, foot}, xs[] = {t->x, right};
	for (int i = 0; i < 2; i++) {
		if (ys[i] >= MARK_THICK && ys[i] <= s->h - MARK_THICK) { /* else the sheet ends there */
			mark_across(m, t->x - gap - lengths[0], t->x - gap, ys[i]);
			mark_across(m, right + gap, right + gap + lengths[2], ys[i]);
		}
		if (xs[i] >= MARK_THICK && xs[i] <= s->w - MARK_THICK) {
			mark_down(m, xs[i], t->y - gap - lengths[1], t->y - gap);
			mark_down(m, xs[i], foot + gap, foot + gap + lengths[3]);
		}
	}
}

void
mark_register(struct marks *m, dim x, dim y)
{
	dim half = MM(1.25);
	mark_across(m, x - MARK_REACH, x + MARK_REACH, y);
	mark_down(m, x, y - MARK_REACH, y + MARK_REACH);
	for (int i = -1; i <= 1; i += 2) {
		mark_across(m, x - half, x + half, y + i * half);
		mark_down(m, x + i * half, y - half, y + half);
	}
}

void
mark_text(struct marks *m, dim x, dim y, const struct line *line)
{
	*PUSH(m->a, m->items, m->n, m->cap) =
		(struct item){.kind = ITEM_LINE, .role = ROLE_ARTIFACT, .x = x, .y = y, .w = line->w, .line = *line};
}

void
marks_place(struct marks *m, struct surface *s)
{
	if (!m->n)
		return;
	struct frame *frames = NEW_N(m->a, s->n_frames + 1, struct frame);
	for (size_t i = 0; i < s->n_frames; i++)
		frames[i] = s->frames[i];
	frames[s->n_frames] = (struct frame){.kind = FRAME_PAGE, .w = s->w, .h = s->h, .items = m->items, .n = m->n};
	s->frames = frames;
	s->n_frames++;
	m->items = NULL;
	m->n = m->cap = 0;
}
