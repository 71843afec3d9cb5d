/* detect.c - which language a text is in: by its script, by small words, endings and letters */
#include "book/detect.h"
#include "book/gather.h"

#include "base/utf8.h"

#include <string.h>

enum { SAMPLE_WORDS = 800, WORD_MOST = 24, WHOLE = 12 /* what a word of one language alone counts */ };

/* In the order of the languages in detect.h. */
static const char *const names[LANG_COUNT] = {"en", "es", "pt", "fr", "de", "it", "ca", "gl"};

enum script { LATIN, KANA, HANGUL, HAN, CYRILLIC, ARABIC, HEBREW, GREEK, THAI, DEVANAGARI, SCRIPTS };

/* What was counted. */
struct tally {
	int score[LANG_COUNT];
	int letters[SCRIPTS];
	int persian, urdu, ukrainian; /* letters that Arabic and Russian lack */
	int words;
};

/* ---- scripts ---- */

static enum script
rune_script(uint32_t r)
{
	static const struct {
		uint32_t from, to;
		enum script script;
	} ranges[] = {{0x370, 0x3FF, GREEK}, {0x400, 0x52F, CYRILLIC}, {0x590, 0x5FF, HEBREW}, {0x600, 0x77F, ARABIC},
		{0x900, 0x97F, DEVANAGARI}, {0xE00, 0xE7F, THAI}, {0x1100, 0x11FF, HANGUL}, {0x3041, 0x30FF, KANA},
		{0x3400, 0x9FFF, HAN}, {0xAC00, 0xD7A3, HANGUL}, {0x20000, 0x3134F, HAN}};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (r >= ranges[i].from && r <= ranges[i].to)
			return ranges[i].script;
	return LATIN;
}

