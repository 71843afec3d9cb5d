/* breaks.c - where each printed page begins in the book's text: its first whole word that no page before it shows */
#include "layout/breaks.h"
#include "layout/pages.h"
#include "layout/parts.h"

/* A byte of a block's text. Blocks are numbered as they follow each other. */
struct spot {
	uint32_t block, at;
};

/* What a page shows of its post. */
struct shown {
	bool text; /* running text: it begins at `first`; a float's caption is none */
	struct spot first, last;
	bool split; /* a hyphen stands behind `last` */
	uint32_t lead; /* the lowest of the figures above the text, or 0 */
	uint32_t figure; /* the lowest of all figures, or 0 */
};

struct finder {
	const struct book *book;
	struct arena *a;
	struct page_breaks *out;
	size_t cap;
	/* the post at hand */
	int entry; /* -1: none */
	const struct block **blocks; /* by number */
	uint32_t n_blocks, cap_blocks;
	struct spot last; /* how far its pages have come; block 0: none had text yet */
	bool split;
	struct spot placed; /* of the last page */
	/* the pages around the posts */
	enum book_part part;
};

static bool
spot_before(struct spot a, struct spot b)
{
	return a.block != b.block ? a.block < b.block : a.at < b.at;
}

static const struct block *
block_of(const struct finder *f, uint32_t id)
{
	return id && id <= f->n_blocks ? f->blocks[id] : NULL;
}

static void
entry_begin(struct finder *f, int entry)
{
	const struct post *post = f->book->entries[entry].post;
	if (post->n_blocks >= f->cap_blocks) {
		f->cap_blocks = post->n_blocks + post->n_blocks / 2 + 64;
		f->blocks = NEW_N(f->a, f->cap_blocks, const struct block *);
	}
	for (uint32_t i = 0; i <= post->n_blocks; i++)
		f->blocks[i] = NULL;
	f->n_blocks = post->n_blocks;
	for (size_t i = 0; i <= post->n_notes; i++) {
		const struct block *root = i ? post->notes[i - 1] : post->root;
		for (const struct block *b = root; b; b = block_next(b, root))
			if (b->id <= f->n_blocks)
				f->blocks[b->id] = b;
	}
	f->entry = entry;
	f->last = f->placed = (struct spot){0, 0};
	f->split = false;
}

/* ---- what a page shows ---- */

static void
line_look(const struct finder *f, const struct item *item, struct shown *s)
{
	for (uint32_t i = 0; item->role != ROLE_ARTIFACT && i < item->line.n; i++) {
		const struct piece *p = &item->line.pieces[i];
		const struct block *b = p->role == ROLE_ARTIFACT ? NULL : block_of(f, p->block);
		if (!b || b->kind == BLOCK_FIGURE || b->kind == BLOCK_ROW)
			continue;
		struct spot from = {p->block, p->start}, to = {p->block, p->end};
		if (!s->text || spot_before(from, s->first))
			s->first = from;
		if (!s->text || !spot_before(to, s->last)) {
			s->last = to;
			s->split = (p->flags & PIECE_HYPHEN) != 0;
		}
		s->text = true;
	}
}

static void
picture_look(const struct finder *f, const struct item *item, struct shown *s)
{
	const struct block *b = block_of(f, item->block);
	if (!b || b->kind != BLOCK_FIGURE)
		return;
	if (!s->figure || b->id < s->figure)
		s->figure = b->id;
	if (!s->text && b->id > f->last.block && (!s->lead || b->id < s->lead))
		s->lead = b->id;
}

/* Notes at a page's foot, running heads and what repeats are no running text. */
static struct shown
page_look(const struct finder *f, const struct page *page)
{
	struct shown s = {.text = false};
	for (size_t i = 0; i < page->n_frames; i++) {
		const struct frame *frame = &page->frames[i];
		if (frame->kind == FRAME_NOTES || frame->kind == FRAME_HEAD)
			continue;
		for (size_t k = 0; k < frame->n; k++) {
			if (frame->items[k].kind == ITEM_LINE)
				line_look(f, &frame->items[k], &s);
			else if (frame->items[k].kind == ITEM_PICTURE)
				picture_look(f, &frame->items[k], &s);
		}
	}
	return s;
}

/* ---- where it begins ---- */

static bool
blank_at(struct str s, size_t at)
{
	return char_blank((unsigned char)s.p[at]);
}

/* Does a word go on there that began before? A line may end without a hyphen behind a dash, within an address, between ideographs: what
 * follows is a beginning. */
static bool
word_goes_on(struct str s, size_t at, bool hyphen)
{
	if (!at || at >= s.n || blank_at(s, at - 1) || blank_at(s, at))
		return false;
	return hyphen || (char_alnum((unsigned char)s.p[at - 1]) && char_alnum((unsigned char)s.p[at]));
}

/* The first whole word from a byte on; the text's length when there is none. */
static size_t
word_from(struct str s, size_t at, bool hyphen)
{
	if (word_goes_on(s, at, hyphen))
		while (at < s.n && !blank_at(s, at))
			at++;
	while (at < s.n && blank_at(s, at))
		at++;
	return at < s.n ? at : s.n;
}

/* The lowest place of the page's running text behind a block; block 0: there is none. */
static struct spot
spot_in_next(const struct finder *f, const struct page *page, uint32_t block)
{
	struct spot best = {0, 0};
	for (size_t i = 0; i < page->n_frames; i++) {
		const struct frame *frame = &page->frames[i];
		for (size_t k = 0; frame->kind == FRAME_TEXT && k < frame->n; k++) {
			struct shown s = {.text = false};
			if (frame->items[k].kind == ITEM_LINE)
				line_look(f, &frame->items[k], &s);
			if (s.text && s.first.block > block && (!best.block || spot_before(s.first, best)))
				best = s.first;
		}
	}
	return best;
}

