/* peoplesheet.c - yearbook plan: people.csv, who wrote the posts and who is on their pictures */
#include "base/file.h"
#include "base/map.h"
#include "command/run.h"
#include "desk/sheet.h"

enum { HEAD_MOST = 4096, COLUMNS_MOST = 10 };

enum column { NAME, ALIASES, ROLE, AFFILIATION, LINKS, PORTRAIT, MAIL, CONSENT, PRINT, POSTS };

static const struct sheet_column columns[COLUMNS_MOST] = {
	[NAME] = {.name = "name", .es = "nombre", .pt = "nome", .owner = SHEET_KEY},
	[ALIASES] = {.name = "aliases", .es = "alias", .pt = "apelidos", .owner = SHEET_PERSON},
	[ROLE] = {.name = "role", .es = "cargo", .pt = "papel", .owner = SHEET_PERSON},
	[AFFILIATION] = {.name = "affiliation", .es = "organización", .pt = "organização", .owner = SHEET_PERSON},
	[LINKS] = {.name = "links", .es = "enlaces", .pt = "ligações", .owner = SHEET_PERSON},
	[PORTRAIT] = {.name = "portrait", .es = "retrato", .owner = SHEET_PERSON},
	[MAIL] = {.name = "mail", .es = "correo", .pt = "correio", .owner = SHEET_PERSON},
	[CONSENT] = {.name = "consent", .es = "consentimiento", .pt = "consentimento", .owner = SHEET_PERSON},
	[PRINT] = {.name = "print", .es = "imprimir", .owner = SHEET_PERSON},
	[POSTS] = {.name = "posts", .es = "artículos", .pt = "artigos", .owner = SHEET_FACT}};

/* Other names that such a column has in the lists of communities. */
static const char *const others[COLUMNS_MOST] = {
	[NAME] = "display-name displayname full-name fullname nombre-completo nome-completo",
	[ALIASES] = "apodos apodo apelido handle handles nick",
	[MAIL] = "email e-mail correo-electronico",
	[CONSENT] = "permiso permissao autorizacion autorizacao",
	[PRINT] = "impreso impresso"};

/* One person as the program knows of them. */
struct known {
	struct str name, aliases;
	size_t posts;
};

struct people_plan {
	struct arena *a;
	struct known *list;
	size_t n, cap;
	struct map names; /* of the list */
};

static struct known *
person_of(struct people_plan *p, struct str name)
{
	bool fresh;
	int at = *map_add(&p->names, name, (int)p->n, &fresh);
	if (!fresh)
		return &p->list[at];
	struct known *k = PUSH(p->a, p->list, p->n, p->cap);
	*k = (struct known){.name = name};
	return k;
}

/* A handle that a post names stands for the name that the site gives for it. */
static void
alias_note(struct people_plan *p, struct known *k, const struct post *post, size_t n_authors)
{
	struct str written = post->n_authors == 1 && n_authors == 1 ? str_trim(post->authors[0]) : STR_NONE;
	if (written.n && written.n < 100 && !str_eq(written, k->name) && !k->aliases.n && str_find_char(written, ',') < 0)
		k->aliases = str_dup(p->a, written);
}

static void
authors_list(struct people_plan *p, const struct book *b)
{
	for (size_t i = 0; b && i < b->n_entries; i++) {
		const struct entry *e = &b->entries[i];
		for (size_t k = 0; k < e->n_authors; k++) {
			struct str name = str_one_line(p->a, str_trim(e->authors[k]));
			if (!name.n || name.n > 200)
				continue;
			struct known *known = person_of(p, name);
			known->posts++;
			alias_note(p, known, e->post, e->n_authors);
		}
	}
}

/* Those whom pictures.csv names, under the names that they have in people.csv. */
static void
shown_list(struct people_plan *p, const struct desk *desk)
{
	const struct sheet *s = desk_picture_sheet(desk);
	for (size_t i = 0; s && i < s->n_rows; i++) {
		size_t n;
		const struct str *names = desk_names(desk, p->a, s->rows[i].cells[PICTURE_PEOPLE], &n);
		for (size_t k = 0; k < n; k++) {
			const struct desk_person *who = desk_person(desk, names[k]);
			if (names[k].n <= 200)
				person_of(p, who ? who->name : str_dup(p->a, names[k]));
		}
	}
}

