/* index.c - the index at the end of the book: terms with their pages, in two columns under their letters */
#include "layout/index.h"
#include "layout/sheet.h"

enum { COLUMNS = 2, INDEX_LEVELS = 2 };

/* A line of a column. */
struct row {
	struct line line;
	uint8_t role;
	dim x, leading;
	dim above; /* space before it, which falls away at the head of a column */
	bool stays; /* it may not begin a column: it stays with the row before it */
	struct item *links; /* to pages and terms, and a name for this place; y from the row's baseline */
	size_t n_links, cap_links;
};

struct rows {
	struct row *p;
	size_t n, cap;
	bool tight; /* half the space between groups */
};

/* A stretch of an entry's text that leads somewhere. */
struct target {
	uint32_t start, end;
	struct str dest;
};

struct maker {
	struct parts_env *env;
	const struct spots *spots;
	struct rows rows;
	dim column; /* its width */
	dim indent; /* of run-over lines, and of each level */
	bool rtl;
	struct tagging *tags; /* NULL: none are made */
	uint32_t whole; /* the Index element */
	uint32_t list[INDEX_LEVELS + 1]; /* of each level: its list, and its last item's body */
	uint32_t body[INDEX_LEVELS + 1];
	struct buf text; /* of the entry at hand */
	struct run *runs;
	size_t n_runs, cap_runs;
	struct target *targets;
	size_t n_targets, cap_targets;
	bool *led; /* terms that others lead to */
};

static struct str
term_dest(struct maker *m, size_t term)
{
	return str_fmt(m->env->keep, "--term-%zu", term);
}

/* ---- the text of an entry ---- */

static void
text_add(struct maker *m, struct str s, uint16_t flags)
{
	uint32_t start = (uint32_t)m->text.n;
	if (!s.n)
		return;
	buf_str(&m->text, s);
	*PUSH(m->env->keep, m->runs, m->n_runs, m->cap_runs) =
		(struct run){.start = start, .end = (uint32_t)m->text.n, .flags = flags, .link = -1, .picture = -1, .note = -1};
}

static void
target_add(struct maker *m, struct str s, struct str dest)
{
	uint32_t start = (uint32_t)m->text.n;
	text_add(m, s, 0);
	*PUSH(m->env->keep, m->targets, m->n_targets, m->cap_targets) =
		(struct target){.start = start, .end = (uint32_t)m->text.n, .dest = dest};
}

/* "3", "3–7" */
static struct str
pages_text(struct maker *m, const struct index_page *p)
{
	const struct page *posts = m->env->posts;
	struct str from = posts[p->first].folio, to = posts[p->last].folio;
	return p->last == p->first || str_eq(from, to)
		? from
		: str_fmt(m->env->keep, "%.*s\xE2\x80\x93%.*s", STR_FMT(from), STR_FMT(to));
}

static void
reference_add(struct maker *m, const char *before, enum word word, const int *terms, size_t n)
{
	const struct index_term *index = m->env->book->index;
	if (!n)
		return;
	text_add(m, str_of(before), 0);
	text_add(m, word_in(word, m->env->book->language), RUN_ITALIC);
	for (size_t i = 0; i < n; i++) {
		text_add(m, i ? STR("; ") : STR(" "), 0);
		target_add(m, index[terms[i]].text, term_dest(m, (size_t)terms[i]));
	}
}

static void
entry_text(struct maker *m, size_t term)
{
	const struct index_term *t = &m->env->book->index[term];
	size_t n;
	arena_reset(m->env->scratch);
	struct index_page *pages = spots_pages(m->env, m->spots, term, &n);
	m->text.n = m->n_runs = m->n_targets = 0;
	text_add(m, t->text, 0);
	for (size_t i = 0; i < n; i++) {
		text_add(m, STR(", "), 0);
		target_add(m, pages_text(m, &pages[i]), pages[i].dest);
	}
	reference_add(m, ", ", WORD_SEE, &t->see, t->see >= 0);
	reference_add(m, n || t->see >= 0 ? "; " : ", ", WORD_SEE_ALSO, t->also, t->n_also);
}

/* ---- rows ---- */

static struct row *
row_add(struct maker *m, struct line line, uint8_t role, dim x, dim leading)
{
	struct row *row = PUSH(m->env->keep, m->rows.p, m->rows.n, m->rows.cap);
	*row = (struct row){.line = line, .role = role, .x = x, .leading = leading};
	return row;
}

static dim
piece_right(const struct line *line, uint32_t i)
{
	return i + 1 < line->n && line->pieces[i + 1].x > line->pieces[i].x ? line->pieces[i + 1].x : line->w;
}