static bool
one_of(uint32_t rune, const uint32_t *set, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (set[i] == rune)
			return true;
	return false;
}
#define ONE_OF(rune, ...) \
	one_of((rune), (const uint32_t[]){__VA_ARGS__}, sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

static void
tally_letter(struct tally *t, uint32_t rune)
{
	if (rune < 0x80) {
		t->letters[LATIN] += char_alnum((int)rune);
		return;
	}
	bool symbol = (rune >= 0x2000 && rune < 0x2C00) || rune >= 0x1F000; /* dashes, arrows, emoji */
	t->letters[rune_script(rune)] += rune >= 0xC0 && !symbol;
	t->persian += ONE_OF(rune, 0x67E, 0x686, 0x698, 0x6A9, 0x6AF, 0x6CC);
	t->urdu += ONE_OF(rune, 0x679, 0x688, 0x691, 0x6BA, 0x6BE, 0x6C1, 0x6D2);
	t->ukrainian += ONE_OF(rune, 0x404, 0x406, 0x407, 0x490, 0x454, 0x456, 0x457, 0x491);
}

/* ---- words ---- */

/* Adds a weight for each of the languages of a set. */
static void
tally_add(struct tally *t, unsigned languages, int weight)
{
	for (int i = 0; i < LANG_COUNT; i++)
		if (languages >> i & 1)
			t->score[i] += weight;
}

#define L(x) (1u << LANG_##x)
#define PART(text) \
	{ \
		text, sizeof text - 1 \
	}

/* Endings of longer words, the longer first where one ends in the other. */
static const struct {
	struct str end;
	unsigned languages;
	int weight;
} endings[] = {{PART("ciones"), L(ES), 9}, {PART("ción"), L(ES) | L(GL), 5}, {PART("cións"), L(GL), 9},
	{PART("xión"), L(GL) | L(ES), 3}, {PART("sión"), L(ES) | L(GL), 4}, {PART("ção"), L(PT), 9}, {PART("ções"), L(PT), 9},
	{PART("são"), L(PT), 9}, {PART("ões"), L(PT), 9}, {PART("agem"), L(PT), 8}, {PART("ário"), L(PT), 8},
	{PART("mento"), L(ES) | L(PT) | L(IT) | L(GL), 2}, {PART("dade"), L(PT) | L(GL), 5}, {PART("dades"), L(PT) | L(GL), 4},
	{PART("dad"), L(ES), 8}, {PART("aje"), L(ES), 6}, {PART("axe"), L(GL), 9}, {PART("aron"), L(ES) | L(GL), 5},
	{PART("ieron"), L(ES), 9}, {PART("aram"), L(PT), 8}, {PART("eram"), L(PT), 8}, {PART("iron"), L(GL), 6},
	{PART("ció"), L(CA), 9}, {PART("cions"), L(CA), 9}, {PART("atge"), L(CA), 9}, {PART("itat"), L(CA), 8},
	{PART("zione"), L(IT), 9}, {PART("zioni"), L(IT), 9}, {PART("ità"), L(IT), 8}, {PART("tions"), L(EN) | L(FR), 4},
	{PART("tion"), L(EN) | L(FR), 4}, {PART("eux"), L(FR), 8}, {PART("aux"), L(FR), 8}, {PART("ité"), L(FR), 8},
	{PART("eurs"), L(FR), 9}, {PART("euse"), L(FR), 8}, {PART("eur"), L(FR), 6}, {PART("ía"), L(ES) | L(GL), 4},
	{PART("ing"), L(EN), 6}, {PART("ness"), L(EN), 8}, {PART("ful"), L(EN), 6}, {PART("ly"), L(EN), 4},
	{PART("ung"), L(DE), 8}, {PART("keit"), L(DE), 9}, {PART("lich"), L(DE), 9}, {PART("isch"), L(DE), 9},
	{PART("ment"), L(EN) | L(FR) | L(CA), 2}, {PART("ed"), L(EN), 4}, {PART("amos"), L(ES) | L(PT) | L(GL), 3},
	{PART("emos"), L(ES) | L(PT) | L(GL), 3}, {PART("nte"), L(ES) | L(PT) | L(IT) | L(GL), 1}};

/* Letters and pairs of letters within words. */
static const struct {
	struct str part;
	unsigned languages;
	int weight;
} parts[] = {{PART("ñ"), L(ES) | L(GL), 5}, {PART("ã"), L(PT), 9}, {PART("õ"), L(PT), 9}, {PART("ç"), L(PT) | L(FR) | L(CA), 4},
	{PART("ß"), L(DE), 12}, {PART("ä"), L(DE), 6}, {PART("ö"), L(DE), 6}, {PART("à"), L(FR) | L(IT) | L(CA), 3},
	{PART("è"), L(FR) | L(IT) | L(CA), 3}, {PART("ò"), L(IT) | L(CA), 6}, {PART("ù"), L(FR) | L(IT), 6},
	{PART("ê"), L(PT) | L(FR), 5}, {PART("ô"), L(PT) | L(FR), 4}, {PART("â"), L(PT) | L(FR), 4}, {PART("î"), L(FR), 8},
	{PART("û"), L(FR), 8}, {PART("œ"), L(FR), 8}, {PART("á"), L(ES) | L(PT) | L(GL), 2}, {PART("lh"), L(PT), 5},
	{PART("nh"), L(PT), 4}, {PART("l·l"), L(CA), 12}, {PART("ny"), L(CA), 3}, {PART("sch"), L(DE), 5}, {PART("th"), L(EN), 3},
	{PART("wh"), L(EN), 4}, {PART("gli"), L(IT), 4}, {PART("zz"), L(IT), 3},
	{PART("ll"), L(ES) | L(CA) | L(EN) | L(IT) | L(FR), 1}};

/* A word that is in no list. Names tell nothing: only words in small letters. Asked of every word of every post: what cannot fit is told by
 * one byte. */
static void
tally_unknown(struct tally *t, struct str word)
{
	bool has[256] = {false};
	for (size_t i = 0; i < word.n; i++)
		has[(unsigned char)word.p[i]] = true;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct str end = endings[i].end;
		if (word.n > end.n + 1 && word.p[word.n - 1] == end.p[end.n - 1] &&
			!memcmp(word.p + word.n - end.n, end.p, end.n)) {
			tally_add(t, endings[i].languages, endings[i].weight);
			break;
		}
	}
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (has[(unsigned char)parts[i].part.p[parts[i].part.n - 1]] && str_find(word, parts[i].part) >= 0)
			tally_add(t, parts[i].languages, parts[i].weight);
	if (word.n > 3 && word.p[0] == 'x')
		tally_add(t, L(GL), 5);
}

/* l'eau, dell'arte, don't: the word before an apostrophe, and what stands behind it. */
static void
tally_elision(struct tally *t, struct str before, struct str behind)
{
	if (before.n == 1 && strchr("ldsnm", before.p[0]))
		tally_add(t, L(FR) | L(IT) | L(CA), before.p[0] == 'l' || before.p[0] == 'd' ? 5 : 3);
	else if (str_is(before, "qu") || str_is(before, "j") || str_is(before, "c") || str_is(before, "aujourd"))
		tally_add(t, L(FR), 9);
	else if (str_is(before, "dell") || str_is(before, "all") || str_is(before, "nell") || str_is(before, "un"))
		tally_add(t, L(IT), 9);
	else if (str_is(behind, "s") || str_is(behind, "t") || str_is(behind, "re") || str_is(behind, "ve") ||
		str_is(behind, "ll"))
		tally_add(t, L(EN), 7);
}

