/* postsheet.c - posts.csv: its columns, and what a person changed there is laid over the posts */
#include "base/file.h"
#include "desk/room.h"
#include "desk/sheet.h"
#include "desk/value.h"

#include <string.h>

const struct sheet_column post_columns[POST_COLUMNS] = {
	[POST_PATH] = {"path", "ruta", "caminho", SHEET_KEY, SHEET_PATH},
	[POST_INCLUDE] = {"include", "incluir", "incluir", SHEET_PROPOSAL, SHEET_CONSENT},
	[POST_ORDER_DATE] = {"order date", "fecha de orden", "data de ordem", SHEET_PROPOSAL, SHEET_DATE},
	[POST_PRINTED_DATE] = {"printed date", "fecha impresa", "data impressa", SHEET_PROPOSAL, SHEET_DATE},
	[POST_EVENT] = {"event", "evento", "evento", SHEET_PROPOSAL, SHEET_DATES},
	[POST_PLACE] = {"place", "lugar", "local", SHEET_PROPOSAL, SHEET_TEXT},
	[POST_LANGUAGE] = {"language", "idioma", "idioma", SHEET_PROPOSAL, SHEET_TEXT},
	[POST_VERSION_OF] = {"translation of", "traducción de", "tradução de", SHEET_FACT, SHEET_TEXT},
	[POST_TITLE] = {"title", "título", "título", SHEET_PROPOSAL, SHEET_TEXT},
	[POST_AUTHOR] = {"author", "autor", "autor", SHEET_PROPOSAL, SHEET_TEXT},
	[POST_WORDS] = {"words", "palabras", "palavras", SHEET_FACT, SHEET_TEXT},
	[POST_PICTURES] = {"pictures", "fotos", "imagens", SHEET_FACT, SHEET_TEXT},
	[POST_KIND] = {"kind", "tipo", "tipo", SHEET_FACT, SHEET_TEXT},
	[POST_WHY] = {"why", "por qué", "por quê", SHEET_FACT, SHEET_TEXT},
	[POST_STATE] = {"state", "estado", "estado", SHEET_FACT, SHEET_TEXT},
};

/* ---- names of posts ---- */

/* Cuts the next folder off a path; false when none is left. "." is none. */
static bool
part_next(struct str *rest, struct str *part)
{
	while (rest->n) {
		ptrdiff_t at = str_find_char(*rest, '/');
		*part = at < 0 ? *rest : str_sub(*rest, 0, (size_t)at);
		*rest = at < 0 ? STR_NONE : str_sub(*rest, (size_t)at + 1, rest->n);
		if (part->n && !str_is(*part, "."))
			return true;
	}
	return false;
}

/* Without "." and, where a folder stands before it, "..". */
static struct str
path_plain(struct arena *a, struct str path)
{
	char *p = arena_alloc(a, path.n + 1);
	size_t n = 0, fixed = path.n && path.p[0] == '/';
	struct str rest = path, part;
	if (fixed)
		p[n++] = '/';
	while (part_next(&rest, &part)) {
		size_t last = n;
		while (last && p[last - 1] != '/')
			last--;
		bool up = str_is(part, "..");
		if (up && n > fixed && !str_is(str_sub((struct str){p, n}, last, n), "..")) {
			n = last > fixed ? last - 1 : fixed;
			continue;
		}
		if (n > fixed)
			p[n++] = '/';
		memcpy(p + n, part.p, part.n);
		n += part.n;
	}
	return (struct str){p, n};
}

