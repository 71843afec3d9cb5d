/* join.c - the posts' pages in order: numbers, margins, running heads, contents, outline, what a reader of the file sees */
#include "layout/join.h"

#include <string.h>

enum { KEYWORDS_MOST = 40 };

/* Where the posts begin among the book's own pages, which are numbered from 1 on a right-hand page. */
static int *
starts_count(struct parts_env *env, const struct post_pages *posts, size_t *total)
{
	int *starts = NEW_N(env->keep, env->book->n_entries + 1, int);
	size_t n = 0;
	for (size_t i = 0; i < env->book->n_entries; i++) {
		if (env->style->openings_recto && n % 2)
			n++;
		starts[i] = (int)n + 1;
		n += posts[i].n;
	}
	*total = n;
	return starts;
}

static void
frames_shift(const struct style *style, struct page *page)
{
	for (size_t i = 0; i < page->n_frames; i++)
		if (page->frames[i].kind == FRAME_TEXT || page->frames[i].kind == FRAME_NOTES)
			page->frames[i].x += text_left(style, page->number);
}

static void
post_join(struct parts_env *env, size_t entry, const struct post_pages *post, int start, int front, struct page *list)
{
	const struct entry *e = &env->book->entries[entry];
	bool parted = env->book->n_parts > 1 && e->part >= 0 && (size_t)e->part < env->book->n_parts;
	struct str left = parted ? env->book->parts[e->part].title : env->book->title;
	for (size_t k = 0; k < post->n; k++) {
		struct page *page = &list[front + start - 1 + (int)k];
		*page = post->list[k];
		page->number = front + start + (int)k;
		page->folio = str_fmt(env->keep, "%d", start + (int)k);
		page->post = (int)entry;
		frames_shift(env->style, page);
		if (k)
			furniture_add(env, page, page->number % 2 ? e->title : left);
	}
}

/* ---- outline ---- */

static void
outline_add(struct pages *p, struct str title, struct str dest, int level)
{
	if (level > 0 && (!p->n_outline || level > p->outline[p->n_outline - 1].level + 1))
		level = p->n_outline ? p->outline[p->n_outline - 1].level + 1 : 0;
	p->outline[p->n_outline++] = (struct outline_entry){title, dest, level};
}

static void
outline_make(struct parts_env *env, const struct post_pages *posts, struct pages *p)
{
	const struct book *book = env->book;
	size_t most = book->n_parts + book->n_entries + 2;
	for (size_t i = 0; i < book->n_entries; i++)
		most += posts[i].n_marks;
	p->outline = NEW_N(env->keep, most, struct outline_entry);
	outline_add(p, word_in(WORD_TITLE_PAGE, book->language), STR("--title"), 0);
	outline_add(p, word_in(WORD_CONTENTS, book->language), STR("--contents"), 0);
	int part = -1;
	for (size_t i = 0; i < book->n_entries; i++) {
		const struct entry *e = &book->entries[i];
		if (book->n_parts > 1 && e->part != part && e->part >= 0 && (size_t)e->part < book->n_parts)
			outline_add(p, book->parts[e->part].title, e->slug, 0);
		part = e->part;
		int level = book->n_parts > 1;
		outline_add(p, e->title, e->slug, level);
		for (size_t k = 0; k < posts[i].n_marks; k++)
			if (posts[i].marks[k].level <= 2)
				outline_add(p, posts[i].marks[k].title, posts[i].marks[k].dest, level + 1);
	}
}

/* ---- what the file says of itself ---- */

static struct str
keywords_of(struct parts_env *env)
{
	struct buf b = {0};
	struct str seen[KEYWORDS_MOST];
	size_t n = 0;
	for (size_t i = 0; i < env->book->n_entries && n < KEYWORDS_MOST; i++) {
		const struct post *post = env->book->entries[i].post;
		for (size_t k = 0; k < post->n_tags && n < KEYWORDS_MOST; k++) {
			size_t q = 0;
			while (q < n && !str_eq(seen[q], post->tags[k]))
				q++;
			if (q < n || !post->tags[k].n)
				continue;
			seen[n++] = post->tags[k];
			buf_z(&b, b.n ? ", " : "");
			buf_str(&b, post->tags[k]);
		}
	}
	struct str words = buf_keep(&b, env->keep);
	buf_free(&b);
	return words;
}

static void
metadata_make(struct parts_env *env, struct pages *p)
{
	const struct book *book = env->book;
	p->trim_w = env->style->trim_w;
	p->trim_h = env->style->trim_h;
	p->bleed = env->style->bleed;
	p->title = book->title;
	p->author = book->creator;
	p->subject = book->description.n ? book->description : book->subtitle;
	p->keywords = keywords_of(env);
	p->language = book->language;
	p->identifier = book->identifier;
	p->modified = book->modified;
}

/* ---- all ---- */

void
pages_join(struct parts_env *env, const struct post_pages *posts, struct pages *out)
{
	const struct book *book = env->book;
	size_t total, front = 0;
	int *starts = starts_count(env, posts, &total);
	struct str *folios = NEW_N(env->keep, book->n_entries, struct str);
	for (size_t i = 0; i < book->n_entries; i++)
		folios[i] = str_fmt(env->keep, "%d", starts[i]);
	struct page *first = parts_front(env, folios, &front);
	metadata_make(env, out);
	out->n = front + total;
	out->list = NEW_N(env->keep, out->n, struct page);
	for (size_t i = 0; i < out->n; i++) /* pages that nothing fills are blank */
		out->list[i] = (struct page){.number = (int)i + 1, .post = -1};
	for (size_t i = 0; i < front; i++) {
		out->list[i] = first[i];
		out->list[i].folio = roman(env->keep, (int)i + 1);
	}
	out->entry_pages = NEW_N(env->keep, book->n_entries, int);
	out->n_entries = book->n_entries;
	for (size_t i = 0; i < book->n_entries; i++) {
		out->entry_pages[i] = (int)front + starts[i];
		post_join(env, i, &posts[i], starts[i], (int)front, out->list);
	}
	residues_collect(env, posts, starts, (int)front, out);
	for (size_t i = front; i < out->n; i++)
		if (!out->list[i].folio.n)
			out->list[i].folio = str_fmt(env->keep, "%d", (int)(i - front) + 1);
	outline_make(env, posts, out);
	arena_reset(env->scratch);
	links_mend(env->scratch, out);
}
