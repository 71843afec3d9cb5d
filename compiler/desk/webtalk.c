/* webtalk.c - phrases of a post that make no sense on paper, each with what to paste */
#include "desk/webtalk.h"

#include <stdlib.h>
#include <string.h>

enum {
	FOUND_MOST = 100 /* of one post */,
	TALK_LANGUAGES = 16,
	SPANS_MOST = 4000,
	CUT_WORDS_MOST = 25 /* of a sentence that is cut for one phrase in it */,
	WHOLE_MOST = 110 /* bytes of a sentence that is quoted whole */
};

/* Words [from, to) that a phrase stands for; NULL: an address of a draft. */
struct span {
	size_t from, to;
	const struct talk_phrase *phrase;
};

struct spans {
	struct span *list;
	size_t n;
};

struct finder {
	const struct talk_lists *lists;
	struct post *p;
	struct talk_text text;
	struct spans found, fine;
	struct webtalk *talk;
	size_t n, cap;
};

static void
span_add(struct spans *to, size_t from, size_t end, const struct talk_phrase *f)
{
	if (to->n == SPANS_MOST)
		return;
	if (!(to->n & (to->n - 1)))
		to->list = xrealloc(to->list, (to->n ? 2 * to->n : 1) * sizeof *to->list);
	to->list[to->n++] = (struct span){from, end, f};
}

/* ---- phrases ---- */

/* The word behind the phrase where it stands at words[at], or 0. */
static size_t
phrase_at(const struct talk_text *t, const struct talk_phrase *f, size_t at)
{
	size_t i = at + 1;
	for (int k = 1; k < f->n; k++) {
		size_t skip = 0;
		if (!f->words[k]) {
			skip = TALK_GAP;
			k++;
		}
		for (;; skip--, i++) {
			if (i >= t->n || t->words[i].sentence != t->words[at].sentence)
				return 0;
			if (t->words[i].key == f->words[k])
				break;
			if (!skip)
				return 0;
		}
		i++;
	}
	return i;
}

static void
phrases_find(struct finder *s)
{
	const struct talk_lists *l = s->lists;
	for (size_t i = 0; i < s->text.n; i++) {
		uint64_t key = s->text.words[i].key;
		bool any = false;
		for (int k = l->heads[(key >> 4) & (l->n_heads - 1)]; k >= 0; k = l->phrases[k].next) {
			const struct talk_phrase *f = &l->phrases[k];
			if (f->words[0] != key || (any && f->act != TALK_FINE))
				continue;
			size_t to = phrase_at(&s->text, f, i);
			if (to)
				span_add(f->act == TALK_FINE ? &s->fine : &s->found, i, to, f);
			any |= to && f->act != TALK_FINE;
		}
	}
}

/* ---- phrases that two languages share ---- */

/* The phrase of the same words in another language, or in the one that is given; or NULL. */
static const struct talk_phrase *
phrase_twin(const struct talk_lists *l, const struct talk_phrase *f, const struct talk_language *in)
{
	for (int k = l->heads[(f->words[0] >> 4) & (l->n_heads - 1)]; k >= 0; k = l->phrases[k].next) {
		const struct talk_phrase *g = &l->phrases[k];
		if (g->n == f->n && g->act == f->act && g->language && g->language != f->language && (!in || g->language == in) &&
			!memcmp(g->words, f->words, (size_t)f->n * sizeof f->words[0]))
			return g;
	}
	return NULL;
}

/* What the post, or the editor, says; else that of most phrases that only one language has; else the book's. */
static const struct talk_language *
language_of(const struct finder *s, struct str book)
{
	const struct talk_lists *l = s->lists;
	struct str said = s->p->edit && s->p->edit->lang.n ? s->p->edit->lang : s->p->lang;
	size_t votes[TALK_LANGUAGES] = {0}, best = l->n_languages;
	for (size_t i = 0; i < s->found.n && !said.n; i++) {
		const struct talk_phrase *f = s->found.list[i].phrase;
		if (f && f->language && f->language - l->languages < TALK_LANGUAGES && !phrase_twin(l, f, NULL))
			votes[f->language - l->languages]++;
	}
	for (size_t i = 0; i < l->n_languages && i < TALK_LANGUAGES; i++)
		if (votes[i] && (best == l->n_languages || votes[i] > votes[best]))
			best = i;
	for (size_t i = 0; i < l->n_languages && best == l->n_languages; i++)
		if (l->languages[i].code[0] && str_starts_nocase(said.n ? said : book, l->languages[i].code))
			best = i;
	return best < l->n_languages ? &l->languages[best] : NULL;
}

