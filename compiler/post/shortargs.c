/* shortargs.c - one shortcode: where it ends, its name and its arguments */
#include "post/shortcode.h"

#include <string.h>

enum {
	TAG_MAX = 8000, /* bytes: a longer one is text with stray braces */
	PREFIX_MAX = 1000 /* bytes of a line before a shortcode that are looked at */
};

static bool
name_char(char c)
{
	return char_alnum((unsigned char)c) || c == '_' || c == '-' || c == '.' || c == '/';
}

static struct str
blanks_skip(struct str s)
{
	while (s.n && char_blank((unsigned char)s.p[0]))
		s = str_sub(s, 1, s.n);
	return s;
}

/* The place of `close` in s, outside of quotation marks. -1 when another shortcode, a blank line or the limit comes first. */
static ptrdiff_t
close_find(struct str s, const char *close, bool liquid)
{
	char quote = 0;
	size_t limit = s.n < TAG_MAX ? s.n : TAG_MAX;
	for (size_t i = 0; i < limit; i++) {
		char c = s.p[i];
		struct str rest = str_sub(s, i, s.n);
		if (c == '\n' && str_starts(str_sub(rest, 1, rest.n), "\n"))
			break;
		if (quote) {
			if (c == '\\' && quote == '"')
				i++;
			else if (c == quote)
				quote = 0;
			continue;
		}
		if (str_starts(rest, close))
			return (ptrdiff_t)i;
		if (str_starts(rest, "{{") || str_starts(rest, "{%"))
			break;
		bool opens = i == 0 || char_blank((unsigned char)s.p[i - 1]) || strchr("=:(,[", s.p[i - 1]);
		if (opens && (c == '"' || (c == '`' && !liquid) || (c == '\'' && liquid)))
			quote = c;
	}
	if (!quote)
		return -1;
	struct str line = str_sub(s, 0, limit);
	return str_find(str_line(&line), str_of(close));
}

/* name and args from what stands between the braces. */
static bool
inside_read(struct tag *t, struct str in)
{
	bool liquid = t->form == SHORT_LIQUID || t->form == SHORT_OUTPUT;
	if (liquid && in.n && in.p[0] == '-')
		in = str_sub(in, 1, in.n);
	if (liquid && in.n && in.p[in.n - 1] == '-')
		in.n--;
	in = str_trim(in);
	if (t->form == SHORT_HUGO && in.n && in.p[0] == '/') {
		t->closing = true;
		in = blanks_skip(str_sub(in, 1, in.n));
	}
	if (t->form == SHORT_HUGO && in.n > 1 && in.p[in.n - 1] == '/' && char_blank((unsigned char)in.p[in.n - 2])) {
		t->self = true;
		in = str_trim(str_sub(in, 0, in.n - 1));
	}
	if (t->form == SHORT_OUTPUT) {
		t->args = in;
		size_t n = 0;
		while (n < in.n && name_char(in.p[n]))
			n++;
		t->name = str_sub(in, 0, n);
		if (n && n < in.n && in.p[n] == '(' && in.p[in.n - 1] == ')') {
			t->form = SHORT_CALL;
			t->args = str_sub(in, n + 1, in.n - 1);
		}
		return true;
	}
	size_t n = 0;
	while (n < in.n && name_char(in.p[n]))
		n++;
	t->name = str_sub(in, 0, n);
	t->args = str_trim(str_sub(in, n, in.n));
	if (t->form == SHORT_LIQUID && t->args.n > 1 && t->args.p[0] == '(' && t->args.p[t->args.n - 1] == ')')
		t->args = str_sub(t->args, 1, t->args.n - 1);
	if (t->form == SHORT_LIQUID && str_starts(t->name, "end")) {
		t->closing = true;
		t->name = str_sub(t->name, 3, t->name.n);
		return true;
	}
	return t->name.n > 0 && (n == in.n || !char_alnum((unsigned char)in.p[n]));
}

static bool
bracket_read(struct str s, size_t i, struct tag *t)
{
	struct str rest = str_sub(s, i + 2, s.n);
	size_t n = 0;
	while (n < rest.n && n < TAG_MAX && rest.p[n] != ']' && rest.p[n] != '[' && !char_blank((unsigned char)rest.p[n]))
		n++;
	if (n >= rest.n || rest.p[n] != ']' || !str_starts(rest, "http"))
		return false;
	*t = (struct tag){.start = i,
		.end = i + n + 3,
		.form = SHORT_BRACKET,
		.name = STR("embed"),
		.args = str_sub(rest, 0, n),
		.pair = -1};
	return true;
}

