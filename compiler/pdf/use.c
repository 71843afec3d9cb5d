/* use.c - what the pages use: glyphs and their texts, pictures, named places */
#include "pdf/room.h"

#include "base/pool.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { SURFACES_PER_JOB = 32, SEEN_WORDS = 4096 };

/* One thread's findings. They are joined by a rule that does not depend on order: the certain text wins, then the shorter, then
 * the smaller by bytes. */
struct use_worker {
	struct glyph_use **faces; /* by face number; NULL until the face is met */
	uint16_t *hyphens; /* by face number: the least glyph that a line break put there */
	const struct shaped *seen[SEEN_WORDS]; /* words met lately: most words of a book repeat */
};

struct use_job {
	struct pdf *f;
	struct use_worker *workers;
};

bool
cluster_next(const struct shaped *word, struct cluster *c)
{
	size_t i = c->next;
	if (i >= word->n)
		return false;
	const struct glyph *g = word->glyphs + i;
	size_t n = 1;
	while (i + n < word->n && g[n].cluster == g->cluster)
		n++;
	/* The cluster ends where the one behind it begins; glyphs are in visual order. */
	size_t end = word->text.n;
	if (word->rtl ? i > 0 : i + n < word->n)
		end = word->rtl ? g[-1].cluster : g[n].cluster;
	*c = (struct cluster){.glyphs = g, .n = n, .next = i + n, .text = str_sub(word->text, g->cluster, end)};
	return true;
}

/* A no-break space is found and copied better as a blank. */
static bool
cluster_blank(const struct font *font, const struct cluster *c)
{
	const struct glyph_use *u = &font->use[c->glyphs->id];
	return c->n == 1 && u->n == 1 && u->p[0] == ' ' && (str_is(c->text, "\xC2\xA0") || str_is(c->text, "\xE2\x80\xAF"));
}

bool
cluster_plain(const struct font *font, const struct cluster *c)
{
	if (c->n != 1 || c->glyphs->id >= font->n)
		return false;
	const struct glyph_use *u = &font->use[c->glyphs->id];
	if (u->rank < GLYPH_MIRRORED)
		return false;
	return (u->n == c->text.n && !memcmp(u->p, c->text.p, u->n)) || cluster_blank(font, c);
}

bool
cluster_marks(const struct cluster *c)
{
	for (size_t i = 1; i < c->n; i++)
		if (c->glyphs[i].advance)
			return false;
	return c->n > 1 && c->glyphs->advance;
}

size_t
cluster_base(const struct cluster *c)
{
	size_t base = c->n;
	for (size_t i = 0; i < c->n; i++) {
		if (!c->glyphs[i].advance)
			continue;
		if (base < c->n)
			return c->n;
		base = i;
	}
	return base;
}

static bool
use_better(const struct glyph_use *a, const struct glyph_use *b)
{
	if (a->rank != b->rank)
		return a->rank > b->rank;
	if (a->n != b->n)
		return a->n < b->n;
	return a->n && memcmp(a->p, b->p, a->n) < 0;
}

static void
use_note(struct glyph_use *u, struct str text, int rank)
{
	struct glyph_use new = {.p = text.p, .n = (uint8_t)text.n, .rank = (uint8_t)rank};
	if (text.n > GLYPH_TEXT_MOST || !text.n)
		new = (struct glyph_use){.rank = GLYPH_UNKNOWN};
	if (u->rank == new.rank && u->n == new.n && (!u->n || !memcmp(u->p, new.p, new.n)))
		return;
	if (use_better(&new, u))
		*u = new;
}

/* A cluster's glyphs: one glyph stands for all of the text; of as many glyphs as code points, each is guessed to stand for one. */
static void
use_cluster(struct glyph_use *use, unsigned limit, const struct cluster *c, bool rtl)
{
	const struct glyph *g = c->glyphs;
	size_t n = c->n;
	struct str text = c->text;
	if (n == 1) {
		if (g->id < limit)
			use_note(&use[g->id], g->id ? text : STR_NONE, rtl ? GLYPH_MIRRORED : GLYPH_CERTAIN);
		return;
	}
	bool each = utf8_count(text) == n;
	size_t at = 0;
	for (size_t k = 0; k < n; k++) {
		size_t from = at;
		if (each)
			utf8_next(text, &at);
		if (g[k].id < limit)
			use_note(&use[g[k].id], each && g[k].id ? str_sub(text, from, at) : STR_NONE, GLYPH_GUESSED);
	}
}

static void
use_word(struct pdf *f, struct use_worker *w, const struct shaped *word)
{
	int number = word->face->number;
	if (number < 0 || (size_t)number >= f->pages->n_faces)
		return;
	struct font *font = &f->fonts[number];
	if (!w->faces[number]) {
		size_t size = (font->n + 1u) * sizeof **w->faces;
		w->faces[number] = memset(xmalloc(size), 0, size);
	}
	for (struct cluster c = {0}; cluster_next(word, &c);)
		use_cluster(w->faces[number], font->n, &c, word->rtl);
}

