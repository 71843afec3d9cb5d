/* date.c - dates as people and programs write them */
#include "post/front.h"

enum { YEAR_LEAST = 1900, YEAR_MOST = 2199, OFFSET_MOST = 14 * 60 + 59 };

/* What is still to be read. */
struct reader {
	struct str s;
	size_t i;
};

static int
peek(const struct reader *r)
{
	return r->i < r->s.n ? (unsigned char)r->s.p[r->i] : 0;
}

static bool
take(struct reader *r, char c)
{
	bool there = r->i < r->s.n && r->s.p[r->i] == c;
	r->i += there;
	return there;
}

static void
skip_blanks(struct reader *r)
{
	while (char_blank(peek(r)))
		r->i++;
}

/* Reads a number of `least` to `most` digits that ends there, or leaves the reader alone. */
static bool
number(struct reader *r, size_t least, size_t most, int *out)
{
	size_t i = r->i;
	int v = 0;
	while (i < r->s.n && char_digit(r->s.p[i]) && i - r->i < most)
		v = v * 10 + (r->s.p[i++] - '0');
	if (i - r->i < least || (i < r->s.n && char_digit(r->s.p[i])))
		return false;
	r->i = i;
	*out = v;
	return true;
}

/* The lower-case base letter of what begins at r: ASCII, or a Latin-1 letter in UTF-8. 0 when it is no letter. */
static char
letter(struct reader *r)
{
	static const char base[] = "aaaaaaaceeeeiiiidnooooo\0ouuuuy\0s";
	int c = peek(r);
	if (c == 0xC3 && r->i + 1 < r->s.n) {
		char l = base[(unsigned char)r->s.p[r->i + 1] & 0x1F];
		r->i += l ? 2 : 0;
		return l;
	}
	if (!char_alnum(c) || char_digit(c))
		return 0;
	r->i++;
	return char_lower((char)c);
}

/* Reads a word in lower case without accents; 0 letters: there is none. Longer words than any we know are cut. */
static size_t
word(struct reader *r, char out[24])
{
	size_t n = 0;
	for (char c; (c = letter(r));)
		if (n < 23)
			out[n++] = c;
	out[n] = '\0';
	return n;
}

/* Whether a word of three letters or more is the beginning of one of the names, which stand between blanks. */
static bool
abbreviates(struct str name, const char *names)
{
	struct str rest = str_of(names), full;
	while (name.n >= 3 && str_word(&rest, &full))
		if (full.n >= name.n && str_eq(str_sub(full, 0, name.n), name))
			return true;
	return false;
}

static int
month_of(struct str name)
{
	static const char *const names[12] = {"january enero janeiro janvier januar gennaio gener xaneiro",
		"february febrero fevereiro fevrier februar febbraio febrer febreiro", "march marzo marco mars marz maerz marc",
		"april abril avril aprile", "may mayo maio mai maggio maig", "june junio junho juin juni giugno juny xuno",
		"july julio julho juillet juli luglio juliol xullo", "august agosto aout agost",
		"september septiembre setiembre setembro septembre settembre setembre",
		"october octubre outubro octobre oktober ottobre", "november noviembre novembro novembre",
		"december diciembre dezembro decembre dezember dicembre desembre decembro"};
	for (int m = 0; m < 12; m++)
		if (abbreviates(name, names[m]))
			return m + 1;
	return 0;
}

static bool
weekday(struct str name)
{
	return abbreviates(name,
		"monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves viernes sabado "
		"domingo segunda terca quarta quinta sexta feira");
}

static bool
filler(struct str name)
{
	static const char *const words[] = {"de", "del", "di", "le", "il", "den", "der", "of", "the", "at", "a", "as", "o", "el",
		"dia", "on", "las", "los", "e"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_is(name, words[i]))
			return true;
	return false;
}

