/* verify.c - a written PDF read back and judged: its build, pages, boxes, metadata and output intent */
#include "pdf/verify.h"

#include "base/xml.h"
#include "pdf/vet.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* An ICC profile; ours have up to 3 MB. Pages of the tree that are looked at. */
enum { PROFILE_MOST = 64 << 20, PAGES_MOST = 1 << 20 };

/* A finding about the file as a whole, or about a page; the text is one literal, so that it can be translated. */
#define FAIL(v, ...) ((v)->failed = true, diag_add((v)->diag, DIAG_PDF_STANDARD, (v)->name, 0, 0, __VA_ARGS__))

static const struct reread *
root(const struct vet *v)
{
	return reread_entry(&v->file, v->file.trailer, "Root");
}

static struct str
info_text(const struct vet *v, const char *key)
{
	const struct reread *info = reread_entry(&v->file, v->file.trailer, "Info");
	return reread_string(reread_entry(&v->file, info, key), v->arena);
}

/* ---- the file as a whole ---- */

static void
trailer_vet(struct vet *v)
{
	static const int64_t versions[] = {
		[PDF_PLAIN] = 20, [PDF_DIGITAL] = 17, [PDF_X1A_2001] = 13, [PDF_X1A_2003] = 14, [PDF_X4] = 16};
	const struct reread *ids = reread_entry(&v->file, v->file.trailer, "ID");
	if (v->file.version > versions[v->sheets->standard] || reread_entry(&v->file, root(v), "Version")->kind != REREAD_NULL)
		FAIL(v,
			"the PDF says that it is of a later version than its standard allows; it was not replaced: please report "
			"this");
	if (reread_entry(&v->file, v->file.trailer, "Prev")->kind != REREAD_NULL)
		FAIL(v, "the PDF has been changed behind its end; it was not replaced: please report this");
	if (reread_entry(&v->file, v->file.trailer, "Encrypt")->kind != REREAD_NULL)
		FAIL(v, "the PDF is encrypted, which no printer takes; it was not replaced: please report this");
	if (ids->kind != REREAD_ARRAY || ids->n != 2 || reread_string(&ids->items[0], v->arena).n < 8 ||
		reread_string(&ids->items[1], v->arena).n < 8)
		FAIL(v, "the PDF has no identifier of its own (ID); it was not replaced: please report this");
}

static bool
date_whole(struct str s)
{
	bool whole = s.n >= 16 && str_starts(s, "D:");
	for (size_t i = 2; whole && i < 16; i++)
		whole = char_digit(s.p[i]);
	return whole;
}

static void
info_vet(struct vet *v)
{
	static const char *const versions[] = {
		[PDF_X1A_2001] = "PDF/X-1:2001", [PDF_X1A_2003] = "PDF/X-1a:2003", [PDF_X4] = "PDF/X-4"};
	const struct reread *info = reread_entry(&v->file, v->file.trailer, "Info");
	const struct reread *trapped = reread_entry(&v->file, info, "Trapped");
	if (!info_text(v, "Title").n)
		FAIL(v,
			"the PDF has no title, which PDF/X asks for; it was not replaced: write a line \"title:\" in "
			"yearbook.yaml");
	if (!date_whole(info_text(v, "CreationDate")) || !date_whole(info_text(v, "ModDate")))
		FAIL(v, "the PDF does not say of when it is, which PDF/X asks for; it was not replaced: give the posts dates");
	if (!reread_is(trapped, "True") && !reread_is(trapped, "False"))
		FAIL(v,
			"the PDF does not say whether it is trapped, which PDF/X asks for; it was not replaced: please report "
			"this");
	if (!str_is(info_text(v, "GTS_PDFXVersion"), versions[v->sheets->standard]) ||
		(v->sheets->standard == PDF_X1A_2001 && !str_is(info_text(v, "GTS_PDFXConformance"), "PDF/X-1a:2001")))
		FAIL(v, "the PDF does not name its standard in its information; it was not replaced: please report this");
}

