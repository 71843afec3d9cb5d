/* fragment.c - an XHTML document as a part of the single HTML file: what XML writes otherwise, ids, links, levels of headings
 *
 * It reads what the writers of this room wrote, which is well-formed and small in its means: elements, attributes in double quotes,
 * escaped text. So the two books cannot grow apart, and no writer needs to know of a second form. */
#include "epub/room.h"

#include <stdlib.h>
#include <string.h>

struct attribute {
	struct str name, value; /* the value as it is escaped */
};

enum { ATTRIBUTES_MOST = 24 };

struct tag {
	struct str name;
	struct attribute attributes[ATTRIBUTES_MOST];
	size_t n;
	bool end, empty; /* </name>, <name/> */
};

struct reading {
	struct epub *epub;
	struct str doc; /* what its ids begin with: the file's name without its ending */
	int lower;
	struct html_fragment *out;
	struct str rest;
	struct str skipped; /* the element that is left out; empty: none */
	size_t depth; /* of elements of its name */
};

/* ---- tags ---- */

static bool
name_in(struct str name, const char *const *list)
{
	for (; *list; list++)
		if (str_is(name, *list))
			return true;
	return false;
}

static struct str
cut_until(struct str *rest, const char *stops)
{
	size_t n = 0;
	while (n < rest->n && !strchr(stops, rest->p[n]))
		n++;
	struct str cut = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->n);
	return cut;
}

static void
cut_n(struct str *rest, size_t n)
{
	*rest = str_sub(*rest, n, rest->n);
}

/* Reads a tag behind its "<". */
static void
tag_read(struct str *rest, struct tag *t)
{
	*t = (struct tag){.end = rest->n && rest->p[0] == '/'};
	cut_n(rest, t->end);
	t->name = cut_until(rest, " \t\n/>");
	while (rest->n && rest->p[0] != '>') {
		if (rest->p[0] == '/' || char_blank((unsigned char)rest->p[0])) {
			t->empty = rest->p[0] == '/';
			cut_n(rest, 1);
			continue;
		}
		struct attribute a = {.name = cut_until(rest, "=>")};
		cut_n(rest, 2); /* =" */
		a.value = cut_until(rest, "\"");
		cut_n(rest, 1);
		if (t->n < ATTRIBUTES_MOST)
			t->attributes[t->n++] = a;
	}
	cut_n(rest, 1);
}

static struct str
attribute_of(const struct tag *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_is(t->attributes[i].name, name))
			return t->attributes[i].value;
	return STR_NONE;
}

static bool
tag_heading(const struct tag *t)
{
	return t->name.n == 2 && t->name.p[0] == 'h' && t->name.p[1] >= '1' && t->name.p[1] <= '6';
}

/* ---- attributes ---- */

static void
id_write(struct reading *r, struct str id)
{
	buf_str(&r->out->html, r->doc);
	buf_char(&r->out->html, '.');
	buf_str(&r->out->html, id);
}

/* Several ids between blanks. */
static void
ids_write(struct reading *r, struct str ids)
{
	struct str id;
	for (bool first = true; str_word(&ids, &id); first = false) {
		if (!first)
			buf_char(&r->out->html, ' ');
		id_write(r, id);
	}
}

/* "p-valencia.xhtml#results" is "#p-valencia.results" here. */
static void
href_write(struct reading *r, const char *name, struct str href)
{
	ptrdiff_t hash = str_find_char(href, '#');
	struct str file = hash < 0 ? href : str_sub(href, 0, (size_t)hash);
	bool inside = !file.n || (str_ends(file, ".xhtml") && str_find_char(file, ':') < 0 && str_find_char(file, '/') < 0);
	struct buf *b = &r->out->html;
	if (!inside && str_find_char(href, ':') < 0) /* a file that is not here */
		return;
	buf_fmt(b, " %s=\"", name);
	if (inside) {
		buf_char(b, '#');
		buf_str(b, file.n ? str_sub(file, 0, file.n - 6) : r->doc);
		if (hash >= 0 && (size_t)hash + 1 < href.n) {
			buf_char(b, '.');
			buf_str(b, str_sub(href, (size_t)hash + 1, href.n));
		}
	} else {
		buf_str(b, href);
	}
	buf_char(b, '"');
}

