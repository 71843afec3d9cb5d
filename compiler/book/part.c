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

static struct str
without_query(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '?' || s.p[i] == '#')
			return str_sub(s, 0, i);
	return s;
}

/* The folder of a post below the folder of posts that holds it. */
static struct str
section_of(struct gather *g, struct str dir)
{
	const struct config *c = g->config;
	struct str rest = STR_NONE, best = STR_NONE;
	bool found = false;
	for (size_t i = 0; i < c->n_posts; i++)
		if (path_inside(c->posts[i], dir, &rest) && (!found || rest.n < best.n)) {
			best = rest;
			found = true;
		}
	return best;
}

/* Where a Hugo site shows a post: its folder and its slug, in small letters; other languages than the site's below their tag. */
static struct str
url_guess(struct gather *g, const struct entry *e)
{
	const struct post *p = e->post;
	const struct config *c = g->config;
	struct str dir = path_tidy(g->a, p->dir), section;
	if (str_starts_nocase(path_base(p->path), "index."))
		dir = path_up(g->a, dir);
	section = section_of(g, dir);
	bool other = p->lang.n && c->language.n && !str_eq_nocase(language_tag(g->a, p->lang), c->language);
	return str_fmt(g->a, "%.*s%s%.*s%s%.*s/%.*s/", STR_FMT(c->base_url), other ? "/" : "",
		STR_FMT(other ? str_lower(g->a, p->lang) : STR_NONE), section.n ? "/" : "", STR_FMT(str_lower(g->a, section)),
		STR_FMT(str_lower(g->a, p->slug)));
}

static struct str
entry_url(struct gather *g, const struct entry *e)
{
	struct str url = str_trim(e->post->url);
	struct address at = address_split(url);
	if (at.has_host && (str_is_nocase(at.scheme, "http") || str_is_nocase(at.scheme, "https")))
		return without_query(url);
	if (url.n && !at.scheme.n && !at.has_host && g->config->base_url.n)
		return str_fmt(g->a, "%.*s%s%.*s", STR_FMT(g->config->base_url), at.path.n && at.path.p[0] == '/' ? "" : "/",
			STR_FMT(at.path));
	return g->config->guess_urls && !url.n ? url_guess(g, e) : STR_NONE;
}

void
kickers_set(struct gather *g)
{
	for (size_t i = 0; i < g->book->n_entries; i++) {
		struct entry *e = &g->book->entries[i];
		e->kicker = entry_kicker(g, e);
		e->url = entry_url(g, e);
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
