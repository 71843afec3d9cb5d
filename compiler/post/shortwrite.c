/* shortwrite.c - what each shortcode becomes */
#include "post/shortcode.h"

#include <string.h>

/* ---- writing ---- */

static void
html_escape(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '&' || c == '<' || c == '>' || c == '"')
			buf_z(b, c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&quot;");
		else
			buf_char(b, c == '\n' ? ' ' : c);
	}
}

/* name="value", when there is one. */
static void
html_attr(struct buf *b, const char *name, struct str value)
{
	if (!value.n)
		return;
	buf_fmt(b, " %s=\"", name);
	html_escape(b, value);
	buf_char(b, '"');
}

static void
markdown_flat(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_char(b, s.p[i] == '\n' ? ' ' : s.p[i]);
}

static void
add_buf(struct expander *e, struct buf *b)
{
	writer_add(&e->w, buf_keep(b, e->a));
	buf_free(b);
}

/* What the lines of a block inside the tag's list items and quotes begin with. */
static struct str
tag_prefix(struct expander *e, const struct tag *t)
{
	struct str line = str_sub(e->s, tag_line(e->s, t), t->start);
	size_t n = line_prefix(line, true);
	if (n > 400)
		return STR_NONE;
	char *p = arena_dup(e->a, line.p, n);
	for (size_t i = 0; i < n; i++)
		if (p[i] != '>' && p[i] != '\t')
			p[i] = ' ';
	return (struct str){p, n};
}

/* A block of HTML where the tag stands: on a line of its own, and a blank one behind it, so that Markdown goes on. */
static void
add_block(struct expander *e, const struct tag *t, struct buf *html)
{
	struct str prefix = tag_prefix(e, t);
	struct buf b = {0};
	if (!t->line_start) {
		buf_char(&b, '\n');
		buf_str(&b, prefix);
	}
	buf_str(&b, buf_view(html));
	buf_char(&b, '\n');
	buf_str(&b, prefix);
	if (!t->line_end) {
		buf_char(&b, '\n');
		buf_str(&b, prefix);
	}
	buf_free(html);
	add_buf(e, &b);
}

static void
finding(struct expander *e, const struct tag *t, const char *what)
{
	struct str source = str_sub(e->s, t->start, t->end < t->start + 200 ? t->end : t->start + 200);
	diag_add(e->d, DIAG_SHORTCODE, e->post->path, writer_line(&e->w), 0, "%.*s %s", STR_FMT(source), what);
}

static void
add_object(struct expander *e, const struct tag *t, struct str url)
{
	struct object *o = PUSH(e->a, e->objects->list, e->objects->n, e->objects->cap);
	*o = (struct object){
		.url = url,
		.source = str_sub(e->s, t->start, t->end),
		.alone = t->line_start && t->line_end,
		.line = writer_line(&e->w),
	};
	writer_add(&e->w, str_fmt(e->a, MARK_OBJECT "%zu" MARK_END, e->objects->n - 1));
}

/* ---- each kind ---- */

/* Does it end like the name of a file? */
static bool
path_dot(struct str s)
{
	ptrdiff_t dot = str_rfind_char(s, '.');
	return dot > 0 && s.n - (size_t)dot >= 3 && s.n - (size_t)dot <= 6 && str_find_char(s, ' ') < 0;
}

static bool
url_whole(struct str s)
{
	return str_starts_nocase(s, "http://") || str_starts_nocase(s, "https://") || str_starts(s, "//");
}

static void
act_embed(struct expander *e, const struct tag *t, const struct known *k, const struct args *args)
{
	struct str id = args_value(args, "src|url|href|link|file|id|key|mp4|webm|mp3|video|data|path");
	if (!id.n)
		id = args_at(args, 0);
	struct str url = args_url(args);
	if (url_whole(id))
		url = id;
	if (!url.n && id.n && k->with[0])
		url = str_fmt(e->a, "%s%.*s", k->with, STR_FMT(id));
	if (!url.n && id.n && (str_find_char(id, '/') >= 0 || path_dot(id)))
		url = id;
	if (url.n)
		add_object(e, t, url);
	else
		finding(e, t, "names no address; it was left out: write the address in its place");
}