/* Minutes east of UTC of the zone names that occur in the dates of our readers' sites. */
static bool
zone_named(struct str name, int *minutes)
{
	static const struct {
		char name[5];
		signed char hours;
	} zones[] = {{"z", 0}, {"utc", 0}, {"gmt", 0}, {"ut", 0}, {"wet", 0}, {"est", -5}, {"edt", -4}, {"cst", -6}, {"cdt", -5},
		{"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}, {"brt", -3}, {"brst", -2}, {"art", -3}, {"uyt", -3},
		{"clt", -4}, {"clst", -3}, {"cot", -5}, {"pet", -5}, {"ect", -5}, {"vet", -4}, {"bot", -4}, {"pyt", -4},
		{"west", 1}, {"bst", 1}, {"cet", 1}, {"cest", 2}, {"eet", 2}, {"jst", 9}};
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		if (!str_is(name, zones[i].name))
			continue;
		*minutes = zones[i].hours * 60;
		return true;
	}
	return false;
}

/* +01:00, +0100, +1, -06; nothing is no offset. */
static bool
offset(struct reader *r, int *minutes)
{
	int sign = peek(r) == '-' ? -1 : 1, h = 0, m = 0;
	if (!take(r, '+') && !take(r, '-'))
		return true;
	if (number(r, 4, 4, &h)) {
		m = h % 100;
		h /= 100;
	} else if (!number(r, 1, 2, &h) || (take(r, ':') && !number(r, 2, 2, &m))) {
		return false;
	}
	*minutes += sign * (h * 60 + m);
	return m < 60;
}

/* What stands behind a time: a zone in figures, by name or both, and a comment in parentheses. */
static bool
zone(struct reader *r, struct date *d)
{
	char name[24];
	int ignored;
	skip_blanks(r);
	size_t start = r->i, n = word(r, name);
	if (n && (peek(r) == '/' || peek(r) == '_')) { /* America/Bogota: without a table of zones, UTC */
		while (char_alnum(peek(r)) || peek(r) == '/' || peek(r) == '_')
			r->i++;
	} else if (n && !zone_named((struct str){name, n}, &d->offset)) {
		r->i = start;
		return true;
	}
	if (!offset(r, &d->offset) || d->offset > OFFSET_MOST || d->offset < -OFFSET_MOST)
		return false;
	skip_blanks(r);
	start = r->i;
	n = word(r, name); /* "+0000 UTC", as Go prints it */
	if (!n || !zone_named((struct str){name, n}, &ignored))
		r->i = start;
	skip_blanks(r);
	if (take(r, '('))
		while (peek(r) && !take(r, ')'))
			r->i++;
	return true;
}

/* am, pm, a.m., p. m., hs, h, hrs, horas. */
static bool
half_of_day(struct reader *r, struct date *d)
{
	char name[24];
	struct reader ahead = *r;
	skip_blanks(&ahead);
	size_t n = word(&ahead, name);
	if (n == 1 && (name[0] == 'a' || name[0] == 'p')) {
		take(&ahead, '.');
		skip_blanks(&ahead);
		if (letter(&ahead) != 'm')
			return true;
		take(&ahead, '.');
	} else if (str_is((struct str){name, n}, "h") || str_is((struct str){name, n}, "hs") ||
		str_is((struct str){name, n}, "hrs") || str_is((struct str){name, n}, "horas")) {
		*r = ahead;
		return true;
	} else if (n != 2 || name[1] != 'm' || (name[0] != 'a' && name[0] != 'p')) {
		return true;
	}
	*r = ahead;
	if (d->hour < 1 || d->hour > 12)
		return false;
	d->hour = d->hour % 12 + (name[0] == 'p' ? 12 : 0);
	return true;
}

