/* shape.c - the cache of shaped words: each word of a face is shaped once */
#include "layout/shape.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/utf8.h"
#include "layout/protrude.h"

enum { SHARDS = 16, TABLE_FIRST = 256 };

/* An open hash table that only ever gets more words; a full one is replaced and the old one stays for those who still read it. */
struct table {
	size_t size; /* a power of two */
	_Atomic(const struct word_shape *) slots[];
};

struct shard {
	pthread_mutex_t lock; /* of all but reading the table */
	_Atomic(struct table *) table;
	size_t n;
	struct arena *arena;
	hb_buffer_t *buffer;
	const struct style *style;
};

struct cache {
	struct shard shards[SHARDS];
};

static struct table *
table_new(struct arena *a, size_t size)
{
	struct table *t = arena_alloc(a, sizeof *t + size * sizeof t->slots[0]);
	t->size = size;
	return t;
}

struct cache *
cache_new(const struct style *style)
{
	struct cache *c = xmalloc(sizeof *c);
	for (struct shard *s = c->shards; s < c->shards + SHARDS; s++) {
		*s = (struct shard){.arena = arena_new(), .buffer = hb_buffer_create(), .style = style};
		pthread_mutex_init(&s->lock, NULL);
		atomic_init(&s->table, table_new(s->arena, TABLE_FIRST));
	}
	return c;
}

void
cache_free(struct cache *c)
{
	if (!c)
		return;
	for (struct shard *s = c->shards; s < c->shards + SHARDS; s++) {
		hb_buffer_destroy(s->buffer);
		pthread_mutex_destroy(&s->lock);
		arena_free(s->arena);
	}
	free(c);
}

static struct shard *
shard_of(struct cache *c, uint32_t hash)
{
	return &c->shards[hash >> 28 & (SHARDS - 1)];
}

void *
cache_alloc(struct cache *c, uint32_t hash, size_t size)
{
	struct shard *s = shard_of(c, hash);
	pthread_mutex_lock(&s->lock);
	void *p = arena_alloc(s->arena, size);
	pthread_mutex_unlock(&s->lock);
	return p;
}

uint32_t
lang_pack(struct str lang)
{
	uint32_t packed = 0;
	for (size_t i = 0; i < lang.n && lang.p[i] != '-' && lang.p[i] != '_'; i++) {
		char c = char_lower(lang.p[i]);
		if (c < 'a' || c > 'z' || i > 2)
			return 0;
		packed |= (uint32_t)(c - 'a' + 1) << (5 * i);
	}
	return packed;
}

void
lang_unpack(uint32_t packed, char out[4])
{
	size_t n = 0;
	for (; packed; packed >>= 5)
		out[n++] = (char)('a' + (packed & 31) - 1);
	out[n] = '\0';
}

/* Words are short: eight bytes at a time. The same on every machine is not needed: nothing shown depends on it. */
static uint32_t
word_hash(const struct shape_key *k, struct str text)
{
	uint64_t h = (uint64_t)(uintptr_t)k->font << 20 ^ (uint64_t)k->lang << 24 ^ (uint64_t)k->script << 8 ^ k->features;
	size_t i = 0;
	for (; i + 8 <= text.n; i += 8) {
		uint64_t v;
		memcpy(&v, text.p + i, 8);
		h = (h ^ v) * 0x9E3779B97F4A7C15u;
		h ^= h >> 29;
	}
	uint64_t tail = text.n;
	for (; i < text.n; i++)
		tail = tail << 8 | (unsigned char)text.p[i];
	h = (h ^ tail) * 0x9E3779B97F4A7C15u;
	h ^= h >> 32;
	h *= 0xD6E8FEB86659FD93u;
	return (uint32_t)(h >> 32);
}

