/* impose.c - several pages on a sheet for an office printer: booklets, two or four to a side */
#include "press/fold.h"
#include "press/marks.h"

#include "base/message.h"

enum {
	FULL = 10000, /* a page's own size */
	SCALE_MOST = 40000,
	SIGNATURE_MOST = 400,
	STAPLED_MOST = 20, /* leaves that an office stapler takes */
	BLANK = -1
};
#define SLACK PT(0.15) /* a difference in size that no cutter sees */
#define OFFICE_LEAF MM(0.105) /* paper of 80 g to the square metre */
#define MARK_LEAST MM(2) /* room at the edge of the sheet for a mark that can be seen */
#define MARK_GAP MM(1)
#define MARK_LENGTH MM(5)

/* The work at hand. */
struct lay {
	const struct sheets *from;
	const struct imposition *im;
	struct arena *a;
	struct grid grid;
	dim w, h; /* of the sheet as it lies */
	int scale;
	dim page_w, page_h; /* at that scale */
	dim bleed;
	bool turn_backs; /* by 180 degrees: the printer flips the sheet along the other edge */
	struct surface *list;
	size_t n;
};

bool
impose_read(struct str value, enum imposing *how)
{
	static const char *const names[] = {"none", "booklet", "2up", "4up"};
	for (int i = 0; i < 4; i++)
		if (str_is_nocase(value, names[i])) {
			*how = (enum imposing)i;
			return true;
		}
	return false;
}

bool
duplex_read(struct str value, enum duplex *duplex)
{
	*duplex = str_is_nocase(value, "long") ? DUPLEX_LONG : str_is_nocase(value, "short") ? DUPLEX_SHORT : DUPLEX_NONE;
	return *duplex != DUPLEX_NONE;
}

bool
signature_read(struct str value, int *pages)
{
	int64_t n;
	if (!str_to_int(value, &n) || n < 4 || n > SIGNATURE_MOST || n % 4)
		return false;
	*pages = (int)n;
	return true;
}

static int
scale_of(dim room, dim need)
{
	return room + SLACK >= need && room <= need ? FULL : (int)((int64_t)room * FULL / need);
}

int
grid_scale(const struct grid *grid, dim w, dim h, dim sheet_w, dim sheet_h, bool *lying)
{
	dim longer = sheet_w > sheet_h ? sheet_w : sheet_h, shorter = sheet_w > sheet_h ? sheet_h : sheet_w;
	int best = 0;
	for (int turned = 0; turned < 2; turned++) {
		int across = scale_of(turned ? longer : shorter, grid->columns * w);
		int down = scale_of(turned ? shorter : longer, grid->rows * h);
		int scale = across < down ? across : down;
		if (scale > best) {
			best = scale;
			if (lying)
				*lying = turned;
		}
	}
	return best > SCALE_MOST ? SCALE_MOST : best;
}

/* Measures the sheet, and how large the pages are on it. */
static void
lay_measure(struct lay *l, struct diag *d, struct str file)
{
	const struct pages *pages = l->from->pages;
	const struct imposition *im = l->im;
	bool lying = false;
	l->grid = (struct grid){2, im->how == IMPOSE_4UP ? 2 : 1};
	l->scale = grid_scale(&l->grid, pages->trim_w, pages->trim_h, im->sheet_w, im->sheet_h, &lying);
	if (l->scale < FULL)
		diag_add(d, DIAG_SHEET_SCALED, file, 0, 0,
			"the pages are larger than their place on a sheet of %.*s, so they were made smaller, to %d.%d %%; name "
			"a larger "
			"sheet to have them at their own size",
			STR_FMT(im->sheet), l->scale / 100, l->scale / 10 % 10);
	if (l->scale < 1)
		l->scale = 1;
	if (l->scale > FULL && !im->enlarge)
		l->scale = FULL;
	dim longer = im->sheet_w > im->sheet_h ? im->sheet_w : im->sheet_h;
	dim shorter = im->sheet_w > im->sheet_h ? im->sheet_h : im->sheet_w;
	l->w = lying ? longer : shorter;
	l->h = lying ? shorter : longer;
	l->page_w = dim_scale(pages->trim_w, l->scale, FULL);
	l->page_h = dim_scale(pages->trim_h, l->scale, FULL);
	l->bleed = dim_scale(pages->bleed, l->scale, FULL);
	/* Turned like the page of a book, a sheet that lies is flipped along its short edge, one that stands along its long edge. */
	enum duplex natural = l->w > l->h ? DUPLEX_SHORT : DUPLEX_LONG;
	l->turn_backs = im->duplex != DUPLEX_NONE && im->duplex != natural;
}

/* The part of a box that lies within another. */
static struct box
box_within(struct box b, const struct box *outer)
{
	dim x1 = b.x + b.w, y1 = b.y + b.h, ox1 = outer->x + outer->w, oy1 = outer->y + outer->h;
	b.x = b.x > outer->x ? b.x : outer->x;
	b.y = b.y > outer->y ? b.y : outer->y;
	x1 = x1 < ox1 ? x1 : ox1;
	y1 = y1 < oy1 ? y1 : oy1;
	b.w = x1 > b.x ? x1 - b.x : 0;
	b.h = y1 > b.y ? y1 - b.y : 0;
	return b;
}

