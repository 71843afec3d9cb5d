/* value.h - reading the keys of the desk's YAML files (inside desk/ only); what is wrong with a value is reported */
#ifndef YB_DESK_VALUE_H
#define YB_DESK_VALUE_H
#include "desk/desk.h"

/* Where the keys stand. */
struct values {
	struct arena *a;
	struct diag *d;
	struct str file; /* as messages show it */
};

#define VALUE_BAD(v, y, ...) diag_add((v)->d, DIAG_VALUE_BAD, (v)->file, (y)->line, (y)->col, __VA_ARGS__)

struct str value_text(struct values *v, const struct yaml *y); /* trimmed */
/* Bytes that a title, a name, a credit may have; and a text of some sentences: a lead, a caption. */
enum { TEXT_LINE = 2000, TEXT_SENTENCES = 20000 };
/* Has it more? Reported, as left out. */
bool value_long(struct values *v, const struct yaml *y, size_t most);
struct str value_within(
	struct values *v, const struct yaml *y, size_t most); /* trimmed; empty, reported, when it has more bytes */
/* One author, or a list of them. */
void value_authors(struct values *v, const struct yaml *y, struct edit *e);
/* A list of texts, or one text for a list of one. Empty ones are left out. */
struct str *value_list(struct values *v, const struct yaml *y, size_t *n);
bool value_switch(struct values *v, const struct yaml *y, bool otherwise);
void value_date(struct values *v, const struct yaml *y, struct date *out); /* untouched where it is none */
/* The key's place in the list of names; -1 (reported) when it is unknown. */
int value_key(struct values *v, const struct yaml *y, const char *const *names, size_t n);
#endif
