/* font.h - the faces of a style and what their text needs to know of them (the text half of layout/ only) */
#ifndef YB_FONT_H
#define YB_FONT_H
#include "layout/text.h"

#include <hb.h>
#include <pthread.h>

/* A face with what setting text asks of it for every character. `face` is first: a const struct face * is one of these. */
struct font {
	struct face face;
	struct str file; /* what the style calls it: two roles that name one file share it; else its path */
	unsigned index; /* in a collection */
	enum face_role role; /* the first that it has; of a fallback: FACE_TEXT */
	int space; /* advance of the blank, font units */
	int hyphen; /* advance of "-", font units */
	bool smcp, c2sc; /* has small capitals for small letters, for capitals */
	bool ascii; /* has every printable ASCII character */
	unsigned char cover[8192]; /* bit per character of the basic plane that it has */
};

struct cache;
struct patterns;
struct breakers;
struct fallback;

struct fonts {
	struct arena *arena; /* faces; used by fonts_open, later under `lock` only */
	const struct style *style;
	struct diag *d; /* for what is found out late: a missing emoji face */
	struct str folder; /* of the emoji face; may be empty */
	struct font *roles[FACE_COUNT]; /* the emoji's is NULL: see fonts_emoji */
	const struct face **list; /* every text face once; fonts_list adds the emoji face and the fallbacks that were used */
	size_t n_list;
	struct cache *cache; /* shape.c */
	struct patterns *patterns; /* hyphen.c */
	bool patterns_shared; /* they are somebody else's */
	struct breakers *breakers; /* unicode.c */
	pthread_mutex_t lock; /* of what follows */
	struct fallback *fallback; /* fallback.c */
	enum { EMOJI_UNKNOWN, EMOJI_THERE, EMOJI_MISSING } emoji_state;
	struct font *emoji;
	struct missing *missing[64]; /* characters reported, by file */
};

static inline const struct font *
font_of(const struct face *face)
{
	return (const struct font *)(const void *)face;
}

/* Has the face a glyph for the character? */
static inline bool
font_has(const struct font *f, uint32_t rune)
{
	hb_codepoint_t glyph;
	if (rune < 0x10000)
		return f->cover[rune >> 3] >> (rune & 7) & 1;
	return hb_font_get_nominal_glyph(f->face.hb_font, rune, &glyph);
}

/* The emoji face, read when it is first asked for; NULL when there is none (reported once). */
const struct font *fonts_emoji(struct fonts *f);
/* A face from a blob (taken over), which fonts_close frees when it is in the list, else font_done; NULL when it is none that text can be set
 * in, or when its licence bits forbid to embed it. */
struct font *font_make(struct arena *a, hb_blob_t *blob, struct str file, unsigned index);
void font_done(struct font *font);

/* Has the face an OpenType feature, of letters or of places? */
bool font_has_feature(const struct font *font, const char *tag);

/* face.c: may text be set in a font, and what else it is. */
enum face_wrong {
	FACE_RIGHT,
	FACE_ABSENT,
	FACE_UNREADABLE,
	FACE_TYPE1,
	FACE_WEB,
	FACE_NO_FONT,
	FACE_CFF2,
	FACE_BITMAPS,
	FACE_FORBIDDEN,
	FACE_INDEX
};
enum face_wrong blob_wrong(hb_blob_t *blob, unsigned index);
/* Do two names mean one face? */
bool face_name_same(const struct face_name *a, const struct face_name *b);
/* The face of a role: the one that the style names, or (with a finding) the built-in one that stands in for it; NULL: not even that. */
struct font *face_named(struct fonts *f, enum face_role role);
/* What an installed face that stands for a role shall be like. */
struct face_wish;
struct face_wish wish_for(enum face_role role);

/* What a choice among installed faces depends on, besides the character and the face it stands beside. */
struct fallback_key {
	uint32_t lang; /* lang_pack of the text */
	enum east {
		EAST_NONE,
		EAST_JAPANESE,
		EAST_KOREAN,
		EAST_SIMPLIFIED,
		EAST_TRADITIONAL
	} east; /* whose ideographs the text has */
};

struct fallback *fallback_new(struct arena *a);
void fallback_free(struct fallback *fb);
struct installed;
/* The machine's faces; NULL: it keeps no list. Under the lock once threads run. */
struct installed *installed_of(struct fallback *fb);
/* Has the face every character of the cluster that shows something? */
bool font_has_cluster(const struct font *font, struct str cluster);
/* The first of the style's fallback faces that has the cluster, as bold or italic as the face it stands beside, if its family can; NULL: none. */
const struct font *fonts_named(struct fonts *f, const struct font *own, struct str cluster);
/* The best installed face for the cluster beside a face of the style; NULL: none has its first character. */
const struct font *fonts_fallback(struct fonts *f, const struct font *own, const struct fallback_key *key, struct str cluster);
/* Every face that was opened, in an order that does not depend on threads. */
struct font **fallback_list(struct fallback *fb, size_t *n);
/* The package of Debian that brings a face for the character. */
const char *fallback_package(uint32_t rune);

/* Says once for each file and character that no face has it. */
void fonts_report_missing(struct fonts *f, struct diag *d, struct str file, int line, uint32_t rune);
#endif
