/* meta.c - what the file says about itself: information, XMP, language */
#include "pdf/room.h"

#include "base/xml.h"

#include <time.h>

#ifndef YB_VERSION
#define YB_VERSION "0"
#endif

static const char producer[] = "yearbook " YB_VERSION;

/* The time in UTC; false when there is none, or none that four digits of a year can say. */
static bool
time_split(int64_t seconds, struct tm *out)
{
	time_t t = (time_t)seconds;
	return seconds && gmtime_r(&t, out) && out->tm_year >= -1900 && out->tm_year <= 8099;
}

static void
info_make(struct pdf *f)
{
	const struct pages *p = f->pages;
	struct objects *o = &f->objects;
	struct tm t;
	f->info = object_top(o);
	dict_text(o, f->info, "Title", p->title);
	dict_text(o, f->info, "Author", p->author);
	dict_text(o, f->info, "Subject", p->subject);
	dict_text(o, f->info, "Keywords", p->keywords);
	dict_text(o, f->info, "Creator", str_of(producer));
	dict_text(o, f->info, "Producer", str_of(producer));
	if (!time_split(p->modified, &t))
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

static void
xmp_write(struct buf *b, const struct pages *p)
{
	static const char alt[] = "<rdf:Alt><rdf:li xml:lang=\"x-default\">", alt_end[] = "</rdf:li></rdf:Alt>";
	struct tm t;
	buf_z(b,
		"<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		"xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
		"<dc:format>application/pdf</dc:format>\n");
	xmp_element(b, "dc:title", alt, p->title, alt_end);
	xmp_element(b, "dc:creator", "<rdf:Seq><rdf:li>", p->author, "</rdf:li></rdf:Seq>");
	xmp_element(b, "dc:description", alt, p->subject, alt_end);
	xmp_element(b, "dc:language", "<rdf:Bag><rdf:li>", p->language, "</rdf:li></rdf:Bag>");
	xmp_element(b, "dc:identifier", "", p->identifier, "");
	xmp_element(b, "pdf:Keywords", "", p->keywords, "");
	xmp_element(b, "pdf:Producer", "", str_of(producer), "");
	xmp_element(b, "xmp:CreatorTool", "", str_of(producer), "");
	if (time_split(p->modified, &t)) {
		char date[64];
		int n = snprintf(date, sizeof date, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
			t.tm_hour, t.tm_min, t.tm_sec);
		xmp_element(b, "xmp:CreateDate", "", (struct str){date, (size_t)n}, "");
		xmp_element(b, "xmp:ModifyDate", "", (struct str){date, (size_t)n}, "");
		xmp_element(b, "xmp:MetadataDate", "", (struct str){date, (size_t)n}, "");
	}
	buf_z(b, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

void
meta_make(struct pdf *f)
{
	struct objects *o = &f->objects;
	struct buf b = {0};
	info_make(f);
	xmp_write(&b, f->pages);
	HPDF_Dict xmp = object_top(o);
	dict_name(xmp, "Type", "Metadata");
	dict_name(xmp, "Subtype", "XML");
	dict_stream(o, xmp, STR_NONE, buf_keep(&b, f->arena)); /* not compressed: whoever looks for it need not read PDF */
	dict_object(f->catalog, "Metadata", xmp);
	dict_text(o, f->catalog, "Lang", f->pages->language);
	HPDF_Dict viewer = object_dict(o);
	HPDF_Dict_AddBoolean(viewer, "DisplayDocTitle", HPDF_TRUE);
	dict_object(f->catalog, "ViewerPreferences", viewer);
	buf_free(&b);
}
