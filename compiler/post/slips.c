/* slips.c - what authors write and cmark would print as it stands: bold that does not close, x^2^, arguments of pictures, wiki links */
#include "post/mend.h"

#include "base/utf8.h"

#include <string.h>

enum { BOLD_MAX = 600, PICTURE_MAX = 2000, SCRIPT_MAX = 6, WIKI_MAX = 300 };

struct slips {
	struct arena *a;
	struct str path, s;
	struct diag *d;
	struct walk walk;
	struct writer w;
	struct buf notes; /* footnotes that were written in the text: they go to its end */
	size_t at, at_line; /* the start of a line, and its number from 0 */
	size_t html; /* the next line belongs to a block of HTML when it begins here */
	size_t no_pair; /* in this line there is no further pair of asterisks */
	bool in_html, told_html;
	int n_notes;
};

static int
line_here(struct slips *m)
{
	for (; m->at < m->walk.line; m->at++)
		m->at_line += m->s.p[m->at] == '\n';
	return source_line(m->w.from, m->at_line);
}

/* ---- what stands beside a mark ---- */

enum side { SIDE_BLANK, SIDE_SIGN, SIDE_LETTER };

static enum side
rune_side(uint32_t r)
{
	if (rune_blank(r))
		return SIDE_BLANK;
	if (r < 0x80)
		return char_alnum((int)r) ? SIDE_LETTER : SIDE_SIGN;
	bool sign = r == 0xA1 || r == 0xAB || r == 0xBB || r == 0xBF || (r >= 0x2010 && r <= 0x205E) ||
		(r >= 0x3001 && r <= 0x3020) || (r >= 0xFF01 && r <= 0xFF0F) || (r >= 0xFF1A && r <= 0xFF20);
	return sign ? SIDE_SIGN : SIDE_LETTER;
}

static enum side
side_before(const struct slips *m, size_t i)
{
	if (i <= m->walk.line)
		return SIDE_BLANK;
	size_t k = i - 1;
	while (k > m->walk.line && ((unsigned char)m->s.p[k] & 0xC0) == 0x80)
		k--;
	return rune_side(utf8_next(m->s, &k));
}

static enum side
side_after(const struct slips *m, size_t i)
{
	return i >= m->walk.line_end ? SIDE_BLANK : rune_side(utf8_next(m->s, &i));
}

/* Can cmark read two asterisks at i as an opening, or a closing, mark (CommonMark 6.2)? */
static bool
flanks(const struct slips *m, size_t i, bool opens)
{
	enum side before = side_before(m, i), after = side_after(m, i + 2), inner = opens ? after : before,
		  outer = opens ? before : after;
	return inner != SIDE_BLANK && (inner != SIDE_SIGN || outer != SIDE_LETTER);
}

/* ---- **bold** ---- */

/* The next run of exactly two asterisks from i on, in the line; SIZE_MAX when there is none, or one of another length before it. */
static size_t
pair_find(const struct slips *m, size_t i)
{
	size_t end = m->walk.line_end < i + BOLD_MAX ? m->walk.line_end : i + BOLD_MAX;
	for (; i + 1 < end; i++) {
		if (m->s.p[i] == '`' || m->s.p[i] == '<')
			return SIZE_MAX;
		if (m->s.p[i] == '\\')
			i++;
		else if (m->s.p[i] == '*' && m->s.p[i + 1] == '*')
			return i + 2 < m->walk.line_end && m->s.p[i + 2] == '*' ? SIZE_MAX : i;
	}
	return SIZE_MAX;
}

