/* indexwish.c - the key `index` of yearbook.yaml: which terms stand in the index */
#include "book/index.h"

#include "base/yaml.h"

struct reader {
	struct arena *a;
	struct diag *d;
	struct str file;
	struct index_wishes *w;
};

#define BAD(r, y, ...) diag_add((r)->d, DIAG_VALUE_BAD, (r)->file, (y)->line, (y)->col, __VA_ARGS__)

enum wish_key { WISH_TERM, WISH_FIND, WISH_SEE, WISH_ALSO, WISH_UNDER, WISH_SORT, WISH_KIND, WISH_IGNORE, WISH_AUTO, WISH_COUNT };
static const char *const wish_names[WISH_COUNT] = {"term", "find", "see", "see-also", "under", "sort", "kind", "ignore", "auto"};

enum { TERM_MOST = 400, FIND_MOST = 200 };

/* On one line. */
static struct str
words_joined(struct arena *a, struct str s)
{
	char *p = str_z(a, s);
	for (size_t i = 0; i < s.n; i++)
		if (char_blank((unsigned char)p[i]))
			p[i] = ' ';
	return (struct str){p, s.n};
}

static struct str
text_value(struct reader *r, const struct yaml *y)
{
	struct str text = str_trim(yaml_text(y));
	if (y->kind == YAML_LIST || y->kind == YAML_MAP)
		BAD(r, y, "in the index a text stands here, not a list or map; left out");
	if (text.n > TERM_MOST) {
		BAD(r, y, "a term of the index has more than %d bytes; left out: shorten it", TERM_MOST);
		return STR_NONE;
	}
	return str_find_char(text, '\n') < 0 ? text : words_joined(r->a, text);
}

static struct str *
list_value(struct reader *r, const struct yaml *y, size_t *n)
{
	const struct yaml *items = y->kind == YAML_LIST ? y->items : y;
	size_t count = y->kind == YAML_LIST ? y->n : 1;
	struct str *list = NEW_N(r->a, count, struct str);
	for (size_t i = 0; i < count; i++) {
		struct str text = text_value(r, &items[i]);
		if (text.n)
			list[(*n)++] = text;
	}
	return list;
}

static bool
is_switch(const struct yaml *y)
{
	return y->kind == YAML_SCALAR && !y->quoted && yaml_bool(y, true) == yaml_bool(y, false);
}

static void
find_take(struct reader *r, const struct yaml *y, struct index_wish *wish)
{
	wish->silent = (y->kind == YAML_LIST && !y->n) || (is_switch(y) && !yaml_bool(y, true));
	if (wish->silent)
		return;
	wish->find = list_value(r, y, &wish->n_find);
	if (wish->n_find > FIND_MOST) {
		BAD(r, y, "a term of the index is looked for in more than %d forms; the others were left out", FIND_MOST);
		wish->n_find = FIND_MOST;
	}
}

static void
kind_check(struct reader *r, const struct yaml *y)
{
	static const char *const kinds[] = {"person", "organisation", "organization", "place", "tag", "topic"};
	struct str kind = text_value(r, y);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_is_nocase(kind, kinds[i]))
			return;
	if (kind.n)
		BAD(r, y, "a term's kind is person, organisation, place, tag or topic; \"%.*s\" was left out", STR_FMT(kind));
}

static void
ignore_take(struct reader *r, const struct yaml *y)
{
	size_t n = 0;
	struct str *list = list_value(r, y, &n);
	for (size_t i = 0; i < n; i++)
		*PUSH(r->a, r->w->ignore, r->w->n_ignore, r->w->cap_ignore) = list[i];
}

static int
key_find(struct reader *r, const struct yaml *y)
{
	for (int i = 0; i < WISH_COUNT; i++)
		if (str_is_nocase(y->key, wish_names[i]))
			return i;
	const char *nearest = name_nearest(y->key, wish_names, WISH_COUNT);
	if (nearest)
		diag_add(r->d, DIAG_KEY_UNKNOWN, r->file, y->key_line, y->key_col,
			"the index has no key \"%.*s\"; left out: did you mean \"%s\"?", STR_FMT(y->key), nearest);
	else
		diag_add(r->d, DIAG_KEY_UNKNOWN, r->file, y->key_line, y->key_col,
			"the index has no key \"%.*s\"; left out: yearbook(5) lists those that there are", STR_FMT(y->key));
	return -1;
}

