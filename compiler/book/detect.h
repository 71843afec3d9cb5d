/* detect.h - which language a text is in (inside book/ only) */
#ifndef YB_DETECT_H
#define YB_DETECT_H
#include "book/book.h"

/* The languages that are told apart by their words, as bits of stop_word_languages. */
enum { LANG_EN, LANG_ES, LANG_PT, LANG_FR, LANG_DE, LANG_IT, LANG_CA, LANG_GL, LANG_COUNT };

/* The languages that a word in small letters is frequent in; 0 when it says nothing. */
unsigned stop_word_languages(struct str word);

/* What a text's language seems to be. */
struct guess {
	struct str lang; /* "es"; empty when there is nothing to go by */
	int percent; /* how sure that is, from 50 */
};

enum { GUESS_SURE = 75 }; /* percent: below this the book's language is the better guess */

struct guess text_language(struct str s); /* of plain text */
struct guess post_language_guess(const struct post *p); /* of its title and text without its code */
/* Is a text surely not in the language that it is said to be in? Then the other one's tag; empty where it is right, unknown, too short (fewer than
 * `least` words), or could be either. Only English, Spanish and Portuguese are told of, and only where another known one is said. */
struct str post_language_belied(const struct post *p, struct str lang, int least);
struct str block_language_belied(const struct block *b, struct str lang, int least); /* the text of one block alone */
#endif
