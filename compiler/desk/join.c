/* join.c - a post's text is appended to another one's: `join` of a fix */
#include "desk/fixing.h"
#include "desk/nfc.h"
#include "desk/value.h"

#include "base/file.h"
#include "base/map.h"

enum { JOINS_MOST = 100 };

/* ---- which post ---- */

static bool
post_is(struct arena *a, const struct post *p, struct str name)
{
	struct str path = str_nfc(a, p->path), base = path_base(path);
	while (str_starts(name, "./"))
		name = str_sub(name, 2, name.n);
	return str_eq(name, path) || str_eq(name, str_nfc(a, p->slug)) ||
		str_eq(name, str_sub(base, 0, base.n - path_ext(base).n)) ||
		(path.n > name.n && path.p[path.n - name.n - 1] == '/' && str_eq(str_sub(path, path.n - name.n, path.n), name));
}

/* The place among the posts; -1 (reported) when there is none, or several. */
static int
post_named(const struct fixing *x, const struct yaml *y, struct str name, struct post *const *posts, size_t n)
{
	struct arena *scratch = arena_new();
	struct str folded = str_nfc(scratch, name);
	int found = -1, times = 0;
	for (size_t i = 0; i < n && name.n; i++)
		if (posts[i] && posts[i]->part < 2 && post_is(scratch, posts[i], folded)) {
			times += found < 0 || posts[i] != posts[found];
			found = (int)i;
		}
	arena_free(scratch);
	if (times == 1)
		return found;
	if (times)
		diag_add(x->d, DIAG_FIX_ANCHOR, x->file, y->line, y->col,
			"%d posts are called \"%.*s\", which \"join\" names; name one by its path", times, STR_FMT(name));
	else
		diag_add(x->d, DIAG_FIX_ANCHOR, x->file, y->line, y->col,
			"no post is called \"%.*s\", which \"join\" names, or it was joined to another already; name a post by "
			"its "
			"path, file name or slug",
			STR_FMT(name));
	return -1;
}

/* ---- merging ---- */

/* Adds n things of a type behind those of the post. */
#define APPEND(a, to, n_to, from, n_from, type) \
	do { \
		type *all_ = NEW_N((a), (n_to) + (n_from), type); \
		for (size_t i_ = 0; i_ < (n_to); i_++) \
			all_[i_] = (to)[i_]; \
		for (size_t i_ = 0; i_ < (n_from); i_++) \
			all_[(n_to) + i_] = (from)[i_]; \
		(to) = all_; \
		(n_to) += (n_from); \
	} while (0)

/* Numbers of links, pictures and notes follow those of the post. Places get a name that is free; `base` is what they begin with then. */
static void
tree_shift(struct block *root, const struct post *to, size_t n_notes)
{
	for (struct block *b = root; b; b = block_next(b, root)) {
		if (b->kind == BLOCK_FIGURE && b->picture >= 0)
			b->picture += (int)to->n_pictures;
		if (b->link >= 0)
			b->link += (int)to->n_links;
		for (size_t i = 0; i < b->n_runs; i++) {
			struct run *r = &b->runs[i];
			r->link += r->link >= 0 ? (int)to->n_links : 0;
			r->abbr = (uint16_t)(r->abbr && r->abbr + to->n_abbrs <= UINT16_MAX ? r->abbr + to->n_abbrs : 0);
			r->picture += r->kind == RUN_PICTURE && r->picture >= 0 ? (int)to->n_pictures : 0;
			r->note += r->kind == RUN_NOTE && r->note >= 0 ? (int)n_notes : 0;
		}
	}
}

static void
anchors_gather(struct map *names, const struct block *root)
{
	for (const struct block *b = root; b; b = block_next(b, root))
		if (b->anchor.n)
			map_add(names, b->anchor, 0, NULL);
}

/* Places of the joined post whose names were taken: from the old name to the block that has another now. */
struct renamed {
	struct map at;
	const struct block **blocks;
	size_t n, cap;
};

static void
anchors_settle(struct arena *a, struct map *names, struct block *root, struct renamed *renamed)
{
	for (struct block *b = root; b; b = block_next(b, root)) {
		struct str name = b->anchor;
		bool added = !name.n;
		for (int k = 2; !added; k++) {
			map_add(names, name, 0, &added);
			if (!added)
				name = str_fmt(a, "%.*s-%d", STR_FMT(b->anchor), k);
		}
		if (!str_eq(name, b->anchor)) {
			map_add(&renamed->at, b->anchor, (int)renamed->n, &added);
			if (added)
				*PUSH(a, renamed->blocks, renamed->n, renamed->cap) = b;
		}
		b->anchor = name;
	}
}

