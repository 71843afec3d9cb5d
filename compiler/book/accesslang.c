/* accesslang.c - in which language a screen reader is told to read: what posts say, against their texts */
#include "book/access.h"
#include "book/detect.h"
#include "book/gather.h"

#include "base/message.h"

enum {
	POST_WORDS = 40, /* of a post whose language is judged */
	PASSAGE_WORDS = 25 /* of a paragraph */
};

/* Paragraphs in another language that follow each other. */
struct passage {
	const struct block *first;
	int n;
	struct str lang;
};

static const char *
language_name(struct str lang)
{
	return message(language_is(lang, "es")	  ? MESSAGE("Spanish")
			: language_is(lang, "pt") ? MESSAGE("Portuguese")
						  : MESSAGE("English"));
}

/* ---- the post's ---- */

static void
undeclared_count(struct accessor *x)
{
	const struct entry *e = x->e;
	x->n.undeclared++;
	bool guessed = e->lang_guess.n && e->lang_percent >= GUESS_SURE;
	if (!guessed && !(e->lang_guess.n && language_is(e->lang, str_z(x->a, e->lang_guess))))
		x->n.unsure++; /* that is told when the book is made */
	else if (!x->book->config->language.n || !language_is(x->book->config->language, str_z(x->a, e->lang_guess)))
		WANTS(x, DIAG_LANGUAGE_UNTOLD, e->post->title_line, STR_NONE,
			"nothing says in which language the post is; by its text it is %.*s (%d %% sure): write a line \"lang: "
			"%.*s\" in "
			"its front matter, or \"language\" in yearbook.yaml for all",
			STR_FMT(e->lang_guess), e->lang_percent, STR_FMT(e->lang_guess));
}

/* Who said it, and where it is to be said right. */
static void
belied_tell(struct accessor *x, struct str text)
{
	const struct entry *e = x->e;
	const struct edit *edit = e->post->edit;
	if (edit && edit->lang.n)
		diag_add(x->d, DIAG_LANGUAGE_BELIED, edit->file, edit->line, 0,
			"the post %.*s is said to be in \"%.*s\", and its text reads as %s; a screen reader would read it with "
			"the wrong "
			"voice: "
			"say \"lang: %.*s\"",
			STR_FMT(e->post->path), STR_FMT(e->lang), language_name(text), STR_FMT(text));
	else
		WANTS(x, DIAG_LANGUAGE_BELIED, e->post->title_line, STR_NONE,
			"the post is said to be in \"%.*s\" (by its front matter, name or folder), and its text reads as %s; a "
			"screen "
			"reader would read "
			"it with the wrong voice: write a line \"lang: %.*s\" in its front matter",
			STR_FMT(e->lang), language_name(text), STR_FMT(text));
}

/* ---- passages ---- */

static struct str
block_language(const struct accessor *x, const struct block *b)
{
	while (b && !b->lang.n)
		b = b->parent;
	return b ? b->lang : x->e->lang;
}

static void
passage_tell(struct accessor *x, struct passage *p)
{
	if (p->n)
		WANTS(x, DIAG_LANGUAGE_PASSAGE, p->first->line, STR_NONE,
			"a passage (paragraphs: %d) reads as %s in a text in \"%.*s\", and would be read aloud with the wrong "
			"voice: put "
			"<div lang=\"%.*s\"> and an empty line before it, and an empty line and </div> behind",
			p->n, language_name(p->lang), STR_FMT(block_language(x, p->first)), STR_FMT(p->lang));
	*p = (struct passage){0};
}

static void
passages_judge(struct accessor *x)
{
	const struct block *root = x->e->post->root;
	struct passage p = {0};
	for (const struct block *b = block_next(root, root); b; b = block_next(b, root)) {
		if ((b->kind != BLOCK_PARA && b->kind != BLOCK_PULLQUOTE) || !block_shown(b, EDITION_SCREEN))
			continue;
		struct str lang = block_language_belied(b, block_language(x, b), PASSAGE_WORDS);
		bool long_enough = b->text.n > 6 * PASSAGE_WORDS;
		if (p.n && (lang.n ? !str_eq(lang, p.lang) : long_enough))
			passage_tell(x, &p);
		if (!lang.n)
			continue;
		p.first = p.n ? p.first : b;
		p.lang = lang;
		p.n++;
	}
	passage_tell(x, &p);
}

void
access_language(struct accessor *x)
{
	const struct entry *e = x->e;
	bool said = (e->post->edit && e->post->edit->lang.n) || e->post->lang.n;
	if (!said && e < x->book->entries + x->book->n_entries)
		undeclared_count(x);
	if (!x->d)
		return;
	struct str text = said ? post_language_belied(e->post, e->lang, POST_WORDS) : STR_NONE;
	if (text.n)
		belied_tell(x, text);
	else
		passages_judge(x);
}
