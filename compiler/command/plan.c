/* plan.c - yearbook plan: posts.csv, which posts there are and which are printed, and a summary of it */
#include "base/message.h"
#include "command/run.h"
#include "desk/sheet.h"

#include <stdlib.h>

/* ---- the table ---- */

static struct str
number(struct arena *a, size_t n)
{
	return str_fmt(a, "%zu", n);
}

static bool
included(const struct sheet_row *row)
{
	enum consent c;
	return row && consent_read(row->cells[POST_INCLUDE], &c) && c == CONSENT_YES;
}

/* What the program has to say of a post. */
static struct str *
cells_make(struct arena *a, struct str root, const struct planned *p, const struct sheet *s)
{
	struct str *c = NEW_N(a, POST_COLUMNS, struct str);
	c[POST_PATH] = desk_path(a, root, p->path);
	c[POST_INCLUDE] = p->printed ? STR("yes") : STR("no");
	c[POST_ORDER_DATE] = sheet_date_text(a, &p->date);
	c[POST_PRINTED_DATE] = sheet_date_text(a, &p->printed_date);
	c[POST_EVENT] = sheet_dates_text(a, &p->event_from, &p->event_to);
	c[POST_PLACE] = p->place;
	c[POST_LANGUAGE] = p->lang;
	c[POST_VERSION_OF] = p->version_of.n ? desk_path(a, root, p->version_of) : STR_NONE;
	c[POST_TITLE] = p->title;
	c[POST_AUTHOR] = p->author;
	c[POST_WORDS] = number(a, p->words);
	c[POST_PICTURES] = number(a, p->pictures);
	c[POST_KIND] = str_of(message(post_kind_names[p->kind]));
	c[POST_WHY] = p->why ? str_of(message(p->why)) : STR_NONE;
	const struct sheet_row *row = sheet_find(s, c[POST_PATH]);
	if (row && row->changed[POST_INCLUDE] && included(row) != p->printed)
		c[POST_WHY] = str_of(message(MESSAGE("decided by hand")));
	return c;
}

/* ---- the summary ---- */

struct tongue {
	struct str lang;
	size_t posts, printed, possible, words; /* possible: what a book in this language would hold; the words are its */
};

/* A post as one of the versions of a work. */
struct version {
	struct str lang, work;
	size_t index; /* in the plan */
};

static int
tongue_cmp(const void *pa, const void *pb)
{
	const struct tongue *a = pa, *b = pb;
	return a->posts != b->posts ? (a->posts < b->posts ? 1 : -1) : str_cmp(a->lang, b->lang);
}

static int
version_cmp(const void *pa, const void *pb)
{
	const struct version *a = pa, *b = pb;
	int c = str_cmp(a->lang, b->lang);
	c = c ? c : str_cmp(a->work, b->work);
	return c ? c : (a->index > b->index) - (a->index < b->index);
}

/* The posts that a book in their own language would hold: of several versions in one language, the first. */
static bool *
possible_find(struct arena *a, const struct plan *plan, const struct sheet_row *const *rows)
{
	bool *possible = NEW_N(a, plan->n + 1, bool);
	struct version *list = NEW_N(a, plan->n + 1, struct version);
	size_t n = 0;
	for (size_t i = 0; i < plan->n; i++) {
		const struct planned *p = &plan->list[i];
		if (included(rows[i]) || (p->other_language && rows[i] && !rows[i]->changed[POST_INCLUDE]))
			list[n++] = (struct version){p->lang, p->version_of.n ? p->version_of : p->path, i};
	}
	if (n)
		qsort(list, n, sizeof *list, version_cmp);
	for (size_t i = 0; i < n; i++)
		possible[list[i].index] = included(rows[list[i].index]) || !i || !str_eq(list[i].lang, list[i - 1].lang) ||
			!str_eq(list[i].work, list[i - 1].work);
	return possible;
}

static struct tongue *
tongue_of(struct tongue *list, size_t *n, size_t most, struct str lang)
{
	size_t i = 0;
	while (i < *n && !str_eq(list[i].lang, lang))
		i++;
	if (i == *n && *n < most)
		list[(*n)++].lang = lang;
	return &list[i < most ? i : most - 1];
}

static void
tongue_print(struct str name, const struct tongue *t)
{
	printf("%-10.*s %8zu %8zu %8zu %10zu\n", STR_FMT(str_sub(name, 0, 20)), t->posts, t->printed, t->possible, t->words);
}

