/* indexterm.c - the terms of the index: those that yearbook.yaml names, authors, tags and places; how they hang together */
#include "book/index.h"

#include "base/utf8.h"

enum { SEE_MOST = 16, DEPTH_MOST = 2, COMMON_LEAST = 6 };

#define WISH_BAD(t, kind, wish, ...) diag_add((t)->g->d, (kind), (t)->g->config->file, (wish)->line, (wish)->col, __VA_ARGS__)

int
term_add(struct terms *t, struct str text, bool *added)
{
	bool fresh;
	struct str key = term_key(t->folder, t->scratch, text);
	if (added)
		*added = false;
	if (!key.n)
		return -1;
	int *slot = map_add(&t->keys, key, (int)t->n, &fresh);
	if (!fresh)
		return *slot;
	*PUSH(t->scratch, t->list, t->n, t->cap) =
		(struct term){.text = text, .key = key, .sort = text, .parent = -1, .see = -1, .target = -1};
	if (added)
		*added = true;
	return (int)t->n - 1;
}

static int
term_find(const struct terms *t, struct str text)
{
	struct str key = term_key(t->folder, t->scratch, text);
	int *slot = key.n ? map_find(&t->keys, key) : NULL;
	return slot ? *slot : -1;
}

/* ---- yearbook.yaml ---- */

/* Who is not to be in the book, and is what a wish is about, what it looks for, or what it stands under. */
static struct without *
wish_names(const struct config *c, const struct index_wish *w)
{
	struct without *who = without_in(c, w->term);
	for (size_t i = 0; i < w->n_find && !who; i++)
		who = without_name(c, w->find[i]);
	return who ? who : without_in(c, w->under);
}

void
terms_wish(struct terms *t)
{
	for (size_t i = 0; i < t->wishes->n_terms; i++) {
		const struct index_wish *w = &t->wishes->terms[i];
		bool added;
		struct without *who = wish_names(t->g->config, w);
		if (who) {
			who->known = true;
			WISH_BAD(t, DIAG_WITHOUT, w, "the index's term \"%.*s\" was left out, for it names %.*s",
				STR_FMT(w->term), STR_FMT(who->name));
			continue;
		}
		int n = term_add(t, w->term, &added);
		if (n < 0) {
			WISH_BAD(t, DIAG_INDEX_TERM, w,
				"the index's term \"%.*s\" has neither letters nor figures and was left out; write a word",
				STR_FMT(w->term));
		} else if (!added) {
			WISH_BAD(t, DIAG_INDEX_TERM, w,
				"the index's term \"%.*s\" stands there twice; the first one holds, and this one was left out",
				STR_FMT(w->term));
		} else {
			t->list[n].wish = w;
			if (w->sort.n)
				t->list[n].sort = w->sort;
		}
	}
}

/* ---- the front matter ---- */

static void
place_add(struct terms *t, int term, struct index_place place)
{
	struct term *to = &t->list[term];
	if (to->n_places && to->places[to->n_places - 1].entry == place.entry)
		return;
	*PUSH(t->scratch, to->places, to->n_places, to->cap_places) = place;
}

/* A term of an entry; -1 when it is not wanted. */
static int
front_add(struct terms *t, const struct map *ignored, struct str text, size_t entry, bool whole)
{
	struct str key = term_key(t->folder, t->scratch, text);
	if (!key.n || map_find(ignored, key) || without_name(t->g->config, text))
		return -1;
	int n = term_add(t, text, NULL);
	place_add(t, n, (struct index_place){.entry = (int)entry, .whole = whole});
	return n;
}

/* Two words or more, and the first begins with a capital: a name that may stand by itself. */
static bool
name_full(struct str s)
{
	size_t i = 0;
	return str_find_char(s, ' ') > 0 && rune_capital(utf8_next(s, &i));
}

