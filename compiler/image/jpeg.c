/* jpeg.c - decode and encode JPEGs with libjpeg, behind a fence for its errors */
#include "image/room.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
/* after stdio.h, which it needs */
#include <jpeglib.h>

enum { MEMORY_MAX = 640 << 20 }; /* a progressive picture is held as coefficients */

/* libjpeg's error manager with our place to jump to: the library ends the program otherwise. */
struct fence {
	struct jpeg_error_mgr base; /* first, so that a pointer to it is one to the fence */
	jmp_buf back;
};

static void
fence_exit(j_common_ptr c)
{
	longjmp(((struct fence *)(void *)c->err)->back, 1);
}

static void
fence_message(j_common_ptr c, int level)
{
	if (level < 0)
		c->err->num_warnings++;
}

static void
fence_output(j_common_ptr c)
{
	(void)c; /* libjpeg prints to stderr; our callers report */
}

static struct jpeg_error_mgr *
fence_set(struct fence *f)
{
	jpeg_std_error(&f->base);
	f->base.error_exit = fence_exit;
	f->base.emit_message = fence_message;
	f->base.output_message = fence_output;
	return &f->base;
}

/* Many empty scans over a large picture take hours: libjpeg leaves that to its callers. */
static void
scans_watch(j_common_ptr c)
{
	if (c->is_decompressor && ((j_decompress_ptr)(void *)c)->input_scan_number > SCANS_MAX)
		longjmp(((struct fence *)(void *)c->err)->back, 1);
}

struct decoder {
	struct jpeg_decompress_struct d;
	struct fence fence;
	struct jpeg_progress_mgr watch;
	struct shrink shrink;
	struct rows *rows; /* or NULL */
	FILE *f;
	unsigned char *row; /* libjpeg's row when it is not decoded in place; may be CMYK */
	bool started; /* px->p exists */
};

/* Without a profile, as viewers show it. Adobe's files have the inks inverted: 255 is no ink. */
static void
cmyk_to_rgb(unsigned char *row, uint32_t w, bool inverted)
{
	const unsigned char *from = row;
	for (uint32_t x = 0; x < w; x++, from += 4, row += 3) {
		unsigned k = inverted ? from[3] : 255u - from[3];
		for (int c = 0; c < 3; c++) {
			unsigned light = inverted ? from[c] : 255u - from[c];
			unsigned product = light * k + 128;
			row[c] = (unsigned char)((product + (product >> 8)) >> 8); /* product / 255, rounded */
		}
	}
}

static void
row_invert(unsigned char *row, size_t n)
{
	for (size_t i = 0; i < n; i++)
		row[i] = (unsigned char)~row[i];
}

static void
lines_decode(struct decoder *c)
{
	j_decompress_ptr d = &c->d;
	bool inks = c->rows && c->rows->cmyk, cmyk = d->out_color_space == JCS_CMYK && !inks;
	while (d->output_scanline < d->output_height && !(c->rows && c->rows->stopped)) {
		unsigned char *place = cmyk ? NULL : shrink_place(&c->shrink);
		JSAMPROW row = place ? place : c->row;
		if (jpeg_read_scanlines(d, &row, 1) != 1)
			return;
		if (inks && d->saw_Adobe_marker)
			row_invert(row, (size_t)d->output_width * 4);
		if (cmyk)
			cmyk_to_rgb(c->row, d->output_width, d->saw_Adobe_marker);
		shrink_row(&c->shrink, row);
	}
}