/* Of each language, what there is, what is printed, and what a book in it would hold. */
static void
languages_print(struct arena *a, const struct plan *plan, const struct sheet_row *const *rows)
{
	enum { MOST = 40 };
	struct tongue list[MOST] = {0}, all = {0};
	size_t n = 0;
	const bool *possible = possible_find(a, plan, rows);
	for (size_t i = 0; i < plan->n; i++) {
		struct tongue *t[2] = {
			tongue_of(list, &n, MOST, rows[i] ? rows[i]->cells[POST_LANGUAGE] : plan->list[i].lang), &all};
		for (int k = 0; k < 2; k++) {
			t[k]->posts++;
			t[k]->printed += included(rows[i]);
			t[k]->possible += possible[i];
			t[k]->words += possible[i] ? plan->list[i].words : 0;
		}
	}
	qsort(list, n, sizeof *list, tongue_cmp);
	printf("%-10s %8s %8s %8s %10s\n", message(MESSAGE("language")), message(MESSAGE("posts")), message(MESSAGE("printed")),
		message(MESSAGE("possible")), message(MESSAGE("words")));
	for (size_t i = 0; i < n; i++)
		tongue_print(list[i].lang.n ? list[i].lang : STR("?"), &list[i]);
	if (n > 1)
		tongue_print(str_of(message(MESSAGE("all"))), &all);
}

static void
kinds_print(const struct plan *plan)
{
	size_t count[KIND_COUNT] = {0};
	bool any = false;
	for (size_t i = 0; i < plan->n; i++)
		count[plan->list[i].kind]++;
	printf("\n%s", message(MESSAGE("kinds: ")));
	for (int k = 0; k < KIND_COUNT; k++)
		if (count[k]) {
			printf("%s%s %zu", any ? ", " : "", message(post_kind_names[k]), count[k]);
			any = true;
		}
	printf("\n");
}

/* Rows that want a decision which nobody took yet. */
static void
decisions_print(const struct run_state *r, const struct sheet *s, const struct plan *plan, const struct sheet_row *const *rows)
{
	enum { SHOWN = 20 };
	size_t n = 0;
	for (size_t i = 0; i < plan->n; i++) {
		const struct planned *p = &plan->list[i];
		if (!p->decide || !rows[i] || rows[i]->changed[POST_INCLUDE])
			continue;
		if (!n++)
			printf("\n%s\n", message(MESSAGE("to be decided (write yes or no under \"include\"):")));
		if (n <= SHOWN || r->opt.verbose)
			printf("  %.*s: %s\n", STR_FMT(rows[i]->cells[POST_PATH]), message(p->why));
	}
	if (n > SHOWN && !r->opt.verbose)
		printf("  … %zu\n", n - SHOWN);
	for (size_t i = 0, gone = 0; i < s->n_rows; i++)
		if (s->rows[i].gone && gone++ < SHOWN)
			printf("%s%s %.*s\n", gone == 1 ? "\n" : "", message(MESSAGE("no longer there, and kept in the table:")),
				STR_FMT(s->rows[i].cells[POST_PATH]));
}

static void
summary_print(struct run_state *r, const struct sheet *s, const struct plan *plan, struct str *const *cells)
{
	const struct sheet_row **rows = NEW_N(r->a, plan->n, const struct sheet_row *);
	for (size_t i = 0; i < plan->n; i++)
		rows[i] = sheet_find(s, cells[i][POST_PATH]);
	languages_print(r->a, plan, rows);
	kinds_print(plan);
	decisions_print(r, s, plan, rows);
	struct str target = sheet_target(r->a, s);
	if (str_eq(target, s->path))
		printf("\n%.*s\n", STR_FMT(s->path));
	else
		printf("\n%.*s → %.*s\n", STR_FMT(s->path), STR_FMT(target));
}

/* What stands in the posts is for `check`; here, what keeps the table from being written. */
static void
problems_print(struct run_state *r, struct diag *d)
{
	if (r->opt.verbose || !r->plan->n)
		findings_print(r);
	else
		diag_print(r->d, stderr, DIAG_ERROR, false);
	diag_print(d, stderr, r->opt.quiet ? DIAG_ERROR : DIAG_WARNING, r->opt.verbose);
	progress_clear(r);
}

int
command_plan(struct run_state *r)
{
	struct diag *d = diag_new(); /* about the table alone */
	struct plan *plan = r->plan = NEW(r->a, struct plan);
	r->book = book_read(r);
	bool written = false,
	     failed = r->book && input_failed(r); /* an anchor of a fix that is lost, say: no reason to lose the table, too */
	if (plan->n) {
		struct sheet *s = sheet_read(r->a, d, plan->root, "posts.csv", post_columns, POST_COLUMNS);
		struct str **cells = NEW_N(r->a, plan->n, struct str *);
		for (size_t i = 0; i < plan->n; i++)
			cells[i] = cells_make(r->a, plan->root, &plan->list[i], s);
		sheet_merge(s, r->a, cells, plan->n, false);
		written = sheet_write(s, d) && people_plan(r, d);
		written = written && (!r->book || pictures_plan(r, d));
		problems_print(r, d);
		if (written && !r->opt.quiet)
			summary_print(r, s, plan, cells);
	} else {
		problems_print(r, d);
	}
	diag_free(d);
	return written && !failed ? EXIT_DONE : EXIT_INPUT;
}
