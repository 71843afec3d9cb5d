/* dump.c - pages as lines of text: what golden tests compare, and what a person reads when a page looks wrong */
#include "layout/layout.h"

static const char *const role_names[] = {"artifact", "title", "subtitle", "kicker", "byline", "deck", "heading", "para", "label",
	"item", "quote", "pullquote", "code", "cell", "caption", "figure", "note", "toc", "embed"};

static void
dims_write(struct buf *b, const dim *d, int n)
{
	for (int i = 0; i < n; i++) {
		buf_char(b, ' ');
		buf_dim(b, d[i]);
	}
}

static void
colour_write(struct buf *b, struct colour c)
{
	if (c.c || c.m || c.y || c.k != 100)
		buf_fmt(b, " cmyk(%d %d %d %d)", c.c, c.m, c.y, c.k);
}

/* Quoted, with line ends and quotes escaped. */
static void
text_write(struct buf *b, struct str s)
{
	buf_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n')
			buf_z(b, "\\n");
		else {
			if (s.p[i] == '"' || s.p[i] == '\\')
				buf_char(b, '\\');
			buf_char(b, s.p[i]);
		}
	}
	buf_char(b, '"');
}

/* Pieces that are set alike are printed as one: face, size, bytes, text. */
static bool
pieces_alike(const struct piece *a, const struct piece *b)
{
	return a->word && b->word && a->word->face == b->word->face && a->size == b->size && a->rise == b->rise &&
		a->block == b->block && a->call == b->call && a->role == b->role && a->tracking == b->tracking &&
		((a->flags ^ b->flags) & (PIECE_UNDERLINE | PIECE_STRIKE | PIECE_CAPITALS | PIECE_INVISIBLE | PIECE_LINK)) == 0 &&
		a->colour.c == b->colour.c && a->colour.m == b->colour.m && a->colour.y == b->colour.y &&
		a->colour.k == b->colour.k;
}

static uint32_t
pieces_write(struct buf *b, const struct line *line, uint32_t from)
{
	const struct piece *first = &line->pieces[from];
	struct buf text = {0};
	uint32_t i = from, end = first->end;
	do {
		const struct piece *p = &line->pieces[i];
		if (p->flags & PIECE_SPACE)
			buf_char(&text, ' ');
		if (p->word)
			buf_str(&text, p->word->text);
		end = p->end;
		i++;
	} while (i < line->n && pieces_alike(first, &line->pieces[i]));
	buf_fmt(b, " [%.*s ", STR_FMT(first->word ? first->word->face->name : STR("picture")));
	buf_dim(b, first->size);
	if (first->rise) {
		buf_z(b, " rise ");
		buf_dim(b, first->rise);
	}
	buf_fmt(b, " %s", role_names[first->role]);
	if (first->block)
		buf_fmt(b, " %u:%u-%u", (unsigned)first->block, (unsigned)first->start, (unsigned)end);
	if (first->call)
		buf_fmt(b, " call %u", (unsigned)first->call);
	if (first->flags & PIECE_STRIKE)
		buf_z(b, " strike");
	if (first->flags & PIECE_UNDERLINE)
		buf_z(b, " underline");
	if (first->flags & PIECE_INVISIBLE)
		buf_z(b, " invisible");
	colour_write(b, first->colour);
	buf_z(b, "] ");
	text_write(b, buf_view(&text));
	if (line->pieces[i - 1].flags & PIECE_HYPHEN)
		buf_z(b, " hyphen");
	buf_free(&text);
	return i;
}

static void
line_write(struct buf *b, const struct item *item)
{
	const dim at[] = {item->x, item->y, item->line.w};
	buf_z(b, "line");
	dims_write(b, at, 3);
	for (uint32_t i = 0; i < item->line.n;)
		i = pieces_write(b, &item->line, i);
}

static void
picture_write(struct buf *b, const struct item *item)
{
	const struct image *im = item->picture.image;
	const dim crop[] = {item->picture.crop_x, item->picture.crop_y, item->picture.full_w, item->picture.full_h};
	if (im)
		buf_fmt(b, " %ux%u %.*s", (unsigned)im->w, (unsigned)im->h, STR_FMT(im->shown));
	else
		buf_z(b, " missing");
	if (item->picture.crop_x || item->picture.crop_y || item->picture.full_w != item->w || item->picture.full_h != item->h) {
		buf_z(b, " crop");
		dims_write(b, crop, 4);
	}
	buf_z(b, " alt ");
	text_write(b, item->picture.alt);
}

