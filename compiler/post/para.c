/* para.c - a paragraph's end: what is text, what a figure, an embed, a caption, a pull quote */
#include "post/builder.h"

#include "base/utf8.h"

#include <string.h>

enum {
	CAPTION_MAX = 400, /* bytes: longer emphasis under a picture is a paragraph */
	ATTRIBUTION_MAX = 120,
	CAPTION_FLAGS = RUN_ITALIC | RUN_SMALL | RUN_SUB | RUN_SUP
};

/* A stretch of the paragraph's text. */
struct span {
	size_t from, to;
};

static struct str
span_text(const struct builder *b, struct span s)
{
	return str_sub(buf_view(&b->in.text), s.from, s.to);
}

/* Flags that all the visible text of a span has; 0 when it holds an object. */
static unsigned
span_flags(const struct builder *b, struct span s)
{
	unsigned flags = ~0u;
	for (size_t i = inline_piece(&b->in, s.from); i < b->in.n && b->in.pieces[i].start < s.to; i++) {
		const struct piece *p = &b->in.pieces[i];
		if (p->kind == PIECE_PICTURE || p->kind == PIECE_OBJECT)
			return 0;
		size_t from = p->start > s.from ? p->start : s.from, to = p->end < s.to ? p->end : s.to;
		if (!inline_blank(&b->in, from, to))
			flags &= p->flags;
	}
	return flags == ~0u ? 0 : flags;
}

/* Does a line of the source, or one that <br> makes, begin at this place? */
static bool
line_begins(const struct builder *b, size_t at, struct span in)
{
	const char *p = b->in.text.p;
	while (at > in.from && p[at - 1] == ' ' && !inline_soft(&b->in, at))
		at--;
	return at <= in.from || p[at - 1] == '\n' || inline_soft(&b->in, at);
}

static bool
line_ends(const struct builder *b, size_t at, struct span in)
{
	const char *p = b->in.text.p;
	while (at < in.to && p[at] == ' ' && !inline_soft(&b->in, at))
		at++;
	return at >= in.to || p[at] == '\n' || inline_soft(&b->in, at);
}

/* ---- attributions, pull quotes ---- */

/* Bytes of the dash (and the blanks behind it) at the head of s, or 0. */
static size_t
dash_length(struct str s)
{
	static const char *const dashes[] = {"\xE2\x80\x94", "\xE2\x80\x93", "\xE2\x80\x95", "--", "-", "~"};
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
		if (!str_starts(s, dashes[i]))
			continue;
		size_t n = strlen(dashes[i]);
		while (n < s.n && (s.p[n] == ' ' || s.p[n] == '-'))
			n++;
		return n < s.n ? n : 0;
	}
	return 0;
}

bool
attribution_cut(struct str *s)
{
	size_t n = dash_length(*s);
	if (!n || s->n > ATTRIBUTION_MAX || str_find_char(*s, '\n') >= 0 || strchr(".?!:;,", s->p[s->n - 1]) ||
		str_ends(*s, "\xE2\x80\xA6"))
		return false;
	*s = str_sub(*s, n, s->n);
	return true;
}

/* Bytes of an opening quotation mark at the head of s, or 0; and the marks that may close it. */
static size_t
quote_opens(struct str s, const char *closers[3])
{
	static const struct {
		const char *open, *close[3];
	} marks[] = {
		{"\"", {"\"", "\xE2\x80\x9D", NULL}}, {"\xE2\x80\x9C", {"\xE2\x80\x9D", "\"", NULL}}, /* “ ” */
		{"\xC2\xAB", {"\xC2\xBB", NULL, NULL}}, /* « » */
		{"\xE2\x80\x9E", {"\xE2\x80\x9C", "\xE2\x80\x9D", NULL}}, /* „ “ */
		{"\xE2\x80\x9D", {"\xE2\x80\x9D", "\xE2\x80\x9C", NULL}}, /* typed with the wrong one */
	};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (!str_starts(s, marks[i].open))
			continue;
		memcpy(closers, marks[i].close, sizeof marks[i].close);
		return strlen(marks[i].open);
	}
	return 0;
}

/* The last closing mark in s: its place, and its length in *n. -1 when there is none. */
static ptrdiff_t
quote_close(struct str s, const char *const closers[3], size_t *n)
{
	ptrdiff_t best = -1;
	for (size_t k = 0; k < 3 && closers[k]; k++) {
		size_t length = strlen(closers[k]);
		for (size_t i = s.n; i >= length; i--) {
			if (memcmp(s.p + i - length, closers[k], length))
				continue;
			if ((ptrdiff_t)(i - length) > best) {
				best = (ptrdiff_t)(i - length);
				*n = length;
			}
			break;
		}
	}
	return best;
}

