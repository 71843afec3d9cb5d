/* save.c - the objects as a file: libharu's own saving breaks beyond 2 GB, does not notice a full disk, and packs nothing */
#include "pdf/room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1 << 16 };
static const uint64_t OFFSET_MOST = 9999999999; /* the table of objects has ten digits for an offset */

struct saver {
	struct file_out *out; /* NULL: they are counted */
	uint64_t n; /* bytes so far, from the header */
	uint64_t hash[2]; /* of all bytes but those of large pieces, and of the pictures by their own hashes */
	size_t held;
	char block[BLOCK];
};

static bool
block_write(struct saver *s)
{
	bool ok = !s->out || file_out_write(s->out, s->block, s->held);
	for (size_t i = 0; i + 8 <= s->held; i += 8) {
		uint64_t word;
		memcpy(&word, s->block + i, 8);
		s->hash[i / 8 % 2] = (s->hash[i / 8 % 2] ^ word) * 0x9E3779B97F4A7C15u;
		s->hash[i / 8 % 2] ^= s->hash[i / 8 % 2] >> 29;
	}
	s->held = 0;
	return ok;
}

static bool
saver_write(struct saver *s, const void *p, size_t n)
{
	const char *from = p;
	s->n += n;
	if (n >= BLOCK) {
		/* a picture: its length is in its dictionary, which is hashed; nothing is gained by copying it */
		return block_write(s) && (!s->out || file_out_write(s->out, p, n));
	}
	while (n) {
		size_t part = BLOCK - s->held < n ? BLOCK - s->held : n;
		memcpy(s->block + s->held, from, part);
		s->held += part;
		from += part;
		n -= part;
		if (s->held == BLOCK && !block_write(s))
			return false;
	}
	return true;
}

static HPDF_STATUS
stream_write(HPDF_Stream stream, const HPDF_BYTE *p, HPDF_UINT n)
{
	return saver_write(stream->attr, p, n) ? HPDF_OK : HPDF_FILE_IO_ERROR;
}

static bool
saver_buf(struct saver *s, struct buf *b)
{
	bool ok = saver_write(s, b->p, b->n);
	b->n = 0;
	return ok;
}

static bool
offsets_fit(const struct saver *s, const struct pdf *f)
{
	if (s->n <= OFFSET_MOST)
		return true;
	diag_add(f->diag, DIAG_FILE_UNWRITABLE, s->out ? str_of(s->out->path) : STR_NONE, 0, 0,
		"the PDF would be larger than 10 GB, which the format does not allow; it was not replaced: use fewer or "
		"smaller pictures");
	return false;
}

/* ---- as they are, behind each other, and a table of where: for the press, whose programs may be old ---- */

static bool
objects_write(struct saver *s, struct pdf *f, HPDF_Stream stream, uint64_t *offsets)
{
	struct objects *o = &f->objects;
	size_t n = o->xref->entries->count;
	struct buf b = {0};
	bool ok = true;
	for (size_t i = 1; i < n && ok; i++) {
		offsets[i] = s->n;
		buf_int(&b, (int64_t)i);
		buf_z(&b, " 0 obj\n");
		ok = saver_buf(s, &b) &&
			HPDF_Obj_WriteValue(HPDF_Xref_GetEntry(o->xref, (HPDF_UINT)i)->obj, stream, NULL) == HPDF_OK;
		buf_z(&b, "\nendobj\n");
		ok = ok && saver_buf(s, &b);
	}
	buf_free(&b);
	return ok;
}

/* The entries that the end of either kind of file has. */
static void
trailer_entries(const struct saver *s, const struct pdf *f, size_t n, struct buf *b)
{
	buf_fmt(b, "/Size %zu/Root ", n);
	buf_ref(b, f->catalog);
	buf_z(b, "/Info ");
	buf_ref(b, f->info);
	buf_z(b, "/ID[");
	for (int i = 0; i < 2; i++)
		buf_fmt(b, "<%016llX%016llX>", (unsigned long long)s->hash[0], (unsigned long long)s->hash[1]);
	buf_char(b, ']');
}

static bool
trailer_write(struct saver *s, struct pdf *f, const uint64_t *offsets)
{
	struct buf b = {0};
	uint64_t start = s->n;
	size_t n = f->objects.xref->entries->count;
	buf_fmt(&b, "xref\n0 %zu\n0000000000 65535 f \n", n);
	for (size_t i = 1; i < n; i++)
		buf_fmt(&b, "%010llu 00000 n \n", (unsigned long long)offsets[i]);
	bool ok = saver_buf(s, &b) && block_write(s); /* everything is hashed now */
	buf_z(&b, "trailer\n<<");
	trailer_entries(s, f, n, &b);
	buf_fmt(&b, ">>\nstartxref\n%llu\n%%%%EOF\n", (unsigned long long)start);
	ok = ok && saver_buf(s, &b) && block_write(s);
	buf_free(&b);
	return ok;
}

