/* unicode.c - what the Unicode standard says of a text: kinds of characters, breaks, directions, emoji */
#include "layout/unicode.h"

#include <pthread.h>
#include <stdlib.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/utf8.h"

struct breaker {
	UBreakIterator *lines; /* NULL: ICU has none (its data is missing) */
	struct breaker *next;
};

struct breakers {
	pthread_mutex_t lock;
	struct breaker *idle;
};

struct breakers *
breakers_new(void)
{
	struct breakers *b = xmalloc(sizeof *b);
	*b = (struct breakers){.idle = NULL};
	pthread_mutex_init(&b->lock, NULL);
	return b;
}

void
breakers_free(struct breakers *b)
{
	if (!b)
		return;
	while (b->idle) {
		struct breaker *one = b->idle;
		b->idle = one->next;
		if (one->lines)
			ubrk_close(one->lines);
		free(one);
	}
	pthread_mutex_destroy(&b->lock);
	free(b);
}

static struct breaker *
breaker_borrow(struct breakers *b)
{
	pthread_mutex_lock(&b->lock);
	struct breaker *one = b->idle;
	if (one)
		b->idle = one->next;
	pthread_mutex_unlock(&b->lock);
	if (!one) {
		UErrorCode error = U_ZERO_ERROR;
		one = xmalloc(sizeof *one);
		*one = (struct breaker){.lines = ubrk_open(UBRK_LINE, "", NULL, 0, &error)};
		if (U_FAILURE(error))
			one->lines = NULL;
	}
	return one;
}

static void
breaker_return(struct breakers *b, struct breaker *one)
{
	pthread_mutex_lock(&b->lock);
	one->next = b->idle;
	b->idle = one;
	pthread_mutex_unlock(&b->lock);
}

enum rune_class
rune_class(uint32_t c)
{
	if (c < 0x7F)
		return c <= 0x20 ? RUNE_BLANK : RUNE_PLAIN;
	if (c < 0xA0)
		return c == 0x85 ? RUNE_BLANK : RUNE_IGNORED;
	if (c < 0x370)
		return c == 0xA0 ? RUNE_FIXED : c == 0xAD ? RUNE_SHY : c == 0x34F ? RUNE_IGNORED : RUNE_PLAIN;
	if (c >= 0x1E00 && c < 0x1F00)
		return RUNE_PLAIN;
	if (c >= 0x2000 && c < 0x2070) {
		if (c == 0x2007 || c == 0x202F)
			return RUNE_FIXED;
		if (c <= 0x200A || c == 0x2028 || c == 0x2029 || c == 0x205F)
			return RUNE_BLANK;
		if (c == 0x200B)
			return RUNE_ZWSP;
		if (c == 0x200C || c == 0x200D || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
			return RUNE_COMPLEX;
		if (c == 0x200E || c == 0x200F || c == 0x2011 || (c >= 0x2060 && c <= 0x206F))
			return c == 0x2011 ? RUNE_COMPLEX : RUNE_IGNORED;
		return c == 0x203C || c == 0x2049 ? RUNE_COMPLEX : RUNE_PLAIN;
	}
	if (c >= 0x2070 && c < 0x2300)
		return c >= 0x20D0 && c < 0x2100 ? RUNE_COMPLEX : RUNE_PLAIN;
	if (c == 0x3000 || c == 0x1680)
		return RUNE_BLANK;
	if (c == 0xFEFF || c == 0x180E || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0001 && c <= 0xE001F))
		return RUNE_IGNORED;
	return RUNE_COMPLEX;
}

int
rune_blank_width(uint32_t c)
{
	static const int16_t general[] = {500, 1000, 500, 1000, 333, 250, 167, 500, 200, 167, 83};
	if (c >= 0x2000 && c <= 0x200A)
		return general[c - 0x2000];
	if (c == 0x202F)
		return 167;
	return c == 0x205F ? 222 : c == 0x3000 ? 1000 : 0;
}

bool
rune_mark(uint32_t c)
{
	if (c < 0x300)
		return false;
	if (c < 0x370)
		return true;
	if (c >= 0x1E00 && c < 0x2000)
		return false;
	return c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) || (U_MASK(u_charType((UChar32)c)) & U_GC_M_MASK) != 0;
}

