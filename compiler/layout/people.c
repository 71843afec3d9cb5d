/* people.c - pages of people: portraits in a grid, name and role below each */
#include "layout/sheet.h"

enum { COLUMNS_LEAST = 3, COLUMNS_MOST = 8 };

struct grid {
	struct sheet sheet;
	int columns;
	dim side; /* of a portrait */
	dim pitch; /* from one column's left edge to the next one's */
	dim text_w; /* of what stands below a portrait */
	dim drop; /* from a baseline to the top of capitals below it */
};

static dim
cap_height(const struct parts_env *env)
{
	const struct text_style *body = &env->style->text_styles[TEXT_BODY];
	const struct face *face = fonts_face(env->fonts, body->face);
	return face && face->upem && face->cap_height > 0 ? dim_scale(body->size, face->cap_height, face->upem)
							  : body->size * 2 / 3;
}

/* Portraits are square, begin at a cap height and end on a baseline, as all pictures do; what the measure has left goes between them. */
static void
columns_set(struct grid *g, int columns)
{
	const struct style *style = g->sheet.env->style;
	dim room = (g->sheet.measure - (columns - 1) * style->row_gap) / columns;
	int steps = (int)((room + g->drop) / style->grid);
	g->columns = columns;
	g->side = (steps < 2 ? 2 : steps) * style->grid - g->drop;
	g->pitch = g->side + (g->sheet.measure - columns * g->side) / (columns - 1);
	g->text_w = g->pitch - style->row_gap;
}

static void
grid_begin(struct grid *g, struct parts_env *env, struct str head)
{
	const struct style *style = env->style;
	g->sheet = sheet_new(env, head);
	g->drop = style->grid - cap_height(env);
	if (g->drop < 0)
		g->drop = 0;
	int columns = (int)((g->sheet.measure + style->row_gap) / (PT(93) + style->row_gap));
	columns_set(g, columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns > COLUMNS_MOST ? COLUMNS_MOST : columns);
}

/* ---- one person ---- */

static void
initials_put(struct grid *g, const struct person *p, dim x, dim y)
{
	struct sheet *s = &g->sheet;
	const struct style *style = s->env->style;
	struct text_style t = style->text_styles[TEXT_YEAR]; /* it is seen on the panel */
	struct str letters = person_initials(s->env->keep, p->name), lang = s->env->book->language;
	t.size = g->side * 2 / 5;
	t.leading = t.size;
	t.capitals = true;
	sheet_rect(s, x, y, g->side, g->side, style->panel);
	t = style_to_fit(s->env, &t, letters, g->side * 4 / 5);
	struct para_in in = {.text = letters,
		.lang = lang,
		.style = &t,
		.measure = g->side,
		.align = PARA_CENTER,
		.role = ROLE_ARTIFACT,
		.rtl = language_rtl(lang)};
	const struct face *face = fonts_face(s->env->fonts, t.face);
	dim cap = face && face->upem && face->cap_height > 0 ? dim_scale(t.size, face->cap_height, face->upem) : t.size * 2 / 3;
	sheet_para(s, &in, x, y + (g->side + cap) / 2, false);
}

/* How large a portrait may be shown; 0 (reported): it has so few pixels that nobody would be known by them. */
static dim
portrait_side(struct grid *g, const struct person *p, const struct image *image)
{
	const struct parts_env *env = g->sheet.env;
	const struct style *style = env->style;
	struct str name = str_sub(p->name, 0, 100);
	uint32_t least = image->w < image->h ? image->w : image->h;
	int64_t most = (int64_t)least * 72 * DIM_PT / (style->ppi_least > 0 ? style->ppi_least : 150);
	int wanted = (int)((int64_t)g->side * style->ppi_good / (72 * DIM_PT)) + 1;
	if (image->vector || least >= (uint32_t)wanted)
		return g->side;
	if (most > g->side / 10 * 9) { /* what is missing does not tell, but a ragged row would */
		diag_add(env->d, DIAG_PICTURE_SMALL, image->shown, 0, 0,
			"the portrait of %.*s has %u pixels on its shorter side: it prints softly; %d would be sharp",
			STR_FMT(name), (unsigned)least, wanted);
		return g->side;
	}
	if (most > g->side / 3) {
		diag_add(env->d, DIAG_PICTURE_SMALL, image->shown, 0, 0,
			"the portrait of %.*s has only %u pixels on its shorter side: it is shown smaller than the others; %d "
			"would "
			"fill its place",
			STR_FMT(name), (unsigned)least, wanted);
		return (dim)most;
	}
	diag_add(env->d, DIAG_PICTURE_SMALL, image->shown, 0, 0,
		"the portrait of %.*s has only %u pixels on its shorter side: initials stand in its place; %d would fill it",
		STR_FMT(name), (unsigned)least, wanted);
	return 0;
}

/* A face is rather in the upper half of an upright picture: what does not fit goes at the foot. A small portrait stands in the middle of a
 * pale ground, so that the row stays even. */
static void
portrait_put(struct grid *g, const struct person *p, const struct image *image, dim side, dim x, dim y)
{
	struct sheet *s = &g->sheet;
	dim rest = g->side - side;
	if (rest)
		sheet_rect(s, x, y, g->side, g->side, s->env->style->code_ground);
	struct item item = picture_filling(image, p->name, x + rest / 2, y + rest / 2, side, side);
	crop_heads(&item);
	sheet_silent(s, item); /* the name stands below it */
}