/* {{< tweet user="x" id="1" >}}, {{< tweet 1 >}}, {% twitter 1 %}, {{< x user="x" id="1" >}} */
static void
act_tweet(struct expander *e, const struct tag *t, const struct known *k, const struct args *args)
{
	struct str url = args_url(args), user = args_value(args, "user"), id = args_value(args, "id");
	if (!id.n)
		id = args_at(args, args_at(args, 1).n ? 1 : 0);
	if (!user.n && args_at(args, 1).n)
		user = args_at(args, 0);
	if (!url.n && id.n)
		url = str_fmt(e->a, "%s%.*s/status/%.*s", k->with, STR_FMT(user.n ? user : STR("i")), STR_FMT(id));
	if (url.n)
		add_object(e, t, url);
	else
		finding(e, t, "names no address; it was left out: write the address in its place");
}

static void
act_gist(struct expander *e, const struct tag *t, const struct known *k, const struct args *args)
{
	struct str url = args_url(args), first = args_at(args, 0), second = args_at(args, 1);
	if (!url.n && first.n)
		url = second.n && str_find_char(first, '/') < 0
			? str_fmt(e->a, "%s%.*s/%.*s", k->with, STR_FMT(first), STR_FMT(second))
			: str_fmt(e->a, "%s%.*s", k->with, STR_FMT(first));
	if (url.n)
		add_object(e, t, url);
	else
		finding(e, t, "names no address; it was left out: write the address in its place");
}

/* An address in a link's place: blanks and parentheses would end it. */
static void
act_ref(struct expander *e, const struct tag *t, const struct args *args)
{
	struct str path = args_value(args, "path");
	if (!path.n)
		path = args_at(args, 0);
	if (!path.n)
		path = t->args;
	struct buf b = {0};
	for (size_t i = 0; i < path.n; i++) {
		if (strchr(" ()<>\n", path.p[i]))
			buf_fmt(&b, "%%%02X", (unsigned)path.p[i]);
		else
			buf_char(&b, path.p[i]);
	}
	add_buf(e, &b);
}

/* Jekyll's {% link _posts/x.md %} is a reference, dev.to's {% link user/post %} an address. */
static void
act_link(struct expander *e, const struct tag *t, const struct known *k, const struct args *args)
{
	struct str to = args_at(args, 0);
	bool file = str_starts(to, "_") || str_starts(to, "/") || str_ends(to, ".md") || str_ends(to, ".html") ||
		t->form != SHORT_LIQUID;
	if (!to.n || (file && !url_whole(to)))
		act_ref(e, t, args);
	else
		add_object(e, t, url_whole(to) ? to : str_fmt(e->a, "%s%.*s", k->with, STR_FMT(to)));
}

/* <img>, with a link around it when there is one. */
static void
html_picture(struct buf *b, const struct args *args, struct str src, bool with_title)
{
	struct str alt = args_value(args, "alt"), href = args_value(args, "link|href|target_url");
	if (href.n) {
		buf_z(b, "<a");
		html_attr(b, "href", href);
		buf_char(b, '>');
	}
	buf_z(b, "<img");
	html_attr(b, "src", src);
	if (args_has(args, "alt") || alt.n) {
		buf_z(b, " alt=\"");
		html_escape(b, alt);
		buf_char(b, '"');
	}
	if (with_title)
		html_attr(b, "title", args_value(args, "title"));
	if (!args_value(args, "attrlink").n)
		html_attr(b, "data-credit", args_value(args, "attr|credit|photographer"));
	buf_char(b, '>');
	if (href.n)
		buf_z(b, "</a>");
}

/* The figure's caption, as Markdown. */
static struct str
picture_caption(struct expander *e, const struct args *args, struct str inner)
{
	struct str title = args_value(args, "title"), text = args_value(args, "caption|description|desc"),
		   link = args_value(args, "attrlink");
	struct buf b = {0};
	if (title.n && !str_eq(title, text)) {
		buf_z(&b, "**");
		markdown_flat(&b, title);
		buf_z(&b, "** ");
	}
	markdown_flat(&b, text.n ? text : str_trim(inner));
	if (link.n) {
		buf_fmt(&b, " [%.*s](", STR_FMT(args_value(args, "attr")));
		markdown_flat(&b, link);
		buf_char(&b, ')');
	}
	struct str out = str_trim(buf_keep(&b, e->a));
	buf_free(&b);
	return out;
}

