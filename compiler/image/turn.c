/* turn.c - turn a JPEG upright without recompressing it, with libturbojpeg */
#include "image/room.h"

#include <stdlib.h>
#include <turbojpeg.h>

static bool
to_buf(void *ctx, const void *p, size_t n)
{
	buf_add(ctx, p, n);
	return true;
}

/* The stripped file, turned; its profile and Adobe marker are copied. false where blocks at an edge are not whole. */
static bool
turn_lossless(struct buf *in, int op, int options, struct buf *out)
{
	tjhandle t = tjInitTransform();
	if (!t)
		return false;
	tjtransform how = {.op = op, .options = TJXOPT_PERFECT | options};
	unsigned char *p = NULL;
	unsigned long n = 0;
	bool ok = !tjTransform(t, (const unsigned char *)in->p, in->n, 1, &p, &n, &how, TJFLAG_LIMITSCANS);
	if (ok)
		buf_add(out, p, n);
	tjFree(p);
	tjDestroy(t);
	return ok;
}

static const char *
turn_decoded(const struct image *im, struct buf *out)
{
	struct pixels px;
	bool broken;
	const char *why = image_decode(im, 0, true, &px, &broken);
	if (!why)
		why = image_write_jpeg(&px, 90, out);
	free(px.p);
	return why;
}

static int
op_of(const struct image *im)
{
	static const int ops[9] = {[2] = TJXOP_HFLIP,
		[3] = TJXOP_ROT180,
		[4] = TJXOP_VFLIP,
		[5] = TJXOP_TRANSPOSE,
		[6] = TJXOP_ROT90,
		[7] = TJXOP_TRANSVERSE,
		[8] = TJXOP_ROT270};
	return ops[im->orientation];
}

const char *
image_jpeg_upright(const struct image *im, struct buf *out)
{
	if (im->orientation < 2 || im->orientation > 8)
		return image_strip(im, (struct image_sink){to_buf, out});
	struct buf in = {0};
	const char *why = image_strip(im, (struct image_sink){to_buf, &in});
	if (!why && !turn_lossless(&in, op_of(im), 0, out))
		why = turn_decoded(im, out);
	buf_free(&in);
	return why;
}

bool
jpeg_small(const struct image *im, struct buf *out)
{
	struct buf in = {0};
	bool ok = !image_strip(im, (struct image_sink){to_buf, &in}) &&
		turn_lossless(&in, op_of(im),
			TJXOPT_COPYNONE | ((uint64_t)im->w * im->h >= PROGRESSIVE_AREA ? TJXOPT_PROGRESSIVE : 0), out);
	buf_free(&in);
	return ok;
}
