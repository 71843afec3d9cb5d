/* node.c - names of elements and attributes; reading a node */
#include "post/node.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	unsigned flags;
} tags[] = {
#define TAG_ROW_(id, name, flags) {name, flags},
	TAGS(TAG_ROW_)
#undef TAG_ROW_
};

static const char *const attrs[] = {
#define ATTR_ROW_(id, name) name,
	ATTRS(ATTR_ROW_)
#undef ATTR_ROW_
};

/* The place of a lower-case version of `name` in a sorted table of n names, or n. */
static size_t
name_find(struct str name, const void *table, size_t stride, size_t n)
{
	char lower[24];
	if (!name.n || name.n > sizeof lower)
		return n;
	for (size_t i = 0; i < name.n; i++)
		lower[i] = char_lower(name.p[i]);
	size_t from = 0, to = n;
	while (from < to) {
		size_t mid = (from + to) / 2;
		const char *z = *(const char *const *)(const void *)((const char *)table + mid * stride);
		int c = strncmp(lower, z, name.n);
		if (!c && !z[name.n])
			return mid;
		if (c > 0)
			from = mid + 1;
		else
			to = mid;
	}
	return n;
}

enum tag_id
tag_find(struct str name)
{
	size_t n = sizeof tags / sizeof *tags, i = name_find(name, tags, sizeof *tags, n);
	return i < n ? (enum tag_id)i : TAG_OTHER;
}

const char *
tag_name(enum tag_id tag)
{
	return tag < TAG_TEXT ? tags[tag].name : "";
}

unsigned
tag_flags(enum tag_id tag)
{
	return tag < TAG_TEXT ? tags[tag].flags : 0;
}

enum attr_id
attr_find(struct str name)
{
	return (enum attr_id)name_find(name, attrs, sizeof *attrs, ATTR_COUNT);
}

const char *
attr_name(enum attr_id attr)
{
	return attrs[attr];
}

bool
node_has(const struct node *n, enum attr_id attr)
{
	for (size_t i = 0; i < n->n_attrs; i++)
		if (n->attrs[i].id == attr)
			return true;
	return false;
}

struct str
node_attr(const struct node *n, enum attr_id attr)
{
	for (size_t i = 0; i < n->n_attrs; i++)
		if (n->attrs[i].id == attr)
			return n->attrs[i].value;
	return STR_NONE;
}

bool
node_class(const struct node *n, const char *prefix)
{
	struct str rest = node_attr(n, ATTR_CLASS), word;
	size_t length = strlen(prefix);
	bool whole = length && prefix[length - 1] == ' ';
	while (str_word(&rest, &word))
		if (whole ? word.n == length - 1 && !memcmp(word.p, prefix, word.n) : str_starts(word, prefix))
			return true;
	return false;
}

struct str
node_style(const struct node *n, const char *property)
{
	struct str rest = node_attr(n, ATTR_STYLE);
	while (rest.n) {
		ptrdiff_t end = str_find_char(rest, ';');
		struct str rule = end < 0 ? rest : str_sub(rest, 0, (size_t)end);
		rest = end < 0 ? STR_NONE : str_sub(rest, (size_t)end + 1, rest.n);
		ptrdiff_t colon = str_find_char(rule, ':');
		if (colon > 0 && str_is_nocase(str_trim(str_sub(rule, 0, (size_t)colon)), property))
			return str_trim(str_sub(rule, (size_t)colon + 1, rule.n));
	}
	return STR_NONE;
}

int
node_number(const struct node *n, enum attr_id attr, int least, int most, int otherwise)
{
	struct str s = str_trim(node_attr(n, attr));
	size_t i = 0;
	while (i < s.n && (char_digit(s.p[i]) || (!i && s.p[i] == '-')))
		i++;
	int64_t v;
	if (!str_to_int(str_sub(s, 0, i), &v))
		return otherwise;
	return v < least ? least : v > most ? most : (int)v;
}

const struct node *
node_after(const struct node *n, const struct node *root)
{
	while (n && n != root) {
		if (n->next)
			return n->next;
		n = n->parent;
	}
	return NULL;
}

const struct node *
node_next(const struct node *n, const struct node *root)
{
	return n->first ? n->first : node_after(n, root);
}
