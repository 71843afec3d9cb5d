/* block.c - blocks as XHTML */
#include "epub/room.h"

#include "base/file.h"
#include "base/xml.h"

static void
attribute(struct buf *b, const char *name, struct str value)
{
	if (!value.n)
		return;
	buf_fmt(b, " %s=\"", name);
	xml_text(b, value);
	buf_char(b, '"');
}

/* id, language, direction and alignment: what any block may have. */
static void
common_attributes(struct buf *b, const struct block *block)
{
	attribute(b, "id", block->anchor);
	attribute(b, "lang", block->lang);
	attribute(b, "xml:lang", block->lang);
	if (block->rtl)
		buf_z(b, " dir=\"rtl\"");
}

static const char *
align_class(const struct block *block)
{
	static const char *const classes[] = {NULL, "left", "center", "right"};
	return classes[block->align];
}

static void
tag_open(struct buf *b, const char *tag, const char *css, const struct block *block)
{
	const char *align = align_class(block);
	buf_fmt(b, "<%s", tag);
	if (css || align)
		buf_fmt(b, " class=\"%s%s%s\"", css ? css : "", css && align ? " " : "", align ? align : "");
	common_attributes(b, block);
	buf_char(b, '>');
}

/* ---- pictures ---- */

/* A picture that is not there: its place, with what is known of it. */
static void
picture_missing(struct xhtml *x, const struct picture *picture, bool block)
{
	const char *tag = block ? "div" : "span";
	buf_fmt(x->out, "<%s class=\"missing\" role=\"img\" aria-label=\"", tag);
	struct str says = picture->alt.n ? picture->alt : word_in(WORD_PICTURE_MISSING, x->entry->lang);
	xml_text(x->out, says);
	buf_z(x->out, "\">");
	xml_text(x->out, says);
	if (!picture->alt.n) {
		buf_z(x->out, ": ");
		xml_text(x->out, path_base(picture->src));
	}
	buf_fmt(x->out, "</%s>", tag);
}

void
xhtml_picture(struct xhtml *x, const struct picture *picture, const char *css_class)
{
	if (picture->image < 0) {
		picture_missing(x, picture, !css_class);
		return;
	}
	const struct epub_picture *p = &x->epub->pictures[picture->image];
	buf_z(x->out, "<img src=\"");
	buf_str(x->out, p->name);
	buf_z(x->out, "\" alt=\"");
	xml_text(x->out, picture->alt);
	buf_char(x->out, '"');
	if (css_class)
		buf_fmt(x->out, " class=\"%s\"", css_class);
	if (!picture->alt.n && picture->decorative)
		buf_z(x->out, " role=\"presentation\"");
	buf_z(x->out, "/>");
}

static void
credit_write(struct xhtml *x, const struct picture *picture, bool text_before)
{
	if (!picture->credit.n)
		return;
	struct str photo = word_in(WORD_PHOTO, x->entry->lang);
	if (text_before)
		buf_char(x->out, ' ');
	buf_z(x->out, "<span class=\"credit\">");
	xml_text(x->out, photo);
	buf_z(x->out, ": ");
	xml_text(x->out, picture->credit);
	buf_z(x->out, "</span>");
}

static void
figure_write(struct xhtml *x, const struct block *b)
{
	const struct picture *picture = b->picture >= 0 ? &x->entry->post->pictures[b->picture] : NULL;
	tag_open(x->out, "figure", NULL, b);
	if (picture)
		xhtml_picture(x, picture, NULL);
	if (b->text.n || (picture && picture->credit.n)) {
		buf_z(x->out, "\n<figcaption>");
		if (b->text.n)
			xhtml_text(x, b);
		if (picture)
			credit_write(x, picture, b->text.n > 0);
		buf_z(x->out, "</figcaption>");
	}
	buf_z(x->out, "</figure>\n");
}

/* ---- the others ---- */

static void
code_write(struct xhtml *x, const struct block *b)
{
	tag_open(x->out, "pre", NULL, b);
	buf_z(x->out, "<code");
	if (b->code_lang.n) {
		buf_z(x->out, " class=\"language-");
		xml_text(x->out, b->code_lang);
		buf_z(x->out, "\"");
	}
	buf_z(x->out, ">");
	xml_text(x->out, b->text);
	buf_z(x->out, "</code></pre>\n");
}

