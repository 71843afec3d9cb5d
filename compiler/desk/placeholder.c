/* placeholder.c - texts that were to be filled in: lorem ipsum, TODO, "por confirmar", by the lists of styles/words */
#include "desk/room.h"

#include "base/utf8.h"
#include "base/yaml.h"

enum {
	WORDS_MOST = 8 /* of a phrase */,
	PHRASES_MOST = 2000,
	BETWEEN = 4 /* words that "…" stands for */,
	TOLD_MOST = 20 /* of a post */
};

struct phrase {
	uint64_t words[WORDS_MOST]; /* hashes; 0: a few words of any kind */
	int n;
	bool capitals; /* only so written */
	bool alone; /* between signs, or the whole text */
	struct str lang; /* "pt": for posts in that language; empty: for all */
};

struct phrases {
	struct phrase *p;
	size_t n, cap;
	bool heads[256]; /* a phrase begins with a word of this hash */
};

struct word {
	uint32_t start, end; /* bytes */
	uint64_t plain, written; /* hashes: in small letters, and as it stands */
	bool capital; /* its first letter is one */
};

/* ---- words ---- */

static bool
in_word(struct str s, size_t i)
{
	return (unsigned char)s.p[i] >= 0x80 || char_alnum((unsigned char)s.p[i]);
}

/* The ends of sentences and lists in UTF-8 that are no letters: "…", dashes, quotation marks begin with E2 80. */
static bool
sign_at(struct str s, size_t i)
{
	return i + 2 < s.n && (unsigned char)s.p[i] == 0xE2 && (unsigned char)s.p[i + 1] == 0x80;
}

/* The next word from *i on; false when there is none. */
static bool
word_next(struct str s, size_t *i, struct word *w)
{
	uint64_t plain = UINT64_C(14695981039346656037), written = plain;
	size_t k = *i;
	while (k < s.n && (!in_word(s, k) || sign_at(s, k)))
		k += sign_at(s, k) ? 3 : 1;
	if (k >= s.n)
		return false;
	*w = (struct word){.start = (uint32_t)k, .capital = s.p[k] >= 'A' && s.p[k] <= 'Z'};
	for (; k < s.n && in_word(s, k) && !sign_at(s, k); k++) {
		unsigned char c = (unsigned char)s.p[k], low = (unsigned char)char_lower((char)c);
		if (k && (unsigned char)s.p[k - 1] == 0xC3 && c >= 0x80 && c <= 0x9E) /* À to Þ */
			low = (unsigned char)(c + 0x20);
		written = (written ^ c) * UINT64_C(1099511628211);
		plain = (plain ^ low) * UINT64_C(1099511628211);
	}
	w->end = (uint32_t)k;
	w->plain = plain | 1;
	w->written = written | 1;
	*i = k;
	return true;
}

/* ---- lists ---- */

static void
phrase_add(struct arena *a, struct phrases *to, struct str text, struct str lang)
{
	struct phrase p = {.lang = lang, .capitals = true};
	struct word w;
	size_t i = 0, from = 0;
	if (text.n && text.p[0] == '=') {
		p.alone = true;
		text = str_sub(text, 1, text.n);
	}
	for (size_t k = 0; k < text.n; k++)
		p.capitals &= !(text.p[k] >= 'a' && text.p[k] <= 'z');
	for (; p.n < WORDS_MOST && word_next(text, &i, &w); from = w.end) {
		if (p.n && str_find(str_sub(text, from, w.start), STR("…")) >= 0 && p.n + 1 < WORDS_MOST)
			p.words[p.n++] = 0;
		p.words[p.n++] = p.capitals ? w.written : w.plain;
	}
	if (!p.n || to->n >= PHRASES_MOST)
		return;
	to->heads[(p.words[0] >> 8) & 255] = true;
	*PUSH(a, to->p, to->n, to->cap) = p;
}

/* Those of the English list hold in all languages. */
static void
phrases_read(const struct desk *desk, struct arena *a, struct diag *d, struct phrases *to)
{
	for (size_t i = 0; i < desk->options.n_words; i++) {
		struct yaml_error error;
		const struct shortcode_file *file = &desk->options.words[i];
		struct yaml *top = yaml_read(a, d, file->name, file->text, 1, &error);
		const struct yaml *list = top ? yaml_find(top, "placeholders") : NULL;
		ptrdiff_t slash = str_rfind_char(file->name, '/');
		struct str lang = str_sub(file->name, (size_t)(slash + 1), (size_t)(slash + 3));
		if (str_is(lang, "en"))
			lang = STR_NONE;
		for (size_t k = 0; list && list->kind == YAML_LIST && k < list->n; k++)
			phrase_add(a, to, yaml_text(&list->items[k]), lang);
	}
}

