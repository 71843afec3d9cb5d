/* timeline.c - the posts by the day that they tell of */
#include "book/gather.h"

#include <stdlib.h>

static int
event_cmp(const void *a, const void *b)
{
	const struct entry *x = *(const struct entry *const *)a, *y = *(const struct entry *const *)b;
	/* what only a year is known of stands behind its months */
	int mx = x->date.precision == DATE_YEAR ? 13 : x->date.month, my = y->date.precision == DATE_YEAR ? 13 : y->date.month;
	int dx = x->date.precision == DATE_MONTH ? 0 : x->date.day, dy = y->date.precision == DATE_MONTH ? 0 : y->date.day;
	if (x->date.year != y->date.year)
		return x->date.year < y->date.year ? -1 : 1;
	if (mx != my)
		return mx - my;
	if (mx < 13 && dx != dy)
		return dx - dy;
	return x < y ? -1 : x > y;
}

const struct entry **
book_timeline(const struct book *b, struct arena *a, size_t *n)
{
	const struct entry **events = NEW_N(a, b->n_entries + 1, const struct entry *);
	*n = 0;
	for (size_t i = 0; i < b->n_entries; i++)
		if (b->entries[i].date.precision != DATE_NONE && b->entries[i].date.year > 0)
			events[(*n)++] = &b->entries[i];
	qsort(events, *n, sizeof *events, event_cmp);
	return events;
}
