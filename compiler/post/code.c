/* code.c - code, and diagrams and formulas written as code */
#include "post/builder.h"

#include "base/file.h"

#include <string.h>

/* The text of <pre>, line by line, tabs filled up to 4 columns. */
static void
pre_text(struct builder *b, const struct node *n, struct buf *out)
{
	size_t column = 0;
	for (const struct node *c = n->first; c; c = node_next(c, n)) {
		if (c->tag == TAG_BR)
			buf_char(out, '\n'), column = 0;
		struct str s = c->tag == TAG_TEXT ? code_text(b, c->text) : STR_NONE;
		for (size_t i = 0; i < s.n; i++) {
			unsigned char ch = (unsigned char)s.p[i];
			size_t fill = ch == '\t' ? 4 - column % 4 : 1;
			if (ch == '\n')
				column = 0, fill = 0;
			else if ((ch < ' ' && ch != '\t') || ch == 0x7F)
				continue;
			column += ch >= 0x80 && ch < 0xC0 ? 0 : fill;
			if (ch != '\t')
				buf_char(out, (char)ch);
			for (; ch == '\t' && fill; fill--)
				buf_char(out, ' ');
		}
	}
}

static struct str
pre_language(const struct node *n)
{
	for (const struct node *c = n; c; c = c == n ? c->first : NULL) {
		struct str rest = node_attr(c, ATTR_CLASS), word, lang = node_attr(c, ATTR_DATA_LANG);
		if (node_class(c, "mermaid "))
			lang = STR("mermaid");
		while (!lang.n && str_word(&rest, &word))
			if (str_starts(word, "language-") || str_starts(word, "lang-"))
				lang = str_sub(word, (size_t)str_find_char(word, '-') + 1, word.n);
		size_t k = 0;
		while (k < lang.n && lang.p[k] != '{' && lang.p[k] != ',' && !char_blank((unsigned char)lang.p[k]))
			k++;
		if (k && !memchr(lang.p, '=', k))
			return str_sub(lang, 0, k);
	}
	return STR_NONE;
}

/* ---- diagrams ---- */

static bool
is_diagram(struct str lang)
{
	static const char *const names[] = {"mermaid", "plantuml", "puml", "dot", "graphviz", "d2", "ditaa", "nomnoml", "vega",
		"vega-lite", "bpmn", "wavedrom", "blockdiag", "seqdiag"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is_nocase(lang, names[i]))
			return true;
	return false;
}

/* What the diagram says it shows: "accTitle: …", "title …". */
static struct str
diagram_title(struct str text)
{
	static const char *const keys[] = {"accTitle:", "title:", "title "};
	while (text.n) {
		struct str line = str_trim(str_line(&text));
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			if (str_starts(line, keys[i]))
				return str_trim(str_sub(line, strlen(keys[i]), line.n));
	}
	return STR_NONE;
}

/* The picture of the n-th diagram: "post-1.svg" beside post.md, as the tools that draw all diagrams of a file name them. */
static struct str
diagram_file(struct builder *b)
{
	static const char *const kinds[] = {"svg", "png", "jpg", "webp"};
	struct str stem = path_base(b->p->path), ext = path_ext(stem);
	stem.n -= ext.n;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct str name = str_fmt(b->scratch, "%.*s-%d.%s", STR_FMT(stem), b->n_diagrams, kinds[i]);
		if (path_kind(str_z(b->scratch, path_join(b->scratch, b->p->dir, name))) == PATH_FILE)
			return str_dup(b->a, name);
	}
	return STR_NONE;
}

/* The picture of a diagram in place of its source; false when there is none. */
static bool
diagram(struct builder *b, struct str text, struct str lang, int line)
{
	b->n_diagrams++;
	struct str file = diagram_file(b);
	if (file.n) {
		int index =
			picture_add(b, (struct picture){.src = file, .alt = str_dup(b->a, diagram_title(text)), .line = line});
		struct piece piece = {.kind = PIECE_PICTURE, .index = index, .link = -1};
		figure_new(b, &piece);
		diag_add(b->d, DIAG_DRAWN, b->p->path, line, 0, "the picture %.*s took the place of a diagram's source",
			STR_FMT(file));
		return true;
	}
	struct str stem = path_base(b->p->path);
	stem.n -= path_ext(stem).n;
	diag_add(b->d, DIAG_SOURCE_SHOWN, b->p->path, line, 0,
		"a diagram (%.*s) was printed as its source: to show it, draw it and save it as %.*s-%d.svg or .png beside the "
		"post",
		STR_FMT(lang), STR_FMT(stem), b->n_diagrams);
	return false;
}

/* ---- the block ---- */

/* A name that the fence gives the code, shown above it: ```js title="config.js" */
static void
code_title(struct builder *b, const struct node *n)
{
	const struct node *code = n->first && n->first->tag == TAG_CODE ? n->first : n;
	struct str meta = node_attr(code, ATTR_META);
	ptrdiff_t at = str_find(meta, STR("title="));
	if (at < 0)
		at = str_find(meta = node_attr(code, ATTR_CLASS), STR("-title=")) + 1;
	if (at == 0 && !str_starts(meta, "title="))
		return;
	meta = str_sub(meta, (size_t)at + 6, meta.n);
	ptrdiff_t end = meta.n && strchr("\"'", meta.p[0]) ? str_find_char(str_sub(meta, 1, meta.n), meta.p[0]) : -1;
	if (end < 1)
		return;
	struct block *p = block_new(b, BLOCK_PARA, n->line);
	p->text = str_dup(b->a, str_sub(meta, 1, (size_t)end + 1));
	p->runs = NEW(b->a, struct run);
	p->n_runs = 1;
	*p->runs = (struct run){.end = (uint32_t)p->text.n, .flags = RUN_CODE | RUN_SMALL, .link = -1, .picture = -1, .note = -1};
}

void
walk_pre(struct builder *b, const struct node *n)
{
	struct buf out = {0};
	pre_text(b, n, &out);
	while (out.n && char_blank((unsigned char)out.p[out.n - 1]))
		out.n--;
	size_t from = 0;
	for (size_t i = 0; i < out.n && char_blank((unsigned char)out.p[i]); i++)
		from = out.p[i] == '\n' ? i + 1 : from;
	struct str text = str_sub(buf_view(&out), from, out.n), lang = pre_language(n);
	if (text.n && (!is_diagram(lang) || !diagram(b, text, lang, n->line))) {
		code_title(b, n);
		if (str_is_nocase(lang, "math"))
			diag_add(b->d, DIAG_SOURCE_SHOWN, b->p->path, n->line, 0,
				"a formula was printed as its TeX source: to have it drawn, show it as a picture");
		struct block *code = block_new(b, BLOCK_CODE, n->line);
		code->text = str_dup(b->a, text);
		code->code_lang = str_dup(b->a, lang);
		code->runs = NEW(b->a, struct run);
		code->n_runs = 1;
		*code->runs = (struct run){.end = (uint32_t)code->text.n, .link = -1, .picture = -1, .note = -1};
	}
	buf_free(&out);
}
