/* source.c - Markdown on its way to cmark: lines that remember where they came from, and a walk that knows prose from code */
#include "post/source.h"

#include <string.h>

/* ---- sources and their lines ---- */

/* A reference to a character at s[i], "&#x10FFF0;" or "&#1114096;": its digits in *from and *to, its number; 0 when there is none. */
static uint32_t
reference_read(struct str s, size_t i, size_t *from, size_t *to)
{
	bool hex = i + 2 < s.n && (s.p[i + 2] | 32) == 'x';
	uint32_t n = 0;
	*from = *to = i + 2 + hex;
	for (; *to < s.n && n <= 0x10FFFF; ++*to) {
		char c = char_lower(s.p[*to]);
		if (char_digit(c))
			n = n * (hex ? 16 : 10) + (uint32_t)(c - '0');
		else if (hex && c >= 'a' && c <= 'f')
			n = n * 16 + (uint32_t)(c - 'a' + 10);
		else
			break;
	}
	return n;
}

/* References to the marks become such to U+FFFD: the parsers would make marks of them. */
static struct str
references_unmarked(struct arena *a, struct str s)
{
	enum { MARK_FIRST = 0x10FFF0, MARK_LAST = 0x10FFFF };
	char *own = NULL;
	for (size_t i = 0, from, to; i < s.n; i++) {
		ptrdiff_t at = str_find(str_sub(s, i, s.n), STR("&#"));
		if (at < 0)
			break;
		i += (size_t)at;
		uint32_t n = reference_read(s, i, &from, &to);
		if (n < MARK_FIRST || n > MARK_LAST)
			continue;
		if (!own)
			s.p = own = arena_dup(a, s.p, s.n);
		bool hex = from == i + 3;
		memcpy(own + to - (hex ? 6 : 7), hex ? "00FFFD" : "0065533", hex ? 6 : 7);
	}
	return s;
}

/* The text without such characters of its own. */
static struct str
text_unmarked(struct arena *a, struct str s)
{
	static const struct str marks[] = {{MARK_OBJECT, MARK_LENGTH}, {MARK_END, MARK_LENGTH}, {MARK_RAW, MARK_LENGTH},
		{MARK_RAW_END, MARK_LENGTH}, {MARK_TEXT, MARK_LENGTH}};
	for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
		if (str_find(s, marks[k]) < 0)
			continue;
		char *p = arena_dup(a, s.p, s.n);
		for (char *hit = p; (hit = memmem(hit, s.n - (size_t)(hit - p), marks[k].p, MARK_LENGTH)); hit += MARK_LENGTH)
			memcpy(hit, " \xEF\xBF\xBD", MARK_LENGTH);
		s.p = p;
	}
	return s;
}

struct source
source_from(struct arena *a, struct str text, int first_line)
{
	size_t n = 1;
	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == '\n';
	int *lines = NEW_N(a, n, int);
	for (size_t i = 0; i < n; i++)
		lines[i] = first_line + (int)i;
	return (struct source){references_unmarked(a, text_unmarked(a, text)), lines, n};
}

int
source_line(const struct source *s, size_t i)
{
	return s->lines[i < s->n_lines ? i : s->n_lines - 1];
}

void
writer_start(struct writer *w, struct arena *a, const struct source *from)
{
	*w = (struct writer){.a = a, .from = from};
	*PUSH(a, w->lines, w->n, w->cap) = source_line(from, 0);
}

int
writer_line(const struct writer *w)
{
	return source_line(w->from, w->at_line);
}

void
writer_copy(struct writer *w, size_t to)
{
	if (to > w->from->text.n)
		to = w->from->text.n;
	while (w->at < to) {
		const char *p = w->from->text.p + w->at, *end = memchr(p, '\n', to - w->at);
		size_t n = end ? (size_t)(end - p) + 1 : to - w->at;
		buf_add(&w->out, p, n);
		w->at += n;
		if (end) {
			w->at_line++;
			*PUSH(w->a, w->lines, w->n, w->cap) = writer_line(w);
		}
	}
}

void
writer_skip(struct writer *w, size_t to)
{
	if (to > w->from->text.n)
		to = w->from->text.n;
	for (; w->at < to; w->at++)
		w->at_line += w->from->text.p[w->at] == '\n';
}

