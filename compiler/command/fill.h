/* fill.h - texts with blanks to fill in: letters and lists for people (styles/press/) */
#ifndef YB_FILL_H
#define YB_FILL_H
#include "base/str.h"

struct blank {
	const char *name;
	struct str value; /* empty: lines that ask for it are left out */
};

/* The text with each {name} replaced. A line that begins with "[name] " stands only where the value is not empty, one with "[!name] " only where
 * it is; both may stand in a row. Lines that begin with "#" are left out. Blank lines in a row become one. */
struct str text_fill(struct arena *a, struct str text, const struct blank *blanks, size_t n);
#endif
