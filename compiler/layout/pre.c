/* pre.c - set code: columns kept, long lines broken with a mark */
#include "layout/seg.h"

#include <string.h>
#include <unicode/uscript.h>

#include "base/utf8.h"

enum { TAB = 4, HANGING_COLUMNS = 2, PART_MOST = 120, COLUMNS_MOST = 100000 };

/* A stretch of a code line in one face; blanks are part of it. */
struct code_part {
	const struct word_shape *word;
	uint32_t start, end;
	uint32_t look;
	dim width, size;
	uint8_t level; /* odd: from right to left */
};

struct pre {
	const struct setter *s;
	struct look *looks;
	struct str text;
	struct code_part *parts;
	size_t n, cap;
	struct line *lines;
	struct line_info *info;
	size_t n_lines, cap_lines, cap_info;
	struct analysis analysis;
	const struct word_shape *mark; /* of a continued line; NULL: the face has none */
	size_t run;
};

static const struct look *
look_at(struct pre *p, size_t at)
{
	const struct para_in *in = p->s->in;
	while (in->runs && p->run + 1 < in->n_runs && at >= in->runs[p->run].end)
		p->run++;
	return &p->looks[p->run];
}

static size_t
run_end(const struct pre *p, size_t to)
{
	const struct para_in *in = p->s->in;
	return in->runs && p->run + 1 < in->n_runs && in->runs[p->run].end < to ? in->runs[p->run].end : to;
}

/* The face for the character of code at i; NULL: the run's. */
static const struct font *
font_for_code(const struct pre *p, const struct look *look, size_t i, uint32_t rune)
{
	if (rune < 0x7F || font_has(look->key.font, rune) || rune_invisible(rune) || rune_mark(rune))
		return NULL;
	size_t end = i;
	utf8_next(p->text, &end);
	struct fallback_key key = fallback_key_of(&p->analysis, look->lang);
	const struct font *font = font_find(p->s->f, look, &key, str_sub(p->text, i, end));
	return font == look->key.font ? NULL : font;
}

/* The first script that a text has. */
static uint16_t
script_of(struct str text, uint16_t otherwise)
{
	for (size_t i = 0; i < text.n;) {
		uint16_t script = rune_script(utf8_next(text, &i));
		if (script != USCRIPT_COMMON)
			return script;
	}
	return otherwise;
}

static void
part_add(struct pre *p, const struct look *look, const struct font *font, struct str shown, size_t start, size_t end, dim size)
{
	struct shape_key key = look->key;
	if (font)
		key.font = font;
	key.features |= SHAPE_CODE;
	if (p->analysis.levels && p->analysis.levels[start] & 1)
		key.features |= SHAPE_RTL;
	if (p->analysis.complex)
		key.script = script_of(shown, key.script);
	struct code_part *part = PUSH(p->s->scratch, p->parts, p->n, p->cap);
	const struct word_shape *w = word_find(p->s->f, &key, shown);
	*part = (struct code_part){.word = w,
		.start = (uint32_t)start,
		.end = (uint32_t)end,
		.look = (uint32_t)(look - p->looks),
		.size = size,
		.level = p->analysis.levels ? p->analysis.levels[start] : 0,
		.width = word_width(w, size, 0)};
	if (w->shaped.missing && p->s->d)
		for (uint16_t k = 0; k < w->shaped.n; k++) {
			size_t i = w->shaped.glyphs[k].cluster;
			if (!w->shaped.glyphs[k].id)
				fonts_report_missing(
					p->s->f, p->s->d, p->s->in->file, p->s->in->line, utf8_next(w->shaped.text, &i));
		}
}

/* Cuts a code line [from, to) into parts. A tab becomes a part of its own, of blanks. */
static void
parts_cut(struct pre *p, size_t from, size_t to)
{
	struct fonts *f = p->s->f;
	int column = 0;
	p->n = 0;
	for (size_t i = from; i < to;) {
		const struct look *look = look_at(p, i);
		size_t stop = run_end(p, to), at = i;
		if (p->text.p[i] == '\t') {
			int blanks = TAB - column % TAB;
			part_add(p, look, NULL, (struct str){"    ", (size_t)blanks}, i, i + 1, look->size);
			column += blanks;
			i++;
			continue;
		}
		size_t emoji = p->analysis.complex ? emoji_length(p->text, i) : 0;
		const struct font *face = emoji ? fonts_emoji(f) : NULL;
		if (emoji && face) {
			part_add(p, look, face, str_sub(p->text, i, i + emoji), i, i + emoji, look->size * 8 / 10);
			column += 2;
			i += emoji;
			continue;
		}
		const struct font *font = NULL;
		while (at < stop && p->text.p[at] != '\t' && at - i < PART_MOST) {
			size_t next = at;
			uint32_t rune = utf8_next(p->text, &next);
			const struct font *other = font_for_code(p, look, at, rune);
			bool turns = p->analysis.levels && p->analysis.levels[at] != p->analysis.levels[i];
			if (at > i && !rune_mark(rune) &&
				(turns || other != font || (p->analysis.complex && emoji_length(p->text, at))))
				break;
			font = at == i ? other : font;
			column += !rune_mark(rune) && !rune_invisible(rune) && column < COLUMNS_MOST;
			at = next;
		}
		part_add(p, look, font, str_sub(p->text, i, at), i, at,
			font && font->face.emoji ? look->size * 8 / 10 : look->size);
		i = at;
	}
}

