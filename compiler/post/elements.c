/* elements.c - what an element says about the text around it, and elements that stand in a line */
#include "post/builder.h"

#include <stdio.h>
#include <string.h>

enum { ABBRS_LOOKED = 100 /* abbreviations among which one is looked for that came before */ };

/* ---- attributes that any element may have ---- */

bool
element_hidden(const struct node *n)
{
	static const char *const classes[] = {"d-none ", "hidden ", "visually-hidden ", "sr-only ", "screen-reader-text "};
	struct str display = node_style(n, "display"), visibility = node_style(n, "visibility");
	if (node_has(n, ATTR_HIDDEN) || str_starts_nocase(display, "none") || str_starts_nocase(visibility, "hidden"))
		return true;
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (node_class(n, classes[i]))
			return true;
	return false;
}

/* Where an element's tag stands in its line; 0 when it was written otherwise. */
static int
tag_column(const struct builder *b, const struct node *n)
{
	char tag[24];
	int length = snprintf(tag, sizeof tag, "<%.20s", tag_name(n->tag));
	return post_column(b->p, n->line, (struct str){tag, (size_t)length});
}

/* A hidden element is reported when there is something in it. */
void
hidden_report(struct builder *b, const struct node *n)
{
	for (const struct node *c = n->first; c; c = node_next(c, n)) {
		if (c->tag != TAG_IMG && (c->tag != TAG_TEXT || !str_trim(c->text).n))
			continue;
		diag_add(b->d, DIAG_HTML_DROPPED, b->p->path, n->line, tag_column(b, n),
			"<%s> is hidden on the site; it was left out: remove what hides it to print it", tag_name(n->tag));
		return;
	}
}

/* Letters, then parts of letters and digits, all of them of one to eight: anything else is no language to a reader of the files. */
static bool
lang_valid(struct str s)
{
	size_t part = 0, parts = 0;
	if (s.n < 2 || s.n > 35)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '-' ? part == 0 : part == 8 || !char_alnum(c) || (!parts && c <= '9'))
			return false;
		parts += c == '-';
		part = c == '-' ? 0 : part + 1;
	}
	return part > 0;
}

static void
state_style(struct state *st, const struct node *n)
{
	struct str weight = node_style(n, "font-weight"), decoration = node_style(n, "text-decoration"),
		   vertical = node_style(n, "vertical-align");
	if (str_starts_nocase(weight, "bold") || (weight.n == 3 && weight.p[0] >= '6' && weight.p[0] <= '9'))
		st->flags |= RUN_BOLD;
	if (str_starts_nocase(node_style(n, "font-style"), "italic"))
		st->flags |= RUN_ITALIC;
	if (str_find_nocase(decoration, STR("underline")) >= 0)
		st->flags |= RUN_UNDERLINE;
	if (str_find_nocase(decoration, STR("line-through")) >= 0)
		st->flags |= RUN_STRIKE;
	if (str_starts_nocase(vertical, "super"))
		st->flags |= RUN_SUP;
	if (str_starts_nocase(vertical, "sub"))
		st->flags |= RUN_SUB;
}

static enum align
node_align(const struct node *n, enum align otherwise)
{
	struct str s = node_style(n, "text-align");
	if (!s.n)
		s = node_attr(n, ATTR_ALIGN);
	if (str_starts_nocase(s, "center") || node_class(n, "text-center ") || node_class(n, "has-text-centered ") ||
		node_class(n, "aligncenter ") || node_class(n, "has-text-align-center ") || n->tag == TAG_CENTER)
		return ALIGN_CENTER;
	if (str_starts_nocase(s, "right") || node_class(n, "text-right ") || node_class(n, "text-end ") ||
		node_class(n, "has-text-right ") || node_class(n, "has-text-align-right "))
		return ALIGN_RIGHT;
	if (str_starts_nocase(s, "left") || node_class(n, "text-left ") || node_class(n, "text-start "))
		return ALIGN_LEFT;
	return otherwise;
}

