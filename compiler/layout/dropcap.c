/* dropcap.c - the first letter of a post, over the height of its first lines */
#include "layout/flow.h"
#include "layout/font.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/utf8.h"
#include "layout/unicode.h"

enum { OPENERS_MOST = 2, MARKS_MOST = 3 };

/* A paragraph that begins with a large letter. */
struct dropcap {
	struct text_style style;
	struct str letter; /* with the quotes and marks before it */
	size_t rest; /* where the text goes on */
	int lines;
	dim x, w; /* of the letter, from the text's edge: its stem stands on the edge */
	struct para set;
};

static bool
is_opener(uint32_t rune)
{
	int8_t type = u_charType((UChar32)rune);
	return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION || rune == '"' || rune == '\'' || rune == 0xA1 ||
		rune == 0xBF || rune == 0x201E || rune == 0x201A;
}

/* Scripts whose letters stand alone. */
static bool
is_initial(uint32_t rune)
{
	uint16_t script = rune_script(rune);
	return (u_isalpha((UChar32)rune) || u_isdigit((UChar32)rune)) &&
		(script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC || script == USCRIPT_HEBREW ||
			u_isdigit((UChar32)rune));
}

/* Quotes and marks, a letter, its accents; then the text goes on behind a blank. */
static bool
letter_cut(struct str text, struct dropcap *cap)
{
	size_t i = 0, at = 0, openers = 0, marks = 0;
	uint32_t rune = i < text.n ? utf8_next(text, &i) : 0;
	while (rune && is_opener(rune) && openers++ < OPENERS_MOST)
		rune = i < text.n ? utf8_next(text, &i) : 0;
	if (!rune || !is_initial(rune))
		return false;
	at = i;
	while (i < text.n && marks++ < MARKS_MOST && u_charType((UChar32)utf8_next(text, &i)) == U_NON_SPACING_MARK)
		at = i;
	cap->letter = str_sub(text, 0, at);
	while (at < text.n && text.p[at] == ' ')
		at++;
	cap->rest = at;
	return at < text.n;
}

/* Is it plain text that the letter is taken from? */
static bool
run_plain(const struct setting_of *s, size_t end)
{
	const unsigned other = RUN_CODE | RUN_KBD | RUN_SUP | RUN_SUB | RUN_MARK | RUN_UNDERLINE | RUN_STRIKE | RUN_SMALL;
	if (!s->n_runs)
		return true;
	const struct run *r = &s->runs[0];
	return r->kind == RUN_TEXT && r->link < 0 && r->start == 0 && r->end >= end && !(r->flags & other);
}

/* The letter's size: its capitals reach from the top of the first line's to the baseline of the last. */
static bool
letter_set(struct flow *f, const struct setting_of *s, struct dropcap *cap)
{
	const struct style *style = f->style;
	cap->style = style->text_styles[TEXT_TITLE];
	const struct face *face = fonts_face(f->fonts, cap->style.face);
	if (!face || face->cap_height <= 0)
		return false;
	dim high = (cap->lines - 1) * style->grid + f->cap;
	cap->style.size = dim_scale(high, face->upem, face->cap_height);
	cap->style.tracking = 0;
	cap->style.colour = style->text_styles[TEXT_BODY].colour;
	struct setting_of letter = {.text = cap->letter,
		.style = TEXT_TITLE,
		.own = &cap->style,
		.role = s->role,
		.lang = s->lang,
		.rtl = s->rtl,
		.align = ALIGN_LEFT};
	text_set(f, &letter, f->measure, &cap->set);
	if (cap->set.n != 1 || cap->set.lines[0].n != 1 || !cap->set.lines[0].pieces[0].word)
		return false;
	struct piece *piece = &cap->set.lines[0].pieces[0];
	const struct shaped *word = piece->word;
	hb_glyph_extents_t first = {0}, last = {0};
	if (!word->n || !hb_font_get_glyph_extents(word->face->hb_font, word->glyphs[0].id, &first) ||
		!hb_font_get_glyph_extents(word->face->hb_font, word->glyphs[word->n - 1].id, &last))
		return false;
	int32_t left = first.x_bearing, right = word->advance - word->glyphs[word->n - 1].advance + last.x_bearing + last.width;
	piece->block = s->block ? s->block->id : 0;
	cap->x = -dim_scale(left, cap->style.size, word->face->upem);
	cap->w = dim_scale(right - left, cap->style.size, word->face->upem) + style->grid * 3 / 10;
	return cap->w > 0 && cap->w < f->measure / 3;
}

/* The lines, the first of them beside the letter, and the letter with the first. */
static void
lines_add(struct flow *f, const struct setting_of *s, const struct dropcap *cap, const struct para *p)
{
	dim grid = f->style->grid;
	for (size_t i = 0; i < p->n; i++) {
		struct items items = {0};
		dim beside = (int)i < cap->lines && !p->rtl ? cap->w : 0;
		if (!i) {
			const struct line *line = &cap->set.lines[0];
			dim x = p->rtl ? f->measure - cap->w + f->style->grid * 3 / 10 + cap->x : cap->x;
			line_add(f, &items, s, line, x - line->pieces[0].x, cap->lines * grid);
		}
		line_add(f, &items, s, &p->lines[i], s->left + beside, grid);
		calls_add(f, s, &p->lines[i]);
		bool held = (int)i + 1 < cap->lines || i + 2 == p->n;
		struct atom *atom = atom_add(f, items, 1, held ? BREAK_NEVER : 0);
		atom->opens = i == 0;
		f->boxes[f->n - 1].hyphen = p->info[i].hyphen;
		f->end_x = p->lines[i].n ? beside + p->lines[i].w : 0;
		f->end_rtl = p->rtl;
	}
}

bool
dropcap_flow(struct flow *f, const struct setting_of *s)
{
	struct dropcap cap = {.lines = f->style->drop_cap};
	struct setting_of rest = *s;
	struct para p;
	if (cap.lines < 2 || s->left || s->right || s->skip || s->style != TEXT_BODY || s->align == ALIGN_CENTER ||
		s->align == ALIGN_RIGHT)
		return false;
	if (!letter_cut(s->text, &cap) || !run_plain(s, cap.rest))
		return false;
	for (; cap.lines >= 2; cap.lines--) {
		if (!letter_set(f, s, &cap))
			return false;
		rest.skip = cap.rest;
		rest.indent = 0;
		rest.inset_lines = cap.lines;
		rest.inset = cap.w;
		text_set(f, &rest, f->measure, &p);
		if (p.n < (size_t)cap.lines)
			continue;
		lines_add(f, &rest, &cap, &p);
		return true;
	}
	return false;
}