static const struct word_shape *
table_find(struct table *t, const struct shape_key *k, struct str text, uint32_t hash)
{
	for (size_t i = hash & (t->size - 1);; i = (i + 1) & (t->size - 1)) {
		const struct word_shape *w = atomic_load_explicit(&t->slots[i], memory_order_acquire);
		if (!w)
			return NULL;
		if (w->hash == hash && w->shaped.text.n == text.n && w->key.font == k->font && w->key.lang == k->lang &&
			w->key.script == k->script && w->key.features == k->features &&
			(!text.n || !memcmp(w->shaped.text.p, text.p, text.n)))
			return w;
	}
}

static void
table_put(struct table *t, const struct word_shape *w)
{
	size_t i = w->hash & (t->size - 1);
	while (atomic_load_explicit(&t->slots[i], memory_order_relaxed))
		i = (i + 1) & (t->size - 1);
	atomic_store_explicit(&t->slots[i], w, memory_order_release);
}

static void
shard_put(struct shard *s, const struct word_shape *w)
{
	struct table *t = atomic_load_explicit(&s->table, memory_order_relaxed);
	if (s->n * 3 >= t->size * 2) {
		struct table *larger = table_new(s->arena, t->size * 2);
		for (size_t i = 0; i < t->size; i++) {
			const struct word_shape *old = atomic_load_explicit(&t->slots[i], memory_order_relaxed);
			if (old)
				table_put(larger, old);
		}
		atomic_store_explicit(&s->table, larger, memory_order_release);
		t = larger;
	}
	table_put(t, w);
	s->n++;
}

/* The features of a word on their way to HarfBuzz. */
struct wanted {
	hb_feature_t list[64];
	unsigned n;
};

static void
want_in(struct wanted *w, const char *tag, unsigned value, size_t from, size_t to)
{
	if (w->n < sizeof w->list / sizeof *w->list)
		w->list[w->n++] = (hb_feature_t){hb_tag_from_string(tag, 4), value, (unsigned)from, (unsigned)to};
}

static void
want(struct wanted *w, const char *tag, unsigned value)
{
	want_in(w, tag, value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END);
}

/* Small capitals for each word in capitals, of two and more: "CNCF", "KCDs"; not for the O of OpenInfra. */
static void
want_acronyms(struct wanted *w, struct str text)
{
	size_t i = 0, from = 0, letters = 0;
	bool before = false, within = false; /* a letter stood before the run; a run is on */
	while (i <= text.n) {
		size_t at = i;
		uint32_t rune = i < text.n ? utf8_next(text, &i) : 0;
		bool upper = rune && u_isupper((UChar32)rune), digit = rune && u_isdigit((UChar32)rune);
		if (!rune)
			i++;
		if (upper || (within && digit)) {
			from = within ? from : at;
			letters += upper;
			within = true;
			continue;
		}
		bool mark = rune && u_charType((UChar32)rune) == U_NON_SPACING_MARK;
		if (within && mark)
			continue;
		bool letter = rune && u_isalpha((UChar32)rune);
		size_t next = i;
		bool plural = rune == 's' && (at + 1 >= text.n || !u_isalpha((UChar32)utf8_next(text, &next)));
		if (within && letters > 1 && !before && (!letter || plural))
			want_in(w, "c2sc", 1, from, at);
		before = letter;
		within = false;
		letters = 0;
	}
}

static void
features_of(const struct style *style, uint16_t set, struct str text, struct wanted *w)
{
	unsigned own = (set & SHAPE_SETS) >> SHAPE_SET_SHIFT;
	if (set & SHAPE_APART || set & SHAPE_CODE) {
		want(w, "liga", 0);
		want(w, "clig", 0);
	}
	if (set & SHAPE_RAISED)
		want(w, "sups", 1);
	else if (set & SHAPE_CAPITALS)
		want(w, "case", 1);
	if (set & SHAPE_SMALL)
		want(w, "smcp", 1);
	if (!(set & SHAPE_CODE)) {
		want(w, "onum", (set & SHAPE_OLDSTYLE) != 0);
		want(w, "lnum", !(set & SHAPE_OLDSTYLE));
		want(w, "tnum", (set & SHAPE_TABULAR) != 0);
		want(w, "pnum", !(set & SHAPE_TABULAR));
	}
	if (set & SHAPE_ACRONYMS)
		want_acronyms(w, text);
	if (own && style && own <= (unsigned)style->n_feature_sets)
		for (int i = 0; i < style->feature_sets[own - 1].n; i++)
			want(w, style->feature_sets[own - 1].list[i].tag, style->feature_sets[own - 1].list[i].value);
}

