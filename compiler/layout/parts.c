/* parts.c - the parts of the book in their order: which pages each gets, and which numbers they bear */
#include "layout/parts.h"

/* Parts that open on a right-hand page, as a reader expects of them; others stand on the next. */
static bool
opens_right(enum book_part part)
{
	return part == PART_COVER || part == PART_HALF_TITLE || part == PART_TITLE || part == PART_CONTENTS ||
		part == PART_FOREWORD || part == PART_POSTS;
}

static part_maker *
maker_of(enum book_part part)
{
	switch (part) {
	case PART_COVER: return part_cover;
	case PART_HALF_TITLE: return part_half_title;
	case PART_COLOPHON: return part_colophon;
	case PART_FOREWORD: return part_foreword;
	case PART_TIMELINE: return part_timeline;
	case PART_TITLE: return part_title;
	case PART_IMPRINT: return part_imprint;
	case PART_CONTENTS: return part_contents;
	case PART_INDEX: return part_index;
	case PART_PEOPLE: return part_people;
	case PART_SPONSORS: return part_sponsors;
	case PART_PICTURES: return part_pictures;
	case PART_GALLERY: return part_gallery;
	case PART_BLANK: return part_blank;
	default: return NULL;
	}
}

struct str
part_name(const struct parts_env *env, enum book_part part)
{
	const struct book *book = env->book;
	if (part == PART_FOREWORD && book->n_all > book->n_entries)
		return book->entries[book->n_entries].title;
	return part_word(part, book->language);
}

struct str
part_dest(enum book_part part)
{
	static const char *const names[PART_COUNT] = {"--cover", "--half-title", "--title", "--imprint", "--contents",
		"--foreword", "--timeline", "--posts", "--gallery", "--people", "--sponsors", "--pictures", "--index",
		"--colophon", "--blank"};
	return str_of(names[part]);
}

struct page *
part_blank(struct parts_env *env, size_t *n)
{
	struct page *page = NEW(env->keep, struct page);
	*page = (struct page){.number = env->number, .post = -1};
	*n = 1;
	return page;
}

/* ---- order and numbers ---- */

/* A part at its place. */
struct placed {
	enum book_part part;
	struct page *pages;
	size_t at, n; /* first page, from 0; how many */
	size_t made; /* of them; the others stay blank */
	int folio; /* of its first page; 0: none */
	bool roman;
};

struct binding {
	struct parts_env *env;
	struct placed *parts;
	size_t n;
	size_t pages; /* placed so far */
	int roman, arabic; /* numbers of the next page */
	struct str *folios; /* of each part */
};

/* Finds the place of the next part. It is known how many pages it has; not so for parts behind the posts, which are made at once. */
static void
part_place(struct binding *b, struct placed *p, bool front)
{
	int *number = front ? &b->roman : &b->arabic;
	if (p->part == PART_POSTS)
		b->arabic = 1;
	if (opens_right(p->part) && b->pages % 2 && (front || p->part == PART_POSTS)) {
		b->pages++;
		*number += p->part != PART_POSTS;
	}
	p->at = b->pages;
	p->roman = front;
	p->folio = p->part == PART_COVER ? 0 : *number;
}

static void
part_pass(struct binding *b, struct placed *p)
{
	p->made = p->n;
	if (p->part == PART_COVER && p->n) /* a leaf of its own: the book begins on the right behind it */
		p->n += p->n % 2;
	b->pages += p->n;
	if (p->folio)
		*(p->roman ? &b->roman : &b->arabic) += (int)p->n;
	if (p->n)
		b->folios[p->part] = p->part == PART_COVER ? part_name(b->env, PART_COVER)
			: p->roman			   ? roman(b->env->keep, p->folio)
							   : str_fmt(b->env->keep, "%d", p->folio);
}

static void
part_run(struct binding *b, struct placed *p)
{
	part_maker *make = maker_of(p->part);
	b->env->part = p->part;
	b->env->number = (int)p->at + 1;
	b->env->folio = p->folio;
	b->env->roman = p->roman;
	p->n = 0;
	if (make)
		p->pages = make(b->env, &p->n);
}

