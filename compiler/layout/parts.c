/* parts.c - title page, imprint and contents */
#include "layout/parts.h"

/* A page that is being filled. */
struct sheet {
	struct parts_env *env;
	struct item *items;
	size_t n, cap;
	dim y; /* baseline of the line set last */
	dim measure;
};

static dim
measure_of(const struct style *style)
{
	return style->trim_w - style->margin_inner - style->margin_outer;
}

static void
sheet_item(struct sheet *s, struct item item)
{
	*PUSH(s->env->keep, s->items, s->n, s->cap) = item;
}

/* Sets a text below what stands there: its first baseline at y. Returns the baseline of its last line. */
static dim
text_put(struct sheet *s, struct str text, const struct text_style *style, struct str lang, uint8_t role, dim x, dim y,
	dim measure)
{
	struct para_in in = {
		.text = text, .lang = lang, .style = style, .measure = measure, .role = role, .rtl = language_rtl(lang)};
	/* A post's title among others stands where theirs do. */
	if (in.rtl && !language_rtl(s->env->book->language))
		in.align = PARA_LEFT;
	struct para para;
	arena_reset(s->env->scratch);
	para_set(s->env->fonts, s->env->keep, s->env->scratch, &in, &para, s->env->d);
	for (size_t i = 0; i < para.n; i++)
		sheet_item(s,
			(struct item){.kind = ITEM_LINE,
				.role = role,
				.x = x,
				.y = y + (dim)i * style->leading,
				.w = para.lines[i].w,
				.line = para.lines[i]});
	return para.n ? y + (dim)(para.n - 1) * style->leading : y;
}

/* How many lines a text takes. */
static size_t
lines_of(struct parts_env *env, struct str text, const struct text_style *style, struct str lang, dim measure)
{
	struct para_in in = {.text = text, .lang = lang, .style = style, .measure = measure, .rtl = language_rtl(lang)};
	struct para para;
	arena_reset(env->scratch);
	para_set(env->fonts, env->scratch, env->scratch, &in, &para, env->d);
	return para.n;
}

static void
page_close(struct page *page, struct sheet *s, enum frame_kind kind)
{
	const struct style *style = s->env->style;
	bool whole = kind == FRAME_PAGE;
	page->post = -1;
	page->frames = NEW(s->env->keep, struct frame);
	page->n_frames = 1;
	page->frames[0] = (struct frame){.kind = kind,
		.x = whole ? 0 : text_left(style, page->number),
		.w = whole ? style->trim_w : s->measure,
		.h = style->trim_h,
		.items = s->items,
		.n = s->n};
}

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

/* A style at the largest size at which a text fits the width on one line. */
static struct text_style
style_to_fit(struct parts_env *env, const struct text_style *style, struct str text, dim width)
{
	struct text_style fitted = *style;
	arena_reset(env->scratch);
	dim w = text_width(env->fonts, env->scratch, text, env->book->language, style);
	if (w > width) {
		fitted.size = dim_scale(style->size, width, w) - PT(0.5);
		fitted.leading = dim_scale(style->leading, fitted.size, style->size);
	}
	return fitted;
}

/* The accent panel at the head of the page, with the years. */
static void
title_panel(struct sheet *s)
{
	const struct style *style = s->env->style;
	struct str years = years_text(s->env);
	sheet_item(s,
		(struct item){.kind = ITEM_RECT,
			.role = ROLE_ARTIFACT,
			.x = -style->bleed,
			.y = -style->bleed,
			.w = style->trim_w + 2 * style->bleed,
			.h = style->opening_depth + style->bleed,
			.fill = style->accent});
	if (!years.n)
		return;
	struct text_style big = style_to_fit(s->env, &style->text_styles[TEXT_YEAR], years, s->measure);
	text_put(s, years, &big, s->env->book->language, ROLE_KICKER, style->margin_inner, style->opening_depth - PT(22),
		s->measure + PT(4));
}

