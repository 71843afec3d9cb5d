/* fixread.c - the fixes as they are written: under `fixes` in yearbook.yaml, and each in its file in the folder fixes */
#include "base/file.h"
#include "desk/fix.h"
#include "desk/room.h"

enum { FILE_MOST = 4 << 20, FILES_MOST = 100000 };

enum key {
	KEY_DATE,
	KEY_TITLE,
	KEY_AUTHOR,
	KEY_SKIP,
	KEY_LANG,
	KEY_REPAIR,
	KEY_SUBTITLE,
	KEY_PRINTED,
	KEY_EVENT,
	KEY_LEAD,
	KEY_CUT,
	KEY_REPLACE,
	KEY_PICTURES,
	KEY_TALKS,
	KEY_SPLIT,
	KEY_JOIN,
	KEY_POST,
	KEY_COUNT
};

static const char *const key_names[KEY_COUNT] = {"date", "title", "author", "skip", "lang", "repair", "subtitle", "printed-date",
	"event", "lead", "cut", "replace", "pictures", "talks", "split", "join", "post"};

/* ---- values ---- */

/* "2024-03-19/2024-03-22", or a day. */
static void
days_take(struct values *v, const struct yaml *y, struct edit *e)
{
	struct str text = value_text(v, y);
	ptrdiff_t slash = str_find_char(text, '/');
	struct str first = slash < 0 ? text : str_trim(str_sub(text, 0, (size_t)slash));
	struct str last = slash < 0 ? STR_NONE : str_trim(str_sub(text, (size_t)slash + 1, text.n));
	struct date from = {0}, to = {0};
	if (text.n && (!date_read(first, &from) || (last.n && !date_read(last, &to)))) {
		VALUE_BAD(v, y, "\"%.*s\" is no date; left out: write 2024-02-14, or 2024 for a year", STR_FMT(text));
		return;
	}
	e->event_from = from;
	e->event_to = to;
}

static void
event_take(struct values *v, const struct yaml *y, struct edit *e)
{
	static const char *const names[] = {"from", "to", "place"};
	if (y->kind == YAML_SCALAR)
		days_take(v, y, e);
	else if (y->kind == YAML_LIST)
		VALUE_BAD(v, y, "\"event\" is a map, such as {from: 2024-03-19, to: 2024-03-22, place: París}; left out");
	for (size_t i = 0; y->kind == YAML_MAP && i < y->n; i++)
		switch (value_key(v, &y->items[i], names, 3)) {
		case 0: value_date(v, &y->items[i], &e->event_from); break;
		case 1: value_date(v, &y->items[i], &e->event_to); break;
		case 2: e->place = value_within(v, &y->items[i], TEXT_LINE); break;
		default: break;
		}
	if (!e->event_from.precision)
		e->event_from = e->event_to;
	if (!e->event_to.precision)
		e->event_to = e->event_from;
	if (e->event_to.instant < e->event_from.instant) {
		struct date turned = e->event_to;
		e->event_to = e->event_from;
		e->event_from = turned;
		VALUE_BAD(v, y, "the event ends before it begins; its days were turned around: write the first one as \"from\"");
	}
}

/* ---- one fix ---- */

static void
key_take(struct values *v, const struct yaml *y, struct fix *fix)
{
	struct edit *e = &fix->edit;
	switch (value_key(v, y, key_names, fix->layer == FIX_FILE ? KEY_COUNT : KEY_POST)) {
	case KEY_DATE: value_date(v, y, &e->date); break;
	case KEY_TITLE: e->title = value_within(v, y, TEXT_LINE); break;
	case KEY_AUTHOR: value_authors(v, y, e); break;
	case KEY_SKIP:
		fix->skips = true;
		e->skip = value_switch(v, y, false);
		break;
	case KEY_LANG: e->lang = value_within(v, y, TEXT_LINE); break;
	case KEY_REPAIR: fix->no_repair = !value_switch(v, y, true); break;
	case KEY_SUBTITLE: e->subtitle = value_within(v, y, TEXT_LINE); break;
	case KEY_PRINTED: value_date(v, y, &e->printed); break;
	case KEY_EVENT: event_take(v, y, e); break;
	case KEY_LEAD: e->lead = value_within(v, y, TEXT_SENTENCES); break;
	case KEY_CUT: fix->cut = y; break;
	case KEY_REPLACE: fix->replace = y; break;
	case KEY_PICTURES: fix->pictures = y; break;
	case KEY_TALKS: fix->talks = y; break;
	case KEY_SPLIT: fix->split = y; break;
	case KEY_JOIN: fix->join = y; break;
	case KEY_POST: {
		struct str name = value_text(v, y);
		fix->post = name.n ? name : fix->post;
		break;
	}
	default: break;
	}
}

