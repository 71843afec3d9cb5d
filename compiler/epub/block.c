/* block.c - blocks as XHTML, walked without recursion */
#include "epub/room.h"

#include "base/xml.h"

/* Does the text around a block run from right to left? */
static bool
inside_rtl(const struct xhtml *x, const struct block *b)
{
	for (const struct block *up = b->parent; up; up = up->parent)
		if (up->rtl || up->lang.n)
			return up->rtl || language_rtl(up->lang);
	return language_rtl(x->entry->lang);
}

void
tag_begin(struct xhtml *x, const char *tag, const char *css, const struct block *b)
{
	static const char *const aligns[] = {NULL, "left", "center", "right"};
	const char *align = aligns[b->align];
	buf_fmt(x->out, "<%s", tag);
	if (css || align)
		buf_fmt(x->out, " class=\"%s%s%s\"", css ? css : "", css && align ? " " : "", align ? align : "");
	if (b->anchor.n || b->indexed) {
		buf_z(x->out, " id=\"");
		anchor_id(x->out, b);
		buf_char(x->out, '"');
	}
	attributes_lang(x->out, b->lang);
	bool rtl = language_rtl(b->lang);
	if (!rtl && (b->rtl || (!b->lang.n && b->kind != BLOCK_CODE && text_rtl(b->text) && !inside_rtl(x, b))))
		buf_z(x->out, " dir=\"rtl\"");
	else if (!rtl && (b->lang.n || b->kind == BLOCK_CODE) && language_rtl(x->entry->lang))
		buf_z(x->out, " dir=\"ltr\"");
}

static void
tag_open(struct xhtml *x, const char *tag, const char *css, const struct block *b)
{
	tag_begin(x, tag, css, b);
	buf_char(x->out, '>');
}

static void
leaf_write(struct xhtml *x, const char *tag, const char *css, const struct block *b)
{
	tag_open(x, tag, css, b);
	xhtml_text(x, b);
	buf_fmt(x->out, "</%s>\n", tag);
}

/* A block's own text, in a block that has children too. */
static void
text_write(struct xhtml *x, const char *css, const struct block *b)
{
	if (!b->text.n)
		return;
	buf_z(x->out, css ? "<p class=\"" : "<p");
	if (css)
		buf_fmt(x->out, "%s\"", css);
	buf_char(x->out, '>');
	xhtml_text(x, b);
	buf_z(x->out, "</p>\n");
}

/* It belongs to all of them. */
static void
row_caption_write(struct xhtml *x, const struct block *b)
{
	if (!b->text.n)
		return;
	buf_z(x->out, "<figcaption>");
	xhtml_text(x, b);
	buf_z(x->out, "</figcaption></figure>\n");
}

static void
code_write(struct xhtml *x, const struct block *b)
{
	pages_before(x, b, 0);
	tag_open(x, "pre", NULL, b);
	buf_z(x->out, "<code");
	if (b->code_lang.n) {
		buf_z(x->out, " class=\"language-");
		xml_text(x->out, b->code_lang);
		buf_char(x->out, '"');
	}
	buf_char(x->out, '>');
	xhtml_plain(x, b);
	buf_z(x->out, "</code></pre>\n");
}

static void
heading_write(struct xhtml *x, const struct block *b)
{
	const char tag[] = {'h', (char)('0' + (b->level < 2 ? 2 : b->level > 6 ? 6 : b->level)), '\0'};
	pages_before(x, b, 0);
	leaf_write(x, tag, NULL, b);
}

static void
list_begin(struct xhtml *x, const struct block *b)
{
	tag_begin(x, b->ordered ? "ol" : "ul", b->tight ? "tight" : NULL, b);
	if (b->ordered && (b->start != 1 || b->reversed))
		buf_fmt(x->out, " start=\"%d\"", b->start);
	if (b->marker)
		buf_fmt(x->out, " type=\"%c\"", b->marker);
	if (b->reversed)
		buf_z(x->out, " reversed=\"reversed\"");
	buf_z(x->out, ">\n");
}

