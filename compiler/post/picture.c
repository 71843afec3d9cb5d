/* picture.c - pictures: what they say, figures, rows */
#include "post/builder.h"

#include "base/utf8.h"

#include <string.h>

enum {
	SMALL_MAX = 40, /* pixels: a picture that is declared no larger stands in the line */
	SHARE_LEAST = 15, /* percent: no picture is shown smaller, whatever its width on the site */
	ALT_MOST = 250, /* characters that a listener takes in at once */
	SHOWN_MOST = 120, /* bytes of an address or a text in a message */
	COLUMN = 720 /* pixels of the text on most sites */
};

/* Without the marks of shortcodes. */
static struct str
attr_plain(struct builder *b, struct str s)
{
	s = str_trim(s);
	return !s.n || !memchr(s.p, MARK_LEAD, s.n) ? s : str_trim(code_text(b, s));
}

/* Pixels of a width or height, or -1 ("50%", "auto", none). */
static int
pixels(const struct node *n, enum attr_id attr, const char *property)
{
	struct str s = node_style(n, property);
	if (!s.n)
		s = str_trim(node_attr(n, attr));
	size_t i = 0;
	while (i < s.n && char_digit(s.p[i]))
		i++;
	int64_t v;
	struct str unit = str_sub(s, i, s.n);
	if (!str_to_int(str_sub(s, 0, i), &v) || v > 100000)
		return -1;
	if (str_is_nocase(unit, "em") || str_is_nocase(unit, "rem"))
		v *= 16;
	else if (unit.n && !str_is_nocase(unit, "px"))
		return -1;
	return (int)v;
}

/* Percent of the text's width that the author asks for; 0: nothing, or nearly all of it. */
static int
width_share(const struct node *n)
{
	struct str s = node_style(n, "width");
	if (!s.n)
		s = node_style(n, "max-width");
	if (!s.n)
		s = str_trim(node_attr(n, ATTR_WIDTH));
	size_t i = 0;
	while (i < s.n && char_digit(s.p[i]))
		i++;
	int64_t v;
	int w = pixels(n, ATTR_WIDTH, "width");
	if (str_to_int(str_sub(s, 0, i), &v) && str_eq(str_trim(str_sub(s, i, s.n)), STR("%")))
		w = -1;
	else if (w > 0)
		v = (int64_t)w * 100 / COLUMN;
	else
		return 0;
	return v <= 0 || v >= 90 ? 0 : v < SHARE_LEAST ? SHARE_LEAST : (int)v;
}

static bool
size_small(const struct node *n)
{
	int w = pixels(n, ATTR_WIDTH, "width"), h = pixels(n, ATTR_HEIGHT, "height");
	return (w >= 0 && w <= SMALL_MAX) || (h >= 0 && h <= SMALL_MAX);
}

/* Badges, emoji and icons stand in the line. */
static bool
picture_small(const struct node *n, struct str src)
{
	static const char *const badges[] = {
		"img.shields.io/", "badgen.net/", "badge.fury.io/", "/badge.svg", "/badges/", "-badge."};
	if (size_small(n) || node_class(n, "emoji") || node_class(n, "icon"))
		return true;
	for (size_t i = 0; i < sizeof badges / sizeof *badges; i++)
		if (str_find(src, str_of(badges[i])) >= 0)
			return true;
	return false;
}

/* The address of the picture that is shown: scripts that load pictures late keep it elsewhere. */
static struct str
picture_src(struct builder *b, const struct node *n)
{
	struct str src = attr_plain(b, node_attr(n, ATTR_SRC)), late = attr_plain(b, node_attr(n, ATTR_DATA_SRC));
	if (late.n && (!src.n || str_starts(src, "data:")))
		return late;
	if (src.n)
		return src;
	struct str set = node_attr(n, ATTR_SRCSET);
	str_word(&set, &src);
	if (src.n && src.p[src.n - 1] == ',')
		src.n--;
	return src;
}

int
picture_add(struct builder *b, struct picture p)
{
	p.image = -1;
	*PUSH(b->a, b->p->pictures, b->p->n_pictures, b->cap_pictures) = p;
	return (int)b->p->n_pictures - 1;
}

/* An emoji that is a picture has a sign for its text, and that says all. */
static bool
picture_sign(const struct node *n, struct str alt, bool small)
{
	return alt.n && (node_class(n, "emoji") || (small && alt.n <= 16 && (unsigned char)alt.p[0] >= 0xE2));
}

static bool
ornament(const struct node *n)
{
	struct str role = str_trim(node_attr(n, ATTR_ROLE));
	return str_is_nocase(role, "presentation") || str_is_nocase(role, "none");
}