/* The column's twelfths: col-6, col-md-6. */
static int
node_share(const struct node *n)
{
	struct str rest = node_attr(n, ATTR_CLASS), word;
	while (str_word(&rest, &word)) {
		int64_t v;
		ptrdiff_t dash = str_rfind_char(word, '-');
		if (str_starts(word, "col-") && str_to_int(str_sub(word, (size_t)dash + 1, word.n), &v) && v >= 1 && v <= 12)
			return (int)v;
	}
	return 0;
}

/* The same abbreviation mostly comes again and again. */
static void
state_abbr(struct builder *b, struct str title)
{
	struct post *p = b->p;
	struct str says = title.n ? str_one_line(b->scratch, title) : STR_NONE;
	size_t i = p->n_abbrs > ABBRS_LOOKED ? p->n_abbrs - ABBRS_LOOKED : 0;
	if (!says.n)
		return;
	while (i < p->n_abbrs && !str_eq(p->abbrs[i], says))
		i++;
	if (i >= UINT16_MAX)
		return;
	if (i == p->n_abbrs)
		*PUSH(b->a, p->abbrs, p->n_abbrs, b->cap_abbrs) = str_dup(b->a, says);
	b->st.abbr = (uint16_t)(i + 1);
}

void
state_enter(struct builder *b, const struct node *n)
{
	struct str lang = node_attr(n, ATTR_LANG), dir = node_attr(n, ATTR_DIR);
	bool block = (tag_flags(n->tag) & T_BLOCK) && !b->st.flat;
	if (n->line)
		b->line = n->line;
	if (n->n_attrs < 2 && n->tag != TAG_CENTER) /* only its line */
		return;
	if (lang_valid(lang) && block)
		b->st.lang = str_dup(b->a, lang);
	else if (lang_valid(lang))
		b->st.run_lang = str_dup(b->a, lang);
	if (dir.n)
		b->st.rtl = str_is_nocase(dir, "rtl");
	if (block) {
		b->st.align = node_align(n, b->st.align);
		int share = node_share(n);
		b->st.share = share ? share : b->st.share;
	}
	if (n->tag == TAG_ABBR)
		state_abbr(b, str_trim(node_attr(n, ATTR_TITLE)));
	if (node_has(n, ATTR_STYLE))
		state_style(&b->st, n);
	struct str id = node_attr(n, ATTR_ID);
	if (id.n && n->tag != TAG_IMG && !node_has(n, ATTR_NOTE_REF) && !b->anchor.n)
		b->anchor = str_dup(b->a, id);
}

/* ---- inline elements ---- */

/* A bare address that took the mark behind it: bytes of that mark at the end of its text, after cutting it off the address. */
static size_t
address_mark(const struct node *n, struct str *href)
{
	static const char *const marks[][2] = {{"\xE2\x80\x9D", "%E2%80%9D"}, {"\xE2\x80\x99", "%E2%80%99"},
		{"\xC2\xBB", "%C2%BB"}, {"\xE3\x80\x82", "%E3%80%82"}, {"\xEF\xBC\x8C", "%EF%BC%8C"},
		{"\xEF\xBC\x89", "%EF%BC%89"}, {"\xE3\x80\x8D", "%E3%80%8D"}, {"\xE3\x80\x81", "%E3%80%81"}};
	const struct node *text = n->first;
	if (!text || text->next || text->tag != TAG_TEXT || (!str_starts(text->text, "http") && !str_starts(text->text, "www.")))
		return 0;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_ends(text->text, marks[i][0]) && (str_ends(*href, marks[i][1]) || str_ends(*href, marks[i][0]))) {
			href->n -= strlen(marks[i][str_ends(*href, marks[i][1]) ? 1 : 0]);
			return strlen(marks[i][0]);
		}
	return 0;
}

