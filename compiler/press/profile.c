/* profile.c - the keys of a printer's profile: where each value goes and what it may be */
#include "press/profile.h"

#include "base/dim.h"
#include "base/file.h"
#include "base/message.h"

#include <stddef.h>
#include <string.h>

enum value_type { VALUE_DIM, VALUE_PT100, VALUE_PT1000, VALUE_INT, VALUE_BOOL, VALUE_NAME, VALUE_TEXT, VALUE_PATH, VALUE_MB };

static const char *const standards[] = {"plain", "x1a-2001", "x1a-2003", "x4", NULL};
static const char *const inks[] = {"as-is", "srgb", "cmyk", "gray", NULL};
static const char *const bindings[] = {"by-pages", "perfect", "saddle", NULL};
static const char *const intents[] = {"perceptual", "relative", "saturation", "absolute", NULL};

struct key {
	const char *group, *name;
	enum value_type type;
	size_t at; /* offset in struct printer */
	int32_t min, max; /* mm of a length, points of a size, else as they are */
	const char *const *names;
};

#define AT(field) offsetof(struct printer, field)

static const struct key keys[] = {
	{"", "title", VALUE_TEXT, AT(title), 0, 200, NULL},
	{"", "note", VALUE_TEXT, AT(note), 0, 4000, NULL},
	{"", "upload", VALUE_TEXT, AT(upload), 0, 1000, NULL},
	{"", "note-es", VALUE_TEXT, AT(note_es), 0, 4000, NULL},
	{"", "note-pt", VALUE_TEXT, AT(note_pt), 0, 4000, NULL},
	{"", "upload-es", VALUE_TEXT, AT(upload_es), 0, 1000, NULL},
	{"", "upload-pt", VALUE_TEXT, AT(upload_pt), 0, 1000, NULL},
	{"", "verified", VALUE_BOOL, AT(verified), 0, 0, NULL},
	{"", "safety", VALUE_DIM, AT(safety), 0, 50, NULL},
	{"", "cut-tolerance", VALUE_DIM, AT(cut_tolerance), 0, 10, NULL},
	{"", "type-least", VALUE_PT100, AT(type_least), 0, 20, NULL},
	{"", "rule-least", VALUE_PT1000, AT(rule_least), 0, 5, NULL},
	{"", "binding", VALUE_NAME, AT(binding), 0, 0, bindings},
	{"", "saddle-below", VALUE_INT, AT(saddle_below), 0, 200, NULL},
	{"bleed", "top", VALUE_DIM, AT(bleed_top), 0, 20, NULL},
	{"bleed", "bottom", VALUE_DIM, AT(bleed_bottom), 0, 20, NULL},
	{"bleed", "outer", VALUE_DIM, AT(bleed_outer), 0, 20, NULL},
	{"bleed", "inner", VALUE_DIM, AT(bleed_inner), 0, 20, NULL},
	{"file", "standard", VALUE_NAME, AT(standard), 0, 0, standards},
	{"file", "links", VALUE_BOOL, AT(links), 0, 0, NULL},
	{"file", "outline", VALUE_BOOL, AT(outline), 0, 0, NULL},
	{"file", "metadata", VALUE_BOOL, AT(metadata), 0, 0, NULL},
	{"file", "transparency", VALUE_BOOL, AT(transparency), 0, 0, NULL},
	{"file", "most", VALUE_MB, AT(file_most), 0, 100000, NULL},
	{"colour", "inks", VALUE_NAME, AT(inks), 0, 0, inks},
	{"colour", "profile", VALUE_PATH, AT(icc), 0, 1000, NULL},
	{"colour", "condition", VALUE_TEXT, AT(condition), 0, 100, NULL},
	{"colour", "total-ink", VALUE_INT, AT(ink_most), 100, 400, NULL},
	{"colour", "intent", VALUE_NAME, AT(intent), 0, 0, intents},
	{"colour", "black-point", VALUE_BOOL, AT(black_point), 0, 0, NULL},
	{"pictures", "ppi", VALUE_INT, AT(ppi_good), 30, 2400, NULL},
	{"pictures", "ppi-least", VALUE_INT, AT(ppi_least), 30, 2400, NULL},
	{"pictures", "ppi-most", VALUE_INT, AT(ppi_most), 0, 4800, NULL},
	{"pictures", "quality", VALUE_INT, AT(quality), 30, 100, NULL},
	{"marks", "crop", VALUE_BOOL, AT(crop_marks), 0, 0, NULL},
	{"marks", "registration", VALUE_BOOL, AT(registration_marks), 0, 0, NULL},
	{"marks", "slug", VALUE_BOOL, AT(slug), 0, 0, NULL},
	{"marks", "length", VALUE_DIM, AT(mark_length), 2, 20, NULL},
	{"marks", "gap", VALUE_DIM, AT(mark_gap), 0, 20, NULL},
	{"pages", "multiple", VALUE_INT, AT(multiple), 1, 64, NULL},
	{"pages", "last-blank", VALUE_BOOL, AT(last_blank), 0, 0, NULL},
	{"pages", "least", VALUE_INT, AT(pages_least), 0, 10000, NULL},
	{"pages", "most", VALUE_INT, AT(pages_most), 0, 10000, NULL},
	{"pages", "blanks-in-row", VALUE_INT, AT(blanks_in_row), 0, 100, NULL},
	{"cover", "bleed", VALUE_DIM, AT(cover_bleed), 0, 30, NULL},
	{"cover", "safety", VALUE_DIM, AT(cover_safety), 0, 50, NULL},
	{"cover", "marks", VALUE_BOOL, AT(cover_marks), 0, 0, NULL},
	{"cover", "standard", VALUE_NAME, AT(cover_standard), 0, 0, standards},
	{"cover", "spine-text", VALUE_INT, AT(spine_text_pages), 0, 10000, NULL},
	{"cover", "spine-clearance", VALUE_DIM, AT(spine_clearance), 0, 20, NULL},
	{"cover", "spine-extra", VALUE_DIM, AT(spine_extra), 0, 20, NULL},
};
enum { N_KEYS = sizeof keys / sizeof *keys };

