/* installed.h - the faces that this machine has (layout/ only) */
#ifndef YB_INSTALLED_H
#define YB_INSTALLED_H
#include "base/str.h"

/* What a face is looked for to stand beside. */
struct face_wish {
	enum { WISH_SERIF, WISH_SANS, WISH_MONO } kind;
	bool bold, italic;
};

/* A face in a file. The texts live as long as `struct installed`. */
struct installed_face {
	struct str path;
	unsigned index; /* in a collection */
	unsigned instance; /* of a variable face: its number from 1; 0: none */
	bool style_met; /* it has the style that was asked for by name */
};

struct installed;

/* Before any thread starts: no choice depends on the user's locale. */
void installed_prepare(void);
/* Asks the system for its faces; NULL when it keeps no list. Not safe from several threads at once, nor is what follows. */
struct installed *installed_open(void);
void installed_close(struct installed *in);
/* The best face for a language (as in FC_LANG: "he", "zh-tw") that has the character, or the next best: `*at` starts at 0 and is moved on.
 * Always the same on the same machine. */
bool installed_next(
	struct installed *in, struct face_wish wish, const char *lang, uint32_t rune, int *at, struct installed_face *out);
/* A face of that family: the one whose style has the name ("Semibold"; may be empty), else the one nearest to the wish. */
bool installed_family(
	struct installed *in, struct face_wish wish, const char *family, const char *style, struct installed_face *out);
#endif
