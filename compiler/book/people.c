/* people.c - who stands on the pages of people: from people.csv, people.yaml, the key `people`, or the site's own pages */
#include "book/lists.h"
#include "book/people.h"

#include "base/file.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { PEOPLE_MOST = 5000 };

static const char *const columns[COLUMN_COUNT] = {
	[COLUMN_NAME] = "name nombre nome display-name displayname full-name fullname nombre-completo nome-completo",
	[COLUMN_ROLE] = "role rol cargo puesto funcion funcao papel position job job-title occupation bio-short",
	[COLUMN_ORGANISATION] =
		"organisation organization organizacion organizacao org company empresa affiliation afiliacao institution "
		"institucion instituicao afiliacion",
	[COLUMN_PICTURE] = "picture photo foto image imagen imagem portrait retrato avatar avatar-url image-url img photo-url "
			   "profile-image profile-picture thumbnail fotografia",
	[COLUMN_URL] = "url web website sitio site link enlace pagina homepage page links enlaces ligacoes",
	[COLUMN_GROUP] = "group grupo team equipo equipe",
	[COLUMN_ORDER] = "order orden ordem weight peso",
	[COLUMN_PRINT] = "print imprimir impreso impresso",
	/* the desk's: desk/peoplesheet.c reads them */
	[COLUMN_ALIASES] =
		"aliases alias apodos apodo apelidos apelido handle handles nick also-known-as otros-nombres outros-nomes",
	[COLUMN_MAIL] = "mail email e-mail correo correo-electronico correio",
	[COLUMN_CONSENT] = "consent consentimiento consentimento permiso permissao autorizacion autorizacao",
	[COLUMN_WROTE] = "posts articulos artigos",
	[COLUMN_SHOWN] = "pictures imagenes imagens fotos",
	[COLUMN_STATE] = "state estado"};

void
people_columns(struct list *l)
{
	l->columns = columns;
	l->n_columns = COLUMN_COUNT;
	l->known = (struct map){.a = l->g->a};
}

struct candidate *
person_add(struct people *p, struct str name, const struct candidate *from)
{
	bool added;
	struct str key = slug_of(p->g->a, name);
	if (!name.n || p->n == PEOPLE_MOST)
		return NULL;
	map_add(&p->names, str_fmt(p->g->a, "%.*s\n%.*s", STR_FMT(key.n ? key : name), STR_FMT(from->person.group)), 0, &added);
	if (!added)
		return NULL;
	struct candidate *c = PUSH(p->g->a, p->list, p->n, p->cap);
	*c = *from;
	c->person.name = name;
	c->person.image = -1;
	return c;
}

static void
item_take(struct people *p, struct list *l, const struct list_item *item)
{
	struct gather *g = p->g;
	const struct yaml *y = item->y;
	struct candidate c = {.file = l->file, .line = y->line, .order = INT64_MAX};
	struct str name = list_cell(l, y, COLUMN_NAME), order = list_raw(l, y, COLUMN_ORDER);
	if (y->kind == YAML_SCALAR) { /* "Ana: coordinator", or "Ana" */
		name = item->key.n ? item->key : yaml_text(y);
		c.person.role = item->key.n ? quotes_text(g->a, text_plain(g->a, yaml_text(y), false)) : STR_NONE;
		name = text_plain(g->a, name, false);
	} else {
		list_check(l, y);
	}
	if (!name.n)
		name = text_plain(g->a, item->key, false);
	if (!name.n) {
		diag_add(g->d, DIAG_LIST_BAD, l->file, y->line, 0,
			"somebody without a name; left out: the column is called \"name\"");
		return;
	}
	if (y->kind == YAML_MAP) {
		c.person.role = list_cell(l, y, COLUMN_ROLE);
		c.person.organisation = list_cell(l, y, COLUMN_ORGANISATION);
		c.person.url = list_url(l, y, COLUMN_URL);
		c.person.group = list_cell(l, y, COLUMN_GROUP);
		c.picture = list_raw(l, y, COLUMN_PICTURE);
	}
	if (!c.person.group.n)
		c.person.group = item->group;
	if (order.n && !str_to_int(order, &c.order))
		diag_add(g->d, DIAG_VALUE_BAD, l->file, y->line, 0,
			"\"%.*s\" is no number; this person stands where the list has it", STR_FMT(str_sub(order, 0, 60)));
	enum consent print;
	if (consent_read(list_raw(l, y, COLUMN_PRINT), &print) && print == CONSENT_NO) {
		p->unprinted++;
		return;
	}
	if (!person_add(p, name, &c))
		diag_add(g->d, DIAG_LIST_BAD, l->file, y->line, 0, "%.*s stands twice in this list; once is enough",
			STR_FMT(str_sub(name, 0, 100)));
}

