/* matter.c - which parts stand around the posts, and in which order */
#include "book/reader.h"

#include "base/file.h"

enum { PARTS_MOST = 100, MULTIPLE_MOST = 64 };

const char *const book_part_names[PART_COUNT] = {"cover", "half-title", "title", "imprint", "contents", "foreword", "timeline",
	"posts", "gallery", "people", "sponsors", "pictures", "index", "colophon", "blank"};

/* ---- keys ---- */

/* The parts of the book in their order. */
void
parts_take(struct reader *r, const struct yaml *y)
{
	size_t n;
	struct config *c = r->c;
	struct str *list = list_value(r, y, &n);
	unsigned seen = 0;
	c->order = NEW_N(r->a, n + 1, enum book_part);
	c->n_order = 0;
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;
		while (k < PART_COUNT && !str_is_nocase(list[i], book_part_names[k]))
			k++;
		const char *nearest = k < PART_COUNT ? NULL : name_nearest(list[i], book_part_names, PART_COUNT);
		if (nearest)
			BAD(r, y, "there is no part \"%.*s\"; left out: did you mean \"%s\"?", STR_FMT(list[i]), nearest);
		else if (k == PART_COUNT)
			BAD(r, y, "there is no part \"%.*s\"; left out: yearbook(5) lists those that there are",
				STR_FMT(list[i]));
		else if (k != PART_BLANK && seen & 1u << k)
			BAD(r, y, "the part \"%.*s\" is named twice; the second was left out", STR_FMT(list[i]));
		else if (c->n_order < PARTS_MOST)
			c->order[c->n_order++] = (enum book_part)k;
		seen |= k < PART_COUNT ? 1u << k : 0;
	}
	if (!c->n_order) {
		c->order = NULL;
	} else if (!(seen & 1u << PART_POSTS)) {
		BAD(r, y, "\"parts\" does not name the posts; they were put behind the others: add posts where they belong");
		c->order[c->n_order++] = PART_POSTS;
	}
}

void
foreword_take(struct reader *r, const struct yaml *y)
{
	size_t n;
	struct str *list = paths_value(r, y, false, &n);
	if (n > 1)
		BAD(r, y, "a book has one foreword; the first of those named was taken");
	if (n && path_kind(str_z(r->a, list[0])) != PATH_FILE)
		BAD(r, y, "the foreword is a file, and %.*s is a folder; left out", STR_FMT(list[0]));
	else if (n)
		r->c->foreword = list[0];
}

void
contents_take(struct reader *r, const struct yaml *y)
{
	static const char *const names[] = {"levels"};
	int64_t levels;
	if (y->kind != YAML_MAP && y->kind != YAML_NULL)
		BAD(r, y, "\"contents\" is a map, such as {levels: 2}; left out");
	for (size_t i = 0; y->kind == YAML_MAP && i < y->n; i++) {
		const struct yaml *v = &y->items[i];
		if (key_find(r, v, names, 1) < 0)
			continue;
		if (str_to_int(text_value(r, v), &levels) && (levels == 1 || levels == 2))
			r->c->contents_levels = (int)levels;
		else
			BAD(r, v, "\"levels\" is 1 for the posts, or 2 for their headings, too; left at 1");
	}
}

void
multiple_take(struct reader *r, const struct yaml *y)
{
	int64_t n;
	struct str text = text_value(r, y);
	if (str_to_int(text, &n) && n >= 1 && n <= MULTIPLE_MOST)
		r->c->multiple = (int)n;
	else if (text.n)
		BAD(r, y, "\"multiple\" is a number of pages from 1 to 64; \"%.*s\" was left out", STR_FMT(text));
}

/* ---- order ---- */

bool
book_has(const struct book *b, enum book_part part)
{
	for (size_t i = 0; i < b->n_order; i++)
		if (b->order[i] == part)
			return true;
	return false;
}

/* A book of one post has its title page for a cover; only one of some size can spare a leaf for a half title. */
enum { COVER_POSTS = 2, HALF_TITLE_POSTS = 12 };

/* Enough posts to draw, and not so many that it would be a second table of contents. */
enum { TIMELINE_LEAST = 6, TIMELINE_MOST = 150 };

/* Posts whose date is known as well as this, or better. */
static size_t
dated_count(const struct gather *g, enum date_precision precision)
{
	size_t n = 0;
	for (size_t i = 0; i < g->book->n_entries; i++)
		n += g->book->entries[i].date.precision >= precision;
	return n;
}

static bool
timeline_wanted(const struct gather *g)
{
	return dated_count(g, DATE_MONTH) >= TIMELINE_LEAST && g->book->n_entries <= TIMELINE_MOST;
}