/* Cuts the first name off "Ana Pérez, Beto Núñez y Carla Ruiz". What does not part into whole names is one. */
static struct str
name_cut(struct str *rest)
{
	static const char *const between[] = {", ", " y ", " e ", " and ", " & "};
	for (size_t i = 0; i < rest->n; i++)
		for (size_t k = 0; k < sizeof between / sizeof *between; k++) {
			struct str name = str_trim(str_sub(*rest, 0, i)), behind = str_sub(*rest, i, rest->n);
			if (!str_starts(behind, between[k]))
				continue;
			behind = str_trim(str_sub(behind, str_of(between[k]).n, behind.n));
			if (!name_full(name) || !name_full(behind))
				continue;
			*rest = behind;
			return name;
		}
	struct str name = *rest;
	*rest = STR_NONE;
	return name;
}

/* A name of several words is looked for in the other posts as well; one word may mean anything. */
static void
author_add(struct terms *t, const struct map *ignored, struct str name, size_t entry)
{
	int n = front_add(t, ignored, name, entry, false);
	if (n >= 0 && str_find_char(t->list[n].key, '-') >= 0)
		t->list[n].searched = true;
}

/* "soberania-de-datos", as sites write tags for their addresses, has blanks on paper; "e-learning" has none. */
static struct str
tag_text(struct terms *t, struct str tag)
{
	size_t letters = 0;
	for (size_t i = 0; i <= tag.n; i++) {
		if (i == tag.n || tag.p[i] == '-') {
			if (letters < 2)
				return tag;
			letters = 0;
		} else if (tag.p[i] < 'a' || tag.p[i] > 'z') {
			return tag;
		} else {
			letters++;
		}
	}
	char *p = str_z(t->scratch, tag);
	for (size_t i = 0; i < tag.n; i++)
		if (p[i] == '-')
			p[i] = ' ';
	return (struct str){p, tag.n};
}

/* With accents, or capitals within its words (IA, OpenStack), where a simpler one has none. */
static bool
spelling_richer(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80 || (s.p[i] >= 'A' && s.p[i] <= 'Z' && i && s.p[i - 1] != ' '))
			return true;
	return false;
}

static void
tags_add(struct terms *t, const struct map *ignored, const struct str *tags, size_t n_tags, size_t entry)
{
	for (size_t i = 0; i < n_tags; i++) {
		struct str text = tag_text(t, tags[i]);
		int n = front_add(t, ignored, text, entry, true);
		if (n < 0)
			continue;
		struct term *term = &t->list[n];
		term->tag = true;
		if (!term->wish && spelling_richer(text) && !spelling_richer(term->text))
			term->text = term->sort = text;
	}
}

/* What nearly all posts are about helps nobody to find one. */
static void
common_drop(struct terms *t)
{
	size_t entries = t->g->book->n_entries;
	for (size_t i = 0; entries >= COMMON_LEAST && i < t->n; i++) {
		struct term *term = &t->list[i];
		if (!term->tag || term->wish || term->n_places * 2 <= entries)
			continue;
		diag_add(t->g->d, DIAG_INDEX_COMMON, t->g->config->file, 0, 0,
			"the tag \"%.*s\" stands in %zu of %zu posts and was left out of the index; name it under \"index\" if "
			"it is "
			"wanted there",
			STR_FMT(term->text), term->n_places, entries);
		term->n_places = 0;
	}
}

void
terms_front(struct terms *t)
{
	const struct book *book = t->g->book;
	struct map ignored = {.a = t->scratch};
	for (size_t i = 0; i < t->wishes->n_ignore; i++)
		map_add(&ignored, term_key(t->folder, t->scratch, t->wishes->ignore[i]), 1, NULL);
	for (size_t i = 0; i < book->n_entries; i++) {
		const struct entry *e = &book->entries[i];
		for (size_t k = 0; k < e->n_authors; k++)
			for (struct str rest = str_trim(e->authors[k]); rest.n;)
				author_add(t, &ignored, name_cut(&rest), i);
		tags_add(t, &ignored, e->post->tags, e->post->n_tags, i);
		tags_add(t, &ignored, e->post->categories, e->post->n_categories, i);
		if (e->post->place.n)
			front_add(t, &ignored, e->post->place, i, false);
	}
	common_drop(t);
}

