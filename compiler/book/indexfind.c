/* indexfind.c - where the terms of the index stand in the posts: one walk over all words, however many terms there are */
#include "book/index.h"

#include "base/utf8.h"

#include <string.h>

enum { WORDS_MOST = 24, SAME_MOST = 8 };

/* What is looked for: a path of words from the root of a tree, for a term. */
struct pattern {
	int term;
	int next; /* another one with the same words, or -1 */
	uint32_t n;
	uint64_t capitals[]; /* of each word: letters that must be capital */
};

/* The tree: nodes are numbers, 0 is the root; edges lie in one table by (node, word). */
struct tree {
	struct edge {
		uint64_t key; /* 0: free */
		int node;
	} * edges;
	size_t n, cap; /* cap is a power of two */
	int *first; /* of each node: a pattern that ends there, or -1 */
	size_t n_nodes, cap_nodes;
	struct pattern **patterns;
	size_t n_patterns, cap_patterns;
};

static uint64_t
edge_key(int node, const struct index_word *w, bool first)
{
	uint64_t key = w->hash ^ (uint64_t)(unsigned)node * 0xD6E8FEB86659FD93u;
	key = (key ^ (first ? 0 : w->gap)) * 0x9E3779B97F4A7C15u;
	key ^= key >> 31;
	return key ? key : 1;
}

static struct edge *
edge_slot(const struct tree *tree, uint64_t key)
{
	size_t i = (size_t)key & (tree->cap - 1);
	while (tree->edges[i].key && tree->edges[i].key != key)
		i = (i + 1) & (tree->cap - 1);
	return &tree->edges[i];
}

static void
edges_grow(struct arena *a, struct tree *tree)
{
	struct tree old = *tree;
	tree->cap = old.cap ? old.cap * 2 : 256;
	tree->edges = NEW_N(a, tree->cap, struct edge);
	for (size_t i = 0; i < old.cap; i++)
		if (old.edges[i].key)
			*edge_slot(tree, old.edges[i].key) = old.edges[i];
}

static int
node_add(struct arena *a, struct tree *tree)
{
	*PUSH(a, tree->first, tree->n_nodes, tree->cap_nodes) = -1;
	return (int)tree->n_nodes - 1;
}

/* The node that the words lead to, made if need be. */
static int
path_add(struct arena *a, struct tree *tree, const struct index_words *words)
{
	int node = 0;
	for (size_t i = 0; i < words->n; i++) {
		if (tree->n * 2 >= tree->cap)
			edges_grow(a, tree);
		uint64_t key = edge_key(node, &words->p[i], i == 0);
		struct edge *e = edge_slot(tree, key);
		if (!e->key) {
			*e = (struct edge){key, node_add(a, tree)};
			tree->n++;
		}
		node = e->node;
	}
	return node;
}

/* Is a term known there already? -1 when there are too many, 1 when it is. */
static int
pattern_known(const struct tree *tree, int node, int term)
{
	int n = 0;
	for (int i = tree->first[node]; i >= 0; i = tree->patterns[i]->next, n++)
		if (tree->patterns[i]->term == term)
			return 1;
	return n >= SAME_MOST ? -1 : 0;
}

static void
pattern_add(struct terms *t, struct tree *tree, struct str text, int term)
{
	struct index_words words = {0};
	const struct index_wish *wish = t->list[term].wish;
	struct str file = t->g->config->file;
	int line = wish ? wish->line : 0, col = wish ? wish->col : 0;
	words_cut(t->folder, t->scratch, text, 0, &words);
	if (!words.n || words.n > WORDS_MOST) {
		diag_add(t->g->d, DIAG_INDEX_TERM, file, line, col,
			"\"%.*s\" is not looked for in the posts: it has no word, or more than %d", STR_FMT(text), WORDS_MOST);
		return;
	}
	struct str key = term_key(t->folder, t->scratch, text);
	if (utf8_count(key) == 1 && (unsigned char)key.p[0] < 0xE2) {
		diag_add(t->g->d, DIAG_INDEX_TERM, file, line, col,
			"\"%.*s\" is not looked for in the posts: a single letter stands nearly everywhere; name what it stands "
			"in, "
			"such as \"find: [language %.*s]\"",
			STR_FMT(text), STR_FMT(text));
		return;
	}
	int node = path_add(t->scratch, tree, &words), known = pattern_known(tree, node, t->list[term].target);
	if (known < 0)
		diag_add(t->g->d, DIAG_INDEX_TERM, file, line, col,
			"\"%.*s\" is not looked for once more: %d other terms of the index have it already", STR_FMT(text),
			SAME_MOST);
	if (known)
		return;
	struct pattern *p = arena_alloc(t->scratch, sizeof *p + words.n * sizeof *p->capitals);
	p->term = t->list[term].target;
	p->n = (uint32_t)words.n;
	p->next = tree->first[node];
	for (size_t i = 0; i < words.n; i++)
		p->capitals[i] = words.p[i].capitals;
	tree->first[node] = (int)tree->n_patterns;
	*PUSH(t->scratch, tree->patterns, tree->n_patterns, tree->cap_patterns) = p;
}