static void
tally_word(struct tally *t, struct str word, bool small)
{
	unsigned languages = stop_word_languages(word);
	int n = 0;
	for (unsigned bits = languages; bits; bits &= bits - 1)
		n++;
	t->words++;
	if (n)
		tally_add(t, languages, WHOLE / n);
	else if (small)
		tally_unknown(t, word);
}

/* A word as it is gathered, in small letters. */
struct gathered {
	char p[WORD_MOST];
	size_t n; /* may be more than there is room for: then the word is none */
	bool small, figures;
};

static void
word_letter(struct gathered *w, uint32_t rune)
{
	char out[4];
	bool capital = (rune >= 'A' && rune <= 'Z') || (rune >= 0xC0 && rune <= 0xDE && rune != 0xD7);
	w->small = w->n ? w->small : !capital;
	w->figures = w->figures || (rune >= '0' && rune <= '9');
	size_t n = utf8_put(out, capital ? rune + 0x20 : rune);
	if (w->n + n <= WORD_MOST)
		memcpy(w->p + w->n, out, n);
	w->n += n;
}

/* Addresses, paths and names of files are no words. */
static bool
is_address(struct str chunk)
{
	size_t dot = 0; /* the first */
	for (size_t i = 0; i < chunk.n; i++) {
		char c = chunk.p[i];
		if (c == '@' || c == '/' || c == '_')
			return true;
		if (c == '.' && !dot)
			dot = i ? i : chunk.n;
	}
	return dot && dot + 1 < chunk.n && char_alnum((unsigned char)chunk.p[dot + 1]);
}

static void
tally_chunk(struct tally *t, struct str chunk)
{
	struct gathered w = {.n = 0};
	struct str before = STR_NONE;
	char kept[WORD_MOST];
	if (is_address(chunk))
		return;
	for (size_t i = 0; i <= chunk.n;) {
		uint32_t rune = i < chunk.n ? utf8_next(chunk, &i) : (i++, 0);
		if ((rune < 0x80 && char_alnum((int)rune)) || (rune >= 0xC0 && rune < 0x250) || rune == 0xB7) {
			word_letter(&w, rune);
			continue;
		}
		struct str word = {w.p, w.n};
		if (w.n && w.n <= WORD_MOST && !w.figures) {
			tally_word(t, word, w.small);
			if (before.n)
				tally_elision(t, STR_NONE, word);
		}
		before = STR_NONE;
		if ((rune == '\'' || rune == 0x2019) && w.n && w.n <= WORD_MOST) {
			tally_elision(t, word, STR_NONE);
			memcpy(kept, w.p, w.n);
			before = (struct str){kept, w.n};
		} else if (rune == 0xBF || rune == 0xA1) {
			tally_add(t, L(ES) | L(GL), 4);
			tally_add(t, L(ES), 2);
		}
		w = (struct gathered){.n = 0};
	}
}

static void
tally_text(struct tally *t, struct str s)
{
	struct str rest = s, chunk;
	while (t->words < SAMPLE_WORDS && str_word(&rest, &chunk))
		tally_chunk(t, str_sub(chunk, 0, 200));
	for (size_t i = 0; i < s.n && i < 1000;)
		tally_letter(t, utf8_next(s, &i));
}

/* ---- the answer ---- */

static struct guess
script_guess(const struct tally *t)
{
	static const char *const by_script[SCRIPTS] = {"", "ja", "ko", "zh", "ru", "ar", "he", "el", "th", "hi"};
	int most = 1, other = 0;
	for (int i = 1; i < SCRIPTS; i++) {
		other += t->letters[i];
		if (t->letters[i] > t->letters[most])
			most = i;
	}
	/* Names and code stand in Latin letters in all languages: a third of the others is enough. Their letters also say more than ours. */
	if (!other || other * (most <= HAN ? 4 : 2) <= t->letters[LATIN])
		return (struct guess){STR_NONE, 50};
	struct guess g = {str_of(by_script[most]), other * 4 > t->letters[LATIN] * 3 ? 95 : 80};
	if (most <= HAN && most != HANGUL)
		g.lang = t->letters[KANA] * 10 > t->letters[HAN] ? STR("ja") : STR("zh");
	if (most == ARABIC && t->persian * 25 > t->letters[ARABIC])
		g.lang = t->urdu * 2 > t->persian ? STR("ur") : STR("fa");
	if (most == CYRILLIC && t->ukrainian * 50 > t->letters[CYRILLIC])
		g.lang = STR("uk");
	if (most == CYRILLIC || most == DEVANAGARI)
		g.percent -= 5; /* several languages more */
	return g;
}

