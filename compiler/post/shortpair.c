/* shortpair.c - shortcodes that enclose something: boxes, quotations, code */
#include "post/shortwrite.h"

#include <string.h>

/* ---- what opens and closes ---- */

static const char *
alert_kind(struct str s)
{
	static const struct {
		const char *name, *kind;
	} kinds[] = {{"tip", "tip"}, {"success", "tip"}, {"hint", "tip"}, {"important", "important"}, {"warning", "warning"},
		{"warn", "warning"}, {"caution", "caution"}, {"danger", "caution"}, {"error", "caution"},
		{"attention", "caution"}};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_is_nocase(s, kinds[i].name))
			return kinds[i].kind;
	return "note";
}

static void
act_alert_open(struct expander *e, const struct tag *t, const struct known *k, const struct args *args)
{
	struct str type = part_value(e, k, PART_KIND, args, "type|kind|level|class|style|color"),
		   text = part_value(e, k, PART_TEXT, args, "text|content|message");
	size_t i = 0;
	if (!type.n && args_at(args, 0).n && str_find_char(args_at(args, 0), ' ') < 0)
		type = args_at(args, i++);
	struct str title = part_value(e, k, PART_TITLE, args, "title|header|heading");
	if (t->pair < 0 && !text.n)
		text = args_at(args, i++);
	if (!title.n)
		title = args_at(args, i);
	if (t->pair < 0 && !text.n) {
		TAG_FINDING(e, t, DIAG_SHORTCODE, "%.*s has no end; it was left out");
		return;
	}
	struct buf b = {0};
	buf_fmt(&b, "<div data-yb=\"alert:%s\"", alert_kind(type));
	html_attr(&b, "title", title);
	buf_char(&b, '>');
	if (t->pair < 0) {
		html_escape(&b, text);
		buf_z(&b, "</div>");
	}
	add_block(e, t, &b);
}

static void
act_details_open(struct expander *e, const struct tag *t, const struct known *k, const struct args *args)
{
	struct str title = part_value(e, k, PART_TITLE, args, "title|summary|label|text|name");
	if (!title.n)
		title = t->form == SHORT_LIQUID ? t->args : args_at(args, 0);
	struct buf b = {0};
	buf_z(&b, "<details><summary>");
	html_escape(&b, title);
	buf_z(&b, "</summary>");
	add_block(e, t, &b);
}

static void
act_quote_close(struct expander *e, const struct tag *t, const struct known *k, const struct tag *open, const struct args *args)
{
	struct str by = part_value(e, k, PART_BY, args, "author|by|cite|source|name|caption");
	if (!by.n && open->form == SHORT_LIQUID)
		by = open->args;
	if (!by.n)
		by = args_at(args, 0);
	struct buf b = {0};
	if (by.n) {
		buf_z(&b, "<footer>");
		html_escape(&b, by);
		buf_z(&b, "</footer>");
	}
	buf_z(&b, "</blockquote>");
	add_block(e, t, &b);
}

/* ---- code ---- */

static size_t
fence_length(const struct expander *e, const struct tag *open)
{
	size_t most = 2, run = 0;
	for (size_t i = open->end; i < e->tags[open->pair].start; i++) {
		run = e->s.p[i] == '`' ? run + 1 : 0;
		most = run > most ? run : most;
	}
	return most + 1;
}

struct str
code_language(struct expander *e, const struct known *k, const struct args *args)
{
	struct str lang = part_value(e, k, PART_LANGUAGE, args, "lang|language|lexer|syntax");
	if (!lang.n)
		lang = args_at(args, 0);
	if (str_starts(lang, "lang:"))
		lang = str_sub(lang, 5, lang.n);
	for (size_t i = 0; i < lang.n; i++)
		if (!char_alnum((unsigned char)lang.p[i]) && !strchr("+#-_", lang.p[i]))
			return STR_NONE;
	return lang;
}

void
code_fence(struct expander *e, const struct tag *open, const struct tag *t, struct str lang)
{
	struct str prefix = tag_prefix(e, open);
	struct buf b = {0};
	if (t != open || !t->line_start) {
		buf_char(&b, '\n');
		buf_str(&b, prefix);
	}
	for (size_t n = fence_length(e, open); n > 0; n--)
		buf_char(&b, '`');
	buf_str(&b, lang);
	if (!t->line_end) {
		buf_char(&b, '\n');
		buf_str(&b, prefix);
	}
	add_buf(e, &b);
}

/* ---- opening and closing ---- */

/* Does the pair stand for blocks, or within a line? */
bool
pair_block(const struct expander *e, const struct tag *open)
{
	const struct tag *close = &e->tags[open->pair];
	return (open->line_start && close->line_end) || str_find(str_sub(e->s, open->end, close->start), STR("\n\n")) >= 0;
}

static bool
wrap_is_block(struct str element)
{
	return str_is(element, "center") || str_is(element, "right") || !element.n;
}

/* The element around what is enclosed; only those that do no harm. */
static struct str
element_of(struct expander *e, const struct known *k, const struct args *args)
{
	static const char *const elements[] = {"center", "right", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd",
		"mark", "q", "s", "small", "strong", "sub", "sup", "u"};
	struct str name = k->act == ACT_WRAP ? part_text(e, k, PART_ELEMENT, args, STR_NONE) : STR_NONE;
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (str_is_nocase(name, elements[i]))
			return str_of(elements[i]);
	return STR_NONE;
}

/* The opening (or `close`, the closing) tag of what encloses Markdown. */
void
act_pair(struct expander *e, const struct tag *t, const struct known *k, const struct args *args, bool close)
{
	const struct tag *open = close ? &e->tags[t->pair] : t;
	bool block = open->pair >= 0 && pair_block(e, open);
	struct str element = element_of(e, k, args);
	struct buf b = {0};
	switch (k->act) {
	case ACT_WRAP:
		if (wrap_is_block(element) && block) {
			buf_z(&b, close ? "</div>" : element.n ? "<div" : "<div>");
			if (!close && element.n)
				buf_fmt(&b, " align=\"%.*s\">", STR_FMT(element));
			add_block(e, t, &b);
		} else if (!wrap_is_block(element)) {
			writer_add(&e->w, str_fmt(e->a, close ? "</%.*s>" : "<%.*s>", STR_FMT(element)));
		}
		return;
	case ACT_DETAILS:
		if (block && close)
			buf_z(&b, "</details>"), add_block(e, t, &b);
		else if (block)
			act_details_open(e, t, k, args);
		return;
	case ACT_ALERT:
		if (block && close)
			buf_z(&b, "</div>"), add_block(e, t, &b);
		else if (block || open->pair < 0)
			act_alert_open(e, t, k, args);
		return;
	case ACT_QUOTE:
		if (block && close)
			act_quote_close(e, t, k, open, args);
		else if (block)
			buf_z(&b, "<blockquote>"), add_block(e, t, &b);
		return;
	case ACT_ROW:
		if (close && block)
			buf_z(&b, "</div>"), add_block(e, t, &b);
		else if (!close && (block || open->pair < 0))
			act_row_open(e, t, args);
		return;
	case ACT_TITLED:
		if (!close && block) {
			struct str title = part_value(e, k, PART_TITLE, args, "title|name|label|header|tabname");
			if (!title.n)
				title = args_at(args, 0);
			if (!title.n)
				return;
			buf_z(&b, "<p><strong>");
			html_escape(&b, title);
			buf_z(&b, "</strong></p>");
			add_block(e, t, &b);
		}
		return;
	default: return;
	}
}