static void
box_join(struct box *sum, const struct box *b)
{
	if (!sum->w && !sum->h) {
		*sum = *b;
		return;
	}
	dim x1 = sum->x + sum->w > b->x + b->w ? sum->x + sum->w : b->x + b->w;
	dim y1 = sum->y + sum->h > b->y + b->h ? sum->y + sum->h : b->y + b->h;
	sum->x = sum->x < b->x ? sum->x : b->x;
	sum->y = sum->y < b->y ? sum->y : b->y;
	sum->w = x1 - sum->x;
	sum->h = y1 - sum->y;
}

/* Lays a page into a cell, `shift` closer to the fold in the middle. */
static void
page_place(struct lay *l, struct surface *s, int64_t page, int column, int row, dim shift)
{
	if (page == BLANK || (size_t)page >= l->from->n || !l->from->list[page].n_placements)
		return;
	dim x = l->w / 2 + (column - 1) * l->page_w + (column ? -shift : shift);
	dim y = (l->h - l->grid.rows * l->page_h) / 2 + row * l->page_h;
	/* Bleed shows where the sheet is cut on the outside, and never across the middle, where the neighbour lies. */
	struct box cell = {column ? l->w / 2 : 0, 0, column ? l->w - l->w / 2 : l->w / 2, l->h};
	if (l->grid.rows > 1) {
		cell.y = row ? l->h / 2 : 0;
		cell.h = row ? l->h - l->h / 2 : l->h / 2;
	}
	struct placement *p = &s->placements[s->n_placements++];
	*p = (struct placement){.page = l->from->list[page].placements[0].page, .x = x, .y = y, .scale = l->scale};
	struct box with_bleed = {x - l->bleed, y - l->bleed, l->page_w + 2 * l->bleed, l->page_h + 2 * l->bleed};
	p->clip = box_within(with_bleed, &cell);
}

/* The room between an edge of what is cut out and the sheet's, less what the mark keeps free of both. */
static dim
mark_room(dim room, dim gap)
{
	room -= gap + MM(1);
	return room < MARK_LEAST ? 0 : room < MARK_LENGTH ? room : MARK_LENGTH;
}

/* Marks for cutting at the corners of what is cut out, and for folding or cutting between the pages, where the sheet has room. */
static void
sheet_marks(struct lay *l, struct surface *s)
{
	const struct box *t = &s->trim;
	struct marks m = {.a = l->a, .ink = ink_black};
	dim gap = l->bleed + MARK_GAP, right = t->x + t->w, foot = t->y + t->h;
	const dim lengths[] = {
		mark_room(t->x, gap), mark_room(t->y, gap), mark_room(l->w - right, gap), mark_room(l->h - foot, gap)};
	marks_corners(&m, s, gap, lengths);
	if (l->im->how == IMPOSE_BOOKLET) {
		mark_fold(&m, l->w / 2, t->y - gap - lengths[1], t->y - gap);
		mark_fold(&m, l->w / 2, foot + gap, foot + gap + lengths[3]);
	} else {
		mark_down(&m, l->w / 2, t->y - gap - lengths[1], t->y - gap);
		mark_down(&m, l->w / 2, foot + gap, foot + gap + lengths[3]);
	}
	if (l->grid.rows > 1) {
		mark_across(&m, t->x - gap - lengths[0], t->x - gap, l->h / 2);
		mark_across(&m, right + gap, right + gap + lengths[2], l->h / 2);
	}
	marks_place(&m, s);
}

static struct box
box_turned(const struct lay *l, struct box b)
{
	return (struct box){l->w - b.x - b.w, l->h - b.y - b.h, b.w, b.h};
}

/* Turns a side upside down. */
static void
surface_turn(const struct lay *l, struct surface *s)
{
	for (size_t i = 0; i < s->n_placements; i++) {
		struct placement *p = &s->placements[i];
		p->turn = 180;
		p->x = l->w - p->x - l->page_w;
		p->y = l->h - p->y - l->page_h;
		p->clip = box_turned(l, p->clip);
	}
	s->trim = box_turned(l, s->trim);
	s->bleed = box_turned(l, s->bleed);
	for (size_t i = 0; i < s->n_frames; i++) {
		struct frame *f = &s->frames[i];
		for (size_t k = 0; k < f->n; k++) { /* marks are rectangles */
			f->items[k].x = l->w - f->items[k].x - f->items[k].w;
			f->items[k].y = l->h - f->items[k].y - f->items[k].h;
		}
	}
}

