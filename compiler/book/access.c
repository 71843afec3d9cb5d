/* access.c - what the book holds for readers who do not see it: counted, and what is wanting named */
#include "book/gather.h"

#include "book/detect.h"

enum {
	ALIKE_MOST = 4, /* pictures of a post that may have one alternative text */
	ADDRESS_MOST = 30, /* bytes of an address that may be read aloud as it is */
	HEADING_MOST = 80, /* bytes of a bold paragraph that looks like a heading */
	SHOWN = 100 /* bytes of a text in a message */
};

struct accessor {
	struct access n;
	const struct book *book;
	const struct entry *e;
	struct diag *d; /* NULL: only counted */
	struct arena *a;
	struct map alts; /* of the post: how many pictures have it */
};

#define WANTS(x, kind, line, what, ...) \
	do { \
		if ((x)->d) \
			diag_add((x)->d, kind, (x)->e->post->path, line, post_column((x)->e->post, line, what), __VA_ARGS__); \
	} while (0)

/* ---- pictures ---- */

static void
alt_count(struct accessor *x, struct str alt, int line)
{
	int *count = map_add(&x->alts, alt, 0, NULL);
	if (++*count == ALIKE_MOST + 1)
		WANTS(x, DIAG_ALT_REPEATED, line, alt,
			"more than %d pictures have the alternative text \"%.*s\": say of each what it shows", ALIKE_MOST,
			STR_FMT(str_sub(alt, 0, SHOWN)));
}

static void
picture_count(struct accessor *x, struct str alt, bool decorative, bool captioned, const struct image *image, int line)
{
	x->n.pictures++;
	x->n.drawn += !image->photograph;
	if (alt.n) {
		x->n.described++;
		alt_count(x, alt, line);
	} else if (decorative) {
		x->n.decorative++;
	} else if (captioned) {
		x->n.captioned++;
	} else {
		x->n.lacking++;
	}
}

static void
shown_count(struct accessor *x, int picture, bool captioned)
{
	const struct picture *p = picture >= 0 ? &x->e->post->pictures[picture] : NULL;
	if (p && p->image < 0)
		x->n.missing++;
	else if (p)
		picture_count(x, p->alt, p->decorative, captioned, &x->book->images[p->image], p->line);
}

static void
opening_count(struct accessor *x)
{
	const struct entry *e = x->e;
	bool decorative = e->opening_picture >= 0 && e->post->pictures[e->opening_picture].decorative;
	if (e->opening >= 0)
		picture_count(x, e->opening_alt, decorative, e->opening_figure && e->opening_figure->text.n,
			&x->book->images[e->opening], e->post->title_line);
}

/* ---- links ---- */

static void
link_count(struct accessor *x, const struct link *link, struct str text)
{
	struct str shown = str_sub(text, 0, SHOWN);
	x->n.links++;
	if (link_hollow(x->book->config->hollow, text)) {
		x->n.vague++;
		WANTS(x, DIAG_LINK_VAGUE, link->line, text,
			"the link \"%.*s\" does not say where it leads; who hears the links of a page one after the other learns "
			"nothing: "
			"make the words that name its goal the link",
			STR_FMT(shown));
	} else if (text.n > ADDRESS_MOST && (str_starts_nocase(text, "http://") || str_starts_nocase(text, "https://"))) {
		x->n.bare++;
		WANTS(x, DIAG_LINK_VAGUE, link->line, text,
			"the link \"%.*s\" is a bare address, which is read aloud letter by letter: write [what is there](%.*s)",
			STR_FMT(shown), STR_FMT(str_sub(link->href, 0, 400)));
	}
}

/* Each stretch of a block's text that is one link, unless a picture is all of it. */
static void
links_count(struct accessor *x, const struct block *b)
{
	const struct post *p = x->e->post;
	for (size_t i = 0, to; i < b->n_runs; i = to) {
		int link = b->runs[i].link;
		bool pictured = false;
		for (to = i; to < b->n_runs && b->runs[to].link == link; to++)
			pictured |= b->runs[to].kind != RUN_TEXT;
		if (link >= 0 && !pictured && (p->links[link].post >= 0 || p->links[link].href.n))
			link_count(x, &p->links[link], str_trim(str_sub(b->text, b->runs[i].start, b->runs[to - 1].end)));
	}
}

/* ---- tables, headings, embeds ---- */

