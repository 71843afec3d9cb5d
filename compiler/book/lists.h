/* lists.h - files that list people, sponsors or credits (inside book/ only) */
#ifndef YB_LISTS_H
#define YB_LISTS_H
#include "base/yaml.h"
#include "book/gather.h"

/* A file (or a key of yearbook.yaml) that lists things, each a map of a few columns. */
struct list {
	struct gather *g;
	struct str file; /* as messages show it */
	struct str dir; /* pictures are looked for beside it */
	const struct yaml *tree;
	/* The columns' names, each "name nombre nome": what messages show first, others behind it, in plain small letters. */
	const char *const *columns;
	size_t n_columns;
	struct map known; /* names of columns that were met */
};

/* One thing of a list. */
struct list_item {
	const struct yaml *y; /* a map; or a text */
	struct str key; /* where things stand under a name: that name */
	struct str group; /* where they stand in groups: its name */
};

/* Where a list is: the key's own value (`usual` is the name of key and file), else "usual.csv" or "usual.yaml" beside yearbook.yaml. false
 * (reported, where it was asked for and is not there) when there is none. `asked`: the key is "yes". */
bool list_find(struct gather *g, const struct yaml *key, const char *usual, struct list *out, bool *asked);
/* Reads a file into l->tree; false (reported) when that is impossible. */
bool list_read(struct list *l, struct str path);
/* The things of a list, in order: a list of them; or groups of them, each a list under the group's name or under any key of a map that names
 * its group in column `group`; or a map of them by name. */
struct list_item *list_items(struct list *l, size_t group, size_t *n);
/* What stands in a column of a map, as plain text; empty when nothing does. */
struct str list_cell(struct list *l, const struct yaml *map, size_t column);
/* The same as it is written: for paths and addresses. */
struct str list_raw(struct list *l, const struct yaml *map, size_t column);
/* An address in a column, made whole: "www.x.org" and "/about" are mended; what is no address is reported and left out. */
struct str list_url(struct list *l, const struct yaml *map, size_t column);
/* Reports keys of a map that name no column. */
void list_check(struct list *l, const struct yaml *map);
/* Whether the key `parts` names it. */
bool part_wanted(const struct gather *g, enum book_part part);
/* The column that a name means, or -1. */
int list_column(struct list *l, struct str name);

#endif
