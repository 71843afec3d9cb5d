/* webtalkdate.c - "next week" as the date that it stood for */
#include "desk/webtalk.h"

/* Days since 1970-01-01 of a day of the Gregorian calendar, and back. Months are counted from March, so that the leap day is a year's last. */
static int64_t
days_of(int64_t year, int month, int day)
{
	year -= month <= 2;
	int64_t era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void
day_of(int64_t days, int *year, int *month, int *day)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097, of_era = days - era * 146097;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;
	*day = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (*month <= 2));
}

/* A template filled in; "(in) {month}": what stands in parentheses only where no such word is before it. */
static struct str
fill(struct arena *a, struct str with, const struct talk_language *l, int year, int month, int day, bool after, bool capital)
{
	struct buf out = {0};
	for (size_t i = 0; i < with.n; i++) {
		struct str rest = str_sub(with, i, with.n);
		if (rest.p[0] == '(' || rest.p[0] == ')') {
			ptrdiff_t close = str_find_char(rest, ')');
			if (rest.p[0] == '(' && after && close > 0)
				i += (size_t)close + (rest.n > (size_t)close + 1 && rest.p[close + 1] == ' ');
		} else if (str_starts(rest, "{d}")) {
			buf_fmt(&out, "%d", day);
			i += 2;
		} else if (str_starts(rest, "{month}")) {
			buf_str(&out, l->months[month - 1]);
			i += 6;
		} else if (str_starts(rest, "{year}")) {
			buf_fmt(&out, "%d", year);
			i += 5;
		} else {
			buf_char(&out, rest.p[0]);
		}
	}
	if (capital && out.n && out.p[0] >= 'a' && out.p[0] <= 'z')
		out.p[0] = (char)(out.p[0] - 'a' + 'A');
	struct str s = buf_keep(&out, a);
	buf_free(&out);
	return s;
}

struct str
talk_date(struct arena *a, const struct talk_phrase *f, const struct date *from, bool after, bool capital)
{
	int year = from->year, month = from->month, day = from->day;
	bool known = from->precision >= DATE_DAY || (from->precision == DATE_MONTH && f->unit == TALK_MONTHS);
	if (!known || !f->with.n || year < 1 || year > 9999 || month < 1 || month > 12 || !f->language->months[11].n)
		return STR_NONE;
	if (f->unit == TALK_MONTHS) {
		int months = year * 12 + month - 1 + f->offset;
		year = months / 12;
		month = months % 12 + 1;
	} else {
		int64_t days = days_of(year, month, day);
		if (f->unit == TALK_WEEKS) /* to its Monday */
			days += 7 * f->offset - (days + 3) % 7 - ((days + 3) % 7 < 0 ? 7 : 0);
		else
			days += f->offset;
		day_of(days, &year, &month, &day);
	}
	return fill(a, f->with, f->language, year, month, day, after, capital);
}