static void
name_child(struct builder *b, struct block *parent, struct span s, unsigned drop)
{
	struct block *name = block_loose(b, BLOCK_PARA, parent->line);
	inline_copy(b, name, s.from, s.to, drop);
	name->attribution = true;
	block_append(parent, name);
}

/* Appends a point to a block's text. */
static void
point_append(struct builder *b, struct block *block, char point)
{
	size_t n = block->text.n;
	if (!n || block->text.p[n - 1] == point || !block->n_runs)
		return;
	block->text = str_fmt(b->a, "%.*s%c", (int)n, block->text.p, point);
	block->runs[block->n_runs - 1].end++;
}

/* A paragraph in bold italics, in quotation marks, perhaps with a name behind it. */
static bool
pullquote(struct builder *b, struct span s)
{
	const char *closers[3] = {NULL};
	size_t close_n = 0, open_n = quote_opens(span_text(b, s), closers);
	if (!open_n || b->at->kind != BLOCK_ROOT || b->st.in_item ||
		(span_flags(b, s) & (RUN_BOLD | RUN_ITALIC)) != (RUN_BOLD | RUN_ITALIC))
		return false;
	struct span inner = {s.from + open_n, s.to};
	ptrdiff_t at = quote_close(span_text(b, inner), closers, &close_n);
	if (at < 1)
		return false;
	inner.to = inner.from + (size_t)at;
	struct span rest = {inner.to + close_n, s.to};
	char point = 0;
	while (rest.from < rest.to && strchr(".,;!?", b->in.text.p[rest.from]))
		point = b->in.text.p[rest.from++];
	inline_trim(&b->in, &rest.from, &rest.to);
	size_t dash = rest.from < rest.to ? dash_length(span_text(b, rest)) : 0;
	if (rest.from < rest.to && (!dash || rest.to - rest.from > ATTRIBUTION_MAX))
		return false;
	struct block *block = block_new(b, BLOCK_PULLQUOTE, b->in.line);
	inline_copy(b, block, inner.from, inner.to, RUN_BOLD | RUN_ITALIC);
	if (point == '.' || point == '!' || point == '?')
		point_append(b, block, point);
	if (dash)
		name_child(b, block, (struct span){rest.from + dash, rest.to}, RUN_BOLD | RUN_ITALIC);
	return true;
}

/* ---- definition lists, alerts, quotes ---- */

/* "Term", then lines that begin with ": ". */
static bool
definitions(struct builder *b, struct span s)
{
	size_t i = inline_soft_after(&b->in, s.from), from = s.from;
	struct block *list = NULL, *up = b->at;
	if (b->in.text.p[s.from] == ':' && (!up->last || up->last->kind != BLOCK_DEFLIST))
		return false;
	if (b->in.text.p[s.from] != ':' &&
		(i == b->in.n_soft || b->in.soft[i] >= s.to ||
			!str_starts(span_text(b, (struct span){b->in.soft[i], s.to}), ": ")))
		return false;
	list = up->last && up->last->kind == BLOCK_DEFLIST ? up->last : block_new(b, BLOCK_DEFLIST, b->in.line);
	for (; from < s.to; i++) {
		size_t to = i < b->in.n_soft && b->in.soft[i] < s.to ? b->in.soft[i] : s.to;
		bool definition = str_starts(span_text(b, (struct span){from, to}), ": ");
		/* Lines that begin with neither belong to what is before them. */
		while (to < s.to && definition && !str_starts(span_text(b, (struct span){to, s.to}), ": ")) {
			i++;
			to = i < b->in.n_soft && b->in.soft[i] < s.to ? b->in.soft[i] : s.to;
		}
		b->at = list;
		struct block *block = block_new(b, definition ? BLOCK_DEFINITION : BLOCK_TERM, b->in.line);
		if (definition) {
			b->at = block;
			block = block_new(b, BLOCK_PARA, b->in.line);
		}
		inline_copy(b, block, from + (definition ? 2 : 0), to, 0);
		from = to;
	}
	b->at = up;
	return true;
}

/* "[!NOTE]" at the head of a quote makes it an alert. */
static bool
alert_mark(struct builder *b, struct span *s)
{
	struct str text = span_text(b, *s);
	ptrdiff_t close = str_find_char(text, ']');
	if (b->at->kind != BLOCK_QUOTE || b->at->first || !str_starts(text, "[!") || close < 3 || close > 40)
		return false;
	struct span title = {s->from + (size_t)close + 1, s->from + (size_t)close + 1};
	if (title.to < s->to && strchr("+-", b->in.text.p[title.to])) /* folded on the site: printed open */
		title.from = ++title.to;
	while (title.to < s->to && !inline_soft(&b->in, title.to) && b->in.text.p[title.to] != '\n')
		title.to++;
	struct str kind = str_sub(text, 2, (size_t)close);
	b->at->kind = BLOCK_ALERT;
	inline_copy(b, b->at, title.from, title.to, 0);
	s->from = title.to;
	inline_trim(&b->in, &s->from, &s->to);
	if (!b->at->text.n)
		alert_title(b, b->at, kind);
	return s->from == s->to;
}

