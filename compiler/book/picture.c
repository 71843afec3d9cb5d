/* picture.c - the pictures of the book: found, looked at, each once */
#include "book/gather.h"

#include "base/file.h"
#include "base/message.h"
#include "base/pool.h"

#include <stdlib.h>

enum {
	COVER_LEAST = 1250,
	COVER_ENOUGH = 2400,
	SHOWN_MOST = 60, /* bytes of a data: address in messages */
	CAPTION_MOST = 300 /* bytes of a caption that stands with the opening */
};

/* A file that a post refers to. */
struct candidate_file {
	struct str path; /* or the data: address that holds its bytes */
	struct image image;
	const char *why; /* it is not fit for use; NULL when it is */
	int index; /* in book->images, -1 until it is used */
};

struct finder {
	struct gather *g;
	struct lookups *lookups;
	struct candidate_file *files;
	size_t n, cap;
	struct map by_path; /* path -> index into files */
	struct arena **scratch; /* one for each worker */
	struct map by_content; /* hash and size -> index into images */
	size_t cap_images;
	struct map missing; /* addresses */
	size_t cap_missing;
	struct str places; /* for messages */
};

/* ---- all files once, on all threads ---- */

static void
inline_collect(struct finder *f, struct str src)
{
	bool added;
	map_add(&f->by_path, src, (int)f->n, &added);
	if (!added)
		return;
	struct candidate_file *file = PUSH(f->g->a, f->files, f->n, f->cap);
	*file = (struct candidate_file){.path = src, .index = -1};
	file->why = inline_bytes(f->g->a, src, &file->image.bytes);
}

static void
file_collect(struct finder *f, const struct post *p, struct str src)
{
	if (inline_is(src)) {
		inline_collect(f, src);
		return;
	}
	const struct lookup *found = lookup_picture(f->lookups, p, src);
	bool added;
	if (found->result != LOOKUP_FOUND && found->result != LOOKUP_OTHER_CASE)
		return;
	map_add(&f->by_path, found->path, (int)f->n, &added);
	if (added)
		*PUSH(f->g->a, f->files, f->n, f->cap) = (struct candidate_file){.path = found->path, .index = -1};
}

static void
file_probe(void *ctx, size_t i, int worker)
{
	struct finder *f = ctx;
	struct candidate_file *file = &f->files[i];
	if (inline_is(file->path)) {
		if (!file->why)
			file->why = image_probe_bytes(file->image.bytes, &file->image);
		file->image.shown = str_sub(file->path, 0, SHOWN_MOST);
		return;
	}
	file->why = image_probe_kept(f->g->config->probes, f->scratch[worker], file->path.p, &file->image);
	file->image.path = file->image.shown = file->path;
	arena_reset(f->scratch[worker]);
}

static void
files_probe(struct finder *f)
{
	const struct book *b = f->g->book;
	int threads = f->g->threads < 1 ? 1 : f->g->threads;
	for (size_t i = 0; i < b->n_all; i++) {
		const struct post *p = b->entries[i].post;
		for (size_t k = 0; k < p->n_images; k++)
			file_collect(f, p, p->images[k]);
		for (size_t k = 0; k < p->n_pictures; k++)
			if (p->pictures[k].src.n) /* else the editor took it out */
				file_collect(f, p, p->pictures[k].src);
	}
	for (size_t i = 0; i < f->g->n_references; i++)
		file_collect(f, f->g->references[i].at, f->g->references[i].src);
	f->scratch = NEW_N(f->g->a, (size_t)threads, struct arena *);
	for (int i = 0; i < threads; i++)
		f->scratch[i] = arena_new();
	pool_run(threads, f->n, file_probe, f);
	for (int i = 0; i < threads; i++)
		arena_free(f->scratch[i]);
}

/* Better copies stand for the pictures that they are of. */
static void
originals_take(struct finder *f)
{
	struct image **fit = NEW_N(f->g->a, f->n, struct image *);
	size_t n = 0;
	for (size_t i = 0; i < f->n; i++)
		if (!f->files[i].why && !f->files[i].image.bytes.p)
			fit[n++] = &f->files[i].image;
	originals_find(f->g, fit, n);
}

/* ---- what a reference came to ---- */

/* Where a picture is shown. */
enum shown { STANDS, OPENS, SHOWS_NAME, ON_COVER };

static void
missing_add(struct finder *f, struct str address)
{
	struct book *b = f->g->book;
	bool added;
	map_add(&f->missing, address, 0, &added);
	if (added)
		*PUSH(f->g->a, b->missing, b->n_missing, f->cap_missing) = address;
}

