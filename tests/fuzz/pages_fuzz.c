/* pages_fuzz.c - any bytes as a post, to its pages: no byte of its text may be missing there, and nothing may be set twice */
#include "base/utf8.h"
#include "layout/layout.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define DEMAND(condition) ((condition) ? (void)0 : (fprintf(stderr, "not so: %s\n", #condition), abort()))

/* For each block of the post: which bytes of its text some page shows. */
struct seen {
	bool **bytes;
	const struct block **blocks;
	uint32_t n;
};

static void
blocks_note(struct arena *a, struct seen *seen, const struct block *root)
{
	for (const struct block *b = root; b; b = b->hidden ? block_after(b, root) : block_next(b, root)) {
		if (b->hidden || b->id > seen->n)
			continue;
		seen->blocks[b->id] = b;
		seen->bytes[b->id] = NEW_N(a, b->text.n + 1, bool);
	}
}

static void
line_check(struct seen *seen, const struct line *line)
{
	for (uint32_t i = 0; i < line->n; i++) {
		const struct piece *p = &line->pieces[i];
		DEMAND(p->word && p->size > 0);
		if (!p->block)
			continue;
		DEMAND(p->block <= seen->n && seen->blocks[p->block]);
		DEMAND(p->start <= p->end && p->end <= seen->blocks[p->block]->text.n);
		for (uint32_t k = p->start; k < p->end; k++)
			seen->bytes[p->block][k] = true;
	}
}

static void
pages_check(struct seen *seen, const struct pages *pages)
{
	for (size_t i = 0; i < pages->n; i++) {
		DEMAND(pages->list[i].number == (int)i + 1);
		for (size_t f = 0; f < pages->list[i].n_frames; f++) {
			const struct frame *frame = &pages->list[i].frames[f];
			for (size_t k = 0; k < frame->n; k++) {
				const struct item *item = &frame->items[k];
				if (item->kind == ITEM_LINE)
					line_check(seen, &item->line);
				if (item->kind == ITEM_PICTURE)
					DEMAND(item->w > 0 && item->h > 0 && item->picture.full_w >= item->w &&
						item->picture.full_h >= item->h);
			}
		}
	}
}

/* Shown or not, nobody sees it. */
static bool
rune_unseen(uint32_t r)
{
	return r <= 0x20 || rune_blank(r) || (r >= 0x7F && r < 0xA0) || r == 0xAD || r == 0xFFFC || r == 0xFEFF ||
		(r >= 0x200B && r <= 0x200F) || (r >= 0x2028 && r <= 0x202E) || (r >= 0x2060 && r <= 0x206F);
}

/* The emoji that leads a list's item may have become the list's mark. */
static size_t
emoji_led(struct str s)
{
	size_t i = 0;
	if (!s.n || utf8_next(s, &i) < 0x2600)
		return 0;
	while (i < s.n && s.p[i] != ' ')
		i++;
	return i;
}

static void
text_check(const struct seen *seen)
{
	for (uint32_t id = 1; id <= seen->n; id++) {
		if (!seen->blocks[id])
			continue;
		const struct block *b = seen->blocks[id];
		struct str text = b->text;
		size_t first = b->parent && b->parent->kind == BLOCK_ITEM ? emoji_led(text) : 0;
		for (size_t i = first; i < text.n;) {
			size_t at = i;
			uint32_t r = utf8_next(text, &i);
			if (seen->bytes[id][at] || rune_unseen(r))
				continue;
			fprintf(stderr, "block %u (kind %d, line %d): lost at byte %zu: %.*s\n", id, seen->blocks[id]->kind,
				seen->blocks[id]->line, at, STR_FMT(str_sub(text, at, at + 40)));
			abort();
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const papers[] = {"6x9", "media-carta", "a5", "a4"};
	if (n < 1 || n > 20000)
		return 0;
	struct arena *a = arena_new();
	struct diag *d = diag_new();
	struct post_options options = {.lang = STR("en")};
	struct config config = {
		.root = STR("."), .title = STR("Fuzz"), .language = STR("en"), .style = STR("print"), .outputs = OUTPUT_PDF};
	struct post *post = post_parse(STR("fuzz.md"), (struct str){(const char *)data + 1, n - 1}, &options, d);
	struct book *book = post ? book_make(a, d, &config, &post, 1, 1) : NULL;
	struct style *style = style_read(a, d, STR("print"), str_of(papers[data[0] % 4]));
	struct layout *layout = book ? layout_make(book, style, d, "fonts", 1) : NULL;
	if (layout) {
		uint32_t most = post->n_blocks;
		struct seen seen = {
			.bytes = NEW_N(a, most + 1, bool *), .blocks = NEW_N(a, most + 1, const struct block *), .n = most};
		blocks_note(a, &seen, post->root);
		for (size_t i = 0; i < post->n_notes; i++)
			blocks_note(a, &seen, post->notes[i]);
		pages_check(&seen, layout_pages(layout));
		text_check(&seen);
	}
	layout_free(layout);
	if (book)
		book_free(book);
	diag_free(d);
	arena_free(a);
	return 0;
}