static int16_t
units(hb_position_t v)
{
	return (int16_t)(v > INT16_MAX ? INT16_MAX : v < INT16_MIN ? INT16_MIN : v);
}

static hb_script_t
script_tag(uint16_t script)
{
	const char *name = uscript_getShortName((UScriptCode)script);
	return name ? hb_script_from_string(name, -1) : HB_SCRIPT_LATIN;
}

static void
buffer_shape(hb_buffer_t *b, const struct style *style, const struct shape_key *k, struct str text)
{
	static const char joiner[] = "\xE2\x80\x8D";
	char lang[4];
	struct wanted wanted = {.n = 0};
	lang_unpack(k->lang, lang);
	hb_buffer_clear_contents(b);
	hb_buffer_set_flags(b, HB_BUFFER_FLAG_BOT | HB_BUFFER_FLAG_EOT | HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
	hb_buffer_set_cluster_level(b, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
	/* A joiner beside the text is context: it is not shaped itself. */
	if (k->features & SHAPE_JOINS_BEFORE)
		hb_buffer_add_utf8(b, joiner, 3, 3, 0);
	hb_buffer_add_utf8(b, text.p, (int)text.n, 0, (int)text.n);
	if (k->features & SHAPE_JOINS_AFTER)
		hb_buffer_add_utf8(b, joiner, 3, 0, 0);
	hb_buffer_set_direction(b, k->features & SHAPE_RTL ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(b, script_tag(k->script));
	hb_buffer_set_language(b, lang[0] ? hb_language_from_string(lang, -1) : hb_language_from_string("und", -1));
	features_of(style, k->features, text, &wanted);
	hb_shape(k->font->face.hb_font, b, wanted.list, wanted.n);
}

/* Copies what HarfBuzz made. A word's glyphs are at most a few for each byte. */
static void
word_glyphs(struct arena *a, struct word_shape *w, hb_buffer_t *b)
{
	unsigned n = hb_buffer_get_length(b);
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(b, NULL);
	const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(b, NULL);
	if (n > UINT16_MAX)
		n = UINT16_MAX;
	struct glyph *glyphs = NEW_N(a, n, struct glyph);
	for (unsigned i = 0; i < n; i++) {
		glyphs[i] = (struct glyph){.id = (uint16_t)info[i].codepoint,
			.cluster = (uint16_t)info[i].cluster,
			.dx = units(pos[i].x_offset),
			.dy = units(pos[i].y_offset),
			.advance = units(pos[i].x_advance)};
		w->shaped.advance += glyphs[i].advance;
		w->shaped.missing = w->shaped.missing || !info[i].codepoint;
		w->clusters = (uint16_t)(w->clusters + (!i || info[i].cluster != info[i - 1].cluster));
	}
	w->shaped.glyphs = glyphs;
	w->shaped.n = (uint16_t)n;
}

/* How far a glyph's ink goes beyond its advance by itself, as that of slanted letters does. */
static int
ink_beyond(const struct shaped *s, const struct glyph *g, bool right)
{
	hb_glyph_extents_t ink;
	if (!hb_font_get_glyph_extents(s->face->hb_font, g->id, &ink))
		return 0;
	int beyond = right ? units(ink.x_bearing) + units(ink.width) - g->advance : -units(ink.x_bearing);
	return beyond > 0 ? beyond : 0;
}

/* What the table gives a glyph, less what its face lets stick out already. */
static int16_t
glyph_hang(const struct shaped *s, const struct glyph *g, int part, bool right)
{
	int hang = part * g->advance / 1000;
	if (hang > 0)
		hang -= ink_beyond(s, g, right);
	return (int16_t)(hang > 0 ? hang : 0);
}

/* How far the word's first and last glyph may hang over the margin. */
static void
word_hang(struct word_shape *w)
{
	const struct shaped *s = &w->shaped;
	if (!s->n || s->rtl || s->face->emoji || w->key.features & SHAPE_CODE)
		return;
	size_t last = s->text.n - 1, i = 0;
	while (last && ((unsigned char)s->text.p[last] & 0xC0) == 0x80)
		last--;
	w->hang_left = glyph_hang(s, &s->glyphs[0], protrude_left(utf8_next(s->text, &i)), false);
	i = last;
	w->hang_right = glyph_hang(s, &s->glyphs[s->n - 1], protrude_right(utf8_next(s->text, &i)), true);
}

static const struct word_shape *
word_make(struct shard *s, const struct shape_key *k, struct str text, uint32_t hash)
{
	struct word_shape *w = NEW(s->arena, struct word_shape);
	w->key = *k;
	w->hash = hash;
	w->shaped.face = &k->font->face;
	w->shaped.rtl = k->features & SHAPE_RTL;
	w->shaped.text = (struct str){arena_dup(s->arena, text.p, text.n), text.n};
	buffer_shape(s->buffer, s->style, k, text);
	word_glyphs(s->arena, w, s->buffer);
	word_hang(w);
	shard_put(s, w);
	return w;
}

const struct word_shape *
word_find(struct fonts *f, const struct shape_key *key, struct str text)
{
	uint32_t hash = word_hash(key, text);
	struct shard *s = shard_of(f->cache, hash);
	const struct word_shape *w = table_find(atomic_load_explicit(&s->table, memory_order_acquire), key, text, hash);
	if (w)
		return w;
	pthread_mutex_lock(&s->lock);
	w = table_find(atomic_load_explicit(&s->table, memory_order_relaxed), key, text, hash);
	if (!w)
		w = word_make(s, key, text, hash);
	pthread_mutex_unlock(&s->lock);
	return w;
}

int32_t
word_advance_to(const struct word_shape *w, size_t at)
{
	const struct shaped *s = &w->shaped;
	int32_t before = 0;
	if (at >= s->text.n)
		return s->advance;
	/* The cluster that holds the byte, and where the next one begins. Clusters grow with the glyphs, or fall where the text runs from the right. */
	size_t from = 0, to = s->text.n;
	int32_t within = 0;
	for (uint16_t i = 0; i < s->n; i++) {
		const struct glyph *g = &s->glyphs[s->rtl ? s->n - 1 - i : i];
		if (g->cluster > at) {
			to = g->cluster;
			break;
		}
		if (g->cluster > from) {
			before += within;
			within = 0;
			from = g->cluster;
		}
		within += g->advance;
	}
	return before + (int32_t)(within * (int64_t)(at - from) / (int64_t)(to - from));
}

const struct points *
word_points(struct fonts *f, const struct word_shape *w)
{
	const struct points *known = atomic_load_explicit(&w->points, memory_order_acquire);
	if (known)
		return known;
	struct point found[WORD_MOST];
	size_t n = points_find(f, w, found);
	struct points *p = cache_alloc(f->cache, w->hash, sizeof *p + n * sizeof p->list[0]);
	p->n = n;
	if (n)
		memcpy(p->list, found, n * sizeof found[0]);
	/* The word is immutable but for this; whoever comes second has found the same. */
	struct word_shape *mine = (struct word_shape *)(uintptr_t)w;
	atomic_store_explicit(&mine->points, p, memory_order_release);
	return p;
}
