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
