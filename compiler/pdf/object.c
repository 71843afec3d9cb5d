/* object.c - helpers over libharu's objects: building, raw text, streams, numbers and strings */
#include "pdf/room.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* libharu 2.3 and 2.4 agree on all that is used here: HPDF_MMgr, HPDF_Xref, HPDF_Dict and its three write functions. No HPDF_Doc
 * is made: it would bring a font manager, a clock and a Producer of its own. */

/* What a dictionary of ours writes behind libharu's entries, and behind itself. */
struct tail {
	struct str inside, data;
	bool stream;
	const struct lazy *lazy;
	size_t i;
	HPDF_Stream out; /* noted by write_fn for after_write_fn */
};

static void *HPDF_STDCALL
memory_take(HPDF_UINT size)
{
	return xmalloc(size);
}

static void HPDF_STDCALL
memory_give(void *p)
{
	free(p);
}

void
objects_open(struct objects *o, struct arena *a)
{
	*o = (struct objects){.arena = a};
	HPDF_Error_Init(&o->error, NULL);
	o->mmgr = HPDF_MMgr_New(&o->error, 0, memory_take, memory_give);
	o->xref = o->mmgr ? HPDF_Xref_New(o->mmgr, 0) : NULL;
}

void
objects_close(struct objects *o)
{
	if (o->xref)
		HPDF_Xref_Free(o->xref);
	if (o->mmgr)
		HPDF_MMgr_Free(o->mmgr);
}

HPDF_Dict
object_dict(struct objects *o)
{
	return HPDF_Dict_New(o->mmgr);
}

HPDF_Dict
object_top(struct objects *o)
{
	HPDF_Dict d = HPDF_Dict_New(o->mmgr);
	HPDF_Xref_Add(o->xref, d); /* a failure (too many objects) stays in o->error */
	return d;
}

unsigned
object_number(const void *object)
{
	return ((const HPDF_Obj_Header *)object)->obj_id & 0x00FFFFFF;
}

void
dict_object(HPDF_Dict d, const char *key, void *value)
{
	HPDF_Dict_Add(d, key, value);
}

void
dict_name(HPDF_Dict d, const char *key, const char *name)
{
	HPDF_Dict_AddName(d, key, name);
}

void
dict_int(HPDF_Dict d, const char *key, int value)
{
	HPDF_Dict_AddNumber(d, key, value);
}

/* A conforming file has no longer string (ISO 19005-2, 6.1.13). */
enum { STRING_MOST = 32767 };

/* As UTF-16BE with its mark. */
static HPDF_Binary
binary_text(struct objects *o, struct str text)
{
	struct buf b = {0};
	buf_add(&b, "\xFE\xFF", 2);
	for (size_t i = 0; i < text.n && b.n + 4 <= STRING_MOST;) {
		uint32_t r = utf8_next(text, &i);
		if (r >= 0x10000) {
			uint32_t high = 0xD800 + ((r - 0x10000) >> 10);
			buf_char(&b, (char)(high >> 8));
			buf_char(&b, (char)high);
			r = 0xDC00 + (r & 0x3FF);
		}
		buf_char(&b, (char)(r >> 8));
		buf_char(&b, (char)r);
	}
	HPDF_Binary binary = HPDF_Binary_New(o->mmgr, (HPDF_BYTE *)b.p, (HPDF_UINT)b.n);
	buf_free(&b);
	return binary;
}

static bool
text_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 0x20 || s.p[i] > 0x7E)
			return false;
	return true;
}

void
dict_text(struct objects *o, HPDF_Dict d, const char *key, struct str text)
{
	if (!text.n)
		return;
	if (text_ascii(text) && text.n <= STRING_MOST)
		HPDF_Dict_Add(d, key, HPDF_String_New(o->mmgr, str_z(o->arena, text), NULL));
	else
		HPDF_Dict_Add(d, key, binary_text(o, text));
}

static HPDF_STATUS
tail_write(HPDF_Dict d, HPDF_Stream out)
{
	struct tail *t = d->attr;
	HPDF_STATUS status = HPDF_OK;
	struct buf b = {0};
	t->out = out;
	if (t->lazy)
		t->lazy->entries(t->lazy->ctx, t->i, &b);
	else
		buf_str(&b, t->inside);
	if (t->stream && !t->lazy) {
		buf_z(&b, "/Length ");
		buf_int(&b, (int64_t)t->data.n);
	}
	if (b.n)
		status = HPDF_Stream_Write(out, (const HPDF_BYTE *)b.p, (HPDF_UINT)b.n);
	buf_free(&b);
	return status;
}

static bool
tail_bytes(void *to, const void *p, size_t n)
{
	HPDF_Stream out = to;
	for (const HPDF_BYTE *q = p; n;) {
		size_t part = n < 1u << 30 ? n : 1u << 30;
		if (HPDF_Stream_Write(out, q, (HPDF_UINT)part) != HPDF_OK)
			return false;
		q += part;
		n -= part;
	}
	return true;
}

