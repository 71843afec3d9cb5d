/* xmp.c - the XMP packet of a picture: who made it, what it may be used for, what and who is on it */
#include "image/room.h"

#include <expat.h>
#include <string.h>

enum { PACKET_MOST = 1 << 20, DEPTH_MOST = 64, TEXT_MOST = 4000 };

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#\n"
#define DC "http://purl.org/dc/elements/1.1/\n"
#define PHOTOSHOP "http://ns.adobe.com/photoshop/1.0/\n"
#define RIGHTS "http://ns.adobe.com/xap/1.0/rights/\n"
#define CC "http://creativecommons.org/ns#\n"
#define IPTC "http://iptc.org/std/Iptc4xmpExt/2008-02-29/\n"
#define REGIONS "http://www.metadataworkinggroup.com/schemas/regions/\n"
#define MICROSOFT "http://ns.microsoft.com/photo/1.2/t/Region#\n"

enum { PROPERTY_NONE = -1, PROPERTY_REGIONS = META_KINDS, PROPERTY_REGION_NAME, PROPERTY_REGION_TYPE };

/* The specifications of XMP (ISO 16684-1, 8), of the IPTC (Photo Metadata 2023.2) and of the Metadata Working Group (2.0, 5.9). */
static const struct {
	const char *name;
	int property;
} properties[] = {{DC "creator", META_ARTIST}, {DC "rights", META_RIGHTS}, {DC "description", META_CAPTION},
	{DC "subject", META_KEYWORD}, {PHOTOSHOP "Credit", META_CREDIT}, {PHOTOSHOP "Source", META_SOURCE},
	{RIGHTS "UsageTerms", META_LICENCE}, {CC "license", META_LICENCE}, {RIGHTS "WebStatement", META_SOURCE},
	{IPTC "PersonInImage", META_PERSON}, {IPTC "PersonName", META_PERSON}, {MICROSOFT "PersonDisplayName", META_PERSON},
	{REGIONS "RegionList", PROPERTY_REGIONS}, {REGIONS "Name", PROPERTY_REGION_NAME}, {REGIONS "Type", PROPERTY_REGION_TYPE}};

struct xmp {
	struct meta *m;
	XML_Parser parser;
	int open[DEPTH_MOST]; /* the property that each open element belongs to, or PROPERTY_NONE */
	size_t depth;
	size_t regions; /* depth of the list of regions; 0: not in one */
	struct buf text, region_name;
	bool no_face; /* the region shows a pet, a barcode */
};

static int
property_of(const char *name)
{
	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
		if (!strcmp(properties[i].name, name))
			return properties[i].property;
	return PROPERTY_NONE;
}

static void
property_give(struct xmp *x, int property, struct str text)
{
	text = str_trim(text);
	if (!text.n || property == PROPERTY_NONE || property == PROPERTY_REGIONS)
		return;
	if (property == PROPERTY_REGION_NAME && !x->region_name.n)
		buf_str(&x->region_name, text);
	else if (property == PROPERTY_REGION_TYPE)
		x->no_face = !str_is_nocase(text, "face");
	else if (property < META_KINDS)
		meta_add(x->m, (enum meta_kind)property, text);
}

static void
element_start(void *ctx, const char *name, const char **attributes)
{
	struct xmp *x = ctx;
	int property = property_of(name);
	if (x->depth >= DEPTH_MOST) {
		XML_StopParser(x->parser, XML_FALSE);
		return;
	}
	if (property == PROPERTY_NONE && x->depth)
		property = x->open[x->depth - 1];
	x->open[x->depth++] = property;
	if (property == PROPERTY_REGIONS && !x->regions)
		x->regions = x->depth;
	x->text.n = 0;
	for (size_t i = 0; attributes[i] && attributes[i + 1]; i += 2) {
		bool resource = !strcmp(attributes[i], RDF "resource");
		property_give(x, resource ? property : property_of(attributes[i]), str_of(attributes[i + 1]));
	}
}

static void
element_end(void *ctx, const char *name)
{
	struct xmp *x = ctx;
	(void)name;
	if (!x->depth)
		return;
	property_give(x, x->open[x->depth - 1], buf_view(&x->text));
	x->text.n = 0;
	if (x->regions && x->depth == x->regions + 2) { /* an item of the bag */
		if (!x->no_face)
			property_give(x, META_PERSON, buf_view(&x->region_name));
		x->region_name.n = 0;
		x->no_face = false;
	}
	if (x->depth == x->regions)
		x->regions = 0;
	x->depth--;
}

static void
text_take(void *ctx, const char *text, int n)
{
	struct xmp *x = ctx;
	if (n > 0 && x->text.n + (size_t)n <= TEXT_MOST)
		buf_add(&x->text, text, (size_t)n);
}

/* A packet has no document type: who brings one wants to define entities. */
static void
doctype_refuse(void *ctx, const char *name, const char *system, const char *public, int internal)
{
	struct xmp *x = ctx;
	(void)name, (void)system, (void)public, (void)internal;
	XML_StopParser(x->parser, XML_FALSE);
}

void
xmp_read(struct meta *m, struct str packet)
{
	if (!packet.n || packet.n > PACKET_MOST)
		return;
	struct xmp x = {.m = m, .parser = XML_ParserCreateNS(NULL, '\n')};
	if (!x.parser)
		return;
	XML_SetUserData(x.parser, &x);
	XML_SetElementHandler(x.parser, element_start, element_end);
	XML_SetCharacterDataHandler(x.parser, text_take);
	XML_SetStartDoctypeDeclHandler(x.parser, doctype_refuse);
	XML_Parse(x.parser, packet.p, (int)packet.n, XML_TRUE);
	XML_ParserFree(x.parser);
	buf_free(&x.text);
	buf_free(&x.region_name);
}
