/* album.c - a post's gallery: rows of photographs that fill pages, their captions below each other at the foot */
#include "layout/figure.h"

enum {
	PAGE_MOST = 10, /* pictures on a page */
	CAPTION_EMS = 16, /* of a column of captions, at least */
	COST_PAGE = 40,
	COST_GROUP = 400, /* a row with one caption goes over two pages */
	COST_FORCED = 100000, /* what does not fit is made smaller */
	COST_MOST = 1 << 30,
	EMPTY_FULL = 4, /* of what stays empty on a full page, in percent of it, squared: divided by this; */
	EMPTY_LAST = 12, /* of the last page, or one that is begun */
	FOOT_PERCENT = 8 /* captions stand at the foot of the page when no more is left above them */
};

/* A caption as it is set. */
struct told {
	struct setting_of s;
	struct para p;
	const struct block *block; /* of the picture, or of the row that it is for */
	int number; /* on the page at hand */
};

struct shot {
	const struct block *block;
	const struct block *group; /* the row whose caption is for all of its pictures, or NULL */
	bool opens; /* the first of its group */
	dim h[ROW_MOST]; /* of rows of one picture and more that begin with it */
	int64_t cost[ROW_MOST];
	struct told own, all; /* its caption, and its group's with the first */
	/* the best way from here on */
	int64_t best;
	int take; /* pictures on the next page */
};

struct album {
	struct flow *f;
	const struct block **parts;
	struct shot *shots;
	size_t n;
	dim measure, column, hang;
	int columns; /* of captions */
};

/* How a page is divided. */
struct division_of {
	unsigned ends; /* bits: a row ends behind the picture */
	int64_t cost;
	dim rows; /* height of the pictures alone */
	int n;
};

/* ---- captions ---- */

static void
told_set(struct album *a, const struct block *b, struct told *to)
{
	to->block = b;
	caption_set(a->f, b, a->column - a->hang, &to->s, &to->p);
}

/* Lines of the captions of some pictures in columns; where *split is not NULL, how many stand in the first. */
static size_t
captions_lines(const struct album *a, size_t from, size_t to, size_t *split)
{
	size_t all = 0, first = 0;
	for (size_t i = from; i < to; i++)
		all += a->shots[i].own.p.n + a->shots[i].all.p.n;
	if (a->columns < 2)
		first = all;
	bool open = a->columns > 1;
	for (size_t i = from; i < to && open; i++) {
		const size_t next[] = {a->shots[i].all.p.n, a->shots[i].own.p.n};
		for (int k = 0; k < 2 && open; k++) {
			open = !first || first * 2 + next[k] <= all;
			first += open ? next[k] : 0;
		}
	}
	if (split)
		*split = first;
	return first > all - first ? first : all - first;
}

static dim
captions_height(const struct album *a, size_t from, size_t to)
{
	size_t lines = captions_lines(a, from, to, NULL);
	return lines ? a->f->style->row_gap + (dim)lines * a->f->style->text_styles[TEXT_CAPTION].leading : 0;
}

/* ---- dividing ---- */

/* How far rows may be made higher or lower by cutting. */
static dim
give_of(const struct album *a, dim rows)
{
	return dim_scale(rows, a->f->style->crop, 1000);
}

static bool
division_try(const struct album *a, size_t from, size_t n, dim room, bool full, struct division_of *d)
{
	dim gap = a->f->style->row_gap, rows = 0;
	int count = 1;
	d->cost = COST_PAGE;
	d->n = 0;
	for (size_t i = 0; i < n; i++, count++) {
		if (i + 1 < n && !(d->ends >> i & 1)) {
			if (count == ROW_MOST)
				return false;
			continue;
		}
		const struct shot *s = &a->shots[from + i + 1 - (size_t)count];
		rows += s->h[count - 1];
		d->cost += s->cost[count - 1];
		d->n++;
		count = 0;
	}
	dim left = room - rows - gap * (d->n - 1) - captions_height(a, from, from + n), give = give_of(a, rows);
	d->rows = rows;
	if (left < -give)
		return false;
	int64_t empty = left > give ? (int64_t)(left - give) * 100 / (room > 0 ? room : 1) : 0;
	d->cost += empty * empty / (full ? EMPTY_FULL : EMPTY_LAST);
	if (from + n < a->n && a->shots[from + n].group && !a->shots[from + n].opens)
		d->cost += COST_GROUP;
	return true;
}

