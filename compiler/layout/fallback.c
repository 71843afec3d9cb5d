/* fallback.c - the face for what the style's own faces lack: one that the style names, else the best one installed */
#include "layout/font.h"
#include "layout/installed.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>

#include "base/file.h"
#include "base/utf8.h"
#include "layout/shape.h"
#include "layout/unicode.h"

enum { TRIES_MOST = 24, MEMO_FIRST = 256, SCRIPTS_OF_LANGUAGE = 8 };

/* What was chosen for a character, so that it is asked for once. */
struct memo {
	uint64_t key; /* never 0 */
	const struct font *font; /* may be NULL: none has it */
};

struct fallback {
	struct installed *installed;
	bool asked; /* the system was */
	bool named_open;
	struct font *named[FALLBACK_MOST][4]; /* as the style names them: plain, bold, italic, both */
	int n_named;
	struct font **opened; /* every face that was opened, once */
	size_t n_opened, cap_opened;
	struct memo *memo; /* open hash; size a power of two */
	size_t memo_n, memo_size;
};

struct fallback *
fallback_new(struct arena *a)
{
	installed_prepare();
	return NEW(a, struct fallback);
}

void
fallback_free(struct fallback *fb)
{
	installed_close(fb->installed);
	for (size_t i = 0; i < fb->n_opened; i++)
		font_done(fb->opened[i]);
	free(fb->memo);
}

struct installed *
installed_of(struct fallback *fb)
{
	if (!fb->asked)
		fb->installed = installed_open();
	fb->asked = true;
	return fb->installed;
}

struct face_wish
wish_for(enum face_role role)
{
	struct face_wish wish = {.kind = WISH_SERIF};
	if (role >= FACE_CODE)
		wish.kind = WISH_MONO;
	else if (role >= FACE_SANS)
		wish.kind = WISH_SANS;
	wish.bold = role == FACE_TEXT_BOLD || role == FACE_TEXT_BOLD_ITALIC || role == FACE_DISPLAY ||
		role == FACE_CAPTION_BOLD || role == FACE_SANS_SEMIBOLD || role == FACE_SANS_SEMIBOLD_ITALIC ||
		role == FACE_CODE_BOLD;
	wish.italic = role == FACE_TEXT_ITALIC || role == FACE_TEXT_BOLD_ITALIC || role == FACE_SUBHEAD_ITALIC ||
		role == FACE_CAPTION_ITALIC || role == FACE_SANS_ITALIC || role == FACE_SANS_SEMIBOLD_ITALIC ||
		role == FACE_CODE_ITALIC;
	return wish;
}

static struct face_wish
wish_beside(const struct font *own)
{
	return wish_for(own->role);
}

/* A file's face, opened once; NULL when it is none, or may not be embedded. */
static struct font *
file_open(struct fonts *f, struct str path, unsigned index)
{
	struct fallback *fb = f->fallback;
	for (size_t i = 0; i < fb->n_opened; i++)
		if (fb->opened[i]->index == index && str_eq(fb->opened[i]->file, path))
			return fb->opened[i];
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(str_z(f->arena, path));
	struct font *font = blob ? font_make(f->arena, blob, path, index) : NULL;
	if (font)
		*PUSH(f->arena, fb->opened, fb->n_opened, fb->cap_opened) = font;
	return font;
}

/* A face that the style names: a file, a file in the folder of fonts, or an installed family. */
static struct font *
named_find(struct fonts *f, struct str name, struct face_wish wish)
{
	static const char *const ends[] = {"", ".ttf", ".otf", ".ttc"};
	struct installed_face found;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct str path = str_fmt(f->arena, "%.*s%s", STR_FMT(name), ends[i]);
		if (path_kind(path.p) == PATH_FILE)
			return file_open(f, path, 0);
		if (f->folder.n)
			path = path_join(f->arena, f->folder, path);
		if (path_kind(path.p) == PATH_FILE)
			return file_open(f, path, 0);
	}
	struct installed *in = installed_of(f->fallback);
	if (!in || !installed_family(in, wish, str_z(f->arena, name), "", &found))
		return NULL;
	return file_open(f, found.path, found.index);
}

