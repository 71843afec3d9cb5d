/* str.h - borrowed slices of text and one growing buffer, the only strings of the house */
#ifndef YB_STR_H
#define YB_STR_H
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A slice: n bytes at p, owned by somebody else, no NUL promised. {NULL, 0} is the empty slice. */
struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_NONE ((struct str){NULL, 0})
#define STR_FMT(s) (int)((s).n > 100000 ? 100000 : (s).n), (s).p ? (s).p : "" /* for "%.*s" */

/* Asked of every word and every byte: here, so that they cost no call. */

/* ASCII white space */
static inline bool
char_blank(int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool
char_digit(int c)
{
	return c >= '0' && c <= '9';
}

/* ASCII letter or digit */
static inline bool
char_alnum(int c)
{
	return char_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The slice of a C string; NULL gives the empty one. */
static inline struct str
str_of(const char *z)
{
	return (struct str){z, z ? strlen(z) : 0};
}

/* Bytes [from, to), clamped. */
struct str str_sub(struct str s, size_t from, size_t to);

static inline bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (!a.n || (a.p && b.p && !memcmp(a.p, b.p, a.n)));
}

/* Equal to a C string. */
static inline bool
str_is(struct str a, const char *z)
{
	return str_eq(a, str_of(z));
}

static inline bool
str_starts(struct str s, const char *z)
{
	size_t n = strlen(z);
	return s.n >= n && (!n || (s.p && !memcmp(s.p, z, n)));
}

bool str_is_nocase(struct str a, const char *z); /* equal but for ASCII case */
int str_cmp(struct str a, struct str b); /* by bytes, as memcmp; shorter first */
bool str_starts_nocase(struct str s, const char *z); /* ASCII case */
bool str_ends(struct str s, const char *z);
ptrdiff_t str_find(struct str s, struct str needle); /* byte offset of the first, or -1 */
ptrdiff_t str_find_nocase(struct str s, struct str needle); /* ASCII case */
ptrdiff_t str_find_char(struct str s, char c);
ptrdiff_t str_rfind_char(struct str s, char c);
/* Of n things of `size` bytes, sorted by the text at offset `at` of each: the index of the first that does not come before the key; n: all do. */
size_t str_lower_bound(const void *things, size_t n, size_t size, size_t at, struct str key);
struct str str_trim(struct str s); /* without ASCII white space at both ends */
struct str str_line(struct str *rest); /* cuts the first line off rest, without its CR LF */
bool str_word(struct str *rest, struct str *word); /* cuts the next word (between ASCII blanks) off rest */
bool str_to_int(struct str s, int64_t *out); /* decimal with sign, all of s; false if it is not, or too large */
struct str str_dup(struct arena *a, struct str s); /* a copy in the arena, with a NUL behind it */
char *str_z(struct arena *a, struct str s); /* the same as a C string */
struct str str_one_line(struct arena *a, struct str s); /* line breaks as blanks; s itself where it has none */
struct str str_fmt(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
uint64_t str_hash(struct str s); /* 64 bits, the same on every machine and run */
char char_lower(char c); /* ASCII */

/* A growing buffer on the heap; p is NULL until something is added. buf_free when done. */
struct buf {
	char *p;
	size_t n, cap;
};

void buf_add(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_z(struct buf *b, const char *z);
void buf_char(struct buf *b, char c);
void buf_rune(struct buf *b, uint32_t rune); /* as UTF-8 */
void buf_int(struct buf *b, int64_t n); /* decimal; what "%d" gives, sooner */
void buf_fmt(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3))); /* never %f: see dim.h */
void buf_free(struct buf *b);
struct str buf_view(const struct buf *b); /* valid until the next change */
struct str buf_keep(struct buf *b, struct arena *a); /* copy into the arena, buffer emptied (kept for reuse) */
#endif
