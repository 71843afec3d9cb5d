/* repair.c - mend text that was UTF-8 and was read as Windows-1252 or Mac Roman: Bogot√°, BogotÃ¡, â€™
 *
 * What such a misreading leaves is a sequence of two to four characters that, as bytes of the code page, are one character in UTF-8.
 * Honest text holds a few of these sequences, too: a capital letter before a quotation mark (IRMÃ”), a dash before an accent (—él), a
 * formula (√π). So each sequence is judged by what stands in it and around it; the doubtful are mended only in a file where others are
 * beyond doubt and nothing speaks against it. */
#include "base/utf8.h"
#include "post/text.h"

#include <string.h>

enum { SPAN_MOST = 256, LINES_REPORTED = 20, WORDS_REPORTED = 5, WORD_SHOWN = 40 };

enum verdict { NEVER, MAYBE, SURE };

/* A character of the text as it was, and what stands for it now. */
struct seq {
	uint32_t rune; /* as it was; 0x201D for the closing quotation mark whose last byte got lost */
	uint32_t tail[3]; /* what stands for the bytes behind the first */
	int n; /* of tail */
	unsigned char lead; /* the first byte */
	bool lost; /* a byte is missing: Mac Roman's 0xF0 is in no font and often dropped, Windows has no character for 0x9D */
	size_t end; /* in the text, behind it */
};

/* Sequences one behind the other, all of them letters of one foreign script or none of them. */
struct span {
	enum page page;
	enum verdict verdict;
	bool script;
	size_t end; /* in the text, behind it */
	size_t n;
	struct seq seqs[SPAN_MOST];
};

/* What the whole file says about itself. */
struct evidence {
	size_t sure[2], script[2]; /* spans beyond doubt, by page: Latin and signs; other scripts */
	bool sound; /* accents and quotation marks that are as they should be */
	size_t strays; /* C1 controls: Windows-1252 read as Latin-1 */
};

/* ---- one sequence ---- */

/* The byte that a character at s[*i] stands for, if it can be one behind the first of a sequence; else -1. */
static int
tail_byte(struct str s, size_t *i, enum page page, uint32_t *rune)
{
	if (*i >= s.n || (unsigned char)s.p[*i] < 0x80)
		return -1;
	size_t next = *i;
	*rune = utf8_next(s, &next);
	int byte = page_byte(page, *rune);
	if (byte < 0x80 || byte > 0xBF)
		return -1;
	*i = next;
	return byte;
}

/* Cut short: â€ for a closing quotation mark. */
static bool
seq_cut(struct str s, struct seq *q, const unsigned char *bytes, int have)
{
	if (q->lost || have != 2 || bytes[0] != 0xE2 || bytes[1] != 0x80)
		return false;
	q->lost = true;
	q->rune = 0x201D;
	if (s.n - q->end >= 3 && !memcmp(s.p + q->end, "\xEF\xBF\xBD", 3))
		q->end += 3;
	return true;
}

static bool
seq_read(struct str s, size_t i, enum page page, struct seq *q)
{
	unsigned char bytes[4];
	uint32_t first = utf8_next(s, &i);
	int byte = page_byte(page, first), have = 1;
	*q = (struct seq){0};
	if (page == PAGE_MAC && byte == 0x9F) { /* ü, and U+F8FF before it was dropped */
		q->lost = true;
		bytes[0] = 0xF0;
		bytes[have++] = 0x9F;
		q->tail[q->n++] = first;
	} else if (byte < 0xC2 || byte > 0xF4) {
		return false;
	} else {
		bytes[0] = (unsigned char)byte;
	}
	q->lead = bytes[0];
	int need = q->lead >= 0xF0 ? 4 : q->lead >= 0xE0 ? 3 : 2;
	for (q->end = i; have < need; q->end = i) {
		int next = tail_byte(s, &i, page, &q->tail[q->n]);
		if (next < 0)
			return page == PAGE_WINDOWS && seq_cut(s, q, bytes, have);
		q->n++;
		bytes[have++] = (unsigned char)next;
	}
	size_t at = 0;
	q->rune = utf8_next((struct str){(const char *)bytes, (size_t)need}, &at);
	return at == (size_t)need;
}

