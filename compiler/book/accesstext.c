/* accesstext.c - text that looks like what it is not: bold lines as headings, marks as lists, signs as letters; and how headings follow each other */
#include "book/access.h"
#include "book/gather.h"

#include "base/utf8.h"

#include <unicode/uchar.h>

enum {
	HEADING_MOST = 80, /* bytes of a bold paragraph that looks like a heading */
	ITEMS_LEAST = 3, /* lines with one mark that look like a list */
	DRAWN_LEAST = 3, /* letters of one word */
	EMOJI_LEAST = 3 /* in a row */
};

/* ---- bold lines ---- */

/* A short paragraph, all of it bold, that stands before other text. */
static bool
heading_like(const struct block *b)
{
	bool linked = true, worded = false;
	if (!b->text.n || b->text.n > HEADING_MOST || !b->next || b->next->hidden || b->next->kind == BLOCK_HEADING ||
		b->attribution || (b->parent->kind != BLOCK_ROOT && b->parent->kind != BLOCK_GROUP))
		return false;
	for (size_t i = 0; i < b->n_runs; i++) {
		if (b->runs[i].kind != RUN_TEXT || !(b->runs[i].flags & RUN_BOLD))
			return false;
		linked &= b->runs[i].link >= 0;
	}
	for (size_t i = 0; i < b->text.n; i++)
		worded |= char_alnum((unsigned char)b->text.p[i]) || (unsigned char)b->text.p[i] >= 0x80;
	char last = b->text.p[b->text.n - 1];
	return b->n_runs && worded && !linked && last != '.' && last != '!' && last != '?' && last != ';' && last != ',' &&
		str_find_char(b->text, '\n') < 0;
}

static void
para_count(struct accessor *x, const struct block *b)
{
	if (!heading_like(b))
		return;
	x->n.headings_like++;
	WANTS(x, DIAG_HEADING_LIKE, b->line, b->text,
		"the bold line \"%.*s\" looks like a heading and is none; the contents and a listener's jump from heading to "
		"heading pass over "
		"it: write ## before it",
		STR_FMT(b->text));
}

/* ---- marks of lists ---- */

/* A mark that a list would have, at the beginning of a line; 0: none. Dashes are none: they begin what somebody says. */
static uint32_t
mark_of(struct str line)
{
	static const uint32_t marks[] = {0xB7, 0x2022, 0x2023, 0x25A0, 0x25A1, 0x25AA, 0x25AB, 0x25B6, 0x25BA, 0x25CB, 0x25CF,
		0x25E6, 0x2605, 0x2606, 0x2611, 0x2705, 0x2713, 0x2714, 0x2794, 0x279C, 0x27A1, 0x27A4, 0x2B50, 0x1F449, 0x1F4CC,
		0x1F517, 0x1F538, 0x1F539};
	size_t i = 0;
	uint32_t first = line.n ? utf8_next(line, &i) : 0;
	for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
		if (marks[k] == first)
			return i < line.n ? first : 0;
	return 0;
}

/* Lines of a paragraph that begin with one mark, the one of most of them. */
static int
lines_marked(struct str text)
{
	int n = 0;
	uint32_t mark = 0;
	for (struct str rest = text; rest.n;) {
		uint32_t m = mark_of(str_trim(str_line(&rest)));
		n = m && m == mark ? n + 1 : m ? 1 : n;
		mark = m ? m : mark;
	}
	return n;
}

/* Paragraphs from here on that begin with one mark. */
static int
paras_marked(const struct block *b)
{
	uint32_t mark = mark_of(b->text);
	int n = 0;
	while (mark && b && b->kind == BLOCK_PARA && mark_of(b->text) == mark) {
		n++;
		b = b->next;
	}
	return n;
}

static void
list_judge(struct accessor *x, const struct block *b)
{
	if (b->parent->kind == BLOCK_ITEM)
		return;
	bool goes_on = x->marked && x->marked->next == b && mark_of(x->marked->text) == mark_of(b->text);
	x->marked = b;
	int lines = lines_marked(b->text), paras = goes_on ? 0 : paras_marked(b), n = lines > paras ? lines : paras;
	if (n >= ITEMS_LEAST)
		WANTS(x, DIAG_LIST_LIKE, b->line, str_sub(b->text, 0, 4),
			"%d lines that begin with a sign look like a list and are none; a listener is told neither that a list "
			"begins nor "
			"how many items it has: write - before each instead",
			n);
}

/* ---- signs ---- */

static bool
letter_drawn(uint32_t rune)
{
	return (rune >= 0x1D400 && rune <= 0x1D7FF) || (rune >= 0x24B6 && rune <= 0x24E9) || (rune >= 0xFF21 && rune <= 0xFF5A);
}

/* Flags are left out: a row of them says something. */
static bool
emoji_is(uint32_t rune)
{
	return rune > 0x2190 && u_hasBinaryProperty((UChar32)rune, UCHAR_EXTENDED_PICTOGRAPHIC);
}

