/* faces.c - faces that the EPUB brings along: only the characters that its documents have, the licence left in them */
#include "epub/room.h"

#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

enum { RUNES = 0x110000, WORD = 32, LICENCE = 13, LICENCE_ADDRESS = 14 /* entries of a font's table of names */ };

void
faces_plan(struct epub *e)
{
	if (e->options->n_faces)
		e->runes = NEW_N(e->arena, RUNES / WORD, atomic_uint);
}

static void
rune_note(atomic_uint *runes, uint32_t rune)
{
	unsigned bit = 1u << rune % WORD;
	if (!(atomic_load_explicit(&runes[rune / WORD], memory_order_relaxed) & bit))
		atomic_fetch_or(&runes[rune / WORD], bit);
}

void
faces_note(struct epub *e, struct str document)
{
	for (size_t i = 0; e->runes && i < document.n;) {
		UChar32 rune;
		U8_NEXT((const uint8_t *)document.p, i, document.n, rune);
		if (rune >= 0) {
			rune_note(e->runes, (uint32_t)rune);
			rune_note(e->runes, (uint32_t)u_toupper(rune)); /* the sheet sets some lines in capitals */
		}
	}
}

static hb_subset_input_t *
subset_input(const struct epub *e)
{
	static const hb_codepoint_t always[] = {' ', '-', 0xA0, 0xAD, 0x2010, 0x2011}; /* what a reader breaks lines with */
	/* of every figure, and nothing in the sheet asks for them */
	static const hb_tag_t fractions[] = {HB_TAG('f', 'r', 'a', 'c'), HB_TAG('n', 'u', 'm', 'r'), HB_TAG('d', 'n', 'o', 'm')};
	hb_subset_input_t *in = hb_subset_input_create_or_fail();
	if (!in)
		return NULL;
	hb_set_t *set = hb_subset_input_unicode_set(in), *names = hb_subset_input_set(in, HB_SUBSET_SETS_NAME_ID);
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		hb_set_add(set, always[i]);
	for (uint32_t i = 0; i < RUNES / WORD; i++)
		for (unsigned word = atomic_load(&e->runes[i]), k = 0; word; word >>= 1, k++)
			if (word & 1)
				hb_set_add(set, i * WORD + k);
	hb_set_t *features = hb_subset_input_set(in, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
	for (size_t i = 0; i < sizeof fractions / sizeof *fractions; i++)
		hb_set_del(features, fractions[i]);
	hb_set_add(names, LICENCE);
	hb_set_add(names, LICENCE_ADDRESS);
	hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	return in;
}

/* The face with nothing else in it; NULL when HarfBuzz cannot make it. */
static hb_blob_t *
face_subset(const struct epub_face *face, hb_subset_input_t *in)
{
	hb_blob_t *whole = hb_blob_create(face->font.p, (unsigned)face->font.n, HB_MEMORY_MODE_READONLY, NULL, NULL),
		  *made = NULL;
	hb_face_t *from = hb_face_create(whole, face->index), *to = hb_subset_or_fail(from, in);
	if (to) {
		made = hb_face_reference_blob(to);
		hb_face_destroy(to);
	}
	hb_face_destroy(from);
	hb_blob_destroy(whole);
	return made;
}

/* A file of the EPUB, or (there is no packer) bytes in the style sheet itself. */
static void
face_pack(struct epub *e, size_t i, hb_blob_t *blob, struct packer *p, struct buf *css)
{
	const struct epub_face *face = &e->options->faces[i];
	unsigned n;
	const char *data = hb_blob_get_data(blob, &n);
	const char *kind = n > 4 && !memcmp(data, "OTTO", 4) ? "otf" : "ttf", *media = *kind == 'o' ? "font/otf" : "font/ttf";
	struct str bytes = {data, n};
	buf_fmt(css, "@font-face {\n\tfont-family: \"%s\";\n\tfont-weight: %s;\n\tfont-style: %s;\n\tsrc: url(", face->family,
		face->weight < 600 ? "normal" : "bold", face->italic ? "italic" : "normal");
	if (p) {
		struct str name = str_fmt(e->arena, "OPS/fonts/face%zu.%s", i + 1, kind);
		file_pack(p, file_add(e, name, media, str_fmt(e->arena, "face%zu", i + 1).p, false), bytes);
		buf_z(css, name.p + sizeof "OPS/" - 1);
	} else {
		buf_fmt(css, "data:%s;base64,", media);
		base64_add(css, bytes);
	}
	buf_z(css, ");\n}\n\n");
}

/* Old readers know two weights: a semibold face is the bold one. */
void
faces_pack(struct epub *e, struct packer *p, struct buf *css)
{
	hb_subset_input_t *in = e->runes ? subset_input(e) : NULL;
	for (size_t i = 0; in && i < e->options->n_faces; i++) {
		hb_blob_t *blob = face_subset(&e->options->faces[i], in);
		if (blob)
			face_pack(e, i, blob, p, css);
		else
			diag_add(e->diag, DIAG_FONT_MISSING, STR_NONE, 0, 0,
				"a face of \"%s\" could not be put into the EPUB; the reader's own stands in for it",
				e->options->faces[i].family);
		hb_blob_destroy(blob);
	}
	hb_subset_input_destroy(in);
}
