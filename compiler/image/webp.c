/* webp.c - WebP: looked at and decoded with libwebp; of an animation the first picture */
#include "image/room.h"

#include <stdlib.h>
#include <string.h>
#include <webp/decode.h>
#include <webp/demux.h>

static const char truncated[] = MESSAGE("a truncated WebP: the file ends before the picture does");

static WebPData
data_of(struct str file)
{
	return (WebPData){(const uint8_t *)file.p, file.n};
}

/* The orientation that an EXIF chunk names. */
static int
orientation_read(const WebPDemuxer *d)
{
	WebPChunkIterator c;
	int orientation = 1;
	if (WebPDemuxGetChunk(d, "EXIF", 1, &c)) {
		const uint8_t *p = c.chunk.bytes;
		size_t n = c.chunk.size;
		if (n > 6 && !memcmp(p, "Exif\0", 6)) /* some writers copy JPEG's signature */
			p += 6, n -= 6;
		orientation = exif_orientation(p, n);
	}
	WebPDemuxReleaseChunkIterator(&c);
	return orientation;
}

static const char *
look(const WebPDemuxer *d, struct image *im)
{
	WebPIterator frame;
	WebPBitstreamFeatures f;
	im->stored_w = WebPDemuxGetI(d, WEBP_FF_CANVAS_WIDTH);
	im->stored_h = WebPDemuxGetI(d, WEBP_FF_CANVAS_HEIGHT);
	im->moving = WebPDemuxGetI(d, WEBP_FF_FRAME_COUNT) > 1;
	im->has_icc = WebPDemuxGetI(d, WEBP_FF_FORMAT_FLAGS) & ICCP_FLAG;
	const char *why = size_allowed(im->stored_w, im->stored_h);
	if (!why && (uint64_t)im->stored_w * im->stored_h > 4 * (uint64_t)WHOLE_AREA_MAX)
		why = MESSAGE("a WebP larger than 200 megapixels: save it smaller");
	if (why)
		return why;
	if (!WebPDemuxGetFrame(d, 1, &frame))
		return MESSAGE("a WebP without a picture in it");
	if (WebPGetFeatures(frame.fragment.bytes, frame.fragment.size, &f) != VP8_STATUS_OK || !f.width || !f.height)
		why = MESSAGE("a damaged WebP");
	else if ((uint64_t)f.width * f.height > (uint64_t)frame.fragment.size
			<< 16) /* lossless areas of one colour need hardly a bit */
		why = MESSAGE("a WebP whose header promises more than the file holds");
	im->alpha = f.has_alpha || frame.width != (int)im->stored_w || frame.height != (int)im->stored_h;
	im->photograph = f.format == 1 && !im->alpha;
	WebPDemuxReleaseIterator(&frame);
	im->orientation = orientation_read(d);
	im->colour = IMAGE_RGB;
	im->bits = 8;
	return why;
}

const char *
webp_look(struct str file, struct image *im)
{
	WebPDemuxState state;
	WebPData data = data_of(file);
	if (file.n < 12 || (uint64_t)le32((const unsigned char *)file.p + 4) + 8 > file.n)
		return truncated;
	WebPDemuxer *d = WebPDemuxPartial(&data, &state);
	const char *why = !d || state != WEBP_DEMUX_DONE ? MESSAGE("a damaged WebP") : look(d, im);
	WebPDemuxDelete(d);
	return why;
}

void
webp_icc(struct str file, struct buf *out)
{
	WebPChunkIterator c;
	WebPData data = data_of(file);
	WebPDemuxer *d = WebPDemux(&data);
	if (d && WebPDemuxGetChunk(d, "ICCP", 1, &c)) {
		buf_add(out, c.chunk.bytes, c.chunk.size);
		WebPDemuxReleaseChunkIterator(&c);
	}
	WebPDemuxDelete(d);
}

