/* picture.c - sizes of pictures: widths, heights on the grid, rows of one height, captions */
#include "layout/flow.h"

#include "base/file.h"

#include <string.h>

enum {
	ROW_MOST = 3, /* pictures side by side */
	GROUP_MOST = 6, /* pictures of a group that stay on one page: two rows */
	SHAPES_MOST = 12,
	CAPTION_LINES = 8, /* a longer caption is set as text */
	FRAME_STEPS = 6, /* of a picture that is missing */
	RATIO = 4096,
	COST_CLASS = 60, /* a picture stands at the next class of widths, and 3 for each percent that it lost */
	COST_SMALLER = 150, /* at a width between, and 4 for each percent */
	COST_ALONE = 80, /* an upright picture stands alone beside another one */
	COST_PAIR = 100, /* two pictures that are not upright share a line */
	COST_THREE = 180
};

/* A picture at its size. */
struct placed {
	const struct image *image;
	const struct picture *picture;
	dim w, h; /* as shown */
	dim full_w, full_h; /* uncropped */
};

const struct image *
picture_image(const struct flow *f, int picture)
{
	if (picture < 0 || (size_t)picture >= f->post->n_pictures)
		return NULL;
	int image = f->post->pictures[picture].image;
	return image >= 0 && (size_t)image < f->book->n_images ? &f->book->images[image] : NULL;
}

void
inline_picture_size(void *ctx, const struct run *run, dim *w, dim *h)
{
	struct flow *f = ctx;
	const struct image *image = picture_image(f, run->picture);
	*w = *h = 0;
	if (!image)
		return;
	*h = f->style->text_styles[TEXT_BODY].size * 11 / 10;
	dim natural = dim_scale((dim)image->h, 72 * DIM_PT, f->style->ppi_least);
	if (*h > natural)
		*h = natural;
	*w = dim_scale(*h, image->w, image->h);
	if (*w > f->measure / 2) {
		*w = f->measure / 2;
		*h = dim_scale(*w, image->h, image->w);
	}
	if (*h < 1)
		*h = 1;
}

/* Height of a picture that takes n steps: from a cap height to a baseline. */
static dim
height_of(const struct flow *f, int steps)
{
	return steps * f->style->grid - (f->style->grid - f->cap);
}

static int
steps_of(const struct flow *f, dim h)
{
	int steps = (h + f->style->grid - f->cap + f->style->grid - 1) / f->style->grid;
	return steps < 1 ? 1 : steps;
}

/* The largest width at which the picture has enough pixels. */
static dim
width_most(const struct flow *f, const struct image *image)
{
	int64_t w = (int64_t)image->w * 72 * DIM_PT / f->style->ppi_least;
	return w > INT32_MAX / 4 ? INT32_MAX / 4 : w < DIM_PT ? DIM_PT : (dim)w;
}

/* How much of a length may be cut off. */
static dim
crop_most(const struct flow *f, const struct placed *p, dim length)
{
	return p->image && p->image->photograph ? dim_scale(length, f->style->crop, 1000) : 0;
}

/* Crops pictures of one height so that they end on the grid, if they may lose that much. Returns whether they do now. */
static bool
grid_meet(const struct flow *f, struct placed *p, int n)
{
	dim h = p[0].h, grid = f->style->grid;
	int low = (h + grid - f->cap) / grid;
	for (int k = 0; k < 2; k++) {
		/* the nearer step first */
		dim below = low > 0 ? h - height_of(f, low) : h, above = height_of(f, low + 1) - h;
		int steps = (below <= above) == (k == 0) ? low : low + 1;
		dim target = height_of(f, steps);
		bool may = steps > 0;
		for (int i = 0; i < n; i++) {
			dim wider = dim_scale(p[i].full_w, target, h);
			may &= target <= h ? h - target <= crop_most(f, &p[i], h) : wider - p[i].w <= crop_most(f, &p[i], wider);
		}
		if (!may)
			continue;
		for (int i = 0; i < n; i++) {
			if (target > h) {
				p[i].full_w = dim_scale(p[i].full_w, target, h);
				p[i].full_h = dim_scale(p[i].full_h, target, h);
			}
			p[i].h = target;
		}
		return true;
	}
	return false;
}

