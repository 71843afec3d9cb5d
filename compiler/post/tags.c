/* tags.c - HTML made safe for the parser: few elements, few attributes, bounded nesting, with lines */
#include "post/node.h"

#include <string.h>

enum {
	TEXT_KEPT = 48, /* bytes: shorter text is not worth a mark */
	ORPHANS_MAX = 8, /* formatting elements that go on in the next block */
	ORPHANS_COST = 100000, /* how often they may do that in one post */
	UNKNOWN_MAX = 64, /* names of elements that no browser knows: more are looked through */
	SEARCH_MAX = 400 /* open elements that an end tag is compared with */
};

struct open_tag {
	uint8_t tag;
	bool written; /* false: it was nested too deep and left out */
};

struct cleaner {
	struct arena *a;
	const struct source *source;
	struct str s, path;
	struct diag *d;
	struct buf out;
	struct clean clean;
	size_t i, limit; /* place; end of the raw block it is in, or of the text */
	size_t line; /* of the source, from 1 */
	struct open_tag *open;
	size_t n, cap, depth; /* open elements; written ones among them */
	uint8_t orphans[ORPHANS_MAX];
	size_t n_orphans, cost;
	struct unknown {
		struct str name;
		size_t last; /* where its last end tag stands; 0: nowhere */
	} unknown[UNKNOWN_MAX];
	size_t n_unknown;
	bool told_deep, option, no_comment_end, no_end[TAG_OTHER]; /* option: one of this <select> was written */
};

/* One tag as written. */
struct tag_text {
	struct str name;
	enum tag_id tag;
	bool closing;
	bool has[ATTR_COUNT];
	struct str value[ATTR_COUNT]; /* entities as they are */
	size_t end; /* behind ">" */
};

static int
line_here(const struct cleaner *c)
{
	return source_line(c->source, c->line ? c->line - 1 : 0);
}

/* Moves on, counting lines. */
static void
skip_to(struct cleaner *c, size_t to)
{
	for (; c->i < to; c->i++)
		c->line += c->s.p[c->i] == '\n';
	if (c->i <= c->limit)
		return;
	/* Perhaps it went on into another raw block. */
	struct str rest = str_sub(c->s, c->i, c->s.n);
	ptrdiff_t start = str_find(rest, STR(MARK_RAW)), end = str_find(rest, STR(MARK_RAW_END));
	c->limit = end >= 0 && (start < 0 || end < start) ? c->i + (size_t)end : c->s.n;
}

/* ---- reading a tag ---- */

/* The attribute at *i (not a blank, "/" or ">"). false at the limit. HTML, 13.2.5.33 to 13.2.5.38. */
static bool
attr_read(const struct cleaner *c, size_t *i, struct tag_text *t)
{
	const char *p = c->s.p;
	size_t start = *i, k = *i + 1, end = c->limit;
	while (k < end && p[k] != '=' && p[k] != '>' && p[k] != '/' && !char_blank((unsigned char)p[k]))
		k++;
	enum attr_id id = attr_find(str_sub(c->s, start, k));
	struct str value = STR_NONE;
	size_t eq = k;
	while (eq < end && char_blank((unsigned char)p[eq]))
		eq++;
	if (eq < end && p[eq] == '=') {
		k = eq + 1;
		while (k < end && char_blank((unsigned char)p[k]))
			k++;
		if (k < end && (p[k] == '"' || p[k] == '\'')) {
			const char *quote = memchr(p + k + 1, p[k], end - k - 1);
			if (!quote)
				return false;
			value = str_sub(c->s, k + 1, (size_t)(quote - p));
			k = (size_t)(quote - p) + 1;
		} else {
			start = k;
			while (k < end && p[k] != '>' && !char_blank((unsigned char)p[k]))
				k++;
			value = str_sub(c->s, start, k);
		}
	}
	if (id != ATTR_COUNT && !t->has[id]) {
		t->has[id] = true;
		t->value[id] = value;
	}
	*i = k;
	return k < end;
}