/* The best way to put n pictures on a page with so much room; false when they do not fit. */
static bool
division_find(const struct album *a, size_t from, size_t n, dim room, bool full, struct division_of *best)
{
	bool found = false;
	for (unsigned ends = 0; ends < 1u << (n - 1); ends++) {
		struct division_of d = {.ends = ends};
		if (division_try(a, from, n, room, full, &d) && (!found || d.cost < best->cost)) {
			*best = d;
			found = true;
		}
	}
	return found;
}

/* How many pictures the next page takes, at which cost for it and all behind it. */
static int64_t
page_choose(const struct album *a, size_t from, dim room, bool fresh, int *take)
{
	int64_t best = COST_MOST;
	struct division_of d;
	for (size_t n = 1; n <= PAGE_MOST && from + n <= a->n; n++) {
		if (!division_find(a, from, n, room, fresh && from + n < a->n, &d)) {
			if (n > ROW_MOST)
				break;
			continue;
		}
		int64_t cost = d.cost + (from + n < a->n ? a->shots[from + n].best : 0);
		if (cost < best) {
			best = cost;
			*take = (int)n;
		}
	}
	if (best == COST_MOST && fresh) {
		*take = 1;
		best = COST_FORCED + (from + 1 < a->n ? a->shots[from + 1].best : 0);
	}
	return best < COST_MOST ? best : COST_MOST;
}

/* ---- setting ---- */

static dim
text_put(struct flow *f, struct items *to, const struct told *t, size_t line, dim x, dim y)
{
	line_add(f, to, &t->s, &t->p.lines[line], x, y);
	return t->p.lines[line].w;
}

/* A number as a line; its width. */
static dim
number_set(struct flow *f, int number, uint8_t role, struct setting_of *s, struct para *p)
{
	struct str text = str_fmt(f->keep, "%d", number);
	struct run *run = NEW(f->tmp, struct run);
	*run = (struct run){.end = (uint32_t)text.n, .flags = RUN_BOLD, .link = -1, .picture = -1, .note = -1};
	*s = (struct setting_of){
		.text = text, .runs = run, .n_runs = 1, .style = TEXT_CAPTION, .role = role, .align = ALIGN_LEFT};
	text_set(f, s, f->wide, p);
	return p->n ? p->lines[0].w : 0;
}

/* The number of a picture, in a notch of its lower corner. */
static void
notch_add(struct album *a, struct items *to, int number, dim x, dim y, const struct placed *p)
{
	struct flow *f = a->f;
	struct setting_of s;
	struct para para;
	dim size = f->style->text_styles[TEXT_CAPTION].size, w = number_set(f, number, ROLE_ARTIFACT, &s, &para);
	dim side = size * 4 / 3, wide = w + size * 2 / 3 > side ? w + size * 2 / 3 : side;
	if (!para.n || p->h < side * 2 || p->w < wide * 2)
		return;
	dim left = language_rtl(f->entry->lang) ? x + p->w - wide : x, edge = PT(0.5); /* no hairline of it stays */
	rect_add(f, to, left == x ? x - edge : left, y + p->h - side, wide + edge, side + edge, (struct colour){0});
	line_add(f, to, &s, &para.lines[0], left + (wide - w) / 2, y + p->h - side + size);
}

static void
dest_add(struct album *a, struct items *to, const struct block *b, dim y)
{
	if (b->anchor.n)
		item_add(a->f, to,
			(struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .y = y, .dest = dest_name(a->f, b->anchor)});
}