static void
named_open(struct fonts *f)
{
	struct fallback *fb = f->fallback;
	fb->named_open = true;
	for (int i = 0; i < FALLBACK_MOST && f->style->fallback[i].n; i++) {
		struct font *font = NULL;
		for (unsigned k = 0; k < 4; k++) {
			struct face_wish wish = {.kind = WISH_SERIF, .bold = k & 1, .italic = k & 2};
			font = named_find(f, f->style->fallback[i], wish);
			fb->named[fb->n_named][k] = font;
		}
		if (font)
			fb->n_named++;
		else
			diag_add(f->d, DIAG_FONT_MISSING, f->style->name, 0, 0,
				"the style's fallback face \"%.*s\" is neither a font file that may be embedded nor an installed "
				"family, so it "
				"was left out; give the path of a TrueType or OpenType file, or install the family",
				STR_FMT(f->style->fallback[i]));
	}
}

bool
font_has_cluster(const struct font *font, struct str cluster)
{
	for (size_t i = 0; i < cluster.n;) {
		uint32_t rune = utf8_next(cluster, &i);
		if (!font_has(font, rune) && !rune_invisible(rune))
			return false;
	}
	return true;
}

const struct font *
fonts_named(struct fonts *f, const struct font *own, struct str cluster)
{
	struct fallback *fb = f->fallback;
	if (!f->style->fallback[0].n)
		return NULL;
	pthread_mutex_lock(&f->lock);
	if (!fb->named_open)
		named_open(f);
	pthread_mutex_unlock(&f->lock);
	struct face_wish wish = wish_beside(own);
	for (int i = 0; i < fb->n_named; i++) {
		const struct font *font = fb->named[i][wish.bold + 2 * wish.italic];
		if (font && font_has_cluster(font, cluster))
			return font;
	}
	return NULL;
}

/* ---- the language that a character is looked for in ---- */

static bool
language_writes(const char *lang, uint16_t script)
{
	UScriptCode list[SCRIPTS_OF_LANGUAGE];
	UErrorCode error = U_ZERO_ERROR;
	int32_t n = uscript_getCode(lang, list, SCRIPTS_OF_LANGUAGE, &error);
	for (int32_t i = 0; U_SUCCESS(error) && i < n; i++)
		if (list[i] == (UScriptCode)script)
			return true;
	return false;
}

/* The text's own language where that is written so, else the one that is written in the script most. */
static void
language_for(const struct fallback_key *key, uint16_t script, char out[16])
{
	char lang[4], tag[16] = "und_", likely[ULOC_FULLNAME_CAPACITY];
	UErrorCode error = U_ZERO_ERROR;
	lang_unpack(key->lang, lang);
	bool han = script == USCRIPT_HAN || script == USCRIPT_BOPOMOFO;
	const char *name = uscript_getShortName((UScriptCode)script);
	if (!lang[0])
		strcpy(lang, "en");
	strcpy(out, lang);
	if (script != USCRIPT_COMMON && !language_writes(lang, script)) {
		if (han)
			strcpy(out, key->east == EAST_JAPANESE ? "ja" : key->east == EAST_KOREAN ? "ko" : "zh");
		else if (name && strlen(name) == 4) {
			strcat(tag, name);
			uloc_addLikelySubtags(tag, likely, sizeof likely, &error);
			char *end = strchr(likely, '_');
			if (U_SUCCESS(error) && end && end - likely < 4 && strncmp(likely, "und", 3) != 0) {
				*end = '\0';
				strcpy(out, likely);
			}
		}
	}
	if (!strcmp(out, "zh"))
		strcpy(out, key->east == EAST_TRADITIONAL || script == USCRIPT_BOPOMOFO ? "zh-tw" : "zh-cn");
}

/* ---- installed faces ---- */

