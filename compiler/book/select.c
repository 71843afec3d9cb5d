/* select.c - which posts are wanted: not drafts or pages, and what the editor asks for */
#include "book/gather.h"

#include "base/file.h"
#include "base/message.h"
#include "base/yaml.h"

#include <stdlib.h>
#include <time.h>

const char *const left_out_names[LEFT_COUNT] = {[LEFT_PATH] = MESSAGE("by their paths"),
	[LEFT_SKIPPED] = MESSAGE("skipped"),
	[LEFT_DRAFT] = MESSAGE("drafts"),
	[LEFT_PAGE] = MESSAGE("pages that are no posts"),
	[LEFT_FUTURE] = MESSAGE("of the future"),
	[LEFT_DATE] = MESSAGE("of other dates"),
	[LEFT_TAG] = MESSAGE("without the tag"),
	[LEFT_SECTION] = MESSAGE("in other sections"),
	[LEFT_AUTHOR] = MESSAGE("by other authors"),
	[LEFT_LANGUAGE] = MESSAGE("in other languages"),
	[LEFT_TWICE] = MESSAGE("printed once already"),
	[LEFT_EMPTY] = MESSAGE("empty"),
	[LEFT_PRINTED] = MESSAGE("printed in another volume")};

/* ---- time ---- */

/* Less than 0, 0 or more, as far as both tell: 2024 is neither before nor after 2024-05. */
static int
date_cmp(const struct date *a, const struct date *b)
{
	if (a->year != b->year)
		return a->year - b->year;
	if (a->precision < DATE_MONTH || b->precision < DATE_MONTH)
		return 0;
	if (a->month != b->month)
		return a->month - b->month;
	return a->precision < DATE_DAY || b->precision < DATE_DAY ? 0 : a->day - b->day;
}

/* The one place where the clock counts: what is to appear later is not printed yet. */
static int64_t
now(void)
{
	const char *s = getenv("SOURCE_DATE_EPOCH");
	int64_t t;
	return s && str_to_int(str_of(s), &t) && t >= 0 ? t : (int64_t)time(NULL);
}

static bool
is_future(const struct date *date, int64_t today)
{
	enum { YEAR = 31556952 }; /* seconds, on the average */
	if (date->precision >= DATE_DAY)
		return date->instant > today;
	return date->precision && date->year > 1970 + today / YEAR;
}

/* ---- names ---- */

/* Names that are compared without regard to case and accents. */
static bool
name_is(struct arena *a, struct str wanted, struct str name)
{
	return str_eq(name_fold(a, str_trim(name)), wanted);
}

/* A name or one of its words: "Marta", "Quiroz" and "Marta Quiroz". */
static bool
name_has(struct arena *a, struct str wanted, struct str name)
{
	struct str folded = name_fold(a, name);
	for (struct str rest = folded; rest.n;) {
		ptrdiff_t at = str_find(rest, wanted);
		if (at < 0)
			return false;
		const char *p = rest.p + at;
		bool begins = p == folded.p || !char_alnum((unsigned char)p[-1]),
		     ends = p + wanted.n == folded.p + folded.n || !char_alnum((unsigned char)p[wanted.n]);
		if (begins && ends)
			return true;
		rest = str_sub(rest, (size_t)at + 1, rest.n);
	}
	return false;
}

struct str
post_section(struct gather *g, const struct post *p)
{
	const struct config *c = g->config;
	struct str dir = path_tidy(g->a, p->dir), rest = STR_NONE, best = STR_NONE;
	bool bundle = str_starts_nocase(path_base(p->path), "index."), found = false;
	if (bundle)
		dir = path_up(g->a, dir);
	for (size_t i = 0; i < c->n_posts; i++)
		if (path_inside(c->posts[i], dir, &rest) && (!found || rest.n < best.n)) {
			best = rest;
			found = true;
		}
	while (best.n) {
		ptrdiff_t slash = str_find_char(best, '/');
		struct str part = slash < 0 ? best : str_sub(best, 0, (size_t)slash);
		best = slash < 0 ? STR_NONE : str_sub(best, (size_t)slash + 1, best.n);
		if (str_is(part, "_posts") || str_is(part, "_drafts"))
			break; /* below it stand folders of years and the like */
		if (!language_in_name(part))
			return part;
	}
	return p->n_categories ? p->categories[0] : STR_NONE;
}

/* ---- reasons ---- */

struct chooser {
	struct gather *g;
	const struct selection *s;
	struct arena *scratch; /* of one post */
	struct texts tags, sections, authors; /* as asked for, folded */
	bool *tag_met, *section_met, *author_met; /* somebody has it */
	struct handles *handles;
	int64_t today;
	size_t n_pages; /* that have a text and might be meant as posts */
	struct map dated; /* the folders in which posts with dates lie */
};