/* Does a part stand in a book whose editor does not say? */
static bool
part_usual(const struct gather *g, enum book_part part)
{
	const struct book *b = g->book;
	switch (part) {
	case PART_COVER: return b->n_entries >= COVER_POSTS;
	case PART_HALF_TITLE: return b->n_entries >= HALF_TITLE_POSTS;
	case PART_TIMELINE: return timeline_wanted(g);
	case PART_FOREWORD: return b->n_all > b->n_entries;
	case PART_COLOPHON: return g->config->colophon.n > 0;
	case PART_INDEX: return b->n_index > 0;
	case PART_PEOPLE: return b->n_people > 0;
	case PART_SPONSORS: return b->n_sponsors > 0;
	case PART_PICTURES: return b->credited;
	case PART_TITLE:
	case PART_IMPRINT:
	case PART_CONTENTS:
	case PART_POSTS: return true;
	default: return false;
	}
}

/* Is there nothing to show in a part that the editor names? */
static bool
part_empty(const struct gather *g, enum book_part part)
{
	return (part == PART_INDEX && !g->book->n_index) || (part == PART_PEOPLE && !g->book->n_people) ||
		(part == PART_FOREWORD && g->book->n_all == g->book->n_entries) ||
		(part == PART_TIMELINE && !dated_count(g, DATE_YEAR)) || (part == PART_SPONSORS && !g->book->n_sponsors) ||
		(part == PART_PICTURES && !g->book->pictures_listed);
}

/* The index is made of the posts' pages, and stands behind them. */
static void
index_put_behind(struct gather *g)
{
	struct book *b = g->book;
	for (size_t i = 0, moves = 0; i + 1 < b->n_order; i++) {
		if (b->order[i] != PART_INDEX)
			continue;
		for (size_t k = i + 1; k < b->n_order; k++)
			moves |= b->order[k] == PART_POSTS;
		if (!moves)
			return;
		diag_add(g->d, DIAG_VALUE_BAD, g->config->file, 0, 0,
			"\"parts\" names the index before the posts, whose pages it lists; it was put behind them: name it "
			"there");
		while (b->order[i] != PART_POSTS) {
			b->order[i] = b->order[i + 1];
			i++;
		}
		b->order[i] = PART_INDEX;
		return;
	}
}

/* A foreword is named in two places. */
static void
foreword_check(struct gather *g)
{
	const struct config *c = g->config;
	bool named = false;
	for (size_t i = 0; i < c->n_order; i++)
		named |= c->order[i] == PART_FOREWORD;
	if (named && !c->foreword.n)
		diag_add(g->d, DIAG_VALUE_BAD, c->file, 0, 0,
			"\"parts\" names a foreword, and there is none: say which file it is, as in foreword: foreword.md");
	else if (!named && c->foreword.n)
		diag_add(g->d, DIAG_VALUE_BAD, c->file, 0, 0,
			"there is a foreword, and \"parts\" does not name it; it was left out: add foreword where it belongs");
}

/* Says of a part that the editor names why it is not there; the index and the foreword have words of their own. */
static void
empty_report(struct gather *g, enum book_part part)
{
	const struct config *c = g->config;
	if (part == PART_PEOPLE && !c->people)
		diag_add(g->d, DIAG_VALUE_BAD, c->file, 0, 0,
			"\"parts\" names people, and nobody is known; it was left out: write them into people.csv beside this "
			"file, "
			"with columns such as name, role and picture");
	else if (part == PART_SPONSORS && !c->sponsors)
		diag_add(g->d, DIAG_VALUE_BAD, c->file, 0, 0,
			"\"parts\" names sponsors, and none is known; it was left out: write them into sponsors.yaml or "
			"sponsors.csv "
			"beside this file, each with name, tier, logo and url");
	else if (part == PART_PICTURES)
		diag_add(g->d, DIAG_VALUE_BAD, c->file, 0, 0,
			"\"parts\" names the list of pictures, and no picture has a caption, an alternative text or a credit; it "
			"was "
			"left out: credits.csv beside this file says who made them");
	else if (part == PART_TIMELINE)
		diag_add(g->d, DIAG_VALUE_BAD, c->file, 0, 0,
			"\"parts\" names the timeline, and no post has a date; it was left out: write dates into the posts");
}

void
matter_set(struct gather *g)
{
	struct book *b = g->book;
	const struct config *c = g->config;
	if (c->order) {
		b->order = NEW_N(g->a, c->n_order, enum book_part);
		for (size_t i = 0; i < c->n_order; i++)
			if (part_empty(g, c->order[i]))
				empty_report(g, c->order[i]);
			else
				b->order[b->n_order++] = c->order[i];
		index_put_behind(g);
		foreword_check(g);
		return;
	}
	b->order = NEW_N(g->a, PART_COUNT, enum book_part);
	for (int part = 0; part < PART_COUNT; part++)
		if (part_usual(g, (enum book_part)part))
			b->order[b->n_order++] = (enum book_part)part;
}
