/* split.c - a post becomes two or more: `split` of a fix */
#include "desk/anchor.h"
#include "desk/fixing.h"
#include "desk/value.h"

#include <stdlib.h>

enum { PARTS_MOST = 50 };

enum split_key { KEY_AT, KEY_TITLE, KEY_DATE, KEY_AUTHOR, KEY_LANG, KEY_COUNT };

static const char *const key_names[KEY_COUNT] = {"at", "title", "date", "author", "lang"};

/* ---- notes ---- */

/* A copy of a note that both parts call. */
static struct block *
tree_copy(struct arena *a, const struct block *root)
{
	struct block *copy = NEW(a, struct block), *to = copy;
	*copy = *root;
	copy->first = copy->last = NULL;
	for (const struct block *b = root, *next; (next = block_next(b, root)); b = next) {
		struct block *child = NEW(a, struct block);
		*child = *next;
		child->first = child->last = child->next = NULL;
		child->runs = NEW_N(a, next->n_runs + 1, struct run);
		for (size_t i = 0; i < next->n_runs; i++)
			child->runs[i] = next->runs[i];
		const struct block *up = b;
		if (next->parent != b)
			for (; up != next->parent; up = up->parent)
				to = to->parent;
		child->parent = to;
		*(to->last ? &to->last->next : &to->first) = child;
		to->last = child;
		to = child;
	}
	return copy;
}

static void
notes_mark(const struct block *root, size_t n, bool *called)
{
	for (const struct block *b = root; b; b = block_next(b, root))
		for (size_t i = 0; i < b->n_runs; i++)
			if (b->runs[i].kind == RUN_NOTE && b->runs[i].note >= 0 && (size_t)b->runs[i].note < n)
				called[b->runs[i].note] = true;
}

static bool *
notes_called(struct arena *a, const struct post *p)
{
	bool *called = NEW_N(a, p->n_notes, bool);
	notes_mark(p->root, p->n_notes, called);
	for (size_t i = 0; i < p->n_notes; i++) /* a note may call one behind it */
		if (called[i])
			notes_mark(p->notes[i], p->n_notes, called);
	return called;
}

static void
calls_renumber(struct block *root, const int *to)
{
	for (struct block *b = root; b; b = block_next(b, root))
		for (size_t i = 0; i < b->n_runs; i++)
			if (b->runs[i].kind == RUN_NOTE && b->runs[i].note >= 0)
				b->runs[i].note = to[b->runs[i].note];
}

/* A part keeps the notes that it calls; those that the other one keeps are copied. */
static void
notes_keep(struct post *p, struct block **notes, size_t n, const bool *called, const bool *copied)
{
	int *to = NEW_N(p->arena, n, int);
	p->notes = NEW_N(p->arena, n, struct block *);
	p->n_notes = 0;
	for (size_t i = 0; i < n; i++) {
		to[i] = called[i] ? (int)p->n_notes : -1;
		if (called[i])
			p->notes[p->n_notes++] = copied && copied[i] ? tree_copy(p->arena, notes[i]) : notes[i];
	}
	calls_renumber(p->root, to);
	for (size_t i = 0; i < p->n_notes; i++)
		calls_renumber(p->notes[i], to);
}

static void
notes_part(struct post *p, struct post *q)
{
	struct block **notes = p->notes;
	size_t n = p->n_notes;
	bool *first = notes_called(p->arena, p), *second = notes_called(p->arena, q);
	notes_keep(q, notes, n, second, first);
	notes_keep(p, notes, n, first, NULL);
}

/* ---- parts ---- */

static void
children_part(struct post *p, struct post *q, struct block *at)
{
	struct block *root = NEW(q->arena, struct block), *before = p->root->first;
	*root = *p->root;
	root->anchor = STR_NONE;
	root->first = at;
	for (struct block *b = at; b; b = b->next)
		b->parent = root;
	while (before->next != at)
		before = before->next;
	before->next = NULL;
	p->root->last = before;
	q->root = root;
	q->signature = NULL;
	for (struct block *b = root; b; b = block_next(b, root))
		if (b == p->signature)
			q->signature = b;
	if (q->signature)
		p->signature = NULL;
}

