/* itemise.c - cut a paragraph into shaped words: by blanks, runs, faces, scripts and directions */
#include "layout/seg.h"

#include <string.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/utf8.h"

enum {
	EMOJI_SCALE = 82, /* percent of the text's size: then an emoji is as tall as an ascender */
	CAPITALS_MOST = 72, /* bytes that are made capitals at once: they may become three times as many */
	/* between ideographs, and between words of scripts without blanks, a line may be stretched by this part of the size and somewhat more */
	SQUARE_GIVES = 8,
	CLUSTER_GIVES = 12,
	CLUSTER_MOST = 64, /* bytes of a letter and its marks that are looked at */
	LETTERS_COMPOSED =
		0x530, /* below it, Latin to Cyrillic: a letter and its accent may be one glyph, although the accent alone has none */
	NOTE_GAP = 20 /* the gap before a raised number is this part of its size */
};

/* The state of cutting. */
struct cutter {
	const struct setter *s;
	struct segs *out;
	struct analysis analysis;
	struct str text;
	size_t pos;
	size_t run; /* index of the look in force */
	size_t run_end;
	enum join join; /* what lies between the last segment and pos */
	dim before;
	bool stretches;
	uint8_t blank_level;
	uint32_t forced;
	uint16_t script; /* of the last word that had one */
	bool address; /* the last segment was one, and was cut for its length only */
	bool square; /* the last segment began with an ideograph or the like */
};

/* A stretch that is shaped as one. */
struct stretch {
	size_t end;
	const struct font *font;
	uint16_t script;
	uint8_t level;
	bool odd; /* has characters that addresses have */
	bool emoji, cut; /* an emoji; cut for its length */
};

static const struct look *
look_now(const struct cutter *c)
{
	return &c->out->looks[c->run];
}

static void
run_follow(struct cutter *c)
{
	const struct para_in *in = c->s->in;
	size_t n = in->runs ? in->n_runs : 0;
	if (!n) {
		c->run_end = c->text.n;
		return;
	}
	while (c->run + 1 < n && c->pos >= in->runs[c->run].end)
		c->run++;
	c->run_end = c->run + 1 < n && in->runs[c->run].end < c->text.n ? in->runs[c->run].end : c->text.n;
}

/* The character at i with the marks that stand on it. */
static struct str
cluster_at(struct str text, size_t i)
{
	size_t end = i;
	utf8_next(text, &end);
	while (end < text.n && end - i < CLUSTER_MOST && (unsigned char)text.p[end] >= 0xCC) {
		size_t next = end;
		if (!rune_mark(utf8_next(text, &next)))
			break;
		end = next;
	}
	return str_sub(text, i, end);
}

/* A face of the style other than the run's that has a cluster. */
static const struct font *
font_of_style(struct fonts *f, const struct look *look, struct str cluster)
{
	static const enum face_role text_first[] = {FACE_TEXT, FACE_SANS, FACE_CODE},
				    code_first[] = {FACE_CODE, FACE_SANS, FACE_TEXT};
	const struct font *named = fonts_named(f, look->key.font, cluster);
	for (size_t i = 0; i < 3 && !named; i++) {
		const struct font *other = f->roles[look->code ? code_first[i] : text_first[i]];
		if (font_has_cluster(other, cluster))
			named = other;
	}
	return named;
}

const struct font *
font_find(struct fonts *f, const struct look *look, const struct fallback_key *key, struct str cluster)
{
	const struct font *own = look->key.font, *other;
	size_t i = 0;
	uint32_t rune = utf8_next(cluster, &i);
	bool has = font_has(own, rune);
	if ((has && (i == cluster.n || rune < LETTERS_COMPOSED || font_has_cluster(own, cluster))) || rune_invisible(rune))
		return own;
	if ((other = font_of_style(f, look, cluster)))
		return other;
	if (rune >= 0x2000 && rune_pictures(rune)) {
		const struct font *emoji = fonts_emoji(f);
		if (emoji && font_has(emoji, rune))
			return emoji;
	}
	other = fonts_fallback(f, own, key, cluster);
	return other && (!has || font_has_cluster(other, cluster)) ? other : own;
}

