/* metadata.c - the package's metadata: what shops and shelves are told of the book */
#include "epub/room.h"

#include "base/xml.h"

#include <stdlib.h>
#include <time.h>

static void
element(struct buf *b, const char *open, struct str text, const char *close)
{
	if (!text.n)
		return;
	buf_z(b, open);
	xml_text(b, text);
	buf_z(b, close);
	buf_char(b, '\n');
}

static void
refine(struct buf *b, const char *id, const char *property, struct str value)
{
	buf_fmt(b, "<meta refines=\"#%s\" property=\"%s\">", id, property);
	element(b, "", value, "</meta>");
}

/* Of the year 1970 and later; of others, and what no clock has, the year 2000. */
static struct str
instant_text(struct arena *a, int64_t instant)
{
	time_t t = (time_t)instant;
	struct tm tm;
	if (!gmtime_r(&t, &tm) || tm.tm_year < 70 || tm.tm_year > 8099)
		return STR("2000-01-01T00:00:00Z");
	return str_fmt(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min,
		tm.tm_sec);
}

/* When it was published, as exactly as an editor says it, else in the last year that it covers. Its last change is another thing. */
static struct str
published_text(struct arena *a, const struct book *book)
{
	const struct date *date = &book->config->date;
	if (date->precision == DATE_YEAR)
		return str_fmt(a, "%04d", date->year);
	if (date->precision)
		return str_sub(instant_text(a, date->instant), 0, date->precision == DATE_MONTH ? 7 : 10);
	return book->year_to ? str_fmt(a, "%04d", book->year_to) : str_sub(instant_text(a, book->modified), 0, 10);
}

/* ---- what many posts say: tags, languages, authors ---- */

/* A text, and how many posts bear it. */
struct borne {
	struct str text, key; /* texts of one key are one, written in several ways */
	size_t count, first; /* the first of them */
};

struct borne_list {
	struct borne *p;
	size_t n, cap;
};

static int
cmp_text(const void *a, const void *b)
{
	const struct borne *x = a, *y = b;
	int c = str_cmp(x->key, y->key);
	c = c ? c : str_cmp(x->text, y->text);
	return c ? c : (x->first > y->first) - (x->first < y->first);
}

/* Those of most posts first, then as they come in the book. */
static int
cmp_count(const void *a, const void *b)
{
	const struct borne *x = a, *y = b;
	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return x->first != y->first ? (x->first > y->first ? 1 : -1) : str_cmp(x->text, y->text);
}

static void
borne_add(struct arena *a, struct borne_list *l, struct str text, size_t entry)
{
	text = str_trim(text);
	if (text.n)
		*PUSH(a, l->p, l->n, l->cap) = (struct borne){text, text, 1, entry};
}

/* What is the same becomes one, as most posts have it. */
static void
borne_merge(struct borne_list *l, bool by_key)
{
	size_t kept = 0, most = 0; /* posts that have the form that is kept */
	for (size_t i = 0; i < l->n; i++) {
		struct borne *to = kept ? &l->p[kept - 1] : NULL, *b = &l->p[i];
		if (!to || !str_eq(by_key ? to->key : to->text, by_key ? b->key : b->text)) {
			l->p[kept++] = *b;
			most = b->count;
			continue;
		}
		if (by_key && b->count > most) {
			to->text = b->text;
			most = b->count;
		}
		to->count += b->count;
		to->first = to->first < b->first ? to->first : b->first;
	}
	l->n = kept;
}

/* Each text once. */
static void
borne_sort(struct borne_list *l)
{
	if (!l->n)
		return;
	qsort(l->p, l->n, sizeof *l->p, cmp_text);
	borne_merge(l, false);
	borne_merge(l, true);
	qsort(l->p, l->n, sizeof *l->p, cmp_count);
}

/* "openstack", "OpenStack" */
static struct str
lowered(struct arena *a, struct str s)
{
	char *to = NEW_N(a, s.n + 1, char);
	for (size_t i = 0; i < s.n; i++)
		to[i] = char_lower(s.p[i]);
	return (struct str){to, s.n};
}

