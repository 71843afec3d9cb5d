/* gallery.c - pictures side by side: rows of one height over the full measure, divided as evenly as can be */
#include "layout/figure.h"

enum {
	RATIO = 4096, /* width to height, in parts of this */
	RATIO_LEAST = RATIO / 5, /* a strip takes so much of a row at least, */
	RATIO_MOST = RATIO * 8, /* and so much at most */
	TINY = 3, /* a picture is left out of account that would make its row so many times lower */
	IDEAL = 36, /* height of a row, in percent of the measure */
	COST_UNLIKE = 16, /* of a row half as high again: grows with the square */
	COST_NARROW = 6, /* for each percent of the measure that a row leaves empty */
	COST_LEADS = 20, /* less: one picture leads the others, at the full measure */
	COST_SINGLE = 150, /* a picture of a gallery stands alone */
	COST_PART = 30, /* of each part of a gallery: its rows stand closer when they are one */
	COST_JOINED = 20, /* pictures that are no gallery share a row */
	DIVISIONS_MOST = 24 /* ways to divide six pictures into rows of three at most */
};

static int64_t
ratio_of(const struct flow *f, const struct block *b)
{
	const struct image *image = picture_image(f, b->picture);
	int64_t ratio = image ? (int64_t)image->w * RATIO / (image->h ? image->h : 1) : RATIO * 3 / 2;
	return ratio < RATIO_LEAST ? RATIO_LEAST : ratio > RATIO_MOST ? RATIO_MOST : ratio;
}

dim
row_height(const struct flow *f, const struct block *const *parts, int n, dim measure)
{
	int64_t sum = 0;
	dim most = picture_height(f, f->style->portrait_lines < 2 ? 2 : f->style->portrait_lines);
	for (int i = 0; i < n; i++)
		sum += ratio_of(f, parts[i]);
	dim h = dim_scale(measure - f->style->row_gap * (n - 1), RATIO, sum);
	h = h > most ? most : h;
	for (int i = 0; i < n; i++) {
		const struct image *image = picture_image(f, parts[i]->picture);
		dim high = image ? dim_scale(width_most(f, image), RATIO, ratio_of(f, parts[i])) : h;
		h = high < h && high > h / TINY ? high : h;
	}
	return h < DIM_PT ? DIM_PT : h;
}

int64_t
row_cost(const struct flow *f, const struct block *const *parts, int n, dim measure, dim h)
{
	int64_t sum = 0, ideal = (int64_t)measure * IDEAL / 100;
	for (int i = 0; i < n; i++)
		sum += ratio_of(f, parts[i]);
	dim w = dim_scale(h, sum, RATIO) + f->style->row_gap * (n - 1);
	int64_t percent = h > ideal ? (h * (int64_t)100 / (ideal ? ideal : 1)) - 100 : ideal * 100 / h - 100;
	percent = percent > 1000 ? 1000 : percent;
	int64_t cost = percent * percent * COST_UNLIKE / 2500;
	return cost + (w < measure ? COST_NARROW * (100 - (int64_t)w * 100 / measure) : 0);
}

static void
division_measure(const struct flow *f, const struct block *const *parts, dim measure, struct division *d)
{
	d->cost = d->height = 0;
	for (int r = 0, done = 0; r < d->n; done += d->rows[r++]) {
		dim h = row_height(f, parts + done, d->rows[r], measure);
		d->cost += row_cost(f, parts + done, d->rows[r], measure, h);
		d->height += h + (r ? f->style->row_gap : 0);
	}
	if (d->n > 1 && d->rows[0] == 1 && d->rows[1] > 1)
		d->cost -= COST_LEADS;
}

/* All ways to divide n pictures into rows, best first. */
static int
divisions_make(const struct flow *f, const struct block *const *parts, int n, dim measure, struct division *to)
{
	int count = 0;
	/* the bits of a number say where rows end */
	for (unsigned ends = 0; ends < 1u << (n - 1) && count < DIVISIONS_MOST; ends++) {
		struct division d = {.rows = {1}, .n = 1};
		bool fits = true;
		for (int i = 0; i + 1 < n; i++)
			if (ends >> i & 1)
				d.rows[d.n++] = 1;
			else
				fits &= ++d.rows[d.n - 1] <= ROW_MOST;
		if (!fits)
			continue;
		division_measure(f, parts, measure, &d);
		int k = count++;
		for (; k > 0 && to[k - 1].cost > d.cost; k--)
			to[k] = to[k - 1];
		to[k] = d;
	}
	return count;
}

