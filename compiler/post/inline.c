/* inline.c - text on its way into a block: white space, runs, objects */
#include "post/builder.h"

#include "base/utf8.h"

#include <string.h>

#define OBJECT_CHAR "\xEF\xBF\xBC" /* U+FFFC */

void
inline_reset(struct builder *b)
{
	b->in.text.n = 0;
	b->in.n = b->in.n_soft = 0;
}

static bool
piece_fits(const struct piece *p, const struct state *st, size_t at)
{
	return p->kind == PIECE_TEXT && p->end == at && p->flags == st->flags && p->link == st->link && p->abbr == st->abbr &&
		str_eq(p->lang, st->run_lang);
}

/* Appends text as it is. */
static void
text_add(struct builder *b, const char *s, size_t n)
{
	struct inliner *in = &b->in;
	if (!n)
		return;
	if (!in->text.n)
		in->line = b->line;
	if (!in->n || !piece_fits(&in->pieces[in->n - 1], &b->st, in->text.n))
		*PUSH(b->scratch, in->pieces, in->n, in->cap) = (struct piece){.start = in->text.n,
			.end = in->text.n,
			.flags = b->st.flags,
			.abbr = b->st.abbr,
			.link = b->st.link,
			.index = -1,
			.lang = b->st.run_lang};
	buf_add(&in->text, s, n);
	in->pieces[in->n - 1].end = in->text.n;
}

static char
text_last(const struct inliner *in)
{
	return in->text.n ? in->text.p[in->text.n - 1] : '\n';
}

static void
blank_add(struct builder *b, bool newline)
{
	struct inliner *in = &b->in;
	if (text_last(in) != ' ' && text_last(in) != '\n')
		text_add(b, " ", 1);
	if (newline && in->text.n && (!in->n_soft || in->soft[in->n_soft - 1] != in->text.n))
		*PUSH(b->scratch, in->soft, in->n_soft, in->cap_soft) = in->text.n;
}

static void
blank_drop(struct inliner *in)
{
	if (!in->text.n || text_last(in) != ' ')
		return;
	in->text.n--;
	if (--in->pieces[in->n - 1].end == in->pieces[in->n - 1].start)
		in->n--;
	while (in->n_soft && in->soft[in->n_soft - 1] > in->text.n)
		in->n_soft--;
}

void
inline_break(struct builder *b)
{
	blank_drop(&b->in);
	if (b->in.text.n)
		text_add(b, "\n", 1);
}

void
inline_object(struct builder *b, enum piece_kind kind, int index, bool small)
{
	struct inliner *in = &b->in;
	if (!in->text.n)
		in->line = b->line;
	*PUSH(b->scratch, in->pieces, in->n, in->cap) = (struct piece){.start = in->text.n,
		.end = in->text.n + 3,
		.kind = kind,
		.flags = b->st.flags,
		.link = b->st.link,
		.index = index,
		.small = small,
		.lang = b->st.run_lang};
	buf_z(&in->text, OBJECT_CHAR);
}

/* A mark, a number, MARK_END at the head of s: bytes of it, or 0. */
static size_t
mark_read(struct str s, const char *mark, int *number)
{
	if (!str_starts(s, mark))
		return 0;
	size_t i = MARK_LENGTH;
	*number = 0;
	for (; i < s.n && i < MARK_LENGTH + 9 && char_digit(s.p[i]); i++)
		*number = *number * 10 + (s.p[i] - '0');
	return str_starts(str_sub(s, i, s.n), MARK_END) ? i + MARK_LENGTH : 0;
}

size_t
raw_mark(struct str s, int *line)
{
	return mark_read(s, MARK_RAW, line);
}

static size_t
object_read(const struct builder *b, struct str s, int *index)
{
	size_t n = mark_read(s, MARK_OBJECT, index);
	return n && (size_t)*index < b->objects->n ? n : 0;
}