bool
rune_invisible(uint32_t c)
{
	return c >= 0xAD && u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

uint16_t
rune_script(uint32_t c)
{
	UErrorCode error = U_ZERO_ERROR;
	if (c < 0x80)
		return (c | 32) >= 'a' && (c | 32) <= 'z' ? USCRIPT_LATIN : USCRIPT_COMMON;
	UScriptCode script = uscript_getScript((UChar32)c, &error);
	return U_FAILURE(error) || script == USCRIPT_INHERITED || script < 0 ? USCRIPT_COMMON : (uint16_t)script;
}

bool
joins_on(struct str s, size_t at)
{
	for (int passed = 0; at && passed < 8; passed++) {
		size_t from = at - 1;
		while (from && ((unsigned char)s.p[from] & 0xC0) == 0x80)
			from--;
		at = from;
		int type = u_getIntPropertyValue((UChar32)utf8_next(s, &from), UCHAR_JOINING_TYPE);
		if (type != U_JT_TRANSPARENT)
			return type == U_JT_DUAL_JOINING || type == U_JT_LEFT_JOINING || type == U_JT_JOIN_CAUSING;
	}
	return false;
}

bool
joins_back(struct str s, size_t at)
{
	for (int passed = 0; at < s.n && passed < 8; passed++) {
		int type = u_getIntPropertyValue((UChar32)utf8_next(s, &at), UCHAR_JOINING_TYPE);
		if (type != U_JT_TRANSPARENT)
			return type == U_JT_DUAL_JOINING || type == U_JT_RIGHT_JOINING || type == U_JT_JOIN_CAUSING;
	}
	return false;
}

bool
rune_square(uint32_t c)
{
	return (c >= 0x2E80 && c <= 0x312F) || (c >= 0x3190 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
		(c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF60) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool
rune_pictures(uint32_t c)
{
	return u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI) || u_hasBinaryProperty((UChar32)c, UCHAR_EXTENDED_PICTOGRAPHIC);
}

static uint32_t
rune_at(struct str s, size_t i)
{
	return i < s.n ? utf8_next(s, &i) : 0;
}

static bool
is_flag_letter(uint32_t c)
{
	return c >= 0x1F1E6 && c <= 0x1F1FF;
}

/* One element of a sequence (UTS 51, ED-15a): an emoji with its selector, skin tone or tags; returns where it ends, or 0. `joined`: behind a
 * joiner a character counts that is text by default. */
static size_t
emoji_element(struct str s, size_t i, bool joined)
{
	uint32_t c = utf8_next(s, &i), next = rune_at(s, i);
	if (c < 0xA9 || !u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI) || next == 0xFE0E)
		return 0;
	bool shown = joined || u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_PRESENTATION);
	if (next == 0xFE0F) {
		shown = true;
		utf8_next(s, &i);
		next = rune_at(s, i);
	}
	if (next >= 0x1F3FB && next <= 0x1F3FF && u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_MODIFIER_BASE)) {
		shown = true;
		utf8_next(s, &i);
		next = rune_at(s, i);
	}
	while (shown && next >= 0xE0020 && next <= 0xE007F) {
		utf8_next(s, &i);
		next = rune_at(s, i);
	}
	return shown ? i : 0;
}

size_t
emoji_length(struct str s, size_t from)
{
	size_t i = from;
	uint32_t c = utf8_next(s, &i), next = rune_at(s, i);
	if (c < 0xA9) {
		if (!char_digit((int)c) && c != '#' && c != '*')
			return 0;
		if (next == 0xFE0F)
			utf8_next(s, &i);
		if (rune_at(s, i) != 0x20E3)
			return 0;
		utf8_next(s, &i);
		return i - from;
	}
	if (is_flag_letter(c)) {
		if (is_flag_letter(next))
			utf8_next(s, &i);
		return i - from;
	}
	size_t end = emoji_element(s, from, false);
	/* A sequence of more than a few elements is nobody's emoji. */
	for (int elements = 1; end && elements < 10 && rune_at(s, end) == 0x200D; elements++) {
		size_t joiner = end;
		utf8_next(s, &joiner);
		size_t more = joiner < s.n ? emoji_element(s, joiner, true) : 0;
		if (!more)
			break;
		end = more;
	}
	return end ? end - from : 0;
}

