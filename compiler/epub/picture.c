/* picture.c - pictures in the archive: their names, those that must be converted, their bytes */
#include "epub/room.h"

#include "base/message.h"
#include "base/pool.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Within 4 megapixels, which is what stores take. */
enum { LONGEST = 2048, QUALITY = 85 };

static uint32_t
longest_side(const struct image *im)
{
	return im->w > im->h ? im->w : im->h;
}

void
pictures_plan(struct epub *e)
{
	for (size_t i = 0; i < e->book->n_images; i++) {
		const struct image *im = &e->book->images[i];
		struct epub_picture *p = &e->pictures[i];
		bool large = longest_side(im) > LONGEST;
		p->image = im;
		bool foreign = im->format != IMAGE_JPEG && im->format != IMAGE_PNG;
		p->convert = foreign || large || im->orientation != 1 || im->colour == IMAGE_CMYK;
		/* a large photograph is no good PNG */
		p->png = im->format != IMAGE_JPEG && !(im->photograph && (large || foreign));
		p->most = im->vector ? image_drawing_side(im) : large ? LONGEST : longest_side(im);
		image_decoded_size(im, p->most, &p->w, &p->h);
		p->name = str_fmt(e->arena, "images/p%04zu.%s", i + 1, p->png ? "png" : "jpg");
	}
}

static bool
buf_sink(void *ctx, const void *p, size_t n)
{
	buf_add(ctx, p, n);
	return true;
}

static const char *
bytes_convert(const struct epub_picture *p, struct buf *out)
{
	const struct image *im = p->image;
	struct pixels px;
	bool broken;
	if (im->format == IMAGE_JPEG && im->colour != IMAGE_CMYK && longest_side(im) <= LONGEST)
		return image_jpeg_upright(im, out);
	const char *why = image_decode(im, p->most, true, &px, &broken);
	if (!why)
		why = p->png ? image_write_png(&px, out) : image_write_jpeg(&px, QUALITY, out);
	free(px.p);
	return why;
}

static const char *
bytes_make(const struct epub *e, const struct epub_picture *p, struct buf *out)
{
	char recipe[80];
	if (!p->convert)
		return image_strip(p->image, (struct image_sink){buf_sink, out});
	if (p->image->vector)
		return image_drawing(e->book->cache, p->image, p->most, out);
	snprintf(recipe, sizeof recipe, "epub %u %s %d", p->most, p->png ? "png" : "jpeg", QUALITY);
	if (image_cache_take(e->book->cache, p->image, recipe, out))
		return NULL;
	const char *why = bytes_convert(p, out);
	if (!why)
		image_cache_put(e->book->cache, p->image, recipe, buf_view(out));
	return why;
}

static void
bytes_must(const struct epub *e, const struct epub_picture *p, struct buf *out)
{
	const char *why = bytes_make(e, p, out);
	if (!why)
		return;
	if (p->image->vector) /* it was measured before, not drawn */
		diag_add(e->diag, DIAG_PICTURE_BROKEN, p->image->shown, 0, 0, "%s; the EPUB shows a gray place", message(why));
	else
		diag_add(e->diag, DIAG_PICTURE_BROKEN, p->image->shown, 0, 0,
			"%s; it was whole when it was first looked at, and the EPUB shows a gray place: mend the file and build "
			"again",
			message(why));
	struct pixels gray = {.w = 1, .h = 1, .channels = 1, .p = (unsigned char[]){128}};
	out->n = 0;
	if (p->png)
		image_write_png(&gray, out);
	else
		image_write_jpeg(&gray, QUALITY, out);
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
	struct epub_picture *p = &s->epub->pictures[i];
	struct buf bytes = {0};
	(void)worker;
	if (!p->convert || !atomic_load(&p->used))
		return;
	bytes_must(s->epub, p, &bytes);
	p->size = bytes.n;
	p->offset = spool_claim(s, bytes.n);
	p->spooled = spool_put(s->epub->spool, &bytes, p->offset);
	buf_free(&bytes);
}

/* What is not in the spool (one thread, no room for a file) is converted when the archive asks for it. */
void
pictures_convert(struct epub *e, int threads)
{
	size_t n = 0;
	for (size_t i = 0; i < e->book->n_images; i++)
		n += e->pictures[i].convert && atomic_load(&e->pictures[i].used);
	FILE *file = n > 1 && threads > 1 ? tmpfile() : NULL;
	if (!file)
		return;
	e->spool = dup(fileno(file));
	fclose(file);
	if (e->spool < 0)
		return;
	struct spooling s = {.epub = e};
	pthread_mutex_init(&s.lock, NULL);
	pool_run(threads, e->book->n_images, picture_spool, &s);
	pthread_mutex_destroy(&s.lock);
}

void
picture_bytes(const struct epub *e, const struct epub_picture *p, struct buf *out)
{
	if (p->spooled && spool_take(e->spool, p, out))
		return;
	out->n = 0;
	bytes_must(e, p, out);
}
