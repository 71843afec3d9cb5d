/* hollow.c - alternative texts and links that say nothing, by the lists of styles/words/ */
#include "post/post.h"

#include "base/utf8.h"
#include "base/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

enum { KEY_MOST = 63 /* bytes of a text that may say nothing */, WORDS_MOST = 5000 };

struct phrases {
	struct str *list; /* keys, sorted */
	size_t n, cap;
};

struct hollow {
	struct phrases alts, numbered, links, begins;
};

/* A text as it is looked up. */
struct key {
	char p[KEY_MOST + 8];
	size_t n;
};

/* ---- keys: small letters without accents, one blank between words ---- */

static UChar32
letter_plain(UChar32 c)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
	UChar parts[8];
	c = u_foldCase(c, U_FOLD_CASE_DEFAULT);
	int32_t n = c < 0xC0 || U_FAILURE(status) ? -1 : unorm2_getRawDecomposition(nfd, c, parts, 8, &status);
	return n > 0 && U_SUCCESS(status) ? (UChar32)parts[0] : c;
}

static void
rune_add(struct key *k, uint32_t rune)
{
	char *p = k->p + k->n;
	if (rune < 0x80) {
		*p = (char)rune;
		k->n++;
		return;
	}
	int n = rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
	for (int i = n - 1; i > 0; i--, rune >>= 6)
		p[i] = (char)(0x80 | (rune & 0x3F));
	*p = (char)((n == 2 ? 0xC0 : n == 3 ? 0xE0 : 0xF0) | rune);
	k->n += (size_t)n;
}

/* false when the text is longer than any that says nothing. `digits`: they are kept. */
static bool
key_make(struct key *k, struct str s, bool digits)
{
	bool gap = false;
	k->n = 0;
	for (size_t i = 0; i < s.n;) {
		UChar32 c = (UChar32)utf8_next(s, &i);
		if (!u_isalnum(c) || (u_isdigit(c) && !digits)) {
			gap = k->n > 0;
			continue;
		}
		if (k->n + 5 > KEY_MOST)
			return false;
		if (gap)
			k->p[k->n++] = ' ';
		gap = false;
		rune_add(k, (uint32_t)letter_plain(c));
	}
	return true;
}

/* ---- lists ---- */

static int
phrase_cmp(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void
phrases_read(struct arena *a, struct phrases *to, const struct yaml *list)
{
	for (size_t i = 0; list && list->kind == YAML_LIST && i < list->n && to->n < WORDS_MOST; i++) {
		struct key k;
		if (key_make(&k, yaml_text(&list->items[i]), true) && k.n)
			*PUSH(a, to->list, to->n, to->cap) = str_dup(a, (struct str){k.p, k.n});
	}
}

static bool
phrases_have(const struct phrases *in, const struct key *k)
{
	struct str key = {k->p, k->n};
	return in->n && k->n && bsearch(&key, in->list, in->n, sizeof key, phrase_cmp);
}

const struct hollow *
hollow_read(struct arena *a, struct diag *d, const struct shortcode_file *files, size_t n)
{
	struct hollow *h = NEW(a, struct hollow);
	struct phrases *all[] = {&h->alts, &h->numbered, &h->links, &h->begins};
	for (size_t i = 0; i < n; i++) {
		struct yaml_error error;
		struct yaml *top = yaml_read(a, d, files[i].name, files[i].text, 1, &error);
		phrases_read(a, &h->alts, top ? yaml_find(top, "alt") : NULL);
		phrases_read(a, &h->numbered, top ? yaml_find(top, "numbered") : NULL);
		phrases_read(a, &h->links, top ? yaml_find(top, "link") : NULL);
		phrases_read(a, &h->begins, top ? yaml_find(top, "begins") : NULL);
	}
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i]->n)
			qsort(all[i]->list, all[i]->n, sizeof *all[i]->list, phrase_cmp);
	return h;
}

/* ---- what says nothing ---- */

static bool
picture_ending(struct str s)
{
	static const char *const endings[] = {
		".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".bmp", ".heic", ".heif", ".tif", ".tiff"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t n = strlen(endings[i]);
		if (s.n > n && str_is_nocase(str_sub(s, s.n - n, s.n), endings[i]))
			return true;
	}
	return false;
}

static bool
one_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (char_blank((unsigned char)s.p[i]))
			return false;
	return true;
}

/* The file's own name. One like "kubernetes" may also say what is shown, "kcd-mx_2" does not. */
static bool
file_named(struct str alt, struct str src)
{
	ptrdiff_t query = str_find_char(src, '?'), dot;
	src = query >= 0 ? str_sub(src, 0, (size_t)query) : src;
	struct str name = str_sub(src, (size_t)(str_rfind_char(src, '/') + 1), src.n), stem = name;
	if ((dot = str_rfind_char(stem, '.')) > 0)
		stem.n = (size_t)dot;
	bool coded = false;
	for (size_t i = 0; i < stem.n; i++)
		coded = coded || char_digit((unsigned char)stem.p[i]) || stem.p[i] == '_' || stem.p[i] == '-';
	return (alt.n == name.n && str_find_nocase(alt, name) == 0) ||
		(coded && one_word(alt) && alt.n == stem.n && str_find_nocase(alt, stem) == 0);
}

static bool
address_like(struct str s)
{
	return one_word(s) &&
		(str_starts_nocase(s, "http://") || str_starts_nocase(s, "https://") || str_starts_nocase(s, "www.") ||
			str_starts_nocase(s, "data:") || (s.n > 1 && s.p[0] == '/'));
}

bool
alt_hollow(const struct hollow *h, struct str alt, struct str src)
{
	struct key k;
	alt = str_trim(alt);
	if (!alt.n)
		return false;
	if (file_named(alt, src) || address_like(alt) || (one_word(alt) && picture_ending(alt)))
		return true;
	if (picture_ending(alt))
		alt = str_sub(alt, 0, (size_t)str_rfind_char(alt, '.'));
	if (!key_make(&k, alt, true))
		return false;
	if (!k.n || (h && phrases_have(&h->alts, &k)))
		return true;
	if (!key_make(&k, alt, false))
		return false;
	return (!k.n && alt.n > 3) || (h && phrases_have(&h->numbered, &k));
}

bool
link_hollow(const struct hollow *h, struct str text)
{
	struct key k;
	return h && key_make(&k, text, true) && phrases_have(&h->links, &k);
}

bool
alt_begins(const struct hollow *h, struct str alt)
{
	enum { LOOKED_AT = 40 };
	struct key k;
	if (!h || !key_make(&k, str_sub(str_trim(alt), 0, LOOKED_AT), true))
		return false;
	for (size_t i = 0; i < h->begins.n; i++) {
		struct str begin = h->begins.list[i];
		if (k.n > begin.n && k.p[begin.n] == ' ' && str_eq((struct str){k.p, begin.n}, begin))
			return true;
	}
	return false;
}

bool
alt_ends(struct str alt)
{
	return picture_ending(str_trim(alt));
}