/* A whole picture, at the size asked for; px->p exists. Rows that never come stay gray. */
static bool
frame_decode(const WebPIterator *frame, struct pixels *px, uint32_t w, uint32_t h)
{
	WebPDecoderConfig c;
	if (!WebPInitDecoderConfig(&c) || WebPGetFeatures(frame->fragment.bytes, frame->fragment.size, &c.input) != VP8_STATUS_OK)
		return false;
	c.options.use_scaling = c.input.width != (int)w || c.input.height != (int)h;
	c.options.scaled_width = (int)w;
	c.options.scaled_height = (int)h;
	c.output.colorspace = px->channels == 4 ? MODE_RGBA : MODE_RGB;
	c.output.is_external_memory = 1;
	c.output.u.RGBA.rgba = px->p;
	c.output.u.RGBA.stride = (int)px->w * px->channels;
	c.output.u.RGBA.size = (size_t)px->w * px->h * (size_t)px->channels;
	return WebPDecode(frame->fragment.bytes, frame->fragment.size, &c) == VP8_STATUS_OK;
}

/* A first picture that is smaller than its canvas is laid on it unscaled; both are shrunk together. */
static const char *
canvas_decode(const WebPIterator *frame, struct pixels *px, uint32_t w, uint32_t h, uint32_t most, bool *broken)
{
	struct pixels part = {(uint32_t)frame->width, (uint32_t)frame->height, 4, NULL};
	size_t part_row = (size_t)part.w * 4, at = (size_t)frame->x_offset * 4;
	struct shrink s;
	if ((uint64_t)frame->x_offset + part.w > w || (uint64_t)frame->y_offset + part.h > h)
		return MESSAGE("a damaged WebP");
	part.p = calloc(part.h, part_row);
	unsigned char *row = calloc(w, 4);
	const char *why =
		part.p && row ? shrink_start(&s, px, w, h, most, NULL) : MESSAGE("too large for the memory of this machine");
	if (!why) {
		*broken |= !frame_decode(frame, &part, part.w, part.h);
		for (uint32_t y = 0; y < h; y++) {
			uint32_t of = y - (uint32_t)frame->y_offset;
			if (y >= (uint32_t)frame->y_offset && of < part.h)
				memcpy(row + at, part.p + of * part_row, part_row);
			else
				memset(row, 0, (size_t)w * 4);
			shrink_row(&s, row);
		}
		shrink_end(&s);
	}
	free(part.p);
	free(row);
	return why;
}

static const char *
decode(const WebPDemuxer *d, const struct image *im, uint32_t most, struct pixels *px, bool *broken)
{
	WebPIterator frame;
	uint32_t w = WebPDemuxGetI(d, WEBP_FF_CANVAS_WIDTH), h = WebPDemuxGetI(d, WEBP_FF_CANVAS_HEIGHT);
	if (w != im->stored_w || h != im->stored_h || !WebPDemuxGetFrame(d, 1, &frame))
		return MESSAGE("a WebP that was changed meanwhile");
	const char *why = NULL;
	px->channels = im->alpha ? 4 : 3;
	if (frame.width != (int)w || frame.height != (int)h) {
		why = im->alpha ? canvas_decode(&frame, px, w, h, most, broken) : MESSAGE("a WebP that was changed meanwhile");
	} else {
		px->w = w;
		px->h = h;
		size_fit(&px->w, &px->h, most);
		size_t n = (size_t)px->w * px->h * (size_t)px->channels;
		px->p = malloc(n);
		if (px->p) {
			memset(px->p, 0x80, n);
			*broken = !frame_decode(&frame, px, px->w, px->h);
		} else {
			why = MESSAGE("too large for the memory of this machine");
		}
	}
	WebPDemuxReleaseIterator(&frame);
	return why;
}

const char *
webp_decode(const struct image *im, uint32_t most, struct pixels *px, bool *broken)
{
	struct buf file = {0};
	const char *why = bytes_load(im, &file);
	WebPData data = data_of(buf_view(&file));
	WebPDemuxer *d = why ? NULL : WebPDemux(&data);
	if (!why)
		why = d ? decode(d, im, most, px, broken) : MESSAGE("a damaged WebP");
	WebPDemuxDelete(d);
	buf_free(&file);
	return why;
}