/* One entry of the list: {term: …, find: …}, or {ignore: […]}, or {auto: no}. */
static void
wish_take(struct reader *r, const struct yaml *y)
{
	struct index_wish wish = {.line = y->line, .col = y->col};
	bool other = false;
	for (size_t i = 0; i < y->n; i++) {
		const struct yaml *v = &y->items[i];
		switch (key_find(r, v)) {
		case WISH_TERM: wish.term = text_value(r, v); break;
		case WISH_FIND: find_take(r, v, &wish); break;
		case WISH_SEE: wish.see = text_value(r, v); break;
		case WISH_ALSO: wish.also = list_value(r, v, &wish.n_also); break;
		case WISH_UNDER: wish.under = text_value(r, v); break;
		case WISH_SORT: wish.sort = text_value(r, v); break;
		case WISH_KIND: kind_check(r, v); break;
		case WISH_IGNORE:
			ignore_take(r, v);
			other = true;
			break;
		case WISH_AUTO:
			r->w->automatic = yaml_bool(v, true);
			other = true;
			break;
		default: break;
		}
	}
	if (wish.term.n)
		*PUSH(r->a, r->w->terms, r->w->n_terms, r->w->cap_terms) = wish;
	else if (!other)
		BAD(r, y, "an entry of the index has no term; left out: write \"- term: …\"");
}

static void
terms_take(struct reader *r, const struct yaml *y)
{
	const struct yaml *items = y->kind == YAML_LIST ? y->items : y;
	size_t n = y->kind == YAML_LIST ? y->n : 1;
	for (size_t i = 0; i < n; i++) {
		const struct yaml *v = &items[i];
		if (v->kind == YAML_MAP) {
			wish_take(r, v);
			continue;
		}
		struct str text = text_value(r, v);
		if (text.n)
			*PUSH(r->a, r->w->terms, r->w->n_terms, r->w->cap_terms) =
				(struct index_wish){.term = text, .line = v->line, .col = v->col};
		else if (v->kind != YAML_LIST)
			BAD(r, v, "an entry of the index is empty; left out");
	}
}

/* {auto: no, terms: […], ignore: […]} */
static void
map_take(struct reader *r, const struct yaml *y)
{
	for (size_t i = 0; i < y->n; i++) {
		const struct yaml *v = &y->items[i];
		if (str_is_nocase(v->key, "terms")) {
			terms_take(r, v);
		} else if (str_is_nocase(v->key, "ignore")) {
			ignore_take(r, v);
		} else if (str_is_nocase(v->key, "auto")) {
			r->w->automatic = yaml_bool(v, true);
		} else {
			diag_add(r->d, DIAG_KEY_UNKNOWN, r->file, v->key_line, v->key_col,
				"\"index\" as a map has the keys auto, terms and ignore; \"%.*s\" was left out", STR_FMT(v->key));
		}
	}
}

struct index_wishes *
index_wishes_read(struct arena *a, struct diag *d, struct str file, const struct yaml *y)
{
	struct index_wishes *w = NEW(a, struct index_wishes);
	struct reader r = {.a = a, .d = d, .file = file, .w = w};
	w->wanted = w->automatic = true;
	if (is_switch(y))
		w->wanted = yaml_bool(y, true);
	else if (y->kind == YAML_MAP && !yaml_find(y, "term"))
		map_take(&r, y);
	else if (y->kind == YAML_NULL || (y->kind == YAML_SCALAR && !str_trim(y->text).n))
		w->wanted = false;
	else if (y->kind != YAML_SCALAR || !str_is_nocase(str_trim(y->text), "auto"))
		terms_take(&r, y);
	return w;
}
