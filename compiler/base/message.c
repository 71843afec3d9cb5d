/* message.c - what is said to the user, in the user's language: look-ups in a compiled catalogue (GNU .mo) */
#include "base/message.h"

#include <string.h>

/* The file begins with seven numbers: magic, revision, how many texts, where the table of originals and the one of translations
 * begin, and two of a hash table that is not needed: the originals are sorted. A row of a table is a length and a place. */
enum { MAGIC, REVISION, COUNT, ORIGINALS, TRANSLATIONS, HEADER_NUMBERS };

static struct str catalogue;

static uint32_t
number_at(size_t at)
{
	uint32_t n;
	memcpy(&n, catalogue.p + at, sizeof n); /* msgfmt writes the order of bytes of the machine that builds */
	return n;
}

/* The text of a row, which ends with a NUL, or NULL when the file lies. */
static const char *
text_at(size_t table, uint32_t row)
{
	uint32_t n = number_at(table + (size_t)row * 8), at = number_at(table + (size_t)row * 8 + 4);
	return (size_t)at + n < catalogue.n && !catalogue.p[at + n] ? catalogue.p + at : NULL;
}

bool
messages_use(struct str mo)
{
	catalogue = mo;
	if (!mo.n)
		return true;
	if (mo.n >= HEADER_NUMBERS * 4 && number_at(MAGIC) == 0x950412DE) {
		size_t rows = (size_t)number_at(COUNT * 4) * 8;
		if (rows <= mo.n && number_at(ORIGINALS * 4) <= mo.n - rows && number_at(TRANSLATIONS * 4) <= mo.n - rows)
			return true;
	}
	catalogue = STR_NONE;
	return false;
}

const char *
message(const char *english)
{
	uint32_t low = 0, high = catalogue.n ? number_at(COUNT * 4) : 0;
	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		const char *at = text_at(number_at(ORIGINALS * 4), mid);
		int c = at ? strcmp(english, at) : -1;
		if (!c) {
			const char *found = text_at(number_at(TRANSLATIONS * 4), mid);
			return found && *found && *english ? found : english;
		}
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return english;
}
