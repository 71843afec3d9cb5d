/* withheld.c - bylines and pictures that are left out because somebody is not to be shown */
#include "book/gather.h"

#include "base/file.h"

#include <string.h>

/* ---- bylines ---- */

/* Cuts the next name off "Ana Pérez, Beto Núñez y Carla Ruiz". */
static struct str
name_next(struct str *rest)
{
	static const char *const between[] = {", ", " y ", " e ", " and ", " & ", " / "};
	for (size_t i = 0; i < rest->n; i++)
		for (size_t k = 0; k < sizeof between / sizeof *between; k++)
			if (str_starts(str_sub(*rest, i, rest->n), between[k])) {
				struct str name = str_trim(str_sub(*rest, 0, i));
				*rest = str_trim(str_sub(*rest, i + str_of(between[k]).n, rest->n));
				return name;
			}
	struct str name = *rest;
	*rest = STR_NONE;
	return name;
}

/* The names of a byline without those of people who are not to be shown. */
static struct str
names_left(struct gather *g, struct arena *a, struct str byline, struct str lang)
{
	struct str *names = NULL, rest = str_trim(byline);
	size_t n = 0, cap = 0;
	while (rest.n) {
		struct str name = name_next(&rest);
		if (name.n && !without_in(g->config, name))
			*PUSH(a, names, n, cap) = name;
	}
	struct str left = list_words(a, names, n, lang);
	return without_in(g->config, left) ? STR_NONE : left;
}

/* "Por Ana Pérez": a last line that is nothing but the name. */
static bool
only_signs(struct gather *g, struct str text)
{
	static const char *const before[] = {"por ", "by ", "texto: ", "text: ", "de "};
	while (text.n && !char_alnum((unsigned char)text.p[0]) && (unsigned char)text.p[0] < 0x80)
		text = str_sub(text, 1, text.n);
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (str_starts_nocase(text, before[i]))
			text = str_sub(text, strlen(before[i]), text.n);
	return without_name(g->config, text) != NULL;
}

/* Tags are in the metadata. */
static size_t
texts_left(struct gather *g, struct str *texts, size_t n)
{
	size_t left = 0;
	for (size_t i = 0; i < n; i++)
		if (!without_in(g->config, texts[i]))
			texts[left++] = texts[i];
	return left;
}

static void
byline_cut(struct gather *g, struct entry *e)
{
	struct post *p = e->post;
	struct arena *a = e->post->arena;
	struct without *w = e->author_is_publisher ? NULL : without_in(g->config, e->author);
	struct block *signature = p->signature, *last = p->root->last;
	if (signature && without_in(g->config, signature->text))
		signature->hidden = true;
	if (last && last->kind == BLOCK_PARA && only_signs(g, last->text))
		last->hidden = true;
	p->n_tags = texts_left(g, p->tags, p->n_tags);
	p->n_categories = texts_left(g, p->categories, p->n_categories);
	size_t n = 0;
	for (size_t i = 0; i < e->n_authors; i++) {
		struct without *one = without_name(g->config, e->authors[i]);
		if (one)
			(w = one)->known = true;
		else if (!without_in(g->config, e->authors[i]))
			e->authors[n++] = e->authors[i];
		else if ((e->authors[n] = names_left(g, a, e->authors[i], e->lang)).n)
			n++;
	}
	if (!w)
		return;
	e->author = e->n_authors ? list_words(a, e->authors, n, e->lang) : names_left(g, a, e->author, e->lang);
	e->n_authors = n;
	w->known = true;
	diag_add(g->d, DIAG_WITHOUT, e->post->path, e->post->title_line, 0,
		"%.*s wrote this post, and is not named in its byline; the text stays: \"skip: yes\" in its fixes leaves it out",
		STR_FMT(w->name));
}

void
withheld_bylines(struct gather *g)
{
	for (size_t i = 0; i < g->book->n_all && g->config->n_without; i++)
		byline_cut(g, &g->book->entries[i]);
}

