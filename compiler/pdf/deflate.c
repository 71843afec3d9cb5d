/* deflate.c - bytes into zlib streams */
#include "pdf/room.h"

#include <stdio.h>
#include <stdlib.h>

#include <libdeflate.h>

struct deflater {
	struct libdeflate_compressor *z;
	char *scratch;
	size_t cap;
};

struct deflater *
deflater_open(int level)
{
	struct deflater *d = xmalloc(sizeof *d);
	*d = (struct deflater){.z = libdeflate_alloc_compressor(level)};
	if (!d->z) {
		fputs("yearbook: out of memory; nothing was replaced\n", stderr);
		exit(2);
	}
	return d;
}

void
deflater_close(struct deflater *d)
{
	if (!d)
		return;
	libdeflate_free_compressor(d->z);
	free(d->scratch);
	free(d);
}

/* Into the scratch; returns the bytes. */
static size_t
deflater_run(struct deflater *d, struct str s)
{
	size_t bound = libdeflate_zlib_compress_bound(d->z, s.n);
	if (bound > d->cap) {
		free(d->scratch);
		d->scratch = xmalloc(bound);
		d->cap = bound;
	}
	return libdeflate_zlib_compress(d->z, s.p ? s.p : "", s.n, d->scratch, d->cap);
}

struct str
deflater_keep(struct deflater *d, struct arena *a, struct str s)
{
	size_t n = deflater_run(d, s);
	return (struct str){arena_dup(a, d->scratch, n), n};
}

void
deflater_buf(struct deflater *d, struct str s, struct buf *out)
{
	size_t n = deflater_run(d, s);
	buf_add(out, d->scratch, n);
}

struct str
deflate_keep(struct arena *a, struct str s, int level)
{
	struct deflater *d = deflater_open(level);
	struct str out = deflater_keep(d, a, s);
	deflater_close(d);
	return out;
}