struct str
desk_path(struct arena *a, struct str root, struct str path)
{
	struct str from = path_plain(a, root), to = path_plain(a, path), x = STR_NONE, y = STR_NONE;
	if (str_starts(from, "/") != str_starts(to, "/"))
		return to;
	struct str rest_from = from, rest_to = to;
	bool more_from, more_to;
	do {
		from = rest_from;
		to = rest_to;
		more_from = part_next(&rest_from, &x);
		more_to = part_next(&rest_to, &y);
	} while (more_from && more_to && rest_to.n && str_eq(x, y));
	struct buf b = {0};
	while (part_next(&from, &x))
		buf_z(&b, "../");
	buf_str(&b, to);
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

/* ---- posts.csv over the posts ---- */

static void
value_bad(struct diag *d, const struct sheet *s, const struct sheet_row *row, enum post_column c)
{
	diag_add(d, DIAG_VALUE_BAD, s->path, row->line, 0,
		"\"%.*s\" in the column \"%s\" was not understood; the post is printed as it would be without it",
		STR_FMT(str_sub(row->cells[c], 0, 100)), post_columns[c].name);
}

/* A date that a person wrote; NONE where nobody did. */
static struct date
row_date(struct diag *d, const struct sheet *s, const struct sheet_row *row, enum post_column c)
{
	struct date date = {0};
	if (row->changed[c] && row->cells[c].n && !sheet_date(row->cells[c], &date)) {
		value_bad(d, s, row, c);
		return (struct date){0};
	}
	return date;
}

/* A line that a person wrote; empty where nobody did. */
static struct str
row_text(struct desk *desk, struct diag *d, const struct sheet *s, const struct sheet_row *row, enum post_column c)
{
	if (!row->changed[c])
		return STR_NONE;
	if (row->cells[c].n <= TEXT_LINE)
		return str_one_line(desk->a, row->cells[c]);
	diag_add(d, DIAG_VALUE_BAD, s->path, row->line, 0,
		"the cell in the column \"%s\" is longer than %d bytes and was not taken: is a quotation mark missing?",
		post_columns[c].name, TEXT_LINE);
	return STR_NONE;
}

/* "Ana; Bea": several, each by itself. */
static void
authors_take(struct arena *a, struct str cell, struct edit *e)
{
	size_t n;
	struct str *names = names_split(a, cell, &n);
	e->author = n ? str_fmt(a, "%.*s", STR_FMT(names[0])) : STR_NONE;
	for (size_t i = 1; i < n; i++)
		e->author = str_fmt(a, "%.*s, %.*s", STR_FMT(e->author), STR_FMT(names[i]));
	if (n > 1) {
		e->authors = names;
		e->n_authors = n;
	}
}

static void
row_apply(struct desk *desk, struct diag *d, const struct sheet *s, const struct sheet_row *row, struct post *p)
{
	static const enum post_column texts[] = {
		POST_INCLUDE, POST_ORDER_DATE, POST_PRINTED_DATE, POST_EVENT, POST_PLACE, POST_LANGUAGE, POST_TITLE, POST_AUTHOR};
	enum consent include = CONSENT_UNKNOWN;
	bool any = false;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		any |= row->changed[texts[i]] && row->cells[texts[i]].n;
	if (!any)
		return;
	struct edit *e = edit_of(desk->a, p);
	e->file = s->path;
	e->line = row->line;
	if (row->changed[POST_INCLUDE]) {
		if (!consent_read(row->cells[POST_INCLUDE], &include) || include == CONSENT_PENDING ||
			include == CONSENT_NOT_NEEDED)
			value_bad(d, s, row, POST_INCLUDE);
		e->skip = include == CONSENT_NO;
		e->wanted = include == CONSENT_YES;
	}
	e->date = row_date(d, s, row, POST_ORDER_DATE);
	e->printed = row_date(d, s, row, POST_PRINTED_DATE);
	if (row->changed[POST_EVENT] && row->cells[POST_EVENT].n &&
		!sheet_dates(desk->a, row->cells[POST_EVENT], &e->event_from, &e->event_to)) {
		value_bad(d, s, row, POST_EVENT);
		e->event_from = e->event_to = (struct date){0};
	}
	e->place = row_text(desk, d, s, row, POST_PLACE);
	if (row->changed[POST_LANGUAGE] && row->cells[POST_LANGUAGE].n > 35)
		value_bad(d, s, row, POST_LANGUAGE);
	else if (row->changed[POST_LANGUAGE])
		e->lang = row->cells[POST_LANGUAGE];
	e->title = row_text(desk, d, s, row, POST_TITLE);
	if (row_text(desk, d, s, row, POST_AUTHOR).n)
		authors_take(desk->a, row->cells[POST_AUTHOR], e);
}

void
postsheet_apply(struct desk *desk, struct diag *d, struct post *const *posts, size_t n)
{
	size_t unknown = 0;
	struct str first = STR_NONE;
	if (desk->options.plan)
		return;
	struct sheet *s = sheet_read(desk->a, d, desk->options.root, "posts.csv", post_columns, POST_COLUMNS);
	if (!s->there || s->unreadable)
		return;
	struct arena *scratch = arena_new();
	for (size_t i = 0; i < n; i++) {
		if (!posts[i])
			continue;
		const struct sheet_row *row = sheet_find(s, desk_path(scratch, desk->options.root, posts[i]->path));
		if (row)
			row_apply(desk, d, s, row, posts[i]);
		else if (!unknown++)
			first = posts[i]->path;
		arena_reset(scratch);
	}
	if (unknown)
		diag_add(d, DIAG_UNPLANNED, s->path, 0, 0,
			"posts that came since this table was written are treated as if it were not there (their number: %zu, "
			"the first: %.*s); "
			"\"yearbook plan\" adds them",
			unknown, STR_FMT(first));
	arena_free(scratch);
}

/* ---- fixes over posts.csv ---- */

static bool
date_other(const struct date *said, const struct date *now)
{
	return said->precision && (said->precision != now->precision || said->instant != now->instant);
}

static bool
text_other(struct str said, struct str now)
{
	return said.n && !str_eq(said, now);
}

void
postsheet_overruled(struct diag *d, const struct edit *said, const struct post *p)
{
	const struct edit *now = p->edit;
	const bool other[POST_COLUMNS] = {[POST_INCLUDE] = (said->skip || said->wanted) && said->skip != now->skip,
		[POST_ORDER_DATE] = date_other(&said->date, &now->date),
		[POST_PRINTED_DATE] = date_other(&said->printed, &now->printed),
		[POST_EVENT] = date_other(&said->event_from, &now->event_from) || date_other(&said->event_to, &now->event_to),
		[POST_PLACE] = text_other(said->place, now->place),
		[POST_LANGUAGE] = text_other(said->lang, now->lang),
		[POST_TITLE] = text_other(said->title, now->title),
		[POST_AUTHOR] = text_other(said->author, now->author)};
	for (int c = 0; c < POST_COLUMNS; c++)
		if (other[c])
			diag_add(d, DIAG_SHEET, said->file, said->line, 0,
				"what stands in the column \"%s\" does not hold, for the fix in line %d of %.*s says something "
				"else: "
				"change it there, or take it out there",
				post_columns[c].name, now->line, STR_FMT(now->file));
}
