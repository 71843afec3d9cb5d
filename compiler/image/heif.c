/* heif.c - HEIC, as phones save it, and AVIF: looked at and decoded with libheif, which turns them upright */
#include "image/room.h"

#include <libheif/heif.h>
#include <stdlib.h>
#include <string.h>

/* What one codec could hold at most in so many bytes: areas of one colour need hardly any, but no picture is wholly empty. */
enum { PIXELS_FOR_BYTE = 1 << 16, ICC_MOST = 4 << 20 };

struct opened {
	struct heif_context *context;
	struct heif_image_handle *handle;
};

/* ISO/IEC 14496-12, section 4.3: the brand, a version, and the brands that it also is. */
bool
heif_is_avif(struct str file)
{
	size_t n = file.n < 12 ? 0 : be32((const unsigned char *)file.p);
	for (size_t at = 8; at + 4 <= n && at + 4 <= file.n && at < 256; at += 4)
		if (at != 12 && !memcmp(file.p + at, "avi", 3))
			return true;
	return false;
}

static const char *
why_closed(struct str file)
{
	bool avif = heif_is_avif(file);
	if (!heif_have_decoder_for_format(avif ? heif_compression_AV1 : heif_compression_HEVC))
		return avif ? MESSAGE("an AVIF, which the library libheif on this machine cannot decode: save it as PNG or JPEG")
			    : MESSAGE("a HEIC, which the library libheif on this machine cannot decode: save it as PNG or JPEG");
	return avif ? MESSAGE("a damaged AVIF, or one that moves: save it as PNG or JPEG")
		    : MESSAGE("a damaged HEIC: save it as JPEG");
}

static void
heif_close(struct opened *o)
{
	if (o->handle)
		heif_image_handle_release(o->handle);
	heif_context_free(o->context);
}

/* NULL or what is wrong; the file must outlive it. To be closed in any case. */
static const char *
heif_open(struct opened *o, struct str file)
{
	*o = (struct opened){.context = heif_context_alloc()};
	heif_context_set_maximum_image_size_limit(o->context, SIDE_MAX);
	heif_context_set_max_decoding_threads(o->context, 0);
	struct heif_error e = heif_context_read_from_memory_without_copy(o->context, file.p, file.n, NULL);
	if (e.code == heif_error_Ok)
		e = heif_context_get_primary_image_handle(o->context, &o->handle);
	return e.code == heif_error_Ok && o->handle ? NULL : why_closed(file);
}

static const char *
handle_look(const struct heif_image_handle *h, struct str file, struct image *im)
{
	int w = heif_image_handle_get_width(h), height = heif_image_handle_get_height(h);
	im->stored_w = w > 0 ? (uint32_t)w : 0;
	im->stored_h = height > 0 ? (uint32_t)height : 0;
	im->bits = 8;
	im->colour = IMAGE_RGB;
	im->alpha = heif_image_handle_has_alpha_channel(h);
	im->photograph = !im->alpha;
	im->has_icc = heif_image_handle_get_raw_color_profile_size(h) > 0;
	const char *why = size_allowed(im->stored_w, im->stored_h);
	uint64_t area = (uint64_t)im->stored_w * im->stored_h;
	if (!why && area > WHOLE_AREA_MAX)
		why = MESSAGE("larger than 50 megapixels: save it as PNG or JPEG");
	if (!why && area > (uint64_t)file.n * PIXELS_FOR_BYTE)
		why = MESSAGE("a picture whose header promises more than the file holds");
	return why;
}

const char *
heif_look(struct str file, struct image *im)
{
	struct opened o;
	const char *why = heif_open(&o, file);
	if (!why)
		why = handle_look(o.handle, file, im);
	if (!why && !heif_have_decoder_for_format(heif_is_avif(file) ? heif_compression_AV1 : heif_compression_HEVC))
		why = why_closed(file);
	heif_close(&o);
	return why;
}

void
heif_icc(struct str file, struct buf *out)
{
	struct opened o;
	size_t n = heif_open(&o, file) ? 0 : heif_image_handle_get_raw_color_profile_size(o.handle);
	if (n && n <= ICC_MOST) {
		char *p = xmalloc(n);
		if (heif_image_handle_get_raw_color_profile(o.handle, p).code == heif_error_Ok)
			buf_add(out, p, n);
		free(p);
	}
	heif_close(&o);
}

static const char *
rows_shrink(const struct image *im, const struct heif_image *from, uint32_t most, struct pixels *px)
{
	struct shrink s;
	int stride = 0, w = heif_image_get_width(from, heif_channel_interleaved),
	    h = heif_image_get_height(from, heif_channel_interleaved);
	const uint8_t *p = heif_image_get_plane_readonly(from, heif_channel_interleaved, &stride);
	if (!p || w < 1 || h < 1 || (uint32_t)w != im->stored_w || (uint32_t)h != im->stored_h || stride < w * px->channels)
		return MESSAGE("of another size than its header says");
	const char *why = shrink_start(&s, px, (uint32_t)w, (uint32_t)h, most, NULL);
	for (int y = 0; y < h && !why; y++)
		shrink_row(&s, p + (size_t)y * (size_t)stride);
	shrink_end(&s);
	return why;
}

const char *
heif_decode(const struct image *im, uint32_t most, struct pixels *px, bool *broken)
{
	struct buf file = {0};
	struct opened o = {0};
	struct heif_image *whole = NULL;
	const char *why = bytes_load(im, &file);
	if (!why)
		why = heif_open(&o, buf_view(&file));
	struct heif_decoding_options *options = why ? NULL : heif_decoding_options_alloc();
	if (options) {
		options->convert_hdr_to_8bit = 1;
		px->channels = im->alpha ? 4 : 3;
		struct heif_error e = heif_decode_image(o.handle, &whole, heif_colorspace_RGB,
			im->alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, options);
		why = e.code == heif_error_Ok && whole ? rows_shrink(im, whole, most, px)
						       : MESSAGE("damaged: save it as PNG or JPEG");
		heif_decoding_options_free(options);
	}
	if (whole)
		heif_image_release(whole);
	if (o.context)
		heif_close(&o);
	buf_free(&file);
	*broken = false;
	return why;
}

void
heif_metadata(struct str file, void (*give)(void *ctx, const char *type, struct str data), void *ctx)
{
	enum { BLOCKS_MOST = 8, BLOCK_MOST = 1 << 20 };
	struct opened o;
	heif_item_id ids[BLOCKS_MOST];
	if (!heif_open(&o, file)) {
		int n = heif_image_handle_get_list_of_metadata_block_IDs(o.handle, NULL, ids, BLOCKS_MOST);
		for (int i = 0; i < n; i++) {
			size_t size = heif_image_handle_get_metadata_size(o.handle, ids[i]);
			const char *type = heif_image_handle_get_metadata_type(o.handle, ids[i]);
			if (!type || !size || size > BLOCK_MOST)
				continue;
			char *data = xmalloc(size);
			if (heif_image_handle_get_metadata(o.handle, ids[i], data).code == heif_error_Ok)
				give(ctx, type, (struct str){data, size});
			free(data);
		}
	}
	heif_close(&o);
}
