/* language.c - which language a text is in, and how languages are named */
#include "book/gather.h"

#include "base/pool.h"
#include "base/utf8.h"

#include <stdlib.h>
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

/* ---- detection ---- */

enum { EN = 1, ES = 2, PT = 4, FR = 8, DE = 16, IT = 32, LANGUAGES = 6, SAMPLE_WORDS = 400 };

/* Frequent small words and the languages that they belong to, in byte order. Words of three languages and more tell nothing. */
static const struct stop_word {
	const char *word;
	uint8_t languages;
} stop_words[] = {
	{"al", ES | IT},
	{"anche", IT},
	{"and", EN},
	{"ao", PT},
	{"aos", PT},
	{"are", EN},
	{"as", EN | PT},
	{"at", EN},
	{"au", FR},
	{"auch", DE},
	{"auf", DE},
	{"aux", FR},
	{"avec", FR},
	{"been", EN},
	{"bei", DE},
	{"by", EN},
	{"ce", FR},
	{"cette", FR},
	{"che", IT},
	{"com", PT},
	{"come", IT},
	{"como", ES | PT},
	{"con", ES | IT},
	{"da", PT | IT},
	{"dans", FR},
	{"das", PT | DE},
	{"dei", IT},
	{"del", ES | IT},
	{"della", IT},
	{"delle", IT},
	{"dem", DE},
	{"den", DE},
	{"der", DE},
	{"des", FR | DE},
	{"desde", ES},
	{"di", IT},
	{"die", EN | DE},
	{"do", EN | PT},
	{"donde", ES},
	{"dos", ES | PT},
	{"du", FR},
	{"e", PT | IT},
	{"ein", DE},
	{"eine", DE},
	{"el", ES},
	{"em", PT},
	{"en", ES | FR},
	{"es", ES | DE},
	{"est", FR},
	{"esta", ES | PT},
	{"este", ES | PT},
	{"está", ES | PT},
	{"et", FR},
	{"foi", PT},
	{"for", EN},
	{"from", EN},
	{"fue", ES},
	{"für", DE},
	{"gli", IT},
	{"ha", ES | IT},
	{"have", EN},
	{"hay", ES},
	{"ich", DE},
	{"il", FR | IT},
	{"im", DE},
	{"is", EN},
	{"isso", PT},
	{"ist", DE},
	{"it", EN},
	{"já", PT},
	{"las", ES},
	{"le", FR | IT},
	{"les", FR},
	{"lo", ES | IT},
	{"los", ES},
	{"mais", PT | FR},
	{"mit", DE},
	{"muito", PT},
	{"muy", ES},
	{"más", ES},
	{"na", PT},
	{"nas", PT},
	{"ne", FR},
	{"nel", IT},
	{"nicht", DE},
	{"non", IT},
	{"nos", ES | PT},
	{"nossa", PT},
	{"nosso", PT},
	{"not", EN},
	{"nous", FR},
	{"nuestra", ES},
	{"nuestro", ES},
	{"não", PT},
	{"nós", PT},
	{"of", EN},
	{"on", EN | FR},
	{"os", PT},
	{"our", EN},
	{"para", ES | PT},
	{"pas", FR},
	{"pela", PT},
	{"pelo", PT},
	{"per", IT},
	{"pero", ES},
	{"più", IT},
	{"plus", FR},
	{"por", ES | PT},
	{"porque", ES | PT},
	{"pour", FR},
	{"questo", IT},
	{"qui", FR},
	{"sem", PT},
	{"ser", ES | PT},
	{"seu", PT},
	{"si", IT},
	{"sich", DE},
	{"sie", DE},
	{"sin", ES},
	{"son", ES | FR},
	{"sono", IT},
	{"sont", FR},
	{"su", ES | IT},
	{"sua", PT},
	{"sur", ES | FR},
	{"sus", ES},
	{"são", PT},
	{"también", ES},
	{"também", PT},
	{"that", EN},
	{"the", EN},
	{"their", EN},
	{"they", EN},
	{"this", EN},
	{"to", EN},
	{"todo", ES | PT},
	{"um", PT},
	{"uma", PT},
	{"una", ES | IT},
	{"und", DE},
	{"une", FR},
	{"você", PT},
	{"von", DE},
	{"vous", FR},
	{"was", EN | DE},
	{"we", EN},
	{"were", EN},
	{"which", EN},
	{"wie", DE},
	{"will", EN | DE},
	{"wir", DE},
	{"with", EN},
	{"y", ES},
	{"you", EN},
	{"zu", DE},
	{"è", IT},
	{"é", PT},
};