/* What stands at the top of a profile besides the keys of the table without a group. */
static const char *const groups[] = {"bleed", "file", "colour", "pictures", "marks", "pages", "cover", "papers", "gutter",
	"stocks", "name", "based-on", "source"};
enum { N_GROUPS = sizeof groups / sizeof *groups };

/* ---- findings ---- */

void
profile_unknown(struct profile_reader *r, const struct yaml *y, const char *const *names, size_t n)
{
	const char *near = name_nearest(y->key, names, n);
	if (near)
		diag_add(r->d, DIAG_KEY_UNKNOWN, r->file, y->key_line, y->key_col,
			"unknown key \"%.*s\"; it was left out; did you mean \"%s\"?", STR_FMT(y->key), near);
	else
		diag_add(r->d, DIAG_KEY_UNKNOWN, r->file, y->key_line, y->key_col,
			"unknown key \"%.*s\"; it was left out; styles/printers/kdp.yaml shows the keys of a printer",
			STR_FMT(y->key));
}

void
profile_kind_bad(struct profile_reader *r, const struct yaml *y, const char *wanted)
{
	struct str shown = y->kind == YAML_SCALAR ? str_sub(y->text, 0, 60) : STR(" ");
	diag_add(r->d, DIAG_VALUE_BAD, r->file, y->line, y->col, "%.*s: \"%.*s\" is not %s; the default holds", STR_FMT(y->key),
		STR_FMT(shown), message(wanted));
}

static void
value_bad(struct profile_reader *r, const struct yaml *y, const struct key *k)
{
	struct buf b = {0};
	switch (k->type) {
	case VALUE_DIM:
		buf_fmt(&b, message(MESSAGE("a length from %d to %d mm (write 3, 3mm, 0.3cm, 0.125in)")), k->min, k->max);
		break;
	case VALUE_PT100:
	case VALUE_PT1000: buf_fmt(&b, message(MESSAGE("a length from %d to %d pt (write 0.25, 0.25pt)")), k->min, k->max); break;
	case VALUE_INT: buf_fmt(&b, message(MESSAGE("a whole number from %d to %d")), k->min, k->max); break;
	case VALUE_MB: buf_fmt(&b, message(MESSAGE("a number of megabytes up to %d (write 650 MB)")), k->max); break;
	case VALUE_NAME:
		buf_fmt(&b, "%s", message(MESSAGE("one of these:")));
		for (size_t i = 0; k->names[i]; i++)
			buf_fmt(&b, "%s %s", i ? "," : "", k->names[i]);
		break;
	case VALUE_BOOL: buf_fmt(&b, "%s", message(MESSAGE("yes or no"))); break;
	case VALUE_TEXT:
	case VALUE_PATH: buf_fmt(&b, "%s", message(MESSAGE("a short text"))); break;
	}
	buf_char(&b, 0);
	profile_kind_bad(r, y, b.p);
	buf_free(&b);
}

/* ---- values ---- */

static bool
int_value(struct str s, int min, int max, int *out)
{
	int64_t v;
	if (!str_to_int(str_trim(s), &v) || v < min || v > max)
		return false;
	*out = (int)v;
	return true;
}

static bool
dim_value(struct str s, const char *unit, dim min, dim max, dim *out)
{
	dim v;
	if (!dim_parse(s, unit, &v) || v < min || v > max)
		return false;
	*out = v;
	return true;
}

static bool
name_value(struct str s, const char *const *names, int *out)
{
	for (int i = 0; names[i]; i++)
		if (str_is_nocase(s, names[i])) {
			*out = i;
			return true;
		}
	return false;
}

static bool
bool_value(const struct yaml *y, bool *out)
{
	bool yes = yaml_bool(y, false);
	if (y->kind != YAML_SCALAR || yes != yaml_bool(y, true))
		return false;
	*out = yes;
	return true;
}

/* "650 MB", "650". */
static bool
megabytes_value(struct str s, int max, int64_t *out)
{
	int n;
	s = str_trim(s);
	if (str_ends(s, "MB"))
		s = str_sub(s, 0, s.n - 2);
	if (!int_value(s, 0, max, &n))
		return false;
	*out = (int64_t)n * 1000000;
	return true;
}

