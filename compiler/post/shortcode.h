/* shortcode.h - what generators of sites do to a text before Markdown sees it (inside post/ only) */
#ifndef YB_SHORTCODE_H
#define YB_SHORTCODE_H
#include "post/post.h"
#include "post/source.h"

/* What a shortcode stands for, where it is neither text nor markup: an address that the site shows as a frame. In the Markdown it is
 * MARK_OBJECT, its index, MARK_END. */
struct object {
	struct str url; /* whole */
	struct str source; /* as written, for when it turns out to stand in code */
	bool alone; /* nothing else stands on its line */
	bool block; /* it is one wherever it stands: a frame or a film in the HTML */
	int line;
};

struct objects {
	struct object *list;
	size_t n, cap;
};

/* Replaces shortcodes (Hugo, Liquid, Zola, Hashnode) by Markdown and HTML, and those that show an address by objects. Reports those
 * that it does not know. Code stays as it is. */
struct source shortcode_expand(
	struct arena *a, struct source from, const struct post *p, struct objects *objects, struct diag *d);

/* ---- between the files short*.c ---- */

enum short_form {
	SHORT_HUGO, /* {{< name >}}, {{% name %}} */
	SHORT_LIQUID, /* {% name %}, also Zola's {% name() %} */
	SHORT_OUTPUT, /* {{ name }} */
	SHORT_CALL, /* Zola's {{ name() }} */
	SHORT_BRACKET, /* Hashnode's %[address] */
	SHORT_ESCAPED /* a Hugo shortcode that is to be shown: {{</ * name * />}} without the blanks */
};

/* A shortcode in the text. */
struct tag {
	size_t start, end; /* bytes of the text */
	enum short_form form;
	struct str name, args;
	bool closing, self; /* {{< /x >}}; {{< x />}} */
	bool line_start, line_end; /* only a prefix (blanks, ">", list marks) before it, only blanks behind it on its lines */
	ptrdiff_t pair; /* of an opening one: index of its closing one, else -1; the other way round likewise */
};

/* Reads the shortcode that begins at s[i]. false when none does. */
bool tag_read(struct str s, size_t i, struct tag *t);
/* Where its line begins, or a place in that line not too far before it. */
size_t tag_line(struct str s, const struct tag *t);
/* The end tag of a shortcode whose content is not Markdown: the place of its first byte, or -1. */
ptrdiff_t tag_verbatim_end(struct str s, const struct tag *open);

struct arg {
	struct str key, value; /* key is empty for a positional one */
};

struct args {
	struct arg list[24];
	size_t n;
};

void args_read(struct arena *a, struct str s, struct args *out);
struct str args_value(
	const struct args *args, const char *names); /* of the first of the names (between "|") that is there, or empty */
struct str args_at(const struct args *args, size_t i); /* the i-th positional one, or empty */
struct str args_url(const struct args *args); /* the first that is a whole address, or empty */
bool args_has(const struct args *args, const char *key);

enum short_act {
	ACT_UNKNOWN,
	ACT_EMBED, /* an address, or what follows `with` */
	ACT_TWEET,
	ACT_GIST,
	ACT_LINK,
	ACT_USER,
	ACT_PICTURE,
	ACT_REF, /* the address of another post */
	ACT_INCLUDE, /* a file's name says what it is */
	ACT_PARAM,
	ACT_TITLE,
	ACT_DETAILS,
	ACT_ALERT,
	ACT_QUOTE,
	ACT_TAB,
	ACT_WRAP, /* an element around it: `with` */
	ACT_INNER, /* what is inside */
	ACT_ROW, /* pictures side by side */
	ACT_CODE, /* a code block; `with` is its language */
	ACT_RAW, /* what is inside, without looking for shortcodes */
	ACT_DROP, /* nothing, and nothing of what is inside */
	ACT_BUTTON,
	ACT_BREAK,
	ACT_NONE /* nothing */
};

struct known {
	const char *name;
	enum short_act act;
	const char *with;
};

/* The shortcodes of a post, and what is being written. */
struct expander {
	struct arena *a;
	const struct post *post;
	struct diag *d;
	struct objects *objects;
	struct str s;
	struct tag *tags;
	size_t n, cap;
	struct writer w;
	size_t at, at_line; /* a place and its line, from 0, for messages before writing begins */
	size_t told; /* the line, from 1, of the last such message */
	struct str unended[16]; /* names of verbatim shortcodes that nothing closes any more */
	size_t n_unended;
};

/* shortwrite.c: write what an opening or single shortcode stands for, or {{ … }}; they return the place behind what was used up. */
size_t tag_open_write(struct expander *e, const struct tag *t);
size_t output_write(struct expander *e, const struct tag *t);
void tag_close_write(struct expander *e, const struct tag *t);

/* What a name stands for; ACT_UNKNOWN when it is not known. Never NULL. */
const struct known *known_find(struct str name);
#endif