static void
use_hyphen(struct pdf *f, struct use_worker *w, const struct shaped *word)
{
	size_t number = (size_t)word->face->number;
	if (number >= f->pages->n_faces || !word->n)
		return;
	uint16_t glyph = word->glyphs[word->n - 1].id, *least = &w->hyphens[number];
	*least = *least && *least < glyph ? *least : glyph;
}

static void
use_line(struct pdf *f, struct use_worker *w, const struct line *line)
{
	for (uint32_t i = 0; i < line->n; i++) {
		const struct shaped *word = line->pieces[i].word;
		if (word && (line->pieces[i].flags & PIECE_HYPHEN))
			use_hyphen(f, w, word);
		const struct shaped **slot = &w->seen[((uintptr_t)word >> 4) % SEEN_WORDS];
		if (word && *slot != word) {
			*slot = word;
			use_word(f, w, word);
		}
	}
}

static void
use_frames(struct pdf *f, struct use_worker *w, const struct frame *frames, size_t n)
{
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < frames[k].n; i++)
			if (frames[k].items[i].kind == ITEM_LINE)
				use_line(f, w, &frames[k].items[i].line);
}

static void
use_surfaces(void *ctx, size_t job, int worker)
{
	struct use_job *j = ctx;
	const struct sheets *sheets = j->f->sheets;
	size_t end = (job + 1) * SURFACES_PER_JOB;
	for (size_t i = job * SURFACES_PER_JOB; i < end && i < sheets->n; i++) {
		const struct surface *s = &sheets->list[i];
		for (size_t k = 0; k < s->n_placements; k++) {
			const struct page *page = &sheets->pages->list[s->placements[k].page];
			use_frames(j->f, &j->workers[worker], page->frames, page->n_frames);
		}
		use_frames(j->f, &j->workers[worker], s->frames, s->n_frames);
	}
}

static void
use_join(struct pdf *f, struct use_worker *w)
{
	for (size_t i = 0; i < f->pages->n_faces; i++) {
		struct font *font = &f->fonts[i];
		if (w->hyphens[i] && (!font->hyphen || w->hyphens[i] < font->hyphen))
			font->hyphen = w->hyphens[i];
		if (!w->faces[i])
			continue;
		if (!font->use)
			font->use = NEW_N(f->arena, font->n + 1u, struct glyph_use);
		for (unsigned g = 0; g < font->n; g++)
			if (use_better(&w->faces[i][g], &font->use[g]))
				font->use[g] = w->faces[i][g];
		free(w->faces[i]);
	}
	free(w->faces);
	free(w->hyphens);
}

static void
use_glyphs(struct pdf *f)
{
	int threads = f->threads < 1 ? 1 : f->threads;
	struct use_job job = {.f = f, .workers = xmalloc((size_t)threads * sizeof *job.workers)};
	for (int i = 0; i < threads; i++) {
		job.workers[i] = (struct use_worker){.faces = xmalloc((f->pages->n_faces + 1) * sizeof *job.workers[i].faces),
			.hyphens = xmalloc((f->pages->n_faces + 1) * sizeof *job.workers[i].hyphens)};
		memset(job.workers[i].hyphens, 0, (f->pages->n_faces + 1) * sizeof *job.workers[i].hyphens);
		memset(job.workers[i].faces, 0, (f->pages->n_faces + 1) * sizeof *job.workers[i].faces);
	}
	pool_run(threads, (f->sheets->n + SURFACES_PER_JOB - 1) / SURFACES_PER_JOB, use_surfaces, &job);
	for (int i = 0; i < threads; i++)
		use_join(f, &job.workers[i]);
	free(job.workers);
}

/* The same file at two addresses, or probed twice, is one picture. */
static bool
image_same(const struct image *a, const struct image *b)
{
	return a == b || (a->hash == b->hash && a->size == b->size && a->orientation == b->orientation && a->format == b->format);
}

/* The slot that holds the picture, or the free one where it belongs. */
static uint32_t *
picture_slot(const struct pdf *f, const struct image *image)
{
	for (size_t i = image->hash ^ image->size;; i++) {
		uint32_t *slot = &f->picture_slots[i & f->picture_mask];
		if (!*slot || image_same(f->xobjects[*slot - 1].image, image))
			return slot;
	}
}

static void
pictures_rehash(struct pdf *f)
{
	f->picture_mask = f->picture_mask * 2 + 1;
	f->picture_slots = NEW_N(f->arena, f->picture_mask + 1, uint32_t);
	for (size_t i = 0; i < f->n_xobjects; i++)
		*picture_slot(f, f->xobjects[i].image) = (uint32_t)i + 1;
}

