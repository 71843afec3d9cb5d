/* sheetdate.c - dates, and days from one to another, as spreadsheets and people write them */
#include "desk/sheet.h"

#include <string.h>

/* Days since 1899-12-30, as spreadsheets count; a fraction is a time of the day. */
static bool
serial_read(struct str s, struct date *out)
{
	size_t i = 0;
	while (i < s.n && (char_digit(s.p[i]) || ((s.p[i] == '.' || s.p[i] == ',') && i == 5)))
		i++;
	int64_t days;
	if (i < s.n || s.n < 5 || !str_to_int(str_sub(s, 0, 5), &days) || days < 20000 || days > 80000)
		return false;
	int64_t z = days - 25569 + 719468, era = z / 146097, doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153, day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
	char text[32];
	snprintf(text, sizeof text, "%04d-%02d-%02d", (int)(yoe + era * 400 + (month <= 2)), (int)month, (int)day);
	return date_read(str_of(text), out);
}

/* "14/02/24", "feb-24", "14-feb-24", with a time behind: the same with a year of four figures. */
static bool
short_year(struct str s, char *out, size_t size)
{
	size_t n = s.n, digits = 0, letters = 0, parts = 1;
	for (size_t i = 0; i < n; i++)
		if (s.p[i] == ' ' && i + 1 < n && char_digit(s.p[i + 1]) && str_find_char(str_sub(s, i, n), ':') > 0)
			n = i; /* the time */
	while (digits < n && char_digit(s.p[n - 1 - digits]))
		digits++;
	if (digits != 2 || n < 5 || n + 3 > size ||
		!(s.p[n - 3] == '/' || s.p[n - 3] == '-' || s.p[n - 3] == '.' || s.p[n - 3] == ' '))
		return false;
	for (size_t i = 0; i < n; i++) {
		letters += !char_digit(s.p[i]) && s.p[i] != s.p[n - 3] && s.p[i] != ' ' && s.p[i] != '.';
		parts += s.p[i] == s.p[n - 3];
	}
	if ((!letters && parts != 3) || (n > 8 && char_digit(s.p[2]) && char_digit(s.p[3])))
		return false; /* 2024-02-14 */
	int year = (s.p[n - 2] - '0') * 10 + s.p[n - 1] - '0';
	snprintf(out, size, "%.*s%d%02d", (int)(n - 2), s.p, year < 70 ? 20 : 19, year);
	for (size_t i = 0; letters && out[i]; i++)
		if (out[i] == '-' || out[i] == '/' || out[i] == '.')
			out[i] = ' '; /* 14-feb-2024 */
	return true;
}

bool
sheet_date(struct str s, struct date *out)
{
	char text[64], spaced[64];
	size_t n = 0;
	bool letters = false;
	s = str_trim(s);
	if (!s.n || s.n >= sizeof spaced - 4)
		return false;
	if (serial_read(s, out))
		return true;
	if (short_year(s, text, sizeof text))
		return date_read_either(str_of(text), out);
	if (date_read_either(s, out))
		return true;
	for (size_t i = 0; i < s.n; i++) {
		letters |= !char_digit(s.p[i]) && s.p[i] != '-' && s.p[i] != '/' && s.p[i] != ' ' && s.p[i] != ':';
		spaced[n++] = s.p[i] == '-' || s.p[i] == '/' ? ' ' : s.p[i];
	}
	return letters && date_read_either((struct str){spaced, n}, out);
}

struct str
sheet_date_text(struct arena *a, const struct date *d)
{
	if (d->precision == DATE_NONE)
		return STR_NONE;
	if (d->precision == DATE_YEAR)
		return str_fmt(a, "%04d", d->year);
	if (d->precision == DATE_MONTH)
		return str_fmt(a, "%04d-%02d", d->year, d->month);
	if (d->precision == DATE_TIME && (d->hour || d->minute))
		return str_fmt(a, "%04d-%02d-%02d %02d:%02d", d->year, d->month, d->day, d->hour, d->minute);
	return str_fmt(a, "%04d-%02d-%02d", d->year, d->month, d->day);
}

/* ---- days of an event ---- */

/* Two dates, of which the first may lack what the second says: "19", "28 feb". `loose`: they may be months or years. */
static bool
pair_read(struct arena *a, struct str left, struct str right, bool loose, struct date *from, struct date *to)
{
	int64_t day;
	left = str_trim(left);
	if (!sheet_date(right, to))
		return false;
	if (loose && sheet_date(left, from) && (from->precision < DATE_DAY || to->precision < DATE_DAY))
		return from->instant <= to->instant;
	if (to->precision < DATE_DAY)
		return false;
	if (str_to_int(left, &day) && day >= 1 && day <= 31)
		left = str_fmt(a, "%04d-%02d-%02d", to->year, to->month, (int)day);
	if (!sheet_date(left, from) || from->precision < DATE_DAY)
		if (!sheet_date(str_fmt(a, "%.*s %d", STR_FMT(left), to->year), from) || from->precision < DATE_DAY)
			return false;
	return from->instant <= to->instant;
}

bool
sheet_dates(struct arena *a, struct str s, struct date *from, struct date *to)
{
	static const char *const between[] = {"/", "..", "\xE2\x80\x93", "\xE2\x80\x94", " - ", " to ", " al ", " a ",
		" at\xC3\xA9 ", " y ", " e ", " and ", "-"};
	s = str_trim(s);
	if (!s.n || s.n > 100)
		return false;
	if (sheet_date(s, from)) {
		*to = *from;
		return true;
	}
	for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
		struct str mark = str_of(between[i]);
		for (size_t at = 1; at + mark.n < s.n; at++)
			if (!memcmp(s.p + at, mark.p, mark.n) &&
				pair_read(a, str_sub(s, 0, at), str_sub(s, at + mark.n, s.n), i < 2, from, to))
				return true;
	}
	return false;
}

struct str
sheet_dates_text(struct arena *a, const struct date *from, const struct date *to)
{
	struct str first = sheet_date_text(a, from), last = sheet_date_text(a, to);
	if (!first.n || !last.n || str_eq(first, last))
		return first.n ? first : last;
	return str_fmt(a, "%.*s/%.*s", STR_FMT(first), STR_FMT(last));
}
