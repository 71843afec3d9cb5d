/* installed.c - the faces that this machine has, best first for a language, as fontconfig lists them */
#include "layout/installed.h"

#include <stdlib.h>
#include <string.h>

#include <fontconfig/fontconfig.h>

enum { FAMILY_REGULAR = 80, FAMILY_BOLD = 200, SLANT_WORTH = 1000 };

/* The faces in the order in which they suit a language and a kind. */
struct sorted {
	struct sorted *next;
	char lang[16];
	int kind;
	FcFontSet *set; /* may be NULL */
	struct usable {
		FcPattern *pattern; /* of the set */
		FcCharSet *chars;
	} * list; /* what can be used of it, in its order */
	int n;
};

struct installed {
	FcConfig *config;
	struct sorted *sorted;
};

void
installed_prepare(void)
{
	/* Fontconfig prefers faces for the languages of the locale; this is its own variable against that. */
	setenv("FC_LANG", "en", 0);
}

struct installed *
installed_open(void)
{
	FcConfig *config = FcInitLoadConfigAndFonts();
	if (!config)
		return NULL;
	struct installed *in = xmalloc(sizeof *in);
	*in = (struct installed){.config = config};
	return in;
}

void
installed_close(struct installed *in)
{
	if (!in)
		return;
	while (in->sorted) {
		struct sorted *s = in->sorted;
		in->sorted = s->next;
		if (s->set)
			FcFontSetDestroy(s->set);
		free(s->list);
		free(s);
	}
	FcConfigDestroy(in->config);
	free(in);
}

static FcPattern *
pattern_of(struct installed *in, const char *family, int spacing, const char *lang)
{
	FcPattern *p = FcPatternCreate();
	FcPatternAddString(p, FC_FAMILY, (const FcChar8 *)family);
	FcPatternAddString(p, FC_LANG, (const FcChar8 *)lang);
	FcPatternAddString(p, FC_NAMELANG, (const FcChar8 *)"en");
	FcPatternAddInteger(p, FC_WEIGHT, FAMILY_REGULAR);
	FcPatternAddInteger(p, FC_SLANT, FC_SLANT_ROMAN);
	FcPatternAddInteger(p, FC_SPACING, spacing);
	FcPatternAddBool(p, FC_SCALABLE, FcTrue);
	FcPatternAddBool(p, FC_OUTLINE, FcTrue);
	FcConfigSubstitute(in->config, p, FcMatchPattern);
	FcDefaultSubstitute(p);
	return p;
}

/* Is it an outline face in a format that a PDF can hold? What is left of a variable face is its default instance, which a pattern of its own
 * names. */
static bool
pattern_usable(FcPattern *p)
{
	FcChar8 *format = NULL, *path;
	FcBool outline = FcTrue, variable = FcFalse, colour = FcFalse;
	int index = 0;
	FcPatternGetBool(p, FC_OUTLINE, 0, &outline);
	FcPatternGetBool(p, FC_VARIABLE, 0, &variable);
	FcPatternGetBool(p, FC_COLOR, 0, &colour);
	FcPatternGetString(p, FC_FONTFORMAT, 0, &format);
	FcPatternGetInteger(p, FC_INDEX, 0, &index);
	if (!outline || variable || colour || FcPatternGetString(p, FC_FILE, 0, &path) != FcResultMatch)
		return false;
	return !format || !strcmp((const char *)format, "TrueType") || !strcmp((const char *)format, "CFF");
}

static const struct sorted *
sorted_find(struct installed *in, int kind, const char *lang)
{
	static const char *const generic[] = {"serif", "sans-serif", "monospace"};
	FcResult result = FcResultMatch;
	struct sorted *s = in->sorted;
	while (s && (s->kind != kind || strcmp(s->lang, lang)))
		s = s->next;
	if (s)
		return s;
	FcPattern *p = pattern_of(in, generic[kind], kind == WISH_MONO ? FC_MONO : FC_PROPORTIONAL, lang);
	s = xmalloc(sizeof *s);
	*s = (struct sorted){.next = in->sorted, .kind = kind, .set = FcFontSort(in->config, p, FcFalse, NULL, &result)};
	strncpy(s->lang, lang, sizeof s->lang - 1);
	s->list = xmalloc((size_t)(s->set ? s->set->nfont + 1 : 1) * sizeof *s->list);
	for (int i = 0; s->set && i < s->set->nfont; i++) {
		FcPattern *face = s->set->fonts[i];
		FcCharSet *chars;
		if (pattern_usable(face) && FcPatternGetCharSet(face, FC_CHARSET, 0, &chars) == FcResultMatch)
			s->list[s->n++] = (struct usable){face, chars};
	}
	in->sorted = s;
	FcPatternDestroy(p);
	return s;
}

