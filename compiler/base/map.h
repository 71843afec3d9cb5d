/* map.h - a table of texts to numbers */
#ifndef YB_MAP_H
#define YB_MAP_H
#include "base/str.h"

/* {.a = arena} is an empty one. Reading is safe from any thread. */
struct map {
	struct arena *a;
	struct map_slot {
		struct str key;
		uint64_t hash;
		int value;
		bool used;
	} * slots;
	size_t n, cap;
};

int *map_find(const struct map *m, struct str key); /* NULL: it is not there */
/* Adds a key, which must live as long as the map; the value that stands there now (the old one when the key was there). */
int *map_add(struct map *m, struct str key, int value, bool *added);
#endif
