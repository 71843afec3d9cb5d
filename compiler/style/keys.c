/* keys.c - the keys of a style: where each value goes and what it may be */
#include "style/keys.h"

#include "base/file.h"
#include "base/message.h"

#include <stddef.h>
#include <string.h>

#define AT(field) offsetof(struct style, field)
#define MM_KEY(group, name, field, min, max) \
	{ \
		group, name, KEY_DIM, AT(field), 1, false, "mm", MM(min), MM(max) \
	}
#define PT_KEY(group, name, field, min, max) \
	{ \
		group, name, KEY_DIM, AT(field), 1, true, "pt", PT(min), PT(max) \
	}
#define INT_KEY(group, name, field, min, max) \
	{ \
		group, name, KEY_INT, AT(field), 1, false, "", min, max \
	}

static const struct key keys[] = {
	{"page", "trim", KEY_DIMS, AT(trim_w), 2, false, "mm", MM(90), MM(600)},
	MM_KEY("page", "bleed", bleed, 0, 20),
	MM_KEY("page", "inner", margin_inner, 5, 150),
	MM_KEY("page", "outer", margin_outer, 5, 150),
	PT_KEY("page", "grid", grid, 8, 24),
	INT_KEY("page", "lines", lines, 8, 120),
	INT_KEY("page", "columns", columns, 1, 2),
	{"page", "handout", KEY_BOOL, AT(handout), 1, false, "", 0, 0},
	PT_KEY("page", "column-gap", column_gap, 0, 72),
	MM_KEY("page", "first-baseline", first_baseline, 5, 150),
	MM_KEY("page", "head-baseline", head_baseline, 0, 600),
	MM_KEY("page", "folio-baseline", folio_baseline, 0, 600),
	PT_KEY("body", "indent", indent, 0, 60),
	{"body", "last-line", KEY_DIM, AT(last_line_least), 1, true, "pt", 0, PT(144)},
	INT_KEY("body", "hyphen-left", hyphen_left, 1, 20),
	INT_KEY("body", "hyphen-right", hyphen_right, 1, 20),
	INT_KEY("body", "hyphens-in-row", hyphens_in_row, 0, 20),
	{"body", "word-space", KEY_PERCENT10, AT(word_space), 1, false, "", 0, 500},
	{"body", "letter-space", KEY_PERCENT10, AT(letter_space), 1, false, "", 0, 30},
	{"body", "glyph-scale", KEY_PERCENT10, AT(glyph_scale), 1, false, "", 0, 50},
	{"body", "bullets", KEY_TEXTS, AT(bullets), 3, false, "", 0, 16},
	PT_KEY("body", "bullet-indent", bullet_indent, 0, 60),
	{"body", "break", KEY_TEXT, AT(marks), 1, false, "", 0, 64},
	PT_KEY("headings", "h2-above", heading_above[0], 0, 72),
	PT_KEY("headings", "h3-above", heading_above[1], 0, 72),
	PT_KEY("headings", "h4-above", heading_above[2], 0, 72),
	MM_KEY("opening", "depth", opening_depth, 20, 400),
	MM_KEY("opening", "kicker-baseline", kicker_baseline, 20, 450),
	PT_KEY("opening", "title-drop", title_drop, 8, 120),
	INT_KEY("opening", "bleed-pixels", opening_a_pixels, 1, 30000),
	MM_KEY("opening", "small-top", opening_b_top, 5, 150),
	INT_KEY("opening", "long-title", title_long, 10, 1000),
	INT_KEY("opening", "longest-title", title_longest, 10, 10000),
	INT_KEY("opening", "drop-cap", drop_cap, 0, 4),
	{"opening", "tags", KEY_BOOL, AT(opening_tags), 1, false, "", 0, 0},
	{"opening", "recto", KEY_BOOL, AT(openings_recto), 1, false, "", 0, 0},
	INT_KEY("opening", "part-pages", part_pages, 0, 10000),
	{"opening", "part-recto", KEY_BOOL, AT(part_recto), 1, false, "", 0, 0},
	{"pictures", "widths", KEY_DIMS, AT(picture_widths), 3, false, "mm", MM(10), MM(600)},
	INT_KEY("pictures", "ppi", ppi_good, 30, 2400),
	INT_KEY("pictures", "ppi-least", ppi_least, 30, 2400),
	{"pictures", "crop", KEY_PERCENT10, AT(crop), 1, false, "", 0, 100},
	{"pictures", "row-gap", KEY_DIM, AT(row_gap), 1, true, "mm", 0, MM(30)},
	PT_KEY("pictures", "caption-gap", caption_gap, 0, 36),
	{"pictures", "gray", KEY_BOOL, AT(pictures_gray), 1, false, "", 0, 0},
	INT_KEY("pictures", "portrait-lines", portrait_lines, 3, 120),
	{"pull-quote", "rule-width", KEY_DIM, AT(pullquote_rule_w), 1, true, "mm", 0, MM(200)},
	PT_KEY("pull-quote", "rule", pullquote_rule, 0, 12),
	{"colour", "accent", KEY_COLOUR, AT(accent), 1, false, "", 0, 100},
	{"colour", "code-ground", KEY_COLOUR, AT(code_ground), 1, false, "", 0, 100},
	{"colour", "mark-ground", KEY_COLOUR, AT(mark_ground), 1, false, "", 0, 100},
	{"colour", "panel", KEY_GROUND, AT(panel), 1, false, "", 0, 100},
	{"colour", "text", KEY_COLOUR, AT(text), 1, false, "", 0, 100},
	INT_KEY("notes", "address-most", address_most, 0, 1000),
	{"notes", "run-in", KEY_BOOL, AT(notes_run_in), 1, false, "", 0, 0},
	PT_KEY("", "end-mark", end_mark, 0, 72),
	PT_KEY("", "end-code", end_code, 0, 144),
};
enum { N_KEYS = sizeof keys / sizeof *keys };
_Static_assert((int)N_KEYS <= (int)KEYS_MOST, "a place for every key");

