/* events.c - what happened month by month, in columns, as large as it can be */
#include "layout/poster.h"

enum { COLUMNS_LEAST = 2, COLUMNS_MOST = 4, SIZES = 14 };
#define SIZE_LEAST PT(7)

/* The months and events of the book, in the order of the calendar. */
static struct event *
events_list(struct parts_env *env, size_t *n)
{
	size_t dated, cap = 0;
	const struct entry **entries = book_timeline(env->book, env->keep, &dated);
	struct event *list = NULL;
	const struct date *before = NULL;
	*n = 0;
	for (size_t i = 0; i < dated; i++) {
		const struct entry *e = entries[i];
		struct date month = e->date;
		if (month.precision > DATE_MONTH)
			month.precision = DATE_MONTH;
		bool same = before && before->year == month.year &&
			(before->precision == DATE_YEAR) == (month.precision == DATE_YEAR) &&
			(month.precision == DATE_YEAR || before->month == month.month);
		if (!same)
			*PUSH(env->keep, list, *n, cap) = (struct event){
				.text = date_words(env->keep, &month, env->book->language), .lang = env->book->language};
		struct str day = e->date.precision >= DATE_DAY ? str_fmt(env->keep, "%d", e->date.day) : STR_NONE;
		*PUSH(env->keep, list, *n, cap) =
			(struct event){.label = day, .text = e->title, .lang = e->lang, .slug = e->slug};
		before = &e->date;
	}
	return list;
}

static void
styles_set(struct parts_env *env, struct events *e, dim size)
{
	const struct style *s = env->style;
	e->title = s->text_styles[TEXT_TIMELINE_TITLE];
	e->month = s->text_styles[TEXT_H2];
	e->day = s->text_styles[TEXT_H2];
	e->title.size = e->day.size = size;
	e->month.size = size * 6 / 5;
	e->title.leading = e->month.leading = e->day.leading = size * 13 / 10;
	e->title.oldstyle = e->day.oldstyle = false;
	e->month.colour = s->accent;
	e->hang = size * 9 / 5;
}

static dim
above(const struct events *e, const struct event *one)
{
	return one->slug.n ? e->title.size * 2 / 5 : e->title.size;
}

static void
heights_set(struct parts_env *env, struct events *e)
{
	for (size_t i = 0; i < e->n; i++) {
		struct event *one = &e->list[i];
		dim w = one->slug.n ? e->column_w - e->hang : e->column_w;
		size_t lines = sheet_lines(env, one->text, one->slug.n ? &e->title : &e->month, one->lang, w);
		one->h = above(e, one) + (dim)lines * e->title.leading;
	}
}

/* Fills columns of such a height; how many events find a place. A month stands with its first event. */
static size_t
columns_fill(struct events *e, dim high)
{
	int column = 0;
	dim y = 0;
	e->h = 0;
	for (size_t i = 0; i < e->n; i++) {
		struct event *one = &e->list[i];
		dim own = y ? one->h : one->h - above(e, one);
		dim with = !one->slug.n && i + 1 < e->n ? own + e->list[i + 1].h : own;
		if (y + with > high && y) {
			column++;
			y = 0;
			own = one->h - above(e, one);
		}
		if (column >= e->columns)
			return i;
		one->column = column;
		one->y = y ? y + above(e, one) : 0;
		y += own;
		e->h = y > e->h ? y : e->h;
	}
	return e->n;
}

/* The columns end at one height, or nearly so. */
static void
columns_level(struct events *e, dim high)
{
	dim low = 0;
	while (high - low > e->title.leading / 4) {
		dim middle = low + (high - low) / 2;
		if (columns_fill(e, middle) == e->n && e->h <= middle)
			high = middle;
		else
			low = middle;
	}
	columns_fill(e, high);
}

static bool
size_try(struct parts_env *env, struct events *e, dim w, dim h, dim size, int columns)
{
	e->columns = columns;
	styles_set(env, e, size);
	e->gap = size * 2;
	e->column_w = (w - (columns - 1) * e->gap) / columns;
	if (e->column_w < size * 11)
		return false;
	heights_set(env, e);
	return columns_fill(e, h) == e->n && e->h <= h;
}

struct events
events_fit(struct parts_env *env, dim w, dim h, dim unit)
{
	struct events e = {.left = 0};
	e.list = events_list(env, &e.n);
	dim most = unit * 13 / 5, size = most;
	for (int k = 0; k < SIZES && size > SIZE_LEAST; k++, size = size * 9 / 10)
		for (int columns = COLUMNS_LEAST; columns <= COLUMNS_MOST; columns++)
			if (size_try(env, &e, w, h, size, columns)) {
				columns_level(&e, h);
				return e;
			}
	size = size < SIZE_LEAST ? SIZE_LEAST : size;
	size_try(env, &e, w, h, size, COLUMNS_MOST);
	size_t n = columns_fill(&e, h);
	while (n && !e.list[n - 1].slug.n) /* no month without events at the end */
		n--;
	for (size_t i = n; i < e.n; i++)
		e.left += e.list[i].slug.n > 0;
	e.n = n;
	columns_fill(&e, h);
	if (e.left)
		diag_add(env->d, DIAG_PAGE_OVERFULL, STR_NONE, 0, 0,
			"the poster has no room for the last %zu posts; they were left out: choose fewer (--from, --tag), or a "
			"larger "
			"sheet (--paper a2)",
			e.left);
	return e;
}

static dim
line_put(struct sheet *s, const struct event *one, struct str text, const struct text_style *t, uint8_t role, dim x, dim y, dim w)
{
	struct para_in in = {
		.text = text, .lang = one->lang, .style = t, .measure = w, .role = role, .rtl = language_rtl(one->lang)};
	return sheet_para(s, &in, x, y, true);
}

void
events_put(struct sheet *s, const struct events *e, dim x, dim y)
{
	for (size_t i = 0; i < e->n; i++) {
		const struct event *one = &e->list[i];
		dim left = x + one->column * (e->column_w + e->gap), base = y + one->y + e->title.size;
		if (!one->slug.n) {
			line_put(s, one, one->text, &e->month, ROLE_HEADING, left, base, e->column_w);
			continue;
		}
		if (one->label.n)
			line_put(s, one, one->label, &e->day, ROLE_LABEL, left, base, e->hang);
		line_put(s, one, one->text, &e->title, ROLE_TOC, left + e->hang, base, e->column_w - e->hang);
	}
}
