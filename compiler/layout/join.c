/* join.c - the posts' pages in order: numbers, margins, running heads, contents, outline, what a reader of the file sees */
#include "layout/join.h"

#include <string.h>

enum { KEYWORDS_MOST = 40 };

/* Where posts and the pages that open parts begin among the book's own pages, which are numbered from 1 on a right-hand page; and which of its
 * two ways each post takes. */
struct starts {
	int *posts;
	int *parts; /* 0: it has no such page */
	size_t total;
};

static struct starts
starts_count(struct parts_env *env, const struct post_pages *laid, struct post_pages *posts)
{
	const struct book *book = env->book;
	struct starts s = {
		.posts = NEW_N(env->keep, book->n_entries + 1, int), .parts = NEW_N(env->keep, book->n_parts + 1, int)};
	size_t n = 0, sum = 0;
	for (size_t i = 0; i < book->n_entries; i++)
		sum += laid[i].n;
	bool parted = part_pages_wanted(env, sum);
	for (size_t i = 0; i < book->n_entries; i++) {
		int part = book->entries[i].part;
		if (parted && part >= 0 && (size_t)part < book->n_parts && book->parts[part].first == i) {
			n += env->style->part_recto && n % 2;
			s.parts[part] = (int)++n;
		}
		if (env->style->openings_recto && n % 2)
			n++;
		s.posts[i] = (int)n + 1;
		posts[i] = n % 2 && laid[i].verso ? *laid[i].verso : laid[i];
		n += posts[i].n;
	}
	s.total = n;
	return s;
}

static void
post_join(struct parts_env *env, size_t entry, const struct post_pages *post, int start, int front, struct page *list)
{
	const struct entry *e = &env->book->entries[entry];
	bool parted = env->book->n_parts > 1 && e->part >= 0 && (size_t)e->part < env->book->n_parts;
	struct str left = parted ? env->book->parts[e->part].title : env->book->title;
	for (size_t k = 0; k < post->n; k++) {
		struct page *page = &list[start - 1 + (int)k];
		*page = post->list[k];
		page->number = front + start + (int)k;
		page->folio = str_fmt(env->keep, "%d", start + (int)k);
		page->post = (int)entry;
		frames_shift(env->style, page);
		if (env->style->handout) {
			page->folio = post->n > 1 ? str_fmt(env->keep, "%zu/%zu", k + 1, post->n) : STR("1");
			handout_furniture(env, page, e, k, post->n);
		} else if (k)
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
outline_posts(struct parts_env *env, const struct post_pages *posts, const struct starts *starts, struct pages *p)
{
	const struct book *book = env->book;
	int part = -1;
	for (size_t i = 0; i < book->n_entries; i++) {
		const struct entry *e = &book->entries[i];
		if (book->n_parts > 1 && e->part != part && e->part >= 0 && (size_t)e->part < book->n_parts)
			outline_add(p, book->parts[e->part].title,
				starts->parts[e->part] ? part_page_dest(env, (size_t)e->part) : e->slug, 0);
		part = e->part;
		int level = book->n_parts > 1;
		outline_add(p, e->title, e->slug, level);
		for (size_t k = 0; k < posts[i].n_marks; k++)
			if (posts[i].marks[k].level <= 2)
				outline_add(
					p, str_one_line(env->keep, posts[i].marks[k].title), posts[i].marks[k].dest, level + 1);
	}
}

static void
outline_make(struct parts_env *env, const struct post_pages *posts, const struct starts *starts, struct pages *p)
{
	const struct book *book = env->book;
	size_t most = book->n_parts + book->n_entries + book->n_order;
	for (size_t i = 0; i < book->n_entries; i++)
		most += posts[i].n_marks;
	p->outline = NEW_N(env->keep, most, struct outline_entry);
	for (size_t i = 0; i < book->n_order; i++) {
		enum book_part part = book->order[i];
		if (part == PART_POSTS)
			outline_posts(env, posts, starts, p);
		else if (part != PART_HALF_TITLE && part != PART_IMPRINT && part != PART_BLANK && env->part_folios[part].n)
			outline_add(p, part_name(env, part), part_dest(part), 0);
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

void
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

struct joining {
	struct parts_env *env;
	const struct post_pages *posts;
	const struct starts *starts;
	const struct str *folios; /* of each entry */
	struct page *list; /* the posts' pages */
	struct pages *out;
};

/* The posts' pages get their numbers, running heads and folios. */
static void
posts_place(void *ctx, int before)
{
	struct joining *j = ctx;
	for (size_t i = 0; i < j->env->book->n_entries; i++) {
		int start = j->starts->posts[i];
		j->out->entry_pages[i] = before + start;
		post_join(j->env, i, &j->posts[i], start, before, j->list);
	}
	for (size_t k = 0; k < j->env->book->n_parts; k++)
		if (j->starts->parts[k])
			j->list[j->starts->parts[k] - 1] =
				part_page(j->env, k, j->folios, before + j->starts->parts[k], j->starts->parts[k]);
	residues_collect(j->env, j->posts, j->starts->posts, before, j->out);
}

void
pages_join(struct parts_env *env, const struct post_pages *laid, struct pages *out)
{
	const struct book *book = env->book;
	struct post_pages *posts = NEW_N(env->keep, book->n_entries, struct post_pages);
	struct starts starts = starts_count(env, laid, posts);
	struct str *folios = NEW_N(env->keep, book->n_entries, struct str);
	for (size_t i = 0; i < book->n_entries; i++)
		folios[i] = str_fmt(env->keep, "%d", starts.posts[i]);
	metadata_make(env, out);
	env->laid = posts;
	env->foreword = book->n_all > book->n_entries ? &laid[book->n_entries] : NULL;
	env->starts = starts.posts;
	out->entry_pages = NEW_N(env->keep, book->n_entries, int);
	out->n_entries = book->n_entries;
	struct joining j = {.env = env, .posts = posts, .starts = &starts, .folios = folios, .out = out};
	j.list = NEW_N(env->keep, starts.total + 1, struct page);
	for (size_t i = 0; i < starts.total; i++) /* pages that nothing fills are blank */
		j.list[i] = (struct page){.post = -1};
	struct parts_made made = parts_make(env, j.list, starts.total, folios, posts_place, &j);
	out->list = made.pages;
	out->n = made.n;
	out->n_cover = made.n_cover;
	outline_make(env, posts, &starts, out);
	arena_reset(env->scratch);
	links_mend(env, out);
}
