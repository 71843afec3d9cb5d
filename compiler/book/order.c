/* order.c - which posts the book holds and why not others, and in which order */
#include "book/gather.h"

#include "base/file.h"
#include "base/message.h"

#include <stdlib.h>

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
	*from = MESSAGE("its file name");
	if (date_in_name(post_name(p), &date))
		return date.precision == DATE_YEAR ? date_of_year(date.year) : date;
	*from = MESSAGE("its title");
	if ((year = date_year_in_text(p->title)))
		return date_of_year(year);
	*from = MESSAGE("its first heading");
	if ((year = date_year_in_text(first_heading(p))))
		return date_of_year(year);
	*from = NULL;
	return (struct date){0};
}

static void
choice_date(struct choice *c)
{
	const struct edit *edit = c->post->edit;
	c->date = edit && edit->date.precision	     ? edit->date
		: edit && edit->event_from.precision ? edit->event_from
						     : c->post->date;
	c->dated = c->date.precision != DATE_NONE;
	if (!c->dated)
		c->date = date_guess(c->post, &c->date_from);
}

static void
date_report(struct gather *g, const struct choice *c)
{
	if (c->dated)
		return;
	if (!c->date_from)
		diag_add(g->d, DIAG_DATE_MISSING, c->post->path, 0, 0,
			"no date; it stands last in the book: write a line \"date: YYYY-MM-DD\" in its front matter, or under "
			"\"fixes\" in yearbook.yaml");
	else if (c->date.precision == DATE_YEAR)
		diag_add(g->d, DIAG_DATE_MISSING, c->post->path, 0, 0,
			"no date; it stands at the end of %d, the year that %s names: write a line \"date: YYYY-MM-DD\" in its "
			"front matter, or under \"fixes\" in yearbook.yaml",
			c->date.year, message(c->date_from));
}

/* ---- what is left out ---- */

/* A post without text; an opening picture alone is printed. */
static void
empty_check(struct gather *g, struct choice *c)
{
	const struct post *p = c->post;
	if (c->out >= 0 || block_next(p->root, p->root))
		return;
	const char *what = p->n_images ? MESSAGE("the post has no text; its opening alone is printed")
		: p->title.n	       ? MESSAGE("the post has a title and no text; it was left out")
				       : MESSAGE("the post has neither title nor text; it was left out");
	diag_add(g->d, DIAG_POST_EMPTY, p->path, p->title_line, 0, "%s", message(what));
	if (!p->n_images)
		c->out = LEFT_EMPTY;
}

static void
printed_report(struct diag *d, const struct choice *c)
{
	const struct printed *p = c->printed;
	if (c->instead)
		diag_add(d, DIAG_POST_PRINTED, c->post->path, 0, 0,
			"left out: its version in another language (%.*s) was printed, as line %d of %.*s says; \"yes\" in its "
			"row "
			"of posts.csv, column include, prints this one, too",
			STR_FMT(c->instead->lang.n ? c->instead->lang : STR("?")), p->line, STR_FMT(p->file));
	else if (p->volume && p->pages.n)
		diag_add(d, DIAG_POST_PRINTED, c->post->path, 0, 0,
			"left out: line %d of %.*s says that it was printed in volume %d, page %.*s; \"yes\" in its row of "
			"posts.csv, "
			"column include, prints it again",
			p->line, STR_FMT(p->file), p->volume, STR_FMT(p->pages));
	else
		diag_add(d, DIAG_POST_PRINTED, c->post->path, 0, 0,
			"left out: line %d of %.*s says that it was printed in another volume (%.*s); \"yes\" in its row of "
			"posts.csv, "
			"column include, prints it again",
			p->line, STR_FMT(p->file), STR_FMT(p->year));
}

/* Names a post that is not in the book, and says why. */
static void
left_report(struct gather *g, const struct choice *c)
{
	struct diag *d = g->d;
	struct str path = c->post->path;
	switch ((enum left_out)c->out) {
	case LEFT_SKIPPED:
		diag_add(d, DIAG_POST_SKIPPED, path, 0, 0, "left out: line %d of %.*s says so", c->post->edit->line,
			STR_FMT(c->post->edit->file));
		break;
	case LEFT_DRAFT: diag_add(d, DIAG_POST_DRAFT, path, 0, 0, "a draft was left out; --drafts prints it"); break;
	case LEFT_PAGE:
		diag_add(d, DIAG_POST_PAGE, path, 0, 0,
			"a page of the site and no post, since it has no date or is not listed; left out: a date under \"fixes\" "
			"in "
			"yearbook.yaml makes it one");
		break;
	case LEFT_FUTURE:
		diag_add(d, DIAG_POST_FUTURE, path, 0, 0, "dated %04d-%02d-%02d, later than today; left out: --future prints it",
			c->date.year, c->date.month, c->date.day);
		break;
	case LEFT_DATE: diag_add(d, DIAG_POST_UNSELECTED, path, 0, 0, "left out: it is not of the dates asked for"); break;
	case LEFT_TAG: diag_add(d, DIAG_POST_UNSELECTED, path, 0, 0, "left out: it has none of the tags asked for"); break;
	case LEFT_SECTION:
		diag_add(d, DIAG_POST_UNSELECTED, path, 0, 0, "left out: it is in none of the sections asked for");
		break;
	case LEFT_AUTHOR:
		diag_add(d, DIAG_POST_UNSELECTED, path, 0, 0, "left out: it is by none of the authors asked for");
		break;
	case LEFT_LANGUAGE:
		if (c->instead)
			diag_add(d, DIAG_POST_LANGUAGE, path, 0, 0,
				"left out: in another language (%.*s) than %.*s, which is printed", STR_FMT(c->lang),
				STR_FMT(c->instead->post->path));
		else
			diag_add(d, DIAG_POST_LANGUAGE, path, 0, 0, "left out: in another language (%.*s) than the book",
				STR_FMT(c->lang));
		break;
	case LEFT_TWICE:
		if (c->nearly) {
			diag_add(d, DIAG_POST_NEARLY, path, 0, 0,
				"left out: %.*s, which is printed, has the same title and day, and differs in some words; "
				"\"skip: yes\" for that "
				"one under \"fixes\" prints this one",
				STR_FMT(c->instead->post->path));
			break;
		}
		diag_add(d, DIAG_POST_DUPLICATE, path, 0, 0, "left out: the same post as %.*s, which is printed",
			STR_FMT(c->instead->post->path));
		break;
	case LEFT_PRINTED: printed_report(d, c); break;
	default: break;
	}
}

