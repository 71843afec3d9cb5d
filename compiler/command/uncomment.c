/* uncomment.c - a post's text without its author's asides */
#include "command/sources.h"

/* What begins and ends an aside. */
static const struct aside {
	const char *begin, *end;
	bool mdx; /* in .mdx alone */
	bool open; /* one that never ends goes to the text's end */
} asides[] = {{"<!--", "-->", false, true}, {"{{/*", "*/}}", false, false}, {"{{- /*", "*/ -}}", false, false},
	{"{% comment %}", "{% endcomment %}", false, false}, {"{%- comment -%}", "{%- endcomment -%}", false, false},
	{"{# ", "#}", false, false}, {"{/*", "*/}", true, false}};
enum { ASIDES = sizeof asides / sizeof *asides };

/* The mark of a fence at the beginning of a line: its length, 0: none. */
static size_t
fence_mark(struct str line, char *sign)
{
	size_t at = 0, n = 0;
	while (at < line.n && (line.p[at] == ' ' || line.p[at] == '>' || line.p[at] == '\t'))
		at++;
	if (at >= line.n || (line.p[at] != '`' && line.p[at] != '~'))
		return 0;
	*sign = line.p[at];
	while (at + n < line.n && line.p[at + n] == *sign)
		n++;
	return n < 3 ? 0 : n;
}

/* "[//]: # (not for print)": a definition that nothing can refer to, which writers of Markdown use as a comment. */
static bool
line_aside(struct str line)
{
	line = str_trim(line);
	return str_starts(line, "[//]:") || str_starts_nocase(line, "[comment]:") || str_starts_nocase(line, "[//comment]:");
}

/* Where the aside that begins here ends; 0: none begins. `none`: kinds of which none ends behind here. */
static size_t
aside_end(struct str text, size_t at, bool none[ASIDES])
{
	struct str rest = str_sub(text, at, text.n);
	if (rest.p[0] != '<' && rest.p[0] != '{')
		return 0;
	for (size_t i = 0; i < ASIDES; i++) {
		size_t n = str_of(asides[i].begin).n;
		if (none[i] || !str_starts(rest, asides[i].begin))
			continue;
		ptrdiff_t end = str_find(str_sub(rest, n, rest.n), str_of(asides[i].end));
		if (end >= 0)
			return at + n + (size_t)end + str_of(asides[i].end).n;
		none[i] = !asides[i].open;
		return asides[i].open ? text.n : 0;
	}
	return 0;
}

struct str
source_uncommented(struct arena *a, struct str text, bool mdx)
{
	struct buf out = {0};
	size_t kept = 0, fence = 0;
	char sign = 0;
	bool none[ASIDES] = {false};
	for (size_t i = 0; i < ASIDES; i++)
		none[i] = asides[i].mdx && !mdx;
	for (size_t i = 0, next; i < text.n; i = next) {
		bool start = !i || text.p[i - 1] == '\n';
		ptrdiff_t end = str_find_char(str_sub(text, i, text.n), '\n');
		size_t line_end = end < 0 ? text.n : i + (size_t)end + 1;
		struct str line = str_sub(text, i, line_end);
		char mark = 0;
		size_t n = start ? fence_mark(line, &mark) : 0;
		next = line_end;
		if (n && (!fence || (mark == sign && n >= fence))) {
			fence = fence ? 0 : n;
			sign = mark;
			continue;
		}
		if (fence)
			continue;
		size_t from = i, to = start && line_aside(line) ? line_end : 0;
		while (!to && from < line_end)
			if (!(to = aside_end(text, from, none)))
				from++;
		if (!to)
			continue;
		buf_add(&out, text.p + kept, from - kept);
		kept = next = to;
	}
	if (kept)
		buf_add(&out, text.p + kept, text.n - kept);
	struct str left = kept ? buf_keep(&out, a) : text;
	buf_free(&out);
	return left;
}
