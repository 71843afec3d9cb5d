/* shorttext.c - the templates of a shortcode's parts, and the values of settings that they and {{ … }} name */
#include "post/shortcode.h"

#include <string.h>

enum { VALUE_MOST = 4000 }; /* bytes of a template filled in: more is no address and no title */

/* ---- settings ---- */

static struct str
list_text(struct arena *a, const struct str *list, size_t n)
{
	struct buf b = {0};
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_z(&b, ", ");
		buf_str(&b, list[i]);
	}
	struct str s = buf_keep(&b, a);
	buf_free(&b);
	return s;
}

/* What the front matter says and no field of the post holds. */
static struct str
extra_value(const struct post *p, struct str name)
{
	static const char *const tables[] = {"", "params.", "extra."};
	for (size_t i = 0; i < p->n_extras; i++) {
		struct str key = p->extras[i].key;
		for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
			size_t n = strlen(tables[k]);
			if (key.n == name.n + n && str_starts_nocase(key, tables[k]) &&
				str_find_nocase(str_sub(key, n, key.n), name) == 0)
				return p->extras[i].value;
		}
	}
	return STR_NONE;
}

static struct str
page_value(struct expander *e, struct str name)
{
	const struct post *p = e->post;
	if (str_is_nocase(name, "title"))
		return p->title;
	if (str_is_nocase(name, "subtitle"))
		return p->subtitle;
	if (str_is_nocase(name, "url") || str_is_nocase(name, "permalink"))
		return p->url;
	if (str_is_nocase(name, "slug"))
		return p->slug;
	if (str_is_nocase(name, "description") || str_is_nocase(name, "summary") || str_is_nocase(name, "excerpt"))
		return p->summary;
	if (str_is_nocase(name, "author") || str_is_nocase(name, "authors"))
		return list_text(e->a, p->authors, p->n_authors);
	if (str_is_nocase(name, "tags"))
		return list_text(e->a, p->tags, p->n_tags);
	if (str_is_nocase(name, "categories"))
		return list_text(e->a, p->categories, p->n_categories);
	if (str_is_nocase(name, "lang") || str_is_nocase(name, "language"))
		return p->lang;
	if (str_is_nocase(name, "date") && p->date.precision >= DATE_DAY)
		return str_fmt(e->a, "%04d-%02d-%02d", p->date.year, p->date.month, p->date.day);
	return extra_value(p, name);
}

static struct str
site_value(struct expander *e, struct str name)
{
	for (size_t i = 0; i < e->options->n_settings; i++)
		if (str_eq(e->options->settings[i].name, name))
			return e->options->settings[i].value;
	return STR_NONE;
}

struct str
setting_value(struct expander *e, struct str name)
{
	static const char *const roots[] = {"page.params.", "page.extra.", "page.", "post.", ".page.params.", ".params."};
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (str_starts_nocase(name, roots[i]))
			return page_value(e, str_sub(name, strlen(roots[i]), name.n));
	if (str_starts(name, "site.") || str_starts(name, "config."))
		return site_value(e, str_sub(name, (size_t)str_find_char(name, '.') + 1, name.n));
	struct str value = page_value(e, name);
	return value.n ? value : site_value(e, str_fmt(e->a, "params.%.*s", STR_FMT(name)));
}

/* ---- templates ---- */

/* The value of the names between two "|" that is there first. */
static struct str
names_value(struct expander *e, struct str names, const struct args *args, struct str inner)
{
	while (names.n) {
		ptrdiff_t bar = str_find_char(names, '|');
		struct str name = bar < 0 ? names : str_sub(names, 0, (size_t)bar), value;
		int64_t number;
		names = bar < 0 ? STR_NONE : str_sub(names, (size_t)bar + 1, names.n);
		if (str_is(name, "inner"))
			value = str_trim(inner);
		else if (str_to_int(name, &number))
			value = number >= 0 ? args_at(args, (size_t)number) : STR_NONE;
		else if (str_find_char(name, '.') >= 0)
			value = setting_value(e, name);
		else
			value = args_value(args, str_z(e->a, name));
		if (value.n)
			return value;
	}
	return STR_NONE;
}

/* The length of "{name|0}" at the head of s; 0 when it is a brace like any other. */
static size_t
place_length(struct str s)
{
	size_t n = 1;
	while (n < s.n && (char_alnum((unsigned char)s.p[n]) || strchr("_-.|", s.p[n])))
		n++;
	return n > 1 && n < s.n && s.p[n] == '}' ? n + 1 : 0;
}

bool
template_fill(struct expander *e, struct str template, const struct args *args, struct str inner, struct str *out)
{
	struct buf b = {0};
	bool whole = true;
	for (size_t i = 0; i < template.n && whole; i++) {
		size_t n = template.p[i] == '{' ? place_length(str_sub(template, i, template.n)) : 0;
		if (!n) {
			buf_char(&b, template.p[i]);
			continue;
		}
		struct str value = names_value(e, str_sub(template, i + 1, i + n - 1), args, inner);
		whole = value.n > 0 && b.n + value.n <= VALUE_MOST;
		if (whole)
			buf_str(&b, value);
		i += n - 1;
	}
	*out = whole ? buf_keep(&b, e->a) : STR_NONE;
	buf_free(&b);
	return whole;
}

struct str
part_text(struct expander *e, const struct known *k, enum short_part part, const struct args *args, struct str inner)
{
	const struct templates *t = &k->parts[part];
	struct str out;
	for (size_t i = 0; i < t->n; i++)
		if (template_fill(e, t->list[i], args, inner, &out))
			return out;
	return STR_NONE;
}

struct str
part_value(struct expander *e, const struct known *k, enum short_part part, const struct args *args, const char *names)
{
	return k->parts[part].n ? part_text(e, k, part, args, STR_NONE) : args_value(args, names);
}
