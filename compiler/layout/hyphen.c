/* hyphen.c - places between syllables, by a language's patterns */
#include "layout/shape.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <hyphen.h>

#include "base/utf8.h"

/* Languages with patterns compiled in. A variant of a language (es-MX) uses the same. */
static const struct {
	uint32_t lang;
	const char *file;
} languages[] = {
	{LANG2('e', 'n'), "styles/hyphen/en.dic"},
	{LANG2('e', 's'), "styles/hyphen/es.dic"},
	{LANG2('p', 't'), "styles/hyphen/pt.dic"},
};
enum { LANGUAGES = sizeof languages / sizeof languages[0], INSTALLED_MOST = 16, WORD_SHORT = 5 };

/* Others may be installed: the languages for which Debian has patterns. */
static const char installable[][3] = {"af", "be", "bg", "ca", "cs", "da", "de", "el", "fr", "gl", "hr", "hu", "id", "is", "it",
	"lt", "lv", "mn", "nl", "no", "pl", "ro", "ru", "sk", "sl", "sr", "sv", "uk", "zu"};

struct patterns {
	struct {
		pthread_mutex_t lock; /* of loading and of use: what is found is kept with the word, so few wait here */
		bool tried;
		HyphenDict *dict; /* NULL: not loaded, or not there */
	} dicts[LANGUAGES];
	pthread_mutex_t lock; /* of what follows */
	struct {
		uint32_t lang;
		HyphenDict *dict; /* NULL: not installed */
	} installed[INSTALLED_MOST];
	int n_installed;
};

struct patterns *
patterns_new(void)
{
	struct patterns *p = xmalloc(sizeof *p);
	memset(p, 0, sizeof *p);
	for (int i = 0; i < LANGUAGES; i++)
		pthread_mutex_init(&p->dicts[i].lock, NULL);
	pthread_mutex_init(&p->lock, NULL);
	return p;
}

void
patterns_free(struct patterns *p)
{
	if (!p)
		return;
	for (int i = 0; i < LANGUAGES; i++) {
		if (p->dicts[i].dict)
			hnj_hyphen_free(p->dicts[i].dict);
		pthread_mutex_destroy(&p->dicts[i].lock);
	}
	for (int i = 0; i < p->n_installed; i++)
		if (p->installed[i].dict)
			hnj_hyphen_free(p->installed[i].dict);
	pthread_mutex_destroy(&p->lock);
	free(p);
}

static HyphenDict *
dict_load(const char *name)
{
	struct str data = style_builtin(name);
	HyphenDict *dict = NULL;
	if (data.n) {
		/* Opened for reading only: the buffer is not written to. */
		FILE *f = fmemopen((void *)(uintptr_t)data.p, data.n, "r");
		if (f) {
			dict = hnj_hyphen_load_file(f);
			fclose(f);
		}
	}
	return dict;
}

static bool
vowel(uint32_t c)
{
	static const uint32_t vowels[] = {
		'a', 'e', 'i', 'o', 'u', 0xE1, 0xE9, 0xED, 0xF3, 0xFA, 0xFC, 0xE2, 0xEA, 0xF4, 0xE3, 0xF5, 0xE0};
	for (size_t i = 0; i < sizeof vowels / sizeof vowels[0]; i++)
		if (c == vowels[i])
			return true;
	return false;
}

/* Letters on both sides of a place in a word: the one before it, and the two behind it (0: there is none). */
struct place {
	uint32_t before, after, second;
	bool first; /* only one letter stands before it */
};

static struct place
place_in(struct str word, size_t at)
{
	size_t back = at - 1, i = at;
	while (back && ((unsigned char)word.p[back] & 0xC0) == 0x80)
		back--;
	struct place p = {.first = back == 0};
	p.before = utf8_next(word, &back);
	p.after = utf8_next(word, &i);
	p.second = i < word.n ? utf8_next(word, &i) : 0;
	return p;
}

/* What the patterns let through and Spanish does not want (RAE, Ortografía 2010): a single vowel that stays alone, a division between vowels
 * even where they are two syllables, within ch, ll, rr, and lines that begin with nh, sh and the like. */
static bool
spanish_wants(const struct place *p)
{
	if (vowel(p->before) && (p->first || vowel(p->after)))
		return false;
	if ((p->before == 'c' && p->after == 'h') || (p->before == 'l' && p->after == 'l') ||
		(p->before == 'r' && p->after == 'r'))
		return false;
	return p->second != 'h' || p->after == 'c' || vowel(p->after);
}

/* Portuguese (Acordo Ortográfico 1990, base XX): ch, lh, nh and the u of qu and gu are not divided; a single vowel does not stay alone. */
static bool
portuguese_wants(const struct place *p)
{
	if (vowel(p->before) && p->first)
		return false;
	if (p->after == 'h' && (p->before == 'c' || p->before == 'l' || p->before == 'n'))
		return false;
	return !(p->after == 'u' && (p->before == 'q' || p->before == 'g'));
}