/* A link to a place in its own post goes on leading there. */
static void
links_rename(struct arena *a, const struct renamed *renamed, struct post *from)
{
	for (size_t i = 0; renamed->n && i < from->n_links; i++) {
		struct link *k = &from->links[i];
		if (k->href.n < 2 || k->href.p[0] != '#')
			continue;
		const int *at = map_find(&renamed->at, address_nfc(a, str_sub(k->href, 1, k->href.n)));
		if (at)
			k->href = str_fmt(a, "#%.*s", STR_FMT(renamed->blocks[*at]->anchor));
	}
}

/* The title as a heading. Its text is a call's no place: plain. */
static struct block *
title_block(struct post *to, const struct post *from, struct str title)
{
	struct arena *a = to->arena;
	struct block *b = NEW(a, struct block);
	*b = (struct block){
		.kind = BLOCK_HEADING, .level = 2, .line = from->title_line, .picture = -1, .link = -1, .text = title};
	b->runs = NEW(a, struct run);
	b->runs[0] = (struct run){.end = (uint32_t)title.n, .link = -1, .picture = -1, .note = -1};
	b->n_runs = title.n ? 1 : 0;
	b->anchor = from->slug;
	return b;
}

static void
block_append(struct block *parent, struct block *b)
{
	b->parent = parent;
	b->next = NULL;
	*(parent->last ? &parent->last->next : &parent->first) = b;
	parent->last = b;
}

/* The joined post's headings stand below its title. */
static void
headings_lower(struct block *root, int by)
{
	for (struct block *b = root; b; b = block_next(b, root))
		if (b->kind == BLOCK_HEADING)
			b->level = b->level + by > 6 ? 6 : b->level + by;
}

static void
authors_merge(struct post *to, const struct post *from)
{
	for (size_t i = 0; i < from->n_authors; i++) {
		bool known = false;
		for (size_t k = 0; k < to->n_authors && !known; k++)
			known = str_eq(to->authors[k], from->authors[i]);
		if (!known)
			APPEND(to->arena, to->authors, to->n_authors, &from->authors[i], 1, struct str);
	}
}

