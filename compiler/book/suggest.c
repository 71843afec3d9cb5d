/* suggest.c - what might stand in the index: names found in the posts, as YAML to be pasted under `index` */
#include "book/suggest.h"

#include "base/message.h"
#include "base/utf8.h"
#include "book/detect.h"

#include <stdlib.h>

enum { WORDS_MOST = 7, NAMED_MOST = 3, PRINTED_MOST = 400, COLUMN = 56 };

struct candidate {
	struct str text, key;
	size_t count, posts, starts; /* starts: only where a sentence begins */
	int last, named[NAMED_MOST]; /* entries */
	size_t roles, places; /* times beside a word that tells */
	size_t words;
	bool acronym, organisation, given;
	enum suggest_kind kind;
};

struct suggest {
	const struct book *book;
	struct arena *a, *scratch;
	struct folder *folder;
	struct map small; /* words in small letters: how often */
	struct map known; /* keys of terms that the index has already */
	struct map found; /* keys -> list */
	struct candidate *list;
	size_t n, cap;
	int entry;
	bool counting; /* the second round: all names are met; the first only learns what is one */
	struct str text;
	uint32_t base;
	struct index_words words;
};

static struct str
word_text(const struct suggest *s, size_t i)
{
	return str_sub(s->text, s->words.p[i].start, s->words.p[i].end);
}

static struct str
word_key(const struct suggest *s, size_t i)
{
	return term_key(s->folder, s->scratch, word_text(s, i));
}

static bool
word_named(const struct suggest *s, size_t i)
{
	return s->words.p[i].capitals & 1;
}

/* Does a sentence begin with this word? Then its capital says nothing. */
static bool
sentence_begins(const struct suggest *s, size_t i)
{
	if (!i)
		return true;
	struct str gap = str_sub(s->text, s->words.p[i - 1].end, s->words.p[i].start);
	for (size_t k = 0; k < gap.n;) {
		uint32_t rune = utf8_next(gap, &k);
		if (rune == '.' || rune == '!' || rune == '?' || rune == ':' || rune == '\n' || rune == '"' || rune == 0xA1 ||
			rune == 0xBF || rune == 0xAB || rune == 0x201C || rune == 0x2018 || rune == 0x2026 || rune == 0x2014 ||
			rune == 0x2022 || rune == 0xFFFC)
			return true;
	}
	return false;
}

/* "Juan C. Pérez": the full stop ends no sentence. */
static bool
initial_goes_on(const struct suggest *s, size_t i)
{
	struct str gap = str_sub(s->text, s->words.p[i - 1].end, s->words.p[i].start);
	return word_text(s, i - 1).n == 1 && word_named(s, i - 1) && str_is(gap, ". ");
}

/* Words of the name that begins at word i: capitals, and small words between them. */
static size_t
name_length(const struct suggest *s, size_t i)
{
	size_t end = i + 1;
	while (end < s->words.n && end < i + WORDS_MOST) {
		size_t next = end;
		while (next < s->words.n && next < end + 2 && !s->words.p[next].gap && !word_named(s, next) &&
			word_links(word_key(s, next)))
			next++;
		if (next >= s->words.n || !word_named(s, next) || (s->words.p[next].gap && !initial_goes_on(s, next)))
			break;
		end = next + 1;
	}
	return end - i;
}

/* ---- the first round ---- */

static struct str
hash_key(const uint64_t *hash)
{
	return (struct str){(const char *)hash, sizeof *hash};
}

static void
small_count(struct suggest *s, const struct index_word *w)
{
	int *count = map_find(&s->small, hash_key(&w->hash));
	if (count)
		++*count;
	else
		map_add(&s->small, str_dup(s->a, hash_key(&w->hash)), 1, NULL);
}

static bool
all_capitals(struct str word)
{
	size_t letters = 0;
	for (size_t i = 0; i < word.n;) {
		uint32_t rune = utf8_next(word, &i);
		if (!rune_capital(rune) && !(rune < 0x80 && char_digit((int)rune)))
			return false;
		letters++;
	}
	return letters > 1;
}

static struct candidate *
candidate_add(struct suggest *s, size_t i, size_t n, struct str key)
{
	bool added;
	int *at = map_add(&s->found, key, (int)s->n, &added);
	if (!added)
		return &s->list[*at];
	struct candidate *c = PUSH(s->a, s->list, s->n, s->cap);
	struct str text = str_sub(s->text, s->words.p[i].start, s->words.p[i + n - 1].end);
	*c = (struct candidate){.text = str_dup(s->a, text), .key = key, .last = -1, .words = n};
	for (size_t k = i; k < i + n; k++) {
		c->organisation |= word_organisation(word_key(s, k));
		c->acronym |= all_capitals(word_text(s, k)) && word_text(s, k).n > 1;
	}
	c->given = n > 1 && s->text.p[s->words.p[i].end] == ' ' && word_given(word_key(s, i));
	return c;
}