bool
tag_read(struct str s, size_t i, struct tag *t)
{
	struct str rest = str_sub(s, i, s.n);
	if (str_starts(rest, "%["))
		return bracket_read(s, i, t);
	*t = (struct tag){.start = i, .pair = -1};
	const char *close;
	size_t from = 3;
	if (str_starts(rest, "{{<") || str_starts(rest, "{{%")) {
		t->form = SHORT_HUGO;
		close = rest.p[2] == '<' ? ">}}" : "%}}";
		if (str_starts(str_sub(rest, 3, rest.n), "/*")) {
			t->form = SHORT_ESCAPED;
			close = rest.p[2] == '<' ? "*/>}}" : "*/%}}";
			from = 5;
		}
	} else if (str_starts(rest, "{%/*") || str_starts(rest, "{{/*")) { /* Zola's */
		t->form = SHORT_ESCAPED;
		close = rest.p[1] == '%' ? "*/%}" : "*/}}";
		from = 4;
	} else if (str_starts(rest, "{%")) {
		t->form = SHORT_LIQUID;
		close = "%}";
		from = 2;
	} else if (str_starts(rest, "{{") && !str_starts(rest, "{{{")) {
		t->form = SHORT_OUTPUT;
		close = "}}";
		from = 2;
	} else {
		return false;
	}
	struct str in = str_sub(rest, from, rest.n);
	ptrdiff_t end = close_find(in, close, t->form == SHORT_LIQUID || t->form == SHORT_OUTPUT);
	if (end < 0)
		return false;
	t->end = i + from + (size_t)end + strlen(close);
	in = str_sub(in, 0, (size_t)end);
	if (t->form == SHORT_ESCAPED) {
		t->args = in;
		return true;
	}
	return inside_read(t, in);
}

bool
tag_salvage(struct str s, size_t i, struct tag *t)
{
	struct str rest = str_sub(s, i, i + 2000), line = rest;
	bool hugo = str_starts(rest, "{{<") || str_starts(rest, "{{%");
	if (!hugo && !str_starts(rest, "{%"))
		return false;
	*t = (struct tag){.start = i, .form = hugo ? SHORT_HUGO : SHORT_LIQUID, .pair = -1, .open_end = true};
	size_t from = hugo ? 3 : 2, end = from;
	line = str_line(&line);
	while (end < line.n && !str_starts(str_sub(line, end, line.n), "}}") && !str_starts(str_sub(line, end, line.n), "%}") &&
		!str_starts(str_sub(line, end, line.n), "{{") && !str_starts(str_sub(line, end, line.n), "{%"))
		end++;
	struct str in = str_sub(line, from, end);
	while (in.n && strchr("<>%} \t\r", in.p[in.n - 1]))
		in.n--;
	bool closed = end < line.n && (line.p[end] == '}' || line.p[end] == '%');
	t->end = i + end + (closed ? 2 : 0);
	return inside_read(t, in) && t->name.n;
}

ptrdiff_t
tag_verbatim_end(struct str s, const struct tag *open)
{
	if (open->closing || open->self || open->name.n > 40)
		return -1;
	if (open->form == SHORT_SQUARE || open->form == SHORT_COMPONENT) {
		char close[48];
		struct str rest = str_sub(s, open->end, s.n);
		int n = snprintf(close, sizeof close, open->form == SHORT_SQUARE ? "[/%.*s]" : "</%.*s>", STR_FMT(open->name));
		ptrdiff_t at = str_find(rest, (struct str){close, (size_t)n});
		return at < 0 ? -1 : at + (ptrdiff_t)open->end;
	}
	if (open->form != SHORT_HUGO && open->form != SHORT_LIQUID)
		return -1;
	for (size_t i = open->end; i < s.n; i++) {
		const char *hit = memchr(s.p + i, '{', s.n - i);
		if (!hit)
			return -1;
		i = (size_t)(hit - s.p);
		struct str rest = str_sub(s, i + 1, s.n);
		if (open->form == SHORT_HUGO && (str_starts(rest, "{<") || str_starts(rest, "{%"))) {
			rest = blanks_skip(str_sub(rest, 2, rest.n));
			if (!str_starts(rest, "/"))
				continue;
			rest = blanks_skip(str_sub(rest, 1, rest.n));
		} else if (open->form == SHORT_LIQUID && str_starts(rest, "%")) {
			rest = str_sub(rest, str_starts(rest, "%-") ? 2 : 1, rest.n);
			rest = blanks_skip(rest);
			if (!str_starts(rest, "end"))
				continue;
			rest = str_sub(rest, 3, rest.n);
		} else {
			continue;
		}
		if (rest.n > open->name.n && str_eq(str_sub(rest, 0, open->name.n), open->name) &&
			!name_char(rest.p[open->name.n]))
			return (ptrdiff_t)i;
	}
	return -1;
}

