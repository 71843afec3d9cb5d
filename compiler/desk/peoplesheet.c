/* peoplesheet.c - people.csv as the desk needs it: names, aliases, mail, consent */
#include "desk/room.h"

#include "base/csv.h"
#include "base/file.h"
#include "desk/sheetroom.h"

#include <stdlib.h>

enum { PEOPLE_MOST = 5000, ALIASES_MOST = 20, LIST_MOST = 8 << 20, LEVELS = 3 };

enum column { PERSON_NAME, PERSON_ALIASES, PERSON_MAIL, PERSON_CONSENT, PERSON_COLUMNS };

static const char *const columns[PERSON_COLUMNS] = {
	[PERSON_NAME] = "name nombre nome display-name displayname full-name fullname nombre-completo nome-completo",
	[PERSON_ALIASES] =
		"aliases alias apodos apodo apelidos apelido handle handles nick also-known-as otros-nombres outros-nomes",
	[PERSON_MAIL] = "mail email e-mail correo correo-electronico correio",
	[PERSON_CONSENT] = "consent consentimiento consentimento permiso permissao autorizacion autorizacao"};

struct sheet_reader {
	struct desk *desk;
	struct diag *d;
	size_t cap, cap_names;
};

static int
column_of(struct arena *a, struct str key)
{
	struct str folded = key.n > 60 ? STR_NONE : person_key(a, key);
	for (int i = 0; i < PERSON_COLUMNS && folded.n; i++) {
		struct str words = str_of(columns[i]), one;
		while (str_word(&words, &one))
			if (str_eq(one, folded))
				return i;
	}
	return -1;
}

static const struct yaml *
cell_of(struct arena *a, const struct yaml *map, enum column column)
{
	for (size_t i = 0; map->kind == YAML_MAP && i < map->n; i++)
		if (column_of(a, map->items[i].key) == (int)column && map->items[i].kind != YAML_NULL)
			return &map->items[i];
	return NULL;
}

static void
alias_add(struct arena *a, struct desk_person *p, struct str alias)
{
	alias = text_plain(a, sheet_plain(a, str_trim(alias)), false);
	if (alias.n && p->n_aliases < ALIASES_MOST)
		p->aliases[p->n_aliases++] = alias;
}

/* "ana.perez; Ana P." or a list. Commas part them where nothing else does. */
static void
aliases_take(struct arena *a, struct desk_person *p, const struct yaml *y)
{
	p->aliases = NEW_N(a, ALIASES_MOST, struct str);
	for (size_t i = 0; y && y->kind == YAML_LIST && i < y->n; i++)
		alias_add(a, p, yaml_text(&y->items[i]));
	struct str text = y && y->kind == YAML_SCALAR ? yaml_text(y) : STR_NONE;
	bool commas = str_find_char(text, ';') < 0 && str_find_char(text, '|') < 0;
	for (size_t i = 0, start = 0; i <= text.n && text.n; i++)
		if (i == text.n || text.p[i] == ';' || text.p[i] == '|' || text.p[i] == '\n' || (commas && text.p[i] == ',')) {
			alias_add(a, p, str_sub(text, start, i));
			start = i + 1;
		}
}

static void
person_take(struct sheet_reader *r, const struct yaml *y, struct str name)
{
	struct desk *desk = r->desk;
	struct arena *a = desk->a;
	struct desk_person p = {.name = text_plain(a, sheet_plain(a, name), false), .line = y->line};
	const struct yaml *consent = cell_of(a, y, PERSON_CONSENT), *mail = cell_of(a, y, PERSON_MAIL);
	if (!p.name.n || desk->n_people == PEOPLE_MOST)
		return;
	aliases_take(a, &p, cell_of(a, y, PERSON_ALIASES));
	p.mail = str_trim(yaml_text(mail));
	if (str_starts_nocase(p.mail, "mailto:"))
		p.mail = str_sub(p.mail, 7, p.mail.n);
	if (consent && !consent_read(yaml_text(consent), &p.consent)) {
		p.consent = CONSENT_PENDING;
		diag_add(r->d, DIAG_VALUE_BAD, desk->people_file, y->line, 0,
			"the consent of %.*s is none that is known, and counts as pending: write yes, no, pending or not needed",
			STR_FMT(str_sub(p.name, 0, 100)));
	}
	p.keys = NEW_N(a, p.n_aliases + 1, struct str);
	p.key = p.keys[0] = person_key(a, p.name);
	for (size_t i = 0; i < p.n_aliases; i++)
		p.keys[i + 1] = person_key(a, p.aliases[i]);
	*PUSH(a, desk->people, desk->n_people, r->cap) = p;
}

