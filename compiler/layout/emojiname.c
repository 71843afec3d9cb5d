/* emojiname.c - what emoji are called in a language, for those who listen */
#include "layout/emojiname.h"

#include <unicode/uchar.h>

#include "base/utf8.h"
#include "layout/unicode.h"
#include "style/style.h"

enum {
	SELECTOR_TEXT = 0xFE0E,
	SELECTOR_EMOJI = 0xFE0F,
	TONE_FIRST = 0x1F3FB, /* skin tones */
	TONE_LAST = 0x1F3FF,
	FLAG_A = 0x1F1E6, /* letters of flags */
	FLAG_Z = 0x1F1FF,
	FLAG_BLACK = 0x1F3F4, /* a region's flag: this one and its code in tags */
	TAG_BASE = 0xE0000, /* tags are ASCII characters behind it */
	KEY_MOST = 256 /* bytes: nothing that has a name is nearly as long */
};

/* Files of lines "emoji, tab, name", sorted by bytes. A region's file has only what differs from its language's. */
static const struct tongue {
	const char *file, *parent;
	const char *last, *last_couple; /* what stands before the last of several things, and where they are about a couple */
} tongues[] = {
	{"styles/emoji/en.txt", NULL, ", ", ", "},
	{"styles/emoji/es.txt", NULL, " y ", ", "},
	{"styles/emoji/es-419.txt", "styles/emoji/es.txt", " y ", ", "},
	{"styles/emoji/pt.txt", NULL, " e ", " e "},
	{"styles/emoji/pt-PT.txt", "styles/emoji/pt.txt", " e ", " e "},
};
enum { ENGLISH, SPANISH, SPANISH_AMERICA, PORTUGUESE, PORTUGUESE_EUROPE };

/* Where a name is looked up. */
struct names {
	struct arena *a;
	const struct tongue *tongue;
	struct str file, parent; /* contents of the tongue's files; parent may be empty */
};

/* ---- languages ---- */

/* Cuts the next subtag off a language. */
static struct str
subtag(struct str *rest)
{
	size_t n = 0;
	while (n < rest->n && rest->p[n] != '-' && rest->p[n] != '_')
		n++;
	struct str first = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n + 1, rest->n);
	return first;
}

/* Of "es-Latn-MX", behind its language: "MX"; may be empty. */
static struct str
region_of(struct str rest)
{
	while (rest.n) {
		struct str next = subtag(&rest);
		if (next.n == 1) /* extensions follow */
			break;
		if (next.n == 2 || (next.n == 3 && char_digit(next.p[0])))
			return next;
	}
	return STR_NONE;
}

/* NULL: emoji have no names in that language. Which region speaks as which: CLDR, supplemental data, parentLocales. */
static const struct tongue *
tongue_find(struct str lang)
{
	static const char *const spain[] = {"ES", "GQ", "PH", "IC", "EA"};
	struct str rest = lang, first = subtag(&rest), region = region_of(rest);
	if (str_is_nocase(first, "en"))
		return &tongues[ENGLISH];
	if (str_is_nocase(first, "pt"))
		return &tongues[!region.n || str_is_nocase(region, "BR") ? PORTUGUESE : PORTUGUESE_EUROPE];
	if (!str_is_nocase(first, "es"))
		return NULL;
	bool america = region.n > 0;
	for (size_t i = 0; i < sizeof spain / sizeof *spain; i++)
		america = america && !str_is_nocase(region, spain[i]);
	return &tongues[america ? SPANISH_AMERICA : SPANISH];
}

struct str
emoji_lang(struct str lang, struct str other)
{
	return tongue_find(lang) ? lang : tongue_find(other) ? other : STR("en");
}

/* ---- names that are known ---- */

/* The name on the line that begins with the key; empty: there is none. */
static struct str
line_find(struct str file, struct str key)
{
	size_t low = 0, high = file.n;
	while (low < high) {
		size_t from = low + (high - low) / 2;
		while (from > low && file.p[from - 1] != '\n')
			from--;
		struct str rest = str_sub(file, from, high), line = str_line(&rest);
		ptrdiff_t tab = str_find_char(line, '\t');
		int c = str_cmp(key, str_sub(line, 0, tab < 0 ? line.n : (size_t)tab));
		if (!c)
			return str_sub(line, (size_t)(tab < 0 ? (ptrdiff_t)line.n : tab + 1), line.n);
		if (c < 0)
			high = from;
		else
			low = high - rest.n;
	}
	return STR_NONE;
}

