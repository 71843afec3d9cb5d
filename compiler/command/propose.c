/* propose.c - yearbook fixes --propose: fixes to paste, for what makes no sense on paper */
#include "base/message.h"
#include "command/run.h"
#include "desk/desk.h"

#include <stdio.h>
#include <stdlib.h>

static int
talk_cmp(const void *a, const void *b)
{
	const struct webtalk *const *x = a, *const *y = b;
	if ((*x)->line != (*y)->line)
		return (*x)->line - (*y)->line;
	return (*x)->col != (*y)->col ? (*x)->col - (*y)->col : str_cmp((*x)->text, (*y)->text);
}

static bool
wanted(const struct entry *e, const struct webtalk *w)
{
	return w->kind != WEBTALK_FIRST_PERSON || !e->author.n || e->author_is_publisher;
}

static size_t
talk_sorted(struct arena *a, const struct entry *e, const struct webtalk ***out)
{
	const struct post *p = e->post;
	const struct webtalk **list = NEW_N(a, p->n_talk, const struct webtalk *);
	size_t n = 0;
	for (size_t i = 0; i < p->n_talk; i++)
		if (wanted(e, &p->talk[i]))
			list[n++] = &p->talk[i];
	if (n)
		qsort(list, n, sizeof *list, talk_cmp);
	*out = list;
	return n;
}

/* The items of one key; what a person must decide is a comment. */
static void
cuts_print(const struct webtalk *const *list, size_t n)
{
	bool any = false;
	for (size_t i = 0; i < n; i++) {
		if (!list[i]->cut.n)
			continue;
		if (!any)
			printf("cut:\n");
		any = true;
		printf("  - %.*s # ", STR_FMT(list[i]->cut));
		printf(message("line %d"), list[i]->line);
		printf("\n");
	}
}

static void
replaces_print(const struct webtalk *const *list, size_t n)
{
	bool any = false;
	for (size_t i = 0; i < n; i++) {
		if (!list[i]->replace.n)
			continue;
		if (!any)
			printf("replace:\n");
		any = true;
		printf("  - %.*s # ", STR_FMT(list[i]->replace));
		printf(list[i]->kind == WEBTALK_DATE ? message("line %d; reckoned from the post's date: is it right?")
						     : message("line %d"),
			list[i]->line);
		printf("\n");
	}
}

static void
questions_print(struct arena *a, const struct webtalk *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct webtalk *w = list[i];
		if (w->cut.n || w->replace.n)
			continue;
		struct str quoted = desk_quoted(a, w->text);
		if (w->kind == WEBTALK_FIRST_PERSON) {
			printf("# author: \"…\" # ");
			printf(message("line %d: somebody speaks of himself, and nobody signed"), w->line);
			printf("\n");
			continue;
		}
		printf(w->kind == WEBTALK_DATE ? "# replace: [{text: %.*s, with: \"…\"}] # " : "# cut: [%.*s] # ",
			STR_FMT(quoted));
		printf(message("line %d: quote more of it, or say it otherwise"), w->line);
		printf("\n");
	}
}

static void
entry_print(struct run_state *r, const struct entry *e, bool shared)
{
	const struct webtalk **list;
	const struct post *p = e->post;
	size_t n = talk_sorted(r->a, e, &list);
	if (!n)
		return;
	if (shared) {
		/* a name that is the post's alone, and what names the post */
		struct str path = desk_path(r->a, r->book->config->root, p->path);
		char *name = str_z(r->a, path);
		for (size_t i = 0; i < path.n; i++)
			name[i] = name[i] == '/' ? '-' : name[i];
		ptrdiff_t dot = str_rfind_char(path, '.');
		struct str file = str_sub((struct str){name, path.n}, 0, dot > 0 ? (size_t)dot : path.n),
			   quoted = desk_quoted(r->a, path);
		printf("# fixes/%.*s.yaml: %.*s\npost: %.*s\n", STR_FMT(file), STR_FMT(p->path), STR_FMT(quoted));
	} else {
		printf("# fixes/%.*s.yaml: %.*s\n", STR_FMT(p->slug), STR_FMT(p->path));
	}
	cuts_print(list, n);
	replaces_print(list, n);
	questions_print(r->a, list, n);
	printf("\n");
}

int
command_propose(struct run_state *r)
{
	r->book = book_read(r);
	findings_print(r);
	if (!r->book)
		return EXIT_INPUT;
	const struct book *b = r->book;
	size_t n = b->n_entries, *which = NULL;
	if (r->opt.handout_posts.n && !handout_pick(r, true, &which, &n))
		return EXIT_INPUT;
	for (size_t i = 0; i < n; i++) {
		const struct entry *e = &b->entries[which ? which[i] : i];
		entry_print(r, e, desk_slug_shared(b->config->desk, e->post->slug));
	}
	return EXIT_DONE;
}
