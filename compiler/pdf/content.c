/* content.c - what a page shows, as a deflated stream of operators */
#include "pdf/room.h"

#include "base/pool.h"

#include <stdlib.h>
#include <string.h>

/* Within a line, x is counted in millionths of a dim, and within a word in millionths of an em: so a thousandth of an em, which is
 * what TJ moves by, is exact, and what is rounded at one word is made good at the next. */
#define FINE INT64_C(1000000)

/* A line under or through words. */
struct stroke {
	dim x0, x1, y, h; /* x from the line's origin, y of its lower edge from the baseline */
	struct colour colour;
	bool open;
};

/* A word as it was written last: what TJ takes does not depend on its size, place or spacing, and most words of a book repeat. */
enum { SETTINGS = 2048, SETTING_MOST = 100 };
struct setting {
	const struct shaped *word;
	int32_t want; /* what draw_word leaves over */
	uint8_t n;
	uint8_t glyphs; /* 0: a cluster has several, so that it is good for letters without spacing only */
	int64_t width; /* millionths of an em, without spacing */
	char bytes[SETTING_MOST];
};

/* One thread's page. */
struct draw {
	struct pdf *f;
	struct deflater *z;
	struct arena *kept, *scratch; /* results; a page */
	struct buf b;
	/* what the operators so far have set */
	bool coloured, artifact, invisible, in_text, in_array, in_string;
	struct colour colour;
	const struct font *font;
	dim size, rise;
	int stretch; /* of the glyphs' widths and all moves, ten-thousandths more or less than their own */
	int spacing; /* behind every glyph, thousandths of the size: Tc, which is in points; */
	dim spacing_size; /* so this is the size that it was set for */
	int64_t pen; /* x from the line's origin, where the next glyph would stand */
	int64_t end; /* where the last word ends */
	int64_t run; /* millionths of an em that the word has moved the pen by */
	dim x, y; /* the line's origin on the sheet */
	unsigned arrays; /* closed so far */
	struct setting *settings; /* by hash */
	struct stroke *strokes;
	size_t n_strokes, strokes_cap;
	uint32_t *used;
	size_t n_used, used_cap;
};

struct content_job {
	struct pdf *f;
	struct draw *workers;
};

static void
put_char(struct buf *b, char c)
{
	if (b->n == b->cap)
		buf_char(b, c);
	else
		b->p[b->n++] = c;
}

static void
put_dim(struct buf *b, dim v)
{
	buf_dim(b, v);
	put_char(b, ' ');
}

/* A number of thousandths: the most frequent one by far, so not through 64-bit divisions. */
static void
put_small(struct buf *b, int v)
{
	char digits[12];
	int n = 0;
	unsigned u = v < 0 ? 0u - (unsigned)v : (unsigned)v;
	do
		digits[n++] = (char)('0' + u % 10);
	while (u /= 10);
	if (v < 0)
		put_char(b, '-');
	while (n)
		put_char(b, digits[--n]);
}

static int64_t
round_div(int64_t a, int64_t by)
{
	return (a + (a < 0 ? -by / 2 : by / 2)) / by;
}

static dim
fine_dim(int64_t fine)
{
	return (dim)round_div(fine, FINE);
}

/* What millionths of an em are on the page, in the size and stretch that are set. */
static int64_t
em_fine(const struct draw *d, int64_t millionths)
{
	int64_t plain = millionths * d->size;
	return d->stretch ? round_div(plain * (10000 + d->stretch), 10000) : plain;
}

/* ---- the graphics state ---- */

static void
string_end(struct draw *d)
{
	if (d->in_string)
		put_char(&d->b, ')');
	d->in_string = false;
}

static void
array_end(struct draw *d)
{
	string_end(d);
	if (!d->in_array)
		return;
	buf_add(&d->b, "]TJ\n", 4);
	d->in_array = false;
	d->arrays++;
}