/* A list of maps; maps by name; either of them below the names of groups. */
static void
tree_take(struct sheet_reader *r, const struct yaml *top)
{
	struct arena *a = r->desk->a;
	struct {
		const struct yaml *y;
		size_t next;
	} at[LEVELS] = {{top, 0}};
	for (int level = 0; level >= 0;) {
		if (at[level].next == at[level].y->n) {
			level--;
			continue;
		}
		const struct yaml *y = &at[level].y->items[at[level].next++], *name = cell_of(a, y, PERSON_NAME);
		bool group = y->kind == YAML_LIST;
		for (size_t i = 0; y->kind == YAML_MAP && !name && i < y->n; i++)
			group |= y->items[i].kind == YAML_LIST && y->items[i].n && y->items[i].items[0].kind == YAML_MAP;
		if (group && level + 1 < LEVELS)
			at[++level].y = y, at[level].next = 0;
		else if (!group && name)
			person_take(r, y, yaml_text(name));
		else if (!group && y->kind == YAML_MAP && y->key.n)
			person_take(r, y, y->key);
	}
}

/* ---- who is who ---- */

static int
name_cmp(const void *pa, const void *pb)
{
	const struct known_name *a = pa, *b = pb;
	int c = str_cmp(a->key, b->key);
	c = c ? c : a->consent - b->consent;
	return c ? c : a->person < b->person ? -1 : a->person > b->person;
}

/* Where two rows or two people have one name, nobody's no is lost. */
static int
consent_order(enum consent c)
{
	return c == CONSENT_NO ? 0 : c == CONSENT_PENDING ? 1 : 2;
}

static void
names_sort(struct sheet_reader *r)
{
	struct desk *desk = r->desk;
	for (size_t i = 0; i < desk->n_people; i++)
		for (size_t k = 0; k <= desk->people[i].n_aliases; k++)
			if (desk->people[i].keys[k].n)
				*PUSH(desk->a, desk->names, desk->n_names, r->cap_names) =
					(struct known_name){desk->people[i].keys[k], i, consent_order(desk->people[i].consent)};
	if (desk->n_names)
		qsort(desk->names, desk->n_names, sizeof *desk->names, name_cmp);
	for (size_t i = 1; i < desk->n_names; i++) {
		const struct known_name *before = &desk->names[i - 1], *one = before, *two = &desk->names[i];
		if (one->person > two->person) {
			one = two;
			two = before;
		}
		if (!str_eq(one->key, two->key) || one->person == two->person ||
			str_eq(desk->people[one->person].key, desk->people[two->person].key))
			continue;
		diag_add(r->d, DIAG_LIST_BAD, desk->people_file, desk->people[two->person].line, 0,
			"%.*s and %.*s go by one name here; it stands for whom of them said no, else for the first: take the "
			"alias away from the other",
			STR_FMT(str_sub(desk->people[one->person].name, 0, 100)),
			STR_FMT(str_sub(desk->people[two->person].name, 0, 100)));
	}
}

const struct desk_person *
desk_person(const struct desk *desk, struct str name)
{
	if (!desk || !desk->n_names || !name.n || name.n > 1000)
		return NULL;
	struct arena *scratch = arena_new();
	struct str key = person_key(scratch, name);
	size_t from = str_lower_bound(desk->names, desk->n_names, sizeof *desk->names, offsetof(struct known_name, key), key);
	bool found = key.n && from < desk->n_names && str_eq(desk->names[from].key, key);
	arena_free(scratch);
	return found ? &desk->people[desk->names[from].person] : NULL;
}

/* "y", "&": what stands between two people in a text. */
static bool
joins(struct str word)
{
	static const char *const words[] = {"y", "e", "and", "&", "+", "con", "com", "with"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_is_nocase(word, words[i]))
			return true;
	return false;
}

struct list {
	struct arena *a;
	struct str *p;
	size_t n, cap;
};

static void
list_add(struct list *l, struct str name)
{
	for (size_t i = 0; i < l->n; i++)
		if (str_eq(l->p[i], name))
			return;
	*PUSH(l->a, l->p, l->n, l->cap) = name;
}