static const char *const groups[] = {
	"page",
	"body",
	"headings",
	"opening",
	"pictures",
	"pull-quote",
	"colour",
	"notes",
	"end-mark",
	"end-code",
	"faces",
	"text",
	"fallback",
	"scale",
	"paper",
	"papers",
	"based-on",
};
enum { N_GROUPS = sizeof groups / sizeof *groups };

static const char *const text_names[TEXT_COUNT] = {
	"body",
	"title",
	"title-small",
	"title-least",
	"subtitle",
	"h2",
	"h3",
	"h4",
	"kicker",
	"deck",
	"byline",
	"quote",
	"pull-quote",
	"pull-quote-name",
	"caption",
	"code",
	"table",
	"table-head",
	"note",
	"running-head",
	"folio",
	"contents-title",
	"contents-kicker",
	"contents-part",
	"contents-heading",
	"part-title",
	"part-list",
	"embed",
	"year",
	"book-title",
	"book-subtitle",
	"imprint",
	"tags",
	"index",
	"index-letter",
	"cover-year",
	"cover-title",
	"cover-subtitle",
	"cover-name",
	"cover-text",
	"cover-list",
	"spine",
	"half-title",
	"timeline-year",
	"timeline-month",
	"timeline-title",
};

static const char *const text_keys[] = {
	"face",
	"italic",
	"bold",
	"bold-italic",
	"size",
	"leading",
	"tracking",
	"capitals",
	"figures",
	"tabular",
	"align",
	"hyphens",
	"colour",
	"acronyms",
	"features",
};
enum { N_TEXT_KEYS = sizeof text_keys / sizeof *text_keys, KEY_OF_SIZE = 4, KEY_OF_LEADING = 5 };

/* ---- findings ---- */