/* At a byte that may begin a mark, or a character that shows nothing. Returns the bytes used. */
static size_t
marked_add(struct builder *b, struct str s)
{
	int index;
	size_t n = object_read(b, s, &index);
	if (n && b->st.flags & RUN_CODE) {
		struct str source = b->objects->list[index].source;
		text_add(b, source.p, source.n);
		return n;
	}
	if (n) {
		inline_object(b, PIECE_OBJECT, index, false);
		return n;
	}
	int line;
	if ((n = raw_mark(s, &line)) > 0) { /* what follows is another paragraph */
		if (!b->st.flat && !(b->st.flags & RUN_CODE)) {
			inline_break(b);
			inline_break(b);
		}
		b->line = line;
		return n;
	}
	/* U+FEFF and noncharacters */
	bool gone = str_starts(s, "\xEF\xBB\xBF") || str_starts(s, "\xEF\xBF\xBE") || str_starts(s, "\xEF\xBF\xBF");
	if (!gone)
		text_add(b, s.p, 1);
	return gone ? 3 : 1;
}

/* ":name:" at the head of s: the bytes used, after adding the emoji; 0 when it is none. */
static size_t
emoji_add(struct builder *b, struct str s)
{
	size_t n = 1;
	while (n < s.n && n < 40 && (char_alnum((unsigned char)s.p[n]) || strchr("_+-", s.p[n])))
		n++;
	if (n < 2 || n >= s.n || s.p[n] != ':' || text_last(&b->in) == ':' ||
		(n + 1 < s.n && char_alnum((unsigned char)s.p[n + 1])) || char_alnum((unsigned char)text_last(&b->in)) ||
		b->st.flags & RUN_CODE)
		return 0;
	struct str emoji = emoji_find(str_sub(s, 1, n));
	text_add(b, emoji.p, emoji.n);
	return emoji.n ? n + 1 : 0;
}

void
inline_text(struct builder *b, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t n = 0;
		while (i + n < s.n && (unsigned char)s.p[i + n] > ' ' && (unsigned char)s.p[i + n] < 0xEF &&
			(unsigned char)s.p[i + n] != 0xE2 && s.p[i + n] != ':' && s.p[i + n] != 0x7F)
			n++;
		text_add(b, s.p + i, n);
		i += n;
		if (i >= s.n)
			break;
		unsigned char c = (unsigned char)s.p[i];
		struct str rest = str_sub(s, i, s.n);
		if (c == ' ' || (c >= '\t' && c <= '\r')) {
			blank_add(b, c == '\n');
			i++;
		} else if (str_starts(rest, "\xE2\x80\xA8") || str_starts(rest, "\xE2\x80\xA9")) { /* U+2028, U+2029 */
			blank_add(b, true);
			i += 3;
		} else if (c == 0xEF || c == MARK_LEAD) {
			i += marked_add(b, rest);
		} else if (c == ':' && (n = emoji_add(b, rest)) > 0) {
			i += n;
		} else {
			if (c > ' ' && c != 0x7F)
				text_add(b, rest.p, 1);
			i++;
		}
	}
}

struct str
code_text(struct builder *b, struct str s)
{
	if (!s.n || (!memchr(s.p, MARK_LEAD, s.n) && str_find(s, STR("{{</*")) < 0 && str_find(s, STR("{{%/*")) < 0))
		return s;
	struct buf out = {0};
	for (size_t i = 0; i < s.n;) {
		struct str rest = str_sub(s, i, s.n);
		int index;
		size_t n = object_read(b, rest, &index);
		if (n) {
			buf_str(&out, b->objects->list[index].source);
		} else if ((n = raw_mark(rest, &index)) > 0) {
			/* nothing to see */
		} else if (str_starts(rest, "{{</*") || str_starts(rest, "{{%/*")) { /* how Hugo quotes a shortcode */
			buf_add(&out, rest.p, 3);
			n = 5;
		} else if (str_starts(rest, "*/>}}") || str_starts(rest, "*/%}}")) {
			buf_add(&out, rest.p + 2, 3);
			n = 5;
		} else {
			buf_char(&out, rest.p[0]);
			n = 1;
		}
		i += n;
	}
	struct str kept = buf_keep(&out, b->scratch);
	buf_free(&out);
	return kept;
}

/* ---- looking at it ---- */

/* Bytes of the blank at the head of s (also no-break and zero-width spaces), or 0. */
static size_t
blank_length(struct str s)
{
	if (char_blank((unsigned char)s.p[0]))
		return 1;
	if ((unsigned char)s.p[0] < 0xC2)
		return 0;
	size_t i = 0;
	uint32_t rune = utf8_next(s, &i);
	return rune_blank(rune) || rune == 0x200B ? i : 0;
}

