/* tag.c - the structure tree: elements, what is theirs on the pages, and the ways back from there (ISO 32000-1, 14.7) */
#include "pdf/room.h"

#include <stdlib.h>
#include <string.h>

/* A tree of 200,000 elements costs 1.3 KB for each as libharu's objects: so here it is a few arrays of numbers, and every object becomes text
 * when it is saved. */

/* Keys of a leaf and kids of a node of the number and name trees; their levels. 64 to the power of 6 is more than a file may have objects. */
enum { TREE_WIDTH = 64, TREE_DEEPEST = 6 };

/* Marked content of an element. */
struct owned {
	uint32_t surface, mcid;
	uint32_t at;
};

/* An element below another. */
struct kid {
	uint32_t at, tag;
};

/* A balanced tree of `keys` keys. The levels' nodes are numbered one after the other, leaves first, the root last. */
struct balanced {
	size_t keys;
	size_t n[TREE_DEEPEST], from[TREE_DEEPEST]; /* nodes of each level, and the object of its first */
	int levels;
};

/* A figure's place on the page where it begins. */
struct figure {
	uint32_t tag;
	size_t surface;
	dim x0, y0, x1, y1; /* from the surface's upper left corner, y downwards */
};

struct tagging {
	size_t n; /* tags, with the unused one */
	unsigned base; /* object of the first, which is the tag 1; the others follow it */
	uint32_t *kid_from; /* n + 1 */
	struct kid *kids; /* of each, in order; those of the root are number 0's */
	uint32_t *owned_from; /* n + 1 */
	struct owned *owned; /* of each, in order */
	uint32_t *annot_from, *annots; /* of each: indices of f->annots */
	struct figure *figures; /* sorted by tag */
	size_t n_figures, figures_cap;
	uint32_t *ids; /* tags that have an identifier, rising */
	size_t n_ids, ids_cap;
	struct balanced parents, id_tree;
	size_t n_objects;
	HPDF_Dict root;
};

const char *
tagging_name(const struct pdf *f, uint32_t tag)
{
	int type = f->pages->tags[tag].type;
	if (type == TAG_LINK && !f->leads[tag]) /* what cannot be clicked is no link, whatever it was meant to be */
		type = TAG_SPAN;
	return tag_names[type];
}

bool
pdf_tagged(const struct pdf *f)
{
	return f->pages->n_tags > 1 && f->sheets->standard == PDF_DIGITAL;
}

/* ---- what belongs to whom ---- */

/* Counts become the places where each one's share begins. counts[i + 1] is the count of i. */
static void
shares_begin(uint32_t *counts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		counts[i + 1] += counts[i];
}

/* After the shares have been dealt out through `from`, each of which moved to the next one's begin. */
static void
shares_restore(uint32_t *from, size_t n)
{
	memmove(from + 1, from, n * sizeof *from);
	from[0] = 0;
}

static int
owned_cmp(const void *pa, const void *pb)
{
	const struct owned *a = pa, *b = pb;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->surface != b->surface)
		return a->surface < b->surface ? -1 : 1;
	return (a->mcid > b->mcid) - (a->mcid < b->mcid);
}

static void
owned_sort(struct owned *p, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (owned_cmp(&p[i - 1], &p[i]) > 0) {
			qsort(p, n, sizeof *p, owned_cmp);
			return;
		}
}

/* The marked content of every element. */
static void
owned_make(struct pdf *f, struct tagging *t)
{
	size_t marks = 0;
	t->owned_from = NEW_N(f->arena, t->n + 2, uint32_t);
	for (size_t s = 0; s < f->sheets->n; s++) {
		const struct content *c = &f->contents[s];
		for (size_t i = 0; i < c->n_marks; i++)
			t->owned_from[c->marks[i].tag + 1]++;
		marks += c->n_marks;
	}
	shares_begin(t->owned_from, t->n);
	t->owned = NEW_N(f->arena, marks + 1, struct owned);
	for (size_t s = 0; s < f->sheets->n; s++) {
		const struct content *c = &f->contents[s];
		for (size_t i = 0; i < c->n_marks; i++)
			t->owned[t->owned_from[c->marks[i].tag]++] = (struct owned){(uint32_t)s, (uint32_t)i, c->marks[i].at};
	}
	shares_restore(t->owned_from, t->n);
	for (size_t i = 1; i < t->n; i++)
		owned_sort(t->owned + t->owned_from[i], t->owned_from[i + 1] - t->owned_from[i]);
}

