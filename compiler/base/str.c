/* str.c - borrowed slices of text and one growing buffer */
#include "base/str.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct str
str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from >= to)
		return STR_NONE;
	return (struct str){s.p + from, to - from};
}

char
char_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool
bytes_equal_nocase(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (char_lower(a[i]) != char_lower(b[i]))
			return false;
	return true;
}

bool
str_is_nocase(struct str a, const char *z)
{
	return a.n == strlen(z) && bytes_equal_nocase(a.p, z, a.n);
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;
	return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool
str_starts_nocase(struct str s, const char *z)
{
	size_t n = strlen(z);
	return s.n >= n && bytes_equal_nocase(s.p, z, n);
}

bool
str_ends(struct str s, const char *z)
{
	size_t n = strlen(z);
	return s.n >= n && !memcmp(s.p + s.n - n, z, n);
}

ptrdiff_t
str_find(struct str s, struct str needle)
{
	if (!needle.n || s.n < needle.n)
		return needle.n ? -1 : 0;
	/* What begins with a rare byte is found soonest by that byte; after some in vain it is none. */
	const char *from = s.p, *end = s.p + s.n, *last = end - needle.n;
	for (int vain = 0; vain < 16 && from <= last; vain++, from++) {
		from = memchr(from, needle.p[0], (size_t)(last - from) + 1);
		if (!from)
			return -1;
		if (!memcmp(from, needle.p, needle.n))
			return from - s.p;
	}
	const char *hit = from <= last ? memmem(from, (size_t)(end - from), needle.p, needle.n) : NULL;
	return hit ? hit - s.p : -1;
}

ptrdiff_t
str_find_nocase(struct str s, struct str needle)
{
	for (size_t i = 0; i + needle.n <= s.n; i++)
		if (bytes_equal_nocase(s.p + i, needle.p, needle.n))
			return (ptrdiff_t)i;
	return -1;
}

ptrdiff_t
str_find_char(struct str s, char c)
{
	const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
	return hit ? hit - s.p : -1;
}

ptrdiff_t
str_rfind_char(struct str s, char c)
{
	for (size_t i = s.n; i > 0; i--)
		if (s.p[i - 1] == c)
			return (ptrdiff_t)i - 1;
	return -1;
}

size_t
str_lower_bound(const void *things, size_t n, size_t size, size_t at, struct str key)
{
	size_t from = 0, to = n;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		const struct str *text = (const void *)((const char *)things + middle * size + at);
		if (str_cmp(*text, key) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

struct str
str_trim(struct str s)
{
	while (s.n && char_blank((unsigned char)s.p[0]))
		s.p++, s.n--;
	while (s.n && char_blank((unsigned char)s.p[s.n - 1]))
		s.n--;
	return s;
}

struct str
str_line(struct str *rest)
{
	ptrdiff_t at = str_find_char(*rest, '\n');
	struct str line = at < 0 ? *rest : str_sub(*rest, 0, (size_t)at);
	*rest = at < 0 ? STR_NONE : str_sub(*rest, (size_t)at + 1, rest->n);
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

bool
str_word(struct str *rest, struct str *word)
{
	struct str s = *rest;
	while (s.n && char_blank((unsigned char)s.p[0]))
		s.p++, s.n--;
	size_t n = 0;
	while (n < s.n && !char_blank((unsigned char)s.p[n]))
		n++;
	*word = str_sub(s, 0, n);
	*rest = str_sub(s, n, s.n);
	return n > 0;
}

bool
str_to_int(struct str s, int64_t *out)
{
	bool minus = s.n && s.p[0] == '-';
	if (minus || (s.n && s.p[0] == '+'))
		s = str_sub(s, 1, s.n);
	if (!s.n || s.n > 18)
		return false;
	int64_t v = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (!char_digit(s.p[i]))
			return false;
		v = v * 10 + (s.p[i] - '0');
	}
	*out = minus ? -v : v;
	return true;
}

struct str
str_dup(struct arena *a, struct str s)
{
	return (struct str){arena_dup(a, s.p, s.n), s.n};
}

char *
str_z(struct arena *a, struct str s)
{
	return arena_dup(a, s.p, s.n);
}

struct str
str_one_line(struct arena *a, struct str s)
{
	if (str_find_char(s, '\n') < 0)
		return s;
	char *p = str_z(a, s);
	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '\n')
			p[i] = ' ';
	return (struct str){p, s.n};
}

struct str
str_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return STR_NONE;
	char *p = arena_alloc(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (struct str){p, (size_t)n};
}

/* FNV-1a with a final avalanche (the constants of MurmurHash3's fmix64, public domain). */
uint64_t
str_hash(struct str s)
{
	uint64_t h = 14695981039346656037u;
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdu;
	h ^= h >> 33;
	h *= 0xc4ceb9fe1a85ec53u;
	return h ^ h >> 33;
}

static void
buf_reserve(struct buf *b, size_t more)
{
	if (b->cap - b->n >= more)
		return;
	size_t cap = b->cap ? b->cap : 256;
	while (cap - b->n < more)
		cap *= 2;
	b->p = xrealloc(b->p, cap);
	b->cap = cap;
}

void
buf_add(struct buf *b, const void *p, size_t n)
{
	if (!n)
		return;
	buf_reserve(b, n);
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

void
buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

void
buf_z(struct buf *b, const char *z)
{
	buf_add(b, z, strlen(z));
}

void
buf_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_rune(struct buf *b, uint32_t rune)
{
	char utf8[4] = {0};
	size_t n = utf8_put(utf8, rune);
	buf_add(b, utf8, n);
}

void
buf_int(struct buf *b, int64_t n)
{
	char digits[24];
	size_t i = sizeof digits;
	uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	do {
		digits[--i] = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (n < 0)
		digits[--i] = '-';
	buf_add(b, digits + i, sizeof digits - i);
}

void
buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	buf_reserve(b, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

void
buf_free(struct buf *b)
{
	free(b->p);
	*b = (struct buf){0};
}

struct str
buf_view(const struct buf *b)
{
	return (struct str){b->p, b->n};
}

struct str
buf_keep(struct buf *b, struct arena *a)
{
	struct str s = str_dup(a, buf_view(b));
	b->n = 0;
	return s;
}