/* Pages that sites have besides their posts, by their template. */
static bool
is_page_layout(struct str layout)
{
	static const char *const names[] = {"search", "archive", "archives", "contact", "about", "offline", "404", "categories",
		"tags", "tag", "category", "authors", "list", "landing", "home", "redirect"};
	if (str_ends(layout, ".html"))
		layout.n -= 5;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is_nocase(layout, names[i]))
			return true;
	return false;
}

/* Such pages by their names, where they have no date. */
static bool
is_page_name(struct str slug)
{
	static const char *const names[] = {"about", "about-us", "acerca", "acerca-de", "sobre", "sobre-nosotros", "nosotros",
		"quienes-somos", "contact", "contacto", "contato", "search", "buscar", "busca", "busqueda", "archive", "archives",
		"archivo", "arquivo", "tags", "categories", "privacy", "privacidad", "privacidade", "terms", "terminos",
		"offline", "404", "links", "now", "uses", "subscribe", "newsletter", "license", "licencia"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is_nocase(slug, names[i]))
			return true;
	return false;
}

/* The folder that a post lies in, or the folder of its own. */
static struct str
folder_of(const struct post *p)
{
	struct str dir = path_dir(p->path);
	return str_starts_nocase(path_base(p->path), "index.") ? path_dir(dir) : dir;
}

/* A page of the site has no date and stands apart from the posts, which have some: what lies among them is a post whose date was forgotten. */
static bool
is_page(struct chooser *ch, const struct choice *c)
{
	const struct post *p = c->post;
	if (p->unlisted)
		return true;
	if (!ch->g->config->whole_site)
		return false;
	if (is_page_layout(p->layout))
		return true;
	if (c->dated || p->date_bad || !ch->dated.n)
		return false;
	if (is_page_name(p->slug))
		return true;
	if (map_find(&ch->dated, folder_of(p)))
		return false;
	ch->n_pages += block_next(p->root, p->root) != NULL;
	return true;
}

/* Whether the post has one of the names wanted, and which of these are met. */
static bool
tags_met(struct chooser *ch, const struct post *p)
{
	bool met = !ch->tags.n;
	for (size_t i = 0; i < ch->tags.n; i++) {
		bool has = false;
		for (size_t k = 0; k < p->n_tags; k++)
			has |= name_is(ch->scratch, ch->tags.p[i], p->tags[k]);
		for (size_t k = 0; k < p->n_categories; k++)
			has |= name_is(ch->scratch, ch->tags.p[i], p->categories[k]);
		ch->tag_met[i] |= has;
		met |= has;
	}
	return met;
}

static bool
sections_met(struct chooser *ch, const struct post *p)
{
	bool met = !ch->sections.n;
	struct str section = met ? STR_NONE : post_section(ch->g, p);
	for (size_t i = 0; i < ch->sections.n; i++) {
		bool has = section.n && name_is(ch->scratch, ch->sections.p[i], section);
		ch->section_met[i] |= has;
		met |= has;
	}
	return met;
}

static bool
authors_met(struct chooser *ch, const struct choice *c)
{
	bool met = !ch->authors.n;
	struct str fixed = c->post->edit ? c->post->edit->author : STR_NONE;
	for (size_t i = 0; i < ch->authors.n; i++) {
		bool has = fixed.n && name_has(ch->scratch, ch->authors.p[i], fixed);
		for (size_t k = 0; k < c->post->n_authors && !fixed.n; k++) {
			struct str name = c->post->authors[k];
			has |= name_has(ch->scratch, ch->authors.p[i], name) ||
				name_has(ch->scratch, ch->authors.p[i], handle_name(ch->handles, name));
		}
		ch->author_met[i] |= has;
		met |= has;
	}
	return met;
}

bool
choice_wanted(const struct choice *c)
{
	return c->post->edit && c->post->edit->wanted && !c->post->edit->skip;
}

/* The volume that has it, by the ledger, unless the editor wants it again. */
static const struct printed *
printed_find(struct chooser *ch, const struct choice *c)
{
	const struct post *p = c->post;
	const struct config *config = ch->g->config;
	if (!desk_has_ledger(config->desk) || choice_wanted(c))
		return NULL;
	const struct date *date = p->date.precision ? &p->date : &c->date;
	return desk_printed(config->desk, ch->scratch, p, date, place_url(ch->g, p, date), config->volume);
}

