/* emojiname.h - what emoji are called in a language, for those who listen (layout/ only) */
#ifndef YB_EMOJINAME_H
#define YB_EMOJINAME_H
#include "base/str.h"

/* The language (BCP 47) in which emoji are named for readers of `lang`: that, else `other`, else "en". */
struct str emoji_lang(struct str lang, struct str other);
/* The name of an emoji in a language: "bandera: España". One that has none is named by its parts, several are named one after the other; never empty
 * where the text has anything to show. In the arena, or compiled in. */
struct str emoji_name(struct arena *a, struct str emoji, struct str lang);
#endif