/* The byte of the text at a byte of a part's word. A tab is one byte, however many blanks it shows. */
static uint32_t
part_origin(const struct pre *p, const struct code_part *part, size_t at)
{
	if (part->start < part->end && p->text.p[part->start] == '\t')
		return at ? part->end : part->start;
	return part->start + (uint32_t)at;
}

static void
piece_put(struct pre *p, struct piece *out, const struct code_part *part, const struct word_shape *w, size_t a, size_t b, dim x)
{
	const struct look *look = &p->looks[part->look];
	bool whole = w == part->word;
	*out = (struct piece){.word = &w->shaped,
		.x = x,
		.rise = look->rise,
		.size = part->size,
		.flags = look->flags,
		.role = p->s->in->role,
		.block = p->s->in->block,
		.start = whole ? part->start : part_origin(p, part, a),
		.end = whole ? part->end : part_origin(p, part, b),
		.colour = p->s->in->style->colour};
}

static struct piece *
line_open(struct pre *p, size_t pieces)
{
	struct arena *scratch = p->s->scratch;
	*PUSH(scratch, p->lines, p->n_lines, p->cap_lines) = (struct line){.pieces = NEW_N(p->s->a, pieces, struct piece)};
	p->n_lines--;
	*PUSH(scratch, p->info, p->n_lines, p->cap_info) = (struct line_info){.forced = false};
	return p->lines[p->n_lines - 1].pieces;
}

/* A place in the parts: part and byte of its word. */
struct place {
	size_t part, at;
};

/* How good a place is for a break: 2 behind a blank, 1 behind a mark that ends something, 0 else. */
static int
break_quality(const struct pre *p, struct place at)
{
	struct str before = p->parts[at.at ? at.part : at.part - 1].word->shaped.text;
	size_t end = at.at ? at.at : before.n;
	char c = end ? before.p[end - 1] : 'x';
	bool within =
		end > 1 && char_alnum((unsigned char)before.p[end - 2]) && strchr(":-.", c); /* 12:30, a-b, but not --flag */
	return c == ' ' ? 2 : c && (within || strchr(",;:.-({[|&=+/", c)) ? 1 : 0;
}

/* How far a line from `from` reaches within `room`: to the last blank in its second half, else to the last mark in its last third, else
 * anywhere. At least one cluster. */
static struct place
line_reach(const struct pre *p, struct place from, dim room)
{
	dim x = 0, good_x[3] = {0, 0, 0};
	struct place last = from, good[3] = {from, from, from};
	for (size_t i = from.part; i < p->n && x <= room; i++) {
		const struct word_shape *w = p->parts[i].word;
		x += units_to_dim(
			w->shaped.face, w->shaped.advance - (i == from.part ? word_advance_to(w, from.at) : 0), p->parts[i].size);
	}
	if (x <= room) /* as nearly all lines do */
		return (struct place){p->n, 0};
	x = 0;
	for (size_t i = from.part; i < p->n; i++) {
		const struct code_part *part = &p->parts[i];
		const struct word_shape *w = part->word;
		int32_t taken = i == from.part ? word_advance_to(w, from.at) : 0;
		for (uint16_t k = 0; k <= w->shaped.n; k++) {
			uint16_t logical = w->shaped.rtl ? (uint16_t)(w->shaped.n - 1 - k) : k;
			size_t at = k < w->shaped.n ? w->shaped.glyphs[logical].cluster : w->shaped.text.n;
			if ((i == from.part && at <= from.at) || !at)
				continue;
			int32_t advance = (k < w->shaped.n ? word_advance_to(w, at) : w->shaped.advance) - taken;
			dim upto = x + units_to_dim(w->shaped.face, advance, part->size);
			struct place here = k < w->shaped.n ? (struct place){i, at} : (struct place){i + 1, 0};
			if (upto > room && (last.part != from.part || last.at != from.at)) {
				if (good_x[2] > 0 && good_x[2] > room / 2)
					return good[2];
				return good_x[1] > 0 && good_x[1] > room / 3 * 2 ? good[1] : last;
			}
			last = here;
			int quality = break_quality(p, here);
			good[quality] = here;
			good_x[quality] = upto;
		}
		x += units_to_dim(w->shaped.face, w->shaped.advance - taken, part->size);
	}
	return (struct place){p->n, 0};
}