/* Captions get numbers in their order, where a page shows more than one picture. */
static int
captions_number(struct album *a, size_t from, size_t to)
{
	int number = 0;
	for (size_t i = from; i < to; i++) {
		struct shot *s = &a->shots[i];
		s->all.number = i > from && s->group && !s->opens ? a->shots[i - 1].all.number : 0;
		if (s->all.p.n)
			s->all.number = ++number;
		s->own.number = s->own.p.n ? ++number : s->all.number;
	}
	return to - from > 1 ? number : 0;
}

static void
caption_put(struct album *a, struct items *to, const struct told *t, bool numbered, int column, dim *y)
{
	struct flow *f = a->f;
	dim leading = f->style->text_styles[TEXT_CAPTION].leading, x = column * (a->column + f->style->row_gap);
	bool rtl = language_rtl(f->entry->lang);
	if (rtl)
		x = a->measure - a->column - x;
	for (size_t k = 0; k < t->p.n; k++) {
		*y += leading;
		if (!k && numbered) {
			struct setting_of s;
			struct para p;
			dim w = number_set(f, t->number, ROLE_CAPTION, &s, &p);
			if (p.n)
				line_add(f, to, &s, &p.lines[0], rtl ? x + a->column - w : x, *y);
		}
		text_put(f, to, t, k, rtl || !numbered ? x : x + a->hang, *y);
	}
}

static void
captions_put(struct album *a, struct items *to, size_t from, size_t end, bool numbered, dim top)
{
	const struct text_style *t = &a->f->style->text_styles[TEXT_CAPTION];
	size_t first, done = 0;
	captions_lines(a, from, end, &first);
	dim y = top - t->leading + t->size * 3 / 4, begin = y;
	int column = 0;
	for (size_t i = from; i < end; i++)
		for (int own = 0; own < 2; own++) {
			const struct told *told = own ? &a->shots[i].own : &a->shots[i].all;
			if (!told->p.n)
				continue;
			if (!column && done >= first) {
				column = 1;
				y = begin;
			}
			caption_put(a, to, told, numbered, column, &y);
			done += told->p.n;
		}
}

/* Brings a row to another height, by cutting where that is enough. */
static void
row_stretch(struct placed *p, int n, dim from, dim to)
{
	for (int i = 0; i < n; i++) {
		if (p[i].h != from)
			continue;
		if (to > from) {
			p[i].full_w = dim_scale(p[i].full_w, to, from);
			p[i].full_h = dim_scale(p[i].full_h, to, from);
		}
		p[i].h = to;
	}
}

/* Sets a page's pictures; returns the lower edge of what stands. */
static dim
page_set(struct album *a, size_t from, size_t n, dim room, bool full, struct items *to)
{
	struct division_of d = {0};
	const struct style *style = a->f->style;
	bool fits = division_find(a, from, n, room, full, &d);
	dim captions = captions_height(a, from, from + n), free = room - captions - style->row_gap * (d.n - 1);
	if (!fits) { /* alone, and too high: as high as there is room */
		d = (struct division_of){.rows = a->shots[from].h[0], .n = 1};
		free = room - captions > room / 4 ? room - captions : room / 4;
	}
	dim rows = d.rows, give = give_of(a, rows), target = rows;
	if (free < rows || (full && free <= rows + give * 3))
		target = free < rows + give ? free : rows + give;
	int numbers = captions_number(a, from, from + n);
	dim y = 0;
	for (size_t i = 0, count = 1; i < n; i++, count++) {
		if (i + 1 < n && !(d.ends >> i & 1))
			continue;
		size_t first = from + i + 1 - count;
		struct placed p[ROW_MOST];
		dim h = a->shots[first].h[count - 1], high = dim_scale(h, target, rows ? rows : 1), x = 0;
		if (!fits) {
			p[0] = placed_at(a->f, a->parts[first], dim_scale(a->measure, high, h ? h : 1));
			if (p[0].h > high)
				p[0] = placed_at(a->f, a->parts[first], dim_scale(p[0].w, high, p[0].h));
		} else {
			row_place(a->f, a->parts + first, (int)count, a->measure, p);
			row_stretch(p, (int)count, h, high);
		}
		for (size_t k = 0; k < count; k++) {
			const struct shot *s = &a->shots[first + k];
			if (s->group && s->opens)
				dest_add(a, to, s->group, y);
			dest_add(a, to, s->block, y);
			placed_add(a->f, to, s->block, &p[k], x, y);
			if (numbers && s->own.number)
				notch_add(a, to, s->own.number, x, y, &p[k]);
			x += p[k].w + style->row_gap;
		}
		y += high + (i + 1 < n ? style->row_gap : 0);
		count = 0;
	}
	if (!captions)
		return y;
	dim left = room - y - captions;
	if (full && left > 0 && (int64_t)left * 100 <= (int64_t)room * FOOT_PERCENT)
		y += left;
	captions_put(a, to, from, from + n, numbers > 0, y + style->row_gap);
	return y + captions;
}