/* The areas of a row that lead somewhere. */
static void
row_links(struct maker *m, struct row *row, const struct target *t)
{
	const struct line *line = &row->line;
	dim left = 0, right = 0;
	bool any = false;
	for (uint32_t i = 0; i < line->n; i++) {
		const struct piece *p = &line->pieces[i];
		if (p->start >= t->end || p->end <= t->start)
			continue;
		dim to = piece_right(line, i);
		left = any && left < p->x ? left : p->x;
		right = any && right > to ? right : to;
		any = true;
	}
	if (any && right > left)
		*PUSH(m->env->keep, row->links, row->n_links, row->cap_links) = (struct item){.kind = ITEM_LINK,
			.role = ROLE_ARTIFACT,
			.x = row->x + left,
			.y = -row->leading * 3 / 4,
			.w = right - left,
			.h = row->leading,
			.link = {.dest = t->dest}};
}

static void
letter_add(struct maker *m, struct str letter)
{
	const struct text_style *style = &m->env->style->text_styles[TEXT_INDEX_LETTER];
	struct para_in in = {.text = letter,
		.lang = m->env->book->language,
		.style = style,
		.measure = m->column,
		.role = ROLE_HEADING,
		.rtl = m->rtl};
	struct para para;
	arena_reset(m->env->scratch);
	para_set(m->env->fonts, m->env->keep, m->env->scratch, &in, &para, m->env->d);
	m->list[0] = 0;
	if (para.n && m->tags)
		line_tag(&para.lines[0], tag_add(m->tags, m->whole, TAG_H2));
	if (para.n)
		row_add(m, para.lines[0], ROLE_HEADING, 0, style->leading)->above = style->leading;
}

/* The element of a term's text: an item of its level's list, which stands in the item above. */
static uint32_t
entry_tag(struct maker *m, int level)
{
	if (!m->tags)
		return 0;
	level = level < 0 ? 0 : level > INDEX_LEVELS ? INDEX_LEVELS : level;
	for (; level && !m->list[level - 1]; level--)
		;
	if (!m->list[level])
		m->list[level] = tag_add(m->tags, level ? m->body[level - 1] : m->whole, TAG_L);
	for (int i = level + 1; i <= INDEX_LEVELS; i++)
		m->list[i] = 0;
	m->body[level] = tag_add(m->tags, tag_add(m->tags, m->list[level], TAG_LI), TAG_LBODY);
	return tag_add(m->tags, m->body[level], TAG_P);
}

/* A term's lines: the first two stay together, the last two, and a first term below another stays with that. */
static void
entry_add(struct maker *m, size_t term, bool stays)
{
	const struct style *style = m->env->style;
	const struct text_style *text = &style->text_styles[TEXT_INDEX];
	const struct index_term *t = &m->env->book->index[term];
	dim inset = m->indent * (t->level + 1);
	entry_text(m, term);
	struct para_in in = {.text = str_dup(m->env->keep, buf_view(&m->text)),
		.runs = m->runs,
		.n_runs = m->n_runs,
		.lang = m->env->book->language,
		.style = text,
		.measure = m->column - inset,
		.first_indent = -m->indent,
		.role = ROLE_PARA,
		.rtl = m->rtl,
		.align = m->rtl ? PARA_RIGHT : PARA_LEFT};
	struct para para;
	arena_reset(m->env->scratch);
	para_set(m->env->fonts, m->env->keep, m->env->scratch, &in, &para, m->env->d);
	uint32_t tag = entry_tag(m, t->level);
	for (size_t i = 0; i < para.n; i++) {
		if (tag)
			line_tag(&para.lines[i], tag);
		if (i + 1 < para.n && para.info[i].end < para.info[i + 1].start)
			para.lines[i].flags |= LINE_BLANK;
		struct row *row = row_add(m, para.lines[i], ROLE_PARA, m->rtl ? 0 : inset, text->leading);
		row->stays = i ? i == 1 || i + 1 == para.n : stays;
		for (size_t k = 0; k < m->n_targets; k++)
			row_links(m, row, &m->targets[k]);
		if (!i && m->led[term])
			*PUSH(m->env->keep, row->links, row->n_links, row->cap_links) = (struct item){
				.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .y = -text->leading, .dest = term_dest(m, term)};
	}
}

static void
rows_make(struct maker *m)
{
	const struct book *book = m->env->book;
	m->led = NEW_N(m->env->keep, book->n_index, bool);
	for (size_t i = 0; i < book->n_index; i++) {
		const struct index_term *t = &book->index[i];
		if (t->see >= 0)
			m->led[t->see] = true;
		for (size_t k = 0; k < t->n_also; k++)
			m->led[t->also[k]] = true;
	}
	struct str letter = STR_NONE;
	for (size_t i = 0; i < book->n_index; i++) {
		const struct index_term *t = &book->index[i];
		bool first = t->level == 0 && !str_eq(letter, t->letter);
		if (first)
			letter_add(m, letter = t->letter);
		entry_add(m, i, first || (i && t->level > book->index[i - 1].level));
	}
}

