/* preflight.c - what a printer would object to in a book: the pages are walked once, findings are told post by post */
#include "press/preflight.h"

#include <string.h>

enum { COLOURS_MOST = 32, SMALL_TYPE = 9 * DIM_PT, EDGE = 1451 /* half a millimetre */, REACHED = 145 /* a twentieth */ };

/* What is told once for a post, however many of its pages have it. */
enum spot { SPOT_BLEED, SPOT_SAFETY, SPOT_TYPE, SPOT_TYPE_INKS, SPOT_RULE, SPOT_COUNT };

struct spots {
	struct {
		int pages; /* that have it */
		size_t page, last; /* index of the first, of the last that was counted */
		uint32_t block; /* there */
		int worst; /* the number that failed most */
	} of[SPOT_COUNT];
};

/* Where a picture is named in a post. */
struct mention {
	int entry; /* -1: nowhere */
	int line;
};

struct flight {
	struct diag *d;
	const struct printer *p;
	const struct book *book;
	const struct pages *pages;
	struct arena *scratch;
	size_t first, end;
	struct spots *spots; /* of each entry; the last is of pages that are no post's */
	struct mention *mentions; /* of each image */
	struct colour colours[COLOURS_MOST]; /* that were told of */
	int n_colours;
	size_t page; /* at hand */
	struct str name; /* of the cover's sheet, which has no number; else empty */
};

static int
tenths_mm(dim v)
{
	return (int)(((int64_t)v * 2540 + (v < 0 ? -360 : 360) * DIM_PT) / (720 * DIM_PT));
}

/* The number that is printed on a page, or that it would bear. */
static struct str
page_name(const struct flight *f, size_t page)
{
	const struct page *p = &f->pages->list[page];
	if (f->name.n)
		return f->name;
	return p->folio.n ? p->folio : str_fmt(f->scratch, "%d", p->number);
}

static int
file_page(const struct flight *f, size_t page)
{
	return f->name.n ? 0 : (int)(page - f->first) + 1; /* the cover is a file of its own */
}

static const struct entry *
page_entry(const struct flight *f, size_t page)
{
	int post = f->pages->list[page].post;
	return post >= 0 && (size_t)post < f->book->n_all ? &f->book->entries[post] : NULL;
}

/* ---- places ---- */

static void
mentions_make(struct flight *f)
{
	f->mentions = NEW_N(f->scratch, f->book->n_images + 1, struct mention);
	for (size_t i = 0; i < f->book->n_images; i++)
		f->mentions[i].entry = -1;
	for (size_t i = f->book->n_all; i-- > 0;) {
		const struct entry *e = &f->book->entries[i];
		for (size_t k = e->post->n_pictures; k-- > 0;)
			if (e->post->pictures[k].image >= 0)
				f->mentions[e->post->pictures[k].image] = (struct mention){(int)i, e->post->pictures[k].line};
		if (e->opening >= 0 && f->mentions[e->opening].entry != (int)i)
			f->mentions[e->opening] = (struct mention){(int)i, e->post->title_line};
	}
}

/* The line of a post that names a picture: the page's own post, if it does. */
static struct str
picture_place(const struct flight *f, const struct image *image, int *line)
{
	const struct entry *e = page_entry(f, f->page);
	bool known = image >= f->book->images && image < f->book->images + f->book->n_images;
	const struct mention *m = known ? &f->mentions[image - f->book->images] : NULL;
	*line = 0;
	for (size_t k = 0; m && e && m->entry != (int)(e - f->book->entries) && k < e->post->n_pictures; k++)
		if (e->post->pictures[k].image == (int)(image - f->book->images)) {
			*line = e->post->pictures[k].line;
			return e->post->path;
		}
	if (m && m->entry >= 0) {
		*line = m->line;
		return f->book->entries[m->entry].post->path;
	}
	return image->shown;
}

/* The line of a block in its post's file. */
static int
block_line(const struct post *post, uint32_t id)
{
	for (const struct block *b = post->root; id && b; b = block_next(b, post->root))
		if (b->id == id)
			return b->line;
	for (size_t i = 0; id && i < post->n_notes; i++)
		for (const struct block *b = post->notes[i]; b; b = block_next(b, post->notes[i]))
			if (b->id == id)
				return b->line;
	return post->title_line;
}