static void
walk_link(struct builder *b, const struct node *n)
{
	struct str href = str_trim(node_attr(n, ATTR_HREF)), name = node_attr(n, ATTR_NAME);
	if (node_has(n, ATTR_NOTE_REF)) {
		int64_t number;
		if (n->first && n->first->tag == TAG_TEXT && str_to_int(str_trim(n->first->text), &number) && number >= 1 &&
			number < 100000)
			inline_object(b, PIECE_NOTE, (int)number - 1, false);
		return;
	}
	if (name.n && !b->anchor.n && !href.n)
		b->anchor = str_dup(b->a, name);
	if (str_starts_nocase(href, "javascript:") || str_starts_nocase(href, "vbscript:") || str_starts_nocase(href, "data:")) {
		diag_add(b->d, DIAG_HTML_DROPPED, b->p->path, b->line, post_column(b->p, b->line, href),
			"a link runs a script or holds data; its text was kept without it");
		href = STR_NONE;
	}
	size_t mark = address_mark(n, &href);
	if (href.n)
		b->st.link = link_new(b, code_text(b, href), str_trim(node_attr(n, ATTR_TITLE)));
	if (mark) {
		struct str text = n->first->text;
		inline_text(b, str_sub(text, 0, text.n - mark));
		b->st.link = -1;
		inline_text(b, str_sub(text, text.n - mark, text.n));
		return;
	}
	walk_children(b, n);
}

static void
object_add(struct builder *b, struct str url, int line)
{
	*PUSH(b->a, b->objects->list, b->objects->n, b->objects->cap) =
		(struct object){.url = embed_url(b->a, str_trim(url)), .alone = true, .block = true, .line = line};
	inline_object(b, PIECE_OBJECT, (int)b->objects->n - 1, false);
}

/* <embed>, <iframe> (as <embed>), <video>, <audio>, <object> */
static void
walk_embed(struct builder *b, const struct node *n)
{
	struct str url = node_attr(n, n->tag == TAG_OBJECT ? ATTR_DATA : ATTR_SRC), late = node_attr(n, ATTR_DATA_SRC);
	if (late.n && (!url.n || str_starts(url, "about:") || str_starts(url, "data:")))
		url = late;
	for (const struct node *c = n->first; c && !url.n; c = node_next(c, n))
		if (c->tag == TAG_SOURCE || c->tag == TAG_EMBED)
			url = node_attr(c, ATTR_SRC);
	if (url.n)
		object_add(b, url, n->line);
	else if (n->tag == TAG_OBJECT)
		walk_children(b, n);
	else
		diag_add(b->d, DIAG_HTML_DROPPED, b->p->path, n->line, tag_column(b, n), "<%s> names no address; it was left out",
			tag_name(n->tag));
}

static void
walk_picture(struct builder *b, const struct node *n)
{
	if (node_class(n, "kg-bookmark-icon "))
		return; /* a site's mark beside its name */
	bool small;
	int index = picture_new(b, n, &small);
	if (index >= 0)
		inline_object(b, PIECE_PICTURE, index, small);
}

static void
walk_input(struct builder *b, const struct node *n)
{
	struct str type = node_attr(n, ATTR_TYPE);
	if (!str_is_nocase(type, "checkbox")) {
		struct str value = str_trim(node_attr(n, ATTR_VALUE));
		if (value.n && !str_is_nocase(type, "hidden") && !str_is_nocase(type, "radio"))
			inline_text(b, value);
		else if (!str_is_nocase(type, "hidden"))
			diag_add(b->d, DIAG_HTML_DROPPED, b->p->path, n->line, tag_column(b, n),
				"a field of a form cannot be printed; it was left out");
		return;
	}
	struct block *item = b->at;
	bool checked = node_has(n, ATTR_CHECKED);
	if (item->kind == BLOCK_ITEM && !item->first && inline_blank(&b->in, 0, b->in.text.n))
		item->check = checked ? 2 : 1;
	else
		inline_text(b, checked ? STR("\xE2\x98\x91 ") : STR("\xE2\x98\x90 "));
}

