/* name.c - names of people as they compare: whatever their capitals, accents and marks are */
#include "desk/desk.h"

#include "base/utf8.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

/* The letter that a character is without its accents, in small letters; 0 for what parts words. */
static uint32_t
letter_of(const UNormalizer2 *nfd, uint32_t rune)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar parts[16];
	UChar32 base = (UChar32)rune;
	int32_t n = rune < 0x80 || !nfd ? -1 : unorm2_getDecomposition(nfd, base, parts, 16, &error);
	if (U_SUCCESS(error) && n > 1 && !U16_IS_SURROGATE(parts[0]))
		base = parts[0];
	return u_isalnum(base) ? (uint32_t)u_foldCase(base, U_FOLD_CASE_DEFAULT) : 0;
}

/* An accent by itself, an apostrophe or what shows nothing: it parts no word. */
static bool
passed(uint32_t rune)
{
	return rune == '\'' || rune == 0x2019 || rune == 0xAD || rune == 0x200C || rune == 0x200D || rune == 0x2060 ||
		(rune >= 0x300 && (U_GET_GC_MASK((UChar32)rune) & U_GC_M_MASK) != 0);
}

struct str
person_key(struct arena *a, struct str name)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&error);
	struct buf b = {0};
	bool pending = false;
	if (U_FAILURE(error))
		nfd = NULL;
	for (size_t i = 0; i < name.n;) {
		uint32_t rune = utf8_next(name, &i);
		if (passed(rune))
			continue;
		uint32_t letter = letter_of(nfd, rune);
		if (!letter) {
			pending = b.n > 0;
			continue;
		}
		if (pending)
			buf_char(&b, '-');
		pending = false;
		buf_rune(&b, letter);
	}
	struct str key = buf_keep(&b, a);
	buf_free(&b);
	return key;
}

/* Scripts without blanks between words: a name may begin and end anywhere. */
static bool
unparted(struct str name)
{
	size_t i = 0;
	return name.n && utf8_next(name, &i) >= 0x2E80;
}

bool
key_within(struct str text, struct str name)
{
	size_t from = 0;
	while (name.n && from + name.n <= text.n) {
		ptrdiff_t at = str_find(str_sub(text, from, text.n), name);
		if (at < 0)
			return false;
		size_t start = from + (size_t)at, end = start + name.n;
		if (unparted(name) || ((!start || text.p[start - 1] == '-') && (end == text.n || text.p[end] == '-')))
			return true;
		from = start + 1;
	}
	return false;
}

/* How many bytes between two names stand at a place; 0: none do. */
static size_t
name_end(struct str s, size_t i, bool commas)
{
	if (s.p[i] == ';' || s.p[i] == '|' || s.p[i] == '\n' || (commas && s.p[i] == ','))
		return 1;
	return str_starts(str_sub(s, i, s.n), " / ") ? 3 : 0;
}

/* Nobody's consent may get lost in another's name. */
struct str *
names_split(struct arena *a, struct str s, size_t *n)
{
	enum { NAMES_MOST = 200 };
	struct str *names = NULL;
	size_t cap = 0, start = 0;
	bool commas = true;
	*n = 0;
	for (size_t i = 0; i < s.n && commas; i++)
		commas = !name_end(s, i, false);
	for (size_t i = 0; i <= s.n && *n < NAMES_MOST; i++) {
		size_t between = i < s.n ? name_end(s, i, commas) : 1;
		if (!between)
			continue;
		struct str name = str_trim(str_sub(s, start, i));
		if (name.n)
			*PUSH(a, names, *n, cap) = name;
		start = i + between;
	}
	return names;
}