/* ---- pictures ---- */

static void
picture_pixels(struct flight *f, const struct item *item)
{
	const struct image *image = item->picture.image;
	const struct printer *p = f->p;
	int64_t across = (int64_t)image->w * 72 * DIM_PT, down = (int64_t)image->h * 72 * DIM_PT;
	dim full_w = item->picture.full_w, full_h = item->picture.full_h;
	if (image->vector || full_w <= 0 || full_h <= 0)
		return;
	int64_t ppi = across / full_w < down / full_h ? across / full_w : down / full_h;
	if (ppi * 101 >= (int64_t)p->ppi_good * 100) /* a hundredth is rounding */
		return;
	int line, has = (int)ppi, w = tenths_mm(item->w), h = tenths_mm(item->h), wanted = p->ppi_good > 0 ? p->ppi_good : 200;
	int sharp = (int)((int64_t)w * ppi / wanted), pixels = (int)((int64_t)image->w * wanted / (ppi > 0 ? ppi : 1)) + 1;
	struct str file = picture_place(f, image, &line), folio = page_name(f, f->page);
	if (ppi * 101 < (int64_t)p->ppi_least * 100)
		diag_add_page(f->d, DIAG_PRESS_PICTURE, file, line, file_page(f, f->page),
			"%.*s: the picture %.*s is printed on page %.*s at %d.%d x %d.%d mm with %d pixels to the inch, and at "
			"least "
			"%d are asked for: it is sharp up to %d.%d mm across; a file of %d pixels across would do",
			STR_FMT(p->title), STR_FMT(image->shown), STR_FMT(folio), w / 10, w % 10, h / 10, h % 10, has,
			p->ppi_least, sharp / 10, sharp % 10, pixels);
	else
		diag_add_page(f->d, DIAG_PRESS_SOFT, file, line, file_page(f, f->page),
			"%.*s: the picture %.*s is printed on page %.*s at %d.%d x %d.%d mm with %d pixels to the inch, less "
			"than %d: "
			"it prints softly; it is sharp up to %d.%d mm across, or with %d pixels",
			STR_FMT(p->title), STR_FMT(image->shown), STR_FMT(folio), w / 10, w % 10, h / 10, h % 10, has,
			p->ppi_good, sharp / 10, sharp % 10, pixels);
}

static void
picture_check(struct flight *f, const struct item *item)
{
	const struct entry *e = page_entry(f, f->page);
	const struct image *image = item->picture.image;
	int line;
	if (!image) {
		diag_add_page(f->d, DIAG_PRESS_MISSING, e ? e->post->path : STR_NONE, e ? block_line(e->post, item->block) : 0,
			file_page(f, f->page),
			"%.*s: a picture is missing on page %.*s, and an empty frame is printed: put the picture into its place, "
			"or "
			"take it out of the post",
			STR_FMT(f->p->title), STR_FMT(page_name(f, f->page)));
		return;
	}
	picture_pixels(f, item);
	if (image->alpha && !f->p->transparency) {
		struct str file = picture_place(f, image, &line);
		diag_add_page(f->d, DIAG_PRESS_TRANSPARENCY, file, line, file_page(f, f->page),
			"%.*s takes nothing that shows through; the picture %.*s was laid on white", STR_FMT(f->p->title),
			STR_FMT(image->shown));
	}
}

/* ---- inks ---- */

static int
inks_sum(struct colour c)
{
	return c.c + c.m + c.y + c.k;
}

static int
inks_count(struct colour c)
{
	return !!c.c + !!c.m + !!c.y + !!c.k;
}

/* A colour of the style is told of once. */
static void
colour_check(struct flight *f, struct colour c)
{
	if (!f->p->ink_most || inks_sum(c) <= f->p->ink_most)
		return;
	for (int i = 0; i < f->n_colours; i++)
		if (!memcmp(&f->colours[i], &c, sizeof c))
			return;
	if (f->n_colours < COLOURS_MOST)
		f->colours[f->n_colours++] = c;
	diag_add_page(f->d, DIAG_PRESS_INK, f->p->file, 0, file_page(f, f->page),
		"%.*s: the colour %d/%d/%d/%d of the style, first on page %.*s, is %d percent of ink, and at most %d dry in "
		"time: "
		"make it lighter in the style",
		STR_FMT(f->p->title), c.c, c.m, c.y, c.k, STR_FMT(page_name(f, f->page)), inks_sum(c), f->p->ink_most);
}

