/* tagdump.c - the structure tree as lines of text: what golden tests compare, and what a person reads who wonders what is read aloud */
#include "layout/layout.h"

#include <stdlib.h>

const char *const tag_names[TAG_TYPES] = {[TAG_NONE] = "Span",
	[TAG_DOCUMENT] = "Document",
	[TAG_PART] = "Part",
	[TAG_SECT] = "Sect",
	[TAG_DIV] = "Div",
	[TAG_H1] = "H1",
	[TAG_H2] = "H2",
	[TAG_H3] = "H3",
	[TAG_H4] = "H4",
	[TAG_H5] = "H5",
	[TAG_H6] = "H6",
	[TAG_P] = "P",
	[TAG_L] = "L",
	[TAG_LI] = "LI",
	[TAG_LBL] = "Lbl",
	[TAG_LBODY] = "LBody",
	[TAG_BLOCKQUOTE] = "BlockQuote",
	[TAG_CODE] = "Code",
	[TAG_TABLE] = "Table",
	[TAG_THEAD] = "THead",
	[TAG_TBODY] = "TBody",
	[TAG_TR] = "TR",
	[TAG_TH] = "TH",
	[TAG_TD] = "TD",
	[TAG_FIGURE] = "Figure",
	[TAG_CAPTION] = "Caption",
	[TAG_LINK] = "Link",
	[TAG_REFERENCE] = "Reference",
	[TAG_NOTE] = "Note",
	[TAG_TOC] = "TOC",
	[TAG_TOCI] = "TOCI",
	[TAG_INDEX] = "Index",
	[TAG_SPAN] = "Span"};

/* A line of the dump: a stretch of text, or an element that begins. */
struct spoken {
	uint32_t parent, at;
	size_t order; /* of a text: as it stands on the pages */
	uint32_t tag; /* the element; 0: text */
	struct str text;
};

struct tag_dump {
	const struct pages *pages;
	struct arena *a;
	struct spoken *list;
	size_t n, cap;
	struct buf *text;
};

static void
text_add(struct tag_dump *d, uint32_t tag, uint32_t at, struct str text, bool blank)
{
	struct spoken *last = d->n ? &d->list[d->n - 1] : NULL;
	if (!tag || tag >= d->pages->n_tags)
		return;
	if (last && last->parent == tag) {
		last->text = str_fmt(d->a, "%.*s%s%.*s", STR_FMT(last->text), blank ? " " : "", STR_FMT(text));
		return;
	}
	struct spoken own = {
		.parent = tag, .at = at, .order = d->n, .text = str_fmt(d->a, "%s%.*s", blank ? " " : "", STR_FMT(text))};
	*PUSH(d->a, d->list, d->n, d->cap) = own;
}

static void
line_collect(struct tag_dump *d, const struct line *line)
{
	for (uint32_t i = 0; i < line->n; i++) {
		const struct piece *p = &line->pieces[i];
		struct str text = p->word ? p->word->text : STR_NONE;
		if (p->flags & PIECE_HYPHEN && text.n && text.p[text.n - 1] == '-')
			text.n--;
		text_add(d, p->tag, p->start, text, p->flags & PIECE_SPACE && i);
	}
	if (line->n && line->flags & LINE_BLANK)
		text_add(d, line->pieces[line->n - 1].tag, line->pieces[line->n - 1].start, STR(" "), false);
}

static void
content_collect(struct tag_dump *d)
{
	for (size_t p = 0; p < d->pages->n; p++)
		for (size_t k = 0; k < d->pages->list[p].n_frames; k++)
			for (size_t i = 0; i < d->pages->list[p].frames[k].n; i++) {
				const struct item *item = &d->pages->list[p].frames[k].items[i];
				if (item->role == ROLE_ARTIFACT && item->kind != ITEM_LINK)
					continue;
				if (item->kind == ITEM_LINE)
					line_collect(d, &item->line);
				else if (item->kind == ITEM_PICTURE && item->picture.image)
					text_add(d, item->tag, 0, STR("(picture)"), false);
			}
}

static int
spoken_cmp(const void *pa, const void *pb)
{
	const struct spoken *a = pa, *b = pb;
	if (a->parent != b->parent)
		return a->parent < b->parent ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->tag || b->tag)
		return !b->tag ? -1 : !a->tag ? 1 : a->tag < b->tag ? -1 : a->tag > b->tag;
	return a->order < b->order ? -1 : a->order > b->order;
}

static void
element_write(struct tag_dump *d, const struct spoken *s, int depth)
{
	const struct tag *tag = &d->pages->tags[s->tag];
	buf_fmt(d->text, "%*s%s", depth * 2, "", tag_names[tag->type]);
	if (tag->lang.n)
		buf_fmt(d->text, " lang %.*s", STR_FMT(tag->lang));
	const struct tag_more *more = tag->more;
	if (more && more->alt.n)
		buf_fmt(d->text, " alt \"%.*s\"", STR_FMT(more->alt));
	if (more && more->expansion.n)
		buf_fmt(d->text, " short for \"%.*s\"", STR_FMT(more->expansion));
	if (more && more->contents.n)
		buf_fmt(d->text, " says \"%.*s\"", STR_FMT(more->contents));
	if (more && more->title.n)
		buf_fmt(d->text, " title \"%.*s\"", STR_FMT(more->title));
	if (more && more->colspan > 1)
		buf_fmt(d->text, " colspan %d", more->colspan);
	if (more && more->rowspan > 1)
		buf_fmt(d->text, " rowspan %d", more->rowspan);
	if (more && more->heads_row)
		buf_z(d->text, " heads row");
	if (more && more->n_headers)
		buf_fmt(d->text, " heads %d", more->n_headers);
	buf_char(d->text, '\n');
}

void
tags_dump(const struct pages *pages, FILE *out)
{
	struct buf text = {0};
	struct tag_dump d = {.pages = pages, .a = arena_new(), .text = &text};
	content_collect(&d);
	for (size_t i = 1; i < pages->n_tags; i++) {
		struct spoken own = {.parent = pages->tags[i].parent, .at = pages->tags[i].at, .tag = (uint32_t)i};
		*PUSH(d.a, d.list, d.n, d.cap) = own;
	}
	if (d.n)
		qsort(d.list, d.n, sizeof *d.list, spoken_cmp);
	size_t *from = NEW_N(d.a, pages->n_tags + 2, size_t);
	for (size_t i = 0, tag = 0; tag <= pages->n_tags; tag++) {
		while (i < d.n && d.list[i].parent < tag)
			i++;
		from[tag] = i;
	}
	/* depth first: where each open element has come to */
	size_t *at = NEW_N(d.a, pages->n_tags + 1, size_t);
	uint32_t *open = NEW_N(d.a, pages->n_tags + 1, uint32_t);
	int depth = 0;
	at[0] = from[0];
	for (;;) {
		size_t i = at[depth];
		if (i >= d.n || d.list[i].parent != open[depth]) {
			if (!depth--)
				break;
			continue;
		}
		at[depth]++;
		const struct spoken *s = &d.list[i];
		if (!s->tag) {
			buf_fmt(&text, "%*s\"%.*s\"\n", depth * 2, "", STR_FMT(s->text));
			continue;
		}
		element_write(&d, s, depth);
		open[++depth] = s->tag;
		at[depth] = from[s->tag];
	}
	fwrite(text.p, 1, text.n, out);
	buf_free(&text);
	arena_free(d.a);
}
