/* value.c - values of the keys of the desk's YAML files */
#include "desk/value.h"

struct str
value_text(struct values *v, const struct yaml *y)
{
	if (y->kind == YAML_LIST || y->kind == YAML_MAP)
		VALUE_BAD(v, y, "\"%.*s\" takes one text, not a list or map; left out", STR_FMT(y->key));
	return str_trim(yaml_text(y));
}

struct str *
value_list(struct values *v, const struct yaml *y, size_t *n)
{
	const struct yaml *items = y->kind == YAML_LIST ? y->items : y;
	size_t count = y->kind == YAML_LIST ? y->n : 1;
	struct str *list = NEW_N(v->a, count, struct str);
	*n = 0;
	for (size_t i = 0; i < count; i++) {
		struct str text = str_trim(yaml_text(&items[i]));
		if (items[i].kind == YAML_LIST || items[i].kind == YAML_MAP)
			VALUE_BAD(v, &items[i], "\"%.*s\" takes a list of texts; this entry is none and was left out",
				STR_FMT(y->key));
		else if (text.n)
			list[(*n)++] = text;
	}
	return list;
}

bool
value_long(struct values *v, const struct yaml *y, size_t most)
{
	if (yaml_text(y).n <= most)
		return false;
	VALUE_BAD(v, y, "\"%.*s\" has more than %zu bytes; left out: write a shorter one", STR_FMT(y->key), most);
	return true;
}

struct str
value_within(struct values *v, const struct yaml *y, size_t most)
{
	return value_long(v, y, most) ? STR_NONE : value_text(v, y);
}

void
value_authors(struct values *v, const struct yaml *y, struct edit *e)
{
	size_t n;
	struct str *names = value_list(v, y, &n);
	struct buf b = {0};
	for (size_t i = 0; i < n; i++) {
		buf_z(&b, i ? ", " : "");
		buf_str(&b, names[i]);
	}
	if (b.n > TEXT_LINE) {
		VALUE_BAD(v, y, "\"%.*s\" has more than %d bytes; left out: write a shorter one", STR_FMT(y->key), TEXT_LINE);
	} else {
		e->author = buf_keep(&b, v->a);
		e->authors = n > 1 ? names : NULL;
		e->n_authors = n > 1 ? n : 0;
	}
	buf_free(&b);
}

bool
value_switch(struct values *v, const struct yaml *y, bool otherwise)
{
	if (y->kind != YAML_NULL && yaml_bool(y, true) != yaml_bool(y, false))
		VALUE_BAD(v, y, "\"%.*s\" is yes or no; left at %s", STR_FMT(y->key), otherwise ? "yes" : "no");
	return yaml_bool(y, otherwise);
}

void
value_date(struct values *v, const struct yaml *y, struct date *out)
{
	struct str text = value_text(v, y);
	struct date date;
	if (text.n && date_read(text, &date))
		*out = date;
	else if (text.n)
		VALUE_BAD(v, y, "\"%.*s\" is no date; left out: write 2024-02-14, or 2024 for a year", STR_FMT(text));
}

int
value_key(struct values *v, const struct yaml *y, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(y->key, names[i]))
			return (int)i;
	const char *nearest = name_nearest(y->key, names, n);
	if (nearest)
		diag_add(v->d, DIAG_KEY_UNKNOWN, v->file, y->key_line, y->key_col,
			"there is no key \"%.*s\"; left out: did you mean \"%s\"?", STR_FMT(y->key), nearest);
	else
		diag_add(v->d, DIAG_KEY_UNKNOWN, v->file, y->key_line, y->key_col,
			"there is no key \"%.*s\"; left out: yearbook(5) lists those that there are", STR_FMT(y->key));
	return -1;
}