/* 10:00, 9:05:07.123, 10h30, 100000, and a zone. */
static bool
time_of_day(struct reader *r, struct date *d)
{
	int all;
	if (number(r, 6, 6, &all)) {
		d->hour = all / 10000;
		d->minute = all / 100 % 100;
		d->second = all % 100;
	} else {
		if (!number(r, 1, 2, &d->hour) || (!take(r, ':') && !take(r, 'h') && !take(r, 'H')) ||
			!number(r, 2, 2, &d->minute))
			return false;
		if (take(r, ':') && !number(r, 2, 2, &d->second))
			return false;
	}
	if (peek(r) == '.' || peek(r) == ',') {
		size_t start = r->i++;
		while (char_digit(peek(r)))
			r->i++;
		if (r->i == start + 1)
			r->i = start;
	}
	if (!half_of_day(r, d))
		return false;
	d->precision = DATE_TIME;
	return zone(r, d);
}

/* 2024-02-14T10:00:00-06:00 and its relatives; 2024-02; 2024; 20240214. */
static bool
year_first(struct reader *r, struct date *d)
{
	int all;
	if (number(r, 8, 8, &all)) {
		d->year = all / 10000;
		d->month = all / 100 % 100;
		d->day = all % 100;
		d->precision = DATE_DAY;
	} else {
		if (!number(r, 4, 4, &d->year))
			return false;
		d->precision = DATE_YEAR;
		int mark = peek(r);
		if (mark != '-' && mark != '/' && mark != '.' && mark != '_')
			return r->i == r->s.n;
		r->i++;
		if (!number(r, 1, 2, &d->month))
			return false;
		d->precision = DATE_MONTH;
		if (!take(r, (char)mark))
			return r->i == r->s.n;
		if (!number(r, 1, 2, &d->day))
			return false;
		d->precision = DATE_DAY;
	}
	size_t end = r->i;
	if (!take(r, 'T') && !take(r, 't') && !take(r, '_'))
		take(r, ',');
	skip_blanks(r);
	if (r->i == r->s.n)
		return r->i == end || char_blank((unsigned char)r->s.p[end]);
	return char_digit(peek(r)) ? time_of_day(r, d) : zone(r, d);
}

/* 14/02/2024, 14.02.2024, 14-2-2024 with a time. Which is the day is seen from the figures, except with full stops, where the day comes first
 * everywhere; else it is taken to come first, and the order says that it may be the other way round. */
static enum date_fault
year_last(struct reader *r, struct date *d)
{
	int a = 0, b = 0;
	number(r, 1, 2, &a);
	int mark = peek(r);
	r->i++;
	if (!number(r, 1, 2, &b) || !take(r, (char)mark) || !number(r, 4, 4, &d->year))
		return DATE_NO_FORM;
	bool month_first = mark != '.' && a <= 12 && b > 12;
	d->day = month_first ? b : a;
	d->month = month_first ? a : b;
	d->order = month_first ? DATE_MONTH_FIRST : mark == '.' || a == b ? DATE_PLAIN : a > 12 ? DATE_DAY_FIRST : DATE_EITHER;
	d->precision = DATE_DAY;
	take(r, 'T');
	take(r, ',');
	skip_blanks(r);
	return char_digit(peek(r)) && !time_of_day(r, d) ? DATE_NO_FORM : DATE_FINE;
}

/* A figure among words: a time, a year or a day. */
static bool
worded_number(struct reader *r, struct date *d)
{
	char name[24];
	int n = 0;
	struct reader ahead = *r;
	if (number(&ahead, 1, 2, &n) && (peek(&ahead) == ':' || peek(&ahead) == 'h'))
		return d->precision != DATE_TIME && time_of_day(r, d);
	if (number(r, 4, 4, &n)) {
		bool first = !d->year;
		d->year = n;
		return first;
	}
	if (!number(r, 1, 2, &n) || d->day)
		return false;
	d->day = n;
	if (peek(r) == 0xC2 && r->i + 1 < r->s.n) /* º, ª, ° */
		r->i += 2;
	ahead = *r;
	struct str suffix = {name, word(&ahead, name)};
	if (str_is(suffix, "st") || str_is(suffix, "nd") || str_is(suffix, "rd") || str_is(suffix, "th") || str_is(suffix, "o") ||
		str_is(suffix, "ro") || str_is(suffix, "er"))
		*r = ahead;
	return n > 0;
}

