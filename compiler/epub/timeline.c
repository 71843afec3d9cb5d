/* timeline.c - the year at a glance: a drawing with a point for each post, and the same as a list with links */
#include "epub/room.h"

#include "base/xml.h"

/* Of the drawing, in its own units: as wide as a telephone shows it, they are half a pixel. */
enum {
	HALVES = 24, /* of months: points of one half stand on each other */
	YEARS_MOST = 24,
	POSTS_LEAST = 3,
	STACK_MOST = 8, /* points; more become a bar */
	LEFT = 96,
	STEP = 26, /* from half to half */
	POINT = 22, /* from point to point in a stack */
	RADIUS = 9,
	GAP = 34, /* between the years */
	WIDTH = LEFT + HALVES * STEP + 4
};

struct year_row {
	int year;
	unsigned stacks[HALVES];
	unsigned most;
};

/* ---- what is drawn ---- */

static bool
event_placed(const struct entry *e)
{
	return e->date.precision > DATE_YEAR && e->date.month >= 1 && e->date.month <= 12;
}

/* In the middle of a month stand the posts whose day is not known. */
static int
event_half(const struct date *d)
{
	return (d->month - 1) * 2 + (d->precision > DATE_MONTH && d->day > 15);
}

/* The years that have something to show; *n is 0 where a drawing would say no more than the list. */
static struct year_row *
rows_find(const struct epub *e, size_t *n)
{
	size_t n_events, placed = 0, halves = 0;
	const struct entry **events = book_timeline(e->book, e->arena, &n_events);
	struct year_row *rows = NEW_N(e->arena, YEARS_MOST, struct year_row);
	*n = 0;
	for (size_t i = 0; i < n_events; i++) {
		const struct date *d = &events[i]->date;
		if (!event_placed(events[i]))
			continue;
		if (!*n || rows[*n - 1].year != d->year) {
			if (*n == YEARS_MOST) {
				*n = 0;
				return rows;
			}
			rows[(*n)++] = (struct year_row){.year = d->year};
		}
		struct year_row *row = &rows[*n - 1];
		unsigned *stack = &row->stacks[event_half(d)];
		halves += !*stack;
		row->most = ++*stack > row->most ? *stack : row->most;
		placed++;
	}
	if (placed < POSTS_LEAST || halves < 2)
		*n = 0;
	return rows;
}

bool
timeline_drawn(const struct epub *e)
{
	size_t n = 0;
	if (e->options->variant != EPUB_KINDLE)
		rows_find(e, &n);
	return n > 0;
}

/* ---- drawing ---- */

static int
row_height(const struct year_row *row)
{
	return GAP + POINT * (int)(row->most < STACK_MOST ? row->most : STACK_MOST);
}

static void
stack_draw(struct buf *b, const struct year_row *row, int half, int base)
{
	int x = LEFT + half * STEP + STEP / 2, full = POINT * STACK_MOST;
	unsigned n = row->stacks[half];
	if (row->most > STACK_MOST && n) {
		int h = (int)((uint64_t)full * n / row->most);
		h = h < 4 ? 4 : h;
		buf_fmt(b, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#2f8494\"/>\n", x - RADIUS, base - h,
			2 * RADIUS, h);
		return;
	}
	for (unsigned i = 0; i < n; i++)
		buf_fmt(b, "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"#2f8494\"/>\n", x, base - POINT / 2 - 4 - (int)i * POINT,
			RADIUS);
}

static void
row_draw(struct buf *b, const struct year_row *row, int base)
{
	buf_fmt(b, "<text x=\"0\" y=\"%d\" font-size=\"30\" font-weight=\"600\">%d</text>\n", base + 8, row->year);
	buf_fmt(b, "<path d=\"M%d %dh%d", LEFT, base, HALVES * STEP);
	for (int month = 0; month <= 12; month++)
		buf_fmt(b, "M%d %dv8", LEFT + month * 2 * STEP, base);
	buf_z(b, "\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.55\" stroke-width=\"2\"/>\n");
	for (int half = 0; half < HALVES; half++)
		stack_draw(b, row, half, base);
}

static void
months_draw(struct buf *b, struct str lang, int y)
{
	for (int month = 1; month <= 12; month++) {
		struct str word = month_word(month, lang); /* all begin with an ASCII letter */
		buf_fmt(b, "<text x=\"%d\" y=\"%d\" font-size=\"24\" text-anchor=\"middle\">%c</text>\n",
			LEFT + (2 * month - 1) * STEP, y, word.p[0] & ~0x20);
	}
}

/* What the drawing shows, for those who do not see it: "2024. May: 2; June: 1." */
static void
rows_tell(struct buf *b, const struct year_row *rows, size_t n, struct str lang)
{
	for (size_t i = 0; i < n; i++) {
		buf_fmt(b, "%s%d.", i ? " " : "", rows[i].year);
		const char *before = " ";
		for (int month = 0; month < 12; month++) {
			unsigned count = rows[i].stacks[2 * month] + rows[i].stacks[2 * month + 1];
			if (!count)
				continue;
			buf_z(b, before);
			xml_text(b, month_word(month + 1, lang));
			buf_fmt(b, ": %u", count);
			before = "; ";
		}
		buf_char(b, '.');
	}
}

static void
timeline_draw(struct epub *e, struct buf *b)
{
	size_t n;
	const struct year_row *rows = rows_find(e, &n);
	struct str lang = e->book->language;
	int base = 0, height = 44;
	for (size_t i = 0; i < n; i++)
		height += row_height(&rows[i]);
	buf_fmt(b,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"drawing\" viewBox=\"0 0 %d %d\" role=\"img\" "
		"aria-labelledby=\"drawing.title drawing.told\" font-family=\"sans-serif\" fill=\"currentColor\">\n<title "
		"id=\"drawing.title\">",
		WIDTH, height);
	xml_text(b, part_word(PART_TIMELINE, lang));
	buf_z(b, "</title>\n<desc id=\"drawing.told\">");
	rows_tell(b, rows, n, lang);
	buf_z(b, "</desc>\n");
	for (size_t i = 0; i < n; i++) {
		base += row_height(&rows[i]);
		row_draw(b, &rows[i], base);
	}
	months_draw(b, lang, base + 38);
	buf_z(b, "</svg>\n");
}

/* ---- the list ---- */

static void
event_write(struct epub *e, const struct entry *entry, struct buf *b)
{
	buf_z(b, "<li");
	attributes_lang_other(e, b, entry->lang);
	buf_char(b, '>');
	element_text(b, "p", "kicker", entry->kicker);
	buf_fmt(b, "<p><a href=\"%.*s\">", STR_FMT(e->posts[entry - e->book->entries].file));
	xml_text(b, entry->title.n ? entry->title : STR("\xE2\x80\xA6"));
	buf_z(b, "</a></p></li>\n");
}

void
timeline_write(struct epub *e, struct buf *b)
{
	size_t n;
	const struct entry **events = book_timeline(e->book, e->arena, &n);
	matter_begin(e, b, PART_TIMELINE, "timeline", "");
	if (timeline_drawn(e))
		timeline_draw(e, b);
	for (size_t i = 0; i < n; i++) {
		if (!i || events[i - 1]->date.year != events[i]->date.year)
			buf_fmt(b, "%s<h2>%d</h2>\n<ol>\n", i ? "</ol>\n" : "", events[i]->date.year);
		event_write(e, events[i], b);
	}
	buf_z(b, n ? "</ol>\n</section>\n" : "</section>\n");
	document_end(b);
}
