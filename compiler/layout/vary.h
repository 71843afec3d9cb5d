/* vary.h - variable faces become static ones (the text half of layout/ only) */
#ifndef YB_VARY_H
#define YB_VARY_H
#include "layout/font.h"

/* What else is known of a face that is to be pinned, and what it is called then. */
struct vary_name {
	const char *key; /* of the style: for findings */
	unsigned instance; /* that was chosen by number, from 1; 0: by name */
	bool style_met; /* the instance was met by the choice of the file */
	struct str ps; /* out: its PostScript name, with what sets the instance apart; empty: the face's own holds */
};

/* The font (taken over) at the instance and the axes that the name asks for, every glyph under its own number; the same font when it is not
 * variable. What the face does not have is reported and left aside. */
hb_blob_t *vary_pin(struct fonts *f, hb_blob_t *blob, unsigned *index, const struct face_name *name, struct vary_name *shown);
#endif
