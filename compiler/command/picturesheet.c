/* picturesheet.c - yearbook plan: pictures.csv, what each picture of the book is, who made it, and who is on it */
#include "base/pool.h"
#include "command/run.h"
#include "desk/sheet.h"

#include <stdlib.h>

/* Books of more posts are not laid out for the printed sizes alone. */
enum { LAID_OUT_MOST = 250, NAMES_MOST = 40 };

/* What is known of an image. */
struct known {
	struct image_meta meta;
	struct str posts; /* slugs */
	size_t n_posts;
	int last; /* entry that was added last, plus 1 */
	struct str caption, alt; /* of all places that have one; see `differ` */
	bool captions_differ, alts_differ;
	dim w, h; /* the greatest place; 0: none */
	dim scale; /* the whole picture's width there */
};

struct sheet_job {
	struct run_state *r;
	struct known *known; /* for each image of the book */
	struct arena **arenas; /* one for each worker */
};

/* ---- what the posts say ---- */

static void
same_take(struct str *to, bool *differ, struct str text)
{
	if (text.n && to->n && !str_eq(*to, text))
		*differ = true;
	if (!to->n)
		*to = text;
}

static void
post_take(struct sheet_job *j, size_t entry, int image)
{
	if (image < 0)
		return;
	struct known *k = &j->known[image];
	if (k->last == (int)entry + 1)
		return;
	k->last = (int)entry + 1;
	if (k->n_posts++ < NAMES_MOST)
		k->posts = k->posts.n
			? str_fmt(j->r->a, "%.*s; %.*s", STR_FMT(k->posts), STR_FMT(j->r->book->entries[entry].slug))
			: j->r->book->entries[entry].slug;
}

static void
entry_take(struct sheet_job *j, size_t i)
{
	const struct entry *e = &j->r->book->entries[i];
	const struct post *p = e->post;
	post_take(j, i, e->opening);
	if (e->opening >= 0) {
		struct known *k = &j->known[e->opening];
		same_take(&k->alt, &k->alts_differ, e->opening_alt);
		if (e->opening_figure)
			same_take(&k->caption, &k->captions_differ, e->opening_figure->text);
	}
	for (size_t n = 0; n < p->n_pictures; n++)
		if (p->pictures[n].image >= 0) {
			struct known *k = &j->known[p->pictures[n].image];
			post_take(j, i, p->pictures[n].image);
			same_take(&k->alt, &k->alts_differ, p->pictures[n].alt);
		}
	for (const struct block *b = p->root; (b = block_next(b, p->root));)
		if (b->kind == BLOCK_FIGURE && b->picture >= 0 && p->pictures[b->picture].image >= 0) {
			struct known *k = &j->known[p->pictures[b->picture].image];
			same_take(&k->caption, &k->captions_differ, b->text);
		}
}

/* ---- what the files say ---- */

/* What a better copy does not say, the post's own picture may. */
static void
meta_complete(struct image_meta *m, const struct image_meta *own)
{
	m->artist = m->artist.n ? m->artist : own->artist;
	m->rights = m->rights.n ? m->rights : own->rights;
	m->licence = m->licence.n ? m->licence : own->licence;
	m->source = m->source.n ? m->source : own->source;
	m->caption = m->caption.n ? m->caption : own->caption;
	if (!m->n_people) {
		m->people = own->people;
		m->n_people = own->n_people;
	}
	if (!m->n_keywords) {
		m->keywords = own->keywords;
		m->n_keywords = own->n_keywords;
	}
}

static void
meta_take(void *ctx, size_t i, int worker)
{
	struct sheet_job *j = ctx;
	const struct image *im = &j->r->book->images[i];
	struct image own;
	image_meta(j->arenas[worker], im, &j->known[i].meta);
	if (im->own.n && !image_probe_kept(j->r->probes, j->arenas[worker], im->own.p, &own)) {
		struct image_meta small;
		image_meta(j->arenas[worker], &own, &small);
		meta_complete(&j->known[i].meta, &small);
	}
}

/* ---- what the pages say ---- */

