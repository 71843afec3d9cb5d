/* picture.c - pictures in the archive: made before the documents, which tell their sizes; their names, their bytes */
#include "epub/room.h"

#include "base/message.h"
#include "base/pool.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Each thread may hold a picture of up to 50 megapixels as it is decoded. */
enum { THREADS_MOST = 4 };

/* Counted up whenever the same wish would make other bytes than before. */
#define RECIPE "screen 2 %u %d"

/* ---- making one, or taking it from the cache: there its bytes stand behind what they are ---- */

enum { HEAD = 9 };

static struct image_screen_wish
wish_of(const struct epub *e)
{
	struct image_screen_wish wish = {.srgb = e->srgb};
	rung_wish(&e->book->config->epub, e->rung, &wish);
	return wish;
}

static void
u32_put(char *to, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		to[i] = (char)(v >> 8 * i);
}

static uint32_t
u32_take(const char *from)
{
	uint32_t v = 0;
	for (int i = 3; i >= 0; i--)
		v = v << 8 | (unsigned char)from[i];
	return v;
}

static bool
kept_take(const struct epub *e, const struct image *im, const char *recipe, struct image_screened *made)
{
	struct buf kept = {0};
	*made = (struct image_screened){0};
	if (image_cache_take(e->book->cache, im, recipe, &kept) && kept.n > HEAD) {
		made->png = kept.p[0] == 'P';
		made->w = u32_take(kept.p + 1);
		made->h = u32_take(kept.p + 5);
		buf_add(&made->bytes, kept.p + HEAD, kept.n - HEAD);
	}
	buf_free(&kept);
	return made->w && made->h;
}

static void
kept_put(const struct epub *e, const struct image *im, const char *recipe, const struct image_screened *made)
{
	struct buf keep = {0};
	char head[HEAD] = {made->png ? 'P' : 'J'};
	u32_put(head + 1, made->w);
	u32_put(head + 5, made->h);
	buf_add(&keep, head, HEAD);
	buf_str(&keep, buf_view(&made->bytes));
	image_cache_put(e->book->cache, im, recipe, buf_view(&keep));
	buf_free(&keep);
}

/* Drawings are drawn once for all outputs; from there on they are PNGs. */
static const char *
drawing_make(const struct epub *e, const struct image *im, const struct image_screen_wish *wish, struct image_screened *made)
{
	struct buf png = {0};
	struct image drawn;
	bool broken;
	const char *why = image_drawing(e->book->cache, im, image_screen_side(im, wish->most), &png);
	if (!why)
		why = image_probe_bytes(buf_view(&png), &drawn);
	if (!why) {
		drawn.photograph = false;
		why = image_screen_make(&drawn, wish, made, &broken);
	}
	buf_free(&png);
	return why;
}

static const char *
picture_make(const struct epub *e, const struct image *im, struct image_screened *made)
{
	struct image_screen_wish wish = wish_of(e);
	char recipe[80];
	bool broken;
	snprintf(recipe, sizeof recipe, RECIPE, wish.most, wish.quality);
	if (kept_take(e, im, recipe, made))
		return NULL;
	const char *why = im->vector ? drawing_make(e, im, &wish, made) : image_screen_make(im, &wish, made, &broken);
	if (!why)
		kept_put(e, im, recipe, made);
	return why;
}

/* One that cannot be had any more becomes a gray place. */
static void
picture_must(const struct epub *e, const struct image *im, struct image_screened *made)
{
	const char *why = picture_make(e, im, made);
	if (!why)
		return;
	if (im->vector) /* it was measured before, not drawn */
		diag_add(e->diag, DIAG_PICTURE_BROKEN, im->shown, 0, 0, "%s; the EPUB shows a gray place", message(why));
	else
		diag_add(e->diag, DIAG_PICTURE_BROKEN, im->shown, 0, 0,
			"%s; it was whole when it was first looked at, and the EPUB shows a gray place: mend the file and build "
			"again",
			message(why));
	struct pixels gray = {.w = 1, .h = 1, .channels = 1, .p = (unsigned char[]){128}};
	made->bytes.n = 0;
	made->png = true;
	made->w = im->w;
	made->h = im->h;
	image_write_png(&gray, &made->bytes);
}

/* ---- the spool: converted pictures wait in a file without a name, so that threads may work in any order and in little memory ---- */

struct spooling {
	struct epub *epub;
	pthread_mutex_t lock;
	uint64_t end;
};

static uint64_t
spool_claim(struct spooling *s, uint64_t n)
{
	pthread_mutex_lock(&s->lock);
	uint64_t at = s->end;
	s->end += n;
	pthread_mutex_unlock(&s->lock);
	return at;
}

static bool
spool_put(int fd, const struct buf *bytes, uint64_t at)
{
	for (size_t done = 0; done < bytes->n;) {
		ssize_t n = pwrite(fd, bytes->p + done, bytes->n - done, (off_t)(at + done));
		if (n <= 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

static bool
spool_take(int fd, const struct epub_picture *p, struct buf *out)
{
	char block[65536];
	for (uint64_t done = 0; done < p->size;) {
		size_t want = p->size - done < sizeof block ? (size_t)(p->size - done) : sizeof block;
		ssize_t n = pread(fd, block, want, (off_t)(p->offset + done));
		if (n <= 0)
			return false;
		buf_add(out, block, (size_t)n);
		done += (uint64_t)n;
	}
	return true;
}

static void
picture_spool(void *ctx, size_t i, int worker)
{
	struct spooling *s = ctx;
	struct epub *e = s->epub;
	struct epub_picture *p = &e->pictures[i];
	struct image_screened made;
	(void)worker;
	picture_must(e, p->image, &made);
	p->png = made.png;
	p->w = made.w;
	p->h = made.h;
	p->size = made.bytes.n;
	if (e->spool >= 0) {
		p->offset = spool_claim(s, made.bytes.n);
		p->spooled = spool_put(e->spool, &made.bytes, p->offset);
	}
	buf_free(&made.bytes);
}

/* Where there is no room for a spool, a picture is made again, or taken from the cache, when the archive asks for it. */
static void
spool_open(struct epub *e)
{
	FILE *file = tmpfile();
	e->spool = file ? dup(fileno(file)) : -1;
	if (file)
		fclose(file);
}

void
pictures_make(struct epub *e, int threads)
{
	struct spooling s = {.epub = e};
	size_t n = e->book->n_images;
	for (size_t i = 0; i < n; i++)
		e->pictures[i].image = &e->book->images[i];
	if (image_inks_open(&(struct image_output){.channels = 3, .intent = 1, .black_point = true}, &e->srgb) || !n)
		return;
	spool_open(e);
	pthread_mutex_init(&s.lock, NULL);
	pool_run(threads < THREADS_MOST ? threads : THREADS_MOST, n, picture_spool, &s);
	pthread_mutex_destroy(&s.lock);
	for (size_t i = 0; i < n; i++)
		e->pictures[i].name = str_fmt(e->arena, "images/p%04zu.%s", i + 1, e->pictures[i].png ? "png" : "jpg");
}

void
pictures_free(struct epub *e)
{
	if (e->spool >= 0)
		close(e->spool);
	e->spool = -1;
	image_inks_close(e->srgb);
	e->srgb = NULL;
}

void
picture_bytes(const struct epub *e, const struct epub_picture *p, struct buf *out)
{
	struct image_screened made;
	if (p->spooled && spool_take(e->spool, p, out))
		return;
	out->n = 0;
	picture_must(e, p->image, &made);
	buf_str(out, buf_view(&made.bytes));
	buf_free(&made.bytes);
}