/* A text string of the PDF as UTF-8 in XML. */
static struct str
text_xml(struct vet *v, struct str s)
{
	struct buf utf8 = {0}, xml = {0};
	if (s.n < 2 || memcmp(s.p, "\xFE\xFF", 2)) {
		buf_str(&utf8, s);
	} else {
		for (size_t i = 2; i + 1 < s.n; i += 2) {
			uint32_t rune = (uint32_t)((uint8_t)s.p[i] << 8 | (uint8_t)s.p[i + 1]);
			if (rune >> 10 == 0x36 && i + 3 < s.n) {
				uint32_t low = (uint32_t)((uint8_t)s.p[i + 2] << 8 | (uint8_t)s.p[i + 3]);
				rune = 0x10000 + ((rune & 0x3FF) << 10 | (low & 0x3FF));
				i += 2;
			}
			buf_rune(&utf8, rune);
		}
	}
	xml_text(&xml, buf_view(&utf8));
	buf_free(&utf8);
	struct str out = buf_keep(&xml, v->arena);
	buf_free(&xml);
	return out;
}

static bool
xmp_says(struct vet *v, struct str xmp, const char *before, struct str text, const char *after)
{
	return str_find(xmp, str_fmt(v->arena, "%s%.*s%s", before, STR_FMT(text), after)) >= 0;
}

