/* face.c - the face that a style names: built in, a file, an installed family; what cannot be used, and why */
#include "layout/font.h"
#include "layout/installed.h"
#include "layout/vary.h"

#include <errno.h>
#include <hb-ot.h>
#include <string.h>

#include "base/file.h"
#include "base/message.h"

enum { FONT_MOST = 64 * 1024 * 1024 };

/* A font on its way to a face. */
struct find {
	struct fonts *f;
	const struct face_name *name;
	enum face_role role;
	struct str path; /* where it was found */
	unsigned index;
	unsigned instance; /* of it, from 1; 0: as it is named */
	bool style_met; /* the instance is a face of its own: an installed family's */
};

/* Forbids the font to be embedded, or to be embedded in part? (OpenType, OS/2, fsType.) */
static bool
face_forbidden(hb_face_t *face)
{
	enum { USAGE = 0xF, RESTRICTED = 2, WHOLE_ONLY = 0x100, BITMAPS_ONLY = 0x200 };
	hb_blob_t *os2 = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
	unsigned n;
	const unsigned char *p = (const unsigned char *)hb_blob_get_data(os2, &n);
	unsigned type = n >= 10 ? (unsigned)(p[8] << 8 | p[9]) : 0;
	hb_blob_destroy(os2);
	return (type & USAGE) == RESTRICTED || type & (WHOLE_ONLY | BITMAPS_ONLY);
}

static bool
face_has_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *table = hb_face_reference_table(face, tag);
	bool there = hb_blob_get_length(table) > 0;
	hb_blob_destroy(table);
	return there;
}