static void
place_take(struct sheet_job *j, const struct item *item)
{
	const struct book *b = j->r->book;
	if (item->kind != ITEM_PICTURE || item->picture.image < b->images || item->picture.image >= b->images + b->n_images)
		return;
	struct known *k = &j->known[item->picture.image - b->images];
	if (item->picture.full_w > k->scale) {
		k->scale = item->picture.full_w;
		k->w = item->w;
		k->h = item->h;
	}
}

static void
pages_take(struct sheet_job *j)
{
	struct diag *own = j->r->d;
	j->r->d = diag_new(); /* what the pages could not have is no matter of the plan */
	struct layout *layout = pages_make(j->r);
	diag_free(j->r->d);
	j->r->d = own;
	const struct pages *pages = layout ? layout_pages(layout) : NULL;
	for (size_t i = 0; pages && i < pages->n; i++)
		for (size_t f = 0; f < pages->list[i].n_frames; f++)
			for (size_t k = 0; k < pages->list[i].frames[f].n; k++)
				place_take(j, &pages->list[i].frames[f].items[k]);
	if (layout)
		layout_free(layout);
}

/* ---- the cells ---- */

static struct str
names_join(struct arena *a, const struct str *names, size_t n)
{
	struct buf b = {0};
	for (size_t i = 0; i < n; i++) {
		buf_z(&b, i ? "; " : "");
		buf_str(&b, names[i]);
	}
	struct str s = b.n ? buf_keep(&b, a) : STR_NONE;
	buf_free(&b);
	return s;
}

/* What the file says besides: its description, its notice of copyright, its keywords. */
static struct str
meta_words(struct arena *a, const struct image_meta *m)
{
	struct str all[3] = {m->caption, m->rights, names_join(a, m->keywords, m->n_keywords)}, said[3];
	size_t n = 0;
	for (size_t i = 0; i < 3; i++)
		if (all[i].n)
			said[n++] = all[i];
	return names_join(a, said, n);
}

static int
millimetres(dim d)
{
	return (int)(((int64_t)d * 254 + 36 * DIM_PT * 10) / (72 * DIM_PT * 10));
}

static void
sizes_fill(struct arena *a, const struct image *im, const struct known *k, struct str *cells)
{
	if (!im->vector)
		cells[PICTURE_PIXELS] = str_fmt(a, "%ux%u", (unsigned)im->w, (unsigned)im->h);
	if (k->scale <= 0)
		return;
	cells[PICTURE_PRINTED] = str_fmt(a, "%dx%d mm", millimetres(k->w), millimetres(k->h));
	if (!im->vector)
		cells[PICTURE_PPI] = str_fmt(a, "%d", (int)((int64_t)im->w * 72 * DIM_PT / k->scale));
}

/* What cameras write into every picture. */
static bool
caption_hollow(const struct config *config, struct str text, struct str path)
{
	static const char *const words[] = {"OLYMPUS DIGITAL CAMERA", "SONY DSC", "SAMSUNG", "KONICA MINOLTA DIGITAL CAMERA",
		"Minolta DSC", "MINOLTA DIGITAL CAMERA", "DIGITAL CAMERA", "Exif_JPEG_PICTURE", "Created with GIMP",
		"Processed with"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_starts_nocase(text, words[i]))
			return true;
	return str_find_char(text, ' ') < 0 || alt_hollow(config->hollow, text, path);
}

static bool
licence_like(struct str s)
{
	return str_find_nocase(s, STR("CC BY")) >= 0 || str_find_nocase(s, STR("CC-BY")) >= 0 ||
		str_find_nocase(s, STR("CC0")) >= 0 || str_find_nocase(s, STR("creative commons")) >= 0 ||
		str_find_nocase(s, STR("creativecommons")) >= 0;
}

