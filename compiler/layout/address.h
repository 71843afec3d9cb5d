/* address.h - an address as it is printed (inside layout/ only) */
#ifndef YB_ADDRESS_H
#define YB_ADDRESS_H
#include "base/str.h"

/* The address of a link as a reader types it: without its scheme and closing slash and what only tracks readers, letters decoded.
 * Empty when there is none. */
struct str address_shown(struct arena *a, struct str href);
/* At most so many characters of it: the host and the last part stay, "…" stands for what is between. 0: all. */
struct str address_shorten(struct arena *a, struct str shown, int most);
/* Does a text say that very address, perhaps with its scheme or behind words of its own ("YouTube · youtube.com/…")? */
bool address_said(struct arena *a, struct str text, struct str shown);
#endif
