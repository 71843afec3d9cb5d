/* inline.c - pictures whose bytes stand in the text: data: addresses (RFC 2397) */
#include "book/gather.h"

#include "base/message.h"
#include "base/arena.h"

enum { INLINE_MAX = 32 << 20 }; /* bytes of one of them */

bool
inline_is(struct str src)
{
	return str_starts_nocase(src, "data:");
}

static int
hex_value(char c)
{
	c = char_lower(c);
	return char_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Takes the next character, percent-decoded; -1 at the end. */
static int
char_next(struct str *s)
{
	if (!s->n)
		return -1;
	int c = (unsigned char)s->p[0], skip = 1;
	if (c == '%' && s->n > 2 && hex_value(s->p[1]) >= 0 && hex_value(s->p[2]) >= 0) {
		c = hex_value(s->p[1]) << 4 | hex_value(s->p[2]);
		skip = 3;
	}
	*s = str_sub(*s, (size_t)skip, s->n);
	return c;
}

/* RFC 4648, both alphabets. */
static int
base64_value(int c)
{
	return c >= 'A' && c <= 'Z'    ? c - 'A'
		: c >= 'a' && c <= 'z' ? c - 'a' + 26
		: c >= '0' && c <= '9' ? c - '0' + 52
		: c == '+' || c == '-' ? 62
		: c == '/' || c == '_' ? 63
				       : -1;
}

/* Blanks are passed over; padding ends it. false: it holds what is no base64. */
static bool
base64_decode(struct str s, char *to, size_t *n)
{
	uint32_t word = 0;
	int bits = 0;
	for (int c; (c = char_next(&s)) >= 0 && c != '=';) {
		int v = base64_value(c);
		if (v < 0 && char_blank(c))
			continue;
		if (v < 0)
			return false;
		word = word << 6 | (uint32_t)v;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			to[(*n)++] = (char)(word >> bits & 255);
		}
	}
	return true;
}

const char *
inline_bytes(struct arena *a, struct str src, struct str *out)
{
	ptrdiff_t comma = str_find_char(src, ',');
	if (comma < 0)
		return MESSAGE("a data: address without a comma: it was cut off; save the picture as a file");
	struct str head = str_trim(str_sub(src, 0, (size_t)comma)), data = str_sub(src, (size_t)comma + 1, src.n);
	if (data.n > INLINE_MAX)
		return MESSAGE("a data: address larger than 32 MB: save the picture as a file");
	char *to = arena_alloc(a, data.n + 1);
	size_t n = 0;
	if (head.n > 7 && str_is_nocase(str_sub(head, head.n - 7, head.n), ";base64")) {
		if (!base64_decode(data, to, &n))
			return MESSAGE("a data: address that is not base64 to its end: save the picture as a file");
	} else {
		for (int c; (c = char_next(&data)) >= 0;)
			to[n++] = (char)c;
	}
	*out = (struct str){to, n};
	return n ? NULL : MESSAGE("a data: address without data: save the picture as a file");
}
