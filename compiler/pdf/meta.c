/* meta.c - what the file says about itself: information, XMP, language */
#include "pdf/room.h"

#include "base/xml.h"

#include <time.h>

#ifndef YB_VERSION
#define YB_VERSION "0"
#endif

static const char producer[] = "yearbook " YB_VERSION;

/* The time in UTC; false when there is none, or none that four digits of a year can say. A file for the press must have one: it never
 * has the clock's, so that the same book gives the same bytes. */
static bool
time_split(const struct pdf *f, struct tm *out)
{
	time_t t = (time_t)f->pages->modified;
	if (t && gmtime_r(&t, out) && out->tm_year >= -1900 && out->tm_year <= 8099)
		return true;
	*out = (struct tm){.tm_year = 100, .tm_mday = 1};
	return standard_press(f->sheets->standard);
}

/* PDF/X and PDF/UA (7.1) want a title, whatever the book has. */
static struct str
title(const struct pdf *f)
{
	bool needed = f->sheets->standard != PDF_PLAIN && (f->sheets->bare || !f->pages->title.n);
	return needed ? STR("yearbook") : f->sheets->bare ? STR_NONE : f->pages->title;
}

static void
info_standard(struct pdf *f)
{
	struct objects *o = &f->objects;
	enum pdf_standard s = f->sheets->standard;
	if (!standard_press(s))
		return;
	dict_text(o, f->info, "GTS_PDFXVersion", str_of(standard_name(s)));
	dict_text(o, f->info, "GTS_PDFXConformance", str_of(standard_conformance(s)));
	dict_name(f->info, "Trapped", "False");
}

static void
info_make(struct pdf *f)
{
	const struct pages *p = f->pages;
	struct objects *o = &f->objects;
	struct tm t;
	f->info = object_top(o);
	dict_text(o, f->info, "Title", title(f));
	if (!f->sheets->bare) {
		dict_text(o, f->info, "Author", p->author);
		dict_text(o, f->info, "Subject", p->subject);
		dict_text(o, f->info, "Keywords", p->keywords);
	}
	dict_text(o, f->info, "Creator", str_of(producer));
	dict_text(o, f->info, "Producer", str_of(producer));
	info_standard(f);
	if (!time_split(f, &t))
		return;
	struct str date = str_fmt(f->arena, "D:%04d%02d%02d%02d%02d%02dZ", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour,
		t.tm_min, t.tm_sec);
	dict_text(o, f->info, "CreationDate", date);
	dict_text(o, f->info, "ModDate", date);
}

/* <name>before text after</name>; nothing for an empty text. */
static void
xmp_element(struct buf *b, const char *name, const char *before, struct str text, const char *after)
{
	if (!text.n)
		return;
	buf_fmt(b, "<%s>%s", name, before);
	xml_text(b, text);
	buf_fmt(b, "%s</%s>\n", after, name);
}

/* What PDF/X-4 asks for (ISO 15930-7, 6: metadata), and the same for its elders. The identifier is made of what the pages show. */
static void
xmp_standard(struct buf *b, const struct pdf *f)
{
	enum pdf_standard s = f->sheets->standard;
	uint64_t hash[2] = {str_hash(f->pages->identifier), str_hash(f->pages->title)};
	if (!standard_press(s))
		return;
	for (size_t i = 0; i < f->sheets->n; i++) {
		hash[0] = (hash[0] ^ str_hash(f->contents[i].data)) * 0x9E3779B97F4A7C15u;
		hash[1] = (hash[1] ^ hash[0] >> 29) * 0xC2B2AE3D27D4EB4Fu;
	}
	if (s == PDF_X4)
		xmp_element(b, "pdfxid:GTS_PDFXVersion", "", str_of(standard_name(s)), "");
	else
		xmp_element(b, "pdfx:GTS_PDFXVersion", "", str_of(standard_name(s)), "");
	xmp_element(b, "pdfx:GTS_PDFXConformance", "", str_of(standard_conformance(s)), "");
	xmp_element(b, "pdf:Trapped", "", STR("False"), "");
	buf_fmt(b, "<xmpMM:DocumentID>uuid:%08x-%04x-4%03x-a%03x-%012llx</xmpMM:DocumentID>\n", (unsigned)(hash[0] >> 32),
		(unsigned)(hash[0] >> 16 & 0xFFFF), (unsigned)(hash[0] & 0xFFF), (unsigned)(hash[1] >> 52),
		(unsigned long long)(hash[1] & 0xFFFFFFFFFFFF));
	buf_z(b, "<xmpMM:VersionID>1</xmpMM:VersionID>\n<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n");
}