/* Name, role and organisation below y; returns the lowest baseline. */
static dim
words_put(struct grid *g, const struct person *p, dim x, dim y)
{
	struct sheet *s = &g->sheet;
	const struct style *style = s->env->style;
	struct str lang = s->env->book->language;
	struct text_style name = style->text_styles[TEXT_BYLINE], role = style->text_styles[TEXT_CAPTION];
	name.leading = dim_scale(name.size, 11, 9);
	y = sheet_text(s, p->name, &name, lang, ROLE_PARA, x, y + style->grid, g->text_w);
	if (p->role.n)
		y = sheet_text(s, p->role, &role, lang, ROLE_PARA, x, y + role.leading, g->text_w);
	if (p->organisation.n)
		y = sheet_text(s, p->organisation, &role, lang, ROLE_PARA, x, y + role.leading, g->text_w);
	return y;
}

/* ---- rows ---- */

/* How far the words below a portrait reach. */
static dim
words_height(struct grid *g, const struct person *p)
{
	struct parts_env *env = g->sheet.env;
	const struct style *style = env->style;
	const struct text_style *name = &style->text_styles[TEXT_BYLINE], *role = &style->text_styles[TEXT_CAPTION];
	struct str lang = env->book->language;
	dim h = style->grid + (dim)(sheet_lines(env, p->name, name, lang, g->text_w) - 1) * dim_scale(name->size, 11, 9);
	if (p->role.n)
		h += (dim)sheet_lines(env, p->role, role, lang, g->text_w) * role->leading;
	if (p->organisation.n)
		h += (dim)sheet_lines(env, p->organisation, role, lang, g->text_w) * role->leading;
	return h;
}

static dim
row_height(struct grid *g, const struct person *p, size_t n)
{
	dim most = 0, grid = g->sheet.env->style->grid;
	for (size_t i = 0; i < n; i++) {
		dim h = words_height(g, &p[i]);
		most = h > most ? h : most;
	}
	return g->drop + g->side + (most + grid - 1) / grid * grid;
}

static void
row_put(struct grid *g, const struct person *p, size_t n, dim h)
{
	struct sheet *s = &g->sheet;
	const struct book *book = s->env->book;
	dim top = s->y + g->drop;
	bool rtl = language_rtl(book->language);
	for (size_t i = 0; i < n; i++) {
		dim x = (rtl ? g->columns - 1 - (int)i : (int)i) * g->pitch;
		uint32_t list = sheet_enter_item(s, STR_NONE);
		if (p[i].url.n)
			sheet_enter_link(s);
		dim side = p[i].image >= 0 ? portrait_side(g, &p[i], &book->images[p[i].image]) : 0;
		if (side)
			portrait_put(g, &p[i], &book->images[p[i].image], side, x, top);
		else
			initials_put(g, &p[i], x, top);
		dim end = words_put(g, &p[i], x, top + g->side);
		if (p[i].url.n)
			sheet_uri(s, x, top, g->side, end - top + PT(3), p[i].url);
		sheet_leave(s, list);
	}
	s->y += h;
}

static void
group_put(struct grid *g, const struct person *p, size_t n)
{
	struct sheet *s = &g->sheet;
	const struct style *style = s->env->style;
	size_t columns = (size_t)g->columns;
	for (size_t i = 0; i < n; i += columns) {
		size_t row = n - i < columns ? n - i : columns;
		dim h = row_height(g, p + i, row), head = !i && p->group.n ? 2 * style->grid : 0;
		sheet_room(s, head + h);
		if (head)
			s->y = sheet_text(s, p->group, &style->text_styles[TEXT_H2], s->env->book->language, ROLE_HEADING, 0,
				       s->y + style->grid, s->measure) +
				style->grid;
		if (!i)
			sheet_enter(s, TAG_L, STR_NONE);
		row_put(g, p + i, row, h);
		s->y += style->grid;
	}
	sheet_leave(s, s->part);
	s->y += style->grid;
}

/* ---- all ---- */

static size_t
group_size(const struct book *book, size_t first)
{
	size_t end = first + 1;
	while (end < book->n_people && str_eq(book->people[end].group, book->people[first].group))
		end++;
	return end - first;
}

/* On how many pages everybody would stand. */
static size_t
pages_needed(struct grid *g, const struct book *book)
{
	const struct style *style = g->sheet.env->style;
	size_t pages = 1, columns = (size_t)g->columns;
	dim top = style->first_baseline - style->grid, y = g->sheet.y;
	for (size_t i = 0, n; i < book->n_people; i += n, y += style->grid) {
		n = group_size(book, i);
		for (size_t k = 0; k < n; k += columns) {
			dim h = row_height(g, &book->people[i + k], n - k < columns ? n - k : columns) +
				(!k && book->people[i].group.n ? 2 * style->grid : 0);
			if (y + h > style->last_baseline + PT(1) && y > top) {
				pages++;
				y = top;
			}
			y += h + style->grid;
		}
	}
	return pages;
}

/* One column more where that saves a page, and faces are still to be known. */
static void
columns_choose(struct grid *g, const struct book *book)
{
	int columns = g->columns;
	size_t pages = pages_needed(g, book);
	if (pages < 2 || columns == COLUMNS_MOST)
		return;
	columns_set(g, columns + 1);
	if (g->side < PT(56) || pages_needed(g, book) >= pages)
		columns_set(g, columns);
}

struct page *
part_people(struct parts_env *env, size_t *n)
{
	const struct book *book = env->book;
	struct grid g;
	*n = 0;
	if (!book->n_people)
		return NULL;
	grid_begin(&g, env, part_name(env, PART_PEOPLE));
	sheet_heading(&g.sheet, part_name(env, PART_PEOPLE));
	columns_choose(&g, book);
	for (size_t i = 0, size; i < book->n_people; i += size) {
		size = group_size(book, i);
		group_put(&g, &book->people[i], size);
	}
	return sheet_pages(&g.sheet, n);
}
