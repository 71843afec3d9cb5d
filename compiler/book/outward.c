/* outward.c - addresses outside of the book that a reader may follow (RFC 3986) */
#include "book/gather.h"

#include <string.h>

static bool
char_in(char c, const char *set)
{
	return c && strchr(set, c);
}

/* The authority of an address that has one, and where it ends. */
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

/* What may stand in an address without a host. */
static bool
name_fit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_alnum((unsigned char)s.p[i]) && !char_in(s.p[i], "-._~@/+*!"))
			return false;
	return s.n > 0;
}

bool
address_opens(struct str href)
{
	size_t end;
	if (str_starts_nocase(href, "xmpp:") || str_starts_nocase(href, "news:"))
		return name_fit(str_sub(href, 5, href.n));
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
	if (!str_starts_nocase(href, "http://") && !str_starts_nocase(href, "https://") && !str_starts_nocase(href, "ftp://") &&
		!str_starts_nocase(href, "irc://"))
		return false;
	struct str host = authority_of(href, &end);
	ptrdiff_t user = str_rfind_char(host, '@');
	return host_fit(user < 0 ? host : str_sub(host, (size_t)user + 1, host.n));
}