static void
annots_make(struct pdf *f, struct tagging *t)
{
	t->annot_from = NEW_N(f->arena, t->n + 2, uint32_t);
	t->annots = NEW_N(f->arena, f->n_annots + 1, uint32_t);
	for (size_t i = 0; i < f->n_annots; i++)
		t->annot_from[f->annots[i].tag + 1]++;
	shares_begin(t->annot_from, t->n);
	for (size_t i = 0; i < f->n_annots; i++)
		t->annots[t->annot_from[f->annots[i].tag]++] = (uint32_t)i;
	shares_restore(t->annot_from, t->n);
}

static int
kid_cmp(const void *pa, const void *pb)
{
	const struct kid *a = pa, *b = pb;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->tag > b->tag) - (a->tag < b->tag);
}

static void
kids_sort(struct kid *kids, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (kid_cmp(&kids[i - 1], &kids[i]) > 0) {
			qsort(kids, n, sizeof *kids, kid_cmp);
			return;
		}
}

static void
kids_make(struct pdf *f, struct tagging *t)
{
	const struct tag *tags = f->pages->tags;
	t->kid_from = NEW_N(f->arena, t->n + 2, uint32_t);
	t->kids = NEW_N(f->arena, t->n, struct kid);
	for (size_t i = 1; i < t->n; i++)
		t->kid_from[tags[i].parent + 1]++;
	shares_begin(t->kid_from, t->n);
	for (size_t i = 1; i < t->n; i++)
		t->kids[t->kid_from[tags[i].parent]++] = (struct kid){tags[i].at, (uint32_t)i};
	shares_restore(t->kid_from, t->n);
	for (size_t i = 0; i < t->n; i++)
		kids_sort(t->kids + t->kid_from[i], t->kid_from[i + 1] - t->kid_from[i]);
}

/* ---- the places of figures ---- */

static void
figure_add(struct pdf *f, struct tagging *t, uint32_t tag, size_t surface, struct box box)
{
	if (!tag || tag >= t->n || f->pages->tags[tag].type != TAG_FIGURE || box.w <= 0 || box.h <= 0)
		return;
	struct figure *last = t->n_figures ? &t->figures[t->n_figures - 1] : NULL;
	dim x1 = box.x + box.w, y1 = box.y + box.h;
	if (!last || last->tag != tag || last->surface != surface) {
		*PUSH(f->arena, t->figures, t->n_figures, t->figures_cap) = (struct figure){tag, surface, box.x, box.y, x1, y1};
		return;
	}
	last->x0 = box.x < last->x0 ? box.x : last->x0;
	last->y0 = box.y < last->y0 ? box.y : last->y0;
	last->x1 = x1 > last->x1 ? x1 : last->x1;
	last->y1 = y1 > last->y1 ? y1 : last->y1;
}

/* A word's box: from below its descenders to above its capitals, whatever the face. */
static void
figure_line(struct pdf *f, struct tagging *t, size_t surface, struct lie lie, const struct frame *frame, const struct item *item)
{
	for (uint32_t i = 0; i < item->line.n; i++) {
		const struct piece *p = &item->line.pieces[i];
		if (!p->tag || p->tag >= t->n || f->pages->tags[p->tag].type != TAG_FIGURE || !p->word)
			continue;
		const struct face *face = p->word->face;
		struct item word = {.x = item->x + p->x,
			.y = item->y - p->rise - p->size,
			.w = dim_scale(p->size, p->word->advance, face->upem > 0 ? face->upem : 1000),
			.h = p->size + p->size / 4};
		figure_add(f, t, p->tag, surface, lie_box(lie, frame_box(frame, &word)));
	}
}

static int
figure_cmp(const void *pa, const void *pb)
{
	const struct figure *a = pa, *b = pb;
	if (a->tag != b->tag)
		return a->tag < b->tag ? -1 : 1;
	return (a->surface > b->surface) - (a->surface < b->surface);
}

