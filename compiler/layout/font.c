/* font.c - open the faces of a style; find the emoji face */
#include "layout/font.h"

#include <hb-ot.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include "base/file.h"
#include "layout/shape.h"
#include "layout/unicode.h"

/* The characters that were reported missing from a file. A text in a script that no face has would fill the screen: only so many are named. */
struct missing {
	struct str file;
	struct missing *next; /* in the same slot */
	int n;
	uint32_t runes[16];
};

static int
font_advance(hb_font_t *font, uint32_t rune)
{
	hb_codepoint_t glyph;
	return hb_font_get_nominal_glyph(font, rune, &glyph) ? hb_font_get_glyph_h_advance(font, glyph) : 0;
}

static void
font_cover(struct font *f, hb_face_t *face)
{
	hb_set_t *set = hb_set_create();
	hb_codepoint_t first, last = HB_SET_VALUE_INVALID;
	hb_face_collect_unicodes(face, set);
	while (hb_set_next_range(set, &first, &last))
		for (uint32_t c = first; c <= last && c < 0x10000; c++)
			f->cover[c >> 3] |= (unsigned char)(1 << (c & 7));
	hb_set_destroy(set);
	f->ascii = true;
	for (uint32_t c = 0x21; c < 0x7F; c++)
		f->ascii = f->ascii && f->cover[c >> 3] >> (c & 7) & 1;
}

static int
font_metric(hb_font_t *font, hb_ot_metrics_tag_t tag, int otherwise)
{
	hb_position_t value;
	return hb_ot_metrics_get_position(font, tag, &value) && value > 0 ? value : otherwise;
}

static void
font_measure(struct arena *a, struct font *f, hb_face_t *face)
{
	char name[128];
	unsigned n = sizeof name;
	hb_font_extents_t extents = {0};
	hb_font_t *font = hb_font_create(face);
	int upem = (int)hb_face_get_upem(face);
	hb_font_get_h_extents(font, &extents);
	hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &n, name);
	f->face.name = n ? str_dup(a, (struct str){name, n}) : STR("Face");
	f->face.upem = upem;
	f->face.ascent = extents.ascender;
	f->face.descent = extents.descender;
	f->face.cap_height = font_metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT, upem * 7 / 10);
	f->face.x_height = font_metric(font, HB_OT_METRICS_TAG_X_HEIGHT, upem / 2);
	f->space = font_advance(font, ' ');
	if (f->space <= 0)
		f->space = upem / 4;
	f->hyphen = font_advance(font, '-');
	hb_face_make_immutable(face);
	hb_font_make_immutable(font);
	f->face.hb_face = face;
	f->face.hb_font = font;
}

bool
font_has_feature(const struct font *font, const char *tag)
{
	static const hb_tag_t tables[] = {HB_OT_TAG_GSUB, HB_OT_TAG_GPOS};
	hb_tag_t wanted = hb_tag_from_string(tag, 4), tags[64];
	for (size_t t = 0; t < 2; t++)
		for (unsigned from = 0, n = 64; n; from += n) {
			hb_ot_layout_table_get_feature_tags(font->face.hb_face, tables[t], from, &n, tags);
			for (unsigned i = 0; i < n; i++)
				if (tags[i] == wanted)
					return true;
		}
	return false;
}

/* A feature that a style asks for by name and that the face of its text lacks is no secret. */
static void
features_check(const struct fonts *f)
{
	for (int i = 0; i < f->style->n_feature_sets; i++) {
		const struct feature_set *set = &f->style->feature_sets[i];
		const struct font *font = f->roles[f->style->text_styles[set->text].face];
		for (int k = 0; k < set->n; k++)
			if (set->list[k].value && !font_has_feature(font, set->list[k].tag))
				diag_add(f->d, DIAG_VALUE_BAD, set->file, set->line, set->col,
					"the face of `%s`, %.*s, has no feature \"%s\"", style_text_key(set->text),
					STR_FMT(font->face.name), set->list[k].tag);
	}
}