static void
bold_write(struct slips *m, size_t open, size_t close)
{
	size_t from = open + 2, to = close;
	while (from < to && m->s.p[from] == ' ')
		from++;
	while (to > from && m->s.p[to - 1] == ' ')
		to--;
	bool before = from > open + 2 && side_before(m, open) != SIDE_BLANK,
	     after = to < close && side_after(m, close + 2) != SIDE_BLANK;
	writer_copy(&m->w, open);
	writer_add(&m->w, before ? STR(" <strong>") : STR("<strong>"));
	writer_skip(&m->w, from);
	writer_copy(&m->w, to);
	writer_add(&m->w, after ? STR("</strong> ") : STR("</strong>"));
	writer_skip(&m->w, close + 2);
}

static void
html_report(struct slips *m)
{
	if (!m->told_html)
		diag_add(m->d, DIAG_REPAIRED, m->path, line_here(m), 0,
			"Markdown inside a block of HTML is printed as it stands by most sites; it was read: leave a blank line "
			"behind the tag");
	m->told_html = true;
}

/* At "*". */
static void
asterisks(struct slips *m)
{
	size_t i = m->walk.i, n = 0;
	while (i + n < m->walk.line_end && m->s.p[i + n] == '*')
		n++;
	m->walk.i = i + n;
	if (n != 2 || i < m->w.at || m->no_pair == m->walk.line + 1)
		return;
	size_t close = pair_find(m, i + 2);
	if (close == SIZE_MAX || close == i + 2) {
		m->no_pair = m->walk.line + 1;
		return;
	}
	m->walk.i = close + 2;
	bool good = flanks(m, i, true) && flanks(m, close, false);
	bool blank_open = side_after(m, i + 2) == SIDE_BLANK, blank_close = side_before(m, close) == SIDE_BLANK;
	/* "a ** b ** c" is arithmetic; "** Title **" stands alone, "**word **" leaves no doubt */
	bool alone = side_before(m, i) == SIDE_BLANK && side_after(m, close + 2) == SIDE_BLANK;
	bool first = line_prefix(str_sub(m->s, m->walk.line, m->walk.line_end), true) == i - m->walk.line;
	if (good && !m->in_html)
		return;
	if (!good && blank_open && (!blank_close || !alone || !first))
		return;
	size_t more = 0;
	if (!good && !blank_open && blank_close)
		for (size_t k = close; (k = pair_find(m, k + 2)) != SIZE_MAX; k++)
			more++;
	if (more % 2)
		return;
	bold_write(m, i, close);
	if (m->in_html)
		html_report(m);
	else
		diag_add(m->d, DIAG_REPAIRED, m->path, line_here(m), 0,
			"two asterisks did not make bold where they stand; they were read so: put no blank inside them, and one "
			"outside");
}

/* At "_": "_words that are stressed_and more", which exports of Medium write. */
static void
underscore(struct slips *m)
{
	size_t i = m->walk.i++, end = m->walk.line_end < i + BOLD_MAX ? m->walk.line_end : i + BOLD_MAX, k = i + 1;
	bool blank = false;
	if (i < m->w.at || side_before(m, i) == SIDE_LETTER || side_after(m, i + 1) == SIDE_BLANK)
		return;
	for (; k < end && m->s.p[k] != '_' && !strchr("`<\\[*", m->s.p[k]); k++)
		blank |= m->s.p[k] == ' ';
	if (k >= end || m->s.p[k] != '_' || !blank || side_before(m, k) == SIDE_BLANK || side_after(m, k + 1) != SIDE_LETTER)
		return;
	writer_copy(&m->w, i);
	writer_add(&m->w, STR("<em>"));
	writer_skip(&m->w, i + 1);
	writer_copy(&m->w, k);
	writer_add(&m->w, STR("</em> "));
	writer_skip(&m->w, k + 1);
	m->walk.i = k + 1;
}

/* ---- x^2^, H~2~O, notes in the text ---- */

