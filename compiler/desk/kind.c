/* kind.c - what a post seems to be: a report, an announcement, a call, a list of links */
#include "base/message.h"
#include "base/utf8.h"
#include "desk/room.h"
#include "desk/sheet.h"

#include <string.h>

const char *const post_kind_names[KIND_COUNT] = {[KIND_POST] = MESSAGE("post"),
	[KIND_REPORT] = MESSAGE("report"),
	[KIND_ANNOUNCEMENT] = MESSAGE("announcement"),
	[KIND_CALL] = MESSAGE("call"),
	[KIND_LINKS] = MESSAGE("link list"),
	[KIND_DUPLICATE] = MESSAGE("duplicate")};

enum { PHRASE_WORDS = 6, SLOTS = 4096, PHRASES_MOST = 1000 };
enum list { LIST_REPORT, LIST_ANNOUNCEMENT, LIST_CALL, LIST_UNTIL, LIST_COUNT };

/* The phrases of all languages, by the words that they are of. */
struct kinds {
	uint64_t keys[SLOTS]; /* 0: free */
	unsigned char lists[SLOTS]; /* enum list, as bits */
	bool heads[SLOTS]; /* some phrase begins with a word of this hash */
	size_t n;
};

/* ---- words ---- */

/* Latin letters without their accents, in small letters; 0 for what parts words. */
static char
letter_plain(uint32_t rune)
{
	static const char latin[] = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
				    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln"
				    "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
	if (rune < 0x80)
		return char_alnum((int)rune) ? char_lower((char)rune) : 0;
	if (rune < 0xC0 || rune - 0xC0 >= sizeof latin - 1)
		return 0;
	return latin[rune - 0xC0] == ' ' ? 0 : latin[rune - 0xC0];
}

/* The hash of the next word, and where it ends; 0 when none is left. */
static uint64_t
word_next(struct str s, size_t *i)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	bool any = false;
	while (*i < s.n) {
		size_t at = *i;
		unsigned char c = (unsigned char)s.p[at];
		uint32_t rune = c < 0x80 ? c : 0;
		if (rune)
			*i += 1;
		else
			rune = utf8_next(s, i);
		char letter = letter_plain(rune);
		if (letter) {
			hash = (hash ^ (unsigned char)letter) * UINT64_C(1099511628211);
			any = true;
		} else if (any) {
			*i = at;
			break;
		}
	}
	return any ? hash | 1 : 0;
}

static uint64_t
phrase_more(uint64_t phrase, uint64_t word)
{
	return ((phrase << 7 | phrase >> 57) ^ word) * UINT64_C(0x9E3779B97F4A7C15) | 1;
}

/* Where a phrase stands in the table, or the free place for it. */
static size_t
slot_of(const struct kinds *k, uint64_t phrase)
{
	size_t i = (size_t)(phrase >> 20) % SLOTS;
	while (k->keys[i] && k->keys[i] != phrase)
		i = (i + 1) % SLOTS;
	return i;
}

static void
phrase_add(struct kinds *k, struct str text, enum list list)
{
	uint64_t phrase = 0, word;
	size_t i = 0;
	for (int n = 0; n < PHRASE_WORDS && (word = word_next(text, &i)); n++) {
		if (!n)
			k->heads[(word >> 8) % SLOTS] = true;
		phrase = phrase_more(phrase, word);
	}
	size_t slot = slot_of(k, phrase);
	if (!phrase || (!k->keys[slot] && k->n++ >= PHRASES_MOST))
		return;
	k->keys[slot] = phrase;
	k->lists[slot] |= (unsigned char)(1u << list);
}

const struct kinds *
kinds_read(struct arena *a, struct diag *d, const struct shortcode_file *files, size_t n)
{
	static const char *const names[LIST_COUNT] = {"report", "announcement", "call", "until"};
	struct kinds *k = NEW(a, struct kinds);
	for (size_t i = 0; i < n; i++) {
		struct yaml_error error;
		struct yaml *top = yaml_read(a, d, files[i].name, files[i].text, 1, &error);
		const struct yaml *kinds = top ? yaml_find(top, "kinds") : NULL;
		for (int l = 0; kinds && l < LIST_COUNT; l++) {
			const struct yaml *list = yaml_find(kinds, names[l]);
			for (size_t m = 0; list && list->kind == YAML_LIST && m < list->n; m++)
				phrase_add(k, yaml_text(&list->items[m]), (enum list)l);
		}
	}
	return k;
}

/* ---- a post ---- */

struct tally {
	const struct kinds *k;
	const struct date *date; /* the post's */
	int hits[LIST_COUNT], titled; /* calls in the title */
	int force[LIST_COUNT]; /* hits by what they say: more words say more, and so does the beginning of a text */
	size_t lead; /* how much of its text is the beginning, in bytes */
	size_t bytes, linked; /* of its text, and of what of that is a link */
	size_t links, items, linked_items; /* lines of lists, and those that are hardly more than a link */
	struct date until;
};