/* ---- what may stand where ---- */

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_letter(char c)
{
	return is_upper(c) || is_lower(c);
}

/* An opening quotation mark: it does not stand within a word. */
static bool
is_opening(uint32_t r)
{
	return r == 0x2018 || r == 0x201A || r == 0x201C || r == 0x201E || r == 0xAB || r == 0x2039;
}

/* What may follow a word at once in honest text. */
static bool
is_punctuation(uint32_t r)
{
	return is_opening(r) || r == 0x2019 || r == 0x201D || r == 0x2026 || r == 0x2013 || r == 0x2014 || r == 0x2022 ||
		r == 0x2122 || r == 0xBB || r == 0x203A || r == 0xA0 || r == 0x2020 || r == 0x2021;
}

/* The same, and the marks that stand behind capitals: ª º ¹ ² ³ · ® ©. */
static bool
is_mark(uint32_t r)
{
	return is_punctuation(r) || r == 0xAA || r == 0xBA || r == 0xB9 || r == 0xB2 || r == 0xB3 || r == 0xB7 || r == 0xAE ||
		r == 0xA9;
}

/* What stands behind a root, a negation or a function's name in a formula: ∞ π Ω µ ∂ ∑ ∫. */
static bool
is_symbol(uint32_t r)
{
	return r == 0x221E || r == 0x3C0 || r == 0x3A9 || r == 0x2126 || r == 0xB5 || r == 0x2202 || r == 0x2211 || r == 0x222B;
}

/* A letter of Mac Roman's lower half of accents; the others there are signs. */
static bool
is_accented(uint32_t r)
{
	return (r >= 0xC0 && r <= 0xFF && r != 0xD7 && r != 0xF7) || r == 0xAA || r == 0xBA;
}

/* Greek 1, Cyrillic 2, Hebrew 3, Arabic 4; else 0. */
static int
script_of(uint32_t r)
{
	return r >= 0x386 && r <= 0x3CE	   ? 1
		: r >= 0x401 && r <= 0x45F ? 2
		: r >= 0x5D0 && r <= 0x5EA ? 3
		: r >= 0x60C && r <= 0x6FF ? 4
					   : 0;
}

/* The ASCII characters around a sequence; 0 where there is none. */
struct around {
	char before2, before, after, after2;
};

/* Â¿ Âº Â° : before it a capital makes "Â" a capital at the end of a word. */
static enum verdict
judge_windows_c2(const struct seq *q, struct around c)
{
	if (q->rune < 0xA0)
		return MAYBE;
	return is_upper(c.before) && is_punctuation(q->tail[0]) ? MAYBE : SURE;
}

/* Ã¡: words may end in Ã, in Portuguese, and then a quotation mark may follow. */
static enum verdict
judge_windows_c3(const struct seq *q, struct around c)
{
	uint32_t t = q->tail[0];
	if (is_opening(t) && is_letter(c.after) && c.before)
		return SURE;
	if (is_upper(c.before))
		return is_punctuation(t) || (is_mark(t) && !is_lower(c.after)) ? MAYBE : SURE;
	return is_lower(c.before) || is_lower(c.after) || !is_punctuation(t) ? SURE : MAYBE;
}

/* Å¡ Å“ Ä‡: a capital behind a small letter is no word. */
static enum verdict
judge_windows_c4(const struct seq *q, struct around c)
{
	if (is_lower(c.before) || (is_opening(q->tail[0]) && is_letter(c.after) && is_letter(c.before)))
		return SURE;
	return is_lower(c.after) && !is_punctuation(q->tail[0]) ? SURE : MAYBE;
}