/* At "^" or "~": the bytes in it up to the same sign, or 0. */
static size_t
script_length(const struct slips *m, size_t i)
{
	size_t n = 0;
	char mark = m->s.p[i];
	bool digits = true;
	while (n <= SCRIPT_MAX && i + 1 + n < m->walk.line_end &&
		(char_alnum((unsigned char)m->s.p[i + 1 + n]) || strchr("+-", m->s.p[i + 1 + n]))) {
		digits = digits && !(char_alnum((unsigned char)m->s.p[i + 1 + n]) && !char_digit(m->s.p[i + 1 + n]));
		n++;
	}
	bool closed = n && n <= SCRIPT_MAX && i + 1 + n < m->walk.line_end && m->s.p[i + 1 + n] == mark;
	bool twice = i + 2 + n < m->walk.line_end && m->s.p[i + 2 + n] == mark;
	return closed && !twice && (digits || mark == '^') && side_before(m, i) == SIDE_LETTER ? n : 0;
}

static void
script(struct slips *m)
{
	size_t i = m->walk.i++, n = i >= m->w.at ? script_length(m, i) : 0;
	if (!n)
		return;
	bool up = m->s.p[i] == '^';
	writer_copy(&m->w, i);
	writer_add(&m->w, up ? STR("<sup>") : STR("<sub>"));
	writer_skip(&m->w, i + 1);
	writer_copy(&m->w, i + 1 + n);
	writer_add(&m->w, up ? STR("</sup>") : STR("</sub>"));
	writer_skip(&m->w, i + 2 + n);
	m->walk.i = i + 2 + n;
}

/* At "^[": a footnote in the text (Pandoc, Obsidian). */
static bool
note_write(struct slips *m)
{
	size_t i = m->walk.i, k = i + 2, depth = 1;
	if (!str_starts(str_sub(m->s, i, m->walk.line_end), "^[") || i < m->w.at || side_before(m, i) == SIDE_BLANK ||
		m->s.p[i - 1] == '[')
		return false;
	for (; k < m->walk.line_end && k < i + PICTURE_MAX && depth; k++)
		depth += m->s.p[k] == '[' ? 1 : m->s.p[k] == ']' ? (size_t)-1 : 0;
	struct str text = str_trim(str_sub(m->s, i + 2, k - 1));
	if (depth || !text.n)
		return false;
	m->n_notes++;
	buf_fmt(&m->notes, "\n\n[^in-the-text-%d]: ", m->n_notes);
	buf_str(&m->notes, text);
	writer_copy(&m->w, i);
	writer_add(&m->w, str_fmt(m->a, "[^in-the-text-%d]", m->n_notes));
	writer_skip(&m->w, k);
	m->walk.i = k;
	return true;
}

/* ---- pictures and wiki links ---- */

/* At "![": the arguments that Hashnode writes behind an address go: ![](https://… align="center"). */
static void
picture_arguments(struct slips *m, struct str rest)
{
	size_t i = m->walk.i - 1;
	ptrdiff_t open = str_find(rest, STR("]("));
	struct str target = open < 0 ? STR_NONE : str_sub(rest, (size_t)open + 2, rest.n);
	size_t n = 0;
	while (n < target.n && !char_blank((unsigned char)target.p[n]) && !strchr("()<>", target.p[n]))
		n++;
	size_t k = n;
	while (k < target.n && target.p[k] == ' ')
		k++;
	size_t name = k;
	while (k < target.n && (char_alnum((unsigned char)target.p[k]) || target.p[k] == '-'))
		k++;
	ptrdiff_t close = str_find_char(target, ')');
	if (!n || k == name || k >= target.n || target.p[k] != '=' || close < (ptrdiff_t)k)
		return;
	size_t from = i + (size_t)open + 2 + n;
	writer_copy(&m->w, from);
	writer_skip(&m->w, i + (size_t)open + 2 + (size_t)close);
	m->walk.i = m->w.at;
}