/* "Ana y Bea", where people.csv has one of them; false: nobody, so that it stays one text. */
static bool
parts_add(const struct desk *desk, struct list *to, struct str text, bool all)
{
	enum { PARTS_MOST = 20 };
	struct str parts[PARTS_MOST], rest = text, word;
	const char *from = text.p;
	size_t n = 0;
	bool any = false;
	while (str_word(&rest, &word) && n < PARTS_MOST - 1)
		if (joins(word)) {
			parts[n++] = str_trim((struct str){from, (size_t)(word.p - from)});
			from = word.p + word.n;
		}
	if (!n)
		return false;
	parts[n++] = str_trim((struct str){from, (size_t)(text.p + text.n - from)});
	for (size_t i = 0; i < n; i++)
		any |= desk_person(desk, parts[i]) != NULL;
	for (size_t i = 0; i < n && any; i++)
		if (parts[i].n && (all || desk_person(desk, parts[i])))
			list_add(to, parts[i]);
	return any;
}

struct str *
desk_names(const struct desk *desk, struct arena *a, struct str text, size_t *n)
{
	size_t n_names;
	const struct str *names = names_split(a, text, &n_names);
	struct list to = {.a = a};
	for (size_t i = 0; i < n_names; i++) {
		bool known = desk_person(desk, names[i]) != NULL;
		const struct desk_person *turned = NULL;
		if (i + 1 < n_names && names[i].n + names[i + 1].n < 200)
			turned = desk_person(desk, str_fmt(a, "%.*s %.*s", STR_FMT(names[i + 1]), STR_FMT(names[i])));
		if (turned)
			list_add(&to, turned->name);
		if (turned && !known && !desk_person(desk, names[i + 1])) {
			i++;
			continue;
		}
		if (known || !parts_add(desk, &to, names[i], true))
			list_add(&to, names[i]);
		if (known)
			parts_add(desk, &to, names[i], false);
	}
	*n = to.n;
	return to.p;
}

const struct desk_person *
desk_people(const struct desk *desk, size_t *n)
{
	*n = desk ? desk->n_people : 0;
	return desk ? desk->people : NULL;
}

struct str
desk_people_file(const struct desk *desk)
{
	return desk ? desk->people_file : STR_NONE;
}

/* ---- the file ---- */

/* What is wrong with the file as a list is told by the book, which prints from it. */
static const struct yaml *
file_tree(struct sheet_reader *r, struct str path)
{
	struct desk *desk = r->desk;
	struct diag *unheard = diag_new();
	struct yaml_error error;
	struct str text;
	const struct yaml *tree = NULL;
	if (!file_read(desk->a, path.p, LIST_MOST, &text) && text_decode(desk->a, unheard, path, text, &text))
		tree = str_is_nocase(path_ext(path), ".csv") || str_is_nocase(path_ext(path), ".tsv")
			? csv_read(desk->a, unheard, path, text)
			: yaml_read(desk->a, unheard, path, text, 1, &error);
	diag_free(unheard);
	return tree;
}

void
people_open(struct desk *desk, struct diag *d)
{
	static const char *const usual[] = {"people.csv", "people.yaml", "people.yml"};
	struct sheet_reader r = {.desk = desk, .d = d};
	const struct yaml *key = desk->options.people, *tree = NULL;
	struct str named = str_trim(yaml_text(key));
	if (key && (key->kind == YAML_LIST || key->kind == YAML_MAP)) {
		tree = key;
		desk->people_file = desk->options.file;
	}
	for (size_t i = 0; i <= sizeof usual / sizeof *usual && !tree; i++) {
		struct str name = i ? str_of(usual[i - 1]) : named;
		struct str path = name.n ? str_dup(desk->a, path_join(desk->a, desk->options.root, name)) : STR_NONE;
		if (!name.n || path_kind(path.p) == PATH_NONE)
			continue;
		desk->people_file = str_starts(path, "./") ? str_sub(path, 2, path.n) : path;
		tree = file_tree(&r, path);
		if (!tree && i) /* the desk's own; what a site has under another name is only printed from */
			diag_add(d, DIAG_SHEET_UNREADABLE, desk->people_file, 0, 0,
				"this list of people cannot be read, so that nobody knows who agreed to be shown: mend it, or "
				"take it "
				"away");
	}
	if (tree)
		tree_take(&r, tree);
	names_sort(&r);
}