/* ISO 19005-2, 6.6.4 and ISO 14289-1, 5. What the former does not know the file explains (6.6.2.3.3): of whom a property is, and what it is. */
static void
xmp_archive(struct buf *b, const struct pdf *f)
{
	if (f->sheets->standard != PDF_DIGITAL)
		return;
	/* part 3 is part 2 with files of any kind within the file */
	buf_fmt(b, "<pdfaid:part>%d</pdfaid:part>\n", f->sheets->n_attached ? 3 : 2);
	buf_z(b,
		"<pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n"
		"</rdf:Description>\n<rdf:Description rdf:about=\"\" "
		"xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
		"xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
		"xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
		"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
		"<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\n"
		"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
		"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
		"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
		"<pdfaProperty:name>part</pdfaProperty:name>\n<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
		"<pdfaProperty:category>internal</pdfaProperty:category>\n"
		"<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\n"
		"</rdf:li></rdf:Seq></pdfaSchema:property>\n</rdf:li></rdf:Bag></pdfaExtension:schemas>\n");
}

static void
xmp_dates(struct buf *b, const struct pdf *f)
{
	struct tm t;
	char date[64];
	if (!time_split(f, &t))
		return;
	int n = snprintf(date, sizeof date, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
		t.tm_hour, t.tm_min, t.tm_sec);
	xmp_element(b, "xmp:CreateDate", "", (struct str){date, (size_t)n}, "");
	xmp_element(b, "xmp:ModifyDate", "", (struct str){date, (size_t)n}, "");
	xmp_element(b, "xmp:MetadataDate", "", (struct str){date, (size_t)n}, "");
}

static void
xmp_write(struct buf *b, const struct pdf *f)
{
	static const char alt[] = "<rdf:Alt><rdf:li xml:lang=\"x-default\">", alt_end[] = "</rdf:li></rdf:Alt>";
	const struct pages *p = f->pages;
	buf_z(b,
		"<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		"xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"");
	if (f->sheets->standard == PDF_DIGITAL)
		buf_z(b, " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"");
	if (standard_press(f->sheets->standard))
		buf_z(b,
			" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdfx=\"http://ns.adobe.com/pdfx/1.3/\" "
			"xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"");
	buf_z(b, ">\n<dc:format>application/pdf</dc:format>\n");
	xmp_element(b, "dc:title", alt, title(f), alt_end);
	if (!f->sheets->bare) {
		xmp_element(b, "dc:creator", "<rdf:Seq><rdf:li>", p->author, "</rdf:li></rdf:Seq>");
		xmp_element(b, "dc:description", alt, p->subject, alt_end);
		xmp_element(b, "dc:language", "<rdf:Bag><rdf:li>", p->language, "</rdf:li></rdf:Bag>");
		xmp_element(b, "dc:identifier", "", p->identifier, "");
		xmp_element(b, "pdf:Keywords", "", p->keywords, "");
	}
	xmp_element(b, "pdf:Producer", "", str_of(producer), "");
	xmp_element(b, "xmp:CreatorTool", "", str_of(producer), "");
	xmp_standard(b, f);
	xmp_dates(b, f);
	xmp_archive(b, f);
	buf_z(b, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

static void
xmp_make(struct pdf *f)
{
	struct buf b = {0};
	xmp_write(&b, f);
	HPDF_Dict xmp = object_top(&f->objects);
	dict_name(xmp, "Type", "Metadata");
	dict_name(xmp, "Subtype", "XML");
	/* not compressed: whoever looks for it need not read PDF */
	dict_stream(&f->objects, xmp, STR_NONE, buf_keep(&b, f->arena));
	dict_object(f->catalog, "Metadata", xmp);
	buf_free(&b);
}

void
meta_make(struct pdf *f)
{
	struct objects *o = &f->objects;
	info_make(f);
	if (!f->sheets->bare || f->sheets->standard != PDF_PLAIN)
		xmp_make(f);
	dict_text(o, f->catalog, "Lang", f->pages->language);
	if (standard_press(f->sheets->standard))
		return;
	HPDF_Dict viewer = object_dict(o);
	HPDF_Dict_AddBoolean(viewer, "DisplayDocTitle", HPDF_TRUE);
	if (f->pages->bound_right) /* two pages side by side: the odd one on the left */
		dict_name(viewer, "Direction", "R2L");
	if (f->sheets->duplex != DUPLEX_NONE) { /* ISO 32000-1, table 150: what the window for printing shows when it opens */
		dict_name(viewer, "Duplex", f->sheets->duplex == DUPLEX_LONG ? "DuplexFlipLongEdge" : "DuplexFlipShortEdge");
		dict_name(viewer, "PrintScaling", "None");
	}
	dict_object(f->catalog, "ViewerPreferences", viewer);
}