struct font *
font_make(struct arena *a, hb_blob_t *blob, struct str file, unsigned index)
{
	unsigned n;
	const char *data = hb_blob_get_data(blob, &n);
	if (blob_wrong(blob, index) != FACE_RIGHT) {
		hb_blob_destroy(blob);
		return NULL;
	}
	hb_face_t *face = hb_face_create(blob, index);
	hb_blob_destroy(blob);
	struct font *f = NEW(a, struct font);
	f->file = str_dup(a, file);
	f->index = index;
	f->face.data = data;
	f->face.size = n;
	f->face.index = index;
	font_cover(f, face);
	font_measure(a, f, face);
	f->smcp = font_has_feature(f, "smcp");
	f->c2sc = font_has_feature(f, "c2sc");
	return f;
}

void
font_done(struct font *font)
{
	hb_font_destroy(font->face.hb_font);
	hb_face_destroy(font->face.hb_face);
}

struct fonts *
fonts_open(const struct style *style, struct diag *d, const char *folder)
{
	struct arena *a = arena_new();
	struct fonts *f = NEW(a, struct fonts);
	*f = (struct fonts){.arena = a, .style = style, .d = d, .folder = str_dup(a, str_of(folder))};
	pthread_mutex_init(&f->lock, NULL);
	f->list = NEW_N(a, FACE_COUNT, const struct face *);
	f->fallback = fallback_new(a);
	f->cache = cache_new(style);
	f->patterns = patterns_new();
	f->breakers = breakers_new();
	for (int role = 0; role < FACE_EMOJI; role++) {
		for (int other = 0; other < role && !f->roles[role]; other++)
			if (face_name_same(&style->faces[role], &style->faces[other]))
				f->roles[role] = f->roles[other];
		if (f->roles[role])
			continue;
		struct font *font = face_named(f, (enum face_role)role);
		if (!font) {
			fonts_close(f);
			return NULL;
		}
		f->roles[role] = font;
		font->role = (enum face_role)role;
		font->face.number = (int)f->n_list;
		f->list[f->n_list++] = &font->face;
	}
	features_check(f);
	return f;
}

void
fonts_share(struct fonts *f, struct patterns *p)
{
	patterns_free(f->patterns);
	f->patterns = p;
	f->patterns_shared = true;
}

void
fonts_close(struct fonts *f)
{
	if (!f)
		return;
	for (int role = 0; role < FACE_EMOJI; role++)
		if (f->roles[role] && f->roles[role]->role == (enum face_role)role)
			font_done(f->roles[role]);
	if (f->emoji)
		font_done(f->emoji);
	fallback_free(f->fallback);
	cache_free(f->cache);
	if (!f->patterns_shared)
		patterns_free(f->patterns);
	breakers_free(f->breakers);
	pthread_mutex_destroy(&f->lock);
	arena_free(f->arena);
}

const struct face *
fonts_face(const struct fonts *f, enum face_role role)
{
	if (role == FACE_EMOJI)
		return f->emoji ? &f->emoji->face : NULL;
	return &f->roles[role]->face;
}

/* Faces that were opened on the way get their numbers here, where no thread's order counts any more. */
const struct face *const *
fonts_list(struct fonts *f, size_t *n)
{
	size_t n_more;
	struct font **more = fallback_list(f->fallback, &n_more);
	const struct face **all = NEW_N(f->arena, f->n_list + 1 + n_more, const struct face *);
	memcpy(all, f->list, f->n_list * sizeof *all);
	*n = f->n_list;
	if (f->emoji) {
		f->emoji->face.number = (int)*n;
		all[(*n)++] = &f->emoji->face;
	}
	for (size_t i = 0; i < n_more; i++) {
		more[i]->face.number = (int)*n;
		all[(*n)++] = &more[i]->face;
	}
	return all;
}

/* The blob of dir/rel, or NULL. */
static hb_blob_t *
emoji_blob(struct arena *a, struct str dir, const char *rel, struct str name)
{
	struct str path = path_join(a, path_join(a, dir, str_of(rel)), name);
	const char *z = str_z(a, path);
	return path_kind(z) == PATH_FILE ? hb_blob_create_from_file_or_fail(z) : NULL;
}

