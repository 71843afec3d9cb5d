/* handout.c - a book of some of the posts, each to stand by itself: what leads to the others leads to where they stand online */
#include "book/gather.h"

#include <string.h>

/* The post with its links as they are on a sheet of paper. to: the place of each entry in the new book, or -1. */
static struct post *
post_alone(struct arena *a, const struct book *b, const struct post *from, const int *to)
{
	struct post *post = NEW(a, struct post);
	*post = *from;
	post->links = NEW_N(a, from->n_links, struct link);
	for (size_t i = 0; i < from->n_links; i++) {
		struct link *l = &post->links[i];
		*l = from->links[i];
		if (l->post < 0 || (size_t)l->post >= b->n_entries)
			continue;
		const struct entry *e = &b->entries[l->post];
		l->post = to[l->post];
		if (l->post >= 0)
			continue;
		l->href = e->url.n && l->anchor.n ? str_fmt(a, "%.*s#%.*s", STR_FMT(e->url), STR_FMT(l->anchor)) : e->url;
		l->anchor = STR_NONE;
	}
	return post;
}

/* Who hands it out: the organisation, else what the site or the book is called, else the site's host. May be empty. */
static struct str
sender_of(const struct book *b)
{
	struct str url = b->config->base_url;
	ptrdiff_t at = str_find(url, STR("://"));
	if (b->publisher.n)
		return b->publisher;
	if (b->config->title.n)
		return b->config->title;
	url = at < 0 ? STR_NONE : str_sub(url, (size_t)at + 3, url.n);
	at = str_find_char(url, '/');
	return at < 0 ? url : str_sub(url, 0, (size_t)at);
}

struct book *
book_some(const struct book *from, struct arena *a, const size_t *which, size_t n)
{
	struct book *b = NEW(a, struct book);
	int *to = NEW_N(a, from->n_entries, int);
	*b = *from;
	b->arena = a;
	b->n_entries = b->n_all = n;
	b->entries = NEW_N(a, n, struct entry);
	b->publisher = sender_of(from);
	b->parts = NEW(a, struct part);
	b->parts[0] = (struct part){.title = from->title, .n = n};
	b->n_parts = 1;
	b->order = NEW(a, enum book_part);
	b->order[0] = PART_POSTS;
	b->n_order = 1;
	b->n_index = b->n_people = b->n_sponsors = 0;
	struct config *config = NEW(a, struct config);
	*config = *from->config;
	config->multiple = 0;
	config->foreword_post = NULL;
	if (config->links == LINKS_NONE || config->links == LINKS_DEFAULT) /* nobody clicks on paper */
		config->links = LINKS_NOTES;
	b->config = config;
	memset(to, 0xff, from->n_entries * sizeof *to);
	for (size_t i = 0; i < n; i++)
		to[which[i]] = (int)i;
	for (size_t i = 0; i < n; i++) {
		b->entries[i] = from->entries[which[i]];
		b->entries[i].part = 0;
		b->entries[i].post = post_alone(a, from, from->entries[which[i]].post, to);
	}
	if (n == 1) {
		b->title = b->entries[0].title;
		b->language = b->entries[0].lang;
		b->description = b->entries[0].summary;
		b->subtitle = b->entries[0].subtitle;
	}
	return b;
}