/* Each figure's box on the page where it begins. */
static void
figures_join(struct tagging *t)
{
	size_t kept = 0;
	if (t->n_figures)
		qsort(t->figures, t->n_figures, sizeof *t->figures, figure_cmp);
	for (size_t i = 0; i < t->n_figures; i++) {
		struct figure *last = kept ? &t->figures[kept - 1] : NULL, *f = &t->figures[i];
		if (!last || last->tag != f->tag) {
			t->figures[kept++] = *f;
		} else if (last->surface == f->surface) {
			last->x0 = f->x0 < last->x0 ? f->x0 : last->x0;
			last->y0 = f->y0 < last->y0 ? f->y0 : last->y0;
			last->x1 = f->x1 > last->x1 ? f->x1 : last->x1;
			last->y1 = f->y1 > last->y1 ? f->y1 : last->y1;
		}
	}
	t->n_figures = kept;
}

static void
figures_make(struct pdf *f, struct tagging *t)
{
	for (size_t s = 0; s < f->sheets->n; s++)
		for (size_t k = 0; k < f->sheets->list[s].n_placements; k++) {
			const struct placement *p = &f->sheets->list[s].placements[k];
			const struct page *page = &f->pages->list[p->page];
			struct lie lie = lie_placement(f->pages, p);
			for (size_t j = 0; j < page->n_frames; j++)
				for (size_t i = 0; i < page->frames[j].n; i++) {
					const struct item *item = &page->frames[j].items[i];
					if (item->kind == ITEM_PICTURE)
						figure_add(f, t, item->tag, s, lie_box(lie, frame_box(&page->frames[j], item)));
					else if (item->kind == ITEM_LINE)
						figure_line(f, t, s, lie, &page->frames[j], item);
				}
		}
	figures_join(t);
}

