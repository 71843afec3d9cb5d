/* decode.c - bytes of a file -> UTF-8 that every later step can rely on */
#include "base/message.h"
#include "base/utf8.h"
#include "post/text.h"

#include <string.h>

enum { FINDINGS_MOST = 20, SAMPLE = 8192 };

/* One file on its way to text. */
struct decoder {
	struct diag *d;
	struct str path;
	struct buf out;
	int line;
	enum page page; /* what bytes that are not UTF-8 are taken for */
	size_t foreign_lines; /* lines with such bytes */
	size_t controls; /* characters removed */
	int control_line; /* the first of them */
};

/* U+FEFF in the middle is a byte order mark that lost its place; noncharacters and controls have no place in XML (XML 1.0, 2.2). */
static bool
control(uint32_t rune)
{
	return (rune < 0x20 && rune != '\n' && rune != '\t') || rune == 0x7F || rune == 0xFEFF || rune == 0xFFFE ||
		rune == 0xFFFF;
}

/* Whether any step below has something to do. */
static bool
is_clean(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < 0x20 ? c != '\n' && c != '\t' : c == 0x7F)
			return false;
		if (c == 0xEF && i + 2 < s.n && ((unsigned char)s.p[i + 1] == 0xBB || (unsigned char)s.p[i + 1] == 0xBF) &&
			(unsigned char)s.p[i + 2] >= 0xBE)
			return false;
	}
	return utf8_valid(s) == s.n;
}

/* One byte in sixteen is a control character: a picture, a program, an archive. */
static bool
is_binary(struct str s)
{
	size_t n = s.n < SAMPLE ? s.n : SAMPLE, odd = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		odd += c < 0x20 && !char_blank(c) && c != 0x1B;
	}
	return odd > 8 && odd * 16 > n;
}

/* UTF-16 by its mark, or, without one, by its zeros: 1 little-endian, 2 big-endian, 0 neither. */
static int
utf16_order(struct str s)
{
	size_t n = s.n < SAMPLE ? s.n & ~(size_t)1 : SAMPLE, zeros[2] = {0, 0};
	if (s.n >= 2 && (!memcmp(s.p, "\xFF\xFE", 2) || !memcmp(s.p, "\xFE\xFF", 2)))
		return s.p[0] == '\xFF' ? 1 : 2;
	for (size_t i = 0; i < n; i++)
		zeros[i & 1] += !s.p[i];
	if (n < 8 || zeros[0] + zeros[1] < n / 4)
		return 0;
	return zeros[0] * 20 <= zeros[1] ? 1 : zeros[1] * 20 <= zeros[0] ? 2 : 0;
}

static struct str
utf16_convert(struct arena *a, struct str s, int order)
{
	struct buf b = {0};
	uint32_t high = 0;
	for (size_t i = 0; i + 1 < s.n; i += 2) {
		unsigned char p = (unsigned char)s.p[i], q = (unsigned char)s.p[i + 1];
		uint32_t unit = order == 1 ? q * 256u + p : p * 256u + q;
		bool low = unit >= 0xDC00 && unit < 0xE000;
		if (high && !low)
			buf_rune(&b, RUNE_BAD);
		if (unit >= 0xD800 && unit < 0xDC00) {
			high = unit;
			continue;
		}
		buf_rune(&b, high && low ? 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00) : unit);
		high = 0;
	}
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

/* Whether a code point is a letter that fits between its neighbours: a capital does not follow a small letter. */
static bool
letter_fits(uint32_t rune, char before, char after)
{
	bool small = (rune >= 0xDF && rune <= 0xFE && rune != 0xF7) || rune == 0x153 || rune == 0x161 || rune == 0x17E;
	bool capital =
		(rune >= 0xC0 && rune < 0xDF && rune != 0xD7) || rune == 0x152 || rune == 0x160 || rune == 0x17D || rune == 0x178;
	bool in_word = char_alnum((unsigned char)before) || char_alnum((unsigned char)after);
	return in_word && (small || (capital && !(before >= 'a' && before <= 'z')));
}

/* The number of letters that the bytes which are not UTF-8 would be within words: what tells one code page from another. */
static size_t
letters_within_words(struct str s, enum page page)
{
	size_t count = 0;
	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t rune = utf8_next(s, &i);
		if (rune != RUNE_BAD || i != at + 1)
			continue;
		rune = page_rune(page, (unsigned char)s.p[at]);
		count += letter_fits(rune, at ? s.p[at - 1] : ' ', i < s.n ? s.p[i] : ' ');
	}
	return count;
}

/* Emoji that a program wrote as two surrogates of three bytes each (CESU-8, Unicode Technical Report 26); 0: this is none. */
static uint32_t
surrogates(struct str s, size_t i)
{
	const unsigned char *p = (const unsigned char *)s.p + i;
	if (s.n - i < 6 || p[0] != 0xED || (p[1] & 0xF0) != 0xA0 || (p[2] & 0xC0) != 0x80 || p[3] != 0xED ||
		(p[4] & 0xF0) != 0xB0 || (p[5] & 0xC0) != 0x80)
		return 0;
	return 0x10000 + ((p[1] & 0xFu) << 16) + ((p[2] & 0x3Fu) << 10) + ((p[4] & 0xFu) << 6) + (p[5] & 0x3Fu);
}

