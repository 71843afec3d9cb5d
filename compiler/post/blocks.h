/* blocks.h - Markdown and HTML -> blocks (inside post/ only) */
#ifndef YB_BLOCKS_H
#define YB_BLOCKS_H
#include "post/post.h"

/* Reads a post's text (behind the front matter; valid UTF-8 without NUL and CR; `line` is its first line in the file) into p: root, n_blocks,
 * links, pictures, notes, signature. Memory from p->arena; findings at p->path. Safe from any thread. */
void blocks_read(struct post *p, struct str markdown, int line, const struct post_options *options, struct diag *d);
#endif