static void
use_image(struct pdf *f, const struct image *image, dim w, dim h)
{
	if ((f->n_xobjects + 1) * 2 > f->picture_mask)
		pictures_rehash(f);
	uint32_t *slot = picture_slot(f, image);
	if (!*slot) {
		*PUSH(f->arena, f->xobjects, f->n_xobjects, f->xobjects_cap) = (struct xobject){.image = image};
		*slot = (uint32_t)f->n_xobjects;
	}
	struct xobject *x = &f->xobjects[*slot - 1];
	x->w = w > x->w ? w : x->w;
	x->h = h > x->h ? h : x->h;
}

size_t
use_picture(const struct pdf *f, const struct image *image)
{
	return *picture_slot(f, image) - 1;
}

/* Pictures and named places of a page that lies somewhere. */
static void
use_frame(struct pdf *f, size_t surface, struct lie lie, const struct frame *frame)
{
	for (size_t i = 0; i < frame->n; i++) {
		const struct item *item = &frame->items[i];
		if (item->kind == ITEM_PICTURE && item->picture.image)
			use_image(f, item->picture.image, dim_scale(item->picture.full_w, lie.scale, 10000),
				dim_scale(item->picture.full_h, lie.scale, 10000));
		else if (item->kind == ITEM_DEST && item->dest.n && (f->sheets->outline || pdf_links(f)))
			*PUSH(f->arena, f->places, f->n_places, f->places_cap) =
				(struct place){item->dest, surface, lie_box(lie, frame_box(frame, item)).y};
	}
}

static void
use_surface(struct pdf *f, size_t i)
{
	const struct surface *s = &f->sheets->list[i];
	for (size_t k = 0; k < s->n_placements; k++) {
		const struct page *page = &f->pages->list[s->placements[k].page];
		struct lie lie = lie_placement(f->pages, &s->placements[k]);
		for (size_t j = 0; j < page->n_frames; j++)
			use_frame(f, i, lie, &page->frames[j]);
	}
	for (size_t k = 0; k < s->n_frames; k++)
		use_frame(f, i, (struct lie){.scale = 10000}, &s->frames[k]);
}

/* By name, then in the order of the surfaces: the first of a name holds. */
static int
place_cmp(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;
	int c = str_cmp(a->name, b->name);
	if (!c)
		c = (a->surface > b->surface) - (a->surface < b->surface);
	return c ? c : (a->y > b->y) - (a->y < b->y);
}

static void
places_sort(struct pdf *f)
{
	size_t kept = 0;
	if (f->n_places)
		qsort(f->places, f->n_places, sizeof *f->places, place_cmp);
	for (size_t i = 0; i < f->n_places; i++)
		if (!kept || !str_eq(f->places[kept - 1].name, f->places[i].name))
			f->places[kept++] = f->places[i];
	f->n_places = kept;
}

static void
use_emoji(struct pdf *f)
{
	for (size_t i = 0; i < f->pages->n_faces; i++) {
		struct font *font = &f->fonts[i];
		if (!font->use || !font->face->emoji)
			continue;
		font->first = (unsigned)f->n_xobjects;
		for (unsigned g = 0; g < font->n; g++) {
			if (!font->use[g].rank)
				continue;
			font->cid[g] = (uint16_t)(f->n_xobjects - font->first);
			*PUSH(f->arena, f->xobjects, f->n_xobjects, f->xobjects_cap) =
				(struct xobject){.font = font, .glyph = (uint16_t)g};
		}
	}
}

static const struct glyph_use blank_use = {.p = " ", .n = 1, .rank = GLYPH_CERTAIN};

/* A book of nothing but emoji still needs a text face for their invisible blanks; NULL when there is none. */
static const struct font *
blank_add(struct pdf *f)
{
	for (size_t i = 0; i < f->pages->n_faces; i++) {
		struct font *font = &f->fonts[i];
		if (font->face->emoji || !font->space)
			continue;
		font->use = NEW_N(f->arena, font->n + 1u, struct glyph_use);
		font->use[font->space] = blank_use;
		return font;
	}
	return NULL;
}

/* Blanks between words are written in the face of the words; every face used needs its blank. */
static void
use_blanks(struct pdf *f)
{
	const struct font *blank = NULL;
	bool emoji = false;
	for (size_t i = 0; i < f->pages->n_faces; i++) {
		struct font *font = &f->fonts[i];
		emoji |= font->use && font->face->emoji;
		if (!font->use || !font->space)
			continue;
		font->use[font->space] = blank_use;
		if (!blank && !font->face->emoji)
			blank = font;
	}
	f->blank = blank || !emoji ? blank : blank_add(f);
}

void
use_collect(struct pdf *f)
{
	f->fonts = NEW_N(f->arena, f->pages->n_faces + 1, struct font);
	for (size_t i = 0; i < f->pages->n_faces; i++)
		font_open(&f->fonts[i], f->pages->faces[i], f->arena);
	use_glyphs(f);
	use_blanks(f);
	f->picture_mask = 31;
	pictures_rehash(f);
	for (size_t i = 0; i < f->sheets->n; i++)
		use_surface(f, i);
	f->n_pictures = f->n_xobjects;
	use_emoji(f);
	places_sort(f);
}