/* The tag at c->i, which is a "<". false when it is none, or not closed before the limit. */
static bool
tag_parse(const struct cleaner *c, struct tag_text *t)
{
	const char *p = c->s.p;
	size_t i = c->i + 1;
	memset(t, 0, sizeof *t);
	if (i < c->limit && p[i] == '/')
		t->closing = true, i++;
	if (i >= c->limit || !char_alnum((unsigned char)p[i]) || char_digit(p[i]))
		return false;
	size_t start = i;
	while (i < c->limit && p[i] != '>' && p[i] != '/' && !char_blank((unsigned char)p[i]))
		i++;
	t->name = str_sub(c->s, start, i);
	t->tag = tag_find(t->name);
	if (str_is_nocase(t->name, "image"))
		t->tag = TAG_IMG;
	if (str_is_nocase(t->name, "xmp") || str_is_nocase(t->name, "listing") || str_is_nocase(t->name, "plaintext"))
		t->tag = TAG_PRE;
	while (i < c->limit) {
		if (p[i] == '>') {
			t->end = i + 1;
			return true;
		}
		if (p[i] == '/' || char_blank((unsigned char)p[i]))
			i++;
		else if (!attr_read(c, &i, t))
			return false;
	}
	return false;
}

/* ---- writing one ---- */

static void
attr_write(struct cleaner *c, enum attr_id id, struct str value)
{
	buf_char(&c->out, ' ');
	buf_z(&c->out, attr_name(id));
	buf_z(&c->out, "=\"");
	for (;;) {
		ptrdiff_t quote = str_find_char(value, '"');
		if (quote < 0)
			break;
		buf_str(&c->out, str_sub(value, 0, (size_t)quote));
		buf_z(&c->out, "&quot;");
		value = str_sub(value, (size_t)quote + 1, value.n);
	}
	buf_str(&c->out, value);
	buf_char(&c->out, '"');
}

static void
tag_write(struct cleaner *c, enum tag_id tag, const struct tag_text *t)
{
	buf_char(&c->out, '<');
	buf_z(&c->out, tag_name(tag));
	for (enum attr_id id = 0; id < ATTR_COUNT; id++)
		if (t->has[id] && id != ATTR_POS && id != ATTR_LINE && (id != ATTR_SRCSET || !t->has[ATTR_SRC]))
			attr_write(c, id, t->value[id]);
	buf_z(&c->out, " l=\"");
	buf_int(&c->out, line_here(c));
	buf_z(&c->out, "\">");
}

static void
end_write(struct cleaner *c, enum tag_id tag)
{
	buf_z(&c->out, "</");
	buf_z(&c->out, tag_name(tag));
	buf_char(&c->out, '>');
}

/* ---- what is open ---- */

/* Formatting that a block's end left open goes on in the next one: but not without bounds. */
static void
orphan_add(struct cleaner *c, enum tag_id tag)
{
	if (c->n_orphans < ORPHANS_MAX)
		c->orphans[c->n_orphans++] = (uint8_t)tag;
	else
		end_write(c, tag);
}

static void
orphans_charge(struct cleaner *c)
{
	c->cost += c->n_orphans;
	if (c->cost <= ORPHANS_COST)
		return;
	while (c->n_orphans)
		end_write(c, (enum tag_id)c->orphans[--c->n_orphans]);
}

static bool
orphan_close(struct cleaner *c, enum tag_id tag)
{
	for (size_t i = c->n_orphans; i > 0; i--) {
		if (c->orphans[i - 1] != tag)
			continue;
		memmove(c->orphans + i - 1, c->orphans + i, c->n_orphans - i);
		c->n_orphans--;
		return true;
	}
	return false;
}

/* Takes the open elements from the k-th on off the stack. */
static void
open_pop(struct cleaner *c, size_t k)
{
	while (c->n > k) {
		struct open_tag o = c->open[--c->n];
		c->depth -= o.written;
		if (o.written && c->n > k && tag_flags((enum tag_id)o.tag) & T_FORMAT)
			orphan_add(c, (enum tag_id)o.tag);
	}
}

static bool
tag_is_cell(enum tag_id t)
{
	return t == TAG_TD || t == TAG_TH || t == TAG_CAPTION;
}

static bool
tag_is_table_part(enum tag_id t)
{
	return tag_is_cell(t) || t == TAG_TR || t == TAG_TBODY || t == TAG_THEAD || t == TAG_TFOOT || t == TAG_TABLE;
}

/* The index of the innermost open `tag` that an end tag here would close, or -1. */
static ptrdiff_t
open_find(const struct cleaner *c, enum tag_id tag)
{
	for (size_t i = c->n; i > 0 && c->n - i < SEARCH_MAX; i--) {
		enum tag_id t = (enum tag_id)c->open[i - 1].tag;
		if (t == tag)
			return (ptrdiff_t)i - 1;
		if (t == TAG_TABLE || (tag_is_cell(t) && !tag_is_table_part(tag)))
			break;
	}
	return -1;
}