static void
draw_colour(struct draw *d, struct colour c)
{
	if (d->coloured && !memcmp(&c, &d->colour, sizeof c))
		return;
	array_end(d);
	const uint8_t parts[4] = {c.c, c.m, c.y, c.k};
	for (int i = 0; i < 4; i++) {
		buf_decimal(&d->b, parts[i] > 100 ? 100 : parts[i], 2);
		put_char(&d->b, ' ');
	}
	buf_z(&d->b, "k\n");
	d->colour = c;
	d->coloured = true;
}

static void
draw_rect(struct draw *d, dim x, dim y, dim w, dim h, const char *operators)
{
	put_dim(&d->b, x);
	put_dim(&d->b, y);
	put_dim(&d->b, w);
	put_dim(&d->b, h);
	buf_z(&d->b, operators);
}

static void
draw_role(struct draw *d, uint8_t role)
{
	bool artifact = role == ROLE_ARTIFACT;
	if (artifact == d->artifact)
		return;
	buf_z(&d->b, artifact ? "/Artifact BMC\n" : "EMC\n");
	d->artifact = artifact;
}

static void
text_end(struct draw *d)
{
	array_end(d);
	if (d->in_text)
		buf_z(&d->b, "ET\n");
	d->in_text = false;
}

static void
text_begin(struct draw *d, dim x)
{
	if (d->in_text)
		return;
	buf_z(&d->b, "BT\n");
	put_dim(&d->b, d->x + x);
	put_dim(&d->b, d->y);
	buf_z(&d->b, "Td\n");
	d->in_text = true;
	d->pen = x * FINE;
}

static void
text_font(struct draw *d, const struct font *font, dim size)
{
	if (d->font == font && d->size == size)
		return;
	array_end(d);
	put_char(&d->b, '/');
	font_name(&d->b, font);
	put_char(&d->b, ' ');
	put_dim(&d->b, size);
	buf_z(&d->b, "Tf\n");
	d->font = font;
	d->size = size;
}

static void
text_rise(struct draw *d, dim rise)
{
	if (d->rise == rise)
		return;
	array_end(d);
	put_dim(&d->b, rise);
	buf_z(&d->b, "Ts\n");
	d->rise = rise;
}

static void
text_stretch(struct draw *d, int stretch)
{
	if (d->stretch == stretch)
		return;
	array_end(d);
	buf_decimal(&d->b, 10000 + stretch, 2);
	buf_z(&d->b, " Tz\n");
	d->stretch = stretch;
}

static void
text_spacing(struct draw *d, int spacing)
{
	if (d->spacing == spacing && (!spacing || d->spacing_size == d->size))
		return;
	array_end(d);
	buf_decimal(&d->b, (int)round_div((int64_t)spacing * d->size * 100, DIM_PT), 5);
	buf_z(&d->b, " Tc\n");
	d->spacing = spacing;
	d->spacing_size = d->size;
}

static void
text_invisible(struct draw *d, bool invisible)
{
	if (d->invisible == invisible)
		return;
	array_end(d);
	buf_z(&d->b, invisible ? "3 Tr\n" : "0 Tr\n");
	d->invisible = invisible;
}

static void
array_begin(struct draw *d)
{
	if (!d->in_array)
		put_char(&d->b, '[');
	d->in_array = true;
}

/* Moves right by thousandths of an em. */
static void
text_move(struct draw *d, int64_t thousandths)
{
	if (!thousandths)
		return;
	array_begin(d);
	string_end(d);
	put_small(&d->b, (int)(thousandths > 10000000 ? -10000000 : thousandths < -10000000 ? 10000000 : -thousandths));
}

static void
text_byte(struct buf *b, unsigned char c)
{
	if (c == '(' || c == ')' || c == '\\')
		put_char(b, '\\');
	if (c == '\r') { /* a bare one would be read as a line feed */
		put_char(b, '\\');
		c = 'r';
	}
	put_char(b, (char)c);
}

static void
string_begin(struct draw *d)
{
	array_begin(d);
	if (!d->in_string)
		put_char(&d->b, '(');
	d->in_string = true;
}