/* What text was seen to hold. */
struct signs_seen {
	size_t drawn_from, drawn_to; /* the first word of drawn letters; to 0: none */
	size_t emoji_from, emoji_to; /* the first long row of emoji */
	int emoji; /* in it */
};

static struct signs_seen
signs_see(struct str s)
{
	enum { JOINER = 0x200D, VARIANT = 0xFE0F, TONE = 0x1F3FB, TONE_LAST = 0x1F3FF };
	struct signs_seen seen = {0};
	size_t drawn = 0, drawn_from = 0, row_from = 0;
	int row = 0;
	bool joined = false;
	for (size_t i = 0, from; i < s.n;) {
		from = i;
		if (!drawn && !row && (unsigned char)s.p[i] < 0x80) {
			i++;
			continue;
		}
		uint32_t rune = utf8_next(s, &i);
		drawn_from = drawn ? drawn_from : from;
		drawn = letter_drawn(rune) ? drawn + 1 : 0;
		if (drawn >= DRAWN_LEAST && (!seen.drawn_to || seen.drawn_to == from)) {
			seen.drawn_from = drawn_from;
			seen.drawn_to = i;
		}
		if (rune == JOINER || rune == VARIANT || rune_blank(rune) || (rune >= TONE && rune <= TONE_LAST)) {
			joined = rune == JOINER;
			continue;
		}
		row_from = row ? row_from : from;
		row = !emoji_is(rune) ? 0 : joined ? row : row + 1;
		joined = false;
		if (row >= EMOJI_LEAST && (!seen.emoji || seen.emoji_from == row_from)) {
			seen.emoji = row;
			seen.emoji_from = row_from;
			seen.emoji_to = i;
		}
	}
	return seen;
}

static void
signs_judge(struct accessor *x, const struct block *b)
{
	struct signs_seen seen = signs_see(b->text);
	struct str drawn = str_sub(b->text, seen.drawn_from, seen.drawn_to),
		   row = str_sub(b->text, seen.emoji_from, seen.emoji_to);
	if (drawn.n)
		WANTS(x, DIAG_LETTERS_DRAWN, b->line, drawn,
			"\"%.*s\" is written with signs that only look like letters; a screen reader spells them by long names "
			"or passes "
			"over them, and nobody finds the word: type plain letters, and mark them with ** or *",
			STR_FMT(str_sub(drawn, 0, ACCESS_SHOWN)));
	if (row.n)
		WANTS(x, DIAG_EMOJI_READ, b->line, row,
			"%d emoji in a row, \"%.*s\", are read aloud by their names, one after the other: one of them, or --- "
			"between "
			"sections, says as much",
			seen.emoji, STR_FMT(str_sub(row, 0, ACCESS_SHOWN)));
}

/* ---- headings ---- */

/* In code, signs are what is named. */
static bool
heading_worded(const struct block *b)
{
	for (size_t i = 0; i < b->n_runs; i++)
		if (b->runs[i].kind != RUN_TEXT || b->runs[i].flags & (RUN_CODE | RUN_KBD))
			return true;
	for (size_t i = 0; i < b->text.n;)
		if (u_isalnum((UChar32)utf8_next(b->text, &i)))
			return true;
	return false;
}

static void
heading_judge(struct accessor *x, const struct block *b, int before)
{
	struct str shown = str_sub(b->text, 0, ACCESS_SHOWN);
	if (!heading_worded(b))
		WANTS(x, DIAG_HEADING_SIGNS, b->line, b->text,
			"the heading \"%.*s\" has no word, so that who jumps from heading to heading does not learn what begins "
			"there: "
			"say it, or write --- for a break between sections",
			STR_FMT(shown));
	if (before && b->written > before + 1)
		WANTS(x, DIAG_HEADING_SKIPS, b->line, b->text,
			"the heading \"%.*s\" is of level %d and stands below one of level %d, so that a listener looks for what "
			"is "
			"between; in the book the gap is closed: write %.*s before it",
			STR_FMT(shown), b->written, before, before + 1, "######");
}

void
access_headings(struct accessor *x)
{
	const struct block *root = x->e->post->root, *second = NULL;
	int before = 0, tops = 0;
	for (const struct block *b = block_next(root, root); x->d && b; b = block_next(b, root)) {
		if (b->kind != BLOCK_HEADING || !block_shown(b, EDITION_SCREEN))
			continue;
		heading_judge(x, b, before);
		before = b->written;
		tops += b->written == 1;
		second = tops == 2 && !second ? b : second;
	}
	if (second)
		WANTS(x, DIAG_HEADING_TOPS, second->line, second->text,
			"the post has %d headings of level 1, which is its title's; in the book they stand below the title: "
			"write ## before "
			"them",
			tops);
}

void
access_text(struct accessor *x, const struct block *b)
{
	if (b->kind == BLOCK_PARA)
		para_count(x, b);
	if (!x->d || b->kind == BLOCK_CODE)
		return;
	if (b->kind == BLOCK_PARA)
		list_judge(x, b);
	signs_judge(x, b);
}
