/* nav.c - ways through the file: outline, named places, page labels, links */
#include "pdf/room.h"

#include <stdlib.h>
#include <string.h>

enum { NAMES_PER_LEAF = 64, OUTLINE_DEEPEST = 16 };

/* ---- named places: a balanced tree ---- */

static void
name_pair(struct pdf *f, struct buf *b, const struct place *place)
{
	dim y = f->sheets->list[place->surface].h - place->y;
	buf_bytes(b, place->name);
	buf_char(b, '[');
	buf_ref(b, f->page_dicts[place->surface]);
	buf_z(b, "/XYZ null ");
	buf_dim(b, y);
	buf_z(b, " null]");
}

/* Nodes of one level, and the first and last name below each. */
struct name_node {
	HPDF_Dict dict;
	struct str first, last;
};

static void
name_limits(struct buf *b, struct str first, struct str last)
{
	buf_z(b, "/Limits[");
	buf_bytes(b, first);
	buf_bytes(b, last);
	buf_char(b, ']');
}

static struct name_node *
name_leaves(struct pdf *f, size_t *n)
{
	*n = (f->n_places + NAMES_PER_LEAF - 1) / NAMES_PER_LEAF;
	struct name_node *nodes = NEW_N(f->arena, *n, struct name_node);
	struct buf b = {0};
	for (size_t i = 0; i < *n; i++) {
		size_t from = i * NAMES_PER_LEAF, to = from + NAMES_PER_LEAF < f->n_places ? from + NAMES_PER_LEAF : f->n_places;
		nodes[i].first = f->places[from].name;
		nodes[i].last = f->places[to - 1].name;
		name_limits(&b, nodes[i].first, nodes[i].last);
		buf_z(&b, "/Names[");
		for (size_t k = from; k < to; k++)
			name_pair(f, &b, &f->places[k]);
		buf_char(&b, ']');
		nodes[i].dict = object_raw(&f->objects, buf_keep(&b, f->arena));
	}
	buf_free(&b);
	return nodes;
}

static void
name_kids(struct buf *b, const struct name_node *nodes, size_t n)
{
	buf_z(b, "/Kids[");
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(b, ' ');
		buf_ref(b, nodes[i].dict);
	}
	buf_char(b, ']');
}

static void
names_make(struct pdf *f)
{
	if (!f->n_places)
		return;
	size_t n;
	struct name_node *nodes = name_leaves(f, &n);
	struct buf b = {0};
	while (n > NAMES_PER_LEAF) {
		size_t above = 0;
		for (size_t from = 0; from < n; from += NAMES_PER_LEAF, above++) {
			size_t count = n - from < NAMES_PER_LEAF ? n - from : NAMES_PER_LEAF;
			struct name_node node = {.first = nodes[from].first, .last = nodes[from + count - 1].last};
			name_limits(&b, node.first, node.last);
			name_kids(&b, nodes + from, count);
			node.dict = object_raw(&f->objects, buf_keep(&b, f->arena));
			nodes[above] = node;
		}
		n = above;
	}
	name_kids(&b, nodes, n);
	HPDF_Dict names = object_dict(&f->objects);
	dict_object(names, "Dests", object_raw(&f->objects, buf_keep(&b, f->arena)));
	dict_object(f->catalog, "Names", names);
	buf_free(&b);
}