static struct guess
tally_guess(struct tally *t)
{
	struct guess g = script_guess(t);
	if (g.lang.n)
		return g;
	/* What is near a language with many more readers must show more. */
	t->score[LANG_CA] -= WHOLE * 2 / 3;
	t->score[LANG_GL] -= WHOLE * 2 / 3;
	int best = 0, second = 0;
	for (int i = 1; i < LANG_COUNT; i++)
		if (t->score[i] > t->score[best])
			best = i;
	for (int i = 0; i < LANG_COUNT; i++)
		if (i != best && t->score[i] > second)
			second = t->score[i];
	int margin = t->score[best] - second, most = t->score[best];
	if (most <= 0 || !margin)
		return g;
	g.lang = str_of(names[best]);
	g.percent = 100 - 50 * WHOLE / (WHOLE + margin); /* one word more: 75; three: 87 */
	int relative = 50 + 200 * margin / most; /* an eighth more: 75 */
	if (relative < g.percent)
		g.percent = relative;
	if (g.percent > 99)
		g.percent = 99;
	return g;
}

struct guess
text_language(struct str s)
{
	struct tally t = {0};
	tally_text(&t, s);
	return tally_guess(&t);
}

/* A block's text without code and keys; what a block of code says is nobody's language. */
static void
tally_block(struct tally *t, const struct block *b)
{
	if (b->kind == BLOCK_CODE || b->lang.n)
		return;
	for (size_t i = 0; i < b->n_runs; i++)
		if (!(b->runs[i].flags & (RUN_CODE | RUN_KBD)) && b->runs[i].kind == RUN_TEXT && !b->runs[i].lang.n)
			tally_text(t, str_sub(b->text, b->runs[i].start, b->runs[i].end));
}

static struct tally
tally_post(const struct post *p)
{
	struct tally t = {0};
	tally_text(&t, p->title);
	tally_text(&t, p->summary);
	for (const struct block *b = block_next(p->root, p->root); b && t.words < SAMPLE_WORDS; b = block_next(b, p->root))
		tally_block(&t, b);
	return t;
}

struct guess
post_language_guess(const struct post *p)
{
	struct tally t = tally_post(p);
	return tally_guess(&t);
}

struct str
post_language(const struct post *p)
{
	struct guess g = post_language_guess(p);
	return g.percent >= GUESS_SURE ? g.lang : STR_NONE;
}

/* ---- a language that is said, against the text ---- */

static int
language_known(struct str lang)
{
	for (int i = 0; i < LANG_COUNT; i++)
		if (language_is(lang, names[i]))
			return i;
	return -1;
}

/* Names of talks and products in another language are not enough, nor is a language that is near the one said. */
static struct str
language_belied(struct tally *t, struct str lang, int least)
{
	enum { WORDS_OF_ITS_OWN = 6 };
	int said = language_known(lang), best = LANG_EN;
	if (said < 0 || t->words < least || script_guess(t).lang.n)
		return STR_NONE;
	for (int i = 1; i < LANG_COUNT; i++)
		if (t->score[i] > t->score[best])
			best = i;
	bool near = said != LANG_EN && said != LANG_DE && best != LANG_EN;
	if (best > LANG_PT || best == said || t->score[best] < WORDS_OF_ITS_OWN * WHOLE ||
		(near && (said == LANG_CA || said == LANG_GL || t->words < 2 * least)))
		return STR_NONE;
	return t->score[best] * 2 > t->score[said] * (near ? 3 : 5) ? str_of(names[best]) : STR_NONE;
}

struct str
post_language_belied(const struct post *p, struct str lang, int least)
{
	struct tally t = tally_post(p);
	return language_belied(&t, lang, least);
}

struct str
block_language_belied(const struct block *b, struct str lang, int least)
{
	struct tally t = {0};
	tally_block(&t, b);
	return language_belied(&t, lang, least);
}