/* 14 Feb 2024, February 14th, 2024 at 10:00, Wed, 14 Feb 2024 10:00:00 GMT, 14 de febrero de 2024, fevereiro de 2024. */
static bool
in_words(struct reader *r, struct date *d)
{
	bool maybe_tuesday = false; /* "mar" was read as a month and may be martes */
	d->precision = DATE_NONE;
	while (r->i < r->s.n) {
		char name[24];
		int c = peek(r);
		if (char_blank(c) || c == ',' || c == '.' || c == '/' || (c == '-' && d->precision != DATE_TIME)) {
			r->i++;
			continue;
		}
		if (char_digit(c)) {
			if (!worded_number(r, d))
				return false;
			continue;
		}
		struct str w = {name, word(r, name)};
		int month = w.n ? month_of(w) : 0;
		if (month && (!d->month || maybe_tuesday)) {
			maybe_tuesday = str_is(w, "mar") && !d->month;
			d->month = month;
		} else if (!w.n || (!filler(w) && !weekday(w))) {
			return false;
		}
	}
	if (!d->year || !d->month)
		return false;
	if (d->precision != DATE_TIME)
		d->precision = d->day ? DATE_DAY : DATE_MONTH;
	return d->day || d->precision == DATE_MONTH;
}

static int
days_in_month(int year, int month)
{
	static const char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return days[month - 1] + (month == 2 && leap);
}

/* Days from 1970-01-01 in the proleptic Gregorian calendar; years are counted from March, so that the leap day comes last. */
static int64_t
days_from_1970(int year, int month, int day)
{
	int64_t y = year - (month <= 2), m = (month + 9) % 12;
	return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1 - 719468;
}

/* Checks the parts and fills in the instant. */
static enum date_fault
date_settle(struct date *d)
{
	if (d->year < YEAR_LEAST || d->year > YEAR_MOST)
		return DATE_NO_YEAR;
	if (d->precision >= DATE_MONTH && (d->month < 1 || d->month > 12))
		return DATE_NO_MONTH;
	if (d->precision >= DATE_DAY && (d->day < 1 || d->day > days_in_month(d->year, d->month)))
		return DATE_NO_DAY;
	if (d->hour > 23 || d->minute > 59 || d->second > 60)
		return DATE_NO_TIME;
	if (d->second == 60) /* a leap second */
		d->second = 59;
	int month = d->precision >= DATE_MONTH ? d->month : 12;
	if (d->precision >= DATE_DAY)
		d->instant =
			days_from_1970(d->year, month, d->day) * 86400 + (d->hour * 60 + d->minute - d->offset) * 60 + d->second;
	else
		d->instant = (days_from_1970(d->year, month, days_in_month(d->year, month)) + 1) * 86400 - 1;
	return DATE_FINE;
}

static enum date_fault
date_parse(struct str s, struct date *out)
{
	enum date_fault fault = DATE_FINE;
	struct reader r = {.s = str_trim(s)};
	struct date d = {0};
	if (r.s.n >= 2 && (r.s.p[0] == '"' || r.s.p[0] == '\'') && r.s.p[r.s.n - 1] == r.s.p[0])
		r.s = str_trim(str_sub(r.s, 1, r.s.n - 1));
	size_t digits = 0;
	while (digits < r.s.n && char_digit(r.s.p[digits]))
		digits++;
	int mark = digits < r.s.n ? (unsigned char)r.s.p[digits] : 0;
	bool figures = digits + 1 < r.s.n && (mark == '-' || mark == '/' || mark == '.') && char_digit(r.s.p[digits + 1]);
	if (!r.s.n)
		fault = DATE_EMPTY;
	else if (r.s.n > 80)
		fault = DATE_NO_FORM;
	else if (digits == 8 || (digits == 4 && (figures || digits == r.s.n || mark == '_')))
		fault = year_first(&r, &d) ? DATE_FINE : DATE_NO_FORM;
	else if (digits && digits <= 2 && figures)
		fault = year_last(&r, &d);
	else
		fault = in_words(&r, &d) ? DATE_FINE : DATE_NO_FORM;
	skip_blanks(&r);
	if (!fault && r.i < r.s.n)
		fault = DATE_NO_FORM;
	if (!fault)
		fault = date_settle(&d);
	if (!fault)
		*out = d;
	return fault;
}

