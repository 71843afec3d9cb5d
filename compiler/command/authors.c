/* authors.c - who signed the posts of the book, and which */
#include "command/authors.h"
#include "base/map.h"

#include <stdlib.h>

enum { FILE_MOST = 60 /* bytes of a file's name */ };

/* An author of an entry. */
struct signature {
	struct str key, name;
	size_t entry;
};

static int
signature_cmp(const void *pa, const void *pb)
{
	const struct signature *a = pa, *b = pb;
	int c = !a->key.n - !b->key.n; /* nobody comes last */
	c = c ? c : str_cmp(a->key, b->key);
	c = c ? c : (a->entry > b->entry) - (a->entry < b->entry);
	return c ? c : str_cmp(a->name, b->name);
}

static struct str
name_of(const struct run_state *r, struct str name)
{
	const struct desk_person *p = r->book->config->desk ? desk_person(r->book->config->desk, name) : NULL;
	return p && p->name.n ? p->name : name;
}

struct str
author_key(const struct run_state *r, struct str name)
{
	return person_key(r->a, name_of(r, name));
}

static struct signature *
signatures_list(struct run_state *r, size_t *n)
{
	const struct book *b = r->book;
	struct signature *list = NULL;
	size_t cap = 0;
	*n = 0;
	for (size_t i = 0; i < b->n_entries; i++) {
		const struct entry *e = &b->entries[i];
		const struct str *names = e->n_authors ? e->authors : &e->author;
		size_t signed_by = 0, count = e->author_is_publisher ? 0 : e->n_authors ? e->n_authors : 1;
		for (size_t k = 0; k < count; k++) {
			struct str key = author_key(r, names[k]);
			if (key.n)
				*PUSH(r->a, list, *n, cap) = (struct signature){key, name_of(r, names[k]), i};
			signed_by += key.n > 0;
		}
		if (!signed_by)
			*PUSH(r->a, list, *n, cap) = (struct signature){.entry = i};
	}
	if (*n)
		qsort(list, *n, sizeof *list, signature_cmp);
	return list;
}

/* Windows opens no file that is called so, whatever its ending. */
static bool
device(struct str stem)
{
	static const char *const names[] = {"con", "prn", "aux", "nul"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is(stem, names[i]))
			return true;
	return stem.n == 4 && (str_starts(stem, "com") || str_starts(stem, "lpt")) && char_digit(stem.p[3]);
}

/* Letters, figures and hyphens alone: keys differ, but long ones may begin alike, and somebody may be called "editors". */
static struct str
file_of(struct arena *a, struct map *taken, struct str key)
{
	struct str stem = key.n ? key : STR("editors"), file;
	size_t n = stem.n < FILE_MOST ? stem.n : FILE_MOST;
	while (n < stem.n && ((unsigned char)stem.p[n] & 0xC0) == 0x80)
		n--; /* not within a character */
	stem = str_sub(stem, 0, n);
	file = stem = device(stem) ? str_fmt(a, "%.*s-", STR_FMT(stem)) : stem;
	bool added;
	int number = *map_add(taken, stem, 1, &added);
	while (!added) {
		file = str_fmt(a, "%.*s-%d", STR_FMT(stem), ++number);
		map_add(taken, file, 1, &added);
	}
	*map_find(taken, stem) = number;
	return file;
}

struct author *
authors_list(struct run_state *r, size_t *n)
{
	size_t count;
	struct signature *all = signatures_list(r, &count);
	struct author *list = NEW_N(r->a, count + 1, struct author);
	size_t *entries = NEW_N(r->a, count + 1, size_t); /* each author's lie behind each other */
	struct map taken = {.a = r->a};
	*n = 0;
	for (size_t from = 0, to; from < count; from = to) {
		struct author *author = &list[(*n)++];
		*author = (struct author){.key = all[from].key, .name = all[from].name, .entries = entries + from};
		for (to = from; to < count && str_eq(all[to].key, all[from].key); to++)
			if (!author->n || author->entries[author->n - 1] != all[to].entry)
				author->entries[author->n++] = all[to].entry;
		author->file = file_of(r->a, &taken, author->key);
	}
	return list;
}
