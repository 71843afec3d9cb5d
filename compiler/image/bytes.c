/* bytes.c - read a picture's file once, forwards, and hash it on the way */
#include "image/room.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *
file_open(const char *path, int *fd)
{
	struct stat st;
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (*fd < 0)
		return errno == ENOENT	  ? MESSAGE("no such file")
			: errno == EACCES ? MESSAGE("no permission to read it")
					  : MESSAGE("cannot be opened");
	const char *why = NULL;
	if (fstat(*fd, &st) || !S_ISREG(st.st_mode))
		why = S_ISDIR(st.st_mode) ? MESSAGE("a folder, not a file") : MESSAGE("not a regular file");
	else if ((uint64_t)st.st_size > FILE_MAX)
		why = MESSAGE("a file larger than 256 MB");
	if (why)
		close(*fd);
	return why;
}

const char *
bytes_open(struct bytes *b, const struct image *im)
{
	int fd = -1;
	const char *why = im->bytes.p ? NULL : file_open(im->path.p, &fd);
	if (why)
		return why;
	*b = (struct bytes){.fd = fd, .rest = im->bytes, .buf = xmalloc(3 * BYTES_BLOCK), .lane = {1, 2, 3, 4}};
	b->p = b->buf;
	return NULL;
}

FILE *
bytes_file(const struct image *im)
{
	int fd;
	if (im->bytes.n) {
		union {
			const char *from;
			void *to;
		} p = {im->bytes.p}; /* fmemopen for reading does not write */
		return fmemopen(p.to, im->bytes.n, "rb");
	}
	if (im->bytes.p || file_open(im->path.p, &fd))
		return NULL;
	FILE *f = fdopen(fd, "rb");
	if (!f)
		close(fd);
	return f;
}

void
bytes_close(struct bytes *b)
{
	if (b->fd >= 0)
		close(b->fd);
	free(b->buf);
	b->buf = NULL;
}

/* Eight bytes, the first one lowest. */
static uint64_t
le64(const unsigned char *p)
{
	uint64_t v;
	memcpy(&v, p, sizeof v);
	return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? __builtin_bswap64(v) : v;
}

static uint64_t
hash_word(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0x9e3779b97f4a7c15u; /* 2^64 / golden ratio, odd */
	return h ^ h >> 29;
}

/* Four lanes, so that the multiplications of neighbouring words overlap. */
static void
hash_block(uint64_t lane[4], const unsigned char *p, size_t n)
{
	for (; n >= 32; p += 32, n -= 32)
		for (int i = 0; i < 4; i++)
			lane[i] = hash_word(lane[i], le64(p + 8 * i));
	for (; n; p++, n--)
		lane[n % 4] = hash_word(lane[n % 4], *p);
}

/* Reads one more block behind what is left. All blocks but the last are whole, so that the hash does not depend on
 * how much the kernel gives at a time. */
static bool
bytes_more(struct bytes *b)
{
	if (b->end)
		return false;
	if (b->n)
		memmove(b->buf, b->p, b->n);
	b->p = b->buf;
	unsigned char *to = b->buf + b->n;
	size_t got = 0;
	if (b->fd < 0) {
		got = b->rest.n < BYTES_BLOCK ? b->rest.n : BYTES_BLOCK;
		if (got)
			memcpy(to, b->rest.p, got);
		b->rest = str_sub(b->rest, got, b->rest.n);
		b->end = !b->rest.n;
	}
	while (b->fd >= 0 && got < BYTES_BLOCK) {
		ssize_t n = read(b->fd, to + got, BYTES_BLOCK - got);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			b->end = true;
			b->failed |= n < 0;
			break;
		}
		got += (size_t)n;
	}
	if (b->hashed)
		hash_block(b->lane, to, got);
	b->n += got;
	b->size += got;
	if (b->size > FILE_MAX)
		b->end = b->failed = true; /* it grew since it was opened */
	return got > 0;
}

bool
bytes_have(struct bytes *b, size_t n)
{
	while (b->n < n)
		if (!bytes_more(b))
			return false;
	return true;
}

void
bytes_skip(struct bytes *b, size_t n)
{
	b->p += n;
	b->n -= n;
}

uint64_t
bytes_hash(struct bytes *b)
{
	do
		b->n = 0;
	while (bytes_more(b));
	uint64_t h = b->size;
	for (int i = 0; i < 4; i++)
		h = hash_word(h ^ h << 17, b->lane[i]);
	return hash_word(h, 0);
}

const char *
bytes_whole(struct bytes *b, struct buf *out)
{
	do {
		buf_add(out, b->p, b->n);
		bytes_skip(b, b->n);
	} while (out->n <= WHOLE_MAX && bytes_have(b, 1));
	return out->n > WHOLE_MAX ? MESSAGE("a file larger than 64 MB: save the picture smaller")
		: b->failed	  ? MESSAGE("cannot be read")
				  : NULL;
}

const char *
bytes_load(const struct image *im, struct buf *out)
{
	struct bytes b;
	const char *why = bytes_open(&b, im);
	if (why)
		return why;
	why = bytes_whole(&b, out);
	bytes_close(&b);
	return why;
}

uint32_t
le16(const unsigned char *p)
{
	return p[0] | (uint32_t)p[1] << 8;
}

uint32_t
le32(const unsigned char *p)
{
	return le16(p) | le16(p + 2) << 16;
}

uint32_t
be16(const unsigned char *p)
{
	return (uint32_t)p[0] << 8 | p[1];
}

uint32_t
be32(const unsigned char *p)
{
	return be16(p) << 16 | be16(p + 2);
}
