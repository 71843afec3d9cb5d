/* embeds.c - films and frames as lines, as cards, or not at all: the key `embeds` */
#include "book/gather.h"

/* Left out: what the author wrote below it stays as a paragraph. */
static void
embed_drop(struct gather *g, const struct entry *e, struct block *b)
{
	diag_add(g->d, DIAG_EMBED, e->post->path, b->line, 0, "an embedded frame was left out, as \"embeds: none\" says: %.*s",
		STR_FMT(b->text));
	b->kind = BLOCK_GROUP;
	b->hidden = !b->first;
	b->text = STR_NONE;
	b->n_runs = 0;
}

void
embeds_set(struct gather *g)
{
	enum embeds how = g->config->embeds;
	size_t dropped = 0;
	for (size_t i = 0; i < g->book->n_all && how != EMBEDS_DEFAULT; i++) {
		const struct entry *e = &g->book->entries[i];
		for (struct block *b = e->post->root; b; b = block_next(b, e->post->root)) {
			if (b->kind != BLOCK_EMBED)
				continue;
			if (how == EMBEDS_NONE) {
				embed_drop(g, e, b);
				dropped++;
			} else if (how == EMBEDS_LINE) {
				b->head = STR_NONE;
			} else {
				b->card = true;
			}
		}
	}
	if (dropped)
		diag_add(g->d, DIAG_EMBEDS_OUT, g->config->file, 0, 0,
			"embedded films and pages were left out, as \"embeds: none\" says (%zu of them); -v names their "
			"addresses",
			dropped);
}