/* A shop shows a handful. */
static void
subjects_write(struct buf *b, const struct book *book, struct arena *a)
{
	enum { SUBJECTS_MOST = 20 };
	struct borne_list tags = {0};
	for (size_t i = 0; i < book->n_entries; i++)
		for (size_t k = 0; k < book->entries[i].post->n_tags; k++)
			borne_add(a, &tags, book->entries[i].post->tags[k], i);
	for (size_t i = 0; i < tags.n; i++)
		tags.p[i].key = lowered(a, tags.p[i].text);
	borne_sort(&tags);
	for (size_t i = 0; i < tags.n && i < SUBJECTS_MOST; i++)
		element(b, "<dc:subject>", tags.p[i].text, "</dc:subject>");
}

/* Every language that a post is in, the book's first. */
static void
languages_write(struct buf *b, const struct book *book, struct arena *a)
{
	struct borne_list langs = {0};
	for (size_t i = 0; i < book->n_entries; i++)
		borne_add(a, &langs, book->entries[i].lang, i);
	borne_sort(&langs);
	element(b, "<dc:language>", book->language, "</dc:language>");
	for (size_t i = 0; i < langs.n; i++)
		if (!str_eq(langs.p[i].text, book->language))
			element(b, "<dc:language>", langs.p[i].text, "</dc:language>");
}

/* ---- people ---- */

/* "Ana Pérez" is sorted as "Pérez, Ana". Only a name of two words is: which of three is the family's, no rule says in all three languages. */
static struct str
file_as(struct arena *a, struct str name)
{
	static const char *const of_groups[] = {"comunidad", "comunidade", "community", "fundación", "fundação", "foundation",
		"equipo", "equipe", "team", "asociación", "associação", "association", "grupo", "group", "colectivo", "coletivo",
		"collective", "red", "rede", "network", "users", "club", "clube", "editorial", "editora", "comité", "comitê",
		"project", "proyecto", "projeto", "capítulo", "chapter", "universidad", "universidade", "university", "linux",
		"méxico", "mexico", "brasil", "brazil", "colombia", "latam"};
	ptrdiff_t blank = str_find_char(name, ' ');
	if (blank <= 0 || str_find_char(str_sub(name, (size_t)blank + 1, name.n), ' ') >= 0)
		return STR_NONE;
	struct str words[2] = {str_sub(name, 0, (size_t)blank), str_sub(name, (size_t)blank + 1, name.n)};
	for (int i = 0; i < 2; i++) {
		size_t capitals = 0;
		for (size_t k = 0; k < words[i].n; k++) {
			unsigned char c = (unsigned char)words[i].p[k];
			if (c < 0x80 && (!char_alnum(c) || char_digit(c)) && c != '\'' && c != '-')
				return STR_NONE; /* "OpenInfra 2024", "R. Silva", a handle */
			capitals += c >= 'A' && c <= 'Z';
		}
		if (words[i].n < 2 || capitals > 1 || (words[i].p[0] >= 'a' && words[i].p[0] <= 'z'))
			return STR_NONE;
		for (size_t k = 0; k < sizeof of_groups / sizeof *of_groups; k++)
			if (str_is_nocase(words[i], of_groups[k]))
				return STR_NONE;
	}
	return str_fmt(a, "%.*s, %.*s", STR_FMT(words[1]), STR_FMT(words[0]));
}

/* `element`: "creator" or "contributor"; `role` of MARC's relators (https://id.loc.gov/vocabulary/relators), or NULL. */
static void
person_write(struct buf *b, struct arena *a, const char *kind, size_t number, struct str name, const char *role)
{
	struct str id = str_fmt(a, "%s%zu", kind, number), sorted = file_as(a, name);
	buf_fmt(b, "<dc:%s id=\"%s\">", kind, id.p);
	xml_text(b, name);
	buf_fmt(b, "</dc:%s>\n", kind);
	if (role)
		buf_fmt(b, "<meta refines=\"#%s\" property=\"role\" scheme=\"marc:relators\">%s</meta>\n", id.p, role);
	if (sorted.n)
		refine(b, id.p, "file-as", sorted);
}

static bool
editor_is(const struct config *config, struct str name)
{
	for (size_t i = 0; i < config->n_editors; i++)
		if (str_eq(config->editors[i], name))
			return true;
	return false;
}

