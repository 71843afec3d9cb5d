/* withheldtext.c - texts that go on naming somebody who is not to be shown; names that nobody has */
#include "book/gather.h"

static void
text_tell(struct gather *g, struct str file, int line, struct str text)
{
	struct without *w = without_in(g->config, text);
	if (!w)
		return;
	/* a single word may mean anybody */
	w->known |= w->n_keys > 0 && str_find_char(w->keys[0], '-') >= 0;
	diag_add(g->d, DIAG_WITHOUT_NAMED, file, line, 0,
		"%.*s is named here, and stays in the text; look at it: \"cut\" and \"replace\" in fixes/SLUG.yaml change it",
		STR_FMT(w->name));
}

static void
tree_tell(struct gather *g, const struct post *p, const struct block *root)
{
	for (const struct block *b = root; b; b = b->hidden ? block_after(b, root) : block_next(b, root)) {
		if (b->hidden || !b->text.n)
			continue;
		text_tell(g, p->path, b->line, b->text);
		for (size_t i = 0; i < b->n_runs; i++)
			if (b->runs[i].link >= 0 && (!i || b->runs[i - 1].link != b->runs[i].link))
				text_tell(g, p->path, p->links[b->runs[i].link].line, p->links[b->runs[i].link].href);
	}
}

static void
entry_tell(struct gather *g, const struct entry *e)
{
	const struct post *p = e->post;
	text_tell(g, p->path, p->title_line, e->title);
	text_tell(g, p->path, p->title_line, e->subtitle);
	text_tell(g, p->path, p->title_line, e->summary);
	text_tell(g, p->path, p->title_line, e->url);
	tree_tell(g, p, p->root);
	for (size_t i = 0; i < p->n_notes; i++)
		tree_tell(g, p, p->notes[i]);
}

static void
config_tell(struct gather *g)
{
	const struct config *c = g->config;
	const struct book *b = g->book;
	const struct str texts[] = {b->title, b->subtitle, b->publisher, b->rights, b->description, c->edition, c->colophon,
		c->cover_text, c->series, c->contact};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		text_tell(g, c->file, 0, texts[i]);
	for (size_t i = 0; i < b->n_people; i++)
		text_tell(g, desk_people_file(c->desk), 0, b->people[i].role);
	for (size_t i = 0; i < b->n_sponsors; i++)
		text_tell(g, c->file, 0, b->sponsors[i].name);
}

/* The nearest of the names that people.csv and the bylines have; or NULL. */
static const char *
nearest_name(struct gather *g, struct str name)
{
	size_t n_people, n = 0, cap = 0;
	const struct desk_person *people = desk_people(g->config->desk, &n_people);
	const char **names = NULL;
	for (size_t i = 0; i < n_people; i++)
		*PUSH(g->a, names, n, cap) = str_z(g->a, people[i].name);
	for (size_t i = 0; i < g->book->n_entries; i++)
		for (size_t k = 0; k < g->book->entries[i].n_authors; k++)
			*PUSH(g->a, names, n, cap) = str_z(g->a, g->book->entries[i].authors[k]);
	return n ? name_nearest(name, names, n) : NULL;
}

void
withheld_tell(struct gather *g)
{
	const struct config *c = g->config;
	if (!c->n_without)
		return;
	for (size_t i = 0; i < g->book->n_all; i++)
		entry_tell(g, &g->book->entries[i]);
	config_tell(g);
	for (size_t i = 0; i < c->n_without; i++) {
		const struct without *w = &c->without[i];
		struct str name = str_sub(w->name, 0, 100);
		const char *nearest = w->known ? NULL : nearest_name(g, name);
		struct str file = w->line ? c->file : STR("--without");
		if (w->known)
			continue;
		if (nearest)
			diag_add(g->d, DIAG_PERSON_UNKNOWN, file, w->line, w->col,
				"the book is to be made without \"%.*s\", and nobody is called that; did you mean \"%s\"?",
				STR_FMT(name), nearest);
		else
			diag_add(g->d, DIAG_PERSON_UNKNOWN, file, w->line, w->col,
				"the book is to be made without \"%.*s\", and nobody is called that: neither an author, nor "
				"somebody in people.csv or "
				"pictures.csv; write the name as it stands there",
				STR_FMT(name));
	}
}
