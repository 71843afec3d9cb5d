/* change.c - what the editor changes, before and after, for those who look at it */
#include "desk/fix.h"
#include "desk/room.h"

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

static void
field_change(struct desk *desk, const struct fix *fix, const struct post *p, const char *key, struct str before, struct str after)
{
	if (!after.n)
		return;
	struct desk_change *c = change_add(desk, p, key, fix->file, fix->line);
	c->before = str_dup(desk->a, before);
	c->after = after;
}

void
fix_changes(struct desk *desk, const struct fix *fix, const struct post *p)
{
	struct arena *a = desk->a;
	const struct edit *e = &fix->edit, none = {0}, *was = p->edit ? p->edit : &none;
	field_change(desk, fix, p, "title", was->title.n ? was->title : p->title, e->title);
	field_change(desk, fix, p, "subtitle", was->subtitle.n ? was->subtitle : p->subtitle, e->subtitle);
	field_change(desk, fix, p, "author", was->author.n ? was->author : names_text(a, p->authors, p->n_authors), e->author);
	field_change(desk, fix, p, "lang", was->lang.n ? was->lang : p->lang, e->lang);
	field_change(desk, fix, p, "date", date_text(a, was->date.precision ? &was->date : &p->date), date_text(a, &e->date));
	field_change(desk, fix, p, "printed-date", date_text(a, &was->printed), date_text(a, &e->printed));
	field_change(desk, fix, p, "event", range_text(a, &was->event_from, &was->event_to),
		range_text(a, &e->event_from, &e->event_to));
	field_change(desk, fix, p, "place", was->place.n ? was->place : p->place, e->place);
	field_change(desk, fix, p, "lead", was->lead.n ? was->lead : p->summary, e->lead);
	if (fix->skips)
		field_change(desk, fix, p, "skip", was->skip ? STR("yes") : STR("no"), e->skip ? STR("yes") : STR("no"));
	if (fix->no_repair)
		field_change(desk, fix, p, "repair", STR("yes"), STR("no"));
}
