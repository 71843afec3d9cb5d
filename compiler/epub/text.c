/* text.c - runs of text as XHTML, addresses as a reader may follow them */
#include "epub/room.h"

#include "base/utf8.h"
#include "base/xml.h"

#include <string.h>

/* Tags of the flags, in the order in which they nest. */
static const struct {
	uint16_t flag;
	const char *tag;
} marks[] = {
	{RUN_BOLD, "strong"},
	{RUN_ITALIC, "em"},
	{RUN_CODE, "code"},
	{RUN_KBD, "kbd"},
	{RUN_STRIKE, "s"},
	{RUN_UNDERLINE, "u"},
	{RUN_MARK, "mark"},
	{RUN_SMALL, "small"},
	{RUN_SUP, "sup"},
	{RUN_SUB, "sub"},
};
enum { MARKS = sizeof marks / sizeof marks[0] };

/* ---- addresses ---- */

static bool
uri_char_plain(unsigned char c)
{
	return char_alnum(c) || (c && strchr("-._~:/?#@!$&'()*+,;=%", c));
}

void
xhtml_uri(struct buf *b, struct str href)
{
	bool fragment = false;
	for (size_t i = 0; i < href.n; i++) {
		unsigned char c = (unsigned char)href.p[i];
		bool escape = c == '%' &&
			!(i + 2 < href.n + 0 && str_sub(href, i + 1, i + 3).n == 2 &&
				strchr("0123456789abcdefABCDEF", href.p[i + 1]) &&
				strchr("0123456789abcdefABCDEF", href.p[i + 2]));
		if (c == '#' && fragment)
			escape = true;
		fragment = fragment || c == '#';
		if (c == '&')
			buf_z(b, "&amp;");
		else if (!uri_char_plain(c) || escape)
			buf_fmt(b, "%%%02X", c);
		else
			buf_char(b, (char)c);
	}
}

/* A host of names or numbers with dots; nothing that a strict reader of addresses refuses. */
static bool
host_fit(struct str host)
{
	ptrdiff_t at = str_rfind_char(host, '@'), colon;
	if (at >= 0)
		host = str_sub(host, (size_t)at + 1, host.n);
	colon = str_rfind_char(host, ':');
	if (colon >= 0) {
		for (size_t i = (size_t)colon + 1; i < host.n; i++)
			if (!char_digit(host.p[i]))
				return false;
		host = str_sub(host, 0, (size_t)colon);
	}
	for (size_t i = 0; i < host.n; i++)
		if (!char_alnum(host.p[i]) && !strchr("-._", host.p[i]))
			return false;
	return host.n > 0 && host.p[0] != '.' && host.p[0] != '-' && str_find(host, STR("..")) < 0;
}

bool
uri_fit(struct str href)
{
	if (str_starts_nocase(href, "mailto:"))
		return str_find_char(href, '@') > 0;
	if (str_starts_nocase(href, "tel:"))
		return href.n > 4;
	if (!str_starts_nocase(href, "http://") && !str_starts_nocase(href, "https://"))
		return false;
	struct str rest = str_sub(href, (size_t)str_find(href, STR("//")) + 2, href.n);
	size_t n = 0;
	while (n < rest.n && !strchr("/?#", rest.p[n]))
		n++;
	return host_fit(str_sub(rest, 0, n));
}

/* ---- links ---- */

/* Does the post have this anchor on something that is shown? */
static bool
anchor_shown(const struct post *post, struct str anchor)
{
	for (const struct block *b = post->root; b; b = block_next(b, post->root))
		if (!b->hidden && str_eq(b->anchor, anchor))
			return true;
	return false;
}

/* Opens the link; false when it leads nowhere that can be followed. */
static bool
link_open(struct xhtml *x, const struct link *link)
{
	if (link->post >= 0) {
		const struct book *book = x->epub->book;
		if ((size_t)link->post >= book->n_entries)
			return false;
		const struct entry *to = &book->entries[link->post];
		buf_z(x->out, "<a href=\"");
		buf_str(x->out, x->epub->names[link->post]);
		if (link->anchor.n && anchor_shown(to->post, link->anchor)) {
			buf_char(x->out, '#');
			xhtml_uri(x->out, link->anchor);
		}
	} else if (uri_fit(link->href)) {
		buf_z(x->out, "<a href=\"");
		xhtml_uri(x->out, link->href);
	} else {
		return false;
	}
	buf_z(x->out, "\">");
	return true;
}

/* ---- runs ---- */

/* Text with forced breaks as <br/>. */
static void
text_lines(struct buf *b, struct str text)
{
	while (text.n) {
		ptrdiff_t at = str_find_char(text, '\n');
		xml_text(b, at < 0 ? text : str_sub(text, 0, (size_t)at));
		if (at < 0)
			return;
		buf_z(b, "<br/>\n");
		text = str_sub(text, (size_t)at + 1, text.n);
	}
}

static void
note_call(struct xhtml *x, const struct block *b, const struct run *run)
{
	struct str number = str_sub(b->text, run->start, run->end);
	/* the first call of a note is where its way back leads */
	bool first = true;
	for (const struct run *r = b->runs; r < run; r++)
		first = first && !(r->kind == RUN_NOTE && r->note == run->note);
	buf_fmt(x->out, "<a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\" href=\"#note-%d\"", run->note + 1);
	if (first)
		buf_fmt(x->out, " id=\"call-%d-%u\"", run->note + 1, (unsigned)b->id);
	buf_z(x->out, ">");
	xml_text(x->out, number);
	buf_z(x->out, "</a>");
}

static void
run_content(struct xhtml *x, const struct block *b, const struct run *run)
{
	if (run->kind == RUN_NOTE && run->note >= 0)
		note_call(x, b, run);
	else if (run->kind == RUN_PICTURE && run->picture >= 0)
		xhtml_picture(x, &x->entry->post->pictures[run->picture], "inline");
	else
		text_lines(x->out, str_sub(b->text, run->start, run->end));
}

static void
marks_open(struct buf *b, uint16_t flags)
{
	for (int i = 0; i < MARKS; i++)
		if (flags & marks[i].flag)
			buf_fmt(b, "<%s>", marks[i].tag);
}

static void
marks_close(struct buf *b, uint16_t flags)
{
	for (int i = MARKS; i-- > 0;)
		if (flags & marks[i].flag)
			buf_fmt(b, "</%s>", marks[i].tag);
}

static void
run_write(struct xhtml *x, const struct block *b, const struct run *run)
{
	if (run->lang.n) {
		buf_z(x->out, "<span lang=\"");
		xml_text(x->out, run->lang);
		buf_z(x->out, "\" xml:lang=\"");
		xml_text(x->out, run->lang);
		buf_z(x->out, "\">");
	}
	marks_open(x->out, run->flags);
	run_content(x, b, run);
	marks_close(x->out, run->flags);
	if (run->lang.n)
		buf_z(x->out, "</span>");
}

void
xhtml_text(struct xhtml *x, const struct block *b)
{
	int open = -1; /* link whose <a> is open, */
	bool linked = false; /* if it could be */
	for (size_t i = 0; i < b->n_runs; i++) {
		const struct run *run = &b->runs[i];
		int link = run->kind == RUN_NOTE ? -1 : run->link; /* a call is a link of its own */
		if (link != open) {
			if (linked)
				buf_z(x->out, "</a>");
			linked = link >= 0 && link_open(x, &x->entry->post->links[link]);
			open = link;
		}
		run_write(x, b, run);
	}
	if (linked)
		buf_z(x->out, "</a>");
	if (!b->n_runs)
		text_lines(x->out, b->text);
}
