/* unicode.h - what the Unicode standard says of a text: kinds of characters, breaks, directions, emoji (layout/ only) */
#ifndef YB_UNICODE_H
#define YB_UNICODE_H
#include "base/str.h"

/* How a character is met when a text is cut into words. */
enum rune_class {
	RUNE_PLAIN, /* Latin letters, figures, marks and punctuation: our own rules do */
	RUNE_BLANK, /* a line may end here */
	RUNE_FIXED, /* a blank at which no line ends */
	RUNE_ZWSP, /* a line may end here, nothing is shown */
	RUNE_SHY, /* a hyphen is shown if the line ends here */
	RUNE_IGNORED, /* shows nothing, does nothing here */
	RUNE_COMPLEX /* ICU is asked */
};
enum rune_class rune_class(uint32_t rune);
/* Width of a blank of fixed width in thousandths of an em; 0: the face's own blank. */
int rune_blank_width(uint32_t rune);
bool rune_mark(uint32_t rune); /* combines with what stands before it */
bool rune_invisible(uint32_t rune); /* shows nothing even where no face has it */
/* Is the letter before (behind) the byte one that joins what follows (stands before) it, as in Arabic? Marks on it are passed over. */
bool joins_on(struct str s, size_t at);
bool joins_back(struct str s, size_t at);
bool rune_square(uint32_t rune); /* an ideograph, kana or their punctuation: fills a square, and lines may end nearly anywhere */
bool rune_pictures(uint32_t rune); /* may be an emoji, as it stands or in a sequence */
uint16_t rune_script(uint32_t rune); /* UScriptCode; 0 (common) for figures, punctuation and marks */

/* Bytes of the emoji (sequence) at s[i]; 0 when none begins there. */
size_t emoji_length(struct str s, size_t i);
/* Is the word an address (or a path, or a mail address) that is broken at its own places? */
bool word_is_address(struct str word);

struct breakers; /* ICU's break iterators, lent to one thread at a time */
struct breakers *breakers_new(void);
void breakers_free(struct breakers *b);

/* What ICU found; only as much as the text needs. */
struct analysis {
	bool complex; /* has characters that need ICU */
	bool bidi; /* has characters that are written from right to left */
	unsigned char base; /* 1: the paragraph runs from right to left */
	enum { HAS_HAN = 1, HAS_KANA = 2, HAS_HANGUL = 4 } east; /* flags: East Asian characters that it has */
	unsigned char *breaks; /* complex: per byte, 1 where a line may begin */
	unsigned char *levels; /* bidi: per byte, the embedding level */
};
enum paragraph_direction { PARAGRAPH_AUTO, PARAGRAPH_LTR, PARAGRAPH_RTL };
void text_analyse(
	struct breakers *b, struct arena *scratch, struct str text, enum paragraph_direction base, struct analysis *out);
#endif
