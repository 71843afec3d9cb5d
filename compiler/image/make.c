/* make.c - a picture as it is written for a press: decoded, converted and packed row by row */
#include "image/inks.h"
#include "image/room.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* A pixel whose channels differ by no more is neutral; how often a JPEG is packed anew that came out with too much ink. */
enum { NEUTRAL = 2, ATTEMPTS = 4 };

/* ---- rows of any format ---- */

const char *
image_rows(const struct image *im, uint32_t most, struct rows *rows, bool *broken)
{
	struct pixels px = {0};
	*broken = false;
	rows->cmyk = rows->stopped = false;
	if (im->format == IMAGE_JPEG)
		return jpeg_decode(im, most, &px, rows, broken);
	if (im->format == IMAGE_PNG)
		return png_decode(im, most, &px, rows, broken);
	const char *why = image_decode(im, most, false, &px, broken);
	if (why)
		return why;
	size_t n = (size_t)px.w * (size_t)px.channels;
	rows->begin(rows->ctx, &px);
	for (uint32_t y = 0; y < px.h && !rows->stopped; y++)
		rows->stopped = !rows->row(rows->ctx, px.p + y * n);
	free(px.p);
	return NULL;
}

/* ---- rows packed without loss ---- */

struct packer {
	z_stream z;
	unsigned char *rows, *row, *above, *filtered;
	size_t n, step; /* bytes of a row, of a pixel */
	struct buf *out;
	bool open;
};

static void
packer_open(struct packer *p, uint32_t w, int channels, struct buf *out)
{
	*p = (struct packer){.step = (size_t)channels, .n = (size_t)w * (size_t)channels, .out = out};
	size_t size = 2 * (p->n + p->step);
	p->rows = memset(xmalloc(size), 0, size);
	p->row = p->rows + p->step;
	p->above = p->rows + p->n + 2 * p->step;
	p->filtered = xmalloc(p->n + 1);
	p->open = deflateInit(&p->z, IMAGE_PACKING) == Z_OK;
}

static bool
packer_pump(struct packer *p, int flush)
{
	char block[16384];
	int status = Z_OK;
	do {
		p->z.next_out = (unsigned char *)block;
		p->z.avail_out = sizeof block;
		status = deflate(&p->z, flush);
		buf_add(p->out, block, sizeof block - p->z.avail_out);
	} while (status == Z_OK && !p->z.avail_out);
	return status == Z_OK || status == Z_BUF_ERROR || status == Z_STREAM_END;
}

static bool
packer_row(struct packer *p, const unsigned char *row)
{
	if (!p->open)
		return false;
	memcpy(p->row, row, p->n);
	png_row_filter(p->filtered, p->row, p->above, p->n, p->step);
	unsigned char *last = p->above;
	p->above = p->row;
	p->row = last;
	p->z.next_in = p->filtered;
	p->z.avail_in = (unsigned)p->n + 1;
	return packer_pump(p, Z_NO_FLUSH);
}

static void
packer_close(struct packer *p)
{
	if (p->open) {
		packer_pump(p, Z_FINISH);
		deflateEnd(&p->z);
	}
	free(p->rows);
	free(p->filtered);
	p->rows = p->filtered = NULL;
	p->open = false;
}

/* ---- making ---- */

struct maker {
	const struct image *im;
	const struct image_wish *wish;
	struct image_made *made;
	struct str icc; /* the picture's own */
	int less; /* percent of ink below the limit */
	bool gray; /* its colours are taken to be neutral until one is not */
	bool coloured; /* one was not */
	bool whole; /* packed without loss, whatever it shows: packing with loss laid too much ink again and again */
	bool fits; /* it is only asked whether its bytes can stay */
	int in; /* channels that come, without alpha */
	bool alpha;
	struct rows rows;
	struct image_table *table;
	struct jpeg_writer *jpeg;
	struct packer colours, mask;
	unsigned char *line, *plain; /* a row converted; one laid on white */
	uint32_t y;
	bool failed;
};

