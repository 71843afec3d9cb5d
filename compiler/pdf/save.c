/* save.c - the objects as a file: libharu's own saving breaks beyond 2 GB and does not notice a full disk */
#include "pdf/room.h"

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

/* Objects that libharu holds, then those of the structure tree. */
static bool
objects_write(struct saver *s, struct pdf *f, HPDF_Stream stream, uint64_t *offsets, size_t n)
{
	struct objects *o = &f->objects;
	size_t held = o->xref->entries->count;
	struct buf b = {0};
	bool ok = true;
	for (size_t i = 1; i < n && ok; i++) {
		offsets[i] = s->n;
		buf_int(&b, (int64_t)i);
		buf_z(&b, " 0 obj\n");
		if (i < held)
			ok = saver_buf(s, &b) &&
				HPDF_Obj_WriteValue(HPDF_Xref_GetEntry(o->xref, (HPDF_UINT)i)->obj, stream, NULL) == HPDF_OK;
		else
			tagging_write(f, i - held, &b);
		buf_z(&b, "\nendobj\n");
		ok = ok && saver_buf(s, &b);
	}
	buf_free(&b);
	return ok;
}

static bool
trailer_write(struct saver *s, struct pdf *f, const uint64_t *offsets, size_t n)
{
	struct buf b = {0};
	uint64_t start = s->n;
	if (start > OFFSET_MOST) {
		diag_add(f->diag, DIAG_FILE_UNWRITABLE, s->out ? str_of(s->out->path) : STR_NONE, 0, 0,
			"the PDF would be larger than 10 GB, which the format does not allow; it was not replaced: use fewer or "
			"smaller pictures");
		return false;
	}
	buf_fmt(&b, "xref\n0 %zu\n0000000000 65535 f \n", n);
	for (size_t i = 1; i < n; i++)
		buf_fmt(&b, "%010llu 00000 n \n", (unsigned long long)offsets[i]);
	bool ok = saver_buf(s, &b) && block_write(s); /* everything is hashed now */
	buf_fmt(&b, "trailer\n<</Size %zu/Root ", n);
	buf_ref(&b, f->catalog);
	buf_z(&b, "/Info ");
	buf_ref(&b, f->info);
	buf_z(&b, "/ID[");
	for (int i = 0; i < 2; i++)
		buf_fmt(&b, "<%016llX%016llX>", (unsigned long long)s->hash[0], (unsigned long long)s->hash[1]);
	buf_fmt(&b, "]>>\nstartxref\n%llu\n%%%%EOF\n", (unsigned long long)start);
	ok = ok && saver_buf(s, &b) && block_write(s);
	buf_free(&b);
	return ok;
}

/* With or without a file to write to; *n: bytes. */
static bool
save(struct pdf *f, struct file_out *out, uint64_t *n_bytes)
{
	struct objects *o = &f->objects;
	struct saver *s = xmalloc(sizeof *s);
	size_t n = o->xref->entries->count + tagging_count(f);
	uint64_t *offsets = NEW_N(f->arena, n + 1, uint64_t);
	struct buf b = {0};
	*s = (struct saver){.out = out, .hash = {0xCBF29CE484222325u, 0x84222325CBF29CE4u}};
	for (size_t i = 0; i < f->n_pictures; i++)
		s->hash[0] = (s->hash[0] ^ f->xobjects[i].image->hash) * 0x9E3779B97F4A7C15u;
	HPDF_Stream stream = HPDF_CallbackWriter_New(o->mmgr, stream_write, s);
	buf_fmt(&b, "%%PDF-%s\n%%\xE2\xE3\xCF\xD3\n",
		standard_version(f->sheets->standard)); /* bytes above 127 tell transports that it is not text */
	bool ok = stream && saver_buf(s, &b) && objects_write(s, f, stream, offsets, n) && trailer_write(s, f, offsets, n);
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