/* One side of a sheet, its pages by rows from the left; every other one is a back. */
static void
side_lay(struct lay *l, const int64_t *cells, dim shift)
{
	struct surface *s = &l->list[l->n];
	int n = l->grid.columns * l->grid.rows;
	*s = (struct surface){.w = l->w, .h = l->h, .placements = NEW_N(l->a, (size_t)n, struct placement)};
	for (int i = 0; i < n; i++)
		page_place(l, s, cells[i], i % l->grid.columns, i / l->grid.columns, shift);
	/* what is cut out is the same on every side, whether or not a page is blank */
	dim x = l->w / 2 - l->page_w + shift, y = (l->h - l->grid.rows * l->page_h) / 2;
	struct box sheet = {0, 0, l->w, l->h}, trim = {x, y, 2 * (l->w / 2 - x), l->grid.rows * l->page_h};
	s->trim = s->bleed = box_within(trim, &sheet);
	for (size_t i = 0; i < s->n_placements; i++)
		box_join(&s->bleed, &s->placements[i].clip);
	sheet_marks(l, s);
	if (l->n % 2 && l->turn_backs)
		surface_turn(l, s);
	l->n++;
}

/* A gathering of `pages` pages (a multiple of 4) that begins with the page `first`: each sheet lies within the one before it. */
static void
gathering_lay(struct lay *l, int64_t first, int64_t pages)
{
	int64_t sheets = pages / 4;
	dim leaf = l->im->caliper > 0 ? l->im->caliper : OFFICE_LEAF;
	for (int64_t s = 0; s < sheets; s++) {
		/* The inner sheets stand out by the thickness of those around them, and by a third more for the bend of the paper. */
		dim shift = dim_scale(leaf, s * 13, 10);
		if (shift > l->page_w / 4)
			shift = l->page_w / 4;
		int64_t early = first + 2 * s, late = first + pages - 1 - 2 * s;
		bool rtl = l->from->pages->bound_right;
		side_lay(l, (int64_t[]){rtl ? early : late, rtl ? late : early}, shift);
		side_lay(l, (int64_t[]){rtl ? late - 1 : early + 1, rtl ? early + 1 : late - 1}, shift);
	}
}

/* The pages of the booklet, each gathering of as many as is asked; the last takes what is left. */
static void
booklet_lay(struct lay *l, struct diag *d, struct str file)
{
	int64_t n = ((int64_t)l->from->n + 3) / 4 * 4, signature = l->im->signature ? l->im->signature : n;
	if (signature / 4 > STAPLED_MOST && n / 4 > STAPLED_MOST)
		diag_add(d, DIAG_BOOKLET_THICK, file, 0, 0,
			"the booklet has %lld sheets, one in the other, more than can be folded and stapled; print it in "
			"gatherings "
			"(--signature 32), to be sewn or glued",
			(long long)((signature < n ? signature : n) / 4));
	for (int64_t first = 0; first < n; first += signature)
		gathering_lay(l, first, n - first < signature ? n - first : signature);
}

/* Pages side by side, in the order of reading. */
static void
grid_lay(struct lay *l)
{
	int columns = l->grid.columns, cells = columns * l->grid.rows;
	for (int64_t first = 0; first < (int64_t)l->from->n; first += cells) {
		int64_t side[4];
		for (int i = 0; i < cells; i++) {
			int column = l->from->pages->bound_right ? columns - 1 - i % columns : i % columns;
			side[i / columns * columns + column] = first + i;
		}
		side_lay(l, side, 0);
	}
}

struct sheets
sheets_impose(const struct sheets *from, const struct imposition *im, struct arena *a, struct diag *d, struct str file)
{
	struct sheets sheets = *from;
	if (im->how == IMPOSE_NONE || !from->n)
		return sheets;
	struct imposition chosen = *im;
	if (!im->sheet_w)
		sheet_choose(&chosen, from->pages->trim_w, from->pages->trim_h);
	struct lay l = {.from = from, .im = &chosen, .a = a};
	l.list = NEW_N(a, from->n / 2 + 4, struct surface);
	lay_measure(&l, d, file);
	if (im->how == IMPOSE_BOOKLET)
		booklet_lay(&l, d, file);
	else
		grid_lay(&l);
	sheets.list = l.list;
	sheets.n = l.n;
	sheets.links = sheets.outline = sheets.screen = false;
	if (sheets.standard == PDF_DIGITAL) { /* paper to fold is nothing to read aloud, nor to keep */
		sheets.standard = PDF_PLAIN;
		sheets.n_attached = 0;
		sheets.inks = INKS_AS_THEY_ARE;
	}
	enum duplex natural = l.w > l.h ? DUPLEX_SHORT : DUPLEX_LONG;
	sheets.duplex = im->duplex != DUPLEX_NONE ? im->duplex : natural;
	return sheets;
}

const char *
impose_advice(const struct sheets *sheets)
{
	if (sheets->n < 2)
		return MESSAGE("in the printer's dialog choose: actual size (100 %)");
	return sheets->duplex == DUPLEX_LONG
		? MESSAGE("in the printer's dialog choose: both sides, flip on the long edge, actual size (100 %)")
		: MESSAGE("in the printer's dialog choose: both sides, flip on the short edge, actual size (100 %)");
}