/* A part of its own number of pages, at the next place; one that has nothing to show takes none. */
static void
part_next(struct binding *b, struct placed *p, bool front)
{
	size_t pages = b->pages;
	int numbers[2] = {b->roman, b->arabic};
	part_place(b, p, front);
	part_run(b, p);
	if (!p->n) {
		b->pages = pages;
		b->roman = numbers[0];
		b->arabic = numbers[1];
	}
	part_pass(b, p);
}

/* The parts up to the posts: only counted. Returns how many they are. */
static size_t
front_place(struct binding *b)
{
	size_t i = 0;
	for (; b->parts[i].part != PART_POSTS; i++)
		part_next(b, &b->parts[i], true);
	part_place(b, &b->parts[i], false);
	return i;
}

/* Its pages to where they stand among all; those that it counted and did not make stay blank. */
static void
part_copy(struct binding *b, const struct placed *p, struct page *all)
{
	for (size_t k = 0; k < p->n; k++) {
		struct page *page = &all[p->at + k];
		if (k < p->made)
			*page = p->pages[k];
		page->number = (int)(p->at + k) + 1;
		if (page->folio.n)
			continue;
		int folio = p->folio + (int)k;
		page->folio = !p->folio ? b->folios[p->part]
			: p->roman	? roman(b->env->keep, folio)
					: str_fmt(b->env->keep, "%d", folio);
	}
}

/* Blank pages between parts have numbers, too. */
static void
blanks_number(struct binding *b, struct page *all, size_t n, size_t posts_at)
{
	for (size_t i = 1; i < n && i < posts_at; i++)
		if (!all[i].folio.n) {
			const struct placed *p = b->parts;
			while (p->at <= i) /* the part behind it */
				p++;
			int back = (int)(p->at - i);
			all[i].folio =
				p->part == PART_POSTS ? roman(b->env->keep, b->roman++) : roman(b->env->keep, p->folio - back);
		}
}

/* Blank pages that make the book's pages a multiple; the leaf of the cover is printed on its own. */
static size_t
multiple_rest(const struct binding *b)
{
	size_t multiple = (size_t)b->env->book->config->multiple, pages = b->pages;
	for (size_t i = 0; i < b->n; i++)
		if (b->parts[i].part == PART_COVER)
			pages -= b->parts[i].n;
	return multiple > 1 ? (multiple - pages % multiple) % multiple : 0;
}

struct parts_made
parts_make(struct parts_env *env, struct page *posts, size_t n, const struct str *folios, void (*place)(void *ctx, int before),
	void *ctx)
{
	const struct book *book = env->book;
	struct binding b = {.env = env, .n = book->n_order, .roman = 1, .arabic = 1};
	b.parts = NEW_N(env->keep, b.n + 1, struct placed);
	b.folios = NEW_N(env->keep, PART_COUNT, struct str);
	for (size_t i = 0; i < b.n; i++)
		b.parts[i] = (struct placed){.part = book->order[i]};
	size_t middle = front_place(&b), posts_at = b.parts[middle].at;
	b.parts[middle].pages = posts;
	b.parts[middle].n = n;
	part_pass(&b, &b.parts[middle]);
	place(ctx, (int)posts_at);
	env->folios = folios;
	env->posts = posts;
	env->n_posts = n;
	for (size_t i = middle + 1; i < b.n; i++)
		part_next(&b, &b.parts[i], false);
	env->part_folios = b.folios;
	b.pages += multiple_rest(&b);
	struct parts_made made = {.n = b.pages, .posts_at = posts_at, .part_folios = b.folios};
	made.n_cover = b.n && b.parts[0].part == PART_COVER ? b.parts[0].n : 0;
	made.pages = NEW_N(env->keep, made.n + 1, struct page);
	for (size_t i = 0; i < made.n; i++) /* pages that nothing fills are blank */
		made.pages[i] = (struct page){.number = (int)i + 1, .post = -1};
	for (size_t i = 0; i < b.n; i++) {
		struct placed *p = &b.parts[i];
		size_t counted = p->n;
		if (i < middle && counted) {
			part_run(&b, p);
			p->made = p->n < counted ? p->n : counted;
			p->n = counted;
		}
		part_copy(&b, p, made.pages);
	}
	blanks_number(&b, made.pages, made.n, posts_at);
	for (size_t i = posts_at; i < made.n; i++)
		if (!made.pages[i].folio.n)
			made.pages[i].folio = str_fmt(env->keep, "%d", b.arabic++);
	return made;
}