/* Reads a value into its place; false when it is none. */
static bool
key_value(struct profile_reader *r, const struct yaml *y, const struct key *k)
{
	void *at = (char *)r->p + k->at;
	struct str s = yaml_text(y);
	dim v;
	int name;
	switch (k->type) {
	case VALUE_DIM: return dim_value(s, "mm", MM(k->min), MM(k->max), at);
	case VALUE_PT100:
	case VALUE_PT1000:
		if (!dim_value(s, "pt", PT(k->min), PT(k->max), &v))
			return false;
		*(int *)at = dim_scale(v, k->type == VALUE_PT100 ? 100 : 1000, DIM_PT);
		return true;
	case VALUE_INT: return int_value(s, k->min, k->max, at);
	case VALUE_BOOL: return bool_value(y, at);
	case VALUE_MB: return megabytes_value(s, k->max, at);
	case VALUE_NAME:
		if (!name_value(s, k->names, &name))
			return false;
		memcpy(at, &name, sizeof name);
		return true;
	case VALUE_TEXT:
	case VALUE_PATH:
		if (y->kind == YAML_MAP || y->kind == YAML_LIST || s.n > (size_t)k->max)
			return false;
		s = str_trim(s);
		*(struct str *)at = k->type == VALUE_PATH && s.n && s.p[0] != '/' ? path_join(r->a, path_dir(r->file), s) : s;
		return true;
	}
	return false;
}

static void
key_read(struct profile_reader *r, const struct yaml *y, const struct key *k)
{
	if (!key_value(r, y, k)) {
		value_bad(r, y, k);
		return;
	}
	r->cover_bleed = r->cover_bleed || k->at == AT(cover_bleed);
	r->cover_standard = r->cover_standard || k->at == AT(cover_standard);
}

/* ---- groups ---- */

static const struct key *
key_find(const char *group, struct str name)
{
	for (size_t i = 0; i < N_KEYS; i++)
		if (!strcmp(keys[i].group, group) && str_is_nocase(name, keys[i].name))
			return &keys[i];
	return NULL;
}

/* One bleed for all four edges. */
static void
bleed_all(struct profile_reader *r, const struct yaml *y)
{
	const struct key *top = key_find("bleed", STR("top"));
	if (!top)
		return;
	if (!key_value(r, y, top)) {
		value_bad(r, y, top);
		return;
	}
	r->p->bleed_bottom = r->p->bleed_outer = r->p->bleed_inner = r->p->bleed_top;
}

static void
group_read(struct profile_reader *r, const struct yaml *map, const char *group)
{
	const char *known[N_KEYS];
	size_t n = 0;
	if (map->kind != YAML_MAP) {
		profile_kind_bad(r, map, MESSAGE("a map of keys"));
		return;
	}
	for (size_t i = 0; i < N_KEYS; i++)
		if (!strcmp(keys[i].group, group))
			known[n++] = keys[i].name;
	for (size_t i = 0; i < map->n; i++) {
		const struct key *k = key_find(group, map->items[i].key);
		if (k)
			key_read(r, &map->items[i], k);
		else
			profile_unknown(r, &map->items[i], known, n);
	}
}

/* A key at the top that is not of the table; false when there is none of that name. */
static bool
top_read(struct profile_reader *r, const struct yaml *y)
{
	const char *group = NULL;
	for (size_t i = 0; i < N_GROUPS && !group; i++)
		if (str_is_nocase(y->key, groups[i]))
			group = groups[i];
	if (!group)
		return false;
	if (!strcmp(group, "papers"))
		profile_papers(r, y);
	else if (!strcmp(group, "gutter"))
		profile_gutters(r, y);
	else if (!strcmp(group, "stocks"))
		profile_stocks(r, y);
	else if (!strcmp(group, "bleed") && y->kind == YAML_SCALAR)
		bleed_all(r, y);
	else if (strcmp(group, "name") && strcmp(group, "based-on") && strcmp(group, "source"))
		group_read(r, y, group);
	return true;
}

void
profile_apply(struct profile_reader *r, const struct yaml *map)
{
	const char *known[N_KEYS + N_GROUPS];
	size_t n = 0;
	for (size_t i = 0; i < N_KEYS; i++)
		if (!keys[i].group[0])
			known[n++] = keys[i].name;
	for (size_t i = 0; i < N_GROUPS; i++)
		known[n++] = groups[i];
	for (size_t i = 0; i < map->n; i++) { /* the translations are of the text that this one replaces */
		if (str_is_nocase(map->items[i].key, "note"))
			r->p->note_es = r->p->note_pt = STR_NONE;
		if (str_is_nocase(map->items[i].key, "upload"))
			r->p->upload_es = r->p->upload_pt = STR_NONE;
	}
	for (size_t i = 0; i < map->n; i++) {
		const struct key *k = key_find("", map->items[i].key);
		if (k)
			key_read(r, &map->items[i], k);
		else if (!top_read(r, &map->items[i]))
			profile_unknown(r, &map->items[i], known, n);
	}
}