/* "este mes" and "este mês" compare alike: the one in the post's language holds. */
static void
spans_translate(struct finder *s, struct str book)
{
	const struct talk_language *in = s->found.n ? language_of(s, book) : NULL;
	for (size_t i = 0; i < s->found.n && in; i++) {
		struct span *f = &s->found.list[i];
		const struct talk_phrase *twin = f->phrase && f->phrase->language && f->phrase->language != in
			? phrase_twin(s->lists, f->phrase, in)
			: NULL;
		if (twin)
			f->phrase = twin;
	}
}

/* Drops what only looks like web talk, and what lies in another one. */
static void
spans_sift(struct finder *s)
{
	size_t kept = 0, behind = 0, first = 0;
	for (size_t i = 0; i < s->found.n; i++) {
		struct span *f = &s->found.list[i];
		bool drop = f->from < behind;
		while (first < s->fine.n && s->fine.list[first].from + TALK_WORDS_MOST * (TALK_GAP + 1) < f->from)
			first++;
		for (size_t k = first; k < s->fine.n && s->fine.list[k].from < f->to && !drop; k++)
			drop = s->fine.list[k].to > f->from && (!f->phrase || !f->phrase->own || s->fine.list[k].phrase->own);
		if (drop)
			continue;
		behind = f->to;
		s->found.list[kept++] = *f;
	}
	s->found.n = kept;
}

/* ---- proposals ---- */

struct str
desk_quoted(struct arena *a, struct str s)
{
	struct buf out = {0};
	buf_char(&out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_char(&out, '\\');
		if (s.p[i] == '\n' || s.p[i] == '\t')
			buf_z(&out, s.p[i] == '\n' ? "\\n" : "\\t");
		else
			buf_char(&out, s.p[i]);
	}
	buf_char(&out, '"');
	struct str quoted = buf_keep(&out, a);
	buf_free(&out);
	return quoted;
}

static struct str
text_of(const struct finder *s, size_t sentence, size_t from, size_t to)
{
	return str_sub(s->text.sentences[sentence].block->text, from, to);
}

/* A small picture in the line is one character that nobody can write. */
static bool
writable(struct str s)
{
	return s.n && str_find(s, STR("\xEF\xBF\xBC")) < 0;
}

/* The first and the last words of a sentence, each as few as stand only once in the post. */
static struct str
cut_ends(struct finder *s, const struct talk_sentence *t, size_t from, size_t to)
{
	struct arena *a = s->p->arena;
	size_t head = from + 4, tail = to - 4;
	while (head < tail && !talk_once(&s->text, from, head))
		head++;
	while (head < tail && !talk_once(&s->text, tail, to))
		tail--;
	struct str first = str_sub(t->block->text, t->start, s->text.words[head - 1].end);
	struct str last = str_sub(t->block->text, s->text.words[tail].start, t->end);
	if (head >= tail || !writable(first) || !writable(last))
		return STR_NONE;
	first = desk_quoted(a, first);
	last = desk_quoted(a, last);
	return str_fmt(a, "{from: %.*s, to: %.*s}", STR_FMT(first), STR_FMT(last));
}

/* What cuts the sentence with words [from, to), or nothing when it stands more than once. */
static struct str
cut_propose(struct finder *s, const struct talk_sentence *t, size_t from, size_t to)
{
	struct str whole = str_sub(t->block->text, t->start, t->end);
	if (!talk_once(&s->text, from, to))
		return STR_NONE;
	if (whole.n > WHOLE_MOST && to - from > 9) {
		struct str ends = cut_ends(s, t, from, to);
		if (ends.n)
			return ends;
	}
	return writable(whole) && whole.n < 2000 ? desk_quoted(s->p->arena, whole) : STR_NONE;
}

/* What puts `with` in the place of words [from, to): with so many words around as make the place the only one. */
static struct str
replace_propose(struct finder *s, size_t from, size_t to, struct str with)
{
	const struct talk_word *w = s->text.words;
	struct arena *a = s->p->arena;
	size_t sentence = w[from].sentence, first = from, last = to;
	for (int i = 0; i < 16 && !talk_once(&s->text, first, last); i++) {
		if (last < s->text.n && w[last].sentence == sentence)
			last++;
		else if (first > 0 && w[first - 1].sentence == sentence)
			first--;
		else
			return STR_NONE;
	}
	struct str text = text_of(s, sentence, w[first].start, w[last - 1].end);
	struct str before = text_of(s, sentence, w[first].start, w[from].start);
	struct str behind = text_of(s, sentence, w[to - 1].end, w[last - 1].end);
	if (!writable(text) || !talk_once(&s->text, first, last))
		return STR_NONE;
	text = desk_quoted(a, text);
	with = desk_quoted(a, str_fmt(a, "%.*s%.*s%.*s", STR_FMT(before), STR_FMT(with), STR_FMT(behind)));
	return str_fmt(a, "{text: %.*s, with: %.*s}", STR_FMT(text), STR_FMT(with));
}

