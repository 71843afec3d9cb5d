/* tomlword.c - the scanner and the scalars of TOML: strings, numbers, dates */
#include "base/tomlword.h"

#include "base/utf8.h"

#include <string.h>

/* ---- the scanner ---- */

char
scan_peek(const struct toml_scan *t)
{
	return t->i < t->s.n ? t->s.p[t->i] : 0;
}

bool
scan_take(struct toml_scan *t, const char *z)
{
	if (!str_starts(str_sub(t->s, t->i, t->s.n), z))
		return false;
	t->i += strlen(z);
	return true;
}

void
scan_blanks(struct toml_scan *t)
{
	while (scan_peek(t) == ' ' || scan_peek(t) == '\t')
		t->i++;
}

bool
scan_fail(struct toml_scan *t, const char *what)
{
	if (!t->wrong)
		t->wrong = what;
	return false;
}

/* What may stand in no line: control characters but the tab. */
static bool
is_control(char c)
{
	return ((unsigned char)c < 0x20 && c != '\t') || c == 0x7F;
}

bool
scan_newline(struct toml_scan *t)
{
	if (!scan_take(t, "\n") && !scan_take(t, "\r\n"))
		return false;
	t->line++;
	t->col_at = t->i;
	t->col = 1;
	return true;
}

bool
scan_comment(struct toml_scan *t)
{
	if (scan_peek(t) != '#')
		return true;
	for (; t->i < t->s.n && t->s.p[t->i] != '\n'; t->i++) {
		if (str_starts(str_sub(t->s, t->i, t->s.n), "\r\n"))
			break;
		if (is_control(t->s.p[t->i]) && !t->lenient)
			return scan_fail(t, "a control character in a comment");
	}
	return true;
}

bool
scan_lines(struct toml_scan *t)
{
	do {
		scan_blanks(t);
		if (!scan_comment(t))
			return false;
	} while (scan_newline(t));
	return true;
}

int
scan_col(struct toml_scan *t)
{
	if (t->i >= t->col_at) { /* a failed statement may have moved back */
		t->col += (int)utf8_count(str_sub(t->s, t->col_at, t->i));
		t->col_at = t->i;
	}
	return t->col;
}

/* ---- strings ---- */

/* \uXXXX and \UXXXXXXXX: n digits. What no output may hold (XML 1.0, 2.2) becomes a blank. */
static bool
unicode_add(struct toml_scan *t, struct buf *b, int n)
{
	uint32_t rune = 0;
	for (; n > 0; n--, t->i++) {
		char c = char_lower(scan_peek(t));
		if (!char_digit((unsigned char)c) && !(c >= 'a' && c <= 'f'))
			return scan_fail(t, "an escape without all its digits");
		rune = rune << 4 | (uint32_t)(char_digit((unsigned char)c) ? c - '0' : c - 'a' + 10);
	}
	if (rune > 0x10FFFF || (rune >= 0xD800 && rune < 0xE000))
		return scan_fail(t, "an escape for what is no character");
	bool holds = (rune >= 0x20 || rune == '\n' || rune == '\t') && (rune & 0xFFFE) != 0xFFFE;
	buf_rune(b, holds ? rune : ' ');
	return true;
}

/* A backslash before a line's end: the text goes on at the next character that is no blank. */
static bool
line_join(struct toml_scan *t)
{
	size_t start = t->i;
	scan_blanks(t);
	if (!scan_newline(t)) {
		t->i = start;
		return false;
	}
	do
		scan_blanks(t);
	while (scan_newline(t));
	return true;
}

static bool
escape_add(struct toml_scan *t, struct buf *b, bool lines)
{
	static const char from[] = "btnfr\"\\", to[] = " \t\n  \"\\";
	if (lines && line_join(t))
		return true;
	char c = scan_peek(t);
	const char *at = c ? strchr(from, c) : NULL;
	if (!at && c != 'u' && c != 'U') {
		if (!t->lenient)
			return scan_fail(t, "an escape that TOML does not know");
		buf_char(b, '\\'); /* C:\Users: the stroke was meant */
		return true;
	}
	size_t start = t->i++;
	if (!at && !t->lenient)
		return unicode_add(t, b, c == 'u' ? 4 : 8);
	if (!at) {
		if (!unicode_add(t, b, c == 'u' ? 4 : 8)) { /* C:\Users: the same */
			t->i = start;
			buf_char(b, '\\');
		}
		return true;
	}
	buf_char(b, to[at - from]);
	return true;
}