static void
edit_set(const struct fixing *x, struct post *q, const struct yaml *y)
{
	struct values v = {x->desk->a, x->d, x->file};
	struct edit *e = NEW(x->desk->a, struct edit);
	if (q->edit)
		*e = *q->edit;
	e->title = e->subtitle = e->lead = STR_NONE;
	e->file = x->file;
	e->line = y->line;
	for (size_t i = 0; i < y->n; i++)
		switch (value_key(&v, &y->items[i], key_names, KEY_COUNT)) {
		case KEY_TITLE: e->title = value_within(&v, &y->items[i], TEXT_LINE); break;
		case KEY_DATE: value_date(&v, &y->items[i], &e->date); break;
		case KEY_AUTHOR: value_authors(&v, &y->items[i], e); break;
		case KEY_LANG: e->lang = value_within(&v, &y->items[i], TEXT_LINE); break;
		default: break;
		}
	q->edit = e;
}

/* A part without a title of its own takes its first heading for one. */
static void
title_take(struct post *q)
{
	struct block *head = q->root->first;
	q->title = q->edit->title;
	if (head->kind != BLOCK_HEADING || (q->title.n && !str_eq(q->title, head->text)))
		return;
	q->title = head->text;
	if (!head->next)
		return;
	q->root->first = head->next; /* what led to it leads to the part */
	q->root->anchor = head->anchor;
}

static struct post *
part_make(const struct fixing *x, struct post *p, struct block *at, const struct yaml *y, int part)
{
	struct arena *a = arena_new();
	struct post *q = NEW(a, struct post);
	*q = *p;
	q->arena = a;
	q->part = part;
	q->subtitle = q->summary = q->own_slug = STR_NONE;
	q->slug = str_fmt(a, "%.*s-%d", STR_FMT(x->post->slug), part);
	q->edit = x->post->edit;
	q->n_images = q->n_aliases = q->n_unknown = q->n_joined = q->n_talk = 0;
	q->images_edit = NULL;
	q->title_line = q->body_line = at->line;
	q->links = NEW_N(a, p->n_links, struct link);
	for (size_t i = 0; i < p->n_links; i++)
		q->links[i] = p->links[i];
	q->pictures = NEW_N(a, p->n_pictures, struct picture);
	for (size_t i = 0; i < p->n_pictures; i++)
		q->pictures[i] = p->pictures[i];
	children_part(p, q, at);
	notes_part(p, q);
	pictures_keep(p);
	pictures_keep(q);
	calls_number(p);
	calls_number(q);
	edit_set(x, q, y);
	title_take(q);
	blocks_number(p);
	blocks_number(q);
	return q;
}

/* The part's beginning, before and behind the words that end the one before it. */
static void
part_show(const struct fixing *x, const struct post *before, const struct post *q, struct str head, const struct yaml *y)
{
	struct arena *a = x->desk->a;
	struct desk_change *c = change_add(x->desk, x->post, "split", x->file, y->line);
	struct str end = shown_tail(a, words_last(before->root)->text),
		   title = shown_head(a, q->edit->title.n ? q->edit->title : q->title);
	struct buf after = {0};
	buf_fmt(&after, "%.*s\n# %.*s", STR_FMT(end), STR_FMT(title));
	for (size_t i = 0; i < y->n; i++)
		if (!str_is_nocase(y->items[i].key, "at") && !str_is_nocase(y->items[i].key, "title"))
			buf_fmt(&after, "\n%.*s: %.*s", STR_FMT(y->items[i].key),
				STR_FMT(str_is_nocase(y->items[i].key, "author") ? q->edit->author
										 : str_trim(yaml_text(&y->items[i]))));
	if (!str_eq(head, title))
		buf_fmt(&after, "\n%.*s", STR_FMT(head));
	c->quote = str_trim(yaml_text(yaml_find(y, "at")));
	c->before = str_fmt(a, "%.*s\n%.*s", STR_FMT(end), STR_FMT(head));
	c->after = buf_keep(&after, a);
	buf_free(&after);
}

