/* indexword.c - texts as words that compare equal whatever their case and accents are */
#include "book/index.h"

#include "base/utf8.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

enum { FOLDED = 0x250 };

struct folder {
	const UNormalizer2 *nfd; /* NULL: accents count */
	uint32_t folded[FOLDED]; /* 0: no letter or digit */
	bool capital[FOLDED];
};

static uint32_t
rune_fold(const UNormalizer2 *nfd, uint32_t rune)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar parts[16];
	UChar32 base = (UChar32)rune;
	int32_t n = nfd ? unorm2_getDecomposition(nfd, base, parts, 16, &error) : -1;
	if (U_SUCCESS(error) && n > 1 && !U16_IS_SURROGATE(parts[0])) {
		/* ano is no año */
		if ((parts[0] != 'n' && parts[0] != 'N') || parts[1] != 0x303)
			base = parts[0];
	}
	if (!u_isalnum(base) && !((U_GET_GC_MASK(base) & U_GC_M_MASK) != 0))
		return 0;
	return (uint32_t)u_foldCase(base, U_FOLD_CASE_DEFAULT);
}

struct folder *
folder_new(struct arena *a)
{
	struct folder *f = NEW(a, struct folder);
	UErrorCode error = U_ZERO_ERROR;
	f->nfd = unorm2_getNFDInstance(&error);
	if (U_FAILURE(error))
		f->nfd = NULL;
	for (uint32_t i = 0; i < FOLDED; i++) {
		f->folded[i] = rune_fold(f->nfd, i);
		f->capital[i] = u_isupper((UChar32)i);
	}
	return f;
}

bool
rune_capital(uint32_t rune)
{
	return u_isupper((UChar32)rune) || u_istitle((UChar32)rune);
}

/* Shows nothing, or is an accent by itself: it is passed over within a word. */
static bool
rune_passed(uint32_t rune)
{
	return rune == 0xAD || (rune >= 0x300 && rune < 0x370) || rune == 0x200C || rune == 0x200D || rune == 0x2060;
}

/* Is written without blanks: each is a word. */
static bool
rune_single(uint32_t rune)
{
	return rune >= 0x2E80 && u_hasBinaryProperty((UChar32)rune, UCHAR_IDEOGRAPHIC);
}

static bool
gap_blank(uint32_t rune)
{
	return rune_blank(rune) || rune == '-' || rune == '_' || rune == 0x2010 || rune == 0x2011 || rune_passed(rune);
}

static uint64_t
mix(uint64_t hash, uint32_t rune)
{
	hash = (hash ^ rune) * 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 29;
}

/* Bytes of the "++" or "#" at s[i] that belong to the word before them: C++, C#. */
static size_t
sharps(struct str s, size_t i)
{
	size_t end = i;
	while (end < s.n && end < i + 3 && (s.p[end] == '+' || s.p[end] == '#'))
		end++;
	return end < s.n && (char_alnum((unsigned char)s.p[end]) || (unsigned char)s.p[end] >= 0xC3) ? 0 : end - i;
}

static uint32_t
fold(const struct folder *f, uint32_t rune)
{
	return rune < FOLDED ? f->folded[rune] : rune_fold(f->nfd, rune);
}

/* The rest of a word whose first letter was read: `at` moves behind it. */
static void
word_read(const struct folder *f, struct str s, size_t *at, uint32_t rune, uint32_t folded, struct index_word *w)
{
	size_t letters = 0;
	bool single = rune_single(rune);
	w->hash = w->capitals = 0;
	for (;;) {
		if (!rune_passed(rune)) {
			w->hash = mix(w->hash, folded);
			if (letters < 64 && (rune < FOLDED ? f->capital[rune] : rune_capital(rune)))
				w->capitals |= (uint64_t)1 << letters;
			letters++;
		}
		size_t next = *at;
		if (next >= s.n || single)
			return;
		rune = utf8_next(s, &next);
		folded = fold(f, rune);
		if (rune_passed(rune) || (folded && !rune_single(rune))) {
			*at = next;
			continue;
		}
		if (rune == '+' || rune == '#') {
			size_t n = sharps(s, *at);
			for (size_t i = 0; i < n; i++)
				w->hash = mix(w->hash, (unsigned char)s.p[*at + i]);
			*at += n;
		}
		return;
	}
}

void
words_cut(const struct folder *f, struct arena *a, struct str s, uint32_t base, struct index_words *out)
{
	uint64_t gap = 0;
	for (size_t i = 0; i < s.n;) {
		size_t start = i;
		uint32_t rune = utf8_next(s, &i), folded = fold(f, rune);
		if (!folded || rune_passed(rune)) {
			if (!gap_blank(rune))
				gap = mix(gap, rune == 0x2019 ? '\'' : rune);
			continue;
		}
		struct index_word *w = PUSH(a, out->p, out->n, out->cap);
		*w = (struct index_word){.gap = gap, .start = base + (uint32_t)start};
		word_read(f, s, &i, rune, folded, w);
		w->end = base + (uint32_t)i;
		gap = 0;
	}
}

struct str
term_key(const struct folder *f, struct arena *a, struct str s)
{
	struct buf b = {0};
	bool pending = false;
	for (size_t i = 0; i < s.n;) {
		uint32_t rune = utf8_next(s, &i), folded = fold(f, rune);
		if (rune_passed(rune))
			continue;
		if (!folded && (rune == '+' || rune == '#'))
			folded = rune;
		if (!folded) {
			pending = b.n > 0;
			continue;
		}
		if (pending)
			buf_char(&b, '-');
		pending = false;
		buf_rune(&b, folded);
	}
	struct str key = buf_keep(&b, a);
	buf_free(&b);
	return key;
}
