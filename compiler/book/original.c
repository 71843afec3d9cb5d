/* original.c - better copies of the pictures, in the folder originals: which picture each one is of */
#include "book/gather.h"

#include "base/file.h"
#include "base/message.h"
#include "base/pool.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Files that are looked at; folders within each other. */
enum { FILES_MOST = 20000, DEEP_MOST = 12 };
/* Bits that two copies of a picture may differ by: of the same name, of another; how much nearer than any other it must be; shades by which
 * the colours of a quarter may differ. Measured on photographs: another size or packing of the same one differs in up to 16 bits and 26 in a cell; one that
 * was taken a moment later in 20 bits where the camera moved by a hundredth, in 30 and more in a cell where somebody moved. */
enum { APART_NAMED = 64, APART = 17, LOCAL = 28, APART_NEARLY = 28, NEARER = 8, HUE = 40 };

struct original {
	struct str path, stem;
	struct image image;
	struct image_likeness likeness;
	const char *why; /* it is of no use; NULL when it is of some */
	const struct image *namesake; /* a picture of its name that looks otherwise */
	ptrdiff_t nearly; /* a picture that it may be another shot of, plus 1; 0: none */
	bool of_some; /* it is of a picture, taken or not */
};

struct search {
	struct gather *g;
	struct original *list;
	size_t n, cap;
	struct map by_stem; /* -> the first of list; the others follow in `next` */
	int *next;
	struct image **files; /* the posts' own pictures */
	struct str *stems;
	struct image_likeness *likeness;
	bool *fit, *settled; /* of those: whether they could be compared; whether an original of theirs was found */
	struct image_cache *cache;
	struct arena **scratch; /* one for each worker */
};

/* ---- the files ---- */