static struct placed
placed_at(const struct flow *f, const struct block *b, dim w)
{
	struct placed p = {.image = picture_image(f, b->picture), .w = w, .full_w = w};
	if (b->picture >= 0 && (size_t)b->picture < f->post->n_pictures)
		p.picture = &f->post->pictures[b->picture];
	p.h = p.image ? dim_scale(w, p.image->h, p.image->w) : height_of(f, FRAME_STEPS);
	if (p.h < DIM_PT / 4)
		p.h = DIM_PT / 4;
	p.full_h = p.h;
	return p;
}

/* ---- what is shown ---- */

/* A picture that is missing: a thin frame with what it was to show. */
static void
frame_add(struct flow *f, struct items *to, const struct block *b, const struct placed *p, dim x, dim y)
{
	struct colour pale = {0, 0, 0, 40};
	dim thin = PT(0.5), pad = f->style->indent * 3 / 4, leading = f->style->text_styles[TEXT_CAPTION].leading;
	struct setting_of s = {
		.style = TEXT_CAPTION, .role = ROLE_CAPTION, .rtl = language_rtl(f->entry->lang), .align = ALIGN_LEFT};
	struct para para;
	rect_add(f, to, x, y, p->w, thin, pale);
	rect_add(f, to, x, y + p->h - thin, p->w, thin, pale);
	rect_add(f, to, x, y, thin, p->h, pale);
	rect_add(f, to, x + p->w - thin, y, thin, p->h, pale);
	s.text = p->picture ? p->picture->alt : STR_NONE;
	if (!s.text.n) {
		struct str name = p->picture ? path_base(p->picture->src) : STR_NONE,
			   word = word_in(WORD_PICTURE_MISSING, f->entry->lang);
		ptrdiff_t query = str_find_char(name, '?');
		name = query >= 0 ? str_sub(name, 0, (size_t)query) : name;
		if (p->picture && str_starts_nocase(p->picture->src, "data:")) /* bytes, not a name */
			name = STR_NONE;
		s.text = name.n ? str_fmt(f->keep, "%.*s: %.*s", STR_FMT(word), STR_FMT(name)) : word;
	}
	item_add(f, to,
		(struct item){.kind = ITEM_PICTURE,
			.role = ROLE_FIGURE,
			.block = b->id,
			.x = x,
			.y = y,
			.w = p->w,
			.h = p->h,
			.picture = {.alt = s.text, .full_w = p->w, .full_h = p->h}});
	text_set(f, &s, p->w - 2 * pad > PT(20) ? p->w - 2 * pad : PT(20), &para);
	for (size_t i = 0; i < para.n && (dim)(i + 1) * leading + pad / 2 < p->h; i++)
		line_add(f, to, &s, &para.lines[i], x + pad, y + pad / 2 + (dim)(i + 1) * leading);
}

static void
placed_add(struct flow *f, struct items *to, const struct block *b, const struct placed *p, dim x, dim y)
{
	if (!p->image) {
		frame_add(f, to, b, p, x, y);
		return;
	}
	struct item item = {.kind = ITEM_PICTURE, .role = ROLE_FIGURE, .block = b->id, .x = x, .y = y, .w = p->w, .h = p->h};
	item.picture.image = p->image;
	item.picture.alt = p->picture ? p->picture->alt : STR_NONE;
	item.picture.full_w = p->full_w;
	item.picture.full_h = p->full_h;
	item.picture.crop_x = (p->full_w - p->w) / 2;
	item.picture.crop_y = (p->full_h - p->h) / 2;
	item_add(f, to, item);
}

/* ---- captions ---- */

