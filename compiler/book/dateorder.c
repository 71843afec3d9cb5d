/* dateorder.c - which figure of 03/04/2024 is the day: as the other posts write it, else as the post's language does */
#include "book/gather.h"

/* Of the English-speaking countries most write the day first, too; a bare "en" is taken for the United States'. */
static bool
month_first_in(struct str lang)
{
	return str_is_nocase(lang, "en") || str_is_nocase(lang, "en-US") || str_is_nocase(lang, "en-PH");
}

static struct str
likely_language(struct gather *g, const struct post *p)
{
	const struct config *c = g->config;
	if (p->lang.n)
		return p->lang;
	struct str found = post_language(p);
	return found.n ? found : c->language.n ? c->language : c->site ? c->site->language : STR_NONE;
}

void
date_orders_decide(struct gather *g, struct post **posts, size_t n)
{
	size_t day = 0, month = 0;
	for (size_t i = 0; i < n; i++) {
		day += posts[i] && posts[i]->date.order == DATE_DAY_FIRST;
		month += posts[i] && posts[i]->date.order == DATE_MONTH_FIRST;
	}
	for (size_t i = 0; i < n; i++) {
		struct date *date = posts[i] ? &posts[i]->date : NULL;
		if (!date || date->order != DATE_EITHER)
			continue;
		bool shown = day != month, turn = shown ? month > day : month_first_in(likely_language(g, posts[i]));
		if (turn)
			date_turn(date);
		if (shown)
			diag_add(g->d, DIAG_DATE_BAD, posts[i]->path, 0, 0,
				"the day and the month of the date could be either way round; it was read as %04d-%02d-%02d, as "
				"the other posts write "
				"theirs: write it so",
				date->year, date->month, date->day);
		else
			diag_add(g->d, DIAG_DATE_BAD, posts[i]->path, 0, 0,
				"the day and the month of the date could be either way round; it was read as %04d-%02d-%02d, as "
				"is usual in the post's "
				"language: write it so",
				date->year, date->month, date->day);
	}
}
