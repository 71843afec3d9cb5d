/* ebook.c - what yearbook.yaml says of the outputs: which are written, and how the files for screens are made */
#include "book/reader.h"

bool
outputs_read(struct str list, unsigned *outputs, struct str *unknown)
{
	static const char *const names[OUTPUT_KINDS] = {"pdf", "epub", "kindle", "html"}; /* in the order of their bits */
	*unknown = STR_NONE;
	while (list.n) {
		ptrdiff_t comma = str_find_char(list, ',');
		struct str name = str_trim(comma < 0 ? list : str_sub(list, 0, (size_t)comma));
		int i = 0;
		list = comma < 0 ? STR_NONE : str_sub(list, (size_t)comma + 1, list.n);
		while (i < OUTPUT_KINDS && !str_is_nocase(name, names[i]))
			i++;
		if (i < OUTPUT_KINDS)
			*outputs |= 1u << i;
		else if (name.n)
			*unknown = name;
	}
	return !unknown->n;
}

void
outputs_take(struct reader *r, const struct yaml *y)
{
	size_t n;
	struct str *list = list_value(r, y, &n), unknown;
	unsigned outputs = 0;
	for (size_t i = 0; i < n; i++)
		if (!outputs_read(list[i], &outputs, &unknown))
			BAD(r, y, "there is no output \"%.*s\"; left out: pdf, epub, kindle and html are known",
				STR_FMT(unknown));
	if (outputs)
		r->c->outputs = outputs;
}

bool
size_read(struct str text, uint64_t *bytes)
{
	static const char *const units[] = {"KB", "MB", "GB", "KiB", "MiB", "GiB"};
	static const uint64_t times[] = {1000, 1000000, 1000000000, 1 << 10, 1 << 20, 1 << 30};
	uint64_t n = 0, part = 1; /* n is so many times too large */
	bool figure = false, point = false;
	size_t i = 0;
	text = str_trim(text);
	for (; i < text.n && (char_digit(text.p[i]) || (text.p[i] == '.' && figure && !point)); i++) {
		if (text.p[i] == '.') {
			point = true;
			continue;
		}
		figure = true;
		if (n > 99999999 || part > 1000)
			return false;
		n = n * 10 + (uint64_t)(text.p[i] - '0');
		part *= point ? 10 : 1;
	}
	struct str unit = str_trim(str_sub(text, i, text.n));
	if (!figure || !n || (i && text.p[i - 1] == '.'))
		return false;
	for (size_t k = 0; k < sizeof times / sizeof *times; k++)
		if (str_is_nocase(unit, units[k])) {
			*bytes = n * times[k] / part;
			return *bytes > 0;
		}
	return false;
}

static void
number_take(struct reader *r, const struct yaml *y, int least, int most, int *out)
{
	int64_t n;
	struct str text = text_value(r, y);
	if (str_to_int(text, &n) && n >= least && n <= most)
		*out = (int)n;
	else if (text.n)
		BAD(r, y, "\"%.*s\" is a number from %d to %d; \"%.*s\" was left out", STR_FMT(y->key), least, most,
			STR_FMT(text));
}

static void
budget_take(struct reader *r, const struct yaml *y, uint64_t *budget)
{
	struct str text = text_value(r, y);
	if (text.n && !size_read(text, budget))
		BAD(r, y, "\"budget\" is a size such as 20MB or 800KB; \"%.*s\" was left out", STR_FMT(text));
}

static void
page_list_take(struct reader *r, const struct yaml *y)
{
	if (str_is_nocase(text_value(r, y), "auto"))
		r->c->epub.page_list = PAGE_LIST_AUTO;
	else if (y->kind == YAML_NULL || yaml_bool(y, true) == yaml_bool(y, false))
		r->c->epub.page_list = y->kind == YAML_NULL ? PAGE_LIST_AUTO : yaml_bool(y, false) ? PAGE_LIST_YES : PAGE_LIST_NO;
	else
		BAD(r, y, "\"page-list\" is auto, yes or no; \"%.*s\" was left out", STR_FMT(str_trim(yaml_text(y))));
}

void
epub_take(struct reader *r, const struct yaml *y)
{
	enum { LONGEST_SIDE, QUALITY, BUDGET, PAGE_LIST, FONTS, COUNT };
	static const char *const names[COUNT] = {"longest-side", "quality", "budget", "page-list", "fonts"};
	struct ebook *e = &r->c->epub;
	if (y->kind != YAML_MAP && y->kind != YAML_NULL)
		BAD(r, y, "\"epub\" is a map, such as {quality: 80, budget: 20MB}; left out");
	for (size_t i = 0; y->kind == YAML_MAP && i < y->n; i++) {
		const struct yaml *v = &y->items[i];
		switch (key_find(r, v, names, COUNT)) {
		case LONGEST_SIDE: number_take(r, v, 200, 10000, &e->longest); break;
		case QUALITY: number_take(r, v, 1, 100, &e->quality); break;
		case BUDGET: budget_take(r, v, &e->budget); break;
		case PAGE_LIST: page_list_take(r, v); break;
		case FONTS: e->faces = switch_value(r, v, false); break;
		default: break;
		}
	}
}

static void
attach_take(struct reader *r, const struct yaml *y, bool *sources)
{
	struct str text = text_value(r, y);
	if (str_is_nocase(text, "sources") || str_is_nocase(text, "nothing"))
		*sources = str_is_nocase(text, "sources");
	else if (text.n)
		BAD(r, y, "\"attach\" is sources or nothing; \"%.*s\" was left out", STR_FMT(text));
}

void
pdf_take(struct reader *r, const struct yaml *y)
{
	enum { PPI, QUALITY, BUDGET, ATTACH, COUNT };
	static const char *const names[COUNT] = {"ppi", "quality", "budget", "attach"};
	struct screen_pdf *p = &r->c->pdf;
	if (y->kind != YAML_MAP && y->kind != YAML_NULL)
		BAD(r, y, "\"pdf\" is a map, such as {ppi: 200, budget: 10MB}; left out");
	for (size_t i = 0; y->kind == YAML_MAP && i < y->n; i++) {
		const struct yaml *v = &y->items[i];
		switch (key_find(r, v, names, COUNT)) {
		case PPI: number_take(r, v, 72, 2400, &p->ppi); break;
		case QUALITY: number_take(r, v, 1, 100, &p->quality); break;
		case BUDGET: budget_take(r, v, &p->budget); break;
		case ATTACH: attach_take(r, v, &p->sources); break;
		default: break;
		}
	}
}

void
volume_take(struct reader *r, const struct yaml *y)
{
	number_take(r, y, 1, 9999, &r->c->volume);
}
