/* mend.c - Markdown made fit for cmark */
#include "post/mend.h"

#include <string.h>

enum {
	TEXT_MAX = 4 * 1024 * 1024,
	SIGNS_MAX = 300000, /* signs of markup and lines: each may become a node of 150 bytes, twice */
	MARKS_MAX = 100, /* quotes and list items that a line opens */
	INDENT_MAX = 400, /* columns of indentation */
	PARA_MAX = 64 * 1024, /* bytes: cmark looks for addresses in quadratic time */
	CELLS_MAX = 400000, /* of all tables */
	SIGNS_WORD = 64 /* "@" or ")" in one word */
};

/* A footnote's label, where it is called or written. */
struct label {
	struct str name;
	int line;
	bool written;
};

struct mender {
	struct arena *a;
	struct str path, s;
	struct diag *d;
	struct walk walk;
	struct writer w;
	bool loose_links;
	size_t cells, para, para_line_end; /* cells used up; bytes of the paragraph so far; where its last line ended */
	size_t attributes_end; /* of the last that were taken out */
	size_t table_end; /* of the last table that was counted */
	size_t at, at_line; /* the start of a line, and its number from 0: where messages are */
	bool para_html, told_deep, told_long;
	bool no_end[4]; /* of raw_kinds: nothing ends one any more */
	struct label *labels;
	size_t n, cap;
	size_t closes[4]; /* where the nearest "-->", "?>", "]]>", ">" known so far ends; SIZE_MAX: there is none any more */
};

struct str
mend_cut(struct str text, int first_line, struct str path, struct diag *d)
{
	size_t signs = 0, i = 0;
	static const char marks[] = "*_[]!<&`~|\n>-.";
	bool sign[256] = {false};
	for (const char *z = marks; *z; z++)
		sign[(unsigned char)*z] = true;
	for (; i < text.n && i < TEXT_MAX && signs < SIGNS_MAX; i++)
		signs += sign[(unsigned char)text.p[i]];
	if (i >= text.n)
		return text;
	size_t end = i;
	while (end > i / 2 && !(text.p[end - 1] == '\n' && end >= 2 && text.p[end - 2] == '\n'))
		end--;
	if (end <= i / 2)
		for (end = i; end > i / 2 && text.p[end] != ' ' && text.p[end] != '\n'; end--)
			;
	if (end <= i / 2)
		for (end = i; end > 0 && ((unsigned char)text.p[end] & 0xC0) == 0x80; end--)
			;
	int line = first_line;
	for (size_t k = 0; k < end; k++)
		line += text.p[k] == '\n';
	diag_add(d, DIAG_FILE_TOO_LARGE, path, line, 0,
		"the text is larger than a post may be (4 MB, or %d signs of markup); what follows was left out: split it into "
		"several posts",
		SIGNS_MAX);
	return str_sub(text, 0, end);
}

/* The file's line that the walk is in. */
static int
line_here(struct mender *m)
{
	for (; m->at < m->walk.line; m->at++)
		m->at_line += m->s.p[m->at] == '\n';
	return source_line(m->w.from, m->at_line);
}

static struct str
line_text(const struct mender *m)
{
	return str_sub(m->s, m->walk.line, m->walk.line_end);
}

/* ---- attributes of other Markdowns ---- */

size_t
mend_attributes(struct str s)
{
	struct str line = str_sub(s, 0, 300);
	line = str_line(&line);
	ptrdiff_t close = str_find_char(line, '}');
	if (close < 3 || line.p[0] != '{')
		return 0;
	struct str in = str_sub(line, 1, (size_t)close), word;
	if (in.p[0] == ':')
		return in.n > 1 && in.p[1] != ':' ? (size_t)close + 1 : 0;
	size_t n = 0;
	while (str_word(&in, &word)) {
		bool mark = (word.p[0] == '#' || word.p[0] == '.') && word.n > 1 && char_alnum((unsigned char)word.p[1]);
		ptrdiff_t equals = str_find_char(word, '=');
		if (!mark && (equals < 1 || (size_t)equals + 1 == word.n))
			return 0;
		for (size_t i = 0; i < word.n && (mark || i < (size_t)equals); i++)
			if (!char_alnum((unsigned char)word.p[i]) && !strchr("#.-_", word.p[i]))
				return 0;
		n++;
	}
	return n ? (size_t)close + 1 : 0;
}

