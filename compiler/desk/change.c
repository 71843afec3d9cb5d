/* change.c - what the editor changes, before and after, for those who look at it */
#include "desk/fix.h"
#include "desk/room.h"

#include <stdlib.h>

struct desk_change *
change_add(struct desk *desk, const struct post *p, const char *key, struct str file, int line)
{
	struct desk_change *c = PUSH(desk->a, desk->changes, desk->n_changes, desk->cap_changes);
	*c = (struct desk_change){.path = str_dup(desk->a, p->path), .key = key, .file = file, .line = line};
	return c;
}

const struct desk_change *
desk_changes(const struct desk *desk, size_t *n)
{
	*n = desk ? desk->n_changes : 0;
	return desk ? desk->changes : NULL;
}

/* ---- order ---- */

struct ranked {
	struct desk_change change;
	size_t post, place; /* place: as it was added */
	bool file; /* not in yearbook.yaml */
};

static int
ranked_cmp(const void *pa, const void *pb)
{
	const struct ranked *a = pa, *b = pb;
	if (a->post != b->post)
		return a->post < b->post ? -1 : 1;
	if (a->file != b->file)
		return a->file ? 1 : -1;
	if (a->change.line != b->change.line)
		return a->change.line < b->change.line ? -1 : 1;
	return a->place < b->place ? -1 : a->place > b->place;
}

void
changes_sort(struct desk *desk, const struct map *order)
{
	size_t n = desk->n_changes;
	struct arena *scratch = arena_new();
	struct ranked *list = NEW_N(scratch, n, struct ranked);
	for (size_t i = 0; i < n; i++) {
		const struct desk_change *c = &desk->changes[i];
		const int *at = map_find(order, c->path);
		list[i] = (struct ranked){*c, at ? (size_t)*at : SIZE_MAX, i, !str_eq(c->file, desk->options.file)};
	}
	if (n)
		qsort(list, n, sizeof *list, ranked_cmp);
	for (size_t i = 0; i < n; i++)
		desk->changes[i] = list[i].change;
	arena_free(scratch);
}

/* ---- what is shown ---- */

enum { SHOWN = 100 };

struct str
shown_head(struct arena *a, struct str s)
{
	size_t n = SHOWN;
	s = str_trim(s);
	if (s.n <= SHOWN)
		return str_dup(a, str_one_line(a, s));
	while (n > SHOWN / 2 && s.p[n] != ' ')
		n--;
	while (n && (s.p[n] & 0xC0) == 0x80)
		n--;
	return str_fmt(a, "%.*s \xE2\x80\xA6", STR_FMT(str_one_line(a, str_sub(s, 0, n))));
}

struct str
shown_tail(struct arena *a, struct str s)
{
	s = str_trim(s);
	if (s.n <= SHOWN)
		return str_dup(a, str_one_line(a, s));
	size_t from = s.n - SHOWN;
	while (from < s.n - SHOWN / 2 && s.p[from - 1] != ' ')
		from++;
	while (from < s.n && (s.p[from] & 0xC0) == 0x80)
		from++;
	return str_fmt(a, "\xE2\x80\xA6 %.*s", STR_FMT(str_one_line(a, str_sub(s, from, s.n))));
}

/* ---- fields ---- */

const struct block *
words_first(const struct block *root)
{
	for (const struct block *b = root; b; b = block_next(b, root))
		if (b->text.n)
			return b;
	return root;
}

const struct block *
words_last(const struct block *root)
{
	const struct block *last = root;
	for (const struct block *b = root; b; b = block_next(b, root))
		last = b->text.n ? b : last;
	return last;
}

/* ---- fields ---- */

static struct str
date_text(struct arena *a, const struct date *date)
{
	switch (date->precision) {
	case DATE_NONE: return STR_NONE;
	case DATE_YEAR: return str_fmt(a, "%04d", date->year);
	case DATE_MONTH: return str_fmt(a, "%04d-%02d", date->year, date->month);
	default: return str_fmt(a, "%04d-%02d-%02d", date->year, date->month, date->day);
	}
}

static struct str
range_text(struct arena *a, const struct date *from, const struct date *to)
{
	struct str first = date_text(a, from), last = date_text(a, to);
	return str_eq(first, last) || !last.n ? first : str_fmt(a, "%.*s/%.*s", STR_FMT(first), STR_FMT(last));
}

static struct str
names_text(struct arena *a, const struct str *names, size_t n)
{
	struct buf b = {0};
	for (size_t i = 0; i < n; i++) {
		buf_z(&b, i ? ", " : "");
		buf_str(&b, names[i]);
	}
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

/* A field as it was said before a fix, and as the fix says. */
struct field {
	const char *key;
	struct str before, after;
};

static void
field_change(struct desk *desk, const struct fix *fix, const struct post *p, const struct yaml *y, const struct field *field)
{
	bool says = y->kind == YAML_LIST || y->kind == YAML_MAP || str_trim(yaml_text(y)).n;
	if (!field->after.n && !says)
		return;
	struct desk_change *c = change_add(desk, p, field->key, fix->file, y->key_line);
	c->before = str_dup(desk->a, field->before);
	c->after = field->after;
	c->unusable = !field->after.n;
}

static void
event_change(struct desk *desk, const struct fix *fix, const struct post *p, const struct yaml *y, const struct edit *was)
{
	struct arena *a = desk->a;
	const struct edit *e = &fix->edit;
	const struct yaml *place = yaml_find(y, "place");
	struct field days = {
		"event", range_text(a, &was->event_from, &was->event_to), range_text(a, &e->event_from, &e->event_to)};
	struct field at = {"place", was->place.n ? was->place : p->place, e->place};
	if (y->kind != YAML_MAP || yaml_find(y, "from") || yaml_find(y, "to"))
		field_change(desk, fix, p, y, &days);
	if (place)
		field_change(desk, fix, p, place, &at);
}

void
fix_changes(struct desk *desk, const struct fix *fix, const struct post *p)
{
	struct arena *a = desk->a;
	const struct edit *e = &fix->edit, none = {0}, *was = p->edit ? p->edit : &none;
	const struct field fields[] = {
		{"title", was->title.n ? was->title : p->title, e->title},
		{"subtitle", was->subtitle.n ? was->subtitle : p->subtitle, e->subtitle},
		{"author", was->author.n ? was->author : names_text(a, p->authors, p->n_authors), e->author},
		{"lang", was->lang.n ? was->lang : p->lang, e->lang},
		{"date", date_text(a, was->date.precision ? &was->date : &p->date), date_text(a, &e->date)},
		{"printed-date", date_text(a, &was->printed), date_text(a, &e->printed)},
		{"lead", was->lead.n ? was->lead : p->summary, e->lead},
		{"skip", was->skip ? STR("yes") : STR("no"), e->skip ? STR("yes") : STR("no")},
		{"repair", STR("yes"), fix->no_repair ? STR("no") : STR("yes")},
	};
	for (size_t i = 0; fix->keys->kind == YAML_MAP && i < fix->keys->n; i++) {
		const struct yaml *y = &fix->keys->items[i];
		for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
			if (str_is_nocase(y->key, fields[k].key))
				field_change(desk, fix, p, y, &fields[k]);
		if (str_is_nocase(y->key, "event"))
			event_change(desk, fix, p, y, was);
	}
}