/* ---- pictures: who is on them ---- */

/* Why a picture goes. */
enum reason { STAYS, ON_IT, MADE_IT, FILE_NAMED, TEXT_NAMED, PORTRAIT };

struct going {
	struct without *who;
	enum reason reason;
};

struct withheld {
	struct gather *g;
	struct going *images; /* one for each of the book's */
};

static void
going_set(struct going *to, struct without *who, enum reason reason)
{
	if (!who || (to->who && to->reason <= reason))
		return;
	*to = (struct going){who, reason};
	who->known |= reason != TEXT_NAMED && reason != FILE_NAMED;
}

/* "ana-perez.jpg", "AnaPerez_2.JPG": names of two words or more. */
static struct without *
file_names(const struct config *c, struct str path)
{
	struct without *found = NULL;
	struct arena *scratch = arena_new();
	struct str key = person_key(scratch, path_base(path));
	for (size_t i = 0; i < c->n_without && !found; i++)
		for (size_t k = 0; k < c->without[i].n_keys && !found; k++) {
			struct str name = c->without[i].keys[k];
			struct buf joined = {0};
			for (size_t j = 0; j < name.n; j++)
				if (name.p[j] != '-')
					buf_char(&joined, name.p[j]);
			if (joined.n < name.n && (key_within(key, name) || str_find(key, buf_view(&joined)) >= 0))
				found = &c->without[i];
			buf_free(&joined);
		}
	arena_free(scratch);
	return found;
}

static void
image_judge(struct withheld *w, size_t i)
{
	struct gather *g = w->g;
	const struct config *c = g->config;
	const struct image *im = &g->book->images[i];
	const struct credit *credit = &g->book->credits[i];
	const struct desk_picture *row = desk_picture(c->desk, im->key);
	for (size_t k = 0; row && k < row->n_people; k++) {
		going_set(&w->images[i], without_name(c, row->people[k]), ON_IT);
		if (!desk_person(c->desk, row->people[k])) /* "Ana Pérez (left)", "Ana Pérez and friends" */
			going_set(&w->images[i], without_in(c, row->people[k]), TEXT_NAMED);
	}
	going_set(&w->images[i], without_in(c, row ? row->photographer : STR_NONE), MADE_IT);
	going_set(&w->images[i], without_in(c, credit->credit), MADE_IT);
	going_set(&w->images[i], without_in(c, credit->licence), MADE_IT);
	going_set(&w->images[i], without_in(c, credit->source), MADE_IT);
	going_set(&w->images[i], without_in(c, row ? row->caption : STR_NONE), TEXT_NAMED);
	going_set(&w->images[i], without_in(c, row ? row->alt : STR_NONE), TEXT_NAMED);
	if (!im->bytes.p)
		going_set(&w->images[i], file_names(c, im->path), FILE_NAMED);
	if (im->own.n)
		going_set(&w->images[i], file_names(c, im->own), FILE_NAMED);
}

/* ---- the posts' own words ---- */

static struct going *
going_of(struct withheld *w, const struct post *p, struct going *own, int picture)
{
	int image = p->pictures[picture].image;
	return image >= 0 ? &w->images[image] : &own[picture];
}

static void
picture_judge(struct withheld *w, const struct post *p, struct going *own, int k)
{
	const struct config *c = w->g->config;
	const struct picture *picture = &p->pictures[k];
	struct going *to = going_of(w, p, own, k);
	going_set(to, without_in(c, picture->credit), MADE_IT);
	going_set(to, without_in(c, picture->alt), TEXT_NAMED);
	going_set(to, without_in(c, picture->title), TEXT_NAMED);
	if (picture->image < 0)
		going_set(to, file_names(c, picture->src), FILE_NAMED);
}

