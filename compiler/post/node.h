/* node.h - HTML as a tree of our own, small and bounded (inside post/ only) */
#ifndef YB_NODE_H
#define YB_NODE_H
#include "base/diag.h"
#include "post/source.h"

/* Elements, in byte order of their names. What is not here is passed through as if the tags were not there. */
enum {
	T_VOID = 1, /* has no end tag */
	T_BLOCK = 2, /* stands on lines of its own */
	T_FORMAT = 4, /* HTML's "formatting" elements: they go on in the next block when they are not closed */
	T_GONE = 8 /* left out with all that is in it */
};
#define TAGS(X) \
	X(A, "a", T_FORMAT) \
	X(ABBR, "abbr", 0) \
	X(ACRONYM, "acronym", 0) \
	X(ADDRESS, "address", T_BLOCK) \
	X(ARTICLE, "article", T_BLOCK) \
	X(ASIDE, "aside", T_BLOCK) \
	X(AUDIO, "audio", 0) \
	X(B, "b", T_FORMAT) \
	X(BLOCKQUOTE, "blockquote", T_BLOCK) \
	X(BR, "br", T_VOID) \
	X(CAPTION, "caption", T_BLOCK) \
	X(CENTER, "center", T_BLOCK) \
	X(CITE, "cite", 0) \
	X(CODE, "code", T_FORMAT) \
	X(DATALIST, "datalist", T_GONE) \
	X(DD, "dd", T_BLOCK) \
	X(DEL, "del", 0) \
	X(DETAILS, "details", T_BLOCK) \
	X(DFN, "dfn", 0) \
	X(DIR, "dir", T_BLOCK) \
	X(DIV, "div", T_BLOCK) \
	X(DL, "dl", T_BLOCK) \
	X(DT, "dt", T_BLOCK) \
	X(EM, "em", T_FORMAT) \
	X(EMBED, "embed", T_VOID) \
	X(FIELDSET, "fieldset", T_BLOCK) \
	X(FIGCAPTION, "figcaption", T_BLOCK) \
	X(FIGURE, "figure", T_BLOCK) \
	X(FOOTER, "footer", T_BLOCK) \
	X(FORM, "form", T_BLOCK) \
	X(H1, "h1", T_BLOCK) \
	X(H2, "h2", T_BLOCK) \
	X(H3, "h3", T_BLOCK) \
	X(H4, "h4", T_BLOCK) \
	X(H5, "h5", T_BLOCK) \
	X(H6, "h6", T_BLOCK) \
	X(HEADER, "header", T_BLOCK) \
	X(HGROUP, "hgroup", T_BLOCK) \
	X(HR, "hr", T_VOID | T_BLOCK) \
	X(I, "i", T_FORMAT) \
	X(IFRAME, "iframe", 0) \
	X(IMG, "img", T_VOID) \
	X(INPUT, "input", T_VOID) \
	X(INS, "ins", 0) \
	X(KBD, "kbd", 0) \
	X(LEGEND, "legend", T_BLOCK) \
	X(LI, "li", T_BLOCK) \
	X(MAIN, "main", T_BLOCK) \
	X(MARK, "mark", 0) \
	X(MENU, "menu", T_BLOCK) \
	X(NAV, "nav", T_BLOCK) \
	X(NOSCRIPT, "noscript", 0) \
	X(OBJECT, "object", 0) \
	X(OL, "ol", T_BLOCK) \
	X(P, "p", T_BLOCK) \
	X(PICTURE, "picture", 0) \
	X(PRE, "pre", T_BLOCK) \
	X(Q, "q", 0) \
	X(RP, "rp", 0) \
	X(RT, "rt", 0) \
	X(RUBY, "ruby", 0) \
	X(S, "s", T_FORMAT) \
	X(SAMP, "samp", 0) \
	X(SCRIPT, "script", T_GONE) \
	X(SECTION, "section", T_BLOCK) \
	X(SMALL, "small", T_FORMAT) \
	X(SOURCE, "source", T_VOID) \
	X(SPAN, "span", 0) \
	X(STRIKE, "strike", T_FORMAT) \
	X(STRONG, "strong", T_FORMAT) \
	X(STYLE, "style", T_GONE) \
	X(SUB, "sub", 0) \
	X(SUMMARY, "summary", T_BLOCK) \
	X(SUP, "sup", 0) \
	X(SVG, "svg", T_GONE) \
	X(TABLE, "table", T_BLOCK) \
	X(TBODY, "tbody", T_BLOCK) \
	X(TD, "td", T_BLOCK) \
	X(TEMPLATE, "template", T_GONE) \
	X(TFOOT, "tfoot", T_BLOCK) \
	X(TH, "th", T_BLOCK) \
	X(THEAD, "thead", T_BLOCK) \
	X(TITLE, "title", T_GONE) \
	X(TR, "tr", T_BLOCK) \
	X(TT, "tt", T_FORMAT) \
	X(U, "u", T_FORMAT) \
	X(UL, "ul", T_BLOCK) \
	X(VAR, "var", 0) \
	X(VIDEO, "video", 0) \
	X(WBR, "wbr", T_VOID)

