/* extras.c - what the front matter says besides: kept under its key, for the index and for dump */
#include "post/fields.h"

#include <string.h>

enum { EXTRAS_MOST = 200, KEY_MOST = 200, VALUE_MOST = 2000, DEPTH_MOST = 70 };

/* Keys whose plain values stand in fields of the post. What maps under them say besides (an author's affiliation) is kept. */
static bool
is_taken(struct str key)
{
	static const char *const taken[] = {"title", "subtitle", "sub_title", "sub-title", "date", "author", "authors", "tag",
		"tags", "category", "categories", "keywords", "slug", "draft", "summary", "description", "excerpt", "lede",
		"image", "images", "cover", "lang", "language", "locale", "url", "permalink", "canonical_url", "aliases", "alias",
		"redirect_from", "place", "location", "titulo", "fecha", "autor", "autora", "autores", "etiquetas", "categorias"};
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		if (str_is_nocase(key, taken[i]))
			return true;
	return false;
}

/* A map or list that is walked. */
struct walk {
	const struct yaml *y;
	size_t i; /* the next of its items */
	size_t key_n; /* bytes of the path above it */
	bool taken; /* its texts are in fields already */
	bool open; /* params, extra, taxonomies: its keys are looked at as those at the top */
};

static bool
is_section(struct str key)
{
	return str_is_nocase(key, "extra") || str_is_nocase(key, "params") || str_is_nocase(key, "taxonomies");
}

/* Names and addresses of authors and pictures: the fields have them. */
static bool
is_main(struct str key)
{
	static const char *const keys[] = {"name", "title", "text", "src", "image", "path", "file", "alt"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (str_is_nocase(key, keys[i]))
			return true;
	return false;
}

static void
extra_keep(struct post *p, size_t *cap, const struct buf *key, const struct yaml *y)
{
	struct str value = str_trim(y->text);
	if (!value.n || p->n_extras >= EXTRAS_MOST)
		return;
	*PUSH(p->arena, p->extras, p->n_extras, *cap) = (struct extra){
		str_dup(p->arena, text_cut(buf_view(key), KEY_MOST)), str_dup(p->arena, text_cut(value, VALUE_MOST)), y->line};
}

void
extras_read(struct post *p, const struct yaml *map)
{
	struct walk stack[DEPTH_MOST] = {{.y = map, .open = true}};
	struct buf key = {0};
	size_t cap = 0;
	for (int depth = 1; depth && p->n_extras < EXTRAS_MOST;) {
		struct walk *w = &stack[depth - 1];
		if (w->i >= w->y->n) {
			depth--;
			continue;
		}
		const struct yaml *y = &w->y->items[w->i++];
		bool list = w->y->kind == YAML_LIST, section = w->open && depth == 1 && is_section(y->key);
		bool taken = w->open ? is_taken(y->key) : w->taken;
		key.n = w->key_n;
		if (list) {
			buf_fmt(&key, ".%zu", w->i - 1);
		} else {
			buf_z(&key, key.n ? "." : "");
			buf_str(&key, text_cut(y->key, KEY_MOST));
		}
		if (y->kind == YAML_SCALAR && (!taken || (!w->open && !list && !is_main(y->key))))
			extra_keep(p, &cap, &key, y);
		if ((y->kind == YAML_LIST || y->kind == YAML_MAP) && depth < DEPTH_MOST && key.n < KEY_MOST)
			stack[depth++] = (struct walk){y, 0, key.n, taken, section};
	}
	buf_free(&key);
}