static void
maker_begin(void *ctx, const struct pixels *px)
{
	struct maker *m = ctx;
	struct image_made *made = m->made;
	bool broken;
	m->alpha = !m->rows.cmyk && (px->channels == 2 || px->channels == 4);
	m->in = px->channels - m->alpha;
	m->gray = m->gray && m->in == 3;
	m->table = image_table_open(m->wish->inks, m->icc, m->gray ? 1 : m->in, m->less, &broken);
	made->profile_broken |= broken;
	made->w = px->w;
	made->h = px->h;
	made->channels = image_table_channels(m->table);
	made->ink = -1;
	made->jpeg = !m->whole && (m->im->format == IMAGE_JPEG || m->im->photograph);
	m->y = 0;
	m->line = xmalloc((size_t)px->w * 4);
	m->plain = xmalloc((size_t)px->w * 4);
	made->bytes.n = made->mask.n = 0;
	if (m->fits)
		return;
	if (made->jpeg)
		m->jpeg = jpeg_writer_open(px->w, px->h, made->channels, m->wish->quality, &made->bytes);
	else
		packer_open(&m->colours, px->w, made->channels, &made->bytes);
	if (m->alpha && !m->wish->flat)
		packer_open(&m->mask, px->w, 1, &made->mask);
}

static bool
row_neutral(const unsigned char *row, uint32_t w, int step)
{
	for (; w; w--, row += step)
		if (abs(row[0] - row[1]) > NEUTRAL || abs(row[1] - row[2]) > NEUTRAL || abs(row[0] - row[2]) > NEUTRAL)
			return false;
	return true;
}

static void
on_white(unsigned char *to, const unsigned char *from, uint32_t w, int channels)
{
	for (; w; w--, from += channels)
		for (int c = 0; c < channels - 1; c++)
			*to++ = (unsigned char)((from[c] * from[channels - 1] + 255 * (255 - from[channels - 1]) + 127) / 255);
}

static bool
mask_row(struct maker *m, const unsigned char *row, int step)
{
	for (uint32_t x = 0; x < m->made->w; x++)
		m->plain[x] = row[(size_t)x * (size_t)step + (size_t)step - 1];
	return packer_row(&m->mask, m->plain);
}

static void
ink_note(struct maker *m)
{
	size_t at = 0;
	int ink = image_ink_row(m->line, m->made->w, &at);
	if (ink <= m->made->ink)
		return;
	m->made->ink = ink;
	m->made->ink_x = (uint32_t)at;
	m->made->ink_y = m->y;
}

static bool
maker_row(void *ctx, const unsigned char *row)
{
	struct maker *m = ctx;
	uint32_t w = m->made->w;
	int step = m->in + m->alpha;
	if (m->mask.open && !mask_row(m, row, step))
		m->failed = true;
	if (m->alpha && !m->mask.open) {
		on_white(m->plain, row, w, step);
		row = m->plain;
		step = m->in;
	}
	if (m->gray && !row_neutral(row, w, step)) {
		m->coloured = true;
		return false;
	}
	image_table_row(m->table, m->line, m->gray ? row + 1 : row, w, step);
	if (m->made->channels == 4)
		ink_note(m);
	m->y++;
	if (m->fits)
		return true;
	m->failed |= !(m->jpeg ? jpeg_writer_row(m->jpeg, m->line) : packer_row(&m->colours, m->line));
	return !m->failed;
}

/* Once over the picture. */
static const char *
maker_run(struct maker *m, bool *broken)
{
	const char *why = NULL, *wrong = image_rows(m->im, m->wish->most, &m->rows, broken);
	if (m->jpeg)
		why = jpeg_writer_close(m->jpeg, !wrong && !m->coloured && m->y == m->made->h);
	m->jpeg = NULL;
	packer_close(&m->colours);
	packer_close(&m->mask);
	image_table_close(m->table);
	m->table = NULL;
	free(m->line);
	free(m->plain);
	m->line = m->plain = NULL;
	if (!why && m->failed)
		why = MESSAGE("too large for the memory of this machine");
	return wrong ? wrong : why;
}

/* ---- how much ink a JPEG came out with ---- */

static void
count_begin(void *ctx, const struct pixels *px)
{
	struct maker *m = ctx;
	m->y = 0;
	m->made->ink = px->channels == 4 ? 0 : -1;
}

static bool
count_row(void *ctx, const unsigned char *row)
{
	struct maker *m = ctx;
	size_t at = 0;
	int ink = image_ink_row(row, m->made->w, &at);
	if (ink > m->made->ink) {
		m->made->ink = ink;
		m->made->ink_x = (uint32_t)at;
		m->made->ink_y = m->y;
	}
	m->y++;
	return true;
}