/* Reorders the pieces of parts [from, to) from right to left, where they run so (UAX 9, L2). */
static void
line_turn(struct pre *p, struct piece *pieces, size_t from, size_t to, dim x)
{
	size_t n = to - from;
	uint8_t *levels = NEW_N(p->s->scratch, n, uint8_t);
	for (size_t i = 0; i < n; i++)
		levels[i] = p->parts[from + i].level;
	for (int level = 8; level > 0; level--)
		for (size_t i = 0; i < n; i++) {
			size_t j = i;
			while (j < n && levels[j] >= level)
				j++;
			for (size_t a = i, b = j; a + 1 < b; a++) {
				struct piece t = pieces[a];
				uint8_t l = levels[a];
				pieces[a] = pieces[--b];
				levels[a] = levels[b];
				pieces[b] = t;
				levels[b] = l;
			}
			i = j > i ? j - 1 : i;
		}
	for (size_t i = 0; i < n; i++) {
		pieces[i].x = x;
		x += units_to_dim(pieces[i].word->face, pieces[i].word->advance, pieces[i].size);
	}
}

/* Sets the parts from one place to another as a line; returns the place. */
static void
line_put(struct pre *p, struct place from, struct place to, bool continued)
{
	const struct look *look = &p->looks[p->parts[from.part].look];
	dim column = units_to_dim(&look->key.font->face, look->key.font->space, look->size),
	    x = continued ? HANGING_COLUMNS * column : 0;
	size_t end = to.at ? to.part + 1 : to.part;
	struct piece *pieces = line_open(p, end - from.part + 1);
	struct line *line = &p->lines[p->n_lines - 1];
	struct line_info *info = &p->info[p->n_lines - 1];
	if (continued && p->mark) {
		struct code_part mark = p->parts[from.part];
		mark.word = p->mark;
		mark.size = look->size;
		mark.start = mark.end = part_origin(p, &p->parts[from.part], from.at);
		piece_put(p, &pieces[line->n], &mark, p->mark, 0, 0, 0);
		pieces[line->n].flags = 0;
		pieces[line->n++].role = ROLE_ARTIFACT;
	}
	uint32_t first = line->n;
	dim start = x;
	for (size_t i = from.part; i < end; i++) {
		const struct code_part *part = &p->parts[i];
		struct str text = part->word->shaped.text;
		size_t a = i == from.part ? from.at : 0, b = i == to.part ? to.at : text.n;
		const struct word_shape *w =
			a || b < text.n ? word_find(p->s->f, &part->word->key, str_sub(text, a, b)) : part->word;
		piece_put(p, &pieces[line->n++], part, w, a, b, x);
		x += word_width(w, part->size, 0);
	}
	if (p->analysis.bidi)
		line_turn(p, &pieces[first], from.part, end, start);
	line->w = x;
	info->natural = x;
	info->start = pieces[continued && p->mark].start;
	info->end = pieces[line->n - 1].end;
}

static void
code_line(struct pre *p, size_t from, size_t to, bool last)
{
	parts_cut(p, from, to);
	if (!p->n) {
		line_open(p, 0);
		p->info[p->n_lines - 1] = (struct line_info){.start = (uint32_t)from, .end = (uint32_t)from, .forced = true};
		return;
	}
	const struct look *look = &p->looks[p->parts[0].look];
	dim column = units_to_dim(&look->key.font->face, look->key.font->space, look->size), measure;
	struct place at = {0, 0};
	for (bool continued = false; at.part < p->n; continued = true) {
		measure = para_measure(p->s->in, p->n_lines);
		dim room = measure - (continued ? HANGING_COLUMNS * column : 0);
		struct place next = line_reach(p, at, room);
		line_put(p, at, next, continued);
		if (p->lines[p->n_lines - 1].w > measure + DIM_PT)
			report_overfull(p->s, str_sub(p->text, from, to), p->lines[p->n_lines - 1].w - measure);
		at = next;
	}
	struct line *line = &p->lines[p->n_lines - 1];
	p->info[p->n_lines - 1].forced = true;
	if (!last)
		line->pieces[line->n - 1].flags |= PIECE_BREAK;
}

void
pre_set(const struct setter *s, struct para *out)
{
	static const char *const marks[] = {"\u21AA", "\u21B3", "\u25B8"};
	struct pre p = {.s = s, .looks = looks_make(s), .text = s->in->text};
	text_analyse(s->f->breakers, s->scratch, p.text, PARAGRAPH_LTR, &p.analysis);
	for (size_t i = 0; i < 3 && !p.mark; i++) {
		const struct word_shape *w = word_find(s->f, &p.looks[0].key, str_of(marks[i]));
		p.mark = w->shaped.missing ? NULL : w;
	}
	for (size_t from = 0; from < p.text.n;) {
		ptrdiff_t nl = str_find_char(str_sub(p.text, from, p.text.n), '\n');
		size_t to = nl < 0 ? p.text.n : from + (size_t)nl;
		code_line(&p, from, to, to + 1 >= p.text.n);
		from = to + 1;
	}
	out->lines = NEW_N(s->a, p.n_lines, struct line);
	out->info = NEW_N(s->a, p.n_lines, struct line_info);
	out->n = p.n_lines;
	if (out->n) {
		memcpy(out->lines, p.lines, p.n_lines * sizeof *p.lines);
		memcpy(out->info, p.info, p.n_lines * sizeof *p.info);
	}
}