static void
text_glyph(struct draw *d, unsigned cid)
{
	string_begin(d);
	text_byte(&d->b, (unsigned char)(cid >> 8));
	text_byte(&d->b, (unsigned char)cid);
}

static void
actual_begin(struct draw *d, struct str text)
{
	array_end(d);
	buf_z(&d->b, "/Span<</ActualText");
	buf_text16(&d->b, text);
	buf_z(&d->b, ">>BDC\n");
}

static void
actual_end(struct draw *d)
{
	array_end(d);
	buf_z(&d->b, "EMC\n");
}

/* ---- words ---- */

/* A no-break space is found and copied better as a blank. */
static bool
cluster_blank(const struct font *font, const struct cluster *c)
{
	const struct glyph_use *u = &font->use[c->glyphs->id];
	return c->n == 1 && u->n == 1 && u->p[0] == ' ' && (str_is(c->text, "\xC2\xA0") || str_is(c->text, "\xE2\x80\xAF"));
}

/* Whether the glyph alone, through ToUnicode, gives the cluster's text. */
static bool
cluster_plain(const struct font *font, const struct cluster *c)
{
	if (c->n != 1 || c->glyphs->id >= font->n)
		return false;
	const struct glyph_use *u = &font->use[c->glyphs->id];
	if (u->rank < GLYPH_MIRRORED)
		return false;
	return (u->n == c->text.n && !memcmp(u->p, c->text.p, u->n)) || cluster_blank(font, c);
}

/* `want` is the place, in millionths of an em from where the operators are, at which the next glyph should stand. */
static void
draw_glyph(struct draw *d, const struct piece *p, const struct glyph *g, int64_t *want)
{
	const struct font *font = d->font;
	int64_t upem = font->face->upem > 0 ? font->face->upem : 1000;
	unsigned id = g->id < font->n ? g->id : 0;
	int64_t dx = g->dx ? g->dx * FINE / upem : 0;
	*want += dx;
	text_rise(d, p->rise + (g->dy ? dim_scale(p->size, g->dy, upem) : 0));
	if (*want > 500 || *want < -500) {
		int64_t move = round_div(*want, 1000);
		text_move(d, move);
		*want -= move * 1000;
		d->run += move * 1000;
	}
	text_glyph(d, font->cid[id]);
	d->run += font->width[id] + d->spacing * 1000;
	*want -= dx + d->spacing * 1000;
	if (g->advance != font->advance[id])
		*want += (g->advance - font->advance[id]) * FINE / upem;
}

/* A letter with marks, which take no room of their own. */
static bool
cluster_marks(const struct cluster *c)
{
	for (size_t i = 1; i < c->n; i++)
		if (c->glyphs[i].advance)
			return false;
	return c->n > 1 && c->glyphs->advance;
}

/* A blank of next to no width at the place wanted, for text without a glyph of its own. */
static void
draw_speck(struct draw *d, const struct piece *p, int64_t *want)
{
	enum { NEXT_TO_NOTHING = -9999 };
	int64_t move = round_div(*want, 1000);
	int stretch = d->stretch;
	text_rise(d, p->rise);
	text_move(d, move);
	*want -= move * 1000;
	d->run += move * 1000;
	text_stretch(d, NEXT_TO_NOTHING);
	text_glyph(d, d->font->cid[d->font->space]);
	text_stretch(d, stretch);
}

/* The last character of a text taken off it. */
static struct str
character_last(struct str *text)
{
	size_t from = text->n - 1;
	while (from && ((unsigned char)text->p[from] & 0xC0) == 0x80)
		from--;
	struct str last = str_sub(*text, from, text->n);
	text->n = from;
	return last;
}

/* The glyph of a cluster that takes room, when it is the only one; else c->n. */
static size_t
cluster_base(const struct cluster *c)
{
	size_t base = c->n;
	for (size_t i = 0; i < c->n; i++) {
		if (!c->glyphs[i].advance)
			continue;
		if (base < c->n)
			return c->n;
		base = i;
	}
	return base;
}

