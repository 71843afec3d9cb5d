/* without.c - who is not to be shown: what yearbook.yaml and the command line say of it */
#include "book/reader.h"

void
config_without(struct arena *a, struct config *c, const struct texts *names)
{
	struct without *all = NEW_N(a, c->n_without + names->n, struct without);
	for (size_t i = 0; i < c->n_without; i++)
		all[i] = c->without[i];
	for (size_t i = 0; i < names->n; i++)
		all[c->n_without + i] = (struct without){.name = str_trim(names->p[i])};
	c->without = all;
	c->n_without += names->n;
}

void
without_take(struct reader *r, const struct yaml *y)
{
	size_t n;
	struct str *names = list_value(r, y, &n);
	r->c->without = NEW_N(r->a, n, struct without);
	for (size_t i = 0; i < n; i++)
		r->c->without[r->c->n_without++] = (struct without){names[i], y->line, y->col};
}