/* ---- how they hang together ---- */

static void
under_set(struct terms *t, int n)
{
	const struct index_wish *w = t->list[n].wish;
	if (!w->under.n)
		return;
	int parent = term_add(t, w->under, NULL); /* the list may move */
	if (parent == n || parent < 0)
		WISH_BAD(t, DIAG_INDEX_TERM, w, "the index's term \"%.*s\" cannot stand under \"%.*s\"; it stands by itself",
			STR_FMT(w->term), STR_FMT(w->under));
	else
		t->list[n].parent = parent;
}

static int
reference_find(struct terms *t, int n, struct str text)
{
	const struct index_wish *w = t->list[n].wish;
	int to = term_find(t, text);
	struct without *who = to < 0 ? without_in(t->g->config, text) : NULL;
	if (who)
		WISH_BAD(t, DIAG_WITHOUT, w, "the index's term \"%.*s\" does not lead to %.*s, who is not in the book",
			STR_FMT(w->term), STR_FMT(who->name));
	else if (to == n)
		WISH_BAD(t, DIAG_INDEX_SEE, w, "the index's term \"%.*s\" leads to itself; that was left out", STR_FMT(w->term));
	else if (to < 0)
		WISH_BAD(t, DIAG_INDEX_SEE, w,
			"the index's term \"%.*s\" leads to \"%.*s\", which is not in the index; that was left out: add it, or "
			"mend "
			"the name",
			STR_FMT(w->term), STR_FMT(text));
	return to == n ? -1 : to;
}

static void
references_set(struct terms *t, int n)
{
	struct term *term = &t->list[n];
	const struct index_wish *w = term->wish;
	if (w->see.n)
		term->see = reference_find(t, n, w->see);
	term->also = NEW_N(t->scratch, w->n_also, int);
	for (size_t i = 0; i < w->n_also; i++) {
		int to = reference_find(t, n, w->also[i]);
		if (to >= 0)
			term->also[term->n_also++] = to;
	}
}

static void
depth_check(struct terms *t, int n)
{
	int depth = 0;
	for (int i = t->list[n].parent; i >= 0 && depth <= DEPTH_MOST; i = t->list[i].parent)
		depth++;
	if (depth <= DEPTH_MOST)
		return;
	WISH_BAD(t, DIAG_INDEX_TERM, t->list[n].wish,
		"the index's term \"%.*s\" stands more than %d levels deep, or under itself; it stands by itself instead",
		STR_FMT(t->list[n].text), DEPTH_MOST);
	t->list[n].parent = -1;
}

/* The term that a chain of references ends in. */
static void
target_set(struct terms *t, int n)
{
	int to = n, steps = 0;
	while (t->list[to].see >= 0 && steps++ <= SEE_MOST)
		to = t->list[to].see;
	if (steps > SEE_MOST) {
		WISH_BAD(t, DIAG_INDEX_SEE, t->list[n].wish,
			"the index's term \"%.*s\" leads in a circle, or over too many others; that was left out",
			STR_FMT(t->list[n].text));
		t->list[n].see = -1;
		to = n;
	}
	t->list[n].target = to;
}

void
terms_relate(struct terms *t)
{
	size_t n = t->n;
	for (size_t i = 0; i < n; i++)
		if (t->list[i].wish)
			under_set(t, (int)i);
	for (size_t i = 0; i < n; i++)
		if (t->list[i].wish) {
			references_set(t, (int)i);
			depth_check(t, (int)i);
		}
	for (size_t i = 0; i < t->n; i++)
		target_set(t, (int)i);
}
