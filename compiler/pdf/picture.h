/* picture.h - what the files that make pictures ready share (inside pdf/ only) */
#ifndef YB_PDF_PICTURE_H
#define YB_PDF_PICTURE_H
#include "pdf/room.h"

/* A picture ready to be written. */
struct ready {
	struct buf entries, bytes;
	struct buf mask_entries, mask_bytes;
	uint64_t length; /* of the bytes */
	bool again; /* not held: to be read once more */
	struct str rgb; /* how RGB is named: as struct pdf has it */
};

/* The dictionary of a picture as it is written, piece by piece. */
void entries_begin(struct buf *b, uint32_t w, uint32_t h, int bits);
void entries_predictor(struct buf *b, uint32_t w, int channels, int bits);
void entries_length(struct buf *b, uint64_t n);
const char *space_name(int channels);
void entries_space(struct ready *r, int channels); /* of the picture itself: RGB by its profile where there is one */

void picture_lost(struct pdf *f, const struct image *image, const char *why);
/* The file's own bytes. NULL or what is wrong. */
const char *ready_pass(struct ready *r, const struct image *image);
/* Whether the picture shows what lies beneath it; of other formats than PNG that is taken to be white paper. */
bool image_masked(const struct image *image);

/* ---- in the inks of a press (inked.c) ---- */

/* Pixels of the longest side that a picture keeps there; 0: all. */
uint32_t inked_side(const struct pdf *f, const struct xobject *x);
const char *ready_inked(struct pdf *f, struct ready *r, const struct xobject *x, HPDF_Dict mask);
#endif
