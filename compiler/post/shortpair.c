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

static bool
kind_word(struct str s)
{
	static const char *const words[] = {"info", "default", "primary", "success", "warning", "danger", "tip", "note",
		"important", "caution", "error", "secondary"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_is_nocase(s, words[i]))
			return true;
	return false;
}

/* A title without the marks of Markdown: what it becomes is bold anyway. */
static struct str
title_plain(struct expander *e, struct str title)
{
	struct buf b = {0};
	for (size_t i = 0; i < title.n; i++) {
		if (str_starts(str_sub(title, i, title.n), "**"))
			i++;
		else if (title.p[i] != '`' &&
			(title.p[i] != '*' || title.n == 1 ||
				(i && title.p[i - 1] == ' ' && i + 1 < title.n && title.p[i + 1] == ' ')))
			buf_char(&b, title.p[i]);
	}
	struct str s = buf_keep(&b, e->a);
	buf_free(&b);
	return s;
}

/* What a note, details or a titled part is called; *text is what a note without an end says. */
static struct str
pair_title(struct expander *e, const struct tag *t, const struct known *k, const struct args *args, struct str *type,
	struct str *text)
{
	size_t i = 0;
	struct str title;
	*text = STR_NONE;
	if (k->act == ACT_ALERT) {
		*type = part_value(e, k, PART_KIND, args, "type|kind|level|class|style|color");
		*text = part_value(e, k, PART_TEXT, args, "text|content|message");
		bool alone = t->pair < 0 && !text->n && !args_at(args, 1).n;
		if (!type->n && !alone && args_at(args, 0).n && str_find_char(args_at(args, 0), ' ') < 0)
			*type = args_at(args, i++);
		if (i == 0 && t->pair >= 0 && kind_word(args_at(args, 0))) /* Hexo: {% note info %} */
			*type = args_at(args, i++);
		title = part_value(e, k, PART_TITLE, args, "title|header|heading");
		if (t->pair < 0 && !text->n)
			*text = args_at(args, i++);
		return title_plain(e, title.n || k->parts[PART_TITLE].n ? title : args_at(args, i));
	}
	title = part_value(e, k, PART_TITLE, args, "title|summary|label|text|name|header|tabname|heading");
	if (!title.n && t->form == SHORT_LIQUID && k->act == ACT_DETAILS && t->args.n && !args->list[0].key.n)
		title = t->args;
	return title_plain(e, title.n || k->parts[PART_TITLE].n ? title : args_at(args, 0));
}

static void
act_alert_open(struct expander *e, const struct tag *t, const struct known *k, const struct args *args)
{
	struct str type = STR_NONE, text, title = pair_title(e, t, k, args, &type, &text);
	if (t->pair < 0 && !text.n && !title.n) {
		TAG_FINDING(e, t, DIAG_SHORTCODE, "%.*s has no end; it was left out");
		return;
	}
	if (t->pair < 0 && !text.n)
		TAG_FINDING(e, t, DIAG_SHORTCODE, "%.*s has no end; only its title was printed: close it");
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
	struct str type, text, title = pair_title(e, t, k, args, &type, &text);
	struct buf b = {0};
	buf_z(&b, "<details><summary>");
	html_escape(&b, title);
	buf_z(&b, "</summary>");
	add_block(e, t, &b);
}

/* "Title — subtitle", with a link where there is one. */
static void
act_titled_open(struct expander *e, const struct tag *t, const struct known *k, const struct args *args)
{
	static const char *const others[] = {"subtitle", "subheader", "description", "header", "badge", "footer"};
	struct str type, text, title = pair_title(e, t, k, args, &type, &text),
			       link = part_value(e, k, PART_LINK, args, "link|href|url");
	struct buf b = {0};
	if (!title.n)
		return;
	buf_z(&b, "<p>");
	if (link.n) {
		buf_z(&b, "<a");
		html_attr(&b, "href", link);
		buf_char(&b, '>');
	}
	buf_z(&b, "<strong>");
	html_escape(&b, title);
	buf_z(&b, link.n ? "</strong></a>" : "</strong>");
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct str value = args_value(args, others[i]);
		if (!value.n || str_eq(title_plain(e, value), title))
			continue;
		buf_z(&b, "<br>");
		html_escape(&b, title_plain(e, value));
	}
	buf_z(&b, "</p>");
	add_block(e, t, &b);
}