/* A line that holds only attributes, or stands for a table of contents. */
static bool
line_is_dropped(struct str text)
{
	static const char *const toc[] = {"[toc]", "[[toc]]", "[[_toc_]]", "${toc}"};
	for (size_t i = 0; i < sizeof toc / sizeof *toc; i++)
		if (str_is_nocase(text, toc[i]))
			return true;
	return text.n && text.p[0] == '{' && mend_attributes(text) == text.n;
}

/* At "{" in a line: attributes of the link, picture or word before it go. */
static void
mend_brace(struct mender *m)
{
	size_t i = m->walk.i, n = i > m->walk.line ? mend_attributes(str_sub(m->s, i, m->s.n)) : 0, behind = i + n;
	while (behind < m->walk.line_end && m->s.p[behind] == ' ')
		behind++;
	bool cell = n && behind < m->walk.line_end && m->s.p[behind] == '|' && m->s.p[i - 1] == ' ';
	size_t first = i + (n ? 2 : 0);
	while (first < behind && m->s.p[first] == ' ')
		first++;
	bool kramdown = n && m->s.p[i + 1] == ':' && strchr(".#", m->s.p[first]) && m->s.p[m->walk.line] != '#';
	bool after = n && (strchr(")]*_`>", m->s.p[i - 1]) || kramdown || cell || i == m->attributes_end);
	m->walk.i++;
	if (!after || i < m->w.at)
		return;
	writer_copy(&m->w, i);
	writer_skip(&m->w, i + n);
	m->walk.i = m->attributes_end = i + n;
}

/* ---- brackets ---- */

static void
label_add(struct mender *m, struct str name, bool written)
{
	*PUSH(m->a, m->labels, m->n, m->cap) = (struct label){name, line_here(m), written};
}

/* At "[": "[^" that is no footnote's call is protected: cmark loses bytes when such brackets go on over a line's end. */
static void
mend_caret(struct mender *m)
{
	size_t i = m->walk.i++, k = i + 2;
	if (!str_starts(str_sub(m->s, i, m->s.n), "[^") || i < m->w.at)
		return;
	while (k < m->walk.line_end && k - i < 200 && !strchr("[] \t", m->s.p[k]))
		k++;
	if (k < m->walk.line_end && m->s.p[k] == ']' && k > i + 2)
		return;
	writer_copy(&m->w, i);
	writer_add(&m->w, STR("\\"));
}

/* At "]": a footnote's label is noted; "[text] (address)" is probably a link. */
static void
mend_bracket(struct mender *m)
{
	size_t i = m->walk.i++, open = i;
	while (open > m->walk.line && i - open < 300 && m->s.p[open] != '[')
		open--;
	if (m->s.p[open] != '[' || open + 1 >= i)
		return;
	struct str text = str_sub(m->s, open + 1, i), rest = str_sub(m->s, i + 1, m->walk.line_end);
	if (text.p[0] == '^' && text.n > 1 && str_find_char(text, ' ') < 0) {
		bool first = line_prefix(line_text(m), false) == open - m->walk.line;
		label_add(m, str_sub(text, 1, text.n), first && str_starts(rest, ":"));
		return;
	}
	size_t blanks = 0;
	while (blanks < rest.n && rest.p[blanks] == ' ')
		blanks++;
	struct str target = str_sub(rest, blanks, rest.n);
	bool box = text.n == 1 && strchr(" xX", text.p[0]);
	if (!blanks || blanks > 3 || box || (!str_starts(target, "(http://") && !str_starts(target, "(https://")))
		return;
	ptrdiff_t close = str_find_char(str_sub(target, 0, 2000), ')');
	target = close > 0 ? str_sub(target, 1, (size_t)close) : STR_NONE;
	if (!target.n || str_find_char(target, ' ') >= 0 || i < m->w.at)
		return;
	if (!m->loose_links) {
		diag_add(m->d, DIAG_LINK_LOOSE, m->path, line_here(m), 0,
			"a blank stands between [%.*s] and its address, and it is no link: take the blank out, or write \"fixes: "
			"loose-links\" in "
			"yearbook.yaml",
			STR_FMT(text));
		return;
	}
	diag_add(m->d, DIAG_REPAIRED, m->path, line_here(m), 0,
		"a blank stood between [%.*s] and its address; they were joined to a link", STR_FMT(text));
	writer_copy(&m->w, i + 1);
	writer_skip(&m->w, i + 1 + blanks);
	m->walk.i = i + 1 + blanks;
}

