/* report.c - how the pages came out: what could not be had, place by place, and the totals */
#include "layout/layout.h"

#include "base/message.h"

#include <stdlib.h>

enum {
	VOID_PARTS = 1000, /* of the text's height */
	VOID_WIDE = 120, /* a void that is counted */
	BLANKS_LEAST = 4, /* a line with fewer blanks says little about them */
	LADDER = 3,
	LEVEL_POINTS = 5, /* feet of facing pages that differ less are level */
	LOOSE = 500, /* ratios of lines: beyond it loose or tight, */
	VERY_LOOSE = 1000
};

struct band {
	dim from, to;
};

struct tally {
	const struct book *book;
	const struct pages *pages;
	FILE *out;
	size_t lines, justified, hyphens, ladders, widows, orphans, headings, recto_hyphens;
	size_t tight, decent, loose, very_loose, overfull;
	size_t spreads, level;
	int64_t blanks, squares, n_blanks, widest;
	int64_t voids, n_voids, void_most;
	size_t voids_wide;
	int in_row; /* hyphens at the ends of the lines before */
	size_t at; /* the first of the pages' residues that is not printed yet */
};

/* The lines of the running text, in order: where a frame begins and ends. */
struct ends {
	const struct line *first, *last, *before; /* `before`: the last but one */
	uint8_t first_role, last_role, before_role;
	int n; /* lines */
	int first_at, last_at; /* number of the line on the page, from 1 */
};

static bool
running(uint8_t role)
{
	return role == ROLE_PARA || role == ROLE_ITEM || role == ROLE_QUOTE;
}

static bool
last_of_post(const struct pages *p, size_t i)
{
	return i + 1 >= p->n || p->list[i + 1].post != p->list[i].post;
}

static void
place_print(const struct tally *t, const struct page *page, int line)
{
	const struct entry *e = &t->book->entries[page->post];
	fprintf(t->out, "%.*s: ", STR_FMT(e->post->path));
	if (line)
		fprintf(t->out, message("page %.*s, line %d: "), STR_FMT(page->folio), line);
	else
		fprintf(t->out, message("page %.*s: "), STR_FMT(page->folio));
}

/* What the page breaks reckoned for it; 0: they did not know. */
static int
cost_of(const struct tally *t, const struct page *page, enum residue_kind kind)
{
	for (size_t i = t->at; i < t->pages->n_residues && t->pages->residues[i].page <= page->number; i++)
		if (t->pages->residues[i].page == page->number && t->pages->residues[i].kind == kind)
			return t->pages->residues[i].cost;
	return 0;
}

static void
residue_print(const struct tally *t, const struct page *page, int line, enum residue_kind kind, const char *what)
{
	place_print(t, page, line);
	fprintf(t->out, message("%s (cost %d)\n"), what, cost_of(t, page, kind));
}

/* What cannot be seen on the page itself: the page breaks have told it. */
static void
told_print(struct tally *t, const struct page *page)
{
	static const char *const texts[RESIDUE_KINDS] = {[RESIDUE_BREAK] = MESSAGE("what belongs together is divided"),
		[RESIDUE_SHORT] = MESSAGE("lines that stay empty at the foot"),
		[RESIDUE_OVERFULL] = MESSAGE("lines by which something sticks out"),
		[RESIDUE_LOOSE] = MESSAGE("paragraphs set a line longer"),
		[RESIDUE_TIGHT] = MESSAGE("paragraphs set a line shorter"),
		[RESIDUE_STRETCHED] = MESSAGE("lines of blank put in"),
		[RESIDUE_SHRUNK] = MESSAGE("lines of blank taken out"),
		[RESIDUE_FIGURE_FAR] = MESSAGE("pages between a picture and its mention"),
		[RESIDUE_NOTE_SPLIT] = MESSAGE("lines of notes that run on to the next page")};
	for (; t->at < t->pages->n_residues && t->pages->residues[t->at].page <= page->number; t->at++) {
		const struct residue_entry *r = &t->pages->residues[t->at];
		if (r->page < page->number || !texts[r->kind])
			continue;
		place_print(t, page, r->line);
		fprintf(t->out, message("%s: %d (cost %d)\n"), message(texts[r->kind]), r->amount, (int)r->cost);
	}
}