static void
alt_report(struct builder *b, struct str alt, struct str src, int line, bool hollow, bool decorative)
{
	struct str path = b->p->path, shown = str_sub(src, 0, SHOWN_MOST);
	int column = post_column(b->p, line, src);
	bool markdown = column > 2 && post_column(b->p, line, STR("![")) > 0;
	if (hollow)
		diag_add(b->d, DIAG_PICTURE_ALT, path, line, column,
			"the picture's alternative text \"%.*s\" says nothing; it was left out: say what the picture shows",
			STR_FMT(str_sub(alt, 0, SHOWN_MOST)));
	else if (!alt.n && !decorative && markdown)
		diag_add(b->d, DIAG_PICTURE_ALT, path, line, column,
			"the picture has no alternative text: write what it shows between the brackets, ![like this](%.*s)",
			STR_FMT(shown));
	else if (!alt.n && !decorative)
		diag_add(b->d, DIAG_PICTURE_ALT, path, line, column,
			"the picture %.*s has no alternative text: write what it shows, alt=\"like this\", or alt=\"\" if it is "
			"an ornament",
			STR_FMT(shown));
	else if (utf8_count(alt) > ALT_MOST)
		diag_add(b->d, DIAG_ALT_LONG, path, line, column,
			"the picture's alternative text has %zu characters, and a listener cannot stop in it: say it in one "
			"sentence of at most %d, "
			"and the rest in the post's text",
			utf8_count(alt), ALT_MOST);
}

int
picture_new(struct builder *b, const struct node *n, bool *small)
{
	struct str src = picture_src(b, n), alt = attr_plain(b, node_attr(n, ATTR_ALT));
	int line = n->line ? n->line : b->line;
	if (!src.n) {
		diag_add(b->d, DIAG_HTML_DROPPED, b->p->path, line, post_column(b->p, line, STR("<img")),
			"<img> names no file; it was left out");
		return -1;
	}
	if (pixels(n, ATTR_WIDTH, "width") == 1 && pixels(n, ATTR_HEIGHT, "height") == 1) {
		diag_add(b->d, DIAG_HTML_DROPPED, b->p->path, line, post_column(b->p, line, src),
			"a picture of one pixel was left out: %.*s", STR_FMT(src));
		return -1;
	}
	struct str emoji = emoji_of_picture(b, n, src, size_small(n));
	if (emoji.n) {
		inline_text(b, emoji);
		return -1;
	}
	*small = picture_small(n, src);
	bool decorative = !alt.n && (node_has(n, ATTR_ALT) || ornament(n)),
	     hollow = !picture_sign(n, alt, *small) && alt_hollow(b->options->hollow, alt, src);
	alt_report(b, alt, src, line, hollow, decorative);
	return picture_add(b,
		(struct picture){
			.src = str_dup(b->a, src),
			.alt = hollow ? STR_NONE : str_dup(b->a, alt),
			.decorative = decorative,
			.title = str_dup(b->a, attr_plain(b, node_attr(n, ATTR_TITLE))),
			.credit = str_dup(b->a, attr_plain(b, node_attr(n, ATTR_CREDIT))),
			.share = width_share(n),
			.line = line,
			.image = -1,
		});
}

/* ---- figures and rows ---- */

/* A title of several words is a caption; "logo" or the file's name is none. */
static bool
title_is_caption(const struct hollow *h, const struct picture *p)
{
	size_t blanks = 0;
	for (size_t i = 0; i < p->title.n; i++)
		blanks += p->title.p[i] == ' ';
	return blanks >= 2 && !str_eq(p->title, p->alt) && !alt_hollow(h, p->title, p->src);
}

struct block *
figure_new(struct builder *b, const struct piece *piece)
{
	const struct picture *p = &b->p->pictures[piece->index];
	struct block *f = block_new(b, BLOCK_FIGURE, p->line);
	f->picture = piece->index;
	f->link = piece->link;
	f->share = b->st.share;
	if (title_is_caption(b->options->hollow, p)) {
		f->text = p->title;
		f->runs = NEW(b->a, struct run);
		f->runs[f->n_runs++] = (struct run){.end = (uint32_t)p->title.n, .link = -1, .picture = -1, .note = -1};
	}
	return f;
}

/* Walks the children of n into a box of their own. */
static struct block *
box_walk(struct builder *b, const struct node *n, const struct node **caption)
{
	struct block *box = block_loose(b, BLOCK_GROUP, n->line), *up = b->at;
	b->at = box;
	for (const struct node *c = n->first; c; c = c->next) {
		if (caption && c->tag == TAG_FIGCAPTION)
			*caption = c;
		else
			walk(b, c);
	}
	para_flush(b);
	b->at = up;
	return box;
}

