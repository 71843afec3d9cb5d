/* access.c - what the book holds for readers who do not see it: counted, and what is wanting named */
#include "book/access.h"
#include "book/gather.h"

#include "base/utf8.h"

#include <unicode/uchar.h>

enum {
	ALIKE_MOST = 4, /* pictures of a post that may have one alternative text */
	LINKS_ALIKE = 3, /* places that links with one text lead to */
	ADDRESS_MOST = 30 /* bytes of an address that may be read aloud as it is */
};

/* ---- pictures ---- */

/* The same picture once more may have its text once more. */
static void
alt_count(struct accessor *x, struct str alt, int image, int line)
{
	bool fresh;
	int *last = map_add(&x->alt_images, alt, image, &fresh), *count = map_add(&x->alts, alt, 0, NULL);
	if (!fresh && *last == image)
		return;
	*last = image;
	if (++*count == ALIKE_MOST + 1)
		WANTS(x, DIAG_ALT_REPEATED, line, alt,
			"more than %d pictures have the alternative text \"%.*s\": say of each what it shows", ALIKE_MOST,
			STR_FMT(str_sub(alt, 0, ACCESS_SHOWN)));
}

static struct str
sentence_bare(struct str s)
{
	s = str_trim(s);
	while (s.n && (s.p[s.n - 1] == '.' || s.p[s.n - 1] == ' '))
		s.n--;
	return s;
}

/* How an alternative text is written, and what stands beside it. */
static void
alt_judge(struct accessor *x, struct str alt, struct str caption, int line)
{
	struct str shown = str_sub(alt, 0, ACCESS_SHOWN);
	if (caption.n && str_eq_nocase(sentence_bare(alt), sentence_bare(caption)))
		WANTS(x, DIAG_ALT_CAPTION, line, alt,
			"the alternative text \"%.*s\" is the caption, which a listener hears anyway, so that it is read twice: "
			"say "
			"what there is to see that the caption does not say",
			STR_FMT(shown));
	else if (alt_begins(x->book->config->hollow, alt))
		WANTS(x, DIAG_ALT_WORDING, line, alt,
			"the alternative text \"%.*s\" begins by saying that it is a picture, which is read aloud before it "
			"anyway: "
			"begin with what it shows",
			STR_FMT(shown));
	else if (alt_ends(alt))
		WANTS(x, DIAG_ALT_WORDING, line, alt,
			"the alternative text \"%.*s\" ends as the name of a file does: say what the picture shows",
			STR_FMT(shown));
}

static void
picture_count(struct accessor *x, struct str alt, bool decorative, struct str caption, int image, int line)
{
	x->n.pictures++;
	x->n.drawn += !x->book->images[image].photograph;
	if (alt.n) {
		x->n.described++;
		alt_count(x, alt, image, line);
		if (x->d)
			alt_judge(x, alt, caption, line);
	} else if (decorative) {
		x->n.decorative++;
		if (caption.n)
			WANTS(x, DIAG_ORNAMENT_TOLD, line, caption,
				"a picture with the caption \"%.*s\" is said to be an ornament (alt=\"\"), so that a listener "
				"hears a "
				"caption of nothing: say in its alternative text what it shows",
				STR_FMT(str_sub(caption, 0, ACCESS_SHOWN)));
	} else if (caption.n) {
		x->n.captioned++;
	} else {
		x->n.lacking++;
	}
}

static void
shown_count(struct accessor *x, int picture, struct str caption)
{
	const struct picture *p = picture >= 0 ? &x->e->post->pictures[picture] : NULL;
	if (p && p->image < 0)
		x->n.missing++;
	else if (p)
		picture_count(x, p->alt, p->decorative, caption, p->image, p->line);
}

/* Where the picture stands that opens a post, or where its alternative text does. */
static int
opening_line(const struct entry *e)
{
	int line =
		e->opening_picture >= 0 ? e->post->pictures[e->opening_picture].line : post_front_line(e->post, e->opening_alt);
	return line ? line : e->post->title_line;
}

static void
opening_count(struct accessor *x)
{
	const struct entry *e = x->e;
	bool decorative = e->opening_picture >= 0 && e->post->pictures[e->opening_picture].decorative;
	if (e->opening >= 0)
		picture_count(x, e->opening_alt, decorative, e->opening_figure ? e->opening_figure->text : STR_NONE, e->opening,
			opening_line(e));
}

/* ---- links ---- */

/* A text without a letter or figure: an arrow, an emoji. */
static bool
signs_alone(struct str s)
{
	for (size_t i = 0; i < s.n;)
		if (u_isalnum((UChar32)utf8_next(s, &i)))
			return false;
	return s.n > 0;
}

static bool
goals_alike(const struct link *a, const struct link *b)
{
	return a->post == b->post && (a->post >= 0 ? str_eq(a->anchor, b->anchor) : str_eq(a->href, b->href));
}

/* Links of one name that lead to so many places: in a list of all links they cannot be told apart. */
static void
alike_count(struct accessor *x, const struct link *link, struct str text)
{
	int *at = map_add(&x->link_texts, text, (int)x->n_named, NULL);
	if (*at == (int)x->n_named)
		*PUSH(x->a, x->named, x->n_named, x->cap_named) = (struct link_named){.first = link, .text = text};
	struct link_named *named = &x->named[*at];
	if (named->n >= LINKS_ALIKE)
		return;
	for (int i = 0; i < named->n; i++)
		if (goals_alike(named->goals[i], link))
			return;
	if (++named->n < LINKS_ALIKE) {
		named->goals[named->n - 1] = link;
		return;
	}
	WANTS(x, DIAG_LINKS_ALIKE, named->first->line, text,
		"%d links and more have the text \"%.*s\" and lead to different places; who hears the links of a page one after "
		"the "
		"other cannot tell them apart: say in each whose it is",
		LINKS_ALIKE, STR_FMT(str_sub(text, 0, ACCESS_SHOWN)));
}