/* The same, but not out of a list (for li) or a definition list. */
static ptrdiff_t
open_item(const struct cleaner *c, enum tag_id tag)
{
	bool li = tag == TAG_LI;
	for (size_t i = c->n; i > 0 && c->n - i < SEARCH_MAX; i--) {
		enum tag_id t = (enum tag_id)c->open[i - 1].tag;
		if (li ? t == TAG_LI : t == TAG_DD || t == TAG_DT)
			return (ptrdiff_t)i - 1;
		if (tag_flags(t) & T_BLOCK && t != TAG_P && t != TAG_DIV && t != TAG_ADDRESS)
			break;
	}
	return -1;
}

/* End tags that HTML lets authors leave out before this start tag (13.1.2.4). */
static void
implied_ends(struct cleaner *c, enum tag_id tag)
{
	ptrdiff_t k = -1;
	if (tag == TAG_LI || tag == TAG_DD || tag == TAG_DT) {
		k = open_item(c, tag);
	} else if (tag_is_table_part(tag) && tag != TAG_TABLE) {
		for (size_t i = c->n; i > 0 && c->n - i < SEARCH_MAX; i--) {
			enum tag_id t = (enum tag_id)c->open[i - 1].tag;
			if (t == TAG_TABLE || (tag_is_cell(tag) && t == TAG_TR) ||
				(tag == TAG_TR && (t == TAG_TBODY || t == TAG_THEAD || t == TAG_TFOOT)))
				break;
			if (tag_is_table_part(t))
				k = (ptrdiff_t)i - 1;
		}
	}
	if (k >= 0)
		open_pop(c, (size_t)k);
	if (tag_flags(tag) & T_BLOCK && (k = open_find(c, TAG_P)) >= 0)
		open_pop(c, (size_t)k);
}

static void
start_tag(struct cleaner *c, const struct tag_text *t, enum tag_id tag)
{
	unsigned flags = tag_flags(tag);
	if (flags & T_BLOCK) {
		implied_ends(c, tag);
		orphans_charge(c);
	}
	if (flags & T_VOID) {
		tag_write(c, tag, t);
		return;
	}
	bool written = c->depth < NODE_DEPTH;
	*PUSH(c->a, c->open, c->n, c->cap) = (struct open_tag){(uint8_t)tag, written};
	c->depth += written;
	if (written) {
		tag_write(c, tag, t);
		return;
	}
	buf_z(&c->out, flags & T_BLOCK ? "<br>" : "");
	if (!c->told_deep)
		diag_add(c->d, DIAG_TOO_DEEP, c->path, line_here(c), 0,
			"elements are nested deeper than %d levels; deeper ones were left out, their text was kept", NODE_DEPTH);
	c->told_deep = true;
}

static void
end_tag(struct cleaner *c, enum tag_id tag)
{
	if (tag == TAG_BR)
		buf_z(&c->out, "<br>");
	if (tag_flags(tag) & T_VOID)
		return;
	ptrdiff_t k = open_find(c, tag);
	if (k >= 0) {
		bool written = c->open[k].written;
		open_pop(c, (size_t)k);
		if (written)
			end_write(c, tag);
		else if (tag_flags(tag) & T_BLOCK)
			buf_z(&c->out, "<br>");
	} else if (orphan_close(c, tag)) {
		end_write(c, tag);
	}
}

/* ---- what is left out ---- */

/* The place behind </name>, or of the limit when it is not closed. */
static size_t
element_end(struct cleaner *c, enum tag_id tag, size_t from, size_t *inner_end)
{
	char close[16] = "</";
	strcpy(close + 2, tag_name(tag));
	ptrdiff_t at = c->no_end[tag] ? -1 : str_find_nocase(str_sub(c->s, from, c->s.n), str_of(close));
	c->no_end[tag] = at < 0;
	*inner_end = at < 0 ? c->limit : from + (size_t)at;
	ptrdiff_t gt = at < 0 ? -1 : str_find_char(str_sub(c->s, *inner_end, c->s.n), '>');
	return gt < 0 ? *inner_end : *inner_end + (size_t)gt + 1;
}

