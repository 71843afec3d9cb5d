/* direction.c - languages that are written from right to left */
#include "book/book.h"

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
