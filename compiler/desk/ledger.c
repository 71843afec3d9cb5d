/* ledger.c - printed.csv: which posts stand in which volume, so that a later one does not print them again */
#include "desk/room.h"
#include "desk/sheet.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_LEAST = 60 /* bytes: shorter texts are alike by chance */ };

const struct sheet_column ledger_columns[LEDGER_COLUMNS] = {
	[LEDGER_KEY] = {"printed", "impreso", "impresso", SHEET_KEY, SHEET_TEXT},
	[LEDGER_VOLUME] = {"volume", "volumen", "volume", SHEET_FACT, SHEET_TEXT},
	[LEDGER_YEAR] = {"year", "año", "ano", SHEET_FACT, SHEET_TEXT},
	[LEDGER_PAGES] = {"pages", "páginas", "páginas", SHEET_FACT, SHEET_TEXT},
	[LEDGER_TITLE] = {"title", "título", "título", SHEET_FACT, SHEET_TEXT},
	[LEDGER_DATE] = {"date", "fecha", "data", SHEET_FACT, SHEET_DATE},
	[LEDGER_LANG] = {"language", "idioma", "língua", SHEET_FACT, SHEET_TEXT},
	[LEDGER_SLUG] = {"slug", NULL, NULL, SHEET_FACT, SHEET_TEXT},
	[LEDGER_PATH] = {"path", "ruta", "caminho", SHEET_FACT, SHEET_TEXT},
	[LEDGER_URL] = {"url", "dirección", "endereço", SHEET_FACT, SHEET_TEXT},
	[LEDGER_TEXT] = {"text", "texto", "texto", SHEET_FACT, SHEET_TEXT},
	[LEDGER_STATE] = {"state", "estado", "estado", SHEET_FACT, SHEET_TEXT},
};

/* What a row is found by: its address, its text, or its name and day. */
struct ledger_key {
	struct str key;
	size_t row;
};

/* ---- what a post is found by ---- */

struct str
desk_text_mark(struct arena *a, const struct post *p)
{
	size_t from = 0;
	struct buf b = {0};
	if (p->body_line > 0 && (size_t)p->body_line <= p->n_lines)
		from = p->line_starts[p->body_line - 1];
	for (size_t i = from; i < p->source.n; i++)
		if (!char_blank(p->source.p[i]))
			buf_char(&b, p->source.p[i]);
	struct str mark = b.n < TEXT_LEAST ? STR_NONE : str_fmt(a, "t%016llx", (unsigned long long)str_hash(buf_view(&b)));
	buf_free(&b);
	return mark;
}

static struct str
url_key(struct arena *a, struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"));
	if (at > 0)
		url = str_sub(url, (size_t)at + 3, url.n);
	if (str_starts(url, "www."))
		url = str_sub(url, 4, url.n);
	while (str_ends(url, "/"))
		url.n--;
	return url.n ? str_fmt(a, "u%.*s", STR_FMT(url)) : STR_NONE;
}

static struct str
name_key(struct arena *a, struct str slug, const struct date *date)
{
	if (!slug.n || date->precision < DATE_DAY)
		return STR_NONE;
	return str_fmt(a, "s%04d-%02d-%02d %.*s", date->year, date->month, date->day, STR_FMT(slug));
}

/* ---- reading ---- */

static int
key_cmp(const void *pa, const void *pb)
{
	const struct ledger_key *a = pa, *b = pb;
	int c = str_cmp(a->key, b->key);
	return c ? c : a->row < b->row ? -1 : a->row > b->row;
}

void
ledger_open(struct desk *desk, struct diag *d)
{
	struct sheet *s = sheet_read(desk->a, d, desk->options.root, "printed.csv", ledger_columns, LEDGER_COLUMNS);
	size_t n = 0;
	if (!s->n_rows)
		return;
	desk->ledger = NEW_N(desk->a, s->n_rows, struct printed);
	desk->ledger_keys = NEW_N(desk->a, 3 * s->n_rows, struct ledger_key);
	for (size_t i = 0; i < s->n_rows; i++) {
		const struct str *cells = s->rows[i].cells;
		struct date date = {0};
		int64_t volume;
		if (s->rows[i].gone)
			continue;
		sheet_date(cells[LEDGER_DATE], &date);
		struct str keys[] = {
			url_key(desk->a, cells[LEDGER_URL]), cells[LEDGER_TEXT], name_key(desk->a, cells[LEDGER_SLUG], &date)};
		for (int k = 0; k < 3; k++)
			if (keys[k].n)
				desk->ledger_keys[n++] = (struct ledger_key){keys[k], desk->n_ledger};
		desk->ledger[desk->n_ledger++] = (struct printed){.title = cells[LEDGER_TITLE],
			.year = cells[LEDGER_YEAR],
			.pages = cells[LEDGER_PAGES],
			.lang = cells[LEDGER_LANG],
			.volume = str_to_int(cells[LEDGER_VOLUME], &volume) && volume > 0 && volume < 10000 ? (int)volume : 0,
			.file = s->path,
			.line = s->rows[i].line};
	}
	desk->n_ledger_keys = n;
	if (n)
		qsort(desk->ledger_keys, n, sizeof *desk->ledger_keys, key_cmp);
}

/* A row of that key in another volume; of another language it is another post. */
static const struct printed *
row_find(const struct desk *desk, struct str key, struct str lang, int volume)
{
	size_t low = str_lower_bound(
		desk->ledger_keys, desk->n_ledger_keys, sizeof *desk->ledger_keys, offsetof(struct ledger_key, key), key);
	for (; low < desk->n_ledger_keys && str_eq(desk->ledger_keys[low].key, key); low++) {
		const struct printed *p = &desk->ledger[desk->ledger_keys[low].row];
		if (p->volume != volume && (!lang.n || !p->lang.n || str_eq(lang, p->lang)))
			return p;
	}
	return NULL;
}

const struct printed *
desk_printed(
	const struct desk *desk, struct arena *scratch, const struct post *p, const struct date *date, struct str url, int volume)
{
	if (!desk || !desk->n_ledger_keys)
		return NULL;
	struct str keys[] = {url_key(scratch, url), desk_text_mark(scratch, p), name_key(scratch, p->slug, date)};
	for (int k = 0; k < 3; k++) {
		const struct printed *row = keys[k].n ? row_find(desk, keys[k], k == 2 ? p->lang : STR_NONE, volume) : NULL;
		if (row)
			return row;
	}
	return NULL;
}

bool
desk_has_ledger(const struct desk *desk)
{
	return desk && desk->n_ledger_keys > 0;
}
