/* dim.c - lengths as integers */
#include "base/dim.h"

dim
dim_scale(dim a, int64_t b, int64_t c)
{
	int64_t v = (int64_t)a * b, half = (c < 0 ? -c : c) / 2;
	int64_t q = ((v < 0) == (c < 0) ? v + (v < 0 ? -half : half) : v - (v < 0 ? half : -half)) / c;
	return q > INT32_MAX ? INT32_MAX : q < INT32_MIN ? INT32_MIN : (dim)q;
}

/* Reads a decimal number with at most six decimals, in millionths; returns the bytes read, 0 if none. */
static size_t
decimal_read(struct str s, int64_t *millionths)
{
	size_t i = 0, digits = 0;
	bool minus = s.n && s.p[0] == '-';
	int64_t v = 0, unit = 1000000;
	i += minus || (s.n && s.p[0] == '+');
	for (; i < s.n && char_digit(s.p[i]) && digits < 9; i++, digits++)
		v = v * 10 + (s.p[i] - '0');
	v *= 1000000;
	if (i < s.n && s.p[i] == '.')
		for (i++; i < s.n && char_digit(s.p[i]); i++, digits++) {
			unit /= 10;
			v += (s.p[i] - '0') * unit;
		}
	*millionths = minus ? -v : v;
	return digits ? i : 0;
}

bool
dim_parse(struct str s, const char *unit, dim *out)
{
	int64_t v;
	s = str_trim(s);
	size_t n = decimal_read(s, &v);
	struct str u = str_trim(str_sub(s, n, s.n));
	if (!n)
		return false;
	if (!u.n)
		u = str_of(unit);
	/* points per unit, as a fraction */
	int64_t num = 1, den = 1;
	if (str_is(u, "mm"))
		num = 720, den = 254;
	else if (str_is(u, "cm"))
		num = 7200, den = 254;
	else if (str_is(u, "in"))
		num = 72;
	else if (!str_is(u, "pt"))
		return false;
	if (v > INT64_C(30000000000) || v < -INT64_C(30000000000))
		return false;
	int64_t d = (v * num / den * DIM_PT + (v < 0 ? -500000 : 500000)) / 1000000;
	if (d > INT32_MAX || d < INT32_MIN)
		return false;
	*out = (dim)d;
	return true;
}

void
buf_decimal(struct buf *b, int64_t n, int places)
{
	char digits[24];
	int i = 0;
	uint64_t v = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	while (places > 0 && v % 10 == 0)
		v /= 10, places--;
	do {
		digits[i++] = (char)('0' + v % 10);
		v /= 10;
	} while (v || i <= places);
	if (n < 0)
		buf_char(b, '-');
	while (i > 0) {
		if (i == places)
			buf_char(b, '.');
		buf_char(b, digits[--i]);
	}
}

void
buf_dim(struct buf *b, dim d)
{
	int64_t v = (int64_t)d * 1000;
	buf_decimal(b, (v + (v < 0 ? -DIM_PT / 2 : DIM_PT / 2)) / DIM_PT, 3);
}