/* ---- HTML that never ends ---- */

static const struct {
	const char *open, *close;
} raw_kinds[] = {{"<script", "</script>"}, {"<style", "</style>"}, {"<pre", "</pre>"}, {"<textarea", "</textarea>"}};

/* A script or a style that is never closed would swallow the rest of the post: it ends at the next blank line. */
static void
mend_raw(struct mender *m, struct str text)
{
	for (size_t k = 0; k < sizeof raw_kinds / sizeof *raw_kinds; k++) {
		if (!str_starts_nocase(text, raw_kinds[k].open))
			continue;
		struct str rest = str_sub(m->s, m->walk.line, m->s.n);
		if (!m->no_end[k] && str_find_nocase(rest, str_of(raw_kinds[k].close)) >= 0)
			return;
		m->no_end[k] = true;
		ptrdiff_t end = str_find(rest, STR("\n\n"));
		if (m->w.at > m->walk.line)
			return;
		diag_add(m->d, DIAG_HTML_DROPPED, m->path, line_here(m), 0,
			"%s> is never closed; it was ended at the next blank line: close it with %s", raw_kinds[k].open,
			raw_kinds[k].close);
		writer_copy(&m->w, end < 0 ? m->s.n : m->walk.line + (size_t)end);
		writer_add(&m->w, str_of(raw_kinds[k].close));
		m->walk.i = m->w.at;
		return;
	}
}

/* Footnotes that nobody calls are not shown anywhere, and a call without its note would leak. */
static void
labels_check(const struct mender *m)
{
	if (m->n > 4000)
		return;
	for (size_t i = 0; i < m->n; i++) {
		bool met = false;
		for (size_t k = 0; k < m->n && !met; k++)
			met = m->labels[k].written != m->labels[i].written && m->labels[k].name.n == m->labels[i].name.n &&
				str_find_nocase(m->labels[k].name, m->labels[i].name) == 0;
		if (!met && m->labels[i].written)
			diag_add(m->d, DIAG_NOTE_LOST, m->path, m->labels[i].line, 0,
				"no text calls the footnote [^%.*s]; it was left out: call it, or write it into the text",
				STR_FMT(m->labels[i].name));
		else if (!met)
			diag_add(m->d, DIAG_NOTE_LOST, m->path, m->labels[i].line, 0,
				"the footnote [^%.*s] is called but not written; the call was printed as it is: write the note, "
				"or remove the call",
				STR_FMT(m->labels[i].name));
	}
}

/* ---- limits ---- */

/* Keeps a line's indentation and the quotes and items that it opens within bounds. */
static void
mend_prefix(struct mender *m)
{
	struct str line = line_text(m);
	size_t prefix = line_prefix(line, true), marks = 0, columns = 0;
	if (prefix < MARKS_MAX)
		return;
	for (size_t i = 0; i < prefix; i++) {
		columns += line.p[i] == '\t' ? 4 : line.p[i] == ' ';
		marks += line.p[i] != ' ' && line.p[i] != '\t';
		if (marks <= MARKS_MAX && columns <= INDENT_MAX)
			continue;
		writer_copy(&m->w, m->walk.line + i);
		writer_skip(&m->w, m->walk.line + prefix);
		if (marks <= MARKS_MAX && prefix > line_prefix(line, false))
			writer_add(&m->w, STR("- "));
		if (!m->told_deep)
			diag_add(m->d, DIAG_TOO_DEEP, m->path, line_here(m), 0,
				"quotes and lists are nested deeper than %d levels; the deeper levels were flattened", MARKS_MAX);
		m->told_deep = true;
		m->walk.i = m->walk.line + prefix;
		return;
	}
}

