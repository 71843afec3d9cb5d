/* foreign.c - dates in languages that the house has no words for: as ICU's locale data (CLDR) writes them */
#include "book/gather.h"

#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/ustring.h>

enum { FORMAT_MOST = 160, LOCALE_MOST = 80 };

/* Days, months and years are those of the post, whatever calendar the language's country uses. */
static bool
locale_of(struct str lang, char out[LOCALE_MOST])
{
	static const char calendar[] = "@calendar=gregorian";
	size_t n = 0;
	if (!lang.n || lang.n + sizeof calendar > LOCALE_MOST)
		return false;
	for (; n < lang.n; n++) {
		if (!char_alnum((unsigned char)lang.p[n]) && lang.p[n] != '-' && lang.p[n] != '_')
			return false;
		out[n] = lang.p[n] == '-' ? '_' : lang.p[n];
	}
	for (size_t i = 0; i < sizeof calendar; i++)
		out[n + i] = calendar[i];
	return true;
}

/* A month and a year. */
static UDateFormat *
month_open(const char *locale, UErrorCode *error)
{
	static const UChar utc[] = {'U', 'T', 'C', 0}, skeleton[] = {'y', 'M', 'M', 'M', 'M', 0};
	UChar pattern[FORMAT_MOST];
	UDateTimePatternGenerator *generator = udatpg_open(locale, error);
	int32_t n = udatpg_getBestPattern(generator, skeleton, 5, pattern, FORMAT_MOST, error);
	udatpg_close(generator);
	return U_FAILURE(*error) ? NULL : udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, utc, 3, pattern, n, error);
}

/* A language that ICU does not know would get the words of the machine's own. */
static bool
format_speaks(const UDateFormat *format, struct str lang)
{
	UErrorCode error = U_ZERO_ERROR;
	const char *actual = udat_getLocaleByType(format, ULOC_ACTUAL_LOCALE, &error);
	size_t n = 0;
	while (U_SUCCESS(error) && actual && actual[n] && actual[n] != '_' && n < lang.n && char_lower(lang.p[n]) == actual[n])
		n++;
	return n >= 2 && (!actual[n] || actual[n] == '_') && (n == lang.n || !char_alnum((unsigned char)lang.p[n]));
}

struct str
date_foreign(struct arena *a, const struct date *date, struct str lang)
{
	static const UChar utc[] = {'U', 'T', 'C', 0};
	UErrorCode error = U_ZERO_ERROR;
	char locale[LOCALE_MOST], bytes[3 * FORMAT_MOST];
	UChar wide[FORMAT_MOST];
	int32_t n = 0;
	if (!locale_of(lang, locale))
		return STR_NONE;
	UDateFormat *format = udat_open(UDAT_NONE, UDAT_LONG, locale, utc, 3, NULL, 0, &error);
	bool known = U_SUCCESS(error) && format_speaks(format, lang);
	if (known && date->precision == DATE_MONTH) {
		udat_close(format);
		format = month_open(locale, &error);
	}
	UCalendar *calendar = known && U_SUCCESS(error) ? ucal_open(utc, 3, locale, UCAL_GREGORIAN, &error) : NULL;
	if (calendar && U_SUCCESS(error)) {
		ucal_clear(calendar);
		ucal_setDate(calendar, date->year, date->month - 1, date->precision == DATE_MONTH ? 1 : date->day, &error);
		n = udat_format(format, ucal_getMillis(calendar, &error), wide, FORMAT_MOST, NULL, &error);
		u_strToUTF8(bytes, sizeof bytes, &n, wide, n, &error);
	}
	if (calendar)
		ucal_close(calendar);
	if (format)
		udat_close(format);
	return known && U_SUCCESS(error) && n > 0 && (size_t)n < sizeof bytes ? str_dup(a, (struct str){bytes, (size_t)n})
									      : STR_NONE;
}
