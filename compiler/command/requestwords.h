/* requestwords.h - what the mails to authors say, in the authors' languages */
#ifndef YB_REQUESTWORDS_H
#define YB_REQUESTWORDS_H
#include "base/str.h"

/* What is asked for. The same order in all tables. */
enum request { REQUEST_MISSING, REQUEST_ORIGINAL, REQUEST_CREDIT, REQUEST_CONSENT, REQUEST_ALT, REQUEST_AUTHOR, REQUEST_KINDS };

/* A "$" in a text stands for what its comment names. */
struct request_words {
	const char *lang; /* "es" */
	const char *subject; /* the book's title */
	const char *greeting; /* a name */
	const char *intro, *intro_unsigned; /* the book's title; the latter of posts that nobody signed */
	const char *others; /* below a post: those who also signed it */
	const char *asked[REQUEST_KINDS]; /* behind a picture's name; ORIGINAL: its pixels; CONSENT: names */
	const char *how[REQUEST_KINDS]; /* what to do about it */
	const char *send_to, *answer; /* where to: an address; the same mail */
	const char *thanks;
	const char *nobody; /* who is greeted where nobody signed */
};

/* Of a language (BCP 47), or NULL. */
const struct request_words *request_words(struct str lang);
#endif