static void
item_write(struct buf *b, const struct item *item)
{
	static const char *const kinds[] = {"line", "picture", "rect", "link", "dest"};
	const dim box[] = {item->x, item->y, item->w, item->h};
	buf_z(b, "    ");
	if (item->kind == ITEM_LINE) {
		line_write(b, item);
	} else {
		buf_z(b, kinds[item->kind]);
		dims_write(b, box, item->kind == ITEM_DEST ? 2 : 4);
		if (item->kind == ITEM_PICTURE)
			picture_write(b, item);
		else if (item->kind == ITEM_RECT)
			colour_write(b, item->fill);
		else if (item->kind == ITEM_LINK)
			buf_fmt(b, " %s %.*s", item->link.uri.n ? "uri" : "to",
				STR_FMT(item->link.uri.n ? item->link.uri : item->link.dest));
		else
			buf_fmt(b, " %.*s", STR_FMT(item->dest));
	}
	buf_char(b, '\n');
}

static void
page_write(struct buf *b, const struct page *page)
{
	static const char *const frames[] = {"page", "text", "notes", "head"};
	buf_fmt(b, "page %d", page->number);
	if (page->folio.n)
		buf_fmt(b, " folio %.*s", STR_FMT(page->folio));
	if (page->post >= 0)
		buf_fmt(b, " post %d", page->post + 1);
	buf_char(b, '\n');
	for (size_t i = 0; i < page->n_frames; i++) {
		const struct frame *f = &page->frames[i];
		const dim box[] = {f->x, f->y, f->w, f->h};
		buf_fmt(b, "  frame %s", frames[f->kind]);
		dims_write(b, box, 4);
		if (f->turn)
			buf_fmt(b, " turn %d", f->turn);
		buf_char(b, '\n');
		for (size_t k = 0; k < f->n; k++)
			item_write(b, &f->items[k]);
	}
}

static void
residues_write(struct buf *b, const struct pages *p)
{
	static const char *const kinds[RESIDUE_KINDS] = {[RESIDUE_HEADING] = "heading",
		[RESIDUE_WIDOW] = "widow",
		[RESIDUE_ORPHAN] = "orphan",
		[RESIDUE_BREAK] = "break",
		[RESIDUE_HYPHEN] = "hyphen",
		[RESIDUE_SHORT] = "short",
		[RESIDUE_UNEVEN] = "uneven",
		[RESIDUE_OVERFULL] = "overfull",
		[RESIDUE_LOOSE] = "loose",
		[RESIDUE_TIGHT] = "tight",
		[RESIDUE_STRETCHED] = "stretched",
		[RESIDUE_SHRUNK] = "shrunk",
		[RESIDUE_FIGURE_FAR] = "figure-far",
		[RESIDUE_NOTE_SPLIT] = "note-split"};
	for (size_t i = 0; i < p->n_residues; i++) {
		const struct residue_entry *r = &p->residues[i];
		buf_fmt(b, "residue page %d", r->page);
		if (r->line)
			buf_fmt(b, " line %d", r->line);
		buf_fmt(b, " %s %d", kinds[r->kind], r->amount);
		if (r->cost)
			buf_fmt(b, " cost %d", (int)r->cost);
		buf_char(b, '\n');
	}
	if (p->n_spreads)
		buf_fmt(b, "spreads %zu level %zu\n", p->n_spreads, p->n_level);
}

void
pages_dump(const struct pages *p, FILE *out)
{
	struct buf b = {0};
	const dim size[] = {p->trim_w, p->trim_h, p->bleed};
	buf_fmt(&b, "pages %zu trim", p->n);
	dims_write(&b, size, 3);
	buf_char(&b, '\n');
	for (size_t i = 0; i < p->n; i++) {
		page_write(&b, &p->list[i]);
		fwrite(b.p, 1, b.n, out);
		b.n = 0;
	}
	for (size_t i = 0; i < p->n_outline; i++) {
		buf_fmt(&b, "outline %d %.*s ", p->outline[i].level, STR_FMT(p->outline[i].dest));
		text_write(&b, p->outline[i].title);
		buf_char(&b, '\n');
	}
	residues_write(&b, p);
	if (b.n)
		fwrite(b.p, 1, b.n, out);
	buf_free(&b);
}
