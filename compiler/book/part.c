/* part.c - the years of a book, the lines above the titles, posts that stand twice */
#include "book/gather.h"

#include "base/file.h"

/* ---- parts ---- */

/* A part begins where the year grows. (By their instants a post of one year may stand behind the first one of the next, when they were
 * written in different zones: it stays in that part.) Undated posts are a last part. */
void
parts_set(struct gather *g)
{
	struct book *b = g->book;
	size_t cap = 0;
	int year = -1;
	for (size_t i = 0; i < b->n_entries; i++) {
		struct entry *e = &b->entries[i];
		int own = e->date.precision ? e->date.year : 0;
		if (!b->n_parts || own > year || (!own && year)) {
			struct part *p = PUSH(g->a, b->parts, b->n_parts, cap);
			*p = (struct part){
				.title = own ? str_fmt(g->a, "%d", own) : own_word_in(OWN_UNDATED, b->language), .first = i};
			year = own;
		}
		e->part = (int)b->n_parts - 1;
		b->parts[e->part].n++;
	}
	for (size_t i = 0; i < b->n_entries; i++)
		b->entries[i].toc_level = b->n_parts > 1;
}

/* ---- kickers and addresses ---- */

static struct str
entry_kicker(struct gather *g, const struct entry *e)
{
	struct str place = str_trim(e->post->place), date = date_words(g->a, &e->date, e->lang);
	if (place.n && date.n)
		return str_fmt(g->a, "%.*s · %.*s", STR_FMT(place), STR_FMT(date));
	return place.n ? place : date;
}

void
kickers_set(struct gather *g)
{
	for (size_t i = 0; i < g->book->n_entries; i++) {
		struct entry *e = &g->book->entries[i];
		e->kicker = entry_kicker(g, e);
		e->url = place_url(g, e->post, &e->date);
	}
}

/* ---- posts that stand twice ---- */

/* Equal texts have equal fingerprints; short ones ("Photos:") say nothing. */
static uint64_t
post_fingerprint(const struct post *p)
{
	uint64_t hash = 0;
	size_t n = 0;
	for (const struct block *b = block_next(p->root, p->root); b; b = block_next(b, p->root)) {
		hash = hash * UINT64_C(0x9E3779B97F4A7C15) + str_hash(b->text) + (uint64_t)b->kind;
		n += b->text.n;
	}
	return n < 100 ? 0 : hash | 1;
}

void
duplicates_report(struct gather *g)
{
	struct map seen = {.a = arena_new()};
	const struct book *b = g->book;
	for (size_t i = 0; i < b->n_entries; i++) {
		uint64_t hash = post_fingerprint(b->entries[i].post);
		bool added;
		if (!hash)
			continue;
		int *first = map_add(&seen, str_dup(seen.a, (struct str){(const char *)&hash, sizeof hash}), (int)i, &added);
		if (!added)
			diag_add(g->d, DIAG_POST_DUPLICATE, b->entries[i].post->path, 0, 0,
				"the same text as %.*s; both are printed: \"skip: yes\" under \"fixes\" in yearbook.yaml leaves "
				"one out",
				STR_FMT(b->entries[*first].post->path));
	}
	arena_free(seen.a);
}