/* ---- columns ---- */

static dim
row_height(const struct rows *rows, size_t i, bool first)
{
	const struct row *row = &rows->p[i];
	return row->leading + (first ? 0 : rows->tight ? row->above / 2 : row->above);
}

/* How many rows from `from` on fit into a column; at least one. */
static size_t
column_fill(const struct rows *rows, size_t from, dim height)
{
	dim y = 0;
	size_t to = from;
	while (to < rows->n) {
		y += row_height(rows, to, to == from);
		if (y > height && to > from)
			break;
		to++;
	}
	size_t end = to;
	while (to < rows->n && to > from + 1 && rows->p[to].stays)
		to--;
	return to < rows->n && rows->p[to].stays ? end : to;
}

/* Rows behind a page with columns of that height. */
static size_t
page_fill(const struct rows *rows, size_t from, dim height)
{
	for (int c = 0; c < COLUMNS && from < rows->n; c++)
		from = column_fill(rows, from, height);
	return from;
}

static void
column_put(struct sheet *s, const struct rows *rows, size_t from, size_t to, dim x, dim top)
{
	dim y = top;
	for (size_t i = from; i < to; i++) {
		const struct row *row = &rows->p[i];
		y += row_height(rows, i, i == from);
		for (size_t k = 0; k < row->n_links; k++) {
			struct item link = row->links[k];
			link.x += x;
			link.y += y;
			sheet_item(s, link);
		}
		sheet_item(s,
			(struct item){.kind = ITEM_LINE,
				.role = row->role,
				.x = x + row->x,
				.y = y,
				.w = row->line.w,
				.line = row->line});
	}
}

/* The last page's columns are of one height. */
static dim
height_least(const struct rows *rows, size_t from, dim height, dim step)
{
	dim h = height;
	if (step < PT(1))
		step = PT(1);
	while (h > step && page_fill(rows, from, h - step) == rows->n)
		h -= step;
	return h;
}

/* Pages that the rows take, when the first has less height than the others. */
static size_t
pages_count(const struct rows *rows, dim first, dim height)
{
	size_t n = 0;
	for (size_t at = 0; at < rows->n; n++)
		at = page_fill(rows, at, n ? height : first);
	return n;
}

/* A tighter setting is taken where it saves a page. */
static void
tightness_choose(struct maker *m, const struct sheet *s)
{
	const struct style *style = m->env->style;
	dim first = style->last_baseline - s->y, height = style->last_baseline - style->first_baseline + style->grid;
	size_t wide = pages_count(&m->rows, first, height);
	m->rows.tight = true;
	m->rows.tight = wide > 1 && pages_count(&m->rows, first, height) < wide;
}

static void
pages_fill(struct maker *m, struct sheet *s)
{
	const struct style *style = m->env->style;
	const struct rows *rows = &m->rows;
	dim step = style->text_styles[TEXT_INDEX].leading;
	for (size_t at = 0; at < rows->n;) {
		dim height = style->last_baseline - s->y;
		if (page_fill(rows, at, height) == rows->n)
			height = height_least(rows, at, height, step);
		for (int c = 0; c < COLUMNS && at < rows->n; c++) {
			size_t to = column_fill(rows, at, height);
			int place = m->rtl ? COLUMNS - 1 - c : c;
			column_put(s, rows, at, to, place * (m->column + style->grid), s->y);
			at = to;
		}
		if (at < rows->n)
			sheet_turn(s);
	}
}

struct page *
part_index(struct parts_env *env, size_t *n)
{
	const struct style *style = env->style;
	*n = 0;
	if (!env->book->n_index || !env->posts)
		return NULL;
	struct sheet s = sheet_new(env, part_name(env, env->part));
	struct maker m = {.env = env,
		.column = (s.measure - (COLUMNS - 1) * style->grid) / COLUMNS,
		.indent = style->inset * 3 / 4,
		.rtl = language_rtl(env->book->language)};
	m.spots = spots_find(env);
	sheet_heading(&s, part_name(env, env->part));
	m.tags = env->tags;
	m.whole = env->tags ? tag_add(env->tags, s.part, TAG_INDEX) : 0;
	rows_make(&m);
	tightness_choose(&m, &s);
	pages_fill(&m, &s);
	buf_free(&m.text);
	return sheet_pages(&s, n);
}
