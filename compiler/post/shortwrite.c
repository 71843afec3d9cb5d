/* shortwrite.c - shortcodes that stand alone: addresses, links, pictures */
#include "post/shortwrite.h"

#include <string.h>

/* ---- writing ---- */

void
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
void
html_attr(struct buf *b, const char *name, struct str value)
{
	if (!value.n)
		return;
	buf_fmt(b, " %s=\"", name);
	html_escape(b, value);
	buf_char(b, '"');
}

void
markdown_flat(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_char(b, s.p[i] == '\n' ? ' ' : s.p[i]);
}

void
add_buf(struct expander *e, struct buf *b)
{
	writer_add(&e->w, buf_keep(b, e->a));
	buf_free(b);
}

/* What the lines of a block inside the tag's list items and quotes begin with. */
struct str
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
void
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

struct str
tag_source(const struct expander *e, const struct tag *t)
{
	size_t end = t->end < t->start + 200 ? t->end : t->start + 200;
	while (end < t->end && ((unsigned char)e->s.p[end] & 0xC0) == 0x80)
		end--;
	return str_sub(e->s, t->start, end);
}

/* An address in a link's place: blanks and parentheses would end it. */
static void
address_add(struct expander *e, struct str url)
{
	struct buf b = {0};
	for (size_t i = 0; i < url.n; i++) {
		if (strchr(" ()<>\"\n", url.p[i]))
			buf_fmt(&b, "%%%02X", (unsigned)url.p[i]);
		else
			buf_char(&b, url.p[i]);
	}
	add_buf(e, &b);
}

void
add_object(struct expander *e, const struct tag *t, struct str url)
{
	add_titled(e, t, url, STR_NONE);
}

void
add_titled(struct expander *e, const struct tag *t, struct str url, struct str title)
{
	if (t->address) {
		address_add(e, url);
		return;
	}
	struct object *o = PUSH(e->a, e->objects->list, e->objects->n, e->objects->cap);
	*o = (struct object){
		.url = url,
		.title = title,
		.source = str_sub(e->s, t->start, t->end),
		.alone = t->line_start && t->line_end,
		.line = writer_line(&e->w),
	};
	writer_add(&e->w, str_fmt(e->a, MARK_OBJECT "%zu" MARK_END, e->objects->n - 1));
}

/* ---- each kind ---- */

/* Does it end like the name of a file? */
bool
path_dot(struct str s)
{
	ptrdiff_t dot = str_rfind_char(s, '.');
	return dot > 0 && s.n - (size_t)dot >= 3 && s.n - (size_t)dot <= 6 && str_find_char(s, ' ') < 0;
}

bool
url_whole(struct str s)
{
	return str_starts_nocase(s, "http://") || str_starts_nocase(s, "https://") || str_starts(s, "//");
}

/* The address that a shortcode shows: a whole one among its arguments, else what its templates say. */
static struct str
embed_address(struct expander *e, const struct known *k, const struct args *args, struct str inner)
{
	struct str url = args_url(args), id = args_value(args, "src|url|href|link|file|id|key|mp4|webm|mp3|video|data|path");
	if (!id.n)
		id = args_at(args, 0);
	if (url_whole(id))
		url = id;
	if (!url.n)
		url = part_text(e, k, PART_ADDRESS, args, inner);
	if (!url.n && id.n && (str_find_char(id, '/') >= 0 || path_dot(id)))
		url = id;
	return !url.n && url_whole(str_trim(inner)) ? str_trim(inner) : url;
}

void
act_embed(struct expander *e, const struct tag *t, const struct known *k, const struct args *args, struct str inner)
{
	struct str url = embed_address(e, k, args, inner);
	if (url.n)
		add_titled(e, t, url, str_trim(part_value(e, k, PART_TITLE, args, "title")));
	else
		TAG_FINDING(e, t, DIAG_SHORTCODE, "%.*s names no address; it was left out: write the address in its place");
}