bool
inline_blank(const struct inliner *in, size_t from, size_t to)
{
	while (from < to) {
		size_t n = blank_length(str_sub(buf_view(&in->text), from, to));
		if (!n)
			return false;
		from += n;
	}
	return true;
}

size_t
inline_soft_after(const struct inliner *in, size_t at)
{
	size_t from = 0, to = in->n_soft;
	while (from < to) {
		size_t mid = (from + to) / 2;
		if (in->soft[mid] <= at)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

bool
inline_soft(const struct inliner *in, size_t at)
{
	size_t i = inline_soft_after(in, at);
	return i > 0 && in->soft[i - 1] == at;
}

void
inline_trim(const struct inliner *in, size_t *from, size_t *to)
{
	struct str s = buf_view(&in->text);
	size_t n;
	while (*from < *to && (n = blank_length(str_sub(s, *from, *to))) > 0)
		*from += n;
	while (*from < *to) {
		size_t i = *to - 1;
		while (i > *from && ((unsigned char)s.p[i] & 0xC0) == 0x80)
			i--;
		if (!blank_length(str_sub(s, i, *to)))
			break;
		*to = i;
	}
}

size_t
inline_piece(const struct inliner *in, size_t at)
{
	size_t from = 0, to = in->n;
	while (from < to) {
		size_t mid = (from + to) / 2;
		if (in->pieces[mid].end <= at)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* ---- copying it into a block ---- */

static void
run_add(struct builder *b, struct block *block, size_t *cap, struct run run)
{
	struct run *last = block->n_runs ? &block->runs[block->n_runs - 1] : NULL;
	if (run.start == run.end)
		return;
	if (last && last->kind == RUN_TEXT && run.kind == RUN_TEXT && last->flags == run.flags && last->link == run.link &&
		last->abbr == run.abbr && str_eq(last->lang, run.lang))
		last->end = run.end;
	else
		*PUSH(b->a, block->runs, block->n_runs, *cap) = run;
}

/* The text that stands for a piece, and the run's kind, link and index. */
static struct str
piece_text(struct builder *b, const struct piece *p, size_t from, size_t to, struct run *run)
{
	struct str whole = str_sub(buf_view(&b->in.text), p->start > from ? p->start : from, p->end < to ? p->end : to);
	switch (p->kind) {
	case PIECE_PICTURE:
		run->kind = RUN_PICTURE;
		run->picture = p->index;
		return whole;
	case PIECE_NOTE:
		run->kind = RUN_NOTE;
		run->note = p->index;
		run->flags &= (uint16_t)~RUN_SUP;
		return str_fmt(b->scratch, "%d", p->index + 1);
	case PIECE_OBJECT: {
		const struct object *o = &b->objects->list[p->index];
		run->link = link_new(b, o->url, STR_NONE);
		b->p->links[run->link].line = o->line;
		struct str label = embed_label(b->scratch, o->url);
		return o->title.n ? str_fmt(b->scratch, "%.*s · %.*s", STR_FMT(o->title), STR_FMT(label)) : label;
	}
	default: return whole;
	}
}

void
inline_copy(struct builder *b, struct block *block, size_t from, size_t to, unsigned drop)
{
	struct buf text = {0};
	size_t cap = 0;
	inline_trim(&b->in, &from, &to);
	block->runs = NULL;
	block->n_runs = 0;
	for (size_t i = inline_piece(&b->in, from); i < b->in.n && b->in.pieces[i].start < to; i++) {
		const struct piece *p = &b->in.pieces[i];
		struct run run = {.flags = (uint16_t)(p->flags & ~drop),
			.abbr = p->abbr,
			.link = p->link,
			.picture = -1,
			.note = -1,
			.lang = p->lang};
		struct str s = piece_text(b, p, from, to, &run);
		run.start = (uint32_t)text.n;
		buf_str(&text, s);
		run.end = (uint32_t)text.n;
		run_add(b, block, &cap, run);
	}
	block->text = text.n ? str_dup(b->a, buf_view(&text)) : STR_NONE;
	buf_free(&text);
}
