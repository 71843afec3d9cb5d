/* preflight_test.c - one planted defect after the other: each is found, named with its place and its number, and refused by `check` */
#include "../check.h"

#include "base/diag.h"
#include "press/preflight.h"

#include <stdio.h>
#include <string.h>

static struct arena *a;

/* A post with one picture on line 7 and a paragraph on line 9; a book of it; eight good pages. */
struct plant {
	struct block root, para;
	struct picture picture;
	struct post post;
	struct entry entry;
	struct image image;
	struct book book;
	struct face face;
	struct shaped word;
	struct piece piece;
	struct item items[3]; /* a line of text, a picture, a rule */
	struct frame frame;
	struct page list[40];
	struct pages pages;
	struct printer printer;
};

static void
plant_make(struct plant *t)
{
	memset(t, 0, sizeof *t);
	t->root = (struct block){.kind = BLOCK_ROOT, .first = &t->para, .last = &t->para};
	t->para = (struct block){.kind = BLOCK_PARA, .id = 3, .line = 9, .parent = &t->root};
	t->picture = (struct picture){.line = 7, .image = 0};
	t->post = (struct post){
		.path = STR("post.md"), .title_line = 2, .root = &t->root, .pictures = &t->picture, .n_pictures = 1};
	t->entry = (struct entry){.post = &t->post, .opening = -1};
	t->image = (struct image){.shown = STR("a.jpg"), .w = 1000, .h = 500};
	t->book = (struct book){.entries = &t->entry, .n_entries = 1, .n_all = 1, .images = &t->image, .n_images = 1};
	t->word = (struct shaped){.face = &t->face, .text = STR("word")};
	t->piece = (struct piece){.word = &t->word, .size = PT(10), .colour = {0, 0, 0, 100}, .block = 3};
	t->items[0] = (struct item){.kind = ITEM_LINE, .x = PT(60), .y = PT(100), .w = PT(200), .block = 3};
	t->items[0].line = (struct line){.pieces = &t->piece, .n = 1, .w = PT(200)};
	t->items[1] = (struct item){.kind = ITEM_PICTURE, .x = PT(60), .y = PT(120), .w = PT(300), .h = PT(150), .block = 4};
	t->items[1].picture.image = &t->image;
	t->items[1].picture.full_w = PT(300);
	t->items[1].picture.full_h = PT(150);
	t->items[2] =
		(struct item){.kind = ITEM_RECT, .x = PT(60), .y = PT(300), .w = PT(100), .h = PT(0.5), .fill = {0, 0, 0, 100}};
	t->frame = (struct frame){.kind = FRAME_PAGE, .w = PT(432), .h = PT(648), .items = t->items, .n = 3};
	for (int i = 0; i < 40; i++)
		t->list[i] = (struct page){
			.number = i + 1, .folio = str_fmt(a, "%d", i + 1), .post = 0, .frames = &t->frame, .n_frames = 1};
	t->pages = (struct pages){.trim_w = PT(432), .trim_h = PT(648), .bleed = PT(9), .list = t->list, .n = 8};
	t->printer = (struct printer){.title = STR("Rana"),
		.file = STR("rana.yaml"),
		.bleed_top = PT(9),
		.bleed_bottom = PT(9),
		.bleed_outer = PT(9),
		.safety = PT(36),
		.ppi_good = 200,
		.ppi_least = 150,
		.ink_most = 240,
		.multiple = 4,
		.pages_least = 4,
		.pages_most = 100,
		.blanks_in_row = 2,
		.type_least = 700,
		.rule_least = 250,
		.transparency = true};
}

