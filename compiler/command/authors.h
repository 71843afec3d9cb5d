/* authors.h - who signed the posts of the book, and which (inside command/ only) */
#ifndef YB_AUTHORS_H
#define YB_AUTHORS_H
#include "command/run.h"

struct author {
	struct str key; /* by which names are one: person_key; empty: nobody signed */
	struct str name; /* as people.csv has it, else as the first of the posts; empty: nobody */
	struct str file; /* what files for this author are called: "ana-perez"; no two alike; "editors": of what nobody signed */
	size_t *entries; /* in the order of the book, each once */
	size_t n;
};

/* By name; nobody comes last. A post of several authors is with each of them. */
struct author *authors_list(struct run_state *r, size_t *n);
/* What a name is told by: people.csv knows in how many ways a person signs. */
struct str author_key(const struct run_state *r, struct str name);
#endif
