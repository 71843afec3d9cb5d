/* picture.c - pictures and emoji as image XObjects: passed through where PDF takes their bytes, else decoded */
#include "pdf/picture.h"

#include "base/message.h"
#include "base/pool.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of pictures that are made ready at a time, and of one picture that are held at all: a larger one is read a second time. */
enum { READY_MOST = 16 << 20, HOLD_MOST = 12 << 20, SIDE_MOST = 6000, PPI_MOST = 600, PPI_VECTOR = 300, QUALITY = 92 };

struct pictures {
	struct pdf *f;
	struct ready *list; /* as f->xobjects */
	size_t ready; /* so many have been made ready */
	bool without; /* pictures are left out: it is counted what all else takes */
	HPDF_Dict *masks; /* NULL: has none */
	struct lazy colour, mask;
	struct deflater **deflaters; /* of each thread */
};

/* ---- the bytes of a file, held or counted ---- */

static bool
holder_write(void *ctx, const void *p, size_t n)
{
	struct ready *r = ctx;
	r->length += n;
	if (r->length > HOLD_MOST) {
		buf_free(&r->bytes);
		r->again = true;
	}
	if (!r->again)
		buf_add(&r->bytes, p, n);
	return true;
}

/* Bytes on their way from a file to the output: never more than were promised. */
struct pipe {
	bool (*write)(void *to, const void *p, size_t n);
	void *to;
	uint64_t left;
	bool failed; /* the output's fault */
};

static bool
pipe_write(void *ctx, const void *p, size_t n)
{
	struct pipe *pipe = ctx;
	if (n > pipe->left)
		n = (size_t)pipe->left;
	if (n && !pipe->write(pipe->to, p, n)) {
		pipe->failed = true;
		return false;
	}
	pipe->left -= n;
	return pipe->left > 0;
}

/* ---- what the dictionary says ---- */