/* Between the fences: returns what is wrong, or jumps back. */
static const char *
decode(struct decoder *c, uint32_t most, struct pixels *px)
{
	j_decompress_ptr d = &c->d;
	jpeg_create_decompress(d);
	d->mem->max_memory_to_use = MEMORY_MAX;
	c->watch.progress_monitor = scans_watch;
	d->progress = &c->watch;
	jpeg_stdio_src(d, c->f);
	jpeg_read_header(d, TRUE);
	const char *why = size_allowed(d->image_width, d->image_height);
	if (why)
		return why;
	d->out_color_space = d->num_components == 1 ? JCS_GRAYSCALE : d->num_components == 4 ? JCS_CMYK : JCS_RGB;
	px->channels = d->num_components == 1 ? 1 : 3;
	if (c->rows && d->num_components == 4) {
		c->rows->cmyk = true;
		px->channels = 4;
	}
	d->scale_num = c->rows && c->rows->exact ? jpeg_eighths_above(d->image_width, d->image_height, most)
						 : jpeg_eighths(d->image_width, d->image_height, most);
	d->scale_denom = 8;
	jpeg_start_decompress(d);
	c->row = malloc((size_t)d->output_width * (size_t)d->output_components);
	why = c->row ? shrink_start(&c->shrink, px, d->output_width, d->output_height, most, c->rows)
		     : MESSAGE("too large for the memory of this machine");
	if (why)
		return why;
	c->started = true;
	lines_decode(c);
	if (d->output_scanline == d->output_height)
		jpeg_finish_decompress(d);
	return NULL;
}

const char *
jpeg_decode(const struct image *im, uint32_t most, struct pixels *px, struct rows *rows, bool *broken)
{
	struct decoder *c = xmalloc(sizeof *c); /* on the heap: its values must outlive the jump */
	memset(c, 0, sizeof *c);
	const char *why = MESSAGE("a JPEG that cannot be decoded");
	c->d.err = fence_set(&c->fence);
	c->rows = rows;
	c->f = bytes_file(im);
	if (!c->f) {
		free(c);
		return MESSAGE("cannot be opened");
	}
	if (setjmp(c->fence.back))
		*broken = true;
	else
		why = decode(c, most, px);
	if (c->started)
		why = NULL;
	*broken |= c->fence.base.num_warnings > 0;
	shrink_end(&c->shrink);
	jpeg_destroy_decompress(&c->d);
	fclose(c->f);
	free(c->row);
	free(c);
	return why;
}

/* Sum of the standard's table for brightness, of which a quality takes so many hundredths. */
enum { TABLE_SUM = 3688 };

static bool
coarse(struct decoder *c, int quality)
{
	j_decompress_ptr d = &c->d;
	unsigned sum = 0, most = TABLE_SUM * (unsigned)jpeg_quality_scaling(quality) / 100;
	jpeg_create_decompress(d);
	jpeg_stdio_src(d, c->f);
	jpeg_read_header(d, TRUE);
	const JQUANT_TBL *table = d->quant_tbl_ptrs[0];
	for (int i = 0; table && i < DCTSIZE2; i++)
		sum += table->quantval[i];
	bool halved = d->num_components == 3 && d->comp_info[0].h_samp_factor == 2 && d->comp_info[0].v_samp_factor == 2;
	return (d->num_components == 1 || halved) && sum * 100 >= most * 95;
}

bool
jpeg_coarse(const struct image *im, int quality)
{
	struct decoder *c = xmalloc(sizeof *c);
	memset(c, 0, sizeof *c);
	volatile bool is = false;
	c->d.err = fence_set(&c->fence);
	c->f = bytes_file(im);
	if (c->f) {
		if (!setjmp(c->fence.back))
			is = coarse(c, quality);
		jpeg_destroy_decompress(&c->d);
		fclose(c->f);
	}
	free(c);
	return is;
}

/* ---- encoding ---- */

struct jpeg_writer {
	struct jpeg_compress_struct e;
	struct fence fence;
	struct jpeg_destination_mgr to;
	struct buf *out;
	unsigned char block[16384];
	unsigned char *row; /* inverted, or without alpha */
	bool failed;
};

static void
to_start(j_compress_ptr e)
{
	struct jpeg_writer *c = e->client_data;
	c->to.next_output_byte = c->block;
	c->to.free_in_buffer = sizeof c->block;
}

static boolean
to_full(j_compress_ptr e)
{
	struct jpeg_writer *c = e->client_data;
	buf_add(c->out, c->block, sizeof c->block);
	to_start(e);
	return TRUE;
}

static void
to_end(j_compress_ptr e)
{
	struct jpeg_writer *c = e->client_data;
	buf_add(c->out, c->block, sizeof c->block - c->to.free_in_buffer);
}

