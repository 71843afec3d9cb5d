/* shortwrite.h - what shortcodes become: shared by the files that write them (inside post/ only) */
#ifndef YB_SHORTWRITE_H
#define YB_SHORTWRITE_H
#include "post/shortcode.h"

/* ---- shortwrite.c ---- */
void html_escape(struct buf *b, struct str s);
void html_attr(struct buf *b, const char *name, struct str value); /* name="value", when there is one */
void markdown_flat(struct buf *b, struct str s); /* on one line */
void add_buf(struct expander *e, struct buf *b); /* writes it and frees it */
/* What the lines of a block inside the tag's list items and quotes begin with. */
struct str tag_prefix(struct expander *e, const struct tag *t);
/* A block of HTML where the tag stands, on a line of its own; frees it. */
void add_block(struct expander *e, const struct tag *t, struct buf *html);
void add_object(struct expander *e, const struct tag *t, struct str url);
void add_titled(struct expander *e, const struct tag *t, struct str url, struct str title);
struct str tag_source(const struct expander *e, const struct tag *t); /* as written, for messages: at most 200 bytes */
/* A finding about a shortcode; the text begins with "%.*s", which shows it as written. */
#define TAG_FINDING(e, t, kind, text) \
	diag_add((e)->d, kind, (e)->post->path, writer_line(&(e)->w), 0, text, STR_FMT(tag_source(e, t)))
bool url_whole(struct str s); /* https://…, //… */
bool path_dot(struct str s); /* ends like the name of a file */

void act_embed(struct expander *e, const struct tag *t, const struct known *k, const struct args *args, struct str inner);
void act_ref(struct expander *e, const struct tag *t, const struct args *args);
void act_post(struct expander *e, const struct tag *t, const struct known *k, const struct args *args);
void act_picture(struct expander *e, const struct tag *t, const struct known *k, const struct args *args, struct str inner);
void act_row_open(struct expander *e, const struct tag *t, const struct args *args, bool block);
void act_link(struct expander *e, const struct tag *t, const struct known *k, const struct args *args);
void act_link_end(struct expander *e, const struct known *k, const struct args *args);

/* ---- shortfiles.c ---- */
/* The pictures that a folder or a pattern ("images/a*") means, beside the post or below the site's roots; in order of name. */
size_t pattern_pictures(struct expander *e, struct str pattern, struct str **out);

/* ---- shortpair.c ---- */
bool pair_block(const struct expander *e, const struct tag *open); /* blocks, or within a line? */
void act_pair(struct expander *e, const struct tag *t, const struct known *k, const struct args *args, bool close);
void code_fence(struct expander *e, const struct tag *open, const struct tag *t, struct str lang);
struct str code_language(struct expander *e, const struct known *k, const struct args *args);
#endif