/* The address of another post, in a link's place. */
void
act_ref(struct expander *e, const struct tag *t, const struct args *args)
{
	struct str path = args_value(args, "path");
	if (!path.n)
		path = args_at(args, 0);
	if (!path.n)
		path = t->args;
	struct str words = args_at(args, 1);
	if (!words.n || t->address) {
		address_add(e, path);
		return;
	}
	struct buf b = {0}; /* Hexo: {% post_link slug 'Words' %} */
	buf_char(&b, '[');
	markdown_flat(&b, words);
	buf_z(&b, "](");
	add_buf(e, &b);
	address_add(e, path);
	writer_add(&e->w, STR(")"));
}

/* Jekyll's {% link _posts/x.md %} is a reference, dev.to's {% link user/post %} an address, and elsewhere a link is a link. */
void
act_post(struct expander *e, const struct tag *t, const struct known *k, const struct args *args)
{
	struct str to = args_at(args, 0);
	bool file = str_starts(to, "_") || str_starts(to, "/") || str_ends(to, ".md") || str_ends(to, ".html");
	file = file || (path_dot(to) && !url_whole(to));
	if (t->form != SHORT_LIQUID)
		act_link(e, t, k, args);
	else if (!to.n || (file && !url_whole(to)))
		act_ref(e, t, args);
	else
		add_object(e, t, url_whole(to) ? to : str_fmt(e->a, "https://dev.to/%.*s", STR_FMT(to)));
}

/* <img>, with a link around it when there is one. */
static void
html_picture(struct expander *e, const struct known *k, struct buf *b, const struct args *args, struct str src, struct str alt,
	bool with_title)
{
	struct str href = part_value(e, k, PART_LINK, args, "link|href|target_url");
	alt = alt.n ? alt : part_value(e, k, PART_ALT, args, "alt");
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
		html_attr(b, "data-credit", part_value(e, k, PART_CREDIT, args, "attr|credit|photographer"));
	html_attr(b, "width", args_value(args, "width"));
	buf_char(b, '>');
	if (href.n)
		buf_z(b, "</a>");
}

