/* byline.c - who wrote a post, as its front matter has it: names in one text, lists, maps */
#include "post/fields.h"
#include "post/text.h"

#include <string.h>

/* A name without the address that follows it in angle brackets. */
static struct str
author_name(struct arena *a, struct str s)
{
	s = str_trim(s);
	ptrdiff_t open = str_find_char(s, '<');
	if (open > 0 && s.p[s.n - 1] == '>' && str_find_char(str_sub(s, (size_t)open, s.n), '@') > 0)
		s = str_sub(s, 0, (size_t)open);
	return text_plain(a, s, false);
}

static bool
is_one_word(struct str s)
{
	return str_find_char(str_trim(s), ' ') < 0;
}

/* Jr., PhD: what follows a comma and is no name. */
static bool
is_suffix(struct str s)
{
	static const char *const suffixes[] = {
		"jr", "jr.", "sr", "sr.", "phd", "ph.d.", "md", "m.d.", "inc", "inc.", "llc", "s.a.", "esq."};
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (str_is_nocase(str_trim(s), suffixes[i]))
			return true;
	return false;
}

/* The length of what parts two names at s[i], or 0. "y" and "e" also join the surnames of one person: Ramón y Cajal. */
static size_t
separator(struct str s, size_t i, size_t start)
{
	static const char *const words[] = {" and ", " & ", " y ", " e "};
	struct str rest = str_sub(s, i, s.n);
	if (s.p[i] == ';' || (s.p[i] == ',' && !is_suffix(str_sub(s, i + 1, s.n))))
		return 1 + (str_starts(rest, ", and ") ? 5 : str_starts(rest, ", y ") ? 3 : 0);
	for (size_t k = 0; k < 4; k++) {
		if (!str_starts(rest, words[k]))
			continue;
		bool surname =
			k >= 2 && !is_one_word(str_sub(s, start, i)) && is_one_word(str_sub(rest, strlen(words[k]), rest.n));
		return surname ? 0 : strlen(words[k]);
	}
	return 0;
}

/* "[A](address) (Company) [B](address)": a link begins the next name. */
static bool
link_begins(struct str s, size_t i, size_t start)
{
	return s.p[i] == '[' && str_find(str_sub(s, start, i), STR("](")) >= 0;
}

/* Names in one text; what stands in parentheses or brackets is not taken apart. */
static void
authors_split(struct arena *a, struct names *to, struct str s)
{
	size_t start = 0;
	int depth = 0;
	s = text_cut(s, 2000);
	for (size_t i = 0; i < s.n;) {
		size_t n = depth ? 0 : separator(s, i, start);
		if (n || (!depth && link_begins(s, i, start))) {
			name_add(a, to, author_name(a, str_sub(s, start, i)));
			start = i + n;
		}
		if (s.p[i] == '(' || s.p[i] == '[')
			depth++;
		else if ((s.p[i] == ')' || s.p[i] == ']') && depth)
			depth--;
		i += n ? n : 1;
	}
	name_add(a, to, author_name(a, str_sub(s, start, s.n)));
}

/* A map of one author (name: Ana, affiliation: …), or of several by their handles (ana: {name: Ana}). */
static void
author_map_add(struct arena *a, struct names *to, const struct yaml *y)
{
	struct str first = field_text(FIELD(y, "first_name", "firstname", "firstName", "given_name", "nombre")),
		   last = field_text(FIELD(y, "last_name", "lastname", "lastName", "family_name", "apellido", "apellidos"));
	const struct yaml *name =
		FIELD(y, "name", "display_name", "displayName", "full_name", "title", "author", "id", "key", "handle");
	if (first.n && last.n)
		name_add(a, to, author_name(a, str_fmt(a, "%.*s %.*s", STR_FMT(first), STR_FMT(last))));
	else if (name || first.n)
		name_add(a, to, author_name(a, name ? field_text(name) : first));
	else
		for (size_t i = 0; i < y->n && i < NAMES_MOST; i++)
			if (y->items[i].kind == YAML_MAP) {
				const struct yaml *inner = FIELD(&y->items[i], "name", "display_name", "title");
				name_add(a, to, author_name(a, inner ? field_text(inner) : y->items[i].key));
			}
}

void
authors_read(struct post *p, const struct yaml *map)
{
	struct names names = {0};
	const struct yaml *y = FIELD(map, "authors", "author", "autores", "autor", "autora", "by", "byline", "author_name",
		"authorName", "writer", "writers", "contributors");
	if (y && y->kind == YAML_SCALAR)
		authors_split(p->arena, &names, y->text);
	else if (y && y->kind == YAML_MAP)
		author_map_add(p->arena, &names, y);
	for (size_t i = 0; y && y->kind == YAML_LIST && i < y->n && i < NAMES_MOST; i++) {
		if (y->items[i].kind == YAML_MAP)
			author_map_add(p->arena, &names, &y->items[i]);
		else
			name_add(p->arena, &names, author_name(p->arena, field_text(&y->items[i])));
	}
	p->authors = names.p;
	p->n_authors = names.n;
}
