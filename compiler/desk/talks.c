/* talks.c - runs of talks, each a heading and its abstract, become lists of titles and speakers in print */
#include "desk/anchor.h"
#include "desk/talk.h"

enum {
	RUN_LEAST = 2, /* talks that make a list when nobody says where it is */
	LINE_MOST = 160 /* bytes of a line below a heading that names a speaker */
};

/* Stands the abstract in the e-book only, its pictures are wanted there, too; what is no text is no abstract. */
static bool
is_abstract(const struct block *b)
{
	return b && (b->kind == BLOCK_QUOTE || b->kind == BLOCK_PULLQUOTE);
}

/* A short line without a full stop, marked or behind "Speaker:", between a heading and an abstract. */
static bool
is_speaker_line(const struct block *b)
{
	if (!b || b->kind != BLOCK_PARA || !b->n_runs || b->text.n > LINE_MOST || str_find_char(b->text, '\n') >= 0)
		return false;
	const struct run *r = &b->runs[0];
	bool marked = (r->flags & (RUN_BOLD | RUN_ITALIC)) || r->link >= 0;
	return !str_ends(b->text, ".") && !str_ends(b->text, ":") && (marked || speaker_label(b->text));
}

/* The talk whose heading this is; false when it is none. `asked`: somebody said that talks stand here, and paragraphs are abstracts, too. */
static bool
talk_at(struct block *b, bool asked, struct talk *t)
{
	if (b->kind != BLOCK_HEADING || !b->text.n || b->only || b->hidden)
		return false;
	*t = (struct talk){.heading = b};
	struct block *at = b->next;
	if (is_speaker_line(at) && (is_abstract(at->next) || (asked && at->next && at->next->kind == BLOCK_PARA))) {
		t->line = at;
		at = at->next;
	}
	if (is_abstract(at)) {
		for (t->last = at; is_abstract(t->last->next);)
			t->last = t->last->next;
		return true;
	}
	for (; asked && at && (at->kind == BLOCK_PARA || at->kind == BLOCK_LIST); at = at->next)
		t->last = at;
	return t->last;
}

/* ---- a run becomes a list ---- */

static void
only_set(struct block *root, enum edition edition)
{
	for (struct block *b = root; b; b = block_next(b, root))
		b->only = edition;
}

static struct block *
block_made(struct arena *a, enum block_kind kind, int line, struct block *parent)
{
	struct block *b = NEW(a, struct block);
	*b = (struct block){.kind = kind, .line = line, .picture = -1, .link = -1, .only = EDITION_PRINT, .parent = parent};
	return b;
}

static struct block *
item_made(const struct fixing *x, const struct talk *t, struct block *list)
{
	struct arena *a = x->post->arena;
	struct block *item = block_made(a, BLOCK_ITEM, t->heading->line, list);
	struct block *para = block_made(a, BLOCK_PARA, t->heading->line, item);
	item->first = item->last = para;
	item->lang = t->heading->lang;
	item->rtl = t->heading->rtl;
	if (!talk_line(a, t, para))
		diag_add(x->d, DIAG_TALKS, x->post->path, t->heading->line, 0,
			"no speaker was found in the heading of a talk, which is listed by its title; put a dash between title "
			"and "
			"name with a replace");
	return item;
}

static void
line_show(struct buf *b, const char *mark, struct str s)
{
	buf_z(b, b->n ? "\n" : "");
	buf_z(b, mark);
	buf_str(b, s);
}

/* Headings, the lines below them and how their abstracts begin; then the list. */
static void
run_show(const struct fixing *x, const struct yaml *node, const struct block *list, const struct talk *talks, size_t n)
{
	struct desk_change *c = change_add(x->desk, x->post, "talks", x->file, node->key_line);
	struct arena *a = x->desk->a;
	struct buf before = {0}, after = {0};
	const struct block *item = list->first;
	for (size_t i = 0; i < n; i++, item = item->next) {
		const struct talk *t = &talks[i];
		const struct block *said = t->line ? t->line->next : t->heading->next;
		line_show(&before, "## ", shown_head(a, t->heading->text));
		if (t->line)
			line_show(&before, "", shown_head(a, t->line->text));
		line_show(&before, "> ", shown_head(a, words_first(said)->text));
		line_show(&after, "\xE2\x80\xA2 ", str_one_line(a, item->first->text));
	}
	c->before = buf_keep(&before, a);
	c->after = buf_keep(&after, a);
	buf_free(&before);
	buf_free(&after);
}

