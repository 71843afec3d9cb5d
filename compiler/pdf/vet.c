/* vet.c - the objects of a written PDF: fonts, pictures, colour spaces, and what a standard of print forbids anywhere */
#include "pdf/vet.h"

#include "base/message.h"

/* What may be wrong with an object. Each is said once, with the first object that has it. */
enum object_fault {
	OBJECT_FONT,
	OBJECT_RGB,
	OBJECT_INDEPENDENT,
	OBJECT_TRANSPARENT,
	OBJECT_TRANSFER,
	OBJECT_HALFTONE,
	OBJECT_FILTER,
	OBJECT_DEEP,
	OBJECT_FOREIGN,
	OBJECT_ACTION,
	OBJECT_INTENT,
	OBJECT_FAULTS
};

/* The subjects are those of clause 6 in ISO 15930-1, -4 and -7. */
#define FAULT_TEXTS(X) \
	X(OBJECT_FONT, \
		MESSAGE("the PDF does not embed one of its fonts (object %zu), which printers refuse; it was not replaced: " \
			"please report this")) \
	X(OBJECT_RGB, \
		MESSAGE("the PDF has colours of a screen (object %zu), which its standard does not allow; it was not replaced: " \
			"please report this")) \
	X(OBJECT_INDEPENDENT, \
		MESSAGE("the PDF has colours that are no inks (object %zu), which PDF/X-1a does not allow; it was not " \
			"replaced: please report this")) \
	X(OBJECT_TRANSPARENT, \
		MESSAGE("the PDF has transparency (object %zu), which its printer does not take; it was not replaced: please " \
			"report this")) \
	X(OBJECT_TRANSFER, \
		MESSAGE("the PDF has a transfer curve (object %zu), which PDF/X does not allow; it was not replaced: please " \
			"report this")) \
	X(OBJECT_HALFTONE, \
		MESSAGE("the PDF prescribes how it is screened (object %zu), which PDF/X does not allow; it was not replaced: " \
			"please report this")) \
	X(OBJECT_FILTER, \
		MESSAGE("the PDF has a stream in a compression that PDF/X-1a does not allow (object %zu); it was not replaced: " \
			"please report this")) \
	X(OBJECT_DEEP, \
		MESSAGE("the PDF has a picture of 16 bits (object %zu), which PDF/X-1a does not allow; it was not replaced: " \
			"please report this")) \
	X(OBJECT_FOREIGN, \
		MESSAGE("the PDF holds or asks for a file, a program or another picture (object %zu), which PDF/X does not " \
			"allow; it was not replaced: please report this")) \
	X(OBJECT_ACTION, \
		MESSAGE("the PDF does something when it is opened or clicked (object %zu), which its printer does not take; it " \
			"was not replaced: please report this")) \
	X(OBJECT_INTENT, \
		MESSAGE("the PDF names a way of converting colours that there is not (object %zu); it was not replaced: please " \
			"report this"))

static void
fault_say(struct vet *v, enum object_fault fault, size_t object)
{
#define SAY(which, text) \
	if (fault == which) \
		diag_add(v->diag, DIAG_PDF_STANDARD, v->name, 0, 0, text, object);
	FAULT_TEXTS(SAY)
#undef SAY
	v->failed = true;
}

/* An object on its way through its values. */
struct scan {
	struct vet *v;
	size_t number;
	size_t first[OBJECT_FAULTS]; /* the object that has it; 0: none */
};

static void
fault_note(struct scan *s, enum object_fault fault, bool wrong)
{
	if (wrong && !s->first[fault])
		s->first[fault] = s->number;
}

static bool
one_of(const struct reread *v, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (reread_is(v, names[i]))
			return true;
	return false;
}
#define ONE_OF(v, names) one_of((v), (names), sizeof(names) / sizeof *(names))

static bool
key_of(struct str key, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(key, names[i]))
			return true;
	return false;
}
#define KEY_OF(key, names) key_of((key), (names), sizeof(names) / sizeof *(names))

static void
font_vet(struct scan *s, const struct reread *dict)
{
	const struct reread_file *f = &s->v->file;
	const struct reread *subtype = reread_entry(f, dict, "Subtype"), *held = reread_entry(f, dict, "FontDescriptor");
	if (reread_is(subtype, "Type0") || reread_is(subtype, "Type3"))
		return; /* their parts are looked at */
	static const char *const programs[] = {"FontFile", "FontFile2", "FontFile3"};
	bool there = false;
	for (int i = 0; i < 3; i++) {
		const struct reread_object *program = reread_target(f, reread_entry_raw(f, held, programs[i]));
		there = there || (program && program->stream.n);
	}
	fault_note(s, OBJECT_FONT, !there);
}

/* Entries of any dictionary that say something about transparency. */
static bool
transparent(const struct vet *v, const struct reread *dict, const struct reread *entry)
{
	const struct reread *value = reread_value(&v->file, entry);
	if (str_is(entry->key, "SMask"))
		return !reread_is(value, "None");
	if (str_is(entry->key, "SMaskInData"))
		return value->number;
	if (str_is(entry->key, "ca") || str_is(entry->key, "CA"))
		return reread_entry(&v->file, dict, "Subtype")->kind == REREAD_NULL && value->number != REREAD_ONE;
	if (str_is(entry->key, "BM"))
		return !reread_is(value, "Normal") && !reread_is(value, "Compatible");
	return str_is(entry->key, "S") && reread_is(value, "Transparency");
}