static struct str
key_find(const struct names *n, struct str key)
{
	struct str found = line_find(n->file, key);
	return found.n ? found : line_find(n->parent, key);
}

static struct str
rune_name(const struct names *n, uint32_t rune)
{
	char key[4];
	size_t length = utf8_put(key, rune);
	return key_find(n, (struct str){key, length});
}

static bool
is_tone(uint32_t rune)
{
	return rune >= TONE_FIRST && rune <= TONE_LAST;
}

/* An emoji as the files name it: without selectors, and without skin tones if `plain`. Empty: it is too long to have a name. */
static struct str
key_of(struct str emoji, char key[KEY_MOST], bool plain)
{
	size_t n = 0;
	for (size_t i = 0; i < emoji.n && n + 4 <= KEY_MOST;) {
		uint32_t rune = utf8_next(emoji, &i);
		if (rune != SELECTOR_EMOJI && rune != SELECTOR_TEXT && !(plain && is_tone(rune)))
			n += utf8_put(key + n, rune);
		if (i >= emoji.n)
			return (struct str){key, n};
	}
	return STR_NONE;
}

/* Things said one after the other: "a, b and c". */
struct list {
	struct str parts[16];
	size_t n;
};

static void
list_add(struct list *l, struct str part)
{
	if (part.n && l->n < sizeof l->parts / sizeof *l->parts)
		l->parts[l->n++] = part;
}

/* The skin tones in an emoji, each once. */
static void
list_tones(struct list *l, const struct names *n, struct str emoji)
{
	unsigned seen = 0;
	for (size_t i = 0; i < emoji.n;) {
		uint32_t rune = utf8_next(emoji, &i);
		if (!is_tone(rune) || seen & 1u << (rune - TONE_FIRST))
			continue;
		seen |= 1u << (rune - TONE_FIRST);
		list_add(l, rune_name(n, rune));
	}
}

/* What a name says behind its colon, and of a couple who of the two is who. */
static void
list_rest(struct list *l, const struct names *n, struct str rest, bool couple)
{
	struct str last = str_of(n->tongue->last);
	ptrdiff_t at;
	while (couple && (at = str_find(rest, last)) >= 0) {
		list_add(l, str_sub(rest, 0, (size_t)at));
		rest = str_sub(rest, (size_t)at + last.n, rest.n);
	}
	list_add(l, rest);
}

/* The name of an emoji with skin tones, made of the one without as the Unicode consortium makes it: tests/tools/emoji-names, which leaves out what this
 * gives, has the same rule. Empty: there is none. */
static struct str
name_toned(const struct names *n, struct str emoji)
{
	char key[KEY_MOST];
	struct str name = key_find(n, key_of(emoji, key, true));
	struct list said = {0};
	if (!name.n)
		return STR_NONE;
	bool couple = str_find(emoji, STR("❤")) >= 0;
	ptrdiff_t colon = str_find(name, STR(": "));
	struct str head = colon < 0 ? name : str_sub(name, 0, (size_t)colon),
		   rest = colon < 0 ? STR_NONE : str_sub(name, (size_t)colon + 2, name.n);
	if (couple)
		list_rest(&said, n, rest, true);
	list_tones(&said, n, emoji);
	if (!couple)
		list_rest(&said, n, rest, false);
	const char *last = couple ? n->tongue->last_couple : n->tongue->last;
	struct buf b = {0};
	buf_str(&b, head);
	for (size_t i = 0; i < said.n; i++) {
		buf_z(&b, !i ? ": " : i + 1 < said.n ? ", " : last);
		buf_str(&b, said.parts[i]);
	}
	struct str made = buf_keep(&b, n->a);
	buf_free(&b);
	return made;
}

/* ---- names made of parts ---- */

/* "flag: " in the language. */
static void
buf_flag(struct buf *b, const struct names *n)
{
	struct str name = key_find(n, STR("🇺🇳"));
	ptrdiff_t colon = str_find(name, STR(": "));
	buf_str(b, colon < 0 ? STR_NONE : str_sub(name, 0, (size_t)colon + 2));
}