/* ---- edges ---- */

/* Bleed that the printer asks for at the page's four edges: left, right, top, bottom. */
static void
bleeds_of(const struct flight *f, dim bleeds[4])
{
	bool left = page_spine_left(f->pages, &f->pages->list[f->page]);
	bleeds[0] = left ? f->p->bleed_inner : f->p->bleed_outer;
	bleeds[1] = left ? f->p->bleed_outer : f->p->bleed_inner;
	bleeds[2] = f->p->bleed_top;
	bleeds[3] = f->p->bleed_bottom;
}

/* Something that comes to the trimmed edge reaches beyond it, as far as the printer asks. True when it does not. */
static bool
bleed_short(const struct flight *f, dim x, dim y, dim w, dim h, dim *reach)
{
	dim bleeds[4], gaps[4] = {x, f->pages->trim_w - (x + w), y, f->pages->trim_h - (y + h)};
	bleeds_of(f, bleeds);
	for (int i = 0; i < 4; i++)
		if (bleeds[i] > 0 && gaps[i] < EDGE && gaps[i] > REACHED - bleeds[i]) {
			*reach = -gaps[i];
			return true;
		}
	return false;
}

/* ---- text and rules: once for a post ---- */

static void
spot_note(struct flight *f, enum spot spot, uint32_t block, int value)
{
	const struct entry *e = page_entry(f, f->page);
	struct spots *all = &f->spots[e ? (size_t)(e - f->book->entries) : f->book->n_all];
	if (!all->of[spot].pages) {
		all->of[spot].page = f->page;
		all->of[spot].block = block;
		all->of[spot].worst = value;
	}
	if (!all->of[spot].pages || all->of[spot].last != f->page)
		all->of[spot].pages++;
	all->of[spot].last = f->page;
	if (value < all->of[spot].worst)
		all->of[spot].worst = value;
}

/* The largest size of what is seen of a line; 0: nothing is. */
static dim
line_size(const struct line *line)
{
	dim size = 0;
	for (uint32_t i = 0; i < line->n; i++)
		if (!(line->pieces[i].flags & PIECE_INVISIBLE) && line->pieces[i].size > size)
			size = line->pieces[i].size;
	return size;
}

static void
line_check(struct flight *f, const struct frame *frame, const struct item *item)
{
	const struct printer *p = f->p;
	dim size = line_size(&item->line), x = frame->x + item->x, y = frame->y + item->y;
	/* letters reach about three quarters of their size above the baseline, and a quarter below */
	dim gaps[4] = {x, f->pages->trim_w - x - item->line.w, y - size / 4 * 3, f->pages->trim_h - y - size / 4},
	    least = gaps[0];
	for (int i = 1; i < 4; i++)
		least = gaps[i] < least ? gaps[i] : least;
	if (size && p->safety && least < p->safety - REACHED)
		spot_note(f, SPOT_SAFETY, item->block, least);
	for (uint32_t i = 0; i < item->line.n; i++) {
		const struct piece *piece = &item->line.pieces[i];
		if (!piece->word || piece->flags & PIECE_INVISIBLE || piece->word->face->emoji)
			continue;
		colour_check(f, piece->colour);
		if (p->type_least && !piece->rise && dim_scale(piece->size, 100, DIM_PT) < p->type_least)
			spot_note(f, SPOT_TYPE, item->block, piece->size);
		if (piece->size < SMALL_TYPE && inks_count(piece->colour) > 1)
			spot_note(f, SPOT_TYPE_INKS, item->block, piece->size);
	}
}

static void
bleed_check(struct flight *f, const struct frame *frame, const struct item *item)
{
	dim reach;
	if (item->w > 0 && item->h > 0 && bleed_short(f, frame->x + item->x, frame->y + item->y, item->w, item->h, &reach))
		spot_note(f, SPOT_BLEED, item->block, reach < 0 ? 0 : reach);
}

static void
rect_check(struct flight *f, const struct frame *frame, const struct item *item)
{
	dim thin = item->w < item->h ? item->w : item->h;
	colour_check(f, item->fill);
	if (thin > 0 && dim_scale(thin, 1000, DIM_PT) < f->p->rule_least && inks_sum(item->fill))
		spot_note(f, SPOT_RULE, item->block, thin);
	bleed_check(f, frame, item);
}

