/* shortcode.c - find the shortcodes of a text, pair them, and write them one after the other */
#include "post/shortcode.h"

#include <string.h>

/* ---- finding them ---- */

/* A row of a table, or a heading: its line cannot be broken. */
static bool
line_fixed(struct str line)
{
	size_t n = line_prefix(line, true), signs = 0;
	while (n + signs < line.n && line.p[n + signs] == '#')
		signs++;
	if (signs)
		return signs <= 6 && n + signs < line.n && char_blank((unsigned char)line.p[n + signs]);
	return n < line.n && line.p[n] == '|';
}

/* Does the text before a tag end where an address begins? */
static bool
address_place(struct str before)
{
	if (before.n && before.p[before.n - 1] == '<')
		before.n--;
	if (before.n < 2)
		return false;
	char last = before.p[before.n - 1], prior = before.p[before.n - 2];
	return (last == '(' && prior == ']') || ((last == '"' || last == '\'' || last == '<') && prior == '=') || last == '=';
}

static bool
act_frames(enum short_act act)
{
	return act == ACT_DETAILS || act == ACT_ALERT || act == ACT_QUOTE || act == ACT_TITLED || act == ACT_WRAP ||
		act == ACT_INNER || act == ACT_ROW || act == ACT_CODE || act == ACT_RAW || act == ACT_DROP || act == ACT_RULE ||
		act == ACT_NONE || act == ACT_UNKNOWN;
}

/* The lines around a tag: what stands before it, what behind it? `before` is the last tag, or NULL. */
static void
tag_place(struct str s, struct tag *t, struct tag *before)
{
	size_t from = tag_line(s, t), to = t->end;
	struct str head = str_sub(s, from, t->start);
	while (to < s.n && s.p[to] != '\n' && char_blank((unsigned char)s.p[to]))
		to++;
	t->line_start = line_prefix(str_sub(s, from, t->start + 1), true) == head.n;
	t->line_end = to >= s.n || s.p[to] == '\n';
	bool beside = before && before->frame && before->end <= t->start && !str_trim(str_sub(s, before->end, t->start)).n &&
		str_find_char(str_sub(s, before->end, t->start), '\n') < 0;
	t->block_start = t->line_start || (beside && before->block_start);
	t->block_end = t->line_end;
	t->fixed = line_fixed(head);
	ptrdiff_t link = str_rfind_char(head, '(');
	bool in_link = link > 0 && head.p[link - 1] == ']' && str_find_char(str_sub(head, (size_t)link, head.n), ')') < 0;
	t->address = in_link || address_place(head) || (before && before->address && before->end == t->start);
}

/* What is followed by nothing but shortcodes up to its line's end. */
static void
tags_block_ends(struct expander *e)
{
	for (size_t i = e->n; i-- > 1;) {
		struct tag *t = &e->tags[i], *before = &e->tags[i - 1];
		struct str between = str_sub(e->s, before->end, t->start);
		if (t->frame && t->block_end && t->start - before->end < 100 && !str_trim(between).n &&
			str_find_char(between, '\n') < 0)
			before->block_end = true;
	}
}

/* Places of blank lines, once for all pairs that ask for them. */
static void
blanks_find(struct expander *e)
{
	struct str rest = e->s;
	for (ptrdiff_t at; (at = str_find(rest, STR("\n\n"))) >= 0; rest = str_sub(rest, (size_t)at + 1, rest.n))
		*PUSH(e->a, e->blanks, e->n_blanks, e->cap_blanks) = (size_t)(rest.p - e->s.p) + (size_t)at;
}

/* For a shortcode whose content is not Markdown: adds its end tag at once, so that nothing in between is looked at. */
static void
verbatim_close(struct expander *e, struct tag *open, struct walk *walk)
{
	for (size_t i = 0; i < e->n_unended; i++)
		if (str_eq(e->unended[i], open->name))
			return;
	ptrdiff_t at = e->n_unended < 16 ? tag_verbatim_end(e->s, open) : -1;
	if (at < 0) {
		if (e->n_unended < 16)
			e->unended[e->n_unended++] = open->name;
		return;
	}
	size_t opener = e->n - 1;
	struct tag close;
	if (open->form == SHORT_SQUARE || open->form == SHORT_COMPONENT)
		close = (struct tag){
			.start = (size_t)at, .end = (size_t)at + open->name.n + 3, .form = open->form, .name = open->name};
	else if (!tag_read(e->s, (size_t)at, &close))
		return;
	close.closing = close.frame = true;
	close.pair = (ptrdiff_t)opener;
	tag_place(e->s, &close, open);
	e->tags[opener].pair = (ptrdiff_t)e->n;
	*PUSH(e->a, e->tags, e->n, e->cap) = close;
	walk->i = close.end;
}

static void
tag_report(struct expander *e, const struct tag *t, bool known)
{
	for (; e->at < t->start; e->at++)
		e->at_line += e->s.p[e->at] == '\n';
	int line = source_line(e->w.from, e->at_line);
	struct str source = str_sub(e->s, t->start, t->end), rest = source, first = str_line(&rest);
	if (e->told == e->at_line + 1)
		return;
	e->told = e->at_line + 1;
	if (known)
		diag_add(e->d, DIAG_SHORTCODE, e->post->path, line, post_column(e->post, line, first),
			"%.*s is a shortcode that does not end; it was read up to the end of its line: close it",
			STR_FMT(source));
	else
		diag_add(e->d, DIAG_SHORTCODE, e->post->path, line, post_column(e->post, line, first),
			"%.*s is a shortcode that does not end; its words were printed: close it, or mark it as code",
			STR_FMT(source));
}