static void
list_take(struct people *p, struct list *l)
{
	size_t n;
	people_columns(l);
	struct list_item *items = list_items(l, COLUMN_GROUP, &n);
	for (size_t i = 0; i < n && p->n < PEOPLE_MOST; i++)
		item_take(p, l, &items[i]);
	if (p->n == PEOPLE_MOST && n > PEOPLE_MOST)
		diag_add(p->g->d, DIAG_LIST_BAD, l->file, 0, 0, "more than %d people; those behind were left out", PEOPLE_MOST);
	if (!n)
		diag_add(p->g->d, DIAG_LIST_BAD, l->file, 0, 0,
			"nobody is listed here: the first row of a table names its columns, such as name, role, picture");
}

/* ---- order ---- */

static int
candidate_cmp(const void *pa, const void *pb)
{
	const struct candidate *a = pa, *b = pb;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return a->index < b->index ? -1 : a->index > b->index;
}

/* Groups by their first member; within one by the number, then as listed. */
static void
people_sort(struct people *p)
{
	struct map groups = {.a = p->g->a};
	for (size_t i = 0; i < p->n; i++) {
		p->list[i].index = i;
		p->list[i].rank = *map_add(&groups, p->list[i].person.group, (int)i, NULL);
	}
	if (p->n)
		qsort(p->list, p->n, sizeof *p->list, candidate_cmp);
}

bool
part_wanted(const struct gather *g, enum book_part part)
{
	for (size_t i = 0; i < g->config->n_order; i++)
		if (g->config->order[i] == part)
			return true;
	return false;
}

/* Is not listed; and the portrait must not be printed elsewhere. */
static void
person_withhold(struct gather *g, const struct candidate *c, struct without *who)
{
	struct portrait *portrait = NEW(g->a, struct portrait);
	*portrait = (struct portrait){-1, who};
	who->known = true;
	*PUSH(g->a, g->portraits, g->n_portraits, g->cap_portraits) = portrait;
	if (c->picture.n)
		reference_add(g, c->file, c->picture, c->line, &portrait->image);
	diag_add(g->d, DIAG_WITHOUT, c->file, c->line, 0, "%.*s is left out of the list of people", STR_FMT(who->name));
}

void
people_read(struct gather *g)
{
	struct people p = {.g = g, .names = {.a = g->a}};
	struct list l = {.g = g};
	const struct yaml *key = g->config->people;
	struct str text = key ? str_trim(yaml_text(key)) : STR_NONE;
	struct str folder = text.n ? path_beside(g->a, g->config->root, text) : STR_NONE;
	bool asked = false, sought = false;
	if (folder.n && !(yaml_bool(key, true) == yaml_bool(key, false) && !key->quoted) &&
		path_kind(str_z(g->a, folder)) == PATH_FOLDER)
		people_of_folder(&p, folder);
	else if (list_find(g, key, "people", &l, &asked))
		list_take(&p, &l);
	else
		sought = true;
	/* a list of whom nobody is printed is the desk's alone */
	if (!p.n && (sought || p.unprinted) && (asked || (!key && part_wanted(g, PART_PEOPLE))))
		people_of_site(&p);
	if (asked && !p.n && p.unprinted)
		diag_add(g->d, DIAG_VALUE_BAD, g->config->file, key->line, key->col,
			"\"people\" is yes, but people.csv says in its column \"print\" that nobody is printed; no page of "
			"people was "
			"made");
	else if (asked && !p.n)
		diag_add(g->d, DIAG_VALUE_BAD, g->config->file, key->line, key->col,
			"\"people\" is yes, but there is neither a people.csv nor a people.yaml beside this file, nor does the "
			"site "
			"have pages of authors or speakers; no page of people was made");
	people_sort(&p);
	g->book->people = NEW_N(g->a, p.n, struct person);
	for (size_t i = 0; i < p.n; i++) {
		const struct candidate *c = &p.list[i];
		struct without *who = without_name(g->config, c->person.name);
		struct person *to = &g->book->people[g->book->n_people];
		if (who)
			person_withhold(g, c, who);
		else if ((*to = c->person, g->book->n_people++, c->picture.n))
			reference_add(g, c->file, c->picture, c->line, &to->image);
	}
}

struct str
person_initials(struct arena *a, struct str name)
{
	struct str first = STR_NONE, last = STR_NONE, word;
	while (str_word(&name, &word)) {
		if (!first.n)
			first = word;
		else
			last = word;
	}
	size_t i = 0, k = 0;
	if (first.n)
		utf8_next(first, &i);
	if (last.n)
		utf8_next(last, &k);
	return str_fmt(a, "%.*s%.*s", STR_FMT(str_sub(first, 0, i)), STR_FMT(str_sub(last, 0, k)));
}