/* "[[page|label]]" and "![[picture.png|300]]". */
static void
wiki(struct slips *m, size_t i, struct str rest, bool picture)
{
	ptrdiff_t close = str_find(str_sub(rest, 0, WIKI_MAX), STR("]]")), bar;
	struct str in = close < 3 ? STR_NONE : str_sub(rest, 2, (size_t)close), last;
	size_t letters = 0, behind = (size_t)close + 2;
	for (size_t k = 0; k < in.n; k++)
		letters += (char_alnum((unsigned char)in.p[k]) && !char_digit(in.p[k])) || (unsigned char)in.p[k] >= 0x80;
	if (!letters || char_blank((unsigned char)in.p[0]) || str_find_char(in, '[') >= 0 || str_is_nocase(in, "toc") ||
		str_is_nocase(in, "_toc_") || (behind < rest.n && strchr("([", rest.p[behind])))
		return;
	bar = str_rfind_char(in, '|');
	last = str_trim(bar < 0 ? in : str_sub(in, (size_t)bar + 1, in.n));
	struct str target = str_trim(bar < 0 ? in : str_sub(in, 0, (size_t)bar));
	int64_t width;
	writer_copy(&m->w, i);
	if (picture && str_find_char(target, '.') > 0)
		writer_add(&m->w,
			str_fmt(m->a, "![%.*s](<%.*s>)", STR_FMT(bar < 0 || str_to_int(last, &width) ? STR_NONE : last),
				STR_FMT(target)));
	else
		writer_add(&m->w, last);
	m->walk.i = i + picture + behind;
	writer_skip(&m->w, m->walk.i);
}

/* At "](": blanks in an address, which is most often a file's name. */
static void
address_blanks(struct slips *m)
{
	size_t i = m->walk.i++, from = i + 2, end = m->walk.line_end < i + PICTURE_MAX ? m->walk.line_end : i + PICTURE_MAX;
	struct str target = str_sub(m->s, from, end);
	ptrdiff_t close = str_find_char(target, ')'), title;
	if (i < m->w.at || i + 1 >= end || m->s.p[i + 1] != '(' || close < 3)
		return;
	target = str_sub(target, 0, (size_t)close);
	if ((title = str_find(target, STR(" \""))) > 0 || (title = str_find(target, STR(" '"))) > 0)
		target = str_sub(target, 0, (size_t)title);
	target = str_trim(target);
	bool address = str_find_char(target, '/') >= 0 || str_rfind_char(target, '.') > 0;
	if (str_find_char(target, ' ') < 0 || !address || strchr("<(\"'", target.p[0]) || memchr(target.p, '(', target.n) ||
		memchr(target.p, '<', target.n) || memchr(target.p, '{', target.n))
		return;
	diag_add(m->d, DIAG_REPAIRED, m->path, line_here(m), 0,
		"the address \"%.*s\" has blanks in it, and makes no link; it was read with %%20 in their place: write it so",
		STR_FMT(target));
	size_t at = (size_t)(target.p - m->s.p);
	for (size_t k = 0; k < target.n; k++) {
		if (target.p[k] != ' ')
			continue;
		writer_copy(&m->w, at + k);
		writer_skip(&m->w, at + k + 1);
		writer_add(&m->w, STR("%20"));
	}
	m->walk.i = at + target.n;
}

/* At "[" in a block of HTML: "[text](https://…)" becomes the link that it was meant to be. */
static void
html_link(struct slips *m, size_t i, struct str rest)
{
	ptrdiff_t open = str_find(rest, STR("](")),
		  close = open < 0 ? -1 : str_find_char(str_sub(rest, (size_t)open, rest.n), ')');
	if (open < 2 || close < 3)
		return;
	struct str text = str_sub(rest, 1, (size_t)open), href = str_sub(rest, (size_t)open + 2, (size_t)(open + close));
	bool plain = str_find_char(text, '[') < 0 && str_find_char(text, '<') < 0 && str_find_char(href, ' ') < 0 &&
		str_find_char(href, '"') < 0 && str_find_char(href, '<') < 0;
	if (!plain || (!str_starts(href, "http") && !str_starts(href, "/")))
		return;
	writer_copy(&m->w, i);
	writer_add(&m->w, STR("<a href=\""));
	writer_add(&m->w, href);
	writer_add(&m->w, STR("\">"));
	writer_skip(&m->w, i + 1);
	writer_copy(&m->w, i + (size_t)open);
	writer_add(&m->w, STR("</a>"));
	writer_skip(&m->w, i + (size_t)(open + close) + 1);
	m->walk.i = m->w.at;
	html_report(m);
}