/* A shortcode at a place, or the beginning of one that does not end. */
static bool
tag_at(struct expander *e, size_t at, struct tag *t)
{
	char c = e->s.p[at];
	if (c == '[' || c == '<')
		return form_read(e, at, t);
	if (tag_read(e->s, at, t))
		return true;
	bool mdx = str_starts(str_sub(e->s, at, at + 3), "{/*");
	if (mdx || str_starts(str_sub(e->s, at, at + 3), "{# ")) { /* comments of MDX, of Jinja */
		struct str close = mdx ? STR("*/}") : STR("#}");
		ptrdiff_t end = str_find(str_sub(e->s, at, at + 4000), close);
		*t = (struct tag){.start = at, .end = at + (size_t)end + close.n, .form = SHORT_GONE, .pair = -1};
		return end > 0;
	}
	if (!tag_salvage(e->s, at, t))
		return false;
	bool known = known_find(e->options->shortcodes, t->name)->act != ACT_UNKNOWN;
	tag_report(e, t, known);
	if (!known) {
		t->form = SHORT_WORDS;
		t->end = t->start + (e->s.p[at + 1] == '{' ? 3 : 2);
	}
	return true;
}

/* What is a whole line: an import of MDX. */
static bool
line_tag(const struct expander *e, const struct walk *w, struct tag *t)
{
	struct str line = str_sub(e->s, w->line, w->line_end);
	if (str_starts(line, "import ") && line_imports(line)) {
		*t = (struct tag){.start = w->line, .end = w->line_end, .form = SHORT_GONE, .pair = -1};
		return true;
	}
	return false;
}

static bool
form_pairs(enum short_form form)
{
	return form == SHORT_HUGO || form == SHORT_LIQUID || form == SHORT_SQUARE || form == SHORT_COMPONENT;
}

static void
tags_find(struct expander *e)
{
	struct walk walk;
	walk_start(&walk, e->s, "{%[");
	walk.components = true;
	enum walk_event event;
	while ((event = walk_next(&walk)) != WALK_END) {
		struct tag t;
		if (event == WALK_LINE) {
			if (!line_tag(e, &walk, &t))
				continue;
		} else if (!tag_at(e, walk.i, &t)) {
			walk.i += walk.s.p[walk.i] == '[' && walk.i + 1 < walk.s.n && walk.s.p[walk.i + 1] == '[' ? 2 : 1;
			continue;
		}
		walk.i = t.end;
		enum short_act act = known_find(e->options->shortcodes, t.name)->act;
		t.frame = act_frames(act) && form_pairs(t.form);
		tag_place(e->s, &t, e->n ? &e->tags[e->n - 1] : NULL);
		*PUSH(e->a, e->tags, e->n, e->cap) = t;
		bool dev_comment = act == ACT_DROP && t.form == SHORT_LIQUID && t.args.n;
		if (!t.closing && (act == ACT_CODE || act == ACT_RAW || act == ACT_DROP) && !dev_comment)
			verbatim_close(e, &e->tags[e->n - 1], &walk);
	}
	tags_block_ends(e);
	blanks_find(e);
}

/* Pairs each closing tag with the nearest open one of its name. */
static void
tags_pair(struct expander *e)
{
	size_t *open = NEW_N(e->a, e->n + 1, size_t), n = 0;
	for (size_t i = 0; i < e->n; i++) {
		struct tag *t = &e->tags[i];
		if (t->pair >= 0 || t->self || !form_pairs(t->form))
			continue;
		if (!t->closing) {
			open[n++] = i;
			continue;
		}
		for (size_t k = n; k > 0 && n - k < 100; k--) {
			struct tag *o = &e->tags[open[k - 1]];
			if (o->form != t->form || (t->name.n && !str_eq(o->name, t->name)))
				continue;
			o->pair = (ptrdiff_t)i;
			t->pair = (ptrdiff_t)open[k - 1];
			n = k - 1;
			break;
		}
	}
}

struct source
shortcode_expand(struct arena *a, struct source from, struct post *p, const struct post_options *options, struct objects *objects,
	struct diag *d)
{
	struct expander e = {.a = a, .post = p, .options = options, .d = d, .objects = objects, .s = from.text};
	e.w.from = &from;
	closings_find(&e);
	if (!forms_there(&e))
		return from;
	tags_find(&e);
	if (!e.n)
		return from;
	tags_pair(&e);
	writer_start(&e.w, a, &from);
	for (size_t i = 0; i < e.n; i++) {
		const struct tag *t = &e.tags[i];
		if (t->start < e.w.at)
			continue; /* inside something that was used up whole */
		writer_copy(&e.w, t->start);
		size_t end = t->end;
		if (t->form == SHORT_ESCAPED) {
			bool angle = e.s.p[t->start + 2] == '<', zola = e.s.p[t->start + 2] == '/';
			bool percent = zola && e.s.p[t->start + 1] == '%';
			writer_add(&e.w,
				str_fmt(a, "%s%.*s%s",
					percent		? "{%"
						: zola	? "{{"
						: angle ? "{{&lt;"
							: "{{%",
					STR_FMT(t->args),
					percent		? "%}"
						: zola	? "}}"
						: angle ? ">}}"
							: "%}}"));
		} else if (t->form == SHORT_WORDS || t->form == SHORT_GONE) {
			writer_add(&e.w, STR_NONE);
		} else if (t->form == SHORT_OUTPUT) {
			end = output_write(&e, t);
		} else if (t->closing) {
			tag_close_write(&e, t);
		} else {
			end = tag_open_write(&e, t);
		}
		writer_skip(&e.w, end);
	}
	return writer_finish(&e.w);
}
