/* speaker.c - who gives a talk, and what it is called: from its heading, a line below it, or the name behind its abstract */
#include "desk/talk.h"

#include <string.h>

enum {
	NAMES_MOST = 200, /* bytes of a heading's end that may be names */
	NAME_WORDS = 5, /* words of the first name, at most: more are the rest of a title */
	HEADING_MOST = 4000 /* bytes of a heading that are looked at */
};

size_t
speaker_label(struct str s)
{
	static const char *const labels[] = {"Speakers:", "Speaker:", "By:", "By ", "Ponentes:", "Ponente:", "Ponentes ",
		"Ponente ", "Por:", "Por ", "Presentan:", "Presenta:", "Con ", "Palestrantes:", "Palestrante:", "Com ",
		"Presenters:", "Presenter:"};
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (str_starts_nocase(s, labels[i]))
			return strlen(labels[i]);
	return 0;
}

/* ---- is it a name? ---- */

static bool
is_particle(struct str word)
{
	static const char *const known[] = {"de", "del", "da", "das", "do", "dos", "la", "las", "los", "van", "von", "der", "den",
		"di", "du", "el", "e", "y", "bin", "al"};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_is(word, known[i]))
			return true;
	return false;
}

/* Letters beyond ASCII may be capitals: they are taken for one where the word is not in small ASCII letters. */
static bool
is_name_word(struct str word)
{
	unsigned char c = (unsigned char)word.p[0];
	return (c >= 'A' && c <= 'Z') || c >= 0xC3 || c == '@' || is_particle(word);
}

/* The first name of "Dan Garfield, Codefresh; Scott Rigby" ends at a comma, a semicolon, an ampersand, a bracket. */
static bool
are_names(struct str s)
{
	static const char *const articles[] = {
		"The", "A", "An", "El", "La", "Los", "Las", "Un", "Una", "O", "Os", "As", "Um", "Uma"};
	struct str rest = s, word;
	int words = 0;
	bool ends = false;
	if (!s.n || s.n > NAMES_MOST)
		return false;
	while (!ends && str_word(&rest, &word)) {
		for (size_t i = 0; !words && i < sizeof articles / sizeof *articles; i++)
			if (str_is(word, articles[i]))
				return false;
		if (str_is(word, "&") || str_is(word, "and") || ((str_is(word, "y") || str_is(word, "e")) && words > 1) ||
			word.p[0] == '(')
			break;
		ends = memchr(",;/", word.p[word.n - 1], 3) != NULL;
		if (!is_name_word(word) || ++words > NAME_WORDS)
			return false;
	}
	return words >= 2 || s.p[0] == '@' || (words && ends);
}

/* ---- where a heading parts ---- */

/* Bytes of a dash or bar with white space behind it (and before it, but "Workflows- Christian" is common, too), or 0. */
static size_t
mark_at(struct str s, size_t i)
{
	static const char *const marks[] = {"\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x88\x92", "-", "|", "\xC2\xB7"};
	for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
		size_t n = strlen(marks[k]);
		if (str_starts(str_sub(s, i, s.n), marks[k]))
			return i + n < s.n && char_blank((unsigned char)s.p[i + n]) ? n : 0;
	}
	return 0;
}

/* " by Ada Lovelace" and its like. */
static size_t
word_at(struct str s, size_t i)
{
	static const char *const words[] = {" by ", " por ", " con ", " com "};
	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (str_starts(str_sub(s, i, s.n), words[k]))
			return strlen(words[k]);
	return 0;
}

/* The last place that parts title and names: where the title ends and the names begin. */
static bool
heading_part(struct str s, size_t *end, size_t *begin)
{
	size_t from = s.n > NAMES_MOST + 8 ? s.n - NAMES_MOST - 8 : 0;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = s.n; i-- > from;) {
			size_t n = pass ? word_at(s, i) : mark_at(s, i);
			struct str title = str_trim(str_sub(s, 0, i)), names = str_trim(str_sub(s, i + n, s.n));
			if (!n || !title.n || !are_names(names))
				continue;
			*end = title.n;
			*begin = (size_t)(names.p - s.p);
			return true;
		}
	return false;
}

/* ---- the line that is printed ---- */

struct line {
	struct arena *a;
	struct buf text;
	struct run *runs;
	size_t n, cap;
};

static void
line_text(struct line *l, struct str s, struct run like)
{
	if (!s.n)
		return;
	like.start = (uint32_t)l->text.n;
	buf_str(&l->text, s);
	like.end = (uint32_t)l->text.n;
	*PUSH(l->a, l->runs, l->n, l->cap) = like;
}

/* A stretch of a block, with its links and without its notes and small pictures. */
static void
line_copy(struct line *l, const struct block *b, size_t from, size_t to, unsigned add, unsigned drop)
{
	for (size_t i = 0; i < b->n_runs; i++) {
		struct run r = b->runs[i];
		size_t start = r.start > from ? r.start : from, end = r.end < to ? r.end : to;
		if (r.kind != RUN_TEXT || start >= end)
			continue;
		r.flags = (uint16_t)((r.flags & ~drop) | add);
		line_text(l, str_sub(b->text, start, end), r);
	}
}

/* The name behind a quoted abstract. */
static const struct block *
abstract_by(const struct talk *t)
{
	const struct block *by = t->last->kind == BLOCK_QUOTE || t->last->kind == BLOCK_PULLQUOTE ? t->last->last : NULL;
	return by && by->kind == BLOCK_PARA && by->text.n && (by->attribution || t->last->kind == BLOCK_PULLQUOTE) ? by : NULL;
}

bool
talk_line(struct arena *a, const struct talk *t, struct block *para)
{
	const struct block *h = t->heading, *by = t->line;
	struct line l = {.a = a};
	struct run plain = {.kind = RUN_TEXT, .link = -1, .picture = -1, .note = -1};
	size_t end = h->text.n, begin = 0;
	bool parted = h->text.n <= HEADING_MOST && !by && heading_part(h->text, &end, &begin);
	by = by || parted ? by : abstract_by(t);
	line_copy(&l, h, 0, end, RUN_ITALIC, RUN_BOLD);
	if (parted || by)
		line_text(&l, STR(" \xE2\x80\x94 "), plain);
	if (parted) {
		line_copy(&l, h, begin, h->text.n, 0, RUN_BOLD | RUN_ITALIC);
	} else if (by) {
		size_t label = t->line ? speaker_label(by->text) : 0;
		while (label < by->text.n && char_blank((unsigned char)by->text.p[label]))
			label++;
		line_copy(&l, by, label, by->text.n, 0, RUN_BOLD | RUN_ITALIC);
	}
	para->text = buf_keep(&l.text, a);
	buf_free(&l.text);
	para->runs = l.runs;
	para->n_runs = l.n;
	return parted || by;
}
