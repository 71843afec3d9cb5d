/* choice.c - what a user writes to say which posts are wanted */
#include "book/gather.h"

#include "base/message.h"

enum { NAMES_MOST = 100, PATTERN_MOST = 200 };

static void
texts_add(struct arena *a, struct texts *to, struct str s)
{
	for (size_t i = 0; i < to->n; i++)
		if (str_eq(to->p[i], s))
			return;
	*PUSH(a, to->p, to->n, to->cap) = s;
}

static const char *
language_add(struct arena *a, struct selection *s, struct str text)
{
	if (str_is_nocase(text, "all")) {
		s->all_languages = true;
		return NULL;
	}
	struct str tag = s->languages.n < NAMES_MOST ? language_tag(a, text) : STR_NONE;
	if (!tag.n)
		return MESSAGE("a language is written as es, pt-BR or the like, and all stands for every one");
	texts_add(a, &s->languages, tag);
	return NULL;
}

static const char *
one_add(struct arena *a, struct selection *s, enum select_key key, struct str text)
{
	struct texts *const lists[] = {[SELECT_TAG] = &s->tags,
		[SELECT_SECTION] = &s->sections,
		[SELECT_AUTHOR] = &s->authors,
		[SELECT_INCLUDE] = &s->include,
		[SELECT_EXCLUDE] = &s->exclude};
	struct date *date = key == SELECT_FROM ? &s->from : &s->to;
	switch (key) {
	case SELECT_DRAFTS: s->drafts = true; return NULL;
	case SELECT_FUTURE: s->future = true; return NULL;
	case SELECT_LANG: return language_add(a, s, text);
	case SELECT_FROM:
	case SELECT_TO:
		if (date_read(text, date))
			return NULL;
		*date = (struct date){0};
		return MESSAGE("a date is written as 2024, 2024-02 or 2024-02-14");
	default: break;
	}
	if ((key == SELECT_INCLUDE || key == SELECT_EXCLUDE) && text.n > PATTERN_MOST)
		return MESSAGE("a pattern has at most 200 bytes");
	if (lists[key]->n >= NAMES_MOST)
		return MESSAGE("a selection names at most 100");
	texts_add(a, lists[key], text);
	return NULL;
}

const char *
selection_add(struct arena *a, struct selection *s, enum select_key key, struct str text, bool split)
{
	const char *fault = NULL;
	do {
		ptrdiff_t comma = split ? str_find_char(text, ',') : -1;
		struct str one = str_trim(comma < 0 ? text : str_sub(text, 0, (size_t)comma));
		text = comma < 0 ? STR_NONE : str_sub(text, (size_t)comma + 1, text.n);
		if (one.n || key == SELECT_DRAFTS || key == SELECT_FUTURE)
			fault = one_add(a, s, key, one);
	} while (text.n && !fault);
	return fault;
}

void
selection_override(struct selection *s, const struct selection *over)
{
	const struct texts *const from[] = {&over->tags, &over->sections, &over->authors, &over->include, &over->exclude};
	struct texts *const to[] = {&s->tags, &s->sections, &s->authors, &s->include, &s->exclude};
	for (size_t i = 0; i < sizeof to / sizeof *to; i++)
		if (from[i]->n)
			*to[i] = *from[i];
	if (over->languages.n || over->all_languages) {
		s->languages = over->languages;
		s->all_languages = over->all_languages;
	}
	if (over->from.precision)
		s->from = over->from;
	if (over->to.precision)
		s->to = over->to;
	s->drafts |= over->drafts;
	s->future |= over->future;
}
