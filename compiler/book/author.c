/* author.c - who wrote a post, and whether the page already says so */
#include "book/gather.h"

#include "base/message.h"

/* "Por Ana Pérez", "— Ana Pérez" -> "Ana Pérez". Only the first line of a signature is a name; others say who that is. */
static struct str
signature_name(struct str s)
{
	static const char *const before[] = {
		"written by", "escrito por", "by", "por", "autora:", "autor:", "author:", "—", "–", "-", "~"};
	s = str_trim(str_line(&s));
	for (bool cut = true; cut;) {
		cut = false;
		for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
			struct str word = str_of(before[i]);
			bool letters = char_alnum((unsigned char)word.p[word.n - 1]);
			if (!str_starts_nocase(s, before[i]) ||
				(letters && (s.n == word.n || !char_blank((unsigned char)s.p[word.n]))))
				continue;
			s = str_trim(str_sub(s, word.n, s.n));
			cut = true;
		}
	}
	return s;
}

/* Two ways to write one name: case, accents and dots do not count. */
static bool
same_name(struct arena *a, struct str x, struct str y)
{
	struct str fx = slug_of(a, x), fy = slug_of(a, y);
	return fx.n && str_eq(fx, fy);
}

/* A name, a handle or an alias as the name that people.csv has for it. */
static struct str
person_name(struct gather *g, struct handles *h, struct str author)
{
	const struct desk_person *who = desk_person(g->config->desk, author);
	struct str name = who ? who->name : handle_name(h, author);
	if (!who)
		who = desk_person(g->config->desk, name);
	return who ? who->name : name;
}

/* Names without those that stand twice or are empty. */
static struct str
authors_join(struct gather *g, struct handles *h, struct entry *e, const struct str *written, size_t n_written)
{
	struct arena *a = e->post->arena;
	struct str *names = NEW_N(a, n_written, struct str);
	size_t n = 0;
	for (size_t i = 0; i < n_written; i++) {
		struct str name = person_name(g, h, written[i]);
		bool again = !name.n;
		for (size_t k = 0; k < n && k < 100 && !again; k++)
			again = str_eq(names[k], name);
		if (!again)
			names[n++] = name;
	}
	e->authors = names;
	e->n_authors = n;
	return list_words(a, names, n, e->lang);
}

static void
author_set(struct entry *e, struct str name)
{
	e->author = name;
	e->authors = NEW(e->post->arena, struct str);
	e->authors[0] = name;
	e->n_authors = name.n > 0;
}

static bool
signature_repeats(struct gather *g, struct arena *a, const struct entry *e, struct str name)
{
	const struct post *p = e->post;
	const struct desk_person *who = desk_person(g->config->desk, name);
	bool repeats = same_name(a, name, e->author) || (who && desk_person(g->config->desk, e->author) == who);
	for (size_t i = 0; i < p->n_authors && i < 100 && !repeats; i++)
		repeats = same_name(a, name, p->authors[i]);
	return repeats;
}

static void
entry_author(struct gather *g, struct handles *h, struct entry *e)
{
	struct arena *a = e->post->arena;
	struct block *signature = e->post->signature;
	struct str signed_by = signature ? signature_name(signature->text) : STR_NONE;
	const struct edit *edit = e->post->edit;
	if (edit && edit->n_authors > 1)
		e->author = authors_join(g, h, e, edit->authors, edit->n_authors);
	else if (edit && edit->author.n)
		author_set(e, person_name(g, h, edit->author));
	else
		e->author = authors_join(g, h, e, e->post->authors, e->post->n_authors);
	if (!e->author.n && signed_by.n) {
		author_set(e, person_name(g, h, signed_by));
		signature->hidden = str_find_char(signature->text, '\n') < 0;
	} else if (signed_by.n && signature_repeats(g, a, e, signed_by)) {
		signature->hidden = str_find_char(signature->text, '\n') < 0;
	}
	if (!e->author.n)
		author_set(e, person_name(g, h, author_by_default(g, e->post)));
	if (e->author.n)
		return;
	e->author = g->book->publisher;
	e->author_is_publisher = e->author.n > 0;
	diag_add(g->d, DIAG_AUTHOR_MISSING, e->post->path, 0, 0,
		e->author.n ? MESSAGE("no author; the publisher stands in the byline: write a line \"author: Name\" in its front "
				      "matter, or under \"fixes\" in yearbook.yaml")
			    : MESSAGE("no author; it has no byline: write a line \"author: Name\" in its front matter, or under "
				      "\"fixes\" in yearbook.yaml"));
}

void
authors_set(struct gather *g)
{
	struct handles *h = handles_new(g);
	for (size_t i = 0; i < g->book->n_entries; i++)
		entry_author(g, h, &g->book->entries[i]);
}
