/* desk_fuzz.c - any bytes as a post and the fixes of it, parted by a line of %%%%; what is left must hold what post.h promises */
#include "base/utf8.h"
#include "base/yaml.h"
#include "desk/desk.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define DEMAND(condition) ((condition) ? (void)0 : (fprintf(stderr, "not so: %s\n", #condition), abort()))

/* Runs lie side by side from the text's beginning to its end, and lead to what is there. */
static void
block_check(const struct post *p, const struct block *b)
{
	uint32_t at = 0;
	DEMAND(utf8_valid(b->text) == b->text.n && b->id <= p->n_blocks);
	for (size_t i = 0; i < b->n_runs; i++) {
		const struct run *r = &b->runs[i];
		DEMAND(r->start == at && r->end > r->start && r->end <= b->text.n);
		DEMAND(r->link < (int)p->n_links && r->picture < (int)p->n_pictures && r->note < (int)p->n_notes);
		at = r->end;
	}
	DEMAND(at == b->text.n || !b->n_runs);
	DEMAND(!b->first == !b->last && (!b->last || !b->last->next));
}

static void
tree_check(const struct post *p, const struct block *root)
{
	uint32_t last = 0;
	for (const struct block *b = root; b; b = block_next(b, root)) {
		block_check(p, b);
		DEMAND(b == root || (b->parent && b->id > last));
		last = b->id;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new();
	struct diag *d = diag_new();
	struct str all = {(const char *)data, n}, mark = STR("\n%%%%\n");
	ptrdiff_t at = str_find(all, mark);
	struct str text = at < 0 ? all : str_sub(all, 0, (size_t)at);
	struct str fixes = at < 0 ? STR_NONE : str_sub(all, (size_t)at + mark.n, all.n);
	struct yaml_error error;
	struct yaml *map = NULL;
	if (fixes.n && text_decode(a, d, STR("fixes/odd.yaml"), fixes, &fixes) && fixes.p)
		map = yaml_read(a, d, STR("fixes/odd.yaml"), fixes, 1, &error);
	struct yaml top = {.kind = YAML_MAP, .items = map, .n = map ? 1 : 0};
	if (map)
		map->key = STR("odd");
	const struct desk_options options = {.root = STR("/nowhere"), .file = STR("yearbook.yaml"), .fixes = &top};
	struct post *p = post_parse(STR("posts/odd.md"), text, &(struct post_options){0}, d);
	struct desk *desk = desk_open(a, d, &options);
	size_t count = 1;
	struct post **posts = desk_apply(desk, a, d, &p, &count);
	for (size_t i = 0; i < count; i++) {
		if (!posts[i])
			continue;
		tree_check(posts[i], posts[i]->root);
		for (size_t k = 0; k < posts[i]->n_notes; k++)
			tree_check(posts[i], posts[i]->notes[k]);
		arena_free(posts[i]->arena);
	}
	diag_free(d);
	arena_free(a);
	return 0;
}
