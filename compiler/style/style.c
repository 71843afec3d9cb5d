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
		const struct yaml *base = yaml_find(f->root, "based-on");
		if (f->builtin && !base)
			return true;
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

struct style *
style_read_at(struct arena *a, struct diag *d, struct str name, struct str paper, int percent)
{
	struct chain c = {.n = 0};
	struct style_reader r = {.a = a, .d = d, .style = NEW(a, struct style), .scale = 100};
	if (!chain_read(a, d, name.n ? name : STR("print"), &c))
		return NULL;
	r.style->name = c.files[0].name;
	for (size_t i = c.n; i-- > 0;) {
		r.file = &c.files[i];
		r.first = i == c.n - 1;
		style_apply(&r, c.files[i].root, false);
		const struct yaml *own = yaml_find(c.files[i].root, "paper");
		if (!paper.n && yaml_text(own).n)
			paper = yaml_text(own);
	}
	if (paper.n)
		paper_apply(&r, &c, paper);
	r.scale = r.scale * percent / 100;
	r.file = &c.files[0];
	style_finish(&r);
	style_check(&r);
	return r.style;
}

struct style *
style_read(struct arena *a, struct diag *d, struct str name, struct str paper)
{
	return style_read_at(a, d, name, paper, 100);
}

void
style_gray(struct style *s)
{
	struct colour black = {0, 0, 0, 100}, pale = {0, 0, 0, 5}, white = {0, 0, 0, 0};
	for (int i = 0; i < TEXT_COUNT; i++) /* what was white stood on a panel */
		s->text_styles[i].colour = black;
	s->pictures_gray = true;
	s->text = s->accent = black;
	s->code_ground = s->mark_ground = pale;
	s->panel = white;
}

struct style *
style_tight(struct arena *a, const struct style *from)
{
	struct style *s = NEW(a, struct style);
	*s = *from;
	for (int i = 0; i < 3; i++)
		s->picture_widths[i] = from->picture_widths[i] * 2 / 3;
	s->portrait_lines = from->portrait_lines * 2 / 3;
	s->opening_depth = from->opening_depth * 2 / 3;
	return s;
}