enum tag_id {
#define TAG_ENUM_(id, name, flags) TAG_##id,
	TAGS(TAG_ENUM_)
#undef TAG_ENUM_
		TAG_TEXT, /* a stretch of text */
	TAG_OTHER /* not in the table; also the root */
};

/* Attributes that mean something to us, in byte order. "l" is the line in the file, which tags_clean adds. */
#define ATTRS(X) \
	X(ALIGN, "align") \
	X(ALT, "alt") \
	X(CHECKED, "checked") \
	X(CLASS, "class") \
	X(COLSPAN, "colspan") \
	X(DATA, "data") \
	X(CREDIT, "data-credit") \
	X(BACKREF, "data-footnote-backref") \
	X(NOTE_REF, "data-footnote-ref") \
	X(NOTES, "data-footnotes") \
	X(DATA_ID, "data-id") \
	X(DATA_LANG, "data-lang") \
	X(META, "data-meta") \
	X(NODE_TYPE, "data-node-type") \
	X(POS, "data-sourcepos") \
	X(DATA_SRC, "data-src") \
	X(YB, "data-yb") \
	X(DIR, "dir") \
	X(HEIGHT, "height") \
	X(HIDDEN, "hidden") \
	X(HREF, "href") \
	X(ID, "id") \
	X(LINE, "l") \
	X(LANG, "lang") \
	X(NAME, "name") \
	X(REVERSED, "reversed") \
	X(ROLE, "role") \
	X(ROWSPAN, "rowspan") \
	X(SRC, "src") \
	X(SRCSET, "srcset") \
	X(START, "start") \
	X(STYLE, "style") \
	X(TITLE, "title") \
	X(TYPE, "type") \
	X(VALUE, "value") \
	X(WIDTH, "width")

enum attr_id {
#define ATTR_ENUM_(id, name) ATTR_##id,
	ATTRS(ATTR_ENUM_)
#undef ATTR_ENUM_
		ATTR_COUNT
};

enum tag_id tag_find(struct str name); /* any case; TAG_OTHER when it is not in the table */
const char *tag_name(enum tag_id tag);
unsigned tag_flags(enum tag_id tag);
enum attr_id attr_find(struct str name); /* any case; ATTR_COUNT when it is not in the table */
const char *attr_name(enum attr_id attr);

struct attr {
	enum attr_id id;
	struct str value; /* entities decoded */
};

struct node {
	enum tag_id tag;
	struct str text; /* TAG_TEXT: entities decoded */
	struct attr *attrs;
	size_t n_attrs;
	int line; /* of the post's file; 0 where it is not known */
	struct node *parent, *first, *last, *next;
};

bool node_has(const struct node *n, enum attr_id attr);
struct str node_attr(const struct node *n, enum attr_id attr); /* or empty */
bool node_class(
	const struct node *n, const char *prefix); /* one of its classes begins so; a prefix that ends in a blank: is so */
struct str node_style(const struct node *n, const char *property); /* the value in its style attribute, or empty */
int node_number(const struct node *n, enum attr_id attr, int least, int most, int otherwise);
const struct node *node_after(const struct node *n, const struct node *root); /* the next that is not inside n, or NULL */
const struct node *node_next(const struct node *n, const struct node *root); /* the next in document order, or NULL */

/* HTML (as mark_html gives it) made safe for the parser, as one text: only the elements and attributes above, nested at most
 * NODE_DEPTH deep, with lines, without comments and what cannot be printed (reported). */
enum { NODE_DEPTH = 128 };
struct clean {
	struct str html;
	struct str *texts; /* stretches of text that MARK_TEXT and a number stand for in it: the parser's time goes by the byte */
	size_t n, cap;
};
struct clean tags_clean(struct arena *a, struct str html, const struct source *source, struct str path, struct diag *d);

/* That -> tree. In `a`; scratch memory is freed. */
struct node *html_parse(struct arena *a, const struct clean *clean);
#endif
