/* boxes.c - boxes and definition lists of other Markdowns (:::note, !!! note, "Term" over ": meaning") as HTML with Markdown inside */
#include "post/mend.h"
#include "post/text.h"

#include <string.h>

enum { OPEN_MAX = 16, TERMS_MAX = 4, INDENT = 4 };

struct boxes {
	struct arena *a;
	struct str path, s;
	struct diag *d;
	struct walk walk;
	struct writer w;
	size_t at, at_line; /* the start of a line, and its number from 0 */
	struct box {
		const char *close;
		int line;
	} open[OPEN_MAX]; /* ":::" that are not closed yet */
	size_t n;
};

static int
line_here(struct boxes *x)
{
	for (; x->at < x->walk.line; x->at++)
		x->at_line += x->s.p[x->at] == '\n';
	return source_line(x->w.from, x->at_line);
}

/* The line that begins at a place. */
static struct str
line_at(const struct boxes *x, size_t i)
{
	struct str rest = str_sub(x->s, i, x->s.n);
	const char *end = rest.n ? memchr(rest.p, '\n', rest.n) : NULL;
	return str_sub(rest, 0, end ? (size_t)(end - rest.p) : rest.n);
}

static size_t
line_after(const struct boxes *x, size_t i)
{
	size_t end = i + line_at(x, i).n + 1;
	return end < x->s.n ? end : x->s.n;
}

static size_t
indent(struct str line)
{
	size_t n = 0;
	while (n < line.n && line.p[n] == ' ')
		n++;
	return n < line.n && line.p[n] == '\t' && n < INDENT ? INDENT : n;
}

/* Bytes of at most `columns` of a line's indentation. */
static size_t
indent_bytes(struct str line, size_t columns)
{
	size_t n = 0;
	while (n < line.n && n < columns && line.p[n] == ' ')
		n++;
	return n < line.n && n < columns && line.p[n] == '\t' ? n + 1 : n;
}

/* ---- ":::" and "!!!" ---- */

static const char *const alerts[] = {"note", "tip", "info", "warning", "caution", "danger", "important", "success", "question",
	"failure", "bug", "example", "quote", "abstract", "summary", "todo", "error", "hint", "attention", "seealso"};

static bool
is_alert(struct str kind)
{
	for (size_t i = 0; i < sizeof alerts / sizeof *alerts; i++)
		if (str_is_nocase(kind, alerts[i]))
			return true;
	return false;
}

/* Cuts the next word of letters, digits and "-" off s. */
static struct str
name_cut(struct str *s)
{
	size_t n = 0;
	while (n < s->n && (char_alnum((unsigned char)s->p[n]) || s->p[n] == '-'))
		n++;
	struct str name = str_sub(*s, 0, n);
	*s = str_trim(str_sub(*s, n, s->n));
	return name;
}

/* The value of title="…" in attributes, or empty. */
static struct str
title_value(struct str s)
{
	ptrdiff_t at = str_find(s, STR("title=\""));
	s = at < 0 ? STR_NONE : str_sub(s, (size_t)at + 7, s.n);
	ptrdiff_t end = str_find_char(s, '"');
	return end < 0 ? STR_NONE : str_sub(s, 0, (size_t)end);
}

static void
attribute_add(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("\"<>&", s.p[i]))
			buf_fmt(b, "&#%d;", s.p[i]);
		else
			buf_char(b, s.p[i]);
}

/* What opens the box; returns what closes it. */
static const char *
box_open(struct buf *b, struct str kind, struct str title)
{
	if (str_starts(kind, "callout-"))
		kind = str_sub(kind, 8, kind.n);
	if (str_is_nocase(kind, "details") || str_is_nocase(kind, "spoiler")) {
		buf_z(b, "<details>");
		if (title.n) {
			buf_z(b, "<summary>");
			attribute_add(b, title);
			buf_z(b, "</summary>");
		}
		return "</details>";
	}
	if (!is_alert(kind)) {
		buf_z(b, "<div>");
		return "</div>";
	}
	buf_fmt(b, "<div data-yb=\"alert:%.*s\" title=\"", STR_FMT(kind));
	attribute_add(b, title);
	buf_z(b, "\">");
	return "</div>";
}

/* ":::note Title", ":::note[Title]", "::: {.note title="Title"}". */
static const char *
colons_read(struct arena *a, struct buf *b, struct str text)
{
	struct str kind = STR_NONE, title = STR_NONE;
	while (text.n && text.p[0] == ':')
		text = str_sub(text, 1, text.n);
	text = str_trim(text);
	while (text.n && text.p[text.n - 1] == ':') /* "::: note :::" */
		text = str_trim(str_sub(text, 0, text.n - 1));
	if (text.n && text.p[0] != '{')
		kind = name_cut(&text);
	ptrdiff_t open = str_find_char(text, '{'), end = str_find_char(text, ']');
	struct str attributes = open < 0 ? STR_NONE : str_sub(text, (size_t)open, text.n);
	ptrdiff_t dot = str_find_char(attributes, '.');
	if (!kind.n && dot >= 0) {
		struct str rest = str_sub(attributes, (size_t)dot + 1, attributes.n);
		kind = name_cut(&rest);
	}
	title = title_value(attributes);
	text = str_trim(open < 0 ? text : str_sub(text, 0, (size_t)open));
	if (text.n && text.p[0] == '[' && end > 0)
		text = str_sub(text, 1, (size_t)end);
	return box_open(b, kind, text_plain(a, title.n ? title : text, false));
}