/* The title of a pair that stands within a line, in front of what it encloses. */
static void
act_title_inline(struct expander *e, const struct tag *t, const struct known *k, const struct args *args)
{
	struct str type = STR_NONE, text, title = pair_title(e, t, k, args, &type, &text);
	struct buf b = {0};
	if (title.n) {
		buf_z(&b, "<strong>");
		html_escape(&b, title);
		buf_z(&b, "</strong> ");
	}
	if (t->pair < 0)
		html_escape(&b, text);
	add_buf(e, &b);
}

static struct str
quote_by(struct expander *e, const struct known *k, const struct tag *open, const struct args *args)
{
	struct str by = part_value(e, k, PART_BY, args, "author|by|cite|source|name|caption");
	if (!by.n && open->form == SHORT_LIQUID)
		by = open->args;
	if (str_is_nocase(by, "left") || str_is_nocase(by, "right"))
		return STR_NONE;
	return by.n ? by : args_at(args, 0);
}

/* A name; an address at its end, as Hexo writes it, is the link of what stands before it. */
static void
by_write(struct buf *b, struct str by)
{
	ptrdiff_t url = str_find(by, STR(" http")), comma;
	if (url < 1 || !url_whole(str_sub(by, (size_t)url + 1, by.n))) {
		html_escape(b, by);
		return;
	}
	struct str text = str_trim(str_sub(by, 0, (size_t)url));
	comma = str_find(text, STR(", "));
	size_t from = comma < 0 ? 0 : (size_t)comma + 2;
	html_escape(b, str_sub(text, 0, from));
	buf_z(b, "<a");
	html_attr(b, "href", str_trim(str_sub(by, (size_t)url, by.n)));
	buf_char(b, '>');
	html_escape(b, str_sub(text, from, text.n));
	buf_z(b, "</a>");
}

static void
act_quote_close(struct expander *e, const struct tag *t, const struct known *k, const struct tag *open, const struct args *args,
	bool block)
{
	struct str by = quote_by(e, k, open, args);
	struct buf b = {0};
	if (by.n) {
		buf_z(&b, block ? "<footer>" : " (");
		by_write(&b, by);
		buf_z(&b, block ? "</footer>" : ")");
	}
	if (!block) {
		add_buf(e, &b);
		return;
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

/* Is there a blank line in [from, to)? */
static bool
blank_between(const struct expander *e, size_t from, size_t to)
{
	size_t low = 0, high = e->n_blanks;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (e->blanks[middle] < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low < e->n_blanks && e->blanks[low] + 2 <= to;
}

bool
pair_block(const struct expander *e, const struct tag *open)
{
	const struct tag *close = &e->tags[open->pair];
	if (open->fixed)
		return false;
	return (open->block_start && close->block_end) || blank_between(e, open->end, close->start);
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
		if (open->pair < 0) {
			buf_fmt(&b, wrap_is_block(element) ? "%.*s" : "<%.*s>",
				STR_FMT(wrap_is_block(element) ? STR_NONE : element));
			markdown_flat(&b, args_at(args, 0).n ? args_at(args, 0) : args_value(args, "text|content"));
			if (!wrap_is_block(element))
				buf_fmt(&b, "</%.*s>", STR_FMT(element));
			add_buf(e, &b);
		} else if (wrap_is_block(element) && block) {
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
		else if (!close)
			act_title_inline(e, t, k, args);
		return;
	case ACT_ALERT:
		if (block && close)
			buf_z(&b, "</div>"), add_block(e, t, &b);
		else if (block || (open->pair < 0 && !t->fixed))
			act_alert_open(e, t, k, args);
		else if (!close)
			act_title_inline(e, t, k, args);
		return;
	case ACT_QUOTE:
		if (close)
			act_quote_close(e, t, k, open, args, block);
		else if (block)
			buf_z(&b, "<blockquote>"), add_block(e, t, &b);
		return;
	case ACT_ROW:
		if (close && block)
			buf_z(&b, "</div>"), add_block(e, t, &b);
		else if (!close)
			act_row_open(e, t, args, block || open->pair < 0);
		return;
	case ACT_TITLED:
		if (!close && (block || (open->pair < 0 && !t->fixed)))
			act_titled_open(e, t, k, args);
		else if (!close)
			act_title_inline(e, t, k, args);
		return;
	default: return;
	}
}
