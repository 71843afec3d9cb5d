/* image_fuzz.c - any bytes as a picture: looked at, copied without metadata, decoded, turned */
#include "image/inks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
sink_write(void *ctx, const void *p, size_t n)
{
	(void)p;
	*(size_t *)ctx += n;
	return true;
}

static void
screen_use(const struct image *im)
{
	static struct image_inks *srgb;
	struct image_screened made;
	bool broken;
	if (!srgb && image_inks_open(&(struct image_output){.channels = 3, .intent = 1}, &srgb))
		abort();
	image_screen_make(im, &(struct image_screen_wish){.srgb = srgb, .most = 64, .quality = 80}, &made, &broken);
	buf_free(&made.bytes);
}

static void
picture_use(const struct image *im)
{
	struct pixels px;
	bool broken;
	size_t n = 0;
	unsigned char rgb[768];
	struct buf out = {0};
	if (im->format == IMAGE_JPEG || im->format == IMAGE_PNG)
		image_strip(im, (struct image_sink){sink_write, &n});
	if (im->format == IMAGE_PNG)
		image_png_data(im, (struct image_sink){sink_write, &n});
	image_png_palette(im, rgb);
	if ((uint64_t)im->w * im->h > 4000000)
		return; /* correct, but slow */
	if (!image_decode(im, 40, true, &px, &broken)) {
		if (image_write_png(&px, &out) || image_write_jpeg(&px, 85, &out))
			abort();
		free(px.p);
	}
	if (im->format == IMAGE_JPEG)
		image_jpeg_upright(im, &out);
	screen_use(im);
	buf_free(&out);
}

static uint32_t
be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Makes the checksums of a PNG right, since hardly any changed byte would get past them; but for every eighth input. */
static void
checksums_mend(unsigned char *p, size_t size)
{
	if (size < 8 || p[size - 1] % 8 == 7 || memcmp(p, "\x89PNG", 4))
		return;
	for (size_t at = 8; size - at >= 12;) {
		size_t n = be32(p + at);
		if (n > size - at - 12)
			return;
		uint32_t crc = (uint32_t)crc32(0, p + at + 4, (unsigned)n + 4);
		for (int i = 0; i < 4; i++)
			p[at + 8 + n + i] = (unsigned char)(crc >> (24 - 8 * i));
		at += 12 + n;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[64];
	int fd = memfd_create("picture", 0);
	unsigned char *bytes = malloc(size + 1);
	if (!bytes || fd < 0)
		abort();
	if (size)
		memcpy(bytes, data, size);
	checksums_mend(bytes, size);
	if (write(fd, bytes, size) != (ssize_t)size)
		abort();
	free(bytes);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	struct arena *a = arena_new();
	struct image im;
	if (!image_probe(a, path, &im))
		picture_use(&im);
	arena_free(a);
	close(fd);
	return 0;
}