void
key_unknown(struct style_reader *r, const struct yaml *y, const char *const *known, size_t n)
{
	const char *near = name_nearest(y->key, known, n);
	if (near)
		diag_add(r->d, DIAG_KEY_UNKNOWN, r->file->name, y->key_line, y->key_col,
			"unknown key \"%.*s\"; it was left out; did you mean \"%s\"?", STR_FMT(y->key), near);
	else
		diag_add(r->d, DIAG_KEY_UNKNOWN, r->file->name, y->key_line, y->key_col,
			"unknown key \"%.*s\"; it was left out; styles/print.yaml lists the keys", STR_FMT(y->key));
}

bool
value_bad(struct style_reader *r, const struct yaml *y, const char *wanted)
{
	struct str shown = y->kind == YAML_SCALAR ? str_sub(y->text, 0, 60) : STR(" ");
	diag_add(r->d, DIAG_VALUE_BAD, r->file->name, y->line, y->col, "%.*s: \"%.*s\" is not %s; the default holds",
		STR_FMT(y->key), STR_FMT(shown), message(wanted));
	return false;
}

static bool
texts_value(const struct yaml *y, const struct key *k, struct str *out)
{
	if (k->n > 1 && (y->kind != YAML_LIST || !y->n))
		return false;
	for (int i = 0; i < k->n; i++) {
		const struct yaml *v = k->n == 1 ? y : &y->items[(size_t)i < y->n ? (size_t)i : y->n - 1];
		if (v->kind == YAML_MAP || v->kind == YAML_LIST || v->text.n > (size_t)k->max)
			return false;
		out[i] = v->text;
	}
	return true;
}

/* Reads a value into its place; false when it is none (reported). */
static bool
key_value(struct style_reader *r, const struct yaml *y, const struct key *k, bool *relative)
{
	void *at = (char *)r->style + k->at;
	switch (k->type) {
	case KEY_DIM:
	case KEY_DIMS: return y == r->measure[0] || dims_read(r, y, k, r->style->text_styles[TEXT_BODY].size, relative, at);
	case KEY_INT:
		return int_value(y, k->min, k->max, at) ||
			value_bad(r, y, str_fmt(r->a, message("a whole number from %d to %d"), k->min, k->max).p);
	case KEY_PERCENT10:
		return percent10_value(yaml_text(y), k->min, k->max, at) ||
			value_bad(r, y, str_fmt(r->a, message("a percentage from %d to %d"), k->min / 10, k->max / 10).p);
	case KEY_BOOL: return bool_value(y, at) || value_bad(r, y, MESSAGE("yes or no"));
	case KEY_COLOUR:
		return colour_value(y, at) ||
			value_bad(r, y, MESSAGE("a list of four percentages: cyan, magenta, yellow, black"));
	case KEY_GROUND:
		r->panel_own = !str_is_nocase(yaml_text(y), "accent");
		return !r->panel_own || colour_value(y, at) || value_bad(r, y, MESSAGE("accent or four percentages"));
	case KEY_TEXT:
	case KEY_TEXTS:
		return texts_value(y, k, at) ||
			value_bad(r, y, k->n == 1 ? MESSAGE("a short text") : MESSAGE("a list of short texts"));
	}
	return false;
}

static void
key_read(struct style_reader *r, const struct yaml *y, const struct key *k)
{
	bool relative = false;
	if (key_value(r, y, k, &relative))
		r->set[k - keys] = (struct key_set){.file = r->file, .line = y->line, .col = y->col, .relative = relative};
}

/* ---- groups ---- */

static void
group_read(struct style_reader *r, const struct yaml *map)
{
	const char *known[N_KEYS];
	size_t n = 0;
	for (size_t i = 0; i < N_KEYS; i++)
		if (str_is_nocase(map->key, keys[i].group))
			known[n++] = keys[i].name;
	if (map->kind != YAML_MAP) {
		value_bad(r, map, MESSAGE("a map of keys"));
		return;
	}
	for (size_t i = 0; i < map->n; i++) {
		const struct key *k = NULL;
		for (size_t j = 0; j < N_KEYS && !k; j++)
			if (str_is_nocase(map->key, keys[j].group) && str_is_nocase(map->items[i].key, keys[j].name))
				k = &keys[j];
		if (k)
			key_read(r, &map->items[i], k);
		else
			key_unknown(r, &map->items[i], known, n);
	}
}