static void
item_begin(struct xhtml *x, const struct block *b)
{
	tag_begin(x, "li", b->check ? "task" : NULL, b);
	if (b->leaps)
		buf_fmt(x->out, " value=\"%d\"", b->start);
	buf_char(x->out, '>');
	if (!b->check)
		return;
	buf_z(x->out, "<span class=\"box\" role=\"img\"");
	attribute_text(x->out, "aria-label", word_in(b->check == 2 ? WORD_DONE : WORD_OPEN, x->entry->lang));
	buf_z(x->out, b->check == 2 ? ">☑</span> " : ">☐</span> ");
}

/* In a tight item or a plain cell a first paragraph is text alone. */
static bool
para_bare(const struct block *b)
{
	const struct block *in = b->parent;
	if (in->first != b || b->anchor.n || b->lang.n || b->rtl || (b->align && b->align != in->align))
		return false;
	return (in->kind == BLOCK_CELL && !b->next) || (in->kind == BLOCK_ITEM && in->parent->tight);
}

/* The index may lead there. */
static void
bare_write(struct xhtml *x, const struct block *b)
{
	if (b->indexed) {
		buf_z(x->out, "<span id=\"");
		anchor_id(x->out, b);
		buf_z(x->out, "\">");
	}
	xhtml_text(x, b);
	buf_z(x->out, b->indexed ? "</span>" : "");
}

static bool
summary_is(const struct block *b)
{
	return b->parent->kind == BLOCK_DETAILS && b->parent->first == b;
}

/* Kindle shows no such element. */
static bool
details_fold(const struct xhtml *x)
{
	return !x->epub->options || x->epub->options->variant != EPUB_KINDLE;
}

/* Open: what is closed would be lost where nothing can be pressed, and on paper. */
static void
details_begin(struct xhtml *x, const struct block *b)
{
	if (!details_fold(x)) {
		tag_open(x, "div", "details", b);
		return;
	}
	tag_begin(x, "details", "details", b);
	buf_z(x->out, " open=\"open\">");
	if (!b->first || b->first->hidden || b->first->kind != BLOCK_PARA)
		buf_z(x->out, "<summary>…</summary>\n");
}

static const char *
para_class(const struct block *b)
{
	const struct block *in = b->parent;
	if (b->attribution || in->kind == BLOCK_PULLQUOTE)
		return "attribution";
	if (in->kind == BLOCK_EMBED)
		return "embed-caption";
	return summary_is(b) ? "summary" : NULL;
}

static void
para_write(struct xhtml *x, const struct block *b)
{
	if (b->parent->kind == BLOCK_TABLE)
		leaf_write(x, "caption", NULL, b);
	else if (summary_is(b) && details_fold(x))
		leaf_write(x, "summary", NULL, b);
	else if (para_bare(b))
		bare_write(x, b);
	else
		leaf_write(x, "p", para_class(b), b);
}

/* A card, or a line. */
static void
embed_begin(struct xhtml *x, const struct block *b)
{
	if (b->head.n) {
		pages_before(x, b, 0);
		buf_z(x->out, "<div class=\"embed\">\n<p class=\"embed-head\">");
		xml_text(x->out, b->head);
		buf_z(x->out, "</p>\n");
	}
	leaf_write(x, "p", "embed", b);
}

/* A list of terms must begin with a term. */
static void
definition_begin(struct xhtml *x, const struct block *b)
{
	if (b->parent->first == b)
		buf_z(x->out, "<dt></dt>\n");
	tag_open(x, "dd", NULL, b);
}

