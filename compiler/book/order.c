/* order.c - which posts the book holds, and in which order */
#include "book/gather.h"

#include "base/file.h"

#include <stdlib.h>

/* Says why a post stays out; false when it is in. */
static bool
post_left_out(struct gather *g, const struct post *p, const struct fix *fix)
{
	if (fix && fix->skip) {
		diag_add(g->d, DIAG_POST_SKIPPED, p->path, 0, 0, "left out: line %d of %.*s says so", fix->line,
			STR_FMT(g->config->file));
		return true;
	}
	if (p->draft) {
		diag_add(g->d, DIAG_POST_DRAFT, p->path, 0, 0,
			"a draft was left out; without \"draft: true\" in its front matter it is printed");
		return true;
	}
	if (block_next(p->root, p->root))
		return false;
	const char *what = p->n_images ? "the post has no text; its opening alone is printed"
		: p->title.n	       ? "the post has a title and no text; it was left out"
				       : "the post has neither title nor text; it was left out";
	diag_add(g->d, DIAG_POST_EMPTY, p->path, p->title_line, 0, "%s", what);
	return !p->n_images;
}

/* ---- dates ---- */

/* A post called index.md is named by its folder. */
static struct str
post_name(const struct post *p)
{
	struct str base = path_base(p->path);
	return str_starts_nocase(base, "index.") ? path_base(path_dir(p->path)) : base;
}

static struct str
first_heading(const struct post *p)
{
	const struct block *b = block_next(p->root, p->root);
	while (b && b->kind != BLOCK_HEADING)
		b = block_next(b, p->root);
	return b ? b->text : STR_NONE;
}

/* The date of a post without one: from its name, its title or its first heading, where these tell. *from says which. */
static struct date
date_guess(const struct post *p, const char **from)
{
	struct date date;
	int year;
	*from = "its file name";
	if (date_in_name(post_name(p), &date))
		return date.precision == DATE_YEAR ? date_of_year(date.year) : date;
	*from = "its title";
	if ((year = date_year_in_text(p->title)))
		return date_of_year(year);
	*from = "its first heading";
	if ((year = date_year_in_text(first_heading(p))))
		return date_of_year(year);
	*from = NULL;
	return (struct date){0};
}

static void
entry_date(struct gather *g, struct entry *e)
{
	const struct post *p = e->post;
	const char *from, *advice = "write a line \"date: YYYY-MM-DD\" in its front matter, or under \"fixes\" in yearbook.yaml";
	e->date = e->fix && e->fix->date.precision ? e->fix->date : p->date;
	if (e->date.precision)
		return;
	e->date = date_guess(p, &from);
	if (!from)
		diag_add(g->d, DIAG_DATE_MISSING, p->path, 0, 0, "no date; it stands last in the book: %s", advice);
	else if (e->date.precision == DATE_YEAR)
		diag_add(g->d, DIAG_DATE_MISSING, p->path, 0, 0,
			"no date; it stands at the end of %d, the year that %s names: %s", e->date.year, from, advice);
}

/* ---- order ---- */

/* The instant, then the path; undated posts last. */
static int
entry_cmp(const void *pa, const void *pb)
{
	const struct entry *a = pa, *b = pb;
	bool dated_a = a->date.precision != DATE_NONE, dated_b = b->date.precision != DATE_NONE;
	if (dated_a != dated_b)
		return dated_a ? -1 : 1;
	if (dated_a && a->date.instant != b->date.instant)
		return a->date.instant < b->date.instant ? -1 : 1;
	return str_cmp(a->post->path, b->post->path);
}

void
order_entries(struct gather *g, struct post **posts, size_t n)
{
	struct book *b = g->book;
	struct fix **fixes = fixes_match(g, posts, n);
	b->entries = NEW_N(g->a, n, struct entry);
	for (size_t i = 0; i < n; i++) {
		if (!posts[i])
			continue;
		if (post_left_out(g, posts[i], fixes[i])) {
			outside_add(g, posts[i], NULL);
			arena_free(posts[i]->arena);
			continue;
		}
		struct entry *e = &b->entries[b->n_entries++];
		*e = (struct entry){.post = posts[i], .fix = fixes[i], .opening = -1, .opening_picture = -1};
		entry_date(g, e);
	}
	if (b->n_entries)
		qsort(b->entries, b->n_entries, sizeof *b->entries, entry_cmp);
}