/* A figure's caption with the photographer's name behind it. */
static struct setting_of
caption_setting(struct flow *f, const struct block *b)
{
	struct setting_of s = {.block = b,
		.text = b->text,
		.runs = b->runs,
		.n_runs = b->n_runs,
		.style = TEXT_CAPTION,
		.role = ROLE_CAPTION,
		.align = ALIGN_LEFT,
		.lang = b->lang,
		.rtl = b->rtl || language_rtl(b->lang.n ? b->lang : f->entry->lang)};
	bool pictured = b->kind == BLOCK_FIGURE && b->picture >= 0 && (size_t)b->picture < f->post->n_pictures;
	struct str credit = pictured ? f->post->pictures[b->picture].credit : STR_NONE;
	if (!credit.n || str_find(b->text, credit) >= 0)
		return s;
	struct str word = word_in(WORD_PHOTO, b->lang.n ? b->lang : f->entry->lang);
	bool stopped = !b->text.n || str_find(STR(".!?…"), str_sub(b->text, b->text.n - 1, b->text.n)) >= 0;
	s.text = str_fmt(f->keep, "%.*s%s%.*s: %.*s", STR_FMT(b->text),
		!b->text.n	  ? ""
			: stopped ? " "
				  : ". ",
		STR_FMT(word), STR_FMT(credit));
	struct run *runs = NEW_N(f->tmp, b->n_runs + 1, struct run);
	if (b->n_runs)
		memcpy(runs, b->runs, b->n_runs * sizeof *runs);
	runs[b->n_runs] =
		(struct run){.start = (uint32_t)b->text.n, .end = (uint32_t)s.text.n, .link = -1, .picture = -1, .note = -1};
	s.runs = runs;
	s.n_runs = b->n_runs + 1;
	return s;
}

/* Adds a caption below y; returns its last baseline, or y when there is none. */
static dim
caption_add(struct flow *f, struct items *to, const struct block *b, dim x, dim y, dim w)
{
	const struct text_style *t = &f->style->text_styles[TEXT_CAPTION];
	struct setting_of s = caption_setting(f, b);
	struct para p;
	if (!s.text.n)
		return y;
	text_set(f, &s, w, &p);
	y += f->style->caption_gap + t->size * 7 / 10 - t->leading;
	for (size_t i = 0; i < p.n; i++) {
		struct line *line = &p.lines[i];
		y += t->leading;
		line_add(f, to, &s, line, x, y);
		calls_add(f, &s, line);
		for (uint32_t k = 0; k < line->n; k++)
			if (line->pieces[k].start >= b->text.n)
				line->pieces[k].block = 0;
	}
	return y;
}

/* A caption is as wide as its picture, or as half the measure. */
static dim
caption_width(const struct flow *f, dim picture, dim measure)
{
	dim least = f->style->picture_widths[2] < measure ? f->style->picture_widths[2] : measure;
	return picture < least ? least : picture;
}

/* Closes a shape whose pictures end at `bottom` and whose captions at `last` (a baseline; == bottom: none). */
static void
shape_close(const struct flow *f, struct shape *shape, dim bottom, dim last)
{
	dim grid = f->style->grid;
	int foot = (last + grid - 1) / grid;
	if (last > bottom) {
		dim air = f->style->text_styles[TEXT_CAPTION].leading * 3 / 2; /* from the caption to the next line of text */
		shape->steps = (last + air + grid - 1) / grid - 1;
		if (shape->steps < foot)
			shape->steps = foot;
	} else {
		foot = (bottom + grid - 1) / grid;
		shape->steps = foot + 1;
	}
	shape->tail = shape->steps - foot;
}

/* ---- one picture ---- */

static struct shape
shape_single(struct flow *f, const struct block *b, struct placed p, dim measure)
{
	struct shape shape = {.takes = 1, .note = (uint32_t)f->n_calls};
	dim top = f->style->grid - f->cap;
	placed_add(f, &shape.items, b, &p, 0, top);
	dim last = caption_add(f, &shape.items, b, 0, top + p.h, caption_width(f, p.w, measure));
	shape.n_notes = (uint32_t)f->n_calls - shape.note;
	shape_close(f, &shape, top + p.h, last);
	return shape;
}

/* The most that the author wants. */
static dim
width_asked(const struct picture *p, dim measure)
{
	return p->share ? dim_scale(measure, p->share, 100) : measure;
}

