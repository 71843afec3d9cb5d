/* words.c - lines of text as operators */
#include "pdf/draw.h"

#include <string.h>

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

struct setting *
settings_new(struct arena *a)
{
	return NEW_N(a, SETTINGS, struct setting);
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

void
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
	if (d->font == font && d->size == size && !d->soft)
		return;
	array_end(d);
	put_char(&d->b, '/');
	font_name(&d->b, font);
	put_char(&d->b, ' ');
	d->soft = false;
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

/* Text that stands for what is drawn. Within an element's content it is no sequence within another but one of its own: some readers (poppler's
 * structure text) take the end of an inner one for the end of the outer one too. */

static bool
actual_own(const struct draw *d)
{
	return d->tagged && (d->mark == MARK_CONTENT || d->mark == MARK_NONE);
}

static void
actual_begin(struct draw *d, struct str text)
{
	if (actual_own(d)) {
		text_end(d);
		draw_actual(d, text);
		return;
	}
	array_end(d);
	buf_z(&d->b, "/Span<</ActualText");
	buf_text16(&d->b, text);
	buf_z(&d->b, ">>BDC\n");
}

static void
actual_end(struct draw *d)
{
	if (actual_own(d)) {
		text_end(d);
		draw_mark_end(d);
		return;
	}
	array_end(d);
	buf_z(&d->b, "EMC\n");
}

/* ---- words ---- */

/* Begins the text anew where it ended within a word. */
static void
word_restart(struct draw *d)
{
	if (d->in_text)
		return;
	text_begin(d, fine_dim(d->pen + em_fine(d, d->run)));
	d->run = 0;
}

/* The same within a word. */
static void
word_actual(struct draw *d, struct str text)
{
	actual_begin(d, text);
	word_restart(d);
}

/* Behind such text the element's content goes on. */
static void
word_resume(struct draw *d)
{
	if (d->in_text)
		return;
	draw_tag(d, d->tag, d->at);
	word_restart(d);
}

/* The hyphen that a line break put there: the soft one (ISO 32000-1, 14.8.2.2.3), through a font of the same glyphs and another ToUnicode, which
 * readers mind more often than ActualText. */
static bool
hyphen_soft(struct draw *d, const struct piece *p, const struct cluster *c)
{
	if (!d->tagged || !d->font->soft || c->n != 1 || c->glyphs->id != d->font->hyphen || p->word->rtl)
		return false;
	word_resume(d);
	array_end(d);
	put_char(&d->b, '/');
	font_name(&d->b, d->font);
	buf_z(&d->b, "s ");
	put_dim(&d->b, d->size);
	buf_z(&d->b, "Tf\n");
	d->soft = true;
	return true;
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
		word_actual(d, last);
		draw_speck(d, p, want);
		actual_end(d);
	}
	*want -= dx;
	word_actual(d, text);
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

/* A blank as wide as the glyphs that the face lacks, and the lines of a box: they are drawn when the line's text has ended. */
static void
draw_missing(struct draw *d, const struct piece *p, const struct cluster *c, int64_t *want)
{
	const struct font *font = d->font;
	int64_t upem = font->face->upem > 0 ? font->face->upem : 1000, wide = 0, move = round_div(*want, 1000);
	int64_t unit = font->space ? font->width[font->space] : 0;
	int stretch = d->stretch;
	struct box sides[4];
	for (size_t i = 0; i < c->n; i++)
		wide += c->glyphs[i].advance * FINE / upem;
	dim from = fine_dim(d->pen + em_fine(d, d->run + *want)), to = fine_dim(d->pen + em_fine(d, d->run + *want + wide));
	missing_box(font, p, from, to - from, sides);
	for (int i = 0; i < 4 && !(p->flags & PIECE_INVISIBLE) && sides[i].w > 0 && sides[i].h > 0; i++)
		*PUSH(d->scratch, d->strokes, d->n_strokes, d->strokes_cap) = (struct stroke){
			.x0 = sides[i].x, .x1 = sides[i].x + sides[i].w, .y = sides[i].y, .h = sides[i].h, .colour = p->colour};
	if (wide <= 0 || unit <= 0) {
		*want += wide;
		return;
	}
	word_actual(d, c->text);
	text_rise(d, p->rise);
	text_spacing(d, 0);
	text_move(d, move);
	text_stretch(d, (int)round_div((10000 + stretch) * wide, unit) - 10000);
	text_glyph(d, font->cid[font->space]);
	text_stretch(d, stretch);
	text_spacing(d, p->tracking);
	actual_end(d);
	*want -= move * 1000;
	d->run += move * 1000 + wide;
}

/* Returns whether every cluster was one glyph. */
static bool
draw_clusters(struct draw *d, const struct piece *p, int64_t *want)
{
	bool single = true, digital = d->f->sheets->standard == PDF_DIGITAL;
	for (struct cluster c = {0}; cluster_next(p->word, &c);) {
		bool hyphen = (p->flags & PIECE_HYPHEN) && (p->word->rtl ? c.next == c.n : c.next == p->word->n);
		bool soft = hyphen && hyphen_soft(d, p, &c);
		bool actual = !soft && (hyphen || !cluster_plain(d->font, &c) || (digital && text_private(c.text)));
		if (digital && cluster_missing(d->font, &c)) {
			draw_missing(d, p, &c, want);
			*want += p->tracking * INT64_C(1000);
			continue;
		}
		single = single && c.n == 1;
		if (p->word->rtl && (actual || !text_single(c.text)) && !hyphen) {
			draw_cluster_rtl(d, p, &c, want);
			*want += p->tracking * INT64_C(1000);
			continue;
		}
		if (actual)
			word_actual(d, hyphen ? STR("\xC2\xAD") : c.text);
		else
			word_resume(d);
		for (size_t i = 0; i < c.n; i++) {
			if (i &&
				cluster_marks(
					&c)) { /* readers take the text's width from the glyphs: only the wide one bears it */
				actual_end(d);
				word_actual(d, STR_NONE);
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
	bool plain = !(p->flags & PIECE_HYPHEN) && !(p->word->missing && d->f->sheets->standard == PDF_DIGITAL);
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
	draw_colour(d, p->colour, p->size);
	text_rise(d, p->rise);
	int64_t move = round_div(p->x * FINE - d->pen, em_fine(d, 1000));
	text_move(d, move);
	d->pen += em_fine(d, move * 1000);
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
	if (emoji_one_ink(d->f))
		draw_colour(d, p->colour, p->size);
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

/* Elements' content, in tagged pages. */

/* Whether the one is somewhere below the other: parents have lower numbers. */
static bool
within(const struct draw *d, uint32_t tag, uint32_t outer)
{
	while (tag > outer && tag < d->f->pages->n_tags)
		tag = d->f->pages->tags[tag].parent;
	return outer && tag == outer;
}

/* A blank between what is set and what comes. */
static void
blank_write(struct draw *d)
{
	if (!d->in_text || !d->font->space)
		return;
	text_glyph(d, d->font->cid[d->font->space]);
	d->pen += em_fine(d, d->font->width[d->font->space] + d->spacing * 1000);
}

/* Turns to the element of the piece that comes next. The blank between two elements belongs to the outer one: a link does not begin with it.
 * Returns whether it has been written. */
static bool
piece_mark(struct draw *d, const struct piece *p, bool blank)
{
	uint32_t tag = d->artifact ? 0 : p->tag;
	bool written = false;
	d->rtl = tag && p->word->rtl;
	if (tag ? d->mark == MARK_CONTENT && d->tag == tag && d->reversed == d->rtl : d->mark == d->artifact_kind) {
		draw_tag(d, tag, p->start);
		return false;
	}
	if (blank && d->in_text && d->mark == MARK_CONTENT && !within(d, d->tag, tag)) {
		blank_write(d);
		written = true;
	}
	text_end(d);
	draw_tag(d, tag, p->start);
	return written;
}

static bool
line_rtl(const struct line *line)
{
	for (uint32_t i = 0; i < line->n; i++)
		if (line->pieces[i].word && line->pieces[i].word->rtl)
			return true;
	return false;
}

/* Words of two lines are parted by a blank, as those of one line are, which reading needs and nobody sees. */
static void
line_blank(struct draw *d, const struct piece *p, const struct font *font, bool before)
{
	struct piece blank = *p;
	if (font->face->emoji)
		font = d->f->blank;
	if (!font || !font->space || !font->dict)
		return;
	if (before)
		blank.x -= dim_scale(p->size, font->advance[font->space], font->face->upem > 0 ? font->face->upem : 1000);
	blank.flags &= PIECE_INVISIBLE;
	if (d->mark == MARK_NONE)
		draw_tag(d, d->tag, d->at);
	if (!before && !d->in_text)
		blank.x = fine_dim(d->end);
	if (before || !d->in_text)
		draw_approach(d, &blank, font, true);
	blank_write(d);
}

/* Where the next line goes on with an element around that of the last piece, the blank between them is that one's, as within a line. */
static void
blank_outer(struct draw *d, const struct piece *last)
{
	if (d->mark != MARK_CONTENT || d->next_tag == d->tag || !within(d, d->tag, d->next_tag))
		return;
	text_end(d);
	draw_mark_end(d);
	d->tag = d->next_tag;
	d->at = last->end;
}

/* NULL: the piece shows nothing. */
static const struct font *
piece_font(const struct draw *d, const struct piece *p)
{
	size_t number = p->word ? (size_t)p->word->face->number : SIZE_MAX;
	return number < d->f->pages->n_faces && p->size > 0 ? &d->f->fonts[number] : NULL;
}

static void
draw_piece(struct draw *d, const struct piece *p, const struct font *font, bool first)
{
	if (font->face->emoji) {
		if ((p->flags & PIECE_SPACE) && d->in_text && d->font->space)
			text_glyph(d, d->font->cid[d->font->space]);
		draw_emoji(d, p, font);
	} else if (font->dict) {
		draw_approach(d, p, font, first);
		draw_word(d, p);
	}
}

/* From left to right, or of pages without tags. */
static void
draw_pieces(struct draw *d, const struct line *line, struct stroke run[2])
{
	bool first = true, blank = d->tagged && (line->flags & LINE_BLANK);
	for (uint32_t i = 0; i < line->n; i++) {
		const struct piece *p = &line->pieces[i];
		const struct font *font = piece_font(d, p);
		if (!font)
			continue;
		if (d->tagged && piece_mark(d, p, (p->flags & PIECE_SPACE) && !first))
			first = true;
		draw_piece(d, p, font, first);
		if (blank && i + 1 == line->n) {
			blank_outer(d, p);
			line_blank(d, p, font, false);
		}
		first = false;
		strokes_piece(d, run, p);
	}
}

/* Tagged pieces in the order in which they are seen, some of which are read from right to left: each has the blank before it in reading on that
 * side, and the last one the blank that parts the line from the next. */
static void
draw_turned(struct draw *d, const struct line *line, struct stroke run[2])
{
	uint32_t begin = 0, end = 0;
	for (uint32_t i = 1; i < line->n; i++) {
		begin = line->pieces[i].start < line->pieces[begin].start ? i : begin;
		end = line->pieces[i].start > line->pieces[end].start ? i : end;
	}
	for (uint32_t i = 0; i < line->n; i++) {
		struct piece p = line->pieces[i];
		const struct font *font = piece_font(d, &p);
		if (!font)
			continue;
		bool ahead = (p.flags & PIECE_SPACE) && i != begin, behind = (line->flags & LINE_BLANK) && i == end;
		p.flags &= (uint8_t)~PIECE_SPACE;
		piece_mark(d, &p, false);
		if (p.word->rtl ? behind : ahead)
			line_blank(d, &p, font, true);
		draw_piece(d, &p, font, true);
		if (p.word->rtl ? ahead : behind)
			line_blank(d, &p, font, false);
		strokes_piece(d, run, &line->pieces[i]);
	}
}

void
draw_line(struct draw *d, const struct line *line)
{
	struct stroke run[2] = {0};
	/* marked content has its place among an element's other kids by where it begins in the text: so what is not set in the order of the text
	 * is no part of what runs on from line to line */
	bool turned = d->tagged && line_rtl(line);
	d->end = 0;
	if (turned || (d->mark == MARK_CONTENT && line->n && line->pieces[0].start < d->list[d->n_list - 1].at))
		draw_mark_end(d);
	if (turned)
		draw_turned(d, line, run);
	else
		draw_pieces(d, line, run);
	text_end(d);
	if (d->tagged && d->mark == MARK_NONE && (run[0].open || run[1].open || d->n_strokes))
		draw_tag(d, d->tag, d->at);
	strokes_draw(d, run);
	if (turned)
		draw_mark_end(d);
	d->rtl = false;
}
