/* without.c - who is not to be shown: as yearbook.yaml and the command line ask for it */
#include "book/reader.h"

enum {
	KEY_LEAST = 3, /* bytes of a name that is looked for in texts */
	TURNED_MOST = 60 /* of a text that may be a name with the family's first */
};

/* The names that somebody goes by: those of people.csv, else the one that was asked for. */
static void
keys_find(struct arena *a, const struct config *c, struct without *w)
{
	const struct desk_person *who = desk_person(c->desk, w->name);
	w->known = who != NULL;
	w->keys = NEW_N(a, 1, struct str);
	w->keys[0] = person_key(a, w->name);
	w->n_keys = w->keys[0].n > 0;
	if (who) {
		w->name = who->name;
		w->keys = who->keys;
		w->n_keys = who->n_aliases + 1;
	}
}

/* Is one of somebody's names this key, or (`within`) in it? */
static bool
key_is(const struct without *w, struct str key, bool within)
{
	for (size_t k = 0; k < w->n_keys; k++)
		if (within ? w->keys[k].n >= KEY_LEAST && key_within(key, w->keys[k]) : str_eq(w->keys[k], key))
			return true;
	return false;
}

/* "Pérez, Ana" as "Ana Pérez"; empty when it is no name of that order. */
static struct str
turned(struct arena *a, struct str text)
{
	ptrdiff_t comma = text.n <= TURNED_MOST ? str_find_char(text, ',') : -1;
	if (comma <= 0)
		return STR_NONE;
	struct str given = str_trim(str_sub(text, (size_t)comma + 1, text.n)), family = str_sub(text, 0, (size_t)comma);
	return given.n ? str_fmt(a, "%.*s %.*s", STR_FMT(given), STR_FMT(family)) : STR_NONE;
}

static struct without *
without_find(const struct config *c, struct str text, bool within)
{
	struct without *found = NULL;
	struct arena *scratch = arena_new();
	struct str key = person_key(scratch, text), other = turned(scratch, text);
	other = other.n ? person_key(scratch, other) : STR_NONE;
	for (size_t i = 0; i < c->n_without && !found && key.n; i++)
		if (key_is(&c->without[i], key, within) || (other.n && key_is(&c->without[i], other, within)))
			found = &c->without[i];
	arena_free(scratch);
	return found;
}

struct without *
without_name(const struct config *c, struct str name)
{
	return c->n_without && name.n ? without_find(c, name, false) : NULL;
}

struct without *
without_in(const struct config *c, struct str text)
{
	return c->n_without && text.n >= KEY_LEAST ? without_find(c, text, true) : NULL;
}

/* Their names are on the imprint and in the metadata. */
static void
editors_drop(struct diag *d, struct config *c)
{
	size_t n = 0;
	for (size_t i = 0; i < c->n_editors; i++) {
		struct without *w = without_name(c, c->editors[i]);
		if (!w) {
			c->editors[n++] = c->editors[i];
			continue;
		}
		w->known = true;
		diag_add(d, DIAG_WITHOUT, c->file, w->line, w->col,
			"%.*s is not named among the editors, for the book is made without them", STR_FMT(w->name));
	}
	c->n_editors = n;
}

void
config_without(struct arena *a, struct diag *d, struct config *c, const struct texts *names)
{
	struct without *all = NEW_N(a, c->n_without + names->n, struct without);
	for (size_t i = 0; i < c->n_without; i++)
		all[i] = c->without[i];
	for (size_t i = 0; i < names->n; i++)
		all[c->n_without + i] = (struct without){.name = str_trim(names->p[i])};
	c->without = all;
	c->n_without += names->n;
	for (size_t i = 0; i < c->n_without; i++)
		keys_find(a, c, &all[i]);
	editors_drop(d, c);
}

void
without_take(struct reader *r, const struct yaml *y)
{
	size_t n;
	struct str *names = list_value(r, y, &n);
	r->c->without = NEW_N(r->a, n, struct without);
	for (size_t i = 0; i < n; i++)
		r->c->without[r->c->n_without++] = (struct without){.name = names[i], .line = y->line, .col = y->col};
}