static void
part_failed(const struct fixing *x, const struct yaml *y, struct str quote)
{
	struct desk_change *c = change_add(x->desk, x->post, "split", x->file, y->line);
	c->failed = quote.n;
	c->unusable = !quote.n;
	c->quote = quote;
}

/* Where a part begins: a block of the text itself, at which is quoted what stands in it or below. */
struct part_place {
	struct block *at; /* NULL: nowhere (reported) */
	const struct yaml *y;
	size_t order; /* as it is written */
};

static struct block *
place_of(const struct fixing *x, struct scroll *text, const struct yaml *y)
{
	const struct yaml *at = y->kind == YAML_MAP ? yaml_find(y, "at") : NULL;
	struct str quote = str_trim(yaml_text(at));
	struct values v = {x->post->arena, x->d, x->file};
	if (!at || !quote.n) {
		VALUE_BAD(&v, y,
			"a part of a \"split\" says where it begins; left out: write {at: \"its first words\", title: \"…\"}");
		part_failed(x, y, STR_NONE);
		return NULL;
	}
	struct block *b = anchor_block(&(struct anchored){text, &v, x->post}, at, "split: at", quote);
	if (!b)
		part_failed(x, y, quote);
	while (b && b->parent && b->parent->parent)
		b = b->parent;
	return b;
}

static int
place_cmp(const void *pa, const void *pb)
{
	const struct part_place *a = pa, *b = pb;
	if (!a->at || !b->at || a->at == b->at)
		return a->order < b->order ? -1 : a->order > b->order;
	return a->at->id < b->at->id ? -1 : 1;
}

/* Where the parts begin, in the order of the text. */
static size_t
places_find(const struct fixing *x, const struct yaml *node, struct part_place *places)
{
	const struct yaml *items = node->kind == YAML_LIST ? node->items : node;
	size_t count = node->kind == YAML_LIST ? node->n : 1, n = 0;
	struct scroll *text = scroll_new(x->post->arena, x->post, SCROLL_TEXT);
	if (count > PARTS_MOST)
		diag_add(x->d, DIAG_VALUE_BAD, x->file, node->line, node->col, "only the first %d parts of a \"split\" were made",
			PARTS_MOST);
	for (size_t i = 0; i < count && i < PARTS_MOST; i++) {
		places[n] = (struct part_place){place_of(x, text, &items[i]), &items[i], i};
		n += places[n].at != NULL;
	}
	scroll_free(text);
	qsort(places, n, sizeof *places, place_cmp);
	return n;
}

struct post **
post_split(const struct fixing *x, const struct yaml *node, size_t *n)
{
	struct part_place places[PARTS_MOST] = {0};
	struct post **parts = NEW_N(x->desk->a, PARTS_MOST, struct post *), *now = x->post;
	size_t count = places_find(x, node, places);
	*n = 0;
	for (size_t i = 0; i < count; i++) {
		if (places[i].at == now->root->first || (i && places[i].at == places[i - 1].at)) {
			const struct yaml *at = yaml_find(places[i].y, "at");
			diag_add(x->d, DIAG_FIX_ANCHOR, x->file, at->line, at->col,
				"\"%.*s\" stands where the post or a part of it begins: there is nothing to split off; quote "
				"words behind it",
				STR_FMT(at->text));
			part_failed(x, places[i].y, str_trim(at->text));
			continue;
		}
		if (!*n) { /* what the parts share outlives each of them */
			arena_adopt(x->desk->a, x->post->arena);
			x->post->arena = arena_new();
			x->post->part = 1;
		}
		struct str head = shown_head(x->desk->a, words_first(places[i].at)->text);
		parts[*n] = part_make(x, now, places[i].at, places[i].y, (int)*n + 2);
		part_show(x, now, parts[*n], head, places[i].y);
		now = parts[(*n)++]; /* the next one begins behind it */
	}
	return parts;
}