static void
jpeg_count(struct image_made *made)
{
	struct image im = {.format = IMAGE_JPEG, .bytes = buf_view(&made->bytes), .orientation = 1};
	struct maker m = {.made = made};
	struct rows rows = {.begin = count_begin, .row = count_row, .ctx = &m};
	bool broken;
	image_rows(&im, 0, &rows, &broken);
}

/* Packing moves colours by a little, and dark ones beyond the limit: then it is packed anew from less ink, and at last without loss. */
static const char *
maker_pack(struct maker *m, bool *broken)
{
	const char *why = NULL;
	int limit = image_inks_most(m->wish->inks);
	for (int i = 0; i < ATTEMPTS; i++) {
		m->coloured = false;
		why = maker_run(m, broken);
		if (!why && m->coloured) {
			m->gray = m->coloured = false;
			why = maker_run(m, broken);
		}
		if (why || m->made->channels != 4 || !m->made->jpeg || !limit)
			return why;
		if (m->made->ink * 100 > limit * 255 - 60 * 255)
			jpeg_count(m->made);
		int over = m->made->ink * 100 - limit * 255;
		if (over <= 0)
			return NULL;
		m->less += (over / 255 + 3) * (i + 1);
	}
	m->whole = true;
	m->less = 0;
	return maker_run(m, broken);
}

/* ---- whether the file's bytes can stay ---- */

static bool
bytes_pass(const struct image *im, const struct image_wish *wish)
{
	if (im->format != IMAGE_JPEG && (im->format != IMAGE_PNG || im->alpha || im->interlaced || im->bits > 8))
		return false;
	if (im->format == IMAGE_PNG && im->colour == IMAGE_GRAY && im->bits == 1 && !im->has_icc)
		return true; /* line art keeps its pixels: it has no shades */
	return !wish->most || (im->w <= wish->most && im->h <= wish->most);
}

/* Four inks without a profile stay as they are, if they keep to the limit. */
static bool
inks_fit(struct maker *m)
{
	bool broken = false;
	int limit = image_inks_most(m->wish->inks);
	if (m->im->colour != IMAGE_CMYK || image_inks_channels(m->wish->inks) != 4 ||
		(m->icc.n && !image_inks_is(m->wish->inks, m->icc)))
		return false;
	m->fits = true;
	m->less = -400; /* counted as they are */
	const char *why = maker_run(m, &broken);
	m->fits = false;
	m->less = 0;
	return !why && !broken && (!limit || m->made->ink * 100 <= limit * 255);
}

static bool
maker_stays(struct maker *m)
{
	const struct image *im = m->im;
	bool broken;
	int channels = im->colour == IMAGE_PALETTE ? 3 : (int)im->colour;
	if (!bytes_pass(im, m->wish))
		return false;
	if (im->format == IMAGE_PNG && im->bits == 1 && im->colour == IMAGE_GRAY)
		return true;
	if (channels == 4)
		return inks_fit(m);
	struct image_table *t = image_table_open(m->wish->inks, m->icc, channels, 0, &broken);
	bool stays = image_table_idle(t) && image_table_channels(t) == channels;
	m->made->profile_broken |= broken;
	image_table_close(t);
	return stays;
}

bool
image_stays(const struct image *im, const struct image_wish *wish, bool *profile_broken)
{
	struct buf icc = {0};
	struct image_made made = {.ink = -1};
	struct maker m = {.im = im, .wish = wish, .made = &made};
	image_icc(im, &icc);
	m.icc = buf_view(&icc);
	bool stays = maker_stays(&m);
	*profile_broken = made.profile_broken;
	buf_free(&icc);
	return stays;
}

const char *
image_make(const struct image *im, const struct image_wish *wish, struct image_made *made, bool *broken)
{
	struct buf icc = {0};
	struct maker m = {.im = im, .wish = wish, .made = made, .gray = image_inks_channels(wish->inks) == 4};
	*made = (struct image_made){.ink = -1};
	*broken = false;
	m.rows = (struct rows){.begin = maker_begin, .row = maker_row, .ctx = &m};
	image_icc(im, &icc);
	m.icc = buf_view(&icc);
	const char *why = NULL;
	made->as_it_is = maker_stays(&m);
	if (!made->as_it_is)
		why = maker_pack(&m, broken);
	buf_free(&icc);
	return why;
}