/* The line under a table's head. cmark fills every row up to its columns, in quadratic time: too many of them stay text. */
static void
mend_table(struct mender *m)
{
	struct str line = line_text(m);
	size_t prefix = line_prefix(line, true), columns = 0, rows = 2, i = line_prefix(line, false);
	for (; i < line.n && strchr("|:- \t", line.p[i]); i++)
		columns += line.p[i] == '|';
	if (i < line.n || !columns || m->walk.line < m->table_end)
		return;
	for (i = m->walk.line_end; i + 1 < m->s.n && m->s.p[i + 1] != '\n'; rows++) {
		const char *end = memchr(m->s.p + i + 1, '\n', m->s.n - i - 1);
		i = end ? (size_t)(end - m->s.p) : m->s.n;
	}
	m->table_end = i;
	if (columns > CELLS_MAX)
		columns = CELLS_MAX;
	m->cells += columns * rows + columns * columns / 1000 * rows;
	if (m->cells <= CELLS_MAX)
		return;
	diag_add(m->d, DIAG_TOO_WIDE, m->path, line_here(m), 0,
		"a table of %zu columns and %zu rows was printed as plain text: make it smaller", columns, rows - 1);
	m->cells -= columns * rows + columns * columns / 1000 * rows;
	writer_copy(&m->w, m->walk.line + prefix);
	writer_add(&m->w, STR("\\"));
	m->walk.i = m->walk.line + prefix;
}

/* HTML blocks are not searched for addresses, and a blank line would end them. */
static bool
starts_html_block(struct str text)
{
	static const char *const inlines[] = {"a", "b", "i", "u", "em", "br", "img", "strong", "span", "code", "small", "sup",
		"sub", "kbd", "mark", "font", "q", "s", "del", "ins", "abbr", "cite"};
	if (text.n < 2 || text.p[0] != '<')
		return false;
	size_t from = text.p[1] == '/' ? 2 : 1, n = from;
	while (n < text.n && char_alnum((unsigned char)text.p[n]))
		n++;
	for (size_t i = 0; i < sizeof inlines / sizeof *inlines; i++)
		if (str_is_nocase(str_sub(text, from, n), inlines[i]))
			return false;
	return n > from || text.p[1] == '!' || text.p[1] == '?';
}

static void
para_split(struct mender *m, size_t at, struct str prefix)
{
	bool line_start = at == m->walk.line;
	writer_copy(&m->w, at);
	writer_add(&m->w, line_start ? prefix : STR("\n"));
	writer_add(&m->w, line_start ? STR_NONE : prefix);
	writer_add(&m->w, STR("\n"));
	writer_add(&m->w, line_start ? STR_NONE : prefix);
	m->para = 0;
	if (m->told_long)
		return;
	m->told_long = true;
	diag_add(m->d, DIAG_TOO_WIDE, m->path, line_here(m), 0,
		"a paragraph is longer than %d kB; it was split: end paragraphs with a blank line", PARA_MAX / 1024);
}

/* Behind the bytes of a file that stand in the text ("data:image/png;base64,…") from i on; i where there are none. */
static size_t
data_end(struct str line, size_t i)
{
	size_t end = i;
	if (line.p[i] != 'd' || !i || !strchr("(\"'=<", line.p[i - 1]) || !str_starts(str_sub(line, i, i + 5), "data:"))
		return i;
	while (end < line.n && !strchr(" \t\"'<>()", line.p[end]))
		end++;
	return end;
}