/* Takes the figures of a box, also those in rows without a caption, out of it, in order. NULL when there is something else. */
static struct block **
box_figures(struct builder *b, const struct block *box, size_t *n)
{
	struct block **list = NULL;
	size_t cap = 0;
	*n = 0;
	for (struct block *c = box->first; c; c = c->next) {
		if (c->kind == BLOCK_FIGURE)
			*PUSH(b->scratch, list, *n, cap) = c;
		else if (c->kind != BLOCK_ROW || c->text.n)
			return NULL;
		for (struct block *f = c->kind == BLOCK_ROW ? c->first : NULL; f; f = f->next)
			*PUSH(b->scratch, list, *n, cap) = f;
	}
	return list;
}

/* Twelfths of a row that a figure takes, when shares are given. */
static void
rows_write(struct builder *b, struct block **figures, size_t n, int line)
{
	for (size_t i = 0; i < n;) {
		size_t k = i, share = 0;
		for (; k < n && (k == i || share + (size_t)figures[k]->share <= 12); k++)
			share += (size_t)figures[k]->share;
		struct block *row = k - i > 1 ? block_new(b, BLOCK_ROW, line) : b->at;
		for (; i < k; i++)
			block_append(row, figures[i]);
	}
}

bool
row_from_box(struct builder *b, struct block *box, int line)
{
	size_t n;
	struct block **figures = box_figures(b, box, &n);
	if (!figures || n < 2)
		return false;
	struct str caption = STR_NONE;
	if (box->first == box->last)
		caption = box->first->text;
	if (caption.n)
		return false;
	rows_write(b, figures, n, line);
	return true;
}

static void
caption_walk(struct builder *b, const struct node *n, struct block *target)
{
	struct state outer = b->st;
	b->st.flat = FLAT_BREAK;
	b->st.align = ALIGN_NONE;
	walk_children(b, n);
	b->st = outer;
	if (!inline_blank(&b->in, 0, b->in.text.n)) {
		if (!target || target->kind == BLOCK_EMBED || target->kind == BLOCK_TABLE) {
			struct block *p = block_loose(b, BLOCK_PARA, n->line);
			inline_copy(b, p, 0, b->in.text.n, 0);
			if (target && target->kind == BLOCK_TABLE) {
				p->parent = target;
				p->next = target->first;
				target->first = p;
			} else {
				block_append(target ? target : b->at, p);
			}
		} else {
			inline_copy(b, target, 0, b->in.text.n, 0);
		}
	}
	inline_reset(b);
}

/* <figcaption> that no <figure> holds, right behind a picture (dev.to). */
void
walk_figcaption(struct builder *b, const struct node *n)
{
	struct block *last = b->at->last;
	bool fits = last && (last->kind == BLOCK_FIGURE || last->kind == BLOCK_ROW) && !last->text.n;
	if (fits || !last) {
		caption_walk(b, n, fits ? last : NULL);
		return;
	}
	walk_children(b, n);
	para_flush(b);
}

/* What <figcaption> says of a quote is whose it is. */
static void
quote_caption(struct builder *b, const struct node *n, struct block *quote)
{
	caption_walk(b, n, NULL);
	struct block *p = b->at->last;
	if (p == quote || !p || p->kind != BLOCK_PARA)
		return;
	struct block *last = b->at->first;
	while (last->next != p)
		last = last->next;
	last->next = NULL;
	b->at->last = last;
	block_append(quote, p);
	p->attribution = true;
	attribution_take(p);
}

void
walk_figure(struct builder *b, const struct node *n)
{
	const struct node *caption = NULL;
	struct block *box = box_walk(b, n, &caption), *before = b->at->last, *target = NULL;
	size_t figures = 0;
	bool plain = box->first && box->first == box->last;
	if (!box_figures(b, box, &figures) || figures < 2 || !row_from_box(b, box, n->line))
		block_splice(b->at, box);
	struct block *first = before ? before->next : b->at->first;
	enum block_kind kind = first ? first->kind : BLOCK_PARA;
	if (first && first == b->at->last &&
		(kind == BLOCK_FIGURE || kind == BLOCK_ROW || kind == BLOCK_EMBED || kind == BLOCK_TABLE) &&
		(plain || kind == BLOCK_ROW))
		target = first;
	if (caption && first && first == b->at->last && kind == BLOCK_QUOTE)
		quote_caption(b, caption, first);
	else if (caption)
		caption_walk(b, caption, target);
}

bool
walk_row(struct builder *b, const struct node *n)
{
	static const char *const classes[] = {
		"row", "columns", "gallery", "grid", "flex", "d-flex ", "is-flex ", "wp-block-gallery", "wp-block-columns"};
	bool named = str_is_nocase(node_style(n, "display"), "flex") || str_is_nocase(node_style(n, "display"), "grid");
	for (size_t i = 0; i < sizeof classes / sizeof *classes && !named; i++)
		named = node_class(n, classes[i]);
	if (!named)
		return false;
	struct block *box = box_walk(b, n, NULL);
	if (!row_from_box(b, box, n->line))
		block_splice(b->at, box);
	return true;
}