static void
embed_write(struct xhtml *x, const struct block *b)
{
	tag_open(x->out, "p", "embed", b);
	xhtml_text(x, b);
	buf_z(x->out, "</p>\n");
	for (const struct block *caption = b->first; caption; caption = caption->next) {
		buf_z(x->out, "<p class=\"embed-caption\">");
		xhtml_text(x, caption);
		buf_z(x->out, "</p>\n");
	}
}

static void
cell_open(struct xhtml *x, const struct block *b)
{
	const char *align = align_class(b);
	bool header = b->header || (b->parent && b->parent->header);
	buf_fmt(x->out, "<%s", header ? "th" : "td");
	if (header)
		buf_fmt(x->out, " scope=\"%s\"", b->parent && b->parent->header ? "col" : "row");
	if (align)
		buf_fmt(x->out, " class=\"%s\"", align);
	if (b->colspan > 1)
		buf_fmt(x->out, " colspan=\"%d\"", b->colspan);
	if (b->rowspan > 1)
		buf_fmt(x->out, " rowspan=\"%d\"", b->rowspan);
	common_attributes(x->out, b);
	buf_char(x->out, '>');
}

/* Rows of the head stand in a thead, the others in a tbody. */
static void
row_open(struct xhtml *x, const struct block *b, const struct block *before)
{
	bool first = !before || before->kind != BLOCK_TABLE_ROW;
	if (first || before->header != b->header) {
		if (!first)
			buf_fmt(x->out, "</%s>\n", before->header ? "thead" : "tbody");
		buf_fmt(x->out, "<%s>\n", b->header ? "thead" : "tbody");
	}
	tag_open(x->out, "tr", NULL, b);
}

static void
item_open(struct xhtml *x, const struct block *b)
{
	tag_open(x->out, "li", b->check ? "task" : NULL, b);
	if (b->check)
		buf_z(x->out,
			b->check == 2 ? "<span class=\"box\">\xE2\x98\x91</span> " : "<span class=\"box\">\xE2\x98\x90</span> ");
}

static void
list_open(struct xhtml *x, const struct block *b)
{
	const char *css = b->tight ? "tight" : NULL;
	tag_open(x->out, b->ordered ? "ol" : "ul", css, b);
	if (b->ordered && b->start != 1) {
		x->out->n--; /* the bracket */
		buf_fmt(x->out, " start=\"%d\">", b->start);
	}
	buf_char(x->out, '\n');
}

/* A paragraph; in a tight item or a cell with nothing else it is text alone. */
static bool
para_bare(const struct block *b)
{
	const struct block *p = b->parent;
	if (!p || b->anchor.n || b->lang.n || b->align)
		return false;
	if (p->kind == BLOCK_CELL)
		return p->first == b && !b->next;
	return p->kind == BLOCK_ITEM && p->parent && p->parent->tight;
}

static const char *
para_class(const struct block *b)
{
	if (b->attribution || (b->parent && b->parent->kind == BLOCK_PULLQUOTE))
		return "attribution";
	if (b->parent && b->parent->kind == BLOCK_DETAILS && b->parent->first == b)
		return "summary";
	return NULL;
}

static void
para_write(struct xhtml *x, const struct block *b)
{
	if (para_bare(b)) {
		xhtml_text(x, b);
		return;
	}
	const char *css = para_class(b);
	tag_open(x->out, "p", css, b);
	xhtml_text(x, b);
	buf_z(x->out, "</p>\n");
}

static void
leaf_write(struct xhtml *x, const char *tag, const char *css, const struct block *b)
{
	tag_open(x->out, tag, css, b);
	xhtml_text(x, b);
	buf_fmt(x->out, "</%s>\n", tag);
}

