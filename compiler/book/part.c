/* part.c - the years of a book, the lines above the titles, posts that stand twice */
#include "book/gather.h"

#include "base/file.h"

/* ---- parts ---- */

/* A part begins where the year grows. (By their instants a post of one year may stand behind the first one of the next, when they were
 * written in different zones: it stays in that part.) Undated posts are a last part. */
static void
parts_by_year(struct gather *g)
{
	struct book *b = g->book;
	size_t cap = 0;
	int year = -1;
	for (size_t i = 0; i < b->n_entries; i++) {
		struct entry *e = &b->entries[i];
		int own = e->year;
		if (!b->n_parts || own > year || (!own && year)) {
			struct part *p = PUSH(g->a, b->parts, b->n_parts, cap);
			*p = (struct part){
				.title = own ? str_fmt(g->a, "%d", own) : own_word_in(OWN_UNDATED, b->language), .first = i};
			year = own;
		}
		e->part = (int)b->n_parts - 1;
		b->parts[e->part].n++;
	}
}

void
parts_set(struct gather *g)
{
	struct book *b = g->book;
	if (g->config->grouping == GROUP_OWN) {
		parts_own(g);
	} else if (g->config->grouping == GROUP_NONE) {
		b->parts = NEW(g->a, struct part);
		b->parts[b->n_parts++] = (struct part){.n = b->n_entries};
	} else {
		parts_by_year(g);
	}
	for (size_t i = 0; i < b->n_entries; i++)
		b->entries[i].toc_level = b->n_parts > 1;
}

/* ---- kickers and addresses ---- */

static struct str
entry_kicker(struct gather *g, const struct entry *e)
{
	const struct edit *edit = e->post->edit;
	struct str place = str_trim(edit && edit->place.n ? edit->place : e->post->place);
	struct str date = edit && edit->printed.precision ? date_words(g->a, &edit->printed, e->lang)
		: edit && edit->event_from.precision	  ? date_range_words(g->a, &edit->event_from, &edit->event_to, e->lang)
							  : date_words(g->a, &e->date, e->lang);
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
		/* its address was made of its own date */
		e->url = place_url(g, e->post, e->post->date.precision ? &e->post->date : &e->date);
	}
}