/* ---- lines ---- */

static void
line_count(struct tally *t, const struct line *line)
{
	t->lines++;
	t->overfull += (line->flags & LINE_OVERFULL) != 0;
	if (line->flags & LINE_HYPHEN) {
		t->hyphens++;
		t->ladders += ++t->in_row == LADDER;
	} else {
		t->in_row = 0;
	}
	if (!(line->flags & LINE_JUSTIFIED))
		return;
	t->justified++;
	if (line->ratio < -LOOSE)
		t->tight++;
	else if (line->ratio <= LOOSE)
		t->decent++;
	else if (line->ratio <= VERY_LOOSE)
		t->loose++;
	else
		t->very_loose++;
	size_t blanks = 0;
	for (uint32_t i = 1; i < line->n; i++)
		blanks += (line->pieces[i].flags & PIECE_SPACE) != 0;
	if (blanks < BLANKS_LEAST)
		return;
	t->n_blanks++;
	t->blanks += line->blank;
	t->squares += (int64_t)line->blank * line->blank;
	t->widest = line->blank > t->widest ? line->blank : t->widest;
}

/* What stands at the head and the foot of a frame. */
static void
ends_judge(struct tally *t, const struct page *page, const struct ends *e, bool last)
{
	if (!e->n)
		return;
	if (running(e->first_role) && (e->first->flags & (LINE_FIRST | LINE_LAST)) == LINE_LAST) {
		t->widows++;
		residue_print(
			t, page, e->first_at, RESIDUE_WIDOW, message("widow: a paragraph's last line stands alone at the head"));
	}
	if (last)
		return;
	if (running(e->last_role) && (e->last->flags & (LINE_FIRST | LINE_LAST)) == LINE_FIRST) {
		t->orphans++;
		residue_print(t, page, e->last_at, RESIDUE_ORPHAN,
			message("orphan: a paragraph's first line stands alone at the foot"));
	}
	bool short_head = e->before && e->before_role == ROLE_HEADING && running(e->last_role) && !(e->last->flags & LINE_LAST);
	if (e->last_role == ROLE_HEADING || short_head) {
		t->headings++;
		residue_print(t, page, e->last_at, RESIDUE_HEADING, message("stranded heading: fewer than two lines follow it"));
	}
	if (page->number % 2 && e->last->flags & LINE_HYPHEN) {
		t->recto_hyphens++;
		residue_print(t, page, e->last_at, RESIDUE_HYPHEN, message("hyphen at the foot of a right-hand page"));
	}
}

static void
frame_count(struct tally *t, const struct page *page, const struct frame *frame, int *number, bool last)
{
	struct ends e = {0};
	dim y = INT32_MIN;
	t->in_row = 0;
	for (size_t i = 0; i < frame->n; i++) {
		const struct item *item = &frame->items[i];
		if (item->kind != ITEM_LINE || !item->line.n)
			continue;
		uint8_t role = item->line.pieces[item->line.n - 1].role;
		*number += item->y != y;
		y = item->y;
		line_count(t, &item->line);
		if (role == ROLE_CAPTION || role == ROLE_LABEL)
			continue;
		e.before = e.last;
		e.before_role = e.last_role;
		e.last = &item->line;
		e.last_role = role;
		e.last_at = *number;
		if (!e.n++) {
			e.first = e.last;
			e.first_role = role;
			e.first_at = *number;
		}
	}
	ends_judge(t, page, &e, last);
}

/* ---- voids and feet ---- */

