/* shorttable.c - the table of known shortcodes, from styles/shortcodes.yaml and the user's files like it */
#include "post/shortcode.h"

#include "base/yaml.h"

#include <stdlib.h>

enum { NAME_MOST = 60, ENTRIES_MOST = 5000, TEMPLATES_MOST = 20 };

struct shortcodes {
	struct known *list; /* sorted by name */
	size_t n, cap;
};

static const char *const act_words[] = {
#define SHORT_ACT_WORD_(act, word) word,
	SHORT_ACTS(SHORT_ACT_WORD_)
#undef SHORT_ACT_WORD_
};

static const char *const part_words[] = {
#define SHORT_PART_WORD_(part, word) word,
	SHORT_PARTS(SHORT_PART_WORD_)
#undef SHORT_PART_WORD_
};

struct reader {
	struct arena *a;
	struct diag *d;
	struct str file;
	struct shortcodes *table;
};

static struct str
name_lower(struct arena *a, struct str name)
{
	char *p = arena_dup(a, name.p, name.n);
	for (size_t i = 0; i < name.n; i++)
		p[i] = char_lower(p[i]);
	return (struct str){p, name.n};
}

/* "figure" and the like; ACT_UNKNOWN (reported) when there is no such word. */
static enum short_act
act_read(struct reader *r, const struct yaml *y, struct str name)
{
	struct str word = str_trim(yaml_text(y));
	for (size_t i = 1; i < sizeof act_words / sizeof *act_words; i++)
		if (str_is_nocase(word, act_words[i]))
			return (enum short_act)i;
	const char *near = name_nearest(word, act_words + 1, sizeof act_words / sizeof *act_words - 1);
	if (near)
		diag_add(r->d, DIAG_VALUE_BAD, r->file, y->line, y->col,
			"nothing called \"%.*s\" can be made of the shortcode \"%.*s\"; left out: did you mean \"%s\"?",
			STR_FMT(word), STR_FMT(name), near);
	else
		diag_add(r->d, DIAG_VALUE_BAD, r->file, y->line, y->col,
			"nothing called \"%.*s\" can be made of the shortcode \"%.*s\"; left out: write figure, note, embed, "
			"link, "
			"text, content, drop or another word of yearbook(5)",
			STR_FMT(word), STR_FMT(name));
	return ACT_UNKNOWN;
}

static void
templates_read(struct reader *r, const struct yaml *y, struct templates *t)
{
	const struct yaml *items = y->kind == YAML_LIST ? y->items : y;
	size_t n = y->kind == YAML_LIST ? y->n : 1;
	*t = (struct templates){.list = NEW_N(r->a, n + 1, struct str)};
	for (size_t i = 0; i < n && t->n < TEMPLATES_MOST; i++) {
		if (items[i].kind == YAML_LIST || items[i].kind == YAML_MAP)
			diag_add(r->d, DIAG_VALUE_BAD, r->file, items[i].line, items[i].col,
				"\"%.*s\" takes a text or a list of texts; this is neither and was left out", STR_FMT(y->key));
		else
			t->list[t->n++] = yaml_text(&items[i]);
	}
}

static void
key_read(struct reader *r, const struct yaml *y, struct known *k)
{
	for (size_t i = 0; i < PART_COUNT; i++) {
		if (str_is_nocase(y->key, part_words[i])) {
			templates_read(r, y, &k->parts[i]);
			return;
		}
	}
	const char *near = name_nearest(y->key, part_words, PART_COUNT);
	if (near)
		diag_add(r->d, DIAG_KEY_UNKNOWN, r->file, y->key_line, y->key_col,
			"a shortcode has no key \"%.*s\"; left out: did you mean \"%s\"?", STR_FMT(y->key), near);
	else
		diag_add(r->d, DIAG_KEY_UNKNOWN, r->file, y->key_line, y->key_col,
			"a shortcode has no key \"%.*s\"; left out: yearbook(5) lists those that there are", STR_FMT(y->key));
}