/* A script that loads a gist or the like stands for an address. */
static bool
script_embed(struct cleaner *c, const struct tag_text *t)
{
	struct str src = t->value[ATTR_SRC];
	if (str_find(src, STR("speakerdeck.com/")) >= 0 && t->value[ATTR_DATA_ID].n) {
		buf_fmt(&c->out, "<embed src=\"https://speakerdeck.com/player/%.*s\" l=\"%d\">", STR_FMT(t->value[ATTR_DATA_ID]),
			line_here(c));
		return true;
	}
	if (str_find(src, STR("//gist.github.com/")) < 0 && str_find(src, STR("//asciinema.org/a/")) < 0)
		return false;
	if (str_ends(src, ".js"))
		src.n -= 3;
	buf_z(&c->out, "<embed");
	attr_write(c, ATTR_SRC, src);
	buf_z(&c->out, " l=\"");
	buf_int(&c->out, line_here(c));
	buf_z(&c->out, "\">");
	return true;
}

/* The first <title> in a drawing says what it shows. */
static void
svg_title(struct cleaner *c, struct str inner)
{
	ptrdiff_t at = str_find_nocase(inner, STR("<title"));
	inner = at < 0 ? STR_NONE : str_sub(inner, (size_t)at, inner.n);
	ptrdiff_t gt = str_find_char(inner, '>'), end = str_find(inner, STR("</"));
	if (at < 0 || gt < 0 || end < gt)
		return;
	inner = str_sub(inner, (size_t)gt + 1, (size_t)end);
	if (str_find_char(inner, '<') < 0)
		buf_str(&c->out, inner);
}

static void
element_drop(struct cleaner *c, const struct tag_text *t)
{
	size_t inner_end, end = element_end(c, t->tag, t->end, &inner_end);
	if (t->tag == TAG_SCRIPT && script_embed(c, t)) {
		skip_to(c, end);
		return;
	}
	if (t->tag == TAG_SVG) {
		diag_add(c->d, DIAG_HTML_DROPPED, c->path, line_here(c), 0,
			"a drawing in <svg> was left out: save it as a file and show that as a picture");
		svg_title(c, str_sub(c->s, t->end, inner_end));
	} else {
		diag_add(c->d, DIAG_HTML_DROPPED, c->path, line_here(c), 0,
			"<%s> cannot be printed; it was left out with what it holds", tag_name(t->tag));
	}
	skip_to(c, end);
}

/* <iframe> becomes <embed>: what stands in it is never shown. */
static void
iframe_write(struct cleaner *c, const struct tag_text *t)
{
	size_t inner_end, end = element_end(c, TAG_IFRAME, t->end, &inner_end);
	if (t->has[ATTR_SRC] || t->has[ATTR_DATA_SRC])
		tag_write(c, TAG_EMBED, t);
	else
		diag_add(c->d, DIAG_HTML_DROPPED, c->path, line_here(c), 0, "<iframe> names no address; it was left out");
	if (end == inner_end)
		end = t->end; /* not closed */
	skip_to(c, end);
}

/* "<!…": comments and the like. */
static void
comment_skip(struct cleaner *c)
{
	struct str rest = str_sub(c->s, c->i, c->s.n);
	size_t end;
	if (str_starts(rest, "<!--")) {
		ptrdiff_t at = c->no_comment_end ? -1 : str_find(str_sub(rest, 2, rest.n), STR("-->"));
		c->no_comment_end = at < 0;
		if (at < 0)
			diag_add(c->d, DIAG_HTML_DROPPED, c->path, line_here(c), 0,
				"a comment is never closed; it was left out up to the next blank line: close it with -->");
		end = at < 0 ? c->limit : c->i + 2 + (size_t)at + 3;
	} else {
		ptrdiff_t at = str_find_char(str_sub(c->s, c->i, c->limit), '>');
		end = at < 0 ? c->limit : c->i + (size_t)at + 1;
	}
	skip_to(c, end);
}

/* ---- the whole ---- */

static void
line_from_pos(struct cleaner *c, const struct tag_text *t)
{
	size_t line = 0;
	struct str pos = t->value[ATTR_POS];
	for (size_t i = 0; i < pos.n && i < 9 && char_digit(pos.p[i]); i++)
		line = line * 10 + (size_t)(pos.p[i] - '0');
	if (line)
		c->line = line;
}

/* What a form shows stays: the choices of a <select> with strokes between them. */
static void
form_tag(struct cleaner *c, const struct tag_text *t)
{
	if (t->tag == TAG_FORM && !t->closing)
		diag_add(c->d, DIAG_HTML_DROPPED, c->path, line_here(c), 0,
			"a form cannot be filled in on paper; its text was kept: write where readers find it");
	if (t->tag != TAG_OTHER)
		return;
	if (str_is_nocase(t->name, "textarea") || (t->closing && str_is_nocase(t->name, "select")))
		buf_char(&c->out, ' ');
	else if (t->closing)
		return;
	else if (str_is_nocase(t->name, "option")) {
		buf_z(&c->out, c->option ? " / " : " ");
		c->option = true;
	} else if (str_is_nocase(t->name, "select")) {
		c->option = false;
	}
}

