/* container.c - the EPUB's container: stored mimetype first, deflated texts, stored pictures that stream */
#include "epub/room.h"

#include <errno.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

/* ---- deflate ---- */

struct packer {
	struct libdeflate_compressor *c;
	char *room; /* for the packed bytes of the largest file so far */
	size_t cap;
};

struct packer *
packer_new(void)
{
	struct packer *p = xmalloc(sizeof *p);
	*p = (struct packer){.c = libdeflate_alloc_compressor(5)};
	if (!p->c) {
		fputs("yearbook: out of memory\n", stderr);
		exit(2);
	}
	return p;
}

void
packer_free(struct packer *p)
{
	if (!p)
		return;
	libdeflate_free_compressor(p->c);
	free(p->room);
	free(p);
}

void
file_pack(struct packer *p, struct epub_file *f, struct str data)
{
	size_t bound = libdeflate_deflate_compress_bound(p->c, data.n);
	if (bound > p->cap) {
		free(p->room);
		p->room = xmalloc(bound);
		p->cap = bound;
	}
	f->stored = f->media && !strcmp(f->media, "image/jpeg"); /* packed already */
	f->n = f->stored ? data.n : libdeflate_deflate_compress(p->c, data.p, data.n, p->room, bound);
	f->deflated = xmalloc(f->n);
	memcpy(f->deflated, f->stored ? data.p : p->room, f->n);
	f->size = data.n;
	f->crc = libdeflate_crc32(0, data.p, data.n);
}

/* ---- sources: bytes that libzip reads ---- */

/* A text that is deflated already, or a picture whose bytes are fetched when libzip asks for them, one picture at a time. */
struct source {
	const struct epub *epub;
	const struct epub_file *file; /* or */
	const struct epub_picture *picture;
	struct buf bytes; /* of the picture, while it is read */
	bool fetched;
	uint64_t size; /* of the picture, also when its bytes are gone again */
	size_t at;
};

static void
source_fetch(struct source *s)
{
	if (s->file || s->fetched)
		return;
	picture_bytes(s->epub, s->picture, &s->bytes);
	s->size = s->bytes.n;
	s->fetched = true;
}

static zip_int64_t
source_stat(struct source *s, void *data, zip_uint64_t len)
{
	if (len < sizeof(zip_stat_t))
		return -1;
	if (!s->size)
		source_fetch(s);
	zip_stat_t *st = data;
	zip_stat_init(st);
	st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_MTIME;
	st->mtime = 315619200; /* replaced by zip_file_set_dostime */
	st->size = s->file ? s->file->size : s->size;
	st->comp_size = s->file ? s->file->n : s->size;
	st->comp_method = s->file && !s->file->stored ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
	if (s->file) {
		st->valid |= ZIP_STAT_CRC;
		st->crc = s->file->crc;
	}
	return sizeof *st;
}

static zip_int64_t
source_read(struct source *s, void *data, zip_uint64_t len)
{
	struct str all = s->file ? (struct str){s->file->deflated, s->file->n} : buf_view(&s->bytes);
	size_t n = all.n - s->at < len ? all.n - s->at : (size_t)len;
	if (n)
		memcpy(data, all.p + s->at, n);
	s->at += n;
	return (zip_int64_t)n;
}

static zip_int64_t
source_call(void *user, void *data, zip_uint64_t len, zip_source_cmd_t cmd)
{
	struct source *s = user;
	switch (cmd) {
	case ZIP_SOURCE_OPEN:
		s->at = 0;
		source_fetch(s);
		return 0;
	case ZIP_SOURCE_READ: return source_read(s, data, len);
	case ZIP_SOURCE_CLOSE:
		buf_free(&s->bytes);
		s->fetched = false;
		return 0;
	case ZIP_SOURCE_STAT: return source_stat(s, data, len);
	case ZIP_SOURCE_ERROR: {
		int error[2] = {ZIP_ER_READ, EIO};
		if (len < sizeof error)
			return -1;
		memcpy(data, error, sizeof error);
		return sizeof error;
	}
	case ZIP_SOURCE_FREE: buf_free(&s->bytes); return 0;
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
			ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	default: return -1;
	}
}

/* ---- the archive itself: libzip writes into our output ---- */

struct sink {
	struct file_out *o;
	zip_int64_t at;
};

static zip_int64_t
sink_stat(void *data, zip_uint64_t len)
{
	if (len < sizeof(zip_stat_t))
		return -1;
	zip_stat_t *st = data;
	zip_stat_init(st);
	st->valid = ZIP_STAT_SIZE;
	st->size = 0;
	return sizeof *st;
}