/* ---- texts ---- */

/* A text as words, which grow with the longest one. */
struct words {
	struct word *p;
	size_t n, cap;
};

/* Index behind the phrase that begins at word i, or 0. */
static size_t
phrase_meets(const struct phrase *p, const struct words *w, size_t i)
{
	int gap = 0;
	for (int k = 0; k < p->n; k++) {
		if (!p->words[k]) {
			gap = BETWEEN;
			continue;
		}
		while (gap && i < w->n && w->p[i].plain != p->words[k]) {
			gap--;
			i++;
		}
		if (i >= w->n || (p->capitals ? w->p[i].written : w->p[i].plain) != p->words[k])
			return 0;
		gap = 0;
		i++;
	}
	return i;
}

/* Do signs, or the ends of the text, stand on both sides? */
static bool
stands_alone(struct str s, size_t start, size_t end)
{
	static const char signs[] = ".,;:!?()[]{}|/\\*_-<>\"'\n";
	while (start && s.p[start - 1] == ' ')
		start--;
	while (end < s.n && s.p[end] == ' ')
		end++;
	bool before = !start || str_find_char(str_of(signs), s.p[start - 1]) >= 0 || (start >= 3 && sign_at(s, start - 3));
	return before && (end >= s.n || str_find_char(str_of(signs), s.p[end]) >= 0 || sign_at(s, end));
}

static void
placeholder_tell(struct diag *d, const struct post *p, int line, struct str shown)
{
	shown = str_sub(shown, 0, 120);
	diag_add(d, DIAG_PLACEHOLDER, p->path, line, post_column(p, line, shown),
		"\"%.*s\" was to be filled in: write what belongs there, or leave it out; in fixes/%.*s.yaml: cut: [\"%.*s\"]",
		STR_FMT(shown), STR_FMT(p->slug), STR_FMT(shown));
}

/* Does that byte stand in code? */
static bool
in_code(const struct block *b, uint32_t at)
{
	for (size_t i = 0; b && i < b->n_runs; i++)
		if (b->runs[i].start <= at && at < b->runs[i].end)
			return (b->runs[i].flags & (RUN_CODE | RUN_KBD)) != 0;
	return false;
}

/* Tells of what a text has of them (b: the block whose text it is, or NULL); how many. */
static int
text_look(const struct phrases *list, struct arena *a, struct words *w, struct diag *d, const struct post *p, struct str lang,
	struct str text, int line, const struct block *b)
{
	int told = 0;
	size_t at = 0;
	struct word word;
	w->n = 0;
	while (word_next(text, &at, &word))
		*PUSH(a, w->p, w->n, w->cap) = word;
	for (size_t i = 0; i < w->n && told < TOLD_MOST; i++) {
		const struct word *first = &w->p[i];
		if (!list->heads[(first->plain >> 8) & 255] && !list->heads[(first->written >> 8) & 255])
			continue;
		for (size_t k = 0; k < list->n; k++) {
			const struct phrase *ph = &list->p[k];
			size_t end = ph->words[0] == first->plain || ph->words[0] == first->written ? phrase_meets(ph, w, i) : 0;
			if (!end || (ph->lang.n && !str_starts_nocase(lang, str_z(a, ph->lang))))
				continue;
			uint32_t stop = w->p[end - 1].end;
			bool roman =
				first->end - first->start == 3 && text.p[first->start] == 'X' && end < w->n && w->p[end].capital;
			if (in_code(b, first->start) || (ph->alone && !stands_alone(text, first->start, stop)) ||
				(ph->capitals && roman)) /* "XXX Encuentro" */
				continue;
			placeholder_tell(d, p, line, str_sub(text, first->start, stop));
			told++;
			i = end - 1;
			break;
		}
	}
	return told;
}

void
desk_placeholders(const struct desk *desk, struct diag *d, struct post *const *posts, const struct str *langs, size_t n)
{
	struct arena *a = arena_new();
	struct phrases list = {0};
	struct words words = {0};
	if (desk)
		phrases_read(desk, a, d, &list);
	for (size_t i = 0; i < n && list.n; i++) {
		const struct post *p = posts[i];
		int told = text_look(&list, a, &words, d, p, langs[i], p->title, p->title_line, NULL);
		for (const struct block *b = block_next(p->root, p->root); b && told < TOLD_MOST;
			b = b->hidden || b->kind == BLOCK_CODE ? block_after(b, p->root) : block_next(b, p->root))
			if (b->text.n && !b->hidden && b->kind != BLOCK_CODE)
				told += text_look(&list, a, &words, d, p, langs[i], b->text, b->line, b);
	}
	arena_free(a);
}