struct fallback_key
fallback_key_of(const struct analysis *an, struct str lang)
{
	struct fallback_key key = {.lang = lang_pack(lang)};
	if (key.lang == LANG2('z', 'h'))
		key.east = str_find_nocase(lang, STR("hant")) > 0 || str_find_nocase(lang, STR("-tw")) > 0 ||
				str_find_nocase(lang, STR("-hk")) > 0
			? EAST_TRADITIONAL
			: EAST_SIMPLIFIED;
	else if (an->east & HAS_KANA)
		key.east = EAST_JAPANESE;
	else if (an->east & HAS_HANGUL)
		key.east = EAST_KOREAN;
	return key;
}

/* Quotes, dashes and the ellipsis beside an ideograph are of its face, and as wide: the ideograph; else empty. Not in Korean. */
static struct str
ideograph_beside(const struct cutter *c, size_t i, uint32_t rune)
{
	bool opens = rune == 0x201C || rune == 0x2018, closes = rune == 0x201D || rune == 0x2019,
	     other = rune == 0x2014 || rune == 0x2026;
	if (!c->analysis.east || c->analysis.east & HAS_HANGUL || !(opens || closes || other))
		return STR_NONE;
	size_t from = i, to = i + 3;
	do
		from -= from > 0;
	while (from && ((unsigned char)c->text.p[from] & 0xC0) == 0x80);
	if (opens)
		from = to;
	to = from;
	bool square = from < c->text.n && rune_square(utf8_next(c->text, &to));
	return square ? str_sub(c->text, from, to) : STR_NONE;
}

/* The face for the cluster at i. */
static const struct font *
font_for(struct cutter *c, const struct look *look, size_t i, uint32_t rune)
{
	if (rune < LETTERS_COMPOSED && font_has(look->key.font, rune))
		return look->key.font;
	struct str beside = ideograph_beside(c, i, rune);
	struct str cluster = cluster_at(c->text, i);
	struct fallback_key key = fallback_key_of(&c->analysis, look->lang);
	if (beside.n) {
		const struct font *font = font_find(c->s->f, look, &key, beside);
		if (font_has(font, rune))
			return font;
	}
	return font_find(c->s->f, look, &key, cluster);
}

/* Does the stretch end before the character at i? Takes over its face and script otherwise. */
static bool
stretch_ends(struct cutter *c, const struct look *look, struct stretch *st, size_t i, uint32_t rune)
{
	bool first = i == c->pos;
	const struct analysis *an = &c->analysis;
	if (!first && rune_mark(rune))
		return false;
	const struct font *font = font_for(c, look, i, rune);
	if (!first && font != st->font)
		return true;
	if (an->levels && !first && an->levels[i] != st->level)
		return true;
	if (an->complex) {
		uint16_t script = rune_script(rune);
		if (!first && an->breaks[i] &&
			(rune_class(rune) == RUNE_COMPLEX || (st->script != USCRIPT_LATIN && st->script != USCRIPT_COMMON)))
			return true;
		if (script != USCRIPT_COMMON && st->script != USCRIPT_COMMON && script != st->script)
			return true;
		if (script != USCRIPT_COMMON)
			st->script = script;
		if (!first && emoji_length(c->text, i))
			return true;
	}
	if (first) {
		st->font = font;
		st->level = an->levels ? an->levels[i] : 0;
	}
	return false;
}

/* Finds the end of the stretch that begins at pos. */
static void
stretch_find(struct cutter *c, const struct look *look, struct stretch *st)
{
	size_t most = c->pos + (look->capitals ? CAPITALS_MOST : WORD_MOST), i = c->pos;
	const unsigned char *p = (const unsigned char *)c->text.p;
	bool quick = look->key.font->ascii && !c->analysis.complex && !c->analysis.bidi;
	*st = (struct stretch){.font = look->key.font, .script = c->analysis.complex ? USCRIPT_COMMON : USCRIPT_LATIN};
	size_t emoji = c->analysis.complex ? emoji_length(c->text, i) : 0;
	if (emoji) {
		const struct font *font = fonts_emoji(c->s->f);
		st->font = font ? font : look->key.font;
		st->emoji = true;
		st->level = c->analysis.levels ? c->analysis.levels[i] : 0;
		st->end = emoji > WORD_MOST ? i + WORD_MOST : i + emoji;
		return;
	}
	while (i < c->run_end) {
		if (quick && p[i] < 0x7F) {
			if (p[i] <= 0x20)
				break;
			if (st->font != look->key.font)
				break;
			st->odd = st->odd || p[i] == '.' || p[i] == '/' || p[i] == '_' || p[i] == '@';
			if (i >= most)
				break;
			i++;
			continue;
		}
		size_t next = i;
		uint32_t rune = utf8_next(c->text, &next);
		enum rune_class class = rune_class(rune);
		if (class != RUNE_PLAIN && class != RUNE_COMPLEX)
			break;
		if ((next > most && !rune_mark(rune)) || next > most + 12 || stretch_ends(c, look, st, i, rune))
			break;
		st->odd = st->odd || rune == '.' || rune == '/' || rune == '_' || rune == '@';
		i = next;
	}
	st->cut = i >= most - 4;
	st->end = i;
}

