/* address.c - the parts of an address */
#include "book/gather.h"

bool
str_eq_nocase(struct str a, struct str b)
{
	return a.n == b.n && (!a.n || str_find_nocase(a, b) == 0);
}

struct str
str_lower(struct arena *a, struct str s)
{
	char *p = str_z(a, s);
	for (size_t i = 0; i < s.n; i++)
		p[i] = char_lower(p[i]);
	return (struct str){p, s.n};
}

/* RFC 3986, 3.1. One letter alone is a drive of Windows, not a scheme, and is taken as one here on purpose: nothing may use it. */
static size_t
scheme_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && (char_alnum((unsigned char)s.p[n]) || (n && (s.p[n] == '+' || s.p[n] == '-' || s.p[n] == '.'))))
		n++;
	return n && n < s.n && s.p[n] == ':' && !char_digit(s.p[0]) ? n : 0;
}

struct address
address_split(struct str s)
{
	struct address out = {0};
	size_t n = scheme_length(s);
	out.scheme = str_sub(s, 0, n);
	if (n)
		s = str_sub(s, n + 1, s.n);
	ptrdiff_t at = str_find_char(s, '#');
	if (at >= 0) {
		out.fragment = str_sub(s, (size_t)at + 1, s.n);
		s = str_sub(s, 0, (size_t)at);
	}
	at = str_find_char(s, '?');
	if (at >= 0) {
		out.query = str_sub(s, (size_t)at + 1, s.n);
		s = str_sub(s, 0, (size_t)at);
	}
	if (str_starts(s, "//")) {
		s = str_sub(s, 2, s.n);
		at = str_find_char(s, '/');
		out.host = at < 0 ? s : str_sub(s, 0, (size_t)at);
		out.has_host = true;
		s = at < 0 ? STR_NONE : str_sub(s, (size_t)at, s.n);
		at = str_rfind_char(out.host, '@');
		if (at >= 0)
			out.host = str_sub(out.host, (size_t)at + 1, out.host.n);
	}
	out.path = s;
	return out;
}

struct str
site_root_mark_cut(struct str s)
{
	static const char *const marks[] = {"__GHOST_URL__", "__GHOST_URL"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_starts(s, marks[i])) {
			s = str_sub(s, str_of(marks[i]).n, s.n);
			return s.n ? s : STR("/");
		}
	return s;
}

static int
hex_digit(char c)
{
	return char_digit(c) ? c - '0' : char_lower(c) >= 'a' && char_lower(c) <= 'f' ? char_lower(c) - 'a' + 10 : -1;
}

struct str
percent_decode(struct arena *a, struct str s)
{
	if (str_find_char(s, '%') < 0)
		return s;
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		int hi = s.p[i] == '%' && i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1;
		int lo = hi >= 0 ? hex_digit(s.p[i + 2]) : -1;
		if (lo >= 0 && (hi || lo)) { /* %00 stays as it is: no name holds a NUL */
			p[n++] = (char)(hi << 4 | lo);
			i += 2;
		} else {
			p[n++] = s.p[i];
		}
	}
	return (struct str){p, n};
}

static bool
host_same(struct str a, struct str b)
{
	if (str_starts_nocase(a, "www."))
		a = str_sub(a, 4, a.n);
	if (str_starts_nocase(b, "www."))
		b = str_sub(b, 4, b.n);
	return a.n && str_eq_nocase(a, b);
}

bool
site_host(const struct config *c, struct str host)
{
	bool same = host_same(address_split(c->base_url).host, host);
	for (size_t i = 0; c->site && i < c->site->n_languages && !same; i++)
		same = host_same(address_split(c->site->languages[i].base_url).host, host);
	return same;
}
