/* draftlist.c - the list at the end of a draft: each finding with its number, its page and its text, post by post */
#include "layout/draft.h"
#include "layout/sheet.h"

/* Columns: the number, the page, the text. */
#define PAGE_AT PT(22)
#define TEXT_AT PT(54)

struct list {
	struct sheet sheet;
	struct text_style number, page, text;
};

static void
group_head(struct list *l, const struct draft_mark *m)
{
	struct sheet *s = &l->sheet;
	const struct style *style = s->env->style;
	const struct entry *e = m->entry >= 0 ? &s->env->book->entries[m->entry] : NULL;
	const struct text_style *t = &style->text_styles[TEXT_H3];
	struct str title = e && e->title.n ? e->title : m->file, lang = e ? e->lang : s->env->book->language;
	if (!title.n) /* about the whole book */
		title = s->env->book->title;
	dim h = (dim)sheet_lines(s->env, title, t, lang, s->measure) * t->leading;
	sheet_room(s, h + l->text.leading * 4);
	s->y = sheet_text(s, title, t, lang, ROLE_HEADING, 0, s->y + t->leading * 3 / 2, s->measure);
	if (e)
		s->y = sheet_text(s, m->file, &l->page, s->env->book->language, ROLE_PARA, 0, s->y + l->page.leading, s->measure);
	s->y += PT(3);
}

static void
finding_put(struct list *l, const struct pages *p, const struct draft_mark *m, int at)
{
	struct sheet *s = &l->sheet;
	struct parts_env *env = s->env;
	struct str number = str_fmt(env->keep, "%d", m->number);
	dim w = s->measure - TEXT_AT, h = (dim)sheet_lines(env, m->text, &l->text, env->book->draft->lang, w) * l->text.leading;
	bool lined = m->line && m->entry >= 0;
	if (lined && h < 2 * l->text.leading)
		h = 2 * l->text.leading;
	sheet_room(s, h);
	dim top = s->y, y = top + l->text.leading;
	sheet_dest(s, draft_dest(env, m->number, true));
	sheet_text(s, number, &l->number, env->book->draft->lang, ROLE_LABEL, 0, y, PAGE_AT);
	if (at >= 0)
		sheet_text(s, str_fmt(env->keep, "p. %.*s", STR_FMT(p->list[at].folio)), &l->page, env->book->draft->lang,
			ROLE_LABEL, PAGE_AT, y, TEXT_AT - PAGE_AT);
	if (lined)
		sheet_text(s, str_fmt(env->keep, "l. %d", m->line), &l->page, env->book->draft->lang, ROLE_LABEL, PAGE_AT,
			at >= 0 ? y + l->text.leading : y, TEXT_AT - PAGE_AT);
	sheet_text(s, m->text, &l->text, env->book->draft->lang, ROLE_PARA, TEXT_AT, y, w);
	s->y = top + h;
	if (at >= 0)
		sheet_link(s, 0, top + l->text.leading / 4, TEXT_AT, l->text.leading, draft_dest(env, m->number, false));
	s->y += PT(3);
}

struct page *
draft_list(struct parts_env *env, const struct pages *p, const int *at, size_t *n)
{
	const struct style *style = env->style;
	const struct draft *draft = env->book->draft;
	struct str title = word_in(WORD_FINDINGS, env->book->language);
	struct list l = {.sheet = sheet_new(env, title),
		.number = style->text_styles[TEXT_TABLE_HEAD],
		.page = style->text_styles[TEXT_CAPTION],
		.text = style->text_styles[TEXT_CAPTION]};
	l.number.colour = style->accent;
	l.number.leading = l.text.leading;
	sheet_dest(&l.sheet, STR("--findings"));
	l.sheet.y = sheet_text(&l.sheet, title, &style->text_styles[TEXT_TITLE], env->book->language, ROLE_HEADING, 0,
			    l.sheet.y + 2 * style->grid, l.sheet.measure) +
		style->grid / 2;
	for (size_t i = 0; i < draft->n; i++) {
		const struct draft_mark *m = &draft->marks[i], *before = i ? m - 1 : NULL;
		if (!before || before->entry != m->entry || (m->entry < 0 && !str_eq(before->file, m->file)))
			group_head(&l, m);
		finding_put(&l, p, m, at[i]);
	}
	if (draft->more.n) {
		sheet_room(&l.sheet, l.text.leading * 3);
		l.sheet.y = sheet_text(&l.sheet, draft->more, &l.number, draft->lang, ROLE_PARA, 0,
			l.sheet.y + l.text.leading * 2, l.sheet.measure);
	}
	return sheet_pages(&l.sheet, n);
}
