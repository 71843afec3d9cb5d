/* formpicture.c - the pictures on an author's form: a row for each with its page, what to answer, and who is to be seen */
#include "layout/form.h"
#include "layout/special.h"

#include "base/file.h"

enum { CAPTION_LINES = 2, TICKS = 2 };
#define THUMB_W MM(20)
#define THUMB_H MM(15)
#define GAP MM(4)

/* ---- which ---- */

static bool
of_book(const struct book *book, const struct image *image)
{
	return image >= book->images && image < book->images + book->n_images;
}

/* Finds where the pages at hand show pictures, or cleans up behind that. */
static void
spots_mark(struct form_set *f, bool set)
{
	const struct parts_env *env = f->sheet.env;
	for (size_t i = 0; i < f->form->n_shown; i++) {
		const struct page *page = &env->posts[f->form->shown[i]];
		for (size_t k = 0; k < page->n_frames; k++)
			for (size_t q = 0; q < page->frames[k].n; q++) {
				const struct item *item = &page->frames[k].items[q];
				if (item->kind != ITEM_PICTURE || !of_book(env->book, item->picture.image))
					continue;
				size_t image = (size_t)(item->picture.image - env->book->images);
				f->listed[image] = false;
				bool better = !f->spot[image] || (page->post >= 0 && env->posts[f->spot[image] - 1].post < 0);
				if (!set)
					f->spot[image] = 0;
				else if (better)
					f->spot[image] = f->form->shown[i] + 1;
			}
	}
}

/* ---- a row ---- */

/* What there is of a picture to tell. */
struct row {
	int image; /* -1: its file is missing */
	struct str shows, name, lang;
};

static struct str
row_text(struct form_set *f, const struct row *r)
{
	struct arena *a = f->sheet.env->keep;
	struct str name = path_base(r->name), page = STR_NONE;
	size_t at = r->image >= 0 ? f->spot[r->image] : 0;
	if (at && f->sheet.env->posts[at - 1].folio.n)
		page = str_fmt(
			a, "%.*s %.*s", STR_FMT(word_in(WORD_PAGE, f->form->lang)), STR_FMT(f->sheet.env->posts[at - 1].folio));
	struct str what = r->shows.n ? r->shows : name;
	return page.n ? str_fmt(a, "%.*s \xC2\xB7 %.*s", STR_FMT(page), STR_FMT(what)) : what;
}

/* "may be printed", "the credit is right: Ana"; without a credit a line to write it on. Returns the lowest baseline. */
static dim
answers_put(struct form_set *f, const struct row *r, dim x, dim y, dim w)
{
	struct sheet *s = &f->sheet;
	const struct style *style = s->env->style;
	const struct text_style *t = &style->text_styles[TEXT_EMBED];
	struct str lang = f->form->lang, credit = s->env->book->credits ? s->env->book->credits[r->image].credit : STR_NONE;
	y = form_tick(f, form_word_in(FORM_MAY, lang), x, y, w) + t->leading;
	if (credit.n) {
		struct str text = str_fmt(s->env->keep, "%.*s: %.*s", STR_FMT(form_word_in(FORM_CREDIT, lang)), STR_FMT(credit));
		return form_tick(f, special_short(s->env, text, t, lang, w - f->box * 3 / 2, 2), x, y, w);
	}
	struct str by = form_word_in(FORM_MADE_BY, lang);
	dim taken = text_width(s->env->fonts, s->env->scratch, by, lang, t) + PT(4);
	y += PT(2);
	sheet_text(s, by, t, lang, ROLE_PARA, x, y, w);
	form_line(f, x + taken, y + PT(1), w > taken ? w - taken : 0);
	return y;
}

static void
row_put(struct form_set *f, const struct row *r)
{
	struct sheet *s = &f->sheet;
	const struct style *style = s->env->style;
	const struct text_style *t = &style->text_styles[TEXT_CAPTION], *tick = &style->text_styles[TEXT_EMBED];
	dim x = THUMB_W + GAP, w = s->measure - x, h = CAPTION_LINES * t->leading + (TICKS + 1) * tick->leading;
	sheet_room(s, (h > THUMB_H ? h : THUMB_H) + GAP);
	dim top = s->y + GAP, y = top + t->leading - PT(2);
	if (r->image >= 0)
		sheet_picture(s, &s->env->book->images[r->image], r->shows, 0, top, THUMB_W, THUMB_H);
	else
		sheet_rect(s, 0, top, THUMB_W, THUMB_H, style->code_ground);
	y = sheet_text(s, special_short(s->env, row_text(f, r), t, r->lang, w, CAPTION_LINES), t, r->lang, ROLE_CAPTION, x, y, w);
	if (r->image >= 0)
		y = answers_put(f, r, x, y + tick->leading + PT(1), w);
	else
		y = sheet_text(
			s, form_word_in(FORM_MISSING, f->form->lang), tick, f->form->lang, ROLE_PARA, x, y + tick->leading, w);
	s->y = y + PT(3) > top + THUMB_H ? y + PT(3) : top + THUMB_H;
}

/* ---- the rows of a post ---- */

struct rows {
	struct form_set *f;
	bool headed;
	bool photograph; /* one that is shown: somebody may be on it */
};

static void
row_ask(struct rows *rows, const struct row *r)
{
	struct form_set *f = rows->f;
	if (r->image >= 0 && (f->listed[r->image] || !f->spot[r->image]))
		return;
	if (r->image >= 0)
		f->listed[r->image] = true;
	rows->photograph |= r->image >= 0 && f->sheet.env->book->images[r->image].photograph;
	if (!rows->headed)
		form_heading(f, FORM_PICTURES, THUMB_H + GAP);
	rows->headed = true;
	row_put(f, r);
}

static void
post_rows(struct rows *rows, const struct entry *e)
{
	const struct post *p = e->post;
	if (e->opening >= 0)
		row_ask(rows,
			&(struct row){.image = e->opening,
				.shows =
					e->opening_figure && e->opening_figure->text.n ? e->opening_figure->text : e->opening_alt,
				.name = rows->f->sheet.env->book->images[e->opening].shown,
				.lang = e->lang});
	for (const struct block *b = p->root; (b = block_next(b, p->root));) {
		const struct picture *picture = b->kind == BLOCK_FIGURE && b->picture >= 0 ? &p->pictures[b->picture] : NULL;
		if (picture && b->only != EDITION_SCREEN)
			row_ask(rows,
				&(struct row){.image = picture->image,
					.shows = b->text.n ? b->text : picture->alt,
					.name = picture->src,
					.lang = e->lang});
	}
	for (size_t k = 0; k < p->n_pictures; k++) /* those in lines of text */
		if (p->pictures[k].image >= 0)
			row_ask(rows,
				&(struct row){.image = p->pictures[k].image,
					.shows = p->pictures[k].alt,
					.name = p->pictures[k].src,
					.lang = e->lang});
}

void
form_pictures(struct form_set *f)
{
	struct rows rows = {.f = f};
	spots_mark(f, true);
	for (size_t i = 0; i < f->form->n_entries; i++)
		post_rows(&rows, &f->sheet.env->book->entries[f->form->entries[i]]);
	spots_mark(f, false);
	if (!rows.photograph)
		return;
	form_heading(f, FORM_PEOPLE, 4 * MM(8));
	form_question(f, FORM_AGREE, 0);
	form_question(f, FORM_EXCEPT, 2);
}