static int
band_cmp(const void *a, const void *b)
{
	const struct band *x = a, *y = b;
	return x->from != y->from ? (x->from < y->from ? -1 : 1) : (x->to > y->to) - (x->to < y->to);
}

/* What an item blackens, from the page's upper edge; empty when nothing. */
static struct band
item_band(const struct frame *frame, const struct item *item)
{
	dim y = frame->y + item->y;
	if (item->kind == ITEM_LINE && item->line.n)
		return (struct band){y - item->line.pieces[0].size * 3 / 4, y + item->line.pieces[0].size / 4};
	if (item->kind == ITEM_PICTURE || item->kind == ITEM_RECT)
		return (struct band){y, y + item->h};
	return (struct band){0, 0};
}

/* The lowest baseline or lower edge of a picture. */
static dim
page_foot(const struct page *page)
{
	dim foot = 0;
	for (size_t f = 0; f < page->n_frames; f++) {
		const struct frame *frame = &page->frames[f];
		for (size_t i = 0; i < frame->n && (frame->kind == FRAME_TEXT || frame->kind == FRAME_NOTES); i++) {
			const struct item *item = &frame->items[i];
			dim y = frame->y + item->y + (item->kind == ITEM_PICTURE ? item->h : 0);
			if ((item->kind == ITEM_LINE || item->kind == ITEM_PICTURE) && y > foot)
				foot = y;
		}
	}
	return foot;
}

/* The text block of a page: from its highest frame of text to the lowest. */
static struct band
text_block(const struct page *page)
{
	struct band b = {INT32_MAX, 0};
	for (size_t f = 0; f < page->n_frames; f++) {
		const struct frame *frame = &page->frames[f];
		if (frame->kind != FRAME_TEXT || frame->y <= 0)
			continue;
		b.from = frame->y < b.from ? frame->y : b.from;
		b.to = frame->y + frame->h > b.to ? frame->y + frame->h : b.to;
	}
	return b;
}

static void
void_measure(struct tally *t, const struct page *page)
{
	struct band block = text_block(page), *bands;
	size_t n = 0, most = 0;
	dim widest = 0;
	for (size_t f = 0; f < page->n_frames; f++)
		most += page->frames[f].n;
	if (!most || block.to <= block.from || !(bands = malloc(most * sizeof *bands)))
		return;
	for (size_t f = 0; f < page->n_frames; f++)
		for (size_t i = 0; i < page->frames[f].n && page->frames[f].kind != FRAME_HEAD; i++) {
			struct band b = item_band(&page->frames[f], &page->frames[f].items[i]);
			if (b.to > b.from)
				bands[n++] = b;
		}
	if (n)
		qsort(bands, n, sizeof *bands, band_cmp);
	dim y = n ? bands[0].to : block.to;
	for (size_t i = 0; i < n; i++) {
		if (bands[i].from - y > widest)
			widest = bands[i].from - y;
		y = bands[i].to > y ? bands[i].to : y;
	}
	if (block.to - y > widest)
		widest = block.to - y;
	free(bands);
	int64_t part = (int64_t)widest * VOID_PARTS / (block.to - block.from);
	t->voids += part;
	t->n_voids++;
	t->voids_wide += part > VOID_WIDE;
	t->void_most = part > t->void_most ? part : t->void_most;
	if (part > VOID_WIDE) {
		place_print(t, page, 0);
		fprintf(t->out, message("a void of %d %% of the text's height\n"), (int)(part / 10));
	}
}

/* Facing pages of one post, of which neither is its last. */
static void
spread_judge(struct tally *t, size_t i)
{
	const struct page *left = &t->pages->list[i];
	if (left->number % 2 || left->post < 0 || last_of_post(t->pages, i) || last_of_post(t->pages, i + 1))
		return;
	dim apart = page_foot(left) - page_foot(&t->pages->list[i + 1]);
	t->spreads++;
	if (apart < PT(LEVEL_POINTS) && apart > -PT(LEVEL_POINTS))
		t->level++;
	else {
		struct buf b = {0};
		buf_dim(&b, apart < 0 ? -apart : apart);
		place_print(t, left, 0);
		fprintf(t->out, message("the page and the one facing it do not end level: %.*s pt\n"), STR_FMT(buf_view(&b)));
		buf_free(&b);
	}
}

