/* people.h - people on their way into the book (inside book/ only) */
#ifndef YB_PEOPLE_H
#define YB_PEOPLE_H
#include "book/lists.h"

enum {
	COLUMN_NAME,
	COLUMN_ROLE,
	COLUMN_ORGANISATION,
	COLUMN_PICTURE,
	COLUMN_URL,
	COLUMN_GROUP,
	COLUMN_ORDER,
	COLUMN_PRINT, /* no: only the desk knows this person */
	COLUMN_ALIASES,
	COLUMN_MAIL,
	COLUMN_CONSENT,
	COLUMN_WROTE,
	COLUMN_SHOWN,
	COLUMN_STATE,
	COLUMN_COUNT
};

struct candidate {
	struct person person;
	struct str picture; /* as written */
	struct str file; /* that names it */
	int line;
	int64_t order; /* INT64_MAX: none was given */
	int rank; /* of the group */
	size_t index; /* in the list */
};

struct people {
	struct gather *g;
	struct candidate *list;
	size_t n, cap;
	size_t unprinted; /* whom the list names for the desk alone */
	struct map names; /* name and group, folded: nobody stands twice */
};

void people_columns(struct list *l);
/* NULL when somebody of that name is there already, or there is no room. */
struct candidate *person_add(struct people *p, struct str name, const struct candidate *from);

/* ---- sitepeople.c ---- */

void people_of_folder(struct people *p, struct str folder); /* one page each */
void people_of_site(struct people *p); /* its pages of authors, speakers, people, team; else its data */

#endif
