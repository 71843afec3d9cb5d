/* budget.c - how fine the pictures may be in a PDF that must not be larger than so many bytes */
#include "pdf/picture.h"

#include <stdlib.h>

/* A file has a few bytes more when its length has more figures. SAMPLE: of how many pictures one at least tells where the search begins. */
enum { SPARE = 64, SAMPLE = 16, SAMPLE_LEAST = 12, TOLD = 1000 };

/* Pictures of all rungs, as far as they were measured. */
struct budget {
	struct pdf *f;
	struct pictures *pictures;
	uint64_t most; /* bytes that the pictures may take in all */
	size_t n;
	uint64_t *sizes[SCREEN_RUNGS]; /* of each picture; 0: not measured */
	size_t *todo; /* pictures to be measured, and what they took */
	uint64_t *took;
};

/* Measures every step-th picture at a rung, but those that were before; what they take together. */
static uint64_t
rung_measure(struct budget *b, int rung, size_t step)
{
	size_t n = 0;
	uint64_t sum = 0;
	uint64_t *sizes = b->sizes[rung];
	if (!sizes)
		sizes = b->sizes[rung] = NEW_N(b->f->arena, b->n + 1, uint64_t);
	for (size_t i = 0; i < b->n; i += step)
		if (!sizes[i]) {
			b->f->xobjects[i].rung = (uint8_t)rung;
			b->todo[n++] = i;
		}
	pictures_measure(b->pictures, b->todo, n, b->took);
	for (size_t k = 0; k < n; k++)
		sizes[b->todo[k]] = b->took[k];
	for (size_t i = 0; i < b->n; i += step)
		sum += sizes[i];
	return sum;
}

/* Where the search begins: what a part of the pictures tells of all. Every rung between the first and the last is looked at in halves. */
static int
rung_guess(struct budget *b)
{
	size_t step = b->n / SAMPLE_LEAST < SAMPLE ? b->n / SAMPLE_LEAST : SAMPLE;
	if (!step)
		step = 1;
	uint64_t all = rung_measure(b, 0, 1), part = rung_measure(b, 0, step);
	int over = 0, fits = SCREEN_RUNGS - 1;
	while (fits - over > 1) {
		int middle = over + (fits - over) / 2;
		if ((double)rung_measure(b, middle, step) * (double)all > (double)b->most * (double)part)
			over = middle;
		else
			fits = middle;
	}
	return fits;
}

/* The best rung that fits, from the guess up or down; SCREEN_RUNGS: none does. */
static int
rung_find(struct budget *b)
{
	int rung = rung_guess(b);
	while (rung < SCREEN_RUNGS && rung_measure(b, rung, 1) > b->most)
		rung++;
	while (rung < SCREEN_RUNGS && rung > 1 && rung_measure(b, rung - 1, 1) <= b->most)
		rung--;
	return rung;
}

struct stand {
	size_t i;
	int64_t area; /* on its page */
};

static int
stand_cmp(const void *pa, const void *pb)
{
	const struct stand *a = pa, *b = pb;
	int c = (a->area < b->area) - (a->area > b->area);
	return c ? c : (a->i > b->i) - (a->i < b->i);
}

/* What is left of the budget makes pictures one rung better, those first that stand largest. */
static void
rest_spend(struct budget *b, int rung)
{
	struct stand *order = NEW_N(b->f->arena, b->n + 1, struct stand);
	uint64_t left = b->most - rung_measure(b, rung, 1);
	for (size_t i = 0; i < b->n; i++) {
		const struct xobject *x = &b->f->xobjects[i];
		order[i] = (struct stand){i, (int64_t)x->w * x->h};
	}
	qsort(order, b->n, sizeof *order, stand_cmp);
	for (size_t k = 0; k < b->n; k++) {
		size_t i = order[k].i;
		uint64_t now = b->sizes[rung][i], better = b->sizes[rung - 1][i];
		b->f->xobjects[i].rung = (uint8_t)rung;
		if (better > now + left)
			continue;
		b->f->xobjects[i].rung = (uint8_t)(rung - 1);
		left += now;
		left -= better;
	}
}

static int
kilobytes(uint64_t n)
{
	n = n / TOLD + (n % TOLD > 0);
	return n > INT32_MAX ? INT32_MAX : (int)n;
}

static void
impossible_tell(struct pdf *f, uint64_t without, uint64_t pictures)
{
	struct screen_rung least = screen_rung(f, SCREEN_RUNGS - 1);
	if (without > f->sheets->budget)
		diag_add(f->diag, DIAG_PDF_BUDGET, STR_NONE, 0, 0,
			"the PDF has %d KB although its pictures are as small as they are made, and its budget is %d KB: without "
			"any "
			"picture it would still have %d KB; leave out posts, or allow more",
			kilobytes(without + pictures), kilobytes(f->sheets->budget), kilobytes(without));
	else
		diag_add(f->diag, DIAG_PDF_BUDGET, STR_NONE, 0, 0,
			"the PDF has %d KB although its photographs have %d pixels to the inch and its drawings %d, and its "
			"budget is "
			"%d KB: less could not be read; leave out pictures, which take %d KB, or allow more",
			kilobytes(without + pictures), least.ppi, least.drawing_ppi, kilobytes(f->sheets->budget),
			kilobytes(pictures));
}

static void
reduced_tell(struct pdf *f, int rung)
{
	struct screen_rung r = screen_rung(f, rung);
	diag_add(f->diag, DIAG_PDF_REDUCED, STR_NONE, 0, 0,
		"photographs are packed at quality %d and have at most %d pixels to the inch, drawings %d, so that the PDF keeps "
		"to its "
		"budget of %d KB",
		r.quality, r.ppi, r.drawing_ppi, kilobytes(f->sheets->budget));
}

void
budget_keep(struct pdf *f, struct pictures *p)
{
	uint64_t without = pictures_without(p) + SPARE, budget = f->sheets->budget;
	struct budget b = {.f = f,
		.pictures = p,
		.most = budget > without ? budget - without : 0,
		.n = f->n_pictures,
		.todo = NEW_N(f->arena, f->n_pictures + 1, size_t),
		.took = NEW_N(f->arena, f->n_pictures + 1, uint64_t)};
	if (rung_measure(&b, 0, 1) <= b.most && without <= budget)
		return;
	int rung = b.most ? rung_find(&b) : SCREEN_RUNGS;
	if (rung < SCREEN_RUNGS) {
		rest_spend(&b, rung);
		reduced_tell(f, rung);
		return;
	}
	for (size_t i = 0; i < b.n; i++)
		f->xobjects[i].rung = SCREEN_RUNGS - 1;
	impossible_tell(f, without, rung_measure(&b, SCREEN_RUNGS - 1, 1));
}