/* A line of more than a few thousand bytes: words that are nothing but signs are parted, a paragraph that goes on and on is split:
 * at a blank, or behind a link where there is none (cmark's time is quadratic in links and stars together). */
static void
mend_long_line(struct mender *m)
{
	struct str line = line_text(m);
	size_t prefix = line_prefix(line, false), signs = 0, tag_end = 0;
	bool table = str_find_char(line, '|') >= 0;
	for (size_t i = prefix; i < line.n; i++, m->para++) {
		i = data_end(line, i);
		if (i == line.n)
			break;
		char c = line.p[i];
		if (c == ' ' && m->para > PARA_MAX && !table && i >= tag_end)
			para_split(m, m->walk.line + i, str_sub(line, 0, prefix));
		else if (c == ')' && m->para > PARA_MAX && !table && i >= tag_end && i + 1 < line.n)
			para_split(m, m->walk.line + i + 1, str_sub(line, 0, prefix));
		bool sign = c == '@' || c == ')';
		signs = c == ' ' ? 0 : signs + sign;
		if (sign && signs > SIGNS_WORD) {
			writer_copy(&m->w, m->walk.line + i + 1);
			writer_add(&m->w, STR(" "));
			signs = 0;
		}
		if (c == '<' && i >= tag_end) {
			ptrdiff_t close = str_find_char(str_sub(line, i, i + 4000), '>');
			tag_end = close > 0 ? i + (size_t)close : i;
		}
	}
}

static void
mend_length(struct mender *m)
{
	struct str line = line_text(m);
	size_t quoted = line_prefix(line, false), prefix = line_prefix(line, true);
	if (m->para_line_end + 1 != m->walk.line || prefix > quoted || (prefix < line.n && line.p[prefix] == '#')) {
		m->para = 0;
		m->para_html = starts_html_block(str_sub(line, prefix, line.n));
	}
	m->para_line_end = m->walk.line_end;
	if (m->para_html)
		return;
	if (m->para && m->para + line.n > PARA_MAX && str_find_char(line, '|') < 0)
		para_split(m, m->walk.line, str_sub(line, 0, quoted));
	if (line.n > 2048)
		mend_long_line(m);
	else
		m->para += line.n;
}

/* ---- line by line ---- */

/* "* TOC" above "{:toc}" */
static bool
line_is_toc_item(const struct mender *m)
{
	struct str rest = str_sub(m->s, m->walk.line_end, m->walk.line_end + 200), line = str_trim(line_text(m));
	str_line(&rest);
	struct str next = str_trim(str_line(&rest));
	return line.n < 40 && line_prefix(line, true) > 0 && str_starts(next, "{:") && str_find(next, STR("toc")) >= 0;
}

/* A comment, or what looks like one ("<?", "<!X"), that begins a line and is never closed: to cmark it holds the rest of the post. Only its
 * paragraph is left out. */
static bool
mend_unclosed(struct mender *m, struct str line, size_t prefix)
{
	static const char *const opens[] = {"<!--", "<?", "<![CDATA[", "<!"}, *const ends[] = {"-->", "?>", "]]>", ">"};
	size_t k = 0, at = m->walk.line + prefix, skip = at;
	while (prefix < line.n && line.p[prefix] == ' ' && prefix < 400)
		prefix++;
	struct str text = str_sub(line, prefix, line.n);
	if (text.n < 2 || text.p[0] != '<' || prefix - (at - m->walk.line) > 3)
		return false;
	while (k < 4 && !str_starts(text, opens[k]))
		k++;
	if (k == 4 || (k == 3 && (text.n < 3 || !char_alnum((unsigned char)text.p[2]))))
		return false;
	size_t from = m->walk.line + prefix + 2;
	if (m->closes[k] < from) {
		ptrdiff_t end = str_find(str_sub(m->s, from, m->s.n), str_of(ends[k]));
		m->closes[k] = end < 0 ? SIZE_MAX : from + (size_t)end + 1;
	}
	if (m->closes[k] != SIZE_MAX || m->w.at > at)
		return false;
	struct str rest = str_sub(m->s, m->walk.line, m->s.n);
	while (rest.n && str_trim(str_line(&rest)).n)
		skip = m->s.n - rest.n - (rest.n > 0);
	diag_add(m->d, DIAG_HTML_DROPPED, m->path, line_here(m), 0,
		"a comment is never closed; it was left out up to the next blank line: close it with %s", ends[k]);
	writer_copy(&m->w, at);
	writer_skip(&m->w, skip);
	m->walk.i = skip;
	return true;
}