/* Three quotes end a text of several lines; one or two more before them belong to it. */
static bool
lines_end(struct toml_scan *t, struct buf *b, char q)
{
	size_t n = 0;
	while (n < 5 && t->i + n < t->s.n && t->s.p[t->i + n] == q)
		n++;
	if (n < 3)
		return false;
	for (size_t k = 3; k < n; k++)
		buf_char(b, q);
	t->i += n;
	return true;
}

/* What stands between the quotes, the closing ones included. */
static bool
string_body(struct toml_scan *t, struct buf *b, char q, bool many)
{
	while (t->i < t->s.n) {
		char c = t->s.p[t->i];
		bool newline = c == '\n' || str_starts(str_sub(t->s, t->i, t->s.n), "\r\n");
		if (c == q && (!many || lines_end(t, b, q))) {
			t->i += !many;
			return true;
		}
		if (newline && !many)
			return t->lenient || scan_fail(t, "a string that does not end on its line");
		if (newline) {
			scan_newline(t);
			buf_char(b, '\n');
		} else if (is_control(c) && !t->lenient) {
			return scan_fail(t, "a control character in a string");
		} else {
			t->i++;
			if (c != '\\' || q == '\'')
				buf_char(b, c);
			else if (!escape_add(t, b, many))
				return false;
		}
	}
	return (t->lenient && !many) || scan_fail(t, "a string that does not end");
}

bool
toml_string(struct toml_scan *t, bool lines, struct str *out)
{
	char q = scan_peek(t);
	bool many = scan_take(t, q == '"' ? "\"\"\"" : "'''");
	struct buf b = {0};
	if (many && !lines)
		return scan_fail(t, "a key in three quotation marks");
	if (!many)
		t->i++;
	else
		scan_newline(t);
	bool fine = string_body(t, &b, q, many);
	*out = buf_keep(&b, t->a);
	buf_free(&b);
	return fine;
}

/* ---- numbers ---- */

static int
digit_value(char c)
{
	c = char_lower(c);
	return char_digit((unsigned char)c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* Without underscores; false when one of them does not stand between two digits. */
static bool
underscores_cut(struct arena *a, struct str s, struct str *out)
{
	int highest = s.n > 2 && s.p[0] == '0' && char_lower(s.p[1]) == 'x' ? 15 : 9;
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '_')
			p[n++] = s.p[i];
		else if (!i || i + 1 == s.n || digit_value(s.p[i - 1]) > highest || digit_value(s.p[i + 1]) > highest)
			return false;
	}
	*out = (struct str){p, n};
	return true;
}

/* 0xDEADBEEF, 0o755, 0b1101: no sign. */
static bool
integer_based(struct arena *a, struct str s, struct yaml *y)
{
	int base = s.p[1] == 'x' ? 16 : s.p[1] == 'o' ? 8 : 2;
	uint64_t v = 0;
	for (size_t i = 2; i < s.n; i++) {
		int digit = digit_value(s.p[i]);
		if (digit >= base || v > ((uint64_t)INT64_MAX - (uint64_t)digit) / (uint64_t)base)
			return false;
		v = v * (uint64_t)base + (uint64_t)digit;
	}
	y->type = YAML_INTEGER;
	y->text = str_fmt(a, "%llu", (unsigned long long)v);
	return s.n > 2;
}

static size_t
digits(struct str s, size_t i)
{
	size_t start = i;
	while (i < s.n && char_digit((unsigned char)s.p[i]))
		i++;
	return i - start;
}

/* Whether digits without leading noughts are within 64 bits with a sign. */
static bool
digits_fit(struct str s, bool negative)
{
	const char *most = negative ? "9223372036854775808" : "9223372036854775807";
	return s.n < 19 || (s.n == 19 && memcmp(s.p, most, 19) <= 0);
}