/* One entry; false when it says nothing usable (reported). */
static bool
entry_read(struct reader *r, const struct yaml *y, struct known *k)
{
	*k = (struct known){.name = name_lower(r->a, str_trim(y->key))};
	if (!k->name.n || k->name.n > NAME_MOST) {
		diag_add(r->d, DIAG_VALUE_BAD, r->file, y->key_line, y->key_col,
			"a shortcode's name has at least one and at most %d letters; left out", NAME_MOST);
		return false;
	}
	if (y->kind == YAML_SCALAR) {
		k->act = act_read(r, y, k->name);
		return k->act != ACT_UNKNOWN;
	}
	const struct yaml *make = y->kind == YAML_MAP ? yaml_find(y, "make") : NULL;
	if (!make) {
		diag_add(r->d, DIAG_VALUE_BAD, r->file, y->key_line, y->key_col,
			"the shortcode \"%.*s\" does not say what to make of it; left out: write \"%.*s: content\" or the like",
			STR_FMT(k->name), STR_FMT(k->name));
		return false;
	}
	k->act = act_read(r, make, k->name);
	for (size_t i = 0; i < y->n; i++)
		if (&y->items[i] != make)
			key_read(r, &y->items[i], k);
	return k->act != ACT_UNKNOWN;
}

static int
known_cmp(const void *pa, const void *pb)
{
	const struct known *a = pa, *b = pb;
	return str_cmp(a->name, b->name);
}

static void
file_read_entries(struct reader *r, struct str text)
{
	struct yaml_error error;
	if (str_starts(text, "\xEF\xBB\xBF"))
		text = str_sub(text, 3, text.n);
	struct yaml *top = yaml_read(r->a, r->d, r->file, text, 1, &error);
	if (!top) {
		diag_add(r->d, DIAG_YAML_SYNTAX, r->file, error.line, error.col,
			"this is not YAML: %.*s; nothing was built: mend it", STR_FMT(error.text));
		return;
	}
	if (top->kind != YAML_MAP) {
		if (top->kind != YAML_NULL)
			diag_add(r->d, DIAG_VALUE_BAD, r->file, top->line, top->col,
				"a file of shortcodes is a map of names, such as \"banner: drop\"; it was left out");
		return;
	}
	struct shortcodes *t = r->table;
	size_t sorted = t->n;
	for (size_t i = 0; i < top->n && t->n < ENTRIES_MOST; i++) {
		struct known k, *same = NULL;
		if (!entry_read(r, &top->items[i], &k))
			continue;
		if (sorted)
			same = bsearch(&k, t->list, sorted, sizeof k, known_cmp);
		if (same)
			*same = k;
		else
			*PUSH(r->a, t->list, t->n, t->cap) = k;
	}
	if (t->n)
		qsort(t->list, t->n, sizeof *t->list, known_cmp);
}

const struct shortcodes *
shortcodes_read(struct arena *a, struct diag *d, const struct shortcode_file *files, size_t n)
{
	struct shortcodes *table = NEW(a, struct shortcodes);
	for (size_t i = 0; i < n; i++) {
		struct reader r = {a, d, files[i].name, table};
		file_read_entries(&r, files[i].text);
	}
	return table;
}

/* The last "/" or "_" of a name, or -1. */
static ptrdiff_t
last_part(struct str name)
{
	ptrdiff_t slash = str_rfind_char(name, '/'), line = str_rfind_char(name, '_');
	return slash > line ? slash : line;
}

const struct known *
known_find(const struct shortcodes *table, struct str name)
{
	static const struct known unknown = {.act = ACT_UNKNOWN};
	char lower[NAME_MOST + 2];
	if (!table || !table->n || !name.n || name.n > NAME_MOST)
		return &unknown;
	for (size_t i = 0; i < name.n; i++)
		lower[i] = char_lower(name.p[i]);
	struct known key = {.name = {lower, name.n}};
	const struct known *found = bsearch(&key, table->list, table->n, sizeof key, known_cmp);
	/* a name that ends in a star */
	for (ptrdiff_t slash; !found && (slash = last_part(key.name)) > 0;) {
		lower[slash + 1] = '*';
		key.name.n = (size_t)slash + 2;
		found = bsearch(&key, table->list, table->n, sizeof key, known_cmp);
		key.name.n = (size_t)slash;
	}
	return found ? found : &unknown;
}
