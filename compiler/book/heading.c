/* heading.c - levels of headings without gaps, headings without a colon at the end */
#include "book/gather.h"

enum { LEVEL_FIRST = 2, LEVEL_LAST = 6 };

/* Cuts a block's text to its first n bytes, and its runs with it. */
static void
text_cut(struct block *b, size_t n)
{
	b->text = str_sub(b->text, 0, n);
	while (b->n_runs && b->runs[b->n_runs - 1].start >= n)
		b->n_runs--;
	if (b->n_runs)
		b->runs[b->n_runs - 1].end = (uint32_t)n;
}

static void
colon_drop(struct block *b)
{
	size_t n = b->text.n;
	for (;;) {
		struct str s = str_sub(b->text, 0, n);
		if (str_ends(s, ":") || str_ends(s, " "))
			n -= 1;
		else if (str_ends(s, "："))
			n -= 3;
		else
			break;
	}
	if (n && n < b->text.n)
		text_cut(b, n);
}

static struct str
levels_words(struct arena *a, const bool *used)
{
	struct buf b = {0};
	for (int i = 1; i <= LEVEL_LAST; i++)
		if (used[i])
			buf_fmt(&b, "%s%d", b.n ? ", " : "", i);
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

/* The highest level becomes 2, the next one 3, and a heading stands at most one level below the one before it. */
void
headings_mend(struct gather *g, struct entry *e)
{
	struct block *root = e->post->root;
	bool used[LEVEL_LAST + 1] = {false}, now[LEVEL_LAST + 1] = {false}, changed = false;
	int rank[LEVEL_LAST + 1], before = LEVEL_FIRST - 1, next = LEVEL_FIRST, line = 0;
	for (struct block *b = block_next(root, root); b; b = block_next(b, root))
		if (b->kind == BLOCK_HEADING) {
			b->level = b->level < 1 ? 1 : b->level > LEVEL_LAST ? LEVEL_LAST : b->level;
			used[b->level] = true;
			b->written = (uint8_t)b->level;
		}
	for (int i = 1; i <= LEVEL_LAST; i++)
		rank[i] = used[i] && next < LEVEL_LAST ? next++ : next;
	for (struct block *b = block_next(root, root); b; b = block_next(b, root)) {
		if (b->kind != BLOCK_HEADING)
			continue;
		int level = rank[b->level] > before + 1 ? before + 1 : rank[b->level];
		if (level != b->level && !changed)
			line = b->line;
		changed |= level != b->level;
		b->level = before = level;
		now[level] = true;
		colon_drop(b);
	}
	if (changed)
		diag_add(g->d, DIAG_HEADING_SHIFTED, e->post->path, line, 0, "headings of the levels %.*s are set as %.*s",
			STR_FMT(levels_words(e->post->arena, used)), STR_FMT(levels_words(e->post->arena, now)));
}
