/* sources.c - which posts' own texts the PDF holds, and in what shape: never more of them than the book may show */
#include "command/sources.h"

#include "base/file.h"
#include "base/map.h"
#include "base/message.h"
#include "desk/desk.h"
#include "desk/sheet.h"

#include <stdlib.h>
#include <string.h>

struct collector {
	struct run_state *r;
	const struct book *book;
	struct map changed; /* paths of posts whose text fixes change */
	struct attachment *list;
	size_t n, left_out;
};

/* The file's text behind its front matter. */
static struct str
source_body(const struct post *p)
{
	size_t line = p->body_line > 0 ? (size_t)p->body_line - 1 : 0;
	return line < p->n_lines ? str_sub(p->source, p->line_starts[line], p->source.n) : STR_NONE;
}

static bool
change_of(const struct desk_change *c, const char *const *keys)
{
	for (; *keys; keys++)
		if (str_is(str_of(c->key), *keys))
			return true;
	return false;
}

static void
changes_note(struct collector *c)
{
	static const char *const keys[] = {"cut", "replace", "pictures", "talks", "split", NULL};
	size_t n = 0;
	const struct desk *desk = c->book->config->desk;
	const struct desk_change *changes = desk ? desk_changes(desk, &n) : NULL;
	for (size_t i = 0; i < n; i++)
		if (change_of(&changes[i], keys))
			map_add(&c->changed, changes[i].path, 1, NULL);
}

/* What a fix put something else for, if the text has it: a title that stands in it as a heading, too. */
static bool
says_before(const struct collector *c, const struct post *p, struct str body)
{
	static const char *const keys[] = {"title", "subtitle", "author", "lead", NULL};
	size_t n = 0;
	const struct desk *desk = c->book->config->desk;
	const struct desk_change *changes = desk ? desk_changes(desk, &n) : NULL;
	for (size_t i = 0; i < n; i++)
		if (change_of(&changes[i], keys) && str_eq(changes[i].path, p->path) && changes[i].before.n &&
			str_find(body, changes[i].before) >= 0)
			return true;
	return false;
}

/* A picture was left out because of somebody who is not to be shown: its address went with it. */
static bool
picture_withheld(const struct post *p)
{
	for (size_t i = 0; i < p->n_pictures; i++)
		if (!p->pictures[i].src.n)
			return true;
	return false;
}

/* Why a post's source is none that readers may have; NULL: they may. */
static const char *
source_withheld(const struct collector *c, const struct post *p, struct str body)
{
	const struct config *config = c->book->config;
	if (!str_trim(body).n)
		return MESSAGE("its file has no text of its own");
	if (p->part || map_find(&c->changed, p->path) || says_before(c, p, body))
		return MESSAGE("fixes change its text, and its file still has what they took out");
	if (config->n_without && (without_in(config, body) || picture_withheld(p)))
		return MESSAGE("it names or shows somebody without whom the book is made");
	return NULL;
}

static void
field_write(struct collector *c, struct buf *b, const char *key, struct str value)
{
	if (!value.n)
		return;
	buf_fmt(b, "%s: ", key);
	buf_str(b, desk_quoted(c->r->a, str_one_line(c->r->a, value)));
	buf_char(b, '\n');
}

/* A front matter of what the book prints: the post's own may hold addresses and notes that no page shows. */
static struct str
source_head(struct collector *c, const struct entry *e)
{
	struct buf b = {0};
	struct arena *a = c->r->a;
	struct str date = sheet_date_text(a, &e->date);
	buf_z(&b, "---\n");
	field_write(c, &b, "title", e->title);
	field_write(c, &b, "subtitle", e->subtitle);
	field_write(c, &b, "author", e->author_is_publisher ? STR_NONE : e->author);
	if (date.n)
		buf_fmt(&b, "date: %.*s\n", STR_FMT(date));
	field_write(c, &b, "lang", e->lang);
	field_write(c, &b, "canonical_url", e->url);
	buf_z(&b, "---\n\n");
	struct str head = buf_keep(&b, a);
	buf_free(&b);
	return head;
}

static void
source_add(struct collector *c, const struct entry *e, const struct post *p, size_t number)
{
	struct arena *a = c->r->a;
	struct str ext = path_ext(p->path), body = source_body(p);
	bool html = str_starts_nocase(ext, ".htm");
	body = source_uncommented(a, body, str_is_nocase(ext, ".mdx"));
	const char *why = source_withheld(c, p, body);
	if (p->part > 1) /* the first has told of its file */
		return;
	if (why) {
		c->left_out++;
		diag_add(c->r->d, DIAG_SOURCE, p->path, 0, 0, "the PDF does not hold this post's source: %s", message(why));
		return;
	}
	struct str name = number ? str_fmt(a, "%.*s+%zu", STR_FMT(e->slug), number) : e->slug;
	c->list[c->n++] = (struct attachment){.name = str_fmt(a, "%.*s%s", STR_FMT(name), html ? ".html" : ".md"),
		.about = str_one_line(a, e->title),
		.mime = html ? "text/html" : "text/markdown",
		.head = html ? STR_NONE : source_head(c, e),
		.body = body,
		.modified = e->date.precision ? e->date.instant : c->book->modified};
}

static int
attachment_cmp(const void *pa, const void *pb)
{
	const struct attachment *a = pa, *b = pb;
	return str_cmp(a->name, b->name);
}

void
sources_attach(struct run_state *r, struct sheets *sheets)
{
	const struct book *book = r->book;
	size_t most = book->n_entries;
	if (!book->config->pdf.sources || sheets->standard != PDF_DIGITAL)
		return;
	for (size_t i = 0; i < book->n_entries; i++)
		most += book->entries[i].post->n_joined;
	struct collector c = {.r = r, .book = book, .changed = {.a = r->a}, .list = NEW_N(r->a, most + 1, struct attachment)};
	changes_note(&c);
	for (size_t i = 0; i < book->n_entries; i++) {
		const struct entry *e = &book->entries[i];
		source_add(&c, e, e->post, 0);
		for (size_t k = 0; k < e->post->n_joined; k++)
			source_add(&c, e, e->post->joined[k], k + 1);
	}
	if (c.left_out)
		diag_add(r->d, DIAG_SOURCES, STR_NONE, 0, 0,
			"of the sources of %zu posts the PDF holds %zu: what the others leave out of the book must not stand in "
			"them "
			"(-v names them)",
			c.n + c.left_out, c.n);
	qsort(c.list, c.n, sizeof *c.list, attachment_cmp);
	sheets->attached = c.list;
	sheets->n_attached = c.n;
}