/* Decimal integers and floats: [+-] int [frac] [exp], int without leading noughts. */
static bool
number_read(struct str s, struct yaml *y)
{
	size_t i = s.n && (s.p[0] == '+' || s.p[0] == '-'), whole = digits(s, i), start = i;
	struct str rest = str_sub(s, i, s.n);
	y->text = s;
	y->type = YAML_FLOAT;
	if (str_is(rest, "inf") || str_is(rest, "nan"))
		return true;
	if (!whole || (whole > 1 && s.p[start] == '0'))
		return false;
	i += whole;
	if (i == s.n) {
		y->type = YAML_INTEGER;
		y->text = s.p[0] == '+' ? str_sub(s, 1, s.n) : s;
		return digits_fit(str_sub(s, start, s.n), s.p[0] == '-');
	}
	if (s.p[i] == '.') {
		size_t n = digits(s, i + 1);
		i += 1 + n;
		if (!n)
			return false;
	}
	if (i < s.n && char_lower(s.p[i]) == 'e') {
		i++;
		i += i < s.n && (s.p[i] == '+' || s.p[i] == '-');
		size_t n = digits(s, i);
		i += n;
		if (!n)
			return false;
	}
	return i == s.n;
}

/* ---- dates (RFC 3339) ---- */

/* Takes n digits, a value from least to most, off s. */
static bool
field_take(struct str *s, size_t n, int least, int most, int *out)
{
	int v = 0;
	if (s->n < n || digits(*s, 0) < n)
		return false;
	for (size_t i = 0; i < n; i++)
		v = v * 10 + s->p[i] - '0';
	*s = str_sub(*s, n, s->n);
	*out = v;
	return v >= least && v <= most;
}

static bool
char_take(struct str *s, const char *any)
{
	if (!s->n || !s->p[0] || !strchr(any, s->p[0]))
		return false;
	*s = str_sub(*s, 1, s->n);
	return true;
}

static bool
day_take(struct str *s)
{
	static const int longest[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year, month, day;
	if (!field_take(s, 4, 0, 9999, &year) || !char_take(s, "-") || !field_take(s, 2, 1, 12, &month) || !char_take(s, "-") ||
		!field_take(s, 2, 1, longest[month - 1], &day))
		return false;
	bool leap = (year % 4 == 0 && year % 100) || year % 400 == 0;
	return month != 2 || day < 29 || leap;
}

static bool
time_take(struct str *s)
{
	int v;
	if (!field_take(s, 2, 0, 23, &v) || !char_take(s, ":") || !field_take(s, 2, 0, 59, &v) || !char_take(s, ":") ||
		!field_take(s, 2, 0, 60, &v))
		return false;
	if (!char_take(s, "."))
		return true;
	size_t n = digits(*s, 0);
	*s = str_sub(*s, n, s->n);
	return n > 0;
}

static bool
date_is(struct str s)
{
	struct str rest = s;
	int v;
	if (time_take(&rest))
		return !rest.n;
	rest = s;
	if (!day_take(&rest))
		return false;
	if (!rest.n)
		return true;
	if (!char_take(&rest, "Tt ") || !time_take(&rest))
		return false;
	if (!rest.n)
		return true;
	if (char_take(&rest, "Zz"))
		return !rest.n;
	return char_take(&rest, "+-") && field_take(&rest, 2, 0, 23, &v) && char_take(&rest, ":") &&
		field_take(&rest, 2, 0, 59, &v) && !rest.n;
}

bool
toml_bare(struct arena *a, struct str word, struct yaml *y)
{
	struct str plain;
	y->kind = YAML_SCALAR;
	y->text = word;
	y->type = str_is(word, "true") || str_is(word, "false") ? YAML_BOOLEAN : date_is(word) ? YAML_DATE : YAML_UNTYPED;
	if (y->type)
		return true;
	if (!word.n || !underscores_cut(a, word, &plain))
		return false;
	if (plain.n > 1 && plain.p[0] == '0' && strchr("xob", plain.p[1]))
		return word.n > 2 && word.p[2] != '_' && integer_based(a, plain, y);
	return number_read(plain, y);
}
