/* uri.c - addresses as a strict reader takes them (RFC 3986) */
#include "epub/room.h"

#include "base/xml.h"

#include <string.h>

static bool
char_in(char c, const char *set)
{
	return c && strchr(set, c);
}

static bool
hex_at(struct str s, size_t i)
{
	return i < s.n && char_in(s.p[i], "0123456789abcdefABCDEF");
}

void
uri_write(struct buf *b, struct str href)
{
	bool fragment = false;
	for (size_t i = 0; i < href.n; i++) {
		char c = href.p[i];
		bool plain = char_alnum((unsigned char)c) || char_in(c, "-._~:/?@!$'()*+,;=");
		if (c == '%')
			plain = hex_at(href, i + 1) && hex_at(href, i + 2);
		if (c == '#') {
			plain = !fragment;
			fragment = true;
		}
		if (c == '&')
			buf_z(b, "&amp;");
		else if (c == '\\' && !fragment)
			buf_char(b, '/'); /* what a browser makes of it */
		else if (plain)
			buf_char(b, c);
		else
			buf_fmt(b, "%%%02X", (unsigned char)c);
	}
}

void
uri_short(struct buf *b, struct str href)
{
	ptrdiff_t at = str_find(href, STR("://"));
	struct str s = at < 0 ? href : str_sub(href, (size_t)at + 3, href.n);
	if (str_starts_nocase(s, "www."))
		s = str_sub(s, 4, s.n);
	for (size_t i = 0; i < s.n; i++)
		if (char_in(s.p[i], "?#"))
			s.n = i;
	if (s.n && s.p[s.n - 1] == '/')
		s.n--;
	xml_text(b, s);
}
