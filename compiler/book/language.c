/* language.c - which language a text is in, and how languages are named */
#include "book/detect.h"
#include "book/gather.h"

#include "base/pool.h"

#include <string.h>

/* ---- tags ---- */

bool
language_is(struct str tag, const char *primary)
{
	size_t n = strlen(primary);
	return str_starts_nocase(tag, primary) && (tag.n == n || tag.p[n] == '-');
}

static struct str
language_by_name(struct arena *a, struct str s)
{
	static const char *const names[][2] = {{"english", "en"}, {"ingles", "en"}, {"spanish", "es"}, {"espanol", "es"},
		{"castellano", "es"}, {"portuguese", "pt"}, {"portugues", "pt"}, {"french", "fr"}, {"frances", "fr"},
		{"francais", "fr"}, {"german", "de"}, {"aleman", "de"}, {"deutsch", "de"}, {"italian", "it"}, {"italiano", "it"}};
	struct str folded = slug_of(a, s);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is(folded, names[i][0]))
			return str_of(names[i][1]);
	return STR_NONE;
}

/* BCP 47 (RFC 5646, 2.1.1): language in small letters, script with a capital, region in capitals. */
struct str
language_tag(struct arena *a, struct str s)
{
	s = str_trim(s);
	ptrdiff_t dot = str_find_char(s, '.'); /* a locale: es_MX.UTF-8 */
	if (dot >= 0)
		s = str_sub(s, 0, (size_t)dot);
	struct str named = language_by_name(a, s);
	if (named.n || s.n < 2 || s.n > 35)
		return named;
	char *p = str_z(a, s);
	size_t start = 0, part = 0;
	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && char_alnum((unsigned char)p[i])) {
			p[i] = char_lower(p[i]);
			continue;
		}
		size_t n = i - start;
		if (n < 1 || n > 8 || (!part && (n < 2 || n > 3)) || (i < s.n && p[i] != '-' && p[i] != '_'))
			return STR_NONE;
		if (i < s.n)
			p[i] = '-';
		for (size_t k = start; part && k < i && (n == 2 || (n == 4 && k == start)); k++)
			if (p[k] >= 'a' && p[k] <= 'z')
				p[k] = (char)(p[k] - 32);
		start = i + 1;
		part++;
	}
	return (struct str){p, s.n};
}

/* ---- the posts' and the book's ---- */

static void
entry_detect(void *ctx, size_t i, int worker)
{
	struct gather *g = ctx;
	struct entry *e = &g->book->entries[i];
	(void)worker;
	if (e->lang.n) {
		e->lang_guess = STR_NONE;
		e->lang_percent = 0;
		return;
	}
	struct guess guess = {e->lang_guess, e->lang_percent};
	if (!guess.percent) /* it was not asked when the versions were chosen */
		guess = post_language_guess(e->post);
	e->lang = guess.percent >= GUESS_SURE ? guess.lang : STR_NONE;
	e->lang_percent = guess.percent;
	e->lang_guess = guess.lang;
}

/* A post whose language nobody says and its text does not show: the book's is taken. */
static void
unsure_report(struct gather *g, const struct entry *e)
{
	if (e->lang_guess.n && language_is(g->book->language, str_z(g->a, e->lang_guess)))
		return;
	if (e->lang_guess.n)
		diag_add(g->d, DIAG_LANGUAGE_UNSURE, e->post->path, 0, 0,
			"the language of the text is not sure (%.*s by %d %%); it was taken to be in the book's, %.*s: write a "
			"line \"lang: %.*s\" "
			"or the like in its front matter",
			STR_FMT(e->lang_guess), e->lang_percent, STR_FMT(g->book->language), STR_FMT(g->book->language));
	else
		diag_add(g->d, DIAG_LANGUAGE_UNSURE, e->post->path, 0, 0,
			"the text is too short to tell its language; it was taken to be in the book's, %.*s: write a line "
			"\"lang: %.*s\" or the like "
			"in its front matter",
			STR_FMT(g->book->language), STR_FMT(g->book->language));
}

/* The language of most posts; the first one's of those that tie. */
static struct str
most_used(const struct gather *g)
{
	const struct book *b = g->book;
	struct map seen = {.a = g->a};
	struct str best = STR_NONE;
	int most = 0;
	for (size_t i = 0; i < b->n_entries; i++)
		if (b->entries[i].lang.n)
			++*map_add(&seen, b->entries[i].lang, 0, NULL);
	for (size_t i = 0; i < b->n_entries; i++) {
		const int *count = map_find(&seen, b->entries[i].lang);
		if (count && *count > most) {
			most = *count;
			best = b->entries[i].lang;
		}
	}
	return best.n ? best : STR("en");
}

/* What the editor says, else the post; empty where neither does. */
static struct str
post_tag(struct gather *g, const struct post *p)
{
	const struct edit *edit = p->edit;
	struct str tag = edit ? language_tag(g->a, edit->lang) : STR_NONE;
	if (edit && edit->lang.n && !tag.n)
		diag_add(g->d, DIAG_VALUE_BAD, edit->file, edit->line, 0,
			"\"%.*s\" is no language; left out: write es, pt-BR or the like", STR_FMT(edit->lang));
	return tag.n ? tag : language_tag(g->a, p->lang);
}

void
languages_set(struct gather *g)
{
	struct book *b = g->book;
	for (size_t i = 0; i < b->n_entries; i++) {
		struct entry *e = &b->entries[i];
		e->lang = post_tag(g, e->post);
		if (e->post->lang.n && !e->lang.n)
			diag_add(g->d, DIAG_VALUE_BAD, e->post->path, e->post->title_line, 0,
				"\"%.*s\" is no language; it is found from the text: write es, pt-BR or the like",
				STR_FMT(e->post->lang));
	}
	pool_run(g->threads, b->n_entries, entry_detect, g);
	if (!b->language.n)
		b->language = g->config->language.n ? g->config->language : most_used(g);
	for (size_t i = 0; i < b->n_entries; i++) {
		struct str *lang = &b->entries[i].lang;
		if (!lang->n)
			unsure_report(g, &b->entries[i]);
		if (!lang->n || (str_find_char(*lang, '-') < 0 && language_is(b->language, str_z(g->a, *lang))))
			*lang = b->language; /* its country too */
	}
}