/* The last line of a quote's paragraph, when it is "— Name": where it begins, and the name. */
static bool
quote_name(const struct builder *b, struct span s, size_t *line, struct span *name)
{
	if (b->at->kind != BLOCK_QUOTE)
		return false;
	size_t from = s.to;
	while (from > s.from && b->in.text.p[from - 1] != '\n' && !inline_soft(&b->in, from))
		from--;
	struct str rest = span_text(b, (struct span){from, s.to});
	if (from == s.from || !attribution_cut(&rest))
		return false;
	*line = from;
	*name = (struct span){s.to - rest.n, s.to};
	return true;
}

/* ---- captions ---- */

/* A stretch of emphasis behind a picture or an embed: its end, or 0 when something else is there. */
static size_t
caption_end(const struct builder *b, size_t from, struct span s)
{
	inline_trim(&b->in, &from, &s.to);
	unsigned flags = CAPTION_FLAGS;
	size_t to = from;
	for (size_t i = inline_piece(&b->in, from); i < b->in.n && b->in.pieces[i].start < s.to; i++) {
		const struct piece *p = &b->in.pieces[i];
		size_t start = p->start > from ? p->start : from;
		bool blank = inline_blank(&b->in, start, p->end);
		if (p->kind == PIECE_PICTURE || p->kind == PIECE_OBJECT || (!blank && !(flags & p->flags)))
			break;
		if (!blank)
			flags &= p->flags;
		to = p->end < s.to ? p->end : s.to;
	}
	if (to <= from || inline_blank(&b->in, from, to) || to - from > CAPTION_MAX || !line_ends(b, to, s))
		return 0;
	const char *closers[3];
	unsigned all = span_flags(b, (struct span){from, to});
	if ((all & RUN_BOLD) && quote_opens(str_sub(buf_view(&b->in.text), from, to), closers))
		return 0; /* a pull quote */
	return to;
}

static void
caption_set(struct builder *b, struct block *block, struct span s)
{
	if (block->kind == BLOCK_EMBED) {
		struct block *caption = block_loose(b, BLOCK_PARA, block->line);
		inline_copy(b, caption, s.from, s.to, CAPTION_FLAGS);
		block_append(block, caption);
	} else {
		inline_copy(b, block, s.from, s.to, CAPTION_FLAGS);
	}
}

/* The title of a picture stands in for a caption until there is a better one. */
static bool
captioned(const struct builder *b, const struct block *block)
{
	bool titled =
		block->kind == BLOCK_FIGURE && block->picture >= 0 && str_eq(block->text, b->p->pictures[block->picture].title);
	return block->text.n && !titled;
}

/* A short paragraph in italics right behind a figure or a row that has no caption is its caption. */
static bool
caption_of_last(struct builder *b, struct span s)
{
	struct block *last = b->at->last;
	if (!last || (last->kind != BLOCK_FIGURE && last->kind != BLOCK_ROW) || captioned(b, last) ||
		s.to - s.from > CAPTION_MAX / 2)
		return false;
	unsigned flags = span_flags(b, s);
	int gap = b->in.line - last->line, most = last->kind == BLOCK_ROW ? 30 : 3; /* the HTML of a row has many lines */
	if (!(flags & RUN_ITALIC) || flags & RUN_BOLD || gap < 0 || gap > most || b->in.text.p[s.to - 1] == ':')
		return false;
	last->n_runs = 0;
	caption_set(b, last, s);
	return true;
}

/* ---- the parts of a paragraph ---- */

static void
text_para(struct builder *b, struct span s)
{
	inline_trim(&b->in, &s.from, &s.to);
	if (s.from == s.to || caption_of_last(b, s) || definitions(b, s) || alert_mark(b, &s))
		return;
	struct span name;
	bool named = quote_name(b, s, &s.to, &name);
	struct block *para = block_new(b, BLOCK_PARA, b->in.line);
	inline_copy(b, para, s.from, s.to, 0);
	if (named)
		name_child(b, b->at, name, 0);
}

/* A group of pictures with nothing but blanks between them, from the k-th piece on: the index behind its last. */
static size_t
group_end(const struct builder *b, size_t k, struct span s)
{
	size_t i = k, end = k + 1;
	if (b->in.pieces[k].kind == PIECE_OBJECT)
		return end;
	for (i = k + 1; i < b->in.n && b->in.pieces[i].start < s.to; i++) {
		const struct piece *p = &b->in.pieces[i];
		if (p->kind == PIECE_PICTURE && !p->small)
			end = i + 1;
		else if (p->kind != PIECE_TEXT || !inline_blank(&b->in, p->start, p->end) ||
			memchr(b->in.text.p + p->start, '\n', p->end - p->start))
			break;
	}
	return end;
}

