/* nfc.c - accents joined with their letters */
#include "desk/nfc.h"

#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { BYTES_MOST = 1 << 20 /* nothing that somebody quotes or names is longer */ };

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

struct str
str_nfc(struct arena *a, struct str s)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
	if (is_ascii(s) || s.n > BYTES_MOST || U_FAILURE(error))
		return s;
	int32_t n = 0, cap = 3 * (int32_t)s.n + 1; /* NFC has at most three times as many units */
	UChar *from = xmalloc(((size_t)s.n + 1) * sizeof *from), *to = xmalloc((size_t)cap * sizeof *to);
	u_strFromUTF8WithSub(from, (int32_t)s.n + 1, &n, s.p, (int32_t)s.n, 0xFFFD, NULL, &error);
	if (U_SUCCESS(error) && !unorm2_isNormalized(nfc, from, n, &error) && U_SUCCESS(error)) {
		n = unorm2_normalize(nfc, from, n, to, cap, &error);
		int32_t bytes = 0;
		char *out = U_SUCCESS(error) ? xmalloc(3 * (size_t)n + 1) : NULL;
		if (out && u_strToUTF8(out, 3 * n + 1, &bytes, to, n, &error) && U_SUCCESS(error))
			s = str_dup(a, (struct str){out, (size_t)bytes});
		free(out);
	}
	free(from);
	free(to);
	return s;
}

static int
hex_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

struct str
address_nfc(struct arena *a, struct str s)
{
	struct buf b = {0};
	if (str_find_char(s, '%') < 0)
		return str_nfc(a, s);
	for (size_t i = 0; i < s.n; i++) {
		int high = s.p[i] == '%' && i + 2 < s.n ? hex_value(s.p[i + 1]) : -1;
		int low = high >= 0 ? hex_value(s.p[i + 2]) : -1;
		buf_char(&b, low >= 0 ? (char)(high * 16 + low) : s.p[i]);
		i += low >= 0 ? 2 : 0;
	}
	struct str out = str_nfc(a, buf_keep(&b, a));
	buf_free(&b);
	return out;
}