void
writer_add(struct writer *w, struct str s)
{
	buf_str(&w->out, s);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\n')
			*PUSH(w->a, w->lines, w->n, w->cap) = writer_line(w);
}

struct source
writer_finish(struct writer *w)
{
	writer_copy(w, w->from->text.n);
	struct source s = {buf_keep(&w->out, w->a), w->lines, w->n};
	buf_free(&w->out);
	return s;
}

/* ---- the walk ---- */

static const char *const closed_tags[] = {"pre", "script", "style", "textarea", "code"};

static size_t
mark_length(struct str s)
{
	if (s.n >= 2 && strchr("-*+", s.p[0]) && char_blank((unsigned char)s.p[1]))
		return 2;
	size_t n = 0;
	while (n < s.n && n < 9 && char_digit(s.p[n]))
		n++;
	if (n && n + 1 < s.n && (s.p[n] == '.' || s.p[n] == ')') && char_blank((unsigned char)s.p[n + 1]))
		return n + 2;
	return 0;
}

size_t
line_prefix(struct str line, bool marks)
{
	size_t n = 0, mark;
	while (n < line.n) {
		if (line.p[n] == ' ' || line.p[n] == '\t' || line.p[n] == '>')
			n++;
		else if (marks && (mark = mark_length(str_sub(line, n, line.n))) > 0)
			n += mark;
		else
			break;
	}
	return n;
}

void
walk_start(struct walk *w, struct str s, const char *bytes)
{
	memset(w, 0, sizeof *w);
	w->s = s;
	w->was_blank = true;
	w->line_end = (size_t)-1;
	for (const char *z = "`<\\"; *z; z++)
		w->stop[(unsigned char)*z] = true;
	for (; *bytes; bytes++)
		w->stop[(unsigned char)*bytes] = true;
}

/* The end of the paragraph around w->i: a blank line, or the end. */
static size_t
walk_para_end(struct walk *w)
{
	if (w->para_end > w->i)
		return w->para_end;
	size_t i = w->line_end;
	while (i < w->s.n) {
		size_t k = i + 1;
		while (k < w->s.n && (w->s.p[k] == ' ' || w->s.p[k] == '\t' || w->s.p[k] == '>'))
			k++;
		if (k >= w->s.n || w->s.p[k] == '\n')
			break;
		const char *next = memchr(w->s.p + k, '\n', w->s.n - k);
		i = next ? (size_t)(next - w->s.p) : w->s.n;
	}
	w->para_end = i;
	memset(w->no_ticks, 0, sizeof w->no_ticks);
	return i;
}

/* At a backtick: moves behind the code span, or behind the run when none is closed. */
static void
walk_ticks(struct walk *w)
{
	const char *p = w->s.p;
	size_t end = walk_para_end(w), i = w->i, n = 0, run = 0;
	while (i + n < end && p[i + n] == '`')
		n++;
	w->i = i + n;
	if (n >= 32 || (w->no_ticks[n] && i >= w->no_ticks[n]))
		return;
	for (size_t k = i + n; k <= end; k++) {
		if (k < end && p[k] == '`') {
			run++;
			continue;
		}
		if (run == n) {
			w->i = k;
			return;
		}
		run = 0;
	}
	w->no_ticks[n] = i;
}

/* At "<": moves behind a comment or an element whose content is code, when it is closed. */
static void
walk_angle(struct walk *w)
{
	struct str rest = str_sub(w->s, w->i, w->s.n);
	w->i++;
	if (str_starts(rest, "<!--")) {
		ptrdiff_t end = w->no_comment ? -1 : str_find(str_sub(rest, 4, rest.n), STR("-->"));
		w->no_comment = end < 0;
		if (end >= 0)
			w->i += (size_t)end + 6;
		return;
	}
	for (size_t k = 0; k < sizeof closed_tags / sizeof *closed_tags; k++) {
		size_t n = strlen(closed_tags[k]);
		if (rest.n < n + 2 || char_alnum((unsigned char)rest.p[n + 1]) ||
			!str_starts_nocase(str_sub(rest, 1, rest.n), closed_tags[k]))
			continue;
		if (w->no_close[k])
			return;
		char close[16] = "</";
		memcpy(close + 2, closed_tags[k], n + 1);
		ptrdiff_t end = str_find_nocase(rest, str_of(close));
		if (end >= 0)
			w->i += (size_t)end;
		else
			w->no_close[k] = true;
		return;
	}
}

