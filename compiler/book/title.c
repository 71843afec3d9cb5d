/* title.c - titles, subtitles, decks and names of posts */
#include "book/gather.h"

#include "base/utf8.h"

enum { TITLE_LONG = 70, TITLE_WORDS_MOST = 60 };

/* ---- titles ---- */

/* Without blanks and a colon at the end. */
static struct str
title_trim(struct str s)
{
	for (;;) {
		s = str_trim(s);
		if (str_ends(s, ":"))
			s.n -= 1;
		else if (str_ends(s, "："))
			s.n -= 3;
		else
			return s;
	}
}

static struct str
lines_join(struct arena *a, struct str s)
{
	char *p = str_z(a, str_trim(s));
	for (char *c = p; *c; c++)
		if (*c == '\n')
			*c = ' ';
	return str_of(p);
}

/* An editor may write <br> in yearbook.yaml as in front matter. */
static struct str
breaks_read(struct arena *a, struct str s)
{
	static const char *const tags[] = {"<br>", "<br/>", "<br />"};
	struct buf b = {0};
	for (size_t i = 0; i < s.n;) {
		size_t n = 0;
		for (size_t k = 0; k < 3 && !n; k++)
			if (str_starts_nocase(str_sub(s, i, s.n), tags[k]))
				n = str_of(tags[k]).n;
		buf_add(&b, n ? "\n" : s.p + i, 1);
		i += n ? n : 1;
	}
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

/* A break splits a title; a long one is split at its first colon that stands between words. */
static void
title_split(struct gather *g, struct entry *e, struct str title)
{
	struct arena *a = e->post->arena;
	ptrdiff_t at = str_find_char(title, '\n');
	struct str before = at < 0 ? STR_NONE : title_trim(str_sub(title, 0, (size_t)at));
	struct str behind = at < 0 ? STR_NONE : title_trim(lines_join(a, str_sub(title, (size_t)at + 1, title.n)));
	const struct edit *edit = e->post->edit;
	e->subtitle = str_trim(edit && edit->subtitle.n ? edit->subtitle : e->post->subtitle);
	if (!e->subtitle.n && before.n && behind.n) {
		e->title = before;
		e->subtitle = behind;
		return;
	}
	e->title = title_trim(lines_join(a, title));
	at = str_find(e->title, STR(": "));
	if (e->subtitle.n || utf8_count(e->title) <= TITLE_LONG || at < 3 || at > TITLE_LONG)
		return;
	e->subtitle = str_trim(str_sub(e->title, (size_t)at + 2, e->title.n));
	e->title = str_sub(e->title, 0, (size_t)at);
	diag_add(g->d, DIAG_TITLE_LONG, e->post->path, e->post->title_line, 0,
		"the title has more than %d characters; it was split at its colon into title and subtitle", TITLE_LONG);
}

/* The first words of a text, cut where a word ends. */
static struct str
first_words(struct arena *a, struct str s)
{
	ptrdiff_t line = str_find_char(s, '\n');
	s = line > 0 ? str_sub(s, 0, (size_t)line) : s;
	if (s.n <= TITLE_WORDS_MOST)
		return s;
	size_t n = TITLE_WORDS_MOST;
	while (n && s.p[n] != ' ')
		n--;
	if (!n) {
		n = TITLE_WORDS_MOST;
		while ((s.p[n] & 0xC0) == 0x80)
			n--;
	}
	while (n && (s.p[n - 1] == ',' || s.p[n - 1] == '.' || s.p[n - 1] == ' '))
		n--;
	return str_fmt(a, "%.*s…", (int)n, s.p);
}

/* "kcd-mexico_2024" -> "Kcd mexico 2024" */
static struct str
slug_readable(struct arena *a, struct str slug)
{
	char *p = str_z(a, slug);
	for (char *c = p; *c; c++)
		if (*c == '-' || *c == '_')
			*c = ' ';
	if (*p >= 'a' && *p <= 'z')
		*p = (char)(*p - 32);
	return str_trim(str_of(p));
}

/* Whether there is more in a text than pictures and calls of notes. */
static bool
has_words(const struct block *b)
{
	for (size_t i = 0; i < b->n_runs; i++)
		if (b->runs[i].kind == RUN_TEXT && str_trim(str_sub(b->text, b->runs[i].start, b->runs[i].end)).n)
			return true;
	return false;
}

static struct str
title_make(struct gather *g, const struct post *p)
{
	const struct block *b = block_next(p->root, p->root);
	while (b && (b->kind == BLOCK_CODE || b->kind == BLOCK_FIGURE || b->kind == BLOCK_EMBED || !has_words(b)))
		b = block_next(b, p->root);
	struct str title = b ? first_words(p->arena, b->text) : slug_readable(p->arena, p->slug);
	diag_add(g->d, DIAG_TITLE_MISSING, p->path, p->title_line, 0,
		"no title; \"%.*s\" stands in its place: write a line \"title: …\" in its front matter, or under \"fixes\" in "
		"yearbook.yaml",
		STR_FMT(title));
	return title;
}

static void
entry_title(struct gather *g, struct entry *e)
{
	const struct edit *edit = e->post->edit;
	struct str title = edit && edit->title.n ? breaks_read(g->a, edit->title) : e->post->title;
	if (!title_trim(title).n)
		title = title_make(g, e->post);
	title_split(g, e, title);
}

/* ---- the deck ---- */

/* Letters and figures only, folded: what two texts have in common however they are punctuated. */
static struct str
letters_of(struct arena *a, struct str s)
{
	struct str folded = name_fold(a, s);
	char *p = str_z(a, folded);
	size_t n = 0;
	for (size_t i = 0; i < folded.n; i++)
		if ((unsigned char)p[i] >= 0x80 || char_alnum((unsigned char)p[i]))
			p[n++] = p[i];
	while (n >= 3 && str_ends((struct str){p, n}, "…"))
		n -= 3;
	return (struct str){p, n};
}

/* The beginning of the text, some more bytes than asked for. */
static struct str
text_beginning(struct arena *a, const struct post *p, size_t n)
{
	struct buf b = {0};
	for (const struct block *k = block_next(p->root, p->root); k && b.n < n; k = block_next(k, p->root))
		if (k->kind != BLOCK_CODE && k->kind != BLOCK_FIGURE) {
			buf_str(&b, str_sub(k->text, 0, n - b.n));
			buf_char(&b, ' ');
		}
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

static bool
begins_with(struct str s, struct str with)
{
	return s.n >= with.n && str_eq(str_sub(s, 0, with.n), with);
}

static void
entry_summary(struct arena *scratch, struct entry *e)
{
	const struct post *p = e->post;
	if (p->edit && p->edit->lead.n) {
		e->summary = lines_join(p->arena, p->edit->lead);
		return;
	}
	struct str summary = str_trim(p->summary), letters = letters_of(scratch, summary);
	if (!letters.n || str_eq(letters, letters_of(scratch, e->title)) || str_eq(letters, letters_of(scratch, e->subtitle)) ||
		str_eq(letters, letters_of(scratch, p->title)))
		return;
	struct str text = letters_of(scratch, text_beginning(scratch, p, summary.n * 3 + 100));
	if (!begins_with(text, letters))
		e->summary = lines_join(p->arena, summary);
}

/* ---- slugs ---- */

static void
entry_slug(struct gather *g, struct map *taken, struct entry *e)
{
	struct str base = slug_of(g->a, e->post->slug);
	if (!base.n)
		base = slug_of(g->a, e->title);
	if (!base.n)
		base = STR("post");
	bool added;
	int *last = map_add(taken, base, 1, &added);
	e->slug = base;
	while (!added) {
		e->slug = str_fmt(g->a, "%.*s-%d", STR_FMT(base), ++*last);
		map_add(taken, e->slug, 1, &added);
		last = map_find(taken, base); /* the table may have moved */
	}
}

/* Those that no post of the book has. */
static void
joined_names(struct gather *g, struct map *taken, struct entry *e)
{
	const struct post *p = e->post;
	e->joined = NEW_N(g->a, p->n_joined + 1, struct joined_name);
	for (size_t i = 0; i < p->n_joined; i++) {
		struct str slug = slug_of(g->a, p->joined[i]->slug);
		bool added = false;
		if (slug.n)
			map_add(taken, slug, 1, &added);
		if (added)
			e->joined[e->n_joined++] = (struct joined_name){slug, p->joined[i]->slug};
	}
}

void
titles_set(struct gather *g)
{
	struct map taken = {.a = g->a};
	struct arena *scratch = arena_new();
	for (size_t i = 0; i < g->book->n_entries; i++) {
		entry_title(g, &g->book->entries[i]);
		entry_summary(scratch, &g->book->entries[i]);
		entry_slug(g, &taken, &g->book->entries[i]);
		arena_reset(scratch);
	}
	for (size_t i = 0; i < g->book->n_entries; i++)
		if (g->book->entries[i].post->n_joined)
			joined_names(g, &taken, &g->book->entries[i]);
	arena_free(scratch);
}