static void
candidate_meet(struct suggest *s, struct candidate *c, size_t i, size_t n)
{
	c->count++;
	c->starts += sentence_begins(s, i);
	if (c->last != s->entry) {
		if (c->posts < NAMED_MOST)
			c->named[c->posts] = s->entry;
		c->posts++;
		c->last = s->entry;
	}
	struct str before = i && !s->words.p[i].gap ? word_key(s, i - 1) : STR_NONE;
	size_t next = i + n;
	/* "la directora Ana Pérez", "Ana Pérez, directora", "Ana Pérez, la directora" */
	bool role = word_role(before);
	for (size_t k = next; k < s->words.n && k < next + 2; k++)
		role |= k > next ? !s->words.p[k].gap && word_role(word_key(s, k))
				 : s->words.p[k].gap && word_role(word_key(s, k));
	c->roles += role;
	c->places += before.n && word_place_before(before);
}

static struct str
name_key(const struct suggest *s, size_t i, size_t n)
{
	return term_key(s->folder, s->a, str_sub(s->text, s->words.p[i].start, s->words.p[i + n - 1].end));
}

/* A name where no sentence begins is one; at the beginning it is when it is known, or when it has several words. */
static void
name_take(struct suggest *s, size_t i, size_t n)
{
	while (n && sentence_begins(s, i) && (stop_word_languages(word_key(s, i)) || word_links(word_key(s, i)))) {
		i++;
		n--;
		while (n && !word_named(s, i)) {
			i++;
			n--;
		}
	}
	if (!n || (n == 1 && (word_text(s, i).n < 2 || char_digit((unsigned char)word_text(s, i).p[0]))))
		return;
	bool start = sentence_begins(s, i);
	if (!s->counting) {
		if (!start)
			candidate_add(s, i, n, name_key(s, i, n));
		return;
	}
	struct str key = name_key(s, i, n);
	if (start && !map_find(&s->found, key)) {
		/* "Gracias Ana Pérez": the name without its first word */
		for (size_t k = 1; k < n; k++)
			if (word_named(s, i + k) && map_find(&s->found, name_key(s, i + k, n - k))) {
				key = name_key(s, i + k, n - k);
				i += k;
				n -= k;
				break;
			}
	}
	candidate_meet(s, candidate_add(s, i, n, key), i, n);
}

static void
text_scan(struct suggest *s, struct str text)
{
	s->text = text;
	s->words.n = 0;
	words_cut(s->folder, s->scratch, text, 0, &s->words);
	for (size_t i = 0; i < s->words.n;) {
		if (!word_named(s, i)) {
			if (!s->counting)
				small_count(s, &s->words.p[i]);
			i++;
			continue;
		}
		size_t n = name_length(s, i);
		name_take(s, i, n);
		i += n;
	}
}

/* Headings are left out: in some languages all their words have capitals. */
static bool
block_scanned(const struct block *b)
{
	return b->text.n && b->kind != BLOCK_CODE && b->kind != BLOCK_HEADING && b->kind != BLOCK_EMBED &&
		b->kind != BLOCK_SIGNATURE;
}

static void
tree_scan(struct suggest *s, const struct block *root)
{
	for (const struct block *b = root; b; b = block_shown(b, EDITION_PRINT) ? block_next(b, root) : block_after(b, root))
		if (block_shown(b, EDITION_PRINT) && block_scanned(b))
			text_scan(s, b->text);
}

static void
posts_scan(struct suggest *s)
{
	for (size_t i = 0; i < s->book->n_entries; i++) {
		const struct post *p = s->book->entries[i].post;
		s->entry = (int)i;
		tree_scan(s, p->root);
		for (size_t k = 0; k < p->n_notes; k++)
			tree_scan(s, p->notes[k]);
		arena_reset(s->scratch);
		s->words = (struct index_words){0};
	}
}

/* ---- what is worth naming ---- */

static void
known_add(struct suggest *s, struct str text)
{
	map_add(&s->known, term_key(s->folder, s->a, text), 1, NULL);
}

static void
known_find(struct suggest *s)
{
	const struct index_wishes *w = s->book->config->index;
	for (size_t i = 0; i < s->book->n_index; i++)
		known_add(s, s->book->index[i].text);
	for (size_t i = 0; w && i < w->n_ignore; i++)
		known_add(s, w->ignore[i]);
	for (size_t i = 0; w && i < w->n_terms; i++) {
		known_add(s, w->terms[i].term);
		for (size_t k = 0; k < w->terms[i].n_find; k++)
			known_add(s, w->terms[i].find[k]);
	}
	for (size_t i = 0; i < s->book->n_entries; i++)
		for (size_t k = 0; k < s->book->entries[i].n_authors; k++)
			known_add(s, s->book->entries[i].authors[k]);
}

