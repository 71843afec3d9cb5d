/* standard.c - what a standard of the press asks for beyond the pages: version, output intent, states of the inks */
#include "pdf/room.h"

/* What is said of each standard: ISO 15930-7:2010, 15930-1:2001 and 15930-4:2003 (X-1a). */
static const struct {
	const char *version, *name, *conformance;
} standards[] = {
	[PDF_PLAIN] = {"1.7", NULL, NULL},
	[PDF_DIGITAL] = {"1.7", NULL, NULL},
	[PDF_X1A_2001] = {"1.3", "PDF/X-1:2001", "PDF/X-1a:2001"},
	[PDF_X1A_2003] = {"1.4", "PDF/X-1a:2003", NULL},
	[PDF_X4] = {"1.6", "PDF/X-4", NULL},
};

const char *
standard_version(enum pdf_standard s)
{
	return standards[s].version;
}

const char *
standard_name(enum pdf_standard s)
{
	return standards[s].name;
}

const char *
standard_conformance(enum pdf_standard s)
{
	return standards[s].conformance;
}

/* Channels of the profile's device: the ICC header names its space in bytes 16 to 19. */
static int
profile_channels(struct str icc)
{
	struct str space = str_sub(icc, 16, 20);
	return str_is(space, "GRAY") ? 1 : str_is(space, "RGB ") ? 3 : 4;
}

static HPDF_Dict
profile_object(struct pdf *f, struct str icc)
{
	HPDF_Dict d = object_top(&f->objects);
	dict_int(d, "N", profile_channels(icc));
	dict_stream(&f->objects, d, STR("/Filter/FlateDecode"), deflate_keep(f->arena, icc, 9));
	return d;
}

/* Under the output intent of a press RGB has no meaning of its own: pictures that stay in RGB name sRGB's profile. */
void
standard_rgb(struct pdf *f)
{
	bool rgb = f->sheets->inks == INKS_SRGB || f->sheets->inks == INKS_AS_THEY_ARE;
	struct buf b = {0};
	if (f->sheets->standard != PDF_X4 || !rgb)
		return;
	buf_z(&b, "[/ICCBased ");
	buf_ref(&b, profile_object(f, image_srgb(f->arena)));
	buf_char(&b, ']');
	f->rgb = buf_keep(&b, f->arena);
	buf_free(&b);
}

/* A condition that the registry of the ICC lists: it says so. */
static bool
condition_registered(struct str name)
{
	return str_starts(name, "FOGRA") || str_starts(name, "CGATS") || str_starts(name, "JC");
}

static void
intent_make(struct pdf *f)
{
	const struct sheets *s = f->sheets;
	struct buf b = {0};
	if (!s->icc.n && !s->condition.n)
		return;
	buf_z(&b, "/Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier");
	buf_text(&b, s->condition.n ? s->condition : STR("Custom"));
	if (condition_registered(s->condition))
		buf_z(&b, "/RegistryName(http://www.color.org)");
	buf_z(&b, "/Info");
	buf_text(&b, s->condition_name.n ? s->condition_name : s->condition.n ? s->condition : STR("Custom"));
	if (s->icc.n) {
		buf_z(&b, "/DestOutputProfile ");
		buf_ref(&b, profile_object(f, s->icc));
	}
	HPDF_Array intents = HPDF_Array_New(f->objects.mmgr);
	HPDF_Array_Add(intents, object_raw(&f->objects, buf_keep(&b, f->arena)));
	dict_object(f->catalog, "OutputIntents", intents);
	buf_free(&b);
}

/* What the file's own colours mean, and those in which what shows through is mixed (ISO 19005-2, 6.2.3 and 6.2.10). */
static void
intent_screen(struct pdf *f)
{
	struct str icc = image_srgb(f->arena);
	struct buf b = {0};
	if (icc.n < 128)
		return;
	/* PDF 1.7 knows profiles up to version 4.2 (ISO 32000-1, table 67); lcms2 names whatever is the newest when it was built, and writes the same */
	char *header = arena_dup(f->arena, icc.p, icc.n);
	if (header[8] == 4)
		header[9] = 0x20;
	icc.p = header;
	buf_z(&b,
		"/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/RegistryName(http://www.color.org)"
		"/Info(sRGB IEC61966-2.1)/DestOutputProfile ");
	buf_ref(&b, profile_object(f, icc));
	HPDF_Array intents = HPDF_Array_New(f->objects.mmgr);
	HPDF_Array_Add(intents, object_raw(&f->objects, buf_keep(&b, f->arena)));
	dict_object(f->catalog, "OutputIntents", intents);
	buf_free(&b);
}

void
standard_make(struct pdf *f)
{
	if (standard_press(f->sheets->standard))
		intent_make(f);
	else if (f->sheets->standard == PDF_DIGITAL)
		intent_screen(f);
}

/* The states that ink.c names: black is printed over what lies beneath, or all inks knock it out; and the ink of marks, which stands
 * on every plate. */
struct str
standard_resources(struct pdf *f)
{
	struct buf b = {0};
	if (f->sheets->overprint) {
		buf_z(&b, "/ExtGState<</Over ");
		buf_ref(&b, object_raw(&f->objects, STR("/Type/ExtGState/OP true/op true/OPM 1")));
		buf_z(&b, "/Out ");
		buf_ref(&b, object_raw(&f->objects, STR("/Type/ExtGState/OP false/op false/OPM 0")));
		buf_z(&b, ">>");
	}
	if (standard_press(f->sheets->standard)) {
		HPDF_Dict function = object_raw(&f->objects, STR("/FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1"));
		buf_z(&b, "/ColorSpace<</All[/Separation/All/DeviceCMYK ");
		buf_ref(&b, function);
		buf_z(&b, "]>>");
	}
	struct str s = buf_keep(&b, f->arena);
	buf_free(&b);
	return s;
}