/* A file that lies beside the joined post, named from the folder of the other. */
static struct str
beside_named(struct arena *a, const struct post *to, const struct post *from, struct str src)
{
	struct str here = path_dir(to->path), there = path_dir(from->path);
	size_t common = 0;
	if (!src.n || src.p[0] == '/' || str_eq(here, there) || path_kind(str_z(a, path_join(a, there, src))) != PATH_FILE)
		return src;
	here = str_is(here, ".") ? STR_NONE : str_fmt(a, "%.*s/", STR_FMT(here));
	there = str_is(there, ".") ? STR_NONE : str_fmt(a, "%.*s/", STR_FMT(there));
	for (size_t i = 0; i < here.n && i < there.n && here.p[i] == there.p[i]; i++)
		common = here.p[i] == '/' ? i + 1 : common;
	struct buf b = {0};
	for (size_t i = common; i < here.n; i++)
		if (here.p[i] == '/')
			buf_z(&b, "../");
	buf_str(&b, str_sub(there, common, there.n));
	buf_str(&b, src);
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

static void
post_append(struct post *to, struct post *from, struct str title)
{
	struct arena *a = to->arena;
	struct map names = {.a = a};
	struct renamed renamed = {.at = {.a = a}}, titles = renamed;
	struct block *head = title_block(to, from, title);
	int highest = 6;
	for (struct block *b = from->root; b; b = block_next(b, from->root))
		highest = b->kind == BLOCK_HEADING && b->level < highest ? b->level : highest;
	headings_lower(from->root, highest < 3 ? 3 - highest : 0);
	anchors_gather(&names, to->root);
	for (size_t i = 0; i < to->n_notes; i++)
		anchors_gather(&names, to->notes[i]);
	anchors_settle(a, &names, head, &titles);
	anchors_settle(a, &names, from->root, &renamed);
	tree_shift(from->root, to, to->n_notes);
	for (size_t i = 0; i < from->n_notes; i++) {
		anchors_settle(a, &names, from->notes[i], &renamed);
		tree_shift(from->notes[i], to, to->n_notes);
	}
	if (title.n)
		block_append(to->root, head);
	for (struct block *b = from->root->first, *next; b; b = next) {
		next = b->next;
		if ((from->lang.n && !b->lang.n && !str_eq(from->lang, to->lang)))
			b->lang = from->lang;
		block_append(to->root, b);
	}
	from->root->first = from->root->last = NULL;
	if (!to->signature)
		to->signature = from->signature;
	for (size_t i = 0; i < from->n_pictures; i++)
		from->pictures[i].src = beside_named(a, to, from, from->pictures[i].src);
	for (size_t i = 0; i < from->n_pictures; i++)
		from->pictures[i].from = from->pictures[i].from ? from->pictures[i].from : from;
	for (size_t i = 0; i < from->n_links; i++)
		from->links[i].from = from->links[i].from ? from->links[i].from : from;
	links_rename(a, &renamed, from);
	APPEND(a, to->abbrs, to->n_abbrs, from->abbrs, from->n_abbrs, struct str);
	APPEND(a, to->links, to->n_links, from->links, from->n_links, struct link);
	APPEND(a, to->pictures, to->n_pictures, from->pictures, from->n_pictures, struct picture);
	APPEND(a, to->notes, to->n_notes, from->notes, from->n_notes, struct block *);
	APPEND(a, to->unknown, to->n_unknown, from->unknown, from->n_unknown, struct short_unknown);
	APPEND(a, to->tags, to->n_tags, from->tags, from->n_tags, struct str);
	authors_merge(to, from);
	APPEND(a, to->joined, to->n_joined, from->joined, from->n_joined, struct post *);
	APPEND(a, to->joined, to->n_joined, &from, 1, struct post *);
	calls_number(to);
	blocks_number(to);
}

/* ---- the key ---- */

/* What ends the post, and what is about to follow it. */
static void
join_show(const struct fixing *x, const struct yaml *y, struct str name, const struct post *from, struct str title)
{
	struct arena *a = x->desk->a;
	struct desk_change *c = change_add(x->desk, x->post, "join", x->file, y->line);
	c->quote = name;
	c->before = shown_tail(a, words_last(x->post->root)->text);
	c->after = str_fmt(a, "%.*s\n## %.*s\n%.*s", STR_FMT(c->before), STR_FMT(shown_head(a, title)),
		STR_FMT(shown_head(a, words_first(from->root)->text)));
}

static bool
post_join(const struct fixing *x, const struct yaml *y, struct post **posts, size_t n, struct str name, struct str title)
{
	int at = post_named(x, y, name, posts, n);
	if (at < 0)
		return false;
	struct post *from = posts[at];
	if (from == x->post) {
		diag_add(x->d, DIAG_FIX_ANCHOR, x->file, y->line, y->col, "\"%.*s\" is to be joined to itself; name another post",
			STR_FMT(name));
		return false;
	}
	if (from->edit && from->edit->skip) {
		diag_add(x->d, DIAG_FIX_ANCHOR, x->file, y->line, y->col,
			"\"%.*s\", which \"join\" names, is left out of the book by \"skip\"; take one of the two away",
			STR_FMT(name));
		return false;
	}
	if (!title.n)
		title = from->edit && from->edit->title.n ? from->edit->title : from->title;
	join_show(x, y, name, from, title);
	arena_adopt(x->post->arena, from->arena);
	from->arena = x->post->arena;
	post_append(x->post, from, str_dup(x->post->arena, title));
	posts[at] = NULL;
	return true;
}

static void
join_one(const struct fixing *x, const struct yaml *y, struct post **posts, size_t n)
{
	static const char *const names[] = {"post", "title"};
	struct values v = {x->post->arena, x->d, x->file};
	struct str name = STR_NONE, title = STR_NONE;
	if (y->kind == YAML_SCALAR)
		name = str_trim(y->text);
	for (size_t i = 0; y->kind == YAML_MAP && i < y->n; i++)
		switch (value_key(&v, &y->items[i], names, 2)) {
		case 0: name = value_text(&v, &y->items[i]); break;
		case 1: title = value_within(&v, &y->items[i], TEXT_LINE); break;
		default: break;
		}
	if (!name.n)
		VALUE_BAD(&v, y, "\"join\" names a post, or several, or {post: …, title: …}; this entry was left out");
	if (name.n && post_join(x, y, posts, n, name, title))
		return;
	struct desk_change *c = change_add(x->desk, x->post, "join", x->file, y->line);
	c->failed = name.n;
	c->unusable = !name.n;
	c->quote = name;
}

void
posts_join(const struct fixing *x, const struct yaml *node, struct post **posts, size_t n)
{
	if (node->kind != YAML_LIST) {
		join_one(x, node, posts, n);
		return;
	}
	if (node->n > JOINS_MOST)
		diag_add(x->d, DIAG_VALUE_BAD, x->file, node->line, node->col,
			"only the first %d posts of a \"join\" were joined", JOINS_MOST);
	for (size_t i = 0; i < node->n && i < JOINS_MOST; i++)
		join_one(x, &node->items[i], posts, n);
}