static void
page_check(struct flight *f)
{
	const struct page *page = &f->pages->list[f->page];
	for (size_t i = 0; i < page->n_frames; i++)
		for (size_t k = 0; k < page->frames[i].n && !page->frames[i].turn; k++) {
			const struct item *item = &page->frames[i].items[k];
			if (item->kind == ITEM_LINE)
				line_check(f, &page->frames[i], item);
			else if (item->kind == ITEM_RECT)
				rect_check(f, &page->frames[i], item);
			else if (item->kind == ITEM_PICTURE) {
				picture_check(f, item);
				bleed_check(f, &page->frames[i], item);
			}
		}
}

static void
spot_tell(struct flight *f, enum spot spot, const struct entry *e, const struct spots *all)
{
	struct str file = e ? e->post->path : STR_NONE, folio = page_name(f, all->of[spot].page), title = f->p->title;
	int line = e ? block_line(e->post, all->of[spot].block) : 0, page = file_page(f, all->of[spot].page);
	int pages = all->of[spot].pages, mm = tenths_mm(all->of[spot].worst), safe = tenths_mm(f->p->safety);
	int pt = dim_scale(all->of[spot].worst, 100, DIM_PT), least = f->p->type_least;
	switch (spot) {
	case SPOT_BLEED:
		diag_add_page(f->d, DIAG_PRESS_BLEED, file, line, page,
			"%.*s: what goes to the edge reaches only %d.%d mm beyond it, first on page %.*s (pages in all: %d), so "
			"that a white "
			"line may show: set `bleed` in the style to what the printer asks for",
			STR_FMT(title), mm / 10, mm % 10, STR_FMT(folio), pages);
		break;
	case SPOT_SAFETY:
		diag_add_page(f->d, DIAG_PRESS_SAFETY, file, line, page,
			"%.*s: text comes as near as %d.%d mm to the edge, first on page %.*s (pages in all: %d); nearer than "
			"%d.%d mm "
			"it may be cut off: make the margins of the style larger",
			STR_FMT(title), mm / 10, mm < 0 ? -mm % 10 : mm % 10, STR_FMT(folio), pages, safe / 10, safe % 10);
		break;
	case SPOT_TYPE:
		diag_add_page(f->d, DIAG_PRESS_TYPE, file, line, page,
			"%.*s: type of %d.%02d pt, first on page %.*s (pages in all: %d); at least %d.%02d pt are asked for: "
			"make it "
			"larger in the style",
			STR_FMT(title), pt / 100, pt % 100, STR_FMT(folio), pages, least / 100, least % 100);
		break;
	case SPOT_TYPE_INKS:
		diag_add_page(f->d, DIAG_PRESS_TYPE_INKS, file, line, page,
			"%.*s: type of %d.%02d pt in more than one ink, first on page %.*s (pages in all: %d); where inks do "
			"not meet "
			"exactly it blurs: give it a colour of one ink in the style",
			STR_FMT(title), pt / 100, pt % 100, STR_FMT(folio), pages);
		break;
	default:
		diag_add_page(f->d, DIAG_PRESS_RULE, file, line, page,
			"%.*s: a rule of %d.%02d pt, first on page %.*s (pages in all: %d); rules thinner than %d.%03d pt break "
			"up in "
			"print: make it stronger in the style",
			STR_FMT(title), pt / 100, pt % 100, STR_FMT(folio), pages, f->p->rule_least / 1000,
			f->p->rule_least % 1000);
	}
}

static void
spots_tell(struct flight *f)
{
	for (size_t i = 0; i <= f->book->n_all; i++)
		for (int spot = 0; spot < SPOT_COUNT; spot++)
			if (f->spots[i].of[spot].pages)
				spot_tell(f, (enum spot)spot, i < f->book->n_all ? &f->book->entries[i] : NULL, &f->spots[i]);
}

/* ---- the book as a whole ---- */