int
name_index(struct str s, const char *const *names, int n)
{
	for (int i = 0; i < n; i++)
		if (str_is_nocase(s, names[i]))
			return i;
	return -1;
}

static bool
text_colour(struct style_reader *r, const struct yaml *y, int role)
{
	struct colour white = {0, 0, 0, 0}, *own = &r->style->text_styles[role].colour;
	if (str_is_nocase(yaml_text(y), "text"))
		r->colours[role] = COLOUR_OF_TEXT;
	else if (str_is_nocase(yaml_text(y), "accent"))
		r->colours[role] = COLOUR_OF_ACCENT;
	else if (str_is_nocase(yaml_text(y), "white") || colour_value(y, own)) {
		if (y->kind == YAML_SCALAR)
			*own = white;
		r->colours[role] = COLOUR_OWN;
	} else
		return false;
	r->set_colour[role] = (struct key_set){.file = r->file, .line = y->line, .col = y->col};
	return true;
}

static bool
either_value(const struct yaml *y, const char *yes, const char *no, bool *out)
{
	if (!str_is_nocase(yaml_text(y), yes) && !str_is_nocase(yaml_text(y), no))
		return false;
	*out = str_is_nocase(yaml_text(y), yes);
	return true;
}

static void
text_key_read(struct style_reader *r, const struct yaml *y, int role)
{
	struct text_style *t = &r->style->text_styles[role];
	struct key size = {.n = 1, .unit = "pt", .min = PT(3), .max = PT(300)};
	int tenths;
	bool relative;
	int index = name_index(y->key, text_keys, N_TEXT_KEYS);
	if (index == KEY_OF_SIZE || index == KEY_OF_LEADING)
		r->set_text[role][index - KEY_OF_SIZE] = (struct key_set){.file = r->file, .line = y->line, .col = y->col};
	switch (index) {
	case 0: (void)(face_value(y, &t->face) || value_bad(r, y, MESSAGE("one of `faces`"))); break;
	case 1: (void)(face_value(y, &t->italic) || value_bad(r, y, MESSAGE("one of `faces`"))); break;
	case 2: (void)(face_value(y, &t->bold) || value_bad(r, y, MESSAGE("one of `faces`"))); break;
	case 3: (void)(face_value(y, &t->bold_italic) || value_bad(r, y, MESSAGE("one of `faces`"))); break;
	case KEY_OF_SIZE:
		if (y != r->measure[1])
			dims_read(r, y, &size, r->style->text_styles[TEXT_BODY].size, &relative, &t->size);
		break;
	case KEY_OF_LEADING: dims_read(r, y, &size, t->size, &relative, &t->leading); break;
	case 6:
		if (percent10_value(yaml_text(y), -100, 1000, &tenths))
			t->tracking = tenths;
		else
			value_bad(r, y, MESSAGE("a percentage from -10 to 100"));
		break;
	case 7:
		if (str_is_nocase(yaml_text(y), "small")) {
			t->small_capitals = true;
			t->capitals = false;
		} else if (bool_value(y, &t->capitals))
			t->small_capitals = false;
		else
			value_bad(r, y, MESSAGE("yes, no or small"));
		break;
	case 8:
		(void)(either_value(y, "oldstyle", "lining", &t->oldstyle) || value_bad(r, y, MESSAGE("oldstyle or lining")));
		break;
	case 9: (void)(bool_value(y, &t->tabular) || value_bad(r, y, MESSAGE("yes or no"))); break;
	case 10:
		(void)(either_value(y, "justified", "left", &t->justified) || value_bad(r, y, MESSAGE("justified or left")));
		break;
	case 11: (void)(bool_value(y, &t->hyphenate) || value_bad(r, y, MESSAGE("yes or no"))); break;
	case 12: (void)(text_colour(r, y, role) || value_bad(r, y, MESSAGE("text, accent, white or four percentages"))); break;
	case 13: (void)(either_value(y, "small", "no", &t->acronyms_small) || value_bad(r, y, MESSAGE("small or no"))); break;
	case 14: features_read(r, y, (enum text_role)role); break;
	default: key_unknown(r, y, text_keys, N_TEXT_KEYS);
	}
}