static void
lookup_report(struct finder *f, const struct lookup *found, const struct post *p, struct str src, int line, enum shown way)
{
	struct diag *d = f->g->d;
	struct str shown = str_sub(src, 0, 200);
	switch (found->result) {
	case LOOKUP_FOUND: break;
	case LOOKUP_OTHER_CASE:
		diag_add(d, DIAG_PICTURE_RENAMED, p->path, line, post_column(p, line, src),
			"the picture \"%.*s\" is called %.*s on the disk; used", STR_FMT(shown), STR_FMT(found->path));
		break;
	case LOOKUP_MISSING:
		diag_add(d, DIAG_PICTURE_MISSING, p->path, line, post_column(p, line, src),
			way == SHOWS_NAME ? MESSAGE("the picture \"%.*s\" was not found beside this file or in %.*s; the name "
						    "stands without it: put it there, or name its folder under \"images\" in "
						    "yearbook.yaml")
				: way == ON_COVER
				? MESSAGE("the picture \"%.*s\" was not found beside this file or in %.*s; the back of the cover "
					  "stands "
					  "without it: put it there, or name its folder under \"images\" in yearbook.yaml")
				: way == OPENS
				? MESSAGE("the picture \"%.*s\" was not found beside the post or in %.*s; the post opens without "
					  "it: put it there, or name its folder under \"images\" in yearbook.yaml")
				: MESSAGE("the picture \"%.*s\" was not found beside the post or in %.*s; a framed place stands "
					  "for it: put it there, or name its folder under \"images\" in yearbook.yaml"),
			STR_FMT(shown), STR_FMT(f->places));
		break;
	case LOOKUP_OUTSIDE:
		diag_add(d, DIAG_PICTURE_OUTSIDE, p->path, line, post_column(p, line, src),
			"the picture \"%.*s\" leads out of the folders of posts and pictures; not used: move it there, or name "
			"its folder under "
			"\"images\" in yearbook.yaml",
			STR_FMT(shown));
		break;
	case LOOKUP_REMOTE:
		diag_add(d, DIAG_PICTURE_REMOTE, p->path, line, post_column(p, line, src),
			"the remote picture %.*s was not saved; \"yearbook check --missing\" lists it for \"wget -x -i\", to be "
			"run in a folder "
			"called remote beside the posts",
			STR_FMT(str_sub(found->address, 0, 300)));
		missing_add(f, found->address);
		break;
	case LOOKUP_INLINE: break; /* reference_resolve */
	case LOOKUP_SCHEME:
		diag_add(d, DIAG_PICTURE_MISSING, p->path, line, post_column(p, line, src),
			"the picture \"%.*s\" has an address of a kind that is not read; save it as a file", STR_FMT(shown));
		break;
	}
}

/* The format that a name's ending promises; IMAGE_NONE when it promises none of ours. */
static enum image_format
name_format(struct str shown)
{
	static const struct {
		const char *ext;
		enum image_format format;
	} known[] = {{".jpg", IMAGE_JPEG}, {".jpeg", IMAGE_JPEG}, {".jpe", IMAGE_JPEG}, {".jfif", IMAGE_JPEG},
		{".png", IMAGE_PNG}, {".gif", IMAGE_GIF}, {".webp", IMAGE_WEBP}, {".svg", IMAGE_SVG}, {".bmp", IMAGE_BMP},
		{".heic", IMAGE_HEIC}, {".heif", IMAGE_HEIC}, {".avif", IMAGE_AVIF}};
	struct str ext = path_ext(shown);
	ptrdiff_t query = str_find_char(ext, '?');
	if (query >= 0)
		ext = str_sub(ext, 0, (size_t)query);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_is_nocase(ext, known[i].ext))
			return known[i].format;
	return IMAGE_NONE;
}

/* The name says another format than the bytes: harmless, but other programs may stumble. And what is shown of a moving picture. */
static void
name_report(struct finder *f, const struct image *im)
{
	static const char *const names[] = {[IMAGE_JPEG] = "JPEG",
		[IMAGE_PNG] = "PNG",
		[IMAGE_GIF] = "GIF",
		[IMAGE_WEBP] = "WebP",
		[IMAGE_SVG] = "SVG",
		[IMAGE_BMP] = "BMP",
		[IMAGE_HEIC] = "HEIC",
		[IMAGE_AVIF] = "AVIF"};
	enum image_format promised = name_format(im->shown);
	if (promised != IMAGE_NONE && promised != im->format)
		diag_add(f->g->d, DIAG_PICTURE_MISNAMED, im->shown, 0, 0, "this is a %s; it was read as one", names[im->format]);
	if (im->moving)
		diag_add(f->g->d, DIAG_PICTURE_STILL, im->shown, 0, 0, "this picture moves; its first moment is printed");
}