/* Capitals of a word, and for each of their bytes the byte that it stands for. */
static struct str
capitals_of(const struct cutter *c, const struct look *look, size_t from, size_t to, const uint32_t **map)
{
	UChar wide[CAPITALS_MOST + 16], upper[4 * CAPITALS_MOST];
	char lang[4];
	UErrorCode error = U_ZERO_ERROR;
	struct arena *a = c->s->scratch;
	int32_t n = 0, up;
	lang_unpack(look->key.lang, lang);
	for (size_t i = from; i < to;) {
		UChar32 rune = (UChar32)utf8_next(c->text, &i);
		U16_APPEND_UNSAFE(wide, n, rune);
	}
	up = u_strToUpper(upper, (int32_t)(sizeof upper / sizeof upper[0]), wide, n, lang, &error);
	if (U_FAILURE(error) || up <= 0)
		return str_sub(c->text, from, to);
	struct str source = str_sub(c->text, 0, to);
	char *out = NEW_N(a, (size_t)up * 3 + 1, char);
	uint32_t *at = NEW_N(a, (size_t)up * 3 + 1, uint32_t);
	size_t bytes = 0, origin = from;
	bool one_to_one = up == n;
	for (int32_t i = 0; i < up;) {
		UChar32 rune;
		U16_NEXT(upper, i, up, rune);
		size_t put = utf8_put(out + bytes, (uint32_t)rune);
		for (size_t k = 0; k < put; k++)
			at[bytes + k] = (uint32_t)origin;
		bytes += put;
		/* Where a letter became two, places within the word are not needed to the letter. */
		if (origin < to && (one_to_one || i * (int64_t)n > (int64_t)(origin - from) * up))
			utf8_next(source, &origin);
		if (origin >= to)
			origin = to - 1;
	}
	at[bytes] = (uint32_t)to;
	*map = at;
	return (struct str){out, bytes};
}

static bool
letterish(struct str s, size_t i)
{
	unsigned char b = (unsigned char)s.p[i];
	return b >= 0x80 || ((b | 32) >= 'a' && (b | 32) <= 'z');
}

/* May a line end between the last segment and a character at `at` that follows it at once? */
static bool
joint_breaks(const struct cutter *c, size_t at)
{
	const struct seg *last = &c->out->list[c->out->n - 1];
	size_t end = last->end;
	if (c->address)
		return false;
	if (c->analysis.complex && end == at) {
		size_t i = end, back = end - 1;
		while (back && ((unsigned char)c->text.p[back] & 0xC0) == 0x80)
			back--;
		bool odd = rune_class(utf8_next(c->text, &i)) == RUNE_COMPLEX ||
			rune_class(utf8_next(c->text, &back)) == RUNE_COMPLEX || last->word == NULL ||
			last->word->shaped.face->emoji;
		if (odd)
			return c->analysis.breaks[at];
	}
	/* A hyphen or a slash at the end of a run, behind a word and before one. */
	unsigned char mark = (unsigned char)c->text.p[end - 1];
	return (mark == '-' || mark == '/') && end - last->start > 2 && letterish(c->text, at) && letterish(c->text, end - 2);
}

/* The character at [from, to), when it is the only one; else 0. */
static uint32_t
lone_rune(struct str s, size_t from, size_t to)
{
	if (to - from > 3)
		return 0;
	uint32_t rune = utf8_next(s, &from);
	return from == to ? rune : 0;
}

/* A mark that stands alone between blanks stays with the word that it belongs to: « word », word !, word – */
static bool
mark_stays(const struct cutter *c, const struct seg *last, const struct seg *seg)
{
	uint32_t before = lone_rune(c->text, last->start, last->end), after = lone_rune(c->text, seg->start, seg->end);
	switch (after) {
	case '!':
	case '?':
	case ':':
	case ';':
	case ',':
	case '.':
	case ')':
	case ']':
	case '%':
	case 0xBB:
	case 0x2013:
	case 0x2014:
	case 0x2019:
	case 0x201D:
	case 0x2026:
	case 0x203A: return true;
	default: break;
	}
	return before == 0xAB || before == 0xA1 || before == 0xBF || before == '(' || before == '[' || before == 0x2039 ||
		before == 0x201C;
}

