/* date_test.c - every form of date that was seen, and those that are none */
#include "post/front.h"

#include "../check.h"

#include <string.h>

#include <inttypes.h>

/* Reads s and writes it as "precision year-month-day hour:minute:second offset instant". */
static struct str
shown(struct arena *a, const char *s)
{
	struct date d;
	if (!date_read(str_of(s), &d))
		return STR("none");
	static const char *const precisions[] = {"none", "year", "month", "day", "time"};
	return str_fmt(a, "%s %d-%d-%d %d:%d:%d %d %" PRId64, precisions[d.precision], d.year, d.month, d.day, d.hour, d.minute,
		d.second, d.offset, d.instant);
}

static void
test_machine_forms(struct arena *a)
{
	static const char *const cases[][2] = {
		{"2024-02-14T23:48:08-06:00", "time 2024-2-14 23:48:8 -360 1707976088"},
		{"2024-02-14 10:00:00+00:00", "time 2024-2-14 10:0:0 0 1707904800"},
		{"2024-02-14 10:00:00 +00:00", "time 2024-2-14 10:0:0 0 1707904800"},
		{"2024-02-14 10:00:00 +0100", "time 2024-2-14 10:0:0 60 1707901200"},
		{"2024-02-14 10:00:00 -06", "time 2024-2-14 10:0:0 -360 1707926400"},
		{"2024-02-14T10:00:00Z", "time 2024-2-14 10:0:0 0 1707904800"},
		{"2024-02-14t10:00:00z", "time 2024-2-14 10:0:0 0 1707904800"},
		{"2024-02-14T10:00:00.123456Z", "time 2024-2-14 10:0:0 0 1707904800"},
		{"2024-02-14T10:00:00.000-05:00", "time 2024-2-14 10:0:0 -300 1707922800"},
		{"2024-02-14 10:00:00 UTC", "time 2024-2-14 10:0:0 0 1707904800"},
		{"2024-02-14 10:00:00 +0000 UTC", "time 2024-2-14 10:0:0 0 1707904800"},
		{"2024-02-14 10:00:00 GMT-5", "time 2024-2-14 10:0:0 -300 1707922800"},
		{"2024-02-14 10:00:00 CST", "time 2024-2-14 10:0:0 -360 1707926400"},
		{"2024-02-14 10:00:00 America/Mexico_City", "time 2024-2-14 10:0:0 0 1707904800"},
		{"2024-02-14T10:00:00", "time 2024-2-14 10:0:0 0 1707904800"},
		{"2024-02-14 9:05", "time 2024-2-14 9:5:0 0 1707901500"},
		{"2024-02-14T10:00", "time 2024-2-14 10:0:0 0 1707904800"},
		{"2024-02-14 10:00 PM", "time 2024-2-14 22:0:0 0 1707948000"},
		{"  \"2024-02-14\" ", "day 2024-2-14 0:0:0 0 1707868800"},
		{"2024-2-4", "day 2024-2-4 0:0:0 0 1707004800"},
		{"2024/02/14", "day 2024-2-14 0:0:0 0 1707868800"},
		{"2024.02.14", "day 2024-2-14 0:0:0 0 1707868800"},
		{"20240214", "day 2024-2-14 0:0:0 0 1707868800"},
		{"20240214T100000Z", "time 2024-2-14 10:0:0 0 1707904800"},
		{"2024-02", "month 2024-2-0 0:0:0 0 1709251199"},
		{"2024", "year 2024-0-0 0:0:0 0 1735689599"},
		{"2024-02-29", "day 2024-2-29 0:0:0 0 1709164800"},
		{"1970-01-01T00:00:00Z", "time 1970-1-1 0:0:0 0 0"},
		{"2016-12-31T23:59:60Z", "time 2016-12-31 23:59:59 0 1483228799"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_STR(shown(a, cases[i][0]), cases[i][1]);
}

static void
test_words(struct arena *a)
{
	static const char *const cases[][2] = {
		{"12 Jan 2024", "day 2024-1-12 0:0:0 0 1705017600"},
		{"12 Jan. 2024", "day 2024-1-12 0:0:0 0 1705017600"},
		{"Feb 14, 2024", "day 2024-2-14 0:0:0 0 1707868800"},
		{"February 14th, 2024", "day 2024-2-14 0:0:0 0 1707868800"},
		{"14 de febrero de 2024", "day 2024-2-14 0:0:0 0 1707868800"},
		{"14 de fevereiro de 2024", "day 2024-2-14 0:0:0 0 1707868800"},
		{"1º de março de 2024", "day 2024-3-1 0:0:0 0 1709251200"},
		{"1 de marzo del 2024", "day 2024-3-1 0:0:0 0 1709251200"},
		{"miércoles, 14 de febrero de 2024", "day 2024-2-14 0:0:0 0 1707868800"},
		{"mar, 13 feb 2024", "day 2024-2-13 0:0:0 0 1707782400"},
		{"13 mar 2024", "day 2024-3-13 0:0:0 0 1710288000"},
		{"sexta-feira, 16 de fevereiro de 2024", "day 2024-2-16 0:0:0 0 1708041600"},
		{"Wed, 14 Feb 2024 10:00:00 GMT", "time 2024-2-14 10:0:0 0 1707904800"},
		{"Wed, 14 Feb 2024 10:00:00 -0600", "time 2024-2-14 10:0:0 -360 1707926400"},
		{"Wed Feb 14 10:00:00 UTC 2024", "time 2024-2-14 10:0:0 0 1707904800"},
		{"Feb 14, 2024 at 3:30 pm", "time 2024-2-14 15:30:0 0 1707924600"},
		{"14 de febrero de 2024, 3:30 p. m.", "time 2024-2-14 15:30:0 0 1707924600"},
		{"14 de fevereiro de 2024 às 10h30", "time 2024-2-14 10:30:0 0 1707906600"},
		{"14-Feb-2024", "day 2024-2-14 0:0:0 0 1707868800"},
		{"septiembre de 2023", "month 2023-9-0 0:0:0 0 1696118399"},
		{"14/02/2024", "day 2024-2-14 0:0:0 0 1707868800"},
		{"02/14/2024", "day 2024-2-14 0:0:0 0 1707868800"},
		{"14/02/2024 10:00", "time 2024-2-14 10:0:0 0 1707904800"},
		{"03.04.2024", "day 2024-4-3 0:0:0 0 1712102400"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_STR(shown(a, cases[i][0]), cases[i][1]);
}

static void
test_none(struct arena *a)
{
	static const char *const cases[] = {"", "   ", "\"\"", "2024-13-02", "2024-02-30", "2023-02-29", "2024-00-10",
		"2024-01-00", "2024-02-14T25:00:00Z", "2024-02-14T10:61:00Z", "2024-02-14T10:00:00+25:00", "0001-01-01T00:00:00Z",
		"yesterday", "{{ .Date }}", "2024-02-14 and more", "03/04/2024", "14 Foo 2024", "Feb 2024 2025", "12345",
		"2024-02-14T", "TBD", "1", "2024-", "2024-02-", "10:00", "2024-02-14 10", "Feb 14", "14 Feb 24", "+2024-02-14",
		"2024-02-14T10:00:00+01:99", "9999999999999999999999", "31 de junio de 2024"};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str have = shown(a, cases[i]);
		if (!str_is(have, "none"))
			printf("\"%s\": ", cases[i]);
		CHECK_STR(have, "none");
		CHECK(date_fault(str_of(cases[i])) != DATE_FINE || !strcmp(cases[i], "03/04/2024"));
	}
	CHECK_INT(date_fault(STR("2024-13-02")), DATE_NO_MONTH);
	CHECK_INT(date_fault(STR("2023-02-29")), DATE_NO_DAY);
	struct date d;
	CHECK(date_read_either(STR("03/04/2024"), &d) && d.order == DATE_EITHER && d.day == 3 && d.month == 4);
	date_turn(&d);
	CHECK(d.day == 4 && d.month == 3 && d.instant == 1709510400);
	CHECK(date_read(STR("14/02/2024"), &d) && d.order == DATE_DAY_FIRST);
	CHECK(date_read(STR("02-14-2024"), &d) && d.order == DATE_MONTH_FIRST && d.month == 2);
	CHECK(date_read(STR("14 février 2024"), &d) && d.month == 2 && date_read(STR("3. März 2024"), &d) && d.month == 3);
}

static void
test_names(void)
{
	struct date d;
	CHECK(date_in_name(STR("2024-02-14-slug.md"), &d) && d.precision == DATE_DAY && d.month == 2 && d.day == 14);
	CHECK(date_in_name(STR("2024_02_14_slug"), &d) && d.precision == DATE_DAY);
	CHECK(date_in_name(STR("20240214-slug"), &d) && d.precision == DATE_DAY && d.day == 14);
	CHECK(date_in_name(STR("2024-02-slug.md"), &d) && d.precision == DATE_MONTH && d.month == 2);
	CHECK(date_in_name(STR("2015-03-00-slug.md"), &d) && d.precision == DATE_MONTH && d.month == 3);
	CHECK(date_in_name(STR("2024-02-31-slug.md"), &d) && d.precision == DATE_YEAR && d.year == 2024);
	CHECK(date_in_name(STR("kubecon-2022.md"), &d) && d.precision == DATE_YEAR && d.year == 2022);
	CHECK(!date_in_name(STR("000_ecc690a6ced03b4e.md"), &d) && d.precision == DATE_NONE);
	CHECK(!date_in_name(STR("kubecon.md"), &d) && !date_in_name(STR(""), &d));
}

static void
test_years(void)
{
	CHECK_INT(date_year_in_text(STR("My Experience of Attending the KubeCon + CloudNativeCon EU 2022 (In-person)")), 2022);
	CHECK_INT(date_year_in_text(STR("2022")), 2022);
	CHECK_INT(date_year_in_text(STR("2022, and 2022 again.")), 2022);
	CHECK_INT(date_year_in_text(STR("From 2022 to 2023")), 0);
	CHECK_INT(date_year_in_text(STR("KubeCon2022 v1.2022 $2022 #2022 2022,5 12022 20222 1989 2100")), 0);
	CHECK_INT(date_year_in_text(STR("¡Adiós, 2023!")), 2023);
	CHECK_INT(date_year_in_text(STR("post_2021_final")), 2021);
	struct date d = date_of_year(2022);
	CHECK(d.precision == DATE_YEAR && d.year == 2022 && d.instant == 1672531199);
}

int
main(void)
{
	struct arena *a = arena_new();
	test_machine_forms(a);
	test_words(a);
	test_none(a);
	test_names();
	test_years();
	arena_free(a);
	return check_status();
}