/* The reason that comes first, or -1. All are asked, so that it is known which names are met. */
static int
reason_find(struct chooser *ch, struct choice *c)
{
	const struct selection *s = ch->s;
	bool tag = tags_met(ch, c->post), section = sections_met(ch, c->post), author = authors_met(ch, c);
	if (c->post->edit && c->post->edit->skip)
		return LEFT_SKIPPED;
	bool wanted = choice_wanted(c);
	if (c->post->draft && !s->drafts && !wanted)
		return LEFT_DRAFT;
	if (!wanted && is_page(ch, c))
		return LEFT_PAGE;
	if ((s->from.precision || s->to.precision) &&
		(!c->date.precision || (s->from.precision && date_cmp(&c->date, &s->from) < 0) ||
			(s->to.precision && date_cmp(&c->date, &s->to) > 0)))
		return LEFT_DATE;
	if (!tag || !section || !author)
		return !tag ? LEFT_TAG : !section ? LEFT_SECTION : LEFT_AUTHOR;
	if (!s->future && !wanted && is_future(&c->date, ch->today))
		return LEFT_FUTURE;
	return (c->printed = printed_find(ch, c)) ? LEFT_PRINTED : -1;
}

/* ---- names that nothing has ---- */

/* The names there are, once each in the order of their number, then of their bytes. */
struct tally {
	struct arena *a;
	struct map seen; /* folded */
	struct tally_row {
		struct str name;
		int count;
	} * rows;
	size_t n, cap;
};

static void
tally_add(struct tally *t, struct str name)
{
	bool added;
	if (!str_trim(name).n)
		return;
	int *at = map_add(&t->seen, name_fold(t->a, str_trim(name)), (int)t->n, &added);
	if (added)
		*PUSH(t->a, t->rows, t->n, t->cap) = (struct tally_row){.name = str_trim(name)};
	t->rows[*at].count++;
}

static int
row_cmp(const void *pa, const void *pb)
{
	const struct tally_row *a = pa, *b = pb;
	return a->count != b->count ? b->count - a->count : str_cmp(a->name, b->name);
}

/* The most frequent twenty: "blog, noticias, …". */
static struct str
tally_list(struct tally *t)
{
	struct buf b = {0};
	if (t->n)
		qsort(t->rows, t->n, sizeof *t->rows, row_cmp);
	for (size_t i = 0; i < t->n && i <= 20; i++) {
		buf_z(&b, i ? ", " : "");
		buf_str(&b, i < 20 ? str_sub(t->rows[i].name, 0, 60) : STR("…"));
	}
	struct str out = buf_keep(&b, t->a);
	buf_free(&b);
	return out;
}

static struct tally
tally_of(struct gather *g, const struct choice *c, size_t n, enum select_key key)
{
	struct tally t = {.a = g->a, .seen = {.a = g->a}};
	for (size_t i = 0; i < n; i++) {
		const struct post *p = c[i].post;
		for (size_t k = 0; key == SELECT_TAG && k < p->n_tags; k++)
			tally_add(&t, p->tags[k]);
		for (size_t k = 0; key == SELECT_TAG && k < p->n_categories; k++)
			tally_add(&t, p->categories[k]);
		for (size_t k = 0; key == SELECT_AUTHOR && k < p->n_authors; k++)
			tally_add(&t, p->authors[k]);
		if (key == SELECT_SECTION)
			tally_add(&t, post_section(g, p));
		if (key == SELECT_LANG)
			tally_add(&t, c[i].lang);
	}
	return t;
}

static void
unmet_report(struct gather *g, const struct choice *c, size_t n, enum select_key key, const struct texts *asked, const bool *met)
{
	for (size_t i = 0; i < asked->n; i++) {
		if (met[i])
			continue;
		struct tally t = tally_of(g, c, n, key);
		size_t m = t.n < 2000 ? t.n : 2000;
		const char **known = NEW_N(g->a, m, const char *);
		for (size_t k = 0; k < m; k++)
			known[k] = str_z(g->a, t.rows[k].name);
		const char *nearest = name_nearest(asked->p[i], known, m);
		struct str list = tally_list(&t), file = g->config->file, name = asked->p[i];
		if (key == SELECT_TAG && nearest)
			diag_add(g->d, DIAG_VALUE_BAD, file, 0, 0, "no post has the tag \"%.*s\"; did you mean \"%s\"?",
				STR_FMT(name), nearest);
		else if (key == SELECT_TAG)
			diag_add(g->d, DIAG_VALUE_BAD, file, 0, 0, "no post has the tag \"%.*s\"; these are known: %.*s",
				STR_FMT(name), STR_FMT(list));
		else if (key == SELECT_SECTION && nearest)
			diag_add(g->d, DIAG_VALUE_BAD, file, 0, 0, "there is no section \"%.*s\"; did you mean \"%s\"?",
				STR_FMT(name), nearest);
		else if (key == SELECT_SECTION)
			diag_add(g->d, DIAG_VALUE_BAD, file, 0, 0, "there is no section \"%.*s\"; these are known: %.*s",
				STR_FMT(name), STR_FMT(list));
		else if (nearest)
			diag_add(g->d, DIAG_VALUE_BAD, file, 0, 0, "no post is by \"%.*s\"; did you mean \"%s\"?", STR_FMT(name),
				nearest);
		else
			diag_add(g->d, DIAG_VALUE_BAD, file, 0, 0, "no post is by \"%.*s\"; these are known: %.*s", STR_FMT(name),
				STR_FMT(list));
	}
}