void
entries_begin(struct buf *b, uint32_t w, uint32_t h, int bits)
{
	buf_fmt(b, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %d", w, h, bits);
}

void
entries_predictor(struct buf *b, uint32_t w, int channels, int bits)
{
	buf_fmt(b, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %u>>", channels, bits,
		w);
}

void
entries_length(struct buf *b, uint64_t n)
{
	buf_z(b, "/Length ");
	buf_int(b, (int64_t)n);
}

const char *
space_name(int channels)
{
	return channels == 1 ? "/ColorSpace/DeviceGray" : channels == 4 ? "/ColorSpace/DeviceCMYK" : "/ColorSpace/DeviceRGB";
}

void
entries_space(struct ready *r, int channels)
{
	if (channels != 3 || !r->rgb.n) {
		buf_z(&r->entries, space_name(channels));
		return;
	}
	buf_z(&r->entries, "/ColorSpace");
	buf_str(&r->entries, r->rgb);
}

/* A place that is gray: what stands for a picture that cannot be read any more. */
static void
ready_gray(struct ready *r)
{
	r->again = false;
	r->entries.n = r->bytes.n = 0;
	entries_begin(&r->entries, 1, 1, 8);
	buf_z(&r->entries, space_name(1));
	buf_char(&r->bytes, (char)0xCC);
	r->length = 1;
	entries_length(&r->entries, r->length);
}

void
picture_lost(struct pdf *f, const struct image *image, const char *why)
{
	diag_add(f->diag, DIAG_PICTURE_BROKEN, image->shown, 0, 0,
		"the picture could not be read when the PDF was written (%s); its place is gray; mend the file and build again",
		message(why));
}

/* ---- passed through ---- */

/* PDF 1.5 and later take PNG's own data, but for alpha, transparent colours and interlacing; JPEG always. */
bool
image_passes(const struct pdf *f, const struct image *image)
{
	if (f->pages->one_ink && image->colour != IMAGE_GRAY)
		return false;
	return image->format == IMAGE_JPEG || (image->format == IMAGE_PNG && !image->alpha && !image->interlaced);
}

static const char *
image_send(const struct image *image, struct image_sink sink)
{
	return image->format == IMAGE_PNG ? image_png_data(image, sink) : image_strip(image, sink);
}

static bool
palette_write(struct ready *r, const struct image *image)
{
	struct buf *b = &r->entries;
	unsigned char rgb[768];
	int n = image_png_palette(image, rgb);
	if (n < 1)
		return false;
	bool gray = r->gray;
	for (int i = 0; i < n * 3 && gray; i += 3)
		gray = rgb[i] == rgb[i + 1] && rgb[i] == rgb[i + 2];
	buf_z(b, "/ColorSpace[/Indexed");
	buf_str(b, gray ? STR("/DeviceGray") : r->rgb.n ? r->rgb : STR("/DeviceRGB"));
	buf_fmt(b, " %d<", n - 1);
	for (int i = 0; i < n * 3; i += gray ? 3 : 1)
		buf_fmt(b, "%02X", rgb[i]);
	buf_z(b, ">]");
	return true;
}

const char *
pass_entries(struct ready *r, const struct image *image)
{
	struct buf *b = &r->entries;
	int channels = image->colour == IMAGE_PALETTE ? 1 : (int)image->colour;
	entries_begin(b, image->stored_w, image->stored_h, image->bits);
	if (image->colour != IMAGE_PALETTE)
		entries_space(r, channels);
	else if (!palette_write(r, image))
		return MESSAGE("its palette is missing");
	if (image->format == IMAGE_PNG)
		entries_predictor(b, image->stored_w, channels, image->bits);
	else
		buf_z(b, "/Filter/DCTDecode");
	if (image->colour == IMAGE_CMYK && image->adobe)
		buf_z(b, "/Decode[1 0 1 0 1 0 1 0]"); /* Adobe's files hold CMYK inverted */
	entries_length(b, r->length);
	return NULL;
}

const char *
ready_pass(struct ready *r, const struct image *image)
{
	const char *why = image_send(image, (struct image_sink){holder_write, r});
	return why ? why : pass_entries(r, image);
}

/* ---- decoded ---- */

/* The channels [from, from + n) of the pixels, as a PNG would hold them. */
static void
plane_deflate(struct deflater *z, const struct pixels *px, int from, int n, struct buf *out)
{
	size_t area = (size_t)px->w * px->h, row_n = (size_t)px->w * (size_t)n + 1;
	struct pixels plane = {px->w, px->h, n, px->p};
	const unsigned char *in = px->p + from;
	if (n != px->channels)
		plane.p = xmalloc(area * (size_t)n);
	for (size_t i = 0; i < area && n != px->channels; i++, in += px->channels)
		for (int k = 0; k < n; k++)
			plane.p[i * (size_t)n + (size_t)k] = in[k];
	unsigned char *rows = xmalloc(row_n * px->h);
	image_png_rows(&plane, rows);
	if (plane.p != px->p)
		free(plane.p);
	deflater_buf(z, (struct str){(const char *)rows, row_n * px->h}, out);
	free(rows);
}

/* What the bytes of a decoded picture are. */
struct planes {
	uint32_t w, h, channels; /* 1 or 3, without the mask */
	uint32_t jpeg; /* else deflated rows with a predictor */
	uint64_t n; /* bytes; those of the mask are behind them in the cache */
};

static void
planes_entries(struct ready *r, const struct planes *p, HPDF_Dict mask)
{
	r->length = r->bytes.n;
	entries_begin(&r->entries, p->w, p->h, 8);
	entries_space(r, (int)p->channels);
	if (p->jpeg)
		buf_z(&r->entries, "/Filter/DCTDecode");
	else
		entries_predictor(&r->entries, p->w, (int)p->channels, 8);
	entries_length(&r->entries, r->length);
	if (!mask || !r->mask_bytes.n)
		return;
	buf_z(&r->entries, "/SMask ");
	buf_ref(&r->entries, mask);
	entries_begin(&r->mask_entries, p->w, p->h, 8);
	buf_z(&r->mask_entries, space_name(1));
	entries_predictor(&r->mask_entries, p->w, 1, 8);
	entries_length(&r->mask_entries, r->mask_bytes.n);
}

static struct planes
planes_pack(struct ready *r, const struct pixels *px, struct deflater *z, HPDF_Dict mask)
{
	int channels = px->channels < 3 ? 1 : 3;
	plane_deflate(z, px, 0, channels, &r->bytes);
	if (mask && px->channels != channels)
		plane_deflate(z, px, channels, 1, &r->mask_bytes);
	return (struct planes){px->w, px->h, (uint32_t)channels, 0, r->bytes.n};
}

/* A photograph that is no JPEG becomes one: packed without loss it would be ten times as large. */
static const char *
planes_photograph(struct ready *r, const struct pixels *px, struct planes *p)
{
	const char *why = image_write_jpeg(px, QUALITY, &r->bytes);
	*p = (struct planes){px->w, px->h, (uint32_t)px->channels, 1, r->bytes.n};
	return why;
}

/* From an earlier run; false when there is nothing of use. */
static bool
planes_take(const struct pdf *f, const struct image *image, const char *recipe, struct ready *r, struct planes *p)
{
	struct buf kept = {0};
	bool ok = image_cache_take(f->pages->cache, image, recipe, &kept) && kept.n >= sizeof *p;
	if (ok) {
		memcpy(p, kept.p, sizeof *p);
		ok = p->n <= kept.n - sizeof *p;
	}
	if (ok) {
		buf_add(&r->bytes, kept.p + sizeof *p, p->n);
		buf_add(&r->mask_bytes, kept.p + sizeof *p + p->n, kept.n - sizeof *p - p->n);
	}
	buf_free(&kept);
	return ok;
}

static void
planes_put(const struct pdf *f, const struct image *image, const char *recipe, const struct ready *r, const struct planes *p)
{
	struct buf keep = {0};
	if (!f->pages->cache)
		return;
	buf_add(&keep, p, sizeof *p);
	buf_str(&keep, buf_view(&r->bytes));
	buf_str(&keep, buf_view(&r->mask_bytes));
	image_cache_put(f->pages->cache, image, recipe, buf_view(&keep));
	buf_free(&keep);
}

bool
image_masked(const struct image *image)
{
	return image->format == IMAGE_PNG && image->alpha;
}

uint32_t
side_most(const struct xobject *x)
{
	int64_t longest = x->w > x->h ? x->w : x->h;
	int64_t most = longest * (x->image->vector ? PPI_VECTOR : PPI_MOST) / (72 * DIM_PT) + 1;
	if (x->image->vector && most < image_drawing_side(x->image))
		most = image_drawing_side(x->image);
	return (uint32_t)(most < SIDE_MOST ? most : SIDE_MOST);
}

static bool
drawing_write(void *ctx, const void *p, size_t n)
{
	struct ready *r = ctx;
	r->length += n;
	buf_add(&r->bytes, p, n);
	return true;
}

/* The PNG that the EPUB shows too, unless the page needs it larger. It is held, however large: it cannot be read a second time. */
static const char *
ready_drawing(const struct pdf *f, struct ready *r, const struct xobject *x)
{
	struct buf png = {0};
	struct image drawn;
	const char *why = image_drawing(f->pages->cache, x->image, side_most(x), &png);
	if (!why)
		why = image_probe_bytes(buf_view(&png), &drawn);
	if (!why)
		why = image_png_data(&drawn, (struct image_sink){drawing_write, r});
	if (!why)
		why = pass_entries(r, &drawn);
	buf_free(&png);
	return why;
}

static const char *
planes_decode(struct pdf *f, struct ready *r, const struct xobject *x, struct deflater *z, HPDF_Dict mask, struct planes *p,
	bool *broken)
{
	struct pixels px = {0};
	const char *why = image_decode(x->image, side_most(x), true, &px, broken);
	if (why)
		return why;
	if (*broken)
		picture_lost(f, x->image, MESSAGE("it ends too early"));
	if (!image_masked(x->image) || f->sheets->flat)
		image_on_white(&px);
	if (f->pages->one_ink)
		image_to_gray(&px);
	if (x->image->photograph &&
		(x->image->format == IMAGE_WEBP || x->image->format == IMAGE_JPEG || x->image->format == IMAGE_HEIC ||
			x->image->format == IMAGE_AVIF))
		why = planes_photograph(r, &px, p);
	else
		*p = planes_pack(r, &px, z, mask);
	free(px.p);
	return why;
}

static const char *
ready_decode(struct pdf *f, struct ready *r, const struct xobject *x, struct deflater *z, HPDF_Dict mask)
{
	struct planes p;
	char recipe[80];
	bool broken = false;
	snprintf(recipe, sizeof recipe, "pdf %u %d%s%s", side_most(x), QUALITY, f->pages->one_ink ? " gray" : "",
		f->sheets->flat && image_masked(x->image) ? " flat" : "");
	if (!planes_take(f, x->image, recipe, r, &p)) {
		const char *why = planes_decode(f, r, x, z, mask, &p, &broken);
		if (why)
			return why;
		if (!broken) /* else it is to be reported each time */
			planes_put(f, x->image, recipe, r, &p);
	}
	planes_entries(r, &p, mask);
	return NULL;
}

/* Where nothing may show through by halves: a mask of one bit, which is no transparency. An emoji has so many pixels to the inch that its
 * edge looks as smooth. */
static void
ready_stencil(struct ready *r, const struct pixels *px, struct deflater *z, HPDF_Dict mask)
{
	size_t row = (px->w + 7) / 8, n = row * px->h;
	const unsigned char *alpha = px->p + px->channels - 1;
	unsigned char *bits = xmalloc(n);
	memset(bits, 0, n);
	for (uint32_t y = 0; y < px->h; y++)
		for (uint32_t x = 0; x < px->w; x++, alpha += px->channels)
			if (*alpha < 128)
				bits[y * row + x / 8] |= (unsigned char)(0x80 >> x % 8);
	deflater_buf(z, (struct str){(const char *)bits, n}, &r->mask_bytes);
	free(bits);
	buf_z(&r->entries, "/Mask ");
	buf_ref(&r->entries, mask);
	entries_begin(&r->mask_entries, px->w, px->h, 1);
	buf_z(&r->mask_entries, "/ImageMask true/Filter/FlateDecode");
	entries_length(&r->mask_entries, r->mask_bytes.n);
}

static const char *
ready_emoji(const struct pdf *f, struct ready *r, const struct xobject *x, struct deflater *z, HPDF_Dict mask)
{
	struct arena *a = arena_new();
	struct pixels px = {0};
	struct str png;
	int box[4];
	const char *why = MESSAGE("no picture");
	if (font_emoji_png(x->font, x->glyph, box, &png, a))
		why = image_decode_png(png, &px);
	if (!why && f->pages->one_ink)
		image_to_gray(&px);
	if (!why) {
		bool flat = f->sheets->flat && px.channels % 2 == 0;
		struct planes p = planes_pack(r, &px, z, flat ? NULL : mask);
		planes_entries(r, &p, flat ? NULL : mask);
		if (flat)
			ready_stencil(r, &px, z, mask);
	}
	free(px.p);
	arena_free(a);
	return why;
}

/* ---- on the threads, some at a time ---- */

static void
picture_ready(struct pictures *p, size_t i, int worker)
{
	const struct xobject *x = &p->f->xobjects[i];
	struct ready *r = &p->list[i];
	const char *why;
	r->rgb = p->f->rgb;
	r->gray = p->f->pages->one_ink;
	if (!x->dict || x->form)
		return;
	if (!x->image)
		why = ready_emoji(p->f, r, x, p->deflaters[worker], p->masks[i]);
	else if (p->f->sheets->screened)
		why = ready_screened(p->f, r, x, p->masks[i]);
	else if (p->f->inks)
		why = ready_inked(p->f, r, x, p->masks[i]);
	else if (x->image->vector && !p->f->pages->one_ink)
		why = ready_drawing(p->f, r, x);
	else if (image_passes(p->f, x->image))
		why = ready_pass(r, x->image);
	else
		why = ready_decode(p->f, r, x, p->deflaters[worker], p->masks[i]);
	if (why)
		ready_gray(r);
	if (why && x->image)
		picture_lost(p->f, x->image, why);
	if (p->masks[i] && !r->mask_bytes.n) { /* the object exists, though nothing refers to it */
		entries_begin(&r->mask_entries, 1, 1, 8);
		buf_z(&r->mask_entries, "/ColorSpace/DeviceGray/Length 1");
		buf_char(&r->mask_bytes, (char)0xFF);
	}
}

static void
ready_one(void *ctx, size_t k, int worker)
{
	struct pictures *p = ctx;
	picture_ready(p, p->ready + k, worker);
}

/* Converted row by row: what is held is what comes out. */
static uint64_t
inked_cost(const struct pdf *f, const struct xobject *x)
{
	uint32_t w, h;
	image_decoded_size(x->image, inked_side(f, x), &w, &h);
	return (uint64_t)w * h / 4;
}

/* As it is decoded; one that passes takes less. */
static uint64_t
screened_cost(const struct pdf *f, const struct xobject *x)
{
	uint32_t w, h;
	image_decoded_size(x->image, screened_side(f, x), &w, &h);
	return (uint64_t)w * h * 4;
}

/* Memory that a picture takes while it is made ready, roughly. */
static uint64_t
ready_cost(const struct pdf *f, const struct xobject *x)
{
	if (!x->image)
		return x->form ? 0 : 200000;
	if (f->sheets->screened)
		return screened_cost(f, x);
	if (f->inks)
		return inked_cost(f, x);
	if (image_passes(f, x->image))
		return x->image->size < HOLD_MOST ? x->image->size : HOLD_MOST;
	uint32_t w, h;
	image_decoded_size(x->image, side_most(x), &w, &h);
	return (uint64_t)w * h * 9;
}

/* Makes picture i ready, and those behind it as far as memory allows. */
static void
ready_upto(struct pictures *p, size_t i)
{
	if (i < p->ready)
		return;
	p->ready = i;
	uint64_t cost = 0;
	size_t n = 0;
	while (i + n < p->f->n_xobjects && (!n || (cost += ready_cost(p->f, &p->f->xobjects[i + n])) < READY_MOST))
		cost += n++ ? 0 : ready_cost(p->f, &p->f->xobjects[i]);
	pool_run(p->f->threads, n, ready_one, p);
	p->ready = i + n;
}

static bool
left_out(const struct pictures *p, size_t i)
{
	return p->without && p->f->xobjects[i].image;
}

static void
colour_entries(void *ctx, size_t i, struct buf *b)
{
	struct pictures *p = ctx;
	if (left_out(p, i))
		return;
	ready_upto(p, i);
	buf_str(b, buf_view(&p->list[i].entries));
	buf_free(&p->list[i].entries);
}

/* A second reading that fails is filled up with zeros: the length has been written. */
static bool
picture_again(struct pictures *p, size_t i, struct pipe pipe)
{
	static const char zeros[4096];
	const struct image *image = p->f->xobjects[i].image;
	const char *why = image_send(image, (struct image_sink){pipe_write, &pipe});
	if (pipe.left && !pipe.failed)
		picture_lost(p->f, image, why ? why : MESSAGE("it changed"));
	while (pipe.left && !pipe.failed)
		pipe_write(&pipe, zeros, sizeof zeros);
	return !pipe.failed;
}

static bool
colour_bytes(void *ctx, size_t i, bool (*write)(void *, const void *, size_t), void *to)
{
	struct pictures *p = ctx;
	struct ready *r = &p->list[i];
	if (left_out(p, i))
		return true;
	bool ok = r->again ? picture_again(p, i, (struct pipe){.write = write, .to = to, .left = r->length})
			   : write(to, r->bytes.p, r->bytes.n);
	buf_free(&r->bytes);
	return ok;
}

static void
mask_entries(void *ctx, size_t i, struct buf *b)
{
	struct pictures *p = ctx;
	if (left_out(p, i))
		return;
	ready_upto(p, i);
	buf_str(b, buf_view(&p->list[i].mask_entries));
	buf_free(&p->list[i].mask_entries);
}

static bool
mask_bytes(void *ctx, size_t i, bool (*write)(void *, const void *, size_t), void *to)
{
	struct pictures *p = ctx;
	if (left_out(p, i))
		return true;
	bool ok = write(to, p->list[i].mask_bytes.p, p->list[i].mask_bytes.n);
	buf_free(&p->list[i].mask_bytes);
	return ok;
}

struct pictures *
pictures_open(struct pdf *f)
{
	struct pictures *p = NEW(f->arena, struct pictures);
	*p = (struct pictures){.f = f,
		.list = NEW_N(f->arena, f->n_xobjects + 1, struct ready),
		.masks = NEW_N(f->arena, f->n_xobjects + 1, HPDF_Dict),
		.deflaters = NEW_N(f->arena, (size_t)f->threads, struct deflater *),
		.colour = {colour_entries, colour_bytes, p},
		.mask = {mask_entries, mask_bytes, p}};
	for (int i = 0; i < f->threads && f->n_xobjects; i++)
		p->deflaters[i] = deflater_open(IMAGE_PACKING);
	for (size_t i = 0; i < f->n_xobjects; i++) {
		struct xobject *x = &f->xobjects[i];
		x->upright = x->image && (f->sheets->screened || (!f->inks && !image_passes(f, x->image)));
		if (x->form)
			continue;
		if (!x->image && !font_emoji_png(x->font, x->glyph, x->box, NULL, NULL))
			continue;
		x->dict = object_lazy(&f->objects, &p->colour, i);
		bool masked = x->image && image_masked(x->image) && !f->sheets->flat;
		if (!x->image || (masked && (f->inks || x->upright)))
			p->masks[i] = object_lazy(&f->objects, &p->mask, i);
		x->masked = p->masks[i];
	}
	return p;
}

/* ---- how much they take ---- */

static void
ready_free(struct ready *r)
{
	buf_free(&r->entries);
	buf_free(&r->bytes);
	buf_free(&r->mask_entries);
	buf_free(&r->mask_bytes);
	*r = (struct ready){0};
}

struct measuring {
	struct pictures *p;
	const size_t *list; /* the pictures, and what they take */
	uint64_t *sizes;
};

static void
measure_one(void *ctx, size_t k, int worker)
{
	struct measuring *m = ctx;
	struct ready *r = &m->p->list[m->list[k]];
	picture_ready(m->p, m->list[k], worker);
	m->sizes[k] = r->entries.n + r->length + r->mask_entries.n + r->mask_bytes.n;
	ready_free(r);
}

void
pictures_measure(struct pictures *p, const size_t *list, size_t n, uint64_t *sizes)
{
	struct diag *heard = p->f->diag;
	p->f->diag = diag_new(); /* what is wrong is said when the file is written */
	for (size_t from = 0, count; from < n; from += count) {
		uint64_t cost = 0;
		for (count = 0; from + count < n && (!count || cost < READY_MOST); count++)
			cost += ready_cost(p->f, &p->f->xobjects[list[from + count]]);
		pool_run(p->f->threads, count, measure_one, &(struct measuring){p, list + from, sizes + from});
	}
	diag_free(p->f->diag);
	p->f->diag = heard;
}

uint64_t
pictures_without(struct pictures *p)
{
	p->without = true;
	uint64_t n = save_size(p->f);
	p->without = false;
	p->ready = 0;
	for (size_t i = 0; i < p->f->n_xobjects; i++)
		ready_free(&p->list[i]);
	return n;
}

void
pictures_close(struct pictures *p)
{
	for (size_t i = 0; i < p->f->n_xobjects; i++)
		ready_free(&p->list[i]);
	for (int i = 0; i < p->f->threads; i++)
		deflater_close(p->deflaters[i]);
}