static const struct figure *
figure_find(const struct tagging *t, uint32_t tag)
{
	size_t low = 0, high = t->n_figures;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (t->figures[mid].tag == tag)
			return &t->figures[mid];
		if (t->figures[mid].tag < tag)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* ---- identifiers: notes, and the cells that others name as theirs ---- */

static void
ids_make(struct pdf *f, struct tagging *t)
{
	const struct tag *tags = f->pages->tags;
	uint8_t *wanted = NEW_N(f->arena, t->n, uint8_t);
	for (size_t i = 1; i < t->n; i++) {
		const struct tag_more *more = tags[i].more;
		wanted[i] |= tags[i].type == TAG_NOTE;
		for (unsigned k = 0; more && k < more->n_headers; k++)
			if (more->headers[k] < t->n)
				wanted[more->headers[k]] = 1;
	}
	for (size_t i = 1; i < t->n; i++)
		if (wanted[i])
			*PUSH(f->arena, t->ids, t->n_ids, t->ids_cap) = (uint32_t)i;
}

static bool
id_has(const struct tagging *t, uint32_t tag)
{
	size_t low = 0, high = t->n_ids;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (t->ids[mid] == tag)
			return true;
		if (t->ids[mid] < tag)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

/* As many digits for each, so that they are sorted as texts, too. */
static void
id_write(struct buf *b, uint32_t tag)
{
	buf_fmt(b, "(e%08X)", (unsigned)tag);
}

/* ---- balanced trees ---- */

static void
balanced_make(struct balanced *tree, size_t keys, size_t *objects)
{
	*tree = (struct balanced){.keys = keys};
	if (!keys)
		return;
	for (size_t n = keys; tree->levels < TREE_DEEPEST && (n > 1 || !tree->levels);) {
		n = (n + TREE_WIDTH - 1) / TREE_WIDTH;
		tree->n[tree->levels] = n;
		tree->from[tree->levels++] = *objects;
		*objects += n;
	}
}

/* The object of the tree's root, from the base. */
static size_t
balanced_root(const struct balanced *tree)
{
	return tree->from[tree->levels - 1];
}

/* The node that is object i, as level and place; false when it is none of this tree's. */
static bool
balanced_find(const struct balanced *tree, size_t i, int *level, size_t *place)
{
	for (int k = 0; k < tree->levels; k++)
		if (i >= tree->from[k] && i - tree->from[k] < tree->n[k]) {
			*level = k;
			*place = i - tree->from[k];
			return true;
		}
	return false;
}

/* First and last key below a node. */
static void
balanced_range(const struct balanced *tree, int level, size_t place, size_t range[2])
{
	size_t span = TREE_WIDTH;
	for (int k = 0; k < level; k++)
		span *= TREE_WIDTH;
	range[0] = place * span;
	range[1] = tree->keys - range[0] < span ? tree->keys - 1 : range[0] + span - 1;
}

static void
ref_write(struct buf *b, unsigned number)
{
	buf_int(b, number);
	buf_add(b, " 0 R", 4);
}

static unsigned
element_number(const struct tagging *t, uint32_t tag)
{
	return tag ? t->base + tag - 1 : object_number(t->root);
}

static void
balanced_kids(const struct tagging *t, const struct balanced *tree, int level, size_t place, struct buf *b)
{
	size_t from = place * TREE_WIDTH, left = tree->n[level - 1] - from, n = left < TREE_WIDTH ? left : TREE_WIDTH;
	buf_z(b, "/Kids[");
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(b, ' ');
		ref_write(b, t->base + (unsigned)(tree->from[level - 1] + from + i));
	}
	buf_char(b, ']');
}

/* What a page's content belongs to, by MCID; what an annotation belongs to. */
static void
parents_key(const struct pdf *f, const struct tagging *t, size_t key, struct buf *b)
{
	buf_int(b, (int64_t)key);
	if (key >= f->sheets->n) {
		buf_char(b, ' ');
		ref_write(b, element_number(t, f->annots[key - f->sheets->n].tag));
		buf_char(b, ' ');
		return;
	}
	const struct content *c = &f->contents[key];
	buf_char(b, '[');
	for (size_t i = 0; i < c->n_marks; i++) {
		if (i)
			buf_char(b, ' ');
		ref_write(b, element_number(t, c->marks[i].tag));
	}
	buf_char(b, ']');
}

static void
parents_node(const struct pdf *f, const struct tagging *t, int level, size_t place, struct buf *b)
{
	size_t range[2];
	balanced_range(&t->parents, level, place, range);
	if (level < t->parents.levels - 1)
		buf_fmt(b, "/Limits[%zu %zu]", range[0], range[1]);
	if (level) {
		balanced_kids(t, &t->parents, level, place, b);
		return;
	}
	buf_z(b, "/Nums[");
	for (size_t i = range[0]; i <= range[1]; i++)
		parents_key(f, t, i, b);
	buf_char(b, ']');
}

static void
ids_node(const struct tagging *t, int level, size_t place, struct buf *b)
{
	size_t range[2];
	balanced_range(&t->id_tree, level, place, range);
	if (level < t->id_tree.levels - 1) {
		buf_z(b, "/Limits[");
		id_write(b, t->ids[range[0]]);
		id_write(b, t->ids[range[1]]);
		buf_char(b, ']');
	}
	if (level) {
		balanced_kids(t, &t->id_tree, level, place, b);
		return;
	}
	buf_z(b, "/Names[");
	for (size_t i = range[0]; i <= range[1]; i++) {
		id_write(b, t->ids[i]);
		ref_write(b, element_number(t, t->ids[i]));
	}
	buf_char(b, ']');
}

/* ---- elements ---- */

static void
text_write(struct buf *b, const char *key, struct str text)
{
	if (!text.n)
		return;
	buf_z(b, key);
	buf_text(b, text);
}

static void
cell_write(const struct tagging *t, const struct tag *tag, struct buf *b)
{
	const struct tag_more *more = tag->more;
	buf_z(b, "/A<</O/Table");
	if (tag->type == TAG_TH)
		buf_z(b, more && more->heads_row ? "/Scope/Row" : "/Scope/Column");
	if (more && more->colspan > 1)
		buf_fmt(b, "/ColSpan %d", more->colspan);
	if (more && more->rowspan > 1)
		buf_fmt(b, "/RowSpan %d", more->rowspan);
	bool any = false;
	for (unsigned i = 0; more && i < more->n_headers; i++)
		if (id_has(t, more->headers[i])) {
			buf_z(b, any ? "" : "/Headers[");
			id_write(b, more->headers[i]);
			any = true;
		}
	buf_z(b, any ? "]>>" : ">>");
}

static void
list_write(const struct tag_more *more, struct buf *b)
{
	static const char *const names[] = {[NUMBERING_NONE] = "None",
		[NUMBERING_DISC] = "Disc",
		[NUMBERING_DECIMAL] = "Decimal",
		[NUMBERING_ROMAN] = "LowerRoman",
		[NUMBERING_UPPER_ROMAN] = "UpperRoman",
		[NUMBERING_ALPHA] = "LowerAlpha",
		[NUMBERING_UPPER_ALPHA] = "UpperAlpha"};
	size_t kind = more ? more->numbering : NUMBERING_NONE;
	buf_fmt(b, "/A<</O/List/ListNumbering/%s>>", names[kind < sizeof names / sizeof *names ? kind : 0]);
}

/* Whether what stands there stands in a line of text. */
static bool
inline_type(uint8_t type)
{
	return type == TAG_P || type == TAG_SPAN || type == TAG_LINK || type == TAG_LBL || type == TAG_CODE ||
		type == TAG_REFERENCE || (type >= TAG_H1 && type <= TAG_H6);
}

static void
figure_write(const struct pdf *f, const struct tagging *t, uint32_t tag, struct buf *b)
{
	const struct figure *figure = figure_find(t, tag);
	const struct tag *tags = f->pages->tags;
	buf_z(b, "/A<</O/Layout/Placement");
	buf_z(b, inline_type(tags[tags[tag].parent].type) ? "/Inline" : "/Block");
	if (figure) {
		dim h = f->sheets->list[figure->surface].h;
		buf_z(b, "/BBox");
		buf_rect(b, figure->x0, h - figure->y1, figure->x1, h - figure->y0);
	}
	buf_z(b, ">>");
}

static void
attributes_write(const struct pdf *f, const struct tagging *t, uint32_t number, struct buf *b)
{
	const struct tag *tag = &f->pages->tags[number];
	const struct tag_more *more = tag->more;
	bool spans = more && (more->colspan > 1 || more->rowspan > 1 || more->n_headers);
	if (tag->type == TAG_TH || (tag->type == TAG_TD && spans))
		cell_write(t, tag, b);
	else if (tag->type == TAG_L)
		list_write(more, b);
	else if (tag->type == TAG_FIGURE)
		figure_write(f, t, number, b);
	text_write(b, "/Lang", tag->lang);
	if (!more)
		return;
	text_write(b, "/T", more->title);
	text_write(b, "/Alt", more->alt);
	text_write(b, "/ActualText", more->actual);
	text_write(b, "/E", more->expansion);
}

/* The page of marked content that is an element's, and of its annotations: SIZE_MAX for none. */
static size_t
element_page(const struct pdf *f, const struct tagging *t, uint32_t tag)
{
	if (t->owned_from[tag] < t->owned_from[tag + 1])
		return t->owned[t->owned_from[tag]].surface;
	if (t->annot_from[tag] < t->annot_from[tag + 1])
		return f->annots[t->annots[t->annot_from[tag]]].surface;
	return SIZE_MAX;
}

static void
owned_write(const struct pdf *f, const struct owned *o, size_t page, struct buf *b)
{
	if (o->surface == page) {
		buf_int(b, o->mcid);
		return;
	}
	buf_z(b, "<</Type/MCR/Pg ");
	buf_ref(b, f->page_dicts[o->surface]);
	buf_z(b, "/MCID ");
	buf_int(b, o->mcid);
	buf_z(b, ">>");
}

static void
annot_write(const struct pdf *f, const struct annot *a, size_t page, struct buf *b)
{
	buf_z(b, "<</Type/OBJR");
	if (a->surface != page) {
		buf_z(b, "/Pg ");
		buf_ref(b, f->page_dicts[a->surface]);
	}
	buf_z(b, "/Obj ");
	buf_ref(b, a->dict);
	buf_z(b, ">>");
}

static void
kids_write(const struct pdf *f, const struct tagging *t, uint32_t tag, size_t page, struct buf *b)
{
	const struct kid *kid = t->kids + t->kid_from[tag], *kids_end = t->kids + t->kid_from[tag + 1];
	const struct owned *o = t->owned + t->owned_from[tag], *owned_end = t->owned + t->owned_from[tag + 1];
	size_t n = (size_t)(kids_end - kid) + (size_t)(owned_end - o) + t->annot_from[tag + 1] - t->annot_from[tag];
	if (!n)
		return;
	buf_z(b, n > 1 ? "/K[" : "/K ");
	for (size_t i = 0; kid < kids_end || o < owned_end; i++) {
		if (i)
			buf_char(b, ' ');
		if (o == owned_end || (kid < kids_end && kid->at <= o->at))
			ref_write(b, element_number(t, kid++->tag));
		else
			owned_write(f, o++, page, b);
	}
	for (uint32_t i = t->annot_from[tag]; i < t->annot_from[tag + 1]; i++)
		annot_write(f, &f->annots[t->annots[i]], page, b);
	if (n > 1)
		buf_char(b, ']');
}

static void
element_write(const struct pdf *f, const struct tagging *t, uint32_t tag, struct buf *b)
{
	uint32_t parent = f->pages->tags[tag].parent;
	size_t page = element_page(f, t, tag);
	buf_z(b, "/S/");
	buf_z(b, tagging_name(f, tag));
	buf_z(b, "/P ");
	ref_write(b, element_number(t, parent));
	if (page != SIZE_MAX) {
		buf_z(b, "/Pg ");
		buf_ref(b, f->page_dicts[page]);
	}
	if (id_has(t, tag)) {
		buf_z(b, "/ID");
		id_write(b, tag);
	}
	attributes_write(f, t, tag, b);
	kids_write(f, t, tag, page, b);
}

/* ---- all of it ---- */

static void
root_make(struct pdf *f, struct tagging *t)
{
	struct buf b = {0};
	kids_write(f, t, 0, SIZE_MAX, &b);
	buf_fmt(&b, "/ParentTreeNextKey %zu/ParentTree ", t->parents.keys);
	ref_write(&b, t->base + (unsigned)balanced_root(&t->parents));
	if (t->n_ids) {
		buf_z(&b, "/IDTree ");
		ref_write(&b, t->base + (unsigned)balanced_root(&t->id_tree));
	}
	dict_name(t->root, "Type", "StructTreeRoot");
	dict_raw(&f->objects, t->root, buf_keep(&b, f->arena));
	dict_object(f->catalog, "StructTreeRoot", t->root);
	HPDF_Dict info = object_dict(&f->objects);
	HPDF_Dict_AddBoolean(info, "Marked", HPDF_TRUE);
	dict_object(f->catalog, "MarkInfo", info);
	buf_free(&b);
}

void
tagging_make(struct pdf *f)
{
	if (!pdf_tagged(f))
		return;
	struct tagging *t = f->tagging = NEW(f->arena, struct tagging);
	t->n = f->pages->n_tags;
	t->root = object_top(&f->objects);
	t->base = object_number(t->root) + 1;
	owned_make(f, t);
	annots_make(f, t);
	kids_make(f, t);
	figures_make(f, t);
	ids_make(f, t);
	t->n_objects = t->n - 1;
	balanced_make(&t->parents, f->sheets->n + f->n_annots, &t->n_objects);
	balanced_make(&t->id_tree, t->n_ids, &t->n_objects);
	root_make(f, t);
}

size_t
tagging_count(const struct pdf *f)
{
	return f->tagging ? f->tagging->n_objects : 0;
}

void
tagging_write(const struct pdf *f, size_t i, struct buf *b)
{
	const struct tagging *t = f->tagging;
	int level;
	size_t place;
	buf_z(b, "<<");
	if (i < t->n - 1)
		element_write(f, t, (uint32_t)i + 1, b);
	else if (balanced_find(&t->parents, i, &level, &place))
		parents_node(f, t, level, place, b);
	else if (balanced_find(&t->id_tree, i, &level, &place))
		ids_node(t, level, place, b);
	buf_z(b, ">>");
}
