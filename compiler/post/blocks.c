/* blocks.c - Markdown and HTML -> blocks: the steps in order, and what each element becomes */
#include "post/blocks.h"

#include "base/file.h"
#include "post/builder.h"
#include "post/mark.h"
#include "post/mend.h"

#include <stdlib.h>
#include <string.h>

/* ---- blocks ---- */

struct block *
block_loose(struct builder *b, enum block_kind kind, int line)
{
	struct block *block = NEW(b->a, struct block);
	*block = (struct block){.kind = kind,
		.line = line,
		.lang = b->st.lang,
		.rtl = b->st.rtl,
		.align = b->st.align,
		.picture = -1,
		.link = -1,
		.colspan = 1,
		.rowspan = 1,
		.start = 1};
	return block;
}

void
block_append(struct block *parent, struct block *child)
{
	child->parent = parent;
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

struct block *
block_new(struct builder *b, enum block_kind kind, int line)
{
	struct block *block = block_loose(b, kind, line);
	block->anchor = b->anchor;
	b->anchor = STR_NONE;
	block_append(b->at, block);
	return block;
}

void
block_splice(struct block *parent, const struct block *box)
{
	for (struct block *c = box->first, *next; c; c = next) {
		next = c->next;
		block_append(parent, c);
	}
}

/* Takes the last child away again. */
static void
block_drop_last(struct block *parent)
{
	struct block *before = NULL;
	for (struct block *c = parent->first; c != parent->last; c = c->next)
		before = c;
	if (before)
		before->next = NULL;
	else
		parent->first = NULL;
	parent->last = before;
}

struct str
builder_lang(const struct builder *b)
{
	return b->st.lang.n ? b->st.lang : b->p->lang.n ? b->p->lang : b->options->lang;
}

/* Which of three texts: English, Spanish, Portuguese. */
size_t
builder_lang_index(const struct builder *b)
{
	struct str lang = builder_lang(b);
	return str_starts_nocase(lang, "es") ? 1 : str_starts_nocase(lang, "pt") ? 2 : 0;
}

void
alert_title(struct builder *b, struct block *alert, struct str kind)
{
	static const struct {
		const char *kinds, *words[3];
	} titles[] = {
		{"tip hint", {"Tip", "Consejo", "Dica"}},
		{"important attention", {"Important", "Importante", "Importante"}},
		{"warning warn", {"Warning", "Advertencia", "Aviso"}},
		{"caution danger error", {"Caution", "Precaución", "Cuidado"}},
		{"info information", {"Information", "Información", "Informação"}},
		{"success check done", {"Done", "Hecho", "Feito"}},
		{"question help faq", {"Question", "Pregunta", "Pergunta"}},
		{"failure fail missing", {"Failure", "Fallo", "Falha"}},
		{"bug", {"Bug", "Error", "Erro"}},
		{"example", {"Example", "Ejemplo", "Exemplo"}},
		{"quote cite", {"Quote", "Cita", "Citação"}},
		{"abstract summary tldr", {"Summary", "Resumen", "Resumo"}},
		{"todo", {"To do", "Por hacer", "A fazer"}},
	};
	static const char *const notes[] = {"Note", "Nota", "Nota"};
	const char *const *words = notes;
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		struct str rest = str_of(titles[i].kinds), word;
		while (str_word(&rest, &word))
			if (kind.n == word.n && !str_find_nocase(kind, word))
				words = titles[i].words;
	}
	alert->text = str_of(words[builder_lang_index(b)]);
	alert->runs = NEW(b->a, struct run);
	alert->n_runs = 1;
	*alert->runs = (struct run){.end = (uint32_t)alert->text.n, .link = -1, .picture = -1, .note = -1};
}

int
link_new(struct builder *b, struct str href, struct str title)
{
	*PUSH(b->a, b->p->links, b->p->n_links, b->cap_links) =
		(struct link){.href = str_dup(b->a, href), .title = str_dup(b->a, title), .line = b->line, .post = -1};
	return (int)b->p->n_links - 1;
}

/* ---- blocks ---- */

/* Walks n into a block's text, where no blocks are possible. */
static void
flat_copy(struct builder *b, const struct node *n, struct block *block, unsigned drop)
{
	enum align align = b->st.align;
	b->st.flat = FLAT_SPACE;
	walk_children(b, n);
	b->st.align = align;
	inline_copy(b, block, 0, b->in.text.n, drop);
	inline_reset(b);
}

