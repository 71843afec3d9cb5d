/* attach.c - files within the file: the sources of its pages (ISO 19005-3, 6.8) */
#include "pdf/room.h"

#include <stdlib.h>
#include <time.h>

enum { NAMES_PER_LEAF = 64 };

/* The files' bytes, deflated while they are written: one at a time. */
struct attached {
	const struct sheets *sheets;
	struct buf bytes;
};

static void
name_write(struct buf *b, const char *name)
{
	buf_char(b, '/');
	for (const char *p = name; *p; p++)
		if (char_alnum((unsigned char)*p) || *p == '-' || *p == '.')
			buf_char(b, *p);
		else
			buf_fmt(b, "#%02X", (unsigned char)*p);
}

/* PDF/A-3 wants a date, whatever the post has. */
static void
date_write(struct buf *b, int64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm tm;
	if (!seconds || !gmtime_r(&t, &tm) || tm.tm_year < -1900 || tm.tm_year > 8099)
		tm = (struct tm){.tm_year = 100, .tm_mday = 1};
	buf_fmt(b, "(D:%04d%02d%02d%02d%02d%02dZ)", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min,
		tm.tm_sec);
}

static void
file_entries(void *ctx, size_t i, struct buf *b)
{
	struct attached *t = ctx;
	const struct attachment *a = &t->sheets->attached[i];
	struct buf whole = {0};
	buf_str(&whole, a->head);
	buf_str(&whole, a->body);
	struct deflater *z = deflater_open(6);
	t->bytes.n = 0;
	deflater_buf(z, buf_view(&whole), &t->bytes);
	deflater_close(z);
	buf_z(b, "/Type/EmbeddedFile/Subtype");
	name_write(b, a->mime);
	buf_fmt(b, "/Params<</Size %zu/ModDate", whole.n);
	date_write(b, a->modified);
	buf_fmt(b, ">>/Filter/FlateDecode/Length %zu", t->bytes.n);
	buf_free(&whole);
}

static bool
file_bytes(void *ctx, size_t i, bool (*write)(void *to, const void *p, size_t n), void *to)
{
	struct attached *t = ctx;
	(void)i;
	bool ok = write(to, t->bytes.p, t->bytes.n);
	buf_free(&t->bytes);
	return ok;
}

static HPDF_Dict
file_make(struct pdf *f, const struct lazy *lazy, size_t i)
{
	const struct attachment *a = &f->sheets->attached[i];
	HPDF_Dict bytes = object_lazy(&f->objects, lazy, i);
	struct buf b = {0};
	buf_z(&b, "/Type/Filespec/F");
	buf_bytes(&b, a->name);
	buf_z(&b, "/UF");
	buf_bytes(&b, a->name);
	if (a->about.n) {
		buf_z(&b, "/Desc");
		buf_text(&b, a->about);
	}
	buf_z(&b, "/AFRelationship/Source/EF<</F ");
	buf_ref(&b, bytes);
	buf_z(&b, "/UF ");
	buf_ref(&b, bytes);
	buf_z(&b, ">>");
	HPDF_Dict d = object_raw(&f->objects, buf_keep(&b, f->arena));
	buf_free(&b);
	return d;
}

/* The tree of their names, by which readers list them: leaves below one root. */
static HPDF_Dict
names_tree(struct pdf *f, HPDF_Dict *files)
{
	const struct attachment *list = f->sheets->attached;
	size_t n = f->sheets->n_attached;
	struct buf root = {0}, b = {0};
	for (size_t from = 0; from < n; from += NAMES_PER_LEAF) {
		size_t to = from + NAMES_PER_LEAF < n ? from + NAMES_PER_LEAF : n;
		buf_z(&b, "/Limits[");
		buf_bytes(&b, list[from].name);
		buf_bytes(&b, list[to - 1].name);
		buf_z(&b, "]/Names[");
		for (size_t i = from; i < to; i++) {
			buf_bytes(&b, list[i].name);
			buf_ref(&b, files[i]);
		}
		buf_char(&b, ']');
		buf_z(&root, from ? " " : "/Kids[");
		buf_ref(&root, object_raw(&f->objects, buf_keep(&b, f->arena)));
		b.n = 0;
	}
	buf_char(&root, ']');
	HPDF_Dict d = object_raw(&f->objects, buf_keep(&root, f->arena));
	buf_free(&root);
	buf_free(&b);
	return d;
}

void
attach_make(struct pdf *f)
{
	size_t n = f->sheets->n_attached;
	if (!n || f->sheets->standard != PDF_DIGITAL)
		return;
	struct attached *t = NEW(f->arena, struct attached);
	struct lazy *lazy = NEW(f->arena, struct lazy);
	HPDF_Dict *files = NEW_N(f->arena, n, HPDF_Dict);
	t->sheets = f->sheets;
	*lazy = (struct lazy){file_entries, file_bytes, t};
	for (size_t i = 0; i < n; i++)
		files[i] = file_make(f, lazy, i);
	HPDF_Dict names = HPDF_Dict_GetItem(f->catalog, "Names", HPDF_OCLASS_DICT);
	if (!names)
		dict_object(f->catalog, "Names", names = object_dict(&f->objects));
	dict_object(names, "EmbeddedFiles", names_tree(f, files));
	struct buf b = {0};
	buf_z(&b, "/AF[");
	for (size_t i = 0; i < n; i++) {
		buf_z(&b, i ? " " : "");
		buf_ref(&b, files[i]);
	}
	buf_char(&b, ']');
	dict_raw(&f->objects, f->catalog, buf_keep(&b, f->arena));
	buf_free(&b);
}
