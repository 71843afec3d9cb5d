/* preport.c - one page that tells what a printer would object to, with a thumbnail of each bad page */
#include "press/preport.h"

#include "base/message.h"

#include <stdlib.h>

/* The paper is as wide as A4 and as high as Letter. */
#define PAPER_W MM(210)
#define PAPER_H MM(279.4)
#define MARGIN MM(16)
#define COLUMN_GAP MM(8)
#define THUMB_H MM(44)
#define THUMB_GAP MM(4)
#define ROW_GAP MM(6)
#define LEADING_BODY PT(12)
#define LEADING_SMALL PT(9.5)
enum { LINES_WHOLE = 14, WORD_MOST = 400 };

static const struct colour pale = {0, 0, 0, 30}, warn_colour = {0, 40, 90, 0}, error_colour = {0, 90, 80, 10};

/* A page of the book with what was found on it. */
struct bad_page {
	int page;
	size_t errors, findings;
};

struct report {
	const struct printer *printer;
	const struct finding *list;
	size_t n, others; /* warnings about the posts, which are not shown */
	const struct report_setter *setter;
	struct arena *a;
	struct item *items;
	size_t n_items, items_cap;
	struct placement *placements;
	size_t n_placements;
	dim y; /* how far the page is filled */
};

static void
rect_put(struct report *r, dim x, dim y, dim w, dim h, struct colour c)
{
	*PUSH(r->a, r->items, r->n_items, r->items_cap) =
		(struct item){.kind = ITEM_RECT, .role = ROLE_ARTIFACT, .x = x, .y = y, .w = w, .h = h, .fill = c};
}

static dim
line_put(struct report *r, dim x, dim y, struct str text, enum report_text how)
{
	struct line line = r->setter->set(r->setter->ctx, text, how);
	if (line.n)
		*PUSH(r->a, r->items, r->n_items, r->items_cap) =
			(struct item){.kind = ITEM_LINE, .role = ROLE_PARA, .x = x, .y = y, .w = line.w, .line = line};
	return line.w;
}

/* Bytes of the text that stand on its first line of this width: whole words, at least one character of a word that is too long. */
static size_t
line_fill(struct report *r, struct str text, dim w, enum report_text how)
{
	size_t fits = 0, end = 0;
	while (end < text.n) {
		while (end < text.n && text.p[end] == ' ')
			end++;
		while (end < text.n && text.p[end] != ' ')
			end++;
		if (r->setter->set(r->setter->ctx, str_sub(text, 0, end), how).w > w)
			break;
		fits = end;
	}
	for (size_t cut = end; !fits && cut > 1;) { /* a path without blanks */
		cut -= cut / 8 + 1;
		while (cut > 1 && ((uint8_t)text.p[cut] & 0xC0) == 0x80)
			cut--;
		if (r->setter->set(r->setter->ctx, str_sub(text, 0, cut), how).w <= w)
			fits = cut;
	}
	return fits ? fits : text.n;
}

/* Sets a text in lines of width w, at most `most` of them (the last one ends in "…" when more would follow). Returns how many. */
static int
text_put(struct report *r, dim x, dim y, dim w, struct str text, enum report_text how, dim leading, int most)
{
	int lines = 0;
	text = str_trim(str_sub(text, 0, WORD_MOST * 4));
	while (text.n && lines < most) {
		size_t n = line_fill(r, text, w, how);
		bool last = lines + 1 == most && n < text.n;
		struct str head = str_sub(text, 0, n);
		line_put(r, x, y + lines * leading, last ? str_fmt(r->a, "%.*s \xE2\x80\xA6", STR_FMT(head)) : head, how);
		text = str_trim(str_sub(text, n, text.n));
		lines++;
	}
	return lines;
}

/* The finding with its place in the posts. */
static struct str
finding_text(struct report *r, const struct finding *f)
{
	struct str text = f->text, name = str_fmt(r->a, "%.*s: ", STR_FMT(r->printer->title));
	if (str_starts(text, name.p)) /* it stands in the heading */
		text = str_sub(text, name.n, text.n);
	if (!f->file.n)
		return text;
	struct str line = f->line ? str_fmt(r->a, ":%d", f->line) : STR_NONE;
	return str_fmt(r->a, "%.*s%.*s: %.*s", STR_FMT(f->file), STR_FMT(line), STR_FMT(text));
}

/* One finding with its mark; returns the lines that it took. */
static int
finding_put(struct report *r, dim x, dim y, dim w, const struct finding *f, int most)
{
	dim dot = PT(3.5);
	rect_put(r, x, y - PT(5), dot, dot, f->level == DIAG_ERROR ? error_colour : warn_colour);
	return text_put(r, x + PT(7), y, w - PT(7), finding_text(r, f), REPORT_SMALL, LEADING_SMALL, most);
}