/* ---- the columns of the file as it is ---- */

static bool
column_is(struct arena *a, int column, struct str head)
{
	const struct sheet_column *c = &columns[column];
	const char *names[] = {c->name, c->es, c->pt};
	struct str key = person_key(a, head), words = str_of(others[column]), one;
	for (int i = 0; i < 3; i++)
		if (names[i] && str_eq(key, person_key(a, str_of(names[i]))))
			return true;
	while (str_word(&words, &one))
		if (str_eq(key, one))
			return true;
	return false;
}

/* A list that is there keeps its columns under their names, and gets those that the desk needs; a new one has all. *of: which column each is. */
static size_t
columns_choose(struct arena *a, struct str path, struct sheet_column *chosen, int *of)
{
	struct str text, head = STR_NONE;
	size_t n = 0;
	bool there = path_kind(path.p) == PATH_FILE && !file_read(a, path.p, 8 << 20, &text);
	if (there)
		head = str_sub(str_line(&text), 0, HEAD_MOST);
	if (str_starts(head, "\xEF\xBB\xBF"))
		head = str_sub(head, 3, head.n);
	for (int c = 0; c < COLUMNS_MOST; c++) {
		bool needed = !there || c < ROLE || c > PORTRAIT;
		chosen[n] = columns[c];
		for (size_t k = 0, start = 0; head.n && k <= head.n; k++)
			if (k == head.n || head.p[k] == ',' || head.p[k] == ';' || head.p[k] == '\t') {
				struct str name = str_trim(str_sub(head, start, k));
				if (name.n > 1 && name.p[0] == '"' && name.p[name.n - 1] == '"')
					name = str_sub(name, 1, name.n - 1);
				if (column_is(a, c, name)) {
					chosen[n].name = str_z(a, name);
					needed = true;
					break;
				}
				start = k + 1;
			}
		if (needed)
			of[n++] = c;
	}
	return n;
}

static struct str *
cells_of(struct arena *a, const struct known *k, const int *of, size_t n)
{
	struct str *cells = NEW_N(a, n, struct str);
	for (size_t i = 0; i < n; i++)
		cells[i] = of[i] == NAME   ? k->name
			: of[i] == ALIASES ? k->aliases
			: of[i] == PRINT   ? STR("no")
			: of[i] == POSTS   ? str_fmt(a, "%zu", k->posts)
					   : STR_NONE;
	return cells;
}

bool
people_plan(struct run_state *r, struct diag *d)
{
	struct arena *a = r->a;
	struct people_plan p = {.a = a, .names = {.a = a}};
	struct sheet_column *chosen = NEW_N(a, COLUMNS_MOST, struct sheet_column);
	int of[COLUMNS_MOST];
	struct str path = path_join(a, r->plan->root, STR("people.csv")), other = STR_NONE;
	if (!r->book)
		return true;
	/* people in another list stay there */
	other = desk_people_file(r->book->config->desk);
	const struct yaml *key = r->book->config->people;
	bool named = key && (key->kind != YAML_SCALAR || yaml_bool(key, true) != yaml_bool(key, false));
	if (named || (other.n && !str_eq(path_base(other), STR("people.csv"))))
		return true;
	authors_list(&p, r->book);
	shown_list(&p, r->book->config->desk);
	if (!p.n)
		return true;
	size_t n = columns_choose(a, str_dup(a, path), chosen, of), rows = 0;
	struct sheet *s = sheet_read(a, d, r->plan->root, "people.csv", chosen, n);
	struct str **cells = NEW_N(a, p.n + s->n_rows, struct str *);
	for (size_t i = 0; i < s->n_rows; i++) { /* nobody is gone: a list may hold anybody */
		struct known k = {.name = STR_NONE};
		for (size_t c = 0; c < n; c++)
			if (of[c] == NAME)
				k.name = s->rows[i].cells[c];
		k.posts = person_of(&p, k.name)->posts;
		cells[rows++] = cells_of(a, &k, of, n);
	}
	for (size_t i = 0; i < p.n; i++)
		if (!sheet_find(s, p.list[i].name))
			cells[rows++] = cells_of(a, &p.list[i], of, n);
	sheet_merge(s, a, cells, rows, false);
	return sheet_write(s, d);
}