enum script { LATIN, KANA, HANGUL, HAN, CYRILLIC, ARABIC, HEBREW, GREEK, THAI, DEVANAGARI, SCRIPTS };

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

struct tally {
	int score[LANGUAGES];
	int letters[SCRIPTS];
	int words;
};

static int
word_cmp(const void *key, const void *entry)
{
	const struct stop_word *w = entry;
	return str_cmp(*(const struct str *)key, str_of(w->word));
}

/* A word of one language counts three, one of two languages counts one for each. */
static void
tally_word(struct tally *t, const char *p, size_t n)
{
	struct str key = {p, n};
	const struct stop_word *w =
		bsearch(&key, stop_words, sizeof stop_words / sizeof *stop_words, sizeof *stop_words, word_cmp);
	t->words++;
	if (!w)
		return;
	int weight = w->languages & (w->languages - 1) ? 1 : 3;
	for (int i = 0; i < LANGUAGES; i++)
		if (w->languages >> i & 1)
			t->score[i] += weight;
}

static void
tally_text(struct tally *t, struct str s)
{
	char word[16];
	size_t n = 0;
	for (size_t i = 0; i <= s.n && t->words < SAMPLE_WORDS; i++) {
		unsigned char c = i < s.n ? (unsigned char)s.p[i] : ' ';
		if (c >= 0x80 || char_alnum(c)) {
			if (n < sizeof word)
				word[n] = char_lower((char)c);
			n++;
		} else if (n) {
			if (n <= sizeof word)
				tally_word(t, word, n);
			n = 0;
		}
	}
	for (size_t i = 0; i < s.n && i < 1000;) {
		uint32_t rune = utf8_next(s, &i);
		t->letters[rune_script(rune)] += rune >= 0x80 || char_alnum((int)rune);
	}
}

static struct str
tally_language(const struct tally *t)
{
	static const char *const by_script[SCRIPTS] = {"", "ja", "ko", "zh", "ru", "ar", "he", "el", "th", "hi"};
	static const char *const by_words[LANGUAGES] = {"en", "es", "pt", "fr", "de", "it"};
	int most = 0, other = 0;
	for (int i = 1; i < SCRIPTS; i++) {
		other += t->letters[i];
		if (t->letters[i] > t->letters[most])
			most = i;
	}
	if (most && other > t->letters[LATIN])
		return str_of(t->letters[KANA] * 10 > t->letters[HAN] && most <= HAN ? "ja" : by_script[most]);
	int best = 0, second = 0;
	for (int i = 1; i < LANGUAGES; i++)
		if (t->score[i] > t->score[best])
			best = i;
	for (int i = 0; i < LANGUAGES; i++)
		if (i != best && t->score[i] > second)
			second = t->score[i];
	return t->score[best] >= 6 && t->score[best] > second ? str_of(by_words[best]) : STR_NONE;
}

struct str
post_language(const struct post *p)
{
	struct tally t = {0};
	tally_text(&t, p->title);
	for (const struct block *b = block_next(p->root, p->root); b && t.words < SAMPLE_WORDS; b = block_next(b, p->root))
		if (b->kind != BLOCK_CODE)
			tally_text(&t, b->text);
	return tally_language(&t);
}

static void
entry_detect(void *ctx, size_t i, int worker)
{
	struct gather *g = ctx;
	struct entry *e = &g->book->entries[i];
	(void)worker;
	if (!e->lang.n)
		e->lang = post_language(e->post);
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

void
languages_set(struct gather *g)
{
	struct book *b = g->book;
	for (size_t i = 0; i < b->n_entries; i++) {
		struct entry *e = &b->entries[i];
		e->lang = e->fix && e->fix->lang.n ? e->fix->lang : language_tag(g->a, e->post->lang);
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
		if (!lang->n || (str_find_char(*lang, '-') < 0 && language_is(b->language, str_z(g->a, *lang))))
			*lang = b->language; /* its country too */
	}
}