/* The positional arguments from the i-th on that are not numbers, as one text. */
static struct str
args_words(struct arena *a, const struct args *args, size_t i)
{
	struct buf b = {0};
	int64_t number;
	for (struct str word; (word = args_at(args, i)).n; i++) {
		if (str_to_int(word, &number))
			continue;
		if (b.n)
			buf_char(&b, ' ');
		buf_str(&b, word);
	}
	struct str s = buf_keep(&b, a);
	buf_free(&b);
	return s;
}

static void
act_picture(struct expander *e, const struct tag *t, const struct args *args, struct str inner)
{
	struct str src = args_value(args, "src|url|image_path|image|file|path|img|name|link_src");
	if (!src.n)
		src = args_at(args, 0);
	/* Octopress: {% img left /images/x.png 400 300 title %} */
	size_t i = 1;
	for (; i < 3 && src.n && str_find_char(src, '.') < 0 && args_at(args, i).n; i++)
		src = args_at(args, i);
	if (!src.n) {
		finding(e, t, "names no picture; it was left out: write the picture in its place");
		return;
	}
	struct str caption = picture_caption(e, args, inner);
	if (!caption.n && t->form == SHORT_LIQUID)
		caption = args_words(e->a, args, i);
	struct buf b = {0};
	if (!t->line_start || (!t->line_end && !inner.n)) {
		html_picture(&b, args, src, true);
		if (caption.n && !args_has(args, "title")) {
			buf_z(&b, " *");
			buf_str(&b, caption);
			buf_z(&b, "* ");
		}
		add_buf(e, &b);
		return;
	}
	struct str prefix = tag_prefix(e, t);
	buf_z(&b, "<figure>");
	html_picture(&b, args, src, false);
	if (caption.n) {
		buf_z(&b, "<figcaption>\n");
		buf_str(&b, prefix);
		buf_char(&b, '\n');
		buf_str(&b, prefix);
		buf_str(&b, caption);
		buf_char(&b, '\n');
		buf_str(&b, prefix);
		buf_z(&b, "</figcaption>");
	}
	buf_z(&b, "</figure>");
	add_block(e, t, &b);
}

/* A list of pictures as one argument: "a.jpg, b.jpg". */
static void
act_row_open(struct expander *e, const struct tag *t, const struct args *args)
{
	struct str list = args_value(args, "images|files|srcs|src");
	struct buf b = {0};
	buf_z(&b, "<div class=\"row\">");
	for (size_t i = 0; i <= args->n; i++) {
		struct str rest = i ? args_at(args, i - 1) : list;
		while (rest.n) {
			ptrdiff_t comma = str_find_char(rest, ',');
			struct str src = str_trim(comma < 0 ? rest : str_sub(rest, 0, (size_t)comma));
			rest = comma < 0 ? STR_NONE : str_sub(rest, (size_t)comma + 1, rest.n);
			if (!path_dot(src))
				continue;
			buf_z(&b, "<img");
			html_attr(&b, "src", src);
			buf_char(&b, '>');
		}
	}
	if (t->pair < 0) {
		if (b.n < 20)
			finding(e, t, "lists no pictures by name; it was left out: name them one by one");
		buf_z(&b, "</div>");
	}
	add_block(e, t, &b);
}

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
	struct str type = args_value(args, "type|kind|level|class|style|color"), text = args_value(args, "text|content|message");
	size_t i = 0;
	if (!type.n && !k->with[0] && args_at(args, 0).n && str_find_char(args_at(args, 0), ' ') < 0)
		type = args_at(args, i++);
	struct str title = args_value(args, "title|header|heading");
	if (t->pair < 0 && !text.n)
		text = args_at(args, i++);
	if (!title.n)
		title = args_at(args, i);
	if (t->pair < 0 && !text.n) {
		finding(e, t, "has no end; it was left out");
		return;
	}
	struct buf b = {0};
	buf_fmt(&b, "<div data-yb=\"alert:%s\"", k->with[0] ? k->with : alert_kind(type));
	html_attr(&b, "title", title);
	buf_char(&b, '>');
	if (t->pair < 0) {
		html_escape(&b, text);
		buf_z(&b, "</div>");
	}
	add_block(e, t, &b);
}

