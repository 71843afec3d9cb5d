/* layout.c - book + style -> pages: posts in parallel, then joined, numbered and linked */
#include "layout/layout.h"
#include "layout/cover.h"
#include "layout/draft.h"
#include "layout/flow.h"
#include "layout/form.h"
#include "layout/join.h"
#include "layout/parts.h"
#include "layout/special.h"
#include "layout/tags.h"

#include "base/pool.h"

struct layout {
	struct arena *arena; /* what the pages share: front matter, folios, outline */
	struct fonts *fonts;
	struct tagging *tags; /* what book parts have named; NULL: nothing */
	struct arena **kept; /* one for each worker: lines and frames of the posts that it set */
	int n_kept;
	struct pages pages;
};

/* What the workers share. */
struct job {
	const struct book *book;
	const struct style *style;
	struct diag *d;
	struct fonts *fonts;
	struct arena **keep, **made, **tmp, **scratch; /* one for each worker: what stays; a post's */
	struct post_pages *posts;
};

struct flow
flow_new(struct fonts *fonts, const struct style *style, const struct book *book, const struct entry *e, struct arena *keep,
	struct arena *tmp, struct arena *scratch)
{
	struct flow f = {.fonts = fonts,
		.style = style,
		.book = book,
		.entry = e,
		.post = e->post,
		.keep = keep,
		.tmp = tmp,
		.scratch = scratch,
		.measure = style->trim_w - style->margin_inner - style->margin_outer};
	const struct face *face = fonts_face(fonts, style->text_styles[TEXT_BODY].face);
	f.cap = face && face->upem && face->cap_height > 0
		? dim_scale(style->text_styles[TEXT_BODY].size, face->cap_height, face->upem)
		: style->text_styles[TEXT_BODY].size * 2 / 3;
	if (f.cap > style->grid)
		f.cap = style->grid;
	f.wide = f.measure;
	return f;
}

static void
post_lay(void *ctx, size_t i, int worker)
{
	struct job *job = ctx;
	const struct style *style = job->style;
	struct flow f = flow_new(
		job->fonts, style, job->book, &job->book->entries[i], job->made[worker], job->tmp[worker], job->scratch[worker]);
	f.d = job->d;
	struct opening opening = opening_make(&f);
	if (style->columns > 1)
		f.measure = (f.wide - style->column_gap) / 2;
	flow_make(&f);
	struct post_pages *pages = &job->posts[i];
	pages_compose(&f, &opening, pages);
	pages->n_text = pages->n;
	if (pages->verso)
		pages->verso->n_text = pages->verso->n;
	if (f.post->gallery && !book_has(f.book, PART_GALLERY))
		album_append(&f, pages);
	arena_reset(f.scratch);
	post_pages_keep(pages, job->keep[worker], f.scratch);
	arena_reset(f.keep);
	arena_reset(f.tmp);
	arena_reset(f.scratch);
}

static struct post_pages *
posts_lay(struct layout *l, const struct book *book, const struct style *style, struct diag *d, int threads)
{
	struct job job = {.book = book,
		.style = style,
		.d = d,
		.fonts = l->fonts,
		.posts = NEW_N(l->arena, book->n_all, struct post_pages)};
	l->n_kept = threads < 1 ? 1 : threads;
	l->kept = job.keep = NEW_N(l->arena, (size_t)l->n_kept, struct arena *);
	job.made = NEW_N(l->arena, (size_t)l->n_kept, struct arena *);
	job.tmp = NEW_N(l->arena, (size_t)l->n_kept, struct arena *);
	job.scratch = NEW_N(l->arena, (size_t)l->n_kept, struct arena *);
	for (int i = 0; i < l->n_kept; i++) {
		job.keep[i] = arena_new();
		job.made[i] = arena_new();
		job.tmp[i] = arena_new();
		job.scratch[i] = arena_new();
	}
	pool_run(l->n_kept, book->n_all, post_lay, &job);
	for (int i = 0; i < l->n_kept; i++) {
		arena_free(job.made[i]);
		arena_free(job.tmp[i]);
		arena_free(job.scratch[i]);
	}
	return job.posts;
}

struct layout *
layout_make(const struct book *book, const struct style *style, struct diag *d, const char *fonts, int threads)
{
	return layout_make_with(book, style, NULL, d, fonts, threads);
}

struct layout *
layout_make_with(const struct book *book, const struct style *style, struct patterns *patterns, struct diag *d, const char *fonts,
	int threads)
{
	struct arena *a = arena_new();
	struct layout *l = NEW(a, struct layout);
	l->arena = a;
	struct style *bound = NEW(a, struct style);
	*bound = *style;
	bound->bound_right = language_rtl(book->language);
	style = bound;
	l->fonts = fonts_open(style, d, fonts);
	if (!l->fonts) {
		layout_free(l);
		return NULL;
	}
	if (patterns)
		fonts_share(l->fonts, patterns);
	struct post_pages *posts = posts_lay(l, book, style, d, threads);
	struct parts_env env = {.fonts = l->fonts, .style = style, .book = book, .d = d, .keep = a, .scratch = arena_new()};
	env.tags = l->tags = tagging_new(a, book->language);
	pages_join(&env, posts, &l->pages);
	arena_free(env.scratch);
	l->pages.bound_right = style->bound_right;
	l->pages.one_ink = style->pictures_gray;
	l->pages.cache = book->cache;
	l->pages.faces = fonts_list(l->fonts, &l->pages.n_faces);
	return l;
}

