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

/* The authority of an http address, and where it ends. */
static struct str
authority_of(struct str href, size_t *end)
{
	ptrdiff_t at = str_find(href, STR("//"));
	size_t from = at < 0 ? href.n : (size_t)at + 2, n = from;
	while (n < href.n && !char_in(href.p[n], "/?#\\"))
		n++;
	*end = n;
	return str_sub(href, from, n);
}

static bool
port_cut(struct str *host)
{
	ptrdiff_t colon = str_rfind_char(*host, ':');
	if (colon < 0)
		return true;
	for (size_t i = (size_t)colon + 1; i < host->n; i++)
		if (!char_digit((unsigned char)host->p[i]))
			return false;
	if (host->n - (size_t)colon > 6)
		return false;
	*host = str_sub(*host, 0, (size_t)colon);
	return true;
}

/* A host of names with dots. Letters beyond ASCII are let through: they are percent-encoded, as the standard allows. */
static bool
host_fit(struct str host)
{
	if (!port_cut(&host) || !host.n || host.n > 253 || char_in(host.p[0], ".-") || str_find(host, STR("..")) >= 0)
		return false;
	for (size_t i = 0; i < host.n; i++)
		if (!char_alnum((unsigned char)host.p[i]) && !char_in(host.p[i], "-._") && !((unsigned char)host.p[i] & 0x80))
			return false;
	return !char_in(host.p[host.n - 1], "-_");
}

bool
uri_fit(struct str href)
{
	size_t end;
	if (str_starts_nocase(href, "mailto:")) {
		ptrdiff_t at = str_find_char(href, '@');
		return at > 7 && (size_t)at + 1 < href.n;
	}
	if (str_starts_nocase(href, "tel:")) {
		for (size_t i = 4; i < href.n; i++)
			if (!char_digit((unsigned char)href.p[i]) && !char_in(href.p[i], "+-.()"))
				return false;
		return href.n > 4;
	}
	if (!str_starts_nocase(href, "http://") && !str_starts_nocase(href, "https://"))
		return false;
	struct str host = authority_of(href, &end);
	ptrdiff_t user = str_rfind_char(host, '@');
	return host_fit(user < 0 ? host : str_sub(host, (size_t)user + 1, host.n));
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