static struct seg *
seg_push(struct cutter *c, size_t from, size_t to)
{
	struct segs *out = c->out;
	struct seg *seg = PUSH(c->s->scratch, out->list, out->n, out->cap);
	*seg = (struct seg){.start = (uint32_t)from,
		.end = (uint32_t)to,
		.join = (uint8_t)c->join,
		.before = c->before,
		.look = (uint32_t)c->run,
		.stretches = c->stretches,
		.blank_level = c->blank_level,
		.whole = true,
		.forced = c->forced,
		.size = look_now(c)->size};
	if (out->n > 1 && seg->join == JOIN_NONE) {
		out->n--;
		if (joint_breaks(c, from))
			seg->join = JOIN_BREAK;
		out->n++;
	}
	if (out->n == 1)
		seg->join = JOIN_FORCED;
	struct seg *last = seg - 1;
	if (out->n > 1 && seg->join == JOIN_BLANK && mark_stays(c, last, seg))
		seg->join = JOIN_FIXED;
	if (out->n > 1 && seg->join == JOIN_BLANK)
		seg->tie = (uint8_t)words_tie(c->text, last->start, last->end, from);
	if (out->n > 1 && (seg->join == JOIN_NONE || seg->join == JOIN_SHY) && letterish(c->text, from) &&
		letterish(c->text, last->end - 1))
		seg->whole = last->whole = false;
	c->join = JOIN_NONE;
	c->before = 0;
	c->stretches = false;
	c->forced = 0;
	return seg;
}

/* Says which characters of a word have no glyph. */
static void
report_missing(const struct cutter *c, const struct word_shape *w)
{
	if (!c->s->d)
		return;
	for (uint16_t k = 0; k < w->shaped.n; k++) {
		if (w->shaped.glyphs[k].id)
			continue;
		size_t i = w->shaped.glyphs[k].cluster;
		fonts_report_missing(c->s->f, c->s->d, c->s->in->file, c->s->in->line, utf8_next(w->shaped.text, &i));
	}
}

static uint32_t
rune_first(struct str s)
{
	size_t i = 0;
	return s.n ? utf8_next(s, &i) : 0;
}

static void
word_cut(struct cutter *c)
{
	const struct look *look = look_now(c);
	struct stretch st;
	stretch_find(c, look, &st);
	struct seg *seg = seg_push(c, c->pos, st.end);
	struct shape_key key = look->key;
	struct str text = {c->text.p + c->pos, st.end - c->pos};
	key.font = st.font;
	if (st.script == USCRIPT_COMMON)
		st.script = c->script;
	else
		c->script = st.script;
	key.script = st.script;
	bool square = c->analysis.east & (HAS_HAN | HAS_KANA) && rune_square(rune_first(text));
	if (c->analysis.complex && seg->join == JOIN_BREAK)
		seg->give = seg->size / (square || c->square ? SQUARE_GIVES : CLUSTER_GIVES);
	c->square = square;
	if (st.level & 1 && c->analysis.complex) {
		if (seg->join == JOIN_NONE && seg > c->out->list && seg[-1].end == c->pos && joins_on(c->text, c->pos))
			key.features |= SHAPE_JOINS_BEFORE;
		if (st.end < c->text.n && !c->analysis.breaks[st.end] && joins_back(c->text, st.end))
			key.features |= SHAPE_JOINS_AFTER;
	}
	if ((seg->join == JOIN_NONE && c->address) || (st.odd && word_is_address(text)))
		key.features |= SHAPE_ADDRESS;
	if (st.level & 1)
		key.features |= SHAPE_RTL;
	if (look->capitals && !st.emoji)
		text = capitals_of(c, look, c->pos, st.end, &seg->map);
	if (st.font->face.emoji)
		seg->size = look->size * EMOJI_SCALE / 100;
	c->address = st.cut && key.features & SHAPE_ADDRESS && !look->code;
	seg->level = st.level;
	seg->scales = !look->code && !st.font->face.emoji && !square;
	seg->spaces = seg->scales && (st.script == USCRIPT_LATIN || st.script == USCRIPT_CYRILLIC || st.script == USCRIPT_GREEK);
	seg->word = word_find(c->s->f, &key, text);
	seg->width = word_width(seg->word, seg->size, look->tracking);
	if (look->run && look->run->kind == RUN_NOTE && seg->join == JOIN_NONE)
		seg->before = look->size / NOTE_GAP;
	if (seg->word->shaped.missing)
		report_missing(c, seg->word);
	c->pos = st.end;
}