/* The size is read first: leadings in em go by it. */
static void
text_read(struct style_reader *r, const struct yaml *map, int role)
{
	const struct yaml *size = yaml_find(map, text_keys[KEY_OF_SIZE]);
	if (size)
		text_key_read(r, size, role);
	for (size_t i = 0; i < map->n; i++)
		if (&map->items[i] != size)
			text_key_read(r, &map->items[i], role);
}

static void
texts_read(struct style_reader *r, const struct yaml *map)
{
	struct style *s = r->style;
	const struct yaml *body = yaml_find(map, "body");
	if (r->first && body && body->kind == YAML_MAP) {
		text_read(r, body, TEXT_BODY);
		for (int role = 1; role < TEXT_COUNT; role++)
			s->text_styles[role] = s->text_styles[TEXT_BODY];
	}
	for (size_t i = 0; i < map->n; i++) {
		const struct yaml *y = &map->items[i];
		int role = name_index(y->key, text_names, TEXT_COUNT);
		if (role < 0)
			key_unknown(r, y, text_names, TEXT_COUNT);
		else if (y->kind != YAML_MAP)
			value_bad(r, y, MESSAGE("a map of keys such as {size: 10, leading: 13}"));
		else if (role != TEXT_BODY || !r->first)
			text_read(r, y, role);
	}
}

/* Does it hold keys of the table? */
static bool
is_group(struct str name)
{
	for (size_t i = 0; i < N_KEYS; i++)
		if (keys[i].group[0] && str_is_nocase(name, keys[i].group))
			return true;
	return false;
}

/* What em and lines are measured by comes first, in silence: the grid, the size of the text. Who changes the leading of the text means the grid. */
static void
measures_read(struct style_reader *r, const struct yaml *map)
{
	const struct yaml *page = yaml_find(map, "page"), *texts = yaml_find(map, "text");
	const struct yaml *grid = page ? yaml_find(page, "grid") : NULL, *body = texts ? yaml_find(texts, "body") : NULL;
	const struct yaml *size = body ? yaml_find(body, "size") : NULL, *leading = body ? yaml_find(body, "leading") : NULL;
	struct key k = {.n = 1, .unit = "pt", .min = PT(3), .max = PT(300)};
	struct text_style *t = &r->style->text_styles[TEXT_BODY];
	r->measure[0] = r->measure[1] = NULL;
	if (dim_value(r, yaml_text(size), &k, t->size, &t->size))
		r->measure[1] = size;
	k.min = PT(8);
	k.max = PT(24);
	if (dim_value(r, yaml_text(grid), &k, t->size, &r->style->grid))
		r->measure[0] = grid;
	else if (!r->first)
		dim_value(r, yaml_text(leading), &k, t->size, &r->style->grid);
}

/* What style.c reads by itself. */
static void
names_check(struct style_reader *r, const struct yaml *y)
{
	bool list = y->kind == YAML_LIST || y->kind == YAML_MAP;
	if (str_is_nocase(y->key, "based-on") && (list || !yaml_text(y).n))
		value_bad(r, y, MESSAGE("the name or the file of a style"));
	else if (str_is_nocase(y->key, "paper") && list)
		value_bad(r, y, MESSAGE("the name of a paper"));
	else if (str_is_nocase(y->key, "papers") && y->kind != YAML_MAP && y->kind != YAML_NULL)
		value_bad(r, y, MESSAGE("a map of papers"));
}