/* Readers take a text's place and width from its first and its last glyph: the base comes first, and a speck stands at its end. */
static void
draw_marked(struct draw *d, const struct piece *p, const struct cluster *c, size_t base, int64_t *want)
{
	const struct glyph *wide = &c->glyphs[base];
	int64_t upem = d->font->face->upem > 0 ? d->font->face->upem : 1000, back = wide->advance * FINE / upem;
	draw_glyph(d, p, wide, want);
	*want -= back;
	for (size_t i = 0; i < c->n; i++)
		if (i != base)
			draw_glyph(d, p, &c->glyphs[i], want);
	*want += back;
	draw_speck(d, p, want);
}

/* From right to left, all readers turn what they find on the page character by character, and some do so within one glyph's text too: so each
 * character of a cluster is written in the order in which it is seen, the last one first. */
static void
draw_cluster_rtl(struct draw *d, const struct piece *p, const struct cluster *c, int64_t *want)
{
	struct str text = c->text;
	size_t base = cluster_base(c);
	int64_t upem = d->font->face->upem > 0 ? d->font->face->upem : 1000,
		dx = c->glyphs[base < c->n ? base : 0].dx * FINE / upem;
	*want += dx;
	for (struct str first = text; d->font->space && first.n;) {
		struct str last = character_last(&first);
		if (!first.n)
			break;
		text = first;
		actual_begin(d, last);
		draw_speck(d, p, want);
		actual_end(d);
	}
	*want -= dx;
	actual_begin(d, text);
	if (c->n > 1 && base < c->n && d->font->space)
		draw_marked(d, p, c, base, want);
	else
		for (size_t i = 0; i < c->n; i++)
			draw_glyph(d, p, &c->glyphs[i], want);
	actual_end(d);
}

static bool
text_single(struct str s)
{
	size_t i = 0;
	while (i < s.n && (!i || ((unsigned char)s.p[i] & 0xC0) == 0x80))
		i++;
	return i == s.n;
}

/* Returns whether every cluster was one glyph. */
static bool
draw_clusters(struct draw *d, const struct piece *p, int64_t *want)
{
	bool single = true;
	for (struct cluster c = {0}; cluster_next(p->word, &c);) {
		bool hyphen = (p->flags & PIECE_HYPHEN) && (p->word->rtl ? c.next == c.n : c.next == p->word->n);
		bool actual = hyphen || !cluster_plain(d->font, &c);
		single = single && c.n == 1;
		if (p->word->rtl && (actual || !text_single(c.text)) && !hyphen) {
			draw_cluster_rtl(d, p, &c, want);
			*want += p->tracking * INT64_C(1000);
			continue;
		}
		if (actual)
			actual_begin(d, hyphen ? STR("\xC2\xAD") : c.text);
		for (size_t i = 0; i < c.n; i++) {
			if (i &&
				cluster_marks(
					&c)) { /* readers take the text's width from the glyphs: only the wide one bears it */
				actual_end(d);
				actual_begin(d, STR_NONE);
			}
			draw_glyph(d, p, &c.glyphs[i], want);
		}
		if (actual)
			actual_end(d);
		*want += p->tracking * INT64_C(1000);
	}
	return single;
}

static void
draw_word(struct draw *d, const struct piece *p)
{
	struct setting *s = &d->settings[((uintptr_t)p->word >> 4) % SETTINGS];
	bool plain = !(p->flags & PIECE_HYPHEN);
	int64_t want = 0;
	string_begin(d);
	if (plain && s->word == p->word && (s->glyphs || !d->spacing)) {
		buf_add(&d->b, s->bytes, s->n);
		d->pen += em_fine(d, s->width + s->glyphs * d->spacing * 1000);
		d->end = d->pen + em_fine(d, s->want);
		return;
	}
	size_t from = d->b.n;
	unsigned arrays = d->arrays;
	d->run = 0;
	bool single = draw_clusters(d, p, &want);
	d->pen += em_fine(d, d->run);
	d->end = d->pen + em_fine(d, want);
	size_t n = d->b.n - from;
	if (!plain || arrays != d->arrays || !d->in_string || n > SETTING_MOST || (d->spacing && !single))
		return;
	*s = (struct setting){.word = p->word, .want = (int32_t)want, .n = (uint8_t)n, .width = d->run};
	if (single) {
		s->glyphs = (uint8_t)p->word->n;
		s->width -= s->glyphs * d->spacing * 1000;
	}
	memcpy(s->bytes, d->b.p + from, n);
}