/* Marks for each character behind which a division is allowed (as libhyphen counts: the last one before the break). */
static void
dict_apply(HyphenDict *dict, struct str word, bool *break_before)
{
	char marks[WORD_MOST + 5] = {0};
	char **rep = NULL;
	int *pos = NULL, *cut = NULL;
	if (hnj_hyphen_hyphenate2(dict, word.p, (int)word.n, marks, NULL, &rep, &pos, &cut) == 0) {
		size_t i = 0;
		for (size_t character = 0; i < word.n; character++) {
			if (dict->utf8)
				utf8_next(word, &i);
			else
				i++;
			/* Divisions that change the spelling are not for these languages. */
			if (marks[character] & 1 && !(rep && rep[character]) && i < word.n)
				break_before[i] = true;
		}
	}
	for (size_t i = 0; rep && i < word.n; i++)
		free(rep[i]);
	free(rep);
	free(pos);
	free(cut);
}

/* ---- patterns that are installed ---- */

static bool
is_installable(const char *lang)
{
	for (size_t i = 0; i < sizeof installable / sizeof *installable; i++)
		if (!strcmp(installable[i], lang))
			return true;
	return false;
}

/* hyph_fr.dic, hyph_de_DE.dic or hyph_ca_ES.dic in the folder of dictionaries. */
static HyphenDict *
installed_load(const char *lang)
{
	const char *folder = getenv("DICPATH");
	char country[4] = {'_', (char)(lang[0] - 32), (char)(lang[1] - 32), '\0'};
	const char *const ends[] = {"", country, "_ES"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		char path[512];
		snprintf(
			path, sizeof path, "%s/hyph_%s%s.dic", folder && folder[0] ? folder : "/usr/share/hyphen", lang, ends[i]);
		HyphenDict *dict = access(path, R_OK) == 0 ? hnj_hyphen_load(path) : NULL;
		if (dict && (dict->utf8 || !strcmp(dict->cset, "ISO8859-1")))
			return dict;
		if (dict)
			hnj_hyphen_free(dict);
	}
	return NULL;
}

/* In Latin 1 a character is a byte; false when the word has others. */
static bool
latin1_of(struct str word, char *out, size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < word.n;) {
		uint32_t c = utf8_next(word, &i);
		if (c > 0xFF)
			return false;
		out[(*n)++] = (char)(unsigned char)c;
	}
	out[*n] = '\0';
	return true;
}

static void
dict_apply_any(HyphenDict *dict, struct str word, bool *break_before)
{
	char bytes[WORD_MOST + 5];
	bool before[WORD_MOST + 5] = {false};
	size_t n, at = 0, character = 0;
	if (dict->utf8) {
		dict_apply(dict, word, break_before);
		return;
	}
	if (!latin1_of(word, bytes, &n))
		return;
	dict_apply(dict, (struct str){bytes, n}, before);
	while (at < word.n) {
		break_before[at] = before[character++];
		utf8_next(word, &at);
	}
}

static void
installed_apply(struct patterns *p, struct diag *d, uint32_t packed, struct str word, bool *break_before)
{
	char lang[4];
	lang_unpack(packed, lang);
	if (!is_installable(lang) || word.n < WORD_SHORT)
		return;
	pthread_mutex_lock(&p->lock);
	int k = 0;
	while (k < p->n_installed && p->installed[k].lang != packed)
		k++;
	if (k == p->n_installed && k < INSTALLED_MOST) {
		p->installed[k].lang = packed;
		p->installed[k].dict = installed_load(lang);
		p->n_installed++;
		if (!p->installed[k].dict)
			diag_add(d, DIAG_PATTERNS_MISSING, STR_NONE, 0, 0,
				"there are no hyphenation patterns for the language \"%s\", so its words are not divided; "
				"install them "
				"(Debian and Ubuntu: the package hyphen-%s)",
				lang, lang);
	}
	if (k < p->n_installed && p->installed[k].dict)
		dict_apply_any(p->installed[k].dict, word, break_before);
	pthread_mutex_unlock(&p->lock);
}

void
patterns_apply(struct patterns *p, struct diag *d, uint32_t lang, struct str word, bool *break_before)
{
	int k = 0;
	while (k < LANGUAGES && languages[k].lang != lang)
		k++;
	/* The library keeps a word of up to 100 characters on its stack. */
	if (word.n < 2 || word.n >= MAX_CHARS)
		return;
	if (k == LANGUAGES) {
		installed_apply(p, d, lang, word, break_before);
		return;
	}
	pthread_mutex_lock(&p->dicts[k].lock);
	if (!p->dicts[k].tried) {
		p->dicts[k].tried = true;
		p->dicts[k].dict = dict_load(languages[k].file);
	}
	if (p->dicts[k].dict)
		dict_apply(p->dicts[k].dict, word, break_before);
	pthread_mutex_unlock(&p->dicts[k].lock);
	if (lang != LANG2('e', 's') && lang != LANG2('p', 't'))
		return;
	for (size_t i = 1; i < word.n; i++)
		if (break_before[i]) {
			struct place here = place_in(word, i);
			break_before[i] = lang == LANG2('e', 's') ? spanish_wants(&here) : portuguese_wants(&here);
		}
}
