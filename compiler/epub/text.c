/* text.c - runs of text as nested XHTML elements; the places that links lead to */
#include "epub/room.h"

#include "base/xml.h"

#include <stdlib.h>
#include <string.h>

/* What may be open around a run: a link, a language, an abbreviation, and the elements of its flags. */
static const struct {
	uint16_t flag;
	const char *tag;
} marks[] = {
	{0, "a"},
	{0, "span"},
	{0, "abbr"},
	{RUN_BOLD, "strong"},
	{RUN_ITALIC, "em"},
	{RUN_UNDERLINE, "u"},
	{RUN_MARK, "mark"},
	{RUN_SMALL, "small"},
	{RUN_STRIKE, "s"},
	{RUN_CODE, "code"},
	{RUN_KBD, "kbd"},
	{RUN_SUP, "sup"},
	{RUN_SUB, "sub"},
};
enum { MARK_LINK, MARK_LANG, MARK_ABBR, MARKS = sizeof marks / sizeof marks[0] };

/* ---- where links lead ---- */

static int
anchor_cmp(const void *a, const void *b)
{
	return str_cmp(((const struct epub_anchor *)a)->name, ((const struct epub_anchor *)b)->name);
}

static void
anchors_below(struct epub_post *to, const struct block *root, struct arena *a, size_t cap[2])
{
	for (const struct block *b = root; b; b = b->hidden ? block_after(b, root) : block_next(b, root)) {
		if (b->anchor.n && block_shown(b, EDITION_SCREEN))
			*PUSH(a, to->anchors, to->n_anchors, cap[0]) = (struct epub_anchor){b->anchor, b};
		if (b->indexed && block_shown(b, EDITION_SCREEN))
			*PUSH(a, to->indexed, to->n_indexed, cap[1]) = b;
	}
}

static int
indexed_cmp(const void *pa, const void *pb)
{
	const struct block *a = *(const struct block *const *)pa, *b = *(const struct block *const *)pb;
	return a->id < b->id ? -1 : a->id > b->id;
}