/* The index of a file among the book's images; two files with the same bytes are one. */
static int
image_use(struct finder *f, struct candidate_file *file)
{
	struct book *b = f->g->book;
	bool added;
	if (file->index >= 0)
		return file->index;
	/* two copies for which one original stands have rows of their own in pictures.csv */
	uint64_t content[3] = {file->image.hash, file->image.size, file->image.key};
	struct str key = str_dup(f->g->a, (struct str){(const char *)content, sizeof content});
	file->index = *map_add(&f->by_content, key, (int)b->n_images, &added);
	if (added)
		*PUSH(f->g->a, b->images, b->n_images, f->cap_images) = file->image;
	name_report(f, &file->image);
	return file->index;
}

static int
inline_resolve(struct finder *f, const struct post *p, struct str src, int line)
{
	struct candidate_file *file = &f->files[*map_find(&f->by_path, src)];
	if (!file->why)
		return image_use(f, file);
	diag_add(f->g->d, DIAG_PICTURE_BROKEN, p->path, line, 0,
		"the picture whose bytes stand in the text (data:) cannot be printed: %s", message(file->why));
	return -1;
}

/* From a reference to an image of the book; -1 (reported in the file of `told`) when there is none. */
static int
reference_resolve(struct finder *f, const struct post *p, const struct post *told, struct str src, int line, enum shown way)
{
	if (inline_is(src))
		return inline_resolve(f, told, src, line);
	const struct lookup *found = lookup_picture(f->lookups, p, src);
	lookup_report(f, found, told, src, line, way);
	if (found->result != LOOKUP_FOUND && found->result != LOOKUP_OTHER_CASE)
		return -1;
	struct candidate_file *file = &f->files[*map_find(&f->by_path, found->path)];
	if (!file->why)
		return image_use(f, file);
	diag_add(f->g->d, DIAG_PICTURE_BROKEN, told->path, line, 0, "the picture %.*s cannot be printed: %s",
		STR_FMT(found->path), message(file->why));
	return -1;
}

/* ---- openings ---- */

/* May a figure's caption stand with the opening? Not when it calls notes or leads somewhere: these belong to a page's text. */
static bool
caption_plain(const struct block *b)
{
	for (size_t i = 0; i < b->n_runs; i++)
		if (b->runs[i].link >= 0 || b->runs[i].note >= 0)
			return false;
	return b->text.n <= CAPTION_MOST;
}

/* The block that shows a picture by itself; NULL when it stands in a row or in a line, or when its caption must stay with the text. */
static struct block *
bare_figure(const struct post *p, int picture)
{
	struct block *b = p->root;
	while ((b = block_next(b, p->root)))
		if (b->kind == BLOCK_FIGURE && b->picture == picture)
			return !caption_plain(b) || b->parent->kind == BLOCK_ROW ? NULL : b;
	return NULL;
}

/* The opening's alternative text stands where the text shows the same picture. When the text begins its pictures with it, it is not
 * shown twice. */
static void
opening_repeat(struct entry *e)
{
	struct post *p = e->post;
	for (size_t k = 0; k < p->n_pictures && e->opening >= 0 && !e->opening_alt.n; k++)
		if (p->pictures[k].image == e->opening)
			e->opening_alt = p->pictures[k].alt;
	if (e->opening < 0 || !p->n_pictures || p->pictures[0].image != e->opening)
		return;
	struct block *figure = bare_figure(p, 0);
	if (figure) {
		e->opening_picture = 0;
		e->opening_figure = figure;
		figure->hidden = true;
	}
}

/* One that the front matter names; a picture of the text is told of where it stands. */
static void
opening_alt_report(struct finder *f, const struct entry *e, struct str src)
{
	const struct post *p = e->post;
	int named = post_front_line(p, src), line = named ? named : p->title_line; /* where another file names it */
	if (e->opening < 0 || e->opening_picture >= 0 || e->opening_alt.n)
		return;
	diag_add(f->g->d, DIAG_PICTURE_ALT, p->path, line, post_column(p, line, src),
		"the picture %.*s, which opens the post, has no alternative text that says something: write a line "
		"\"image_alt: what it "
		"shows\" in the front matter",
		STR_FMT(str_sub(src, 0, 120)));
}

static void
focus_set(struct book *b, int image, const struct picture *p)
{
	if (image < 0 || !p->focus_x)
		return;
	b->images[image].focus_x = p->focus_x;
	b->images[image].focus_y = p->focus_y;
}