static void
head_put(struct report *r, const struct pages *pages, size_t n, const struct printer *p)
{
	size_t errors = 0, warnings = 0;
	for (size_t i = 0; i < r->n; i++) {
		errors += r->list[i].level == DIAG_ERROR;
		warnings += r->list[i].level == DIAG_WARNING;
	}
	struct buf b = {0};
	dim mm = (dim)((int64_t)DIM_PT * 72 * 10 / 254), w = PAPER_W - 2 * MARGIN;
	buf_fmt(&b, message("Check of the pages for %.*s"), STR_FMT(p->title.n ? p->title : p->name));
	r->y = MARGIN + PT(16);
	r->y += (text_put(r, MARGIN, r->y, w, buf_view(&b), REPORT_TITLE, PT(20), 2) - 1) * PT(20) + PT(20);
	b.n = 0;
	buf_fmt(&b, "%.*s", STR_FMT(pages->title));
	if (b.n)
		r->y += text_put(r, MARGIN, r->y, w, buf_view(&b), REPORT_BODY, LEADING_BODY, 2) * LEADING_BODY;
	b.n = 0;
	buf_fmt(&b, message("%zu pages of %d by %d mm; refused: %zu, to look at: %zu"), n, (pages->trim_w + mm / 2) / mm,
		(pages->trim_h + mm / 2) / mm, errors, warnings);
	line_put(r, MARGIN, r->y, buf_view(&b), REPORT_BODY);
	r->y += LEADING_BODY;
	const char *verdict = errors ? MESSAGE("The printer would refuse the book as it is.")
		: warnings	     ? MESSAGE("The printer takes the book. Look at what stands below before you send it.")
				     : MESSAGE("The printer takes the book: nothing was found.");
	line_put(r, MARGIN, r->y + PT(3), str_of(message(verdict)), REPORT_BOLD);
	r->y += LEADING_BODY + PT(2);
	rect_put(r, MARGIN, r->y, w, PT(0.5), (struct colour){0, 0, 0, 100});
	r->y += PT(16);
	buf_free(&b);
}

/* What is wrong with the book as a whole: errors first. */
static void
whole_put(struct report *r, size_t pages)
{
	size_t left = 0;
	int lines = 0;
	for (int level = DIAG_ERROR; level >= DIAG_WARNING; level--)
		for (size_t i = 0; i < r->n; i++) {
			const struct finding *f = &r->list[i];
			if ((int)f->level != level || (f->page > 0 && (size_t)f->page <= pages))
				continue;
			if (lines >= LINES_WHOLE) {
				left++;
				continue;
			}
			int took = finding_put(r, MARGIN, r->y, PAPER_W - 2 * MARGIN, f, 4);
			r->y += took * LEADING_SMALL + PT(2);
			lines += took;
		}
	if (left) {
		struct str more = str_fmt(r->a, message("and %zu more about the book as a whole"), left);
		line_put(r, MARGIN, r->y, more, REPORT_SMALL);
		r->y += LEADING_SMALL;
	}
	if (r->others) {
		struct str more = str_fmt(
			r->a, message("What yearbook check found in the posts themselves stands in its list: %zu."), r->others);
		line_put(r, MARGIN, r->y, more, REPORT_SMALL);
		r->y += LEADING_SMALL;
	}
	if (lines || r->others)
		r->y += PT(8);
}

static int
worse_first(const void *pa, const void *pb)
{
	const struct bad_page *a = pa, *b = pb;
	if (a->errors != b->errors)
		return a->errors < b->errors ? 1 : -1;
	if (a->findings != b->findings)
		return a->findings < b->findings ? 1 : -1;
	return a->page - b->page;
}

/* The pages with findings, the worst first. */
static struct bad_page *
bad_pages(struct report *r, size_t pages, size_t *n)
{
	struct bad_page *all = NEW_N(r->a, pages + 1, struct bad_page);
	*n = 0;
	for (size_t i = 0; i < r->n; i++) {
		const struct finding *f = &r->list[i];
		if (f->page <= 0 || (size_t)f->page > pages || f->level < DIAG_WARNING)
			continue;
		all[f->page].page = f->page;
		all[f->page].errors += f->level == DIAG_ERROR;
		all[f->page].findings++;
	}
	for (size_t i = 1; i <= pages; i++)
		if (all[i].page)
			all[(*n)++] = all[i];
	qsort(all, *n, sizeof *all, worse_first);
	return all;
}

