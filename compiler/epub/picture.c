/* picture.c - pictures for e-readers: names, those that must be converted, their bytes */
#include "epub/room.h"

#include "base/pool.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LONGEST = 2048, QUALITY = 85 };

static uint32_t
longest_side(const struct image *im)
{
	return im->w > im->h ? im->w : im->h;
}

/* Turned, too large, or in inks: an e-reader needs it otherwise than it lies on the disk. */
static bool
needs_conversion(const struct image *im)
{
	return im->orientation != 1 || im->colour == IMAGE_CMYK || longest_side(im) > LONGEST;
}

void
pictures_name(struct epub *e)
{
	for (size_t i = 0; i < e->book->n_images; i++) {
		const struct image *im = &e->book->images[i];
		struct epub_picture *p = &e->pictures[i];
		p->image = im;
		p->png = im->format == IMAGE_PNG;
		p->convert = needs_conversion(im);
		p->name = str_fmt(e->arena, "images/p%04d.%s", (int)i + 1, p->png ? "png" : "jpg");
	}
}

/* Makes the bytes of a picture that is converted. */
static const char *
picture_convert(const struct epub_picture *p, struct buf *out)
{
	const struct image *im = p->image;
	struct pixels px = {0};
	bool broken = false;
	if (!p->png && im->colour != IMAGE_CMYK && longest_side(im) <= LONGEST)
		return image_jpeg_upright(im, out);
	const char *why = image_decode(im, LONGEST, true, &px, &broken);
	if (!why)
		why = p->png ? image_write_png(&px, out) : image_write_jpeg(&px, QUALITY, out);
	free(px.p);
	return why;
}

/* Converted pictures wait in one unlinked file: they need no memory, and threads may work in any order. */
struct spooling {
	struct epub *epub;
	pthread_mutex_t lock;
	uint64_t end;
	bool failed;
};

static bool
spool_add(struct spooling *s, const struct buf *bytes, uint64_t *offset)
{
	pthread_mutex_lock(&s->lock);
	*offset = s->end;
	s->end += bytes->n;
	pthread_mutex_unlock(&s->lock);
	for (size_t done = 0; done < bytes->n;) {
		ssize_t n = pwrite(s->epub->spool, bytes->p + done, bytes->n - done, (off_t)(*offset + done));
		if (n <= 0)
			return false;
		done += (size_t)n;
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
	if (!p->convert)
		return;
	const char *why = picture_convert(p, &bytes);
	if (why) {
		diag_add(s->epub->diag, DIAG_PICTURE_BROKEN, p->image->shown, 0, 0, "%s; the EPUB shows a gray place instead",
			why);
		buf_free(&bytes);
		struct pixels gray = {.w = 1, .h = 1, .channels = 1, .p = (unsigned char[]){128}};
		if (p->png)
			image_write_png(&gray, &bytes);
		else
			image_write_jpeg(&gray, QUALITY, &bytes);
	}
	p->size = bytes.n;
	if (!spool_add(s, &bytes, &p->offset))
		s->failed = true;
	buf_free(&bytes);
}

bool
pictures_convert(struct epub *e, int threads)
{
	bool any = false;
	for (size_t i = 0; i < e->book->n_images; i++)
		any = any || e->pictures[i].convert;
	if (!any)
		return true;
	FILE *file = tmpfile();
	if (!file)
		return false;
	e->spool = dup(fileno(file));
	fclose(file);
	struct spooling s = {.epub = e};
	pthread_mutex_init(&s.lock, NULL);
	pool_run(threads, e->book->n_images, picture_spool, &s);
	pthread_mutex_destroy(&s.lock);
	return e->spool >= 0 && !s.failed;
}

static bool
buf_sink(void *ctx, const void *p, size_t n)
{
	buf_add(ctx, p, n);
	return true;
}

static bool
spool_read(const struct epub *e, const struct epub_picture *p, struct buf *out)
{
	char block[65536];
	for (uint64_t done = 0; done < p->size;) {
		size_t want = p->size - done < sizeof block ? (size_t)(p->size - done) : sizeof block;
		ssize_t n = pread(e->spool, block, want, (off_t)(p->offset + done));
		if (n <= 0)
			return false;
		buf_add(out, block, (size_t)n);
		done += (uint64_t)n;
	}
	return true;
}

bool
picture_bytes(const struct epub *e, const struct epub_picture *p, struct buf *out)
{
	if (p->convert)
		return spool_read(e, p, out);
	const char *why = image_strip(p->image, (struct image_sink){buf_sink, out});
	if (!why)
		return true;
	/* it was whole a moment ago */
	diag_add(e->diag, DIAG_PICTURE_BROKEN, p->image->shown, 0, 0, "%s; it changed while the book was made", why);
	return out->n > 0;
}
