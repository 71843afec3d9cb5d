/* font.c - the faces that the pages use as embedded subsets: Type0 fonts with Identity-H, made by HarfBuzz */
#include "pdf/room.h"

#include <stdlib.h>
#include <string.h>

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>

static hb_face_t *
face_open(const struct face *face)
{
	hb_blob_t *blob = hb_blob_create(face->data, (unsigned)face->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *hb = hb_face_create(blob, face->index);
	hb_blob_destroy(blob);
	return hb;
}

/* Thousandths of an em, rounded. */
static int
per_mille(int units, int upem)
{
	int64_t v = (int64_t)units * 1000;
	return (int)((v + (v < 0 ? -upem / 2 : upem / 2)) / upem);
}

void
font_open(struct font *font, const struct face *face, struct arena *a)
{
	hb_face_t *hb = face_open(face);
	hb_font_t *hb_font = hb_font_create(hb);
	hb_codepoint_t glyph = 0;
	*font = (struct font){.face = face, .n = hb_face_get_glyph_count(hb)};
	if (font->n > 65535)
		font->n = 65535;
	if (hb_font_get_nominal_glyph(hb_font, ' ', &glyph) && glyph < font->n)
		font->space = (uint16_t)glyph;
	font->cid = NEW_N(a, font->n + 1u, uint16_t);
	hb_font_destroy(hb_font);
	hb_face_destroy(hb);
}

/* Advances as the embedded font has them, before kerning. */
static void
font_advances(struct font *font, hb_face_t *hb, struct arena *a)
{
	hb_font_t *hb_font = hb_font_create(hb);
	int64_t upem = font->face->upem > 0 ? font->face->upem : 1000;
	hb_font_set_scale(hb_font, (int)upem, (int)upem);
	font->advance = NEW_N(a, font->n + 1u, int16_t);
	font->width = NEW_N(a, font->n + 1u, int32_t);
	for (unsigned g = 0; g < font->n; g++) {
		if (!font->use[g].rank && g)
			continue;
		int advance = hb_font_get_glyph_h_advance(hb_font, g);
		font->advance[g] = (int16_t)(advance > INT16_MAX ? INT16_MAX : advance);
		font->width[g] = (int32_t)((font->advance[g] * INT64_C(1000000) + upem / 2) / upem);
	}
	hb_font_destroy(hb_font);
}

static hb_subset_input_t *
subset_input(const struct font *font)
{
	static const char drop[] =
		"GSUBGPOSGDEFcmapnamepostOS/2BASEJSTFDSIGkernmorxSTATfvaravargvarcvarHVARMVARVVARmetahdmxVDMXLTSHgaspPCLT"
		"COLRCPALCBDTCBLCsbixSVG vheavmtx";
	hb_subset_input_t *in = hb_subset_input_create_or_fail();
	if (!in)
		return NULL;
	hb_set_t *glyphs = hb_subset_input_glyph_set(in);
	hb_set_add(glyphs, 0);
	for (unsigned g = 0; g < font->n; g++)
		if (font->use[g].rank)
			hb_set_add(glyphs, g);
	hb_set_clear(hb_subset_input_set(in, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG));
	hb_set_clear(hb_subset_input_set(in, HB_SUBSET_SETS_LAYOUT_SCRIPT_TAG));
	hb_set_t *tables = hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (size_t i = 0; i + 4 < sizeof drop; i += 4)
		hb_set_add(tables, HB_TAG(drop[i], drop[i + 1], drop[i + 2], drop[i + 3]));
	hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	return in;
}

/* The subset face and the numbers of its glyphs; NULL when HarfBuzz cannot make one. */
static hb_face_t *
font_subset(struct font *font, hb_face_t *hb)
{
	hb_subset_input_t *in = subset_input(font);
	hb_subset_plan_t *plan = in ? hb_subset_plan_create_or_fail(hb, in) : NULL;
	hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
	if (subset) {
		const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);
		for (unsigned g = 0; g < font->n; g++)
			if (font->use[g].rank) {
				hb_codepoint_t new = hb_map_get(map, g);
				font->cid[g] = new == HB_MAP_VALUE_INVALID ? 0 : (uint16_t) new;
			}
	}
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(in);
	return subset;
}

