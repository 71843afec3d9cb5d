/* quotes.c - straight quotes, hyphens for dashes and three dots become the marks that they stand for */
#include "book/gather.h"

#include "base/utf8.h"

#include <string.h>

/* The marks are those of English, Spanish and Portuguese; other languages quote in other ways and are left as written. */
static bool
language_known(struct str lang)
{
	return language_is(lang, "en") || language_is(lang, "es") || language_is(lang, "pt");
}

struct quoter {
	struct str s; /* the text as written */
	struct buf *out;
	size_t from, to; /* the stretch of s that is set alike and being rewritten */
	ptrdiff_t closer; /* place of the last straight single quote that may close a quotation; -1 none, -2 not looked for yet */
	bool in_double, in_single;
	bool after_opening; /* the last thing written was an opening quote */
};

/* ---- what stands around ---- */

static uint32_t
rune_before(struct str s, size_t i)
{
	if (!i)
		return 0;
	size_t k = i - 1;
	while (k && (s.p[k] & 0xC0) == 0x80)
		k--;
	return utf8_next(s, &k);
}

static uint32_t
rune_at(struct str s, size_t i)
{
	return i < s.n ? utf8_next(s, &i) : 0;
}

static bool
blank_or_end(uint32_t r)
{
	return !r || rune_blank(r);
}

static bool
one_of(uint32_t r, const char *ascii)
{
	return r && r < 0x80 && strchr(ascii, (int)r);
}

/* Arrows, signs and emoji, and what ends them. */
static bool
symbol(uint32_t r)
{
	return (r >= 0x2190 && r < 0x2C00) || r == 0xFE0F || (r >= 0x1F000 && r < 0x1FB00);
}

/* Letters of any script; what is neither ASCII nor a known mark counts as one. */
static bool
letter(uint32_t r)
{
	if (r < 0x80)
		return (r >= 'a' && r <= 'z') || (r >= 'A' && r <= 'Z');
	return r >= 0xC0 && !(r >= 0x2000 && r < 0x2070) && !rune_blank(r) && !symbol(r);
}

static bool
digit(uint32_t r)
{
	return r >= '0' && r <= '9';
}

/* A quote behind this one opens. */
static bool
opens_behind(const struct quoter *q, uint32_t before)
{
	return blank_or_end(before) || one_of(before, "([{</=-") || before == 0x2013 || before == 0x2014 || before == 0x201C ||
		before == 0x2018 || before == 0xAB || before == 0xBF || before == 0xA1 ||
		(one_of(before, "\"'") && q->after_opening);
}

static bool
closes_before(struct str s, size_t next)
{
	uint32_t r = rune_at(s, next);
	return one_of(r, ",;:!?)]}") || r == 0xBB || r == 0x2026 || (r == '.' && !str_starts(str_sub(s, next, s.n), "..."));
}

/* ---- quotes ---- */

static void
quote_write(struct quoter *q, const char *mark, bool opening)
{
	buf_z(q->out, mark);
	q->after_opening = opening;
}

static void
double_quote(struct quoter *q, size_t i)
{
	uint32_t before = rune_before(q->s, i), behind = rune_at(q->s, i + 1);
	bool opening;
	if (!before && !behind) { /* ditto marks in a table */
		buf_char(q->out, '"');
		return;
	}
	if (opens_behind(q, before)) {
		if (blank_or_end(behind))
			opening = blank_or_end(before) && behind && !q->in_double;
		else
			opening = !closes_before(q->s, i + 1) || !q->in_double;
	} else if (digit(before) && !q->in_double) {
		buf_char(q->out, '"'); /* inches */
		return;
	} else if (symbol(before)) {
		opening = !q->in_double && !blank_or_end(behind) && !closes_before(q->s, i + 1);
	} else {
		opening = one_of(before, ":;,") && (letter(behind) || digit(behind)) && !q->in_double;
	}
	q->in_double = opening;
	quote_write(q, opening ? "“" : "”", opening);
}

/* Words that begin with an apostrophe, and years without their century. */
static bool
elided(struct str rest)
{
	static const char *const words[] = {"tis", "twas", "em", "til", "cause", "n'", "bout", "round", "cos"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct str behind = str_sub(rest, str_of(words[i]).n, rest.n);
		if (str_starts_nocase(rest, words[i]) &&
			!(behind.n && (char_alnum((unsigned char)behind.p[0]) || behind.p[0] == '\'')))
			return true;
	}
	return rest.n >= 3 && digit((uint32_t)rest.p[0]) && digit((uint32_t)rest.p[1]) && rest.p[2] == 's';
}

/* Is there a straight quote behind i that may close what opens there? The last one of the text is looked for once. */
static bool
closer_follows(struct quoter *q, size_t i)
{
	if (q->closer == -2) {
		q->closer = -1;
		for (size_t k = q->s.n; k-- > 1 && q->closer < 0;)
			if (q->s.p[k] == '\'' && !char_blank((unsigned char)q->s.p[k - 1]) && !letter(rune_at(q->s, k + 1)) &&
				!digit(rune_at(q->s, k + 1)))
				q->closer = (ptrdiff_t)k;
	}
	return q->closer > (ptrdiff_t)i;
}

