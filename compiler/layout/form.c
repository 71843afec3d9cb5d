/* form.c - the form that goes with an author's proof: whose pages they are, what to answer, where to sign */
#include "layout/form.h"

#define RULE PT(1.5)
#define HAIR PT(0.4)
#define WRITING MM(8) /* from one line for handwriting to the next */
#define FOOT MM(17) /* white below a page of the form */
#define ALSO_MOST 12 /* pages that are named one by one */
#define LINES 3 /* for corrections; two fewer where the place to sign would have a page for itself */

static struct str
word(const struct form_set *f, enum form_word w)
{
	return form_word_in(w, f->form->lang);
}

/* ---- what is asked ---- */

void
form_text(struct form_set *f, struct str text, enum text_role style, uint8_t role, dim x, dim measure)
{
	struct sheet *s = &f->sheet;
	struct text_style t = s->env->style->text_styles[style];
	t.justified = t.hyphenate = false;
	if (!text.n)
		return;
	sheet_room(s, (dim)sheet_lines(s->env, text, &t, f->form->lang, measure) * t.leading);
	s->y = sheet_text(s, text, &t, f->form->lang, role, x, s->y + t.leading, measure);
}

dim
form_tick(struct form_set *f, struct str text, dim x, dim y, dim measure)
{
	struct sheet *s = &f->sheet;
	const struct text_style *t = &s->env->style->text_styles[TEXT_EMBED];
	struct colour ink = s->env->style->text;
	dim side = f->box, top = y - side + PT(0.5);
	sheet_rect(s, x, top, side, HAIR, ink);
	sheet_rect(s, x, top + side - HAIR, side, HAIR, ink);
	sheet_rect(s, x, top, HAIR, side, ink);
	sheet_rect(s, x + side - HAIR, top, HAIR, side, ink);
	return sheet_text(s, text, t, f->form->lang, ROLE_PARA, x + side * 3 / 2, y, measure - side * 3 / 2);
}

void
form_line(struct form_set *f, dim x, dim y, dim w)
{
	sheet_rect(&f->sheet, x, y, w, HAIR, (struct colour){.k = 60}); /* what is written on it shall stand out */
}

static void
lines_put(struct form_set *f, int n)
{
	for (int i = 0; i < n; i++) {
		sheet_room(&f->sheet, WRITING);
		form_line(f, 0, f->sheet.y += WRITING, f->sheet.measure);
	}
}

void
form_question(struct form_set *f, enum form_word w, int lines)
{
	struct sheet *s = &f->sheet;
	dim leading = s->env->style->text_styles[TEXT_EMBED].leading;
	sheet_room(s, 2 * leading + lines * WRITING);
	s->y = form_tick(f, word(f, w), 0, s->y + leading + PT(1), s->measure);
	lines_put(f, lines);
}

void
form_heading(struct form_set *f, enum form_word w, dim behind)
{
	struct sheet *s = &f->sheet;
	dim grid = s->env->style->grid;
	sheet_room(s, grid * 3 + behind);
	s->y += grid;
	sheet_rect(s, 0, s->y, s->measure, HAIR, s->env->style->accent);
	s->y += grid / 4;
	form_text(f, word(f, w), TEXT_H2, ROLE_HEADING, 0, s->measure);
	s->y += PT(2);
}

/* ---- whose, and which pages ---- */

/* The day of the newest post, if it is known. */
static struct str
newest_text(const struct form_set *f)
{
	const struct book *book = f->sheet.env->book;
	const struct date *newest = NULL;
	for (size_t i = 0; i < book->n_entries; i++) {
		const struct date *d = &book->entries[i].date;
		if (d->precision >= DATE_DAY && (!newest || d->instant > newest->instant))
			newest = d;
	}
	if (!newest)
		return STR_NONE;
	return str_fmt(f->sheet.env->keep, "%.*s %.*s", STR_FMT(word(f, FORM_CONTENT_OF)),
		STR_FMT(date_words(f->sheet.env->keep, newest, f->form->lang)));
}