/* libharu's own streams need a second object for their length and hold their bytes in small pieces: ours stand behind the
 * dictionary, where libharu calls us a last time. */
static HPDF_STATUS
tail_after(HPDF_Dict d)
{
	struct tail *t = d->attr;
	if (!t->stream)
		return HPDF_OK;
	HPDF_STATUS status = HPDF_Stream_WriteStr(t->out, "\nstream\r\n");
	if (status != HPDF_OK)
		return status;
	bool ok = t->lazy ? t->lazy->bytes(t->lazy->ctx, t->i, tail_bytes, t->out) : tail_bytes(t->out, t->data.p, t->data.n);
	return ok ? HPDF_Stream_WriteStr(t->out, "\nendstream") : HPDF_FILE_IO_ERROR;
}

static struct tail *
tail_add(struct objects *o, HPDF_Dict d)
{
	struct tail *t = NEW(o->arena, struct tail);
	d->attr = t;
	d->write_fn = tail_write;
	d->after_write_fn = tail_after;
	return t;
}

void
dict_raw(struct objects *o, HPDF_Dict d, struct str inside)
{
	tail_add(o, d)->inside = inside;
}

HPDF_Dict
object_raw(struct objects *o, struct str inside)
{
	HPDF_Dict d = object_top(o);
	dict_raw(o, d, inside);
	return d;
}

void
dict_stream(struct objects *o, HPDF_Dict d, struct str inside, struct str data)
{
	*tail_add(o, d) = (struct tail){.inside = inside, .data = data, .stream = true};
}

HPDF_Dict
object_lazy(struct objects *o, const struct lazy *lazy, size_t i)
{
	HPDF_Dict d = object_top(o);
	*tail_add(o, d) = (struct tail){.stream = true, .lazy = lazy, .i = i};
	return d;
}

bool
object_streams(const void *object)
{
	HPDF_UINT16 kind = ((const HPDF_Obj_Header *)object)->obj_class & HPDF_OCLASS_ANY;
	if (kind != HPDF_OCLASS_DICT)
		return false;
	const HPDF_Dict_Rec *d = object;
	const struct tail *t = d->write_fn == tail_write ? d->attr : NULL;
	return d->stream || (t && t->stream);
}

void
buf_ref(struct buf *b, const void *object)
{
	buf_int(b, object_number(object));
	buf_z(b, " 0 R");
}

void
buf_bytes(struct buf *b, struct str s)
{
	buf_char(b, '(');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '(' || c == ')' || c == '\\')
			buf_char(b, '\\');
		if (c < 0x20 || c > 0x7E)
			buf_fmt(b, "\\%03o", c);
		else
			buf_char(b, (char)c);
	}
	buf_char(b, ')');
}

static void
hex16(struct buf *b, uint32_t unit)
{
	static const char digits[] = "0123456789ABCDEF";
	for (int shift = 12; shift >= 0; shift -= 4)
		buf_char(b, digits[unit >> shift & 15]);
}

void
buf_utf16(struct buf *b, struct str utf8)
{
	for (size_t i = 0; i < utf8.n;) {
		uint32_t r = utf8_next(utf8, &i);
		if (r >= 0x10000) {
			hex16(b, 0xD800 + ((r - 0x10000) >> 10));
			r = 0xDC00 + (r & 0x3FF);
		}
		hex16(b, r);
	}
}

/* As much of a text as a string may hold, whatever its characters: four bytes of UTF-8 at most become four of UTF-16, one becomes two. */
static struct str
text_cut(struct str s)
{
	size_t units = 0, i = 0, end = 0;
	if (s.n < STRING_MOST / 2 - 1)
		return s;
	while (i < s.n) {
		units += utf8_next(s, &i) >= 0x10000 ? 2 : 1;
		if (2 + 2 * units > STRING_MOST)
			break;
		end = i;
	}
	return str_sub(s, 0, end);
}

void
buf_text16(struct buf *b, struct str utf8)
{
	utf8 = text_cut(utf8);
	buf_z(b, "<FEFF");
	buf_utf16(b, utf8);
	buf_char(b, '>');
}

void
buf_text(struct buf *b, struct str utf8)
{
	if (utf8.n <= STRING_MOST && text_ascii(utf8))
		buf_bytes(b, utf8);
	else
		buf_text16(b, utf8);
}

void
buf_rect(struct buf *b, dim x0, dim y0, dim x1, dim y1)
{
	buf_char(b, '[');
	buf_dim(b, x0);
	buf_char(b, ' ');
	buf_dim(b, y0);
	buf_char(b, ' ');
	buf_dim(b, x1);
	buf_char(b, ' ');
	buf_dim(b, y1);
	buf_char(b, ']');
}
