/* printing.c - what yearbook.yaml says of the printing: at which printers, on which paper, how many copies */
#include "book/reader.h"

#include "base/file.h"

enum { COPIES_MOST = 1000000 };

struct str *
printers_split(struct arena *a, struct str text, size_t *n)
{
	size_t most = 1;
	for (size_t i = 0; i < text.n; i++)
		most += text.p[i] == ',';
	struct str *list = NEW_N(a, most, struct str);
	*n = 0;
	while (text.n) {
		ptrdiff_t comma = str_find_char(text, ',');
		struct str name = str_trim(comma < 0 ? text : str_sub(text, 0, (size_t)comma));
		text = comma < 0 ? STR_NONE : str_sub(text, (size_t)comma + 1, text.n);
		bool twice = false;
		for (size_t i = 0; i < *n; i++)
			twice |= str_eq(list[i], name);
		if (name.n && !twice)
			list[(*n)++] = str_dup(a, name);
	}
	return list;
}

/* A profile's name, or a file of the user's own: that is relative to yearbook.yaml. */
void
printers_take(struct reader *r, const struct yaml *y)
{
	size_t n;
	struct buf all = {0};
	struct str *list = list_value(r, y, &n);
	for (size_t i = 0; i < n; i++) {
		buf_str(&all, list[i]);
		buf_char(&all, ',');
	}
	list = printers_split(r->a, buf_view(&all), &n);
	buf_free(&all);
	for (size_t i = 0; i < n; i++)
		if (str_find_char(list[i], '/') >= 0 || str_ends(list[i], ".yaml"))
			list[i] = path_beside(r->a, r->c->root, list[i]);
	r->c->printers = list;
	r->c->n_printers = n;
}

void
copies_take(struct reader *r, const struct yaml *y)
{
	int64_t n;
	struct str text = text_value(r, y);
	if (str_to_int(text, &n) && n >= 1 && n <= COPIES_MOST)
		r->c->copies = (int)n;
	else if (text.n)
		BAD(r, y, "\"copies\" is a number from 1 to 1,000,000; \"%.*s\" was left out", STR_FMT(text));
}