/* Writes an element's tag on a line of its own with a blank one behind it, in place of a line's text. */
static void
tag_line(struct boxes *x, struct str prefix, struct str tag, size_t behind)
{
	writer_skip(&x->w, behind);
	writer_add(&x->w, tag);
	writer_add(&x->w, STR("\n"));
	writer_add(&x->w, prefix);
}

static void
colons(struct boxes *x, struct str line, size_t prefix)
{
	struct str text = str_trim(str_sub(line, prefix, line.n));
	size_t n = 0;
	while (n < text.n && text.p[n] == ':')
		n++;
	struct buf b = {0};
	writer_copy(&x->w, x->walk.line + prefix);
	if (n < text.n && x->n < OPEN_MAX) {
		struct box *box = &x->open[x->n++];
		*box = (struct box){colons_read(x->a, &b, str_sub(text, n, text.n)), line_here(x)};
		tag_line(x, str_sub(line, 0, prefix), buf_view(&b), x->walk.line_end);
	} else if (x->n && n == text.n) {
		tag_line(x, str_sub(line, 0, prefix), str_of(x->open[--x->n].close), x->walk.line_end);
	}
	x->walk.i = x->walk.line_end;
	buf_free(&b);
}

/* Copies lines, without `columns` of their indentation, up to a place. */
static void
lines_dedent(struct boxes *x, size_t to, size_t columns)
{
	while (x->w.at < to) {
		struct str line = line_at(x, x->w.at);
		writer_skip(&x->w, x->w.at + indent_bytes(line, columns));
		writer_copy(&x->w, line_after(x, x->w.at));
	}
}

/* Where lines end that are blank or indented by so much. */
static size_t
indented_end(const struct boxes *x, size_t i, size_t columns)
{
	size_t end = i;
	while (i < x->s.n) {
		struct str line = line_at(x, i);
		bool blank = !str_trim(line).n;
		if (!blank && indent(line) < columns)
			break;
		i = line_after(x, i);
		if (!blank)
			end = i;
	}
	return end;
}

/* '!!! note "Title"' over indented lines (Python-Markdown, MkDocs); "???" folds it there. */
static void
admonition(struct boxes *x, struct str line)
{
	struct str text = str_sub(line, 3, line.n);
	text = str_trim(text.n && text.p[0] == '+' ? str_sub(text, 1, text.n) : text);
	struct str kind = name_cut(&text), title = text;
	size_t from = line_after(x, x->walk.line), end = indented_end(x, from, INDENT);
	if (!kind.n || end == from || (text.n && text.p[0] != '"'))
		return;
	title = title.n >= 2 ? text_plain(x->a, str_sub(title, 1, title.n - 1), false) : STR_NONE;
	struct buf b = {0};
	const char *close = box_open(&b, is_alert(kind) ? kind : STR("note"), title);
	buf_z(&b, "\n\n");
	writer_copy(&x->w, x->walk.line);
	writer_skip(&x->w, from);
	writer_add(&x->w, buf_view(&b));
	lines_dedent(x, end, INDENT);
	buf_free(&b);
	buf_fmt(&b, "\n%s\n\n", close);
	writer_add(&x->w, buf_view(&b));
	buf_free(&b);
	x->walk.i = end > x->walk.line ? end - 1 : end;
}

/* ---- definition lists ---- */

/* Bytes of ":" and the blanks behind it at the head of a line, or 0. */
static size_t
colon_length(struct str line)
{
	size_t from = indent_bytes(line, 3), n = from + 1;
	if (from >= line.n || line.p[from] != ':' || n >= line.n || !char_blank((unsigned char)line.p[n]))
		return 0;
	while (n < line.n && n < from + INDENT && line.p[n] == ' ')
		n++;
	return n < line.n && line.p[n] == '\t' ? n + 1 : n;
}

/* A line that may be a term: text that begins no other block. */
static bool
is_term(struct str line)
{
	if (!line.n || char_blank((unsigned char)line.p[0]) || strchr("#>|<:{!?`~=-+*", line.p[0]) || line.n > 300)
		return line.n > 1 && strchr("*`", line.p[0]) && !char_blank((unsigned char)line.p[1]) &&
			!str_starts(line, "```") && !str_starts(line, "***");
	size_t n = 0;
	while (n < line.n && char_digit(line.p[n]))
		n++;
	return !n || n >= line.n || (line.p[n] != '.' && line.p[n] != ')');
}

