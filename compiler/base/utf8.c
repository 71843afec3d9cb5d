/* utf8.c - code points in and out of UTF-8 */
#include "base/utf8.h"

/* Decodes one code point of at most n bytes; 0 when the bytes are not valid, else their number. */
static size_t
utf8_decode(const unsigned char *p, size_t n, uint32_t *rune)
{
	if (p[0] < 0x80) {
		*rune = p[0];
		return 1;
	}
	size_t need = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	if (p[0] < 0xC2 || p[0] > 0xF4 || n < need)
		return 0;
	uint32_t r = p[0] & (0x7Fu >> need);
	for (size_t i = 1; i < need; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		r = r << 6 | (p[i] & 0x3F);
	}
	if (r < least[need] || r > 0x10FFFF || (r >= 0xD800 && r < 0xE000))
		return 0;
	*rune = r;
	return need;
}

uint32_t
utf8_next(struct str s, size_t *i)
{
	uint32_t rune;
	size_t n = utf8_decode((const unsigned char *)s.p + *i, s.n - *i, &rune);
	*i += n ? n : 1;
	return n ? rune : RUNE_BAD;
}

size_t
utf8_put(char out[4], uint32_t rune)
{
	if (rune > 0x10FFFF || (rune >= 0xD800 && rune < 0xE000))
		rune = RUNE_BAD;
	if (rune < 0x80) {
		out[0] = (char)rune;
		return 1;
	}
	size_t n = rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
	for (size_t i = n - 1; i > 0; i--, rune >>= 6)
		out[i] = (char)(0x80 | (rune & 0x3F));
	static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
	out[0] = (char)(lead[n] | rune);
	return n;
}

size_t
utf8_valid(struct str s)
{
	size_t i = 0;
	uint32_t rune;
	while (i < s.n) {
		size_t n = utf8_decode((const unsigned char *)s.p + i, s.n - i, &rune);
		if (!n)
			break;
		i += n;
	}
	return i;
}

size_t
utf8_count(struct str s)
{
	size_t count = 0;
	for (size_t i = 0; i < s.n; count++)
		utf8_next(s, &i);
	return count;
}

bool
rune_blank(uint32_t r)
{
	return r == ' ' || (r >= '\t' && r <= '\r') || r == 0x85 || r == 0xA0 || r == 0x1680 || (r >= 0x2000 && r <= 0x200A) ||
		r == 0x2028 || r == 0x2029 || r == 0x202F || r == 0x205F || r == 0x3000;
}
