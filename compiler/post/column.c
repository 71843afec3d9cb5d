/* column.c - where in its line a thing stands: findings name the place that a person looks for */
#include "post/text.h"

#include "base/utf8.h"

enum { LOOKED_AT = 20000 /* bytes of a line: one that holds a thousand things is looked through for each of them */ };

void
post_lines_find(struct post *p)
{
	struct str rest = p->source;
	size_t cap = 0;
	for (bool more = p->source.n < UINT32_MAX; more;) {
		*PUSH(p->arena, p->line_starts, p->n_lines, cap) = (uint32_t)(rest.p - p->source.p);
		ptrdiff_t end = str_find_char(rest, '\n');
		more = end >= 0;
		rest = more ? str_sub(rest, (size_t)end + 1, rest.n) : rest;
	}
}

int
post_column(const struct post *p, int line, struct str what)
{
	if (line < 1 || (size_t)line > p->n_lines || !what.n)
		return 0;
	size_t from = p->line_starts[line - 1];
	size_t to = (size_t)line < p->n_lines ? p->line_starts[line] : p->source.n;
	struct str text = str_sub(p->source, from, to < from + LOOKED_AT ? to : from + LOOKED_AT);
	ptrdiff_t at = str_find(text, what);
	return at < 0 ? 0 : (int)utf8_count(str_sub(text, 0, (size_t)at)) + 1;
}

int
post_front_line(const struct post *p, struct str what)
{
	for (int line = 1; line < p->body_line; line++)
		if (post_column(p, line, what))
			return line;
	return 0;
}