/* Writes a block that has no children, or what comes before them; false when they were dealt with. */
static bool
block_begin(struct xhtml *x, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_PARA: para_write(x, b); return false;
	case BLOCK_HEADING: heading_write(x, b); return false;
	case BLOCK_CODE: code_write(x, b); return false;
	case BLOCK_FIGURE: figure_write(x, b); return false;
	case BLOCK_SIGNATURE: leaf_write(x, "p", "signature", b); return false;
	case BLOCK_TERM: leaf_write(x, "dt", NULL, b); return false;
	case BLOCK_EMBED: embed_begin(x, b); return true;
	case BLOCK_LIST: list_begin(x, b); return true;
	case BLOCK_ITEM: item_begin(x, b); return true;
	case BLOCK_QUOTE: tag_open(x, "blockquote", NULL, b); return true;
	case BLOCK_PULLQUOTE:
		tag_open(x, "blockquote", "pull", b);
		text_write(x, NULL, b);
		return true;
	case BLOCK_TABLE: table_begin(x, b); return true;
	case BLOCK_TABLE_ROW: row_begin(x, b); return true;
	case BLOCK_CELL: cell_begin(x, b); return true;
	case BLOCK_ROW:
		pages_before(x, b, 0);
		buf_z(x->out, b->text.n ? "<figure class=\"rows\">\n" : "");
		tag_open(x, "div", "row", b);
		return true;
	case BLOCK_DETAILS: details_begin(x, b); return true;
	case BLOCK_ALERT:
		tag_begin(x, "aside", "alert", b);
		buf_z(x->out, " role=\"note\">\n");
		text_write(x, "alert-title", b);
		return true;
	case BLOCK_DEFLIST: tag_open(x, "dl", NULL, b); return true;
	case BLOCK_DEFINITION: definition_begin(x, b); return true;
	case BLOCK_GROUP:
		pages_before(x, b, 0);
		tag_begin(x, "div", b == x->entry->post->gallery ? "gallery" : NULL, b);
		if (b == x->entry->post->gallery) {
			buf_z(x->out, " role=\"group\"");
			attribute_text(x->out, "aria-label", word_in(WORD_GALLERY, x->entry->lang));
		}
		buf_char(x->out, '>');
		return true;
	case BLOCK_RULE:
		tag_begin(x, "hr", NULL, b);
		buf_z(x->out, "/>\n");
		return false;
	case BLOCK_ROOT:
	case BLOCK_NOTE: return true;
	}
	return true;
}

/* Writes what comes behind the children of a block. */
static void
block_end(struct xhtml *x, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_LIST: buf_z(x->out, b->ordered ? "</ol>\n" : "</ul>\n"); break;
	case BLOCK_ITEM: buf_z(x->out, "</li>\n"); break;
	case BLOCK_QUOTE:
	case BLOCK_PULLQUOTE: buf_z(x->out, "</blockquote>\n"); break;
	case BLOCK_TABLE: table_end(x, b); break;
	case BLOCK_TABLE_ROW: row_end(x, b); break;
	case BLOCK_CELL: cell_end(x, b); break;
	case BLOCK_ROW:
		buf_z(x->out, "</div>\n");
		row_caption_write(x, b);
		break;
	case BLOCK_ALERT: buf_z(x->out, "</aside>\n"); break;
	case BLOCK_DEFLIST: buf_z(x->out, b->last && b->last->kind == BLOCK_TERM ? "<dd></dd></dl>\n" : "</dl>\n"); break;
	case BLOCK_DEFINITION: buf_z(x->out, "</dd>\n"); break;
	case BLOCK_EMBED: buf_z(x->out, b->head.n ? "</div>\n" : ""); break;
	case BLOCK_DETAILS: buf_z(x->out, details_fold(x) ? "</details>\n" : "</div>\n"); break;
	case BLOCK_GROUP: buf_z(x->out, "</div>\n"); break;
	default: break;
	}
}

void
xhtml_blocks(struct xhtml *x, const struct block *root)
{
	const struct block *b = root->first;
	while (b) {
		if (block_shown(b, EDITION_SCREEN) && block_begin(x, b)) {
			if (b->first) {
				b = b->first;
				continue;
			}
			block_end(x, b);
		}
		while (!b->next) {
			b = b->parent;
			if (b == root)
				return;
			block_end(x, b);
		}
		b = b->next;
	}
}