/* A flag that has no name, by its letters. false: it is none. */
static bool
buf_letters(struct buf *b, const struct names *n, struct str emoji)
{
	size_t i = 0, letters = 0;
	char code[KEY_MOST];
	uint32_t first = utf8_next(emoji, &i);
	bool letter = first >= FLAG_A && first <= FLAG_Z;
	if (letter)
		code[letters++] = (char)('A' + (first - FLAG_A));
	while (i < emoji.n && letters + 2 < sizeof code) {
		uint32_t rune = utf8_next(emoji, &i);
		uint32_t tag = rune - TAG_BASE;
		if (letter && rune >= FLAG_A && rune <= FLAG_Z) {
			code[letters++] = (char)('A' + (rune - FLAG_A));
		} else if (first == FLAG_BLACK && rune > TAG_BASE && tag < 0x80 && char_alnum((int)tag)) {
			if (letters == 2) /* a country's code, then its region's: "US-TX" */
				code[letters++] = '-';
			code[letters++] = (char)(tag >= 'a' ? tag - ('a' - 'A') : tag);
		}
	}
	if (letters > 1)
		buf_flag(b, n);
	buf_add(b, code, letters);
	return letters > 0;
}

/* A character: by its name, else by the Unicode standard's, in English; what is no picture stands for itself. */
static void
buf_character(struct buf *b, const struct names *n, uint32_t rune)
{
	struct str name = rune_name(n, rune);
	char standard[128];
	UErrorCode error = U_ZERO_ERROR;
	if (name.n || !rune_pictures(rune)) {
		if (name.n)
			buf_str(b, name);
		else
			buf_rune(b, rune);
		return;
	}
	int32_t length = u_charName((UChar32)rune, U_UNICODE_CHAR_NAME, standard, sizeof standard, &error);
	if (U_FAILURE(error) || length <= 0)
		buf_fmt(b, "U+%04X", (unsigned)rune);
	else
		for (int32_t i = 0; i < length; i++)
			buf_char(b, char_lower(standard[i]));
}

/* A name that is known, as it is or but for its skin tones; else empty. */
static struct str
name_known(const struct names *n, struct str emoji)
{
	char key[KEY_MOST];
	struct str found = key_find(n, key_of(emoji, key, false));
	return found.n ? found : name_toned(n, emoji);
}

/* An emoji that is no sequence with joiners, and is not known. */
static void
buf_element(struct buf *b, const struct names *n, struct str element)
{
	size_t i = 0;
	if (!buf_letters(b, n, element))
		buf_character(b, n, utf8_next(element, &i));
}

/* Bytes up to the joiner, or all. */
static size_t
element_length(struct str s)
{
	ptrdiff_t joiner = str_find(s, STR("\u200D"));
	return joiner < 0 ? s.n : (size_t)joiner;
}

/* One emoji, and a comma before it. */
static void
buf_name(struct buf *b, const struct names *n, struct str emoji)
{
	struct str known = name_known(n, emoji);
	for (struct str rest = emoji; rest.n;) {
		struct str part = known.n ? rest : str_sub(rest, 0, element_length(rest));
		struct str name = known.n ? known : name_known(n, part);
		if (part.n && b->n)
			buf_z(b, ", ");
		if (name.n)
			buf_str(b, name);
		else if (part.n)
			buf_element(b, n, part);
		rest = str_sub(rest, part.n + 3, rest.n); /* behind the joiner */
	}
}

struct str
emoji_name(struct arena *a, struct str emoji, struct str lang)
{
	const struct tongue *t = tongue_find(lang);
	if (!t)
		t = &tongues[ENGLISH];
	struct names n = {a, t, style_builtin(t->file), t->parent ? style_builtin(t->parent) : STR_NONE};
	struct str known = name_known(&n, emoji);
	if (known.n)
		return known;
	struct buf b = {0};
	for (size_t i = 0; i < emoji.n;) {
		size_t length = emoji_length(emoji, i), next = i;
		uint32_t rune = utf8_next(emoji, &next);
		if (length)
			buf_name(&b, &n, str_sub(emoji, i, i + length));
		else if (rune_pictures(rune) || !rune_invisible(rune))
			buf_name(&b, &n, str_sub(emoji, i, next));
		i = length ? i + length : next;
	}
	struct str made = buf_keep(&b, a);
	buf_free(&b);
	return made;
}
