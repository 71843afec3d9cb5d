/* shortform.c - other signs for what shortcodes do: WordPress's [name], components of MDX */
#include "post/node.h"
#include "post/shortcode.h"

#include <string.h>

enum { SQUARE_MOST = 2000, CLOSINGS_MOST = 64 };

static size_t
name_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && n < 60 && (char_alnum((unsigned char)s.p[n]) || s.p[n] == '_' || s.p[n] == '-'))
		n++;
	return n && !char_digit(s.p[0]) ? n : 0;
}

/* ---- [name key="value"] … [/name] ---- */

void
closings_find(struct expander *e)
{
	struct str rest = e->s;
	for (ptrdiff_t at; e->n_closings < CLOSINGS_MOST && (at = str_find(rest, STR("[/"))) >= 0;) {
		rest = str_sub(rest, (size_t)at + 2, rest.n);
		size_t n = name_length(rest), i = 0;
		if (!n || n >= rest.n || rest.p[n] != ']')
			continue;
		while (i < e->n_closings && !str_eq(e->closings[i], str_sub(rest, 0, n)))
			i++;
		if (i == e->n_closings)
			*PUSH(e->a, e->closings, e->n_closings, e->cap_closings) = str_sub(rest, 0, n);
	}
}

static bool
closing_there(const struct expander *e, struct str name)
{
	for (size_t i = 0; i < e->n_closings; i++)
		if (str_eq(e->closings[i], name))
			return true;
	return false;
}

/* "key=" at the head of what stands behind a name, its value in quotes or a number. */
static bool
attributes_begin(struct str s)
{
	size_t n = name_length(s);
	if (!n || n + 1 >= s.n || s.p[n] != '=')
		return false;
	return strchr("\"'", s.p[n + 1]) || char_digit(s.p[n + 1]);
}

static ptrdiff_t
square_end(struct str s)
{
	char quote = 0;
	for (size_t i = 0; i < s.n && i < SQUARE_MOST; i++) {
		char c = s.p[i];
		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == ']')
			return (ptrdiff_t)i;
		else if (c == '[')
			return -1;
		else if ((c == '"' || c == '\'') && i && s.p[i - 1] == '=')
			quote = c;
		if (c == '\n' && i + 1 < s.n && s.p[i + 1] == '\n')
			return -1;
	}
	return -1;
}

static bool
square_read(const struct expander *e, size_t i, struct tag *t)
{
	struct str rest = str_sub(e->s, i + 1, e->s.n);
	bool closing = str_starts(rest, "/");
	rest = str_sub(rest, closing, rest.n);
	size_t n = name_length(rest);
	struct str name = str_sub(rest, 0, n);
	if (!n || n >= rest.n || !strchr("] \n/", rest.p[n]))
		return false;
	ptrdiff_t end = square_end(rest);
	if (end < 0)
		return false;
	char after = (size_t)end + 1 < rest.n ? rest.p[end + 1] : 0;
	struct str args = str_trim(str_sub(rest, n, (size_t)end));
	*t = (struct tag){.start = i,
		.end = i + 1 + closing + (size_t)end + 1,
		.form = SHORT_SQUARE,
		.name = name,
		.args = args,
		.closing = closing,
		.pair = -1};
	if (closing)
		return !args.n && e->n_squares;
	if (after == '(' || after == ':' || (after == '[' && !args.n && !closing_there(e, name)))
		return false;
	bool address = str_starts(args, "http") && known_find(e->options->shortcodes, name)->act == ACT_EMBED;
	bool toc = str_is_nocase(name, "toc") && !args.n;
	return attributes_begin(args) || address || closing_there(e, name) || toc || (str_is(name, "gallery") && !args.n);
}

/* Is there a capital letter behind a "<"? */
static bool
component_there(struct str s)
{
	for (const char *p = s.p; p && (p = memchr(p, '<', s.n - (size_t)(p - s.p))) != NULL; p++) {
		size_t i = (size_t)(p - s.p) + 1;
		i += i < s.n && s.p[i] == '/';
		if (i < s.n && s.p[i] >= 'A' && s.p[i] <= 'Z')
			return true;
	}
	return false;
}

bool
forms_there(const struct expander *e)
{
	static const char *const signs[] = {"{{", "{%", "%[", "{/*", "{# ", "import ", "[gallery]", "[toc]", "[TOC]"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (str_find(e->s, str_of(signs[i])) >= 0)
			return true;
	bool attributes = str_find(e->s, STR("=\"")) >= 0 || str_find(e->s, STR("='")) >= 0;
	return e->n_closings || (attributes && str_find_char(e->s, '[') >= 0) || component_there(e->s);
}

/* ---- <Component key="value"> ---- */

static bool
component_read(const struct expander *e, size_t i, struct tag *t)
{
	struct str rest = str_sub(e->s, i + 1, i + SQUARE_MOST);
	bool closing = str_starts(rest, "/");
	rest = str_sub(rest, closing, rest.n);
	size_t n = name_length(rest), end;
	struct str name = str_sub(rest, 0, n);
	if (n < 3 || rest.p[0] < 'A' || rest.p[0] > 'Z' || rest.p[1] < 'a' || rest.p[1] > 'z' || tag_find(name) != TAG_OTHER ||
		known_find(e->options->shortcodes, name)->act == ACT_UNKNOWN)
		return false;
	int braces = 0;
	char quote = 0;
	for (end = n; end < rest.n; end++) {
		char c = rest.p[end];
		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || (c == '\'' && !braces))
			quote = c;
		else if (c == '{' || c == '}')
			braces += c == '{' ? 1 : -1;
		else if (c == '>' && !braces)
			break;
	}
	struct str args = str_trim(str_sub(rest, n, end));
	bool self = str_ends(args, "/");
	if (end >= rest.n || str_find_char(args, '<') >= 0 || (i && char_alnum((unsigned char)e->s.p[i - 1])) ||
		(!self && args.n && str_find_char(args, '=') < 0))
		return false;
	*t = (struct tag){.start = i,
		.end = i + 1 + closing + end + 1,
		.form = SHORT_COMPONENT,
		.name = name,
		.args = str_trim(str_sub(args, 0, args.n - self)),
		.closing = closing,
		.self = self,
		.pair = -1};
	return true;
}

bool
form_read(struct expander *e, size_t i, struct tag *t)
{
	struct str rest = str_sub(e->s, i, i + 1);
	bool found = false;
	if (str_starts(rest, "["))
		found = square_read(e, i, t);
	else if (str_starts(rest, "<"))
		found = component_read(e, i, t);
	if (found && t->form == SHORT_SQUARE && !t->closing)
		e->n_squares++;
	return found;
}

/* A line of MDX that imports: no reader sees it. */
bool
line_imports(struct str line)
{
	line = str_trim(line);
	if (str_ends(line, ";"))
		line.n--;
	if (!str_starts(line, "import ") || line.n < 12 || !strchr("\"'", line.p[line.n - 1]))
		return false;
	struct str rest = str_trim(str_sub(line, 7, line.n));
	return str_find(rest, STR(" from ")) > 0 || strchr("\"'", rest.p[0]);
}