/* Elements that browsers know and we only look through. */
static bool
name_is_html(struct str name)
{
	static const char *const names[] = {"area", "base", "basefont", "bdi", "bdo", "big", "blink", "body", "button", "canvas",
		"col", "colgroup", "data", "dialog", "font", "frame", "frameset", "head", "html", "keygen", "label", "link",
		"map", "marquee", "math", "meta", "meter", "nobr", "noembed", "noframes", "optgroup", "option", "output", "param",
		"portal", "progress", "rb", "rbc", "rtc", "search", "select", "slot", "spacer", "textarea", "time", "track",
		"annotation", "semantics", "mi", "mo", "mn", "ms", "mtext", "mrow", "msup", "msub", "mfrac", "msqrt", "mover",
		"munder", "mtable", "mtr", "mtd", "mspace", "mstyle", "g", "path", "rect", "circle", "line", "use", "defs",
		"text", "tspan", "amp-img"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is_nocase(name, names[i]))
			return true;
	return false;
}

/* Where the last end tag of an element that no browser knows stands; 0: nowhere. SIZE_MAX when there are too many such elements. */
static size_t
closed_behind(struct cleaner *c, struct str name)
{
	for (size_t i = 0; i < c->n_unknown; i++)
		if (str_eq(c->unknown[i].name, name))
			return c->unknown[i].last;
	if (c->n_unknown == UNKNOWN_MAX)
		return SIZE_MAX;
	struct unknown *u = &c->unknown[c->n_unknown++];
	*u = (struct unknown){.name = name};
	struct str close = str_fmt(c->a, "</%.*s", STR_FMT(name)), rest = c->s;
	for (ptrdiff_t at; (at = str_find(rest, close)) >= 0;) {
		u->last = (size_t)(rest.p - c->s.p) + (size_t)at;
		rest = str_sub(rest, (size_t)at + close.n, rest.n);
	}
	return u->last;
}

/* "Vec<T>", "<your-name>": what no browser knows, without values and never closed, is meant as text. */
static bool
text_in_angles(struct cleaner *c, const struct tag_text *t)
{
	if (t->tag != TAG_OTHER || t->closing || name_is_html(t->name))
		return false;
	struct str whole = str_sub(c->s, c->i, t->end);
	if (str_find_char(whole, '=') >= 0 || str_ends(whole, "/>"))
		return false;
	if (closed_behind(c, t->name) >= t->end)
		return false;
	diag_add(c->d, DIAG_REPAIRED, c->path, line_here(c), 0,
		"%.*s is no HTML and a browser would not show it; it was printed as text: write it as code, or with &lt;",
		STR_FMT(whole));
	buf_z(&c->out, "&lt;");
	buf_str(&c->out, str_sub(whole, 1, whole.n - 1));
	buf_z(&c->out, "&gt;");
	return true;
}

static void
angle(struct cleaner *c)
{
	struct str rest = str_sub(c->s, c->i, c->limit);
	struct tag_text t;
	if (str_starts(rest, "<!") || str_starts(rest, "<?")) {
		comment_skip(c);
		return;
	}
	if (!tag_parse(c, &t)) {
		/* Not closed: the rest of its block is text, so that it does not begin again at every "<". */
		bool tag = rest.n > 1 && (char_alnum((unsigned char)rest.p[1]) || rest.p[1] == '/') && !char_digit(rest.p[1]);
		if (tag)
			diag_add(c->d, DIAG_HTML_DROPPED, c->path, line_here(c), 0,
				"a tag does not end; it was printed as text up to the next blank line: close it with > and check "
				"its quotation marks");
		size_t end = tag ? c->limit : c->i + 1;
		for (; c->i < end; c->i++) {
			c->line += c->s.p[c->i] == '\n';
			if (c->s.p[c->i] == '<')
				buf_z(&c->out, "&lt;");
			else
				buf_char(&c->out, c->s.p[c->i]);
		}
		return;
	}
	line_from_pos(c, &t);
	size_t end = t.end, inner_end;
	form_tag(c, &t);
	if (text_in_angles(c, &t)) {
		skip_to(c, t.end);
		return;
	}
	/* ![](x) is how pictures are written in Markdown, not a decision that this one is an ornament; HTML's alt="" is. */
	if (t.tag == TAG_IMG && c->limit == c->s.n && !t.value[ATTR_ALT].n && str_starts(rest, "<img src=\"") &&
		end >= c->i + 3 && !memcmp(c->s.p + end - 3, " />", 3))
		t.has[ATTR_ALT] = false;
	if (t.closing)
		end_tag(c, t.tag);
	else if (tag_flags(t.tag) & T_GONE)
		element_drop(c, &t);
	else if (t.has[ATTR_BACKREF])
		skip_to(c, element_end(c, TAG_A, t.end, &inner_end)); /* the arrow back from a footnote */
	else if (t.tag == TAG_IFRAME)
		iframe_write(c, &t);
	else if (t.tag != TAG_OTHER)
		start_tag(c, &t, t.tag);
	if (c->i < end)
		skip_to(c, end);
}

