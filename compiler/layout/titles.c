/* titles.c - title page and imprint */
#include "layout/sheet.h"

/* ---- title page ---- */

static struct str
years_text(const struct parts_env *env)
{
	const struct book *book = env->book;
	if (!book->year_from)
		return STR_NONE;
	if (book->year_from == book->year_to)
		return str_fmt(env->keep, "%d", book->year_from);
	return str_fmt(env->keep, "%d\xE2\x80\x93%d", book->year_from, book->year_to);
}

/* The accent panel at the head of the page, with the years. */
static void
title_panel(struct sheet *s)
{
	const struct style *style = s->env->style;
	struct str years = years_text(s->env);
	sheet_item_whole(s,
		(struct item){.kind = ITEM_RECT,
			.role = ROLE_ARTIFACT,
			.x = -style->bleed,
			.y = -style->bleed,
			.w = style->trim_w + 2 * style->bleed,
			.h = style->opening_depth + style->bleed,
			.fill = style->panel});
	if (!years.n)
		return;
	struct text_style big = style_to_fit(s->env, &style->text_styles[TEXT_YEAR], years, s->measure);
	sheet_text(s, years, &big, s->env->book->language, ROLE_KICKER, 0, style->opening_depth - PT(22), s->measure + PT(4));
}

struct page *
part_title(struct parts_env *env, size_t *n)
{
	const struct style *style = env->style;
	const struct book *book = env->book;
	struct sheet s = sheet_new(env, STR_NONE);
	const struct text_style *title = &style->text_styles[TEXT_BOOK_TITLE],
				*subtitle = &style->text_styles[TEXT_BOOK_SUBTITLE];
	s.bare = true;
	sheet_item(&s, (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .dest = part_dest(env->part)});
	title_panel(&s);
	dim y = style->kicker_baseline + 3 * style->grid;
	y = sheet_text(&s, book->title, title, book->language, ROLE_TITLE, 0, y, s.measure);
	if (book->subtitle.n)
		y = sheet_text(
			&s, book->subtitle, subtitle, book->language, ROLE_SUBTITLE, 0, y + style->grid * 5 / 2, s.measure);
	if (book->publisher.n)
		sheet_text(&s, book->publisher, &style->text_styles[TEXT_BYLINE], book->language, ROLE_BYLINE, 0,
			style->last_baseline, s.measure);
	return sheet_pages(&s, n);
}

/* ---- imprint ---- */

struct imprint {
	struct sheet sheet;
	struct str lines[12];
	int n;
};

static void
imprint_line(struct imprint *p, struct str text)
{
	if (p->n < 12)
		p->lines[p->n++] = text;
}

static void
imprint_lines(struct imprint *p)
{
	const struct book *book = p->sheet.env->book;
	struct arena *a = p->sheet.env->keep;
	imprint_line(p, book->subtitle.n ? str_fmt(a, "%.*s. %.*s", STR_FMT(book->title), STR_FMT(book->subtitle)) : book->title);
	if (book->publisher.n)
		imprint_line(p, book->publisher);
	if (book->config->n_editors) {
		struct str editors = list_words(a, book->config->editors, book->config->n_editors, book->language);
		imprint_line(p, str_fmt(a, "%.*s %.*s", STR_FMT(word_in(WORD_EDITED_BY, book->language)), STR_FMT(editors)));
	}
	if (book->description.n)
		imprint_line(p, book->description);
	imprint_line(p, STR_NONE);
	if (book->rights.n)
		imprint_line(p, book->rights);
	if (book->identifier.n)
		imprint_line(p, book->identifier);
	imprint_line(p, word_in(WORD_SET_IN, book->language));
}

/* Small type at the foot of the title page's back. */
struct page *
part_imprint(struct parts_env *env, size_t *n)
{
	const struct style *style = env->style;
	const struct text_style *t = &style->text_styles[TEXT_IMPRINT];
	struct imprint p = {.sheet = sheet_new(env, STR_NONE)};
	size_t total = 0;
	p.sheet.bare = true;
	imprint_lines(&p);
	for (int i = 0; i < p.n; i++)
		total += p.lines[i].n ? sheet_lines(env, p.lines[i], t, env->book->language, p.sheet.measure) : 1;
	dim y = style->last_baseline - (dim)(total - 1) * t->leading;
	for (int i = 0; i < p.n; i++) {
		if (p.lines[i].n)
			y = sheet_text(&p.sheet, p.lines[i], t, env->book->language, ROLE_PARA, 0, y, p.sheet.measure);
		y += t->leading;
	}
	return sheet_pages(&p.sheet, n);
}