/* Three bytes: â€™ and signs, else CJK and the like, where one alone is no proof. */
static enum verdict
judge_windows_e0(const struct seq *q, struct around c)
{
	bool loose = is_punctuation(q->tail[0]) && (q->n < 2 || is_punctuation(q->tail[1]));
	if (q->lead == 0xE2 && q->rune < 0x2C00)
		return q->lost || (loose && is_letter(c.before)) ? MAYBE : SURE;
	if (loose || (q->rune >= 0xE000 && q->rune < 0xFB00))
		return NEVER;
	return q->lead == 0xEF ? SURE : MAYBE;
}

static enum verdict
judge_windows(const struct seq *q, struct around c)
{
	if (q->lead == 0xC2)
		return judge_windows_c2(q, c);
	if (q->lead == 0xC3)
		return judge_windows_c3(q, c);
	if (q->lead <= 0xC5)
		return judge_windows_c4(q, c);
	if (q->lead <= 0xDF) /* accents on their own, as macOS writes them */
		return q->rune >= 0x300 && q->rune < 0x370 && is_lower(c.before) ? SURE : NEVER;
	return judge_windows_e0(q, c);
}

/* ¬ø ¬° ¬∫: negation and a variable. */
static enum verdict
judge_mac_c2(const struct seq *q, struct around c)
{
	bool behind = is_letter(c.before) || char_digit(c.before);
	uint32_t t = q->tail[0];
	if (t == 0x221E || t == 0x2264 || t == 0x2265 || t == 0x222B) /* 20°, m², m³, nº */
		return behind ? SURE : MAYBE;
	return is_symbol(t) || t == 0x2260 || t == 0xB1 || q->rune < 0xA0 ? MAYBE : SURE;
}

/* √° √©: a root of something. */
static enum verdict
judge_mac_c3(const struct seq *q, struct around c)
{
	if (is_symbol(q->tail[0])) {
		bool within = is_letter(c.before) && (is_letter(c.before2) || (is_letter(c.after) && is_letter(c.after2)));
		return within && !char_digit(c.after) ? SURE : MAYBE;
	}
	return char_digit(c.after) ? MAYBE : SURE;
}

/* ƒá ≈°: a florin, a function; about so many pounds. */
static enum verdict
judge_mac_c4(const struct seq *q, struct around c)
{
	if (is_symbol(q->tail[0]) || q->tail[0] == 0xA2 || q->tail[0] == 0xA3 || q->tail[0] == 0xA5)
		return q->lead == 0xC5 ? NEVER : MAYBE;
	return is_letter(c.before) || is_letter(c.after) ? SURE : MAYBE;
}

static enum verdict
judge_mac(const struct seq *q, struct around c)
{
	if (q->lead == 0xC2)
		return judge_mac_c2(q, c);
	if (q->lead == 0xC3)
		return judge_mac_c3(q, c);
	if (q->lead <= 0xC5)
		return judge_mac_c4(q, c);
	if (q->lead <= 0xDF)
		return q->rune >= 0x300 && q->rune < 0x370 && is_lower(c.before) ? SURE : NEVER;
	if (q->lead == 0xE2)
		return q->rune < 0x2C00 ? SURE : NEVER;
	bool sign = !is_accented(q->tail[0]) || !is_accented(q->tail[1]);
	if (q->lead == 0xEF)
		return q->rune == 0xFE0F || (sign && q->rune >= 0xFB00) ? SURE : NEVER;
	return q->rune >= 0xE000 && q->rune < 0xF900 ? NEVER : MAYBE;
}

/* Four bytes: emoji and whatever else lies beyond the basic plane. */
static enum verdict
judge_astral(const struct seq *q, struct around c)
{
	bool emoji = q->rune >= 0x1F000 && q->rune < 0x1FB00;
	if (!q->lost)
		return emoji ? SURE : MAYBE;
	if (!emoji || q->rune < 0x1F300 || is_letter(c.before))
		return NEVER;
	return !is_accented(q->tail[1]) || !is_accented(q->tail[2]) ? SURE : MAYBE;
}