static void
fix_add(struct desk *desk, struct values *v, const struct yaml *y, enum fix_layer layer, struct str name, int line)
{
	struct fixes *f = desk->fixes;
	struct fix fix = {.post = str_trim(name), .file = v->file, .line = line, .layer = layer, .keys = y};
	fix.edit.file = v->file;
	fix.edit.line = line;
	for (size_t i = 0; y->kind == YAML_MAP && i < y->n; i++)
		key_take(v, &y->items[i], &fix);
	name = fix.post;
	while (str_starts(name, "./"))
		name = str_sub(name, 2, name.n);
	*PUSH(desk->a, f->list, f->n, f->cap) = fix;
	if (name.n)
		map_add(&f->names[layer], name, (int)f->n - 1, NULL);
	name = person_key(desk->a, name);
	if (name.n)
		map_add(&f->folded[layer], name, (int)f->n - 1, NULL);
}

/* ---- yearbook.yaml ---- */

/* "loose-links" is a repair in all posts: the configuration's. */
static void
map_take(struct desk *desk, struct values *v, const struct yaml *y)
{
	for (size_t i = 0; i < y->n; i++) {
		const struct yaml *item = &y->items[i];
		if (str_is_nocase(item->key, "loose-links"))
			continue;
		if (item->kind != YAML_MAP && item->kind != YAML_NULL)
			VALUE_BAD(v, item, "what is changed about \"%.*s\" is a map, such as {author: Ana}; left out",
				STR_FMT(item->key));
		fix_add(desk, v, item, FIX_CONFIG, item->key, item->key_line);
	}
}

/* ---- the folder ---- */

static void
file_take(struct desk *desk, struct diag *d, struct str path, struct str name)
{
	struct str text, real;
	struct values v = {.a = desk->a, .d = d, .file = path};
	struct yaml_error error;
	if (path_in_root(desk->a, desk->options.root, path_join(desk->a, STR("fixes"), name), &real) == PATH_OUTSIDE) {
		diag_add(d, DIAG_POST_OUTSIDE, path, 0, 0,
			"this link leads out of the folder and was not followed; copy what it leads to");
		return;
	}
	const char *why = file_read(desk->a, str_z(desk->a, path), FILE_MOST, &text);
	if (why) {
		diag_add(d, DIAG_FILE_UNREADABLE, path, 0, 0, "could not be read: %s", why);
		return;
	}
	if (!text_decode(desk->a, d, path, text, &text))
		return;
	struct yaml *top = yaml_read(desk->a, d, path, text, 1, &error);
	if (!top)
		diag_add(d, DIAG_YAML_SYNTAX, path, error.line, error.col,
			"this is not YAML: %.*s; nothing is changed about its post: mend it", STR_FMT(error.text));
	else if (top->kind != YAML_MAP)
		diag_add(d, DIAG_YAML_SYNTAX, path, top->line, top->col,
			"the fixes of a post are a map of keys and values, such as \"author: Ana\"; nothing is changed about its "
			"post: mend it");
	else
		fix_add(desk, &v, top, FIX_FILE, str_sub(name, 0, name.n - path_ext(name).n), 1);
}

static void
folder_take(struct desk *desk, struct diag *d)
{
	struct str dir = path_join(desk->a, str_is(desk->options.root, ".") ? STR_NONE : desk->options.root, STR("fixes")),
		   *names;
	size_t n, taken = 0;
	if (path_kind(str_z(desk->a, dir)) != PATH_FOLDER)
		return;
	const char *why = folder_list(desk->a, str_z(desk->a, dir), &names, &n);
	if (why) {
		diag_add(d, DIAG_FILE_UNREADABLE, dir, 0, 0, "could not be read: %s", why);
		return;
	}
	for (size_t i = 0; i < n && taken < FILES_MOST; i++) {
		struct str ext = path_ext(names[i]);
		if (str_starts(names[i], ".") || (!str_is_nocase(ext, ".yaml") && !str_is_nocase(ext, ".yml")))
			continue;
		file_take(desk, d, path_join(desk->a, dir, names[i]), names[i]);
		taken++;
	}
	if (taken == FILES_MOST)
		diag_add(d, DIAG_SCAN_LIMIT, dir, 0, 0, "only the first %d files of fixes were read", FILES_MOST);
}

void
fixes_read(struct desk *desk, struct diag *d)
{
	const struct yaml *y = desk->options.fixes;
	struct values v = {.a = desk->a, .d = d, .file = desk->options.file};
	desk->fixes = NEW(desk->a, struct fixes);
	for (int i = 0; i < FIX_LAYERS; i++)
		desk->fixes->names[i].a = desk->fixes->folded[i].a = desk->a;
	if (y && y->kind == YAML_MAP)
		map_take(desk, &v, y);
	for (size_t i = 0; y && y->kind == YAML_LIST && i < y->n; i++)
		if (y->items[i].kind == YAML_MAP)
			map_take(desk, &v, &y->items[i]);
	folder_take(desk, d);
}
