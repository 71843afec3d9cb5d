/* sheetsize.c - the sheets of paper that office printers take, and which of them a page asks for */
#include "press/fold.h"

#include <string.h>

/* Each family by size. Oficio is Mexico's; it is never chosen, as a printer that holds it has to be told. */
static const struct sheet_size {
	const char *name;
	dim w, h;
	bool iso, choose;
} sizes[] = {{"a4", MM(210), MM(297), true, true}, {"a3", MM(297), MM(420), true, true}, {"a2", MM(420), MM(594), true, true},
	{"letter", PT(612), PT(792), false, true}, {"oficio", MM(216), MM(340), false, false},
	{"legal", PT(612), PT(1008), false, true}, {"tabloid", PT(792), PT(1224), false, true}};

enum { SIZES = sizeof sizes / sizeof *sizes };
#define SHEET_LEAST MM(50)
#define SHEET_MOST MM(2000)

bool
sheet_size_read(struct str value, struct imposition *im)
{
	value = str_trim(value);
	for (size_t i = 0; i < SIZES; i++)
		if (str_is_nocase(value, sizes[i].name)) {
			im->sheet = str_of(sizes[i].name);
			im->sheet_w = sizes[i].w;
			im->sheet_h = sizes[i].h;
			return true;
		}
	ptrdiff_t by = str_find_char(value, 'x');
	dim w, h;
	if (by <= 0)
		return false;
	/* "320x450mm": the first number has the unit of the second */
	struct str right = str_sub(value, (size_t)by + 1, value.n);
	const char *unit = str_ends(right, "in") ? "in" : str_ends(right, "cm") ? "cm" : str_ends(right, "pt") ? "pt" : "mm";
	if (!dim_parse(str_sub(value, 0, (size_t)by), unit, &w) || !dim_parse(right, unit, &h) || w < SHEET_LEAST ||
		h < SHEET_LEAST || w > SHEET_MOST || h > SHEET_MOST)
		return false;
	im->sheet = value;
	im->sheet_w = w;
	im->sheet_h = h;
	return true;
}

/* Is the page of an ISO size: sides as 1 to the root of 2? */
static bool
page_iso(dim w, dim h)
{
	int64_t longer = w > h ? w : h, shorter = w > h ? h : w;
	int64_t off = longer * longer - 2 * shorter * shorter;
	return (off < 0 ? -off : off) * 50 < longer * longer;
}

/* The least sheet of the page's family that takes so many of them; NULL: none. */
static const struct sheet_size *
size_taking(dim w, dim h, const struct grid *grid)
{
	for (size_t i = 0; i < SIZES; i++)
		if (sizes[i].choose && sizes[i].iso == page_iso(w, h) &&
			grid_scale(grid, w, h, sizes[i].w, sizes[i].h, NULL) >= 10000)
			return &sizes[i];
	return NULL;
}

void
sheet_choose(struct imposition *im, dim w, dim h)
{
	const struct grid two = {2, 1}, four = {2, 2};
	const struct sheet_size *size = size_taking(w, h, &two);
	if (im->how == IMPOSE_4UP) {
		const struct sheet_size *larger = size_taking(w, h, &four);
		if (larger && (!strcmp(larger->name, "a4") || !strcmp(larger->name, "letter")))
			size = larger;
	}
	if (!size)
		size = page_iso(w, h) ? &sizes[2] : &sizes[SIZES - 1];
	im->sheet = str_of(size->name);
	im->sheet_w = size->w;
	im->sheet_h = size->h;
}