/* One page: the sheet of that shape, or where that is NULL the front alone. */
static struct layout *
page_make(const struct book *book, const struct style *style, const struct cover_shape *shape, struct diag *d, const char *fonts)
{
	struct arena *a = arena_new();
	struct layout *l = NEW(a, struct layout);
	l->arena = a;
	l->fonts = fonts_open(style, d, fonts);
	if (!l->fonts) {
		layout_free(l);
		return NULL;
	}
	struct parts_env env = {.fonts = l->fonts, .style = style, .book = book, .d = d, .keep = a, .scratch = arena_new()};
	if (shape)
		cover_sheet(&env, shape, &l->pages);
	else
		cover_alone(&env, &l->pages);
	arena_free(env.scratch);
	l->pages.one_ink = shape && style->pictures_gray;
	l->pages.cache = book->cache;
	l->pages.faces = fonts_list(l->fonts, &l->pages.n_faces);
	return l;
}

struct layout *
layout_cover(
	const struct book *book, const struct style *style, const struct cover_shape *shape, struct diag *d, const char *fonts)
{
	return page_make(book, style, shape, d, fonts);
}

struct layout *
layout_front(const struct book *book, const struct style *style, struct diag *d, const char *fonts)
{
	return page_make(book, style, NULL, d, fonts);
}

struct layout *
layout_special(const struct book *book, const struct style *style, enum special what, struct diag *d, const char *fonts)
{
	struct arena *a = arena_new();
	struct layout *l = NEW(a, struct layout);
	struct pages *p = &l->pages;
	l->arena = a;
	l->fonts = fonts_open(style, d, fonts);
	if (!l->fonts) {
		layout_free(l);
		return NULL;
	}
	struct parts_env env = {
		.fonts = l->fonts, .style = style, .book = book, .d = d, .keep = a, .scratch = arena_new(), .number = 1};
	p->list = special_pages(&env, what, &p->n);
	for (size_t i = 0; i < p->n; i++)
		p->list[i].folio = str_fmt(a, "%zu", i + 1);
	metadata_make(&env, p);
	arena_free(env.scratch);
	p->one_ink = style->pictures_gray;
	p->cache = book->cache;
	p->faces = fonts_list(l->fonts, &p->n_faces);
	return l;
}

void
layout_forms(struct layout *l, const struct book *book, const struct style *style, struct form *forms, size_t n, struct diag *d)
{
	struct parts_env env = {
		.fonts = l->fonts, .style = style, .book = book, .d = d, .keep = l->arena, .scratch = arena_new(), .number = 1};
	env.posts = l->pages.list;
	env.n_posts = l->pages.n;
	forms_set(&env, forms, n);
	arena_free(env.scratch);
	l->pages.faces = fonts_list(l->fonts, &l->pages.n_faces); /* a name may have brought another */
}

const struct pages *
layout_pages(const struct layout *l)
{
	return &l->pages;
}

const struct pages *
layout_tag(struct layout *l, const struct pages *pages, const struct book *book)
{
	struct pages *out = NEW(l->arena, struct pages);
	*out = *pages;
	pages_tag(l->tags, book, l->arena, out);
	return out;
}

const struct pages *
layout_draft(struct layout *l, const struct pages *pages, const struct book *book, const struct style *style, bool listed)
{
	struct diag *quiet = diag_new(); /* what the list of findings has wrong is no finding */
	struct pages *out = NEW(l->arena, struct pages);
	struct style *bound = NEW(l->arena, struct style);
	*bound = *style;
	bound->bound_right = pages->bound_right;
	struct parts_env env = {
		.fonts = l->fonts, .style = bound, .book = book, .d = quiet, .keep = l->arena, .scratch = arena_new()};
	env.tags = l->tags;
	*out = *pages;
	draft_make(&env, out, listed);
	arena_free(env.scratch);
	diag_free(quiet);
	/* other faces may have come into use, and then all have other numbers */
	l->pages.faces = out->faces = fonts_list(l->fonts, &out->n_faces);
	l->pages.n_faces = out->n_faces;
	return out;
}

void
layout_draft_cover(struct layout *l, const struct book *book, const struct style *style, dim front)
{
	struct diag *quiet = diag_new();
	struct parts_env env = {
		.fonts = l->fonts, .style = style, .book = book, .d = quiet, .keep = l->arena, .scratch = arena_new()};
	draft_cover(&env, &l->pages, front);
	arena_free(env.scratch);
	diag_free(quiet);
	l->pages.faces = fonts_list(l->fonts, &l->pages.n_faces);
}

const struct face *
layout_face(const struct layout *l, enum face_role role)
{
	return fonts_face(l->fonts, role);
}

struct line
layout_text(struct layout *l, const struct text_style *style, struct str text, struct str lang, struct diag *d)
{
	struct para_in in = {
		.text = text, .lang = lang, .style = style, .measure = PT(14400), .align = PARA_LEFT, .role = ROLE_ARTIFACT};
	struct para para;
	struct arena *scratch = arena_new();
	para_set(l->fonts, l->arena, scratch, &in, &para, d);
	arena_free(scratch);
	return para.n ? para.lines[0] : (struct line){0};
}

void
layout_free(struct layout *l)
{
	if (!l)
		return;
	for (int i = 0; i < l->n_kept; i++)
		arena_free(l->kept[i]);
	tagging_free(l->tags);
	fonts_close(l->fonts);
	arena_free(l->arena);
}