static void
table_count(struct accessor *x, const struct block *table)
{
	size_t rows = 0, columns = 0;
	bool headed = false;
	for (const struct block *row = table->first; row; row = row->next) {
		size_t cells = 0;
		if (row->kind != BLOCK_TABLE_ROW)
			continue;
		rows++;
		headed |= row->header;
		for (const struct block *cell = row->first; cell; cell = cell->next, cells++)
			headed |= cell->header;
		columns = cells > columns ? cells : columns;
	}
	x->n.tables++;
	if (headed || rows < 2 || columns < 2)
		return;
	x->n.headless++;
	WANTS(x, DIAG_TABLE_HEADLESS, table->line, STR_NONE,
		"the table has no header cells, so that a listener does not know what its columns are: give it a first row that "
		"names them "
		"(<th> in HTML)");
}

/* A short paragraph, all of it bold, that stands before other text. */
static bool
heading_like(const struct block *b)
{
	bool linked = true, worded = false;
	if (!b->text.n || b->text.n > HEADING_MOST || !b->next || b->next->hidden || b->next->kind == BLOCK_HEADING ||
		b->attribution || (b->parent->kind != BLOCK_ROOT && b->parent->kind != BLOCK_GROUP))
		return false;
	for (size_t i = 0; i < b->n_runs; i++) {
		if (b->runs[i].kind != RUN_TEXT || !(b->runs[i].flags & RUN_BOLD))
			return false;
		linked &= b->runs[i].link >= 0;
	}
	for (size_t i = 0; i < b->text.n; i++)
		worded |= char_alnum((unsigned char)b->text.p[i]) || (unsigned char)b->text.p[i] >= 0x80;
	char last = b->text.p[b->text.n - 1];
	return b->n_runs && worded && !linked && last != '.' && last != '!' && last != '?' && last != ';' && last != ',' &&
		str_find_char(b->text, '\n') < 0;
}

static void
para_count(struct accessor *x, const struct block *b)
{
	if (!heading_like(b))
		return;
	x->n.headings_like++;
	WANTS(x, DIAG_HEADING_LIKE, b->line, b->text,
		"the bold line \"%.*s\" looks like a heading and is none; the contents and a listener's jump from heading to "
		"heading pass over "
		"it: write ## before it",
		STR_FMT(b->text));
}

static void
embed_count(struct accessor *x, const struct block *b)
{
	x->n.embeds++;
	if (b->first)
		return;
	x->n.embeds_bare++;
	WANTS(x, DIAG_EMBED_BARE, b->line, STR_NONE,
		"of the embedded \"%.*s\" only the address is known: say in a line of italics below it what it is about",
		STR_FMT(str_sub(b->text, 0, SHOWN)));
}

static void
block_count(struct accessor *x, const struct block *b)
{
	for (size_t i = 0; i < b->n_runs; i++)
		if (b->runs[i].kind == RUN_PICTURE)
			shown_count(x, b->runs[i].picture, false);
	if (b->kind != BLOCK_EMBED)
		links_count(x, b);
	switch (b->kind) {
	case BLOCK_FIGURE: shown_count(x, b->picture, b->text.n || (b->parent->kind == BLOCK_ROW && b->parent->text.n)); break;
	case BLOCK_TABLE: table_count(x, b); break;
	case BLOCK_PARA: para_count(x, b); break;
	case BLOCK_EMBED: embed_count(x, b); break;
	default: break;
	}
}

/* ---- posts ---- */

static void
blocks_count(struct accessor *x, const struct block *root)
{
	for (const struct block *b = block_next(root, root); b;
		b = block_shown(b, EDITION_SCREEN) ? block_next(b, root) : block_after(b, root))
		if (block_shown(b, EDITION_SCREEN))
			block_count(x, b);
}

static void
language_count(struct accessor *x)
{
	const struct entry *e = x->e;
	if ((e->post->edit && e->post->edit->lang.n) || e->post->lang.n)
		return;
	x->n.undeclared++;
	if (!e->lang_guess.n || (e->lang_percent < GUESS_SURE && !language_is(e->lang, str_z(x->a, e->lang_guess))))
		x->n.unsure++;
}

struct access
book_access(const struct book *b, struct diag *d)
{
	struct accessor x = {.book = b, .d = d, .a = arena_new()};
	for (size_t i = 0; i < b->n_all; i++) {
		const struct post *p = b->entries[i].post;
		x.e = &b->entries[i];
		x.alts = (struct map){.a = x.a};
		opening_count(&x);
		blocks_count(&x, p->root);
		for (size_t k = 0; k < p->n_notes; k++)
			blocks_count(&x, p->notes[k]);
		if (i < b->n_entries)
			language_count(&x);
		arena_reset(x.a);
	}
	arena_free(x.a);
	return x.n;
}

bool
access_met(const struct access *n)
{
	return !n->lacking && !n->headless && !n->unsure;
}
