/* pictureedit.c - what pictures.csv says of a picture, in every place that shows it: its caption, its alternative text, who made it */
#include "book/gather.h"

static void
text_set(struct post *p, struct block *b, struct str text)
{
	b->text = quotes_text(p->arena, text);
	b->runs = NEW(p->arena, struct run);
	b->n_runs = 1;
	b->runs[0] = (struct run){.end = (uint32_t)b->text.n, .link = -1, .picture = -1, .note = -1};
}

/* A caption as a person wrote it replaces the post's; one that the program proposed stands where the post has none. */
static bool
caption_wanted(const struct desk_picture *desk, struct str text)
{
	return desk->caption.n && (desk->said & SAID_CAPTION ? !str_eq(text, desk->caption) : !text.n);
}

static bool
alt_wanted(const struct desk_picture *desk, struct str alt)
{
	return desk->alt.n && (desk->said & SAID_ALT || !alt.n);
}

/* Under an opening that the text does not show stands no figure whose caption could be taken. */
static void
opening_caption(struct entry *e, const struct desk_picture *desk)
{
	struct post *p = e->post;
	if (e->opening_figure || e->opening_picture >= 0 || !caption_wanted(desk, STR_NONE))
		return;
	struct block *b = NEW(p->arena, struct block);
	*b = (struct block){.kind = BLOCK_FIGURE, .line = p->title_line, .parent = p->root, .picture = -1, .link = -1};
	text_set(p, b, desk->caption);
	e->opening_figure = b;
}

/* Those told of as lacking a text that now have one: lines on which no other picture lacks it. */
static void
findings_withdraw(struct gather *g, const struct post *p)
{
	struct diag_place *told = NEW_N(g->a, p->n_pictures, struct diag_place);
	size_t n = 0;
	for (size_t k = 0; k < p->n_pictures; k++) {
		const struct picture *picture = &p->pictures[k];
		if (!picture->alt.n && !picture->decorative) {
			while (n && told[n - 1].line == picture->line)
				n--;
			while (k + 1 < p->n_pictures && p->pictures[k + 1].line == picture->line)
				k++;
		} else
			told[n++] = (struct diag_place){p->path, picture->line};
	}
	if (n)
		diag_withdraw(g->d, DIAG_PICTURE_ALT, told, n);
}

static const struct desk_picture *
desk_of(struct gather *g, int image)
{
	return image < 0 ? NULL : desk_picture(g->config->desk, g->book->images[image].key);
}

void
pictures_edit(struct gather *g, struct entry *e)
{
	struct post *p = e->post;
	bool described = false;
	for (size_t k = 0; k < p->n_pictures; k++) {
		const struct desk_picture *desk = desk_of(g, p->pictures[k].image);
		if (!desk || p->pictures[k].fixed & FIXED_ALT || !alt_wanted(desk, p->pictures[k].alt) ||
			(p->pictures[k].decorative && !(desk->said & SAID_ALT)))
			continue;
		p->pictures[k].alt = quotes_text(p->arena, desk->alt);
		p->pictures[k].decorative = false;
		described = true;
	}
	if (described)
		findings_withdraw(g, p);
	for (struct block *b = p->root; (b = block_next(b, p->root));) {
		const struct desk_picture *desk =
			b->kind == BLOCK_FIGURE && b->picture >= 0 ? desk_of(g, p->pictures[b->picture].image) : NULL;
		if (desk && !(p->pictures[b->picture].fixed & FIXED_CAPTION) && caption_wanted(desk, b->text))
			text_set(p, b, desk->caption);
	}
	const struct desk_picture *desk = desk_of(g, e->opening);
	if (!desk)
		return;
	if (alt_wanted(desk, e->opening_alt) && !(e->opening_edit && e->opening_edit->fixed & FIXED_ALT))
		e->opening_alt = quotes_text(p->arena, desk->alt);
	opening_caption(e, desk);
}