static const struct font *
installed_choose(struct fonts *f, const struct font *own, const struct fallback_key *key, struct str cluster)
{
	struct installed *in = installed_of(f->fallback);
	struct installed_face found;
	char lang[16];
	size_t i = 0;
	uint32_t rune = utf8_next(cluster, &i);
	const struct font *partly = NULL;
	if (!in)
		return NULL;
	language_for(key, rune_script(rune), lang);
	int at = 0;
	for (int tries = 0; tries < TRIES_MOST && installed_next(in, wish_beside(own), lang, rune, &at, &found); tries++) {
		const struct font *font = file_open(f, found.path, found.index);
		if (!font || !font_has(font, rune))
			continue;
		if (font_has_cluster(font, cluster))
			return font;
		partly = partly ? partly : font;
	}
	return partly;
}

static struct memo *
memo_slot(const struct fallback *fb, uint64_t key)
{
	uint64_t h = key * 0x9E3779B97F4A7C15u;
	for (size_t i = (size_t)(h >> 32);; i++) {
		struct memo *m = &fb->memo[i & (fb->memo_size - 1)];
		if (!m->key || m->key == key)
			return m;
	}
}

static void
memo_put(struct fallback *fb, uint64_t key, const struct font *font)
{
	if (fb->memo_n * 2 >= fb->memo_size) {
		struct memo *old = fb->memo;
		size_t n = fb->memo_size;
		fb->memo_size = n ? n * 2 : MEMO_FIRST;
		fb->memo = memset(xmalloc(fb->memo_size * sizeof *old), 0, fb->memo_size * sizeof *old);
		for (size_t i = 0; i < n; i++)
			if (old[i].key)
				*memo_slot(fb, old[i].key) = old[i];
		free(old);
	}
	*memo_slot(fb, key) = (struct memo){key, font};
	fb->memo_n++;
}

const struct font *
fonts_fallback(struct fonts *f, const struct font *own, const struct fallback_key *key, struct str cluster)
{
	struct fallback *fb = f->fallback;
	struct face_wish wish = wish_beside(own);
	size_t i = 0;
	uint32_t rune = utf8_next(cluster, &i);
	struct str base = str_sub(cluster, 0, i);
	uint64_t k = (uint64_t)rune | (uint64_t)(key->lang & 0x7FFF) << 21 | (uint64_t)key->east << 36 |
		(uint64_t)wish.kind << 40 | (uint64_t)wish.bold << 42 | (uint64_t)wish.italic << 43;
	pthread_mutex_lock(&f->lock);
	struct memo *m = fb->memo ? memo_slot(fb, k) : NULL;
	const struct font *font;
	if (m && m->key) {
		font = m->font;
	} else {
		font = installed_choose(f, own, key, base);
		memo_put(fb, k, font);
	}
	/* The best face for a letter mostly has its marks, too. */
	if (font && cluster.n > base.n && !font_has_cluster(font, cluster))
		font = installed_choose(f, own, key, cluster);
	pthread_mutex_unlock(&f->lock);
	return font;
}

static int
font_cmp(const void *pa, const void *pb)
{
	const struct font *const *a = pa, *const *b = pb;
	int c = str_cmp((*a)->file, (*b)->file);
	return c ? c : ((*a)->index > (*b)->index) - ((*a)->index < (*b)->index);
}

struct font **
fallback_list(struct fallback *fb, size_t *n)
{
	if (fb->n_opened)
		qsort(fb->opened, fb->n_opened, sizeof *fb->opened, font_cmp);
	*n = fb->n_opened;
	return fb->opened;
}

const char *
fallback_package(uint32_t rune)
{
	switch (rune_script(rune)) {
	case USCRIPT_HAN:
	case USCRIPT_HIRAGANA:
	case USCRIPT_KATAKANA:
	case USCRIPT_HANGUL:
	case USCRIPT_BOPOMOFO: return "fonts-noto-cjk";
	case USCRIPT_COMMON:
		return (rune >= 0x3000 && rune < 0x3400) || (rune >= 0xFE30 && rune < 0xFE50) || (rune >= 0xFF00 && rune < 0xFFF0)
			? "fonts-noto-cjk"
			: "fonts-noto-core";
	default: return "fonts-noto-core";
	}
}
