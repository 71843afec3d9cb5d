/* titles.c - half title, title page, imprint, colophon */
#include "layout/sheet.h"

/* ---- title page ---- */

struct str
years_text(const struct parts_env *env)
{
	const struct book *book = env->book;
	if (!book->year_from)
		return STR_NONE;
	if (book->year_from == book->year_to)
		return str_fmt(env->keep, "%d", book->year_from);
	return str_fmt(env->keep, "%d\xE2\x80\x93%d", book->year_from, book->year_to);
}

/* Not where the title names them already. */
static bool
years_new(const struct book *book)
{
	struct buf b = {0};
	buf_fmt(&b, "%d", book->year_to);
	bool new = book->year_from &&str_find(book->title, buf_view(&b)) < 0 && str_find(book->subtitle, buf_view(&b)) < 0;
	buf_free(&b);
	return new;
}

struct page *
part_half_title(struct parts_env *env, size_t *n)
{
	const struct style *style = env->style;
	struct sheet s = sheet_new(env, STR_NONE);
	s.bare = true;
	sheet_item(&s, (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .dest = part_dest(PART_HALF_TITLE)});
	sheet_text(&s, env->book->title, &style->text_styles[TEXT_HALF_TITLE], env->book->language, ROLE_PARA, 0,
		style->first_baseline + 8 * style->grid, s.measure);
	return sheet_pages(&s, n);
}

/* "Edited by …" */
static struct str
editors_text(const struct parts_env *env)
{
	const struct book *book = env->book;
	if (!book->config->n_editors)
		return STR_NONE;
	struct str names = list_words(env->keep, book->config->editors, book->config->n_editors, book->language);
	return str_fmt(env->keep, "%.*s %.*s", STR_FMT(word_in(WORD_EDITED_BY, book->language)), STR_FMT(names));
}

/* Quiet: the cover has the colour. */
struct page *
part_title(struct parts_env *env, size_t *n)
{
	const struct style *style = env->style;
	const struct book *book = env->book;
	const struct text_style *t = style->text_styles;
	struct str lang = book->language, editors = editors_text(env);
	struct sheet s = sheet_new(env, STR_NONE);
	dim grid = style->grid, foot = style->last_baseline;
	s.bare = true;
	sheet_item(&s, (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .dest = part_dest(env->part)});
	dim y = style->first_baseline + 9 * grid;
	sheet_rect(&s, 0, y - t[TEXT_BOOK_TITLE].leading - grid / 2, style->pullquote_rule_w, 2 * style->pullquote_rule,
		style->accent);
	y = sheet_text(&s, book->title, &t[TEXT_BOOK_TITLE], lang, ROLE_TITLE, 0, y, s.measure);
	if (book->subtitle.n)
		y = sheet_text(&s, book->subtitle, &t[TEXT_BOOK_SUBTITLE], lang, ROLE_SUBTITLE, 0, y + grid * 5 / 2, s.measure);
	if (editors.n)
		sheet_text(&s, editors, &t[TEXT_BYLINE], lang, ROLE_BYLINE, 0, y + 3 * grid, s.measure);
	bool years = years_new(book);
	dim lowest = y + 7 * grid; /* of a page with few lines */
	if (foot < lowest)
		foot = lowest < style->folio_baseline ? lowest : style->folio_baseline;
	if (book->publisher.n)
		sheet_text(&s, book->publisher, &t[TEXT_BYLINE], lang, ROLE_BYLINE, 0, years ? foot - grid : foot, s.measure);
	if (years)
		sheet_text(&s, years_text(env), &t[TEXT_EMBED], lang, ROLE_PARA, 0, foot, s.measure);
	return sheet_pages(&s, n);
}

/* ---- imprint ---- */

enum { IMPRINT_LINES = 32 };

struct imprint {
	struct sheet sheet;
	struct str lines[IMPRINT_LINES];
	int n;
};

static void
imprint_line(struct imprint *p, struct str text)
{
	bool blank = !text.n && (!p->n || !p->lines[p->n - 1].n);
	if (p->n < IMPRINT_LINES && !blank)
		p->lines[p->n++] = text;
}

static void
imprint_some(struct imprint *p, struct str text)
{
	if (text.n)
		imprint_line(p, text);
}

/* "SourceSans3-Semibold", "SourceSerif4Display-Semibold" -> "Source Sans 3", "Source Serif 4": optical sizes are one family. */
static struct str
family_of(struct arena *a, struct str name)
{
	static const char *const sizes[] = {"Display", "Subhead", "Caption", "SmText"};
	struct buf b = {0};
	for (size_t i = 0; i < name.n && name.p[i] != '-'; i++) {
		unsigned char c = (unsigned char)name.p[i], before = i ? (unsigned char)name.p[i - 1] : 0;
		bool big = c >= 'A' && c <= 'Z', digit = char_digit(c), small = before >= 'a' && before <= 'z';
		if (b.n && ((big && (small || char_digit(before))) || (digit && small)))
			buf_char(&b, ' ');
		buf_char(&b, (char)c);
	}
	struct str family = buf_keep(&b, a);
	buf_free(&b);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		if (str_ends(family, sizes[i]))
			family = str_trim(str_sub(family, 0, family.n - str_of(sizes[i]).n));
	return family;
}