/* ---- spans ---- */

static char
ascii_at(struct str s, size_t i)
{
	return i < s.n && (unsigned char)s.p[i] < 0x80 ? s.p[i] : 0;
}

static enum verdict
judge(struct str s, size_t start, enum page page, const struct seq *q)
{
	struct around c = {.before = start ? ascii_at(s, start - 1) : 0, .after = ascii_at(s, q->end)};
	c.before2 = c.before && start > 1 ? ascii_at(s, start - 2) : 0;
	c.after2 = c.after ? ascii_at(s, q->end + 1) : 0;
	if (q->lead >= 0xF0)
		return judge_astral(q, c);
	return page == PAGE_WINDOWS ? judge_windows(q, c) : judge_mac(q, c);
}

/* Reads the sequences from s[i] onwards. Two side by side are no accident; letters of another script, whose first bytes are common
 * letters and quotation marks here, must be three of the same. */
static bool
span_read(struct str s, size_t i, enum page page, struct span *span)
{
	struct seq *q = span->seqs;
	size_t alike = 1;
	int script = 0;
	span->page = page; /* one by one: the array is not worth clearing for each letter */
	span->verdict = MAYBE;
	span->script = false;
	span->end = i;
	span->n = 0;
	for (; i < s.n && span->n < SPAN_MOST && (unsigned char)s.p[i] >= 0x80 && seq_read(s, i, page, q); q++) {
		int now = q->lead >= 0xC6 && q->lead <= 0xDF ? script_of(q->rune) : 0;
		enum verdict v = now ? MAYBE : judge(s, i, page, q);
		if (v == NEVER || (span->n && (now != 0) != span->script))
			break;
		span->script = now != 0;
		alike = now && now == script ? alike + 1 : 1;
		script = now;
		if (v == SURE || alike >= 3 || (span->n && !now && !q->lost))
			span->verdict = SURE;
		span->n++;
		span->end = i = q->end;
	}
	return span->n > 0;
}

/* What a finding of this span is worth, with all that the file says. */
static bool
span_holds(const struct span *span, const struct evidence *e)
{
	if (span->verdict == SURE)
		return true;
	return !e->sound && (span->script ? e->script : e->sure)[span->page] > 0;
}

/* The span at s[i], by the page that explains it best, or NULL. */
static const struct span *
span_best(struct str s, size_t i, struct span *span, struct span *other)
{
	bool windows = span_read(s, i, PAGE_WINDOWS, span);
	if (windows && span->verdict == SURE)
		return span;
	bool mac = span_read(s, i, PAGE_MAC, other);
	return mac && (!windows || other->verdict == SURE) ? other : windows ? span : NULL;
}

/* Characters that show that the text around them was read rightly. */
static bool
is_sound(uint32_t r)
{
	return (r >= 0xC0 && r <= 0xFF && r != 0xC2 && r != 0xC3) || r == 0x2013 || r == 0x2014 || (r >= 0x2018 && r <= 0x201D);
}

/* ---- the text ---- */

/* What a character that belongs to no span says: it is a stray, or sound, or neither. */
static void
evidence_add(struct evidence *e, const struct span *span, uint32_t rune, uint32_t stray)
{
	if (span && span->verdict == SURE)
		(span->script ? e->script : e->sure)[span->page]++;
	else if (!span && stray != RUNE_BAD)
		e->strays++;
	else if (!span)
		e->sound |= is_sound(rune);
}