static int
path_cmp(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Counts and names what is left out; what is wrong within it is nobody's business, and its memory is given back. */
static void
left_drop(struct gather *g, struct choice *c, size_t n)
{
	struct str *paths = NEW_N(g->a, n, struct str);
	size_t left = 0;
	g->book->left_out[LEFT_PATH] = g->config->left_by_path;
	for (size_t i = 0; i < n; i++)
		if (c[i].out >= 0 && c[i].out != LEFT_EMPTY)
			paths[left++] = c[i].post->path;
	if (left) {
		qsort(paths, left, sizeof *paths, path_cmp);
		diag_forget(g->d, paths, left);
	}
	for (size_t i = 0; i < n; i++) {
		if (c[i].out < 0)
			continue;
		g->book->left_out[c[i].out]++;
		left_report(g, &c[i]);
		const struct choice *instead = c[i].instead;
		for (int k = 0; k < 8 && instead && instead->out >= 0; k++) /* which had to give way itself */
			instead = instead->instead;
		outside_add(g, c[i].post, instead && instead->out < 0 ? instead->post : NULL);
	}
	for (size_t i = 0; i < n; i++)
		if (c[i].out >= 0) {
			arena_free(c[i].post->arena);
			c[i].post = NULL;
		}
}

/* ---- order ---- */

/* The instant, then the path; undated posts last; translations of one post side by side. */
static int
choice_cmp(const void *pa, const void *pb)
{
	const struct choice *one = *(struct choice *const *)pa, *two = *(struct choice *const *)pb, *a = one->lead,
			    *b = two->lead;
	if (a == b)
		return one->rank - two->rank;
	bool dated_a = a->date.precision != DATE_NONE, dated_b = b->date.precision != DATE_NONE;
	if (dated_a != dated_b)
		return dated_a ? -1 : 1;
	if (dated_a && a->date.instant != b->date.instant)
		return a->date.instant < b->date.instant ? -1 : 1;
	int path = str_cmp(a->post->path, b->post->path);
	return path ? path : a->post->part - b->post->part;
}

static struct choice *
choices_make(struct gather *g, struct post **posts, size_t n, size_t *count)
{
	struct choice *c = NEW_N(g->a, n, struct choice);
	*count = 0;
	for (size_t i = 0; i < n; i++) {
		if (!posts[i])
			continue;
		c[*count] = (struct choice){.post = posts[i], .out = -1};
		choice_date(&c[(*count)++]);
	}
	return c;
}

void
order_entries(struct gather *g, struct post **posts, size_t n)
{
	struct book *b = g->book;
	date_orders_decide(g, posts, n);
	struct choice *c = choices_make(g, posts, n, &n), **in = NEW_N(g->a, n, struct choice *);
	size_t count = 0;
	posts_select(g, c, n);
	for (size_t i = 0; i < n; i++)
		empty_check(g, &c[i]);
	versions_choose(g, c, n);
	for (size_t i = 0; i < n; i++)
		if (c[i].out < 0)
			in[count++] = &c[i];
	if (!count && n)
		choices_report(g, c, n);
	plan_record(g, c, n);
	left_drop(g, c, n);
	if (count)
		qsort(in, count, sizeof *in, choice_cmp);
	b->entries = NEW_N(g->a, count + 1, struct entry); /* and one for the foreword */
	for (size_t i = 0; i < count; i++) {
		date_report(g, in[i]);
		for (size_t k = 0; k < in[i]->post->n_joined; k++)
			outside_add(g, in[i]->post->joined[k], in[i]->post);
		b->entries[b->n_entries++] = (struct entry){.post = in[i]->post,
			.date = in[i]->date,
			.lang_guess = in[i]->guess,
			.lang_percent = in[i]->guess_percent,
			.year = in[i]->lead->date.precision ? in[i]->lead->date.year : 0,
			.opening = -1,
			.opening_picture = -1};
	}
}
