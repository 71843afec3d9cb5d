/* waive.c - what the editor takes upon himself: `waive` in yearbook.yaml */
#include "desk/room.h"

enum { WAIVERS_MOST = 1000 };

static struct str
text_of(struct desk *desk, struct diag *d, const struct yaml *y)
{
	if (y->kind == YAML_LIST || y->kind == YAML_MAP)
		diag_add(d, DIAG_VALUE_BAD, desk->options.file, y->line, y->col,
			"\"%.*s\" of a waiver takes one text, not a list or map; left out", STR_FMT(y->key));
	return str_trim(yaml_text(y));
}

static struct waiver
waiver_read(struct desk *desk, struct diag *d, const struct yaml *y)
{
	static const char *const known[] = {"what", "where", "reason", NULL};
	struct waiver w = {.line = y->line};
	for (size_t i = 0; i < y->n; i++) {
		const struct yaml *item = &y->items[i];
		if (str_is_nocase(item->key, "what"))
			w.what = text_of(desk, d, item);
		else if (str_is_nocase(item->key, "where"))
			w.where = text_of(desk, d, item);
		else if (str_is_nocase(item->key, "reason"))
			w.reason = text_of(desk, d, item);
		else if (name_nearest(item->key, known, 3))
			diag_add(d, DIAG_KEY_UNKNOWN, desk->options.file, item->key_line, item->key_col,
				"a waiver has no key \"%.*s\"; left out: did you mean \"%s\"?", STR_FMT(item->key),
				name_nearest(item->key, known, 3));
		else
			diag_add(d, DIAG_KEY_UNKNOWN, desk->options.file, item->key_line, item->key_col,
				"a waiver has no key \"%.*s\", but what, where and reason; left out", STR_FMT(item->key));
	}
	return w;
}

void
waivers_read(struct desk *desk, struct diag *d)
{
	const struct yaml *list = desk->options.waive;
	if (!list || list->kind == YAML_NULL)
		return;
	if (list->kind != YAML_LIST) {
		diag_add(d, DIAG_VALUE_BAD, desk->options.file, list->line, list->col,
			"\"waive\" takes a list of waivers; left out: write - {what: picture-missing, where: photo.jpg, reason: "
			"\"…\"}");
		return;
	}
	desk->waivers = NEW_N(desk->a, list->n < WAIVERS_MOST ? list->n : WAIVERS_MOST, struct waiver);
	for (size_t i = 0; i < list->n && i < WAIVERS_MOST; i++) {
		const struct yaml *y = &list->items[i];
		struct waiver w = {0};
		if (y->kind == YAML_MAP)
			w = waiver_read(desk, d, y);
		if (!w.what.n)
			diag_add(d, DIAG_VALUE_BAD, desk->options.file, y->line, y->col,
				"a waiver does not say what it waives; left out: write {what: picture-missing, where: photo.jpg, "
				"reason: \"…\"}");
		else if (!w.reason.n || str_is(w.reason, "...") || str_is(w.reason, "\xE2\x80\xA6")) /* as it is proposed */
			diag_add(d, DIAG_VALUE_BAD, desk->options.file, y->line, y->col,
				"the waiver of %.*s gives no reason; left out: a reason is for those who look at the book later",
				STR_FMT(w.what));
		else
			desk->waivers[desk->n_waivers++] = w;
	}
	if (list->n > WAIVERS_MOST)
		diag_add(d, DIAG_YAML_LIMIT, desk->options.file, list->line, list->col, "only the first %d waivers were read",
			WAIVERS_MOST);
}

/* "a.jpg" and "img/a.jpg" mean "posts/img/a.jpg". */
static bool
names(struct str where, struct str name, struct arena *scratch)
{
	if (!name.n || name.n < where.n)
		return false;
	if (name.n > where.n && name.p[name.n - where.n - 1] != '/')
		return false;
	return str_is_nocase(str_sub(name, name.n - where.n, name.n), str_z(scratch, where));
}

const struct waiver *
desk_waiver(const struct desk *desk, struct str what, const struct str *list, size_t n)
{
	for (size_t i = 0; desk && i < desk->n_waivers; i++) {
		struct waiver *w = &desk->waivers[i];
		bool meant = !w->where.n;
		if (!str_eq(w->what, what))
			continue;
		for (size_t k = 0; k < n && !meant; k++)
			meant = names(w->where, list[k], desk->a);
		if (meant) {
			w->used = true;
			return w;
		}
	}
	return NULL;
}

const struct waiver *
desk_waivers(const struct desk *desk, size_t *n)
{
	*n = desk ? desk->n_waivers : 0;
	return desk ? desk->waivers : NULL;
}