/* "D:20240102030405Z" as XMP writes it. */
static struct str
date_xmp(struct vet *v, struct str s)
{
	if (!date_whole(s))
		return STR_NONE;
	return str_fmt(v->arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s", s.p + 2, s.p + 6, s.p + 8, s.p + 10, s.p + 12, s.p + 14);
}

static void
xmp_vet(struct vet *v)
{
	const struct reread_object *o = reread_target(&v->file, reread_entry_raw(&v->file, root(v), "Metadata"));
	if (!o || !o->stream.n) {
		if (v->sheets->standard == PDF_X4)
			FAIL(v, "the PDF has no metadata (XMP), which PDF/X-4 asks for; it was not replaced: please report this");
		return;
	}
	struct str xmp = vet_inflate(v, o, v->arena, PROFILE_MOST);
	struct str title = text_xml(v, info_text(v, "Title")), made = date_xmp(v, info_text(v, "CreationDate")),
		   changed = date_xmp(v, info_text(v, "ModDate"));
	bool titled = !xmp_says(v, xmp, "<dc:title>", STR_NONE, ""), dated = !xmp_says(v, xmp, "<xmp:CreateDate>", STR_NONE, "");
	if (v->sheets->standard == PDF_X4) {
		titled = dated = false;
		if (!xmp_says(v, xmp, "<pdfxid:GTS_PDFXVersion>", STR("PDF/X-4"), "<") ||
			!xmp_says(v, xmp, "xmlns:pdfxid=\"", STR("http://www.npes.org/pdfx/ns/id/"), "\"") ||
			!xmp_says(v, xmp, "<pdf:Trapped>", STR_NONE, ""))
			FAIL(v, "the PDF does not name its standard in its metadata; it was not replaced: please report this");
		if (made.n && !xmp_says(v, xmp, "<xmp:MetadataDate>", STR_NONE, ""))
			FAIL(v, "the PDF does not say of when its metadata are; it was not replaced: please report this");
	}
	if (title.n && !titled && (!xmp_says(v, xmp, "<dc:title>", STR_NONE, "") || !xmp_says(v, xmp, ">", title, "<")))
		FAIL(v,
			"the PDF has one title in its information and another in its metadata; it was not replaced: please "
			"report this");
	if (made.n && changed.n && !dated &&
		(!xmp_says(v, xmp, "<xmp:CreateDate>", made, "") || !xmp_says(v, xmp, "<xmp:ModifyDate>", changed, "")))
		FAIL(v,
			"the PDF has one date in its information and another in its metadata; it was not replaced: please report "
			"this");
}

static bool
profile_good(struct vet *v, const struct reread *intent)
{
	const struct reread *ref = reread_entry_raw(&v->file, intent, "DestOutputProfile");
	const struct reread_object *o = reread_target(&v->file, ref);
	if (!o)
		return false;
	struct str icc = vet_inflate(v, o, v->arena, PROFILE_MOST);
	if (icc.n < 132 || memcmp(icc.p + 36, "acsp", 4) || memcmp(icc.p + 12, "prtr", 4) || memcmp(icc.p + 16, "CMYK", 4))
		return false;
	if (v->sheets->standard != PDF_X4 && icc.p[8] > 2)
		return false; /* newer than PDF 1.4 */
	uint32_t size = (uint32_t)(uint8_t)icc.p[0] << 24 | (uint32_t)(uint8_t)icc.p[1] << 16 | (uint32_t)(uint8_t)icc.p[2] << 8 |
		(uint8_t)icc.p[3];
	return size == icc.n && reread_entry(&v->file, o->value, "N")->number == 4 * REREAD_ONE;
}

static void
intent_vet(struct vet *v)
{
	const struct reread *intents = reread_entry(&v->file, root(v), "OutputIntents"), *found = NULL;
	size_t n = 0;
	for (size_t i = 0; intents->kind == REREAD_ARRAY && i < intents->n; i++)
		if (reread_is(reread_entry(&v->file, &intents->items[i], "S"), "GTS_PDFX")) {
			found = reread_value(&v->file, &intents->items[i]);
			n++;
		}
	if (n != 1) {
		FAIL(v, "the PDF names no output intent, or several; it was not replaced: please report this");
		return;
	}
	struct str condition = reread_string(reread_entry(&v->file, found, "OutputConditionIdentifier"), v->arena);
	bool named = v->sheets->standard == PDF_X4 || reread_string(reread_entry(&v->file, found, "Info"), v->arena).n;
	if (!condition.n || !named || (v->sheets->condition.n && !str_eq(condition, v->sheets->condition)))
		FAIL(v,
			"the PDF does not name the printing condition that its printer asks for; it was not replaced: please "
			"report this");
	if (!profile_good(v, found))
		FAIL(v,
			"the profile of the output is no ICC profile of a printing device with four inks; the PDF was not "
			"replaced: name another "
			"profile");
}

/* ---- pages ---- */

/* left, bottom, right, top, hundred-thousandths of a point; false when there is no such box. */
static bool
box_read(const struct vet *v, const struct reread *page, const char *key, int64_t out[4])
{
	const struct reread *box = reread_entry(&v->file, page, key);
	if (box->kind != REREAD_ARRAY || box->n != 4)
		return false;
	for (int i = 0; i < 4; i++)
		out[i] = reread_value(&v->file, &box->items[i])->number;
	return true;
}

/* Numbers of the file have three decimals. */
static bool
box_is(const int64_t have[4], const struct surface *s, const struct box *want)
{
	const dim edges[4] = {want->x, s->h - want->y - want->h, want->x + want->w, s->h - want->y};
	for (int i = 0; i < 4; i++) {
		int64_t apart = have[i] - edges[i] * REREAD_ONE / DIM_PT;
		if (apart < -100 || apart > 100)
			return false;
	}
	return true;
}

static bool
box_inside(const int64_t a[4], const int64_t b[4])
{
	return a[0] >= b[0] - 100 && a[1] >= b[1] - 100 && a[2] <= b[2] + 100 && a[3] <= b[3] + 100;
}

static void
boxes_vet(struct vet *v, const struct reread *page, size_t i)
{
	const struct surface *s = &v->sheets->list[i];
	int64_t media[4], bleed[4], trim[4], crop[4];
	bool good = box_read(v, page, "MediaBox", media) && box_read(v, page, "TrimBox", trim);
	if (good && !box_read(v, page, "BleedBox", bleed))
		memcpy(bleed, media, sizeof bleed);
	good = good && box_is(media, s, &(struct box){0, 0, s->w, s->h}) && box_is(trim, s, &s->trim) &&
		box_is(bleed, s, &s->bleed) && box_inside(trim, bleed) && box_inside(bleed, media);
	good = good && reread_entry(&v->file, page, "ArtBox")->kind == REREAD_NULL;
	if (good && box_read(v, page, "CropBox", crop))
		good = box_inside(trim, crop) && box_inside(crop, media);
	if (!good)
		FAIL(v,
			"page %zu of the PDF does not say rightly where it is trimmed and where it bleeds (its boxes); it was "
			"not replaced: please "
			"report this",
			i + 1);
}

static void
page_vet(struct vet *v, const struct reread *page, const struct reread *resources, size_t i)
{
	const struct reread *contents = reread_entry_raw(&v->file, page, "Contents");
	const struct reread *own = reread_entry(&v->file, page, "Resources");
	if (i < v->sheets->n)
		boxes_vet(v, page, i);
	if (!v->sheets->links && reread_entry(&v->file, page, "Annots")->n)
		FAIL(v,
			"page %zu of the PDF has links or notes, which its printer does not take; it was not replaced: please "
			"report this",
			i + 1);
	const struct reread_object *o = reread_target(&v->file, contents);
	if (!o || !o->stream.p) {
		FAIL(v, "page %zu of the PDF shows nothing; it was not replaced: please report this", i + 1);
		return;
	}
	*PUSH(v->arena, v->contents, v->n_contents, v->contents_cap) =
		(struct vet_content){.stream = o, .resources = own->kind == REREAD_DICT ? own : resources, .page = i + 1};
}

/* Every page in order; a node of the tree counts once, so that no circle is endless. */
static void
pages_vet(struct vet *v)
{
	struct node {
		const struct reread *ref, *resources;
	} *todo = NEW_N(v->arena, 16, struct node);
	size_t n = 0, cap = 16, pages = 0;
	bool *seen = NEW_N(v->arena, v->file.n, bool);
	todo[n++] = (struct node){reread_entry_raw(&v->file, root(v), "Pages"), NULL};
	while (n && pages < PAGES_MOST) {
		struct node at = todo[--n];
		const struct reread *node = reread_value(&v->file, at.ref);
		if (at.ref->kind != REREAD_REF || node->kind != REREAD_DICT || seen[at.ref->number])
			continue;
		seen[at.ref->number] = true;
		const struct reread *kids = reread_entry(&v->file, node, "Kids");
		if (kids->kind != REREAD_ARRAY) {
			page_vet(v, node, at.resources, pages++);
			continue;
		}
		const struct reread *resources = reread_entry(&v->file, node, "Resources");
		for (size_t i = kids->n; i-- > 0;)
			*PUSH(v->arena, todo, n, cap) =
				(struct node){&kids->items[i], resources->kind == REREAD_DICT ? resources : at.resources};
	}
	if (pages != v->sheets->n)
		FAIL(v, "the PDF has %zu pages instead of %zu; it was not replaced: please report this", pages, v->sheets->n);
}

/* ---- what the contents showed ---- */

static void
content_say(struct vet *v, enum content_fault fault, size_t page)
{
	if (!page) {
		FAIL(v,
			"a drawing of the PDF (an emoji) breaks the rules of its standard; it was not replaced: please report "
			"this");
		return;
	}
	switch (fault) {
	case CONTENT_UNREADABLE:
		FAIL(v, "page %zu of the PDF cannot be read back; it was not replaced: please report this", page);
		break;
	case CONTENT_OPERATOR:
		FAIL(v, "page %zu of the PDF has an operator that there is not; it was not replaced: please report this", page);
		break;
	case CONTENT_UNBALANCED:
		FAIL(v, "page %zu of the PDF does not close what it opens; it was not replaced: please report this", page);
		break;
	case CONTENT_NAME:
		FAIL(v,
			"page %zu of the PDF uses a font, a picture or a setting that it does not have; it was not replaced: "
			"please report this",
			page);
		break;
	case CONTENT_RGB:
		FAIL(v,
			"page %zu of the PDF has colours of a screen, which its standard does not allow; it was not replaced: "
			"please report this",
			page);
		break;
	case CONTENT_COLOURED:
		FAIL(v,
			"page %zu of the PDF has coloured ink, although black alone is printed; it was not replaced: please "
			"report this",
			page);
		break;
	case CONTENT_WHITE_LOST:
		FAIL(v,
			"page %zu of the PDF has something white that would not be seen in print, since it overprints; it was "
			"not replaced: "
			"please report this",
			page);
		break;
	}
}

/* Each fault is said once, of the first page that has it; the ink of the page that has most. */
static void
contents_say(struct vet *v)
{
	unsigned said = 0;
	const struct vet_content *worst = NULL;
	for (size_t i = 0; i < v->n_contents; i++) {
		const struct vet_content *c = &v->contents[i];
		unsigned faults = c->faults & (v->x ? ~0u : ~(unsigned)CONTENT_RGB) & ~said;
		for (unsigned bit = 1; bit <= CONTENT_WHITE_LOST; bit <<= 1)
			if (faults & bit)
				content_say(v, (enum content_fault)bit, c->page);
		said |= faults;
		if (!worst || c->inks > worst->inks)
			worst = c;
	}
	if (worst && v->sheets->ink_most && worst->inks > v->sheets->ink_most)
		diag_add(v->diag, DIAG_PDF_INK, v->name, 0, 0,
			"a colour on page %zu has %d %% of ink, more than the %d %% that the paper takes: choose a lighter one "
			"in the style",
			worst->page, worst->inks, v->sheets->ink_most);
}

bool
pdf_verify_bytes(const struct sheets *sheets, struct str bytes, struct str name, struct diag *d, int threads)
{
	struct vet v = {.sheets = sheets, .diag = d, .name = name, .arena = arena_new(), .x = standard_press(sheets->standard)};
	v.flat = sheets->flat || sheets->standard == PDF_X1A_2001 || sheets->standard == PDF_X1A_2003;
	v.gray = sheets->inks == INKS_GRAY;
	if (!reread_file_read(&v.file, v.arena, bytes)) {
		diag_add(d, DIAG_PDF_BROKEN, name, 0, 0,
			"the PDF cannot be read back as it was written (object %zu); it was not replaced: build again, and check "
			"the disk if it "
			"happens again",
			v.file.broken_at);
		v.failed = true;
	} else {
		trailer_vet(&v);
		if (v.x) {
			info_vet(&v);
			intent_vet(&v);
			xmp_vet(&v);
		}
		pages_vet(&v);
		vet_objects(&v);
		vet_contents(&v, threads < 1 ? 1 : threads);
		contents_say(&v);
	}
	arena_free(v.arena);
	return !v.failed;
}

bool
pdf_verify(const struct sheets *sheets, const char *path, struct str name, struct diag *d, int threads)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	void *p = MAP_FAILED;
	if (fd >= 0 && !fstat(fd, &st) && st.st_size > 0)
		p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (fd >= 0)
		close(fd);
	if (p == MAP_FAILED) {
		diag_add(d, DIAG_PDF_BROKEN, name, 0, 0,
			"the PDF could not be opened again; it was not replaced: build again, and check the disk");
		return false;
	}
	bool good = pdf_verify_bytes(sheets, (struct str){p, (size_t)st.st_size}, name, d, threads);
	munmap(p, (size_t)st.st_size);
	return good;
}
