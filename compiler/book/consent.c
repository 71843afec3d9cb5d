/* consent.c - pictures of the book whose people do not, or not yet, agree to be shown */
#include "book/gather.h"

struct gaps {
	const struct book *b;
	struct arena *a;
	struct consent_gap *p;
	size_t n, cap;
	struct str pictures_file;
};

static bool
lacking(enum consent c)
{
	return c == CONSENT_NO || c == CONSENT_PENDING;
}

static void
gap_add(struct gaps *g, size_t image, struct str person, enum consent consent, struct str file, int line)
{
	*PUSH(g->a, g->p, g->n, g->cap) =
		(struct consent_gap){(int)image, g->b->images[image].shown, person, consent, file, line};
}

/* "Ana Pérez (left)", "Ana Pérez and friends": a name that nobody has, but for the words around it. Names of one word may mean anybody. */
static void
text_gaps(struct gaps *g, size_t image, struct str text, bool settled)
{
	size_t n;
	const struct desk *desk = g->b->config->desk;
	const struct desk_person *people = desk_people(desk, &n);
	struct arena *scratch = arena_new();
	struct str key = person_key(scratch, text);
	for (size_t i = 0; i < n; i++) {
		bool named = false;
		for (size_t k = 0; k <= people[i].n_aliases && !named && lacking(people[i].consent); k++)
			named = str_find_char(people[i].keys[k], '-') >= 0 && key_within(key, people[i].keys[k]);
		if (named && (people[i].consent == CONSENT_NO || !settled))
			gap_add(g, image, people[i].name, people[i].consent, desk_people_file(desk), people[i].line);
	}
	arena_free(scratch);
}

/* What pictures.csv says of a picture holds for all who are on it; but nobody says yes for a person who says no. */
static void
picture_gaps(struct gaps *g, size_t image)
{
	const struct desk *desk = g->b->config->desk;
	const struct desk_picture *p = desk_picture(desk, g->b->images[image].key);
	if (!p)
		return;
	if (lacking(p->consent) && !p->n_people)
		gap_add(g, image, STR_NONE, p->consent, g->pictures_file, p->line);
	for (size_t i = 0; i < p->n_people; i++) {
		const struct desk_person *who = desk_person(desk, p->people[i]);
		enum consent own = who ? who->consent : CONSENT_UNKNOWN;
		struct str name = who ? who->name : p->people[i];
		bool settled = p->consent == CONSENT_YES || p->consent == CONSENT_NOT_NEEDED;
		if (own == CONSENT_NO || (own == CONSENT_PENDING && !settled && !lacking(p->consent)))
			gap_add(g, image, name, own, desk_people_file(desk), who->line);
		else if (lacking(p->consent) && !(p->consent == CONSENT_PENDING && own == CONSENT_YES))
			gap_add(g, image, name, p->consent, g->pictures_file, p->line);
		else if (!who)
			text_gaps(g, image, p->people[i], settled);
	}
}

static void
portrait_gaps(struct gaps *g, size_t image)
{
	const struct book *b = g->b;
	for (size_t i = 0; i < b->n_people; i++) {
		const struct desk_person *who =
			b->people[i].image == (int)image ? desk_person(b->config->desk, b->people[i].name) : NULL;
		if (who && lacking(who->consent))
			gap_add(g, image, who->name, who->consent, desk_people_file(b->config->desk), who->line);
	}
}

struct consent_gap *
consent_gaps(const struct book *b, struct arena *a, size_t *n)
{
	struct gaps g = {.b = b, .a = a, .pictures_file = path_beside(a, b->config->root, STR("pictures.csv"))};
	bool *portrait = NEW_N(a, b->n_images, bool);
	for (size_t i = 0; i < b->n_people; i++)
		if (b->people[i].image >= 0)
			portrait[b->people[i].image] = true;
	for (size_t i = 0; i < b->n_images && b->config->desk; i++) {
		picture_gaps(&g, i);
		if (portrait[i])
			portrait_gaps(&g, i);
	}
	*n = g.n;
	return g.p;
}
