/* foreword.c - the editor's foreword: a text that is read like a post and stands in the front matter */
#include "book/gather.h"

/* Behind the entries there is room for it. */
void
foreword_set(struct gather *g)
{
	struct book *b = g->book;
	struct post *p = g->config->foreword_post;
	b->n_all = b->n_entries;
	if (!p)
		return;
	if (!block_next(p->root, p->root)) {
		diag_add(g->d, DIAG_POST_EMPTY, p->path, 0, 0, "the foreword has no text; it was left out");
		return;
	}
	struct str lang = language_tag(g->a, p->lang);
	if (!lang.n)
		lang = post_language(p);
	if (!lang.n || (str_find_char(lang, '-') < 0 && language_is(b->language, str_z(g->a, lang))))
		lang = b->language;
	struct entry *e = &b->entries[b->n_all++];
	*e = (struct entry){.post = p,
		.lang = lang,
		.title = p->title.n ? p->title : part_word(PART_FOREWORD, lang),
		.subtitle = p->subtitle,
		.slug = STR("--foreword"),
		.part = -1,
		.opening = -1,
		.opening_picture = -1};
	e->title = str_one_line(g->a, e->title);
	if (p->n_authors)
		e->author = list_words(g->a, p->authors, p->n_authors, lang);
	struct block *signature = p->signature;
	if (signature && e->author.n && str_eq(str_trim(signature->text), e->author))
		signature->hidden = true;
}