/* The bytes are written when the file is. */
static void
src_write(struct reading *r, struct str src)
{
	struct epub *e = r->epub;
	struct html_fragment *out = r->out;
	int64_t number = 0;
	ptrdiff_t dot = str_rfind_char(src, '.');
	int image = -2;
	if (str_is(src, "images/cover.jpg") && e->options->cover)
		image = -1;
	else if (str_starts(src, "images/p") && dot > 8 && str_to_int(str_sub(src, 8, (size_t)dot), &number) && number > 0 &&
		(uint64_t)number <= e->book->n_images && str_eq(src, e->pictures[number - 1].name))
		image = (int)number - 1;
	buf_z(&out->html, " src=\"");
	if (image > -2) {
		if (out->n_pictures == out->cap_pictures) {
			out->cap_pictures = out->cap_pictures ? out->cap_pictures * 2 : 8;
			out->pictures = xrealloc(out->pictures, out->cap_pictures * sizeof *out->pictures);
		}
		out->pictures[out->n_pictures++] = (struct html_picture){.at = out->html.n, .image = image};
	}
	buf_char(&out->html, '"');
}

static void
attribute_write(struct reading *r, const struct tag *t, const struct attribute *a)
{
	static const char *const ids[] = {"aria-labelledby", "aria-describedby", "aria-details", "aria-controls", "aria-owns",
		"aria-flowto", "headers", "for", NULL};
	struct buf *b = &r->out->html;
	if (str_starts(a->name, "epub:") || str_starts(a->name, "xml"))
		return;
	if (str_is(a->name, "class") && tag_heading(t)) /* written with the level */
		return;
	/* HTML has no role for a picture without words */
	if (str_is(a->name, "role") && str_is(t->name, "img") && !attribute_of(t, "alt").n)
		return;
	if (str_is(a->name, "src")) {
		src_write(r, a->value);
		return;
	}
	if (str_is(a->name, "href") || str_is(a->name, "xlink:href")) {
		href_write(r, "href", a->value);
		return;
	}
	buf_char(b, ' ');
	buf_str(b, a->name);
	buf_z(b, "=\"");
	if (str_is(a->name, "id"))
		id_write(r, a->value);
	else if (name_in(a->name, ids))
		ids_write(r, a->value);
	else
		buf_str(b, a->value);
	buf_char(b, '"');
}

/* ---- elements ---- */

/* A heading keeps the look of its level: the style sheet knows it by a class. */
static void
heading_begin(struct reading *r, const struct tag *t)
{
	struct str css = attribute_of(t, "class");
	buf_fmt(&r->out->html, " class=\"h%c%s%.*s\"", t->name.p[1], css.n ? " " : "", STR_FMT(css));
}

static void
name_write(struct reading *r, const struct tag *t)
{
	int level = tag_heading(t) ? t->name.p[1] - '0' + r->lower : 0;
	if (level)
		buf_fmt(&r->out->html, "h%d", level > 6 ? 6 : level);
	else
		buf_str(&r->out->html, t->name);
}

static void
tag_end(struct reading *r, const struct tag *t)
{
	buf_z(&r->out->html, "</");
	name_write(r, t);
	buf_char(&r->out->html, '>');
}

static void
tag_write(struct reading *r, const struct tag *t)
{
	static const char *const voids[] = {"br", "col", "hr", "img", "wbr", NULL};
	struct buf *b = &r->out->html;
	if (t->end) {
		tag_end(r, t);
		return;
	}
	size_t begin = b->n, pictures = r->out->n_pictures;
	buf_char(b, '<');
	name_write(r, t);
	if (tag_heading(t))
		heading_begin(r, t);
	for (size_t i = 0; i < t->n; i++)
		attribute_write(r, t, &t->attributes[i]);
	/* a region of its own is what an e-reader makes of a post's notes; here there would be one for each post, all of one name */
	if (str_is(t->name, "section") && attribute_of(t, "aria-label").n && !attribute_of(t, "role").n)
		buf_z(b, " role=\"group\"");
	if (str_is(t->name, "img") && !str_is(r->doc, "cover")) /* which is seen at once */
		buf_z(b, " loading=\"lazy\" decoding=\"async\"");
	buf_char(b, '>');
	if (r->out->n_pictures > pictures) {
		r->out->pictures[pictures].begin = begin;
		r->out->pictures[pictures].end = b->n;
	}
	if (t->empty && !name_in(t->name, voids))
		tag_end(r, t);
}