/* "##Heading": at least two signs and no blank behind them. One alone may be a hashtag. */
static void
mend_heading(struct mender *m, struct str line, size_t prefix)
{
	struct str text = str_sub(line, prefix, line.n);
	size_t n = 0;
	while (n < text.n && text.p[n] == '#')
		n++;
	if (n < 2 || n > 6 || n == text.n || char_blank((unsigned char)text.p[n]) || prefix > 3 || text.p[n] == '!')
		return;
	diag_add(m->d, DIAG_REPAIRED, m->path, line_here(m), 0,
		"a heading lacks the blank behind its \"%.*s\"; it was read as one", (int)n, text.p);
	writer_copy(&m->w, m->walk.line + prefix + n);
	writer_add(&m->w, STR(" "));
	m->walk.i = m->walk.line + prefix + n;
	size_t end = text.n;
	while (end > n && text.p[end - 1] == '#')
		end--;
	if (text.n - end != n || end == n)
		return;
	writer_copy(&m->w, m->walk.line + prefix + end); /* "##Heading##" */
	writer_skip(&m->w, m->walk.line + prefix + text.n);
	m->walk.i = m->walk.line_end;
}

/* Attributes on the line below a heading belong to it: its name goes up. */
static void
heading_line_attributes(struct mender *m, struct str attributes)
{
	size_t end = m->walk.line - 1;
	const char *before = m->walk.line > 1 ? memrchr(m->s.p, '\n', end) : NULL;
	struct str above = str_sub(m->s, before ? (size_t)(before - m->s.p) + 1 : 0, end);
	if (!m->walk.line || attributes.p[0] != '{' || str_find_char(attributes, '#') < 0 || !str_starts(above, "#") ||
		str_ends(above, "#"))
		return;
	writer_copy(&m->w, end);
	writer_add(&m->w, STR(" "));
	writer_add(&m->w, attributes);
}

static void
mend_line(struct mender *m)
{
	struct str line = line_text(m);
	size_t prefix = line_prefix(line, false);
	struct str text = str_trim(str_sub(line, prefix, line.n));
	if (mend_unclosed(m, line, prefix))
		return;
	if ((text.n && strchr("{[$", text.p[0]) && line_is_dropped(text)) || line_is_toc_item(m)) {
		if (m->w.at <= m->walk.line) {
			heading_line_attributes(m, text);
			writer_copy(&m->w, m->walk.line + prefix);
			writer_skip(&m->w, m->walk.line_end);
		}
		m->walk.i = m->walk.line_end;
		return;
	}
	if (text.n && text.p[0] == '<')
		mend_raw(m, text);
	if (m->w.at > m->walk.line_end)
		return;
	mend_heading(m, line, prefix);
	mend_prefix(m);
	mend_table(m);
	mend_length(m);
}

struct source
mend_markdown(struct arena *a, struct source from, struct str path, bool loose_links, struct diag *d)
{
	struct mender m = {.a = a, .path = path, .s = from.text, .d = d, .loose_links = loose_links, .para_line_end = (size_t)-2};
	walk_start(&m.walk, from.text, "[]{");
	writer_start(&m.w, a, &from);
	enum walk_event event;
	while ((event = walk_next(&m.walk)) != WALK_END) {
		if (event == WALK_LINE)
			mend_line(&m);
		else if (m.s.p[m.walk.i] == '{')
			mend_brace(&m);
		else if (m.s.p[m.walk.i] == '[')
			mend_caret(&m);
		else
			mend_bracket(&m);
	}
	labels_check(&m);
	return writer_finish(&m.w);
}