static const struct place *
place_find(const struct pdf *f, struct str name)
{
	size_t low = 0, high = f->n_places;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = str_cmp(f->places[mid].name, name);
		if (!c)
			return &f->places[mid];
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* ---- outline ---- */

struct outline_node {
	HPDF_Dict dict;
	size_t parent, prev, next, first, last; /* index + 1; 0: none, or for parent the root */
	size_t below; /* entries below, at all levels */
};

/* Joins the entries to a tree; entries that jump more than one level are taken as one deeper. */
static void
outline_join(const struct pages *pages, struct outline_node *nodes)
{
	size_t open[OUTLINE_DEEPEST] = {0}; /* the last entry of each level, index + 1 */
	int depth = -1;
	for (size_t i = 0; i < pages->n_outline; i++) {
		int level = pages->outline[i].level;
		level = level < 0 ? 0 : level > depth + 1 ? depth + 1 : level;
		level = level < OUTLINE_DEEPEST ? level : OUTLINE_DEEPEST - 1;
		nodes[i].parent = level ? open[level - 1] : 0;
		if (level <= depth && open[level]) {
			nodes[i].prev = open[level];
			nodes[open[level] - 1].next = i + 1;
		}
		for (size_t up = nodes[i].parent; up; up = nodes[up - 1].parent)
			nodes[up - 1].below++;
		if (nodes[i].parent) {
			struct outline_node *parent = &nodes[nodes[i].parent - 1];
			parent->first = parent->first ? parent->first : i + 1;
			parent->last = i + 1;
		}
		open[level] = i + 1;
		depth = level;
	}
}

static void
outline_ref(struct buf *b, const char *key, const struct outline_node *nodes, size_t number)
{
	if (!number)
		return;
	buf_z(b, key);
	buf_ref(b, nodes[number - 1].dict);
}

static void
outline_entry_write(struct pdf *f, const struct outline_node *nodes, size_t i, HPDF_Dict root, struct buf *b)
{
	const struct outline_entry *entry = &f->pages->outline[i];
	const struct outline_node *node = &nodes[i];
	buf_z(b, "/Title ");
	buf_text(b, entry->title);
	buf_z(b, "/Parent ");
	buf_ref(b, node->parent ? nodes[node->parent - 1].dict : root);
	outline_ref(b, "/Prev ", nodes, node->prev);
	outline_ref(b, "/Next ", nodes, node->next);
	outline_ref(b, "/First ", nodes, node->first);
	outline_ref(b, "/Last ", nodes, node->last);
	if (node->below)
		buf_fmt(b, "/Count -%zu", node->below); /* closed */
	if (place_find(f, entry->dest)) {
		buf_z(b, "/Dest ");
		buf_bytes(b, entry->dest);
	}
}

static void
outline_make(struct pdf *f)
{
	const struct pages *pages = f->pages;
	size_t n = pages->n_outline, first = 0, last = 0, top = 0;
	if (!n)
		return;
	struct outline_node *nodes = NEW_N(f->arena, n, struct outline_node);
	HPDF_Dict root = object_top(&f->objects);
	struct buf b = {0};
	for (size_t i = 0; i < n; i++)
		nodes[i].dict = object_top(&f->objects);
	outline_join(pages, nodes);
	for (size_t i = 0; i < n; i++) {
		outline_entry_write(f, nodes, i, root, &b);
		dict_raw(&f->objects, nodes[i].dict, buf_keep(&b, f->arena));
		if (nodes[i].parent)
			continue;
		first = first ? first : i + 1;
		last = i + 1;
		top++;
	}
	dict_name(root, "Type", "Outlines");
	outline_ref(&b, "/First ", nodes, first);
	outline_ref(&b, "/Last ", nodes, last);
	buf_fmt(&b, "/Count %zu", top);
	dict_raw(&f->objects, root, buf_keep(&b, f->arena));
	dict_object(f->catalog, "Outlines", root);
	dict_name(f->catalog, "PageMode", "UseOutlines");
	buf_free(&b);
}

/* ---- page labels ---- */

/* A folio as PDF counts them: style 'D', 'r' or 'R' with a number, or a text (style 0). */
struct label {
	char style;
	int64_t number;
	struct str text;
	bool known;
};

static int
roman_digit(char c)
{
	static const char digits[] = "ivxlcdm";
	static const int values[] = {1, 5, 10, 50, 100, 500, 1000};
	const char *at = c ? strchr(digits, char_lower(c)) : NULL;
	return at ? values[at - digits] : 0;
}

/* Roman numerals up to 4999; 0 when it is none. */
static int64_t
roman_read(struct str s)
{
	int64_t sum = 0;
	for (size_t i = 0; i < s.n; i++) {
		int here = roman_digit(s.p[i]), next = i + 1 < s.n ? roman_digit(s.p[i + 1]) : 0;
		bool lower = s.p[i] == char_lower(s.p[i]), first_lower = s.p[0] == char_lower(s.p[0]);
		if (!here || lower != first_lower || s.n > 15)
			return 0;
		sum += here < next ? -here : here;
	}
	return sum > 0 && sum < 5000 ? sum : 0;
}

static struct label
label_read(struct str folio)
{
	int64_t n;
	if (!folio.n)
		return (struct label){0};
	if (str_to_int(folio, &n) && n > 0 && n < INT32_MAX && folio.p[0] != '0' && folio.p[0] != '+')
		return (struct label){.style = 'D', .number = n, .known = true};
	if ((n = roman_read(folio)))
		return (struct label){.style = folio.p[0] == char_lower(folio.p[0]) ? 'r' : 'R', .number = n, .known = true};
	return (struct label){.text = folio, .known = true};
}

static bool
label_follows(struct label a, struct label b)
{
	return a.known && b.known && a.style == b.style && (a.style ? b.number == a.number + 1 : str_eq(a.text, b.text));
}

/* Pages that print no folio are counted all the same: from the next page that prints one, else from the one before. */
static void
labels_fill(struct label *l, size_t n)
{
	for (size_t i = n; i-- > 1;)
		if (!l[i - 1].known && l[i].known && l[i].style && l[i].number > 1)
			l[i - 1] = (struct label){.style = l[i].style, .number = l[i].number - 1, .known = true};
	for (size_t i = 1; i < n; i++)
		if (!l[i].known && l[i - 1].known && l[i - 1].style)
			l[i] = (struct label){.style = l[i - 1].style, .number = l[i - 1].number + 1, .known = true};
}

static void
label_write(struct buf *b, size_t surface, struct label l)
{
	buf_fmt(b, "%zu<<", surface);
	if (l.style) {
		buf_fmt(b, "/S/%c", l.style);
		if (l.number != 1)
			buf_fmt(b, "/St %lld", (long long)l.number);
	} else if (l.text.n) {
		buf_z(b, "/P");
		buf_text(b, l.text);
	}
	buf_z(b, ">>");
}

static void
labels_make(struct pdf *f)
{
	size_t n = f->sheets->n;
	struct label *l = NEW_N(f->arena, n + 1, struct label);
	struct buf b = {0};
	bool any = false;
	for (size_t i = 0; i < n; i++) {
		l[i] = label_read(f->sheets->list[i].label);
		any |= l[i].known;
	}
	if (!any)
		return;
	labels_fill(l, n);
	buf_z(&b, "/Nums[");
	for (size_t i = 0; i < n; i++)
		if (!i || (!label_follows(l[i - 1], l[i]) && (l[i].known || l[i - 1].known)))
			label_write(&b, i, l[i]);
	buf_char(&b, ']');
	dict_object(f->catalog, "PageLabels", object_raw(&f->objects, buf_keep(&b, f->arena)));
	buf_free(&b);
}

/* ---- links ---- */

static bool
uri_coded(unsigned char c)
{
	return c <= ' ' || c >= 0x7F || strchr("<>\"{}|\\^`", c);
}

/* An address as ASCII: what is not is percent-encoded (RFC 3987, 3.1). */
static void
uri_write(struct buf *b, struct str uri)
{
	struct buf ascii = {0};
	for (size_t i = 0; i < uri.n; i++) {
		unsigned char c = (unsigned char)uri.p[i];
		if (uri_coded(c))
			buf_fmt(&ascii, "%%%02X", c);
		else
			buf_char(&ascii, (char)c);
	}
	buf_bytes(b, buf_view(&ascii));
	buf_free(&ascii);
}

/* Whether an address is no longer than a string may be (ISO 19005-2, 6.1.13). */
static bool
uri_fits(struct str uri)
{
	enum { STRING_MOST = 32767 };
	size_t n = uri.n;
	for (size_t i = 0; i < uri.n && uri.n <= STRING_MOST; i++)
		n += uri_coded((unsigned char)uri.p[i]) ? 2 : 0;
	return n <= STRING_MOST;
}

/* Whether a link can be followed. */
static bool
link_leads(const struct pdf *f, const struct item *item)
{
	return item->link.uri.n ? !pdf_tagged(f) || uri_fits(item->link.uri) : place_find(f, item->link.dest) != NULL;
}

static void
page_leads(struct pdf *f, const struct page *page)
{
	for (size_t k = 0; k < page->n_frames; k++)
		for (size_t i = 0; i < page->frames[k].n; i++) {
			const struct item *item = &page->frames[k].items[i];
			if (item->kind != ITEM_LINK)
				continue;
			if (item->tag < f->pages->n_tags && link_leads(f, item))
				f->leads[item->tag] = 1;
			if (item->link.uri.n && !uri_fits(item->link.uri))
				diag_add(f->diag, DIAG_LINK_BROKEN, STR_NONE, 0, 0,
					"the address of a link on page %d is longer than the 32767 bytes that PDF/A allows; "
					"nothing can be clicked there: shorten it",
					page->number);
		}
}

void
nav_leads(struct pdf *f)
{
	if (!pdf_tagged(f))
		return;
	f->leads = NEW_N(f->arena, f->pages->n_tags, uint8_t);
	for (size_t i = 0; i < f->pages->n && pdf_links(f); i++)
		page_leads(f, &f->pages->list[i]);
}

/* The words on the page that are the link's own. */
static void
link_words(const struct page *page, uint32_t tag, struct buf *b)
{
	for (size_t k = 0; k < page->n_frames; k++)
		for (size_t i = 0; i < page->frames[k].n; i++) {
			const struct item *item = &page->frames[k].items[i];
			for (uint32_t j = 0; item->kind == ITEM_LINE && j < item->line.n; j++) {
				const struct piece *p = &item->line.pieces[j];
				if (p->tag != tag || !p->word)
					continue;
				if (b->n && ((p->flags & PIECE_SPACE) || !j))
					buf_char(b, ' ');
				buf_str(b, p->word->text);
			}
		}
}

/* What a tagged page's annotation has besides: what it says to whoever cannot see it (ISO 14289-1, 7.18.5), and the way to its element. */
static void
link_tag(struct pdf *f, size_t surface, const struct page *page, const struct item *item, struct buf *b)
{
	const struct tag_more *more = f->pages->tags[item->tag].more;
	struct buf words = {0};
	struct str says = more ? more->contents : STR_NONE;
	if (!says.n)
		says = item->link.uri;
	if (!says.n) {
		link_words(page, item->tag, &words);
		says = words.n ? buf_view(&words) : item->link.dest;
	}
	buf_z(b, "/Contents");
	buf_text(b, says);
	buf_fmt(b, "/StructParent %zu", f->sheets->n + f->n_annots);
	*PUSH(f->arena, f->annots, f->n_annots, f->annots_cap) = (struct annot){.tag = item->tag, .surface = (uint32_t)surface};
	buf_free(&words);
}

/* The annotation; NULL for a link that leads nowhere or lies where nothing of its page shows. */
static HPDF_Dict
link_make(struct pdf *f, const struct surface *s, const struct page *page, struct box place, const struct item *item)
{
	bool tagged = pdf_tagged(f);
	if (!place.w || !place.h || !link_leads(f, item))
		return NULL;
	if (tagged && (!item->tag || item->tag >= f->pages->n_tags))
		return NULL; /* an annotation outside of the structure is not allowed (ISO 14289-1, 7.18.5) */
	struct buf b = {0};
	buf_z(&b, "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect");
	buf_rect(&b, place.x, s->h - place.y - place.h, place.x + place.w, s->h - place.y);
	if (item->link.uri.n) {
		buf_z(&b, "/A<</S/URI/URI");
		uri_write(&b, item->link.uri);
		buf_z(&b, ">>");
	} else {
		buf_z(&b, "/Dest");
		buf_bytes(&b, item->link.dest);
	}
	if (tagged)
		link_tag(f, (size_t)(s - f->sheets->list), page, item, &b);
	HPDF_Dict d = object_raw(&f->objects, buf_keep(&b, f->arena));
	if (tagged)
		f->annots[f->n_annots - 1].dict = d;
	buf_free(&b);
	return d;
}

/* The links of a page where it lies, as far as it is neither clipped nor cut off. */
static size_t
links_placed(struct pdf *f, const struct surface *s, const struct placement *p, size_t count, struct buf *b)
{
	const struct page *page = &f->pages->list[p->page];
	struct lie lie = lie_placement(f->pages, p);
	struct box trim = lie_box(lie, (struct box){0, 0, f->pages->trim_w, f->pages->trim_h}), seen = box_common(trim, p->clip);
	for (size_t k = 0; k < page->n_frames; k++)
		for (size_t i = 0; i < page->frames[k].n; i++) {
			const struct item *item = &page->frames[k].items[i];
			if (item->kind != ITEM_LINK)
				continue;
			struct box place = box_common(lie_box(lie, frame_box(&page->frames[k], item)), seen);
			HPDF_Dict d = link_make(f, s, page, place, item);
			if (!d)
				continue;
			buf_z(b, count++ ? " " : "/Annots[");
			buf_ref(b, d);
		}
	return count;
}

bool
pdf_links(const struct pdf *f)
{
	return f->sheets->links && !standard_press(f->sheets->standard); /* PDF/X: no annotations within the bleed */
}

void
nav_links(struct pdf *f, size_t surface, struct buf *b)
{
	const struct surface *s = &f->sheets->list[surface];
	size_t count = 0;
	for (size_t i = 0; i < s->n_placements && pdf_links(f); i++)
		count = links_placed(f, s, &s->placements[i], count, b);
	if (count)
		buf_z(b, pdf_tagged(f) ? "]/Tabs/S" : "]");
}

void
nav_make(struct pdf *f)
{
	if (f->sheets->outline)
		outline_make(f);
	names_make(f);
	if (f->sheets->outline)
		labels_make(f);
}
