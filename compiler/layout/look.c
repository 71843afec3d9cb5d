/* look.c - how each run of a paragraph is set: face, size, height, features */
#include "layout/seg.h"

#include <unicode/uscript.h>

dim
units_to_dim(const struct face *face, int64_t advance, dim size)
{
	int64_t v = advance * size, half = face->upem / 2;
	return (dim)((v + (v < 0 ? -half : half)) / face->upem);
}

dim
word_width(const struct word_shape *w, dim size, int tracking)
{
	dim width = units_to_dim(w->shaped.face, w->shaped.advance, size);
	if (tracking)
		width += (dim)((int64_t)w->clusters * size * tracking / 1000);
	return width;
}

static enum face_role
look_face(const struct text_style *style, unsigned flags)
{
	bool bold = flags & RUN_BOLD, italic = flags & RUN_ITALIC;
	if (flags & (RUN_CODE | RUN_KBD))
		return bold ? FACE_CODE_BOLD : italic ? FACE_CODE_ITALIC : FACE_CODE;
	if (bold)
		return italic ? style->bold_italic : style->bold;
	return italic ? style->italic : style->face;
}

static bool
is_code_face(enum face_role role)
{
	return role == FACE_CODE || role == FACE_CODE_BOLD || role == FACE_CODE_ITALIC;
}

/* Figures of the face's own, made to be raised, where all of the run's text is such figures. */
static bool
look_raised(struct fonts *f, const struct look *look, struct str text)
{
	struct shape_key plain = look->key, raised = look->key;
	if (!text.n || text.n > 8)
		return false;
	for (size_t i = 0; i < text.n; i++)
		if (!char_digit((unsigned char)text.p[i]))
			return false;
	raised.features |= SHAPE_RAISED;
	const struct shaped *a = &word_find(f, &plain, text)->shaped, *b = &word_find(f, &raised, text)->shaped;
	bool all = a->n == b->n;
	for (uint16_t i = 0; i < a->n && all; i++)
		all = a->glyphs[i].id != b->glyphs[i].id;
	return all;
}

/* Superscripts and subscripts: raised, and smaller unless the face has figures for that. */
static void
look_raise(struct fonts *f, struct look *look, const struct run *run, struct str text)
{
	if (run->kind == RUN_NOTE || run->flags & RUN_SUP) {
		look->key.features &= (uint16_t)~SHAPE_OLDSTYLE;
		if (!look->code && look_raised(f, look, str_sub(text, run->start, run->end))) {
			look->key.features |= SHAPE_RAISED;
			return;
		}
		look->rise = look->size * 33 / 100;
		look->size = look->size * 6 / 10;
	} else if (run->flags & RUN_SUB) {
		look->key.features &= (uint16_t)~SHAPE_OLDSTYLE;
		look->rise = -look->size * 12 / 100;
		look->size = look->size * 6 / 10;
	}
}

static void
look_make(const struct setter *s, const struct run *run, struct look *look)
{
	const struct text_style *style = s->in->style;
	unsigned flags = run ? run->flags : 0;
	enum face_role role = look_face(style, flags);
	*look = (struct look){.run = run, .size = style->size, .lang = s->in->lang, .tracking = (int16_t)style->tracking};
	if (run && run->lang.n)
		look->lang = run->lang;
	look->code = is_code_face(role);
	look->capitals = style->capitals && !look->code;
	const struct font *font = s->f->roles[role];
	bool small = style->small_capitals && !look->code;
	if (small && !font->smcp) {
		/* Capitals of nine tenths stand in for the small ones that the face lacks: none are faked. */
		look->capitals = true;
		look->size = look->size * 9 / 10;
		look->tracking = (int16_t)(look->tracking + 50);
	}
	look->syllables = style->hyphenate && !look->code;
	look->key = (struct shape_key){.font = s->f->roles[role], .lang = lang_pack(look->lang), .script = USCRIPT_LATIN};
	if (look->code)
		look->key.features = SHAPE_CODE | SHAPE_ADDRESS;
	else
		look->key.features = (uint16_t)((style->oldstyle ? SHAPE_OLDSTYLE : 0) | (style->tabular ? SHAPE_TABULAR : 0) |
			(look->tracking ? SHAPE_APART : 0) | (look->capitals ? SHAPE_CAPITALS : 0) |
			(small && !look->capitals ? SHAPE_SMALL : 0) |
			(style->acronyms_small && font->c2sc && !look->capitals ? SHAPE_ACRONYMS : 0));
	/* Code within a text is not of its face. */
	if (!look->code || is_code_face(style->face))
		look->key.features |= (uint16_t)(style->features << SHAPE_SET_SHIFT);
	if (look->code && !is_code_face(style->face))
		look->size = look->size * 9 / 10;
	if (flags & RUN_SMALL)
		look->size = look->size * 85 / 100;
	if (run) {
		look_raise(s->f, look, run, s->in->text);
		look->flags = (uint8_t)((flags & RUN_UNDERLINE ? PIECE_UNDERLINE : 0) | (flags & RUN_STRIKE ? PIECE_STRIKE : 0) |
			(run->link >= 0 ? PIECE_LINK : 0));
	}
	if (look->capitals)
		look->flags |= PIECE_CAPITALS;
	if (style->justified && !look->code && s->f->style->word_space) {
		look->blank = (dim)((int64_t)look->size * (s->f->style->word_space + look->tracking) / 1000);
		return;
	}
	look->blank = units_to_dim(&look->key.font->face, look->key.font->space, look->size) +
		(dim)((int64_t)look->size * look->tracking / 1000);
}

struct look *
looks_make(const struct setter *s)
{
	size_t n = s->in->runs ? s->in->n_runs : 0;
	struct look *looks = NEW_N(s->scratch, n ? n : 1, struct look);
	if (!n)
		look_make(s, NULL, looks);
	for (size_t i = 0; i < n; i++)
		look_make(s, &s->in->runs[i], &looks[i]);
	return looks;
}
