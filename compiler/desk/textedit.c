/* textedit.c - pieces of a block's text taken out or put in another's place */
#include "desk/textedit.h"

/* A text that is put together anew, with its runs. */
struct writer {
	struct arena *a;
	struct buf text;
	struct run *runs;
	size_t n, cap;
	bool code;
};

static void
text_write(struct writer *w, struct str s, const struct run *like)
{
	if (!s.n)
		return;
	uint32_t start = (uint32_t)w->text.n;
	buf_str(&w->text, s);
	if (!like)
		return;
	struct run *run = PUSH(w->a, w->runs, w->n, w->cap);
	*run = *like;
	run->start = start;
	run->end = (uint32_t)w->text.n;
}

/* Shortens what was written. */
static void
text_back(struct writer *w, size_t n)
{
	w->text.n = n;
	while (w->n && w->runs[w->n - 1].start >= n)
		w->n--;
	if (w->n && w->runs[w->n - 1].end > n)
		w->runs[w->n - 1].end = (uint32_t)n;
}

/* The run that holds a byte, or NULL where the text has none. */
static const struct run *
run_at(const struct block *b, uint32_t at)
{
	size_t low = 0, high = b->n_runs;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		*(b->runs[middle].start <= at ? &low : &high) = middle;
	}
	return b->n_runs ? &b->runs[low] : NULL;
}

static void
range_keep(struct writer *w, const struct block *b, uint32_t from, uint32_t to)
{
	const struct run *run = run_at(b, from);
	if (!run) {
		text_write(w, str_sub(b->text, from, to), NULL);
		return;
	}
	for (; from < to && run < b->runs + b->n_runs; run++) {
		uint32_t end = run->end < to ? run->end : to;
		if (end > from)
			text_write(w, str_sub(b->text, from, end), run);
		from = end > from ? end : from;
	}
}

/* Where something was taken out: one blank or break is left of two, and none before a comma. Returns where the text goes on. */
static uint32_t
gap_close(struct writer *w, const struct block *b, uint32_t at)
{
	size_t n = w->text.n;
	bool start = !n;
	if (w->code) {
		if ((start || w->text.p[n - 1] == '\n') && at < b->text.n && b->text.p[at] == '\n')
			at++;
		return at;
	}
	uint32_t behind = at;
	while (behind < b->text.n && char_blank((unsigned char)b->text.p[behind]))
		behind++;
	bool broken = str_find_char(str_sub(b->text, at, behind), '\n') >= 0;
	if (!start && !char_blank((unsigned char)w->text.p[n - 1]))
		return behind < b->text.n && behind > at && str_find_char(STR(",.;:!?)"), b->text.p[behind]) >= 0 ? behind : at;
	if (!start && w->text.p[n - 1] == ' ' && broken)
		w->text.p[n - 1] = '\n';
	if (!start && !broken && behind < b->text.n && str_find_char(STR(",.;:!?)"), b->text.p[behind]) >= 0)
		text_back(w, n - 1);
	return behind;
}

void
text_edit(struct arena *a, struct block *b, const struct piece *pieces, size_t n)
{
	struct writer w = {.a = a, .code = b->kind == BLOCK_CODE};
	uint32_t at = 0;
	for (size_t i = 0; i < n; i++) {
		const struct run *like = run_at(b, pieces[i].start);
		struct run plain = like ? *like : (struct run){0};
		if (pieces[i].start > at)
			range_keep(&w, b, at, pieces[i].start);
		at = pieces[i].end;
		if (like && plain.kind != RUN_TEXT) {
			plain.kind = RUN_TEXT;
			plain.picture = plain.note = -1;
		}
		if (pieces[i].with.n)
			text_write(&w, pieces[i].with, like ? &plain : NULL);
		else
			at = gap_close(&w, b, at);
	}
	if (at < b->text.n)
		range_keep(&w, b, at, (uint32_t)b->text.n);
	size_t end = w.text.n;
	while (end && char_blank((unsigned char)w.text.p[end - 1]) && !w.code)
		end--;
	while (end && w.text.p[end - 1] == '\n')
		end--;
	text_back(&w, end);
	b->text = w.text.n ? buf_keep(&w.text, a) : STR_NONE;
	b->runs = w.runs;
	b->n_runs = w.n;
	buf_free(&w.text);
}

/* ---- paragraphs ---- */

static bool
holds_paragraphs(const struct block *b)
{
	switch (b->kind) {
	case BLOCK_ROOT:
	case BLOCK_ITEM:
	case BLOCK_QUOTE:
	case BLOCK_CELL:
	case BLOCK_ALERT:
	case BLOCK_DEFINITION:
	case BLOCK_GROUP:
	case BLOCK_NOTE: return true;
	default: return false;
	}
}

/* The part of a block from one byte of its text to another, as a block of its own. */
static struct block *
part_make(struct arena *a, const struct block *from, uint32_t start, uint32_t end)
{
	struct block *b = NEW(a, struct block);
	*b = *from;
	b->anchor = STR_NONE;
	b->text = str_sub(from->text, start, end);
	b->runs = NEW_N(a, from->n_runs, struct run);
	b->n_runs = 0;
	for (size_t i = 0; i < from->n_runs; i++) {
		struct run run = from->runs[i];
		run.start = run.start < start ? start : run.start;
		run.end = run.end > end ? end : run.end;
		if (run.start >= run.end)
			continue;
		run.start -= start;
		run.end -= start;
		b->runs[b->n_runs++] = run;
	}
	return b;
}

bool
text_part(struct arena *a, struct block *b)
{
	ptrdiff_t at = str_find_char(b->text, PARA_PART);
	bool parted = false;
	if (at < 0)
		return false;
	if (b->kind != BLOCK_PARA || !b->parent || !holds_paragraphs(b->parent) || b->attribution) {
		char *p = str_z(a, b->text);
		for (size_t i = 0; i < b->text.n; i++)
			p[i] = p[i] == PARA_PART ? '\n' : p[i];
		b->text = (struct str){p, b->text.n};
		return false;
	}
	while (at >= 0) {
		struct block *rest = part_make(a, b, (uint32_t)at + 1, (uint32_t)b->text.n),
			     *head = part_make(a, b, 0, (uint32_t)at);
		b->text = head->text;
		b->runs = head->runs;
		b->n_runs = head->n_runs;
		b->next = rest;
		if (b->parent->last == b)
			b->parent->last = rest;
		b = rest;
		parted = true;
		at = str_find_char(b->text, PARA_PART);
	}
	return parted;
}
