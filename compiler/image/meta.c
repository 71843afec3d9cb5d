/* meta.c - what a picture's own metadata says of it, wherever its format keeps that: EXIF, IPTC, XMP, PNG's texts */
#include "image/room.h"

#include "base/utf8.h"

#include <string.h>

enum { TEXT_MOST = 2000, LIST_MOST = 60 };

struct meta {
	struct arena *a;
	struct image_meta *out;
	struct str credit; /* a by-line in second place: the agency */
	size_t cap_people, cap_keywords;
};

/* ---- texts ---- */

/* UTF-8 as it is, else as Latin-1; controls and runs of blanks as one blank; cut at a NUL and at a length. */
static struct str
text_tidy(struct arena *a, struct str s)
{
	struct buf b = {0};
	const char *end = s.n ? memchr(s.p, 0, s.n) : NULL;
	if (end)
		s.n = (size_t)(end - s.p);
	bool utf8 = utf8_valid(s) == s.n;
	for (size_t i = 0; i < s.n && b.n < TEXT_MOST;) {
		uint32_t rune = utf8 ? utf8_next(s, &i) : (unsigned char)s.p[i++];
		if (rune <= ' ' || (rune >= 0x7F && rune < 0xA0)) {
			if (b.n && b.p[b.n - 1] != ' ')
				buf_char(&b, ' ');
		} else
			buf_rune(&b, rune);
	}
	while (b.n && b.p[b.n - 1] == ' ')
		b.n--;
	struct str out = b.n ? buf_keep(&b, a) : STR_NONE;
	buf_free(&b);
	return out;
}

static void
list_add(struct meta *m, struct str **list, size_t *n, size_t *cap, struct str text)
{
	for (size_t i = 0; i < *n; i++)
		if (str_eq((*list)[i], text))
			return;
	if (*n < LIST_MOST)
		*PUSH(m->a, *list, *n, *cap) = text;
}

void
meta_add(struct meta *m, enum meta_kind kind, struct str text)
{
	struct image_meta *out = m->out;
	struct str *const firsts[META_KINDS] = {[META_ARTIST] = &out->artist,
		[META_CREDIT] = &m->credit,
		[META_RIGHTS] = &out->rights,
		[META_LICENCE] = &out->licence,
		[META_SOURCE] = &out->source,
		[META_CAPTION] = &out->caption};
	struct str tidy = text_tidy(m->a, text);
	if (!tidy.n)
		return;
	if (kind == META_PERSON)
		list_add(m, &out->people, &out->n_people, &m->cap_people, tidy);
	else if (kind == META_KEYWORD)
		list_add(m, &out->keywords, &out->n_keywords, &m->cap_keywords, tidy);
	else if (!firsts[kind]->n)
		*firsts[kind] = tidy;
}

/* ---- EXIF and IPTC ---- */