static struct str
return_text(const struct form_set *f)
{
	if (!f->form->contact.n)
		return STR_NONE;
	return str_fmt(f->sheet.env->keep, "%.*s %.*s", STR_FMT(word(f, FORM_RETURN)),
		STR_FMT(str_one_line(f->sheet.env->keep, f->form->contact)));
}

static void
head_put(struct form_set *f)
{
	struct sheet *s = &f->sheet;
	const struct book *book = s->env->book;
	const struct style *style = s->env->style;
	struct arena *a = s->env->keep;
	bool editors = !f->form->who.n;
	dim grid = style->grid;
	struct str series = series_words(a, book->config, f->form->lang);
	sheet_item(s, (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .dest = STR("--form")});
	form_text(f, word(f, editors ? FORM_PROOF_EDITORS : FORM_PROOF), TEXT_KICKER, ROLE_KICKER, 0, s->measure);
	s->y += grid / 2;
	sheet_rect(s, 0, s->y, s->measure, RULE, style->accent);
	s->y += grid / 2;
	form_text(f, editors ? word(f, FORM_EDITORS) : f->form->who, TEXT_TITLE, ROLE_TITLE, 0, s->measure);
	form_text(f, book->title, TEXT_SUBTITLE, ROLE_SUBTITLE, 0, s->measure);
	form_text(f, series, TEXT_EMBED, ROLE_PARA, 0, s->measure);
	form_text(f, newest_text(f), TEXT_EMBED, ROLE_PARA, 0, s->measure);
	s->y += grid / 2;
	form_text(f, word(f, editors ? FORM_INTRO_EDITORS : FORM_INTRO), TEXT_BODY, ROLE_PARA, 0, s->measure);
	form_text(f, return_text(f), TEXT_BYLINE, ROLE_PARA, 0, s->measure);
}

/* "12", or "12–19" */
static struct str
range_text(const struct form_set *f, size_t entry)
{
	const struct page *pages = f->sheet.env->posts;
	if (!f->first[entry])
		return STR_NONE;
	struct str from = pages[f->first[entry] - 1].folio, to = pages[f->last[entry] - 1].folio;
	if (str_eq(from, to) || !to.n)
		return from;
	return str_fmt(f->sheet.env->keep, "%.*s\xE2\x80\x93%.*s", STR_FMT(from), STR_FMT(to));
}

static void
post_put(struct form_set *f, size_t entry)
{
	struct sheet *s = &f->sheet;
	const struct entry *e = &s->env->book->entries[entry];
	const struct text_style *t = &s->env->style->text_styles[TEXT_TOC_HEADING];
	dim w = s->measure - MM(20);
	struct str range = range_text(f, entry);
	sheet_room(s, (dim)sheet_lines(s->env, e->title, t, e->lang, w) * t->leading);
	dim top = s->y;
	if (range.n)
		sheet_folio(s, range, t, top + t->leading);
	s->y = sheet_text(s, e->title, t, e->lang, ROLE_TOC, 0, top + t->leading, w);
	sheet_link(s, 0, top + PT(3), s->measure, s->y - top, e->slug);
}

/* Pages around the posts that show his pictures: the cover, a gallery. */
static void
also_put(struct form_set *f)
{
	struct sheet *s = &f->sheet;
	struct buf b = {0};
	size_t n = 0;
	for (size_t i = 0; i < f->form->n_shown; i++) {
		const struct page *page = &s->env->posts[f->form->shown[i]];
		if (page->post >= 0)
			continue;
		if (n++ == ALSO_MOST)
			buf_z(&b, "\xE2\x80\xA6");
		if (n > ALSO_MOST)
			break;
		buf_z(&b, n > 1 ? ", " : "");
		bool cover = !page->folio.n || str_eq(page->folio, word_in(WORD_COVER, s->env->book->language));
		buf_str(&b, cover ? word_in(WORD_COVER, f->form->lang) : page->folio);
	}
	if (n)
		form_text(f, str_fmt(s->env->keep, "%.*s %.*s", STR_FMT(word(f, FORM_ALSO)), STR_FMT(buf_view(&b))), TEXT_EMBED,
			ROLE_PARA, 0, s->measure);
	buf_free(&b);
}