/* ---- all ---- */

/* num / den with so many decimals. */
static void
ratio_print(FILE *out, int64_t num, int64_t den, int decimals)
{
	struct buf b = {0};
	int64_t scale = 1;
	for (int i = 0; i < decimals; i++)
		scale *= 10;
	buf_decimal(&b, den ? (num * scale + den / 2) / den : 0, decimals);
	fprintf(out, "%.*s", STR_FMT(buf_view(&b)));
	buf_free(&b);
}

static int64_t
root(int64_t n)
{
	int64_t r = 0;
	for (int64_t bit = (int64_t)1 << 31; bit; bit >>= 1)
		if ((r + bit) * (r + bit) <= n)
			r += bit;
	return r;
}

static void
blanks_print(const struct tally *t)
{
	int64_t n = t->n_blanks, sum = t->blanks;
	/* n times the squares less the square of the sum: n squared times the variance */
	int64_t deviation = n ? root((n * t->squares - sum * sum > 0 ? n * t->squares - sum * sum : 0)) : 0;
	fprintf(t->out, "%s", message("word spaces: mean "));
	ratio_print(t->out, sum, n * 1000, 3);
	fprintf(t->out, "%s", message(" em, deviation "));
	ratio_print(t->out, deviation, sum, 3);
	fprintf(t->out, "%s", message(" of the mean, widest line "));
	ratio_print(t->out, t->widest * n, sum, 2);
	fprintf(t->out, "%s", message(" times the mean\n"));
}

static void
totals_print(const struct tally *t)
{
	FILE *out = t->out;
	fprintf(out, message("%zu pages; %zu lines of text, %zu of them justified\n"), t->pages->n, t->lines, t->justified);
	fprintf(out, "%s", message("lines that end in a hyphen: "));
	ratio_print(out, (int64_t)t->hyphens * 100, (int64_t)t->justified, 1);
	fprintf(out, message(" %% (%zu); ladders of three or more: %zu; at the foot of a right-hand page: %zu\n"), t->hyphens,
		t->ladders, t->recto_hyphens);
	fprintf(out, message("widows %zu, orphans %zu, stranded headings %zu\n"), t->widows, t->orphans, t->headings);
	fprintf(out, message("lines tight %zu, decent %zu, loose %zu, very loose %zu, overfull %zu\n"), t->tight, t->decent,
		t->loose, t->very_loose, t->overfull);
	fprintf(out, message("facing pages level: %zu of %zu\n"), t->level, t->spreads);
	blanks_print(t);
	fprintf(out, "%s", message("widest void of a page: mean "));
	ratio_print(out, t->voids, t->n_voids * 10, 1);
	fprintf(out, " %% %s", message("of the text's height, most "));
	ratio_print(out, t->void_most, 10, 1);
	fprintf(out, message(" %%, over 12 %%: %zu\n"), t->voids_wide);
}

void
pages_report(const struct pages *pages, const struct book *book, FILE *out)
{
	struct tally t = {.book = book, .pages = pages, .out = out};
	for (size_t i = 0; i < t.pages->n; i++) {
		const struct page *page = &t.pages->list[i];
		bool last = last_of_post(t.pages, i);
		int number = 0;
		if (page->post < 0)
			continue;
		for (size_t f = 0; f < page->n_frames; f++)
			if (page->frames[f].kind == FRAME_TEXT)
				frame_count(&t, page, &page->frames[f], &number, last);
		if (!last)
			void_measure(&t, page);
		spread_judge(&t, i);
		told_print(&t, page);
	}
	totals_print(&t);
}