static void
single_quote(struct quoter *q, size_t i)
{
	uint32_t before = rune_before(q->s, i), behind = rune_at(q->s, i + 1);
	if ((digit(before) && digit(behind)) || (blank_or_end(before) && blank_or_end(behind)) ||
		(digit(before) && !letter(behind) && !q->in_single)) {
		buf_char(q->out, '\''); /* feet, minutes */
		return;
	}
	bool opening = opens_behind(q, before) && !blank_or_end(behind) && !closes_before(q->s, i + 1) &&
		!elided(str_sub(q->s, i + 1, q->s.n)) && closer_follows(q, i);
	if (opening || !letter(behind))
		q->in_single = opening;
	quote_write(q, opening ? "‘" : "’", opening);
}

/* ---- dashes and dots ---- */

static size_t
run_length(const struct quoter *q, size_t i)
{
	size_t n = 1;
	while (i + n < q->to && q->s.p[i + n] == q->s.p[i])
		n++;
	return n;
}

static bool
word_of_three(struct str s, size_t i)
{
	for (int k = 0; k < 3; k++) {
		uint32_t r = rune_at(s, i);
		if (!letter(r) && !digit(r))
			return false;
		utf8_next(s, &i);
	}
	return true;
}

static bool
dash_opens(struct str s, size_t i)
{
	return (blank_or_end(rune_before(s, i)) || s.p[i - 1] == '(') && word_of_three(s, i + 1);
}

static bool
dash_closes(struct str s, size_t i)
{
	uint32_t before = rune_before(s, i), behind = rune_at(s, i + 1);
	return !blank_or_end(before) && before != '-' && (blank_or_end(behind) || one_of(behind, ".,;:!?)"));
}

/* A remark between hyphens, " -as this one- ": does the one at i open such a pair, with nothing of the kind between? */
static bool
remark_opens(const struct quoter *q, size_t i)
{
	if (!dash_opens(q->s, i))
		return false;
	for (size_t k = i + 1; k < q->s.n && q->s.p[k] != '\n'; k++) {
		if (q->s.p[k] != '-')
			continue;
		if (dash_closes(q->s, k))
			return true;
		if (blank_or_end(rune_before(q->s, k)))
			return false;
	}
	return false;
}

/* Writes the mark for n hyphens at i, or the hyphens. *remark: the place where an open remark closes. */
static void
hyphens(struct quoter *q, size_t i, size_t n, bool *remark)
{
	uint32_t before = rune_before(q->s, i), behind = rune_at(q->s, i + n);
	const char *mark = NULL;
	bool arrow = behind == '>' || before == '<' || before == '>' || before == '!',
	     spaced = blank_or_end(before) && behind == ' ';
	bool option = (blank_or_end(before) || one_of(before, "([{\"'")) && (letter(behind) || digit(behind));
	if (arrow || n > 3) {
		mark = NULL;
	} else if (n == 3) {
		mark = before || behind ? "—" : NULL;
	} else if (n == 2) {
		mark = option || (!before && !behind) ? NULL : "–";
	} else if (spaced) {
		mark = "–";
	} else if (*remark && dash_closes(q->s, i)) {
		mark = "—";
		*remark = false;
	} else if (remark_opens(q, i)) {
		mark = "—";
		*remark = true;
	}
	if (mark)
		buf_z(q->out, mark);
	else
		buf_add(q->out, q->s.p + i, n);
}

static void
dots(struct quoter *q, size_t i, size_t n)
{
	uint32_t before = rune_before(q->s, i), behind = rune_at(q->s, i + n);
	if (n == 3 && before != '/' && behind != '/' && before != '.' && behind != '.')
		buf_z(q->out, "…");
	else
		buf_add(q->out, q->s.p + i, n);
}

/* ---- texts ---- */

/* The end of an address that begins at i, without the marks that close a sentence; i when none begins there. */
static size_t
address_end(struct str s, size_t i, size_t to)
{
	static const char *const starts[] = {"http://", "https://", "ftp://", "mailto:", "www."};
	bool found = false;
	for (size_t k = 0; k < sizeof starts / sizeof *starts && !found; k++)
		found = str_starts_nocase(str_sub(s, i, to), starts[k]);
	if (!found)
		return i;
	size_t end = i;
	while (end < to && !char_blank((unsigned char)s.p[end]) && s.p[end] != '"' && s.p[end] != '<')
		end++;
	while (end > i && one_of((unsigned char)s.p[end - 1], "'),.;:!?]"))
		end--;
	return end;
}

/* The next byte from i on that may have to change, or that may begin an address (a word with h, f, m or w). */
static size_t
next_mark(struct str s, size_t i, size_t to)
{
	for (; i < to; i++) {
		char c = s.p[i];
		if (c == '"' || c == '\'' || c == '-' || c == '.')
			break;
		if ((c == 'h' || c == 'f' || c == 'm' || c == 'w' || c == 'H' || c == 'W') &&
			(!i || !char_alnum((unsigned char)s.p[i - 1])))
			break;
	}
	return i;
}