static zip_int64_t
sink_write(struct sink *s, const void *data, zip_uint64_t len)
{
	if (fseeko(s->o->f, (off_t)s->at, SEEK_SET)) {
		s->o->error = "input/output error";
		return -1;
	}
	uint64_t written = s->o->n;
	if (!file_out_write(s->o, data, (size_t)len))
		return -1;
	s->at += (zip_int64_t)len;
	s->o->n = (uint64_t)s->at > written ? (uint64_t)s->at : written; /* headers are written again, over themselves */
	return (zip_int64_t)len;
}

static zip_int64_t
sink_call(void *user, void *data, zip_uint64_t len, zip_source_cmd_t cmd)
{
	struct sink *s = user;
	switch (cmd) {
	case ZIP_SOURCE_STAT: return sink_stat(data, len);
	case ZIP_SOURCE_BEGIN_WRITE: s->at = 0; return 0;
	case ZIP_SOURCE_WRITE: return sink_write(s, data, len);
	case ZIP_SOURCE_TELL_WRITE: return s->at;
	case ZIP_SOURCE_SEEK_WRITE: {
		zip_error_t error;
		zip_error_init(&error);
		zip_int64_t to = zip_source_seek_compute_offset((zip_uint64_t)s->at, s->o->n, data, len, &error);
		zip_error_fini(&error);
		if (to < 0)
			return -1;
		s->at = to;
		return 0;
	}
	case ZIP_SOURCE_ERROR: {
		int error[2] = {ZIP_ER_WRITE, EIO};
		if (len < sizeof error)
			return -1;
		memcpy(data, error, sizeof error);
		return sizeof error;
	}
	case ZIP_SOURCE_COMMIT_WRITE:
	case ZIP_SOURCE_ROLLBACK_WRITE:
	case ZIP_SOURCE_REMOVE:
	case ZIP_SOURCE_OPEN:
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE: return 0;
	case ZIP_SOURCE_READ:
	case ZIP_SOURCE_TELL:
	case ZIP_SOURCE_SEEK: return 0;
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_STAT, ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_WRITE,
			ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_ERROR, ZIP_SOURCE_COMMIT_WRITE,
			ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_REMOVE, ZIP_SOURCE_OPEN, ZIP_SOURCE_CLOSE, ZIP_SOURCE_READ,
			ZIP_SOURCE_TELL, ZIP_SOURCE_SEEK, ZIP_SOURCE_FREE, -1);
	default: return -1;
	}
}

/* ---- entries ---- */

/* Adds an entry; the DOS time 0x21 is 1980-01-01, the same whatever the zone. */
static bool
entry_add(zip_t *zip, const char *name, zip_source_t *source, bool deflated)
{
	if (!source)
		return false;
	zip_int64_t at = zip_file_add(zip, name, source, ZIP_FL_ENC_GUESS);
	if (at < 0) {
		zip_source_free(source);
		return false;
	}
	return zip_set_file_compression(zip, (zip_uint64_t)at, deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) == 0 &&
		zip_file_set_dostime(zip, (zip_uint64_t)at, 0, 0x21, 0) == 0;
}

static bool
entries_add(struct epub *e, zip_t *zip)
{
	static const char mimetype[] = "application/epub+zip";
	bool ok = entry_add(zip, "mimetype", zip_source_buffer(zip, mimetype, sizeof mimetype - 1, 0), false);
	for (size_t i = 0; ok && i < e->n_files; i++) {
		struct source *s = NEW(e->arena, struct source);
		*s = (struct source){.epub = e, .file = &e->files[i]};
		ok = entry_add(
			zip, str_z(e->arena, e->files[i].name), zip_source_function(zip, source_call, s), !s->file->stored);
	}
	for (size_t i = 0; ok && i < e->book->n_images; i++) {
		if (!atomic_load(&e->pictures[i].used))
			continue;
		struct source *s = NEW(e->arena, struct source);
		*s = (struct source){.epub = e, .picture = &e->pictures[i]};
		struct str name = str_fmt(e->arena, "OPS/%.*s", STR_FMT(e->pictures[i].name));
		ok = entry_add(zip, name.p, zip_source_function(zip, source_call, s), false);
	}
	return ok;
}

bool
container_write(struct epub *e, struct file_out *o)
{
	struct sink sink = {.o = o};
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *target = zip_source_function_create(sink_call, &sink, &error);
	zip_t *zip = target ? zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error) : NULL;
	zip_error_fini(&error);
	if (!zip) {
		if (target)
			zip_source_free(target);
		return false;
	}
	if (!entries_add(e, zip)) {
		zip_discard(zip);
		return false;
	}
	if (zip_close(zip)) {
		zip_discard(zip);
		return false;
	}
	return !o->error;
}