/* ---- places ---- */

/* Where a text of a block stands in the file: looked for from the block's first line on. */
static void
place_find(const struct post *p, const struct block *b, struct str what, struct webtalk *to)
{
	to->line = b->line;
	for (int line = b->line; line > 0 && line < b->line + 40 && (size_t)line <= p->n_lines; line++) {
		int col = post_column(p, line, what);
		if (!col)
			continue;
		to->line = line;
		to->col = col;
		return;
	}
}

static struct webtalk *
talk_add(struct finder *s, enum webtalk_kind kind, const struct talk_sentence *t, struct str text)
{
	if (s->n == FOUND_MOST)
		return NULL;
	struct webtalk *w = PUSH(s->p->arena, s->talk, s->n, s->cap);
	*w = (struct webtalk){.kind = kind, .text = str_one_line(s->p->arena, text)};
	place_find(s->p, t->block, text, w);
	return w;
}

/* ---- what is found ---- */

/* The words [*from, *to) of the sentence with words[at]. */
static void
sentence_words(const struct talk_text *t, size_t at, size_t *from, size_t *to)
{
	uint32_t sentence = t->words[at].sentence;
	for (*from = at; *from > 0 && t->words[*from - 1].sentence == sentence;)
		--*from;
	for (*to = at + 1; *to < t->n && t->words[*to].sentence == sentence;)
		++*to;
}

/* Is a word a number of at most two figures, "15" or "3rd"; a year; an hour, "10:30", "7pm"? */
static bool
number_of_date(struct str text, const struct talk_word *w, bool *whole)
{
	size_t i = w->start;
	while (i < w->end && char_digit((unsigned char)text.p[i]))
		i++;
	size_t n = i - w->start;
	struct str behind = str_sub(text, i, w->end);
	bool joined = i + 1 < text.n && (text.p[i] == ':' || text.p[i] == '/') && char_digit((unsigned char)text.p[i + 1]);
	bool year = n == 4 && !behind.n && (text.p[w->start] == '2' || text.p[w->start] == '1') && !joined;
	*whole = year ||
		(n && n < 3 &&
			(joined || str_is_nocase(behind, "am") || str_is_nocase(behind, "pm") || str_is_nocase(behind, "h") ||
				str_is_nocase(behind, "hs")));
	return n > 0 && n < 3;
}

static bool
is_month(const struct talk_lists *l, uint64_t key)
{
	for (size_t i = 0; i < l->n_languages; i++)
		for (int k = 0; k < 12; k++)
			if (l->languages[i].month_keys[k] == key)
				return true;
	return false;
}

/* Do words [from, to) of a sentence say a date or an hour? That is kept: only a person may cut it. */
static bool
date_said(const struct finder *s, const struct talk_sentence *t, size_t from, size_t to)
{
	const struct talk_word *w = s->text.words;
	for (size_t i = from; i < to; i++) {
		bool whole;
		bool day = number_of_date(t->block->text, &w[i], &whole);
		if (whole)
			return true;
		for (size_t k = i > from + 2 ? i - 2 : from; day && k < to && k < i + 3; k++)
			if (is_month(s->lists, w[k].key))
				return true;
	}
	return false;
}

static void
cut_add(struct finder *s, size_t at, size_t to, struct str why)
{
	size_t first, last;
	const struct talk_sentence *t = &s->text.sentences[s->text.words[at].sentence];
	sentence_words(&s->text, at, &first, &last);
	bool small = last - first <= CUT_WORDS_MOST && !date_said(s, t, first, last);
	struct str text = small ? str_sub(t->block->text, t->start, t->end)
				: text_of(s, s->text.words[at].sentence, s->text.words[at].start, s->text.words[to - 1].end);
	struct webtalk *w = talk_add(s, small ? WEBTALK_CUT : WEBTALK_TELL, t, text);
	if (!w)
		return;
	w->why = why;
	place_find(s->p, t->block, text_of(s, s->text.words[at].sentence, s->text.words[at].start, s->text.words[to - 1].end), w);
	w->cut = small ? cut_propose(s, t, first, last) : STR_NONE;
}