bool
word_is_address(struct str w)
{
	size_t slashes = 0;
	if (w.n < 6)
		return false;
	for (size_t i = 0; i < w.n; i++) {
		char c = w.p[i];
		slashes += c == '/';
		if (c == ':' && i + 2 < w.n && w.p[i + 1] == '/' && w.p[i + 2] == '/')
			return true;
		/* A full stop between two letters on each side, a mail address, a name with an underscore. */
		if (i < 2 || i + 2 >= w.n)
			continue;
		bool around = char_alnum((unsigned char)w.p[i - 1]) && char_alnum((unsigned char)w.p[i + 1]);
		if (around && (c == '_' || c == '@'))
			return true;
		if (around && c == '.' && w.n >= 10 && char_alnum((unsigned char)w.p[i - 2]) &&
			char_alnum((unsigned char)w.p[i + 2]) &&
			!(char_digit((unsigned char)w.p[i - 1]) && char_digit((unsigned char)w.p[i + 1])))
			return true;
	}
	return slashes > 2;
}

static bool
is_rtl(uint32_t c)
{
	return (c >= 0x590 && c < 0x900) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) ||
		(c >= 0x10800 && c < 0x11000) || (c >= 0x1E800 && c < 0x1F000) || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
		(c >= 0x2066 && c <= 0x2069);
}

static void
breaks_find(struct breakers *b, struct str text, unsigned char *breaks)
{
	struct breaker *one = breaker_borrow(b);
	UErrorCode error = U_ZERO_ERROR;
	UText utext = UTEXT_INITIALIZER;
	utext_openUTF8(&utext, text.p, (int64_t)text.n, &error);
	if (one->lines && U_SUCCESS(error)) {
		ubrk_setUText(one->lines, &utext, &error);
		for (int32_t at = ubrk_first(one->lines); U_SUCCESS(error) && at != UBRK_DONE; at = ubrk_next(one->lines))
			if (at >= 0 && (size_t)at < text.n)
				breaks[at] = 1;
	}
	utext_close(&utext);
	breaker_return(b, one);
}

/* Levels of every byte, through UTF-16, which is what ICU's algorithm takes. */
static void
levels_find(struct arena *scratch, struct str text, enum paragraph_direction base, struct analysis *out)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar *wide = NEW_N(scratch, text.n + 1, UChar);
	int32_t n = 0;
	for (size_t i = 0; i < text.n;) {
		UChar32 c = (UChar32)utf8_next(text, &i);
		U16_APPEND_UNSAFE(wide, n, c);
	}
	UBiDi *bidi = ubidi_open();
	if (bidi)
		ubidi_setPara(bidi, wide, n,
			base == PARAGRAPH_RTL		? 1
				: base == PARAGRAPH_LTR ? 0
							: UBIDI_DEFAULT_LTR,
			NULL, &error);
	const UBiDiLevel *levels = bidi && U_SUCCESS(error) ? ubidi_getLevels(bidi, &error) : NULL;
	if (levels && U_SUCCESS(error)) {
		out->base = ubidi_getParaLevel(bidi) & 1;
		size_t k = 0;
		for (size_t i = 0; i < text.n;) {
			size_t from = i;
			uint32_t c = utf8_next(text, &i);
			for (size_t byte = from; byte < i; byte++)
				out->levels[byte] = levels[k];
			k += c > 0xFFFF ? 2 : 1;
		}
	}
	if (bidi)
		ubidi_close(bidi);
}

static unsigned
east_of(uint32_t c)
{
	if (c < 0x1100)
		return 0;
	if ((c >= 0x3041 && c <= 0x30FF) || (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF66 && c <= 0xFF9F))
		return HAS_KANA;
	if (c <= 0x11FF || (c >= 0x3130 && c <= 0x318F) || (c >= 0xAC00 && c <= 0xD7FF))
		return HAS_HANGUL;
	return (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
			(c >= 0x20000 && c <= 0x3FFFF)
		? HAS_HAN
		: 0;
}

void
text_analyse(struct breakers *b, struct arena *scratch, struct str text, enum paragraph_direction base, struct analysis *out)
{
	bool rtl = base == PARAGRAPH_RTL;
	*out = (struct analysis){.bidi = rtl, .base = rtl};
	for (size_t i = 0; i < text.n;) {
		if ((unsigned char)text.p[i] < 0x80) {
			i++;
			continue;
		}
		uint32_t c = utf8_next(text, &i);
		out->complex = out->complex || rune_class(c) == RUNE_COMPLEX;
		out->bidi = out->bidi || is_rtl(c);
		out->east |= east_of(c);
	}
	if (out->bidi) {
		out->levels = NEW_N(scratch, text.n + 1, unsigned char);
		levels_find(scratch, text, base, out);
	}
	if (out->complex) {
		out->breaks = NEW_N(scratch, text.n + 1, unsigned char);
		breaks_find(b, text, out->breaks);
	}
}
