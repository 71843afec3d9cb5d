/* poster.h - the events of a poster (inside layout/ only) */
#ifndef YB_POSTER_H
#define YB_POSTER_H
#include "layout/special.h"

/* A month with what happened in it, or one event, as it is set. */
struct event {
	struct str label; /* the day, or empty */
	struct str text; /* the title, or the month's name */
	struct str lang;
	struct str slug; /* empty: a month */
	dim h; /* of its lines, with the blank above */
	int column;
	dim y; /* of its upper edge in the column */
};

struct events {
	struct event *list;
	size_t n; /* what has a place */
	size_t left; /* posts that have none */
	struct text_style title, month, day;
	int columns;
	dim column_w, gap, hang; /* hang: from a day to its title */
	dim h; /* of the highest column */
};

/* Sets the dated posts of the book in columns, in the largest type in which they fit. What finds no room even in the smallest is reported. */
struct events events_fit(struct parts_env *env, dim w, dim h, dim unit);
void events_put(struct sheet *s, const struct events *e, dim x, dim y);
#endif