/* Exactly these kinds are found (each once for a post), at this place, with these words; errors in a check when it is refused. */
static void
expect(struct plant *t, const char *name, enum diag_kind kind, const char *file, int line, int page, const char *says,
	bool refused)
{
	for (int check = 0; check < 2; check++) {
		struct diag *d = diag_new();
		size_t n;
		if (check)
			preflight_refuse(d);
		preflight(d, &t->printer, &t->book, &t->pages, 0, t->pages.n);
		const struct finding *f = diag_sorted(d, &n);
		enum diag_level level = kind == DIAG_PRESS_TRANSPARENCY ? DIAG_NOTE
			: refused && check				? DIAG_ERROR
									: DIAG_WARNING;
		bool ok = kind == DIAG_COUNT_ ? n == 0
					      : n >= 1 && f->kind == kind && str_is(f->file, file) && f->line == line &&
				f->page == page && strstr(str_z(a, f->text), says) && f->level == level;
		if (!ok) {
			check_failures++;
			printf("%s:\n", name);
			for (size_t i = 0; i < n; i++)
				printf("  %.*s:%d page %d %s [%s] %.*s\n", STR_FMT(f[i].file), f[i].line, f[i].page,
					diag_level_name(f[i].level), diag_kind_name(f[i].kind), STR_FMT(f[i].text));
		}
		diag_free(d);
	}
}

static void
pictures_test(struct plant *t)
{
	plant_make(t);
	expect(t, "nothing is wrong", DIAG_COUNT_, "", 0, 0, "", false);
	t->image.w = 800; /* on 300 pt: 192 to the inch */
	t->image.h = 400;
	expect(t, "soft", DIAG_PRESS_SOFT, "post.md", 7, 1, "192 pixels to the inch, less than 200", false);
	t->image.w = 600;
	t->image.h = 300;
	expect(t, "few pixels", DIAG_PRESS_PICTURE, "post.md", 7, 1,
		"105.8 x 52.9 mm with 144 pixels to the inch, and at least 150 are asked for: it is sharp up to 76.1 mm across; "
		"a file of "
		"834 pixels across would do",
		true);
	t->image.vector = true;
	expect(t, "a drawing is sharp", DIAG_COUNT_, "", 0, 0, "", false);
	plant_make(t);
	t->items[1].picture.image = NULL;
	t->items[1].block = 3;
	expect(t, "missing", DIAG_PRESS_MISSING, "post.md", 9, 1, "a picture is missing on page 1", false);
	plant_make(t);
	t->image.alpha = true;
	expect(t, "alpha allowed", DIAG_COUNT_, "", 0, 0, "", false);
	t->printer.transparency = false;
	expect(t, "alpha", DIAG_PRESS_TRANSPARENCY, "post.md", 7, 1, "a.jpg was laid on white", false);
}

static void
inks_test(struct plant *t)
{
	plant_make(t);
	t->items[2].fill = (struct colour){90, 80, 70, 20};
	t->items[2].h = PT(20);
	expect(t, "too much ink", DIAG_PRESS_INK, "rana.yaml", 0, 1, "90/80/70/20 of the style, first on page 1, is 260 percent",
		true);
	t->printer.ink_most = 0;
	expect(t, "no limit of ink", DIAG_COUNT_, "", 0, 0, "", false);
	plant_make(t);
	t->piece.size = PT(8);
	t->piece.colour = (struct colour){50, 0, 0, 50};
	expect(t, "small type in two inks", DIAG_PRESS_TYPE_INKS, "post.md", 9, 1, "8.00 pt in more than one ink", false);
	t->piece.size = PT(24);
	expect(t, "large type in two inks", DIAG_COUNT_, "", 0, 0, "", false);
}

static void
edges_test(struct plant *t)
{
	plant_make(t);
	t->items[0].x = PT(432 - 200 - 20);
	expect(t, "near the edge", DIAG_PRESS_SAFETY, "post.md", 9, 1,
		"as near as 7.1 mm to the edge, first on page 1 (pages in all: 8)", true);
	t->piece.flags = PIECE_INVISIBLE;
	expect(t, "unseen near the edge", DIAG_COUNT_, "", 0, 0, "", false);
	plant_make(t);
	t->items[1].y = 0;
	expect(t, "to the edge, not beyond", DIAG_PRESS_BLEED, "post.md", 2, 1,
		"only 0.0 mm beyond it, first on page 1 (pages in all: 8)", true);
	t->items[1].y = -PT(9);
	expect(t, "beyond the edge", DIAG_COUNT_, "", 0, 0, "", false);
	t->items[1].x = 0; /* the spine, on a right-hand page: no bleed is asked for there */
	for (int i = 0; i < 40; i++)
		t->list[i].number = 1;
	expect(t, "at the spine", DIAG_COUNT_, "", 0, 0, "", false);
}

