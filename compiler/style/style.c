/* style.c - read a style: a chain of files from the built-in one to the user's, then a paper's changes */
#include "style/style.h"
#include "style/keys.h"

#include "base/file.h"
#include "base/message.h"

#include <string.h>

enum { CHAIN_MAX = 8, STYLE_BYTES = 1024 * 1024 };

/* The files that make a style, the user's first. */
struct chain {
	struct style_file files[CHAIN_MAX];
	size_t n;
};

static struct str
file_find(struct arena *a, struct diag *d, struct str name, struct str from, int line, struct style_file *f)
{
	struct str builtin = style_builtin(str_fmt(a, "styles/%.*s.yaml", STR_FMT(name)).p), text = STR_NONE;
	const char *why = NULL;
	if (builtin.p && str_find_char(name, '/') < 0) {
		*f = (struct style_file){.name = str_fmt(a, "styles/%.*s.yaml", STR_FMT(name)), .builtin = true};
		return builtin;
	}
	f->name = from.n && name.n && name.p[0] != '/' ? path_join(a, path_dir(from), name) : name;
	f->builtin = false;
	why = file_read(a, str_z(a, f->name), STYLE_BYTES, &text);
	if (!why && !text.p)
		text = STR("");
	if (why)
		diag_add(d, DIAG_STYLE_MISSING, from, line, 0,
			"the style \"%.*s\" cannot be read (%s); name \"print\" or the file of a style", STR_FMT(name),
			message(why));
	return text;
}

static bool
chain_read(struct arena *a, struct diag *d, struct str name, struct chain *c)
{
	struct str from = STR_NONE;
	int line = 0;
	for (;;) {
		struct style_file *f = &c->files[c->n];
		struct yaml_error error;
		if (c->n == CHAIN_MAX) {
			diag_add(d, DIAG_STYLE_MISSING, from, line, 0,
				"styles are based on each other more than %d deep, or in a circle", CHAIN_MAX);
			return false;
		}
		struct str text = file_find(a, d, name, from, line, f);
		if (!text.p)
			return false;
		f->root = yaml_read(a, d, f->name, text, 1, &error);
		if (!f->root) {
			diag_add(d, DIAG_YAML_SYNTAX, f->name, error.line, error.col, "%.*s", STR_FMT(error.text));
			return false;
		}
		if (f->root->kind != YAML_MAP && f->root->kind != YAML_NULL) {
			diag_add(d, DIAG_YAML_SYNTAX, f->name, f->root->line, 0,
				"a style is a map of keys, as in styles/print.yaml");
			return false;
		}
		c->n++;
		if (f->builtin)
			return true;
		const struct yaml *base = yaml_find(f->root, "based-on");
		from = f->name;
		line = base ? base->line : 0;
		name = yaml_text(base).n ? yaml_text(base) : STR("print");
	}
}

/* The names of the papers that the chain knows; NULL-ended. */
static const char **
paper_names(struct arena *a, const struct chain *c, size_t *n)
{
	const char **names = NULL;
	size_t cap = 0;
	*n = 0;
	for (size_t i = c->n; i-- > 0;) {
		const struct yaml *papers = yaml_find(c->files[i].root, "papers");
		for (size_t k = 0; papers && papers->kind == YAML_MAP && k < papers->n; k++)
			*PUSH(a, names, *n, cap) = str_z(a, papers->items[k].key);
	}
	return names;
}

static void
paper_apply(struct style_reader *r, const struct chain *c, struct str paper)
{
	bool found = false;
	for (size_t i = c->n; i-- > 0;) {
		const struct yaml *papers = yaml_find(c->files[i].root, "papers");
		const struct yaml *entry = papers ? yaml_find(papers, str_z(r->a, paper)) : NULL;
		if (!entry)
			continue;
		found = true;
		r->file = &c->files[i];
		style_apply(r, entry, true);
	}
	if (!found) {
		size_t n;
		const char **names = paper_names(r->a, c, &n);
		const char *near = n ? name_nearest(paper, names, n) : NULL;
		if (near)
			diag_add(r->d, DIAG_VALUE_BAD, c->files[0].name, 0, 0,
				"there is no paper \"%.*s\"; the style's own size is used; did you mean \"%s\"?", STR_FMT(paper),
				near);
		else
			diag_add(r->d, DIAG_VALUE_BAD, c->files[0].name, 0, 0,
				"there is no paper \"%.*s\"; the style's own size is used; styles/print.yaml lists the sizes",
				STR_FMT(paper));
	}
}