/* Behind all that the pages before have shown of the text. */
static struct spot
spot_behind(const struct finder *f)
{
	const struct block *b = block_of(f, f->last.block);
	return b ? (struct spot){b->id, (uint32_t)word_from(b->text, f->last.at, f->split)} : f->last;
}

/* The first whole word at a place where the page's text begins or goes on; the text's end where there is none. */
static struct spot
spot_of_word(const struct finder *f, struct spot first)
{
	const struct block *b = block_of(f, first.block);
	bool goes_on = f->last.block == b->id && f->last.at <= first.at;
	/* a small picture or a call may stand before the first word: the page begins where the last one ended; of a row's cells that go on the
	 * first may be another one */
	size_t at = goes_on ? f->last.at : b->id > f->last.block ? 0 : first.at;
	return (struct spot){b->id, (uint32_t)word_from(b->text, at, goes_on && f->split)};
}

static struct spot
spot_of_text(const struct finder *f, const struct page *page, const struct shown *s)
{
	struct spot spot = spot_of_word(f, s->first), next = s->first;
	while (spot.at && spot.at >= block_of(f, spot.block)->text.n) { /* only the rest of a word stands there */
		next = spot_in_next(f, page, spot.block);
		if (!next.block)
			break;
		spot = spot_of_word(f, next);
	}
	return spot;
}

/* A figure begins where the row or gallery does that it opens. */
static struct spot
spot_of_figure(const struct finder *f, uint32_t id)
{
	const struct block *b = block_of(f, id);
	while (b->parent && (b->parent->kind == BLOCK_ROW || b->parent->kind == BLOCK_GROUP) && b->parent->first == b &&
		b->parent->id > f->last.block)
		b = b->parent;
	return (struct spot){b->id, 0};
}

static struct spot
page_spot(const struct finder *f, const struct page *page, const struct shown *s)
{
	struct spot spot = spot_behind(f);
	if (s->text && s->lead && s->lead < s->first.block)
		spot = spot_of_figure(f, s->lead);
	else if (s->text)
		spot = spot_of_text(f, page, s);
	else if (s->figure > f->last.block)
		spot = spot_of_figure(f, s->figure);
	return spot_before(spot, f->placed) ? f->placed : spot;
}

/* ---- pages ---- */

static struct page_break *
break_add(struct finder *f, const struct page *page)
{
	struct page_break *b = PUSH(f->a, f->out->list, f->out->n, f->cap);
	*b = (struct page_break){.label = page->folio, .entry = -1, .group = -1, .part = PART_COUNT};
	return b;
}

static void
post_page(struct finder *f, const struct page *page, int entry)
{
	bool begins = entry != f->entry;
	if (begins)
		entry_begin(f, entry);
	struct shown s = page_look(f, page);
	if (!begins)
		f->placed = page_spot(f, page, &s);
	struct page_break *b = break_add(f, page);
	b->entry = entry;
	b->block = f->placed.block;
	b->start = f->placed.at;
	if (s.text && !spot_before(s.last, f->last)) {
		f->last = s.last;
		f->split = s.split;
	}
}

/* Where a page around the posts says that something begins; `group` and f change only then. */
static void
dest_look(struct finder *f, const struct page *page, int *group)
{
	const struct book *book = f->book;
	for (size_t i = 0; i < page->n_frames; i++)
		for (size_t k = 0; k < page->frames[i].n; k++) {
			const struct item *item = &page->frames[i].items[k];
			if (item->kind != ITEM_DEST)
				continue;
			for (int part = 0; part < PART_COUNT; part++)
				if (str_eq(item->dest, part_dest((enum book_part)part)))
					f->part = (enum book_part)part;
			if (book->n_all > book->n_entries && str_eq(item->dest, book->entries[book->n_entries].slug))
				f->part = PART_FOREWORD;
			int64_t number;
			if (str_starts(item->dest, "--part-") && str_to_int(str_sub(item->dest, 7, item->dest.n), &number))
				*group = (int)number - 1;
		}
}

static void
other_page(struct finder *f, const struct page *page)
{
	int group = -1;
	dest_look(f, page, &group);
	if (group >= 0 && (size_t)group < f->book->n_parts)
		break_add(f, page)->group = group;
	else if (f->part == PART_FOREWORD && f->book->n_all > f->book->n_entries)
		post_page(f, page, (int)f->book->n_entries);
	else if (f->part != PART_COUNT)
		break_add(f, page)->part = f->part;
}

/* Is there anything on it but a running head? */
static bool
page_blank(const struct page *page)
{
	for (size_t i = 0; i < page->n_frames; i++)
		if (page->frames[i].kind != FRAME_HEAD && page->frames[i].n)
			return false;
	return true;
}

struct page_breaks
page_breaks_find(const struct pages *pages, const struct book *book, struct arena *a)
{
	struct page_breaks out = {0};
	struct finder f = {.book = book, .a = a, .out = &out, .entry = -1, .part = PART_COUNT};
	for (size_t i = 0; i < pages->n; i++) {
		const struct page *page = &pages->list[i];
		if (page_blank(page))
			continue;
		if (page->post >= 0 && (size_t)page->post < book->n_entries) {
			f.part = PART_COUNT;
			post_page(&f, page, page->post);
		} else {
			other_page(&f, page);
		}
	}
	return out;
}