/* Sets everything up for a piece and brings the pen to its place, over the blank before it. */
static void
draw_approach(struct draw *d, const struct piece *p, const struct font *font, bool first)
{
	bool blank = (p->flags & PIECE_SPACE) && !first;
	int stretch = p->stretch > -5000 ? p->stretch : -5000;
	if (!d->in_text) {
		text_begin(d, blank ? fine_dim(d->end) : p->x);
		text_font(d, font, p->size);
		text_stretch(d, stretch);
		text_spacing(d, p->tracking);
	}
	if (blank && d->font->space) {
		text_glyph(d, d->font->cid[d->font->space]);
		d->pen += em_fine(d, d->font->width[d->font->space] + d->spacing * 1000);
	}
	text_font(d, font, p->size);
	text_stretch(d, stretch);
	text_spacing(d, p->tracking);
	text_invisible(d, p->flags & PIECE_INVISIBLE);
	draw_colour(d, p->colour);
	text_rise(d, p->rise);
	int64_t move = round_div(p->x * FINE - d->pen, em_fine(d, 1000));
	text_move(d, move);
	d->pen += em_fine(d, move * 1000);
}

static void
used_note(struct draw *d, uint32_t number)
{
	for (size_t i = 0; i < d->n_used; i++)
		if (d->used[i] == number)
			return;
	*PUSH(d->scratch, d->used, d->n_used, d->used_cap) = number;
}

static void
draw_xobject(struct draw *d, const dim m[6], uint32_t number)
{
	for (int i = 0; i < 6; i++)
		put_dim(&d->b, m[i]);
	buf_z(&d->b, "cm /I");
	buf_int(&d->b, number);
	buf_z(&d->b, " Do Q\n");
	used_note(d, number);
}

/* A picture says nothing to whoever copies text: an invisible blank of the same width carries it. */
static void
draw_emoji_text(struct draw *d, dim x, dim advance, dim size)
{
	const struct font *font = d->f->blank;
	if (!font || advance <= 0 || !font->width[font->space])
		return;
	int64_t wide = round_div(advance * FINE * 10000, (int64_t)font->width[font->space] * size);
	text_begin(d, x);
	text_font(d, font, size);
	text_spacing(d, 0);
	text_invisible(d, true);
	text_stretch(d, (int)wide - 10000);
	text_glyph(d, font->cid[font->space]);
	text_stretch(d, 0);
	text_invisible(d, false);
	text_end(d);
}

static void
draw_emoji(struct draw *d, const struct piece *p, const struct font *font)
{
	int64_t upem = font->face->upem > 0 ? font->face->upem : 1000, wide = 10000 + p->stretch;
	dim x = p->x;
	text_end(d);
	for (struct cluster c = {0}; cluster_next(p->word, &c);) {
		dim start = x;
		actual_begin(d, c.text);
		for (size_t i = 0; i < c.n; i++) {
			const struct glyph *g = &c.glyphs[i];
			uint32_t number = g->id < font->n ? font->first + font->cid[g->id] : 0;
			const int *box = d->f->xobjects[number].box;
			if (g->id < font->n && d->f->xobjects[number].dict && !(p->flags & PIECE_INVISIBLE)) {
				const dim m[6] = {dim_scale(p->size, box[2], upem), 0, 0, dim_scale(p->size, box[3], upem),
					d->x + x + dim_scale(p->size, box[0] + g->dx, upem),
					d->y + p->rise + dim_scale(p->size, box[1] + g->dy, upem)};
				buf_z(&d->b, "q ");
				draw_xobject(d, m, number);
			}
			x += dim_scale(p->size, g->advance * wide, upem * 10000);
		}
		draw_emoji_text(d, start, x - start, p->size);
		actual_end(d);
		x += dim_scale(p->size, p->tracking * wide, 1000 * 10000);
	}
	d->end = x * FINE;
}