static void
bad(struct style_reader *r, const char *what)
{
	diag_add(r->d, DIAG_VALUE_BAD, r->file->name, 0, 0, "%s", message(what));
}

/* Values that are fine alone and cannot stand together: mended, so that no style can make a page that holds nothing. */
static void
style_check(struct style_reader *r)
{
	struct style *s = r->style;
	if (s->grid > PT(24)) {
		bad(r, MESSAGE("the grid is larger than 24 pt; 24 pt is used"));
		s->grid = PT(24);
	}
	if (s->trim_w - s->margin_inner - s->margin_outer < MM(40)) {
		bad(r, MESSAGE("the margins leave less than 40 mm for the text; an eighth of the width is used for each"));
		s->margin_inner = s->margin_outer = s->trim_w / 8;
	}
	dim measure = s->trim_w - s->margin_inner - s->margin_outer;
	if (s->first_baseline > s->trim_h / 3) {
		bad(r, MESSAGE("the first baseline is below a third of the page; a ninth is used"));
		s->first_baseline = s->trim_h / 9;
	}
	if (s->folio_baseline > s->trim_h - MM(5))
		s->folio_baseline = s->trim_h - MM(13);
	if (s->head_baseline > s->first_baseline - MM(4))
		s->head_baseline = s->first_baseline * 6 / 10;
	int most = (s->folio_baseline - MM(8) - s->first_baseline) / s->grid + 1;
	if (s->lines > most) {
		bad(r, MESSAGE("the lines do not fit on the page above the page number; as many as fit are used"));
		s->lines = most;
	}
	s->last_baseline = s->first_baseline + (s->lines - 1) * s->grid;
	if (s->opening_depth > s->trim_h * 6 / 10)
		s->opening_depth = s->trim_h * 6 / 10;
	if (s->kicker_baseline < s->opening_depth + MM(4) || s->kicker_baseline > s->opening_depth + MM(30))
		s->kicker_baseline = s->opening_depth + MM(9.5);
	if (s->opening_b_top > s->trim_h / 4)
		s->opening_b_top = s->trim_h / 4;
	for (int i = 0; i < 3; i++)
		if (s->picture_widths[i] > measure || i == 0)
			s->picture_widths[i] = measure;
	if (s->indent > measure / 8)
		s->indent = measure / 8;
	if (s->portrait_lines > s->lines - 2)
		s->portrait_lines = s->lines - 2;
	if (s->ppi_least > s->ppi_good)
		s->ppi_good = s->ppi_least;
	if (s->row_gap > measure / 8)
		s->row_gap = measure / 8;
}

struct style *
style_read(struct arena *a, struct diag *d, struct str name, struct str paper)
{
	struct chain c = {.n = 0};
	struct style_reader r = {.a = a, .d = d, .style = NEW(a, struct style), .scale = 100};
	if (!chain_read(a, d, name.n ? name : STR("print"), &c))
		return NULL;
	r.style->name = c.files[0].name;
	for (size_t i = c.n; i-- > 0;) {
		dim grid = r.style->grid, leading = r.style->text_styles[TEXT_BODY].leading;
		r.file = &c.files[i];
		r.first = i == c.n - 1;
		style_apply(&r, c.files[i].root, false);
		const struct yaml *own = yaml_find(c.files[i].root, "paper");
		if (!paper.n && yaml_text(own).n)
			paper = yaml_text(own);
		/* who changes the leading of the text means the grid */
		if (!r.first && grid == r.style->grid && leading != r.style->text_styles[TEXT_BODY].leading)
			r.style->grid = r.style->text_styles[TEXT_BODY].leading;
	}
	if (paper.n)
		paper_apply(&r, &c, paper);
	r.file = &c.files[0];
	style_finish(&r);
	style_check(&r);
	return r.style;
}
