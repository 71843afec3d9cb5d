/* textedit.h - pieces of a block's text taken out or put in another's place, and what falls out of the post with them (inside desk/ only) */
#ifndef YB_DESK_TEXTEDIT_H
#define YB_DESK_TEXTEDIT_H
#include "desk/desk.h"

/* Bytes of a text that go, and what comes in their place; empty: nothing does. */
struct piece {
	uint32_t start, end;
	struct str with;
};

/* Parts paragraphs in what comes. */
enum { PARA_PART = 0x1d };

/* Takes the pieces, which are in order and do not overlap, out of the text. What comes has the marks of the first character that goes. Blanks that are left
 * over go, too. In `a`: the post's. */
void text_edit(struct arena *a, struct block *b, const struct piece *pieces, size_t n);
/* Parts a block where PARA_PART stands; true where it made new blocks, whose ids are not set. */
bool text_part(struct arena *a, struct block *b);

/* Lines of posts whose text is gone: what was found there is withdrawn. */
struct withdrawn {
	struct arena *a;
	struct diag_place *list;
	size_t n, cap;
};
void withdrawn_drop(struct withdrawn *w, struct diag *d);

/* Which pictures, links and notes the blocks of a post show. */
struct uses {
	bool *pictures, *links, *notes;
};
struct uses uses_of(struct arena *a, const struct post *p);
/* Takes out the blocks whose ids are marked in gone[], and what is empty without them: items, lists, quotations. Numbers of items follow. */
void tree_prune(struct arena *scratch, struct post *p, bool *gone, struct withdrawn *w);
/* What was shown before and is not any more: notes go, the others are numbered anew; pictures and links lead nowhere. */
void uses_drop(struct arena *scratch, struct post *p, const struct uses *before, struct withdrawn *w);
#endif
