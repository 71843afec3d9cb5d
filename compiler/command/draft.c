/* draft.c - a draft: findings are numbered in the order of the book, each for the block of text that it is about */
#include "command/draft.h"
#include "base/file.h"
#include "base/message.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <time.h>

enum { MARKS_MOST = 5000, MARKS_OF_POST = 400 };

/* A post by the name of a file that speaks of it: its own, or its fixes. */
struct named {
	struct str file;
	int entry;
};

static int
named_cmp(const void *pa, const void *pb)
{
	const struct named *a = pa, *b = pb;
	int c = str_cmp(a->file, b->file);
	return c ? c : (a->entry > b->entry) - (a->entry < b->entry);
}

static struct named *
names_make(struct run_state *r)
{
	const struct book *book = r->book;
	struct named *list = NEW_N(r->a, book->n_entries + 1, struct named);
	for (size_t i = 0; i < book->n_entries; i++)
		list[i] = (struct named){book->entries[i].post->path, (int)i};
	qsort(list, book->n_entries, sizeof *list, named_cmp);
	return list;
}

static int
entry_find(const struct run_state *r, const struct named *names, struct str file)
{
	size_t from = 0, to = r->book->n_entries;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int c = str_cmp(names[middle].file, file);
		if (!c)
			return names[middle].entry;
		if (c < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return -1;
}

/* What fixes/SLUG.yaml has wrong is about the post of that slug. */
static int
entry_of_fixes(const struct run_state *r, struct str file)
{
	struct str name = path_base(file), dir = path_base(path_dir(file));
	if (!str_is(dir, "fixes") || !str_is_nocase(path_ext(name), ".yaml"))
		return -1;
	name = str_sub(name, 0, name.n - sizeof ".yaml" + 1);
	for (size_t i = 0; i < r->book->n_entries; i++)
		if (str_eq(r->book->entries[i].slug, name) || str_eq(r->book->entries[i].post->slug, name))
			return (int)i;
	return -1;
}

static int
mark_cmp(const void *pa, const void *pb)
{
	const struct draft_mark *a = pa, *b = pb;
	unsigned x = (unsigned)a->entry, y = (unsigned)b->entry; /* -1 comes last */
	if (x != y)
		return x < y ? -1 : 1;
	if (a->entry >= 0 && a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

/* The last block that begins at or before each mark's line: the marks of one post are in the order of its lines. */
static void
blocks_find(const struct post *post, struct draft_mark *marks, size_t n)
{
	uint32_t at = 0;
	const struct block *b = block_next(post->root, post->root);
	for (size_t i = 0; i < n; i++) {
		for (; b && b->line <= marks[i].line; b = b->hidden ? block_after(b, post->root) : block_next(b, post->root))
			if (!b->hidden && b->line && b->only != EDITION_SCREEN)
				at = b->id;
		marks[i].block = marks[i].line < post->body_line ? 0 : at;
	}
}

/* A draft goes from hand to hand, so that it does not tell who is not to be in the book; the terminal does. */
static bool
names_withheld(const struct finding *f)
{
	return f->kind == DIAG_WITHOUT || f->kind == DIAG_WITHOUT_SEEN;
}

/* What no face shows, such as the characters of one maker that text read with the wrong encoding is full of, is left out. */
static struct str
text_shown(struct arena *a, struct str s)
{
	struct buf b = {0};
	for (size_t i = 0; i < s.n;) {
		uint32_t rune = utf8_next(s, &i);
		if (rune < 0xE000 || rune > 0xF8FF)
			buf_rune(&b, rune);
	}
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

/* What to do is told once for findings of one kind: those behind it say what they found, and where to read on. */
static struct str
tail_cut(struct arena *a, struct str text, const struct draft_mark *told)
{
	enum { TAIL_LEAST = 24 };
	size_t same = 0, at;
	while (same < text.n && same < told->text.n && text.p[text.n - same - 1] == told->text.p[told->text.n - same - 1])
		same++;
	for (at = text.n - same; at + 1 < text.n; at++)
		if ((text.p[at] == ';' || text.p[at] == ':') && text.p[at + 1] == ' ')
			break;
	if (at + TAIL_LEAST >= text.n)
		return text;
	return str_fmt(a, message("%.*s … (as no. %d)"), STR_FMT(str_sub(text, 0, at)), told->number);
}

static void
tails_cut(struct arena *a, struct draft *draft)
{
	enum { KINDS_MOST = 64 };
	const struct draft_mark *told[KINDS_MOST];
	size_t n = 0;
	struct str *texts = NEW_N(a, draft->n, struct str);
	for (size_t i = 0; i < draft->n; i++) {
		const struct draft_mark *m = &draft->marks[i];
		size_t k = 0;
		while (k < n && !str_eq(told[k]->kind, m->kind))
			k++;
		texts[i] = k < n ? tail_cut(a, m->text, told[k]) : m->text;
		if (k < n ? texts[i].p == m->text.p : n < KINDS_MOST)
			told[k < n ? k : n++] = m;
	}
	for (size_t i = 0; i < draft->n; i++)
		draft->marks[i].text = texts[i];
}

/* "BORRADOR · 14 de febrero de 2024" */
static struct str
slug_make(struct run_state *r)
{
	const struct book *book = r->book;
	struct date date = {.precision = DATE_DAY};
	struct str word = word_in(WORD_DRAFT, book->language);
	time_t t = (time_t)book->modified;
	struct tm tm;
	struct buf b = {0};
	for (size_t i = 0; i < word.n; i++)
		buf_char(&b, word.p[i] >= 'a' && word.p[i] <= 'z' ? (char)(word.p[i] - 'a' + 'A') : word.p[i]);
	if (book->modified && gmtime_r(&t, &tm)) {
		date.year = tm.tm_year + 1900;
		date.month = tm.tm_mon + 1;
		date.day = tm.tm_mday;
		buf_z(&b, " \xC2\xB7 ");
		buf_str(&b, date_words(r->a, &date, book->language));
	}
	struct str slug = buf_keep(&b, r->a);
	buf_free(&b);
	return slug;
}

bool
finding_of_desk(enum diag_kind kind)
{
	return kind == DIAG_WEB_TALK || kind == DIAG_DATE_RELATIVE || kind == DIAG_FIRST_PERSON || kind == DIAG_SIGNED_TWICE;
}

void
draft_number(struct run_state *r)
{
	size_t n, of_post = 0, more = 0;
	const struct finding *list = diag_sorted(r->d, &n);
	struct named *names = names_make(r);
	struct draft *draft = NEW(r->a, struct draft);
	enum diag_level least = r->opt.verbose ? DIAG_NOTE : DIAG_WARNING;
	*draft = (struct draft){.marks = NEW_N(r->a, n < MARKS_MOST ? n : MARKS_MOST, struct draft_mark),
		.lang = str_of(r->opt.ui_lang),
		.slug = slug_make(r)};
	for (size_t i = 0; i < n; i++) {
		const struct finding *f = &list[i];
		if (!i || !str_eq(f->file, list[i - 1].file))
			of_post = 0;
		if ((f->level < least && !finding_of_desk(f->kind)) || names_withheld(f))
			continue;
		if (draft->n == MARKS_MOST || of_post == MARKS_OF_POST) {
			more++;
			continue;
		}
		of_post++;
		int entry = entry_find(r, names, f->file);
		draft->marks[draft->n] = (struct draft_mark){.number = (int)draft->n,
			.entry = entry >= 0 ? entry : entry_of_fixes(r, f->file),
			.grave = f->level == DIAG_ERROR,
			.text = text_shown(r->a, f->text),
			.kind = str_of(diag_kind_name(f->kind)),
			.file = str_dup(r->a, f->file),
			.line = entry >= 0 ? f->line : 0};
		draft->n++;
	}
	if (more)
		draft->more =
			str_fmt(r->a, message("Findings that are not listed here: %zu. yearbook check -v shows all."), more);
	if (draft->n)
		qsort(draft->marks, draft->n, sizeof *draft->marks, mark_cmp);
	for (size_t i = 0, end; i < draft->n; i = end) {
		int entry = draft->marks[i].entry;
		for (end = i; end < draft->n && draft->marks[end].entry == entry; end++)
			draft->marks[end].number = (int)end + 1;
		if (entry >= 0)
			blocks_find(r->book->entries[entry].post, draft->marks + i, end - i);
	}
	tails_cut(r->a, draft);
	r->book->draft = draft;
}

const struct pages *
draft_pages(struct run_state *r, struct press *press, size_t n_press)
{
	const struct pages *pages = NULL;
	struct style *style = r->layout ? style_read(r->a, r->d, r->book->config->style, r->book->config->paper) : NULL;
	if (style)
		pages = layout_draft(r->layout, layout_pages(r->layout), r->book, style, true);
	for (size_t i = 0; i < n_press; i++) {
		struct press *p = &press[i];
		p->pages = layout_draft(p->own ? p->own : r->layout, p->pages, r->book, p->style, false);
		layout_draft_cover(p->cover, r->book, p->style, p->pages->trim_w);
	}
	return pages;
}