/* MARK_RAW, line, MARK_END: a raw block begins. */
static void
raw_start(struct cleaner *c)
{
	size_t i = c->i + MARK_LENGTH, line = 0;
	for (; i < c->s.n && char_digit(c->s.p[i]); i++)
		line = line * 10 + (size_t)(c->s.p[i] - '0');
	c->i = i + MARK_LENGTH < c->s.n ? i + MARK_LENGTH : c->s.n;
	c->line = line;
	ptrdiff_t end = str_find(str_sub(c->s, c->i, c->s.n), STR(MARK_RAW_END));
	c->limit = end < 0 ? c->s.n : c->i + (size_t)end;
	buf_z(&c->out, MARK_RAW); /* for inline_text */
	buf_int(&c->out, line_here(c));
	buf_z(&c->out, MARK_END);
}

/* Copies text; long stretches without entities are kept from the parser, but for the blanks around them, which it looks at. */
static void
text_write(struct cleaner *c, struct str s)
{
	while (s.n) {
		ptrdiff_t amp = str_find_char(s, '&');
		struct str whole = amp < 0 ? s : str_sub(s, 0, (size_t)amp), core = str_trim(whole);
		if (core.n >= TEXT_KEPT) {
			buf_add(&c->out, whole.p, (size_t)(core.p - whole.p));
			buf_z(&c->out, MARK_TEXT);
			buf_int(&c->out, (int64_t)c->clean.n);
			buf_z(&c->out, MARK_END);
			*PUSH(c->a, c->clean.texts, c->clean.n, c->clean.cap) = core;
			whole = str_sub(whole, (size_t)(core.p - whole.p) + core.n, whole.n);
		}
		buf_str(&c->out, whole);
		if (amp < 0)
			break;
		size_t end = (size_t)amp + 1;
		while (end < s.n && end < (size_t)amp + 40 &&
			(char_alnum((unsigned char)s.p[end]) || s.p[end] == '#' || s.p[end] == ';'))
			end++;
		buf_str(&c->out, str_sub(s, (size_t)amp, end));
		s = str_sub(s, end, s.n);
	}
}

struct clean
tags_clean(struct arena *a, struct str html, const struct source *source, struct str path, struct diag *d)
{
	struct cleaner c = {.a = a, .source = source, .s = html, .path = path, .d = d, .limit = html.n, .line = 1};
	while (c.i < c.s.n) {
		size_t from = c.i;
		while (c.i < c.s.n && c.s.p[c.i] != '<' && (unsigned char)c.s.p[c.i] != MARK_LEAD) {
			c.line += c.s.p[c.i] == '\n';
			c.i++;
		}
		text_write(&c, str_sub(c.s, from, c.i));
		struct str rest = str_sub(c.s, c.i, c.s.n);
		if (!rest.n)
			break;
		if (c.i >= c.limit)
			c.limit = c.s.n;
		if (rest.p[0] == '<') {
			angle(&c);
		} else if (str_starts(rest, MARK_RAW)) {
			raw_start(&c);
		} else if (str_starts(rest, MARK_RAW_END)) {
			c.i += MARK_LENGTH;
			c.limit = c.s.n;
		} else {
			buf_str(&c.out, str_sub(rest, 0, MARK_LENGTH)); /* another character that begins so */
			c.i += MARK_LENGTH;
		}
	}
	c.clean.html = buf_keep(&c.out, a);
	buf_free(&c.out);
	return c.clean;
}
