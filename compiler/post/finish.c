/* finish.c - the last pass over a post's blocks: numbers, anchors, the signature, calls of notes */
#include "post/builder.h"

#include "base/utf8.h"

#include <string.h>

/* ---- names of headings ---- */

/* Lower case, for the scripts of the languages that print here: Latin, Greek, Cyrillic. */
static uint32_t
rune_lower(uint32_t r)
{
	if ((r >= 'A' && r <= 'Z') || (r >= 0xC0 && r <= 0xDE && r != 0xD7) || (r >= 0x391 && r <= 0x3A9) ||
		(r >= 0x410 && r <= 0x42F))
		return r + 32;
	if (r >= 0x400 && r <= 0x40F)
		return r + 80;
	if ((r >= 0x100 && r <= 0x137) || (r >= 0x14A && r <= 0x177))
		return r | 1;
	if ((r >= 0x139 && r <= 0x148) || (r >= 0x179 && r <= 0x17E))
		return r + (r & 1);
	return r;
}

/* Letters and digits; not punctuation, signs and emoji. */
static bool
rune_in_name(uint32_t r)
{
	static const struct {
		uint32_t from, to;
	} out[] = {{0, ','}, {'.', '/'}, {':', '@'}, {'[', '^'}, {'`', '`'}, {'{', 0xA9}, {0xAB, 0xB4}, {0xB6, 0xB9},
		{0xBB, 0xBF}, {0xD7, 0xD7}, {0xF7, 0xF7}, {0x2000, 0x2BFF}, {0x3000, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030},
		{0xFE00, 0xFE4F}, {0xFF00, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFFF0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0xE01EF}};
	for (size_t i = 0; i < sizeof out / sizeof *out; i++)
		if (r >= out[i].from && r <= out[i].to)
			return false;
	return true;
}

/* The name that GitHub and Hugo give a heading: lower case, blanks to "-", punctuation dropped. */
static struct str
heading_name(struct arena *a, struct str text)
{
	struct buf b = {0};
	for (size_t i = 0; i < text.n;) {
		uint32_t r = utf8_next(text, &i);
		if (rune_blank(r))
			buf_char(&b, '-');
		else if (rune_in_name(r))
			buf_rune(&b, rune_lower(r));
	}
	struct str s = buf_keep(&b, a);
	buf_free(&b);
	return s.n ? s : STR("section");
}

/* Names that are taken, and the number that the next one like it gets. */
struct names {
	struct name {
		struct str key;
		unsigned next;
	} * slots;
	size_t n, cap; /* cap is a power of two */
};

static struct name *
names_slot(const struct names *names, struct str key)
{
	size_t i = (size_t)str_hash(key) & (names->cap - 1);
	while (names->slots[i].key.p && !str_eq(names->slots[i].key, key))
		i = (i + 1) & (names->cap - 1);
	return &names->slots[i];
}

static void
names_add(struct arena *a, struct names *names, struct str key)
{
	if (names->n * 2 >= names->cap) {
		struct names larger = {.cap = names->cap ? names->cap * 2 : 64, .n = names->n};
		larger.slots = NEW_N(a, larger.cap, struct name);
		for (size_t i = 0; i < names->cap; i++)
			if (names->slots[i].key.p)
				*names_slot(&larger, names->slots[i].key) = names->slots[i];
		*names = larger;
	}
	struct name *slot = names_slot(names, key);
	if (slot->key.p)
		return;
	*slot = (struct name){key, 1};
	names->n++;
}

static bool
names_has(const struct names *names, struct str key)
{
	return names->cap && names_slot(names, key)->key.p;
}

/* The key, or the key with the first free number behind it. */
static struct str
names_unique(struct builder *b, struct names *names, struct str key)
{
	struct str s = key;
	while (names_has(names, s))
		s = str_fmt(b->a, "%.*s-%u", STR_FMT(key), names_slot(names, key)->next++);
	names_add(b->scratch, names, s);
	return s;
}

/* ---- the pass ---- */

/* Text before and inside b, in document order: the tree's blocks first, then those of the notes. */
static struct block *
block_follow(const struct builder *b, struct block *block, size_t *note)
{
	struct block *next = block->first;
	for (; block && !next; block = block->parent)
		next = block->next;
	return next || *note >= b->p->n_notes ? next : b->p->notes[(*note)++];
}

/* A call of a note that is not there becomes text. */
static void
notes_check(const struct builder *b, struct block *block)
{
	for (size_t i = 0; i < block->n_runs; i++) {
		struct run *r = &block->runs[i];
		if (r->kind != RUN_NOTE || (size_t)r->note < b->p->n_notes)
			continue;
		r->kind = RUN_TEXT;
		r->flags |= RUN_SUP;
		r->note = -1;
	}
}

/* A short last paragraph at the right, or one that <p class="text-right"> marks, is who signed. */
static void
signature_find(struct builder *b)
{
	struct block *last = b->p->root->last;
	if (!last || last == b->p->root->first || last->kind != BLOCK_PARA || last->align != ALIGN_RIGHT || !last->text.n)
		return;
	size_t words = 0;
	struct str rest = last->text, word;
	while (str_word(&rest, &word))
		words++;
	if (words > 6 || strchr(".?!:;", last->text.p[last->text.n - 1]) || str_find_char(last->text, '\n') >= 0)
		return;
	for (size_t i = 0; i < last->n_runs; i++) {
		if (last->runs[i].kind != RUN_TEXT)
			return;
		last->runs[i].flags &= (uint16_t) ~(RUN_BOLD | RUN_ITALIC);
	}
	last->kind = BLOCK_SIGNATURE;
	b->p->signature = last;
}

void
blocks_finish(struct builder *b)
{
	struct names names = {0};
	size_t note = 0;
	uint32_t id = 0;
	signature_find(b);
	for (struct block *block = b->p->root; block; block = block_follow(b, block, &note)) {
		block->id = ++id;
		notes_check(b, block);
		if (block->anchor.n && (block->kind == BLOCK_HEADING || !names_has(&names, block->anchor)))
			block->anchor = names_unique(b, &names, block->anchor);
		else if (block->anchor.n)
			block->anchor = STR_NONE;
	}
	b->p->n_blocks = id;
	note = 0;
	/* Names that authors chose go before those that are made. */
	for (struct block *block = b->p->root; block; block = block_follow(b, block, &note))
		if (block->kind == BLOCK_HEADING && !block->anchor.n)
			block->anchor = names_unique(b, &names, heading_name(b->a, block->text));
}