/* Lists for the menus of e-readers. */
static bool
tag_unwanted(const struct tag *t)
{
	return str_is(t->name, "nav") && !t->end && !str_is(attribute_of(t, "epub:type"), "toc");
}

static void
tag_pass(struct reading *r, const struct tag *t)
{
	if (!r->skipped.n && tag_unwanted(t))
		r->skipped = t->name;
	if (!r->skipped.n) {
		tag_write(r, t);
	} else if (str_eq(t->name, r->skipped) && !t->empty) {
		r->depth += t->end ? -1 : 1;
		if (!r->depth)
			r->skipped = STR_NONE;
	}
}

/* What holds the document: links lead to it, and it tells a language that is not the book's. */
static void
holder_begin(struct reading *r, struct str html)
{
	struct tag t;
	ptrdiff_t at = str_find(html, STR("<html"));
	struct str rest = str_sub(html, (size_t)(at + 1), html.n);
	tag_read(&rest, &t);
	struct str lang = attribute_of(&t, "lang"), dir = attribute_of(&t, "dir");
	buf_fmt(&r->out->html, "<div class=\"document\" id=\"%.*s\"", STR_FMT(r->doc));
	if (!str_eq(lang, r->epub->book->language)) {
		attribute_text(&r->out->html, "lang", lang);
		if (dir.n || language_rtl(r->epub->book->language))
			buf_fmt(&r->out->html, " dir=\"%s\"", dir.n ? "rtl" : "ltr");
	}
	buf_z(&r->out->html, ">");
}

void
fragment_make(struct epub *e, struct str file, int lower, struct str xhtml, struct html_fragment *out)
{
	struct reading r = {.epub = e, .doc = str_sub(file, 0, file.n - 6), .lower = lower, .out = out};
	ptrdiff_t body = str_find(xhtml, STR("<body"));
	struct tag t;
	if (body < 0)
		return;
	holder_begin(&r, str_sub(xhtml, 0, (size_t)body));
	r.rest = str_sub(xhtml, (size_t)body + 1, xhtml.n);
	tag_read(&r.rest, &t);
	while (r.rest.n) {
		ptrdiff_t tag = str_find_char(r.rest, '<');
		size_t n = tag < 0 ? r.rest.n : (size_t)tag;
		if (!r.skipped.n)
			buf_str(&out->html, str_sub(r.rest, 0, n));
		cut_n(&r.rest, n);
		if (str_starts(r.rest, "</body"))
			break;
		cut_n(&r.rest, 1);
		tag_read(&r.rest, &t);
		tag_pass(&r, &t);
	}
	buf_z(&out->html, "</div>\n");
}

void
drawing_begin(struct buf *b, struct str img)
{
	struct tag t;
	struct str rest = str_sub(img, 1, img.n);
	tag_read(&rest, &t);
	struct str alt = attribute_of(&t, "alt"), css = attribute_of(&t, "class"), style = attribute_of(&t, "style");
	struct str w = attribute_of(&t, "width"), h = attribute_of(&t, "height");
	buf_fmt(b, "<svg class=\"img%s%.*s\" viewBox=\"0 0 %.*s %.*s\" preserveAspectRatio=\"xMinYMid\"", css.n ? " " : "",
		STR_FMT(css), STR_FMT(w), STR_FMT(h));
	if (style.n)
		buf_fmt(b, " style=\"%.*s\"", STR_FMT(style));
	else
		buf_fmt(b, " style=\"width: 100%%; max-width: %.*spx\"", STR_FMT(w));
	if (alt.n)
		buf_fmt(b, " role=\"img\" aria-label=\"%.*s\">", STR_FMT(alt));
	else
		buf_z(b, " aria-hidden=\"true\">");
}

void
fragment_free(struct html_fragment *f)
{
	buf_free(&f->html);
	free(f->pictures);
}