static void
walk_into(struct builder *b, const struct node *n, struct block *block)
{
	struct block *up = b->at;
	b->at = block;
	walk_children(b, n);
	para_flush(b);
	b->at = up;
}

/* Only pictures in a heading: they are figures, and there is no heading. */
static bool
only_pictures(const struct builder *b)
{
	for (size_t i = 0; i < b->in.n; i++)
		if (b->in.pieces[i].kind != PIECE_PICTURE && !inline_blank(&b->in, b->in.pieces[i].start, b->in.pieces[i].end))
			return false;
	return b->in.n > 0;
}

/* Flags that all of a block's runs have. */
static unsigned
common_flags(const struct block *block)
{
	unsigned flags = ~0u;
	for (size_t i = 0; i < block->n_runs; i++)
		flags &= block->runs[i].flags;
	return flags;
}

/* "{#id .class}" at the end of a heading. */
static void
heading_attributes(struct builder *b, struct block *h, size_t *to)
{
	struct str s = str_trim(buf_view(&b->in.text));
	ptrdiff_t open = str_rfind_char(s, '{');
	if (open < 1 || s.p[s.n - 1] != '}')
		return;
	struct str attributes = str_sub(s, (size_t)open, s.n);
	if (mend_attributes(attributes) != attributes.n)
		return;
	*to = (size_t)(s.p - b->in.text.p) + (size_t)open;
	ptrdiff_t hash = str_find_char(attributes, '#');
	if (hash < 0)
		return;
	struct str id = str_sub(attributes, (size_t)hash + 1, attributes.n - 1);
	size_t n = 0;
	while (n < id.n && !char_blank((unsigned char)id.p[n]))
		n++;
	h->anchor = str_dup(b->a, str_sub(id, 0, n));
}

static void
walk_heading(struct builder *b, const struct node *n)
{
	b->st.flat = FLAT_SPACE;
	walk_children(b, n);
	b->st.flat = FLAT_NO;
	if (inline_blank(&b->in, 0, b->in.text.n)) {
		inline_reset(b);
		return;
	}
	if (only_pictures(b)) {
		para_flush(b);
		return;
	}
	struct block *h = block_new(b, b->st.in_cell ? BLOCK_PARA : BLOCK_HEADING, n->line);
	size_t to = b->in.text.n;
	h->level = (int)(n->tag - TAG_H1) + 1;
	heading_attributes(b, h, &to);
	inline_copy(b, h, 0, to, 0);
	if (common_flags(h) & RUN_BOLD)
		inline_copy(b, h, 0, to, RUN_BOLD);
	inline_reset(b);
}

static void
walk_item(struct builder *b, const struct node *n, struct block *list)
{
	struct block *up = b->at;
	b->at = list;
	struct block *item = block_new(b, BLOCK_ITEM, n->line ? n->line : b->line);
	b->st.in_item = true;
	walk_into(b, n, item);
	b->at = up;
	for (const struct node *c = n->first; c; c = c->next)
		if (c->tag == TAG_P)
			list->tight = false;
	if (!item->first && !list->ordered && !item->check)
		block_drop_last(list);
}

/* Blanks, and the marks of raw blocks. */
static bool
text_empty(struct str s)
{
	int line;
	for (size_t n; (n = raw_mark(s = str_trim(s), &line)) > 0;)
		s = str_sub(s, n, s.n);
	return !s.n;
}

/* Which numbers an ordered list and its items have: type, start, reversed, value. */
static void
list_number(const struct node *n, struct block *list)
{
	struct str type = node_attr(n, ATTR_TYPE), style = node_style(n, "list-style-type");
	bool upper = str_starts_nocase(style, "upper");
	if (type.n == 1 && strchr("aAiI", type.p[0]))
		list->marker = type.p[0];
	else if (str_find_nocase(style, STR("er-alpha")) > 0 || str_find_nocase(style, STR("er-latin")) > 0)
		list->marker = upper ? 'A' : 'a';
	else if (str_find_nocase(style, STR("er-roman")) > 0)
		list->marker = upper ? 'I' : 'i';
	list->reversed = node_has(n, ATTR_REVERSED);
	int items = 0;
	for (const struct block *item = list->first; item; item = item->next)
		items++;
	list->start = node_number(n, ATTR_START, -1000000, 1000000, list->reversed ? items : 1);
	int number = list->start;
	const struct node *c = n->first;
	for (struct block *item = list->first; item; item = item->next) {
		while (c && c->tag != TAG_LI)
			c = c->next;
		item->start = c ? node_number(c, ATTR_VALUE, -1000000, 1000000, number) : number;
		item->leaps = item->start != number;
		number = item->start;
		number += list->reversed ? -1 : 1;
		c = c ? c->next : NULL;
	}
}