/* ---- lines ---- */

static bool
stroke_joins(const struct stroke *s, const struct piece *p, const struct stroke *next)
{
	return s->open && s->y == next->y && s->h == next->h && !memcmp(&s->colour, &next->colour, sizeof s->colour) &&
		((p->flags & PIECE_SPACE) || p->x - s->x1 < p->size / 8) && p->x >= s->x0;
}

/* A line under (0) or through (1) a piece; it runs on through the blanks between such pieces. */
static void
stroke_piece(struct draw *d, struct stroke *run, const struct piece *p, int through)
{
	dim h = p->size / 20;
	struct stroke next = {.x0 = p->x,
		.x1 = fine_dim(d->end),
		.h = h,
		.colour = p->colour,
		.open = true,
		.y = p->rise + (through ? p->size / 4 : -p->size / 8 - h)};
	bool wanted = p->flags & (through ? PIECE_STRIKE : PIECE_UNDERLINE);
	if (wanted && stroke_joins(run, p, &next)) {
		run->x1 = next.x1;
		return;
	}
	if (run->open)
		*PUSH(d->scratch, d->strokes, d->n_strokes, d->strokes_cap) = *run;
	*run = wanted ? next : (struct stroke){0};
}

static void
strokes_draw(struct draw *d, struct stroke run[2])
{
	for (int i = 0; i < 2; i++)
		if (run[i].open)
			*PUSH(d->scratch, d->strokes, d->n_strokes, d->strokes_cap) = run[i];
	for (size_t i = 0; i < d->n_strokes; i++) {
		const struct stroke *s = &d->strokes[i];
		draw_colour(d, s->colour);
		draw_rect(d, d->x + s->x0, d->y + s->y, s->x1 - s->x0, s->h, "re f\n");
	}
	d->n_strokes = 0;
}

static void
draw_line(struct draw *d, const struct line *line)
{
	struct stroke run[2] = {0};
	bool first = true;
	d->end = 0;
	for (uint32_t i = 0; i < line->n; i++) {
		const struct piece *p = &line->pieces[i];
		size_t number = p->word ? (size_t)p->word->face->number : SIZE_MAX;
		if (number >= d->f->pages->n_faces || p->size <= 0)
			continue;
		const struct font *font = &d->f->fonts[number];
		if (font->face->emoji) {
			if ((p->flags & PIECE_SPACE) && d->in_text && d->font->space)
				text_glyph(d, d->font->cid[d->font->space]);
			draw_emoji(d, p, font);
		} else if (font->dict) {
			draw_approach(d, p, font, first);
			draw_word(d, p);
		}
		first = false;
		stroke_piece(d, &run[0], p, 0);
		stroke_piece(d, &run[1], p, 1);
	}
	text_end(d);
	strokes_draw(d, run);
}

/* ---- pictures and pages ---- */

/* From the unit square of the stored picture to its upright place: the eight orientations of EXIF. */
static void
draw_matrix(int orientation, dim x, dim y, dim w, dim h, dim m[6])
{
	/* a and b: where the stored right leads; c and d: where the stored up leads */
	static const signed char ways[9][4] = {{1, 0, 0, 1}, {1, 0, 0, 1}, {-1, 0, 0, 1}, {-1, 0, 0, -1}, {1, 0, 0, -1},
		{0, -1, -1, 0}, {0, -1, 1, 0}, {0, 1, 1, 0}, {0, 1, -1, 0}};
	const signed char *way = ways[orientation >= 1 && orientation <= 8 ? orientation : 1];
	m[0] = way[0] * w;
	m[1] = way[1] * h;
	m[2] = way[2] * w;
	m[3] = way[3] * h;
	m[4] = x + (way[0] + way[2] < 0 ? w : 0);
	m[5] = y + (way[1] + way[3] < 0 ? h : 0);
}