static uint32_t
big_endian(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Do the tables with which text is set lie within the file? Of one that was cut short the glyphs behind the cut would vanish from the page. */
static bool
sfnt_whole(const unsigned char *p, size_t n, unsigned index)
{
	static const char needed[][5] = {"cmap", "head", "hhea", "hmtx", "maxp", "loca", "glyf", "CFF ", "GSUB", "GPOS"};
	size_t at = 0;
	if (n >= 16 + 4 * (size_t)index && !memcmp(p, "ttcf", 4))
		at = big_endian(p + 12 + 4 * (size_t)index);
	if (at > n || n - at < 12)
		return false;
	size_t tables = (size_t)p[at + 4] << 8 | p[at + 5];
	if ((n - at - 12) / 16 < tables)
		return false;
	for (size_t i = 0; i < tables; i++) {
		const unsigned char *t = p + at + 12 + 16 * i;
		uint32_t from = big_endian(t + 8), length = big_endian(t + 12);
		for (size_t k = 0; k < sizeof needed / sizeof *needed; k++)
			if (!memcmp(t, needed[k], 4) && (from > n || length > n - from))
				return false;
	}
	return true;
}

/* Do the outlines lie within their table? */
static bool
outlines_whole(hb_face_t *face)
{
	hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd')),
		  *loca = hb_face_reference_table(face, HB_TAG('l', 'o', 'c', 'a')),
		  *glyf = hb_face_reference_table(face, HB_TAG('g', 'l', 'y', 'f'));
	unsigned n, head_n, size = hb_blob_get_length(glyf), glyphs = hb_face_get_glyph_count(face);
	const unsigned char *h = (const unsigned char *)hb_blob_get_data(head, &head_n),
			    *p = (const unsigned char *)hb_blob_get_data(loca, &n);
	bool wide = head_n >= 52 && h[51], whole = n / (wide ? 4 : 2) > glyphs;
	for (unsigned i = 0, before = 0; whole && i <= glyphs; i++) {
		unsigned at = wide ? big_endian(p + 4 * (size_t)i) : 2 * ((unsigned)p[2 * i] << 8 | p[2 * i + 1]);
		whole = at >= before && at <= size;
		before = at;
	}
	hb_blob_destroy(glyf);
	hb_blob_destroy(loca);
	hb_blob_destroy(head);
	return whole;
}

static enum face_wrong
face_wrong(hb_face_t *face)
{
	bool glyf = face_has_table(face, HB_TAG('g', 'l', 'y', 'f')), cff = face_has_table(face, HB_TAG('C', 'F', 'F', ' '));
	bool colour = face_has_table(face, HB_TAG('C', 'B', 'D', 'T'));
	unsigned upem = hb_face_get_upem(face);
	if (!hb_face_get_glyph_count(face) || upem < 16 || upem > 16384)
		return FACE_NO_FONT;
	/* Outlines in CFF2 alone are more than a PDF can hold. */
	if (!glyf && !cff && face_has_table(face, HB_TAG('C', 'F', 'F', '2')))
		return FACE_CFF2;
	if (!glyf && !cff && !colour)
		return FACE_BITMAPS;
	if (glyf && !outlines_whole(face))
		return FACE_NO_FONT;
	return face_forbidden(face) ? FACE_FORBIDDEN : FACE_RIGHT;
}

enum face_wrong
blob_wrong(hb_blob_t *blob, unsigned index)
{
	unsigned n;
	const char *p = hb_blob_get_data(blob, &n);
	if (n >= 4 && (!memcmp(p, "wOFF", 4) || !memcmp(p, "wOF2", 4)))
		return FACE_WEB;
	if (n >= 4 && (!memcmp(p, "%!PS", 4) || !memcmp(p, "%!Fo", 4) || !memcmp(p, "\x80\x01", 2)))
		return FACE_TYPE1;
	unsigned faces = n ? hb_face_count(blob) : 0;
	if (!faces)
		return FACE_NO_FONT;
	if (index >= faces)
		return FACE_INDEX;
	if (!sfnt_whole((const unsigned char *)p, n, index))
		return FACE_NO_FONT;
	hb_face_t *face = hb_face_create(blob, index);
	enum face_wrong wrong = face_wrong(face);
	hb_face_destroy(face);
	return wrong;
}

bool
face_name_same(const struct face_name *a, const struct face_name *b)
{
	return str_eq(a->name, b->name) && a->index == b->index && str_eq(a->instance, b->instance) && a->n_axes == b->n_axes &&
		!memcmp(a->axes, b->axes, (size_t)a->n_axes * sizeof a->axes[0]);
}

/* ---- where it is ---- */

static hb_blob_t *
blob_builtin(struct find *find)
{
	struct arena *a = find->f->arena;
	struct str data = style_builtin(str_fmt(a, "fonts/%.*s", STR_FMT(find->name->name)).p);
	if (!data.n)
		data = style_builtin(str_fmt(a, "fonts/%.*s.ttf", STR_FMT(find->name->name)).p);
	return data.n ? hb_blob_create(data.p, (unsigned)data.n, HB_MEMORY_MODE_READONLY, NULL, NULL) : NULL;
}

/* A file as it is named, or in the folder of fonts. */
static enum face_wrong
blob_file(struct find *find, hb_blob_t **blob)
{
	static const char *const ends[] = {"", ".ttf", ".otf", ".ttc"};
	struct arena *a = find->f->arena;
	struct str data, name = find->name->name;
	for (size_t i = 0; i < 2 * sizeof ends / sizeof *ends; i++) {
		struct str path = str_fmt(a, "%.*s%s", STR_FMT(name), ends[i / 2]);
		if (i % 2 && (!find->f->folder.n || path.p[0] == '/'))
			continue;
		if (i % 2)
			path = path_join(a, find->f->folder, path);
		if (path_kind(path.p) != PATH_FILE)
			continue;
		if (file_read(a, path.p, FONT_MOST, &data))
			return FACE_UNREADABLE;
		find->path = path;
		*blob = hb_blob_create(data.p, (unsigned)data.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
		return FACE_RIGHT;
	}
	return FACE_ABSENT;
}

static enum face_wrong
blob_installed(struct find *find, hb_blob_t **blob)
{
	struct installed *in = installed_of(find->f->fallback);
	struct installed_face found;
	const char *style = str_z(find->f->arena, find->name->instance);
	if (str_find_char(find->name->name, '/') >= 0 || !in)
		return FACE_ABSENT;
	if (!installed_family(in, wish_for(find->role), str_z(find->f->arena, find->name->name), style, &found))
		return FACE_ABSENT;
	find->path = str_dup(find->f->arena, found.path);
	find->index = found.index;
	find->instance = found.instance;
	find->style_met = found.style_met;
	*blob = hb_blob_create_from_file_or_fail(str_z(find->f->arena, found.path));
	return *blob ? FACE_RIGHT : FACE_UNREADABLE;
}

/* ---- what is said ---- */

static void
wrong_say(const struct find *find, enum face_wrong wrong)
{
	const struct face_name *n = find->name;
	struct diag *d = find->f->d;
	const char *key = style_face_key(find->role);
#define SAY(text) \
	diag_add(d, DIAG_FONT_MISSING, n->file, n->line, n->col, text, key, STR_FMT(n->name), STR_FMT(n->own)); \
	break
	switch (wrong) {
	case FACE_RIGHT: break;
	case FACE_ABSENT:
		SAY("the face `%s`, \"%.*s\", is neither built in nor a file nor an installed family; %.*s stands in for it");
	case FACE_UNREADABLE:
		SAY("the file of the face `%s`, \"%.*s\", cannot be read or is larger than 64 MB; %.*s stands in for it");
	case FACE_TYPE1:
		SAY("the face `%s`, \"%.*s\", is a Type 1 font, which cannot be used; %.*s stands in for it; most are to be had "
		    "as OpenType");
	case FACE_WEB:
		SAY("the face `%s`, \"%.*s\", is packed for the web (WOFF); %.*s stands in for it; name the TrueType or OpenType "
		    "file");
	case FACE_NO_FONT:
		SAY("the face `%s`, \"%.*s\", is no TrueType or OpenType font, or a damaged one; %.*s stands in for it");
	case FACE_CFF2:
		SAY("the face `%s`, \"%.*s\", is a variable font with outlines (CFF2) that a PDF cannot hold; %.*s stands in for "
		    "it; take "
		    "its TrueType file");
	case FACE_BITMAPS: SAY("the face `%s`, \"%.*s\", has no outlines that print; %.*s stands in for it");
	case FACE_FORBIDDEN:
		SAY("the licence bits of the face `%s`, \"%.*s\", forbid to embed it in part; %.*s stands in for it; ask its "
		    "maker for "
		    "another licence");
	case FACE_INDEX: SAY("the face `%s`, \"%.*s\", has fewer faces than the number behind it; %.*s stands in for it");
	}
#undef SAY
}

/* The face, or what is wrong. */
static struct font *
face_find(struct find *find, enum face_wrong *wrong)
{
	struct fonts *f = find->f;
	hb_blob_t *blob = blob_builtin(find);
	find->path = find->name->name;
	find->index = find->name->index;
	*wrong = blob ? FACE_RIGHT : blob_file(find, &blob);
	if (*wrong == FACE_ABSENT)
		*wrong = blob_installed(find, &blob);
	if (*wrong == FACE_RIGHT)
		*wrong = blob_wrong(blob, find->index);
	if (*wrong != FACE_RIGHT) {
		hb_blob_destroy(blob);
		return NULL;
	}
	struct vary_name shown = {.key = style_face_key(find->role), .instance = find->instance, .style_met = find->style_met};
	blob = vary_pin(f, blob, &find->index, find->name, &shown);
	struct font *font = font_make(f->arena, blob, find->path, find->index);
	if (font && shown.ps.n)
		font->face.name = shown.ps;
	*wrong = font ? FACE_RIGHT : FACE_NO_FONT;
	return font;
}

struct font *
face_named(struct fonts *f, enum face_role role)
{
	struct find find = {.f = f, .name = &f->style->faces[role], .role = role};
	struct face_name own = {.name = find.name->own, .file = find.name->file, .line = find.name->line};
	enum face_wrong wrong;
	struct font *font = face_find(&find, &wrong);
	if (font)
		return font;
	wrong_say(&find, wrong);
	find.name = &own;
	return face_find(&find, &wrong);
}
