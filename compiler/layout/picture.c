/* picture.c - sizes of pictures: widths, heights on the grid, captions */
#include "layout/figure.h"
#include "layout/sheet.h"

#include "base/file.h"

#include <string.h>

enum {
	CAPTION_LINES = 8, /* a longer caption is set as text */
	HELD_PART = 3, /* of a page: the most that a picture takes which cannot move */
	FRAME_STEPS = 4, /* of a picture that is missing */
	COST_CLASS = 60, /* a picture stands at the next class of widths, and 3 for each percent that it lost */
	COST_SMALLER = 150, /* at a width between, and 4 for each percent */
	COST_APART = 80, /* a picture stands alone that has neighbours, */
	COST_APART_UPRIGHT = 160, /* and is an upright one */
	COST_UPRIGHT = 90 /* an upright picture has a stretch of white beside it */
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
dim
picture_height(const struct flow *f, int steps)
{
	return steps * f->style->grid - (f->style->grid - f->cap);
}

int
steps_of(const struct flow *f, dim h)
{
	int steps = (h + f->style->grid - f->cap + f->style->grid - 1) / f->style->grid;
	return steps < 1 ? 1 : steps;
}

/* The largest width at which the picture has enough pixels. */
dim
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
bool
grid_meet(const struct flow *f, struct placed *p, int n)
{
	dim h = p[0].h, grid = f->style->grid;
	int low = (h + grid - f->cap) / grid;
	for (int k = 0; k < 2; k++) {
		/* the nearer step first */
		dim below = low > 0 ? h - picture_height(f, low) : h, above = picture_height(f, low + 1) - h;
		int steps = (below <= above) == (k == 0) ? low : low + 1;
		dim target = picture_height(f, steps);
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

struct placed
placed_at(const struct flow *f, const struct block *b, dim w)
{
	struct placed p = {.image = picture_image(f, b->picture), .w = w, .full_w = w};
	if (b->picture >= 0 && (size_t)b->picture < f->post->n_pictures)
		p.picture = &f->post->pictures[b->picture];
	p.h = p.image ? dim_scale(w, p.image->h, p.image->w) : picture_height(f, FRAME_STEPS);
	if (p.h < DIM_PT / 4)
		p.h = DIM_PT / 4;
	p.full_h = p.h;
	return p;
}

/* ---- what is shown ---- */

/* A picture that is missing: a pale ground with what it was to show. */
static void
frame_add(struct flow *f, struct items *to, const struct block *b, const struct placed *p, dim x, dim y)
{
	dim pad = f->style->inset * 3 / 4, leading = f->style->text_styles[TEXT_CAPTION].leading;
	struct setting_of s = {
		.owner = b, .style = TEXT_CAPTION, .role = ROLE_FIGURE, .rtl = language_rtl(f->entry->lang), .align = ALIGN_LEFT};
	struct para para;
	rect_add(f, to, x, y, p->w, p->h, f->style->code_ground);
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
	size_t most = p->h > leading ? (size_t)((p->h - leading / 2) / leading) : 0, n = para.n < most ? para.n : most;
	dim top = y + (p->h - (dim)n * leading) / 2 - leading / 4; /* in the middle, as the letters look */
	for (size_t i = 0; i < n; i++)
		line_add(f, to, &s, &para.lines[i], x + pad, top + (dim)(i + 1) * leading);
}

void
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
	crop_focus(&item);
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

bool
caption_set(struct flow *f, const struct block *b, dim w, struct setting_of *s, struct para *p)
{
	*s = caption_setting(f, b);
	*p = (struct para){0};
	if (!s->text.n)
		return false;
	text_set(f, s, w, p);
	for (size_t i = 0; i < p->n; i++)
		for (uint32_t k = 0; k < p->lines[i].n; k++) /* the credit is none of the block's bytes */
			if (p->lines[i].pieces[k].start >= b->text.n)
				p->lines[i].pieces[k].block = 0;
	return p->n > 0;
}

/* Adds a caption below y; returns its last baseline, or y when there is none. */
dim
caption_add(struct flow *f, struct items *to, const struct block *b, dim x, dim y, dim w)
{
	const struct text_style *t = &f->style->text_styles[TEXT_CAPTION];
	struct setting_of s;
	struct para p;
	if (!caption_set(f, b, w, &s, &p))
		return y;
	y += f->style->caption_gap + t->size * 7 / 10 - t->leading;
	for (size_t i = 0; i < p.n; i++) {
		y += t->leading;
		line_add(f, to, &s, &p.lines[i], x, y);
		calls_add(f, &s, &p.lines[i]);
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
void
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
	dim top = f->style->grid - f->cap, wide = caption_width(f, p.w, measure);
	bool rtl = language_rtl(f->entry->lang); /* from right to left it stands at the right */
	placed_add(f, &shape.items, b, &p, rtl ? measure - p.w : 0, top);
	dim last = caption_add(f, &shape.items, b, rtl ? measure - wide : 0, top + p.h, wide);
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
dim
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
	dim high = picture_height(f, steps > 1 ? steps : 1);
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

struct shape
shape_wanted(struct flow *f, const struct block *b, dim measure)
{
	const struct image *image = picture_image(f, b->picture);
	struct placed p = placed_at(f, b, image ? width_wanted(f, image, b->picture, measure) : measure);
	grid_meet(f, &p, 1);
	pixels_check(f, &p, measure);
	return shape_single(f, b, p, measure);
}

/* The same where the picture cannot move: no higher than that a page has room for it soon. */
static struct shape
shape_held(struct flow *f, const struct block *b, dim measure)
{
	const struct image *image = picture_image(f, b->picture);
	dim w = image ? width_wanted(f, image, b->picture, measure) : measure,
	    high = picture_height(f, f->style->lines / HELD_PART);
	if (image && dim_scale(w, image->h, image->w) > high)
		w = dim_scale(high, image->w, image->h);
	struct placed p = placed_at(f, b, w > 0 ? w : 1);
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
		shape_flow(f, shape_held(f, b, measure));
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
		n += part->kind == BLOCK_FIGURE && block_shown(part, EDITION_PRINT);
	const struct block **parts = NEW_N(f->tmp, (size_t)n, const struct block *);
	n = 0;
	for (const struct block *part = b->first; part; part = part->next)
		if (part->kind == BLOCK_FIGURE && block_shown(part, EDITION_PRINT))
			parts[n++] = part;
	if (p->floats && n <= ROW_MOST && n) {
		figure_float(f, b, parts, n);
		return;
	}
	for (int i = 0; p->floats && i < n; i++) {
		figure_float(f, parts[i], parts + i, 1);
		f->figures[f->n_figures - 1].gallery = b;
		f->figures[f->n_figures - 1].closes = i + 1 == n;
	}
	int groups = p->floats ? 0 : (n + GALLERY_MOST - 1) / GALLERY_MOST;
	for (int g = 0; g < groups; g++) {
		int count = (n - done + groups - g - 1) / (groups - g);
		const struct block *whole = g + 1 == groups ? b : NULL; /* the caption of all stands under the last */
		struct shape shape;
		if (count == 1 && !(whole && whole->text.n))
			shape_flow(f, shape_held(f, parts[done], measure));
		else if (shape_gallery(f, parts + done, count, whole, measure, false, &shape))
			shape_flow(f, shape);
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
	dim most = picture_height(f, f->style->lines / 4);
	if (p.h > most) {
		p.w = p.full_w = dim_scale(p.w, most, p.h);
		p.h = p.full_h = most;
	}
	placed_add(f, to, b, &p, 0, f->style->grid - f->cap);
	return steps_of(f, p.h);
}

/* ---- the sizes among which the page breaks choose ---- */

bool
figure_upright(const struct flow *f, const struct figure *g)
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
	int32_t base = alone ? figure_upright(f, g) ? COST_UPRIGHT : 0 : figure_upright(f, g) ? COST_APART_UPRIGHT : COST_APART;
	first.cost = base;
	g->shapes[g->n_shapes++] = first;
	if (!image)
		return;
	dim wanted = width_wanted(f, image, b->picture, f->measure);
	dim least = image->h > image->w ? f->style->picture_widths[2] : f->measure / 2;
	for (int steps = steps_of(f, dim_scale(wanted, image->h, image->w)) - 1; steps > 2 && g->n_shapes < SHAPES_MOST - 3;
		steps--) {
		dim w = dim_scale(picture_height(f, steps), image->w, image->h);
		if (w < least || w >= wanted)
			break;
		struct shape s = shape_single(f, b, placed_at(f, b, w), f->measure);
		int percent = (int)(100 - (int64_t)w * 100 / wanted);
		s.cost = base + (class_width(f, w) ? COST_CLASS + percent * 3 : COST_SMALLER + percent * 4);
		if (s.steps < g->shapes[g->n_shapes - 1].steps)
			g->shapes[g->n_shapes++] = s;
	}
}

/* Pictures from g on that stand in one place and may share rows, at most as many as are looked at together. */
static int
run_of(const struct flow *f, size_t k)
{
	const struct figure *g = &f->figures[k];
	int n = 1;
	while (n < GALLERY_MOST && k + (size_t)n < f->n_figures && g[n].n_parts == 1 && g[n].mention == g->mention &&
		g[n].gallery == g->gallery)
		n++;
	return n;
}

void
figures_shape(struct flow *f)
{
	for (size_t k = 0; k < f->n_figures; k++) {
		struct figure *g = &f->figures[k];
		g->shapes = NEW_N(f->tmp, SHAPES_MOST, struct shape);
		if (g->n_parts > 1) { /* a row as its author made it */
			struct division row = {.rows = {(uint8_t)g->n_parts}, .n = 1};
			g->shapes[g->n_shapes++] = shape_rows(f, g->parts, &row, g->block, f->measure);
			continue;
		}
		int n = run_of(f, k);
		bool behind = k && g[-1].n_parts == 1 && g[-1].mention == g->mention && g[-1].gallery == g->gallery;
		if (!g->gallery)
			shapes_single(f, g, n == 1 && !behind);
		shapes_join(f, g, n);
	}
}
