/* dialect.c - marks of other Markdowns that cmark would print: {::comment}, ==marked==, *[ABBR]: …, markdown="1", {: .prompt-tip } */
#include "post/mend.h"

#include <string.h>

enum { TAG_MAX = 400, MARKED_MAX = 1000 };

struct dialect {
	struct str path, s;
	struct diag *d;
	struct walk walk;
	struct writer w;
	size_t at, at_line; /* the start of a line, and its number from 0 */
	bool no_comment_end; /* nothing ends a {::comment} any more */
};

static int
line_here(struct dialect *m)
{
	for (; m->at < m->walk.line; m->at++)
		m->at_line += m->s.p[m->at] == '\n';
	return source_line(m->w.from, m->at_line);
}

/* Leaves out what lies between two places. */
static void
cut(struct dialect *m, size_t from, size_t to)
{
	writer_copy(&m->w, from);
	writer_skip(&m->w, to);
	m->walk.i = to;
}

/* ---- kramdown's extensions ---- */

/* At "{": {::comment} … {:/comment}, {::nomarkdown}, {::options … /}, {:/}. */
static void
brace(struct dialect *m)
{
	size_t i = m->walk.i++;
	struct str rest = str_sub(m->s, i, m->s.n), tag = str_sub(rest, 0, TAG_MAX);
	ptrdiff_t close = str_find_char(tag, '}'), end;
	bool ends = str_starts(rest, "{:/");
	if (i < m->w.at || close < 3 || (!ends && (!str_starts(rest, "{::") || !char_alnum((unsigned char)rest.p[3]))))
		return;
	size_t n = (size_t)close + 1;
	if (str_starts(rest, "{::comment") && rest.p[close - 1] != '/') {
		end = m->no_comment_end ? -1 : str_find(rest, STR("{:/"));
		m->no_comment_end = end < 0;
		struct str closer = end < 0 ? STR_NONE : str_sub(rest, (size_t)end, (size_t)end + 40);
		ptrdiff_t brace_end = str_find_char(closer, '}');
		if (brace_end > 0)
			n = (size_t)end + (size_t)brace_end + 1;
		else
			diag_add(m->d, DIAG_HTML_DROPPED, m->path, line_here(m), 0,
				"{::comment} is never closed; what it was to hide was printed: close it with {:/comment}");
	}
	cut(m, i, i + n);
}

/* ---- ==marked== ---- */

static bool
word_byte(unsigned char c)
{
	return char_alnum(c) || c >= 0x80;
}

static void
marked(struct dialect *m)
{
	size_t i = m->walk.i, end = m->walk.line_end, k = i + 2;
	while (m->walk.i < end && m->s.p[m->walk.i] == '=')
		m->walk.i++;
	unsigned char before = i > m->walk.line ? (unsigned char)m->s.p[i - 1] : ' ';
	if (m->walk.i != k || k >= end || i < m->w.at || char_blank((unsigned char)m->s.p[k]) ||
		!(char_blank(before) || strchr("(*_[>|", before)))
		return;
	struct str rest = str_sub(m->s, k, end < k + MARKED_MAX ? end : k + MARKED_MAX);
	ptrdiff_t close = str_find(rest, STR("=="));
	if (close < 1 || char_blank((unsigned char)rest.p[close - 1]))
		return;
	size_t behind = k + (size_t)close + 2;
	if (behind < end && (m->s.p[behind] == '=' || word_byte((unsigned char)m->s.p[behind])))
		return;
	writer_copy(&m->w, i);
	writer_add(&m->w, STR("<mark>"));
	writer_skip(&m->w, k);
	writer_copy(&m->w, behind - 2);
	writer_add(&m->w, STR("</mark>"));
	writer_skip(&m->w, behind);
	m->walk.i = behind;
}

/* ---- lines ---- */