/* ---- packed: many objects in one compressed stream, and so the table (ISO 32000-1, 7.5.7 and 7.5.8). Elements are many and alike. ---- */

/* An object of ours is 30 to 60 bytes: so a reader that wants one unpacks some 10 KB. */
enum { PACK = 256, ROW = 8 };

/* Where an object is: its offset; or the number of the stream that it lies in, and its place there. */
struct place_row {
	uint64_t where;
	uint16_t index;
	bool packed;
};

struct packer {
	struct saver *s;
	struct deflater *z;
	struct place_row *rows;
	size_t next; /* number of the stream that is being filled */
	struct buf heads, bodies, out;
	unsigned n;
};

/* A numbered stream, its dictionary's entries given. */
static bool
stream_put(struct packer *p, size_t number, const char *entries, struct str raw)
{
	struct buf packed = {0};
	deflater_buf(p->z, raw, &packed);
	p->rows[number] = (struct place_row){.where = p->s->n};
	buf_fmt(&p->out, "%zu 0 obj\n<<%s/Filter/FlateDecode/Length %zu>>\nstream\r\n", number, entries, packed.n);
	bool ok = saver_buf(p->s, &p->out);
	for (size_t i = 0; i < packed.n && ok; i += BLOCK / 2) /* in pieces, so that they are hashed */
		ok = saver_write(p->s, packed.p + i, packed.n - i < BLOCK / 2 ? packed.n - i : BLOCK / 2);
	buf_z(&p->out, "\nendstream\nendobj\n");
	ok = saver_buf(p->s, &p->out) && ok;
	buf_free(&packed);
	return ok;
}

static bool
pack_end(struct packer *p)
{
	char entries[100];
	if (!p->n)
		return true;
	snprintf(entries, sizeof entries, "/Type/ObjStm/N %u/First %zu", p->n, p->heads.n);
	buf_str(&p->heads, buf_view(&p->bodies));
	bool ok = stream_put(p, p->next++, entries, buf_view(&p->heads));
	p->heads.n = p->bodies.n = p->n = 0;
	return ok;
}

/* The object whose text is added to p->bodies next. */
static void
pack_begin(struct packer *p, size_t number)
{
	buf_int(&p->heads, (int64_t)number);
	buf_char(&p->heads, ' ');
	buf_int(&p->heads, (int64_t)p->bodies.n);
	buf_char(&p->heads, '\n');
	p->rows[number] = (struct place_row){.where = p->next, .index = (uint16_t)p->n++, .packed = true};
}

static bool
pack_more(struct packer *p)
{
	buf_char(&p->bodies, '\n');
	return p->n < PACK || pack_end(p);
}

static HPDF_STATUS
bodies_write(HPDF_Stream stream, const HPDF_BYTE *p, HPDF_UINT n)
{
	buf_add(&((struct packer *)stream->attr)->bodies, p, n);
	return HPDF_OK;
}

/* Streams cannot lie in another; the catalog and the information stay in sight. */
static bool
object_apart(const struct pdf *f, const void *object)
{
	return object == f->catalog || object == f->info || object_streams(object);
}

static bool
objects_pack(struct packer *p, struct pdf *f, HPDF_Stream stream)
{
	struct objects *o = &f->objects;
	size_t held = o->xref->entries->count, n = held + tagging_count(f);
	HPDF_Stream bodies = HPDF_CallbackWriter_New(o->mmgr, bodies_write, p);
	bool ok = bodies != NULL;
	for (size_t i = 1; i < n && ok; i++) {
		void *object = i < held ? HPDF_Xref_GetEntry(o->xref, (HPDF_UINT)i)->obj : NULL;
		if (object && object_apart(f, object)) {
			p->rows[i] = (struct place_row){.where = p->s->n};
			buf_fmt(&p->out, "%zu 0 obj\n", i);
			ok = saver_buf(p->s, &p->out) && HPDF_Obj_WriteValue(object, stream, NULL) == HPDF_OK;
			buf_z(&p->out, "\nendobj\n");
			ok = ok && saver_buf(p->s, &p->out);
			continue;
		}
		pack_begin(p, i);
		if (object)
			ok = HPDF_Obj_WriteValue(object, bodies, NULL) == HPDF_OK;
		else
			tagging_write(f, i - held, &p->bodies);
		ok = ok && pack_more(p);
	}
	if (bodies)
		HPDF_Stream_Free(bodies);
	return ok && pack_end(p);
}

