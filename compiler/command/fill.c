/* fill.c - fill in the blanks of a text */
#include "command/fill.h"

static const struct blank *
blank_find(const struct blank *blanks, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(name, blanks[i].name))
			return &blanks[i];
	return NULL;
}

/* Cuts the conditions off the line; false when one does not hold. */
static bool
line_wanted(struct str *line, const struct blank *blanks, size_t n)
{
	while (line->n && line->p[0] == '[') {
		ptrdiff_t end = str_find_char(*line, ']');
		if (end < 0)
			return true;
		struct str name = str_sub(*line, 1, (size_t)end);
		bool not = str_starts(name, "!");
		const struct blank *blank = blank_find(blanks, n, not ? str_sub(name, 1, name.n) : name);
		if (!blank)
			return true; /* brackets of the text itself */
		if ((blank->value.n > 0) == not )
			return false;
		*line = str_sub(*line, (size_t)end + 1, line->n);
		if (str_starts(*line, " "))
			*line = str_sub(*line, 1, line->n);
	}
	return true;
}

static void
line_fill(struct buf *out, struct str line, const struct blank *blanks, size_t n)
{
	while (line.n) {
		ptrdiff_t open = str_find_char(line, '{');
		struct str rest = open < 0 ? STR_NONE : str_sub(line, (size_t)open, line.n);
		ptrdiff_t close = str_find_char(rest, '}');
		buf_str(out, open < 0 ? line : str_sub(line, 0, (size_t)open));
		if (open < 0)
			return;
		const struct blank *blank = close < 0 ? NULL : blank_find(blanks, n, str_sub(rest, 1, (size_t)close));
		if (blank)
			buf_str(out, blank->value);
		else
			buf_char(out, '{');
		line = str_sub(rest, blank ? (size_t)close + 1 : 1, rest.n);
	}
}

struct str
text_fill(struct arena *a, struct str text, const struct blank *blanks, size_t n)
{
	struct buf out = {0};
	bool empty = true; /* the line before */
	while (text.n) {
		struct str line = str_line(&text);
		if (str_starts(line, "#") || !line_wanted(&line, blanks, n))
			continue;
		if (!line.n && empty)
			continue;
		empty = !line.n;
		line_fill(&out, line, blanks, n);
		buf_char(&out, '\n');
	}
	struct str filled = buf_keep(&out, a);
	buf_free(&out);
	return filled;
}