static void
entry_vet(struct scan *s, const struct reread *dict, const struct reread *e)
{
	static const char *const actions[] = {"GoTo", "GoToR", "GoToE", "Launch", "Thread", "URI", "Sound", "Movie", "Hide",
		"Named", "SubmitForm", "ResetForm", "ImportData", "JavaScript", "SetOCGState", "Rendition", "Trans"};
	static const char *const foreign[] = {
		"OPI", "Alternates", "EF", "EmbeddedFiles", "PS", "Ref", "XFA", "AcroForm", "OCProperties", "SeparationInfo"};
	static const char *const screens[] = {"HTP", "HalftoneName"};
	static const char *const acting[] = {"AA", "JS", "JavaScript"};
	static const char *const intents[] = {"Perceptual", "RelativeColorimetric", "Saturation", "AbsoluteColorimetric"};
	const struct reread *value = reread_value(&s->v->file, e);
	struct vet *v = s->v;
	fault_note(s, OBJECT_TRANSPARENT, v->flat && transparent(v, dict, e));
	fault_note(s, OBJECT_ACTION,
		(v->x || !v->sheets->links) && (KEY_OF(e->key, acting) || (str_is(e->key, "S") && ONE_OF(value, actions))));
	if (!v->x)
		return;
	fault_note(s, OBJECT_TRANSFER, str_is(e->key, "TR") || (str_is(e->key, "TR2") && !reread_is(value, "Default")));
	fault_note(s, OBJECT_HALFTONE,
		KEY_OF(e->key, screens) ||
			(str_is(e->key, "HalftoneType") && value->number != REREAD_ONE && value->number != 5 * REREAD_ONE));
	fault_note(s, OBJECT_FOREIGN,
		KEY_OF(e->key, foreign) || (str_is(e->key, "Subtype") && reread_is(value, "PS")) || str_is(e->key, "Subtype2"));
	fault_note(s, OBJECT_INTENT, str_is(e->key, "Intent") && value->kind == REREAD_NAME && !ONE_OF(value, intents));
}

/* A value of any kind, but what it holds. */
static void
value_vet(struct scan *s, const struct reread *value)
{
	static const char *const independent[] = {"ICCBased", "CalRGB", "CalGray", "Lab"};
	struct vet *v = s->v;
	if (value->kind == REREAD_NAME && v->x) {
		fault_note(s, OBJECT_RGB, reread_is(value, "DeviceRGB"));
		fault_note(s, OBJECT_INDEPENDENT, v->sheets->standard != PDF_X4 && ONE_OF(value, independent));
	}
	if (value->kind != REREAD_DICT)
		return;
	if (reread_is(reread_entry(&v->file, value, "Type"), "Font"))
		font_vet(s, value);
	for (size_t i = 0; i < value->n; i++)
		entry_vet(s, value, &value->items[i]);
}

static bool
filter_refused(const struct vet *v, const struct reread *filter)
{
	static const char *const refused[] = {"LZWDecode", "JBIG2Decode", "JPXDecode"};
	for (size_t i = 0; filter->kind == REREAD_ARRAY && i < filter->n; i++)
		if (ONE_OF(reread_value(&v->file, &filter->items[i]), refused))
			return true;
	return ONE_OF(filter, refused);
}

static void
stream_vet(struct scan *s, const struct reread_object *o)
{
	struct vet *v = s->v;
	const struct reread_file *f = &v->file;
	bool old = v->x && v->sheets->standard != PDF_X4;
	const struct reread *subtype = reread_entry(f, o->value, "Subtype");
	fault_note(s, OBJECT_FILTER, old && filter_refused(v, reread_entry(f, o->value, "Filter")));
	fault_note(s, OBJECT_DEEP, old && reread_entry(f, o->value, "BitsPerComponent")->number > 8 * REREAD_ONE);
	fault_note(s, OBJECT_FOREIGN, v->x && reread_entry(f, o->value, "F")->kind != REREAD_NULL);
	if (reread_is(subtype, "Form") || reread_entry(f, o->value, "PatternType")->number == REREAD_ONE)
		*PUSH(v->arena, v->contents, v->n_contents, v->contents_cap) =
			(struct vet_content){.stream = o, .resources = reread_entry(f, o->value, "Resources")};
}

/* All values of an object, those of its arrays and dictionaries too; what it refers to has its own turn. */
static void
object_vet(struct scan *s, const struct reread *top)
{
	struct {
		const struct reread *list;
		size_t n;
	} open[REREAD_DEPTH + 1] = {{top, 1}};
	for (size_t depth = 1; depth;) {
		if (!open[depth - 1].n) {
			depth--;
			continue;
		}
		const struct reread *value = open[depth - 1].list++;
		open[depth - 1].n--;
		value_vet(s, value);
		if (value->n && depth <= REREAD_DEPTH) {
			open[depth].list = value->items;
			open[depth++].n = value->n;
		}
	}
}

void
vet_objects(struct vet *v)
{
	struct scan s = {.v = v};
	for (s.number = 1; s.number < v->file.n; s.number++) {
		const struct reread_object *o = &v->file.objects[s.number];
		if (!o->value)
			continue;
		object_vet(&s, o->value);
		if (o->stream.p)
			stream_vet(&s, o);
	}
	for (enum object_fault i = 0; i < OBJECT_FAULTS; i++)
		if (s.first[i])
			fault_say(v, i, s.first[i]);
}
