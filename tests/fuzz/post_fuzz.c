/* post_fuzz.c - any bytes as a post, to its blocks; the tree must hold what post.h promises */
#include "base/utf8.h"
#include "post/post.h"
#include "style/style.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define DEMAND(condition) ((condition) ? (void)0 : (fprintf(stderr, "not so: %s\n", #condition), abort()))

/* Runs lie side by side from the text's beginning to its end. */
static void
block_check(const struct post *p, const struct block *b)
{
	uint32_t at = 0;
	DEMAND(utf8_valid(b->text) == b->text.n && b->id <= p->n_blocks);
	DEMAND(b->kind != BLOCK_FIGURE || (b->picture >= 0 && b->picture < (int)p->n_pictures));
	for (size_t i = 0; i < b->n_runs; i++) {
		const struct run *r = &b->runs[i];
		DEMAND(r->start == at && r->end > r->start && r->end <= b->text.n);
		DEMAND(r->link < (int)p->n_links && r->picture < (int)p->n_pictures && r->note < (int)p->n_notes);
		DEMAND(r->end == b->text.n || ((unsigned char)b->text.p[r->end] & 0xC0) != 0x80);
		at = r->end;
	}
	DEMAND(at == b->text.n || !b->n_runs);
}

/* Every block once, in ascending order, below its parent. */
static void
tree_check(const struct post *p, const struct block *root)
{
	uint32_t last = 0;
	for (const struct block *b = root; b; b = block_next(b, root)) {
		block_check(p, b);
		DEMAND(b == root || (b->parent && b->id > last));
		DEMAND(!b->first == !b->last && (!b->last || !b->last->next));
		last = b->id;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct diag *d = diag_new();
	static struct arena *table;
	static const struct shortcodes *shortcodes;
	if (!table) {
		struct shortcode_file file = {STR("styles/shortcodes.yaml"), style_builtin("styles/shortcodes.yaml")};
		table = arena_new();
		shortcodes = shortcodes_read(table, d, &file, 1);
	}
	struct post_options options = {.lang = STR("es"), .shortcodes = shortcodes};
	struct post *p = post_parse(STR("blog/odd.md"), (struct str){(const char *)data, n}, &options, d);
	if (p) {
		DEMAND(p->root && p->root->kind == BLOCK_ROOT);
		tree_check(p, p->root);
		for (size_t i = 0; i < p->n_notes; i++)
			tree_check(p, p->notes[i]);
		arena_free(p->arena);
	}
	diag_free(d);
	return 0;
}