/* Rows of the table: kind, where (5 bytes), index (2), each as the difference from the row above it (PNG's filter 2). */
static void
rows_write(const struct place_row *rows, size_t n, struct buf *b)
{
	unsigned char above[ROW] = {0};
	for (size_t i = 0; i < n; i++) {
		const struct place_row *r = &rows[i];
		unsigned char row[ROW] = {(unsigned char)(!i ? 0 : r->packed ? 2 : 1)};
		for (int k = 0; k < 5; k++)
			row[1 + k] = (unsigned char)(r->where >> (32 - 8 * k));
		row[6] = (unsigned char)(i ? r->index >> 8 : 0xFF);
		row[7] = (unsigned char)(i ? r->index : 0xFF);
		buf_char(b, 2);
		for (int k = 0; k < ROW; k++)
			buf_char(b, (char)(row[k] - above[k]));
		memcpy(above, row, ROW);
	}
}

static bool
rows_end(struct packer *p, struct pdf *f)
{
	struct saver *s = p->s;
	struct buf raw = {0}, entries = {0};
	uint64_t start = s->n;
	size_t number = p->next;
	bool ok = block_write(s); /* everything is hashed now */
	p->rows[number] = (struct place_row){.where = start};
	rows_write(p->rows, number + 1, &raw);
	buf_z(&entries, "/Type/XRef/W[1 5 2]/DecodeParms<</Predictor 12/Columns 8>>");
	trailer_entries(s, f, number + 1, &entries);
	buf_char(&entries, '\0');
	ok = ok && stream_put(p, number, entries.p, buf_view(&raw));
	buf_fmt(&p->out, "startxref\n%llu\n%%%%EOF\n", (unsigned long long)start);
	ok = ok && saver_buf(s, &p->out) && block_write(s);
	buf_free(&raw);
	buf_free(&entries);
	return ok;
}

static bool
file_pack(struct saver *s, struct pdf *f, HPDF_Stream stream)
{
	size_t n = f->objects.xref->entries->count + tagging_count(f);
	struct packer p = {.s = s, .z = deflater_open(6), .next = n};
	p.rows = NEW_N(f->arena, n + n / PACK + 3, struct place_row);
	bool ok = objects_pack(&p, f, stream) && offsets_fit(s, f) && rows_end(&p, f);
	deflater_close(p.z);
	buf_free(&p.heads);
	buf_free(&p.bodies);
	buf_free(&p.out);
	return ok;
}

static bool
file_write(struct saver *s, struct pdf *f, HPDF_Stream stream)
{
	uint64_t *offsets = NEW_N(f->arena, f->objects.xref->entries->count + 1, uint64_t);
	return objects_write(s, f, stream, offsets) && offsets_fit(s, f) && trailer_write(s, f, offsets);
}

/* With or without a file to write to; *n_bytes: how large it is. */
static bool
save(struct pdf *f, struct file_out *out, uint64_t *n_bytes)
{
	struct objects *o = &f->objects;
	struct saver *s = xmalloc(sizeof *s);
	struct buf b = {0};
	*s = (struct saver){.out = out, .hash = {0xCBF29CE484222325u, 0x84222325CBF29CE4u}};
	for (size_t i = 0; i < f->n_pictures; i++)
		s->hash[0] = (s->hash[0] ^ f->xobjects[i].image->hash) * 0x9E3779B97F4A7C15u;
	HPDF_Stream stream = HPDF_CallbackWriter_New(o->mmgr, stream_write, s);
	buf_fmt(&b, "%%PDF-%s\n%%\xE2\xE3\xCF\xD3\n",
		standard_version(f->sheets->standard)); /* bytes above 127 tell transports that it is not text */
	bool ok = stream && saver_buf(s, &b) && (pdf_tagged(f) ? file_pack(s, f, stream) : file_write(s, f, stream));
	if (stream)
		HPDF_Stream_Free(stream);
	*n_bytes = s->n;
	buf_free(&b);
	free(s);
	return ok;
}

bool
save_file(struct pdf *f, struct file_out *out)
{
	uint64_t n;
	return save(f, out, &n);
}

uint64_t
save_size(struct pdf *f)
{
	uint64_t n;
	save(f, NULL, &n);
	return n;
}