/* Terms from a place on, with a definition below them (at most one blank line between): where that begins, or 0. */
static size_t
terms_end(const struct boxes *x, size_t i)
{
	for (size_t n = 0; n <= TERMS_MAX && i < x->s.n; n++) {
		struct str line = line_at(x, i);
		if (n && !line.n) {
			i = line_after(x, i);
			line = line_at(x, i);
			return colon_length(line) ? i : 0;
		}
		if (n && colon_length(line))
			return i;
		if (!is_term(line))
			return 0;
		i = line_after(x, i);
	}
	return 0;
}

/* The end of the definition whose ":" stands at a place. */
static size_t
definition_end(const struct boxes *x, size_t i)
{
	size_t end = line_after(x, i);
	bool blank = false;
	for (i = end; i < x->s.n; i = line_after(x, i)) {
		struct str line = line_at(x, i);
		if (!str_trim(line).n) {
			blank = true;
			continue;
		}
		if (colon_length(line) || (blank && indent(line) < 2) || (!blank && !indent(line) && terms_end(x, i)))
			break;
		if (!blank && !indent(line) && strchr("#>|<`~", line.p[0]))
			break;
		end = line_after(x, i);
		blank = false;
	}
	return end;
}

static void
definition(struct boxes *x)
{
	struct str line = line_at(x, x->w.at);
	size_t end = definition_end(x, x->w.at), n = colon_length(line), next = line_after(x, x->w.at);
	struct str below = line_at(x, next);
	while (next < end && !str_trim(below).n) {
		next = line_after(x, next);
		below = line_at(x, next);
	}
	size_t columns = next < end ? indent(below) : 0;
	writer_add(&x->w, STR("<dd>\n\n"));
	writer_skip(&x->w, x->w.at + n);
	lines_dedent(x, end, columns > INDENT ? INDENT : columns);
	writer_add(&x->w, STR("\n\n</dd>\n"));
}

/* The list whose first term is the current line. */
static void
definitions(struct boxes *x)
{
	writer_copy(&x->w, x->walk.line);
	writer_add(&x->w, STR("<dl>\n"));
	for (size_t defined; (defined = terms_end(x, x->w.at)) > 0;) {
		while (x->w.at < defined) {
			struct str line = line_at(x, x->w.at);
			if (line.n) {
				writer_add(&x->w, STR("<dt>\n\n"));
				writer_copy(&x->w, x->w.at + line.n);
				writer_add(&x->w, STR("\n\n</dt>\n"));
			}
			writer_skip(&x->w, line_after(x, x->w.at));
		}
		for (;;) {
			definition(x);
			size_t next = x->w.at;
			while (next < x->s.n && !str_trim(line_at(x, next)).n)
				next = line_after(x, next);
			if (next >= x->s.n || (!colon_length(line_at(x, next)) && !terms_end(x, next)))
				break;
			writer_skip(&x->w, next);
			if (!colon_length(line_at(x, next)))
				break;
		}
	}
	writer_add(&x->w, STR("\n</dl>\n\n"));
	x->walk.i = x->w.at > x->walk.line ? x->w.at - 1 : x->w.at;
}

/* ---- the whole ---- */

static void
line_look(struct boxes *x)
{
	struct str line = str_sub(x->s, x->walk.line, x->walk.line_end);
	size_t prefix = line_prefix(line, false);
	struct str text = str_sub(line, prefix, line.n);
	if (x->w.at > x->walk.line)
		return;
	if (str_starts(text, ":::"))
		colons(x, line, prefix);
	else if (str_starts(line, "!!! ") || str_starts(line, "??? ") || str_starts(line, "???+ "))
		admonition(x, line);
	else if (terms_end(x, x->walk.line))
		definitions(x);
}

struct source
boxes_expand(struct arena *a, struct source from, struct str path, struct diag *d)
{
	struct boxes x = {.a = a, .path = path, .s = from.text, .d = d};
	if (str_find(from.text, STR("\n:")) < 0 && str_find(from.text, STR("!!!")) < 0 && str_find(from.text, STR(":::")) < 0 &&
		str_find(from.text, STR("???")) < 0 && str_find(from.text, STR("\n :")) < 0)
		return from;
	walk_start(&x.walk, from.text, "");
	writer_start(&x.w, a, &from);
	for (enum walk_event event; (event = walk_next(&x.walk)) != WALK_END;)
		if (event == WALK_LINE)
			line_look(&x);
	writer_copy(&x.w, x.s.n);
	while (x.n) {
		struct box *box = &x.open[--x.n];
		diag_add(d, DIAG_REPAIRED, path, box->line, 0,
			"the box that ::: opens is never closed; it was ended with the post: close it with :::");
		writer_add(&x.w, STR("\n\n"));
		writer_add(&x.w, str_of(box->close));
	}
	return writer_finish(&x.w);
}