static void
title_page(struct parts_env *env, struct page *page)
{
	const struct style *style = env->style;
	const struct book *book = env->book;
	struct sheet s = {.env = env, .measure = measure_of(style)};
	const struct text_style *title = &style->text_styles[TEXT_BOOK_TITLE],
				*subtitle = &style->text_styles[TEXT_BOOK_SUBTITLE];
	sheet_item(&s, (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .dest = STR("--title")});
	title_panel(&s);
	dim y = style->kicker_baseline + 3 * style->grid;
	y = text_put(&s, book->title, title, book->language, ROLE_TITLE, style->margin_inner, y, s.measure);
	if (book->subtitle.n)
		y = text_put(&s, book->subtitle, subtitle, book->language, ROLE_SUBTITLE, style->margin_inner,
			y + style->grid * 5 / 2, s.measure);
	if (book->publisher.n)
		text_put(&s, book->publisher, &style->text_styles[TEXT_BYLINE], book->language, ROLE_BYLINE, style->margin_inner,
			style->last_baseline, s.measure);
	page_close(page, &s, FRAME_PAGE);
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
static void
imprint_page(struct parts_env *env, struct page *page)
{
	const struct style *style = env->style;
	const struct text_style *t = &style->text_styles[TEXT_IMPRINT];
	struct imprint p = {.sheet = {.env = env, .measure = measure_of(style)}};
	size_t total = 0;
	imprint_lines(&p);
	for (int i = 0; i < p.n; i++)
		total += p.lines[i].n ? lines_of(env, p.lines[i], t, env->book->language, p.sheet.measure) : 1;
	dim y = style->last_baseline - (dim)(total - 1) * t->leading;
	for (int i = 0; i < p.n; i++) {
		if (p.lines[i].n)
			y = text_put(&p.sheet, p.lines[i], t, env->book->language, ROLE_PARA, 0, y, p.sheet.measure);
		y += t->leading;
	}
	page_close(page, &p.sheet, FRAME_TEXT);
}

/* ---- contents ---- */

struct contents {
	struct parts_env *env;
	struct sheet sheet;
	struct page *pages;
	size_t n, cap;
	const struct str *folios;
	dim y; /* lower edge of what is set */
	dim folio_w; /* column of the page numbers */
	dim gap; /* above an entry; a part has three times as much more */
};

static void
contents_page_open(struct contents *c)
{
	c->sheet = (struct sheet){.env = c->env, .measure = measure_of(c->env->style)};
	c->y = c->env->style->first_baseline - c->env->style->grid;
}

static void
contents_page_close(struct contents *c)
{
	struct page *page = PUSH(c->env->keep, c->pages, c->n, c->cap);
	*page = (struct page){.number = (int)c->n + 2};
	page->folio = roman(c->env->keep, page->number);
	page_close(page, &c->sheet, FRAME_TEXT);
	furniture_add(c->env, page, STR_NONE);
}

/* Makes room for what is h high. */
static void
contents_room(struct contents *c, dim h)
{
	if (c->y + h <= c->env->style->last_baseline + PT(1))
		return;
	contents_page_close(c);
	contents_page_open(c);
}

static void
contents_heading(struct contents *c)
{
	const struct style *style = c->env->style;
	struct str lang = c->env->book->language;
	const struct text_style *t = &style->text_styles[TEXT_TITLE];
	contents_page_open(c);
	sheet_item(&c->sheet, (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .dest = STR("--contents")});
	dim y = c->y + 2 * style->grid;
	c->y = text_put(&c->sheet, word_in(WORD_CONTENTS, lang), t, lang, ROLE_HEADING, 0, y, c->sheet.measure) + style->grid;
}

static struct str
kicker_text(struct contents *c, const struct entry *entry)
{
	bool author = entry->author.n && !entry->author_is_publisher;
	if (!author || !entry->kicker.n)
		return author ? entry->author : entry->kicker;
	return str_fmt(c->env->keep, "%.*s \xC2\xB7 %.*s", STR_FMT(entry->kicker), STR_FMT(entry->author));
}

static struct str
title_text(struct contents *c, const struct entry *entry)
{
	if (!entry->subtitle.n)
		return entry->title;
	return str_fmt(c->env->keep, "%.*s: %.*s", STR_FMT(entry->title), STR_FMT(entry->subtitle));
}

static void
folio_put(struct contents *c, struct str folio, const struct text_style *title, dim y)
{
	struct text_style t = *title;
	t.tabular = true;
	t.oldstyle = false;
	struct para_in in = {.text = folio,
		.lang = c->env->book->language,
		.style = &t,
		.measure = c->sheet.measure,
		.align = PARA_RIGHT,
		.role = ROLE_TOC};
	struct para para;
	arena_reset(c->env->scratch);
	para_set(c->env->fonts, c->env->keep, c->env->scratch, &in, &para, c->env->d);
	if (para.n)
		sheet_item(&c->sheet,
			(struct item){.kind = ITEM_LINE, .role = ROLE_TOC, .y = y, .w = para.lines[0].w, .line = para.lines[0]});
}

/* A post: its date and author small above its title, the page number at the title's last line. */
static void
contents_entry(struct contents *c, size_t i)
{
	const struct style *style = c->env->style;
	const struct entry *entry = &c->env->book->entries[i];
	struct text_style title = style->text_styles[TEXT_TOC_TITLE];
	const struct text_style *kicker = &style->text_styles[TEXT_TOC_KICKER];
	struct str above = kicker_text(c, entry), text = title_text(c, entry);
	dim measure = c->sheet.measure - c->folio_w, before = c->gap, top;
	title.leading = style->grid;
	size_t lines = lines_of(c->env, text, &title, entry->lang, measure);
	dim h = before + (above.n ? style->grid : 0) + (dim)lines * style->grid;
	contents_room(c, h);
	top = c->y;
	c->y += before;
	if (above.n)
		c->y = text_put(&c->sheet, above, kicker, entry->lang, ROLE_TOC, 0, c->y + style->grid, measure);
	c->y = text_put(&c->sheet, text, &title, entry->lang, ROLE_TOC, 0, c->y + style->grid, measure);
	if (c->folios)
		folio_put(c, c->folios[i], &title, c->y);
	sheet_item(&c->sheet,
		(struct item){.kind = ITEM_LINK,
			.role = ROLE_ARTIFACT,
			.y = top + before,
			.w = c->sheet.measure,
			.h = c->y - top - before + PT(3),
			.link = {.dest = entry->slug}});
}

static void
contents_part(struct contents *c, const struct part *part)
{
	const struct style *style = c->env->style;
	const struct text_style *t = &style->text_styles[TEXT_TOC_PART];
	if (!part->title.n || !part->n)
		return;
	/* its first entry stays with it */
	contents_room(c, 5 * style->grid + style->grid / 2);
	c->y = text_put(&c->sheet, part->title, t, c->env->book->language, ROLE_TOC, 0, c->y + 2 * style->grid, c->sheet.measure);
	sheet_item(&c->sheet,
		(struct item){.kind = ITEM_RECT,
			.role = ROLE_ARTIFACT,
			.y = c->y + PT(4),
			.w = c->sheet.measure,
			.h = PT(0.5),
			.fill = style->accent});
}

static struct page *
contents_set(struct parts_env *env, const struct str *folios, dim gap, size_t *n)
{
	const struct book *book = env->book;
	struct contents c = {.env = env, .folios = folios, .gap = gap};
	arena_reset(env->scratch);
	c.folio_w =
		2 * text_width(env->fonts, env->scratch, STR("0000"), book->language, &env->style->text_styles[TEXT_TOC_TITLE]);
	contents_heading(&c);
	for (size_t p = 0; p < book->n_parts; p++) {
		const struct part *part = &book->parts[p];
		bool headed = book->n_parts > 1 && part->title.n;
		if (headed)
			contents_part(&c, part);
		for (size_t i = part->first; i < part->first + part->n; i++)
			contents_entry(&c, i);
	}
	contents_page_close(&c);
	*n = c.n;
	return c.pages;
}

/* A tighter setting is taken where it saves a page. */
static struct page *
contents_pages(struct parts_env *env, const struct str *folios, size_t *n)
{
	dim grid = env->style->grid;
	size_t tight = 0;
	struct page *pages = contents_set(env, folios, grid / 2, n), *tighter = NULL;
	if (*n > 1)
		tighter = contents_set(env, folios, grid / 4, &tight);
	if (!tighter || tight == *n)
		return pages;
	*n = tight;
	return tighter;
}

/* ---- all ---- */

struct page *
parts_front(struct parts_env *env, const struct str *folios, size_t *n)
{
	size_t contents;
	struct page *list = contents_pages(env, folios, &contents);
	size_t total = contents + 2 + contents % 2;
	struct page *pages = NEW_N(env->keep, total, struct page);
	pages[0].number = 1;
	pages[1].number = 2;
	title_page(env, &pages[0]);
	imprint_page(env, &pages[1]);
	for (size_t i = 0; i < contents; i++)
		pages[i + 2] = list[i];
	if (contents % 2)
		pages[total - 1] = (struct page){.number = (int)total, .post = -1};
	*n = total;
	return pages;
}
