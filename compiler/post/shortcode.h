/* shortcode.h - what generators of sites do to a text before Markdown sees it (inside post/ only) */
#ifndef YB_SHORTCODE_H
#define YB_SHORTCODE_H
#include "post/post.h"
#include "post/source.h"

/* What a shortcode stands for, where it is neither text nor markup: an address that the site shows as a frame. In the Markdown it is
 * MARK_OBJECT, its index, MARK_END. */
struct object {
	struct str url; /* whole */
	struct str title; /* or empty */
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
struct source shortcode_expand(struct arena *a, struct source from, struct post *p, const struct post_options *options,
	struct objects *objects, struct diag *d);

/* Takes shortcodes out of the title, the subtitle and the summary. */
void shortcode_titles(struct post *p, const struct post_options *options, struct diag *d);

/* ---- between the files short*.c ---- */

enum short_form {
	SHORT_HUGO, /* {{< name >}}, {{% name %}} */
	SHORT_LIQUID, /* {% name %}, also Zola's {% name() %} */
	SHORT_OUTPUT, /* {{ name }} */
	SHORT_CALL, /* Zola's {{ name() }} */
	SHORT_BRACKET, /* Hashnode's %[address] */
	SHORT_SQUARE, /* WordPress's [name key="value"] */
	SHORT_COMPONENT, /* <Name key="value"> of MDX */
	SHORT_GONE, /* nothing is printed: a comment or an import of MDX */
	SHORT_WORDS, /* the mark of one that does not end and is not known: the words behind it are printed */
	SHORT_ESCAPED /* a Hugo shortcode that is to be shown: {{</ * name * />}} without the blanks */
};

/* A shortcode in the text. */
struct tag {
	size_t start, end; /* bytes of the text */
	enum short_form form;
	struct str name, args;
	bool closing, self; /* {{< /x >}}; {{< x />}} */
	bool line_start, line_end; /* only a prefix (blanks, ">", list marks) before it, only blanks behind it on its lines */
	bool frame; /* it makes a block, or nothing: no text in a line */
	bool block_start, block_end; /* as line_start and line_end, but for frames beside it */
	bool fixed; /* in a heading or a row of a table: it cannot become a block */
	bool address; /* it stands for an address: in an attribute of HTML or in a link's brackets */
	bool open_end; /* its end was missing: it ends with its line */
	ptrdiff_t pair; /* of an opening one: index of its closing one, else -1; the other way round likewise */
};

/* Reads the shortcode that begins at s[i]. false when none does. */
bool tag_read(struct str s, size_t i, struct tag *t);
/* Reads one there that does not end as if it ended with its line. false when nothing there looks like one. */
bool tag_salvage(struct str s, size_t i, struct tag *t);
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

/* What can be made of a shortcode: enumerator, its word in a file of shortcodes. styles/shortcodes.yaml says what they mean. */
#define SHORT_ACTS(X) \
	X(ACT_UNKNOWN, "") \
	X(ACT_EMBED, "embed") \
	X(ACT_POST, "post") /* Jekyll's {% link FILE %}, dev.to's {% link user/post %} */ \
	X(ACT_PICTURE, "figure") \
	X(ACT_REF, "reference") \
	X(ACT_INCLUDE, "include") \
	X(ACT_PARAM, "setting") \
	X(ACT_TEXT, "text") \
	X(ACT_DETAILS, "details") \
	X(ACT_ALERT, "note") \
	X(ACT_QUOTE, "quote") \
	X(ACT_TITLED, "titled") \
	X(ACT_WRAP, "element") \
	X(ACT_INNER, "content") \
	X(ACT_ROW, "gallery") \
	X(ACT_CODE, "code") \
	X(ACT_RAW, "raw") \
	X(ACT_DROP, "drop") \
	X(ACT_LINK, "link") \
	X(ACT_RULE, "rule") \
	X(ACT_ASSIGN, "assign") \
	X(ACT_CAPTURE, "capture") \
	X(ACT_CONDITION, "condition") \
	X(ACT_BRANCH, "branch") \
	X(ACT_LOOP, "loop") \
	X(ACT_CAPTIONED, "captioned") /* WordPress's [caption]: a picture and the text behind it */ \
	X(ACT_NONE, "nothing")

enum short_act {
#define SHORT_ACT_ENUM_(act, word) act,
	SHORT_ACTS(SHORT_ACT_ENUM_)
#undef SHORT_ACT_ENUM_
};

/* The parts of a shortcode that a template can give. */
#define SHORT_PARTS(X) \
	X(PART_ADDRESS, "address") \
	X(PART_TEXT, "text") \
	X(PART_TITLE, "title") \
	X(PART_KIND, "kind") \
	X(PART_CAPTION, "caption") \
	X(PART_ALT, "alt") \
	X(PART_CREDIT, "credit") \
	X(PART_LINK, "link") \
	X(PART_LABEL, "label") \
	X(PART_BY, "by") \
	X(PART_ELEMENT, "element") \
	X(PART_LANGUAGE, "language") \
	X(PART_COUNT, "")

enum short_part {
#define SHORT_PART_ENUM_(part, word) part,
	SHORT_PARTS(SHORT_PART_ENUM_)
#undef SHORT_PART_ENUM_
};

/* Templates, of which the first holds whose arguments are all there. */
struct templates {
	struct str *list;
	size_t n;
};

/* What a name stands for. */
struct known {
	struct str name; /* lower case */
	enum short_act act;
	struct templates parts[PART_COUNT]; /* empty: the usual names of arguments */
};

/* The shortcodes of a post, and what is being written. */
struct expander {
	struct arena *a;
	struct post *post;
	const struct post_options *options;
	size_t cap_unknown; /* of post->unknown */
	struct diag *d;
	struct objects *objects;
	struct str s;
	struct tag *tags;
	size_t n, cap;
	struct writer w;
	size_t at, at_line; /* a place and its line, from 0, for messages before writing begins */
	size_t told; /* the line, from 1, of the last such message */
	size_t *blanks; /* places of blank lines ("\n\n"), ascending */
	size_t n_blanks, cap_blanks;
	struct arg *variables; /* what {% assign %} and {% capture %} named */
	size_t n_variables, cap_variables;
	size_t tabpane; /* index + 1 of the {{< tabpane >}} that opened last, or 0 */
	struct str *closings; /* names of the [/name] in the text */
	size_t n_closings, cap_closings, n_squares;
	struct str unended[16]; /* names of verbatim shortcodes that nothing closes any more */
	size_t n_unended;
};

/* shortopen.c: write what an opening or single shortcode stands for, or {{ … }}; they return the place behind what was used up. */
size_t tag_open_write(struct expander *e, const struct tag *t);
size_t output_write(struct expander *e, const struct tag *t);
void tag_close_write(struct expander *e, const struct tag *t);

/* ---- shortform.c ---- */
bool forms_there(const struct expander *e); /* is there anything to look for? */
void closings_find(struct expander *e);
bool form_read(struct expander *e, size_t i, struct tag *t); /* one that begins with "[" or "<" */
bool line_imports(struct str line);

/* ---- shorttable.c ---- */
/* What a name stands for; ACT_UNKNOWN when it is not known. Never NULL. The table may be NULL: then none is known. */
const struct known *known_find(const struct shortcodes *table, struct str name);

/* ---- shorttext.c ---- */
/* A part of a shortcode: its first template whose arguments are all there. Empty where there is none. `e` is for values of the page. */
struct str part_text(struct expander *e, const struct known *k, enum short_part part, const struct args *args, struct str inner);
/* The same, and where the entry has no template for it the first of the arguments in `names`. */
struct str part_value(
	struct expander *e, const struct known *k, enum short_part part, const struct args *args, const char *names);
/* Fills in one template; false when an argument is not there. */
bool template_fill(struct expander *e, struct str template, const struct args *args, struct str inner, struct str *out);
/* The value of a page's or a site's setting ("title", "page.author", "site.title"); empty when it is not known. */
struct str setting_value(struct expander *e, struct str name);
#endif