/* What lies beside pictures and is none. */
static bool
no_picture(struct str name)
{
	static const char *const endings[] = {
		".md", ".txt", ".csv", ".html", ".htm", ".yaml", ".yml", ".toml", ".json", ".db", ".ini", ".xmp"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (str_is_nocase(path_ext(name), endings[i]))
			return true;
	return str_starts(name, ".");
}

struct folder {
	struct str path;
	int depth;
};

/* One name of a folder: a file, a folder to look into, or nothing. Links lead anywhere, so that none is followed. */
static bool
name_take(struct search *s, const struct folder *in, struct str name, struct folder *below)
{
	struct str path = path_join(s->g->a, in->path, name);
	struct stat st;
	if (no_picture(name) || lstat(path.p, &st))
		return false;
	if (S_ISDIR(st.st_mode) && in->depth < DEEP_MOST) {
		*below = (struct folder){path, in->depth + 1};
		return true;
	}
	if (S_ISLNK(st.st_mode))
		diag_add(s->g->d, DIAG_ORIGINAL_DOUBT, path, 0, 0,
			"this is a link, and links in the folder of originals are not followed: put the file itself there");
	else if (S_ISREG(st.st_mode) && s->n < FILES_MOST)
		*PUSH(s->g->a, s->list, s->n, s->cap) = (struct original){.path = path};
	else
		diag_add(s->g->d, DIAG_ORIGINAL_DOUBT, in->path, 0, 0,
			"not all of this folder was looked at: only files in at most %d folders within each other, and %d of "
			"them in all, are",
			DEEP_MOST, FILES_MOST);
	return false;
}

static void
folders_walk(struct search *s, struct str root)
{
	struct folder *stack = NULL, below;
	size_t n = 0, cap = 0;
	*PUSH(s->g->a, stack, n, cap) = (struct folder){.path = root};
	while (n) {
		struct folder in = stack[--n];
		struct str *names;
		size_t count;
		const char *why = folder_list(s->g->a, in.path.p, &names, &count);
		if (why)
			diag_add(s->g->d, DIAG_ORIGINAL_DOUBT, in.path, 0, 0, "this folder of originals cannot be read: %s",
				message(why));
		for (size_t i = 0; !why && i < count; i++)
			if (name_take(s, &in, names[i], &below))
				*PUSH(s->g->a, stack, n, cap) = below;
	}
}

/* ---- names ---- */

/* Cuts "-1024x683" off; false when it does not end so. */
static bool
size_cut(struct str *stem)
{
	size_t at = stem->n, digits = 0, crosses = 0;
	while (at && (char_digit(stem->p[at - 1]) || (stem->p[at - 1] == 'x' && digits && !crosses))) {
		at--;
		digits += char_digit(stem->p[at]) ? 1 : 0;
		crosses += stem->p[at] == 'x' ? 1 : 0;
	}
	if (!crosses || at < 2 || stem->p[at - 1] != '-' || stem->p[at] == 'x')
		return false;
	stem->n = at - 1;
	return true;
}

/* A picture's name without what programs add for its size: "Plaza_Mayor-1024x683.JPG" -> "plaza-mayor". */
static struct str
stem_of(struct arena *a, struct str path)
{
	static const char *const ends[] = {"-scaled", "-small", "-medium", "-large", "-thumb", "-thumbnail", "-resized", "-web",
		"-min", "-optimized", "-original", "-print", "@2x"};
	struct str base = path_base(path), stem = str_dup(a, str_sub(base, 0, base.n - path_ext(base).n));
	char *p = str_z(a, stem);
	for (size_t i = 0; i < stem.n; i++)
		p[i] = p[i] == '_' || p[i] == ' ' ? '-' : char_lower(p[i]);
	stem.p = p;
	for (bool cut = true; cut;) {
		cut = size_cut(&stem);
		for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
			if (stem.n > strlen(ends[i]) && str_ends(stem, ends[i])) {
				stem.n -= strlen(ends[i]);
				cut = true;
			}
	}
	return stem;
}

/* ---- what they look like ---- */

static void
original_look(void *ctx, size_t i, int worker)
{
	struct search *s = ctx;
	struct original *o = &s->list[i];
	o->why = image_probe_kept(s->g->config->probes, s->scratch[worker], o->path.p, &o->image);
	o->image.path = o->image.shown = o->path;
	arena_reset(s->scratch[worker]);
	if (!o->why && o->image.vector)
		o->why = MESSAGE("drawings are not compared with pictures");
	if (!o->why)
		o->why = image_likeness_kept(s->cache, &o->image, &o->likeness);
}

static void
own_look(void *ctx, size_t i, int worker)
{
	struct search *s = ctx;
	(void)worker;
	s->fit[i] = !s->files[i]->vector && !image_likeness_kept(s->cache, s->files[i], &s->likeness[i]);
}

/* The same shape within 2 %. */
static bool
same_shape(const struct image *a, const struct image *b)
{
	uint64_t x = (uint64_t)a->w * b->h, y = (uint64_t)b->w * a->h;
	return (x > y ? x - y : y - x) * 50 <= (x > y ? x : y);
}

/* How far an original is from a picture; -1: it is another one; *nearly: perhaps of the same scene, a moment before or after it. */
static int
apart(const struct search *s, const struct original *o, size_t file, bool named, bool *nearly)
{
	const struct image_likeness *a = &o->likeness, *b = &s->likeness[file];
	if (o->why || !same_shape(&o->image, s->files[file]) || image_likeness_hue(a, b) > HUE)
		return -1;
	if (a->flat || b->flat) /* only the name tells */
		return named && a->flat && b->flat ? 0 : -1;
	int bits = image_likeness_apart(a, b);
	if (named)
		return bits <= APART_NAMED ? bits : -1;
	if (bits <= APART && image_likeness_local(a, b) <= LOCAL)
		return bits;
	*nearly = bits <= APART_NEARLY;
	return -1;
}

static bool
same_bytes(const struct image *a, const struct image *b)
{
	return a->hash == b->hash && a->size == b->size;
}

/* ---- which is of which ---- */

struct best {
	struct original *first, *second; /* the nearest, and the next one that is another file */
	int apart_first, apart_second;
	bool contested; /* the second has the picture's name, and the first looks more like it */
};

static void
best_take(struct best *best, struct original *o, int bits)
{
	o->of_some = true;
	if (best->first && same_bytes(&best->first->image, &o->image))
		return;
	if (!best->first || bits < best->apart_first) {
		best->second = best->first;
		best->apart_second = best->apart_first;
		best->first = o;
		best->apart_first = bits;
	} else if (!best->second || bits < best->apart_second) {
		best->second = o;
		best->apart_second = bits;
	}
}

/* Those of its name come first, then any that looks like it. Where one of its name may be another shot, all are in the race: a series that was numbered
 * anew is not to be mixed up. */
static struct best
best_of(struct search *s, size_t file)
{
	struct best best = {0};
	const int *at = map_find(&s->by_stem, s->stems[file]);
	for (int i = at ? *at : -1; i >= 0; i = s->next[i]) {
		int bits = apart(s, &s->list[i], file, true, NULL);
		if (bits >= 0)
			best_take(&best, &s->list[i], bits);
		else if (!s->list[i].namesake)
			s->list[i].namesake = s->files[file];
	}
	if (best.first && best.apart_first <= APART)
		return best;
	struct original *named = best.first;
	for (size_t i = 0; i < s->n; i++) {
		bool nearly = false;
		int bits = apart(s, &s->list[i], file, false, &nearly);
		if (bits >= 0)
			best_take(&best, &s->list[i], bits);
		else if (nearly)
			s->list[i].nearly = (ptrdiff_t)file + 1;
	}
	if (named && best.first != named) { /* the name says one, and the look another */
		best.contested = true;
		best.second = named;
	}
	return best;
}

static void
picture_better(struct search *s, size_t file)
{
	struct image *im = s->files[file], own = *im;
	struct best best = best_of(s, file);
	struct diag *d = s->g->d;
	s->settled[file] = best.first != NULL;
	if (!best.first || same_bytes(im, &best.first->image))
		return;
	const struct image *o = &best.first->image;
	if (best.contested) {
		diag_add(d, DIAG_ORIGINAL_DOUBT, im->shown, 0, 0,
			"the original %.*s has the name of this picture, and %.*s looks more like it; neither is taken: rename "
			"them, or leave one in the folder",
			STR_FMT(best.second->path), STR_FMT(o->shown));
		return;
	}
	if (best.second && best.apart_second < best.apart_first + NEARER) {
		diag_add(d, DIAG_ORIGINAL_DOUBT, im->shown, 0, 0,
			"two originals look like this picture, %.*s and %.*s; neither is taken: leave one in the folder",
			STR_FMT(o->shown), STR_FMT(best.second->path));
		return;
	}
	if ((uint64_t)o->w * o->h <= (uint64_t)own.w * own.h) {
		diag_add(d, DIAG_ORIGINAL, o->shown, 0, 0, "this original of %.*s has no more pixels than it (%ux%u); not taken",
			STR_FMT(own.shown), (unsigned)own.w, (unsigned)own.h);
		return;
	}
	diag_add(d, DIAG_ORIGINAL, o->shown, 0, 0, "this original, %ux%u, stands for %.*s, %ux%u", (unsigned)o->w, (unsigned)o->h,
		STR_FMT(own.shown), (unsigned)own.w, (unsigned)own.h);
	*im = *o;
	im->own = own.shown;
	im->key = own.key;
	if (!im->artist[0])
		memcpy(im->artist, own.artist, sizeof im->artist);
	if (!im->rights[0])
		memcpy(im->rights, own.rights, sizeof im->rights);
}

static void
rest_report(struct search *s)
{
	struct diag *d = s->g->d;
	const struct original *first = NULL;
	size_t strangers = 0;
	for (size_t i = 0; i < s->n; i++) {
		const struct original *o = &s->list[i];
		if (o->of_some || (o->nearly && s->settled[o->nearly - 1]))
			continue;
		if (o->why)
			diag_add(d, DIAG_ORIGINAL_DOUBT, o->path, 0, 0, "this original cannot be used: %s", message(o->why));
		else if (o->namesake && !same_shape(&o->image, o->namesake))
			diag_add(d, DIAG_ORIGINAL_DOUBT, o->path, 0, 0,
				"this original has the name of %.*s and another shape (%ux%u, not %ux%u); not taken: cut it to "
				"the same shape",
				STR_FMT(o->namesake->own.n ? o->namesake->own : o->namesake->shown), (unsigned)o->image.w,
				(unsigned)o->image.h, (unsigned)o->namesake->w, (unsigned)o->namesake->h);
		else if (o->namesake)
			diag_add(d, DIAG_ORIGINAL_DOUBT, o->path, 0, 0,
				"this original has the name of %.*s and looks otherwise; not taken: put the same picture there, "
				"or rename it",
				STR_FMT(o->namesake->own.n ? o->namesake->own : o->namesake->shown));
		else if (o->nearly)
			diag_add(d, DIAG_ORIGINAL_DOUBT, o->path, 0, 0,
				"this original looks much like %.*s, and may be another shot of the same scene; not taken: if it "
				"is the same "
				"picture, give it that name",
				STR_FMT(s->files[o->nearly - 1]->shown));
		else if (!strangers++)
			first = o;
	}
	if (strangers)
		diag_add(d, DIAG_ORIGINAL_DOUBT, first->path, 0, 0,
			"originals that are of no picture of this book: %zu, of which this is the first; they belong to posts "
			"that are not printed, or want the name of their picture",
			strangers);
}

static void
search_prepare(struct search *s, size_t n, int threads)
{
	struct arena *a = s->g->a;
	s->next = NEW_N(a, s->n, int);
	s->stems = NEW_N(a, n, struct str);
	s->likeness = NEW_N(a, n, struct image_likeness);
	s->fit = NEW_N(a, n, bool);
	s->settled = NEW_N(a, n, bool);
	for (size_t i = s->n; i-- > 0;) { /* so that each chain has the order of the list */
		bool added;
		s->list[i].stem = stem_of(a, s->list[i].path);
		int *at = map_add(&s->by_stem, s->list[i].stem, (int)i, &added);
		s->next[i] = added ? -1 : *at;
		*at = (int)i;
	}
	for (size_t i = 0; i < n; i++)
		s->stems[i] = stem_of(a, s->files[i]->shown);
	s->scratch = NEW_N(a, (size_t)threads, struct arena *);
	for (int i = 0; i < threads; i++)
		s->scratch[i] = arena_new();
	s->cache = s->g->config->probes ? image_cache_open(false) : NULL;
	pool_run(threads, s->n, original_look, s);
	pool_run(threads, n, own_look, s);
	image_cache_close(s->cache);
	for (int i = 0; i < threads; i++)
		arena_free(s->scratch[i]);
}

void
originals_find(struct gather *g, struct image **files, size_t n)
{
	struct str root = path_join(g->a, str_is(g->config->root, ".") ? STR_NONE : g->config->root, STR("originals"));
	struct search s = {.g = g, .files = files, .by_stem = {.a = g->a}};
	struct stat st;
	if (lstat(root.p, &st) || (!S_ISDIR(st.st_mode) && !S_ISLNK(st.st_mode)))
		return;
	if (S_ISLNK(st.st_mode)) {
		diag_add(g->d, DIAG_ORIGINAL_DOUBT, root, 0, 0,
			"this is a link, and links in the folder of originals are not followed: put the file itself there");
		return;
	}
	folders_walk(&s, root);
	if (!s.n)
		return;
	search_prepare(&s, n, g->threads < 1 ? 1 : g->threads);
	for (size_t i = 0; i < n; i++)
		if (s.fit[i])
			picture_better(&s, i);
	rest_report(&s);
}