/* A single word that is as often written small is no name. */
static bool
word_common(struct suggest *s, const struct candidate *c)
{
	struct index_words words = {0};
	words_cut(s->folder, s->scratch, c->text, 0, &words);
	int *small = words.n == 1 ? map_find(&s->small, hash_key(&words.p[0].hash)) : NULL;
	return small && (size_t)*small * 2 >= c->count;
}

static bool
candidate_good(struct suggest *s, const struct candidate *c)
{
	if (map_find(&s->known, c->key) || word_calendar(c->key) || c->text.n > 200)
		return false;
	if (c->words == 1)
		return c->count > c->starts && (c->count > 2 || c->posts > 1) && !stop_word_languages(c->key) &&
			!word_common(s, c);
	return c->count > 1 || c->roles || c->given || c->organisation;
}

static enum suggest_kind
kind_of(const struct candidate *c)
{
	if (c->organisation)
		return SUGGEST_ORGANISATION;
	if (c->words > 1 && c->words < 6 && !c->acronym && (c->given || c->roles))
		return SUGGEST_PERSON;
	if (c->places * 2 >= c->count && c->places > 1 && !c->acronym)
		return SUGGEST_PLACE;
	return SUGGEST_OTHER;
}

/* The kinds apart; what stands in most posts first. */
static int
candidate_cmp(const void *pa, const void *pb)
{
	const struct candidate *a = pa, *b = pb;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->posts != b->posts)
		return a->posts > b->posts ? -1 : 1;
	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return str_cmp(a->key, b->key);
}

/* ---- YAML ---- */

static void
scalar_add(struct buf *b, struct str text)
{
	bool plain = true;
	for (size_t i = 0; i < text.n; i++)
		plain &= char_alnum((unsigned char)text.p[i]) || (unsigned char)text.p[i] >= 0x80 || (text.p[i] == ' ' && i);
	buf_z(b, plain ? "" : "\"");
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"' || text.p[i] == '\\')
			buf_char(b, '\\');
		buf_char(b, (unsigned char)text.p[i] < 0x20 ? ' ' : text.p[i]);
	}
	buf_z(b, plain ? "" : "\"");
}

static void
candidate_print(const struct suggest *s, const struct candidate *c, FILE *out)
{
	static const char *const kinds[] = {"person", "organisation", "place", NULL};
	struct buf b = {0};
	buf_z(&b, kinds[c->kind] ? "  - {term: " : "  - ");
	scalar_add(&b, c->text);
	if (kinds[c->kind])
		buf_fmt(&b, ", kind: %s}", kinds[c->kind]);
	for (size_t n = utf8_count(buf_view(&b)); n < COLUMN; n++)
		buf_char(&b, ' ');
	fprintf(out, "%.*s ", STR_FMT(buf_view(&b)));
	fprintf(out, message("# times: %zu, posts: %zu:"), c->count, c->posts);
	for (size_t i = 0; i < c->posts && i < NAMED_MOST; i++) {
		struct str name = s->book->entries[c->named[i]].slug;
		fprintf(out, "%s %.*s", i ? "," : "", STR_FMT(name));
	}
	fputs(c->posts > NAMED_MOST ? ", …\n" : "\n", out);
	buf_free(&b);
}

static void
candidates_print(struct suggest *s, FILE *out)
{
	static const char *const heads[SUGGEST_KINDS] = {
		MESSAGE("  # people"), MESSAGE("  # organisations"), MESSAGE("  # places"), MESSAGE("  # others")};
	size_t kept = 0;
	for (size_t i = 0; i < s->n; i++)
		if (candidate_good(s, &s->list[i])) {
			s->list[i].kind = kind_of(&s->list[i]);
			s->list[kept++] = s->list[i];
		}
	if (!kept) {
		fprintf(out, "%s\n", message("# no names were found that the index does not have"));
		return;
	}
	qsort(s->list, kept, sizeof *s->list, candidate_cmp);
	fprintf(out, "%s\nindex:\n", message("# candidates for the index: keep what belongs there, and delete the rest"));
	size_t counts[SUGGEST_KINDS] = {0};
	for (size_t i = 0; i < kept; i++) {
		const struct candidate *c = &s->list[i];
		if (!counts[c->kind]++)
			fprintf(out, "%s\n", message(heads[c->kind]));
		if (counts[c->kind] <= PRINTED_MOST)
			candidate_print(s, c, out);
		else if (counts[c->kind] == PRINTED_MOST + 1)
			fprintf(out, "  %s\n", message("# there are more, which stand in fewer posts"));
	}
}

void
index_suggest(const struct book *book, FILE *out)
{
	struct arena *a = arena_new(), *scratch = arena_new();
	struct suggest s = {.book = book,
		.a = a,
		.scratch = scratch,
		.folder = folder_new(a),
		.small = {.a = a},
		.known = {.a = a},
		.found = {.a = a}};
	known_find(&s);
	posts_scan(&s);
	s.counting = true;
	posts_scan(&s);
	candidates_print(&s, out);
	arena_free(scratch);
	arena_free(a);
}
