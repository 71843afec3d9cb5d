/* shortcode.c - find the shortcodes of a text, pair them, and write them one after the other */
#include "post/shortcode.h"

#include <string.h>

/* ---- finding them ---- */

/* The lines around a tag: nothing but a prefix before it, nothing but blanks behind it? */
static void
tag_place(struct str s, struct tag *t)
{
	size_t from = tag_line(s, t), to = t->end;
	while (to < s.n && s.p[to] != '\n' && char_blank((unsigned char)s.p[to]))
		to++;
	t->line_start = line_prefix(str_sub(s, from, t->start + 1), true) == t->start - from;
	t->line_end = to >= s.n || s.p[to] == '\n';
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
	if (!tag_read(e->s, (size_t)at, &close))
		return;
	close.closing = true;
	close.pair = (ptrdiff_t)opener;
	tag_place(e->s, &close);
	e->tags[opener].pair = (ptrdiff_t)e->n;
	*PUSH(e->a, e->tags, e->n, e->cap) = close;
	walk->i = close.end;
}

/* What begins like a shortcode and is none is printed as it is. */
static void
tag_report(struct expander *e, size_t at)
{
	struct str rest = str_sub(e->s, at, at + 60), line = rest;
	if (!str_starts(rest, "{{<") && !str_starts(rest, "{{%") && !str_starts(rest, "{%"))
		return;
	for (; e->at < at; e->at++)
		e->at_line += e->s.p[e->at] == '\n';
	line = str_line(&line);
	if (e->told == e->at_line + 1)
		return;
	e->told = e->at_line + 1;
	diag_add(e->d, DIAG_SHORTCODE, e->post->path, source_line(e->w.from, e->at_line), 0,
		"%.*s is a shortcode that does not end; it was printed as written: close it, or mark it as code", STR_FMT(line));
}

static void
tags_find(struct expander *e)
{
	struct walk walk;
	walk_start(&walk, e->s, "{%");
	enum walk_event event;
	while ((event = walk_next(&walk)) != WALK_END) {
		struct tag t;
		if (event == WALK_LINE)
			continue;
		if (!tag_read(e->s, walk.i, &t)) {
			tag_report(e, walk.i);
			walk.i++;
			continue;
		}
		walk.i = t.end;
		tag_place(e->s, &t);
		*PUSH(e->a, e->tags, e->n, e->cap) = t;
		enum short_act act = known_find(e->options->shortcodes, t.name)->act;
		bool dev_comment = act == ACT_DROP && t.form == SHORT_LIQUID && t.args.n;
		if (!t.closing && (act == ACT_CODE || act == ACT_RAW || act == ACT_DROP) && !dev_comment)
			verbatim_close(e, &e->tags[e->n - 1], &walk);
	}
}

/* Pairs each closing tag with the nearest open one of its name. */
static void
tags_pair(struct expander *e)
{
	size_t *open = NEW_N(e->a, e->n + 1, size_t), n = 0;
	for (size_t i = 0; i < e->n; i++) {
		struct tag *t = &e->tags[i];
		if (t->pair >= 0 || t->self || (t->form != SHORT_HUGO && t->form != SHORT_LIQUID))
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
	if (str_find(from.text, STR("{{")) < 0 && str_find(from.text, STR("{%")) < 0 && str_find(from.text, STR("%[")) < 0)
		return from;
	e.w.from = &from;
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
			writer_add(&e.w,
				str_fmt(a, "{{%s%.*s%s}}", e.s.p[t->start + 2] == '<' ? "&lt;" : "%", STR_FMT(t->args),
					e.s.p[t->start + 2] == '<' ? ">" : "%"));
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