static void
type_test(struct plant *t)
{
	plant_make(t);
	t->piece.size = PT(6.5);
	expect(t, "small type", DIAG_PRESS_TYPE, "post.md", 9, 1,
		"type of 6.50 pt, first on page 1 (pages in all: 8); at least 7.00 pt", true);
	t->piece.rise = PT(3);
	expect(t, "a small superscript", DIAG_COUNT_, "", 0, 0, "", false);
	plant_make(t);
	t->items[2].h = PT(0.1);
	expect(t, "hairline", DIAG_PRESS_RULE, "post.md", 2, 1,
		"a rule of 0.10 pt, first on page 1 (pages in all: 8); rules thinner than 0.250 pt", false);
}

static void
pages_test(struct plant *t)
{
	plant_make(t);
	t->printer.pages_least = 24;
	expect(t, "too few", DIAG_PRESS_PAGES, "rana.yaml", 0, 8, "at least 24 pages; this one has 8", true);
	t->printer.pages_least = 0;
	t->printer.pages_most = 6;
	expect(t, "too many", DIAG_PRESS_PAGES, "rana.yaml", 0, 7, "at most 6 pages; this one has 8", true);
	plant_make(t);
	t->pages.n = 10;
	expect(t, "no multiple", DIAG_PRESS_PAGES, "rana.yaml", 0, 10, "a multiple of 4; this book has 10", true);
	plant_make(t);
	t->printer.last_blank = true;
	expect(t, "the last is not blank", DIAG_PRESS_PAGES, "rana.yaml", 0, 8, "asks for a last page that is blank", true);
	t->list[7].n_frames = 0;
	expect(t, "the last is blank", DIAG_COUNT_, "", 0, 0, "", false);
	plant_make(t);
	t->list[3].n_frames = t->list[4].n_frames = t->list[5].n_frames = 0;
	expect(t, "blanks in a row", DIAG_PRESS_BLANKS, "rana.yaml", 0, 6,
		"at most 2 blank pages in a row, and there are more up to page 6", true);
}

/* The cover's sheet has bleed and safety of its own, and no number. */
static void
cover_test(struct plant *t)
{
	struct diag *d = diag_new();
	size_t n;
	plant_make(t);
	t->book.language = STR("es");
	t->printer.cover_bleed = PT(14);
	t->printer.cover_safety = PT(20);
	t->printer.pages_least = 100; /* of the inside */
	t->image.w = 800;
	t->image.h = 400;
	t->items[1].y = -PT(9);
	preflight_cover(d, &t->printer, &t->book, &t->pages);
	const struct finding *f = diag_sorted(d, &n);
	CHECK_INT(n, 2);
	CHECK(n == 2 && f[0].kind == DIAG_PRESS_BLEED && f[1].kind == DIAG_PRESS_SOFT && !f[1].page);
	CHECK(n == 2 && strstr(str_z(a, f[1].text), "on page Portada"));
	for (size_t i = 0; n != 2 && i < n; i++)
		printf("%.*s\n", STR_FMT(f[i].text));
	diag_free(d);
}

static void
file_test(struct plant *t)
{
	struct diag *d = diag_new();
	plant_make(t);
	t->printer.file_most = 1000000;
	preflight_file(d, &t->printer, STR("a.pdf"), 1000000);
	CHECK_INT(diag_count(d, DIAG_WARNING), 0);
	preflight_file(d, &t->printer, STR("a.pdf"), 1000001);
	CHECK_INT(diag_count(d, DIAG_WARNING), 1);
	diag_free(d);
}

int
main(void)
{
	a = arena_new();
	struct plant *t = NEW(a, struct plant);
	pictures_test(t);
	inks_test(t);
	edges_test(t);
	type_test(t);
	pages_test(t);
	cover_test(t);
	file_test(t);
	arena_free(a);
	return check_status();
}
