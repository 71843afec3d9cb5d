/* plan.c - what there is to choose from: every post that was read, whether it is printed, and why not */
#include "base/message.h"
#include "base/pool.h"
#include "book/gather.h"

#include <stdlib.h>

struct planning {
	struct gather *g;
	struct choice **list;
	struct planned *to;
};

/* ---- one post ---- */

static size_t
words_count(const struct post *p)
{
	size_t words = 0;
	for (const struct block *b = block_next(p->root, p->root); b; b = block_next(b, p->root)) {
		bool inside = false;
		for (size_t i = 0; i < b->text.n; i++) {
			bool blank = char_blank((unsigned char)b->text.p[i]);
			words += !blank && !inside;
			inside = !blank;
		}
	}
	return words;
}

static struct str
line_of(struct arena *a, struct str s)
{
	return str_dup(a, str_one_line(a, str_trim(s)));
}

static const char *
left_why(const struct choice *c)
{
	switch ((enum left_out)c->out) {
	case LEFT_SKIPPED: return MESSAGE("a fix leaves it out");
	case LEFT_DRAFT: return MESSAGE("a draft");
	case LEFT_PAGE: return MESSAGE("a page of the site and no post");
	case LEFT_DATE: return MESSAGE("not of the dates asked for");
	case LEFT_TAG: return MESSAGE("without the tags asked for");
	case LEFT_SECTION: return MESSAGE("not in the sections asked for");
	case LEFT_AUTHOR: return MESSAGE("not by the authors asked for");
	case LEFT_FUTURE: return MESSAGE("dated later than today");
	case LEFT_EMPTY: return MESSAGE("it has no text");
	case LEFT_PRINTED: return MESSAGE("printed in another volume, by printed.csv");
	case LEFT_LANGUAGE:
		return c->instead ? MESSAGE("another language's version of a post that is printed")
				  : MESSAGE("in another language than the book, and in no other version");
	case LEFT_TWICE:
		return c->nearly ? MESSAGE("nearly the same as a post that is printed: compare the two")
				 : MESSAGE("the same post as another that is printed");
	default: return NULL;
	}
}

/* What is known of a post by itself. Safe from any thread: the post's arena is its own. */
static void
post_plan(void *ctx, size_t i, int worker)
{
	struct planning *pl = ctx;
	const struct choice *c = pl->list[i];
	struct planned *to = &pl->to[i];
	(void)worker;
	to->words = words_count(c->post);
	to->pictures = c->post->n_pictures;
	struct post_guess guess = desk_kind(pl->g->config->desk, c->post, &c->date);
	to->kind = c->out == LEFT_TWICE ? KIND_DUPLICATE : guess.kind;
	to->date = to->kind == KIND_CALL ? guess.until : c->date; /* until dates_judge */
}

/* ---- all ---- */

static int
choice_cmp(const void *pa, const void *pb)
{
	const struct choice *a = *(struct choice *const *)pa, *b = *(struct choice *const *)pb;
	bool dated_a = a->date.precision != DATE_NONE, dated_b = b->date.precision != DATE_NONE;
	if (dated_a != dated_b)
		return dated_a ? -1 : 1;
	if (dated_a && a->date.instant != b->date.instant)
		return a->date.instant < b->date.instant ? -1 : 1;
	return str_cmp(a->post->path, b->post->path);
}

/* A call has expired when its last day, or two months without one, had passed when the newest post of the book appeared. */
static bool
call_expired(const struct choice *c, const struct date *until, int64_t newest)
{
	enum { DAY = 86400, USUAL = 60 };
	if (until->precision)
		return until->instant + DAY < newest;
	return c->date.precision && c->date.instant + (int64_t)USUAL * DAY < newest;
}

/* "Ana; Bea", as posts.csv names several. */
static struct str
authors_line(struct arena *a, const struct str *names, size_t n)
{
	struct buf b = {0};
	for (size_t i = 0; i < n && i < 100; i++) {
		buf_z(&b, i ? "; " : "");
		buf_str(&b, line_of(a, names[i]));
	}
	struct str line = buf_keep(&b, a);
	buf_free(&b);
	return line;
}