/* A thumbnail with what was found on its page. */
static void
bad_page_put(struct report *r, const struct pages *pages, size_t first, const struct bad_page *bad, dim x, dim y, dim w)
{
	int scale = (int)((int64_t)THUMB_H * 10000 / pages->trim_h);
	dim wide = dim_scale(pages->trim_w, scale, 10000), most = w / 2;
	if (wide > most) { /* a broad page */
		scale = (int)((int64_t)most * 10000 / pages->trim_w);
		wide = most;
	}
	dim high = dim_scale(pages->trim_h, scale, 10000), line = PT(0.4);
	size_t index = first + (size_t)bad->page - 1;
	r->placements[r->n_placements++] =
		(struct placement){.page = index, .x = x, .y = y, .scale = scale, .clip = {x, y, wide, high}};
	rect_put(r, x - line, y - line, wide + 2 * line, line, pale);
	rect_put(r, x - line, y + high, wide + 2 * line, line, pale);
	rect_put(r, x - line, y, line, high, pale);
	rect_put(r, x + wide, y, line, high, pale);

	struct str folio = pages->list[index].folio;
	dim left = x + wide + THUMB_GAP, at = y + PT(8), room = w - wide - THUMB_GAP;
	line_put(r, left, at, str_fmt(r->a, message("Page %.*s (%d in the file)"), STR_FMT(folio), bad->page), REPORT_BOLD);
	at += LEADING_SMALL + PT(1.5);
	size_t said = 0;
	for (int level = DIAG_ERROR; level >= DIAG_WARNING; level--)
		for (size_t i = 0; i < r->n; i++) {
			int lines = (int)((y + THUMB_H - at) / LEADING_SMALL);
			if ((int)r->list[i].level != level || r->list[i].page != bad->page || lines < 2)
				continue;
			at += finding_put(r, left, at, room, &r->list[i], said + 1 < bad->findings ? lines - 1 : lines) *
					LEADING_SMALL +
				PT(2);
			said++;
		}
	if (said < bad->findings)
		line_put(r, left, y + THUMB_H, str_fmt(r->a, message("and %zu more"), bad->findings - said), REPORT_SMALL);
}

static void
pages_put(struct report *r, const struct pages *pages, size_t first, size_t n)
{
	size_t n_bad, shown = 0;
	struct bad_page *bad = bad_pages(r, n, &n_bad);
	dim w = (PAPER_W - 2 * MARGIN - COLUMN_GAP) / 2;
	r->placements = NEW_N(r->a, n_bad + 1, struct placement);
	for (dim y = r->y; shown < n_bad && y + THUMB_H + LEADING_BODY <= PAPER_H - MARGIN; y += THUMB_H + ROW_GAP)
		for (int column = 0; column < 2 && shown < n_bad; column++, shown++)
			bad_page_put(r, pages, first, &bad[shown], MARGIN + column * (w + COLUMN_GAP), y, w);
	if (shown < n_bad)
		line_put(r, MARGIN, PAPER_H - MARGIN + PT(6),
			str_fmt(r->a, message("and %zu more pages with findings"), n_bad - shown), REPORT_SMALL);
}

/* What the printer or the writing of the files is about; what is odd about the posts themselves is another list. */
static bool
about_print(const struct finding *f)
{
	struct str name = str_of(diag_kind_name(f->kind));
	return f->level == DIAG_ERROR || f->page > 0 || str_starts(name, "press-") || str_starts(name, "printer-");
}

struct sheets
preflight_report(const struct pages *pages, size_t first, size_t end, const struct printer *p, const struct finding *list,
	size_t n, const struct report_setter *setter, struct arena *a)
{
	struct report r = {.printer = p, .setter = setter, .a = a};
	struct box paper = {0, 0, PAPER_W, PAPER_H};
	struct surface *s = NEW(a, struct surface);
	struct frame *frame = NEW(a, struct frame);
	struct finding *kept = NEW_N(a, n + 1, struct finding);
	for (r.n = 0; n; n--, list++)
		if (about_print(list))
			kept[r.n++] = *list;
		else
			r.others += list->level == DIAG_WARNING;
	r.list = kept;
	head_put(&r, pages, end - first, p);
	whole_put(&r, end - first);
	pages_put(&r, pages, first, end - first);
	*frame = (struct frame){.kind = FRAME_PAGE, .w = PAPER_W, .h = PAPER_H, .items = r.items, .n = r.n_items};
	*s = (struct surface){.w = PAPER_W,
		.h = PAPER_H,
		.bleed = paper,
		.trim = paper,
		.placements = r.placements,
		.n_placements = r.n_placements,
		.frames = frame,
		.n_frames = 1};
	return (struct sheets){.pages = pages, .list = s, .n = 1, .ppi_most = 600, .quality = 85};
}