/* "*[HTML]: what it means", shown by the site when a reader points at the word. */
static bool
abbreviation(struct dialect *m, struct str line)
{
	ptrdiff_t close = str_find(line, STR("]:"));
	if (!str_starts(line, "*[") || close < 3 || close > 80)
		return false;
	struct str name = str_sub(line, 2, (size_t)close), text = str_trim(str_sub(line, (size_t)close + 2, line.n));
	if (text.n)
		diag_add(m->d, DIAG_HTML_DROPPED, m->path, line_here(m), 0,
			"the meaning of the abbreviation %.*s shows on the site only when a reader points at it; it was left "
			"out: write it into the text",
			STR_FMT(name));
	cut(m, m->walk.line, m->walk.line_end);
	return true;
}

/* <div markdown="1">: what follows is Markdown, which begins behind a blank line. */
static void
markdown_inside(struct dialect *m, struct str line, size_t prefix)
{
	struct str tag = str_sub(line, prefix, prefix + TAG_MAX);
	ptrdiff_t at = str_find(tag, STR(" markdown=")), close = str_find_char(tag, '>');
	if (at < 2 || close < at || m->w.at > m->walk.line || str_find_char(str_sub(tag, 1, (size_t)at), '<') >= 0)
		return;
	struct str value = str_sub(tag, (size_t)at + 10, (size_t)close);
	if (str_starts(value, "\"0") || str_starts(value, "'0"))
		return;
	struct str quoted = str_sub(line, 0, line_prefix(line, false));
	bool more = str_trim(str_sub(tag, (size_t)close + 1, tag.n)).n > 0;
	writer_copy(&m->w, m->walk.line + prefix + (size_t)close + 1);
	writer_add(&m->w, STR("\n"));
	writer_add(&m->w, quoted);
	if (more) {
		writer_add(&m->w, STR("\n"));
		writer_add(&m->w, quoted);
	}
	if (more && str_ends(str_trim(line), ">")) { /* <summary> … </summary> behind it */
		writer_copy(&m->w, m->walk.line_end);
		writer_add(&m->w, STR("\n"));
		writer_add(&m->w, quoted);
	}
	m->walk.i = m->w.at;
}

/* "{: .prompt-tip }" under a quote makes it an alert (Chirpy, a theme of Jekyll). */
static void
prompt(struct dialect *m, struct str line)
{
	ptrdiff_t at = str_find(line, STR(".prompt-"));
	if (!str_starts(line, "{:") || at < 0 || !m->walk.line || m->w.at > m->walk.line)
		return;
	const char *before = m->walk.line > 1 ? memrchr(m->s.p, '\n', m->walk.line - 1) : NULL;
	if (m->s.p[before ? before - m->s.p + 1 : 0] != '>')
		return;
	size_t from = (size_t)at + 8, to = from;
	while (to < line.n && char_alnum((unsigned char)line.p[to]))
		to++;
	writer_copy(&m->w, m->walk.line);
	writer_skip(&m->w, m->walk.line_end);
	writer_add(&m->w, STR(">\n> <span data-yb=\"alert:"));
	writer_add(&m->w, str_sub(line, from, to));
	writer_add(&m->w, STR("\"></span>"));
	m->walk.i = m->walk.line_end;
}

static void
line_look(struct dialect *m)
{
	struct str line = str_sub(m->s, m->walk.line, m->walk.line_end);
	if (!line.n || m->w.at > m->walk.line || abbreviation(m, line))
		return;
	size_t prefix = line_prefix(line, true);
	if (prefix < line.n && line.p[prefix] == '<')
		markdown_inside(m, line, prefix);
	else if (line.p[0] == '{')
		prompt(m, line);
}

struct source
dialect_expand(struct arena *a, struct source from, struct str path, struct diag *d)
{
	struct dialect m = {.path = path, .s = from.text, .d = d};
	walk_start(&m.walk, from.text, "{=");
	writer_start(&m.w, a, &from);
	enum walk_event event;
	while ((event = walk_next(&m.walk)) != WALK_END) {
		if (event == WALK_LINE)
			line_look(&m);
		else if (m.s.p[m.walk.i] == '{')
			brace(&m);
		else
			marked(&m);
	}
	return writer_finish(&m.w);
}