bool
date_read_either(struct str s, struct date *out)
{
	*out = (struct date){0};
	return !date_parse(s, out);
}

bool
date_read(struct str s, struct date *out)
{
	bool read = date_read_either(s, out) && out->order != DATE_EITHER;
	if (!read)
		*out = (struct date){0};
	return read;
}

void
date_turn(struct date *d)
{
	int day = d->day;
	d->day = d->month;
	d->month = day;
	date_settle(d);
}

enum date_fault
date_fault(struct str s)
{
	struct date d;
	return date_parse(s, &d);
}

bool
date_in_name(struct str name, struct date *out)
{
	struct reader r = {.s = name};
	struct date d = {0};
	int all;
	*out = d;
	if (number(&r, 8, 8, &all)) {
		d = (struct date){.precision = DATE_DAY, .year = all / 10000, .month = all / 100 % 100, .day = all % 100};
	} else if (number(&r, 4, 4, &d.year)) {
		char mark = (char)peek(&r);
		struct reader ahead = {r.s, r.i + 1};
		if ((mark == '-' || mark == '_' || mark == '.') && number(&ahead, 2, 2, &d.month)) {
			d.precision = DATE_MONTH;
			r = ahead;
			if (take(&ahead, mark) && number(&ahead, 2, 2, &d.day)) {
				d.precision = d.day ? DATE_DAY : DATE_MONTH; /* 2015-03-00 */
				r = ahead;
			}
		}
	}
	bool ends = r.i == name.n || !char_alnum(peek(&r)) || peek(&r) == 'T';
	if (ends && d.precision >= DATE_MONTH && !date_settle(&d)) {
		*out = d;
		return true;
	}
	int year = date_year_in_text(name);
	if (year)
		*out = date_of_year(year);
	return year != 0;
}

/* Whether the figures s[from, to) stand alone: not in a word, a decimal number, a sum of money or a number sign's. */
static bool
stands_alone(struct str s, size_t from, size_t to)
{
	char before = from ? s.p[from - 1] : ' ', after = to < s.n ? s.p[to] : ' ';
	if (char_alnum((unsigned char)before) || char_alnum((unsigned char)after) || before == '$' || before == '#')
		return false;
	if ((before == '.' || before == ',') && from > 1 && char_digit((unsigned char)s.p[from - 2]))
		return false;
	return !((after == '.' || after == ',') && to + 1 < s.n && char_digit((unsigned char)s.p[to + 1]));
}

int
date_year_in_text(struct str s)
{
	int found = 0;
	for (size_t i = 0; i < s.n;) {
		size_t end = i;
		while (end < s.n && char_digit((unsigned char)s.p[end]))
			end++;
		if (end == i) {
			i++;
			continue;
		}
		int64_t year = 0;
		if (end - i == 4 && stands_alone(s, i, end) && str_to_int(str_sub(s, i, end), &year) && year >= 1990 &&
			year <= 2099) {
			if (found && found != year)
				return 0;
			found = (int)year;
		}
		i = end;
	}
	return found;
}

struct date
date_of_year(int year)
{
	struct date d = {.precision = DATE_YEAR, .year = year};
	date_settle(&d);
	return d;
}
