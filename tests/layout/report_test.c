/* report_test.c - the report finds what was planted in pages made by hand, and nothing where nothing is */
#include "layout/layout.h"

#include "../check.h"

#include <stdlib.h>
#include <string.h>

enum { LINES = 10, PAGES = 4 };

static struct piece pieces[6];
static struct item items[PAGES][LINES];
static struct frame frames[PAGES];
static struct page list[PAGES];
static struct entry entry;
static struct post post;
static struct book book = {.entries = &entry, .n_entries = 1, .n_all = 1};
static struct pages pages = {.list = list, .n = PAGES};

static void
piece_roles(struct item *item, uint8_t role)
{
	static struct piece headings[6];
	memcpy(headings, pieces, sizeof pieces);
	headings[5].role = role;
	item->line.pieces = headings;
}

/* Four pages of ten decent lines each, numbered from 2: paragraphs of five lines. */
static void
reset(void)
{
	post.path = STR("a.md");
	entry.post = &post;
	for (int k = 0; k < 6; k++)
		pieces[k] = (struct piece){.size = PT(10), .flags = PIECE_SPACE, .role = ROLE_PARA};
	for (int i = 0; i < PAGES; i++) {
		for (int k = 0; k < LINES; k++) {
			int of = k % 5;
			items[i][k] = (struct item){.kind = ITEM_LINE,
				.y = PT(10) * (k + 1),
				.line = {.pieces = pieces,
					.n = 6,
					.blank = 240,
					.flags = (uint8_t)(of == 0 ? LINE_FIRST | LINE_JUSTIFIED
							: of == 4  ? LINE_LAST
								   : LINE_JUSTIFIED)}};
		}
		frames[i] = (struct frame){.kind = FRAME_TEXT, .y = PT(50), .h = PT(100), .items = items[i], .n = LINES};
		list[i] = (struct page){.number = i + 2, .folio = STR("7"), .frames = &frames[i], .n_frames = 1};
	}
}

/* Does the report have this line, or a part of it? */
static bool
reports(const char *what)
{
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);
	pages_report(&pages, &book, out);
	fclose(out);
	bool found = strstr(text, what) != NULL;
	free(text);
	return found;
}

static void
test_nothing(void)
{
	reset();
	CHECK(!reports("cost"));
	CHECK(reports("4 pages; 40 lines of text, 32 of them justified"));
	CHECK(reports("widows 0, orphans 0, stranded headings 0"));
	CHECK(reports("deviation 0 of the mean, widest line 1 times the mean"));
	CHECK(reports("facing pages level: 1 of 1"));
	CHECK(reports("over 12 %: 0"));
}

static void
test_planted(void)
{
	reset();
	items[1][0].line.flags = LINE_LAST;
	CHECK(reports("a.md: page 7, line 1: widow"));
	reset();
	items[0][9].line.flags = LINE_FIRST | LINE_JUSTIFIED;
	CHECK(reports("a.md: page 7, line 10: orphan"));
	reset();
	piece_roles(&items[0][9], ROLE_HEADING);
	CHECK(reports("stranded heading"));
	reset();
	piece_roles(&items[0][8], ROLE_HEADING);
	items[0][9].line.flags = LINE_FIRST | LINE_JUSTIFIED;
	CHECK(reports("stranded heading"));
	reset();
	items[1][9].line.flags = LINE_HYPHEN | LINE_JUSTIFIED; /* page 3 is a right-hand page */
	CHECK(reports("hyphen at the foot of a right-hand page (cost"));
	items[1][9].line.flags = LINE_LAST;
	items[0][9].line.flags = LINE_HYPHEN | LINE_JUSTIFIED; /* page 2 is not */
	CHECK(!reports("(cost"));
	reset();
	for (int k = 1; k < 4; k++)
		items[0][k].line.flags = LINE_HYPHEN | LINE_JUSTIFIED;
	CHECK(reports("9.4 % (3); ladders of three or more: 1"));
	reset();
	frames[1].n = LINES - 1;
	CHECK(reports("facing pages level: 0 of 1"));
	CHECK(reports("do not end level: 10 pt"));
	reset();
	frames[0].n = LINES - 3;
	CHECK(reports("over 12 %: 1"));
	reset();
	items[0][1].line.ratio = -900;
	items[0][2].line.ratio = 700;
	items[0][3].line.ratio = 1400;
	items[1][1].line.flags |= LINE_OVERFULL;
	CHECK(reports("lines tight 1, decent 29, loose 1, very loose 1, overfull 1"));
	items[0][3].line.blank = 480;
	CHECK(reports("widest line 1.94 times the mean"));
}

int
main(void)
{
	test_nothing();
	test_planted();
	return check_status();
}