/* What a caption says holds for the picture, that of a row for all in it. */
static void
captions_judge(struct withheld *w, const struct post *p, struct going *own, struct block *root)
{
	for (struct block *b = root; b; b = block_next(b, root)) {
		struct without *who = b->kind == BLOCK_FIGURE || b->kind == BLOCK_ROW ? without_in(w->g->config, b->text) : NULL;
		if (who && b->kind == BLOCK_FIGURE && b->picture >= 0)
			going_set(going_of(w, p, own, b->picture), who, TEXT_NAMED);
		for (struct block *in = who && b->kind == BLOCK_ROW ? b->first : NULL; in; in = in->next)
			if (in->kind == BLOCK_FIGURE && in->picture >= 0)
				going_set(going_of(w, p, own, in->picture), who, TEXT_NAMED);
	}
}

static struct going *
post_judge(struct withheld *w, const struct entry *e)
{
	struct post *p = e->post;
	struct going *own = NEW_N(w->g->a, p->n_pictures, struct going);
	for (size_t k = 0; k < p->n_pictures; k++)
		picture_judge(w, p, own, (int)k);
	captions_judge(w, p, own, p->root);
	for (size_t k = 0; k < p->n_notes; k++)
		captions_judge(w, p, own, p->notes[k]);
	if (e->opening >= 0)
		going_set(&w->images[e->opening], without_in(w->g->config, e->opening_alt), TEXT_NAMED);
	return own;
}

/* ---- away with them ---- */

static void
child_drop(struct block *b)
{
	struct block *parent = b->parent, *before = NULL;
	for (struct block *at = parent->first; at && at != b; at = at->next)
		before = at;
	*(before ? &before->next : &parent->first) = b->next;
	if (parent->last == b)
		parent->last = before;
}

/* Small pictures in a line: their places in the text go with them. */
static void
runs_cut(struct arena *a, struct block *b, const bool *gone)
{
	size_t n = 0;
	uint32_t at = 0;
	char *text = NULL;
	for (size_t i = 0; i < b->n_runs && !text; i++)
		if (b->runs[i].kind == RUN_PICTURE && b->runs[i].picture >= 0 && gone[b->runs[i].picture])
			text = arena_alloc(a, b->text.n + 1);
	for (size_t i = 0; text && i < b->n_runs; i++) {
		struct run r = b->runs[i];
		uint32_t length = r.end - r.start;
		if (r.kind == RUN_PICTURE && r.picture >= 0 && gone[r.picture])
			continue;
		for (uint32_t k = 0; k < length; k++)
			text[at + k] = b->text.p[r.start + k];
		r.start = at;
		r.end = at += length;
		b->runs[n++] = r;
	}
	if (text) {
		b->text = (struct str){text, at};
		b->n_runs = n;
	}
}

/* A row that is left with one picture becomes that. */
static void
row_close(struct block *row)
{
	struct block *parent = row->parent, *next = row->next;
	if (!row->first) {
		child_drop(row);
	} else if (row->first == row->last && !row->text.n) {
		*row = *row->first;
		row->parent = parent;
		row->next = next;
	}
}

static void
tree_cut(struct gather *g, struct post *p, struct block *root, const bool *gone)
{
	struct block **figures = NULL, **rows = NULL;
	size_t n_figures = 0, cap_figures = 0, n_rows = 0, cap_rows = 0;
	for (struct block *b = root; b; b = block_next(b, root)) {
		runs_cut(p->arena, b, gone);
		if (b->kind == BLOCK_ROW)
			*PUSH(g->a, rows, n_rows, cap_rows) = b;
		if (b->kind == BLOCK_ROW && without_in(g->config, b->text))
			b->text = STR_NONE, b->n_runs = 0;
		if (b->kind == BLOCK_FIGURE && b->picture >= 0 && gone[b->picture])
			*PUSH(g->a, figures, n_figures, cap_figures) = b;
	}
	for (size_t i = 0; i < n_figures; i++)
		child_drop(figures[i]);
	for (size_t i = 0; i < n_rows && n_figures; i++)
		row_close(rows[i]);
}

