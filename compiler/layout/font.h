/* font.h - the faces of a style and what their text needs to know of them (the text half of layout/ only) */
#ifndef YB_FONT_H
#define YB_FONT_H
#include "layout/text.h"

#include <hb.h>
#include <pthread.h>

/* A face with what setting text asks of it for every character. `face` is first: a const struct face * is one of these. */
struct font {
	struct face face;
	struct str file; /* what the style calls it: two roles that name one file share it */
	int space; /* advance of the blank, font units */
	int hyphen; /* advance of "-", font units */
	bool ascii; /* has every printable ASCII character */
	unsigned char cover[8192]; /* bit per character of the basic plane that it has */
};

struct cache;
struct patterns;
struct breakers;

struct fonts {
	struct arena *arena; /* faces; used by fonts_open, later under `lock` only */
	const struct style *style;
	struct diag *d; /* for what is found out late: a missing emoji face */
	struct str folder; /* of the emoji face; may be empty */
	struct font *roles[FACE_COUNT]; /* the emoji's is NULL: see fonts_emoji */
	const struct face **list; /* every text face once, then the emoji face when it was used */
	size_t n_list;
	struct cache *cache; /* shape.c */
	struct patterns *patterns; /* hyphen.c */
	struct breakers *breakers; /* unicode.c */
	pthread_mutex_t lock; /* of what follows, and of the list */
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
/* Says once for each file and character that no face has it. */
void fonts_report_missing(struct fonts *f, struct diag *d, struct str file, int line, uint32_t rune);
#endif
