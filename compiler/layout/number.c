/* number.c - columns of numbers in tables: what is a number, and where its decimals begin */
#include "layout/number.h"

#include "base/utf8.h"

enum { UNIT_MOST = 6, SIGN_MOST = 6 }; /* bytes of a unit, of what stands before the digits */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits of a number with its points, commas and blanks between them: [from, to). False when the text is no number. */
static bool
digits_find(struct str s, size_t *from, size_t *to)
{
	size_t i = 0;
	while (i < s.n && !is_digit(s.p[i]))
		i++;
	if (i == s.n || i > SIGN_MOST)
		return false;
	struct str sign = str_trim(str_sub(s, 0, i));
	if (sign.n && str_find(STR("+ - − – ~ ≈ < > ≤ ≥ $ € £ ¥ R$ US$ -$ S/ # ± ×"), sign) < 0)
		return false;
	*from = i;
	for (*to = i; i < s.n; i++) {
		if (is_digit(s.p[i]))
			*to = i + 1;
		else if (s.p[i] != '.' && s.p[i] != ',' && s.p[i] != '\'' && s.p[i] != ' ' && (s.p[i] & 0x80) == 0)
			break;
		else if (s.p[i] & 0x80 || s.p[i] == ' ') { /* a blank between thousands has three digits behind it */
			size_t next = i;
			uint32_t r = utf8_next(s, &next);
			if ((r != ' ' && r != 0xA0 && r != 0x202F && r != 0x2009) || next + 3 > s.n || !is_digit(s.p[next]) ||
				!is_digit(s.p[next + 1]) || !is_digit(s.p[next + 2]))
				break;
			i = next - 1;
		}
	}
	struct str unit = str_trim(str_sub(s, *to, s.n));
	for (size_t k = 0; k < unit.n; k++)
		if (is_digit(unit.p[k]) || unit.p[k] == ':' || unit.p[k] == '-')
			return false;
	return unit.n <= UNIT_MOST;
}

/* A cell without a value says nothing about its column. */
static bool
says_nothing(struct str s)
{
	static const char *const signs[] = {"-", "–", "—", "?", "…", "n/a", "N/A"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (str_is(s, signs[i]))
			return true;
	return !s.n;
}

/* The mark before a number's decimals, as far as it alone tells: what is followed by other than three digits, or stands last of two kinds, or
 * behind a single zero. */
static char
mark_of(struct str digits)
{
	char last = 0;
	size_t at = 0, marks = 0;
	bool two = false;
	for (size_t i = 0; i < digits.n; i++)
		if (digits.p[i] == '.' || digits.p[i] == ',') {
			two |= last && last != digits.p[i];
			marks = last == digits.p[i] ? marks + 1 : 1;
			last = digits.p[i];
			at = i;
		}
	if (!last || marks > 1)
		return 0;
	bool zero = at == 1 && digits.p[0] == '0';
	return two || zero || digits.n - at - 1 != 3 ? last : 0;
}

void
numbers_see(struct numbers *to, struct str text)
{
	size_t from, end;
	text = str_trim(text);
	if (says_nothing(text))
		return;
	if (!digits_find(text, &from, &end)) {
		to->others = true;
		return;
	}
	to->n++;
	char mark = mark_of(str_sub(text, from, end));
	if (mark)
		to->mark = mark;
}

bool
numbers_are(const struct numbers *of)
{
	return of->n > 1 && !of->others;
}

size_t
number_whole(const struct numbers *of, struct str text)
{
	size_t from, end;
	if (!digits_find(text, &from, &end))
		return text.n;
	for (size_t i = end; of->mark && i-- > from;)
		if (text.p[i] == of->mark)
			return i;
	return end;
}