static void
count_check(struct flight *f)
{
	const struct printer *p = f->p;
	int n = (int)(f->end - f->first), multiple = printer_multiple(p, n);
	if (n < p->pages_least)
		diag_add_page(f->d, DIAG_PRESS_PAGES, p->file, 0, n,
			"%.*s prints books of at least %d pages; this one has %d: add pages, such as a gallery or an index, or "
			"choose "
			"another printer",
			STR_FMT(p->title), p->pages_least, n);
	if (p->pages_most && n > p->pages_most)
		diag_add_page(f->d, DIAG_PRESS_PAGES, p->file, 0, p->pages_most + 1,
			"%.*s prints books of at most %d pages; this one has %d: make two volumes with --from and --to, or "
			"choose a "
			"larger paper",
			STR_FMT(p->title), p->pages_most, n);
	if (multiple > 1 && n % multiple)
		diag_add_page(f->d, DIAG_PRESS_PAGES, p->file, 0, n,
			"%.*s asks for a number of pages that is a multiple of %d; this book has %d: add blank pages at its end",
			STR_FMT(p->title), multiple, n);
	if (p->last_blank && n && !page_blank(&f->pages->list[f->end - 1]))
		diag_add_page(f->d, DIAG_PRESS_PAGES, p->file, 0, n, "%.*s asks for a last page that is blank; this one is not",
			STR_FMT(p->title));
}

static void
blanks_check(struct flight *f)
{
	int row = 0;
	for (size_t i = f->first; f->p->blanks_in_row && i < f->end; i++) {
		row = page_blank(&f->pages->list[i]) ? row + 1 : 0;
		if (row == f->p->blanks_in_row + 1)
			diag_add_page(f->d, DIAG_PRESS_BLANKS, f->p->file, 0, file_page(f, i),
				"%.*s takes at most %d blank pages in a row, and there are more up to page %.*s: change `parts` "
				"or "
				"`multiple` in yearbook.yaml",
				STR_FMT(f->p->title), f->p->blanks_in_row, STR_FMT(page_name(f, i)));
	}
}

static const enum diag_kind refused[] = {DIAG_PRINTER_GUTTER, DIAG_PRESS_PICTURE, DIAG_PRESS_INK, DIAG_PRESS_BLEED,
	DIAG_PRESS_SAFETY, DIAG_PRESS_TYPE, DIAG_PRESS_PAGES, DIAG_PRESS_BLANKS, DIAG_PRESS_FILE};

void
preflight_refuse(struct diag *d)
{
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		diag_level_set(d, refused[i], DIAG_ERROR);
}

bool
preflight_refuses(enum diag_kind kind)
{
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (refused[i] == kind)
			return true;
	return false;
}

void
preflight(struct diag *d, const struct printer *p, const struct book *book, const struct pages *pages, size_t first, size_t end)
{
	struct flight f = {.d = d, .p = p, .book = book, .pages = pages, .first = first, .end = end, .scratch = arena_new()};
	f.spots = NEW_N(f.scratch, book->n_all + 1, struct spots);
	mentions_make(&f);
	for (f.page = first; f.page < end; f.page++)
		page_check(&f);
	spots_tell(&f);
	count_check(&f);
	blanks_check(&f);
	arena_free(f.scratch);
}

void
preflight_cover(struct diag *d, const struct printer *p, const struct book *book, const struct pages *cover)
{
	struct printer sheet = *p;
	struct flight f = {.d = d, .p = &sheet, .book = book, .pages = cover, .end = cover->n ? 1 : 0, .scratch = arena_new()};
	sheet.bleed_top = sheet.bleed_bottom = sheet.bleed_outer = sheet.bleed_inner = p->cover_bleed;
	sheet.safety = p->cover_safety;
	f.name = part_word(PART_COVER, book->language);
	f.spots = NEW_N(f.scratch, book->n_all + 1, struct spots);
	mentions_make(&f);
	if (f.end)
		page_check(&f);
	spots_tell(&f);
	arena_free(f.scratch);
}

void
preflight_file(struct diag *d, const struct printer *p, struct str path, uint64_t bytes)
{
	if (p->file_most && bytes > (uint64_t)p->file_most)
		diag_add(d, DIAG_PRESS_FILE, path, 0, 0,
			"%.*s takes files of at most %d MB; this one has %d: set a lower `ppi-most` or `quality` of `pictures` "
			"in a "
			"profile of your own",
			STR_FMT(p->title), (int)(p->file_most / 1000000), (int)((bytes + 999999) / 1000000));
}
