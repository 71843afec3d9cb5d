/* scroll.c - a post's text as one: quoted text found in its blocks, however it is punctuated and marked */
#include "desk/scroll.h"

#include "base/utf8.h"
#include "desk/nfc.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

/* Between the text and the notes; no quotation has it. */
enum { WALL = 1 };

/* The text folded, with or without regard to capitals. */
struct flat {
	struct buf text;
	size_t *starts; /* of each block, and the end; NULL: not made yet */
};

struct scroll {
	struct block **blocks;
	size_t n, cap;
	struct flat flats[2]; /* the second one: whatever the capitals */
	uint64_t searched; /* bytes in which quotations were looked for */
	size_t looked; /* bytes in which something like a quotation was looked for */
};

/* ---- folding ---- */

/* White space is held back until something follows it. */
struct folder {
	struct buf *out;
	bool nocase, blank;
};

static const char *
rune_plain(uint32_t rune)
{
	switch (rune) {
	case 0x2018:
	case 0x2019:
	case 0x201A:
	case 0x201B:
	case 0x2032:
	case 0xB4:
	case '`': return "'";
	case 0x201C:
	case 0x201D:
	case 0x201E:
	case 0x201F:
	case 0x2033:
	case 0xAB:
	case 0xBB: return "\"";
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212: return "-";
	case 0x2026: return "...";
	case 0xAD:
	case 0x200B:
	case 0x200C:
	case 0x200D:
	case 0x200E:
	case 0x200F:
	case 0x2060:
	case 0xFEFF:
	case 0xFE0F: return "";
	default: return NULL;
	}
}

static void
rune_fold(struct folder *f, uint32_t rune)
{
	if (rune_blank(rune)) {
		f->blank = true;
		return;
	}
	const char *plain = rune_plain(rune);
	if (plain && !*plain)
		return;
	if (f->blank && f->out->n && f->out->p[f->out->n - 1] != ' ')
		buf_char(f->out, ' ');
	f->blank = false;
	if (rune == '-' || (plain && *plain == '-')) {
		if (!f->out->n || f->out->p[f->out->n - 1] != '-')
			buf_char(f->out, '-');
	} else if (plain) {
		buf_z(f->out, plain);
	} else {
		buf_rune(f->out, f->nocase && rune >= 0x41 ? (uint32_t)u_foldCase((UChar32)rune, U_FOLD_CASE_DEFAULT) : rune);
	}
}

/* The text of titles that the program wrote is nobody's quotation. */
static struct str
block_text(const struct block *b)
{
	return b->kind == BLOCK_ALERT ? STR_NONE : b->text;
}

/* Folds a block's text behind what is there. Stops before the character with which the text would go beyond `stop`: returns its byte, and the byte behind
 * it in *behind. */
static uint32_t
block_fold(const struct block *b, struct folder *f, size_t stop, uint32_t *behind)
{
	struct str text = block_text(b);
	size_t run = 0;
	for (size_t i = 0; i < text.n;) {
		size_t at = i;
		while (run < b->n_runs && b->runs[run].end <= i)
			run++;
		uint32_t rune = utf8_next(text, &i);
		if (run < b->n_runs && b->runs[run].start <= at && b->runs[run].kind != RUN_TEXT)
			continue;
		rune_fold(f, rune);
		if (f->out->n > stop) {
			*behind = (uint32_t)i;
			return (uint32_t)at;
		}
	}
	*behind = (uint32_t)text.n;
	return (uint32_t)text.n;
}

static const struct flat *
flat_of(struct scroll *s, bool nocase)
{
	struct flat *flat = &s->flats[nocase];
	struct folder f = {.out = &flat->text, .nocase = nocase};
	uint32_t behind;
	if (flat->starts)
		return flat;
	flat->starts = xmalloc((s->n + 1) * sizeof *flat->starts);
	for (size_t i = 0; i < s->n; i++) {
		if (s->blocks[i]->kind == BLOCK_NOTE)
			buf_char(&flat->text, WALL);
		f.blank = true;
		flat->starts[i] = flat->text.n;
		block_fold(s->blocks[i], &f, SIZE_MAX, &behind);
	}
	flat->starts[s->n] = flat->text.n;
	return flat;
}

static size_t
block_at(const struct scroll *s, const struct flat *flat, size_t at)
{
	size_t low = 0, high = s->n;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		*(flat->starts[middle] <= at ? &low : &high) = middle;
	}
	return low;
}

