/* ties.c - blanks at which a line should not end: behind initials and abbreviations, before units, after a word that begins a sentence */
#include "layout/seg.h"

#include <string.h>

enum { WORD_TIED = 12 /* bytes: no longer word ties */ };

static const char *const abbreviations[] = {"p.", "pp.", "pág.", "págs.", "n.", "n.º", "n.°", "nº", "n°", "núm.", "No.", "Nº",
	"N°", "núms.", "nr.", "Nr.", "fig.", "figs.", "Fig.", "art.", "arts.", "Art.", "cap.", "caps.", "Cap.", "ch.", "vol.",
	"Vol.", "sec.", "Sec.", "tel.", "Tel.", "Sr.", "Sra.", "Srta.", "Sres.", "D.", "Dña.", "Dr.", "Dra.", "Drs.", "Mr.",
	"Mrs.", "Ms.", "Mx.", "Prof.", "Profa.", "Ing.", "Lic.", "Arq.", "Mtro.", "Mtra.", "St.", "Sto.", "Sta.", "Av.", "Avda.",
	"Ave.", "§", "№", "ca.", "c."};

static const char *const units[] = {"%", "‰", "°C", "°F", "°", "km", "m", "cm", "mm", "m²", "km²", "ha", "km/h", "kg", "g", "mg",
	"t", "l", "L", "ml", "h", "hs", "hrs", "min", "s", "ms", "am", "pm", "a.m.", "p.m.", "B", "kB", "KB", "MB", "GB", "TB",
	"PB", "MiB", "GiB", "TiB", "Mb/s", "Gb/s", "Mbps", "Gbps", "Hz", "kHz", "MHz", "GHz", "W", "kW", "MW", "kWh", "V", "mA",
	"ppi", "dpi", "px", "pt", "€", "$", "£", "USD", "EUR", "MXN", "COP", "ARS", "BRL", "CLP", "PEN", "CRC", "GTQ"};

static bool
is_one_of(struct str word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (word.n && word.p[0] == list[i][0] && str_is(word, list[i]))
			return true;
	return false;
}

static bool
is_number(struct str s)
{
	if (!s.n || s.n > WORD_TIED || !char_digit((unsigned char)s.p[s.n - 1]))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!char_digit((unsigned char)s.p[i]) && s.p[i] != '.' && s.p[i] != ',')
			return false;
	return true;
}

/* A capital of Latin, A to Z or with an accent; its bytes, or 0. */
static size_t
capital(struct str s)
{
	unsigned char a = s.n ? (unsigned char)s.p[0] : 0, b = s.n > 1 ? (unsigned char)s.p[1] : 0;
	if (a >= 'A' && a <= 'Z')
		return 1;
	return a == 0xC3 && b >= 0x80 && b <= 0x9E ? 2 : 0;
}

/* Ends a sentence right before a word that begins at `at`? */
static bool
sentence_before(struct str text, size_t at)
{
	if (at < 2 || text.p[at - 1] != ' ')
		return false;
	unsigned char c = (unsigned char)text.p[at - 2];
	return c == '.' || c == '?' || c == '!' || (c == 0x9D && at > 4 && !memcmp(text.p + at - 4, "\xE2\x80\x9D", 3)) ||
		(c == 0xBB && at > 3 && !memcmp(text.p + at - 3, "\xC2\xBB", 2));
}

static struct str
without_stops(struct str s)
{
	while (s.n > 1 && strchr(".,;:!?)", s.p[s.n - 1]))
		s.n--;
	return s;
}

enum tie
words_tie(struct str text, size_t start, size_t end, size_t next)
{
	struct str word = str_sub(text, start, end), after = str_sub(text, next, text.n);
	if (!word.n || word.n > WORD_TIED || !after.n)
		return TIE_NONE;
	size_t n = 0, first = capital(word);
	while (n < after.n && n < WORD_TIED && (unsigned char)after.p[n] > ' ')
		n++;
	after.n = n;
	bool stop = word.p[word.n - 1] == '.';
	if (is_number(word)) {
		size_t count = sizeof units / sizeof *units;
		return is_one_of(after, units, count) || is_one_of(without_stops(after), units, count) ? TIE_STRONG : TIE_NONE;
	}
	if (stop && first && word.n == first + 1 && capital(after))
		return TIE_STRONG;
	if ((stop || (unsigned char)word.p[word.n - 1] >= 0x80) && (capital(after) || char_digit((unsigned char)after.p[0])) &&
		is_one_of(word, abbreviations, sizeof abbreviations / sizeof *abbreviations))
		return TIE_STRONG;
	if (first && word.n <= first + 2 && !stop && sentence_before(text, start))
		return word.n == first ? TIE_LETTER : TIE_SHORT;
	return TIE_NONE;
}
