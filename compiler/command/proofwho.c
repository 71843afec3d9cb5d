/* proofwho.c - the authors of a book, the posts of each, and the pages that show them */
#include "command/proof.h"

#include <stdlib.h>

/* An author of an entry. */
struct signature {
	struct str key; /* by which names are one: without capitals and accents; empty: nobody signed */
	struct str name;
	size_t entry;
};

static int
signature_cmp(const void *pa, const void *pb)
{
	const struct signature *a = pa, *b = pb;
	int c = !a->key.n - !b->key.n; /* nobody comes last */
	c = c ? c : str_cmp(a->key, b->key);
	return c ? c : a->entry < b->entry ? -1 : a->entry > b->entry;
}

/* By people.csv a person may sign in several ways. */
static struct str
name_of(const struct run_state *r, struct str name)
{
	const struct desk_person *p = r->book->config->desk ? desk_person(r->book->config->desk, name) : NULL;
	return p && p->name.n ? p->name : name;
}

/* What the names of files end in; a name in other letters than Latin ones is told by a number of its own. */
static struct str
key_of(const struct run_state *r, struct str name)
{
	struct str slug = slug_of(r->a, name_of(r, name));
	return slug.n ? slug : str_fmt(r->a, "author-%08x", (unsigned)str_hash(name_of(r, name)));
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
		size_t named = e->author_is_publisher ? 0 : e->n_authors;
		for (size_t k = 0; k < named; k++)
			*PUSH(r->a, list, *n, cap) = (struct signature){key_of(r, e->authors[k]), name_of(r, e->authors[k]), i};
		if (!named)
			*PUSH(r->a, list, *n, cap) = (struct signature){.entry = i};
	}
	if (*n)
		qsort(list, *n, sizeof *list, signature_cmp);
	return list;
}

/* The language of most of the posts, of which those signed alone count double; the first of them where two have as many. */
static struct str
language_of(const struct book *b, const size_t *entries, size_t n)
{
	static const char *const known[] = {"es", "pt", "en"};
	size_t count[3] = {0}, best = 0;
	struct str langs[3] = {STR("es"), STR("pt"), STR("en")};
	for (size_t i = n; i-- > 0;)
		for (size_t k = 0; k < 3; k++)
			if (str_starts_nocase(b->entries[entries[i]].lang, known[k])) {
				count[k] += b->entries[entries[i]].n_authors == 1 ? 2 : 1;
				langs[k] = b->entries[entries[i]].lang;
				best = count[k] >= count[best] ? k : best;
			}
	return count[best] ? langs[best] : STR("en");
}

static bool
wanted(const struct run_state *r, const struct texts *only, bool *found, const struct signature *s)
{
	bool any = !only->n;
	for (size_t i = 0; i < only->n; i++)
		if (s->key.n && str_eq(key_of(r, only->p[i]), s->key))
			found[i] = any = true;
	return any;
}

static void
missing_tell(struct run_state *r, const struct texts *only, const bool *found)
{
	for (size_t i = 0; i < only->n; i++)
		if (!found[i])
			diag_add(r->d, DIAG_POST_UNKNOWN, STR_NONE, 0, 0,
				"nobody called \"%.*s\" wrote a post of this book, so there is no proof for them: the names are "
				"those "
				"under the posts' titles",
				STR_FMT(only->p[i]));
}

struct proof *
proofs_gather(struct run_state *r, const struct texts *only, size_t *n)
{
	size_t n_all;
	struct signature *all = signatures_list(r, &n_all);
	struct proof *list = NEW_N(r->a, n_all, struct proof); /* at most one for each signature */
	bool *found = NEW_N(r->a, only->n + 1, bool);
	*n = 0;
	for (size_t from = 0, to; from < n_all; from = to) {
		size_t *entries = NULL, count = 0, room = 0;
		for (to = from; to < n_all && str_eq(all[to].key, all[from].key); to++)
			if (!count || entries[count - 1] != all[to].entry)
				*PUSH(r->a, entries, count, room) = all[to].entry;
		if (!wanted(r, only, found, &all[from]))
			continue;
		struct proof *p = &list[(*n)++];
		*p = (struct proof){.slug = all[from].key.n ? all[from].key : STR("editors")};
		p->form = (struct form){.who = all[from].name, .entries = entries, .n_entries = count};
		p->form.lang = language_of(r->book, entries, count);
		if (*n > 1 && !all[from].key.n) /* somebody may be called so */
			for (size_t i = 0; i + 1 < *n; i++)
				if (str_eq(list[i].slug, p->slug))
					p->slug = STR("editors-2");
	}
	missing_tell(r, only, found);
	return list;
}

/* ---- pages ---- */

/* Of each picture the first post that has it, plus 1; 0: none. */
static size_t *
owners_find(struct run_state *r)
{
	const struct book *b = r->book;
	size_t *owner = NEW_N(r->a, b->n_images + 1, size_t);
	for (size_t i = b->n_entries; i-- > 0;) {
		const struct entry *e = &b->entries[i];
		for (size_t k = 0; k < e->post->n_pictures; k++)
			if (e->post->pictures[k].image >= 0)
				owner[e->post->pictures[k].image] = i + 1;
		if (e->opening >= 0)
			owner[e->opening] = i + 1;
	}
	return owner;
}

/* Does a page around the posts show one of the pictures of the entries marked? */
static bool
page_shows(const struct book *b, const struct page *page, const size_t *owner, const bool *mine)
{
	for (size_t f = 0; f < page->n_frames; f++)
		for (size_t i = 0; i < page->frames[f].n; i++) {
			const struct item *item = &page->frames[f].items[i];
			if (item->kind != ITEM_PICTURE || item->picture.image < b->images ||
				item->picture.image >= b->images + b->n_images)
				continue;
			size_t of = owner[item->picture.image - b->images];
			if (of && mine[of - 1])
				return true;
		}
	return false;
}

void
proofs_pages(struct run_state *r, struct proof *list, size_t n)
{
	const struct book *b = r->book;
	const struct pages *pages = layout_pages(r->layout);
	const size_t *owner = owners_find(r);
	bool *mine = NEW_N(r->a, b->n_entries + 1, bool);
	for (size_t i = 0; i < n; i++) {
		struct form *form = &list[i].form;
		size_t *shown = NEW_N(r->a, pages->n, size_t), count = 0;
		for (size_t k = 0; k < form->n_entries; k++)
			mine[form->entries[k]] = true;
		for (size_t k = 0; k < pages->n; k++) {
			const struct page *page = &pages->list[k];
			bool own = page->post >= 0 && (size_t)page->post < b->n_entries;
			if (own ? mine[page->post] : page_shows(b, page, owner, mine))
				shown[count++] = k;
		}
		form->shown = shown;
		form->n_shown = count;
		for (size_t k = 0; k < form->n_entries; k++)
			mine[form->entries[k]] = false;
	}
}