/* Rewrites the stretch [from, to). */
static void
stretch_rewrite(struct quoter *q, size_t from, size_t to, bool *remark)
{
	q->to = to;
	for (size_t i = from, n; i < to; i += n) {
		size_t mark = next_mark(q->s, i, to);
		buf_add(q->out, q->s.p + i, mark - i);
		i = mark;
		n = i < to ? 1 : 0;
		if (!n)
			break;
		if (q->s.p[i] == '"') {
			double_quote(q, i);
		} else if (q->s.p[i] == '\'') {
			single_quote(q, i);
		} else if (q->s.p[i] == '-') {
			n = run_length(q, i);
			hyphens(q, i, n, remark);
		} else if (q->s.p[i] == '.') {
			n = run_length(q, i);
			dots(q, i, n);
		} else {
			size_t end = address_end(q->s, i, to);
			n = end > i ? end - i : 1;
			buf_add(q->out, q->s.p + i, n);
		}
	}
}

/* Most texts hold nothing that changes. */
static bool
anything_to_do(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '"' || c == '\'')
			return true;
		if ((c == '-' || c == '.') && i + 1 < s.n && s.p[i + 1] == c)
			return true;
		if (c == '-' && (!i || char_blank((unsigned char)s.p[i - 1]) || s.p[i - 1] == '('))
			return true;
	}
	return false;
}

struct str
quotes_text(struct arena *a, struct str s)
{
	if (!anything_to_do(s))
		return s;
	struct buf out = {0};
	struct quoter q = {.s = s, .out = &out, .closer = -2};
	bool remark = false;
	stretch_rewrite(&q, 0, s.n, &remark);
	struct str done = buf_keep(&out, a);
	buf_free(&out);
	return done;
}

/* A link whose text is its address. */
static bool
shows_address(const struct post *p, struct str text, int link)
{
	text = str_trim(text);
	if (link < 0 || (size_t)link >= p->n_links)
		return false;
	return str_find(text, STR("://")) >= 0 || str_starts_nocase(text, "www.") || str_eq(text, p->links[link].href) ||
		(str_find_char(text, ' ') < 0 && (str_find_char(text, '/') >= 0 || str_find_char(text, '@') >= 0));
}

static bool
run_kept(const struct post *p, const struct block *b, const struct run *r)
{
	return r->kind != RUN_TEXT || r->flags & (RUN_CODE | RUN_KBD) || (r->lang.n && !language_known(r->lang)) ||
		shows_address(p, str_sub(b->text, r->start, r->end), r->link);
}

static bool
runs_cover(const struct block *b)
{
	size_t at = 0;
	for (size_t i = 0; i < b->n_runs; i++) {
		if (b->runs[i].start != at || b->runs[i].end < at)
			return false;
		at = b->runs[i].end;
	}
	return at == b->text.n;
}

static void
block_rewrite(const struct post *p, struct block *b, struct buf *out)
{
	struct quoter q = {.s = b->text, .out = out, .closer = -2};
	bool remark = false;
	if (!b->n_runs) {
		b->text = quotes_text(p->arena, b->text);
		return;
	}
	if (!runs_cover(b))
		return;
	for (size_t i = 0; i < b->n_runs; i++) {
		struct run *r = &b->runs[i];
		uint32_t start = (uint32_t)out->n;
		if (run_kept(p, b, r))
			buf_add(out, b->text.p + r->start, r->end - r->start);
		else
			stretch_rewrite(&q, r->start, r->end, &remark);
		r->start = start;
		r->end = (uint32_t)out->n;
	}
	b->text = buf_keep(out, p->arena);
}

static struct str
block_language(const struct block *b, struct str otherwise)
{
	for (; b; b = b->parent)
		if (b->lang.n)
			return b->lang;
	return otherwise;
}

static void
tree_rewrite(const struct entry *e, struct block *root, struct buf *out)
{
	for (struct block *b = root; b; b = block_next(b, root))
		if (b->kind != BLOCK_CODE && b->kind != BLOCK_EMBED && anything_to_do(b->text) &&
			language_known(block_language(b, e->lang)))
			block_rewrite(e->post, b, out);
}

void
quotes_set(struct entry *e)
{
	struct post *p = e->post;
	struct buf out = {0};
	tree_rewrite(e, p->root, &out);
	for (size_t i = 0; i < p->n_notes; i++)
		tree_rewrite(e, p->notes[i], &out);
	buf_free(&out);
	if (!language_known(e->lang))
		return;
	struct str *texts[] = {&e->title, &e->subtitle, &e->summary, &e->author};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = quotes_text(p->arena, *texts[i]);
	for (size_t i = 0; i < p->n_pictures; i++) {
		p->pictures[i].alt = quotes_text(p->arena, p->pictures[i].alt);
		p->pictures[i].title = quotes_text(p->arena, p->pictures[i].title);
		p->pictures[i].credit = quotes_text(p->arena, p->pictures[i].credit);
	}
}