/* Who signs the posts. Shelves list all contributors of a book: those of most posts must do. */
static void
authors_write(struct buf *b, const struct book *book, struct arena *a, const char *kind)
{
	enum { AUTHORS_MOST = 40 };
	struct borne_list authors = {0};
	size_t number = 0;
	for (size_t i = 0; i < book->n_entries; i++)
		for (size_t k = 0; k < book->entries[i].n_authors; k++)
			borne_add(a, &authors, book->entries[i].authors[k], i);
	borne_sort(&authors);
	for (size_t i = 0; i < authors.n && number < AUTHORS_MOST; i++)
		if (!editor_is(book->config, authors.p[i].text) && !str_eq(authors.p[i].text, book->creator))
			person_write(b, a, kind, ++number, authors.p[i].text, "aut");
}

static void
people_add(struct buf *b, const struct book *book, struct arena *a)
{
	const struct config *config = book->config;
	for (size_t i = 0; i < config->n_editors; i++)
		person_write(b, a, "creator", i + 1, config->editors[i], "edt");
	if (!config->n_editors)
		element(b, "<dc:creator>", book->creator, "</dc:creator>");
	/* a book that nobody edits or publishes is theirs: shelves show no name where there is no creator */
	authors_write(b, book, a, book->creator.n ? "contributor" : "creator");
	element(b, "<dc:publisher>", book->publisher, "</dc:publisher>");
}

/* ---- the rest ---- */

/* As EPUB 3 says it, and as calibre does, which many readers know. */
static void
series_write(struct buf *b, const struct config *config)
{
	if (!config->series.n)
		return;
	element(b, "<meta property=\"belongs-to-collection\" id=\"series\">", config->series, "</meta>");
	refine(b, "series", "collection-type", STR("series"));
	if (config->volume)
		buf_fmt(b, "<meta refines=\"#series\" property=\"group-position\">%d</meta>\n", config->volume);
	element(b, "<meta name=\"calibre:series\" content=\"", config->series, "\"/>");
	if (config->volume)
		buf_fmt(b, "<meta name=\"calibre:series_index\" content=\"%d\"/>\n", config->volume);
}

/* Of which book the list of pages is (EPUB Accessibility 1.1, 3.4). */
static void
source_write(struct buf *b, const struct page_breaks *breaks)
{
	if (!breaks || !breaks->n || !breaks->source.n)
		return;
	element(b, "<dc:source id=\"source\">", breaks->source, "</dc:source>");
	refine(b, "source", "source-of", STR("pagination"));
}

static void
titles_write(struct buf *b, const struct book *book)
{
	element(b, "<dc:title id=\"title\">", book->title, "</dc:title>");
	refine(b, "title", "title-type", STR("main"));
	if (book->subtitle.n) {
		element(b, "<dc:title id=\"subtitle\">", book->subtitle, "</dc:title>");
		refine(b, "subtitle", "title-type", STR("subtitle"));
	}
}

void
metadata_write(struct epub *e, struct buf *b)
{
	const struct book *book = e->book;
	struct arena *a = e->arena;
	buf_z(b, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
	element(b, "<dc:identifier id=\"identifier\">", book->epub_identifier, "</dc:identifier>");
	titles_write(b, book);
	languages_write(b, book, a);
	people_add(b, book, a);
	element(b, "<dc:rights>", book->rights, "</dc:rights>");
	element(b, "<dc:description>", book->description, "</dc:description>");
	subjects_write(b, book, a);
	series_write(b, book->config);
	source_write(b, e->options->breaks);
	element(b, "<dc:date>", published_text(a, book), "</dc:date>");
	element(b, "<meta property=\"dcterms:modified\">", instant_text(a, book->modified), "</meta>");
	if (e->options->cover)
		buf_z(b, "<meta name=\"cover\" content=\"cover-picture\"/>\n");
	else if (book->cover >= 0)
		buf_fmt(b, "<meta name=\"cover\" content=\"picture%d\"/>\n", book->cover + 1);
	access_write(e, b);
	buf_z(b, "</metadata>\n");
}
