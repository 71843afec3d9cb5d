/* talk.h - one talk among a post's blocks: its heading, its speaker, its abstract (inside desk/ only) */
#ifndef YB_TALK_H
#define YB_TALK_H
#include "desk/fixing.h"

struct talk {
	struct block *heading;
	struct block *line; /* below it, with the speaker; or NULL */
	struct block *last; /* of its abstract, a sibling of the heading behind it */
};

/* ---- speaker.c ---- */
/* Does a line begin with "Speaker:", "Por"? The bytes up to the name, or 0. */
size_t speaker_label(struct str s);
/* Sets the text of a paragraph to "Title — Speaker, Company"; false: no speaker was found, and the title stands alone. */
bool talk_line(struct arena *a, const struct talk *t, struct block *para);
#endif