static bool
line_fence(struct str text, char *mark, size_t *n)
{
	*n = 0;
	while (*n < text.n && (text.p[0] == '`' || text.p[0] == '~') && text.p[*n] == text.p[0])
		++*n;
	*mark = *n ? text.p[0] : 0;
	return *n >= 3;
}

static size_t
line_indent(struct str line)
{
	size_t columns = 0;
	for (size_t i = 0; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'); i++)
		columns += line.p[i] == '\t' ? 4 - columns % 4 : 1;
	return columns;
}

/* Whether the current line is prose; follows fences, indented code and lists. */
static bool
walk_line_prose(struct walk *w)
{
	struct str line = str_sub(w->s, w->line, w->line_end);
	size_t quoted = line_prefix(line, false), content = line_prefix(line, true), n;
	struct str text = str_sub(line, content, line.n);
	char mark;
	bool quote = memchr(line.p ? line.p : "", '>', quoted) != NULL;
	if (w->fenced && (quote || !w->fence_quoted)) {
		struct str tail = str_sub(line, quoted, line.n);
		if (line_fence(tail, &mark, &n) && mark == w->fence_char && n >= w->fence_len &&
			!str_trim(str_sub(tail, n, tail.n)).n)
			w->fenced = false;
		return false;
	}
	w->fenced = false;
	if (!str_trim(text).n) {
		w->was_blank = true;
		return false;
	}
	bool marked = content > quoted, blank_before = w->was_blank;
	w->was_blank = false;
	if (line_indent(line) >= 4 && !w->in_list && (blank_before || w->was_code)) {
		w->was_code = true;
		return false;
	}
	w->was_code = false;
	if (marked)
		w->in_list = true;
	else if (blank_before && line_indent(line) == 0)
		w->in_list = false;
	if (line_fence(text, &mark, &n) && (mark == '~' || str_find_char(str_sub(text, n, text.n), '`') < 0)) {
		w->fenced = true;
		w->fence_char = mark;
		w->fence_len = n;
		w->fence_quoted = quote;
		return false;
	}
	return true;
}

/* Makes the line that holds w->i the current one. */
static void
walk_line_at(struct walk *w, size_t start)
{
	w->line = start;
	const char *end = memchr(w->s.p + start, '\n', w->s.n - start);
	w->line_end = end ? (size_t)(end - w->s.p) : w->s.n;
}

/* "<Name" or "</Name" */
static bool
walk_component(const struct walk *w)
{
	size_t i = w->i + 1;
	i += i < w->s.n && w->s.p[i] == '/';
	return i < w->s.n && w->s.p[i] >= 'A' && w->s.p[i] <= 'Z';
}

enum walk_event
walk_next(struct walk *w)
{
	for (;;) {
		/* The rest of the current line. */
		while (w->line_end != (size_t)-1 && w->i < w->line_end) {
			unsigned char c = (unsigned char)w->s.p[w->i];
			if (!w->stop[c])
				w->i++;
			else if (c == '`')
				walk_ticks(w);
			else if (c == '<' && w->components && walk_component(w))
				return WALK_BYTE;
			else if (c == '<')
				walk_angle(w);
			else if (c == '\\' && !w->slashes)
				w->i += 2;
			else
				return WALK_BYTE;
		}
		size_t next = w->line_end == (size_t)-1 ? 0 : w->line_end + 1;
		if (w->i > next) { /* a code span or a shortcode went on over the line's end */
			size_t at = w->i < w->s.n ? w->i : w->s.n;
			const char *start = memrchr(w->s.p, '\n', at);
			w->i = at;
			walk_line_at(w, start ? (size_t)(start - w->s.p) + 1 : 0);
			if (at < w->s.n)
				continue;
			return WALK_END;
		}
		if (next >= w->s.n)
			return WALK_END;
		walk_line_at(w, next);
		if (walk_line_prose(w)) {
			w->i = w->line;
			return WALK_LINE;
		}
		w->i = w->line_end;
	}
}