/* The width that a picture should have: a class of widths for which it has the pixels, less when it would be too high. */
static dim
width_wanted(const struct flow *f, const struct image *image, int picture, dim measure)
{
	const struct style *s = f->style;
	dim most = width_most(f, image), w = 0;
	for (int i = 0; i < 3 && !w; i++) {
		dim class = s->picture_widths[i] < measure ? s->picture_widths[i] : measure;
		if (class <= most)
			w = class;
	}
	if (!w)
		w = most;
	int steps = image->h > image->w ? s->portrait_lines : s->lines - 3;
	if (steps > s->lines - 3)
		steps = s->lines - 3;
	dim high = height_of(f, steps > 1 ? steps : 1);
	dim narrow = dim_scale(high, image->w, image->h), asked = width_asked(&f->post->pictures[picture], measure);
	w = narrow < w ? narrow : w;
	return asked < w ? asked : w;
}

/* Reports a picture with few pixels for its place. */
static void
pixels_check(const struct flow *f, const struct placed *p, dim measure)
{
	if (!p->image || !p->picture || p->image->vector)
		return;
	struct str name = p->image->shown;
	dim wanted = p->image->h > p->image->w ? f->style->picture_widths[2] : measure;
	dim asked = width_asked(p->picture, measure);
	wanted = asked < wanted ? asked : wanted;
	int64_t ppi = (int64_t)p->image->w * 72 * DIM_PT / (p->w ? p->w : 1);
	if (p->w < wanted && width_most(f, p->image) < wanted)
		diag_add(f->d, DIAG_PICTURE_SMALL, f->post->path, p->picture->line, 0,
			"%.*s has only %u pixels across: it is shown smaller; %d would fill its place", STR_FMT(name),
			(unsigned)p->image->w, (int)((int64_t)wanted * f->style->ppi_good / (72 * DIM_PT)) + 1);
	else if (ppi < f->style->ppi_good)
		diag_add(f->d, DIAG_PICTURE_SMALL, f->post->path, p->picture->line, 0,
			"%.*s has %u pixels across, %d per inch where it stands; it prints softly; %d would be sharp",
			STR_FMT(name), (unsigned)p->image->w, (int)ppi,
			(int)((int64_t)p->w * f->style->ppi_good / (72 * DIM_PT)) + 1);
}

/* ---- rows ---- */

/* Places pictures side by side at one height; their widths and heights. */
static dim
row_place(const struct flow *f, const struct block *const *parts, int n, dim measure, struct placed *p)
{
	int64_t sum = 0;
	int64_t ratio[ROW_MOST];
	dim gap = f->style->row_gap, most = height_of(f, f->style->portrait_lines < 2 ? 2 : f->style->portrait_lines);
	for (int i = 0; i < n; i++) {
		p[i] = placed_at(f, parts[i], measure);
		ratio[i] = p[i].image ? (int64_t)p[i].image->w * RATIO / p[i].image->h : RATIO * 3 / 2;
		if (ratio[i] < RATIO / 16)
			ratio[i] = RATIO / 16;
		sum += ratio[i];
	}
	dim room = measure - gap * (n - 1), h = dim_scale(room, RATIO, sum);
	if (h > most)
		h = most;
	for (int i = 0; i < n; i++) {
		dim high = p[i].image ? dim_scale(width_most(f, p[i].image), RATIO, ratio[i]) : h;
		if (high < h)
			h = high;
	}
	for (int i = 0; i < n; i++) {
		p[i].h = p[i].full_h = h;
		p[i].w = p[i].full_w = dim_scale(h, ratio[i], RATIO);
	}
	/* what rounding left goes to the last: the row ends at the measure */
	dim used = gap * (n - 1);
	for (int i = 0; i < n; i++)
		used += p[i].w;
	if (measure - used > 0 && measure - used < PT(1))
		p[n - 1].w = p[n - 1].full_w = p[n - 1].w + measure - used;
	return h;
}

