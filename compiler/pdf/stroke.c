/* stroke.c - lines under and through words */
#include "pdf/draw.h"

static bool
stroke_joins(const struct stroke *s, const struct piece *p, const struct stroke *next)
{
	return s->open && s->y == next->y && s->h == next->h && !memcmp(&s->colour, &next->colour, sizeof s->colour) &&
		((p->flags & PIECE_SPACE) || p->x - s->x1 < p->size / 8) && p->x >= s->x0;
}

/* A line under (0) or through (1) a piece; it runs on through the blanks between such pieces. */
static void
stroke_piece(struct draw *d, struct stroke *run, const struct piece *p, int through)
{
	dim h = p->size / 20;
	struct stroke next = {.x0 = p->x,
		.x1 = fine_dim(d->end),
		.h = h,
		.colour = p->colour,
		.open = true,
		.y = p->rise + (through ? p->size / 4 : -p->size / 8 - h)};
	bool wanted = p->flags & (through ? PIECE_STRIKE : PIECE_UNDERLINE);
	if (wanted && stroke_joins(run, p, &next)) {
		run->x1 = next.x1;
		return;
	}
	if (run->open)
		*PUSH(d->scratch, d->strokes, d->n_strokes, d->strokes_cap) = *run;
	*run = wanted ? next : (struct stroke){0};
}

void
strokes_piece(struct draw *d, struct stroke run[2], const struct piece *p)
{
	stroke_piece(d, &run[0], p, 0);
	stroke_piece(d, &run[1], p, 1);
}

void
strokes_draw(struct draw *d, struct stroke run[2])
{
	for (int i = 0; i < 2; i++)
		if (run[i].open)
			*PUSH(d->scratch, d->strokes, d->n_strokes, d->strokes_cap) = run[i];
	for (size_t i = 0; i < d->n_strokes; i++) {
		const struct stroke *s = &d->strokes[i];
		draw_colour(d, s->colour, s->h);
		draw_rect(d, d->x + s->x0, d->y + s->y, s->x1 - s->x0, s->h, "re f\n");
	}
	d->n_strokes = 0;
}
