/* figure.c - pictures on the page: alternatives, captions, credits, rows, places of those that are missing */
#include "epub/room.h"

#include "base/dim.h"
#include "base/file.h"
#include "base/xml.h"

/* A picture without a text alternative is named for what it is: an empty one would say that it is decoration. */
static void
image_write(struct xhtml *x, int image, struct str alt, bool decorative, const char *css, int share)
{
	struct epub_picture *p = &x->epub->pictures[image];
	atomic_store(&p->used, true);
	buf_z(x->out, "<img src=\"");
	buf_str(x->out, p->name);
	buf_z(x->out, "\" alt=\"");
	if (alt.n || !decorative) {
		atomic_store(&x->epub->any_picture, true);
		xml_text(x->out, alt.n ? alt : word_in(p->image->photograph ? WORD_PHOTO : WORD_PICTURE, x->entry->lang));
	}
	buf_fmt(x->out, "\" width=\"%u\" height=\"%u\"", p->w, p->h);
	if (css)
		buf_fmt(x->out, " class=\"%s\"", css);
	if (share) { /* of a line of 36 em: on a phone it is not so small as a share of the screen would be */
		buf_z(x->out, " style=\"width: ");
		buf_decimal(x->out, share * 36, 2);
		buf_z(x->out, "em\"");
	}
	if (!alt.n && decorative)
		buf_z(x->out, " role=\"presentation\"");
	buf_z(x->out, "/>");
}

/* A picture that is not there: its place, with what is known of it. */
static void
missing_write(struct xhtml *x, const struct picture *picture, bool in_line)
{
	const char *tag = in_line ? "span" : "p";
	buf_fmt(x->out, "<%s class=\"missing\">", tag);
	xml_text(x->out, word_in(WORD_PICTURE_MISSING, x->entry->lang));
	bool named = !str_starts_nocase(picture->src, "data:"); /* else it holds bytes */
	struct str what = picture->alt.n ? picture->alt : named ? path_base(picture->src) : STR_NONE;
	if (what.n) {
		buf_z(x->out, ": ");
		xml_text(x->out, what);
	}
	buf_fmt(x->out, "</%s>", tag);
}

void
picture_write(struct xhtml *x, const struct picture *picture, bool in_line, int share)
{
	if (picture->image < 0)
		missing_write(x, picture, in_line);
	else
		image_write(x, picture->image, picture->alt, picture->decorative, in_line ? "inline" : NULL, share);
}

static void
credit_write(struct xhtml *x, const struct picture *picture)
{
	if (!picture->credit.n)
		return;
	buf_z(x->out, "<span class=\"credit\">");
	xml_text(x->out, word_in(WORD_PHOTO, x->entry->lang));
	buf_z(x->out, ": ");
	xml_text(x->out, picture->credit);
	buf_z(x->out, "</span>");
}

bool
picture_silent(const struct picture *picture)
{
	return picture->image >= 0 && picture->decorative && !picture->alt.n;
}

/* Figures in a row grow as they are wide for their height, so that those side by side are equally high. */
static void
row_share(struct xhtml *x, const struct block *b, const struct picture *picture)
{
	if (b->parent->kind != BLOCK_ROW || !picture || picture->image < 0 || x->epub->options->variant == EPUB_KINDLE)
		return; /* Kindle's rows stand below each other */
	const struct epub_picture *p = &x->epub->pictures[picture->image];
	int64_t aspect = (int64_t)p->w * 100 / p->h;
	aspect = aspect < 30 ? 30 : aspect > 400 ? 400 : aspect;
	buf_z(x->out, " style=\"flex: ");
	buf_decimal(x->out, aspect, 2);
	buf_z(x->out, " 1 ");
	buf_decimal(x->out, aspect * 7, 2);
	buf_z(x->out, "em\"");
}

void
figure_write(struct xhtml *x, const struct block *b)
{
	const struct picture *picture = b->picture >= 0 ? &x->entry->post->pictures[b->picture] : NULL;
	if (b->parent->kind != BLOCK_ROW)
		pages_before(x, b, 0);
	tag_begin(x, "figure", NULL, b);
	row_share(x, b, picture);
	buf_char(x->out, '>');
	pages_before(x, b, 0);
	bool link = picture && b->link >= 0 && link_leads(x, b->link);
	if (link)
		link_begin(x, b->link, picture_silent(picture) ? link_name(x, b->link) : STR_NONE);
	if (picture)
		picture_write(x, picture, false, b->parent->kind == BLOCK_ROW ? 0 : picture->share);
	if (link)
		buf_z(x->out, "</a>");
	bool credit = picture && picture->image >= 0 && picture->credit.n;
	if (b->text.n || credit) {
		buf_z(x->out, "\n<figcaption>");
		xhtml_text(x, b);
		if (b->text.n && credit)
			buf_char(x->out, ' ');
		if (credit)
			credit_write(x, picture);
		buf_z(x->out, "</figcaption>");
	}
	buf_z(x->out, "</figure>\n");
}

void
opening_picture_write(struct xhtml *x)
{
	const struct entry *e = x->entry;
	if (e->opening < 0)
		return;
	const struct picture *picture = e->opening_picture >= 0 ? &e->post->pictures[e->opening_picture] : NULL;
	buf_z(x->out, "<figure class=\"opening\">");
	image_write(x, e->opening, e->opening_alt, picture && picture->decorative, NULL, 0);
	bool caption = e->opening_figure && e->opening_figure->text.n, credit = picture && picture->credit.n;
	if (caption || credit) {
		buf_z(x->out, "\n<figcaption>");
		if (caption)
			xhtml_text(x, e->opening_figure);
		if (caption && credit)
			buf_char(x->out, ' ');
		if (credit)
			credit_write(x, picture);
		buf_z(x->out, "</figcaption>");
	}
	buf_z(x->out, "</figure>\n");
}