/* Writes a block or what comes before its children; false when its children were dealt with. */
static bool
block_enter(struct xhtml *x, const struct block *b, const struct block *before)
{
	switch (b->kind) {
	case BLOCK_PARA: para_write(x, b); return false;
	case BLOCK_HEADING: {
		const char tag[] = {'h', (char)('0' + (b->level < 2 ? 2 : b->level > 6 ? 6 : b->level)), '\0'};
		leaf_write(x, tag, NULL, b);
		return false;
	}
	case BLOCK_CODE: code_write(x, b); return false;
	case BLOCK_RULE: buf_z(x->out, "<hr/>\n"); return false;
	case BLOCK_FIGURE: figure_write(x, b); return false;
	case BLOCK_EMBED: embed_write(x, b); return false;
	case BLOCK_SIGNATURE: leaf_write(x, "p", "signature", b); return false;
	case BLOCK_TERM: leaf_write(x, "dt", NULL, b); return false;
	case BLOCK_LIST: list_open(x, b); return true;
	case BLOCK_ITEM: item_open(x, b); return true;
	case BLOCK_QUOTE: tag_open(x->out, "blockquote", NULL, b); break;
	case BLOCK_PULLQUOTE:
		tag_open(x->out, "blockquote", "pull", b);
		leaf_write(x, "p", NULL, &(struct block){.text = b->text, .runs = b->runs, .n_runs = b->n_runs, .id = b->id});
		return true;
	case BLOCK_TABLE:
		buf_z(x->out, "<div class=\"table\">");
		tag_open(x->out, "table", NULL, b);
		break;
	case BLOCK_TABLE_ROW: row_open(x, b, before); break;
	case BLOCK_CELL: cell_open(x, b); return true;
	case BLOCK_ROW: tag_open(x->out, "div", "row", b); break;
	case BLOCK_DETAILS: tag_open(x->out, "section", "details", b); break;
	case BLOCK_ALERT:
		tag_open(x->out, "aside", "alert", b);
		leaf_write(x, "p", "alert-title",
			&(struct block){.text = b->text, .runs = b->runs, .n_runs = b->n_runs, .id = b->id});
		return true;
	case BLOCK_DEFLIST: tag_open(x->out, "dl", NULL, b); break;
	case BLOCK_DEFINITION: tag_open(x->out, "dd", NULL, b); return true;
	case BLOCK_GROUP: tag_open(x->out, "div", NULL, b); break;
	case BLOCK_ROOT:
	case BLOCK_NOTE: return true;
	}
	buf_char(x->out, '\n');
	return true;
}

static void
row_caption(struct xhtml *x, const struct block *b)
{
	if (!b->text.n)
		return;
	buf_z(x->out, "<p class=\"row-caption\">");
	xhtml_text(x, b);
	buf_z(x->out, "</p>\n");
}

/* Writes what comes behind the children of a block. */
static void
block_leave(struct xhtml *x, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_LIST: buf_z(x->out, b->ordered ? "</ol>\n" : "</ul>\n"); break;
	case BLOCK_ITEM: buf_z(x->out, "</li>\n"); break;
	case BLOCK_QUOTE:
	case BLOCK_PULLQUOTE: buf_z(x->out, "</blockquote>\n"); break;
	case BLOCK_TABLE:
		if (b->last && b->last->kind == BLOCK_TABLE_ROW)
			buf_fmt(x->out, "</%s>\n", b->last->header ? "thead" : "tbody");
		buf_z(x->out, "</table></div>\n");
		break;
	case BLOCK_TABLE_ROW: buf_z(x->out, "</tr>\n"); break;
	case BLOCK_CELL: buf_z(x->out, b->header || (b->parent && b->parent->header) ? "</th>\n" : "</td>\n"); break;
	case BLOCK_ROW:
		buf_z(x->out, "</div>\n");
		row_caption(x, b);
		break;
	case BLOCK_DETAILS: buf_z(x->out, "</section>\n"); break;
	case BLOCK_ALERT: buf_z(x->out, "</aside>\n"); break;
	case BLOCK_DEFLIST: buf_z(x->out, "</dl>\n"); break;
	case BLOCK_DEFINITION: buf_z(x->out, "</dd>\n"); break;
	case BLOCK_GROUP: buf_z(x->out, "</div>\n"); break;
	default: break;
	}
}

/* A table's caption is its first child. */
static bool
caption_write(struct xhtml *x, const struct block *b)
{
	if (b->kind != BLOCK_PARA || !b->parent || b->parent->kind != BLOCK_TABLE)
		return false;
	leaf_write(x, "caption", NULL, b);
	return true;
}

void
xhtml_blocks(struct xhtml *x, const struct block *root)
{
	const struct block *b = root->first, *before = NULL;
	while (b) {
		bool inside = !b->hidden && !caption_write(x, b) && block_enter(x, b, before);
		if (inside && b->first) {
			before = NULL;
			b = b->first;
			continue;
		}
		if (inside)
			block_leave(x, b);
		while (b != root && !b->next) {
			b = b->parent;
			if (b == root)
				return;
			block_leave(x, b);
		}
		if (b == root)
			return;
		before = b;
		b = b->next;
	}
}
