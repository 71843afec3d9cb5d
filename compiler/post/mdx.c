/* mdx.c - Markdown with code of a program in it (.mdx): statements and values that are code are taken out */
#include "post/text.h"

#include <string.h>

/* `import X from "y"`, `export const x = …`: statements of the program, each to the next empty line or, where it has brackets, to their end. */
static bool
is_statement(struct str line)
{
	return (str_starts(line, "import ") &&
		       (str_find_char(line, '"') > 0 || str_find_char(line, '\'') > 0 || str_find_char(line, '{') > 0)) ||
		str_starts(line, "export const ") || str_starts(line, "export default ") ||
		str_starts(line, "export function ") || str_starts(line, "export {");
}

/* Blanks instead of bytes, so that lines and columns stay. */
static void
blank(char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != '\n')
			p[i] = ' ';
}

/* The value of an attribute that is code, `src={useBaseUrl('/a.png')}`: the text in it stays, when the attribute takes an address. Lines in it do
 * not become empty: that would end the tag. */
static void
value_plain(char *p, size_t n, bool address)
{
	struct str s = {p, n};
	size_t from = 0, to = 0;
	for (size_t i = 0; i < n && address && !from; i++)
		if (p[i] == '"' || p[i] == '\'') {
			ptrdiff_t end = str_find_char(str_sub(s, i + 1, n), p[i]);
			from = end > 0 ? i + 1 : 0;
			to = end > 0 ? i + 1 + (size_t)end : 0;
			break;
		}
	if (from) { /* ={f('/a.png')} -> ="/a.png" */
		p[1] = '"';
		memmove(p + 2, p + from, to - from);
		p[2 + to - from] = '"';
		blank(p + 3 + to - from, n - 3 - (to - from));
	} else {
		blank(p, n);
	}
	for (size_t i = 1; i < n; i++)
		if (p[i - 1] == '\n' && p[i] == ' ')
			p[i] = 'x';
}

/* The values of attributes that are code: name={…}. */
static void
values_plain(char *p, size_t n)
{
	enum { MOST = 4000 };
	for (size_t i = 1; i + 1 < n; i++) {
		if (p[i] != '=' || p[i + 1] != '{' || !char_alnum((unsigned char)p[i - 1]))
			continue;
		int depth = 0;
		size_t k = i + 1;
		for (; k < n && k < i + MOST; k++) {
			depth += (p[k] == '{') - (p[k] == '}');
			if (!depth)
				break;
		}
		if (k >= n || depth)
			continue;
		size_t name = i;
		while (name && char_alnum((unsigned char)p[name - 1]))
			name--;
		struct str attr = {p + name, i - name};
		value_plain(p + i, k + 1 - i, str_is(attr, "src") || str_is(attr, "href"));
		i = k;
	}
}

struct str
mdx_plain(struct arena *a, struct str text)
{
	char *p = str_z(a, text);
	struct str rest = {p, text.n};
	enum { LINES_MOST = 100 }; /* of a statement: one that never ends takes no more with it */
	bool fence = false, statement = false;
	bool gap = false; /* the line before is empty */
	int lines = 0;
	int depth = 0; /* of brackets within a statement */
	size_t from = 0; /* of the text since the last fence */
	while (rest.n) {
		char *start = p + (rest.p - p);
		struct str line = str_line(&rest);
		if (str_starts(str_trim(line), "```") || str_starts(str_trim(line), "~~~")) {
			if (!fence)
				values_plain(p + from, (size_t)(start - p) - from);
			fence = !fence;
			from = (size_t)(rest.p - p);
		}
		bool empty = !str_trim(line).n, inner = empty || strchr(" \t})]", line.p[0]);
		statement =
			!fence && (statement ? lines < LINES_MOST && (empty ? depth > 0 : !gap || inner) : is_statement(line));
		gap = empty;
		lines = statement ? lines + 1 : 0;
		for (size_t i = 0; i < line.n && statement; i++)
			depth += (strchr("{([", line.p[i]) != NULL) - (strchr("})]", line.p[i]) != NULL);
		if (statement)
			blank(start, line.n);
		else
			depth = 0;
	}
	if (!fence)
		values_plain(p + from, text.n - from);
	return (struct str){p, text.n};
}