/* A row or two of pictures, each at one height, with their captions and that of the whole. */
static struct shape
shape_rows(struct flow *f, const struct block *const *parts, int n, const struct block *whole, dim measure)
{
	struct shape shape = {.takes = 1, .note = (uint32_t)f->n_calls};
	int rows = (n + ROW_MOST - 1) / ROW_MOST, done = 0;
	dim y = f->style->grid - f->cap, bottom = y, last = y;
	for (int r = 0; r < rows; r++) {
		struct placed p[ROW_MOST];
		int count = (n - done + rows - r - 1) / (rows - r);
		dim x = 0;
		row_place(f, parts + done, count, measure, p);
		if (rows == 1)
			grid_meet(f, p, count);
		bottom = last = y + p[0].h;
		for (int i = 0; i < count; i++) {
			placed_add(f, &shape.items, parts[done + i], &p[i], x, y);
			dim low = caption_add(f, &shape.items, parts[done + i], x, y + p[i].h, p[i].w);
			if (low > last)
				last = low;
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

/* ---- into the flow ---- */

static void
figure_float(struct flow *f, const struct block *b, const struct block *const *parts, int n)
{
	*PUSH(f->tmp, f->figures, f->n_figures, f->cap_figures) =
		(struct figure){.block = b, .parts = parts, .n_parts = n, .mention = f->n};
	f->first_call = (uint32_t)f->n_calls;
	f->after_figure = true;
	f->no_indent = true;
	f->before = BLOCK_FIGURE;
}

/* A figure that stays where it is: within a list, a quote. */
static void
shape_flow(struct flow *f, struct shape shape)
{
	struct items items = {0};
	const struct place *p = place_top(f);
	blank_ask(f, 1, 0);
	items_move(f, &items, &shape.items, p->left, 0);
	atom_add(f, items, shape.steps - shape.tail, 0);
	blank_ask(f, shape.tail, 0);
	f->end_x = 0;
	f->no_indent = true;
	f->before = BLOCK_FIGURE;
}

static struct shape
shape_wanted(struct flow *f, const struct block *b, dim measure)
{
	const struct image *image = picture_image(f, b->picture);
	struct placed p = placed_at(f, b, image ? width_wanted(f, image, b->picture, measure) : measure);
	grid_meet(f, &p, 1);
	pixels_check(f, &p, measure);
	return shape_single(f, b, p, measure);
}

void
figure_flow(struct flow *f, const struct block *b)
{
	const struct place *p = place_top(f);
	dim measure = f->measure - p->left - p->right;
	if (b->text.n > 60 * CAPTION_LINES) { /* a caption that is a text of its own */
		struct block *bare = NEW(f->tmp, struct block);
		*bare = *b;
		bare->text = STR_NONE;
		bare->n_runs = 0;
		shape_flow(f, shape_wanted(f, bare, measure));
		f->boxes[f->n - 1].cost = BREAK_NEVER;
		struct setting_of s = place_setting(f, b);
		s.style = TEXT_CAPTION;
		s.role = ROLE_CAPTION;
		lines_flow(f, &s);
		f->no_indent = true;
		return;
	}
	if (!p->floats) {
		shape_flow(f, shape_wanted(f, b, measure));
		return;
	}
	const struct block **parts = NEW_N(f->tmp, 1, const struct block *);
	parts[0] = b;
	figure_float(f, b, parts, 1);
}

void
row_flow(struct flow *f, const struct block *b)
{
	const struct place *p = place_top(f);
	dim measure = f->measure - p->left - p->right;
	int n = 0, done = 0;
	for (const struct block *part = b->first; part; part = part->next)
		n += part->kind == BLOCK_FIGURE && !part->hidden;
	const struct block **parts = NEW_N(f->tmp, (size_t)n, const struct block *);
	n = 0;
	for (const struct block *part = b->first; part; part = part->next)
		if (part->kind == BLOCK_FIGURE && !part->hidden)
			parts[n++] = part;
	int groups = (n + GROUP_MOST - 1) / GROUP_MOST;
	for (int g = 0; g < groups; g++) {
		int count = (n - done + groups - g - 1) / (groups - g);
		const struct block *whole = g + 1 == groups ? b : NULL; /* the caption of all stands under the last */
		if (p->floats)
			figure_float(f, whole, parts + done, count);
		else
			shape_flow(f,
				count == 1 ? shape_wanted(f, parts[done], measure)
					   : shape_rows(f, parts + done, count, whole, measure));
		done += count;
	}
}

int
cell_picture(struct flow *f, const struct block *b, dim w, struct items *to)
{
	const struct image *image = picture_image(f, b->picture);
	struct placed p = placed_at(f, b, w);
	if (image && width_most(f, image) < w)
		p = placed_at(f, b, width_most(f, image));
	dim most = height_of(f, f->style->lines / 4);
	if (p.h > most) {
		p.w = p.full_w = dim_scale(p.w, most, p.h);
		p.h = p.full_h = most;
	}
	placed_add(f, to, b, &p, 0, f->style->grid - f->cap);
	return steps_of(f, p.h);
}

/* ---- the sizes among which the page breaks choose ---- */

static bool
upright(const struct flow *f, const struct figure *g)
{
	const struct image *image = g->n_parts == 1 ? picture_image(f, g->parts[0]->picture) : NULL;
	return image && image->h > image->w;
}

static bool
class_width(const struct flow *f, dim w)
{
	for (int i = 0; i < 3; i++) {
		dim c = f->style->picture_widths[i];
		if (w > c - c / 40 && w < c + c / 40)
			return true;
	}
	return false;
}

/* The picture at the width that it should have, and smaller ones, a step of the grid each. */
static void
shapes_single(struct flow *f, struct figure *g, bool alone)
{
	const struct block *b = g->parts[0];
	struct shape first = shape_wanted(f, b, f->measure);
	const struct image *image = picture_image(f, b->picture);
	int32_t base = alone ? 0 : COST_ALONE;
	first.cost = base;
	g->shapes[g->n_shapes++] = first;
	if (!image)
		return;
	dim wanted = width_wanted(f, image, b->picture, f->measure);
	dim least = image->h > image->w ? f->style->picture_widths[2] : f->measure / 2;
	for (int steps = steps_of(f, dim_scale(wanted, image->h, image->w)) - 1; steps > 2 && g->n_shapes < SHAPES_MOST - 3;
		steps--) {
		dim w = dim_scale(height_of(f, steps), image->w, image->h);
		if (w < least || w >= wanted)
			break;
		struct shape s = shape_single(f, b, placed_at(f, b, w), f->measure);
		int percent = (int)(100 - (int64_t)w * 100 / wanted);
		s.cost = base + (class_width(f, w) ? COST_CLASS + percent * 3 : COST_SMALLER + percent * 4);
		if (s.steps < g->shapes[g->n_shapes - 1].steps)
			g->shapes[g->n_shapes++] = s;
	}
}

/* Neighbours in one row. */
static void
shape_join(struct flow *f, struct figure *g, int n, bool all_upright)
{
	const struct block *parts[ROW_MOST];
	for (int i = 0; i < n; i++)
		parts[i] = g[i].parts[0];
	struct shape s = shape_rows(f, parts, n, NULL, f->measure);
	s.takes = n;
	s.cost = all_upright ? (n - 2) * COST_ALONE : n == 2 ? COST_PAIR : COST_THREE;
	g->shapes[g->n_shapes++] = s;
}

void
figures_shape(struct flow *f)
{
	for (size_t k = 0; k < f->n_figures; k++) {
		struct figure *g = &f->figures[k];
		g->shapes = NEW_N(f->tmp, SHAPES_MOST, struct shape);
		if (g->n_parts > 1) {
			g->shapes[g->n_shapes++] = shape_rows(f, g->parts, g->n_parts, g->block, f->measure);
			continue;
		}
		bool pair = k + 1 < f->n_figures && g[1].n_parts == 1 && g[1].mention == g->mention;
		bool three = pair && k + 2 < f->n_figures && g[2].n_parts == 1 && g[2].mention == g->mention;
		bool beside = (pair && upright(f, g) && upright(f, g + 1)) ||
			(k && g[-1].mention == g->mention && upright(f, g) && upright(f, g - 1));
		shapes_single(f, g, !beside);
		if (pair)
			shape_join(f, g, 2, upright(f, g) && upright(f, g + 1));
		if (three)
			shape_join(f, g, 3, upright(f, g) && upright(f, g + 1) && upright(f, g + 2));
	}
}
