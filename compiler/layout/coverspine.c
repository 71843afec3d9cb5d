/* coverspine.c - the text on the spine: years, title, publisher, as large as the spine lets them be */
#include "layout/cover.h"

enum { LINES_MOST = 2 };
#define SIZE_LEAST PT(6) /* smaller type on a spine is not read, whatever the printer takes */
#define SIZE_STEP PT(0.25)

struct spine {
	struct sheet sheet;
	dim thick, length; /* of the room for text, across and along */
	dim across; /* upper edge of that room */
	dim from; /* where the text begins along the spine */
	dim least; /* smallest size */
};

static struct text_style
style_sized(const struct text_style *style, dim size)
{
	struct text_style t = *style;
	t.leading = dim_scale(style->leading, size, style->size);
	t.size = size;
	return t;
}

static dim
width_of(const struct spine *s, struct str text, const struct text_style *style)
{
	struct parts_env *env = s->sheet.env;
	arena_reset(env->scratch);
	return text.n ? text_width(env->fonts, env->scratch, text, env->book->language, style) : 0;
}

/* Half the height of capitals: what stands on the spine's middle line does so with these. */
static dim
half_capital(const struct parts_env *env, const struct text_style *style)
{
	const struct face *face = fonts_face(env->fonts, style->face);
	return face && face->upem && face->cap_height > 0 ? dim_scale(style->size, face->cap_height, 2 * (int64_t)face->upem)
							  : style->size / 3;
}

/* The publisher's name in the size that goes with a title's. */
static struct text_style
name_style(const struct spine *s, const struct text_style *title)
{
	const struct text_style *name = &s->sheet.env->style->text_styles[TEXT_COVER_NAME];
	dim size = title->size * 6 / 10;
	return style_sized(name, size > name->size ? name->size : size < s->least ? s->least : size);
}

/* Does the title fit in so many lines at its size, with the name behind it? */
static bool
title_fits(const struct spine *s, struct str title, const struct text_style *t, struct str name, size_t lines)
{
	struct text_style of_name = name_style(s, t);
	dim taken = name.n ? width_of(s, name, &of_name) + 2 * t->size : 0;
	if (t->size + (dim)(lines - 1) * t->leading > s->thick || taken > s->length / 2)
		return false;
	if (lines == 1)
		return width_of(s, title, t) <= s->length - taken;
	return sheet_lines(s->sheet.env, title, t, s->sheet.env->book->language, s->length - taken) <= lines;
}

/* The largest size at which the title fits, 0 where there is none. Two lines must be worth it: half as large again as one. */
static dim
title_size(const struct spine *s, struct str title, struct str name, size_t *lines)
{
	const struct text_style *most = &s->sheet.env->style->text_styles[TEXT_SPINE];
	dim best = 0;
	for (size_t n = 1; n <= LINES_MOST; n++) {
		dim grown = s->thick * 3 / 10 > most->size ? s->thick * 3 / 10 : most->size; /* a thick spine bears more */
		dim size = grown < s->thick ? grown : s->thick;
		struct text_style t = style_sized(most, size);
		while (size >= s->least && !title_fits(s, title, &t, name, n))
			t = style_sized(most, size -= SIZE_STEP);
		if (size >= s->least && size > best * 3 / 2) {
			best = size;
			*lines = n;
		}
	}
	return best;
}

static void
spine_text(struct spine *s, struct str text, const struct text_style *style, uint8_t role, bool at_end, size_t lines)
{
	struct parts_env *env = s->sheet.env;
	struct str lang = env->book->language;
	bool rtl = language_rtl(lang);
	struct para_in in = {.text = text,
		.lang = lang,
		.style = style,
		.measure = lines > 1 || at_end ? s->length : 2 * s->length, /* one line was measured: it is not broken */
		.role = role,
		.align = at_end ? PARA_RIGHT : PARA_LEFT,
		.rtl = rtl};
	dim y = s->across + s->thick / 2 + half_capital(env, style) - (dim)(lines - 1) * style->leading / 2;
	sheet_para(&s->sheet, &in, s->from, y, true);
}

/* The title with the years, unless it names them itself, and with the volume's number, by which a series stands in its order on the shelf. */
static struct str
title_text(const struct parts_env *env, bool dated)
{
	const struct book *book = env->book;
	struct str years = years_text(env), text = book->title;
	if (dated && years.n && str_find(text, years) < 0)
		text = str_fmt(env->keep, "%.*s\xE2\x80\x83%.*s", STR_FMT(text), STR_FMT(years));
	if (book->config->volume) /* so abbreviated in all three languages */
		text = str_fmt(env->keep, "%.*s\xE2\x80\x83Vol.\xC2\xA0%d", STR_FMT(text), book->config->volume);
	return text;
}

struct frame
cover_spine(struct parts_env *env, const struct cover_shape *shape)
{
	dim head = cover_head(env->style) - env->style->text_styles[TEXT_COVER_NAME].size * 2 / 3;
	if (head < shape->safety)
		head = shape->safety;
	struct spine s = {.sheet = sheet_new(env, STR_NONE),
		.thick = shape->spine - 2 * shape->spine_clearance,
		.length = shape->trim_h - 2 * head,
		.across = shape->spine_clearance,
		.from = head,
		.least = shape->type_least > SIZE_LEAST ? shape->type_least : SIZE_LEAST};
	struct str title = title_text(env, true), name = env->book->publisher;
	size_t lines = 1;
	if (!shape->spine_text || s.thick < s.least || s.length < PT(72))
		return (struct frame){0};
	dim size = title_size(&s, title, name, &lines);
	if (!size)
		size = title_size(&s, title = title_text(env, false), name, &lines);
	if (!size && env->book->config->volume)
		size = title_size(&s, title = env->book->title, name, &lines);
	if (!size) {
		name = STR_NONE;
		size = title_size(&s, title, name, &lines);
	}
	if (!size)
		return (struct frame){0};
	struct text_style t = style_sized(&env->style->text_styles[TEXT_SPINE], size), of_name = name_style(&s, &t);
	dim whole = s.length;
	if (name.n)
		s.length -= width_of(&s, name, &of_name) + 2 * t.size;
	spine_text(&s, title, &t, ROLE_TITLE, false, lines);
	s.length = whole;
	if (name.n)
		spine_text(&s, name, &of_name, ROLE_BYLINE, true, 1);
	return (struct frame){.turn = 90, .items = s.sheet.whole.p, .n = s.sheet.whole.n};
}