/* A face that cannot be subset is embedded whole, with its own glyph numbers. */
static void
font_whole(struct font *font)
{
	for (unsigned g = 0; g < font->n; g++)
		font->cid[g] = (uint16_t)g;
}

/* A CFF font with CIDs of its own is shown by these, not by the numbers of its glyphs (ISO 32000-1, 9.7.4.2). */
static void
font_cids(struct font *font, hb_blob_t *blob, struct arena *a)
{
	unsigned n;
	const char *p = hb_blob_get_data(blob, &n);
	uint16_t *cids = NEW_N(a, font->n + 1u, uint16_t);
	size_t known = cff_cids((struct str){p, n}, cids, font->n);
	for (unsigned g = 0; known && g < font->n; g++)
		if (font->use[g].rank)
			font->cid[g] = font->cid[g] < known ? cids[font->cid[g]] : 0;
}

static void
font_program(struct font *font, hb_face_t *hb, struct arena *a)
{
	hb_face_t *subset = font_subset(font, hb);
	if (!subset)
		font_whole(font);
	hb_face_t *from = subset ? subset : hb;
	hb_blob_t *blob = hb_face_reference_table(from, HB_TAG('C', 'F', 'F', ' '));
	font->cff = hb_blob_get_length(blob) > 0;
	if (font->cff)
		font_cids(font, blob, a);
	if (!font->cff) {
		hb_blob_destroy(blob);
		blob = hb_face_reference_blob(from);
	}
	unsigned n;
	const char *p = hb_blob_get_data(blob, &n);
	font->program_n = n;
	font->program = deflate_keep(a, (struct str){p, n}, 6);
	hb_blob_destroy(blob);
	hb_face_destroy(subset);
}

/* ---- what the font's objects say ---- */

/* Glyphs of the subset in the order of their new numbers: cids rise with the old numbers. */
static void
widths_write(struct buf *b, const struct font *font)
{
	int last = -2;
	buf_z(b, "/DW 0/W[");
	for (unsigned g = 0; g < font->n; g++) {
		if (!font->use[g].rank && g)
			continue;
		if (font->cid[g] != last + 1) {
			buf_z(b, last < 0 ? "" : "]");
			buf_int(b, font->cid[g]);
			buf_char(b, '[');
		} else {
			buf_char(b, ' ');
		}
		buf_decimal(b, font->width[g], 3);
		last = font->cid[g];
	}
	buf_z(b, last < 0 ? "]" : "]]");
}

static void
hex4(struct buf *b, unsigned v)
{
	buf_fmt(b, "%04X", v);
}

static void
to_unicode_entry(struct buf *b, const struct font *font, unsigned g)
{
	struct str text = {font->use[g].p, font->use[g].n};
	buf_char(b, '<');
	hex4(b, font->cid[g]);
	buf_z(b, "> <");
	buf_utf16(b, text.n ? text : STR("\xEF\xBF\xBD"));
	buf_z(b, ">\n");
}

