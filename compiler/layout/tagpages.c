/* tagpages.c - what the pages show becomes content of the elements of the structure tree */
#include "layout/emojiname.h"
#include "layout/tags.h"

#include <stdlib.h>
#include <string.h>

enum {
	LINES_KEPT = 65536, /* elements whose last line is remembered */
	LINK_WINDOW = 24, /* lines about a link among which what it covers is looked for; items behind a small picture */
	CONTENTS_MOST = 250, /* bytes of what a link says of itself */
	ADDRESS_MOST = 32767 /* bytes of a string */
};

/* The last line that an element has shown. */
struct line_shown {
	uint32_t tag, end; /* end: of its bytes */
	struct line *line;
	bool hyphen;
};

/* The link that was made last: over two lines it is one. */
struct link_made {
	uint32_t tag, parent, end, block;
	struct str uri, dest;
};

/* The words of the link that was looked at last. */
struct link_words {
	uint32_t tag, end;
	struct buf text;
};

struct walk {
	struct tagging *t;
	const struct book *book;
	struct arena *keep;
	struct pages *pages;
	struct post_tags **posts; /* by entry; NULL: not made yet */
	uint32_t *labelled; /* by element of a note: 1 + the page on which its number stands; grown as elements come */
	size_t cap_labelled;
	struct line_shown *lines;
	struct link_made links[2]; /* in the text, in notes */
	struct link_words words;
	/* where the walk is */
	size_t page;
	const struct frame *frame;
	const struct entry *entry; /* NULL: a page of none */
	struct post_tags *post;
	uint32_t note; /* the note that goes on */
	uint32_t loose; /* the paragraph of text that stands for no block */
	uint32_t page_part; /* what holds text of pages that name no element */
	uint8_t loose_role;
};

/* ---- posts ---- */

static uint32_t
part_tag(struct walk *w, int part)
{
	struct tagging *t = w->t;
	const struct book *book = w->book;
	if (part < 0 || (size_t)part >= book->n_parts || book->n_parts < 2)
		return TAG_ROOT;
	if (!t->parts)
		t->parts = NEW_N(t->arena, book->n_parts, uint32_t);
	if (!t->parts[part]) {
		size_t first = book->parts[part].first;
		t->parts[part] = tag_add(t, TAG_ROOT, TAG_PART);
		t->list[t->parts[part]].at = first < w->pages->n_entries ? (uint32_t)w->pages->entry_pages[first] : 0;
		if (book->parts[part].title.n)
			tag_more(t, t->parts[part])->title = book->parts[part].title;
	}
	return t->parts[part];
}

static struct post_tags *
post_of(struct walk *w, size_t entry)
{
	if (w->posts[entry])
		return w->posts[entry];
	const struct entry *e = &w->book->entries[entry];
	uint32_t at = entry < w->pages->n_entries ? (uint32_t)w->pages->entry_pages[entry] : (uint32_t)w->page + 1;
	int level = w->t->headed && e->part >= 0 && w->t->headed[e->part] ? 2 : 1;
	w->posts[entry] = NEW(w->t->tmp, struct post_tags);
	*w->posts[entry] = post_tags_make(w->t, w->book, entry, part_tag(w, e->part), at, level);
	return w->posts[entry];
}

/* ---- lines ---- */

/* The element of a note by the number that is printed; 0: none yet. */
static uint32_t *
number_slot(struct walk *w, uint64_t number)
{
	return number < w->post->n_numbers ? &w->post->numbers[number] : NULL;
}

static uint32_t
labelled(const struct walk *w, uint32_t note)
{
	return note < w->cap_labelled ? w->labelled[note] : 0;
}

static void
label_note(struct walk *w, uint32_t note)
{
	if (note >= w->cap_labelled) {
		size_t cap = (size_t)note * 2 + 64;
		w->labelled = xrealloc(w->labelled, cap * sizeof *w->labelled);
		memset(w->labelled + w->cap_labelled, 0, (cap - w->cap_labelled) * sizeof *w->labelled);
		w->cap_labelled = cap;
	}
	w->labelled[note] = (uint32_t)w->page + 1;
}

