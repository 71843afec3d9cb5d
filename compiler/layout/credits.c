/* credits.c - the list of pictures: by post, what each shows, who made it, on which page it stands */
#include "layout/sheet.h"

#include <stdlib.h>

enum { SHOWS_MOST = 150 /* bytes of what a picture shows */ };

/* Where a picture of a post stands. */
struct spot {
	int entry, image;
	struct str folio, dest;
	size_t order;
	struct frame *frame; /* and its place there */
	size_t item;
};

struct listing {
	struct sheet sheet;
	dim folio_w;
	struct text_style text; /* on the grid of the page */
	struct spot *spots; /* by entry and image; NULL: not known yet */
	size_t n_spots, cap_spots;
	bool *seen; /* images of the post at hand that are listed */
	bool all; /* those without a credit, too */
};

/* ---- where they stand ---- */

static int
spot_cmp(const void *pa, const void *pb)
{
	const struct spot *a = pa, *b = pb;
	if (a->entry != b->entry)
		return a->entry < b->entry ? -1 : 1;
	if (a->image != b->image)
		return a->image < b->image ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static void
page_look(struct listing *l, const struct page *page)
{
	const struct book *book = l->sheet.env->book;
	for (size_t f = 0; f < page->n_frames; f++)
		for (size_t i = 0; i < page->frames[f].n; i++) {
			const struct item *item = &page->frames[f].items[i];
			if (item->kind != ITEM_PICTURE || item->picture.image < book->images ||
				item->picture.image >= book->images + book->n_images)
				continue;
			*PUSH(l->sheet.env->keep, l->spots, l->n_spots, l->cap_spots) = (struct spot){.entry = page->post,
				.image = (int)(item->picture.image - book->images),
				.folio = page->folio,
				.order = l->n_spots,
				.frame = &page->frames[f],
				.item = i};
		}
}

/* The place gets a name, which the list leads to. A list that is set twice has it already. */
static void
spot_name(struct parts_env *env, struct spot *spot)
{
	struct frame *frame = spot->frame;
	dim y = frame->items[spot->item].y;
	spot->dest = str_fmt(env->keep, "--f%d-%d", spot->entry, spot->image);
	for (size_t i = 0; i < frame->n && frame->items[i].kind == ITEM_DEST; i++)
		if (str_eq(frame->items[i].dest, spot->dest))
			return;
	struct item *items = NEW_N(env->keep, frame->n + 1, struct item);
	items[0] = (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .y = y, .dest = spot->dest};
	for (size_t i = 0; i < frame->n; i++)
		items[i + 1] = frame->items[i];
	frame->items = items;
	frame->n++;
}

static void
spots_find(struct listing *l)
{
	const struct parts_env *env = l->sheet.env;
	for (size_t i = 0; env->posts && i < env->n_posts; i++)
		if (env->posts[i].post >= 0)
			page_look(l, &env->posts[i]);
	if (l->n_spots)
		qsort(l->spots, l->n_spots, sizeof *l->spots, spot_cmp);
}

/* Where a post shows a picture first; NULL: it is not shown by itself. */
static struct spot *
spot_of(const struct listing *l, int entry, int image)
{
	struct spot wanted = {.entry = entry, .image = image};
	size_t low = 0, high = l->n_spots;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (spot_cmp(&l->spots[mid], &wanted) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < l->n_spots && l->spots[low].entry == entry && l->spots[low].image == image)
		return &l->spots[low];
	return NULL;
}

/* ---- one picture ---- */

/* Its first words, with a full stop. */
static void
add_sentence(struct buf *b, struct str s)
{
	bool cut = s.n > SHOWS_MOST;
	if (cut) {
		s.n = SHOWS_MOST;
		while (s.n && s.p[s.n] != ' ')
			s.n--;
		while (s.n && str_find(STR(" ,;:.-"), str_sub(s, s.n - 1, s.n)) >= 0)
			s.n--;
	}
	if (!s.n)
		return;
	if (b->n)
		buf_char(b, ' ');
	for (size_t i = 0; i < s.n; i++)
		buf_char(b, s.p[i] == '\n' ? ' ' : s.p[i]);
	char last = s.p[s.n - 1];
	buf_z(b, cut ? "\xE2\x80\xA6" : last == '.' || last == '!' || last == '?' ? "" : ".");
}

/* An address as it is read. */
static struct str
address_short(struct str s)
{
	ptrdiff_t at = str_find(s, STR("://"));
	if (at > 0)
		s = str_sub(s, (size_t)at + 3, s.n);
	if (str_starts(s, "www."))
		s = str_sub(s, 4, s.n);
	ptrdiff_t query = str_find_char(s, '?');
	if (query > 0)
		s.n = (size_t)query;
	while (str_ends(s, "/"))
		s.n--;
	return s;
}

static struct str
picture_text(struct listing *l, const struct entry *e, struct str shows, const struct credit *c)
{
	struct buf b = {0};
	add_sentence(&b, shows);
	if (c->credit.n && str_find(c->licence, c->credit) < 0) /* "© 2024 Ana" says it already */
		add_sentence(&b,
			str_fmt(l->sheet.env->scratch, "%.*s: %.*s", STR_FMT(word_in(WORD_PHOTO, e->lang)), STR_FMT(c->credit)));
	add_sentence(&b, c->licence);
	add_sentence(&b, address_short(c->source));
	struct str text = buf_keep(&b, l->sheet.env->keep);
	buf_free(&b);
	return text;
}

static void
picture_put(struct listing *l, int entry, int image, struct str shows, bool *headed)
{
	struct sheet *s = &l->sheet;
	const struct book *book = s->env->book;
	const struct style *style = s->env->style;
	const struct entry *e = &book->entries[entry];
	const struct credit *c = &book->credits[image];
	bool credited = c->credit.n || c->licence.n || c->source.n;
	if (l->seen[image] || !(credited || (l->all && shows.n)))
		return;
	l->seen[image] = true;
	struct spot *spot = spot_of(l, entry, image);
	struct str text = picture_text(l, e, shows, c),
		   folio = spot	 ? spot->folio
		: s->env->folios ? s->env->folios[entry]
				 : STR_NONE;
	if (spot)
		spot_name(s->env, spot);
	dim measure = s->measure - l->folio_w;
	dim leading = l->text.leading, h = (dim)sheet_lines(s->env, text, &l->text, e->lang, measure) * leading;
	if (!*headed) {
		const struct text_style *head = &style->text_styles[TEXT_H3];
		dim head_h = (dim)(sheet_lines(s->env, e->title, head, e->lang, measure) + 1) * style->grid;
		sheet_room(s, head_h + h);
		sheet_leave(s, s->part);
		s->y = sheet_text(s, e->title, head, e->lang, ROLE_HEADING, 0, s->y + 2 * style->grid, measure);
		sheet_enter(s, TAG_L, e->lang);
	}
	*headed = true;
	sheet_room(s, h);
	dim top = s->y;
	uint32_t list = sheet_enter_item(s, e->lang);
	sheet_enter_link(s);
	s->y = sheet_text(s, text, &l->text, e->lang, ROLE_PARA, 0, s->y + leading, measure);
	if (folio.n)
		sheet_folio(s, folio, &l->text, top + leading);
	sheet_link(s, 0, top + PT(3), s->measure, s->y - top, spot ? spot->dest : e->slug);
	sheet_leave(s, list);
}

/* ---- all ---- */

static void
entry_put(struct listing *l, int entry)
{
	const struct book *book = l->sheet.env->book;
	const struct entry *e = &book->entries[entry];
	const struct post *p = e->post;
	bool headed = false;
	if (e->opening >= 0)
		picture_put(l, entry, e->opening, e->opening_alt, &headed);
	for (const struct block *b = p->root; (b = block_next(b, p->root));) {
		const struct picture *picture = b->kind == BLOCK_FIGURE && b->picture >= 0 ? &p->pictures[b->picture] : NULL;
		if (picture && picture->image >= 0)
			picture_put(l, entry, picture->image, b->text.n ? b->text : picture->alt, &headed);
	}
	for (size_t k = 0; k < p->n_pictures; k++) /* those in lines of text */
		if (p->pictures[k].image >= 0)
			picture_put(l, entry, p->pictures[k].image, p->pictures[k].alt, &headed);
	if (e->opening >= 0)
		l->seen[e->opening] = false;
	for (size_t k = 0; k < p->n_pictures; k++)
		if (p->pictures[k].image >= 0)
			l->seen[p->pictures[k].image] = false;
}

static struct page *
list_make(struct parts_env *env, dim leading, size_t *n)
{
	const struct book *book = env->book;
	struct listing l = {.text = env->style->text_styles[TEXT_CAPTION], .all = book->pictures_all};
	struct str title = part_name(env, PART_PICTURES);
	l.text.leading = leading;
	l.seen = NEW_N(env->keep, book->n_images, bool);
	l.sheet = sheet_new(env, title);
	l.folio_w = 2 * text_width(env->fonts, env->scratch, STR("0000"), book->language, &l.text);
	sheet_heading(&l.sheet, title);
	spots_find(&l);
	for (size_t i = 0; i < book->n_entries; i++)
		entry_put(&l, (int)i);
	return sheet_pages(&l.sheet, n);
}

/* The leading of captions is taken where it saves a page. */
struct page *
part_pictures(struct parts_env *env, size_t *n)
{
	const struct style *style = env->style;
	dim leading = style->text_styles[TEXT_CAPTION].leading;
	size_t n_close = 0;
	*n = 0;
	if (!env->book->n_images)
		return NULL;
	struct page *pages = list_make(env, style->grid, n), *close;
	if (*n < 2 || leading >= style->grid)
		return pages;
	close = list_make(env, leading, &n_close);
	if (n_close >= *n)
		return pages;
	*n = n_close;
	return close;
}