static void
act_details_open(struct expander *e, const struct tag *t, const struct args *args)
{
	struct str title = args_value(args, "title|summary|label|text|name");
	if (!title.n)
		title = t->form == SHORT_LIQUID ? t->args : args_at(args, 0);
	struct buf b = {0};
	buf_z(&b, "<details><summary>");
	html_escape(&b, title);
	buf_z(&b, "</summary>");
	add_block(e, t, &b);
}

static void
act_quote_close(struct expander *e, const struct tag *t, const struct tag *open, const struct args *args)
{
	struct str by = args_value(args, "author|by|cite|source|name|caption");
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

/* The link's end in Markdown: its beginning was written where the shortcode opened. */
static void
button_end(struct expander *e, const struct known *k, const struct args *args)
{
	struct str href = args_value(args, "href|url|link|to|path|src|email");
	if (!href.n)
		href = args_url(args);
	if (!href.n)
		href = args_at(args, 0);
	struct buf b = {0};
	buf_fmt(&b, "](<%s", k->with);
	for (size_t i = 0; i < href.n; i++) {
		if (strchr("<>\n\\", href.p[i]))
			buf_fmt(&b, "%%%02X", (unsigned)href.p[i]);
		else
			buf_char(&b, href.p[i]);
	}
	buf_z(&b, ">)");
	add_buf(e, &b);
}

static void
act_button(struct expander *e, const struct tag *t, const struct known *k, const struct args *args)
{
	writer_add(&e->w, STR("["));
	if (t->pair >= 0)
		return;
	struct str text = args_value(args, "text|label|title|name|content");
	if (!text.n)
		text = args_at(args, 1);
	if (!text.n)
		text = args_at(args, 0);
	struct buf b = {0};
	markdown_flat(&b, text);
	add_buf(e, &b);
	button_end(e, k, args);
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

static struct str
code_language(const struct known *k, const struct tag *t, const struct args *args)
{
	struct str lang = k->with[0] ? str_of(k->with) : args_value(args, "lang|language|lexer|syntax");
	if (!lang.n)
		lang = args_at(args, 0);
	if (str_starts(lang, "lang:"))
		lang = str_sub(lang, 5, lang.n);
	for (size_t i = 0; i < lang.n; i++)
		if (!char_alnum((unsigned char)lang.p[i]) && !strchr("+#-_", lang.p[i]))
			return STR_NONE;
	(void)t;
	return lang;
}

static void
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

/* ---- one tag after the other ---- */

/* Does the pair stand for blocks, or within a line? */
static bool
pair_block(const struct expander *e, const struct tag *open)
{
	const struct tag *close = &e->tags[open->pair];
	return (open->line_start && close->line_end) || str_find(str_sub(e->s, open->end, close->start), STR("\n\n")) >= 0;
}

static bool
wrap_is_block(const struct known *k)
{
	return str_is(str_of(k->with), "center") || str_is(str_of(k->with), "right") || !k->with[0];
}

/* The opening (or `close`, the closing) tag of what encloses Markdown. */
static void
act_pair(struct expander *e, const struct tag *t, const struct known *k, const struct args *args, bool close)
{
	const struct tag *open = close ? &e->tags[t->pair] : t;
	bool block = open->pair >= 0 && pair_block(e, open);
	struct buf b = {0};
	switch (k->act) {
	case ACT_WRAP:
		if (wrap_is_block(k) && block) {
			buf_z(&b, close ? "</div>" : k->with[0] ? "<div" : "<div>");
			if (!close && k->with[0])
				buf_fmt(&b, " align=\"%s\">", k->with);
			add_block(e, t, &b);
		} else if (!wrap_is_block(k)) {
			writer_add(&e->w, str_fmt(e->a, close ? "</%s>" : "<%s>", k->with));
		}
		return;
	case ACT_DETAILS:
		if (block && close)
			buf_z(&b, "</details>"), add_block(e, t, &b);
		else if (block)
			act_details_open(e, t, args);
		return;
	case ACT_ALERT:
		if (block && close)
			buf_z(&b, "</div>"), add_block(e, t, &b);
		else if (block || open->pair < 0)
			act_alert_open(e, t, k, args);
		return;
	case ACT_QUOTE:
		if (block && close)
			act_quote_close(e, t, open, args);
		else if (block)
			buf_z(&b, "<blockquote>"), add_block(e, t, &b);
		return;
	case ACT_ROW:
		if (close && block)
			buf_z(&b, "</div>"), add_block(e, t, &b);
		else if (!close && (block || open->pair < 0))
			act_row_open(e, t, args);
		return;
	case ACT_TAB:
		if (!close && block) {
			struct str title = args_value(args, "title|name|label|header");
			buf_z(&b, "<p><strong>");
			html_escape(&b, title.n ? title : args_at(args, 0));
			buf_z(&b, "</strong></p>");
			add_block(e, t, &b);
		}
		return;
	default: return;
	}
}

static void
act_unknown(struct expander *e, const struct tag *t, const struct args *args)
{
	struct str src = args_value(args, "src|image|img|url");
	if (t->pair >= 0) {
		finding(e, t, "is not known; what it encloses was printed, the shortcode itself left out");
	} else if (args_url(args).n) {
		finding(e, t, "is not known; its address was printed");
		add_object(e, t, args_url(args));
	} else if (path_dot(src) && !str_ends(src, ".html")) {
		finding(e, t, "is not known; its picture was printed");
		act_picture(e, t, args, STR_NONE);
	} else {
		finding(e, t, "is not known and was left out: write what it stands for in its place");
	}
}

static void
act_param(struct expander *e, const struct tag *t, struct str name)
{
	if (str_is_nocase(name, "title") || str_is(name, "page.title"))
		writer_add(&e->w, e->post->title);
	else if (str_is(name, "page.url") || str_is(name, "page.permalink"))
		writer_add(&e->w, e->post->url);
	else
		finding(e, t, "is a setting of the site, not known here; it was left out: write its value in its place");
}

/* {{ … }}: Liquid's output. What is none (a template quoted in the prose) stays as it is. */
size_t
output_write(struct expander *e, const struct tag *t)
{
	static const char *const roots[] = {
		"site.", "page.", "post.", "layout.", "include.", "theme.", "jekyll.", "paginator.", "forloop."};
	struct args args;
	if (t->args.n && strchr("\"'", t->args.p[0])) {
		args_read(e->a, t->args, &args);
		writer_add(&e->w, args_at(&args, 0));
		return t->end;
	}
	if (str_starts(t->name, "site.baseurl") || str_is(t->name, "site.url"))
		return t->end;
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
		if (str_starts(t->name, roots[i])) {
			act_param(e, t, t->name);
			return t->end;
		}
	}
	if (str_is(t->name, "content")) {
		finding(e, t, "is a setting of the site, not known here; it was left out: write its value in its place");
		return t->end;
	}
	finding(e, t,
		"looks like a template's placeholder; it was printed as written: mark it as code, or write its value in its "
		"place");
	writer_copy(&e->w, t->end);
	return t->end;
}

/* {% include figure.html … %}: the file's name says what it is. */
static void
args_shift(struct args *args, const struct known **k)
{
	struct str file = args_at(args, 0);
	ptrdiff_t dot = str_rfind_char(file, '.'), slash = str_rfind_char(file, '/');
	*k = known_find(str_sub(file, (size_t)(slash + 1), dot > 0 ? (size_t)dot : file.n));
	size_t at = 0;
	while (at < args->n && args->list[at].key.n)
		at++;
	if (at < args->n) {
		memmove(&args->list[at], &args->list[at + 1], (args->n - at - 1) * sizeof *args->list);
		args->n--;
	}
	enum short_act act = (*k)->act;
	if (act != ACT_PICTURE && act != ACT_EMBED && act != ACT_TWEET && act != ACT_GIST && act != ACT_ALERT &&
		act != ACT_BUTTON && act != ACT_ROW && act != ACT_NONE && act != ACT_USER)
		*k = known_find(STR("?"));
}

/* Writes what an opening or single tag stands for; returns the place behind what was used up. */
size_t
tag_open_write(struct expander *e, const struct tag *t)
{
	struct args args;
	const struct known *k = known_find(t->name);
	args_read(e->a, t->args, &args);
	if (k->act == ACT_INCLUDE)
		args_shift(&args, &k);
	struct str inner = t->pair >= 0 ? str_sub(e->s, t->end, e->tags[t->pair].start) : STR_NONE;
	size_t behind_pair = t->pair >= 0 ? e->tags[t->pair].end : t->end;
	switch (k->act) {
	case ACT_EMBED: act_embed(e, t, k, &args); break;
	case ACT_USER:
		add_object(e, t, url_whole(t->args) ? t->args : str_fmt(e->a, "%s%.*s", k->with, STR_FMT(args_at(&args, 0))));
		break;
	case ACT_TWEET: act_tweet(e, t, k, &args); break;
	case ACT_GIST: act_gist(e, t, k, &args); break;
	case ACT_LINK: act_link(e, t, k, &args); break;
	case ACT_REF: act_ref(e, t, &args); break;
	case ACT_PICTURE: {
		/* A picture's end is that of the tag that closes it. */
		struct tag whole = *t;
		whole.end = behind_pair;
		whole.line_end = t->pair >= 0 ? e->tags[t->pair].line_end : t->line_end;
		act_picture(e, &whole, &args, inner);
		return behind_pair;
	}
	case ACT_PARAM: act_param(e, t, args_at(&args, 0)); break;
	case ACT_TITLE: writer_add(&e->w, e->post->title); break;
	case ACT_DROP:
		if (t->pair < 0 && t->args.n)
			add_object(e, t, str_fmt(e->a, "https://dev.to/comments/%.*s", STR_FMT(args_at(&args, 0))));
		return behind_pair;
	case ACT_CODE:
		if (t->pair < 0)
			finding(e, t, "has no end; it was left out");
		else if (pair_block(e, t) || str_find_char(inner, '\n') >= 0)
			code_fence(e, t, t, code_language(k, t, &args));
		else
			writer_add(&e->w, STR("``` "));
		break;
	case ACT_BUTTON: act_button(e, t, k, &args); break;
	case ACT_BREAK: {
		struct buf b = {0};
		buf_z(&b, k->with);
		if (str_is(str_of(k->with), "<hr>"))
			add_block(e, t, &b);
		else
			add_buf(e, &b);
		break;
	}
	case ACT_DETAILS:
	case ACT_QUOTE:
	case ACT_TAB:
	case ACT_WRAP:
	case ACT_INNER:
		if (t->pair < 0 && k->act != ACT_INNER)
			finding(e, t, "has no end; it was left out");
		/* fall through */
	case ACT_ALERT:
	case ACT_ROW: act_pair(e, t, k, &args, false); break;
	case ACT_RAW:
	case ACT_NONE: break;
	case ACT_INCLUDE:
	case ACT_UNKNOWN: act_unknown(e, t, &args); break;
	}
	return t->end;
}

void
tag_close_write(struct expander *e, const struct tag *t)
{
	if (t->pair < 0) {
		finding(e, t, "closes nothing; it was left out");
		return;
	}
	const struct tag *open = &e->tags[t->pair];
	const struct known *k = known_find(open->name);
	struct args args;
	args_read(e->a, open->args, &args);
	if (k->act == ACT_CODE && (pair_block(e, open) || str_find_char(str_sub(e->s, open->end, t->start), '\n') >= 0))
		code_fence(e, open, t, STR_NONE);
	else if (k->act == ACT_CODE)
		writer_add(&e->w, STR(" ```"));
	else if (k->act == ACT_BUTTON)
		button_end(e, k, &args);
	else
		act_pair(e, t, k, &args, true);
}