/* The run of a block's text that holds a byte, or NULL. */
static const struct run *
run_at(const struct block *b, uint32_t byte)
{
	size_t low = 0, high = b->n_runs;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (b->runs[mid].end <= byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low < b->n_runs && b->runs[low].start <= byte ? &b->runs[low] : NULL;
}

/* A note, and its Lbl behind it. */
static uint32_t
note_add(struct tagging *t)
{
	uint32_t note = tag_add(t, 0, TAG_NOTE);
	tag_add(t, note, TAG_LBL);
	return note;
}

/* What holds a note that is called in an element: not a heading's sibling, nor within code. */
static uint32_t
note_parent(const struct walk *w, uint32_t leaf)
{
	return w->t->list[leaf].type == TAG_CODE ? w->t->list[leaf].parent : leaf;
}

/* A call: a reference in its paragraph, and the note that it calls becomes the paragraph's last kid. */
static uint32_t
call_tag(struct walk *w, const struct piece *p, uint32_t leaf)
{
	struct tagging *t = w->t;
	const struct block *b = p->block < w->post->n ? w->post->blocks[p->block] : NULL;
	const struct run *run = b ? run_at(b, p->start) : NULL;
	uint32_t *slot = number_slot(w, p->call), reference = tag_add(t, leaf, TAG_REFERENCE);
	bool footnote = run && run->kind == RUN_NOTE && run->note >= 0 && (size_t)run->note < w->entry->post->n_notes;
	t->list[reference].at = p->start;
	if (!slot)
		return reference;
	if (!*slot && footnote)
		*slot = w->post->notes[run->note];
	/* an address stands on every page that calls it: on each as a note of its own */
	if (!*slot || (!footnote && labelled(w, *slot) && labelled(w, *slot) != w->page + 1))
		*slot = note_add(t);
	if (!t->list[*slot].parent) {
		t->list[*slot].parent = note_parent(w, leaf);
		t->list[*slot].at = UINT32_MAX - UINT16_MAX + p->call; /* behind all of the text */
	}
	return reference;
}

/* What a line of no block is content of: paragraphs of their own, one for each time that such a text begins. */
static uint32_t
loose_tag(struct walk *w, const struct item *item)
{
	bool first = item->line.flags & LINE_FIRST;
	uint32_t in = w->post ? w->post->sect : w->page_part;
	if (!in) {
		in = w->page_part = tag_add(w->t, TAG_ROOT, TAG_SECT);
		w->t->list[in].at = (uint32_t)w->page + 1;
	}
	if (first || !w->loose || w->loose_role != item->role)
		w->loose = tag_add_in(w->t, in, TAG_P, w->entry ? w->entry->lang : STR_NONE);
	w->loose_role = item->role;
	return w->loose;
}

static bool
is_opening(uint8_t role)
{
	return role == ROLE_TITLE || role == ROLE_SUBTITLE || role == ROLE_KICKER || role == ROLE_DECK || role == ROLE_BYLINE;
}

/* A number before a note; the note's element, or 0. */
static uint32_t
note_begin(struct walk *w, size_t at)
{
	const struct item *item = &w->frame->items[at];
	int64_t number = 0;
	uint32_t *slot = NULL, tag = 0;
	if (item->line.n && item->line.pieces[0].word && str_to_int(item->line.pieces[0].word->text, &number) && number > 0)
		slot = number_slot(w, (uint64_t)number);
	tag = slot ? *slot : 0;
	for (size_t i = at + 1; !tag && i < w->frame->n; i++) { /* nothing in the text has called it */
		const struct item *next = &w->frame->items[i];
		if (next->kind != ITEM_LINE)
			continue;
		uint32_t root = next->block && next->block < w->post->n ? w->post->root[next->block] : 0;
		tag = root ? w->post->notes[root - 1] : 0;
		break;
	}
	if (!tag)
		tag = note_add(w->t);
	if (!w->t->list[tag].parent)
		w->t->list[tag].parent = w->post->sect;
	if (slot)
		*slot = tag;
	label_note(w, tag);
	return tag;
}

/* What the line at `at` is content of, as a whole. */
static uint32_t
line_leaf(struct walk *w, size_t at)
{
	const struct item *item = &w->frame->items[at];
	struct post_tags *p = w->post;
	uint32_t block = item->block, tag = 0;
	if (!p)
		return loose_tag(w, item);
	if (block && block < p->n) {
		if (item->role == ROLE_LABEL && p->blocks[block] && p->blocks[block]->kind == BLOCK_EMBED &&
			!p->blocks[block]->card)
			return 0; /* an arrow, which says nothing to listeners */
		if (item->role == ROLE_LABEL)
			tag = p->label[block] ? p->label[block] : p->text[block];
		else if (item->role == ROLE_CAPTION)
			tag = p->caption[block] ? p->caption[block] : p->text[block];
		else
			tag = p->text[block];
		return tag ? tag : loose_tag(w, item);
	}
	if (item->role == ROLE_LABEL && (w->frame->kind == FRAME_NOTES || w->frame->kind == FRAME_TEXT)) {
		w->note = note_begin(w, at);
		return w->note + 1;
	}
	if (item->role == ROLE_NOTE && w->note)
		return w->note;
	if (item->role == ROLE_CAPTION) /* the number before a caption */
		for (size_t i = at + 1; i < w->frame->n; i++) {
			const struct item *next = &w->frame->items[i];
			if (next->kind == ITEM_LINE && next->role == ROLE_CAPTION && next->block && next->block < p->n)
				return p->caption[next->block] ? p->caption[next->block] : loose_tag(w, item);
			if (next->kind == ITEM_LINE)
				break;
		}
	if (item->role == ROLE_BYLINE && item->line.flags & LINE_FIRST && p->roles[ROLE_BYLINE] &&
		w->loose == p->roles[ROLE_BYLINE])
		return p->tags;
	if (is_opening(item->role) && p->roles[item->role])
		return w->loose = p->roles[item->role];
	return loose_tag(w, item);
}

/* Between this line and the last one of the same element stands a blank, unless a word goes on. */
static void
line_blank(struct walk *w, uint32_t leaf, struct item *item)
{
	struct line *line = &item->line;
	struct line_shown *last = &w->lines[leaf % LINES_KEPT];
	uint32_t start = UINT32_MAX, end = 0;
	bool own = false;
	for (uint32_t i = 0; i < line->n; i++) {
		const struct piece *p = &line->pieces[i];
		start = p->start < start ? p->start : start;
		end = p->end > end ? p->end : end;
		own = own || p->block;
	}
	if (last->tag == leaf && last->line) {
		bool begins = !own && line->flags & LINE_FIRST;
		if (begins || start > last->end || start < last->end)
			last->line->flags |= LINE_BLANK;
	}
	*last = (struct line_shown){.tag = leaf, .end = end, .line = line};
}

/* Lines that stand on several pages share their pieces: each has its own from here on. */
static void
pieces_own(struct walk *w, struct line *line)
{
	if (line->n && line->pieces[0].tag)
		line->pieces = (struct piece *)(void *)arena_dup(w->keep, line->pieces, line->n * sizeof *line->pieces);
}

/* A table that is set as a list names the heads of its columns in each row: listeners have heard them. */
static bool
head_again(struct walk *w, uint32_t leaf, const struct item *item)
{
	const struct line_shown *last = &w->lines[leaf % LINES_KEPT];
	if (w->t->list[leaf].type != TAG_TH || last->tag != leaf)
		return false;
	return item->line.pieces[0].start < last->end;
}

static void
line_walk(struct walk *w, size_t at)
{
	struct item *item = &w->frame->items[at];
	if (!item->line.n)
		return;
	bool gallery = w->frame->post && (size_t)w->frame->post <= w->book->n_entries;
	if (item->line.pieces[0].tag && (!w->post || gallery)) /* a book part has named its element */
		return;
	pieces_own(w, &item->line);
	uint32_t leaf = line_leaf(w, at), call = 0, reference = 0;
	if (!leaf || head_again(w, leaf, item))
		return;
	for (uint32_t i = 0; i < item->line.n; i++) {
		struct piece *p = &item->line.pieces[i];
		if (p->role == ROLE_ARTIFACT) /* the arrow before a line of code that goes on */
			continue;
		p->tag = leaf;
		if (p->call && w->post) {
			if (p->call != call)
				reference = call_tag(w, p, leaf);
			p->tag = reference;
		}
		call = p->call;
	}
	line_blank(w, leaf, item);
}

/* ---- pictures ---- */

/* A small picture in a line stands behind the word that is left of it. */
static uint32_t
inline_at(const struct walk *w, size_t at)
{
	const struct item *item = &w->frame->items[at];
	uint32_t end = 0;
	for (size_t i = at + 1; i < w->frame->n && i < at + LINK_WINDOW; i++) {
		const struct item *line = &w->frame->items[i];
		if (line->kind == ITEM_PICTURE)
			continue;
		if (line->kind != ITEM_LINE || line->block != item->block)
			break;
		for (uint32_t k = 0; k < line->line.n; k++)
			if (line->x + line->line.pieces[k].x <= item->x)
				end = line->line.pieces[k].end;
		if (!end && line->line.n)
			end = line->line.pieces[0].start ? line->line.pieces[0].start - 1 : 0;
		break;
	}
	return end;
}

static void
picture_walk(struct walk *w, size_t at)
{
	struct item *item = &w->frame->items[at];
	struct post_tags *p = w->post;
	if (item->tag || !item->picture.image || !p) /* book parts name what they show */
		return;
	uint32_t block = item->block, own = block < p->n ? p->text[block] : 0;
	const struct block *b = block < p->n ? p->blocks[block] : NULL;
	if (!block) {
		item->tag = p->roles[ROLE_FIGURE];
	} else if (b && b->kind == BLOCK_FIGURE) {
		item->tag = own; /* 0: it decorates */
		return;
	} else if (own && item->picture.alt.n) {
		item->tag = tag_add(w->t, own, TAG_FIGURE);
		w->t->list[item->tag].at = inline_at(w, at);
		tag_more(w->t, item->tag)->alt = str_one_line(w->t->arena, item->picture.alt);
		return;
	}
	if (item->tag || !item->picture.alt.n)
		return;
	struct item none = {.role = ROLE_FIGURE};
	uint32_t beside = loose_tag(w, &none);
	item->tag = tag_add(w->t, w->t->list[beside].parent, TAG_FIGURE);
	tag_more(w->t, item->tag)->alt = str_one_line(w->t->arena, item->picture.alt);
}

/* ---- links ---- */

/* Pieces that a link covers. */
struct covered {
	struct piece **list;
	size_t n, cap;
	uint32_t block;
	bool begins; /* the first begins its line */
};

static void
covered_line(struct covered *c, struct arena *a, const struct item *link, struct item *line)
{
	if (line->role == ROLE_ARTIFACT || line->y < link->y || line->y > link->y + link->h + DIM_PT * 2)
		return;
	for (uint32_t i = 0; i < line->line.n; i++) {
		struct piece *p = &line->line.pieces[i];
		dim x = line->x + p->x;
		if (!p->tag || x < link->x - p->size / 4 || /* it may hang into the margin */ x >= link->x + link->w)
			continue;
		if (!c->n) {
			c->block = line->block;
			c->begins = !i;
		}
		*PUSH(a, c->list, c->n, c->cap) = p;
	}
}

static struct covered
covered_find(struct walk *w, struct arena *a, size_t at)
{
	const struct item *link = &w->frame->items[at];
	struct covered c = {0};
	size_t from = at, lines = 0;
	while (from > 0 && lines < LINK_WINDOW) /* a line of links one behind the other may be far away */
		lines += w->frame->items[--from].kind == ITEM_LINE;
	lines = 0;
	for (size_t i = from; i < w->frame->n && lines < LINK_WINDOW; i++) {
		if (w->frame->items[i].kind != ITEM_LINE)
			continue;
		covered_line(&c, a, link, &w->frame->items[i]);
		lines += i > at;
	}
	return c;
}

/* Whether words name an address, but perhaps for what stands before its host and a slash at its end. */
static bool
address_named(struct str words, struct str uri)
{
	ptrdiff_t scheme = str_find(uri, STR("://"));
	uri = scheme >= 0 ? str_sub(uri, (size_t)scheme + 3, uri.n) : uri;
	while (str_ends(uri, "/"))
		uri.n--;
	return str_find(words, str_starts(uri, "www.") ? str_sub(uri, 4, uri.n) : uri) >= 0;
}

/* What a link says of itself: its words, those of lines before among them, and the address where these do not say it. */
static void
link_says(struct walk *w, uint32_t tag, const struct item *link, const struct covered *c)
{
	struct link_words *words = &w->words;
	struct buf *b = &words->text;
	if (words->tag != tag)
		b->n = 0;
	words->tag = tag;
	for (size_t i = 0; i < c->n && b->n < CONTENTS_MOST; i++) {
		const struct piece *p = c->list[i];
		struct str text = p->word ? p->word->text : STR_NONE;
		if (b->n && (p->flags & PIECE_SPACE || p->start != words->end))
			buf_char(b, ' ');
		if (p->flags & PIECE_HYPHEN && text.n && text.p[text.n - 1] == '-')
			text.n--;
		buf_str(b, text);
		words->end = p->end;
	}
	struct str said = buf_view(b), uri = link->link.uri;
	if (uri.n > CONTENTS_MOST) {
		uri.n = CONTENTS_MOST;
		while (uri.n && ((unsigned char)uri.p[uri.n] & 0xC0) == 0x80)
			uri.n--;
	}
	if (uri.n)
		said = !said.n || (said.n > 3 && str_find(uri, said) >= 0) ? uri
			: address_named(said, uri)			   ? said
						   : str_fmt(w->t->arena, "%.*s (%.*s)", STR_FMT(said), STR_FMT(uri));
	struct tag_more *more = tag_more(w->t, tag);
	more->contents = said.p == b->p ? str_dup(w->t->arena, said) : said;
}

/* The element that holds a link: not a part of a sentence that has a language or a name of its own. */
static uint32_t
link_parent(const struct walk *w, uint32_t tag)
{
	const struct tag *list = w->t->list;
	while (list[tag].type == TAG_SPAN || list[tag].type == TAG_CODE)
		tag = list[tag].parent;
	return tag;
}

/* As pages write it: what is not ASCII takes three bytes. Kept files have no longer strings (ISO 19005-2, 6.1.13), so there is no link. */
static bool
address_too_long(struct str uri)
{
	size_t n = uri.n;
	for (size_t i = 0; i < uri.n && n <= ADDRESS_MOST; i++)
		n += char_alnum((unsigned char)uri.p[i]) ? 0 : 2;
	return n > ADDRESS_MOST;
}

static void
link_walk(struct walk *w, struct arena *a, size_t at)
{
	struct item *link = &w->frame->items[at];
	struct tagging *t = w->t;
	if (link->tag || address_too_long(link->link.uri))
		return;
	arena_reset(a);
	struct covered c = covered_find(w, a, at);
	struct link_made *last = &w->links[w->frame->kind == FRAME_NOTES];
	if (!c.n) { /* over nothing that is read: a picture, a code */
		uint32_t in = w->post ? w->post->sect : TAG_ROOT;
		for (size_t i = at; i-- > 0;)
			if (w->frame->items[i].kind == ITEM_PICTURE && w->frame->items[i].tag) {
				in = t->list[w->frame->items[i].tag].parent;
				break;
			}
		link->tag = tag_add(t, in, TAG_LINK);
		link_says(w, link->tag, link, &c);
		return;
	}
	uint32_t first = c.list[0]->tag;
	if (t->list[first].type == TAG_LINK) {
		link->tag = first;
		return;
	}
	uint32_t parent = link_parent(w, first);
	bool same = last->tag && last->parent == parent && str_eq(last->uri, link->link.uri) &&
		str_eq(last->dest, link->link.dest) && (!c.list[0]->block || (c.begins && c.list[0]->start <= last->end + 1));
	uint32_t tag = same ? last->tag : tag_add(t, parent, TAG_LINK);
	uint32_t end = 0;
	if (!same)
		t->list[tag].at = c.list[0]->start;
	link_says(w, tag, link, &c);
	for (size_t i = 0; i < c.n; i++) {
		struct piece *p = c.list[i];
		if (p->tag == parent)
			p->tag = tag;
		else if (link_parent(w, p->tag) == parent && t->list[p->tag].parent == parent)
			t->list[p->tag].parent = tag;
		end = p->end > end ? p->end : end;
	}
	link->tag = tag;
	*last = (struct link_made){tag, parent, end, c.block, link->link.uri, link->link.dest};
}

/* ---- languages and emoji ---- */

/* The language of what an element holds. */
static struct str
lang_at(const struct walk *w, uint32_t tag)
{
	const struct tag *list = w->t->list;
	while (tag && !list[tag].lang.n)
		tag = list[tag].parent;
	return tag ? list[tag].lang : w->book->language;
}

/* Stretches of a line in another language become elements of their own, abbreviations, and each emoji, which has a name. */
static void
spans_walk(struct walk *w, struct item *item)
{
	struct tagging *t = w->t;
	uint32_t span = 0, in = 0;
	struct str lang = STR_NONE;
	uint16_t abbr = 0;
	for (uint32_t i = 0; i < item->line.n; i++) {
		struct piece *p = &item->line.pieces[i];
		const struct block *b = w->post && p->block && p->block < w->post->n ? w->post->blocks[p->block] : NULL;
		const struct run *run = b && b->n_runs ? run_at(b, p->start) : NULL;
		struct str own = run ? run->lang : STR_NONE;
		uint16_t shorts = run && run->abbr <= w->entry->post->n_abbrs ? run->abbr : 0;
		bool emoji = p->word && p->word->face->emoji;
		if (!p->tag)
			continue;
		if (own.n || shorts) {
			if (!span || in != p->tag || !str_eq(lang, own) || abbr != shorts) {
				span = tag_add_in(t, p->tag, TAG_SPAN, own);
				t->list[span].at = p->start;
				if (shorts)
					tag_more(t, span)->expansion = w->entry->post->abbrs[shorts - 1];
				in = p->tag;
				lang = own;
				abbr = shorts;
			}
			p->tag = span;
		} else
			span = 0;
		if (emoji) {
			struct str named = emoji_lang(lang_at(w, p->tag), w->book->language);
			uint32_t name = tag_add_in(t, p->tag, TAG_SPAN, named);
			t->list[name].at = p->start;
			tag_more(t, name)->alt = emoji_name(t->arena, p->word->text, named);
			p->tag = name;
		}
	}
}

/* ---- pages ---- */

static void
frame_walk(struct walk *w, struct arena *a, struct frame *frame, const struct page *page)
{
	int entry = frame->post ? frame->post - 1 : page->post;
	bool posted = entry >= 0 && (size_t)entry < w->book->n_all;
	w->frame = frame;
	w->entry = posted ? &w->book->entries[entry] : NULL;
	w->post = posted ? post_of(w, (size_t)entry) : NULL;
	if (frame->kind != FRAME_NOTES)
		w->note = frame->kind == FRAME_TEXT ? w->note : 0;
	for (size_t i = 0; i < frame->n; i++) {
		struct item *item = &frame->items[i];
		if (item->kind == ITEM_LINE && item->role != ROLE_ARTIFACT)
			line_walk(w, i);
	}
	for (size_t i = 0; i < frame->n; i++) {
		struct item *item = &frame->items[i];
		if (item->kind == ITEM_PICTURE && item->role != ROLE_ARTIFACT)
			picture_walk(w, i);
		else if (item->kind == ITEM_RECT && item->role == ROLE_LABEL && w->post && item->block < w->post->n)
			item->tag = w->post->label[item->block];
	}
	for (size_t i = 0; i < frame->n; i++)
		if (frame->items[i].kind == ITEM_LINK)
			link_walk(w, a, i);
	for (size_t i = 0; i < frame->n; i++)
		if (frame->items[i].kind == ITEM_LINE && frame->items[i].role != ROLE_ARTIFACT)
			spans_walk(w, &frame->items[i]);
}

void
pages_tag(struct tagging *t, const struct book *book, struct arena *keep, struct pages *pages)
{
	struct arena *a = arena_new();
	t->tmp = arena_new();
	struct walk w = {.t = t, .book = book, .keep = keep, .pages = pages};
	w.posts = NEW_N(t->tmp, book->n_all, struct post_tags *);
	w.lines = NEW_N(t->tmp, LINES_KEPT, struct line_shown);
	for (size_t i = 0; i < pages->n; i++) {
		struct page *page = &pages->list[i];
		w.page = i;
		w.page_part = w.loose = 0;
		for (size_t k = 0; k < page->n_frames; k++)
			if (page->frames[k].kind != FRAME_HEAD)
				frame_walk(&w, a, &page->frames[k], page);
	}
	free(w.labelled);
	buf_free(&w.words.text);
	arena_free(a);
	arena_free(t->tmp);
	t->tmp = NULL;
	tags_finish(t, keep, pages);
}
