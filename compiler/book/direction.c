/* direction.c - languages that are written from right to left */
#include "book/book.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

bool
language_rtl(struct str lang)
{
	static const char *const languages[] = {
		"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "pnb", "ps", "sd", "syr", "ug", "ur", "yi"};
	size_t n = 0;
	while (n < lang.n && lang.p[n] != '-' && lang.p[n] != '_')
		n++;
	if (str_find_nocase(lang, STR("-latn")) > 0)
		return false;
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		if (str_is_nocase(str_sub(lang, 0, n), languages[i]))
			return true;
	return str_find_nocase(lang, STR("-arab")) > 0 || str_find_nocase(lang, STR("-hebr")) > 0;
}

bool
text_rtl(struct str text)
{
	for (size_t i = 0; i < text.n;) {
		uint32_t c = utf8_next(text, &i);
		UCharDirection direction = c < 0x80 ? U_OTHER_NEUTRAL : u_charDirection((UChar32)c);
		if ((c | 32) >= 'a' && (c | 32) <= 'z')
			return false;
		if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC)
			return true;
		if (direction == U_LEFT_TO_RIGHT)
			return false;
	}
	return false;
}