static bool
family_same(FcPattern *a, FcPattern *b)
{
	FcChar8 *x, *y;
	return FcPatternGetString(a, FC_FAMILY, 0, &x) == FcResultMatch &&
		FcPatternGetString(b, FC_FAMILY, 0, &y) == FcResultMatch && !FcStrCmpIgnoreCase(x, y);
}

/* How far a face is from what is wished for. */
static int
pattern_apart(FcPattern *p, struct face_wish wish)
{
	int weight = FAMILY_REGULAR, slant = FC_SLANT_ROMAN, width = FC_WIDTH_NORMAL,
	    want = wish.bold ? FAMILY_BOLD : FAMILY_REGULAR;
	FcPatternGetInteger(p, FC_WEIGHT, 0, &weight);
	FcPatternGetInteger(p, FC_SLANT, 0, &slant);
	FcPatternGetInteger(p, FC_WIDTH, 0, &width);
	return abs(weight - want) + ((slant != FC_SLANT_ROMAN) != wish.italic) * SLANT_WORTH + 20 * abs(width - FC_WIDTH_NORMAL);
}

/* The one of the set's faces of a family that is nearest to the wish; rune 0: any character. */
static FcPattern *
family_nearest(const struct sorted *s, FcPattern *of, struct face_wish wish, uint32_t rune)
{
	FcPattern *best = of;
	for (int i = 0; i < s->n; i++) {
		FcPattern *p = s->list[i].pattern;
		if ((!rune || FcCharSetHasChar(s->list[i].chars, rune)) && family_same(p, of) &&
			pattern_apart(p, wish) < pattern_apart(best, wish))
			best = p;
	}
	return best;
}

static void
face_take(FcPattern *p, struct installed_face *out)
{
	FcChar8 *path;
	int index = 0;
	FcPatternGetString(p, FC_FILE, 0, &path);
	FcPatternGetInteger(p, FC_INDEX, 0, &index);
	/* Above these bits is the instance of a variable face. */
	*out = (struct installed_face){.path = str_of((const char *)path),
		.index = (unsigned)index & 0xFFFF,
		.instance = (unsigned)index >> 16 & 0x7FFF};
}

bool
installed_next(struct installed *in, struct face_wish wish, const char *lang, uint32_t rune, int *at, struct installed_face *out)
{
	const struct sorted *s = sorted_find(in, wish.kind, lang);
	for (; *at < s->n; ++*at)
		if (FcCharSetHasChar(s->list[*at].chars, rune)) {
			face_take(family_nearest(s, s->list[(*at)++].pattern, wish, rune), out);
			return true;
		}
	return false;
}

static bool
pattern_named(FcPattern *p, const char *object, const char *name)
{
	FcChar8 *own;
	for (int k = 0; FcPatternGetString(p, object, k, &own) == FcResultMatch; k++)
		if (!FcStrCmpIgnoreCase(own, (const FcChar8 *)name))
			return true;
	return false;
}

bool
installed_family(struct installed *in, struct face_wish wish, const char *family, const char *style, struct installed_face *out)
{
	const struct sorted *s = sorted_find(in, wish.kind, "en");
	FcPattern *first = NULL;
	for (int i = 0; i < s->n; i++) {
		FcPattern *p = s->list[i].pattern;
		if (!pattern_named(p, FC_FAMILY, family))
			continue;
		first = first ? first : p;
		if (style[0] && pattern_named(p, FC_STYLE, style)) {
			face_take(p, out);
			out->style_met = true;
			return true;
		}
	}
	if (first)
		face_take(family_nearest(s, first, wish, 0), out);
	return first != NULL;
}
