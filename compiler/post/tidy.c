/* tidy.c - accents that were typed apart are joined to their letters, and characters that show nothing go (Unicode 15, 3.11 and 23.2)
 *
 * Fenced code stays as it is: what a reader copies out of it must be the author's bytes. */
#include "base/utf8.h"
#include "post/text.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

struct tidier {
	struct str s;
	size_t at; /* what was copied so far */
	struct buf out;
	const UNormalizer2 *nfc;
	int line;
	size_t joined, dropped;
	int joined_line, dropped_line; /* the first of them */
	char fence; /* of the code that is open, or NUL */
	size_t fence_n;
};

/* ---- accents ---- */

/* A mark that can be one with the character before it: accents, hamza, the marks of kana, the vowels and finals of Hangul. */
static bool
is_joining(uint32_t r)
{
	return (r >= 0x300 && r <= 0x36F) || (r >= 0x653 && r <= 0x655) || r == 0x3099 || r == 0x309A ||
		(r >= 0x1161 && r <= 0x11C2);
}

static size_t
rune_start(struct str s, size_t end)
{
	while (end && ((unsigned char)s.p[--end] & 0xC0) == 0x80)
		;
	return end;
}

static void
copy_to(struct tidier *t, size_t to)
{
	if (to > t->at)
		buf_add(&t->out, t->s.p + t->at, to - t->at);
	t->at = to;
}

/* At a mark: it and those behind it are joined with the character before them, as far as there are characters for that. */
static size_t
marks_join(struct tidier *t, size_t i)
{
	enum { MARKS_MOST = 8 };
	size_t start = rune_start(t->s, i), next = start, end = i;
	uint32_t base = utf8_next(t->s, &next), rest[MARKS_MOST];
	int n = 0, last = 0, joined = 0;
	if (!i || start < t->at || next != i || base == '\n')
		return i;
	while (end < t->s.n && n < MARKS_MOST) {
		size_t k = end;
		uint32_t mark = utf8_next(t->s, &k);
		if (!is_joining(mark))
			break;
		int class = u_getCombiningClass((UChar32)mark);
		UChar32 whole = n && last >= class ? -1 : unorm2_composePair(t->nfc, (UChar32)base, (UChar32)mark);
		end = k;
		if (whole >= 0) {
			base = (uint32_t)whole;
			joined++;
		} else {
			rest[n++] = mark;
			last = class;
		}
	}
	if (!joined)
		return end;
	copy_to(t, start);
	buf_rune(&t->out, base);
	for (int k = 0; k < n; k++)
		buf_rune(&t->out, rest[k]);
	t->at = end;
	t->joined++;
	if (!t->joined_line)
		t->joined_line = t->line;
	return end;
}

/* ---- what shows nothing ---- */

/* Letters of scripts that are written without joiners and with blanks between words. */
static bool
is_plain(uint32_t r)
{
	return (r < 0x80 && (char_alnum((int)r) || char_blank((int)r) || (r && strchr(".,;:!?()\"'/-", (int)r)))) ||
		(r >= 0xA0 && r < 0x300) || (r >= 0x370 && r < 0x590) || (r >= 0x1E00 && r < 0x2000) ||
		(r >= 0x2010 && r < 0x2028);
}

/* A zero-width blank, joiner or non-joiner between letters that it does nothing for. Beside a mark of Markdown it may be what ends or begins
 * emphasis. */
static void
nothing_drop(struct tidier *t, size_t i, size_t end)
{
	size_t before = rune_start(t->s, i), behind = end;
	uint32_t left = i ? utf8_next(t->s, &before) : ' ', right = end < t->s.n ? utf8_next(t->s, &behind) : ' ';
	if (!is_plain(left) || !is_plain(right))
		return;
	copy_to(t, i);
	t->at = end;
	t->dropped++;
	if (!t->dropped_line)
		t->dropped_line = t->line;
}

/* ---- the text ---- */

/* Whether the line that begins at i belongs to fenced code. */
static bool
line_is_code(struct tidier *t, size_t i)
{
	size_t start = i, n = 0;
	while (start < t->s.n && (t->s.p[start] == ' ' || t->s.p[start] == '\t' || t->s.p[start] == '>'))
		start++;
	char c = start < t->s.n ? t->s.p[start] : 0;
	while ((c == '`' || c == '~') && start + n < t->s.n && t->s.p[start + n] == c)
		n++;
	if (t->fence && c == t->fence && n >= t->fence_n)
		t->fence = 0;
	else if (!t->fence && n >= 3)
		t->fence = c, t->fence_n = n;
	else
		return t->fence != 0;
	return true;
}

/* Whether there is anything to do: most files hold none of these bytes. */
static bool
is_tidy(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < 0xCC)
			continue;
		unsigned char d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0, e = i + 2 < s.n ? (unsigned char)s.p[i + 2] : 0;
		if (c == 0xCC || (c == 0xCD && d < 0xB0) || (c == 0xD9 && d >= 0x93 && d <= 0x95) ||
			(c == 0xE3 && d == 0x82 && e >= 0x99) || (c == 0xE1 && (d == 0x85 || d == 0x86 || d == 0x87)) ||
			(c == 0xE2 && d == 0x80 && e >= 0x8B && e <= 0x8D) || (c == 0xE2 && d == 0x81 && e == 0xA0))
			return false;
	}
	return true;
}

static void
tidy_report(const struct tidier *t, struct diag *d, struct str path)
{
	if (t->joined)
		diag_add(d, DIAG_TEXT_TIDIED, path, t->joined_line, 0,
			"%zu letters whose accents were typed as characters of their own, the first in this line, were joined "
			"with them",
			t->joined);
	if (t->dropped)
		diag_add(d, DIAG_TEXT_TIDIED, path, t->dropped_line, 0,
			"%zu characters that show nothing (zero-width blanks and joiners), the first in this line, were removed",
			t->dropped);
}

struct str
text_tidy(struct arena *a, struct diag *d, struct str path, struct str s)
{
	UErrorCode error = U_ZERO_ERROR;
	struct tidier t = {.s = s, .line = 1, .nfc = unorm2_getNFCInstance(&error)};
	if (is_tidy(s) || U_FAILURE(error))
		return s;
	bool code = line_is_code(&t, 0);
	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t rune = utf8_next(s, &i);
		if (rune == '\n') {
			t.line++;
			code = line_is_code(&t, i);
		} else if (!code && is_joining(rune)) {
			size_t end = marks_join(&t, at);
			i = end > i ? end : i;
		} else if (!code && (rune == 0x200B || rune == 0x200C || rune == 0x200D || rune == 0x2060)) {
			nothing_drop(&t, at, i);
		}
	}
	if (!t.at)
		return s;
	copy_to(&t, s.n);
	tidy_report(&t, d, path);
	struct str out = buf_keep(&t.out, a);
	buf_free(&t.out);
	return out;
}