/* The list stands before the first of n talks, which leave the pages. */
static void
run_list(const struct fixing *x, const struct yaml *node, struct block *before, struct talk *talks, size_t n)
{
	struct block *first = talks[0].heading, *parent = first->parent;
	struct block *list = block_made(x->post->arena, BLOCK_LIST, first->line, parent), **end = &list->first;
	list->tight = true;
	list->start = 1;
	for (size_t i = 0; i < n; i++) {
		*end = list->last = item_made(x, &talks[i], list);
		end = &(*end)->next;
	}
	for (struct block *b = first; b; b = b == talks[n - 1].last ? NULL : b->next)
		only_set(b, EDITION_SCREEN);
	run_show(x, node, list, talks, n);
	list->next = first;
	*(before ? &before->next : &parent->first) = list;
	diag_add(x->d, DIAG_TALKS, x->post->path, first->line, 0,
		"%zu talks are printed as a list of titles and speakers, as a fix asks; their abstracts stand in the e-book", n);
}

/* Where somebody says that talks are: from one heading to another; NULL: anywhere. */
struct stretch {
	const struct block *from, *to;
};

/* The runs among the children of a block; how many there are. */
static size_t
runs_list(const struct fixing *x, const struct yaml *node, struct block *parent, const struct stretch *s)
{
	struct talk *talks = NULL, t;
	size_t cap = 0, found = 0, least = s->from ? 1 : RUN_LEAST;
	struct block *last = NULL;
	bool within = !s->from;
	for (struct block *b = parent->first; b; b = last->next) {
		struct block *at = b, *end = b;
		size_t n = 0;
		within |= b == s->from;
		for (; at && within && talk_at(at, s->from != NULL, &t); at = end->next) {
			*PUSH(x->post->arena, talks, n, cap) = t;
			within = !s->to || at != s->to;
			end = t.last;
		}
		within &= !s->to || b != s->to;
		if (n >= least) {
			run_list(x, node, last, talks, n);
			found++;
		}
		last = end;
	}
	return found;
}

static void
talks_unusable(const struct fixing *x, const struct yaml *node)
{
	diag_add(x->d, DIAG_VALUE_BAD, x->file, node->line, node->col,
		"\"talks\" takes \"list\", or the headings of the first and the last talk; left out: write {from: \"…\", to: "
		"\"…\"}");
}

static bool
heading_find(const struct fixing *x, struct scroll *headings, const struct yaml *node, const char *key, const char *name,
	const struct block **found)
{
	const struct yaml *y = yaml_find(node, key);
	struct str text = str_trim(yaml_text(y));
	struct values v = {x->post->arena, x->d, x->file};
	*found = text.n ? anchor_block(&(struct anchored){headings, &v, x->post}, y, name, text) : NULL;
	if (!text.n)
		talks_unusable(x, node);
	return *found;
}

/* What `talks` says: from which heading to which; false, reported, when it says neither that nor "list". */
static bool
stretch_read(const struct fixing *x, const struct yaml *node, struct stretch *s)
{
	struct post *p = x->post;
	if (node->kind == YAML_SCALAR && str_is_nocase(str_trim(node->text), "list"))
		return true;
	if (node->kind != YAML_MAP) {
		talks_unusable(x, node);
		return false;
	}
	struct scroll *headings = scroll_new(p->arena, p, SCROLL_HEADINGS);
	bool from = heading_find(x, headings, node, "from", "talks: from", &s->from);
	bool to = heading_find(x, headings, node, "to", "talks: to", &s->to);
	scroll_free(headings);
	if (from && to && s->from->parent != s->to->parent) {
		diag_add(x->d, DIAG_FIX_ANCHOR, x->file, node->line, node->col,
			"the two headings of \"talks\" do not stand beside each other in the post; name two of one level");
		return false;
	}
	return from && to;
}

void
talks_list(const struct fixing *x, const struct yaml *node)
{
	struct post *p = x->post;
	struct stretch s = {0};
	size_t found = 0;
	bool known = stretch_read(x, node, &s);
	for (struct block *b = p->root; b && known; b = block_next(b, p->root))
		if (b->first && (b->kind == BLOCK_ROOT || b->kind == BLOCK_GROUP || b->kind == BLOCK_DETAILS) &&
			(!s.from || b == s.from->parent))
			found += runs_list(x, node, b, &s);
	if (!found) {
		struct desk_change *c = change_add(x->desk, p, "talks", x->file, node->key_line);
		c->failed = true;
		c->quote = str_trim(yaml_text(yaml_find(node, "from")));
	}
	if (known && !found)
		diag_add(x->d, DIAG_FIX_ANCHOR, x->file, node->line, node->col,
			"\"talks\" finds no talks in the post: a talk is a heading with a quoted abstract behind it, and there "
			"are two "
			"or more in a row; name the first and the last heading with {from: \"…\", to: \"…\"}");
	blocks_number(p);
}