const struct block *
indexed_block(const struct epub_post *post, uint32_t id)
{
	size_t low = 0, high = post->n_indexed;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (post->indexed[mid]->id < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low < post->n_indexed && post->indexed[low]->id == id ? post->indexed[low] : NULL;
}

void
anchors_find(struct epub_post *to, const struct post *post, struct arena *a)
{
	size_t cap[2] = {0};
	anchors_below(to, post->root, a, cap);
	for (size_t i = 0; i < post->n_notes; i++)
		anchors_below(to, post->notes[i], a, cap);
	if (to->n_indexed)
		qsort(to->indexed, to->n_indexed, sizeof *to->indexed, indexed_cmp);
	if (to->n_anchors)
		qsort(to->anchors, to->n_anchors, sizeof *to->anchors, anchor_cmp);
}

static const struct block *
anchor_block(const struct epub_post *post, struct str name)
{
	struct epub_anchor key = {.name = name};
	const struct epub_anchor *hit =
		post->n_anchors ? bsearch(&key, post->anchors, post->n_anchors, sizeof key, anchor_cmp) : NULL;
	return hit ? hit->block : NULL;
}

void
anchor_id(struct buf *b, const struct block *block)
{
	struct str s = block->anchor;
	bool name = s.n && s.n <= 200 && !char_digit((unsigned char)s.p[0]) && s.p[0] != '-';
	for (size_t i = 0; name && i < s.n; i++)
		name = char_alnum((unsigned char)s.p[i]) || s.p[i] == '-' || s.p[i] == '_';
	if (name)
		buf_str(b, s);
	else
		buf_fmt(b, "block.%u", (unsigned)block->id); /* no anchor that is taken as it is has a full stop */
}

static const struct entry *
link_entry(const struct xhtml *x, const struct link *link)
{
	const struct book *book = x->epub->book;
	return link->post >= 0 && (size_t)link->post < book->n_all ? &book->entries[link->post] : NULL;
}

/* The place in its post that a link names; NULL for the post as a whole. `to` may be NULL: an address like "#results" means its own post. */
static const struct block *
link_place(const struct xhtml *x, const struct link *link, const struct entry *to)
{
	const struct entry *first = x->epub->book->entries;
	if (to)
		return link->anchor.n ? anchor_block(&x->epub->posts[to - first], link->anchor) : NULL;
	if (link->href.n < 2 || link->href.p[0] != '#')
		return NULL;
	return anchor_block(&x->epub->posts[x->entry - first], str_sub(link->href, 1, link->href.n));
}

/* A link from a post to itself must name a place. */
bool
link_leads(struct xhtml *x, int i)
{
	if (!x->links[i]) {
		const struct link *link = &x->entry->post->links[i];
		const struct entry *to = link_entry(x, link);
		bool leads = (to && to != x->entry) || link_place(x, link, to) || (!to && address_opens(link->href));
		x->links[i] = leads ? 1 : 2;
	}
	return x->links[i] == 1;
}

void
link_begin(struct xhtml *x, int i, struct str name)
{
	const struct link *link = &x->entry->post->links[i];
	const struct entry *to = link_entry(x, link);
	const struct block *place = link_place(x, link, to);
	buf_z(x->out, "<a href=\"");
	if (to && to != x->entry)
		buf_str(x->out, x->epub->posts[link->post].file);
	if (place) {
		buf_char(x->out, '#');
		anchor_id(x->out, place);
	} else if (!to) {
		uri_write(x->out, link->href);
	}
	buf_char(x->out, '"');
	attribute_text(x->out, "aria-label", name);
	buf_char(x->out, '>');
}

struct str
link_name(const struct xhtml *x, int i)
{
	const struct link *link = &x->entry->post->links[i];
	const struct entry *to = link_entry(x, link);
	return link->title.n ? link->title : to ? to->title : link->href;
}

/* What a link is called that holds nothing to be read out: decoration, blanks. Stops at the first word. */
static struct str
link_label(const struct xhtml *x, const struct block *b, const struct run *run)
{
	const struct post *post = x->entry->post;
	for (const struct run *r = run; r < b->runs + b->n_runs && r->link == run->link; r++) {
		const struct picture *p = r->kind == RUN_PICTURE && r->picture >= 0 ? &post->pictures[r->picture] : NULL;
		if (p ? !picture_silent(p) : str_trim(str_sub(b->text, r->start, r->end)).n > 0)
			return STR_NONE;
	}
	return link_name(x, run->link);
}

/* ---- elements around runs ---- */

static bool
mark_on(struct xhtml *x, const struct run *run, int mark)
{
	if (mark == MARK_LINK) /* the call of a note is a link of its own */
		return run->kind != RUN_NOTE && run->link >= 0 && link_leads(x, run->link);
	if (mark == MARK_ABBR)
		return run->abbr && run->abbr <= x->entry->post->n_abbrs;
	return mark == MARK_LANG ? lang_fit(run->lang) : (run->flags & marks[mark].flag) != 0;
}

/* Does the element that `first` opened go on over this run? */
static bool
mark_goes_on(struct xhtml *x, const struct run *first, const struct run *run, int mark)
{
	return mark_on(x, run, mark) && (mark != MARK_LINK || run->link == first->link) &&
		(mark != MARK_LANG || str_eq(run->lang, first->lang)) && (mark != MARK_ABBR || run->abbr == first->abbr);
}

/* Runs that an element opened at `from` would cover. Each is scanned anew only when an element outside it ends, of which there are a dozen. */
static size_t
mark_extent(struct xhtml *x, const struct block *b, size_t from, int mark)
{
	size_t to = from + 1;
	while (to < b->n_runs && mark_goes_on(x, &b->runs[from], &b->runs[to], mark))
		to++;
	return to - from;
}

struct open_mark {
	int mark;
	const struct run *first;
	size_t extent;
};

static void
mark_begin(struct xhtml *x, const struct block *b, const struct run *run, int mark)
{
	if (mark == MARK_LINK) {
		link_begin(x, run->link, link_label(x, b, run));
		return;
	}
	buf_fmt(x->out, "<%s", marks[mark].tag);
	if (mark == MARK_LANG) {
		attributes_lang(x->out, run->lang);
		if (language_rtl(x->entry->lang) && !language_rtl(run->lang))
			buf_z(x->out, " dir=\"ltr\"");
	}
	if (mark == MARK_ABBR) {
		buf_z(x->out, " title=\"");
		xml_text(x->out, x->entry->post->abbrs[run->abbr - 1]);
		buf_char(x->out, '"');
	}
	buf_char(x->out, '>');
}

/* Opens what run i needs and is not open yet, what lasts longest outermost. */
static int
marks_begin(struct xhtml *x, const struct block *b, size_t i, struct open_mark stack[MARKS], int depth)
{
	int from = depth;
	for (int mark = 0; mark < MARKS; mark++) {
		bool open = false;
		for (int k = 0; k < from; k++)
			open |= stack[k].mark == mark;
		if (open || !mark_on(x, &b->runs[i], mark))
			continue;
		struct open_mark new = {mark, &b->runs[i], mark_extent(x, b, i, mark)};
		int k = depth++;
		for (; k > from && stack[k - 1].extent < new.extent; k--)
			stack[k] = stack[k - 1];
		stack[k] = new;
	}
	for (int k = from; k < depth; k++)
		mark_begin(x, b, &b->runs[i], stack[k].mark);
	return depth;
}

static void
marks_end(struct xhtml *x, const struct open_mark *stack, int depth, int keep)
{
	while (depth > keep)
		buf_fmt(x->out, "</%s>", marks[stack[--depth].mark].tag);
}

/* ---- runs ---- */

/* Text with forced breaks as <br/>. */
static void
lines_write(struct buf *b, struct str text)
{
	for (;;) {
		ptrdiff_t at = str_find_char(text, '\n');
		xml_text(b, at < 0 ? text : str_sub(text, 0, (size_t)at));
		if (at < 0)
			return;
		buf_z(b, "<br/>\n");
		text = str_sub(text, (size_t)at + 1, text.n);
	}
}

void
call_id(struct buf *b, int note, unsigned time)
{
	buf_fmt(b, "call.%d", note + 1);
	if (time > 1)
		buf_fmt(b, ".%u", time);
}

static void
note_call(struct xhtml *x, struct str number, int note)
{
	buf_z(x->out, "<sup class=\"noteref\"><a id=\"");
	call_id(x->out, note, ++x->called[note]);
	buf_fmt(x->out, "\" href=\"#note.%d\" epub:type=\"noteref\" role=\"doc-noteref\">", note + 1);
	xml_text(x->out, number);
	buf_z(x->out, "</a></sup>");
}

/* Text with the marks of the pages that begin in it. */
static void
stretch_write(struct xhtml *x, const struct block *b, size_t from, size_t to)
{
	for (;;) {
		size_t next = pages_next(x, b, from, to);
		lines_write(x->out, str_sub(b->text, from, next));
		if (next >= to)
			return;
		pages_before(x, b, next);
		from = next;
	}
}

static void
run_write(struct xhtml *x, const struct block *b, const struct run *run)
{
	const struct post *post = x->entry->post;
	struct str text = str_sub(b->text, run->start, run->end);
	if (run->kind == RUN_NOTE && run->note >= 0 && (size_t)run->note < post->n_notes)
		note_call(x, text, run->note);
	else if (run->kind == RUN_PICTURE && run->picture >= 0)
		picture_write(x, &post->pictures[run->picture], true, 0);
	else
		stretch_write(x, b, run->start, run->end);
}

void
xhtml_plain(struct xhtml *x, const struct block *b)
{
	size_t from = 0, next;
	while ((next = pages_next(x, b, from, b->text.n)) < b->text.n) {
		xml_text(x->out, str_sub(b->text, from, next));
		pages_before(x, b, next);
		from = next;
	}
	xml_text(x->out, str_sub(b->text, from, b->text.n));
	pages_before(x, b, SIZE_MAX);
}

void
xhtml_text(struct xhtml *x, const struct block *b)
{
	struct open_mark stack[MARKS];
	int depth = 0;
	pages_before(x, b, 0);
	for (size_t i = 0; i < b->n_runs; i++) {
		const struct run *run = &b->runs[i];
		int keep = 0;
		while (keep < depth && mark_goes_on(x, stack[keep].first, run, stack[keep].mark))
			keep++;
		marks_end(x, stack, depth, keep);
		pages_before(x, b, run->kind == RUN_TEXT ? run->start : run->end - 1);
		depth = marks_begin(x, b, i, stack, keep);
		run_write(x, b, run);
	}
	marks_end(x, stack, depth, 0);
	if (!b->n_runs)
		stretch_write(x, b, 0, b->text.n);
	pages_before(x, b, SIZE_MAX);
}

struct str
block_words(struct arena *a, const struct post *post, const struct block *b)
{
	struct buf words = {0};
	for (size_t i = 0; i < b->n_runs; i++) {
		const struct run *run = &b->runs[i];
		if (run->kind == RUN_PICTURE && run->picture >= 0)
			buf_str(&words, post->pictures[run->picture].alt);
		else if (run->kind != RUN_NOTE)
			buf_str(&words, str_sub(b->text, run->start, run->end));
	}
	if (!b->n_runs)
		buf_str(&words, b->text);
	struct str line = str_trim(str_one_line(a, buf_view(&words)));
	line = str_dup(a, line);
	buf_free(&words);
	return line;
}