static void
link_count(struct accessor *x, const struct link *link, struct str text)
{
	struct str shown = str_sub(text, 0, ACCESS_SHOWN);
	x->n.links++;
	if (link_hollow(x->book->config->hollow, text) || signs_alone(text)) {
		x->n.vague++;
		WANTS(x, DIAG_LINK_VAGUE, link->line, text,
			"the link \"%.*s\" does not say where it leads; who hears the links of a page one after the other learns "
			"nothing: "
			"make the words that name its goal the link",
			STR_FMT(shown));
	} else if (text.n > ADDRESS_MOST && (str_starts_nocase(text, "http://") || str_starts_nocase(text, "https://"))) {
		x->n.bare++;
		WANTS(x, DIAG_LINK_BARE, link->line, text,
			"the link \"%.*s\" is a bare address, which is read aloud letter by letter: write [what is there](%.*s)",
			STR_FMT(shown), STR_FMT(str_sub(link->href, 0, 400)));
	} else if (x->d) {
		alike_count(x, link, text);
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

/* ---- tables, embeds ---- */

/* What a table is made of. */
struct table_seen {
	size_t rows, columns;
	bool headed; /* a cell that is the head of others */
	bool rows_headed; /* one of them in the first column of a row that is no head */
	size_t bodies, bold; /* rows that are no head; those whose first cell is all bold */
	size_t cells, arranged; /* with something in them; with more than a line of text */
};

static bool
text_bold(const struct block *b)
{
	for (size_t i = 0; i < b->n_runs; i++)
		if (!(b->runs[i].flags & RUN_BOLD))
			return false;
	return b->n_runs > 0;
}

static void
cell_see(struct table_seen *t, const struct block *cell)
{
	t->headed |= cell->header;
	t->cells += cell->first != NULL;
	t->arranged += cell->first && (cell->first->kind != BLOCK_PARA || cell->first->next);
	for (size_t i = 0; cell->first && i < cell->first->n_runs; i++)
		if (cell->first->runs[i].kind == RUN_PICTURE) {
			t->arranged++;
			break;
		}
}

static struct table_seen
table_see(const struct block *table)
{
	struct table_seen t = {0};
	for (const struct block *row = table->first; row; row = row->next) {
		size_t cells = 0;
		if (row->kind != BLOCK_TABLE_ROW)
			continue;
		t.rows++;
		t.headed |= row->header;
		for (const struct block *cell = row->first; cell; cell = cell->next, cells++)
			cell_see(&t, cell);
		t.columns = cells > t.columns ? cells : t.columns;
		if (row->header || !row->first)
			continue;
		t.bodies++;
		t.rows_headed |= row->first->header;
		t.bold += row->first->first && !row->first->first->next && text_bold(row->first->first);
	}
	return t;
}

static void
table_count(struct accessor *x, const struct block *table)
{
	struct table_seen t = table_see(table);
	x->n.tables++;
	if (t.headed && !t.rows_headed && t.bodies > 1 && t.columns > 1 && t.bold == t.bodies)
		WANTS(x, DIAG_TABLE_ROWS, table->line, STR_NONE,
			"the table's first column is bold, and so seems to name its rows, which a listener does not learn: in "
			"HTML, <th "
			"scope=\"row\"> says so");
	if (t.headed || t.rows < 2 || t.columns < 2)
		return;
	x->n.headless++;
	if (t.arranged * 2 > t.cells)
		WANTS(x, DIAG_TABLE_ARRANGES, table->line, STR_NONE,
			"the table seems only to arrange what stands in it, and is read aloud as a table without names of its "
			"columns: "
			"let its cells stand below each other, without a table");
	else
		WANTS(x, DIAG_TABLE_HEADLESS, table->line, STR_NONE,
			"the table has no header cells, so that a listener does not know what its columns are: give it a first "
			"row that "
			"names them "
			"(<th> in HTML)");
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
		STR_FMT(str_sub(b->text, 0, ACCESS_SHOWN)));
}

static void
block_count(struct accessor *x, const struct block *b)
{
	for (size_t i = 0; i < b->n_runs; i++)
		if (b->runs[i].kind == RUN_PICTURE)
			shown_count(x, b->runs[i].picture, STR_NONE);
	if (b->kind != BLOCK_EMBED)
		links_count(x, b);
	switch (b->kind) {
	case BLOCK_FIGURE:
		shown_count(x, b->picture, b->text.n || b->parent->kind != BLOCK_ROW ? b->text : b->parent->text);
		break;
	case BLOCK_TABLE: table_count(x, b); break;
	case BLOCK_EMBED: embed_count(x, b); break;
	default: access_text(x, b);
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

struct access
book_access(const struct book *b, struct diag *d)
{
	struct accessor x = {.book = b, .d = d, .a = arena_new()};
	for (size_t i = 0; i < b->n_all; i++) {
		const struct post *p = b->entries[i].post;
		x.e = &b->entries[i];
		x.alts = x.alt_images = x.link_texts = (struct map){.a = x.a};
		x.marked = NULL;
		x.named = NULL;
		x.n_named = x.cap_named = 0;
		opening_count(&x);
		blocks_count(&x, p->root);
		for (size_t k = 0; k < p->n_notes; k++)
			blocks_count(&x, p->notes[k]);
		access_headings(&x);
		access_language(&x);
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