void
style_apply(struct style_reader *r, const struct yaml *map, bool paper)
{
	if (map->kind != YAML_MAP) {
		if (map->kind != YAML_NULL)
			value_bad(r, map, MESSAGE("a map of keys"));
		return;
	}
	measures_read(r, map);
	for (size_t i = 0; i < map->n; i++) {
		const struct yaml *y = &map->items[i];
		int group = name_index(y->key, groups, N_GROUPS);
		if (group >= 0 && !paper)
			names_check(r, y);
		if (group < 0 || (paper && (str_starts_nocase(y->key, "paper") || str_is_nocase(y->key, "based-on")))) {
			key_unknown(r, y, groups, N_GROUPS);
		} else if (str_is_nocase(y->key, "end-mark") || str_is_nocase(y->key, "end-code")) {
			key_read(r, y, &keys[str_is_nocase(y->key, "end-mark") ? N_KEYS - 2 : N_KEYS - 1]);
		} else if (str_is_nocase(y->key, "fallback")) {
			fallback_read(r, y);
		} else if (str_is_nocase(y->key, "scale")) {
			int tenths;
			r->set_scale = (struct key_set){.file = r->file, .line = y->line, .col = y->col};
			if (percent10_value(yaml_text(y), 500, 2000, &tenths))
				r->scale = tenths / 10;
			else
				value_bad(r, y, MESSAGE("a percentage from 50 to 200"));
		} else if (is_group(y->key)) {
			group_read(r, y);
		} else if (str_is_nocase(y->key, "faces") || str_is_nocase(y->key, "text")) {
			if (y->kind != YAML_MAP)
				value_bad(r, y, MESSAGE("a map of keys"));
			else if (str_is_nocase(y->key, "faces"))
				faces_read(r, y);
			else
				texts_read(r, y);
		}
	}
}

static struct style_place
place_of(const struct key_set *set)
{
	bool own = set && set->file && !set->file->builtin;
	return own ? (struct style_place){set->file->name, set->line, set->col} : (struct style_place){.line = 0};
}

/* Where the colours are named that a person could change. */
static void
colours_place(struct style_reader *r)
{
	struct style *s = r->style;
	struct style_place text = place_of(key_place(r, "colour", "text")), accent = place_of(key_place(r, "colour", "accent"));
	s->ground_at[GROUND_PANEL] = r->panel_own ? place_of(key_place(r, "colour", "panel")) : accent;
	s->ground_at[GROUND_CODE] = place_of(key_place(r, "colour", "code-ground"));
	s->ground_at[GROUND_MARK] = place_of(key_place(r, "colour", "mark-ground"));
	for (int i = 0; i < TEXT_COUNT; i++)
		s->colour_at[i] = r->colours[i] == COLOUR_OWN ? place_of(&r->set_colour[i])
			: r->colours[i] == COLOUR_OF_ACCENT   ? accent
							      : text;
}

void
style_finish(struct style_reader *r)
{
	struct style *s = r->style;
	for (size_t i = 0; r->scale != 100 && i < N_KEYS; i++)
		for (int k = 0; k < keys[i].n && (keys[i].scaled || r->set[i].relative); k++) {
			dim *at = (dim *)(void *)((char *)s + keys[i].at) + k;
			*at = dim_scale(*at, r->scale, 100);
		}
	if (!r->panel_own)
		s->panel = s->accent;
	for (int i = 0; i < TEXT_COUNT; i++) {
		struct text_style *t = &s->text_styles[i];
		t->size = dim_scale(t->size, r->scale, 100);
		t->leading = dim_scale(t->leading, r->scale, 100);
		if (r->colours[i] != COLOUR_OWN)
			t->colour = r->colours[i] == COLOUR_OF_ACCENT ? s->accent : s->text;
	}
	colours_place(r);
}

const struct key_set *
key_place(const struct style_reader *r, const char *group, const char *name)
{
	for (size_t i = 0; i < N_KEYS; i++)
		if (!strcmp(keys[i].group, group) && !strcmp(keys[i].name, name))
			return &r->set[i];
	return NULL;
}

const char *
style_text_key(enum text_role role)
{
	return text_names[role];
}