static void
patterns_make(struct terms *t, struct tree *tree)
{
	node_add(t->scratch, tree);
	edges_grow(t->scratch, tree);
	for (size_t i = 0; i < t->n; i++) {
		const struct index_wish *w = t->list[i].wish;
		if (w ? w->silent : !t->list[i].searched)
			continue;
		if (!w || !w->n_find)
			pattern_add(t, tree, t->list[i].text, (int)i);
		for (size_t k = 0; w && k < w->n_find; k++)
			pattern_add(t, tree, w->find[k], (int)i);
	}
}

/* ---- the posts ---- */

struct search {
	struct terms *t;
	struct tree tree;
	struct arena *scratch; /* of one post */
	struct index_words words;
	int entry;
	uint32_t block;
};

static bool
capitals_fit(const struct pattern *p, const struct index_word *w)
{
	for (uint32_t i = 0; i < p->n; i++)
		if (p->capitals[i] & ~w[i].capitals)
			return false;
	return true;
}

/* A place for every term that has these words; false when none has them in these capitals. */
static bool
places_add(struct search *s, int first, const struct index_word *w)
{
	bool any = false;
	for (int i = first; i >= 0; i = s->tree.patterns[i]->next) {
		const struct pattern *p = s->tree.patterns[i];
		struct term *to = &s->t->list[p->term];
		if (!capitals_fit(p, w))
			continue;
		any = true;
		*PUSH(s->t->scratch, to->places, to->n_places, to->cap_places) =
			(struct index_place){.entry = s->entry, .block = s->block, .start = s->block ? w->start : 0};
	}
	return any;
}

/* Words behind the place at which the longest term begins there; 1 when none does. */
static size_t
match_at(struct search *s, size_t at)
{
	int ends[WORDS_MOST], node = 0;
	size_t n = 0;
	for (size_t i = at; i < s->words.n && n < WORDS_MOST; i++) {
		const struct edge *e = edge_slot(&s->tree, edge_key(node, &s->words.p[i], i == at));
		if (!e->key)
			break;
		node = e->node;
		ends[n++] = s->tree.first[node];
	}
	for (; n; n--)
		if (ends[n - 1] >= 0 && places_add(s, ends[n - 1], &s->words.p[at]))
			return n;
	return 1;
}

static void
text_search(struct search *s, struct str text, uint32_t base)
{
	s->words.n = 0;
	words_cut(s->t->folder, s->scratch, text, base, &s->words);
	for (size_t i = 0; i < s->words.n;)
		i += match_at(s, i);
}

/* The numbers of footnotes are no part of the words before them. */
static void
block_search(struct search *s, const struct block *b)
{
	uint32_t at = 0;
	if (!b->text.n || b->kind == BLOCK_CODE)
		return;
	s->block = b->id;
	for (size_t i = 0; i < b->n_runs; i++)
		if (b->runs[i].kind == RUN_NOTE) {
			text_search(s, str_sub(b->text, at, b->runs[i].start), at);
			at = b->runs[i].end;
		}
	text_search(s, str_sub(b->text, at, b->text.n), at);
}

static void
tree_search(struct search *s, const struct block *root)
{
	for (const struct block *b = root; b; b = block_shown(b, EDITION_PRINT) ? block_next(b, root) : block_after(b, root))
		if (block_shown(b, EDITION_PRINT))
			block_search(s, b);
}

static void
entry_search(struct search *s, size_t i)
{
	const struct entry *e = &s->t->g->book->entries[i];
	s->entry = (int)i;
	s->block = 0;
	text_search(s, e->title, 0);
	text_search(s, e->subtitle, 0);
	text_search(s, e->summary, 0);
	tree_search(s, e->post->root);
	for (size_t k = 0; k < e->post->n_notes; k++)
		tree_search(s, e->post->notes[k]);
}

void
terms_find(struct terms *t)
{
	struct search s = {.t = t, .scratch = arena_new()};
	patterns_make(t, &s.tree);
	for (size_t i = 0; s.tree.n_patterns && i < t->g->book->n_entries; i++) {
		entry_search(&s, i);
		arena_reset(s.scratch);
		s.words = (struct index_words){0};
	}
	arena_free(s.scratch);
}