/* Microsoft's texts in EXIF are UTF-16 from the low byte on. */
static struct str
text_wide(struct arena *a, const unsigned char *p, size_t n)
{
	struct buf b = {0};
	for (size_t i = 0; i + 1 < n && b.n < TEXT_MOST; i += 2) {
		uint32_t rune = le16(p + i);
		if (!rune)
			break;
		if (rune >= 0xD800 && rune < 0xDC00 && i + 3 < n) {
			rune = 0x10000 + ((rune & 0x3FF) << 10) + (le16(p + i + 2) & 0x3FF);
			i += 2;
		}
		buf_rune(&b, rune);
	}
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

static void
semicolons_add(struct meta *m, enum meta_kind kind, struct str s)
{
	while (s.n) {
		ptrdiff_t end = str_find_char(s, ';');
		meta_add(m, kind, end < 0 ? s : str_sub(s, 0, (size_t)end));
		s = end < 0 ? STR_NONE : str_sub(s, (size_t)end + 1, s.n);
	}
}

static void
exif_take(void *ctx, int tag, int type, const unsigned char *p, size_t n)
{
	struct meta *m = ctx;
	struct str text = {(const char *)p, n};
	if (type == 2 && tag == 270)
		meta_add(m, META_CAPTION, text);
	if (type == 2 && tag == 315)
		meta_add(m, META_ARTIST, text);
	if (type == 2 && tag == 33432)
		meta_add(m, META_RIGHTS, text);
	if (type == 1 && tag == 0x9C9B)
		meta_add(m, META_CAPTION, text_wide(m->a, p, n));
	if (type == 1 && tag == 0x9C9D)
		meta_add(m, META_ARTIST, text_wide(m->a, p, n));
	if (type == 1 && tag == 0x9C9E)
		semicolons_add(m, META_KEYWORD, text_wide(m->a, p, n));
}

static void
iptc_take(void *ctx, int record, int number, const unsigned char *p, size_t n)
{
	static const struct {
		int number;
		enum meta_kind kind;
	} known[] = {{25, META_KEYWORD}, {80, META_ARTIST}, {110, META_CREDIT}, {115, META_SOURCE}, {116, META_RIGHTS},
		{120, META_CAPTION}};
	for (size_t i = 0; record == 2 && i < sizeof known / sizeof *known; i++)
		if (known[i].number == number)
			meta_add(ctx, known[i].kind, (struct str){(const char *)p, n});
}

static void
exif_read(struct meta *m, const unsigned char *p, size_t n)
{
	if (n > 6 && !memcmp(p, "Exif\0", 6)) {
		p += 6;
		n -= 6;
	}
	exif_walk(p, n, exif_take, m);
}

/* ---- where formats keep it ---- */

/* The segments before the pixels. */
static void
jpeg_meta(struct meta *m, struct bytes *b)
{
	static const char xap[] = "http://ns.adobe.com/xap/1.0/";
	if (!bytes_have(b, 2))
		return;
	bytes_skip(b, 2);
	while (bytes_have(b, 4) && b->p[0] == 0xFF) {
		int marker = b->p[1];
		if (marker == 0xFF) { /* a fill byte */
			bytes_skip(b, 1);
			continue;
		}
		size_t n = be16(b->p + 2);
		if (marker == 0xDA || marker == 0xD9 || n < 2 || !bytes_have(b, n + 2))
			return;
		const unsigned char *p = b->p + 4;
		size_t length = n - 2;
		if (marker == 0xE1 && length > 6 && !memcmp(p, "Exif\0", 6))
			exif_read(m, p, length);
		else if (marker == 0xE1 && length > sizeof xap && !memcmp(p, xap, sizeof xap))
			xmp_read(m, (struct str){(const char *)p + sizeof xap, length - sizeof xap});
		else if (marker == 0xED)
			iptc_walk(p, length, iptc_take, m);
		bytes_skip(b, n + 2);
	}
}

/* A text of a PNG (11.3.3): its keyword, a NUL, the text; that of iTXt has marks of packing, a language and a translation between. */
static void
png_text(struct meta *m, bool international, struct str s)
{
	static const struct {
		const char *word;
		enum meta_kind kind;
	} known[] = {{"Author", META_ARTIST}, {"Copyright", META_RIGHTS}, {"Description", META_CAPTION}, {"Source", META_SOURCE}};
	ptrdiff_t end = str_find_char(s, '\0');
	if (end < 0)
		return;
	struct str word = str_sub(s, 0, (size_t)end), text = str_sub(s, (size_t)end + 1, s.n);
	if (international) {
		if (text.n < 2 || text.p[0])
			return; /* packed */
		text = str_sub(text, 2, text.n);
		for (int i = 0; i < 2; i++) {
			end = str_find_char(text, '\0');
			if (end < 0)
				return;
			text = str_sub(text, (size_t)end + 1, text.n);
		}
	}
	if (international && str_is(word, "XML:com.adobe.xmp"))
		xmp_read(m, text);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_is(word, known[i].word))
			meta_add(m, known[i].kind, text);
}

static void
png_meta(struct meta *m, struct str file)
{
	for (size_t at = 8; at + 12 <= file.n;) {
		const unsigned char *p = (const unsigned char *)file.p + at;
		size_t n = be32(p);
		if (n > file.n - at - 12)
			return;
		struct str data = str_sub(file, at + 8, at + 8 + n);
		if (!memcmp(p + 4, "iTXt", 4) || !memcmp(p + 4, "tEXt", 4))
			png_text(m, p[4] == 'i', data);
		if (!memcmp(p + 4, "eXIf", 4))
			exif_read(m, p + 8, n);
		at += 12 + n;
	}
}

static void
webp_meta(struct meta *m, struct str file)
{
	for (size_t at = 12; at + 8 <= file.n;) {
		const unsigned char *p = (const unsigned char *)file.p + at;
		size_t n = le32(p + 4);
		if (n > file.n - at - 8)
			return;
		if (!memcmp(p, "EXIF", 4))
			exif_read(m, p + 8, n);
		if (!memcmp(p, "XMP ", 4))
			xmp_read(m, str_sub(file, at + 8, at + 8 + n));
		at += 8 + n + n % 2;
	}
}

static void
heif_take(void *ctx, const char *type, struct str data)
{
	struct meta *m = ctx;
	if (!strcmp(type, "mime"))
		xmp_read(m, data);
	else if (data.n > 4) { /* ISO/IEC 23008-12, A.2.1: where the TIFF structure begins stands before it */
		size_t skip = 4 + (size_t)be32((const unsigned char *)data.p);
		if (skip < data.n)
			exif_read(m, (const unsigned char *)data.p + skip, data.n - skip);
	}
}

void
image_meta(struct arena *a, const struct image *im, struct image_meta *out)
{
	struct bytes b;
	struct buf file = {0};
	struct meta m = {.a = a, .out = out};
	*out = (struct image_meta){0};
	if (im->format == IMAGE_JPEG && !bytes_open(&b, im)) {
		jpeg_meta(&m, &b);
		bytes_close(&b);
	}
	if (im->format == IMAGE_PNG || im->format == IMAGE_WEBP || im->format == IMAGE_HEIC || im->format == IMAGE_AVIF) {
		const char *why = bytes_load(im, &file);
		if (!why && im->format == IMAGE_PNG)
			png_meta(&m, buf_view(&file));
		else if (!why && im->format == IMAGE_WEBP)
			webp_meta(&m, buf_view(&file));
		else if (!why)
			heif_metadata(buf_view(&file), heif_take, &m);
		buf_free(&file);
	}
	if (!out->artist.n)
		out->artist = m.credit;
}