/* Adds the character for the byte s[*i] that begins no valid UTF-8. */
static void
foreign_add(struct decoder *c, struct str s, size_t *i)
{
	unsigned char byte = (unsigned char)s.p[*i];
	uint32_t pair = surrogates(s, *i);
	bool cut = byte >= 0xC2 && byte < 0xF5 && s.n - *i < 4; /* the file ends within a character */
	for (size_t k = *i + 1; k < s.n && cut; k++)
		cut = ((unsigned char)s.p[k] & 0xC0) == 0x80;
	if (pair) {
		buf_rune(&c->out, pair);
		*i += 6;
	} else if (cut && byte >= 0xE0 && *i + 1 < s.n) {
		buf_rune(&c->out, RUNE_BAD);
		*i = s.n;
	} else {
		uint32_t rune = page_rune(c->page, byte);
		buf_rune(&c->out, rune == 0xF8FF ? RUNE_BAD : rune);
		*i += 1;
	}
}

static void
foreign_report(struct decoder *c, struct str line)
{
	if (c->foreign_lines++ >= FINDINGS_MOST)
		return;
	struct str was = str_trim(line);
	size_t end = was.n < 60 ? was.n : 60;
	while (end < was.n && end > 50 && ((unsigned char)was.p[end] & 0xC0) == 0x80)
		end--;
	diag_add(c->d, DIAG_ENCODING, c->path, c->line, 0,
		"bytes that are not UTF-8 were read as %s: \"%.*s%s\"; check the letters with accents and save the file as UTF-8",
		c->page == PAGE_MAC ? MESSAGE("Mac Roman") : MESSAGE("Windows-1252"), (int)end, was.p, end < was.n ? "…" : "");
}

static void
controls_remove(struct decoder *c, uint32_t rune)
{
	c->controls++;
	if (!c->control_line)
		c->control_line = c->line;
	if (rune == '\f' || rune == '\v') /* these stood for white space */
		buf_char(&c->out, ' ');
}

/* Copies s with every ending of a line as LF, no controls, and all of it valid. */
static void
lines_copy(struct decoder *c, struct str s)
{
	bool foreign = false; /* in this line */
	size_t line_start = 0;
	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t rune = utf8_next(s, &i);
		if (rune == '\r') {
			while (i < s.n && s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
				i++; /* \r\r\n: converted twice */
			if (i < s.n && s.p[i] == '\n')
				continue;
			rune = '\n';
		}
		if (rune == RUNE_BAD && i == at + 1) {
			foreign = true;
			i = at;
			foreign_add(c, s, &i);
		} else if (rune == '\n') {
			buf_char(&c->out, '\n');
			if (foreign)
				foreign_report(c, str_sub(buf_view(&c->out), line_start, c->out.n));
			foreign = false;
			line_start = c->out.n;
			c->line++;
		} else if (control(rune)) {
			controls_remove(c, rune);
		} else if (rune < 0x80) {
			buf_char(&c->out, (char)rune);
		} else {
			buf_add(&c->out, s.p + at, i - at);
		}
	}
	if (foreign)
		foreign_report(c, str_sub(buf_view(&c->out), line_start, c->out.n));
}

bool
text_decode(struct arena *a, struct diag *d, struct str path, struct str s, struct str *out)
{
	if (str_starts(s, "\xEF\xBB\xBF"))
		s = str_sub(s, 3, s.n);
	*out = s;
	if (is_clean(s))
		return true;
	int order = utf16_order(s);
	if (order) {
		s = utf16_convert(a, s, order);
		if (str_starts(s, "\xEF\xBB\xBF"))
			s = str_sub(s, 3, s.n);
		diag_add(d, DIAG_ENCODING, path, 1, 0, "the file is UTF-16 and was converted; save it as UTF-8");
	}
	if (is_binary(s)) {
		diag_add(d, DIAG_ENCODING, path, 1, 0,
			"this is no text, and was left out; give the file another ending than .md, or write it anew");
		return false;
	}
	struct decoder c = {.d = d, .path = path, .line = 1, .page = PAGE_WINDOWS};
	if (letters_within_words(s, PAGE_MAC) > letters_within_words(s, PAGE_WINDOWS))
		c.page = PAGE_MAC;
	lines_copy(&c, s);
	if (c.foreign_lines > FINDINGS_MOST)
		diag_add(d, DIAG_ENCODING, path, 0, 0, "%zu lines in all hold bytes that are not UTF-8; save the file as UTF-8",
			c.foreign_lines);
	if (c.controls)
		diag_add(d, DIAG_ENCODING, path, c.control_line, 0,
			"control characters (NUL or the like) were removed, the first from this line (their number: %zu)",
			c.controls);
	*out = buf_keep(&c.out, a);
	buf_free(&c.out);
	return true;
}