/* "Set in Source Serif 4, Source Sans 3 and Source Code Pro" */
static struct str
faces_text(const struct parts_env *env)
{
	static const enum face_role roles[] = {FACE_TEXT, FACE_DISPLAY, FACE_SANS, FACE_CODE};
	struct str names[sizeof roles / sizeof *roles];
	size_t n = 0;
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		const struct face *face = fonts_face(env->fonts, roles[i]);
		struct str family = face ? family_of(env->keep, face->name) : STR_NONE;
		size_t k = 0;
		while (k < n && !str_eq(names[k], family))
			k++;
		if (k == n && family.n)
			names[n++] = family;
	}
	if (!n)
		return STR_NONE;
	struct str lang = env->book->language, list = list_words(env->keep, names, n, lang);
	return str_fmt(env->keep, "%.*s %.*s", STR_FMT(word_in(WORD_SET_IN, lang)), STR_FMT(list));
}

/* Faces and tool. */
static void
making_lines(struct imprint *p)
{
	imprint_some(p, faces_text(p->sheet.env));
	imprint_line(p, word_in(WORD_MADE_WITH, p->sheet.env->book->language));
}

static struct str
isbn_text(const struct parts_env *env)
{
	struct str id = env->book->identifier;
	if (env->book->config->isbn.n) /* the printed book's own */
		return str_fmt(env->keep, "ISBN %.*s", STR_FMT(env->book->isbn_shown));
	return str_starts_nocase(id, "urn:isbn:") ? str_fmt(env->keep, "ISBN %.*s", STR_FMT(str_sub(id, 9, id.n))) : STR_NONE;
}

/* The site's address as it is read. */
static struct str
site_text(const struct parts_env *env)
{
	struct str url = env->book->config->base_url;
	ptrdiff_t scheme = str_find(url, STR("://"));
	return scheme > 0 ? str_sub(url, (size_t)scheme + 3, url.n) : url;
}

static void
imprint_lines(struct imprint *p)
{
	const struct parts_env *env = p->sheet.env;
	const struct book *book = env->book;
	struct arena *a = env->keep;
	imprint_line(p, book->subtitle.n ? str_fmt(a, "%.*s. %.*s", STR_FMT(book->title), STR_FMT(book->subtitle)) : book->title);
	imprint_some(p, series_words(a, book->config, book->language));
	imprint_some(p, editors_text(env));
	imprint_some(p, book->description);
	imprint_line(p, STR_NONE);
	imprint_some(p, book->publisher);
	imprint_some(p, site_text(env));
	imprint_some(p, book->config->edition.n ? book->config->edition : date_words(a, &book->config->date, book->language));
	imprint_some(p, isbn_text(env));
	imprint_line(p, STR_NONE);
	imprint_some(p, book->rights);
	if (!book_has(book, PART_COLOPHON)) {
		imprint_line(p, STR_NONE);
		making_lines(p);
	}
}

/* Small type at the foot of the page. */
static struct page *
imprint_set(struct imprint *p, size_t *n)
{
	const struct parts_env *env = p->sheet.env;
	const struct style *style = env->style;
	const struct text_style *t = &style->text_styles[TEXT_IMPRINT];
	size_t total = 0;
	p->sheet.bare = true;
	sheet_item(&p->sheet, (struct item){.kind = ITEM_DEST, .role = ROLE_ARTIFACT, .dest = part_dest(env->part)});
	for (int i = 0; i < p->n; i++)
		total += p->lines[i].n ? sheet_lines(p->sheet.env, p->lines[i], t, env->book->language, p->sheet.measure) : 1;
	dim y = style->last_baseline - (dim)(total ? total - 1 : 0) * t->leading;
	if (y < style->first_baseline)
		y = style->first_baseline;
	for (int i = 0; i < p->n; i++) {
		if (p->lines[i].n)
			y = sheet_text(&p->sheet, p->lines[i], t, env->book->language, ROLE_PARA, 0, y, p->sheet.measure);
		y += t->leading;
	}
	return sheet_pages(&p->sheet, n);
}

struct page *
part_imprint(struct parts_env *env, size_t *n)
{
	struct imprint p = {.sheet = sheet_new(env, STR_NONE)};
	imprint_lines(&p);
	return imprint_set(&p, n);
}

/* The editor's words, then how the book was made. */
struct page *
part_colophon(struct parts_env *env, size_t *n)
{
	struct imprint p = {.sheet = sheet_new(env, STR_NONE)};
	struct str rest = env->book->config->colophon;
	while (rest.n) {
		ptrdiff_t end = str_find_char(rest, '\n');
		imprint_line(&p, str_trim(end < 0 ? rest : str_sub(rest, 0, (size_t)end)));
		rest = end < 0 ? STR_NONE : str_sub(rest, (size_t)end + 1, rest.n);
	}
	imprint_line(&p, STR_NONE);
	making_lines(&p);
	return imprint_set(&p, n);
}