static void
planned_fill(struct gather *g, const struct choice *c, struct planned *to, int64_t newest)
{
	struct arena *a = g->a;
	const struct choice *other = c->instead ? c->instead : c->lead && c->lead != c ? c->lead : NULL;
	struct date until = to->date;
	static const struct edit nothing;
	const struct edit *edit =
		c->post->edit ? c->post->edit : &nothing; /* by the fixes: for a plan nothing is taken from posts.csv */
	*to = (struct planned){.path = str_dup(a, c->post->path),
		.printed = c->out < 0,
		.other_language = c->out == LEFT_LANGUAGE,
		.date = c->date,
		.printed_date = edit->printed,
		.event_from = edit->event_from,
		.event_to = edit->event_to,
		.place = line_of(a, edit->place.n ? edit->place : c->post->place),
		.lang = str_dup(a, c->lang),
		.version_of = other ? str_dup(a, other->post->path) : STR_NONE,
		.title = line_of(a, edit->title.n ? edit->title : c->post->title),
		.author = edit->n_authors > 1 ? authors_line(a, edit->authors, edit->n_authors)
			: edit->author.n      ? line_of(a, edit->author)
					      : authors_line(a, c->post->authors, c->post->n_authors),
		.words = to->words,
		.pictures = to->pictures,
		.kind = to->kind,
		.expired = to->kind == KIND_CALL && call_expired(c, &until, newest)};
	to->why = left_why(c);
	to->decide = c->nearly || (c->out == LEFT_LANGUAGE && !c->instead);
	if (!to->printed)
		return;
	if (to->kind == KIND_CALL)
		to->why = to->expired ? MESSAGE("an expired call: consider leaving it out")
				      : MESSAGE("a call: consider leaving it out");
	else if (to->kind == KIND_LINKS)
		to->why = MESSAGE("a list of links says little on paper: consider leaving it out");
	else if (!c->date.precision)
		to->why = MESSAGE("it has no date: write one");
	to->decide = to->why != NULL;
}

void
plan_record(struct gather *g, struct choice *c, size_t n)
{
	struct plan *plan = g->config->plan;
	if (!plan)
		return;
	struct planning pl = {.g = g, .list = NEW_N(g->a, n + 1, struct choice *), .to = NEW_N(g->a, n + 1, struct planned)};
	int64_t newest = INT64_MIN;
	for (size_t i = 0; i < n; i++) {
		pl.list[i] = &c[i];
		if (c[i].out < 0 && c[i].date.precision && c[i].date.instant > newest)
			newest = c[i].date.instant;
	}
	if (n)
		qsort(pl.list, n, sizeof *pl.list, choice_cmp);
	pool_run(g->threads, n, post_plan, &pl);
	for (size_t i = 0; i < n; i++)
		planned_fill(g, pl.list[i], &pl.to[i], newest);
	*plan = (struct plan){.root = g->config->root, .list = pl.to, .n = n};
}

void
plan_finish(struct gather *g)
{
	struct plan *plan = g->config->plan;
	const struct book *b = g->book;
	struct map at = {.a = g->a};
	if (!plan)
		return;
	for (size_t i = 0; i < plan->n; i++)
		map_add(&at, plan->list[i].path, (int)i, NULL);
	for (size_t i = 0; i < b->n_entries; i++) {
		const struct entry *e = &b->entries[i];
		int *k = map_find(&at, e->post->path);
		if (!k)
			continue;
		struct planned *to = &plan->list[*k];
		to->title = line_of(g->a, e->title);
		if (e->subtitle.n && !e->post->subtitle.n) /* one that was cut off the title */
			to->title = str_fmt(g->a, "%.*s: %.*s", STR_FMT(to->title), STR_FMT(line_of(g->a, e->subtitle)));
		to->author = e->author_is_publisher ? STR_NONE
			: e->n_authors > 1	    ? authors_line(g->a, e->authors, e->n_authors)
						    : line_of(g->a, e->author);
		to->lang = str_dup(g->a, e->lang);
	}
}