/* <q>: quotation marks as the language has them. */
static void
walk_q(struct builder *b, const struct node *n)
{
	static const char *const open[] = {"\xE2\x80\x9C", "\xC2\xAB", "\xE2\x80\x9C"},
				 *const close[] = {"\xE2\x80\x9D", "\xC2\xBB", "\xE2\x80\x9D"};
	size_t i = builder_lang_index(b);
	inline_text(b, str_of(open[i]));
	walk_children(b, n);
	inline_text(b, str_of(close[i]));
}

/* <noscript> often holds the picture that a script shows in its place. */
static void
walk_noscript(struct builder *b, const struct node *n)
{
	const struct node *img = NULL;
	for (const struct node *c = n->first; c; c = node_next(c, n))
		img = c->tag == TAG_IMG ? c : img;
	const struct picture *last = b->p->n_pictures ? &b->p->pictures[b->p->n_pictures - 1] : NULL;
	if (!img || !last || !str_eq(last->src, str_trim(node_attr(img, ATTR_SRC))))
		walk_children(b, n);
}

unsigned
inline_flag(enum tag_id tag)
{
	switch (tag) {
	case TAG_B:
	case TAG_STRONG: return RUN_BOLD;
	case TAG_I:
	case TAG_EM:
	case TAG_CITE:
	case TAG_DFN:
	case TAG_VAR: return RUN_ITALIC;
	case TAG_CODE:
	case TAG_SAMP:
	case TAG_TT:
	case TAG_PRE: return RUN_CODE;
	case TAG_S:
	case TAG_STRIKE:
	case TAG_DEL: return RUN_STRIKE;
	case TAG_U:
	case TAG_INS: return RUN_UNDERLINE;
	case TAG_SUP: return RUN_SUP;
	case TAG_SUB: return RUN_SUB;
	case TAG_KBD: return RUN_KBD;
	case TAG_MARK: return RUN_MARK;
	case TAG_SMALL: return RUN_SMALL;
	default: return 0;
	}
}

/* Elements in the line. false when n is a block. */
bool
walk_inline(struct builder *b, const struct node *n)
{
	b->st.flags |= (uint16_t)inline_flag(n->tag);
	struct str own = node_attr(n, ATTR_YB);
	if (n->tag == TAG_SPAN && str_starts(own, "alert:") && b->at->kind == BLOCK_QUOTE) {
		b->at->kind = BLOCK_ALERT;
		alert_title(b, b->at, str_sub(own, 6, own.n));
	}
	if (n->tag == TAG_SPAN && node_class(n, "kg-bookmark-publisher ") && b->in.text.n)
		inline_text(b, STR(" \xC2\xB7 ")); /* Ghost's cards of links: the site draws the point */
	switch (n->tag) {
	case TAG_TEXT: inline_text(b, b->st.flags & RUN_CODE ? code_text(b, n->text) : n->text); return true;
	case TAG_A: walk_link(b, n); return true;
	case TAG_BR: inline_break(b); return true;
	case TAG_IMG: walk_picture(b, n); return true;
	case TAG_EMBED:
	case TAG_VIDEO:
	case TAG_AUDIO:
	case TAG_OBJECT: walk_embed(b, n); return true;
	case TAG_INPUT: walk_input(b, n); return true;
	case TAG_Q: walk_q(b, n); return true;
	case TAG_NOSCRIPT: walk_noscript(b, n); return true;
	case TAG_I:
		if (!n->first)
			inline_text(b, emoji_of_class(n));
		break;
	case TAG_RP:
	case TAG_SOURCE:
	case TAG_WBR: return true;
	case TAG_RT:
		inline_text(b, STR("("));
		walk_children(b, n);
		inline_text(b, STR(")"));
		return true;
	default: break;
	}
	if (tag_flags(n->tag) & T_BLOCK)
		return false;
	walk_children(b, n);
	return true;
}