size_t
tag_line(struct str s, const struct tag *t)
{
	size_t from = t->start > PREFIX_MAX ? t->start - PREFIX_MAX : 0;
	const char *before = t->start ? memrchr(s.p + from, '\n', t->start - from) : NULL;
	return before ? (size_t)(before - s.p) + 1 : from;
}

/* ---- arguments ---- */

/* The value at the head of s, its quotation marks taken off; cuts it off s. */
static struct str
value_cut(struct arena *a, struct str *s)
{
	char quote = s->n && strchr("\"'`", s->p[0]) ? s->p[0] : 0;
	size_t n = quote ? 1 : 0;
	bool escaped = false;
	for (; n < s->n; n++) {
		if (quote == '"' && s->p[n] == '\\' && n + 1 < s->n) {
			escaped = true;
			n++;
		} else if (quote ? s->p[n] == quote : char_blank((unsigned char)s->p[n])) {
			break;
		}
	}
	struct str v = str_sub(*s, quote ? 1 : 0, n);
	*s = str_sub(*s, quote ? n + 1 : n, s->n);
	if (!quote && v.n && v.p[v.n - 1] == ',')
		v.n--;
	if (!escaped)
		return v;
	char *out = arena_alloc(a, v.n + 1);
	size_t k = 0;
	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] == '\\' && i + 1 < v.n)
			i++;
		out[k++] = v.p[i];
	}
	return (struct str){out, k};
}

/* Cuts "key=" or "key:" off s. A colon before "//" belongs to an address. */
static struct str
key_cut(struct str *s)
{
	size_t n = 0;
	while (n < s->n && (char_alnum((unsigned char)s->p[n]) || s->p[n] == '_' || s->p[n] == '-'))
		n++;
	size_t k = n;
	while (k < s->n && s->p[k] == ' ')
		k++;
	if (!n || k >= s->n || char_digit(s->p[0]))
		return STR_NONE;
	bool equals = s->p[k] == '=',
	     colon = k == n && s->p[k] == ':' && k + 1 < s->n && (s->p[k + 1] == ' ' || s->p[k + 1] == '"');
	if (!equals && !colon)
		return STR_NONE;
	struct str key = str_sub(*s, 0, n);
	*s = blanks_skip(str_sub(*s, k + 1, s->n));
	return key;
}

void
args_read(struct arena *a, struct str s, struct args *out)
{
	out->n = 0;
	while (out->n < sizeof out->list / sizeof *out->list) {
		s = blanks_skip(s);
		if (s.n && s.p[0] == ',') {
			s = str_sub(s, 1, s.n);
			continue;
		}
		if (!s.n)
			break;
		struct str key = key_cut(&s);
		struct str value = value_cut(a, &s);
		out->list[out->n++] = (struct arg){key, value};
	}
}

struct str
args_value(const struct args *args, const char *names)
{
	struct str rest = str_of(names);
	while (rest.n) {
		ptrdiff_t bar = str_find_char(rest, '|');
		struct str name = bar < 0 ? rest : str_sub(rest, 0, (size_t)bar);
		rest = bar < 0 ? STR_NONE : str_sub(rest, (size_t)bar + 1, rest.n);
		for (size_t i = 0; i < args->n; i++)
			if (args->list[i].key.n == name.n && str_find_nocase(args->list[i].key, name) == 0 &&
				args->list[i].value.n)
				return args->list[i].value;
	}
	return STR_NONE;
}

bool
args_has(const struct args *args, const char *key)
{
	for (size_t i = 0; i < args->n; i++)
		if (str_is_nocase(args->list[i].key, key))
			return true;
	return false;
}

struct str
args_at(const struct args *args, size_t i)
{
	for (size_t k = 0; k < args->n; k++)
		if (!args->list[k].key.n && i-- == 0)
			return args->list[k].value;
	return STR_NONE;
}

struct str
args_url(const struct args *args)
{
	for (size_t i = 0; i < args->n; i++) {
		struct str v = args->list[i].value;
		if (str_starts_nocase(v, "http://") || str_starts_nocase(v, "https://"))
			return v;
	}
	return STR_NONE;
}
