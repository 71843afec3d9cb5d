/* timeline.c - the year at a glance: an axis of months, the posts at their dates */
#include "layout/sheet.h"

enum { MONTHS = 12 };

struct axis {
	struct sheet s;
	dim x; /* of the line, from the text's left edge */
	dim from; /* its upper end on this page */
	dim text_x, folio_w;
	dim empty; /* height of a month without posts */
	const struct entry **events;
	size_t n;
};

/* Draws the line down to where the page has come. */
static void
axis_end(struct axis *a)
{
	if (a->s.y > a->from)
		sheet_rect(&a->s, a->x, a->from, PT(0.75), a->s.y - a->from, a->s.env->style->accent);
}

static void
axis_begin(struct axis *a)
{
	a->from = a->s.y + a->s.env->style->grid * 2 / 5;
}

/* Makes room for h; the line goes on on the next page. */
static void
axis_room(struct axis *a, dim h)
{
	if (a->s.y + h <= a->s.env->style->last_baseline + PT(1))
		return;
	axis_end(a);
	sheet_turn(&a->s);
	axis_begin(a);
}

static dim
event_height(struct axis *a, const struct entry *e)
{
	const struct style *style = a->s.env->style;
	dim measure = a->s.measure - a->text_x - a->folio_w;
	size_t lines = sheet_lines(a->s.env, e->title, &style->text_styles[TEXT_TIMELINE_TITLE], e->lang, measure);
	if (e->kicker.n)
		lines += sheet_lines(a->s.env, e->kicker, &style->text_styles[TEXT_TOC_KICKER], e->lang, measure);
	return (dim)lines * style->grid;
}

/* The name of a month stands left of the line, with a tick: what an item of the list begins with, or all that it has. */
static void
month_put(struct axis *a, int month, dim y, enum tag_type type)
{
	const struct style *style = a->s.env->style;
	struct str lang = a->s.env->book->language;
	if (month < 1 || month > MONTHS)
		return;
	const struct text_style *t = &style->text_styles[TEXT_TIMELINE_MONTH];
	uint32_t item = sheet_enter(&a->s, type, lang);
	a->s.leaf = a->s.within;
	sheet_text(&a->s, month_word(month, lang), t, lang, ROLE_LABEL, 0, y, a->x);
	a->s.leaf = 0;
	sheet_leave(&a->s, item);
	sheet_rect(&a->s, a->x - PT(5), y - t->size / 3, PT(5), PT(0.5), style->accent);
}

static void
event_put(struct axis *a, const struct entry *e, int month)
{
	const struct style *style = a->s.env->style;
	const struct text_style *kicker = &style->text_styles[TEXT_TOC_KICKER], *title = &style->text_styles[TEXT_TIMELINE_TITLE];
	struct parts_env *env = a->s.env;
	dim measure = a->s.measure - a->text_x - a->folio_w, h = event_height(a, e), side = PT(6);
	axis_room(a, h);
	dim top = a->s.y, y = top + style->grid;
	uint32_t list = sheet_enter(&a->s, TAG_LI, e->lang);
	month_put(a, month, y, TAG_LBL);
	sheet_enter(&a->s, TAG_LBODY, STR_NONE);
	sheet_enter_link(&a->s);
	sheet_rect(&a->s, a->x + PT(0.375) - side / 2, y - kicker->size / 3 - side / 2, side, side, style->accent);
	a->s.at = 1; /* listeners hear the title first */
	if (e->kicker.n)
		y = sheet_text(&a->s, e->kicker, kicker, e->lang, ROLE_TOC, a->text_x, y, measure) + style->grid;
	a->s.at = 0;
	y = sheet_text(&a->s, e->title, title, e->lang, ROLE_TOC, a->text_x, y, measure);
	a->s.at = 2;
	if (env->folios)
		sheet_folio(&a->s, env->folios[e - env->book->entries], title, y);
	sheet_link_says(&a->s, e->title);
	sheet_link(&a->s, a->text_x, top + PT(3), a->s.measure - a->text_x, y - top, e->slug);
	sheet_leave(&a->s, list);
	a->s.y = y + style->grid / 2;
}