static void
row_on_white(unsigned char *to, const unsigned char *from, uint32_t w, int channels)
{
	for (uint32_t x = 0; x < w; x++, from += channels, to += channels - 1)
		for (int c = 0; c < channels - 1; c++)
			to[c] = (unsigned char)((from[c] * from[channels - 1] + 255 * (255 - from[channels - 1]) + 127) / 255);
}

/* libjpeg writes four inks as Adobe does: with its marker, and inverted, which is what readers expect. */
static void
writer_start(struct jpeg_writer *c, uint32_t w, uint32_t h, int channels, int quality, bool small)
{
	j_compress_ptr e = &c->e;
	jpeg_create_compress(e);
	e->client_data = c;
	c->to = (struct jpeg_destination_mgr){
		.init_destination = to_start, .empty_output_buffer = to_full, .term_destination = to_end};
	e->dest = &c->to;
	e->image_width = w;
	e->image_height = h;
	e->input_components = channels;
	e->in_color_space = channels == 1 ? JCS_GRAYSCALE : channels == 4 ? JCS_CMYK : JCS_RGB;
	jpeg_set_defaults(e);
	if (channels == 4)
		jpeg_set_colorspace(e, JCS_YCCK);
	jpeg_set_quality(e, quality, TRUE);
	if (small) {
		e->optimize_coding = TRUE;
		if ((uint64_t)w * h >= PROGRESSIVE_AREA)
			jpeg_simple_progression(e);
	}
	jpeg_start_compress(e, TRUE);
}

static struct jpeg_writer *
writer_open(uint32_t w, uint32_t h, int channels, int quality, bool small, struct buf *out)
{
	struct jpeg_writer *c = xmalloc(sizeof *c);
	memset(c, 0, sizeof *c);
	c->out = out;
	c->row = xmalloc((size_t)w * 4);
	c->e.err = fence_set(&c->fence);
	if (setjmp(c->fence.back))
		c->failed = true;
	else
		writer_start(c, w, h, channels, quality, small);
	return c;
}

struct jpeg_writer *
jpeg_writer_open(uint32_t w, uint32_t h, int channels, int quality, struct buf *out)
{
	return writer_open(w, h, channels, quality, false, out);
}

bool
jpeg_writer_row(struct jpeg_writer *c, const unsigned char *row)
{
	if (c->failed)
		return false;
	size_t n = (size_t)c->e.image_width * (size_t)c->e.input_components;
	memcpy(c->row, row, n);
	if (c->e.input_components == 4)
		row_invert(c->row, n);
	if (setjmp(c->fence.back))
		c->failed = true;
	else
		jpeg_write_scanlines(&c->e, &c->row, 1);
	return !c->failed;
}

const char *
jpeg_writer_close(struct jpeg_writer *c, bool whole)
{
	if (setjmp(c->fence.back))
		c->failed = true;
	else if (whole && !c->failed)
		jpeg_finish_compress(&c->e);
	const char *why = c->failed ? MESSAGE("could not be encoded as JPEG") : NULL;
	jpeg_destroy_compress(&c->e);
	free(c->row);
	free(c);
	return why;
}

static const char *
pixels_write(const struct pixels *px, int quality, bool small, struct buf *out)
{
	bool alpha = px->channels == 2 || px->channels == 4;
	struct jpeg_writer *c = writer_open(px->w, px->h, px->channels - alpha, quality, small, out);
	unsigned char *line = xmalloc((size_t)px->w * 4);
	size_t stride = (size_t)px->w * (size_t)px->channels;
	bool ok = true;
	for (uint32_t y = 0; y < px->h && ok; y++) {
		const unsigned char *row = px->p + y * stride;
		if (alpha)
			row_on_white(line, row, px->w, px->channels);
		ok = jpeg_writer_row(c, alpha ? line : row);
	}
	free(line);
	return jpeg_writer_close(c, ok);
}

const char *
image_write_jpeg(const struct pixels *px, int quality, struct buf *out)
{
	return pixels_write(px, quality, false, out);
}

const char *
jpeg_write_small(const struct pixels *px, int quality, struct buf *out)
{
	return pixels_write(px, quality, true, out);
}