static void
entry_pictures(struct finder *f, struct entry *e)
{
	struct str opening = STR_NONE;
	struct post *p = e->post;
	for (size_t i = 0; i < p->n_images && e->opening < 0; i++) {
		e->opening = reference_resolve(f, p, p, p->images[i], p->title_line, OPENS);
		opening = p->images[i];
		e->opening_edit = e->opening >= 0 && p->images_edit ? &p->images_edit[i] : NULL;
		if (e->opening_edit && e->opening_edit->alt.n)
			e->opening_alt = e->opening_edit->alt;
		else if (e->opening >= 0 && p->images_alt && !alt_hollow(f->g->config->hollow, p->images_alt[i], opening))
			e->opening_alt = p->images_alt[i];
	}
	for (size_t k = 0; k < p->n_pictures; k++)
		p->pictures[k].image = p->pictures[k].src.n
			? reference_resolve(f, p, p->pictures[k].from ? p->pictures[k].from : p, p->pictures[k].src,
				  p->pictures[k].line, STANDS)
			: -1;
	for (size_t k = 0; k < p->n_pictures; k++)
		focus_set(f->g->book, p->pictures[k].image, &p->pictures[k]);
	if (e->opening_edit)
		focus_set(f->g->book, e->opening, e->opening_edit);
	opening_repeat(e);
	pictures_edit(f->g, e);
	opening_alt_report(f, e, opening);
}

/* ---- outside of posts ---- */

void
reference_add(struct gather *g, struct str file, struct str src, int line, int *image)
{
	const struct post *at = g->n_references ? g->references[g->n_references - 1].at : NULL;
	if (!at || !str_eq(at->path, file)) {
		struct post *shadow = NEW(g->a, struct post);
		shadow->path = file;
		shadow->dir = path_dir(file);
		at = shadow;
	}
	*image = -1;
	*PUSH(g->a, g->references, g->n_references, g->cap_references) = (struct reference){at, src, line, image};
}

static void
references_resolve(struct finder *f)
{
	for (size_t i = 0; i < f->g->n_references; i++) {
		const struct reference *r = &f->g->references[i];
		*r->image = reference_resolve(
			f, r->at, r->at, r->src, r->line, r->image == &f->g->book->cover_back ? ON_COVER : SHOWS_NAME);
	}
}

/* ---- the cover ---- */

/* How much of the picture a landscape of 3:2 can show, in pixels of width; more than enough counts as enough. */
static uint32_t
cover_width(const struct image *im)
{
	if (!im->photograph || im->w < COVER_LEAST || im->w <= im->h)
		return 0;
	uint32_t wide = (uint32_t)((uint64_t)im->h * 3 / 2);
	uint32_t width = im->w < wide ? im->w : wide;
	return width < COVER_ENOUGH ? width : COVER_ENOUGH;
}

/* The best landscape photograph: one that opens a post before others, then the larger one, then the first. */
void
cover_choose(struct book *b)
{
	bool *opens = NEW_N(b->arena, b->n_images, bool), *shown = NEW_N(b->arena, b->n_images, bool);
	uint64_t best = 0;
	for (size_t i = 0; i < b->n_all; i++) {
		const struct entry *e = &b->entries[i];
		if (e->opening >= 0)
			opens[e->opening] |= i < b->n_entries, shown[e->opening] = true;
		for (size_t k = 0; k < e->post->n_pictures; k++)
			if (e->post->pictures[k].image >= 0)
				shown[e->post->pictures[k].image] = true;
	}
	for (size_t i = 0; i < b->n_images; i++) {
		uint64_t width = shown[i] ? cover_width(&b->images[i]) : 0,
			 score = width ? width + (opens[i] && width >= COVER_LEAST ? 100000 : 0) : 0;
		if (score > best) {
			best = score;
			b->cover = (int)i;
		}
	}
}

static int
address_cmp(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void
pictures_find(struct gather *g)
{
	struct arena *a = g->a;
	struct book *b = g->book;
	struct finder f = {.g = g, .lookups = lookups_new(g), .by_path = {.a = a}, .by_content = {.a = a}, .missing = {.a = a}};
	f.places = lookup_places(f.lookups);
	files_probe(&f);
	originals_take(&f);
	for (size_t i = 0; i < b->n_all; i++)
		entry_pictures(&f, &b->entries[i]);
	cover_choose(b); /* portraits and logos are none */
	references_resolve(&f);
	lookups_free(f.lookups);
	if (b->n_missing)
		qsort(b->missing, b->n_missing, sizeof *b->missing, address_cmp);
}