/* Does the group [k, end) stand for itself, or in the text? */
static bool
group_is_block(const struct builder *b, size_t k, size_t end, struct span s)
{
	const struct piece *p = &b->in.pieces[k];
	struct span group = {p->start, b->in.pieces[end - 1].end};
	bool left = line_begins(b, group.from, s), right = line_ends(b, group.to, s);
	if (p->kind == PIECE_OBJECT && b->objects->list[p->index].block)
		return true;
	if (left && (right || caption_end(b, group.to, s)))
		return true;
	if (p->kind == PIECE_OBJECT || b->st.in_cell || b->st.in_item)
		return false;
	return group.from == s.from || group.to == s.to;
}

static struct block *
embed_new(struct builder *b, const struct piece *p)
{
	struct object *o = &b->objects->list[p->index];
	struct block *block = block_new(b, BLOCK_EMBED, o->line ? o->line : b->in.line);
	inline_copy(b, block, p->start, p->end, ~0u);
	block->head = embed_head(b->a, o->url);
	diag_add(b->d, DIAG_EMBED, b->p->path, block->line, 0, "an embedded frame became a line with its address: %.*s",
		STR_FMT(block->text));
	return block;
}

static struct block *
group_write(struct builder *b, size_t k, size_t end)
{
	size_t pictures = 0;
	for (size_t i = k; i < end; i++)
		pictures += b->in.pieces[i].kind == PIECE_PICTURE;
	if (!pictures)
		return embed_new(b, &b->in.pieces[k]);
	if (pictures == 1)
		return figure_new(b, &b->in.pieces[k]);
	struct block *row = block_new(b, BLOCK_ROW, b->p->pictures[b->in.pieces[k].index].line), *up = b->at;
	b->at = row;
	for (size_t i = k; i < end; i++)
		if (b->in.pieces[i].kind == PIECE_PICTURE)
			figure_new(b, &b->in.pieces[i]);
	b->at = up;
	return row;
}

static void
segment(struct builder *b, struct span s)
{
	inline_trim(&b->in, &s.from, &s.to);
	if (s.from == s.to || pullquote(b, s))
		return;
	size_t pos = s.from;
	for (size_t k = inline_piece(&b->in, s.from); k < b->in.n && b->in.pieces[k].start < s.to;) {
		const struct piece *p = &b->in.pieces[k];
		if (p->start < pos || (p->kind != PIECE_PICTURE && p->kind != PIECE_OBJECT) || p->small) {
			k++;
			continue;
		}
		size_t end = group_end(b, k, s);
		if (group_is_block(b, k, end, s)) {
			text_para(b, (struct span){pos, p->start});
			struct block *block = group_write(b, k, end);
			pos = b->in.pieces[end - 1].end;
			size_t caption = block->kind == BLOCK_EMBED || !captioned(b, block) ? caption_end(b, pos, s) : 0;
			if (caption) {
				caption_set(b, block, (struct span){pos, caption});
				pos = caption;
			}
		}
		k = end;
	}
	text_para(b, (struct span){pos, s.to});
}

/* "[text][label]" that is left: the label is defined nowhere. */
static void
references_report(struct builder *b, struct str text)
{
	struct str rest = text;
	for (ptrdiff_t at; (at = str_find(rest, STR("]["))) >= 0; rest = str_sub(rest, (size_t)at + 2, rest.n)) {
		struct str label = str_sub(rest, (size_t)at + 2, (size_t)at + 202);
		ptrdiff_t end = str_find_char(label, ']');
		const struct piece *p = &b->in.pieces[inline_piece(&b->in, (size_t)(rest.p - text.p) + (size_t)at)];
		if (end < 1 || p->flags & RUN_CODE || str_find_char(str_sub(label, 0, (size_t)end), '[') >= 0 ||
			!memchr(rest.p, '[', (size_t)at))
			continue;
		diag_add(b->d, DIAG_LINK_BROKEN, b->p->path, b->in.line, 0,
			"the address of the link [%.*s] is written nowhere, and its brackets were printed: add a line [%.*s]: "
			"address",
			(int)end, label.p, (int)end, label.p);
	}
}

void
para_flush(struct builder *b)
{
	struct str text = buf_view(&b->in.text);
	references_report(b, text);
	size_t from = 0;
	/* Two breaks in a row are how authors part paragraphs inside HTML. */
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] != '\n' || i + 1 >= text.n || text.p[i + 1] != '\n')
			continue;
		segment(b, (struct span){from, i});
		while (i + 1 < text.n && text.p[i + 1] == '\n')
			i++;
		from = i + 1;
	}
	segment(b, (struct span){from, text.n});
	inline_reset(b);
}
