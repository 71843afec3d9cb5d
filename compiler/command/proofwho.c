/* proofwho.c - whose proofs there are, and the pages that each gets */
#include "command/authors.h"
#include "command/proof.h"

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
wanted(const struct run_state *r, const struct texts *only, bool *found, const struct author *author)
{
	bool any = !only->n;
	for (size_t i = 0; i < only->n; i++)
		if (author->key.n && str_eq(author_key(r, only->p[i]), author->key))
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
	const struct author *all = authors_list(r, &n_all);
	struct proof *list = NEW_N(r->a, n_all + 1, struct proof);
	bool *found = NEW_N(r->a, only->n + 1, bool);
	*n = 0;
	for (size_t i = 0; i < n_all; i++) {
		const struct author *author = &all[i];
		if (!wanted(r, only, found, author))
			continue;
		list[(*n)++] = (struct proof){.slug = author->file,
			.form = {.who = author->name,
				.entries = author->entries,
				.n_entries = author->n,
				.lang = language_of(r->book, author->entries, author->n)}};
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