/* What the posts and lists say comes before what the file says. */
static void
words_fill(const struct book *b, size_t i, const struct known *k, struct str *cells)
{
	const struct credit *credit = &b->credits[i];
	const struct image_meta *m = &k->meta;
	cells[PICTURE_PHOTOGRAPHER] = credit->credit.n ? credit->credit : credit_says_nothing(m->artist) ? STR_NONE : m->artist;
	cells[PICTURE_LICENCE] = credit->licence.n ? credit->licence
		: m->licence.n			   ? m->licence
		: licence_like(m->rights)	   ? m->rights
						   : STR_NONE;
	cells[PICTURE_SOURCE] = credit->source.n ? credit->source : m->source;
	if (k->caption.n || k->captions_differ)
		cells[PICTURE_CAPTION] = k->captions_differ ? STR_NONE : k->caption;
	else if (k->n_posts && !caption_hollow(b->config, m->caption, b->images[i].shown))
		cells[PICTURE_CAPTION] = m->caption;
	cells[PICTURE_ALT] = k->alts_differ ? STR_NONE : k->alt;
}

static void
row_fill(struct sheet_job *j, size_t i, struct str *cells)
{
	struct arena *a = j->r->a;
	const struct book *b = j->r->book;
	const struct image *im = &b->images[i];
	const struct known *k = &j->known[i];
	cells[PICTURE_PATH] = im->own.n ? im->own : im->shown;
	cells[PICTURE_POSTS] = k->n_posts > NAMES_MOST ? str_fmt(a, "%.*s; …", STR_FMT(k->posts)) : k->posts;
	sizes_fill(a, im, k, cells);
	words_fill(b, i, k, cells);
	cells[PICTURE_PEOPLE] = names_join(a, k->meta.people, k->meta.n_people);
	cells[PICTURE_ORIGINAL] = im->own.n ? im->shown : STR_NONE;
	cells[PICTURE_METADATA] = meta_words(a, &k->meta);
	cells[PICTURE_HASH] = str_fmt(a, "h%016llx", (unsigned long long)im->key);
}

/* A key twice: two pictures whose bytes differ and whose hashes do not, or two that one better copy stands for. The first one has the row. */
static int
key_cmp(const void *a, const void *b)
{
	uint64_t x = (*(const struct image *const *)a)->key, y = (*(const struct image *const *)b)->key;
	const struct image *p = *(const struct image *const *)a, *q = *(const struct image *const *)b;
	return x != y ? (x < y ? -1 : 1) : p < q ? -1 : p > q;
}

static bool *
repeated(struct run_state *r)
{
	const struct book *b = r->book;
	const struct image **list = NEW_N(r->a, b->n_images, const struct image *);
	bool *twice = NEW_N(r->a, b->n_images, bool);
	for (size_t i = 0; i < b->n_images; i++)
		list[i] = &b->images[i];
	if (b->n_images)
		qsort(list, b->n_images, sizeof *list, key_cmp);
	for (size_t i = 1; i < b->n_images; i++)
		twice[list[i] - b->images] = list[i]->key == list[i - 1]->key;
	return twice;
}

bool
pictures_plan(struct run_state *r, struct diag *d)
{
	const struct book *b = r->book;
	struct sheet *sheet = desk_picture_sheet(b->config->desk);
	struct sheet_job j = {.r = r, .known = NEW_N(r->a, b->n_images, struct known)};
	int threads = r->opt.threads < 1 ? 1 : r->opt.threads;
	if (!sheet || (!b->n_images && !sheet->there))
		return true;
	j.arenas = NEW_N(r->a, (size_t)threads, struct arena *);
	for (int i = 0; i < threads; i++)
		j.arenas[i] = arena_new();
	for (size_t i = 0; i < b->n_all; i++)
		entry_take(&j, i);
	pool_run(threads, b->n_images, meta_take, &j);
	if (b->n_entries <= LAID_OUT_MOST || r->opt.pictures)
		pages_take(&j);
	bool *twice = repeated(r);
	struct str **rows = NEW_N(r->a, b->n_images, struct str *);
	size_t n = 0;
	for (size_t i = 0; i < b->n_images; i++)
		if (!twice[i]) {
			rows[n] = NEW_N(r->a, PICTURE_COLUMNS, struct str);
			row_fill(&j, i, rows[n++]);
		}
	sheet_merge(sheet, r->a, rows, n, false);
	bool good = sheet_write(sheet, d);
	for (int i = 0; i < threads; i++)
		arena_free(j.arenas[i]);
	return good;
}