/* From a byte of the folded text to that of the block's own, and the one behind its character. */
static uint32_t
byte_at(struct scroll *s, bool nocase, size_t block, size_t at, uint32_t *behind)
{
	const struct flat *flat = flat_of(s, nocase);
	size_t start = flat->starts[block];
	struct buf b = {0};
	/* what stands before it says whether a blank or a second dash is dropped */
	if (start)
		buf_char(&b, flat->text.p[start - 1]);
	struct folder f = {.out = &b, .nocase = nocase, .blank = true};
	uint32_t byte = block_fold(s->blocks[block], &f, at - start + (start > 0), behind);
	buf_free(&b);
	return byte;
}

/* ---- finding ---- */

/* Without **, _, ` and [text](address). */
static struct str
marks_drop(struct arena *a, struct str s)
{
	struct buf b = {0};
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == ']' && i + 1 < s.n && s.p[i + 1] == '(') {
			ptrdiff_t close = str_find_char(str_sub(s, i, s.n), ')');
			i += close > 0 ? (size_t)close : 0;
		} else if (c == '\\' && i + 1 < s.n) {
			buf_char(&b, s.p[++i]);
		} else if (c != '*' && c != '`' && c != '_' && c != '[' && c != ']' && c != '~' &&
			!(c == '!' && i + 1 < s.n && s.p[i + 1] == '[')) {
			buf_char(&b, c);
		}
	}
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

static struct str
quote_fold(struct arena *a, struct str quote, bool nocase)
{
	struct buf b = {0};
	struct folder f = {.out = &b, .nocase = nocase};
	quote = str_nfc(a, quote); /* as the text is */
	for (size_t i = 0; i < quote.n;)
		rune_fold(&f, utf8_next(quote, &i));
	struct str out = str_trim(buf_keep(&b, a));
	buf_free(&b);
	return out;
}

static bool
word_byte(char c)
{
	return (unsigned char)c >= 0x80 || char_alnum((unsigned char)c);
}

static bool
stands_alone(struct str text, size_t at, size_t n)
{
	bool before = at && word_byte(text.p[at]) && word_byte(text.p[at - 1]);
	bool behind = at + n < text.n && word_byte(text.p[at + n - 1]) && word_byte(text.p[at + n]);
	return !before && !behind;
}

static size_t
flat_find(struct scroll *s, bool nocase, struct str quote, bool whole, const struct span *after, struct span *out, size_t most)
{
	const struct flat *flat = flat_of(s, nocase);
	struct str text = buf_view(&flat->text);
	size_t from = 0, n = 0;
	if (after) {
		struct buf b = {0};
		struct folder f = {.out = &b, .nocase = nocase, .blank = true};
		size_t start = flat->starts[after->last];
		if (start)
			buf_char(&b, flat->text.p[start - 1]);
		struct block cut = *s->blocks[after->last];
		uint32_t behind;
		cut.text = str_sub(cut.text, 0, after->end);
		block_fold(&cut, &f, SIZE_MAX, &behind);
		from = start + b.n - (start > 0);
		buf_free(&b);
		const char *wall = from < text.n ? memchr(text.p + from, WALL, text.n - from) : NULL;
		text = wall ? str_sub(text, 0, (size_t)(wall - text.p)) : text;
	}
	while (n < most && from < text.n) {
		const char *p = memmem(text.p + from, text.n - from, quote.p, quote.n);
		s->searched += p ? (size_t)(p - text.p) - from : text.n - from;
		if (!p)
			break;
		size_t at = (size_t)(p - text.p);
		from = at + 1;
		if (whole && !stands_alone(text, at, quote.n))
			continue;
		struct span span = {block_at(s, flat, at), block_at(s, flat, at + quote.n - 1), 0, 0};
		uint32_t behind;
		span.start = byte_at(s, nocase, span.first, at, &behind);
		byte_at(s, nocase, span.last, at + quote.n - 1, &span.end);
		out[n++] = span;
		from = at + quote.n;
	}
	return n;
}

size_t
scroll_find(struct scroll *s, struct str quote, const struct span *after, struct span *out, size_t most)
{
	struct arena *scratch = arena_new();
	size_t n = 0;
	for (int try = 0; try < 8 && !n; try++) {
		bool nocase = try & 1, whole = !(try & 2), plain = try & 4;
		struct str q = quote_fold(scratch, plain ? marks_drop(scratch, quote) : quote, nocase);
		if (q.n)
			n = flat_find(s, nocase, q, whole, after, out, most);
	}
	arena_free(scratch);
	return n;
}