static void
walk_list(struct builder *b, const struct node *n)
{
	struct block *list = block_new(b, BLOCK_LIST, n->line), *up = b->at;
	list->ordered = n->tag == TAG_OL;
	list->tight = true;
	struct state outer = b->st;
	for (const struct node *c = n->first; c; c = c->next) {
		if (c->tag == TAG_LI) {
			state_enter(b, c);
			walk_item(b, c, list);
			b->st = outer;
		} else if (c->tag != TAG_TEXT || !text_empty(c->text)) {
			/* A list right inside a list belongs to the item before it. */
			if (!list->last) {
				b->at = list;
				block_new(b, BLOCK_ITEM, c->line);
			}
			b->at = list->last;
			b->st.in_item = true;
			walk(b, c);
			para_flush(b);
			b->st = outer;
		}
	}
	b->at = up;
	if (list->ordered)
		list_number(n, list);
	if (!list->first)
		block_drop_last(up);
}

/* Does it begin or end with a quotation mark? */
static bool
text_quoted(struct str s)
{
	static const char *const marks[] = {"\"", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xC2\xAB", "\xC2\xBB", "\xE2\x80\x9E"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_starts(s, marks[i]) || str_ends(s, marks[i]))
			return true;
	return false;
}

bool
attribution_take(struct block *p)
{
	struct str name = p->text;
	if (!p->n_runs || !attribution_cut(&name))
		return false;
	uint32_t cut = (uint32_t)(p->text.n - name.n);
	size_t kept = 0;
	for (size_t i = 0; i < p->n_runs; i++) {
		struct run r = p->runs[i];
		if (r.end <= cut)
			continue;
		r.start = r.start > cut ? r.start - cut : 0;
		r.end -= cut;
		p->runs[kept++] = r;
	}
	p->n_runs = kept;
	p->text = name;
	return true;
}

/* The last paragraph of a quote, or the one item of a list at its end ("- Name"), may be a name. */
static void
quote_finish(struct block *quote)
{
	struct block *last = quote->last;
	if (!last || last == quote->first)
		return;
	struct block *item = last->kind == BLOCK_LIST && !last->ordered && last->first == last->last ? last->first : NULL;
	if (item && item->first && item->first == item->last && item->first->kind == BLOCK_PARA && item->first->text.n <= 60 &&
		!strchr(".?!:;,", item->first->text.p[item->first->text.n - 1])) {
		struct block *name = item->first, *before = quote->first;
		while (before->next != last)
			before = before->next;
		if (!text_quoted(before->text))
			return;
		before->next = NULL;
		quote->last = before;
		block_append(quote, name);
		name->attribution = true;
		return;
	}
	if (last->kind == BLOCK_PARA && !last->attribution)
		last->attribution = attribution_take(last);
}

static void
walk_quote(struct builder *b, const struct node *n)
{
	struct block *quote = block_new(b, BLOCK_QUOTE, n->line);
	walk_into(b, n, quote);
	if (!quote->first && quote->kind == BLOCK_QUOTE)
		block_drop_last(quote->parent);
	else if (quote->kind == BLOCK_QUOTE)
		quote_finish(quote);
}

/* <footer> in a quote names its author. */
static void
walk_footer(struct builder *b, const struct node *n)
{
	if (b->at->kind != BLOCK_QUOTE) {
		walk_children(b, n);
		para_flush(b);
		return;
	}
	struct block *p = block_new(b, BLOCK_PARA, n->line);
	flat_copy(b, n, p, 0);
	attribution_take(p);
	p->attribution = true;
}

static void
walk_details(struct builder *b, const struct node *n)
{
	static const char *const words[] = {"Details", "Detalles", "Detalhes"};
	struct block *details = block_new(b, BLOCK_DETAILS, n->line), *up = b->at;
	const struct node *summary = n->first;
	while (summary && summary->tag != TAG_SUMMARY)
		summary = summary->next;
	b->at = details;
	struct block *p = block_new(b, BLOCK_PARA, n->line);
	if (summary) {
		struct state outer = b->st;
		flat_copy(b, summary, p, 0);
		b->st = outer;
	}
	if (!p->text.n) {
		p->text = str_of(words[builder_lang_index(b)]);
		p->runs = NEW(b->a, struct run);
		p->n_runs = 1;
		*p->runs = (struct run){.end = (uint32_t)p->text.n, .link = -1, .picture = -1, .note = -1};
	}
	for (const struct node *c = n->first; c; c = c->next)
		if (c != summary)
			walk(b, c);
	para_flush(b);
	b->at = up;
}

/* Footnotes, as cmark writes them: <section data-footnotes><ol><li id="fn-…">. */
static void
walk_notes(struct builder *b, const struct node *n)
{
	const struct node *list = n->first;
	while (list && list->tag != TAG_OL)
		list = list->next;
	for (const struct node *c = list ? list->first : NULL; c; c = c->next) {
		if (c->tag != TAG_LI)
			continue;
		struct block *note = block_loose(b, BLOCK_NOTE, c->line);
		walk_into(b, c, note);
		note->line = note->first ? note->first->line : note->line;
		*PUSH(b->a, b->p->notes, b->p->n_notes, b->cap_notes) = note;
	}
}

static void
walk_alert(struct builder *b, const struct node *n, struct str kind)
{
	struct block *alert = block_new(b, BLOCK_ALERT, n->line);
	struct str title = str_trim(node_attr(n, ATTR_TITLE));
	alert_title(b, alert, kind);
	if (title.n) {
		alert->text = str_dup(b->a, title);
		alert->runs->end = (uint32_t)title.n;
	}
	walk_into(b, n, alert);
}

/* The emoji that stands before a callout goes to its first paragraph. */
static void
emoji_join(struct builder *b, struct block *alert)
{
	struct block *emoji = alert->first, *text = emoji ? emoji->next : NULL;
	if (!text || emoji->kind != BLOCK_PARA || text->kind != BLOCK_PARA || emoji->text.n > 20 || !text->n_runs ||
		emoji->n_runs != 1 || (unsigned char)emoji->text.p[0] < 0x80)
		return;
	uint32_t shift = (uint32_t)emoji->text.n + 1;
	struct run *runs = NEW_N(b->a, text->n_runs + 1, struct run);
	runs[0] = emoji->runs[0];
	runs[0].end = shift;
	for (size_t i = 0; i < text->n_runs; i++) {
		runs[i + 1] = text->runs[i];
		runs[i + 1].start += shift;
		runs[i + 1].end += shift;
	}
	text->text = str_fmt(b->a, "%.*s %.*s", STR_FMT(emoji->text), (int)text->text.n, text->text.p);
	text->runs = runs;
	text->n_runs++;
	alert->first = text;
}

static void
walk_div(struct builder *b, const struct node *n)
{
	struct str own = node_attr(n, ATTR_YB);
	if (str_starts(own, "alert:")) {
		walk_alert(b, n, str_sub(own, 6, own.n));
	} else if (str_is(node_attr(n, ATTR_NODE_TYPE), "callout") || node_class(n, "kg-callout-card ")) {
		struct block *alert = block_new(b, BLOCK_ALERT, n->line); /* of Hashnode, of Ghost: without a title */
		walk_into(b, n, alert);
		emoji_join(b, alert);
	} else if (node_class(n, "mermaid ")) {
		walk_pre(b, n);
	} else if (!walk_row(b, n)) {
		walk_children(b, n);
		para_flush(b);
	}
}

/* What stands in a list of definitions and is no part of it belongs to the definition before it, or is one. */
static void
walk_definitions(struct builder *b, const struct node *n)
{
	struct block *up = b->at, *list = block_new(b, BLOCK_DEFLIST, n->line);
	walk_into(b, n, list);
	struct block *kids = list->first;
	list->first = list->last = NULL;
	b->at = list;
	for (struct block *next; kids; kids = next) {
		next = kids->next;
		if (kids->kind != BLOCK_TERM && kids->kind != BLOCK_DEFINITION) {
			if (!list->last || list->last->kind != BLOCK_DEFINITION)
				block_new(b, BLOCK_DEFINITION, kids->line);
			block_append(list->last, kids);
		} else
			block_append(list, kids);
	}
	b->at = up;
}

static void
walk_definition(struct builder *b, const struct node *n)
{
	struct block *up = b->at;
	if (up->kind != BLOCK_DEFLIST) {
		walk_children(b, n);
		para_flush(b);
	} else if (n->tag == TAG_DT) {
		flat_copy(b, n, block_new(b, BLOCK_TERM, n->line), 0);
	} else {
		walk_into(b, n, block_new(b, BLOCK_DEFINITION, n->line));
	}
	b->at = up;
}

static void
walk_block(struct builder *b, const struct node *n)
{
	switch (n->tag) {
	case TAG_H1:
	case TAG_H2:
	case TAG_H3:
	case TAG_H4:
	case TAG_H5:
	case TAG_H6: walk_heading(b, n); return;
	case TAG_HR: block_new(b, BLOCK_RULE, n->line); return;
	case TAG_UL:
	case TAG_OL:
	case TAG_MENU:
	case TAG_DIR: walk_list(b, n); return;
	case TAG_BLOCKQUOTE: walk_quote(b, n); return;
	case TAG_FOOTER: walk_footer(b, n); return;
	case TAG_PRE: walk_pre(b, n); return;
	case TAG_TABLE: walk_table(b, n); return;
	case TAG_FIGURE: walk_figure(b, n); return;
	case TAG_FIGCAPTION: walk_figcaption(b, n); return;
	case TAG_DETAILS: walk_details(b, n); return;
	case TAG_DL: walk_definitions(b, n); return;
	case TAG_DT:
	case TAG_DD: walk_definition(b, n); return;
	case TAG_SECTION:
		if (node_has(n, ATTR_NOTES)) {
			walk_notes(b, n);
			return;
		}
		break;
	case TAG_LI: {
		struct block *list = b->at->last;
		if (!list || list->kind != BLOCK_LIST)
			list = block_new(b, BLOCK_LIST, n->line);
		walk_item(b, n, list);
		return;
	}
	default: break;
	}
	walk_div(b, n);
}

void
walk_children(struct builder *b, const struct node *n)
{
	for (const struct node *c = n->first; c; c = c->next)
		walk(b, c);
}

/* Recursion is bounded by the depth that html_parse allows. */
void
walk(struct builder *b, const struct node *n)
{
	if (n->tag == TAG_TEXT) {
		walk_inline(b, n);
		return;
	}
	if (n->n_attrs > 1 && element_hidden(n)) {
		hidden_report(b, n);
		return;
	}
	bool block = tag_flags(n->tag) & T_BLOCK;
	struct state outer = b->st;
	if (block && b->st.flat == FLAT_NO)
		para_flush(b);
	state_enter(b, n);
	if (!block) {
		walk_inline(b, n);
	} else if (b->st.flat) {
		if (b->st.flat == FLAT_BREAK)
			inline_break(b);
		else
			inline_text(b, STR(" "));
		b->st.flags |= (uint16_t)inline_flag(n->tag);
		walk_children(b, n);
		if (b->st.flat == FLAT_BREAK)
			inline_break(b);
		else
			inline_text(b, STR(" "));
	} else {
		walk_block(b, n);
	}
	b->st = outer;
}

/* ---- the steps ---- */

void
blocks_read(struct post *p, struct str markdown, int line, const struct post_options *options, struct diag *d)
{
	struct arena *scratch = arena_new();
	struct objects objects = {0};
	markdown = mend_cut(markdown, line, p->path, d);
	struct source source = source_from(scratch, markdown, line);
	source = shortcode_expand(scratch, source, p, options, &objects, d);
	struct str ext = path_ext(p->path);
	bool raw = str_is_nocase(ext, ".html") || str_is_nocase(ext, ".htm");
	if (!raw) {
		source = boxes_expand(scratch, source, p->path, d);
		source = dialect_expand(scratch, source, p->path, d);
		source = formula_expand(scratch, source, p->path, d);
		source = slips_mend(scratch, source, p->path, d);
		source = rows_mend(scratch, source, p->path, d);
	}
	source = mend_markdown(scratch, source, p->path, options->loose_links, d);
	char *html = raw ? mark_raw(source.text) : mark_html(source.text);
	struct clean clean = tags_clean(scratch, str_of(html), &source, p->path, d);
	struct node *root = html_parse(scratch, &clean);
	free(html);
	struct builder b = {.a = p->arena,
		.scratch = scratch,
		.p = p,
		.options = options,
		.d = d,
		.objects = &objects,
		.st = {.link = -1},
		.line = line};
	p->root = block_loose(&b, BLOCK_ROOT, line);
	b.at = p->root;
	walk_children(&b, root);
	para_flush(&b);
	blocks_finish(&b);
	buf_free(&b.in.text);
	arena_free(scratch);
}