static struct str
capitalised(struct arena *a, struct str s, bool capital)
{
	if (!capital || !s.n || s.p[0] < 'a' || s.p[0] > 'z')
		return s;
	char *p = str_z(a, s);
	p[0] = (char)(p[0] - 'a' + 'A');
	return (struct str){p, s.n};
}

static bool
date_of_event(const struct finder *s, struct date *date)
{
	const struct edit *e = s->p->edit;
	*date = s->p->date;
	if (!e || e->event_from.precision < DATE_MONTH)
		return false;
	bool other = date->precision >= DATE_MONTH && (date->year != e->event_from.year || date->month != e->event_from.month);
	if (date->precision < DATE_MONTH)
		*date = e->event_from;
	return other;
}

static void
date_add(struct finder *s, const struct span *f)
{
	const struct talk_word *w = s->text.words;
	const struct talk_language *l = f->phrase->language;
	const struct talk_sentence *t = &s->text.sentences[w[f->from].sentence];
	bool capital = f->from == 0 || w[f->from - 1].sentence != w[f->from].sentence, after = false;
	struct webtalk *k = talk_add(s, WEBTALK_DATE, t, text_of(s, w[f->from].sentence, w[f->from].start, w[f->to - 1].end));
	if (!k)
		return;
	for (size_t i = 0; i < l->n_after && !capital && !after; i++)
		after = w[f->from - 1].key == l->after[i];
	struct date date;
	k->other_month = date_of_event(s, &date) && f->phrase->unit == TALK_MONTHS;
	if (k->other_month && f->phrase->offset == 0) /* who writes of the event meant its month */
		date = s->p->edit->event_from;
	struct str with = talk_date(s->p->arena, f->phrase, &date, after, capital);
	k->replace = with.n ? replace_propose(s, f->from, f->to, with) : STR_NONE;
}

static void
span_tell(struct finder *s, const struct span *f)
{
	const struct talk_word *w = s->text.words;
	const struct talk_sentence *t = &s->text.sentences[w[f->from].sentence];
	bool capital = f->from == 0 || w[f->from - 1].sentence != w[f->from].sentence;
	if (f->phrase->act == TALK_DATE) {
		date_add(s, f);
		return;
	}
	struct str text = text_of(s, w[f->from].sentence, w[f->from].start, w[f->to - 1].end);
	struct webtalk *k = talk_add(s, f->phrase->act == TALK_REPLACE ? WEBTALK_REPLACE : WEBTALK_TELL, t, text);
	if (!k)
		return;
	k->why = f->phrase->group;
	if (f->phrase->act == TALK_REPLACE)
		k->replace = replace_propose(s, f->from, f->to, capitalised(s->p->arena, f->phrase->with, capital));
}

/* A sentence that is cut needs nothing else. */
static void
spans_tell(struct finder *s)
{
	const struct talk_word *w = s->text.words;
	for (size_t i = 0, end; i < s->found.n; i = end) {
		const struct span *list = s->found.list, *cut = NULL;
		uint32_t sentence = w[list[i].from].sentence;
		for (end = i; end < s->found.n && w[list[end].from].sentence == sentence; end++)
			if (!cut && (!list[end].phrase || list[end].phrase->act == TALK_CUT))
				cut = &list[end];
		size_t first, last;
		sentence_words(&s->text, list[i].from, &first, &last);
		bool dated = cut && end > i + 1 && date_said(s, &s->text.sentences[sentence], first, last);
		for (size_t k = i; k < end && dated; k++) /* what can be said otherwise is; the date stays */
			if (list[k].phrase && list[k].phrase->act != TALK_CUT)
				span_tell(s, &list[k]);
		if (cut)
			cut_add(s, cut->from, cut->to, cut->phrase ? cut->phrase->group : STR("preview"));
		for (size_t k = i; k < end && !cut; k++)
			span_tell(s, &list[k]);
	}
}

/* ---- addresses of drafts ---- */

static bool
draft_address(struct str href)
{
	return str_find(href, STR("-temp-slug-")) >= 0 || str_find_nocase(href, STR("?preview")) >= 0 ||
		str_find_nocase(href, STR("&preview")) >= 0;
}