/* One walk over the text: without `out` it gathers evidence, with it it writes the mended text. */
static void
walk(struct str s, struct evidence *e, struct buf *out)
{
	struct span windows, mac;
	size_t done = 0; /* written so far */
	for (size_t i = 0; i < s.n;) {
		if ((unsigned char)s.p[i] < 0x80) {
			i++;
			continue;
		}
		size_t start = i;
		uint32_t rune = utf8_next(s, &i);
		uint32_t stray = rune >= 0x80 && rune < 0xA0 ? page_rune(PAGE_WINDOWS, (unsigned char)rune) : RUNE_BAD;
		const struct span *span = span_best(s, start, &windows, &mac);
		if (span)
			i = span->end;
		if (!out) {
			evidence_add(e, span, rune, stray);
		} else if (span ? span_holds(span, e) : stray != RUNE_BAD) {
			buf_add(out, s.p + done, start - done);
			for (size_t k = 0; span && k < span->n; k++)
				buf_rune(out, span->seqs[k].rune);
			if (!span)
				buf_rune(out, stray);
			done = i;
		}
	}
	if (out)
		buf_add(out, s.p + done, s.n - done);
}

/* One round; false when nothing is to be mended. */
static bool
mend(struct str s, struct buf *out)
{
	struct evidence e = {0};
	walk(s, &e, NULL);
	if (!e.sure[0] && !e.sure[1] && !e.script[0] && !e.script[1] && !e.strays)
		return false;
	walk(s, &e, out);
	return true;
}

/* ---- the report ---- */

static struct str
word_shown(struct str s)
{
	while (s.n > 1 && (unsigned char)s.p[0] < 0x80 && !char_alnum((unsigned char)s.p[0]))
		s = str_sub(s, 1, s.n);
	while (s.n > 1 && (unsigned char)s.p[s.n - 1] < 0x80 && !char_alnum((unsigned char)s.p[s.n - 1]))
		s.n--;
	return s;
}

static void
word_add(struct buf *b, struct str s)
{
	s = word_shown(s);
	size_t n = s.n < WORD_SHOWN ? s.n : WORD_SHOWN;
	while (n < s.n && n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	buf_add(b, s.p, n);
	buf_z(b, n < s.n ? "…" : "");
}

/* The words of a line that changed. Mending touches no blank, so words stand in the same order. */
static void
line_report(struct diag *d, struct str path, int line, struct str was, struct str is)
{
	struct buf b = {0};
	struct str word, mended;
	size_t shown = 0, more = 0;
	while (str_word(&was, &word) && str_word(&is, &mended)) {
		if (str_eq(word, mended))
			continue;
		size_t start = b.n;
		if (shown >= WORDS_REPORTED) {
			more++;
			continue;
		}
		buf_z(&b, shown ? ", " : "");
		size_t pair = b.n;
		word_add(&b, word);
		buf_z(&b, " -> ");
		word_add(&b, mended);
		if (shown && str_find(str_sub(buf_view(&b), 0, start), str_sub(buf_view(&b), pair, b.n)) >= 0)
			b.n = start;
		else
			shown++;
	}
	if (more)
		buf_fmt(&b, " and %zu more", more);
	diag_add(d, DIAG_REPAIRED, path, line, 0,
		"text that was saved in a wrong encoding was mended: %.*s; check it and correct the file", STR_FMT(buf_view(&b)));
	buf_free(&b);
}

static void
report(struct diag *d, struct str path, struct str was, struct str is)
{
	size_t lines = 0;
	for (int line = 1; was.n; line++) {
		struct str old = str_line(&was), now = str_line(&is);
		if (str_eq(old, now))
			continue;
		if (lines++ < LINES_REPORTED)
			line_report(d, path, line, old, now);
	}
	if (lines > LINES_REPORTED)
		diag_add(d, DIAG_REPAIRED, path, 0, 0, "%zu lines in all were saved in a wrong encoding and mended", lines);
}

struct str
text_repair(struct arena *a, struct diag *d, struct str path, struct str s)
{
	struct buf once = {0}, twice = {0};
	struct str out = s;
	if (mend(s, &once)) {
		bool again = mend(buf_view(&once), &twice);
		out = buf_keep(again ? &twice : &once, a);
		report(d, path, s, out);
	}
	buf_free(&once);
	buf_free(&twice);
	return out;
}