/* ISO 32000-1, 9.10.3. */
static void
to_unicode_begin(struct buf *b)
{
	buf_z(b,
		"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
}

static void
to_unicode_end(struct buf *b)
{
	buf_z(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

/* At most 100 entries in a block. */
static void
to_unicode_write(struct buf *b, const struct font *font)
{
	unsigned left = 0;
	for (unsigned g = 0; g < font->n; g++)
		left += font->use[g].rank > 0;
	to_unicode_begin(b);
	unsigned in_block = 0;
	for (unsigned g = 0; g < font->n; g++) {
		if (!font->use[g].rank)
			continue;
		if (!in_block) {
			in_block = left < 100 ? left : 100;
			buf_int(b, in_block);
			buf_z(b, " beginbfchar\n");
		}
		to_unicode_entry(b, font, g);
		left--;
		if (!--in_block)
			buf_z(b, "endbfchar\n");
	}
	to_unicode_end(b);
}

/* Of the font whose one glyph is the soft hyphen. */
static struct str
to_unicode_soft(const struct font *font, struct arena *a)
{
	struct buf b = {0};
	to_unicode_begin(&b);
	buf_z(&b, "1 beginbfchar\n<");
	hex4(&b, font->cid[font->hyphen]);
	buf_z(&b, "> <00AD>\nendbfchar\n");
	to_unicode_end(&b);
	struct str packed = deflate_keep(a, buf_view(&b), 6);
	buf_free(&b);
	return packed;
}

static int
table_i16(hb_blob_t *table, unsigned at)
{
	unsigned n;
	const unsigned char *p = (const unsigned char *)hb_blob_get_data(table, &n);
	return at + 2 <= n ? (int16_t)(p[at] << 8 | p[at + 1]) : 0;
}

/* Flags of ISO 32000-1, table 123: fixed pitch, symbolic (its own glyph numbers), italic. */
static void
descriptor_write(struct buf *b, const struct font *font, hb_face_t *hb)
{
	const struct face *face = font->face;
	int upem = face->upem > 0 ? face->upem : 1000;
	hb_blob_t *head = hb_face_reference_table(hb, HB_TAG('h', 'e', 'a', 'd'));
	hb_blob_t *post = hb_face_reference_table(hb, HB_TAG('p', 'o', 's', 't'));
	hb_blob_t *os2 = hb_face_reference_table(hb, HB_TAG('O', 'S', '/', '2'));
	int angle = table_i16(post, 4), weight = table_i16(os2, 4), cap = face->cap_height ? face->cap_height : face->ascent;
	bool fixed = table_i16(post, 12) || table_i16(post, 14);
	buf_fmt(b, "/Flags %d/FontBBox[", 4 + fixed + (angle ? 64 : 0));
	for (unsigned i = 0; i < 4; i++)
		buf_fmt(b, i ? " %d" : "%d", per_mille(table_i16(head, 36 + 2 * i), upem));
	buf_fmt(b, "]/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/StemV %d", angle, per_mille(face->ascent, upem),
		per_mille(face->descent, upem), per_mille(cap, upem), weight > 0 ? 50 + weight * weight / 6500 : 80);
	hb_blob_destroy(head);
	hb_blob_destroy(post);
	hb_blob_destroy(os2);
}

void
font_embed(struct font *font, struct arena *a)
{
	hb_face_t *hb = face_open(font->face);
	struct buf b = {0};
	font_advances(font, hb, a);
	if (!font->face->emoji) {
		font_program(font, hb, a);
		to_unicode_write(&b, font);
		font->to_unicode = deflate_keep(a, buf_view(&b), 6);
		b.n = 0;
		descriptor_write(&b, font, hb);
		font->descriptor = buf_keep(&b, a);
		widths_write(&b, font);
		font->widths = buf_keep(&b, a);
	}
	buf_free(&b);
	hb_face_destroy(hb);
}

/* "ABCDEF+Name": the tag is made from the glyphs of the subset. */
static const char *
font_tagged(struct pdf *f, const struct font *font)
{
	struct buf glyphs = {0}, b = {0};
	for (unsigned g = 0; g < font->n; g++)
		if (font->use[g].rank)
			buf_add(&glyphs, &(unsigned char[2]){(unsigned char)(g >> 8), (unsigned char)g}, 2);
	uint64_t hash = str_hash(buf_view(&glyphs));
	for (int i = 0; i < 6; i++, hash /= 26)
		buf_char(&b, (char)('A' + hash % 26));
	buf_char(&b, '+');
	for (size_t i = 0; i < font->face->name.n && i < 60; i++) {
		char c = font->face->name.p[i];
		buf_char(&b, char_alnum((unsigned char)c) || c == '-' || c == '_' ? c : '-');
	}
	const char *name = buf_keep(&b, f->arena).p;
	buf_free(&glyphs);
	buf_free(&b);
	return name;
}

static HPDF_Dict
font_file(struct pdf *f, const struct font *font)
{
	HPDF_Dict d = object_top(&f->objects);
	if (font->cff)
		dict_name(d, "Subtype", "CIDFontType0C");
	else
		dict_int(d, "Length1", (int)font->program_n);
	dict_stream(&f->objects, d, STR("/Filter/FlateDecode"), font->program);
	return d;
}

static HPDF_Dict
font_descendant(struct pdf *f, const struct font *font, const char *name)
{
	struct objects *o = &f->objects;
	HPDF_Dict descriptor = object_top(o), cid_font = object_top(o), system = object_dict(o);
	dict_name(descriptor, "Type", "FontDescriptor");
	dict_name(descriptor, "FontName", name);
	dict_object(descriptor, font->cff ? "FontFile3" : "FontFile2", font_file(f, font));
	dict_raw(o, descriptor, font->descriptor);

	dict_text(o, system, "Registry", STR("Adobe"));
	dict_text(o, system, "Ordering", STR("Identity"));
	dict_int(system, "Supplement", 0);

	dict_name(cid_font, "Type", "Font");
	dict_name(cid_font, "Subtype", font->cff ? "CIDFontType0" : "CIDFontType2");
	dict_name(cid_font, "BaseFont", name);
	dict_object(cid_font, "CIDSystemInfo", system);
	dict_object(cid_font, "FontDescriptor", descriptor);
	if (!font->cff)
		dict_name(cid_font, "CIDToGIDMap", "Identity");
	dict_raw(o, cid_font, font->widths);
	return cid_font;
}

/* Two fonts may share a descendant. NULL: it is made. Returns it. */
static HPDF_Dict
font_composite(struct pdf *f, const struct font *font, HPDF_Dict descendant, struct str map, HPDF_Dict *made)
{
	struct objects *o = &f->objects;
	const char *name = font_tagged(f, font);
	HPDF_Dict to_unicode = object_top(o), d = *made = object_top(o);
	HPDF_Array descendants = HPDF_Array_New(o->mmgr);
	descendant = descendant ? descendant : font_descendant(f, font, name);
	HPDF_Array_Add(descendants, descendant);
	dict_stream(o, to_unicode, STR("/Filter/FlateDecode"), map);
	dict_name(d, "Type", "Font");
	dict_name(d, "Subtype", "Type0");
	dict_name(d, "BaseFont", name);
	dict_name(d, "Encoding", "Identity-H");
	dict_object(d, "DescendantFonts", descendants);
	dict_object(d, "ToUnicode", to_unicode);
	return descendant;
}

void
font_object(struct pdf *f, struct font *font)
{
	HPDF_Dict descendant = font_composite(f, font, NULL, font->to_unicode, &font->dict);
	if (pdf_tagged(f) && font->hyphen && font->hyphen < font->n)
		font_composite(f, font, descendant, to_unicode_soft(font, f->arena), &font->soft);
}

void
font_name(struct buf *b, const struct font *font)
{
	buf_char(b, 'F');
	buf_int(b, font->face->number);
}

bool
font_emoji_png(const struct font *font, uint16_t glyph, int box[4], struct str *png, struct arena *a)
{
	hb_face_t *hb = face_open(font->face);
	hb_font_t *hb_font = hb_font_create(hb);
	hb_glyph_extents_t e = {0};
	int upem = font->face->upem > 0 ? font->face->upem : 1000;
	hb_font_set_scale(hb_font, upem, upem);
	hb_blob_t *blob = hb_ot_color_glyph_reference_png(hb_font, glyph);
	unsigned n;
	const char *p = hb_blob_get_data(blob, &n);
	bool found = n > 0 && hb_font_get_glyph_extents(hb_font, glyph, &e) && e.width && e.height;
	if (found && png)
		*png = str_dup(a, (struct str){p, n});
	if (found) {
		box[0] = e.x_bearing;
		box[1] = e.y_bearing + e.height; /* height is negative */
		box[2] = e.width;
		box[3] = -e.height;
	}
	hb_blob_destroy(blob);
	hb_font_destroy(hb_font);
	hb_face_destroy(hb);
	return found;
}