/* The last day that stands behind words such as "deadline": within the next few of them, with or without a year. */
static void
until_look(struct tally *t, struct str s)
{
	enum { AHEAD = 90, WORDS = 6 };
	size_t starts[40], ends[40], n = 0;
	struct str near = str_sub(s, 0, AHEAD), rest = near, word;
	char text[AHEAD + 16];
	while (n < 40 && str_word(&rest, &word)) {
		while (word.n && strchr(",;:.)!?*", word.p[word.n - 1]))
			word.n--;
		starts[n] = (size_t)(word.p - near.p);
		ends[n] = starts[n] + word.n;
		n++;
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + WORDS < n ? i + WORDS : n; k > i; k--) {
			struct str span = str_sub(near, starts[i], ends[k - 1]);
			struct date d;
			bool is = sheet_date(span, &d) && d.precision >= DATE_DAY && d.year > 1990;
			if (!is && k - i >= 2 && t->date->precision) {
				snprintf(text, sizeof text, "%.*s %d", (int)span.n, span.p, t->date->year);
				is = sheet_date(str_of(text), &d) && d.precision >= DATE_DAY;
			}
			if (!is)
				continue;
			if (t->until.precision == DATE_NONE || d.instant > t->until.instant)
				t->until = d;
			return;
		}
}

/* What a post is about stands in its title and at its beginning; further down, a report announces the next event and an announcement tells of the last
 * one. */
enum { IN_TEXT = 1, IN_LEAD = 3, IN_TITLE = 4 };

static void
text_tally(struct tally *t, struct str s, int weight, int where)
{
	uint64_t word;
	for (size_t i = 0; (word = word_next(s, &i));) {
		if (!t->k->heads[(word >> 8) % SLOTS])
			continue;
		uint64_t phrase = phrase_more(0, word);
		size_t ahead = i;
		for (int n = 1; word && n <= PHRASE_WORDS; n++) {
			size_t slot = slot_of(t->k, phrase);
			unsigned lists = t->k->keys[slot] ? t->k->lists[slot] : 0;
			for (int l = 0; lists && l < LIST_COUNT; l++)
				if (lists >> l & 1) {
					t->hits[l] += weight;
					t->force[l] += (n > 1 ? 2 : 1) * where;
				}
			if (lists >> LIST_UNTIL & 1 && t->hits[LIST_CALL])
				until_look(t, str_sub(s, ahead, s.n));
			word = n < PHRASE_WORDS ? word_next(s, &ahead) : 0;
			phrase = phrase_more(phrase, word);
		}
	}
}

static void
block_tally(struct tally *t, const struct block *b)
{
	size_t linked = 0;
	int last = -1;
	for (size_t i = 0; i < b->n_runs; i++) {
		if (b->runs[i].link >= 0)
			linked += b->runs[i].end - b->runs[i].start;
		t->links += b->runs[i].link >= 0 && b->runs[i].link != last;
		last = b->runs[i].link;
	}
	int where = t->bytes < t->lead ? IN_LEAD : IN_TEXT;
	t->bytes += b->text.n;
	t->linked += linked;
	if (b->parent && b->parent->kind == BLOCK_ITEM && b->parent->first == b) {
		t->items++;
		t->linked_items += linked * 2 >= b->text.n && linked;
	}
	text_tally(t, b->text, 1, where);
}

struct post_guess
desk_kind(const struct desk *desk, const struct post *p, const struct date *date)
{
	enum { FEW = 5, CLEAR = 4, LEAD = 600, SHARE = 45 /* percent */ };
	struct tally t = {.k = desk->kinds, .date = date};
	struct post_guess g = {KIND_POST, {0}};
	if (!t.k)
		return g;
	for (const struct block *b = block_next(p->root, p->root); b; b = block_next(b, p->root))
		t.lead += b->text.n;
	t.lead = t.lead / 2 < LEAD ? t.lead / 2 + 1 : LEAD;
	text_tally(&t, p->title, 3, IN_TITLE);
	t.titled = t.hits[LIST_CALL];
	for (const struct block *b = block_next(p->root, p->root); b; b = block_next(b, p->root))
		if (b->text.n && b->kind != BLOCK_CODE)
			block_tally(&t, b);
	const int *hits = t.hits, *force = t.force;
	if (t.links >= FEW &&
		(t.linked * 100 >= t.bytes * SHARE ||
			(t.linked_items >= FEW && t.linked_items * 10 >= t.items * 6 && t.linked * 100 >= t.bytes * 25)))
		g.kind = KIND_LINKS;
	else if (hits[LIST_CALL] >= 3 && hits[LIST_CALL] > hits[LIST_REPORT] &&
		(t.titled || hits[LIST_CALL] > hits[LIST_ANNOUNCEMENT]))
		g.kind = KIND_CALL;
	else if (force[LIST_REPORT] >= CLEAR && force[LIST_REPORT] >= force[LIST_ANNOUNCEMENT])
		g.kind = KIND_REPORT;
	else if (force[LIST_ANNOUNCEMENT] >= CLEAR)
		g.kind = KIND_ANNOUNCEMENT;
	if (g.kind == KIND_CALL)
		g.until = t.until;
	return g;
}