static void
told(struct gather *g, const struct going *why, const struct post *p, int line, struct str src)
{
	struct str who = why->who->name;
	src = str_sub(src, 0, 120);
	int col = post_column(p, line, src);
	switch (why->reason) {
	case TEXT_NAMED:
		diag_add(g->d, DIAG_WITHOUT_SEEN, p->path, line, col,
			"the picture %.*s was left out, for what stands beside it names %.*s; look at it: pictures.csv says who "
			"is "
			"on it",
			STR_FMT(src), STR_FMT(who));
		break;
	case FILE_NAMED:
		diag_add(g->d, DIAG_WITHOUT_SEEN, p->path, line, col,
			"the picture %.*s was left out, for its file is named after %.*s; look at it", STR_FMT(src),
			STR_FMT(who));
		break;
	case MADE_IT:
		diag_add(g->d, DIAG_WITHOUT_SEEN, p->path, line, col,
			"the picture %.*s was left out, for its credit names %.*s, and a picture is not printed without its "
			"credit",
			STR_FMT(src), STR_FMT(who));
		break;
	default:
		diag_add(g->d, DIAG_WITHOUT, p->path, line, col, "the picture %.*s was left out, for it shows %.*s", STR_FMT(src),
			STR_FMT(who));
	}
}

static void
entry_cut(struct withheld *w, struct entry *e, const struct going *own)
{
	struct post *p = e->post;
	bool *gone = NEW_N(w->g->a, p->n_pictures, bool), any = false;
	for (size_t k = 0; k < p->n_pictures; k++) {
		struct picture *picture = &p->pictures[k];
		const struct going *why = picture->image >= 0 ? &w->images[picture->image] : &own[k];
		gone[k] = why->who != NULL;
		if (!gone[k])
			continue;
		any = true;
		told(w->g, why, p, picture->line, picture->src);
		picture->src = picture->alt = picture->title = picture->credit = STR_NONE;
		picture->image = -1;
	}
	if (e->opening >= 0 && w->images[e->opening].who) {
		told(w->g, &w->images[e->opening], p, p->title_line, w->g->book->images[e->opening].shown);
		e->opening = e->opening_picture = -1;
		e->opening_figure = NULL;
		e->opening_alt = STR_NONE;
	}
	if (!any)
		return;
	tree_cut(w->g, p, p->root, gone);
	for (size_t k = 0; k < p->n_notes; k++)
		tree_cut(w->g, p, p->notes[k], gone);
}

void
withheld_pictures(struct gather *g)
{
	struct book *b = g->book;
	struct withheld w = {.g = g, .images = NEW_N(g->a, b->n_images, struct going)};
	struct going **own = NEW_N(g->a, b->n_all, struct going *);
	if (!g->config->n_without)
		return;
	for (size_t i = 0; i < b->n_images; i++)
		image_judge(&w, i);
	for (size_t i = 0; i < g->n_portraits; i++)
		if (g->portraits[i]->image >= 0)
			going_set(&w.images[g->portraits[i]->image], g->portraits[i]->who, PORTRAIT);
	for (size_t i = 0; i < b->n_all; i++)
		own[i] = post_judge(&w, &b->entries[i]);
	for (size_t i = 0; i < b->n_all; i++)
		entry_cut(&w, &b->entries[i], own[i]);
	for (size_t i = 0; i < b->n_people; i++)
		if (b->people[i].image >= 0 && w.images[b->people[i].image].who)
			b->people[i].image = -1;
	if (b->cover_back >= 0 && w.images[b->cover_back].who)
		b->cover_back = -1;
	if (b->cover >= 0 && w.images[b->cover].who) {
		b->cover = -1;
		cover_choose(b);
	}
	for (size_t i = 0; i < b->n_images; i++)
		if (w.images[i].who)
			b->credits[i] = (struct credit){0};
}