/* The figure's caption, as Markdown. */
static struct str
picture_caption(struct expander *e, const struct known *k, const struct args *args, struct str inner)
{
	struct str title = part_value(e, k, PART_TITLE, args, "title"),
		   text = part_value(e, k, PART_CAPTION, args, "caption|description|desc"), link = args_value(args, "attrlink");
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

/* The next positional argument from the i-th on that is no number. */
static struct str
word_after(const struct args *args, size_t *i)
{
	int64_t number;
	struct str word;
	while ((word = args_at(args, (*i)++)).n && str_to_int(word, &number))
		;
	return word;
}

void
act_picture(struct expander *e, const struct tag *t, const struct known *k, const struct args *args, struct str inner)
{
	struct str src = part_value(e, k, PART_ADDRESS, args, "src|url|image_path|image|file|path|img|name|link_src");
	if (!src.n)
		src = args_at(args, 0);
	/* Docsy: {{< imgproc sunset Fill "600x300" >}} takes the first picture beside the post whose name begins so */
	size_t i = 1;
	struct str *found;
	if (t->form == SHORT_HUGO && src.n && str_find_char(src, '.') < 0 &&
		pattern_pictures(e, str_fmt(e->a, "%.*s*", STR_FMT(src)), &found))
		src = found[0];
	/* Octopress: {% img left /images/x.png 400 300 title %} */
	for (; i < 3 && src.n && str_find_char(src, '.') < 0 && args_at(args, i).n; i++)
		src = args_at(args, i);
	if (!src.n) {
		TAG_FINDING(e, t, DIAG_SHORTCODE, "%.*s names no picture; it was left out: write the picture in its place");
		return;
	}
	struct str caption = picture_caption(e, k, args, inner), alt = STR_NONE;
	if (!caption.n && t->form == SHORT_LIQUID) {
		/* Hexo: 'title' 'alternative text' in quotes; Octopress: a title of many words */
		bool quoted = t->args.n && strchr("\"'", t->args.p[t->args.n - 1]);
		caption = quoted ? word_after(args, &i) : args_words(e->a, args, i);
		alt = quoted ? word_after(args, &i) : STR_NONE;
	}
	struct buf b = {0};
	if (!t->line_start || (!t->line_end && !inner.n)) {
		html_picture(e, k, &b, args, src, alt, true);
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
	html_picture(e, k, &b, args, src, alt, false);
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

static void
row_picture(struct buf *b, struct str src)
{
	buf_z(b, "<img");
	html_attr(b, "src", src);
	buf_char(b, '>');
}

/* Pictures named by arguments: "a.jpg, b.jpg", else by a folder or a pattern. How many there were. */
static size_t
row_pictures(struct expander *e, struct buf *b, const struct args *args)
{
	struct str list = args_value(args, "images|files|srcs|src"), *found;
	size_t n = 0;
	for (size_t i = 0; i <= args->n; i++) {
		struct str rest = i ? args_at(args, i - 1) : list;
		while (rest.n) {
			ptrdiff_t comma = str_find_char(rest, ',');
			struct str src = str_trim(comma < 0 ? rest : str_sub(rest, 0, (size_t)comma));
			rest = comma < 0 ? STR_NONE : str_sub(rest, (size_t)comma + 1, rest.n);
			if (!path_dot(src) || str_find_char(src, '*') >= 0)
				continue;
			row_picture(b, src);
			n++;
		}
	}
	if (n)
		return n;
	/* minimal-mistakes: the list `gallery`, or the one named, in the front matter */
	struct str id = args_value(args, "id"), start = str_fmt(e->a, "%.*s.", STR_FMT(id.n ? id : STR("gallery")));
	for (size_t i = 0; i < e->post->n_extras; i++) {
		const struct extra *x = &e->post->extras[i];
		if (!str_starts(x->key, start.p) || !str_ends(x->key, ".image_path"))
			continue;
		row_picture(b, x->value);
		n++;
	}
	if (n)
		return n;
	struct str pattern = args_value(args, "dir|match|folder|path|glob|pattern|images|src");
	n = pattern_pictures(e, pattern.n ? pattern : args_at(args, 0), &found);
	for (size_t i = 0; i < n; i++)
		row_picture(b, found[i]);
	return n;
}

/* Pictures side by side: those that are named, and those that a pair encloses. */
void
act_row_open(struct expander *e, const struct tag *t, const struct args *args, bool block)
{
	struct buf b = {0};
	if (block && !t->fixed)
		buf_z(&b, "<div class=\"row\">");
	if (!row_pictures(e, &b, args) && t->pair < 0) {
		TAG_FINDING(e, t, DIAG_SHORTCODE, "%.*s names no pictures that are there; it was left out: name them one by one");
		buf_free(&b);
		return;
	}
	struct str caption = t->pair < 0 ? args_value(args, "caption|title") : STR_NONE;
	if (t->pair < 0 && !t->fixed)
		buf_z(&b, "</div>");
	if (caption.n && !t->fixed) {
		struct str prefix = tag_prefix(e, t);
		buf_fmt(&b, "\n%.*s\n%.*s*", STR_FMT(prefix), STR_FMT(prefix));
		markdown_flat(&b, caption);
		buf_fmt(&b, "*\n%.*s", STR_FMT(prefix));
	}
	if (block && !t->fixed)
		add_block(e, t, &b);
	else
		add_buf(e, &b);
}

/* The link's end in Markdown: its beginning was written where the shortcode opened. */
void
act_link_end(struct expander *e, const struct known *k, const struct args *args)
{
	struct str href = part_value(e, k, PART_ADDRESS, args, "href|url|link|to|path|src|email");
	if (!href.n)
		href = args_url(args);
	if (!href.n)
		href = args_at(args, 0);
	struct buf b = {0};
	buf_z(&b, "](<");
	for (size_t i = 0; i < href.n; i++) {
		if (strchr("<>\n\\", href.p[i]))
			buf_fmt(&b, "%%%02X", (unsigned)href.p[i]);
		else
			buf_char(&b, href.p[i]);
	}
	buf_z(&b, ">)");
	add_buf(e, &b);
}

void
act_link(struct expander *e, const struct tag *t, const struct known *k, const struct args *args)
{
	writer_add(&e->w, STR("["));
	if (t->pair >= 0)
		return;
	struct str text = part_value(e, k, PART_LABEL, args, "text|label|title|name|content");
	if (!text.n)
		text = args_at(args, 1);
	if (!text.n)
		text = args_at(args, 0);
	struct buf b = {0};
	markdown_flat(&b, text);
	add_buf(e, &b);
	act_link_end(e, k, args);
}