/* ---- what is nearest ---- */

enum { LOOKED_MOST = 200000000 };
enum { GRAMS = 1 << 14 /* as many as gram() has */, QUOTE_LOOKED = 300, SHOWN = 90 };

static size_t
gram(const char *p)
{
	uint32_t x = (uint32_t)(unsigned char)p[0] << 16 | (uint32_t)(unsigned char)p[1] << 8 | (unsigned char)p[2];
	return (x * 2654435761u) >> 18;
}

/* A block's text from one byte to another as it is quoted: without the numbers of notes, and what stands for pictures. */
static struct str
text_quoted(struct arena *a, const struct block *b, size_t start, size_t end)
{
	struct buf out = {0};
	size_t at = start;
	for (size_t i = 0; i < b->n_runs && at < end; i++) {
		const struct run *r = &b->runs[i];
		if (r->kind == RUN_TEXT || r->end <= at || r->start >= end)
			continue;
		if (r->start > at)
			buf_str(&out, str_sub(b->text, at, r->start));
		at = r->end;
	}
	if (at < end)
		buf_str(&out, str_sub(b->text, at, end));
	struct str s = buf_keep(&out, a);
	buf_free(&out);
	return s;
}

/* The window of the quotation's length with most of its groups of three letters. */
static bool
window_find(struct str text, struct str quote, size_t *at)
{
	unsigned char *has = xmalloc(GRAMS);
	size_t want = quote.n - 2, score = 0, best = 0;
	memset(has, 0, GRAMS);
	for (size_t i = 0; i < want; i++)
		has[gram(quote.p + i)] = 1;
	for (size_t i = 0; i + 2 < text.n; i++) {
		score += has[gram(text.p + i)];
		if (i >= want)
			score -= has[gram(text.p + i - want)];
		if (score > best) {
			best = score;
			*at = i + 1 >= want ? i + 1 - want : 0;
		}
	}
	free(has);
	return best * 100 >= want * 45;
}

struct str
scroll_nearest(struct scroll *s, struct arena *a, struct str quote, int *line)
{
	const struct flat *flat = flat_of(s, true);
	struct str text = buf_view(&flat->text), q = str_sub(quote_fold(a, marks_drop(a, quote), true), 0, QUOTE_LOOKED);
	size_t at = 0;
	uint32_t behind;
	if (s->looked > LOOKED_MOST)
		return STR_NONE;
	s->looked += text.n;
	if (q.n < 3 || !window_find(text, q, &at))
		return STR_NONE;
	while (at < text.n && !word_byte(text.p[at]))
		at++;
	while (at && at < text.n && word_byte(text.p[at]) && word_byte(text.p[at - 1]))
		at--;
	size_t block = block_at(s, flat, at);
	const struct block *b = s->blocks[block];
	size_t start = byte_at(s, true, block, at, &behind), end = start + (q.n < SHOWN ? q.n : SHOWN);
	while (end < b->text.n && (word_byte(b->text.p[end]) || (b->text.p[end] & 0xC0) == 0x80) && end < start + 2 * SHOWN)
		end++;
	while (end > start && end < b->text.n && (b->text.p[end] & 0xC0) == 0x80)
		end--;
	*line = b->line;
	return str_one_line(a, str_trim(text_quoted(a, b, start, end)));
}

/* ---- the scroll ---- */

static void
blocks_add(struct arena *a, struct scroll *s, struct block *root, bool headings)
{
	for (struct block *b = root; b; b = block_next(b, root))
		if (!headings || b->kind == BLOCK_HEADING)
			*PUSH(a, s->blocks, s->n, s->cap) = b;
}

struct scroll *
scroll_new(struct arena *a, const struct post *p, enum scroll_part part)
{
	struct scroll *s = NEW(a, struct scroll);
	blocks_add(a, s, p->root, part == SCROLL_HEADINGS);
	for (size_t i = 0; part == SCROLL_ALL && i < p->n_notes; i++)
		blocks_add(a, s, p->notes[i], false);
	return s;
}

void
scroll_free(struct scroll *s)
{
	for (int i = 0; i < 2; i++) {
		buf_free(&s->flats[i].text);
		free(s->flats[i].starts);
		s->flats[i].starts = NULL;
	}
}

uint64_t
scroll_searched(const struct scroll *s)
{
	return s->searched;
}

struct block *
scroll_block(const struct scroll *s, size_t i)
{
	return i < s->n ? s->blocks[i] : NULL;
}