/* The face lies in the folder that was given, else beside the program or where it is installed. */
static hb_blob_t *
emoji_find(struct fonts *f)
{
	static const char *const beside[] = {"fonts", "../share/yearbook", ""};
	struct str name = f->style->faces[FACE_EMOJI].name;
	char program[4096];
	hb_blob_t *blob = NULL;
	if (!name.n)
		name = STR("NotoColorEmoji.ttf");
	if (str_find_char(name, '/') >= 0)
		return emoji_blob(f->arena, STR_NONE, "", name);
	if (!str_ends(name, ".ttf"))
		name = str_fmt(f->arena, "%.*s.ttf", STR_FMT(name));
	if (f->folder.n)
		blob = emoji_blob(f->arena, f->folder, "", name);
	ssize_t n = readlink("/proc/self/exe", program, sizeof program);
	for (size_t i = 0; n > 0 && n < (ssize_t)sizeof program && i < 3 && !blob; i++)
		blob = emoji_blob(f->arena, path_dir((struct str){program, (size_t)n}), beside[i], name);
	return blob ? blob : emoji_blob(f->arena, STR("/usr/share/yearbook"), "", name);
}

const struct font *
fonts_emoji(struct fonts *f)
{
	pthread_mutex_lock(&f->lock);
	if (f->emoji_state == EMOJI_UNKNOWN) {
		hb_blob_t *blob = emoji_find(f);
		struct font *font = blob ? font_make(f->arena, blob, STR("emoji"), 0) : NULL;
		f->emoji_state = font ? EMOJI_THERE : EMOJI_MISSING;
		if (font) {
			font->face.emoji = true;
		} else {
			diag_add(f->d, DIAG_FONT_MISSING, STR_NONE, 0, 0,
				"the face for emoji, NotoColorEmoji.ttf, was not found, so emoji are shown as boxes; "
				"give its folder with --fonts, or put it beside the program");
		}
		f->emoji = font;
	}
	const struct font *emoji = f->emoji;
	pthread_mutex_unlock(&f->lock);
	return emoji;
}

enum missing_state { MISSING_NEW, MISSING_LAST, MISSING_KNOWN };

/* Was the character already reported for the file, or has the file enough of them? Notes it otherwise. */
static enum missing_state
missing_note(struct fonts *f, struct str file, uint32_t rune)
{
	enum { MOST = sizeof((struct missing *)0)->runes / sizeof(uint32_t) };
	struct missing **slot = &f->missing[str_hash(file) % (sizeof f->missing / sizeof *f->missing)], *m = *slot;
	while (m && !str_eq(m->file, file))
		m = m->next;
	if (!m) {
		m = NEW(f->arena, struct missing);
		*m = (struct missing){.file = str_dup(f->arena, file), .next = *slot};
		*slot = m;
	}
	for (int i = 0; i < m->n && i < MOST; i++)
		if (m->runes[i] == rune)
			return MISSING_KNOWN;
	if (m->n > MOST)
		return MISSING_KNOWN;
	if (m->n < MOST)
		m->runes[m->n] = rune;
	return m->n++ < MOST ? MISSING_NEW : MISSING_LAST;
}

void
fonts_report_missing(struct fonts *f, struct diag *d, struct str file, int line, uint32_t rune)
{
	char name[100] = "";
	UErrorCode error = U_ZERO_ERROR;
	pthread_mutex_lock(&f->lock);
	/* That emoji show as boxes was said when their face was looked for. */
	bool emoji = f->emoji_state == EMOJI_MISSING && rune > 0xFF && u_hasBinaryProperty((UChar32)rune, UCHAR_EMOJI);
	enum missing_state state = emoji ? MISSING_KNOWN : missing_note(f, file, rune);
	pthread_mutex_unlock(&f->lock);
	if (state == MISSING_KNOWN)
		return;
	u_charName((UChar32)rune, U_EXTENDED_CHAR_NAME, name, sizeof name, &error);
	if (state == MISSING_LAST)
		diag_add(d, DIAG_GLYPH_MISSING, file, line, 0,
			"no face has U+%04X %s either, and this file may have more such characters; boxes stand for all of them; "
			"install a face that has them (Debian and Ubuntu: the package %s) or name one as `fallback` in the style",
			(unsigned)rune, U_SUCCESS(error) ? name : "", fallback_package(rune));
	else
		diag_add(d, DIAG_GLYPH_MISSING, file, line, 0,
			"no face has U+%04X %s, so a box stands for it here and wherever else this file has it; install a face "
			"that "
			"has it (Debian and Ubuntu: the package %s), name one as `fallback` in the style, or write it otherwise",
			(unsigned)rune, U_SUCCESS(error) ? name : "", fallback_package(rune));
}