/* ---- all ---- */

static void
shots_find(struct album *a, const struct block *gallery)
{
	struct flow *f = a->f;
	size_t n = 0;
	for (const struct block *row = gallery->first; row; row = row->next)
		for (const struct block *b = row->first; b; b = b->next)
			n++;
	a->parts = NEW_N(f->tmp, n, const struct block *);
	a->shots = NEW_N(f->tmp, n, struct shot);
	for (const struct block *row = gallery->first; row; row = row->next)
		for (const struct block *b = row->first; b; b = b->next) {
			struct shot *s = &a->shots[a->n];
			a->parts[a->n++] = b;
			*s = (struct shot){.block = b, .opens = b == row->first};
			s->group = row->text.n || row->anchor.n ? row : NULL;
			told_set(a, b, &s->own);
			if (s->group && s->opens)
				told_set(a, row, &s->all);
		}
	for (size_t i = 0; i < n; i++)
		for (int k = 1; k <= ROW_MOST && i + (size_t)k <= n; k++) {
			struct shot *s = &a->shots[i];
			s->h[k - 1] = row_height(f, a->parts + i, k, a->measure);
			s->cost[k - 1] = row_cost(f, a->parts + i, k, a->measure, s->h[k - 1]);
		}
}

size_t
album_make(struct flow *f, dim head, dim room, dim full, struct album_page **out)
{
	const struct style *style = f->style;
	struct album a = {.f = f, .measure = f->wide, .columns = 2, .hang = style->text_styles[TEXT_CAPTION].size * 3 / 2};
	size_t n = 0, at = 0;
	a.column = (a.measure - style->row_gap) / 2;
	if (a.column < style->text_styles[TEXT_CAPTION].size * CAPTION_EMS) {
		a.columns = 1;
		a.column = a.measure;
	}
	shots_find(&a, f->post->gallery);
	for (size_t i = a.n; i-- > 0;)
		a.shots[i].best = page_choose(&a, i, full, true, &a.shots[i].take);
	struct album_page *pages = NEW_N(f->tmp, a.n + 1, struct album_page);
	int take = 0;
	dim first = full - head;
	bool fresh = true;
	int64_t cost = page_choose(&a, 0, first, true, &take);
	if (room > head) {
		int begun;
		if (page_choose(&a, 0, room - head, false, &begun) < cost) {
			take = begun;
			first = room - head;
			fresh = false;
		}
	}
	for (; at < a.n; n++) {
		size_t count = n ? (size_t)a.shots[at].take : (size_t)take;
		struct album_page *page = &pages[n];
		*page = (struct album_page){.fresh = n || fresh};
		page->h = page_set(&a, at, count, n ? full : first, page->fresh && at + count < a.n, &page->items);
		at += count;
	}
	*out = pages;
	return n;
}