/* Its sentence is one to cut: the words from the link on are added in their order. */
static void
drafts_find(struct finder *s)
{
	bool any = false;
	for (size_t i = 0; i < s->p->n_links && !s->lists->no_preview; i++)
		any |= draft_address(s->p->links[i].href);
	for (size_t i = 0, k = 0; any && i < s->text.n; i++) {
		const struct talk_word *w = &s->text.words[i];
		const struct block *b = s->text.sentences[w->sentence].block;
		if (!i || s->text.sentences[s->text.words[i - 1].sentence].block != b)
			k = 0;
		while (k + 1 < b->n_runs && b->runs[k].end <= w->start)
			k++;
		int link = b->n_runs ? b->runs[k].link : -1;
		if (link >= 0 && (size_t)link < s->p->n_links && draft_address(s->p->links[link].href))
			span_add(&s->found, i, i + 1, NULL);
	}
}

static int
span_cmp(const void *a, const void *b)
{
	const struct span *x = a, *y = b;
	return x->from != y->from ? (x->from < y->from ? -1 : 1) : (x->phrase != NULL) - (y->phrase != NULL);
}

/* ---- signatures ---- */

/* The words of a name as one number; those before it that only say who it is are skipped. */
static uint64_t
name_key(const struct talk_lists *l, struct str s)
{
	static const char *const before[] = {
		"by", "por", "author", "autor", "autora", "written", "escrito", "texto", "text", "written by"};
	uint64_t all = 0, key;
	size_t start, end;
	for (size_t i = 0; i < s.n && (key = talk_word_next(l, s, &i, &start, &end));) {
		bool skip = false;
		for (size_t k = 0; !all && k < sizeof before / sizeof *before; k++)
			skip |= str_is_nocase(str_sub(s, start, end), before[k]);
		if (!skip)
			all = (all ^ key) * 0x9E3779B97F4A7C15u;
	}
	return all;
}

static bool
author_named(const struct finder *s, uint64_t key)
{
	const struct post *p = s->p;
	for (size_t i = 0; i < p->n_authors && i < 50; i++)
		if (name_key(s->lists, p->authors[i]) == key)
			return true;
	struct str own = p->edit ? p->edit->author : STR_NONE, line = p->signature ? p->signature->text : STR_NONE;
	return (own.n && name_key(s->lists, own) == key) || (line.n && name_key(s->lists, str_line(&line)) == key);
}

/* The author's name, alone in one of the last blocks. */
static void
signature_find(struct finder *s)
{
	for (size_t i = s->text.n_sentences, k = 0; i-- > 0 && k < 4; k++) {
		const struct talk_sentence *t = &s->text.sentences[i];
		struct str text = str_trim(t->block->text);
		if (text.n > 100 || t->quoted || t->block->kind != BLOCK_PARA || t->block->attribution ||
			(t->block->parent && (t->block->parent->kind == BLOCK_CELL || t->block->parent->kind == BLOCK_ITEM)))
			continue;
		uint64_t key = name_key(s->lists, text);
		if (!key || !author_named(s, key))
			continue;
		struct webtalk *w = talk_add(s, WEBTALK_SIGNED, t, text);
		size_t from = s->text.n, to;
		while (from > 0 && s->text.words[from - 1].sentence > i)
			from--;
		if (w && from > 0 && s->text.words[from - 1].sentence == i) {
			sentence_words(&s->text, from - 1, &from, &to);
			w->cut = t->start == 0 && t->end == t->block->text.n ? cut_propose(s, t, from, to) : STR_NONE;
		}
		return;
	}
}

void
webtalk_open(struct desk *desk, struct diag *d)
{
	desk->talk = talk_lists_read(desk->a, d, &desk->options);
}

void
desk_webtalk(const struct desk *desk, struct post *p)
{
	struct finder s = {.lists = desk->talk, .p = p};
	if (!desk->talk || !p->root)
		return;
	talk_text_read(&s.text, desk->talk, p);
	phrases_find(&s);
	spans_translate(&s, desk->options.language);
	drafts_find(&s);
	if (s.found.n)
		qsort(s.found.list, s.found.n, sizeof *s.found.list, span_cmp);
	spans_sift(&s);
	spans_tell(&s);
	if (!s.lists->no_signature)
		signature_find(&s);
	int first = talk_first_person(desk->talk, &s.text);
	if (first >= 0) {
		const struct talk_sentence *t = &s.text.sentences[first];
		talk_add(&s, WEBTALK_FIRST_PERSON, t, str_sub(t->block->text, t->start, t->end));
	}
	p->talk = s.talk;
	p->n_talk = s.n;
	talk_text_free(&s.text);
	free(s.found.list);
	free(s.fine.list);
}