/* A strip, or a picture with too few pixels, does not fill its place in the row: it stands there as large as it can. */
static void
picture_in_place(const struct flow *f, const struct block *b, struct placed *p)
{
	if (!p->image)
		return;
	dim w = p->w, most = width_most(f, p->image);
	struct placed own = placed_at(f, b, most < w ? most : w);
	if (own.h > p->h) {
		w = dim_scale(p->h, p->image->w, p->image->h);
		own = placed_at(f, b, w > 0 ? w : 1);
		own.h = own.full_h = p->h;
	}
	if (own.w < p->w - PT(1) || own.h < p->h - PT(1))
		*p = own;
}

bool
row_place(const struct flow *f, const struct block *const *parts, int n, dim measure, struct placed *p)
{
	dim h = row_height(f, parts, n, measure), used = f->style->row_gap * (n - 1);
	for (int i = 0; i < n; i++) {
		p[i] = placed_at(f, parts[i], measure);
		p[i].h = p[i].full_h = h;
		p[i].w = p[i].full_w = dim_scale(h, ratio_of(f, parts[i]), RATIO);
		used += p[i].w;
		picture_in_place(f, parts[i], &p[i]);
	}
	/* what rounding left goes to the last: the row ends at the measure */
	if (measure - used > 0 && measure - used < PT(1))
		p[n - 1].w = p[n - 1].full_w = p[n - 1].w + measure - used;
	bool even = true;
	for (int i = 0; i < n; i++)
		even &= p[i].h == h;
	return even;
}

struct shape
shape_rows(struct flow *f, const struct block *const *parts, const struct division *d, const struct block *whole, dim measure)
{
	struct shape shape = {.takes = 1, .note = (uint32_t)f->n_calls};
	dim y = f->style->grid - f->cap, bottom = y, last = y;
	for (int r = 0, done = 0; r < d->n; r++) {
		struct placed p[ROW_MOST];
		int count = d->rows[r];
		dim x = 0;
		if (row_place(f, parts + done, count, measure, p) && d->n == 1)
			grid_meet(f, p, count);
		bottom = y;
		for (int i = 0; i < count; i++)
			bottom = y + p[i].h > bottom ? y + p[i].h : bottom;
		last = bottom;
		for (int i = 0; i < count; i++) {
			placed_add(f, &shape.items, parts[done + i], &p[i], x, y);
			dim low = caption_add(f, &shape.items, parts[done + i], x, y + p[i].h, p[i].w);
			last = low > last ? low : last;
			x += p[i].w + f->style->row_gap;
		}
		y = (last > bottom ? last : bottom) + f->style->row_gap;
		done += count;
	}
	if (whole && whole->text.n)
		last = caption_add(f, &shape.items, whole, 0, last, measure);
	shape.n_notes = (uint32_t)f->n_calls - shape.note;
	shape_close(f, &shape, bottom, last);
	return shape;
}

bool
shape_gallery(struct flow *f, const struct block *const *parts, int n, const struct block *whole, dim measure, bool second,
	struct shape *out)
{
	struct division list[DIVISIONS_MOST];
	int count = divisions_make(f, parts, n, measure, list), k = 0;
	if (second)
		for (k = 1; k < count && steps_of(f, list[k].height) == steps_of(f, list[0].height); k++)
			;
	if (k >= count)
		return false;
	*out = shape_rows(f, parts, &list[k], whole, measure);
	int64_t cost = list[k].cost > 0 ? list[k].cost : 0;
	out->cost = cost < 100000 ? (int32_t)cost : 100000;
	return true;
}

void
shapes_join(struct flow *f, struct figure *g, int n)
{
	const struct block *parts[GALLERY_MOST];
	for (int i = 0; i < n && i < GALLERY_MOST; i++) {
		parts[i] = g[i].parts[0];
		if (!i && !g->gallery)
			continue;
		for (int second = 0; second < 2 && g->n_shapes < SHAPES_MOST; second++) {
			struct shape s;
			if (!shape_gallery(f, parts, i + 1, g[i].closes ? g[i].gallery : NULL, f->measure, second != 0, &s))
				break;
			s.takes = i + 1;
			s.cost += i ? g->gallery ? COST_PART : COST_JOINED : COST_SINGLE;
			if (s.steps <= f->style->lines || !g->n_shapes)
				g->shapes[g->n_shapes++] = s;
		}
	}
}