/* ---- where to sign ---- */

static void
field_put(struct form_set *f, enum form_word w, dim x, dim measure)
{
	struct sheet *s = &f->sheet;
	form_line(f, x, s->y, measure);
	sheet_text(s, word(f, w), &s->env->style->text_styles[TEXT_CAPTION], f->form->lang, ROLE_LABEL, x,
		s->y + s->env->style->text_styles[TEXT_CAPTION].leading, measure);
}

static void
signature_put(struct form_set *f)
{
	struct sheet *s = &f->sheet;
	dim grid = s->env->style->grid, gap = MM(6), half = (s->measure - gap) / 2;
	f->alone = sheet_room(s, 2 * (WRITING + grid * 3 / 2) + 2 * grid);
	s->y += grid + WRITING;
	field_put(f, FORM_NAME, 0, s->measure);
	s->y += grid + WRITING;
	field_put(f, FORM_DATE, 0, half);
	field_put(f, FORM_SIGNATURE, half + gap, half);
	s->y += grid * 3 / 2;
	form_text(f, return_text(f), TEXT_BYLINE, ROLE_PARA, 0, s->measure);
}

/* ---- all ---- */

static void
form_set_one(struct form_set *f)
{
	struct sheet *s = &f->sheet;
	const struct form *form = f->form;
	s->bare = true;
	head_put(f);
	form_heading(f, form->who.n ? FORM_PAGES : FORM_PAGES_EDITORS, s->env->style->grid);
	for (size_t i = 0; i < form->n_entries; i++)
		post_put(f, form->entries[i]);
	also_put(f);
	form_heading(f, FORM_TEXT, 3 * WRITING);
	form_question(f, FORM_CORRECT, 0);
	form_question(f, FORM_MARKED, f->lines);
	form_pictures(f);
	signature_put(f);
}

/* Of each entry: its first and last page, plus 1. */
static void
ranges_find(const struct parts_env *env, size_t *first, size_t *last)
{
	for (size_t i = 0; i < env->n_posts; i++) {
		int post = env->posts[i].post;
		if (post < 0 || (size_t)post >= env->book->n_entries)
			continue;
		first[post] = first[post] ? first[post] : i + 1;
		last[post] = i + 1;
	}
}

void
forms_set(struct parts_env *env, struct form *forms, size_t n)
{
	const struct book *book = env->book;
	struct style style = *env->style; /* single leaves: margins alike on both sides */
	style.margin_inner = (style.margin_inner + style.margin_outer) / 2;
	style.margin_outer = env->style->margin_inner + env->style->margin_outer - style.margin_inner;
	if (style.last_baseline < style.trim_h - FOOT) /* no folio stands below */
		style.last_baseline = style.trim_h - FOOT;
	struct parts_env own = *env;
	size_t *first = NEW_N(env->keep, book->n_entries + 1, size_t), *last = NEW_N(env->keep, book->n_entries + 1, size_t);
	size_t *spot = NEW_N(env->keep, book->n_images + 1, size_t);
	bool *listed = NEW_N(env->keep, book->n_images + 1, bool);
	own.style = &style;
	ranges_find(env, first, last);
	for (size_t i = 0; i < n; i++) {
		struct form_set f = {
			.form = &forms[i], .first = first, .last = last, .spot = spot, .listed = listed, .box = MM(2.8)};
		struct str who = forms[i].who.n ? forms[i].who : form_word_in(FORM_EDITORS, forms[i].lang);
		for (f.lines = LINES, f.alone = true; f.alone && f.lines > 0; f.lines -= 2) { /* the pages have room, too */
			f.sheet = sheet_new(&own, who);
			form_set_one(&f);
		}
		forms[i].pages = sheet_pages(&f.sheet, &forms[i].n_pages);
		for (size_t k = 0; k < forms[i].n_pages; k++)
			forms[i].pages[k].folio = str_fmt(env->keep, "F%zu", k + 1);
	}
}