void
choices_report(struct gather *g, const struct choice *c, size_t n)
{
	const struct selection *s = &g->config->selection;
	struct str file = g->config->file;
	if (s->tags.n) {
		struct tally t = tally_of(g, c, n, SELECT_TAG);
		diag_add(g->d, DIAG_NO_POSTS, file, 0, 0, "the tags to choose from are: %.*s", STR_FMT(tally_list(&t)));
	}
	if (s->sections.n) {
		struct tally t = tally_of(g, c, n, SELECT_SECTION);
		diag_add(g->d, DIAG_NO_POSTS, file, 0, 0, "the sections to choose from are: %.*s", STR_FMT(tally_list(&t)));
	}
	if (s->authors.n) {
		struct tally t = tally_of(g, c, n, SELECT_AUTHOR);
		diag_add(g->d, DIAG_NO_POSTS, file, 0, 0, "the authors to choose from are: %.*s", STR_FMT(tally_list(&t)));
	}
	int first = 0, last = 0;
	for (size_t i = 0; i < n; i++) {
		int year = c[i].date.precision ? c[i].date.year : 0;
		first = year && (!first || year < first) ? year : first;
		last = year > last ? year : last;
	}
	if (first && (s->from.precision || s->to.precision))
		diag_add(g->d, DIAG_NO_POSTS, file, 0, 0, "the posts here are of the years %d to %d", first, last);
	if (s->languages.n) {
		struct tally t = tally_of(g, c, n, SELECT_LANG);
		diag_add(g->d, DIAG_NO_POSTS, file, 0, 0, "the languages to choose from are: %.*s", STR_FMT(tally_list(&t)));
	}
}

/* ---- all of it ---- */

static struct texts
texts_fold(struct arena *a, const struct texts *from)
{
	struct texts out = {.p = NEW_N(a, from->n, struct str), .n = from->n};
	for (size_t i = 0; i < from->n; i++)
		out.p[i] = name_fold(a, str_trim(from->p[i]));
	return out;
}

void
posts_select(struct gather *g, struct choice *c, size_t n)
{
	const struct selection *s = &g->config->selection;
	struct chooser ch = {.g = g,
		.s = s,
		.scratch = arena_new(),
		.tags = texts_fold(g->a, &s->tags),
		.sections = texts_fold(g->a, &s->sections),
		.authors = texts_fold(g->a, &s->authors),
		.tag_met = NEW_N(g->a, s->tags.n, bool),
		.section_met = NEW_N(g->a, s->sections.n, bool),
		.author_met = NEW_N(g->a, s->authors.n, bool),
		.handles = s->authors.n ? handles_new(g) : NULL,
		.today = now(),
		.dated = {.a = g->a}};
	for (size_t i = 0; i < n; i++)
		if (c[i].post->date.precision && !c[i].post->unlisted && !is_page_layout(c[i].post->layout))
			map_add(&ch.dated, folder_of(c[i].post), 1, NULL);
	for (size_t i = 0; i < n; i++) {
		c[i].out = reason_find(&ch, &c[i]);
		arena_reset(ch.scratch);
	}
	if (ch.n_pages)
		diag_add(g->d, DIAG_POST_PAGES, g->config->root, 0, 0,
			"pages of the site that have no date and do not lie among posts were left out (their number: %zu); name "
			"their folder "
			"under \"posts\" in yearbook.yaml to print them",
			ch.n_pages);
	unmet_report(g, c, n, SELECT_TAG, &s->tags, ch.tag_met);
	unmet_report(g, c, n, SELECT_SECTION, &s->sections, ch.section_met);
	unmet_report(g, c, n, SELECT_AUTHOR, &s->authors, ch.author_met);
	arena_free(ch.scratch);
}
