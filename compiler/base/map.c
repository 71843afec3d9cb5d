/* map.c - a table of texts to numbers */
#include "base/map.h"

static struct map_slot *
slot_find(const struct map *m, struct str key, uint64_t hash)
{
	size_t i = (size_t)hash & (m->cap - 1);
	while (m->slots[i].used && (m->slots[i].hash != hash || !str_eq(m->slots[i].key, key)))
		i = (i + 1) & (m->cap - 1);
	return &m->slots[i];
}

static void
map_grow(struct map *m)
{
	struct map old = *m;
	m->cap = old.cap ? old.cap * 2 : 64;
	m->slots = NEW_N(m->a, m->cap, struct map_slot);
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].used)
			*slot_find(m, old.slots[i].key, old.slots[i].hash) = old.slots[i];
}

int *
map_find(const struct map *m, struct str key)
{
	if (!m->n)
		return NULL;
	struct map_slot *s = slot_find(m, key, str_hash(key));
	return s->used ? &s->value : NULL;
}

int *
map_add(struct map *m, struct str key, int value, bool *added)
{
	if (m->n * 2 >= m->cap)
		map_grow(m);
	uint64_t hash = str_hash(key);
	struct map_slot *s = slot_find(m, key, hash);
	if (added)
		*added = !s->used;
	if (!s->used) {
		*s = (struct map_slot){key, hash, value, true};
		m->n++;
	}
	return &s->value;
}
