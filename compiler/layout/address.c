/* address.c - addresses as they are printed: short, readable, and still leading to their place */
#include "layout/address.h"

#include "base/utf8.h"

#include <unicode/uchar.h>

#include <string.h>

static int
hex_value(char c)
{
	c = char_lower(c);
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The bytes of "%C3%A9" at s[i], as many as follow each other; at most n. */
static size_t
escapes_read(struct str s, size_t i, char *out, size_t n)
{
	size_t got = 0;
	for (; got < n && i + 2 < s.n && s.p && s.p[i] == '%'; i += 3) {
		int high = hex_value(s.p[i + 1]), low = hex_value(s.p[i + 2]);
		if (high < 0 || low < 0)
			break;
		out[got++] = (char)(high * 16 + low);
	}
	return got;
}

/* Letters, marks and figures of any script: what is safe to read and to type. */
static bool
rune_plain(uint32_t rune)
{
	if (rune < 0x80)
		return char_alnum((int)rune) || rune == '-' || rune == '_' || rune == '.' || rune == '~';
	int8_t type = u_charType((UChar32)rune);
	return rune != RUNE_BAD &&
		(u_isalpha((UChar32)rune) || u_isdigit((UChar32)rune) || type == U_NON_SPACING_MARK ||
			type == U_COMBINING_SPACING_MARK);
}

/* Escaped letters as letters; other escapes stay. */
static void
letters_decode(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n && s.p;) {
		char bytes[4];
		size_t n = s.p[i] == '%' ? escapes_read(s, i, bytes, sizeof bytes) : 0, used = 0;
		if (!n) {
			buf_char(b, s.p[i++]);
			continue;
		}
		uint32_t rune = utf8_next((struct str){bytes, n}, &used);
		if (rune_plain(rune))
			buf_add(b, bytes, used);
		else
			buf_str(b, str_sub(s, i, i + 3 * used));
		i += 3 * used;
	}
}

static bool
host_is(struct str host, const char *name)
{
	host = str_starts_nocase(host, "www.")	? str_sub(host, 4, host.n)
		: str_starts_nocase(host, "m.") ? str_sub(host, 2, host.n)
						: host;
	return str_is_nocase(host, name);
}

/* What tells a site where a reader comes from, and changes nothing about the page. */
static bool
tracks(struct str name, struct str host)
{
	static const char *const names[] = {"fbclid", "gclid", "igsh", "igshid", "mc_cid", "mc_eid", "ref_src", "ref_url",
		"mibextid", "cmpid", "spm", "trk", "yclid", "msclkid", "_hsenc", "_hsmi", "twclid", "li_fat_id", "dclid",
		"wbraid", "gbraid"};
	if (str_starts_nocase(name, "utm_"))
		return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is_nocase(name, names[i]))
			return true;
	if (host_is(host, "twitter.com") || host_is(host, "x.com") || host_is(host, "mobile.twitter.com"))
		return str_is(name, "s") || str_is(name, "t");
	bool film = host_is(host, "youtube.com") || host_is(host, "youtu.be") || host_is(host, "open.spotify.com");
	return film && (str_is(name, "si") || str_is(name, "feature") || str_is(name, "ab_channel") || str_is(name, "pp"));
}

static void
query_add(struct buf *b, struct str query, struct str host)
{
	char sign = '?';
	while (query.n) {
		ptrdiff_t amp = str_find_char(query, '&');
		struct str part = amp < 0 ? query : str_sub(query, 0, (size_t)amp);
		query = amp < 0 ? STR_NONE : str_sub(query, (size_t)amp + 1, query.n);
		ptrdiff_t equals = str_find_char(part, '=');
		if (!part.n || tracks(equals < 0 ? part : str_sub(part, 0, (size_t)equals), host))
			continue;
		buf_char(b, sign);
		letters_decode(b, part);
		sign = '&';
	}
}

struct str
address_shown(struct arena *a, struct str href)
{
	struct buf b = {0};
	bool web = false;
	struct str s = str_trim(href), query = STR_NONE, fragment = STR_NONE;
	static const char *const dropped[] = {"http://", "https://", "mailto:", "tel:", "sms:"};
	for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
		if (str_starts_nocase(s, dropped[i])) {
			s = str_sub(s, strlen(dropped[i]), s.n);
			web = i < 2;
			break;
		}
	ptrdiff_t at = str_find_char(s, '#');
	if (at >= 0) {
		fragment = str_sub(s, (size_t)at + 1, s.n);
		s = str_sub(s, 0, (size_t)at);
	}
	at = str_find_char(s, '?');
	if (at >= 0) {
		query = web ? str_sub(s, (size_t)at + 1, s.n) : STR_NONE; /* of a mail: its subject */
		s = str_sub(s, 0, (size_t)at);
	}
	at = str_find_char(s, '/');
	struct str host = at < 0 ? s : str_sub(s, 0, (size_t)at);
	if (str_starts(fragment, ":~:")) /* a browser's own mark of a passage */
		fragment = STR_NONE;
	letters_decode(&b, s);
	size_t path = b.n;
	query_add(&b, query, host);
	if (b.n == path && !fragment.n)
		while (b.n > 1 && b.p[b.n - 1] == '/')
			b.n--;
	if (fragment.n) {
		buf_char(&b, '#');
		letters_decode(&b, fragment);
	}
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

/* The offset of the character with number n from the end. */
static size_t
from_end(struct str s, size_t n)
{
	size_t i = s.n;
	for (; n && i; n--)
		do
			i--;
		while (i && ((unsigned char)s.p[i] & 0xC0) == 0x80);
	return i;
}

static size_t
from_start(struct str s, size_t n)
{
	size_t i = 0;
	for (; n && i < s.n; n--)
		utf8_next(s, &i);
	return i;
}

struct str
address_shorten(struct arena *a, struct str shown, int most)
{
	size_t limit = most < 20 ? 20 : (size_t)most;
	if (most <= 0 || utf8_count(shown) <= limit)
		return shown;
	ptrdiff_t slash = str_find_char(shown, '/');
	struct str host = slash < 0 ? shown : str_sub(shown, 0, (size_t)slash + 1);
	size_t head = utf8_count(host);
	if (head > limit / 2)
		host = str_sub(host, 0, from_start(host, head = limit / 2));
	size_t rest = limit - head - 1;
	struct str tail = str_sub(shown, from_end(shown, rest), shown.n);
	/* whole parts, where one begins early enough; else whole words */
	static const char *const begin[] = {"/", "?&#-_.=+,;:"};
	for (size_t k = 0, cut = 0; k < 2 && !cut; k++)
		for (size_t i = 0; i + 1 < tail.n && i < tail.n * 2 / 3 && !cut; i++)
			if (strchr(begin[k], tail.p[i])) {
				tail = str_sub(tail, i, tail.n);
				cut = 1;
			}
	return str_fmt(a, "%.*s…%.*s", STR_FMT(host), STR_FMT(tail));
}

bool
address_said(struct arena *a, struct str text, struct str shown)
{
	struct str said = address_shown(a, text), to = shown;
	if (str_starts_nocase(said, "www."))
		said = str_sub(said, 4, said.n);
	if (str_starts_nocase(to, "www."))
		to = str_sub(to, 4, to.n);
	ptrdiff_t blank = str_rfind_char(said, ' ');
	if (blank >= 0)
		said = str_sub(said, (size_t)blank + 1, said.n);
	if (str_starts_nocase(said, "www."))
		said = str_sub(said, 4, said.n);
	return said.n == to.n && (!to.n || str_find_nocase(said, to) == 0);
}