/* Months without posts: a tick each; where the book has one year only, their names too. */
static void
months_empty(struct axis *a, int from, int to)
{
	const struct style *style = a->s.env->style;
	for (int month = from; month < to && month <= MONTHS; month++) {
		axis_room(a, a->empty);
		a->s.y += a->empty;
		if (a->empty == style->grid) {
			uint32_t list = sheet_enter(&a->s, TAG_LI, STR_NONE);
			month_put(a, month, a->s.y, TAG_LBODY);
			sheet_leave(&a->s, list);
		} else
			sheet_rect(&a->s, a->x - PT(3), a->s.y, PT(3), PT(0.5), style->accent);
	}
}

/* What the year of events[i] takes below its number; *end is where the next begins. */
static dim
year_height(struct axis *a, size_t i, size_t *end, bool *months)
{
	int year = a->events[i]->date.year, month = 0, full = 0;
	dim h = 0;
	*months = false;
	for (; i < a->n && a->events[i]->date.year == year; i++) {
		const struct date *date = &a->events[i]->date;
		h += event_height(a, a->events[i]) + a->s.env->style->grid / 2;
		if (date->precision == DATE_YEAR)
			continue;
		*months = true;
		full += date->month != month;
		month = date->month;
	}
	*end = i;
	return *months ? h + (MONTHS - full) * a->empty : h;
}

/* One year from events[i] on. Returns where the next begins. */
static size_t
year_put(struct axis *a, size_t i)
{
	const struct style *style = a->s.env->style;
	struct str lang = a->s.env->book->language;
	int year = a->events[i]->date.year, month = 1;
	size_t end, first = i;
	bool months;
	dim h = year_height(a, i, &end, &months) + 5 * style->grid / 2, grid = style->grid;
	/* a year stays whole where it can; else some of it stands below its number */
	sheet_room(&a->s, h < style->last_baseline - style->first_baseline ? h : 8 * grid);
	a->s.y = sheet_text(&a->s, str_fmt(a->s.env->keep, "%d", year), &style->text_styles[TEXT_TIMELINE_YEAR], lang,
			 ROLE_HEADING, 0, a->s.y + 2 * grid, a->s.measure) +
		grid / 2;
	axis_begin(a);
	uint32_t part = sheet_enter(&a->s, TAG_L, STR_NONE);
	for (; i < end; i++) {
		const struct date *date = &a->events[i]->date;
		int own = date->precision == DATE_YEAR ? MONTHS + 1 : date->month;
		if (months)
			months_empty(a, month, own);
		event_put(a, a->events[i], i == first || own >= month ? own : 0);
		month = own + 1 > month ? own + 1 : month;
	}
	if (months)
		months_empty(a, month, MONTHS + 1);
	axis_end(a);
	sheet_leave(&a->s, part);
	a->s.y += grid;
	return end;
}

/* The widest name of a month, and a gap. */
static dim
months_width(struct parts_env *env)
{
	dim most = 0;
	for (int i = 1; i <= MONTHS; i++) {
		arena_reset(env->scratch);
		dim w = text_width(env->fonts, env->scratch, month_word(i, env->book->language), env->book->language,
			&env->style->text_styles[TEXT_TIMELINE_MONTH]);
		most = w > most ? w : most;
	}
	return most + PT(12);
}

struct page *
part_timeline(struct parts_env *env, size_t *n)
{
	struct axis a = {.x = months_width(env)};
	a.events = book_timeline(env->book, env->keep, &a.n);
	*n = 0;
	if (!a.n)
		return NULL;
	arena_reset(env->scratch);
	a.folio_w = 2 *
		text_width(env->fonts, env->scratch, STR("0000"), env->book->language,
			&env->style->text_styles[TEXT_TIMELINE_TITLE]);
	a.text_x = a.x + env->style->grid;
	a.s = sheet_new(env, part_name(env, PART_TIMELINE));
	a.empty = a.events[0]->date.year == a.events[a.n - 1]->date.year ? env->style->grid : env->style->grid / 2;
	sheet_heading(&a.s, part_name(env, PART_TIMELINE));
	for (size_t i = 0; i < a.n;)
		i = year_put(&a, i);
	return sheet_pages(&a.s, n);
}