/* At "!" or "[". */
static void
bracket(struct slips *m)
{
	size_t i = m->walk.i++;
	bool picture = m->s.p[i] == '!';
	size_t end = m->walk.line_end < i + PICTURE_MAX ? m->walk.line_end : i + PICTURE_MAX;
	struct str rest = str_sub(m->s, i, end), open = str_sub(rest, picture, rest.n);
	if (i < m->w.at || !open.n || open.p[0] != '[')
		return;
	if (str_starts(open, "[["))
		wiki(m, i, open, picture);
	else if (picture)
		picture_arguments(m, rest);
	else if (m->in_html)
		html_link(m, i, rest);
}

/* ---- lines ---- */

/* "[label]: address": what stands in it is no text, and one definition that is spoilt makes text of all behind it. */
static bool
is_definition(struct str rest)
{
	ptrdiff_t end = str_starts(rest, "[") && !str_starts(rest, "[^") ? str_find_char(rest, ']') : -1;
	return end > 1 && (size_t)end + 1 < rest.n && rest.p[end + 1] == ':';
}

static void
line_look(struct slips *m)
{
	static const char *const tags[] = {"div", "center", "p", "td", "th", "tr", "table", "li", "ul", "ol", "section",
		"article", "aside", "blockquote", "figcaption", "details", "summary", "main", "h1", "h2", "h3", "h4"};
	struct str line = str_sub(m->s, m->walk.line, m->walk.line_end);
	size_t prefix = line_prefix(line, true), n = prefix + 1;
	bool goes_on = m->html == m->walk.line && m->in_html;
	m->html = m->walk.line_end + 1;
	m->told_html = m->told_html && goes_on;
	m->in_html = goes_on;
	if (prefix < line.n && line.p[prefix] == '<' && !goes_on) {
		while (n < line.n && char_alnum((unsigned char)line.p[n]))
			n++;
		for (size_t k = 0; k < sizeof tags / sizeof *tags; k++)
			m->in_html = m->in_html || str_is_nocase(str_sub(line, prefix + 1, n), tags[k]);
	}
	if (is_definition(str_sub(line, prefix, line.n)))
		m->walk.i = m->walk.line_end;
	if (str_is(str_trim(line), "^") && m->w.at <= m->walk.line) { /* kramdown: ends a block */
		writer_copy(&m->w, m->walk.line);
		writer_skip(&m->w, m->walk.line_end);
		m->walk.i = m->walk.line_end;
	}
}

struct source
slips_mend(struct arena *a, struct source from, struct str path, struct diag *d)
{
	struct slips m = {.a = a, .path = path, .s = from.text, .d = d};
	walk_start(&m.walk, from.text, "*_^~![]");
	writer_start(&m.w, a, &from);
	enum walk_event event;
	while ((event = walk_next(&m.walk)) != WALK_END) {
		char c = m.s.p[m.walk.i];
		if (event == WALK_LINE)
			line_look(&m);
		else if (c == '*')
			asterisks(&m);
		else if (c == '_')
			underscore(&m);
		else if (c == ']')
			address_blanks(&m);
		else if (c == '!' || c == '[')
			bracket(&m);
		else if (c != '^' || !note_write(&m))
			script(&m);
	}
	writer_copy(&m.w, m.s.n);
	writer_add(&m.w, buf_view(&m.notes));
	buf_free(&m.notes);
	return writer_finish(&m.w);
}