static void
draw_picture(struct draw *d, const struct item *item)
{
	const struct image *image = item->picture.image;
	dim w = item->picture.full_w, h = item->picture.full_h, m[6];
	if (!image || w <= 0 || h <= 0 || item->w <= 0 || item->h <= 0)
		return;
	size_t number = use_picture(d->f, image);
	buf_z(&d->b, "q ");
	if (item->picture.crop_x || item->picture.crop_y || w != item->w || h != item->h)
		draw_rect(d, d->x, d->y - item->h, item->w, item->h, "re W n ");
	int orientation = d->f->xobjects[number].upright ? 1 : image->orientation;
	draw_matrix(orientation, d->x - item->picture.crop_x, d->y + item->picture.crop_y - h, w, h, m);
	draw_xobject(d, m, (uint32_t)number);
}

static void
draw_item(struct draw *d, const struct frame *frame, const struct item *item)
{
	const struct pages *pages = d->f->pages;
	if (item->kind == ITEM_LINK || item->kind == ITEM_DEST)
		return;
	d->x = pages->bleed + frame->x + item->x;
	d->y = pages->bleed + pages->trim_h - frame->y - item->y;
	draw_role(d, item->role);
	if (item->kind == ITEM_LINE) {
		draw_line(d, &item->line);
	} else if (item->kind == ITEM_PICTURE) {
		draw_picture(d, item);
	} else if (item->kind == ITEM_RECT) {
		draw_colour(d, item->fill);
		draw_rect(d, d->x, d->y - item->h, item->w, item->h, "re f\n");
	}
}

static void
draw_page(struct draw *d, const struct page *page, struct content *out)
{
	arena_reset(d->scratch);
	/* a page begins with nothing set; only memory is carried over */
	*d = (struct draw){.f = d->f,
		.z = d->z,
		.kept = d->kept,
		.scratch = d->scratch,
		.settings = d->settings,
		.b = {d->b.p, 0, d->b.cap}};
	for (size_t k = 0; k < page->n_frames; k++)
		for (size_t i = 0; i < page->frames[k].n; i++)
			draw_item(d, &page->frames[k], &page->frames[k].items[i]);
	draw_role(d, ROLE_PARA);
	out->data = deflater_keep(d->z, d->kept, buf_view(&d->b));
	out->n_xobjects = d->n_used;
	out->xobjects = d->n_used ? (uint32_t *)(void *)arena_dup(d->kept, d->used, d->n_used * sizeof *d->used) : NULL;
}

static void
content_page(void *ctx, size_t i, int worker)
{
	struct content_job *job = ctx;
	draw_page(&job->workers[worker], &job->f->pages->list[i], &job->f->contents[i]);
}

void
content_make(struct pdf *f)
{
	struct content_job job = {.f = f, .workers = xmalloc((size_t)f->threads * sizeof *job.workers)};
	f->contents = NEW_N(f->arena, f->pages->n + 1, struct content);
	struct arena *settings = arena_new();
	for (int i = 0; i < f->threads; i++)
		job.workers[i] = (struct draw){.f = f,
			.z = deflater_open(4),
			.kept = f->worker_arenas[i],
			.scratch = arena_new(),
			.settings = NEW_N(settings, SETTINGS, struct setting)};
	pool_run(f->threads, f->pages->n, content_page, &job);
	for (int i = 0; i < f->threads; i++) {
		deflater_close(job.workers[i].z);
		arena_free(job.workers[i].scratch);
		buf_free(&job.workers[i].b);
	}
	arena_free(settings);
	free(job.workers);
}