/* A small picture in the line, if the caller shows one. */
static void
picture_cut(struct cutter *c)
{
	const struct para_in *in = c->s->in;
	const struct look *look = look_now(c);
	dim w = 0, h = 0;
	size_t from = c->pos;
	c->pos = c->run_end;
	if (!in->picture_size)
		return;
	in->picture_size(in->ctx, look->run, &w, &h);
	if (w <= 0)
		return;
	struct seg *seg = seg_push(c, from, c->pos);
	seg->width = seg->size = w;
	seg->whole = false;
	seg->level = c->analysis.levels ? c->analysis.levels[from] : 0;
	c->address = false;
}

/* Takes a character that is no part of a word. */
static void
between(struct cutter *c, uint32_t rune, enum rune_class class, size_t next)
{
	const struct look *look = look_now(c);
	int fixed = rune > 0x20 ? rune_blank_width(rune) : 0;
	dim width = fixed ? (dim)((int64_t)look->size * fixed / 1000) : look->blank;
	if (c->analysis.levels)
		c->blank_level = c->analysis.levels[c->pos];
	c->pos = next;
	if (rune == '\n' && c->out->n) {
		c->join = JOIN_FORCED;
		c->forced++;
		c->before = 0;
	}
	if (c->join == JOIN_FORCED || rune == '\n')
		return;
	if (class == RUNE_BLANK) {
		c->join = JOIN_BLANK;
		c->before = c->before > width ? c->before : width;
		c->stretches = !fixed;
	} else if (class == RUNE_FIXED) {
		c->join = c->join == JOIN_BLANK ? JOIN_BLANK : JOIN_FIXED;
		/* Rows of no-break blanks are somebody's spacing; but not across the whole measure. */
		if (c->before < 8 * look->blank)
			c->before += width;
		c->stretches = !fixed;
	} else if (class == RUNE_ZWSP && c->join == JOIN_NONE) {
		c->join = JOIN_BREAK;
	} else if (class == RUNE_SHY && c->join == JOIN_NONE && c->out->n) {
		c->join = JOIN_SHY;
	}
}

/* The analysis of an ordinary Latin paragraph costs one look at its bytes. */
static void
cutter_start(struct cutter *c)
{
	const struct para_in *in = c->s->in;
	bool plain = !in->rtl;
	for (size_t i = 0; i < c->text.n && plain; i++)
		plain = (unsigned char)c->text.p[i] < 0x80;
	if (!plain)
		text_analyse(c->s->f->breakers, c->s->scratch, c->text, in->rtl ? PARAGRAPH_RTL : PARAGRAPH_AUTO, &c->analysis);
	c->out->bidi = c->analysis.bidi;
	c->out->base = c->analysis.base;
	/* Words are about six bytes: one array, seldom a second. */
	c->out->cap = c->text.n / 5 + 4;
	c->out->list = NEW_N(c->s->scratch, c->out->cap, struct seg);
}

void
segs_make(const struct setter *s, struct segs *out)
{
	struct cutter c = {.s = s, .out = out, .text = s->in->text, .script = USCRIPT_LATIN};
	*out = (struct segs){.looks = looks_make(s)};
	if (para_justified(s->in)) {
		const struct style *style = s->f->style;
		out->scale = style->glyph_scale;
		/* Never in small type. */
		out->spacing = s->in->style->size * 10 >= style->text_styles[TEXT_BODY].size * 9 ? style->letter_space : 0;
	}
	cutter_start(&c);
	while (c.pos < c.text.n) {
		size_t next = c.pos;
		uint32_t rune = utf8_next(c.text, &next);
		run_follow(&c);
		const struct look *look = look_now(&c);
		if (look->run && look->run->kind == RUN_PICTURE && c.pos < look->run->end && c.pos >= look->run->start) {
			picture_cut(&c);
			continue;
		}
		enum rune_class class = rune_class(rune);
		if (class == RUNE_PLAIN || class == RUNE_COMPLEX)
			word_cut(&c);
		else
			between(&c, rune, class, next);
	}
}
